//! The kernel density estimate.

use crate::stat::Undefined;
use crate::stat::distribution::normal;

/// The density at each of `at`: the mean of normal densities round the values with the standard deviation `bandwidth` (M. Rosenblatt,
/// "Remarks on some nonparametric estimates of a density function", 1956).
///
/// # Errors
/// No values, a bandwidth that is not above 0.
pub fn kde(values: &[f64], bandwidth: f64, at: &[f64]) -> Result<Vec<f64>, Undefined> {
    Undefined::unless_at_least(1, values.len())?;
    if !(bandwidth > 0.0 && bandwidth.is_finite()) {
        return Err(Undefined::Parameter("the bandwidth is above 0"));
    }
    let density = |at: &f64| {
        let sum: f64 = values.iter().map(|value| normal::density((at - value) / bandwidth)).sum();
        Undefined::unless_finite(sum / values.len() as f64 / bandwidth)
    };
    at.iter().map(density).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stat::distribution::close;

    #[test]
    fn one_value_gives_the_normal_density() {
        close(kde(&[5.0], 2.0, &[5.0]).unwrap()[0], 0.19947114020071635, 1e-15);
        assert!(kde(&[5.0], 0.0, &[5.0]).is_err() && kde(&[], 1.0, &[5.0]).is_err());
    }

    #[test]
    fn the_density_has_an_area_of_one() {
        let at: Vec<f64> = (-400..=1200).map(|k| f64::from(k) / 40.0).collect();
        let area: f64 = kde(&[1.0, 4.0, 4.5, 12.0], 0.8, &at).unwrap().iter().sum::<f64>() / 40.0;
        close(area, 1.0, 1e-9);
    }
}
