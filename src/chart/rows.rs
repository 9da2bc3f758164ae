//! Horizontal bars: a row a name, the value at the bar's end; names beside the bars, or above them where the width is small.

use super::Chart;
use super::key::Key;
use super::measure::{figure, figure_with_unit, has_text};
use super::series::{Place, Series};
use super::size::Size;
use crate::host::Host;
use crate::layout::{text_box, wrap};
use crate::scale::color::Ink;
use crate::scale::linear::Linear;
use crate::scene::{Anchor, Item, Point, Rect, Role, Scene, Shape, Text, solid};
use crate::spec::{Mark, Value};
use crate::stat::sort;

/// One bar.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// Number of its series.
    pub series: usize,
    /// Index in the rows of the series.
    pub index: usize,
    /// Its name's index on the key axis.
    pub name: usize,
    /// Its box.
    pub rect: Rect,
    /// Its value.
    pub value: f64,
    /// Not lit: grey.
    pub dim: bool,
}

/// Where everything stands.
#[derive(Clone, Debug, PartialEq)]
pub struct RowFrame {
    /// The sizes.
    pub size: Size,
    /// The value axis.
    pub value: Linear,
    /// The bars, from top to bottom.
    pub bars: Vec<Bar>,
    /// Top edge and height of each name's row.
    pub rows: Vec<(f64, f64)>,
    /// Names stand above their bars.
    pub above: bool,
    /// Lines of the longest name there.
    pub lines: usize,
    /// Top of the first row and bottom of the last.
    pub extent: (f64, f64),
    /// Height that it wants.
    pub natural: f64,
    /// The least height in which every row has its words.
    pub least: f64,
}

/// Bars and the gaps between them may become this share of what they want.
const LEAST: f64 = 0.3;

/// What a row is made of, in pixels.
struct Measures {
    name: f64,
    bar: f64,
    between: f64,
    gap: f64,
}

/// A name above its bars, broken where it is wider than the plot.
fn above_lines(name: &str, weight: u16, size: &Size, host: &dyn Host) -> Vec<String> {
    wrap(name, size.width, 4, &|l| host.measure(l, size.text(), weight)).unwrap_or_else(|| vec![name.to_string()])
}

fn targets(chart: &Chart) -> Vec<(f64, &str)> {
    let number = |v: &Option<Value>| match v {
        Some(Value::Number(n)) => Some(*n),
        _ => None,
    };
    chart.spec.annotations.iter().filter_map(|a| number(&a.x).map(|v| (v, a.text.as_str()))).collect()
}

fn label(chart: &Chart, series: &Series, index: usize) -> String {
    let row = series.rows.row(index);
    match chart.plan.labels {
        Some(column) if has_text(&chart.table.columns[column], row) => {
            chart.table.columns[column].text(row).unwrap_or_default().to_string()
        }
        _ => String::new(),
    }
}

