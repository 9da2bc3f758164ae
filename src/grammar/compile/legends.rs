//! Legends before their scales, merged where views and channels share one; Vega-Lite's `legend/parse` and `legend/assemble`.

use super::axes::{Title, base, merge_properties, merge_titles};
use super::kind::{has_discrete_domain, is_continuous};
use super::scales::Explicit;
use super::tree::{Tree, Unit};
use super::{format, mark_prop};
use crate::grammar::json::{Json, empty};
use crate::grammar::model::channel;
use crate::spec::Value;

/// A legend before its scale.
#[derive(Clone, Debug)]
pub(crate) struct LegendParts {
    /// The unit that it explains, and the channels that its symbols show.
    pub unit: usize,
    /// The view at which the legend stands.
    pub channels: Vec<&'static str>,
    pub disabled: Explicit<bool>,
    /// `gradient` or `symbol`; none where they were merged into symbols.
    pub gradient: bool,
    pub explicit: Value,
    pub implicit: Value,
    pub title: Explicit<Title>,
}

impl LegendParts {
    /// A property: asked for, configured, following, or Vega's default.
    pub fn get(&self, property: &str, config: &crate::grammar::model::config::Config) -> Option<Value> {
        let set = self.explicit.get(property).or_else(|| config.at(&["legend", property])).or_else(|| self.implicit.get(property));
        set.or_else(|| config.vega(&["legend", property])).cloned()
    }
}

