//! `repeat`: one view for each of some fields, as a concatenation (or, for `layer`, as layers).

use super::{Down, Normal, VIEWS, map, map_layer_or_unit, refuse};
use crate::grammar::json::{Json, empty, object};
use crate::grammar::model::channel;
use crate::grammar::model::config::Config;
use crate::spec::Value;

/// Spells a repeat out.
pub(super) fn repeat(spec: &Value, config: &Config, down: &Down) -> Normal {
    let (Some(repeat), Some(child)) = (spec.get("repeat"), spec.get("spec")) else {
        return Err(refuse("a repeat has no \"spec\"", "give the view that is repeated in \"spec\""));
    };
    let layers = repeat.get("layer").filter(|_| !matches!(repeat, Value::Array(_)));
    if let Some(layers) = layers {
        if repeat.has("row") || repeat.has("column") {
            let inner = object(&[("repeat", object(&[("layer", layers.clone())])), ("spec", child.clone())]);
            let outer = spec.with("repeat", repeat.without(&["layer"])).with("spec", inner);
            return self::repeat(&outer, config, down);
        }
        let mut out = spec.without(&["repeat", "spec"]);
        let mut views = Vec::new();
        for value in layers.list() {
            let repeater = down.repeater.clone().unwrap_or_else(empty).with("layer", value.clone());
            let name = format!("{}{}child__layer_{}", name_of(child), down.prefix, variable(value));
            let inner = Down { repeater: Some(repeater), prefix: name.clone(), ..down.clone() };
            let mut view = map_layer_or_unit(child, config, &inner)?;
            view.set("name", Value::String(name));
            views.push(view);
        }
        out.set("layer", Value::Array(views));
        return Ok(out);
    }
    let list = matches!(repeat, Value::Array(_));
    let above = down.repeater.clone().unwrap_or_else(empty);
    let one = |key: &str| vec![above.get(key).cloned().unwrap_or(Value::Null)];
    let of = |key: &str| repeat.some(key).filter(|_| !list).map_or_else(|| one(key), |v| v.list().to_vec());
    let values = if list { repeat.list().to_vec() } else { one("repeat") };
    let (rows, columns) = (of("row"), of("column"));
    if values.len().saturating_mul(rows.len()).saturating_mul(columns.len()) > VIEWS {
        return Err(refuse("a repeat asks for more than 4000 views", "repeat over fewer fields"));
    }
    let mut views = Vec::new();
    for value in &values {
        for row in &rows {
            for column in &columns {
                let mut repeater = object(&[("repeat", value.clone()), ("row", row.clone()), ("column", column.clone())]);
                if let Some(layer) = above.get("layer") {
                    repeater.set("layer", layer.clone());
                }
                let own = if list {
                    variable(value)
                } else {
                    let part =
                        |key: &str, value: &Value| if repeat.has(key) { format!("{key}_{}", variable(value)) } else { String::new() };
                    part("row", row) + &part("column", column)
                };
                let name = format!("{}{}child__{own}", name_of(child), down.prefix);
                let inner = Down { repeater: Some(repeater), prefix: name.clone(), ..down.clone() };
                let mut view = map(child, config, &inner)?;
                view.set("name", Value::String(name));
                view.take("data");
                views.push(view);
            }
        }
    }
    let columns = match repeat.some("column").filter(|_| !list) {
        _ if list => spec.get("columns").cloned(),
        Some(columns) => Some(Value::Number(columns.list().len() as f64)),
        None => Some(Value::Number(1.0)),
    };
    let mut out = object(&[("align", Value::from("all"))]).over(&spec.without(&["repeat", "spec", "columns"]));
    if let Some(data) = child.get("data").or(spec.get("data")) {
        out.set("data", data.clone());
    }
    if let Some(columns) = columns {
        out.set("columns", columns);
    }
    out.set("concat", Value::Array(views));
    Ok(out)
}

fn name_of(child: &Value) -> String {
    child.text("name").map_or(String::new(), |name| format!("{name}_"))
}

/// A value as part of a name: what is no letter, digit or underscore becomes an underscore.
fn variable(value: &Value) -> String {
    let text = match value {
        Value::String(s) => s.clone(),
        Value::Number(n) => n.to_string(),
        _ => String::new(),
    };
    let name: String = text.chars().map(|c| if c.is_ascii_alphanumeric() || c == '_' { c } else { '_' }).collect();
    if name.starts_with(|c: char| c.is_ascii_digit()) { format!("_{name}") } else { name }
}

/// What a member stands for: itself, or none when it repeats what is not repeated here.
fn resolved(def: &Value, key: &str, repeater: &Value) -> Option<Value> {
    match def.get(key).and_then(|v| v.get("repeat")).and_then(Value::as_str) {
        Some(name) => repeater.get(name).map(|value| def.with(key, value.clone())),
        None => Some(def.clone()),
    }
}

fn in_def(def: &Value, repeater: &Value) -> Option<Value> {
    if channel::is_field(def) {
        let mut out = resolved(def, "field", repeater)?;
        if let Some(sort) = out.get("sort").filter(|s| s.has("field")).cloned()
            && let Some(sort) = resolved(&sort, "field", repeater)
        {
            out.set("sort", sort);
        }
        return Some(out);
    }
    let mut out = resolved(def, "datum", repeater)?;
    if out != *def && !out.has("type") {
        out.set("type", Value::from("nominal"));
    }
    Some(out)
}

fn in_channel(def: &Value, repeater: &Value) -> Option<Value> {
    if channel::is_field_or_datum(def) {
        return in_def(def, repeater).or_else(|| def.get("condition").map(|c| object(&[("condition", c.clone())])));
    }
    match channel::conditional_def(def) {
        Some(condition) => Some(match in_def(condition, repeater) {
            Some(inner) => def.with("condition", inner),
            None => def.without(&["condition"]),
        }),
        None => Some(def.clone()),
    }
}

/// An encoding in which `{"repeat": …}` is what it stands for.
pub(super) fn in_encoding(encoding: &Value, repeater: &Value) -> Value {
    let mut out = empty();
    for (name, def) in encoding.members() {
        match def {
            Value::Array(defs) => out.set(name, Value::Array(defs.iter().filter_map(|d| in_channel(d, repeater)).collect())),
            def => {
                if let Some(def) = in_channel(def, repeater) {
                    out.set(name, def);
                }
            }
        }
    }
    out
}

/// The definition of a facet, likewise.
pub(super) fn in_facet(def: &Value, repeater: &Value) -> Value {
    in_def(def, repeater).unwrap_or_else(|| def.clone())
}
