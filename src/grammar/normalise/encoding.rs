//! Encodings made explicit: types inferred, bins and time units as objects, sorts by channel spelled out.

use crate::grammar::json::{Json, empty, object, one};
use crate::grammar::model::channel::{self, Support};
use crate::grammar::model::config::Config;
use crate::grammar::model::naming::{self, Ask};
use crate::spec::Value;

/// Aggregates that Vega-Lite knows.
const AGGREGATES: [&str; 24] = [
    "argmax",
    "argmin",
    "average",
    "count",
    "distinct",
    "product",
    "max",
    "mean",
    "median",
    "min",
    "missing",
    "q1",
    "q3",
    "ci0",
    "ci1",
    "stderr",
    "stdev",
    "stdevp",
    "sum",
    "valid",
    "values",
    "variance",
    "variancep",
    "exponential",
];

/// Channels by which a sort can go.
const SORT_CHANNELS: [&str; 12] =
    ["x", "y", "color", "fill", "stroke", "strokeWidth", "size", "shape", "fillOpacity", "strokeOpacity", "opacity", "text"];

/// The bins of a field on a channel when nothing is said.
fn most_bins(channel: &str) -> f64 {
    match channel {
        "row" | "column" | "size" | "color" | "fill" | "stroke" | "strokeWidth" | "opacity" | "fillOpacity" | "strokeOpacity" | "shape" => {
            6.0
        }
        "strokeDash" => 4.0,
        _ => 10.0,
    }
}

fn normal_bin(bin: &Value, channel: &str) -> Value {
    match bin {
        Value::Bool(_) => one("maxbins", most_bins(channel)),
        Value::Object(_) if !bin.get("maxbins").is_some_and(Json::truth) && !bin.get("step").is_some_and(Json::truth) => {
            bin.with("maxbins", Value::Number(most_bins(channel)))
        }
        other => other.clone(),
    }
}

/// The type of a field where none is given.
fn default_kind(def: &Value, channel: &str) -> &'static str {
    match channel {
        "latitude" | "longitude" => return "quantitative",
        "row" | "column" | "facet" | "shape" | "strokeDash" => return "nominal",
        "order" => return "ordinal",
        _ => {}
    }
    if matches!(def.get("sort"), Some(Value::Array(_))) {
        return "ordinal";
    }
    if def.some("timeUnit").is_some() {
        return "temporal";
    }
    let aggregate = def.some("aggregate").filter(|a| a.truth());
    let arg = aggregate.is_some_and(|a| a.has("argmax") || a.has("argmin"));
    if def.get("bin").is_some_and(Json::truth) || (aggregate.is_some() && !arg) {
        return "quantitative";
    }
    match def.at(&["scale", "type"]).and_then(Value::as_str) {
        Some(
            "linear" | "log" | "pow" | "sqrt" | "symlog" | "quantile" | "quantize" | "threshold" | "bin-ordinal" | "identity"
            | "sequential",
        ) => "quantitative",
        Some("time" | "utc") => "temporal",
        _ => "nominal",
    }
}

/// A field definition made explicit.
pub(crate) fn init_field(def: &Value, channel: &str, composite: bool) -> Value {
    let mut out = def.clone();
    if let Some(aggregate) = def.some("aggregate") {
        let known = match aggregate {
            Value::String(op) => AGGREGATES.contains(&op.as_str()),
            other => ["argmax", "argmin"].iter().any(|op| other.has(op)),
        };
        if !known && !composite {
            out.take("aggregate");
        }
    }
    if let Some(unit) = def.some("timeUnit") {
        out.set("timeUnit", naming::normal_unit(unit));
    } else {
        out.take("timeUnit");
    }
    if let Some(Value::Number(n)) = def.get("field") {
        out.set("field", Value::String(n.to_string()));
    }
    if channel::is_binning(def.get("bin"))
        && let Some(bin) = def.get("bin")
    {
        out.set("bin", normal_bin(bin, channel));
    }
    match out.text("type") {
        Some(given) => {
            let full = match given.to_ascii_lowercase().as_str() {
                "q" | "quantitative" => "quantitative",
                "t" | "temporal" => "temporal",
                "o" | "ordinal" => "ordinal",
                "n" | "nominal" => "nominal",
                "geojson" => "geojson",
                _ => default_kind(&out, channel),
            };
            let counts = matches!(def.text("aggregate"), Some("count" | "valid" | "missing" | "distinct"));
            out.set("type", Value::from(if counts { "quantitative" } else { full }));
        }
        None if channel::main(channel) == channel => {
            let kind = default_kind(&out, channel);
            out.set("type", Value::from(kind));
        }
        None => {}
    }
    if let Some(sort) = out.text("sort").map(str::to_string) {
        let (name, descending) = sort.strip_prefix('-').map_or((sort.as_str(), false), |rest| (rest, true));
        if SORT_CHANNELS.contains(&name) {
            let mut by = one("encoding", name);
            if descending {
                by.set("order", Value::from("descending"));
            }
            out.set("sort", by);
        }
    }
    if let Some(orient) = out.at(&["header", "orient"]).cloned()
        && let Some(header) = out.get("header").cloned()
    {
        let mut header = header.without(&["orient"]);
        for key in ["labelOrient", "titleOrient"] {
            if !header.has(key) {
                header.set(key, orient.clone());
            }
        }
        out.set("header", header);
    }
    out
}

