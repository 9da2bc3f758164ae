//! Time between dates, and where on x a condition holds: `span`, `since`, `first_x`, `last_x`.

use super::axis::Scale;
use super::call::Call;
use super::evaluate::term;
use super::sentences::{self, say};
use super::term::{Form, Term, span as between};
use super::{Evidence, Kind, Outcome, Show, show};
use crate::expr::{Expr, Node, column_name, problem};
use crate::report::Problem;
use crate::table::Values;
use crate::time::{self, Unit};

/// A date and what proves it.
struct Date {
    ms: f64,
    unit: Unit,
    evidence: Vec<Evidence>,
}

/// The date that an argument means: written out, an end of the x axis, or a fact's.
fn date(call: &Call, argument: usize) -> Result<Date, Box<Problem>> {
    let arg = &call.args[argument];
    let wrong = || {
        let remedy = ["write it as 2016, '2016-05' or '2016-05-29', or as a fact that gives a date"];
        problem("wrong-arguments", arg, &[call.context.source(arg), " is no date"], &remedy)
    };
    let plain = |(ms, unit)| Date { ms, unit, evidence: Vec::new() };
    match &arg.node {
        Node::Text(text) => time::parse(text).map(plain).ok_or_else(wrong),
        Node::Number(year) if year.fract() == 0.0 && (1000.0..3000.0).contains(year) => {
            Ok(plain((time::from_civil(*year as i32, 1, 1), Unit::Year)))
        }
        Node::Name(name) if name == "first" || name == "last" => match call.axis.scale {
            Scale::Time(unit) => Ok(plain((call.ends()?[usize::from(name == "last")].0, unit))),
            _ => Err(wrong()),
        },
        _ => {
            let found = term(call.context, arg)?;
            match found.value {
                Outcome::Time(ms, unit) => Ok(Date { ms, unit, evidence: found.evidence }),
                _ => Err(wrong()),
            }
        }
    }
}

/// Time between two dates, in the coarser of their units: whole years, quarters or months, or days.
fn length<'a>(call: &Call<'a, '_>, from: Date, to: Date, template: [&str; 2]) -> Result<Term<'a>, Box<Problem>> {
    let unit = from.unit.min(to.unit);
    if from.ms > to.ms {
        let subject = call.context.subject;
        let found = [sentences::date(subject.host, from.ms, from.unit), sentences::date(subject.host, to.ms, to.unit)];
        return Err(problem("empty-range", call.expr, &[&found[0], " comes after ", &found[1]], &["write the earlier date first"]));
    }
    let host = call.context.subject.host;
    let (length, name) = between(from.ms, to.ms, unit);
    let mut out = Term::new(call.context, Outcome::Number(length), Kind::Number, name, None, 0);
    let days = usize::from(from.unit >= Unit::Day);
    out.working = say(template[days], &[&sentences::date(host, from.ms, from.unit), &sentences::date(host, to.ms, to.unit)]);
    out.evidence = from.evidence;
    out.evidence.extend(to.evidence);
    out.form = Form::Sentence;
    Ok(out)
}

/// `span(from, to)`: the time between two dates.
pub(super) fn span<'a>(call: &Call<'a, '_>) -> Result<Term<'a>, Box<Problem>> {
    length(call, date(call, 0)?, date(call, 1)?, call.context.subject.words().more.from_to)
}

/// `since(date)`: the time from a date to the story's; where the chart has no date of the story, to the last x.
pub(super) fn since<'a>(call: &Call<'a, '_>) -> Result<Term<'a>, Box<Problem>> {
    let subject = call.context.subject;
    let words = &subject.words().more;
    let (to, template) = match (subject.as_of, call.axis.scale) {
        (Some(ms), _) => (Date { ms, unit: Unit::Day, evidence: Vec::new() }, words.to_story),
        (None, Scale::Time(unit)) => (Date { ms: call.ends()?[1].0, unit, evidence: Vec::new() }, words.from_to),
        _ => {
            let remedy = ["give the chart as-of=\"…\", or write span(from, to)"];
            return Err(problem("no-time", call.expr, &["neither the story nor the x axis has a date"], &remedy));
        }
    };
    length(call, date(call, 0)?, to, template)
}

/// `first_x(condition)`: the x of the first row where a condition holds.
pub(super) fn first_x<'a>(call: &Call<'a, '_>) -> Result<Term<'a>, Box<Problem>> {
    end(call, 0)
}

/// `last_x(condition)`: the x of the last one.
pub(super) fn last_x<'a>(call: &Call<'a, '_>) -> Result<Term<'a>, Box<Problem>> {
    end(call, 1)
}

fn end<'a>(call: &Call<'a, '_>, which: usize) -> Result<Term<'a>, Box<Problem>> {
    let Some(condition) = call.condition else {
        let remedy = ["write a condition, such as ", call.function.name, "(kind == 'done')"];
        return Err(problem("wrong-arguments", call.expr, &[call.function.name, " without a condition"], &remedy));
    };
    let row = call.ends()?[which];
    let Some((outcome, kind)) = call.axis.outcome(row.0) else {
        return Err(problem("no-x", call.expr, &["the chart has no x axis"], &["draw a column on x"]));
    };
    let subject = call.context.subject;
    let mut out = Term::new(call.context, outcome, kind, "", None, show::decimals(&[row.0]));
    // The cells that the condition looks at: numbers if there are any, for they are what a chart draws.
    let mut columns = Vec::new();
    named(&call.context.without_name(condition), &mut |name| {
        if let Some(column) = subject.table.column(name)
            && Some(column) != subject.x
            && !columns.contains(&column)
        {
            columns.push(column);
        }
    });
    let numbers = |column: &usize| matches!(subject.table.columns[*column].values, Values::Numbers(_));
    if columns.iter().any(numbers) {
        columns.retain(numbers);
    }
    let at: Vec<u32> = call.rows.iter().filter(|other| other.0 == row.0).map(|other| other.1).collect();
    out.evidence = columns.into_iter().map(|column| call.evidence(column, at.clone(), Show::Points)).collect();
    let words = &subject.words().more;
    let rows = words.rows.with(call.rows.len(), &show::number(subject.host, call.rows.len() as f64, 0, false));
    let of = say(words.first_of[which], &[&rows]);
    let picked = call.working(String::new());
    out.working = if picked.is_empty() { [&of, " (", call.context.source(condition), ")"].concat() } else { of + &picked };
    out.form = Form::Sentence;
    Ok(out)
}

/// The columns that a condition names.
fn named<'e>(expr: &'e Expr, each: &mut dyn FnMut(&'e str)) {
    if let Some(name) = column_name(expr) {
        return each(name);
    }
    match &expr.node {
        Node::Unary(_, operand) => named(operand, each),
        Node::Binary(_, left, right) => {
            named(left, each);
            named(right, each);
        }
        Node::Choice(parts) => parts.iter().for_each(|part| named(part, each)),
        Node::List(items) | Node::Call(_, items) => items.iter().for_each(|item| named(item, each)),
        _ => {}
    }
}
