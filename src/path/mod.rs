//! Outlines as data: straight lines and cubic curves, from which every painter can paint. Everything else that draws a curve (arcs,
//! splines, symbols, SVG path data) is turned into these here.

pub mod arc;
pub mod curve;
pub mod shape;
pub mod svg;
pub mod symbol;

use std::f64::consts::{FRAC_PI_2, TAU};

/// x to the right, y downwards.
pub type Point = [f64; 2];

/// A step of the pen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Segment {
    /// Begins a new outline.
    Move(Point),
    /// A straight line.
    Line(Point),
    /// A cubic Bézier curve: its two control points and its end.
    Cubic(Point, Point, Point),
    /// Back to the beginning of the outline.
    Close,
}

/// An outline, or several.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Path {
    /// The steps in order. The first is a [`Segment::Move`].
    pub segments: Vec<Segment>,
}

/// Lengths below this are nothing.
const NOTHING: f64 = 1e-6;

impl Path {
    /// Where the pen is; nothing before the first step.
    pub fn pen(&self) -> Option<Point> {
        match *self.segments.last()? {
            Segment::Move(p) | Segment::Line(p) | Segment::Cubic(_, _, p) => Some(p),
            Segment::Close => self.segments.iter().rev().find_map(|s| if let Segment::Move(p) = s { Some(*p) } else { None }),
        }
    }

    /// Begins a new outline.
    pub fn move_to(&mut self, p: Point) {
        self.segments.push(Segment::Move(p));
    }

    /// A straight line; without a pen position, its end is one.
    pub fn line_to(&mut self, p: Point) {
        self.segments.push(if self.segments.is_empty() { Segment::Move(p) } else { Segment::Line(p) });
    }

    /// A cubic Bézier curve.
    pub fn cubic_to(&mut self, a: Point, b: Point, p: Point) {
        if self.segments.is_empty() {
            self.move_to(a);
        }
        self.segments.push(Segment::Cubic(a, b, p));
    }

    /// A quadratic Bézier curve.
    pub fn quadratic_to(&mut self, c: Point, p: Point) {
        let from = self.pen().unwrap_or(c);
        let near = |q: Point| [q[0] + (c[0] - q[0]) * 2.0 / 3.0, q[1] + (c[1] - q[1]) * 2.0 / 3.0];
        self.cubic_to(near(from), near(p), p);
    }

    /// Back to the beginning of the outline.
    pub fn close(&mut self) {
        if !self.segments.is_empty() {
            self.segments.push(Segment::Close);
        }
    }

    /// A rectangle.
    pub fn rect(&mut self, x: f64, y: f64, width: f64, height: f64) {
        self.move_to([x, y]);
        self.line_to([x + width, y]);
        self.line_to([x + width, y + height]);
        self.line_to([x, y + height]);
        self.close();
    }

    /// An arc of a circle from one angle to another (radians, 0 to the right, clockwise unless `back`), after a straight line to its
    /// beginning, as a canvas draws it.
    pub fn arc(&mut self, center: Point, radius: f64, from: f64, to: f64, back: bool) {
        let radius = radius.max(0.0);
        let at = |angle: f64| [center[0] + radius * angle.cos(), center[1] + radius * angle.sin()];
        let start = at(from);
        match self.pen() {
            Some(pen) if (pen[0] - start[0]).abs() <= NOTHING && (pen[1] - start[1]).abs() <= NOTHING => {}
            _ => self.line_to(start),
        }
        let sweep = if back { from - to } else { to - from };
        let sweep = if sweep < 0.0 { sweep.rem_euclid(TAU) } else { sweep.min(TAU) };
        if radius == 0.0 || sweep <= NOTHING || !sweep.is_finite() {
            return;
        }
        self.turn([center[0], center[1], radius, radius, 0.0], from, if back { -sweep } else { sweep });
    }

    /// Curves along an ellipse `[cx, cy, rx, ry, rotation]` from an angle on, from where the pen already is.
    fn turn(&mut self, [cx, cy, rx, ry, rotation]: [f64; 5], from: f64, sweep: f64) {
        let pieces = (sweep.abs() / FRAC_PI_2 - 1e-9).ceil().clamp(1.0, 4.0);
        let step = sweep / pieces;
        // The control points of an arc lie this far along its tangents (Goldapp 1991).
        let reach = 4.0 / 3.0 * (step / 4.0).tan();
        let (sin, cos) = rotation.sin_cos();
        let place = |x: f64, y: f64| [cx + rx * x * cos - ry * y * sin, cy + rx * x * sin + ry * y * cos];
        for i in 0..pieces as usize {
            let (a, b) = (from + step * i as f64, from + step * (i + 1) as f64);
            self.cubic_to(
                place(a.cos() - reach * a.sin(), a.sin() + reach * a.cos()),
                place(b.cos() + reach * b.sin(), b.sin() - reach * b.cos()),
                place(b.cos(), b.sin()),
            );
        }
    }

    /// Every point `p` at `scale · p + offset`.
    pub fn placed(&self, offset: Point, scale: f64) -> Path {
        let at = |p: Point| [p[0] * scale + offset[0], p[1] * scale + offset[1]];
        let segments = self.segments.iter().map(|segment| match *segment {
            Segment::Move(p) => Segment::Move(at(p)),
            Segment::Line(p) => Segment::Line(at(p)),
            Segment::Cubic(a, b, p) => Segment::Cubic(at(a), at(b), at(p)),
            Segment::Close => Segment::Close,
        });
        Path { segments: segments.collect() }
    }

