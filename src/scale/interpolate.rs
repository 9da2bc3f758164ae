//! Mixing colours in the spaces that Vega names: rgb, hsl, lab, hcl, cubehelix, each of the round ones also the long way round.
//!
//! Lab is CIELAB with the D50 white point (CSS Color Module Level 4); hcl is its polar form; cubehelix is Dave Green's (2011). A
//! part that a colour does not have (the hue of a grey) is NaN and taken from the other colour.

use super::css::{Color, Hsl};

/// A space in which colours are mixed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Space {
    /// Red, green, blue, each raised to a gamma while it is mixed (1 for none).
    Rgb(f64),
    /// Hue, saturation, lightness.
    Hsl,
    /// The long way round the hues.
    HslLong,
    /// CIELAB.
    Lab,
    /// Hue, chroma, luminance.
    Hcl,
    /// The long way round.
    HclLong,
    /// Cubehelix, its lightness with a gamma (1 for none).
    Cubehelix(f64),
    /// The long way round.
    CubehelixLong(f64),
}

impl Space {
    /// By Vega's name (`hsl-long`), with its gamma (1 where nothing is said).
    pub fn named(name: &str, gamma: f64) -> Option<Space> {
        Some(match name.to_ascii_lowercase().as_str() {
            "rgb" => Space::Rgb(gamma),
            "hsl" => Space::Hsl,
            "hsl-long" => Space::HslLong,
            "lab" => Space::Lab,
            "hcl" => Space::Hcl,
            "hcl-long" => Space::HclLong,
            "cubehelix" => Space::Cubehelix(gamma),
            "cubehelix-long" => Space::CubehelixLong(gamma),
            _ => return None,
        })
    }

    /// The colour at `t` between two, which are at 0 and 1; `t` may go beyond them.
    pub fn mix(self, a: Color, b: Color, t: f64) -> Color {
        let opacity = line(a.opacity, b.opacity, t);
        match self {
            Space::Rgb(gamma) => {
                let part = |a: f64, b: f64| {
                    if gamma == 1.0 || a == b { line(a, b, t) } else { line(a.powf(gamma), b.powf(gamma), t).powf(1.0 / gamma) }
                };
                Color { r: part(a.r, b.r), g: part(a.g, b.g), b: part(a.b, b.b), opacity }
            }
            Space::Hsl | Space::HslLong => {
                let (p, q) = (hsl(a), hsl(b));
                let h = if self == Space::Hsl { around(p.h, q.h, t) } else { line(p.h, q.h, t) };
                Hsl { h, s: line(p.s, q.s, t), l: line(p.l, q.l, t), opacity }.color()
            }
            Space::Lab => {
                let (p, q) = (lab(a), lab(b));
                from_lab([line(p[0], q[0], t), line(p[1], q[1], t), line(p[2], q[2], t)], opacity)
            }
            Space::Hcl | Space::HclLong => {
                let (p, q) = (hcl(a), hcl(b));
                let h = if self == Space::Hcl { around(p[0], q[0], t) } else { line(p[0], q[0], t) };
                from_hcl([h, line(p[1], q[1], t), line(p[2], q[2], t)], opacity)
            }
            Space::Cubehelix(gamma) | Space::CubehelixLong(gamma) => {
                let (p, q) = (cubehelix(a), cubehelix(b));
                let h = if matches!(self, Space::Cubehelix(_)) { around(p[0], q[0], t) } else { line(p[0], q[0], t) };
                from_cubehelix([h, line(p[1], q[1], t), line(p[2], q[2], t.powf(gamma))], opacity)
            }
        }
    }
}

/// A straight line, or the part that is known where one is not.
fn line(a: f64, b: f64, t: f64) -> f64 {
    let span = b - a;
    if span.is_nan() || span == 0.0 { if a.is_nan() { b } else { a } } else { a + t * span }
}

