//! What is under a pointer or a cursor: the figures at one key, and where to show them.

#[cfg(not(feature = "lean"))]
use super::panels;
use crate::chart::frame::KeyScale;
use crate::chart::guides::date_label;
use crate::chart::key::Key;
use crate::chart::measure::{decimals, figure_with_unit};
use crate::chart::rows::Bar;
use crate::chart::series::Series;
use crate::chart::view::Layout;
use crate::chart::{Chart, labels, marks};
use crate::host::{Host, NumberStyle};
use crate::scale::color::Ink;
use crate::scene::{Point, Rect, Role, Scene, Shape, solid};
use crate::spec::{Mark, Period, Value};
use crate::stat::sort;
use crate::time::Unit;

/// A cell that the cursor stands on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cursor {
    /// Number of the series.
    pub series: usize,
    /// Index in its rows.
    pub index: usize,
}

/// A figure at a key.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// The series' name; empty where there is one series without a name.
    pub name: String,
    /// Its colour.
    pub ink: Ink,
    /// The figure in words, or that there is none.
    pub value: String,
    /// The number.
    pub number: Option<f64>,
}

/// The figures at one key.
#[derive(Clone, Debug, PartialEq)]
pub struct Tip {
    /// The key in words: `End of 2016`.
    pub title: String,
    /// The key as data: a date, a number or a name.
    pub key: Value,
    /// The figures, largest first.
    pub figures: Vec<Figure>,
    /// The point that the cursor stands on.
    pub at: Point,
    /// The cell that the cursor stands on.
    pub cursor: Cursor,
    /// Points to ring, with their colours.
    rings: Vec<(Point, Ink)>,
    /// A bar to outline.
    outline: Option<Rect>,
    /// A crosshair from top to bottom.
    crosshair: Option<(f64, f64)>,
}

impl Tip {
    /// One line for a listener: `End of 2016: US estimate 188,000 ha, UN survey 146,139 ha`.
    pub fn said(&self) -> String {
        let mut out = self.title.clone();
        for (place, figure) in self.figures.iter().enumerate() {
            out.push_str(if place == 0 { ": " } else { ", " });
            if !figure.name.is_empty() {
                out.push_str(&figure.name);
                out.push(' ');
            }
            out.push_str(&figure.value);
        }
        out
    }

    /// The same elsewhere in the picture.
    #[cfg(not(feature = "lean"))]
    pub(super) fn moved(mut self, dx: f64, dy: f64) -> Tip {
        let shift = |p: Point| Point { x: p.x + dx, y: p.y + dy };
        self.at = shift(self.at);
        self.rings = self.rings.into_iter().map(|(point, ink)| (shift(point), ink)).collect();
        self.outline = self.outline.map(|rect| Rect { x: rect.x + dx, y: rect.y + dy, ..rect });
        self.crosshair = self.crosshair.map(|(top, bottom)| (top + dy, bottom + dy));
        self
    }

    /// The same in a picture of this width that is drawn mirrored.
    #[cfg(not(feature = "lean"))]
    pub fn mirrored(mut self, width: f64) -> Tip {
        self.at.x = width - self.at.x;
        for (point, _) in &mut self.rings {
            point.x = width - point.x;
        }
        self.outline = self.outline.map(|rect| rect.mirrored(width));
        self
    }
}

fn drawn(series: &Series) -> bool {
    series.mark != Mark::Rule
}

/// The key of a cell in words and as data.
pub fn title(chart: &Chart, key: f64, host: &dyn Host) -> (String, Value) {
    let date = |ms: f64, unit: Unit, period: Period| {
        let start = crate::time::floor(ms, unit);
        let words = date_label(start, unit, host);
        let words =
            if period == Period::End && unit != Unit::Day && unit != Unit::Minute { [chart.ui.end_of, &words].concat() } else { words };
        let (y, m, d) = crate::time::civil(start);
        let two = |n: i32| (100 + n).to_string().split_off(1);
        let data = match unit {
            Unit::Year => y.to_string(),
            Unit::Quarter | Unit::Month => [y.to_string(), two(m)].join("-"),
            _ => [y.to_string(), two(m), two(d)].join("-"),
        };
        (words, Value::String(data))
    };
    match &chart.plan.key {
        Key::Time { unit, period, .. } => date(key, *unit, *period),
        Key::Steps { unit, first, .. } => date(crate::time::offset(*first, *unit, key as i32), *unit, Period::Start),
        Key::Names { names } => {
            let name = names.get(key as usize).cloned().unwrap_or_default();
            (name.clone(), Value::String(name))
        }
        Key::Number { .. } => {
            let decimals = chart.plan.key_column.map_or(0, |c| decimals(&chart.table.columns[c]));
            (host.number(key, NumberStyle::decimals(decimals)), Value::Number(key))
        }
    }
}

