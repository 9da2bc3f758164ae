//! An HTML canvas as a surface: `plotters-canvas` for shapes, and the same 2d context for what its trait has no word for.

use crate::paint::{Extension, Run, UNITS};
use crate::scene::Anchor;
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, DrawingBackend, DrawingErrorKind};
use plotters_canvas::CanvasBackend;
use wasm_bindgen::{Clamped, JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageData};

/// A canvas that is painted in sixteenths of its pixels.
pub struct Canvas {
    element: HtmlCanvasElement,
    backend: CanvasBackend,
    /// The context that both draw on.
    pub context: CanvasRenderingContext2d,
}

impl Canvas {
    /// `None` where the browser gives no 2d context.
    pub fn new(element: HtmlCanvasElement) -> Option<Canvas> {
        let context = element.get_context("2d").ok()??.dyn_into().ok()?;
        let backend = CanvasBackend::with_canvas_object(element.clone())?;
        Some(Canvas { element, backend, context })
    }

    /// It holds pixels.
    pub fn has_size(&self) -> bool {
        self.element.width() > 0
    }

    /// Gives the canvas its size in device pixels, cleared and ready to be painted.
    pub fn prepare(&self, width: f64, height: f64, ratio: f64) {
        let (width, height) = ((width * ratio).round() as u32, (height * ratio).round() as u32);
        if self.element.width() != width || self.element.height() != height {
            self.element.set_width(width);
            self.element.set_height(height);
        }
        let context = &self.context;
        let _ = context.set_transform(1.0, 0.0, 0.0, 1.0, 0.0, 0.0);
        context.clear_rect(0.0, 0.0, width.into(), height.into());
        let _ = context.set_transform(1.0 / UNITS, 0.0, 0.0, 1.0 / UNITS, 0.0, 0.0);
        context.set_line_join("round");
        context.set_line_cap("round");
        context.set_text_baseline("alphabetic");
    }
}

fn css(color: BackendColor) -> String {
    let (r, g, b) = color.rgb;
    let mut out = crate::scale::color::Rgb(r, g, b).css();
    let alpha = (color.alpha * 255.0).round() as u8;
    for digit in [alpha >> 4, alpha & 15] {
        out.push(char::from(if digit < 10 { b'0' + digit } else { b'a' + digit - 10 }));
    }
    out
}

/// A CSS font of whole pixels, as it is drawn and measured.
pub fn font(size: f64, weight: u16, family: &str) -> String {
    [&weight.to_string(), " ", &(size.round() as i32).to_string(), "px ", family].concat()
}

impl Extension for Canvas {
    fn words(&mut self, run: &Run, color: BackendColor, halo: Option<(BackendColor, u32)>) {
        let context = &self.context;
        context.set_font(&font(run.size, run.weight, run.family));
        context.set_text_align(match run.anchor {
            Anchor::Start => "left",
            Anchor::Middle => "center",
            Anchor::End => "right",
        });
        let (x, y) = (run.at.0.into(), run.at.1.into());
        if let Some((paper, width)) = halo {
            context.set_line_dash(&JsValue::from(js_sys::Array::new())).unwrap_or_default();
            context.set_stroke_style_str(&css(paper));
            context.set_line_width(width.into());
            let _ = context.stroke_text(run.words, x, y);
        }
        context.set_fill_style_str(&css(color));
        let _ = context.fill_text(run.words, x, y);
    }

    fn dash(&mut self, pattern: &[f64]) {
        let dashes: js_sys::Array = pattern.iter().map(|d| JsValue::from(*d)).collect();
        let _ = self.context.set_line_dash(&dashes);
        self.context.set_line_cap(if pattern.is_empty() { "round" } else { "butt" });
    }

    fn raster(&mut self, rgba: &[u8], width: u32) -> bool {
        match ImageData::new_with_u8_clamped_array(Clamped(rgba), width) {
            Ok(image) => self.context.put_image_data(&image, 0.0, 0.0).is_ok(),
            Err(_) => false,
        }
    }

    fn beneath(&mut self, beneath: bool) {
        let _ = self.context.set_global_composite_operation(if beneath { "destination-over" } else { "source-over" });
    }
}

type Drawn = Result<(), DrawingErrorKind<<CanvasBackend as DrawingBackend>::ErrorType>>;

impl DrawingBackend for Canvas {
    type ErrorType = <CanvasBackend as DrawingBackend>::ErrorType;

    fn get_size(&self) -> (u32, u32) {
        self.backend.get_size()
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Drawn {
        self.backend.draw_pixel(point, color)
    }

    fn draw_rect<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S, fill: bool) -> Drawn {
        self.backend.draw_rect(from, to, style, fill)
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        self.backend.draw_path(path, style)
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        self.backend.fill_polygon(path, style)
    }

    fn draw_circle<S: BackendStyle>(&mut self, center: BackendCoord, radius: u32, style: &S, fill: bool) -> Drawn {
        self.backend.draw_circle(center, radius, style, fill)
    }
}
