//! A spec on its own: against the supported grammar, its data, and the facts that it names.

use super::chart::{in_spec, of_problem};
use super::elements::dead;
use super::finding::{File, Finding, Spot};
use super::places;
use super::store::{Of, Reading, Store, Wanted};
use crate::grammar::page;
use crate::report::Place;
use crate::spec::{Data, NamedFact};
use crate::tool::host;
use std::path::Path;
use std::sync::Arc;

/// Everything that is wrong with a spec file; its own text, unless it cannot be read.
pub fn check(path: &Path, store: &Store, found: &mut Vec<Finding>) -> Option<Arc<File>> {
    let document = store.document(path);
    let Some(file) = &document.file else {
        let nowhere = Arc::new(File::new(path.display().to_string(), String::new()));
        found.extend(document.problems.iter().map(|problem| of_problem(problem.clone(), Spot { file: nowhere.clone(), span: 0..0 })));
        return None;
    };
    let urls: Vec<String> = match (&document.spec, &document.beyond) {
        (Some(spec), _) => spec.sources.iter().map(|source| source.url.clone()).collect(),
        (None, Some(beyond)) => page::furniture(beyond, &[]).sources.into_iter().map(|(_, url)| url).collect(),
        (None, None) => {
            found.extend(document.problems.iter().map(|problem| in_spec(problem, file)));
            return Some(file.clone());
        }
    };
    for url in urls.iter().filter(|url| !url.is_empty()) {
        if let Some(why) = dead(url) {
            let quoted = serde_json::to_string(url).unwrap_or_default();
            let at = file.text.find(&quoted).unwrap_or(0);
            let spot = Spot { file: file.clone(), span: at..at + if at > 0 { quoted.len() } else { 0 } };
            found.push(Finding::error("bad-link", spot, format!("\"{url}\" is no address: {why}")).help("write it in full: https://…"));
        }
    }
    if document.spec.as_ref().is_some_and(|spec| spec.data == Data::Unset) {
        // The page supplies the data.
        found.extend(document.problems.iter().map(|problem| in_spec(problem, file)));
        return Some(file.clone());
    }
    let reading = store.chart(Wanted { spec: Some(path.to_path_buf()), lang: store.locale.clone(), ..Wanted::default() });
    for trouble in &reading.troubles {
        let problem = &trouble.problem;
        found.push(match (&trouble.of, &reading.data, &problem.place) {
            (Of::Data, Some(data), Place::Cell { line, column }) => {
                of_problem(problem.clone(), Spot { file: data.clone(), span: data.line(*line) }).labelled(format!("column \"{column}\""))
            }
            (Of::Data, Some(data), _) => of_problem(problem.clone(), Spot { file: data.clone(), span: data.line(1) }),
            _ => in_spec(problem, file),
        });
    }
    if let Some(chart) = &reading.chart {
        found.extend(chart.spec.facts.iter().filter_map(|fact| named_fact(&reading, &store.locale, file, fact)));
    }
    Some(file.clone())
}

/// What is wrong with a fact that a spec names, with a caret in its expression.
pub fn named_fact(reading: &Reading, lang: &str, file: &Arc<File>, fact: &NamedFact) -> Option<Finding> {
    let problem = reading.fact(reading.chart.as_ref()?, &fact.expression, &*host::of(lang)).err()?;
    let path = format!("/usermeta/nutgraph/facts/{}", fact.name);
    let (mut span, mut label) = (places::find(&file.text, &path), String::new());
    match &problem.place {
        Place::Span { start, end } => {
            if let Some(string) = places::string(&file.text, &path) {
                let from = string.start + start;
                span = from..(string.start + end).clamp(from, string.end.max(from));
            }
        }
        Place::Cell { line, column } => label = format!("it needs the cell in line {line}, column \"{column}\""),
        _ => {}
    }
    Some(of_problem(problem, Spot { file: file.clone(), span }).labelled(label))
}
