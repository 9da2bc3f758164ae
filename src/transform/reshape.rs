//! Columns that are computed, and rows that become others: fold, flatten, pivot, lookup, sample.

use super::accumulate::Operation;
use super::expression::{Context, Expression, Row};
use super::frame::Sources;
use super::random::Random;
use super::{Datum, Field, Frame, Measure, Scope, wrong};
use crate::report::Problem;
use std::collections::HashMap;
use std::rc::Rc;

/// Writes the value of an expression on each row.
pub fn calculate(frame: &Frame, expression: &Expression, name: &str, scope: &dyn Scope) -> Result<Frame, Box<Problem>> {
    let context = Context::new(scope);
    let values = (0..frame.rows()).map(|row| expression.eval(Row::Of(frame, row), &context));
    let values = values.collect::<Result<Vec<Datum>, _>>()?;
    let mut out = frame.clone();
    out.set(name, values);
    Ok(out)
}

/// The least and the greatest number of a field; `None` where there is none or one is infinite.
pub fn extent(frame: &Frame, field: &Field) -> Option<[f64; 2]> {
    let mut found = [f64::INFINITY, f64::NEG_INFINITY];
    for value in field.values(frame).iter().filter_map(Datum::to_number) {
        if value < found[0] {
            found[0] = value;
        }
        if value > found[1] {
            found[1] = value;
        }
    }
    found.iter().all(|end| end.is_finite()).then_some(found)
}

/// How many rows a transform may make.
pub(super) const MOST: usize = 5_000_000;

/// An error for more rows than [`MOST`].
pub(super) fn enough(rows: usize) -> Result<(), Box<Problem>> {
    if rows <= MOST {
        return Ok(());
    }
    Err(wrong("too-many-rows", "a transform makes more than five million rows", "take fewer rows or fields"))
}

/// One row for each row and field: the field's name and its value beside all that the row has.
pub fn fold(frame: &Frame, fields: &[Field], names: [&str; 2]) -> Result<Frame, Box<Problem>> {
    let n = fields.len();
    enough(frame.rows().saturating_mul(n))?;
    let rows: Vec<u32> = (0..frame.rows() as u32).flat_map(|row| std::iter::repeat_n(row, n)).collect();
    let columns: Vec<Vec<Datum>> = fields.iter().map(|field| field.values(frame)).collect();
    let keys: Vec<Datum> = fields.iter().map(|field| Datum::Text(field.name())).collect();
    let mut out = frame.select(&rows);
    out.set(names[0], (0..rows.len()).map(|i| keys[i % n].clone()).collect());
    out.set(names[1], rows.iter().enumerate().map(|(i, row)| columns[i % n][*row as usize].clone()).collect());
    Ok(out)
}

/// One row for each item of the fields' lists, side by side; null where a list is shorter. A field that holds no list counts as an
/// empty one. `index` names a column for the place in the list.
pub fn flatten(frame: &Frame, fields: &[Field], names: &[Rc<str>], index: Option<&str>) -> Result<Frame, Box<Problem>> {
    let columns: Vec<Vec<Datum>> = fields.iter().map(|field| field.values(frame)).collect();
    let item = |value: &Datum, place: usize| match value {
        Datum::List(items) => items.get(place).cloned().filter(|item| !matches!(item, Datum::Undefined)),
        Datum::Text(_) => Some(value.member(&place.to_string())),
        _ => None,
    };
    let length = |value: &Datum| match value {
        Datum::List(_) | Datum::Text(_) => value.member("length").number() as usize,
        _ => 0,
    };
    let (mut rows, mut places) = (Vec::new(), Vec::new());
    for row in 0..frame.rows() {
        let longest = columns.iter().map(|values| length(&values[row])).max().unwrap_or(0);
        enough(rows.len().saturating_add(longest))?;
        rows.extend(std::iter::repeat_n(row as u32, longest));
        places.extend(0..longest);
    }
    let mut out = frame.select(&rows);
    for (i, (field, values)) in fields.iter().zip(&columns).enumerate() {
        let name = names.get(i).cloned().unwrap_or_else(|| field.name());
        let items = rows.iter().zip(&places).map(|(row, place)| item(&values[*row as usize], *place).unwrap_or(Datum::Null));
        out.set(name, items.collect());
    }
    if let Some(index) = index {
        out.set(index, places.iter().map(|place| Datum::Number(*place as f64)).collect());
    }
    Ok(out)
}

