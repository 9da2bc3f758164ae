//! Where things are: the package's sources, the build's output, the cache.
//!
//! The command is built by cargo out of the very sources that it builds the widget from, so it knows both: the package from
//! its own compilation, the target directory from where it runs.

use std::env;
use std::path::{Path, PathBuf};

use crate::report::{Place, Problem};

/// The folder of the package, with `Cargo.toml`, `src` and `www` in it.
///
/// # Errors
/// When the sources that the command was built from are no longer there.
pub fn package() -> Result<PathBuf, Problem> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    if folder.join("Cargo.toml").is_file() {
        return Ok(folder);
    }
    let found = format!("the sources of nutgraph are no longer in {}", folder.display());
    Err(crate::problem!(Error, "sources-missing", Place::Whole, found, "run `cargo run` once where they are now"))
}

/// Cargo's target directory: the one that the running command was built in, else what cargo would take.
pub fn target() -> PathBuf {
    let own = env::current_exe().ok().and_then(|exe| exe.parent()?.parent().map(Path::to_path_buf));
    own.filter(|folder| folder.join("CACHEDIR.TAG").is_file())
        .or_else(|| env::var_os("CARGO_TARGET_DIR").map(PathBuf::from))
        .unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("target"))
}

/// The folder that keeps what takes long to make and is of use to every checkout: `$NUTGRAPH_CACHE`, else by the XDG rules.
///
/// # Errors
/// When none of the variables that it depends on is set.
pub fn cache() -> Result<PathBuf, Problem> {
    let set = |name: &str| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    set("NUTGRAPH_CACHE")
        .or_else(|| set("XDG_CACHE_HOME").map(|folder| folder.join("nutgraph")))
        .or_else(|| set("HOME").map(|folder| folder.join(".cache/nutgraph")))
        .ok_or_else(|| {
            crate::problem!(Error, "no-cache", Place::Whole, "neither HOME nor NUTGRAPH_CACHE is set", "set NUTGRAPH_CACHE to a folder")
        })
}
