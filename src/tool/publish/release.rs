//! What is remembered of each publication, beside the story: `releases/ID.json` lists its files, `releases/ID/` keeps those that the
//! next one changes, and `releases/current.json` says which one readers see.
//!
//! The last is written before and after the files are switched, so that whoever comes after a break knows that there was one.

use serde_json::{Value, json};

use crate::report::{Place, Problem};
use crate::time;

/// The folder of the releases.
pub const FOLDER: &str = "releases";

/// The file that says which release is seen.
pub const CURRENT: &str = "releases/current.json";

/// A file of a release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its name under the address.
    pub name: String,
    /// How many bytes are stored.
    pub bytes: u64,
    /// Their SHA-256.
    pub sha256: String,
    /// Their `content-encoding`.
    pub encoding: Option<String>,
    /// Where a copy is kept; none for a file that is named by its contents, which is never changed.
    pub copy: Option<String>,
}

/// One publication.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Release {
    /// Its name: the time, and the beginning of a hash of all its files.
    pub id: String,
    /// What readers saw before.
    pub previous: Option<String>,
    /// Its files.
    pub files: Vec<Listed>,
    /// Files of earlier releases that were left where they are, as pages elsewhere may name them.
    pub kept: Vec<Listed>,
}

impl Release {
    /// All files under their own names that a later release may change.
    pub fn changeable(&self) -> impl Iterator<Item = &Listed> {
        self.files.iter().chain(&self.kept).filter(|file| file.copy.is_some())
    }

    /// As it is kept.
    pub fn write(&self) -> String {
        let list = |files: &[Listed]| -> Vec<Value> {
            files
                .iter()
                .map(|file| {
                    let mut value = json!({"name": file.name, "bytes": file.bytes, "sha256": file.sha256});
                    for (key, text) in [("encoding", &file.encoding), ("copy", &file.copy)] {
                        if let Some(text) = text {
                            value[key] = json!(text);
                        }
                    }
                    value
                })
                .collect()
        };
        let value = json!({
            "release": self.id, "previous": self.previous, "nutgraph": env!("CARGO_PKG_VERSION"),
            "files": list(&self.files), "kept": list(&self.kept)
        });
        format!("{value:#}\n")
    }

    /// Reads what [`write`](Self::write) wrote; `name` is that of the file.
    ///
    /// # Errors
    /// When it is something else.
    pub fn read(name: &str, bytes: &[u8]) -> Result<Self, Problem> {
        let value: Value = serde_json::from_slice(bytes).map_err(|error| unreadable(name, &error.to_string()))?;
        let text = |value: &Value, key: &str| value[key].as_str().map(str::to_string);
        let list = |key: &str| -> Option<Vec<Listed>> {
            let files = value[key].as_array()?.iter();
            files
                .map(|file| {
                    let (name, sha256) = (text(file, "name")?, text(file, "sha256")?);
                    Some(Listed {
                        name,
                        sha256,
                        bytes: file["bytes"].as_u64()?,
                        encoding: text(file, "encoding"),
                        copy: text(file, "copy"),
                    })
                })
                .collect()
        };
        match (text(&value, "release"), list("files"), list("kept")) {
            (Some(id), Some(files), Some(kept)) => Ok(Release { id, previous: text(&value, "previous"), files, kept }),
            _ => Err(unreadable(name, "a name or a list of files is missing")),
        }
    }
}

/// Where the list of a release's files is kept.
pub fn record(id: &str) -> String {
    format!("{FOLDER}/{id}.json")
}

/// Where a release keeps a file that a later one may change.
pub fn copy(id: &str, name: &str) -> String {
    format!("{FOLDER}/{id}/{name}")
}

/// Which release readers see.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Current {
    /// The one that was switched to last, whole.
    pub live: Option<String>,
    /// The one that was being switched to when something broke off.
    pub switching_to: Option<String>,
}

impl Current {
    /// As it is kept.
    pub fn write(&self) -> String {
        format!("{:#}\n", json!({"live": self.live, "switching_to": self.switching_to}))
    }

    /// Reads what [`write`](Self::write) wrote.
    ///
    /// # Errors
    /// When it is something else.
    pub fn read(bytes: &[u8]) -> Result<Self, Problem> {
        let value: Value = serde_json::from_slice(bytes).map_err(|error| unreadable(CURRENT, &error.to_string()))?;
        let text = |key: &str| value[key].as_str().map(str::to_string);
        Ok(Current { live: text("live"), switching_to: text("switching_to") })
    }
}

fn unreadable(name: &str, why: &str) -> Problem {
    crate::problem!(
        Error,
        "publish",
        Place::Whole,
        format!("{name} is no record that publish has written: {why}"),
        "restore it from a copy, or publish to another address; the published story is as it was"
    )
}

/// The name of a release: `20261125T214700Z-1a2b3c4d`, of a moment in milliseconds since 1970 and a hash.
pub fn id(moment: f64, hash: &str) -> String {
    let (year, month, day) = time::civil(moment);
    let seconds = (moment / 1000.0).floor().rem_euclid(86_400.0) as u32;
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    format!("{year:04}{month:02}{day:02}T{hour:02}{minute:02}{second:02}Z-{}", hash.get(..8).unwrap_or(hash))
}

/// The moment in a release's name, for people: `2026-11-25 21:47 UTC`.
pub fn moment(id: &str) -> String {
    let digits = |range: std::ops::Range<usize>| id.get(range).unwrap_or_default();
    format!("{}-{}-{} {}:{} UTC", digits(0..4), digits(4..6), digits(6..8), digits(9..11), digits(11..13))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_release_is_named_by_its_moment_and_its_contents() {
        let name = id(1_796_687_225_999.0, "1a2b3c4d5e6f");
        assert_eq!(name, "20261207T234705Z-1a2b3c4d");
        assert_eq!(moment(&name), "2026-12-07 23:47 UTC");
    }

    #[test]
    fn what_was_written_is_read_back() {
        let file = |name: &str, copy: Option<&str>| Listed {
            name: name.into(),
            bytes: 7,
            sha256: "ab".repeat(32),
            encoding: copy.map(|_| "br".to_string()),
            copy: copy.map(str::to_string),
        };
        let release = Release {
            id: "20261207T234705Z-1a2b3c4d".into(),
            previous: Some("20261206T000000Z-00000000".into()),
            files: vec![file("nutgraph-0123456789.wasm", None), file("index.html", Some("releases/x/index.html"))],
            kept: vec![file("old.csv", Some("releases/y/old.csv"))],
        };
        assert_eq!(Release::read("r", release.write().as_bytes()), Ok(release.clone()));
        assert_eq!(release.changeable().map(|file| file.name.as_str()).collect::<Vec<_>>(), ["index.html", "old.csv"]);
        let current = Current { live: Some("a".into()), switching_to: None };
        assert_eq!(Current::read(current.write().as_bytes()), Ok(current));
    }

    #[test]
    fn what_is_no_record_is_named_with_a_remedy() {
        for text in ["", "[]", "{\"release\": \"x\"}"] {
            let problem = Release::read("releases/x.json", text.as_bytes()).unwrap_err().to_string();
            assert!(problem.starts_with("releases/x.json is no record that publish has written: "), "{problem}");
        }
        assert!(Current::read(b"<html>").is_err());
    }
}
