//! Intervals for a proportion: so many successes in so many tries.
//!
//! Wilson's is the one to use unless somebody asks for another: it keeps its level for few tries and near 0 and 1, where the
//! textbook's p ± z·√(p(1 - p)/n) does not. L. D. Brown, T. T. Cai and A. DasGupta compare them all ("Interval estimation for a
//! binomial proportion", 2001).
//!
//! All return an error for a level outside 0 to 1, no tries, or successes that do not lie in 0 to `n`.

use super::{Interval, normal_factor, proportion, tail};
use crate::stat::Undefined;
use crate::stat::distribution::beta;

/// The proportions from which `p` lies just `z` of their own standard errors away: the roots of (x - p)² = z² x (1 - x) / n.
pub(super) fn score_roots(p: f64, n: f64, z: f64) -> Interval {
    let z2 = z * z / n;
    let high = (p + 0.5 * z2 + (z2 * (p * (1.0 - p) + 0.25 * z2)).sqrt()) / (1.0 + z2);
    // Their product is p² / (1 + z²/n): no difference of nearly equal numbers.
    Interval { low: p * p / (1.0 + z2) / high, high: high.min(1.0) }
}

/// Wilson's score interval (E. B. Wilson, "Probable inference, the law of succession, and statistical inference", 1927).
///
/// # Errors
/// See the head of this file.
pub fn wilson(successes: f64, n: f64, level: f64) -> Result<Interval, Undefined> {
    Ok(score_roots(proportion(successes, n)?, n, normal_factor(level)?))
}

/// Wilson's interval corrected for continuity: each end is that of half a success more or less (R. G. Newcombe, "Two-sided
/// confidence intervals for the single proportion", 1998, method 4).
///
/// # Errors
/// See the head of this file.
pub fn wilson_corrected(successes: f64, n: f64, level: f64) -> Result<Interval, Undefined> {
    let (p, z, half) = (proportion(successes, n)?, normal_factor(level)?, 0.5 / n);
    let low = if p > half { score_roots(p - half, n, z).low } else { 0.0 };
    let high = if p + half < 1.0 { score_roots(p + half, n, z).high } else { 1.0 };
    Ok(Interval { low, high })
}

/// The exact interval: all proportions that neither tail of the binomial distribution rejects (C. J. Clopper and E. S. Pearson,
/// "The use of confidence or fiducial limits", 1934). Never below its level, mostly well above.
///
/// # Errors
/// See the head of this file.
pub fn clopper_pearson(successes: f64, n: f64, level: f64) -> Result<Interval, Undefined> {
    let (p, tail) = (proportion(successes, n)?, tail(level)?);
    let low = if p == 0.0 { 0.0 } else { beta::quantile(tail, 1.0 - tail, successes, n - successes + 1.0) };
    let high = if p == 1.0 { 1.0 } else { beta::quantile(1.0 - tail, tail, successes + 1.0, n - successes) };
    Ok(Interval { low, high })
}

/// The textbook interval round Wilson's centre, cut at 0 and 1 (A. Agresti and B. A. Coull, "Approximate is better than exact",
/// 1998).
///
/// # Errors
/// See the head of this file.
pub fn agresti_coull(successes: f64, n: f64, level: f64) -> Result<Interval, Undefined> {
    proportion(successes, n)?;
    let z = normal_factor(level)?;
    let tries = n + z * z;
    let centre = (successes + 0.5 * z * z) / tries;
    let reach = z * (centre * (1.0 - centre) / tries).sqrt();
    Ok(Interval { low: (centre - reach).max(0.0), high: (centre + reach).min(1.0) })
}

/// The quantiles of what is believed of the proportion after the tries, with Jeffreys' prior before them, B(1/2, 1/2).
///
/// # Errors
/// See the head of this file.
pub fn jeffreys(successes: f64, n: f64, level: f64) -> Result<Interval, Undefined> {
    proportion(successes, n)?;
    let (tail, a, b) = (tail(level)?, successes + 0.5, n - successes + 0.5);
    Ok(Interval { low: beta::quantile(tail, 1.0 - tail, a, b), high: beta::quantile(1.0 - tail, tail, a, b) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stat::distribution::{binomial, close};
    use proptest::prelude::*;

    type Method = fn(f64, f64, f64) -> Result<Interval, Undefined>;

    #[test]
    fn three_of_ten() {
        // R 4.2.2: prop.test, binom.test; statsmodels 0.15.0: proportion_confint.
        let cases: [(Method, f64, f64); 4] = [
            (wilson, 0.10779126740630104, 0.6032218525388545),
            (wilson_corrected, 0.0809478242099945, 0.6463292764888311),
            (clopper_pearson, 0.0667395111777345, 0.6524528500599973),
            (agresti_coull, 0.10333841792242532, 0.6076747020227304),
        ];
        for (method, low, high) in cases {
            let found = method(3.0, 10.0, 0.95).unwrap();
            close(found.low, low, 1e-12);
            close(found.high, high, 1e-12);
        }
    }

    #[test]
    fn none_and_all_reach_the_ends() {
        for method in [wilson, wilson_corrected, clopper_pearson] {
            assert_eq!(method(0.0, 10.0, 0.95).unwrap().low, 0.0);
            close(method(10.0, 10.0, 0.95).unwrap().high, 1.0, 1e-15);
        }
        // statsmodels 0.15.0: proportion_confint(0, 10, method = "jeffreys").
        close(jeffreys(0.0, 10.0, 0.95).unwrap().low, 4.789043315758196e-05, 1e-12);
        close(jeffreys(0.0, 10.0, 0.95).unwrap().high, 0.21719626750921053, 1e-12);
    }

    proptest! {
        #[test]
        fn every_interval_lies_in_0_to_1_and_mirrors(n in 1u32..500, share in 0.0f64..=1.0, level in 0.5f64..0.999) {
            let (n, k) = (f64::from(n), (f64::from(n) * share).floor());
            for method in [wilson, wilson_corrected, clopper_pearson, agresti_coull, jeffreys] {
                let (found, mirror) = (method(k, n, level).unwrap(), method(n - k, n, level).unwrap());
                prop_assert!(0.0 <= found.low && found.low < found.high && found.high <= 1.0, "{found:?}");
                prop_assert!((found.low + mirror.high - 1.0).abs() < 1e-12, "{found:?} {mirror:?}");
            }
        }

        #[test]
        fn the_exact_interval_leaves_half_the_error_on_either_side(n in 2u32..200, share in 0.01f64..0.99) {
            let (n, k) = (f64::from(n), (f64::from(n) * share).ceil().min(f64::from(n) - 1.0));
            let found = clopper_pearson(k, n, 0.9).unwrap();
            prop_assert!((binomial::upper_tail(k - 1.0, n, found.low) - 0.05).abs() < 1e-12);
            prop_assert!((binomial::distribution(k, n, found.high) - 0.05).abs() < 1e-12);
        }
    }
}
