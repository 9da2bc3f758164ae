//! `nutgraph render`: a spec into a file, without a browser: a picture, a social card, the table, the text alternative, the code to paste.
//!
//! ```text
//! spec ─┬─▶ own     charts of the small grammar, as the reader's browser draws them
//!       └─▶ vega    all else: as Vega draws it
//!            ├─▶ .svg · .png (fonts)     pictures
//!            ├─▶ .csv · .txt             what the chart holds, and says
//!            └─▶ .html (embed)           what an editor pastes
//! ```
//!
//! Nothing is fetched: data lie beside the spec, or in the folder that `--data` names.

pub mod embed;
mod fonts;
mod own;
mod vega;

use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::check::{Reading, Site, Store, Wanted};
use super::cli::{Look, Render, Rendered, Theme};
use super::host as language;
use super::talk;
use crate::chart::{Chart, describe};
use crate::grammar::{self, spots};
use crate::host;
use crate::report::{Place, Problem, Severity};
use crate::spec::Value;
use crate::table;
pub use embed::Places;
pub use fonts::{Fonts, Letters};
pub use own::{CARD, Subject, is_leftward, page};

/// Size of a page's text, which all other sizes follow from.
pub const BASE: f64 = 16.0;

/// The width of a picture where nobody says otherwise: an article's column.
pub const WIDTH: f64 = 680.0;

/// Writes what is asked for.
///
/// # Errors
/// When the spec cannot be read or drawn, its data are not found, or a file cannot be written.
pub fn command(options: &Render) -> Result<(), Problem> {
    let kind = kind(options)?;
    let text = fs::read_to_string(&options.spec).map_err(|e| talk::disk("read", options.spec.display(), &e))?;
    let spec: Value = serde_json::from_str(&text).map_err(|error| {
        let found = format!("{} is no JSON: {error}", options.spec.display());
        crate::problem!(Error, "unreadable-spec", Place::Whole, found, "mend it there")
    })?;
    // Vega's own pictures are asked for where they are compared with Vega.
    if kind != Rendered::Picture && options.look != Some(Look::Vega) && small(&spec) {
        let chart = chart(options, &spec)?;
        return own_files(options, kind, &chart)?.iter().try_for_each(|(path, bytes)| write(path, bytes));
    }
    write(&options.out, &by_grammar(options, kind, &spec)?)
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), Problem> {
    fs::write(path, bytes).map_err(|e| talk::disk("write", path.display(), &e))
}

fn kind(options: &Render) -> Result<Rendered, Problem> {
    if let Some(kind) = options.kind {
        return Ok(kind);
    }
    match options.out.extension().and_then(|e| e.to_str()) {
        Some("svg") => Ok(Rendered::Svg),
        Some("png") => Ok(Rendered::Png),
        Some("json") => Ok(Rendered::Picture),
        Some("csv") => Ok(Rendered::Csv),
        Some("txt") => Ok(Rendered::Txt),
        Some("html") => Ok(Rendered::Html),
        _ => {
            let found = format!("the ending of {} does not say what to write", options.out.display());
            Err(crate::problem!(
                Error,
                "unknown-output",
                Place::Whole,
                found,
                "end it in .svg, .png, .csv, .txt, .html or .json, or say --as"
            ))
        }
    }
}

/// The language of the chart's own words.
fn locale(options: &Render) -> &str {
    options.locale.as_deref().unwrap_or("en")
}

/// Whether a spec is one of the small grammar, or would be but for mistakes: what says that it is ours and what Vega-Lite has no marks for.
fn small(spec: &Value) -> bool {
    crate::spec::read(spec).is_ok()
}

/// The chart of a spec of the small grammar.
///
/// # Errors
/// The worst that stands in the way of one; the rest is said.
fn chart(options: &Render, spec: &Value) -> Result<Chart, Problem> {
    let mut site = Site::default();
    let folder = options.spec.parent().unwrap_or(Path::new(""));
    let data = options.data.as_deref().unwrap_or(folder);
    if let Some(url) = spec.get("data").and_then(|data| data.get("url")).and_then(Value::as_str)
        && let Some(file) = vega::find(url, folder, data)
    {
        site.files.push((url.to_string(), file));
    }
    let attributes = options.as_of.iter().map(|date| ("as-of".to_string(), date.clone())).collect();
    let mut store = Store::new(site);
    store.locale = locale(options).to_string();
    drawable(&store.chart(Wanted { spec: Some(options.spec.clone()), attributes, ..Wanted::default() }))
}

/// The chart that has been read, with what else there is to say on stderr.
///
/// # Errors
/// What stands in the way of one.
pub fn drawable(reading: &Reading) -> Result<Chart, Problem> {
    let problems = || reading.troubles.iter().map(|trouble| &trouble.problem);
    match &reading.chart {
        Some(chart) => {
            problems().for_each(|problem| talk::note(format_args!("nutgraph: {problem}")));
            Ok(chart.clone())
        }
        None => {
            let worst = problems().find(|problem| problem.severity == Severity::Error).or(problems().next());
            let none = || crate::problem!(Error, "no-data", Place::Whole, "there is nothing to draw", "name data in the spec");
            Err(worst.cloned().unwrap_or_else(none))
        }
    }
}

