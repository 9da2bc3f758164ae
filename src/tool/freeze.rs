//! `nutgraph build --freeze PAGE`: an article for good, in a folder that needs nothing else.
//!
//! ```text
//! index.html      the article, its addresses turned to the copies beside it
//! files/          data, specs, pictures, style sheets and what these name
//! nutgraph/       the widget of today
//! SHA256SUMS      what each file was, for `sha256sum -c`
//! ```
//!
//! The charts and their facts stay as they are today, whatever becomes of data, widget and pages elsewhere: `refresh` and `published` are
//! taken out. An article whose check fails is refused. What a page names that is not on this machine (a font, a counter of visits) stays
//! as it is and is listed; a chart's own data must be here.

use std::collections::HashMap;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use serde_json::Value;
use sha2::{Digest, Sha256};

use super::build::{ENTRY, integrity};
use super::check::{self, Address, Drawn, Site, Spelling, Store};
use super::host;
use super::page::{Attribute, Page};
use super::record::{self, Files};
use super::render::{self, Fonts, Letters, Subject, embed};
use super::stamp;
use super::talk;
use crate::chart::describe;
use crate::report::{Place, Problem};

/// Attributes by which elements name what they show.
const SHOWS: [(&str, &str); 8] = [
    ("img", "src"),
    ("source", "src"),
    ("script", "src"),
    ("video", "src"),
    ("audio", "src"),
    ("video", "poster"),
    ("iframe", "src"),
    ("track", "src"),
];

/// The command.
///
/// # Errors
/// When the article is wrong, a chart's spec or data are not on this machine, or the disk fails.
pub fn freeze(page: &Path, out: &Path, widget: Files) -> Result<(), Problem> {
    record::sound(page)?;
    let frozen = frozen(page, &widget)?;
    let inside = |folder: &str, files: Files| files.into_iter().map(|(name, bytes)| (format!("{folder}/{name}"), bytes)).collect::<Files>();
    let mut all = inside("files", frozen.files);
    all.extend(inside("nutgraph", widget));
    all.push(("index.html".to_string(), frozen.page.into_bytes()));
    let sums: String = all.iter().map(|(name, bytes)| format!("{}  {name}\n", stamp::hex(&Sha256::digest(bytes), 64))).collect();
    // The page comes last, as it names the others.
    all.insert(0, ("SHA256SUMS".to_string(), sums.into_bytes()));
    for folder in ["files", "nutgraph", "."] {
        let within = |name: &str| {
            name.split_once('/')
                .map_or((".", name.to_string()), |(folder, name)| (if folder == "files" { "files" } else { "nutgraph" }, name.to_string()))
        };
        let part: Files =
            all.iter().filter(|(name, _)| within(name).0 == folder).map(|(name, bytes)| (within(name).1, bytes.clone())).collect();
        super::folder::write(&out.join(folder), &part)?;
    }
    for name in frozen.away {
        talk::note(format_args!("not frozen, as it is not on this machine: {name}"));
    }
    talk::result(format_args!("{} files in {}", all.len(), out.display()))
}

/// A page and what it needs.
struct Frozen {
    page: String,
    files: Files,
    away: Vec<String>,
}

