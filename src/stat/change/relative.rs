//! Changes in relation to something: to the value before, to a base, to the total.

use super::lag::with_earlier;
use crate::stat::Undefined;
use crate::stat::describe;

/// The change from the value `lag` steps before, in relation to that: 0.25 for a rise by a quarter.
pub fn relative_change(places: &[f64], lag: usize) -> Vec<f64> {
    with_earlier(places, lag, |now, before| (now - before) / before)
}

/// Each value by the one `lag` steps before.
pub fn ratio(places: &[f64], lag: usize) -> Vec<f64> {
    with_earlier(places, lag, |now, before| now / before)
}

/// The natural logarithm of the ratio to the value `lag` steps before; none where one is not positive.
pub fn log_change(places: &[f64], lag: usize) -> Vec<f64> {
    with_earlier(places, lag, |now, before| if now > 0.0 && before > 0.0 { log_ratio(now, before) } else { f64::NAN })
}

/// The logarithm of `now / before`, which are both positive or both negative: exact also where they are nearly equal.
fn log_ratio(now: f64, before: f64) -> f64 {
    let ratio = now / before;
    if (0.5..2.0).contains(&ratio) { ((now - before) / before).ln_1p() } else { now.abs().ln() - before.abs().ln() }
}

/// The compound annual growth rate: the constant relative change a period that leads from `first` to `last` in `periods`.
///
/// # Errors
/// For values that are missing, 0 or of different sign, no time between, and a rate that is too large.
pub fn cagr(first: f64, last: f64, periods: f64) -> Result<f64, Undefined> {
    if periods.is_nan() || periods <= 0.0 {
        return Err(Undefined::Parameter("there is more than 0 time between the first and the last value"));
    }
    // Signs are compared, for the ratio of small values may vanish.
    if first.is_nan() || last.is_nan() || first * last.signum() <= 0.0 || last == 0.0 {
        return Err(Undefined::Domain("there and of one sign"));
    }
    Undefined::unless_finite((log_ratio(last, first) / periods).exp_m1())
}

/// Each value in relation to the one at the place `at`, which becomes `base`: 100 as a rule.
///
/// # Errors
/// For a place beyond the series, and a value there that is missing or 0.
pub fn index_to_base(places: &[f64], at: usize, base: f64) -> Result<Vec<f64>, Undefined> {
    let Some(&reference) = places.get(at) else {
        return Err(Undefined::Parameter("the base is a place of the series"));
    };
    if reference.is_nan() || reference == 0.0 {
        return Err(Undefined::Parameter("the value at the base is there and not 0"));
    }
    Ok(finite(places.iter().map(|place| place / reference * base)))
}

/// The share of each value in the total.
///
/// # Errors
/// For a total of 0, unless there are no places at all.
pub fn share(places: &[f64]) -> Result<Vec<f64>, Undefined> {
    let present: Vec<f64> = places.iter().copied().filter(|place| !place.is_nan()).collect();
    let (total, scale) = describe::scaled_sum(&present);
    if total == 0.0 && !places.is_empty() {
        return Err(Undefined::ZeroSum);
    }
    Ok(finite(places.iter().map(|place| place / scale / total)))
}

/// NaN in place of what is infinite.
fn finite(values: impl Iterator<Item = f64>) -> Vec<f64> {
    values.map(|value| if value.is_finite() { value } else { f64::NAN }).collect()
}

#[cfg(test)]
mod tests {
    use super::super::same;
    use super::*;
    use proptest::prelude::*;

    const NAN: f64 = f64::NAN;

    #[test]
    fn a_change_is_in_relation_to_what_was_before() {
        same(relative_change(&[4.0, 5.0, NAN, 0.0, 3.0], 1), &[NAN, 0.25, NAN, NAN, NAN]);
        same(relative_change(&[-2.0, -3.0], 1), &[NAN, 0.5]);
        same(ratio(&[4.0, 5.0, 10.0, 0.0], 2), &[NAN, NAN, 2.5, 0.0]);
        same(log_change(&[1.0, 0.0, -1.0, -2.0, 2.0, 2.0], 1), &[NAN, NAN, NAN, NAN, NAN, 0.0]);
        assert_eq!(log_change(&[1e-300, 1e300], 1)[1], 1e300_f64.ln() - 1e-300_f64.ln());
        // The logarithm of 1 + e is e for a small e; the difference of two logarithms would have half the digits.
        assert_eq!(log_change(&[1e9, 1e9 + 1.0], 1)[1], 1e-9 - 5e-19);
    }

    #[test]
    fn growth_is_spread_evenly_over_its_time() {
        assert!((cagr(100.0, 121.0, 2.0).unwrap() - 0.1).abs() < 1e-15);
        assert!((cagr(-3.0, -5.0, 1.0).unwrap() - 2.0 / 3.0).abs() < 1e-15);
        assert!((cagr(1e-300, 1e300, 600.0).unwrap() - 9.0).abs() < 1e-12);
        for (first, last) in [(0.0, 1.0), (1.0, 0.0), (-1.0, 2.0), (NAN, 1.0), (1.0, NAN)] {
            assert_eq!(cagr(first, last, 1.0), Err(Undefined::Domain("there and of one sign")), "{first} {last}");
        }
        assert!(matches!(cagr(1.0, 2.0, 0.0), Err(Undefined::Parameter(_))));
        assert_eq!(cagr(1.0, 2.0, 1e-9), Err(Undefined::Overflow));
    }

    #[test]
    fn a_base_becomes_a_hundred() {
        same(index_to_base(&[2.0, 4.0, NAN, 1.0], 1, 100.0).unwrap(), &[50.0, 100.0, NAN, 25.0]);
        assert!(index_to_base(&[2.0, 0.0, NAN], 1, 100.0).is_err());
        assert!(index_to_base(&[2.0, 0.0, NAN], 2, 100.0).is_err());
        assert!(index_to_base(&[2.0, 0.0, NAN], 3, 100.0).is_err());
    }

    #[test]
    fn shares_are_of_what_is_there() {
        same(share(&[1.0, NAN, 3.0]).unwrap(), &[0.25, NAN, 0.75]);
        same(share(&[f64::MAX, f64::MAX]).unwrap(), &[0.5, 0.5]);
        same(share(&[]).unwrap(), &[]);
        assert_eq!(share(&[1.0, -1.0]), Err(Undefined::ZeroSum));
        assert_eq!(share(&[NAN]), Err(Undefined::ZeroSum));
    }

    proptest! {
        #[test]
        fn ratio_change_and_logarithm_say_the_same(values in prop::collection::vec(0.1..1e3, 2..30), lag in 1usize..5) {
            let (ratios, changes, logarithms) = (ratio(&values, lag), relative_change(&values, lag), log_change(&values, lag));
            for place in lag..values.len() {
                prop_assert!((ratios[place] - 1.0 - changes[place]).abs() <= 1e-15 * (1.0 + ratios[place]));
                prop_assert!((ratios[place] - logarithms[place].exp()).abs() <= 1e-13 * ratios[place]);
            }
        }

        #[test]
        fn shares_add_up_to_one(values in prop::collection::vec(0.1..1e3, 1..30)) {
            prop_assert!((describe::sum(&share(&values).unwrap()) - 1.0).abs() < 1e-14);
        }
    }
}
