//! A scene of the full grammar as an SVG document.
//!
//! Positions are written as they are, rounded to a thousandth of a pixel; words are text, in the fonts that the spec names.

use super::outline;
use super::scene::{Axis, Font, Gradient, Group, Item, Legend, Mark, MarkKind, Node, Scene};

/// The document.
pub fn svg(scene: &Scene) -> String {
    let mut out = Writer { out: String::new(), ids: 0 };
    let (w, h) = (number(scene.width), number(scene.height));
    out.out.push_str(&format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{w}\" height=\"{h}\" viewBox=\"0 0 {w} {h}\" role=\"img\" fill=\"none\" stroke-miterlimit=\"10\">"
    ));
    if !scene.description.is_empty() {
        out.out.push_str("<title>");
        escape(&scene.description, &mut out.out);
        out.out.push_str("</title>");
    }
    if let Some(background) = &scene.background {
        out.out.push_str(&format!("<rect width=\"{w}\" height=\"{h}\""));
        out.attribute("fill", background);
        out.out.push_str("/>");
    }
    out.group(&scene.root);
    out.out.push_str("</svg>");
    out.out
}

/// A number as short as a thousandth of a pixel allows.
fn number(v: f64) -> String {
    if !v.is_finite() {
        return "0".into();
    }
    let rounded = (v * 1000.0).round() / 1000.0;
    format!("{}", if rounded == 0.0 { 0.0 } else { rounded })
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if c < ' ' => out.push(' '),
            c => out.push(c),
        }
    }
}

struct Writer {
    out: String,
    ids: usize,
}

