//! Every fact of an article against its data: the verdict, and what to say about those that do not agree.

use super::chart::in_spec;
use super::elements::Subject;
use super::finding::{Finding, Note, Spot};
use super::spec::named_fact;
use super::store::Reading;
use super::suggest::{Suggestion, suggest};
use crate::chart::Chart;
use crate::fact::{Fact, Kind, Outcome};
use crate::host::{Host, NumberStyle};
use crate::interact::judge;
use crate::report::{Place, Problem, Severity};
use crate::tool::host;
use crate::tool::page::Attribute;
use crate::words::{Answer, Verdict};
use std::ops::Range;
use std::sync::Arc;

use super::article::{Spelling, Told};

/// What has become of a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// The words agree with the data.
    Proved,
    /// They do not.
    Wrong,
    /// Nobody can tell.
    CannotTell,
}

/// A fact that has been judged.
#[derive(Debug)]
pub struct Judged {
    /// What has become of it.
    pub state: State,
    /// Where its words stand.
    pub place: Range<usize>,
    /// Its words.
    pub words: String,
    /// Its expression.
    pub expression: String,
    /// The chart that it names.
    pub chart: String,
    /// The value as the data have it; empty where it could not be computed.
    pub value: String,
    /// How it comes about.
    pub working: String,
    /// Why it has become that.
    pub why: String,
    /// What the words stand for.
    pub range: (Option<f64>, Option<f64>),
}

/// A fact with its chart: what it is judged by.
pub struct Case<'a> {
    /// The fact.
    pub told: &'a Told,
    /// Its chart as read; none where there is no chart.
    pub reading: Option<&'a Arc<Reading>>,
    /// The charts that it names, where it names several.
    pub named: Vec<(&'a str, &'a Chart)>,
    /// The language of the chart, which the words are read in.
    pub lang: &'a str,
}

/// Judges a fact; what is wrong goes to `found`.
pub fn judge(subject: &Subject, case: &Case, found: &mut Vec<Finding>) -> Judged {
    let told = case.told;
    let place = told.place(subject.page);
    let mut judged = Judged {
        state: State::CannotTell,
        place: place.clone(),
        words: told.words.text().to_string(),
        expression: told.expression.text().to_string(),
        chart: told.names.text().to_string(),
        value: String::new(),
        working: String::new(),
        why: String::new(),
        range: (None, None),
    };
    let tag = subject.page.tag(told.node);
    if told.broken {
        let message = "the address has a % that stands for nothing";
        found.push(Finding::error("bad-link", subject.spot(tag.clone()), message).help("write %25 for a percent sign"));
    }
    let names = Attribute { name: "for".into(), place: tag.clone(), value: told.names.clone() };
    let unknown = subject.unknown_charts(&names);
    let is_unknown = !unknown.is_empty();
    found.extend(unknown);
    if told.expression.text().trim().is_empty() {
        let (message, help) = match told.spelling {
            Spelling::Link => ("the link names no expression", "write #nut-fact=chart:expression"),
            Spelling::Plain => ("the fact has no expression", "add data-expr=\"value(column, x)\""),
            _ => ("the fact has no expression", "add expr=\"value(column, x)\""),
        };
        found.push(Finding::error("no-expression", subject.spot(tag), message).help(help));
        judged.why = message.to_string();
        return judged;
    }
    let Some(reading) = case.reading else {
        if !is_unknown {
            let message = "the page has no chart that this fact could speak of";
            found.push(Finding::error("unknown-chart", subject.spot(tag), message).help("put a nut-graph on the page"));
        }
        judged.why = "there is no such chart".to_string();
        return judged;
    };
    let Some(chart) = &reading.chart else {
        let broken = reading.troubles.iter().any(|trouble| trouble.problem.severity == Severity::Error);
        judged.why = if reading.is_away() { "the data of its chart are not here" } else { "its chart cannot be read" }.to_string();
        if reading.is_beyond && !broken && !reading.is_away() {
            judged.why = "its chart has no column of numbers that a fact could name".to_string();
            found.push(
                Finding::error("no-facts", subject.spot(tag), "no fact can be computed on this chart")
                    .labelled(judged.why.clone())
                    .help("name a chart whose data are a table with columns of numbers"),
            );
        }
        return judged;
    };
    let host = host::of(case.lang);
    let computed = match case.named.as_slice() {
        several @ [_, _, ..] => judge::compute_on(several, told.expression.text(), &*host),
        _ => reading.fact(chart, told.expression.text(), &*host),
    };
    let fact = match computed {
        Ok(fact) => fact,
        Err(problem) => {
            judged.why = problem.found.clone();
            found.push(of_expression(subject, case, reading, problem));
            return judged;
        }
    };
    let answer = judge::agree(&fact, case.lang, told.words.text(), &told.before, &told.after);
    judged.value.clone_from(&fact.shown);
    judged.working = working(&fact);
    judged.why.clone_from(&answer.why);
    judged.range = (answer.low, answer.high);
    match answer.verdict {
        Verdict::Agrees => judged.state = State::Proved,
        Verdict::Disagrees => {
            judged.state = State::Wrong;
            found.push(disagreement(subject, case, &fact, &answer, place));
        }
        Verdict::CannotTell => {
            let message = format!("nobody can tell whether “{}” agrees with {}", squeezed(told.words.text()), fact.shown);
            let mut finding = Finding::warning("cannot-tell", subject.spot(place), message)
                .labelled(answer.why.clone())
                .with(Note::Working(working(&fact)))
                .with(Note::Note(stands_for(&fact, &answer, case)));
            finding = suggested(finding, suggest(&fact, case.lang, told.words.text(), &told.before, &told.after));
            found.push(finding);
        }
    }
    judged
}

