//! Slices of pies and rings, with gaps between them and round corners, as d3-shape draws them.

use super::{NOTHING, Path, Point};
use std::f64::consts::{FRAC_PI_2, PI, TAU};

/// A slice round 0, 0. Angles are radians clockwise from the top.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Slice {
    /// Where it begins.
    pub start: f64,
    /// Where it ends.
    pub end: f64,
    /// Radius of the hole; 0 for a pie.
    pub inner: f64,
    /// Radius.
    pub outer: f64,
    /// Angle between this slice and the next.
    pub pad: f64,
    /// Radius of its corners.
    pub corner: f64,
}

fn on(radius: f64, angle: f64) -> Point {
    [radius * angle.cos(), radius * angle.sin()]
}

/// A round corner: the middle of its circle, and the angles from that middle to where it touches the straight side and the ring.
struct Corner {
    middle: Point,
    side: f64,
    ring: f64,
}

/// The circle of radius |`corner`| that touches the line from `a` to `b` and, from within (or from without, where `corner` is
/// negative), the ring of `radius`.
fn corner(a: Point, b: Point, radius: f64, corner: f64, clockwise: bool) -> Corner {
    let (x, y) = (a[0] - b[0], a[1] - b[1]);
    let shift = if clockwise { corner } else { -corner } / x.hypot(y);
    let (ox, oy) = (shift * y, -shift * x);
    // The middle lies on the line shifted inwards and on the circle of this radius: two points, the one nearer to the line's own.
    let (p, q) = ([a[0] + ox, a[1] + oy], [b[0] + ox, b[1] + oy]);
    let (dx, dy) = (q[0] - p[0], q[1] - p[1]);
    let (square, reach) = (dx * dx + dy * dy, radius - corner);
    let cross = p[0] * q[1] - q[0] * p[1];
    let root = if dy < 0.0 { -1.0 } else { 1.0 } * (reach * reach * square - cross * cross).max(0.0).sqrt();
    let candidate = |root: f64| [(cross * dy - dx * root) / square, (-cross * dx - dy * root) / square];
    let half = [(p[0] + q[0]) / 2.0, (p[1] + q[1]) / 2.0];
    let distance = |c: Point| (c[0] - half[0]).powi(2) + (c[1] - half[1]).powi(2);
    let (one, other) = (candidate(root), candidate(-root));
    let middle = if distance(one) > distance(other) { other } else { one };
    let outwards = radius / reach - 1.0;
    Corner { middle, side: (-oy).atan2(-ox), ring: (middle[1] * outwards).atan2(middle[0] * outwards) }
}

/// Where two lines through `a b` and `c d` meet.
fn meeting(a: Point, b: Point, c: Point, d: Point) -> Option<Point> {
    let (bx, by, dx, dy) = (b[0] - a[0], b[1] - a[1], d[0] - c[0], d[1] - c[1]);
    let cross = dy * bx - dx * by;
    if cross * cross < NOTHING * NOTHING {
        return None;
    }
    let t = (dx * (a[1] - c[1]) - dy * (a[0] - c[0])) / cross;
    Some([a[0] + t * bx, a[1] + t * by])
}

impl Slice {
    /// The middle of the slice, where a label may stand.
    pub fn centroid(&self) -> Point {
        on((self.inner + self.outer) / 2.0, (self.start + self.end) / 2.0 - FRAC_PI_2)
    }

    /// Its outline.
    pub fn path(&self) -> Path {
        let mut path = Path::default();
        let (r0, r1) = (self.inner.min(self.outer).max(0.0), self.inner.max(self.outer));
        let (a0, a1) = (self.start - FRAC_PI_2, self.end - FRAC_PI_2);
        let (span, clockwise) = ((a1 - a0).abs(), a1 > a0);
        if r1.is_nan() || r1 <= NOTHING {
            path.move_to([0.0, 0.0]);
        } else if span > TAU - NOTHING {
            path.move_to(on(r1, a0));
            path.arc([0.0, 0.0], r1, a0, a0 + if clockwise { TAU } else { -TAU }, !clockwise);
            if r0 > NOTHING {
                path.move_to(on(r0, a1));
                path.arc([0.0, 0.0], r0, a1, a1 + if clockwise { -TAU } else { TAU }, clockwise);
            }
        } else {
            self.sector(&mut path, (r0, r1), (a0, a1), span, clockwise);
        }
        path.close();
        path
    }

