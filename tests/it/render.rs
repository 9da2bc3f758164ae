//! `nutgraph render` as a newsroom calls it: what is written, what it says, and what is refused.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

/// A folder of its own, removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let base = std::env::temp_dir().join(format!("nutgraph-render-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&base);
        fs::create_dir_all(&base).unwrap();
        Folder(base)
    }

    fn path(&self, name: &str) -> String {
        self.0.join(name).display().to_string()
    }

    fn text(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// Width and height of a PNG.
    fn size(&self, name: &str) -> (u32, u32) {
        let bytes = fs::read(self.0.join(name)).unwrap();
        let number = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap());
        assert_eq!(&bytes[1..4], b"PNG");
        (number(16), number(20))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

const COCA: &str = "www/story/coca/cultivation.vl.json";

fn nutgraph(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_nutgraph")).args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap()
}

#[track_caller]
fn render(arguments: &[&str]) {
    let output = nutgraph(&[&["render"], arguments].concat());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[track_caller]
fn refused(arguments: &[&str], message: &str) {
    let output = nutgraph(&[&["render"], arguments].concat());
    let errors = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{errors}");
    assert!(errors.contains(message), "{errors}");
}

#[test]
fn the_ending_says_what_is_written() {
    let folder = Folder::new("endings");
    for end in ["svg", "png", "csv", "txt", "html", "json"] {
        render(&[COCA, "-o", &folder.path(&format!("coca.{end}"))]);
    }
    let svg = folder.text("coca.svg");
    assert!(svg.starts_with("<svg ") && svg.contains(">UN survey</text>") && svg.contains(">Source: UNODC; ONDCP</text>"), "{svg}");
    assert_eq!(folder.size("coca.png"), (1360, 1072), "two pixels to each of the page");
    assert!(folder.text("coca.csv").starts_with("year,unodc_ha,ondcp_ha\n1999,160119,\n"));
    assert!(folder.text("coca.txt").starts_with("Line chart. UN survey: 160,119 hectares in 1999, a low of 47,790 in 2012"));
    assert!(folder.text("coca.json").starts_with('{'), "as Vega draws it");
    let html = folder.text("coca.html");
    for part in [
        "<script async src=\"/nutgraph/nutgraph.js\"></script>",
        "<nut-graph id=\"cultivation\" spec=\"cultivation.vl.json\">",
        "src=\"coca.svg\" alt=\"Line chart.",
        "width=\"680\" height=\"536\">",
        "<figure data-nut-graph id=\"cultivation\" data-spec=\"cultivation.vl.json\">",
        "href=\"cultivation.vl.json#nut-graph\"",
    ] {
        assert!(html.contains(part), "no {part} in {html}");
    }
    assert!(!html.contains("<iframe"), "where the frame's page lies is not known");
    refused(&[COCA, "-o", &folder.path("coca.pdf")], "end it in .svg, .png, .csv, .txt, .html or .json");
}

#[test]
fn a_picture_has_the_size_the_ground_and_the_evidence_that_are_asked_for() {
    let folder = Folder::new("options");
    let (svg, png) = (folder.path("a.svg"), folder.path("a.png"));
    render(&[COCA, "-o", &png, "--width", "400", "--height", "500", "--scale", "1"]);
    assert_eq!(folder.size("a.png"), (400, 500));
    render(&[COCA, "-o", &svg, "--theme", "dark", "--show", "change(unodc_ha, 2015, 2016)"]);
    let text = folder.text("a.svg");
    assert!(text.contains("fill=\"#14171a\"") && text.contains(">96,085 ha in 2015 → 146,139 ha in 2016: +52.1%</text>"), "{text}");
    render(&[COCA, "-o", &png, "--card"]);
    assert_eq!(folder.size("a.png"), (1200, 630));
    refused(&[COCA, "-o", &svg, "--show", "change(unodc, 2015, 2016)"], "no column is named \"unodc\"");
    refused(&[COCA, "-o", &svg, "--height", "250"], "--height ");
    refused(&[COCA, "-o", &svg, "--width", "wide"], "from 200 to 4000");
    refused(&[COCA, "-o", &svg, "--font", "No Such Family"], "no font of this machine");
}

#[test]
fn a_spec_beyond_the_small_grammar_is_drawn_as_vega_does_or_in_the_look_of_a_page() {
    let folder = Folder::new("beyond");
    let spec = folder.path("ticks.vl.json");
    fs::write(&spec, r#"{"title": "Rain", "data": {"values": [{"mm": 80, "m": "Jan"}, {"mm": 60, "m": "Feb"}]}, "mark": "tick", "encoding": {"x": {"field": "mm", "type": "quantitative"}, "y": {"field": "m"}}}"#).unwrap();
    let out = folder.path("ticks.svg");
    render(&[&spec, "-o", &out]);
    assert!(folder.text("ticks.svg").contains("#4c78a8"), "Vega's blue");
    render(&[&spec, "-o", &out, "--look", "page", "--width", "400"]);
    let page = folder.text("ticks.svg");
    assert!(page.contains("#314dbe") && !page.contains("#4c78a8"), "{page}");
    render(&[&spec, "-o", &folder.path("ticks.csv")]);
    assert!(folder.text("ticks.csv").contains("80"));
    refused(&[&spec, "-o", &folder.path("ticks.png"), "--card"], "--card needs a chart of the small grammar");
    // What is one of ours but for its data is not drawn by other rules.
    fs::write(&spec, r#"{"data": {"values": [{"a": 1, "b": 2}]}, "mark": "line", "encoding": {"x": {"field": "a"}, "y": {"field": "c"}}}"#)
        .unwrap();
    refused(&[&spec, "-o", &out], "\"c\"");
}

#[test]
fn what_ammonia_leaves_of_the_plain_spelling_is_what_browsers_are_tried_with() {
    let folder = Folder::new("ammonia");
    render(&[COCA, "-o", &folder.path("cultivation.html"), "--base-url", "https://charts.example.org/story/coca"]);
    let code = folder.text("cultivation.html");
    let figure = &code[code.find("<figure").unwrap()..code.find("</figure>").unwrap() + 9];
    let told = "<p>It rose by <a href=\"#nut-fact=cultivation:change(unodc_ha,2015,2016)\">52 percent</a>.</p>";
    let left = ammonia::clean(&format!("{figure}\n{told}\n"));
    assert!(!left.contains("data-"), "{left}");
    let kept = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser/data/ammonia.html");
    assert_eq!(fs::read_to_string(&kept).unwrap_or_default(), left, "write it into {}", kept.display());
}
