//! Exponential smoothing with a level, a trend and a season that follow the data: simple, Holt's and Holt–Winters'.

use super::decompose::Composition;
use crate::stat::Undefined;
use crate::stat::describe::sum;

/// Where a smoothing stands: the level, the trend if it has one, and the season of the next cycle if it has one.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// What the series is at, seasons aside.
    pub level: f64,
    /// By how much the level rises from place to place.
    pub trend: f64,
    /// What the season adds, or multiplies by, at the next place first.
    pub season: Vec<f64>,
}

/// How fast level, trend and season follow: 0 never, 1 at once.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rates {
    /// For the level.
    pub alpha: f64,
    /// For the trend; 0 where there is none.
    pub beta: f64,
    /// For the season; 0 where there is none.
    pub gamma: f64,
}

/// A series smoothed.
#[derive(Clone, Debug, PartialEq)]
pub struct Smoothed {
    /// What was expected at each place, one step ahead.
    pub fitted: Vec<f64>,
    /// The sum of the squared errors of these.
    pub sse: f64,
    /// Where the smoothing stands after the last value.
    pub state: State,
}

/// Smooths a series from the state before its first value (P. R. Winters, "Forecasting Sales by Exponentially Weighted Moving
/// Averages", 1960; C. C. Holt, "Forecasting Seasonals and Trends by Exponentially Weighted Averages", 1957). Without a season it
/// is Holt's method, with a trend and a beta of 0 simple exponential smoothing.
///
/// # Errors
/// For rates outside 0 to 1, and where the errors are beyond a double or a factor of the season becomes 0.
pub fn holt_winters(series: &[f64], start: State, rates: Rates, composition: Composition) -> Result<Smoothed, Undefined> {
    let Rates { alpha, beta, gamma } = rates;
    if [alpha, beta, gamma].iter().any(|rate| !(0.0..=1.0).contains(rate)) {
        return Err(Undefined::Parameter("alpha, beta and gamma lie in 0 to 1"));
    }
    let additive = composition == Composition::Additive;
    let mut state = start;
    let mut fitted = Vec::with_capacity(series.len());
    for (at, &value) in series.iter().enumerate() {
        let position = if state.season.is_empty() { 0 } else { at % state.season.len() };
        let neutral = if additive { 0.0 } else { 1.0 };
        let season = state.season.get(position).copied().unwrap_or(neutral);
        let expected = state.level + state.trend;
        fitted.push(if additive { expected + season } else { expected * season });
        let adjusted = if additive { value - season } else { value / season };
        let level = alpha * adjusted + (1.0 - alpha) * expected;
        state.trend = beta * (level - state.level) + (1.0 - beta) * state.trend;
        state.level = level;
        if let Some(place) = state.season.get_mut(position) {
            *place = gamma * if additive { value - level } else { value / level } + (1.0 - gamma) * season;
        }
    }
    if !state.season.is_empty() {
        let next = series.len() % state.season.len();
        state.season.rotate_left(next);
    }
    let squares: Vec<f64> = series.iter().zip(&fitted).map(|(value, fitted)| (value - fitted).powi(2)).collect();
    let sse = Undefined::unless_finite(sum(&squares))?;
    Undefined::unless_finite(state.level + state.trend + sum(&state.season))?;
    Ok(Smoothed { fitted, sse, state })
}

impl State {
    /// What is expected at the next places.
    pub fn forecast(&self, horizon: usize, composition: Composition) -> Vec<f64> {
        let step = |ahead: usize| {
            let expected = self.level + (ahead + 1) as f64 * self.trend;
            match self.season.get(ahead % self.season.len().max(1)) {
                None => expected,
                Some(season) if composition == Composition::Additive => expected + season,
                Some(season) => expected * season,
            }
        };
        (0..horizon).map(step).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn state(level: f64, trend: f64, season: &[f64]) -> State {
        State { level, trend, season: season.to_vec() }
    }

    #[test]
    fn simple_smoothing_moves_towards_each_value() {
        let rates = Rates { alpha: 0.5, beta: 0.0, gamma: 0.0 };
        let found = holt_winters(&[8.0, 0.0], state(4.0, 0.0, &[]), rates, Composition::Additive).unwrap();
        assert_eq!((found.fitted, found.sse, found.state.level), (vec![4.0, 6.0], 16.0 + 36.0, 3.0));
    }

    #[test]
    fn holt_carries_a_trend_on() {
        let rates = Rates { alpha: 0.5, beta: 0.5, gamma: 0.0 };
        let found = holt_winters(&[12.0], state(8.0, 2.0, &[]), rates, Composition::Additive).unwrap();
        // Expected 10; the level 11, which rose by 3, so the trend 2.5.
        assert_eq!((found.state.level, found.state.trend), (11.0, 2.5));
        assert_eq!(found.state.forecast(2, Composition::Additive), [13.5, 16.0]);
    }

    #[test]
    fn seasons_go_round() {
        let rates = Rates { alpha: 0.0, beta: 0.0, gamma: 0.0 };
        let start = state(10.0, 0.0, &[1.0, 2.0, 3.0]);
        let sums = holt_winters(&[0.0; 4], start.clone(), rates, Composition::Additive).unwrap();
        assert_eq!((sums.fitted, sums.state.season.clone()), (vec![11.0, 12.0, 13.0, 11.0], vec![2.0, 3.0, 1.0]));
        assert_eq!(sums.state.forecast(4, Composition::Additive), [12.0, 13.0, 11.0, 12.0]);
        let factors = holt_winters(&[0.0; 2], start, rates, Composition::Multiplicative).unwrap();
        assert_eq!((factors.fitted, factors.state.forecast(1, Composition::Multiplicative)), (vec![10.0, 20.0], vec![30.0]));
    }

    #[test]
    fn rates_are_shares() {
        let rates = Rates { alpha: 1.5, beta: 0.0, gamma: 0.0 };
        assert!(matches!(holt_winters(&[1.0], state(1.0, 0.0, &[]), rates, Composition::Additive), Err(Undefined::Parameter(_))));
        let rates = Rates { alpha: 0.5, ..rates };
        let start = state(1.0, 0.0, &[0.0]);
        assert_eq!(holt_winters(&[1.0], start, rates, Composition::Multiplicative), Err(Undefined::Overflow));
    }

    proptest! {
        #[test]
        fn what_goes_on_as_expected_surprises_nothing(level in -99.0..99.0f64, trend in -9.0..9.0f64, alpha in 0.0..1.0f64, beta in 0.0..1.0f64, gamma in 0.0..1.0f64) {
            let season = [5.0, -2.0, -3.0];
            let series: Vec<f64> = (0..20).map(|k| level + trend * f64::from(k + 1) + season[k as usize % 3]).collect();
            let found = holt_winters(&series, state(level, trend, &season), Rates { alpha, beta, gamma }, Composition::Additive).unwrap();
            prop_assert!(found.sse < 1e-18, "{}", found.sse);
        }
    }
}
