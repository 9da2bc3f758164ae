//! `nutgraph render`: a Vega-Lite spec into a file, by the full grammar and without a browser.
//!
//! Data lie beside the spec. A spec that names data by an address on the web finds them by the end of that address in the data
//! folder: the command never goes to the network by itself.

use std::fs;
use std::path::{Path, PathBuf};

use super::cli::{Render, Rendered};
use super::talk;
use crate::format::locale::Locale;
use crate::grammar::{self, Options};
use crate::report::{Place, Problem};
use crate::spec::Value;

/// Draws a spec into a file.
///
/// # Errors
/// When the spec cannot be read or drawn, its data are not found, or the file cannot be written.
pub fn command(options: &Render) -> Result<(), Problem> {
    let kind = kind(options)?;
    let text = fs::read_to_string(&options.spec).map_err(|e| talk::disk("read", options.spec.display(), &e))?;
    let spec: Value = serde_json::from_str(&text).map_err(|error| {
        let found = format!("{} is no JSON: {error}", options.spec.display());
        crate::problem!(Error, "unreadable-spec", Place::Whole, found, "mend it there")
    })?;
    let folder = options.spec.parent().map(Path::to_path_buf).unwrap_or_default();
    let data = options.data.clone().unwrap_or_else(|| folder.clone());
    let loader = |url: &str| load(url, &folder, &data);
    let zone = |_: f64| 0.0;
    let with = Options { theme: None, container: [None, None], measure: &grammar::estimated_width, zone: &zone, locale: Locale::default() };
    let drawn = grammar::scene(&spec, &loader, &with);
    let scene = match drawn {
        Ok((scene, warnings)) => {
            warnings.iter().for_each(|w| talk::note(format_args!("nutgraph: {w}")));
            scene
        }
        Err(mut problems) => {
            let last = problems.pop().unwrap_or_else(|| grammar::undrawable("the spec cannot be drawn"));
            problems.iter().for_each(talk::problem);
            return Err(last);
        }
    };
    let bytes = match kind {
        Rendered::Picture => serde_json::to_vec(&grammar::picture::picture(&scene)).unwrap_or_default(),
        Rendered::Svg => grammar::svg::svg(&scene).into_bytes(),
        Rendered::Png => png(&grammar::svg::svg(&scene))?,
    };
    fs::write(&options.out, bytes).map_err(|e| talk::disk("write", options.out.display(), &e))
}

fn kind(options: &Render) -> Result<Rendered, Problem> {
    if let Some(kind) = options.kind {
        return Ok(kind);
    }
    match options.out.extension().and_then(|e| e.to_str()) {
        Some("svg") => Ok(Rendered::Svg),
        Some("png") => Ok(Rendered::Png),
        Some("json") => Ok(Rendered::Picture),
        _ => {
            let found = format!("the ending of {} does not say what to write", options.out.display());
            Err(crate::problem!(Error, "unknown-output", Place::Whole, found, "end it in .svg, .png or .json, or say --as"))
        }
    }
}

/// An SVG as a PNG, with the fonts of this machine; a generic family is the first of its kind that is there.
fn png(svg: &str) -> Result<Vec<u8>, Problem> {
    use resvg::{tiny_skia, usvg};
    let wrong = |why: String| crate::problem!(Error, "undrawable-image", Place::Whole, why, "write an .svg instead");
    let mut options = usvg::Options::default();
    options.fontdb_mut().load_system_fonts();
    let tree = usvg::Tree::from_str(svg, &options).map_err(|e| wrong(format!("the picture cannot be drawn as an image: {e}")))?;
    let size = tree.size().to_int_size();
    let mut pixels = tiny_skia::Pixmap::new(size.width(), size.height())
        .ok_or_else(|| wrong(format!("an image of {} by {} pixels is too large", size.width(), size.height())))?;
    resvg::render(&tree, tiny_skia::Transform::identity(), &mut pixels.as_mut());
    pixels.encode_png().map_err(|e| wrong(format!("the image cannot be written: {e}")))
}

fn load(url: &str, folder: &Path, data: &Path) -> Result<String, Problem> {
    let path = url.split(['?', '#']).next().unwrap_or(url);
    let tail = path.rsplit('/').next().unwrap_or(path);
    let on_web = url.contains("://");
    let mut places: Vec<PathBuf> = Vec::new();
    if !on_web {
        places.push(folder.join(path));
        places.push(data.join(path));
    }
    places.extend([data.join(tail), data.join("data").join(tail)]);
    for place in &places {
        if place.is_file() {
            return fs::read_to_string(place).map_err(|e| talk::disk("read", place.display(), &e));
        }
    }
    let found = format!("the data \"{url}\" are not beside the spec");
    Err(crate::problem!(Error, "no-such-data", Place::Whole, found, "put the file there, or name its folder with --data"))
}
