//! Spearman's rank correlation: Pearson's coefficient of the ranks.

use super::pearson::{both, coefficient, test};
use super::ranks;
use crate::stat::Undefined;

/// A rank correlation and its p value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spearman {
    /// The coefficient, from -1 to 1.
    pub rho: f64,
    /// The two-sided p value.
    pub p: f64,
}

/// Spearman's rho ("The proof and measurement of association between two things", 1904), its p value from Student's t, which is
/// good from about ten pairs.
///
/// # Errors
/// Fewer than 3 pairs, columns of different lengths, all x or all y equal.
pub fn spearman_t(x: &[f64], y: &[f64]) -> Result<Spearman, Undefined> {
    let (dx, dy) = both(&ranks(x).ranks, &ranks(y).ranks)?;
    let rho = coefficient(&dx, &dy);
    let test = test(&dx, &dy, rho).ok_or(Undefined::TooFew { need: 3, have: x.len() })?;
    Ok(Spearman { rho, p: test.p })
}

/// How many pairs can be gone through in every order.
const MOST: usize = 12;

/// Spearman's rho, its p value from all orders in which the y could have come: twice the smaller tail, and at most 1.
///
/// # Errors
/// Fewer than 2 or more than 12 pairs, columns of different lengths, all x or all y equal.
pub fn spearman_exact(x: &[f64], y: &[f64]) -> Result<Spearman, Undefined> {
    let (rx, ry) = (ranks(x).ranks, ranks(y).ranks);
    let (dx, dy) = both(&rx, &ry)?;
    if x.len() > MOST {
        return Err(Undefined::Parameter("the exact p value is for at most 12 pairs"));
    }
    // Twice the ranks are whole.
    let [dx2, dy2] = [rx, ry].map(|r| r.iter().map(|r| (2.0 * r) as usize).collect::<Vec<_>>());
    let observed: usize = dx2.iter().zip(&dy2).map(|(x, y)| x * y).sum();
    let counts = sums_of_products(&dx2, &dy2);
    let orders: f64 = counts.iter().sum();
    let lower: f64 = counts[..=observed].iter().sum();
    let upper: f64 = counts[observed..].iter().sum();
    Ok(Spearman { rho: coefficient(&dx, &dy), p: (2.0 * lower.min(upper) / orders).min(1.0) })
}

/// How many orders of `y` give each sum of the products with `x`: by the set of those already placed, since the order among them
/// no longer matters.
fn sums_of_products(x: &[usize], y: &[usize]) -> Vec<f64> {
    let mut counts: Vec<Vec<f64>> = vec![Vec::new(); 1 << y.len()];
    counts[0] = vec![1.0];
    for set in 0..counts.len() {
        let here = std::mem::take(&mut counts[set]);
        if set + 1 == counts.len() {
            return here;
        }
        let placed = x[set.count_ones() as usize];
        for (k, next) in y.iter().enumerate().filter(|(k, _)| set >> k & 1 == 0) {
            let (there, shift) = (&mut counts[set | 1 << k], placed * next);
            there.resize(there.len().max(here.len() + shift), 0.0);
            here.iter().enumerate().for_each(|(sum, count)| there[sum + shift] += count);
        }
    }
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stat::distribution::close;
    use proptest::prelude::*;

    const X: [f64; 8] = [8.705, 6.523, 8.984, 1.023, 0.179, 3.337, 3.275, 2.36];

    #[test]
    fn few_pairs_are_gone_through() {
        // R 4.2.2: cor.test(x, y, method = "spearman", exact = TRUE) with y = c(3, 1, 4, 1.5, 9, 2.6, 5, 3.5).
        let y = [3.0, 1.0, 4.0, 1.5, 9.0, 2.6, 5.0, 3.5];
        let found = spearman_exact(&X, &y).unwrap();
        close(found.rho, -0.23809523809523814, 1e-14);
        close(found.p, 0.5821428571428572, 1e-12);
        close(spearman_t(&X, &y).unwrap().p, 0.5701563208157683, 1e-12);
    }

    #[test]
    fn the_best_order_is_one_of_all() {
        let y: Vec<f64> = (0..8).map(f64::from).collect();
        close(spearman_exact(&y, &y).unwrap().p, 2.0 / 40320.0, 1e-14);
        assert_eq!(spearman_t(&y, &y).unwrap(), Spearman { rho: 1.0, p: 0.0 });
        assert_eq!(spearman_t(&[1.0, 2.0], &[2.0, 1.0]), Err(Undefined::TooFew { need: 3, have: 2 }));
        assert!(spearman_exact(&[0.0; 13].map(|_| 1.0), &[2.0; 13]).is_err());
    }

    #[test]
    fn ties_are_permuted_like_other_values() {
        // 3 of the 6 orders of (1, 1, 2) against (1, 2, 3) are alike in pairs; the best two give rho = √3 / 2.
        let found = spearman_exact(&[1.0, 2.0, 3.0], &[1.0, 1.0, 2.0]).unwrap();
        close(found.rho, 0.75f64.sqrt(), 1e-14);
        close(found.p, 2.0 / 3.0, 1e-14);
    }

    proptest! {
        #[test]
        fn turning_one_column_round_turns_only_the_sign(pairs in prop::collection::vec((-9i32..9, -9i32..9), 4..9)) {
            let (x, y): (Vec<f64>, Vec<f64>) = pairs.iter().map(|&(x, y)| (f64::from(x), f64::from(y))).unzip();
            let turned: Vec<f64> = y.iter().map(|y| -y).collect();
            if let (Ok(found), Ok(turned)) = (spearman_exact(&x, &y), spearman_exact(&x, &turned)) {
                prop_assert!((found.rho + turned.rho).abs() < 1e-14 && (found.p - turned.p).abs() < 1e-14);
                prop_assert!(found.p > 0.0 && found.p <= 1.0);
            }
        }
    }
}
