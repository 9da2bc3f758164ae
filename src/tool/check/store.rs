//! What has been read: files, specs, tables and charts, each once, however many articles ask and on however many threads.

use super::address::{Address, Site};
use super::beyond;
use super::finding::File;
use crate::chart::Chart;
use crate::fact::Fact;
use crate::host::{Host, Plain};
use crate::interact::judge;
use crate::report::{Place, Problem, Severity, nearest};
use crate::spec::{self, Data, Spec, Value};
use crate::table::{self, Format, Table};
use crate::tool::talk;
use crate::words::ui;
use std::collections::HashMap;
use std::hash::Hash;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock};

/// What is kept of each sort, by what it was made from.
type Kept<K, V> = Mutex<HashMap<K, Arc<OnceLock<V>>>>;

/// All that has been read.
pub struct Store {
    /// How addresses become files.
    pub site: Site,
    /// The language of what does not say its own, as a BCP 47 tag.
    pub locale: String,
    bytes: Kept<PathBuf, Result<Arc<Vec<u8>>, Problem>>,
    specs: Kept<PathBuf, Arc<Document>>,
    tables: Kept<(PathBuf, String, String), Arc<Sheet>>,
    charts: Kept<Wanted, Arc<Reading>>,
}

/// A spec file.
pub struct Document {
    /// Its text; none if it could not be read.
    pub file: Option<Arc<File>>,
    /// The spec, if it is one of the small grammar.
    pub spec: Option<Spec>,
    /// The document, if it is one of the full grammar.
    pub beyond: Option<Value>,
    /// What is wrong with it.
    pub problems: Vec<Problem>,
}

/// A data file.
pub struct Sheet {
    /// Its text; none if it could not be read.
    pub file: Option<Arc<File>>,
    /// Its table, if it is one.
    pub table: Option<Table>,
    /// What is wrong with it.
    pub problems: Vec<Problem>,
}

/// What a chart is made from, where all of it is at an address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Wanted {
    /// The spec's file.
    pub spec: Option<PathBuf>,
    /// The address of the data, if the element names one.
    pub data: Option<Address>,
    /// The character set that the element declares.
    pub charset: String,
    /// The language of its page, as a BCP 47 tag: what workings are written in. Empty for the store's own.
    pub lang: String,
    /// The attributes that a spec is made from.
    pub attributes: Vec<(String, String)>,
}

/// What stands inside the element.
#[derive(Clone, Debug, Default)]
pub struct Inline {
    /// A spec.
    pub spec: Option<Value>,
    /// Records, or an object of columns.
    pub tree: Option<Value>,
    /// Separated text.
    pub text: Option<String>,
}

/// A chart, or why there is none.
#[derive(Default)]
pub struct Reading {
    /// The chart; of a spec of the full grammar, the one of its figures.
    pub chart: Option<Chart>,
    /// Of such a spec, the chart of what its transforms make, for columns that exist only there.
    pub derived: Option<Chart>,
    /// The spec is one of the full grammar.
    pub is_beyond: bool,
    /// What is wrong.
    pub troubles: Vec<Trouble>,
    /// The spec's file.
    pub spec: Option<Arc<File>>,
    /// The data's file.
    pub data: Option<Arc<File>>,
    /// The data's text, where it stands inside the element or the spec.
    pub inline: Option<String>,
}

/// A problem, and which text it is of.
pub struct Trouble {
    /// Whose place the problem names.
    pub of: Of,
    /// The problem.
    pub problem: Problem,
}

/// A text that a chart is made from.
pub enum Of {
    /// The element itself, and its attributes.
    Element,
    /// Its spec.
    Spec,
    /// Its data.
    Data,
}

impl Store {
    /// Nothing yet.
    pub fn new(site: Site) -> Store {
        let (bytes, specs, tables, charts) = (Kept::default(), Kept::default(), Kept::default(), Kept::default());
        Store { site, locale: String::from("en"), bytes, specs, tables, charts }
    }

    /// The bytes of a file.
    pub fn bytes(&self, path: &Path) -> Result<Arc<Vec<u8>>, Problem> {
        kept(&self.bytes, path.to_path_buf(), || {
            std::fs::read(path).map(Arc::new).map_err(|error| match error.kind() {
                ErrorKind::NotFound => missing(path),
                _ => talk::disk("read", path.display(), &error),
            })
        })
    }

    /// The text of a file in UTF-8, or in the character set that is declared.
    pub fn file(&self, path: &Path, charset: &str) -> Result<Arc<File>, Problem> {
        let bytes = self.bytes(path)?;
        let text = table::decode(&bytes, charset)?;
        Ok(Arc::new(File::new(path.display().to_string(), text)))
    }

