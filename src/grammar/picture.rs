//! A scene as numbers that another drawing can be held against: views with their marks, axes and legends, positions as shares of
//! the plotting area.

use crate::spec::Value;

use super::json::{empty, object};
use super::scene::{Axis, Group, Item, Legend, Mark, MarkKind, Node, Scene, ordered};

/// The picture of a scene.
pub fn picture(scene: &Scene) -> Value {
    let mut views = Vec::new();
    group(&scene.root, &mut views);
    object(&[("views", Value::Array(views))])
}

fn rounded(v: f64) -> Value {
    if v.is_finite() { Value::Number((v * 1e5).round() / 1e5) } else { Value::Null }
}

/// What a view holds.
#[derive(Default)]
struct View<'a> {
    marks: Vec<Value>,
    axes: Vec<Value>,
    legends: Vec<Value>,
    inner: Vec<&'a Group>,
}

/// True for a group that is a view of its own: the outermost, cells of facets and parts of concatenations, by their names.
fn is_view(group: &Group) -> bool {
    let name = group.name.as_str();
    name == "cell" || name == "facet" || name.ends_with("_group") || name.starts_with("child") || name.starts_with("concat")
}

fn group(outer: &Group, out: &mut Vec<Value>) {
    let side = |v: f64| if v == 0.0 { 1.0 } else { v };
    let (w, h) = (side(outer.width), side(outer.height));
    let mut view = View::default();
    gather(outer, (0.0, 0.0), (w, h), &mut view);
    if !view.marks.is_empty() || !view.axes.is_empty() {
        out.push(object(&[
            ("name", Value::from(if outer.name.is_empty() { "root" } else { &outer.name })),
            ("width", rounded(w)),
            ("height", rounded(h)),
            ("marks", Value::Array(view.marks)),
            ("axes", Value::Array(view.axes)),
            ("legends", Value::Array(view.legends)),
        ]));
    }
    view.inner.into_iter().for_each(|inner| group(inner, out));
}

fn gather<'a>(group: &'a Group, at: (f64, f64), size: (f64, f64), view: &mut View<'a>) {
    for node in &group.items {
        match node {
            Node::Mark(m) if !m.items.is_empty() && m.name != "grid" => view.marks.push(mark(m, at, size)),
            Node::Axis(a) if group.name != "footer" && (!a.title.is_empty() || a.ticks.iter().any(|t| t.shown)) => {
                view.axes.push(axis(a, size.0, size.1));
            }
            Node::Legend(l) => view.legends.push(legend(l)),
            Node::Group(inner) if is_view(inner) && inner.width > 0.0 && inner.height > 0.0 => view.inner.push(inner),
            Node::Group(inner) if inner.name != "footer" => gather(inner, (at.0 + inner.x, at.1 + inner.y), size, view),
            _ => {}
        }
    }
}

fn mark(mark: &Mark, at: (f64, f64), size: (f64, f64)) -> Value {
    let items = mark.items.iter().map(|i| item(mark.kind, i, at, size)).collect();
    object(&[("mark", Value::from(mark.kind.name())), ("name", Value::from(mark.name.as_str())), ("items", Value::Array(items))])
}

fn item(kind: MarkKind, item: &Item, at: (f64, f64), (w, h): (f64, f64)) -> Value {
    let (x, y) = (|v: f64| rounded((v + at.0) / w), |v: f64| rounded((v + at.1) / h));
    let mut out = empty();
    let mut put = |members: &[(&str, Value)]| {
        if let Value::Object(all) = &mut out {
            all.extend(members.iter().map(|(k, v)| (k.to_string(), v.clone())));
        }
    };
    let ((left, right), (top, bottom)) = (ordered(item.x, item.x2), ordered(item.y, item.y2));
    match kind {
        MarkKind::Rect => put(&[("x", x(left)), ("y", y(top)), ("x2", x(right)), ("y2", y(bottom))]),
        MarkKind::Area if item.horizontal => put(&[("x", x(item.x)), ("y", y(item.y)), ("x2", x(item.x2)), ("y2", y(item.y))]),
        MarkKind::Area => put(&[("x", x(item.x)), ("y", y(item.y)), ("x2", x(item.x)), ("y2", y(item.y2))]),
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
    for ((name, color), gradient) in [("fill", &item.fill), ("stroke", &item.stroke)].into_iter().zip(&item.gradients) {
        if let Some(color) = color {
            put(&[(name, Value::from(if gradient.is_some() { "gradient" } else { color }))]);
        }
    }
    out
}

fn axis(axis: &Axis, w: f64, h: f64) -> Value {
    let horizontal = matches!(axis.orient.as_str(), "top" | "bottom");
    let ticks = axis
        .ticks
        .iter()
        .filter(|t| t.shown)
        .map(|tick| object(&[("label", Value::from(tick.label.as_str())), ("at", rounded(tick.at / if horizontal { w } else { h }))]));
    let title = if axis.title.is_empty() { Value::Null } else { Value::from(axis.title.as_str()) };
    object(&[("channel", Value::from(if horizontal { "x" } else { "y" })), ("title", title), ("ticks", Value::Array(ticks.collect()))])
}

fn legend(legend: &Legend) -> Value {
    let title = if legend.title.is_empty() { Value::Null } else { Value::from(legend.title.as_str()) };
    let labels = legend.labels.iter().map(|l| Value::from(l.as_str())).collect();
    object(&[("title", title), ("labels", Value::Array(labels))])
}
