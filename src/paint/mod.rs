//! A scene onto a surface. The painter knows no measure and takes no decision: every position is in the scene.
//!
//! Surfaces are `plotters_backend::DrawingBackend`s, whose coordinates are whole numbers; so everything is painted in sixteenths
//! of a device pixel, which keeps lines smooth and lets straight hairlines snap to exact pixels at any pixel ratio. What that
//! trait lacks (alphabetic baselines, weights, halos, dashes, raster pictures) is [`Extension`], on the same surface.

pub mod cloud;
pub mod svg;

use crate::scale::color::{Page, Rgb};
use crate::scene::{Anchor, Item, Point, Scene, Shape, Stroke, Text};
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, DrawingBackend};

/// Units of a back end's coordinates in a device pixel.
pub const UNITS: f64 = 16.0;

/// A line of words, in a back end's units.
pub struct Run<'a> {
    /// The words.
    pub words: &'a str,
    /// Where they are anchored, on their alphabetic baseline.
    pub at: BackendCoord,
    /// How they stand to that place.
    pub anchor: Anchor,
    /// Font size.
    pub size: f64,
    /// CSS weight.
    pub weight: u16,
    /// A CSS font family list.
    pub family: &'a str,
}

/// What a surface must be able to do beyond `DrawingBackend`.
pub trait Extension {
    /// Words in a colour, with a stroke of `halo` (colour, width) below them.
    fn words(&mut self, run: &Run, color: BackendColor, halo: Option<(BackendColor, u32)>);
    /// The dashes of the paths that follow, in units; empty for solid ones.
    fn dash(&mut self, pattern: &[f64]);
    /// Puts a picture of RGBA pixels, one a device pixel, onto the whole surface; false when the surface has no pixels.
    fn raster(&mut self, rgba: &[u8], width: u32) -> bool;
    /// Paints what follows below what is there (true) or above it (false).
    fn beneath(&mut self, beneath: bool);
}

/// The same as one object-safe trait, so that the painter is compiled once.
pub trait Surface: Extension {
    /// A rectangle, filled, or outlined by a stroke of so many units.
    fn rect(&mut self, from: BackendCoord, to: BackendCoord, color: BackendColor, outline: Option<u32>);
    /// A line through points.
    fn path(&mut self, points: &[BackendCoord], color: BackendColor, width: u32);
    /// A filled polygon.
    fn polygon(&mut self, points: &[BackendCoord], color: BackendColor);
    /// A circle, filled or outlined.
    fn circle(&mut self, center: BackendCoord, radius: u32, color: BackendColor, outline: Option<u32>);
}

struct Style(BackendColor, u32);

impl BackendStyle for Style {
    fn color(&self) -> BackendColor {
        self.0
    }

    fn stroke_width(&self) -> u32 {
        self.1
    }
}

// A back end's errors are dropped on purpose: a canvas that refuses one call (a lost context) gives no better picture for knowing.
impl<B: DrawingBackend + Extension> Surface for B {
    fn rect(&mut self, from: BackendCoord, to: BackendCoord, color: BackendColor, outline: Option<u32>) {
        let _ = self.draw_rect(from, to, &Style(color, outline.unwrap_or(0)), outline.is_none());
    }

    fn path(&mut self, points: &[BackendCoord], color: BackendColor, width: u32) {
        let _ = self.draw_path(points.iter().copied(), &Style(color, width));
    }

    fn polygon(&mut self, points: &[BackendCoord], color: BackendColor) {
        let _ = self.fill_polygon(points.iter().copied(), &Style(color, 0));
    }

    fn circle(&mut self, center: BackendCoord, radius: u32, color: BackendColor, outline: Option<u32>) {
        let _ = self.draw_circle(center, radius, &Style(color, outline.unwrap_or(0)), outline.is_none());
    }
}

/// Paints `scene` in the colours of `page`, at `ratio` device pixels to a CSS pixel.
pub fn paint(scene: &Scene, page: &Page, ratio: f64, surface: &mut dyn Surface) {
    let mut painter = Painter { page, ratio, surface };
    let cloud = scene.items.iter().position(|item| matches!(item.shape, Shape::Cloud(..)));
    let mut above = &scene.items[..];
    // Pixels overwrite what they are put on: so they come first, and what belongs below them is painted beneath.
    if let Some(index) = cloud
        && painter.cloud(&scene.items[index], scene)
    {
        painter.surface.beneath(true);
        for item in scene.items[..index].iter().rev() {
            painter.item(item);
        }
        painter.surface.beneath(false);
        above = &scene.items[index + 1..];
    }
    for item in above {
        painter.item(item);
    }
}

struct Painter<'a> {
    page: &'a Page,
    ratio: f64,
    surface: &'a mut dyn Surface,
}

