//! Intervals between pixels and values: what a rectangle on a plotting area selects, and domains that are moved and stretched.

use super::pick;
use crate::grammar::chart::Composed;
use crate::grammar::select::IDENTITY;
use crate::grammar::select::define::Definition;
use crate::grammar::select::store::{Meant, Part, Tuple};
use crate::grammar::view::brush;
use crate::grammar::view::build::{Area, Place};
use crate::grammar::view::scale::Scale;
use crate::transform::{Datum, Field};

/// Left, top, right, bottom.
pub(crate) type Rectangle = [f64; 4];

/// Which of the two directions an interval goes along.
pub(crate) fn directions(definition: &Definition) -> [bool; 2] {
    let on = |c: &str| definition.on_channel(c).is_some();
    [on("x") || on("longitude"), on("y") || on("latitude")]
}

/// A rectangle over the whole of the directions along which an interval does not go.
pub(crate) fn widened(definition: &Definition, area: &Area, [x, y, x2, y2]: Rectangle) -> Rectangle {
    let [across, down] = directions(definition);
    let (x, x2) = if across { (x.min(x2), x.max(x2)) } else { (0.0, area.size.0) };
    let (y, y2) = if down { (y.min(y2), y.max(y2)) } else { (0.0, area.size.1) };
    [x, y, x2, y2]
}

/// Where the interval of a unit lies on its plotting area; none where there is none.
pub(crate) fn of(definition: &Definition, tuples: &[Tuple], place: &Place, area: &Area) -> Option<Rectangle> {
    let tuple = tuples.iter().find(|t| t.unit == place.unit)?;
    let [x, y, x2, y2] = brush::place(definition, tuple, &|c| place.scale(c), area.size);
    [x, y, x2, y2].iter().all(|v| v.is_finite()).then_some([x.min(x2), y.min(y2), x.max(x2), y.max(y2)])
}

/// The things of a discrete scale whose bands a range of pixels touches.
fn between(scale: &Scale, low: f64, high: f64) -> Vec<Datum> {
    let wide = scale.bandwidth();
    let touched = |value: &&Datum| {
        let at = scale.position(value, 0.0);
        at + wide >= low + 1e-6 && at <= high - 1e-6
    };
    scale.domain.iter().filter(touched).cloned().collect()
}

/// The values of a scale between two pixels; none where there is nothing between them.
fn values(scale: &Scale, low: f64, high: f64) -> Option<Vec<Datum>> {
    if scale.is_discrete() {
        return Some(between(scale, low, high)).filter(|values| !values.is_empty());
    }
    let mut ends = [scale.invert(low), scale.invert(high)];
    if ends.iter().any(|end| !end.number().is_finite()) || ends[0].number() == ends[1].number() {
        return None;
    }
    if ends[0].number() > ends[1].number() {
        ends.swap(0, 1);
    }
    Some(ends.to_vec())
}

/// What a rectangle selects in a unit.
pub(crate) fn tuple(definition: &Definition, composed: &Composed, number: usize, place: &Place, rectangle: Rectangle) -> Option<Tuple> {
    let area = composed.areas.get(number)?;
    let [x, y, x2, y2] = widened(definition, area, rectangle);
    if definition.geo {
        let rows = pick::rows_in(composed, number, definition.node, [x, y, x2, y2]);
        let identity = Field::column(IDENTITY);
        let values = rows.into_iter().map(|row| identity.of(&place.frame, row as usize)).collect();
        let part = Part { field: IDENTITY.into(), channel: None, path: identity, unit: None, meant: Meant::OneOf, values };
        return Some(Tuple { unit: place.unit.clone(), parts: vec![part], place: Some([x, y, x2, y2]) });
    }
    let mut parts = Vec::new();
    for (c, low, high) in [("x", x, x2), ("y", y, y2)] {
        let Some(index) = definition.on_channel(c) else { continue };
        parts.push(definition.part(index, values(&*place.scale(c)?, low, high)?));
    }
    (!parts.is_empty()).then(|| Tuple { unit: place.unit.clone(), parts, place: None })
}

/// A rectangle moved, without leaving the plotting area.
pub(crate) fn moved(area: &Area, [x, y, x2, y2]: Rectangle, by: [f64; 2]) -> Rectangle {
    let along = |low: f64, high: f64, by: f64, whole: f64| {
        let by = by.clamp(-low.max(0.0), (whole - high).max(0.0));
        (low + by, high + by)
    };
    let ((x, x2), (y, y2)) = (along(x, x2, by[0], area.size.0), along(y, y2, by[1], area.size.1));
    [x, y, x2, y2]
}

/// A rectangle made larger or smaller about a place.
pub(crate) fn stretched(area: &Area, [x, y, x2, y2]: Rectangle, about: [f64; 2], factor: f64) -> Rectangle {
    let along = |v: f64, about: f64, whole: f64| (about + (v - about) * factor).clamp(0.0, whole);
    [along(x, about[0], area.size.0), along(y, about[1], area.size.1), along(x2, about[0], area.size.0), along(y2, about[1], area.size.1)]
}

/// The domains of the scales that a selection is bound to, after their ranges were moved by some pixels and then stretched about a
/// place; scales that are no ranges of numbers stay.
pub(crate) fn domains(definition: &Definition, place: &Place, by: [f64; 2], about: [f64; 2], factor: f64) -> Vec<Part> {
    let mut out = Vec::new();
    for (direction, c) in ["x", "y"].into_iter().enumerate() {
        let (Some(index), Some(scale)) = (definition.on_channel(c), place.scale(c)) else { continue };
        if scale.is_discrete() {
            continue;
        }
        let (first, last) = scale.ends();
        let from = |end: f64| scale.invert(about[direction] + (end - by[direction] - about[direction]) * factor);
        let ends = vec![from(first), from(last)];
        let sound = ends.iter().all(|end| end.number().is_finite()) && ends[0].number() != ends[1].number();
        if sound {
            out.push(definition.part(index, ends));
        }
    }
    out
}
