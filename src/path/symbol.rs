//! The shapes of points as Vega draws them, round 0, 0; their area grows with `size`, the square of the diameter of a circle.

use super::{Path, Point, svg};
use crate::report::Problem;
use std::f64::consts::TAU;

/// The names of the shapes that are not path data.
pub const NAMES: [&str; 12] = [
    "circle",
    "square",
    "cross",
    "diamond",
    "triangle",
    "triangle-up",
    "triangle-down",
    "triangle-right",
    "triangle-left",
    "arrow",
    "wedge",
    "stroke",
];

/// Half the root of three: the height of a triangle of side 2r is 2 r times this.
const HALF_ROOT_3: f64 = 0.8660254037844386;

fn polygon(points: &[Point]) -> Path {
    let mut path = Path::default();
    points.iter().for_each(|p| path.line_to(*p));
    path.close();
    path
}

/// The outline of a shape by its name, or by SVG path data within -1 to 1 on both axes. `stroke` is a line, to be stroked only.
pub fn symbol(shape: &str, size: f64) -> Result<Path, Problem> {
    let r = size.max(0.0).sqrt() / 2.0;
    let h = HALF_ROOT_3 * r;
    Ok(match shape {
        "circle" => {
            let mut path = Path::default();
            path.move_to([r, 0.0]);
            path.arc([0.0, 0.0], r, 0.0, TAU, false);
            path.close();
            path
        }
        "square" => {
            let mut path = Path::default();
            path.rect(-r, -r, 2.0 * r, 2.0 * r);
            path
        }
        "cross" => {
            let s = r / 2.5;
            let corners = [[-r, -s], [-r, s], [-s, s], [-s, r], [s, r], [s, s], [r, s], [r, -s], [s, -s], [s, -r], [-s, -r], [-s, -s]];
            polygon(&corners)
        }
        "diamond" => polygon(&[[-r, 0.0], [0.0, -r], [r, 0.0], [0.0, r]]),
        "triangle-up" => polygon(&[[0.0, -h], [-r, h], [r, h]]),
        "triangle-down" => polygon(&[[0.0, h], [-r, -h], [r, -h]]),
        "triangle-right" => polygon(&[[h, 0.0], [-h, -r], [-h, r]]),
        "triangle-left" => polygon(&[[-h, 0.0], [h, -r], [h, r]]),
        "triangle" | "wedge" => {
            // The middle of the triangle, not of its height, is at 0, 0.
            let down = h - r / 3f64.sqrt();
            let half = if shape == "wedge" { r / 4.0 } else { r };
            polygon(&[[0.0, -h - down], [-half, h - down], [half, h - down]])
        }
        "arrow" => {
            let (s, t, v) = (r / 7.0, r / 2.5, r / 8.0);
            polygon(&[[-s, r], [s, r], [s, -v], [t, -v], [0.0, -r], [-t, -v], [-s, -v]])
        }
        "stroke" => {
            let mut path = Path::default();
            path.move_to([-r, 0.0]);
            path.line_to([r, 0.0]);
            path
        }
        data => svg::parse(data)?.placed([0.0, 0.0], r),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Vega 6 draws these with a size of 400 (r = 10).
    #[test]
    fn shapes_have_their_corners() {
        let drawn = |shape: &str| svg::write(&symbol(shape, 400.0).expect("a shape"));
        assert_eq!(drawn("diamond"), "M-10,0L0,-10L10,0L0,10Z");
        assert_eq!(drawn("triangle-up"), "M0,-8.66L-10,8.66L10,8.66Z");
        assert_eq!(drawn("triangle"), "M0,-11.547L-10,5.774L10,5.774Z");
        assert_eq!(drawn("wedge"), "M0,-11.547L-2.5,5.774L2.5,5.774Z");
        assert_eq!(drawn("stroke"), "M-10,0L10,0");
        assert_eq!(drawn("M-1,-1H1V1H-1Z"), drawn("square"));
        assert!(symbol("star", 400.0).is_err());
    }

    proptest! {
        #[test]
        fn shapes_stay_near_their_circle(which in 0usize..12, size in 0.0..1e4f64) {
            let bounds = symbol(NAMES[which], size).unwrap().bounds().unwrap();
            let reach = size.sqrt() / 2.0 * 1.16;
            prop_assert!(bounds.iter().all(|b| b.abs() <= reach), "{} of {size}: {bounds:?}", NAMES[which]);
        }
    }
}
