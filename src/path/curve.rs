//! How points are joined: Vega's interpolations of lines and areas.
//!
//! Straight lines and steps are drawn here, splines in `spline`.

use super::spline::{basis, bundled, cardinal, catmull_rom, monotone, natural, spline};
use super::{Path, Point};

/// A way of joining points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Curve {
    /// Straight lines.
    Linear,
    /// Straight lines, and one back.
    LinearClosed,
    /// Steps; the share of the way to the next point at which they go up or down: 0, 0.5 or 1.
    Step(f64),
    /// A B-spline.
    Basis(Ends),
    /// A B-spline of points that are drawn towards a straight line: 1 leaves them, 0 is the line.
    Bundle(f64),
    /// A cardinal spline with a tension from 0 to 1.
    Cardinal(f64, Ends),
    /// A Catmull-Rom spline; 0 uniform, 0.5 centripetal, 1 chordal.
    CatmullRom(f64, Ends),
    /// A cubic that goes up or down only where the points do, along x.
    MonotoneX,
    /// The same along y.
    MonotoneY,
    /// A natural cubic spline.
    Natural,
}

/// What becomes of the first and the last point of a spline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ends {
    /// The spline reaches them.
    Clamped,
    /// It begins at the second and ends at the last but one.
    Open,
    /// It goes round.
    Closed,
}

impl Curve {
    /// By Vega's name; `horizontal` turns a monotone curve, `tension` is the parameter of the curves that have one.
    pub fn named(name: &str, horizontal: bool, tension: Option<f64>) -> Option<Curve> {
        let cardinal = |ends| Curve::Cardinal(tension.unwrap_or(0.0), ends);
        let catmull_rom = |ends| Curve::CatmullRom(tension.unwrap_or(0.5), ends);
        Some(match name {
            "linear" => Curve::Linear,
            "linear-closed" => Curve::LinearClosed,
            "step" => Curve::Step(0.5),
            "step-before" => Curve::Step(0.0),
            "step-after" => Curve::Step(1.0),
            "basis" => Curve::Basis(Ends::Clamped),
            "basis-open" => Curve::Basis(Ends::Open),
            "basis-closed" => Curve::Basis(Ends::Closed),
            "bundle" => Curve::Bundle(tension.unwrap_or(0.85)),
            "cardinal" => cardinal(Ends::Clamped),
            "cardinal-open" => cardinal(Ends::Open),
            "cardinal-closed" => cardinal(Ends::Closed),
            "catmull-rom" => catmull_rom(Ends::Clamped),
            "catmull-rom-open" => catmull_rom(Ends::Open),
            "catmull-rom-closed" => catmull_rom(Ends::Closed),
            "monotone" => {
                if horizontal {
                    Curve::MonotoneY
                } else {
                    Curve::MonotoneX
                }
            }
            "natural" => Curve::Natural,
            _ => return None,
        })
    }

    /// Draws a run of points. With `join` the pen goes on from where it is; with `back` the run is the other edge of an area, whose
    /// points come in reverse.
    pub(super) fn draw(self, path: &mut Path, points: &[Point], join: bool, back: bool) {
        let mut pen = Pen { path, join };
        match self {
            Curve::Linear => points.iter().for_each(|p| pen.to(*p)),
            Curve::LinearClosed => {
                points.iter().for_each(|p| pen.to(*p));
                pen.path.close();
            }
            Curve::Step(t) => steps(&mut pen, points, if back { 1.0 - t } else { t }),
            Curve::Basis(ends) => basis(&mut pen, points, ends),
            Curve::Bundle(beta) => basis(&mut pen, &bundled(points, beta), Ends::Clamped),
            Curve::Cardinal(tension, ends) => spline(&mut pen, points, ends, |q| cardinal(q, tension)),
            Curve::CatmullRom(0.0, ends) => spline(&mut pen, points, ends, |q| cardinal(q, 0.0)),
            Curve::CatmullRom(alpha, ends) => spline(&mut pen, points, ends, |q| catmull_rom(q, alpha)),
            Curve::MonotoneX => monotone(&mut pen, points, 0),
            Curve::MonotoneY => monotone(&mut pen, points, 1),
            Curve::Natural => natural(&mut pen, points),
        }
    }
}

