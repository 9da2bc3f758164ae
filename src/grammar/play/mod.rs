//! What a reader does with a chart: pointing, dragging, turning the wheel, pressing keys and setting inputs, and the state that comes of
//! it. Nothing here draws or knows a browser: events go in, parameters come out changed, and the picture is composed anew from them.
//!
//! Vega-Lite's events are heeded as the spec has them, with what a page of news needs besides: a wheel scrolls the page unless a key is
//! held, a drag down under a finger is the page's, and everything that a pointer can do, keys can too.

mod drags;
mod inputs;
mod interval;
mod keys;
pub mod pick;
mod points;
mod words;

pub use super::select::State;
pub use super::select::stream::Event;
pub use inputs::{Input, inputs};
pub use words::{help, told};

use super::chart::{Chart, Composed};
use super::select::define::{Bind, Definition};
use super::select::store::Tuple;
use super::view::build::Place;
use interval::Rectangle;
use pick::Target;

/// How far a pointer goes, in pixels, before it drags; a finger trembles more.
const STILL: f64 = 3.0;
const STILL_FINGER: f64 = 8.0;

/// What came of an event.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcome {
    /// The parameters that changed.
    pub changed: Vec<String>,
    /// The event is used up: the page should do nothing of its own with it.
    pub handled: bool,
    /// A drag goes on: events of this pointer belong to the chart.
    pub dragging: bool,
    /// The pointer that CSS has for what can be done here; empty for the usual one.
    pub cursor: &'static str,
}

/// A drag.
#[derive(Clone)]
enum Gesture {
    None,
    /// An interval comes into being from a corner.
    Brush {
        definition: usize,
        area: usize,
        place: usize,
        from: [f64; 2],
    },
    /// An interval is moved, from where it was.
    Move {
        definition: usize,
        area: usize,
        place: usize,
        from: [f64; 2],
        was: Rectangle,
    },
    /// Domains are moved; with two fingers, also stretched.
    Pan {
        definition: usize,
        at: (f64, f64),
        place: Box<Place>,
        from: [f64; 2],
        other: Option<(i32, [f64; 2])>,
    },
}

/// The reader of one chart.
pub struct Player {
    state: State,
    gesture: Gesture,
    /// The pointer that drags, where it began, and whether it has moved.
    pointer: Option<(i32, (f64, f64), bool)>,
    /// The state before the drag, to go back to where the browser takes the pointer away.
    before: Option<State>,
    /// A drag has just ended, so that the click that browsers make of it means nothing.
    dragged: bool,
    /// What each selection was last pointed at with.
    over: Vec<(usize, Option<Target>)>,
    /// The interval that keys move: its definition, plotting area and place in that.
    keyed: Option<(usize, usize, usize)>,
}

impl Default for Player {
    fn default() -> Self {
        Player {
            state: State::default(),
            gesture: Gesture::None,
            pointer: None,
            before: None,
            dragged: false,
            over: Vec::new(),
            keyed: None,
        }
    }
}

impl Player {
    /// The state to compose the picture in.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// What a selection holds now.
    fn tuples(&self, composed: &Composed, name: &str) -> Vec<Tuple> {
        let first = || composed.selections.get(name).map_or_else(Vec::new, |s| s.tuples.clone());
        self.state.held(name).map_or_else(first, <[Tuple]>::to_vec)
    }

    fn hold(&mut self, composed: &Composed, name: &str, tuples: Vec<Tuple>, out: &mut Outcome) {
        let now = self.tuples(composed, name);
        if now.len() == tuples.len() && now.iter().zip(&tuples).all(|(a, b)| a.equals(b) && a.unit == b.unit && a.place == b.place) {
            return;
        }
        self.state.hold(name, tuples);
        if !out.changed.iter().any(|n| n == name) {
            out.changed.push(name.to_string());
        }
    }

    /// Takes an event of a pointer or a wheel.
    pub fn act(&mut self, chart: &Chart, composed: &Composed, event: &Event) -> Outcome {
        let mut out = Outcome::default();
        match event.kind.as_str() {
            "pointerdown" => {
                self.dragged = false;
                self.begin(chart, composed, event, &mut out);
                self.happen(chart, composed, event, &mut out);
            }
            "pointermove" if self.pointer.is_some() => self.drag(chart, composed, event, &mut out),
            "pointermove" => {
                self.hover(chart, composed, event, &mut out);
                self.happen(chart, composed, event, &mut out);
            }
            "pointerup" => {
                self.end(chart, composed, event, &mut out);
                self.happen(chart, composed, event, &mut out);
            }
            "pointercancel" => self.give_back(chart, &mut out),
            "pointerleave" => self.leave(chart, composed, event, &mut out),
            "click" if std::mem::take(&mut self.dragged) => {}
            "wheel" => self.wheel(chart, composed, event, &mut out),
            _ => self.happen(chart, composed, event, &mut out),
        }
        out.dragging = self.pointer.is_some_and(|(.., moved)| moved);
        out.cursor = self.cursor(chart, composed, event);
        out
    }

    fn cursor(&self, chart: &Chart, composed: &Composed, event: &Event) -> &'static str {
        match self.gesture {
            Gesture::Brush { .. } => return "crosshair",
            Gesture::Move { .. } => return "move",
            Gesture::Pan { .. } => return "grabbing",
            Gesture::None => {}
        }
        if event.touch || event.kind != "pointermove" {
            return "";
        }
        if chart.definitions.iter().any(|d| d.bind == Bind::Legend) && pick::entry_at(composed, event.x, event.y).is_some() {
            return "pointer";
        }
        if let Some((definition, area, place)) = Self::intervals(chart, composed, event, false).first() {
            let (d, known) = (&chart.definitions[*definition], &composed.areas[*area]);
            let was = interval::of(d, &self.tuples(composed, &d.name), &known.places[*place], known);
            let (x, y) = (event.x - known.at.0, event.y - known.at.1);
            let inside = was.is_some_and(|[left, top, right, bottom]| x >= left && x <= right && y >= top && y <= bottom);
            return if inside { "move" } else { "crosshair" };
        }
        let clicked = |d: &Definition| !d.interval && d.on.iter().any(|s| matches!(s.kind.as_str(), "click" | "dblclick" | "pointerdown"));
        if chart.definitions.iter().any(clicked) && pick::mark_at(composed, event.x, event.y, 5.0).is_some() {
            return "pointer";
        }
        if Self::intervals(chart, composed, event, true).is_empty() { "" } else { "grab" }
    }
}

/// Whether a plotting area has the view of a definition.
fn is_in(composed: &Composed, area: usize, definition: &Definition) -> bool {
    composed.areas.get(area).is_some_and(|a| a.places.iter().any(|place| place.node == definition.node))
}

#[cfg(test)]
mod tests;
