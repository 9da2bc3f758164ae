//! The chi-squared distribution, as twice a gamma variable.

use super::gamma;

/// P(X ≤ x).
pub fn distribution(x: f64, df: f64) -> f64 {
    gamma::tails(0.5 * x, 0.5 * df).0
}

/// P(X > x), with all digits however small it is: the p value of a chi-squared statistic.
pub fn upper_tail(x: f64, df: f64) -> f64 {
    gamma::tails(0.5 * x, 0.5 * df).1
}

/// The x with P(X ≤ x) = `p`.
pub fn quantile(p: f64, df: f64) -> f64 {
    2.0 * gamma::quantile(p, 1.0 - p, 0.5 * df)
}

#[cfg(test)]
mod tests {
    use super::super::close;
    use super::*;

    #[test]
    fn tails_and_quantiles_are_those_of_the_tables() {
        // With 2 degrees of freedom the tail is exp(-x / 2).
        close(upper_tail(3.0, 2.0), (-1.5f64).exp(), 1e-14);
        close(quantile(0.95, 2.0), -2.0 * 0.05f64.ln(), 1e-14);
        // R 4.2.2: pchisq(138.28984162600827, 9, lower.tail = FALSE) and qchisq(0.95, 1).
        close(upper_tail(138.28984162600827, 9.0), 2.325286787098808e-25, 1e-12);
        close(quantile(0.95, 1.0), 3.841458820694124, 1e-14);
        assert_eq!(upper_tail(0.0, 3.0), 1.0);
        assert_eq!(distribution(-1.0, 3.0), 0.0);
    }
}
