//! One value: `value`, `first`, `last`.

use super::call::Call;
use super::sentences::say;
use super::term::{Form, Term};
use super::{Kind, Outcome, Show, show};
use crate::expr::as_time;
use crate::report::Problem;
use crate::table::{Column, Values};

/// `value(y, at)`: the cell of `y` at one x.
pub(super) fn value<'a>(call: &Call<'a, '_>) -> Result<Term<'a>, Box<Problem>> {
    let (index, column) = call.column(0)?;
    let row = call.row(1)?;
    cell(call, index, column, row, &[row])
}

/// `first(y)`: the cell of `y` on the first row; of a column of dates, the earliest.
pub(super) fn first<'a>(call: &Call<'a, '_>) -> Result<Term<'a>, Box<Problem>> {
    end(call, 0)
}

/// `last(y)`: the cell of `y` on the last row that is not later than the story's date; of a column of dates, the latest.
pub(super) fn last<'a>(call: &Call<'a, '_>) -> Result<Term<'a>, Box<Problem>> {
    end(call, 1)
}

fn end<'a>(call: &Call<'a, '_>, which: usize) -> Result<Term<'a>, Box<Problem>> {
    let (index, column) = call.column(0)?;
    let subject = call.context.subject;
    // Dates have an order of their own; there it does no harm that several rows share an end.
    let own = dates(column, subject.x == Some(index));
    let ordered;
    let call = if own {
        ordered = call.ordered_by(index);
        &ordered
    } else {
        call
    };
    let row = call.ends()?[which];
    let hits: Vec<_> = call.rows.iter().copied().filter(|r| r.0 == row.0).collect();
    if hits.len() > 1 && !own {
        return Err(call.several(&hits, call.expr));
    }
    let mut term = cell(call, index, column, row, &hits)?;
    if own {
        term.working = call.working(say(subject.words().ends[which], &[&column.name]));
        term.form = Form::Sentence;
    }
    Ok(term)
}

/// Whether a column's cells are dates: times, or years where the column is the x axis or its name says so.
fn dates(column: &Column, is_x: bool) -> bool {
    const WORDS: [&str; 10] = ["year", "period", "season", "start", "end", "from", "since", "until", "date", "begin"];
    let named = |part: &str| WORDS.iter().any(|word| part.eq_ignore_ascii_case(word));
    match column.values {
        Values::Times(..) => true,
        Values::Numbers(_) => column.years() && (is_x || column.name.split(|c: char| !c.is_ascii_alphanumeric()).any(named)),
        Values::Text { .. } => false,
    }
}

/// The cell of `column` on a row as a term; `rows` are all that prove it.
fn cell<'a>(call: &Call<'a, '_>, index: usize, column: &Column, row: (f64, u32), rows: &[(f64, u32)]) -> Result<Term<'a>, Box<Problem>> {
    let at = row.1 as usize;
    if column.is_missing(at) {
        return Err(call.missing(column, row));
    }
    let subject = call.context.subject;
    let (value, kind) = match &column.values {
        _ if dates(column, subject.x == Some(index)) => {
            let (ms, unit) = as_time(column, at).ok_or_else(|| call.missing(column, row))?;
            (Outcome::Time(ms, unit), Kind::Date)
        }
        Values::Text { .. } => (Outcome::Text(column.text(at).unwrap_or_default().to_string()), Kind::Number),
        _ => (Outcome::Number(call.cell(column, row)?.0), Kind::Number),
    };
    let mut term = Term::new(call.context, value, kind, subject.unit(index), column.bound(at), show::column_decimals(column));
    term.evidence.push(call.evidence(index, rows.iter().map(|r| r.1).collect(), Show::Points));
    term.form = Form::Place;
    term.working = call.working(call.axis.place(row.0));
    Ok(term)
}
