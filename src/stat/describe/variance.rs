//! How far values spread round their mean: variance, standard deviation, and what divides by them.
//!
//! Variances come from [`deviations`], so that neither an offset nor the size of the values costs digits.

use super::{deviations, mean};
use crate::stat::Undefined;

/// The variance of the population that `values` are a sample of: squares by n - 1.
///
/// # Errors
/// For fewer than two values, and where it is too large.
pub fn variance(values: &[f64]) -> Result<f64, Undefined> {
    let (scaled, scale) = spread(values, 1)?;
    Undefined::unless_finite(scaled * scale * scale)
}

/// The variance of `values` themselves, the whole population: squares by n.
///
/// # Errors
/// For no values, and where it is too large.
pub fn variancep(values: &[f64]) -> Result<f64, Undefined> {
    let (scaled, scale) = spread(values, 0)?;
    Undefined::unless_finite(scaled * scale * scale)
}

/// The standard deviation of the population that `values` are a sample of.
///
/// # Errors
/// For fewer than two values.
pub fn stdev(values: &[f64]) -> Result<f64, Undefined> {
    let (scaled, scale) = spread(values, 1)?;
    Undefined::unless_finite(scaled.sqrt() * scale)
}

/// The standard deviation of `values` themselves, the whole population.
///
/// # Errors
/// For no values.
pub fn stdevp(values: &[f64]) -> Result<f64, Undefined> {
    let (scaled, scale) = spread(values, 0)?;
    Undefined::unless_finite(scaled.sqrt() * scale)
}

/// The standard error of the mean: the standard deviation by the root of n.
///
/// # Errors
/// For fewer than two values.
pub fn stderr(values: &[f64]) -> Result<f64, Undefined> {
    let (scaled, scale) = spread(values, 1)?;
    Undefined::unless_finite((scaled / values.len() as f64).sqrt() * scale)
}

/// The standard deviation in units of the mean.
///
/// # Errors
/// For fewer than two values, and a mean of 0.
pub fn coefficient_of_variation(values: &[f64]) -> Result<f64, Undefined> {
    let (stdev, mean) = (stdev(values)?, mean(values)?);
    if mean == 0.0 { Err(Undefined::ZeroSum) } else { Undefined::unless_finite(stdev / mean) }
}

/// How many standard deviations each value lies above the mean, both taken as doubles, as R's `scale` does. Keeps places: NaN
/// stands for a missing value.
///
/// # Errors
/// For fewer than two values, for equal ones, and where they are too large.
pub fn zscore(places: &[f64]) -> Result<Vec<f64>, Undefined> {
    let values: Vec<f64> = places.iter().copied().filter(|place| !place.is_nan()).collect();
    let (stdev, mean) = (stdev(&values)?, mean(&values)?);
    if stdev == 0.0 {
        return Err(Undefined::NoVariance);
    }
    let score = |&place: &f64| if place.is_nan() { Ok(place) } else { Undefined::unless_finite((place - mean) / stdev) };
    places.iter().map(score).collect()
}

/// The scaled squares by n less `lost` degrees of freedom, and their scale.
fn spread(values: &[f64], lost: usize) -> Result<(f64, f64), Undefined> {
    Undefined::unless_at_least(lost + 1, values.len())?;
    let deviations = deviations(values);
    Ok((deviations.squares() / (values.len() - lost) as f64, deviations.scale))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// NIST StRD "NumAcc3" (public domain): 1000000.2, then 1000000.1 and 1000000.3 five hundred times each; certified 0.1. The
    /// tolerance is what reading these decimals as doubles costs.
    #[test]
    fn an_offset_costs_no_digits() {
        let mut values = vec![1_000_000.2];
        (0..500).for_each(|_| values.extend([1_000_000.1, 1_000_000.3]));
        assert!((stdev(&values).unwrap() - 0.1).abs() < 1e-10);
        // Whole numbers are exact: then all digits are right.
        let values: Vec<f64> = [4.0, 7.0, 13.0, 16.0].map(|value| value + 1e15).to_vec();
        assert_eq!(variance(&values), Ok(30.0));
        assert_eq!(variancep(&values), Ok(22.5));
    }

    #[test]
    fn size_costs_no_digits() {
        let near = |found: Result<f64, Undefined>, expected: f64| {
            let found = found.unwrap();
            assert!((found / expected - 1.0).abs() < 1e-14, "{found}, not {expected}");
        };
        near(stdev(&[1e308, 1.2e308, 1.4e308]), 2e307);
        near(stdevp(&[-f64::MAX, f64::MAX]), f64::MAX);
        near(stderr(&[1e-300, 3e-300, 5e-300, 7e-300]), f64::sqrt(5.0 / 3.0) * 1e-300);
        assert_eq!(variance(&[1e308, 1.2e308]), Err(Undefined::Overflow));
        assert_eq!(stdev(&[-f64::MAX, f64::MAX]), Err(Undefined::Overflow));
    }

    #[test]
    fn one_value_spreads_by_nothing_as_a_population_and_says_nothing_as_a_sample() {
        assert_eq!(variance(&[4.0]), Err(Undefined::TooFew { need: 2, have: 1 }));
        assert_eq!((variancep(&[4.0]), stdevp(&[4.0])), (Ok(0.0), Ok(0.0)));
        assert_eq!(stdevp(&[]), Err(Undefined::TooFew { need: 1, have: 0 }));
        assert_eq!(coefficient_of_variation(&[-1.0, 1.0]), Err(Undefined::ZeroSum));
    }

    #[test]
    fn scores_keep_their_places() {
        let scores = zscore(&[2.0, f64::NAN, 4.0, 6.0]).unwrap();
        assert_eq!((scores[0], scores[2], scores[3]), (-1.0, 0.0, 1.0));
        assert!(scores[1].is_nan());
        assert_eq!(zscore(&[0.1; 9]), Err(Undefined::NoVariance));
        assert_eq!(zscore(&[0.1, f64::NAN]), Err(Undefined::TooFew { need: 2, have: 1 }));
    }

    proptest! {
        #[test]
        fn what_is_added_to_all_values_does_not_matter_and_what_multiplies_them_does(
            values in prop::collection::vec(-1000i32..1000, 2..40), offset in -1_000_000i32..1_000_000, factor in 1i32..9
        ) {
            let change = |offset: i32, factor: i32| -> Vec<f64> { values.iter().map(|&v| f64::from(factor) * f64::from(v) + f64::from(offset)).collect() };
            let before = variance(&change(0, 1)).unwrap();
            prop_assert!((variance(&change(offset, 1)).unwrap() - before).abs() <= 1e-15 * before);
            let larger = variance(&change(offset, factor)).unwrap();
            prop_assert!((larger - f64::from(factor * factor) * before).abs() <= 1e-14 * larger);
        }

        #[test]
        fn the_order_does_not_matter(mut values in prop::collection::vec(-1e9..1e9, 2..40)) {
            let before = variance(&values);
            values.sort_by(f64::total_cmp);
            prop_assert_eq!(before, variance(&values));
        }
    }
}
