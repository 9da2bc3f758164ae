//! How points are joined: Vega's interpolations of lines and areas.
//!
//! Splines follow the textbooks: uniform cubic B-splines (de Boor 1978), cardinal splines, Catmull-Rom splines with a chosen
//! parametrisation (Yuksel, Schaefer and Keyser 2011), monotone cubics (Steffen 1990), natural cubic splines, and bundling as in
//! Holten (2006). What happens at the ends is d3-shape's choice.

use super::{NOTHING, Path, Point};

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
struct Pen<'a> {
    path: &'a mut Path,
    join: bool,
}

impl Pen<'_> {
    fn to(&mut self, p: Point) {
        if self.join {
            self.path.line_to(p);
        } else {
            self.path.move_to(p);
            self.join = true;
        }
    }

    fn curve(&mut self, a: Point, b: Point, p: Point) {
        self.path.cubic_to(a, b, p);
    }
}

/// `a` and `b` weighed.
fn weigh(a: Point, wa: f64, b: Point, wb: f64) -> Point {
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

fn bundled(points: &[Point], beta: f64) -> Vec<Point> {
    let (Some(first), Some(last)) = (points.first(), points.last()) else { return Vec::new() };
    let n = (points.len() - 1).max(1) as f64;
    let straight = |i: usize| weigh(*first, 1.0 - i as f64 / n, *last, i as f64 / n);
    points.iter().enumerate().map(|(i, p)| weigh(*p, beta, straight(i), 1.0 - beta)).collect()
}

/// The point of a B-spline at its middle control point.
fn knot(a: Point, b: Point, c: Point) -> Point {
    [(a[0] + 4.0 * b[0] + c[0]) / 6.0, (a[1] + 4.0 * b[1] + c[1]) / 6.0]
}

fn basis(pen: &mut Pen, points: &[Point], ends: Ends) {
    let n = points.len();
    let piece = |pen: &mut Pen, a: Point, b: Point, c: Point| {
        pen.curve(weigh(a, 2.0 / 3.0, b, 1.0 / 3.0), weigh(a, 1.0 / 3.0, b, 2.0 / 3.0), knot(a, b, c));
    };
    match (ends, n) {
        (_, 0) => {}
        (Ends::Clamped, 1 | 2) => points.iter().for_each(|p| pen.to(*p)),
        (Ends::Clamped, _) => {
            pen.to(points[0]);
            pen.to(weigh(points[0], 5.0 / 6.0, points[1], 1.0 / 6.0));
            points.windows(3).for_each(|w| piece(pen, w[0], w[1], w[2]));
            piece(pen, points[n - 2], points[n - 1], points[n - 1]);
            pen.to(points[n - 1]);
        }
        (Ends::Open, _) => {
            let Some(w) = points.windows(3).next() else { return };
            pen.to(knot(w[0], w[1], w[2]));
            points.windows(3).skip(1).for_each(|w| piece(pen, w[0], w[1], w[2]));
        }
        (Ends::Closed, 1) => {
            pen.to(points[0]);
            pen.path.close();
        }
        (Ends::Closed, 2) => {
            pen.to(weigh(points[0], 1.0 / 3.0, points[1], 2.0 / 3.0));
            pen.to(weigh(points[1], 1.0 / 3.0, points[0], 2.0 / 3.0));
            pen.path.close();
        }
        (Ends::Closed, _) => {
            pen.to(knot(points[0], points[1], points[2]));
            (1..=n).for_each(|i| piece(pen, points[i % n], points[(i + 1) % n], points[(i + 2) % n]));
        }
    }
}

/// A spline through its points by pieces. `controls` has the two control points from four points: the one before, both ends, the
/// one after; an end of the run has no neighbour.
fn spline(pen: &mut Pen, points: &[Point], ends: Ends, controls: impl Fn([Option<Point>; 4]) -> (Point, Point)) {
    let n = points.len();
    match (ends, n) {
        (_, 0) => {}
        (Ends::Clamped, 1 | 2) => points.iter().for_each(|p| pen.to(*p)),
        (Ends::Closed, 1 | 2) => {
            // d3 begins with the second.
            points.iter().rev().for_each(|p| pen.to(*p));
            pen.path.close();
        }
        (Ends::Open, 1 | 2) => {}
        (Ends::Closed, _) => {
            pen.to(points[1]);
            for i in 1..=n {
                let (a, b) = controls([0, 1, 2, 3].map(|k| Some(points[(i + n + k - 1) % n])));
                pen.curve(a, b, points[(i + 1) % n]);
            }
        }
        (Ends::Clamped | Ends::Open, _) => {
            let (first, last) = if ends == Ends::Open { (1, n - 2) } else { (0, n - 1) };
            pen.to(points[first]);
            for i in first..last {
                let before = if i > 0 { Some(points[i - 1]) } else { None };
                let (a, b) = controls([before, Some(points[i]), Some(points[i + 1]), points.get(i + 2).copied()]);
                pen.curve(a, b, points[i + 1]);
            }
        }
    }
}

fn cardinal([before, from, to, after]: [Option<Point>; 4], tension: f64) -> (Point, Point) {
    let (Some(from), Some(to)) = (from, to) else { return ([0.0, 0.0], [0.0, 0.0]) };
    let k = (1.0 - tension) / 6.0;
    let along = |p: Point, a: Point, b: Point| [p[0] + k * (a[0] - b[0]), p[1] + k * (a[1] - b[1])];
    // A missing neighbour is the point on the other side: the end has no slope of its own.
    (along(from, to, before.unwrap_or(to)), along(to, from, after.unwrap_or(from)))
}

fn catmull_rom([before, from, to, after]: [Option<Point>; 4], alpha: f64) -> (Point, Point) {
    let (Some(from), Some(to)) = (from, to) else { return ([0.0, 0.0], [0.0, 0.0]) };
    let square = |a: Point, b: Point| ((a[0] - b[0]).powi(2) + (a[1] - b[1]).powi(2)).powf(alpha);
    let middle = square(from, to);
    let control = |near: Point, far: Point, neighbour: Option<Point>| {
        let Some(other) = neighbour else { return near };
        let side = square(near, other);
        let (d, e) = (side.sqrt(), middle.sqrt());
        if d <= NOTHING {
            return near;
        }
        let (own, by) = (2.0 * side + 3.0 * d * e + middle, 3.0 * d * (d + e));
        let part = |i: usize| (near[i] * own - other[i] * middle + far[i] * side) / by;
        [part(0), part(1)]
    };
    (control(from, to, before), control(to, from, after))
}

/// Monotone along one axis (0 for x, 1 for y).
fn monotone(pen: &mut Pen, points: &[Point], axis: usize) {
    // Points in the order (along, across); those that coincide count once.
    let mut p: Vec<Point> = points.iter().map(|p| [p[axis], p[1 - axis]]).collect();
    p.dedup();
    let place = |q: Point| if axis == 0 { q } else { [q[1], q[0]] };
    let n = p.len();
    if n < 3 {
        p.iter().for_each(|q| pen.to(place(*q)));
        return;
    }
    let slope = |i: usize| (p[i + 1][1] - p[i][1]) / (p[i + 1][0] - p[i][0]);
    let sign = |x: f64| if x < 0.0 { -1.0 } else { 1.0 };
    let inner = |i: usize| {
        let (h0, h1, s0, s1) = (p[i][0] - p[i - 1][0], p[i + 1][0] - p[i][0], slope(i - 1), slope(i));
        let mean = (s0 * h1 + s1 * h0) / (h0 + h1);
        let t = (sign(s0) + sign(s1)) * s0.abs().min(s1.abs()).min(0.5 * mean.abs());
        if t.is_nan() { 0.0 } else { t }
    };
    let outer = |i: usize, t: f64| if p[i + 1][0] == p[i][0] { t } else { (3.0 * slope(i) - t) / 2.0 };
    let tangent = |i: usize| {
        if i == 0 {
            outer(0, inner(1))
        } else if i == n - 1 {
            outer(n - 2, inner(n - 2))
        } else {
            inner(i)
        }
    };
    pen.to(place(p[0]));
    let mut t = tangent(0);
    for i in 0..n - 1 {
        let next = tangent(i + 1);
        let third = (p[i + 1][0] - p[i][0]) / 3.0;
        let (a, b) = ([p[i][0] + third, p[i][1] + third * t], [p[i + 1][0] - third, p[i + 1][1] - third * next]);
        pen.curve(place(a), place(b), place(p[i + 1]));
        t = next;
    }
}

/// The control points follow from a tridiagonal system: first and second derivatives agree at the knots, and there is no bend at
/// the ends.
fn natural(pen: &mut Pen, points: &[Point]) {
    let n = points.len();
    if n < 3 {
        points.iter().for_each(|p| pen.to(*p));
        return;
    }
    let last = n - 2;
    let solve = |k: usize| {
        let x = |i: usize| points[i][k];
        let (mut diagonal, mut first) = (vec![2.0; n - 1], vec![x(0) + 2.0 * x(1); n - 1]);
        for i in 1..=last {
            let (below, own, right) = if i == last { (2.0, 7.0, 8.0 * x(i) + x(i + 1)) } else { (1.0, 4.0, 4.0 * x(i) + 2.0 * x(i + 1)) };
            let m = below / diagonal[i - 1];
            diagonal[i] = own - m;
            first[i] = right - m * first[i - 1];
        }
        first[last] /= diagonal[last];
        for i in (0..last).rev() {
            first[i] = (first[i] - first[i + 1]) / diagonal[i];
        }
        let second: Vec<f64> =
            (0..=last).map(|i| if i == last { (x(n - 1) + first[last]) / 2.0 } else { 2.0 * x(i + 1) - first[i + 1] }).collect();
        (first, second)
    };
    let ((ax, bx), (ay, by)) = (solve(0), solve(1));
    pen.to(points[0]);
    for i in 0..=last {
        pen.curve([ax[i], ay[i]], [bx[i], by[i]], points[i + 1]);
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
