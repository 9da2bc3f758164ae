//! The one class that the page's shell sees. Every method takes and gives plain data; a failure is thrown as a plain problem.

#[cfg(not(feature = "lean"))]
mod controls;

use super::canvas::Canvas;
use super::host::Browser;
use super::{detail, input};
use crate::chart::Chart;
use crate::chart::size::Size;
use crate::chart::view::{self, Layout};
use crate::fact::Fact;
use crate::interact::evidence::{self, Lit};
use crate::interact::judge;
#[cfg(not(feature = "lean"))]
use crate::interact::sketch::Sketch;
use crate::interact::tip::{self, Cursor, Tip};
use crate::paint::{Surface, paint};
use crate::report::{Place, Problem};
use crate::scale::color::Page;
use crate::spec::{self, Data, Value};
use crate::table;
use crate::words::{self, Answer, Verdict};
#[cfg(not(feature = "lean"))]
use crate::{
    chart::sheet::{Furniture, sheet},
    scene::{Scene, tween::tween},
};
use serde::Serialize;
#[cfg(not(feature = "lean"))]
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::HtmlCanvasElement;

/// How a chart is held: in the full module, facts of several charts hold it as well.
#[cfg(feature = "lean")]
type Held = Chart;
#[cfg(not(feature = "lean"))]
type Held = Rc<Chart>;

/// A chart on two canvases: the picture, and an overlay for what moves with the pointer.
#[wasm_bindgen]
pub struct Graph {
    picture: Canvas,
    overlay: Canvas,
    host: Browser,
    chart: Option<Held>,
    /// The name of this chart and the others, for the next question about facts.
    #[cfg(not(feature = "lean"))]
    joined: (String, Vec<(String, Rc<Chart>)>),
    drawn: Option<Drawn>,
    cursor: Option<Cursor>,
    /// The picture before a change of state, from which the new one comes forth.
    #[cfg(not(feature = "lean"))]
    before: Option<Scene>,
    /// What the spec itself lights.
    #[cfg(not(feature = "lean"))]
    highlight: Vec<String>,
    /// What the page has for readers who draw and choose.
    #[cfg(not(feature = "lean"))]
    controls: Controls,
    /// The line that the reader draws.
    #[cfg(not(feature = "lean"))]
    sketch: Option<Sketch>,
}

/// What the page has for readers who draw and choose.
#[cfg(not(feature = "lean"))]
#[derive(Default)]
struct Controls {
    /// It is there at all.
    ready: bool,
    /// The reader has been shown what was hidden.
    shown: bool,
    /// The params that the reader has changed.
    changed: Vec<String>,
}

/// What the picture was last drawn with.
struct Drawn {
    size: Size,
    height: f64,
    ratio: f64,
    page: Page,
    layout: Layout,
    lit: Option<Lit>,
    #[cfg(not(feature = "lean"))]
    scene: Scene,
}

fn give(value: Value) -> JsValue {
    value.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).unwrap_or(JsValue::NULL)
}

fn throw(problem: Problem) -> JsValue {
    give(detail::problem(&problem))
}

/// The first of several problems, which the shell says; the others go along.
fn throw_all(problems: Vec<Problem>) -> JsValue {
    #[cfg(feature = "lean")]
    if problems.is_empty() {
        crate::report::later();
    }
    let mut all = problems.iter();
    let Some(first) = all.next() else {
        return throw(crate::problem!(
            Error,
            "nothing-to-draw",
            Place::Whole,
            "there is nothing to draw",
            "name a mark, x and y, or a spec"
        ));
    };
    let mut value = detail::problem(first);
    if let Value::Object(members) = &mut value {
        members.push((String::from("others"), Value::Array(all.map(detail::problem).collect())));
    }
    give(value)
}

