//! `nutgraph build`: the folder to publish.
//!
//! `nutgraph.js` keeps its name, as pages name it, and names the Wasm, whose name is made from its contents; so a new Wasm never
//! meets an old script. Beside each file stand its brotli and gzip forms, for servers that do not compress. The folder is kept
//! in the target directory until its sources change; `-o` copies it.
//!
//! What is not for readers stands beside the folder and is copied where it is asked for: source maps, and the package for bundlers.

use std::fs;
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use sha2::{Digest, Sha256, Sha384};

use super::assemble::assemble;
use super::bytes::{self, Bytes};
use super::cli::Build;
use super::folder;
use super::freeze;
use super::package;
use super::place;
use super::record;
use super::share;
use super::stamp;
use super::talk::{self, Task};
use super::widget;
use crate::report::{Place, Problem};

/// The list of what is in the folder.
pub const MANIFEST: &str = "manifest.json";

/// The script that pages name.
pub const ENTRY: &str = "nutgraph.js";

/// The page of one chart, for frames.
pub const FRAME: &str = "embed.html";

/// Builds the folder to publish and copies it to where it is wanted.
///
/// # Errors
/// When it cannot be built or written.
pub fn command(options: &Build) -> Result<(), Problem> {
    let built = match &options.widget {
        Some(folder) => folder.clone(),
        None if options.no_build => last()?,
        None => fresh()?.0,
    };
    let mut files = files(&built)?;
    if let Some(page) = &options.freeze {
        return freeze::freeze(page, &options.out, files);
    }
    let mut manifest = manifest(&built)?;
    // What was recorded before stays.
    let before = self::manifest(&options.out).ok();
    let mut stories = before.and_then(|manifest| manifest["stories"].as_array().cloned()).unwrap_or_default();
    let (copies, told) = record::record(&options.record, options.anew, &mut stories)?;
    if !stories.is_empty() {
        manifest["stories"] = Value::Array(stories);
        files.retain(|(name, _)| name != MANIFEST);
        files.insert(0, (MANIFEST.to_string(), format!("{manifest:#}\n").into_bytes()));
        // Before the manifest that names them.
        files.splice(0..0, copies);
    }
    replace(&options.out, &files)?;
    talk::result(bytes::table(&parts(&manifest, "parts"), &parts(&manifest, "later")))?;
    for line in told {
        talk::result(line)?;
    }
    talk::result(format_args!("{} files in {}", files.len(), options.out.display()))?;
    for (out, kept, what) in [(&options.source_maps, MAPS, "source maps"), (&options.package, PACKAGE, "files of the npm package")] {
        let Some(out) = out else { continue };
        let files = all(&place::target().join(kept))?;
        if kept == PACKAGE {
            package::replace(out, &files)?;
        } else {
            folder::write(out, &files)?;
        }
        talk::result(format_args!("{} {what} in {}", files.len(), out.display()))?;
    }
    talk::result(format_args!(
        "\nto paste, for this version alone, verified by the browser:\n{}",
        tag(&manifest, options.base_url.as_deref())
    ))?;
    share::command(options)
}

/// Where the source maps are kept, in the target directory.
const MAPS: &str = "nutgraph/maps";

/// Where the package is kept, in the target directory.
const PACKAGE: &str = "nutgraph/package";

/// All files of a folder, by their names.
fn all(folder: &Path) -> Result<Vec<(String, Vec<u8>)>, Problem> {
    let wrong = |error| talk::disk("read", folder.display(), &error);
    let paths = stamp::files(folder, &["."], &[]).map_err(wrong)?;
    let read = |path: &PathBuf| Ok((path.file_name().unwrap_or_default().to_string_lossy().to_string(), fs::read(path)?));
    paths.iter().map(read).collect::<std::io::Result<_>>().map_err(wrong)
}

/// The script tag of this version: a name that nothing else will ever have, and the hash that the browser holds it against.
pub(super) fn tag(manifest: &Value, base: Option<&str>) -> String {
    let base = base.unwrap_or("https://charts.example.org/nutgraph/");
    let of = |name: &str| manifest["pinned"][name].as_str().unwrap_or_default();
    let (base, slash) = (base.replace('&', "&amp;").replace('"', "&quot;"), if base.ends_with('/') { "" } else { "/" });
    format!("<script async src=\"{base}{slash}{}\" integrity=\"{}\" crossorigin=\"anonymous\"></script>", of("file"), of("integrity"))
}

/// The files of a built folder, with the entry last.
fn files(built: &Path) -> Result<Vec<(String, Vec<u8>)>, Problem> {
    let read = |name: String| {
        let bytes = fs::read(built.join(&name)).map_err(|error| talk::disk("read", built.join(&name).display(), &error))?;
        Ok((name, bytes))
    };
    names(&manifest(built)?).into_iter().map(read).collect()
}

