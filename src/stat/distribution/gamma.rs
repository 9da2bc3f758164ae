//! The gamma distribution with scale 1: the regularized incomplete gamma functions and their inverse.
//!
//! Normal, chi-squared and Poisson probabilities are this in other coordinates. Shapes from 1/2 upwards keep all digits in both
//! tails; below, the upper tail loses some near 0.

use super::{newton, saddle};

/// Both tails at `x`: P(X ≤ x) and P(X > x). Each is computed as such where it is the smaller one.
///
/// Below the mean the power series, above it the continued fraction of Legendre, evaluated by Lentz's method (DLMF 8.7.1 and
/// 8.9.2; W. Gautschi, "A computational procedure for incomplete gamma functions", 1979); both take about √shape terms.
pub fn tails(x: f64, shape: f64) -> (f64, f64) {
    if x.is_nan() || shape.is_nan() {
        return (f64::NAN, f64::NAN);
    }
    if x <= 0.0 {
        return (0.0, 1.0);
    }
    let factor = saddle::poisson(shape, x);
    if x < shape + 1.0 {
        let (mut sum, mut term, mut n) = (1.0, 1.0, shape);
        while term > f64::EPSILON / 4.0 * sum {
            n += 1.0;
            term *= x / n;
            sum += term;
        }
        let lower = (factor * sum).min(1.0);
        return (lower, 1.0 - lower);
    }
    if factor == 0.0 {
        return (1.0, 0.0);
    }
    let mut b = x + 1.0 - shape;
    let (mut c, mut d) = (f64::INFINITY, 1.0 / b);
    let (mut fraction, mut i) = (d, 0.0);
    loop {
        i += 1.0;
        let a = -i * (i - shape);
        b += 2.0;
        d = 1.0 / (a * d + b);
        c = b + a / c;
        let ratio = c * d;
        fraction *= ratio;
        if (ratio - 1.0).abs() < f64::EPSILON || a == 0.0 {
            break;
        }
    }
    let upper = (factor * shape * fraction).min(1.0);
    (1.0 - upper, upper)
}

/// The `x` with `lower` below it and `upper` above it. The two add up to 1 and are both given so that neither loses digits.
pub fn quantile(lower: f64, upper: f64, shape: f64) -> f64 {
    if !(lower >= 0.0 && upper >= 0.0 && shape > 0.0) {
        return f64::NAN;
    }
    if lower == 0.0 {
        return 0.0;
    }
    if upper == 0.0 {
        return f64::INFINITY;
    }
    let slope = |x: f64| shape * saddle::poisson(shape, x);
    let u = if lower < upper {
        newton::solve(lower, shape.ln(), &|u| (tails(u.exp(), shape).0, slope(u.exp())))
    } else {
        newton::solve(upper, shape.ln(), &|u| (tails(u.exp(), shape).1, -slope(u.exp())))
    };
    u.exp()
}

#[cfg(test)]
mod tests {
    use super::super::close;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn both_tails_keep_their_digits() {
        // mpmath 1.4.1, 340 digits: the power series of P, and 1 - P.
        for (shape, x, lower, upper) in REFERENCE {
            let (l, u) = tails(x, shape);
            close(l, lower, 2e-13);
            close(u, upper, 2e-13);
        }
    }

    /// Shape, x, P(X ≤ x), P(X > x).
    const REFERENCE: [(f64, f64, f64, f64); 8] = [
        (0.5, 0.02, 0.15851941887820605, 0.84148058112179395),
        (0.5, 30.0, 0.99999999999999051, 9.4857375710738484e-15),
        (3.0, 0.1, 0.00015465307026467168, 0.99984534692973533),
        (3.0, 2.9, 0.55403680144281939, 0.44596319855718061),
        (3.0, 60.0, 1.0, 1.6295866529378224e-23),
        (250.0, 190.0, 1.8299147249727904e-5, 0.99998170085275027),
        (250.0, 330.0, 0.99999811061255959, 1.8893874404113587e-6),
        (1e5, 1.01e5, 0.99919157848707441, 0.00080842151292559073),
    ];

    #[test]
    fn the_ends_of_the_support_are_exact() {
        assert_eq!(tails(0.0, 2.0), (0.0, 1.0));
        assert_eq!(tails(f64::INFINITY, 2.0), (1.0, 0.0));
        assert_eq!(quantile(0.0, 1.0, 3.0), 0.0);
        assert_eq!(quantile(1.0, 0.0, 3.0), f64::INFINITY);
        assert!(quantile(f64::NAN, 0.5, 3.0).is_nan());
        assert!(tails(f64::NAN, 3.0).0.is_nan());
    }

    proptest! {
        #[test]
        fn the_quantile_inverts_the_tails(shape in 0.5f64..2000.0, exponent in -200.0f64..-0.31) {
            let p = 10f64.powf(exponent);
            let (lower, _) = tails(quantile(p, 1.0 - p, shape), shape);
            prop_assert!((lower / p - 1.0).abs() < 1e-11, "lower tail {lower} for {p}");
            let (_, upper) = tails(quantile(1.0 - p, p, shape), shape);
            prop_assert!((upper / p - 1.0).abs() < 1e-11, "upper tail {upper} for {p}");
        }
    }
}