#[wasm_bindgen]
impl Graph {
    /// A chart on these canvases; throws where the browser gives no 2d context.
    #[wasm_bindgen(constructor)]
    pub fn new(picture: HtmlCanvasElement, overlay: HtmlCanvasElement) -> Result<Graph, JsValue> {
        let none = || throw(crate::problem!(Error, "no-canvas", Place::Whole, "the browser gives no 2d canvas", ""));
        let picture = Canvas::new(picture).ok_or_else(none)?;
        let overlay = Canvas::new(overlay).ok_or_else(none)?;
        let host = Browser::new(overlay.context.clone());
        Ok(Graph {
            picture,
            overlay,
            host,
            chart: None,
            drawn: None,
            cursor: None,
            #[cfg(not(feature = "lean"))]
            joined: Default::default(),
            #[cfg(not(feature = "lean"))]
            before: None,
            #[cfg(not(feature = "lean"))]
            highlight: Vec::new(),
            #[cfg(not(feature = "lean"))]
            controls: Controls::default(),
            #[cfg(not(feature = "lean"))]
            sketch: None,
        })
    }

    /// Reads a spec (or undefined), attributes and data (or undefined, for data in the spec); gives the outline for the furniture.
    pub fn read(&mut self, spec: &JsValue, attributes: &JsValue, data: &JsValue, locale: &str) -> Result<JsValue, JsValue> {
        self.host.speak(locale);
        (self.chart, self.drawn, self.cursor) = (None, None, None);
        let mut problems = Vec::new();
        let mut read = None;
        if spec.is_object() {
            let (spec, warnings) = spec::read(&input::value(spec)).map_err(throw_all)?;
            problems.extend(warnings);
            read = Some(spec);
        }
        let pairs: Vec<(String, String)> = match input::value(attributes) {
            Value::Object(members) => members.into_iter().filter_map(|(k, v)| v.as_str().map(|v| (k, v.to_string()))).collect(),
            _ => Vec::new(),
        };
        let mut spec = spec::from_attributes(read, &pairs).map_err(throw_all)?;
        let own = std::mem::replace(&mut spec.data, Data::Unset);
        let (table, more) = if data.is_undefined() || data.is_null() {
            match own {
                Data::Values(Value::String(text)) => input::table(&JsValue::from_str(&text), &spec.format, &self.host),
                Data::Values(tree) => table::json::read(&tree, &self.host),
                _ => (
                    None,
                    vec![crate::problem!(
                        Error,
                        "no-data",
                        Place::Whole,
                        "the chart has no data",
                        "name them in data=\"…\", in the spec, or put them inside the element"
                    )],
                ),
            }
        } else {
            input::table(data, &spec.format, &self.host)
        };
        let Some(table) = table else { return Err(throw_all(more)) };
        problems.extend(more);
        let chart = Chart::new(spec, table, words::ui::of(locale)).map_err(throw_all)?;
        #[cfg(not(feature = "lean"))]
        let chart = self.control(chart)?;
        let outline = detail::outline(&chart, &problems, &self.host);
        #[cfg(not(feature = "lean"))]
        self.highlight.clone_from(&chart.spec.highlight);
        #[cfg(not(feature = "lean"))]
        let chart = Rc::new(chart);
        self.chart = Some(chart);
        Ok(give(outline))
    }

    /// What a width needs round the plot, and the height that the plot would like.
    pub fn arrange(&mut self, width: f64, theme: &JsValue) -> Result<JsValue, JsValue> {
        let page = input::page(theme);
        self.host.letter(&page.font);
        let chart = self.chart()?;
        let arrangement = view::arrange(chart, Size::new(width, page.base), &self.host);
        Ok(give(detail::arrangement(&arrangement, &page)))
    }

    /// Draws the plot at a size in CSS pixels, with so many device pixels to one of them.
    pub fn draw(&mut self, width: f64, height: f64, ratio: f64, theme: &JsValue) -> Result<(), JsValue> {
        let page = input::page(theme);
        let lit = self.drawn.take().and_then(|d| d.lit);
        self.compose(Size::new(width, page.base), height, ratio, page, lit)
    }

    /// The figures under a pointer at a place of the plot, or null; the overlay shows them.
    pub fn hover(&mut self, x: f64, y: f64) -> JsValue {
        #[cfg(not(feature = "lean"))]
        let x = if self.mirrored() { self.drawn.as_ref().map_or(0.0, |drawn| drawn.size.width) - x } else { x };
        let found = match (&self.chart, &self.drawn) {
            (Some(chart), Some(drawn)) => tip::hover(chart, &drawn.layout, x, y, &self.host),
            _ => None,
        };
        self.tip(found, false)
    }

