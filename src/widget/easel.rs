//! A scene of the full grammar on a canvas: paths by `Path2D`, words by the same 2d context, as `grammar::svg` writes them.

use crate::grammar::outline::{self, Outline};
use crate::grammar::scene::{Axis, Gradient, Group, Item, Legend, Mark, MarkKind, Node, Scene};
use crate::path::svg;
use js_sys::Array;
use std::cell::RefCell;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CanvasGradient, CanvasRenderingContext2d, HtmlImageElement, Path2d};

/// Draws a scene with so many canvas pixels to one of its own, so many canvas pixels from the left.
pub fn draw(scene: &Scene, context: &CanvasRenderingContext2d, scale: f64, left: f64) {
    let easel = Easel { context, now: RefCell::default() };
    let _ = context.set_transform(scale, 0.0, 0.0, scale, left, 0.0);
    context.set_line_join("miter");
    if let Some(background) = &scene.background {
        context.set_fill_style_str(background);
        context.fill_rect(0.0, 0.0, scene.width, scene.height);
    }
    easel.group(&scene.root);
}

/// How the context is set, as far as it was set here: telling it again what it knows takes longer than painting.
#[derive(Clone, Default)]
struct Setting {
    fill: String,
    stroke: String,
    alpha: Option<f64>,
    width: Option<f64>,
    cap: String,
    dash: Vec<f64>,
    font: String,
    align: String,
}

struct Easel<'a> {
    context: &'a CanvasRenderingContext2d,
    now: RefCell<Setting>,
}

