//! The standard deviation of a moving window.

use crate::stat::describe::{Sum, power_of_two_below};

/// The standard deviation of every window of `window` values, infinite or NaN where it is none.
///
/// Every window holds exactly one place whose number is a multiple of `window`. The squares are taken of the differences from
/// the value there and summed up to both sides of it (M. van Herk, "A Fast Algorithm for Local Minimum and Maximum Filters",
/// 1992, does so with minima), so that each window is the sum of two parts. Because that value is in the window, the squares of
/// the differences from it are at most `window` times those from the mean: no offset, and nothing that has left the window,
/// takes digits away.
pub(super) fn rolling_stdev(values: &[f64], window: usize) -> Vec<f64> {
    let count = values.len() + 1 - window;
    let mut answers = vec![f64::NAN; count];
    for pivot in (0..values.len()).step_by(window) {
        // The windows that hold the pivot begin after `before` and end before `after`.
        let (before, after) = ((pivot + 1).saturating_sub(window), (pivot + window).min(values.len()));
        let mut differences: Vec<f64> = values[before..after].iter().map(|value| value - values[pivot]).collect();
        let scale = power_of_two_below(&differences);
        differences.iter_mut().for_each(|difference| *difference /= scale);
        let (left, right) = differences.split_at(pivot - before);
        let (left, right) = (sums(&mut left.iter().rev()), sums(&mut right.iter()));
        for first in before..(pivot + 1).min(count) {
            let ((sum, squares), (more, more_squares)) = (left[pivot - first], right[first + window - pivot]);
            let (sum, squares, n) = (sum + more, squares + more_squares, window as f64);
            answers[first] = (f64::max(squares - sum * sum / n, 0.0) / (n - 1.0)).sqrt() * scale;
        }
    }
    answers
}

/// The sums of none, one, two, … of the differences, and of their squares.
fn sums(differences: &mut dyn Iterator<Item = &f64>) -> Vec<(f64, f64)> {
    let (mut sum, mut squares) = (Sum::new(), Sum::new());
    let mut sums = vec![(0.0, 0.0)];
    for difference in differences {
        sum.add(*difference);
        squares.add(difference * difference);
        sums.push((sum.value(), squares.value()));
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_of_one_spread_and_one_value_do_not() {
        let found = rolling_stdev(&[1.0, 3.0, 3.0, 3.0, 1e9, 1e9 + 2.0], 2);
        assert_eq!(found, [f64::sqrt(2.0), 0.0, 0.0, f64::sqrt((1e9 - 3.0) * (1e9 - 3.0) / 2.0), f64::sqrt(2.0)]);
        assert!(rolling_stdev(&[1.0, 2.0], 1).iter().all(|value| value.is_nan()));
    }

    #[test]
    fn neither_large_nor_small_values_are_lost() {
        let found = rolling_stdev(&[1e-200, 3e-200, 5e-200, 7e-200, 1e200, 3e200, 5e200], 3);
        assert!((found[0] / 2e-200 - 1.0).abs() < 1e-15 && (found[4] / 2e200 - 1.0).abs() < 1e-15, "{found:?}");
    }
}
