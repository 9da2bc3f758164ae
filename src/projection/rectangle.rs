//! Cutting at a rectangle on the map: its frame.

use super::clip::{self, Boundary, Cut};
use super::sphere::NOTHING;
use std::cmp::Ordering;

/// A rectangle of the plane.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rectangle {
    /// Left and top.
    pub from: [f64; 2],
    /// Right and bottom.
    pub to: [f64; 2],
}

/// Coordinates beyond this are taken as this: the plane has points at infinity.
const FAR: f64 = 1e9;

/// The part of a line between two points that lies in the rectangle (Liang and Barsky 1984).
fn part(r: &Rectangle, a: [f64; 2], b: [f64; 2]) -> Option<([f64; 2], [f64; 2])> {
    let (mut t0, mut t1) = (0.0f64, 1.0f64);
    let d = [b[0] - a[0], b[1] - a[1]];
    for k in 0..2 {
        if d[k] == 0.0 {
            if a[k] < r.from[k] || a[k] > r.to[k] {
                return None;
            }
            continue;
        }
        let (u, v) = ((r.from[k] - a[k]) / d[k], (r.to[k] - a[k]) / d[k]);
        (t0, t1) = (t0.max(u.min(v)), t1.min(u.max(v)));
    }
    if t0 > t1 {
        return None;
    }
    let at = |t: f64| [a[0] + t * d[0], a[1] + t * d[1]];
    Some((if t0 > 0.0 { at(t0) } else { a }, if t1 < 1.0 { at(t1) } else { b }))
}

impl Rectangle {
    /// A point lies in it.
    pub fn holds(&self, p: [f64; 2]) -> bool {
        self.from[0] <= p[0] && p[0] <= self.to[0] && self.from[1] <= p[1] && p[1] <= self.to[1]
    }

    /// The corner that follows a point of the frame: 0 top left, 1 top right, 2 bottom right, 3 bottom left.
    fn corner(&self, p: [f64; 2], forwards: bool) -> usize {
        let near = |a: f64, b: f64| (a - b).abs() < NOTHING;
        let (side, back) = if near(p[0], self.from[0]) {
            (0, 3)
        } else if near(p[0], self.to[0]) {
            (2, 1)
        } else if near(p[1], self.from[1]) {
            (1, 0)
        } else {
            (3, 2)
        };
        if forwards { side } else { back }
    }

    /// Whether the lower left corner lies in the rings, by how often they wind round it.
    fn corner_inside(&self, rings: &[Vec<[f64; 2]>]) -> bool {
        let (x, y) = (self.from[0], self.to[1]);
        let mut winding = 0i64;
        for ring in rings {
            let ends = ring.iter().zip(ring.iter().skip(1).chain(ring.first()));
            for (a, b) in ends {
                let left = (b[0] - a[0]) * (y - a[1]) - (b[1] - a[1]) * (x - a[0]);
                if a[1] <= y {
                    winding += i64::from(b[1] > y && left > 0.0);
                } else {
                    winding -= i64::from(b[1] <= y && left < 0.0);
                }
            }
        }
        winding != 0
    }

    /// The pieces of a line.
    pub fn lines(&self, points: &[[f64; 2]]) -> Vec<Vec<[f64; 2]>> {
        let cut = self.line(points);
        cut.lines.into_iter().map(|line| line.into_iter().map(|v| v.at).collect()).collect()
    }

    /// The rings of a polygon.
    pub fn polygon(&self, rings: &[Vec<[f64; 2]>]) -> Vec<Vec<[f64; 2]>> {
        clip::polygon(self, rings, self.corner_inside(rings))
    }
}

impl Boundary for Rectangle {
    fn line(&self, points: &[[f64; 2]]) -> Cut {
        let mut cut = Cut { whole: true, ..Cut::default() };
        let mut before: Option<([f64; 2], bool)> = None;
        let mut first_seen = false;
        for &p in points {
            let seen = self.holds(p);
            match before {
                None => {
                    first_seen = seen;
                    if seen {
                        cut.begin();
                        cut.add(p, false);
                    }
                }
                Some((_, true)) if seen => cut.add(p, false),
                Some((b, was_seen)) => {
                    let near = |p: [f64; 2]| p.map(|x| x.clamp(-FAR, FAR));
                    if let Some((from, to)) = part(self, near(b), near(p)) {
                        cut.whole = false;
                        if !was_seen {
                            cut.begin();
                            cut.add(from, false);
                        }
                        cut.add(to, false);
                    } else if seen {
                        cut.whole = false;
                        cut.begin();
                        cut.add(p, false);
                    }
                }
            }
            before = Some((p, seen));
        }
        cut.rejoin = first_seen && before.is_some_and(|(_, seen)| seen);
        cut
    }

