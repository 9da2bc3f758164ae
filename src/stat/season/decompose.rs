//! The classical decomposition: trend by moving average, season by the mean of each position of the cycle.

use super::{Components, cycle_means};
use crate::stat::Undefined;
use crate::stat::smooth::centred_moving_average;

/// How the components make the series.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Composition {
    /// They add up to it.
    Additive,
    /// Their product is it: the season is a factor.
    Multiplicative,
}

/// A series taken apart, and the season of one cycle: sums to 0, or has the mean 1.
pub type Decomposition = (Components, Vec<f64>);

/// Takes a series apart (M. G. Kendall and A. Stuart, "The Advanced Theory of Statistics", volume 3, 1983; R's `decompose`). NaN
/// stands for a missing value, and for trend and remainder half a period from both ends, where a moving average has none.
///
/// # Errors
/// For a period under 2, fewer than two periods of values, and a season that cannot be a factor.
pub fn decompose(series: &[f64], period: usize, composition: Composition) -> Result<Decomposition, Undefined> {
    if period < 2 {
        return Err(Undefined::Parameter("the period is at least 2"));
    }
    Undefined::unless_at_least(period.saturating_mul(2), series.iter().filter(|value| !value.is_nan()).count())?;
    let additive = composition == Composition::Additive;
    let without = |value: f64, part: f64| if additive { value - part } else { value / part };
    let trend = centred_moving_average(series, period)?;
    let detrended: Vec<f64> = series.iter().zip(&trend).map(|(&value, &trend)| without(value, trend)).collect();
    let mut figure = cycle_means(&detrended, period);
    // NaN, or infinite, when no cycle has a value there or the trend is 0.
    let level = figure.iter().sum::<f64>() / period as f64;
    figure.iter_mut().for_each(|season| *season = without(*season, level));
    if figure.iter().any(|season| !season.is_finite()) {
        return Err(Undefined::Domain("there in some cycle, with a trend that is not 0"));
    }
    let seasonal: Vec<f64> = (0..series.len()).map(|at| figure[at % period]).collect();
    let remainder = detrended.iter().zip(&seasonal).map(|(&value, &season)| without(value, season)).collect();
    Ok((Components { trend, seasonal, remainder }, figure))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_line_with_a_season_comes_apart() {
        let season = [3.0, -1.0, -4.0, 2.0];
        let series: Vec<f64> = (0..12).map(|k| 10.0 + f64::from(k) + season[k as usize % 4]).collect();
        let (found, figure) = decompose(&series, 4, Composition::Additive).unwrap();
        assert_eq!(figure, season);
        assert_eq!((found.trend[2], found.trend[9], found.seasonal[7], found.remainder[5]), (12.0, 19.0, 2.0, 0.0));
        assert!(found.trend[1].is_nan() && found.remainder[10].is_nan());
    }

    #[test]
    fn a_factor_needs_something_to_multiply() {
        assert_eq!(decompose(&[1.0; 7], 4, Composition::Additive), Err(Undefined::TooFew { need: 8, have: 7 }));
        assert!(matches!(decompose(&[1.0; 8], 1, Composition::Additive), Err(Undefined::Parameter(_))));
        assert!(matches!(decompose(&[0.0; 8], 4, Composition::Multiplicative), Err(Undefined::Domain(_))));
    }

    proptest! {
        #[test]
        fn the_components_make_the_series(series in prop::collection::vec(1.0..99.0f64, 12..60), multiplicative: bool) {
            let composition = if multiplicative { Composition::Multiplicative } else { Composition::Additive };
            let (found, figure) = decompose(&series, 5, composition).unwrap();
            let level = figure.iter().sum::<f64>() / 5.0;
            let neutral = if multiplicative { 1.0 } else { 0.0 };
            prop_assert!((level - neutral).abs() < 1e-12);
            for (at, value) in series.iter().enumerate() {
                let (trend, seasonal, remainder) = (found.trend[at], found.seasonal[at], found.remainder[at]);
                let made = if multiplicative { trend * seasonal * remainder } else { trend + seasonal + remainder };
                prop_assert!(made.is_nan() || (made - value).abs() < 1e-10);
            }
        }
    }
}
