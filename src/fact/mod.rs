//! The newsroom's vocabulary on top of expressions: a value with its kind, unit, evidence and working, and whether words agree with it.
//!
//! [`compute`] evaluates an expression such as `change(unodc_ha, 2015, 2016)` on a chart's table; [`crate::words`] reads the words.
//! Inside: `evaluate` walks the tree, `call` reads a call's arguments and picks its rows along the x `axis`, `functions` is the
//! table of functions, whose families are a file each, `term` is what arithmetic works on, and `sentences` holds every word that a
//! reader sees, a language a file.
//!
//! The lean module has what most stories need: `level`, `compare`, `describe`, and of the rest records and jumps.
//! A name that it does not know is a problem there, and so a question for the full module.

mod axis;
mod call;
#[cfg(not(feature = "lean"))]
mod charts;
#[cfg(not(feature = "lean"))]
mod choice;
mod compare;
#[cfg(not(feature = "lean"))]
mod dates;
mod describe;
mod evaluate;
mod evidence;
mod functions;
#[cfg(not(feature = "lean"))]
mod goal;
mod level;
#[cfg(not(feature = "lean"))]
mod pair;
#[cfg(not(feature = "lean"))]
mod param;
#[cfg(not(feature = "lean"))]
mod rank;
#[cfg(not(feature = "lean"))]
mod rate;
mod record;
mod sentences;
mod show;
#[cfg(not(feature = "lean"))]
mod spread;
mod step;
#[cfg(not(feature = "lean"))]
mod streak;
mod term;
#[cfg(test)]
mod tests;
#[cfg(not(feature = "lean"))]
mod turn;
#[cfg(not(feature = "lean"))]
mod turning;

pub use evidence::{Evidence, Show};
#[cfg(test)]
pub(crate) use functions::vocabulary;
#[cfg(not(feature = "lean"))]
pub use param::rests_on;

use crate::host::Host;
use crate::report::Problem;
use crate::spec::{NamedFact, Period};
use crate::table::{Bound, Table};

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
    /// Several values of the x axis (`turning_points`).
    #[cfg(not(feature = "lean"))]
    List(Vec<Outcome>),
}

/// Where a value may lie, as far as the data can tell.
#[cfg(not(feature = "lean"))]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// Its lower end, in the value's unit.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
    /// How often such an interval holds the true value: 0.95.
    pub level: f64,
}

/// The second reading of a date: how long before the x that was asked for it lies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Span {
    /// How many units.
    pub length: f64,
    /// The unit: `year`, `month`, `day` …
    pub unit: &'static str,
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
    /// Where the value may lie, for those functions that have an interval.
    #[cfg(not(feature = "lean"))]
    pub interval: Option<Interval>,
    /// For `highest_since` and `lowest_since`: what words that name a time (*in 16 years*) are held against, where words that
    /// name a date are held against the value.
    pub span: Option<Span>,
}

/// What a fact is computed on: a chart's table with what the chart knows of it, and other charts where the fact names several.
#[derive(Clone, Copy)]
pub struct Subject<'a> {
    /// The name by which a fact of several charts means this one: `cultivation` in `cultivation.unodc_ha`. Empty where there is
    /// no other.
    pub name: &'a str,
    /// The other charts that a fact may name.
    pub others: &'a [Subject<'a>],
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
    /// What readers call columns, by the column's name.
    pub names: &'a [(String, String)],
    /// Named facts, by name and expression.
    pub named: &'a [NamedFact],
    /// What the reader may choose: their names stand for their values.
    #[cfg(not(feature = "lean"))]
    pub params: &'a [crate::spec::Param],
    /// Language of the working: a BCP 47 tag.
    pub language: &'a str,
    /// Numbers and dates.
    pub host: &'a dyn Host,
}

impl Subject<'_> {
    /// The unit of a column; empty for none.
    fn unit(&self, column: usize) -> &str {
        self.units.get(column).map_or("", String::as_str)
    }

    /// What readers call a column.
    #[cfg(not(feature = "lean"))]
    fn name_of<'b>(&'b self, column: &'b str) -> &'b str {
        self.names.iter().find(|(name, _)| name == column).map_or(column, |(_, given)| given.as_str())
    }

    /// The words of its language.
    fn words(&self) -> &'static sentences::Words {
        sentences::of_language(self.language)
    }
}

/// Computes an expression of facts, or the named fact of that name: arithmetic over calls such as `change(unodc_ha, 2015, 2016)`.
///
/// A bare name in a call is a column; `at`, `from` and `to` are values of the x column (`2016`, `'2016-05'`, `first`, `last`);
/// a last argument that is a condition picks rows. Where there are several charts, `name.column` is a column of the chart of that
/// name, and a bare name that of the only chart that has it. Every error has a place in the expression, a cell of the table, or, inside a
/// named fact, that fact's path in the spec.
pub fn compute(expression: &str, subject: &Subject) -> Result<Fact, Problem> {
    let term = evaluate::evaluate(expression, subject, 0).map_err(|problem| *problem)?;
    Ok(Fact {
        value: term.value,
        kind: term.kind,
        unit: term.unit.to_string(),
        bound: term.bound,
        evidence: term.evidence,
        working: term.working,
        shown: term.shown,
        #[cfg(not(feature = "lean"))]
        interval: term.interval,
        span: term.span,
    })
}
