//! Points on the sphere: turning the globe, and which side of an outline a point lies on. Angles are radians: longitude to the east,
//! latitude to the north.

use std::f64::consts::{FRAC_PI_2, FRAC_PI_4, PI, TAU};

/// Longitude and latitude.
pub type Place = [f64; 2];

/// Angles below this are nothing.
pub const NOTHING: f64 = 1e-6;

/// A place as a vector of length one.
pub fn vector([lambda, phi]: Place) -> [f64; 3] {
    let c = phi.cos();
    [c * lambda.cos(), c * lambda.sin(), phi.sin()]
}

/// A vector of length one as a place.
pub fn place([x, y, z]: [f64; 3]) -> Place {
    [y.atan2(x), z.clamp(-1.0, 1.0).asin()]
}

/// The product of two vectors that stands upright on both.
pub fn cross(a: [f64; 3], b: [f64; 3]) -> [f64; 3] {
    [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
}

/// The inner product.
pub fn dot(a: [f64; 3], b: [f64; 3]) -> f64 {
    a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}

fn unit(a: [f64; 3]) -> [f64; 3] {
    let l = dot(a, a).sqrt();
    a.map(|x| x / l)
}

/// Two places are the same but for rounding.
pub fn same(a: Place, b: Place) -> bool {
    (a[0] - b[0]).abs() < NOTHING && (a[1] - b[1]).abs() < NOTHING
}

/// A turn of the globe about its axis, then about the axis through longitude 90°, then about the one through the middle of the map.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rotation {
    lambda: f64,
    phi: (f64, f64),
    gamma: (f64, f64),
    tilted: bool,
}

fn wrapped(lambda: f64) -> f64 {
    if lambda.abs() > PI { lambda - (lambda / TAU).round() * TAU } else { lambda }
}

impl Rotation {
    /// From three angles in degrees.
    pub fn new([lambda, phi, gamma]: [f64; 3]) -> Rotation {
        let radians = |degrees: f64| (degrees % 360.0).to_radians();
        let (phi, gamma) = (radians(phi), radians(gamma));
        Rotation { lambda: radians(lambda), phi: phi.sin_cos(), gamma: gamma.sin_cos(), tilted: phi != 0.0 || gamma != 0.0 }
    }

    /// Turns a place.
    pub fn forward(&self, [lambda, latitude]: Place) -> Place {
        let lambda = wrapped(lambda + self.lambda);
        if !self.tilted {
            return [lambda, latitude];
        }
        let [x, y, z] = vector([lambda, latitude]);
        let ((sin_phi, cos_phi), (sin_gamma, cos_gamma)) = (self.phi, self.gamma);
        let k = z * cos_phi + x * sin_phi;
        [(y * cos_gamma - k * sin_gamma).atan2(x * cos_phi - z * sin_phi), (k * cos_gamma + y * sin_gamma).clamp(-1.0, 1.0).asin()]
    }

    /// Turns it back.
    pub fn backward(&self, at: Place) -> Place {
        let mut at = at;
        if self.tilted {
            let [x, y, z] = vector(at);
            let ((sin_phi, cos_phi), (sin_gamma, cos_gamma)) = (self.phi, self.gamma);
            let k = z * cos_gamma - y * sin_gamma;
            at = [(y * cos_gamma + z * sin_gamma).atan2(x * cos_phi + k * sin_phi), (k * cos_phi - x * sin_phi).clamp(-1.0, 1.0).asin()];
        }
        [wrapped(at[0] - self.lambda), at[1]]
    }
}

/// A sum that carries what rounding cuts off (Neumaier 1974).
#[derive(Clone, Copy, Debug, Default)]
struct Sum(f64, f64);

impl Sum {
    fn add(&mut self, x: f64) {
        let sum = self.0 + x;
        self.1 += if self.0.abs() >= x.abs() { self.0 - sum + x } else { x - sum + self.0 };
        self.0 = sum;
    }

