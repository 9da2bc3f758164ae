//! The straight line of least squares: slope, intercept, how sure both are, and what the line says elsewhere.

use crate::stat::Undefined;
use crate::stat::describe::{deviations, mean, sum};
use crate::stat::distribution::student;

/// A coefficient of a regression.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Coefficient {
    /// The estimate.
    pub value: f64,
    /// Its standard error; none where no residual is free.
    pub standard_error: Option<f64>,
    /// The residual degrees of freedom.
    pub df: f64,
}

impl Coefficient {
    /// The t statistic against 0; none where nothing scatters.
    pub fn t(&self) -> Option<f64> {
        self.standard_error.filter(|&error| error > 0.0).map(|error| self.value / error)
    }

    /// The two-sided p value against 0.
    pub fn p(&self) -> Option<f64> {
        self.t().map(|t| student::two_sided(t, self.df))
    }

    /// The confidence interval at a level, 0.95 for instance.
    pub fn interval(&self, level: f64) -> Option<(f64, f64)> {
        let margin = self.standard_error? * -student::quantile((1.0 - level) / 2.0, self.df);
        Some((self.value - margin, self.value + margin))
    }
}

/// A line fitted to pairs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LinearRegression {
    /// The slope: by how much y rises where x rises by 1.
    pub slope: Coefficient,
    /// y where x is 0; none for a line that is held to pass there.
    pub intercept: Option<Coefficient>,
    /// The share of the variation of y that the line accounts for; none where y does not vary.
    pub r_squared: Option<f64>,
    /// The standard deviation of the residuals; none where no residual is free.
    pub residual_sd: Option<f64>,
    /// The number of pairs.
    pub n: usize,
    /// The centre of x and y that the line passes through: the means, or 0.
    centre: (f64, f64),
    /// The root of the sum of the squared distances of x from the centre.
    spread: f64,
}

impl LinearRegression {
    /// r², less what as many free coefficients would account for by chance.
    pub fn adjusted_r_squared(&self) -> Option<f64> {
        let free = self.n as f64 - if self.intercept.is_some() { 1.0 } else { 0.0 };
        self.r_squared.filter(|_| self.slope.df > 0.0).map(|r_squared| 1.0 - (1.0 - r_squared) * free / self.slope.df)
    }

    /// The F statistic of the line against none: the square of the slope's t.
    pub fn f(&self) -> Option<f64> {
        self.slope.t().map(|t| t * t)
    }

    /// What the line says at `x`.
    pub fn at(&self, x: f64) -> f64 {
        self.centre.1 + self.slope.value * (x - self.centre.0)
    }

    /// How sure the line is at `x`: the standard error of the mean of y there, and of a single y there.
    pub fn standard_errors_at(&self, x: f64) -> Option<(f64, f64)> {
        let share = if self.intercept.is_some() { 1.0 / self.n as f64 } else { 0.0 };
        let distance = (x - self.centre.0) / self.spread;
        let leverage = share + distance * distance;
        self.residual_sd.map(|sd| (sd * leverage.sqrt(), sd * (1.0 + leverage).sqrt()))
    }
}

/// The line of least squares through pairs of `x` and `y`.
///
/// # Errors
/// For fewer than two pairs, or one x alone.
pub fn linear_regression(x: &[f64], y: &[f64]) -> Result<LinearRegression, Undefined> {
    if x.len() != y.len() {
        return Err(Undefined::Lengths);
    }
    Undefined::unless_at_least(2, x.len())?;
    let (dx, dy) = (deviations(x), deviations(y));
    fit((&dx.scaled, dx.scale), (&dy.scaled, dy.scale), Some((mean(x)?, mean(y)?)))
}

/// The line of least squares through pairs of `x` and `y` and the point 0, 0.
///
/// # Errors
/// For no pairs, or where every x is 0.
pub fn regression_through_origin(x: &[f64], y: &[f64]) -> Result<LinearRegression, Undefined> {
    if x.len() != y.len() {
        return Err(Undefined::Lengths);
    }
    Undefined::unless_at_least(1, x.len())?;
    fit((x, 1.0), (y, 1.0), None)
}