fn color(rgb: Rgb, opacity: f64) -> BackendColor {
    BackendColor { alpha: opacity, rgb: (rgb.0, rgb.1, rgb.2) }
}

impl Painter<'_> {
    fn unit(&self, length: f64) -> i32 {
        (length * self.ratio * UNITS).round() as i32
    }

    fn at(&self, point: Point) -> BackendCoord {
        (self.unit(point.x), self.unit(point.y))
    }

    /// A straight hairline's place across: the middle of whole device pixels.
    fn snap(&self, place: f64, width: f64) -> i32 {
        let pixels = (width * self.ratio).round().max(1.0);
        let middle = if pixels % 2.0 == 1.0 { 0.5 } else { 0.0 };
        (((place * self.ratio - middle).round() + middle) * UNITS) as i32
    }

    /// An edge on a whole device pixel.
    fn edge(&self, place: f64) -> i32 {
        ((place * self.ratio).round() * UNITS) as i32
    }

    fn width(&self, width: f64) -> u32 {
        let pixels = width * self.ratio;
        ((if pixels < 1.5 { pixels.round().max(1.0) } else { pixels }) * UNITS).round() as u32
    }

    fn cloud(&mut self, item: &Item, scene: &Scene) -> bool {
        let (Shape::Cloud(points, radius), Some(ink)) = (&item.shape, item.fill) else { return false };
        let size = ((scene.width * self.ratio).round() as usize, (scene.height * self.ratio).round() as usize);
        let rgba = cloud::raster(points, radius * self.ratio, self.ratio, size, self.page.color(ink), item.opacity);
        self.surface.raster(&rgba, size.0 as u32)
    }

    fn item(&mut self, item: &Item) {
        if let Some(ink) = item.fill {
            let fill = color(self.page.color(ink), item.opacity);
            match &item.shape {
                Shape::Rect(r) => {
                    let from = (self.edge(r.x), self.edge(r.y));
                    self.surface.rect(from, (self.edge(r.x + r.width), self.edge(r.y + r.height)), fill, None);
                }
                Shape::Polygon(points) => {
                    let points: Vec<BackendCoord> = points.iter().map(|p| self.at(*p)).collect();
                    self.surface.polygon(&points, fill);
                }
                Shape::Circle(center, radius) => self.surface.circle(self.at(*center), self.unit(*radius) as u32, fill, None),
                Shape::Text(text) => self.text(text, fill, item.opacity),
                Shape::Cloud(points, radius) => {
                    for point in points {
                        self.surface.circle(self.at(*point), self.unit(*radius) as u32, fill, None);
                    }
                }
                Shape::Path(_) => {}
            }
        }
        if let Some(stroke) = item.stroke {
            self.outline(&item.shape, stroke, item.opacity);
        }
    }

    fn outline(&mut self, shape: &Shape, stroke: Stroke, opacity: f64) {
        let (ink, width) = (color(self.page.color(stroke.ink), opacity), self.width(stroke.width));
        match shape {
            Shape::Path(points) => {
                let own = if stroke.dash.is_empty() { self.page.dash(stroke.ink) } else { stroke.dash };
                let dashes: Vec<f64> = own.iter().map(|d| d * self.ratio * UNITS).collect();
                self.surface.dash(&dashes);
                let mut at: Vec<BackendCoord> = points.iter().map(|p| self.at(*p)).collect();
                if let ([a, b], [from, to]) = (&mut at[..], &points[..]) {
                    if from.x == to.x {
                        (a.0, b.0) = (self.snap(from.x, stroke.width), self.snap(from.x, stroke.width));
                    }
                    if from.y == to.y {
                        (a.1, b.1) = (self.snap(from.y, stroke.width), self.snap(from.y, stroke.width));
                    }
                }
                self.surface.path(&at, ink, width);
            }
            Shape::Rect(r) => {
                self.surface.dash(&[]);
                let half = (width / 2) as i32;
                let from = (self.edge(r.x) + half, self.edge(r.y) + half);
                self.surface.rect(from, (self.edge(r.x + r.width) - half, self.edge(r.y + r.height) - half), ink, Some(width));
            }
            Shape::Circle(center, radius) => {
                self.surface.dash(&[]);
                self.surface.circle(self.at(*center), self.unit(*radius) as u32, ink, Some(width));
            }
            Shape::Polygon(_) | Shape::Text(_) | Shape::Cloud(..) => {}
        }
    }

    fn text(&mut self, text: &Text, fill: BackendColor, opacity: f64) {
        let run = Run {
            words: &text.words,
            at: (self.unit(text.x), self.unit(text.y)),
            anchor: text.anchor,
            size: text.size * self.ratio * UNITS,
            weight: text.weight,
            family: &self.page.font,
        };
        let halo = text.halo.then(|| (color(self.page.paper, opacity), self.unit(4.0) as u32));
        self.surface.words(&run, fill, halo);
    }
}
