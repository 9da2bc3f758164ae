//! The sum, compensated for rounding.

/// The sum of `values`, 0 for none: Neumaier's variant of Kahan summation, which also holds when a later value is larger than
/// the sum so far (A. Neumaier, "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen", 1974).
pub fn sum(values: &[f64]) -> f64 {
    let (mut sum, mut lost) = (0.0, 0.0);
    for &value in values {
        let next = sum + value;
        let (larger, smaller) = if f64::abs(sum) >= value.abs() { (sum, value) } else { (value, sum) };
        lost += (larger - next) + smaller;
        sum = next;
    }
    // An infinite sum has lost NaN.
    if sum.is_finite() { sum + lost } else { sum }
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
        assert_eq!(sum(&[f64::INFINITY, 1.0]), f64::INFINITY);
        assert!(sum(&[1.0, f64::NAN]).is_nan());
    }

    proptest! {
        #[test]
        fn the_order_does_not_matter(mut values in prop::collection::vec(-1_000_000_000i64..1_000_000_000, 0..50)) {
            let tenths = |v: &[i64]| v.iter().map(|&v| v as f64 / 10.0).collect::<Vec<_>>();
            let before = sum(&tenths(&values));
            values.reverse();
            prop_assert_eq!(before, sum(&tenths(&values)));
        }
    }
}
