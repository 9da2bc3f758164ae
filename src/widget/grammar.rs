//! The class that the page's shell sees in the module of the full grammar: the same methods as in `boundary`, for specs beyond the small
//! grammar of stories. Data that a spec names by address are fetched by the shell and handed over as texts.

use super::canvas::Canvas;
use super::easel;
use super::ground::Proof;
use super::host::Browser;
use super::input;
use crate::format::locale::Locale;
use crate::grammar::page::{self, Furniture};
use crate::grammar::play::{self, Player};
use crate::grammar::scene::MarkKind;
use crate::grammar::spots::{self, Spot};
use crate::grammar::{Chart, Composed, Loader, Options, light, svg};
use crate::host::Host;
use crate::report::{Place, Problem, Severity};
use crate::scale::color::{Ink, Page};
use crate::spec::Value;
use crate::words::ui;
use serde::Serialize;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::HtmlCanvasElement;

/// A chart on two canvases: the picture, and an overlay for what moves with the pointer.
#[wasm_bindgen]
pub struct Graph {
    picture: Canvas,
    overlay: Canvas,
    pub(super) host: Rc<Browser>,
    pub(super) spec: Value,
    /// What the page handed over in the place of the spec's own data.
    data: Option<Value>,
    files: Value,
    pub(super) furniture: Furniture,
    pub(super) drawn: Option<Drawn>,
    pub(super) cursor: Option<usize>,
    /// What the reader has done to it.
    pub(super) player: Player,
    /// What its facts rest on.
    pub(super) proof: Proof,
    /// The language of the page.
    pub(super) locale: String,
}

/// The picture as it was last laid out.
pub(super) struct Drawn {
    /// Width and height of the plot in CSS pixels; no height where it is the picture that says how high it is.
    size: [f64; 2],
    /// Width and height of the canvases in CSS pixels.
    canvas: [f64; 2],
    page: Page,
    ratio: f64,
    pub(super) chart: Chart,
    pub(super) composed: Composed,
    /// What can be pointed at: marks, then what only keys come to: entries of legends that choose something.
    pub(super) spots: Vec<Spot>,
    /// How many of them are marks.
    marks: usize,
}

impl Drawn {
    /// CSS pixels to a pixel of the scene: a picture that is too wide is made smaller.
    pub(super) fn scale(&self) -> f64 {
        (self.size[0] / self.composed.scene.width.max(1.0)).min(1.0)
    }

    /// From the left edge to the picture: one that is narrower stands in the middle.
    pub(super) fn left(&self) -> f64 {
        ((self.size[0] - self.composed.scene.width * self.scale()) / 2.0).max(0.0)
    }

    fn new(size: [f64; 2], page: Page, ratio: f64, chart: Chart, composed: Composed) -> Drawn {
        let mut spots = spots::spots(&composed.scene);
        let marks = spots.len();
        if chart.chooses_by_legend() {
            spots.extend(play::pick::entries(&composed).into_iter().map(|entry| {
                let [left, top, right, bottom] = entry.bounds;
                let at = ((left + right) / 2.0, (top + bottom) / 2.0);
                let says = vec![(entry.field, entry.label)];
                Spot { kind: MarkKind::Rect, at, bounds: entry.bounds, says, color: String::new(), outline: None }
            }));
        }
        Drawn { size, canvas: size, page, ratio, chart, composed, spots, marks }
    }
}

pub(super) fn give(value: Value) -> JsValue {
    value.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).unwrap_or(JsValue::NULL)
}

fn problem(problem: &Problem) -> Value {
    let place = if problem.place == Place::Whole { String::new() } else { problem.place.to_string() };
    Value::object(vec![
        ("code", problem.code.into()),
        ("message", problem.to_string().into()),
        ("severity", if problem.severity == Severity::Error { "error" } else { "warning" }.into()),
        ("place", place.trim_end_matches(": ").into()),
        ("found", problem.found.as_str().into()),
        ("remedy", problem.remedy.as_str().into()),
    ])
}

/// By how many milliseconds the reader's clocks are ahead of UTC at an instant.
pub(super) fn zone(ms: f64) -> f64 {
    -60_000.0 * js_sys::Date::new(&JsValue::from_f64(ms)).get_timezone_offset()
}

/// A member of an object of the page.
fn member(object: &JsValue, name: &str) -> JsValue {
    js_sys::Reflect::get(object, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED)
}

