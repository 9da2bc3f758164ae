//! Two values of one column: `change`, `diff`, `times`.

use super::call::Call;
use super::sentences::say;
use super::term::{Form, Term, flip, join};
use super::{Kind, Outcome, Show, show};
use crate::expr::problem;
use crate::report::Problem;
use crate::table::Bound;

/// The two cells.
pub(super) struct Step {
    column: usize,
    rows: [u32; 2],
    pub from: f64,
    pub to: f64,
    bounds: [Option<Bound>; 2],
    decimals: u8,
    /// `96,085 ha in 2015 → 146,139 ha in 2016`
    pub working: String,
}

fn step(call: &Call) -> Result<Step, Box<Problem>> {
    between(call, call.row(1)?, call.row(2)?)
}

/// The step from one row of the first argument's column to another.
pub(super) fn between(call: &Call, a: (f64, u32), b: (f64, u32)) -> Result<Step, Box<Problem>> {
    let (index, column) = call.numbers(0)?;
    let ((from, from_bound), (to, to_bound)) = (call.cell(column, a)?, call.cell(column, b)?);
    let (subject, decimals) = (call.context.subject, show::column_decimals(column));
    let write = |value, bound| show::outcome(subject, &Outcome::Number(value), Kind::Number, subject.unit(index), decimals, bound);
    let parts = [&write(from, from_bound), &call.axis.place(a.0), &write(to, to_bound), &call.axis.place(b.0)];
    let working = say(subject.words().step, &parts.map(String::as_str));
    Ok(Step { column: index, rows: [a.1, b.1], from, to, bounds: [from_bound, to_bound], decimals, working })
}

impl Step {
    fn term<'a>(self, call: &Call<'a, '_>, value: f64, kind: Kind, unit: &'a str) -> Result<Term<'a>, Box<Problem>> {
        let bound = join(flip(self.bounds[0]), self.bounds[1]).map_err(|found| problem("two-bounds", call.expr, &[found], &[]))?;
        let mut term = Term::new(call.context, Outcome::Number(value), kind, unit, bound, self.decimals);
        term.evidence.push(call.evidence(self.column, self.rows.to_vec(), Show::Step));
        term.working = call.working(self.working);
        term.form = Form::Sentence;
        Ok(term)
    }

    /// A quotient has a meaning only from a value above zero.
    fn quotient(&self, call: &Call) -> Result<f64, Box<Problem>> {
        if self.from > 0.0 {
            return Ok(self.to / self.from);
        }
        Err(problem(
            "not-above-zero",
            call.expr,
            &[call.function.name, " from a value that is not above zero"],
            &["write diff(y, from, to)"],
        ))
    }
}

/// `change(y, from, to)`: the relative change, −0.12 for a fall of 12 %.
pub(super) fn change<'a>(call: &Call<'a, '_>) -> Result<Term<'a>, Box<Problem>> {
    let step = step(call)?;
    step.quotient(call)?;
    let value = (step.to - step.from) / step.from;
    step.term(call, value, Kind::Change, "")
}

/// `diff(y, from, to)`: the difference in the column's unit; of percentages, in percentage points.
pub(super) fn diff<'a>(call: &Call<'a, '_>) -> Result<Term<'a>, Box<Problem>> {
    let step = step(call)?;
    let (value, unit) = (step.to - step.from, call.context.subject.unit(step.column));
    step.term(call, value, Kind::Difference, if unit == "%" { "pp" } else { unit })
}

/// `times(y, from, to)`: the second value as a multiple of the first.
pub(super) fn times<'a>(call: &Call<'a, '_>) -> Result<Term<'a>, Box<Problem>> {
    let step = step(call)?;
    let value = step.quotient(call)?;
    let mut term = step.term(call, value, Kind::Ratio, "")?;
    let words = call.context.subject.words();
    term.shown = say(words.times, &[&show::number(call.context.subject.host, value, 2, false)]);
    if let Some(bound) = term.bound {
        term.shown = words.bound(bound, &term.shown);
    }
    Ok(term)
}
