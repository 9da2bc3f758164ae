//! Two proportions: the interval of their difference, first less second, and the test that there is none.
//!
//! All return an error for a level outside 0 to 1, a group without tries, or successes that do not lie in 0 to `n`.

use super::proportion::score_roots;
use super::{Interval, normal_factor, proportion};
use crate::stat::Undefined;
use crate::stat::distribution::chi_squared;

fn proportions(successes: [f64; 2], n: [f64; 2]) -> Result<[f64; 2], Undefined> {
    Ok([proportion(successes[0], n[0])?, proportion(successes[1], n[1])?])
}

/// Half of a count on either side, but no more than the difference of the proportions is: Yates' correction.
fn correction([p, q]: [f64; 2], n: [f64; 2]) -> f64 {
    f64::min(0.5, (p - q).abs() / (1.0 / n[0] + 1.0 / n[1]))
}

/// The variance of the difference of two independent proportions.
fn variance([p, q]: [f64; 2], n: [f64; 2]) -> f64 {
    p * (1.0 - p) / n[0] + q * (1.0 - q) / n[1]
}

/// From the Wilson intervals of the two: the one to use (R. G. Newcombe, "Interval estimation for the difference between
/// independent proportions", 1998, method 10).
///
/// # Errors
/// See the head of this file.
pub fn newcombe(successes: [f64; 2], n: [f64; 2], level: f64) -> Result<Interval, Undefined> {
    let ([p, q], z) = (proportions(successes, n)?, normal_factor(level)?);
    let (first, second) = (score_roots(p, n[0], z), score_roots(q, n[1], z));
    Ok(Interval { low: p - q - (p - first.low).hypot(second.high - q), high: p - q + (first.high - p).hypot(q - second.low) })
}

/// The textbook's, the difference and so many standard errors to either side, cut at -1 and 1.
///
/// # Errors
/// See the head of this file.
pub fn wald(successes: [f64; 2], n: [f64; 2], level: f64) -> Result<Interval, Undefined> {
    let (p, z) = (proportions(successes, n)?, normal_factor(level)?);
    Ok(around(p[0] - p[1], z * variance(p, n).sqrt()))
}

/// The same, corrected for continuity (R's `prop.test`).
///
/// # Errors
/// See the head of this file.
pub fn wald_corrected(successes: [f64; 2], n: [f64; 2], level: f64) -> Result<Interval, Undefined> {
    let (p, z) = (proportions(successes, n)?, normal_factor(level)?);
    Ok(around(p[0] - p[1], z * variance(p, n).sqrt() + correction(p, n) * (1.0 / n[0] + 1.0 / n[1])))
}

/// The textbook's after one success and one failure more in each group (A. Agresti and B. Caffo, "Simple and effective confidence
/// intervals for proportions and differences of proportions", 2000).
///
/// # Errors
/// See the head of this file.
pub fn agresti_caffo(successes: [f64; 2], n: [f64; 2], level: f64) -> Result<Interval, Undefined> {
    proportions(successes, n)?;
    wald(successes.map(|k| k + 1.0), n.map(|n| n + 2.0), level)
}

fn around(centre: f64, reach: f64) -> Interval {
    Interval { low: (centre - reach).max(-1.0), high: (centre + reach).min(1.0) }
}

/// What a test of two proportions finds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TwoProportionTest {
    /// Pearson's chi-squared, with 1 degree of freedom.
    pub statistic: f64,
    /// The probability of a statistic as large or larger when the two proportions are one.
    pub p: f64,
}

/// Pearson's chi-squared test that two groups share one proportion, with or without Yates' correction for continuity.
///
/// # Errors
/// See the head of this file; also when all tries succeeded or all failed, where nothing differs.
pub fn two_proportion_test(successes: [f64; 2], n: [f64; 2], correct: bool) -> Result<TwoProportionTest, Undefined> {
    let [p, q] = proportions(successes, n)?;
    let common = (successes[0] + successes[1]) / (n[0] + n[1]);
    if common == 0.0 || common == 1.0 {
        return Err(Undefined::NoVariance);
    }
    let correction = if correct { correction([p, q], n) } else { 0.0 };
    // Of one try, the difference from the expected; it is the same in all four cells, for one of which the count is p · n.
    let off = (p - q).abs() * (n[0] * (n[1] / (n[0] + n[1]))) - correction;
    let statistic = off * off * (1.0 / n[0] + 1.0 / n[1]) / (common * (1.0 - common));
    Ok(TwoProportionTest { statistic, p: chi_squared::upper_tail(statistic, 1.0) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stat::distribution::close;
    use proptest::prelude::*;

    const SUCCESSES: [f64; 2] = [56.0, 48.0];
    const TRIES: [f64; 2] = [70.0, 80.0];

    #[test]
    fn newcombes_own_example() {
        // statsmodels 0.15.0: confint_proportions_2indep(56, 70, 48, 80); the paper prints 0.0524 and 0.3339.
        let found = newcombe(SUCCESSES, TRIES, 0.95).unwrap();
        close(found.low, 0.05243147240236498, 1e-12);
        close(found.high, 0.333872654036906, 1e-12);
    }

    #[test]
    fn the_test_is_pearsons() {
        // R 4.2.2: prop.test(c(56, 48), c(70, 80)), correct = TRUE and FALSE.
        let found = two_proportion_test(SUCCESSES, TRIES, true).unwrap();
        close(found.statistic, 6.114270410296227, 1e-13);
        close(found.p, 0.013409475178668924, 1e-12);
        close(two_proportion_test(SUCCESSES, TRIES, false).unwrap().statistic, 7.02341137123746, 1e-13);
        assert_eq!(two_proportion_test([0.0, 0.0], TRIES, true), Err(Undefined::NoVariance));
        assert_eq!(two_proportion_test(TRIES, TRIES, true), Err(Undefined::NoVariance));
    }

    #[test]
    fn small_differences_are_corrected_by_themselves() {
        assert_eq!(two_proportion_test([5.0, 10.0], [10.0, 20.0], true).unwrap().statistic, 0.0);
        let (plain, wide) = (wald(SUCCESSES, TRIES, 0.95).unwrap(), wald_corrected(SUCCESSES, TRIES, 0.95).unwrap());
        // Half a count on either side.
        close(plain.low - wide.low, 0.5 / 70.0 + 0.5 / 80.0, 1e-12);
    }

    proptest! {
        #[test]
        fn turned_round_they_change_sign(a in 0u32..=40, b in 0u32..=60) {
            let (k, n) = ([f64::from(a), f64::from(b)], [40.0, 60.0]);
            for method in [newcombe, wald, wald_corrected, agresti_caffo] {
                let found = method(k, n, 0.9).unwrap();
                let turned = method([k[1], k[0]], [n[1], n[0]], 0.9).unwrap();
                prop_assert!((found.low + turned.high).abs() < 1e-12 && found.low >= -1.0 && found.high <= 1.0);
            }
        }
    }
}
