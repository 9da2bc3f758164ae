//! Many values of one column: `sum`, `mean`, `min`, `max`, and where the extremes are, `peak` and `trough`.
//!
//! Missing cells are skipped, and the working says how many and which.

use super::call::Call;
use super::sentences::say;
use super::term::{Form, Term, join};
use super::{Kind, Outcome, Show, show};
use crate::expr::{Expr, problem};
use crate::report::Problem;
use crate::stat::{Undefined, describe};
use crate::table::{Bound, Column};

/// How many missing places are named.
const NAMED: usize = 3;

/// The known values of some rows.
pub(super) struct Sample<'a> {
    pub index: usize,
    pub column: &'a Column,
    pub values: Vec<f64>,
    /// Their rows, with positions.
    pub rows: Vec<(f64, u32)>,
    /// The positions of the rows whose cell is missing.
    pub missing: Vec<f64>,
}

/// The known values of those rows of the column that the first argument names; at least one.
pub(super) fn sample<'a>(call: &Call<'a, '_>, among: &[(f64, u32)]) -> Result<Sample<'a>, Box<Problem>> {
    sample_of(call, 0, among)
}

/// The same of the column that another argument names.
pub(super) fn sample_of<'a>(call: &Call<'a, '_>, argument: usize, among: &[(f64, u32)]) -> Result<Sample<'a>, Box<Problem>> {
    let (index, column) = call.numbers(argument)?;
    let (mut values, mut rows, mut missing) = (Vec::new(), Vec::new(), Vec::new());
    for &(position, row) in among {
        match column.number(row as usize) {
            Some(value) => {
                values.push(value);
                rows.push((position, row));
            }
            None => missing.push(position),
        }
    }
    if rows.is_empty() {
        return Err(problem("no-rows", call.expr, &["\"", &column.name, "\" has no figure there"], &["take a wider range"]));
    }
    Ok(Sample { index, column, values, rows, missing })
}

/// The error of a statistic that values do not have.
pub(super) fn undefined(at: &Expr, why: Undefined) -> Box<Problem> {
    #[cfg(feature = "lean")]
    {
        let _ = (at, why);
        crate::report::later()
    }
    #[cfg(not(feature = "lean"))]
    let remedy = match why {
        Undefined::TooFew { .. } => "take a wider range",
        Undefined::NoVariance => "take values that differ",
        _ => "take other values",
    };
    #[cfg(not(feature = "lean"))]
    problem("undefined", at, &[&why.to_string()], &[remedy])
}

/// Refuses values of which the data know no more than a bound, for a result that they would leave open.
pub(super) fn known<'a>(call: &Call<'a, '_>, sample: &Sample<'a>) -> Result<(), Box<Problem>> {
    let bounded = |row: &&(f64, u32)| sample.column.bound(row.1 as usize).is_some_and(|bound| bound != Bound::About);
    match sample.rows.iter().find(bounded) {
        Some(row) => {
            crate::report::only_in_full();
            let found = ["the figure ", &call.axis.place(row.0), " is a bound, which leaves the result open"];
            Err(problem("two-bounds", call.expr, &found, &["take figures that are known"]))
        }
        None => Ok(()),
    }
}

impl<'a> Sample<'a> {
    /// `7 values from 1999 to 2005 (1 missing: 2003)`
    pub fn words(&self, call: &Call) -> String {
        let subject = call.context.subject;
        let count = |n: usize| show::number(subject.host, n as f64, 0, false);
        let ends = [self.rows.first(), self.rows.last()].map(|row| row.map(|r| call.axis.write(r.0)).unwrap_or_default());
        let span = call.axis.is_ordered().then_some((ends[0].as_str(), ends[1].as_str()));
        subject.words().values(&count(self.values.len()), span, call.axis.in_days()) + &self.missing_words(call)
    }

    /// ` (1 missing: 2003)`; nothing when none is.
    pub fn missing_words(&self, call: &Call) -> String {
        if self.missing.is_empty() {
            return String::new();
        }
        let subject = call.context.subject;
        let named: Vec<String> = self.missing.iter().take(NAMED).map(|&p| call.axis.write(p)).collect();
        let count = show::number(subject.host, self.missing.len() as f64, 0, false);
        subject.words().missing(&count, &named.join(", "), self.missing.len() > NAMED)
    }

    /// The value at a place among them, as readers see it.
    pub fn figure(&self, call: &Call, place: usize) -> String {
        let (subject, bound) = (call.context.subject, self.column.bound(self.rows[place].1 as usize));
        let (value, decimals) = (Outcome::Number(self.values[place]), show::column_decimals(self.column));
        show::outcome(subject, &value, Kind::Number, subject.unit(self.index), decimals, bound)
    }

    /// The value at a place and where that is: `146,139 ha in 2016`.
    pub fn figure_in_place(&self, call: &Call, place: usize) -> String {
        [self.figure(call, place), call.axis.place(self.rows[place].0)].join(" ")
    }

