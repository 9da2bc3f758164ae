//! The empirical distribution function.

use crate::stat::{Undefined, sort};

/// The share of `values` that are no larger than each of `at`.
///
/// # Errors
/// For no values.
pub fn ecdf(values: &[f64], at: &[f64]) -> Result<Vec<f64>, Undefined> {
    Undefined::unless_at_least(1, values.len())?;
    let sorted = sort::sorted(values);
    Ok(at.iter().map(|at| sorted.partition_point(|value| value <= at) as f64 / sorted.len() as f64).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_steps_at_every_value() {
        assert_eq!(ecdf(&[3.0, 1.0, 3.0, 7.0], &[0.0, 1.0, 2.9, 3.0, 7.0, 8.0]), Ok(vec![0.0, 0.25, 0.25, 0.75, 1.0, 1.0]));
        assert_eq!(ecdf(&[], &[1.0]), Err(Undefined::TooFew { need: 1, have: 0 }));
    }
}
