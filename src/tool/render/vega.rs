//! Pictures by the full grammar: as Vega draws them, or in the look that they have on a page.
//!
//! Data lie beside the spec. A spec that names data by an address on the web finds them by the end of that address in the data
//! folder: the command never goes to the network by itself.

use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use crate::format::locale::Locale;
use crate::grammar::scene::Scene;
use crate::grammar::{self, Options, page};
use crate::host::Host;
use crate::report::{self, Problem};
use crate::scale::color::Page;
use crate::spec::Value;
use crate::tool::talk;

/// The place that a page has for a picture.
pub struct Place<'a> {
    /// Ink, paper and font.
    pub page: &'a Page,
    /// In CSS pixels.
    pub width: f64,
    /// Measures words.
    pub host: Rc<dyn Host>,
}

/// The scene of a spec; its data lie in `folder`, or `data`. As Vega draws it, or in a look.
///
/// # Errors
/// All that is wrong with it, when it cannot be drawn.
pub fn scene(spec: &Value, folder: &Path, data: &Path, look: Option<&Place>) -> Result<Scene, Vec<Problem>> {
    let loader = |url: &str| match find(url, folder, data) {
        Some(place) => fs::read_to_string(&place).map_err(|e| talk::disk("read", place.display(), &e)),
        None => {
            let found = format!("the data \"{url}\" are not beside the spec");
            Err(crate::problem!(Error, "no-such-data", report::Place::Whole, found, "put the file there, or name its folder with --data"))
        }
    };
    let zone = |_: f64| 0.0;
    let theme = look.map(|look| page::theme(look.page, look.width));
    let host = look.map(|look| look.host.clone());
    let measured = move |words: &str, size: f64, weight: u16| match &host {
        Some(host) => host.measure(words, size, weight),
        None => grammar::estimated_width(words, size, weight),
    };
    let container = look.map_or([None, None], |look| [Some(look.width), None]);
    let options = Options { theme: theme.as_ref(), container, measure: &measured, zone: &zone, locale: Locale::default() };
    let fitted = look.map(|_| page::fitted(spec, None, true, false));
    let (scene, warnings) = grammar::scene(fitted.as_ref().unwrap_or(spec), &loader, &options)?;
    warnings.iter().for_each(|w| talk::note(format_args!("nutgraph: {w}")));
    Ok(scene)
}

/// The file that an address in a spec means: beside the spec, or in the data folder.
pub fn find(url: &str, folder: &Path, data: &Path) -> Option<PathBuf> {
    let path = url.split(['?', '#']).next().unwrap_or(url);
    let tail = path.rsplit('/').next().unwrap_or(path);
    let mut places: Vec<PathBuf> = Vec::new();
    if !url.contains("://") {
        places.extend([folder.join(path), data.join(path)]);
    }
    places.extend([data.join(tail), data.join("data").join(tail)]);
    places.into_iter().find(|place| place.is_file())
}
