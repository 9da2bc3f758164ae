//! What selections add to a view: the rectangle of an interval, behind and over the marks, and the regions in which pointing selects
//! the nearest mark; Vega-Lite's `selection/interval` and `selection/nearest`.

use super::env::Env;
use super::scale::Scale;
use super::settle::Scope;
use crate::grammar::compile::tree::Tree;
use crate::grammar::json::Json;
use crate::grammar::scene::{Item, Mark, MarkKind};
use crate::grammar::select::define::{Bind, Definition};
use crate::grammar::select::store::{Resolve, Tuple};
use crate::spec::Value;
use crate::transform::Datum;

/// The ends of values on a scale, in pixels; not numbers where they have no place.
pub(crate) fn ends(scale: &Scale, values: &[Datum]) -> (f64, f64) {
    let at: Vec<f64> = values.iter().map(|v| scale.position(v, 0.0)).collect();
    let low = at.iter().copied().fold(f64::INFINITY, f64::min);
    let high = at.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let wide = if scale.is_discrete() { scale.bandwidth() } else { 0.0 };
    if low.is_finite() { (low, high + wide) } else { (f64::NAN, f64::NAN) }
}

/// Left, top, right and bottom of an interval on a plotting area of a size.
pub(crate) fn place(
    definition: &Definition,
    tuple: &Tuple,
    scales: &dyn Fn(&str) -> Option<std::rc::Rc<Scale>>,
    size: (f64, f64),
) -> [f64; 4] {
    if let Some(place) = tuple.place {
        return place;
    }
    let along = |channels: [&str; 2], whole: f64| {
        let Some(c) = channels.into_iter().find(|c| definition.on_channel(c).is_some()) else { return (0.0, whole) };
        let part = tuple.parts.iter().find(|p| p.channel.as_deref() == Some(c));
        match (part, scales(c)) {
            (Some(part), Some(scale)) => ends(&scale, &part.values),
            _ => (f64::NAN, f64::NAN),
        }
    };
    let ((x, x2), (y, y2)) = (along(["x", "longitude"], size.0), along(["y", "latitude"], size.1));
    [x, y, x2, y2]
}

/// The rectangles of the intervals of a unit: one behind the marks, one over them.
pub(crate) fn brushes(tree: &Tree, id: usize, scope: &Scope, size: (f64, f64), env: &Env) -> Vec<(Mark, Mark)> {
    let mut out = Vec::new();
    let unit = scope.unit_name(tree, id);
    for definition in env.definitions.iter().filter(|d| d.node == id && d.interval && d.bind != Bind::Scales) {
        if definition.projections.is_empty() {
            continue;
        }
        let selections = env.selections.borrow();
        let tuple = selections.get(&definition.name).and_then(|s| s.tuples.iter().find(|t| t.unit == unit));
        let look = |key: &str| {
            let own =
                tree.nodes[id].spec.get("params").map_or(&[][..], Json::list).iter().find(|p| p.text("name") == Some(&definition.name));
            let own = own.and_then(|p| p.at(&["select", "mark", key]));
            own.or_else(|| tree.config.at(&["selection", "interval", "mark", key])).cloned()
        };
        let text = |key: &str, default: &str| look(key).map_or_else(|| default.to_string(), |v| v.as_str().unwrap_or(default).to_string());
        let number = |key: &str, default: f64| if let Some(Value::Number(n)) = look(key) { n } else { default };
        let mut item = Item { fill: Some(text("fill", "#333")), fill_opacity: number("fillOpacity", 0.125), ..Item::default() };
        [item.x, item.y, item.x2, item.y2] = match tuple {
            None if definition.resolve == Resolve::Global => [0.0; 4],
            tuple => place(definition, tuple.unwrap_or(&Tuple::default()), &|c| scope.scale(tree, id, c), size),
        };
        let mark = |item: Item| Mark { kind: MarkKind::Rect, name: format!("{}_brush", definition.name), clip: true, items: vec![item] };
        let over = Item {
            fill: None,
            stroke: tuple.map(|_| text("stroke", "white")),
            stroke_width: number("strokeWidth", 1.0),
            stroke_opacity: number("strokeOpacity", 1.0),
            ..item.clone()
        };
        out.push((mark(item), mark(over)));
    }
    out
}

/// The regions of marks that pointing nearby selects.
pub(crate) fn regions(tree: &Tree, id: usize, marks: &[Mark], env: &Env) -> Vec<Mark> {
    let Some(unit) = &tree.nodes[id].unit else { return Vec::new() };
    let wanted = env.definitions.iter().any(|d| d.node == id && !d.interval && d.nearest);
    if unit.is_path() || !wanted {
        return Vec::new();
    }
    marks
        .first()
        .map(|m| {
            let at = |i: &Item| Item { x: i.x, y: i.y, sources: i.sources.clone(), ..Item::default() };
            Mark { kind: MarkKind::Path, name: format!("{}_voronoi", m.name), clip: false, items: m.items.iter().map(at).collect() }
        })
        .into_iter()
        .collect()
}
