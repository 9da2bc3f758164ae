//! Intervals that hold a quantity with a given confidence: means, proportions and their differences, rates.
//!
//! A level such as 0.95 is the share of intervals, over many samples, that hold the quantity; it lies between 0 and 1.

mod mean;
mod poisson;
mod proportion;
mod proportion_difference;

pub use mean::{MeanInterval, t};
pub use poisson::poisson;
pub use proportion::{agresti_coull, clopper_pearson, jeffreys, wilson, wilson_corrected};
pub use proportion_difference::{TwoProportionTest, agresti_caffo, newcombe, two_proportion_test, wald, wald_corrected};

use super::Undefined;
use super::distribution::normal;

/// From `low` to `high`, both included.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// The probability beyond each end of a two-sided interval.
pub(super) fn tail(level: f64) -> Result<f64, Undefined> {
    if level > 0.0 && level < 1.0 { Ok(0.5 * (1.0 - level)) } else { Err(Undefined::Parameter("the level lies between 0 and 1")) }
}

/// How many standard errors a normal interval reaches to either side.
pub(super) fn normal_factor(level: f64) -> Result<f64, Undefined> {
    Ok(-normal::quantile(tail(level)?))
}

/// A count of successes in a number of tries as what it is: a proportion.
fn proportion(successes: f64, n: f64) -> Result<f64, Undefined> {
    if n > 0.0 && n.is_finite() && (0.0..=n).contains(&successes) {
        Ok(successes / n)
    } else {
        Err(Undefined::Parameter("the successes lie in 0 to n, and n is above 0"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_and_counts_out_of_range_are_refused() {
        assert!(tail(0.0).is_err() && tail(1.0).is_err() && tail(f64::NAN).is_err());
        assert!(proportion(3.0, 2.0).is_err() && proportion(0.0, 0.0).is_err() && proportion(-1.0, 5.0).is_err());
        assert!(proportion(1.0, f64::INFINITY).is_err() && proportion(f64::NAN, 5.0).is_err());
        assert_eq!(proportion(1.0, 4.0), Ok(0.25));
    }
}