/// What is written of a chart of the small grammar: the file that is asked for, after those that it names.
fn own_files(options: &Render, kind: Rendered, chart: &Chart) -> Result<Vec<(PathBuf, Vec<u8>)>, Problem> {
    let out = options.out.clone();
    let one = |bytes: Vec<u8>| Ok(vec![(out.clone(), bytes)]);
    match kind {
        Rendered::Csv => return one(table::write(&chart.table, &host::Plain).into_bytes()),
        Rendered::Txt => return one((describe::summary(chart, &*language::of(locale(options))) + "\n").into_bytes()),
        _ => {}
    }
    let fonts = Rc::new(Fonts::load(options.font.as_deref())?);
    let host = Letters::new(&fonts, locale(options));
    let subject = Subject::new(chart, options.show.as_deref(), &host)?;
    let page = page(&fonts.family, options.theme == Theme::Dark);
    let width = options.width.unwrap_or(WIDTH);
    if options.card {
        let svg = subject.card(BASE).svg(&page);
        return one(if kind == Rendered::Png { fonts.png(&svg)? } else { svg.into_bytes() });
    }
    let picture = subject.picture(width, options.height, BASE)?;
    match kind {
        Rendered::Png => one(fonts.png(&picture.times(options.scale).svg(&page))?),
        Rendered::Html => {
            let name = |path: &Path| path.file_name().map(|name| name.to_string_lossy().to_string()).unwrap_or_default();
            let places = embed::Places {
                script: &options.script,
                base: options.base_url.as_deref().unwrap_or(""),
                spec: &name(&options.spec),
                picture: &name(&out.with_extension("")),
                as_of: options.as_of.as_deref(),
                locale: options.locale.as_deref(),
            };
            let code = embed::code(&places, chart, &describe::summary(chart, &*language::of(locale(options))), &picture);
            Ok(vec![
                (out.with_extension("svg"), picture.svg(&page).into_bytes()),
                (out.with_extension("png"), fonts.png(&picture.times(options.scale).svg(&page))?),
                (out, code.into_bytes()),
            ])
        }
        _ => one(picture.svg(&page).into_bytes()),
    }
}

/// What is written of any other spec, by the full grammar.
fn by_grammar(options: &Render, kind: Rendered, spec: &Value) -> Result<Vec<u8>, Problem> {
    let only = [
        (options.show.is_some(), "--show"),
        (options.card, "--card"),
        (options.height.is_some(), "--height"),
        (kind == Rendered::Html, ".html"),
    ];
    if let Some((_, what)) = only.iter().find(|(asked, _)| *asked) {
        let why = crate::spec::read(spec).err().and_then(|problems| problems.into_iter().next());
        let found = format!("{what} needs a chart of the small grammar{}", why.map(|why| format!(": {why}")).unwrap_or_default());
        return Err(crate::problem!(Error, "beyond", Place::Whole, found, ""));
    }
    let folder = options.spec.parent().unwrap_or(Path::new(""));
    let data = options.data.as_deref().unwrap_or(folder);
    // On a page marks say what they are of, which is what the table holds.
    let told = matches!(kind, Rendered::Csv | Rendered::Txt);
    let sized = options.width.is_some() || options.theme == Theme::Dark;
    let in_look = told || options.look == Some(Look::Page) || options.look.is_none() && sized;
    let drawn = if in_look {
        let fonts = Rc::new(Fonts::load(options.font.as_deref())?);
        let host = Rc::new(Letters::new(&fonts, locale(options)));
        let page = page(&fonts.family, options.theme == Theme::Dark);
        vega::scene(spec, folder, data, Some(&vega::Place { page: &page, width: options.width.unwrap_or(WIDTH), host }))
    } else {
        vega::scene(spec, folder, data, None)
    };
    let scene = drawn.map_err(|mut problems| {
        let last = problems.pop().unwrap_or_else(|| grammar::undrawable("the spec cannot be drawn"));
        problems.iter().for_each(talk::problem);
        last
    })?;
    Ok(match kind {
        Rendered::Picture => serde_json::to_vec(&grammar::picture::picture(&scene)).unwrap_or_default(),
        Rendered::Png => Fonts::load(None)?.png(&grammar::svg::svg(&scene))?,
        Rendered::Csv => spots::csv(&spots::spots(&scene)).into_bytes(),
        Rendered::Txt => {
            (if scene.description.is_empty() { spots::describe(&scene) } else { scene.description.clone() } + "\n").into_bytes()
        }
        Rendered::Svg | Rendered::Html => grammar::svg::svg(&scene).into_bytes(),
    })
}
