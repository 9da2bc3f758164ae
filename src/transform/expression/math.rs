//! Functions of numbers.

use super::functions::{ANY, Function, at, function, number};
use crate::transform::{Datum, wrong};

macro_rules! of_number {
    ($name:literal, $of:expr) => {
        function($name, 1, 1, |a, _| {
            let of: fn(f64) -> f64 = $of;
            Ok(Datum::Number(of(a[0].number())))
        })
    };
}

/// Mathematics, as JavaScript's `Math` has it, and ranges of numbers.
pub static FUNCTIONS: [Function; 32] = [
    of_number!("abs", f64::abs),
    of_number!("acos", f64::acos),
    of_number!("asin", f64::asin),
    of_number!("atan", f64::atan),
    of_number!("ceil", f64::ceil),
    of_number!("cos", f64::cos),
    of_number!("exp", f64::exp),
    of_number!("floor", f64::floor),
    of_number!("log", f64::ln),
    of_number!("round", |v| if v.fract() == -0.5 { v.ceil() } else { v.round() }),
    of_number!("sin", f64::sin),
    of_number!("sqrt", f64::sqrt),
    of_number!("tan", f64::tan),
    function("atan2", 2, 2, |a, _| Ok(Datum::Number(a[0].number().atan2(a[1].number())))),
    function("pow", 2, 2, |a, _| Ok(Datum::Number(power(a[0].number(), a[1].number())))),
    function("hypot", 0, ANY, |a, _| Ok(Datum::Number(a.iter().map(Datum::number).fold(0.0, f64::hypot)))),
    function("max", 0, ANY, |a, _| Ok(Datum::Number(a.iter().map(Datum::number).fold(f64::NEG_INFINITY, max)))),
    function("min", 0, ANY, |a, _| Ok(Datum::Number(a.iter().map(Datum::number).fold(f64::INFINITY, min)))),
    function("clamp", 3, 3, |a, _| Ok(Datum::Number(max(a[1].number(), min(a[2].number(), a[0].number()))))),
    function("random", 0, 0, |_, context| Ok(Datum::Number(context.random()))),
    function("bandspace", 0, 3, |a, _| {
        let or = |place| if number(a, place).is_nan() { 0.0 } else { number(a, place) };
        let (count, inner, outer) = (or(0), or(1), or(2));
        let space = count - inner + outer * 2.0;
        Ok(Datum::Number(if count == 0.0 {
            0.0
        } else if space > 0.0 {
            space
        } else {
            1.0
        }))
    }),
    function("clampRange", 3, 3, |a, _| {
        let [mut low, mut high] = ends(&a[0])?;
        let (least, most) = (a[1].number(), a[2].number());
        if high < low {
            (low, high) = (high, low);
        }
        let span = high - low;
        if span >= most - least {
            return Ok(pair(least, most));
        }
        low = min(max(low, least), most - span);
        Ok(pair(low, low + span))
    }),
    function("panLinear", 2, 2, |a, _| pan(a, &|v| v, &|v| v)),
    function("panLog", 2, 2, |a, _| {
        let sign = ends(&a[0])?[0].signum();
        pan(a, &|v| (sign * v).ln(), &|v| sign * v.exp())
    }),
    function("panPow", 3, 3, |a, _| {
        let e = a[2].number();
        pan(a, &|v| signed_power(v, e), &|v| signed_power(v, 1.0 / e))
    }),
    function("panSymlog", 3, 3, |a, _| {
        let c = a[2].number();
        pan(a, &|v| symlog(v, c), &|v| symexp(v, c))
    }),
    function("zoomLinear", 3, 3, |a, _| zoom(a, &|v| v, &|v| v)),
    function("zoomLog", 3, 3, |a, _| {
        let sign = ends(&a[0])?[0].signum();
        zoom(a, &|v| (sign * v).ln(), &|v| sign * v.exp())
    }),
    function("zoomPow", 4, 4, |a, _| {
        let e = a[3].number();
        zoom(a, &|v| signed_power(v, e), &|v| signed_power(v, 1.0 / e))
    }),
    function("zoomSymlog", 4, 4, |a, _| {
        let c = a[3].number();
        zoom(a, &|v| symlog(v, c), &|v| symexp(v, c))
    }),
    function("lerp", 2, 2, |a, _| {
        let Some([low, .., high]) = a[0].as_list() else {
            return Ok(a[0].as_list().and_then(<[Datum]>::first).cloned().unwrap_or_default());
        };
        let f = a[1].number();
        Ok(match f {
            _ if f == 0.0 || f.is_nan() => low.clone(),
            1.0 => high.clone(),
            _ => Datum::Number(low.number() + f * (high.number() - low.number())),
        })
    }),
    function("interpolateLinear", 2, 2, |a, _| {
        let Some([first, .., last]) = a[0].as_list() else {
            return Ok(a[0].as_list().and_then(<[Datum]>::first).cloned().unwrap_or_default());
        };
        let (list, f) = (a[0].as_list().unwrap_or_default(), a[1].number());
        if f.is_nan() || f <= 0.0 {
            return Ok(first.clone());
        }
        if f >= 1.0 {
            return Ok(last.clone());
        }
        let place = f * (list.len() - 1) as f64;
        let (before, within) = (place.floor() as usize, place.fract());
        let low = at(list, before);
        Ok(if within == 0.0 { low.clone() } else { Datum::Number(low.number() + within * (number(list, before + 1) - low.number())) })
    }),
];

