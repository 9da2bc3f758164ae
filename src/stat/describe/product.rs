//! The product.

use crate::stat::Undefined;

/// A product whose exponent is counted apart, so that only the result itself can be too large or too small, no part of it.
#[derive(Clone, Copy, Debug)]
pub struct Product {
    /// 0, or between 1 and 2 in amount.
    fraction: f64,
    /// The power of two to multiply with.
    exponent: i64,
}

impl Product {
    /// The product of nothing, 1.
    pub const ONE: Product = Product { fraction: 1.0, exponent: 0 };

    /// The product and one value more.
    pub fn times(self, value: f64) -> Product {
        let (mut product, mut value) = (self, value);
        if value.abs() < f64::MIN_POSITIVE {
            // A double with leading zeros has no exponent of its own; 2^54 gives it one.
            value *= 18_014_398_509_481_984.0;
            product.exponent -= 54;
        }
        // Between 1 and 4 in amount.
        let whole = product.fraction * fraction(value);
        product.exponent += exponent(value) + exponent(whole);
        product.fraction = fraction(whole);
        product
    }

    /// The product as a double: infinite when it is too large, 0 when it is too small.
    pub fn value(self) -> f64 {
        let (mut value, mut exponent) = (self.fraction, self.exponent.clamp(-2200, 2200));
        while exponent != 0 {
            let step = exponent.clamp(-1000, 1000);
            value *= f64::from_bits(((1023 + step) as u64) << 52);
            exponent -= step;
        }
        value
    }
}

/// The bits of the exponent.
const EXPONENT: u64 = 0x7ff << 52;

fn exponent(value: f64) -> i64 {
    if value == 0.0 { 0 } else { ((value.to_bits() & EXPONENT) >> 52) as i64 - 1023 }
}

fn fraction(value: f64) -> f64 {
    if value == 0.0 { value } else { f64::from_bits(value.to_bits() & !EXPONENT | 1023 << 52) }
}

/// The product of `values`.
///
/// # Errors
/// For no values, and where it is too large.
pub fn product(values: &[f64]) -> Result<f64, Undefined> {
    Undefined::unless_at_least(1, values.len())?;
    Undefined::unless_finite(values.iter().fold(Product::ONE, |product, &value| product.times(value)).value())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_the_product_itself_can_be_too_large_or_too_small() {
        assert_eq!(product(&[2.0, -3.5, 4.0]), Ok(-28.0));
        let (large, small) = (f64::powi(2.0, 1000), f64::powi(2.0, -1000));
        assert_eq!(product(&[large, large, small, small, 3.0]), Ok(3.0));
        assert_eq!(product(&[small, small, large, large, 3.0]), Ok(3.0));
        assert_eq!(product(&[1e300, 1e300]), Err(Undefined::Overflow));
        assert_eq!(product(&[1e-300, 1e-300]), Ok(0.0));
        assert_eq!(product(&[5e-324, 1.5, 2.0]), Ok(1.5e-323));
        assert_eq!(product(&[f64::MAX, 0.0]), Ok(0.0));
        assert_eq!(product(&[]), Err(Undefined::TooFew { need: 1, have: 0 }));
    }

    proptest! {
        #[test]
        fn whole_numbers_multiply_exactly(factors in prop::collection::vec(-30i64..30, 1..10)) {
            let expected: i64 = factors.iter().product();
            let factors: Vec<f64> = factors.into_iter().map(|factor| factor as f64).collect();
            // Some may have more digits than a double.
            prop_assert!((product(&factors).unwrap() - expected as f64).abs() <= 1e-15 * (expected as f64).abs());
        }
    }
}
