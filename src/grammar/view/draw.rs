//! The marks of a unit: each row's place, size, colours and words; Vega-Lite's `mark/*` and `mark/encode/*`.

mod place;
mod source;
use place::Places;
use source::Channel;
mod text;
use std::rc::Rc;
use text::Word;

use super::env::Env;
use super::geo::Projected;
use super::position::{Default, Extent, Rule};
use super::scale::Scale;
use super::settle::{Scope, Settle};
use crate::grammar::compile::kind::has_continuous_domain;
use crate::grammar::compile::scales::band_position;
use crate::grammar::compile::tree::{Tree, Unit};
use crate::grammar::compile::{mark_prop, styles};
use crate::grammar::data::{UnitData, path};
use crate::grammar::json::Json;
use crate::grammar::model::channel;
use crate::grammar::model::config::Config;
use crate::grammar::model::naming::{self, column};
use crate::grammar::scene::{Font, Item, Mark, MarkKind, ordered};
use crate::grammar::select::define::{Bind, Definition};
use crate::spec::Value;
use crate::transform::expression::Row;
use crate::transform::{Datum, Field, Frame, Predicate};

/// What drawing a unit looks at.
pub(crate) struct Draw<'a> {
    pub tree: &'a Tree,
    pub id: usize,
    pub unit: &'a Unit,
    pub frame: &'a Frame,
    pub env: &'a Env<'a>,
    pub scope: &'a Scope,
    pub width: f64,
    pub height: f64,
    pub projection: Option<Rc<Projected>>,
}

impl<'a> Draw<'a> {
    /// Prepares drawing a unit.
    pub fn new(
        settle: &'a Settle<'a>,
        id: usize,
        unit: &'a Unit,
        data: &'a UnitData,
        scope: &'a Scope,
        size: (f64, f64),
        projection: Option<Rc<Projected>>,
    ) -> Self {
        Draw { tree: settle.tree, id, unit, frame: &data.main, env: settle.env, scope, width: size.0, height: size.1, projection }
    }

    /// The configuration.
    pub fn config(&self) -> &Config {
        &self.tree.config
    }

    /// The scale of a channel.
    pub fn scale(&self, c: &str) -> Option<Rc<Scale>> {
        if !channel::has_scale(c)
            || matches!(self.unit.field_or_datum(c).and_then(|d| d.get("scale")), Some(Value::Null | Value::Bool(false)))
        {
            return None;
        }
        self.tree.nodes[self.id].scale(c)?;
        self.scope.scale(self.tree, self.id, c)
    }

    /// An expression on a row.
    pub fn eval(&self, text: &str, row: usize) -> Datum {
        self.env.eval(text, Some(Row::Of(self.frame, row)))
    }

    /// The place of a row on the map.
    pub fn geo(&self, row: usize, second: bool) -> Option<(f64, f64)> {
        self.projection.as_ref()?.point(self.unit, self.frame, row, second)
    }

    /// How rows without a valid value of a field are shown on its scale; none where they are not.
    pub fn invalid_shown(&self, c: &str, def: &Value) -> Option<Value> {
        if matches!(def.text("aggregate"), Some("count" | "valid" | "missing" | "distinct")) {
            return None;
        }
        if let Some(include) = self.config().at(&["scale", "invalid", c]) {
            return Some(include.clone());
        }
        let mode = mark_prop("invalid", None, &self.unit.mark, self.config());
        let shown = matches!(mode.as_ref().and_then(Value::as_str), Some("show")) || mode == Some(Value::Null);
        shown.then(|| Value::from("zero-or-min"))
    }

    /// A property of the mark under Vega's name, with Vega's own default.
    fn vega_default(&self, property: &str) -> Option<Value> {
        let styles = styles(&self.unit.mark);
        styles.iter().rev().find_map(|s| self.config().vega(&["style", s, property])).cloned()
    }

    fn prop(&self, property: &str) -> Option<Value> {
        mark_prop(property, None, &self.unit.mark, self.config()).or_else(|| self.vega_default(property)).filter(|v| *v != Value::Null)
    }

    fn color_channels(&self) -> [Channel; 2] {
        let mark = self.unit.mark_type();
        let filled = match mark {
            "trail" => true,
            _ => self.unit.mark.get("filled").is_some_and(Json::truth),
        };
        let color = |vega: &str, on: bool| {
            let own = self.unit.mark.get(vega).cloned();
            let configured = || self.config().at(&[mark, vega]).or(self.config().at(&["mark", vega])).cloned();
            let color = || {
                if on {
                    mark_prop("color", Some(vega), &self.unit.mark, self.config()).or_else(|| self.config().at(&["mark", "color"]).cloned())
                } else {
                    None
                }
            };
            own.or_else(color).or_else(configured)
        };
        let transparent = matches!(mark, "bar" | "point" | "circle" | "square" | "geoshape").then(|| Value::from("transparent"));
        // What the compiler leaves open, Vega takes from the styles.
        let styled = |vega: &str| self.config().style(vega, &styles(&self.unit.mark)).cloned();
        let fill = color("fill", filled).or(transparent).or_else(|| styled("fill"));
        let stroke = color("stroke", !filled).or_else(|| styled("stroke"));
        let base = |vega: &str, default: Option<Value>, mine: bool| {
            if self.unit.def(vega).is_some() {
                return self.channel(vega, default);
            }
            if mine && self.unit.def("color").is_some() {
                return self.channel("color", default);
            }
            self.channel(vega, default)
        };
        [base("fill", fill, filled), base("stroke", stroke, !filled)]
    }