impl RowFrame {
    /// The frame for a size; `height` stretches or squeezes the rows a little, without it they take what they want.
    pub fn new(chart: &Chart, size: Size, height: Option<f64>, host: &dyn Host) -> RowFrame {
        let plan = &chart.plan;
        let names: &[String] = match &plan.key {
            Key::Names { names } => names,
            _ => &[],
        };
        let mut bars: Vec<Bar> = Vec::new();
        for (number, series) in plan.series.iter().enumerate().filter(|(_, s)| s.mark != Mark::Rule) {
            for index in 0..series.rows.len() {
                if let (Some(name), Some((_, value))) = (series.key(&chart.table, &plan.key, index), series.span(&chart.table, index)) {
                    let name = name as usize;
                    let dim = !series.lit || plan.dim.get(name) == Some(&true);
                    bars.push(Bar { series: number, index, name, rect: Rect { x: 0.0, y: 0.0, width: 0.0, height: 0.0 }, value, dim });
                }
            }
        }
        let slot = |b: &Bar| (plan.series[b.series].slot, plan.series[b.series].stack.is_some());
        sort::by(&mut bars, &|b| (b.name * plan.slots + slot(b).0) as f64);
        let side_by_side = |name: usize| {
            let mut slots: Vec<usize> = bars.iter().filter(|b| b.name == name).map(|b| slot(b).0).collect();
            slots.dedup();
            slots.len().max(1)
        };
        let above = size.width < 480.0 * size.scale.max(1.0) || plan.slots > 1 || plan.labels.is_some();
        let k = size.scale;
        let named = above && (plan.slots > 1 || plan.labels.is_some());
        let [name, bar, between, gap] = match (above, named) {
            (true, true) => [21.0, if size.compact() { 26.0 } else { 29.0 }, 7.0, 22.0],
            (true, false) => [19.0, 16.0, 3.0, 9.0],
            (false, _) => [0.0, 22.0, 1.0, 9.0],
        };
        let measures = Measures { name: name * k, bar: bar * k, between: between * k, gap: gap * k };
        let head = if targets(chart).is_empty() { 2.0 } else { (27.0 * k).round() };
        let counts: Vec<usize> = (0..names.len()).map(side_by_side).collect();
        // All rows are as high as the longest name needs.
        let heavy = if named { 600 } else { 400 };
        let deepest = if above { names.iter().map(|n| above_lines(n, heavy, &size, host).len()).max().unwrap_or(1) } else { 1 };
        let measures = Measures { name: measures.name + (deepest - 1) as f64 * size.line(), ..measures };
        let bars_of = |count: usize| count as f64 * measures.bar + (count - 1) as f64 * measures.between;
        let fixed = head + counts.iter().map(|_| measures.name).sum::<f64>();
        let natural = head + counts.iter().map(|c| measures.name + bars_of(*c) + measures.gap).sum::<f64>() - measures.gap + 6.0;
        // Names beside their bars need a line each.
        let lowest = if above { LEAST } else { LEAST.max(size.line() / (measures.bar + measures.gap)) };
        let least = fixed + lowest * (natural - fixed);
        let stretch = match height {
            Some(height) if natural > fixed => ((height - fixed) / (natural - fixed)).clamp(lowest, 1.6),
            _ => 1.0,
        };
        // In a box that the author has made too low, no row is lost: all are made lower, and some go without their words.
        let squeeze = height.map_or(1.0, |height| ((height - head) / (least - head)).clamp(0.05, 1.0));
        let (stretch, name) = (stretch * squeeze, measures.name * squeeze);
        let mut rows = Vec::new();
        let mut y = head;
        for count in &counts {
            let tall = name + bars_of(*count) * stretch;
            rows.push((y, tall));
            y += tall + measures.gap * stretch;
        }
        let extent = (head, y - measures.gap * stretch);
        let measures = Measures { name, ..measures };

        let text = size.text();
        let left = if above {
            0.0
        } else {
            let widest = names.iter().fold(0.0f64, |w, n| {
                let lines = wrap(n, size.width / 3.0, 2, &|l| host.measure(l, text, 400)).unwrap_or_else(|| vec![n.clone()]);
                lines.iter().fold(w, |w, l| w.max(host.measure(l, text, 400)))
            });
            (widest.min(size.width / 3.0) + 10.0).ceil()
        };
        let (low, high) = (plan.measure.extent.0.min(0.0), plan.measure.extent.1.max(0.0));
        let room = size.width - left;
        let value = Linear::new((low, high), (left + if low < 0.0 { room * 0.12 } else { 0.0 }, size.width));
        let mut frame = RowFrame { size, value, bars, rows, above, lines: deepest, extent, natural, least };
        frame.fit(chart, host);
        for i in 0..frame.bars.len() {
            frame.bars[i].rect = frame.bar_rect(chart, &frame.bars[i], &measures, stretch);
        }
        frame
    }

    /// Shortens the value axis until the words at the ends of the bars are inside the box, but never below half of it.
    fn fit(&mut self, chart: &Chart, host: &dyn Host) {
        let (left, right) = self.value.range;
        let mut needed = right;
        for bar in &self.bars {
            let words = self.words(chart, bar, host);
            let width = words.iter().fold(8.0, |w, (words, weight)| w + host.measure(words, self.size.text(), *weight) + 4.0);
            let share = (self.value.position(bar.value) - left) / (right - left);
            let fits_inside = words.len() > 1 && width + 12.0 < share * 0.8 * (right - left);
            if share > 0.0 && !fits_inside {
                needed = needed.min(left + (self.size.width - width - left) / share);
            }
        }
        for (value, _) in targets(chart) {
            let share = (self.value.position(value) - left) / (right - left);
            needed = needed.min(left + (self.size.width - 4.0 - left) / share.max(0.01));
        }
        self.value.range.1 = needed.clamp(left + (right - left) * 0.5, right);
    }

