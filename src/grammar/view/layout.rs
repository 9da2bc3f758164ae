//! Where groups, legends, headers and titles stand: Vega's grid layout and what lies round it.

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

/// How groups stand in a grid.
struct Grid {
    columns: usize,
    padding: (f64, f64),
    align: (Align, Align),
    center: (bool, bool),
    flush: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum Align {
    None,
    Each,
    All,
}

fn align(value: Option<&Value>, default: Align) -> Align {
    match value.and_then(Value::as_str) {
        Some("none") => Align::None,
        Some("each") => Align::Each,
        Some("all") => Align::All,
        _ => default,
    }
}

fn of_direction<'v>(value: Option<&'v Value>, direction: &str) -> Option<&'v Value> {
    match value {
        Some(object @ Value::Object(_)) => object.get(direction),
        other => other,
    }
}

/// Places groups in a grid, as Vega's `gridLayout` does.
fn grid(groups: &mut [Boxed], grid: &Grid) -> Bounds {
    let n = groups.len();
    let columns = if grid.columns == 0 { n.max(1) } else { grid.columns.min(n.max(1)) };
    let rows = n.div_ceil(columns).max(1);
    let boxes: Vec<Bounds> =
        groups.iter().map(|g| if grid.flush { Bounds::new(0.0, 0.0, g.group.width, g.group.height) } else { g.outer() }).collect();
    let before = |v: f64| if v < 0.0 { (-v).ceil() } else { 0.0 };
    let mut x_extent = vec![0.0f64; columns];
    let mut y_extent = vec![0.0f64; rows];
    let (mut x_max, mut y_max) = (0.0f64, 0.0f64);
    let (mut x_offset, mut y_offset) = (vec![0.0; n], vec![0.0; n]);
    for (i, b) in boxes.iter().enumerate() {
        let (c, r) = (i % columns, i / columns);
        let (px, py) = (b.x2.ceil(), b.y2.ceil());
        x_max = x_max.max(px);
        y_max = y_max.max(py);
        x_extent[c] = x_extent[c].max(px);
        y_extent[r] = y_extent[r].max(py);
        x_offset[i] = if c == 0 { 0.0 } else { grid.padding.1 + before(b.x1) };
        y_offset[i] = if r == 0 { 0.0 } else { grid.padding.0 + before(b.y1) };
    }
    let most =
        |list: &[f64], pick: &dyn Fn(usize) -> bool| list.iter().enumerate().filter(|(i, _)| pick(*i)).map(|(_, v)| *v).fold(0.0, f64::max);
    let x_original = x_offset.clone();
    for (i, offset) in x_offset.iter_mut().enumerate() {
        let c = i % columns;
        if c > 0 {
            match grid.align.1 {
                Align::Each => *offset = most(&x_original, &|j| j % columns == c) + x_extent[c - 1],
                Align::All => *offset = most(&x_original, &|j| j % columns != 0) + x_max,
                Align::None => *offset += x_extent[c - 1],
            }
        }
    }
    let y_original = y_offset.clone();
    for (i, offset) in y_offset.iter_mut().enumerate() {
        let r = i / columns;
        if r > 0 {
            match grid.align.0 {
                Align::Each => *offset = most(&y_original, &|j| j / columns == r) + y_extent[r - 1],
                Align::All => *offset = most(&y_original, &|j| j >= columns) + y_max,
                Align::None => *offset += y_extent[r - 1],
            }
        }
    }
    let mut out = Bounds::empty();
    let mut x = 0.0;
    let mut ys = vec![0.0; columns];
    for i in 0..n {
        let (c, r) = (i % columns, i / columns);
        x = x_offset[i] + if c == 0 { 0.0 } else { x };
        ys[c] += y_offset[i];
        let (mut px, mut py) = (x, ys[c]);
        if grid.align.1 != Align::None && grid.center.1 && rows > 1 {
            let room = if grid.align.1 == Align::All { x_max } else { x_extent[c] } - boxes[i].x2;
            px += room.max(0.0) / 2.0;
        }
        if grid.align.0 != Align::None && grid.center.0 && columns != 1 {
            let room = if grid.align.0 == Align::All { y_max } else { y_extent[r] } - boxes[i].y2;
            py += room.max(0.0) / 2.0;
        }
        groups[i].group.x = px;
        groups[i].group.y = py;
        out.union(&groups[i].outer().moved(px, py));
    }
    if out.is_empty() { Bounds::new(0.0, 0.0, 0.0, 0.0) } else { out }
}

