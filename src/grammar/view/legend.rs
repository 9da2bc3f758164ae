//! Legends with their scales: entries or a gradient, their labels, and how large they are.

use std::rc::Rc;

use super::axis::lines_of;
use super::env::Env;
use super::extent::{Bounds, line_height, of_text, text_width};
use super::scale::Scale;
use super::settle::Scope;
use super::words::unit_format;
use crate::grammar::compile::axes::words;
use crate::grammar::compile::legends::LegendParts;
use crate::grammar::compile::tree::Tree;
use crate::grammar::json::Json;
use crate::grammar::model::channel;
use crate::grammar::scene::{Font, Item, Legend, Mark, MarkKind};
use crate::grammar::select::define::{Bind, Definition};
use crate::grammar::select::store::same;
use crate::spec::Value;
use crate::transform::Datum;
use crate::transform::expression::Row;

/// What a legend looks at.
pub(crate) struct Drawing<'a> {
    pub tree: &'a Tree,
    pub env: &'a Env<'a>,
    pub parts: &'a LegendParts,
    pub scope: &'a Scope,
    /// Of the view that it belongs to.
    pub width: f64,
    pub height: f64,
}

/// One line of a legend.
struct Entry {
    value: Datum,
    label: String,
}

impl Drawing<'_> {
    fn get(&self, property: &str) -> Option<Value> {
        self.parts.get(property, &self.tree.config).filter(|v| *v != Value::Null)
    }

    fn plain(&self, property: &str) -> Datum {
        self.get(property).map_or(Datum::Undefined, |v| self.env.value(&v, None))
    }

    fn number(&self, property: &str) -> Option<f64> {
        Some(self.plain(property).number()).filter(|n| !n.is_nan())
    }

    /// The channels that have a scale here, in the order in which Vega looks for the one that gives the entries.
    fn scales(&self) -> Vec<(&'static str, Rc<Scale>)> {
        const ORDER: [&str; 7] = ["size", "shape", "fill", "stroke", "strokeWidth", "strokeDash", "opacity"];
        let of = |c: &&'static str| {
            if !self.parts.channels.contains(c) {
                return None;
            }
            let unit = self.tree.nodes[self.parts.unit].unit.as_ref()?;
            // A colour legend shows the colour channel as fill or stroke; a trail's size is its width.
            let own = match (*c, unit.mark_type()) {
                ("strokeWidth", "trail") if unit.def("strokeWidth").is_none() => "size",
                ("fill" | "stroke", _) if unit.def(c).is_none_or(|d| channel::field_or_datum(d).is_none()) => "color",
                (c, _) => c,
            };
            self.scope.scale(self.tree, self.parts.unit, own).or_else(|| self.scope.scale(self.tree, self.parts.unit, c)).map(|s| (*c, s))
        };
        ORDER.iter().filter_map(of).collect()
    }

    fn vertical(&self, gradient: bool) -> bool {
        let direction = self.plain("direction").as_text().map(str::to_string);
        let default = self.plain(if gradient { "gradientDirection" } else { "symbolDirection" }).as_text().map(str::to_string);
        direction.or(default).as_deref() != Some("horizontal")
    }

    /// Draws the legend; none where it has no scale.
    pub fn draw(&self) -> Option<Legend> {
        let scales = self.scales();
        let (_, scale) = scales.first()?.clone();
        let colored = scales.len() == 1 && matches!(scales[0].0, "fill" | "stroke");
        let continuous = crate::grammar::compile::kind::is_continuous(&scale.kind);
        let discretizing = matches!(scale.kind.as_str(), "quantile" | "quantize" | "threshold" | "bin-ordinal");
        let explicit = self.get("type").and_then(|t| t.as_str().map(str::to_string));
        let kind = match explicit.as_deref() {
            Some("symbol") => "symbol",
            Some("gradient") if discretizing => "discrete",
            Some("gradient") => "gradient",
            _ if colored && continuous && self.parts.gradient => "gradient",
            _ if colored && discretizing => "discrete",
            _ => "symbol",
        };
        let mut legend = Legend {
            orient: self.plain("orient").as_text().unwrap_or("right").to_string(),
            offset: self.number("offset"),
            ..Legend::default()
        };
        let title = words(&self.parts.title.0, &self.tree.config).map(|t| match &t {
            Value::Array(lines) => lines.iter().map(|l| l.as_str().unwrap_or("").to_string()).collect(),
            other => lines_of(&self.env.value(other, None), self.env),
        });
        let title = title.filter(|lines: &Vec<String>| lines.iter().any(|l| !l.is_empty()));
        let entries = self.entries(&scale, kind);
        legend.title = title.as_ref().map_or(String::new(), |t| t.join(" "));
        legend.labels = entries.iter().map(|e| e.label.clone()).collect();
        if kind == "symbol" {
            legend.field = self.field().unwrap_or_default();
            legend.values =
                entries.iter().map(|e| if let Datum::Time(ms) = e.value { Value::Number(ms) } else { e.value.to_value() }).collect();
        }
        let padding = self.number("padding").unwrap_or(0.0);
        let (mut left, mut top) = (padding, padding);
        let mut bounds = Bounds::new(0.0, 0.0, 0.0, 0.0);
        if let Some(lines) = title {
            let mut font = self.font("guide-title", "title");
            font.baseline = "top".into();
            let color = self.plain("titleColor").as_text().map(str::to_string).or_else(|| self.style("guide-title", "fill"));
            let height = font.size + line_height(&font) * (lines.len() - 1) as f64;
            let item = Item { x: padding, y: padding, text: lines, fill: color, font, ..Item::default() };
            bounds.union(&of_text(&item, self.env));
            let gap = self.number("titlePadding").unwrap_or(5.0);
            if self.plain("titleOrient").as_text() == Some("left") {
                left = bounds.x2 + gap;
            } else {
                top += height + gap;
            }
            legend.marks.push(Mark { kind: MarkKind::Text, name: "title".into(), clip: false, items: vec![item] });
        }
        match kind {
            "symbol" => self.symbols(&scales, &scale, &entries, left, top, &mut legend, &mut bounds),
            _ => self.gradient(&scale, kind, &entries, left, top, &mut legend, &mut bounds),
        }
        legend.width = (bounds.x2 + padding).ceil();
        legend.height = (bounds.y2 + padding).ceil();
        (legend.x, legend.y) = (self.number("legendX").unwrap_or(0.0), self.number("legendY").unwrap_or(0.0));
        let word = |property: &str| self.plain(property).as_text().map(str::to_string);
        let (fill, stroke) = (word("fillColor"), word("strokeColor"));
        if fill.is_some() || stroke.is_some() {
            let corners = [self.number("cornerRadius").unwrap_or(0.0); 4];
            let frame = Item { x2: legend.width, y2: legend.height, fill, stroke, corners, ..Item::default() };
            legend.marks.insert(0, Mark { kind: MarkKind::Rect, name: "frame".into(), clip: false, items: vec![frame] });
        }
        Some(legend)
    }

    /// The field whose values the entries are.
    fn field(&self) -> Option<String> {
        let unit = self.tree.nodes[self.parts.unit].unit.as_ref()?;
        let channels = self.parts.channels.iter().flat_map(|c| match *c {
            "fill" | "stroke" => [*c, "color"],
            c => [c, c],
        });
        channels.into_iter().find_map(|c| unit.field(c)?.text("field").map(str::to_string))
    }

    /// Whether a value is one of those that a selection bound to this legend has not chosen.
    fn unchosen(&self, value: &Datum) -> bool {
        let Some(field) = self.field() else { return false };
        let bound = |d: &&Definition| d.bind == Bind::Legend && d.projections.iter().any(|p| p.part.field == field);
        self.env.definitions.iter().filter(bound).any(|d| {
            let chosen = self.env.selected_domain(&d.name, Some(&field), "");
            chosen.is_some_and(|chosen| !chosen.iter().any(|own| same(own, value)))
        })
    }

    fn style(&self, style: &str, property: &str) -> Option<String> {
        let value = self.tree.config.style(property, &[style]).or(self.tree.config.vega(&["style", style, property]))?;
        Some(self.env.value(value, None).text(self.env.time_zone()).to_string())
    }

    fn font(&self, style: &str, prefix: &str) -> Font {
        let own =
            |name: &str| self.get(&format!("{prefix}{name}")).map(|v| self.env.value(&v, None).text(self.env.time_zone()).to_string());
        let of = |name: &str, property: &str| own(name).or_else(|| self.style(style, property));
        Font {
            family: of("Font", "font").unwrap_or_else(|| "sans-serif".into()),
            size: of("FontSize", "fontSize").and_then(|s| s.parse().ok()).unwrap_or(10.0),
            weight: of("FontWeight", "fontWeight").unwrap_or_default(),
            style: of("FontStyle", "fontStyle").unwrap_or_default(),
            limit: self.number(&format!("{prefix}Limit")).unwrap_or(0.0),
            ..Font::default()
        }
    }

    fn entries(&self, scale: &Scale, kind: &str) -> Vec<Entry> {
        let env = self.env;
        let length = self.gradient_length(kind != "symbol");
        let wanted = self.get("tickCount").map(|c| env.value(&c, None).number()).filter(|n| !n.is_nan());
        let count = wanted.unwrap_or(if kind == "gradient" { (2.0 * (length / 100.0).floor()).max(2.0) } else { 5.0 });
        let count = scale.count(count, self.number("tickMinStep"));
        let given = self.get("values").filter(|v| v.truth()).map(|v| {
            if v.has("expr") || v.has("signal") {
                return env.value(&v, None).as_list().map(<[Datum]>::to_vec).unwrap_or_default();
            }
            let time = matches!(scale.kind.as_str(), "time" | "utc");
            v.list().iter().map(|v| env.datum(v, time, None)).collect()
        });
        let format = self.get("format").map(|f| match f.get("timeUnit") {
            Some(unit) => Value::String(unit_format(unit)),
            None if f.has("expr") || f.has("signal") => env.value(&f, None).to_value(),
            None => f,
        });
        let format_type = self.get("formatType").and_then(|k| k.as_str().map(str::to_string));
        let all = given.is_some() || kind == "symbol";
        let formatter = scale.formatter(count, format.as_ref(), format_type.as_deref(), all, env);
        let specified = given.is_some();
        let (mut values, limit) = match given {
            Some(values) => (values, None),
            None => scale.legend_values(count, env),
        };
        if kind == "gradient" && values.len() < 3 && !specified {
            let (first, last) = (scale.domain.first().cloned(), scale.domain.last().cloned());
            if let (Some(a), Some(b)) = (first, last)
                && a.number() != b.number()
            {
                values = vec![a, b];
            }
        }
        let most = self.number("symbolLimit").unwrap_or(30.0).max(0.0) as usize;
        let total = values.len();
        let mut more = None;
        if kind == "symbol" {
            if most > 0 && total > most {
                values.truncate(most.saturating_sub(1));
                more = Some(total - values.len());
            }
            // A size of nothing has no entry.
            let sized = self.parts.channels.contains(&"size");
            if sized && !specified && values.first().is_some_and(|v| scale.apply(v, 0.0).number() == 0.0) {
                values.remove(0);
            }
        }
        let custom = self.get("labelExpr").and_then(|e| e.as_str().map(str::to_string));
        let label = |i: usize, value: &Datum| -> String {
            if kind == "symbol" && scale.has_classes() {
                let next = values.get(i + 1).map(Datum::number).or(limit).unwrap_or(f64::INFINITY);
                return formatter.range(value, next);
            }
            if kind == "discrete" {
                return if i == 0 { "null".into() } else { formatter.text(value) };
            }
            formatter.text(value)
        };
        let mut out: Vec<Entry> =
            values.iter().enumerate().map(|(i, value)| Entry { value: value.clone(), label: label(i, value) }).collect();
        if let Some(expression) = &custom {
            for (i, entry) in out.iter_mut().enumerate() {
                let object = Datum::Object(
                    vec![
                        ("value".into(), entry.value.clone()),
                        ("label".into(), Datum::from(entry.label.as_str())),
                        ("index".into(), Datum::Number(i as f64)),
                    ]
                    .into(),
                );
                entry.label = lines_of(&env.eval(expression, Some(Row::Object(&object))), env).join(" ");
            }
        }
        if kind == "discrete" {
            out.iter_mut().take(1).for_each(|e| e.label = String::new());
        }
        if let Some(more) = more {
            out.push(Entry { value: Datum::Undefined, label: format!("\u{2026}{more} entries") });
        }
        out
    }

    fn gradient_length(&self, gradient: bool) -> f64 {
        if let Some(length) = self.parts.explicit.get("gradientLength").or(self.tree.config.at(&["legend", "gradientLength"])) {
            return self.env.value(length, None).number();
        }
        let of = |n: &str, default: f64| self.tree.config.number(&["legend", n]).unwrap_or(default);
        if self.vertical(gradient) {
            return self.height.clamp(of("gradientVerticalMinLength", 64.0), of("gradientVerticalMaxLength", 200.0));
        }
        let orient = self.plain("orient");
        let least = of("gradientHorizontalMinLength", 100.0);
        if matches!(orient.as_text(), Some("top" | "bottom")) {
            return self.width.clamp(least, of("gradientHorizontalMaxLength", 200.0));
        }
        least
    }

    #[allow(clippy::too_many_arguments)]
    fn gradient(&self, scale: &Scale, kind: &str, entries: &[Entry], left: f64, top: f64, legend: &mut Legend, bounds: &mut Bounds) {
        let length = self.gradient_length(true);
        let thickness = self.number("gradientThickness").unwrap_or(16.0);
        let vertical = self.vertical(true);
        let (width, height) = if vertical { (thickness, length) } else { (length, thickness) };
        let colors = scale.colors(if kind == "gradient" { 15 } else { 0 });
        legend.gradient = Some(([left, top, width, height], colors, vertical));
        bounds.add(left + width, top + height);
        let gap = self.number("gradientLabelOffset").unwrap_or(2.0);
        let font = self.font("guide-label", "label");
        let color = self.plain("labelColor").as_text().map(str::to_string).or_else(|| self.style("guide-label", "fill"));
        let items: Vec<Item> = entries
            .iter()
            .filter(|e| !e.label.is_empty())
            .map(|entry| {
                let share = scale.share(&entry.value);
                let share = if share.is_finite() { share } else { 0.0 };
                let (x, y) =
                    if vertical { (left + width + gap, top + (1.0 - share) * height) } else { (left + share * width, top + height + gap) };
                let mut font = font.clone();
                if vertical {
                    font.baseline = if share < 0.05 {
                        "bottom"
                    } else if share > 0.95 {
                        "top"
                    } else {
                        "middle"
                    }
                    .into();
                } else {
                    font.align = if share < 0.05 {
                        "left"
                    } else if share > 0.95 {
                        "right"
                    } else {
                        "center"
                    }
                    .into();
                    font.baseline = "top".into();
                }
                Item { x, y, text: vec![entry.label.clone()], fill: color.clone(), font, ..Item::default() }
            })
            .collect();
        let boxes: Vec<Bounds> = items.iter().map(|i| of_text(i, self.env)).collect();
        let mut shown = vec![true; items.len()];
        super::extent::reduce(&boxes, Some(self.plain("labelOverlap").as_text() == Some("greedy")), 0.0, &mut shown);
        let items: Vec<Item> = items.into_iter().zip(&shown).filter(|(_, s)| **s).map(|(i, _)| i).collect();
        items.iter().for_each(|i| bounds.union(&of_text(i, self.env)));
        legend.marks.push(Mark { kind: MarkKind::Text, name: "labels".into(), clip: false, items });
    }

    #[allow(clippy::too_many_arguments)]
    fn symbols(
        &self,
        scales: &[(&'static str, Rc<Scale>)],
        _scale: &Scale,
        entries: &[Entry],
        left: f64,
        top: f64,
        legend: &mut Legend,
        bounds: &mut Bounds,
    ) {
        let font = self.font("guide-label", "label");
        let color = self.plain("labelColor").as_text().map(str::to_string).or_else(|| self.style("guide-label", "fill"));
        let unit = self.tree.nodes[self.parts.unit].unit.as_ref();
        let filled = unit.is_some_and(|u| u.mark.get("filled").is_some_and(Json::truth) && u.mark_type() != "trail");
        let looks = |c: &str, value: &Datum| scales.iter().find(|(k, _)| *k == c).map(|(_, s)| s.apply(value, 0.0));
        let base_size = self.number("symbolSize").unwrap_or(100.0);
        let base_width = self.number("symbolStrokeWidth").unwrap_or(1.5);
        let size_of = |entry: &Entry| looks("size", &entry.value).map(|s| s.number()).filter(|s| !s.is_nan()).unwrap_or(base_size);
        let width_of = |entry: &Entry| looks("strokeWidth", &entry.value).map(|s| s.number()).filter(|s| !s.is_nan()).unwrap_or(base_width);
        let side = |entry: &Entry| (size_of(entry).max(0.0).sqrt() + width_of(entry)).ceil().max(font.size);
        let clipped = self.number("clipHeight");
        let widest = entries.iter().map(side).fold(0.0, f64::max);
        let shape = self.plain("symbolType").as_text().unwrap_or("circle").to_string();
        let vertical = self.vertical(false);
        let columns = self
            .number("columns")
            .map_or(if vertical { 1 } else { entries.len().max(1) }, |c| if c < 1.0 { entries.len().max(1) } else { c as usize });
        let columns = columns.min(entries.len().max(1));
        let rows = entries.len().div_ceil(columns.max(1)).max(1);
        let place = |i: usize| if vertical { (i / rows, i % rows) } else { (i % columns, i / columns) };
        let gap = self.number("labelOffset").unwrap_or(4.0);
        let (pad_row, pad_column) = (self.number("rowPadding").unwrap_or(2.0), self.number("columnPadding").unwrap_or(10.0));
        let label_width = |e: &Entry| text_width(std::slice::from_ref(&e.label), &font, self.env);
        let mut widths = vec![0.0f64; columns.max(entries.len().div_ceil(rows))];
        let mut heights = vec![0.0f64; rows.max(1)];
        for (i, entry) in entries.iter().enumerate() {
            let (c, r) = place(i);
            if let Some(width) = widths.get_mut(c) {
                *width = width.max(widest + gap + label_width(entry));
            }
            if let Some(height) = heights.get_mut(r) {
                *height = height.max(clipped.unwrap_or_else(|| side(entry)));
            }
        }
        let before = |list: &[f64], n: usize, gap: f64| list.iter().take(n).map(|w| w + gap).sum::<f64>();
        let (mut symbols, mut labels) = (Vec::new(), Vec::new());
        let mark_color = unit.and_then(|_| self.tree.symbol_prop(self.parts.unit, "color")).and_then(|c| c.as_str().map(str::to_string));
        for (i, entry) in entries.iter().enumerate() {
            let (c, r) = place(i);
            let x = left + before(&widths, c, pad_column);
            let y = top + before(&heights, r, pad_row) + heights.get(r).copied().unwrap_or(0.0) / 2.0;
            let text = |c: &str| looks(c, &entry.value).and_then(|d| d.as_text().map(str::to_string));
            let own = unit.and_then(|u| u.mark.get("stroke")).and_then(|s| s.as_str().map(str::to_string));
            let has = |c: &str| scales.iter().any(|(k, _)| *k == c);
            let base = if has("fill") || has("stroke") { None } else { mark_color.clone() };
            let told = |property: &str| self.plain(property).as_text().map(str::to_string);
            let fill = text("fill").or_else(|| told("symbolFillColor")).or_else(|| if filled { base.clone() } else { None });
            let stroke = text("stroke").or_else(|| told("symbolStrokeColor")).or(if filled { own } else { base });
            let opacity = looks("opacity", &entry.value).map(|d| d.number()).filter(|n| !n.is_nan());
            let opacity = opacity.or_else(|| {
                self.tree.symbol_prop(self.parts.unit, "opacity").and_then(|o| if let Value::Number(n) = o { Some(n) } else { None })
            });
            let faint =
                if self.unchosen(&entry.value) { self.tree.config.number(&["legend", "unselectedOpacity"]).unwrap_or(0.35) } else { 1.0 };
            symbols.push(Item {
                x: x + widest / 2.0,
                y,
                size: size_of(entry),
                shape: text("shape").unwrap_or_else(|| shape.clone()),
                fill,
                stroke,
                stroke_width: width_of(entry),
                stroke_dash: looks("strokeDash", &entry.value)
                    .and_then(|d| d.as_list().map(|l| l.iter().map(Datum::number).collect()))
                    .unwrap_or_default(),
                opacity: opacity.unwrap_or(1.0) * faint,
                ..Item::default()
            });
            let mut font = font.clone();
            font.baseline = "middle".into();
            let (label, fill) = (entry.label.clone(), color.clone());
            let label = Item { x: x + widest + gap, y, text: vec![label], fill, font, opacity: faint, ..Item::default() };
            bounds.union(&of_text(&label, self.env));
            labels.push(label);
        }
        bounds.add(
            left + before(&widths, widths.len(), pad_column) - pad_column.min(before(&widths, widths.len(), pad_column)),
            top + before(&heights, heights.len(), pad_row) - pad_row,
        );
        legend.marks.push(Mark { kind: MarkKind::Symbol, name: "symbols".into(), clip: false, items: symbols });
        legend.marks.push(Mark { kind: MarkKind::Text, name: "labels".into(), clip: false, items: labels });
    }
}
