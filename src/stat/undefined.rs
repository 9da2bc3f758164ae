//! Why a method has no answer: plain data, for whoever words it.

use std::fmt;

/// Why a method is not defined for what it was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undefined {
    /// Fewer values (pairs, groups) than the method needs, missing ones not counted.
    TooFew {
        /// How many it needs at least.
        need: usize,
        /// How many there are.
        have: usize,
    },
    /// All values are equal, and the method divides by how much they differ.
    NoVariance,
    /// The values, or the weights, sum to 0, and the method divides by that.
    ZeroSum,
    /// A value lies where the method is not defined. What the values must be, in a word or two: `positive`.
    Domain(&'static str),
    /// A parameter lies where the method is not defined. What it must be: `the share trimmed lies in 0 to 0.5`.
    Parameter(&'static str),
    /// What was given in parallel, values and their weights for instance, does not have one length.
    Lengths,
    /// The result is beyond the range of a double.
    Overflow,
    /// An iteration did not settle.
    NoConvergence,
}

impl Undefined {
    /// `TooFew` unless there are at least `need`.
    ///
    /// # Errors
    /// [`Undefined::TooFew`].
    pub fn unless_at_least(need: usize, have: usize) -> Result<(), Undefined> {
        if have < need { Err(Undefined::TooFew { need, have }) } else { Ok(()) }
    }

    /// `value`, or why it is none: NaN and infinity are beyond a double.
    ///
    /// # Errors
    /// [`Undefined::Overflow`].
    pub fn unless_finite(value: f64) -> Result<f64, Undefined> {
        if value.is_finite() { Ok(value) } else { Err(Undefined::Overflow) }
    }
}

impl fmt::Display for Undefined {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Undefined::TooFew { have: 0, .. } => write!(f, "there are no values"),
            Undefined::TooFew { need, have } => write!(f, "too few values: {need} are needed, there are {have}"),
            Undefined::NoVariance => write!(f, "all values are equal"),
            Undefined::ZeroSum => write!(f, "the sum to divide by is 0"),
            Undefined::Domain(must) => write!(f, "not every value is {must}"),
            Undefined::Parameter(must) => write!(f, "a parameter is out of range: {must}"),
            Undefined::Lengths => write!(f, "what belongs together is not equally long"),
            Undefined::Overflow => write!(f, "the result is too large for a double"),
            Undefined::NoConvergence => write!(f, "the iteration did not settle"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_read_as_sentences() {
        assert_eq!(Undefined::unless_at_least(2, 1).unwrap_err().to_string(), "too few values: 2 are needed, there are 1");
        assert_eq!(Undefined::unless_at_least(2, 0).unwrap_err().to_string(), "there are no values");
        assert_eq!(Undefined::unless_at_least(2, 2), Ok(()));
        assert_eq!(Undefined::Domain("positive").to_string(), "not every value is positive");
        assert_eq!(Undefined::unless_finite(f64::NAN), Err(Undefined::Overflow));
    }
}