/// The point of a cell, and its bar if it is one.
fn place(chart: &Chart, layout: &Layout, cursor: Cursor) -> Option<(Point, Option<Rect>)> {
    let series = chart.plan.series.get(cursor.series)?;
    match layout {
        Layout::Rows(frame) => {
            let bar = frame.bars.iter().find(|b| b.series == cursor.series && b.index == cursor.index)?;
            let end = if bar.value < 0.0 { bar.rect.x } else { bar.rect.x + bar.rect.width };
            Some((Point { x: end, y: bar.rect.y + bar.rect.height / 2.0 }, Some(bar.rect)))
        }
        Layout::Columns(frame) if series.mark == Mark::Bar => {
            let rect = marks::bar::rect(chart, frame, series, cursor.index)?;
            Some((Point { x: rect.x + rect.width / 2.0, y: rect.y }, Some(rect)))
        }
        #[cfg(not(feature = "lean"))]
        Layout::Panels(_) => None,
        Layout::Columns(frame) => {
            let key = series.key(&chart.table, &chart.plan.key, cursor.index)?;
            let (_, value) = series.span(&chart.table, cursor.index)?;
            Some((Point { x: frame.key.position(key), y: frame.value.position(value) }, None))
        }
    }
}

/// The index in a series' rows of the known cell whose key is nearest to `key`; of equals, the first.
pub(super) fn nearest(chart: &Chart, series: &Series, key: f64) -> Option<(f64, usize)> {
    let count = series.rows.len();
    let at = |index: usize| series.key(&chart.table, &chart.plan.key, index);
    let mut best: Option<(f64, usize)> = None;
    let mut look = |index: usize| {
        if let (Some(own), Some(_)) = (at(index), series.span(&chart.table, index))
            && best.is_none_or(|(k, _)| (own - key).abs() < (k - key).abs())
        {
            best = Some((own, index));
        }
    };
    if !series.sorted || count < 256 {
        (0..count).for_each(&mut look);
        return best;
    }
    let (mut low, mut high) = (0, count);
    while low < high {
        let middle = (low + high) / 2;
        if at(middle).is_some_and(|k| k < key) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    (low.saturating_sub(8)..(low + 8).min(count)).for_each(&mut look);
    best
}

/// All figures at the key of a cell; `None` where it is not drawn.
pub fn at(chart: &Chart, layout: &Layout, cursor: Cursor, host: &dyn Host) -> Option<Tip> {
    #[cfg(not(feature = "lean"))]
    if let Layout::Panels(places) = layout {
        return panels::at(chart, places, cursor, host);
    }
    let own = chart.plan.series.get(cursor.series)?;
    let key = own.key(&chart.table, &chart.plan.key, cursor.index)?;
    let (point, outline) = place(chart, layout, cursor)?;
    let (title, data) = title(chart, key, host);
    let alone = own.mark == Mark::Point && matches!(chart.plan.key, Key::Number { .. });
    let mut figures: Vec<Figure> = Vec::new();
    let mut rings = Vec::new();
    let said = labels::named(chart).len() > 1;
    for (number, series) in chart.plan.series.iter().enumerate().filter(|(_, s)| drawn(s)) {
        if alone && number != cursor.series {
            continue;
        }
        let cell = if number == cursor.series {
            Some(cursor.index)
        } else {
            match nearest(chart, series, key) {
                Some((k, index)) if k == key => Some(index),
                _ => None,
            }
        };
        // The series' own row at this key, even if its cell is empty: "no figure" is worth saying, a series without a row is not.
        let row = || (0..series.rows.len().min(10_000)).any(|i| series.key(&chart.table, &chart.plan.key, i) == Some(key));
        let value = cell.and_then(|i| series.value(&chart.table, i));
        if value.is_none() && !row() {
            continue;
        }
        let words = value.map_or_else(|| chart.ui.no_figure.to_string(), |v| figure_with_unit(&chart.plan.measure, v, host));
        let name = if said { series.name.clone() } else { String::new() };
        figures.push(Figure { name, ink: series.ink, value: words, number: value });
        if let Some(index) = cell
            && outline.is_none()
            && let Some((point, _)) = place(chart, layout, Cursor { series: number, index })
        {
            rings.push((point, series.ink));
        }
    }
    sort::by(&mut figures, &|figure| -figure.number.unwrap_or(f64::NEG_INFINITY));
    let crosshair = match layout {
        Layout::Columns(frame) if outline.is_none() && !alone => Some((frame.top, frame.bottom)),
        _ => None,
    };
    Some(Tip { title, key: data, figures, at: point, cursor, rings, outline, crosshair })
}

fn layout_is_rows(layout: &Layout) -> bool {
    matches!(layout, Layout::Rows(_))
}

/// What is under a pointer: of a chart over time, the figures at the nearest date; of bars, the bar; of points, the nearest point.
pub fn hover(chart: &Chart, layout: &Layout, x: f64, y: f64, host: &dyn Host) -> Option<Tip> {
    let cursor = match layout {
        #[cfg(not(feature = "lean"))]
        Layout::Panels(places) => return panels::hover(chart, places, x, y, host),
        Layout::Rows(frame) => {
            let distance = |b: &&Bar| (b.rect.y + b.rect.height / 2.0 - y).abs();
            let bar = frame.bars.iter().min_by(|a, b| distance(a).total_cmp(&distance(b)))?;
            Cursor { series: bar.series, index: bar.index }
        }
        Layout::Columns(frame) => {
            let key = match frame.key {
                KeyScale::Linear(scale) => scale.invert(x),
                KeyScale::Band(scale) => scale.invert(x) as f64,
            };
            let mut best: Option<(f64, Cursor)> = None;
            for (number, series) in chart.plan.series.iter().enumerate().filter(|(_, s)| drawn(s)) {
                let found = if series.mark == Mark::Point && matches!(chart.plan.key, Key::Number { .. }) {
                    closest(chart, layout, number, x, y)
                } else {
                    nearest(chart, series, key).and_then(|(own, index)| {
                        let cursor = Cursor { series: number, index };
                        let (point, rect) = place(chart, layout, cursor)?;
                        // Along the axis first; among what stands at one key, the nearest to the pointer.
                        let along = (frame.key.position(own) - x).abs() * 1000.0;
                        let aside = rect.map_or((point.y - y).abs(), |r| (r.x + r.width / 2.0 - x).abs());
                        Some((if rect.is_some() { (own - key).abs() * 1e6 } else { along } + aside, cursor))
                    })
                };
                if let Some((distance, cursor)) = found
                    && best.is_none_or(|(d, _)| distance < d)
                {
                    best = Some((distance, cursor));
                }
            }
            best?.1
        }
    };
    at(chart, layout, cursor, host)
}

/// The point nearest to a pointer.
fn closest(chart: &Chart, layout: &Layout, number: usize, x: f64, y: f64) -> Option<(f64, Cursor)> {
    let Layout::Columns(frame) = layout else { return None };
    let series = &chart.plan.series[number];
    let mut best: Option<(f64, usize)> = None;
    for index in 0..series.rows.len() {
        if let (Some(key), Some((_, value))) = (series.key(&chart.table, &chart.plan.key, index), series.span(&chart.table, index)) {
            let (dx, dy) = (frame.key.position(key) - x, frame.value.position(value) - y);
            let distance = dx * dx + dy * dy;
            if best.is_none_or(|(d, _)| distance < d) {
                best = Some((distance, index));
            }
        }
    }
    best.map(|(distance, index)| (distance.sqrt(), Cursor { series: number, index }))
}

/// Moves the cursor by a key of the keyboard: left and right along the axis, up and down between series (bars: up and down along
/// the names), Home and End to the ends. `None` for any other key.
pub fn step(chart: &Chart, layout: &Layout, cursor: Option<Cursor>, pressed: &str, host: &dyn Host) -> Option<Tip> {
    #[cfg(not(feature = "lean"))]
    if let Layout::Panels(places) = layout {
        return panels::step(chart, places, cursor, pressed, host);
    }
    let rows = layout_is_rows(layout);
    let (along, across) = match (pressed, rows) {
        ("ArrowRight", false) | ("ArrowDown", true) => (1isize, 0isize),
        ("ArrowLeft", false) | ("ArrowUp", true) => (-1, 0),
        ("ArrowDown", false) | ("ArrowRight", true) => (0, 1),
        ("ArrowUp", false) | ("ArrowLeft", true) => (0, -1),
        ("Home", _) => (isize::MIN, 0),
        ("End", _) => (isize::MAX, 0),
        _ => return None,
    };
    // The cells of each series in the order of their keys.
    let cells = |number: usize| -> Vec<(f64, usize)> {
        let series = &chart.plan.series[number];
        let mut cells: Vec<(f64, usize)> = (0..series.rows.len())
            .filter_map(|i| series.span(&chart.table, i).and(series.key(&chart.table, &chart.plan.key, i)).map(|k| (k, i)))
            .collect();
        sort::by(&mut cells, &|cell| cell.0);
        cells
    };
    let ring: Vec<usize> = (0..chart.plan.series.len()).filter(|n| drawn(&chart.plan.series[*n])).collect();
    let mut number = cursor.map_or(*ring.first()?, |c| c.series);
    let mut list = cells(number);
    if list.is_empty() {
        number = *ring.iter().find(|n| !cells(**n).is_empty())?;
        list = cells(number);
    }
    let here = cursor.and_then(|c| list.iter().position(|(_, i)| *i == c.index));
    if across != 0
        && let Some(here) = here
    {
        let key = list[here].0;
        let at = ring.iter().position(|n| *n == number)? as isize;
        for jump in 1..=ring.len() as isize {
            let other = ring[(at + across * jump).rem_euclid(ring.len() as isize) as usize];
            if let Some((_, index)) = cells(other).into_iter().min_by(|a, b| (a.0 - key).abs().total_cmp(&(b.0 - key).abs())) {
                return self::at(chart, layout, Cursor { series: other, index }, host);
            }
        }
    }
    let last = list.len() - 1;
    let next = match (here, along) {
        (None, isize::MAX) => last,
        (None, -1) => last,
        (None, _) => 0,
        (Some(here), by) => (here as isize).saturating_add(by).clamp(0, last as isize) as usize,
    };
    at(chart, layout, Cursor { series: number, index: list[next].1 }, host)
}

/// What the overlay shows for a tip: a crosshair and rings, or an outline; a stronger one for the keyboard.
pub fn overlay(tip: &Tip, width: f64, height: f64, keyboard: bool) -> Scene {
    let mut scene = Scene { width, height, items: Vec::new() };
    if let Some((top, bottom)) = tip.crosshair {
        scene.line((tip.at.x, top), (tip.at.x, bottom), solid(Ink::Ink3, 1.0), Role::Evidence);
    }
    for (point, ink) in &tip.rings {
        scene.fill(Shape::Circle(*point, 6.0), Ink::Paper, Role::Evidence);
        scene.fill(Shape::Circle(*point, 4.5), *ink, Role::Evidence);
    }
    if let Some(rect) = tip.outline {
        scene.stroke(
            Shape::Rect(rect.grown(if keyboard { 4.0 } else { 1.5 })),
            solid(Ink::Ink, if keyboard { 2.0 } else { 1.5 }),
            Role::Evidence,
        );
    } else if keyboard {
        scene.stroke(Shape::Circle(tip.at, 9.0), solid(Ink::Paper, 2.0), Role::Evidence);
        scene.stroke(Shape::Circle(tip.at, 8.0), solid(Ink::Ink, 2.0), Role::Evidence);
    }
    scene
}
