//! The test of Mann and Whitney, also Wilcoxon's rank sum test: whether values of one group tend to be larger than of another.

use super::{normal_p, ranks, subset_sums};
use crate::stat::Undefined;

/// What the test finds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MannWhitney {
    /// The number of pairs in which the value of the first group is the larger, equal ones counted half. R calls it W.
    pub u: f64,
    /// The two-sided p value.
    pub p: f64,
}

/// The ranks of both groups together, the sum of tie cubes, and u.
fn statistic(a: &[f64], b: &[f64]) -> Result<(Vec<f64>, f64, f64), Undefined> {
    Undefined::unless_at_least(1, a.len().min(b.len()))?;
    let all = ranks(&[a, b].concat());
    let n = a.len() as f64;
    let u = all.ranks[..a.len()].iter().sum::<f64>() - n * (n + 1.0) / 2.0;
    let cubes = all.tie_cubes();
    Ok((all.ranks, cubes, u))
}

/// The p value from the normal distribution, `correct`ed for continuity or not, with the variance that ties leave (H. B. Mann and
/// D. R. Whitney, "On a test of whether one of two random variables is stochastically larger than the other", 1947).
///
/// # Errors
/// An empty group, all values equal.
pub fn mann_whitney_asymptotic(a: &[f64], b: &[f64], correct: bool) -> Result<MannWhitney, Undefined> {
    let (_, cubes, u) = statistic(a, b)?;
    let (pairs, n) = (a.len() as f64 * b.len() as f64, (a.len() + b.len()) as f64);
    let variance = pairs / 12.0 * (n + 1.0 - cubes / (n * (n - 1.0)));
    if variance <= 0.0 {
        return Err(Undefined::NoVariance);
    }
    Ok(MannWhitney { u, p: normal_p(u - 0.5 * pairs, variance, if correct { 0.5 } else { 0.0 }) })
}

/// The p value from all ways to divide the values, ties and all, into groups of these sizes: twice the smaller tail, and at most 1.
///
/// # Errors
/// An empty group, more than 200 values.
pub fn mann_whitney_exact(a: &[f64], b: &[f64]) -> Result<MannWhitney, Undefined> {
    let (all, _, u) = statistic(a, b)?;
    if all.len() > 200 {
        return Err(Undefined::Parameter("the exact p value is for at most 200 values"));
    }
    // Twice the ranks are whole. The smaller group takes fewer steps, and the tails are the same.
    let whole: Vec<usize> = all.iter().map(|rank| (2.0 * rank) as usize).collect();
    let (first, second) = whole.split_at(a.len());
    let smaller = if a.len() <= b.len() { first } else { second };
    let tails = subset_sums::of_size(&whole, smaller.len(), smaller.iter().sum());
    Ok(MannWhitney { u, p: tails.two_sided() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stat::distribution::close;
    use proptest::prelude::*;

    #[test]
    fn with_ties_the_normal_distribution() {
        let (a, b) = ([1.1, 2.2, 2.2, 3.9, 5.0, 0.4], [2.2, 4.1, 6.3, 7.7, 5.0]);
        // R 4.2.2: wilcox.test(a, b, exact = FALSE), correct = TRUE and FALSE.
        let found = mann_whitney_asymptotic(&a, &b, true).unwrap();
        assert_eq!(found.u, 4.5);
        close(found.p, 0.06476896969888764, 1e-12);
        close(mann_whitney_asymptotic(&a, &b, false).unwrap().p, 0.05247797897101418, 1e-12);
        assert_eq!(mann_whitney_asymptotic(&[1.0], &[1.0, 1.0], true), Err(Undefined::NoVariance));
    }

    #[test]
    fn without_ties_all_divisions() {
        // R 4.2.2: wilcox.test(a, b).
        let found = mann_whitney_exact(&[1.0, 2.0, 4.0, 7.0, 9.5], &[3.0, 8.0, 11.0, 12.0, 13.0, 15.0]).unwrap();
        assert_eq!(found.u, 4.0);
        close(found.p, 0.05194805194805195, 1e-13);
        close(mann_whitney_exact(&[1.0, 2.0], &[3.0, 4.0, 5.0]).unwrap().p, 0.2, 1e-14);
        assert!(mann_whitney_exact(&[], &[3.0]).is_err());
    }

    proptest! {
        #[test]
        fn the_groups_may_change_places(a in prop::collection::vec(-9i32..9, 1..12), b in prop::collection::vec(-9i32..9, 1..12)) {
            let [a, b] = [a, b].map(|values| values.into_iter().map(f64::from).collect::<Vec<_>>());
            let (found, turned) = (mann_whitney_exact(&a, &b).unwrap(), mann_whitney_exact(&b, &a).unwrap());
            prop_assert_eq!(found.u + turned.u, (a.len() * b.len()) as f64);
            prop_assert!((found.p - turned.p).abs() < 1e-13 && found.p > 0.0 && found.p <= 1.0);
        }
    }
}
