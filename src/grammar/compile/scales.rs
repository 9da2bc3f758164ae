//! Scales before their data: types, domains by where they come from, properties and ranges, merged where views share them.
//!
//! This is Vega-Lite's `scale/parse`, `scale/domain`, `scale/properties` and `scale/range`. What depends on data or on the size of
//! a view is kept as a description and worked out in [`super::super::view`].

use super::kind::{self, has_continuous_domain, has_discrete_domain, is_continuous, scale_type, supports};
use super::tree::{Kind, Tree, Unit};
use super::{mark_number, offsetted};
use crate::grammar::json::{Json, empty, object, one};
use crate::grammar::model::channel;
use crate::grammar::model::naming::{self, Ask, column, column_as, column_with};
use crate::spec::Value;

/// Something with whether the author asked for it.
pub(crate) type Explicit<T> = (T, bool);

/// Which rows of a unit a domain looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rows {
    /// Before the encoding's aggregate.
    Raw,
    /// Those that scales see.
    Scale,
}

/// How a discrete domain is ordered.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Sorted {
    /// As it comes.
    No,
    /// By its own values.
    Natural {
        /// Large to small.
        descending: bool,
    },
    /// By an aggregate of a field.
    By {
        /// The aggregate.
        op: String,
        /// Of this column; none for a count.
        field: Option<String>,
        /// Large to small.
        descending: bool,
    },
}

/// One part of a domain.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Domain {
    /// Values as given; times and expressions not yet read.
    Values {
        /// The values.
        values: Vec<Value>,
        /// They are times.
        time: bool,
        /// In this unit.
        unit: Option<Value>,
    },
    /// The values of a column.
    Column {
        /// Of this unit.
        unit: usize,
        /// From these rows.
        rows: Rows,
        /// The column, as a path.
        column: String,
        /// In this order.
        sort: Sorted,
    },
    /// The ends of bins.
    Bins {
        /// Of this unit.
        unit: usize,
        /// Of this field.
        def: Value,
    },
}

/// Where a range comes from.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Range {
    /// As given: a list, a scheme, a name of the configuration, or a field.
    Given(Value),
    /// Steps of so many pixels.
    Step(f64),
    /// Steps of so many pixels for each value of the offset scale of a unit.
    OffsetSteps {
        /// Pixels.
        step: f64,
        /// The unit.
        unit: usize,
    },
    /// The width or height of the view; from its middle when centred.
    Size {
        /// From minus half to half.
        centered: bool,
    },
    /// From 0 to half the smaller side.
    Radius,
    /// Inside the band of the position.
    Band {
        /// The unit.
        unit: usize,
    },
    /// Areas of symbols or widths of bars, up to what fits into the steps of the unit.
    Area {
        /// The unit.
        unit: usize,
    },
    /// A default with one end given.
    Ends(Box<Range>, Value),
}

/// A scale before its data.
#[derive(Clone, Debug)]
pub(crate) struct ScaleParts {
    pub kind: Explicit<String>,
    /// It is the same as the parent's.
    pub merged: bool,
    /// Properties that were asked for.
    pub explicit: Value,
    /// Properties that follow.
    pub implicit: Value,
    pub domains: Explicit<Vec<Domain>>,
    pub range: Option<Explicit<Range>>,
    /// The selection that sets its domain, when it has one.
    pub selection: Option<Value>,
}

impl ScaleParts {
    /// A property, asked for or not.
    pub fn get(&self, property: &str) -> Option<&Value> {
        self.explicit.get(property).or_else(|| self.implicit.get(property))
    }

    /// A property as a number.
    pub fn number(&self, property: &str) -> Option<f64> {
        self.explicit.number(property).or_else(|| self.implicit.number(property))
    }
}

/// Properties in the order in which they depend on each other.
const PROPERTIES: [&str; 18] = [
    "align",
    "base",
    "bins",
    "clamp",
    "constant",
    "domainMax",
    "domainMid",
    "domainMin",
    "domainRaw",
    "exponent",
    "interpolate",
    "nice",
    "padding",
    "paddingInner",
    "paddingOuter",
    "reverse",
    "round",
    "zero",
];

