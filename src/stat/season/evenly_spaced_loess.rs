//! Loess for values at even distances, as STL smooths with: by position instead of x, at every place or at every few.

use crate::stat::Undefined;
use crate::stat::describe::median;
use crate::stat::trend::bisquare;

/// A loess smoother of a series.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Smoother {
    /// How many values each fit looks at; an even number counts as the next odd one, less than 3 as 3.
    pub window: usize,
    /// The degree of the local polynomials, 0 or 1.
    pub degree: usize,
    /// The smooth is fitted at every so manieth place and goes straight between.
    pub jump: usize,
}

impl Smoother {
    /// The smoother with a legal window.
    pub(super) fn checked(self) -> Result<Self, Undefined> {
        if self.degree > 1 {
            return Err(Undefined::Parameter("the degree of a smoother is 0 or 1"));
        }
        if self.jump == 0 {
            return Err(Undefined::Parameter("the jump of a smoother is at least 1"));
        }
        // Beyond that a window makes no difference to a double, and its arithmetic must not overflow.
        Ok(Smoother { window: self.window.clamp(3, 1 << 40) | 1, ..self })
    }

    /// The smooth at every place of a series.
    pub(super) fn smooth(self, series: &[f64], weights: Option<&[f64]>) -> Vec<f64> {
        let n = series.len();
        if n < 2 {
            return series.to_vec();
        }
        let jump = self.jump.min(n - 1);
        let fit = |place: usize, first: usize| self.fit(series, weights, place as f64, first).unwrap_or(series[place]);
        let mut places: Vec<usize> = (0..n).step_by(jump).collect();
        let mut values: Vec<f64> = places.iter().map(|&place| fit(place, self.window_at(place, n))).collect();
        if let Some(&last) = places.last().filter(|&&last| last != n - 1) {
            // The last place, seen through the window of the fit before it.
            values.push(fit(n - 1, self.window_at(last, n)));
            places.push(n - 1);
        }
        let mut smooth = vec![0.0; n];
        smooth[0] = values[0];
        for (place, value) in places.windows(2).zip(values.windows(2)) {
            let rise = (value[1] - value[0]) / (place[1] - place[0]) as f64;
            for at in place[0] + 1..place[1] {
                smooth[at] = value[0] + rise * (at - place[0]) as f64;
            }
            smooth[place[1]] = value[1];
        }
        smooth
    }

    /// The smooth of a series, and what it has one place before the first and one after the last.
    pub(super) fn smooth_and_extend(self, series: &[f64], weights: Option<&[f64]>) -> Vec<f64> {
        let mut smooth = self.smooth(series, weights);
        let n = series.len();
        let before = self.fit(series, weights, -1.0, 0).unwrap_or(smooth[0]);
        let after = self.fit(series, weights, n as f64, n.saturating_sub(self.window)).unwrap_or(smooth[n - 1]);
        smooth.insert(0, before);
        smooth.push(after);
        smooth
    }

    /// The first value of the window round a place: in the middle of it where there is room.
    fn window_at(self, place: usize, n: usize) -> usize {
        place.saturating_sub(self.window / 2).min(n.saturating_sub(self.window))
    }

    /// The local polynomial at a place that may lie outside, from the window that starts at `first`; none when no value has weight.
    fn fit(self, series: &[f64], weights: Option<&[f64]>, place: f64, first: usize) -> Option<f64> {
        let n = series.len();
        let end = (first + self.window).min(n);
        let mut radius = f64::max(place - first as f64, (end - 1) as f64 - place);
        if self.window > n {
            radius += ((self.window - n) / 2) as f64;
        }
        let weight = |at: usize| {
            let distance = (at as f64 - place).abs();
            let nearness = if distance > 0.999 * radius {
                0.0
            } else if distance <= 0.001 * radius {
                1.0
            } else {
                (1.0 - (distance / radius).powi(3)).powi(3)
            };
            nearness * weights.map_or(1.0, |weights| weights[at])
        };
        let mut shares: Vec<f64> = (first..end).map(weight).collect();
        let total: f64 = shares.iter().sum();
        if total <= 0.0 {
            return None;
        }
        shares.iter_mut().for_each(|share| *share /= total);
        if self.degree > 0 && radius > 0.0 {
            let centre: f64 = (first..end).zip(&shares).map(|(at, share)| share * at as f64).sum();
            let squares: f64 = (first..end).zip(&shares).map(|(at, share)| share * (at as f64 - centre).powi(2)).sum();
            // Without some spread there is no slope to see.
            if squares.sqrt() > 0.001 * (n - 1) as f64 {
                let lean = (place - centre) / squares;
                (first..end).zip(&mut shares).for_each(|(at, share)| *share *= 1.0 + lean * (at as f64 - centre));
            }
        }
        Some(shares.iter().zip(&series[first..]).map(|(share, value)| share * value).sum())
    }
}

/// The bisquare weights of values by their distances from a fit; all 1 where most distances are 0.
pub(super) fn median_bisquare(distances: &[f64]) -> Result<Vec<f64>, Undefined> {
    let scale = 6.0 * median(distances)?;
    Ok(distances.iter().map(|&distance| bisquare(distance, scale)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const PLAIN: Smoother = Smoother { window: 5, degree: 1, jump: 1 };

    #[test]
    fn a_jump_goes_straight_between_its_fits() {
        let series = [1.0, 5.0, 2.0, 8.0, 3.0, 9.0, 4.0, 7.0];
        let (every, third) = (PLAIN.smooth(&series, None), Smoother { jump: 3, ..PLAIN }.smooth(&series, None));
        assert_eq!((third[0], third[3]), (every[0], every[3]));
        assert!((third[1] - (2.0 * third[0] + third[3]) / 3.0).abs() < 1e-14);
        assert_eq!(PLAIN.smooth(&[4.0], None), [4.0]);
    }

    #[test]
    fn what_has_no_weight_near_it_stays() {
        assert_eq!(PLAIN.smooth(&[1.0, 9.0, 2.0], Some(&[0.0; 3])), [1.0, 9.0, 2.0]);
    }

    #[test]
    fn windows_become_odd_and_at_least_3() {
        assert_eq!([0, 3, 6, usize::MAX].map(|window| Smoother { window, ..PLAIN }.checked().unwrap().window), [3, 3, 7, (1 << 40) | 1]);
        assert!(Smoother { degree: 2, ..PLAIN }.checked().is_err());
        assert!(Smoother { jump: 0, ..PLAIN }.checked().is_err());
    }

    proptest! {
        #[test]
        fn a_line_is_its_own_smooth_and_goes_on(slope in -9.0..9.0f64, n in 3usize..40, half in 2usize..30, jump in 1usize..5) {
            let series: Vec<f64> = (0..n).map(|k| 2.0 + slope * k as f64).collect();
            let smooth = Smoother { window: 2 * half + 1, jump, ..PLAIN }.smooth_and_extend(&series, None);
            prop_assert_eq!(smooth.len(), n + 2);
            for (k, value) in smooth.into_iter().enumerate() {
                prop_assert!((value - 2.0 - slope * (k as f64 - 1.0)).abs() < 1e-9);
            }
        }
    }
}
