//! Axes before their scales: what each says, merged where layers share one; Vega-Lite's `axis/parse` and `axis/properties`.

use super::kind::has_discrete_domain;
use super::scales::Explicit;
use super::tree::{Kind, Tree, Unit};
use super::{format, units};
use crate::grammar::json::{Json, empty, one};
use crate::grammar::model::channel;
use crate::grammar::model::config::Config;
use crate::grammar::model::naming;
use crate::spec::Value;

/// The title of a guide.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Title {
    /// Nothing is said.
    None,
    /// Taken away.
    Off,
    /// Words, lines of words, or an expression.
    Words(Value),
    /// Named after fields.
    Fields(Vec<Value>),
}

/// An axis before its scale.
#[derive(Clone, Debug)]
pub(crate) struct AxisParts {
    /// `x` or `y`.
    pub channel: &'static str,
    /// The unit whose scale it shows.
    pub unit: usize,
    pub disabled: Explicit<bool>,
    pub explicit: Value,
    pub implicit: Value,
    pub title: Explicit<Title>,
    /// The direction of the gridlines has a scale.
    pub grid_scale: bool,
}

impl AxisParts {
    /// Where the axis stands.
    pub fn orient(&self) -> &str {
        let default = if self.channel == "x" { "bottom" } else { "left" };
        self.explicit.text("orient").or(self.implicit.text("orient")).unwrap_or(default)
    }

    /// A property: asked for, configured, following, or Vega's default.
    pub fn get(&self, property: &str, kind: &str, config: &Config) -> Option<Value> {
        if let Some(value) = self.explicit.get(property) {
            return Some(value.clone());
        }
        if let Some(value) = configured(property, self.channel, kind, self.orient(), self.explicit.get("style"), config) {
            return Some(value);
        }
        self.implicit.get(property).cloned().or_else(|| match (property, kind) {
            ("tickOffset", "band") => Some(Value::Number(-0.5)),
            _ => config.vega(&["axis", property]).cloned(),
        })
    }
}

/// A property of axes as the configuration has it.
pub(crate) fn configured(property: &str, channel: &str, kind: &str, orient: &str, style: Option<&Value>, config: &Config) -> Option<Value> {
    if let Some(style) = style {
        let names: Vec<&str> = style.list().iter().filter_map(Value::as_str).collect();
        if let Some(value) = config.style(property, &names) {
            return Some(value.clone());
        }
    }
    // The parts of the configuration, from the most to the least special.
    let x = channel == "x";
    let either = |of_x: &'static str, of_y: &'static str| if x { of_x } else { of_y };
    let by_type: [&str; 4] = match kind {
        "band" => [either("axisXBand", "axisYBand"), either("axisXDiscrete", "axisYDiscrete"), "axisBand", "axisDiscrete"],
        "point" => [either("axisXPoint", "axisYPoint"), either("axisXDiscrete", "axisYDiscrete"), "axisPoint", "axisDiscrete"],
        "time" | "utc" => [either("axisXTemporal", "axisYTemporal"), "axisTemporal", "", ""],
        "linear" | "log" | "pow" | "sqrt" | "symlog" | "quantile" | "quantize" | "threshold" => {
            [either("axisXQuantitative", "axisYQuantitative"), "axisQuantitative", "", ""]
        }
        _ => [""; 4],
    };
    let side = match orient {
        "top" => "axisTop",
        "bottom" => "axisBottom",
        "left" => "axisLeft",
        "right" => "axisRight",
        _ => "",
    };
    let chain = by_type.into_iter().chain([either("axisX", "axisY"), side, "axis"]).filter(|name| !name.is_empty());
    for name in chain.clone() {
        if let Some(value) = config.at(&[name, property]) {
            return Some(value.clone());
        }
    }
    for name in chain {
        let Some(styles) = config.at(&[name, "style"]) else { continue };
        let names: Vec<&str> = styles.list().iter().filter_map(Value::as_str).collect();
        if let Some(value) = config.style(property, &names) {
            return Some(value.clone());
        }
    }
    None
}

