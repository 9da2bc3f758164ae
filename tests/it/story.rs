//! The example story under `nutgraph check`: as it stands it passes; with any number, year, hedge or direction altered it does not.

use nutgraph::tool::check::{Report, State, check};
use std::fs;
use std::path::{Path, PathBuf};

fn story() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("www/story")
}

fn checked(files: &[PathBuf]) -> Report {
    let files: Vec<String> = files.iter().map(|file| file.display().to_string()).collect();
    check(&files, None, Vec::new(), "en").expect("the files are there")
}

#[test]
fn every_marked_number_in_the_story_agrees_with_its_data() {
    let report = checked(&[story()]);
    let wrong: Vec<String> = report.findings.iter().map(|finding| format!("{}: {}", finding.code, finding.message)).collect();
    assert_eq!(wrong, [""; 0]);
    let proved = report.articles.iter().flat_map(|article| &article.facts).filter(|fact| fact.state == State::Proved).count();
    assert!(proved >= 30, "the story marks its numbers: {proved} found");
}

/// A copy of the story's folder that goes with the test.
struct Copy(PathBuf);

impl Copy {
    fn new() -> Copy {
        let folder = std::env::temp_dir().join(format!("nutgraph-story-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(folder.join("coca")).expect("a folder");
        for entry in fs::read_dir(story().join("coca")).expect("the story's data") {
            let path = entry.expect("a file").path();
            fs::copy(&path, folder.join("coca").join(path.file_name().expect("a name"))).expect("a copy");
        }
        Copy(folder)
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Words that say another number.
const NUMBERS: [(&str, &str); 9] = [
    ("tripled", "quadrupled"),
    ("doubled", "tripled"),
    ("three times", "four times"),
    ("a fifth", "a quarter"),
    ("a third", "half"),
    ("half", "two-thirds"),
    ("a quarter", "a third"),
    ("two", "three"),
    ("three", "four"),
];

/// Hedges, and what they are swapped for.
const HEDGES: [(&str, &str); 8] = [
    ("more than", "less than"),
    ("less than", "more than"),
    ("just under", "just over"),
    ("just over", "just under"),
    ("nearly", "just over"),
    ("almost", "just over"),
    ("some", "well over"),
    ("about", "well over"),
];

/// Directions, and their opposites.
const DIRECTIONS: [(&str, &str); 8] = [
    ("rose", "fell"),
    ("fell", "rose"),
    ("up", "down"),
    ("a rise of", "a fall of"),
    ("a fall of", "a rise of"),
    ("grew by", "shrank by"),
    ("climbed", "slid"),
    ("more a year earlier", "less a year earlier"),
];

/// The next year, or the last digit that is not zero one higher (nine becomes eight), or another word.
fn another_number(words: &str) -> Option<String> {
    if let Some(year) = words.parse().ok().filter(|year: &u32| (1900..2100).contains(year)) {
        return Some((year + 1).to_string());
    }
    if let Some(at) = words.rfind(|c: char| ('1'..='9').contains(&c)) {
        let digit = words.as_bytes()[at] - b'0';
        let other = if digit == 9 { 8 } else { digit + 1 };
        return Some(format!("{}{other}{}", &words[..at], &words[at + 1..]));
    }
    swapped(words, &NUMBERS)
}

fn swapped(words: &str, pairs: &[(&str, &str)]) -> Option<String> {
    pairs.iter().find(|(from, _)| words.contains(from)).map(|(from, to)| words.replacen(from, to, 1))
}

#[test]
fn a_copy_with_any_fact_altered_is_refused() {
    let source = fs::read_to_string(story().join("index.html")).expect("the story");
    let clean = checked(&[story().join("index.html")]);
    let copy = Copy::new();
    let mut altered = Vec::new();
    let mut alter = |what: &str, which: usize, page: String| {
        let path = copy.0.join(format!("{:03}.html", altered.len()));
        fs::write(&path, page).expect("a page");
        altered.push((what.to_string(), which, path));
    };
    for (which, fact) in clean.articles[0].facts.iter().enumerate() {
        let (before, after) = (&source[..fact.place.start], &source[fact.place.end..]);
        for words in [another_number(&fact.words), swapped(&fact.words, &HEDGES)].into_iter().flatten() {
            alter(&format!("{} -> {words}", fact.words), which, [before, &words, after].concat());
        }
        // The direction stands shortly before the fact's own tag.
        let signed = ["change(", "diff(", "jump", "fall"].iter().any(|start| fact.expression.starts_with(start));
        let tag = before.rfind('<').expect("the fact has a tag");
        let near = &before[before[..tag].rfind(['>', '.']).map_or(0, |at| at + 1)..tag];
        let turned = DIRECTIONS.iter().filter_map(|(from, to)| near.rfind(from).map(|at| (at, *from, *to))).max_by_key(|found| found.0);
        if let Some((at, from, to)) = turned.filter(|_| signed) {
            let start = tag - near.len() + at;
            let page = [&before[..start], to, &before[start + from.len()..], &source[fact.place.clone()], after].concat();
            alter(&format!("{from} {} -> {to}", fact.words), which, page);
        }
    }
    assert!(altered.len() > 50, "{} copies", altered.len());
    let files: Vec<PathBuf> = altered.iter().map(|(_, _, path)| path.clone()).collect();
    let report = checked(&files);
    let mut let_through = Vec::new();
    for ((what, which, path), article) in altered.iter().zip(&report.articles) {
        assert_eq!(article.file.name, path.display().to_string());
        // Of a value that is known as a lower bound, more cannot be refuted; but it is not proved any more.
        let bound = ["more than", "at least"].iter().any(|words| clean.articles[0].facts[*which].value.starts_with(words));
        let unproved = bound && article.facts[*which].state == State::CannotTell;
        if !unproved && !article.facts.iter().any(|fact| fact.state == State::Wrong) {
            let_through.push(what.as_str());
        }
    }
    assert_eq!(let_through, [""; 0], "of {} copies", altered.len());
}
