//! Kendall's rank correlation: pairs that agree less pairs that disagree.

use super::{normal_p, ranks};
use crate::stat::Undefined;
use crate::stat::sort::order;

/// How far two columns agree in order.
#[derive(Clone, Debug, PartialEq)]
pub struct Concordance {
    /// Kendall's S: the number of pairs of rows that the two columns order alike less that of those they order the other way.
    pub s: f64,
    /// How many equal values there are of each x that occurs more than once.
    pub x_ties: Vec<f64>,
    /// The same for y.
    pub y_ties: Vec<f64>,
}

/// A rank correlation and its p value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Kendall {
    /// Kendall's tau-b, from -1 to 1: S over the number of pairs, those tied in x and those tied in y left out of either.
    pub tau_b: f64,
    /// The two-sided p value.
    pub p: f64,
}

/// Kendall's S and the ties in n log n steps (W. R. Knight, "A computer method for calculating Kendall's tau with ungrouped data",
/// 1966): in the order of x, the pairs that disagree are the swaps that sort y.
///
/// # Errors
/// Columns of different lengths.
pub fn concordance(x: &[f64], y: &[f64]) -> Result<Concordance, Undefined> {
    if x.len() != y.len() {
        return Err(Undefined::Lengths);
    }
    let (x_ties, y_ranks) = (ranks(x).ties, ranks(y));
    // Sorted by x and then y: what is tied in x never counts as a swap. Twice the rank of y is whole.
    let mut rows: Vec<(f64, u32)> = x.iter().zip(&y_ranks.ranks).map(|(&x, &rank)| (x, (2.0 * rank) as u32)).collect();
    order(&mut rows);
    let pairs = |n: f64| 0.5 * n * (n - 1.0);
    let within = |ties: &[f64]| ties.iter().map(|&t| pairs(t)).sum::<f64>();
    let both: f64 = rows.chunk_by(|a, b| a == b).map(|equal| pairs(equal.len() as f64)).sum();
    let swaps = inversions(rows.into_iter().map(|row| row.1).collect());
    let untied = pairs(x.len() as f64) - within(&x_ties) - within(&y_ranks.ties) + both;
    Ok(Concordance { s: untied - 2.0 * swaps, x_ties, y_ties: y_ranks.ties })
}

/// The number of pairs of which the larger value stands first, counted by merging ever longer sorted runs.
fn inversions(mut values: Vec<u32>) -> f64 {
    let (mut merged, mut count, mut run) = (values.clone(), 0.0, 1);
    while run < values.len() {
        for (from, into) in values.chunks(2 * run).zip(merged.chunks_mut(2 * run)) {
            let (left, right) = from.split_at(run.min(from.len()));
            let (mut l, mut r) = (0, 0);
            for slot in into {
                if r == right.len() || (l < left.len() && left[l] <= right[r]) {
                    *slot = left[l];
                    l += 1;
                } else {
                    *slot = right[r];
                    r += 1;
                    count += (left.len() - l) as f64;
                }
            }
        }
        std::mem::swap(&mut values, &mut merged);
        run *= 2;
    }
    count
}

impl Concordance {
    /// Tau-b of `n` rows.
    ///
    /// # Errors
    /// Fewer than 2 rows, all x or all y equal.
    pub fn tau_b(&self, n: usize) -> Result<f64, Undefined> {
        Undefined::unless_at_least(2, n)?;
        let pairs = |n: f64| 0.5 * n * (n - 1.0);
        let untied = |ties: &[f64]| pairs(n as f64) - ties.iter().map(|&t| pairs(t)).sum::<f64>();
        let (x, y) = (untied(&self.x_ties), untied(&self.y_ties));
        if x == 0.0 || y == 0.0 { Err(Undefined::NoVariance) } else { Ok((self.s / (x.sqrt() * y.sqrt())).clamp(-1.0, 1.0)) }
    }

    /// The variance of S over all orders of `n` rows, ties taken into account (M. G. Kendall, "Rank Correlation Methods", 1970,
    /// chapter 4).
    pub fn variance(&self, n: usize) -> f64 {
        let n = n as f64;
        let sum = |ties: &[f64], term: fn(f64) -> f64| ties.iter().map(|&t| term(t)).sum::<f64>();
        let triple = |t: f64| t * (t - 1.0) * (2.0 * t + 5.0);
        let both = |term: fn(f64) -> f64| sum(&self.x_ties, term) * sum(&self.y_ties, term);
        let lost: f64 = self.x_ties.iter().chain(&self.y_ties).map(|&t| triple(t)).sum();
        let mut variance = (triple(n) - lost) / 18.0 + both(|t| t * (t - 1.0)) / (2.0 * n * (n - 1.0));
        if n > 2.0 {
            variance += both(|t| t * (t - 1.0) * (t - 2.0)) / (9.0 * n * (n - 1.0) * (n - 2.0));
        }
        variance
    }
}

/// Kendall's tau-b, its p value from the normal distribution, without a correction for continuity.
///
/// # Errors
/// Fewer than 2 pairs, columns of different lengths, all x or all y equal.
pub fn kendall_asymptotic(x: &[f64], y: &[f64]) -> Result<Kendall, Undefined> {
    let found = concordance(x, y)?;
    Ok(Kendall { tau_b: found.tau_b(x.len())?, p: normal_p(found.s, found.variance(x.len()), 0.0) })
}

