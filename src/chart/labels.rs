//! Names and values beside the marks: at the end of a line, above or below a turning point, above a column; else a key above the plot.

use super::Chart;
use super::frame::{Frame, KeyScale};
use super::marks::bar;
use super::marks::line::{Stop, crowded, stops};
use super::measure::{Measure, figure, figure_beside, figure_with_unit};
use super::size::Size;
use crate::host::Host;
use crate::layout::{Taken, measured_box, text_box};
use crate::scale::color::Ink;
use crate::scene::{Anchor, Rect, Role, Scene, Text, solid};
use crate::spec::Mark;
use crate::stat::sort;

/// More names than this go to a key.
const MOST_NAMES: usize = 6;

/// The series whose names stand beside their marks or in a key, by number; the same name is said once.
pub fn named(chart: &Chart) -> Vec<usize> {
    let mut seen: Vec<&str> = Vec::new();
    let mut out = Vec::new();
    for (number, series) in chart.plan.series.iter().enumerate() {
        if !series.name.is_empty() && series.mark != Mark::Rule && !seen.contains(&series.name.as_str()) {
            seen.push(&series.name);
            out.push(number);
        }
    }
    out
}

fn last_known(stops: &[Stop]) -> Option<(f64, f64)> {
    stops.iter().rev().find_map(|s| s.value.map(|v| (s.key, v)))
}

/// The lines that end at the newest key, with the words at their ends: a name where there are several series, and the value.
fn ends(chart: &Chart, width: f64, host: &dyn Host) -> Vec<(usize, f64, Vec<String>)> {
    let names = named(chart);
    let newest = chart.newest();
    let mut out = Vec::new();
    for (number, series) in chart.plan.series.iter().enumerate() {
        if series.mark != Mark::Line || !series.lit || crowded(series, width) {
            continue;
        }
        let stops = stops(series, &chart.table, &chart.plan.key);
        let Some((key, value)) = last_known(&stops) else { continue };
        if Some(key) != newest {
            continue;
        }
        let mut words = Vec::new();
        if names.len() > 1 {
            words.push(series.name.clone());
        }
        words.push(figure_beside(&chart.plan.measure, value, true, chart.ui, host));
        out.push((number, value, words));
    }
    out
}

/// The room that words at the ends of lines need at the right: none on compact widths, under bands, or beyond 16 % of the width.
pub fn end_margin(chart: &Chart, size: &Size, host: &dyn Host) -> Option<f64> {
    let many = named(chart).iter().filter(|number| chart.plan.series[**number].lit).count() > MOST_NAMES;
    if size.compact() || chart.plan.key.bands().is_some() || many {
        return None;
    }
    // The room is the same before and after the reader has drawn what is hidden.
    #[cfg(not(feature = "lean"))]
    let whole = chart.unveiled();
    #[cfg(not(feature = "lean"))]
    let chart = whole.as_ref().unwrap_or(chart);
    let words = ends(chart, size.width, host);
    let widest = words.iter().flat_map(|(_, _, w)| w).fold(0.0f64, |most, w| most.max(host.measure(w, size.text(), 600)));
    let margin = (widest + 10.0).ceil();
    (!words.is_empty() && margin <= 0.16 * size.width).then_some(margin)
}

fn line_of(frame: &Frame, x: f64, y: f64, words: &str, weight: u16, anchor: Anchor) -> Text {
    Text { x, y, words: words.to_string(), size: frame.size.text(), weight, anchor, halo: true }
}

/// Writes the names and values; true when every name found its place. When one does not, no name is written: the key has them all.
pub fn draw(chart: &Chart, frame: &Frame, host: &dyn Host, taken: &mut Taken, scene: &mut Scene) -> bool {
    if frame.valued {
        values(chart, frame, host, taken, scene);
    }
    let mut names = named(chart);
    let several = names.len() > 1;
    // Of many, those that are lit are named at their marks, and the grey ones in the key.
    let many = names.len() > MOST_NAMES;
    if many {
        names.retain(|number| chart.plan.series[*number].lit);
        if names.len() > MOST_NAMES {
            return false;
        }
    }
    let mut written: Vec<(Text, Ink, usize)> = Vec::new();
    let mut done: Vec<usize> = Vec::new();
    if frame.ends {
        end_labels(chart, frame, host, taken, scene, &mut done);
    } else if chart.plan.key.bands().is_none() {
        latest(chart, frame, host, taken, scene);
    }
    let mut all = true;
    if several {
        for number in names {
            if done.contains(&number) {
                continue;
            }
            let place = match chart.plan.series[number].mark {
                Mark::Line => beside_line(chart, frame, number, host, taken),
                Mark::Bar if !frame.size.compact() => above_column(chart, frame, number, host, taken),
                _ => None,
            };
            match place {
                Some(text) => {
                    taken.words.push(text_box(&text, host));
                    written.push((text, chart.plan.series[number].text_ink, number));
                }
                None => all = false,
            }
        }
    }
    for (text, ink, number) in written {
        // A name without the others does not stand.
        if all {
            scene.text(text, ink, Role::Label(number as u16));
        }
    }
    all && !many
}

