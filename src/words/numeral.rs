//! A number as words write it: its digits, and all that decides how widely it is read.

use super::lexicon::{Phrases, cut};
use super::unit::{self, Dimension, Unit};

/// What the words do to a number: in the order of a language's rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hedge {
    /// *About.*
    About,
    /// *Nearly.*
    Nearly,
    /// *Just over.*
    JustOver,
    /// *More than.*
    MoreThan,
    /// *Over*: more than, or during.
    Over,
    /// *At least.*
    AtLeast,
    /// *Less than.*
    LessThan,
    /// *Up to.*
    UpTo,
    /// *Well over.*
    WellOver,
    /// *Well under.*
    WellUnder,
    /// *Exactly.*
    Exactly,
    /// Nothing.
    Bare,
}

/// Kinds of numerals that differ in how wide they are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// A plain number.
    Plain,
    /// A fraction: mantissa over divisor.
    Fraction,
    /// A multiple.
    Multiple,
    /// So many dozens, decades or centuries; the mantissa counts things or years.
    Group,
    /// A bare plural; the mantissa is what it is a plural of.
    Plural,
}

/// A number as it is written.
#[derive(Clone, Debug)]
pub struct Numeral {
    /// First token, with a sign of currency.
    pub start: usize,
    /// After the last token, with magnitude and unit.
    pub end: usize,
    /// The number is `mantissa` × 10^`exponent` / `divisor`.
    pub mantissa: f64,
    /// See `mantissa`.
    pub exponent: i32,
    /// See `mantissa`; 1 but for fractions.
    pub divisor: f64,
    /// Decimals were written: they count as they stand.
    pub decimals: bool,
    /// The last power of ten in words, such as 6 for *million*.
    pub power: i32,
    /// See [`Sort`].
    pub sort: Sort,
    /// Size of a group; for *16 of 19* the 19.
    pub one: f64,
    /// For the other reading of a separator: added to the exponent.
    pub shift: i32,
    /// A written sign, or the fall in *halved*.
    pub sign: Option<f64>,
    /// An article read as one: gives way to any other number.
    pub weak: bool,
    /// *Third*.
    pub ordinal: bool,
    /// Looks like a year, stands beside a month, after *per* or in parentheses: gives way to any other number.
    pub aside: bool,
    /// Key of the unit in words, as a language's rows have it; empty for none.
    pub unit: Phrases,
    /// See [`Hedge`].
    pub hedge: Hedge,
    /// First token of the hedge, or of the number.
    pub hedge_start: usize,
    /// Stands after *to* or *from*.
    pub level: bool,
}

impl Numeral {
    /// The number.
    pub fn value(&self) -> f64 {
        scale(self.mantissa, self.exponent) / self.divisor
    }

    /// Whether the words name this dimension.
    pub fn names(&self, dimension: Dimension) -> bool {
        let mut keys = self.unit;
        while !keys.is_empty() {
            let (key, others) = cut(keys, b'&');
            if part(key).is_some_and(|(_, unit)| unit.dimension == dimension) {
                return true;
            }
            keys = others;
        }
        false
    }
}

/// *x* × 10^*n*.
pub fn scale(mut x: f64, n: i32) -> f64 {
    let mut power = 1.0;
    for _ in 0..n.unsigned_abs().min(400) {
        power *= 10.0;
    }
    if n < 0 {
        x /= power
    } else {
        x *= power
    }
    x
}

/// The unit of a key such as `pp/100`, and the part of it.
pub fn part(key: &str) -> Option<(f64, &'static Unit)> {
    let (key, part) = cut(key, b'/');
    unit::key(key).map(|unit| (scale(1.0, 1 - part.len().max(1) as i32), unit))
}
