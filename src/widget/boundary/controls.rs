//! What readers do with a chart beyond looking: drawing a line before they see it, and choosing values. Only the full module has it, and
//! only where the page has loaded what goes with it: before that, a spec that asks for either is refused, so that nothing is told early.

use super::{Controls, Graph, give, throw, throw_all};
use crate::chart::Chart;
use crate::chart::view::Layout;
use crate::interact::sketch::Sketch;
use crate::interact::{judge, tip};
use crate::paint::paint;
use crate::report::Place;
use crate::scene::sweep::sweep;
use crate::spec::Value;
use crate::widget::detail;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
impl Graph {
    /// Says, before the chart is read, that the page has what readers draw and choose with, and which params the reader has changed.
    pub fn equip(&mut self, changed: Vec<String>) {
        self.controls = Controls { ready: true, changed, shown: self.controls.shown };
    }

    /// Where the reader draws, in pixels of the plot; null where nothing is hidden.
    pub fn pad(&self) -> JsValue {
        self.sketched(&|sketch, _, frame| {
            let pad = sketch.pad(frame);
            Value::object(vec![("x", pad.x.into()), ("y", pad.y.into()), ("width", pad.width.into()), ("height", pad.height.into())])
        })
    }

    /// Draws to a place of the plot; a press `begins`, a move goes on. Gives how the line stands, or null where nothing is hidden.
    pub fn stroke(&mut self, x: f64, y: f64, begins: bool) -> JsValue {
        let mut is_first = false;
        if let (Some(sketch), Some(Layout::Columns(frame))) = (&mut self.sketch, self.drawn.as_ref().map(|drawn| &drawn.layout)) {
            is_first = sketch.values.is_empty();
            sketch.stroke(frame, x, y, begins);
        }
        self.follow(is_first);
        self.stands()
    }

    /// Draws by a key of the keyboard; null where the key means nothing here.
    pub fn nudge(&mut self, key: &str) -> JsValue {
        let (Some(sketch), Some(Layout::Columns(frame))) = (&mut self.sketch, self.drawn.as_ref().map(|drawn| &drawn.layout)) else {
            return JsValue::NULL;
        };
        let is_first = sketch.values.is_empty();
        if !sketch.key(frame, key) {
            return JsValue::NULL;
        }
        self.follow(is_first);
        self.stands()
    }

    /// How the reader's line stands: whether it is begun, its point in words, and what is still to do; null where nothing is hidden.
    pub fn stands(&self) -> JsValue {
        self.sketched(&|sketch, chart, frame| {
            let rest = if sketch.complete() { String::new() } else { sketch.unfinished(chart, &self.host) };
            let (begun, said) = (!sketch.values.is_empty(), sketch.said(chart, frame, &self.host));
            Value::object(vec![("begun", begun.into()), ("said", said.into()), ("rest", rest.into())])
        })
    }

    /// Forgets what the reader has drawn; the next reading hides again what was shown.
    pub fn erase(&mut self) {
        self.controls.shown = false;
        if let Some(sketch) = &mut self.sketch {
            sketch.erase();
        }
        self.follow(true);
    }

    /// Shows what was hidden, and gives both lines and the score; `sweep` then leads over from the picture that was.
    pub fn reveal(&mut self) -> Result<JsValue, JsValue> {
        let (Some(sketch), Some(drawn)) = (self.sketch.clone(), self.drawn.take()) else { return Ok(JsValue::NULL) };
        let chart = self.chart.as_mut().ok_or(JsValue::NULL)?;
        Rc::make_mut(chart).unveil().map_err(throw_all)?;
        self.controls.shown = true;
        self.compose(drawn.size, drawn.height, drawn.ratio, drawn.page, None)?;
        self.before = Some(drawn.scene);
        let chart = self.chart()?;
        let numbers = |values: &[f64]| detail::array(values, |value| Value::Number(*value));
        let score = sketch.score();
        let of = |member: Option<Value>| member.unwrap_or(Value::Null);
        let said = match self.drawn.as_ref().map(|drawn| &drawn.layout) {
            Some(Layout::Columns(frame)) => sketch.verdict(chart, frame, &self.host),
            _ => String::new(),
        };
        Ok(give(Value::object(vec![
            ("x", detail::array(&sketch.keys, |key| tip::title(chart, *key, &self.host).1)),
            ("values", numbers(&sketch.values)),
            ("actual", numbers(&sketch.actual)),
            ("score", of(score.map(|score| score.points.into()))),
            ("error", of(score.map(|score| score.error.into()))),
            ("direction", of(score.map(|score| score.direction.into()))),
            ("end", of(score.map(|score| score.end.into()))),
            ("said", said.into()),
        ])))
    }

