//! `nutgraph build --record` and `--freeze` as a newsroom uses them: a story is published, its data change, it is kept for good.

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const PAGE: &str = r##"<!doctype html><html lang="en"><head><title>Coca</title><link rel="stylesheet" href="style/main.css"><style>body{background:url(bg.png)}</style>
<script async src="https://charts.example.org/nutgraph.js" integrity="sha384-old" crossorigin></script><script src="https://count.example.org/c.js"></script></head><body>
<nut-graph id="coca" data="data/coca.csv?v=3" mark="line" x="year" y="ha" refresh="60" heading="Coca" published="manifest.json"><img src="coca.svg" alt="Coca grew in 2016" srcset="coca.svg 1x, big/coca.svg 2x"></nut-graph>
<nut-graph spec="charts/by-year.vl.json"><p>Hectares by year</p></nut-graph>
<p>It rose by <nut-fact for="coca" expr="change(ha, 2015, 2016)">52 percent</nut-fact>.</p></body></html>"##;

/// A story and a built widget of stand-in bytes.
struct Story(PathBuf);

impl Story {
    fn new(name: &str) -> Story {
        let base = std::env::temp_dir().join(format!("nutgraph-record-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&base);
        let story = Story(base);
        let spec = r#"{"mark":"bar","title":"By year","data":{"url":"../data/coca.csv"},"encoding":{"x":{"field":"ha","type":"quantitative"},"y":{"field":"year","type":"nominal"}}}"#;
        for (file, text) in [
            ("story/index.html", PAGE),
            ("story/data/coca.csv", "year,ha\n2015,96085\n2016,146139\n"),
            ("story/charts/by-year.vl.json", spec),
            ("story/style/main.css", "@import 'print.css'; @font-face { font-family: N; src: url( \"n.woff2\" ) }"),
            ("story/style/print.css", "p { color: black }"),
            ("story/style/n.woff2", "font"),
            ("story/coca.svg", "<svg/>"),
            ("story/big/coca.svg", "<svg id='big'/>"),
            ("story/bg.png", "png"),
            ("widget/nutgraph.js", "script"),
            ("widget/nutgraph.js.br", "brotli"),
            ("widget/nutgraph.js.gz", "gzip"),
            ("widget/manifest.json", r#"{"version":"1","files":[{"file":"nutgraph.js"}],"parts":[],"later":[]}"#),
        ] {
            story.write(file, text);
        }
        story
    }

    fn write(&self, file: &str, text: &str) {
        let path = self.0.join(file);
        fs::create_dir_all(path.parent().unwrap_or(Path::new(""))).unwrap();
        fs::write(path, text).unwrap();
    }

    fn read(&self, file: &str) -> String {
        fs::read_to_string(self.0.join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
    }

    /// Builds on a day of 2026, given in seconds since 1970.
    fn build(&self, day: u32, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_nutgraph"));
        command.current_dir(&self.0).env("SOURCE_DATE_EPOCH", day.to_string());
        command.args(["build", "--widget", "widget"]).args(arguments).output().unwrap()
    }

    fn stories(&self) -> Value {
        serde_json::from_str::<Value>(&self.read("out/manifest.json")).unwrap()["stories"].clone()
    }
}

impl Drop for Story {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

const NOVEMBER_25: u32 = 1_795_564_800;
const DECEMBER_3: u32 = NOVEMBER_25 + 8 * 86_400;

#[test]
fn a_story_is_recorded_as_it_was_published_and_its_changes_with_their_dates() {
    let story = Story::new("dates");
    let record = ["-o", "out", "--record", "story/index.html"];
    let output = story.build(NOVEMBER_25, &record);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let stories = story.stories();
    assert_eq!((stories[0]["page"].as_str(), stories[0]["published"].as_str()), (Some("story/index.html"), Some("2026-11-25")));
    let versions = |name: &str| story.stories()[0]["charts"][name].clone();
    assert_eq!(versions("coca").as_array().map(Vec::len), Some(1));
    let copy = versions("coca")[0]["files"][""].as_str().unwrap().to_string();
    assert_eq!(story.read(&format!("out/{copy}")), story.read("story/data/coca.csv"));
    // Both charts draw from one file, which has one copy.
    assert_eq!(versions("charts/by-year.vl.json")[0]["files"][""], copy);

    story.write("story/data/coca.csv", "year,ha\n2015,96085\n2016,146000\n");
    assert!(story.build(DECEMBER_3, &record).status.success());
    let changed = versions("coca");
    assert_eq!((changed[0]["files"][""].as_str(), changed[1]["date"].as_str()), (Some(copy.as_str()), Some("2026-12-03")));
    // Another build keeps what was recorded, and the copies.
    assert!(story.build(DECEMBER_3, &["-o", "out"]).status.success());
    assert_eq!(versions("coca"), changed);
    assert!(story.0.join("out").join(&copy).is_file());
    // The words were written anew for the new figures.
    assert!(story.build(DECEMBER_3, &["-o", "out", "--record", "story/index.html", "--anew"]).status.success());
    assert_eq!(versions("coca").as_array().map(Vec::len), Some(1));
    assert_eq!(story.stories()[0]["published"], "2026-12-03");
}

#[test]
fn what_is_wrong_is_neither_recorded_nor_frozen() {
    let story = Story::new("wrong");
    story.write("story/data/coca.csv", "year,ha\n2015,96085\n2016,186139\n");
    for arguments in [["-o", "out", "--record", "story/index.html"], ["-o", "out", "--freeze", "story/index.html"]] {
        let output = story.build(NOVEMBER_25, &arguments);
        let errors = String::from_utf8_lossy(&output.stderr).to_string();
        assert_eq!(output.status.code(), Some(2), "{errors}");
        assert!(errors.contains("wrong-number") && errors.contains("story/index.html is wrong"), "{errors}");
        assert!(!story.0.join("out").exists(), "something was written");
    }
}

#[test]
fn a_frozen_story_names_nothing_but_what_lies_beside_it() {
    let story = Story::new("frozen");
    let output = story.build(NOVEMBER_25, &["-o", "out", "--freeze", "story/index.html"]);
    let errors = String::from_utf8_lossy(&output.stderr).to_string();
    assert!(output.status.success(), "{errors}");
    assert!(errors.contains("not on this machine: https://count.example.org/c.js"), "{errors}");
    let page = story.read("out/index.html");
    for part in [
        r#"data="files/coca.csv""#,
        r#"spec="files/by-year.vl.json""#,
        r#"src="nutgraph/nutgraph.js" integrity="sha384-"#,
        r#"href="files/main.css""#,
        "url(files/bg.png)",
        r#"src="files/coca.svg""#,
        r#"srcset="files/coca.svg 1x, files/coca-2.svg 2x""#,
    ] {
        assert!(page.contains(part), "{part} is not in {page}");
    }
    for gone in ["refresh", "published", "charts.example.org", "sha384-old", "data/coca.csv"] {
        assert!(!page.contains(gone), "{gone} is in {page}");
    }
    assert_eq!(story.read("out/files/main.css"), "@import 'print.css'; @font-face { font-family: N; src: url( \"n.woff2\" ) }");
    // A chart without a picture of its author's is given one.
    assert!(
        page.contains(r#"<nut-graph spec="files/by-year.vl.json"><img src="files/chart.svg" alt="Bar chart. 146,139 for 2016"#),
        "{page}"
    );
    assert!(story.read("out/files/chart.svg").contains("146,139"));
    assert!(story.read("out/files/by-year.vl.json").contains(r#""url": "coca.csv""#));
    // Nothing of the story is needed any more: the copy passes the check where it lies, and its sums hold.
    fs::remove_dir_all(story.0.join("story")).unwrap();
    let check = Command::new(env!("CARGO_BIN_EXE_nutgraph")).current_dir(&story.0).args(["check", "out/index.html"]).output().unwrap();
    assert!(check.status.success(), "{}", String::from_utf8_lossy(&check.stdout));
    let sums = Command::new("sha256sum").current_dir(story.0.join("out")).args(["--check", "--quiet", "SHA256SUMS"]).output().unwrap();
    assert!(sums.status.success(), "{}", String::from_utf8_lossy(&sums.stdout));
}
