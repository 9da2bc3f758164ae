//! The plan of a chart: which series it has, what its two axes measure and in which order, without a size or a pixel.
//!
//! What the author left open is decided here from the columns' types; what cannot be drawn is a problem with its place and remedy.

use super::series::{Place, Rows, Series};
use crate::host::{Host, NumberStyle};
use crate::report::{self, Problem};
use crate::scale::color::{Ink, Rgb};
use crate::spec::{Channel, FieldType, Layer, Mark, Period, Sort, Spec, Value};
use crate::table::{Column, MISSING, Table, Values};
use crate::time::{self, Unit};
use crate::words::unit;

/// What the key axis measures.
#[derive(Clone, Debug, PartialEq)]
pub enum Key {
    /// Times on a continuous axis, from the first to the last (milliseconds), each standing where `period` says.
    Time {
        /// The unit in which the times are known.
        unit: Unit,
        /// When in its unit a value stands.
        period: Period,
        /// First and last position.
        domain: (f64, f64),
    },
    /// Times as bands, one a unit, without leaving any out.
    Steps {
        /// The unit of a band.
        unit: Unit,
        /// The first band's beginning in milliseconds.
        first: f64,
        /// Number of bands.
        count: usize,
    },
    /// Numbers.
    Number {
        /// Least and greatest.
        domain: (f64, f64),
    },
    /// Names, in the order in which they are drawn.
    Names {
        /// The names.
        names: Vec<String>,
    },
}

/// Units from one time to another.
fn steps_between(from: f64, to: f64, unit: Unit) -> f64 {
    let ((y0, m0, _), (y1, m1, _)) = (time::civil(from), time::civil(to));
    let months = f64::from((y1 - y0) * 12 + m1 - m0);
    match unit {
        Unit::Year => f64::from(y1 - y0),
        Unit::Quarter => (months / 3.0).floor(),
        Unit::Month => months,
        Unit::Day => ((to - from) / time::DAY).floor(),
        Unit::Minute => ((to - from) / 60_000.0).floor(),
    }
}

impl Key {
    /// True for an axis of bands.
    pub fn bands(&self) -> Option<usize> {
        match self {
            Key::Steps { count, .. } => Some(*count),
            Key::Names { names } => Some(names.len()),
            _ => None,
        }
    }

    /// Where a row stands: a number, a time, or the index of a band.
    pub fn place(&self, column: &Column, row: usize) -> Option<f64> {
        match self {
            Key::Names { names } => {
                let own;
                let name = match column.text(row) {
                    Some(text) => text,
                    None => {
                        own = plain(column.number(row)?);
                        own.as_str()
                    }
                };
                names.iter().position(|n| n == name).map(|index| index as f64)
            }
            _ => column.number(row).map(|value| self.at(value)),
        }
    }

    /// Where a number or a time in milliseconds stands.
    pub fn at(&self, value: f64) -> f64 {
        match self {
            Key::Time { unit, period, .. } => match period {
                Period::Start => value,
                Period::Mid => time::mid(value, *unit),
                Period::End => time::end(value, *unit),
            },
            Key::Steps { unit, first, .. } => steps_between(*first, value, *unit),
            _ => value,
        }
    }
}

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

/// A chart without a size.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// Bars from left to right, with the keys on y.
    pub horizontal: bool,
    /// The key axis.
    pub key: Key,
    /// The column of the key axis.
    pub key_column: Option<usize>,
    /// What the key axis is called, where it must be said.
    pub key_title: String,
    /// The value axis.
    pub measure: Measure,
    /// From back to front.
    pub series: Vec<Series>,
    /// How many bars stand side by side in a band.
    pub slots: usize,
    /// Names on the key axis that are not lit.
    pub dim: Vec<bool>,
    /// The unit of each column of the table, as a key of `words::unit`.
    pub units: Vec<String>,
    /// A column whose text follows the value.
    pub labels: Option<usize>,
    /// The last place on a time axis that the story knows of: what is later is drawn as later.
    pub as_of: Option<f64>,
}

