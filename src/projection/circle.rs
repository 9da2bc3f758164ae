//! Cutting at a circle round the middle of the map: the horizon of a globe that is seen from outside.

use super::clip::{Boundary, Cut};
use super::sphere::{NOTHING, Place, cross, dot, place, same, vector};
use std::cmp::Ordering;
use std::f64::consts::{PI, TAU};

/// A circle on the sphere round 0, 0.
pub struct Circle {
    /// Its radius in radians.
    radius: f64,
    cos: f64,
}

/// Degrees between two points where a circle is drawn.
const STEP: f64 = 2.0 * PI / 180.0;

impl Circle {
    /// From its radius in radians.
    pub fn new(radius: f64) -> Circle {
        Circle { radius, cos: radius.cos() }
    }

    /// Less than a hemisphere.
    fn small(&self) -> bool {
        self.cos > 0.0
    }

    /// A place from which the boundary is not seen: where its beginning lies.
    pub fn start(&self) -> Place {
        if self.small() { [0.0, -self.radius] } else { [-PI, self.radius - PI] }
    }

    /// Within the circle.
    pub fn visible(&self, [lambda, phi]: Place) -> bool {
        lambda.cos() * phi.cos() > self.cos
    }

    /// On which sides of the box round the hidden part (or the visible one) a place lies.
    fn sides(&self, [lambda, phi]: Place) -> u8 {
        let r = if self.small() { self.radius } else { PI - self.radius };
        let x = if lambda < -r {
            1
        } else if lambda > r {
            2
        } else {
            0
        };
        let y = if phi < -r {
            4
        } else if phi > r {
            8
        } else {
            0
        };
        x | y
    }

    /// Where the plane of the great circle through two places meets the circle: both points, and whether the first lies between
    /// the places.
    fn meetings(&self, a: Place, b: Place) -> Option<(Place, Place, bool)> {
        let n1 = [1.0, 0.0, 0.0];
        let n2 = cross(vector(a), vector(b));
        let (square, along) = (dot(n2, n2), n2[0]);
        let determinant = square - along * along;
        if determinant == 0.0 {
            return None;
        }
        let (c1, c2) = (self.cos * square / determinant, -self.cos * along / determinant);
        let foot = [c1 + n2[0] * c2, n2[1] * c2, n2[2] * c2];
        let u = cross(n1, n2);
        let (w, uu) = (dot(foot, u), dot(u, u));
        let root = w * w - uu * (dot(foot, foot) - 1.0);
        if root < 0.0 || root.is_nan() {
            return None;
        }
        let at = |t: f64| place([foot[0] + u[0] * t, foot[1] + u[1] * t, foot[2] + u[2] * t]);
        let q = at((-w - root.sqrt()) / uu);
        let (low, high) = (a[0].min(b[0]), a[0].max(b[0]));
        let span = high - low;
        let polar = (span - PI).abs() < NOTHING;
        let (p_low, p_high) = if polar {
            // The latitudes at the western and at the eastern end.
            if b[0] < a[0] { (b[1], a[1]) } else { (a[1], b[1]) }
        } else {
            (a[1].min(b[1]), a[1].max(b[1]))
        };
        let between = if polar {
            (p_low + p_high > 0.0) ^ (q[1] < if (q[0] - low).abs() < NOTHING { p_low } else { p_high })
        } else if span < NOTHING {
            p_low <= q[1] && q[1] <= p_high
        } else {
            (span > PI) ^ (low <= q[0] && q[0] <= high)
        };
        Some((q, at((-w + root.sqrt()) / uu), between))
    }

    /// The first meeting on the way from one place to the other; the place itself where two poles have none.
    fn meeting(&self, a: Place, b: Place) -> Option<Place> {
        let n2 = cross(vector(a), vector(b));
        if dot(n2, n2) - n2[0] * n2[0] == 0.0 {
            return Some(a);
        }
        self.meetings(a, b).map(|(q, _, _)| q)
    }

    /// The angle of a place on the circle.
    fn angle(&self, at: Place) -> f64 {
        let v = vector(at);
        let y = v[1].hypot(v[2]);
        let angle = (-v[1] / y).clamp(-1.0, 1.0).acos();
        ((if -v[2] < 0.0 { -angle } else { angle }) + TAU - NOTHING) % TAU
    }
}

impl Boundary for Circle {
    fn line(&self, points: &[[f64; 2]]) -> Cut {
        let mut cut = Cut { whole: true, ..Cut::default() };
        let small = self.small();
        let not_hemisphere = self.cos.abs() > NOTHING;
        let sides = |p: Place, visible: bool| match (small, visible) {
            (true, false) => self.sides(p),
            (false, true) => self.sides([p[0] + if p[0] < 0.0 { PI } else { -PI }, p[1]]),
            _ => 0,
        };
        let (mut before, mut seen, mut first_seen, mut code): (Option<Place>, bool, bool, u8) = (None, false, false, 0);
        for &p in points {
            let visible = self.visible(p);
            let own = sides(p, visible);
            match before {
                None => {
                    (first_seen, seen) = (visible, visible);
                    if visible {
                        cut.begin();
                    }
                }
                Some(b) if visible != seen => {
                    cut.whole = false;
                    let meeting = if visible { self.meeting(p, b) } else { self.meeting(b, p) }.unwrap_or(p);
                    if visible {
                        cut.begin();
                        cut.add(meeting, false);
                    } else {
                        cut.add(meeting, true);
                    }
                    before = Some(meeting);
                }
                Some(b) if not_hemisphere && small ^ visible && own & code == 0 => {
                    // Both ends on the same side, but the line goes through the circle or its outside in between.
                    if let Some((q, r, true)) = self.meetings(p, b) {
                        cut.whole = false;
                        if small {
                            cut.begin();
                            cut.add(q, false);
                            cut.add(r, false);
                        } else {
                            cut.add(r, false);
                            cut.begin();
                            cut.add(q, true);
                        }
                    }
                }
                Some(_) => {}
            }
            if visible && before.is_none_or(|b| !same(b, p)) {
                cut.add(p, false);
            }
            (before, seen, code) = (Some(p), visible, own);
        }
        cut.lines.retain(|line| !line.is_empty());
        cut.rejoin = first_seen && seen;
        // A ring that is whole but not seen has no line.
        cut
    }

    fn along(&self, ends: Option<([f64; 2], [f64; 2])>, forwards: bool, out: &mut Vec<[f64; 2]>) {
        let sign = if forwards { 1.0 } else { -1.0 };
        let step = sign * STEP;
        let (mut t, end) = match ends {
            None => (self.radius + sign * TAU, self.radius - step / 2.0),
            Some((from, to)) => {
                let (t, end) = (self.angle(from), self.angle(to));
                (if (end - t) * sign > 0.0 { t + sign * TAU } else { t }, end)
            }
        };
        let sin = self.radius.sin();
        while (t - end) * sign > 0.0 {
            out.push(place([self.cos, -sin * t.cos(), -sin * t.sin()]));
            t -= step;
        }
    }

    fn compare(&self, a: [f64; 2], b: [f64; 2]) -> Ordering {
        super::antimeridian::compare(a, b)
    }
}