fn throw(problems: &[Problem]) -> JsValue {
    let Some(first) = problems.first() else { return JsValue::NULL };
    let mut value = problem(first);
    if let Value::Object(members) = &mut value {
        members.push((String::from("others"), Value::Array(problems.iter().skip(1).map(problem).collect())));
    }
    give(value)
}

fn throw_one(code: &'static str, found: &str, remedy: &str) -> JsValue {
    throw(&[crate::problem!(Error, code, Place::Whole, found, remedy)])
}

#[wasm_bindgen]
impl Graph {
    /// A chart on these canvases; throws where the browser gives no 2d context.
    #[wasm_bindgen(constructor)]
    pub fn new(picture: HtmlCanvasElement, overlay: HtmlCanvasElement) -> Result<Graph, JsValue> {
        let none = || throw_one("no-canvas", "the browser gives no 2d canvas", "");
        let picture = Canvas::new(picture).ok_or_else(none)?;
        let overlay = Canvas::new(overlay).ok_or_else(none)?;
        let host = Rc::new(Browser::new(overlay.context.clone()));
        Ok(Graph {
            picture,
            overlay,
            host,
            spec: Value::Null,
            data: None,
            files: Value::Null,
            furniture: Furniture::default(),
            drawn: None,
            cursor: None,
            player: Player::default(),
            proof: Proof::default(),
            locale: String::new(),
        })
    }

    /// Reads a spec, attributes, and data: `{files}` by address, and `{data}` that the page hands over; gives the outline for the furniture.
    pub fn read(&mut self, spec: &JsValue, attributes: &JsValue, data: &JsValue, locale: &str) -> Result<JsValue, JsValue> {
        self.host.speak(locale);
        let before = self.drawn.take();
        (self.cursor, self.proof) = (None, Proof::default());
        self.locale = locale.to_string();
        let spec = input::value(spec);
        // The same spec with new figures is as the reader has set it.
        if spec != self.spec {
            self.player = Player::default();
        }
        self.spec = spec;
        let given = input::value(data);
        if given != Value::Null && given.get("files").is_none() {
            return Err(throw_one("unprepared", "the data are not as this engine takes them", "set the chart's spec anew"));
        }
        self.files = given.get("files").cloned().unwrap_or(Value::Null);
        self.data = given.get("data").and_then(page::given);
        let attributes: Vec<(String, String)> = match input::value(attributes) {
            Value::Object(members) => members.into_iter().filter_map(|(k, v)| v.as_str().map(|v| (k, v.to_string()))).collect(),
            _ => Vec::new(),
        };
        self.furniture = page::furniture(&self.spec, &attributes);
        // What is wrong is told now, and what there is to say is known only once it is drawn: at the width that it will have, if that is known.
        let (width, page) = match (given.get("width"), given.get("theme"), before) {
            (Some(Value::Number(width)), Some(_), _) if *width > 0.0 => (*width, input::page(&member(data, "theme"))),
            (.., Some(before)) => (before.size[0], before.page),
            _ => (680.0, Page::default()),
        };
        let chart = self.chart([width, 0.0], &page, false)?;
        let composed = self.compose(&chart, [width, 0.0], &page)?;
        let (scene, problems) = (&composed.scene, &composed.problems);
        let furniture = &self.furniture;
        let summary = if furniture.description.is_empty() { spots::describe(scene) } else { furniture.description.clone() };
        let label = if furniture.heading.is_empty() {
            summary.split(". ").next().unwrap_or_default().to_string()
        } else {
            furniture.heading.clone()
        };
        let sources =
            furniture.sources.iter().map(|(name, url)| Value::object(vec![("name", name.as_str().into()), ("url", url.as_str().into())]));
        let outline = Value::object(vec![
            ("heading", furniture.heading.as_str().into()),
            ("subheading", furniture.subheading.as_str().into()),
            ("note", furniture.note.as_str().into()),
            ("sources", Value::Array(sources.collect())),
            ("summary", [&summary, " ", &play::help(&chart, &self.locale)].concat().trim().into()),
            ("label", label.into()),
            ("interactive", chart.is_interactive().into()),
            ("inputs", Value::Array(play::inputs(&chart, &composed).iter().map(play::Input::value).collect())),
            ("problems", Value::Array(problems.iter().map(problem).collect())),
            ("rows", Value::Number(spots::table(&spots::spots(scene)).1.len() as f64)),
            ("words", Value::object_of(ui::of(locale).shell)),
        ]);
        self.drawn = Some(Drawn::new([width, 0.0], page, 1.0, chart, composed));
        Ok(give(outline))
    }

