//! Continuous scales of every kind: a domain of two values or more, bent by a function, onto a range of as many.
//!
//! Domain and range are plain slices. A scale of colours has the same domain and takes [`Continuous::fraction`] to its
//! interpolator ([`super::ramp`]). The rules are those of d3-scale, which Vega builds on.

use super::steps;

/// How the domain is bent before it is laid on the range.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Transform {
    /// Straight; times too.
    Linear,
    /// Logarithm. The domain must lie on one side of zero.
    Log {
        /// Base of the ticks; 10 where nothing is said.
        base: f64,
    },
    /// Power of the distance from zero, its sign kept.
    Pow {
        /// The exponent; 0.5 for a square root.
        exponent: f64,
    },
    /// Logarithm of one plus the distance from zero over a constant, its sign kept (Webber 2013).
    Symlog {
        /// The constant; 1 where nothing is said.
        constant: f64,
    },
}

impl Transform {
    /// Bends a value. Logarithms of a negative domain are mirrored: `mirrored` says so.
    fn apply(self, x: f64, mirrored: bool) -> f64 {
        match self {
            Transform::Linear => x,
            Transform::Log { .. } if mirrored => -(-x).ln(),
            Transform::Log { .. } => x.ln(),
            Transform::Pow { exponent } => signed(x, |a| power(a, exponent)),
            Transform::Symlog { constant } => signed(x, |a| (a / constant).ln_1p()),
        }
    }

    /// Straightens it again.
    fn undo(self, x: f64, mirrored: bool) -> f64 {
        match self {
            Transform::Linear => x,
            Transform::Log { .. } if mirrored => -(-x).exp(),
            Transform::Log { .. } => x.exp(),
            Transform::Pow { exponent } => signed(x, |a| power(a, 1.0 / exponent)),
            Transform::Symlog { constant } => signed(x, |a| a.exp_m1() * constant),
        }
    }
}

fn power(x: f64, exponent: f64) -> f64 {
    match exponent {
        1.0 => x,
        0.5 => x.sqrt(),
        2.0 => x * x,
        _ => x.powf(exponent),
    }
}

/// A function of the distance from zero, its sign kept.
fn signed(x: f64, f: impl Fn(f64) -> f64) -> f64 {
    if x < 0.0 { -f(-x) } else { f(x) }
}

/// A continuous scale.
#[derive(Clone, Debug, PartialEq)]
pub struct Continuous {
    /// How the domain is bent.
    pub transform: Transform,
    /// Two values or more, ascending or descending.
    pub domain: Vec<f64>,
    /// Values beyond the domain are taken as its ends.
    pub clamp: bool,
}

/// Where `x` stands between `a` and `b`, 0 to 1 within them; one half where they are the same.
fn share(x: f64, a: f64, b: f64) -> f64 {
    if a == b { if x.is_nan() { x } else { 0.5 } } else { (x - a) / (b - a) }
}

/// The piece of ascending or descending `stops` (two or more) in which `x` lies, and its share of it, which goes beyond 0 and 1
/// outside of the stops.
fn piece(stops: &[f64], x: f64) -> (usize, f64) {
    let last = stops.len() - 1;
    let ascending = stops[last] >= stops[0];
    let i = if ascending {
        // The last piece that begins at or before x.
        stops[1..last].partition_point(|stop| *stop <= x)
    } else {
        stops[1..last].partition_point(|stop| *stop > x)
    };
    (i, share(x, stops[i], stops[i + 1]))
}

impl Continuous {
    /// A scale that does not clamp. A domain of less than two values is filled up with its own, or with 0 and 1.
    pub fn new(transform: Transform, domain: &[f64]) -> Continuous {
        let domain = match *domain {
            [] => vec![0.0, 1.0],
            [one] => vec![one, one],
            _ => domain.to_vec(),
        };
        Continuous { transform, domain, clamp: false }
    }

