//! Loess: a smooth curve through a cloud of points, by local regression everywhere.

use super::local::{Local, Neighbourhood, robustness};
use crate::stat::Undefined;
use crate::stat::describe::median;
use crate::stat::sort::order;

/// How a loess curve is fitted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LoessOptions {
    /// The share of the points that each local fit looks at; above 1, all of them and from farther away.
    pub span: f64,
    /// The degree of the local polynomials: 0, 1 or 2.
    pub degree: usize,
    /// How often the curve is fitted, each time with less weight on the points far from the last: once is least squares. R's
    /// `family = "symmetric"` has 4.
    pub iterations: usize,
    /// Fits at every place that is asked for, if true. Otherwise at a few vertices, with cubics between, as R does by default:
    /// defined between the outermost points only.
    pub direct: bool,
}

/// A loess curve through points.
pub struct Loess {
    options: LoessOptions,
    /// The points in order of x.
    x: Vec<f64>,
    y: Vec<f64>,
    /// The weights of the last fit; none when all are 1.
    weights: Option<Vec<f64>>,
    /// Where local polynomials stand, and their values and slopes; empty when direct.
    vertices: Vec<(f64, (f64, f64))>,
}

/// How sure a loess curve is.
#[derive(Clone, Debug, PartialEq)]
pub struct LoessErrors {
    /// The standard errors of the curve at the places asked for.
    pub standard_errors: Vec<f64>,
    /// The standard deviation of the residuals.
    pub residual_scale: f64,
    /// The degrees of freedom of t for intervals.
    pub df: f64,
}

/// Fits a loess curve to pairs of `x` and `y` (W. S. Cleveland and S. J. Devlin, "Locally Weighted Regression", 1988;
/// W. S. Cleveland, E. Grosse and W. M. Shyu, "Local Regression Models", in "Statistical Models in S", 1992).
///
/// # Errors
/// For a span that takes in too few points for the degree, or one x alone somewhere.
pub fn loess(x: &[f64], y: &[f64], options: LoessOptions) -> Result<Loess, Undefined> {
    if x.len() != y.len() {
        return Err(Undefined::Lengths);
    }
    let LoessOptions { span, degree, iterations, .. } = options;
    if !(span > 0.0 && span.is_finite()) {
        return Err(Undefined::Parameter("the span is above 0"));
    }
    if degree > 2 {
        return Err(Undefined::Parameter("the degree is 0, 1 or 2"));
    }
    if iterations == 0 {
        return Err(Undefined::Parameter("there is at least one iteration"));
    }
    let mut rows: Vec<(f64, u32)> = (0..).zip(x).map(|(row, &x)| (x, row)).collect();
    order(&mut rows);
    let mut curve = Loess {
        options,
        x: rows.iter().map(|row| row.0).collect(),
        y: rows.iter().map(|row| y[row.1 as usize]).collect(),
        weights: None,
        vertices: Vec::new(),
    };
    Undefined::unless_at_least(degree + 2, curve.near().count)?;
    let vertices = if options.direct { Vec::new() } else { curve.vertices() };
    for iteration in 0..iterations {
        if iteration > 0 {
            let (residuals, n) = (curve.residuals()?, curve.x.len());
            curve.weights = Some(robustness(&residuals, &curve.y, 0.0)?.unwrap_or_else(|| vec![1.0; n]));
        }
        let fit = |&vertex: &f64| Ok((vertex, curve.near().at(vertex, curve.weights.as_deref())?.of(&curve.y)));
        curve.vertices = vertices.iter().map(fit).collect::<Result<_, Undefined>>()?;
    }
    Ok(curve)
}

impl Loess {
    /// The curve at `x`; none beyond the points of a curve that is not direct.
    ///
    /// # Errors
    /// Where no point with a weight is in reach.
    pub fn at(&self, x: f64) -> Result<Option<f64>, Undefined> {
        if self.options.direct {
            return Ok(Some(self.near().at(x, self.weights.as_deref())?.of(&self.y).0));
        }
        let within = self.x.first().is_some_and(|&first| first <= x) && self.x.last().is_some_and(|&last| x <= last);
        let right = self.vertices.partition_point(|vertex| vertex.0 < x).max(1);
        Ok(within.then(|| hermite(self.vertices[right - 1], self.vertices[right], x)))
    }

