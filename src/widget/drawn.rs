//! A picture of the full grammar as it was last laid out for a plot: its scene, where that stands in the plot, and what in it can be
//! pointed at.

use super::canvas::Canvas;
use crate::grammar::play;
use crate::grammar::scene::MarkKind;
use crate::grammar::spots::{self, Spot};
use crate::grammar::{Chart, Composed};
use crate::scale::color::{Ink, Page};

/// The picture as it was last laid out.
pub(super) struct Drawn {
    /// Width and height of the plot in CSS pixels; no height where it is the picture that says how high it is.
    pub size: [f64; 2],
    /// Width and height of the canvases in CSS pixels.
    pub canvas: [f64; 2],
    pub page: Page,
    pub ratio: f64,
    pub chart: Chart,
    pub composed: Composed,
    /// What can be pointed at: marks, then what only keys come to: entries of legends that choose something.
    pub spots: Vec<Spot>,
    /// How many of them are marks.
    pub marks: usize,
}

impl Drawn {
    /// CSS pixels to a pixel of the scene: a picture that is too wide is made smaller.
    pub fn scale(&self) -> f64 {
        (self.size[0] / self.composed.scene.width.max(1.0)).min(1.0)
    }

    /// From the left edge to the picture: one that is narrower stands in the middle.
    pub fn left(&self) -> f64 {
        ((self.size[0] - self.composed.scene.width * self.scale()) / 2.0).max(0.0)
    }

    /// What was laid out for a size, with what can be pointed at in it.
    pub fn new(size: [f64; 2], page: Page, ratio: f64, chart: Chart, composed: Composed) -> Drawn {
        let mut spots = spots::spots(&composed.scene);
        let marks = spots.len();
        if chart.chooses_by_legend() {
            spots.extend(play::pick::entries(&composed).into_iter().map(|entry| {
                let [left, top, right, bottom] = entry.bounds;
                let at = ((left + right) / 2.0, (top + bottom) / 2.0);
                let says = vec![(entry.field, entry.label)];
                Spot { kind: MarkKind::Rect, at, bounds: entry.bounds, says, color: String::new(), outline: None }
            }));
        }
        Drawn { size, canvas: size, page, ratio, chart, composed, spots, marks }
    }
}

/// A ring round a spot, or a line round its box.
pub(super) fn ring(spot: &Spot, overlay: &Canvas, page: &Page, ratio: f64, scale: f64, left: f64) {
    let context = &overlay.context;
    let k = ratio * scale;
    let _ = context.set_transform(k, 0.0, 0.0, k, left * ratio, 0.0);
    context.begin_path();
    match spot.kind {
        MarkKind::Rect | MarkKind::Image => {
            let [x, y, x2, y2] = spot.bounds;
            context.rect(x, y, x2 - x, y2 - y);
        }
        _ => {
            let half = (spot.bounds[2] - spot.bounds[0]).max(spot.bounds[3] - spot.bounds[1]) / 2.0;
            let radius = if spot.kind == MarkKind::Symbol { half + 2.5 } else { 5.5 };
            let _ = context.arc(spot.at.0, spot.at.1, radius, 0.0, std::f64::consts::TAU);
        }
    }
    for (ink, width) in [(Ink::Paper, 4.0), (Ink::Ink, 2.0)] {
        context.set_stroke_style_str(&page.color(ink).css());
        context.set_line_width(width);
        context.stroke();
    }
}