fn frozen(path: &Path, widget: &Files) -> Result<Frozen, Problem> {
    let store = Store::new(Site::default());
    let file = store.file(path, "")?;
    let (text, page) = (file.text.as_str(), Page::html(&file.text));
    let base = check::base(&page, path, &store.site);
    let drawn = check::drawn(&page, &file, &store);
    let mut copies = Copies { site: store.site, files: Files::new(), names: HashMap::new(), away: Vec::new() };
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    for drawn in &drawn {
        let graph = &drawn.graph;
        if let Some(picture) = pictured(&page, drawn, &mut copies)? {
            let end = page.tag(graph.node).end;
            edits.push((end..end, picture));
        }
        for name in ["spec", "data"] {
            if let Some(own) = graph.attribute(name).filter(|own| !own.value.text().is_empty()) {
                let copy = copies.needed(own.value.text(), &base, name == "spec")?;
                edits.push((own.value.whole(), format!("files/{copy}")));
            }
        }
        edits.extend(["refresh", "published"].iter().filter_map(|name| graph.attribute(name)).map(|own| (whole(text, own), String::new())));
    }
    for node in page.all() {
        let shown = |name: &str| page.attribute(node, name).filter(|own| !own.value.text().is_empty());
        for own in SHOWS.iter().filter(|(element, _)| *element == page.name(node)).filter_map(|(_, name)| shown(name)) {
            let address = own.value.text();
            if page.name(node) == "script" && is_widget(address) {
                edits.push((own.value.whole(), format!("nutgraph/{ENTRY}")));
                if let (Some(own), Some((_, script))) = (shown("integrity"), widget.iter().find(|(name, _)| name == ENTRY)) {
                    edits.push((own.value.whole(), integrity(script)));
                }
            } else if let Some(copy) = copies.shown(address, &base) {
                edits.push((own.value.whole(), format!("files/{copy}")));
            }
        }
        let sheet = ["stylesheet", "icon", "preload", "manifest", "apple-touch-icon"];
        if page.name(node) == "link"
            && page.value(node, "rel").split_whitespace().any(|rel| sheet.contains(&rel))
            && let Some(own) = shown("href")
            && let Some(copy) = copies.shown(own.value.text(), &base)
        {
            edits.push((own.value.whole(), format!("files/{copy}")));
        }
        if let Some(own) = shown("srcset") {
            for range in candidates(own.value.text()) {
                if let Some(copy) = own.value.text().get(range.clone()).and_then(|address| copies.shown(address, &base)) {
                    edits.push((own.value.source(range), format!("files/{copy}")));
                }
            }
        }
        if page.name(node) == "style" {
            let css = page.said(page.inside(node));
            for range in css_addresses(css.text()) {
                if let Some(copy) = css.text().get(range.clone()).and_then(|address| copies.shown(address, &base)) {
                    edits.push((css.source(range), format!("files/{copy}")));
                }
            }
        }
        // What `<base>` says is no longer so.
        if page.name(node) == "base"
            && let Some(own) = shown("href")
        {
            edits.push((whole(text, own), String::new()));
        }
    }
    Ok(Frozen { page: edited(text, edits), files: copies.files, away: copies.away })
}

/// The tag of a picture for a chart whose author gave none, with its file among the copies.
fn pictured(page: &Page, Drawn { graph, language, reading }: &Drawn, copies: &mut Copies) -> Result<Option<String>, Problem> {
    let has = page.inside(graph.node).any(|node| matches!(page.name(node), "img" | "svg" | "picture" | "table"));
    let Some(chart) =
        reading.chart.as_ref().filter(|_| !reading.is_beyond && !has && matches!(graph.spelling, Spelling::Element | Spelling::Plain))
    else {
        return Ok(None);
    };
    let fonts = Rc::new(Fonts::load(None)?);
    let letters = Letters::new(&fonts, language);
    let picture = Subject::new(chart, None, &letters)?.picture(render::WIDTH, None, render::BASE)?;
    let stem = Some(graph.value("id")).filter(|id| !id.is_empty()).unwrap_or("chart");
    let name = copies.name(Path::new(&format!("{stem}.svg")));
    copies.files.push((name.clone(), picture.svg(&render::page(&fonts.family, false)).into_bytes()));
    let alt = describe::summary(chart, &*host::of(language));
    Ok(Some(embed::image(&format!("files/{name}"), &alt, &picture)))
}

/// Whether an address is that of Nutgraph's script.
fn is_widget(address: &str) -> bool {
    let name = address.split(['?', '#']).next().unwrap_or_default().rsplit('/').next().unwrap_or_default();
    name == ENTRY || name.starts_with("nutgraph-") && name.ends_with(".js")
}

/// A whole attribute with its value, its quotes and the space before it.
fn whole(text: &str, own: &Attribute) -> Range<usize> {
    let value = own.value.whole();
    let quoted = text.get(own.place.end..).is_some_and(|rest| rest.trim_start().starts_with('=')) && value.end > own.place.end;
    let mut end = if quoted { value.end } else { own.place.end };
    if quoted && text.get(end..).is_some_and(|rest| rest.starts_with(['"', '\''])) {
        end += 1;
    }
    let start = own.place.start;
    start - usize::from(text.get(..start).is_some_and(|before| before.ends_with(char::is_whitespace)))..end
}

