//! Columns: bars from zero in bands along x, side by side or stacked; a band whose cell is missing is filled, since it could be anywhere.

use super::super::Chart;
use super::super::frame::{Frame, KeyScale};
use super::super::series::Series;
use crate::layout::Taken;
use crate::scale::color::Ink;
use crate::scene::{Rect, Role, Scene, Shape, solid};
use crate::spec::Mark;

/// Left edge and width of a column of `slot` in a band.
pub fn column(chart: &Chart, frame: &Frame, band: usize, slot: usize) -> (f64, f64) {
    let KeyScale::Band(bands) = frame.key else { return (0.0, 0.0) };
    let slots = chart.plan.slots as f64;
    let group = (bands.step() * 0.8).min(48.0 * slots + slots - 1.0);
    let width = (group - (slots - 1.0)) / slots;
    let (group, width, gap) = if width < 3.0 { (bands.step(), bands.step() / slots, 0.0) } else { (group, width, 1.0) };
    (bands.middle(band) - group / 2.0 + slot as f64 * (width + gap), width)
}

/// The box of a column, at least one pixel high; `None` where the cell is missing.
pub fn rect(chart: &Chart, frame: &Frame, series: &Series, index: usize) -> Option<Rect> {
    let band = series.key(&chart.table, &chart.plan.key, index)?;
    let (base, top) = series.span(&chart.table, index)?;
    let (x, width) = column(chart, frame, band as usize, series.slot);
    let (from, to) = (frame.value.position(base), frame.value.position(top));
    let height = (from - to).abs().max(1.0);
    Some(Rect { x, y: if to <= from { from - height } else { from }, width, height })
}

/// Draws the columns of series `number`.
pub fn draw(chart: &Chart, frame: &Frame, number: usize, scene: &mut Scene, taken: &mut Taken) {
    let series = &chart.plan.series[number];
    let role = Role::Mark(number as u16);
    for index in 0..series.rows.len() {
        let Some(rect) = rect(chart, frame, series, index) else { continue };
        taken.fills.push(rect);
        let dim = series.key(&chart.table, &chart.plan.key, index).is_some_and(|k| chart.plan.dim.get(k as usize) == Some(&true));
        let ink = if dim { Ink::Rest } else { series.ink };
        if series.filled {
            scene.fill(Shape::Rect(rect), ink, role);
            if series.stack.is_some() && rect.height > 2.0 {
                scene.line((rect.x, rect.y), (rect.x + rect.width, rect.y), solid(Ink::Paper, 1.0), role);
            }
        } else {
            scene.stroke(Shape::Rect(rect), solid(ink, 2.0), role);
        }
    }
}

/// The slots without a figure as boxes over the full height, neighbours joined.
pub fn slots(chart: &Chart, frame: &Frame) -> Vec<Rect> {
    let KeyScale::Band(bands) = frame.key else { return Vec::new() };
    let columns: Vec<&Series> = chart.plan.series.iter().filter(|s| s.mark == Mark::Bar && s.stack.is_none()).collect();
    if columns.is_empty() || columns.len() < chart.plan.slots {
        return Vec::new();
    }
    let mut missing: Vec<bool> = vec![true; bands.count * chart.plan.slots];
    for series in columns {
        for index in 0..series.rows.len() {
            let key = series.key(&chart.table, &chart.plan.key, index);
            if let (Some(key), Some(_)) = (key, series.span(&chart.table, index))
                && let Some(cell) = missing.get_mut(key as usize * chart.plan.slots + series.slot)
            {
                *cell = false;
            }
        }
    }
    let whole = |band: usize| missing[band * chart.plan.slots..][..chart.plan.slots].iter().all(|m| *m);
    let mut boxes: Vec<Rect> = Vec::new();
    for (cell, _) in missing.iter().enumerate().filter(|(_, missing)| **missing) {
        let (band, slot) = (cell / chart.plan.slots, cell % chart.plan.slots);
        let (x, width) = column(chart, frame, band, slot);
        // Slots of one band join; bands join where nothing at all is known of both.
        let joined = cell > 0 && missing[cell - 1] && (slot > 0 || whole(band) && whole(band - 1));
        match boxes.last_mut() {
            Some(last) if joined => last.width = x + width - last.x,
            _ => boxes.push(Rect { x, y: frame.top, width, height: frame.bottom - frame.top }),
        }
    }
    boxes
}

/// Fills the slots without a figure.
pub fn gaps(chart: &Chart, frame: &Frame, scene: &mut Scene) {
    for rect in slots(chart, frame) {
        scene.fill(Shape::Rect(rect), Ink::Band, Role::Gap);
    }
}