    /// How sure the curve is at some places, for a direct curve. Quadratic in memory and cubic in time: every residual depends on
    /// every point.
    ///
    /// # Errors
    /// For a curve that is not direct, and where [`Loess::at`] has some.
    pub fn errors(&self, places: &[f64]) -> Result<LoessErrors, Undefined> {
        if !self.options.direct {
            return Err(Undefined::Parameter("standard errors are of a direct fit"));
        }
        let n = self.x.len();
        // What each point's residual has of each y.
        let mut shares: Vec<Vec<f64>> = Vec::with_capacity(n);
        for (i, &x) in self.x.iter().enumerate() {
            let Local { first, value, .. } = self.near().at(x, None)?;
            let mut row = vec![0.0; n];
            row[first..first + value.len()].iter_mut().zip(value).for_each(|(cell, share)| *cell = -share);
            row[i] += 1.0;
            shares.push(row);
        }
        let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
        let (mut delta1, mut delta2) = (0.0, 0.0);
        for (i, a) in shares.iter().enumerate() {
            delta1 += dot(a, a);
            delta2 += dot(a, a).powi(2) + 2.0 * shares[..i].iter().map(|b| dot(a, b).powi(2)).sum::<f64>();
        }
        let residuals: Vec<f64> = match &self.weights {
            None => shares.iter().map(|row| dot(row, &self.y)).collect(),
            Some(weights) => {
                let pseudovalues = self.pseudovalues(weights)?;
                let smoothed = self.x.iter().map(|&x| Ok(self.near().at(x, None)?.of(&pseudovalues).0));
                let smoothed = smoothed.collect::<Result<Vec<f64>, Undefined>>()?;
                pseudovalues.iter().zip(smoothed).map(|(value, smooth)| value - smooth).collect()
            }
        };
        let residual_scale = (dot(&residuals, &residuals) / delta1).sqrt();
        let error = |&place: &f64| {
            Ok(residual_scale * {
                let row = self.near().at(place, self.weights.as_deref())?.value;
                dot(&row, &row).sqrt()
            })
        };
        Ok(LoessErrors {
            standard_errors: places.iter().map(error).collect::<Result<_, Undefined>>()?,
            residual_scale,
            df: delta1 * delta1 / delta2,
        })
    }

    /// Values with the curve as fitted that scatter like the points, were it not for the wild ones.
    fn pseudovalues(&self, weights: &[f64]) -> Result<Vec<f64>, Undefined> {
        let residuals = self.residuals()?;
        let distances: Vec<f64> = residuals.iter().map(|residual| residual.abs()).collect();
        let scale = (6.0 * median(&distances)?).powi(2) / 5.0;
        let total: f64 = residuals.iter().zip(weights).map(|(residual, weight)| (1.0 - residual * residual / scale) * weight.sqrt()).sum();
        let factor = residuals.len() as f64 / total;
        Ok((0..residuals.len()).map(|i| self.y[i] - residuals[i] + factor * weights[i] * residuals[i]).collect())
    }

    /// What the points have over the curve.
    fn residuals(&self) -> Result<Vec<f64>, Undefined> {
        self.x.iter().zip(&self.y).map(|(&x, y)| Ok(y - self.at(x)?.unwrap_or(*y))).collect()
    }

    fn near(&self) -> Neighbourhood<'_> {
        // R adds the trifle too, so that 0.7 of 10 points are 7.
        let count = ((self.options.span * self.x.len() as f64 + 1e-5).floor() as usize).min(self.x.len());
        Neighbourhood { x: &self.x, count, reach: self.options.span.max(1.0).sqrt(), degree: self.options.degree }
    }

    /// Where a curve that is not direct has its local polynomials: beyond both ends a little, and between at medians of the
    /// points, until no cell has more than a fifth of the points that a fit looks at.
    fn vertices(&self) -> Vec<f64> {
        let (first, last) = (self.x[0], self.x[self.x.len() - 1]);
        let margin = 0.005 * f64::max(last - first, 1e-10 * f64::max(first.abs(), last.abs()) + 1e-30);
        let mut vertices = vec![first - margin, last + margin];
        let most = (self.options.span * 0.2 * self.x.len() as f64) as usize;
        let mut cells = vec![&self.x[..]];
        while let Some(cell) = cells.pop() {
            // One point has no middle.
            if cell.len() <= most.max(1) {
                continue;
            }
            let middle = (cell.len() - 1) / 2;
            // Equal points are never parted: the nearest place to the middle where two differ.
            let differ = |end: usize| end + 1 < cell.len() && cell[end] != cell[end + 1];
            let end =
                (0..cell.len()).flat_map(|step| [middle.checked_add(step), middle.checked_sub(step)]).flatten().find(|&end| differ(end));
            let Some(end) = end else { continue };
            vertices.push(cell[end]);
            cells.extend([&cell[..=end], &cell[end + 1..]]);
        }
        vertices.sort_by(f64::total_cmp);
        vertices
    }
}

