//! Series of what has come together so far. A missing value stays missing and adds nothing.

use crate::stat::describe::{Product, Sum};

/// The sum of all values up to each place.
pub fn cumulative_sum(places: &[f64]) -> Vec<f64> {
    let mut sum = Sum::new();
    so_far(places, &mut |value| {
        sum.add(value);
        sum.value()
    })
}

/// The product of all values up to each place.
pub fn cumulative_product(places: &[f64]) -> Vec<f64> {
    let mut product = Product::ONE;
    so_far(places, &mut |value| {
        product = product.times(value);
        product.value()
    })
}

/// The greatest value up to each place.
pub fn cumulative_max(places: &[f64]) -> Vec<f64> {
    let mut greatest = f64::NEG_INFINITY;
    so_far(places, &mut |value| {
        greatest = greatest.max(value);
        greatest
    })
}

/// The least value up to each place.
pub fn cumulative_min(places: &[f64]) -> Vec<f64> {
    let mut least = f64::INFINITY;
    so_far(places, &mut |value| {
        least = least.min(value);
        least
    })
}

fn so_far(places: &[f64], take_in: &mut dyn FnMut(f64) -> f64) -> Vec<f64> {
    let so_far = places.iter().map(|&place| if place.is_nan() { place } else { take_in(place) });
    so_far.map(|value| if value.is_finite() { value } else { f64::NAN }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_missing_value_stays_missing_and_adds_nothing() {
        let series = [f64::NAN, 2.0, 3.0, f64::NAN, -1.0];
        let check = |found: Vec<f64>, expected: [f64; 3]| {
            assert_eq!([found[1], found[2], found[4]], expected);
            assert!(found[0].is_nan() && found[3].is_nan(), "{found:?}");
        };
        check(cumulative_sum(&series), [2.0, 5.0, 4.0]);
        check(cumulative_product(&series), [2.0, 6.0, -6.0]);
        check(cumulative_max(&series), [2.0, 3.0, 3.0]);
        check(cumulative_min(&series), [2.0, 2.0, -1.0]);
    }

    #[test]
    fn what_is_too_large_for_a_while_is_missing_there() {
        let product = cumulative_product(&[1e300, 1e300, 1e-300]);
        assert!(product[1].is_nan() && (product[2] / 1e300 - 1.0).abs() < 1e-15, "{product:?}");
        assert!(cumulative_sum(&[f64::MAX, f64::MAX])[1].is_nan());
        assert!(cumulative_sum(&[]).is_empty());
    }

    proptest! {
        #[test]
        fn the_last_is_that_of_all(values in prop::collection::vec(-1e9..1e9, 1..40)) {
            let last = values.len() - 1;
            prop_assert_eq!(cumulative_sum(&values)[last], crate::stat::describe::sum(&values));
            prop_assert!(cumulative_max(&values).is_sorted());
            prop_assert!(cumulative_min(&values).iter().rev().is_sorted());
        }
    }
}
