//! What a geometry has become on the map, and what can be measured of it.

use crate::path::Path;
use std::f64::consts::TAU;

/// Points, lines and rings in pixels.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outline {
    /// Points.
    pub points: Vec<[f64; 2]>,
    /// Lines.
    pub lines: Vec<Vec<[f64; 2]>>,
    /// Rings; the last point is not the first again.
    pub rings: Vec<Vec<[f64; 2]>>,
}

impl Outline {
    /// The box `[left, top, right, bottom]` round everything; nothing where there is nothing.
    pub fn bounds(&self) -> Option<[f64; 4]> {
        let all = self.points.iter().chain(self.lines.iter().flatten()).chain(self.rings.iter().flatten());
        let bounds =
            all.fold([f64::MAX, f64::MAX, f64::MIN, f64::MIN], |b, p| [b[0].min(p[0]), b[1].min(p[1]), b[2].max(p[0]), b[3].max(p[1])]);
        (bounds[0] <= bounds[2]).then_some(bounds)
    }

    /// As an outline to paint, points as circles of a radius.
    pub fn path(&self, radius: f64) -> Path {
        let mut path = Path::default();
        for p in &self.points {
            path.move_to([p[0] + radius, p[1]]);
            path.arc(*p, radius, 0.0, TAU, false);
            path.close();
        }
        for (line, closed) in self.lines.iter().map(|line| (line, false)).chain(self.rings.iter().map(|ring| (ring, true))) {
            for (i, p) in line.iter().enumerate() {
                if i == 0 { path.move_to(*p) } else { path.line_to(*p) }
            }
            if closed {
                path.close();
            }
        }
        path
    }

    /// Square pixels; holes do not count.
    pub fn area(&self) -> f64 {
        self.rings.iter().map(|ring| twice_area(ring)).sum::<f64>().abs() / 2.0
    }

    /// The middle of what is drawn: of the area, else of the length of the lines, else of the points.
    pub fn centroid(&self) -> Option<[f64; 2]> {
        let mean = |parts: &mut dyn Iterator<Item = ([f64; 2], f64)>| {
            let (mut x, mut y, mut weight) = (0.0, 0.0, 0.0);
            for (p, w) in parts {
                (x, y, weight) = (x + p[0] * w, y + p[1] * w, weight + w);
            }
            (weight != 0.0).then(|| [x / weight, y / weight])
        };
        let triangles = self.rings.iter().flat_map(|ring| {
            ring.iter()
                .zip(ring.iter().cycle().skip(1))
                .map(|(a, b)| ([(a[0] + b[0]) / 3.0, (a[1] + b[1]) / 3.0], a[0] * b[1] - b[0] * a[1]))
        });
        let stretches = |line: &[[f64; 2]]| -> Vec<([f64; 2], f64)> {
            line.windows(2)
                .map(|w| ([(w[0][0] + w[1][0]) / 2.0, (w[0][1] + w[1][1]) / 2.0], (w[1][0] - w[0][0]).hypot(w[1][1] - w[0][1])))
                .collect()
        };
        mean(&mut { triangles })
            .or_else(|| mean(&mut self.lines.iter().chain(&self.rings).flat_map(|line| stretches(line))))
            .or_else(|| mean(&mut self.points.iter().map(|p| (*p, 1.0))))
    }
}

fn twice_area(ring: &[[f64; 2]]) -> f64 {
    ring.iter().zip(ring.iter().cycle().skip(1)).map(|(a, b)| a[0] * b[1] - b[0] * a[1]).sum()
}
