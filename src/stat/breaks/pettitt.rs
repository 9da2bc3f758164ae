//! Pettitt's test for one change of level at an unknown place.

use crate::stat::Undefined;
use crate::stat::relate::ranks;

/// What the test finds.
#[derive(Clone, Debug, PartialEq)]
pub struct Pettitt {
    /// The greatest amount of U, the pairs in which a value after the change is larger less those in which it is smaller.
    pub statistic: f64,
    /// Where U has it: one position, seldom more.
    pub positions: Vec<usize>,
    /// The p value: an approximation that is good below about 0.5.
    pub p: f64,
}

/// Pettitt's test (A. N. Pettitt, "A non-parametric approach to the change-point problem", 1979).
///
/// # Errors
/// Fewer than 2 values, all values equal.
pub fn pettitt(values: &[f64]) -> Result<Pettitt, Undefined> {
    Undefined::unless_at_least(2, values.len())?;
    let n = values.len() as f64;
    // U after k values is twice the sum of their ranks less k (n + 1): whole numbers.
    let mut u = 0.0;
    let us: Vec<f64> = ranks(values)
        .ranks
        .iter()
        .map(|rank| {
            u += 2.0 * rank - (n + 1.0);
            f64::abs(u)
        })
        .collect();
    let statistic = us.iter().fold(0.0, |greatest, &u| f64::max(greatest, u));
    if statistic == 0.0 && values.iter().all(|value| *value == values[0]) {
        return Err(Undefined::NoVariance);
    }
    let positions = us.iter().zip(1..values.len()).filter(|(u, _)| **u == statistic).map(|(_, position)| position).collect();
    let p = (2.0 * (-6.0 * statistic * statistic / (n * n * (n + 1.0))).exp()).min(1.0);
    Ok(Pettitt { statistic, positions, p })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_step_is_found_where_it_is() {
        let found = pettitt(&[3.0, 1.0, 2.0, 3.0, 9.0, 8.0, 9.0, 7.0, 8.0]).unwrap();
        // All 20 pairs across the step rise.
        assert_eq!((found.statistic, found.positions), (20.0, vec![4]));
        assert!((found.p - 2.0 * (-6.0f64 * 400.0 / 810.0).exp()).abs() < 1e-15);
    }

    #[test]
    fn two_places_may_be_as_good() {
        let found = pettitt(&[1.0, 3.0, 1.0]).unwrap();
        assert_eq!((found.statistic, found.positions, found.p), (1.0, vec![1, 2], 1.0));
        assert_eq!(pettitt(&[4.0; 5]), Err(Undefined::NoVariance));
        assert_eq!(pettitt(&[4.0]), Err(Undefined::TooFew { need: 2, have: 1 }));
    }

    proptest! {
        #[test]
        fn it_counts_the_pairs_across(values in prop::collection::vec(-5i32..5, 2..30)) {
            let series: Vec<f64> = values.iter().map(|&v| f64::from(v)).collect();
            if let Ok(found) = pettitt(&series) {
                let across = |k: usize| -> i32 {
                    values[k..].iter().map(|after| values[..k].iter().map(|before| (after - before).signum()).sum::<i32>()).sum()
                };
                let greatest = (1..values.len()).map(|k| across(k).abs()).max().unwrap();
                prop_assert_eq!(found.statistic, f64::from(greatest));
                prop_assert!(found.positions.iter().all(|&k| across(k).abs() == greatest));
                prop_assert!((0.0..=1.0).contains(&found.p));
            }
        }
    }
}
