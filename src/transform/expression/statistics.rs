//! Functions of the normal, log-normal and uniform distributions.

use super::Context;
use super::functions::{Function, Result, at, function, number};
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
    let z = (value - mean) / deviation;
    (-0.5 * z * z).exp() / (deviation * TAU.sqrt())
}

fn cumulative(value: f64, mean: f64, deviation: f64) -> f64 {
    normal_cumulative((value - mean) / deviation)
}

/// The standard normal distribution function: Hart's approximation after Graeme West, "Better approximations to cumulative normal
/// functions" (Wilmott 2005), good to fifteen digits.
pub(crate) fn normal_cumulative(z: f64) -> f64 {
    let x = z.abs();
    let tail = if x > 37.0 {
        0.0
    } else if x < 7.071_067_811_865_47 {
        let polynomial = |coefficients: &[f64]| coefficients.iter().fold(0.0, |sum, c| sum * x + c);
        let above = polynomial(&[
            3.526_249_659_989_11e-2,
            0.700_383_064_443_688,
            6.373_962_203_531_65,
            33.912_866_078_383,
            112.079_291_497_871,
            221.213_596_169_931,
            220.206_867_912_376,
        ]);
        let below = polynomial(&[
            8.838_834_764_831_84e-2,
            1.755_667_163_182_64,
            16.064_177_579_207,
            86.780_732_202_946_1,
            296.564_248_779_674,
            637.333_633_378_831,
            793.826_512_519_948,
            440.413_735_824_752,
        ]);
        (-x * x / 2.0).exp() * above / below
    } else {
        let fraction = [4.0, 3.0, 2.0, 1.0].iter().fold(x + 0.65, |fraction, n| x + n / fraction);
        (-x * x / 2.0).exp() / fraction / TAU.sqrt()
    };
    if z > 0.0 { 1.0 - tail } else { tail }
}

/// The quantile by halving: the distribution function has no simple inverse, and sixty halvings are exact.
fn quantile(p: f64, mean: f64, deviation: f64) -> f64 {
    if !(0.0..=1.0).contains(&p) {
        return f64::NAN;
    }
    if p == 0.0 || p == 1.0 {
        return mean + deviation * if p == 0.0 { f64::NEG_INFINITY } else { f64::INFINITY };
    }
    // In the lower half, where small differences are not lost beside 1.
    let (side, p) = if p > 0.5 { (-1.0, 1.0 - p) } else { (1.0, p) };
    let (mut low, mut high) = (-40.0, 0.0);
    for _ in 0..60 {
        let middle = (low + high) / 2.0;
        if normal_cumulative(middle) < p {
            low = middle;
        } else {
            high = middle;
        }
    }
    mean + deviation * side * (low + high) / 2.0
}

/// A sample of the normal distribution by the polar form of Box and Muller.
fn sample(a: &[Datum], context: &Context, then: fn(f64) -> f64) -> Result {
    let (mean, deviation) = parameters(a, 0);
    let (u, v) = (1.0 - context.random(), context.random());
    Ok(Datum::Number(then(mean + deviation * (-2.0 * u.ln()).sqrt() * (TAU * v).cos())))
}
