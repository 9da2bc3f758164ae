//! Quantiles, in the nine definitions in use; the median; the distance between the quartiles.

use crate::stat::{Undefined, sort};

/// How a sample stands for a distribution: the nine definitions of R. J. Hyndman and Y. Fan, "Sample Quantiles in Statistical
/// Packages", 1996, by their numbers there and in R, and by their names in NumPy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuantileType {
    /// 1: the least value that at least the share p does not exceed.
    InvertedCdf,
    /// 2: as 1, but the mean of two where the share p ends between them. SAS, Stata.
    AveragedInvertedCdf,
    /// 3: the value whose number is nearest to n p, the even number of two. SAS by default until lately.
    ClosestObservation,
    /// 4: the distribution function of 1, with straight lines for its steps.
    InterpolatedInvertedCdf,
    /// 5: straight lines through the middles of the steps. Hydrology (Hazen).
    Hazen,
    /// 6: the k-th of n values stands at k / (n + 1). Minitab, SPSS (Weibull).
    Weibull,
    /// 7: the k-th of n values stands at (k - 1) / (n - 1). R, NumPy, Excel, Vega.
    Linear,
    /// 8: as nearly free of bias in the median as can be without knowing the distribution.
    MedianUnbiased,
    /// 9: as nearly free of bias as can be for a normal distribution.
    NormalUnbiased,
}

impl QuantileType {
    /// All nine in the order of their numbers.
    pub const ALL: [QuantileType; 9] = [
        QuantileType::InvertedCdf,
        QuantileType::AveragedInvertedCdf,
        QuantileType::ClosestObservation,
        QuantileType::InterpolatedInvertedCdf,
        QuantileType::Hazen,
        QuantileType::Weibull,
        QuantileType::Linear,
        QuantileType::MedianUnbiased,
        QuantileType::NormalUnbiased,
    ];
}

/// The quantile of `values` at the share `p` of 0 to 1.
///
/// # Errors
/// For no values, and for a share outside 0 to 1.
pub fn quantile(values: &[f64], p: f64, definition: QuantileType) -> Result<f64, Undefined> {
    quantile_of_sorted(&sort::sorted(values), p, definition)
}

/// The quantile of values that are in ascending order: for more than one of the same values.
///
/// # Errors
/// For no values, and for a share outside 0 to 1.
pub fn quantile_of_sorted(sorted: &[f64], p: f64, definition: QuantileType) -> Result<f64, Undefined> {
    Undefined::unless_at_least(1, sorted.len())?;
    if !(0.0..=1.0).contains(&p) {
        return Err(Undefined::Parameter("a quantile's share lies in 0 to 1"));
    }
    let n = sorted.len() as f64;
    // The k-th of n values stands for the share (k - a) / (n + 1 - a - b).
    let straight = |a: f64, b: f64| (a + p * (n + 1.0 - a - b), Weight::Straight);
    let (position, weight) = match definition {
        QuantileType::InvertedCdf => (n * p, Weight::Above),
        QuantileType::AveragedInvertedCdf => (n * p, Weight::AboveOrHalf),
        QuantileType::ClosestObservation => (n * p - 0.5, Weight::AboveOrEven),
        QuantileType::InterpolatedInvertedCdf => straight(0.0, 1.0),
        QuantileType::Hazen => straight(0.5, 0.5),
        QuantileType::Weibull => straight(0.0, 0.0),
        QuantileType::Linear => straight(1.0, 1.0),
        QuantileType::MedianUnbiased => straight(1.0 / 3.0, 1.0 / 3.0),
        QuantileType::NormalUnbiased => straight(0.375, 0.375),
    };
    // The values are counted from 1; before the first and after the last there is nothing else.
    let value = |k: f64| sorted[(k.clamp(1.0, n) - 1.0) as usize];
    let number = position.floor();
    let (below, above, part) = (value(number), value(number + 1.0), position - number);
    let weight = match weight {
        Weight::Straight => part,
        _ if part > 0.0 => 1.0,
        Weight::Above => 0.0,
        Weight::AboveOrHalf => 0.5,
        Weight::AboveOrEven => f64::from(number % 2.0 != 0.0),
    };
    // As R has it: where an offset leaves the values few digits, another way to write it gives other digits.
    Ok(f64::clamp((1.0 - weight) * below + weight * above, below, above))
}

/// What the value above counts for against the value below, by the part of the way between them.
enum Weight {
    /// That part.
    Straight,
    /// All, unless the part is 0.
    Above,
    /// All, but half when the part is 0.
    AboveOrHalf,
    /// All, but when the part is 0 only if its number is even.
    AboveOrEven,
}

/// The median: the middle value, or half way between the two in the middle.
///
/// # Errors
/// For no values.
pub fn median(values: &[f64]) -> Result<f64, Undefined> {
    quantile(values, 0.5, QuantileType::Linear)
}

