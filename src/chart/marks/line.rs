//! Lines: straight segments through the points of a series, broken where a cell is missing, never bridged and never smoothed.

use super::super::Chart;
use super::super::frame::Frame;
use super::super::key::Key;
use super::super::series::Series;
use crate::layout::Taken;
use crate::scene::{Item, Point, Role, Scene, Shape, solid};
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

/// Hands over the points of a series in the order of their keys, without keeping them where they stand in that order already.
pub fn each(series: &Series, table: &Table, key: &Key, take: &mut dyn FnMut(Stop)) {
    let stop = |index: usize| {
        let at = series.key(table, key, index)?;
        Some(Stop { index, key: at, value: series.span(table, index).map(|(_, top)| top) })
    };
    if series.sorted {
        (0..series.rows.len()).filter_map(stop).for_each(take);
        return;
    }
    let mut stops: Vec<Stop> = (0..series.rows.len()).filter_map(stop).collect();
    crate::stat::sort::by(&mut stops, &|stop| stop.key);
    stops.into_iter().for_each(take);
}

/// The same as a list, for series that are read one by one.
pub fn stops(series: &Series, table: &Table, key: &Key) -> Vec<Stop> {
    let mut stops = Vec::with_capacity(series.rows.len());
    each(series, table, key, &mut |stop| stops.push(stop));
    stops
}

/// More points than a reader can tell apart: they are drawn and described, but not labelled one by one.
pub fn crowded(series: &Series, frame_width: f64) -> bool {
    series.rows.len() as f64 > frame_width * 8.0
}

/// Gathers the points of a series into unbroken runs in pixels. Where there are more points than pixels, each half-pixel column
/// keeps its first, least, greatest and last point, which draws the same picture.
pub struct Runs<'a> {
    frame: &'a Frame,
    dense: bool,
    runs: Vec<Vec<Point>>,
    run: Vec<Point>,
    column: f64,
    low: Point,
    high: Point,
    last: Option<Point>,
}

impl<'a> Runs<'a> {
    /// For a series of `count` points.
    pub fn new(frame: &'a Frame, count: usize) -> Self {
        let origin = Point { x: 0.0, y: 0.0 };
        let dense = count as f64 > frame.size.width * 8.0;
        Runs { frame, dense, runs: Vec::new(), run: Vec::new(), column: f64::NAN, low: origin, high: origin, last: None }
    }

    /// The next point; one without a value ends a run.
    pub fn add(&mut self, stop: Stop) {
        let Some(value) = stop.value else {
            self.end();
            return;
        };
        let point = Point { x: self.frame.key.position(stop.key), y: self.frame.value.position(value) };
        let column = (point.x * 2.0).floor();
        if self.dense && column == self.column {
            if point.y < self.high.y {
                self.high = point;
            }
            if point.y > self.low.y {
                self.low = point;
            }
            self.last = Some(point);
            return;
        }
        self.flush();
        (self.column, self.low, self.high) = (column, point, point);
        self.run.push(point);
    }

    fn flush(&mut self) {
        let Some(last) = self.last.take() else { return };
        let (a, b) = if self.low.x <= self.high.x { (self.low, self.high) } else { (self.high, self.low) };
        for point in [a, b, last] {
            if self.run.last() != Some(&point) {
                self.run.push(point);
            }
        }
    }

    fn end(&mut self) {
        self.flush();
        self.column = f64::NAN;
        if !self.run.is_empty() {
            self.runs.push(std::mem::take(&mut self.run));
        }
    }

    /// The runs, in order.
    pub fn finish(mut self) -> Vec<Vec<Point>> {
        self.end();
        self.runs
    }
}

/// Width and opacity of what is later than the story.
const LATER: (f64, f64) = (1.5, 0.7);

/// Draws the line of series `number` with dots where it breaks, and at its latest value where that is the newest of the chart.
pub fn draw(chart: &Chart, frame: &Frame, number: usize, scene: &mut Scene, taken: &mut Taken) {
    let series = &chart.plan.series[number];
    let role = Role::Mark(number as u16);
    let width = if series.lit { frame.size.stroke() } else { 1.5 };
    let (mut runs, mut later) = (Runs::new(frame, series.rows.len()), Runs::new(frame, series.rows.len()));
    let as_of = chart.plan.as_of.unwrap_or(f64::INFINITY);
    let mut before = None;
    each(series, &chart.table, &chart.plan.key, &mut |stop| {
        if stop.key <= as_of {
            runs.add(stop);
        } else {
            // The first later point hangs on to the last one that the story knew.
            if let Some(known) = before.take() {
                later.add(known);
            }
            later.add(stop);
            return;
        }
        before = Some(stop);
    });
    for (runs, width, opacity) in [(later, LATER.0, LATER.1), (runs, width, 1.0)] {
        for run in runs.finish() {
            taken.segments.extend(run.windows(2).map(|pair| (pair[0], pair[1])));
            if run.len() > 1 {
                let stroke = Some(solid(series.ink, width));
                scene.items.push(Item { shape: Shape::Path(run), fill: None, stroke, opacity, role });
            }
        }
    }
    if series.rows.len() as f64 > frame.size.width {
        return;
    }
    let stops = stops(series, &chart.table, &chart.plan.key);
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
