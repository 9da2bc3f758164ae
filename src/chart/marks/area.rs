//! Areas: the surface between a series and its base, broken where a cell is missing.

use super::super::Chart;
use super::super::frame::Frame;
use super::line::stops;
use crate::layout::Taken;
use crate::scale::color::Ink;
use crate::scene::{Point, Rect, Role, Scene, Shape, solid};

/// Draws the area of series `number`; areas that touch are parted by a hairline of paper.
pub fn draw(chart: &Chart, frame: &Frame, number: usize, scene: &mut Scene, taken: &mut Taken) {
    let series = &chart.plan.series[number];
    let role = Role::Mark(number as u16);
    let stops = stops(series, &chart.table, &chart.plan.key);
    let (mut upper, mut lower): (Vec<Point>, Vec<Point>) = (Vec::new(), Vec::new());
    let mut flush = |upper: &mut Vec<Point>, lower: &mut Vec<Point>| {
        if upper.len() > 1 {
            for pair in upper.windows(2) {
                let (a, b) = (pair[0], pair[1]);
                let top = a.y.min(b.y);
                taken.fills.push(Rect { x: a.x, y: top, width: b.x - a.x, height: (frame.bottom - top).max(0.0) });
            }
            let mut outline = upper.clone();
            outline.extend(lower.iter().rev());
            scene.fill(Shape::Polygon(outline), series.ink, role);
            if series.stack.is_some() {
                scene.stroke(Shape::Path(upper.clone()), solid(Ink::Paper, 1.0), role);
            }
        } else if let Some(point) = upper.first() {
            scene.fill(Shape::Circle(*point, 2.5), series.ink, role);
        }
        upper.clear();
        lower.clear();
    };
    for stop in stops {
        match series.span(&chart.table, stop.index) {
            Some((base, top)) => {
                let x = frame.key.position(stop.key);
                let base = if series.stack.is_none() && base == 0.0 { frame.zero() } else { frame.value.position(base) };
                upper.push(Point { x, y: frame.value.position(top) });
                lower.push(Point { x, y: base });
            }
            None => flush(&mut upper, &mut lower),
        }
    }
    flush(&mut upper, &mut lower);
}
