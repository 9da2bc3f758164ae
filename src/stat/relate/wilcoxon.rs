//! Wilcoxon's signed rank test: whether differences tend to one side of 0.

use super::{normal_p, ranks, subset_sums};
use crate::stat::Undefined;

/// What the test finds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SignedRank {
    /// The sum of the ranks, by amount, of the differences above 0. R calls it V.
    pub v: f64,
    /// The two-sided p value.
    pub p: f64,
}

/// The ranks of the amounts of the differences that are not 0, the sum of tie cubes, and v.
fn statistic(differences: &[f64]) -> Result<(Vec<f64>, f64, f64), Undefined> {
    let differences: Vec<f64> = differences.iter().copied().filter(|&d| d != 0.0).collect();
    Undefined::unless_at_least(1, differences.len())?;
    let amounts = ranks(&differences.iter().map(|d| d.abs()).collect::<Vec<_>>());
    let v = differences.iter().zip(&amounts.ranks).filter(|(d, _)| **d > 0.0).map(|(_, rank)| rank).sum();
    let cubes = amounts.tie_cubes();
    Ok((amounts.ranks, cubes, v))
}

/// The p value from the normal distribution, `correct`ed for continuity or not, with the variance that ties leave (F. Wilcoxon,
/// "Individual comparisons by ranking methods", 1945). Differences of 0 are left out.
///
/// # Errors
/// All differences are 0.
pub fn wilcoxon_asymptotic(differences: &[f64], correct: bool) -> Result<SignedRank, Undefined> {
    let (all, cubes, v) = statistic(differences)?;
    let n = all.len() as f64;
    let variance = n * (n + 1.0) * (2.0 * n + 1.0) / 24.0 - cubes / 48.0;
    Ok(SignedRank { v, p: normal_p(v - n * (n + 1.0) / 4.0, variance, if correct { 0.5 } else { 0.0 }) })
}

/// The p value from all choices of signs, ties and all: twice the smaller tail, and at most 1. Differences of 0 are left out.
///
/// # Errors
/// All differences are 0, more than 500 are not.
pub fn wilcoxon_exact(differences: &[f64]) -> Result<SignedRank, Undefined> {
    let (all, _, v) = statistic(differences)?;
    if all.len() > 500 {
        return Err(Undefined::Parameter("the exact p value is for at most 500 differences"));
    }
    // Twice the ranks are whole.
    let whole: Vec<usize> = all.iter().map(|rank| (2.0 * rank) as usize).collect();
    Ok(SignedRank { v, p: subset_sums::of_any_size(&whole, (2.0 * v) as usize).two_sided() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stat::distribution::close;
    use proptest::prelude::*;

    #[test]
    fn with_ties_the_normal_distribution() {
        let differences = [1.0, 2.0, -3.0, 4.0, 5.0, 0.0, 2.0, -1.0];
        // R 4.2.2: wilcox.test(x, exact = FALSE), correct = TRUE and FALSE.
        let found = wilcoxon_asymptotic(&differences, true).unwrap();
        assert_eq!(found.v, 21.5);
        close(found.p, 0.23504445075311819, 1e-12);
        close(wilcoxon_asymptotic(&differences, false).unwrap().p, 0.20327244639516767, 1e-12);
        assert!(wilcoxon_asymptotic(&[0.0, 0.0], true).is_err());
    }

    #[test]
    fn without_ties_all_signs() {
        // R 4.2.2: wilcox.test(x).
        let found = wilcoxon_exact(&[1.0, 2.0, -3.0, 4.0, 5.0, 7.0, -6.0, 8.0]).unwrap();
        assert_eq!(found.v, 27.0);
        close(found.p, 0.25, 1e-14);
        close(wilcoxon_exact(&[1.0; 30].map(|d| -d)).unwrap().p, 2f64.powi(-29), 1e-14);
    }

    proptest! {
        #[test]
        fn turned_round_it_is_as_likely(differences in prop::collection::vec(-9i32..9, 1..25)) {
            let d: Vec<f64> = differences.into_iter().map(f64::from).collect();
            let turned: Vec<f64> = d.iter().map(|d| -d).collect();
            if let (Ok(found), Ok(turned)) = (wilcoxon_exact(&d), wilcoxon_exact(&turned)) {
                prop_assert!((found.p - turned.p).abs() < 1e-13 && found.p > 0.0 && found.p <= 1.0);
                let normal = wilcoxon_asymptotic(&d, true).unwrap();
                prop_assert_eq!(normal.v, found.v);
                prop_assert!((0.0..=1.0).contains(&normal.p));
            }
        }
    }
}
