//! Rows of data on their way through the transforms: columns of values by name, and for each row where it came from.
//!
//! Columns are shared until one changes, so a frame that several layers or facets start from is copied for nothing.

use super::{Datum, Field};
use crate::spec::Value;
use std::collections::HashMap;
use std::rc::Rc;

const UNDEFINED: &Datum = &Datum::Undefined;

/// A table of values. A row that lacks a column has undefined there.
#[derive(Clone, Debug, Default)]
pub struct Frame {
    columns: Vec<(Rc<str>, Rc<Vec<Datum>>)>,
    rows: usize,
    sources: Rc<Sources>,
}

/// For each row, the rows of the data as loaded that it was made from.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    rows: Vec<u32>,
    /// Where each row's part of `rows` begins and ends; rows made from the same share theirs.
    parts: Vec<(u32, u32)>,
}

impl Sources {
    /// Each of `rows` rows from the one with its own number.
    pub fn each(rows: usize) -> Sources {
        Sources { rows: (0..rows as u32).collect(), parts: (0..rows as u32).map(|row| (row, row + 1)).collect() }
    }

    /// The rows that `row` was made from, in ascending order; none for a row that was made up.
    pub fn of(&self, row: usize) -> &[u32] {
        let (start, end) = self.parts.get(row).copied().unwrap_or_default();
        self.rows.get(start as usize..end as usize).unwrap_or_default()
    }

    /// Appends a row that was made from these.
    pub fn push(&mut self, from: &[u32]) {
        let start = self.rows.len() as u32;
        self.rows.extend_from_slice(from);
        self.parts.push((start, self.rows.len() as u32));
    }

    /// Appends a row that was made from the same as the one before.
    pub fn push_again(&mut self) {
        self.parts.push(self.parts.last().copied().unwrap_or_default());
    }
}

impl Frame {
    /// So many rows without columns, each from the source row with its own number.
    pub fn new(rows: usize) -> Frame {
        Frame { columns: Vec::new(), rows, sources: Rc::new(Sources::each(rows)) }
    }

    /// A frame of rows that come from elsewhere: one for each entry of `sources`.
    pub fn from_sources(sources: Sources) -> Frame {
        Frame { columns: Vec::new(), rows: sources.parts.len(), sources: Rc::new(sources) }
    }

    /// From a JSON array of records; a value that is no record becomes the record `{"data": value}`, and a single value that is no
    /// array one row. Columns stand in order of appearance.
    pub fn from_value(value: &Value) -> Frame {
        let single = std::slice::from_ref(value);
        let records = match value {
            Value::Array(records) => records.as_slice(),
            _ => single,
        };
        let mut builder = Builder::default();
        for record in records {
            match record {
                Value::Object(members) => {
                    builder.row(members.iter().map(|(key, value)| (key.as_str(), Datum::from_value(value))));
                }
                other => builder.row([("data", Datum::from_value(other))].into_iter()),
            }
        }
        builder.frame()
    }

    /// From a list of objects, under the same rules.
    pub fn from_data(data: &[Datum]) -> Frame {
        let mut builder = Builder::default();
        for datum in data {
            match datum {
                Datum::Object(members) => builder.row(members.iter().map(|(key, value)| (&**key, value.clone()))),
                other => builder.row([("data", other.clone())].into_iter()),
            }
        }
        builder.frame()
    }

    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The names of the columns, in order.
    pub fn names(&self) -> impl Iterator<Item = &Rc<str>> {
        self.columns.iter().map(|(name, _)| name)
    }

    /// The values of a column; `None` when no row has it.
    pub fn column(&self, name: &str) -> Option<&[Datum]> {
        self.columns.iter().find(|(n, _)| **n == *name).map(|(_, values)| values.as_slice())
    }

    /// A value; undefined where there is none.
    pub fn get(&self, name: &str, row: usize) -> &Datum {
        self.column(name).and_then(|values| values.get(row)).unwrap_or(UNDEFINED)
    }

