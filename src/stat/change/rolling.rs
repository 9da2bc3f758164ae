//! A window that moves along a series, and what is computed of the values in it: in linear or n log n time, however wide it is.

use super::rolling_median::rolling_median;
use super::rolling_stdev::rolling_stdev;
use crate::stat::Undefined;
use crate::stat::describe::Sum;
use std::collections::VecDeque;

/// What is computed of the values in a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RollingOp {
    /// Their sum.
    Sum,
    /// Their mean.
    Mean,
    /// Their median.
    Median,
    /// The least of them.
    Min,
    /// The greatest of them.
    Max,
    /// The standard deviation of the population that they are a sample of.
    Stdev,
}

/// Which place of its window an answer stands at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// The first: the window looks ahead.
    Left,
    /// The one in the middle, the left one of two, as R's zoo has it.
    Center,
    /// The last: the window looks back, as newsrooms' seven-day averages do.
    Right,
}

/// An operation on every window of `window` places. NaN where the window reaches beyond the series or a value in it is missing.
///
/// # Errors
/// For a window of 0 places.
pub fn rolling(places: &[f64], window: usize, operation: RollingOp, align: Align) -> Result<Vec<f64>, Undefined> {
    if window == 0 {
        return Err(Undefined::Parameter("a window has 1 place or more"));
    }
    let mut answers = vec![f64::NAN; places.len()];
    if window > places.len() {
        return Ok(answers);
    }
    // Missing values count as 0, and the windows that hold one are left out in the end.
    let filled: Vec<f64> = places.iter().map(|place| if place.is_nan() { 0.0 } else { *place }).collect();
    let of_windows = match operation {
        RollingOp::Sum => rolling_sum(&filled, window, 1.0),
        RollingOp::Mean => rolling_sum(&filled, window, window as f64),
        RollingOp::Median => rolling_median(&filled, window),
        RollingOp::Min => rolling_extreme(&filled, window, |a, b| a <= b),
        RollingOp::Max => rolling_extreme(&filled, window, |a, b| a >= b),
        RollingOp::Stdev => rolling_stdev(&filled, window),
    };
    let shift = match align {
        Align::Left => 0,
        Align::Center => (window - 1) / 2,
        Align::Right => window - 1,
    };
    let mut missing = places[..window - 1].iter().filter(|place| place.is_nan()).count();
    for (first, value) in of_windows.into_iter().enumerate() {
        missing += usize::from(places[first + window - 1].is_nan());
        if missing == 0 && value.is_finite() {
            answers[first + shift] = value;
        }
        missing -= usize::from(places[first].is_nan());
    }
    Ok(answers)
}

/// The sum of every window by `divisor`. Exact: what has left a window leaves no rounding behind.
fn rolling_sum(values: &[f64], window: usize, divisor: f64) -> Vec<f64> {
    // 2^64: more places than a window can have. Only where values are so large that their sum may be too large.
    const SCALE: f64 = 18_446_744_073_709_551_616.0;
    let scale = if values.iter().any(|value| value.abs() > f64::MAX / SCALE) { SCALE } else { 1.0 };
    let mut sum = Sum::new();
    let mut sums = Vec::with_capacity(values.len() + 1 - window);
    for (place, value) in values.iter().enumerate() {
        sum.add(value / scale);
        if let Some(first) = (place + 1).checked_sub(window) {
            sums.push(sum.value() / divisor * scale);
            sum.add(-values[first] / scale);
        }
    }
    sums
}

/// The extreme of every window: `fits(a, b)` where a is at least as extreme as b. A queue of those that no later one outdoes.
fn rolling_extreme(values: &[f64], window: usize, fits: fn(f64, f64) -> bool) -> Vec<f64> {
    let mut queue: VecDeque<usize> = VecDeque::new();
    let mut extremes = Vec::with_capacity(values.len() + 1 - window);
    for (place, &value) in values.iter().enumerate() {
        while queue.back().is_some_and(|&last| fits(value, values[last])) {
            queue.pop_back();
        }
        queue.push_back(place);
        if queue[0] + window <= place {
            queue.pop_front();
        }
        if place + 1 >= window {
            extremes.push(values[queue[0]]);
        }
    }
    extremes
}

