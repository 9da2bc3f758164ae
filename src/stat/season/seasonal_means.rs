//! Seasonal adjustment by means: each position of the cycle brought to the level of all.

use super::cycle_means;
use crate::stat::Undefined;
use crate::stat::describe::mean;

/// The series less the mean of each value's position in the cycle, plus the mean of all; NaN stands for a missing value.
///
/// # Errors
/// For a period of 0, and where all values are missing.
pub fn seasonal_means_adjustment(series: &[f64], period: usize) -> Result<Vec<f64>, Undefined> {
    if period == 0 {
        return Err(Undefined::Parameter("the period is at least 1"));
    }
    let level = mean(&series.iter().copied().filter(|value| !value.is_nan()).collect::<Vec<f64>>())?;
    let means = cycle_means(series, period);
    Ok(series.iter().enumerate().map(|(at, value)| value - means[at % period] + level).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn positions_are_brought_to_one_level() {
        let found = seasonal_means_adjustment(&[10.0, 1.0, 12.0, 3.0, f64::NAN, 2.0], 2).unwrap();
        // Means 11 and 2, of all 5.6.
        let rounded: Vec<f64> = found.iter().map(|value| (value * 1e9).round() / 1e9).collect();
        assert_eq!(rounded[..4], [4.6, 4.6, 6.6, 6.6]);
        assert!(rounded[4].is_nan() && rounded[5] == 5.6);
        assert!(seasonal_means_adjustment(&[1.0], 0).is_err());
        assert_eq!(seasonal_means_adjustment(&[f64::NAN], 2), Err(Undefined::TooFew { need: 1, have: 0 }));
    }

    proptest! {
        #[test]
        fn what_repeats_is_flat(season in prop::collection::vec(-99.0..99.0f64, 1..9)) {
            let series: Vec<f64> = (0..4 * season.len()).map(|at| season[at % season.len()]).collect();
            let found = seasonal_means_adjustment(&series, season.len()).unwrap();
            prop_assert!(found.iter().all(|value| (value - found[0]).abs() < 1e-12));
        }
    }
}
