//! What has changed, and who waits for it. Files are looked at twice a second: no system's notification service is needed.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::sync::{Condvar, Mutex};
use std::time::{Duration, SystemTime};

use super::stamp;

/// How often files are looked at.
pub const PAUSE: Duration = Duration::from_millis(500);

/// A number that stands for the names, times and sizes of all files under some roots; a root that is not there counts as empty.
pub fn glance(base: &Path, roots: &[&str], skip: &[&str]) -> u64 {
    let mut hash = DefaultHasher::new();
    for path in roots.iter().flat_map(|root| stamp::files(base, &[root], skip).unwrap_or_default()) {
        let about = fs::metadata(&path).ok().map(|about| (about.len(), about.modified().ok()));
        (path, about).hash(&mut hash);
    }
    hash.finish()
}

/// The version of what is served, and a bell that rings when it changes.
pub struct Version {
    now: Mutex<u64>,
    bell: Condvar,
}

impl Version {
    /// Begins with the time, so that a page that an earlier run served is out of date.
    pub fn begin() -> Self {
        let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        Version { now: Mutex::new(since.as_millis() as u64), bell: Condvar::new() }
    }

    /// The version now.
    pub fn now(&self) -> u64 {
        self.now.lock().map_or(0, |now| *now)
    }

    /// Something has changed.
    pub fn bump(&self) {
        if let Ok(mut now) = self.now.lock() {
            *now += 1;
        }
        self.bell.notify_all();
    }

    /// Waits until the version is another than `known`, at most for `limit`. Whether it is.
    pub fn differs(&self, known: u64, limit: Duration) -> bool {
        let Ok(now) = self.now.lock() else { return false };
        self.bell.wait_timeout_while(now, limit, |now| *now == known).is_ok_and(|(now, _)| *now != known)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;
    use std::thread;

    #[test]
    fn a_glance_sees_changed_new_and_removed_files() {
        let base = std::env::temp_dir().join(format!("nutgraph-watch-{}", std::process::id()));
        fs::create_dir_all(base.join("skipped")).unwrap();
        let look = || glance(&base, &["."], &["./skipped"]);
        let first = look();
        fs::write(base.join("page.html"), "one").unwrap();
        let second = look();
        assert_ne!(second, first);
        fs::write(base.join("skipped/x"), "one").unwrap();
        assert_eq!(look(), second);
        fs::write(base.join("page.html"), "other").unwrap();
        assert_ne!(look(), second);
        fs::remove_file(base.join("page.html")).unwrap();
        assert_eq!(look(), first);
        fs::remove_dir_all(&base).unwrap();
    }

    #[test]
    fn whoever_waits_hears_of_a_change() {
        let version = Arc::new(Version::begin());
        let known = version.now();
        assert!(!version.differs(known, Duration::from_millis(10)));
        let waiting = {
            let version = Arc::clone(&version);
            thread::spawn(move || version.differs(known, Duration::from_secs(60)))
        };
        version.bump();
        assert!(waiting.join().unwrap());
        assert!(version.differs(known, Duration::ZERO), "a change that was missed counts too");
    }
}
