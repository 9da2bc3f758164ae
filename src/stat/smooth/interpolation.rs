//! Straight lines between points, and filling the gaps of a series.

use super::knots::Knots;
use crate::stat::Undefined;

/// What straight lines between pairs of `x` and `y` have at each of the places; NaN beyond the outermost. Pairs at one x count as
/// one at their mean.
///
/// # Errors
/// For no pairs.
pub fn linear_interpolation(x: &[f64], y: &[f64], places: &[f64]) -> Result<Vec<f64>, Undefined> {
    let knots = Knots::new(x, y)?;
    let value = |&place: &f64| {
        let left = knots.left_of(place);
        if !knots.hold(place) {
            f64::NAN
        } else if knots.x[left] == place {
            knots.y[left]
        } else {
            between((knots.x[left], knots.y[left]), (knots.x[left + 1], knots.y[left + 1]), place)
        }
    };
    Ok(places.iter().map(value).collect())
}

/// The gaps of a series filled along a straight line from the value before to the value after; NaN stands for a missing value, and
/// stays where there is none before or after.
pub fn interpolate_missing(series: &[f64]) -> Vec<f64> {
    let mut filled = series.to_vec();
    let present: Vec<usize> = (0..series.len()).filter(|&at| !series[at].is_nan()).collect();
    for pair in present.windows(2) {
        let (left, right) = (pair[0], pair[1]);
        for (at, value) in filled.iter_mut().enumerate().take(right).skip(left + 1) {
            *value = between((left as f64, series[left]), (right as f64, series[right]), at as f64);
        }
    }
    filled
}

/// The gaps of a series filled with the value before; NaN stands for a missing value, and stays where there is none before.
pub fn carry_forward(series: &[f64]) -> Vec<f64> {
    let mut last = f64::NAN;
    let carried = |&value: &f64| {
        if !value.is_nan() {
            last = value;
        }
        last
    };
    series.iter().map(carried).collect()
}

/// The line through two points, at `x`.
fn between(left: (f64, f64), right: (f64, f64), x: f64) -> f64 {
    left.1 + (right.1 - left.1) * ((x - left.0) / (right.0 - left.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const GAP: f64 = f64::NAN;

    /// Series with gaps are equal when their gaps are.
    fn same(found: &[f64], expected: &[f64]) {
        assert!(
            found.len() == expected.len() && found.iter().zip(expected).all(|(a, b)| a == b || (a.is_nan() && b.is_nan())),
            "{found:?}"
        );
    }

    #[test]
    fn lines_lead_from_point_to_point() {
        let found = linear_interpolation(&[1.0, 3.0, 3.0, 2.0], &[10.0, 30.0, 50.0, 20.0], &[0.9, 1.0, 1.25, 2.5, 3.0, 3.1]);
        same(&found.unwrap(), &[GAP, 10.0, 12.5, 30.0, 40.0, GAP]);
        same(&linear_interpolation(&[1.0], &[5.0], &[1.0, 2.0]).unwrap(), &[5.0, GAP]);
        assert_eq!(linear_interpolation(&[], &[], &[1.0]), Err(Undefined::TooFew { need: 1, have: 0 }));
    }

    #[test]
    fn gaps_are_filled_as_far_as_there_are_values() {
        let series = [GAP, 1.0, GAP, GAP, 4.0, 6.0, GAP];
        same(&interpolate_missing(&series), &[GAP, 1.0, 2.0, 3.0, 4.0, 6.0, GAP]);
        same(&carry_forward(&series), &[GAP, 1.0, 1.0, 1.0, 4.0, 6.0, 6.0]);
        same(&interpolate_missing(&[GAP; 3]), &[GAP; 3]);
        same(&carry_forward(&[]), &[]);
    }

    proptest! {
        #[test]
        fn what_was_there_stays(series in prop::collection::vec(prop::option::of(-99i32..99), 0..30)) {
            let places: Vec<f64> = series.iter().map(|value| value.map_or(GAP, f64::from)).collect();
            for filled in [interpolate_missing(&places), carry_forward(&places)] {
                prop_assert!(places.iter().zip(&filled).all(|(before, after)| before.is_nan() || before == after));
            }
        }
    }
}
