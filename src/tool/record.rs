//! `nutgraph build --record PAGE`: what an article stood on when it was published, kept in the folder's manifest.
//!
//! Each chart's data are copied under names made from their contents, and the manifest's `stories` say which copy was published when.
//! Recorded again after its data have changed, a story keeps its first version and gains another with its date. A chart with
//! `published="…/manifest.json"` holds what it reads against the first version, and tells its readers what has changed since.
//!
//! An article whose check fails is not recorded: what is wrong is not published.

use std::env;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::check::{self, Site, Stand};
use super::stamp;
use super::talk;
use crate::report::{Place, Problem};
use crate::time;

/// Files to be written, as (name, bytes).
pub type Files = Vec<(String, Vec<u8>)>;

/// Adds articles to the stories of a manifest; gives the copies of their data, and what to tell whoever runs this.
///
/// # Errors
/// When an article cannot be read, its check finds it wrong, or none of its charts has data on this machine.
pub fn record(pages: &[PathBuf], anew: bool, stories: &mut Vec<Value>) -> Result<(Files, Vec<String>), Problem> {
    let (mut files, mut told) = (Files::new(), Vec::new());
    let today = today();
    for path in pages {
        sound(path)?;
        let page = path.to_string_lossy().replace('\\', "/").trim_start_matches("./").to_string();
        let stands = check::stands(path, Site::default())?;
        if stands.is_empty() {
            let found = format!("no chart of {page} has data on this machine");
            return Err(crate::problem!(Error, "nothing-to-record", Place::Whole, found, "record the article beside its data"));
        }
        let place = stories.iter().position(|story| story["page"] == *page);
        let mut story = match place {
            Some(place) => stories.remove(place),
            None => json!({ "page": page }),
        };
        if anew || story["published"].as_str().is_none() {
            story = json!({ "page": page, "published": today, "charts": {} });
        }
        for stand in &stands {
            if stand.name.is_empty() {
                told.push(format!("{page}: a chart with its data inside has no id, and is not recorded: give it one"));
                continue;
            }
            let (version, copies) = version(stand, &today);
            files.extend(copies);
            if let Some(charts) = story["charts"].as_object_mut() {
                told.push(format!("{page}: {}: {}", stand.name, add(charts, &stand.name, version)));
            }
        }
        stories.insert(place.unwrap_or(stories.len()), story);
    }
    // Charts may share their data.
    files.sort();
    files.dedup();
    Ok((files, told))
}

/// Refuses an article that is wrong, and shows what is.
///
/// # Errors
/// When anything in it is wrong.
pub fn sound(path: &Path) -> Result<(), Problem> {
    let report = check::check(&[path.display().to_string()], None, Vec::new(), "en")?;
    if !report.is_wrong() {
        return Ok(());
    }
    talk::note(check::shown(&report));
    let found = format!("{} is wrong: see above", path.display());
    Err(crate::problem!(Error, "wrong-article", Place::Whole, found, "mend it, and hold it against nutgraph check"))
}

/// A version of a chart's data, and the copies that it names.
fn version(stand: &Stand, today: &str) -> (Value, Files) {
    let (mut names, mut copies) = (Map::new(), Files::new());
    for (url, text) in &stand.texts {
        let end = Path::new(url.split(['?', '#']).next().unwrap_or_default()).extension().and_then(|end| end.to_str());
        let end = end.filter(|end| end.chars().all(|c| c.is_ascii_alphanumeric())).unwrap_or(ending(text));
        let name = format!("data-{}.{end}", stamp::hex(&Sha256::digest(text), 16));
        names.insert(url.clone(), json!(name));
        copies.push((name, text.clone().into_bytes()));
    }
    (json!({ "date": today, "files": names }), copies)
}

/// What a text is, by its beginning.
fn ending(text: &str) -> &'static str {
    if text.trim_start().starts_with(['[', '{']) { "json" } else { "csv" }
}

/// Adds a version to a chart unless it is the newest already; says which.
fn add(charts: &mut Map<String, Value>, name: &str, version: Value) -> &'static str {
    let known = charts.entry(name.to_string()).or_insert_with(|| json!([]));
    let Some(versions) = known.as_array_mut() else {
        *known = json!([version]);
        return "recorded";
    };
    match versions.last() {
        Some(last) if last["files"] == version["files"] => return "as recorded",
        None => {
            versions.push(version);
            return "recorded";
        }
        Some(_) => {}
    }
    // Back at what was published: there is nothing left to tell.
    if versions.first().is_some_and(|first| first["files"] == version["files"]) {
        versions.truncate(1);
        return "as published again";
    }
    versions.push(version);
    "changed since it was published"
}

/// The date of today by UTC, or of `SOURCE_DATE_EPOCH`, by which builds can be made to repeat.
pub fn today() -> String {
    let fixed = env::var("SOURCE_DATE_EPOCH").ok().and_then(|seconds| seconds.parse::<u32>().ok()).map(f64::from);
    let seconds = fixed.unwrap_or_else(|| SystemTime::now().duration_since(UNIX_EPOCH).map_or(0.0, |since| since.as_secs_f64()));
    let (year, month, day) = time::civil(seconds * 1000.0);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stand(text: &str) -> Stand {
        Stand { name: "coca".into(), texts: vec![(String::new(), text.into())] }
    }

    #[test]
    fn versions_are_kept_by_what_they_hold() {
        let mut charts = Map::new();
        let mut put = |text: &str, day: &str| add(&mut charts, "coca", version(&stand(text), day).0);
        assert_eq!(put("a\n1", "2026-01-01"), "recorded");
        assert_eq!(put("a\n1", "2026-01-02"), "as recorded");
        assert_eq!(put("a\n2", "2026-01-03"), "changed since it was published");
        assert_eq!(put("a\n3", "2026-01-04"), "changed since it was published");
        assert_eq!(charts["coca"].as_array().map(Vec::len), Some(3));
        assert_eq!(charts["coca"][0]["date"], "2026-01-01");
        let mut put = |text: &str, day: &str| add(&mut charts, "coca", version(&stand(text), day).0);
        assert_eq!(put("a\n1", "2026-01-05"), "as published again");
        assert_eq!(charts["coca"].as_array().map(Vec::len), Some(1));
    }

    #[test]
    fn copies_are_named_by_their_contents_and_sort() {
        let of = |url: &str, text: &str| version(&Stand { name: "x".into(), texts: vec![(url.into(), text.into())] }, "").1[0].0.clone();
        assert!(of("", "a\n1").ends_with(".csv") && of("", "[{}]").ends_with(".json"));
        assert!(of("a/b.tsv?v=1", "a\n1").ends_with(".tsv") && of("a.weird/name", "a\n1").ends_with(".csv"));
        assert_eq!(of("", "a\n1"), of("", "a\n1"));
        assert_ne!(of("", "a\n1"), of("", "a\n2"));
    }
}
