//! Descriptive statistics beyond sum and mean: the middle of a column's values, how many there are, and how far they spread.
//!
//! Missing cells are skipped, and the working says how many and which. Quantiles are those of R's type 7, which Vega has too.

use super::call::Call;
use super::describe::{Sample, known, sample, undefined};
use super::sentences::say;
use super::term::Term;
use super::{Kind, show};
use crate::expr::{Node, problem};
use crate::report::Problem;
use crate::stat::Undefined;
use crate::stat::describe::{self, QuantileType};
use crate::table::Bound;

/// A statistic that grows with each of its values: a bound of them is a bound of it.
fn rising<'a>(call: &Call<'a, '_>, method: fn(&[f64]) -> Result<f64, Undefined>) -> Result<Term<'a>, Box<Problem>> {
    let sample = sample(call, call.range(1)?)?;
    let value = method(&sample.values).map_err(|why| undefined(call.expr, why))?;
    let mut term = sample.whole(call, value, decimals(&sample, value), template(call))?;
    weaken(&mut term);
    Ok(term)
}

/// Values that are above their bounds may leave a median or quantile where it is.
fn weaken(term: &mut Term) {
    term.bound = term.bound.map(|bound| match bound {
        Bound::Above => Bound::AtLeast,
        Bound::Below => Bound::AtMost,
        other => other,
    });
}

/// A statistic of how far known values spread, as large as `power` of them.
fn spread<'a>(call: &Call<'a, '_>, method: fn(&[f64]) -> Result<f64, Undefined>, power: i32) -> Result<Term<'a>, Box<Problem>> {
    let sample = sample(call, call.range(1)?)?;
    known(call, &sample)?;
    let value = method(&sample.values).map_err(|why| undefined(call.expr, why))?;
    let mut term = sample.whole(call, value, decimals(&sample, value), template(call))?;
    let unit = call.context.subject.unit(sample.index);
    if power == 2 {
        // Square hectares are nothing to write.
        term = Term { unit: "", shown: show::number(call.context.subject.host, value, decimals(&sample, value), false), ..term };
    } else if unit == "%" {
        term.unit = "pp";
        term.shown = call.context.subject.words().with_unit(&show::number(call.context.subject.host, value, term.decimals, false), "pp");
    }
    Ok(term)
}

fn decimals(sample: &Sample, value: f64) -> u8 {
    show::decimals(&[value]).min(show::column_decimals(sample.column) + 1)
}

/// How the function's statistic is named.
fn template(call: &Call) -> &'static str {
    let statistics = call.context.subject.words().more.statistics;
    statistics.iter().find(|s| s.0 == call.function.name).map_or("{0}", |s| s.1)
}

/// `median(y, from, to)`: the middle figure.
pub(super) fn median<'a>(call: &Call<'a, '_>) -> Result<Term<'a>, Box<Problem>> {
    rising(call, describe::median)
}

/// `q1(y, from, to)`: the lower quartile.
pub(super) fn q1<'a>(call: &Call<'a, '_>) -> Result<Term<'a>, Box<Problem>> {
    rising(call, |values| describe::quantile(values, 0.25, QuantileType::Linear))
}

/// `q3(y, from, to)`: the upper quartile.
pub(super) fn q3<'a>(call: &Call<'a, '_>) -> Result<Term<'a>, Box<Problem>> {
    rising(call, |values| describe::quantile(values, 0.75, QuantileType::Linear))
}

/// `quantile(y, p, from, to)`: what a share `p` of the values does not exceed.
pub(super) fn quantile<'a>(call: &Call<'a, '_>) -> Result<Term<'a>, Box<Problem>> {
    let p = match call.args[1].node {
        Node::Number(p) if (0.0..=1.0).contains(&p) => p,
        _ => return Err(problem("wrong-arguments", &call.args[1], &["no share where one is expected"], &["write a number from 0 to 1"])),
    };
    let sample = sample(call, call.range(2)?)?;
    let value = describe::quantile(&sample.values, p, QuantileType::Linear).map_err(|why| undefined(call.expr, why))?;
    let (host, words) = (call.context.subject.host, &call.context.subject.words().more);
    let template = say(words.quantile, &["{0}", &show::number(host, p, show::decimals(&[p]), false)]);
    let mut term = sample.whole(call, value, decimals(&sample, value), &template)?;
    weaken(&mut term);
    Ok(term)
}

/// `count(y, from, to)`: how many cells have a figure.
pub(super) fn count<'a>(call: &Call<'a, '_>) -> Result<Term<'a>, Box<Problem>> {
    let sample = sample(call, call.range(1)?)?;
    let (value, host) = (sample.values.len() as f64, call.context.subject.host);
    let term = Term { bound: None, ..sample.whole(call, value, 0, template(call))? };
    Ok(Term { kind: Kind::Count, unit: "", shown: show::number(host, value, 0, false), ..term })
}

/// `stdev(y, from, to)`: the standard deviation of what the values are a sample of.
pub(super) fn stdev<'a>(call: &Call<'a, '_>) -> Result<Term<'a>, Box<Problem>> {
    spread(call, describe::stdev, 1)
}

/// `stdevp(y, from, to)`: the standard deviation of the values themselves.
pub(super) fn stdevp<'a>(call: &Call<'a, '_>) -> Result<Term<'a>, Box<Problem>> {
    spread(call, describe::stdevp, 1)
}

/// `variance(y, from, to)`: the variance of what the values are a sample of, without a unit.
pub(super) fn variance<'a>(call: &Call<'a, '_>) -> Result<Term<'a>, Box<Problem>> {
    spread(call, describe::variance, 2)
}

/// `variancep(y, from, to)`: the variance of the values themselves, without a unit.
pub(super) fn variancep<'a>(call: &Call<'a, '_>) -> Result<Term<'a>, Box<Problem>> {
    spread(call, describe::variancep, 2)
}

/// `stderr(y, from, to)`: the standard error of the mean.
pub(super) fn stderr<'a>(call: &Call<'a, '_>) -> Result<Term<'a>, Box<Problem>> {
    spread(call, describe::stderr, 1)
}

/// `iqr(y, from, to)`: the distance between the quartiles.
pub(super) fn iqr<'a>(call: &Call<'a, '_>) -> Result<Term<'a>, Box<Problem>> {
    spread(call, |values| describe::iqr(values, QuantileType::Linear), 1)
}

/// `range(y, from, to)`: the distance between the smallest and the largest value.
pub(super) fn range<'a>(call: &Call<'a, '_>) -> Result<Term<'a>, Box<Problem>> {
    spread(call, describe::range, 1)
}