/// The folder as it was last built.
///
/// # Errors
/// When it never was.
pub fn last() -> Result<PathBuf, Problem> {
    let kept = place::target().join("nutgraph/publish");
    if kept.join(ENTRY).is_file() {
        return Ok(kept);
    }
    Err(crate::problem!(Error, "not-built", Place::Whole, "no widget has been built here yet", "run it once without --no-build"))
}

/// The folder, and whether it had to be built, as its sources have changed.
///
/// # Errors
/// When it cannot be built.
fn fresh() -> Result<(PathBuf, bool), Problem> {
    let package = place::package()?;
    let kept = place::target().join("nutgraph/publish");
    let widget = widget::compiled(&package)?;
    let wasm: Vec<String> =
        [&widget.lean].into_iter().chain(&widget.later).map(|module| stamp::hex(&Sha256::digest(&module.wasm), 64)).collect();
    let stamp = stamp::of(&package, &["www/js", "www/package", "src/tool"], &[], &wasm.concat())?;
    let stamp_file = place::target().join("nutgraph/publish.stamp");
    if kept.join(ENTRY).is_file() && fs::read_to_string(&stamp_file).is_ok_and(|old| old == stamp) {
        return Ok((kept, false));
    }
    let _task = Task::begin("bundling the script");
    let built = assemble(&shell(&package)?, &widget)?;
    for (beside, files) in [(MAPS, &built.maps), (PACKAGE, &package::files(&package, &built)?)] {
        let folder = place::target().join(beside);
        let _ = fs::remove_dir_all(&folder);
        folder::write(&folder, files)?;
    }
    replace(&kept, &built.files)?;
    fs::write(&stamp_file, stamp).map_err(|error| talk::disk("write", stamp_file.display(), &error))?;
    Ok((kept, true))
}

/// The folder as `serve` wants it: fresh, with the table of its bytes on stderr when it had to be built.
///
/// # Errors
/// When it cannot be built.
pub fn for_serving() -> Result<PathBuf, Problem> {
    let (kept, anew) = fresh()?;
    if anew {
        let manifest = manifest(&kept)?;
        talk::note(bytes::table(&parts(&manifest, "parts"), &parts(&manifest, "later")));
    }
    Ok(kept)
}

/// Writes the files, and then removes those of the folder's last build that are not among them.
fn replace(out: &Path, files: &[(String, Vec<u8>)]) -> Result<(), Problem> {
    let before = manifest(out).map(|manifest| names(&manifest)).unwrap_or_default();
    folder::write(out, files)?;
    for name in before.iter().filter(|name| !files.iter().any(|file| file.0 == **name)) {
        let _ = fs::remove_file(out.join(name));
    }
    Ok(())
}

/// The modules of the JavaScript shell and the page for frames, by name.
fn shell(package: &Path) -> Result<Vec<(String, String)>, Problem> {
    let base = package.join("www/js");
    let wrong = |path: &Path, error| talk::disk("read", path.display(), &error);
    let mut modules = Vec::new();
    for path in stamp::files(&base, &["."], &[]).map_err(|error| wrong(&base, error))? {
        if path.extension().is_some_and(|end| end == "js" || end == "html") {
            let text = fs::read_to_string(&path).map_err(|error| wrong(&path, error))?;
            modules.push((format!("./{}", path.strip_prefix(&base).unwrap_or(&path).to_string_lossy().replace("./", "")), text));
        }
    }
    Ok(modules)
}

/// The value of an `integrity` attribute.
pub fn integrity(bytes: &[u8]) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(bytes)))
}

fn manifest(folder: &Path) -> Result<Value, Problem> {
    let path = folder.join(MANIFEST);
    let text = fs::read_to_string(&path).map_err(|error| talk::disk("read", path.display(), &error))?;
    serde_json::from_str(&text)
        .map_err(|error| crate::problem!(Error, "manifest", Place::Whole, format!("{}: {error}", path.display()), "build it anew"))
}

/// The names of all files of a folder, as its manifest has them, with the entry last.
pub(super) fn names(manifest: &Value) -> Vec<String> {
    let listed = manifest["files"].as_array().into_iter().flatten().filter_map(|file| file["file"].as_str());
    let all = listed.flat_map(|name| [format!("{name}.br"), format!("{name}.gz"), name.to_string()]);
    [MANIFEST.to_string()].into_iter().chain(all).collect()
}

/// The bytes by part, as a manifest has them: `parts` of what every reader downloads, `later` of the rest.
pub(super) fn parts(manifest: &Value, which: &str) -> Vec<(String, Bytes)> {
    let number = |value: &Value| value.as_u64().unwrap_or(0) as usize;
    let parts = manifest[which].as_array().into_iter().flatten();
    parts
        .map(|part| {
            let bytes = Bytes { raw: number(&part["bytes"]), gzip: number(&part["gzip"]), brotli: number(&part["brotli"]) };
            (part["part"].as_str().unwrap_or_default().to_string(), bytes)
        })
        .collect()
}
