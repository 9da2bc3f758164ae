//! The centred moving average, also of an even number of values: what is left of a series once its seasons cancel out.

use crate::stat::Undefined;
use crate::stat::describe::Sum;

/// The mean of the `order` values round each place; of an even order, the mean of the two windows that lie half a place off, so
/// that the outermost values count half. NaN stands for a missing value, and for a window that has one or reaches beyond an end.
///
/// # Errors
/// For an order of 0.
pub fn centred_moving_average(series: &[f64], order: usize) -> Result<Vec<f64>, Undefined> {
    if order == 0 {
        return Err(Undefined::Parameter("the order is at least 1"));
    }
    let mut averages = vec![f64::NAN; series.len()];
    let windows = window_sums(series, order);
    let half = order / 2;
    if order % 2 == 1 {
        averages.iter_mut().skip(half).zip(&windows).for_each(|(average, sum)| *average = sum / order as f64);
    } else {
        let pairs = windows.windows(2);
        averages.iter_mut().skip(half).zip(pairs).for_each(|(average, pair)| *average = (pair[0] + pair[1]) / (2.0 * order as f64));
    }
    Ok(averages)
}

/// The sum of every window of a width, NaN where one of its values is; each exact, and in linear time.
fn window_sums(series: &[f64], width: usize) -> Vec<f64> {
    let (mut sum, mut missing) = (Sum::new(), 0usize);
    let mut sums = Vec::new();
    for (at, &value) in series.iter().enumerate() {
        if value.is_nan() {
            missing += 1
        } else {
            sum.add(value)
        }
        if let Some(&gone) = at.checked_sub(width).map(|before| &series[before]) {
            if gone.is_nan() { missing -= 1 } else { sum.add(-gone) }
        }
        if at + 1 >= width {
            sums.push(if missing > 0 { f64::NAN } else { sum.value() });
        }
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn even_windows_are_halved_at_their_ends() {
        let gaps = |found: Vec<f64>| found.into_iter().map(|value| (!value.is_nan()).then_some(value)).collect::<Vec<_>>();
        let series = [1.0, 2.0, 6.0, 7.0, 9.0, 20.0];
        assert_eq!(gaps(centred_moving_average(&series, 3).unwrap()), [None, Some(3.0), Some(5.0), Some(22.0 / 3.0), Some(12.0), None]);
        assert_eq!(gaps(centred_moving_average(&series, 4).unwrap()), [None, None, Some(5.0), Some(8.25), None, None]);
        assert_eq!(gaps(centred_moving_average(&[1.0, f64::NAN, 3.0, 4.0, 5.0], 3).unwrap()), [None, None, None, Some(4.0), None]);
        assert_eq!(gaps(centred_moving_average(&series, 7).unwrap()), [None; 6]);
        assert!(centred_moving_average(&series, 0).is_err());
    }

    proptest! {
        #[test]
        fn a_line_is_its_own_average(slope in -9i32..9, order in 1usize..12) {
            let series: Vec<f64> = (0..30).map(|k| f64::from(slope * k)).collect();
            for (average, value) in centred_moving_average(&series, order).unwrap().iter().zip(&series) {
                prop_assert!(average.is_nan() || (average - value).abs() < 1e-12);
            }
        }

        #[test]
        fn a_season_cancels_out(season in prop::collection::vec(-99i32..99, 1..9)) {
            let series: Vec<f64> = (0..40).map(|k| f64::from(season[k % season.len()])).collect();
            let mean = season.iter().map(|&value| f64::from(value)).sum::<f64>() / season.len() as f64;
            for average in centred_moving_average(&series, season.len()).unwrap() {
                prop_assert!(average.is_nan() || (average - mean).abs() < 1e-12);
            }
        }
    }
}
