//! The straight line of weighted least squares.

use super::linear::Coefficient;
use crate::stat::Undefined;
use crate::stat::describe::sum;

/// A line fitted to weighted pairs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WeightedRegression {
    /// The slope.
    pub slope: Coefficient,
    /// y where x is 0.
    pub intercept: Coefficient,
    /// The share of the weighted variation of y that the line accounts for; none where y does not vary.
    pub r_squared: Option<f64>,
    /// The root of the weighted sum of squared residuals by the degrees of freedom.
    pub residual_sd: Option<f64>,
}

/// The line of least squares through pairs of `x` and `y`, each with the weight in `w`: the inverse of its variance, up to a
/// factor. Pairs with a weight of 0 take no part, and are not counted.
///
/// # Errors
/// For fewer than two pairs with a weight, for one x alone, and for negative weights.
pub fn weighted_linear_regression(x: &[f64], y: &[f64], w: &[f64]) -> Result<WeightedRegression, Undefined> {
    if x.len() != y.len() || x.len() != w.len() {
        return Err(Undefined::Lengths);
    }
    if w.iter().any(|&w| w < 0.0) {
        return Err(Undefined::Domain("positive or 0 as a weight"));
    }
    let given = |values: &[f64]| -> Vec<f64> { values.iter().zip(w).filter(|pair| *pair.1 > 0.0).map(|pair| *pair.0).collect() };
    let (x, y, w) = (given(x), given(y), given(w));
    Undefined::unless_at_least(2, x.len())?;
    if x.iter().all(|&value| value == x[0]) {
        return Err(Undefined::NoVariance);
    }
    let weighted = |a: &[f64], b: &[f64]| sum(&w.iter().zip(a.iter().zip(b)).map(|(w, (a, b))| w * a * b).collect::<Vec<f64>>());
    let ones = vec![1.0; x.len()];
    let total_weight = sum(&w);
    // Twice, the second time to take away what the rounding of the mean has left.
    let mean = |values: &[f64]| {
        let first = weighted(values, &ones) / total_weight;
        let rest: Vec<f64> = values.iter().map(|value| value - first).collect();
        let second = weighted(&rest, &ones) / total_weight;
        (first + second, rest.iter().map(|value| value - second).collect::<Vec<f64>>())
    };
    let ((mean_x, dx), (mean_y, dy)) = (mean(&x), mean(&y));
    let squares = weighted(&dx, &dx);
    let slope = weighted(&dx, &dy) / squares;
    let residuals: Vec<f64> = dx.iter().zip(&dy).map(|(x, y)| y - slope * x).collect();
    let (left, total) = (weighted(&residuals, &residuals), weighted(&dy, &dy));
    let df = x.len() as f64 - 2.0;
    let residual_sd = (df > 0.0).then(|| (left / df).sqrt());
    let coefficient = |value, leverage: f64| Coefficient { value, standard_error: residual_sd.map(|sd| sd * leverage), df };
    Ok(WeightedRegression {
        slope: coefficient(slope, 1.0 / squares.sqrt()),
        intercept: coefficient(mean_y - slope * mean_x, (1.0 / total_weight + mean_x * mean_x / squares).sqrt()),
        r_squared: (total > 0.0).then(|| 1.0 - left / total),
        residual_sd,
    })
}

#[cfg(test)]
mod tests {
    use super::super::linear::linear_regression;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_weight_of_two_is_a_pair_given_twice() {
        let (x, y) = ([1.0, 2.0, 4.0, 5.0, 7.0], [3.0, 2.0, 6.0, 9.0, 8.0]);
        let weighted = weighted_linear_regression(&x, &y, &[1.0, 2.0, 1.0, 0.0, 1.0]).unwrap();
        let twice = linear_regression(&[1.0, 2.0, 2.0, 4.0, 7.0], &[3.0, 2.0, 2.0, 6.0, 8.0]).unwrap();
        assert!((weighted.slope.value - twice.slope.value).abs() < 1e-14);
        assert!((weighted.intercept.value - twice.intercept.unwrap().value).abs() < 1e-14);
        // But the pair with weight 0 is none, and the one with weight 2 is one.
        assert_eq!(weighted.slope.df, 2.0);
    }

    #[test]
    fn weights_must_be_weights() {
        let x = [1.0, 2.0, 3.0];
        assert!(matches!(weighted_linear_regression(&x, &x, &[1.0, -1.0, 1.0]), Err(Undefined::Domain(_))));
        assert_eq!(weighted_linear_regression(&x, &x, &[1.0, 0.0, 0.0]), Err(Undefined::TooFew { need: 2, have: 1 }));
        assert_eq!(weighted_linear_regression(&[2.0; 3], &x, &[1.0; 3]), Err(Undefined::NoVariance));
        assert_eq!(weighted_linear_regression(&x, &x, &[1.0]), Err(Undefined::Lengths));
    }

    proptest! {
        #[test]
        fn equal_weights_are_no_weights(pairs in prop::collection::vec((-1e3..1e3f64, -1e3..1e3f64), 3..30), weight in 0.1..10.0f64) {
            let (x, y): (Vec<f64>, Vec<f64>) = pairs.into_iter().unzip();
            let (weighted, plain) = (weighted_linear_regression(&x, &y, &vec![weight; x.len()]).unwrap(), linear_regression(&x, &y).unwrap());
            prop_assert!((weighted.slope.value - plain.slope.value).abs() < 1e-9 * plain.slope.value.abs().max(1.0));
            let (a, b) = (weighted.slope.standard_error.unwrap(), plain.slope.standard_error.unwrap());
            prop_assert!((a - b).abs() <= 1e-9 * b.max(1e-9), "{} {}", a, b);
        }
    }
}
