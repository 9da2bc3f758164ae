//! A series: the rows that one mark of one colour is drawn from, with its columns.

use super::key::Key;
use crate::scale::color::Ink;
use crate::spec::Mark;
use crate::table::{Column, Table};

/// The rows of a series, in the table's order.
#[derive(Clone, Debug, PartialEq)]
pub enum Rows {
    /// All of so many rows.
    All(usize),
    /// These.
    Some(Vec<u32>),
}

impl Rows {
    /// How many.
    pub fn len(&self) -> usize {
        match self {
            Rows::All(count) => *count,
            Rows::Some(rows) => rows.len(),
        }
    }

    /// True when there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The table's row of the `index`th.
    pub fn row(&self, index: usize) -> usize {
        match self {
            Rows::All(_) => index,
            Rows::Some(rows) => rows[index] as usize,
        }
    }
}

/// Where a position of a series comes from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Place {
    /// A column.
    Column(usize),
    /// One value for all rows, in the axis's own terms (a time in milliseconds, the index of a name).
    Constant(f64),
    /// Not said: a rule then spans the plot.
    Unset,
}

/// One mark of one colour.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// What readers call it.
    pub name: String,
    /// What is drawn.
    pub mark: Mark,
    /// Bars and points are filled; otherwise an outline.
    pub filled: bool,
    /// Its colour.
    pub ink: Ink,
    /// Its colour for words.
    pub text_ink: Ink,
    /// False for context that is drawn in grey.
    pub lit: bool,
    /// Its rows.
    pub rows: Rows,
    /// Its place on the key axis.
    pub key: Place,
    /// Its value.
    pub value: Place,
    /// The other end of a rule, area or bar on the value axis.
    pub value2: Place,
    /// Which of the bars that stand side by side in a band it is.
    pub slot: usize,
    /// Lower and upper end of each row of [`Series::rows`] where the series is stacked; NaN for missing cells.
    pub stack: Option<Vec<(f64, f64)>>,
    /// Its rows stand in the order of their keys.
    pub sorted: bool,
}

impl Series {
    /// Position on the key axis of the `index`th row; `None` where its cell is missing.
    pub fn key(&self, table: &Table, key: &Key, index: usize) -> Option<f64> {
        match self.key {
            Place::Column(column) => key.place(&table.columns[column], self.rows.row(index)),
            Place::Constant(value) => Some(value),
            Place::Unset => None,
        }
    }

    /// The value of the `index`th row; `None` where its cell is missing.
    pub fn value(&self, table: &Table, index: usize) -> Option<f64> {
        cell(self.value, table, self.rows.row(index))
    }

    /// Both ends of the mark of the `index`th row on the value axis: its base (zero unless stacked or said otherwise) and its value.
    pub fn span(&self, table: &Table, index: usize) -> Option<(f64, f64)> {
        if let Some(stack) = &self.stack {
            return stack.get(index).copied().filter(|(_, top)| !top.is_nan());
        }
        let value = self.value(table, index)?;
        match self.value2 {
            Place::Unset => Some((0.0, value)),
            other => Some((cell(other, table, self.rows.row(index))?, value)),
        }
    }

    /// The column that its values come from.
    pub fn column<'a>(&self, table: &'a Table) -> Option<&'a Column> {
        match self.value {
            Place::Column(column) => table.columns.get(column),
            _ => None,
        }
    }
}

fn cell(place: Place, table: &Table, row: usize) -> Option<f64> {
    match place {
        Place::Column(column) => table.columns[column].number(row),
        Place::Constant(value) => Some(value),
        Place::Unset => None,
    }
}
