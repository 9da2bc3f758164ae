//! Axes with their scales: ticks, labels that do not overlap, gridlines, titles, and all of it at its place.
//!
//! The rules are those of Vega's `axis` (ticks, flush labels, overlap, extents), drawn at once.

mod label;
use super::env::Env;
use super::extent::{Bounds, of_text};
use super::scale::{Scale, interval};
use super::words::unit_format;
use crate::grammar::compile::axes::{AxisParts, duration, words};
use crate::grammar::compile::tree::Tree;
use crate::grammar::json::Json;
use crate::grammar::scene::{Axis, Font, Item, Mark, MarkKind, Tick};
use crate::spec::Value;
use crate::transform::expression::Row;
use crate::transform::{Datum, Predicate};
use std::cell::RefCell;
use std::collections::HashMap;

/// What an axis looks at.
pub(crate) struct Drawing<'a> {
    pub tree: &'a Tree,
    pub env: &'a Env<'a>,
    pub parts: &'a AxisParts,
    pub scale: &'a Scale,
    /// Of the view that it belongs to.
    pub width: f64,
    pub height: f64,
    /// Its gridlines are drawn with the views, its labels elsewhere: which of the two to draw.
    pub labels: bool,
    pub grid: bool,
    /// Properties that were asked for: each is for every tick.
    pub known: RefCell<HashMap<String, Option<Value>>>,
}

/// An axis, whether it lies over the marks, and what room it takes round the plotting area.
pub(crate) struct Drawn {
    pub axis: Axis,
    pub grid: Option<Mark>,
    pub over: bool,
    pub bounds: Bounds,
}

fn zero_for_none(n: f64) -> f64 {
    if n.is_nan() { 0.0 } else { n }
}

/// A tick in the making.
struct Made {
    value: Datum,
    label: Vec<String>,
    object: Datum,
    at: f64,
}