/// The short way round the circle of hues.
fn around(a: f64, b: f64, t: f64) -> f64 {
    let span = b - a;
    // A hue that is not known leaves the other one.
    if span.abs() > 180.0 { a + t * (span - 360.0 * super::steps::round(span / 360.0)) } else { line(a, b, t) }
}

fn hsl(c: Color) -> Hsl {
    let (r, g, b) = (c.r / 255.0, c.g / 255.0, c.b / 255.0);
    let (low, high) = (r.min(g).min(b), r.max(g).max(b));
    let (span, l) = (high - low, (high + low) / 2.0);
    if span == 0.0 {
        return Hsl { h: f64::NAN, s: if l > 0.0 && l < 1.0 { 0.0 } else { f64::NAN }, l, opacity: c.opacity };
    }
    let h = if r == high {
        (g - b) / span + if g < b { 6.0 } else { 0.0 }
    } else if g == high {
        (b - r) / span + 2.0
    } else {
        (r - g) / span + 4.0
    };
    Hsl { h: h * 60.0, s: span / if l < 0.5 { high + low } else { 2.0 - high - low }, l, opacity: c.opacity }
}

/// The D50 white point.
const WHITE: [f64; 3] = [0.96422, 1.0, 0.82521];

fn lab(c: Color) -> [f64; 3] {
    let linear = |x: f64| {
        let x = x / 255.0;
        if x <= 0.04045 { x / 12.92 } else { ((x + 0.055) / 1.055).powf(2.4) }
    };
    let (r, g, b) = (linear(c.r), linear(c.g), linear(c.b));
    let bend = |t: f64| if t > 216.0 / 24389.0 { t.cbrt() } else { t * (841.0 / 108.0) + 4.0 / 29.0 };
    let y = bend((0.2225045 * r + 0.7168786 * g + 0.0606169 * b) / WHITE[1]);
    let (mut x, mut z) = (y, y);
    if r != g || g != b {
        x = bend((0.4360747 * r + 0.3850649 * g + 0.1430804 * b) / WHITE[0]);
        z = bend((0.0139322 * r + 0.0971045 * g + 0.7141733 * b) / WHITE[2]);
    }
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

fn from_lab([l, a, b]: [f64; 3], opacity: f64) -> Color {
    let y = (l + 16.0) / 116.0;
    let unbend = |t: f64| if t > 6.0 / 29.0 { t * t * t } else { (t - 4.0 / 29.0) * (108.0 / 841.0) };
    let x = WHITE[0] * unbend(if a.is_nan() { y } else { y + a / 500.0 });
    let z = WHITE[2] * unbend(if b.is_nan() { y } else { y - b / 200.0 });
    let y = WHITE[1] * unbend(y);
    let gamma = |x: f64| 255.0 * if x <= 0.0031308 { 12.92 * x } else { 1.055 * x.powf(1.0 / 2.4) - 0.055 };
    Color {
        r: gamma(3.1338561 * x - 1.6168667 * y - 0.4906146 * z),
        g: gamma(-0.9787684 * x + 1.9161415 * y + 0.0334540 * z),
        b: gamma(0.0719453 * x - 0.2289914 * y + 1.4052427 * z),
        opacity,
    }
}

fn hcl(c: Color) -> [f64; 3] {
    let [l, a, b] = lab(c);
    if a == 0.0 && b == 0.0 {
        return [f64::NAN, if l > 0.0 && l < 100.0 { 0.0 } else { f64::NAN }, l];
    }
    [b.atan2(a).to_degrees().rem_euclid(360.0), a.hypot(b), l]
}

fn from_hcl([h, c, l]: [f64; 3], opacity: f64) -> Color {
    if h.is_nan() {
        return from_lab([l, 0.0, 0.0], opacity);
    }
    from_lab([l, h.to_radians().cos() * c, h.to_radians().sin() * c], opacity)
}

/// Coefficients of Green's helix, red, green and blue to the cosine and the sine of the hue.
const HELIX: [[f64; 2]; 3] = [[-0.14861, 1.78277], [-0.29227, -0.90649], [1.97294, 0.0]];

fn cubehelix(c: Color) -> [f64; 3] {
    let [[a, bb], [cc, d], [e, _]] = HELIX;
    let (r, g, b) = (c.r / 255.0, c.g / 255.0, c.b / 255.0);
    let bc_da = bb * cc - d * a;
    let l = (bc_da * b + e * d * r - e * bb * g) / (bc_da + e * d - e * bb);
    let blue = b - l;
    let k = (e * (g - l) - cc * blue) / d;
    let s = k.hypot(blue) / (e * l * (1.0 - l));
    let h = if s == 0.0 || s.is_nan() { f64::NAN } else { (k.atan2(blue).to_degrees() - 120.0).rem_euclid(360.0) };
    [h, s, l]
}

fn from_cubehelix([h, s, l]: [f64; 3], opacity: f64) -> Color {
    let h = if h.is_nan() { 0.0 } else { (h + 120.0).to_radians() };
    let a = if s.is_nan() { 0.0 } else { s * l * (1.0 - l) };
    let part = |[cos, sin]: [f64; 2]| 255.0 * (l + a * (cos * h.cos() + sin * h.sin()));
    Color { r: part(HELIX[0]), g: part(HELIX[1]), b: part(HELIX[2]), opacity }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// d3-interpolate 3.0.2 from `#f00` to `#00f` and from `#fff` to `steelblue`, at 0.3.
    #[test]
    fn mixtures_are_those_of_d3() {
        let check = |name: &str, gamma: f64, red_blue: &str, white_steel: &str| {
            let space = Space::named(name, gamma).expect("a space of Vega's");
            let at = |a: &str, b: &str| space.mix(Color::parse(a).unwrap(), Color::parse(b).unwrap(), 0.3).css();
            assert_eq!((at("#f00", "#00f").as_str(), at("#fff", "steelblue").as_str()), (red_blue, white_steel), "{name} {gamma}");
        };
        check("rgb", 1.0, "rgb(179, 0, 77)", "rgb(200, 218, 233)");
        check("rgb", 2.2, "rgb(217, 0, 148)", "rgb(219, 226, 235)");
        check("hsl", 1.0, "rgb(255, 0, 153)", "rgb(199, 218, 233)");
        check("hsl-long", 1.0, "rgb(204, 255, 0)", "rgb(199, 218, 233)");
        check("lab", 1.0, "rgb(221, 0, 91)", "rgb(202, 216, 232)");
        check("hcl", 1.0, "rgb(255, 0, 84)", "rgb(165, 221, 255)");
        check("hcl-long", 1.0, "rgb(0, 132, 0)", "rgb(165, 221, 255)");
        check("cubehelix", 1.0, "rgb(255, 0, 118)", "rgb(188, 221, 248)");
        check("cubehelix", 3.0, "rgb(255, 0, 138)", "rgb(249, 252, 255)");
        check("cubehelix-long", 1.0, "rgb(255, 0, 118)", "rgb(188, 221, 248)");
    }

    proptest! {
        #[test]
        fn the_ends_are_the_colours_themselves(a in 0u32..0x1000000, b in 0u32..0x1000000, which in 0usize..8) {
            let spaces = ["rgb", "hsl", "hsl-long", "lab", "hcl", "hcl-long", "cubehelix", "cubehelix-long"];
            let space = Space::named(spaces[which], 1.0).unwrap();
            let (a, b) = (Color::hex(a), Color::hex(b));
            // The matrices of CIELAB have seven digits, so a part may be off by one.
            let near = |x: Color, y: Color| {
                let (x, y) = (x.rgb(), y.rgb());
                x.0.abs_diff(y.0) <= 1 && x.1.abs_diff(y.1) <= 1 && x.2.abs_diff(y.2) <= 1
            };
            prop_assert!(near(space.mix(a, b, 0.0), a), "{:?} is not {a:?}", space.mix(a, b, 0.0));
            prop_assert!(near(space.mix(a, b, 1.0), b), "{:?} is not {b:?}", space.mix(a, b, 1.0));
        }
    }
}
