//! Drags and the wheel: an interval comes into being, is moved and stretched; domains are moved and stretched.

use super::interval::{self, Rectangle};
use super::{Event, Gesture, Outcome, Player, STILL, STILL_FINGER, pick};
use crate::grammar::chart::{Chart, Composed};
use crate::grammar::select::define::{Bind, Definition};
use crate::grammar::select::store::{Part, Resolve};
use crate::grammar::select::stream::Stream;
use crate::grammar::view::build::Place;

impl Player {
    /// The selections of intervals at a place that fulfil a condition: the definition, and where it is.
    pub(super) fn intervals(chart: &Chart, composed: &Composed, event: &Event, scales: bool) -> Vec<(usize, usize, usize)> {
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

    pub(super) fn begin(&mut self, chart: &Chart, composed: &Composed, event: &Event, out: &mut Outcome) {
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

    pub(super) fn drag(&mut self, chart: &Chart, composed: &Composed, event: &Event, out: &mut Outcome) {
        let Some((pointer, (x, y), moved)) = self.pointer else { return };
        let far = (event.x - x).abs().max((event.y - y).abs());
        if !moved && far < if event.touch { STILL_FINGER } else { STILL } {
            return;
        }
        if !moved && event.touch && !event.rested && (event.y - y).abs() > (event.x - x).abs() {
            // A swipe up or down is the page's.
            (self.gesture, self.pointer, self.before) = (Gesture::None, None, None);
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
    pub(super) fn stretch(
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
    pub(super) fn show(&mut self, definition: &Definition, composed: &Composed, parts: Vec<Part>, out: &mut Outcome) {
        let mut tuple = self.tuples(composed, &definition.name).into_iter().next().unwrap_or_default();
        tuple.parts.retain(|own| !parts.iter().any(|new| new.field == own.field));
        tuple.parts.extend(parts);
        self.hold(composed, &definition.name, vec![tuple], out);
    }

    pub(super) fn end(&mut self, chart: &Chart, composed: &Composed, event: &Event, out: &mut Outcome) {
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
    pub(super) fn give_back(&mut self, chart: &Chart, out: &mut Outcome) {
        let moved = self.pointer.is_some_and(|(.., moved)| moved);
        if let Some(before) = self.before.take().filter(|_| moved) {
            self.state = before;
            out.changed = chart.definitions.iter().map(|d| d.name.clone()).collect();
        }
        (self.gesture, self.pointer) = (Gesture::None, None);
    }

    /// A wheel stretches domains or an interval, but only with a key held: without, it is the page that scrolls.
    pub(super) fn wheel(&mut self, chart: &Chart, composed: &Composed, event: &Event, out: &mut Outcome) {
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
}
