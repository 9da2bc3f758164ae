//! The newsroom's vocabulary on top of expressions: a value with its kind, unit, evidence and working, and whether words agree with it.
//!
//! [`compute`] evaluates an expression such as `change(unodc_ha, 2015, 2016)` on a chart's table; [`crate::words`] reads the words.
//! Inside: `evaluate` walks the tree, `call` reads a call's arguments and picks its rows along the x `axis`, `functions` is the
//! table of functions, whose families are a file each (`level`, `compare`, `describe`), `term` is what arithmetic works on, and
//! `sentences` holds every English word.

mod axis;
mod call;
mod compare;
mod describe;
mod evaluate;
mod functions;
mod level;
mod sentences;
mod show;
mod term;
#[cfg(test)]
mod tests;

use crate::host::Host;
use crate::report::Problem;
use crate::spec::{NamedFact, Period};
use crate::table::{Bound, Table};
use term::Term;

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
    /// Its unit: a key of `words::unit`, such as `ha`, `%` or `pp`; empty for none.
    pub unit: String,
    /// What the number is known to be, when the data give no more than a bound.
    pub bound: Option<Bound>,
    /// The cells that it rests on.
    pub evidence: Vec<Evidence>,
    /// How it came about, in the reader's language, to stand before `shown`: `96,085 ha in 2015 → 146,139 ha in 2016`, `in 2016`.
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
    /// The story's date in milliseconds: rows whose value stands later do not count.
    pub as_of: Option<f64>,
    /// When in its year, quarter or month a value stands.
    pub period: Period,
    /// Named facts, by name and expression.
    pub named: &'a [NamedFact],
    /// Language, numbers and dates.
    pub host: &'a dyn Host,
}

impl Subject<'_> {
    /// The unit of a column; empty for none.
    fn unit(&self, column: usize) -> &str {
        self.units.get(column).map_or("", String::as_str)
    }
}

/// Computes an expression of facts, or the named fact of that name: arithmetic over calls such as `change(unodc_ha, 2015, 2016)`.
///
/// A bare name in a call is a column; `at`, `from` and `to` are values of the x column (`2016`, `'2016-05'`, `first`, `last`);
/// a last argument that is a condition picks rows. Every error has a place in the expression, a cell of the table, or, inside a
/// named fact, that fact's path in the spec.
pub fn compute(expression: &str, subject: &Subject) -> Result<Fact, Problem> {
    let Term { value, kind, unit, bound, evidence, working, shown, .. } =
        evaluate::evaluate(expression, subject, 0).map_err(|problem| *problem)?;
    Ok(Fact { value, kind, unit: unit.to_string(), bound, evidence, working, shown })
}
