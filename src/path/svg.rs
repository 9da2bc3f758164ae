//! SVG path data, read and written (SVG 1.1, chapter 8).

use super::{Path, Point, Segment};
use crate::problem;
use crate::report::{Place, Problem};
use std::f64::consts::TAU;

/// The problem at a character of path data.
fn wrong(at: usize, found: &str) -> Problem {
    problem!(
        Error,
        "unreadable-path",
        Place::Span { start: at, end: at + 1 },
        format!("path data has {found}"),
        "write it as SVG does: \"M0,-1L1,1L-1,1Z\""
    )
}

/// Path data as it is read.
struct Data<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Data<'_> {
    fn skip(&mut self) {
        while self.bytes.get(self.at).is_some_and(|b| b.is_ascii_whitespace() || *b == b',') {
            self.at += 1;
        }
    }

    /// A number begins here.
    fn more(&mut self) -> bool {
        self.skip();
        self.bytes.get(self.at).is_some_and(|b| b.is_ascii_digit() || matches!(b, b'+' | b'-' | b'.'))
    }

    fn number(&mut self) -> Result<f64, Problem> {
        self.skip();
        let start = self.at;
        let digits = |data: &mut Self| {
            let from = data.at;
            while data.bytes.get(data.at).is_some_and(u8::is_ascii_digit) {
                data.at += 1;
            }
            data.at - from
        };
        if matches!(self.bytes.get(self.at), Some(b'+' | b'-')) {
            self.at += 1;
        }
        let mut count = digits(self);
        if self.bytes.get(self.at) == Some(&b'.') {
            self.at += 1;
            count += digits(self);
        }
        if count == 0 {
            return Err(wrong(start, "no number where one is due"));
        }
        if matches!(self.bytes.get(self.at), Some(b'e' | b'E')) {
            let before = self.at;
            self.at += 1;
            if matches!(self.bytes.get(self.at), Some(b'+' | b'-')) {
                self.at += 1;
            }
            if digits(self) == 0 {
                self.at = before;
            }
        }
        let text = std::str::from_utf8(&self.bytes[start..self.at]).unwrap_or_default();
        let value: f64 = text.parse().map_err(|_| wrong(start, "no number where one is due"))?;
        if value.is_finite() { Ok(value) } else { Err(wrong(start, "a number beyond all bounds")) }
    }

    fn point(&mut self, from: Point) -> Result<Point, Problem> {
        Ok([from[0] + self.number()?, from[1] + self.number()?])
    }

    /// The 0 or 1 of an arc, which needs nothing after it.
    fn flag(&mut self) -> Result<bool, Problem> {
        self.skip();
        let flag = match self.bytes.get(self.at) {
            Some(b'0') => false,
            Some(b'1') => true,
            _ => return Err(wrong(self.at, "no 0 or 1 where a flag of an arc is due")),
        };
        self.at += 1;
        Ok(flag)
    }
}

/// Reads path data. Data that does not begin with a move begins at 0, 0, as in Vega.
///
/// ```
/// use nutgraph::path::svg::{parse, write};
/// assert_eq!(write(&parse("m1,2l3-4h5z").unwrap()), "M1,2L4,-2L9,-2Z");
/// ```
pub fn parse(text: &str) -> Result<Path, Problem> {
    let mut data = Data { bytes: text.as_bytes(), at: 0 };
    let mut path = Path::default();
    // Control points that a following `S` or `T` mirrors.
    let (mut cubic, mut quadratic): (Option<Point>, Option<Point>) = (None, None);
    loop {
        data.skip();
        let Some(&letter) = data.bytes.get(data.at) else { return Ok(path) };
        let command = letter.to_ascii_lowercase();
        if !b"mlhvcsqtaz".contains(&command) {
            return Err(wrong(data.at, "no command where one is due"));
        }
        data.at += 1;
        let mut first = true;
        loop {
            let pen = path.pen().unwrap_or([0.0, 0.0]);
            if path.segments.is_empty() && command != b'm' {
                path.move_to(pen);
            }
            let from = if letter.is_ascii_lowercase() { pen } else { [0.0, 0.0] };
            let mirrored = |control: Option<Point>| control.map_or(pen, |c| [2.0 * pen[0] - c[0], 2.0 * pen[1] - c[1]]);
            let (mut next_cubic, mut next_quadratic) = (None, None);
            match command {
                b'm' if first => {
                    let p = data.point(from)?;
                    path.move_to(p);
                }
                b'm' | b'l' => {
                    let p = data.point(from)?;
                    path.line_to(p);
                }
                b'h' => path.line_to([from[0] + data.number()?, pen[1]]),
                b'v' => path.line_to([pen[0], from[1] + data.number()?]),
                b'c' => {
                    let (a, b, p) = (data.point(from)?, data.point(from)?, data.point(from)?);
                    path.cubic_to(a, b, p);
                    next_cubic = Some(b);
                }
                b's' => {
                    let (b, p) = (data.point(from)?, data.point(from)?);
                    path.cubic_to(mirrored(cubic), b, p);
                    next_cubic = Some(b);
                }
                b'q' => {
                    let (c, p) = (data.point(from)?, data.point(from)?);
                    path.quadratic_to(c, p);
                    next_quadratic = Some(c);
                }
                b't' => {
                    let (c, p) = (mirrored(quadratic), data.point(from)?);
                    path.quadratic_to(c, p);
                    next_quadratic = Some(c);
                }
                b'a' => {
                    let radii = [data.number()?.abs(), data.number()?.abs()];
                    let rotation = data.number()?.to_radians();
                    let (large, clockwise) = (data.flag()?, data.flag()?);
                    let p = data.point(from)?;
                    elliptical(&mut path, pen, radii, rotation, large, clockwise, p);
                }
                _ => path.close(),
            }
            (cubic, quadratic, first) = (next_cubic, next_quadratic, false);
            if command == b'z' || !data.more() {
                break;
            }
        }
    }
}

