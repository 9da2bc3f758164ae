//! The same digits on the newsroom's machine and in the reader's browser: `tests/digits.json` lists a few hundred expressions with the results
//! of this machine; here they are held against what is computed now, in `tests/browser/digits.test.mjs` against the browser's.
//!
//! `NUTGRAPH_ACCEPT_DIGITS=1 cargo test --test it digits` writes the results anew, after a look at why they differ.

use nutgraph::chart::Chart;
use nutgraph::fact::{Kind, Outcome};
use nutgraph::host::Plain;
use nutgraph::interact::judge;
use nutgraph::spec;
use nutgraph::table::{self, Bound};
use nutgraph::words::ui;
use serde_json::{Map, Value, json};
use std::fs;
use std::path::{Path, PathBuf};

fn file() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/digits.json")
}

fn chart(said: &Value) -> Chart {
    let attributes = said["attributes"].as_object().expect("attributes");
    let pairs: Vec<(String, String)> =
        attributes.iter().map(|(name, value)| (name.clone(), value.as_str().unwrap_or_default().to_string())).collect();
    let spec = spec::from_attributes(None, &pairs).unwrap_or_else(|problems| panic!("{}", problems[0]));
    let table = table::read(said["csv"].as_str().expect("data"), table::Format::Csv, &Plain).0.expect("a table");
    Chart::new(spec, table, ui::of("en")).unwrap_or_else(|problems| panic!("{}", problems[0]))
}

fn outcome(value: &Outcome) -> Value {
    match value {
        Outcome::Number(value) => json!(value),
        Outcome::Time(ms, unit) => json!(table::iso(*ms, *unit)),
        Outcome::Text(text) => json!(text),
        Outcome::Truth(truth) => json!(truth),
        Outcome::List(values) => Value::Array(values.iter().map(outcome).collect()),
    }
}

/// What the browser's `fact()` gives of a fact, as far as it is no wording.
fn result(chart: &Chart, expression: &str) -> Map<String, Value> {
    let mut out = Map::new();
    match judge::compute(chart, expression, &Plain) {
        Ok(fact) => {
            let kind = match fact.kind {
                Kind::YesNo => "yesno".to_string(),
                kind => format!("{kind:?}").to_lowercase(),
            };
            let bound = fact.bound.map_or("", |bound| match bound {
                Bound::Above => ">",
                Bound::AtLeast => ">=",
                Bound::Below => "<",
                Bound::AtMost => "<=",
                Bound::About => "~",
            });
            out.insert("value".into(), outcome(&fact.value));
            out.insert("kind".into(), json!(kind));
            out.insert("unit".into(), json!(fact.unit));
            out.insert("bound".into(), json!(bound));
            out.insert("interval".into(), fact.interval.map_or(Value::Null, |i| json!({"low": i.low, "high": i.high, "level": i.level})));
        }
        Err(problem) => {
            out.insert("refused".into(), json!(problem.code));
        }
    }
    out
}

#[test]
fn the_digits_are_those_that_were_written_down() {
    let listed: Value = serde_json::from_str(&fs::read_to_string(file()).expect("tests/digits.json")).expect("JSON");
    let facts = listed["facts"].as_array().expect("a list");
    assert!(facts.len() >= 300, "a few hundred expressions: {}", facts.len());
    let charts: Vec<(&String, Chart)> =
        listed["charts"].as_object().expect("charts").iter().map(|(name, said)| (name, chart(said))).collect();
    let (mut lines, mut wrong) = (Vec::new(), Vec::new());
    for fact in facts {
        let (name, expression) = (fact["chart"].as_str().unwrap_or_default(), fact["expression"].as_str().unwrap_or_default());
        let (_, chart) = charts.iter().find(|chart| chart.0 == name).unwrap_or_else(|| panic!("{expression}: no chart {name}"));
        let mut line = Map::new();
        line.insert("chart".into(), json!(name));
        line.insert("expression".into(), json!(expression));
        line.extend(result(chart, expression));
        let line = Value::Object(line);
        if line != *fact {
            wrong.push(format!("{fact}\n  is now {line}"));
        }
        lines.push(line.to_string());
    }
    if std::env::var_os("NUTGRAPH_ACCEPT_DIGITS").is_some() {
        let text = format!("{{\"charts\":{},\n\"facts\":[\n{}\n]}}\n", listed["charts"], lines.join(",\n"));
        fs::write(file(), text).expect("the list is written");
        return;
    }
    assert!(wrong.is_empty(), "{} of {} differ:\n{}", wrong.len(), facts.len(), wrong.join("\n"));
}
