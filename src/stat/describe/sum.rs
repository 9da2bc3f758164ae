//! The sum, exactly rounded: what the other methods add up with, so that no order of the values and no offset changes a digit.

/// A sum that loses nothing: numbers of which no two share a binary digit, and which together are the sum (J. R. Shewchuk,
/// "Adaptive Precision Floating-Point Arithmetic and Fast Robust Geometric Predicates", 1997). There are seldom more than three.
#[derive(Clone, Debug, Default)]
pub struct Sum {
    /// From the least to the greatest.
    parts: Vec<f64>,
    /// The sum of what was infinite or NaN, as given or because a part became too large; else 0.
    beyond: f64,
}

impl Sum {
    /// The sum of nothing, 0.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a value. To take one away again, add its negative.
    pub fn add(&mut self, value: f64) {
        let (mut value, mut kept) = (value, 0);
        for next in 0..self.parts.len() {
            let part = self.parts[next];
            let (larger, smaller) = if f64::abs(value) < part.abs() { (part, value) } else { (value, part) };
            value = larger + smaller;
            let lost = smaller - (value - larger);
            if lost != 0.0 {
                self.parts[kept] = lost;
                kept += 1;
            }
        }
        self.parts.truncate(kept);
        if !value.is_finite() {
            self.parts.clear();
            self.beyond += value;
        } else if value != 0.0 {
            self.parts.push(value);
        }
    }

    /// The double nearest to the sum; infinite or NaN when a value was, or when the sum of some first values is too large.
    pub fn value(&self) -> f64 {
        // The greatest part first; once one adds something that is lost in rounding, only the sign of the next still matters.
        let (mut value, mut rest) = (self.beyond, self.parts.iter().rev());
        while let Some(&part) = rest.next() {
            let larger = value;
            value = larger + part;
            let lost = part - (value - larger);
            if lost != 0.0 {
                // Half way between two doubles, the parts below decide.
                let twice = lost * 2.0;
                let further = value + twice;
                if rest.next().is_some_and(|&below| (below < 0.0) == (lost < 0.0)) && further - value == twice {
                    value = further;
                }
                break;
            }
        }
        value
    }
}

/// The sum of `values`, 0 for none: the double nearest to it, infinite only when the sum itself is.
pub fn sum(values: &[f64]) -> f64 {
    let (sum, scale) = scaled_sum(values);
    sum * scale
}

/// The sum as a double and a power of two that it is to be multiplied by: 1 unless some first values are too large together.
pub(in crate::stat) fn scaled_sum(values: &[f64]) -> (f64, f64) {
    let add = |scale: f64| {
        let mut sum = Sum::new();
        values.iter().for_each(|value| sum.add(value / scale));
        sum.value()
    };
    let sum = add(1.0);
    if sum.is_finite() {
        return (sum, 1.0);
    }
    // 2^64: more values than there can be.
    const SCALE: f64 = 18_446_744_073_709_551_616.0;
    (add(SCALE), SCALE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn small_values_survive_large_ones() {
        assert_eq!(sum(&[]), 0.0);
        assert_eq!(sum(&[1.0, 1e100, 1.0, -1e100]), 2.0);
        assert_eq!(sum(&[0.1; 10]), 1.0);
        // Two steps down from the greatest: more than twice the precision of a double is at work.
        assert_eq!(sum(&[1e200, 1e100, 1.0, -1e100, -1e200, 1e-20]), 1.0);
        assert_eq!(sum(&[1e200, 1e100, 1e-20, -1e100, -1e200]), 1e-20);
    }

    #[test]
    fn halves_are_rounded_by_what_lies_below_them() {
        // 2^53 + 1 lies half way between two doubles and is rounded to the even one, 2^53; a trifle more decides otherwise.
        let half_way = 9_007_199_254_740_992.0;
        assert_eq!(sum(&[half_way, 1.0]), half_way);
        assert_eq!(sum(&[half_way, 1.0, 1e-30]), half_way + 2.0);
        assert_eq!(sum(&[half_way, 3.0, -1e-30]), half_way + 2.0);
    }

    #[test]
    fn only_a_sum_that_is_too_large_is_infinite() {
        assert_eq!(sum(&[f64::MAX, f64::MAX, -f64::MAX]), f64::MAX);
        assert_eq!(sum(&[f64::MAX, f64::MAX]), f64::INFINITY);
        assert_eq!(sum(&[f64::INFINITY, 1.0]), f64::INFINITY);
        assert!(sum(&[1.0, f64::NAN]).is_nan());
        assert!(sum(&[f64::INFINITY, -f64::INFINITY]).is_nan());
    }

    #[test]
    fn what_is_taken_away_leaves_no_trace() {
        let mut sum = Sum::new();
        for value in [0.1, 1e300, 0.2, -1e300, 1e-300, -0.1, -0.2] {
            sum.add(value);
        }
        assert_eq!(sum.value(), 1e-300);
    }

    proptest! {
        #[test]
        fn the_order_does_not_matter(mut values in prop::collection::vec(-1e20..1e20, 0..50), exponents in prop::collection::vec(-40i32..40, 50)) {
            for (value, exponent) in values.iter_mut().zip(exponents) {
                *value *= f64::powi(2.0, exponent);
            }
            let before = sum(&values);
            values.reverse();
            prop_assert_eq!(before, sum(&values));
            values.sort_by(f64::total_cmp);
            prop_assert_eq!(before, sum(&values));
        }
    }
}
