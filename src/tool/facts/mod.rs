//! `nutgraph facts SPEC|DATA`: what is newsworthy in data, with sentences ready to paste.
//!
//! ```text
//! spec or data ─▶ chart ─▶ series ─▶ find · named (what can be said) ─▶ null (how unusual it is) ─▶ ranked ─▶ write
//!                                     └▶ draft (its sentence, which passes its own check)
//! ```
//!
//! What is judged is counted, all series together, and the p values are held against the false-discovery rate (Benjamini and
//! Hochberg): of what is told as news, one in ten may be chance. The rest of what is true is told apart, as plain facts.

mod draft;
mod find;
mod measures;
mod named;
mod null;
mod phrases;
mod series;
mod write;

#[cfg(test)]
mod tests;

use crate::chart::Chart;
use crate::report::{Place, Problem, Severity};
use crate::stat::multiple::benjamini_hochberg;
use crate::table::{Column, Table, Values};
use crate::tool::check::{Address, Site, Store, Wanted};
use crate::tool::cli;
use crate::tool::host;
use crate::tool::talk;
use draft::Writer;
use find::Finding;
use series::Series;
use std::collections::HashSet;
use std::path::Path;
use std::process::ExitCode;

/// Of what is told as news, so much may be chance.
pub const FALSE_DISCOVERIES: f64 = 0.1;

/// All that can be said of some data.
pub struct Facts {
    /// What is unusual, the most unusual first, each with its adjusted p value.
    pub news: Vec<(Finding, f64)>,
    /// What is true, and no more than series like these often do.
    pub plain: Vec<Finding>,
    /// How many statements were tried for being unusual.
    pub tried: usize,
    /// The id of the chart for pasted facts; empty where the nearest chart is meant.
    pub chart: String,
    /// What is to be known about the data: cells that could not be read.
    pub notes: Vec<String>,
}

/// The command.
pub fn command(options: &cli::Facts) -> Result<ExitCode, Problem> {
    let asked = options.locale.as_deref().unwrap_or("en");
    let lang = if phrases::known(asked) { asked } else { "en" };
    let (chart, id, mut notes) = chart(options, lang)?;
    if lang != asked {
        notes.push(format!("there are no sentences in \"{asked}\" yet: these are English; en and es are known"));
    }
    let mut facts = of_chart(&chart, lang, options.goal, null::DRAWS);
    facts.chart = id;
    notes.append(&mut facts.notes);
    facts.notes = notes;
    talk::result(if options.format == cli::FactsFormat::Json { write::json(&facts) } else { write::text(&facts) })?;
    Ok(ExitCode::SUCCESS)
}

/// The chart of a spec, or of a data file with the columns that were named or that suggest themselves; with the id that facts name it by.
fn chart(options: &cli::Facts, lang: &str) -> Result<(Chart, String, Vec<String>), Problem> {
    let store = Store::new(Site::default());
    let is_spec = options.file.extension().is_some_and(|end| end == "json") && is_object(&options.file);
    let mut attributes = Vec::new();
    let mut set = |name: &str, value: &Option<String>| attributes.extend(value.iter().map(|value| (name.to_string(), value.clone())));
    set("as-of", &options.as_of);
    let mut wanted = Wanted { lang: lang.to_string(), ..Wanted::default() };
    let mut id = String::new();
    if is_spec {
        wanted.spec = Some(options.file.clone());
        let name = options.file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        id = name.trim_end_matches(".json").trim_end_matches(".vl").to_string();
    } else {
        wanted.data = Some(Address::File(options.file.clone()));
        attributes.extend(suggested(&store, &options.file, options.x.as_deref(), options.y.as_deref())?);
    }
    wanted.attributes = attributes;
    let reading = store.chart(wanted);
    let notes = reading.troubles.iter().map(|trouble| trouble.problem.to_string()).collect();
    match &reading.chart {
        Some(chart) => Ok((chart.clone(), id, notes)),
        None => Err(first(&reading.troubles.iter().map(|trouble| trouble.problem.clone()).collect::<Vec<_>>(), &options.file)),
    }
}