impl Tree {
    /// Parses the scales of a view and all below.
    pub(super) fn parse_scales(&mut self, id: usize) {
        self.parse_types(id);
        self.parse_domains(id);
        for property in PROPERTIES {
            self.parse_property(id, property);
        }
        self.parse_ranges(id);
    }

    fn parse_types(&mut self, id: usize) {
        if let Some(unit) = self.nodes[id].unit.clone() {
            for c in channel::SCALE {
                let Some(def) = unit.field_or_datum(c) else { continue };
                if matches!(def.get("scale"), Some(Value::Null | Value::Bool(false))) {
                    continue;
                }
                if unit.mark_type() == "geoshape" && c == "shape" && channel::kind(def) == "geojson" {
                    continue;
                }
                let Some(kind) = scale_type(c, def, &unit.mark, nested_offset(&unit, c)) else { continue };
                let explicit = def.at(&["scale", "type"]).and_then(Value::as_str) == Some(kind.as_str());
                let selection = def
                    .at(&["scale", "domain"])
                    .filter(|d| d.has("param"))
                    .or_else(|| def.at(&["bin", "extent"]).filter(|e| e.has("param")))
                    .cloned();
                let parts = ScaleParts {
                    kind: (kind, explicit),
                    merged: false,
                    explicit: empty(),
                    implicit: empty(),
                    domains: (Vec::new(), false),
                    range: None,
                    selection,
                };
                self.nodes[id].scales.push((c, parts));
            }
            return;
        }
        let children = self.nodes[id].children.clone();
        let mut kinds: Vec<(&'static str, Explicit<String>)> = Vec::new();
        for &child in &children {
            self.parse_types(child);
            let scales: Vec<(&'static str, Explicit<String>)> =
                self.nodes[child].scales.iter().map(|(c, s)| (*c, s.kind.clone())).collect();
            for (c, kind) in scales {
                if self.is_independent(id, c) {
                    continue;
                }
                match kinds.iter_mut().find(|(k, _)| *k == c) {
                    Some((_, so_far)) if kind::compatible(&so_far.0, &kind.0) => {
                        let wins = match (so_far.1, kind.1) {
                            (true, false) => false,
                            (false, true) => true,
                            _ => kind::precedence(&kind.0) > kind::precedence(&so_far.0),
                        };
                        if wins {
                            *so_far = kind;
                        }
                    }
                    Some(_) => {
                        self.set_independent(id, c);
                        kinds.retain(|(k, _)| *k != c);
                    }
                    None => kinds.push((c, kind)),
                }
            }
        }
        for (c, kind) in kinds {
            let mut selection = None;
            for &child in &children {
                if let Some((_, scale)) = self.nodes[child].scales.iter_mut().find(|(k, _)| *k == c) {
                    scale.merged = true;
                    selection = selection.or(scale.selection.clone());
                }
            }
            let parts = ScaleParts {
                kind,
                merged: false,
                explicit: empty(),
                implicit: empty(),
                domains: (Vec::new(), false),
                range: None,
                selection,
            };
            self.nodes[id].scales.push((c, parts));
        }
    }

    /// Whether a channel has a scale of its own in each inner view.
    pub fn is_independent(&self, id: usize, c: &str) -> bool {
        let node = &self.nodes[id];
        if let Some((_, independent)) = node.independent.iter().find(|(k, _)| *k == c) {
            return *independent;
        }
        match node.spec.at(&["resolve", "scale", c]).and_then(Value::as_str) {
            Some(mode) => mode == "independent",
            None => match node.kind {
                Kind::Facet => c == "theta",
                Kind::Concat => matches!(c, "x" | "y" | "xOffset" | "yOffset" | "theta" | "radius"),
                _ => false,
            },
        }
    }

    fn set_independent(&mut self, id: usize, c: &'static str) {
        self.nodes[id].independent.retain(|(k, _)| *k != c);
        self.nodes[id].independent.push((c, true));
    }

    /// Whether inner views share the guide of a channel.
    pub fn shares_guide(&self, id: usize, c: &str) -> bool {
        let guide = if channel::is_xy(c) { "axis" } else { "legend" };
        !self.is_independent(id, c) && self.nodes[id].spec.at(&["resolve", guide, c]).and_then(Value::as_str) != Some("independent")
    }

    fn parse_domains(&mut self, id: usize) {
        if let Some(unit) = self.nodes[id].unit.clone() {
            let channels: Vec<&'static str> = self.nodes[id].scales.iter().map(|(c, _)| *c).collect();
            for c in channels {
                let mut domains = match unit.field_or_datum(c) {
                    Some(_) => self.domain(id, &unit, c),
                    None => (Vec::new(), false),
                };
                let second = channel::secondary(c);
                if channel::is_xy(c) && unit.field_or_datum(second).is_some() {
                    let other = self.domain(id, &unit, second);
                    domains = merge_domains(domains, other);
                }
                if let Some((_, scale)) = self.nodes[id].scales.iter_mut().find(|(k, _)| *k == c) {
                    scale.domains = domains;
                }
            }
            return;
        }
        for child in self.nodes[id].children.clone() {
            self.parse_domains(child);
        }
        let channels: Vec<&'static str> = self.nodes[id].scales.iter().map(|(c, _)| *c).collect();
        for c in channels {
            let mut domains: Option<Explicit<Vec<Domain>>> = None;
            for &child in &self.nodes[id].children {
                if let Some(scale) = self.nodes[child].scale(c).filter(|s| s.merged) {
                    domains = Some(match domains {
                        None => scale.domains.clone(),
                        Some(so_far) => merge_domains(so_far, scale.domains.clone()),
                    });
                }
            }
            if let (Some(domains), Some((_, scale))) = (domains, self.nodes[id].scales.iter_mut().find(|(k, _)| *k == c)) {
                scale.domains = domains;
            }
        }
    }

    fn domain(&self, id: usize, unit: &Unit, c: &str) -> Explicit<Vec<Domain>> {
        let Some(def) = unit.field_or_datum(c) else { return (Vec::new(), false) };
        let main = unit.field_or_datum(channel::main(c)).unwrap_or(def);
        let kind = self.scale_kind(id, channel::main(c)).to_string();
        let data_kind = if def.has("type") { channel::kind(def) } else { channel::kind(main) };
        let time_unit = def.some("timeUnit").filter(|u| !naming::is_binned_unit(u) || u.has("unit")).cloned();
        let values = |values: &[Value]| Domain::Values {
            values: values.to_vec(),
            time: data_kind == "temporal" || time_unit.is_some(),
            unit: time_unit.clone(),
        };
        let specified = def.at(&["scale", "domain"]);
        match specified {
            Some(Value::Array(given)) => return (vec![values(given)], true),
            Some(object @ Value::Object(_)) if object.has("unionWith") => {
                let mut all = vec![values(object.get("unionWith").map_or(&[][..], Json::list))];
                all.extend(self.default_domain(id, unit, c, def, &kind, &values));
                return (all, true);
            }
            Some(object @ Value::Object(_)) if object.has("expr") => return (vec![values(std::slice::from_ref(object))], true),
            _ => {}
        }
        let unaggregated = specified.and_then(Value::as_str) == Some("unaggregated")
            || (specified.is_none() && self.config.at(&["scale", "useUnaggregatedDomain"]).is_some_and(Json::truth));
        if unaggregated {
            let shared = ["mean", "average", "median", "q1", "q3", "min", "max"];
            if def.text("aggregate").is_some_and(|op| shared.contains(&op)) && !(data_kind == "quantitative" && kind == "log") {
                let column = def.text("field").unwrap_or("").to_string();
                return (vec![Domain::Column { unit: id, rows: Rows::Raw, column, sort: Sorted::No }], false);
            }
        }
        (self.default_domain(id, unit, c, def, &kind, &values), false)
    }

    fn default_domain(&self, id: usize, unit: &Unit, c: &str, def: &Value, kind: &str, values: &dyn Fn(&[Value]) -> Domain) -> Vec<Domain> {
        let column_of = |column: String| Domain::Column { unit: id, rows: Rows::Scale, column, sort: Sorted::No };
        if let Some(stack) = unit.stack.as_ref().filter(|s| s.channel == c) {
            if stack.offset == "normalize" {
                return vec![Domain::Values { values: vec![Value::Number(0.0), Value::Number(1.0)], time: false, unit: None }];
            }
            return vec![column_of(column_with(def, "start")), column_of(column_with(def, "end"))];
        }
        if channel::is_datum(def) {
            return vec![values(&[def.get("datum").cloned().unwrap_or(Value::Null)])];
        }
        let sort = if channel::has_scale(c) && has_discrete_domain(kind) { domain_sort(unit, def, c) } else { Sorted::No };
        let rows = if matches!(sort, Sorted::By { .. }) { Rows::Raw } else { Rows::Scale };
        if channel::is_binning(def.get("bin")) {
            if kind == "bin-ordinal" || !has_discrete_domain(kind) {
                return vec![Domain::Bins { unit: id, def: def.clone() }];
            }
            let range = Ask { bin_suffix: if requires_range(def, c) { "range" } else { "" }, ..Ask::default() };
            let sort = match sort {
                Sorted::By { .. } => sort,
                other => Sorted::By {
                    op: "min".into(),
                    field: Some(column(def)),
                    descending: matches!(other, Sorted::Natural { descending: true }),
                },
            };
            return vec![Domain::Column { unit: id, rows, column: column_as(def, range), sort }];
        }
        if def.some("timeUnit").is_some() && matches!(kind, "time" | "utc") && has_band_end(unit, def, c, &self.config) {
            let ends = if unit.is_rect() && channel::is_xy(c) && band_position(unit, def, c, &self.config) != Some(0.5) {
                [offsetted::START, offsetted::END]
            } else {
                ["", "end"]
            };
            return ends.iter().map(|suffix| column_of(column_with(def, suffix))).collect();
        }
        vec![Domain::Column { unit: id, rows, column: column(def), sort }]
    }

    fn parse_property(&mut self, id: usize, property: &str) {
        if let Some(unit) = self.nodes[id].unit.clone() {
            let channels: Vec<&'static str> = self.nodes[id].scales.iter().map(|(c, _)| *c).collect();
            for c in channels {
                let Some(def) = unit.field_or_datum(c) else { continue };
                let Some(merged) = self.scale_parts(id, c) else { continue };
                let kind = merged.kind.0.clone();
                if !supports(&kind, property, c) {
                    continue;
                }
                let specified = def.at(&["scale", property]).cloned();
                let value = match specified {
                    Some(value) => Some((value, true)),
                    None => self.rule(id, &unit, c, def, &kind, property).map(|v| (v, false)),
                };
                if let (Some((value, explicit)), Some((_, scale))) = (value, self.nodes[id].scales.iter_mut().find(|(k, _)| *k == c)) {
                    if explicit { scale.explicit.set(property, value) } else { scale.implicit.set(property, value) }
                }
            }
            return;
        }
        for child in self.nodes[id].children.clone() {
            self.parse_property(child, property);
        }
        let channels: Vec<&'static str> = self.nodes[id].scales.iter().map(|(c, _)| *c).collect();
        for c in channels {
            let mut merged: Option<Explicit<Value>> = None;
            for &child in &self.nodes[id].children {
                let Some(scale) = self.nodes[child].scale(c).filter(|s| s.merged) else { continue };
                let value = scale.explicit.get(property).map(|v| (v.clone(), true));
                let value = value.or_else(|| scale.implicit.get(property).map(|v| (v.clone(), false)));
                let Some(value) = value else { continue };
                merged = Some(match merged {
                    Some(so_far) if so_far.1 || !value.1 => so_far,
                    _ => value,
                });
            }
            if let (Some((value, explicit)), Some((_, scale))) = (merged, self.nodes[id].scales.iter_mut().find(|(k, _)| *k == c)) {
                if explicit { scale.explicit.set(property, value) } else { scale.implicit.set(property, value) }
            }
        }
    }

    /// What a property is where nothing is said.
    fn rule(&self, id: usize, unit: &Unit, c: &str, def: &Value, kind: &str, property: &str) -> Option<Value> {
        let config = |name: &str| self.config.at(&["scale", name]).filter(|v| **v != Value::Null).cloned();
        let own =
            |name: &str| self.scale_parts(id, c).and_then(|s| s.get(name)).or_else(|| self.nodes[id].scale(c).and_then(|s| s.get(name)));
        let domain = def.at(&["scale", "domain"]);
        let bin = def.get("bin").is_some_and(Json::truth) && channel::is_field(def);
        let mark = unit.mark_type();
        let orient = unit.mark.text("orient");
        let nested = nested_offset(unit, c);
        let truth = |b: bool| Some(Value::Bool(b));
        match property {
            "bins" => {
                if channel::is_binning(def.get("bin")) {
                    return Some(one("of", def.clone()).with("unit", Value::Number(id as f64)));
                }
                let step = def.get("bin").filter(|b| channel::is_binned(Some(b))).and_then(|b| b.number("step"));
                step.map(|step| one("step", step))
            }
            "interpolate" => (channel::is_color(c) && channel::kind(def) != "nominal").then(|| Value::from("hcl")),
            "nice" => {
                let ends = ["domainMin", "domainMax"].iter().any(|k| def.at(&["scale", k]).is_some_and(|v| *v != Value::Null));
                let none = bin || matches!(domain, Some(Value::Array(_))) || ends || matches!(kind, "time" | "utc");
                (channel::is_xy(c) && !none).then_some(Value::Bool(true))
            }
            "padding" if channel::is_xy(c) => {
                if is_continuous(kind) {
                    if let Some(padding) = config("continuousPadding") {
                        return Some(padding);
                    }
                    let spaced = channel::is_field(def) && (bin || def.some("timeUnit").is_some());
                    let across = (orient == Some("vertical") && c == "x") || (orient == Some("horizontal") && c == "y");
                    if mark == "bar" && !spaced && across {
                        return self.config.at(&["bar", "continuousBandSize"]).cloned();
                    }
                }
                (kind == "point").then(|| config("pointPadding")).flatten()
            }
            "paddingInner" if own("padding").is_none() => {
                if channel::is_xy(c) {
                    if nested {
                        return config("bandWithNestedOffsetPaddingInner");
                    }
                    let name = match mark {
                        "bar" => "barBandPaddingInner",
                        "tick" => "tickBandPaddingInner",
                        _ => "rectBandPaddingInner",
                    };
                    return config("bandPaddingInner").or_else(|| config(name));
                }
                (channel::is_offset(c) && kind == "band").then(|| config("offsetBandPaddingInner")).flatten()
            }
            "paddingOuter" if own("padding").is_none() => {
                if channel::is_xy(c) {
                    if nested {
                        return config("bandWithNestedOffsetPaddingOuter");
                    }
                    if kind == "band" {
                        let inner = match own("paddingInner") {
                            Some(Value::Number(n)) => Some(Value::Number(n / 2.0)),
                            _ => None,
                        };
                        return config("bandPaddingOuter").or(inner);
                    }
                    return None;
                }
                match kind {
                    "point" if channel::is_offset(c) => Some(Value::Number(0.5)),
                    "band" if channel::is_offset(c) => config("offsetBandPaddingOuter"),
                    _ => None,
                }
            }
            "reverse" => {
                let descending = has_continuous_domain(kind) && def.text("sort") == Some("descending");
                if let (true, Some(reverse)) = (c == "x", config("xReverse")) {
                    return if descending { truth(!reverse.truth()) } else { Some(reverse) };
                }
                descending.then_some(Value::Bool(true))
            }
            "zero" => {
                if let Some(domain) = domain.filter(|d| d.truth() && d.as_str() != Some("unaggregated"))
                    && has_continuous_domain(kind)
                {
                    if let Value::Array(values) = domain
                        && let (Some(Value::Number(a)), Some(Value::Number(b))) = (values.first(), values.last())
                    {
                        return truth(*a <= 0.0 && *b >= 0.0);
                    }
                    return truth(false);
                }
                if c == "size" && channel::kind(def) == "quantitative" && !kind::is_discretizing(kind) {
                    return truth(true);
                }
                if channel::is_offset(c) {
                    return truth(false);
                }
                if !bin && matches!(c, "x" | "y" | "theta" | "radius") {
                    let along = (orient == Some("horizontal") && c == "y") || (orient == Some("vertical") && c == "x");
                    if matches!(mark, "bar" | "area" | "line" | "trail") && along {
                        return truth(false);
                    }
                    if matches!(mark, "bar" | "area") && unit.def(channel::secondary(c)).is_none() {
                        return truth(true);
                    }
                    return config("zero");
                }
                truth(false)
            }
            "align" | "base" | "clamp" | "constant" | "exponent" | "round" => config(property),
            _ => None,
        }
    }

    fn parse_ranges(&mut self, id: usize) {
        if let Some(unit) = self.nodes[id].unit.clone() {
            for c in channel::SCALE {
                if self.nodes[id].scale(c).is_none() {
                    continue;
                }
                let range = self.range(id, &unit, c);
                if let Some((_, scale)) = self.nodes[id].scales.iter_mut().find(|(k, _)| *k == c) {
                    scale.range = range;
                }
            }
            return;
        }
        for child in self.nodes[id].children.clone() {
            self.parse_ranges(child);
        }
        let channels: Vec<&'static str> = self.nodes[id].scales.iter().map(|(c, _)| *c).collect();
        for c in channels {
            let mut merged: Option<Explicit<Range>> = None;
            for &child in &self.nodes[id].children {
                let Some(range) = self.nodes[child].scale(c).filter(|s| s.merged).and_then(|s| s.range.clone()) else { continue };
                merged = Some(match merged {
                    None => range,
                    Some(so_far) => match (so_far.1, range.1, &so_far.0, &range.0) {
                        (true, false, ..) => so_far,
                        (false, true, ..) => range,
                        (_, _, Range::Step(a), Range::Step(b)) if b > a => range,
                        _ => so_far,
                    },
                });
            }
            if let Some((_, scale)) = self.nodes[id].scales.iter_mut().find(|(k, _)| *k == c) {
                scale.range = merged;
            }
        }
    }

    fn range(&self, id: usize, unit: &Unit, c: &'static str) -> Option<Explicit<Range>> {
        let def = unit.field_or_datum(c)?;
        let kind = self.scale_kind(id, c).to_string();
        for property in ["range", "scheme"] {
            let Some(given) = def.at(&["scale", property]).filter(|_| supports(&kind, property, c)) else { continue };
            return Some(match property {
                "range" => (Range::Given(given.clone()), true),
                _ => {
                    let scheme = match given {
                        Value::String(_) | Value::Array(_) => one("scheme", given.clone()),
                        object => object.without(&["name"]).over(&one("scheme", object.get("name").cloned().unwrap_or(Value::Null))),
                    };
                    (Range::Given(scheme), true)
                }
            });
        }
        let size = channel::size(c);
        if let Some(step) = unit.size.get(size).filter(|s| s.has("step")) {
            if channel::is_xy(c) && has_discrete_domain(&kind) {
                return Some((self.position_step(id, unit, c, step), true));
            }
            if channel::is_offset(c)
                && self.scale_kind(id, if c == "xOffset" { "x" } else { "y" }) == "band"
                && let Some(step) = offset_step(step, has_discrete_domain(&kind))
            {
                return Some((Range::Step(step), true));
            }
        }
        let range = self.default_range(id, unit, c, def, &kind)?;
        let ends =
            object(&["rangeMin", "rangeMax"].iter().filter_map(|k| def.at(&["scale", k]).map(|v| (*k, v.clone()))).collect::<Vec<_>>());
        let two = match &range {
            Range::Given(list) => list.list().len() == 2,
            Range::Step(_) | Range::OffsetSteps { .. } => false,
            _ => true,
        };
        if !ends.members().is_empty() && supports(&kind, "rangeMin", c) && two {
            return Some((Range::Ends(Box::new(range), ends), true));
        }
        Some((range, false))
    }

    fn default_range(&self, id: usize, unit: &Unit, c: &'static str, def: &Value, kind: &str) -> Option<Range> {
        let numbers = |a: f64, b: f64| Some(Range::Given(Value::Array(vec![Value::Number(a), Value::Number(b)])));
        let config = |a: &str, b: &str| {
            let of = |n: &str| self.config.number(&["scale", n]).unwrap_or(0.0);
            numbers(of(a), of(b))
        };
        match c {
            "x" | "y" => {
                if matches!(kind, "point" | "band") {
                    let size = self.discrete_size(unit, c);
                    if size.has("step") {
                        return Some(self.position_step(id, unit, c, &size));
                    }
                }
                Some(Range::Size { centered: false })
            }
            "xOffset" | "yOffset" => {
                let position = if c == "xOffset" { "x" } else { "y" };
                if self.scale_parts(id, position).is_none() {
                    return Some(Range::Size { centered: true });
                }
                if self.scale_kind(id, position) == "band" {
                    let size = self.discrete_size(unit, position);
                    if let Some(step) = size.has("step").then(|| offset_step(&size, has_discrete_domain(kind))).flatten() {
                        return Some(Range::Step(step));
                    }
                }
                Some(Range::Band { unit: id })
            }
            "size" => Some(Range::Area { unit: id }),
            "theta" => numbers(0.0, std::f64::consts::TAU),
            "angle" => numbers(0.0, 360.0),
            "radius" => Some(Range::Radius),
            "strokeWidth" => config("minStrokeWidth", "maxStrokeWidth"),
            "strokeDash" => crate::grammar::json::parse("[[1,0],[4,2],[2,1],[1,1],[1,2,4,2]]").map(Range::Given),
            "shape" => Some(Range::Given(Value::from("symbol"))),
            "color" | "fill" | "stroke" => Some(Range::Given(Value::from(if kind == "ordinal" {
                if channel::kind(def) == "nominal" { "category" } else { "ordinal" }
            } else if def.at(&["scale", "domainMid"]).is_some() {
                "diverging"
            } else if matches!(unit.mark_type(), "rect" | "geoshape") {
                "heatmap"
            } else {
                "ramp"
            }))),
            _ => config("minOpacity", "maxOpacity"),
        }
    }

    /// The size of a view along a discrete channel.
    pub fn discrete_size(&self, unit: &Unit, c: &str) -> Value {
        let size = channel::size(c);
        unit.size.some(size).cloned().unwrap_or_else(|| self.config.discrete_size(size))
    }

    fn position_step(&self, id: usize, unit: &Unit, c: &str, size: &Value) -> Range {
        let step = size.number("step").unwrap_or(20.0);
        let offset = unit.field_or_datum(channel::offset(c));
        let discrete = offset.is_some_and(|d| matches!(channel::kind(d), "nominal" | "ordinal"));
        let for_offset = discrete && size.text("for").unwrap_or("offset") == "offset";
        if for_offset && offset.is_some() { Range::OffsetSteps { step, unit: id } } else { Range::Step(step) }
    }
}

fn offset_step(size: &Value, discrete: bool) -> Option<f64> {
    (discrete && size.text("for").unwrap_or("offset") == "offset").then(|| size.number("step")).flatten()
}

fn merge_domains(a: Explicit<Vec<Domain>>, b: Explicit<Vec<Domain>>) -> Explicit<Vec<Domain>> {
    match (a.1, b.1) {
        _ if a.0.is_empty() => b,
        (true, false) => a,
        (false, true) => b,
        _ => {
            let mut all = a.0;
            all.extend(b.0);
            (all, a.1)
        }
    }
}

/// True where the offset of a position nests a scale in its bands.
pub(crate) fn nested_offset(unit: &Unit, c: &str) -> bool {
    if !channel::is_xy(c) {
        return false;
    }
    let nests = unit.def(c).is_some_and(|d| {
        channel::is_field_or_datum(d)
            && (matches!(channel::kind(d), "nominal" | "ordinal" | "geojson") || (channel::is_field(d) && d.some("timeUnit").is_some()))
    });
    nests && unit.field_or_datum(channel::offset(c)).is_some()
}

/// Where in its band a field stands: 0 at its start, 1 at its end.
pub(crate) fn band_position(unit: &Unit, def: &Value, c: &str, config: &crate::grammar::model::config::Config) -> Option<f64> {
    if let Some(position) = def.number("bandPosition") {
        return Some(position);
    }
    if !channel::is_field(def) {
        return None;
    }
    if def.some("timeUnit").is_some() && unit.def(channel::secondary(c)).is_none() {
        return match super::mark_config("timeUnitBandPosition", None, &unit.mark, config) {
            Some(Value::Number(n)) => Some(n),
            _ => None,
        };
    }
    channel::is_binning(def.get("bin")).then_some(0.5)
}

/// True where a field has an end of its band that the domain should hold.
pub(crate) fn has_band_end(unit: &Unit, def: &Value, c: &str, config: &crate::grammar::model::config::Config) -> bool {
    let banded = channel::is_binning(def.get("bin")) || (def.some("timeUnit").is_some() && channel::kind(def) == "temporal");
    banded && band_position(unit, def, c, config).is_some()
}

/// True where the labels of bins are needed.
pub(crate) fn requires_range(def: &Value, c: &str) -> bool {
    channel::is_binning(def.get("bin")) && channel::has_scale(c) && matches!(channel::kind(def), "ordinal" | "nominal")
}

/// How the domain of a discrete channel is ordered.
pub(crate) fn domain_sort(unit: &Unit, def: &Value, c: &str) -> Sorted {
    let dimensions: Vec<String> = match &unit.stack {
        Some(stack) => {
            let groups = stack.groupby.iter().filter_map(|g| unit.field(g)).map(column);
            groups.chain(stack.by.iter().map(|(_, d)| d.text("field").unwrap_or("").to_string())).collect()
        }
        None => Vec::new(),
    };
    let default_op = |field: Option<&str>| {
        let measure = unit.stack.is_some() && !dimensions.iter().any(|d| Some(d.as_str()) == field);
        if measure { "sum" } else { "min" }
    };
    let by = |op: Option<String>, field: Option<String>, order: Option<&str>| {
        let op = op.unwrap_or_else(|| default_op(field.as_deref()).to_string());
        let field = if op == "count" { None } else { field };
        Sorted::By { op, field, descending: order == Some("descending") }
    };
    match def.get("sort") {
        Some(Value::Array(_)) => Sorted::By { op: "min".into(), field: Some(sort_index(def, c)), descending: false },
        Some(sort @ Value::Object(_)) if sort.text("op") == Some("count") || sort.has("field") => {
            by(sort.text("op").map(str::to_string), sort.text("field").map(str::to_string), sort.text("order"))
        }
        Some(sort @ Value::Object(_)) if sort.has("encoding") => {
            let Some(other) = sort.text("encoding").and_then(|e| unit.field(e)) else { return Sorted::Natural { descending: false } };
            let op = match other.some("aggregate") {
                Some(Value::String(op)) => Some(op.clone()),
                Some(object) if object.has("argmin") || object.has("argmax") => {
                    return by(None, Some(column(other)), sort.text("order"));
                }
                _ => None,
            };
            by(op, other.text("field").map(str::to_string), sort.text("order"))
        }
        Some(Value::String(order)) if order == "descending" => Sorted::Natural { descending: true },
        Some(Value::Null) => Sorted::No,
        _ => Sorted::Natural { descending: false },
    }
}

/// The column of the places of a field's values in the list that it is sorted by.
pub(crate) fn sort_index(def: &Value, c: &str) -> String {
    format!("{c}_{}_sort_index", naming::flat(&column_with(def, "")))
}

/// The least and greatest size of a mark by a size scale, from the steps of the view.
pub(crate) fn size_range(tree: &Tree, unit: &Unit, steps: f64, kind: &str, def: &Value) -> Vec<f64> {
    let of = |n: &str| tree.config.number(&["scale", n]);
    let (low, high) = match unit.mark_type() {
        "bar" | "tick" => (of("minBandSize").unwrap_or(2.0), of("maxBandSize").unwrap_or(steps - 1.0)),
        "line" | "trail" | "rule" => (of("minStrokeWidth").unwrap_or(1.0), of("maxStrokeWidth").unwrap_or(4.0)),
        "text" => (of("minFontSize").unwrap_or(8.0), of("maxFontSize").unwrap_or(40.0)),
        _ => (of("minSize").unwrap_or(4.0), of("maxSize").unwrap_or((0.95 * steps).powi(2))),
    };
    if !kind::is_discretizing(kind) {
        return vec![low, high];
    }
    let count = match (kind, def.at(&["scale", "domain"])) {
        ("quantile", _) => of("quantileCount").unwrap_or(4.0),
        ("quantize", _) => of("quantizeCount").unwrap_or(4.0),
        (_, Some(Value::Array(domain))) => domain.len() as f64 + 1.0,
        _ => 3.0,
    };
    let count = count.clamp(2.0, 1000.0);
    (0..count as usize).map(|i| low + (high - low) * i as f64 / (count - 1.0)).collect()
}

/// A number that a mark is given or configured to have.
pub(crate) fn unit_number(unit: &Unit, property: &str, tree: &Tree) -> Option<f64> {
    mark_number(property, &unit.mark, &tree.config)
}
