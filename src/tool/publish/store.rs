//! A place that files are published to, by its address: a folder, or a store of Amazon (and whoever speaks its protocol), Google or
//! Azure. Everything above sees names, bytes and headers.

use std::path::Path as FilePath;
use std::sync::Arc;

use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{
    Attribute, Attributes, GetOptions, GetResult, ObjectStore, ObjectStoreExt, PutMode, PutOptions, PutPayload, UpdateVersion,
};

use super::fault::Fault;
use super::files::Headers;
#[cfg(feature = "publish")]
use super::remote::remote;
use crate::report::{Place, Problem};

/// How many files are looked at or put at once.
pub const AT_ONCE: usize = 8;

/// Whose protocol a store speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Maker {
    /// A folder on this machine, or mounted there. It keeps no headers.
    Folder,
    /// Amazon S3, and the many that speak its protocol.
    Amazon,
    /// Google Cloud Storage.
    Google,
    /// Azure Blob Storage.
    Azure,
}

impl Maker {
    /// The environment variables that hold the key.
    pub fn keys(self) -> &'static str {
        match self {
            Maker::Folder => "",
            Maker::Amazon => "AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY",
            Maker::Google => "GOOGLE_SERVICE_ACCOUNT or GOOGLE_APPLICATION_CREDENTIALS",
            Maker::Azure => "AZURE_STORAGE_ACCOUNT_NAME, AZURE_STORAGE_ACCOUNT_KEY",
        }
    }

    /// What it calls the place that holds files.
    pub fn container(self) -> &'static str {
        match self {
            Maker::Folder => "folder",
            Maker::Amazon | Maker::Google => "bucket",
            Maker::Azure => "container",
        }
    }
}

/// A file in a store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Object {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What it is served with; none in a folder.
    pub headers: Option<Headers>,
    /// Which of its versions this is.
    pub version: Option<String>,
}

/// A place to publish to.
#[derive(Debug)]
pub struct Store {
    inner: Arc<dyn ObjectStore>,
    root: Path,
    /// Whose it is.
    pub maker: Maker,
}

impl Store {
    /// A store and the path in it below which everything is put.
    pub fn new(inner: Arc<dyn ObjectStore>, root: Path, maker: Maker) -> Self {
        Store { inner, root, maker }
    }

    /// The place of an address: a path, `file:///…`, `s3://BUCKET/…`, `gs://BUCKET/…`, `az://CONTAINER/…`.
    ///
    /// # Errors
    /// When no store has such an address, or the environment has no key for it.
    pub fn open(address: &str) -> Result<Self, Problem> {
        if !address.contains("://") {
            return folder(FilePath::new(address));
        }
        let url = url::Url::parse(address).map_err(|error| unknown(address, &error.to_string()))?;
        if url.scheme() == "file" {
            let path = url.to_file_path().map_err(|()| unknown(address, "it is no path on this machine"))?;
            return folder(&path);
        }
        remote(address, &url)
    }

    fn path(&self, name: &str) -> Result<Path, object_store::Error> {
        let root = self.root.as_ref();
        Ok(Path::parse(if root.is_empty() { name.to_string() } else { format!("{root}/{name}") })?)
    }

    fn fault(&self, act: &'static str, name: &str) -> impl Fn(object_store::Error) -> Fault {
        let (name, maker) = (name.to_string(), self.maker);
        move |cause| Fault { act, name: name.clone(), maker, cause }
    }

    /// The size and the headers of a file that is there.
    ///
    /// # Errors
    /// When the store does not say.
    pub async fn look(&self, name: &str) -> Result<Option<(u64, Option<Headers>)>, Fault> {
        let got = self.get("look at", name, GetOptions { head: true, ..GetOptions::default() }).await?;
        Ok(got.map(|got| (got.meta.size, self.headers(&got.attributes))))
    }

