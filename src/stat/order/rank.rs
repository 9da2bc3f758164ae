//! Ranks. They keep places: NaN stands for a missing value, in what is given and in what comes back.

use crate::stat::{Undefined, sort};

/// The rank of equal values, who would take several ranks between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ties {
    /// The mean of the ranks: what rank correlation needs.
    Average,
    /// The first of the ranks: what sport and news do (1, 2, 2, 4).
    Min,
    /// The last of the ranks.
    Max,
    /// The first of the ranks, and no rank is left out after (1, 2, 2, 3).
    Dense,
    /// A rank each, in the order of their places.
    First,
    /// A rank each, the last place first.
    Last,
}

/// Where ranks begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RankOrder {
    /// The least value has rank 1.
    Ascending,
    /// The greatest value has rank 1.
    Descending,
}

/// The rank of each value among all, from 1.
pub fn rank(places: &[f64], ties: Ties, order: RankOrder) -> Vec<f64> {
    let mut ranks = vec![f64::NAN; places.len()];
    let (mut before, mut different) = (0, 0);
    for run in runs(&sorted_places(places, order)) {
        different += 1;
        for (number, &(_, place)) in (1..).zip(run) {
            ranks[place as usize] = match ties {
                Ties::Average => before as f64 + (run.len() + 1) as f64 / 2.0,
                Ties::Min => (before + 1) as f64,
                Ties::Max => (before + run.len()) as f64,
                Ties::Dense => f64::from(different),
                Ties::First => (before + number) as f64,
                Ties::Last => (before + run.len() + 1 - number) as f64,
            };
        }
        before += run.len();
    }
    ranks
}

/// The share of the other values that is smaller: (the least rank - 1) / (n - 1).
///
/// # Errors
/// For fewer than two values.
pub fn percent_rank(places: &[f64]) -> Result<Vec<f64>, Undefined> {
    let n = crate::stat::describe::count(places);
    Undefined::unless_at_least(2, n)?;
    Ok(rank(places, Ties::Min, RankOrder::Ascending).into_iter().map(|rank| (rank - 1.0) / (n - 1) as f64).collect())
}

/// The share of the values that is not larger: (the greatest rank) / n.
pub fn cume_dist(places: &[f64]) -> Vec<f64> {
    let n = crate::stat::describe::count(places) as f64;
    rank(places, Ties::Max, RankOrder::Ascending).into_iter().map(|rank| rank / n).collect()
}

/// Which values count as below a score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PercentileKind {
    /// Those below, and the score itself at the mean of its ranks among those equal to it.
    Rank,
    /// Those below or equal.
    Weak,
    /// Those below.
    Strict,
    /// Half way between `Weak` and `Strict`.
    Mean,
}

/// The per cent of `values` below `score`.
///
/// # Errors
/// For no values.
pub fn percentile_rank(values: &[f64], score: f64, kind: PercentileKind) -> Result<f64, Undefined> {
    Undefined::unless_at_least(1, values.len())?;
    let count = |fits: fn(f64, f64) -> bool| values.iter().filter(|&&value| fits(value, score)).count();
    let (below, not_above) = (count(|value, score| value < score), count(|value, score| value <= score));
    let twice = match kind {
        PercentileKind::Rank => below + not_above + usize::from(below < not_above),
        PercentileKind::Weak => 2 * not_above,
        PercentileKind::Strict => 2 * below,
        PercentileKind::Mean => below + not_above,
    };
    Ok(twice as f64 * 50.0 / values.len() as f64)
}

/// The values that are there with their places, the first rank first; equal ones in the order of their places.
fn sorted_places(places: &[f64], order: RankOrder) -> Vec<(f64, u32)> {
    let sign = if order == RankOrder::Descending { -1.0 } else { 1.0 };
    let mut pairs: Vec<(f64, u32)> =
        (0..).zip(places).filter(|pair| !pair.1.is_nan()).map(|(place, value)| (sign * value, place)).collect();
    sort::order(&mut pairs);
    pairs
}

