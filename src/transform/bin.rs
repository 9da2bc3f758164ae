//! Numbers into bins of a round width: Vega's choice of the width, and the bin of each value.

use super::{Datum, Field, Frame, wrong};
use crate::report::Problem;

/// How bins are chosen. [`BinOptions::default`] is Vega's: at most 20 bins, widths of 1, 2 or 5 times a power of ten, round ends.
#[derive(Clone, Debug)]
pub struct BinOptions {
    /// How many bins at most.
    pub maxbins: f64,
    /// The base of the powers that widths come from.
    pub base: f64,
    /// By what a width may be divided while there are no more bins than allowed.
    pub divide: Vec<f64>,
    /// The width itself.
    pub step: Option<f64>,
    /// Widths to choose from, in ascending order.
    pub steps: Option<Vec<f64>>,
    /// The least width.
    pub minstep: f64,
    /// Whether the ends are multiples of the width.
    pub nice: bool,
    /// A value that a bin has to begin at.
    pub anchor: Option<f64>,
    /// What the width is chosen for instead of the extent of the values.
    pub span: Option<f64>,
}

impl Default for BinOptions {
    fn default() -> Self {
        BinOptions {
            maxbins: 20.0,
            base: 10.0,
            divide: vec![5.0, 2.0],
            step: None,
            steps: None,
            minstep: 0.0,
            nice: true,
            anchor: None,
            span: None,
        }
    }
}

/// Bins of equal width.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bins {
    /// Where the first begins.
    pub start: f64,
    /// Where the last ends.
    pub stop: f64,
    /// Their width.
    pub step: f64,
}

impl Bins {
    /// The bins for values between `extent[0]` and `extent[1]`. An extent that is not finite, or options that give no width, are
    /// an error.
    pub fn new(extent: [f64; 2], options: &BinOptions) -> Result<Bins, Box<Problem>> {
        let [mut start, mut stop] = extent;
        let step = if extent.iter().all(|end| end.is_finite()) { options.width(extent) } else { f64::NAN };
        if !(step > 0.0 && step.is_finite()) {
            return Err(wrong(
                "no-bins",
                "there is no width of bins for these values and options",
                "give step, or an extent of two numbers",
            ));
        }
        if options.nice {
            let log = step.ln();
            let precision = if log >= 0.0 { 0.0 } else { (-log / options.base.ln()).trunc() + 1.0 };
            let low = (start / step + options.base.powf(-precision - 1.0)).floor() * step;
            start = if start < low { low - step } else { low };
            stop = (stop / step).ceil() * step;
        }
        if stop == start {
            stop = start + step;
        }
        stop = start + ((stop - start) / step).ceil() * step;
        if let Some(anchor) = options.anchor {
            let shift = anchor - (start + step * ((anchor - start) / step).floor());
            start += shift;
            stop += shift;
        }
        Ok(Bins { start, stop, step })
    }

    /// The beginning and the end of the bin that a value lies in: null for what is no value, infinite ends for what lies outside.
    pub fn of(&self, value: &Datum) -> (Datum, Datum) {
        let Some(v) = value.to_number() else { return (Datum::Null, Datum::Null) };
        let begin = if v < self.start {
            f64::NEG_INFINITY
        } else if v > self.stop {
            f64::INFINITY
        } else if v.is_nan() {
            f64::NAN
        } else {
            let v = v.min(self.stop - self.step).max(self.start);
            // The small amount makes up for what division loses.
            self.start + self.step * (1e-14 + (v - self.start) / self.step).floor()
        };
        (Datum::Number(begin), Datum::Number(self.start + self.step * (1.0 + (begin - self.start) / self.step)))
    }
}

impl BinOptions {
    fn width(&self, [low, high]: [f64; 2]) -> f64 {
        let or = |value: f64, other: f64| if value == 0.0 || value.is_nan() { other } else { value };
        let maxbins = or(self.maxbins, 20.0);
        let span = or(or(self.span.unwrap_or(0.0), high - low), or(low.abs(), 1.0));
        if let Some(step) = self.step.filter(|step| *step != 0.0) {
            return step;
        }
        if let Some(steps) = &self.steps {
            let wide = steps.iter().take_while(|step| **step < span / maxbins).count();
            return steps.get(wide.saturating_sub(1)).copied().unwrap_or(f64::NAN);
        }
        let base = or(self.base, 10.0);
        if base <= 1.0 || maxbins < 1.0 || span <= 0.0 {
            return f64::NAN;
        }
        let level = (maxbins.ln() / base.ln()).ceil();
        let mut step = self.minstep.max(base.powf((span.ln() / base.ln()).round() - level));
        while (span / step).ceil() > maxbins {
            step *= base;
        }
        for divisor in &self.divide {
            let finer = step / divisor;
            if finer >= self.minstep && span / finer <= maxbins {
                step = finer;
            }
        }
        step
    }
}

/// Writes the beginning and the end of the bin of each row's value, the end only where a name is given for it.
pub fn bin(frame: &Frame, field: &Field, bins: &Bins, start: &str, end: Option<&str>) -> Frame {
    let (starts, ends) = field.values(frame).iter().map(|value| bins.of(value)).unzip();
    let mut out = frame.clone();
    out.set(start, starts);
    if let Some(end) = end {
        out.set(end, ends);
    }
    out
}
