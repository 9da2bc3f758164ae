//! Many tests at once: how many of the findings would be there by chance alone.
//!
//! Of a hundred tests of nothing five are "significant at 5 %". An adjusted p value is held against the same limit as a single
//! one, and the limit then holds for all tests together. R calls this `p.adjust`.

use super::Undefined;
use super::sort::order;

/// Adjusted p values that keep the false discovery rate: of what lies below 0.05, no more than 5 % is expected to be chance, as
/// long as the tests are independent or lean the same way (Y. Benjamini and Y. Hochberg, "Controlling the false discovery rate: a
/// practical and powerful approach to multiple testing", 1995).
///
/// # Errors
/// A p value outside 0 to 1.
pub fn benjamini_hochberg(p: &[f64]) -> Result<Vec<f64>, Undefined> {
    let rising = rising(p)?;
    let (n, mut adjusted, mut least) = (p.len() as f64, vec![0.0; p.len()], 1.0);
    // From the largest down: none may be larger than that of a larger one.
    for (rank, &(p, row)) in rising.iter().enumerate().rev() {
        least = f64::min(least, p * (n / (rank + 1) as f64));
        adjusted[row as usize] = least;
    }
    Ok(adjusted)
}

/// Adjusted p values that keep the chance of even one false finding, whatever the tests have to do with each other (S. Holm, "A simple
/// sequentially rejective multiple test procedure", 1979).
///
/// # Errors
/// A p value outside 0 to 1.
pub fn holm(p: &[f64]) -> Result<Vec<f64>, Undefined> {
    let rising = rising(p)?;
    let (mut adjusted, mut greatest) = (vec![0.0; p.len()], 0.0);
    // From the smallest up: none may be smaller than that of a smaller one.
    for (rank, &(one, row)) in rising.iter().enumerate() {
        greatest = f64::max(greatest, one * (p.len() - rank) as f64).min(1.0);
        adjusted[row as usize] = greatest;
    }
    Ok(adjusted)
}

/// The p values and their places, from the smallest.
fn rising(p: &[f64]) -> Result<Vec<(f64, u32)>, Undefined> {
    if !p.iter().all(|p| (0.0..=1.0).contains(p)) {
        return Err(Undefined::Domain("a probability"));
    }
    let mut rising: Vec<(f64, u32)> = p.iter().copied().zip(0..).collect();
    order(&mut rising);
    Ok(rising)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stat::distribution::close;
    use proptest::prelude::*;

    #[test]
    fn p_values_are_adjusted_as_r_adjusts_them() {
        // R 4.2.2: p.adjust(p, "BH") and p.adjust(p, "holm").
        let p = [0.01, 0.04, 0.03, 0.005, 0.55, 0.02, 0.8];
        let bh = [0.035, 0.056, 0.0525, 0.035, 0.6416666666666667, 0.04666666666666667, 0.8];
        let by_holm = [0.06, 0.12, 0.12, 0.035, 1.0, 0.1, 1.0];
        for (found, expected) in benjamini_hochberg(&p).unwrap().into_iter().zip(bh) {
            close(found, expected, 1e-14);
        }
        for (found, expected) in holm(&p).unwrap().into_iter().zip(by_holm) {
            close(found, expected, 1e-14);
        }
    }

    #[test]
    fn what_is_no_probability_is_refused() {
        assert!(holm(&[0.5, 1.5]).is_err() && benjamini_hochberg(&[f64::NAN]).is_err());
        assert_eq!(holm(&[]), Ok(vec![]));
        assert_eq!(benjamini_hochberg(&[0.3]), Ok(vec![0.3]));
    }

    proptest! {
        #[test]
        fn adjusting_keeps_the_order_and_never_helps(p in prop::collection::vec(0.0f64..=1.0, 1..40)) {
            let (bh, by_holm) = (benjamini_hochberg(&p).unwrap(), holm(&p).unwrap());
            for (i, &a) in p.iter().enumerate() {
                prop_assert!(a <= bh[i] && bh[i] <= by_holm[i] + 1e-15 && by_holm[i] <= 1.0);
                for (j, &b) in p.iter().enumerate() {
                    prop_assert!(a > b || (bh[i] <= bh[j] && by_holm[i] <= by_holm[j]));
                }
            }
        }

        #[test]
        fn benjamini_and_hochberg_find_what_their_step_up_rule_finds(p in prop::collection::vec(0.0f64..0.2, 1..40), rate in 0.01f64..0.2) {
            let mut rising = p.clone();
            rising.sort_by(f64::total_cmp);
            let n = p.len() as f64;
            // The rule: all up to the last whose p value is below its share of the rate.
            let found = (1..=p.len()).rev().find(|&k| rising[k - 1] <= rate * k as f64 / n).unwrap_or(0);
            let adjusted = benjamini_hochberg(&p).unwrap();
            prop_assert_eq!(adjusted.iter().filter(|&&p| p <= rate * (1.0 + 1e-12)).count(), found);
        }
    }
}