impl Tree {
    /// Parses the legends of a view and all below.
    pub(super) fn parse_legends(&mut self, id: usize) {
        if let Some(unit) = self.nodes[id].unit.clone() {
            for c in ["color", "size", "shape", "fill", "stroke", "strokeDash", "strokeWidth", "opacity"] {
                let Some(def) = unit.field_or_datum(c) else { continue };
                if self.nodes[id].scale(c).is_none() && self.scale_parts(id, c).is_none() {
                    continue;
                }
                if self.nodes[id].scale(c).is_none() || (c == "shape" && channel::kind(def) == "geojson") {
                    continue;
                }
                let legend = self.legend(id, &unit, c, def);
                self.nodes[id].legends.push((c, legend));
            }
            return;
        }
        let children = self.nodes[id].children.clone();
        let mut shared: Vec<(&'static str, LegendParts)> = Vec::new();
        let mut separate: Vec<&'static str> = Vec::new();
        for &child in &children {
            self.parse_legends(child);
            for (c, legend) in self.nodes[child].legends.clone() {
                if separate.contains(&c) || !self.shares_guide(id, c) {
                    continue;
                }
                match shared.iter_mut().find(|(k, _)| *k == c) {
                    None => shared.push((c, legend)),
                    Some((_, merged)) => {
                        if !merge(merged, &legend) {
                            separate.push(c);
                            shared.retain(|(k, _)| *k != c);
                        }
                    }
                }
            }
        }
        for &child in &children {
            self.nodes[child].legends.retain(|(c, _)| !shared.iter().any(|(k, _)| k == c));
        }
        self.nodes[id].legends = shared;
    }

    fn legend(&self, id: usize, unit: &Unit, c: &'static str, def: &Value) -> LegendParts {
        let specified = def.get("legend");
        let kind = self.scale_kind(id, c).to_string();
        let filled = unit.mark.get("filled").is_some_and(Json::truth);
        let channels = match (unit.mark_type(), c) {
            ("trail", "color") => vec!["stroke"],
            ("trail", "size") => vec!["strokeWidth"],
            (_, "color") => vec![if filled { "fill" } else { "stroke" }],
            _ => vec![c],
        };
        let none = empty();
        let legend = specified.filter(|l| matches!(l, Value::Object(_))).unwrap_or(&none);
        let mut parts = LegendParts {
            unit: id,
            channels,
            disabled: (false, specified.is_some()),
            gradient: false,
            explicit: legend.without(&["title", "format"]),
            implicit: empty(),
            title: (Title::None, false),
        };
        parts.disabled.0 = match specified {
            Some(specified) => !specified.truth(),
            None => self.config.at(&["legend", "disable"]).is_some_and(Json::truth),
        };
        if parts.disabled.0 {
            return parts;
        }
        let time_unit = def.at(&["timeUnit", "unit"]).and_then(Value::as_str).filter(|_| channel::is_field(def));
        let default_gradient =
            channel::is_color(c) && is_continuous(&kind) && !time_unit.is_some_and(|u| matches!(u, "quarter" | "month" | "day"));
        parts.gradient = match legend.text("type") {
            Some(kind) => kind == "gradient",
            None => default_gradient,
        };
        if channel::is_color(c) && is_continuous(&kind) && !parts.gradient {
            parts.implicit.set("type", Value::from("symbol"));
        }
        let orient = legend.text("orient").or(self.config.at(&["legend", "orient"]).and_then(Value::as_str)).unwrap_or("right").to_string();
        let side = if parts.gradient { "gradientDirection" } else { "symbolDirection" };
        let direction = legend.text("direction").or(self.config.at(&["legend", side]).and_then(Value::as_str)).map(str::to_string);
        let direction = direction.or_else(|| match orient.as_str() {
            "top" | "bottom" => Some("horizontal".into()),
            "left" | "right" | "none" => None,
            _ => parts.gradient.then(|| "horizontal".into()),
        });
        if let Some(direction) = direction {
            parts.implicit.set("direction", Value::String(direction));
        }
        if matches!(kind.as_str(), "quantile" | "threshold" | "log" | "symlog") {
            parts.implicit.set("labelOverlap", Value::from("greedy"));
        }
        let (format, format_type) = format::guide(def, legend.get("format"), legend.text("formatType"), &kind, &self.config, false);
        match format {
            Some(format) if Some(&format) == legend.get("format") => parts.explicit.set("format", format),
            Some(format) => parts.implicit.set("format", format),
            None => {}
        }
        if let Some(kind) = format_type {
            parts.implicit.set("formatType", Value::from(kind));
        }
        let shape = unit.def("shape").and_then(|d| d.get("value")).or(unit.mark.get("shape")).filter(|_| c != "shape");
        let symbol = match (shape, unit.mark_type()) {
            (Some(shape), _) => shape.clone(),
            (None, "bar" | "rect" | "image" | "square") => Value::from("square"),
            (None, "line" | "trail" | "rule") => Value::from("stroke"),
            _ => Value::from("circle"),
        };
        parts.implicit.set("symbolType", symbol);
        parts.title = match (legend.get("title").or(def.get("title")), channel::is_field(def)) {
            (Some(title), _) => (if title.truth() { Title::Words(title.clone()) } else { Title::Off }, true),
            // Two fields of one default name have one title.
            (None, true) => (Title::Words(Value::String(crate::grammar::model::naming::default_title(&base(def), &self.config))), false),
            (None, false) => (Title::None, false),
        };
        parts
    }

    /// The legends that stand at a view, those of one field in one.
    pub fn assembled_legends(&self, id: usize) -> Vec<LegendParts> {
        let mut groups: Vec<(String, Vec<(&'static str, LegendParts)>)> = Vec::new();
        for (c, legend) in &self.nodes[id].legends {
            let key = match self.field_key(id, c) {
                Some(field) => format!("field:{field}"),
                None => format!("channel:{c}"),
            };
            let at = match groups.iter().position(|(k, _)| *k == key) {
                Some(at) => at,
                None => {
                    groups.push((key, Vec::new()));
                    groups.len() - 1
                }
            };
            let group = &mut groups[at].1;
            let discrete = |c: &str| Some(self.scale_kind(id, c)).filter(|k| !k.is_empty()).map(has_discrete_domain);
            let merged = group.iter_mut().any(|(other, parts)| {
                let compatible = discrete(other).is_some() && discrete(other) == discrete(c);
                compatible && merge(parts, legend)
            });
            if !merged {
                group.push((c, legend.clone()));
            }
        }
        groups.into_iter().flat_map(|(_, legends)| legends.into_iter().map(|(_, l)| l)).filter(|l| !l.disabled.0).collect()
    }

    fn field_key(&self, id: usize, c: &str) -> Option<String> {
        if let Some(unit) = &self.nodes[id].unit {
            return unit.field(c).and_then(|d| d.text("field")).map(str::to_string);
        }
        let mut fields: Vec<String> = self.nodes[id].children.iter().filter_map(|&child| self.field_key(child, c)).collect();
        fields.dedup();
        let first = fields.first().cloned()?;
        fields.iter().all(|f| *f == first).then_some(first)
    }

    /// The opacity and fill that symbols of a legend take from their mark.
    pub fn symbol_prop(&self, id: usize, property: &str) -> Option<Value> {
        let unit = self.nodes[id].unit.as_ref()?;
        mark_prop(property, None, &unit.mark, &self.config)
    }
}

/// Makes two legends one; false where they stand at different sides.
fn merge(a: &mut LegendParts, b: &LegendParts) -> bool {
    let (x, y) = (a.explicit.get("orient"), b.explicit.get("orient"));
    if x.is_some() && y.is_some() && x != y {
        return false;
    }
    a.title = merge_titles(a.title.clone(), b.title.clone());
    a.disabled = match (a.disabled.1, b.disabled.1) {
        (false, true) => b.disabled,
        _ => a.disabled,
    };
    if a.gradient != b.gradient {
        a.gradient = false;
    }
    if b.implicit.text("symbolType") == Some("circle") && !a.explicit.has("symbolType") {
        a.implicit.set("symbolType", Value::from("circle"));
    }
    merge_properties(&mut a.explicit, &mut a.implicit, &b.explicit, &b.implicit);
    for c in &b.channels {
        if !a.channels.contains(c) {
            a.channels.push(c);
        }
    }
    true
}