fn spacing(builder: &Builder, id: usize, config: &str) -> (f64, f64) {
    let node = &builder.tree.nodes[id];
    let default = builder.tree.config.number(&[config, "spacing"]).unwrap_or(20.0);
    let of = |direction: &str| match of_direction(node.spec.get("spacing"), direction) {
        Some(Value::Number(n)) => *n,
        _ => default,
    };
    (of("row"), of("column"))
}

/// Views beside each other.
pub(crate) fn concat(builder: &Builder, id: usize, mut groups: Vec<Boxed>, name: &str) -> Boxed {
    let node = &builder.tree.nodes[id];
    let flag = |direction: &str| of_direction(node.spec.get("center"), direction).is_some_and(Json::truth);
    let of = |direction: &str| align(of_direction(node.spec.get("align"), direction), Align::Each);
    let columns = node.spec.number("columns");
    let options = Grid {
        columns: columns.filter(|c| *c >= 1.0).map_or(0, |c| c as usize),
        padding: spacing(builder, id, "concat"),
        align: (of("row"), of("column")),
        center: (flag("row"), flag("column")),
        flush: node.spec.text("bounds") == Some("flush"),
    };
    let bounds = grid(&mut groups, &options);
    let mut out = Boxed::new(Group { name: name.to_string(), fill_opacity: 1.0, ..Group::default() });
    out.inner = bounds;
    out.group.items = groups.into_iter().map(|g| Node::Group(g.group)).collect();
    out
}

/// A property of headers: the field's own, else as configured.
fn header(builder: &Builder, c: &str, def: &Value, property: &str) -> Option<Value> {
    let part = match c {
        "row" => "headerRow",
        "column" => "headerColumn",
        _ => "headerFacet",
    };
    let own = def.get("header").and_then(|h| h.get(property));
    own.or(builder.tree.config.at(&[part, property])).or(builder.tree.config.at(&["header", property])).cloned()
}

fn style(builder: &Builder, name: &str, property: &str) -> Option<Value> {
    builder.tree.config.style(property, &[name]).or(builder.tree.config.vega(&["style", name, property])).cloned()
}

/// Words of a header.
fn header_item(builder: &Builder, c: &str, def: &Value, prefix: &str, lines: Vec<String>, guide: &str) -> Item {
    let get = |name: &str| header(builder, c, def, &format!("{prefix}{name}"));
    let number = |name: &str| if let Some(Value::Number(n)) = get(name) { Some(n) } else { None };
    let text = |name: &str| get(name).and_then(|v| v.as_str().map(str::to_string));
    let styled = |property: &str| style(builder, guide, property);
    let size = number("FontSize").or(match styled("fontSize") {
        Some(Value::Number(n)) => Some(n),
        _ => None,
    });
    let weight = get("FontWeight").or(styled("fontWeight"));
    let font = Font {
        family: text("Font").or(styled("font").and_then(|f| f.as_str().map(str::to_string))).unwrap_or_else(|| "sans-serif".into()),
        size: size.unwrap_or(11.0),
        weight: match weight {
            Some(Value::Number(n)) => n.to_string(),
            Some(Value::String(s)) => s,
            _ => String::new(),
        },
        style: text("FontStyle").or(styled("fontStyle").and_then(|f| f.as_str().map(str::to_string))).unwrap_or_default(),
        align: text("Align").unwrap_or_else(|| "center".into()),
        baseline: text("Baseline").unwrap_or_else(|| "bottom".into()),
        limit: number("Limit").unwrap_or(0.0),
        ..Font::default()
    };
    let fill = text("Color").or(styled("fill").and_then(|f| f.as_str().map(str::to_string)));
    Item { text: lines, fill, font, angle: number("Angle").unwrap_or(0.0), ..Item::default() }
}

fn labels_shown(builder: &Builder, def: &Value, c: &str) -> bool {
    def.get("header") != Some(&Value::Null) && header(builder, c, def, "labels").is_none_or(|l| l.truth())
}

