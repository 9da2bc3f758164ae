//! What lies under a place of the picture: a mark, the nearest mark, an entry of a legend.

use crate::grammar::chart::Composed;
use crate::grammar::scene::{Group, Item, Legend, Mark, MarkKind, Node};
use crate::grammar::view::build::{Area, Place};
use crate::path::svg;
use crate::spec::Value;

/// A mark: the number of its plotting area, of its unit in that, and its row in the data of the unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Target {
    pub area: usize,
    pub place: usize,
    pub row: u32,
}

/// An entry of a legend.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The field.
    pub field: String,
    /// The value that it stands for.
    pub value: Value,
    /// Its words.
    pub label: String,
    /// The box round it in the picture: left, top, right, bottom.
    pub bounds: [f64; 4],
}

/// Called with every plotting area that has a number, and where its group stands.
fn areas<'g>(group: &'g Group, from: (f64, f64), see: &mut dyn FnMut(&'g Group, usize, (f64, f64))) {
    let at = (from.0 + group.x, from.1 + group.y);
    if let Some(area) = group.area {
        see(group, area, at);
    }
    for node in &group.items {
        if let Node::Group(inner) = node {
            areas(inner, at, see);
        }
    }
}

/// The marks of a unit in the group of its plotting area.
fn marks<'g>(group: &'g Group, place: &Place) -> impl DoubleEndedIterator<Item = &'g Mark> {
    group
        .items
        .get(place.items.clone())
        .unwrap_or_default()
        .iter()
        .filter_map(|node| if let Node::Mark(mark) = node { Some(mark) } else { None })
}

/// The number of the plotting area that a place lies in, the last one drawn if there are several.
pub(crate) fn area_at(composed: &Composed, x: f64, y: f64) -> Option<usize> {
    let inside = |area: &Area| {
        let (x, y) = (x - area.at.0, y - area.at.1);
        x >= 0.0 && y >= 0.0 && x <= area.size.0 && y <= area.size.1
    };
    composed.areas.iter().rposition(inside)
}

/// The mark under a place, the foremost if there are several; `reach` is how far off a line may be missed.
pub(crate) fn mark_at(composed: &Composed, x: f64, y: f64, reach: f64) -> Option<Target> {
    let mut found = None;
    areas(&composed.scene.root, (0.0, 0.0), &mut |group, area, at| {
        let (x, y) = (x - at.0, y - at.1);
        let Some(known) = composed.areas.get(area) else { return };
        for (place, unit) in known.places.iter().enumerate().rev() {
            let outside = |mark: &Mark| (mark.clip || group.clip) && (x < 0.0 || y < 0.0 || x > group.width || y > group.height);
            let hit = marks(group, unit).rev().filter(|mark| !outside(mark)).find_map(|mark| hit(mark, x, y, reach));
            if let Some(row) = hit {
                found = Some(Target { area, place, row });
                return;
            }
        }
    });
    found
}

/// The mark of a unit that is nearest to a place, across, down or both.
pub(crate) fn nearest(composed: &Composed, area: usize, node: usize, x: f64, y: f64, along: [bool; 2]) -> Option<Target> {
    let mut found: Option<(f64, Target)> = None;
    areas(&composed.scene.root, (0.0, 0.0), &mut |group, number, at| {
        let Some(known) = composed.areas.get(number).filter(|_| number == area) else { return };
        let (x, y) = (x - at.0, y - at.1);
        for (place, unit) in known.places.iter().enumerate().filter(|(_, unit)| unit.node == node) {
            for item in marks(group, unit).flat_map(|mark| &mark.items).filter(|item| item.defined) {
                let far = |d: f64, counts: bool| if counts { d } else { 0.0 };
                let distance = far(item.x - x, along[0]).hypot(far(item.y - y, along[1]));
                if distance.is_finite() && found.as_ref().is_none_or(|(least, _)| distance < *least) {
                    found = Some((distance, Target { area, place, row: item.row }));
                }
            }
        }
    });
    found.map(|(_, target)| target)
}

