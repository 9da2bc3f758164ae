//! Deviations from the mean: what variance, skewness, autocorrelation and correlation are made of.
//!
//! They are scaled by a power of two so that the largest lies in 1 to 2: their squares and fourth powers neither overflow nor
//! vanish, however large or small the values are. And the mean is taken in two parts, so that values round a large offset lose
//! nothing that the doubles themselves have not lost.

use super::{Sum, mean};

/// Values less their mean.
pub struct Deviations {
    /// The deviations divided by `scale`, in the order of the values; 0 where all values are equal.
    pub scaled: Vec<f64>,
    /// A power of two.
    pub scale: f64,
}

impl Deviations {
    /// The sum of the products of each deviation and that of `other` that stands `lag` places before, in units of `scale` times
    /// the other `scale`. With itself and a lag of 0: the sum of squares.
    pub fn products(&self, other: &Deviations, lag: usize) -> f64 {
        let mut sum = Sum::new();
        self.scaled.iter().skip(lag).zip(&other.scaled).for_each(|(a, b)| sum.add(a * b));
        sum.value()
    }

    /// The sum of the squares of the scaled deviations; 0 only where all values are equal.
    pub fn squares(&self) -> f64 {
        self.products(self, 0)
    }
}

/// The deviations of `values` from their mean.
pub fn deviations(values: &[f64]) -> Deviations {
    let outer = power_of_two_below(values);
    let mut scaled: Vec<f64> = values.iter().map(|value| value / outer).collect();
    // The second time what the rounding of the mean has left over.
    for _ in 0..2 {
        let centre = mean(&scaled).unwrap_or_default();
        scaled.iter_mut().for_each(|value| *value -= centre);
    }
    let inner = power_of_two_below(&scaled);
    scaled.iter_mut().for_each(|value| *value /= inner);
    Deviations { scaled, scale: outer * inner }
}

/// The power of two just below the greatest of the amounts of `values`; 1 where they are all 0.
pub(in crate::stat) fn power_of_two_below(values: &[f64]) -> f64 {
    let greatest = values.iter().fold(0.0, |greatest, value| f64::max(greatest, value.abs()));
    if greatest == 0.0 {
        return 1.0;
    }
    // The exponent alone; the doubles with the least exponent have leading zeros.
    f64::max(f64::from_bits(greatest.to_bits() & f64::INFINITY.to_bits()), f64::MIN_POSITIVE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_offset_is_gone_without_a_trace() {
        let small = deviations(&[-3.0, 1.0, 2.0, 4.0]);
        let offset = deviations(&[1e15 - 3.0, 1e15 + 1.0, 1e15 + 2.0, 1e15 + 4.0]);
        assert_eq!((small.scaled, small.scale), (offset.scaled, offset.scale));
    }

    #[test]
    fn equal_values_deviate_by_nothing() {
        for value in [0.1, 7.5, -1e300, 1e-320, 0.0] {
            assert_eq!(deviations(&[value; 12]).squares(), 0.0, "{value}");
        }
    }

    #[test]
    fn no_values_are_too_large_or_too_small() {
        for scale in [1e308, 1e-307, 5e-324] {
            let found = deviations(&[-scale, scale]);
            assert_eq!(found.scaled[0] * found.scale, -scale, "{scale}");
            assert!(found.squares() > 0.0, "{scale}");
        }
        assert!(deviations(&[]).scaled.is_empty());
    }

    proptest! {
        #[test]
        fn the_greatest_is_between_1_and_2_and_they_cancel(values in prop::collection::vec(-1e6..1e6, 2..40)) {
            let found = deviations(&values);
            let greatest = found.scaled.iter().fold(0.0, |greatest, value| f64::max(greatest, value.abs()));
            prop_assert!((1.0..2.0).contains(&greatest) || greatest == 0.0, "{}", greatest);
            prop_assert!(crate::stat::describe::sum(&found.scaled).abs() < 1e-14 * values.len() as f64);
        }
    }
}
