//! `nutgraph check FILE…`: every fact of articles against its data, every spec against the supported grammar.
//!
//! ```text
//! files ─▶ article (charts and facts of a page) ─▶ chart ─▶ judge ─▶ suggest      what is wrong: finding
//!    │        elements · numbers                     ▲                             written by terminal · json · sarif · github
//!    └─▶ spec ───────────────────────────▶ store ────┘  (files, specs, tables, charts: each read once)
//! ```
//!
//! A fact is judged by `crate::interact::judge`, as in the reader's browser, on the chart that the browser would make of the same
//! elements. Articles are checked side by side on all processors.

mod address;
mod article;
mod beyond;
mod chart;
mod elements;
mod files;
mod finding;
mod github;
mod json;
mod judge;
mod numbers;
mod params;
pub(in crate::tool) mod places;
mod sarif;
mod spec;
mod stands;
mod store;
mod suggest;
mod terminal;
mod wording;

pub(in crate::tool) use address::{Address, Site};
pub(in crate::tool) use article::Spelling;
pub use finding::{File, Finding, Note, Spot};
pub use judge::{Judged, State};
pub use numbers::{Number, Standing};
pub(in crate::tool) use stands::{Drawn, Stand, drawn, stands};
pub(in crate::tool) use store::{Reading, Store, Wanted};
pub(in crate::tool) use wording::Wording;

use crate::report::{Place, Problem, Severity};
use crate::tool::cli::{self, Format};
use crate::tool::page::Page;
use crate::tool::talk;
use article::Article;
use elements::Subject;
use files::Sort;
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// All that a check has found.
#[derive(Debug, Default)]
pub struct Report {
    /// What is wrong, file by file in their order, each thing once.
    pub findings: Vec<Finding>,
    /// The articles.
    pub articles: Vec<Checked>,
}

/// An article that has been checked.
#[derive(Debug)]
pub struct Checked {
    /// Its file.
    pub file: Arc<File>,
    /// Its facts, in their order.
    pub facts: Vec<Judged>,
    /// All numbers of its text, facts among them.
    pub numbers: Vec<Number>,
}

impl Report {
    /// Whether anything is wrong; warnings are not.
    pub fn is_wrong(&self) -> bool {
        self.findings.iter().any(|finding| finding.severity == Severity::Error)
    }
}

/// The files that stand for addresses, as `--data URL=FILE` names them.
///
/// # Errors
/// For what names no file.
pub fn pairs(options: &[String]) -> Result<Vec<(String, PathBuf)>, Problem> {
    let pair = |text: &String| match text.rsplit_once('=') {
        Some((url, file)) => Ok((url.to_string(), PathBuf::from(file))),
        None => Err(crate::problem!(Error, "bad-option", Place::Whole, format!("--data {text} names no file"), "write --data URL=FILE")),
    };
    options.iter().map(pair).collect()
}

/// The specs that names, patterns and folders mean.
///
/// # Errors
/// As of `files::expand`; and for a file that is no spec.
pub fn specs(arguments: &[String]) -> Result<Vec<PathBuf>, Problem> {
    let spec = |(path, sort): (PathBuf, Sort)| match sort {
        Sort::Spec => Some(Ok(path)),
        _ if arguments.iter().any(|argument| Path::new(argument) == path) => {
            let found = format!("{} is no spec", path.display());
            Some(Err(crate::problem!(Error, "no-spec", Place::Whole, found, "name Vega-Lite documents: --spec charts/*.vl.json")))
        }
        _ => None,
    };
    files::expand(arguments)?.into_iter().filter_map(spec).collect()
}

/// The command: checks, writes what it found, and says so by its exit code.
pub fn command(options: &cli::Check) -> Result<ExitCode, Problem> {
    let files = pairs(&options.data)?;
    let report = check(&options.files, options.root.as_deref(), files, options.locale.as_deref().unwrap_or("en"))?;
    let text = match options.format {
        Format::Text => terminal::write(&report, options.numbers, talk::may_colour(&std::io::stdout())),
        Format::Json => json::write(&report),
        Format::Sarif => sarif::write(&report),
        Format::Github => github::write(&report),
    };
    talk::result(text)?;
    Ok(ExitCode::from(u8::from(report.is_wrong())))
}

/// A report as people read it.
pub fn shown(report: &Report) -> String {
    terminal::write(report, false, talk::colourful())
}

/// A file that has been checked: its place among the files, what is wrong, and the article.
type Done = (usize, Vec<Finding>, Option<Checked>);

