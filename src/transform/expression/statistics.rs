//! Functions of the normal, log-normal and uniform distributions.

use super::Context;
use super::functions::{Function, Result, at, function, number};
use crate::stat::distribution::normal;
use crate::transform::Datum;
use std::f64::consts::TAU;

/// Densities, distribution functions, quantiles and samples of distributions.
pub static FUNCTIONS: [Function; 12] = [
    function("densityNormal", 1, 3, |a, _| of(a, density)),
    function("cumulativeNormal", 1, 3, |a, _| of(a, cumulative)),
    function("quantileNormal", 1, 3, |a, _| of(a, quantile)),
    function("sampleNormal", 0, 2, |a, context| sample(a, context, |z| z)),
    function("densityLogNormal", 1, 3, |a, _| of(a, |v, mean, sd| if v <= 0.0 { 0.0 } else { density(v.ln(), mean, sd) / v })),
    function("cumulativeLogNormal", 1, 3, |a, _| of(a, |v, mean, sd| cumulative(v.ln(), mean, sd))),
    function("quantileLogNormal", 1, 3, |a, _| of(a, |p, mean, sd| quantile(p, mean, sd).exp())),
    function("sampleLogNormal", 0, 2, |a, context| sample(a, context, f64::exp)),
    function("densityUniform", 1, 3, |a, _| uniform(a, 1, |v, low, high| if (low..=high).contains(&v) { 1.0 / (high - low) } else { 0.0 })),
    function("cumulativeUniform", 1, 3, |a, _| uniform(a, 1, |v, low, high| ((v - low) / (high - low)).clamp(0.0, 1.0))),
    function("quantileUniform", 1, 3, |a, _| {
        uniform(a, 1, |p, low, high| if (0.0..=1.0).contains(&p) { low + p * (high - low) } else { f64::NAN })
    }),
    function("sampleUniform", 0, 2, |a, context| {
        let [low, high] = bounds(a, 0);
        Ok(Datum::Number(low + (high - low) * context.random()))
    }),
];

/// The mean and the standard deviation from a place on: 0 and 1 where there is none.
fn parameters(a: &[Datum], from: usize) -> (f64, f64) {
    let mean = number(a, from);
    let deviation = at(a, from + 1);
    (if mean.is_nan() { 0.0 } else { mean }, if deviation.is_nothing() { 1.0 } else { deviation.number() })
}

fn of(a: &[Datum], of: fn(f64, f64, f64) -> f64) -> Result {
    let (mean, deviation) = parameters(a, 1);
    Ok(Datum::Number(of(a[0].number(), mean, deviation)))
}

/// The ends of a uniform distribution: from 0 to 1, or to the only number that is given.
fn bounds(a: &[Datum], from: usize) -> [f64; 2] {
    match (at(a, from), at(a, from + 1)) {
        (low, high) if low.is_nothing() && high.is_nothing() => [0.0, 1.0],
        (high, nothing) if nothing.is_nothing() => [0.0, high.number()],
        (low, high) => [low.number(), high.number()],
    }
}

fn uniform(a: &[Datum], from: usize, of: fn(f64, f64, f64) -> f64) -> Result {
    let [low, high] = bounds(a, from);
    Ok(Datum::Number(of(a[0].number(), low, high)))
}

fn density(value: f64, mean: f64, deviation: f64) -> f64 {
    normal::density((value - mean) / deviation) / deviation
}

fn cumulative(value: f64, mean: f64, deviation: f64) -> f64 {
    normal::distribution((value - mean) / deviation)
}

fn quantile(p: f64, mean: f64, deviation: f64) -> f64 {
    if (0.0..=1.0).contains(&p) { mean + deviation * normal::quantile(p) } else { f64::NAN }
}

/// A sample of the normal distribution by the polar form of Box and Muller.
fn sample(a: &[Datum], context: &Context, then: fn(f64) -> f64) -> Result {
    let (mean, deviation) = parameters(a, 0);
    let (u, v) = (1.0 - context.random(), context.random());
    Ok(Datum::Number(then(mean + deviation * (-2.0 * u.ln()).sqrt() * (TAU * v).cos())))
}