    /// A result that some of the values prove.
    pub fn prove<'b>(&self, call: &Call<'b, '_>, mut term: Term<'b>, rows: Vec<u32>, show: Show, working: String) -> Term<'b> {
        term.evidence.push(call.evidence(self.index, rows, show));
        term.working = call.working(working);
        term.form = Form::Sentence;
        term
    }

    /// A statistic of all values, which `template` names.
    pub fn whole(&self, call: &Call<'a, '_>, value: f64, decimals: u8, template: &str) -> Result<Term<'a>, Box<Problem>> {
        let mut known = None;
        for row in &self.rows {
            known = join(known, self.column.bound(row.1 as usize)).map_err(|found| problem("two-bounds", call.expr, &[found], &[]))?;
        }
        let unit = call.context.subject.unit(self.index);
        let mut term = Term::new(call.context, Outcome::Number(value), Kind::Number, unit, known, decimals);
        term.evidence.push(call.evidence(self.index, self.rows.iter().map(|r| r.1).collect(), Show::Span));
        term.working = call.working(say(template, &[&self.words(call)]));
        term.form = Form::Sentence;
        Ok(term)
    }

    /// The extreme value and the rows that have it.
    fn extreme(&self, largest: bool) -> (f64, Vec<(f64, u32)>) {
        let best = self.values.iter().copied().fold(self.values[0], if largest { f64::max } else { f64::min });
        (best, self.rows.iter().zip(&self.values).filter(|&(_, &value)| value == best).map(|(&row, _)| row).collect())
    }

    /// What is known of the extreme: its own cell may be a bound, and a bound elsewhere may reach beyond it.
    fn extreme_bound(&self, largest: bool, row: u32) -> Option<Bound> {
        let beyond = |b: Bound| matches!((b, largest), (Bound::Above | Bound::AtLeast, true) | (Bound::Below | Bound::AtMost, false));
        self.column.bound(row as usize).or_else(|| {
            let other = self.rows.iter().filter_map(|r| self.column.bound(r.1 as usize)).any(beyond);
            other.then_some(if largest { Bound::AtLeast } else { Bound::AtMost })
        })
    }
}

/// `sum(y, from, to)`: the sum of the figures.
pub(super) fn sum<'a>(call: &Call<'a, '_>) -> Result<Term<'a>, Box<Problem>> {
    let sample = sample(call, call.range(1)?)?;
    sample.whole(call, describe::sum(&sample.values), show::column_decimals(sample.column), call.context.subject.words().of[0])
}

/// `mean(y, from, to)`, or `average(y, from, to)`: the mean of the figures.
pub(super) fn mean<'a>(call: &Call<'a, '_>) -> Result<Term<'a>, Box<Problem>> {
    let sample = sample(call, call.range(1)?)?;
    let value = describe::mean(&sample.values).map_err(|why| undefined(call.expr, why))?;
    let decimals = show::decimals(&[value]).min(show::column_decimals(sample.column) + 1);
    sample.whole(call, value, decimals, call.context.subject.words().of[1])
}

/// `min(y, from, to)`: the smallest figure.
pub(super) fn min<'a>(call: &Call<'a, '_>) -> Result<Term<'a>, Box<Problem>> {
    extreme(call, false, false)
}

/// `max(y, from, to)`: the largest figure.
pub(super) fn max<'a>(call: &Call<'a, '_>) -> Result<Term<'a>, Box<Problem>> {
    extreme(call, true, false)
}

/// `peak(y, from, to)`: the x of the largest value, the first of equals.
pub(super) fn peak<'a>(call: &Call<'a, '_>) -> Result<Term<'a>, Box<Problem>> {
    extreme(call, true, true)
}

/// `trough(y, from, to)`: the x of the smallest value, the first of equals.
pub(super) fn trough<'a>(call: &Call<'a, '_>) -> Result<Term<'a>, Box<Problem>> {
    extreme(call, false, true)
}

fn extreme<'a>(call: &Call<'a, '_>, largest: bool, gives_x: bool) -> Result<Term<'a>, Box<Problem>> {
    let sample = sample(call, call.range(1)?)?;
    let (value, rows) = sample.extreme(largest);
    let (subject, decimals, first) = (call.context.subject, show::column_decimals(sample.column), rows[0]);
    let words = subject.words();
    let known = sample.extreme_bound(largest, first.1);
    let mut term = Term::new(call.context, Outcome::Number(value), Kind::Number, subject.unit(sample.index), known, decimals);
    // `163,289 ha, the largest of …` before an x, `in 2000, the largest of …` before the value.
    let lead = if gives_x { std::mem::take(&mut term.shown) } else { call.axis.place(first.0) };
    let of = say(words.of[if largest { 2 } else { 3 }], &[&sample.words(call)]);
    let mut working = [lead, call.working(of)].join(", ");
    if let Some(second) = rows.get(1) {
        working.push_str(&say(words.also, &[&call.axis.place(second.0)]));
    }
    if gives_x {
        let Some((outcome, kind)) = call.axis.outcome(first.0) else {
            return Err(problem("no-x", call.expr, &["the chart has no x axis"], &["write ", if largest { "max(y)" } else { "min(y)" }]));
        };
        term = Term::new(call.context, outcome, kind, "", None, show::decimals(&[first.0]));
    }
    term.evidence.push(call.evidence(sample.index, rows.iter().map(|r| r.1).collect(), Show::Points));
    term.working = working;
    term.form = Form::Sentence;
    Ok(term)
}