/// Checks files, patterns and folders. `root` is what `/` means in addresses; `data` are files that stand for addresses; `locale` is the
/// language of specs, and of articles that do not say theirs.
///
/// # Errors
/// When a file is not there or is neither article nor spec. What is wrong inside is in the report.
pub fn check(arguments: &[String], root: Option<&Path>, data: Vec<(String, PathBuf)>, locale: &str) -> Result<Report, Problem> {
    let files = files::expand(arguments)?;
    let mut store = Store::new(Site { root: root.map(Path::to_path_buf), files: data });
    store.locale = locale.to_string();
    let done: Mutex<Vec<Done>> = Mutex::default();
    let next = AtomicUsize::new(0);
    let work = || {
        while let Some((index, (path, sort))) = Some(next.fetch_add(1, Ordering::Relaxed)).and_then(|i| files.get(i).map(|f| (i, f))) {
            let mut found = Vec::new();
            let checked = match sort {
                Sort::Spec => {
                    spec::check(path, &store, &mut found);
                    None
                }
                Sort::Html | Sort::Markdown => one(path, *sort, &store, &mut found),
            };
            done.lock().unwrap_or_else(PoisonError::into_inner).push((index, found, checked));
        }
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(files.len()).max(1);
    std::thread::scope(|scope| {
        for _ in 1..threads {
            scope.spawn(work);
        }
        work();
    });
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_by_key(|(index, ..)| *index);
    let mut report = Report::default();
    let mut told = HashSet::new();
    for (_, mut found, checked) in done {
        found.sort_by(|a, b| (&a.spot.file.name, a.spot.span.start).cmp(&(&b.spot.file.name, b.spot.span.start)));
        report.findings.extend(found.into_iter().filter(|finding| told.insert(finding.identity())));
        report.articles.extend(checked);
    }
    Ok(report)
}

/// Checks an article; none if it cannot be read.
fn one(path: &Path, sort: Sort, store: &Store, found: &mut Vec<Finding>) -> Option<Checked> {
    let file = match store.file(path, "") {
        Ok(file) => file,
        Err(problem) => {
            let spot = Spot { file: Arc::new(File::new(path.display().to_string(), String::new())), span: 0..0 };
            found.push(chart::of_problem(problem, spot));
            return None;
        }
    };
    let page = if sort == Sort::Markdown { Page::markdown(&file.text) } else { Page::html(&file.text) };
    let base = base(&page, path, &store.site);
    Some(article(&file, &page, &base, store, found))
}

/// Where the addresses of a page start from.
pub(in crate::tool) fn base(page: &Page, path: &Path, site: &Site) -> Address {
    let own = Address::File(path.to_path_buf());
    let base = page.all().filter(|&node| page.name(node) == "base").find_map(|node| page.attribute(node, "href"));
    base.and_then(|href| site.resolve(href.value.text(), &own).ok()).map_or(own, |base| match base {
        // A folder: what stands in it has it as its parent.
        Address::File(folder) if folder.is_dir() => Address::File(folder.join("index.html")),
        base => base,
    })
}

/// The language of a chart: its `locale`, else the nearest `lang` around it, else what was said for all.
fn language<'a>(page: &'a Page, graph: &'a article::Graph, otherwise: &'a str) -> &'a str {
    let lang = match graph.value("locale") {
        "" => page.round(graph.node).find_map(|node| page.attribute(node, "lang")).map_or("", |lang| lang.value.text()),
        locale => locale,
    };
    if lang.is_empty() { otherwise } else { lang }
}

fn article(file: &Arc<File>, page: &Page, base: &Address, store: &Store, found: &mut Vec<Finding>) -> Checked {
    let article = Article::new(page);
    let subject = Subject { file, page, article: &article };
    found.extend(subject.elements());
    let spoken: Vec<&str> = article.graphs.iter().map(|graph| language(page, graph, &store.locale)).collect();
    let readings: Vec<_> =
        article.graphs.iter().zip(&spoken).map(|(graph, lang)| chart::read(&subject, graph, lang, base, store, found)).collect();
    found.extend(params::check(&subject, &readings));
    let mut facts = Vec::new();
    for told in &article.facts {
        let lang = told.chart.and_then(|chart| spoken.get(chart).copied()).unwrap_or(&store.locale);
        let named = |name: &'_ str| readings.get(article::by_name(page, name, &article.graphs)?)?.chart.as_ref();
        let named = told.names.text().split_whitespace().filter_map(|name| Some((name, named(name)?))).collect();
        let case = judge::Case { told, reading: told.chart.and_then(|chart| readings.get(chart)), named, lang };
        facts.push(judge::judge(&subject, &case, found));
    }
    let same: Vec<(usize, String, &Judged)> = article
        .facts
        .iter()
        .zip(&facts)
        .filter_map(|(told, judged)| {
            let chart = told.chart?;
            let spec = readings.get(chart)?.chart.as_ref().map(|chart| &chart.spec);
            let named = spec.and_then(|spec| spec.facts.iter().find(|fact| fact.name == judged.expression.trim()));
            let expression = named.map_or(judged.expression.as_str(), |fact| fact.expression.as_str());
            Some((chart, expression.split_whitespace().collect(), judged))
        })
        .collect();
    judge::told_twice(&subject, &same, found);
    let numbers = numbers::list(page, &article, &facts);
    Checked { file: file.clone(), facts, numbers }
}

#[cfg(test)]
mod tests;
