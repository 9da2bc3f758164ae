//! How fast a column rises or falls over many values, or between two: `slope`, `trend`, `cagr`.
//!
//! `slope` is that of the straight line of least squares, `trend` the median of the slopes between any two values (Theil and Sen), which
//! single values far off do not move. Both have an interval of 95 %. No cell may be missing.

use super::axis::Scale;
use super::call::Call;
use super::describe::{Sample, undefined};
use super::sentences::{More, say};
use super::streak::period;
use super::term::{Form, Term, flip, join, span};
use super::turn::complete;
use super::{Interval, Kind, Outcome, Show, show};
use crate::expr::problem;
use crate::report::Problem;
use crate::stat::change;
use crate::stat::describe::median;
use crate::stat::distribution::student;
use crate::stat::trend::{TheilSen, TheilSenIntercept, linear_regression};
use crate::time::{self, DAY, Unit};

/// How often the intervals hold the true value.
pub(super) const LEVEL: f64 = 0.95;

/// Positions of an axis as a number of its periods: years, months, days; numbers as they are.
pub(super) fn periods(scale: Scale, position: f64) -> f64 {
    let (year, month, _) = time::civil(position);
    let months = f64::from(year) * 12.0 + f64::from(month - 1);
    match scale {
        Scale::Time(Unit::Year) => f64::from(year),
        Scale::Time(Unit::Quarter) => (months / 3.0).floor(),
        Scale::Time(Unit::Month) => months,
        Scale::Time(Unit::Day | Unit::Minute) => position / DAY,
        _ => position,
    }
}

/// An amount in each period of an axis: `−6,834 ha a year`.
pub(super) fn per(words: &More, scale: Scale, amount: &str) -> String {
    let period = if scale == Scale::Time(Unit::Minute) { "day" } else { period(scale) };
    words.per.iter().find(|unit| unit.0 == period).map_or_else(|| amount.to_string(), |unit| say(unit.1, &[amount]))
}

/// An interval in words: `; 95% interval 0.61 to 0.93`.
pub(super) fn interval_words(call: &Call, low: f64, high: f64, decimals: u8) -> String {
    let host = call.context.subject.host;
    let level = show::number(host, LEVEL * 100.0, 0, false);
    say(
        call.context.subject.words().more.interval,
        &[&level, &show::number(host, low, decimals, false), &show::number(host, high, decimals, false)],
    )
}

/// `slope(y, from, to)`: the slope of the straight line of least squares, in each period of x.
pub(super) fn slope<'a>(call: &Call<'a, '_>) -> Result<Term<'a>, Box<Problem>> {
    let found = complete(call, Some(1))?;
    let x = places(call, &found);
    let line = linear_regression(&x, &found.values).map_err(|why| undefined(call.expr, why))?;
    let margin = -student::quantile((1.0 - LEVEL) / 2.0, line.slope.df);
    let band = |&x: &f64| {
        let half = line.standard_errors_at(x).map_or(0.0, |errors| errors.0 * margin);
        let middle = line.at(x);
        [middle, middle - half, middle + half]
    };
    let drawn = x.iter().map(band).collect();
    fitted(call, &found, line.slope.value, line.slope.interval(LEVEL), drawn, call.context.subject.words().more.line_fit)
}

/// `trend(y, from, to)`: the median slope between any two values, in each period of x.
pub(super) fn trend<'a>(call: &Call<'a, '_>) -> Result<Term<'a>, Box<Problem>> {
    let found = complete(call, Some(1))?;
    let x = places(call, &found);
    let robust = TheilSen::new(&x, &found.values).map_err(|why| undefined(call.expr, why))?;
    let line = robust.line(TheilSenIntercept::Joint).map_err(|why| undefined(call.expr, why))?;
    let middle = median(&x).map_err(|why| undefined(call.expr, why))?;
    let interval = (x.len() > 2).then(|| robust.interval(LEVEL));
    // The band lies between the lines of the interval's two ends, through the middle.
    let (low, high) = interval.unwrap_or((line.slope, line.slope));
    let band = |&x: &f64| {
        let ends = [low, high].map(|slope| line.intercept + line.slope * middle + slope * (x - middle));
        [line.intercept + line.slope * x, ends[0].min(ends[1]), ends[0].max(ends[1])]
    };
    let drawn = x.iter().map(band).collect();
    fitted(call, &found, line.slope, interval, drawn, call.context.subject.words().more.trend_fit)
}

