//! The Mann–Kendall test: does a series rise or fall, whatever the shape of it.

use super::inversions::inversions;
use crate::stat::Undefined;
use crate::stat::distribution::normal;
use crate::stat::sort::sorted;

/// What the Mann–Kendall test finds in a series.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MannKendall {
    /// How many pairs rise, less how many fall.
    pub s: f64,
    /// The variance of s where there is no trend, equal values taken into account.
    pub variance: f64,
    /// s in standard deviations, brought towards 0 by 1 for continuity if asked for; 0 where all values are equal.
    pub z: f64,
    /// The two-sided p value of z.
    pub p: f64,
}

/// The Mann–Kendall statistic of one series, and what the taus are made of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MannKendallSeries {
    /// The test.
    pub test: MannKendall,
    /// s by the number of pairs.
    pub tau_a: f64,
    /// s by the number of pairs that could differ (M. G. Kendall, "The Treatment of Ties in Ranking Problems", 1945); none where
    /// all values are equal.
    pub tau_b: Option<f64>,
}

/// s, its variance, the number of pairs and the number of pairs of equal values.
fn statistic(series: &[f64]) -> (f64, f64, f64, f64) {
    let mut values = series.to_vec();
    let falling = inversions(&mut values) as f64;
    let pairs = |n: f64| n * (n - 1.0) / 2.0;
    let weight = |n: f64| n * (n - 1.0) * (2.0 * n + 5.0);
    let n = series.len() as f64;
    let (mut equal, mut ties) = (0.0, 0.0);
    for set in values.chunk_by(|a, b| a == b) {
        equal += pairs(set.len() as f64);
        ties += weight(set.len() as f64);
    }
    (pairs(n) - equal - 2.0 * falling, (weight(n) - ties) / 18.0, pairs(n), equal)
}

fn test(s: f64, variance: f64, continuity: bool) -> MannKendall {
    let towards_0 = if continuity { s - s.signum() } else { s };
    let z = if s == 0.0 { 0.0 } else { towards_0 / variance.sqrt() };
    MannKendall { s, variance, z, p: normal::two_sided(z) }
}

/// The Mann–Kendall test of a series in the order of time, missing values left out (H. B. Mann, "Nonparametric Tests Against
/// Trend", 1945; M. G. Kendall, "Rank Correlation Methods", 1975), with the correction for continuity.
///
/// # Errors
/// For fewer than two values.
pub fn mann_kendall(series: &[f64]) -> Result<MannKendallSeries, Undefined> {
    Undefined::unless_at_least(2, series.len())?;
    let (s, variance, pairs, equal) = statistic(series);
    let tau_b = (equal < pairs).then(|| s / (pairs * (pairs - equal)).sqrt());
    Ok(MannKendallSeries { test: test(s, variance, true), tau_a: s / pairs, tau_b })
}

/// The exact two-sided p value of the Mann–Kendall test: the share of all orders of the values that are as far from having no
/// trend.
///
/// # Errors
/// For fewer than two values, and where values are equal.
pub fn mann_kendall_exact(series: &[f64]) -> Result<f64, Undefined> {
    Undefined::unless_at_least(2, series.len())?;
    if sorted(series).windows(2).any(|pair| pair[0] == pair[1]) {
        return Err(Undefined::Domain("different from all others"));
    }
    let falling = inversions(&mut series.to_vec()) as usize;
    let n = series.len();
    Ok(f64::min(1.0, 2.0 * share_of_orders(n, falling.min(n * (n - 1) / 2 - falling))))
}

/// Of all orders of n different values, the share that has at most so many inversions. The nth value, put among the others, adds
/// 0 to n − 1 of them, each with the same chance.
fn share_of_orders(n: usize, most: usize) -> f64 {
    let mut shares = vec![0.0; most + 1];
    shares[0] = 1.0;
    for size in 2..=n {
        let before = shares.clone();
        let mut within = 0.0;
        for (count, share) in shares.iter_mut().enumerate() {
            // The sum of the last `size` shares, added up anew now and then would change nothing: all are positive, and what is
            // taken away is small against what has come.
            within += before[count];
            if count >= size {
                within -= before[count - size];
            }
            *share = f64::max(within, 0.0) / size as f64;
        }
    }
    shares.iter().sum()
}

