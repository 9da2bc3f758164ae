//! The formulas of the projections: longitude and latitude in radians to a plane whose unit is the radius of the globe, y upwards,
//! and back. Sources: Snyder, "Map Projections: A Working Manual" (1987); Šavrič, Patterson and Jenny (2018) for equal earth and
//! (2011) for natural earth.

use super::sphere::NOTHING;
use std::f64::consts::{FRAC_PI_2, PI, SQRT_2};

/// A projection's formula with its constants.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Raw {
    /// Zenithal, equal in area.
    AzimuthalEqualArea,
    /// Zenithal, true in distance from the middle.
    AzimuthalEquidistant,
    /// Conic, true in angles: cone constant and scale.
    ConicConformal(f64, f64),
    /// Conic, equal in area: cone constant, its square term, radius of the middle.
    ConicEqualArea(f64, f64, f64),
    /// Cylindrical, equal in area: cosine of the standard parallel.
    CylindricalEqualArea(f64),
    /// Conic, true along meridians: cone constant and radius of the middle.
    ConicEquidistant(f64, f64),
    /// Šavrič's equal earth.
    EqualEarth,
    /// Degrees as they are.
    Equirectangular,
    /// From the middle of the globe.
    Gnomonic,
    /// Mercator's.
    Mercator,
    /// Mollweide's.
    Mollweide,
    /// Patterson's natural earth.
    NaturalEarth1,
    /// From infinitely far away.
    Orthographic,
    /// From the opposite point.
    Stereographic,
    /// Mercator's about a meridian.
    TransverseMercator,
}

/// The logarithm's argument in Mercator's latitude.
fn tangent(phi: f64) -> f64 {
    ((FRAC_PI_2 + phi) / 2.0).tan()
}

/// Constants of equal earth.
const EQUAL: [f64; 4] = [1.340264, -0.081106, 0.000893, 0.003796];
const HALF_ROOT_3: f64 = 0.8660254037844386;

/// The latitude of equal earth as a polynomial, and its slope.
fn equal(l: f64) -> (f64, f64) {
    let [a, b, c, d] = EQUAL;
    let (l2, l6) = (l * l, l * l * l * l * l * l);
    (l * (a + b * l2 + l6 * (c + d * l2)), a + 3.0 * b * l2 + l6 * (7.0 * c + 9.0 * d * l2))
}

/// Natural earth: width of a parallel, height of it, and the slope of the height.
fn natural(phi: f64) -> (f64, f64, f64) {
    let (p2, p4) = (phi * phi, phi.powi(4));
    let width = 0.8707 - 0.131979 * p2 + p4 * (-0.013791 + p4 * (0.003971 * p2 - 0.001529 * p4));
    let height = phi * (1.007226 + p2 * (0.015085 + p4 * (-0.044475 + 0.028874 * p2 - 0.005916 * p4)));
    let slope = 1.007226 + p2 * (0.045255 + p4 * (-0.311325 + 0.259866 * p2 - 0.065076 * p4));
    (width, height, slope)
}

/// The auxiliary angle of Mollweide: 2θ + sin 2θ = π sin φ.
fn mollweide(phi: f64) -> f64 {
    let mut theta = phi;
    for _ in 0..30 {
        let step = (theta + theta.sin() - PI * phi.sin()) / (1.0 + theta.cos());
        theta -= step;
        if step.abs() <= NOTHING {
            break;
        }
    }
    theta / 2.0
}

fn sign(x: f64) -> f64 {
    if x > 0.0 {
        1.0
    } else if x < 0.0 {
        -1.0
    } else {
        0.0
    }
}

/// Angle from the axis of a cone at which a point of the plane lies.
fn cone_angle(x: f64, from_apex: f64, n: f64) -> f64 {
    let angle = x.atan2(from_apex.abs()) * sign(from_apex);
    (if from_apex * n < 0.0 { angle - PI * sign(x) * sign(from_apex) } else { angle }) / n
}

impl Raw {
    /// Conic, true in angles, with two standard parallels.
    pub fn conic_conformal(p0: f64, p1: f64) -> Raw {
        let n = if p0 == p1 { p0.sin() } else { (p0.cos() / p1.cos()).ln() / (tangent(p1) / tangent(p0)).ln() };
        if n == 0.0 || n.is_nan() { Raw::Mercator } else { Raw::ConicConformal(n, p0.cos() * tangent(p0).powf(n) / n) }
    }

    /// Conic, equal in area, with two standard parallels.
    pub fn conic_equal_area(p0: f64, p1: f64) -> Raw {
        let n = (p0.sin() + p1.sin()) / 2.0;
        if n.abs() < NOTHING {
            return Raw::CylindricalEqualArea(p0.cos());
        }
        let c = 1.0 + p0.sin() * (2.0 * n - p0.sin());
        Raw::ConicEqualArea(n, c, c.sqrt() / n)
    }

    /// Conic, true along meridians, with two standard parallels.
    pub fn conic_equidistant(p0: f64, p1: f64) -> Raw {
        let n = if p0 == p1 { p0.sin() } else { (p0.cos() - p1.cos()) / (p1 - p0) };
        if n.abs() < NOTHING { Raw::Equirectangular } else { Raw::ConicEquidistant(n, p0.cos() / n + p0) }
    }