    /// A spec file.
    pub fn document(&self, path: &Path) -> Arc<Document> {
        kept(&self.specs, path.to_path_buf(), || {
            let file = match self.file(path, "") {
                Ok(file) => file,
                Err(problem) => return Arc::new(Document { file: None, spec: None, beyond: None, problems: vec![problem] }),
            };
            let (spec, beyond, problems) = match serde_json::from_str::<Value>(&file.text) {
                Ok(value) => match spec::read(&value) {
                    Ok((spec, warnings)) => (Some(spec), None, warnings),
                    Err(_) if beyond::is(&value) => (None, Some(value), Vec::new()),
                    Err(problems) => (None, None, problems),
                },
                Err(error) => (None, None, vec![bad_json(&file.text, &error)]),
            };
            Arc::new(Document { file: Some(file), spec, beyond, problems })
        })
    }

    /// A data file in the format that a spec names.
    pub fn sheet(&self, path: &Path, charset: &str, format: &str) -> Arc<Sheet> {
        kept(&self.tables, (path.to_path_buf(), charset.to_string(), format.to_string()), || {
            let file = match self.file(path, charset) {
                Ok(file) => file,
                Err(problem) => return Arc::new(Sheet { file: None, table: None, problems: vec![problem] }),
            };
            let (table, problems) = of_text(&file.text, format);
            Arc::new(Sheet { file: Some(file), table, problems })
        })
    }

    /// The chart that is made from what stands at addresses alone.
    pub fn chart(&self, wanted: Wanted) -> Arc<Reading> {
        kept(&self.charts, wanted.clone(), || Arc::new(self.read(&wanted, Inline::default())))
    }

    /// The language of a chart: its page's, or what was said for all.
    pub(super) fn lang<'a>(&'a self, wanted: &'a Wanted) -> &'a str {
        if wanted.lang.is_empty() { &self.locale } else { &wanted.lang }
    }

    /// Reads a chart as the element does: attributes before the spec, data that are named before what stands inside, that before
    /// what the spec names.
    pub fn read(&self, wanted: &Wanted, inline: Inline) -> Reading {
        let mut reading = Reading::default();
        let mut spec = None;
        if let Some(path) = &wanted.spec {
            let document = self.document(path);
            reading.spec.clone_from(&document.file);
            let of = || if document.file.is_some() { Of::Spec } else { Of::Element };
            reading.troubles.extend(document.problems.iter().cloned().map(|problem| Trouble { of: of(), problem }));
            match (&document.spec, &document.beyond) {
                (Some(read), _) => spec = Some(read.clone()),
                (None, Some(beyond)) => return self.beyond(wanted, &inline, beyond, || Of::Spec, reading),
                (None, None) => return reading,
            }
        }
        // What stands inside counts only where something is still wanted.
        let complete = spec.as_ref().is_some_and(|spec| wanted.data.is_some() || spec.data != Data::Unset);
        let inline = if complete { Inline::default() } else { inline };
        if spec.is_none()
            && let Some(value) = &inline.spec
        {
            match spec::read(value) {
                Ok((read, warnings)) => {
                    reading.note(Of::Element, warnings);
                    spec = Some(read);
                }
                Err(_) if beyond::is(value) => return self.beyond(wanted, &inline, value, || Of::Element, reading),
                Err(problems) => {
                    reading.note(Of::Element, problems);
                    return reading;
                }
            }
        }
        let spec = match spec::from_attributes(spec, &wanted.attributes) {
            Ok(spec) => spec,
            Err(problems) => {
                reading.note(Of::Element, problems);
                return reading;
            }
        };
        let Some(table) = self.table(wanted, inline, &spec, &mut reading) else { return reading };
        match Chart::new(spec, table, ui::of(self.lang(wanted))) {
            Ok(chart) => reading.chart = Some(chart),
            Err(problems) => {
                let of = if reading.spec.is_some() { || Of::Spec } else { || Of::Element };
                reading.troubles.extend(problems.into_iter().map(|problem| Trouble { of: of(), problem }));
            }
        }
        reading
    }

    /// The table of a chart.
    pub(super) fn table(&self, wanted: &Wanted, inline: Inline, spec: &Spec, reading: &mut Reading) -> Option<Table> {
        let address = match (&wanted.data, &inline, &spec.data) {
            (Some(address), ..) => address.clone(),
            (None, Inline { tree: Some(tree), .. }, _) => return reading.of_tree(Of::Element, tree),
            (None, Inline { text: Some(text), .. }, _) => return reading.of_text(Of::Element, text, &spec.format),
            (None, _, Data::Values(Value::String(text))) => return reading.of_text(Of::Spec, text, &spec.format),
            (None, _, Data::Values(tree)) => return reading.of_tree(Of::Spec, tree),
            (None, _, Data::Url(url)) => {
                let base = Address::File(wanted.spec.clone().unwrap_or_default());
                match self.site.resolve(url, &base) {
                    Ok(address) => address,
                    Err(problem) => {
                        reading.note(Of::Spec, vec![at_path(problem, "/data/url")]);
                        return None;
                    }
                }
            }
            (None, _, Data::Unset) => {
                let remedy = "name them in data=\"…\", in the spec, or put them inside the element";
                reading.note(Of::Element, vec![crate::problem!(Error, "no-data", Place::Whole, "the chart has no data", remedy)]);
                return None;
            }
        };
        let (of, path) = if wanted.data.is_some() { (Of::Element, "@data") } else { (Of::Spec, "/data/url") };
        match address {
            Address::Remote(url) => {
                reading.note(of, vec![at_path(not_fetched(&url), path)]);
                None
            }
            Address::File(file) => {
                let sheet = self.sheet(&file, &wanted.charset, &spec.format);
                reading.data.clone_from(&sheet.file);
                if sheet.file.is_none() {
                    reading.note(of, sheet.problems.iter().map(|problem| at_path(problem.clone(), path)).collect());
                } else {
                    reading.note(Of::Data, sheet.problems.clone());
                }
                sheet.table.clone()
            }
        }
    }
}

