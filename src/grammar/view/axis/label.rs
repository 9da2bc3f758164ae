//! The words of an axis: how they stand, which of them show, and the title.

use super::*;

impl Drawing<'_> {
    pub(super) fn font_of(&self, style: &str, prefix: &str) -> Font {
        let own =
            |name: &str| self.get(&format!("{prefix}{name}")).map(|v| self.env.value(&v, None).text(self.env.time_zone()).to_string());
        let of = |name: &str, property: &str| own(name).or_else(|| self.style(style, property));
        Font {
            family: of("Font", "font").unwrap_or_else(|| "sans-serif".into()),
            size: of("FontSize", "fontSize").and_then(|s| s.parse().ok()).unwrap_or(10.0),
            weight: of("FontWeight", "fontWeight").unwrap_or_default(),
            style: of("FontStyle", "fontStyle").unwrap_or_default(),
            limit: self.number(&format!("{prefix}Limit")).unwrap_or(0.0),
            line_height: self.number(&format!("{prefix}LineHeight")).unwrap_or(0.0),
            ..Font::default()
        }
    }

    pub(super) fn label_font(&self, tick: &Made, orient: &str, angle: f64) -> Font {
        let mut font = self.font_of("guide-label", "label");
        if let Some(size) = Some(self.each("labelFontSize", tick).number()).filter(|n| !n.is_nan()) {
            font.size = size;
        }
        let weight = self.each("labelFontWeight", tick);
        if !weight.is_nothing() {
            font.weight = weight.text(self.env.time_zone()).to_string();
        }
        let turned = angle.rem_euclid(360.0);
        let (align, baseline) = if self.horizontal() { horizontal_labels(turned, orient) } else { vertical_labels(turned, orient) };
        let text = |datum: Datum| datum.as_text().map(str::to_string);
        font.align = text(self.each("labelAlign", tick)).unwrap_or_else(|| align.to_string());
        font.baseline = text(self.each("labelBaseline", tick)).unwrap_or_else(|| baseline.to_string());
        font
    }

    /// How a label at the edge of the axis stands, so that it does not stick out.
    pub(super) fn flushed(&self, at: f64, threshold: f64) -> &'static str {
        let (a, b) = self.scale.ends();
        let (low, high) = (a.min(b), a.max(b));
        let (from_low, to_high) = ((at - low).abs(), (high - at).abs());
        if from_low < to_high && from_low <= threshold {
            "left"
        } else if to_high <= threshold {
            "right"
        } else {
            "center"
        }
    }

    pub(super) fn overlap(&self, ticks: &[Made], items: &[Item]) -> Vec<bool> {
        let bounds: Vec<Bounds> = items.iter().map(|i| of_text(i, self.env)).collect();
        let mut shown = vec![true; ticks.len()];
        let overlap = self.plain("labelOverlap");
        let bound = self.plain("labelBound");
        if overlap.truth() || bound.truth() {
            let method = if !overlap.truth() { None } else { Some(overlap.as_text() == Some("greedy")) };
            let separation = self.number("labelSeparation").unwrap_or(0.0);
            super::super::extent::reduce(&bounds, method, separation, &mut shown);
        }
        if bound.truth() {
            let tolerance = if let Datum::Number(n) = bound { n } else { 1.0 };
            let (a, b) = self.scale.ends();
            for (i, bounds) in bounds.iter().enumerate() {
                let (low, high) = if self.horizontal() { (bounds.x1, bounds.x2) } else { (bounds.y1, bounds.y2) };
                if low < a.min(b) - tolerance || high > a.max(b) + tolerance {
                    shown[i] = false;
                }
            }
        }
        shown
    }

    #[allow(clippy::too_many_arguments)]
    pub(super) fn title(
        &self,
        title: &Value,
        orient: &str,
        reach: f64,
        place: &dyn Fn(f64, f64) -> (f64, f64),
        ends: (f64, f64),
        axis: &mut Axis,
        bounds: &mut Bounds,
    ) {
        let lines = match title {
            Value::Array(lines) => lines.iter().map(|l| l.as_str().unwrap_or("").to_string()).collect(),
            other => lines_of(&self.env.value(other, None), self.env),
        };
        if lines.iter().all(String::is_empty) {
            return;
        }
        let mut font = self.font_of("guide-title", "title");
        let padding = self.number("titlePadding").unwrap_or(4.0);
        let anchor = self.plain("titleAnchor");
        let horizontal = self.horizontal();
        let (low, high) = (ends.0.min(ends.1), ends.0.max(ends.1));
        let along = match (anchor.as_text(), horizontal) {
            (Some("start"), true) => low,
            (Some("end"), true) => high,
            (Some("start"), false) => high,
            (Some("end"), false) => low,
            _ => (low + high) / 2.0,
        };
        let mut angle = self.number("titleAngle");
        if angle.is_none() && !horizontal {
            angle = Some(if orient == "right" { 90.0 } else { -90.0 });
        }
        let angle = angle.unwrap_or(0.0);
        font.align = self.plain("titleAlign").as_text().map_or_else(
            || match anchor.as_text() {
                Some("start") => "left".into(),
                Some("end") => "right".into(),
                _ => "center".to_string(),
            },
            str::to_string,
        );
        font.baseline = self
            .plain("titleBaseline")
            .as_text()
            .map_or_else(|| if orient == "bottom" { "top" } else { "bottom" }.to_string(), str::to_string);
        let height = if font.line_height > 0.0 { font.line_height } else { font.size + 2.0 };
        let more = if orient == "bottom" { 0.0 } else { height * (lines.len().saturating_sub(1)) as f64 };
        let (mut x, mut y) = place(along, reach + padding + more);
        if let Some(own) = self.number("titleX") {
            x = own;
        }
        if let Some(own) = self.number("titleY") {
            y = own;
        }
        let color = self.plain("titleColor").as_text().map(str::to_string).or_else(|| self.style("guide-title", "fill"));
        axis.title = lines.join(" ");
        let item = Item {
            x,
            y,
            angle,
            text: lines,
            fill: color,
            fill_opacity: self.number("titleOpacity").unwrap_or(1.0),
            font,
            ..Item::default()
        };
        bounds.union(&of_text(&item, self.env));
        axis.marks.push(Mark { kind: MarkKind::Text, name: "title".into(), clip: false, items: vec![item] });
    }

    pub(super) fn align_given(&self) -> Option<String> {
        self.plain("labelAlign").as_text().map(str::to_string)
    }
}

