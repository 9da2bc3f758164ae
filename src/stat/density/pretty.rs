//! Round numbers that cover a range: R's `pretty`.

use crate::stat::Undefined;

/// How much larger steps are preferred to smaller ones; steps of 5 have a bias of their own.
const BIAS: f64 = 1.5;
const BIAS_5: f64 = 0.5 + 1.5 * BIAS;

/// How far beyond a step a number may lie and still count as on it.
const FUZZ: f64 = 1e-10;

/// Evenly spaced numbers that cover `low` to `high`: about `n` steps of 1, 2, 5 or 10 times a power of ten, at least one (R. A.
/// Becker, J. M. Chambers and A. R. Wilks, "The New S Language", 1988, `pretty`, with the constants of R 4.2).
///
/// # Errors
/// A range that is not finite or that falls, no steps.
pub fn pretty(low: f64, high: f64, n: usize) -> Result<Vec<f64>, Undefined> {
    let width = high - low;
    if !width.is_finite() || width < 0.0 || n == 0 {
        return Err(Undefined::Parameter("the range rises and has steps"));
    }
    let size = low.abs().max(high.abs());
    // As good as one number: as wide as rounding can tell.
    let narrow = size == 0.0 || width < size * (1.0 + 1.0 / (1.0 + BIAS)) * n as f64 * f64::EPSILON * 3.0;
    let cell = if narrow {
        0.75 * if size == 0.0 {
            1.0
        } else if size > 10.0 {
            9.0 + size / 10.0
        } else {
            size
        }
    } else {
        width / n as f64
    };
    let step = round_step(cell.max(f64::MIN_POSITIVE));
    let (mut first, mut last) = ((low / step + FUZZ).floor(), (high / step - FUZZ).ceil());
    while first * step > low + FUZZ * step {
        first -= 1.0;
    }
    while last * step < high - FUZZ * step {
        last += 1.0;
    }
    if last <= first {
        if first >= 0.0 { first -= 1.0 } else { last += 1.0 }
    }
    let steps = (last - first).round();
    let (start, end) = (f64::min(first * step, low), f64::max(last * step, high));
    let by = (end - start) / steps;
    let mut found = Vec::new();
    for k in 0..=steps as usize {
        let at = if k as f64 == steps { end } else { start + k as f64 * by };
        // What is 0 but for rounding is 0.
        found.push(if at.abs() < 1e-14 * by { 0.0 } else { at });
    }
    Ok(found)
}

/// The step of 1, 2, 5 or 10 times a power of ten for cells of about this width.
fn round_step(cell: f64) -> f64 {
    let base = 10f64.powf(cell.log10().floor());
    let mut step = base;
    for (times, bias) in [(2.0, BIAS), (5.0, BIAS_5), (10.0, BIAS)] {
        if times * base - cell >= bias * (cell - step) {
            break;
        }
        step = times * base;
    }
    step
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ranges_are_covered_by_round_numbers() {
        // R 4.2.2: pretty(c(low, high), n, min.n = 1).
        assert_eq!(pretty(456.0, 1370.0, 8), Ok((4..=14).map(|k| f64::from(k) * 100.0).collect()));
        assert_eq!(pretty(1.6, 5.1, 10), Ok(vec![1.5, 2.0, 2.5, 3.0, 3.5, 4.0, 4.5, 5.0, 5.5]));
        assert_eq!(pretty(47790.0, 261386.0, 3), Ok(vec![0.0, 1e5, 2e5, 3e5]));
        assert_eq!(pretty(-1.0, 1.0, 1), Ok(vec![-2.0, 0.0, 2.0]));
        assert_eq!(pretty(7.5, 7.5, 5), Ok(vec![5.0, 10.0]));
        assert_eq!(pretty(0.0, 0.0, 5), Ok(vec![-1.0, 0.0]));
        assert!(pretty(1.0, 0.0, 5).is_err() && pretty(f64::NAN, 0.0, 5).is_err());
    }

    proptest! {
        #[test]
        fn nothing_is_left_out(low in -1e6f64..1e6, width in 0.0f64..1e6, n in 1usize..40) {
            let found = pretty(low, low + width, n).unwrap();
            prop_assert!(found[0] <= low && found[found.len() - 1] >= low + width && found.len() >= 2);
            prop_assert!(found.len() <= 3 * n + 4, "{found:?}");
        }
    }
}
