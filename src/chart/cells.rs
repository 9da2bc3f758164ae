//! The table of a chart as readers see it: the columns that it draws, under their names, the newest row first where there is time.

use super::Chart;
use super::guides::date_label;
use super::measure::decimals;
use super::series::Place;
use crate::host::{Host, NumberStyle};
use crate::spec::Value;
use crate::table::{Bound, Column, Values};
use crate::words::unit;

/// A cell in words; null where it is missing.
fn cell(column: &Column, row: usize, places: u8, host: &dyn Host) -> Value {
    let Some(number) = column.number(row) else { return column.text(row).map_or(Value::Null, Value::from) };
    let text = match &column.values {
        Values::Times(_, unit) => date_label(number, *unit, host),
        _ if column.years() => host.plain(number),
        _ => host.number(number, NumberStyle::decimals(places)),
    };
    let sign = match column.bound(row) {
        Some(Bound::Above) => "> ",
        Some(Bound::AtLeast) => "≥ ",
        Some(Bound::Below) => "< ",
        Some(Bound::AtMost) => "≤ ",
        Some(Bound::About) => "~ ",
        None => return text.into(),
    };
    [sign, &text].concat().into()
}

impl Chart {
    /// Caption, columns (name, numeric) and rows of cells, as plain data.
    pub fn cells(&self, host: &dyn Host) -> Value {
        let mut chosen: Vec<usize> = self.plan.key_column.into_iter().collect();
        #[cfg(not(feature = "lean"))]
        chosen.extend(self.facets.as_ref().map(|facets| facets.column));
        let drawn: Vec<usize> =
            self.plan.series.iter().filter_map(|s| if let Place::Column(c) = s.value { Some(c) } else { None }).collect();
        let named = self.spec.layers.iter().flat_map(|l| {
            let e = &l.encoding;
            [&e.color, &e.detail, &e.x_offset, &e.y_offset].into_iter().flatten().filter_map(|c| c.field.as_deref())
        });
        chosen.extend(named.filter_map(|name| self.table.column(name)));
        chosen.extend(drawn);
        chosen.extend(self.plan.labels);
        let mut seen: Vec<usize> = Vec::new();
        chosen.retain(|c| {
            !seen.contains(c) && {
                seen.push(*c);
                true
            }
        });

        let columns: Vec<Value> = chosen
            .iter()
            .map(|&index| {
                let column = &self.table.columns[index];
                let numeric = matches!(column.values, Values::Numbers(_));
                Value::object(vec![("name", self.column_name(index).into()), ("numeric", numeric.into())])
            })
            .collect();
        let places: Vec<u8> = chosen.iter().map(|c| decimals(&self.table.columns[*c])).collect();
        let mut order: Vec<usize> = (0..self.table.rows).collect();
        #[cfg(not(feature = "lean"))]
        order.retain(|row| !self.hides(*row));
        if let Some(key) = self.plan.key_column
            && matches!(self.table.columns[key].values, Values::Times(..))
        {
            crate::stat::sort::by(&mut order, &|row| -self.table.columns[key].number(*row).unwrap_or(f64::NEG_INFINITY));
        }
        // A table of more rows than anybody reads would cost the page more than it gives.
        order.truncate(2000);
        let row =
            |row: usize| Value::Array(chosen.iter().zip(&places).map(|(c, p)| cell(&self.table.columns[*c], row, *p, host)).collect());
        let rows = order.into_iter().map(row).collect();
        Value::object(vec![
            ("caption", self.spec.heading.as_str().into()),
            ("columns", Value::Array(columns)),
            ("rows", Value::Array(rows)),
        ])
    }

    /// What a column is called: its series' name or its own, and its unit.
    fn column_name(&self, index: usize) -> String {
        let column = &self.table.columns[index];
        let given = self.spec.names.iter().find(|(name, _)| *name == column.name).map(|(_, given)| given.as_str());
        let unit = unit::find(&self.plan.units[index]).filter(|_| matches!(column.values, Values::Numbers(_)));
        let mut name = match given {
            Some(given) => given.to_string(),
            None => column.name.replace('_', " "),
        };
        if let (None, Some(first)) = (given, name.get(..1).map(str::to_ascii_uppercase)) {
            name.replace_range(..1, &first);
        }
        if let Some(unit) = unit {
            let lower = name.to_ascii_lowercase();
            let tail = [" ", unit.key].concat();
            if lower.ends_with(&tail) {
                name.truncate(name.len() - tail.len());
            }
            if name.eq_ignore_ascii_case(unit.key) || name.eq_ignore_ascii_case(unit.many) {
                return capital(unit.many);
            }
            name.push_str(", ");
            name.push_str(unit.symbol);
        }
        name
    }
}

/// A word with a capital first letter.
pub(super) fn capital(word: &str) -> String {
    let mut out = word.to_string();
    if let Some(first) = word.get(..1).map(str::to_ascii_uppercase) {
        out.replace_range(..1, &first);
    }
    out
}
