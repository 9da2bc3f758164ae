//! Boxes and a measure: how wide words are, where they may stand, and how they break into lines. Knows no data.

use crate::host::Host;
use crate::scene::{Anchor, Point, Rect, Text};

/// What already stands in the plot and must not be crossed by words.
#[derive(Clone, Debug, Default)]
pub struct Taken {
    /// Words.
    pub words: Vec<Rect>,
    /// Filled marks.
    pub fills: Vec<Rect>,
    /// Segments of lines.
    pub segments: Vec<(Point, Point)>,
}

impl Taken {
    /// True when nothing crosses `rect`.
    pub fn free(&self, rect: &Rect) -> bool {
        self.clear_of_words(rect)
            && !self.fills.iter().any(|f| f.overlaps(rect))
            && !self.segments.iter().any(|(a, b)| crosses(*a, *b, rect))
    }

    /// True when no words cross `rect`.
    pub fn clear_of_words(&self, rect: &Rect) -> bool {
        !self.words.iter().any(|w| w.overlaps(rect))
    }
}

/// True when the segment from `a` to `b` touches the inside of `rect` (Liang and Barsky, 1984).
fn crosses(a: Point, b: Point, rect: &Rect) -> bool {
    let (mut from, mut to) = (0.0f64, 1.0f64);
    for (start, delta, low, high) in [(a.x, b.x - a.x, rect.x, rect.x + rect.width), (a.y, b.y - a.y, rect.y, rect.y + rect.height)] {
        if delta == 0.0 {
            if start <= low || start >= high {
                return false;
            }
        } else {
            let (near, far) = ((low - start) / delta, (high - start) / delta);
            from = from.max(near.min(far));
            to = to.min(near.max(far));
        }
    }
    from < to
}

/// The box of a line of words: from 0.8 of its size above the baseline to 0.25 below.
pub fn text_box(text: &Text, host: &dyn Host) -> Rect {
    measured_box(text, host.measure(&text.words, text.size, text.weight))
}

/// The box of a line of words of a known width: measuring is dear, and places are tried by the hundred.
pub fn measured_box(text: &Text, width: f64) -> Rect {
    let x = match text.anchor {
        Anchor::Start => text.x,
        Anchor::Middle => text.x - width / 2.0,
        Anchor::End => text.x - width,
    };
    Rect { x, y: text.y - 0.8 * text.size, width, height: 1.05 * text.size }
}

/// Breaks words at spaces into lines of at most `width`; a word that is longer stands alone. More than `most` lines give `None`.
pub fn wrap(words: &str, width: f64, most: usize, measure: &dyn Fn(&str) -> f64) -> Option<Vec<String>> {
    let mut lines: Vec<String> = Vec::new();
    for word in words.split(' ') {
        if let Some(line) = lines.last_mut() {
            let longer = [line.as_str(), " ", word].concat();
            if measure(&longer) <= width {
                *line = longer;
                continue;
            }
        }
        if measure(word) > width || lines.len() == most {
            return None;
        }
        lines.push(word.to_string());
    }
    Some(lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn width(words: &str) -> f64 {
        words.chars().count() as f64
    }

    #[test]
    fn words_break_at_spaces_and_never_inside() {
        assert_eq!(wrap("Norte de Santander", 9.0, 2, &width), Some(vec!["Norte de".into(), "Santander".into()]));
        assert_eq!(wrap("Norte de Santander", 8.0, 2, &width), None, "a word that is too long is not cut");
        assert_eq!(wrap("a b c", 1.0, 2, &width), None, "nor is a line dropped");
    }

    #[test]
    fn a_segment_crosses_a_box_only_by_its_inside() {
        let rect = Rect { x: 10.0, y: 10.0, width: 10.0, height: 10.0 };
        let at = |x, y| Point { x, y };
        assert!(crosses(at(0.0, 0.0), at(30.0, 30.0), &rect));
        assert!(crosses(at(15.0, 0.0), at(15.0, 40.0), &rect));
        assert!(!crosses(at(0.0, 10.0), at(40.0, 10.0), &rect), "along the edge");
        assert!(!crosses(at(0.0, 0.0), at(9.0, 9.0), &rect));
        assert!(!crosses(at(0.0, 15.0), at(40.0, 60.0), &rect), "past the corner");
    }
}