/// The positions in periods from the first.
fn places(call: &Call, found: &Sample) -> Vec<f64> {
    let first = periods(call.axis.scale, found.rows[0].0);
    found.rows.iter().map(|row| periods(call.axis.scale, row.0) - first).collect()
}

/// A slope as a result, with the line drawn.
fn fitted<'a>(
    call: &Call<'a, '_>,
    found: &Sample<'a>,
    slope: f64,
    interval: Option<(f64, f64)>,
    drawn: Vec<[f64; 3]>,
    template: &str,
) -> Result<Term<'a>, Box<Problem>> {
    if !slope.is_finite() {
        return Err(problem("not-finite", call.expr, &["a result that is no finite number"], &[]));
    }
    let subject = call.context.subject;
    let words = &subject.words().more;
    let unit = if subject.unit(found.index) == "%" { "pp" } else { subject.unit(found.index) };
    let decimals = show::sensible_decimals(slope).min(show::column_decimals(found.column) + if slope.abs() < 10.0 { 2 } else { 0 });
    let mut term = Term::new(call.context, Outcome::Number(slope), Kind::Difference, unit, None, decimals);
    term.shown = per(words, call.axis.scale, &term.shown);
    term.interval = interval.map(|(low, high)| Interval { low, high, level: LEVEL });
    let steps = found.values.len() - 1;
    let with = found.values.windows(2).filter(|pair| if slope < 0.0 { pair[1] < pair[0] } else { pair[1] > pair[0] }).count();
    let count = |n: usize| show::number(subject.host, n as f64, 0, false);
    let steady = say(if slope < 0.0 { words.steps_down } else { words.steps_up }, &[&count(with), &count(steps)]);
    let bounds = interval.map_or_else(String::new, |(low, high)| interval_words(call, low, high, decimals));
    let working = say(template, &[&found.words(call), &steady, &bounds]);
    let rows = found.rows.iter().map(|row| row.1).collect();
    Ok(found.prove(call, term, rows, Show::Line(drawn), working))
}

/// `cagr(y, from, to)`: the constant yearly change that leads from one value to another.
pub(super) fn cagr<'a>(call: &Call<'a, '_>) -> Result<Term<'a>, Box<Problem>> {
    let Scale::Time(unit) = call.axis.scale else {
        return Err(problem(
            "no-time",
            call.expr,
            &["the x axis holds no dates, so there is no yearly rate"],
            &["write change(y, from, to)"],
        ));
    };
    let (index, column) = call.numbers(0)?;
    let (from, to) = (call.row(1)?, call.row(2)?);
    let ((a, a_bound), (b, b_bound)) = (call.cell(column, from)?, call.cell(column, to)?);
    if a <= 0.0 {
        let remedy = ["write diff(y, from, to)"];
        return Err(problem("not-above-zero", call.expr, &["a rate from a value that is not above zero"], &remedy));
    }
    let (length, period) = span(from.0, to.0, unit);
    let years = match period {
        "year" => length,
        "quarter" => length / 4.0,
        "month" => length / 12.0,
        _ => length / 365.2425,
    };
    let value = change::cagr(a, b, years).map_err(|why| undefined(call.expr, why))?;
    let bound = join(flip(a_bound), b_bound).map_err(|found| problem("two-bounds", call.expr, &[found], &[]))?;
    let (subject, decimals) = (call.context.subject, show::column_decimals(column));
    let write = |value, bound| show::outcome(subject, &Outcome::Number(value), Kind::Number, subject.unit(index), decimals, bound);
    let parts = [write(a, a_bound), call.axis.place(from.0), write(b, b_bound), call.axis.place(to.0)];
    let step = say(subject.words().step, &parts.each_ref().map(|part| part.as_str()));
    let time = subject.words().with_unit(&show::number(subject.host, length, 0, false), period);
    let mut term = Term::new(call.context, Outcome::Number(value), Kind::Change, "", bound, decimals);
    term.evidence.push(call.evidence(index, vec![from.1, to.1], Show::Step));
    term.working = call.working(say(subject.words().more.over, &[&step, &time]));
    term.form = Form::Sentence;
    Ok(term)
}
