//! The least and the greatest value, and the distance between them.

use crate::stat::Undefined;

/// The least value.
///
/// # Errors
/// For no values.
pub fn min(values: &[f64]) -> Result<f64, Undefined> {
    Undefined::unless_at_least(1, values.len())?;
    Ok(values.iter().copied().fold(f64::INFINITY, f64::min))
}

/// The greatest value.
///
/// # Errors
/// For no values.
pub fn max(values: &[f64]) -> Result<f64, Undefined> {
    Undefined::unless_at_least(1, values.len())?;
    Ok(values.iter().copied().fold(f64::NEG_INFINITY, f64::max))
}

/// The distance between the least and the greatest value.
///
/// # Errors
/// For no values, and where it is too large.
pub fn range(values: &[f64]) -> Result<f64, Undefined> {
    Undefined::unless_finite(max(values)? - min(values)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_values_lie_between_the_least_and_the_greatest() {
        let values = [2.0, -3.0, 7.5];
        assert_eq!((min(&values), max(&values), range(&values)), (Ok(-3.0), Ok(7.5), Ok(10.5)));
        assert_eq!(min(&[]), Err(Undefined::TooFew { need: 1, have: 0 }));
        assert_eq!(max(&[]), min(&[]));
        assert_eq!(range(&[-f64::MAX, f64::MAX]), Err(Undefined::Overflow));
    }
}
