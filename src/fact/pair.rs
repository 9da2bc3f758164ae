//! Two columns, which may be of two charts: `gap`, `share`, `correlation`.

use super::call::Call;
use super::describe::{Sample, known, sample_of, undefined};
use super::rate::{LEVEL, interval_words};
use super::sentences::say;
use super::term::{Form, Term, flip, join};
use super::turn::refuse_missing;
use super::{Interval, Kind, Outcome, Show, show};
use crate::expr::problem;
use crate::host::NumberStyle;
use crate::report::Problem;
use crate::stat::relate::pearson;
use crate::table::Bound;

/// The value of a column at the x that the third argument names.
struct Cell<'a> {
    column: usize,
    row: (f64, u32),
    value: f64,
    bound: Option<Bound>,
    decimals: u8,
    unit: &'a str,
    /// `188,000 ha (US estimate)`
    words: String,
    place: String,
}

fn cell<'a>(call: &Call<'a, '_>, argument: usize) -> Result<Cell<'a>, Box<Problem>> {
    let (index, column) = call.numbers(argument)?;
    let row = call.row(2)?;
    let (value, bound) = call.cell(column, row)?;
    let (subject, decimals) = (call.context.subject, show::column_decimals(column));
    let unit = subject.unit(index);
    let written = show::outcome(subject, &Outcome::Number(value), Kind::Number, unit, decimals, bound);
    let words = [&written, " (", subject.name_of(&column.name), ")"].concat();
    Ok(Cell { column: index, row, value, bound, decimals, unit, words, place: call.axis.place(row.0) })
}

/// Two cells, with the calls on whose charts they are.
fn cells<'a, 'e>(call: &Call<'a, 'e>) -> Result<(Cell<'a>, Cell<'a>, Call<'a, 'e>), Box<Problem>> {
    let other = call.on_chart_of(1)?;
    let (a, b) = (cell(call, 0)?, cell(&other, 1)?);
    if a.unit != b.unit {
        let remedy = ["take columns of one unit"];
        return Err(problem("different-units", call.expr, &["\"", a.unit, "\" and \"", b.unit, "\" are different units"], &remedy));
    }
    Ok((a, b, other))
}

/// Both in a sentence; a place that they share is said once.
fn together(template: &str, a: &Cell, b: &Cell) -> String {
    let first = if a.place == b.place { a.words.clone() } else { [a.words.as_str(), &a.place].join(" ") };
    say(template, &[&first, &[b.words.as_str(), &b.place].join(" ")])
}

/// `gap(a, b, at)`: how much one column lies above another.
pub(super) fn gap<'a>(call: &Call<'a, '_>) -> Result<Term<'a>, Box<Problem>> {
    let (a, b, other) = cells(call)?;
    let bound = join(a.bound, flip(b.bound)).map_err(|found| problem("two-bounds", call.expr, &[found], &[]))?;
    let unit = if a.unit == "%" { "pp" } else { a.unit };
    let mut term = Term::new(call.context, Outcome::Number(a.value - b.value), Kind::Difference, unit, bound, a.decimals.max(b.decimals));
    term.evidence = vec![call.evidence(a.column, vec![a.row.1], Show::Gap), other.evidence(b.column, vec![b.row.1], Show::Points)];
    term.working = call.working(together(call.context.subject.words().more.minus, &a, &b));
    term.form = Form::Sentence;
    Ok(term)
}

