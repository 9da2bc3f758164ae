//! What is to be published: the files of a folder, each with the headers that it is served with and its place in the order.
//!
//! A file whose name holds the hash of its own contents can never change under that name, so it is kept for ever by browsers and put
//! once. That is found out by hashing, never believed: the folder may hold a story's own files beside those that `build` wrote.

use std::collections::HashMap;
use std::fs;
use std::io::Read;
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use sha2::{Digest, Sha256, Sha384};

use super::release::FOLDER;
use crate::report::{Place, Problem};
use crate::tool::build::ENTRY;
use crate::tool::cli::Encoding;
use crate::tool::{bytes, media, stamp, talk};

/// What a file is for a reader, in the order in which files are made visible: nothing may name what is not there yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Named by its contents: put before everything else, never changed.
    Fixed,
    /// Data, specs, pictures: what pages name.
    Asset,
    /// A page.
    Page,
    /// What programs read about the folder.
    Manifest,
    /// The script that pages name, with its compressed forms before it.
    Entry,
}

/// What a server is to say of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Headers {
    /// `content-type`
    pub kind: String,
    /// `content-encoding`
    pub encoding: Option<String>,
    /// `cache-control`
    pub cache: String,
}

/// A file to publish.
#[derive(Clone, Debug)]
pub struct File {
    /// Its name under the address, with `/` between folders.
    pub name: String,
    /// Its bytes as they are stored.
    pub bytes: Vec<u8>,
    /// Their SHA-256, in hexadecimal digits.
    pub sha256: String,
    /// What it is.
    pub role: Role,
    /// The `content-encoding` of the bytes.
    pub encoding: Option<&'static str>,
}

/// How files are stored and for how long copies of them are good.
#[derive(Clone, Copy, Debug)]
pub struct Serving {
    /// Seconds for which a copy of a file that can change is good without asking.
    pub max_age: u32,
    /// How files are stored under their own names.
    pub encoding: Option<Encoding>,
}

/// The role of a file by its name; what is named by its contents is known by hashing alone.
pub fn role(name: &str) -> Role {
    let last = name.rsplit('/').next().unwrap_or(name);
    let bare = last.strip_suffix(".br").or_else(|| last.strip_suffix(".gz")).unwrap_or(last);
    match bare {
        ENTRY => Role::Entry,
        "manifest.json" => Role::Manifest,
        _ if media::of(bare).starts_with("text/html") => Role::Page,
        _ => Role::Asset,
    }
}

/// The headers of a file. What is stored compressed must not be unpacked on the way: some stores would, and the bytes would no longer
/// be those that were published.
pub fn headers(name: &str, role: Role, encoding: Option<&str>, max_age: u32) -> Headers {
    let bare = if encoding.is_some() { name.strip_suffix(".br").or_else(|| name.strip_suffix(".gz")).unwrap_or(name) } else { name };
    let cache = match role {
        Role::Fixed => "public, max-age=31536000, immutable".to_string(),
        _ => format!("public, max-age={max_age}, must-revalidate"),
    };
    let transform = if encoding.is_some() { ", no-transform" } else { "" };
    Headers { kind: media::of(bare).to_string(), encoding: encoding.map(str::to_string), cache: cache + transform }
}

/// Reads the files of a folder, hidden ones left out, in the order in which they are to appear.
///
/// # Errors
/// When one cannot be read, or what `build` wrote is no longer whole.
pub fn read(folder: &Path, serving: Serving) -> Result<Vec<File>, Problem> {
    if !folder.is_dir() {
        let found = format!("there is no folder {}", folder.display());
        return Err(wrong(found, "name the folder that `nutgraph build -o` has written, or the story's with it inside"));
    }
    let mut raw: Vec<(String, Vec<u8>)> = Vec::new();
    for path in stamp::files(folder, &["."], &[]).map_err(|error| talk::disk("read", folder.display(), &error))? {
        let bytes = fs::read(&path).map_err(|error| talk::disk("read", path.display(), &error))?;
        let inner = path.strip_prefix(folder).unwrap_or(&path);
        let parts: Option<Vec<&str>> = inner.iter().map(|part| part.to_str()).filter(|part| *part != Some(".")).collect();
        let Some(parts) = parts else {
            return Err(wrong(format!("the name of {} is no Unicode", path.display()), "rename the file"));
        };
        if parts.first() == Some(&FOLDER) {
            let found = format!("{} lies in a folder {FOLDER}, which is where publish keeps what it published before", path.display());
            return Err(wrong(found, "rename the folder"));
        }
        raw.push((parts.join("/"), bytes));
    }
    if !raw.iter().any(|(name, _)| matches!(role(name), Role::Entry | Role::Page)) {
        let found = format!("{} holds neither {ENTRY} nor a page", folder.display());
        return Err(wrong(found, "name the folder that `nutgraph build -o` has written, or the story's with it inside"));
    }
    let contents: HashMap<&str, &[u8]> = raw.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    for (name, bytes) in raw.iter().filter(|(name, _)| role(name) == Role::Manifest) {
        whole(folder, name, bytes, &contents)?;
    }
    let mut files: Vec<File> = raw.iter().map(|(name, bytes)| one(name, bytes, &contents, serving)).collect::<Result<_, Problem>>()?;
    files.sort_by_cached_key(|file| order(file.role, &file.name));
    Ok(files)
}