    /// A file, if it is there.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn read(&self, name: &str) -> Result<Option<Object>, Fault> {
        let Some(got) = self.get("read", name, GetOptions::default()).await? else { return Ok(None) };
        let (headers, version) = (self.headers(&got.attributes), got.meta.e_tag.clone());
        let bytes = got.bytes().await.map_err(self.fault("read", name))?.to_vec();
        Ok(Some(Object { bytes, headers, version }))
    }

    async fn get(&self, act: &'static str, name: &str, options: GetOptions) -> Result<Option<GetResult>, Fault> {
        let path = self.path(name).map_err(self.fault(act, name))?;
        match self.inner.get_opts(&path, options).await {
            Ok(got) => Ok(Some(got)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(cause) => Err(self.fault(act, name)(cause)),
        }
    }

    fn headers(&self, attributes: &Attributes) -> Option<Headers> {
        let text = |attribute| attributes.get(&attribute).map(|value| value.to_string());
        (self.maker != Maker::Folder).then(|| Headers {
            kind: text(Attribute::ContentType).unwrap_or_default(),
            encoding: text(Attribute::ContentEncoding).filter(|encoding| !encoding.is_empty()),
            cache: text(Attribute::CacheControl).unwrap_or_default(),
        })
    }

    /// Puts a file, whole or not at all.
    ///
    /// # Errors
    /// When the store does not take it.
    pub async fn put(&self, name: &str, bytes: &[u8], headers: Option<&Headers>) -> Result<(), Fault> {
        self.put_as(name, bytes, headers, PutMode::Overwrite).await.map(|_| ())
    }

    /// Puts a file that was not there a moment ago. If somebody was faster, theirs stays: it has the same name, made from the contents.
    ///
    /// # Errors
    /// When the store does not take it.
    pub async fn put_new(&self, name: &str, bytes: &[u8], headers: Option<&Headers>) -> Result<(), Fault> {
        // A folder does this by hard links, which network shares do not have.
        let mode = if self.maker == Maker::Folder { PutMode::Overwrite } else { PutMode::Create };
        match self.put_if(name, bytes, headers, mode).await {
            Err(Fault { cause: object_store::Error::AlreadyExists { .. }, .. }) => Ok(()),
            done => done.map(|_| ()),
        }
    }

    /// Puts a file in the place of the version that was read, or of nothing, if that is what was found; fails when somebody else has
    /// changed it since. Gives what is there now.
    ///
    /// # Errors
    /// When the store does not take it.
    pub async fn replace(&self, name: &str, bytes: &[u8], headers: Option<&Headers>, read: Option<&Object>) -> Result<Object, Fault> {
        let mode = match read {
            _ if self.maker == Maker::Folder => PutMode::Overwrite,
            None => PutMode::Create,
            Some(Object { version: None, .. }) => PutMode::Overwrite,
            Some(Object { version, .. }) => PutMode::Update(UpdateVersion { e_tag: version.clone(), version: None }),
        };
        let version = self.put_if(name, bytes, headers, mode).await?;
        Ok(Object { bytes: bytes.to_vec(), headers: headers.cloned(), version })
    }

    /// Puts a file on a condition. Some stores know none; what it guards against is rare, so they get the file without.
    async fn put_if(&self, name: &str, bytes: &[u8], headers: Option<&Headers>, mode: PutMode) -> Result<Option<String>, Fault> {
        match self.put_as(name, bytes, headers, mode).await {
            Err(fault) if fault.is_unknown_there() => self.put_as(name, bytes, headers, PutMode::Overwrite).await,
            done => done,
        }
    }

    /// Puts a file, and gives its version.
    async fn put_as(&self, name: &str, bytes: &[u8], headers: Option<&Headers>, mode: PutMode) -> Result<Option<String>, Fault> {
        let path = self.path(name).map_err(self.fault("put", name))?;
        let mut attributes = Attributes::new();
        if let Some(headers) = headers.filter(|_| self.maker != Maker::Folder) {
            attributes.insert(Attribute::ContentType, headers.kind.clone().into());
            attributes.insert(Attribute::CacheControl, headers.cache.clone().into());
            if let Some(encoding) = &headers.encoding {
                attributes.insert(Attribute::ContentEncoding, encoding.clone().into());
            }
        }
        let options = PutOptions { mode, attributes, ..PutOptions::default() };
        self.inner.put_opts(&path, PutPayload::from(bytes.to_vec()), options).await.map(|put| put.e_tag).map_err(self.fault("put", name))
    }

    /// Moves a file over another at once; in a folder this takes no space.
    ///
    /// # Errors
    /// When it cannot.
    pub async fn rename(&self, from: &str, to: &str) -> Result<(), Fault> {
        let (source, target) = (self.path(from).map_err(self.fault("rename", from))?, self.path(to).map_err(self.fault("put", to))?);
        self.inner.rename(&source, &target).await.map_err(self.fault("put", to))
    }

    /// Removes a file; that it is not there is no failure.
    ///
    /// # Errors
    /// When it cannot.
    pub async fn remove(&self, name: &str) -> Result<(), Fault> {
        let path = self.path(name).map_err(self.fault("remove", name))?;
        match self.inner.delete(&path).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(cause) => Err(self.fault("remove", name)(cause)),
        }
    }

    /// The names of the files and folders directly in a folder.
    ///
    /// # Errors
    /// When the store does not list them.
    pub async fn list(&self, name: &str) -> Result<Vec<String>, Fault> {
        let path = self.path(name).map_err(self.fault("list", name))?;
        let listed = self.inner.list_with_delimiter(Some(&path)).await.map_err(self.fault("list", name))?;
        let paths = listed.objects.iter().map(|object| &object.location).chain(&listed.common_prefixes);
        Ok(paths.filter_map(|path| path.filename().map(str::to_string)).collect())
    }
}

/// A folder of this machine. Each file is on the disk before it gets its name.
fn folder(path: &FilePath) -> Result<Store, Problem> {
    let whole = std::path::absolute(path).map_err(|error| crate::tool::talk::disk("find", path.display(), &error))?;
    if whole.is_file() {
        return Err(unknown(&path.display().to_string(), "it is a file, no folder"));
    }
    let root = Path::from_absolute_path(&whole).map_err(|error| unknown(&path.display().to_string(), &error.to_string()))?;
    Ok(Store::new(Arc::new(LocalFileSystem::new().with_fsync(true)), root, Maker::Folder))
}

/// The stores on the network are left out of this build.
#[cfg(not(feature = "publish"))]
fn remote(address: &str, _: &url::Url) -> Result<Store, Problem> {
    let found = format!("{address} is a store on the network, and this nutgraph was built for folders alone");
    Err(crate::problem!(Error, "publish", Place::Whole, found, "build it with the feature publish, or name a folder"))
}

/// That nothing can be published to an address.
pub fn unknown(address: &str, why: &str) -> Problem {
    crate::problem!(
        Error,
        "publish",
        Place::Whole,
        format!("cannot publish to {address}: {why}"),
        "name a folder, s3://BUCKET/PATH, gs://BUCKET/PATH or az://CONTAINER/PATH"
    )
}
