//! STL: a series taken apart into season, trend and remainder by loess.
//!
//! R. B. Cleveland, W. S. Cleveland, J. E. McRae and I. Terpenning, "STL: A Seasonal-Trend Decomposition Procedure Based on
//! Loess", 1990; the names are theirs and those of R's `stl`.

use super::evenly_spaced_loess::{Smoother, median_bisquare};
use super::{Components, cycle_means};
use crate::stat::Undefined;

/// The seasonal smoother.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum SeasonalWindow {
    /// The season changes slowly: each position of the cycle is smoothed by itself.
    Changing(Smoother),
    /// Every cycle has the same season, the mean of each position, fitted at every so manieth cycle.
    Periodic {
        /// As of a [`Smoother`].
        jump: usize,
    },
}

/// How a series is taken apart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StlOptions {
    /// The length of the cycle, at least 2.
    pub period: usize,
    /// How each position of the cycle is smoothed from cycle to cycle.
    pub seasonal: SeasonalWindow,
    /// How the trend is smoothed.
    pub trend: Smoother,
    /// How what is left of trend in the season is found.
    pub low_pass: Smoother,
    /// How often season and trend are estimated in turn.
    pub inner: usize,
    /// How often more, each time with less weight on the values with a large remainder; 0 is not robust.
    pub outer: usize,
}

/// Takes a series apart.
///
/// # Errors
/// For a period under 2, a series of at most two periods, and degrees, windows or jumps out of range.
pub fn stl(series: &[f64], options: &StlOptions) -> Result<Components, Undefined> {
    let (n, period) = (series.len(), options.period);
    if period < 2 {
        return Err(Undefined::Parameter("the period is at least 2"));
    }
    Undefined::unless_at_least(period.saturating_mul(2).saturating_add(1), n)?;
    let seasonal_smoother = match options.seasonal {
        SeasonalWindow::Changing(smoother) => smoother.checked()?,
        // So wide that all cycles count nearly alike; the season is made exactly periodic in the end.
        SeasonalWindow::Periodic { jump } => Smoother { window: 10 * n + 1, degree: 0, jump }.checked()?,
    };
    let (trend_smoother, low_pass) = (options.trend.checked()?, options.low_pass.checked()?);
    let (mut seasonal, mut trend, mut weights) = (vec![0.0; n], vec![0.0; n], None);
    for round in 0..=options.outer {
        for _ in 0..options.inner {
            let detrended: Vec<f64> = series.iter().zip(&trend).map(|(value, trend)| value - trend).collect();
            let cycles = smooth_cycles(&detrended, period, seasonal_smoother, weights.as_deref());
            let passed = moving_average(&moving_average(&moving_average(&cycles, period), period), 3);
            let passed = low_pass.smooth(&passed, None);
            seasonal = cycles[period..].iter().zip(&passed).map(|(cycle, passed)| cycle - passed).collect();
            let adjusted: Vec<f64> = series.iter().zip(&seasonal).map(|(value, seasonal)| value - seasonal).collect();
            trend = trend_smoother.smooth(&adjusted, weights.as_deref());
        }
        if round < options.outer {
            let remainder: Vec<f64> = (0..n).map(|at| (series[at] - trend[at] - seasonal[at]).abs()).collect();
            weights = Some(median_bisquare(&remainder)?);
        }
    }
    if matches!(options.seasonal, SeasonalWindow::Periodic { .. }) {
        let means = cycle_means(&seasonal, period);
        seasonal = (0..n).map(|at| means[at % period]).collect();
    }
    let remainder = (0..n).map(|at| series[at] - seasonal[at] - trend[at]).collect();
    Ok(Components { trend, seasonal, remainder })
}

/// Each position of the cycle smoothed by itself, and carried on by one cycle before and after: a series longer by two periods.
fn smooth_cycles(series: &[f64], period: usize, smoother: Smoother, weights: Option<&[f64]>) -> Vec<f64> {
    let mut smooth = vec![0.0; series.len() + 2 * period];
    let every = |from: &[f64], position: usize| from.iter().skip(position).step_by(period).copied().collect::<Vec<f64>>();
    for position in 0..period {
        let (values, weights) = (every(series, position), weights.map(|weights| every(weights, position)));
        let extended = smoother.smooth_and_extend(&values, weights.as_deref());
        smooth.iter_mut().skip(position).step_by(period).zip(extended).for_each(|(place, value)| *place = value);
    }
    smooth
}

