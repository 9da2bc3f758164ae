//! The exact interval for a rate of events.

use super::{Interval, tail};
use crate::stat::Undefined;
use crate::stat::distribution::gamma;

/// The rates, in events by unit of `exposure`, that neither tail of the Poisson distribution rejects when `count` events were seen
/// (F. Garwood, "Fiducial limits for the Poisson distribution", 1936). The rate seen is `count / exposure`.
///
/// # Errors
/// A level outside 0 to 1, a count below 0, an exposure that is not above 0.
pub fn poisson(count: f64, exposure: f64, level: f64) -> Result<Interval, Undefined> {
    let tail = tail(level)?;
    if !(count >= 0.0 && count.is_finite() && exposure > 0.0) {
        return Err(Undefined::Parameter("the count is not below 0, and the exposure is above 0"));
    }
    let low = if count == 0.0 { 0.0 } else { gamma::quantile(tail, 1.0 - tail, count) };
    let high = gamma::quantile(1.0 - tail, tail, count + 1.0);
    Ok(Interval { low: low / exposure, high: Undefined::unless_finite(high / exposure)? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stat::distribution::{self, close};
    use proptest::prelude::*;

    #[test]
    fn seventeen_events_in_two_and_a_half_years() {
        // R 4.2.2: poisson.test(17, 2.5).
        let found = poisson(17.0, 2.5, 0.95).unwrap();
        close(found.low, 3.9612505878429154, 1e-13);
        close(found.high, 10.887458726362645, 1e-13);
    }

    #[test]
    fn no_event_is_compatible_with_three() {
        let found = poisson(0.0, 1.0, 0.9).unwrap();
        assert_eq!(found.low, 0.0);
        // The "rule of three": exp(-rate) = 0.05.
        close(found.high, -(0.05f64.ln()), 1e-13);
        assert!(poisson(-1.0, 1.0, 0.9).is_err() && poisson(1.0, 0.0, 0.9).is_err());
    }

    proptest! {
        #[test]
        fn it_leaves_half_the_error_on_either_side(count in 1u32..3000) {
            let count = f64::from(count);
            let found = poisson(count, 1.0, 0.95).unwrap();
            prop_assert!((distribution::poisson::upper_tail(count - 1.0, found.low) - 0.025).abs() < 1e-12);
            prop_assert!((distribution::poisson::distribution(count, found.high) - 0.025).abs() < 1e-12);
        }
    }
}