    fn total(self) -> f64 {
        self.0 + self.1
    }
}

/// Whether a polygon holds a point. Rings are not closed by a repeated point; a polygon is what lies to the right of its outer ring,
/// so that one that is wound the other way is the rest of the globe.
///
/// The South Pole is inside when the rings go round it, or go round nothing and have a negative area; from there on it counts how
/// often the rings cross the meridian between the pole and the point.
pub fn contains(rings: &[Vec<Place>], point: Place) -> bool {
    let longitude = |lambda: f64| if lambda.abs() <= PI { lambda } else { lambda.signum() * ((lambda.abs() + PI) % TAU - PI) };
    let lambda = longitude(point[0]);
    let phi = match point[1].sin() {
        1.0 => FRAC_PI_2 + NOTHING,
        -1.0 => -FRAC_PI_2 - NOTHING,
        _ => point[1],
    };
    let normal = [lambda.sin(), -lambda.cos(), 0.0];
    let (mut angle, mut area, mut winding) = (0.0, Sum::default(), 0i64);
    for ring in rings {
        let Some(&last) = ring.last() else { continue };
        let half = |p: Place| (p[1] / 2.0 + FRAC_PI_4).sin_cos();
        let (mut before, mut lambda0, mut sin_cos) = (last, longitude(last[0]), half(last));
        for &p in ring {
            let (lambda1, next) = (longitude(p[0]), half(p));
            let delta = lambda1 - lambda0;
            let sign = if delta >= 0.0 { 1.0 } else { -1.0 };
            let turned = delta.abs() > PI;
            let k = sin_cos.0 * next.0;
            area.add((k * sign * delta.abs().sin()).atan2(sin_cos.1 * next.1 + k * delta.abs().cos()));
            angle += if turned { delta + sign * TAU } else { delta };
            if turned ^ (lambda0 >= lambda) ^ (lambda1 >= lambda) {
                let arc = unit(cross(vector(before), vector(p)));
                let meeting = unit(cross(normal, arc));
                let east = turned ^ (delta >= 0.0);
                let crossing = if east { -1.0 } else { 1.0 } * meeting[2].clamp(-1.0, 1.0).asin();
                if phi > crossing || (phi == crossing && (arc[0] != 0.0 || arc[1] != 0.0)) {
                    winding += if east { 1 } else { -1 };
                }
            }
            (before, lambda0, sin_cos) = (p, lambda1, next);
        }
    }
    let south_pole = angle < -NOTHING || (angle < NOTHING && area.total() < -1e-12);
    south_pole ^ (winding & 1 != 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn degrees(points: &[[f64; 2]]) -> Vec<Place> {
        points.iter().map(|p| p.map(f64::to_radians)).collect()
    }

    #[test]
    fn a_ring_holds_what_lies_to_its_right() {
        let square = degrees(&[[0.0, 0.0], [0.0, 10.0], [10.0, 10.0], [10.0, 0.0]]);
        let inside = [5f64.to_radians(), 5f64.to_radians()];
        assert!(contains(std::slice::from_ref(&square), inside));
        assert!(!contains(std::slice::from_ref(&square), [-2.0, 0.5]));
        let other: Vec<Place> = square.into_iter().rev().collect();
        assert!(!contains(&[other], inside), "wound the other way it is the rest of the globe");
    }

    proptest! {
        #[test]
        fn a_turn_and_back_is_nothing(l in -180.0..180.0f64, p in -89.0..89.0f64, by in prop::array::uniform3(-180.0..180.0f64)) {
            let rotation = Rotation::new(by);
            let at = [l.to_radians(), p.to_radians()];
            let back = rotation.backward(rotation.forward(at));
            let apart = dot(vector(at), vector(back));
            prop_assert!(apart > 1.0 - 1e-9, "{at:?} came back as {back:?}");
        }
    }
}
