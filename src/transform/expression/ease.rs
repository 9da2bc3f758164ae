//! Easing functions: from 0 to 1 with more or less haste. The families are Robert Penner's, as d3-ease has them.

use super::functions::{Function, function};
use crate::transform::Datum;
use std::f64::consts::{FRAC_PI_2, TAU};

macro_rules! family {
    ($into:expr, $plain:ident, $name:literal, $in:literal, $out:literal, $in_out:literal) => {
        [
            function($name, 1, 1, |a, _| Ok(Datum::Number($plain($into, a[0].number())))),
            function($in, 1, 1, |a, _| Ok(Datum::Number($into(a[0].number())))),
            function($out, 1, 1, |a, _| Ok(Datum::Number(out($into, a[0].number())))),
            function($in_out, 1, 1, |a, _| Ok(Datum::Number(in_out($into, a[0].number())))),
        ]
    };
}

const QUAD: [Function; 4] = family!(quad, in_out, "easeQuad", "easeQuadIn", "easeQuadOut", "easeQuadInOut");
const CUBIC: [Function; 4] = family!(cubic, in_out, "easeCubic", "easeCubicIn", "easeCubicOut", "easeCubicInOut");
const POLY: [Function; 4] = family!(cubic, in_out, "easePoly", "easePolyIn", "easePolyOut", "easePolyInOut");
const SIN: [Function; 4] = family!(sine, in_out, "easeSin", "easeSinIn", "easeSinOut", "easeSinInOut");
const EXP: [Function; 4] = family!(exponential, in_out, "easeExp", "easeExpIn", "easeExpOut", "easeExpInOut");
const CIRCLE: [Function; 4] = family!(circle, in_out, "easeCircle", "easeCircleIn", "easeCircleOut", "easeCircleInOut");
const BOUNCE: [Function; 4] = family!(bounce, out, "easeBounce", "easeBounceIn", "easeBounceOut", "easeBounceInOut");
const BACK: [Function; 4] = family!(back, in_out, "easeBack", "easeBackIn", "easeBackOut", "easeBackInOut");
const ELASTIC: [Function; 4] = family!(elastic, out, "easeElastic", "easeElasticIn", "easeElasticOut", "easeElasticInOut");

/// Easing functions.
pub static FUNCTIONS: [Function; 37] = {
    let ([a1, a2, a3, a4], [b1, b2, b3, b4], [c1, c2, c3, c4]) = (QUAD, CUBIC, POLY);
    let ([d1, d2, d3, d4], [e1, e2, e3, e4], [f1, f2, f3, f4]) = (SIN, EXP, CIRCLE);
    let ([g1, g2, g3, g4], [h1, h2, h3, h4], [i1, i2, i3, i4]) = (BOUNCE, BACK, ELASTIC);
    [
        function("easeLinear", 1, 1, |a, _| Ok(Datum::Number(a[0].number()))),
        a1,
        a2,
        a3,
        a4,
        b1,
        b2,
        b3,
        b4,
        c1,
        c2,
        c3,
        c4,
        d1,
        d2,
        d3,
        d4,
        e1,
        e2,
        e3,
        e4,
        f1,
        f2,
        f3,
        f4,
        g1,
        g2,
        g3,
        g4,
        h1,
        h2,
        h3,
        h4,
        i1,
        i2,
        i3,
        i4,
    ]
};

/// An easing that begins slowly, run backwards so that it ends slowly.
fn out(into: fn(f64) -> f64, t: f64) -> f64 {
    1.0 - into(1.0 - t)
}

/// Slow at both ends.
fn in_out(into: fn(f64) -> f64, t: f64) -> f64 {
    (if t <= 0.5 { into(2.0 * t) } else { 2.0 - into(2.0 - 2.0 * t) }) / 2.0
}

fn quad(t: f64) -> f64 {
    t * t
}

fn cubic(t: f64) -> f64 {
    t * t * t
}

fn sine(t: f64) -> f64 {
    if t == 1.0 { 1.0 } else { 1.0 - (t * FRAC_PI_2).cos() }
}

/// Two to the minus ten `t`, drawn so that it is 1 at 0 and 0 at 1.
fn decay(t: f64) -> f64 {
    ((-10.0 * t).exp2() - 1.0 / 1024.0) / (1.0 - 1.0 / 1024.0)
}

fn exponential(t: f64) -> f64 {
    decay(1.0 - t)
}

fn circle(t: f64) -> f64 {
    1.0 - (1.0 - t * t).sqrt()
}

/// Four parabolas, each lower than the one before.
fn bounce(t: f64) -> f64 {
    let t = 1.0 - t;
    let height = |middle: f64, floor: f64| 7.5625 * (t - middle).powi(2) + floor;
    1.0 - match t * 2.75 {
        x if x < 1.0 => height(0.0, 0.0),
        x if x < 2.0 => height(1.5 / 2.75, 0.75),
        x if x < 2.5 => height(2.25 / 2.75, 0.9375),
        _ => height(2.625 / 2.75, 0.984_375),
    }
}

/// Ten percent too far.
fn back(t: f64) -> f64 {
    const OVERSHOOT: f64 = 1.701_58;
    t * t * (OVERSHOOT * (t - 1.0) + t)
}

fn elastic(t: f64) -> f64 {
    let period = 0.3 / TAU;
    decay(1.0 - t) * ((FRAC_PI_2 * period - (t - 1.0)) / period).sin()
}
