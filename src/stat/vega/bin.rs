//! Vega's bins: round boundaries that cover values with no more than so many bins.

use crate::stat::Undefined;

/// Where bins start and stop, and how wide each is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bins {
    /// The lower boundary of the first.
    pub start: f64,
    /// The upper boundary of the last.
    pub stop: f64,
    /// The width of each.
    pub step: f64,
}

/// What is asked of bins, with Vega's names and defaults.
#[derive(Clone, Debug, PartialEq)]
pub struct BinOptions {
    /// At most so many.
    pub maxbins: f64,
    /// The number that steps are powers of.
    pub base: f64,
    /// By what such a power may be divided, tried in turn.
    pub divide: Vec<f64>,
    /// The step, whatever comes of it.
    pub step: Option<f64>,
    /// The steps to choose from, in ascending order; empty for any.
    pub steps: Vec<f64>,
    /// The least step.
    pub minstep: f64,
    /// The span to find a step for, when it is not that of the values.
    pub span: Option<f64>,
    /// Whether the boundaries are brought to multiples of the step.
    pub nice: bool,
}

impl Default for BinOptions {
    fn default() -> Self {
        BinOptions {
            maxbins: 20.0,
            base: 10.0,
            divide: vec![5.0, 2.0],
            step: None,
            steps: Vec::new(),
            minstep: 0.0,
            span: None,
            nice: true,
        }
    }
}

/// The bins of values from `min` to `max` (the `bin` of vega-statistics 2).
///
/// # Errors
/// For options that leave no step: one that is not positive and finite, fewer than one bin, a base that is not above 1.
pub fn vega_bin(min: f64, max: f64, options: &BinOptions) -> Result<Bins, Undefined> {
    if !(options.maxbins >= 1.0 && options.base > 1.0 && options.divide.iter().all(|&by| by > 0.0)) {
        return Err(Undefined::Parameter("there is at least one bin, the base is above 1, and steps are divided by positive numbers"));
    }
    let logarithm = options.base.ln();
    let given = |value: f64| (value != 0.0).then_some(value);
    let span = options.span.and_then(given).or(given(max - min)).or(given(min.abs())).unwrap_or(1.0);
    let step = if let Some(step) = options.step.and_then(given) {
        step
    } else if !options.steps.is_empty() {
        // The last that is narrower than needed, as Vega has it.
        let narrow = options.steps.iter().take_while(|&&step| step < span / options.maxbins).count();
        options.steps[narrow.saturating_sub(1)]
    } else {
        let level = (options.maxbins.ln() / logarithm).ceil();
        // Halves are rounded up, also below 0.
        let power = (span.ln() / logarithm + 0.5).floor() - level;
        let mut step = f64::max(options.minstep, options.base.powf(power));
        // More bins than there are numbers leave no step at all.
        while step > 0.0 && step.is_finite() && (span / step).ceil() > options.maxbins {
            step *= options.base;
        }
        for by in &options.divide {
            let narrower = step / by;
            if narrower >= options.minstep && span / narrower <= options.maxbins {
                step = narrower;
            }
        }
        step
    };
    if !(step > 0.0 && step.is_finite() && min.is_finite() && max.is_finite()) {
        return Err(Undefined::Parameter("the step is positive"));
    }
    let (mut start, mut stop) = (min, max);
    if options.nice {
        // A trifle less than the last digit of a step counts as rounding.
        let digits = if step >= 1.0 { 0.0 } else { (-step.ln() / logarithm).trunc() + 1.0 };
        let floor = (min / step + options.base.powf(-digits - 1.0)).floor() * step;
        start = if min < floor { floor - step } else { floor };
        stop = (max / step).ceil() * step;
    }
    Ok(Bins { start, stop: if stop == start { start + step } else { stop }, step })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn bins(min: f64, max: f64, options: BinOptions) -> (f64, f64, f64) {
        let Bins { start, stop, step } = vega_bin(min, max, &options).unwrap();
        (start, stop, step)
    }

    /// vega-statistics 2.0.0.
    #[test]
    fn bins_are_vegas() {
        let maxbins = |maxbins| BinOptions { maxbins, ..BinOptions::default() };
        assert_eq!(bins(456.0, 1370.0, maxbins(10.0)), (400.0, 1400.0, 100.0));
        assert_eq!(bins(456.0, 1370.0, maxbins(20.0)), (450.0, 1400.0, 50.0));
        assert_eq!(bins(7.5, 7.5, maxbins(10.0)), (7.0, 8.0, 1.0));
        assert_eq!(bins(7.5, 7.5, maxbins(20.0)), (7.5, 8.0, 0.5));
        assert_eq!(bins(456.0, 1370.0, BinOptions { nice: false, maxbins: 15.0, ..BinOptions::default() }), (456.0, 1370.0, 100.0));
        assert_eq!(bins(456.0, 1370.0, BinOptions { step: Some(50000.0), ..BinOptions::default() }), (0.0, 50000.0, 50000.0));
        assert_eq!(bins(456.0, 1370.0, BinOptions { minstep: 100.0, ..BinOptions::default() }), (400.0, 1400.0, 100.0));
        assert_eq!(bins(0.0, 10.0, BinOptions { steps: vec![0.25, 3.0, 7.0], maxbins: 5.0, ..BinOptions::default() }), (0.0, 10.0, 0.25));
        assert_eq!(bins(0.0, 0.0, BinOptions::default()), (0.0, 0.05, 0.05));
    }

    #[test]
    fn there_is_a_step_or_an_error() {
        for options in [
            BinOptions { step: Some(-1.0), ..BinOptions::default() },
            BinOptions { maxbins: 0.0, ..BinOptions::default() },
            BinOptions { base: 1.0, ..BinOptions::default() },
            BinOptions { divide: vec![0.0], ..BinOptions::default() },
        ] {
            assert!(matches!(vega_bin(0.0, 1.0, &options), Err(Undefined::Parameter(_))), "{options:?}");
        }
        // So narrow that no number is left for the step: an error, not an endless search.
        let many = BinOptions { maxbins: f64::MAX, ..BinOptions::default() };
        assert!(matches!(vega_bin(0.0, 1e-30, &many), Err(Undefined::Parameter(_))));
    }

    proptest! {
        #[test]
        fn bins_cover_the_values_with_no_more_than_asked(min in -1e6..1e6f64, width in 1e-3..1e6f64, maxbins in 1u32..60) {
            let max = min + width;
            let found = vega_bin(min, max, &BinOptions { maxbins: f64::from(maxbins), ..BinOptions::default() }).unwrap();
            prop_assert!(found.start <= min + found.step * 0.1 && found.stop >= max);
            // Making the boundaries round can add one at each end.
            prop_assert!((found.stop - found.start) / found.step <= f64::from(maxbins) + 2.0 + 1e-9, "{:?}", found);
        }
    }
}
