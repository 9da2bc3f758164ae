//! Means: arithmetic, weighted, geometric and harmonic.

use super::sum::scaled_sum;
use super::{Sum, sum};
use crate::stat::Undefined;

/// The arithmetic mean of `values`, from their exact sum: never too large.
///
/// # Errors
/// For no values.
pub fn mean(values: &[f64]) -> Result<f64, Undefined> {
    Undefined::unless_at_least(1, values.len())?;
    let (sum, scale) = scaled_sum(values);
    Undefined::unless_finite(sum / values.len() as f64 * scale)
}

/// The mean of `values`, each as often as its weight says.
///
/// # Errors
/// For no values, another number of weights, a negative weight, and weights that are all 0.
pub fn weighted_mean(values: &[f64], weights: &[f64]) -> Result<f64, Undefined> {
    Undefined::unless_at_least(1, values.len())?;
    if values.len() != weights.len() {
        return Err(Undefined::Lengths);
    }
    if weights.iter().any(|&weight| weight < 0.0) {
        return Err(Undefined::Domain("a weight of 0 or more"));
    }
    // Divided by the greatest, no product is larger than its value.
    let greatest = weights.iter().copied().fold(0.0, f64::max);
    if greatest == 0.0 {
        return Err(Undefined::ZeroSum);
    }
    let total = sum(&weights.iter().map(|weight| weight / greatest).collect::<Vec<_>>());
    let mut weighted = Sum::new();
    values.iter().zip(weights).for_each(|(value, weight)| weighted.add(value * (weight / greatest / total)));
    Undefined::unless_finite(weighted.value())
}

/// The geometric mean: the n-th root of the product; 0 when one value is.
///
/// # Errors
/// For no values, and where one is negative.
pub fn geometric_mean(values: &[f64]) -> Result<f64, Undefined> {
    if values.iter().any(|&value| value < 0.0) {
        return Err(Undefined::Domain("0 or more"));
    }
    if values.contains(&0.0) {
        return Ok(0.0);
    }
    let logarithms: Vec<f64> = values.iter().map(|value| value.ln()).collect();
    mean(&logarithms).map(f64::exp)
}

/// The harmonic mean: the number of the values by the sum of their reciprocals. The mean speed over equal ways.
///
/// # Errors
/// For no values, and where one is not positive.
pub fn harmonic_mean(values: &[f64]) -> Result<f64, Undefined> {
    if values.iter().any(|&value| value <= 0.0) {
        return Err(Undefined::Domain("positive"));
    }
    // In units of the least value, no reciprocal is above 1.
    let least = values.iter().copied().fold(f64::INFINITY, f64::min);
    let reciprocals: Vec<f64> = values.iter().map(|value| least / value).collect();
    Ok(least / mean(&reciprocals)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NONE: Undefined = Undefined::TooFew { need: 1, have: 0 };

    #[test]
    fn the_mean_is_the_sum_by_the_number() {
        assert_eq!(mean(&[1.0, 2.0, 6.0]), Ok(3.0));
        assert_eq!(mean(&[0.1; 10]), Ok(0.1));
        assert_eq!(mean(&[f64::MAX, f64::MAX]), Ok(f64::MAX));
        assert_eq!(mean(&[]), Err(NONE));
    }

    #[test]
    fn a_weight_is_how_often_a_value_counts() {
        assert_eq!(weighted_mean(&[1.0, 5.0], &[3.0, 1.0]), Ok(2.0));
        assert_eq!(weighted_mean(&[f64::MAX, f64::MAX], &[f64::MAX, f64::MAX]), Ok(f64::MAX));
        assert_eq!(weighted_mean(&[1.0, 5.0], &[0.0, 0.0]), Err(Undefined::ZeroSum));
        assert_eq!(weighted_mean(&[1.0, 5.0], &[2.0, -1.0]), Err(Undefined::Domain("a weight of 0 or more")));
        assert_eq!(weighted_mean(&[1.0, 5.0], &[2.0]), Err(Undefined::Lengths));
        assert_eq!(weighted_mean(&[], &[]), Err(NONE));
    }

    #[test]
    fn growth_has_a_geometric_mean_and_speed_a_harmonic_one() {
        let near = |found: Result<f64, Undefined>, expected: f64| {
            let found = found.unwrap();
            assert!((found / expected - 1.0).abs() < 1e-13, "{found}, not {expected}");
        };
        near(geometric_mean(&[1.0, 4.0, 16.0]), 4.0);
        near(geometric_mean(&[1e300, 1e308, 1e292]), 1e300);
        near(harmonic_mean(&[40.0, 60.0]), 48.0);
        near(harmonic_mean(&[5e-324, 5e-324]), 5e-324);
        assert_eq!(geometric_mean(&[4.0, 0.0]), Ok(0.0));
        assert_eq!(geometric_mean(&[4.0, -1.0]), Err(Undefined::Domain("0 or more")));
        assert_eq!(harmonic_mean(&[4.0, 0.0]), Err(Undefined::Domain("positive")));
        assert_eq!((geometric_mean(&[]), harmonic_mean(&[])), (Err(NONE), Err(NONE)));
    }

    proptest! {
        #[test]
        fn the_harmonic_mean_is_the_least_and_the_arithmetic_the_greatest(values in prop::collection::vec(1e-3..1e3, 1..30)) {
            let (a, g, h) = (mean(&values).unwrap(), geometric_mean(&values).unwrap(), harmonic_mean(&values).unwrap());
            prop_assert!(h <= g * (1.0 + 1e-13) && g <= a * (1.0 + 1e-13), "{} {} {}", h, g, a);
        }

        #[test]
        fn equal_weights_are_none(values in prop::collection::vec(-1e3..1e3, 1..30), weight in 0.1..10.0) {
            let (plain, weighted) = (mean(&values).unwrap(), weighted_mean(&values, &vec![weight; values.len()]).unwrap());
            prop_assert!((plain - weighted).abs() < 1e-11, "{} {}", plain, weighted);
        }
    }
}
