//! Polynomials of least squares.
//!
//! Powers of a year resemble each other so much that their normal equations lose all digits. So the fit is made of polynomials
//! that are orthogonal over the x that are given (G. E. Forsythe, "Generation and Use of Orthogonal Polynomials for
//! Data-Fitting with a Digital Computer", 1957), each by a three-term recurrence, in double-double arithmetic; the coefficients
//! of the powers, which are what a reader asks for, follow from those of the recurrence.

use crate::stat::Undefined;
use crate::stat::describe::{mean, sum};
use crate::stat::distribution::student;
use crate::stat::double_double::DoubleDouble;
use crate::stat::sort::sorted;

/// A polynomial that is orthogonal over the x to all of lower degree.
struct Orthogonal {
    /// The recurrence that leads to the next: its value is that of this one times x less `alpha`, less that of the one before
    /// times `beta`.
    alpha: DoubleDouble,
    beta: DoubleDouble,
    /// The coefficients of the powers of the x as given, from the 0th.
    powers: Vec<DoubleDouble>,
    /// The sum of the squares of its values over the x.
    norm: DoubleDouble,
    /// Its coefficient in the fit.
    weight: DoubleDouble,
}

/// A polynomial fitted to pairs.
pub struct PolynomialRegression {
    terms: Vec<Orthogonal>,
    /// What x is taken relative to: a centre, and a power of two.
    centre: f64,
    scale: f64,
    /// The share of the variation of y that the polynomial accounts for; none where y does not vary.
    pub r_squared: Option<f64>,
    /// The standard deviation of the residuals; none where no residual is free.
    pub residual_sd: Option<f64>,
    /// The residual degrees of freedom.
    pub df: f64,
}

/// A prediction with the bounds of its confidence interval; none where no residual is free.
pub type Predicted = (f64, Option<(f64, f64)>);

impl PolynomialRegression {
    /// The coefficients of the powers of x, from the 0th.
    pub fn coefficients(&self) -> Vec<f64> {
        (0..self.terms.len())
            .map(|power| self.terms[power..].iter().map(|term| term.weight * term.powers[power]).sum::<DoubleDouble>().value())
            .collect()
    }

    /// The standard errors of the coefficients; none where no residual is free.
    pub fn standard_errors(&self) -> Option<Vec<f64>> {
        let variance = |power: usize| {
            let share = |term: &Orthogonal| term.powers[power] * term.powers[power] / term.norm;
            self.terms[power..].iter().map(share).sum::<DoubleDouble>().value()
        };
        self.residual_sd.map(|sd| (0..self.terms.len()).map(|power| sd * variance(power).sqrt()).collect())
    }

    /// What the polynomial says at `x`.
    pub fn at(&self, x: f64) -> f64 {
        self.values_at(x).iter().zip(&self.terms).map(|(&value, term)| term.weight * value).sum::<DoubleDouble>().value()
    }

    /// What the polynomial says at `x`, with the confidence interval of the mean of y there.
    pub fn predict(&self, x: f64, level: f64) -> Predicted {
        let leverage =
            self.values_at(x).iter().zip(&self.terms).map(|(&value, term)| value * value / term.norm).sum::<DoubleDouble>().value();
        let fit = self.at(x);
        let margin = |sd: f64| sd * leverage.sqrt() * -student::quantile((1.0 - level) / 2.0, self.df);
        (fit, self.residual_sd.map(margin).map(|margin| (fit - margin, fit + margin)))
    }

    /// The values of the orthogonal polynomials at `x`.
    fn values_at(&self, x: f64) -> Vec<DoubleDouble> {
        let x = relative(x, self.centre, self.scale);
        let (mut before, mut here) = (DoubleDouble::default(), DoubleDouble::from(1.0));
        self.terms
            .iter()
            .map(|term| {
                let next = (x - term.alpha) * here - term.beta * before;
                before = std::mem::replace(&mut here, next);
                before
            })
            .collect()
    }
}

/// The distance of `x` from a centre, divided by a power of two.
fn relative(x: f64, centre: f64, scale: f64) -> DoubleDouble {
    (DoubleDouble::from(x) - DoubleDouble::from(centre)) * DoubleDouble::from(1.0 / scale)
}