/// Names over values right of the last points, moved apart where they are close, with a leader where that is not enough.
fn end_labels(chart: &Chart, frame: &Frame, host: &dyn Host, taken: &mut Taken, scene: &mut Scene, done: &mut Vec<usize>) {
    let line = frame.size.line();
    let mut words = ends(chart, frame.size.width, host);
    sort::by(&mut words, &|end| -end.1);
    let x = frame.range().1 + 10.0;
    let heights: Vec<f64> = words.iter().map(|(_, _, w)| w.len() as f64 * line).collect();
    let wish: Vec<f64> = words.iter().map(|(_, value, _)| frame.value.position(*value)).collect();
    let mut middles = wish.clone();
    // Down the page, each keeps clear of the one above; then up again from the bottom edge.
    for i in 1..middles.len() {
        middles[i] = middles[i].max(middles[i - 1] + (heights[i - 1] + heights[i]) / 2.0);
    }
    if let Some(last) = middles.last_mut() {
        *last = last.min(frame.height - line / 2.0);
    }
    for i in (1..middles.len()).rev() {
        let most = middles[i] - (heights[i - 1] + heights[i]) / 2.0;
        let fair = (wish[i - 1] + most.min(middles[i - 1])) / 2.0;
        middles[i - 1] = middles[i - 1].min(most).max(fair.min(most));
    }
    for ((number, _, lines), (middle, wish)) in words.iter().zip(middles.iter().zip(&wish)) {
        let series = &chart.plan.series[*number];
        if (middle - wish).abs() > 12.0 {
            scene.line((x - 8.0, *wish), (x - 2.0, *middle), solid(Ink::Ink3, 1.0), Role::Label(*number as u16));
        }
        for (row, text) in lines.iter().enumerate() {
            let weight = if lines.len() > 1 && row == 0 { 600 } else { 400 };
            let y = middle + (row as f64 - (lines.len() as f64 - 1.0) / 2.0) * line + 0.35 * frame.size.text();
            let text = line_of(frame, x, y, text, weight, Anchor::Start);
            taken.words.push(text_box(&text, host));
            scene.text(text, series.text_ink, Role::Label(*number as u16));
        }
        done.push(*number);
    }
}

/// On narrow plots: the latest value above its dot, ending at the plot's edge.
pub(super) fn latest(chart: &Chart, frame: &Frame, host: &dyn Host, taken: &mut Taken, scene: &mut Scene) {
    for (number, value, _) in ends(chart, frame.size.width, host) {
        let words = figure_beside(&chart.plan.measure, value, false, chart.ui, host);
        let half = host.measure(&words, frame.size.text(), 600) / 2.0;
        let x = (frame.range().1).min(frame.size.width - half);
        for y in [frame.value.position(value) - 11.0, frame.value.position(value) + 11.0 + 0.7 * frame.size.text()] {
            let text = line_of(frame, x, y, &words, 600, Anchor::Middle);
            let rect = text_box(&text, host);
            if rect.y >= 0.0 && rect.y + rect.height <= frame.bottom && taken.free(&rect) {
                taken.words.push(rect);
                scene.text(text, chart.plan.series[number].text_ink, Role::Label(number as u16));
                break;
            }
        }
    }
}