    /// What a width needs: the picture's own height. Key and notes are in the picture.
    pub fn arrange(&mut self, width: f64, theme: &JsValue) -> Result<JsValue, JsValue> {
        let height = self.settle([width, 0.0], &input::page(theme))?;
        let none = || Value::Array(Vec::new());
        Ok(give(Value::object(vec![
            ("height", Value::Number(height)),
            ("key", none()),
            ("notes", none()),
            ("fills", page::fills(&self.spec).into()),
        ])))
    }

    /// Draws at a size in CSS pixels, with so many device pixels to one of them.
    pub fn draw(&mut self, width: f64, height: f64, ratio: f64, theme: &JsValue) -> Result<(), JsValue> {
        self.settle([width, height], &input::page(theme))?;
        let Some(drawn) = &mut self.drawn else { return Ok(()) };
        (drawn.ratio, drawn.canvas) = (ratio, [width, height]);
        if self.overlay.has_size() {
            self.overlay.prepare(width, height, ratio);
        }
        self.paint();
        Ok(())
    }

    /// What stands under a pointer at a place of the plot, or null; the overlay shows it.
    pub fn hover(&mut self, x: f64, y: f64) -> JsValue {
        let found = self.drawn.as_ref().and_then(|drawn| {
            let (x, y) = ((x - drawn.left()) / drawn.scale(), y / drawn.scale());
            spots::nearest(&drawn.spots[..drawn.marks], x, y, &|i| self.holds(drawn, i, x, y))
        });
        self.tip(found)
    }

    /// Moves the cursor by a key of the keyboard; null where the key means nothing here.
    pub fn key(&mut self, name: &str) -> JsValue {
        let count = self.drawn.as_ref().map_or(0, |drawn| drawn.spots.len());
        if count == 0 {
            return JsValue::NULL;
        }
        let next = match (name, self.cursor) {
            ("ArrowRight" | "ArrowDown", Some(at)) => (at + 1).min(count - 1),
            ("ArrowLeft" | "ArrowUp", Some(at)) => at.saturating_sub(1),
            ("ArrowRight" | "ArrowDown" | "ArrowLeft" | "ArrowUp" | "Home", _) => 0,
            ("End", _) => count - 1,
            _ => return JsValue::NULL,
        };
        self.tip(Some(next))
    }

    /// Clears the overlay and forgets the cursor.
    pub fn leave(&mut self) {
        self.tip(None);
    }

    /// What the marks say, as a table.
    pub fn table(&self) -> Result<JsValue, JsValue> {
        let (columns, rows) = self.cells();
        let numeric = |i: usize| {
            let numbers = |text: &String| text.chars().any(|c| c.is_ascii_digit()) && text.chars().all(|c| !c.is_alphabetic());
            rows.iter().filter_map(|row: &Vec<Option<String>>| row[i].as_ref()).all(numbers)
        };
        let heads =
            columns.iter().enumerate().map(|(i, name)| Value::object(vec![("name", name.as_str().into()), ("numeric", numeric(i).into())]));
        let cell = |cell: &Option<String>| cell.as_ref().map_or(Value::Null, |text| text.as_str().into());
        Ok(give(Value::object(vec![
            ("caption", self.furniture.heading.as_str().into()),
            ("columns", Value::Array(heads.collect())),
            ("rows", Value::Array(rows.iter().map(|row| Value::Array(row.iter().map(cell).collect())).collect())),
        ])))
    }

    /// The same as CSV.
    pub fn csv(&self) -> Result<String, JsValue> {
        let (columns, rows) = self.cells();
        let cell =
            |text: &str| if text.contains([',', '"', '\n']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_string() };
        let line = |cells: Vec<String>| cells.join(",") + "\r\n";
        let mut out = line(columns.iter().map(|name| cell(name)).collect());
        for row in &rows {
            out.push_str(&line(row.iter().map(|text| cell(text.as_deref().unwrap_or_default())).collect()));
        }
        Ok(out)
    }

    /// The whole chart, with its title, as SVG.
    pub fn svg(&mut self, width: f64, _height: f64, theme: &JsValue) -> Result<String, JsValue> {
        let page = input::page(theme);
        let chart = self.chart([width, 0.0], &page, true)?;
        Ok(svg::svg(&self.compose(&chart, [width, 0.0], &page)?.scene))
    }

