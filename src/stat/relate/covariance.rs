//! The covariance.

use crate::stat::Undefined;
use crate::stat::describe::deviations;

/// The covariance of `x` and `y`, divided by n - 1.
///
/// # Errors
/// Fewer than 2 pairs, columns of different lengths, a covariance beyond a double.
pub fn covariance(x: &[f64], y: &[f64]) -> Result<f64, Undefined> {
    if x.len() != y.len() {
        return Err(Undefined::Lengths);
    }
    Undefined::unless_at_least(2, x.len())?;
    let (dx, dy) = (deviations(x), deviations(y));
    Undefined::unless_finite(dx.products(&dy, 0) / (x.len() as f64 - 1.0) * dx.scale * dy.scale)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_offset_changes_nothing() {
        assert_eq!(covariance(&[1.0, 2.0, 4.0], &[2.0, 3.5, 3.0]), Ok(0.5833333333333334));
        assert_eq!(covariance(&[1e12 + 1.0, 1e12 + 2.0, 1e12 + 4.0], &[2.0, 3.5, 3.0]), Ok(0.5833333333333334));
        assert_eq!(covariance(&[1.0, 2.0], &[5.0, 5.0]), Ok(0.0));
        assert_eq!(covariance(&[1.0], &[5.0]), Err(Undefined::TooFew { need: 2, have: 1 }));
        assert_eq!(covariance(&[1.0, 2.0], &[5.0]), Err(Undefined::Lengths));
    }
}