    fn sector(&self, path: &mut Path, (r0, r1): (f64, f64), (a0, a1): (f64, f64), span: f64, clockwise: bool) {
        // Angles of the outer and the inner ring after padding, which has the same width at every radius.
        let half = self.pad / 2.0;
        let width = if half > NOTHING { r0.hypot(r1) } else { 0.0 };
        let padded = |radius: f64| {
            let by = if width > NOTHING { (width / radius * half.sin()).clamp(-1.0, 1.0).asin() } else { 0.0 };
            let left = span - 2.0 * by;
            let toward = if clockwise { by } else { -by };
            if left > NOTHING { (a0 + toward, a1 - toward, left) } else { ((a0 + a1) / 2.0, (a0 + a1) / 2.0, 0.0) }
        };
        let ((b0, b1, outer_span), (c0, c1, inner_span)) =
            (padded(r1), if r0 > NOTHING || width > NOTHING { padded(r0) } else { (a0, a1, span) });
        let (outer_start, outer_end, inner_start, inner_end) = (on(r1, b0), on(r1, b1), on(r0, c0), on(r0, c1));

        let most = ((r1 - r0) / 2.0).min(self.corner);
        let (mut inner_corner, mut outer_corner) = (most, most);
        if most > NOTHING && span < PI {
            match meeting(outer_start, inner_start, outer_end, inner_end) {
                Some(o) => {
                    let (ax, ay, bx, by) = (outer_start[0] - o[0], outer_start[1] - o[1], outer_end[0] - o[0], outer_end[1] - o[1]);
                    let cosine = (ax * bx + ay * by) / (ax.hypot(ay) * bx.hypot(by));
                    let k = 1.0 / (cosine.clamp(-1.0, 1.0).acos() / 2.0).sin();
                    let l = o[0].hypot(o[1]);
                    (inner_corner, outer_corner) = (most.min((r0 - l) / (k - 1.0)), most.min((r1 - l) / (k + 1.0)));
                }
                None => (inner_corner, outer_corner) = (0.0, 0.0),
            }
        }

        let back = !clockwise;
        if outer_span <= NOTHING {
            path.move_to(outer_start);
        } else if outer_corner > NOTHING {
            let s = corner(inner_start, outer_start, r1, outer_corner, clockwise);
            let e = corner(outer_end, inner_end, r1, outer_corner, clockwise);
            rounded(path, &s, &e, (r1, outer_corner), outer_corner < most, (back, back), true);
        } else {
            path.move_to(outer_start);
            path.arc([0.0, 0.0], r1, b0, b1, back);
        }

        if r0 <= NOTHING || inner_span <= NOTHING {
            path.line_to(inner_end);
        } else if inner_corner > NOTHING {
            let s = corner(inner_end, outer_end, r0, -inner_corner, clockwise);
            let e = corner(outer_start, inner_start, r0, -inner_corner, clockwise);
            rounded(path, &s, &e, (r0, inner_corner), inner_corner < most, (back, clockwise), false);
        } else {
            path.arc([0.0, 0.0], r0, c1, c0, clockwise);
        }
    }
}

