//! A store that fails when it is told to.

use std::fmt;
use std::io::{self, ErrorKind};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use async_trait::async_trait;
use futures_util::stream::BoxStream;
use futures_util::{StreamExt, stream};
use object_store::path::Path;
use object_store::{
    CopyOptions, Error, GetOptions, GetResult, ListResult, MultipartUpload, ObjectMeta, ObjectStore, PutMultipartOptions, PutOptions,
    PutPayload, PutResult, RenameOptions, Result,
};

/// When a store that fails does so. Only what changes it is counted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Failing {
    /// At no time.
    Never,
    /// At this step, and then works again.
    Once(usize),
    /// From this step on: the server was killed, the disk is full.
    For(usize),
    /// From this step on, which is still done; its answer is lost.
    Unanswered(usize),
}

/// A store that fails, before another that does not.
#[derive(Debug)]
pub struct Faulty {
    inner: Arc<dyn ObjectStore>,
    failing: Failing,
    steps: AtomicUsize,
}

impl fmt::Display for Faulty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Faulty({})", self.inner)
    }
}

impl Faulty {
    /// A store that fails in this way.
    pub fn new(inner: Arc<dyn ObjectStore>, failing: Failing) -> Self {
        Faulty { inner, failing, steps: AtomicUsize::new(0) }
    }

    fn fault() -> Error {
        Error::Generic { store: "Faulty", source: io::Error::from(ErrorKind::StorageFull).into() }
    }

    /// Whether a step is done, and whether it is answered.
    fn step(&self) -> (bool, bool) {
        let step = self.steps.fetch_add(1, Ordering::Relaxed);
        match self.failing {
            Failing::Never => (true, true),
            Failing::Once(at) => (step != at, step != at),
            Failing::For(at) => (step < at, step < at),
            Failing::Unanswered(at) => (step <= at, step < at),
        }
    }

    fn dead(&self) -> bool {
        let steps = self.steps.load(Ordering::Relaxed);
        matches!(self.failing, Failing::For(at) | Failing::Unanswered(at) if steps > at)
    }
}

#[async_trait]
impl ObjectStore for Faulty {
    async fn put_opts(&self, location: &Path, payload: PutPayload, options: PutOptions) -> Result<PutResult> {
        let (done, answered) = self.step();
        let put = if done { self.inner.put_opts(location, payload, options).await } else { Err(Self::fault()) };
        if answered { put } else { Err(Self::fault()) }
    }

    async fn put_multipart_opts(&self, location: &Path, options: PutMultipartOptions) -> Result<Box<dyn MultipartUpload>> {
        self.inner.put_multipart_opts(location, options).await
    }

    async fn get_opts(&self, location: &Path, options: GetOptions) -> Result<GetResult> {
        if self.dead() { Err(Self::fault()) } else { self.inner.get_opts(location, options).await }
    }

    fn delete_stream(&self, locations: BoxStream<'static, Result<Path>>) -> BoxStream<'static, Result<Path>> {
        let (done, answered) = self.step();
        let deleted = if done { self.inner.delete_stream(locations) } else { stream::once(async { Err(Self::fault()) }).boxed() };
        if answered { deleted } else { deleted.map(|_| Err(Self::fault())).boxed() }
    }

    fn list(&self, prefix: Option<&Path>) -> BoxStream<'static, Result<ObjectMeta>> {
        self.inner.list(prefix)
    }

    async fn list_with_delimiter(&self, prefix: Option<&Path>) -> Result<ListResult> {
        if self.dead() { Err(Self::fault()) } else { self.inner.list_with_delimiter(prefix).await }
    }

    async fn copy_opts(&self, from: &Path, to: &Path, options: CopyOptions) -> Result<()> {
        self.inner.copy_opts(from, to, options).await
    }

    async fn rename_opts(&self, from: &Path, to: &Path, options: RenameOptions) -> Result<()> {
        let (done, answered) = self.step();
        let renamed = if done { self.inner.rename_opts(from, to, options).await } else { Err(Self::fault()) };
        if answered { renamed } else { Err(Self::fault()) }
    }
}
