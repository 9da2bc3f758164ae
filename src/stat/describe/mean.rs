//! The arithmetic mean.

use super::sum::scaled_sum;
use crate::stat::Undefined;

/// The arithmetic mean of `values`, from their exact sum: never too large.
///
/// # Errors
/// For no values.
pub fn mean(values: &[f64]) -> Result<f64, Undefined> {
    Undefined::unless_at_least(1, values.len())?;
    let (sum, scale) = scaled_sum(values);
    Undefined::unless_finite(sum / values.len() as f64 * scale)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mean_is_the_sum_by_the_number() {
        assert_eq!(mean(&[1.0, 2.0, 6.0]), Ok(3.0));
        assert_eq!(mean(&[0.1; 10]), Ok(0.1));
        assert_eq!(mean(&[f64::MAX, f64::MAX]), Ok(f64::MAX));
        assert_eq!(mean(&[]), Err(Undefined::TooFew { need: 1, have: 0 }));
    }
}
