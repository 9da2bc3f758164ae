//! The frame of a chart whose keys run along x: both scales in pixels, the ticks with their labels, and the room for words round them.

use super::key::Key;
use super::measure::{Measure, figure_with_unit};
use super::plan::Plan;
use super::size::Size;
use super::{Chart, guides};
use crate::host::{Host, NumberStyle};
use crate::scale::band::Band;
use crate::scale::linear::Linear;
use crate::scale::ticks::{self, Ticks};
use crate::spec::Mark;
use crate::words::ui::Ui;

/// Positions along the key axis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum KeyScale {
    /// Of numbers and times.
    Linear(Linear),
    /// Of bands, by index.
    Band(Band),
}

impl KeyScale {
    /// The pixel of a key: of its band's middle, where there are bands.
    pub fn position(&self, key: f64) -> f64 {
        match self {
            KeyScale::Linear(scale) => scale.position(key),
            KeyScale::Band(scale) => scale.middle(key.max(0.0) as usize) + (key - key.floor()) * scale.step(),
        }
    }
}

/// A label of the key axis: up to two lines at a place.
#[derive(Clone, Debug, PartialEq)]
pub struct KeyLabel {
    /// Its place along the axis, in pixels.
    pub x: f64,
    /// Its lines.
    pub lines: Vec<String>,
}

/// Scales and labels for one size.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame {
    /// The sizes.
    pub size: Size,
    /// Height of the whole plot with its labels.
    pub height: f64,
    /// The key axis.
    pub key: KeyScale,
    /// The value axis.
    pub value: Linear,
    /// Top and bottom edge of the plot proper.
    pub top: f64,
    /// Bottom edge.
    pub bottom: f64,
    /// Ticks of the value axis.
    pub ticks: Ticks,
    /// Their labels.
    pub tick_labels: Vec<String>,
    /// Labels of the key axis.
    pub key_labels: Vec<KeyLabel>,
    /// Names stand at the right of the last points.
    pub ends: bool,
    /// Every column carries its value, so that the axis needs no labels and no grid.
    pub valued: bool,
}

/// Labels of value ticks: grouped numbers, the top one with the unit; from a million on, the word goes to the top label.
pub(super) fn tick_labels(ticks: &Ticks, measure: &Measure, ui: &Ui, host: &dyn Host) -> Vec<String> {
    let most = ticks.values.iter().fold(0.0f64, |m, v| m.max(v.abs()));
    let (factor, word) = match most {
        m if m >= 1e9 => (1e9, ui.billion),
        m if m >= 1e6 => (1e6, ui.million),
        _ => (1.0, ""),
    };
    let decimals = if factor == 1.0 {
        ticks.decimals
    } else {
        let step = ticks.step / factor;
        (0..3).find(|d| (step * 10f64.powi(i32::from(*d))).fract().abs() < 1e-6).unwrap_or(3)
    };
    let last = ticks.values.len().saturating_sub(1);
    let label = |(index, value): (usize, &f64)| {
        let mut label = host.number(value / factor, NumberStyle::decimals(if *value == 0.0 { 0 } else { decimals }));
        if index == last {
            match measure.symbol.as_str() {
                "%" => label.push('%'),
                sign @ ("$" | "€" | "£") => label.insert_str(0, sign),
                _ => {}
            }
            let unit = if matches!(measure.symbol.as_str(), "%" | "$" | "€" | "£") { "" } else { measure.unit.as_str() };
            for (i, part) in [word, unit].into_iter().enumerate() {
                if !part.is_empty() {
                    label.push_str(if i == 1 && !word.is_empty() { ui.large_of } else { " " });
                    label.push_str(part);
                }
            }
        }
        label
    };
    ticks.values.iter().enumerate().map(label).collect()
}

