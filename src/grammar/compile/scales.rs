//! Scales before their data: types, domains by where they come from, properties and ranges, merged where views share them.
//!
//! This is Vega-Lite's `scale/parse`, `scale/domain`, `scale/properties` and `scale/range`. What depends on data or on the size of
//! a view is kept as a description and worked out in [`super::super::view`].

mod domain;
mod property;
use property::PROPERTIES;
mod range;
use super::kind::{self, has_continuous_domain, has_discrete_domain, is_continuous, scale_type, supports};
use super::tree::{Kind, Tree, Unit};
use super::{mark_number, offsetted};
use crate::grammar::json::{Json, empty, object, one};
use crate::grammar::model::channel;
use crate::grammar::model::naming::{self, Ask, column, column_as, column_with};
use crate::spec::Value;
pub(crate) use range::size_range;

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

/// A number that a mark is given or configured to have.
pub(crate) fn unit_number(unit: &Unit, property: &str, tree: &Tree) -> Option<f64> {
    mark_number(property, &unit.mark, &tree.config)
}
