//! How many values there are, and how many different ones.

use crate::stat::sort;

/// How many of `places` hold a value; NaN stands for a missing one.
pub fn count(places: &[f64]) -> usize {
    places.len() - missing(places)
}

/// How many of `places` hold none; NaN stands for a missing one.
pub fn missing(places: &[f64]) -> usize {
    places.iter().filter(|place| place.is_nan()).count()
}

/// How many different values there are.
pub fn distinct(values: &[f64]) -> usize {
    runs(&sort::sorted(values)).count()
}

/// The values that occur most often, in ascending order: one, or several that are equally frequent; none for no values.
pub fn mode(values: &[f64]) -> Vec<f64> {
    let sorted = sort::sorted(values);
    let most = runs(&sorted).map(<[f64]>::len).max();
    runs(&sorted).filter(|run| Some(run.len()) == most).map(|run| run[0]).collect()
}

/// The runs of equal values.
fn runs(sorted: &[f64]) -> impl Iterator<Item = &[f64]> {
    sorted.chunk_by(|a, b| a == b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_not_counted() {
        let places = [3.0, f64::NAN, 3.0, 1.0];
        assert_eq!((count(&places), missing(&places)), (3, 1));
        assert_eq!((count(&[]), missing(&[])), (0, 0));
    }

    #[test]
    fn equal_values_count_once() {
        assert_eq!(distinct(&[3.0, 1.0, 3.0, 2.0, 0.0, -0.0]), 4);
        assert_eq!(distinct(&[]), 0);
    }

    #[test]
    fn a_mode_may_be_several() {
        assert_eq!(mode(&[2.0, 1.0, 2.0, 3.0]), [2.0]);
        assert_eq!(mode(&[2.0, 1.0, 2.0, 1.0, 3.0]), [1.0, 2.0]);
        assert_eq!(mode(&[3.0, 2.0]), [2.0, 3.0]);
        assert!(mode(&[]).is_empty());
    }
}
