//! From one value to the next: `streak`, `jump`, `drop`.
//!
//! A streak skips missing cells; a jump or drop is from one value to the next, so that steps without both figures are left out. The
//! working says how many and which.

use super::axis::Scale;
use super::call::Call;
use super::describe::{Sample, sample};
use super::record::in_order;
use super::sentences::say;
use super::spread::known;
use super::term::Term;
use super::{Kind, Outcome, Show, show};
use crate::expr::problem;
use crate::host::NumberStyle;
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

/// A signed number of percent; nothing where it has no meaning.
pub(super) fn percent(call: &Call, from: f64, to: f64) -> String {
    let style = NumberStyle { decimals: 1, percent: true, signed: true };
    if from > 0.0 { call.context.subject.host.number((to - from) / from, style) } else { String::new() }
}

/// Two values with their places: `96,085 ha in 2015 → 146,139 ha in 2016`.
pub(super) fn step_words(call: &Call, sample: &Sample, from: usize, to: usize) -> String {
    let place = |place: usize| call.axis.place(sample.rows[place].0);
    say(call.context.subject.words().step, &[&sample.figure(call, from), &place(from), &sample.figure(call, to), &place(to)])
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
    let step = step_words(call, &found, begin, own);
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

/// `jump(y)`: the x of the largest rise from one value to the next.
pub(super) fn jump<'a>(call: &Call<'a, '_>) -> Result<Term<'a>, Box<Problem>> {
    largest(call, 1.0)
}

/// `drop(y)`: the x of the largest fall from one value to the next.
pub(super) fn drop<'a>(call: &Call<'a, '_>) -> Result<Term<'a>, Box<Problem>> {
    largest(call, -1.0)
}

fn largest<'a>(call: &Call<'a, '_>, sign: f64) -> Result<Term<'a>, Box<Problem>> {
    in_order(call)?;
    let among = call.range(1)?;
    let found = sample(call, among)?;
    known(call, &found)?;
    // Steps between neighbours of the data: places of the value that they lead to.
    let known: Vec<usize> = (0..among.len()).filter(|&place| !found.column.is_missing(among[place].1 as usize)).collect();
    let steps: Vec<usize> = (1..known.len()).filter(|&place| known[place] == known[place - 1] + 1).collect();
    let size = |place: usize| sign * (found.values[place] - found.values[place - 1]);
    let moves: Vec<usize> = steps.iter().copied().filter(|&place| size(place) > 0.0).collect();
    let best = |measure: &dyn Fn(usize) -> f64| {
        moves.iter().copied().fold(None, |best: Option<usize>, place| match best {
            Some(best) if measure(best) >= measure(place) => Some(best),
            _ => Some(place),
        })
    };
    let Some(own) = best(&size) else {
        let (what, remedy) = if sign > 0.0 { ("rises", "write drop(y)") } else { ("falls", "write jump(y)") };
        return Err(problem(
            "no-step",
            call.expr,
            &["\"", &found.column.name, "\" never ", what, " from one value to the next"],
            &[remedy],
        ));
    };
    let Some((outcome, kind)) = call.axis.outcome(found.rows[own].0) else {
        return Err(problem("no-x", call.expr, &["the chart has no x axis"], &["draw a column on x"]));
    };
    let subject = call.context.subject;
    let (words, host) = (&subject.words().more, subject.host);
    let count = |n: usize| show::number(host, n as f64, 0, false);
    let write = |place: usize| {
        let (value, decimals) = (Outcome::Number(found.values[place] - found.values[place - 1]), show::column_decimals(found.column));
        let unit = if subject.unit(found.index) == "%" { "pp" } else { subject.unit(found.index) };
        show::outcome(subject, &value, Kind::Difference, unit, decimals, None)
    };
    let relative = |place: usize| percent(call, found.values[place - 1], found.values[place]);
    let mut sizes = write(own);
    if !relative(own).is_empty() {
        sizes = [sizes, relative(own)].join(", ");
    }
    // In percent another step may be the largest.
    let positive = moves.iter().all(|&place| found.values[place - 1] > 0.0);
    let other = if positive { best(&|place| size(place) / found.values[place - 1]) } else { None };
    let compared = match other {
        Some(other) if other == own => words.percent_too.to_string(),
        Some(other) => say(words.percent_other, &[&call.axis.write(found.rows[other].0), &relative(other)]),
        None => String::new(),
    };
    let left = among.len() - 1 - steps.len();
    let left = if left > 0 { say(words.left_out, &[&count(left)]) } else { String::new() };
    let which = usize::from(sign < 0.0);
    let step = step_words(call, &found, own - 1, own);
    let (moves, steps) = (words.moves[which].with(moves.len(), &count(moves.len())), words.steps.with(steps.len(), &count(steps.len())));
    let working = say(words.jump, &[&step, &sizes, &moves, &steps, &left, &compared]);
    let term = Term::new(call.context, outcome, kind, "", None, show::decimals(&[found.rows[own].0]));
    let rows = vec![found.rows[own - 1].1, found.rows[own].1];
    Ok(found.prove(call, term, rows, Show::Run, working))
}
