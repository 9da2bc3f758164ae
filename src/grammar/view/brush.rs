//! What selections add to a view: the rectangle of an interval, behind and over the marks, and the regions in which pointing selects
//! the nearest mark; Vega-Lite's `selection/interval` and `selection/nearest`.

use super::env::Env;
use super::settle::Scope;
use crate::grammar::compile::tree::Tree;
use crate::grammar::json::Json;
use crate::grammar::scene::{Item, Mark, MarkKind};
use crate::spec::Value;
use crate::transform::Datum;

/// The rectangles of the intervals of a unit: one behind the marks, one over them.
pub(crate) fn brushes(tree: &Tree, id: usize, scope: &Scope, size: (f64, f64), env: &Env) -> Vec<(Mark, Mark)> {
    let Some(unit) = &tree.nodes[id].unit else { return Vec::new() };
    let mut out = Vec::new();
    for param in tree.nodes[id].spec.get("params").map_or(&[][..], Json::list) {
        let Some(select) = param.get("select") else { continue };
        let interval = select.as_str().or(select.text("type")) == Some("interval");
        if !interval || param.text("bind") == Some("scales") {
            continue;
        }
        let configured = tree.config.at(&["selection", "interval"]);
        let option = |key: &str| select.get(key).or(configured.and_then(|c| c.get(key)));
        let geo = tree.has_projection(id);
        let mut projected = [false, false];
        let mut project = |c: &str| {
            let usable = unit.field(c).is_some_and(|d| d.has("field") && !d.get("aggregate").is_some_and(Json::truth));
            if usable {
                projected[usize::from(matches!(c, "y" | "latitude"))] = true;
            }
        };
        match (option("encodings"), option("fields")) {
            (Some(list), _) => list.list().iter().filter_map(Value::as_str).for_each(&mut project),
            (None, Some(fields)) => {
                for field in fields.list().iter().filter_map(Value::as_str) {
                    ["x", "y"].into_iter().filter(|c| unit.field(c).and_then(|d| d.text("field")) == Some(field)).for_each(&mut project);
                }
            }
            (None, None) => if geo { ["longitude", "latitude"] } else { ["x", "y"] }.into_iter().for_each(&mut project),
        }
        // One field on both channels is one range of it.
        let field = |c: &str| unit.field(c).and_then(|d| d.text("field"));
        if projected == [true, true] && !geo && field("x") == field("y") {
            projected[1] = false;
        }
        if !projected[0] && !projected[1] {
            continue;
        }
        let name = param.text("name").unwrap_or("");
        let global = option("resolve").and_then(Value::as_str).is_none_or(|r| r == "global");
        let first =
            tree.nodes.iter().position(|n| n.spec.get("params").is_some_and(|p| p.list().iter().any(|q| q.text("name") == Some(name))));
        let chosen = param.some("value").is_some() && (!global || first == Some(id));
        let ends = |c: &str, whole: f64, on: bool| -> (f64, f64) {
            if !on {
                return (0.0, whole);
            }
            let values = env.selected_domain(name, None, c);
            let scale = scope.scale(tree, id, c);
            match (values, scale) {
                (Some(values), Some(scale)) => {
                    let at: Vec<f64> = values.iter().map(|v: &Datum| scale.position(v, 0.0)).collect();
                    let low = at.iter().copied().fold(f64::INFINITY, f64::min);
                    let high = at.iter().copied().fold(f64::NEG_INFINITY, f64::max);
                    let wide = if scale.is_discrete() { scale.bandwidth() } else { 0.0 };
                    if low.is_finite() { (low, high + wide) } else { (f64::NAN, f64::NAN) }
                }
                _ => (f64::NAN, f64::NAN),
            }
        };
        let mut item = Item { fill: Some("#333".into()), fill_opacity: 0.125, ..Item::default() };
        if chosen || !global {
            (item.x, item.x2) = ends("x", size.0, projected[0]);
            (item.y, item.y2) = ends("y", size.1, projected[1]);
        }
        let mark = |item: Item| Mark { kind: MarkKind::Rect, name: format!("{name}_brush"), clip: true, items: vec![item] };
        let over = Item { fill: None, stroke: chosen.then(|| "white".into()), ..item.clone() };
        out.push((mark(item), mark(over)));
    }
    out
}

/// The regions of marks that pointing nearby selects.
pub(crate) fn regions(tree: &Tree, id: usize, marks: &[Mark]) -> Vec<Mark> {
    let Some(unit) = &tree.nodes[id].unit else { return Vec::new() };
    let nearest = |param: &Value| {
        let select = param.get("select");
        let configured = tree.config.at(&["selection", "point", "nearest"]).is_some_and(Json::truth);
        let point = select.is_some_and(|s| s.as_str().or(s.text("type")) == Some("point"));
        point && select.and_then(|s| s.get("nearest")).map_or(configured, Json::truth)
    };
    let wanted = tree.nodes[id].spec.get("params").is_some_and(|p| p.list().iter().any(nearest));
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