/// How labels of a horizontal axis stand to their tick when they are turned.
pub(super) fn horizontal_labels(angle: f64, orient: &str) -> (&'static str, &'static str) {
    let top = orient == "top";
    let upright = (45.0 < angle && angle < 135.0) || (225.0 < angle && angle < 315.0);
    let baseline = if upright {
        "middle"
    } else if (angle <= 45.0 || 315.0 <= angle) == top {
        "bottom"
    } else {
        "top"
    };
    let align = if angle % 180.0 == 0.0 {
        "center"
    } else if (0.0 < angle && angle < 180.0) != top {
        "left"
    } else {
        "right"
    };
    (align, baseline)
}

/// The same of a vertical axis.
pub(super) fn vertical_labels(angle: f64, orient: &str) -> (&'static str, &'static str) {
    let left = orient == "left";
    let level = angle <= 45.0 || 315.0 <= angle || (135.0..=225.0).contains(&angle);
    let baseline = if level {
        "middle"
    } else if (45.0..=135.0).contains(&angle) == left {
        "top"
    } else {
        "bottom"
    };
    let align = if (angle + 90.0) % 180.0 == 0.0 {
        "center"
    } else if (90.0 < angle && angle < 270.0) == left {
        "left"
    } else {
        "right"
    };
    (align, baseline)
}
