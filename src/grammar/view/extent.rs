//! The room that things take: boxes, words, and which of several labels fit beside each other.

use super::env::Env;
use crate::grammar::scene::{Font, Item};

/// A box.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Bounds {
    pub x1: f64,
    pub y1: f64,
    pub x2: f64,
    pub y2: f64,
}

impl Bounds {
    /// A box without anything.
    pub fn empty() -> Bounds {
        Bounds { x1: f64::INFINITY, y1: f64::INFINITY, x2: f64::NEG_INFINITY, y2: f64::NEG_INFINITY }
    }

    /// From corner to corner.
    pub fn new(x1: f64, y1: f64, x2: f64, y2: f64) -> Bounds {
        Bounds { x1, y1, x2, y2 }
    }

    /// True without anything.
    pub fn is_empty(&self) -> bool {
        self.x1 > self.x2
    }

    /// Grown to hold a point.
    pub fn add(&mut self, x: f64, y: f64) {
        self.x1 = self.x1.min(x);
        self.y1 = self.y1.min(y);
        self.x2 = self.x2.max(x);
        self.y2 = self.y2.max(y);
    }

    /// Grown to hold a box.
    pub fn union(&mut self, other: &Bounds) {
        if !other.is_empty() {
            self.add(other.x1, other.y1);
            self.add(other.x2, other.y2);
        }
    }

    /// Moved.
    pub fn moved(&self, dx: f64, dy: f64) -> Bounds {
        Bounds { x1: self.x1 + dx, y1: self.y1 + dy, x2: self.x2 + dx, y2: self.y2 + dy }
    }

    /// How far it reaches out of a view on one side.
    pub fn reach(&self, orient: &str, width: f64, height: f64) -> f64 {
        if self.is_empty() {
            return 0.0;
        }
        match orient {
            "bottom" => self.y2 - height,
            "top" => -self.y1,
            "right" => self.x2 - width,
            _ => -self.x1,
        }
    }

    /// Its width.
    pub fn width(&self) -> f64 {
        if self.is_empty() { 0.0 } else { self.x2 - self.x1 }
    }

    /// Its height.
    pub fn height(&self) -> f64 {
        if self.is_empty() { 0.0 } else { self.y2 - self.y1 }
    }
}

/// The weight of a font as a number.
pub(crate) fn weight(font: &Font) -> u16 {
    match font.weight.as_str() {
        "bold" => 700,
        "" | "normal" => 400,
        other => other.parse().unwrap_or(400),
    }
}

/// How far the lines of a font lie apart.
pub(crate) fn line_height(font: &Font) -> f64 {
    if font.line_height > 0.0 { font.line_height } else { font.size + 2.0 }
}

/// The width of the longest line, not beyond the limit.
pub(crate) fn text_width(lines: &[String], font: &Font, env: &Env) -> f64 {
    let widest = lines.iter().map(|l| env.width(l, font.size, weight(font))).fold(0.0, f64::max);
    if font.limit > 0.0 { widest.min(font.limit) } else { widest }
}

/// The box of words, as Vega takes it.
pub(crate) fn of_text(item: &Item, env: &Env) -> Bounds {
    let font = &item.font;
    if item.text.iter().all(String::is_empty) {
        return Bounds::new(item.x, item.y, item.x, item.y);
    }
    let width = text_width(&item.text, font, env);
    let x = item.x + font.dx;
    let left = match font.align.as_str() {
        "center" => x - width / 2.0,
        "right" => x - width,
        _ => x,
    };
    let offset = match font.baseline.as_str() {
        "top" => 0.79 * font.size,
        "middle" => 0.30 * font.size,
        "bottom" => -0.21 * font.size,
        _ => 0.0,
    };
    let height = font.size + line_height(font) * (item.text.len() - 1) as f64;
    let top = item.y + font.dy + offset.round() - (0.8 * font.size).round();
    let plain = Bounds::new(left, top, left + width, top + height);
    if item.angle == 0.0 {
        return plain;
    }
    let (sin, cos) = item.angle.to_radians().sin_cos();
    let mut out = Bounds::empty();
    for (px, py) in [(plain.x1, plain.y1), (plain.x2, plain.y1), (plain.x1, plain.y2), (plain.x2, plain.y2)] {
        let (dx, dy) = (px - item.x, py - item.y);
        out.add(item.x + dx * cos - dy * sin, item.y + dx * sin + dy * cos);
    }
    out
}

/// Hides labels that overlap: every other one until none do, or greedily those that overlap the last one shown. The first and the
/// last of them survive as long as any do.
pub(crate) fn reduce(bounds: &[Bounds], greedy: Option<bool>, separation: f64, shown: &mut [bool]) {
    let Some(greedy) = greedy else { return };
    let meet = |a: &Bounds, b: &Bounds| {
        let gap = (b.x1 - a.x2).max(a.x1 - b.x2).max(b.y1 - a.y2).max(a.y1 - b.y2);
        separation > gap
    };
    let all: Vec<usize> = (0..bounds.len()).filter(|&i| bounds[i].width() > 1.0 && bounds[i].height() > 1.0).collect();
    let overlap = |list: &[usize]| list.windows(2).any(|w| meet(&bounds[w[0]], &bounds[w[1]]));
    if all.len() < 3 || !overlap(&all) {
        return;
    }
    let mut kept = all.clone();
    while kept.len() >= 3 && overlap(&kept) {
        let mut next = Vec::new();
        for (i, &at) in kept.iter().enumerate() {
            let keep = if greedy { next.last().is_none_or(|&last: &usize| !meet(&bounds[last], &bounds[at])) } else { i % 2 == 0 };
            if keep {
                next.push(at);
            }
        }
        if next.len() == kept.len() {
            break;
        }
        kept = next;
    }
    for &i in &all {
        shown[i] = kept.contains(&i);
    }
    if let (true, Some(&last)) = (kept.len() < 3, all.last())
        && !shown[last]
    {
        if let (true, Some(&middle)) = (kept.len() > 1, kept.last()) {
            shown[middle] = false;
        }
        shown[last] = true;
    }
}
