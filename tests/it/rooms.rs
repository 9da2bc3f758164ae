//! Which room uses which: the house's plan, held. Import direction is the first thing that rots.

use std::fs;
use std::path::{Path, PathBuf};

/// Everything, for the rooms at the two ends.
const ALL: &[&str] = &[
    "chart",
    "expr",
    "fact",
    "format",
    "grammar",
    "host",
    "interact",
    "layout",
    "paint",
    "path",
    "projection",
    "report",
    "scale",
    "scene",
    "spec",
    "stat",
    "table",
    "time",
    "transform",
    "words",
];

/// A room, and the rooms that it may use. A room is a folder or a file of `src`. `host` is the one trait for what comes from
/// outside, and whatever writes for people is given one.
const PLAN: &[(&str, &[&str])] = &[
    ("report", &[]),
    ("time", &["report"]),
    ("stat", &[]),
    ("scale", &["time"]),
    ("path", &["report"]),
    // Labels of an axis follow from the step of its ticks.
    ("format", &["scale", "time", "spec", "report"]),
    ("projection", &["path", "spec", "report"]),
    ("host", &["time"]),
    // JSON arrives as `spec::Value`, the one value tree.
    ("table", &["report", "time", "host", "spec"]),
    // What readers choose arrives as `spec::Param`.
    ("expr", &["table", "stat", "time", "report", "spec"]),
    // Values mean what JavaScript means, numbers as text too.
    ("transform", &["format", "stat", "time", "spec", "report"]),
    // The words are held against a value of a kind, which `fact` defines.
    ("words", &["time", "report", "host", "fact"]),
    ("fact", &["table", "transform", "expr", "stat", "words", "time", "report", "host", "spec"]),
    ("spec", &["report"]),
    // The full grammar has a scene of its own, beside that of the stories.
    ("grammar", &["spec", "transform", "scale", "format", "path", "projection", "time", "report"]),
    ("chart", &["report", "time", "stat", "scale", "table", "expr", "transform", "words", "spec", "layout", "scene", "host"]),
    // Words are placed as a scene's texts, among its boxes.
    ("layout", &["host", "report", "scene"]),
    // A scene names its colours by purpose, with the names of `scale::color`.
    ("scene", &["scale"]),
    ("paint", &["scene", "scale"]),
    ("interact", &["chart", "scene", "scale", "layout", "spec", "table", "time", "fact", "words", "host", "report", "stat"]),
    ("widget", ALL),
    ("tool", ALL),
    ("lib", ALL),
    ("main", &[]),
];

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") && !path.ends_with("tests.rs") {
            found.push(path);
        }
    }
}

/// The rooms that a line of code names: `crate::table::Table`, `crate::{report, time::Unit}`.
fn used(line: &str) -> Vec<String> {
    let code = line.split("//").next().unwrap_or_default();
    // The one macro stands at the root of the crate, and is of the room `report`.
    let name = |text: &str| {
        let name: String = text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        if text.strip_prefix(&name).is_some_and(|rest| rest.starts_with('!')) { "report".to_string() } else { name }
    };
    let mut rooms = Vec::new();
    for rest in code.split("crate::").skip(1) {
        match rest.strip_prefix('{') {
            None => rooms.push(name(rest)),
            Some(list) => {
                let mut depth = 0;
                for part in list.split_inclusive(['{', '}', ',']) {
                    if depth == 0 {
                        rooms.push(name(part.trim_start()));
                    }
                    depth += part.matches('{').count();
                    depth = depth.saturating_sub(part.matches('}').count());
                }
            }
        }
    }
    rooms.retain(|room| !room.is_empty());
    rooms
}

#[test]
fn lines_are_read_for_the_rooms_that_they_name() {
    let cases: [(&str, &[&str]); 6] = [
        ("use crate::table::Table;", &["table"]),
        ("use crate::{report::Problem, time::{self, Unit}, host};", &["report", "time", "host"]),
        ("    unit: &[crate::spec::NamedFact], other: crate::time::Unit,", &["spec", "time"]),
        ("//! See [`crate::words`].", &[]),
        ("    Err(crate::problem!(Error, code))", &["report"]),
        ("let x = 1;", &[]),
    ];
    for (line, rooms) in cases {
        assert_eq!(used(line), rooms, "{line}");
    }
}

#[test]
fn every_room_uses_only_what_the_plan_lets_it() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    rust_files(&src, &mut files);
    assert!(files.len() > 10);
    let mut wrong = Vec::new();
    for file in files {
        let inner = file.strip_prefix(&src).unwrap();
        let room = inner.components().next().unwrap().as_os_str().to_string_lossy().trim_end_matches(".rs").to_string();
        let Some((_, may)) = PLAN.iter().find(|plan| plan.0 == room) else {
            wrong.push(format!(
                "src/{}: the room {room} is not in the plan; add it to tests/it/rooms.rs with what it may use",
                inner.display()
            ));
            continue;
        };
        let text = fs::read_to_string(&file).unwrap();
        // Tests may look further: what a room is held against may be another's.
        for (i, line) in text.lines().enumerate().take_while(|(_, line)| line.trim() != "#[cfg(test)]") {
            for other in used(line).into_iter().filter(|other| *other != room && !may.contains(&other.as_str())) {
                wrong.push(format!(
                    "src/{}:{}: {room} may not use {other}; move what it needs, or change the plan",
                    inner.display(),
                    i + 1
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
