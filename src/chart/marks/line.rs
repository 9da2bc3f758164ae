//! Lines: straight segments through the points of a series, broken where a cell is missing, never bridged and never smoothed.

use super::super::Chart;
use super::super::frame::Frame;
use super::super::series::Series;
use crate::layout::Taken;
use crate::scene::{Point, Role, Scene, Shape, solid};
use crate::table::Table;

/// A point of a series: its index in the series' rows, its key, and its value if it is known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stop {
    /// Index in the series' rows.
    pub index: usize,
    /// Place on the key axis.
    pub key: f64,
    /// Value; `None` where the cell is missing.
    pub value: Option<f64>,
}

/// The points of a series in the order of their keys.
pub fn stops(series: &Series, table: &Table, key: &super::super::plan::Key) -> Vec<Stop> {
    let mut stops = Vec::with_capacity(series.rows.len());
    for index in 0..series.rows.len() {
        let Some(at) = series.key(table, key, index) else { continue };
        stops.push(Stop { index, key: at, value: series.span(table, index).map(|(_, top)| top) });
    }
    if !series.sorted {
        stops.sort_unstable_by(|a, b| a.key.total_cmp(&b.key).then(a.index.cmp(&b.index)));
    }
    stops
}

/// The unbroken runs of a series in pixels. Where there are more points than pixels, each half-pixel column keeps its first, least,
/// greatest and last point, which draws the same picture.
pub fn runs(frame: &Frame, stops: &[Stop]) -> Vec<Vec<Point>> {
    let mut runs: Vec<Vec<Point>> = Vec::new();
    let mut run: Vec<Point> = Vec::new();
    let dense = stops.len() as f64 > frame.size.width * 8.0;
    let (mut column, mut low, mut high, mut last) = (f64::NAN, Point { x: 0.0, y: 0.0 }, Point { x: 0.0, y: 0.0 }, None);
    let flush = |run: &mut Vec<Point>, low: Point, high: Point, last: Option<Point>| {
        if let Some(last) = last {
            let (a, b) = if low.x <= high.x { (low, high) } else { (high, low) };
            for point in [a, b, last] {
                if run.last() != Some(&point) {
                    run.push(point);
                }
            }
        }
    };
    for stop in stops {
        let Some(value) = stop.value else {
            flush(&mut run, low, high, last.take());
            column = f64::NAN;
            if !run.is_empty() {
                runs.push(std::mem::take(&mut run));
            }
            continue;
        };
        let point = Point { x: frame.key.position(stop.key), y: frame.value.position(value) };
        if !dense {
            run.push(point);
            continue;
        }
        let own = (point.x * 2.0).floor();
        if own == column {
            if point.y < high.y {
                high = point;
            }
            if point.y > low.y {
                low = point;
            }
            last = Some(point);
        } else {
            flush(&mut run, low, high, last.take());
            (column, low, high) = (own, point, point);
            run.push(point);
        }
    }
    flush(&mut run, low, high, last);
    if !run.is_empty() {
        runs.push(run);
    }
    runs
}

/// Draws the line of series `number` with dots where it breaks, and at its latest value where that is the newest of the chart.
pub fn draw(chart: &Chart, frame: &Frame, number: usize, scene: &mut Scene, taken: &mut Taken) {
    let series = &chart.plan.series[number];
    let role = Role::Mark(number as u16);
    let stops = stops(series, &chart.table, &chart.plan.key);
    let width = if series.lit { frame.size.stroke() } else { 1.5 };
    for run in runs(frame, &stops) {
        for pair in run.windows(2) {
            taken.segments.push((pair[0], pair[1]));
        }
        if run.len() > 1 {
            scene.stroke(Shape::Path(run), solid(series.ink, width), role);
        }
    }
    if stops.len() as f64 > frame.size.width {
        return;
    }
    let newest = chart.newest();
    let first = stops.iter().position(|s| s.value.is_some());
    for (i, stop) in stops.iter().enumerate() {
        let Some(value) = stop.value else { continue };
        let before = i > 0 && stops[i - 1].value.is_none() && first != Some(i);
        let after = stops.get(i + 1).is_some_and(|s| s.value.is_none());
        let alone = (i == 0 || stops[i - 1].value.is_none()) && stops.get(i + 1).is_none_or(|s| s.value.is_none());
        let latest = series.lit && newest == Some(stop.key) && stops[i + 1..].iter().all(|s| s.value.is_none());
        if before || after || alone || latest {
            let radius = if latest { 4.0 } else { 2.5 };
            let center = Point { x: frame.key.position(stop.key), y: frame.value.position(value) };
            scene.fill(Shape::Circle(center, radius), series.ink, role);
        }
    }
}
