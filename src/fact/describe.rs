//! Many values of one column: `sum`, `mean`, `min`, `max`, and where the extremes are, `peak` and `trough`.
//!
//! Missing cells are skipped, and the working says how many and which.

use super::call::Call;
use super::sentences::{self, Of};
use super::term::{Form, Term, join};
use super::{Evidence, Kind, Outcome, Show, show};
use crate::expr::problem;
use crate::report::Problem;
use crate::stat::describe;
use crate::table::{Bound, Column};

/// How many missing places are named.
const NAMED: usize = 3;

/// The known values of a range.
struct Sample<'a> {
    index: usize,
    column: &'a Column,
    values: Vec<f64>,
    /// Their rows, with positions.
    rows: Vec<(f64, u32)>,
    /// `7 values from 1999 to 2005`, and what is missing, around the statistic's own words.
    working: String,
}

fn sample<'a>(call: &Call<'a, '_>, of: Of) -> Result<Sample<'a>, Box<Problem>> {
    let (index, column) = call.numbers()?;
    let (mut values, mut rows, mut missing) = (Vec::new(), Vec::new(), Vec::new());
    for &(position, row) in call.range()? {
        match column.number(row as usize) {
            Some(value) => {
                values.push(value);
                rows.push((position, row));
            }
            None => missing.push(position),
        }
    }
    let (Some(first), Some(last)) = (rows.first(), rows.last()) else {
        return Err(problem("no-rows", call.expr, &["\"", &column.name, "\" has no figure there"], &["take a wider range"]));
    };
    let host = call.context.subject.host;
    let count = |n: usize| show::number(host, n as f64, 0, false);
    let (from, to) = (call.axis.write(first.0), call.axis.write(last.0));
    let mut working = sentences::of(of, &count(values.len()), call.axis.is_ordered().then_some((&from, &to)));
    if !missing.is_empty() {
        let named: Vec<String> = missing.iter().take(NAMED).map(|&p| call.axis.write(p)).collect();
        working.push_str(&sentences::missing(&count(missing.len()), &named.join(", "), missing.len() > NAMED));
    }
    Ok(Sample { index, column, values, rows, working: call.working(working) })
}

impl Sample<'_> {
    /// A statistic of all values.
    fn whole<'a>(self, call: &Call<'a, '_>, value: f64, decimals: u8) -> Result<Term<'a>, Box<Problem>> {
        let mut known = None;
        for row in &self.rows {
            known = join(known, self.column.bound(row.1 as usize)).map_err(|found| problem("two-bounds", call.expr, &[found], &[]))?;
        }
        let mut term =
            Term::new(call.context, Outcome::Number(value), Kind::Number, call.context.subject.unit(self.index), known, decimals);
        term.evidence.push(Evidence { column: self.index, rows: self.rows.iter().map(|r| r.1).collect(), show: Show::Span });
        term.working = self.working;
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

/// `sum(y, from, to)`
pub(super) fn sum<'a>(call: &Call<'a, '_>) -> Result<Term<'a>, Box<Problem>> {
    let sample = sample(call, Of::Sum)?;
    let (value, decimals) = (describe::sum(&sample.values), show::column_decimals(sample.column));
    sample.whole(call, value, decimals)
}

/// `mean(y, from, to)`
pub(super) fn mean<'a>(call: &Call<'a, '_>) -> Result<Term<'a>, Box<Problem>> {
    let sample = sample(call, Of::Mean)?;
    let value = describe::mean(&sample.values)
        .map_err(|_| problem("undefined", call.expr, &["the mean is too large to be computed"], &["take smaller units"]))?;
    let decimals = show::decimals(&[value]).min(show::column_decimals(sample.column) + 1);
    sample.whole(call, value, decimals)
}

/// `min(y, from, to)`
pub(super) fn min<'a>(call: &Call<'a, '_>) -> Result<Term<'a>, Box<Problem>> {
    extreme(call, false, false)
}

/// `max(y, from, to)`
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
    let sample = sample(call, if largest { Of::Largest } else { Of::Smallest })?;
    let (value, rows) = sample.extreme(largest);
    let (subject, decimals, first) = (call.context.subject, show::column_decimals(sample.column), rows[0]);
    let known = sample.extreme_bound(largest, first.1);
    let mut term = Term::new(call.context, Outcome::Number(value), Kind::Number, subject.unit(sample.index), known, decimals);
    // `163,289 ha, the largest of …` before an x, `in 2000, the largest of …` before the value.
    let lead = if gives_x { std::mem::take(&mut term.shown) } else { call.axis.place(first.0) };
    let mut working = [&lead, ", ", &sample.working].concat();
    if let Some(second) = rows.get(1) {
        working.push_str(&sentences::also(&call.axis.place(second.0)));
    }
    if gives_x {
        let Some((outcome, kind)) = call.axis.outcome(first.0) else {
            return Err(problem("no-x", call.expr, &["the chart has no x axis"], &["write ", if largest { "max(y)" } else { "min(y)" }]));
        };
        term = Term::new(call.context, outcome, kind, "", None, show::decimals(&[first.0]));
    }
    term.evidence.push(Evidence { column: sample.index, rows: rows.iter().map(|r| r.1).collect(), show: Show::Points });
    term.working = working;
    term.form = Form::Sentence;
    Ok(term)
}
