//! Outlines of marks: lines and areas with gaps, trails of changing width, rectangles with round corners.

use super::curve::Curve;
use super::{Path, Point, Segment};
use std::f64::consts::PI;

/// The runs of points that are there.
fn runs<T: Copy>(points: &[Option<T>]) -> impl Iterator<Item = Vec<T>> {
    points.split(|p| p.is_none()).filter(|run| !run.is_empty()).map(|run| run.iter().filter_map(|p| *p).collect())
}

/// A line through points; it breaks where there is none. A point alone is closed, so that a round cap shows it as a dot.
pub fn line(points: &[Option<Point>], curve: Curve) -> Path {
    let mut path = Path::default();
    for run in runs(points) {
        curve.draw(&mut path, &run, false, false);
        if let Some(Segment::Move(_)) = path.segments.last() {
            path.close();
        }
    }
    path
}

/// An area between two edges, which are the two points of each place; it breaks where there is none.
pub fn area(edges: &[Option<(Point, Point)>], curve: Curve) -> Path {
    let mut path = Path::default();
    for run in runs(edges) {
        let near: Vec<Point> = run.iter().map(|edge| edge.0).collect();
        let far: Vec<Point> = run.iter().rev().map(|edge| edge.1).collect();
        curve.draw(&mut path, &near, false, false);
        curve.draw(&mut path, &far, true, true);
        path.close();
    }
    path
}

/// A line of changing width: points with the width there. Its pieces are outlines of their own, which overlap at the joints.
pub fn trail(points: &[Option<(Point, f64)>]) -> Path {
    let mut path = Path::default();
    for run in runs(points) {
        for pair in run.windows(2) {
            let ((p, v), (q, w)) = (pair[0], pair[1]);
            let (r, s) = (v / 2.0, w / 2.0);
            let (ux, uy) = (p[1] - q[1], q[0] - p[0]);
            let length = ux.hypot(uy);
            if length == 0.0 {
                path.move_to([q[0] + s, q[1]]);
                path.arc(q, s, 0.0, 2.0 * PI, false);
            } else {
                let (ux, uy) = (ux / length, uy / length);
                let angle = uy.atan2(ux);
                path.move_to([p[0] - ux * r, p[1] - uy * r]);
                path.line_to([q[0] - ux * s, q[1] - uy * s]);
                path.arc(q, s, angle - PI, angle, false);
                path.line_to([p[0] + ux * r, p[1] + uy * r]);
                path.arc(p, r, angle, angle + PI, false);
            }
            path.close();
        }
    }
    path
}

/// How far from its corner the control points of a round corner lie, as a share of the radius.
const CORNER: f64 = 1.0 - 0.551_915_024_494;