/// The greater of two, NaN if either is.
fn max(a: f64, b: f64) -> f64 {
    if a.is_nan() || b.is_nan() { f64::NAN } else { a.max(b) }
}

/// The lesser of two, NaN if either is.
fn min(a: f64, b: f64) -> f64 {
    if a.is_nan() || b.is_nan() { f64::NAN } else { a.min(b) }
}

/// JavaScript's power: NaN to any but the power of 0, and 1 to what is not finite, are NaN.
pub fn power(base: f64, exponent: f64) -> f64 {
    if exponent.is_nan() || base.abs() == 1.0 && exponent.is_infinite() { f64::NAN } else { base.powf(exponent) }
}

fn signed_power(v: f64, e: f64) -> f64 {
    if v < 0.0 { -(-v).powf(e) } else { v.powf(e) }
}

fn symlog(v: f64, c: f64) -> f64 {
    v.signum() * (v.abs() / c).ln_1p()
}

fn symexp(v: f64, c: f64) -> f64 {
    v.signum() * v.abs().exp_m1() * c
}

fn pair(a: f64, b: f64) -> Datum {
    Datum::from(vec![Datum::Number(a), Datum::Number(b)])
}

/// The first and the last number of a list.
fn ends(list: &Datum) -> Result<[f64; 2], Box<crate::report::Problem>> {
    match list.as_list() {
        Some([only]) => Ok([only.number(); 2]),
        Some([first, .., last]) => Ok([first.number(), last.number()]),
        _ => Err(wrong("not-a-list", "a range is no list of two numbers", "write [least, greatest]")),
    }
}

type Lift<'a> = &'a dyn Fn(f64) -> f64;

/// A domain moved by a part of its span, measured on a scale.
fn pan(a: &[Datum], lift: Lift, ground: Lift) -> super::functions::Result {
    let [low, high] = ends(&a[0])?.map(lift);
    let shift = (high - low) * a[1].number();
    Ok(pair(ground(low - shift), ground(high - shift)))
}

/// A domain made larger or smaller round an anchor, its middle by default.
fn zoom(a: &[Datum], lift: Lift, ground: Lift) -> super::functions::Result {
    let [low, high] = ends(&a[0])?.map(lift);
    let anchor = if a[1].is_nothing() { (low + high) / 2.0 } else { lift(a[1].number()) };
    let factor = a[2].number();
    Ok(pair(ground(anchor + (low - anchor) * factor), ground(anchor + (high - anchor) * factor)))
}
