//! Where to break a histogram: the rules for the number of bins, and the two conventions for what to do with it.
//!
//! R takes round numbers near that many; NumPy divides the range evenly. The same rule's constants and details differ too.

use super::pretty;
use crate::stat::describe::{QuantileType, iqr, quantile_of_sorted, stdev, stdevp};
use crate::stat::{Undefined, sort};
use std::f64::consts::PI;

/// A rule for the number of bins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BreaksRule {
    /// 1 + log2 n (H. A. Sturges, "The choice of a class interval", 1926).
    Sturges,
    /// Bins of twice the distance between the quartiles by the cube root of n (D. Freedman and P. Diaconis, "On the histogram as a
    /// density estimator", 1981).
    FreedmanDiaconis,
    /// Bins of 3.49 standard deviations by the cube root of n (D. W. Scott, "On optimal and data-based histograms", 1979).
    Scott,
}

/// More bins than this are no histogram: one far value can ask for billions.
const MOST: f64 = 1e6;

/// The breaks of R's `hist`: round numbers that give about as many bins as the rule asks for.
///
/// # Errors
/// No values, more than a million bins.
pub fn r_breaks(values: &[f64], rule: BreaksRule) -> Result<Vec<f64>, Undefined> {
    let (low, high) = range(values)?;
    let n = values.len() as f64;
    let bins = match rule {
        BreaksRule::Sturges => n.log2() + 1.0,
        BreaksRule::FreedmanDiaconis => (high - low) / r_freedman_diaconis(values) * n.powf(1.0 / 3.0),
        BreaksRule::Scott => (high - low) / (3.5 * stdev(values).unwrap_or(0.0) * n.powf(-1.0 / 3.0)),
    };
    // Equal values have no width to divide: 0 by 0.
    pretty(low, high, count(f64::max(bins.ceil(), 1.0))?)
}

/// Twice the distance between the quartiles of the values as rounded to five digits; where that is 0, as wide a distance between
/// farther quantiles as is not, stretched to what it would be between the quartiles of evenly spread values; where that is 0 too,
/// Scott's 3.5 standard deviations. As R's `nclass.FD`.
fn r_freedman_diaconis(values: &[f64]) -> f64 {
    let rounded = sort::sorted(&values.iter().map(|&value| five_digits(value)).collect::<Vec<_>>());
    let at = |p: f64| quantile_of_sorted(&rounded, p, QuantileType::Linear).unwrap_or(f64::NAN);
    let mut outside = 0.25;
    while outside >= 1.0 / 512.0 {
        let width = (at(1.0 - outside) - at(outside)) / (1.0 - 2.0 * outside);
        if width > 0.0 {
            return width;
        }
        outside /= 2.0;
    }
    3.5 * stdev(values).unwrap_or(0.0)
}

/// The nearest number of five significant decimal digits.
fn five_digits(value: f64) -> f64 {
    if value == 0.0 || !value.is_finite() {
        return value;
    }
    let digits = 4.0 - value.abs().log10().floor();
    // Powers of ten are exact only upwards.
    let unit = 10f64.powf(digits.abs().min(300.0));
    if digits >= 0.0 { (value * unit).round() / unit } else { (value / unit).round() * unit }
}

/// The breaks of NumPy's `histogram`: the range, divided evenly into as many bins as the rule asks for. Whole numbers never get
/// bins narrower than 1, and equal values one bin of 1 round them.
///
/// # Errors
/// No values, more than a million bins.
pub fn numpy_breaks(values: &[f64], rule: BreaksRule) -> Result<Vec<f64>, Undefined> {
    let (mut low, mut high) = range(values)?;
    let n = values.len() as f64;
    let mut width = match rule {
        BreaksRule::Sturges => (high - low) / (n.log2() + 1.0),
        BreaksRule::FreedmanDiaconis => 2.0 * iqr(values, QuantileType::Linear)? * n.powf(-1.0 / 3.0),
        BreaksRule::Scott => (24.0 * PI.sqrt() / n).powf(1.0 / 3.0) * stdevp(values)?,
    };
    if values.iter().all(|value| value.fract() == 0.0) && width > 0.0 {
        width = width.max(1.0);
    }
    if low == high {
        (low, high) = (low - 0.5, high + 0.5);
    }
    let bins = count(if width > 0.0 { ((high - low) / width).ceil() } else { 1.0 })?;
    let step = (high - low) / bins as f64;
    Ok((0..=bins).map(|k| if k == bins { high } else { k as f64 * step + low }).collect())
}