    fn mirrored(&self) -> bool {
        self.domain[0] < 0.0
    }

    fn apply(&self, value: f64) -> f64 {
        self.transform.apply(value, self.mirrored())
    }

    fn ends(&self, pieces: usize) -> (f64, f64) {
        let (a, b) = (self.domain[0], self.domain[pieces]);
        (a.min(b), a.max(b))
    }

    /// The place of a value in a range of two places or more, of which as many are used as the domain has values. NaN for NaN,
    /// and for a logarithm of the wrong sign.
    ///
    /// ```
    /// use nutgraph::scale::continuous::{Continuous, Transform};
    /// let y = Continuous::new(Transform::Log { base: 10.0 }, &[1.0, 100.0]);
    /// assert_eq!(y.position(10.0, &[200.0, 0.0]), 100.0);
    /// assert!((y.invert(100.0, &[200.0, 0.0]) - 10.0).abs() < 1e-9);
    /// ```
    pub fn position(&self, value: f64, range: &[f64]) -> f64 {
        let pieces = self.domain.len().min(range.len()).saturating_sub(1);
        if pieces == 0 {
            return f64::NAN;
        }
        let (low, high) = self.ends(pieces);
        let value = if self.clamp { value.clamp(low, high.max(low)) } else { value };
        if value.is_nan() {
            return value;
        }
        let (i, t) = if pieces == 1 {
            (0, share(self.apply(value), self.apply(self.domain[0]), self.apply(self.domain[1])))
        } else {
            let stops: Vec<f64> = self.domain[..=pieces].iter().map(|d| self.apply(*d)).collect();
            piece(&stops, self.apply(value))
        };
        range[i] * (1.0 - t) + range[i + 1] * t
    }

    /// The same rounded to a whole pixel, halves upwards.
    pub fn position_round(&self, value: f64, range: &[f64]) -> f64 {
        steps::round(self.position(value, range))
    }

    /// The value at a place in the range.
    pub fn invert(&self, position: f64, range: &[f64]) -> f64 {
        let pieces = self.domain.len().min(range.len()).saturating_sub(1);
        if pieces == 0 || position.is_nan() {
            return f64::NAN;
        }
        let (i, t) = piece(&range[..=pieces], position);
        let (a, b) = (self.apply(self.domain[i]), self.apply(self.domain[i + 1]));
        let value = self.transform.undo(a * (1.0 - t) + b * t, self.mirrored());
        let (low, high) = self.ends(pieces);
        if self.clamp { value.clamp(low, high.max(low)) } else { value }
    }

    /// The place of a value between 0 and 1 for an interpolator of colours: of a sequential scale where the domain has two values,
    /// of a diverging one where it has three (0.5 in the middle). Beyond the domain it goes beyond 0 and 1 unless clamped.
    pub fn fraction(&self, value: f64) -> f64 {
        let bent: Vec<f64> = self.domain.iter().map(|d| self.apply(*d)).collect();
        let x = self.apply(value);
        let ratio = |span: f64, half: f64| if span == 0.0 { 0.0 } else { half / span };
        let t = match bent[..] {
            [a, b] if a == b => x * 0.0 + 0.5,
            [a, b] => (x - a) / (b - a),
            [a, b, c, ..] => {
                let sign = if b < a { -1.0 } else { 1.0 };
                0.5 + (x - b) * if sign * x < sign * b { ratio(b - a, 0.5) } else { ratio(c - b, 0.5) }
            }
            _ => f64::NAN,
        };
        if self.clamp { t.clamp(0.0, 1.0) } else { t }
    }

    /// Round ticks, about `count` of them, in the direction of the domain.
    pub fn ticks(&self, count: f64) -> Vec<f64> {
        let (first, last) = (self.domain[0], self.domain[self.domain.len() - 1]);
        // The domain has one value, which is its only tick.
        let last = if last.is_nan() { first } else { last };
        match self.transform {
            Transform::Log { base } => super::log::ticks(first, last, base, count),
            _ => steps::ticks(first, last, count),
        }
    }