    /// The same on a canvas, with so many of its pixels to a CSS pixel.
    pub fn print(&mut self, canvas: HtmlCanvasElement, width: f64, _height: f64, ratio: f64, theme: &JsValue) -> Result<(), JsValue> {
        let page = input::page(theme);
        let chart = self.chart([width, 0.0], &page, true)?;
        let scene = self.compose(&chart, [width, 0.0], &page)?.scene;
        let canvas = Canvas::new(canvas).ok_or(JsValue::NULL)?;
        canvas.prepare(scene.width, scene.height, ratio);
        let context = &canvas.context;
        let _ = context.set_transform(ratio, 0.0, 0.0, ratio, 0.0, 0.0);
        context.set_fill_style_str(&page.paper.css());
        context.fill_rect(0.0, 0.0, scene.width, scene.height);
        easel::draw(&scene, context, ratio, 0.0);
        Ok(())
    }
}

impl Graph {
    /// The spec compiled for a width, and a height if it is above zero, with the page's title in it or without.
    pub(super) fn chart(&self, [width, height]: [f64; 2], page: &Page, titled: bool) -> Result<Chart, JsValue> {
        let spec = page::fitted(&self.spec, self.data.clone(), titled, height > 0.0);
        let theme = page::theme(page, width);
        let chart = match &self.drawn {
            Some(drawn) => drawn.chart.again(&spec, Some(&theme)),
            None => Chart::new(&spec, Some(&theme)),
        };
        chart.map_err(|problems| throw(&problems))
    }

    /// The picture of it, as the reader has set it.
    fn compose(&self, chart: &Chart, size: [f64; 2], page: &Page) -> Result<Composed, JsValue> {
        self.within(size, page, |loader, options| chart.compose(self.player.state(), loader, options)).map_err(|problems| throw(&problems))
    }

    /// With the files that the page has fetched, and its width, zone and letters.
    pub(super) fn within<T>(&self, [width, height]: [f64; 2], page: &Page, run: impl FnOnce(&Loader, &Options) -> T) -> T {
        self.host.letter(&page.font);
        let loader = |url: &str| match self.files.get(url) {
            Some(Value::String(text)) => Ok(text.clone()),
            _ => Err(crate::problem!(
                Error,
                "no-such-data",
                Place::Whole,
                format!("the data \"{url}\" were not fetched"),
                "check the address"
            )),
        };
        let host = self.host.clone();
        let measure = move |words: &str, size: f64, weight: u16| host.measure(words, size, weight);
        let options =
            Options { theme: None, container: [Some(width), Some(height)], measure: &measure, zone: &zone, locale: Locale::default() };
        run(&loader, &options)
    }

    /// The same chart in the state that it is in now, for the room that it has; true where it would like another height.
    pub(super) fn recompose(&mut self) -> Result<bool, JsValue> {
        let Some(drawn) = &self.drawn else { return Err(throw_one("not-drawn", "the chart is not drawn yet", "await its ready")) };
        // Where the state cannot be drawn, what is there stays.
        let composed = self.compose(&drawn.chart, drawn.size, &drawn.page)?;
        let Some(drawn) = self.drawn.take() else { return Ok(false) };
        let other = drawn.composed.scene.height != composed.scene.height;
        let canvas = drawn.canvas;
        let drawn = Drawn { canvas, ..Drawn::new(drawn.size, drawn.page, drawn.ratio, drawn.chart, composed) };
        self.drawn = Some(drawn);
        Ok(other)
    }

    /// Paints what is composed on the canvas of the picture.
    pub(super) fn paint(&mut self) {
        let Some(drawn) = &self.drawn else { return };
        self.picture.prepare(drawn.canvas[0], drawn.canvas[1], drawn.ratio);
        let context = &self.picture.context;
        let (scale, left, ratio) = (drawn.scale(), drawn.left(), drawn.ratio);
        let _ = context.set_transform(ratio, 0.0, 0.0, ratio, 0.0, 0.0);
        let (scene, rows) = (&drawn.composed.scene, &self.proof.lit);
        let lit = (!rows.is_empty()).then(|| light::lit(scene, rows));
        easel::draw(lit.as_ref().unwrap_or(scene), context, scale * ratio, left * ratio);
    }

    /// Lays the picture out for a size, once for the same look; gives its height in CSS pixels.
    fn settle(&mut self, size: [f64; 2], page: &Page) -> Result<f64, JsValue> {
        // A picture that is as high as it is has no other height for more or less room.
        let size = if page::fills(&self.spec) { size } else { [size[0], 0.0] };
        // Nor has one that has just the room that it asked for.
        let fits =
            |drawn: &&Drawn| drawn.size == [size[0], 0.0] && drawn.page == *page && (drawn.composed.scene.height - size[1]).abs() < 1.5;
        if let Some(drawn) = self.drawn.as_ref().filter(fits) {
            return Ok((drawn.composed.scene.height * drawn.scale()).ceil());
        }
        if !self.drawn.as_ref().is_some_and(|drawn| drawn.size == size && drawn.page == *page) {
            let chart = self.chart(size, page, false)?;
            let composed = self.compose(&chart, size, page)?;
            self.drawn = Some(Drawn::new(size, page.clone(), 1.0, chart, composed));
        }
        Ok(self.drawn.as_ref().map_or(0.0, |drawn| (drawn.composed.scene.height * drawn.scale()).ceil()))
    }

