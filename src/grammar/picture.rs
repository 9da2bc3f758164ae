//! A scene as numbers that another drawing can be held against: views with their marks, axes and legends, positions as shares of
//! the plotting area.

use crate::spec::Value;

use super::json::{empty, object};
use super::scene::{Axis, Group, Item, Legend, Mark, MarkKind, Node, Scene};

/// The picture of a scene.
pub fn picture(scene: &Scene) -> Value {
    let mut views = Vec::new();
    group(&scene.root, &mut views);
    object(&[("views", Value::Array(views))])
}

fn rounded(v: f64) -> Value {
    if v.is_finite() { Value::Number((v * 1e5).round() / 1e5) } else { Value::Null }
}

fn group(group_: &Group, out: &mut Vec<Value>) {
    let (w, h) = (if group_.width == 0.0 { 1.0 } else { group_.width }, if group_.height == 0.0 { 1.0 } else { group_.height });
    let (mut marks, mut axes, mut legends) = (Vec::new(), Vec::new(), Vec::new());
    if group_.is_view {
        for node in &group_.items {
            match node {
                Node::Mark(m) if !m.items.is_empty() && m.name != "grid" => marks.push(mark(m, w, h)),
                Node::Axis(a) if !a.title.is_empty() || a.ticks.iter().any(|t| t.shown) => axes.push(axis(a, w, h)),
                Node::Legend(l) => legends.push(legend(l)),
                _ => {}
            }
        }
    }
    if !marks.is_empty() || !axes.is_empty() {
        out.push(object(&[
            ("name", Value::from(if group_.name.is_empty() { "root" } else { &group_.name })),
            ("width", rounded(w)),
            ("height", rounded(h)),
            ("marks", Value::Array(marks)),
            ("axes", Value::Array(axes)),
            ("legends", Value::Array(legends)),
        ]));
    }
    for node in &group_.items {
        if let Node::Group(inner) = node {
            group(inner, out);
        }
    }
}

fn mark(mark: &Mark, w: f64, h: f64) -> Value {
    let items = mark.items.iter().map(|i| item(mark.kind, i, w, h)).collect();
    object(&[("mark", Value::from(mark.kind.name())), ("name", Value::from(mark.name.as_str())), ("items", Value::Array(items))])
}

fn item(kind: MarkKind, item: &Item, w: f64, h: f64) -> Value {
    let (x, y) = (|v: f64| rounded(v / w), |v: f64| rounded(v / h));
    let mut out = empty();
    let mut put = |members: &[(&str, Value)]| {
        if let Value::Object(all) = &mut out {
            all.extend(members.iter().map(|(k, v)| (k.to_string(), v.clone())));
        }
    };
    let (left, right) = (item.x.min(item.x2), item.x.max(item.x2));
    let (top, bottom) = (item.y.min(item.y2), item.y.max(item.y2));
    match kind {
        MarkKind::Rect => put(&[("x", x(left)), ("y", y(top)), ("x2", x(right)), ("y2", y(bottom))]),
        MarkKind::Area if item.horizontal => put(&[("x", x(left)), ("y", y(item.y)), ("x2", x(right)), ("y2", y(item.y))]),
        MarkKind::Area => put(&[("x", x(item.x)), ("y", y(top)), ("x2", x(item.x)), ("y2", y(bottom))]),
        MarkKind::Rule => put(&[("x", x(item.x)), ("y", y(item.y)), ("x2", x(item.x2)), ("y2", y(item.y2))]),
        MarkKind::Arc => {
            let side = w.min(h);
            put(&[
                ("x", x(item.x)),
                ("y", y(item.y)),
                ("start", rounded(item.arc[0])),
                ("end", rounded(item.arc[1])),
                ("inner", rounded(item.arc[2] / side)),
                ("outer", rounded(item.arc[3] / side)),
            ]);
        }
        MarkKind::Text => put(&[("x", x(item.x)), ("y", y(item.y)), ("text", Value::String(item.text.join("\n")))]),
        MarkKind::Symbol => {
            put(&[("x", x(item.x)), ("y", y(item.y)), ("size", rounded(item.size)), ("shape", Value::from(item.shape.as_str()))]);
        }
        _ => put(&[("x", x(item.x)), ("y", y(item.y))]),
    }
    if !item.defined {
        put(&[("defined", Value::Bool(false))]);
    }
    for (name, color) in [("fill", &item.fill), ("stroke", &item.stroke)] {
        if let Some(color) = color {
            put(&[(name, Value::from(color.as_str()))]);
        }
    }
    out
}

fn axis(axis: &Axis, w: f64, h: f64) -> Value {
    let horizontal = matches!(axis.orient.as_str(), "top" | "bottom");
    let ticks = axis.ticks.iter().filter(|t| t.shown).map(|tick| {
        object(&[("label", Value::from(tick.label.as_str())), ("at", rounded(tick.at / if horizontal { w } else { h }))])
    });
    let title = if axis.title.is_empty() { Value::Null } else { Value::from(axis.title.as_str()) };
    object(&[("channel", Value::from(if horizontal { "x" } else { "y" })), ("title", title), ("ticks", Value::Array(ticks.collect()))])
}

fn legend(legend: &Legend) -> Value {
    let title = if legend.title.is_empty() { Value::Null } else { Value::from(legend.title.as_str()) };
    let labels = legend.labels.iter().map(|l| Value::from(l.as_str())).collect();
    object(&[("title", title), ("labels", Value::Array(labels))])
}
