//! What a scale gives: positions, sizes, colours; Vega-Lite's `scale/range`.

use super::*;

impl Tree {
    pub(super) fn parse_ranges(&mut self, id: usize) {
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

    pub(super) fn range(&self, id: usize, unit: &Unit, c: &'static str) -> Option<Explicit<Range>> {
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

    pub(super) fn default_range(&self, id: usize, unit: &Unit, c: &'static str, def: &Value, kind: &str) -> Option<Range> {
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

    pub(super) fn position_step(&self, id: usize, unit: &Unit, c: &str, size: &Value) -> Range {
        let step = size.number("step").unwrap_or(20.0);
        let offset = unit.field_or_datum(channel::offset(c));
        let discrete = offset.is_some_and(|d| matches!(channel::kind(d), "nominal" | "ordinal"));
        let for_offset = discrete && size.text("for").unwrap_or("offset") == "offset";
        if for_offset && offset.is_some() { Range::OffsetSteps { step, unit: id } } else { Range::Step(step) }
    }
}

pub(super) fn offset_step(size: &Value, discrete: bool) -> Option<f64> {
    (discrete && size.text("for").unwrap_or("offset") == "offset").then(|| size.number("step")).flatten()
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
