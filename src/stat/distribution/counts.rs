//! The distributions of counts: binomial, Poisson, hypergeometric.

pub mod binomial {
    //! The number of successes in `n` independent tries, each with probability `p`.
    use super::super::{beta, saddle};

    /// P(X = k).
    pub fn probability(k: f64, n: f64, p: f64) -> f64 {
        if k < 0.0 || k > n { 0.0 } else { saddle::binomial(k, n - k, p, 1.0 - p) }
    }

    /// P(X ≤ k), for a whole number k.
    pub fn distribution(k: f64, n: f64, p: f64) -> f64 {
        if k < 0.0 {
            0.0
        } else if k >= n {
            1.0
        } else {
            beta::tails(p, 1.0 - p, k + 1.0, n - k).1
        }
    }

    /// P(X > k), for a whole number k, with all digits however small it is.
    pub fn upper_tail(k: f64, n: f64, p: f64) -> f64 {
        if k < 0.0 {
            1.0
        } else if k >= n {
            0.0
        } else {
            beta::tails(p, 1.0 - p, k + 1.0, n - k).0
        }
    }
}

pub mod poisson {
    //! The number of events where `mean` are expected.
    use super::super::{gamma, saddle};

    /// P(X = k).
    pub fn probability(k: f64, mean: f64) -> f64 {
        if k < 0.0 { 0.0 } else { saddle::poisson(k, mean) }
    }

    /// P(X ≤ k), for a whole number k.
    pub fn distribution(k: f64, mean: f64) -> f64 {
        if k < 0.0 { 0.0 } else { gamma::tails(mean, k + 1.0).1 }
    }

    /// P(X > k), for a whole number k, with all digits however small it is.
    pub fn upper_tail(k: f64, mean: f64) -> f64 {
        if k < 0.0 { 1.0 } else { gamma::tails(mean, k + 1.0).0 }
    }
}

pub mod hypergeometric {
    //! The number of white balls among `drawn` drawn without putting back from an urn with `white` white and `black` black ones.
    use super::super::saddle;

    /// P(X = k): a ratio of binomial probabilities, which any common p gives, and this one without cancellation.
    pub fn probability(k: f64, white: f64, black: f64, drawn: f64) -> f64 {
        if k < 0.0 || k > white || drawn - k < 0.0 || drawn - k > black {
            return 0.0;
        }
        let total = white + black;
        if total == 0.0 {
            return 1.0;
        }
        let (p, q) = (drawn / total, (total - drawn) / total);
        saddle::binomial(k, white - k, p, q) / saddle::binomial(drawn, total - drawn, p, q)
            * saddle::binomial(drawn - k, black - (drawn - k), p, q)
    }
}

#[cfg(test)]
mod tests {
    use super::super::close;
    use super::*;

    #[test]
    fn binomial_tails_are_sums_of_probabilities() {
        let (n, p) = (40.0, 0.3);
        let mut sum = 0.0;
        for k in 0..=40 {
            let k = f64::from(k);
            sum += binomial::probability(k, n, p);
            close(binomial::distribution(k, n, p), sum.min(1.0), 1e-13);
        }
        close(binomial::upper_tail(39.0, n, p), 0.3f64.powi(40), 1e-13);
        assert_eq!(binomial::distribution(-1.0, n, p), 0.0);
        assert_eq!(binomial::upper_tail(-1.0, n, p), 1.0);
    }

    #[test]
    fn poisson_tails_are_sums_of_probabilities() {
        let mut sum = 0.0;
        for k in 0..60 {
            let k = f64::from(k);
            sum += poisson::probability(k, 12.5);
            close(poisson::distribution(k, 12.5), sum, 1e-13);
        }
        // mpmath 1.4.1, 60 digits.
        close(poisson::upper_tail(50.0, 12.5), 2.764981513277651e-16, 1e-13);
    }

    #[test]
    fn hypergeometric_probabilities_count_draws() {
        // 2 of 4 white and 2 of 6 black: 6 · 15 of 210.
        close(hypergeometric::probability(2.0, 4.0, 6.0, 4.0), 90.0 / 210.0, 1e-14);
        assert_eq!(hypergeometric::probability(5.0, 4.0, 6.0, 5.0), 0.0);
        assert_eq!(hypergeometric::probability(0.0, 0.0, 0.0, 0.0), 1.0);
        close(hypergeometric::probability(4.0, 4.0, 6.0, 10.0), 1.0, 1e-14);
        let total: f64 = (0..=300).map(|k| hypergeometric::probability(f64::from(k), 900.0, 4000.0, 300.0)).sum();
        close(total, 1.0, 1e-12);
    }
}
