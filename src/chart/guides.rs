//! Axes: gridlines with their labels on them, the zero line, ticks and labels of the key axis.

use super::Chart;
use super::frame::{Frame, KeyLabel, KeyScale};
use super::key::Key;
use super::plan::Plan;
use super::size::Size;
use crate::host::{DateStyle, Host, NumberStyle};
use crate::layout::wrap;
use crate::scale::color::Ink;
use crate::scale::{ticks, time_ticks};
use crate::scene::{Anchor, Role, Scene, Text, solid};
use crate::time::{self, Unit};

/// Labels of an axis keep this far apart.
const APART: f64 = 8.0;

/// A time as its axis names it.
pub fn date_label(ms: f64, unit: Unit, host: &dyn Host) -> String {
    let style = match unit {
        Unit::Year => DateStyle::Year,
        Unit::Quarter => DateStyle::Quarter,
        Unit::Month => DateStyle::ShortMonthYear,
        Unit::Day => DateStyle::Date,
        Unit::Minute => DateStyle::DateTime,
    };
    host.date(ms, style)
}

/// The label at the right end of the key axis, half of which needs room beyond the data.
pub fn last_label(plan: &Plan, host: &dyn Host) -> String {
    match &plan.key {
        Key::Time { unit: Unit::Year, domain, .. } => host.date(domain.1, DateStyle::Year),
        Key::Time { domain, .. } => host.date(domain.1, DateStyle::DayMonth),
        Key::Number { domain } => host.number(domain.1.round(), NumberStyle::decimals(0)),
        _ => String::new(),
    }
}

/// True when the key axis needs a name: a chart of numbers against numbers.
pub fn titled(plan: &Plan) -> bool {
    matches!(plan.key, Key::Number { .. }) && plan.key_column.is_some() && !plan.key_title.is_empty()
}

/// The labels of the key axis, as many as keep apart.
pub fn key_labels(chart: &Chart, scale: &KeyScale, size: &Size, host: &dyn Host) -> Vec<KeyLabel> {
    let text = size.text();
    let width = |label: &str| host.measure(label, text, 400);
    match (&chart.plan.key, scale) {
        (Key::Time { unit, domain, .. }, KeyScale::Linear(linear)) => {
            let raw = (time::floor(domain.0, *unit), time::floor(domain.1, *unit));
            let step = time_ticks::step(raw.0, raw.1, *unit, size.key_ticks(linear.range.1 - linear.range.0));
            let ticks = time_ticks::ticks(raw.0, raw.1, step);
            time_labels(&chart.plan.key, &ticks, raw, step.unit.max(*unit).min(step.unit), &|ms| linear.position(ms), &width, host)
        }
        (Key::Steps { unit, first, count }, KeyScale::Band(band)) => {
            let times: Vec<f64> = (0..*count).map(|i| time::offset(*first, *unit, i as i32)).collect();
            if *unit == Unit::Year {
                return year_bands(&times, band.step(), &|i| band.middle(i), &width, host);
            }
            let last = times.last().copied().unwrap_or(*first);
            let step = time_ticks::step(*first, last, *unit, size.key_ticks(band.range.1 - band.range.0));
            let ticks = time_ticks::ticks(*first, last, step);
            time_labels(&chart.plan.key, &ticks, (*first, last), step.unit, &|index| band.middle(index as usize), &width, host)
        }
        (Key::Names { names }, KeyScale::Band(band)) => {
            let room = band.step() - APART;
            let lines: Vec<Vec<String>> =
                names.iter().map(|n| wrap(n, room.max(1.0), 2, &width).unwrap_or_else(|| vec![n.clone()])).collect();
            thin(lines, &|i| band.middle(i), &width)
        }
        (Key::Number { .. }, KeyScale::Linear(linear)) => {
            let ticks = ticks::within(linear.domain, (linear.range.1 - linear.range.0) / 110.0 + 1.0);
            let label = |v: &f64| KeyLabel { x: linear.position(*v), lines: vec![host.number(*v, NumberStyle::decimals(ticks.decimals))] };
            if chart.plan.key_column.is_some() { ticks.values.iter().map(label).collect() } else { Vec::new() }
        }
        _ => Vec::new(),
    }
}

type Width<'a> = &'a dyn Fn(&str) -> f64;

/// Ticks of time with the first and the last time added where there is room; a finer unit than years has the year under it.
fn time_labels(key: &Key, ticks: &[f64], raw: (f64, f64), unit: Unit, position: Width2, width: Width, host: &dyn Host) -> Vec<KeyLabel> {
    let label = |ms: f64| match unit {
        Unit::Year => host.date(ms, DateStyle::Year),
        Unit::Quarter | Unit::Month => host.date(ms, DateStyle::ShortMonth),
        Unit::Day => host.date(ms, DateStyle::DayMonth),
        Unit::Minute => {
            let minutes = ms.rem_euclid(time::DAY) as u32 / 60_000;
            let two = |n: u32| (100 + n).to_string().split_off(1);
            [two(minutes / 60), two(minutes % 60)].join(":")
        }
    };
    let mut times: Vec<f64> = ticks.to_vec();
    let place = |ms: f64| position(key.at(ms));
    let room = |a: f64, b: f64| (place(a) - place(b)).abs() >= (width(&label(a)) + width(&label(b))) / 2.0 + APART;
    if unit == Unit::Year {
        // December of the last year is no second tick of that year.
        let fits = |t: f64, end: f64| label(t) != label(end) && room(t, end);
        if times.last().is_none_or(|t| fits(*t, raw.1)) {
            times.push(raw.1);
        }
        if times.first().is_some_and(|t| fits(*t, raw.0)) {
            times.insert(0, raw.0);
        }
    }
    let mut kept: Vec<KeyLabel> = Vec::new();
    let (mut above, mut last) = (None, f64::NAN);
    for ms in times {
        if !last.is_nan() && !room(last, ms) {
            continue;
        }
        last = ms;
        let mut lines = vec![label(ms)];
        let coarser = match unit {
            Unit::Year => None,
            Unit::Minute => Some(host.date(ms, DateStyle::DayMonth)),
            _ => Some(host.date(ms, DateStyle::Year)),
        };
        if coarser != above {
            lines.extend(coarser.clone());
            above = coarser;
        }
        kept.push(KeyLabel { x: place(ms), lines });
    }
    kept
}