fn range(values: &[f64]) -> Result<(f64, f64), Undefined> {
    Undefined::unless_at_least(1, values.len())?;
    let (low, high) = values.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), &v| (low.min(v), high.max(v)));
    Undefined::unless_finite(high - low)?;
    Ok((low, high))
}

fn count(bins: f64) -> Result<usize, Undefined> {
    if bins <= MOST { Ok(bins as usize) } else { Err(Undefined::Parameter("the rule asks for at most a million bins")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const VALUES: [f64; 12] = [3.0, 8.5, 9.0, 9.5, 10.0, 10.5, 11.0, 12.0, 14.0, 19.0, 33.0, 70.0];

    #[test]
    fn r_breaks_at_round_numbers() {
        // R 4.2.2: hist(x, breaks = rule, plot = FALSE)$breaks.
        assert_eq!(r_breaks(&VALUES, BreaksRule::Sturges), Ok((0..=7).map(|k| f64::from(k) * 10.0).collect()));
        assert_eq!(r_breaks(&VALUES, BreaksRule::FreedmanDiaconis), Ok((0..=14).map(|k| f64::from(k) * 5.0).collect()));
        assert_eq!(r_breaks(&VALUES, BreaksRule::Scott), Ok(vec![0.0, 20.0, 40.0, 60.0, 80.0]));
        assert_eq!(r_breaks(&[5.0; 9], BreaksRule::FreedmanDiaconis), Ok(vec![0.0, 5.0]));
    }

    #[test]
    fn numpy_divides_evenly() {
        // numpy 2.4.6: histogram_bin_edges(x, rule).
        let found = numpy_breaks(&VALUES, BreaksRule::Sturges).unwrap();
        assert_eq!((found.len(), found[0], found[5]), (6, 3.0, 70.0));
        assert_eq!(numpy_breaks(&[5.0; 9], BreaksRule::Scott), Ok(vec![4.5, 5.5]));
        // Whole numbers 0 to 3 ask for bins of 0.6, but there is nothing between them.
        let whole: Vec<f64> = (0..32).map(|k| f64::from(k % 4)).collect();
        assert_eq!(numpy_breaks(&whole, BreaksRule::Sturges), Ok(vec![0.0, 1.0, 2.0, 3.0]));
    }

    #[test]
    fn a_far_value_does_not_ask_for_billions_of_bins() {
        let mut values: Vec<f64> = (0..100).map(f64::from).collect();
        values.push(1e12);
        assert!(r_breaks(&values, BreaksRule::FreedmanDiaconis).is_err());
        assert!(numpy_breaks(&values, BreaksRule::FreedmanDiaconis).is_err());
        assert_eq!(r_breaks(&[], BreaksRule::Scott), Err(Undefined::TooFew { need: 1, have: 0 }));
    }

    #[test]
    fn five_digits_remain() {
        assert_eq!([123456.0, 0.00123456, -99999.6, 0.0, 1.5].map(five_digits), [123460.0, 0.0012346, -100000.0, 0.0, 1.5]);
    }

    proptest! {
        #[test]
        fn the_breaks_hold_all_values(values in prop::collection::vec(-1e4f64..1e4, 1..60)) {
            for rule in [BreaksRule::Sturges, BreaksRule::FreedmanDiaconis, BreaksRule::Scott] {
                for breaks in [r_breaks(&values, rule).unwrap(), numpy_breaks(&values, rule).unwrap()] {
                    prop_assert!(breaks.windows(2).all(|pair| pair[0] < pair[1]));
                    prop_assert!(values.iter().all(|v| breaks[0] <= *v && *v <= breaks[breaks.len() - 1]));
                }
            }
        }
    }
}
