//! The series of a chart as facts see them: the values that count, in the order of x, and how expressions name them.
//!
//! Which rows count (the story's date, missing cells, the condition of a long table) is asked of the fact language itself, so that
//! what is found here is what a fact of the same chart is computed on.

use crate::chart::Chart;
use crate::chart::series::{Place, Rows};
use crate::expr::as_time;
use crate::host::{DateStyle, Host};
use crate::interact::judge;
use crate::table::{Column, Values, iso};
use crate::time::Unit;
use crate::words::unit;

/// A value at its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// The place as an argument: `2016`, `'2016-05'`, `'Pacific'`.
    pub at: String,
    /// The place in a sentence: `2016`, `May 2016`, `Pacific`.
    pub words: String,
    /// The place on the axis; for names, their order.
    pub position: f64,
    /// The value.
    pub value: f64,
}

/// The values of one series that are known at the story's date.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// What readers call it.
    pub name: String,
    /// Its column, as an argument.
    pub column: String,
    /// What picks its rows in a long table, as a further argument: `, source == 'UNODC'`; empty for none.
    pub condition: String,
    /// The unit of its values, as a key of `words::unit`.
    pub unit: String,
    /// Its values.
    pub points: Vec<Point>,
    /// The unit of a time axis; none for numbers and names.
    pub time: Option<Unit>,
    /// Its places are names, which have no order.
    pub named: bool,
}

impl Series {
    /// A call of a function on this series: `call("change", &["2015", "2016"])`.
    pub fn call(&self, function: &str, arguments: &[&str]) -> String {
        let mut out = [function, "(", &self.column].concat();
        for argument in arguments {
            out.push_str(", ");
            out.push_str(argument);
        }
        [&out, &self.condition, ")"].concat()
    }

    /// Its value in a row, as conditions have it.
    pub fn cell(&self) -> String {
        if self.column.starts_with('\'') { ["datum[", &self.column, "]"].concat() } else { self.column.clone() }
    }

    /// The values alone.
    pub fn values(&self) -> Vec<f64> {
        self.points.iter().map(|point| point.value).collect()
    }

    /// Whether the step from each point to the next is as long as most are: over missing values it is longer.
    pub fn steps(&self) -> Vec<bool> {
        let mut lengths: Vec<f64> = self.points.windows(2).map(|pair| pair[1].position - pair[0].position).collect();
        let all = lengths.clone();
        lengths.sort_by(f64::total_cmp);
        let usual = lengths.get(lengths.len() / 2).copied().unwrap_or(0.0);
        all.into_iter().map(|length| length <= usual * 1.2).collect()
    }
}

/// The series of a chart, but for those of a drawn constant.
pub fn all(chart: &Chart, host: &dyn Host) -> Vec<Series> {
    let mut out: Vec<Series> = Vec::new();
    for series in &chart.plan.series {
        let (Place::Column(index), Some(column)) = (series.value, series.column(&chart.table)) else { continue };
        let condition = match &series.rows {
            Rows::All(_) => String::new(),
            Rows::Some(rows) => match picks(chart, rows) {
                Some(condition) => condition,
                None => continue,
            },
        };
        let unit = chart.plan.units.get(index).cloned().unwrap_or_default();
        let key = chart.plan.key_column.and_then(|key| chart.table.columns.get(key));
        let name = if series.name.is_empty() { spoken(&column.name, &unit) } else { series.name.clone() };
        let mut found = Series {
            name,
            column: argument(&column.name),
            condition,
            unit,
            points: Vec::new(),
            time: key.and_then(time_unit),
            named: matches!(key.map(|key| &key.values), Some(Values::Text { .. })),
        };
        // The fact language says which rows count.
        let Ok(sum) = judge::compute(chart, &found.call("sum", &[]), host) else { continue };
        for row in sum.evidence.iter().flat_map(|evidence| &evidence.rows) {
            let (Some(point), Some(value)) = (place(key, *row as usize, host), column.number(*row as usize)) else { continue };
            found.points.push(Point { value, ..point });
        }
        found.points.sort_by(|a, b| a.position.total_cmp(&b.position));
        // Two values at one place are no series.
        let distinct = found.points.windows(2).all(|pair| pair[0].position < pair[1].position);
        if distinct
            && !found.points.is_empty()
            && !out.iter().any(|other| other.column == found.column && other.condition == found.condition)
        {
            out.push(found);
        }
    }
    out
}