fn init_def(def: &Value, channel: &str, composite: bool) -> Value {
    if channel::is_field(def) {
        return init_field(def, channel, composite);
    }
    if def.has("type") {
        return def.clone();
    }
    match def.get("datum") {
        Some(Value::Number(_)) => def.with("type", Value::from("quantitative")),
        Some(Value::String(_)) => def.with("type", Value::from("nominal")),
        Some(Value::Object(members)) if members.iter().any(|(k, _)| crate::grammar::compile::units::is_part(k)) => {
            def.with("type", Value::from("temporal"))
        }
        _ => def.clone(),
    }
}

fn init_channel(def: &Value, channel: &str, composite: bool) -> Value {
    match def {
        Value::String(_) | Value::Number(_) | Value::Bool(_) => one("value", def.clone()),
        _ if channel::is_field_or_datum(def) => init_def(def, channel, composite),
        _ => match channel::conditional_def(def) {
            Some(condition) => def.with("condition", init_def(condition, channel, composite)),
            None => def.clone(),
        },
    }
}

/// An encoding made explicit before the mark is known to be simple.
pub(crate) fn normalize_encoding(encoding: &Value) -> Value {
    let mut out = empty();
    for (name, def) in encoding.members() {
        match def {
            Value::Array(defs) => out.set(name, Value::Array(defs.iter().map(|d| init_channel(d, name, true)).collect())),
            Value::Null => out.set(name, Value::Null),
            def => out.set(name, init_channel(def, name, true)),
        }
    }
    out
}

/// The encoding of a unit made explicit, without the channels that its mark cannot have.
pub(crate) fn init_encoding(encoding: &Value, mark: &str, filled: bool) -> Value {
    let mut out = empty();
    for &name in &channel::UNIT {
        let Some(def) = encoding.get(name).filter(|d| d.truth() || (name == "tooltip" && **d == Value::Null)) else { continue };
        if channel::is_offset(name) {
            let position = out.get(if name == "xOffset" { "x" } else { "y" });
            let continuous = position.is_some_and(|p: &Value| {
                channel::is_field(p) && matches!(channel::kind(p), "quantitative" | "temporal") && !p.has("timeUnit")
            });
            if continuous && channel::is_field(def) {
                continue;
            }
        }
        let target = if name == "angle" && mark == "arc" && !encoding.has("theta") { "theta" } else { name };
        match channel::supports(target, mark) {
            Support::Never => continue,
            Support::Binned => {
                let primary = encoding.get(channel::main(name));
                let binned = primary.is_some_and(|p| channel::is_field(p) && channel::is_binned(p.get("bin")));
                if !binned || !channel::is_field(def) {
                    continue;
                }
            }
            Support::Always => {}
        }
        if name == "size" && mark == "line" && channel::field(def).is_some_and(|f| f.get("aggregate").is_some_and(Json::truth)) {
            continue;
        }
        if name == "color" && encoding.has(if filled { "fill" } else { "stroke" }) {
            continue;
        }
        let listed = name == "detail"
            || (name == "order" && !channel::is_value(def) && !matches!(def, Value::Array(_)))
            || (name == "tooltip" && matches!(def, Value::Array(_)));
        if listed || (name == "order" && matches!(def, Value::Array(_))) {
            if name == "order" && def.has("sort") && !def.has("field") {
                out.set(name, def.clone());
                continue;
            }
            let defs = def.list().iter().filter(|d| channel::is_field(d)).map(|d| init_field(d, name, false)).collect();
            out.set(name, Value::Array(defs));
        } else if *def == Value::Null {
            out.set(name, Value::Null);
        } else {
            let meant =
                channel::is_field_or_datum(def) || channel::is_value(def) || def.has("condition") || !matches!(def, Value::Object(_));
            if meant {
                out.set(target, init_channel(def, target, false));
            }
        }
    }
    out
}