    /// What stands at the end of a bar: the value, and the author's text for the row. Only the first value carries the unit; on compact
    /// widths only one that is a sign.
    pub fn words(&self, chart: &Chart, bar: &Bar, host: &dyn Host) -> Vec<(String, u16)> {
        let series = &chart.plan.series[bar.series];
        let label = label(chart, series, bar.index);
        let first = self.bars.first() == Some(bar)
            && label.is_empty()
            && (!self.size.compact() || matches!(chart.plan.measure.symbol.as_str(), "%" | "$" | "€" | "£"));
        let value =
            if first { figure_with_unit(&chart.plan.measure, bar.value, host) } else { figure(&chart.plan.measure, bar.value, host) };
        let bold = !label.is_empty() || !chart.spec.highlight.is_empty() && !bar.dim;
        let mut words = vec![(value, if bold { 600 } else { 400 })];
        if !label.is_empty() {
            words.push((label, 400));
        }
        words
    }

    fn bar_rect(&self, chart: &Chart, bar: &Bar, measures: &Measures, stretch: f64) -> Rect {
        let series = &chart.plan.series[bar.series];
        let mut slots: Vec<usize> = self.bars.iter().filter(|b| b.name == bar.name).map(|b| chart.plan.series[b.series].slot).collect();
        slots.dedup();
        let place = slots.iter().position(|s| *s == series.slot).unwrap_or(0) as f64;
        let (top, _) = self.rows.get(bar.name).copied().unwrap_or((0.0, 0.0));
        let (base, value) = series.span(&chart.table, bar.index).unwrap_or((0.0, bar.value));
        let (from, to) = (self.value.position(base), self.value.position(value));
        let width = (to - from).abs().max(1.0);
        Rect {
            x: if to >= from { from } else { from - width },
            y: top + measures.name + place * (measures.bar + measures.between) * stretch,
            width,
            height: measures.bar * stretch,
        }
    }
}

/// Draws the chart; returns what a reader can point at as the frame.
pub fn draw(chart: &Chart, frame: &RowFrame, host: &dyn Host, scene: &mut Scene) {
    let zero = frame.value.position(0.0);
    let size = frame.size.text();
    let text = |x: f64, y: f64, words: String, weight: u16, anchor: Anchor| Text { x, y, words, size, weight, anchor, halo: true };
    let names: &[String] = match &chart.plan.key {
        Key::Names { names } => names,
        _ => &[],
    };
    for bar in &frame.bars {
        let series = &chart.plan.series[bar.series];
        let role = Role::Mark(bar.series as u16);
        let ink = if bar.dim { Ink::Rest } else { series.ink };
        if series.mark == Mark::Point {
            let center = Point { x: frame.value.position(bar.value), y: bar.rect.y + bar.rect.height / 2.0 };
            scene.line((zero, center.y), (frame.size.width, center.y), solid(Ink::Grid, 1.0), Role::Axis);
            scene.fill(Shape::Circle(center, 5.0), ink, role);
        } else if series.filled {
            scene.fill(Shape::Rect(bar.rect), ink, role);
        } else {
            scene.stroke(Shape::Rect(bar.rect), solid(ink, 2.0), role);
        }
    }
    if !frame.above || frame.value.domain.0 < 0.0 {
        scene.line((zero, frame.extent.0 - 2.0), (zero, frame.extent.1 + 3.0), solid(Ink::Ink, 1.0), Role::Axis);
    }
    let mut rules: Vec<f64> = targets(chart).iter().map(|(v, _)| frame.value.position(*v)).collect();
    for (value, name) in targets(chart) {
        let x = frame.value.position(value);
        target(frame, x, (frame.extent.0 - 4.0, frame.extent.1 + 4.0), Role::Annotation, scene);
        let width = host.measure(name, size, 600);
        let (anchor, at) =
            if x - width >= 0.0 { (Anchor::End, x + 1.0) } else { (Anchor::Start, (x - 1.0).min(frame.size.width - width).max(0.0)) };
        scene.text(text(at, frame.extent.0 - 11.0, name.to_string(), 600, anchor), Ink::Ink, Role::Annotation);
    }
    for (number, series) in chart.plan.series.iter().enumerate().filter(|(_, s)| s.mark == Mark::Rule) {
        for index in 0..series.rows.len().max(1) {
            let Some(value) = series.value(&chart.table, index) else { continue };
            let x = frame.value.position(value);
            let span = match series.key(&chart.table, &chart.plan.key, index).and_then(|k| frame.rows.get(k as usize)) {
                Some((top, tall)) if series.key != Place::Unset => {
                    (top + if frame.above { size * 1.3 } else { 0.0 } - 3.0, top + tall + 3.0)
                }
                _ => (frame.extent.0 - 4.0, frame.extent.1 + 4.0),
            };
            if !targets(chart).iter().any(|(v, _)| *v == value) {
                target(frame, x, span, Role::Mark(number as u16), scene);
                rules.push(x);
            }
        }
    }
    // Names stand above the rules that they cross.
    let mut free = f64::NEG_INFINITY;
    for (index, name) in names.iter().enumerate() {
        let (top, tall) = frame.rows[index];
        // Where the rows are lower than their words, the next ones go without.
        if top < free - 0.5 {
            continue;
        }
        free = top + frame.size.line();
        let heavy = if chart.plan.slots > 1 || chart.plan.labels.is_some() { 600 } else { 400 };
        if frame.above {
            let lines = above_lines(name, heavy, &frame.size, host);
            // A shorter name than the longest stands next to its bar all the same.
            let first = frame.lines - lines.len();
            for (row, line) in lines.into_iter().enumerate() {
                let y = top + 0.85 * size + (first + row) as f64 * frame.size.line();
                scene.text(text(0.0, y, line, heavy, Anchor::Start), Ink::Ink, Role::AxisLabel);
            }
            continue;
        }
        let x = frame.value.range.0.min(zero) - 10.0;
        let lines = wrap(name, frame.size.width / 3.0, 2, &|l| host.measure(l, size, 400)).unwrap_or_else(|| vec![name.clone()]);
        let first = top + tall / 2.0 + 0.35 * size - (lines.len() - 1) as f64 * frame.size.line() / 2.0;
        for (row, line) in lines.into_iter().enumerate() {
            scene.text(text(x, first + row as f64 * frame.size.line(), line, 400, Anchor::End), Ink::Ink, Role::AxisLabel);
        }
    }
    values(chart, frame, &rules, host, scene);
}

