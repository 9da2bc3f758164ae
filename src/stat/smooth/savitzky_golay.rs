//! The Savitzky–Golay filter: each value replaced by that of a polynomial fitted to its neighbours.

use crate::stat::Undefined;
use crate::stat::describe::sum;
use crate::stat::trend::polynomial_regression;

/// What stands beyond the ends of a series.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ends {
    /// Nothing: near an end, the values are those of the polynomial through the window at that end.
    Interpolate,
    /// The series again, mirrored at its last value.
    Mirror,
    /// The last value, over and over.
    Nearest,
    /// The series again from its other end.
    Wrap,
    /// Zeros.
    Zero,
}

/// The series with each value replaced by that, at its place, of the polynomial of least squares of a degree through the window
/// round it (A. Savitzky and M. J. E. Golay, "Smoothing and Differentiation of Data by Simplified Least Squares Procedures",
/// 1964).
///
/// # Errors
/// For an even window, a degree that is not less than the window, and with [`Ends::Interpolate`] fewer values than the window has.
pub fn savitzky_golay(series: &[f64], window: usize, degree: usize, ends: Ends) -> Result<Vec<f64>, Undefined> {
    if window.is_multiple_of(2) {
        return Err(Undefined::Parameter("the window is odd"));
    }
    if degree >= window {
        return Err(Undefined::Parameter("the degree is less than the window"));
    }
    let (n, half) = (series.len(), window / 2);
    Undefined::unless_at_least(if ends == Ends::Interpolate { window } else { 1 }, n)?;
    // The polynomial's value in the middle is the same sum of products wherever the window stands: what a 1 alone adds to it.
    let places: Vec<f64> = (0..window).map(|place| place as f64 - half as f64).collect();
    let value_of_one = |at: usize| {
        let mut one = vec![0.0; window];
        one[at] = 1.0;
        Ok(polynomial_regression(&places, &one, degree)?.at(0.0))
    };
    let shares = (0..window).map(value_of_one).collect::<Result<Vec<f64>, Undefined>>()?;
    let beyond = |at: isize| -> f64 {
        let n = n as isize;
        match ends {
            Ends::Nearest | Ends::Interpolate => series[at.clamp(0, n - 1) as usize],
            Ends::Wrap => series[at.rem_euclid(n) as usize],
            Ends::Zero => *series.get(at as usize).unwrap_or(&0.0),
            Ends::Mirror if n == 1 => series[0],
            Ends::Mirror => {
                let turn = at.rem_euclid(2 * (n - 1));
                series[turn.min(2 * (n - 1) - turn) as usize]
            }
        }
    };
    let at_place = |place: usize| sum(&(0..window).map(|k| shares[k] * beyond((place + k) as isize - half as isize)).collect::<Vec<f64>>());
    let mut smooth: Vec<f64> = (0..n).map(at_place).collect();
    if ends == Ends::Interpolate {
        let first = polynomial_regression(&places, &series[..window], degree)?;
        let last = polynomial_regression(&places, &series[n - window..], degree)?;
        for k in 0..half {
            smooth[k] = first.at(places[k]);
            smooth[n - 1 - k] = last.at(places[window - 1 - k]);
        }
    }
    Ok(smooth)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn savitzkys_own_weights_come_out() {
        // 35 times the smooth of a single 1 by a parabola over five values: −3, 12, 17, 12, −3.
        let smooth = savitzky_golay(&[0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0], 5, 2, Ends::Zero).unwrap();
        let weights: Vec<f64> = smooth.iter().map(|value| (value * 35e9).round() / 1e9).collect();
        assert_eq!(weights, [0.0, 0.0, -3.0, 12.0, 17.0, 12.0, -3.0, 0.0, 0.0]);
    }

    #[test]
    fn ends_are_what_they_are_said_to_be() {
        // Means of three: degree 0.
        let smooth = |ends| {
            let found = savitzky_golay(&[3.0, 6.0, 9.0, 18.0], 3, 0, ends).unwrap();
            [found[0], found[1], found[2], found[3]].map(|value| (value * 1e9).round() / 1e9)
        };
        assert_eq!(smooth(Ends::Zero), [3.0, 6.0, 11.0, 9.0]);
        assert_eq!(smooth(Ends::Nearest), [4.0, 6.0, 11.0, 15.0]);
        assert_eq!(smooth(Ends::Mirror), [5.0, 6.0, 11.0, 12.0]);
        assert_eq!(smooth(Ends::Wrap), [9.0, 6.0, 11.0, 10.0]);
        assert_eq!(smooth(Ends::Interpolate), [6.0, 6.0, 11.0, 11.0]);
    }

    #[test]
    fn windows_must_be_odd_and_filled() {
        assert!(matches!(savitzky_golay(&[1.0; 9], 4, 2, Ends::Mirror), Err(Undefined::Parameter(_))));
        assert!(matches!(savitzky_golay(&[1.0; 9], 5, 5, Ends::Mirror), Err(Undefined::Parameter(_))));
        assert_eq!(savitzky_golay(&[1.0; 3], 5, 2, Ends::Interpolate), Err(Undefined::TooFew { need: 5, have: 3 }));
        assert!(savitzky_golay(&[1.0; 3], 5, 2, Ends::Mirror).is_ok());
        assert_eq!(savitzky_golay(&[], 5, 2, Ends::Zero), Err(Undefined::TooFew { need: 1, have: 0 }));
    }

    proptest! {
        #[test]
        fn a_parabola_is_its_own_smooth(a in -9.0..9.0f64, b in -9.0..9.0f64, n in 7usize..30) {
            let series: Vec<f64> = (0..n).map(|k| a * (k * k) as f64 + b * k as f64).collect();
            for (found, value) in savitzky_golay(&series, 7, 2, Ends::Interpolate).unwrap().iter().zip(&series) {
                prop_assert!((found - value).abs() < 1e-9);
            }
        }
    }
}
