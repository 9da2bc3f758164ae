//! Quantiles: where a tail has a given probability.

/// The place at which `tail` equals `probability`, which lies in (0, 1): Newton's method on the logarithm of the tail.
///
/// `tail(u)` gives the probability of one tail and its derivative at `u`. The coordinate `u` must be one in which the density is
/// log-concave: then both tails are too, and a Newton step from anywhere lands on the side from which all further ones approach
/// without passing. For the gamma distribution `u = ln x` is such a coordinate, for the beta distribution `u = ln(x / (1 - x))`;
/// in them the far tails are straight lines, so that a few steps reach any probability. Start near the median.
pub fn solve(probability: f64, start: f64, tail: &dyn Fn(f64) -> (f64, f64)) -> f64 {
    let (mut u, mut step, mut last) = (start, 0.0, f64::INFINITY);
    for _ in 0..200 {
        let (value, slope) = tail(u);
        if value == 0.0 {
            // Past the smallest number that there is: half of the way back.
            step *= 0.5;
            u += step;
            continue;
        }
        step = (value / probability).ln() * value / slope;
        if !step.is_finite() {
            break;
        }
        u -= step;
        // At the end steps no longer shrink: what is left is rounding.
        if step.abs() <= f64::EPSILON * u.abs() || (step.abs() >= last && last < 1e-8) {
            break;
        }
        last = step.abs();
    }
    u
}

#[cfg(test)]
mod tests {
    use super::super::close;
    use super::*;

    #[test]
    fn the_logistic_distribution_is_inverted() {
        let tail = |u: f64| {
            let p = 1.0 / (1.0 + (-u).exp());
            (p, p / (1.0 + u.exp()))
        };
        for p in [1e-300, 1e-9, 0.2, 0.5, 0.999] {
            close(solve(p, 0.0, &tail), (p / (1.0 - p)).ln(), 1e-12);
        }
    }
}