/// The distance between the quartiles.
///
/// # Errors
/// For no values, and where it is too large.
pub fn iqr(values: &[f64], definition: QuantileType) -> Result<f64, Undefined> {
    let sorted = sort::sorted(values);
    let at = |p| quantile_of_sorted(&sorted, p, definition);
    Undefined::unless_finite(at(0.75)? - at(0.25)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// R 4.2.2: `quantile(c(2, 3, 5, 7, 11, 13, 17), c(0, 0.1, 0.25, 0.5, 0.8, 1), type = t)` for t of 1 to 9.
    #[test]
    fn the_nine_definitions_are_those_of_r() {
        let values = [11.0, 2.0, 17.0, 3.0, 13.0, 5.0, 7.0];
        let expected = [
            [2.0, 2.0, 3.0, 7.0, 13.0, 17.0],
            [2.0, 2.0, 3.0, 7.0, 13.0, 17.0],
            [2.0, 2.0, 3.0, 7.0, 13.0, 17.0],
            [2.0, 2.0, 2.75, 6.0, 12.2, 17.0],
            [2.0, 2.2, 3.5, 7.0, 13.4, 17.0],
            [2.0, 2.0, 3.0, 7.0, 14.6, 17.0],
            [2.0, 2.6, 4.0, 7.0, 12.6, 17.0],
            [2.0, 2.0 + 1.0 / 15.0, 3.0 + 1.0 / 3.0, 7.0, 13.8, 17.0],
            [2.0, 2.1, 3.375, 7.0, 13.7, 17.0],
        ];
        for (number, (definition, row)) in (1..).zip(QuantileType::ALL.into_iter().zip(expected)) {
            for (p, expected) in [0.0, 0.1, 0.25, 0.5, 0.8, 1.0].into_iter().zip(row) {
                let found = quantile(&values, p, definition).unwrap();
                assert!((found - expected).abs() < 1e-14 * 17.0, "type {number} at {p}: {found}, not {expected}");
            }
        }
    }

    /// R 4.2.2: `quantile(1:4, c(0.125, 0.25, 0.375, 0.5), type = t)`.
    #[test]
    fn definitions_of_steps_differ_where_a_step_ends() {
        let at = |definition| [0.125, 0.25, 0.375, 0.5].map(|p| quantile(&[1.0, 2.0, 3.0, 4.0], p, definition).unwrap());
        assert_eq!(at(QuantileType::InvertedCdf), [1.0, 1.0, 2.0, 2.0]);
        assert_eq!(at(QuantileType::AveragedInvertedCdf), [1.0, 1.5, 2.0, 2.5]);
        assert_eq!(at(QuantileType::ClosestObservation), [1.0, 1.0, 2.0, 2.0]);
    }

    #[test]
    fn a_median_is_the_middle() {
        assert_eq!(median(&[3.0, 1.0, 2.0]), Ok(2.0));
        assert_eq!(median(&[4.0, 1.0, 2.0, 8.0]), Ok(3.0));
        assert_eq!(median(&[f64::MAX, f64::MAX]), Ok(f64::MAX));
        assert_eq!(median(&[]), Err(Undefined::TooFew { need: 1, have: 0 }));
        assert_eq!(quantile(&[1.0], 1.5, QuantileType::Linear), Err(Undefined::Parameter("a quantile's share lies in 0 to 1")));
    }

    #[test]
    fn half_the_values_lie_between_the_quartiles() {
        assert_eq!(iqr(&[1.0, 2.0, 3.0, 4.0, 5.0], QuantileType::Linear), Ok(2.0));
        assert_eq!(iqr(&[1.0, 2.0, 3.0, 4.0, 5.0], QuantileType::Weibull), Ok(3.0));
        assert_eq!(iqr(&[-f64::MAX, f64::MAX], QuantileType::InvertedCdf), Err(Undefined::Overflow));
    }

    proptest! {
        #[test]
        fn a_larger_share_never_has_a_smaller_quantile(values in prop::collection::vec(-1e3..1e3, 1..30), p in 0.0..=1.0, q in 0.0..=1.0) {
            let sorted = sort::sorted(&values);
            for definition in QuantileType::ALL {
                let low = quantile_of_sorted(&sorted, f64::min(p, q), definition).unwrap();
                let high = quantile_of_sorted(&sorted, f64::max(p, q), definition).unwrap();
                // Save for the rounding of the last digit.
                prop_assert!(low <= high + 1e-12 && sorted[0] <= low && high <= sorted[sorted.len() - 1], "{:?}: {} {}", definition, low, high);
            }
        }

        #[test]
        fn quantiles_move_with_the_values(values in prop::collection::vec(-1000i32..1000, 1..30), p in 0.0..=1.0) {
            let values: Vec<f64> = values.into_iter().map(f64::from).collect();
            let moved: Vec<f64> = values.iter().map(|value| 2.0 * value + 64.0).collect();
            for definition in QuantileType::ALL {
                let (before, after) = (quantile(&values, p, definition).unwrap(), quantile(&moved, p, definition).unwrap());
                prop_assert!((2.0 * before + 64.0 - after).abs() < 1e-11, "{:?}", definition);
            }
        }
    }
}