    /// Draws the marks.
    pub fn marks(&self) -> Vec<Mark> {
        let unit = self.unit;
        let kind = match unit.mark_type() {
            "arc" => MarkKind::Arc,
            "area" => MarkKind::Area,
            "image" => MarkKind::Image,
            "line" => MarkKind::Line,
            "trail" => MarkKind::Trail,
            "rule" => MarkKind::Rule,
            "text" => MarkKind::Text,
            "geoshape" => MarkKind::Shape,
            "point" | "circle" | "square" => MarkKind::Symbol,
            _ => MarkKind::Rect,
        };
        let clip = unit.mark.get("clip").or(self.config().at(&["mark", "clip"])).map(|c| self.env.value(c, None).truth());
        let clip = clip.unwrap_or_else(|| {
            let selected = ["x", "y"].iter().any(|c| self.tree.scale_parts(self.id, c).is_some_and(|s| s.selection.is_some()));
            let bound =
                |d: &Definition| d.bind == Bind::Scales && d.node == self.id && ["x", "y"].iter().any(|c| d.on_channel(c).is_some());
            selected || self.env.definitions.iter().any(bound) || self.projection.as_ref().is_some_and(|p| !p.fitted)
        });
        if kind == MarkKind::Rule && ["x", "y", "latitude", "longitude"].iter().all(|c| unit.def(c).is_none()) {
            // A rule that is nowhere draws from corner to corner of nothing.
            let items = (0..self.frame.rows()).map(|_| Item::default()).collect();
            return vec![Mark { kind, name: self.name(), clip, items }];
        }
        let mut items = self.items(kind);
        let rows: Vec<u32> = (0..self.frame.rows() as u32).collect();
        if matches!(kind, MarkKind::Line | MarkKind::Area | MarkKind::Trail) {
            let groups: Vec<Field> = unit.path_groups().iter().map(|g| path(g)).collect();
            let parted = if groups.is_empty() { vec![rows] } else { self.frame.groups(&groups) };
            return parted
                .into_iter()
                .map(|mut rows| {
                    self.sort(&mut rows, &items);
                    let items = rows.iter().map(|&r| std::mem::take(&mut items[r as usize])).collect();
                    Mark { kind, name: self.name(), clip, items }
                })
                .filter(|m: &Mark| !m.items.is_empty())
                .collect();
        }
        let mut order = rows;
        if let Some(Value::Array(_)) = unit.def("order") {
            self.sort(&mut order, &items);
        }
        let items = order.iter().map(|&r| std::mem::take(&mut items[r as usize])).collect();
        vec![Mark { kind, name: self.name(), clip, items }]
    }

    fn name(&self) -> String {
        self.tree.nodes[self.id].name.clone()
    }

    /// Orders the rows of a path: by its order, else along its dimension.
    fn sort(&self, rows: &mut [u32], items: &[Item]) {
        let unit = self.unit;
        let order = unit.def("order");
        let off = |v: Option<&Value>| matches!(v, Some(Value::Null | Value::Bool(false)));
        if order.is_some_and(|o| o.has("value") && off(o.get("value"))) {
            return;
        }
        let configured = mark_prop("order", None, &unit.mark, self.config());
        if order.is_none() && off(configured.as_ref()) {
            return;
        }
        if let (Some(Value::Array(defs)), true) = (order, unit.stack.is_none()) {
            let keys: Vec<(Vec<Datum>, bool)> =
                defs.iter().map(|d| (path(&column(d)).values(self.frame), d.text("sort") == Some("descending"))).collect();
            rows.sort_by(|&a, &b| {
                keys.iter().fold(std::cmp::Ordering::Equal, |so_far, (values, descending)| {
                    let (x, y) = (&values[a as usize], &values[b as usize]);
                    so_far.then_with(|| if *descending { y.ascending(x) } else { x.ascending(y) })
                })
            });
            return;
        }
        if !unit.is_path() {
            return;
        }
        let horizontal = unit.mark.text("orient") == Some("horizontal");
        if unit.def(if horizontal { "y" } else { "x" }).is_some_and(channel::is_field) {
            let at = |r: u32| if horizontal { items[r as usize].y } else { items[r as usize].x };
            // Places that are none are before all others, as undefined is in Vega.
            rows.sort_by(|&a, &b| at(a).partial_cmp(&at(b)).unwrap_or(std::cmp::Ordering::Equal));
        }
    }

