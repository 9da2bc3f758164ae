//! Double-double arithmetic: a number as the unevaluated sum of two doubles, good for about 32 decimal digits.
//!
//! Polynomial regression on years or on timestamps loses most of the digits of a double to cancellation. With twice the digits
//! the coefficients come out right to the last one. Used where a method needs it, not as a habit: an operation takes about
//! twenty of the processor's.

use std::ops::{Add, Div, Mul, Neg, Sub};

/// A number: `high` is the double nearest to it, `low` what is left.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct DoubleDouble {
    high: f64,
    low: f64,
}

impl DoubleDouble {
    /// The double nearest to the number.
    pub fn value(self) -> f64 {
        self.high
    }

    /// `high + low` where `low` is small against `high`.
    fn of(high: f64, low: f64) -> Self {
        let sum = high + low;
        DoubleDouble { high: sum, low: low - (sum - high) }
    }

    /// The sum of two doubles, without loss (D. E. Knuth, "The Art of Computer Programming", volume 2, 4.2.2).
    fn sum(a: f64, b: f64) -> Self {
        let high = a + b;
        let of_b = high - a;
        DoubleDouble { high, low: (a - (high - of_b)) + (b - of_b) }
    }

    /// The product of two doubles, without loss unless it is very large or very small (T. J. Dekker, "A Floating-Point
    /// Technique for Extending the Available Precision", 1971). No fused multiply-add: browsers have none.
    fn product(a: f64, b: f64) -> Self {
        let ((a1, a0), (b1, b0)) = (halves(a), halves(b));
        let high = a * b;
        DoubleDouble { high, low: a0 * b0 - (((high - a1 * b1) - a0 * b1) - a1 * b0) }
    }
}

/// A double as the sum of two with half as many digits each.
fn halves(value: f64) -> (f64, f64) {
    // 2^27 + 1
    let spread = value * 134_217_729.0;
    let high = spread - (spread - value);
    (high, value - high)
}

impl From<f64> for DoubleDouble {
    fn from(value: f64) -> Self {
        DoubleDouble { high: value, low: 0.0 }
    }
}

impl Neg for DoubleDouble {
    type Output = Self;
    fn neg(self) -> Self {
        DoubleDouble { high: -self.high, low: -self.low }
    }
}

impl Add for DoubleDouble {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        let high = DoubleDouble::sum(self.high, other.high);
        let low = DoubleDouble::sum(self.low, other.low);
        let middle = DoubleDouble::of(high.high, high.low + low.high);
        DoubleDouble::of(middle.high, middle.low + low.low)
    }
}

impl Sub for DoubleDouble {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        self + -other
    }
}

impl Mul for DoubleDouble {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        let high = DoubleDouble::product(self.high, other.high);
        DoubleDouble::of(high.high, high.low + (self.high * other.low + self.low * other.high))
    }
}

impl Div for DoubleDouble {
    type Output = Self;
    fn div(self, other: Self) -> Self {
        let mut quotient = DoubleDouble::from(self.high / other.high);
        // Each step of long division adds a double's worth of digits.
        for _ in 0..2 {
            let rest = self - quotient * other;
            quotient = quotient + DoubleDouble::from(rest.high / other.high);
        }
        quotient
    }
}

impl std::iter::Sum for DoubleDouble {
    fn sum<I: Iterator<Item = Self>>(values: I) -> Self {
        values.fold(Self::default(), |sum, value| sum + value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_third_has_32_digits() {
        let third = DoubleDouble::from(1.0) / DoubleDouble::from(3.0);
        let left = third * DoubleDouble::from(3.0) - DoubleDouble::from(1.0);
        assert!(left.value().abs() < 1e-31, "{left:?}");
        assert_eq!(third.value(), 1.0 / 3.0);
    }

    #[test]
    fn what_a_double_would_lose_comes_back() {
        let large = DoubleDouble::from(1e20);
        let sum = large + DoubleDouble::from(1e-10);
        assert_eq!((sum - large).value(), 1e-10);
        // 2^53 + 1 squared, less 2^106.
        let odd = DoubleDouble::sum(9_007_199_254_740_992.0, 1.0);
        let square = DoubleDouble::from(9_007_199_254_740_992.0) * DoubleDouble::from(9_007_199_254_740_992.0);
        assert_eq!((odd * odd - square).value(), 18_014_398_509_481_985.0);
    }

    proptest! {
        #[test]
        fn whole_numbers_are_exact(a in -1_000_000_000_000i64..1_000_000_000_000, b in -1_000_000_000_000i64..1_000_000_000_000) {
            let (p, q) = (DoubleDouble::from(a as f64), DoubleDouble::from(b as f64));
            let exact = i128::from(a) * i128::from(b);
            let product = p * q;
            prop_assert_eq!(product.high as i128 + product.low as i128, exact);
            if b != 0 {
                prop_assert_eq!((product / q).value(), a as f64);
            }
        }
    }
}