type Width2<'a> = &'a dyn Fn(f64) -> f64;

/// Years under their columns: in full, or `’05` after the first, or every few.
fn year_bands(times: &[f64], step: f64, middle: &dyn Fn(usize) -> f64, width: Width, host: &dyn Host) -> Vec<KeyLabel> {
    let full: Vec<String> = times.iter().map(|ms| host.date(*ms, DateStyle::Year)).collect();
    let widest = full.iter().fold(0.0f64, |w, l| w.max(width(l)));
    let short = |(i, label): (usize, &String)| {
        let tail: String = label.chars().skip(label.chars().count().saturating_sub(2)).collect();
        if i == 0 || label.chars().count() != 4 || tail == "00" { label.clone() } else { ["\u{2019}", &tail].concat() }
    };
    let labels: Vec<String> =
        if widest + APART > step && width("\u{2019}00") + APART <= step && widest + width("\u{2019}00") + 2.0 * APART <= 2.0 * step {
            full.iter().enumerate().map(short).collect()
        } else {
            full
        };
    thin(labels.into_iter().map(|l| vec![l]).collect(), middle, width)
}

/// Keeps the first, the last and a regular step of labels, so that they keep apart.
fn thin(lines: Vec<Vec<String>>, middle: &dyn Fn(usize) -> f64, width: Width) -> Vec<KeyLabel> {
    let widths: Vec<f64> = lines.iter().map(|l| l.iter().fold(0.0f64, |w, line| w.max(width(line)))).collect();
    let apart = |a: usize, b: usize| middle(b) - middle(a) >= (widths[a] + widths[b]) / 2.0 + APART;
    let last = lines.len().saturating_sub(1);
    let chosen = (1..=lines.len().max(1))
        .map(|step| {
            let mut chosen: Vec<usize> = (0..lines.len()).step_by(step).collect();
            if chosen.last() != Some(&last) && !lines.is_empty() {
                if step > 1 && chosen.len() > 1 && chosen.last().is_some_and(|p| !apart(*p, last)) {
                    chosen.pop();
                }
                chosen.push(last);
            }
            chosen
        })
        .find(|chosen| chosen.windows(2).all(|pair| apart(pair[0], pair[1])))
        .unwrap_or_else(|| vec![0]);
    chosen.into_iter().filter_map(|i| Some(KeyLabel { x: middle(i), lines: lines.get(i)?.clone() })).collect()
}

/// Draws gridlines and the zero line; labels come later, above the marks.
pub fn grid(frame: &Frame, scene: &mut Scene) {
    for value in &frame.ticks.values {
        let y = frame.value.position(*value);
        let zero = *value == 0.0;
        if frame.valued && !zero {
            continue;
        }
        let stroke = solid(if zero { Ink::Ink } else { Ink::Grid }, 1.0);
        scene.line((0.0, y), (frame.size.width, y), stroke, Role::Axis);
    }
}

/// Draws the labels of both axes and the ticks of the key axis.
pub fn labels(chart: &Chart, frame: &Frame, host: &dyn Host, scene: &mut Scene) {
    let size = frame.size.text();
    for (value, label) in frame.ticks.values.iter().zip(&frame.tick_labels).filter(|_| !frame.valued) {
        let y = frame.value.position(*value) - 5.0;
        let text = Text { x: 0.0, y, words: label.clone(), size, weight: 400, anchor: Anchor::Start, halo: true };
        scene.text(text, Ink::Ink2, Role::AxisLabel);
    }
    let bands = matches!(frame.key, KeyScale::Band(_));
    let mut edge = f64::INFINITY;
    for label in frame.key_labels.iter().rev() {
        if !bands {
            scene.line((label.x, frame.bottom), (label.x, frame.bottom + 5.0), solid(Ink::Ink3, 1.0), Role::Axis);
        }
        for (index, line) in label.lines.iter().enumerate() {
            let half = host.measure(line, size, 400) / 2.0;
            let x = label.x.clamp(half.min(frame.size.width / 2.0), (frame.size.width - half).max(frame.size.width / 2.0));
            // The last label may have been moved into the box, and onto the one before it.
            if index == 0 && x + half > edge {
                break;
            }
            edge = edge.min(x - half);
            let y = frame.bottom + 20.0 * frame.size.scale + index as f64 * frame.size.line();
            let text = Text { x, y, words: line.clone(), size, weight: 400, anchor: Anchor::Middle, halo: false };
            scene.text(text, Ink::Ink2, Role::AxisLabel);
        }
    }
    if titled(&chart.plan) {
        let text = Text {
            x: frame.size.width,
            y: frame.height - 6.0,
            words: chart.plan.key_title.clone(),
            size,
            weight: 400,
            anchor: Anchor::End,
            halo: false,
        };
        scene.text(text, Ink::Ink2, Role::AxisLabel);
    }
}