/// The first point begins an outline, or goes on with one.
pub(super) struct Pen<'a> {
    pub(super) path: &'a mut Path,
    join: bool,
}

impl Pen<'_> {
    pub(super) fn to(&mut self, p: Point) {
        if self.join {
            self.path.line_to(p);
        } else {
            self.path.move_to(p);
            self.join = true;
        }
    }

    pub(super) fn curve(&mut self, a: Point, b: Point, p: Point) {
        self.path.cubic_to(a, b, p);
    }
}

/// `a` and `b` weighed.
pub(super) fn weigh(a: Point, wa: f64, b: Point, wb: f64) -> Point {
    [a[0] * wa + b[0] * wb, a[1] * wa + b[1] * wb]
}

fn steps(pen: &mut Pen, points: &[Point], t: f64) {
    let Some(first) = points.first() else { return };
    pen.to(*first);
    for w in points.windows(2) {
        let (before, p) = (w[0], w[1]);
        if t <= 0.0 {
            pen.to([before[0], p[1]]);
            pen.to(p);
        } else {
            let x = before[0] * (1.0 - t) + p[0] * t;
            pen.to([x, before[1]]);
            pen.to([x, p[1]]);
        }
    }
    if t > 0.0 && t < 1.0 && points.len() > 1 {
        pen.to(points[points.len() - 1]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::path::{shape, svg};
    use proptest::prelude::*;

    const POINTS: [Point; 5] = [[0.0, 0.0], [10.0, 40.0], [30.0, 20.0], [45.0, 25.0], [60.0, 90.0]];

    fn drawn(name: &str, points: &[Point]) -> String {
        let curve = Curve::named(name, false, None).expect("a curve of Vega's");
        let points: Vec<Option<Point>> = points.iter().copied().map(Some).collect();
        svg::write(&shape::line(&points, curve))
    }

    /// d3-shape 3.2.1 `line().curve(…)` with the parameters of vega-scenegraph 5.3.0.
    #[test]
    #[rustfmt::skip]
    fn curves_are_those_of_d3() {
        let expected = [
            ("basis", "M0,0L1.667,6.667C3.333,13.333,6.667,26.667,11.667,30C16.667,33.333,23.333,26.667,29.167,24.167C35,21.667,40,23.333,45,35C50,46.667,55,68.333,57.5,79.167L60,90"),
            ("basis-closed", "M11.667,30C16.667,33.333,23.333,26.667,29.167,24.167C35,21.667,40,23.333,45,35C50,46.667,55,68.333,47.5,64.167C40,60,20,30,11.667,21.667C3.333,13.333,6.667,26.667,11.667,30"),
            ("basis-open", "M11.667,30C16.667,33.333,23.333,26.667,29.167,24.167C35,21.667,40,23.333,45,35"),
            ("bundle", "M0,0L1.792,6.229C3.583,12.458,7.167,24.917,12.167,28.875C17.167,32.833,23.583,28.292,29.292,27.292C35,26.292,40,28.833,45,39.875C50,50.917,55,70.458,57.5,80.229L60,90"),
            ("cardinal", "M0,0C0,0,5,36.667,10,40C15,43.333,24.167,22.5,30,20C35.833,17.5,40,13.333,45,25C50,36.667,60,90,60,90"),
            ("cardinal-open", "M10,40C15,43.333,24.167,22.5,30,20C35.833,17.5,40,13.333,45,25"),
            ("cardinal-closed", "M10,40C15,43.333,24.167,22.5,30,20C35.833,17.5,40,13.333,45,25C50,36.667,67.5,94.167,60,90C52.5,85.833,8.333,8.333,0,0C-8.333,-8.333,5,36.667,10,40"),
            ("catmull-rom", "M0,0C0,0,4.087,38.362,10,40C14.897,41.356,23.321,21.577,30,20C34.993,18.821,40.84,20.425,45,25C53.544,34.397,60,90,60,90"),
            ("catmull-rom-closed", "M10,40C14.897,41.356,23.321,21.577,30,20C34.993,18.821,40.84,20.425,45,25C53.544,34.397,64.108,88.227,60,90C54.769,92.258,4.296,-1.901,0,0C-2.653,1.173,4.087,38.362,10,40"),
            ("catmull-rom-open", "M10,40C14.897,41.356,23.321,21.577,30,20C34.993,18.821,40.84,20.425,45,25"),
            ("linear", "M0,0L10,40L30,20L45,25L60,90"),
            ("linear-closed", "M0,0L10,40L30,20L45,25L60,90Z"),
            ("monotone", "M0,0C3.333,20,6.667,40,10,40C16.667,40,23.333,20,30,20C35,20,40,21.667,45,25C50,28.333,55,59.167,60,90"),
            ("natural", "M0,0C2.321,18.929,4.643,37.857,10,40C15.357,42.143,23.75,27.5,30,20C36.25,12.5,40.357,12.143,45,25C49.643,37.857,54.821,63.929,60,90"),
            ("step", "M0,0L5,0L5,40L20,40L20,20L37.5,20L37.5,25L52.5,25L52.5,90L60,90"),
            ("step-after", "M0,0L10,0L10,40L30,40L30,20L45,20L45,25L60,25L60,90"),
            ("step-before", "M0,0L0,40L10,40L10,20L30,20L30,25L45,25L45,90L60,90"),
        ];
        for (name, path) in expected {
            assert_eq!(drawn(name, &POINTS), path, "{name}");
        }
    }

    /// The same for one and for two points.
    #[test]
    #[rustfmt::skip]
    fn curves_through_one_or_two_points_are_those_of_d3() {
        let expected = [
            ("basis", ["M0,0Z", "M0,0L10,40"]),
            ("basis-closed", ["M0,0Z", "M6.667,26.667L3.333,13.333Z"]),
            ("basis-open", ["", ""]),
            ("cardinal", ["M0,0Z", "M0,0L10,40"]),
            ("cardinal-open", ["", ""]),
            ("cardinal-closed", ["M0,0Z", "M10,40L0,0Z"]),
            ("catmull-rom", ["M0,0Z", "M0,0L10,40"]),
            ("catmull-rom-closed", ["M0,0Z", "M10,40L0,0Z"]),
            ("catmull-rom-open", ["", ""]),
            ("linear", ["M0,0Z", "M0,0L10,40"]),
            ("linear-closed", ["M0,0Z", "M0,0L10,40Z"]),
            ("monotone", ["M0,0Z", "M0,0L10,40"]),
            ("natural", ["M0,0Z", "M0,0L10,40"]),
            ("step", ["M0,0Z", "M0,0L5,0L5,40L10,40"]),
            ("step-after", ["M0,0Z", "M0,0L10,0L10,40"]),
            ("step-before", ["M0,0Z", "M0,0L0,40L10,40"]),
        ];
        for (name, paths) in expected {
            assert_eq!([drawn(name, &POINTS[..1]), drawn(name, &POINTS[..2])], paths, "{name}");
        }
    }

    #[test]
    fn tension_and_direction_are_taken() {
        assert_eq!(Curve::named("cardinal", false, Some(0.7)), Some(Curve::Cardinal(0.7, Ends::Clamped)));
        assert_eq!(Curve::named("monotone", true, None), Some(Curve::MonotoneY));
        assert_eq!(Curve::named("smooth", false, None), None);
    }

    proptest! {
        #[test]
        fn a_monotone_curve_never_overshoots(ys in prop::collection::vec(-100.0..100.0f64, 3..12)) {
            let points: Vec<Option<Point>> = ys.iter().enumerate().map(|(i, y)| Some([i as f64 * 10.0, *y])).collect();
            let (low, high) = ys.iter().fold((f64::MAX, f64::MIN), |(l, h), y| (l.min(*y), h.max(*y)));
            for (outline, _) in shape::line(&points, Curve::MonotoneX).flatten(0.01) {
                prop_assert!(outline.iter().all(|p| p[1] >= low - 1e-6 && p[1] <= high + 1e-6));
            }
        }

        #[test]
        fn no_points_are_too_wild(points in prop::collection::vec(prop::array::uniform2(any::<f64>()), 0..8), which in 0usize..17) {
            let names = ["linear", "linear-closed", "step", "step-before", "step-after", "basis", "basis-open", "basis-closed", "bundle",
                "cardinal", "cardinal-open", "cardinal-closed", "catmull-rom", "catmull-rom-open", "catmull-rom-closed", "monotone", "natural"];
            drawn(names[which], &points);
        }
    }
}