/// A column as an argument: its bare name, in quotes where that would be read otherwise.
fn argument(name: &str) -> String {
    if is_name(name) { name.to_string() } else { quoted(name) }
}

/// What an expression can name without further signs.
fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphabetic() || c == '_') && text.chars().all(|c| c.is_alphanumeric() || c == '_')
}

/// A column's name for readers: without its unit, with spaces.
pub fn spoken(column: &str, unit: &str) -> String {
    let stem = column.strip_suffix(unit).filter(|stem| !unit.is_empty() && stem.ends_with('_')).unwrap_or(column);
    stem.trim_end_matches('_').replace('_', " ")
}

fn time_unit(column: &Column) -> Option<Unit> {
    match &column.values {
        Values::Times(_, unit) => Some(*unit),
        Values::Numbers(_) if column.years() => Some(Unit::Year),
        _ => None,
    }
}

fn quoted(text: &str) -> String {
    ["'", &text.replace('\\', "\\\\").replace('\'', "\\'"), "'"].concat()
}

/// The place of a row, without its value.
fn place(key: Option<&Column>, row: usize, host: &dyn Host) -> Option<Point> {
    let point = |at: String, words: String, position: f64| Some(Point { at, words, position, value: 0.0 });
    let key = key?;
    if let Some(unit) = time_unit(key) {
        let (ms, _) = as_time(key, row)?;
        let text = iso(ms, unit);
        let style = match unit {
            Unit::Year => DateStyle::Year,
            Unit::Quarter => DateStyle::Quarter,
            Unit::Month => DateStyle::MonthYear,
            Unit::Day => DateStyle::Date,
            Unit::Minute => DateStyle::DateTime,
        };
        let position = match unit {
            // Months and years are not of one length.
            Unit::Year | Unit::Quarter | Unit::Month => {
                let (year, month, _) = crate::time::civil(ms);
                f64::from(year * 12 + month)
            }
            Unit::Day | Unit::Minute => ms,
        };
        return point(if unit == Unit::Year { text } else { quoted(&text) }, host.date(ms, style), position);
    }
    match &key.values {
        Values::Text { codes, .. } => {
            let name = key.text(row)?;
            point(quoted(name), name.to_string(), f64::from(*codes.get(row)?))
        }
        _ => {
            let number = key.number(row)?;
            point(host.plain(number), host.plain(number), number)
        }
    }
}

/// What picks the rows of a series that shares its column with others: the text of its colour channel.
fn picks(chart: &Chart, rows: &[u32]) -> Option<String> {
    let field = chart.spec.layers.iter().find_map(|layer| {
        let encoding = &layer.encoding;
        [&encoding.color, &encoding.detail].into_iter().flatten().find_map(|channel| channel.field.clone())
    })?;
    let column = chart.table.columns.iter().find(|column| column.name == field)?;
    let text = column.text(*rows.first()? as usize)?;
    let cell = if is_name(&field) { field } else { ["datum[", &quoted(&field), "]"].concat() };
    Some([", ", &cell, " == ", &quoted(text)].concat())
}

/// The name of a unit of time, in the singular key of `words::unit`.
pub fn time_key(time: Option<Unit>) -> &'static str {
    match time {
        Some(Unit::Year) => "year",
        Some(Unit::Quarter) => "quarter",
        Some(Unit::Month) => "month",
        Some(Unit::Day) => "day",
        _ => "",
    }
}

/// The name of a unit after a number, as English prose has it: `hectares`.
pub fn unit_words(key: &str) -> Option<&'static str> {
    unit::key(key).map(|unit| unit.many)
}
