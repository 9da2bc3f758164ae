//! Sizes that follow from the widget's width and the page's text size: the numbers of the house's look, in one place.

/// Names of widths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// Under 400 px.
    Compact,
    /// 400 to 719 px.
    Medium,
    /// 720 px and up.
    Wide,
}

/// Sizes for one width.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Size {
    /// Width of the plot, which is the widget's.
    pub width: f64,
    /// Its name.
    pub class: Class,
    /// The page's text size over 16.
    pub scale: f64,
}

impl Size {
    /// Sizes for a width in CSS pixels and a page's text size, 15 to 19. Where text is larger, the layout drops a class sooner.
    pub fn new(width: f64, base: f64) -> Size {
        let scale = base / 16.0;
        let class = match width / scale.max(1.0) {
            w if w < 400.0 => Class::Compact,
            w if w < 720.0 => Class::Medium,
            _ => Class::Wide,
        };
        Size { width, class, scale }
    }

    /// True under 400 px.
    pub fn compact(&self) -> bool {
        self.class == Class::Compact
    }

    /// Size of labels: 13 px on a page of 16.
    pub fn text(&self) -> f64 {
        ((0.81 * 16.0 * self.scale * 2.0).round() / 2.0).max(12.0)
    }

    /// Height of a line of labels: 17 px on a page of 16.
    pub fn line(&self) -> f64 {
        (17.0 * self.scale * 2.0).round() / 2.0
    }

    /// Room for axis labels above the plot.
    pub fn top(&self) -> f64 {
        (20.0 * self.scale).round()
    }

    /// Room for axis labels below the plot.
    pub fn bottom(&self) -> f64 {
        (30.0 * self.scale).round()
    }

    /// Height of the plot without its labels, where nobody says otherwise.
    pub fn plot_height(&self) -> f64 {
        match self.class {
            Class::Compact => (0.74 * self.width).max(200.0),
            Class::Medium => (0.5 * self.width).clamp(240.0, 340.0),
            Class::Wide => (0.46 * self.width).min(460.0),
        }
        .round()
    }

    /// Pixels to a tick of the value axis, about.
    pub fn value_tick(&self) -> f64 {
        match self.class {
            Class::Compact => 75.0,
            Class::Medium => 85.0,
            Class::Wide => 100.0,
        }
    }

    /// Most labels on a time axis.
    pub fn key_ticks(&self, width: f64) -> f64 {
        match self.class {
            Class::Compact => (width / (44.0 * self.scale)).clamp(3.0, 6.0),
            Class::Medium => width / 80.0,
            Class::Wide => width / 100.0,
        }
    }

    /// Width of a line.
    pub fn stroke(&self) -> f64 {
        if self.compact() { 2.25 } else { 2.5 }
    }
}
