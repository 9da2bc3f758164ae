//! Against a goal: `progress`, `pace`, `projected`.

use super::axis::Scale;
use super::call::Call;
use super::compare::between;
use super::describe::{known, sample};
use super::evaluate::term;
use super::pair::percentage;
use super::rate::{per, periods};
use super::record::in_order;
use super::sentences::say;
use super::streak::period;
use super::term::{Form, Term, flip};
use super::{Kind, Outcome, Show, show};
use crate::expr::problem;
use crate::report::Problem;
use crate::time;

/// The goal that the second argument gives: a number, or a fact.
fn target<'a>(call: &Call<'a, '_>) -> Result<Term<'a>, Box<Problem>> {
    let arg = &call.args[1];
    let target = term(call.context, arg)?;
    target.number(arg)?;
    if target.bound.is_some() {
        return Err(problem("two-bounds", arg, &["a goal that is no more than a bound"], &["take a figure that is known"]));
    }
    Ok(target)
}

/// The place on x that an argument names, which need not be in the data, in its own words and in periods.
fn later(call: &Call, argument: usize) -> Result<(f64, String), Box<Problem>> {
    in_order(call)?;
    let stretch = call.stretch(argument)?;
    let position = match call.axis.scale {
        Scale::Time(unit) => time::floor(stretch.high, unit),
        _ => stretch.high,
    };
    Ok((position, call.axis.write(position)))
}

/// `progress(y, target, at)`: how much of a goal has been reached.
pub(super) fn progress<'a>(call: &Call<'a, '_>) -> Result<Term<'a>, Box<Problem>> {
    let (index, column) = call.numbers(0)?;
    let row = call.row(2)?;
    let (value, bound) = call.cell(column, row)?;
    let goal = target(call)?;
    let aim = goal.number(&call.args[1])?;
    if aim <= 0.0 {
        return Err(problem("not-above-zero", &call.args[1], &["a goal that is not above zero"], &["write value(y, at) and compare"]));
    }
    let (subject, decimals) = (call.context.subject, show::column_decimals(column));
    let unit = subject.unit(index);
    let write = |value, bound| show::outcome(subject, &Outcome::Number(value), Kind::Number, unit, decimals, bound);
    let mut out = Term::new(call.context, Outcome::Number(value / aim), Kind::Ratio, "", bound, 2);
    out.shown = percentage(call, value / aim, bound);
    out.evidence = vec![call.evidence(index, vec![row.1], Show::Target(aim))];
    out.evidence.extend(goal.evidence);
    let reached = [write(value, bound), call.axis.place(row.0)];
    out.working = say(subject.words().more.progress, &[&call.working(reached[0].clone()), &reached[1], &write(aim, None)]);
    out.form = Form::Sentence;
    Ok(out)
}

/// `pace(y, target, by)`: how much in each period would lead from the last value to a goal.
pub(super) fn pace<'a>(call: &Call<'a, '_>) -> Result<Term<'a>, Box<Problem>> {
    let (index, column) = call.numbers(0)?;
    let last = call.ends()?[1];
    let (value, bound) = call.cell(column, last)?;
    let goal = target(call)?;
    let aim = goal.number(&call.args[1])?;
    let (by, place) = later(call, 2)?;
    let left = periods(call.axis.scale, by) - periods(call.axis.scale, last.0);
    if left <= 0.0 {
        let found = [call.context.source(&call.args[2]), " does not come after the last figure, ", &call.axis.write(last.0)];
        return Err(problem("no-time", &call.args[2], &found, &["take a later date"]));
    }
    let (subject, decimals) = (call.context.subject, show::column_decimals(column));
    let unit = subject.unit(index);
    let write = |value, bound| show::outcome(subject, &Outcome::Number(value), Kind::Number, unit, decimals, bound);
    let rate = (aim - value) / left;
    let points = if unit == "%" { "pp" } else { unit };
    let mut out = Term::new(
        call.context,
        Outcome::Number(rate),
        Kind::Difference,
        points,
        flip(bound),
        show::sensible_decimals(rate).min(decimals + 1),
    );
    out.shown = per(&subject.words().more, call.axis.scale, &out.shown);
    out.evidence = vec![call.evidence(index, vec![last.1], Show::Target(aim))];
    out.evidence.extend(goal.evidence);
    let time = subject.words().with_unit(&show::number(subject.host, left, show::decimals(&[left]), false), period(call.axis.scale));
    let parts = [write(value, bound), call.axis.place(last.0), write(aim, None), place, time];
    out.working = call.working(say(subject.words().more.pace, &parts.each_ref().map(|part| part.as_str())));
    out.form = Form::Sentence;
    Ok(out)
}

/// `projected(y, at)`: where the straight line through the first and the last value leads.
pub(super) fn projected<'a>(call: &Call<'a, '_>) -> Result<Term<'a>, Box<Problem>> {
    let found = sample(call, &call.rows)?;
    let (last_row, (at, place)) = (call.ends()?[1], later(call, 1)?);
    let last = found.values.len() - 1;
    call.cell(found.column, last_row)?;
    known(call, &found)?;
    let [from, to, then] = [found.rows[0].0, found.rows[last].0, at].map(|position| periods(call.axis.scale, position));
    if to <= from {
        return Err(problem("no-rows", call.expr, &["a line needs two figures"], &["take more rows"]));
    }
    if then <= to {
        let what = [call.context.source(&call.args[1]), " does not come after the last figure, ", &call.axis.write(found.rows[last].0)];
        return Err(problem("no-time", &call.args[1], &what, &["write value(y, at)"]));
    }
    let value = found.values[last] + (found.values[last] - found.values[0]) / (to - from) * (then - to);
    let subject = call.context.subject;
    let decimals = show::sensible_decimals(value).min(show::column_decimals(found.column));
    let out = Term::new(call.context, Outcome::Number(value), Kind::Number, subject.unit(found.index), None, decimals);
    let working = say(subject.words().more.projected, &[&between(call, found.rows[0], found.rows[last])?.working, &place]);
    let drawn = [0, last].map(|place| [found.values[place]; 3]).to_vec();
    Ok(found.prove(call, out, vec![found.rows[0].1, found.rows[last].1], Show::Line(drawn), working))
}
