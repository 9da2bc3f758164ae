//! The text alternative: what kind of chart it is, what its axes cover and the main figures of each series, computed from the data.

use super::Chart;
use super::guides::date_label;
use super::key::Key;
use super::marks::line::each;
use super::measure::figure;
use crate::host::{Host, NumberStyle};
use crate::spec::Mark;
use crate::stat::sort;

/// The kind of chart in words.
fn kind(chart: &Chart) -> &'static str {
    let marks = |mark: Mark| chart.plan.series.iter().any(|s| s.mark == mark);
    match () {
        () if marks(Mark::Bar) => chart.ui.kinds[0],
        () if marks(Mark::Line) => chart.ui.kinds[1],
        () if marks(Mark::Area) => chart.ui.kinds[2],
        () if marks(Mark::Point) => chart.ui.kinds[3],
        () => chart.ui.kinds[4],
    }
}

/// A short name of the plot.
pub fn label(chart: &Chart) -> String {
    if chart.spec.heading.is_empty() { kind(chart).to_string() } else { [kind(chart), ": ", &chart.spec.heading].concat() }
}

/// A key in words.
pub fn key_words(chart: &Chart, key: f64, host: &dyn Host) -> String {
    match &chart.plan.key {
        Key::Time { unit, .. } => date_label(crate::time::floor(key, *unit), *unit, host),
        Key::Steps { unit, first, .. } => date_label(crate::time::offset(*first, *unit, key as i32), *unit, host),
        Key::Names { names } => names.get(key as usize).cloned().unwrap_or_default(),
        Key::Number { .. } => host.number(key, NumberStyle::decimals(if key.fract() == 0.0 { 0 } else { 2 })),
    }
}

/// The whole alternative. The author's own description, where there is one, comes first.
pub fn summary(chart: &Chart, host: &dyn Host) -> String {
    let mut out = String::new();
    if !chart.spec.description.is_empty() {
        out.push_str(&chart.spec.description);
        out.push(' ');
    }
    out.push_str(kind(chart));
    out.push('.');
    #[cfg(not(feature = "lean"))]
    for panel in chart.facets.iter().flat_map(|facets| &facets.panels) {
        out.push(' ');
        out.push_str(&panel.name);
        out.push(':');
        figures(&panel.chart, host, &mut out);
    }
    #[cfg(not(feature = "lean"))]
    if chart.facets.is_none() {
        figures(chart, host, &mut out);
    }
    #[cfg(feature = "lean")]
    figures(chart, host, &mut out);
    for note in &chart.spec.annotations {
        out.push(' ');
        out.push_str(&note.text);
        if let Some(when) = note.x.as_ref().and_then(|x| x.as_str()).and_then(crate::time::parse) {
            out.push_str(", ");
            out.push_str(&host.date(when.0, crate::host::DateStyle::MonthYear));
        }
        out.push('.');
    }
    #[cfg(not(feature = "lean"))]
    if let Some(from) = super::veil::from_of(&chart.veil) {
        out.push(' ');
        out.push_str(&chart.ui.drawing.hidden.replace("{0}", &key_words(chart, from, host)));
    }
    out
}

/// The main figures of each series.
fn figures(chart: &Chart, host: &dyn Host, out: &mut String) {
    let (measure, ui) = (&chart.plan.measure, chart.ui);
    let count = |n: usize| host.number(n as f64, NumberStyle::decimals(0));
    for number in 0..chart.plan.series.len() {
        let series = &chart.plan.series[number];
        if series.mark == Mark::Rule {
            continue;
        }
        let (mut first, mut last, mut low, mut high) = (None, None, (0.0, f64::INFINITY), (0.0, f64::NEG_INFINITY));
        let (mut count_known, mut missing, mut gaps) = (0, 0, Vec::new());
        each(series, &chart.table, &chart.plan.key, &mut |stop| match stop.value.and(series.value(&chart.table, stop.index)) {
            Some(value) => {
                let cell = (stop.key, value);
                first.get_or_insert(cell);
                last = Some(cell);
                low = if value < low.1 { cell } else { low };
                high = if value > high.1 { cell } else { high };
                count_known += 1;
            }
            None => {
                missing += 1;
                if gaps.len() < 9 {
                    gaps.push(stop.key);
                }
            }
        });
        let Some((first, last)) = first.zip(last) else { continue };
        out.push(' ');
        if !series.name.is_empty() && super::labels::named(chart).len() > 1 {
            out.push_str(&series.name);
            out.push_str(": ");
        }
        let ordered = !matches!(chart.plan.key, Key::Names { .. });
        let mut said: Vec<(f64, String)> = Vec::new();
        let mut say = |(key, value): (f64, f64), before: &str| {
            if said.iter().any(|(k, _)| *k == key) {
                return;
            }
            let mut part = String::from(before);
            part.push_str(&figure(measure, value, host));
            if said.is_empty() && !measure.unit.is_empty() {
                part.push(' ');
                part.push_str(&measure.unit);
            }
            let (before, after) = if ordered { ui.in_period } else { ui.for_name };
            part.push_str(before);
            part.push_str(&key_words(chart, key, host));
            part.push_str(after);
            said.push((key, part));
        };
        if series.mark == Mark::Point && !ordered || matches!(chart.plan.key, Key::Number { .. }) {
            out.push_str(&count(count_known));
            out.push_str(ui.points);
            out.push_str(&figure(measure, low.1, host));
            out.push_str(ui.to);
            out.push_str(&figure(measure, high.1, host));
        } else if ordered {
            say(first, "");
            say(high, ui.high);
            say(low, ui.low);
            say(last, "");
            sort::by(&mut said, &|part| part.0);
            out.push_str(&said.into_iter().map(|(_, part)| part).collect::<Vec<String>>().join(", "));
        } else {
            let mut sorted = Vec::new();
            each(series, &chart.table, &chart.plan.key, &mut |stop| {
                sorted.extend(stop.value.and(series.value(&chart.table, stop.index)).map(|v| (stop.key, v)));
            });
            sort::by(&mut sorted, &|cell: &(f64, f64)| -cell.1);
            let shown = if sorted.len() <= 8 { sorted.len() } else { 3 };
            sorted.iter().take(shown).for_each(|cell| say(*cell, ""));
            if shown < sorted.len() {
                say(low, ui.least);
            }
            out.push_str(&said.into_iter().map(|(_, part)| part).collect::<Vec<String>>().join(", "));
        }
        if missing > 0 {
            out.push_str(if missing == 1 { ui.none_for } else { ui.none_for_many });
            let words: Vec<String> = gaps.into_iter().map(|key| key_words(chart, key, host)).collect();
            if words.len() <= 8 {
                out.push_str(&words.join(", "));
            } else {
                out.push_str(&count(missing));
                out.push_str(ui.of_them);
            }
        }
        out.push('.');
    }
}
