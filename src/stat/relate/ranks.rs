//! Ranks with ties, as rank tests take them.

use crate::stat::sort::order;

/// The ranks of some values.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranks {
    /// In the places of the values: 1 for the least. Equal values share the mean of the ranks that they take.
    pub ranks: Vec<f64>,
    /// How many equal values there are of each that occurs more than once.
    pub ties: Vec<f64>,
}

impl Ranks {
    /// The sum of `t³ - t` over the ties of `t` values: what they take from the variance of a rank sum, in its usual units.
    pub fn tie_cubes(&self) -> f64 {
        self.ties.iter().map(|t| t * (t * t - 1.0)).sum()
    }
}

/// The ranks of `values`, of which none is NaN.
pub fn ranks(values: &[f64]) -> Ranks {
    let mut pairs: Vec<(f64, u32)> = values.iter().zip(0..).map(|(&value, row)| (value, row)).collect();
    order(&mut pairs);
    let mut found = Ranks { ranks: vec![0.0; values.len()], ties: Vec::new() };
    let mut before = 0.0;
    for equal in pairs.chunk_by(|a, b| a.0 == b.0) {
        let count = equal.len() as f64;
        for pair in equal {
            found.ranks[pair.1 as usize] = before + 0.5 * (count + 1.0);
        }
        if count > 1.0 {
            found.ties.push(count);
        }
        before += count;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn equal_values_share_their_mean_rank() {
        let found = ranks(&[3.0, 1.0, 3.0, -2.0, 3.0, 1.0]);
        assert_eq!(found.ranks, [5.0, 2.5, 5.0, 1.0, 5.0, 2.5]);
        assert_eq!(found.ties, [2.0, 3.0]);
        assert_eq!(found.tie_cubes(), 6.0 + 24.0);
        assert!(ranks(&[]).ranks.is_empty());
    }

    proptest! {
        #[test]
        fn ranks_add_up_whatever_the_ties(values in prop::collection::vec(-4i32..4, 1..60)) {
            let values: Vec<f64> = values.into_iter().map(f64::from).collect();
            let (n, found) = (values.len() as f64, ranks(&values));
            prop_assert_eq!(found.ranks.iter().sum::<f64>(), n * (n + 1.0) / 2.0);
        }
    }
}
