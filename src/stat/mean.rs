//! The arithmetic mean.

/// The arithmetic mean of `values`, from their compensated sum; NaN for none.
pub fn mean(values: &[f64]) -> f64 {
    super::sum(values) / values.len() as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mean_is_the_sum_by_the_number() {
        assert_eq!(mean(&[1.0, 2.0, 6.0]), 3.0);
        assert_eq!(mean(&[0.1; 10]), 0.1);
        assert!(mean(&[]).is_nan());
    }
}
