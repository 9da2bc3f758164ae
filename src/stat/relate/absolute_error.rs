//! How far guesses are from what they are guesses of.

use crate::stat::Undefined;
use crate::stat::describe::mean;

/// The mean absolute error (MAE) of `guesses` of `values`: the mean of |guess − value|, in their unit.
///
/// # Errors
/// No pair, columns of different lengths, a mean beyond a double.
pub fn mean_absolute_error(guesses: &[f64], values: &[f64]) -> Result<f64, Undefined> {
    if guesses.len() != values.len() {
        return Err(Undefined::Lengths);
    }
    let errors: Vec<f64> = guesses.iter().zip(values).map(|(guess, value)| (guess - value).abs()).collect();
    mean(&errors)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_up_and_down_do_not_cancel() {
        assert_eq!(mean_absolute_error(&[1.0, 5.0, 3.0], &[2.0, 3.0, 3.0]), Ok(1.0));
        assert_eq!(mean_absolute_error(&[4.0], &[4.0]), Ok(0.0));
        assert_eq!(mean_absolute_error(&[1.0], &[1.0, 2.0]), Err(Undefined::Lengths));
        assert_eq!(mean_absolute_error(&[], &[]), Err(Undefined::TooFew { need: 1, have: 0 }));
    }
}