/// `share(part, whole, at)`: one column as a part of another.
pub(super) fn share<'a>(call: &Call<'a, '_>) -> Result<Term<'a>, Box<Problem>> {
    let (part, whole, other) = cells(call)?;
    if whole.value <= 0.0 || part.value < 0.0 {
        let remedy = ["take a part that is not below zero, and a whole above it"];
        return Err(problem("not-above-zero", call.expr, &["a share of what is not above zero"], &remedy));
    }
    let bound = match (part.bound, whole.bound) {
        (bound, None) => bound,
        (None, bound) => flip(bound),
        _ => return Err(problem("two-bounds", call.expr, &["two bounds, which leave the result open"], &["take figures that are known"])),
    };
    let value = part.value / whole.value;
    let mut term = Term::new(call.context, Outcome::Number(value), Kind::Ratio, "", bound, 2);
    term.shown = percentage(call, value, bound);
    term.evidence =
        vec![call.evidence(part.column, vec![part.row.1], Show::Share), other.evidence(whole.column, vec![whole.row.1], Show::Points)];
    term.working = call.working(together(call.context.subject.words().more.part_of, &part, &whole));
    term.form = Form::Sentence;
    Ok(term)
}

/// A quotient as readers see it: in percent.
pub(super) fn percentage(call: &Call, value: f64, bound: Option<Bound>) -> String {
    let subject = call.context.subject;
    let written = subject.host.number(value, NumberStyle { decimals: 1, percent: true, signed: false });
    bound.map_or_else(|| written.clone(), |bound| subject.words().bound(bound, &written))
}

/// `correlation(a, b)`: Pearson's coefficient of the values at the same x.
pub(super) fn correlation<'a>(call: &Call<'a, '_>) -> Result<Term<'a>, Box<Problem>> {
    let other = call.on_chart_of(1)?;
    let (mut a, mut b) = (sample_of(call, 0, call.range(2)?)?, sample_of(&other, 1, other.range(2)?)?);
    known(call, &a)?;
    known(&other, &b)?;
    if call.args.len() < 4 {
        // Without a range, where both columns have figures.
        let end = |sample: &Sample| [sample.rows[0].0, sample.rows[sample.rows.len() - 1].0];
        let (ends, others) = (end(&a), end(&b));
        let inside = |position: &f64| (ends[0].max(others[0])..=ends[1].min(others[1])).contains(position);
        a.missing.retain(inside);
        b.missing.retain(inside);
    }
    refuse_missing(call, &a)?;
    refuse_missing(&other, &b)?;
    let (mut x, mut y, mut rows) = (Vec::new(), Vec::new(), [Vec::new(), Vec::new()]);
    let mut positions = Vec::new();
    for (place, row) in a.rows.iter().enumerate() {
        let partner = if call.context.chart == other.context.chart {
            b.rows.iter().position(|other| other.1 == row.1)
        } else {
            b.rows.binary_search_by(|other| other.0.total_cmp(&row.0)).ok()
        };
        if let Some(partner) = partner {
            x.push(a.values[place]);
            y.push(b.values[partner]);
            rows[0].push(row.1);
            rows[1].push(b.rows[partner].1);
            positions.push(row.0);
        }
    }
    let found = pearson(&x, &y, LEVEL).map_err(|why| undefined(call.expr, why))?;
    let subject = call.context.subject;
    let words = subject.words();
    let mut term = Term::new(call.context, Outcome::Number(found.r), Kind::Number, "", None, 2);
    term.interval = found.interval.map(|ends| Interval { low: ends.low, high: ends.high, level: LEVEL });
    let bounds = found.interval.map_or_else(String::new, |ends| interval_words(call, ends.low, ends.high, 2));
    let pairs = words.more.pairs.with(x.len(), &show::number(subject.host, x.len() as f64, 0, false));
    let ends = [positions.first(), positions.last()].map(|position| position.map(|&p| call.axis.write(p)).unwrap_or_default());
    let from_to = if call.axis.is_ordered() {
        say(words.more.from_to[usize::from(call.axis.in_days())], &[&ends[0], &ends[1]])
    } else {
        String::new()
    };
    let names = [subject.name_of(&a.column.name), other.context.subject.name_of(&b.column.name)];
    let [rows_a, rows_b] = rows;
    term.evidence = vec![call.evidence(a.index, rows_a, Show::Run), other.evidence(b.index, rows_b, Show::Run)];
    term.working = call.working(say(words.more.correlation, &[&pairs, names[0], names[1], &bounds, &from_to]));
    term.form = Form::Sentence;
    Ok(term)
}