    fn along(&self, ends: Option<([f64; 2], [f64; 2])>, forwards: bool, out: &mut Vec<[f64; 2]>) {
        let (mut corner, last, round) = match ends {
            None => (0, 0, true),
            Some((from, to)) => {
                let (a, b) = (self.corner(from, forwards), self.corner(to, forwards));
                (a, b, a != b || (self.compare(from, to) == Ordering::Less) ^ forwards)
            }
        };
        if !round {
            if let Some((_, to)) = ends {
                out.push(to);
            }
            return;
        }
        loop {
            let x = if corner == 0 || corner == 3 { self.from[0] } else { self.to[0] };
            out.push([x, if corner > 1 { self.to[1] } else { self.from[1] }]);
            corner = (corner + if forwards { 1 } else { 3 }) % 4;
            if corner == last {
                return;
            }
        }
    }

    fn compare(&self, a: [f64; 2], b: [f64; 2]) -> Ordering {
        let (ca, cb) = (self.corner(a, true), self.corner(b, true));
        ca.cmp(&cb).then_with(|| match ca {
            0 => b[1].total_cmp(&a[1]),
            1 => a[0].total_cmp(&b[0]),
            2 => a[1].total_cmp(&b[1]),
            _ => b[0].total_cmp(&a[0]),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const FRAME: Rectangle = Rectangle { from: [0.0, 0.0], to: [10.0, 10.0] };

    fn area(rings: &[Vec<[f64; 2]>]) -> f64 {
        let ring =
            |ring: &Vec<[f64; 2]>| ring.iter().zip(ring.iter().cycle().skip(1)).map(|(a, b)| a[0] * b[1] - b[0] * a[1]).sum::<f64>() / 2.0;
        rings.iter().map(ring).sum::<f64>().abs()
    }

    #[test]
    fn what_lies_beyond_the_frame_is_cut_off() {
        assert_eq!(FRAME.lines(&[[-5.0, 5.0], [15.0, 5.0]]), [vec![[0.0, 5.0], [10.0, 5.0]]]);
        assert_eq!(area(&FRAME.polygon(&[vec![[-5.0, -5.0], [5.0, -5.0], [5.0, 5.0], [-5.0, 5.0]]])), 25.0);
        assert_eq!(area(&FRAME.polygon(&[vec![[-5.0, -5.0], [25.0, -5.0], [25.0, 25.0], [-5.0, 25.0]]])), 100.0, "all of the frame");
        assert!(FRAME.polygon(&[vec![[20.0, 20.0], [30.0, 20.0], [30.0, 30.0]]]).is_empty());
        let comb = vec![[1.0, -5.0], [2.0, -5.0], [2.0, 5.0], [3.0, 5.0], [3.0, -5.0], [4.0, -5.0], [4.0, 6.0], [1.0, 6.0]];
        assert_eq!(area(&FRAME.polygon(&[comb])), 1.0 * 6.0 + 1.0 * 6.0 + 1.0 * 1.0, "a ring that is cut into two teeth and a bridge");
    }

    proptest! {
        #[test]
        fn the_part_of_a_triangle_is_no_larger_than_it_and_lies_in_the_frame(t in prop::array::uniform3(prop::array::uniform2(-15.0..25.0f64))) {
            let rings = FRAME.polygon(&[t.to_vec()]);
            prop_assert!(rings.iter().flatten().all(|p| p.iter().all(|x| (-1e-6..=10.0 + 1e-6).contains(x))), "{rings:?}");
            prop_assert!(area(&rings) <= area(&[t.to_vec()]) + 1e-3, "{rings:?}");
        }

        #[test]
        fn no_points_are_too_wild(points in prop::collection::vec(prop::array::uniform2(any::<f64>()), 1..12)) {
            FRAME.polygon(std::slice::from_ref(&points));
            FRAME.lines(&points);
        }
    }
}
