//! Every fact that the example story marks, computed from its data and held against its words, as the reader's browser does.

use nutgraph::chart::Chart;
use nutgraph::host::Plain;
use nutgraph::interact::judge;
use nutgraph::words::{Verdict, ui};
use nutgraph::{spec, table};
use std::path::{Path, PathBuf};

/// A fact as it stands in the article.
struct Marked {
    chart: String,
    expression: String,
    text: String,
    before: String,
    after: String,
}

fn story() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("www/story")
}

/// Text without tags, with the few entities that the story has.
fn plain(html: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside => out.push(if c.is_whitespace() { ' ' } else { c }),
            _ => {}
        }
    }
    out.replace("&#39;", "'").replace("&amp;", "&").replace("&gt;", ">").replace("&lt;", "<").replace("&quot;", "\"").replace("&nbsp;", " ")
}

fn attribute(tag: &str, name: &str) -> String {
    let start = [" ", name, "=\""].concat();
    tag.split_once(&start).and_then(|(_, rest)| rest.split_once('"')).map(|(value, _)| plain(value)).unwrap_or_default()
}

fn facts() -> Vec<Marked> {
    let html = std::fs::read_to_string(story().join("index.html")).expect("the story is there");
    let mut out = Vec::new();
    for (at, _) in html.match_indices("<nut-fact") {
        let (tag, rest) = html[at..].split_once('>').expect("a tag ends");
        let (text, after) = rest.split_once("</nut-fact>").expect("a fact ends");
        let before = html[..at].rsplit_once("<p").map_or("", |(_, b)| b);
        let before = plain(&["<p", before].concat());
        let after = plain(after.split_once("</p>").map_or("", |(a, _)| a));
        let before = before.rsplit_once(". ").map_or(before.as_str(), |(_, b)| b).to_string();
        let after = after.split_once(". ").map_or(after.as_str(), |(a, _)| a).to_string();
        out.push(Marked { chart: attribute(tag, "for"), expression: attribute(tag, "expr"), text: plain(text), before, after });
    }
    out
}

fn chart(name: &str) -> Chart {
    let folder = story().join("coca");
    let text = std::fs::read_to_string(folder.join(format!("{name}.vl.json"))).expect("a spec");
    let document: spec::Value = serde_json::from_str(&text).expect("JSON");
    let (mut spec, _) = spec::read(&document).expect("a supported spec");
    if name == "cultivation" {
        spec.as_of = String::from("2017-12-07");
    }
    let spec::Data::Url(address) = spec.data.clone() else { panic!("{name} names no data") };
    let text = std::fs::read_to_string(folder.join(address)).expect("data");
    Chart::new(spec, table::read(&text, table::Format::Csv, &Plain).0.expect("a table"), ui::of("en"))
        .unwrap_or_else(|p| panic!("{name}: {}", p[0]))
}

#[test]
fn every_marked_number_in_the_story_agrees_with_its_data() {
    let facts = facts();
    assert!(facts.len() >= 30, "the story marks its numbers: {} found", facts.len());
    let mut wrong = Vec::new();
    for fact in &facts {
        let chart = chart(&fact.chart);
        let computed = match judge::compute(&chart, &fact.expression, &Plain) {
            Ok(computed) => computed,
            Err(problem) => {
                wrong.push(format!("{} ({}): {problem}", fact.text, fact.expression));
                continue;
            }
        };
        let answer = judge::agree(&computed, "en", &fact.text, &fact.before, &fact.after);
        if answer.verdict != Verdict::Agrees {
            wrong.push(format!("{} ({}): {} is {:?}: {}", fact.text, fact.expression, computed.shown, answer.verdict, answer.why));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