    /// Moves the cursor by a key of the keyboard; null where the key means nothing here.
    pub fn key(&mut self, name: &str) -> JsValue {
        #[cfg(not(feature = "lean"))]
        let name = match name {
            "ArrowLeft" if self.mirrored() => "ArrowRight",
            "ArrowRight" if self.mirrored() => "ArrowLeft",
            other => other,
        };
        let found = match (&self.chart, &self.drawn) {
            (Some(chart), Some(drawn)) => tip::step(chart, &drawn.layout, self.cursor, name, &self.host),
            _ => None,
        };
        if found.is_none() {
            return JsValue::NULL;
        }
        self.tip(found, true)
    }

    /// Clears the overlay and forgets the cursor.
    pub fn leave(&mut self) {
        self.tip(None, false);
    }

    /// Computes a fact and holds the words against it.
    pub fn fact(&mut self, expression: &str, text: &str, before: &str, after: &str) -> Result<JsValue, JsValue> {
        let (fact, charts) = self.compute(expression)?;
        #[cfg(not(feature = "lean"))]
        if judge::is_hidden(&fact, &charts) {
            return Ok(give(detail::hidden(&fact)));
        }
        let answer = judge::agree(&fact, &self.host.language(), text, before, after);
        let detail = detail::fact(&fact, &answer, &charts);
        #[cfg(not(feature = "lean"))]
        let detail = self.chosen(detail, expression);
        Ok(give(detail))
    }

    /// Lights the evidence of a fact and gives its working; puts it out without an expression.
    pub fn show(&mut self, expression: Option<String>) -> Result<JsValue, JsValue> {
        self.chart()?;
        let (lit, shown) = match &expression {
            Some(expression) => {
                let (fact, charts) = self.compute(expression)?;
                #[cfg(not(feature = "lean"))]
                if judge::is_hidden(&fact, &charts) {
                    return Ok(JsValue::NULL);
                }
                let answer = Answer { verdict: Verdict::CannotTell, low: None, high: None, why: String::new() };
                let detail = detail::fact(&fact, &answer, &charts);
                (Some(evidence::find(self.chart()?, &fact.evidence, &fact.shown)), give(detail))
            }
            None => (None, JsValue::NULL),
        };
        if let Some(drawn) = self.drawn.take() {
            if drawn.lit == lit {
                self.drawn = Some(drawn);
            } else {
                self.tip(None, false);
                self.compose(drawn.size, drawn.height, drawn.ratio, drawn.page, lit)?;
            }
        }
        Ok(shown)
    }

    /// The table as readers see it: the newest row first where there is time.
    pub fn table(&self) -> Result<JsValue, JsValue> {
        Ok(give(self.chart()?.cells(&self.host)))
    }
}

/// What only the full module can.
#[cfg(not(feature = "lean"))]
#[wasm_bindgen]
impl Graph {
    /// Lets the next question about a fact name another chart: this one is `own` in it, the other `name`.
    pub fn join(&mut self, own: &str, name: &str, other: &Graph) {
        self.joined.0 = own.to_string();
        if let Some(chart) = &other.chart {
            self.joined.1.push((name.to_string(), chart.clone()));
        }
    }

    /// The data as CSV.
    pub fn csv(&self) -> Result<String, JsValue> {
        Ok(table::write(&self.chart()?.told(), &self.host))
    }

    /// The series as they are listened to.
    pub fn heard(&self) -> Result<JsValue, JsValue> {
        Ok(give(detail::heard(self.chart()?, &self.host)))
    }

    /// The figures at one cell, with the cursor on it; null where nothing is drawn.
    pub fn point(&mut self, series: usize, index: usize) -> JsValue {
        let found = match (&self.chart, &self.drawn) {
            (Some(chart), Some(drawn)) => tip::at(chart, &drawn.layout, Cursor { series, index }, &self.host),
            _ => None,
        };
        self.tip(found, false)
    }