/// A number as a name: no grouping, no decimals it does not have.
fn plain(value: f64) -> String {
    let whole = value.round();
    if whole == value {
        return (value as i64).to_string();
    }
    // Three decimals name a category well enough, and need no float formatter.
    let scaled = (value.abs() * 1000.0).round() as i64;
    let mut digits = (1000 + scaled % 1000).to_string().split_off(1);
    while digits.ends_with('0') {
        digits.pop();
    }
    let mut out = String::from(if value < 0.0 { "-" } else { "" });
    out.push_str(&(scaled / 1000).to_string());
    out.push('.');
    out.push_str(&digits);
    out
}

/// A name for readers out of a column's: without its unit, with spaces.
fn spoken(column: &str, suffix: &str) -> String {
    let stem = column.strip_suffix(suffix).filter(|s| !suffix.is_empty() && s.ends_with(['_', ' '])).unwrap_or(column);
    stem.trim_end_matches(['_', ' ']).replace('_', " ")
}

/// The unit that a column's name ends in: `unodc_ha`, `usd_millions` has none.
fn suffix_unit(name: &str) -> Option<&'static unit::Unit> {
    name.rsplit_once('_').and_then(|(_, last)| unit::find(last))
}

fn place(layer: usize, channel: &str) -> report::Place {
    let mut path = String::from("/layer/");
    path.push_str(&layer.to_string());
    path.push_str("/encoding/");
    path.push_str(channel);
    report::Place::Path(path)
}

/// Plans the chart; time columns that are written as plain years become times in `table`.
pub fn plan(spec: &Spec, table: &mut Table) -> Result<Plan, Vec<Problem>> {
    let mut planner = Planner { spec, table, problems: Vec::new() };
    let plan = planner.plan();
    match plan {
        Some(plan) if planner.problems.is_empty() => Ok(plan),
        _ => Err(planner.problems),
    }
}

struct Planner<'a> {
    spec: &'a Spec,
    table: &'a mut Table,
    problems: Vec<Problem>,
}

/// The channels of a layer as key and value.
struct Turned<'a> {
    key: Option<&'a Channel>,
    value: Option<&'a Channel>,
    value2: Option<&'a Channel>,
    offset: Option<&'a Channel>,
}

fn turn(layer: &Layer, horizontal: bool) -> Turned<'_> {
    let e = &layer.encoding;
    if horizontal {
        Turned { key: e.y.as_ref(), value: e.x.as_ref(), value2: e.x2.as_ref(), offset: e.y_offset.as_ref() }
    } else {
        Turned { key: e.x.as_ref(), value: e.y.as_ref(), value2: e.y2.as_ref(), offset: e.x_offset.as_ref() }
    }
}