/// `96,085 ha in 2015 → 146,139 ha in 2016: +52.1%`
fn working(fact: &Fact) -> String {
    if fact.working.is_empty() { fact.shown.clone() } else { [&fact.working, ": ", &fact.shown].concat() }
}

fn disagreement(subject: &Subject, case: &Case, fact: &Fact, answer: &Answer, place: Range<usize>) -> Finding {
    let told = case.told;
    let turned = match (fact.kind, &fact.value, answer.low, answer.high) {
        (Kind::Change | Kind::Difference | Kind::Streak, Outcome::Number(value), Some(low), _) if *value < 0.0 && low >= 0.0 => {
            Some("rose")
        }
        (Kind::Change | Kind::Difference | Kind::Streak, Outcome::Number(value), _, Some(high)) if *value > 0.0 && high <= 0.0 => {
            Some("fell")
        }
        _ => None,
    };
    let code = match fact.kind {
        _ if turned.is_some() => "wrong-direction",
        Kind::Date => "wrong-date",
        Kind::Rank => "wrong-rank",
        Kind::YesNo => "wrong-claim",
        _ => "wrong-number",
    };
    let said = turned
        .map_or_else(|| format!("the words say {}", squeezed(told.words.text())), |turned| format!("the sentence says that it {turned}"));
    let message = format!("{said}; the data say {}", fact.shown);
    let finding = Finding::error(code, subject.spot(place), message)
        .labelled(answer.why.clone())
        .with(Note::Working(working(fact)))
        .with(Note::Note(stands_for(fact, answer, case)));
    suggested(finding, suggest(fact, case.lang, told.words.text(), &told.before, &told.after))
}

fn suggested(finding: Finding, suggestion: Option<Suggestion>) -> Finding {
    match suggestion {
        Some(Suggestion::Words(words)) => {
            let finding = finding.help(format!("write \"{words}\""));
            Finding { suggestion: Some(words), ..finding }
        }
        Some(Suggestion::Sentence(from, to)) => finding.help(format!("the sentence says \"{from}\": write \"{to}\"")),
        None => finding,
    }
}

/// What the words stand for, in the terms of the value; empty where that is open.
fn stands_for(fact: &Fact, answer: &Answer, case: &Case) -> String {
    let (host, words) = (host::of(case.lang), case.told.words.text());
    let percent = matches!(fact.kind, Kind::Change);
    let write = |value: f64| {
        let size = if percent { value * 100.0 } else { value }.abs();
        let decimals = if size >= 1000.0 {
            0
        } else if size >= 10.0 {
            1
        } else {
            3
        };
        // Without zeros that say nothing.
        let shown = if percent { value * 100.0 } else { value };
        let exact = |decimals: &u8| (shown * 10f64.powi((*decimals).into())).fract().abs() < 1e-9;
        let decimals = (0..decimals).find(exact).unwrap_or(decimals);
        let text = host.number(value, NumberStyle { decimals, percent, signed: percent });
        let unit = if percent || fact.unit.is_empty() || matches!(fact.unit.as_str(), "high" | "low") {
            String::new()
        } else {
            format!(" {}", fact.unit)
        };
        format!("{text}{unit}")
    };
    let range = match (answer.low, answer.high) {
        (Some(low), Some(high)) if low == high => write(low),
        (Some(low), Some(high)) => format!("{} to {}", write(low), write(high)),
        (Some(low), None) => format!("{} or more", write(low)),
        (None, Some(high)) => format!("{} or less", write(high)),
        (None, None) => return String::new(),
    };
    format!("“{}” stands for {range}", squeezed(words))
}