impl Tree {
    /// Parses the axes of a view and all below.
    pub(super) fn parse_axes(&mut self, id: usize) {
        match self.nodes[id].kind {
            Kind::Unit => {
                let Some(unit) = self.nodes[id].unit.clone() else { return };
                let axes = ["x", "y"].into_iter().filter(|c| self.nodes[id].scale(c).is_some()).map(|c| self.axis(id, &unit, c)).collect();
                self.nodes[id].axes = axes;
            }
            Kind::Layer => self.layer_axes(id),
            Kind::Facet | Kind::Concat => {
                for child in self.nodes[id].children.clone() {
                    self.parse_axes(child);
                }
                if self.nodes[id].kind == Kind::Facet {
                    self.nodes[id].shared_axes = ["x", "y"].map(|c| self.shares_guide(id, c));
                }
            }
        }
    }

    fn axis(&self, id: usize, unit: &Unit, c: &'static str) -> AxisParts {
        let def = unit.field_or_datum(c).cloned().unwrap_or_else(empty);
        let specified = unit.def(c).filter(|d| channel::is_field_or_datum(d)).and_then(|d| d.get("axis"));
        let kind = self.scale_kind(id, c).to_string();
        let other = if c == "x" { "y" } else { "x" };
        let mut parts = AxisParts {
            channel: c,
            unit: id,
            disabled: (false, specified.is_some()),
            explicit: empty(),
            implicit: empty(),
            title: (Title::None, false),
            grid_scale: self.scale_parts(id, other).is_some(),
        };
        let none = empty();
        let axis = specified.filter(|a| matches!(a, Value::Object(_))).unwrap_or(&none);
        parts.explicit = axis.without(&["title"]);
        let letter = if c == "x" { "axisX" } else { "axisY" };
        if !axis.get("orient").is_some_and(Json::truth) {
            parts.explicit.take("orient");
            if let Some(orient) = self.config.at(&[letter, "orient"]).or(self.config.at(&["axis", "orient"])) {
                parts.implicit.set("orient", orient.clone());
            }
        }
        parts.disabled.0 = match specified {
            Some(specified) => !specified.truth(),
            None => configured("disable", c, &kind, parts.orient(), None, &self.config).is_some_and(|d| d.truth()),
        };
        if parts.disabled.0 {
            return parts;
        }
        self.axis_rules(unit, c, &def, &kind, &mut parts);
        // The title: the axis's own, the fields' own, or named after the fields.
        let second = unit.field(channel::secondary(c));
        let first = unit.field(c);
        let own = |d: Option<&Value>| d.and_then(|d| d.get("title")).cloned();
        let (one, two) = (own(first), own(second));
        parts.title = if let Some(title) = axis.get("title") {
            (if title.truth() { Title::Words(title.clone()) } else { Title::Off }, true)
        } else {
            let truthy = |t: &Option<Value>| t.as_ref().is_some_and(Json::truth);
            let given = match (truthy(&one), truthy(&two)) {
                (true, true) => merge_words(one.as_ref(), two.as_ref()),
                (true, false) => one,
                (false, true) => two,
                _ => one.or(two),
            };
            match given {
                Some(title) => (if title.truth() { Title::Words(title) } else { Title::Off }, true),
                // A title in the configuration, which Vega does not draw, keeps away the one that follows from the fields.
                None if configured("title", c, &kind, parts.orient(), axis.get("style"), &self.config).is_some() => (Title::Off, false),
                None => {
                    let mut fields: Vec<Value> = first.map(base).into_iter().collect();
                    merge_fields(&mut fields, second.map(base).into_iter().collect());
                    (if fields.is_empty() { Title::None } else { Title::Fields(fields) }, false)
                }
            }
        };
        // A datum has a title only where one is given.
        if let (Title::None, Some(title)) = (&parts.title.0, def.get("title").filter(|t| t.truth())) {
            parts.title = (Title::Words(title.clone()), true);
        }
        parts
    }

