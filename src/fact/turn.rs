//! Where the rise or fall begins after the trend has reversed: `rise_begins`, `fall_begins`.
//!
//! Moves up to a tolerance count as none; unless it is given, it is the median absolute change from one value to the next. A series
//! turns at the extreme value itself; the rise or fall after it begins with the first step that is larger than the tolerance.

use super::call::Call;
use super::describe::{Sample, known, sample, undefined};
use super::record::in_order;
use super::sentences::say;
use super::term::Term;
use super::{Kind, Outcome, Show, show};
use crate::expr::{Node, problem};
use crate::report::{Place, Problem};
use crate::stat::describe::median;
use crate::stat::order::{Swing, swings};

/// The values of the column that the first argument names, none of which may be missing: from the x that argument `at` names to the next,
/// else from the first figure to the last.
pub(super) fn complete<'a>(call: &Call<'a, '_>, at: Option<usize>) -> Result<Sample<'a>, Box<Problem>> {
    in_order(call)?;
    let given = at.is_some_and(|at| call.args.len() >= at + 2);
    let mut found = sample(call, at.map_or(Ok(call.rows.as_slice()), |at| call.range(at))?)?;
    known(call, &found)?;
    if !given {
        let ends = [found.rows[0].0, found.rows[found.rows.len() - 1].0];
        found.missing.retain(|position| (ends[0]..=ends[1]).contains(position));
    }
    refuse_missing(call, &found)?;
    Ok(found)
}

/// The error of the first missing cell, for a function that skips none.
pub(super) fn refuse_missing(call: &Call, found: &Sample) -> Result<(), Box<Problem>> {
    let Some(&position) = found.missing.first() else { return Ok(()) };
    let row = call.rows.iter().find(|row| row.0 == position && found.column.is_missing(row.1 as usize)).map_or(0, |row| row.1);
    let place = Place::Cell { line: call.context.subject.table.line(row as usize), column: found.column.name.clone() };
    let what = ["there is no figure ", &call.axis.place(position), ", over which ", call.function.name, " cannot go"].concat();
    Err(Box::new(crate::problem!(Error, "missing-cell", place, what, "name a range without it, or add the figure")))
}

/// The size of the moves that count as none: the argument's, else the median of all moves from one figure of the column to the next,
/// whatever the range, so that a series turns at the same places in every range.
pub(super) fn tolerance(call: &Call, argument: usize) -> Result<f64, Box<Problem>> {
    match call.args.get(argument) {
        Some(arg) => match arg.node {
            Node::Number(tolerance) => Ok(tolerance),
            _ => {
                Err(problem("wrong-arguments", arg, &["no tolerance where one is expected"], &["write a number in the unit of the column"]))
            }
        },
        None => {
            let column = call.numbers(0)?.1;
            let figures: Vec<Option<f64>> = call.rows.iter().map(|row| column.number(row.1 as usize)).collect();
            let moves: Vec<f64> = figures.windows(2).filter_map(|pair| Some((pair[1]? - pair[0]?).abs())).collect();
            median(&moves).map_err(|why| undefined(call.expr, why))
        }
    }
}

/// The tolerance as readers see it.
pub(super) fn write(call: &Call, found: &Sample, tolerance: f64) -> String {
    let subject = call.context.subject;
    let decimals = show::column_decimals(found.column).max(show::decimals(&[tolerance]).min(1));
    show::outcome(subject, &Outcome::Number(tolerance), Kind::Number, subject.unit(found.index), decimals, None)
}

/// The x of a place, as a result.
pub(super) fn result<'a>(call: &Call<'a, '_>, found: &Sample, place: usize) -> Result<Term<'a>, Box<Problem>> {
    let position = found.rows[place].0;
    match call.axis.outcome(position) {
        Some((outcome, kind)) => Ok(Term::new(call.context, outcome, kind, "", None, show::decimals(&[position]))),
        None => Err(problem("no-x", call.expr, &["the chart has no x axis"], &["draw a column on x"])),
    }
}

/// `rise_begins(y, from, to)`: the first x of the last rise, after the low at which the series turned.
pub(super) fn rise_begins<'a>(call: &Call<'a, '_>) -> Result<Term<'a>, Box<Problem>> {
    begins(call, false)
}

/// `fall_begins(y, from, to)`: the first x of the last fall, after the high at which the series turned.
pub(super) fn fall_begins<'a>(call: &Call<'a, '_>) -> Result<Term<'a>, Box<Problem>> {
    begins(call, true)
}

fn begins<'a>(call: &Call<'a, '_>, peak: bool) -> Result<Term<'a>, Box<Problem>> {
    let found = complete(call, Some(1))?;
    let tolerance = tolerance(call, 3)?;
    // A range may begin where the rise or fall does.
    let (first, turns) = swings(&found.values, tolerance);
    match turns.iter().rev().copied().chain(first).find(|turn| turn.peak == peak) {
        Some(turn) => story(call, &found, turn, tolerance, true),
        None => Err(no_turn(call, &found, tolerance)),
    }
}

pub(super) fn no_turn(call: &Call, found: &Sample, tolerance: f64) -> Box<Problem> {
    let what = ["\"", &found.column.name, "\" does not turn there by more than ", &write(call, found, tolerance)];
    problem("no-turn", call.expr, &what, &["give a smaller tolerance, or a wider range"])
}

/// What happens around a turning point: the extreme, the flat steps after it, the first step that counts. Gives the x of the extreme, or
/// of that step.
pub(super) fn story<'a>(
    call: &Call<'a, '_>,
    found: &Sample<'a>,
    turn: Swing,
    tolerance: f64,
    begin: bool,
) -> Result<Term<'a>, Box<Problem>> {
    let words = &call.context.subject.words().more;
    let which = usize::from(turn.peak);
    let sign = if turn.peak { -1.0 } else { 1.0 };
    let step = |place: usize| found.values[place] - found.values[place - 1];
    let first = (turn.place + 1..found.values.len()).find(|&place| sign * step(place) > tolerance);
    let told = |template: &str, place: usize| {
        let before = found.values[place - 1];
        let size = if before > 0.0 {
            show::outcome(call.context.subject, &Outcome::Number(step(place) / before), Kind::Change, "", 0, None)
        } else {
            write(call, found, step(place))
        };
        say(template, &[&found.figure_in_place(call, place), &size])
    };
    let mut parts = Vec::new();
    if let Some(first) = first {
        let flat = turn.place + 1..first;
        // A long standstill is told by its end.
        let from = if flat.len() > 3 { first - 1 } else { flat.start };
        parts.extend((from..first).map(|place| told(words.flat, place)));
        parts.push(told(words.begins[which], first));
    } else {
        parts.push(words.not_yet[which].to_string());
    }
    let working = say(words.turn[which], &[&found.figure_in_place(call, turn.place), &parts.join("; "), &write(call, found, tolerance)]);
    let place = match (begin, first) {
        (false, _) => turn.place,
        (true, Some(first)) => first,
        (true, None) => {
            let what = ["no step after ", &call.axis.write(found.rows[turn.place].0), " is larger than ", &write(call, found, tolerance)];
            return Err(problem("no-turn", call.expr, &what, &["give a smaller tolerance"]));
        }
    };
    let term = result(call, found, place)?;
    let end = first.unwrap_or(turn.place);
    let rows = found.rows[turn.place.saturating_sub(1)..=end].iter().map(|row| row.1).collect();
    Ok(found.prove(call, term, rows, Show::Run, working))
}