/// A spec is an object; records are a list, and columns an object that says nothing of a mark.
fn is_object(path: &Path) -> bool {
    let Ok(text) = std::fs::read_to_string(path) else { return false };
    let Ok(serde_json::Value::Object(members)) = serde_json::from_str(&text) else { return false };
    ["mark", "layer", "encoding", "usermeta", "$schema"].iter().any(|name| members.contains_key(*name))
}

fn first(problems: &[Problem], path: &Path) -> Problem {
    let worst = problems.iter().find(|problem| problem.severity == Severity::Error).or(problems.first());
    worst.cloned().unwrap_or_else(|| {
        crate::problem!(
            Error,
            "no-data",
            Place::Whole,
            format!("there are no data in {}", path.display()),
            "name a table with columns of numbers"
        )
    })
}

fn is_time(column: &Column) -> bool {
    matches!(column.values, Values::Times(..)) || column.years()
}

/// The attributes that a chart of a data file suggests itself by: `mark`, `x`, `y`, and `color` in a long table; `x` and `y` are kept
/// where they are named.
///
/// # Errors
/// Where the file cannot be read, or has no column of numbers.
pub fn suggested(store: &Store, file: &Path, x: Option<&str>, y: Option<&str>) -> Result<Vec<(String, String)>, Problem> {
    let sheet = store.sheet(file, "", "");
    let Some(table) = &sheet.table else { return Err(first(&sheet.problems, file)) };
    let (x, y) = match (x, y) {
        (Some(x), Some(y)) => (x.to_string(), y.to_string()),
        (x, y) => {
            let (own_x, own_y) = columns(table, x)?;
            (own_x, y.map_or(own_y, str::to_string))
        }
    };
    let names = table.columns.iter().any(|column| column.name == x && matches!(column.values, Values::Text { .. }));
    // One column may be named as it is, with its spaces.
    let y = if table.columns.iter().any(|column| column.name == y) { listed(&y) } else { y };
    let mut out = vec![("mark".to_string(), if names { "bar" } else { "line" }.to_string())];
    out.extend(telling_apart(table, &x).map(|color| ("color".to_string(), listed(&color))));
    out.extend([("x".to_string(), listed(&x)), ("y".to_string(), y)]);
    Ok(out)
}

/// A column as attributes name it: in quotes where it has spaces.
fn listed(name: &str) -> String {
    let quote = if name.contains('\'') { "\"" } else { "'" };
    if name.contains([' ', ':', '(']) { [quote, name, quote].concat() } else { name.to_string() }
}

/// The columns that an attribute names.
pub fn columns_of(attribute: &str) -> Vec<String> {
    let (mut names, mut rest) = (Vec::new(), attribute.trim());
    while let Some(first) = rest.chars().next() {
        let (name, after) = match first {
            '\'' | '"' => rest[1..].split_once(first).unwrap_or((&rest[1..], "")),
            _ => rest.split_once(' ').unwrap_or((rest, "")),
        };
        names.push(name.to_string());
        rest = after.trim_start();
    }
    names
}

/// The columns for x and y: the first of times (or else of names, or else of numbers), and all other numbers.
fn columns(table: &Table, x: Option<&str>) -> Result<(String, String), Problem> {
    let all = &table.columns;
    let text = |column: &&Column| matches!(column.values, Values::Text { .. });
    let x = match x {
        Some(x) => x.to_string(),
        None => {
            let found = all.iter().find(|c| is_time(c)).or_else(|| all.iter().find(text)).or(all.first());
            found.map(|column| column.name.clone()).unwrap_or_default()
        }
    };
    let numbers = |column: &&Column| {
        matches!(&column.values, Values::Numbers(values) if !(column.years() && all_of_our_times(values))) && column.name != x
    };
    let y: Vec<String> = all.iter().filter(numbers).map(|column| listed(&column.name)).collect();
    if y.is_empty() {
        let names: Vec<&str> = all.iter().map(|column| column.name.as_str()).collect();
        let found = format!("no column of numbers beside \"{x}\"; there are: {}", names.join(", "));
        return Err(crate::problem!(
            Error,
            "no-numbers",
            Place::Whole,
            found,
            "name columns with --x and --y; names with spaces stand in quotes"
        ));
    }
    Ok((x, y.join(" ")))
}

