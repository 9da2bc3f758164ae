//! Vega's choice of the bandwidth of a density, which always has one.

use crate::stat::Undefined;
use crate::stat::describe::{QuantileType, quantile_of_sorted, stdev};
use crate::stat::sort::sorted;

/// The bandwidth for a normal kernel: D. W. Scott's rule ("Multivariate Density Estimation", 1992), with the standard deviation,
/// the lower quartile or 1 in place of a spread that is 0.
///
/// # Errors
/// For no values.
pub fn vega_bandwidth(values: &[f64]) -> Result<f64, Undefined> {
    let sorted = sorted(values);
    let quartile = |p| quantile_of_sorted(&sorted, p, QuantileType::Linear);
    let (low, high) = (quartile(0.25)?, quartile(0.75)?);
    let stdev = stdev(values).unwrap_or(0.0);
    let spread = [stdev.min((high - low) / 1.34), stdev, low.abs(), 1.0].into_iter().find(|&spread| spread > 0.0);
    Undefined::unless_finite(1.06 * spread.unwrap_or(1.0) * (values.len() as f64).powf(-0.2))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// vega-statistics 2.0.0, bandwidthNRD.
    #[test]
    fn bandwidths_are_vegas() {
        let expected: [(&[f64], f64); 5] = [
            (&[1.0, 2.0, 4.0, 8.0, 16.0], 3.439_999_000_738_913),
            (&[3.0, 5.0, 5.0, 5.0, 5.0, 5.0, 9.0], 1.292_501_531_146_566_2),
            (&[-4.0; 3], 3.403_624_221_863_378_5),
            (&[0.0; 2], 0.922_783_597_093_891_6),
            (&[7.0], 7.42),
        ];
        for (values, expected) in expected {
            let found = vega_bandwidth(values).unwrap();
            assert!((found / expected - 1.0).abs() < 1e-14, "{found} is not {expected}");
        }
        assert_eq!(vega_bandwidth(&[]), Err(Undefined::TooFew { need: 1, have: 0 }));
    }
}
