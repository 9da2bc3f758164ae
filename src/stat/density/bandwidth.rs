//! Bandwidths for kernel densities by rules of thumb.

use crate::stat::Undefined;
use crate::stat::describe::{QuantileType, iqr, stdev};

/// The spread of the values as the smaller of their standard deviation and that of a normal distribution with their quartiles.
fn spread(values: &[f64]) -> Result<f64, Undefined> {
    Undefined::unless_at_least(2, values.len())?;
    Ok(stdev(values)?.min(iqr(values, QuantileType::Linear)? / 1.34))
}

/// Silverman's rule: 0.9 spreads by the fifth root of n (B. W. Silverman, "Density Estimation for Statistics and Data Analysis",
/// 1986, equation 3.31). R's `bw.nrd0`: where half of the values are equal, the standard deviation alone counts; where all are,
/// their amount, or 1.
///
/// # Errors
/// Fewer than 2 values.
pub fn nrd0(values: &[f64]) -> Result<f64, Undefined> {
    let candidates = [spread(values)?, stdev(values)?, values[0].abs(), 1.0];
    let spread = candidates.into_iter().find(|&spread| spread > 0.0).unwrap_or(1.0);
    Ok(0.9 * spread * (values.len() as f64).powf(-0.2))
}

/// Scott's variant, with a factor of 1.06 (D. W. Scott, "Multivariate Density Estimation", 1992). R's `bw.nrd`.
///
/// # Errors
/// Fewer than 2 values, quartiles that are equal.
pub fn nrd(values: &[f64]) -> Result<f64, Undefined> {
    let spread = spread(values)?;
    if spread == 0.0 { Err(Undefined::NoVariance) } else { Ok(1.06 * spread * (values.len() as f64).powf(-0.2)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stat::distribution::close;

    #[test]
    fn rules_of_thumb() {
        let values = [2.0, 3.0, 5.0, 7.0, 11.0, 13.0, 17.0, 19.0];
        // R 4.2.2: bw.nrd0(x), bw.nrd(x).
        close(nrd0(&values).unwrap(), 3.7945788421363744, 1e-14);
        close(nrd(&values).unwrap(), 4.469170636293952, 1e-14);
    }

    #[test]
    fn equal_values_leave_a_bandwidth_by_silverman_only() {
        close(nrd0(&[7.5; 12]).unwrap(), 0.9 * 7.5 * 12f64.powf(-0.2), 1e-15);
        close(nrd0(&[0.0; 12]).unwrap(), 0.9 * 12f64.powf(-0.2), 1e-15);
        assert_eq!(nrd(&[7.5; 12]), Err(Undefined::NoVariance));
        assert!(nrd0(&[1.0]).is_err());
    }
}
