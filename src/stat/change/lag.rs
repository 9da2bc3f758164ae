//! A series held against itself some steps before.

/// The value `k` steps before each place.
pub fn lag(places: &[f64], k: usize) -> Vec<f64> {
    with_earlier(places, k, |_, before| before)
}

/// Each value less the one `lag` steps before.
pub fn difference(places: &[f64], lag: usize) -> Vec<f64> {
    with_earlier(places, lag, |now, before| now - before)
}

/// An operation on each value and the one `lag` steps before; NaN where one is missing and where it comes to nothing finite.
pub(super) fn with_earlier(places: &[f64], lag: usize, operation: fn(f64, f64) -> f64) -> Vec<f64> {
    let at = |place: usize| {
        let (now, before) = (places[place], places[place.checked_sub(lag)?]);
        Some(operation(now, before)).filter(|value| value.is_finite())
    };
    (0..places.len()).map(|place| at(place).unwrap_or(f64::NAN)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::same;
    use super::*;
    use proptest::prelude::*;

    const NAN: f64 = f64::NAN;

    #[test]
    fn what_has_nothing_before_it_has_no_change() {
        same(lag(&[1.0, NAN, 4.0], 1), &[NAN, 1.0, NAN]);
        same(lag(&[1.0, 2.0], 0), &[1.0, 2.0]);
        same(lag(&[1.0, 2.0], 9), &[NAN, NAN]);
        same(difference(&[1.0, 3.0, NAN, 4.0, 4.5], 1), &[NAN, 2.0, NAN, NAN, 0.5]);
        same(difference(&[1.0, 3.0, 9.0], 2), &[NAN, NAN, 8.0]);
        same(difference(&[-f64::MAX, f64::MAX], 1), &[NAN, NAN]);
    }

    proptest! {
        #[test]
        fn differences_add_up_to_the_whole_way(values in prop::collection::vec(-1000i32..1000, 1..40)) {
            let values: Vec<f64> = values.into_iter().map(f64::from).collect();
            let way: f64 = difference(&values, 1)[1..].iter().sum();
            prop_assert_eq!(way, values[values.len() - 1] - values[0]);
        }
    }
}
