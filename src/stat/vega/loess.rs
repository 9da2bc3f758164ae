//! Vega's loess: a robust smooth by lines through the nearest points, of which it takes fewer, and weighs wild ones otherwise,
//! than Cleveland's.

use crate::stat::Undefined;
use crate::stat::describe::{mean, median};
use crate::stat::sort::order;

/// The weight of a point farther from the smooth than six times the median: not quite nothing, so that no line lacks points.
const TRIFLE: f64 = 1e-12;

/// The smooth of pairs of `x` and `y` at each x, in ascending order (the loess of vega-statistics 2, after W. S. Cleveland, 1979).
/// `bandwidth` is the share of the points that each line looks at, two at least. Pairs at one x give one point of the smooth.
///
/// # Errors
/// For a bandwidth outside 0 to 1.
pub fn vega_loess(x: &[f64], y: &[f64], bandwidth: f64) -> Result<(Vec<f64>, Vec<f64>), Undefined> {
    if x.len() != y.len() {
        return Err(Undefined::Lengths);
    }
    if !(0.0..=1.0).contains(&bandwidth) {
        return Err(Undefined::Parameter("the bandwidth lies in 0 to 1"));
    }
    if x.is_empty() {
        return Ok((Vec::new(), Vec::new()));
    }
    let mut rows: Vec<(f64, u32)> = (0..).zip(x).map(|(row, &x)| (x, row)).collect();
    order(&mut rows);
    let (centre_x, centre_y) = (mean(x)?, mean(y)?);
    let places: Vec<f64> = rows.iter().map(|row| row.0 - centre_x).collect();
    let heights: Vec<f64> = rows.iter().map(|row| y[row.1 as usize] - centre_y).collect();
    let width = ((bandwidth * x.len() as f64) as usize).max(2).min(x.len());
    let mut weights = vec![1.0; x.len()];
    let mut smooth = lines(&places, &heights, width, &weights);
    for _ in 0..2 {
        let distances: Vec<f64> = heights.iter().zip(&smooth).map(|(height, smooth)| (height - smooth).abs()).collect();
        let scale = 6.0 * median(&distances)?;
        if scale < 6.0 * TRIFLE {
            break;
        }
        for (weight, distance) in weights.iter_mut().zip(&distances) {
            *weight = if *distance >= scale { TRIFLE } else { (1.0 - (distance / scale).powi(2)).powi(2) };
        }
        smooth = lines(&places, &heights, width, &weights);
    }
    let (mut xs, mut ys, mut at) = (Vec::new(), Vec::new(), 0);
    for set in rows.chunk_by(|a, b| a.0 == b.0) {
        // Of equal x Vega leaves the first out of the mean of the others.
        let values = &smooth[at + usize::from(set.len() > 1)..at + set.len()];
        xs.push(set[0].0);
        ys.push(mean(values)? + centre_y);
        at += set.len();
    }
    Ok((xs, ys))
}

/// At each place the line through the `width` nearest points, the nearer the weightier.
fn lines(x: &[f64], y: &[f64], width: usize, weights: &[f64]) -> Vec<f64> {
    let mut first = 0;
    let line = |at: usize| {
        // The window moves on while the next point is no farther than the first, but keeps the place itself.
        while first + width < x.len() && at > first && x[first + width] - x[at] <= x[at] - x[first] {
            first += 1;
        }
        let near = first..first + width;
        let radius = f64::max(x[at] - x[first], x[first + width - 1] - x[at]);
        let radius = if radius > 0.0 { radius } else { 1.0 };
        let nearness = |k: usize| (1.0 - ((x[k] - x[at]).abs() / radius).min(1.0).powi(3)).powi(3) * weights[k];
        let (mut total, mut sum_x, mut sum_y) = (0.0, 0.0, 0.0);
        for k in near.clone() {
            let weight = nearness(k);
            total += weight;
            sum_x += weight * x[k];
            sum_y += weight * y[k];
        }
        let (centre, height) = (sum_x / total, sum_y / total);
        let (mut squares, mut products) = (0.0, 0.0);
        for k in near {
            let weight = nearness(k) / total;
            squares += weight * (x[k] - centre).powi(2);
            products += weight * (x[k] - centre) * (y[k] - height);
        }
        // What hardly differs in x is one x.
        height + if squares < 1e-24 { 0.0 } else { products / squares * (x[at] - centre) }
    };
    (0..x.len()).map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// vega 6.4.0, loess transform with bandwidth 0.6, on the first twelve of R's cars.
    #[test]
    fn stopping_distances_are_as_vega_smooths_them() {
        let speed = [4.0, 4.0, 7.0, 7.0, 8.0, 9.0, 10.0, 10.0, 10.0, 11.0, 11.0, 12.0];
        let distance = [2.0, 10.0, 4.0, 22.0, 16.0, 10.0, 18.0, 26.0, 34.0, 17.0, 28.0, 14.0];
        let (x, y) = vega_loess(&speed, &distance, 0.6).unwrap();
        assert_eq!(x, [4.0, 7.0, 8.0, 9.0, 10.0, 11.0, 12.0]);
        let expected = [
            6.143893333846449,
            14.19804928117704,
            13.47655697969884,
            17.17989451370395,
            21.462535950049233,
            20.74663202619853,
            15.20150524137371,
        ];
        for (found, expected) in y.iter().zip(expected) {
            assert!((found / expected - 1.0).abs() < 1e-9, "{found} is not {expected}");
        }
    }

    #[test]
    fn few_points_are_enough() {
        assert_eq!(vega_loess(&[], &[], 0.3), Ok((vec![], vec![])));
        assert_eq!(vega_loess(&[2.0], &[5.0], 0.3), Ok((vec![2.0], vec![5.0])));
        assert!(matches!(vega_loess(&[2.0], &[5.0], 1.5), Err(Undefined::Parameter(_))));
        assert_eq!(vega_loess(&[2.0], &[], 0.5), Err(Undefined::Lengths));
    }

    proptest! {
        #[test]
        fn the_smooth_of_a_line_is_the_line(slope in -9.0..9.0f64, bandwidth in 0.2..1.0f64, n in 5usize..30) {
            let x: Vec<f64> = (0..n).map(|k| k as f64).collect();
            let y: Vec<f64> = x.iter().map(|x| 2.0 + slope * x).collect();
            let (_, smooth) = vega_loess(&x, &y, bandwidth).unwrap();
            prop_assert!(smooth.iter().zip(&y).all(|(smooth, y)| (smooth - y).abs() < 1e-9), "{:?}", smooth);
        }
    }
}