    /// A place on the plane.
    pub fn forward(self, [x, y]: [f64; 2]) -> [f64; 2] {
        // A zenithal projection with the scale at a cosine of the distance from the middle.
        let azimuthal = |k: f64| [k * y.cos() * x.sin(), k * y.sin()];
        let near = x.cos() * y.cos();
        match self {
            Raw::AzimuthalEqualArea if near <= -1.0 => [2.0, 0.0],
            Raw::AzimuthalEqualArea => azimuthal((2.0 / (1.0 + near)).sqrt()),
            Raw::AzimuthalEquidistant => {
                let c = near.clamp(-1.0, 1.0).acos();
                azimuthal(if c == 0.0 { 0.0 } else { c / c.sin() })
            }
            Raw::ConicConformal(n, f) => {
                let y = if f > 0.0 { y.max(NOTHING - FRAC_PI_2) } else { y.min(FRAC_PI_2 - NOTHING) };
                let r = f / tangent(y).powf(n);
                [r * (n * x).sin(), f - r * (n * x).cos()]
            }
            Raw::ConicEqualArea(n, c, r0) => {
                let r = (c - 2.0 * n * y.sin()).sqrt() / n;
                [r * (n * x).sin(), r0 - r * (n * x).cos()]
            }
            Raw::CylindricalEqualArea(cos) => [x * cos, y.sin() / cos],
            Raw::ConicEquidistant(n, g) => [(g - y) * (n * x).sin(), g - (g - y) * (n * x).cos()],
            Raw::EqualEarth => {
                let l = (HALF_ROOT_3 * y.sin()).asin();
                let (height, slope) = equal(l);
                [x * l.cos() / (HALF_ROOT_3 * slope), height]
            }
            Raw::Equirectangular => [x, y],
            Raw::Gnomonic => azimuthal(1.0 / near),
            Raw::Mercator => [x, tangent(y).ln()],
            Raw::Mollweide => {
                let theta = mollweide(y);
                [SQRT_2 / FRAC_PI_2 * x * theta.cos(), SQRT_2 * theta.sin()]
            }
            Raw::NaturalEarth1 => {
                let (width, height, _) = natural(y);
                [x * width, height]
            }
            Raw::Orthographic => azimuthal(1.0),
            Raw::Stereographic => azimuthal(1.0 / (1.0 + near)),
            Raw::TransverseMercator => [tangent(y).ln(), -x],
        }
    }

    /// The place of a point of the plane; outside of the map it is no number or of no meaning.
    pub fn backward(self, [x, y]: [f64; 2]) -> [f64; 2] {
        let azimuthal = |angle: fn(f64) -> f64| {
            let z = x.hypot(y);
            let (sin, cos) = angle(z).sin_cos();
            [(x * sin).atan2(z * cos), if z == 0.0 { 0.0 } else { (y * sin / z).clamp(-1.0, 1.0).asin() }]
        };
        match self {
            Raw::AzimuthalEqualArea => azimuthal(|z| 2.0 * (z / 2.0).clamp(-1.0, 1.0).asin()),
            Raw::AzimuthalEquidistant => azimuthal(|z| z),
            Raw::ConicConformal(n, f) => {
                let fy = f - y;
                let r = sign(n) * x.hypot(fy);
                [cone_angle(x, fy, n), 2.0 * (f / r).powf(1.0 / n).atan() - FRAC_PI_2]
            }
            Raw::ConicEqualArea(n, c, r0) => {
                let ry = r0 - y;
                [cone_angle(x, ry, n), ((c - (x * x + ry * ry) * n * n) / (2.0 * n)).clamp(-1.0, 1.0).asin()]
            }
            Raw::CylindricalEqualArea(cos) => [x / cos, (y * cos).clamp(-1.0, 1.0).asin()],
            Raw::ConicEquidistant(n, g) => [cone_angle(x, g - y, n), g - sign(n) * x.hypot(g - y)],
            Raw::EqualEarth => {
                let mut l = y;
                for _ in 0..12 {
                    let (height, slope) = equal(l);
                    let step = (height - y) / slope;
                    l -= step;
                    if step.abs() < 1e-12 {
                        break;
                    }
                }
                [HALF_ROOT_3 * x * equal(l).1 / l.cos(), (l.sin() / HALF_ROOT_3).clamp(-1.0, 1.0).asin()]
            }
            Raw::Equirectangular => [x, y],
            Raw::Gnomonic => azimuthal(f64::atan),
            Raw::Mercator => [x, 2.0 * y.exp().atan() - FRAC_PI_2],
            Raw::Mollweide => {
                let theta = (y / SQRT_2).clamp(-1.0, 1.0).asin();
                let phi = ((2.0 * theta + (2.0 * theta).sin()) / PI).clamp(-1.0, 1.0).asin();
                [x / (SQRT_2 / FRAC_PI_2 * theta.cos()), phi]
            }
            Raw::NaturalEarth1 => {
                let mut phi = y;
                for _ in 0..25 {
                    let (_, height, slope) = natural(phi);
                    let step = (height - y) / slope;
                    phi -= step;
                    if step.abs() <= NOTHING {
                        break;
                    }
                }
                [x / natural(phi).0, phi]
            }
            Raw::Orthographic => azimuthal(|z| z.clamp(-1.0, 1.0).asin()),
            Raw::Stereographic => azimuthal(|z| 2.0 * z.atan()),
            Raw::TransverseMercator => [-y, 2.0 * x.exp().atan() - FRAC_PI_2],
        }
    }
}
