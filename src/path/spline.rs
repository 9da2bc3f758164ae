//! Splines through and along points.
//!
//! They follow the textbooks: uniform cubic B-splines (de Boor 1978), cardinal splines, Catmull-Rom splines with a chosen
//! parametrisation (Yuksel, Schaefer and Keyser 2011), monotone cubics (Steffen 1990), natural cubic splines, and bundling as in
//! Holten (2006). What happens at the ends is d3-shape's choice.

use super::curve::{Ends, Pen, weigh};
use super::{NOTHING, Point};

/// Points drawn towards the straight line from the first to the last: 1 leaves them, 0 puts them on it.
pub(super) fn bundled(points: &[Point], beta: f64) -> Vec<Point> {
    let (Some(first), Some(last)) = (points.first(), points.last()) else { return Vec::new() };
    let n = (points.len() - 1).max(1) as f64;
    let straight = |i: usize| weigh(*first, 1.0 - i as f64 / n, *last, i as f64 / n);
    points.iter().enumerate().map(|(i, p)| weigh(*p, beta, straight(i), 1.0 - beta)).collect()
}

/// The point of a B-spline at its middle control point.
fn knot(a: Point, b: Point, c: Point) -> Point {
    [(a[0] + 4.0 * b[0] + c[0]) / 6.0, (a[1] + 4.0 * b[1] + c[1]) / 6.0]
}

/// A uniform cubic B-spline.
pub(super) fn basis(pen: &mut Pen, points: &[Point], ends: Ends) {
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
pub(super) fn spline(pen: &mut Pen, points: &[Point], ends: Ends, controls: impl Fn([Option<Point>; 4]) -> (Point, Point)) {
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

/// The control points of a cardinal spline.
pub(super) fn cardinal([before, from, to, after]: [Option<Point>; 4], tension: f64) -> (Point, Point) {
    let (Some(from), Some(to)) = (from, to) else { return ([0.0, 0.0], [0.0, 0.0]) };
    let k = (1.0 - tension) / 6.0;
    let along = |p: Point, a: Point, b: Point| [p[0] + k * (a[0] - b[0]), p[1] + k * (a[1] - b[1])];
    // A missing neighbour is the point on the other side: the end has no slope of its own.
    (along(from, to, before.unwrap_or(to)), along(to, from, after.unwrap_or(from)))
}

/// The control points of a Catmull-Rom spline whose knots lie apart as the distances of its points to the power of `alpha`.
pub(super) fn catmull_rom([before, from, to, after]: [Option<Point>; 4], alpha: f64) -> (Point, Point) {
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
pub(super) fn monotone(pen: &mut Pen, points: &[Point], axis: usize) {
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
pub(super) fn natural(pen: &mut Pen, points: &[Point]) {
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