/// A rectangle with radii of its corners: top left, top right, bottom right, bottom left, none more than half the smaller side.
pub fn rectangle(x: f64, y: f64, width: f64, height: f64, radii: [f64; 4]) -> Path {
    let mut path = Path::default();
    let most = (width.min(height) / 2.0).max(0.0);
    let [tl, tr, br, bl] = radii.map(|r| r.max(0.0).min(most));
    if [tl, tr, br, bl] == [0.0; 4] {
        path.rect(x, y, width, height);
        return path;
    }
    let (right, bottom, c) = (x + width, y + height, CORNER);
    path.move_to([x + tl, y]);
    path.line_to([right - tr, y]);
    path.cubic_to([right - c * tr, y], [right, y + c * tr], [right, y + tr]);
    path.line_to([right, bottom - br]);
    path.cubic_to([right, bottom - c * br], [right - c * br, bottom], [right - br, bottom]);
    path.line_to([x + bl, bottom]);
    path.cubic_to([x + c * bl, bottom], [x, bottom - c * bl], [x, bottom - bl]);
    path.line_to([x, y + tl]);
    path.cubic_to([x, y + c * tl], [x + c * tl, y], [x + tl, y]);
    path.close();
    path
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::path::svg;

    /// d3-shape 3.2.1 `area().y0(100).curve(…)`.
    #[test]
    #[rustfmt::skip]
    fn areas_are_those_of_d3() {
        let expected = [
            ("linear", "M0,0L10,40L30,20L45,25L60,90L60,100L45,100L30,100L10,100L0,100Z"),
            ("step", "M0,0L5,0L5,40L20,40L20,20L37.5,20L37.5,25L52.5,25L52.5,90L60,90L60,100L52.5,100L52.5,100L37.5,100L37.5,100L20,100L20,100L5,100L5,100L0,100Z"),
            ("step-after", "M0,0L10,0L10,40L30,40L30,20L45,20L45,25L60,25L60,90L60,100L60,100L45,100L45,100L30,100L30,100L10,100L10,100L0,100Z"),
            ("step-before", "M0,0L0,40L10,40L10,20L30,20L30,25L45,25L45,90L60,90L60,100L45,100L45,100L30,100L30,100L10,100L10,100L0,100L0,100Z"),
            ("basis", "M0,0L1.667,6.667C3.333,13.333,6.667,26.667,11.667,30C16.667,33.333,23.333,26.667,29.167,24.167C35,21.667,40,23.333,45,35C50,46.667,55,68.333,57.5,79.167L60,90L60,100L57.5,100C55,100,50,100,45,100C40,100,35,100,29.167,100C23.333,100,16.667,100,11.667,100C6.667,100,3.333,100,1.667,100L0,100Z"),
            ("cardinal", "M0,0C0,0,5,36.667,10,40C15,43.333,24.167,22.5,30,20C35.833,17.5,40,13.333,45,25C50,36.667,60,90,60,90L60,100C60,100,50,100,45,100C40,100,35.833,100,30,100C24.167,100,15,100,10,100C5,100,0,100,0,100Z"),
            ("catmull-rom", "M0,0C0,0,4.087,38.362,10,40C14.897,41.356,23.321,21.577,30,20C34.993,18.821,40.84,20.425,45,25C53.544,34.397,60,90,60,90L60,100C60,100,50,100,45,100C40,100,35.359,100,30,100C23.812,100,15.523,100,10,100C6.095,100,0,100,0,100Z"),
            ("monotone", "M0,0C3.333,20,6.667,40,10,40C16.667,40,23.333,20,30,20C35,20,40,21.667,45,25C50,28.333,55,59.167,60,90L60,100C55,100,50,100,45,100C40,100,35,100,30,100C23.333,100,16.667,100,10,100C6.667,100,3.333,100,0,100Z"),
            ("natural", "M0,0C2.321,18.929,4.643,37.857,10,40C15.357,42.143,23.75,27.5,30,20C36.25,12.5,40.357,12.143,45,25C49.643,37.857,54.821,63.929,60,90L60,100C54.821,100,49.643,100,45,100C40.357,100,36.25,100,30,100C23.75,100,15.357,100,10,100C4.643,100,2.321,100,0,100Z"),
        ];
        let edges = [[0.0, 0.0], [10.0, 40.0], [30.0, 20.0], [45.0, 25.0], [60.0, 90.0]].map(|[x, y]| Some(([x, y], [x, 100.0])));
        for (name, path) in expected {
            let curve = Curve::named(name, false, None).expect("a curve of Vega's");
            assert_eq!(svg::write(&area(&edges, curve)), path, "{name}");
        }
    }

    #[test]
    fn a_line_breaks_where_a_point_is_missing_and_a_point_alone_is_a_dot() {
        let points = [Some([0.0, 0.0]), Some([1.0, 1.0]), None, Some([2.0, 2.0]), None, None];
        assert_eq!(svg::write(&line(&points, Curve::Linear)), "M0,0L1,1M2,2Z");
        assert_eq!(svg::write(&line(&points, Curve::Basis(crate::path::curve::Ends::Open))), "");
    }

    #[test]
    fn a_trail_is_as_wide_as_it_is_told() {
        let path = trail(&[Some(([0.0, 0.0], 4.0)), Some(([10.0, 0.0], 8.0)), None]);
        let bounds = path.bounds().expect("it is there");
        assert!((bounds[1] + 4.0).abs() < 0.3 && (bounds[3] - 4.0).abs() < 0.3, "{bounds:?}");
        assert_eq!(path.flatten(0.1).len(), 1);
        assert!(trail(&[Some(([0.0, 0.0], 4.0))]).segments.is_empty(), "one point has no piece");
    }

    #[test]
    fn round_corners_are_no_larger_than_half_a_side() {
        assert_eq!(svg::write(&rectangle(0.0, 0.0, 4.0, 2.0, [0.0; 4])), "M0,0L4,0L4,2L0,2Z");
        let path = svg::write(&rectangle(0.0, 0.0, 4.0, 2.0, [9.0, 0.0, 0.0, 0.0]));
        assert_eq!(path, "M1,0L4,0C4,0,4,0,4,0L4,2C4,2,4,2,4,2L0,2C0,2,0,2,0,2L0,1C0,0.448,0.448,0,1,0Z");
    }
}
