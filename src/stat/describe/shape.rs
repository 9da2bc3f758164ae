//! The shape of a distribution: how lopsided it is, and how heavy its tails are.

use super::{Deviations, Sum, deviations};
use crate::stat::Undefined;

/// How the moments of a sample are turned into an estimate: D. N. Joanes and C. A. Gill, "Comparing Measures of Sample Skewness
/// and Kurtosis", 1998; the numbers are those of R's e1071.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MomentType {
    /// 1: the moments of the sample as they are (g₁, g₂). Older textbooks, SciPy.
    Sample,
    /// 2: without bias for a normal distribution (G₁, G₂). SAS, SPSS, Excel.
    Unbiased,
    /// 3: by the variance without bias (b₁, b₂). Minitab, R's e1071.
    Variance,
}

/// Skewness: 0 for what is symmetrical, positive where the right tail is the longer one.
///
/// # Errors
/// For no values, fewer than three with [`MomentType::Unbiased`], and equal ones.
pub fn skewness(values: &[f64], definition: MomentType) -> Result<f64, Undefined> {
    Undefined::unless_at_least(if definition == MomentType::Unbiased { 3 } else { 1 }, values.len())?;
    let (n, deviations) = (values.len() as f64, deviations(values));
    let variance = moment(&deviations, 2);
    if variance == 0.0 {
        return Err(Undefined::NoVariance);
    }
    let sample = moment(&deviations, 3) / variance / variance.sqrt();
    let rest = (n - 1.0) / n;
    Ok(match definition {
        MomentType::Sample => sample,
        MomentType::Unbiased => sample * (n * (n - 1.0)).sqrt() / (n - 2.0),
        MomentType::Variance => sample * rest * rest.sqrt(),
    })
}

/// Excess kurtosis: 0 for a normal distribution, positive where the tails are heavier.
///
/// # Errors
/// For no values, fewer than four with [`MomentType::Unbiased`], and equal ones.
pub fn kurtosis(values: &[f64], definition: MomentType) -> Result<f64, Undefined> {
    Undefined::unless_at_least(if definition == MomentType::Unbiased { 4 } else { 1 }, values.len())?;
    let (n, deviations) = (values.len() as f64, deviations(values));
    let variance = moment(&deviations, 2);
    if variance == 0.0 {
        return Err(Undefined::NoVariance);
    }
    let sample = moment(&deviations, 4) / variance / variance - 3.0;
    let rest = (n - 1.0) / n;
    Ok(match definition {
        MomentType::Sample => sample,
        MomentType::Unbiased => ((n + 1.0) * sample + 6.0) * (n - 1.0) / ((n - 2.0) * (n - 3.0)),
        MomentType::Variance => (sample + 3.0) * rest * rest - 3.0,
    })
}

/// The mean of the powers of the scaled deviations.
fn moment(deviations: &Deviations, power: i32) -> f64 {
    let mut sum = Sum::new();
    deviations.scaled.iter().for_each(|deviation| sum.add((1..power).fold(*deviation, |product, _| product * deviation)));
    sum.value() / deviations.scaled.len() as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use MomentType::{Sample, Unbiased, Variance};
    use proptest::prelude::*;

    /// From the definitions: for 1, 2, 3, 10 the mean is 4, the moments are 12.5, 45 and 348.5.
    #[test]
    fn the_three_estimates_differ_by_factors_of_n() {
        let near = |found: Result<f64, Undefined>, expected: f64| {
            let found = found.unwrap();
            assert!((found - expected).abs() < 1e-14, "{found}, not {expected}");
        };
        let values = [1.0, 2.0, 3.0, 10.0];
        let g1 = 45.0 / f64::powf(12.5, 1.5);
        near(skewness(&values, Sample), g1);
        near(skewness(&values, Unbiased), g1 * f64::sqrt(12.0) / 2.0);
        near(skewness(&values, Variance), g1 * f64::powf(0.75, 1.5));
        let g2 = 348.5 / 156.25 - 3.0;
        near(kurtosis(&values, Sample), g2);
        near(kurtosis(&values, Unbiased), (5.0 * g2 + 6.0) * 3.0 / 2.0);
        near(kurtosis(&values, Variance), 348.5 / 156.25 * 0.5625 - 3.0);
    }

    #[test]
    fn equal_or_too_few_values_have_no_shape() {
        assert_eq!(skewness(&[0.1; 9], Sample), Err(Undefined::NoVariance));
        assert_eq!(kurtosis(&[0.1; 9], Sample), Err(Undefined::NoVariance));
        assert_eq!(skewness(&[1.0, 2.0], Unbiased), Err(Undefined::TooFew { need: 3, have: 2 }));
        assert_eq!(kurtosis(&[1.0, 2.0, 4.0], Unbiased), Err(Undefined::TooFew { need: 4, have: 3 }));
        assert_eq!(skewness(&[], Sample), Err(Undefined::TooFew { need: 1, have: 0 }));
    }

    proptest! {
        #[test]
        fn a_mirror_turns_skewness_round_and_leaves_kurtosis(values in prop::collection::vec(-1e3..1e3, 4..30), scale in 1e-200..1e200) {
            let mirror: Vec<f64> = values.iter().map(|value| 5.0 * scale - value * scale).collect();
            for definition in [Sample, Unbiased, Variance] {
                let (one, other) = (skewness(&values, definition).unwrap(), skewness(&mirror, definition).unwrap());
                prop_assert!((one + other).abs() < 1e-9 * (1.0 + one.abs()), "{} {}", one, other);
                let (one, other) = (kurtosis(&values, definition).unwrap(), kurtosis(&mirror, definition).unwrap());
                prop_assert!((one - other).abs() < 1e-9 * (1.0 + one.abs()), "{} {}", one, other);
            }
        }
    }
}
