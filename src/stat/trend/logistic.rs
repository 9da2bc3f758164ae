//! Logistic growth: the S-shaped curve towards a ceiling, by nonlinear least squares.

use super::linear::{Coefficient, linear_regression};
use super::singular_values::{SingularValues, singular_values};
use crate::stat::Undefined;
use crate::stat::describe::{deviations, mean};

/// y = asymptote / (1 + exp((midpoint − x) / scale)), fitted to pairs; R calls it `SSlogis`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LogisticGrowth {
    /// What the curve grows towards; for a negative scale, what it falls from.
    pub asymptote: Coefficient,
    /// Where the curve is at half of it, and steepest.
    pub midpoint: Coefficient,
    /// Over which distance the ratio of what is reached to what is left grows e-fold.
    pub scale: Coefficient,
    /// The standard deviation of the residuals; none where no residual is free.
    pub residual_sd: Option<f64>,
}

/// The curve with its parameters: asymptote, midpoint, scale.
type Parameters = [f64; 3];

fn curve([asymptote, midpoint, scale]: Parameters, x: f64) -> f64 {
    asymptote / (1.0 + ((midpoint - x) / scale).exp())
}

/// Fits logistic growth to pairs of `x` and `y` by least squares (the Levenberg–Marquardt method: K. Levenberg, "A Method for the
/// Solution of Certain Non-Linear Problems in Least Squares", 1944; D. Marquardt, 1963), starting from lines through the logits
/// of y under several guesses of the asymptote.
///
/// # Errors
/// For fewer than three pairs, and where no such curve fits best: data without a bend would have the asymptote at infinity.
pub fn logistic_growth(x: &[f64], y: &[f64]) -> Result<LogisticGrowth, Undefined> {
    if x.len() != y.len() {
        return Err(Undefined::Lengths);
    }
    Undefined::unless_at_least(3, x.len())?;
    let (dx, dy) = (deviations(x), deviations(y));
    if dx.squares() == 0.0 || dy.squares() == 0.0 {
        return Err(Undefined::NoVariance);
    }
    // In units in which both are about 1.
    let unit_y = y.iter().fold(0.0, |greatest, y| f64::max(greatest, y.abs()));
    let ys: Vec<f64> = y.iter().map(|y| y / unit_y).collect();
    let starts = [1.02, 1.1, 1.5, 3.0, 10.0].into_iter().filter_map(|asymptote| start(&dx.scaled, &ys, asymptote));
    let best = starts.filter_map(|start| descend(&dx.scaled, &ys, start)).min_by(|a, b| a.1.total_cmp(&b.1));
    let (parameters, left) = best.ok_or(Undefined::NoConvergence)?;
    let df = x.len() as f64 - 3.0;
    let sd = (df > 0.0).then(|| (left / df).sqrt());
    let SingularValues { values, right, .. } = singular_values(slopes(parameters, &dx.scaled));
    let coefficient = |at: usize, value: f64, unit: f64| {
        let variance: f64 = (0..3).map(|k| (right[at][k] / values[k]).powi(2)).sum();
        Coefficient { value, standard_error: sd.map(|sd| sd * variance.sqrt() * unit), df }
    };
    Ok(LogisticGrowth {
        asymptote: coefficient(0, parameters[0] * unit_y, unit_y),
        midpoint: coefficient(1, parameters[1] * dx.scale + mean(x)?, dx.scale),
        scale: coefficient(2, parameters[2] * dx.scale, dx.scale),
        residual_sd: sd.map(|sd| sd * unit_y),
    })
}

/// The curve whose logit is the line through the logits of y, for an asymptote.
fn start(x: &[f64], y: &[f64], asymptote: f64) -> Option<Parameters> {
    let within: (Vec<f64>, Vec<f64>) = x.iter().zip(y).filter(|pair| *pair.1 > 0.0).map(|(x, y)| (x, (y / (asymptote - y)).ln())).unzip();
    let line = linear_regression(&within.0, &within.1).ok()?;
    let scale = 1.0 / line.slope.value;
    scale.is_finite().then(|| [asymptote, -line.at(0.0) * scale, scale])
}

/// The derivatives of the curve by its parameters, a column each.
fn slopes([asymptote, midpoint, scale]: Parameters, x: &[f64]) -> Vec<Vec<f64>> {
    let share = |x: f64| curve([1.0, midpoint, scale], x);
    // share · (1 − share) without cancellation.
    let bend = |x: f64| share(x) * curve([1.0, midpoint, -scale], x);
    vec![
        x.iter().map(|&x| share(x)).collect(),
        x.iter().map(|&x| -asymptote * bend(x) / scale).collect(),
        x.iter().map(|&x| -asymptote * bend(x) * (x - midpoint) / (scale * scale)).collect(),
    ]
}