    /// Brings the chart into a state, `{highlight, until}`, and lights an expression's evidence in it, if there is one; `morph` then
    /// leads over from the picture that was.
    pub fn enter(&mut self, state: &JsValue, expression: Option<String>) -> Result<JsValue, JsValue> {
        let state = input::state(state);
        let chart = self.chart.as_mut().ok_or(JsValue::NULL)?;
        Rc::make_mut(chart).enter(&state, &self.highlight).map_err(throw_all)?;
        let Some(drawn) = self.drawn.take() else { return Ok(JsValue::NULL) };
        self.tip(None, false);
        self.compose(drawn.size, drawn.height, drawn.ratio, drawn.page, None)?;
        let shown = self.show(expression)?;
        self.before = Some(drawn.scene);
        Ok(shown)
    }

    /// Paints `t` of the way, 0 to 1, from the picture before the last change of state; at 1 that is over.
    pub fn morph(&mut self, t: f64) {
        let (Some(before), Some(drawn)) = (&self.before, &self.drawn) else { return };
        self.picture.prepare(drawn.size.width, drawn.height, drawn.ratio);
        if t >= 1.0 {
            paint(&drawn.scene, &drawn.page, drawn.ratio, &mut self.picture);
            self.before = None;
        } else {
            paint(&tween(before, &drawn.scene, t.max(0.0)), &drawn.page, drawn.ratio, &mut self.picture);
        }
    }

    /// The whole chart, heading to source, as SVG, around a plot of this size.
    pub fn svg(&mut self, width: f64, height: f64, theme: &JsValue) -> Result<String, JsValue> {
        let (scene, page) = self.sheet(width, height, theme)?;
        let mut svg = crate::paint::svg::Svg::new(scene.width, scene.height);
        paint(&scene, &page, 1.0, &mut svg);
        Ok(svg.finish())
    }

    /// The same on a canvas, with so many of its pixels to a CSS pixel.
    pub fn print(&mut self, canvas: HtmlCanvasElement, width: f64, height: f64, ratio: f64, theme: &JsValue) -> Result<(), JsValue> {
        let (scene, page) = self.sheet(width, height, theme)?;
        let mut canvas = Canvas::new(canvas).ok_or(JsValue::NULL)?;
        canvas.prepare(scene.width, scene.height, ratio);
        paint(&scene, &page, ratio, &mut canvas);
        Ok(())
    }
}

#[cfg(not(feature = "lean"))]
impl Graph {
    /// The chart with its furniture, and the page's looks.
    fn sheet(&mut self, width: f64, height: f64, theme: &JsValue) -> Result<(Scene, Page), JsValue> {
        let page = input::page(theme);
        self.host.letter(&page.font);
        let (chart, size) = (self.chart()?, Size::new(width, page.base));
        let lit = self.drawn.as_ref().and_then(|d| d.lit.as_ref());
        let (mut plot, layout) = evidence::scene(chart, size, height, lit, &self.host);
        if let (Some(sketch), Layout::Columns(frame)) = (&self.sketch, &layout) {
            sketch.picture(chart, frame, &self.host, &mut plot);
        }
        let arrangement = view::arrange(chart, size, &self.host);
        // The sheet of a page from right to left is mirrored as a whole: a plot that is not is mirrored once more.
        let plot = if page.rtl && !chart.turns() { plot.mirrored() } else { plot };
        let sheet = sheet(&Furniture::of(chart, arrangement), plot, size, &self.host);
        Ok((if page.rtl { sheet.mirrored() } else { sheet }, page))
    }

    /// The picture is drawn mirrored.
    fn mirrored(&self) -> bool {
        matches!((&self.chart, &self.drawn), (Some(chart), Some(drawn)) if drawn.page.rtl && chart.turns())
    }
}

impl Graph {
    fn chart(&self) -> Result<&Chart, JsValue> {
        self.chart.as_ref().map(|chart| -> &Chart { chart }).ok_or_else(|| {
            throw(crate::problem!(Error, "not-ready", Place::Whole, "the chart has not been read", "wait for its ready promise"))
        })
    }