/// Words on one line.
pub fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A problem of an expression, with a caret in the attribute.
fn of_expression(subject: &Subject, case: &Case, reading: &Reading, problem: Problem) -> Finding {
    let told = case.told;
    let whole = told.expression.whole();
    match (&problem.place, &reading.spec, &reading.data) {
        (Place::Path(_), Some(file), _) => {
            // The expression stands in the spec, under the name that the article uses.
            let named = reading.chart.as_ref().and_then(|chart| {
                let fact = chart.spec.facts.iter().find(|fact| fact.name == told.expression.text().trim())?;
                named_fact(reading, case.lang, file, fact)
            });
            let mut finding = named.unwrap_or_else(|| in_spec(&problem, file));
            finding.other = Some((subject.spot(whole), "it is used here".to_string()));
            finding
        }
        (Place::Cell { line, column }, _, data) => {
            let mut finding = Finding::error(problem.code, subject.spot(whole), problem.found.clone())
                .labelled(format!("it needs the cell in line {line}, column \"{column}\""));
            if let Some(file) = data {
                finding.other = Some((Spot { file: file.clone(), span: file.line(*line) }, format!("column \"{column}\" is empty here")));
            }
            finding.with(Note::Help(problem.remedy))
        }
        (Place::Span { start, end }, ..) => {
            let end = (*end).max(start + 1).min(told.expression.text().len().max(1));
            let span = told.expression.source(*start..end);
            let span = if span.is_empty() { span.start..whole.end.max(span.start) } else { span };
            Finding::error(problem.code, subject.spot(span), problem.found).with(Note::Help(problem.remedy))
        }
        _ => Finding::error(problem.code, subject.spot(whole), problem.found).with(Note::Help(problem.remedy)),
    }
}

/// Facts that are told twice with two values: each wrong one is shown the other; where nobody can tell which is wrong, that they
/// cannot both be right is said.
pub fn told_twice(subject: &Subject, facts: &[(usize, String, &Judged)], found: &mut Vec<Finding>) {
    for (i, (chart, expression, later)) in facts.iter().enumerate() {
        let Some((_, _, first)) = facts[..i].iter().find(|(c, e, other)| c == chart && e == expression && apart(other, later)) else {
            continue;
        };
        let mut told = false;
        for (wrong, other) in [(first, later), (later, first)] {
            if wrong.state == State::Wrong
                && let Some(finding) = found.iter_mut().find(|f| f.spot.span == wrong.place && f.severity == Severity::Error)
                && finding.other.is_none()
            {
                let label = if other.state == State::Proved {
                    "the same fact is told here, and agrees"
                } else {
                    "the same fact is told otherwise here"
                };
                finding.other = Some((subject.spot(other.place.clone()), label.to_string()));
                told = true;
            }
        }
        if !told && later.state == State::CannotTell {
            let message = format!("one fact is told as “{}” and as “{}”", squeezed(&first.words), squeezed(&later.words));
            let mut finding =
                Finding::error("told-twice", subject.spot(later.place.clone()), message).help("only one of the two can be right");
            finding.other = Some((subject.spot(first.place.clone()), "told here first".to_string()));
            found.push(finding);
        }
    }
}

/// Whether what two facts say cannot both be right.
fn apart(a: &Judged, b: &Judged) -> bool {
    let below = |low: Option<f64>, high: Option<f64>| matches!((low, high), (Some(low), Some(high)) if high < low);
    let differ = a.state != b.state && a.words != b.words && [a, b].iter().any(|judged| judged.state == State::Wrong);
    below(a.range.0, b.range.1) || below(b.range.0, a.range.1) || differ
}
