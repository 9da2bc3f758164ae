//! Properties of scales, as asked for or as they follow from marks and types; Vega-Lite's `scale/properties`.

use super::*;

impl Tree {
    pub(super) fn parse_property(&mut self, id: usize, property: &str) {
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
    pub(super) fn rule(&self, id: usize, unit: &Unit, c: &str, def: &Value, kind: &str, property: &str) -> Option<Value> {
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
}

/// Properties in the order in which they depend on each other.
pub(super) const PROPERTIES: [&str; 18] = [
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
