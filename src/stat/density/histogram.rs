//! Counting values between breaks.

use crate::stat::Undefined;

/// How many of `values` lie between each two neighbours of `breaks`. A value on a break counts below it when `right` (the intervals
/// are closed on the right, R's way), else above it; one on the outermost break counts inside, one beyond it nowhere.
///
/// # Errors
/// Fewer than 2 breaks, breaks that do not rise.
pub fn histogram(values: &[f64], breaks: &[f64], right: bool) -> Result<Vec<u32>, Undefined> {
    Undefined::unless_at_least(2, breaks.len())?;
    if !breaks.windows(2).all(|pair| pair[0] < pair[1]) {
        return Err(Undefined::Parameter("the breaks rise"));
    }
    let (first, last) = (breaks[0], breaks[breaks.len() - 1]);
    let mut counts = vec![0; breaks.len() - 1];
    for value in values.iter().filter(|value| (first..=last).contains(value)) {
        let below = breaks.partition_point(|at| if right { at < value } else { at <= value });
        counts[below.clamp(1, breaks.len() - 1) - 1] += 1;
    }
    Ok(counts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_value_on_a_break_counts_on_one_side() {
        let values = [0.0, 1.0, 1.0, 1.5, 2.0, 3.0, 9.0, f64::NAN];
        assert_eq!(histogram(&values, &[0.0, 1.0, 2.0, 3.0], true), Ok(vec![3, 2, 1]));
        assert_eq!(histogram(&values, &[0.0, 1.0, 2.0, 3.0], false), Ok(vec![1, 3, 2]));
        assert!(histogram(&values, &[0.0, 0.0], true).is_err() && histogram(&values, &[0.0], true).is_err());
        assert!(histogram(&values, &[0.0, f64::NAN], true).is_err());
    }

    proptest! {
        #[test]
        fn every_value_within_is_counted_once(values in prop::collection::vec(-9i32..9, 0..50), right in any::<bool>()) {
            let values: Vec<f64> = values.into_iter().map(f64::from).collect();
            let counts = histogram(&values, &[-5.0, -1.0, 0.0, 4.0], right).unwrap();
            let within = values.iter().filter(|v| (-5.0..=4.0).contains(*v)).count();
            prop_assert_eq!(counts.iter().sum::<u32>() as usize, within);
        }
    }
}
