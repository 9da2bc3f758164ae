//! Cubic splines that rise where their points rise and fall where they fall: no hump that the data do not have.

use super::knots::Knots;
use crate::stat::Undefined;

/// How the slopes at the points are chosen. They differ in how round the curve is, and in how strictly it is monotone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MonotoneMethod {
    /// Means of the neighbouring slopes, reduced where they would overshoot (F. N. Fritsch and R. E. Carlson, "Monotone Piecewise
    /// Cubic Interpolation", 1980). R's `monoH.FC`: one pass from left to right, in which a step can, rarely and by very little,
    /// be thrown off by the next. Beyond the points the curve goes on straight.
    FritschCarlson,
    /// Weighted harmonic means (F. N. Fritsch and J. Butland, "A Method for Constructing Local Monotone Piecewise Cubic
    /// Interpolants", 1984), and a parabola's slope at the ends. MATLAB, SciPy. Beyond the points the outermost cubics go on.
    Pchip,
    /// The slope of the parabola through three points, limited by the neighbouring ones (M. Steffen, "A Simple Method for Monotonic
    /// Interpolation in One Dimension", 1990), at the ends that of the first and last step, as in GSL. Not defined beyond.
    SteffenGsl,
    /// Steffen's, with curvature 0 at the ends, as Vega's and D3's `monotone` draws. Not defined beyond.
    D3MonotoneX,
}

/// A monotone cubic spline.
pub struct MonotoneSpline {
    method: MonotoneMethod,
    knots: Knots,
    slopes: Vec<f64>,
}

/// The monotone cubic spline through pairs of `x` and `y`; pairs at one x count as one at their mean.
///
/// # Errors
/// For no pairs.
pub fn monotone_spline(x: &[f64], y: &[f64], method: MonotoneMethod) -> Result<MonotoneSpline, Undefined> {
    let knots = Knots::new(x, y)?;
    let (widths, bends) = knots.steps();
    let slopes = match bends.len() {
        0 => vec![0.0],
        1 => vec![bends[0]; 2],
        steps => {
            let inner = (1..steps).map(|k| {
                let (wide, bend) = ((widths[k - 1], widths[k]), (bends[k - 1], bends[k]));
                match method {
                    MonotoneMethod::FritschCarlson => (bend.0 + bend.1) / 2.0,
                    MonotoneMethod::Pchip => harmonic(wide, bend),
                    MonotoneMethod::SteffenGsl | MonotoneMethod::D3MonotoneX => steffen(wide, bend),
                }
            });
            let mut slopes: Vec<f64> = std::iter::once(bends[0]).chain(inner).chain([bends[steps - 1]]).collect();
            let ends = [(0, 0, 1, 1), (steps, steps - 1, steps - 2, steps - 1)];
            match method {
                MonotoneMethod::FritschCarlson => limit(&mut slopes, &bends),
                MonotoneMethod::Pchip => {
                    for (at, outer, inner, _) in ends {
                        slopes[at] = parabola_end((widths[outer], widths[inner]), (bends[outer], bends[inner]));
                    }
                }
                MonotoneMethod::SteffenGsl => {}
                MonotoneMethod::D3MonotoneX => {
                    for (at, outer, _, neighbour) in ends {
                        slopes[at] = (3.0 * bends[outer] - slopes[neighbour]) / 2.0;
                    }
                }
            }
            slopes
        }
    };
    Ok(MonotoneSpline { method, knots, slopes })
}

/// The harmonic mean of two slopes, weighted by the widths; 0 at a turn.
fn harmonic(wide: (f64, f64), bend: (f64, f64)) -> f64 {
    if bend.0 * bend.1 <= 0.0 {
        return 0.0;
    }
    let weight = (2.0 * wide.1 + wide.0, wide.1 + 2.0 * wide.0);
    (weight.0 + weight.1) / (weight.0 / bend.0 + weight.1 / bend.1)
}

/// The slope of the parabola through three points, at most twice the lesser of the slopes beside; 0 at a turn.
fn steffen(wide: (f64, f64), bend: (f64, f64)) -> f64 {
    let parabola = (bend.0 * wide.1 + bend.1 * wide.0) / (wide.0 + wide.1);
    let most = bend.0.abs().min(bend.1.abs()).min(parabola.abs() / 2.0);
    if bend.0 * bend.1 <= 0.0 { 0.0 } else { 2.0 * most * bend.0.signum() }
}

/// The slope at an end of the parabola through three points, kept from overshooting; outer step first.
fn parabola_end(wide: (f64, f64), bend: (f64, f64)) -> f64 {
    let slope = ((2.0 * wide.0 + wide.1) * bend.0 - wide.0 * bend.1) / (wide.0 + wide.1);
    if slope * bend.0 <= 0.0 {
        0.0
    } else if bend.0 * bend.1 <= 0.0 && slope.abs() > 3.0 * bend.0.abs() {
        3.0 * bend.0
    } else {
        slope
    }
}

