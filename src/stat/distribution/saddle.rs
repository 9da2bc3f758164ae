//! Probabilities of counts by the saddle point, the ground on which every distribution here stands.
//!
//! Written with factorials or gamma functions, `x^a e^-x / Γ(a + 1)` is a small number made of huge ones, and the more of its
//! digits are lost the larger the numbers are. Loader's form has none of them: it is the exponential of two small terms, each
//! computed without cancellation. The gamma and beta distributions take their leading factors from here, whole numbers or not.
//!
//! Source: C. Loader, "Fast and accurate computation of binomial probabilities", 2000.

use std::f64::consts::TAU;

/// `mean^x e^-mean / Γ(x + 1)`: the Poisson probability of `x`, for any `x` from 0 upwards.
pub fn poisson(x: f64, mean: f64) -> f64 {
    if x == 0.0 {
        return (-mean).exp();
    }
    if mean == 0.0 || x.is_infinite() || mean.is_infinite() {
        return 0.0;
    }
    (-stirling_error(x) - deviance(x, mean)).exp() / (TAU * x).sqrt()
}

/// `Γ(x + y + 1) / (Γ(x + 1) Γ(y + 1)) p^x q^y`: the binomial probability of `x` successes and `y` failures, for any `x` and `y`
/// from 0 upwards. `q` is `1 - p`, given separately so that neither need lose digits.
pub fn binomial(x: f64, y: f64, p: f64, q: f64) -> f64 {
    let n = x + y;
    // One kind only: a power, through whichever of the two logarithms keeps its digits.
    let power = |base: f64, rest: f64| if base < 0.5 { (n * base.ln()).exp() } else { (n * (-rest).ln_1p()).exp() };
    if x == 0.0 {
        return if n == 0.0 { 1.0 } else { power(q, p) };
    }
    if y == 0.0 {
        return power(p, q);
    }
    if p == 0.0 || q == 0.0 {
        return 0.0;
    }
    let exponent = stirling_error(n) - stirling_error(x) - stirling_error(y) - deviance(x, n * p) - deviance(y, n * q);
    exponent.exp() / (TAU * x * (y / n)).sqrt()
}

/// `ln Γ(n + 1) - (n + 1/2) ln n + n - ln(2π) / 2`, what Stirling's formula leaves out; `n` above 0.
fn stirling_error(n: f64) -> f64 {
    // The recurrence up to where the asymptotic series has all digits.
    let (mut n, mut error) = (n, 0.0);
    while n < 16.0 {
        error += (n + 0.5) * (1.0 / n).ln_1p() - 1.0;
        n += 1.0;
    }
    let s = 1.0 / (n * n);
    error + (1.0 / 12.0 - s * (1.0 / 360.0 - s * (1.0 / 1260.0 - s * (1.0 / 1680.0 - s * (1.0 / 1188.0 - s * 691.0 / 360_360.0))))) / n
}

/// `x ln(x / mean) + mean - x`, never below 0; both above 0.
fn deviance(x: f64, mean: f64) -> f64 {
    let v = (x - mean) / (x + mean);
    if v.abs() > 0.4 {
        return x * (x / mean).ln() + mean - x;
    }
    // ln(x / mean) = 2 artanh v, as a series whose first term takes up what the difference would cancel.
    let (mut sum, mut power) = ((x - mean) * v, 2.0 * x * v);
    for k in 1.. {
        power *= v * v;
        let next = sum + power / f64::from(2 * k + 1);
        if next == sum {
            break;
        }
        sum = next;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::super::close;
    use super::*;

    #[test]
    fn stirlings_formula_is_set_right() {
        // mpmath 1.4.1, 50 digits: loggamma(n + 1) - (n + 1/2) log n + n - log(2 pi) / 2.
        close(stirling_error(0.5), 0.15342640972002735, 1e-14);
        close(stirling_error(1.0), 0.081061466795327258, 1e-14);
        close(stirling_error(15.5), 0.0053755990329268345, 1e-13);
        close(stirling_error(1e6), 8.333333333333056e-8, 1e-15);
    }

    #[test]
    fn probabilities_keep_their_digits_at_any_size() {
        // mpmath 1.4.1, 50 digits.
        close(poisson(3.0, 2.0), 0.18044704431548358, 1e-15);
        close(poisson(0.5, 40.0), 3.0318365123303881e-17, 1e-14);
        close(poisson(1e6, 1.001e6), 2.4205131423621331e-4, 1e-12);
        close(binomial(3.0, 7.0, 0.25, 0.75), 0.25028228759765625, 1e-15);
        close(binomial(0.0, 1e6, 1e-6, 1.0 - 1e-6), 0.36787925723164518, 1e-14);
        close(binomial(300.0, 700.0, 0.5, 0.5), 5.0659882804492606e-38, 1e-13);
        assert_eq!(poisson(2.0, 0.0), 0.0);
        assert_eq!(binomial(0.0, 5.0, 0.0, 1.0), 1.0);
        assert_eq!(binomial(5.0, 0.0, 1.0, 0.0), 1.0);
    }

    #[test]
    fn binomial_probabilities_add_up_to_one() {
        for p in [0.001, 0.3, 0.5, 0.97] {
            let total: f64 = (0..=500).map(|k| binomial(f64::from(k), f64::from(500 - k), p, 1.0 - p)).sum();
            close(total, 1.0, 1e-13);
        }
    }
}
