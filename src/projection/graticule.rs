//! The net of meridians and parallels.

use super::geojson::Geometry;
use super::sphere::NOTHING;

/// What a net is asked to be, in degrees. `Default` has d3's: every 10°, every 90° up to the poles.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Graticule {
    /// South-west and north-east corner of the major lines.
    pub extent_major: [[f64; 2]; 2],
    /// The same of the minor lines.
    pub extent_minor: [[f64; 2]; 2],
    /// Degrees between major meridians and between major parallels.
    pub step_major: [f64; 2],
    /// The same for minor lines.
    pub step_minor: [f64; 2],
    /// Degrees between two points of a parallel.
    pub precision: f64,
}

impl Default for Graticule {
    fn default() -> Self {
        Graticule {
            extent_major: [[-180.0, -90.0 + NOTHING], [180.0, 90.0 - NOTHING]],
            extent_minor: [[-180.0, -80.0 - NOTHING], [180.0, 80.0 + NOTHING]],
            step_major: [90.0, 360.0],
            step_minor: [10.0, 10.0],
            precision: 2.5,
        }
    }
}

/// More lines, or points on a line, than this are a slip.
const MOST: f64 = 10_000.0;

/// Values from `start` up to but not including `stop`.
fn range(start: f64, stop: f64, step: f64) -> Vec<f64> {
    let count = ((stop - start) / step).ceil();
    let count = if (0.0..MOST).contains(&count) { count as usize } else { 0 };
    (0..count).map(|i| start + i as f64 * step).collect()
}

impl Graticule {
    /// The lines: major meridians and parallels, then minor ones.
    pub fn lines(&self) -> Geometry {
        let to = |from: f64, to: f64, step: f64| {
            let mut values = range(from, to - NOTHING, step);
            values.push(to);
            values
        };
        let meridian = |x: f64, [[_, y0], [_, y1]]: [[f64; 2]; 2]| to(y0, y1, 90.0).into_iter().map(|y| [x, y]).collect();
        let parallel = |y: f64, [[x0, _], [x1, _]]: [[f64; 2]; 2]| to(x0, x1, self.precision).into_iter().map(|x| [x, y]).collect();
        let first = |from: f64, step: f64| (from / step).ceil() * step;
        let ([dx, dy], [big_x, big_y]) = (self.step_minor, self.step_major);
        let (major, minor) = (self.extent_major, self.extent_minor);
        let mut lines: Vec<Vec<[f64; 2]>> = Vec::new();
        lines.extend(range(first(major[0][0], big_x), major[1][0], big_x).into_iter().map(|x| meridian(x, major)));
        lines.extend(range(first(major[0][1], big_y), major[1][1], big_y).into_iter().map(|y| parallel(y, major)));
        let own = |value: &f64, step: f64| (value % step).abs() > NOTHING;
        lines.extend(range(first(minor[0][0], dx), minor[1][0], dx).into_iter().filter(|x| own(x, big_x)).map(|x| meridian(x, minor)));
        lines.extend(range(first(minor[0][1], dy), minor[1][1], dy).into_iter().filter(|y| own(y, big_y)).map(|y| parallel(y, minor)));
        Geometry::Lines(lines)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// d3-geo 3.1.2 `geoGraticule10()`.
    #[test]
    fn the_net_has_a_line_every_ten_degrees() {
        let Geometry::Lines(lines) = Graticule::default().lines() else { panic!("it is lines") };
        assert_eq!(lines.len(), 53);
        assert_eq!((lines[0].len(), lines[4].len(), lines[5].len(), lines[52].len()), (3, 145, 3, 145));
        assert_eq!(lines[5][0], [-170.0, -80.000001]);
    }

    #[test]
    fn a_step_of_nothing_gives_no_lines() {
        let Geometry::Lines(lines) = Graticule { step_minor: [0.0, f64::NAN], ..Graticule::default() }.lines() else { panic!("lines") };
        assert_eq!(lines.len(), 5);
    }
}