/// The polynomial of least squares through pairs of `x` and `y`, with powers up to `degree`.
///
/// # Errors
/// For fewer different x than coefficients, and for x and y beyond what their powers and squares can hold.
pub fn polynomial_regression(x: &[f64], y: &[f64], degree: usize) -> Result<PolynomialRegression, Undefined> {
    if x.len() != y.len() {
        return Err(Undefined::Lengths);
    }
    let mut different = sorted(x);
    different.dedup();
    // Saturating: a degree can be any whole number.
    Undefined::unless_at_least(degree.saturating_add(1), different.len())?;
    let centre = mean(x)?;
    let widest = f64::max((centre - different[0]).abs(), (different[different.len() - 1] - centre).abs());
    let scale = if widest > 0.0 { widest.log2().ceil().exp2() } else { 1.0 };
    let relative: Vec<DoubleDouble> = x.iter().map(|&x| relative(x, centre, scale)).collect();
    let dot = |a: &[DoubleDouble], b: &[DoubleDouble]| a.iter().zip(b).map(|(&a, &b)| a * b).sum::<DoubleDouble>();

    let mut residuals: Vec<DoubleDouble> = y.iter().map(|&y| DoubleDouble::from(y)).collect();
    let (mut before, mut here) = (vec![DoubleDouble::default(); x.len()], vec![DoubleDouble::from(1.0); x.len()]);
    let (mut powers_before, mut powers): (Vec<DoubleDouble>, Vec<DoubleDouble>) = (Vec::new(), vec![DoubleDouble::from(1.0)]);
    let (mut terms, mut total) = (Vec::<Orthogonal>::new(), 0.0);
    for power in 0..=degree {
        let norm = dot(&here, &here);
        let weight = dot(&residuals, &here) / norm;
        let times_x: Vec<DoubleDouble> = here.iter().zip(&relative).map(|(&value, &x)| value * x).collect();
        let alpha = dot(&times_x, &here) / norm;
        let beta = terms.last().map_or(DoubleDouble::default(), |last| norm / last.norm);
        residuals.iter_mut().zip(&here).for_each(|(residual, &value)| *residual = *residual - weight * value);
        if power == 0 {
            total = squares(&residuals);
        }
        let next: Vec<DoubleDouble> = (0..x.len()).map(|i| times_x[i] - alpha * here[i] - beta * before[i]).collect();
        before = std::mem::replace(&mut here, next);
        let next = next_powers(&powers, &powers_before, (alpha, beta), centre, scale);
        powers_before = std::mem::replace(&mut powers, next);
        terms.push(Orthogonal { alpha, beta, powers: powers_before.clone(), norm, weight });
    }
    let (left, df) = (squares(&residuals), (x.len() - degree - 1) as f64);
    let fit = PolynomialRegression {
        terms,
        centre,
        scale,
        r_squared: (total > 0.0).then(|| 1.0 - left / total),
        residual_sd: (df > 0.0).then(|| (left / df).sqrt()),
        df,
    };
    fit.coefficients().into_iter().try_for_each(|value| Undefined::unless_finite(value).map(drop))?;
    Ok(fit)
}

/// The sum of the squares of some residuals.
fn squares(residuals: &[DoubleDouble]) -> f64 {
    sum(&residuals.iter().map(|residual| residual.value() * residual.value()).collect::<Vec<f64>>())
}

