//! The F distribution of Fisher and Snedecor: the ratio of two mean squares, as the beta distribution of their shares.

use super::beta;

/// Both tails: P(F ≤ f) and P(F > f) for `df1` degrees of freedom above and `df2` below the line.
fn tails(f: f64, df1: f64, df2: f64) -> (f64, f64) {
    let ratio = f / df2 * df1;
    let x = if ratio.is_infinite() { 1.0 } else { ratio / (1.0 + ratio) };
    beta::tails(x, 1.0 / (1.0 + ratio), 0.5 * df1, 0.5 * df2)
}

/// P(F ≤ f).
pub fn distribution(f: f64, df1: f64, df2: f64) -> f64 {
    tails(f, df1, df2).0
}

/// P(F > f), with all digits however small it is: the p value of an F statistic.
pub fn upper_tail(f: f64, df1: f64, df2: f64) -> f64 {
    tails(f, df1, df2).1
}

/// The f with P(F ≤ f) = `p`.
pub fn quantile(p: f64, df1: f64, df2: f64) -> f64 {
    beta::odds_quantile(p, 1.0 - p, 0.5 * df1, 0.5 * df2) * (df2 / df1)
}

#[cfg(test)]
mod tests {
    use super::super::{close, student};
    use super::*;

    #[test]
    fn tails_and_quantiles_are_those_of_the_tables() {
        // R 4.2.2: pf(21, 8, 180, lower.tail = FALSE), qf(0.95, 3, 20).
        close(upper_tail(21.0, 8.0, 180.0), 2.5832643372689516e-22, 1e-12);
        close(quantile(0.95, 3.0, 20.0), 3.0983912121407795, 1e-13);
        // With 2 degrees of freedom above the line the tail is (1 + 2 f / df)^(-df / 2).
        close(upper_tail(3.0, 2.0, 10.0), 1.6f64.powi(-5), 1e-14);
        assert_eq!(upper_tail(0.0, 3.0, 4.0), 1.0);
        assert_eq!(upper_tail(f64::INFINITY, 3.0, 4.0), 0.0);
    }

    #[test]
    fn one_degree_of_freedom_above_is_the_square_of_students_t() {
        for t in [0.1, 1.0, 2.5, 9.0] {
            close(upper_tail(t * t, 1.0, 7.0), student::two_sided(t, 7.0), 1e-13);
        }
    }
}