/// A ring of `radius` between two round corners; the corners alone where they have merged.
fn rounded(
    path: &mut Path,
    s: &Corner,
    e: &Corner,
    (radius, corner): (f64, f64),
    merged: bool,
    (corner_back, ring_back): (bool, bool),
    begins: bool,
) {
    let first = [s.middle[0] + corner * s.side.cos(), s.middle[1] + corner * s.side.sin()];
    if begins {
        path.move_to(first)
    } else {
        path.line_to(first)
    }
    if merged {
        path.arc(s.middle, corner, s.side, e.side, corner_back);
        return;
    }
    let touches = |c: &Corner| (c.middle[1] + corner * c.ring.sin()).atan2(c.middle[0] + corner * c.ring.cos());
    path.arc(s.middle, corner, s.side, s.ring, corner_back);
    path.arc([0.0, 0.0], radius, touches(s), touches(e), ring_back);
    path.arc(e.middle, corner, e.ring, e.side, corner_back);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::path::svg;
    use proptest::prelude::*;

    /// Every point of one outline lies on the other, within a tenth of a pixel.
    fn covers(a: &Path, b: &Path) -> bool {
        let lines: Vec<[Point; 2]> = b
            .flatten(0.01)
            .into_iter()
            .flat_map(|(mut points, closed)| {
                if closed {
                    points.push(points[0]);
                }
                points.windows(2).map(|w| [w[0], w[1]]).collect::<Vec<_>>()
            })
            .collect();
        a.flatten(0.01).iter().flat_map(|(points, _)| points).all(|p| {
            lines.iter().any(|[q, r]| {
                let (dx, dy) = (r[0] - q[0], r[1] - q[1]);
                let t = (((p[0] - q[0]) * dx + (p[1] - q[1]) * dy) / (dx * dx + dy * dy).max(1e-12)).clamp(0.0, 1.0);
                (p[0] - q[0] - t * dx).hypot(p[1] - q[1] - t * dy) < 0.1
            })
        })
    }

    /// d3-shape 3.2.1 `arc()`.
    #[test]
    #[rustfmt::skip]
    fn slices_are_those_of_d3() {
        let expected = [
            (Slice { start: 0.0, end: 1.0, inner: 0.0, outer: 100.0, pad: 0.0, corner: 0.0 }, "M0,-100A100,100,0,0,1,84.147,-54.03L0,0Z"),
            (Slice { start: 1.0, end: 4.5, inner: 40.0, outer: 100.0, pad: 0.0, corner: 0.0 }, "M84.147,-54.03A100,100,0,1,1,-97.753,21.08L-39.101,8.432A40,40,0,1,0,33.659,-21.612Z"),
            (Slice { start: 0.0, end: TAU, inner: 40.0, outer: 100.0, pad: 0.0, corner: 0.0 }, "M0,-100A100,100,0,1,1,0,100A100,100,0,1,1,0,-100M0,-40A40,40,0,1,0,0,40A40,40,0,1,0,0,-40Z"),
            (Slice { start: 4.0, end: 1.0, inner: 40.0, outer: 100.0, pad: 0.0, corner: 0.0 }, "M-75.68,65.364A100,100,0,0,0,84.147,-54.03L33.659,-21.612A40,40,0,0,1,-30.272,26.146Z"),
            (Slice { start: 0.5, end: 1.5, inner: 0.0, outer: 100.0, pad: 0.1, corner: 0.0 }, "M52.269,-85.252A100,100,0,0,1,99.271,-12.05L0,0Z"),
            (Slice { start: 0.5, end: 1.5, inner: 50.0, outer: 100.0, pad: 0.1, corner: 0.0 }, "M52.771,-84.942A100,100,0,0,1,99.198,-12.637L49.167,-9.089A50,50,0,0,0,28.725,-40.925Z"),
            (Slice { start: 0.5, end: 1.5, inner: 50.0, outer: 100.0, pad: 0.0, corner: 8.0 }, "M43.94,-80.432A8,8,0,0,1,55.392,-83.257A100,100,0,0,1,98.757,-15.721A8,8,0,0,1,91.422,-6.483L57.302,-4.064A8,8,0,0,1,48.91,-10.382A50,50,0,0,0,29.794,-40.153A8,8,0,0,1,27.541,-50.413Z"),
            (Slice { start: 0.5, end: 1.5, inner: 50.0, outer: 100.0, pad: 0.05, corner: 8.0 }, "M46.255,-78.84A8,8,0,0,1,57.908,-81.527A100,100,0,0,1,98.23,-18.729A8,8,0,0,1,90.938,-9.251L56.646,-6.819A8,8,0,0,1,48.345,-12.758A50,50,0,0,0,31.719,-38.651A8,8,0,0,1,29.773,-48.671Z"),
            (Slice { start: 0.5, end: 0.6, inner: 50.0, outer: 100.0, pad: 0.0, corner: 20.0 }, "M45.603,-83.476A4.76,4.76,0,1,1,53.709,-78.507L29.68,-43.383A2.63,2.63,0,0,1,25.201,-46.13Z"),
            (Slice { start: 0.5, end: 2.5, inner: 0.0, outer: 100.0, pad: 0.0, corner: 15.0 }, "M40.112,-73.424A15,15,0,0,1,62.677,-77.921A100,100,0,0,1,73.046,68.296A15,15,0,0,1,50.072,67.028L0,0Z"),
            (Slice { start: 0.5, end: 5.5, inner: 30.0, outer: 100.0, pad: 0.0, corner: 15.0 }, "M40.112,-73.424A15,15,0,0,1,62.677,-77.921A100,100,0,1,1,-81.953,-57.304A15,15,0,0,1,-59.03,-59.292L-29.934,-30.066A15,15,0,0,1,-27.042,-12.989A30,30,0,1,0,22.336,-20.028A15,15,0,0,1,20.34,-37.233Z"),
            (Slice { start: 5.5, end: 0.5, inner: 30.0, outer: 100.0, pad: 0.0, corner: 15.0 }, "M-59.03,-59.292A15,15,0,0,0,-81.953,-57.304A100,100,0,1,0,62.677,-77.921A15,15,0,0,0,40.112,-73.424L20.34,-37.233A15,15,0,0,0,22.336,-20.028A30,30,0,1,1,-27.042,-12.989A15,15,0,0,0,-29.934,-30.066Z"),
        ];
        for (slice, path) in expected {
            let (found, expected) = (slice.path(), svg::parse(path).expect("path data of d3"));
            assert!(covers(&found, &expected) && covers(&expected, &found), "{slice:?}: {}", svg::write(&found));
        }
    }

    #[test]
    fn a_label_stands_in_the_middle_of_the_slice() {
        let slice = Slice { start: 0.0, end: PI, inner: 20.0, outer: 40.0, ..Slice::default() };
        let [x, y] = slice.centroid();
        assert!((x - 30.0).abs() < 1e-9 && y.abs() < 1e-9);
    }

    proptest! {
        #[test]
        fn no_slice_is_too_wild(start: f64, end: f64, inner: f64, outer: f64, pad: f64, corner: f64) {
            Slice { start, end, inner, outer, pad, corner }.path();
        }

        #[test]
        fn a_slice_stays_in_its_circle(start in -7.0..7.0f64, span in -7.0..7.0f64, inner in 0.0..90.0f64, pad in 0.0..0.5f64, corner in 0.0..60.0f64) {
            let path = Slice { start, end: start + span, inner, outer: 100.0, pad, corner }.path();
            for (outline, _) in path.flatten(0.05) {
                prop_assert!(outline.iter().all(|p| p[0].hypot(p[1]) < 100.5), "{}", svg::write(&path));
            }
        }
    }
}
