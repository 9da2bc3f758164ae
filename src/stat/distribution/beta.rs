//! The beta distribution: the regularized incomplete beta function and its inverse.
//!
//! Student's t, F and binomial probabilities are this in other coordinates.

use super::{newton, saddle};

/// Both tails at `x`: P(X ≤ x) and P(X > x), where `y` is `1 - x`, given separately so that neither need lose digits. Each tail
/// is computed as such where it is the smaller one.
pub fn tails(x: f64, y: f64, a: f64, b: f64) -> (f64, f64) {
    if x.is_nan() || y.is_nan() || a.is_nan() || b.is_nan() {
        return (f64::NAN, f64::NAN);
    }
    if x <= 0.0 {
        return (0.0, 1.0);
    }
    if y <= 0.0 {
        return (1.0, 0.0);
    }
    if a * y >= b * x {
        let lower = below_mean(x, y, a, b);
        (lower, 1.0 - lower)
    } else {
        let upper = below_mean(y, x, b, a);
        (1.0 - upper, upper)
    }
}

/// P(X ≤ x) for an x below the mean: the continued fraction of Didonato and Morris ("Algorithm 708: significant digit
/// computation of the incomplete beta function ratios", 1992, equation 9), evaluated by Lentz's method; about √(a + b) terms.
fn below_mean(x: f64, y: f64, a: f64, b: f64) -> f64 {
    // x^a y^b / B(a, b)
    let factor = saddle::binomial(a, b, x, y) * (a * (b / (a + b)));
    if factor == 0.0 {
        return 0.0;
    }
    let lambda = a * y - b * x;
    let denominator = |n: f64| n + n * (b - n) * x / (a + 2.0 * n - 1.0) + (a + n) * (lambda + 1.0 + n * (1.0 + y)) / (a + 2.0 * n + 1.0);
    let first = a * (lambda + 1.0) / (a + 1.0);
    let (mut c, mut d) = (f64::INFINITY, 1.0 / first);
    let (mut fraction, mut n) = (d, 0.0);
    loop {
        n += 1.0;
        let numerator = (a + n - 1.0) * (a + b + n - 1.0) * (n * (b - n)) * (x / (a + 2.0 * n - 1.0)).powi(2);
        let beta = denominator(n);
        d = 1.0 / (numerator * d + beta);
        c = beta + numerator / c;
        let ratio = c * d;
        fraction *= ratio;
        if (ratio - 1.0).abs() < f64::EPSILON || numerator == 0.0 || n > 1e6 {
            break;
        }
    }
    (factor * fraction).min(1.0)
}

/// The ratio `x / (1 - x)` at the `x` with `lower` below it and `upper` above it. The two add up to 1 and are both given so that
/// neither loses digits; the ratio does not lose any either, however near `x` is to 0 or 1.
pub fn odds_quantile(lower: f64, upper: f64, a: f64, b: f64) -> f64 {
    if !(lower >= 0.0 && upper >= 0.0 && a > 0.0 && b > 0.0) {
        return f64::NAN;
    }
    if lower == 0.0 {
        return 0.0;
    }
    if upper == 0.0 {
        return f64::INFINITY;
    }
    let at = |u: f64| (1.0 / (1.0 + (-u).exp()), 1.0 / (1.0 + u.exp()));
    let slope = |x: f64, y: f64| saddle::binomial(a, b, x, y) * (a * (b / (a + b)));
    let start = (a / b).ln();
    let u = if lower < upper {
        newton::solve(lower, start, &|u| {
            let (x, y) = at(u);
            (tails(x, y, a, b).0, slope(x, y))
        })
    } else {
        newton::solve(upper, start, &|u| {
            let (x, y) = at(u);
            (tails(x, y, a, b).1, -slope(x, y))
        })
    };
    u.exp()
}

/// The `x` with `lower` below it and `upper` above it, which add up to 1.
pub fn quantile(lower: f64, upper: f64, a: f64, b: f64) -> f64 {
    let odds = odds_quantile(lower, upper, a, b);
    if odds.is_infinite() { 1.0 } else { odds / (1.0 + odds) }
}

#[cfg(test)]
mod tests {
    use super::super::close;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn both_tails_keep_their_digits() {
        // mpmath 1.4.1, 340 digits: the power series of P, and 1 - P.
        for (a, b, x, lower, upper) in REFERENCE {
            let (l, u) = tails(x, 1.0 - x, a, b);
            close(l, lower, 2e-13);
            close(u, upper, 2e-13);
        }
    }

    /// a, b, x, P(X ≤ x), P(X > x).
    const REFERENCE: [(f64, f64, f64, f64, f64); 7] = [
        (0.5, 0.5, 0.03, 0.11082468660445942, 0.88917531339554058),
        (0.5, 60.0, 0.2, 0.99999975840555016, 2.4159444984067074e-7),
        (2.5, 3.5, 0.9, 0.99782622715727292, 0.0021737728427270756),
        (30.0, 0.5, 0.01, 1.0307815466209131e-61, 1.0),
        (400.0, 250.0, 0.5, 1.6697491996904003e-9, 0.9999999983302508),
        (4.0, 9000.0, 0.002, 0.99998274838716959, 1.7251612830412298e-5),
        (1000.0, 1000.0, 0.51, 0.81444734056848855, 0.18555265943151145),
    ];

    #[test]
    fn the_ends_of_the_support_are_exact() {
        assert_eq!(tails(0.0, 1.0, 2.0, 3.0), (0.0, 1.0));
        assert_eq!(tails(1.0, 0.0, 2.0, 3.0), (1.0, 0.0));
        assert_eq!(quantile(0.0, 1.0, 2.0, 3.0), 0.0);
        assert_eq!(quantile(1.0, 0.0, 2.0, 3.0), 1.0);
        assert!(quantile(0.5, f64::NAN, 2.0, 3.0).is_nan());
    }

    proptest! {
        #[test]
        fn the_quantile_inverts_the_tails(a in 0.5f64..800.0, b in 0.5f64..800.0, exponent in -100.0f64..-0.31) {
            let p = 10f64.powf(exponent);
            let odds = odds_quantile(p, 1.0 - p, a, b);
            let (lower, _) = tails(odds / (1.0 + odds), 1.0 / (1.0 + odds), a, b);
            prop_assert!((lower / p - 1.0).abs() < 1e-11, "lower tail {lower} for {p}");
        }

        #[test]
        fn the_tails_mirror_each_other(a in 0.5f64..300.0, b in 0.5f64..300.0, x in 0.0f64..1.0) {
            let (lower, upper) = tails(x, 1.0 - x, a, b);
            prop_assert_eq!((upper, lower), tails(1.0 - x, x, b, a));
            prop_assert!((0.0..=1.0).contains(&lower) && (0.0..=1.0).contains(&upper));
        }
    }
}