#[cfg(test)]
mod tests {
    use super::super::same;
    use super::*;
    use crate::stat::describe;
    use proptest::prelude::*;

    const NAN: f64 = f64::NAN;
    const ALL: [RollingOp; 6] = [RollingOp::Sum, RollingOp::Mean, RollingOp::Median, RollingOp::Min, RollingOp::Max, RollingOp::Stdev];

    /// R 4.2.2, zoo 1.8.11: `rollapply(zoo(c(1, 2, 6, 3, 8)), w, mean, align = a, fill = NA)`.
    #[test]
    fn an_answer_stands_where_it_is_aligned() {
        let mean = |window, align| rolling(&[1.0, 2.0, 6.0, 3.0, 8.0], window, RollingOp::Mean, align).unwrap();
        same(mean(2, Align::Left), &[1.5, 4.0, 4.5, 5.5, NAN]);
        same(mean(2, Align::Center), &[1.5, 4.0, 4.5, 5.5, NAN]);
        same(mean(2, Align::Right), &[NAN, 1.5, 4.0, 4.5, 5.5]);
        same(mean(4, Align::Center), &[NAN, 3.0, 4.75, NAN, NAN]);
        same(mean(5, Align::Center), &[NAN, NAN, 4.0, NAN, NAN]);
        same(mean(6, Align::Right), &[NAN; 5]);
        assert_eq!(rolling(&[1.0], 0, RollingOp::Sum, Align::Left), Err(Undefined::Parameter("a window has 1 place or more")));
    }

    #[test]
    fn a_window_with_a_missing_value_has_no_answer() {
        for operation in ALL {
            let found = rolling(&[1.0, 2.0, NAN, 4.0, 5.0, 7.0], 2, operation, Align::Right).unwrap();
            let answered: Vec<usize> = (0..6).filter(|&place| !found[place].is_nan()).collect();
            assert_eq!(answered, [1, 4, 5], "{operation:?}");
        }
    }

    #[test]
    fn a_wild_value_leaves_no_trace_behind() {
        let wild = [0.1, 0.2, 1e300, 0.1, 0.2, 0.3];
        let found = rolling(&wild, 2, RollingOp::Sum, Align::Left).unwrap();
        assert_eq!((found[3], found[4]), (0.1 + 0.2, 0.5));
        let huge = rolling(&[f64::MAX, f64::MAX, 8.0, 8.0], 2, RollingOp::Mean, Align::Left).unwrap();
        assert_eq!((huge[0], huge[2]), (f64::MAX, 8.0));
    }

    proptest! {
        #[test]
        fn every_window_is_computed_as_if_it_were_alone(
            values in prop::collection::vec(-1e3..1e3, 1..40), window in 1usize..12, offset in prop::sample::select(vec![0.0, 1e9])
        ) {
            let values: Vec<f64> = values.into_iter().map(|value| value + offset).collect();
            for operation in ALL {
                let found = rolling(&values, window, operation, Align::Left).unwrap();
                for (first, values) in values.windows(window).enumerate() {
                    let expected = match operation {
                        RollingOp::Sum => Ok(describe::sum(values)),
                        RollingOp::Mean => describe::mean(values),
                        RollingOp::Median => describe::median(values),
                        RollingOp::Min => describe::min(values),
                        RollingOp::Max => describe::max(values),
                        RollingOp::Stdev => describe::stdev(values),
                    };
                    match expected {
                        Ok(expected) if operation == RollingOp::Stdev => {
                            prop_assert!((found[first] - expected).abs() <= 1e-13 * expected, "{} {}", found[first], expected);
                        }
                        Ok(expected) => prop_assert_eq!(found[first], expected, "{:?}", operation),
                        Err(_) => prop_assert!(found[first].is_nan()),
                    }
                }
            }
        }
    }
}