    fn axis_rules(&self, unit: &Unit, c: &str, def: &Value, kind: &str, parts: &mut AxisParts) {
        let field = channel::is_field(def);
        let data = channel::kind(def);
        let time_unit = def.some("timeUnit").filter(|_| field);
        let axis = parts.explicit.clone();
        let mut set = |name: &str, value: Value| parts.implicit.set(name, value);
        let bin = def.get("bin");
        let grid = !has_discrete_domain(kind) && field && !channel::is_binning(bin) && !channel::is_binned(bin);
        set("grid", Value::Bool(grid));
        if c == "x" && matches!(data, "quantitative" | "temporal") {
            set("labelFlush", Value::Bool(true));
        }
        let sorted = matches!(def.get("sort"), Some(Value::Object(_) | Value::Array(_))) && field;
        if (time_unit.is_some() && !sorted) || !matches!(data, "nominal" | "ordinal") {
            let log = matches!(kind, "log" | "symlog");
            set("labelOverlap", if log { Value::from("greedy") } else { Value::Bool(true) });
        }
        if !has_discrete_domain(kind) && kind != "log" && !axis.get("values").is_some_and(Json::truth) {
            let unit_name = time_unit.and_then(|u| u.text("unit"));
            if field && channel::is_binning(bin) {
                set("tickCount", one("per", 10.0));
            } else if !unit_name.is_some_and(|u| matches!(u, "month" | "hours" | "day" | "quarter")) {
                set("tickCount", one("per", 40.0));
            }
        }
        if let Some(angle) = axis.number("labelAngle") {
            parts.explicit.set("labelAngle", Value::Number(angle.rem_euclid(360.0)));
        } else if c == "x" && matches!(data, "nominal" | "ordinal") && time_unit.is_none() {
            set("labelAngle", Value::Number(270.0));
        }
        let given = axis.get("format");
        if given.and_then(Value::as_str) == Some("d") {
            set("tickMinStep", Value::Number(1.0));
        } else if let Some(unit) = time_unit {
            set("tickMinStep", one("duration", unit.clone()));
        }
        if unit.mark_type() == "rect" && channel::is_discrete(def) {
            set("zindex", Value::Number(1.0));
        }
        let (format, format_type) = format::guide(def, given, axis.text("formatType"), kind, &self.config, true);
        match format {
            Some(format) if Some(&format) == given => parts.explicit.set("format", format),
            Some(format) => {
                parts.explicit.take("format");
                parts.implicit.set("format", format);
            }
            None => drop(parts.explicit.take("format")),
        }
        if let Some(kind) = format_type {
            parts.implicit.set("formatType", Value::from(kind));
        }
    }

    fn layer_axes(&mut self, id: usize) {
        let children = self.nodes[id].children.clone();
        let mut shared: [Option<Vec<AxisParts>>; 2] = [None, None];
        let mut separate = [false, false];
        let mut of_children: Vec<Vec<AxisParts>> = Vec::new();
        for &child in &children {
            self.parse_axes(child);
            let axes = std::mem::take(&mut self.nodes[child].axes);
            for (i, c) in ["x", "y"].into_iter().enumerate() {
                let own: Vec<AxisParts> = axes.iter().filter(|a| a.channel == c).cloned().collect();
                if own.is_empty() {
                    continue;
                }
                if !self.shares_guide(id, c) {
                    separate[i] = true;
                }
                if separate[i] {
                    continue;
                }
                shared[i] = match shared[i].take() {
                    None => Some(own),
                    Some(mut merged) => {
                        let conflict = merged.len() != own.len()
                            || merged.iter().zip(&own).any(|(a, b)| {
                                let (x, y) = (a.explicit.get("orient"), b.explicit.get("orient"));
                                x.is_some() && y.is_some() && x != y
                            });
                        if conflict {
                            separate[i] = true;
                            None
                        } else {
                            merged.iter_mut().zip(&own).for_each(|(a, b)| merge(a, b));
                            Some(merged)
                        }
                    }
                };
            }
            of_children.push(axes);
        }
        let mut all = Vec::new();
        for (i, c) in ["x", "y"].into_iter().enumerate() {
            if !separate[i] {
                all.extend(shared[i].take().into_iter().flatten());
                continue;
            }
            let mut axes: Vec<AxisParts> = of_children.iter().flatten().filter(|a| a.channel == c).cloned().collect();
            let mut count = [("top", 0), ("bottom", 0), ("left", 0), ("right", 0)];
            let mut on = |side: &str, add: usize| {
                count.iter_mut().find(|(s, _)| *s == side).map_or(0, |(_, n)| {
                    *n += add;
                    *n
                })
            };
            for (index, axis) in axes.iter_mut().enumerate() {
                let side = axis.orient().to_string();
                if on(&side, 0) > 0 && axis.explicit.get("orient").is_none() {
                    let opposite = match side.as_str() {
                        "bottom" => "top",
                        "top" => "bottom",
                        "left" => "right",
                        _ => "left",
                    };
                    if on(&side, 0) > on(opposite, 0) {
                        axis.implicit.set("orient", Value::from(opposite));
                    }
                }
                on(axis.orient(), 1);
                // Only the first of several axes draws gridlines.
                if index > 0 && axis.explicit.get("grid").is_none() {
                    axis.implicit.set("grid", Value::Bool(false));
                }
            }
            all.extend(axes);
        }
        self.nodes[id].axes = all;
    }
}