    fn items(&self, kind: MarkKind) -> Vec<Item> {
        let unit = self.unit;
        let orient = unit.mark.text("orient");
        let colors = self.color_channels();
        let opacity = ["opacity", "fillOpacity", "strokeOpacity"].map(|c| self.channel(c, self.prop(c)));
        let width_channel = match kind {
            MarkKind::Line | MarkKind::Rule if unit.def("size").is_some() => "size",
            _ => "strokeWidth",
        };
        let stroke_width =
            self.prop("strokeWidth").or_else(|| matches!(kind, MarkKind::Line | MarkKind::Rule).then(|| self.prop("size")).flatten());
        let stroke_width = stroke_width.or((kind == MarkKind::Line).then_some(Value::Number(2.0)));
        let stroke_width = self.channel(width_channel, stroke_width);
        let dash = self.channel("strokeDash", self.prop("strokeDash"));
        let href = unit.def("href").map(|d| self.words(d));
        let broken = self.breaks();
        let interpolate = (self.text_prop("interpolate"), self.prop("tension").and_then(|t| num(&t)).unwrap_or(f64::NAN));
        let [cap, join, blend] = ["strokeCap", "strokeJoin", "blend"].map(|name| self.text_prop(name));
        let plain = |name: &str| self.prop(name).map(|v| self.env.value(&v, None).number()).filter(|n| n.is_finite()).unwrap_or(0.0);
        let [dash_offset, miter_limit, pad] = ["strokeDashOffset", "strokeMiterLimit", "padAngle"].map(plain);
        let place = Places::new(self, kind);
        let size = self.channel("size", self.prop("size"));
        let angle = self.channel("angle", self.prop("angle"));
        let shape = self.channel("shape", self.prop("shape"));
        let fixed_shape = match unit.mark_type() {
            "circle" => Some("circle"),
            "square" => Some("square"),
            _ => None,
        };
        let text = if kind == MarkKind::Text {
            unit.def("text").cloned().or_else(|| self.prop("text").map(|t| crate::grammar::json::one("value", t)))
        } else {
            None
        };
        let text = text.map(|d| self.words(&d));
        let url = if kind == MarkKind::Image {
            unit.def("url").cloned().or_else(|| self.prop("url").map(|t| crate::grammar::json::one("value", t)))
        } else {
            None
        };
        let url = url.map(|d| self.words(&d));
        let font = (kind == MarkKind::Text).then(|| self.font());
        let corners = (kind == MarkKind::Rect || kind == MarkKind::Arc).then(|| self.corners());
        let tooltip = self.tooltip();
        let mut out = Vec::with_capacity(self.frame.rows());
        for row in 0..self.frame.rows() {
            let mut item = Item { row: row as u32, sources: self.frame.sources(row).to_vec(), ..Item::default() };
            place.put(self, row, &mut item);
            let color = |channel: &Channel| {
                let value = self.of(channel, row);
                match &value {
                    Datum::Text(text) if &**text != "transparent" && !text.is_empty() && &**text != "none" => {
                        (Some(text.to_string()), None)
                    }
                    Datum::Object(_) => {
                        let gradient = super::gradient::read(&value);
                        (gradient.as_ref().and_then(|g| Some(g.stops.last()?.1.clone())), gradient.map(Rc::new))
                    }
                    _ => (None, None),
                }
            };
            if kind != MarkKind::Image {
                (item.fill, item.gradients[0]) = color(&colors[0]);
                (item.stroke, item.gradients[1]) = color(&colors[1]);
            }
            let number = |channel: &Channel, default: f64| {
                let value = self.of(channel, row);
                let n = value.number();
                if value.is_nothing() || n.is_nan() { default } else { n }
            };
            item.opacity = number(&opacity[0], 1.0);
            item.fill_opacity = number(&opacity[1], 1.0);
            item.stroke_opacity = number(&opacity[2], 1.0);
            item.stroke_width = number(&stroke_width, 1.0);
            item.stroke_dash = self.of(&dash, row).as_list().map_or(Vec::new(), |l| l.iter().map(Datum::number).collect());
            item.stroke_cap = cap.clone();
            item.stroke_join = join.clone();
            item.blend = blend.clone();
            (item.dash_offset, item.miter_limit, item.pad) = (dash_offset, miter_limit, pad);
            item.defined = broken.as_ref().is_none_or(|b| !b[row]);
            match kind {
                MarkKind::Line | MarkKind::Area | MarkKind::Trail => {
                    item.interpolate = interpolate.clone();
                    item.horizontal = orient == Some("horizontal");
                    item.size = number(&size, 2.0);
                }
                MarkKind::Symbol => {
                    item.size = number(&size, 30.0);
                    item.angle = number(&angle, 0.0);
                    item.shape = match fixed_shape {
                        Some(shape) => shape.to_string(),
                        None => self.of(&shape, row).as_text().unwrap_or("circle").to_string(),
                    };
                }
                MarkKind::Text => {
                    if let Some(font) = &font {
                        item.font = font.clone();
                        if unit.def("size").is_some() {
                            item.font.size = number(&size, font.size);
                        }
                        item.angle = number(&angle, 0.0);
                    }
                    item.text = text.as_ref().map_or(Vec::new(), |t| t.of(self, row));
                    // Words around a centre stand at their radius and angle.
                    place.polar(self, row, &mut item);
                }
                MarkKind::Image => item.url = url.as_ref().map_or(String::new(), |u| u.of(self, row).join("")),
                MarkKind::Shape => {
                    if let Some(projection) = &self.projection {
                        item.path = projection.outline(unit, self.frame, row);
                    }
                }
                _ => {}
            }
            if let Some(corners) = &corners {
                item.corners = *corners;
            }
            if let Some(href) = &href {
                item.href = href.of(self, row).join("");
            }
            if self.env.is_draft.get() {
                out.push(item);
                continue;
            }
            item.tooltip = tooltip.iter().map(|(title, words)| (title.clone(), words.of(self, row).join(" "))).collect();
            out.push(item);
        }
        out
    }

