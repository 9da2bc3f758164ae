//! The exponentially weighted moving average: each value counts, the longer ago the less.

use crate::stat::Undefined;

/// The exponentially weighted moving average of a series at each place; NaN stands for a missing value, and in the average for a
/// place before the first value. A value's weight shrinks by the factor 1 − alpha with each place that goes by, with
/// `ignore_missing` only with each value. If `adjust`, the average is the weighted mean of all values so far; otherwise it starts
/// at the first value and moves towards each next by alpha, or by more after a gap.
///
/// # Errors
/// For an alpha that is not above 0 and at most 1.
pub fn ewma(series: &[f64], alpha: f64, adjust: bool, ignore_missing: bool) -> Result<Vec<f64>, Undefined> {
    if !(alpha > 0.0 && alpha <= 1.0) {
        return Err(Undefined::Parameter("alpha lies above 0 and is at most 1"));
    }
    // The average, and what the values in it weigh together.
    let (mut average, mut weight) = (f64::NAN, 1.0);
    let new_weight = if adjust { 1.0 } else { alpha };
    let step = |&value: &f64| {
        if average.is_nan() {
            average = value;
        } else {
            if !(value.is_nan() && ignore_missing) {
                weight *= 1.0 - alpha;
            }
            if !value.is_nan() {
                average += (value - average) * (new_weight / (weight + new_weight));
                weight = if adjust { weight + 1.0 } else { 1.0 };
            }
        }
        average
    };
    Ok(series.iter().map(step).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn averages_move_towards_each_value() {
        assert_eq!(ewma(&[4.0, 8.0, 0.0], 0.5, false, false), Ok(vec![4.0, 6.0, 3.0]));
        // (8 + 4/2) / (3/2), (0 + 8/2 + 4/4) / (7/4).
        let adjusted = ewma(&[4.0, 8.0, 0.0], 0.5, true, false).unwrap();
        assert!((adjusted[1] - 20.0 / 3.0).abs() < 1e-15 && (adjusted[2] - 20.0 / 7.0).abs() < 1e-15, "{adjusted:?}");
    }

    /// pandas 3.1.1, Series([nan, 1, nan, 5]).ewm(alpha = 0.5, adjust, ignore_na).mean()
    #[test]
    fn gaps_go_by_or_do_not() {
        let last = |adjust, ignore| ewma(&[f64::NAN, 1.0, f64::NAN, 5.0], 0.5, adjust, ignore).unwrap();
        let close = |found: f64, expected: f64| assert!((found - expected).abs() < 1e-15, "{found} is not {expected}");
        close(last(true, false)[3], 4.2);
        close(last(true, true)[3], 11.0 / 3.0);
        close(last(false, false)[3], 11.0 / 3.0);
        close(last(false, true)[3], 3.0);
        assert!(last(true, true)[0].is_nan());
        assert_eq!(last(true, true)[2], 1.0);
        assert!(matches!(ewma(&[1.0], 0.0, true, true), Err(Undefined::Parameter(_))));
    }

    proptest! {
        #[test]
        fn an_average_lies_among_its_values(series in prop::collection::vec(-9.0..9.0f64, 1..40), alpha in 0.01..1.0f64, adjust: bool) {
            let averages = ewma(&series, alpha, adjust, false).unwrap();
            for (k, average) in averages.iter().enumerate() {
                let (low, high) = series[..=k].iter().fold((f64::MAX, f64::MIN), |(low, high), &value| (low.min(value), high.max(value)));
                prop_assert!(*average >= low - 1e-12 && *average <= high + 1e-12);
            }
        }
    }
}
