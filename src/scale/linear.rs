//! A continuous scale: a straight line from a domain of numbers (or times) to a range of pixels.

/// Maps `domain` onto `range`. The domain is never empty: [`Linear::new`] widens one that is a single value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Linear {
    /// First and last value.
    pub domain: (f64, f64),
    /// Pixels of the first and the last value; the first may be the larger one.
    pub range: (f64, f64),
}

impl Linear {
    /// A scale; a domain of one value is widened by one on both sides.
    ///
    /// ```
    /// use nutgraph::scale::linear::Linear;
    /// let y = Linear::new((0.0, 300.0), (200.0, 0.0));
    /// assert_eq!(y.position(75.0), 150.0);
    /// assert_eq!(y.invert(150.0), 75.0);
    /// ```
    pub fn new(domain: (f64, f64), range: (f64, f64)) -> Self {
        let domain = if domain.0 == domain.1 { (domain.0 - 1.0, domain.1 + 1.0) } else { domain };
        Linear { domain, range }
    }

    /// The pixel of a value.
    pub fn position(&self, value: f64) -> f64 {
        self.range.0 + (value - self.domain.0) / (self.domain.1 - self.domain.0) * (self.range.1 - self.range.0)
    }

    /// The value at a pixel.
    pub fn invert(&self, position: f64) -> f64 {
        let span = self.range.1 - self.range.0;
        if span == 0.0 {
            return self.domain.0;
        }
        self.domain.0 + (position - self.range.0) / span * (self.domain.1 - self.domain.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn inverting_a_position_gives_the_value_back(a in -1e6..1e6f64, span in 1e-3..1e6f64, t in 0.0..1.0f64, r in -500.0..500.0f64) {
            let scale = Linear::new((a, a + span), (r, r + 640.0));
            let value = a + t * span;
            prop_assert!((scale.invert(scale.position(value)) - value).abs() <= 1e-9 * (a.abs() + span));
        }
    }

    #[test]
    fn a_domain_of_one_value_stands_in_the_middle() {
        assert_eq!(Linear::new((5.0, 5.0), (0.0, 10.0)).position(5.0), 5.0);
    }
}
