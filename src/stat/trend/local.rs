//! Local regression at one place: a line or parabola fitted to the nearest points, the nearer the weightier.

use super::singular_values::{SingularValues, singular_values};
use crate::stat::Undefined;
use crate::stat::describe::median;

/// Points in order of x, and how many of them, how far and with which polynomial to look at.
pub(super) struct Neighbourhood<'a> {
    /// In ascending order.
    pub x: &'a [f64],
    /// How many of the nearest points count.
    pub count: usize,
    /// What the distance to the last of these is multiplied by to give where the weight becomes 0: 1 unless more points are asked
    /// for than there are.
    pub reach: f64,
    /// 0, 1 or 2.
    pub degree: usize,
}

/// What the points near a place have in the value and the slope of the local polynomial there.
pub(super) struct Local {
    /// The first point with a share.
    pub first: usize,
    /// The shares in the value.
    pub value: Vec<f64>,
    /// The shares in the slope.
    pub slope: Vec<f64>,
}

impl Local {
    /// The value and the slope of the local polynomial, for what the points have as y.
    pub fn of(&self, y: &[f64]) -> (f64, f64) {
        let dot = |shares: &[f64]| shares.iter().zip(&y[self.first..]).map(|(share, y)| share * y).sum();
        (dot(&self.value), dot(&self.slope))
    }
}

impl Neighbourhood<'_> {
    /// The local polynomial at a place, for weights of the points beside that of nearness. Where the points in reach do not
    /// determine the polynomial, because some share one x, the smallest of the coefficients that fit are taken.
    pub fn at(&self, place: f64, weights: Option<&[f64]>) -> Result<Local, Undefined> {
        let first = self.first(place);
        let near = &self.x[first..first + self.count];
        let radius = f64::max(place - near[0], near[self.count - 1] - place) * self.reach;
        if radius <= 0.0 {
            return Err(Undefined::Parameter("the span takes in more than one x everywhere"));
        }
        let root = |at: usize| {
            let nearness = 1.0 - ((near[at] - place).abs() / radius).powi(3);
            (nearness.max(0.0).powi(3) * weights.map_or(1.0, |weights| weights[first + at])).sqrt()
        };
        let roots: Vec<f64> = (0..near.len()).map(root).collect();
        if roots.iter().all(|&root| root == 0.0) {
            return Err(Undefined::Parameter("the span takes in a point with a weight everywhere"));
        }
        // The columns of the weighted design, each brought to length 1.
        let mut lengths = Vec::new();
        let column = |power: usize| {
            let mut column: Vec<f64> = near.iter().zip(&roots).map(|(x, root)| root * (x - place).powi(power as i32)).collect();
            let length = column.iter().map(|cell| cell * cell).sum::<f64>().sqrt();
            let length = if length > 0.0 { length } else { 1.0 };
            column.iter_mut().for_each(|cell| *cell /= length);
            lengths.push(length);
            column
        };
        let columns: Vec<Vec<f64>> = (0..=self.degree).map(column).collect();
        let SingularValues { left, values, right } = singular_values(columns);
        let least = values.iter().fold(0.0, |greatest, &value| f64::max(greatest, value)) * 100.0 * f64::EPSILON;
        let shares = |coefficient: usize| -> Vec<f64> {
            let mut shares = vec![0.0; near.len()];
            for k in (0..values.len()).filter(|&k| values[k] > least && coefficient <= self.degree) {
                let factor = right[coefficient][k] / values[k] / lengths[coefficient];
                shares.iter_mut().zip(&left[k]).for_each(|(share, cell)| *share += factor * cell);
            }
            shares.iter_mut().zip(&roots).for_each(|(share, root)| *share *= root);
            shares
        };
        Ok(Local { first, value: shares(0), slope: shares(1) })
    }

    /// The first of the nearest points.
    fn first(&self, place: f64) -> usize {
        // As long as the first point of the window is farther away than the one behind its end, the window lies further right.
        let (mut low, mut high) = (0, self.x.len() - self.count);
        while low < high {
            let middle = (low + high) / 2;
            if place - self.x[middle] > self.x[middle + self.count] - place { low = middle + 1 } else { high = middle }
        }
        low
    }
}

/// Weights that grow smaller the farther a point lies from the fit, 0 from six times the median distance on (W. S. Cleveland,
/// "Robust Locally Weighted Regression and Smoothing Scatterplots", 1979). `scale` is six times the median.
pub(in crate::stat) fn bisquare(distance: f64, scale: f64) -> f64 {
    // What lies very near or very far is not told apart, so that rounding decides nothing.
    if distance <= 0.001 * scale {
        1.0
    } else if distance > 0.999 * scale {
        0.0
    } else {
        (1.0 - (distance / scale).powi(2)).powi(2)
    }
}

/// The bisquare weights of points for the next fit to `y`, from their residuals. None when most residuals are below `least` or are
/// nothing but rounding: the weights would be noise.
pub(super) fn robustness(residuals: &[f64], y: &[f64], least: f64) -> Result<Option<Vec<f64>>, Undefined> {
    let distances: Vec<f64> = residuals.iter().map(|residual| residual.abs()).collect();
    let scale = 6.0 * median(&distances)?;
    let rounding = 64.0 * f64::EPSILON * y.iter().fold(0.0, |greatest, y| f64::max(greatest, y.abs()));
    Ok((scale > f64::max(rounding, least)).then(|| distances.iter().map(|&distance| bisquare(distance, scale)).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn neighbourhood(x: &[f64], count: usize, degree: usize) -> Neighbourhood<'_> {
        Neighbourhood { x, count, reach: 1.0, degree }
    }

    #[test]
    fn the_nearest_points_count() {
        let x = [0.0, 1.0, 2.0, 5.0, 6.0, 7.0, 20.0];
        let near = neighbourhood(&x, 3, 1);
        assert_eq!([-1.0, 2.4, 4.0, 6.1, 30.0].map(|place| near.first(place)), [0, 0, 2, 3, 4]);
    }

    #[test]
    fn points_at_one_x_determine_a_value_but_no_slope() {
        let x = [1.0, 3.0, 3.0, 3.0, 5.0];
        let local = neighbourhood(&x, 4, 2).at(3.0, None).unwrap();
        assert!((local.of(&[9.0, 1.0, 2.0, 3.0, 9.0]).0 - 2.0).abs() < 1e-14);
        assert!(neighbourhood(&x, 3, 1).at(3.0, None).is_err());
        assert!(neighbourhood(&x, 4, 1).at(3.0, Some(&[1.0, 0.0, 0.0, 0.0, 1.0])).is_err());
    }

    #[test]
    fn what_lies_far_off_counts_less() {
        assert_eq!(
            [0.0, 0.5, 3.0, 5.9999, 7.0].map(|distance| bisquare(distance, 6.0)),
            [1.0, (1.0f64 - 1.0 / 144.0).powi(2), 0.5625, 0.0, 0.0]
        );
    }

    proptest! {
        #[test]
        fn a_parabola_is_its_own_local_parabola(a in -9.0..9.0f64, b in -9.0..9.0f64, c in -9.0..9.0f64, place in -1.0..11.0f64) {
            let x: Vec<f64> = (0..11).map(f64::from).collect();
            let y: Vec<f64> = x.iter().map(|x| a + b * x + c * x * x).collect();
            let (value, slope) = neighbourhood(&x, 6, 2).at(place, None).unwrap().of(&y);
            prop_assert!((value - (a + b * place + c * place * place)).abs() < 1e-9);
            prop_assert!((slope - (b + 2.0 * c * place)).abs() < 1e-9);
        }
    }
}