    /// The rows of the loaded data that a row was made from, in ascending order.
    pub fn sources(&self, row: usize) -> &[u32] {
        self.sources.of(row)
    }

    /// Puts a column in, over one of the same name. It is cut or filled with undefined to the number of rows.
    pub fn set(&mut self, name: impl Into<Rc<str>>, mut values: Vec<Datum>) {
        values.resize(self.rows, Datum::Undefined);
        let (name, values) = (name.into(), Rc::new(values));
        match self.columns.iter_mut().find(|(n, _)| *n == name) {
            Some(column) => column.1 = values,
            None => self.columns.push((name, values)),
        }
    }

    /// Takes a column out.
    pub fn remove(&mut self, name: &str) {
        self.columns.retain(|(n, _)| **n != *name);
    }

    /// The rows with these numbers, in this order; a number may come more than once. Numbers beyond the last row are left out.
    pub fn select(&self, rows: &[u32]) -> Frame {
        let mut sources = Sources::default();
        let rows: Vec<usize> = rows.iter().map(|&row| row as usize).filter(|&row| row < self.rows).collect();
        rows.iter().for_each(|&row| sources.push(self.sources.of(row)));
        let mut out = Frame::from_sources(sources);
        for (name, values) in &self.columns {
            out.columns.push((name.clone(), Rc::new(rows.iter().map(|&row| values[row].clone()).collect())));
        }
        out
    }