/// A place above or below a point of the line, nearest the middle, where nothing crosses the name; turning points first.
fn beside_line(chart: &Chart, frame: &Frame, number: usize, host: &dyn Host, taken: &Taken) -> Option<Text> {
    let series = &chart.plan.series[number];
    if crowded(series, frame.size.width / 8.0) {
        return None;
    }
    let all = stops(series, &chart.table, &chart.plan.key);
    let known: Vec<(f64, f64)> = all.iter().filter_map(|s| s.value.map(|v| (frame.key.position(s.key), frame.value.position(v)))).collect();
    let middle = (frame.range().0 + frame.range().1) / 2.0;
    let breadth = frame.range().1 - frame.range().0;
    let width = host.measure(&series.name, frame.size.text(), 600);
    let mut trial = line_of(frame, 0.0, 0.0, &series.name, 600, Anchor::Middle);
    let mut best: Option<(f64, f64, f64)> = None;
    for (i, &(x, y)) in known.iter().enumerate() {
        let (before, after) = (known.get(i.wrapping_sub(1)).map_or(y, |p| p.1), known.get(i + 1).map_or(y, |p| p.1));
        let (peak, trough) = (y <= before && y <= after, y >= before && y >= after);
        for (above, turning) in [(true, peak), (false, trough)] {
            for (lift, shift) in [(1.0, 0.0), (1.0, -0.5), (1.0, 0.5), (1.7, 0.0), (2.4, 0.0)] {
                let offset = 8.0 * lift + if above { 0.0 } else { 0.75 * frame.size.text() };
                (trial.x, trial.y) = (x + shift * width, if above { y - offset } else { y + offset });
                let rect = measured_box(&trial, width);
                let inside = rect.x >= frame.range().0 - 2.0
                    && rect.x + rect.width <= frame.size.width
                    && rect.y >= frame.top + 2.0
                    && rect.y + rect.height <= frame.bottom - 2.0;
                if !inside || !taken.free(&rect.grown(3.0)) {
                    continue;
                }
                let cost = ((x - middle) / breadth).abs()
                    + if turning { 0.0 } else { 0.35 }
                    + (lift - 1.0) * 0.3
                    + if shift == 0.0 { 0.0 } else { 0.1 };
                if best.is_none_or(|(least, ..)| cost < least) {
                    best = Some((cost, trial.x, trial.y));
                }
            }
        }
    }
    best.map(|(_, x, y)| Text { x, y, ..trial })
}

/// A place above the highest columns of a series; the newest wins among equals.
fn above_column(chart: &Chart, frame: &Frame, number: usize, host: &dyn Host, taken: &Taken) -> Option<Text> {
    let series = &chart.plan.series[number];
    if series.stack.is_some() {
        return None;
    }
    let mut columns: Vec<Rect> = (0..series.rows.len()).filter_map(|i| bar::rect(chart, frame, series, i)).collect();
    sort::by(&mut columns, &|column| column.y);
    let width = host.measure(&series.name, frame.size.text(), 600);
    columns.iter().take(8).find_map(|column| {
        let middle = (column.x + column.width / 2.0).clamp(frame.range().0 + width / 2.0, frame.size.width - width / 2.0);
        let text = line_of(frame, middle, column.y - 7.0, &series.name, 600, Anchor::Middle);
        let rect = text_box(&text, host);
        (rect.y > frame.top && taken.free(&rect.grown(1.0))).then_some(text)
    })
}

/// The value of each column above it (below, for a negative one), the first one with its unit.
fn values(chart: &Chart, frame: &Frame, host: &dyn Host, taken: &mut Taken, scene: &mut Scene) {
    let KeyScale::Band(_) = frame.key else { return };
    let mut write = figure_with_unit as fn(&Measure, f64, &dyn Host) -> String;
    for (number, series) in chart.plan.series.iter().enumerate().filter(|(_, s)| s.mark == Mark::Bar) {
        for index in 0..series.rows.len() {
            let (Some(rect), Some((_, value))) = (bar::rect(chart, frame, series, index), series.span(&chart.table, index)) else {
                continue;
            };
            let words = write(&chart.plan.measure, value, host);
            write = figure;
            let y = if value < 0.0 { rect.y + rect.height + frame.size.text() } else { rect.y - 6.0 };
            let text = line_of(frame, rect.x + rect.width / 2.0, y, &words, 400, Anchor::Middle);
            taken.words.push(text_box(&text, host));
            scene.text(text, Ink::Ink, Role::Label(number as u16));
        }
    }
}

/// The words in the widest slot without a figure, where they fit; true when they do.
pub fn gap_words(chart: &Chart, frame: &Frame, words: &str, host: &dyn Host, taken: &mut Taken, scene: &mut Scene) -> bool {
    let slots = bar::slots(chart, frame);
    let Some(widest) = slots.iter().max_by(|a, b| a.width.total_cmp(&b.width)) else { return true };
    let measure = |w: &str| host.measure(w, frame.size.text(), 400);
    let Some(lines) = crate::layout::wrap(words, widest.width - 8.0, 2, &measure) else { return false };
    for (row, line) in lines.iter().enumerate() {
        let y = frame.top + frame.size.line() * (row as f64 + 1.2);
        let text = line_of(frame, widest.x + widest.width / 2.0, y, line, 400, Anchor::Middle);
        taken.words.push(text_box(&text, host));
        scene.text(Text { halo: false, ..text }, Ink::Ink2, Role::Gap);
    }
    true
}
