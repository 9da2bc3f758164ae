//! What a value is among the earlier ones of its column: `record`, `highest_since`, `lowest_since`.
//!
//! Missing cells are skipped, and the working says how many and which. A tie is no record: equal is "equals the record".

use super::axis::Scale;
use super::call::Call;
use super::describe::{Sample, sample, undefined};
use super::sentences::say;
use super::term::{Term, at_least, span};
use super::{Kind, Outcome, Show, Span, show};
use crate::expr::problem;
use crate::report::Problem;
use crate::stat::order::{self, Side};
use crate::table::Bound;

/// The known values up to the x that the second argument names, whose own is the last of them.
fn up_to<'a>(call: &Call<'a, '_>) -> Result<Sample<'a>, Box<Problem>> {
    in_order(call)?;
    let at = call.row(1)?;
    let end = call.rows.iter().position(|row| row.1 == at.1).map_or(0, |place| place + 1);
    let found = sample(call, &call.rows[..end])?;
    call.cell(found.column, at)?;
    if found.values.len() < 2 {
        crate::report::only_in_full();
        let remedy = ["take a later x"];
        return Err(problem("no-rows", call.expr, &["\"", &found.column.name, "\" has no earlier figure"], &remedy));
    }
    Ok(found)
}

/// Refuses an x axis whose categories come in no order of their own.
pub(super) fn in_order(call: &Call) -> Result<(), Box<Problem>> {
    if call.axis.scale == Scale::Text {
        crate::report::only_in_full();
        let remedy = ["draw dates or numbers on x, or write rank(y, at)"];
        return Err(problem("no-order", call.expr, &["the categories of the x axis come neither before nor after each other"], &remedy));
    }
    Ok(())
}

/// Whether the value at one place is at least as high as that at another (for the low end, as low), or the error that bounds
/// leave it open.
pub(super) fn reaches(call: &Call, sample: &Sample, side: Side, a: usize, b: usize) -> Result<bool, Box<Problem>> {
    let at = |place: usize| (sample.values[place], sample.column.bound(sample.rows[place].1 as usize));
    let held = if side == Side::High { at_least(at(a), at(b)) } else { at_least(at(b), at(a)) };
    held.ok_or_else(|| {
        crate::report::only_in_full();
        let found = [&sample.figure_in_place(call, a), " and ", &sample.figure_in_place(call, b), " leave open which is larger"];
        problem("two-bounds", call.expr, &found, &["take figures that are known"])
    })
}

/// `record(y, at)`: whether the value lies above every earlier one.
pub(super) fn record<'a>(call: &Call<'a, '_>) -> Result<Term<'a>, Box<Problem>> {
    let found = up_to(call)?;
    let own = found.values.len() - 1;
    let before = order::peak(&found.values[..own]).map_err(|why| undefined(call.expr, why))?;
    // Whether each earlier value is below is asked one by one: a bound may leave it open.
    let mut truth = true;
    for place in 0..own {
        truth &= !reaches(call, &found, Side::High, place, own)?;
    }
    let often = &call.context.subject.words().often;
    let template = if truth {
        often.record
    } else if found.values[own] == found.values[before] {
        often.equals_record
    } else {
        often.no_record
    };
    let place = |place: usize| call.axis.place(found.rows[place].0);
    let mut working =
        say(template, &[&found.figure(call, own), &place(own), &found.words(call), &found.figure(call, before), &place(before)]);
    let after = call.rows.iter().filter(|row| row.0 > found.rows[own].0);
    if let Some(row) = after.into_iter().find(|row| found.column.number(row.1 as usize).is_some_and(|value| value > found.values[own])) {
        working = say(often.since_overtaken, &[&working, &call.axis.place(row.0)]);
    }
    let term = Term::new(call.context, Outcome::Truth(truth), Kind::YesNo, "", None, 0);
    let rows = vec![found.rows[before].1, found.rows[own].1];
    Ok(found.prove(call, term, rows, Show::Level(found.values[before]), working))
}

/// `highest_since(y, at)`: the x of the last earlier value at least as high. Where there is none, how long the data go back, as a
/// lower bound.
pub(super) fn highest_since<'a>(call: &Call<'a, '_>) -> Result<Term<'a>, Box<Problem>> {
    since(call, Side::High)
}

/// `lowest_since(y, at)`: the x of the last earlier value at least as low; likewise.
pub(super) fn lowest_since<'a>(call: &Call<'a, '_>) -> Result<Term<'a>, Box<Problem>> {
    since(call, Side::Low)
}

fn since<'a>(call: &Call<'a, '_>, side: Side) -> Result<Term<'a>, Box<Problem>> {
    let found = up_to(call)?;
    let own = found.values.len() - 1;
    let mut earlier = None;
    for place in (0..own).rev() {
        if reaches(call, &found, side, place, own)? {
            earlier = Some(place);
            break;
        }
    }
    let (subject, which) = (call.context.subject, usize::from(side == Side::Low));
    let often = &subject.words().often;
    let first = earlier.unwrap_or(0);
    let [from, to] = [first, own].map(|place| found.rows[place].0);
    let (length, unit) = match call.axis.scale {
        Scale::Time(unit) => span(from, to, unit),
        _ => (to - from, ""),
    };
    let decimals = show::decimals(&[length]);
    let term = match earlier {
        Some(_) => {
            let Some((outcome, kind)) = call.axis.outcome(from) else {
                return Err(problem("no-x", call.expr, &["the chart has no x axis"], &["write rank(y, at)"]));
            };
            let mut term = Term::new(call.context, outcome, kind, "", None, show::decimals(&[from]));
            term.span = (kind == Kind::Date).then_some(Span { length, unit });
            term
        }
        None => Term::new(call.context, Outcome::Number(length), Kind::Number, unit, Some(Bound::AtLeast), decimals),
    };
    let place = |place: usize| call.axis.place(found.rows[place].0);
    let working = match earlier {
        Some(first) => {
            let time = subject.words().with_unit(&show::number(subject.host, length, decimals, false), unit);
            let parts =
                [&found.figure(call, own), &place(own), &found.figure(call, first), &place(first), &time, &found.missing_words(call)];
            say(often.highest_since[which], &parts.map(|part| part.as_str()))
        }
        None => {
            let count = show::number(subject.host, own as f64, 0, false);
            let parts = [&found.figure(call, own), &place(own), &count, &place(0), &found.missing_words(call)];
            say(often.never[which], &parts.map(|part| part.as_str()))
        }
    };
    let rows = vec![found.rows[first].1, found.rows[own].1];
    Ok(found.prove(call, term, rows, Show::Level(found.values[own]), working))
}
