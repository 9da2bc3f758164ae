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
    let (starts, ends) = field.values_in(frame).iter().map(|value| bins.of(value)).unzip();
    let mut out = frame.clone();
    out.set(start, starts);
    if let Some(end) = end {
        out.set(end, ends);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transform::testing::{frame, show};
    use proptest::prelude::*;

    #[test]
    fn values_lie_in_the_bins_that_vega_puts_them_in() {
        let options = BinOptions::default;
        // Vega 6.4.0, bin
        let cases = [
            ([0.0, 100.0], options(), None, "0 5, 0 5, 5 10, 5 10, 10 15, 95 100, -Infinity -Infinity"),
            ([1.0, 98.0], BinOptions { maxbins: 10.0, ..options() }, None, "0 10, 0 10, 0 10, 0 10, 10 20, 90 100, -Infinity -Infinity"),
            (
                [0.0, 10.0],
                BinOptions { step: Some(3.0), ..options() },
                None,
                "0 3, 0 3, 3 6, 6 9, 9 12, Infinity Infinity, -Infinity -Infinity",
            ),
            (
                [0.0, 10.0],
                BinOptions { steps: vec![1.0, 2.0, 5.0], maxbins: 3.0, ..options() },
                None,
                "0 2, 0 2, 4 6, 6 8, 8 10, Infinity Infinity, -Infinity -Infinity",
            ),
            (
                [1.5, 9.0],
                BinOptions { nice: false, maxbins: 5.0, ..options() },
                None,
                "-Infinity -Infinity, -Infinity -Infinity, 3.5 5.5, 7.5 9.5, Infinity Infinity, Infinity Infinity, -Infinity -Infinity",
            ),
            (
                [0.0, 0.3],
                BinOptions { maxbins: 10.0, ..options() },
                None,
                "0 0.05, 0.1 0.15000000000000002, Infinity Infinity, Infinity Infinity, Infinity Infinity, Infinity Infinity, -Infinity -Infinity",
            ),
            (
                [5.0, 5.0],
                options(),
                None,
                "-Infinity -Infinity, -Infinity -Infinity, 5 5.5, Infinity Infinity, Infinity Infinity, Infinity Infinity, -Infinity -Infinity",
            ),
            (
                [0.0, 100.0],
                BinOptions { base: 2.0, maxbins: 10.0, ..options() },
                None,
                "0 16, 0 16, 0 16, 0 16, 0 16, 96 112, -Infinity -Infinity",
            ),
            (
                [0.0, 10.0],
                BinOptions { minstep: 2.0, ..options() },
                None,
                "0 2, 0 2, 4 6, 6 8, 8 10, Infinity Infinity, -Infinity -Infinity",
            ),
            (
                [0.0, 10.0],
                BinOptions { step: Some(2.0), ..options() },
                Some(0.5),
                "-Infinity -Infinity, -Infinity -Infinity, 4.5 6.5, 6.5 8.5, 8.5 10.5, Infinity Infinity, -Infinity -Infinity",
            ),
            (
                [-3.2, 7.0],
                BinOptions { maxbins: 10.0, ..options() },
                None,
                "0 2, 0 2, 4 6, 6 8, Infinity Infinity, Infinity Infinity, -2 0",
            ),
            (
                [0.0, 10.0],
                BinOptions { divide: vec![4.0], ..options() },
                None,
                "0 1, 0 1, 5 6, 7 8, 9 10, Infinity Infinity, -Infinity -Infinity",
            ),
            (
                [0.0, 100.0],
                BinOptions { span: Some(10.0), ..options() },
                None,
                "0 0.5, 0 0.5, 5 5.5, 7.5 8, 10 10.5, 99.5 100, -Infinity -Infinity",
            ),
        ];
        for (extent, options, anchor, expected) in cases {
            let bins = Bins::new(extent, &options, anchor).expect("bins");
            let of = |value: f64| {
                let (start, end) = bins.of(&Datum::Number(value));
                format!("{} {}", show(&start), show(&end))
            };
            assert_eq!([0.0, 0.1, 5.0, 7.5, 10.0, 100.0, -1.0].map(of).join(", "), expected, "{extent:?} {options:?}");
        }
    }

    #[test]
    fn what_is_no_number_is_in_no_bin() {
        let bins = Bins::new([0.0, 10.0], &BinOptions::default(), None).expect("bins");
        let table = frame(r#"[{"v": null}, {"v": ""}, {"v": "x"}, {"v": "5"}, {}]"#);
        let found = bin(&table, &Field::column("v"), &bins, "start", Some("end"));
        let column = |name: &str| found.column(name).unwrap_or_default().iter().map(show).collect::<Vec<_>>();
        assert_eq!(column("start"), ["null", "null", "NaN", "5", "null"]);
        assert_eq!(column("end"), ["null", "null", "NaN", "5.5", "null"]);
    }

    #[test]
    fn no_extent_has_no_bins() {
        for extent in [[f64::INFINITY, f64::NEG_INFINITY], [f64::NAN, 1.0], [-1e308, 1e308]] {
            assert_eq!(Bins::new(extent, &BinOptions::default(), None).map_err(|p| p.code), Err("no-bins"), "{extent:?}");
        }
    }

    proptest! {
        #[test]
        fn a_value_lies_between_the_ends_of_its_bin(low in -1e6f64..1e6, span in 0.0f64..1e6, share in 0.0f64..=1.0, maxbins in 1u8..60) {
            let options = BinOptions { maxbins: f64::from(maxbins), ..BinOptions::default() };
            let bins = Bins::new([low, low + span], &options, None).expect("bins");
            let value = low + span * share;
            let (start, end) = bins.of(&Datum::Number(value));
            let slack = bins.step * 1e-6;
            prop_assert!(start.number() <= value + slack && value <= end.number() + slack, "{:?} {:?} {value}", start, end);
            prop_assert!((end.number() - start.number() - bins.step).abs() <= slack);
        }

        #[test]
        fn any_options_give_bins_or_an_error(extent: [f64; 2], maxbins: f64, base: f64, divide: Vec<f64>, step: Option<f64>, minstep: f64, anchor: Option<f64>, value: f64) {
            let options = BinOptions { maxbins, base, divide, step, minstep, ..BinOptions::default() };
            if let Ok(bins) = Bins::new(extent, &options, anchor) {
                bins.of(&Datum::Number(value));
            }
        }
    }
}