    /// Whether a slice or a shape on a map holds a point of the scene.
    fn holds(&self, drawn: &Drawn, index: usize, x: f64, y: f64) -> bool {
        let Some(spot) = drawn.spots.get(index) else { return false };
        let Some(outline) = &spot.outline else { return true };
        let Ok(path) = web_sys::Path2d::new_with_path_string(&outline.data) else { return false };
        // A canvas without a size, as the overlay is at first, holds no point.
        let context = &self.picture.context;
        let _ = context.set_transform(1.0, 0.0, 0.0, 1.0, 0.0, 0.0);
        context.is_point_in_path_with_path_2d_and_f64(&path, x - outline.at.0, y - outline.at.1)
    }

    fn cells(&self) -> (Vec<String>, Vec<Vec<Option<String>>>) {
        self.drawn.as_ref().map_or_else(Default::default, |drawn| spots::table(&drawn.spots[..drawn.marks]))
    }

    /// Shows a spot on the overlay and tells of it.
    pub(super) fn tip(&mut self, found: Option<usize>) -> JsValue {
        let (Some(drawn), before) = (&self.drawn, self.cursor) else { return JsValue::NULL };
        if found != before {
            self.overlay.prepare(drawn.canvas[0], drawn.canvas[1], drawn.ratio);
            self.host.letter(&drawn.page.font);
        }
        self.cursor = found;
        let Some(spot) = found.and_then(|i| drawn.spots.get(i)) else { return JsValue::NULL };
        let (scale, left) = (drawn.scale(), drawn.left());
        if found != before {
            ring(spot, &self.overlay, &drawn.page, drawn.ratio, scale, left);
        }
        let (title, rest) = match spot.says.as_slice() {
            [(_, first), rest @ ..] if !rest.is_empty() => (first.as_str(), rest),
            all => ("", all),
        };
        let color = if spot.color.starts_with('#') { spot.color.clone() } else { drawn.page.ink.css() };
        let row = |(name, text): &(String, String)| {
            let members = vec![
                ("name", name.as_str().into()),
                ("color", color.as_str().into()),
                ("value", text.as_str().into()),
                ("missing", false.into()),
            ];
            Value::object(members)
        };
        let number = |text: &str| text.replace(',', "").replace('\u{2212}', "-").parse::<f64>().map_or(Value::Null, Value::Number);
        let values = rest.iter().map(|(name, text)| (name.clone(), number(text))).collect();
        give(Value::object(vec![
            ("title", title.into()),
            ("rows", Value::Array(rest.iter().map(row).collect())),
            ("x", Value::Number(left + spot.at.0 * scale)),
            ("y", Value::Number(spot.at.1 * scale)),
            ("said", spot.said().into()),
            ("point", Value::object(vec![("x", title.into()), ("values", Value::Object(values))])),
        ]))
    }
}

/// A ring round a spot, or a line round its box.
fn ring(spot: &Spot, overlay: &Canvas, page: &Page, ratio: f64, scale: f64, left: f64) {
    let context = &overlay.context;
    let k = ratio * scale;
    let _ = context.set_transform(k, 0.0, 0.0, k, left * ratio, 0.0);
    context.begin_path();
    match spot.kind {
        MarkKind::Rect | MarkKind::Image => {
            let [x, y, x2, y2] = spot.bounds;
            context.rect(x, y, x2 - x, y2 - y);
        }
        _ => {
            let half = (spot.bounds[2] - spot.bounds[0]).max(spot.bounds[3] - spot.bounds[1]) / 2.0;
            let radius = if spot.kind == MarkKind::Symbol { half + 2.5 } else { 5.5 };
            let _ = context.arc(spot.at.0, spot.at.1, radius, 0.0, std::f64::consts::TAU);
        }
    }
    for (ink, width) in [(Ink::Paper, 4.0), (Ink::Ink, 2.0)] {
        context.set_stroke_style_str(&page.color(ink).css());
        context.set_line_width(width);
        context.stroke();
    }
}