    fn compose(&mut self, size: Size, height: f64, ratio: f64, page: Page, lit: Option<Lit>) -> Result<(), JsValue> {
        self.picture.prepare(size.width, height, ratio);
        // The page leaves the overlay without a size, and so without memory, until a reader first points at the chart.
        if self.overlay.has_size() {
            self.overlay.prepare(size.width, height, ratio);
        }
        self.host.letter(&page.font);
        let chart = self.chart.as_ref().ok_or(JsValue::NULL)?;
        #[cfg_attr(feature = "lean", allow(unused_mut))]
        let (mut scene, layout) = evidence::scene(chart, size, height, lit.as_ref(), &self.host);
        #[cfg(not(feature = "lean"))]
        if let (Some(sketch), Layout::Columns(frame)) = (&self.sketch, &layout) {
            sketch.picture(chart, frame, &self.host, &mut scene);
        }
        #[cfg(not(feature = "lean"))]
        let scene = if page.rtl && chart.turns() { scene.mirrored() } else { scene };
        let surface: &mut dyn Surface = &mut self.picture;
        paint(&scene, &page, ratio, surface);
        self.drawn = Some(Drawn {
            size,
            height,
            ratio,
            page,
            layout,
            lit,
            #[cfg(not(feature = "lean"))]
            scene,
        });
        #[cfg(not(feature = "lean"))]
        self.over(true);
        Ok(())
    }

    fn tip(&mut self, tip: Option<Tip>, keyboard: bool) -> JsValue {
        #[cfg(not(feature = "lean"))]
        let mirrored = self.mirrored();
        let Some(drawn) = &self.drawn else { return JsValue::NULL };
        #[cfg(not(feature = "lean"))]
        let tip = if mirrored { tip.map(|tip| tip.mirrored(drawn.size.width)) } else { tip };
        let cursor = tip.as_ref().map(|t| t.cursor);
        let same = cursor.is_some() && cursor == self.cursor && !keyboard;
        if !same && (cursor.is_some() || self.cursor.is_some()) {
            self.overlay.prepare(drawn.size.width, drawn.height, drawn.ratio);
            self.host.letter(&drawn.page.font);
            if let Some(tip) = &tip {
                paint(&tip::overlay(tip, drawn.size.width, drawn.height, keyboard), &drawn.page, drawn.ratio, &mut self.overlay);
            }
        }
        self.cursor = cursor;
        let told = tip.map_or(JsValue::NULL, |t| give(detail::tip(&t, &drawn.page)));
        #[cfg(not(feature = "lean"))]
        self.over(false);
        told
    }

    /// Computes a fact; gives the charts that it may rest on as well, this one first.
    #[cfg(feature = "lean")]
    fn compute(&self, expression: &str) -> Result<(Fact, [&Chart; 1]), JsValue> {
        let chart = self.chart()?;
        Ok((judge::compute(chart, expression, &self.host).map_err(throw)?, [chart]))
    }

    /// The same, with the charts that were joined for this question. What is wrong in the expression is shown in it.
    #[cfg(not(feature = "lean"))]
    fn compute(&mut self, expression: &str) -> Result<(Fact, Vec<Rc<Chart>>), JsValue> {
        let (own, others) = std::mem::take(&mut self.joined);
        self.chart()?;
        let chart = self.chart.clone().ok_or(JsValue::NULL)?;
        let mut charts = vec![(own.as_str(), &*chart)];
        charts.extend(others.iter().map(|(name, chart)| (name.as_str(), &**chart)));
        let fact = judge::compute_on(&charts, expression, &self.host).map_err(|problem| {
            let mut value = detail::problem(&problem);
            if let (Place::Span { start, end }, Value::Object(members)) = (&problem.place, &mut value)
                && let Some((_, Value::String(message))) = members.iter_mut().find(|(name, _)| name == "message")
            {
                message.push('\n');
                message.push_str(&crate::report::caret(expression, *start, *end));
            }
            give(value)
        })?;
        let mut all = vec![chart];
        all.extend(others.into_iter().map(|(_, chart)| chart));
        Ok((fact, all))
    }
}