fn label_lines(builder: &Builder, def: &Value, c: &str, cell: &Cell) -> Vec<String> {
    let env = builder.settle.env;
    let given = |name: &str| header(builder, c, def, name);
    let mut def_with = def.clone();
    let mut head = def.get("header").filter(|h| matches!(h, Value::Object(_))).cloned().unwrap_or_else(empty);
    for name in ["format", "formatType"] {
        if let (Some(value), false) = (given(name), head.has(name)) {
            head.set(name, value);
        }
    }
    def_with.set("header", head);
    let lines = Format::of(&def_with, &builder.tree.config, env).of_row(&cell.head, 0, env);
    match given("labelExpr").and_then(|e| e.as_str().map(str::to_string)) {
        Some(expression) => {
            let value = crate::grammar::data::path(&naming::column(def)).of(&cell.head, 0);
            let object = crate::transform::Datum::Object(
                vec![("label".into(), crate::transform::Datum::from(lines.join(" "))), ("value".into(), value)].into(),
            );
            lines_of(&env.eval(&expression, Some(crate::transform::Row::Object(&object))), env)
        }
        None => lines,
    }
}

/// The label over a cell of a wrapped facet.
pub(crate) fn cell_label(builder: &Builder, id: usize, cell: &Cell, group: &mut Boxed) {
    let node = &builder.tree.nodes[id];
    let Some((c, def)) = node.facet.iter().find(|(c, _)| *c == "facet") else { return };
    if !labels_shown(builder, def, c) {
        return;
    }
    let lines = label_lines(builder, def, c, cell);
    let mut item = header_item(builder, c, def, "label", lines, "guide-label");
    let padding = match header(builder, c, def, "labelPadding") {
        Some(Value::Number(n)) => n,
        _ => 10.0,
    };
    let top = group.bounds().y1;
    item.x = group.group.width / 2.0;
    item.y = top - padding - line_height(&item.font) * item.text.len().saturating_sub(1) as f64;
    group.around.union(&of_text(&item, builder.settle.env));
    group.group.items.push(Node::Title(vec![item]));
}