impl Reading {
    pub(super) fn note(&mut self, of: Of, problems: Vec<Problem>) {
        let of = match of {
            Of::Element => || Of::Element,
            Of::Spec => || Of::Spec,
            Of::Data => || Of::Data,
        };
        self.troubles.extend(problems.into_iter().map(|problem| Trouble { of: of(), problem }));
    }

    /// The table of records or columns that stand in the page or spec.
    fn of_tree(&mut self, of: Of, tree: &Value) -> Option<Table> {
        self.inline = serde_json::to_string(tree).ok();
        let (table, problems) = table::json::read(tree, &Plain);
        self.note(of, problems);
        table
    }

    /// The table of a text that stands in the page or spec.
    fn of_text(&mut self, of: Of, text: &str, format: &str) -> Option<Table> {
        self.inline = Some(text.to_string());
        let (table, problems) = of_text(text, format);
        self.note(of, problems);
        table
    }

    /// A fact of its chart; of a column that only the transforms of its spec make, on what they make.
    pub fn fact(&self, chart: &Chart, expression: &str, host: &dyn Host) -> Result<Fact, Problem> {
        judge::compute(chart, expression, host).or_else(|problem| match &self.derived {
            Some(derived) if problem.code == "unknown-column" => {
                judge::compute(derived, expression, host).map_err(|other| if other.code == problem.code { problem } else { other })
            }
            _ => Err(problem),
        })
    }

    /// Whether there is no chart because something is not on this machine.
    pub fn is_away(&self) -> bool {
        self.chart.is_none()
            && !self.troubles.is_empty()
            && self.troubles.iter().all(|trouble| trouble.problem.severity == Severity::Warning)
    }
}

/// The problem of a file that is not there, with the file beside it that may be meant.
fn missing(path: &Path) -> Problem {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let entries = path.parent().map(|folder| if folder.as_os_str().is_empty() { Path::new(".") } else { folder }).map(std::fs::read_dir);
    let entries = entries.and_then(Result::ok).into_iter().flatten().filter_map(Result::ok);
    let names: Vec<String> = entries.filter_map(|entry| entry.file_name().into_string().ok()).collect();
    let remedy =
        nearest(name, names.iter().map(String::as_str)).map_or("check the address".to_string(), |near| format!("did you mean {near}?"));
    crate::problem!(Error, "missing-file", Place::Whole, format!("there is no file {}", path.display()), remedy)
}

/// What is not on this machine is not fetched.
pub fn not_fetched(url: &str) -> Problem {
    let found = format!("{url} is not on this machine, and nothing is fetched");
    crate::problem!(Warning, "not-fetched", Place::Whole, found, format!("name a file that holds it: --data {url}=FILE"))
}

fn at_path(problem: Problem, path: &str) -> Problem {
    Problem { place: Place::Path(path.to_string()), ..problem }
}

/// The problem of a text that is no JSON, at the place where it stops being it.
fn bad_json(text: &str, error: &serde_json::Error) -> Problem {
    let start: usize = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
    let at = (start + error.column().saturating_sub(1)).min(text.len());
    let words = error.to_string();
    let words = words.split(" at line ").next().unwrap_or_default().to_string();
    crate::problem!(Error, "bad-json", Place::Span { start: at, end: at + 1 }, format!("this is no JSON: {words}"), "mend it")
}

/// A table from text, as the widget reads it: JSON where it is said or looks like it.
pub fn of_text(text: &str, format: &str) -> (Option<Table>, Vec<Problem>) {
    if format == "json" || format.is_empty() && text.trim_start().starts_with(['[', '{']) {
        return match serde_json::from_str::<Value>(text) {
            Ok(tree) => table::json::read(&tree, &Plain),
            Err(error) => (None, vec![bad_json(text, &error)]),
        };
    }
    table::read(text, if format == "tsv" { Format::Tsv } else { Format::Csv }, &Plain)
}

/// What is kept under `key`, made by whoever asks first; others wait for it.
fn kept<K: Eq + Hash, V: Clone>(all: &Kept<K, V>, key: K, make: impl FnOnce() -> V) -> V {
    let place = all.lock().unwrap_or_else(std::sync::PoisonError::into_inner).entry(key).or_default().clone();
    place.get_or_init(make).clone()
}
