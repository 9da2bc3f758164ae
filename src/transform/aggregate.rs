//! Groups of rows summed up: one row for each group, or the group's figures beside each of its rows.

use super::accumulate::{Accumulator, Operation};
use super::frame::Sources;
use super::{Datum, Field, Frame, wrong};
use crate::report::Problem;
use std::rc::Rc;

/// One figure of each group.
#[derive(Clone, Debug)]
pub struct Measure {
    /// What is computed.
    pub operation: Operation,
    /// From which field; only a count needs none.
    pub field: Option<Field>,
    /// The weight of exponential operations, between 0 and 1.
    pub parameter: Option<f64>,
    /// The column that it is written to.
    pub name: Rc<str>,
}

impl Measure {
    /// A figure of a field.
    pub fn new(operation: Operation, field: Option<Field>, name: impl Into<Rc<str>>) -> Measure {
        Measure { operation, field, parameter: None, name: name.into() }
    }

    /// Its value in each group.
    pub(super) fn values(&self, frame: &Frame, groups: &[Vec<u32>]) -> Result<Vec<Datum>, Box<Problem>> {
        if self.operation == Operation::Count {
            return Ok(groups.iter().map(|rows| Datum::Number(rows.len() as f64)).collect());
        }
        let Some(field) = &self.field else {
            return Err(wrong("missing-field", "an aggregate operation other than count has no field", "add \"field\""));
        };
        let values = field.values(frame);
        let value = |rows: &Vec<u32>| {
            let mut accumulator = Accumulator::new(self.parameter.unwrap_or(0.0));
            rows.iter().for_each(|row| accumulator.add(values.get(*row as usize).unwrap_or(&Datum::Undefined)));
            accumulator.value(self.operation, frame, &values, rows)
        };
        Ok(groups.iter().map(value).collect())
    }
}

/// How many rows a cross product may have.
const CROSS: usize = 1_000_000;

/// One row for each group, in order of the groups' first rows: the fields of `groupby` under their own names, then the measures.
/// With `cross`, groups that no row is in are made up after them, one for each combination of values; they have a count of 0 and
/// nothing else. No rows give no rows.
pub fn aggregate(frame: &Frame, groupby: &[Field], measures: &[Measure], cross: bool) -> Result<Frame, Box<Problem>> {
    let mut groups = frame.groups(groupby);
    let mut out = frame.heads(groupby, &groups);
    if cross && groupby.len() > 1 {
        let missing = combinations(&out, groupby)?;
        groups.resize(groups.len() + missing.rows(), Vec::new());
        out.append(&missing);
    }
    for measure in measures {
        out.set(measure.name.clone(), measure.values(frame, &groups)?);
    }
    Ok(out)
}

/// The combinations of values that are not there, the last field changing fastest.
fn combinations(heads: &Frame, groupby: &[Field]) -> Result<Frame, Box<Problem>> {
    let fields: Vec<Field> = groupby.iter().map(|field| Field::column(field.name())).collect();
    let key = |values: &[&Datum]| {
        let mut key = Vec::new();
        values.iter().for_each(|value| value.key(&mut key, false));
        key
    };
    let columns: Vec<Vec<Datum>> = fields.iter().map(|field| field.values(heads)).collect();
    let row = |row: usize| -> Vec<&Datum> { columns.iter().map(|values| &values[row]).collect() };
    let there: std::collections::HashSet<Vec<u8>> = (0..heads.rows()).map(|r| key(&row(r))).collect();
    let firsts: Vec<Vec<u32>> = fields.iter().map(|f| heads.groups(std::slice::from_ref(f)).iter().map(|g| g[0]).collect()).collect();
    let all = firsts.iter().try_fold(1usize, |n, values| n.checked_mul(values.len())).filter(|n| *n <= CROSS);
    let Some(all) = all else {
        return Err(wrong("cross-too-large", "the cross product of the groups has more than a million rows", "group by fewer fields"));
    };
    let mut found: Vec<Vec<Datum>> = vec![Vec::new(); fields.len()];
    let mut rows = Sources::default();
    for mut number in 0..all {
        let mut values = vec![&Datum::Undefined; fields.len()];
        for (i, firsts) in firsts.iter().enumerate().rev() {
            values[i] = &columns[i][firsts[number % firsts.len()] as usize];
            number /= firsts.len();
        }
        if !there.contains(&key(&values)) {
            rows.push(&[]);
            found.iter_mut().zip(values).for_each(|(column, value)| column.push(value.clone()));
        }
    }
    let mut out = Frame::from_sources(rows);
    fields.iter().zip(found).for_each(|(field, values)| out.set(field.column.clone(), values));
    Ok(out)
}

/// The rows as they are, with the figures of their group beside them.
pub fn join_aggregate(frame: &Frame, groupby: &[Field], measures: &[Measure]) -> Result<Frame, Box<Problem>> {
    let groups = frame.groups(groupby);
    let mut out = frame.clone();
    for measure in measures {
        let mut column = vec![Datum::Undefined; frame.rows()];
        for (rows, value) in groups.iter().zip(measure.values(frame, &groups)?) {
            rows.iter().for_each(|&row| column[row as usize] = value.clone());
        }
        out.set(measure.name.clone(), column);
    }
    Ok(out)
}
