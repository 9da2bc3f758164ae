//! Student's interval for a mean.

use super::{Interval, tail};
use crate::stat::Undefined;
use crate::stat::describe::{deviations, mean};
use crate::stat::distribution::student;

/// A mean and where it lies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MeanInterval {
    /// The arithmetic mean.
    pub mean: f64,
    /// The interval that holds the mean of what the values were drawn from.
    pub interval: Interval,
    /// The standard error of the mean.
    pub standard_error: f64,
    /// Degrees of freedom: the number of values less 1.
    pub df: f64,
}

/// Student's t interval ("The probable error of a mean", 1908), for values drawn independently from about a normal distribution.
///
/// # Errors
/// Fewer than 2 values, all values equal, a level outside 0 to 1.
pub fn t(values: &[f64], level: f64) -> Result<MeanInterval, Undefined> {
    let tail = tail(level)?;
    Undefined::unless_at_least(2, values.len())?;
    let (mean, around) = (mean(values)?, deviations(values));
    let squares = around.squares();
    if squares == 0.0 {
        return Err(Undefined::NoVariance);
    }
    let (n, df) = (values.len() as f64, values.len() as f64 - 1.0);
    let standard_error = (squares / df / n).sqrt() * around.scale;
    let reach = -student::quantile(tail, df) * standard_error;
    let interval = Interval { low: Undefined::unless_finite(mean - reach)?, high: Undefined::unless_finite(mean + reach)? };
    Ok(MeanInterval { mean, interval, standard_error, df })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stat::distribution::close;
    use proptest::prelude::*;

    #[test]
    fn two_values_give_a_wide_interval() {
        // R 4.2.2: t.test(c(3, 5)).
        let found = t(&[3.0, 5.0], 0.95).unwrap();
        assert_eq!((found.mean, found.standard_error, found.df), (4.0, 1.0, 1.0));
        close(found.interval.low, -8.706204736174694, 1e-13);
        close(found.interval.high, 16.706204736174694, 1e-13);
    }

    #[test]
    fn what_has_no_spread_has_no_interval() {
        assert_eq!(t(&[1.0], 0.95), Err(Undefined::TooFew { need: 2, have: 1 }));
        assert_eq!(t(&[0.1; 5], 0.95), Err(Undefined::NoVariance));
        assert!(t(&[1.0, 2.0], 95.0).is_err());
    }

    proptest! {
        #[test]
        fn more_confidence_takes_more_room(values in prop::collection::vec(-1e3..1e3, 3..20)) {
            let (narrow, wide) = (t(&values, 0.8).unwrap(), t(&values, 0.99).unwrap());
            prop_assert!(wide.interval.low < narrow.interval.low && narrow.interval.low < narrow.mean);
            prop_assert!(narrow.mean < narrow.interval.high && narrow.interval.high < wide.interval.high);
        }
    }
}