/// A text with some of its ranges replaced; of two that overlap, the first stays.
fn edited(text: &str, mut edits: Vec<(Range<usize>, String)>) -> String {
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    let (mut out, mut at) = (String::with_capacity(text.len()), 0);
    for (range, new) in edits {
        if let Some(before) = text.get(at..range.start).filter(|_| range.start >= at) {
            out.push_str(before);
            out.push_str(&new);
            at = range.end;
        }
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

/// Where the addresses of a `srcset` stand.
fn candidates(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    for part in text.split_inclusive(',') {
        let start = at + (part.len() - part.trim_start().len());
        let length = part.trim_start().find(|c: char| c.is_whitespace() || c == ',').unwrap_or(part.trim_start().len());
        found.push(start..start + length);
        at += part.len();
    }
    found
}

/// Where the addresses of a style sheet stand: in `url(…)` and after `@import`.
fn css_addresses(css: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for (mark, closing) in [("url(", ')'), ("@import", ';')] {
        for (at, _) in css.match_indices(mark) {
            let rest = css.get(at + mark.len()..).unwrap_or_default();
            let inner = rest.trim_start();
            let start = at + mark.len() + (rest.len() - inner.len());
            let (start, end) = match inner.chars().next() {
                Some(quote @ ('"' | '\'')) => {
                    (start + 1, inner.get(1..).and_then(|rest| rest.find(quote)).map(|length| start + 1 + length))
                }
                // `@import url(…)` is found by its `url`.
                _ if closing == ';' => continue,
                _ => (start, inner.find(closing).map(|length| start + inner.get(..length).unwrap_or_default().trim_end().len())),
            };
            if let Some(end) = end {
                found.push(start..end);
            }
        }
    }
    found.sort_by_key(|range| range.start);
    found
}

/// The files beside the page, each under a name of its own.
struct Copies {
    site: Site,
    files: Files,
    names: HashMap<PathBuf, String>,
    away: Vec<String>,
}

impl Copies {
    /// The copy of what a chart needs, with the data that a spec names.
    fn needed(&mut self, address: &str, base: &Address, spec: bool) -> Result<String, Problem> {
        let file = match self.site.resolve(address, base)? {
            Address::File(file) => file,
            Address::Remote(url) => {
                let found = format!("{url} is not on this machine, and nothing is fetched");
                return Err(crate::problem!(Error, "not-fetched", Place::Whole, found, "save it beside the page, and name that file"));
            }
        };
        if let Some(name) = self.names.get(&file) {
            return Ok(name.clone());
        }
        let mut bytes = fs::read(&file).map_err(|error| talk::disk("read", file.display(), &error))?;
        let name = self.name(&file);
        if spec && let Ok(mut value) = serde_json::from_slice::<Value>(&bytes) {
            self.turned(&mut value, &Address::File(file))?;
            bytes = format!("{value:#}\n").into_bytes();
        }
        self.files.push((name.clone(), bytes));
        Ok(name)
    }

    /// Turns every address of data in a spec to its copy.
    fn turned(&mut self, value: &mut Value, base: &Address) -> Result<(), Problem> {
        if let Some(Value::String(url)) = value.get_mut("data").and_then(|data| data.get_mut("url")) {
            *url = self.needed(&url.clone(), base, false)?;
        }
        match value {
            Value::Object(members) => members.values_mut().try_for_each(|member| self.turned(member, base)),
            Value::Array(items) => items.iter_mut().try_for_each(|item| self.turned(item, base)),
            _ => Ok(()),
        }
    }

    /// The copy of what a page shows, with what a style sheet names; `None` for what stands in the page itself or is not here.
    fn shown(&mut self, address: &str, base: &Address) -> Option<String> {
        if address.starts_with("data:") || address.starts_with('#') || address.is_empty() {
            return None;
        }
        let file = match self.site.resolve(address, base) {
            Ok(Address::File(file)) => file,
            Ok(Address::Remote(_)) | Err(_) => return self.missed(address),
        };
        let fragment = address.find('#').and_then(|at| address.get(at..)).unwrap_or_default();
        if let Some(name) = self.names.get(&file) {
            return Some(format!("{name}{fragment}"));
        }
        let Ok(mut bytes) = fs::read(&file) else { return self.missed(address) };
        let name = self.name(&file);
        if file.extension().is_some_and(|end| end == "css")
            && let Ok(css) = String::from_utf8(bytes.clone())
        {
            let base = Address::File(file);
            let edits =
                css_addresses(&css).into_iter().filter_map(|range| Some((range.clone(), self.shown(css.get(range)?, &base)?))).collect();
            bytes = edited(&css, edits).into_bytes();
        }
        self.files.push((name.clone(), bytes));
        Some(format!("{name}{fragment}"))
    }

    fn missed(&mut self, address: &str) -> Option<String> {
        if !self.away.iter().any(|known| known == address) {
            self.away.push(address.to_string());
        }
        None
    }

    /// A name for a copy: the file's own, with a number where another has it.
    fn name(&mut self, file: &Path) -> String {
        let own = file.file_name().map(|name| name.to_string_lossy().replace([' ', '%', '#', '?'], "-")).unwrap_or_default();
        let (stem, end) = own.split_once('.').map_or((own.as_str(), String::new()), |(stem, end)| (stem, format!(".{end}")));
        let taken = |name: &str| self.names.values().any(|known| known == name);
        let numbered = (2..).map(|number| format!("{stem}-{number}{end}"));
        let name = std::iter::once(own.clone()).chain(numbered).find(|name| !taken(name)).unwrap_or(own.clone());
        self.names.insert(file.to_path_buf(), name.clone());
        name
    }
}