fn runs(sorted: &[(f64, u32)]) -> impl Iterator<Item = &[(f64, u32)]> {
    sorted.chunk_by(|a, b| a.0 == b.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn equal_values_share_or_divide_their_ranks() {
        let values = [20.0, 10.0, 20.0, 30.0, 20.0];
        let check = |ties, up: [f64; 5], down: [f64; 5]| {
            assert_eq!(rank(&values, ties, RankOrder::Ascending), up, "{ties:?}");
            assert_eq!(rank(&values, ties, RankOrder::Descending), down, "{ties:?}");
        };
        check(Ties::Average, [3.0, 1.0, 3.0, 5.0, 3.0], [3.0, 5.0, 3.0, 1.0, 3.0]);
        check(Ties::Min, [2.0, 1.0, 2.0, 5.0, 2.0], [2.0, 5.0, 2.0, 1.0, 2.0]);
        check(Ties::Max, [4.0, 1.0, 4.0, 5.0, 4.0], [4.0, 5.0, 4.0, 1.0, 4.0]);
        check(Ties::Dense, [2.0, 1.0, 2.0, 3.0, 2.0], [2.0, 3.0, 2.0, 1.0, 2.0]);
        check(Ties::First, [2.0, 1.0, 3.0, 5.0, 4.0], [2.0, 5.0, 3.0, 1.0, 4.0]);
        check(Ties::Last, [4.0, 1.0, 3.0, 5.0, 2.0], [4.0, 5.0, 3.0, 1.0, 2.0]);
    }

    #[test]
    fn a_missing_value_has_no_rank_and_takes_none() {
        let ranks = rank(&[7.0, f64::NAN, 5.0], Ties::Min, RankOrder::Ascending);
        assert_eq!((ranks[0], ranks[2]), (2.0, 1.0));
        assert!(ranks[1].is_nan());
        let shares = cume_dist(&[7.0, f64::NAN, 5.0]);
        assert_eq!((shares[0], shares[2]), (1.0, 0.5));
        assert_eq!(percent_rank(&[7.0, f64::NAN]), Err(Undefined::TooFew { need: 2, have: 1 }));
    }

    #[test]
    fn shares_count_the_others_or_all() {
        assert_eq!(percent_rank(&[1.0, 2.0, 2.0, 3.0, 3.0]), Ok(vec![0.0, 0.25, 0.25, 0.75, 0.75]));
        assert_eq!(cume_dist(&[1.0, 2.0, 2.0, 3.0]), [0.25, 0.75, 0.75, 1.0]);
    }

    /// Of five values two are below 3 and two are equal to it.
    #[test]
    fn a_score_among_equals_has_four_percentile_ranks() {
        let check = |kind, score, expected| assert_eq!(percentile_rank(&[1.0, 2.0, 3.0, 3.0, 4.0], score, kind), Ok(expected), "{kind:?}");
        check(PercentileKind::Rank, 3.0, 70.0);
        check(PercentileKind::Weak, 3.0, 80.0);
        check(PercentileKind::Strict, 3.0, 40.0);
        check(PercentileKind::Mean, 3.0, 60.0);
        check(PercentileKind::Rank, 2.5, 40.0);
        assert_eq!(percentile_rank(&[], 1.0, PercentileKind::Weak), Err(Undefined::TooFew { need: 1, have: 0 }));
    }

    proptest! {
        #[test]
        fn ranks_sum_to_the_same_and_both_orders_to_n_plus_one(values in prop::collection::vec(-5i32..5, 0..40)) {
            let values: Vec<f64> = values.into_iter().map(f64::from).collect();
            let n = values.len() as f64;
            for ties in [Ties::Average, Ties::First, Ties::Last] {
                let total: f64 = rank(&values, ties, RankOrder::Ascending).iter().sum();
                prop_assert_eq!(total, n * (n + 1.0) / 2.0);
            }
            let (least, greatest) = (rank(&values, Ties::Min, RankOrder::Ascending), rank(&values, Ties::Max, RankOrder::Descending));
            prop_assert!(least.iter().zip(greatest).all(|(a, b)| a + b == n + 1.0));
        }
    }
}
