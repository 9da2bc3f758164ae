//! Cutting lines and polygons at a boundary. What the boundary is (the antimeridian, a circle, a rectangle) is a [`Boundary`]; how
//! the pieces of a polygon are joined along it is the same for all: Greiner and Hormann, "Efficient Clipping of Arbitrary Polygons"
//! (1998), as d3-geo has it.

use super::sphere::{NOTHING, same};
use std::cmp::Ordering;

/// A point on the way: two coordinates, and whether it lies on the boundary by a cut that must not be mistaken for the ring's own
/// beginning.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Vertex {
    /// Longitude and latitude, or x and y.
    pub at: [f64; 2],
    /// A cut.
    pub cut: bool,
}

impl Vertex {
    /// A point of the line itself.
    pub fn new(at: [f64; 2]) -> Vertex {
        Vertex { at, cut: false }
    }
}

/// The pieces of a line within a boundary.
#[derive(Clone, Debug, Default)]
pub struct Cut {
    /// The pieces.
    pub lines: Vec<Vec<Vertex>>,
    /// The line was not cut anywhere.
    pub whole: bool,
    /// It was cut, and its first and its last piece belong together if it is a ring.
    pub rejoin: bool,
}

impl Cut {
    /// Begins a piece.
    pub fn begin(&mut self) {
        self.lines.push(Vec::new());
    }

    /// Adds to the last piece.
    pub fn add(&mut self, at: [f64; 2], cut: bool) {
        if let Some(line) = self.lines.last_mut() {
            line.push(Vertex { at, cut });
        }
    }
}

/// Where something is cut.
pub trait Boundary {
    /// Cuts a line.
    fn line(&self, points: &[[f64; 2]]) -> Cut;
    /// The way along the boundary from one cut to another, forwards or backwards, without its first point; all round for none.
    fn along(&self, ends: Option<([f64; 2], [f64; 2])>, forwards: bool, out: &mut Vec<[f64; 2]>);
    /// The order of cuts along the boundary.
    fn compare(&self, a: [f64; 2], b: [f64; 2]) -> Ordering;
}

/// Cuts the rings of a polygon (whose first point is not repeated at the end); `start_inside` says whether the beginning of the
/// boundary lies in the polygon.
pub fn polygon(boundary: &dyn Boundary, rings: &[Vec<[f64; 2]>], start_inside: bool) -> Vec<Vec<[f64; 2]>> {
    let (mut out, mut pieces) = (Vec::new(), Vec::new());
    for ring in rings.iter().filter(|ring| !ring.is_empty()) {
        let mut closed = ring.clone();
        closed.push(ring[0]);
        let Cut { mut lines, whole, rejoin } = boundary.line(&closed);
        if lines.is_empty() {
            continue;
        }
        if whole {
            let line = &lines[0];
            if line.len() > 1 {
                out.push(line[..line.len() - 1].iter().map(|v| v.at).collect());
            }
            continue;
        }
        if rejoin && lines.len() > 1 {
            let first = lines.remove(0);
            if let Some(last) = lines.last_mut() {
                last.extend(first);
            }
        }
        pieces.extend(lines.into_iter().filter(|line| line.len() > 1));
    }
    if !pieces.is_empty() {
        rejoin(boundary, pieces, start_inside, &mut out);
    } else if start_inside {
        let mut ring = Vec::new();
        boundary.along(None, true, &mut ring);
        out.push(ring);
    }
    out
}

/// A cut, once as an end of a piece and once as a point of the boundary.
struct Crossing {
    at: [f64; 2],
    /// The piece, for an end of one.
    piece: Option<usize>,
    /// The same cut in the other list.
    other: usize,
    /// Here the way goes into the inside.
    entry: bool,
    visited: bool,
    next: usize,
    before: usize,
}

/// Joins pieces along the boundary to rings.
fn rejoin(boundary: &dyn Boundary, mut pieces: Vec<Vec<Vertex>>, start_inside: bool, out: &mut Vec<Vec<[f64; 2]>>) {
    let mut all: Vec<Crossing> = Vec::new();
    let (mut subject, mut clip): (Vec<usize>, Vec<usize>) = (Vec::new(), Vec::new());
    for (i, piece) in pieces.iter_mut().enumerate() {
        let n = piece.len() - 1;
        let (first, last) = (piece[0], piece[n]);
        if same(first.at, last.at) {
            if !first.cut && !last.cut {
                out.push(piece[..n].iter().map(|v| v.at).collect());
                continue;
            }
            // Two cuts in one place have no order: move one.
            piece[n].at[0] += 2.0 * NOTHING;
        }
        for (at, entry) in [(first.at, true), (piece[n].at, false)] {
            let index = all.len();
            let crossing = |piece, other, entry| Crossing { at, piece, other, entry, visited: false, next: 0, before: 0 };
            all.push(crossing(Some(i), index + 1, entry));
            all.push(crossing(None, index, !entry));
            subject.push(index);
            clip.push(index + 1);
        }
    }
    let Some(&start) = subject.first() else { return };
    clip.sort_by(|a, b| boundary.compare(all[*a].at, all[*b].at));
    for list in [&subject, &clip] {
        for (k, &i) in list.iter().enumerate() {
            all[i].next = list[(k + 1) % list.len()];
            all[i].before = list[(k + list.len() - 1) % list.len()];
        }
    }
    let mut inside = start_inside;
    for &i in &clip {
        inside = !inside;
        all[i].entry = inside;
    }
    for &begin in std::iter::once(&start).chain(&subject) {
        if all[begin].visited {
            continue;
        }
        let (mut ring, mut current, mut on_subject) = (Vec::new(), begin, true);
        while !all[current].visited {
            let other = all[current].other;
            all[current].visited = true;
            all[other].visited = true;
            let forwards = all[current].entry;
            let to = if forwards { all[current].next } else { all[current].before };
            if on_subject {
                let piece = all[if forwards { current } else { to }].piece.map_or(&[][..], |i| &pieces[i]);
                if forwards {
                    ring.extend(piece.iter().map(|v| v.at));
                } else {
                    ring.extend(piece.iter().rev().map(|v| v.at));
                }
            } else {
                boundary.along(Some((all[current].at, all[to].at)), forwards, &mut ring);
            }
            current = all[to].other;
            on_subject = !on_subject;
        }
        out.push(ring);
    }
}
