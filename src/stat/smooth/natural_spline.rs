//! The natural cubic spline: the smoothest curve through given points.

use super::knots::Knots;
use crate::stat::Undefined;

/// A cubic spline through points whose curvature is 0 at both ends.
pub struct NaturalSpline {
    knots: Knots,
    /// The slopes at the knots.
    slopes: Vec<f64>,
}

/// The natural cubic spline through pairs of `x` and `y`; pairs at one x count as one at their mean (I. J. Schoenberg, "Spline
/// Functions and the Problem of Graduation", 1964).
///
/// # Errors
/// For no pairs.
pub fn natural_spline(x: &[f64], y: &[f64]) -> Result<NaturalSpline, Undefined> {
    let knots = Knots::new(x, y)?;
    let (widths, bends) = knots.steps();
    let n = knots.x.len();
    let mut slopes = vec![0.0; n];
    if n > 1 {
        // At every knot the second derivatives from both sides agree, at the ends they are 0: three slopes in a row are bound by
        // one equation. Each is solved for its slope less a share of the next.
        let mut shares = vec![0.0; n];
        for k in 0..n {
            // One over each width; there is nothing beyond the ends.
            let before = if k > 0 { 1.0 / widths[k - 1] } else { 0.0 };
            let after = if k + 1 < n { 1.0 / widths[k] } else { 0.0 };
            let sum = 3.0 * (if k > 0 { before * bends[k - 1] } else { 0.0 } + if k + 1 < n { after * bends[k] } else { 0.0 });
            let (share, slope) = if k > 0 { (shares[k - 1], slopes[k - 1]) } else { (0.0, 0.0) };
            let pivot = 2.0 * (before + after) - before * share;
            shares[k] = after / pivot;
            slopes[k] = (sum - before * slope) / pivot;
        }
        for k in (0..n - 1).rev() {
            slopes[k] -= shares[k] * slopes[k + 1];
        }
    }
    Ok(NaturalSpline { knots, slopes })
}

impl NaturalSpline {
    /// The spline at `x`; beyond its ends it goes on straight.
    pub fn at(&self, x: f64) -> f64 {
        let last = self.knots.x.len() - 1;
        let end = if x < self.knots.x[0] { 0 } else { last };
        if self.knots.hold(x) { self.knots.cubic(&self.slopes, x) } else { self.knots.y[end] + self.slopes[end] * (x - self.knots.x[end]) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_rise_with_a_flat_part_is_as_r_draws_it() {
        let x = [0.0, 1.0, 2.5, 4.0, 5.0, 7.0, 8.5, 10.0];
        let y = [0.0, 1.0, 1.0, 3.0, 8.0, 8.5, 8.5, 12.0];
        let spline = natural_spline(&x, &y).unwrap();
        // R 4.2.2, splinefun(x, y, method = "natural")(c(-1, 0.3, 1.7, 5.5, 11)).
        let expected = [-1.21365117126385, 0.3583267697550312, 1.146081265731751, 9.276741223558156, 14.85015216785615];
        for (x, expected) in [-1.0, 0.3, 1.7, 5.5, 11.0].into_iter().zip(expected) {
            assert!((spline.at(x) - expected).abs() < 1e-13, "{} is not {expected} at {x}", spline.at(x));
        }
    }

    #[test]
    fn one_point_is_a_level_and_two_are_a_line() {
        assert_eq!(natural_spline(&[2.0], &[7.0]).unwrap().at(5.0), 7.0);
        assert_eq!(natural_spline(&[2.0, 4.0], &[7.0, 8.0]).unwrap().at(3.0), 7.5);
        assert_eq!(natural_spline(&[], &[]).err(), Some(Undefined::TooFew { need: 1, have: 0 }));
    }

    proptest! {
        #[test]
        fn a_spline_passes_through_its_points(points in prop::collection::hash_map(-50i32..50, -50i32..50, 1..12)) {
            let (x, y): (Vec<f64>, Vec<f64>) = points.into_iter().map(|(x, y)| (f64::from(x), f64::from(y))).unzip();
            let spline = natural_spline(&x, &y).unwrap();
            for (&x, y) in x.iter().zip(&y) {
                prop_assert!((spline.at(x) - y).abs() < 1e-10);
            }
        }

        #[test]
        fn the_spline_of_a_line_is_the_line(slope in -9.0..9.0f64, x in prop::collection::hash_set(-50i32..50, 2..12), place in -60.0..60.0f64) {
            let x: Vec<f64> = x.into_iter().map(f64::from).collect();
            let y: Vec<f64> = x.iter().map(|x| 2.0 + slope * x).collect();
            prop_assert!((natural_spline(&x, &y).unwrap().at(place) - 2.0 - slope * place).abs() < 1e-9);
        }
    }
}
