//! The charts of an article, read, and what is wrong with them as findings: each at its place in the article, the spec or the data.

use super::address::Address;
use super::article::{Graph, Spelling};
use super::elements::Subject;
use super::finding::{File, Finding, Spot};
use super::places;
use super::store::{Inline, Of, Reading, Store, Trouble, Wanted, not_fetched};
use crate::report::{Place, Problem};
use crate::spec::Value;
use crate::tool::page::{Attribute, Page};
use std::sync::Arc;

/// The attributes that a spec is made from; the widget reads the same.
const READ: [&str; 13] =
    ["mark", "x", "y", "color", "facet", "heading", "subheading", "note", "source", "source-url", "as-of", "unit", "period"];

/// Reads a chart of an article at `base`, in the language of its page; what is wrong goes to `found`.
pub fn read(subject: &Subject, graph: &Graph, lang: &str, base: &Address, store: &Store, found: &mut Vec<Finding>) -> Arc<Reading> {
    let nothing = Arc::new(Reading::default());
    let mut wanted = Wanted { charset: graph.value("charset").to_string(), lang: lang.to_string(), ..Wanted::default() };
    let pairs = READ.iter().filter_map(|name| graph.attribute(name));
    wanted.attributes = pairs.map(|a| (a.name.clone(), a.value.text().to_string())).collect();
    let resolve = |name: &str| {
        let own = graph.attribute(name).filter(|own| !own.value.text().is_empty())?;
        Some((own, store.site.resolve(own.value.text(), base)))
    };
    let at = |own: &Attribute, problem: Problem| of_problem(problem, subject.spot(own.value.whole()));
    match resolve("spec") {
        Some((_, Ok(Address::File(path)))) => wanted.spec = Some(path),
        Some((own, Ok(Address::Remote(url)))) => {
            found.push(at(own, not_fetched(&url)));
            return nothing;
        }
        Some((own, Err(problem))) => {
            found.push(at(own, problem));
            return nothing;
        }
        None => {}
    }
    match resolve("data") {
        Some((_, Ok(address))) => wanted.data = Some(address),
        Some((own, Err(problem))) => {
            found.push(at(own, problem));
            return nothing;
        }
        None => {}
    }
    let inline = match inline(subject.page, graph) {
        Ok(inline) => inline,
        Err((node, problem)) => {
            found.push(of_problem(problem, subject.spot(subject.page.tag(node))));
            return nothing;
        }
    };
    let reading = match inline {
        Some(inline) => Arc::new(store.read(&wanted, inline)),
        None => store.chart(wanted),
    };
    found.extend(reading.troubles.iter().map(|trouble| place(subject, graph, &reading, trouble)));
    reading
}

/// What stands inside a chart; `None` for nothing that is data. The error has its node.
fn inline(page: &Page, graph: &Graph) -> Result<Option<Inline>, (usize, Problem)> {
    let mut found = Inline::default();
    if graph.spelling == Spelling::Script || graph.spelling == Spelling::Link {
        return Ok(None);
    }
    let mut rows = None;
    for node in page.inside(graph.node) {
        let text = || page.said(page.inside(node)).text().trim().to_string();
        let kind = page.value(node, "type");
        match page.name(node) {
            "table" => rows = Some(csv(page, node)),
            "script" if kind.contains("json") => {
                let value: Value = serde_json::from_str(&text()).map_err(|error| {
                    let found = format!("the data inside the chart are no JSON: {error}");
                    (node, crate::problem!(Error, "bad-json", Place::Whole, found, "mend it"))
                })?;
                let is_spec = ["mark", "layer", "encoding", "$schema"].iter().any(|name| value.get(name).is_some());
                *(if is_spec { &mut found.spec } else { &mut found.tree }) = Some(value);
            }
            "script" if kind.contains("csv") || kind.contains("tab") => found.text = Some(text()),
            _ => {}
        }
    }
    if found.text.is_none() && found.tree.is_none() {
        found.text = rows;
    }
    Ok((found.spec.is_some() || found.text.is_some() || found.tree.is_some()).then_some(found))
}

/// A table's rows but for its foot, as CSV.
fn csv(page: &Page, table: usize) -> String {
    let rows = page.inside(table).filter(|&node| page.name(node) == "tr").filter(|&row| {
        let mut round = page.round(row).skip(1).map(|node| page.name(node));
        round.next().is_none_or(|name| name != "tfoot")
    });
    let line = |row: usize| {
        let cells = page.inside(row).filter(|&node| matches!(page.name(node), "td" | "th"));
        let cells: Vec<String> =
            cells.map(|cell| format!("\"{}\"", page.said(page.inside(cell)).text().trim().replace('"', "\"\""))).collect();
        cells.join(",")
    };
    rows.map(line).collect::<Vec<_>>().join("\n")
}

/// A problem at a place.
pub fn of_problem(problem: Problem, spot: Spot) -> Finding {
    let finding = Finding { severity: problem.severity, ..Finding::error(problem.code, spot, problem.found) };
    finding.help_of(&problem.remedy)
}

/// A problem of a spec, at its place in the spec's text.
pub fn in_spec(problem: &Problem, file: &Arc<File>) -> Finding {
    let span = match &problem.place {
        Place::Path(path) => places::find(&file.text, path),
        // The text itself, where it is no JSON; else one of its expressions, which has no place of its own.
        Place::Span { start, end } if problem.code == "bad-json" => *start..(*end).min(file.text.len()),
        Place::Span { .. } => places::find(&file.text, "/transform"),
        _ => places::find(&file.text, ""),
    };
    let path = match &problem.place {
        Place::Path(path) => path.as_str(),
        _ => "",
    };
    of_problem(problem.clone(), Spot { file: file.clone(), span }).labelled(path)
}

/// A problem of a data file, at its line.
fn in_data(problem: &Problem, file: &Arc<File>) -> Finding {
    let (span, column) = match &problem.place {
        Place::Cell { line, column } => (file.line(*line), column.as_str()),
        Place::Span { start, end } => (*start..(*end).min(file.text.len()), ""),
        _ => (file.line(1), ""),
    };
    let label = if column.is_empty() { String::new() } else { format!("column \"{column}\"") };
    of_problem(problem.clone(), Spot { file: file.clone(), span }).labelled(label)
}

/// A chart's trouble where it has to be mended.
fn place(subject: &Subject, graph: &Graph, reading: &Reading, trouble: &Trouble) -> Finding {
    let problem = &trouble.problem;
    match (&trouble.of, &reading.spec, &reading.data) {
        (Of::Spec, Some(file), _) => return in_spec(problem, file),
        (Of::Data, _, Some(file)) => return in_data(problem, file),
        _ => {}
    }
    // `@x`, or the channel of a chart that attributes describe.
    let name = match &problem.place {
        Place::Path(path) => path.strip_prefix('@').or_else(|| path.split("/encoding/").nth(1)).unwrap_or_default(),
        _ => "",
    };
    // A spec that cannot be read.
    let name = if name.is_empty() && reading.spec.is_none() && graph.attribute("spec").is_some() { "spec" } else { name };
    let (span, label) = match graph.attribute(name) {
        Some(own) => (own.value.whole(), String::new()),
        None => (subject.page.tag(graph.node), problem.place.to_string().trim_end_matches(": ").to_string()),
    };
    of_problem(problem.clone(), subject.spot(span)).labelled(label)
}

impl Finding {
    fn help_of(self, remedy: &str) -> Finding {
        if remedy.is_empty() { self } else { self.help(remedy) }
    }
}
