//! What was found, for programs: one JSON object.
//!
//! `{"counts": {…}, "findings": [{"severity", "code", "message", "file", "line", "column", "endLine", "endColumn", "notes",
//! "suggestion"}], "articles": [{"file", "facts": […], "numbers": […]}]}`. Lines and columns count from 1, columns in characters.

use super::finding::{File, Finding};
use super::judge::{Judged, State};
use super::{Checked, Report, Standing, terminal};
use serde_json::{Value, json};
use std::ops::Range;

/// The object.
pub fn write(report: &Report) -> String {
    let count = |state: State| report.articles.iter().flat_map(|a| &a.facts).filter(|fact| fact.state == state).count();
    let value = json!({
        "summary": terminal::counts(report),
        "counts": { "proved": count(State::Proved), "wrong": count(State::Wrong), "cannotTell": count(State::CannotTell) },
        "findings": report.findings.iter().map(finding).collect::<Vec<_>>(),
        "articles": report.articles.iter().map(article).collect::<Vec<_>>(),
    });
    format!("{value:#}")
}

/// Where something is, as members.
pub fn place(file: &File, span: &Range<usize>) -> Value {
    let ((line, column), (end_line, end_column)) = (file.position(span.start), file.position(span.end));
    json!({ "file": file.name, "line": line, "column": column, "endLine": end_line, "endColumn": end_column })
}

fn finding(finding: &Finding) -> Value {
    let mut value = json!({ "severity": finding.level(), "code": finding.code, "message": finding.message });
    let notes = finding.notes.iter().map(|note| {
        let (sort, text) = note.parts();
        json!({ "kind": sort, "text": text })
    });
    let other = finding.other.as_ref().map(|(spot, label)| join(place(&spot.file, &spot.span), json!({ "label": label })));
    value = join(value, place(&finding.spot.file, &finding.spot.span));
    join(value, json!({ "label": finding.label, "notes": notes.collect::<Vec<_>>(), "suggestion": finding.suggestion, "other": other }))
}

fn article(article: &Checked) -> Value {
    let fact = |fact: &Judged| {
        let own = json!({
            "words": fact.words, "chart": fact.chart, "expression": fact.expression, "state": Standing::Fact(fact.state).word(),
            "value": fact.value, "working": fact.working, "why": fact.why, "low": fact.range.0, "high": fact.range.1,
        });
        join(own, without_file(place(&article.file, &fact.place)))
    };
    let number = |number: &super::Number| {
        join(json!({ "text": number.text, "state": number.standing.word() }), without_file(place(&article.file, &number.place)))
    };
    json!({
        "file": article.file.name,
        "facts": article.facts.iter().map(fact).collect::<Vec<_>>(),
        "numbers": article.numbers.iter().map(number).collect::<Vec<_>>(),
    })
}

fn without_file(mut value: Value) -> Value {
    if let Value::Object(members) = &mut value {
        members.shift_remove("file");
    }
    value
}

/// The members of both.
fn join(mut a: Value, b: Value) -> Value {
    if let (Value::Object(a), Value::Object(b)) = (&mut a, b) {
        a.extend(b);
    }
    a
}
