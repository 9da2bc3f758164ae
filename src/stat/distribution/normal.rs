//! The standard normal distribution, as the gamma distribution of half its square: no tables of coefficients to download.

use super::gamma;

/// The density at `z`.
pub fn density(z: f64) -> f64 {
    (-0.5 * z * z).exp() * (std::f64::consts::FRAC_2_SQRT_PI * std::f64::consts::SQRT_2 / 4.0)
}

/// P(Z ≤ z).
pub fn distribution(z: f64) -> f64 {
    upper_tail(-z)
}

/// P(Z > z), with all digits however small it is.
pub fn upper_tail(z: f64) -> f64 {
    let (inside, outside) = gamma::tails(0.5 * z * z, 0.5);
    if z < 0.0 { 0.5 + 0.5 * inside } else { 0.5 * outside }
}

/// P(|Z| ≥ |z|): the two-sided p value of a statistic that is normal when nothing is there.
pub fn two_sided(z: f64) -> f64 {
    gamma::tails(0.5 * z * z, 0.5).1
}

/// The z with P(Z ≤ z) = `p`; that of the upper tail is `-quantile(p)`.
pub fn quantile(p: f64) -> f64 {
    let smaller = p.min(1.0 - p);
    let size = (2.0 * gamma::quantile(1.0 - 2.0 * smaller, 2.0 * smaller, 0.5)).sqrt();
    if p < 0.5 { -size } else { size }
}

#[cfg(test)]
mod tests {
    use super::super::close;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn tails_and_quantiles_are_those_of_the_tables() {
        // mpmath 1.4.1, 50 digits: erfc(z / sqrt(2)) / 2 and sqrt(2) erfinv(2 p - 1).
        close(distribution(1.96), 0.9750021048517796, 1e-15);
        close(upper_tail(1.96), 0.02499789514822044, 1e-14);
        close(upper_tail(-0.5), 0.6914624612740131, 1e-15);
        close(upper_tail(10.0), 7.6198530241605261e-24, 1e-13);
        close(upper_tail(37.0), 5.7255712225245768e-300, 5e-13);
        close(two_sided(1e-3), 0.99920211557217787, 1e-15);
        close(quantile(0.975), 1.959963984540054, 1e-15);
        close(quantile(1e-20), -9.2623400897984076, 1e-15);
        close(density(1.5), 0.12951759566589174, 1e-15);
        assert_eq!(quantile(0.5), 0.0);
        assert_eq!(quantile(0.0), f64::NEG_INFINITY);
        assert_eq!(quantile(1.0), f64::INFINITY);
        assert!(quantile(-0.1).is_nan() && quantile(1.1).is_nan() && upper_tail(f64::NAN).is_nan());
    }

    proptest! {
        #[test]
        fn the_quantile_inverts_the_distribution_function(z in -37.0f64..8.0) {
            let p = distribution(z);
            prop_assert!((distribution(quantile(p)) / p - 1.0).abs() < 1e-12);
        }

        #[test]
        fn it_is_symmetric(z in -38.0f64..38.0) {
            prop_assert_eq!(distribution(z), upper_tail(-z));
            prop_assert!((0.0..=1.0).contains(&distribution(z)));
        }
    }
}