/// The rows of the marks of a unit that stand in a rectangle of its plotting area.
pub(crate) fn rows_in(composed: &Composed, area: usize, node: usize, [left, top, right, bottom]: [f64; 4]) -> Vec<u32> {
    let mut rows = Vec::new();
    areas(&composed.scene.root, (0.0, 0.0), &mut |group, number, _| {
        let Some(known) = composed.areas.get(number).filter(|_| number == area) else { return };
        for unit in known.places.iter().filter(|unit| unit.node == node) {
            for mark in marks(group, unit) {
                let inside = |item: &&Item| {
                    let (x, y) = middle(mark.kind, item);
                    x >= left && x <= right && y >= top && y <= bottom
                };
                rows.extend(mark.items.iter().filter(inside).map(|item| item.row));
            }
        }
    });
    rows
}

fn middle(kind: MarkKind, item: &Item) -> (f64, f64) {
    match kind {
        MarkKind::Rect | MarkKind::Rule | MarkKind::Image => ((item.x + item.x2) / 2.0, (item.y + item.y2) / 2.0),
        MarkKind::Shape => match svg::parse(&item.path).ok().and_then(|path| path.bounds()) {
            Some([x, y, x2, y2]) => ((x + x2) / 2.0, (y + y2) / 2.0),
            None => (f64::NAN, f64::NAN),
        },
        _ => (item.x, item.y),
    }
}

/// The row of the item of a mark that a place of its group lies on.
fn hit(mark: &Mark, x: f64, y: f64, reach: f64) -> Option<u32> {
    match mark.kind {
        MarkKind::Line | MarkKind::Trail | MarkKind::Area => on_path(mark, x, y, reach),
        kind => mark.items.iter().rev().find(|item| item.defined && on_item(kind, item, x, y, reach)).map(|item| item.row),
    }
}

/// Distance from a place to a straight line from place to place.
fn distance([x, y]: [f64; 2], [x1, y1]: [f64; 2], [x2, y2]: [f64; 2]) -> f64 {
    let (dx, dy) = (x2 - x1, y2 - y1);
    let length = dx * dx + dy * dy;
    let t = if length > 0.0 { (((x - x1) * dx + (y - y1) * dy) / length).clamp(0.0, 1.0) } else { 0.0 };
    (x - x1 - t * dx).hypot(y - y1 - t * dy)
}

/// The row of the point of a path that is nearest, where the path lies there.
fn on_path(mark: &Mark, x: f64, y: f64, reach: f64) -> Option<u32> {
    let on = mark.items.windows(2).any(|pair| {
        let [a, b] = pair else { return false };
        if !a.defined || !b.defined {
            return false;
        }
        let wide = if mark.kind == MarkKind::Trail { a.size.max(b.size) } else { a.stroke_width };
        let near = |p: [f64; 2], q: [f64; 2]| distance([x, y], p, q) <= (wide / 2.0).max(reach);
        if mark.kind != MarkKind::Area {
            return near([a.x, a.y], [b.x, b.y]);
        }
        // Between the two edges of an area.
        let (at, from, to) = if a.horizontal { (y, a.y, b.y) } else { (x, a.x, b.x) };
        let share = (at - from) / (to - from);
        if !(0.0..=1.0).contains(&share) {
            return false;
        }
        let mix = |p: f64, q: f64| p + share * (q - p);
        let (one, other, across) = if a.horizontal { (mix(a.x, b.x), mix(a.x2, b.x2), x) } else { (mix(a.y, b.y), mix(a.y2, b.y2), y) };
        across >= one.min(other) && across <= one.max(other)
    });
    let far = |item: &&Item| (item.x - x).hypot(item.y - y);
    let nearest = mark.items.iter().filter(|item| item.defined).min_by(|a, b| far(a).total_cmp(&far(b)));
    nearest.filter(|_| on).map(|item| item.row)
}

