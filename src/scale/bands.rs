//! Band and point scales with Vega's paddings: a row of equal bands with gaps, or of points. (The look of the house needs no gaps:
//! [`super::band`].)

use super::steps::round;

/// What a row of bands is asked to be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spacing {
    /// Gap between two bands as a share of the step, 0 to 1. A point scale has 1.
    pub inner: f64,
    /// Gap before the first and after the last band as a share of the step, 0 to 1.
    pub outer: f64,
    /// How what is left over is shared: 0 puts all of it after the bands, 0.5 half on either side.
    pub align: f64,
    /// Steps, starts and widths are whole pixels.
    pub round: bool,
}

impl Default for Spacing {
    fn default() -> Self {
        Spacing { inner: 0.0, outer: 0.0, align: 0.5, round: false }
    }
}

/// A row of bands, laid out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bands {
    /// How many there are.
    pub count: usize,
    /// Where the first begins, at the low end of the range.
    start: f64,
    /// From the start of a band to that of the next.
    pub step: f64,
    /// Width of a band; 0 for points.
    pub bandwidth: f64,
    range: (f64, f64),
}

/// Steps that `count` bands and their gaps take up: at least one, and none where there is no band.
pub fn space(count: usize, inner: f64, outer: f64) -> f64 {
    let space = count as f64 - inner + outer * 2.0;
    if count == 0 {
        0.0
    } else if space > 0.0 {
        space
    } else {
        1.0
    }
}

impl Bands {
    /// Lays out `count` bands over a range in pixels, which may run downwards: the first band is then at its high end.
    pub fn new(count: usize, range: (f64, f64), spacing: Spacing) -> Bands {
        let (inner, outer) = (spacing.inner.clamp(0.0, 1.0), spacing.outer.clamp(0.0, 1.0));
        let (low, high) = (range.0.min(range.1), range.0.max(range.1));
        let space = space(count, inner, outer);
        let mut step = (high - low) / if space == 0.0 { 1.0 } else { space };
        if spacing.round {
            step = step.floor();
        }
        let mut start = low + (high - low - step * (count as f64 - inner)) * spacing.align.clamp(0.0, 1.0);
        let mut bandwidth = step * (1.0 - inner);
        if spacing.round {
            (start, bandwidth) = (round(start), round(bandwidth));
        }
        Bands { count, start, step, bandwidth, range }
    }

    /// Points instead of bands: bands of no width.
    pub fn points(count: usize, range: (f64, f64), spacing: Spacing) -> Bands {
        Bands::new(count, range, Spacing { inner: 1.0, ..spacing })
    }

    /// The range that a step of `step` pixels makes: `[0, …]`.
    pub fn range_of_step(count: usize, step: f64, spacing: Spacing) -> (f64, f64) {
        (0.0, step * space(count, spacing.inner, spacing.outer))
    }

    fn reversed(&self) -> bool {
        self.range.1 < self.range.0
    }

    /// Where band `index` begins: its left or upper edge, also where the range runs the other way.
    pub fn position(&self, index: usize) -> f64 {
        let index = if self.reversed() { self.count as f64 - 1.0 - index as f64 } else { index as f64 };
        self.start + self.step * index
    }

    /// First and last band that stretch into the pixels from `low` to `high`; nothing where there are none.
    pub fn invert_range(&self, low: f64, high: f64) -> Option<(usize, usize)> {
        let (low, high) = (low.min(high), low.max(high));
        if self.count == 0 || low.is_nan() || high.is_nan() || high < self.start || low > self.range.0.max(self.range.1) {
            return None;
        }
        let begun = |x: f64| (0..self.count).take_while(|i| self.start + self.step * *i as f64 <= x).count().saturating_sub(1);
        let mut first = begun(low);
        let last = begun(high);
        if low - (self.start + self.step * first as f64) > self.bandwidth + 1e-10 {
            first += 1;
        }
        if first > last {
            return None;
        }
        Some(if self.reversed() { (self.count - 1 - last, self.count - 1 - first) } else { (first, last) })
    }

    /// The band at a pixel; nothing in a gap.
    pub fn invert(&self, position: f64) -> Option<usize> {
        self.invert_range(position, position).map(|(first, _)| first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn spacing(inner: f64, outer: f64) -> Spacing {
        Spacing { inner, outer, ..Spacing::default() }
    }

    /// vega-scale 8.1.0 `band` and `point`: positions, step and bandwidth.
    #[test]
    fn bands_stand_where_vega_puts_them() {
        let check = |bands: Bands, positions: [f64; 3], step: f64, width: f64| {
            let found = [bands.position(0), bands.position(1), bands.position(2), bands.step, bands.bandwidth];
            let expected = [positions[0], positions[1], positions[2], step, width];
            assert!(found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-9), "{found:?} is not {expected:?}");
        };
        check(Bands::new(3, (0.0, 120.0), spacing(0.0, 0.0)), [0.0, 40.0, 80.0], 40.0, 40.0);
        check(Bands::new(3, (0.0, 120.0), spacing(0.2, 0.1)), [4.0, 44.0, 84.0], 40.0, 32.0);
        check(Bands::new(3, (120.0, 0.0), spacing(0.2, 0.1)), [84.0, 44.0, 4.0], 40.0, 32.0);
        check(Bands::new(3, (0.0, 100.0), Spacing { round: true, ..spacing(0.1, 0.05) }), [2.0, 35.0, 68.0], 33.0, 30.0);
        check(Bands::points(3, (0.0, 100.0), spacing(1.0, 0.5)), [50.0 / 3.0, 50.0, 250.0 / 3.0], 100.0 / 3.0, 0.0);
    }

    #[test]
    fn a_step_makes_its_range_and_no_band_makes_none() {
        assert_eq!(Bands::range_of_step(4, 20.0, spacing(0.1, 0.05)), (0.0, 80.0));
        assert_eq!(Bands::new(0, (0.0, 100.0), spacing(0.1, 0.05)).invert(10.0), None);
        assert_eq!(space(1, 1.0, 0.0), 1.0, "one point alone takes a step");
    }

    proptest! {
        #[test]
        fn a_band_is_found_at_its_middle_and_nothing_in_the_gap(count in 1usize..40, index in 0usize..40, inner in 0.05..0.9f64, down: bool) {
            let index = index % count;
            let bands = Bands::new(count, if down { (500.0, 0.0) } else { (0.0, 500.0) }, spacing(inner, inner / 2.0));
            prop_assert_eq!(bands.invert(bands.position(index) + bands.bandwidth / 2.0), Some(index));
            prop_assert_eq!(bands.invert(bands.position(index) + bands.bandwidth + bands.step * inner / 2.0), None);
        }
    }
}
