//! Selections of points: a mark, the nearest mark or an entry of a legend is chosen, added, taken away; nothing is chosen.

use super::pick::{self, Target};
use super::{Event, Outcome, Player, is_in};
use crate::grammar::chart::{Chart, Composed};
use crate::grammar::data::path;
use crate::grammar::select::define::{Bind, Definition, Projection};
use crate::grammar::select::store::{Resolve, Tuple};
use crate::grammar::select::stream::Stream;
use crate::transform::Datum;

impl Player {
    /// The mark that a selection of points means at a place.
    pub(super) fn meant(&self, definition: &Definition, composed: &Composed, area: usize, event: &Event) -> Option<Target> {
        if definition.nearest {
            let on = |c: &str| definition.on_channel(c).is_some();
            let along = if on("x") == on("y") { [true, true] } else { [on("x"), on("y")] };
            return pick::nearest(composed, area, definition.node, event.x, event.y, along);
        }
        pick::mark_at(composed, event.x, event.y, if event.touch { 12.0 } else { 5.0 }).filter(|target| target.area == area)
    }

    /// An event that is no drag: it selects, or empties.
    pub(super) fn happen(&mut self, chart: &Chart, composed: &Composed, event: &Event, out: &mut Outcome) {
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
    pub(super) fn choose(
        &mut self,
        definition: &Definition,
        composed: &Composed,
        target: Option<Target>,
        event: &Event,
        out: &mut Outcome,
    ) {
        let tuple = target.and_then(|target| {
            let place = composed.areas.get(target.area)?.places.get(target.place)?;
            let row = target.row as usize;
            let part = |(index, projection): (usize, &Projection)| {
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
    pub(super) fn take(&mut self, definition: &Definition, composed: &Composed, tuple: Option<Tuple>, event: &Event, out: &mut Outcome) {
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
    pub(super) fn legend(&mut self, chart: &Chart, composed: &Composed, event: &Event, out: &mut Outcome) -> bool {
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
    pub(super) fn hover(&mut self, chart: &Chart, composed: &Composed, event: &Event, out: &mut Outcome) {
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
    pub(super) fn leave(&mut self, chart: &Chart, composed: &Composed, event: &Event, out: &mut Outcome) {
        self.over.clear();
        let event = Event { kind: "pointerout".into(), ..event.clone() };
        for definition in chart.definitions.iter().filter(|d| d.clear.iter().any(|stream| stream.fits(&event))) {
            self.hold(composed, &definition.name, Vec::new(), out);
        }
    }
}
