//! The bandwidth of Sheather and Jones, which asks the values how bumpy their density is.
//!
//! Source: S. J. Sheather and M. C. Jones, "A reliable data-based bandwidth selection method for kernel density estimation", 1991.
//! The sums over all pairs of values are taken over their distances in bins, as R's `bw.SJ` does, with 20,000 of them: the square of
//! a bin's width, against that of the bandwidth, is about what that costs.

use crate::stat::Undefined;
use crate::stat::describe::{QuantileType, iqr, stdev};
use std::f64::consts::PI;

const BINS: usize = 20_000;

/// How often two values lie how far apart.
struct Distances {
    n: f64,
    /// The width of a bin.
    width: f64,
    /// By the distance in bins: the number of pairs.
    pairs: Vec<f64>,
}

impl Distances {
    fn between(values: &[f64]) -> Distances {
        let (low, high) = values.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), &v| (low.min(v), high.max(v)));
        let width = (high - low) * 1.01 / BINS as f64;
        // R's bins, to give R's figures: from 0 either way, so that the one round 0 is twice as wide.
        let bin = |value: f64| (value / width).trunc();
        let mut counts = vec![0.0; (bin(high) - bin(low)) as usize + 1];
        for &value in values {
            counts[(bin(value) - bin(low)) as usize] += 1.0;
        }
        let filled: Vec<(usize, f64)> = counts.into_iter().enumerate().filter(|bin| bin.1 > 0.0).collect();
        let mut pairs = vec![0.0; filled.last().map_or(0, |last| last.0) + 1];
        for (k, a) in filled.iter().enumerate() {
            pairs[0] += 0.5 * a.1 * (a.1 - 1.0);
            for b in &filled[..k] {
                pairs[a.0 - b.0] += a.1 * b.1;
            }
        }
        Distances { n: values.len() as f64, width, pairs }
    }

    /// The mean over all ordered pairs, and n to spare for each value and itself, of a derivative of the normal density: `polynomial`
    /// of the squared distance in bandwidths `h`, times its density.
    fn sum(&self, h: f64, at_zero: f64, polynomial: fn(f64) -> f64) -> f64 {
        let mut sum = 0.0;
        for (k, pairs) in self.pairs.iter().enumerate() {
            let square = (k as f64 * self.width / h).powi(2);
            if square > 1000.0 {
                break;
            }
            sum += pairs * (-0.5 * square).exp() * polynomial(square);
        }
        (2.0 * sum + self.n * at_zero) / (self.n * (self.n - 1.0) * (2.0 * PI).sqrt())
    }

    /// An estimate, with the bandwidth `h`, of the integral of the squared second derivative of the density.
    fn second(&self, h: f64) -> f64 {
        self.sum(h, 3.0, |d| (d - 6.0) * d + 3.0) / h.powi(5)
    }

    /// The same of the third derivative.
    fn third(&self, h: f64) -> f64 {
        -self.sum(h, -15.0, |d| ((d - 15.0) * d + 45.0) * d - 15.0) / h.powi(7)
    }

    /// The bandwidth that is best where the integral of the squared second derivative is this.
    fn best(&self, second: f64) -> f64 {
        (0.5 / PI.sqrt() / self.n / second).powf(0.2)
    }
}

/// The distances, the spread, and the third derivative's integral.
fn start(values: &[f64]) -> Result<(Distances, f64, f64), Undefined> {
    Undefined::unless_at_least(2, values.len())?;
    let spread = stdev(values)?.min(iqr(values, QuantileType::Linear)? / 1.349);
    if spread == 0.0 {
        return Err(Undefined::NoVariance);
    }
    let distances = Distances::between(values);
    let third = distances.third(1.23 * spread * distances.n.powf(-1.0 / 9.0));
    if third > 0.0 && third.is_finite() { Ok((distances, spread, third)) } else { Err(Undefined::NoConvergence) }
}

/// The direct plug-in bandwidth: the second derivative estimated with a bandwidth for which the third is. R's method "dpi".
///
/// # Errors
/// Fewer than 2 values, quartiles that are equal, values too sparse to estimate from.
pub fn sheather_jones_direct(values: &[f64]) -> Result<f64, Undefined> {
    let (distances, _, third) = start(values)?;
    let h = distances.best(distances.second((2.394 / (distances.n * third)).powf(1.0 / 7.0)));
    if h.is_finite() { Ok(h) } else { Err(Undefined::NoConvergence) }
}

/// The bandwidth that solves the equation: the second derivative estimated with a bandwidth that follows from the one sought. R's
/// method "ste", the one that Sheather and Jones recommend.
///
/// # Errors
/// As for [`sheather_jones_direct`].
pub fn sheather_jones_solve(values: &[f64]) -> Result<f64, Undefined> {
    let (distances, spread, third) = start(values)?;
    let ratio = 1.357 * (distances.second(1.24 * spread * distances.n.powf(-1.0 / 7.0)) / third).powf(1.0 / 7.0);
    // Above 0 while the bandwidth is too small.
    let short = |h: f64| distances.best(distances.second(ratio * h.powf(5.0 / 7.0))) - h;
    let most = 1.144 * spread * distances.n.powf(-0.2);
    let (mut low, mut high) = (0.1 * most, most);
    for attempt in 0.. {
        let (at_low, at_high) = (short(low), short(high));
        if at_low.is_nan() || at_high.is_nan() || attempt > 99 {
            return Err(Undefined::NoConvergence);
        }
        if at_low >= 0.0 && at_high <= 0.0 {
            break;
        }
        if attempt % 2 == 0 { high *= 1.2 } else { low /= 1.2 }
    }
    // Halving: 60 times are more digits than the estimate has.
    for _ in 0..60 {
        let middle = 0.5 * (low + high);
        if short(middle) >= 0.0 { low = middle } else { high = middle }
    }
    Ok(0.5 * (low + high))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stat::distribution::{close, normal};

    #[test]
    fn two_heaps_ask_for_a_smaller_bandwidth_than_one() {
        let one: Vec<f64> = (1..100).map(|k| normal::quantile(f64::from(k) / 100.0)).collect();
        let two: Vec<f64> = one.iter().enumerate().map(|(k, z)| if k % 2 == 0 { *z } else { z + 8.0 }).collect();
        // R 4.2.2: bw.SJ(x, nb = 20000, method, tol = 1e-10).
        close(sheather_jones_solve(&one).unwrap(), 0.47311069877565803, 1e-6);
        close(sheather_jones_direct(&one).unwrap(), 0.47098578283456072, 1e-6);
        close(sheather_jones_solve(&two).unwrap(), 0.62025059513293479, 1e-6);
    }

    #[test]
    fn the_unit_of_measurement_does_not_matter() {
        let values = [2.0, 3.0, 5.0, 7.0, 11.0, 13.0, 17.0, 19.0, 23.0];
        let thousands = values.map(|v| v * 1000.0 + 5e6);
        for method in [sheather_jones_solve, sheather_jones_direct] {
            close(method(&thousands).unwrap(), 1000.0 * method(&values).unwrap(), 2e-4);
            assert_eq!(method(&[1.0; 5]), Err(Undefined::NoVariance));
            assert!(method(&[1.0]).is_err());
        }
    }
}
