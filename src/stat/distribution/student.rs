//! Student's t distribution, as the beta distribution of `df / (df + t²)`.

use super::{beta, normal};

/// The two parts of 1 that `t` divides it into, `df / (df + t²)` and `t² / (df + t²)`; neither overflows.
fn parts(t: f64, df: f64) -> (f64, f64) {
    let square = t / df.sqrt() * (t / df.sqrt());
    (1.0 / (1.0 + square), if square.is_infinite() { 1.0 } else { square / (1.0 + square) })
}

/// P(|T| ≥ |t|): the two-sided p value of a t statistic. Infinitely many degrees of freedom are the normal distribution.
pub fn two_sided(t: f64, df: f64) -> f64 {
    if df.is_infinite() {
        return normal::two_sided(t);
    }
    let (x, y) = parts(t, df);
    beta::tails(x, y, 0.5 * df, 0.5).0
}

/// P(T > t), with all digits however small it is.
pub fn upper_tail(t: f64, df: f64) -> f64 {
    if df.is_infinite() {
        return normal::upper_tail(t);
    }
    let (x, y) = parts(t, df);
    let (outside, inside) = beta::tails(x, y, 0.5 * df, 0.5);
    if t < 0.0 { 0.5 + 0.5 * inside } else { 0.5 * outside }
}

/// P(T ≤ t).
pub fn distribution(t: f64, df: f64) -> f64 {
    upper_tail(-t, df)
}

/// The t with P(T ≤ t) = `p`; that of the upper tail is `-quantile(p, df)`.
pub fn quantile(p: f64, df: f64) -> f64 {
    if df.is_infinite() {
        return normal::quantile(p);
    }
    let smaller = p.min(1.0 - p);
    let odds = beta::odds_quantile(1.0 - 2.0 * smaller, 2.0 * smaller, 0.5, 0.5 * df);
    let size = df.sqrt() * odds.sqrt();
    if p < 0.5 { -size } else { size }
}

#[cfg(test)]
mod tests {
    use super::super::close;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn tails_and_quantiles_are_those_of_the_tables() {
        // With 1 degree of freedom the tail is 1/2 - atan(t) / π, with 2 it is (1 - t / √(2 + t²)) / 2.
        close(upper_tail(1.0, 1.0), 0.25, 1e-15);
        close(upper_tail(1e10, 1.0), 3.183098861837907e-11, 1e-14);
        close(upper_tail(3.0, 2.0), 0.047732983133354566, 1e-14);
        close(quantile(0.975, 1.0), 12.706204736174698, 1e-14);
        // R 4.2.2: qt and pt.
        close(quantile(0.975, 99.0), 1.9842169515864174, 1e-14);
        close(quantile(0.995, 5.5), 3.8499114660010356, 1e-14);
        close(two_sided(-9.559044146972111, 30.0), 1.2939587013505163e-10, 1e-12);
        assert_eq!(quantile(0.5, 3.0), 0.0);
        assert_eq!(two_sided(f64::INFINITY, 4.0), 0.0);
        assert_eq!(two_sided(0.0, 4.0), 1.0);
        assert!(two_sided(f64::NAN, 4.0).is_nan() && quantile(1.5, 4.0).is_nan());
    }

    #[test]
    fn many_degrees_of_freedom_come_near_the_normal_distribution() {
        assert_eq!(quantile(0.9, f64::INFINITY), normal::quantile(0.9));
        close(quantile(0.975, 1e9), normal::quantile(0.975), 2e-9);
        close(two_sided(5.0, 1e9), normal::two_sided(5.0), 2e-7);
    }

    proptest! {
        #[test]
        fn the_quantile_inverts_the_distribution_function(df in 1.0f64..1000.0, exponent in -40.0f64..-0.01) {
            let p = 10f64.powf(exponent);
            let found = distribution(quantile(p, df), df);
            prop_assert!((found / p - 1.0).abs() < 1e-11, "{found} for {p}");
        }

        #[test]
        fn it_is_symmetric(t in -50.0f64..50.0, df in 0.5f64..200.0) {
            prop_assert_eq!(distribution(t, df), upper_tail(-t, df));
            prop_assert!((0.0..=1.0).contains(&two_sided(t, df)));
        }
    }
}
