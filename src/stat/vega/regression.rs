//! The curves of Vega's regression transform.
//!
//! Most are the ordinary ones. The exponential is not: Vega weights each logarithm with its value, so that small values, whose
//! logarithms scatter, do not bend the curve. And r² is always that of the values themselves, not of their logarithms.

use crate::stat::Undefined;
use crate::stat::describe::{deviations, mean, sum};
use crate::stat::trend::{
    PolynomialRegression, linear_regression, logarithmic_regression, logarithms, polynomial_regression, power_regression,
    weighted_linear_regression,
};

/// The kind of a curve, named as in Vega.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RegressionMethod {
    /// a + b x.
    Linear,
    /// a + b log x.
    Log,
    /// a exp(b x).
    Exp,
    /// a x^b.
    Pow,
    /// A parabola.
    Quad,
    /// A polynomial of a degree; of degree 0, the mean.
    Poly(usize),
}

/// A curve through pairs.
pub struct VegaRegression {
    /// a and b, or the coefficients of a polynomial from the 0th power.
    pub coefficients: Vec<f64>,
    /// The share of the variation of y that the curve accounts for; none where y does not vary.
    pub r_squared: Option<f64>,
    curve: Curve,
}

/// What a curve has at a place.
enum Curve {
    /// height + b (f(x) − centre), where f may be the logarithm, and all of it the logarithm of y.
    Line {
        height: f64,
        slope: f64,
        centre: f64,
        log_x: bool,
        log_y: bool,
    },
    Polynomial(PolynomialRegression),
}

impl VegaRegression {
    /// What the curve has at `x`.
    pub fn at(&self, x: f64) -> f64 {
        match &self.curve {
            Curve::Polynomial(fit) => fit.at(x),
            &Curve::Line { height, slope, centre, log_x, log_y } => {
                let value = height + slope * (if log_x { x.ln() } else { x } - centre);
                if log_y { value.exp() } else { value }
            }
        }
    }
}

/// Fits a curve to pairs of `x` and `y` (the regressions of vega-statistics 2).
///
/// # Errors
/// For no more pairs than coefficients less one, and for values that have no logarithm where the method takes it.
pub fn vega_regression(x: &[f64], y: &[f64], method: RegressionMethod) -> Result<VegaRegression, Undefined> {
    let need = match method {
        RegressionMethod::Poly(degree) => degree.saturating_add(1),
        RegressionMethod::Quad => 3,
        _ => 2,
    };
    Undefined::unless_at_least(need, x.len().min(y.len()))?;
    let curve = match method {
        RegressionMethod::Quad => Curve::Polynomial(polynomial_regression(x, y, 2)?),
        RegressionMethod::Poly(degree) if degree != 1 => Curve::Polynomial(polynomial_regression(x, y, degree)?),
        _ => line(x, y, method)?,
    };
    let coefficients = match &curve {
        Curve::Polynomial(fit) => fit.coefficients(),
        &Curve::Line { height, slope, centre, log_y, .. } => {
            let a = height - slope * centre;
            vec![Undefined::unless_finite(if log_y { a.exp() } else { a })?, Undefined::unless_finite(slope)?]
        }
    };
    let fit = VegaRegression { coefficients, r_squared: None, curve };
    let centre = mean(y)?;
    let squares = |of: &dyn Fn(f64, f64) -> f64| sum(&x.iter().zip(y).map(|(&x, &y)| of(x, y).powi(2)).collect::<Vec<f64>>());
    let (left, total) = (squares(&|x, y| y - fit.at(x)), squares(&|_, y| y - centre));
    Ok(VegaRegression { r_squared: (total > 0.0).then(|| 1.0 - left / total), ..fit })
}