/// The line through the centre of values that are given as distances from it, in units of a scale.
fn fit((dx, scale_x): (&[f64], f64), (dy, scale_y): (&[f64], f64), means: Option<(f64, f64)>) -> Result<LinearRegression, Undefined> {
    let products = |a: &[f64], b: &[f64]| sum(&a.iter().zip(b).map(|(a, b)| a * b).collect::<Vec<f64>>());
    let squares = products(dx, dx);
    if squares == 0.0 {
        return Err(Undefined::NoVariance);
    }
    let slope = products(dx, dy) / squares;
    let residuals: Vec<f64> = dx.iter().zip(dy).map(|(x, y)| y - slope * x).collect();
    let (left, total) = (products(&residuals, &residuals), products(dy, dy));
    let df = dx.len() as f64 - if means.is_some() { 2.0 } else { 1.0 };
    let residual_sd = (df > 0.0).then(|| (left / df).sqrt() * scale_y);
    let spread = squares.sqrt() * scale_x;
    let slope = Undefined::unless_finite(slope / scale_x * scale_y)?;
    let coefficient = |value, leverage: f64| Coefficient { value, standard_error: residual_sd.map(|sd| sd * leverage), df };
    let centre = means.unwrap_or_default();
    Ok(LinearRegression {
        slope: coefficient(slope, 1.0 / spread),
        intercept: means.map(|(x, y)| coefficient(y - slope * x, (1.0 / dx.len() as f64 + (x / spread).powi(2)).sqrt())),
        r_squared: (total > 0.0).then(|| 1.0 - left / total),
        residual_sd,
        n: dx.len(),
        centre,
        spread,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn close(found: f64, expected: f64) -> bool {
        (found - expected).abs() <= 1e-11 * expected.abs()
    }

    #[test]
    fn anscombes_first_set_has_its_line() {
        let x = [10.0, 8.0, 13.0, 9.0, 11.0, 14.0, 6.0, 4.0, 12.0, 7.0, 5.0];
        let y = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68];
        let line = linear_regression(&x, &y).unwrap();
        // R 4.2.2, summary(lm(y1 ~ x1, anscombe)).
        assert!(close(line.slope.value, 0.500_090_909_090_909_1), "{line:?}");
        assert!(close(line.intercept.unwrap().value, 3.000_090_909_090_909), "{line:?}");
        assert!(close(line.r_squared.unwrap(), 0.666_542_459_508_774_9), "{line:?}");
        assert!(close(line.residual_sd.unwrap(), 1.236_603_322_726_321), "{line:?}");
        assert!((line.slope.p().unwrap() / 0.002_169_628_873_078_788 - 1.0).abs() < 1e-7, "{line:?}");
        let (low, high) = line.slope.interval(0.95).unwrap();
        assert!(low < 0.5 && 0.5 < high && close(low + high, 2.0 * line.slope.value));
    }

    #[test]
    fn milliseconds_since_1970_lose_nothing() {
        let x: Vec<f64> = (0..60).map(|k| 1.5e12 + 86_400_000.0 * f64::from(k)).collect();
        let y: Vec<f64> = (0..60).map(|k| f64::from((k * 7919) % 61)).collect();
        let days: Vec<f64> = (0..60).map(f64::from).collect();
        let (dated, counted) = (linear_regression(&x, &y).unwrap(), linear_regression(&days, &y).unwrap());
        assert!(close(dated.slope.value * 86_400_000.0, counted.slope.value));
        assert!(close(dated.residual_sd.unwrap(), counted.residual_sd.unwrap()));
        assert!(close(dated.standard_errors_at(1.5e12).unwrap().0, counted.standard_errors_at(0.0).unwrap().0));
    }

    #[test]
    fn what_cannot_be_said_is_not_said() {
        let two = linear_regression(&[1.0, 3.0], &[2.0, 8.0]).unwrap();
        assert_eq!((two.slope.value, two.intercept.unwrap().value), (3.0, -1.0));
        assert_eq!((two.slope.standard_error, two.residual_sd, two.slope.p(), two.adjusted_r_squared()), (None, None, None, None));
        assert_eq!(linear_regression(&[2.0; 4], &[1.0, 2.0, 3.0, 4.0]), Err(Undefined::NoVariance));
        assert_eq!(linear_regression(&[2.0], &[1.0]), Err(Undefined::TooFew { need: 2, have: 1 }));
        let flat = linear_regression(&[1.0, 2.0, 3.0], &[4.0; 3]).unwrap();
        assert_eq!((flat.slope.value, flat.r_squared, flat.slope.t()), (0.0, None, None));
    }

    proptest! {
        #[test]
        fn a_line_is_found(slope in -1e3..1e3f64, intercept in -1e3..1e3f64, x in prop::collection::vec(-1e3..1e3f64, 3..30)) {
            let y: Vec<f64> = x.iter().map(|x| intercept + slope * x).collect();
            let line = linear_regression(&x, &y).unwrap();
            prop_assert!((line.slope.value - slope).abs() < 1e-9, "{:?}", line);
            prop_assert!((line.at(12.5) - (intercept + 12.5 * slope)).abs() < 1e-7, "{:?}", line);
        }

        #[test]
        fn residuals_are_orthogonal_to_x(pairs in prop::collection::vec((-1e3..1e3f64, -1e3..1e3f64), 3..30)) {
            let (x, y): (Vec<f64>, Vec<f64>) = pairs.into_iter().unzip();
            let line = linear_regression(&x, &y).unwrap();
            let product: f64 = x.iter().zip(&y).map(|(&x, y)| x * (y - line.at(x))).sum();
            prop_assert!(product.abs() < 1e-7, "{}", product);
        }
    }
}