/// A table to look values up in: its rows by the text of a key; of rows with the same key, the last counts.
pub struct Lookup {
    frame: Frame,
    rows: HashMap<Vec<u8>, u32>,
}

impl Lookup {
    /// The rows of a table by a key.
    pub fn new(frame: Frame, key: &Field) -> Lookup {
        let mut rows = HashMap::new();
        for (row, value) in key.values(&frame).iter().enumerate() {
            let mut key = Vec::new();
            value.key(&mut key, false);
            rows.insert(key, row as u32);
        }
        Lookup { frame, rows }
    }

    /// The row with a key.
    pub fn row(&self, value: &Datum) -> Option<u32> {
        let mut key = Vec::new();
        value.key(&mut key, false);
        self.rows.get(&key).copied()
    }
}

/// Writes values of the row that a field looks up in another table, under `names`; without `fields`, the whole row as an object under
/// the only name. Where there is no such row, `otherwise`.
pub fn lookup(frame: &Frame, field: &Field, table: &Lookup, fields: &[Field], names: &[Rc<str>], otherwise: &Datum) -> Frame {
    let found: Vec<Option<u32>> = field.values(frame).iter().map(|value| table.row(value)).collect();
    let mut out = frame.clone();
    if fields.is_empty() {
        if let Some(name) = names.first() {
            let whole = |row: &Option<u32>| row.map_or(otherwise.clone(), |row| table.frame.object(row as usize));
            out.set(name.clone(), found.iter().map(whole).collect());
        }
        return out;
    }
    for (i, from) in fields.iter().enumerate() {
        let values = from.values(&table.frame);
        let value = |row: &Option<u32>| row.and_then(|row| values.get(row as usize)).cloned();
        let name = names.get(i).cloned().unwrap_or_else(|| from.name());
        out.set(name, found.iter().map(|row| value(row).unwrap_or_else(|| otherwise.clone())).collect());
    }
    out
}

/// One row for each group; each value of `field` becomes a column, with what `operation` makes of `value` in the group's rows that
/// have it. At most `limit` columns, in ascending order of the values; 0 for all.
pub fn pivot(
    frame: &Frame,
    field: &Field,
    value: &Field,
    groupby: &[Field],
    operation: Operation,
    limit: usize,
) -> Result<Frame, Box<Problem>> {
    let keys = field.values(frame);
    let mut firsts: Vec<u32> = frame.groups(std::slice::from_ref(field)).iter().filter_map(|rows| rows.first().copied()).collect();
    super::sort::merge_sort(&mut firsts, &|a, b| keys[a as usize].ascending(&keys[b as usize]));
    if limit > 0 {
        firsts.truncate(limit);
    }
    let groups = frame.groups(groupby);
    enough(groups.len().saturating_mul(firsts.len()))?;
    let mut out = frame.heads(groupby, &groups);
    let operation = if operation == Operation::Count { Operation::Known } else { operation };
    let values = value.values(frame);
    for first in firsts {
        let key = &keys[first as usize];
        // What has another key is NaN, which an aggregate takes no notice of.
        let mut masked = frame.clone();
        let mask = |(own, value): (&Datum, &Datum)| if own.same_or_date(key) { value.clone() } else { Datum::Number(f64::NAN) };
        masked.set("value", keys.iter().zip(&values).map(mask).collect());
        let measure = Measure::new(operation, Some(Field::column("value")), "value");
        out.set(key.text(crate::time::Zone::UTC), measure.values(&masked, &groups)?);
    }
    Ok(out)
}

/// At most `size` rows, each as likely as another (Vitter's algorithm R); the same ones every time. Rows keep their order only as far
/// as they are the first.
pub fn sample(frame: &Frame, size: usize) -> Frame {
    let mut random = Random::default();
    let mut chosen: Vec<u32> = Vec::new();
    for row in 0..frame.rows() {
        if chosen.len() < size {
            chosen.push(row as u32);
        } else {
            let place = random.below(row + 1);
            if let Some(slot) = chosen.get_mut(place) {
                *slot = row as u32;
            }
        }
    }
    frame.select(&chosen)
}

