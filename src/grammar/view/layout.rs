//! Where groups, legends, headers and titles stand: Vega's grid layout and what lies round it.

mod grid;
pub(crate) use grid::concat;
mod header;
use super::axis::lines_of;
use super::build::Builder;
use super::env::Env;
use super::extent::{Bounds, line_height, of_text};
use super::settle::Scope;
use super::words::Format;
use crate::grammar::compile::tree::Kind;
use crate::grammar::data::{Cell, Data, Done};
use crate::grammar::json::{Json, empty};
use crate::grammar::model::naming;
use crate::grammar::scene::{Font, Group, Item, Legend, Mark, MarkKind, Node};
use crate::spec::Value;
pub(crate) use header::{cell_label, facet};

/// A group with the room that it takes.
#[derive(Clone, Debug)]
pub(crate) struct Boxed {
    pub group: Group,
    /// Its marks.
    pub inner: Bounds,
    /// Axes left and right.
    pub sides: Bounds,
    /// Axes above and below.
    pub ends: Bounds,
    /// Legends that still have no place.
    pub legends: Vec<Legend>,
    /// Placed legends and titles.
    pub around: Bounds,
    /// Half the width of its outline, which counts where groups stand beside each other.
    pub edge: f64,
}

impl Default for Boxed {
    fn default() -> Self {
        Boxed::new(Group::default())
    }
}

impl Boxed {
    /// A group with nothing round it.
    pub fn new(group: Group) -> Boxed {
        let none = Bounds::empty();
        Boxed { group, inner: none, sides: none, ends: none, legends: Vec::new(), around: none, edge: 0.0 }
    }

    /// All of its room, from its own top left.
    pub fn bounds(&self) -> Bounds {
        let mut out = Bounds::new(0.0, 0.0, self.group.width, self.group.height);
        if self.group.clip {
            return out;
        }
        for part in [&self.inner, &self.sides, &self.ends, &self.around] {
            out.union(part);
        }
        out
    }
}

impl Boxed {
    /// Its room with its outline, as it counts beside others.
    fn outer(&self) -> Bounds {
        let all = self.bounds();
        Bounds::new(all.x1 - self.edge, all.y1 - self.edge, all.x2 + self.edge, all.y2 + self.edge)
    }
}

/// How far an outline reaches beyond what it goes round. Where it has corners, their tips may reach four times as far.
fn outline(item: &Item, corners: bool) -> f64 {
    if item.stroke.is_none() || item.opacity == 0.0 || item.stroke_opacity == 0.0 {
        return 0.0;
    }
    let half = item.stroke_width / 2.0;
    match (corners, item.stroke_cap.as_str()) {
        (true, _) => 4.0 * half,
        (false, "square") => std::f64::consts::SQRT_2 * half,
        _ => half,
    }
}

/// The room of marks.
pub(crate) fn of_mark(mark: &Mark, env: &Env) -> Bounds {
    let mut out = Bounds::empty();
    for item in &mark.items {
        match mark.kind {
            MarkKind::Text => out.union(&of_text(item, env)),
            MarkKind::Symbol => {
                let path = crate::path::symbol::symbol(&item.shape, item.size.max(0.0)).ok();
                let Some([x1, y1, x2, y2]) = path.and_then(|p| p.bounds()) else { continue };
                let e = outline(item, true);
                out.add(item.x + x1 - e, item.y + y1 - e);
                out.add(item.x + x2 + e, item.y + y2 + e);
            }
            MarkKind::Arc => {
                let r = item.arc[3].abs() + outline(item, true);
                out.add(item.x - r, item.y - r);
                out.add(item.x + r, item.y + r);
            }
            MarkKind::Shape => {
                if let Some([x1, y1, x2, y2]) = crate::path::svg::parse(&item.path).ok().and_then(|p| p.bounds()) {
                    out.add(x1, y1);
                    out.add(x2, y2);
                }
            }
            _ => {
                let e = outline(item, matches!(mark.kind, MarkKind::Line | MarkKind::Area | MarkKind::Trail));
                for (x, y) in [(item.x, item.y), (item.x2, item.y2)] {
                    if x.is_finite() && y.is_finite() && item.defined {
                        out.add(x - e, y - e);
                        out.add(x + e, y + e);
                    }
                }
            }
        }
    }
    out
}

fn style(builder: &Builder, name: &str, property: &str) -> Option<Value> {
    builder.tree.config.style(property, &[name]).or(builder.tree.config.vega(&["style", name, property])).cloned()
}