    /// Moves the ends of the domain outwards to round values: those of about `count` ticks, or powers of the base.
    pub fn nice(&mut self, count: f64) {
        let last = self.domain.len() - 1;
        let (a, b) = (self.domain[0], self.domain[last]);
        (self.domain[0], self.domain[last]) = match self.transform {
            Transform::Log { base } => super::log::nice(a, b, base),
            _ => steps::nice(a, b, count),
        };
    }

    /// Widens the domain so that its values lie at least `padding` pixels within a range of `span` pixels (Vega's `padding` of a
    /// continuous scale). Nothing happens where the padding would take up the whole range.
    pub fn pad(&mut self, padding: f64, span: f64) {
        let last = self.domain.len() - 1;
        let (a, b) = (self.apply(self.domain[0]), self.apply(self.domain[last]));
        let wider = span.abs() / (span.abs() - 2.0 * padding);
        if a == b || !wider.is_finite() {
            return;
        }
        let (middle, mirrored) = ((a + b) / 2.0, self.mirrored());
        self.domain[0] = self.transform.undo(middle + (a - middle) * wider, mirrored);
        self.domain[last] = self.transform.undo(middle + (b - middle) * wider, mirrored);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// d3-scale 4.0.3: domain, range, and the positions of 1, 5, 50, 200, or of -100, -50, -10, -1 where the domain is negative.
    #[test]
    #[rustfmt::skip]
    fn positions_are_those_of_d3() {
        type Row = (Transform, &'static [f64], &'static [f64], [f64; 4]);
        let expected: [Row; 35] = [
            (Transform::Linear, &[1.0, 100.0], &[0.0, 500.0], [0.0, 20.20202, 247.474747, 1005.050505]),
            (Transform::Linear, &[100.0, 1.0], &[0.0, 500.0], [500.0, 479.79798, 252.525253, -505.050505]),
            (Transform::Linear, &[2.0, 10.0, 50.0], &[0.0, 100.0, 500.0], [-12.5, 37.5, 500.0, 2000.0]),
            (Transform::Linear, &[-100.0, -1.0], &[500.0, 0.0], [500.0, 247.474747, 45.454545, 0.0]),
            (Transform::Linear, &[5.0, 5.0], &[0.0, 500.0], [250.0, 250.0, 250.0, 250.0]),
            (Transform::Log { base: 10.0 }, &[1.0, 100.0], &[0.0, 500.0], [0.0, 174.742501, 424.742501, 575.257499]),
            (Transform::Log { base: 10.0 }, &[100.0, 1.0], &[0.0, 500.0], [500.0, 325.257499, 75.257499, -75.257499]),
            (Transform::Log { base: 10.0 }, &[2.0, 10.0, 50.0], &[0.0, 100.0, 500.0], [-43.067656, 56.932344, 500.0, 844.541246]),
            (Transform::Log { base: 10.0 }, &[-100.0, -1.0], &[500.0, 0.0], [500.0, 424.742501, 250.0, 0.0]),
            (Transform::Log { base: 10.0 }, &[5.0, 5.0], &[0.0, 500.0], [250.0, 250.0, 250.0, 250.0]),
            (Transform::Log { base: 2.0 }, &[1.0, 100.0], &[0.0, 500.0], [0.0, 174.742501, 424.742501, 575.257499]),
            (Transform::Log { base: 2.0 }, &[100.0, 1.0], &[0.0, 500.0], [500.0, 325.257499, 75.257499, -75.257499]),
            (Transform::Log { base: 2.0 }, &[2.0, 10.0, 50.0], &[0.0, 100.0, 500.0], [-43.067656, 56.932344, 500.0, 844.541246]),
            (Transform::Log { base: 2.0 }, &[-100.0, -1.0], &[500.0, 0.0], [500.0, 424.742501, 250.0, 0.0]),
            (Transform::Log { base: 2.0 }, &[5.0, 5.0], &[0.0, 500.0], [250.0, 250.0, 250.0, 250.0]),
            (Transform::Pow { exponent: 0.5 }, &[1.0, 100.0], &[0.0, 500.0], [0.0, 68.670443, 337.281545, 730.118646]),
            (Transform::Pow { exponent: 0.5 }, &[100.0, 1.0], &[0.0, 500.0], [500.0, 431.329557, 162.718455, -230.118646]),
            (Transform::Pow { exponent: 0.5 }, &[2.0, 10.0, 50.0], &[0.0, 100.0, 500.0], [-23.695559, 47.015119, 500.0, 1223.606798]),
            (Transform::Pow { exponent: 0.5 }, &[-100.0, -1.0], &[500.0, 0.0], [500.0, 337.281545, 120.126537, 0.0]),
            (Transform::Pow { exponent: 0.5 }, &[5.0, 5.0], &[0.0, 500.0], [250.0, 250.0, 250.0, 250.0]),
            (Transform::Pow { exponent: 3.0 }, &[1.0, 100.0], &[0.0, 500.0], [0.0, 0.062, 62.499562, 4000.0035]),
            (Transform::Pow { exponent: 3.0 }, &[100.0, 1.0], &[0.0, 500.0], [500.0, 499.938, 437.500438, -3500.0035]),
            (Transform::Pow { exponent: 3.0 }, &[2.0, 10.0, 50.0], &[0.0, 100.0, 500.0], [-0.705645, 11.794355, 500.0, 25903.225806]),
            (Transform::Pow { exponent: 3.0 }, &[-100.0, -1.0], &[500.0, 0.0], [500.0, 62.499562, 0.4995, 0.0]),
            (Transform::Pow { exponent: 3.0 }, &[5.0, 5.0], &[0.0, 500.0], [250.0, 250.0, 250.0, 250.0]),
            (Transform::Symlog { constant: 1.0 }, &[1.0, 100.0], &[0.0, 500.0], [0.0, 140.058613, 412.888892, 587.734456]),
            (Transform::Symlog { constant: 1.0 }, &[100.0, 1.0], &[0.0, 500.0], [500.0, 359.941387, 87.111108, -87.734456]),
            (Transform::Symlog { constant: 1.0 }, &[2.0, 10.0, 50.0], &[0.0, 100.0, 500.0], [-31.206836, 53.348438, 500.0, 857.637951]),
            (Transform::Symlog { constant: 1.0 }, &[-100.0, -1.0], &[500.0, 0.0], [500.0, 412.888892, 217.332953, 0.0]),
            (Transform::Symlog { constant: 1.0 }, &[5.0, 5.0], &[0.0, 500.0], [250.0, 250.0, 250.0, 250.0]),
            (Transform::Symlog { constant: 0.1 }, &[1.0, 100.0], &[0.0, 500.0], [0.0, 170.026395, 423.279734, 576.775563]),
            (Transform::Symlog { constant: 0.1 }, &[100.0, 1.0], &[0.0, 500.0], [500.0, 329.973605, 76.720266, -76.775563]),
            (Transform::Symlog { constant: 0.1 }, &[2.0, 10.0, 50.0], &[0.0, 100.0, 500.0], [-41.17076, 56.494606, 500.0, 845.877914]),
            (Transform::Symlog { constant: 0.1 }, &[-100.0, -1.0], &[500.0, 0.0], [500.0, 423.279734, 245.765274, 0.0]),
            (Transform::Symlog { constant: 0.1 }, &[5.0, 5.0], &[0.0, 500.0], [250.0, 250.0, 250.0, 250.0]),
        ];
        for (transform, domain, range, positions) in expected {
            let scale = Continuous::new(transform, domain);
            let values = if domain[0] < 0.0 { [-100.0, -50.0, -10.0, -1.0] } else { [1.0, 5.0, 50.0, 200.0] };
            for (value, expected) in values.into_iter().zip(positions) {
                let found = scale.position(value, range);
                assert!((found - expected).abs() < 1e-5, "{transform:?} of {domain:?}: {value} is at {found}, not {expected}");
            }
        }
    }

    /// d3-scale 4.0.3 `scaleDiverging` and `scaleSequentialLog`.
    #[test]
    fn fractions_are_those_of_d3() {
        let diverging = Continuous::new(Transform::Linear, &[-10.0, 0.0, 40.0]);
        assert_eq!([-5.0, 20.0].map(|v| diverging.fraction(v)), [0.25, 0.75]);
        assert_eq!(Continuous::new(Transform::Linear, &[40.0, 0.0, -10.0]).fraction(20.0), 0.25);
        let log = Continuous::new(Transform::Log { base: 10.0 }, &[1.0, 100.0]);
        assert!((log.fraction(10.0) - 0.5).abs() < 1e-12);
        assert_eq!(Continuous::new(Transform::Linear, &[3.0, 3.0]).fraction(7.0), 0.5);
    }

    #[test]
    fn a_clamped_scale_stays_in_its_range_and_its_domain() {
        let scale = Continuous { clamp: true, ..Continuous::new(Transform::Linear, &[0.0, 10.0]) };
        assert_eq!([-5.0, 15.0].map(|v| scale.position(v, &[100.0, 0.0])), [100.0, 0.0]);
        assert_eq!([-5.0, 150.0].map(|p| scale.invert(p, &[100.0, 0.0])), [10.0, 0.0]);
        assert_eq!(scale.fraction(20.0), 1.0);
    }

    /// vega-encode 5 with `padding: 10` on a range of 100 pixels.
    #[test]
    fn padding_leaves_room_at_both_ends() {
        let mut scale = Continuous::new(Transform::Linear, &[0.0, 80.0]);
        scale.pad(10.0, 100.0);
        assert_eq!(scale.domain, [-10.0, 90.0]);
        let mut log = Continuous::new(Transform::Log { base: 10.0 }, &[1.0, 1e8]);
        log.pad(10.0, 100.0);
        assert!((log.domain[0] - 0.1).abs() < 1e-9 && (log.domain[1] / 1e9 - 1.0).abs() < 1e-9);
    }

    proptest! {
        #[test]
        fn inverting_a_position_gives_the_value_back(low in 0.1..1e3f64, factor in 1.01..1e3f64, t in 0.0..1.0f64, which in 0usize..5, down: bool) {
            let transforms = [
                Transform::Linear,
                Transform::Log { base: 10.0 },
                Transform::Pow { exponent: 0.5 },
                Transform::Pow { exponent: 2.5 },
                Transform::Symlog { constant: 1.0 },
            ];
            let scale = Continuous::new(transforms[which], &[low, low * factor]);
            let range = if down { [640.0, 0.0] } else { [0.0, 640.0] };
            let value = low * (1.0 + t * (factor - 1.0));
            let back = scale.invert(scale.position(value, &range), &range);
            prop_assert!((back / value - 1.0).abs() < 1e-6, "{value} came back as {back}");
        }

        #[test]
        fn nothing_is_too_wild(domain in prop::collection::vec(any::<f64>(), 0..5), range in prop::collection::vec(any::<f64>(), 0..5), value: f64, exponent: f64, which in 0usize..4, clamp: bool) {
            let transforms = [
                Transform::Linear,
                Transform::Log { base: exponent },
                Transform::Pow { exponent },
                Transform::Symlog { constant: exponent },
            ];
            let mut scale = Continuous { clamp, ..Continuous::new(transforms[which], &domain) };
            scale.position(value, &range);
            scale.invert(value, &range);
            scale.fraction(value);
            scale.ticks(10.0);
            scale.pad(value, exponent);
            scale.nice(10.0);
        }
    }
}
