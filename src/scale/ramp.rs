//! A row of colours as one function from 0 to 1.

use super::css::Color;
use super::interpolate::Space;

/// Colours at equal distances, mixed in between.
#[derive(Clone, Debug, PartialEq)]
pub struct Ramp {
    /// At least one.
    pub colors: Vec<Color>,
    /// Where they are mixed.
    pub space: Space,
    /// The part of the ramp that is used: `(1, 0)` runs backwards.
    pub extent: (f64, f64),
}

impl Ramp {
    /// A ramp of these colours, mixed in red, green and blue. One colour is that colour everywhere, none is black.
    pub fn new(colors: Vec<Color>) -> Ramp {
        let colors = if colors.is_empty() { vec![Color::hex(0)] } else { colors };
        Ramp { colors, space: Space::Rgb(1.0), extent: (0.0, 1.0) }
    }

    /// The colour at `t`; beyond 0 and 1 the outer pieces go on, as in d3.
    pub fn at(&self, t: f64) -> Color {
        let t = self.extent.0 + t * (self.extent.1 - self.extent.0);
        let pieces = self.colors.len() - 1;
        if pieces == 0 {
            return self.colors[0];
        }
        let t = t * pieces as f64;
        let i = t.floor().clamp(0.0, pieces as f64 - 1.0) as usize;
        self.space.mix(self.colors[i], self.colors[i + 1], t - i as f64)
    }

    /// `count` colours from within the ramp, its ends left out, as Vega takes them for a scale of classes.
    pub fn quantize(&self, count: usize) -> Vec<Color> {
        let count = count.min(super::steps::MOST);
        (1..=count).map(|i| self.at(i as f64 / (count + 1) as f64)).collect()
    }
}
