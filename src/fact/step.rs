//! From one value to the next: `jump`, `drop`.
//!
//! Steps without both figures are left out, and the working says how many.

use super::call::Call;
use super::compare::between;
use super::describe::{known, sample};
use super::record::in_order;
use super::sentences::say;
use super::term::Term;
use super::{Kind, Outcome, Show, show};
use crate::expr::problem;
use crate::report::Problem;

/// `jump(y)`: the x of the largest rise from one value to the next.
pub(super) fn jump<'a>(call: &Call<'a, '_>) -> Result<Term<'a>, Box<Problem>> {
    largest(call, 1.0)
}

/// `drop(y)`: the x of the largest fall from one value to the next.
pub(super) fn drop<'a>(call: &Call<'a, '_>) -> Result<Term<'a>, Box<Problem>> {
    largest(call, -1.0)
}

/// A step: its two rows, and its size, in the column's unit or in relation to the value before.
type Step = ((f64, u32), (f64, u32), f64);

fn largest<'a>(call: &Call<'a, '_>, sign: f64) -> Result<Term<'a>, Box<Problem>> {
    in_order(call)?;
    let among = call.range(1)?;
    let found = sample(call, among)?;
    known(call, &found)?;
    let (mut steps, mut moves) = (0, 0);
    let (mut best, mut relative): (Option<Step>, Option<Step>) = (None, None);
    for pair in among.windows(2) {
        let (Some(from), Some(to)) = (found.column.number(pair[0].1 as usize), found.column.number(pair[1].1 as usize)) else { continue };
        steps += 1;
        let size = sign * (to - from);
        if size > 0.0 {
            moves += 1;
            // From nothing every rise is beyond all percent.
            for (record, size) in [(&mut best, size), (&mut relative, if from > 0.0 { size / from } else { f64::INFINITY })] {
                if record.is_none_or(|record| size > record.2) {
                    *record = Some((pair[0], pair[1], size));
                }
            }
        }
    }
    let (Some(own), Some(other)) = (best, relative) else {
        let (what, remedy) = if sign > 0.0 { ("rises", "write drop(y)") } else { ("falls", "write jump(y)") };
        return Err(problem(
            "no-step",
            call.expr,
            &["\"", &found.column.name, "\" never ", what, " from one value to the next"],
            &[remedy],
        ));
    };
    let position = own.1.0;
    let Some((outcome, kind)) = call.axis.outcome(position) else {
        return Err(problem("no-x", call.expr, &["the chart has no x axis"], &["draw a column on x"]));
    };
    let subject = call.context.subject;
    let often = &subject.words().often;
    let step = between(call, own.0, own.1)?;
    let unit = subject.unit(found.index);
    let write = |value, kind, unit| show::outcome(subject, &Outcome::Number(value), kind, unit, show::column_decimals(found.column), None);
    let mut sizes = write(step.to - step.from, Kind::Difference, if unit == "%" { "pp" } else { unit });
    let mut compared = String::new();
    if other.2 < f64::INFINITY {
        let percent = |size: f64| write(sign * size, Kind::Change, "");
        sizes = [sizes, percent(own.2 / step.from)].join(", ");
        // In percent another step may be the largest.
        compared = if other.1 == own.1 {
            often.percent_too.to_string()
        } else {
            say(often.percent_other, &[&call.axis.write(other.1.0), &percent(other.2)])
        };
    }
    let count = |n: usize| show::number(subject.host, n as f64, 0, false);
    let left = among.len() - 1 - steps;
    let left = if left > 0 { say(often.left_out, &[&count(left)]) } else { String::new() };
    let moves = often.moves[usize::from(sign < 0.0)].with(moves, &count(moves));
    let working = say(often.jump, &[&step.working, &sizes, &moves, &often.steps.with(steps, &count(steps)), &left, &compared]);
    let term = Term::new(call.context, outcome, kind, "", None, show::decimals(&[position]));
    Ok(found.prove(call, term, vec![own.0.1, own.1.1], Show::Run, working))
}
