//! What a reader does with a chart: pointing, dragging, turning the wheel, pressing keys and setting inputs, and the state that comes of
//! it. Nothing here draws or knows a browser: events go in, parameters come out changed, and the picture is composed anew from them.
//!
//! Vega-Lite's events are heeded as the spec has them, with what a page of news needs besides: a wheel scrolls the page unless a key is
//! held, a drag down under a finger is the page's, and everything that a pointer can do, keys can too.

mod inputs;
mod interval;
mod keys;
pub mod pick;
mod words;

pub use super::select::State;
pub use super::select::stream::Event;
pub use inputs::{Input, inputs};
pub use words::{help, told};

use super::chart::{Chart, Composed};
use super::data::path;
use super::select::define::{Bind, Definition};
use super::select::store::{Part, Resolve, Tuple};
use super::select::stream::Stream;
use super::view::build::Place;
use crate::transform::Datum;
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

    // -- points -----------------------------------------------------------------------------------------------------------------------

    /// The mark that a selection of points means at a place.
    fn meant(&self, definition: &Definition, composed: &Composed, area: usize, event: &Event) -> Option<Target> {
        if definition.nearest {
            let on = |c: &str| definition.on_channel(c).is_some();
            let along = if on("x") == on("y") { [true, true] } else { [on("x"), on("y")] };
            return pick::nearest(composed, area, definition.node, event.x, event.y, along);
        }
        pick::mark_at(composed, event.x, event.y, if event.touch { 12.0 } else { 5.0 }).filter(|target| target.area == area)
    }

    /// An event that is no drag: it selects, or empties.
    fn happen(&mut self, chart: &Chart, composed: &Composed, event: &Event, out: &mut Outcome) {
        if event.kind == "click" && self.legend(chart, composed, event, out) {
            return;
        }
        let area = pick::area_at(composed, event.x, event.y).or_else(|| pick::mark_at(composed, event.x, event.y, 5.0).map(|t| t.area));
        for definition in &chart.definitions {
            if definition.clear.iter().any(|stream| stream.fits(event)) {
                self.hold(composed, &definition.name, Vec::new(), out);
            }
            let here = area.filter(|&area| !definition.interval && is_in(composed, area, definition));
            if let Some(area) = here.filter(|_| definition.on.iter().any(|stream| stream.between.is_none() && stream.fits(event))) {
                let target = self.meant(definition, composed, area, event);
                self.choose(definition, composed, target, event, out);
            }
        }
        out.handled |= event.kind == "dblclick" && !out.changed.is_empty();
    }

    /// A mark, or nothing, is chosen for a selection of points.
    fn choose(&mut self, definition: &Definition, composed: &Composed, target: Option<Target>, event: &Event, out: &mut Outcome) {
        let tuple = target.and_then(|target| {
            let place = composed.areas.get(target.area)?.places.get(target.place)?;
            let row = target.row as usize;
            let part = |(index, projection): (usize, &super::select::define::Projection)| {
                let value = |column: &str| path(column).of(&place.frame, row);
                let ends = projection.until.iter().map(|until| value(until));
                definition.part(index, std::iter::once(value(&projection.from)).chain(ends).collect())
            };
            let parts = definition.projections.iter().enumerate().map(part).collect();
            Some(Tuple { unit: place.unit.clone(), parts, place: None })
        });
        self.take(definition, composed, tuple, event, out);
    }

    /// Puts a tuple into a store, or takes it out, or empties the store, as the event has it.
    fn take(&mut self, definition: &Definition, composed: &Composed, tuple: Option<Tuple>, event: &Event, out: &mut Outcome) {
        let toggles = definition.toggle.as_ref().is_some_and(|condition| event.satisfies(condition));
        let mut tuples = self.tuples(composed, &definition.name);
        let global = definition.resolve == Resolve::Global;
        match (tuple, toggles) {
            (None, true) => return,
            (None, false) if global => tuples.clear(),
            (None, false) => return,
            (Some(tuple), true) => match tuples.iter().position(|t| t.equals(&tuple) && (global || t.unit == tuple.unit)) {
                Some(at) => drop(tuples.remove(at)),
                None => tuples.push(tuple),
            },
            (Some(tuple), false) => {
                tuples.retain(|t| !global && t.unit != tuple.unit);
                tuples.push(tuple);
            }
        }
        self.hold(composed, &definition.name, tuples, out);
    }

    /// A click on an entry of a legend; true where there is one. Beside all entries, what they chose is chosen no more.
    fn legend(&mut self, chart: &Chart, composed: &Composed, event: &Event, out: &mut Outcome) -> bool {
        let bound: Vec<&Definition> = chart.definitions.iter().filter(|d| d.bind == Bind::Legend).collect();
        if bound.is_empty() {
            return false;
        }
        let entry = pick::entry_at(composed, event.x, event.y);
        let mut done: Vec<&str> = Vec::new();
        for definition in bound {
            if done.contains(&definition.name.as_str()) {
                continue;
            }
            let index = entry.as_ref().and_then(|e| definition.projections.iter().position(|p| p.part.field == e.field));
            match (&entry, index) {
                (Some(entry), Some(index)) => {
                    let parts = vec![definition.part(index, vec![Datum::from_value(&entry.value)])];
                    let unit = chart.tree.nodes[definition.node].name.clone();
                    self.take(definition, composed, Some(Tuple { unit, parts, place: None }), event, out);
                    done.push(&definition.name);
                }
                (None, _) if pick::mark_at(composed, event.x, event.y, 5.0).is_none() => self.take(definition, composed, None, event, out),
                _ => {}
            }
        }
        entry.is_some()
    }

    /// A pointer moves without dragging: marks come under it and go.
    fn hover(&mut self, chart: &Chart, composed: &Composed, event: &Event, out: &mut Outcome) {
        let area = pick::area_at(composed, event.x, event.y);
        for (index, definition) in chart.definitions.iter().enumerate().filter(|(_, d)| !d.interval) {
            let of = |kind: &str, streams: &[Stream]| streams.iter().any(|stream| stream.kind == kind);
            if !of("pointerover", &definition.on) && !of("pointerout", &definition.clear) {
                continue;
            }
            let here = area.filter(|&area| is_in(composed, area, definition));
            let target = here.and_then(|area| self.meant(definition, composed, area, event));
            let was = self.over.iter().find(|(i, _)| *i == index).map(|(_, target)| *target);
            if was == Some(target) {
                continue;
            }
            self.over.retain(|(i, _)| *i != index);
            self.over.push((index, target));
            let fits = |kind: &str, streams: &[Stream]| {
                let event = Event { kind: kind.into(), ..event.clone() };
                streams.iter().any(|stream| stream.between.is_none() && stream.fits(&event))
            };
            if target.is_none() && was.is_some() && fits("pointerout", &definition.clear) {
                self.hold(composed, &definition.name, Vec::new(), out);
            } else if here.is_some() && fits("pointerover", &definition.on) && (target.is_some() || was.is_some()) {
                self.choose(definition, composed, target, event, out);
            }
        }
    }

    /// The pointer leaves the chart.
    fn leave(&mut self, chart: &Chart, composed: &Composed, event: &Event, out: &mut Outcome) {
        self.over.clear();
        let event = Event { kind: "pointerout".into(), ..event.clone() };
        for definition in chart.definitions.iter().filter(|d| d.clear.iter().any(|stream| stream.fits(&event))) {
            self.hold(composed, &definition.name, Vec::new(), out);
        }
    }

    // -- drags ------------------------------------------------------------------------------------------------------------------------

    /// The selections of intervals at a place that fulfil a condition: the definition, and where it is.
    fn intervals(chart: &Chart, composed: &Composed, event: &Event, scales: bool) -> Vec<(usize, usize, usize)> {
        let Some(number) = pick::area_at(composed, event.x, event.y) else { return Vec::new() };
        let places = composed.areas[number].places.iter().enumerate();
        let of = |(place, unit): (usize, &Place)| {
            let here = chart.definitions.iter().enumerate();
            let node = unit.node;
            let fits = move |(_, d): &(usize, &Definition)| d.node == node && d.interval && (d.bind == Bind::Scales) == scales;
            here.filter(fits).map(|(i, _)| (i, number, place)).collect::<Vec<_>>()
        };
        places.flat_map(of).collect()
    }

    fn begin(&mut self, chart: &Chart, composed: &Composed, event: &Event, out: &mut Outcome) {
        if let (Gesture::Pan { other, .. }, Some((first, ..))) = (&mut self.gesture, self.pointer)
            && other.is_none()
            && first != event.pointer
        {
            // A second finger.
            *other = Some((event.pointer, [event.x, event.y]));
            out.handled = true;
            return;
        }
        let local = |area: usize| {
            let at = composed.areas[area].at;
            [event.x - at.0, event.y - at.1]
        };
        let begins = |streams: &[Stream]| streams.iter().any(|stream| stream.begins(event));
        let mut found = Gesture::None;
        for (definition, area, place) in Self::intervals(chart, composed, event, false) {
            let d = &chart.definitions[definition];
            let from = local(area);
            let was = interval::of(d, &self.tuples(composed, &d.name), &composed.areas[area].places[place], &composed.areas[area]);
            let inside = was.filter(|[x, y, x2, y2]| from[0] >= *x && from[0] <= *x2 && from[1] >= *y && from[1] <= *y2);
            found = match inside {
                Some(was) if begins(&d.translate) => Gesture::Move { definition, area, place, from, was },
                _ if begins(&d.on) => Gesture::Brush { definition, area, place, from },
                _ => continue,
            };
            break;
        }
        if matches!(found, Gesture::None) {
            let scales = Self::intervals(chart, composed, event, true).into_iter();
            if let Some((definition, area, place)) = scales.into_iter().find(|(d, ..)| begins(&chart.definitions[*d].translate)) {
                let known = &composed.areas[area];
                let place = Box::new(known.places[place].clone());
                found = Gesture::Pan { definition, at: known.at, place, from: local(area), other: None };
            }
        }
        if !matches!(found, Gesture::None) {
            self.gesture = found;
            self.pointer = Some((event.pointer, (event.x, event.y), false));
            self.before = Some(self.state.clone());
            self.keyed = None;
        }
    }

    fn drag(&mut self, chart: &Chart, composed: &Composed, event: &Event, out: &mut Outcome) {
        let Some((pointer, (x, y), moved)) = self.pointer else { return };
        let far = (event.x - x).abs().max((event.y - y).abs());
        if !moved && far < if event.touch { STILL_FINGER } else { STILL } {
            return;
        }
        self.pointer = Some((pointer, (x, y), true));
        out.handled = true;
        let gesture = self.gesture.clone();
        match gesture {
            Gesture::None => {}
            Gesture::Brush { definition, area, place, from } => {
                let Some(known) = composed.areas.get(area) else { return };
                let to = [(event.x - known.at.0).clamp(0.0, known.size.0), (event.y - known.at.1).clamp(0.0, known.size.1)];
                self.stretch(chart, composed, (definition, area, place), [from[0], from[1], to[0], to[1]], out);
            }
            Gesture::Move { definition, area, place, from, was } => {
                let Some(known) = composed.areas.get(area) else { return };
                let by = [event.x - known.at.0 - from[0], event.y - known.at.1 - from[1]];
                self.stretch(chart, composed, (definition, area, place), interval::moved(known, was, by), out);
            }
            Gesture::Pan { definition, at, place, from, other } => {
                let local = [event.x - at.0, event.y - at.1];
                let d = &chart.definitions[definition];
                match other {
                    None if pointer == event.pointer => {
                        let by = [local[0] - from[0], local[1] - from[1]];
                        self.show(d, composed, interval::domains(d, &place, by, [0.0, 0.0], 1.0), out);
                    }
                    Some((id, second)) => {
                        // Where the fingers were, and where they are: the one that did not move is where it was.
                        let still = if event.pointer == id { from } else { [second[0] - at.0, second[1] - at.1] };
                        let began = if event.pointer == id { [second[0] - at.0, second[1] - at.1] } else { from };
                        let length = |p: [f64; 2]| (p[0] - still[0]).hypot(p[1] - still[1]).max(1.0);
                        let factor = (length(began) / length(local)).clamp(0.05, 20.0);
                        self.show(d, composed, interval::domains(d, &place, [0.0, 0.0], still, factor), out);
                    }
                    None => {}
                }
            }
        }
    }

    /// Gives the interval of a unit another rectangle.
    fn stretch(
        &mut self,
        chart: &Chart,
        composed: &Composed,
        (definition, area, place): (usize, usize, usize),
        to: Rectangle,
        out: &mut Outcome,
    ) {
        let Some(unit) = composed.areas.get(area).and_then(|a| a.places.get(place)) else { return };
        let d = &chart.definitions[definition];
        let tuple = interval::tuple(d, composed, area, unit, to);
        let mut tuples = self.tuples(composed, &d.name);
        tuples.retain(|t| d.resolve != Resolve::Global && t.unit != unit.unit);
        tuples.extend(tuple);
        self.hold(composed, &d.name, tuples, out);
    }

    /// Gives scales other domains; those of fields that are not among them stay.
    fn show(&mut self, definition: &Definition, composed: &Composed, parts: Vec<Part>, out: &mut Outcome) {
        let mut tuple = self.tuples(composed, &definition.name).into_iter().next().unwrap_or_default();
        tuple.parts.retain(|own| !parts.iter().any(|new| new.field == own.field));
        tuple.parts.extend(parts);
        self.hold(composed, &definition.name, vec![tuple], out);
    }

    fn end(&mut self, chart: &Chart, composed: &Composed, event: &Event, out: &mut Outcome) {
        let Some((pointer, _, moved)) = self.pointer else { return };
        if let Gesture::Pan { other: Some(_), .. } = self.gesture {
            // One finger is lifted of two: the other goes on from where things are now.
            self.gesture = Gesture::None;
        }
        if pointer != event.pointer && !matches!(self.gesture, Gesture::None) {
            return;
        }
        if let (Gesture::Brush { definition, area, place, .. }, false) = (&self.gesture, moved) {
            // A press without a move leaves no interval.
            let (definition, unit) = (&chart.definitions[*definition], &composed.areas[*area].places[*place].unit);
            let mut tuples = self.tuples(composed, &definition.name);
            tuples.retain(|t| definition.resolve != Resolve::Global && t.unit != *unit);
            self.hold(composed, &definition.name, tuples, out);
        }
        self.dragged = moved;
        (self.gesture, self.pointer, self.before) = (Gesture::None, None, None);
    }

    /// The browser takes the pointer for itself, to scroll: everything is as it was.
    fn give_back(&mut self, chart: &Chart, out: &mut Outcome) {
        let moved = self.pointer.is_some_and(|(.., moved)| moved);
        if let Some(before) = self.before.take().filter(|_| moved) {
            self.state = before;
            out.changed = chart.definitions.iter().map(|d| d.name.clone()).collect();
        }
        (self.gesture, self.pointer) = (Gesture::None, None);
    }

    /// A wheel stretches domains or an interval, but only with a key held: without, it is the page that scrolls.
    fn wheel(&mut self, chart: &Chart, composed: &Composed, event: &Event, out: &mut Outcome) {
        if !(event.ctrl || event.meta || event.alt || event.shift) {
            return;
        }
        // A spec that says nothing of keys means any of them.
        let zooms =
            |d: &Definition| d.zoom.iter().any(|stream| stream.fits(event) && (!stream.filters.is_empty() || event.ctrl || event.meta));
        let factor = 1.001f64.powf(event.delta.clamp(-1000.0, 1000.0));
        for (definition, area, place) in Self::intervals(chart, composed, event, false) {
            let d = &chart.definitions[definition];
            let known = &composed.areas[area];
            let about = [event.x - known.at.0, event.y - known.at.1];
            let was = interval::of(d, &self.tuples(composed, &d.name), &known.places[place], known);
            let inside = was.filter(|[x, y, x2, y2]| about[0] >= *x && about[0] <= *x2 && about[1] >= *y && about[1] <= *y2);
            if let Some(was) = inside.filter(|_| zooms(d)) {
                self.stretch(chart, composed, (definition, area, place), interval::stretched(known, was, about, factor), out);
                out.handled = true;
                return;
            }
        }
        for (definition, area, place) in Self::intervals(chart, composed, event, true) {
            let d = &chart.definitions[definition];
            if zooms(d) {
                let known = &composed.areas[area];
                let about = [event.x - known.at.0, event.y - known.at.1];
                let parts = interval::domains(d, &known.places[place], [0.0, 0.0], about, factor);
                self.show(d, composed, parts, out);
                out.handled = true;
                return;
            }
        }
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