/// One row for each number from `start` up to but not to `stop`.
pub fn sequence(start: f64, stop: f64, step: f64, name: &str) -> Result<Frame, Box<Problem>> {
    let count = ((stop - start) / step).ceil();
    let count = if count > 0.0 { count } else { 0.0 };
    enough(count.min(MOST as f64 + 1.0) as usize)?;
    let mut out = Frame::new(count as usize);
    out.set(name, (0..count as usize).map(|i| Datum::Number(start + i as f64 * step)).collect());
    Ok(out)
}

/// What values rows are filled in with.
#[derive(Clone, Debug)]
pub enum Filling {
    /// A value.
    Value(Datum),
    /// Mean of the group.
    Mean,
    /// Median of the group.
    Median,
    /// Least of the group.
    Min,
    /// Greatest of the group.
    Max,
}

/// Appends a row for each key that a group lacks, with the group's fields, the key and a value for `field`. Keys are those of `keys`
/// and all that come in the data.
pub fn impute(
    frame: &Frame,
    field: &Field,
    key: &Field,
    keys: &[Datum],
    groupby: &[Field],
    filling: &Filling,
) -> Result<Frame, Box<Problem>> {
    let text = |value: &Datum| {
        let mut key = Vec::new();
        value.key(&mut key, false);
        key
    };
    let mut domain: Vec<Datum> = Vec::new();
    let mut places: HashMap<Vec<u8>, usize> = HashMap::new();
    let own = key.values(frame);
    for value in keys.iter().chain(&own) {
        places.entry(text(value)).or_insert_with(|| {
            domain.push(value.clone());
            domain.len() - 1
        });
    }
    let groups = frame.groups(groupby);
    enough(groups.len().saturating_mul(domain.len()))?;
    let values = field.values(frame);
    let (mut sources, mut made) = (Sources::default(), vec![Vec::new(); groupby.len() + 2]);
    for rows in &groups {
        let mut there = vec![false; domain.len()];
        for row in rows {
            if let Some(place) = places.get(&text(&own[*row as usize])) {
                there[*place] = true;
            }
        }
        let missing: Vec<usize> = (0..domain.len()).filter(|place| !there[*place]).collect();
        if missing.is_empty() {
            continue;
        }
        let value = filled(filling, rows, &values);
        for place in missing {
            sources.push(&[]);
            for (i, by) in groupby.iter().enumerate() {
                made[i].push(rows.first().map_or(Datum::Undefined, |row| by.of(frame, *row as usize)));
            }
            made[groupby.len()].push(domain[place].clone());
            made[groupby.len() + 1].push(value.clone());
        }
    }
    let mut extra = Frame::from_sources(sources);
    let names = groupby.iter().chain([key, field]).map(Field::name);
    names.zip(made).for_each(|(name, values)| extra.set(name, values));
    let mut out = frame.clone();
    out.append(&extra);
    Ok(out)
}

fn filled(filling: &Filling, rows: &[u32], values: &[Datum]) -> Datum {
    let own = || rows.iter().filter_map(|row| values.get(*row as usize));
    let numbers = || own().filter(|value| !value.is_nothing()).map(Datum::number).filter(|number| !number.is_nan());
    let extreme = |side: std::cmp::Ordering| {
        let mut best = Datum::Undefined;
        for value in own().filter(|value| value.is_valid()) {
            if matches!(best, Datum::Undefined) || value.order(&best) == Some(side) {
                best = value.clone();
            }
        }
        best
    };
    match filling {
        Filling::Value(value) => value.clone(),
        Filling::Mean => {
            let (n, sum) = numbers().fold((0.0, 0.0), |(n, sum), value| (n + 1.0, sum + value));
            if n > 0.0 { Datum::Number(sum / n) } else { Datum::Undefined }
        }
        Filling::Median => {
            let mut sorted: Vec<f64> = numbers().collect();
            sorted.sort_unstable_by(f64::total_cmp);
            super::accumulate::quantile(&sorted, 0.5).into()
        }
        Filling::Min => extreme(std::cmp::Ordering::Less),
        Filling::Max => extreme(std::cmp::Ordering::Greater),
    }
}