fn on_item(kind: MarkKind, item: &Item, x: f64, y: f64, reach: f64) -> bool {
    let inside = |[left, top, right, bottom]: [f64; 4]| x >= left && x <= right && y >= top && y <= bottom;
    match kind {
        // What is thinner than can be pointed at is pointed at beside it.
        MarkKind::Rect | MarkKind::Image => {
            let (dx, dy) = ((reach - (item.x2 - item.x).abs()).max(0.0) / 2.0, (reach - (item.y2 - item.y).abs()).max(0.0) / 2.0);
            inside([item.x.min(item.x2) - dx, item.y.min(item.y2) - dy, item.x.max(item.x2) + dx, item.y.max(item.y2) + dy])
        }
        MarkKind::Rule => distance([x, y], [item.x, item.y], [item.x2, item.y2]) <= (item.stroke_width / 2.0).max(reach),
        MarkKind::Symbol => (item.x - x).hypot(item.y - y) <= (item.size.max(0.0).sqrt() / 2.0 + item.stroke_width / 2.0).max(reach / 2.0),
        MarkKind::Text => {
            let wide = 0.6 * item.font.size * item.text.iter().map(|line| line.chars().count()).max().unwrap_or(0) as f64;
            let left = match item.font.align.as_str() {
                "center" => item.x - wide / 2.0,
                "right" => item.x - wide,
                _ => item.x,
            } + item.font.dx;
            let below = crate::grammar::outline::baseline(&item.font) + item.y + item.font.dy;
            inside([left, below - item.font.size, left + wide, below + 0.3 * item.font.size])
        }
        MarkKind::Arc => {
            let [start, end, inner, outer] = item.arc;
            let (dx, dy) = (x - item.x, y - item.y);
            let turn = std::f64::consts::TAU;
            let (low, high) = (start.min(end), start.max(end));
            // Angles go clockwise from the top.
            let angle = dx.atan2(-dy);
            let angle = low + (angle - low).rem_euclid(turn);
            let radius = dx.hypot(dy);
            radius >= inner.min(outer) && radius <= inner.max(outer) && (angle <= high || high - low >= turn - 1e-9)
        }
        MarkKind::Shape => {
            let Ok(path) = svg::parse(&item.path) else { return false };
            path.bounds().is_some_and(inside) && path.flatten(0.5).iter().fold(false, |odd, (points, _)| odd != winds(points, x, y))
        }
        _ => false,
    }
}

/// Whether a ray to the right crosses a closed outline an odd number of times.
fn winds(points: &[crate::path::Point], x: f64, y: f64) -> bool {
    let mut odd = false;
    for (i, a) in points.iter().enumerate() {
        let b = points[(i + 1) % points.len()];
        if (a[1] > y) != (b[1] > y) && x < (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1]) + a[0] {
            odd = !odd;
        }
    }
    odd
}

/// The entries of all legends that stand for values, in order.
pub fn entries(composed: &Composed) -> Vec<Entry> {
    let mut out = Vec::new();
    legends(&composed.scene.root, (0.0, 0.0), &mut out);
    out
}

fn legends(group: &Group, from: (f64, f64), out: &mut Vec<Entry>) {
    let at = (from.0 + group.x, from.1 + group.y);
    for node in &group.items {
        match node {
            Node::Group(inner) => legends(inner, at, out),
            Node::Legend(legend) => of_legend(legend, at, out),
            _ => {}
        }
    }
}

fn of_legend(legend: &Legend, from: (f64, f64), out: &mut Vec<Entry>) {
    let items = |name: &str| legend.marks.iter().find(|m| m.name == name).map_or(&[][..], |m| &m.items);
    let (x, y) = (from.0 + legend.x, from.1 + legend.y);
    for ((value, symbol), label) in legend.values.iter().zip(items("symbols")).zip(items("labels")) {
        let half = symbol.size.max(0.0).sqrt() / 2.0;
        let words = label.text.join(" ");
        let wide = 0.6 * label.font.size * words.chars().count() as f64;
        let tall = half.max(label.font.size / 2.0 + 2.0);
        let bounds = [x + symbol.x - half, y + symbol.y - tall, x + label.x + wide, y + symbol.y + tall];
        out.push(Entry { field: legend.field.clone(), value: value.clone(), label: words, bounds });
    }
}

/// The entry of a legend under a place.
pub(crate) fn entry_at(composed: &Composed, x: f64, y: f64) -> Option<Entry> {
    let under = |e: &Entry| x >= e.bounds[0] - 2.0 && x <= e.bounds[2] + 2.0 && y >= e.bounds[1] - 1.0 && y <= e.bounds[3] + 1.0;
    entries(composed).into_iter().find(under)
}
