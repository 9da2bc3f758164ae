//! The shapes of marks as SVG path data, for every surface that draws them: an SVG document, a canvas.

use super::scene::{Item, Mark, MarkKind};
use crate::path::arc::Slice;
use crate::path::curve::Curve;
use crate::path::{shape, svg, symbol};

/// A shape.
#[derive(Clone, Debug, PartialEq)]
pub struct Outline {
    /// SVG path data.
    pub data: String,
    /// Where its origin stands, and how far it is turned clockwise, in degrees.
    pub at: (f64, f64, f64),
}

impl Outline {
    fn here(data: String) -> Option<Outline> {
        (!data.is_empty()).then_some(Outline { data, at: (0.0, 0.0, 0.0) })
    }
}

/// The path of a line, area or trail; none of a mark of single items, or where nothing is to be seen.
pub fn of_path(mark: &Mark) -> Option<Outline> {
    let first = mark.items.first()?;
    let (name, tension) = &first.interpolate;
    let curve = Curve::named(name, first.horizontal, (!tension.is_nan()).then_some(*tension));
    let curve = curve.or_else(|| Curve::named("linear", false, None))?;
    let there = |i: &&Item| i.defined && i.x.is_finite() && i.y.is_finite();
    let path = match mark.kind {
        MarkKind::Line => {
            let points: Vec<_> = mark.items.iter().map(|i| Some(i).filter(there).map(|i| [i.x, i.y])).collect();
            shape::line(&points, curve)
        }
        MarkKind::Area => {
            let edges: Vec<_> = mark.items.iter().map(|i| Some(i).filter(there).map(|i| ([i.x, i.y], [i.x2, i.y2]))).collect();
            shape::area(&edges, curve)
        }
        MarkKind::Trail => {
            let points: Vec<_> = mark.items.iter().map(|i| Some(i).filter(there).map(|i| ([i.x, i.y], i.size))).collect();
            shape::trail(&points)
        }
        _ => return None,
    };
    Outline::here(svg::write(&path))
}

/// The shape of a single mark: a symbol, slice, shape on a map, or a rectangle with round corners. None of what is no path.
pub fn of_item(kind: MarkKind, item: &Item) -> Option<Outline> {
    match kind {
        MarkKind::Rect if item.corners.iter().any(|c| *c > 0.0) => {
            Outline::here(svg::write(&shape::rectangle(item.x, item.y, item.x2 - item.x, item.y2 - item.y, item.corners)))
        }
        MarkKind::Symbol => {
            let path = symbol::symbol(&item.shape, item.size).ok()?;
            Outline::here(svg::write(&path)).map(|outline| Outline { at: (item.x, item.y, item.angle), ..outline })
        }
        MarkKind::Arc => {
            let [start, end, inner, outer] = item.arc;
            let slice = Slice { start, end, inner, outer, corner: item.corners[0], pad: item.pad };
            Outline::here(svg::write(&slice.path())).map(|outline| Outline { at: (item.x, item.y, 0.0), ..outline })
        }
        MarkKind::Shape => Outline::here(item.path.clone()),
        _ => None,
    }
}

/// How far below its anchor the baseline of words stands, in pixels: Vega's round numbers.
pub fn baseline(font: &super::scene::Font) -> f64 {
    match font.baseline.as_str() {
        "top" => 0.79 * font.size,
        "middle" => 0.30 * font.size,
        "bottom" => -0.21 * font.size,
        _ => 0.0,
    }
    .round()
}

/// Distance between lines of words.
pub fn line_height(font: &super::scene::Font) -> f64 {
    if font.line_height > 0.0 { font.line_height } else { font.size + 2.0 }
}
