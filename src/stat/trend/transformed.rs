//! Curves that are straight lines after logarithms: exponential, power law, logarithmic.
//!
//! They are the lines of least squares on those scales, as R's `lm(log(y) ~ x)` and spreadsheets fit them. Vega weights its
//! exponential otherwise: [`crate::stat::vega`] has that.

use super::linear::{LinearRegression, linear_regression};
use crate::stat::Undefined;

/// A curve with two coefficients, and the line that it was fitted as.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Curve {
    /// The factor of an exponential or a power law; what a logarithmic curve has at x = 1.
    pub a: f64,
    /// The slope of the line: the rate of growth, the exponent, what y gains where x grows e-fold.
    pub b: f64,
    /// The line on the scale it was fitted on.
    pub line: LinearRegression,
}

/// y = a · exp(b x), fitted as log y = log a + b x.
///
/// # Errors
/// Where a y is not positive, and where [`linear_regression`] has none.
pub fn exponential_regression(x: &[f64], y: &[f64]) -> Result<Curve, Undefined> {
    curve(linear_regression(x, &logarithms(y)?)?, f64::exp)
}

/// y = a · x^b, fitted as log y = log a + b log x.
///
/// # Errors
/// Where an x or y is not positive, and where [`linear_regression`] has none.
pub fn power_regression(x: &[f64], y: &[f64]) -> Result<Curve, Undefined> {
    curve(linear_regression(&logarithms(x)?, &logarithms(y)?)?, f64::exp)
}

/// y = a + b log x.
///
/// # Errors
/// Where an x is not positive, and where [`linear_regression`] has none.
pub fn logarithmic_regression(x: &[f64], y: &[f64]) -> Result<Curve, Undefined> {
    curve(linear_regression(&logarithms(x)?, y)?, |a| a)
}

fn curve(line: LinearRegression, back: fn(f64) -> f64) -> Result<Curve, Undefined> {
    let a = Undefined::unless_finite(back(line.at(0.0)))?;
    Ok(Curve { a, b: line.slope.value, line })
}

/// The natural logarithms of positive values.
pub(in crate::stat) fn logarithms(values: &[f64]) -> Result<Vec<f64>, Undefined> {
    if values.iter().all(|&value| value > 0.0) {
        Ok(values.iter().map(|value| value.ln()).collect())
    } else {
        Err(Undefined::Domain("positive"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn motor_cars_use_fuel_by_a_power_of_their_weight() {
        // The first ten of R's mtcars; R 4.2.2, lm(log(mpg) ~ log(wt)), lm(log(mpg) ~ wt) and lm(mpg ~ log(wt)).
        let weight = [2.62, 2.875, 2.32, 3.215, 3.44, 3.46, 3.57, 3.19, 3.15, 3.44];
        let miles = [21.0, 21.0, 22.8, 21.4, 18.7, 18.1, 14.3, 24.4, 22.8, 19.2];
        let close =
            |curve: Curve, a: f64, b: f64| assert!((curve.a / a - 1.0).abs() < 1e-12 && (curve.b / b - 1.0).abs() < 1e-12, "{curve:?}");
        close(power_regression(&weight, &miles).unwrap(), 41.039_752_089_993_26, -0.627_628_126_376_203_1);
        close(exponential_regression(&weight, &miles).unwrap(), 40.973_306_653_341_275, -0.226_632_439_074_898_25);
        close(logarithmic_regression(&weight, &miles).unwrap(), 33.820_837_678_250_52, -11.881_502_632_450_218);
    }

    #[test]
    fn logarithms_need_positive_values() {
        let (x, zero) = ([1.0, 2.0, 3.0], [0.0, 1.0, 2.0]);
        assert_eq!(exponential_regression(&x, &zero), Err(Undefined::Domain("positive")));
        assert_eq!(power_regression(&zero, &x), Err(Undefined::Domain("positive")));
        assert_eq!(logarithmic_regression(&zero, &x), Err(Undefined::Domain("positive")));
        assert!(exponential_regression(&zero, &x).is_ok());
    }

    proptest! {
        #[test]
        fn growth_by_a_rate_is_found(start in 1.0..1e6f64, rate in -0.3..0.3f64) {
            let x: Vec<f64> = (0..20).map(f64::from).collect();
            let y: Vec<f64> = x.iter().map(|x| start * (rate * x).exp()).collect();
            let curve = exponential_regression(&x, &y).unwrap();
            prop_assert!((curve.a / start - 1.0).abs() < 1e-12 && (curve.b - rate).abs() < 1e-13, "{:?}", curve);
        }
    }
}