/// What files are sorted by. Of the entry the compressed forms come first, so that the name in the pages is switched last of all.
pub fn order(role: Role, name: &str) -> (Role, bool, String) {
    (role, !(name.ends_with(".br") || name.ends_with(".gz")), name.to_string())
}

fn one(name: &str, raw: &[u8], contents: &HashMap<&str, &[u8]>, serving: Serving) -> Result<File, Problem> {
    let form = |end: &str, encoding: &'static str| {
        let base = name.strip_suffix(end)?;
        Some((base, *contents.get(base)?, encoding))
    };
    let apart = form(".br", "br").or_else(|| form(".gz", "gzip"));
    let (base, plain) = apart.map_or((name, raw), |(base, plain, _)| (base, plain));
    if let Some((base, plain, encoding)) = apart
        && unpacked(raw, encoding).as_deref() != Some(plain)
    {
        return Err(wrong(format!("{name} does not unpack to {base}"), "build the folder anew"));
    }
    let role = if is_named_by(base, plain) { Role::Fixed } else { role(base) };
    let (bytes, encoding) = match (apart, serving.encoding) {
        (Some((.., encoding)), _) => (raw.to_vec(), Some(encoding)),
        (None, Some(chosen)) if gains(name) => match chosen {
            Encoding::Br => {
                (contents.get(format!("{name}.br").as_str()).map_or_else(|| bytes::brotli(raw), |b| Ok(b.to_vec()))?, Some("br"))
            }
            Encoding::Gzip => {
                (contents.get(format!("{name}.gz").as_str()).map_or_else(|| bytes::gzip(raw), |b| Ok(b.to_vec()))?, Some("gzip"))
            }
        },
        (None, _) => (raw.to_vec(), None),
    };
    Ok(File { name: name.to_string(), sha256: stamp::hex(&Sha256::digest(&bytes), 64), bytes, role, encoding })
}

/// Whether a name holds the beginning of the hash of the contents, as `build` writes it.
fn is_named_by(name: &str, contents: &[u8]) -> bool {
    let last = name.rsplit('/').next().unwrap_or(name);
    last.contains(&stamp::hex(&Sha256::digest(contents), 10))
}

/// Whether a file becomes much smaller when compressed; pictures and fonts are compressed already.
fn gains(name: &str) -> bool {
    let kind = media::of(name);
    kind.starts_with("text/") || ["application/wasm", "application/json", "image/svg+xml"].contains(&kind)
}

fn unpacked(bytes: &[u8], encoding: &str) -> Option<Vec<u8>> {
    let mut plain = Vec::new();
    if encoding == "br" {
        brotli::BrotliDecompress(&mut &*bytes, &mut plain).ok()?;
    } else {
        flate2::read::GzDecoder::new(bytes).read_to_end(&mut plain).ok()?;
    }
    Some(plain)
}

/// Holds what `build` wrote against its manifest: a script that names a Wasm which was not copied along would draw nothing.
fn whole(folder: &Path, name: &str, bytes: &[u8], contents: &HashMap<&str, &[u8]>) -> Result<(), Problem> {
    let Ok(manifest) = serde_json::from_slice::<Value>(bytes) else { return Ok(()) };
    let (Some(_), Some(listed)) = (manifest["entry"].as_str(), manifest["files"].as_array()) else { return Ok(()) };
    let base = name.strip_suffix("manifest.json").unwrap_or_default();
    for file in listed {
        let Some(inner) = file["file"].as_str() else { continue };
        let path = format!("{base}{inner}");
        let at = folder.join(&path);
        let Some(found) = contents.get(path.as_str()) else {
            return Err(wrong(format!("{} is not there, and {name} lists it", at.display()), "copy the whole folder, or build it anew"));
        };
        let expected = file["sha384"].as_str().unwrap_or_default();
        if format!("sha384-{}", STANDARD.encode(Sha384::digest(found))) != expected {
            return Err(wrong(format!("{} is not the file that {name} lists", at.display()), "build the folder anew"));
        }
    }
    Ok(())
}

fn wrong(found: impl Into<String>, remedy: &'static str) -> Problem {
    crate::problem!(Error, "publish", Place::Whole, found, remedy)
}