impl Planner<'_> {
    fn column(&mut self, layer: usize, channel: &str, name: &str) -> Option<usize> {
        let found = self.table.columns.iter().position(|c| c.name == name);
        if found.is_none() {
            let known: Vec<&str> = self.table.columns.iter().map(|c| c.name.as_str()).collect();
            let remedy = match report::nearest(name, known.iter().copied()) {
                Some(near) => ["did you mean \"", near, "\"?"].concat(),
                None => ["the columns are ", &known.join(", ")].concat(),
            };
            self.problems.push(crate::problem!(
                Error,
                "unknown-column",
                place(layer, channel),
                ["no column \"", name, "\" in the data"].concat(),
                remedy
            ));
        }
        found
    }

    /// The type of a field, said or read off its column; for the value axis years are numbers.
    fn kind(&self, channel: &Channel, column: usize, key: bool) -> FieldType {
        channel.kind.unwrap_or(match &self.table.columns[column].values {
            Values::Text { .. } => FieldType::Nominal,
            Values::Times(..) => FieldType::Temporal,
            Values::Numbers(_) if key && self.table.columns[column].years() => FieldType::Temporal,
            Values::Numbers(_) => FieldType::Quantitative,
        })
    }

    fn discrete(&self, channel: Option<&Channel>) -> bool {
        let Some(channel) = channel else { return false };
        let column = channel.field.as_ref().and_then(|f| self.table.columns.iter().position(|c| &c.name == f));
        let kind = column.map(|c| self.kind(channel, c, true)).or(channel.kind);
        matches!(kind, Some(FieldType::Nominal | FieldType::Ordinal))
    }

    /// True for a channel of numbers that are not the years of a time axis.
    fn measured(&self, channel: Option<&Channel>) -> bool {
        let Some(channel) = channel else { return false };
        let column = channel.field.as_ref().and_then(|f| self.table.columns.iter().position(|c| &c.name == f));
        column.is_none_or(|c| self.kind(channel, c, true) == FieldType::Quantitative)
    }

    fn plan(&mut self) -> Option<Plan> {
        let spec = self.spec;
        let horizontal = spec.layers.iter().any(|l| {
            let e = &l.encoding;
            l.mark != Mark::Line && l.mark != Mark::Area && self.discrete(e.y.as_ref()) && self.measured(e.x.as_ref())
        });
        let (key_name, value_name) = if horizontal { ("y", "x") } else { ("x", "y") };

        // The key axis: the first layer that names a field says what it is.
        let keyed = spec.layers.iter().enumerate().find_map(|(i, l)| turn(l, horizontal).key.filter(|c| c.field.is_some()).map(|c| (i, c)));
        let mut key_column = None;
        let mut kind = FieldType::Quantitative;
        if let Some((layer, channel)) = keyed {
            let column = self.column(layer, key_name, channel.field.as_deref().unwrap_or_default())?;
            kind = self.kind(channel, column, true);
            self.temporal(layer, key_name, column, kind)?;
            key_column = Some(column);
        }
        let bars = spec.layers.iter().any(|l| l.mark == Mark::Bar);

        // The series.
        let mut series = Vec::new();
        let mut slots: Vec<String> = Vec::new();
        for (index, layer) in spec.layers.iter().enumerate() {
            self.layer(index, layer, horizontal, (key_name, value_name), &mut series, &mut slots);
        }
        if !self.problems.is_empty() || series.is_empty() {
            return None;
        }
        let key = self.key_axis(keyed.map(|(_, c)| c), key_column, kind, bars, &series)?;
        for s in &mut series {
            if let Place::Constant(value) = s.key {
                s.key = Place::Constant(key.at(value));
            }
        }
        let stacked = self.stack(&mut series, &key, slots.len());
        let key = self.ordered(key, keyed.map(|(_, c)| c), &series, horizontal);
        if stacked {
            self.stack(&mut series, &key, slots.len());
        }
        for s in &mut series {
            let mut last = f64::NEG_INFINITY;
            s.sorted = (0..s.rows.len()).filter_map(|i| s.key(self.table, &key, i)).all(|k| std::mem::replace(&mut last, k) <= k);
        }
        let dim = self.colors(&mut series, &key);
        let measure = self.measure(&series, horizontal);
        let units = self.table.columns.iter().map(|c| self.unit_of(c, &measure)).collect();
        let labels = match spec.labels.as_str() {
            "" => None,
            name => Some(self.column(0, "labels", name)?),
        };
        let as_of = match (&key, time::parse(&spec.as_of)) {
            (Key::Time { .. }, Some((ms, _))) => Some(ms),
            _ => None,
        };
        let title = |c: &Channel| c.title.clone().unwrap_or_else(|| spoken(c.field.as_deref().unwrap_or_default(), ""));
        let key_title = keyed.map(|(_, c)| title(c)).unwrap_or_default();
        Some(Plan { horizontal, key, key_column, key_title, measure, series, slots: slots.len().max(1), dim, units, labels, as_of })
    }

    /// Makes a column of years one of times where the axis is one of time.
    fn temporal(&mut self, layer: usize, channel: &str, column: usize, kind: FieldType) -> Option<()> {
        if kind != FieldType::Temporal {
            return Some(());
        }
        let years = self.table.columns[column].years();
        if years {
            self.table.columns[column] = self.table.columns[column].as_years();
        }
        if matches!(self.table.columns[column].values, Values::Times(..)) {
            return Some(());
        }
        let found = ["column \"", &self.table.columns[column].name, "\" holds no dates"].concat();
        self.problems.push(crate::problem!(
            Error,
            "no-dates",
            place(layer, channel),
            found,
            "write dates as 2016, 2016-05 or 2016-05-29, or leave the type out"
        ));
        None
    }

    fn layer(
        &mut self,
        index: usize,
        layer: &Layer,
        horizontal: bool,
        names: (&str, &str),
        series: &mut Vec<Series>,
        slots: &mut Vec<String>,
    ) {
        let turned = turn(layer, horizontal);
        let rows = match self.filtered(layer) {
            Some(rows) => rows,
            None => return,
        };
        let key = self.position(index, names.0, turned.key);
        let value = self.position(index, names.1, turned.value);
        let value2 = self.position(index, names.1, turned.value2);
        let (Some(key), Some(value), Some(value2)) = (key, value, value2) else { return };
        if layer.mark != Mark::Rule && (value == Place::Unset || key == Place::Unset) {
            let missing = if value == Place::Unset { names.1 } else { names.0 };
            self.problems.push(crate::problem!(
                Error,
                "missing-channel",
                place(index, missing),
                "this mark needs both x and y",
                "name a column for it"
            ));
            return;
        }
        if let Place::Column(column) = value
            && !matches!(self.table.columns[column].values, Values::Numbers(_))
        {
            let found = ["column \"", &self.table.columns[column].name, "\" holds no numbers"].concat();
            self.problems.push(crate::problem!(Error, "no-numbers", place(index, names.1), found, "draw a column of numbers"));
            return;
        }
        if matches!(layer.mark, Mark::Bar | Mark::Area) && turned.value.is_some_and(|c| c.zero == Some(false)) {
            let place = place(index, names.1);
            let found = "\"zero\": false: bars and areas that do not start at zero deceive";
            self.problems.push(crate::problem!(Error, "no-zero", place, found, "leave it out, or draw a line or points"));
            return;
        }
        let color = layer.encoding.color.as_ref().or(layer.encoding.detail.as_ref());
        let own = color.and_then(|c| c.value.as_ref()).and_then(Value::as_str).and_then(Rgb::parse);
        let groups: Vec<(String, Rows)> = match color.and_then(|c| c.field.as_deref()) {
            Some(field) => {
                let Some(column) = self.column(index, "color", field) else { return };
                self.split(column, &rows, color)
            }
            None => vec![(self.name(color, value), rows)],
        };
        for (name, rows) in groups {
            let slot_name = match turned.offset {
                None => None,
                Some(c) => match (&c.field, &c.datum) {
                    (Some(field), _) if color.and_then(|c| c.field.as_ref()) == Some(field) => Some(vec![(name.clone(), rows.clone())]),
                    (Some(field), _) => {
                        let Some(column) = self.column(index, "offset", field) else { return };
                        Some(self.split(column, &rows, Some(c)))
                    }
                    (None, Some(Value::String(text))) => Some(vec![(text.clone(), rows.clone())]),
                    _ => None,
                },
            };
            for (slot, rows) in slot_name.unwrap_or_else(|| vec![(String::new(), rows)]) {
                let slot = match slot.as_str() {
                    "" => 0,
                    s => slots.iter().position(|n| n == s).unwrap_or_else(|| {
                        slots.push(slot.clone());
                        slots.len() - 1
                    }),
                };
                let ink = own.map_or(Ink::Series(0), Ink::Fixed);
                series.push(Series {
                    name: name.clone(),
                    mark: layer.mark,
                    filled: layer.filled,
                    ink,
                    text_ink: ink,
                    lit: true,
                    rows,
                    key,
                    value,
                    value2,
                    slot,
                    stack: None,
                    sorted: false,
                });
            }
        }
    }

    fn filtered(&mut self, layer: &Layer) -> Option<Rows> {
        let mut kept: Option<Vec<u32>> = None;
        for filter in &layer.filters {
            match crate::expr::filter(filter, self.table) {
                Ok(rows) => {
                    kept = Some(match kept {
                        None => rows,
                        Some(before) => before.into_iter().filter(|r| rows.binary_search(r).is_ok()).collect(),
                    })
                }
                Err(problem) => {
                    self.problems.push(problem);
                    return None;
                }
            }
        }
        Some(kept.map_or(Rows::All(self.table.rows), Rows::Some))
    }

    fn position(&mut self, layer: usize, channel_name: &str, channel: Option<&Channel>) -> Option<Place> {
        let Some(channel) = channel else { return Some(Place::Unset) };
        if let Some(field) = &channel.field {
            return self.column(layer, channel_name, field).map(Place::Column);
        }
        match &channel.datum {
            Some(Value::Number(n)) if (1000.0..3000.0).contains(n) && channel.kind == Some(FieldType::Temporal) => {
                Some(Place::Constant(time::from_civil(*n as i32, 1, 1)))
            }
            Some(Value::Number(n)) => Some(Place::Constant(*n)),
            Some(Value::String(text)) => match time::parse(text) {
                Some((ms, _)) => Some(Place::Constant(ms)),
                None => {
                    let found = ["\"", text, "\" is neither a number nor a date"].concat();
                    self.problems.push(crate::problem!(
                        Error,
                        "bad-datum",
                        place(layer, channel_name),
                        found,
                        "write a number or a date such as 2016-05-29"
                    ));
                    None
                }
            },
            _ => Some(Place::Unset),
        }
    }

    /// What a series is called that has no column of names: its datum, or its column.
    fn name(&self, color: Option<&Channel>, value: Place) -> String {
        if let Some(Value::String(name)) = color.and_then(|c| c.datum.as_ref()) {
            return self.spec.names.iter().find(|(column, _)| column == name).map_or(name, |(_, n)| n).clone();
        }
        let Place::Column(column) = value else { return String::new() };
        let name = &self.table.columns[column].name;
        match self.spec.names.iter().find(|(column, _)| column == name) {
            Some((_, given)) => given.clone(),
            None => spoken(name, name.rsplit('_').next().filter(|_| suffix_unit(name).is_some()).unwrap_or_default()),
        }
    }

    /// The rows of each category of a column, in order of appearance or as the channel lists them.
    fn split(&self, column: usize, rows: &Rows, channel: Option<&Channel>) -> Vec<(String, Rows)> {
        let column = &self.table.columns[column];
        let mut groups: Vec<(String, Vec<u32>)> = Vec::new();
        if let Some(Channel { sort: Sort::Listed(order), .. }) = channel {
            groups.extend(order.iter().map(|name| (name.clone(), Vec::new())));
        }
        for value in channel.map(|c| c.domain.as_slice()).unwrap_or_default() {
            if let Value::String(name) = value {
                groups.push((name.clone(), Vec::new()));
            }
        }
        for index in 0..rows.len() {
            let row = rows.row(index);
            let name = match column.text(row) {
                Some(text) => text.to_string(),
                None => match column.number(row) {
                    Some(number) => plain(number),
                    None => continue,
                },
            };
            match groups.iter_mut().find(|(n, _)| *n == name) {
                Some((_, rows)) => rows.push(row as u32),
                None => groups.push((name, vec![row as u32])),
            }
        }
        let named = |name: String| self.spec.names.iter().find(|(n, _)| *n == name).map_or(name, |(_, given)| given.clone());
        groups.into_iter().filter(|(_, rows)| !rows.is_empty()).map(|(name, rows)| (named(name), Rows::Some(rows))).collect()
    }

    fn key_axis(
        &mut self,
        channel: Option<&Channel>,
        column: Option<usize>,
        kind: FieldType,
        bars: bool,
        series: &[Series],
    ) -> Option<Key> {
        let Some(column) = column else {
            // Only rules that span the plot: the other axis is all there is.
            return Some(Key::Number { domain: (0.0, 1.0) });
        };
        let cells = &self.table.columns[column];
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        for s in series {
            match s.key {
                Place::Column(column) => {
                    let cells = &self.table.columns[column];
                    for index in 0..s.rows.len() {
                        if let Some(v) = cells.number(s.rows.row(index)) {
                            (low, high) = (low.min(v), high.max(v));
                        }
                    }
                }
                Place::Constant(v) => (low, high) = (low.min(v), high.max(v)),
                Place::Unset => {}
            }
        }
        if matches!(kind, FieldType::Nominal | FieldType::Ordinal) || bars && kind == FieldType::Quantitative {
            let mut names: Vec<String> = Vec::new();
            for value in channel.map(|c| c.domain.as_slice()).unwrap_or_default() {
                if let Value::String(name) = value {
                    names.push(name.clone());
                }
            }
            let mut numbers: Vec<f64> = Vec::new();
            for s in series {
                for index in 0..s.rows.len() {
                    let row = s.rows.row(index);
                    match (cells.text(row), cells.number(row)) {
                        (Some(text), _) if !names.iter().any(|n| n == text) => names.push(text.to_string()),
                        (None, Some(number)) if !numbers.contains(&number) => numbers.push(number),
                        _ => {}
                    }
                }
            }
            numbers.sort_unstable_by(f64::total_cmp);
            names.extend(numbers.into_iter().map(plain));
            if names.is_empty() {
                self.empty(column);
                return None;
            }
            return Some(Key::Names { names });
        }
        if low > high {
            self.empty(column);
            return None;
        }
        if let Values::Times(_, unit) = cells.values {
            if bars {
                let first = time::floor(low, unit);
                let count = steps_between(first, high, unit) as usize + 1;
                return Some(Key::Steps { unit, first, count: count.min(10_000) });
            }
            let key = Key::Time { unit, period: self.spec.period, domain: (low, high) };
            let domain = (key.at(low), key.at(high));
            return Some(Key::Time { unit, period: self.spec.period, domain });
        }
        Some(Key::Number { domain: self.said_domain(channel).unwrap_or((low, high)) })
    }

    fn empty(&mut self, column: usize) {
        let found = ["column \"", &self.table.columns[column].name, "\" has nothing to draw"].concat();
        self.problems.push(crate::problem!(
            Error,
            "nothing-to-draw",
            report::Place::Whole,
            found,
            "see that the data have rows and that the filters leave some"
        ));
    }

    fn said_domain(&self, channel: Option<&Channel>) -> Option<(f64, f64)> {
        match channel?.domain.as_slice() {
            [Value::Number(a), Value::Number(b)] => Some((*a, *b)),
            _ => None,
        }
    }

    /// The order of names: as the author says, else bars from left to right by their value.
    fn ordered(&self, key: Key, channel: Option<&Channel>, series: &[Series], horizontal: bool) -> Key {
        let Key::Names { mut names } = key else { return key };
        let sort = channel.map_or(&Sort::Unset, |c| &c.sort);
        let meant = channel.is_some_and(|c| c.kind == Some(FieldType::Ordinal) || !c.domain.is_empty());
        let by_value = |names: &mut Vec<String>, descending: bool| {
            let key = Key::Names { names: names.clone() };
            let mut totals = vec![0.0; names.len()];
            for s in series.iter().filter(|s| s.mark != Mark::Rule) {
                for index in 0..s.rows.len() {
                    if let (Some(at), Some(value)) = (s.key(self.table, &key, index), s.value(self.table, index)) {
                        totals[at as usize] += value;
                    }
                }
            }
            let mut order: Vec<usize> = (0..names.len()).collect();
            order.sort_by(|&a, &b| if descending { totals[b].total_cmp(&totals[a]) } else { totals[a].total_cmp(&totals[b]) });
            *names = order.into_iter().map(|i| names[i].clone()).collect();
        };
        match sort {
            Sort::Unset if horizontal && !meant => by_value(&mut names, true),
            Sort::Unset | Sort::Data => {}
            Sort::Ascending => names.sort_unstable(),
            Sort::Descending => names.sort_unstable_by(|a, b| b.cmp(a)),
            Sort::Value(descending) => by_value(&mut names, *descending),
            Sort::Listed(order) => {
                let rank = |n: &String| order.iter().position(|o| o == n).unwrap_or(usize::MAX);
                names.sort_by_key(rank);
            }
        }
        Key::Names { names }
    }

    /// Piles up bars and areas of several series that stand in the same place; true when there are such.
    fn stack(&mut self, series: &mut [Series], key: &Key, slots: usize) -> bool {
        let spec = self.spec;
        let value = |l: &Layer| [l.encoding.x.as_ref(), l.encoding.y.as_ref()].into_iter().flatten().any(|c| c.stack == Some(false));
        let said_no = spec.layers.iter().any(value);
        let piled = |s: &Series| matches!(s.mark, Mark::Bar | Mark::Area) && s.value2 == Place::Unset;
        if said_no || slots > 1 || series.iter().filter(|s| piled(s)).count() < 2 {
            return false;
        }
        // Ends reached so far at each place: above and below zero apart.
        let mut ends: Vec<(f64, f64, f64)> = Vec::new();
        for s in series.iter_mut().filter(|s| piled(s)) {
            let mut stack = Vec::with_capacity(s.rows.len());
            for index in 0..s.rows.len() {
                let (Some(at), Some(value)) = (s.key(self.table, key, index), s.value(self.table, index)) else {
                    stack.push((f64::NAN, f64::NAN));
                    continue;
                };
                let slot = match ends.binary_search_by(|end| end.0.total_cmp(&at)) {
                    Ok(slot) => slot,
                    Err(slot) => {
                        ends.insert(slot, (at, 0.0, 0.0));
                        slot
                    }
                };
                let end = if value < 0.0 { &mut ends[slot].2 } else { &mut ends[slot].1 };
                stack.push((*end, *end + value));
                *end += value;
            }
            s.stack = Some(stack);
        }
        true
    }

    /// Colours by order of appearance, the same name in the same colour; what is not lit turns grey. Returns which names are dim.
    fn colors(&self, series: &mut [Series], key: &Key) -> Vec<bool> {
        let lit = &self.spec.highlight;
        let names: Vec<String> = match key {
            Key::Names { names } => names.clone(),
            _ => Vec::new(),
        };
        let by_key = !lit.is_empty() && names.iter().any(|n| lit.contains(n));
        let mut seen: Vec<String> = Vec::new();
        for s in series {
            if !lit.is_empty() && !by_key && !lit.contains(&s.name) {
                (s.lit, s.ink, s.text_ink) = (false, Ink::Rest, Ink::Ink2);
                continue;
            }
            if s.mark == Mark::Rule && !matches!(s.ink, Ink::Fixed(_)) {
                (s.ink, s.text_ink) = (Ink::Ink, Ink::Ink);
                continue;
            }
            if let Ink::Series(_) = s.ink {
                let index = seen.iter().position(|n| *n == s.name).unwrap_or_else(|| {
                    seen.push(s.name.clone());
                    seen.len() - 1
                });
                (s.ink, s.text_ink) = (Ink::Series(index as u8), Ink::SeriesText(index as u8));
            }
        }
        names.iter().map(|n| by_key && !lit.contains(n)).collect()
    }

    fn measure(&self, series: &[Series], horizontal: bool) -> Measure {
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
        let channels: Vec<&Channel> = self.spec.layers.iter().filter_map(|l| turn(l, horizontal).value).collect();
        let filled = series.iter().any(|s| matches!(s.mark, Mark::Bar | Mark::Area));
        let zero = if filled { Some(true) } else { channels.iter().find_map(|c| c.zero) };
        let columns: Vec<&Column> = series.iter().filter_map(|s| s.column(self.table)).collect();
        let decimals = columns.iter().map(|c| decimals(c)).max().unwrap_or(0);
        let said = channels.iter().find_map(|c| c.title.as_deref()).filter(|t| !t.is_empty());
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
    fn unit_of(&self, column: &Column, measure: &Measure) -> String {
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

/// True for a text cell that is there.
pub fn has_text(column: &Column, row: usize) -> bool {
    matches!(&column.values, Values::Text { codes, .. } if codes.get(row).is_some_and(|c| *c != MISSING))
}