/// Whether whole numbers beside a column of times are likelier to be further years (of birth, of opening) than counts that happen to be of that size.
fn all_of_our_times(values: &[f64]) -> bool {
    values.iter().all(|value| value.is_nan() || (1800.0..=2100.0).contains(value))
}

/// In a long table, where a place on x has several rows: the column of words that tells them apart, if one does.
fn telling_apart(table: &Table, x: &str) -> Option<String> {
    let x = table.columns.iter().find(|column| column.name == x)?;
    let place = |row: usize| match &x.values {
        Values::Text { codes, .. } => codes.get(row).map(|code| u64::from(*code)),
        Values::Numbers(values) | Values::Times(values, _) => values.get(row).map(|value| value.to_bits()),
    };
    let alone = |with: &dyn Fn(usize) -> u32| {
        let mut seen = HashSet::new();
        (0..table.rows).all(|row| seen.insert((place(row), with(row))))
    };
    if alone(&|_| 0) {
        return None;
    }
    let found = table.columns.iter().find(|column| match &column.values {
        Values::Text { codes, .. } => column.name != x.name && alone(&|row| codes[row]),
        _ => false,
    });
    found.map(|column| column.name.clone())
}

/// What can be said of a chart.
pub fn of_chart(chart: &Chart, lang: &str, goal: Option<f64>, draws: usize) -> Facts {
    let host = host::of(lang);
    let writer = Writer { chart, lang, phrases: phrases::of(lang), host: &*host };
    let all = series::all(chart, &*host);
    let mut found: Vec<Finding> = Vec::new();
    for one in &all {
        found.extend(if one.named { named::of_names(&writer, one) } else { find::of_series(&writer, one, draws) });
        found.extend(goal.and_then(|goal| find::progress(&writer, one, goal)));
    }
    let in_time: Vec<&Series> = all.iter().filter(|one| !one.named).collect();
    for (i, a) in in_time.iter().enumerate() {
        for b in in_time.iter().skip(i + 1) {
            found.extend(find::of_pair(&writer, a, b));
        }
    }
    let p: Vec<f64> = found.iter().filter_map(|finding| finding.p).collect();
    let mut adjusted = benjamini_hochberg(&p).unwrap_or_default().into_iter();
    let (mut news, mut plain) = (Vec::new(), Vec::new());
    for finding in found {
        let q = finding.p.and_then(|_| adjusted.next());
        match q {
            _ if finding.sentence.is_none() => {}
            Some(q) if q <= FALSE_DISCOVERIES => news.push((finding, q)),
            _ if finding.plain => plain.push(finding),
            _ => {}
        }
    }
    news.sort_by(|a, b| a.0.p.unwrap_or(1.0).total_cmp(&b.0.p.unwrap_or(1.0)));
    // One sentence is said once.
    let mut said: Vec<String> = news.iter().filter_map(|(finding, _)| finding.sentence.as_ref().map(draft::Sentence::text)).collect();
    plain.retain(|finding| {
        let text = finding.sentence.as_ref().map(draft::Sentence::text).unwrap_or_default();
        let new = !said.contains(&text);
        said.push(text);
        new
    });
    // What chance seldom does first; what is not judged last, in its order.
    plain.sort_by(|a, b| a.p.unwrap_or(2.0).total_cmp(&b.p.unwrap_or(2.0)));
    Facts { news, plain, tried: p.len(), chart: String::new(), notes: Vec::new() }
}
