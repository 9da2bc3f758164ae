//! Straight lines on the globe as bent lines on the map: points are put in where the map bends, until it is drawn to a pixel
//! (Mike Bostock, "Adaptive Resampling").

use super::sphere::{NOTHING, Place, vector};

/// Halvings of a line at most.
const DEEPEST: u8 = 16;

/// Points that one map may put in: a wild geometry may not fill the memory.
const BUDGET: usize = 2_000_000;

/// The cosine of 30°: longer stretches are always halved.
const FAR: f64 = 0.8660254037844387;

/// Draws lines.
pub struct Resample<'a> {
    /// Takes a place to a point of the map, in pixels.
    project: &'a dyn Fn(Place) -> [f64; 2],
    /// The square of the distance in pixels by which a line may be wrong; 0 puts no points in.
    tolerance: f64,
    left: usize,
}

/// A place with its point and its vector.
#[derive(Clone, Copy)]
struct Stop {
    point: [f64; 2],
    lambda: f64,
    vector: [f64; 3],
}

impl<'a> Resample<'a> {
    /// With a precision in pixels.
    pub fn new(project: &'a dyn Fn(Place) -> [f64; 2], precision: f64) -> Self {
        Resample { project, tolerance: precision * precision, left: BUDGET }
    }

    fn stop(&self, at: Place) -> Stop {
        Stop { point: (self.project)(at), lambda: at[0], vector: vector(at) }
    }

    /// The points of a line, or of a ring without its first point at the end.
    pub fn line(&mut self, places: &[Place], ring: bool) -> Vec<[f64; 2]> {
        let mut out = Vec::new();
        let Some(&first) = places.first() else { return out };
        let first = self.stop(first);
        out.push(first.point);
        let mut before = first;
        for &at in &places[1..] {
            let next = self.stop(at);
            self.between(before, next, DEEPEST, &mut out);
            out.push(next.point);
            before = next;
        }
        if ring {
            self.between(before, first, DEEPEST, &mut out);
        }
        out
    }

    fn between(&mut self, a: Stop, b: Stop, depth: u8, out: &mut Vec<[f64; 2]>) {
        let (dx, dy) = (b.point[0] - a.point[0], b.point[1] - a.point[1]);
        let square = dx * dx + dy * dy;
        if self.tolerance == 0.0 || depth == 0 || self.left == 0 || square.is_nan() || square <= 4.0 * self.tolerance {
            return;
        }
        let sum = [a.vector[0] + b.vector[0], a.vector[1] + b.vector[1], a.vector[2] + b.vector[2]];
        let length = (sum[0] * sum[0] + sum[1] * sum[1] + sum[2] * sum[2]).sqrt();
        let vector = sum.map(|x| x / length);
        let phi = vector[2].clamp(-1.0, 1.0).asin();
        let lambda = if (vector[2].abs() - 1.0).abs() < NOTHING || (a.lambda - b.lambda).abs() < NOTHING {
            (a.lambda + b.lambda) / 2.0
        } else {
            sum[1].atan2(sum[0])
        };
        let middle = Stop { point: (self.project)([lambda, phi]), lambda, vector };
        let (mx, my) = (middle.point[0] - a.point[0], middle.point[1] - a.point[1]);
        let off = dy * mx - dx * my;
        let cosine = a.vector[0] * b.vector[0] + a.vector[1] * b.vector[1] + a.vector[2] * b.vector[2];
        if off * off / square > self.tolerance || ((dx * mx + dy * my) / square - 0.5).abs() > 0.3 || cosine < FAR {
            self.left -= 1;
            self.between(a, middle, depth - 1, out);
            out.push(middle.point);
            self.between(middle, b, depth - 1, out);
        }
    }
}
