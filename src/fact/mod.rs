//! The newsroom's vocabulary on top of expressions: a value with its kind, unit, evidence and working, and whether words agree with it.
//!
//! [`compute`] evaluates an expression such as `change(unodc_ha, 2015, 2016)` on a chart's table; [`crate::words`] reads the words.

use crate::host::Host;
use crate::report::Problem;
use crate::table::Table;

/// What a value is, as the contract for reading words has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A quantity in the data's unit.
    Number,
    /// A number of things.
    Count,
    /// A signed difference in the data's unit.
    Difference,
    /// A signed relative change: −0.12 is a fall of 12 %.
    Change,
    /// A quotient or share.
    Ratio,
    /// A value of a time axis.
    Date,
    /// A place in an order; 1 is first.
    Rank,
    /// A signed run of rises or falls.
    Streak,
    /// Yes or no.
    YesNo,
}

/// The result itself.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// A finite number.
    Number(f64),
    /// A time and the unit in which it is known.
    Time(f64, crate::time::Unit),
    /// A text (a category).
    Text(String),
    /// Yes or no.
    Truth(bool),
}

/// How evidence is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Show {
    /// The cells alone (`value`, `first`, `last`, `min`, `peak` …).
    Points,
    /// Two points and the step between (`change`, `diff`, `times`).
    Step,
    /// A span, filled (`sum`, `mean`).
    Span,
}

/// Cells that prove a value: rows of one column.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// Index of the column.
    pub column: usize,
    /// Rows of the table.
    pub rows: Vec<u32>,
    /// How it is drawn.
    pub show: Show,
}

/// A computed fact.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// The value.
    pub value: Outcome,
    /// What it is.
    pub kind: Kind,
    /// Its unit: a key of `words::unit`, such as `ha` or `%`; empty for none.
    pub unit: String,
    /// The cells that it rests on.
    pub evidence: Vec<Evidence>,
    /// How it came about, in the reader's language: `96,085 ha in 2015 → 146,139 ha in 2016`.
    pub working: String,
    /// The value in the reader's language: `+52.1%`.
    pub shown: String,
}

/// What a fact is computed on: a chart's table with what the chart knows of it.
pub struct Subject<'a> {
    /// The table, after the chart's filters.
    pub table: &'a Table,
    /// The column of the x axis (for horizontal bars: the categories).
    pub x: Option<usize>,
    /// The unit of each column, as a key of `words::unit`; empty for none.
    pub units: &'a [String],
    /// The story's date in milliseconds: later rows do not count.
    pub as_of: Option<f64>,
    /// Named facts, by name and expression.
    pub named: &'a [crate::spec::NamedFact],
    /// Language, numbers and dates.
    pub host: &'a dyn Host,
}

/// Computes an expression, or the named fact of that name.
pub fn compute(_expression: &str, _subject: &Subject) -> Result<Fact, Problem> {
    Err(Problem::error("unknown-fact", crate::report::Place::Whole, "not yet", ""))
}