impl Drawing<'_> {
    fn get(&self, property: &str) -> Option<Value> {
        if let Some(value) = self.known.borrow().get(property) {
            return value.clone();
        }
        let value = self.parts.get(property, &self.scale.kind, &self.tree.config).filter(|v| *v != Value::Null);
        self.known.borrow_mut().insert(property.to_string(), value.clone());
        value
    }

    fn plain(&self, property: &str) -> Datum {
        let Some(value) = self.get(property) else { return Datum::Undefined };
        self.env.value(&value, None)
    }

    fn number(&self, property: &str) -> Option<f64> {
        let n = self.plain(property).number();
        (!n.is_nan() && self.get(property).is_some()).then_some(n)
    }

    /// A property as a word; empty where it is not given.
    fn words_of(&self, property: &str) -> String {
        self.plain(property).as_text().unwrap_or("").to_string()
    }

    fn flag(&self, property: &str) -> bool {
        self.plain(property).truth()
    }

    /// A property that a condition may set for each tick.
    fn each(&self, property: &str, tick: &Made) -> Datum {
        let Some(value) = self.get(property) else { return Datum::Undefined };
        let row = Some(Row::Object(&tick.object));
        for condition in value.get("condition").map_or(&[][..], Json::list) {
            let frame = crate::transform::Frame::from_data(std::slice::from_ref(&tick.object));
            let held = condition.get("test").map(Predicate::read).and_then(|p| p.ok()).and_then(|p| p.holds(&frame, self.env).ok());
            if held.is_some_and(|h| h.first() == Some(&true)) {
                return match condition.get("value") {
                    Some(value) => self.env.value(value, row),
                    None => self.env.value(condition, row),
                };
            }
        }
        match value.get("value") {
            Some(inner) if value.has("condition") => self.env.value(inner, row),
            _ => self.env.value(&value, row),
        }
    }

    fn horizontal(&self) -> bool {
        self.parts.channel == "x"
    }

    fn ticks(&self) -> Vec<Made> {
        let env = self.env;
        let scale = self.scale;
        let size = if self.horizontal() { self.width } else { self.height };
        let values: Option<Vec<Datum>> = self.get("values").map(|v| self.values(&v));
        let wanted = self.get("tickCount");
        let min_step = self.get("tickMinStep").and_then(|s| match s.get("duration") {
            Some(unit) => duration(unit),
            None => Some(env.value(&s, None).number()),
        });
        let (count, every) = match &wanted {
            Some(object) if object.has("per") => ((size / object.number("per").unwrap_or(40.0)).ceil(), None),
            Some(object) => match interval(object) {
                Some(every) => (10.0, Some(every)),
                None => (env.value(object, None).number(), None),
            },
            None => (values.as_ref().map_or(10.0, |v| v.len() as f64), None),
        };
        let count = if count.is_nan() { 10.0 } else { count };
        let count = scale.count(count, min_step.filter(|_| every.is_none()));
        let format = self.get("format").map(|f| match f.get("timeUnit") {
            Some(unit) => Value::String(unit_format(unit)),
            None if f.has("expr") || f.has("signal") => env.value(&f, None).to_value(),
            None => f,
        });
        let kind = self.get("formatType").and_then(|k| k.as_str().map(str::to_string));
        let formatter = scale.formatter(count, format.as_ref(), kind.as_deref(), values.is_some(), env);
        let tally = if every.is_some() { None } else { Some(count) };
        let ticks = match values {
            Some(values) => scale.valid(values, tally),
            None => scale.ticks(count, every, env),
        };
        let band =
            self.number("bandPosition").filter(|_| self.parts.explicit.has("bandPosition") || self.parts.implicit.has("bandPosition"));
        let n = ticks.len();
        let custom = self.get("labelExpr").and_then(|e| e.as_str().map(str::to_string));
        let encoded = self
            .parts
            .explicit
            .at(&["encoding", "labels", "update", "text"])
            .or(self.parts.explicit.at(&["encoding", "labels", "text"]))
            .cloned();
        ticks
            .into_iter()
            .enumerate()
            .map(|(i, value)| {
                let label = formatter.text(&value);
                let mut object = tick_object(i, n, &value, &label);
                let mut lines: Vec<String> = label.split('\n').map(str::to_string).collect();
                if let Some(expression) = custom.as_deref().or(encoded.as_ref().and_then(|t| t.text("signal").or(t.text("expr")))) {
                    let out = env.eval(expression, Some(Row::Object(&object)));
                    lines = lines_of(&out, env);
                    object = tick_object(i, n, &value, &label);
                }
                let at = scale.position(&value, band.unwrap_or(0.5));
                Made { value, label: lines, object, at }
            })
            .collect()
    }

    fn values(&self, given: &Value) -> Vec<Datum> {
        let time = matches!(self.scale.kind.as_str(), "time" | "utc");
        if given.has("expr") || given.has("signal") {
            return self.env.value(given, None).as_list().map(<[Datum]>::to_vec).unwrap_or_default();
        }
        let unit =
            self.tree.nodes[self.parts.unit].unit.as_ref().and_then(|u| u.field(self.parts.channel)).and_then(|d| d.some("timeUnit"));
        let time = time || unit.is_some();
        given.list().iter().map(|v| self.env.datum(v, time, unit)).collect()
    }

    /// Draws the axis.
    pub fn draw(&self) -> Drawn {
        let orient = self.plain("orient").as_text().map_or_else(|| self.parts.orient().to_string(), str::to_string);
        let (horizontal, far) = (self.horizontal(), matches!(orient.as_str(), "bottom" | "right"));
        let ticks = self.ticks();
        let offset = self.number("offset").unwrap_or(0.0);
        let translate = self.number("translate").unwrap_or(0.5);
        let position = self.number("position").unwrap_or(0.0);
        // Where the line of the axis lies, across and along.
        let across = if far { if horizontal { self.height } else { self.width } } else { 0.0 } + if far { offset } else { -offset };
        let sign = if far { 1.0 } else { -1.0 };
        let show_ticks = self.flag("ticks") && self.labels;
        let show_labels = self.flag("labels") && self.labels;
        let tick_size = if show_ticks { self.number("tickSize").unwrap_or(5.0) } else { 0.0 };
        let over = self.number("zindex").unwrap_or(0.0) > 0.0;
        let mut axis = Axis { orient: orient.clone(), ..Axis::default() };
        let place = |along: f64, depth: f64| {
            let (a, d) = (along + position + translate, across + sign * depth + translate);
            if horizontal { (a, d) } else { (d, a) }
        };
        let tick_band = self.plain("tickBand");
        let extent_band = tick_band.as_text() == Some("extent");
        let tick_offset = if extent_band { 0.0 } else { self.number("tickOffset").unwrap_or(0.0) };
        let round = self.flag("tickRound");
        let tick_at = |tick: &Made| {
            let band = if extent_band { 1.0 } else { self.number("bandPosition").unwrap_or(0.5) };
            let at = self.scale.position(&tick.value, band) + tick_offset;
            if round { (at + 0.5).floor() } else { at }
        };
        let mut grid = None;
        if self.grid && self.flag("grid") {
            let length = if horizontal { self.height } else { self.width };
            let items = ticks.iter().map(|tick| {
                let at = tick_at(tick);
                let color = self.each("gridColor", tick);
                let width = self.each("gridWidth", tick).number();
                let (x, y, x2, y2) = if horizontal {
                    (at + translate, translate, at + translate, length + translate)
                } else {
                    (translate, at + translate, length + translate, at + translate)
                };
                let opacity = self.each("gridOpacity", tick).number();
                let dash = self.each("gridDash", tick);
                Item {
                    x,
                    y,
                    x2,
                    y2,
                    stroke: color.as_text().map(str::to_string),
                    stroke_width: if width.is_nan() { 1.0 } else { width },
                    stroke_opacity: if opacity.is_nan() { 1.0 } else { opacity },
                    stroke_dash: dash.as_list().map_or(Vec::new(), |l| l.iter().map(Datum::number).collect()),
                    stroke_cap: self.words_of("gridCap"),
                    dash_offset: zero_for_none(self.each("gridDashOffset", tick).number()),
                    ..Item::default()
                }
            });
            grid = Some(Mark { kind: MarkKind::Rule, name: "grid".into(), clip: false, items: items.collect() });
        }
        let mut bounds = Bounds::empty();
        if !self.labels {
            return Drawn { axis, grid, over, bounds };
        }
        if show_ticks {
            let items: Vec<Item> = ticks
                .iter()
                .map(|tick| {
                    let at = tick_at(tick);
                    let length = Some(self.each("tickSize", tick).number()).filter(|n| !n.is_nan()).unwrap_or(tick_size);
                    let ((x, y), (x2, y2)) = (place(at, 0.0), place(at, length));
                    bounds.add(x, y);
                    bounds.add(x2, y2);
                    let number = |n: &str, default: f64| Some(self.each(n, tick).number()).filter(|n| !n.is_nan()).unwrap_or(default);
                    Item {
                        x,
                        y,
                        x2,
                        y2,
                        stroke: self.each("tickColor", tick).as_text().map(str::to_string),
                        stroke_width: number("tickWidth", 1.0),
                        stroke_opacity: number("tickOpacity", 1.0),
                        stroke_dash: self.each("tickDash", tick).as_list().map_or(Vec::new(), |l| l.iter().map(Datum::number).collect()),
                        stroke_cap: self.words_of("tickCap"),
                        dash_offset: number("tickDashOffset", 0.0),
                        ..Item::default()
                    }
                })
                .collect();
            axis.marks.push(Mark { kind: MarkKind::Rule, name: "ticks".into(), clip: false, items });
        }
        if show_labels {
            let padding = self.number("labelPadding").unwrap_or(2.0);
            let label_offset = self.number("labelOffset").unwrap_or(0.0);
            let flush = self.plain("labelFlush");
            let threshold = match flush {
                Datum::Number(n) => Some(n),
                Datum::Bool(true) => Some(1.0),
                _ => None,
            };
            let mut items: Vec<Item> = Vec::new();
            for tick in &ticks {
                let angle = Some(self.each("labelAngle", tick).number()).filter(|a| !a.is_nan()).unwrap_or(0.0);
                let (x, y) = place(tick.at + label_offset + tick_offset, tick_size + padding);
                let mut font = self.label_font(tick, &orient, angle);
                if let (Some(threshold), true) = (threshold, self.align_given().is_none())
                    && horizontal
                    && font.align == "center"
                {
                    font.align = self.flushed(tick.at, threshold).to_string();
                }
                let color = self.each("labelColor", tick);
                let color = if color.is_nothing() {
                    Datum::from(self.style("guide-label", "fill").unwrap_or_else(|| "#000".into()))
                } else {
                    color
                };
                let opacity = Some(self.each("labelOpacity", tick).number()).filter(|n| !n.is_nan()).unwrap_or(1.0);
                items.push(Item {
                    x,
                    y,
                    angle,
                    text: tick.label.clone(),
                    fill: color.as_text().map(str::to_string),
                    fill_opacity: opacity,
                    font,
                    ..Item::default()
                });
            }
            let shown = self.overlap(&ticks, &items);
            for ((tick, item), shown) in ticks.iter().zip(&items).zip(&shown) {
                axis.ticks.push(Tick {
                    label: tick.label.join(" "),
                    at: if horizontal { item.x } else { item.y } - translate,
                    shown: *shown,
                });
                if *shown {
                    bounds.union(&of_text(item, self.env));
                }
            }
            let items = items.into_iter().zip(&shown).filter(|(_, shown)| **shown).map(|(item, _)| item).collect();
            axis.marks.push(Mark { kind: MarkKind::Text, name: "labels".into(), clip: false, items });
        }
        let (first, last) = self.scale.ends();
        if self.flag("domain") {
            let ((x, y), (x2, y2)) = (place(first, 0.0), place(last, 0.0));
            let item = Item {
                x,
                y,
                x2,
                y2,
                stroke: self.plain("domainColor").as_text().map(str::to_string),
                stroke_width: self.number("domainWidth").unwrap_or(1.0),
                stroke_opacity: self.number("domainOpacity").unwrap_or(1.0),
                stroke_dash: self.plain("domainDash").as_list().map_or(Vec::new(), |l| l.iter().map(Datum::number).collect()),
                stroke_cap: self.words_of("domainCap"),
                dash_offset: self.number("domainDashOffset").unwrap_or(0.0),
                ..Item::default()
            };
            axis.marks.push(Mark { kind: MarkKind::Rule, name: "domain".into(), clip: false, items: vec![item] });
        }
        // The room that ticks and labels take, at least and at most.
        let reach = bounds.reach(&orient, self.width, self.height);
        let reach = (reach - offset - sign * translate)
            .min(self.number("maxExtent").unwrap_or(200.0))
            .max(self.number("minExtent").unwrap_or(0.0))
            .max(0.0);
        let (a, b) = (place(first, 0.0), place(last, reach));
        bounds.add(a.0, a.1);
        bounds.add(b.0, b.1);
        if let Some(title) = words(&self.parts.title.0, &self.tree.config) {
            self.title(&title, &orient, reach, &place, (first, last), &mut axis, &mut bounds);
        }
        // The half pixel by which lines are moved onto whole pixels takes no room.
        let bounds = if bounds.is_empty() { bounds } else { bounds.moved(-translate, -translate) };
        Drawn { axis, grid, over, bounds }
    }

    fn style(&self, style: &str, property: &str) -> Option<String> {
        let value = self.tree.config.style(property, &[style]).or(self.tree.config.vega(&["style", style, property]))?;
        let datum = self.env.value(value, None);
        Some(datum.text(self.env.time_zone()).to_string())
    }
}

fn tick_object(i: usize, n: usize, value: &Datum, label: &str) -> Datum {
    let index = i as f64 / (n.saturating_sub(1).max(1)) as f64;
    Datum::Object(
        vec![
            ("index".into(), Datum::Number(index)),
            ("tickIndex".into(), Datum::Number(i as f64)),
            ("value".into(), value.clone()),
            ("label".into(), Datum::from(label)),
        ]
        .into(),
    )
}

/// Words as lines.
pub(super) fn lines_of(datum: &Datum, env: &Env) -> Vec<String> {
    match datum {
        Datum::List(items) => items.iter().map(|i| i.text(env.time_zone()).to_string()).collect(),
        Datum::Undefined | Datum::Null => vec![String::new()],
        other => other.text(env.time_zone()).split('\n').map(str::to_string).collect(),
    }
}