/// The coefficients of the next orthogonal polynomial in the powers of x.
fn next_powers(
    powers: &[DoubleDouble],
    before: &[DoubleDouble],
    (alpha, beta): (DoubleDouble, DoubleDouble),
    centre: f64,
    scale: f64,
) -> Vec<DoubleDouble> {
    let unit = DoubleDouble::from(1.0 / scale);
    // x relative to the centre, less alpha, as a polynomial in x: a constant, and x by the scale.
    let constant = -(DoubleDouble::from(centre) * unit + alpha);
    let coefficient = |list: &[DoubleDouble], power: Option<usize>| power.and_then(|power| list.get(power)).copied().unwrap_or_default();
    (0..=powers.len())
        .map(|power| {
            coefficient(powers, power.checked_sub(1)) * unit + coefficient(powers, Some(power)) * constant
                - coefficient(before, Some(power)) * beta
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn close(found: &[f64], expected: &[f64], within: f64) {
        for (found, expected) in found.iter().zip(expected) {
            assert!((found - expected).abs() <= within * expected.abs(), "{found} is not {expected}");
        }
        assert_eq!(found.len(), expected.len());
    }

    /// NIST StRD Filip (public domain): degree 10, the standard hard case. The certified values are for the decimal data.
    #[test]
    fn filip_is_right_to_what_reading_its_data_costs() {
        #[rustfmt::skip]
        let y = [
            0.8116, 0.9072, 0.9052, 0.9039, 0.8053, 0.8377, 0.8667, 0.8809, 0.7975, 0.8162, 0.8515, 0.8766, 0.8885, 0.8859, 0.8959, 0.8913,
            0.8959, 0.8971, 0.9021, 0.909, 0.9139, 0.9199, 0.8692, 0.8872, 0.89, 0.891, 0.8977, 0.9035, 0.9078, 0.7675, 0.7705, 0.7713,
            0.7736, 0.7775, 0.7841, 0.7971, 0.8329, 0.8641, 0.8804, 0.7668, 0.7633, 0.7678, 0.7697, 0.77, 0.7749, 0.7796, 0.7897, 0.8131,
            0.8498, 0.8741, 0.8061, 0.846, 0.8751, 0.8856, 0.8919, 0.8934, 0.894, 0.8957, 0.9047, 0.9129, 0.9209, 0.9219, 0.7739, 0.7681,
            0.7665, 0.7703, 0.7702, 0.7761, 0.7809, 0.7961, 0.8253, 0.8602, 0.8809, 0.8301, 0.8664, 0.8834, 0.8898, 0.8964, 0.8963, 0.9074,
            0.9119, 0.9228,
        ];
        #[rustfmt::skip]
        let x = [
            -6.860120914, -4.324130045, -4.358625055, -4.358426747, -6.955852379, -6.661145254, -6.355462942, -6.118102026, -7.115148017,
            -6.815308569, -6.519993057, -6.204119983, -5.853871964, -6.109523091, -5.79832982, -5.482672118, -5.171791386, -4.851705903,
            -4.517126416, -4.143573228, -3.709075441, -3.499489089, -6.300769497, -5.953504836, -5.642065153, -5.031376979, -4.680685696,
            -4.329846955, -3.928486195, -8.56735134, -8.363211311, -8.107682739, -7.823908741, -7.522878745, -7.218819279, -6.920818754,
            -6.628932138, -6.323946875, -5.991399828, -8.781464495, -8.663140179, -8.473531488, -8.247337057, -7.971428747, -7.676129393,
            -7.352812702, -7.072065318, -6.774174009, -6.478861916, -6.159517513, -6.835647144, -6.53165267, -6.224098421, -5.910094889,
            -5.598599459, -5.290645224, -4.974284616, -4.64454848, -4.290560426, -3.885055584, -3.408378962, -3.13200249, -8.726767166,
            -8.66695597, -8.511026475, -8.165388579, -7.886056648, -7.588043762, -7.283412422, -6.995678626, -6.691862621, -6.392544977,
            -6.067374056, -6.684029655, -6.378719832, -6.065855188, -5.752272167, -5.132414673, -4.811352704, -4.098269308, -3.66174277,
            -3.2644011,
        ];
        let fit = polynomial_regression(&x, &y, 10).unwrap();
        #[rustfmt::skip]
        let certified = [
            -1467.48961422980, -2772.17959193342, -2316.37108160893, -1127.97394098372, -354.478233703349, -75.1242017393757,
            -10.8753180355343, -1.06221498588947, -0.670191154593408e-01, -0.246781078275479e-02, -0.402962525080404e-04,
        ];
        close(&fit.coefficients(), &certified, 1e-7);
        close(&[fit.residual_sd.unwrap(), fit.r_squared.unwrap()], &[0.334801051324544e-02, 0.996727416185620], 1e-9);
        close(&fit.standard_errors().unwrap()[..2], &[298.084530995537, 559.779865474950], 1e-7);
    }

    #[test]
    fn years_are_no_harder_than_small_numbers() {
        let small: Vec<f64> = (0..26).map(f64::from).collect();
        let years: Vec<f64> = (0..26).map(|k| 1999.0 + f64::from(k)).collect();
        let y: Vec<f64> = (0..26).map(|k| f64::from((k * 37) % 29)).collect();
        let (a, b) = (polynomial_regression(&small, &y, 3).unwrap(), polynomial_regression(&years, &y, 3).unwrap());
        for k in 0..30 {
            let ((a, interval), (b, other)) = (a.predict(f64::from(k), 0.95), b.predict(1999.0 + f64::from(k), 0.95));
            close(&[b, other.unwrap().0], &[a, interval.unwrap().0], 1e-13);
        }
    }

    #[test]
    fn there_must_be_as_many_x_as_coefficients() {
        let y = [1.0, 2.0, 3.0, 5.0];
        assert_eq!(polynomial_regression(&[1.0, 1.0, 2.0, 2.0], &y, 2).err(), Some(Undefined::TooFew { need: 3, have: 2 }));
        let through = polynomial_regression(&[0.0, 1.0, 2.0, 3.0], &y, 3).unwrap();
        assert_eq!((through.df, through.residual_sd, through.standard_errors()), (0.0, None, None));
        close(&[through.at(3.0)], &[5.0], 1e-15);
        assert_eq!(polynomial_regression(&[2.0; 4], &y, 0).unwrap().coefficients(), [2.75]);
    }

    proptest! {
        #[test]
        fn a_polynomial_is_found(coefficients in prop::collection::vec(-9i32..9, 1..6), offset in -3000i32..3000) {
            let x: Vec<f64> = (0..12).map(|k| f64::from(offset + k)).collect();
            let value = |x: f64| coefficients.iter().rev().fold(0.0, |sum, &c| sum * (x - f64::from(offset)) + f64::from(c));
            let y: Vec<f64> = x.iter().map(|&x| value(x)).collect();
            let fit = polynomial_regression(&x, &y, coefficients.len() - 1).unwrap();
            let next = f64::from(offset) + 13.0;
            prop_assert!((fit.at(next) - value(next)).abs() < 1e-6, "{} is not {}", fit.at(next), value(next));
        }
    }
}