/// Reduces slopes until no step overshoots: both of a step's, relative to its own, lie within the circle of radius 3 where they
/// do not lie in the region that is monotone anyway.
fn limit(slopes: &mut [f64], bends: &[f64]) {
    for (k, &bend) in bends.iter().enumerate() {
        if bend == 0.0 {
            (slopes[k], slopes[k + 1]) = (0.0, 0.0);
            continue;
        }
        let (from, to) = (slopes[k] / bend, slopes[k + 1] / bend);
        let (a, b) = (2.0 * from + to - 3.0, from + 2.0 * to - 3.0);
        if a > 0.0 && b > 0.0 && from * (a + b) < a * a {
            let reduce = 3.0 / from.hypot(to);
            (slopes[k], slopes[k + 1]) = (reduce * from * bend, reduce * to * bend);
        }
    }
}

impl MonotoneSpline {
    /// The spline at `x`; none where its method has none.
    pub fn at(&self, x: f64) -> Option<f64> {
        if self.knots.hold(x) || self.method == MonotoneMethod::Pchip {
            return Some(self.knots.cubic(&self.slopes, x));
        }
        let end = if x < self.knots.x[0] { 0 } else { self.knots.x.len() - 1 };
        (self.method == MonotoneMethod::FritschCarlson).then(|| self.knots.y[end] + self.slopes[end] * (x - self.knots.x[end]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const METHODS: [MonotoneMethod; 4] =
        [MonotoneMethod::FritschCarlson, MonotoneMethod::Pchip, MonotoneMethod::SteffenGsl, MonotoneMethod::D3MonotoneX];

    #[test]
    fn a_rise_with_a_flat_part_is_as_other_programs_draw_it() {
        let x = [0.0, 1.0, 2.5, 4.0, 5.0, 7.0, 8.5, 10.0];
        let y = [0.0, 1.0, 1.0, 3.0, 8.0, 8.5, 8.5, 12.0];
        // At 0.3, 3.9 and 5.5: R 4.2.2 splinefun(method = "monoH.FC"), SciPy 1.17.1 PchipInterpolator, GSL 2.7.1
        // gsl_interp_steffen, d3-shape 3.2.1 curveMonotoneX.
        let expected = [
            [0.363, 2.6986666666666665, 8.28882374780125],
            [0.4218, 2.7837642606109756, 8.227022058823529],
            [0.363, 2.742222222222222, 8.21875],
            [0.4364999999999999, 2.742222222222222, 8.21875],
        ];
        for (method, expected) in METHODS.into_iter().zip(expected) {
            let spline = monotone_spline(&x, &y, method).unwrap();
            for (x, expected) in [0.3, 3.9, 5.5].into_iter().zip(expected) {
                assert!((spline.at(x).unwrap() - expected).abs() < 1e-13, "{method:?}: {:?} is not {expected} at {x}", spline.at(x));
            }
        }
    }

    #[test]
    fn beyond_the_ends_methods_differ() {
        let beyond = METHODS.map(|method| monotone_spline(&[0.0, 1.0, 2.0], &[0.0, 1.0, 4.0], method).unwrap().at(3.0));
        assert!(beyond[0].is_some() && beyond[1].is_some());
        assert_eq!(&beyond[2..], [None, None]);
    }

    #[test]
    fn one_point_is_a_level_and_two_are_a_line() {
        for method in METHODS {
            assert_eq!(monotone_spline(&[2.0], &[7.0], method).unwrap().at(2.0), Some(7.0));
            assert_eq!(monotone_spline(&[2.0, 4.0], &[7.0, 8.0], method).unwrap().at(2.5), Some(7.25));
        }
    }

    proptest! {
        #[test]
        fn what_only_rises_is_drawn_so(steps in prop::collection::vec((1u32..9, 0u32..9), 1..12), places in prop::collection::vec(0.0..1.0f64, 20)) {
            let (mut x, mut y) = (vec![0.0], vec![0.0]);
            for (wide, high) in steps {
                x.push(x[x.len() - 1] + f64::from(wide));
                y.push(y[y.len() - 1] + f64::from(high));
            }
            let mut places: Vec<f64> = places.into_iter().map(|share| share * x[x.len() - 1]).collect();
            places.sort_by(f64::total_cmp);
            for method in METHODS {
                let spline = monotone_spline(&x, &y, method).unwrap();
                let values: Vec<f64> = places.iter().map(|&place| spline.at(place).unwrap()).collect();
                let strict = matches!(method, MonotoneMethod::Pchip | MonotoneMethod::SteffenGsl);
                prop_assert!(!strict || values.windows(2).all(|pair| pair[0] <= pair[1] + 1e-9), "{:?} {:?}", method, values);
                for (&x, y) in x.iter().zip(&y) {
                    prop_assert!((spline.at(x).unwrap() - y).abs() < 1e-9);
                }
            }
        }
    }
}