/// Places the legends of a group, then its title.
pub(crate) fn title(builder: &Builder, id: usize, out: &mut Boxed, plot: bool) {
    place_legends(builder, out);
    let node = &builder.tree.nodes[id];
    let env = builder.settle.env;
    let found = node.spec.some("title").cloned().or_else(|| {
        let children = || node.children.iter().filter_map(|&c| builder.tree.nodes[c].spec.some("title").cloned());
        (node.kind == Kind::Layer).then(|| children().next()).flatten()
    });
    let Some(spec) = found.filter(|t| t.truth()) else { return };
    let (text, params) = match &spec {
        Value::Object(_) => (spec.get("text").cloned().unwrap_or(Value::Null), spec.clone()),
        other => (other.clone(), empty()),
    };
    let get = |name: &str| params.get(name).or(builder.tree.config.at(&["title", name])).cloned();
    let lines = |value: &Value| -> Vec<String> {
        match value {
            Value::Array(lines) => lines.iter().map(|l| env.value(l, None).text(env.time_zone()).to_string()).collect(),
            other => lines_of(&env.value(other, None), env),
        }
    };
    let number = |name: &str, default: f64| get(name).map(|v| env.value(&v, None).number()).filter(|n| !n.is_nan()).unwrap_or(default);
    let words = |name: &str| get(name).and_then(|v| env.value(&v, None).as_text().map(str::to_string));
    let styled = |group: &str, property: &str| style(builder, group, property);
    let font = |prefix: &str, group: &str| {
        let name = |n: &str| if prefix.is_empty() { n.to_string() } else { format!("{prefix}{}{}", n[..1].to_uppercase(), &n[1..]) };
        let own = |n: &str| get(&name(n)).or(styled(group, n));
        Font {
            family: own("font").and_then(|f| f.as_str().map(str::to_string)).unwrap_or_else(|| "sans-serif".into()),
            size: own("fontSize").map(|v| env.value(&v, None).number()).unwrap_or(13.0),
            weight: own("fontWeight").map(|v| env.value(&v, None).text(env.time_zone()).to_string()).unwrap_or_default(),
            style: own("fontStyle").and_then(|f| f.as_str().map(str::to_string)).unwrap_or_default(),
            baseline: "top".into(),
            ..Font::default()
        }
    };
    let all = out.bounds();
    let anchor = words("anchor").unwrap_or_else(|| if plot { "middle" } else { "start" }.into());
    let frame_group = words("frame").map_or(plot && anchor == "middle", |f| f == "group");
    let (from, to) = if frame_group { (0.0, out.group.width) } else { (all.x1, all.x2) };
    let (x, alignment) = match anchor.as_str() {
        "start" => (from, "left"),
        "end" => (to, "right"),
        _ => ((from + to) / 2.0, "center"),
    };
    let offset = number("offset", 4.0);
    let mut items = Vec::new();
    let mut main = Item { text: lines(&text), font: font("", "group-title"), ..Item::default() };
    main.fill = words("color").or(styled("group-title", "fill").and_then(|f| f.as_str().map(str::to_string)));
    let height = |item: &Item| item.font.size + line_height(&item.font) * item.text.len().saturating_sub(1) as f64;
    let mut total = height(&main);
    let mut sub = None;
    if let Some(subtitle) = get("subtitle").filter(|s| s.truth()) {
        let mut item = Item { text: lines(&subtitle), font: font("subtitle", "group-subtitle"), ..Item::default() };
        item.fill = words("subtitleColor").or(styled("group-subtitle", "fill").and_then(|f| f.as_str().map(str::to_string)));
        item.y = total + number("subtitlePadding", 3.0);
        total = item.y + height(&item);
        sub = Some(item);
    }
    let bottom = words("orient").as_deref() == Some("bottom");
    let top = if bottom { all.y2 + offset } else { all.y1 - offset - total };
    for mut item in std::iter::once(main).chain(sub) {
        item.x = x + number("dx", 0.0);
        item.y += top + number("dy", 0.0);
        item.font.align = words("align").unwrap_or_else(|| alignment.to_string());
        out.around.union(&of_text(&item, env));
        items.push(item);
    }
    out.group.items.push(Node::Title(items));
}

/// Puts legends beside, above or in the plotting area.
fn place_legends(builder: &Builder, out: &mut Boxed) {
    let legends = std::mem::take(&mut out.legends);
    if legends.is_empty() {
        return;
    }
    let base = out.bounds();
    let mut x_bounds = Bounds::new(0.0, 0.0, out.group.width, out.group.height);
    let mut y_bounds = x_bounds;
    if out.group.is_view {
        x_bounds.union(&out.sides);
        y_bounds.union(&out.ends);
    } else {
        x_bounds = base;
        y_bounds = base;
    }
    let config = |name: &str| builder.tree.config.at(&["legend", name]);
    let default_offset = match config("offset") {
        Some(Value::Number(n)) => *n,
        _ => 18.0,
    };
    let (w, h) = (out.group.width, out.group.height);
    let mut at: std::collections::BTreeMap<String, f64> = std::collections::BTreeMap::new();
    for mut legend in legends {
        let orient = legend.orient.clone();
        let offset = legend.offset.unwrap_or(default_offset);
        let along = at.entry(orient.clone()).or_insert(0.0);
        match orient.as_str() {
            "none" => {}
            "left" => (legend.x, legend.y) = (x_bounds.x1.floor() - offset - legend.width, *along),
            "top" => (legend.x, legend.y) = (*along, y_bounds.y1.floor() - offset - legend.height),
            "bottom" => (legend.x, legend.y) = (*along, y_bounds.y2.ceil() + offset),
            "top-left" => (legend.x, legend.y) = (offset + *along, offset),
            "top-right" => (legend.x, legend.y) = (w - offset - legend.width, offset + *along),
            "bottom-left" => (legend.x, legend.y) = (offset, h - offset - legend.height - *along),
            "bottom-right" => (legend.x, legend.y) = (w - offset - legend.width, h - offset - legend.height - *along),
            _ => (legend.x, legend.y) = (x_bounds.x2.ceil() + offset, *along),
        }
        *along += 8.0 + if matches!(orient.as_str(), "top" | "bottom" | "top-left") { legend.width } else { legend.height };
        out.around.union(&Bounds::new(legend.x, legend.y, legend.x + legend.width, legend.y + legend.height));
        out.group.items.push(Node::Legend(legend));
    }
}
