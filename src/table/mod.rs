//! Tables: columns of one type each, with missing cells, bounds and the lines that rows came from.
//!
//! A table is what every later room works on. It is read from CSV, TSV, JSON or the page's own arrays (`read`, `json`), with a
//! problem for each cell that could not be read: such a cell is missing, never zero. Row `i` of a table stands on line
//! `lines[i]` of its file.
//!
//! From text to table, one file a step: `csv` cuts the text into cells, `number` reads one cell as a number, `tally` counts how
//! the cells of a column can be read, `infer` decides for each column as a whole what it holds and how its numbers are written; `json` gives `infer` the cells of a tree; `cells` asks
//! a table for its cells again, and `write` turns it back into text.

mod cells;
mod csv;
#[cfg(not(target_arch = "wasm32"))]
mod decode;
mod infer;
mod input;
pub mod json;
mod number;
mod tally;
mod words;
mod write;

pub use csv::{Format, read};
#[cfg(not(target_arch = "wasm32"))]
pub use decode::decode;
pub use words::Words;
pub use write::{iso, write};

/// What a cell's number is known to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// `> 10`: more than the number.
    Above,
    /// `≥ 10`: the number or more.
    AtLeast,
    /// `< 10`: less than the number.
    Below,
    /// `≤ 10`: the number or less.
    AtMost,
    /// `~ 10`: about the number.
    About,
}

/// The cells of a column. All variants of one table have the same length.
#[derive(Clone, Debug, PartialEq)]
pub enum Values {
    /// Numbers; NaN is a missing cell.
    Numbers(Vec<f64>),
    /// Instants of the proleptic Gregorian calendar in milliseconds since 1970-01-01T00:00, without a zone; NaN is missing.
    Times(Vec<f64>, crate::time::Unit),
    /// Words: `codes[i]` is the place of row `i`'s text in `words`, `MISSING` for none. `words` stand in order of appearance.
    Text {
        /// The different texts.
        words: Vec<String>,
        /// One code a row.
        codes: Vec<u32>,
    },
}

/// The code of a missing text.
pub const MISSING: u32 = u32::MAX;

/// A named column.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// The header's text.
    pub name: String,
    /// The cells.
    pub values: Values,
    /// Rows whose number is a bound, in ascending order of row.
    pub bounds: Vec<(u32, Bound)>,
    /// What stood beside every number of the column, if the same throughout: `%`, `$`, `€`, `£`.
    pub sign: Option<char>,
    /// Some number of the column was written with thousands separators, so it is no year.
    pub grouped: bool,
}

/// Columns of equal length.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// The columns, in the file's order.
    pub columns: Vec<Column>,
    /// Number of rows.
    pub rows: usize,
    /// The line of the file on which each row begins (header: line 1); empty when row `i` is simply the `i + 1`th record.
    pub lines: Vec<u32>,
}