/// A line starts at zero where that costs its range no more than half of the height.
pub(super) fn from_zero(measure: &Measure) -> bool {
    let (low, high) = measure.extent;
    measure.zero.unwrap_or_else(|| low <= 0.0 && high >= 0.0 || (high - low) / high.abs().max(low.abs()) >= 0.5)
}

/// Up to twelve columns side by side carry their values where these fit, the first of them with its unit.
fn every_column_valued(chart: &Chart, size: &Size, host: &dyn Host) -> bool {
    let plan = &chart.plan;
    let Some(bands) = plan.key.bands().filter(|b| *b <= 12 && plan.slots == 1) else { return false };
    let room = size.width / bands as f64 - 6.0;
    plan.series.iter().all(|s| s.mark == Mark::Bar && s.stack.is_none())
        && [plan.measure.extent.0, plan.measure.extent.1]
            .iter()
            .all(|v| host.measure(&figure_with_unit(&plan.measure, *v, host), size.text(), 400) <= room)
}

impl Frame {
    /// The frame for a size, `height` pixels high with its labels.
    pub fn new(chart: &Chart, size: Size, height: f64, host: &dyn Host) -> Frame {
        let plan: &Plan = &chart.plan;
        let measure = &plan.measure;
        let top = size.top();
        let wanted = |bottom: f64| (bottom - top) / size.value_tick() + 1.0;
        let choose = |bottom: f64| match measure.domain {
            Some(domain) => ticks::within(domain, wanted(bottom)),
            None => ticks::choose(measure.extent.0, measure.extent.1, wanted(bottom), from_zero(measure)),
        };
        let bottom = height - size.bottom();
        let ticks = choose(bottom);
        let labels = tick_labels(&ticks, measure, chart.ui, host);
        let text = size.text();
        let valued = every_column_valued(chart, &size, host);
        let widest = labels.iter().rev().skip(1).fold(0.0f64, |w, l| w.max(host.measure(l, text, 400)));
        let mut left = if widest > 0.0 && !valued { (widest + 8.0).ceil() } else { 0.0 };
        let mut right = size.width;

        let margin = super::labels::end_margin(chart, &size, host);
        let ends = margin.is_some();
        if let Some(margin) = margin {
            right -= margin;
        } else if plan.key.bands().is_none() {
            right -= (host.measure(&guides::last_label(plan, host), text, 400) / 2.0).ceil().max(8.0);
        }
        if plan.key.bands().is_none() && plan.series.iter().any(|s| s.mark == Mark::Point) {
            (left, right) = (left + 6.0, right - 6.0);
        }
        let range = (left.min(size.width / 2.0), right.max(size.width / 2.0));
        let key = match &plan.key {
            Key::Time { domain, .. } => KeyScale::Linear(Linear::new(*domain, range)),
            Key::Number { domain } => KeyScale::Linear(Linear::new(*domain, range)),
            Key::Steps { count, .. } => KeyScale::Band(Band::new(*count, range)),
            Key::Names { names } => KeyScale::Band(Band::new(names.len(), range)),
        };
        let key_labels = guides::key_labels(chart, &key, &size, host);
        let deepest = key_labels.iter().map(|l| l.lines.len()).max().unwrap_or(1).max(1);
        let mut bottom = bottom - (deepest - 1) as f64 * size.line();
        if guides::titled(plan) {
            bottom -= size.line();
        }
        let value = Linear::new(ticks.domain, (bottom, top));
        Frame { size, height, key, value, top, bottom, ticks, tick_labels: labels, key_labels, ends, valued }
    }

    /// Left and right edge of the data.
    pub fn range(&self) -> (f64, f64) {
        match self.key {
            KeyScale::Linear(scale) => scale.range,
            KeyScale::Band(scale) => scale.range,
        }
    }

    /// The pixel of zero, or of the end of the axis that is nearest to it.
    pub fn zero(&self) -> f64 {
        let (low, high) = self.value.domain;
        self.value.position(0f64.clamp(low.min(high), low.max(high)))
    }
}
