//! What stands out in a series: its peak and trough, its records, and since when a value has not been reached. Places count from
//! 0 and NaN stands for a missing value, which no value is held against.

use crate::stat::Undefined;

/// Which end of the values is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The greatest.
    High,
    /// The least.
    Low,
}

impl Side {
    /// Whether `a` lies further out than `b`.
    fn beyond(self, a: f64, b: f64) -> bool {
        if self == Side::High { a > b } else { a < b }
    }
}

/// The places of the values that lie beyond all before them; the first value is a record.
pub fn records(places: &[f64], side: Side) -> Vec<usize> {
    let (mut records, mut best) = (Vec::new(), None);
    for (place, &value) in places.iter().enumerate() {
        if !value.is_nan() && best.is_none_or(|best| side.beyond(value, best)) {
            best = Some(value);
            records.push(place);
        }
    }
    records
}

/// The place of the greatest value, the first of equals.
///
/// # Errors
/// For no values.
pub fn peak(places: &[f64]) -> Result<usize, Undefined> {
    last_record(places, Side::High)
}

/// The place of the least value, the first of equals.
///
/// # Errors
/// For no values.
pub fn trough(places: &[f64]) -> Result<usize, Undefined> {
    last_record(places, Side::Low)
}

fn last_record(places: &[f64], side: Side) -> Result<usize, Undefined> {
    records(places, side).last().copied().ok_or(Undefined::TooFew { need: 1, have: 0 })
}

/// The last place before `at` that reached the value there, which is the highest since; none when it is the highest so far.
///
/// # Errors
/// For a place beyond the series, and one where the value is missing.
pub fn highest_since(places: &[f64], at: usize) -> Result<Option<usize>, Undefined> {
    last_that_reached(places, at, Side::High)
}

/// The last place before `at` that was as low as the value there, which is the lowest since; none when it is the lowest so far.
///
/// # Errors
/// For a place beyond the series, and one where the value is missing.
pub fn lowest_since(places: &[f64], at: usize) -> Result<Option<usize>, Undefined> {
    last_that_reached(places, at, Side::Low)
}

fn last_that_reached(places: &[f64], at: usize, side: Side) -> Result<Option<usize>, Undefined> {
    match places.get(at) {
        Some(&value) if !value.is_nan() => Ok(places[..at].iter().rposition(|&before| before == value || side.beyond(before, value))),
        _ => Err(Undefined::Parameter("there is a value at the place")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SERIES: [f64; 9] = [4.0, f64::NAN, 2.0, 7.0, 7.0, 1.0, 5.0, 8.0, 3.0];

    #[test]
    fn a_record_lies_beyond_all_before() {
        assert_eq!(records(&SERIES, Side::High), [0, 3, 7]);
        assert_eq!(records(&SERIES, Side::Low), [0, 2, 5]);
        assert_eq!(records(&[f64::NAN, 3.0, 3.0], Side::High), [1]);
        assert!(records(&[f64::NAN], Side::Low).is_empty());
    }

    #[test]
    fn the_first_of_equals_is_the_peak() {
        assert_eq!((peak(&SERIES), trough(&SERIES)), (Ok(7), Ok(5)));
        assert_eq!((peak(&SERIES[..5]), trough(&[2.0, 1.0, 1.0])), (Ok(3), Ok(1)));
        assert_eq!(peak(&[f64::NAN]), Err(Undefined::TooFew { need: 1, have: 0 }));
    }

    #[test]
    fn the_highest_since_is_held_against_what_was_before() {
        assert_eq!(highest_since(&SERIES, 6), Ok(Some(4)));
        assert_eq!(highest_since(&SERIES, 4), Ok(Some(3)));
        assert_eq!(highest_since(&SERIES, 7), Ok(None));
        assert_eq!(lowest_since(&SERIES, 8), Ok(Some(5)));
        assert_eq!(lowest_since(&SERIES, 0), Ok(None));
        for at in [1, 9] {
            assert_eq!(lowest_since(&SERIES, at), Err(Undefined::Parameter("there is a value at the place")));
        }
    }

    proptest! {
        #[test]
        fn a_record_is_what_is_highest_since_ever(values in prop::collection::vec(-9i32..9, 1..40)) {
            let values: Vec<f64> = values.into_iter().map(f64::from).collect();
            let never_reached: Vec<usize> = (0..values.len()).filter(|&at| highest_since(&values, at) == Ok(None)).collect();
            prop_assert_eq!(&records(&values, Side::High), &never_reached);
            let mirror: Vec<f64> = values.iter().map(|value| -value).collect();
            prop_assert_eq!(records(&mirror, Side::Low), never_reached);
        }
    }
}
