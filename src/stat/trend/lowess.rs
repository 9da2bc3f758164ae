//! Lowess: Cleveland's robust smooth of a scatterplot, with lines through the nearest points.

use super::local::robustness;
use crate::stat::Undefined;
use crate::stat::sort::order;

/// The smooth at each of the points, in the order given. `share` is the share of the points that each line looks at, and each of
/// the `iterations` fits once more with less weight on the points far from the last smooth (W. S. Cleveland, "Robust Locally
/// Weighted Regression and Smoothing Scatterplots", 1979).
///
/// # Errors
/// For no points, and for a share that is not above 0.
pub fn lowess(x: &[f64], y: &[f64], share: f64, iterations: usize) -> Result<Vec<f64>, Undefined> {
    if x.len() != y.len() {
        return Err(Undefined::Lengths);
    }
    Undefined::unless_at_least(1, x.len())?;
    if !(share > 0.0 && share.is_finite()) {
        return Err(Undefined::Parameter("the share of points is above 0"));
    }
    let mut rows: Vec<(f64, u32)> = (0..).zip(x).map(|(row, &x)| (x, row)).collect();
    order(&mut rows);
    let x: Vec<f64> = rows.iter().map(|row| row.0).collect();
    let y: Vec<f64> = rows.iter().map(|row| y[row.1 as usize]).collect();
    let mut smooth = smooth(&x, &y, share, &vec![1.0; x.len()]);
    for _ in 0..iterations {
        let residuals: Vec<f64> = y.iter().zip(&smooth).map(|(y, smooth)| y - smooth).collect();
        // If most points lie on the smooth, it is what it will be. How near that is, Cleveland's program says.
        let least = 1e-7 * residuals.iter().map(|residual| residual.abs()).sum::<f64>() / residuals.len() as f64;
        let Some(weights) = robustness(&residuals, &y, least)? else { break };
        smooth = self::smooth(&x, &y, share, &weights);
    }
    let mut given = vec![0.0; smooth.len()];
    rows.iter().zip(smooth).for_each(|(row, value)| given[row.1 as usize] = value);
    Ok(given)
}

/// One smooth of points in the order of x.
fn smooth(x: &[f64], y: &[f64], share: f64, weights: &[f64]) -> Vec<f64> {
    let n = x.len();
    // The trifle is Cleveland's, so that 0.7 of 10 points are 7.
    let count = ((share * n as f64 + 1e-7) as usize).clamp(2, n.max(2)).min(n);
    let mut smooth = Vec::with_capacity(n);
    let mut first = 0;
    for place in 0..n {
        if place > 0 && x[place] == x[place - 1] {
            smooth.push(smooth[place - 1]);
            continue;
        }
        // The nearest points.
        while first + count < n && x[place] - x[first] > x[first + count] - x[place] {
            first += 1;
        }
        let radius = f64::max(x[place] - x[first], x[first + count - 1] - x[place]);
        let local: Vec<(usize, f64)> = (first..n)
            .map(|at| (at, (x[at] - x[place]).abs()))
            .take_while(|&(at, distance)| distance <= 0.999 * radius || x[at] <= x[place])
            .filter(|&(_, distance)| distance <= 0.999 * radius)
            .map(|(at, distance)| {
                let nearness = if distance <= 0.001 * radius { 1.0 } else { (1.0 - (distance / radius).powi(3)).powi(3) };
                (at, nearness * weights[at])
            })
            .collect();
        let total: f64 = local.iter().map(|local| local.1).sum();
        if total <= 0.0 {
            smooth.push(y[place]);
            continue;
        }
        let average = |of: &dyn Fn(usize) -> f64| local.iter().map(|&(at, weight)| weight / total * of(at)).sum::<f64>();
        let centre = average(&|at| x[at]);
        let squares = average(&|at| (x[at] - centre).powi(2));
        // Without some spread of x there is no slope to see.
        let lean = if squares.sqrt() > 0.001 * (x[n - 1] - x[0]) { (x[place] - centre) / squares } else { 0.0 };
        smooth.push(average(&|at| y[at] * (1.0 + lean * (x[at] - centre))));
    }
    smooth
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// R 4.2.2, lowess(head(cars, 12)).
    #[test]
    fn stopping_distances_are_as_r_smooths_them() {
        let speed = [4.0, 4.0, 7.0, 7.0, 8.0, 9.0, 10.0, 10.0, 10.0, 11.0, 11.0, 12.0];
        let distance = [2.0, 10.0, 4.0, 22.0, 16.0, 10.0, 18.0, 26.0, 34.0, 17.0, 28.0, 14.0];
        let expected = [
            6.152391463054101,
            6.152391463054101,
            14.29128060676953,
            14.29128060676953,
            15.22435418770375,
            17.18993156633125,
            21.44635511903387,
            21.44635511903387,
            21.44635511903387,
            20.41148741127536,
            20.41148741127536,
            17.07613010474022,
        ];
        let found = lowess(&speed, &distance, 2.0 / 3.0, 3).unwrap();
        for (found, expected) in found.iter().zip(&expected) {
            assert!((found / expected - 1.0).abs() < 1e-10, "{found} is not {expected}");
        }
        assert_eq!(found.len(), expected.len());
    }

    #[test]
    fn few_points_are_enough() {
        assert_eq!(lowess(&[3.0], &[5.0], 0.5, 3), Ok(vec![5.0]));
        assert_eq!(lowess(&[3.0, 3.0], &[5.0, 7.0], 1.0, 3), Ok(vec![6.0, 6.0]));
        assert_eq!(lowess(&[], &[], 0.5, 3), Err(Undefined::TooFew { need: 1, have: 0 }));
        assert!(matches!(lowess(&[3.0], &[5.0], 0.0, 3), Err(Undefined::Parameter(_))));
    }

    proptest! {
        #[test]
        fn the_smooth_of_a_line_is_the_line(slope in -9.0..9.0f64, share in 0.3..1.0f64, order in Just((0..20).collect::<Vec<i32>>()).prop_shuffle()) {
            let x: Vec<f64> = order.into_iter().map(f64::from).collect();
            let y: Vec<f64> = x.iter().map(|x| 3.0 + slope * x).collect();
            for (found, expected) in lowess(&x, &y, share, 3).unwrap().iter().zip(&y) {
                prop_assert!((found - expected).abs() < 1e-10, "{} is not {}", found, expected);
            }
        }
    }
}