    /// The sources of several rows together, in ascending order and each once.
    pub fn sources_of(&self, rows: &[u32]) -> Vec<u32> {
        let mut all: Vec<u32> = rows.iter().flat_map(|&row| self.sources.of(row as usize)).copied().collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// The rows of `other` after its own.
    pub fn append(&mut self, other: &Frame) {
        let before = self.rows;
        let sources = Rc::make_mut(&mut self.sources);
        for row in 0..other.rows {
            sources.push(other.sources.of(row));
        }
        self.rows += other.rows;
        for (name, values) in &other.columns {
            if !self.columns.iter().any(|(n, _)| n == name) {
                self.columns.push((name.clone(), Rc::new(vec![Datum::Undefined; before])));
            }
            if let Some((_, own)) = self.columns.iter_mut().find(|(n, _)| n == name) {
                Rc::make_mut(own).extend(values.iter().cloned());
            }
        }
        for (_, values) in &mut self.columns {
            if values.len() < self.rows {
                Rc::make_mut(values).resize(self.rows, Datum::Undefined);
            }
        }
    }

    /// A row as an object, without what is undefined.
    pub fn object(&self, row: usize) -> Datum {
        let members = self.columns.iter().filter_map(|(name, values)| {
            values.get(row).filter(|value| !matches!(value, Datum::Undefined)).map(|value| (name.clone(), value.clone()))
        });
        Datum::Object(members.collect())
    }

    /// All rows as objects.
    pub fn objects(&self) -> Vec<Datum> {
        (0..self.rows).map(|row| self.object(row)).collect()
    }

    /// The rows in groups that agree in the fields, in order of their first row; all in one group when there are no fields and
    /// any rows. Values agree when their texts do, as Vega has it: 1 and "1" are one group.
    pub fn groups(&self, by: &[Field]) -> Vec<Vec<u32>> {
        self.grouped(by, false)
    }

    /// The same, but dates must agree to the millisecond if `exact`.
    pub(super) fn grouped(&self, by: &[Field], exact: bool) -> Vec<Vec<u32>> {
        if by.is_empty() {
            return if self.rows == 0 { Vec::new() } else { vec![(0..self.rows as u32).collect()] };
        }
        let columns: Vec<Vec<Datum>> = by.iter().map(|field| field.values(self)).collect();
        let mut seen: HashMap<Vec<u8>, usize> = HashMap::new();
        let mut groups: Vec<Vec<u32>> = Vec::new();
        let mut key = Vec::new();
        for row in 0..self.rows {
            key.clear();
            columns.iter().for_each(|values| values[row].key(&mut key, exact));
            let group = match seen.get(&key) {
                Some(&group) => group,
                None => {
                    seen.insert(key.clone(), groups.len());
                    groups.push(Vec::new());
                    groups.len() - 1
                }
            };
            groups[group].push(row as u32);
        }
        groups
    }

    /// One row for each group of rows, with the fields that the group agrees in, and all the sources of its rows.
    pub fn heads(&self, by: &[Field], groups: &[Vec<u32>]) -> Frame {
        let mut sources = Sources::default();
        groups.iter().for_each(|rows| sources.push(&self.sources_of(rows)));
        let mut out = Frame::from_sources(sources);
        for field in by {
            let first = |rows: &Vec<u32>| rows.first().map_or(Datum::Undefined, |&row| field.of(self, row as usize));
            out.set(field.name(), groups.iter().map(first).collect());
        }
        out
    }
}

/// Rows with any members, one after another.
#[derive(Default)]
pub(super) struct Builder {
    names: HashMap<Rc<str>, usize>,
    columns: Vec<(Rc<str>, Vec<Datum>)>,
    rows: usize,
}

impl Builder {
    /// Appends a row.
    pub fn row<'a>(&mut self, members: impl Iterator<Item = (&'a str, Datum)>) {
        for (i, (key, value)) in members.enumerate() {
            // Rows mostly have the same members in the same order.
            let place = match self.columns.get(i) {
                Some((name, _)) if **name == *key => i,
                _ => match self.names.get(key) {
                    Some(&place) => place,
                    None => {
                        let name: Rc<str> = key.into();
                        self.names.insert(name.clone(), self.columns.len());
                        self.columns.push((name, Vec::new()));
                        self.columns.len() - 1
                    }
                },
            };
            let values = &mut self.columns[place].1;
            values.resize(self.rows, Datum::Undefined);
            values.push(value);
        }
        self.rows += 1;
    }

    /// The frame of the rows so far.
    pub fn frame(self) -> Frame {
        let mut frame = Frame::new(self.rows);
        for (name, values) in self.columns {
            frame.set(name, values);
        }
        frame
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transform::testing::{frame, rows};

    #[test]
    fn records_become_columns_and_come_back() {
        let json = r#"[{"a": 1, "b": "x"}, {"b": "y", "c": null}, 7]"#;
        let frame = frame(json);
        assert_eq!(frame.names().map(|n| &**n).collect::<Vec<_>>(), ["a", "b", "c", "data"]);
        assert_eq!(rows(&frame), [r#"{"a":1,"b":"x"}"#, r#"{"b":"y","c":null}"#, r#"{"data":7}"#]);
    }

    #[test]
    fn rows_know_where_they_came_from() {
        let frame = frame(r#"[{"k": "a"}, {"k": "b"}, {"k": "a"}]"#);
        let by = [Field::column("k")];
        let heads = frame.heads(&by, &frame.groups(&by));
        assert_eq!(rows(&heads), [r#"{"k":"a"}"#, r#"{"k":"b"}"#]);
        assert_eq!((heads.sources(0), heads.sources(1)), (&[0, 2][..], &[1][..]));
        let chosen = frame.select(&[2, 1]);
        assert_eq!((chosen.sources(0), chosen.sources(1)), (&[2][..], &[1][..]));
    }

    #[test]
    fn groups_agree_by_text_as_vega_has_it() {
        let frame = frame(r#"[{"k": 1}, {"k": "1"}, {"k": null}, {}, {"k": "null"}, {"k": true}, {"k": "true"}, {"k": "01"}]"#);
        let groups = frame.groups(&[Field::column("k")]);
        assert_eq!(groups, [vec![0, 1], vec![2, 4], vec![3], vec![5, 6], vec![7]]);
    }

    #[test]
    fn appending_fills_what_either_lacks() {
        let mut one = frame(r#"[{"a": 1}]"#);
        one.append(&frame(r#"[{"b": 2}]"#));
        assert_eq!(rows(&one), [r#"{"a":1}"#, r#"{"b":2}"#]);
    }
}