/// The transforms that an encoding asks for, taken out of it.
pub(super) struct Extracted {
    pub bins: Vec<Value>,
    pub time_units: Vec<Value>,
    pub aggregate: Vec<Value>,
    pub groupby: Vec<Value>,
    pub encoding: Value,
}

/// Turns what an encoding computes into transforms, and the encoding into one of their results.
pub(super) fn extract_transforms(old: &Value, config: &Config) -> Extracted {
    let mut out = Extracted { bins: vec![], time_units: vec![], aggregate: vec![], groupby: vec![], encoding: empty() };
    for (name, defs) in old.members() {
        let many = matches!(defs, Value::Array(_));
        for def in defs.list() {
            let result = if channel::is_field(def) { extract_one(def, name, config, &mut out) } else { def.clone() };
            if many {
                let mut so_far = out.encoding.get(name).map_or(Vec::new(), |d| d.list().to_vec());
                so_far.push(result);
                out.encoding.set(name, Value::Array(so_far));
            } else {
                out.encoding.set(name, result);
            }
        }
    }
    out
}

fn extract_one(def: &Value, name: &str, config: &Config, out: &mut Extracted) -> Value {
    let (aggregate, unit, bin) = (def.some("aggregate").filter(|a| a.truth()), def.some("timeUnit"), def.get("bin").filter(|b| b.truth()));
    let field = def.get("field").cloned();
    if aggregate.is_none() && unit.is_none() && bin.is_none() {
        out.groupby.extend(field);
        return def.clone();
    }
    let mut new_name = naming::column(def);
    let mut new = empty();
    if !naming::guide(def).and_then(|g| g.get("title")).is_some_and(Json::truth)
        && let Some(title) = naming::title(def, config)
    {
        new.set("title", title);
    }
    new = new.over(&def.without(&["field", "aggregate", "bin", "timeUnit"]));
    new.set("field", Value::String(new_name.clone()));
    if let Some(aggregate) = aggregate {
        let mut op = aggregate.clone();
        for arg in ["argmax", "argmin"] {
            if let Some(by) = aggregate.text(arg) {
                new_name = format!("{arg}_{by}");
                op = Value::from(arg);
                new.set("field", Value::String(format!("{new_name}.{}", def.text("field").unwrap_or(""))));
                out.aggregate.push(object(&[("op", op.clone()), ("as", Value::from(new_name.as_str())), ("field", Value::from(by))]));
            }
        }
        let composite = matches!(aggregate.as_str(), Some("boxplot" | "errorbar" | "errorband"));
        if !composite && !matches!(op.as_str(), Some("argmax" | "argmin")) {
            let mut entry = object(&[("op", op), ("as", Value::String(new_name))]);
            if let Some(field) = field {
                entry.set("field", field);
            }
            out.aggregate.push(entry);
        }
        return new;
    }
    out.groupby.push(Value::String(new_name.clone()));
    let field = field.unwrap_or(Value::Null);
    if let Some(bin) = bin.filter(|b| def.has("type") && channel::is_binning(Some(b))) {
        out.bins.push(object(&[("bin", bin.clone()), ("field", field), ("as", Value::from(new_name.as_str()))]));
        out.groupby.push(Value::String(naming::column_as(def, Ask { bin_suffix: "end", ..Ask::default() })));
        if channel::is_xy(name) {
            out.encoding.set(channel::secondary(name), one("field", format!("{new_name}_end")));
        }
        new.set("bin", Value::from("binned"));
        new.set("type", Value::from("quantitative"));
    } else if let Some(unit) = unit.filter(|u| !naming::is_binned_unit(u)) {
        out.time_units.push(object(&[("timeUnit", unit.clone()), ("field", field), ("as", Value::String(new_name))]));
        if def.text("type").is_some_and(|t| t != "temporal") {
            let format = one("formatType", "time");
            match name {
                "text" | "tooltip" => new.set("formatType", Value::from("time")),
                "x" | "y" => new.set("axis", new.get("axis").map_or(format.clone(), |g| format.over(g))),
                _ if channel::has_scale(name) => new.set("legend", new.get("legend").map_or(format.clone(), |g| format.over(g))),
                _ => {}
            }
        }
    }
    new
}