    fn text_prop(&self, name: &str) -> String {
        self.prop(name).map(|v| self.env.value(&v, None).text(self.env.time_zone()).to_string()).unwrap_or_default()
    }

    fn corners(&self) -> [f64; 4] {
        let of = |name: &str| self.prop(name).map(|v| self.env.value(&v, None).number());
        let all = of("cornerRadius").unwrap_or(0.0);
        let mut out = ["cornerRadiusTopLeft", "cornerRadiusTopRight", "cornerRadiusBottomRight", "cornerRadiusBottomLeft"]
            .map(|n| of(n).unwrap_or(all));
        if let Some(end) = of("cornerRadiusEnd") {
            let ends: [usize; 2] = if self.unit.mark.text("orient") == Some("horizontal") { [1, 2] } else { [0, 1] };
            ends.iter().for_each(|&i| out[i] = end);
        }
        out
    }

    /// The rows at which a path breaks.
    fn breaks(&self) -> Option<Vec<bool>> {
        if !self.unit.is_path() {
            return None;
        }
        let mode = mark_prop("invalid", None, &self.unit.mark, self.config());
        if mode == Some(Value::Null) {
            return None;
        }
        let mode = mode.as_ref().and_then(Value::as_str).unwrap_or("break-paths-show-path-domains").to_string();
        if !mode.starts_with("break-paths") {
            return None;
        }
        let mut columns = Vec::new();
        for (c, def) in self.unit.fields() {
            let counts = matches!(def.text("aggregate"), Some("count" | "valid" | "missing" | "distinct"));
            let scale = if channel::has_scale(c) { self.scale(c) } else { None };
            if scale.is_some_and(|s| has_continuous_domain(&s.kind)) && !counts && self.config().at(&["scale", "invalid", c]).is_none() {
                let mid = self.unit.stack.as_ref().is_some_and(|s| s.impute) && channel::is_binning(def.get("bin"));
                let name = naming::column_as(def, naming::Ask { bin_suffix: if mid { "mid" } else { "" }, ..naming::Ask::default() });
                columns.push(path(&name).values(self.frame));
            }
        }
        let broken = |row: usize| columns.iter().any(|values| !(values[row].is_valid() && values[row].number().is_finite()));
        Some((0..self.frame.rows()).map(broken).collect())
    }
}

fn num(value: &Value) -> Option<f64> {
    if let Value::Number(n) = value { Some(*n) } else { None }
}

/// Words of each row.
pub(crate) struct Words {
    conditions: Vec<(Vec<bool>, Word)>,
    main: Word,
}

impl Words {
    /// The lines of a row.
    pub fn of(&self, draw: &Draw, row: usize) -> Vec<String> {
        let word = self.conditions.iter().find(|(held, _)| held.get(row) == Some(&true)).map_or(&self.main, |(_, w)| w);
        let zone = draw.env.time_zone();
        match word {
            Word::Nothing => Vec::new(),
            Word::Formatted(format) => format.lines(draw, row),
            Word::Value(value) => match draw.env.value(value, Some(Row::Of(draw.frame, row))) {
                Datum::List(items) => items.iter().map(|i| i.text(zone).to_string()).collect(),
                Datum::Undefined | Datum::Null => Vec::new(),
                other => vec![other.text(zone).to_string()],
            },
        }
    }
}
