//! What was found, for people: as `rustc` shows it, with the words underlined and what to do below; then all in one line.

use super::finding::{File, Finding, Spot};
use super::{Checked, Report, Standing, State};
use crate::report::Severity;
use annotate_snippets::{Annotation, AnnotationKind, Element, Level, Renderer, Snippet};
use std::ops::Range;

/// The whole text; `numbers` adds the list of every number in the articles.
pub fn write(report: &Report, numbers: bool, colours: bool) -> String {
    let renderer = if colours { Renderer::styled() } else { Renderer::plain() }.term_width(140);
    let mut out = String::new();
    for finding in &report.findings {
        out.push_str(&one(finding, &renderer));
        out.push_str("\n\n");
    }
    if numbers {
        for article in &report.articles {
            out.push_str(&list(article));
            out.push('\n');
        }
    }
    out.push_str(&counts(report));
    out
}

/// One finding with its source.
fn one(finding: &Finding, renderer: &Renderer) -> String {
    let level = if finding.severity == Severity::Error { Level::ERROR } else { Level::WARNING };
    let mut shown: Vec<Element> = Vec::new();
    let same = finding.other.as_ref().filter(|(spot, _)| spot.file.name == finding.spot.file.name);
    let mut marks = vec![(AnnotationKind::Primary, finding.spot.span.clone(), finding.label.as_str())];
    marks.extend(same.map(|(spot, label)| (AnnotationKind::Context, spot.span.clone(), label.as_str())));
    shown.push(snippet(&finding.spot.file, &marks).into());
    if let Some((Spot { file, span }, label)) = finding.other.as_ref().filter(|_| same.is_none()) {
        shown.push(snippet(file, &[(AnnotationKind::Context, span.clone(), label.as_str())]).into());
    }
    for note in &finding.notes {
        let (sort, text) = note.parts();
        let level = if sort == "help" { Level::HELP } else { Level::NOTE };
        shown.push(if sort == "working" { level.with_name("working").message(text) } else { level.message(text) }.into());
    }
    renderer.render(&[level.primary_title(finding.message.as_str()).id(finding.code).elements(shown)])
}

/// The lines that some places of a file stand on.
fn snippet<'a>(file: &'a File, marks: &[(AnnotationKind, Range<usize>, &'a str)]) -> Snippet<'a, Annotation<'a>> {
    let start = marks.iter().map(|mark| mark.1.start).min().unwrap_or(0).min(file.text.len());
    let end = marks.iter().map(|mark| mark.1.end).max().unwrap_or(0).clamp(start, file.text.len());
    let from = file.text.get(..start).and_then(|text| text.rfind('\n')).map_or(0, |at| at + 1);
    let to = file.text.get(end..).and_then(|text| text.find('\n')).map_or(file.text.len(), |at| end + at);
    let mut snippet =
        Snippet::source(file.text.get(from..to).unwrap_or_default()).path(file.name.as_str()).line_start(file.position(from).0);
    for (kind, span, label) in marks {
        let span = span.start.clamp(from, to) - from..span.end.clamp(from, to) - from;
        let mark = kind.span(span.start..span.end.max(span.start));
        snippet = snippet.annotation(if label.is_empty() { mark } else { mark.label(*label) });
    }
    snippet
}

/// Every number of an article, one a line.
fn list(article: &Checked) -> String {
    let mut out = format!("{}\n", article.file.name);
    let rows: Vec<[String; 3]> = article
        .numbers
        .iter()
        .map(|number| {
            let (line, column) = article.file.position(number.place.start);
            [format!("{line}:{column}"), number.standing.word().to_string(), number.text.clone()]
        })
        .collect();
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let (places, words) = (width(0), width(1));
    for [place, word, text] in &rows {
        out.push_str(&format!("  {place:>places$}  {word:<words$}  {text}\n"));
    }
    out
}

/// `38 facts proved, 0 wrong; 57 numbers in the text: 38 proved, 5 in quotations, 9 dates or names, 5 not claimed`
pub fn counts(report: &Report) -> String {
    let facts = |state: State| report.articles.iter().flat_map(|a| &a.facts).filter(|fact| fact.state == state).count();
    let numbers = |standing: Standing| report.articles.iter().flat_map(|a| &a.numbers).filter(|n| n.standing == standing).count();
    let (proved, wrong, open) = (facts(State::Proved), facts(State::Wrong), facts(State::CannotTell));
    let level = |severity: Severity| report.findings.iter().filter(|finding| finding.severity == severity).count();
    let mut out = String::new();
    for (count, word) in [(level(Severity::Error), "error"), (level(Severity::Warning), "warning")] {
        if count > 0 {
            out.push_str(&format!("{}, ", many(count, word)));
        }
    }
    if !out.is_empty() {
        out.truncate(out.len() - 2);
        out.push_str("; ");
    }
    out.push_str(&format!("{} proved, {wrong} wrong", many(proved, "fact")));
    if open > 0 {
        out.push_str(&format!(", {open} that nobody can tell"));
    }
    let all = report.articles.iter().map(|article| article.numbers.len()).sum();
    out.push_str(&format!("; {} in the text: {proved} proved", many(all, "number")));
    if wrong > 0 {
        out.push_str(&format!(", {wrong} wrong"));
    }
    if open > 0 {
        out.push_str(&format!(", {open} open"));
    }
    let (quoted, names, rest) = (numbers(Standing::Quoted), numbers(Standing::Name), numbers(Standing::NotClaimed));
    out + &format!(
        ", {} in quotations, {} or {}, {rest} not claimed",
        quoted,
        many(names, "date"),
        if names == 1 { "name" } else { "names" }
    )
}

fn many(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}