/// The means of all windows of a width.
fn moving_average(series: &[f64], width: usize) -> Vec<f64> {
    let mut sum: f64 = series[..width].iter().sum();
    let mut means = vec![sum / width as f64];
    for (gone, come) in series.iter().zip(&series[width..]) {
        sum += come - gone;
        means.push(sum / width as f64);
    }
    means
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn options(period: usize, outer: usize) -> StlOptions {
        let smoother = |window, degree| Smoother { window, degree, jump: 1 };
        StlOptions {
            period,
            seasonal: SeasonalWindow::Changing(smoother(7, 0)),
            trend: smoother(9, 1),
            low_pass: smoother(period + 1 - period % 2, 1),
            inner: if outer > 0 { 1 } else { 2 },
            outer,
        }
    }

    /// Forty quarters that rise by half a unit each, with a season and some noise of whole numbers.
    fn quarters() -> Vec<f64> {
        (0..40).map(|k| 50.0 + 0.5 * f64::from(k) + [6.0, -2.0, -5.0, 1.0][k as usize % 4] + f64::from((k * 7) % 5)).collect()
    }

    #[test]
    fn quarters_come_apart_as_in_r() {
        // R 4.2.2, stl(ts(x, frequency = 4), s.window, s.degree = 0, t.window = 9, t.degree = 1, l.window = 5, s.jump = t.jump =
        // l.jump = 1, robust): the components at the 1st, 18th and 40th quarter.
        let check = |options: &StlOptions, expected: [[f64; 3]; 3]| {
            let found = stl(&quarters(), options).unwrap();
            for (at, expected) in [0, 17, 39].into_iter().zip(expected) {
                for (found, expected) in [found.seasonal[at], found.trend[at], found.remainder[at]].into_iter().zip(expected) {
                    assert!((found - expected).abs() < 1e-11, "{found} is not {expected} at {at} with {options:?}");
                }
            }
        };
        check(
            &options(4, 0),
            [
                [5.921347299292799, 51.48587325521028, -1.407220554503077],
                [-1.79852927384912, 60.52953909613407, 1.768990177715054],
                [0.9025859274880894, 72.22220384333747, 0.3752102291744421],
            ],
        );
        check(
            &options(4, 3),
            [
                [5.935289235700766, 51.4402339971584, -1.375523232859166],
                [-1.817342878698197, 60.52757642692249, 1.789766451775705],
                [0.9079629855063945, 72.21180906372889, 0.3802279507647057],
            ],
        );
        check(
            &StlOptions { seasonal: SeasonalWindow::Periodic { jump: 1 }, ..options(4, 0) },
            [
                [6.044164507589597, 51.40240548750737, -1.446569995096965],
                [-1.957655276239258, 60.54302658458704, 1.914628691652219],
                [0.9473034676484193, 72.13386891242403, 0.4188276199275407],
            ],
        );
        let jumping = |window| Smoother { window, degree: 1, jump: 3 };
        check(
            &StlOptions { trend: jumping(9), low_pass: jumping(5), ..options(4, 0) },
            [
                [5.913386351425679, 51.4911005090651, -1.404486860490778],
                [-1.787220185037471, 60.50946917341827, 1.777751011619202],
                [0.9110108536023017, 72.22043546390547, 0.3685536824922195],
            ],
        );
    }

    #[test]
    fn two_periods_are_too_few() {
        assert_eq!(stl(&[1.0; 8], &options(4, 0)), Err(Undefined::TooFew { need: 9, have: 8 }));
        assert!(matches!(stl(&[1.0; 9], &options(1, 0)), Err(Undefined::Parameter(_))));
        let still = Smoother { window: 5, degree: 1, jump: 0 };
        assert!(matches!(stl(&[1.0; 9], &StlOptions { trend: still, ..options(4, 0) }), Err(Undefined::Parameter(_))));
    }

    proptest! {
        #[test]
        fn the_components_add_up(series in prop::collection::vec(-99.0..99.0f64, 13..60), outer in 0usize..3) {
            let found = stl(&series, &options(6, outer)).unwrap();
            for (at, value) in series.iter().enumerate() {
                prop_assert!((found.seasonal[at] + found.trend[at] + found.remainder[at] - value).abs() < 1e-10);
            }
        }

        #[test]
        fn a_line_is_all_trend(slope in -9.0..9.0f64, outer in 0usize..3) {
            let series: Vec<f64> = (0..48).map(|k| 5.0 + slope * f64::from(k)).collect();
            let seasonal = SeasonalWindow::Changing(Smoother { window: 7, degree: 1, jump: 1 });
            let found = stl(&series, &StlOptions { seasonal, ..options(12, outer) }).unwrap();
            prop_assert!(found.seasonal.iter().chain(&found.remainder).all(|value| value.abs() < 1e-9), "{:?}", found);
        }
    }
}
