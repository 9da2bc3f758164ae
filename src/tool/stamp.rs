//! Is what was built still what the sources say? By their contents, as a checkout or a copy changes times but no bytes.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::talk;
use crate::report::Problem;

/// All files at and under `roots` (files or folders, relative to `base`), sorted; hidden ones, and what `skip` starts with, left
/// out.
///
/// # Errors
/// When a root is not there or cannot be read.
pub fn files(base: &Path, roots: &[&str], skip: &[&str]) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut open: Vec<PathBuf> = roots.iter().map(|root| base.join(root)).collect();
    while let Some(path) = open.pop() {
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.')) && path != base;
        if hidden || skip.iter().any(|name| path.starts_with(base.join(name))) {
            continue;
        }
        if path.is_dir() {
            for entry in fs::read_dir(&path)? {
                open.push(entry?.path());
            }
        } else {
            fs::metadata(&path)?;
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// A hash of the names and contents of files, and of what else matters (`more`).
///
/// # Errors
/// When a file cannot be read.
pub fn of(base: &Path, roots: &[&str], skip: &[&str], more: &str) -> Result<String, Problem> {
    let mut hash = Sha256::new();
    hash.update(more);
    for path in files(base, roots, skip).map_err(|error| talk::disk("read", base.display(), &error))? {
        let bytes = fs::read(&path).map_err(|error| talk::disk("read", path.display(), &error))?;
        hash.update([0]);
        hash.update(path.strip_prefix(base).unwrap_or(&path).to_string_lossy().as_bytes());
        hash.update([0]);
        hash.update(bytes.len().to_le_bytes());
        hash.update(bytes);
    }
    Ok(hex(&hash.finalize(), 32))
}

/// The first `digits` hexadecimal digits of a hash.
pub fn hex(hash: &[u8], digits: usize) -> String {
    let mut text: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    text.truncate(digits);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stamp_follows_names_and_contents_and_nothing_else() {
        let base = std::env::temp_dir().join(format!("nutgraph-stamp-{}", std::process::id()));
        fs::create_dir_all(base.join("src/tool")).unwrap();
        fs::write(base.join("Cargo.toml"), "a").unwrap();
        fs::write(base.join("src/lib.rs"), "b").unwrap();
        let stamp = || of(&base, &["src", "Cargo.toml"], &["src/tool"], "").unwrap();
        let first = stamp();
        fs::write(base.join("src/tool/serve.rs"), "c").unwrap();
        fs::write(base.join("src/.lib.rs.swp"), "c").unwrap();
        fs::write(base.join("src/lib.rs"), "b").unwrap();
        assert_eq!(stamp(), first, "skipped files, hidden files and times do not matter");
        fs::write(base.join("src/lib.rs"), "B").unwrap();
        let second = stamp();
        assert_ne!(second, first, "contents do");
        fs::rename(base.join("src/lib.rs"), base.join("src/main.rs")).unwrap();
        assert_ne!(stamp(), second, "and names do");
        assert_ne!(of(&base, &["src"], &[], "x").unwrap(), of(&base, &["src"], &[], "").unwrap());
        assert!(of(&base, &["gone"], &[], "").is_err());
        fs::remove_dir_all(&base).unwrap();
    }
}
