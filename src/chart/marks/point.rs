//! Points: a dot a row with a ring of paper, or, where there are thousands, a cloud whose density shows.

use super::super::Chart;
use super::super::frame::Frame;
use crate::layout::Taken;
use crate::scale::color::Ink;
use crate::scene::{Item, Point, Rect, Role, Scene, Shape, solid};

/// From so many points on, they are a cloud.
const CLOUD: usize = 2000;

/// Draws the points of series `number`.
pub fn draw(chart: &Chart, frame: &Frame, number: usize, scene: &mut Scene, taken: &mut Taken) {
    let series = &chart.plan.series[number];
    let role = Role::Mark(number as u16);
    let mut points = Vec::with_capacity(series.rows.len());
    for index in 0..series.rows.len() {
        let key = series.key(&chart.table, &chart.plan.key, index);
        if let (Some(key), Some((_, value))) = (key, series.span(&chart.table, index)) {
            points.push(Point { x: frame.key.position(key), y: frame.value.position(value) });
        }
    }
    if points.len() > CLOUD {
        let (radius, opacity) = if points.len() > 50_000 { (1.0, 0.6) } else { (2.0, 0.7) };
        scene.items.push(Item { shape: Shape::Cloud(points, radius), fill: Some(series.ink), stroke: None, opacity, role });
        return;
    }
    for center in points {
        taken.fills.push(Rect { x: center.x - 4.0, y: center.y - 4.0, width: 8.0, height: 8.0 });
        if series.filled {
            scene.fill(Shape::Circle(center, 5.5), Ink::Paper, role);
            scene.fill(Shape::Circle(center, 4.0), series.ink, role);
        } else {
            scene.stroke(Shape::Circle(center, 4.0), solid(series.ink, 2.0), role);
        }
    }
}
