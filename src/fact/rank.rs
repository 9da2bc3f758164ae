//! What a value is among all of its column: `rank`.
//!
//! Missing cells are skipped, and the working says how many and which. Equal values share the better rank.

use super::call::Call;
use super::describe::sample;
use super::record::reaches;
use super::sentences::say;
use super::term::Term;
use super::{Kind, Outcome, Show, show};
use crate::expr::{Node, problem};
use crate::report::Problem;
use crate::stat::order::Side;

/// How many better values are lit beside the one that is ranked.
const LIT: usize = 11;

/// `rank(y, at)`: 1 for the largest value, or with `'low'` for the smallest; equal values share the better rank.
pub(super) fn rank<'a>(call: &Call<'a, '_>) -> Result<Term<'a>, Box<Problem>> {
    let side = match call.args.get(2).map(|arg| (&arg.node, arg)) {
        None => Side::High,
        Some((Node::Text(end), _)) if end == "low" => Side::Low,
        Some((Node::Text(end), _)) if end == "high" => Side::High,
        Some((_, arg)) => {
            return Err(problem("wrong-arguments", arg, &[call.context.source(arg), " is no end"], &["write 'low', or leave it out"]));
        }
    };
    let at = call.row(1)?;
    let found = sample(call, &call.rows)?;
    call.cell(found.column, at)?;
    let own = found.rows.iter().position(|row| row.1 == at.1).unwrap_or(0);
    let (mut better, mut equal) = (Vec::new(), None);
    for place in (0..found.values.len()).filter(|&place| place != own) {
        match (reaches(call, &found, side, place, own)?, reaches(call, &found, side, own, place)?) {
            (true, true) => equal = equal.or(Some(place)),
            (true, false) => better.push(place),
            _ => {}
        }
    }
    let value = better.len() as f64 + 1.0;
    let (subject, high) = (call.context.subject, side == Side::High);
    let words = &subject.words().more;
    let mut term = Term::new(call.context, Outcome::Number(value), Kind::Rank, if high { "high" } else { "low" }, None, 0);
    term.shown = say((words.ordinal)(value as u32), &[&show::number(subject.host, value, 0, false)]);
    let template = words.rank[usize::from(!high)];
    let mut working = say(template, &[&found.figure(call, own), &call.axis.place(at.0), &found.words(call)]);
    if let Some(place) = equal {
        working = say(words.level_with, &[&working, &call.axis.write(found.rows[place].0)]);
    }
    let lit = std::iter::once(own).chain(better.into_iter().take(LIT)).map(|place| found.rows[place].1).collect();
    Ok(found.prove(call, term, lit, Show::Level(found.values[own]), working))
}