/// The parts of a field that name it.
pub(super) fn base(def: &Value) -> Value {
    let mut out = empty();
    for key in ["timeUnit", "bin", "aggregate"] {
        if let Some(value) = def.get(key).filter(|v| v.truth()) {
            out.set(key, value.clone());
        }
    }
    if let Some(field) = def.get("field") {
        out.set("field", field.clone());
    }
    out
}

pub(super) fn merge_fields(fields: &mut Vec<Value>, more: Vec<Value>) {
    for def in more {
        if !fields.contains(&def) {
            fields.push(def);
        }
    }
}

fn merge_words(a: Option<&Value>, b: Option<&Value>) -> Option<Value> {
    let (Some(a), Some(b)) = (a, b) else { return a.or(b).cloned() };
    if a == b || !b.truth() {
        return Some(a.clone());
    }
    if !a.truth() {
        return Some(b.clone());
    }
    let words: Vec<&str> = a.list().iter().chain(b.list()).filter_map(Value::as_str).collect();
    Some(Value::String(words.join(", ")))
}

/// The title of two guides that are one.
pub(super) fn merge_titles(a: Explicit<Title>, b: Explicit<Title>) -> Explicit<Title> {
    match (a.1, b.1) {
        _ if a.0 == Title::None => return b,
        _ if b.0 == Title::None => return a,
        (true, false) => return a,
        (false, true) => return b,
        _ if a.0 == b.0 => return a,
        _ => {}
    }
    let title = match (a.0, b.0) {
        (Title::Off | Title::None, _) | (_, Title::Off) => Title::Off,
        (Title::Words(x), Title::Words(y)) => merge_words(Some(&x), Some(&y)).map_or(Title::None, Title::Words),
        (Title::Words(x), _) | (_, Title::Words(x)) => Title::Words(x),
        (Title::Fields(mut x), Title::Fields(y)) => {
            merge_fields(&mut x, y);
            Title::Fields(x)
        }
        (x, Title::None) => x,
    };
    (title, a.1)
}

/// Lays what `b` says under what `a` says: what is asked for before what follows.
pub(super) fn merge_properties(explicit: &mut Value, implicit: &mut Value, b_explicit: &Value, b_implicit: &Value) {
    for (key, value) in b_explicit.members() {
        if !explicit.has(key) {
            explicit.set(key, value.clone());
        }
    }
    for (key, value) in b_implicit.members() {
        if !explicit.has(key) && !implicit.has(key) {
            implicit.set(key, value.clone());
        }
    }
}

fn merge(a: &mut AxisParts, b: &AxisParts) {
    a.title = merge_titles(a.title.clone(), b.title.clone());
    a.disabled = match (a.disabled.1, b.disabled.1) {
        (false, true) => b.disabled,
        _ => a.disabled,
    };
    a.grid_scale |= b.grid_scale;
    merge_properties(&mut a.explicit, &mut a.implicit, &b.explicit, &b.implicit);
}

/// The words of a title.
pub(crate) fn words(title: &Title, config: &Config) -> Option<Value> {
    match title {
        Title::None | Title::Off => None,
        Title::Words(words) => Some(words.clone()),
        Title::Fields(fields) => {
            let names: Vec<String> = fields.iter().map(|f| naming::default_title(f, config)).collect();
            let joined = names.join(", ");
            (!joined.is_empty()).then_some(Value::String(joined))
        }
    }
}

/// The length of a time unit in milliseconds, as ticks keep it: of its smallest part from the beginning of 2001. Days of the week
/// have none.
pub(crate) fn duration(unit: &Value) -> Option<f64> {
    let name = unit.text("unit")?;
    let smallest = *units::parts(name).last()?;
    let (part, step) = units::step(unit);
    let day = 86_400_000.0;
    let days = |months: f64| {
        let months = months.clamp(0.0, 12_000.0) as i32;
        (crate::time::from_civil(2001 + months / 12, months % 12 + 1, 1) - crate::time::from_civil(2001, 1, 1)) / day
    };
    Some(match part {
        _ if smallest == "day" => return None,
        "year" => days(12.0 * step) * day,
        "month" => days(step) * day,
        "hours" => 3_600_000.0 * step,
        "minutes" => 60_000.0 * step,
        "seconds" => 1000.0 * step,
        "milliseconds" => step,
        _ => day * step,
    })
}
