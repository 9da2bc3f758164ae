//! Cutting at the antimeridian, where a map of the whole globe has its left and its right edge.

use super::clip::{Boundary, Cut};
use super::sphere::NOTHING;
use std::cmp::Ordering;
use std::f64::consts::{FRAC_PI_2, PI};

/// The meridian at ±180°.
pub struct Antimeridian;

/// The latitude at which the great circle through two places crosses the antimeridian.
fn crossing([l0, p0]: [f64; 2], [l1, p1]: [f64; 2]) -> f64 {
    let apart = (l0 - l1).sin();
    if apart.abs() > NOTHING {
        ((p0.sin() * p1.cos() * l1.sin() - p1.sin() * p0.cos() * l0.sin()) / (p0.cos() * p1.cos() * apart)).atan()
    } else {
        (p0 + p1) / 2.0
    }
}

impl Boundary for Antimeridian {
    fn line(&self, points: &[[f64; 2]]) -> Cut {
        let mut cut = Cut { whole: true, ..Cut::default() };
        let Some(&first) = points.first() else { return cut };
        let side = |lambda: f64| if lambda > 0.0 { PI } else { -PI };
        cut.begin();
        cut.add(first, false);
        let (mut before, mut side0) = (first, side(first[0]));
        for &p in &points[1..] {
            let side1 = side(p[0]);
            let apart = (p[0] - before[0]).abs();
            if (apart - PI).abs() < NOTHING {
                // Over a pole.
                let pole = if (before[1] + p[1]) / 2.0 > 0.0 { FRAC_PI_2 } else { -FRAC_PI_2 };
                cut.add([before[0], pole], false);
                cut.add([side0, pole], false);
                cut.begin();
                cut.add([side1, pole], false);
                cut.add([p[0], pole], false);
                cut.whole = false;
            } else if side0 != side1 && apart >= PI {
                let off = |at: [f64; 2], side: f64| {
                    if (at[0] - side).abs() < NOTHING { [at[0] - side.signum() * PI * NOTHING, at[1]] } else { at }
                };
                let phi = crossing(off(before, side0), off(p, side1));
                cut.add([side0, phi], false);
                cut.begin();
                cut.add([side1, phi], false);
                cut.whole = false;
            }
            cut.add(p, false);
            (before, side0) = (p, side1);
        }
        cut.rejoin = !cut.whole;
        cut
    }

    fn along(&self, ends: Option<([f64; 2], [f64; 2])>, forwards: bool, out: &mut Vec<[f64; 2]>) {
        let sign = if forwards { 1.0 } else { -1.0 };
        match ends {
            None => {
                let phi = sign * FRAC_PI_2;
                let corners = [[-PI, phi], [0.0, phi], [PI, phi], [PI, 0.0], [PI, -phi], [0.0, -phi], [-PI, -phi], [-PI, 0.0], [-PI, phi]];
                out.extend(corners);
            }
            Some((from, to)) if (from[0] - to[0]).abs() > NOTHING => {
                let lambda = if from[0] < to[0] { PI } else { -PI };
                let phi = sign * lambda / 2.0;
                out.extend([[-lambda, phi], [0.0, phi], [lambda, phi]]);
            }
            Some((_, to)) => out.push(to),
        }
    }

    fn compare(&self, a: [f64; 2], b: [f64; 2]) -> Ordering {
        compare(a, b)
    }
}

/// Cuts in the order in which they lie on the way round the map: up its left edge, down its right.
pub fn compare(a: [f64; 2], b: [f64; 2]) -> Ordering {
    let key = |p: [f64; 2]| if p[0] < 0.0 { p[1] - FRAC_PI_2 - NOTHING } else { FRAC_PI_2 - p[1] };
    key(a).total_cmp(&key(b))
}
