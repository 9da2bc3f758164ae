//! Numbers into bins of a round width: Vega's choice of the width, and the bin of each value.

use super::{Datum, Field, Frame, wrong};
use crate::report::Problem;
use crate::stat::vega::{self, BinOptions, vega_bin};

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
    /// The bins for values between `extent[0]` and `extent[1]`, moved so that one begins at `anchor`. An extent that is not finite, or options that give no width, are
    /// an error.
    pub fn new(extent: [f64; 2], options: &BinOptions, anchor: Option<f64>) -> Result<Bins, Box<Problem>> {
        let why = |why: &str| {
            wrong("no-bins", &format!("there are no bins for these values and options: {why}"), "give step, or an extent of two numbers")
        };
        let vega::Bins { mut start, stop, step } = vega_bin(extent[0], extent[1], options).map_err(|reason| why(&reason.to_string()))?;
        let mut stop = start + ((stop - start) / step).ceil() * step;
        if let Some(anchor) = anchor {
            let shift = anchor - (start + step * ((anchor - start) / step).floor());
            start += shift;
            stop += shift;
        }
        if start.is_finite() && stop.is_finite() { Ok(Bins { start, stop, step }) } else { Err(why("their ends are infinite")) }
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
