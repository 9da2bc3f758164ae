//! A surface that writes SVG: the download of a chart, its fallback picture, and the picture that tests compare.
//!
//! The drawing's units are those of the painter, sixteenths of a pixel, so that every number in the file is whole.

use super::{Extension, Run, UNITS};
use crate::scene::Anchor;
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, DrawingBackend, DrawingErrorKind};

/// An SVG document in the making.
pub struct Svg {
    out: String,
    dash: String,
    size: (u32, u32),
}

impl Svg {
    /// A document of so many CSS pixels.
    pub fn new(width: f64, height: f64) -> Self {
        let size = ((width * UNITS).round() as u32, (height * UNITS).round() as u32);
        let mut svg = Svg { out: String::from("<svg xmlns=\"http://www.w3.org/2000/svg\""), dash: String::new(), size };
        svg.number("width", width.round() as i32);
        svg.number("height", height.round() as i32);
        svg.out.push_str(" viewBox=\"0 0");
        for part in [size.0, size.1] {
            svg.out.push(' ');
            svg.out.push_str(&part.to_string());
        }
        svg.out.push_str("\" stroke-linejoin=\"round\" stroke-linecap=\"round\">");
        svg
    }

    /// The document.
    pub fn finish(mut self) -> String {
        self.out.push_str("</svg>");
        self.out
    }

    fn number(&mut self, name: &str, value: i32) {
        self.attribute(name, &value.to_string());
    }

    fn attribute(&mut self, name: &str, value: &str) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        escape(value, &mut self.out);
        self.out.push('"');
    }

    fn color(&mut self, name: &str, color: BackendColor) {
        let (r, g, b) = color.rgb;
        self.attribute(name, &crate::scale::color::Rgb(r, g, b).css());
        if color.alpha < 1.0 {
            let mut opacity = String::from(name);
            opacity.push_str("-opacity");
            let percent = ((color.alpha * 100.0).round() as i32).to_string();
            self.attribute(&opacity, &(percent + "%"));
        }
    }

    fn ink(&mut self, style: &impl BackendStyle, fill: bool) {
        if fill {
            self.color("fill", style.color());
            return;
        }
        self.attribute("fill", "none");
        self.color("stroke", style.color());
        self.number("stroke-width", style.stroke_width() as i32);
        if !self.dash.is_empty() {
            let dash = std::mem::take(&mut self.dash);
            self.attribute("stroke-dasharray", &dash);
            self.attribute("stroke-linecap", "butt");
            self.dash = dash;
        }
    }

    fn points(&mut self, points: impl IntoIterator<Item = BackendCoord>) {
        self.out.push_str(" points=\"");
        for (x, y) in points {
            self.out.push_str(&x.to_string());
            self.out.push(',');
            self.out.push_str(&y.to_string());
            self.out.push(' ');
        }
        self.out.push('"');
    }
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '"' => out.push_str("&quot;"),
            c if c < ' ' => out.push(' '),
            c => out.push(c),
        }
    }
}

impl Extension for Svg {
    fn words(&mut self, run: &Run, color: BackendColor, halo: Option<(BackendColor, u32)>) {
        self.out.push_str("<text");
        self.number("x", run.at.0);
        self.number("y", run.at.1);
        self.number("font-size", run.size.round() as i32);
        self.number("font-weight", i32::from(run.weight));
        self.attribute("font-family", run.family);
        match run.anchor {
            Anchor::Start => {}
            Anchor::Middle => self.attribute("text-anchor", "middle"),
            Anchor::End => self.attribute("text-anchor", "end"),
        }
        self.color("fill", color);
        if let Some((paper, width)) = halo {
            self.color("stroke", paper);
            self.number("stroke-width", width as i32);
            self.attribute("paint-order", "stroke");
        }
        self.out.push('>');
        escape(run.words, &mut self.out);
        self.out.push_str("</text>");
    }

    fn dash(&mut self, pattern: &[f64]) {
        self.dash.clear();
        for length in pattern {
            self.dash.push_str(&(length.round() as i32).to_string());
            self.dash.push(' ');
        }
    }

    fn raster(&mut self, _rgba: &[u8], _width: u32) -> bool {
        false
    }

    fn beneath(&mut self, _beneath: bool) {}
}

/// Writing to a string cannot fail.
type Drawn = Result<(), DrawingErrorKind<std::convert::Infallible>>;

impl DrawingBackend for Svg {
    type ErrorType = std::convert::Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Drawn {
        self.draw_rect(point, (point.0 + 1, point.1 + 1), &color, true)
    }

    fn draw_rect<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S, fill: bool) -> Drawn {
        self.out.push_str("<rect");
        for (name, value) in [("x", from.0), ("y", from.1), ("width", to.0 - from.0), ("height", to.1 - from.1)] {
            self.number(name, value);
        }
        self.ink(style, fill);
        self.out.push_str("/>");
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        self.out.push_str("<polyline");
        self.points(path);
        self.ink(style, false);
        self.out.push_str("/>");
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        self.out.push_str("<polygon");
        self.points(path);
        self.ink(style, true);
        self.out.push_str("/>");
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(&mut self, center: BackendCoord, radius: u32, style: &S, fill: bool) -> Drawn {
        self.out.push_str("<circle");
        for (name, value) in [("cx", center.0), ("cy", center.1), ("r", radius as i32)] {
            self.number(name, value);
        }
        self.ink(style, fill);
        self.out.push_str("/>");
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::paint;
    use super::*;
    use crate::scale::color::{Ink, Page};
    use crate::scene::{Role, Scene, Text, solid};

    #[test]
    fn a_scene_becomes_elements_in_its_order_with_words_escaped() {
        let mut scene = Scene { width: 40.0, height: 20.0, items: Vec::new() };
        scene.line((0.0, 10.0), (40.0, 10.0), solid(Ink::Ink, 1.0), Role::Axis);
        let words = Text { x: 2.0, y: 8.0, words: "R&D <3".into(), size: 13.0, weight: 600, anchor: Anchor::Start, halo: false };
        scene.text(words, Ink::Ink, Role::AxisLabel);
        let mut svg = Svg::new(40.0, 20.0);
        paint(&scene, &Page::default(), 1.0, &mut svg);
        let svg = svg.finish();
        assert!(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"20\" viewBox=\"0 0 640 320\""), "{svg}");
        assert!(svg.contains("points=\"0,168 640,168 \""), "the line snaps to the middle of a pixel: {svg}");
        assert!(svg.contains("R&amp;D &lt;3</text>"), "{svg}");
    }
}