/// The parameters of least squares near a start and the sum of squares there; none if there is no minimum.
fn descend(x: &[f64], y: &[f64], start: Parameters) -> Option<(Parameters, f64)> {
    let residuals = |parameters: Parameters| x.iter().zip(y).map(move |(&x, y)| y - curve(parameters, x));
    let squares = |parameters: Parameters| residuals(parameters).map(|residual| residual * residual).sum::<f64>();
    let (mut here, mut damping) = (start, 1e-3);
    let mut left = squares(here);
    for _ in 0..1000 {
        let SingularValues { left: vectors, values, right } = singular_values(slopes(here, x));
        let rests: Vec<f64> = residuals(here).collect();
        let along: Vec<f64> = vectors.iter().map(|vector| vector.iter().zip(&rests).map(|(a, b)| a * b).sum()).collect();
        let greatest = values.iter().fold(0.0, |greatest, &value| f64::max(greatest, value));
        let step = |damping: f64| -> Parameters {
            let share = |k: usize| along[k] * values[k] / (values[k] * values[k] + damping * greatest * greatest);
            std::array::from_fn(|at| (0..3).map(|k| right[at][k] * share(k)).sum())
        };
        // Settled when what the curve could still explain of the residuals is nothing (the criterion of R's `nls`).
        let explained: f64 = along.iter().map(|along| along * along).sum();
        if explained <= 1e-22 * left || left < 1e-30 {
            // A minimum at infinity is none.
            return values.iter().all(|&value| value > 1e-9 * greatest).then_some((here, left));
        }
        loop {
            let step = step(damping);
            let there: Parameters = std::array::from_fn(|at| here[at] + step[at]);
            let found = squares(there);
            if found < left {
                (here, left, damping) = (there, found, damping * 0.1);
                break;
            }
            damping = f64::max(damping * 10.0, 1e-12);
            if damping > 1e12 {
                // No step gets lower: that is the minimum as well as doubles can tell, if it is one.
                return (explained <= 1e-12 * left).then_some((here, left));
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn close(found: Coefficient, value: f64, standard_error: f64) {
        assert!((found.value / value - 1.0).abs() < 1e-7, "{found:?} is not {value}");
        assert!((found.standard_error.unwrap() / standard_error - 1.0).abs() < 1e-6, "{found:?} is not ± {standard_error}");
    }

    #[test]
    fn a_chick_grows_as_r_says() {
        let days = [0.0, 2.0, 4.0, 6.0, 8.0, 10.0, 12.0, 14.0, 16.0, 18.0, 20.0, 21.0];
        let grams = [42.0, 51.0, 59.0, 64.0, 76.0, 93.0, 106.0, 125.0, 149.0, 171.0, 199.0, 205.0];
        let fit = logistic_growth(&days, &grams).unwrap();
        // R 4.2.2, nls(weight ~ SSlogis(Time, Asym, xmid, scal), ChickWeight, Chick == 1).
        close(fit.asymptote, 937.020_564_866_941_3, 465.856_905_361_030_8);
        close(fit.midpoint, 35.222_794_338_023_725, 8.311_923_950_075_048);
        close(fit.scale, 11.405_191_701_200_964, 0.905_243_598_636_775_8);
    }

    #[test]
    fn data_without_a_bend_have_no_asymptote() {
        let x: Vec<f64> = (0..12).map(f64::from).collect();
        let doubling: Vec<f64> = x.iter().map(|x| x.exp2()).collect();
        assert_eq!(logistic_growth(&x, &doubling), Err(Undefined::NoConvergence));
        assert_eq!(logistic_growth(&x, &[5.0; 12]), Err(Undefined::NoVariance));
        assert_eq!(logistic_growth(&x[..2], &x[..2]), Err(Undefined::TooFew { need: 3, have: 2 }));
    }

    proptest! {
        #[test]
        fn a_curve_is_found(asymptote in 1e-3..1e6f64, midpoint in 5.0..25.0f64, scale in 1.0..6.0f64, falling: bool) {
            let scale = if falling { -scale } else { scale };
            let x: Vec<f64> = (0..30).map(f64::from).collect();
            let y: Vec<f64> = x.iter().map(|&x| curve([asymptote, midpoint, scale], x)).collect();
            let fit = logistic_growth(&x, &y).unwrap();
            for (found, expected) in [(fit.asymptote, asymptote), (fit.midpoint, midpoint), (fit.scale, scale)] {
                prop_assert!((found.value / expected - 1.0).abs() < 1e-6, "{:?} is not {}", found, expected);
            }
        }
    }
}
