//! The value axis: the extent of what is read off, its unit and decimals, and how a figure is written.

use super::plan::{Planner, turn};
use super::series::{Place, Series};
use crate::host::{Host, NumberStyle};
use crate::spec::{Channel, Mark, Value};
use crate::table::{Column, MISSING, Values};
use crate::words::ui::Ui;
use crate::words::unit;

/// What the value axis measures.
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    /// Least and greatest value, the bases of bars and areas and the targets included.
    pub extent: (f64, f64),
    /// The axis starts at zero whatever it costs.
    pub zero: Option<bool>,
    /// The author's own domain.
    pub domain: Option<(f64, f64)>,
    /// Decimals in the data.
    pub decimals: u8,
    /// The unit in full, as the top label says it: `hectares`; empty for none.
    pub unit: String,
    /// Its symbol: `ha`.
    pub symbol: String,
}

/// A name for readers out of a column's: without its unit, with spaces.
pub(super) fn spoken(column: &str, suffix: &str) -> String {
    let stem = column.strip_suffix(suffix).filter(|s| !suffix.is_empty() && s.ends_with(['_', ' '])).unwrap_or(column);
    stem.trim_end_matches(['_', ' ']).replace('_', " ")
}

/// The unit that a column's name ends in: `unodc_ha`, `usd_millions` has none.
pub(super) fn suffix_unit(name: &str) -> Option<&'static unit::Unit> {
    name.rsplit_once('_').and_then(|(_, last)| unit::find(last))
}

impl Planner<'_> {
    pub(super) fn measure(&self, series: &[Series], horizontal: bool) -> Measure {
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        let mut reach = |v: f64| (low, high) = (low.min(v), high.max(v));
        for s in series {
            let filled = matches!(s.mark, Mark::Bar | Mark::Area);
            for index in 0..s.rows.len() {
                if let Some((base, value)) = s.span(self.table, index) {
                    reach(value);
                    if filled || s.value2 != Place::Unset {
                        reach(base);
                    }
                }
            }
        }
        for note in &self.spec.annotations {
            if let Some(Value::Number(n)) = if horizontal { &note.x } else { &note.y } {
                reach(*n);
            }
        }
        if low > high {
            (low, high) = (0.0, 1.0);
        }
        #[cfg(not(feature = "lean"))]
        if self.spec.draw.is_some() {
            let reach = super::veil::REACH;
            (low, high) = (if low < 0.0 { reach * low } else { low }, if high > 0.0 { reach * high } else { high });
        }
        let channels: Vec<&Channel> = self.spec.layers.iter().filter_map(|l| turn(l, horizontal).value).collect();
        let filled = series.iter().any(|s| matches!(s.mark, Mark::Bar | Mark::Area));
        let zero = if filled { Some(true) } else { channels.iter().find_map(|c| c.zero) };
        let columns: Vec<&Column> = series.iter().filter_map(|s| s.column(self.table)).collect();
        let decimals = columns.iter().map(|c| decimals(c)).max().unwrap_or(0);
        // Layers with titles of their own are named by them.
        let said = channels
            .iter()
            .find_map(|c| c.title.as_deref())
            .filter(|t| !t.is_empty() && channels.iter().all(|c| c.title.as_deref().is_none_or(|own| own == *t)));
        let known = match self.spec.unit.as_str() {
            "" => said.and_then(unit::find).or_else(|| columns.first().and_then(|c| suffix_unit(&c.name))),
            own => unit::find(own),
        };
        let (unit, symbol) = match known {
            Some(unit) => (unit.many.to_string(), unit.symbol.to_string()),
            None if !self.spec.unit.is_empty() => (self.spec.unit.clone(), self.spec.unit.clone()),
            None => match columns.first().and_then(|c| c.sign) {
                Some(sign) => (String::new(), sign.to_string()),
                None => (said.filter(|t| t.split(' ').count() <= 3).unwrap_or_default().to_string(), String::new()),
            },
        };
        Measure { extent: (low, high), zero, domain: channels.iter().find_map(|c| self.said_domain(Some(c))), decimals, unit, symbol }
    }

    /// The unit of a column, for facts: by its name's end, its sign, or the chart's unit if the chart draws it.
    pub(super) fn unit_of(&self, column: &Column, measure: &Measure) -> String {
        if let Some(unit) = suffix_unit(&column.name).or_else(|| unit::find(&column.name)) {
            return unit.key.to_string();
        }
        if let Some(unit) = column.sign.and_then(|sign| unit::find(sign.encode_utf8(&mut [0; 4]))) {
            return unit.key.to_string();
        }
        let drawn = self.spec.layers.iter().any(|l| {
            let e = &l.encoding;
            [&e.x, &e.y].into_iter().flatten().any(|c| c.field.as_deref() == Some(&column.name))
        });
        match (&column.values, drawn) {
            (Values::Numbers(_), true) => unit::find(&measure.unit).map_or(measure.symbol.clone(), |u| u.key.to_string()),
            _ => String::new(),
        }
    }

    pub(super) fn said_domain(&self, channel: Option<&Channel>) -> Option<(f64, f64)> {
        match channel?.domain.as_slice() {
            [Value::Number(a), Value::Number(b)] => Some((*a, *b)),
            _ => None,
        }
    }
}

/// Decimals that the numbers of a column have, at most four: enough of its first rows are looked at.
pub fn decimals(column: &Column) -> u8 {
    let Values::Numbers(values) = &column.values else { return 0 };
    let mut most = 0;
    for value in values.iter().filter(|v| v.is_finite()).take(1000) {
        while most < 4 && {
            let scaled = value.abs() * [1.0, 10.0, 100.0, 1000.0][most];
            (scaled - scaled.round()).abs() > 1e-7 * scaled.max(1.0)
        } {
            most += 1;
        }
    }
    most as u8
}

/// A value of the measure in the reader's language, without its unit.
pub fn figure(measure: &Measure, value: f64, host: &dyn Host) -> String {
    host.number(value, NumberStyle::decimals(measure.decimals))
}

/// The same with the unit's symbol: `146,139 ha`, `52.1%`, `$6,530`.
pub fn figure_with_unit(measure: &Measure, value: f64, host: &dyn Host) -> String {
    let figure = figure(measure, value, host);
    match measure.symbol.as_str() {
        "" => figure,
        "%" => figure + "%",
        sign @ ("$" | "€" | "£") => [sign, &figure].concat(),
        symbol => [&figure, "\u{a0}", symbol].concat(),
    }
}

/// A value beside its mark: from a million on in millions or billions; else with the unit, where there is `room` and its symbol is short.
pub fn figure_beside(measure: &Measure, value: f64, room: bool, ui: &Ui, host: &dyn Host) -> String {
    let (scale, word) = match value.abs() {
        v if v >= 1e9 => (1e9, ui.billion),
        v if v >= 1e6 => (1e6, ui.million),
        _ if !room || measure.symbol.chars().count() > 3 => return figure(measure, value, host),
        _ => return figure_with_unit(measure, value, host),
    };
    let scaled = host.number(value / scale, NumberStyle::decimals(1));
    let sign = if matches!(measure.symbol.as_str(), "$" | "€" | "£") { measure.symbol.as_str() } else { "" };
    [sign, &scaled, "\u{a0}", word].concat()
}

/// True for a text cell that is there.
pub fn has_text(column: &Column, row: usize) -> bool {
    matches!(&column.values, Values::Text { codes, .. } if codes.get(row).is_some_and(|c| *c != MISSING))
}