/// The cells of a facet with their headers and the axes that they share.
pub(crate) fn facet(builder: &Builder, id: usize, data: &Data, cells: Vec<(&Cell, Boxed)>, scope: &Scope, name: &str) -> Done<Boxed> {
    let node = &builder.tree.nodes[id];
    let Data::Cells(_, across) = data else { return Ok(Boxed::default()) };
    let has = |c: &str| node.facet.iter().find(|(k, _)| *k == c).map(|(_, d)| d);
    let (row, column) = (has("row"), has("column"));
    let independent = |c: &str| builder.tree.is_independent(id, c);
    let default = if (row.is_none() && independent("x")) || (column.is_none() && independent("y")) { Align::None } else { Align::All };
    let of = |direction: &str| align(of_direction(node.spec.get("align"), direction), default);
    let flag = |direction: &str| of_direction(node.spec.get("center"), direction).is_some_and(Json::truth);
    let options = Grid {
        columns: (*across).max(1),
        padding: spacing(builder, id, "facet"),
        align: (of("row"), of("column")),
        center: (flag("row"), flag("column")),
        flush: node.spec.text("bounds") == Some("flush"),
    };
    let heads: Vec<&Cell> = cells.iter().map(|(c, _)| *c).collect();
    let mut groups: Vec<Boxed> = cells.into_iter().map(|(_, g)| g).collect();
    let bounds = grid(&mut groups, &options);
    let mut out = Boxed::new(Group { name: name.to_string(), fill_opacity: 1.0, ..Group::default() });
    out.inner = bounds;
    let env = builder.settle.env;
    // Axes that all cells of a row or column share stand at its end.
    let child = node.children.first().copied().unwrap_or(id);
    let axes = &builder.tree.nodes[child].axes;
    let mut edges = bounds;
    for parts in axes.iter().filter(|a| !a.disabled.0 && node.shared_axes[usize::from(a.channel == "y")]) {
        let horizontal = parts.channel == "x";
        let mut seen = std::collections::HashSet::new();
        let order: Vec<usize> = (0..groups.len()).collect();
        let last = matches!(parts.orient(), "bottom" | "right");
        let walk: Box<dyn Iterator<Item = usize>> = if last { Box::new(order.into_iter().rev()) } else { Box::new(order.into_iter()) };
        for i in walk {
            let key = if horizontal { heads[i].column } else { heads[i].row };
            if !seen.insert(key) {
                continue;
            }
            let group = &groups[i].group;
            let (width, height) = (group.width, group.height);
            let Some(drawn) = builder.axis(parts, scope, (width, height), true, false) else { continue };
            let (x, y) = match drawn.axis.orient.as_str() {
                "bottom" => (group.x, bounds.y2.ceil() - height),
                "top" => (group.x, bounds.y1.floor()),
                "right" => (bounds.x2.ceil() - width, group.y),
                _ => (bounds.x1.floor(), group.y),
            };
            edges.union(&drawn.bounds.moved(x, y));
            let inner = Group { name: "footer".into(), x, y, fill_opacity: 1.0, items: vec![Node::Axis(drawn.axis)], ..Group::default() };
            out.group.items.push(Node::Group(inner));
        }
    }
    out.inner.union(&edges);
    // Labels of rows and columns, and the titles of their fields.
    for (c, def) in node.facet.iter().filter(|(c, _)| *c != "facet") {
        if !labels_shown(builder, def, c) {
            continue;
        }
        let mut seen = std::collections::HashSet::new();
        let mut reach = Bounds::empty();
        for (i, cell) in heads.iter().enumerate() {
            let key = if *c == "row" { cell.row } else { cell.column };
            if !seen.insert(key) {
                continue;
            }
            let group = &groups[i].group;
            let mut item = header_item(builder, c, def, "label", label_lines(builder, def, c, cell), "guide-label");
            let padding = match header(builder, c, def, "labelPadding") {
                Some(Value::Number(n)) => n,
                _ => 10.0,
            };
            let orient = header(builder, c, def, "labelOrient").and_then(|o| o.as_str().map(str::to_string));
            let height = line_height(&item.font) * item.text.len().saturating_sub(1) as f64;
            match (orient.as_deref(), *c) {
                (Some("left") | None, "row") => {
                    (item.x, item.y) = (edges.x1 - padding, group.y + group.height / 2.0);
                    item.angle = if item.angle == 0.0 && header(builder, c, def, "labelAngle").is_none() { -90.0 } else { item.angle };
                    if item.angle == 0.0 {
                        item.font.align = "right".into();
                        item.font.baseline = "middle".into();
                    }
                }
                (Some("right"), _) => {
                    (item.x, item.y) = (edges.x2 + padding, group.y + group.height / 2.0);
                    item.angle = 90.0;
                }
                (Some("bottom"), _) => {
                    (item.x, item.y) = (group.x + group.width / 2.0, edges.y2 + padding);
                    item.font.baseline = "top".into();
                }
                _ => (item.x, item.y) = (group.x + group.width / 2.0, edges.y1 - padding - height),
            }
            reach.union(&of_text(&item, env));
            out.group.items.push(Node::Title(vec![item]));
        }
        out.inner.union(&reach);
    }
    for (c, def) in &node.facet {
        if def.get("header") == Some(&Value::Null) {
            continue;
        }
        let title = match naming::title(def, &builder.tree.config) {
            Some(title) if title.truth() => title,
            _ => continue,
        };
        if header(builder, c, &empty(), "title").is_some_and(|t| !t.truth()) && !def.at(&["header", "title"]).is_some_and(Json::truth) {
            continue;
        }
        let lines = match &title {
            Value::Array(lines) => lines.iter().map(|l| l.as_str().unwrap_or("").to_string()).collect(),
            other => lines_of(&env.value(other, None), env),
        };
        let mut item = header_item(builder, c, def, "title", lines, "guide-title");
        let padding = match header(builder, c, def, "titlePadding") {
            Some(Value::Number(n)) => n,
            _ => 10.0,
        };
        let all = out.inner;
        if *c == "row" {
            (item.x, item.y) = (all.x1 - padding, (bounds.y1 + bounds.y2) / 2.0);
            item.angle = -90.0;
        } else {
            (item.x, item.y) = ((bounds.x1 + bounds.x2) / 2.0, all.y1 - padding);
        }
        out.inner.union(&of_text(&item, env));
        out.group.items.push(Node::Title(vec![item]));
    }
    out.group.items.extend(groups.into_iter().map(|g| Node::Group(g.group)));
    Ok(out)
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
