//! What a few wild values do not move: the median absolute deviation, the trimmed and the winsorized mean.

use super::{mean, median};
use crate::stat::{Undefined, sort};

/// What a median absolute deviation is multiplied by to estimate the standard deviation of a normal distribution: one by the
/// upper quartile of the standard normal distribution, 0.6745.
pub const MAD_TO_STDEV: f64 = 1.4826;

/// The median of the distances from the median, times `constant`: [`MAD_TO_STDEV`], or 1 for the distance itself.
///
/// # Errors
/// For no values, and where it is too large.
pub fn mad(values: &[f64], constant: f64) -> Result<f64, Undefined> {
    let centre = median(values)?;
    let distances: Vec<f64> = values.iter().map(|value| (value - centre).abs()).collect();
    Undefined::unless_finite(constant * median(&distances)?)
}

/// The mean without the share `trim` of the values at each end, rounded down to whole values: from 0, the mean, to 0.5, the
/// median.
///
/// # Errors
/// For no values, and a share outside 0 to 0.5.
pub fn trimmed_mean(values: &[f64], trim: f64) -> Result<f64, Undefined> {
    let cut = cut(values, trim)?;
    if trim == 0.5 {
        return median(values);
    }
    mean(&sort::sorted(values)[cut..values.len() - cut])
}

/// The mean after the share `trim` of the values at each end, rounded down to whole values, has become like the value next to it.
///
/// # Errors
/// For no values, and a share outside 0 to 0.5.
pub fn winsorized_mean(values: &[f64], trim: f64) -> Result<f64, Undefined> {
    let cut = cut(values, trim)?;
    if trim == 0.5 {
        return median(values);
    }
    let mut sorted = sort::sorted(values);
    let (low, high) = (sorted[cut], sorted[values.len() - cut - 1]);
    sorted.iter_mut().for_each(|value| *value = value.clamp(low, high));
    mean(&sorted)
}

/// How many values the share is, never all at both ends but for a share of 0.5.
fn cut(values: &[f64], trim: f64) -> Result<usize, Undefined> {
    Undefined::unless_at_least(1, values.len())?;
    if !(0.0..=0.5).contains(&trim) {
        return Err(Undefined::Parameter("the share trimmed lies in 0 to 0.5"));
    }
    Ok((values.len() as f64 * trim) as usize)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn distances_from_the_median_have_a_median() {
        assert_eq!(mad(&[1.0, 2.0, 4.0, 7.0, 900.0], 1.0), Ok(3.0));
        assert_eq!(mad(&[1.0, 2.0, 4.0, 7.0, 900.0], MAD_TO_STDEV), Ok(3.0 * 1.4826));
        assert_eq!(mad(&[5.0; 4], 1.0), Ok(0.0));
        assert_eq!(mad(&[], 1.0), Err(Undefined::TooFew { need: 1, have: 0 }));
    }

    #[test]
    fn ends_are_cut_or_pulled_in() {
        let values = [900.0, 3.0, 1.0, 2.0, 4.0, -800.0];
        assert_eq!(trimmed_mean(&values, 0.2), Ok(2.5));
        assert_eq!(winsorized_mean(&values, 0.2), Ok(2.5));
        assert_eq!(winsorized_mean(&[1.0, 2.0, 3.0, 5.0, 90.0], 0.2), Ok(3.4));
        assert_eq!(trimmed_mean(&values, 0.1), Ok(110.0 / 6.0));
        for mean in [trimmed_mean, winsorized_mean] {
            assert_eq!(mean(&values, 0.5), Ok(2.5));
            assert_eq!(mean(&values, -0.1), Err(Undefined::Parameter("the share trimmed lies in 0 to 0.5")));
            assert_eq!(mean(&[], 0.1), Err(Undefined::TooFew { need: 1, have: 0 }));
        }
    }

    proptest! {
        #[test]
        fn more_trimming_leads_from_the_mean_to_the_median(values in prop::collection::vec(-1e3..1e3, 1..40), trim in 0.0..0.5) {
            prop_assert_eq!(trimmed_mean(&values, 0.0), mean(&values));
            let sorted = sort::sorted(&values);
            let just_before = trimmed_mean(&values, 0.499_999_999).unwrap();
            prop_assert!((just_before - median(&values).unwrap()).abs() < 1e-9);
            let kept = winsorized_mean(&values, trim).unwrap();
            prop_assert!(sorted[0] <= kept + 1e-9 && kept - 1e-9 <= sorted[sorted.len() - 1]);
        }
    }
}
