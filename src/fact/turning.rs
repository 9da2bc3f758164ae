//! Where the trend reverses: `turning_points`, `turned`.

use super::call::Call;
use super::sentences::say;
use super::term::Term;
use super::turn::{complete, no_turn, result, story, tolerance, write};
use super::{Kind, Outcome, Show};
use crate::report::Problem;
use crate::stat::order::swings;

/// `turning_points(y)`: every x at which the series turns.
pub(super) fn turning_points<'a>(call: &Call<'a, '_>) -> Result<Term<'a>, Box<Problem>> {
    let found = complete(call, None)?;
    let tolerance = tolerance(call, 1)?;
    let turns = swings(&found.values, tolerance).1;
    if turns.is_empty() {
        return Err(no_turn(call, &found, tolerance));
    }
    let words = &call.context.subject.words().more;
    let named: Vec<String> =
        turns.iter().map(|turn| say(words.turn_names[usize::from(turn.peak)], &[&found.figure_in_place(call, turn.place)])).collect();
    let working = say(words.turns, &[&named.join(", "), &write(call, &found, tolerance)]);
    let mut outcomes = Vec::new();
    let mut kind = Kind::Date;
    for turn in &turns {
        let term = result(call, &found, turn.place)?;
        kind = term.kind;
        outcomes.push(term.value);
    }
    let term = Term::new(call.context, Outcome::List(outcomes), kind, "", None, 0);
    let rows = turns.iter().map(|turn| found.rows[turn.place].1).collect();
    Ok(found.prove(call, term, rows, Show::Points, working))
}

/// `turned(y, from, to)`: the x of the last extreme at which the series turned.
pub(super) fn turned<'a>(call: &Call<'a, '_>) -> Result<Term<'a>, Box<Problem>> {
    let found = complete(call, Some(1))?;
    let tolerance = tolerance(call, 3)?;
    match swings(&found.values, tolerance).1.last() {
        Some(&turn) => story(call, &found, turn, tolerance, false),
        None => Err(no_turn(call, &found, tolerance)),
    }
}
