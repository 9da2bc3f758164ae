//! What keys do: everything that a pointer can. Enter chooses the mark or the entry of a legend that the cursor is on; an interval is
//! begun, moved and stretched; domains are moved and stretched; Escape empties.

use super::interval::{self, Rectangle};
use super::pick;
use super::{Event, Outcome, Player};
use crate::grammar::chart::{Chart, Composed};
use crate::grammar::select::define::Bind;
use crate::grammar::select::store::Resolve;

/// How much of a plotting area a key moves what it moves.
const STEP: f64 = 0.02;

impl Player {
    /// Takes a key; `cursor` is where the mark or the entry of a legend is that the reader has come to by keys, in the picture.
    pub fn key(&mut self, chart: &Chart, composed: &Composed, event: &Event, cursor: Option<(f64, f64)>) -> Outcome {
        let mut out = Outcome::default();
        let arrow = match event.key.as_str() {
            "ArrowLeft" => [-1.0, 0.0],
            "ArrowRight" => [1.0, 0.0],
            "ArrowUp" => [0.0, -1.0],
            "ArrowDown" => [0.0, 1.0],
            _ => [0.0, 0.0],
        };
        match event.key.as_str() {
            "Enter" | " " if self.keyed.take().is_some() => out.handled = true,
            "Enter" | " " => out.handled = self.enter(chart, composed, event, cursor, &mut out),
            "b" if self.keyed.take().is_some() => out.handled = true,
            "b" => out.handled = self.begin_interval(chart, composed, cursor, &mut out),
            "Escape" => {
                self.keyed = None;
                for definition in chart.definitions.iter().filter(|d| d.bind != Bind::Scales && !d.clear.is_empty()) {
                    self.hold(composed, &definition.name, Vec::new(), &mut out);
                }
            }
            "0" => {
                for definition in chart.definitions.iter().filter(|d| d.bind == Bind::Scales) {
                    self.hold(composed, &definition.name, Vec::new(), &mut out);
                    out.handled = true;
                }
            }
            "+" | "=" => out.handled = self.scales(chart, composed, cursor, [0.0, 0.0], 0.8, &mut out),
            "-" => out.handled = self.scales(chart, composed, cursor, [0.0, 0.0], 1.25, &mut out),
            _ if arrow == [0.0, 0.0] => {}
            _ if self.keyed.is_some() => out.handled = self.move_interval(chart, composed, arrow, event.shift, &mut out),
            _ if event.shift => out.handled = self.scales(chart, composed, cursor, [-arrow[0], -arrow[1]], 1.0, &mut out),
            _ => {}
        }
        out
    }

    /// Chooses what the cursor is on; where marks cannot be chosen, begins an interval there.
    fn enter(&mut self, chart: &Chart, composed: &Composed, event: &Event, cursor: Option<(f64, f64)>, out: &mut Outcome) -> bool {
        let Some((x, y)) = cursor else { return self.begin_interval(chart, composed, None, out) };
        let at = Event { kind: "click".into(), x, y, ..event.clone() };
        if self.legend(chart, composed, &at, out) {
            return true;
        }
        let Some(target) = pick::mark_at(composed, x, y, 5.0) else { return self.begin_interval(chart, composed, cursor, out) };
        let mut any = false;
        for definition in chart.definitions.iter().filter(|d| !d.interval && !d.on.is_empty() && super::is_in(composed, target.area, d)) {
            // Whatever event chooses by pointer, the key stands for it, but not for what must be held with it.
            let meant = self.meant(definition, composed, target.area, &at);
            self.choose(definition, composed, meant, &at, out);
            any = true;
        }
        any || self.begin_interval(chart, composed, cursor, out)
    }