    /// Paints `t` of the way, 0 to 1, from the picture in which something was hidden: the line is drawn from left to right.
    pub fn sweep(&mut self, t: f64) {
        let (Some(before), Some(drawn), Some(sketch)) = (&self.before, &self.drawn, &self.sketch) else { return };
        let Layout::Columns(frame) = &drawn.layout else { return };
        self.picture.prepare(drawn.size.width, drawn.height, drawn.ratio);
        if t >= 1.0 {
            paint(&drawn.scene, &drawn.page, drawn.ratio, &mut self.picture);
            self.before = None;
            return;
        }
        let (left, right) = (frame.key.position(sketch.anchor.0), frame.range().1);
        paint(&sweep(before, &drawn.scene, left + t * (right - left), t), &drawn.page, drawn.ratio, &mut self.picture);
    }
}

impl Graph {
    /// A chart that has been read, with what is to be drawn hidden; the error where the page is not ready for it.
    pub(super) fn control(&mut self, mut chart: Chart) -> Result<Chart, JsValue> {
        let before = self.sketch.take();
        if chart.veil.is_none() && chart.spec.params.is_empty() {
            return Ok(chart);
        }
        if !self.controls.ready {
            let remedy = "let the page load what they need";
            let problem = crate::problem!(Error, "controls", Place::Whole, "readers are to draw or to choose here", remedy);
            return Err(throw(problem));
        }
        self.sketch = Sketch::new(&chart).map(|sketch| sketch.resume(before));
        if !self.controls.shown {
            chart.hide();
        }
        Ok(chart)
    }

    /// A fact that rests on what the reader has chosen says so, where its words no longer hold.
    pub(super) fn chosen(&self, mut fact: Value, expression: &str) -> Value {
        if let (Some(chart), Value::Object(members)) = (&self.chart, &mut fact)
            && judge::rests_on(chart, expression, &self.controls.changed, &self.host)
            && let Some((_, words)) = chart.ui.controls.iter().find(|(name, _)| *name == "chosen")
        {
            members.push((String::from("revised"), Value::from(*words)));
        }
        fact
    }

    /// Paints what the reader has drawn; where the first of it came or all of it went, the picture as well, as the question stands in it.
    fn follow(&mut self, is_other: bool) {
        match self.drawn.take() {
            // What cannot be composed has been told when the chart was drawn.
            Some(drawn) if is_other => {
                let _ = self.compose(drawn.size, drawn.height, drawn.ratio, drawn.page, drawn.lit);
            }
            drawn => {
                self.drawn = drawn;
                self.over(true);
            }
        }
    }

    /// Paints the reader's line over the picture, while something is hidden; `anew`: over nothing else.
    pub(super) fn over(&mut self, anew: bool) {
        let (Some(chart), Some(drawn), Some(sketch)) = (&self.chart, &self.drawn, &self.sketch) else { return };
        let Layout::Columns(frame) = &drawn.layout else { return };
        let is_down = chart.veil.as_ref().is_some_and(|veil| veil.down);
        if anew && (is_down || self.overlay.has_size()) {
            self.overlay.prepare(drawn.size.width, drawn.height, drawn.ratio);
        }
        if is_down {
            paint(&sketch.overlay(chart, frame, &self.host), &drawn.page, drawn.ratio, &mut self.overlay);
        }
    }

    /// Something about the drawing while something is hidden; else null.
    fn sketched(&self, give_of: &dyn Fn(&Sketch, &Chart, &crate::chart::frame::Frame) -> Value) -> JsValue {
        match (&self.sketch, &self.chart, self.drawn.as_ref().map(|drawn| &drawn.layout)) {
            (Some(sketch), Some(chart), Some(Layout::Columns(frame))) if chart.veil.as_ref().is_some_and(|veil| veil.down) => {
                give(give_of(sketch, chart, frame))
            }
            _ => JsValue::NULL,
        }
    }
}
