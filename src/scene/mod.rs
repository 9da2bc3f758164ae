//! What is drawn and where, as plain data: final positions in CSS pixels from the plot's top left, in painting order.
//!
//! A scene can be compared and printed, so that most tests of pictures need no picture. Colours are named by purpose
//! ([`Ink`]); the painter asks the page for them, so that a dark page needs another paint, not another scene.

#[cfg(not(feature = "lean"))]
mod mirror;
#[cfg(not(feature = "lean"))]
pub mod sweep;
#[cfg(not(feature = "lean"))]
pub mod tween;

use crate::scale::color::Ink;

/// A place in the picture: x to the right, y downwards, in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// From the left edge.
    pub x: f64,
    /// From the top edge.
    pub y: f64,
}

/// A rectangle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rect {
    /// Left edge.
    pub x: f64,
    /// Top edge.
    pub y: f64,
    /// Width, not negative.
    pub width: f64,
    /// Height, not negative.
    pub height: f64,
}

impl Rect {
    /// True when the two share more than an edge.
    pub fn overlaps(&self, other: &Rect) -> bool {
        self.x < other.x + other.width && other.x < self.x + self.width && self.y < other.y + other.height && other.y < self.y + self.height
    }

    /// Grown by `by` on all sides.
    pub fn grown(&self, by: f64) -> Rect {
        Rect { x: self.x - by, y: self.y - by, width: self.width + 2.0 * by, height: self.height + 2.0 * by }
    }
}

/// How words stand to their x.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// They begin there (at their left edge, in every language).
    Start,
    /// Their middle is there.
    Middle,
    /// They end there.
    End,
}

/// One line of words.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    /// Where they are anchored.
    pub x: f64,
    /// Their alphabetic baseline.
    pub y: f64,
    /// The words.
    pub words: String,
    /// Font size.
    pub size: f64,
    /// CSS weight.
    pub weight: u16,
    /// How they stand to x.
    pub anchor: Anchor,
    /// A 4 px stroke of paper parts them from what is below.
    pub halo: bool,
}

/// The shape of an item.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// A filled or outlined rectangle.
    Rect(Rect),
    /// A stroked line through points.
    Path(Vec<Point>),
    /// A filled shape.
    Polygon(Vec<Point>),
    /// A filled or outlined circle of a radius.
    Circle(Point, f64),
    /// Words.
    Text(Text),
    /// Many equal dots of a radius, whose opacity adds up where they overlap.
    Cloud(Vec<Point>, f64),
}

impl Shape {
    /// The same shape elsewhere.
    pub fn moved(mut self, dx: f64, dy: f64) -> Shape {
        let shift = |p: &mut Point| (p.x, p.y) = (p.x + dx, p.y + dy);
        match &mut self {
            Shape::Rect(rect) => (rect.x, rect.y) = (rect.x + dx, rect.y + dy),
            Shape::Path(points) | Shape::Polygon(points) | Shape::Cloud(points, _) => points.iter_mut().for_each(shift),
            Shape::Circle(center, _) => shift(center),
            Shape::Text(text) => (text.x, text.y) = (text.x + dx, text.y + dy),
        }
        self
    }
}

/// How a line is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stroke {
    /// Its colour.
    pub ink: Ink,
    /// Its width.
    pub width: f64,
    /// Lengths of dashes and gaps; empty for a solid line.
    pub dash: &'static [f64],
}

/// What an item is to the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Gridlines, ticks and the zero line.
    Axis,
    /// Labels of an axis.
    AxisLabel,
    /// A mark of a series.
    Mark(u16),
    /// The name or value of a series.
    Label(u16),
    /// A slot of what is not known.
    Gap,
    /// An event or a target with its words.
    Annotation,
    /// The evidence of a fact.
    Evidence,
}

/// One thing that is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Its shape.
    pub shape: Shape,
    /// Fill, if any.
    pub fill: Option<Ink>,
    /// Outline, if any.
    pub stroke: Option<Stroke>,
    /// 0 to 1.
    pub opacity: f64,
    /// What it is.
    pub role: Role,
}

/// A picture.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scene {
    /// Width in CSS pixels.
    pub width: f64,
    /// Height in CSS pixels.
    pub height: f64,
    /// From back to front.
    pub items: Vec<Item>,
}

impl Scene {
    /// Adds a filled shape.
    pub fn fill(&mut self, shape: Shape, ink: Ink, role: Role) {
        self.items.push(Item { shape, fill: Some(ink), stroke: None, opacity: 1.0, role });
    }

    /// Adds a stroked shape.
    pub fn stroke(&mut self, shape: Shape, stroke: Stroke, role: Role) {
        self.items.push(Item { shape, fill: None, stroke: Some(stroke), opacity: 1.0, role });
    }

    /// Adds a straight line.
    pub fn line(&mut self, from: (f64, f64), to: (f64, f64), stroke: Stroke, role: Role) {
        self.stroke(Shape::Path(vec![Point { x: from.0, y: from.1 }, Point { x: to.0, y: to.1 }]), stroke, role);
    }

    /// Adds words.
    pub fn text(&mut self, text: Text, ink: Ink, role: Role) {
        self.fill(Shape::Text(text), ink, role);
    }

    /// The words of the picture, in painting order.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.items.iter().filter_map(|item| match &item.shape {
            Shape::Text(text) => Some(text.words.as_str()),
            _ => None,
        })
    }
}

/// A solid line.
pub const fn solid(ink: Ink, width: f64) -> Stroke {
    Stroke { ink, width, dash: &[] }
}