    /// Turned about the origin by an angle in radians, clockwise.
    pub fn turned(&self, angle: f64) -> Path {
        let (sin, cos) = angle.sin_cos();
        let at = |p: Point| [p[0] * cos - p[1] * sin, p[0] * sin + p[1] * cos];
        let segments = self.segments.iter().map(|segment| match *segment {
            Segment::Move(p) => Segment::Move(at(p)),
            Segment::Line(p) => Segment::Line(at(p)),
            Segment::Cubic(a, b, p) => Segment::Cubic(at(a), at(b), at(p)),
            Segment::Close => Segment::Close,
        });
        Path { segments: segments.collect() }
    }

    /// Each outline as points joined by straight lines that stray from the curves by less than `tolerance`, and whether it is
    /// closed.
    pub fn flatten(&self, tolerance: f64) -> Vec<(Vec<Point>, bool)> {
        let mut out: Vec<(Vec<Point>, bool)> = Vec::new();
        let mut pen = [0.0, 0.0];
        for segment in &self.segments {
            match *segment {
                Segment::Move(p) => {
                    out.push((vec![p], false));
                    pen = p;
                }
                Segment::Close => {
                    if let Some((points, closed)) = out.last_mut() {
                        *closed = true;
                        pen = points[0];
                    }
                }
                Segment::Line(_) | Segment::Cubic(..) => {
                    if out.last().is_none_or(|(_, closed)| *closed) {
                        out.push((vec![pen], false));
                    }
                    let Some((points, _)) = out.last_mut() else { continue };
                    match *segment {
                        Segment::Cubic(a, b, p) => {
                            flatten_cubic(points, [pen, a, b, p], tolerance);
                            pen = p;
                        }
                        Segment::Line(p) => {
                            points.push(p);
                            pen = p;
                        }
                        _ => {}
                    }
                }
            }
        }
        out
    }

    /// The box `[left, top, right, bottom]` round all points and control points; nothing for an empty path.
    pub fn bounds(&self) -> Option<[f64; 4]> {
        let mut bounds: Option<[f64; 4]> = None;
        let mut add = |p: Point| {
            let b = bounds.get_or_insert([p[0], p[1], p[0], p[1]]);
            *b = [b[0].min(p[0]), b[1].min(p[1]), b[2].max(p[0]), b[3].max(p[1])];
        };
        for segment in &self.segments {
            match *segment {
                Segment::Move(p) | Segment::Line(p) => add(p),
                Segment::Cubic(a, b, p) => [a, b, p].into_iter().for_each(&mut add),
                Segment::Close => {}
            }
        }
        bounds
    }
}

/// Points of a cubic curve without its first. The count follows from its second differences (Wang 1984).
fn flatten_cubic(points: &mut Vec<Point>, [p, a, b, q]: [Point; 4], tolerance: f64) {
    let bend = |u: Point, v: Point, w: Point| (u[0] - 2.0 * v[0] + w[0]).hypot(u[1] - 2.0 * v[1] + w[1]);
    let most = bend(p, a, b).max(bend(a, b, q));
    let count = (0.75 * most / tolerance.max(1e-3)).sqrt().ceil().clamp(1.0, 200.0);
    for i in 1..=count as usize {
        let t = i as f64 / count;
        let s = 1.0 - t;
        let at = |k: usize| s * s * s * p[k] + 3.0 * s * s * t * a[k] + 3.0 * s * t * t * b[k] + t * t * t * q[k];
        points.push(if i as f64 == count { q } else { [at(0), at(1)] });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_circle_stays_round() {
        let mut path = Path::default();
        path.arc([5.0, 5.0], 100.0, 0.0, TAU, false);
        let outlines = path.flatten(0.01);
        assert_eq!(outlines.len(), 1);
        for p in &outlines[0].0 {
            let radius = (p[0] - 5.0).hypot(p[1] - 5.0);
            assert!((radius - 100.0).abs() < 0.03, "{p:?} is {radius} from the centre");
        }
        assert_eq!(path.segments.len(), 5, "a circle is four curves");
    }

    #[test]
    fn an_arc_goes_the_way_that_it_is_told() {
        let end = |back| {
            let mut path = Path::default();
            path.arc([0.0, 0.0], 1.0, 0.0, FRAC_PI_2, back);
            path.segments.len()
        };
        assert_eq!((end(false), end(true)), (2, 4), "a quarter clockwise, three quarters back");
    }

    #[test]
    fn outlines_come_apart_and_know_whether_they_are_closed() {
        let mut path = Path::default();
        path.rect(0.0, 0.0, 2.0, 1.0);
        path.line_to([9.0, 9.0]);
        let outlines = path.flatten(0.1);
        assert_eq!(outlines[0], (vec![[0.0, 0.0], [2.0, 0.0], [2.0, 1.0], [0.0, 1.0]], true));
        assert_eq!(outlines[1], (vec![[0.0, 0.0], [9.0, 9.0]], false));
        assert_eq!(path.bounds(), Some([0.0, 0.0, 9.0, 9.0]));
    }

    proptest! {
        #[test]
        fn no_arc_is_too_wild(x: f64, r: f64, from: f64, to: f64, back: bool, tolerance: f64) {
            let mut path = Path::default();
            path.arc([x, 0.0], r, from, to, back);
            prop_assert!(path.flatten(tolerance).iter().all(|(points, _)| points.len() < 1000));
        }
    }
}
