//! The test of Kruskal and Wallis: whether values of some groups tend to be larger than of others.

use super::ranks;
use crate::stat::Undefined;
use crate::stat::distribution::chi_squared;

/// What the test finds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct KruskalWallis {
    /// The statistic, corrected for ties.
    pub h: f64,
    /// Degrees of freedom: one less than there are groups.
    pub df: f64,
    /// The p value, from the chi-squared distribution.
    pub p: f64,
}

/// The test of Kruskal and Wallis ("Use of ranks in one-criterion variance analysis", 1952).
///
/// # Errors
/// Fewer than 2 groups, an empty group, all values equal.
pub fn kruskal_wallis(samples: &[&[f64]]) -> Result<KruskalWallis, Undefined> {
    Undefined::unless_at_least(2, samples.len())?;
    let all = ranks(&samples.concat());
    let (n, mut rest, mut between) = (all.ranks.len() as f64, all.ranks.as_slice(), 0.0);
    for sample in samples {
        Undefined::unless_at_least(1, sample.len())?;
        let (here, after) = rest.split_at(sample.len());
        rest = after;
        let size = sample.len() as f64;
        let off = here.iter().sum::<f64>() - size * (n + 1.0) / 2.0;
        between += off * off / size;
    }
    let untied = 1.0 - all.tie_cubes() / (n * (n * n - 1.0));
    if untied <= 0.0 || n < 2.0 {
        return Err(Undefined::NoVariance);
    }
    let (h, df) = (12.0 / (n * (n + 1.0)) * between / untied, samples.len() as f64 - 1.0);
    Ok(KruskalWallis { h, df, p: chi_squared::upper_tail(h, df) })
}

#[cfg(test)]
mod tests {
    use super::super::mann_whitney_asymptotic;
    use super::*;
    use crate::stat::distribution::close;
    use proptest::prelude::*;

    #[test]
    fn three_groups_with_ties() {
        // R 4.2.2: kruskal.test(list(c(1, 2, 2, 5), c(3, 5, 6), c(4, 7, 8, 8))).
        let found = kruskal_wallis(&[&[1.0, 2.0, 2.0, 5.0], &[3.0, 5.0, 6.0], &[4.0, 7.0, 8.0, 8.0]]).unwrap();
        close(found.h, 5.8429339477726598, 1e-13);
        close(found.p, 0.05385462599410716, 1e-12);
        assert_eq!(kruskal_wallis(&[&[1.0, 1.0], &[1.0]]), Err(Undefined::NoVariance));
        assert_eq!(kruskal_wallis(&[&[1.0], &[]]), Err(Undefined::TooFew { need: 1, have: 0 }));
    }

    proptest! {
        #[test]
        fn two_groups_are_mann_and_whitneys_test(a in prop::collection::vec(-9i32..9, 2..15), b in prop::collection::vec(-9i32..9, 2..15)) {
            let [a, b] = [a, b].map(|values| values.into_iter().map(f64::from).collect::<Vec<_>>());
            if let (Ok(h), Ok(u)) = (kruskal_wallis(&[&a, &b]), mann_whitney_asymptotic(&a, &b, false)) {
                prop_assert!((h.p - u.p).abs() < 1e-12, "{h:?} {u:?}");
            }
        }
    }
}
