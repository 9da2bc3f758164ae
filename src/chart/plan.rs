//! The plan of a chart: which series it has and what its two axes measure, without a size or a pixel.
//!
//! What the author left open is decided here from the columns' types; what cannot be drawn is a problem with its place and remedy.

use super::cells::capital;
use super::key::{Key, plain};
use super::measure::{Measure, spoken, suffix_unit};
use super::series::{Place, Rows, Series};
use crate::report::{self, Problem};
use crate::scale::color::{Ink, Rgb};
use crate::spec::{Channel, FieldType, Layer, Mark, Sort, Spec, Value};
use crate::table::{Table, Values};
use crate::time;

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

/// A plan in the making.
pub(super) struct Planner<'a> {
    pub(super) spec: &'a Spec,
    pub(super) table: &'a mut Table,
    pub(super) problems: Vec<Problem>,
}

/// The channels of a layer as key and value.
pub(super) struct Turned<'a> {
    key: Option<&'a Channel>,
    pub(super) value: Option<&'a Channel>,
    value2: Option<&'a Channel>,
    offset: Option<&'a Channel>,
}

pub(super) fn turn(layer: &Layer, horizontal: bool) -> Turned<'_> {
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
            crate::report::only_in_full();
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
            // Along lines and bars such numbers are years, whatever type is said: they are written without separators.
            if self.table.columns[column].years() && spec.layers.iter().all(|l| l.mark != Mark::Point) && kind == FieldType::Quantitative {
                kind = FieldType::Temporal;
            }
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
        let title = |c: &Channel| c.title.clone().unwrap_or_else(|| capital(&spoken(c.field.as_deref().unwrap_or_default(), "")));
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
        crate::report::only_in_full();
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
            crate::report::only_in_full();
            let found = ["column \"", &self.table.columns[column].name, "\" holds no numbers"].concat();
            self.problems.push(crate::problem!(Error, "no-numbers", place(index, names.1), found, "draw a column of numbers"));
            return;
        }
        if matches!(layer.mark, Mark::Bar | Mark::Area) && turned.value.is_some_and(|c| c.zero == Some(false)) {
            let place = place(index, names.1);
            crate::report::only_in_full();
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
            None => vec![(self.name(color, value, turned.value), rows)],
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
            #[cfg(feature = "lean")]
            let rows = crate::expr::filter(filter, self.table);
            #[cfg(not(feature = "lean"))]
            let rows = super::choose::filter(filter, self.table, &self.spec.params);
            match rows {
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
                    crate::report::only_in_full();
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

    /// What a series is called that has no column of names: its datum, the title of its layer alone, or its column.
    fn name(&self, color: Option<&Channel>, value: Place, channel: Option<&Channel>) -> String {
        let column = if let Place::Column(column) = value { self.table.columns[column].name.as_str() } else { "" };
        let said = match color.and_then(|c| c.datum.as_ref()) {
            Some(Value::String(name)) => name,
            _ => column,
        };
        match self.spec.names.iter().find(|(name, _)| name == said) {
            Some((_, given)) => given.clone(),
            None if said == column => {
                if let Some(title) = channel.and_then(|c| c.title.as_ref())
                    && self
                        .spec
                        .layers
                        .iter()
                        .any(|l| [&l.encoding.x, &l.encoding.y].into_iter().flatten().all(|c| c.title.as_ref() != Some(title)))
                {
                    return title.clone();
                }
                spoken(column, column.rsplit('_').next().filter(|_| suffix_unit(column).is_some()).unwrap_or_default())
            }
            None => said.to_string(),
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
}