fn target(frame: &RowFrame, x: f64, span: (f64, f64), role: Role, scene: &mut Scene) {
    let x = x.min(frame.size.width - 1.0);
    scene.line((x, span.0), (x, span.1), solid(Ink::Paper, 5.0), role);
    scene.line((x, span.0), (x, span.1), solid(Ink::Ink, 2.0), role);
}

/// The words at the ends of the bars: outside where there is room and no rule in the way, else inside, else in two lines.
fn values(chart: &Chart, frame: &RowFrame, rules: &[f64], host: &dyn Host, scene: &mut Scene) {
    let size = frame.size.text();
    let stacked = |b: &Bar| chart.plan.series[b.series].stack.is_some();
    let pitch = frame.rows.windows(2).map(|r| r[1].0 - r[0].0).fold(f64::INFINITY, f64::min);
    let space = host.measure("\u{a0}", size, 400);
    for bar in frame.bars.iter().filter(|b| !stacked(b)) {
        if pitch < size && frame.bars.len() > 12 {
            continue;
        }
        let series = &chart.plan.series[bar.series];
        let words = frame.words(chart, bar, host);
        let wide = |words: &[(String, u16)]| words.iter().fold(-space, |w, (text, weight)| w + host.measure(text, size, *weight) + space);
        let width = wide(&words);
        let end = bar.rect.x + bar.rect.width;
        let clear = |x: f64, width: f64| x + width <= frame.size.width && !rules.iter().any(|r| *r > x - 5.0 && *r < x + width + 5.0);
        let first_past =
            |width: f64| rules.iter().copied().filter(|r| *r >= end).fold(end + 7.0, |x, r| if clear(x, width) { x } else { r + 8.0 });
        let middle = bar.rect.y + bar.rect.height / 2.0 + 0.35 * size;
        let inside = bar.value >= 0.0 && !clear(end + 7.0, width) && width + 20.0 <= bar.rect.width;
        let mut lines = vec![words];
        let mut x = end + 7.0;
        if inside {
            x = bar.rect.x + 10.0;
        } else if bar.value < 0.0 {
            x = bar.rect.x - 7.0 - width;
        } else if !clear(x, width) {
            let halves = broken(&lines[0]);
            if halves.iter().all(|line| clear(x, wide(line))) {
                lines = halves;
            } else if clear(first_past(width), width) {
                x = first_past(width);
            } else if halves.iter().all(|line| x + wide(line) <= frame.size.width) {
                lines = halves;
            } else {
                // The narrowest screens: each word group has a line of its own.
                lines = halves.into_iter().flatten().map(|words| vec![words]).collect();
            }
        }
        let first = middle - (lines.len() - 1) as f64 * frame.size.line() / 2.0;
        for (row, line) in lines.into_iter().enumerate() {
            let mut x = x;
            for (content, weight) in line {
                let ink = match (inside, series.ink) {
                    (true, Ink::Series(index)) if !bar.dim => Ink::OnSeries(index),
                    (true, _) => Ink::Paper,
                    _ if row > 0 => Ink::Ink2,
                    _ => Ink::Ink,
                };
                let width = host.measure(&content, size, weight);
                let y = first + row as f64 * frame.size.line();
                let text = Text { x, y, words: content, size, weight, anchor: Anchor::Start, halo: !inside };
                scene.text(text, ink, Role::Label(bar.series as u16));
                x += width + space;
            }
        }
    }
}