/// The cubic between two vertices with their values and slopes.
fn hermite(left: (f64, (f64, f64)), right: (f64, (f64, f64)), x: f64) -> f64 {
    let width = right.0 - left.0;
    let h = (x - left.0) / width;
    let (rest, ((value0, slope0), (value1, slope1))) = (1.0 - h, (left.1, right.1));
    rest * rest * (1.0 + 2.0 * h) * value0 + h * h * (3.0 - 2.0 * h) * value1 + (h * rest * rest * slope0 - h * h * rest * slope1) * width
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const DIRECT: LoessOptions = LoessOptions { span: 0.75, degree: 2, iterations: 1, direct: true };
    const SPEED: [f64; 20] =
        [4.0, 4.0, 7.0, 7.0, 8.0, 9.0, 10.0, 10.0, 10.0, 11.0, 11.0, 12.0, 12.0, 12.0, 12.0, 13.0, 13.0, 13.0, 13.0, 14.0];
    const DISTANCE: [f64; 20] =
        [2.0, 10.0, 4.0, 22.0, 16.0, 10.0, 18.0, 26.0, 34.0, 17.0, 28.0, 14.0, 20.0, 24.0, 28.0, 26.0, 34.0, 34.0, 46.0, 26.0];

    fn close(found: &[f64], expected: &[f64]) {
        for (found, expected) in found.iter().zip(expected) {
            assert!((found / expected - 1.0).abs() < 1e-9, "{found} is not {expected}");
        }
        assert_eq!(found.len(), expected.len());
    }

    /// The first twenty of R's cars; R 4.2.2, predict(loess(dist ~ speed, ...), data.frame(speed = c(5, 10.5, 14))).
    #[test]
    fn stopping_distances_are_as_r_smooths_them() {
        let fit = |options: LoessOptions| {
            let curve = loess(&SPEED, &DISTANCE, options).unwrap();
            [5.0, 10.5, 14.0].map(|x| curve.at(x).unwrap().unwrap())
        };
        close(&fit(DIRECT), &[7.725_188_488_140_066, 25.721_028_873_506_434, 33.564_635_076_043_565]);
        close(
            &fit(LoessOptions { degree: 1, iterations: 4, ..DIRECT }),
            &[8.155_433_016_483_83, 22.465_233_405_211_237, 32.069_531_939_633_613],
        );
        close(&fit(LoessOptions { direct: false, ..DIRECT }), &[7.690_407_762_658_266, 22.835_874_818_511_385, 33.520_438_970_907_229]);
        close(
            &fit(LoessOptions { span: 0.5, degree: 1, iterations: 4, direct: false }),
            &[8.190_521_558_933_447_5, 23.150_869_139_992_309, 32.438_028_691_877_363],
        );
        close(&fit(LoessOptions { span: 1.6, ..DIRECT }), &[8.190_907_089_079_195, 22.196_903_344_136_011, 32.729_052_284_099_041]);
        close(&fit(LoessOptions { degree: 0, ..DIRECT }), &[12.640_685_444_623_58, 22.815_321_214_572_851, 27.790_952_052_357_49]);
    }

    #[test]
    fn errors_are_as_r_has_them() {
        let errors = |options| loess(&SPEED, &DISTANCE, options).unwrap().errors(&[5.0, 14.0]).unwrap();
        let gaussian = errors(DIRECT);
        close(&gaussian.standard_errors, &[4.414_581_024_529_05, 7.179_957_085_688_476]);
        close(&[gaussian.residual_scale, gaussian.df], &[8.458_282_701_314_937, 14.663_974_414_533_422]);
        let symmetric = errors(LoessOptions { iterations: 4, ..DIRECT });
        close(&symmetric.standard_errors, &[4.744_006_377_587_28, 7.783_768_860_396_186]);
        close(&[symmetric.residual_scale, symmetric.df], &[9.113_177_808_551_375, 14.663_974_414_533_422]);
    }

    #[test]
    fn a_span_must_take_in_enough() {
        let fit = |options| loess(&SPEED, &DISTANCE, options).err();
        assert_eq!(fit(LoessOptions { span: 0.1, ..DIRECT }), Some(Undefined::TooFew { need: 4, have: 2 }));
        assert!(matches!(fit(LoessOptions { span: 0.0, ..DIRECT }), Some(Undefined::Parameter(_))));
        assert!(matches!(fit(LoessOptions { degree: 3, ..DIRECT }), Some(Undefined::Parameter(_))));
        assert!(matches!(fit(LoessOptions { iterations: 0, ..DIRECT }), Some(Undefined::Parameter(_))));
        assert_eq!(loess(&[], &[], DIRECT).err(), Some(Undefined::TooFew { need: 4, have: 0 }));
    }

    #[test]
    fn beyond_the_points_only_a_direct_curve_goes_on() {
        let curve = loess(&SPEED, &DISTANCE, LoessOptions { direct: false, ..DIRECT }).unwrap();
        assert_eq!((curve.at(3.9), curve.at(14.1)), (Ok(None), Ok(None)));
        assert!(curve.at(4.0).unwrap().is_some() && curve.at(14.0).unwrap().is_some());
        assert!(loess(&SPEED, &DISTANCE, DIRECT).unwrap().at(20.0).unwrap().is_some());
    }

    proptest! {
        #[test]
        fn the_curve_of_a_line_is_the_line(slope in -9.0..9.0f64, n in 8usize..40, degree in 1usize..3, direct: bool, iterations in 1usize..4) {
            let x: Vec<f64> = (0..n).map(|k| k as f64 * 1.5).collect();
            let y: Vec<f64> = x.iter().map(|x| 3.0 + slope * x).collect();
            let curve = loess(&x, &y, LoessOptions { degree, direct, iterations, ..DIRECT }).unwrap();
            for place in [0.0, 0.7, x[n - 1] / 2.0, x[n - 1]] {
                let found = curve.at(place).unwrap().unwrap();
                prop_assert!((found - 3.0 - slope * place).abs() < 1e-9, "{} at {}", found, place);
            }
        }
    }
}