    /// Begins an interval round the cursor, or in the middle, which keys move from then on; one that is there is taken up again.
    fn begin_interval(&mut self, chart: &Chart, composed: &Composed, cursor: Option<(f64, f64)>, out: &mut Outcome) -> bool {
        let wanted = cursor.and_then(|(x, y)| pick::area_at(composed, x, y));
        let all = (0..composed.areas.len()).filter(|area| wanted.is_none_or(|wanted| wanted == *area));
        let found = all.flat_map(|area| composed.areas[area].places.iter().enumerate().map(move |(place, unit)| (area, place, unit.node)));
        let found = found.into_iter().find_map(|(area, place, node)| {
            let ours = |d: &crate::grammar::select::define::Definition| {
                d.node == node && d.interval && d.bind != Bind::Scales && !d.projections.is_empty()
            };
            chart.definitions.iter().position(ours).map(|definition| (definition, area, place))
        });
        let Some((definition, area, place)) = found else { return false };
        self.keyed = Some((definition, area, place));
        let (d, known) = (&chart.definitions[definition], &composed.areas[area]);
        if interval::of(d, &self.tuples(composed, &d.name), &known.places[place], known).is_none() {
            let (width, height) = known.size;
            let (x, y) = cursor.map_or((width / 2.0, height / 2.0), |(x, y)| (x - known.at.0, y - known.at.1));
            let (across, down) = (0.1 * width, 0.1 * height);
            let around = [(x - across).max(0.0), (y - down).max(0.0), (x + across).min(width), (y + down).min(height)];
            self.stretch(chart, composed, (definition, area, place), around, out);
        }
        true
    }

    /// Moves the interval that keys move, or its right and lower ends.
    fn move_interval(&mut self, chart: &Chart, composed: &Composed, arrow: [f64; 2], extends: bool, out: &mut Outcome) -> bool {
        let Some((definition, area, place)) = self.keyed else { return false };
        let (Some(d), Some(known)) = (chart.definitions.get(definition), composed.areas.get(area)) else { return false };
        let Some(unit) = known.places.get(place) else { return false };
        let Some(was) = interval::of(d, &self.tuples(composed, &d.name), unit, known) else { return false };
        // Over a scale of things a step is one of them.
        let step = |c: &str, whole: f64| {
            let scale = unit.scale(c).filter(|s| s.is_discrete() && !s.domain.is_empty());
            scale.map_or(STEP * whole, |s| whole / s.domain.len() as f64)
        };
        let by = [arrow[0] * step("x", known.size.0), arrow[1] * step("y", known.size.1)];
        let to: Rectangle = if extends {
            let [x, y, x2, y2] = was;
            [x, y, (x2 + by[0]).clamp(x + 1.0, known.size.0.max(x + 1.0)), (y2 + by[1]).clamp(y + 1.0, known.size.1.max(y + 1.0))]
        } else {
            interval::moved(known, was, by)
        };
        // What a band ends with belongs to it: its neighbour does not.
        let inner = |low: f64, high: f64, c: &str| {
            let discrete = unit.scale(c).is_some_and(|s| s.is_discrete());
            let edge = if discrete { (0.25 * step(c, 1.0)).min((high - low) / 4.0) } else { 0.0 };
            (low + edge, high - edge)
        };
        let ((x, x2), (y, y2)) = (inner(to[0], to[2], "x"), inner(to[1], to[3], "y"));
        self.stretch(chart, composed, (definition, area, place), [x, y, x2, y2], out);
        true
    }

    /// Moves or stretches the domains that are bound to a selection, in the plotting area of the cursor or the first that has any.
    fn scales(
        &mut self,
        chart: &Chart,
        composed: &Composed,
        cursor: Option<(f64, f64)>,
        arrow: [f64; 2],
        factor: f64,
        out: &mut Outcome,
    ) -> bool {
        let wanted = cursor.and_then(|(x, y)| pick::area_at(composed, x, y));
        for (number, area) in composed.areas.iter().enumerate().filter(|(number, _)| wanted.is_none_or(|w| w == *number)) {
            for unit in &area.places {
                let bound =
                    chart.definitions.iter().find(|d| d.node == unit.node && d.bind == Bind::Scales && d.resolve == Resolve::Global);
                let Some(definition) = bound else { continue };
                let by = [0.1 * arrow[0] * area.size.0, 0.1 * arrow[1] * area.size.1];
                let about = match cursor.filter(|_| wanted == Some(number)) {
                    Some((x, y)) => [x - area.at.0, y - area.at.1],
                    None => [area.size.0 / 2.0, area.size.1 / 2.0],
                };
                self.show(definition, composed, interval::domains(definition, unit, by, about, factor), out);
                return true;
            }
        }
        false
    }
}
