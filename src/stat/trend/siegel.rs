//! Siegel's repeated medians: a line that not even half of the points, however wild, can move.

use super::theil_sen::RobustLine;
use crate::stat::Undefined;
use crate::stat::describe::median;

/// How the intercept of a line of repeated medians is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SiegelIntercept {
    /// The median of what y has over the line through 0.
    Hierarchical,
    /// The repeated median of the intercepts of the lines through two points each.
    Separate,
}

/// The line of repeated medians: for every point the median of the slopes to all others, then the median of these (A. F. Siegel,
/// "Robust Regression Using Repeated Medians", 1982). Quadratic in time, linear in memory.
///
/// # Errors
/// For fewer than two pairs, or one x alone.
pub fn siegel_slope(x: &[f64], y: &[f64], intercept: SiegelIntercept) -> Result<RobustLine, Undefined> {
    if x.len() != y.len() {
        return Err(Undefined::Lengths);
    }
    Undefined::unless_at_least(2, x.len())?;
    if x.iter().all(|&value| value == x[0]) {
        return Err(Undefined::NoVariance);
    }
    let slope_between = |i: usize, j: usize| (y[j] - y[i]) / (x[j] - x[i]);
    let repeated = |of: &dyn Fn(usize, usize) -> f64| {
        let median_at = |i: usize| {
            let others: Vec<f64> = (0..x.len()).filter(|&j| x[j] != x[i]).map(|j| of(i, j)).collect();
            median(&others)
        };
        median(&(0..x.len()).map(median_at).collect::<Result<Vec<f64>, Undefined>>()?)
    };
    let slope = Undefined::unless_finite(repeated(&slope_between)?)?;
    let intercept = match intercept {
        SiegelIntercept::Hierarchical => median(&x.iter().zip(y).map(|(x, y)| y - slope * x).collect::<Vec<f64>>())?,
        SiegelIntercept::Separate => repeated(&|i, j| (x[j] * y[i] - x[i] * y[j]) / (x[j] - x[i]))?,
    };
    Ok(RobustLine { slope, intercept: Undefined::unless_finite(intercept)? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn two_wild_values_in_five_move_nothing() {
        let (x, y) = ([1.0, 2.0, 3.0, 4.0, 5.0], [2.0, 4.0, 6.0, -70.0, 99.0]);
        for intercept in [SiegelIntercept::Hierarchical, SiegelIntercept::Separate] {
            assert_eq!(siegel_slope(&x, &y, intercept), Ok(RobustLine { slope: 2.0, intercept: 0.0 }));
        }
    }

    #[test]
    fn coca_cultivation_falls_by_72_hectares_a_year() {
        let x: Vec<f64> = (1999..2025).map(f64::from).collect();
        let y = [
            160_119.0, 163_289.0, 144_807.0, 102_071.0, 86340.0, 80350.0, 85750.0, 77870.0, 98899.0, 80953.0, 73139.0, 61812.0, 63763.0,
            47790.0, 48189.0, 69132.0, 96085.0, 146_139.0, 171_495.0, 169_018.0, 154_476.0, 142_784.0, 204_257.0, 230_028.0, 252_572.0,
            261_386.0,
        ];
        // scipy 1.17.1, stats.siegelslopes, and R 4.2.2, mblm 0.12.1.
        let close = |line: RobustLine, intercept: f64| (line.slope + 72.125).abs() < 1e-10 && (line.intercept - intercept).abs() < 1e-6;
        assert!(close(siegel_slope(&x, &y, SiegelIntercept::Hierarchical).unwrap(), 245_059.5625));
        assert!(close(siegel_slope(&x, &y, SiegelIntercept::Separate).unwrap(), 227_736.0));
    }

    #[test]
    fn one_x_has_no_slope() {
        assert_eq!(siegel_slope(&[1.0, 1.0], &[1.0, 2.0], SiegelIntercept::Separate), Err(Undefined::NoVariance));
        assert_eq!(siegel_slope(&[1.0], &[1.0], SiegelIntercept::Separate), Err(Undefined::TooFew { need: 2, have: 1 }));
    }

    proptest! {
        #[test]
        fn a_line_is_found(slope in -9i32..9, height in -9i32..9, x in prop::collection::hash_set(-50i32..50, 2..20)) {
            let x: Vec<f64> = x.into_iter().map(f64::from).collect();
            let y: Vec<f64> = x.iter().map(|x| f64::from(slope) * x + f64::from(height)).collect();
            for intercept in [SiegelIntercept::Hierarchical, SiegelIntercept::Separate] {
                let line = siegel_slope(&x, &y, intercept).unwrap();
                prop_assert!((line.slope - f64::from(slope)).abs() < 1e-12 && (line.intercept - f64::from(height)).abs() < 1e-10, "{:?}", line);
            }
        }
    }
}
