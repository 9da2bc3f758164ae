//! Groups in a grid, as Vega's `gridLayout` places them.

use super::*;

/// How groups stand in a grid.
pub(super) struct Grid {
    pub(super) columns: usize,
    pub(super) padding: (f64, f64),
    pub(super) align: (Align, Align),
    pub(super) center: (bool, bool),
    pub(super) flush: bool,
}

#[derive(Clone, Copy, PartialEq)]
pub(super) enum Align {
    None,
    Each,
    All,
}

pub(super) fn align(value: Option<&Value>, default: Align) -> Align {
    match value.and_then(Value::as_str) {
        Some("none") => Align::None,
        Some("each") => Align::Each,
        Some("all") => Align::All,
        _ => default,
    }
}

pub(super) fn of_direction<'v>(value: Option<&'v Value>, direction: &str) -> Option<&'v Value> {
    match value {
        Some(object @ Value::Object(_)) => object.get(direction),
        other => other,
    }
}

/// Places groups in a grid, as Vega's `gridLayout` does.
pub(super) fn grid(groups: &mut [Boxed], grid: &Grid) -> Bounds {
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

pub(super) fn spacing(builder: &Builder, id: usize, config: &str) -> (f64, f64) {
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
