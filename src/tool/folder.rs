//! Writing a folder of files that somebody may be reading: each appears whole or not at all, in the order given.

use std::fs;
use std::path::Path;
use std::process;

use super::talk;
use crate::report::Problem;

/// Writes files, as (name, bytes), into a folder, which is made if need be. All are written beside it first and then moved, the
/// last one last: an entry that names the others must come at the end.
///
/// # Errors
/// When the disk fails; the folder then still holds what it held, or the first files of the new ones.
pub fn write(folder: &Path, files: &[(String, Vec<u8>)]) -> Result<(), Problem> {
    let wrong = |path: &Path, error| talk::disk("write", path.display(), &error);
    fs::create_dir_all(folder).map_err(|error| wrong(folder, error))?;
    let fresh = folder.join(format!(".nutgraph-{}", process::id()));
    fs::create_dir_all(&fresh).map_err(|error| wrong(&fresh, error))?;
    let written = files
        .iter()
        .try_for_each(|(name, bytes)| fs::write(fresh.join(name), bytes).map_err(|error| wrong(&folder.join(name), error)))
        .and_then(|()| {
            files
                .iter()
                .try_for_each(|(name, _)| fs::rename(fresh.join(name), folder.join(name)).map_err(|error| wrong(&folder.join(name), error)))
        });
    let _ = fs::remove_dir_all(&fresh);
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_replaced_and_nothing_is_left_beside_them() {
        let base = std::env::temp_dir().join(format!("nutgraph-folder-{}", process::id()));
        let file = |text: &str| [("a.js".to_string(), text.as_bytes().to_vec())];
        write(&base.join("deep"), &file("one")).unwrap();
        write(&base.join("deep"), &file("two")).unwrap();
        assert_eq!(fs::read_to_string(base.join("deep/a.js")).unwrap(), "two");
        assert_eq!(fs::read_dir(base.join("deep")).unwrap().count(), 1);
        fs::write(base.join("file"), "").unwrap();
        let problem = write(&base.join("file/under"), &file("x")).unwrap_err().to_string();
        assert!(problem.starts_with("cannot write "), "{problem}");
        fs::remove_dir_all(&base).unwrap();
    }
}
