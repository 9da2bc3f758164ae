//! Headers of facets, the axes that their cells share, and all of it round the grid.

use super::grid::{Align, Grid, align, grid, of_direction, spacing};
use super::*;

/// A property of headers: the field's own, else as configured.
pub(super) fn header(builder: &Builder, c: &str, def: &Value, property: &str) -> Option<Value> {
    let part = match c {
        "row" => "headerRow",
        "column" => "headerColumn",
        _ => "headerFacet",
    };
    let own = def.get("header").and_then(|h| h.get(property));
    own.or(builder.tree.config.at(&[part, property])).or(builder.tree.config.at(&["header", property])).cloned()
}

/// Words of a header.
pub(super) fn header_item(builder: &Builder, c: &str, def: &Value, prefix: &str, lines: Vec<String>, guide: &str) -> Item {
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

pub(super) fn labels_shown(builder: &Builder, def: &Value, c: &str) -> bool {
    def.get("header") != Some(&Value::Null) && header(builder, c, def, "labels").is_none_or(|l| l.truth())
}

pub(super) fn label_lines(builder: &Builder, def: &Value, c: &str, cell: &Cell) -> Vec<String> {
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
