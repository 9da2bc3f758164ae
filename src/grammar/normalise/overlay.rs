//! Points on lines, lines on areas, and lines with two ends as rules.

use super::encoding::normalize_encoding;
use super::{Down, Normal, map_layer_or_unit, mark_def};
use crate::grammar::compile::{Stack, init_mark, mark_prop, stack};
use crate::grammar::json::{Json, empty, object};
use crate::grammar::model::channel;
use crate::grammar::model::config::Config;
use crate::spec::Value;

/// The mark of a unit made explicit, and how its encoding stacks.
pub(crate) fn orient_and_stack(mark: &Value, encoding: &Value, config: &Config) -> (Value, Option<Stack>) {
    let mark = init_mark(mark, encoding, config);
    let stacked = stack(&mark, encoding);
    (mark, stacked)
}

/// What lies over a mark: none, or the properties of the overlaid mark.
fn overlaid(own: Option<&Value>, set: Option<&Value>, implied: bool) -> Option<Value> {
    let object_or_empty = |v: &Value| if matches!(v, Value::Object(_)) { v.clone() } else { empty() };
    match own {
        Some(Value::String(s)) if s == "transparent" => Some(object(&[("opacity", Value::Number(0.0))])),
        Some(own) => own.truth().then(|| object_or_empty(own)),
        None => match set.filter(|s| s.truth()) {
            Some(set) => Some(object_or_empty(set)),
            None => implied.then(empty),
        },
    }
}

/// A unit with its overlays as layers, or the unit itself.
pub(super) fn overlay(spec: &Value, config: &Config, down: &Down) -> Normal {
    let mark = mark_def(spec);
    let kind = mark.text("type").unwrap_or("").to_string();
    let none = empty();
    let raw = spec.get("encoding").unwrap_or(&none);
    let path = matches!(kind.as_str(), "line" | "rule" | "trail" | "area");
    let point = path.then(|| overlaid(mark.get("point"), config.at(&[&kind, "point"]), raw.some("shape").is_some())).flatten();
    let line = (kind == "area").then(|| overlaid(mark.get("line"), config.at(&[&kind, "line"]), false)).flatten();
    if point.is_none() && line.is_none() {
        let ranged = |c: &str| {
            raw.has(channel::secondary(c))
                && raw.get(c).is_some_and(|d| (channel::is_field(d) && !channel::is_binned(d.get("bin"))) || channel::is_datum(d))
        };
        let mut out = spec.clone();
        if kind == "line" && ["x", "y", "theta", "radius", "latitude", "longitude"].iter().any(|c| ranged(c)) {
            out.set("mark", mark.with("type", Value::from("rule")));
        }
        return Ok(out);
    }
    let encoding = normalize_encoding(raw);
    let mut plain = empty();
    let unset = |p: &str| mark_prop(p, None, &mark, config).is_none();
    if kind == "area" && unset("opacity") && unset("fillOpacity") {
        plain.set("opacity", Value::Number(0.7));
    }
    // The overlays are off where they are layers already, whatever the configuration says.
    plain = plain.over(&mark.without(&["point", "line"])).with("point", Value::Bool(false)).with("line", Value::Bool(false));
    let mut first = object(&[("mark", plain), ("encoding", encoding.without(&["shape"]))]);
    for key in ["name", "params", "projection"] {
        if let Some(value) = spec.get(key) {
            first.set(key, value.clone());
        }
    }
    let mut layers = vec![first];
    let (_, stacked) = orient_and_stack(&mark, &encoding, config);
    let mut over = encoding.without(&["y2", "x2"]);
    if let Some(stacked) = stacked
        && let Some(def) = encoding.get(stacked.channel)
    {
        over.set(stacked.channel, def.with("stack", Value::from(stacked.offset)));
    }
    let picked = |keys: &[&str]| {
        let mut out = empty();
        for key in keys {
            if let Some(value) = mark.get(key) {
                out.set(key, value.clone());
            }
        }
        out
    };
    let mut lay = |def: Value| {
        let mut layer = object(&[("mark", def), ("encoding", over.clone())]);
        if let Some(projection) = spec.get("projection") {
            layer.set("projection", projection.clone());
        }
        layers.push(layer);
    };
    if let Some(line) = line {
        let base = object(&[("type", Value::from("line")), ("point", Value::Bool(false))]);
        lay(base.over(&picked(&["clip", "interpolate", "tension", "tooltip"])).over(&line));
    }
    if let Some(point) = point {
        let base = object(&[("type", Value::from("point")), ("opacity", Value::Number(1.0)), ("filled", Value::Bool(true))]);
        lay(base.over(&picked(&["clip", "tooltip"])).over(&point));
    }
    let out = spec.without(&["params", "projection", "mark", "name", "encoding"]).with("layer", Value::Array(layers));
    map_layer_or_unit(&out, config, down)
}
