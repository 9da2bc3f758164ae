//! How often in a row a column has risen or fallen: `streak`.
//!
//! Missing cells are skipped, and the working says how many and which.

use super::axis::Scale;
use super::call::Call;
use super::compare::between;
use super::describe::{known, sample};
use super::record::in_order;
use super::sentences::say;
use super::term::Term;
use super::{Kind, Outcome, Show, show};
use crate::expr::problem;
use crate::report::Problem;
use crate::stat::order;
use crate::time::Unit;

/// The period of an axis, as words name it.
pub(super) fn period(scale: Scale) -> &'static str {
    match scale {
        Scale::Time(Unit::Year) => "year",
        Scale::Time(Unit::Quarter) => "quarter",
        Scale::Time(Unit::Month) => "month",
        Scale::Time(Unit::Day) => "day",
        _ => "",
    }
}

/// `streak(y, at)`: how many values in a row have been above the one before (positive) or below it (negative).
pub(super) fn streak<'a>(call: &Call<'a, '_>) -> Result<Term<'a>, Box<Problem>> {
    in_order(call)?;
    let at = call.row(1)?;
    let end = call.rows.iter().position(|row| row.1 == at.1).map_or(0, |place| place + 1);
    let mut found = sample(call, &call.rows[..end])?;
    call.cell(found.column, at)?;
    known(call, &found)?;
    let own = found.values.len() - 1;
    if own == 0 {
        let remedy = ["take a later x"];
        return Err(problem("no-rows", call.expr, &["\"", &found.column.name, "\" has no earlier figure"], &remedy));
    }
    let value = order::streak(&found.values).last().copied().unwrap_or(0);
    let length = value.unsigned_abs() as usize;
    let begin = own - length.max(1);
    // Only what is missing within the run matters.
    found.missing.retain(|&position| position > found.rows[begin].0);
    let (subject, falls) = (call.context.subject, usize::from(value < 0));
    let words = &subject.words().more;
    let mut term = Term::new(call.context, Outcome::Number(f64::from(value)), Kind::Streak, period(call.axis.scale), None, 0);
    let step = between(call, found.rows[begin], found.rows[own])?.working;
    let working = if length == 0 {
        term.shown = words.no_run.to_string();
        say(words.no_streak, &[&step])
    } else {
        term.shown = words.runs[falls].with(length, &show::number(subject.host, length as f64, 0, false));
        say(words.streak[falls], &[&step, &found.missing_words(call)])
    };
    let rows = found.rows[begin..].iter().map(|row| row.1).collect();
    Ok(found.prove(call, term, rows, Show::Run, working))
}