/// The methods that are lines on some scale.
fn line(x: &[f64], y: &[f64], method: RegressionMethod) -> Result<Curve, Undefined> {
    let (log_x, log_y) = match method {
        RegressionMethod::Log => (true, false),
        RegressionMethod::Exp => (false, true),
        RegressionMethod::Pow => (true, true),
        _ => (false, false),
    };
    let u = if log_x { logarithms(x)? } else { x.to_vec() };
    let v = if log_y { logarithms(y)? } else { y.to_vec() };
    // An exponential's logarithms are weighted with the values.
    let weights = if method == RegressionMethod::Exp { y } else { &[] };
    let weighted = |values: &[f64]| -> Result<f64, Undefined> {
        if weights.is_empty() { mean(values) } else { crate::stat::describe::weighted_mean(values, weights) }
    };
    let (centre, height) = (weighted(&u)?, weighted(&v)?);
    let spread = deviations(&u);
    // What hardly differs in x is one x to Vega, and has a flat line.
    let flat = spread.squares() * spread.scale * spread.scale / (u.len() as f64) < 1e-24;
    let slope = match method {
        _ if flat => 0.0,
        RegressionMethod::Exp => weighted_linear_regression(&u, &v, weights)?.slope.value,
        RegressionMethod::Log => logarithmic_regression(x, y)?.b,
        RegressionMethod::Pow => power_regression(x, y)?.b,
        _ => linear_regression(x, y)?.slope.value,
    };
    Ok(Curve::Line { height, slope, centre, log_x, log_y })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// vega 6.4.0, regression transform with params, on the first ten of R's mtcars by weight.
    #[test]
    fn curves_are_vegas() {
        let x = [2.62, 2.875, 2.32, 3.215, 3.44, 3.46, 3.57, 3.19, 3.15, 3.44];
        let y = [21.0, 21.0, 22.8, 21.4, 18.7, 18.1, 14.3, 24.4, 22.8, 19.2];
        let expected: [(RegressionMethod, &[f64], f64); 6] = [
            (RegressionMethod::Linear, &[33.774_181_802_287_88, -4.285_224_361_345_229], 0.359_027_895_572_082_15),
            (RegressionMethod::Log, &[33.820_837_678_250_28, -11.881_502_632_450_006], 0.323_017_059_635_658_3),
            (RegressionMethod::Exp, &[37.588_217_315_111_21, -0.194_747_440_217_733_8], 0.335_250_837_374_996_06),
            (RegressionMethod::Pow, &[41.039_752_089_991_78, -0.627_628_126_376_171_3], 0.292_137_398_430_738_8),
            (RegressionMethod::Quad, &[-59.965_835_882_133_504, 60.277_873_172_473_235, -10.894_222_938_707_7], 0.645_395_471_946_745_6),
            (
                RegressionMethod::Poly(3),
                &[767.344_165_584_781_3, -798.863_300_555_491_4, 282.769_939_664_507_55, -33.078_030_703_159_86],
                0.928_818_359_892_009_1,
            ),
        ];
        for (method, coefficients, r_squared) in expected {
            let found = vega_regression(&x, &y, method).unwrap();
            for (found, expected) in
                found.coefficients.iter().chain([&found.r_squared.unwrap()]).zip(coefficients.iter().chain([&r_squared]))
            {
                assert!((found / expected - 1.0).abs() < 1e-9, "{found} is not {expected} with {method:?}");
            }
            assert_eq!(found.coefficients.len(), coefficients.len());
        }
    }

    #[test]
    fn one_x_has_a_flat_line() {
        let found = vega_regression(&[2.0; 3], &[1.0, 2.0, 6.0], RegressionMethod::Linear).unwrap();
        assert_eq!((found.coefficients.as_slice(), found.r_squared), ([3.0, 0.0].as_slice(), Some(0.0)));
        let level = vega_regression(&[1.0, 2.0], &[4.0; 2], RegressionMethod::Poly(0)).unwrap();
        assert_eq!((level.coefficients.as_slice(), level.r_squared), ([4.0].as_slice(), None));
    }

    #[test]
    fn what_cannot_be_fitted_is_an_error() {
        let fit = |x: &[f64], y: &[f64], method| vega_regression(x, y, method).err();
        assert_eq!(fit(&[1.0, 2.0], &[1.0, 2.0], RegressionMethod::Quad), Some(Undefined::TooFew { need: 3, have: 2 }));
        assert_eq!(fit(&[0.0, 2.0], &[1.0, 2.0], RegressionMethod::Log), Some(Undefined::Domain("positive")));
        assert_eq!(fit(&[1.0, 2.0], &[-1.0, 2.0], RegressionMethod::Exp), Some(Undefined::Domain("positive")));
    }

    proptest! {
        #[test]
        fn a_curve_has_at_its_places_what_its_coefficients_say(a in 0.5..9.0f64, b in -2.0..2.0f64) {
            let x: Vec<f64> = (1..12).map(f64::from).collect();
            let curves: [(RegressionMethod, fn(f64, f64, f64) -> f64); 5] = [
                (RegressionMethod::Linear, |a, b, x| a + b * x),
                (RegressionMethod::Poly(1), |a, b, x| a + b * x),
                (RegressionMethod::Log, |a, b, x| a + b * x.ln()),
                (RegressionMethod::Exp, |a, b, x| a * (b * x).exp()),
                (RegressionMethod::Pow, |a, b, x| a * x.powf(b)),
            ];
            for (method, value) in curves {
                let y: Vec<f64> = x.iter().map(|&x| value(a, b, x)).collect();
                let found = vega_regression(&x, &y, method).unwrap();
                prop_assert!((found.coefficients[0] - a).abs() < 1e-9 && (found.coefficients[1] - b).abs() < 1e-9, "{:?} {:?}", method, found.coefficients);
                prop_assert!((found.at(7.5) / value(a, b, 7.5) - 1.0).abs() < 1e-9 || value(a, b, 7.5).abs() < 1e-3, "{:?}", method);
            }
        }
    }
}