impl Writer {
    fn attribute(&mut self, name: &str, value: &str) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        escape(value, &mut self.out);
        self.out.push('"');
    }

    fn numbers(&mut self, members: &[(&str, f64)]) {
        for (name, value) in members {
            self.attribute(name, &number(*value));
        }
    }

    fn group(&mut self, group: &Group) {
        self.out.push_str("<g");
        if group.x != 0.0 || group.y != 0.0 {
            self.attribute("transform", &format!("translate({},{})", number(group.x), number(group.y)));
        }
        self.out.push('>');
        if group.fill.is_some() || group.stroke.is_some() {
            self.out.push_str("<rect");
            // Whole pixels in the middle of a line, as gridlines have them.
            self.numbers(&[("x", 0.5), ("y", 0.5), ("width", group.width), ("height", group.height)]);
            if group.corner_radius > 0.0 {
                self.numbers(&[("rx", group.corner_radius)]);
            }
            if let Some(fill) = &group.fill {
                self.attribute("fill", fill);
                self.numbers(&[("fill-opacity", group.fill_opacity)]);
            }
            if let Some(stroke) = &group.stroke {
                self.attribute("stroke", stroke);
                self.numbers(&[("stroke-width", group.stroke_width)]);
            }
            self.out.push_str("/>");
        }
        let clip = |w: &mut Writer| w.clip(group.width, group.height);
        for node in &group.items {
            match node {
                Node::Group(inner) => self.group(inner),
                Node::Mark(mark) => {
                    let clipped = mark.clip || group.clip;
                    if clipped {
                        clip(self);
                    }
                    self.mark(mark);
                    if clipped {
                        self.out.push_str("</g>");
                    }
                }
                Node::Axis(axis) => self.axis(axis),
                Node::Legend(legend) => self.legend(legend),
                Node::Title(items) => items.iter().for_each(|i| self.text(i)),
            }
        }
        self.out.push_str("</g>");
    }

    fn clip(&mut self, width: f64, height: f64) {
        self.ids += 1;
        let id = format!("clip{}", self.ids);
        self.out.push_str(&format!("<clipPath id=\"{id}\"><rect width=\"{}\" height=\"{}\"/></clipPath>", number(width), number(height)));
        self.out.push_str(&format!("<g clip-path=\"url(#{id})\">"));
    }

    fn axis(&mut self, axis: &Axis) {
        axis.marks.iter().for_each(|m| self.mark(m));
    }

    fn legend(&mut self, legend: &Legend) {
        self.out.push_str("<g");
        self.attribute("transform", &format!("translate({},{})", number(legend.x), number(legend.y)));
        self.out.push('>');
        if let Some(([x, y, w, h], colors, vertical)) = &legend.gradient {
            self.ids += 1;
            let id = format!("gradient{}", self.ids);
            let ends = if *vertical { "x1=\"0\" y1=\"1\" x2=\"0\" y2=\"0\"" } else { "x1=\"0\" y1=\"0\" x2=\"1\" y2=\"0\"" };
            self.out.push_str(&format!("<linearGradient id=\"{id}\" {ends}>"));
            let last = colors.len().saturating_sub(1).max(1) as f64;
            for (i, color) in colors.iter().enumerate() {
                self.out.push_str("<stop");
                self.numbers(&[("offset", i as f64 / last)]);
                self.attribute("stop-color", color);
                self.out.push_str("/>");
            }
            self.out.push_str("</linearGradient><rect");
            self.numbers(&[("x", *x), ("y", *y), ("width", *w), ("height", *h)]);
            self.attribute("fill", &format!("url(#{id})"));
            self.out.push_str("/>");
        }
        legend.marks.iter().for_each(|m| self.mark(m));
        self.out.push_str("</g>");
    }

    fn mark(&mut self, mark: &Mark) {
        match mark.kind {
            MarkKind::Line | MarkKind::Area | MarkKind::Trail => self.path_mark(mark),
            MarkKind::Path => {}
            kind => mark.items.iter().for_each(|item| {
                if item.gradients == [None, None] {
                    self.item(kind, item);
                } else {
                    let item = self.painted(item);
                    self.item(kind, &item);
                }
            }),
        }
    }

    fn path_mark(&mut self, mark: &Mark) {
        if let (Some(first), Some(outline)) = (mark.items.first(), outline::of_path(mark)) {
            let first = self.painted(first);
            self.data(&outline.data, &first, None);
        }
    }

    fn data(&mut self, data: &str, item: &Item, at: Option<(f64, f64, f64)>) {
        if data.is_empty() {
            return;
        }
        self.open(item);
        self.out.push_str("<path");
        self.attribute("d", data);
        if let Some((x, y, angle)) = at {
            let turn = if angle == 0.0 { String::new() } else { format!(" rotate({})", number(angle)) };
            self.attribute("transform", &format!("translate({},{}){turn}", number(x), number(y)));
        }
        self.look(item);
        self.close(item);
    }

    /// A link and what a reader is told begin before an element.
    fn open(&mut self, item: &Item) {
        if !item.href.is_empty() {
            self.out.push_str("<a");
            self.attribute("href", &item.href);
            self.out.push('>');
        }
    }

    fn close(&mut self, item: &Item) {
        self.out.push_str("/>");
        if !item.href.is_empty() {
            self.out.push_str("</a>");
        }
    }

    /// A gradient as a paint, defined where it is used first.
    fn gradient(&mut self, gradient: &Gradient) -> String {
        self.ids += 1;
        let id = format!("paint{}", self.ids);
        let kind = if gradient.radial { "radialGradient" } else { "linearGradient" };
        let ([x1, y1], [x2, y2], [inner, outer]) = (gradient.from, gradient.to, gradient.radii);
        self.out.push_str(&format!("<defs><{kind} id=\"{id}\""));
        if gradient.radial {
            self.numbers(&[("fx", x1), ("fy", y1), ("fr", inner), ("cx", x2), ("cy", y2), ("r", outer)]);
        } else {
            self.numbers(&[("x1", x1), ("y1", y1), ("x2", x2), ("y2", y2)]);
        }
        self.out.push('>');
        for (offset, color) in &gradient.stops {
            self.out.push_str("<stop");
            self.numbers(&[("offset", *offset)]);
            self.attribute("stop-color", color);
            self.out.push_str("/>");
        }
        self.out.push_str(&format!("</{kind}>"));
        let paint = if gradient.radial {
            // A circle of the longer side, not an ellipse.
            self.out.push_str(&format!(
                "<pattern id=\"{id}p\" width=\"100%\" height=\"100%\" viewBox=\"0,0,1,1\" preserveAspectRatio=\"xMidYMid slice\">\
                 <rect width=\"1\" height=\"1\" fill=\"url(#{id})\"/></pattern>"
            ));
            format!("url(#{id}p)")
        } else {
            format!("url(#{id})")
        };
        self.out.push_str("</defs>");
        paint
    }

    /// An item whose gradients are defined and named as its colours.
    fn painted(&mut self, item: &Item) -> Item {
        let mut out = item.clone();
        for (gradient, color) in item.gradients.iter().zip([&mut out.fill, &mut out.stroke]) {
            if let Some(gradient) = gradient {
                *color = Some(self.gradient(gradient));
            }
        }
        out.gradients = [None, None];
        out
    }

    fn look(&mut self, item: &Item) {
        if let Some(fill) = &item.fill {
            self.attribute("fill", fill);
            if item.fill_opacity != 1.0 {
                self.numbers(&[("fill-opacity", item.fill_opacity)]);
            }
        }
        if let Some(stroke) = &item.stroke {
            self.attribute("stroke", stroke);
            if item.stroke_width != 1.0 {
                self.numbers(&[("stroke-width", item.stroke_width)]);
            }
            if item.stroke_opacity != 1.0 {
                self.numbers(&[("stroke-opacity", item.stroke_opacity)]);
            }
            if !item.stroke_dash.is_empty() && item.stroke_dash.iter().any(|d| *d > 0.0) {
                let dash: Vec<String> = item.stroke_dash.iter().map(|d| number(*d)).collect();
                self.attribute("stroke-dasharray", &dash.join(" "));
            }
            for (name, value) in [("stroke-linecap", &item.stroke_cap), ("stroke-linejoin", &item.stroke_join)] {
                if !value.is_empty() {
                    self.attribute(name, value);
                }
            }
            for (name, value) in [("stroke-dashoffset", item.dash_offset), ("stroke-miterlimit", item.miter_limit)] {
                if value != 0.0 {
                    self.numbers(&[(name, value)]);
                }
            }
        }
        if !item.blend.is_empty() {
            self.attribute("style", &format!("mix-blend-mode:{}", item.blend.replace(';', "")));
        }
        if item.opacity != 1.0 {
            self.numbers(&[("opacity", item.opacity)]);
        }
    }

    fn item(&mut self, kind: MarkKind, item: &Item) {
        match kind {
            MarkKind::Rect => {
                let (w, h) = (item.x2 - item.x, item.y2 - item.y);
                if !(w.is_finite() && h.is_finite()) {
                    return;
                }
                if let Some(rounded) = outline::of_item(kind, item) {
                    return self.data(&rounded.data, item, None);
                }
                self.open(item);
                self.out.push_str("<rect");
                self.numbers(&[("x", item.x), ("y", item.y), ("width", w), ("height", h)]);
                self.look(item);
                self.close(item);
            }
            MarkKind::Rule => {
                self.open(item);
                self.out.push_str("<line");
                self.numbers(&[("x1", item.x), ("y1", item.y), ("x2", item.x2), ("y2", item.y2)]);
                self.look(item);
                self.close(item);
            }
            MarkKind::Symbol => {
                if item.shape == "stroke" {
                    let half = item.size.max(0.0).sqrt() / 2.0;
                    let line = Item { x: item.x - half, x2: item.x + half, y: item.y, y2: item.y, ..item.clone() };
                    return self.item(MarkKind::Rule, &line);
                }
                self.outlined(kind, item);
            }
            MarkKind::Arc => self.outlined(kind, item),
            MarkKind::Shape => self.data(&item.path, item, None),
            MarkKind::Text => self.text(item),
            MarkKind::Image => {
                let (x, x2) = (item.x.min(item.x2), item.x.max(item.x2));
                let (y, y2) = (item.y.min(item.y2), item.y.max(item.y2));
                self.open(item);
                self.out.push_str("<image");
                self.numbers(&[("x", x), ("y", y), ("width", x2 - x), ("height", y2 - y)]);
                self.attribute("href", &item.url);
                self.close(item);
            }
            _ => {}
        }
    }

    fn outlined(&mut self, kind: MarkKind, item: &Item) {
        if let Some(outline) = outline::of_item(kind, item) {
            self.data(&outline.data, item, Some(outline.at));
        }
    }

    fn text(&mut self, item: &Item) {
        if item.text.iter().all(String::is_empty) {
            return;
        }
        let font = &item.font;
        let down = outline::baseline(font);
        // Words round a centre stand at their angle and radius.
        let (mut x, mut y) = (item.x, item.y);
        if item.arc[3] != 0.0 {
            x += item.arc[3] * item.arc[0].cos();
            y += item.arc[3] * item.arc[0].sin();
        }
        self.open(item);
        self.out.push_str("<text");
        let moved = (font.dx, font.dy + down);
        let transform = if item.angle == 0.0 {
            format!("translate({},{})", number(x + moved.0), number(y + moved.1))
        } else {
            format!(
                "translate({},{}) rotate({}) translate({},{})",
                number(x),
                number(y),
                number(item.angle),
                number(moved.0),
                number(moved.1)
            )
        };
        self.attribute("transform", &transform);
        self.font(font);
        self.look(&Item { stroke_width: item.stroke_width, ..item.clone() });
        self.out.push('>');
        let height = outline::line_height(font);
        for (i, line) in item.text.iter().enumerate() {
            if item.text.len() > 1 {
                self.out.push_str(&format!("<tspan x=\"0\" dy=\"{}\">", number(if i == 0 { 0.0 } else { height })));
            }
            escape(line, &mut self.out);
            if item.text.len() > 1 {
                self.out.push_str("</tspan>");
            }
        }
        self.out.push_str("</text>");
        if !item.href.is_empty() {
            self.out.push_str("</a>");
        }
    }

    fn font(&mut self, font: &Font) {
        match font.align.as_str() {
            "center" => self.attribute("text-anchor", "middle"),
            "right" => self.attribute("text-anchor", "end"),
            _ => {}
        }
        self.attribute("font-family", &font.family);
        self.attribute("font-size", &number(font.size));
        for (name, value) in [("font-weight", &font.weight), ("font-style", &font.style)] {
            if !value.is_empty() {
                self.attribute(name, value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_escaped_and_numbers_short() {
        let word = Item { x: 1.23456, y: 2.0, text: vec!["R&D <3".into()], fill: Some("#000".into()), ..Item::default() };
        let root = Group { items: vec![Node::Title(vec![word])], ..Group::default() };
        let out = svg(&Scene { width: 10.0, height: 5.0, root, ..Scene::default() });
        assert!(out.contains("R&amp;D &lt;3</text>") && out.contains("translate(1.235,2)"), "{out}");
    }
}