/// The seasonal Mann–Kendall test: a trend in all seasons of a cycle, each compared with itself alone (R. M. Hirsch, J. R. Slack
/// and R. A. Smith, "Techniques of Trend Analysis for Monthly Water Quality Data", 1982). NaN stands for a missing value.
///
/// # Errors
/// For a period of 0, and where no season has two values.
pub fn seasonal_mann_kendall(series: &[f64], period: usize, continuity: bool) -> Result<MannKendall, Undefined> {
    if period == 0 {
        return Err(Undefined::Parameter("the period is at least 1"));
    }
    let season = |at: usize| series.iter().skip(at).step_by(period).copied().filter(|value| !value.is_nan()).collect::<Vec<f64>>();
    let seasons: Vec<Vec<f64>> = (0..period.min(series.len())).map(season).collect();
    Undefined::unless_at_least(2, seasons.iter().map(Vec::len).max().unwrap_or(0))?;
    let (mut s, mut variance) = (0.0, 0.0);
    for season in &seasons {
        let found = statistic(season);
        s += found.0;
        variance += found.1;
    }
    Ok(test(s, variance, continuity))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_test_counts_rises_and_falls() {
        let found = mann_kendall(&[1.0, 3.0, 2.0, 2.0, 5.0]).unwrap();
        assert_eq!((found.test.s, found.tau_a), (5.0, 0.5));
        // n = 5 and one pair of equal values: (5·4·15 − 2·1·9) / 18.
        assert_eq!(found.test.variance, 282.0 / 18.0);
        assert_eq!(found.test.z, 4.0 / (282.0f64 / 18.0).sqrt());
        assert_eq!(found.tau_b, Some(5.0 / 90f64.sqrt()));
    }

    #[test]
    fn exact_shares_are_those_of_all_orders() {
        // Six orders of three values have 0, 1, 1, 2, 2, 3 inversions.
        assert_eq!([0, 1, 2, 3].map(|most| (share_of_orders(3, most) * 6e12).round()), [1e12, 3e12, 5e12, 6e12]);
        // R 4.2.2, cor.test(seq_along(x), x, method = "kendall", exact = TRUE).
        assert_eq!(mann_kendall_exact(&[2.0, 7.0, 4.0]), Ok(1.0));
        assert!((mann_kendall_exact(&[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 7.0]).unwrap() - 16.0 / 40320.0).abs() < 1e-18);
        assert!(matches!(mann_kendall_exact(&[1.0, 1.0]), Err(Undefined::Domain(_))));
    }

    #[test]
    fn seasons_are_compared_with_themselves() {
        // Every season rises while the cycle goes up and down.
        let series = [10.0, 1.0, 11.0, 2.0, 12.0, 3.0, f64::NAN, 4.0];
        let found = seasonal_mann_kendall(&series, 2, true).unwrap();
        assert_eq!((found.s, found.variance), (9.0, 66.0 / 18.0 + 156.0 / 18.0));
        assert_eq!(found.z, 8.0 / found.variance.sqrt());
        assert_eq!(seasonal_mann_kendall(&series, 2, false).unwrap().z, 9.0 / found.variance.sqrt());
        assert_eq!(seasonal_mann_kendall(&series, 8, true), Err(Undefined::TooFew { need: 2, have: 1 }));
    }

    #[test]
    fn equal_values_have_no_trend() {
        let found = mann_kendall(&[4.0; 6]).unwrap();
        assert_eq!((found.test.z, found.test.p, found.tau_b), (0.0, 1.0, None));
        assert_eq!(mann_kendall(&[1.0]), Err(Undefined::TooFew { need: 2, have: 1 }));
    }

    proptest! {
        #[test]
        fn a_series_turned_round_has_the_opposite_trend(mut series in prop::collection::vec(-30i32..30, 2..40)) {
            let test = |series: &[i32]| mann_kendall(&series.iter().map(|&value| f64::from(value)).collect::<Vec<f64>>()).unwrap();
            let forward = test(&series);
            series.reverse();
            let backward = test(&series);
            prop_assert_eq!((forward.test.s, forward.test.variance, forward.test.p), (-backward.test.s, backward.test.variance, backward.test.p));
        }

        #[test]
        fn all_orders_together_are_all(n in 2usize..60) {
            prop_assert!((share_of_orders(n, n * (n - 1) / 2) - 1.0).abs() < 1e-12);
        }
    }
}