/// Kendall's tau, its p value from all orders in which the y could have come: twice the smaller tail, and at most 1.
///
/// # Errors
/// Fewer than 2 or more than 1,000 pairs, columns of different lengths, ties in x or y.
pub fn kendall_exact(x: &[f64], y: &[f64]) -> Result<Kendall, Undefined> {
    let found = concordance(x, y)?;
    let tau_b = found.tau_b(x.len())?;
    if !found.x_ties.is_empty() || !found.y_ties.is_empty() {
        return Err(Undefined::Domain("different from every other"));
    }
    if x.len() > 1000 {
        return Err(Undefined::Parameter("the exact p value is for at most 1000 pairs"));
    }
    Ok(Kendall { tau_b, p: exact_p(found.s, x.len()) })
}

/// The probability that |S| of `n` rows without ties is as large as `s` or larger when every order is as likely.
pub(in crate::stat) fn exact_p(s: f64, n: usize) -> f64 {
    let pairs = n * (n - 1) / 2;
    // As many swaps or fewer; with no more than half of the pairs this is the smaller tail.
    let swaps = (pairs - s.abs() as usize) / 2;
    // By how many swaps each number of rows can be in order: the last row stands with equal probability before none to all.
    let (mut before, mut after) = (vec![0.0; swaps + 1], vec![0.0; swaps + 1]);
    before[0] = 1.0;
    for rows in 2..=n {
        let most = rows * (rows - 1) / 2;
        let mut window = 0.0;
        for count in 0..=swaps.min(most) {
            if 2 * count > most {
                // The upper half mirrors the lower one, where the window only grows and loses no digits.
                after[count] = after[most - count];
                continue;
            }
            window += before[count];
            if count >= rows {
                window -= before[count - rows];
            }
            after[count] = window / rows as f64;
        }
        std::mem::swap(&mut before, &mut after);
    }
    (2.0 * before.iter().sum::<f64>()).min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stat::distribution::close;
    use proptest::prelude::*;

    #[test]
    fn anscombes_first_set() {
        let x = [10.0, 8.0, 13.0, 9.0, 11.0, 14.0, 6.0, 4.0, 12.0, 7.0, 5.0];
        let y = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68];
        // R 4.2.2: cor.test(x, y, method = "kendall", exact = TRUE).
        let found = kendall_exact(&x, &y).unwrap();
        close(found.tau_b, 0.6363636363636364, 1e-14);
        close(found.p, 0.005707170915504323, 1e-12);
    }

    #[test]
    fn ties_shrink_the_variance() {
        let (x, y) = ([1.0, 1.0, 2.0, 3.0, 3.0, 3.0, 4.0], [2.0, 1.0, 2.0, 4.0, 4.0, 3.0, 9.0]);
        // R 4.2.2: cor.test(x, y, method = "kendall", exact = FALSE).
        let found = kendall_asymptotic(&x, &y).unwrap();
        close(found.tau_b, 0.8902638145194516, 1e-14);
        close(found.p, 0.009488911934388679, 1e-12);
        assert!(kendall_exact(&x, &y).is_err());
        assert_eq!(kendall_asymptotic(&x, &[1.0; 7]), Err(Undefined::NoVariance));
    }

    #[test]
    fn small_exact_distributions_are_those_of_all_orders() {
        // Of the 24 orders of four rows 1, 3, 5, 6, 5, 3, 1 have 0 to 6 swaps.
        for (s, outside) in [(6.0, 2.0), (4.0, 8.0), (2.0, 18.0), (0.0, 24.0)] {
            close(exact_p(s, 4), outside / 24.0, 1e-15);
        }
        close(exact_p(190.0, 20), 2.0 / 2432902008176640000.0, 1e-14);
        assert_eq!(exact_p(0.0, 1), 1.0);
    }

    proptest! {
        #[test]
        fn knights_method_counts_what_all_pairs_count(pairs in prop::collection::vec((-4i32..4, -4i32..4), 0..40)) {
            let (x, y): (Vec<f64>, Vec<f64>) = pairs.iter().map(|&(x, y)| (f64::from(x), f64::from(y))).unzip();
            let mut s = 0;
            for (k, a) in pairs.iter().enumerate() {
                s += pairs[..k].iter().map(|b| (a.0 - b.0).signum() * (a.1 - b.1).signum()).sum::<i32>();
            }
            prop_assert_eq!(concordance(&x, &y).unwrap().s, f64::from(s));
        }

        #[test]
        fn exact_and_asymptotic_come_together(seed in prop::collection::vec(0.0f64..1.0, 200)) {
            let x: Vec<f64> = (0..200).map(f64::from).collect();
            if let (Ok(exact), Ok(normal)) = (kendall_exact(&x, &seed), kendall_asymptotic(&x, &seed)) {
                prop_assert!((exact.p - normal.p).abs() < 0.005, "{exact:?} {normal:?}");
            }
        }
    }
}
