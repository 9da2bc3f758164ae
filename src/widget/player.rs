//! What a reader does with a chart of the full grammar, as the page's shell hands it over: events go to `grammar::play`, and once a frame
//! the picture is drawn anew from what came of them.

use super::grammar::{Graph, give, zone};
use super::input;
use crate::grammar::play::{self, Event, Outcome};
use crate::host::{Host, NumberStyle};
use crate::spec::Value;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

fn told(outcome: Outcome) -> JsValue {
    let changed = outcome.changed.into_iter().map(Value::String).collect();
    give(Value::object(vec![
        ("changed", Value::Array(changed)),
        ("handled", outcome.handled.into()),
        ("dragging", outcome.dragging.into()),
        ("cursor", outcome.cursor.into()),
    ]))
}

#[wasm_bindgen]
impl Graph {
    /// Takes an event of a pointer or a wheel: `{type, x, y, shift, alt, ctrl, meta, touch, rested, pointer, delta}`, at a place of the plot.
    pub fn act(&mut self, event: &JsValue) -> JsValue {
        let Some(drawn) = &self.drawn else { return JsValue::NULL };
        let given = input::value(event);
        let number = |key: &str| if let Some(Value::Number(n)) = given.get(key) { *n } else { 0.0 };
        let event = Event {
            kind: given.get("type").and_then(Value::as_str).unwrap_or_default().to_string(),
            x: (number("x") - drawn.left()) / drawn.scale(),
            y: number("y") / drawn.scale(),
            pointer: number("pointer") as i32,
            delta: number("delta"),
            ..held(&given)
        };
        let outcome = self.player.act(&drawn.chart, &drawn.composed, &event);
        drawn.chart.changed(&outcome.changed);
        told(outcome)
    }

    /// Takes a key, `{key, shift, alt, ctrl, meta}`, with the cursor where it is.
    pub fn press(&mut self, event: &JsValue) -> JsValue {
        let Some(drawn) = &self.drawn else { return JsValue::NULL };
        let given = input::value(event);
        let key = given.get("key").and_then(Value::as_str).unwrap_or_default().to_string();
        let event = Event { kind: "keydown".into(), key, ..held(&given) };
        let cursor = self.cursor.and_then(|at| drawn.spots.get(at)).map(|spot| spot.at);
        let outcome = self.player.key(&drawn.chart, &drawn.composed, &event, cursor);
        drawn.chart.changed(&outcome.changed);
        told(outcome)
    }

    /// The inputs that parameters are bound to, with their values.
    pub fn inputs(&self) -> JsValue {
        let inputs = self.drawn.as_ref().map_or_else(Vec::new, |drawn| play::inputs(&drawn.chart, &drawn.composed));
        give(Value::Array(inputs.iter().map(play::Input::value).collect()))
    }

    /// Sets one of them, by its number, to a value.
    pub fn set(&mut self, index: usize, value: &JsValue) -> JsValue {
        let Some(drawn) = &self.drawn else { return JsValue::NULL };
        let inputs = play::inputs(&drawn.chart, &drawn.composed);
        let Some(chosen) = inputs.get(index) else { return JsValue::NULL };
        let outcome = self.player.set(&drawn.chart, &drawn.composed, chosen, &input::value(value), &zone);
        drawn.chart.changed(&outcome.changed);
        told(outcome)
    }

    /// Draws it as it is set now, in the room that it has; true where the picture would like another height.
    pub fn redraw(&mut self) -> Result<bool, JsValue> {
        let other = self.recompose()?;
        self.paint();
        // What the cursor is on may stand elsewhere now.
        let cursor = self.cursor.take().filter(|at| self.drawn.as_ref().is_some_and(|drawn| *at < drawn.spots.len()));
        self.tip(cursor);
        Ok(other)
    }

    /// Parameters by name, as they are drawn: `[{name, value}]`.
    pub fn params(&self, names: Vec<String>) -> JsValue {
        let params = self.drawn.iter().flat_map(|drawn| &drawn.composed.params);
        let one = |(name, value): &(String, Value)| Value::object(vec![("name", name.as_str().into()), ("value", value.clone())]);
        give(Value::Array(params.filter(|(name, _)| names.contains(name)).map(one).collect()))
    }

    /// The same in words, to be said.
    pub fn told(&self, names: Vec<String>) -> String {
        let Some(drawn) = &self.drawn else { return String::new() };
        let style = |n: f64| NumberStyle::decimals(if n.abs() >= 100.0 || n == n.trunc() { 0 } else { 2 });
        play::told(&drawn.chart, &drawn.composed, &names, &self.locale, &|n| self.host.number(n, style(n)))
    }
}

/// The keys that are held, and whether it is a finger.
fn held(given: &Value) -> Event {
    let truth = |key: &str| given.get(key) == Some(&Value::Bool(true));
    let [shift, alt, ctrl, meta, touch, rested] = ["shift", "alt", "ctrl", "meta", "touch", "rested"].map(truth);
    Event { shift, alt, ctrl, meta, touch, rested, ..Event::default() }
}