impl Easel<'_> {
    /// Draws something at a place; the canvas is as it was afterwards.
    fn at(&self, x: f64, y: f64, angle: f64, draw: impl FnOnce()) {
        let before = self.now.borrow().clone();
        self.context.save();
        let _ = self.context.translate(x, y);
        if angle != 0.0 {
            let _ = self.context.rotate(angle.to_radians());
        }
        draw();
        self.context.restore();
        self.now.replace(before);
    }

    fn alpha(&self, alpha: f64) {
        if self.now.borrow_mut().alpha.replace(alpha) != Some(alpha) {
            self.context.set_global_alpha(alpha);
        }
    }

    /// Sets the colour that is filled with.
    fn fill(&self, color: &str) {
        let mut now = self.now.borrow_mut();
        if now.fill != color {
            now.fill = color.to_string();
            self.context.set_fill_style_str(color);
        }
    }

    fn stroke(&self, color: &str, width: f64) {
        let mut now = self.now.borrow_mut();
        if now.stroke != color {
            now.stroke = color.to_string();
            self.context.set_stroke_style_str(color);
        }
        if now.width.replace(width) != Some(width) {
            self.context.set_line_width(width);
        }
    }

    /// Sets how lines end and are broken.
    fn line(&self, look: &Item) {
        let mut now = self.now.borrow_mut();
        let cap = if look.stroke_cap.is_empty() { "butt" } else { &look.stroke_cap };
        if now.cap != cap {
            now.cap = cap.to_string();
            self.context.set_line_cap(cap);
        }
        if now.dash != look.stroke_dash {
            now.dash.clone_from(&look.stroke_dash);
            let dash: Array = look.stroke_dash.iter().map(|length| JsValue::from_f64(*length)).collect();
            let _ = self.context.set_line_dash(&dash);
        }
    }

    /// Fills and strokes with the plain colours of an item, each by its own way; a look with gradients is left to `paint`.
    fn plainly(&self, look: &Item, fill: impl FnOnce(), stroke: impl FnOnce()) -> bool {
        if look.gradients.iter().any(Option::is_some) {
            return false;
        }
        if let Some(color) = &look.fill {
            self.alpha(look.opacity * look.fill_opacity);
            self.fill(color);
            fill();
        }
        if let Some(color) = look.stroke.as_ref().filter(|_| look.stroke_width > 0.0) {
            self.alpha(look.opacity * look.stroke_opacity);
            self.stroke(color, look.stroke_width);
            self.line(look);
            stroke();
        }
        true
    }

    fn group(&self, group: &Group) {
        self.at(group.x, group.y, 0.0, || {
            if group.fill.is_some() || group.stroke.is_some() {
                let look = Item {
                    x: 0.5,
                    y: 0.5,
                    x2: group.width + 0.5,
                    y2: group.height + 0.5,
                    fill: group.fill.clone(),
                    stroke: group.stroke.clone(),
                    stroke_width: group.stroke_width,
                    fill_opacity: group.fill_opacity,
                    corners: [group.corner_radius; 4],
                    ..Item::default()
                };
                self.item(MarkKind::Rect, &look);
            }
            for node in &group.items {
                match node {
                    Node::Group(inner) => self.group(inner),
                    Node::Mark(mark) if mark.clip || group.clip => self.at(0.0, 0.0, 0.0, || {
                        self.context.begin_path();
                        self.context.rect(0.0, 0.0, group.width, group.height);
                        self.context.clip();
                        self.mark(mark);
                    }),
                    Node::Mark(mark) => self.mark(mark),
                    Node::Axis(Axis { marks, .. }) => marks.iter().for_each(|mark| self.mark(mark)),
                    Node::Legend(legend) => self.legend(legend),
                    Node::Title(items) => items.iter().for_each(|item| self.words(item)),
                }
            }
        });
    }

    fn legend(&self, legend: &Legend) {
        self.at(legend.x, legend.y, 0.0, || {
            if let Some(([x, y, width, height], colors, upwards)) = &legend.gradient {
                let (x2, y2, y1) = if *upwards { (*x, *y, y + height) } else { (x + width, *y, *y) };
                let gradient = self.context.create_linear_gradient(*x, y1, x2, y2);
                let last = colors.len().saturating_sub(1).max(1) as f32;
                for (i, color) in colors.iter().enumerate() {
                    let _ = gradient.add_color_stop(i as f32 / last, color);
                }
                self.alpha(1.0);
                self.now.borrow_mut().fill.clear();
                self.context.set_fill_style_canvas_gradient(&gradient);
                self.context.fill_rect(*x, *y, *width, *height);
            }
            legend.marks.iter().for_each(|mark| self.mark(mark));
        });
    }

    fn mark(&self, mark: &Mark) {
        match mark.kind {
            MarkKind::Line if straight(mark) => self.polyline(mark),
            MarkKind::Line | MarkKind::Area | MarkKind::Trail => {
                if let (Some(first), Some(outline)) = (mark.items.first(), outline::of_path(mark)) {
                    self.outline(&outline, first);
                }
            }
            MarkKind::Path => {}
            kind => mark.items.iter().for_each(|item| self.item(kind, item)),
        }
    }

    /// A line that goes straight from point to point.
    fn polyline(&self, mark: &Mark) {
        let (Some(look), context) = (mark.items.first(), self.context) else { return };
        context.begin_path();
        let mut pen = false;
        for (i, item) in mark.items.iter().enumerate() {
            let there = |item: &Item| item.defined && item.x.is_finite() && item.y.is_finite();
            if !there(item) {
                pen = false;
            } else if pen {
                context.line_to(item.x, item.y);
            } else {
                context.move_to(item.x, item.y);
                // A point by itself is a dot where lines have round ends.
                if !mark.items.get(i + 1).is_some_and(there) {
                    context.close_path();
                }
                pen = true;
            }
        }
        self.plainly(look, || context.fill(), || context.stroke());
    }

    fn outline(&self, outline: &Outline, look: &Item) {
        let Ok(path) = Path2d::new_with_path_string(&outline.data) else { return };
        let (x, y, angle) = outline.at;
        let bounds = || svg::parse(&outline.data).ok().and_then(|path| path.bounds()).unwrap_or_default();
        self.at(x, y, angle, || self.paint(look, &path, &bounds));
    }

    /// A gradient over a box: left, top, right, bottom. A circle is one of the longer side, in the middle.
    fn gradient(&self, gradient: &Gradient, [left, top, right, bottom]: [f64; 4]) -> Option<CanvasGradient> {
        let (width, height) = (right - left, bottom - top);
        let (side, middle) = (width.max(height), ((left + right) / 2.0, (top + bottom) / 2.0));
        let place = |[x, y]: [f64; 2]| match gradient.radial {
            true => (middle.0 + (x - 0.5) * side, middle.1 + (y - 0.5) * side),
            false => (left + x * width, top + y * height),
        };
        let ((x1, y1), (x2, y2), [inner, outer]) = (place(gradient.from), place(gradient.to), gradient.radii);
        let made = match gradient.radial {
            true => self.context.create_radial_gradient(x1, y1, inner * side, x2, y2, outer * side).ok()?,
            false => self.context.create_linear_gradient(x1, y1, x2, y2),
        };
        for (offset, color) in &gradient.stops {
            let _ = made.add_color_stop(*offset as f32, color);
        }
        Some(made)
    }

    /// Fills a path and draws its line, as an item looks; `bounds` is the box round the path.
    fn paint(&self, look: &Item, path: &Path2d, bounds: &dyn Fn() -> [f64; 4]) {
        let context = self.context;
        let gradient = |which: usize| look.gradients[which].as_ref().and_then(|gradient| self.gradient(gradient, bounds()));
        if let Some(fill) = &look.fill {
            self.alpha(look.opacity * look.fill_opacity);
            match gradient(0) {
                Some(gradient) => {
                    self.now.borrow_mut().fill.clear();
                    context.set_fill_style_canvas_gradient(&gradient);
                }
                None => self.fill(fill),
            }
            context.fill_with_path_2d(path);
        }
        if let Some(stroke) = look.stroke.as_ref().filter(|_| look.stroke_width > 0.0) {
            self.alpha(look.opacity * look.stroke_opacity);
            self.stroke(stroke, look.stroke_width);
            if let Some(gradient) = gradient(1) {
                self.now.borrow_mut().stroke.clear();
                context.set_stroke_style_canvas_gradient(&gradient);
            }
            self.line(look);
            context.stroke_with_path(path);
        }
    }

    fn item(&self, kind: MarkKind, item: &Item) {
        match kind {
            MarkKind::Text => self.words(item),
            MarkKind::Image => self.image(item),
            MarkKind::Symbol if item.shape == "stroke" => {
                let half = item.size.max(0.0).sqrt() / 2.0;
                self.item(MarkKind::Rule, &Item { x: item.x - half, x2: item.x + half, y: item.y, y2: item.y, ..item.clone() });
            }
            kind => {
                if self.simple(kind, item) {
                    return;
                }
                if let Some(outline) = outline::of_item(kind, item) {
                    return self.outline(&outline, item);
                }
                let Ok(path) = Path2d::new() else { return };
                // With a gradient.
                match kind {
                    MarkKind::Rect => path.rect(item.x, item.y, item.x2 - item.x, item.y2 - item.y),
                    MarkKind::Rule => {
                        path.move_to(item.x, item.y);
                        path.line_to(item.x2, item.y2);
                    }
                    _ => return,
                }
                let bounds = || [item.x.min(item.x2), item.y.min(item.y2), item.x.max(item.x2), item.y.max(item.y2)];
                self.paint(item, &path, &bounds);
            }
        }
    }

    /// Paints what a canvas has a word for; false for all else.
    fn simple(&self, kind: MarkKind, item: &Item) -> bool {
        let context = self.context;
        match kind {
            MarkKind::Rect if item.corners.iter().all(|corner| *corner <= 0.0) => {
                let (x, y, width, height) = (item.x, item.y, item.x2 - item.x, item.y2 - item.y);
                self.plainly(item, || context.fill_rect(x, y, width, height), || context.stroke_rect(x, y, width, height))
            }
            MarkKind::Rule => {
                context.begin_path();
                context.move_to(item.x, item.y);
                context.line_to(item.x2, item.y2);
                self.plainly(item, || {}, || context.stroke())
            }
            MarkKind::Symbol if item.shape == "circle" && item.size >= 0.0 => {
                context.begin_path();
                let radius = (item.size / std::f64::consts::PI).sqrt();
                let _ = context.arc(item.x, item.y, if item.size > 0.0 { radius } else { 0.0 }, 0.0, std::f64::consts::TAU);
                self.plainly(item, || context.fill(), || context.stroke())
            }
            _ => false,
        }
    }

    /// An image, once it is there; nothing where it cannot be had.
    fn image(&self, item: &Item) {
        let Ok(image) = HtmlImageElement::new() else { return };
        image.set_src(&item.url);
        let (x, y) = (item.x.min(item.x2), item.y.min(item.y2));
        let (width, height) = ((item.x2 - item.x).abs(), (item.y2 - item.y).abs());
        let (context, place) = (self.context.clone(), self.context.get_transform());
        let painted = wasm_bindgen::closure::Closure::once_into_js({
            let image = image.clone();
            move || {
                context.save();
                if let Ok(place) = &place {
                    let _ = context.set_transform(place.a(), place.b(), place.c(), place.d(), place.e(), place.f());
                }
                let _ = context.draw_image_with_html_image_element_and_dw_and_dh(&image, x, y, width, height);
                context.restore();
            }
        });
        image.set_onload(Some(painted.as_ref().unchecked_ref()));
    }

    fn words(&self, item: &Item) {
        let (font, context) = (&item.font, self.context);
        // Words round a centre stand at their angle and radius.
        let [angle, _, _, radius] = item.arc;
        let (x, y) = if radius == 0.0 { (item.x, item.y) } else { (item.x + radius * angle.cos(), item.y + radius * angle.sin()) };
        let paint = |x0: f64, y0: f64| {
            let face = [&font.style, " ", &font.weight, " ", &font.size.to_string(), "px ", &font.family].concat();
            self.letters(&face, &font.align);
            for (i, line) in item.text.iter().enumerate() {
                let (x, y) = (x0 + font.dx, y0 + font.dy + outline::baseline(font) + i as f64 * outline::line_height(font));
                if let Some(stroke) = &item.stroke {
                    self.alpha(item.opacity * item.stroke_opacity);
                    self.stroke(stroke, item.stroke_width);
                    let _ = context.stroke_text(line, x, y);
                }
                if let Some(fill) = &item.fill {
                    self.alpha(item.opacity * item.fill_opacity);
                    self.fill(fill);
                    let _ = context.fill_text(line, x, y);
                }
            }
        };
        if item.angle == 0.0 { paint(x, y) } else { self.at(x, y, item.angle, || paint(0.0, 0.0)) }
    }

    fn letters(&self, face: &str, align: &str) {
        let mut now = self.now.borrow_mut();
        if now.font != face {
            now.font = face.to_string();
            self.context.set_font(face);
        }
        if now.align != align {
            now.align = align.to_string();
            self.context.set_text_align(align);
        }
    }
}

/// A line whose points are joined straight, without a gradient.
fn straight(mark: &Mark) -> bool {
    mark.items
        .first()
        .is_some_and(|look| (look.interpolate.0.is_empty() || look.interpolate.0 == "linear") && look.gradients.iter().all(Option::is_none))
}