/// An arc of an ellipse between two points (SVG 1.1, appendix F.6).
fn elliptical(path: &mut Path, from: Point, [rx, ry]: [f64; 2], rotation: f64, large: bool, clockwise: bool, to: Point) {
    if rx == 0.0 || ry == 0.0 || from == to {
        path.line_to(to);
        return;
    }
    let (sin, cos) = rotation.sin_cos();
    let half = [(from[0] - to[0]) / 2.0, (from[1] - to[1]) / 2.0];
    let (x, y) = (cos * half[0] + sin * half[1], cos * half[1] - sin * half[0]);
    // Radii that do not reach are drawn out until they do.
    let short = ((x / rx).powi(2) + (y / ry).powi(2)).sqrt().max(1.0);
    let (rx, ry) = (rx * short, ry * short);
    let reach = (rx * y).powi(2) + (ry * x).powi(2);
    let factor = (((rx * ry).powi(2) - reach).max(0.0) / reach).sqrt() * if large == clockwise { -1.0 } else { 1.0 };
    let (u, v) = (factor * rx * y / ry, -factor * ry * x / rx);
    let center = [cos * u - sin * v + (from[0] + to[0]) / 2.0, sin * u + cos * v + (from[1] + to[1]) / 2.0];
    let start = ((y - v) / ry).atan2((x - u) / rx);
    let end = ((-y - v) / ry).atan2((-x - u) / rx);
    let sweep = (end - start).rem_euclid(TAU);
    path.turn([center[0], center[1], rx, ry, rotation], start, if clockwise { sweep } else { sweep - TAU });
    // Rounding must not leave a gap.
    if let Some(Segment::Cubic(_, _, end)) = path.segments.last_mut() {
        *end = to;
    }
}

/// Writes path data, rounded to a thousandth.
pub fn write(path: &Path) -> String {
    let mut out = String::new();
    let mut put = |letter: char, points: &[Point]| {
        out.push(letter);
        for (i, p) in points.iter().enumerate() {
            if i > 0 {
                out.push(',');
            }
            out.push_str(&format!("{},{}", thousandth(p[0]), thousandth(p[1])));
        }
    };
    for segment in &path.segments {
        match *segment {
            Segment::Move(p) => put('M', &[p]),
            Segment::Line(p) => put('L', &[p]),
            Segment::Cubic(a, b, p) => put('C', &[a, b, p]),
            Segment::Close => put('Z', &[]),
        }
    }
    out
}

fn thousandth(x: f64) -> f64 {
    // Zero loses its sign.
    (x * 1000.0).round() / 1000.0 + 0.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(parse(text).map(|path| write(&path)).map_err(|p| p.to_string()), Ok(expected.to_string()), "{text}");
    }

    #[test]
    fn every_command_is_read() {
        check("M0-1.5.5,2L1,1Z", "M0,-1.5L0.5,2L1,1Z");
        check("m1 1 2 2 3 3", "M1,1L3,3L6,6");
        check("l1 1", "M0,0L1,1");
        check("M0,0H5V5h-1v-1", "M0,0L5,0L5,5L4,5L4,4");
        check("M0,0C1,2,3,4,5,6S7,8,9,10", "M0,0C1,2,3,4,5,6C7,8,7,8,9,10");
        check("M0,0Q3,3,6,0T12,0", "M0,0C2,2,4,2,6,0C8,-2,10,-2,12,0");
        check("M1,0A1,1,0,0,1,0,1", "M1,0C1,0.552,0.552,1,0,1");
        check("M1,0a1 1 0 01-1 1", "M1,0C1,0.552,0.552,1,0,1");
        check("M0,0A0,0,0,0,1,5,5", "M0,0L5,5");
        check("M1,1zl1,0", "M1,1ZL2,1");
        check("", "");
    }

    #[test]
    fn what_is_no_path_data_is_an_error_with_its_place() {
        let place = |text: &str| parse(text).expect_err(text).place;
        assert_eq!(place("M0"), Place::Span { start: 2, end: 3 });
        assert_eq!(place("star"), Place::Span { start: 1, end: 2 });
        assert_eq!(place("M0,0 x"), Place::Span { start: 5, end: 6 });
        assert_eq!(place("M0,0A1,1,0,2,0,5,5"), Place::Span { start: 11, end: 12 });
    }

    proptest! {
        #[test]
        fn no_text_is_too_wild(text in ".*", near in "[MmLlHhVvCcSsQqTtAaZz0-9., e+-]{0,60}") {
            for text in [text, near] {
                if let Ok(path) = parse(&text) {
                    prop_assert!(path.segments.len() <= 4 * text.len() + 1);
                    path.bounds();
                    path.flatten(0.1);
                }
            }
        }

        #[test]
        fn what_is_written_is_read_again(points in prop::collection::vec([-1e4..1e4f64, -1e4..1e4f64], 3..20)) {
            let mut path = Path::default();
            path.move_to(points[0]);
            for p in points.chunks_exact(3) {
                path.cubic_to(p[0], p[1], p[2]);
            }
            let text = write(&path);
            prop_assert_eq!(write(&parse(&text).unwrap()), text);
        }
    }
}
