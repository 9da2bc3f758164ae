//! How much a series resembles itself some steps before.

use super::deviations;
use crate::stat::Undefined;

/// The autocorrelation of a series at a lag, as R's `acf` has it: over the whole mean and variance, so that it stays within -1
/// to 1 (G. E. P. Box and G. M. Jenkins, "Time Series Analysis", 1970).
///
/// # Errors
/// For a series that is not longer than the lag, and for equal values.
pub fn autocorrelation(values: &[f64], lag: usize) -> Result<f64, Undefined> {
    Undefined::unless_at_least(lag.saturating_add(1), values.len())?;
    let deviations = deviations(values);
    let squares = deviations.squares();
    if squares == 0.0 { Err(Undefined::NoVariance) } else { Ok(deviations.products(&deviations, lag) / squares) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// R 4.2.2: `acf(c(1, 2, 4, 3, 5), plot = FALSE)$acf`: 1, 0.1, 0, -0.2, -0.4.
    #[test]
    fn a_series_resembles_itself() {
        for (lag, expected) in [1.0, 0.1, 0.0, -0.2, -0.4].into_iter().enumerate() {
            let found = autocorrelation(&[1.0, 2.0, 4.0, 3.0, 5.0], lag).unwrap();
            assert!((found - expected).abs() < 1e-15, "lag {lag}: {found}");
        }
        assert_eq!(autocorrelation(&[1.0, 2.0], 2), Err(Undefined::TooFew { need: 3, have: 2 }));
        assert_eq!(autocorrelation(&[0.1; 9], 1), Err(Undefined::NoVariance));
    }

    proptest! {
        #[test]
        fn it_stays_within_one(values in prop::collection::vec(-1e9..1e9, 2..40), lag in 0usize..40) {
            if let Ok(found) = autocorrelation(&values, lag) {
                prop_assert!(found.abs() <= 1.0 + 1e-15, "{}", found);
            }
        }
    }
}