/// A value and its text in two lines, broken at the first comma, or before the text.
fn broken(words: &[(String, u16)]) -> Vec<Vec<(String, u16)>> {
    let [value, (text, weight)] = words else { return vec![words.to_vec()] };
    match text.split_once(", ") {
        Some((head, tail)) => vec![vec![value.clone(), (head.to_string(), *weight)], vec![(tail.to_string(), *weight)]],
        None => vec![vec![value.clone()], vec![(text.clone(), *weight)]],
    }
}

/// The lit bars of a fact, above all others turned pale.
pub fn light(chart: &Chart, frame: &RowFrame, cells: &[(usize, usize)], host: &dyn Host, scene: &mut Scene) {
    let lit = |b: &&Bar| cells.contains(&(b.series, b.index));
    for item in &mut scene.items {
        match item.role {
            Role::Mark(_) | Role::Gap => item.opacity = 0.3,
            Role::Label(_) => item.fill = Some(Ink::Ink2),
            _ => {}
        }
    }
    let mut base: Vec<Item> = Vec::new();
    for bar in frame.bars.iter().filter(lit) {
        let band = Rect { x: 0.0, y: bar.rect.y - 4.0, width: frame.size.width, height: bar.rect.height + 8.0 };
        base.push(Item { shape: Shape::Rect(band), fill: Some(Ink::Marker), stroke: None, opacity: 1.0, role: Role::Evidence });
    }
    scene.items.splice(0..0, base);
    for bar in frame.bars.iter().filter(lit) {
        let series = &chart.plan.series[bar.series];
        if series.filled {
            scene.fill(Shape::Rect(bar.rect), series.ink, Role::Evidence);
        } else {
            scene.stroke(Shape::Rect(bar.rect), solid(series.ink, 2.0), Role::Evidence);
        }
    }
    // The words of the lit bars again, above their bands and in full ink.
    let boxes: Vec<Rect> = frame.bars.iter().filter(lit).map(|b| b.rect).collect();
    for item in &mut scene.items {
        if let (Role::Label(number), Shape::Text(text)) = (item.role, &mut item.shape) {
            let rect = text_box(text, host);
            let on = boxes.iter().find(|b| rect.y + rect.height / 2.0 > b.y && rect.y + rect.height / 2.0 < b.y + b.height);
            if let Some(bar) = on {
                let inside = rect.x < bar.x + bar.width;
                item.fill = Some(if inside {
                    match chart.plan.series[usize::from(number)].ink {
                        Ink::Series(index) => Ink::OnSeries(index),
                        _ => Ink::Paper,
                    }
                } else {
                    Ink::Ink
                });
                text.weight = 600;
                text.halo = false;
                item.role = Role::Evidence;
            }
        }
    }
    // Targets stand above the lit bars, and the words above all.
    sort::by(&mut scene.items, &|item| match (item.role, &item.shape) {
        (Role::Evidence, Shape::Text(_)) => 2.0,
        (Role::Annotation, _) | (Role::Mark(_), Shape::Path(_)) => 1.0,
        _ => 0.0,
    });
}
