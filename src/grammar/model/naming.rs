//! How fields are called: the columns that transforms of an encoding make, and the titles of guides.

use super::channel;
use super::config::Config;
use crate::grammar::json::{Json, empty, one};
use crate::spec::Value;

/// What a field's column is asked for.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Ask<'a> {
    /// Without the name of the function.
    pub plain: bool,
    /// After the name.
    pub suffix: &'a str,
    /// After the name of a bin or time unit only: `end`, `range`, `mid`.
    pub bin_suffix: &'a str,
}

/// The column of a field definition, as Vega-Lite names it. A path into a column stays a path.
pub(crate) fn column(def: &Value) -> String {
    column_as(def, Ask::default())
}

/// The column of one end or part of a field.
pub(crate) fn column_with(def: &Value, suffix: &str) -> String {
    column_as(def, Ask { suffix, ..Ask::default() })
}

/// The column of a field definition.
pub(crate) fn column_as(def: &Value, ask: Ask) -> String {
    if def.text("aggregate") == Some("count") {
        return join("__count", ask.suffix);
    }
    let field = def.text("field").unwrap_or("").to_string();
    let mut suffix = ask.suffix.to_string();
    let mut function = String::new();
    if !ask.plain {
        let (bin, unit) = (def.get("bin"), def.some("timeUnit"));
        if channel::is_binning(bin) {
            function = bin_name(bin.unwrap_or(&Value::Null));
            suffix = format!("{}{}", ask.bin_suffix, ask.suffix);
        } else if let Some(aggregate) = def.some("aggregate").filter(|a| a.truth()) {
            match aggregate {
                Value::String(op) => function = op.clone(),
                object => {
                    for op in ["argmax", "argmin"] {
                        if let Some(by) = object.text(op) {
                            return format!("{op}_{by}['{}']", field.replace('\'', "\\'"));
                        }
                    }
                    if let Some((op, _)) = object.members().first() {
                        function = op.clone();
                    }
                }
            }
        } else if let Some(unit) = unit.filter(|u| !is_binned_unit(u)) {
            function = unit_name(unit);
            let part = if matches!(ask.bin_suffix, "range" | "mid") { "" } else { ask.bin_suffix };
            suffix = format!("{part}{}", ask.suffix);
        }
    }
    // Columns are flat: a path in the field is part of the name.
    let named = if function.is_empty() {
        flat(&field)
    } else if field.is_empty() {
        function
    } else {
        format!("{function}_{}", flat(&field))
    };
    join(&named, &suffix)
}

fn join(name: &str, suffix: &str) -> String {
    if suffix.is_empty() { name.to_string() } else { format!("{name}_{suffix}") }
}

/// A field path as one name: `a.b` and `a['b']` become `a\.b`.
pub(crate) fn flat(field: &str) -> String {
    let Ok(path) = crate::transform::Field::parse(field) else { return field.to_string() };
    path.name().replace('\\', "\\\\").replace('.', "\\.").replace('[', "\\[").replace(']', "\\]")
}

fn bin_name(bin: &Value) -> String {
    let bin = match bin {
        Value::Bool(_) => one("maxbins", 10.0),
        other => other.clone(),
    };
    let mut out = String::from("bin");
    for (key, value) in bin.members() {
        out.push('_');
        out.push_str(key);
        out.push('_');
        write(value, &mut out);
    }
    out
}

fn write(value: &Value, out: &mut String) {
    match value {
        Value::String(s) => out.extend(s.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })),
        Value::Number(n) => out.extend(n.to_string().chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })),
        Value::Bool(b) => out.push_str(if *b { "true" } else { "false" }),
        Value::Null => out.push_str("null"),
        Value::Array(items) => items.iter().for_each(|item| {
            write(item, out);
            out.push('_');
        }),
        Value::Object(members) => members.iter().for_each(|(key, item)| {
            out.push_str(key);
            out.push('_');
            write(item, out);
        }),
    }
}

/// A time unit as an object: `unit`, `utc`, `step`, `maxbins`, `binned`.
pub(crate) fn normal_unit(unit: &Value) -> Value {
    match unit {
        Value::String(text) => {
            let mut out = empty();
            let mut text = text.as_str();
            if let Some(rest) = text.strip_prefix("binned") {
                out.set("binned", Value::Bool(true));
                text = rest;
            }
            if let Some(rest) = text.strip_prefix("utc") {
                out.set("utc", Value::Bool(true));
                text = rest;
            }
            let order: String = crate::grammar::compile::units::canonical(text);
            one("unit", order).over(&out)
        }
        object => match object.text("unit") {
            Some(name) => object.over(&normal_unit(&Value::from(name))),
            None => object.clone(),
        },
    }
}

/// A time unit over data that have it already.
pub(crate) fn is_binned_unit(unit: &Value) -> bool {
    unit.as_str().is_some_and(|s| s.starts_with("binned")) || unit.get("binned").is_some_and(Json::truth)
}

fn unit_name(unit: &Value) -> String {
    let unit = normal_unit(unit);
    let mut out = String::from(if unit.get("utc").is_some_and(Json::truth) { "utc" } else { "" });
    out.push_str(unit.text("unit").unwrap_or("timeunit"));
    for key in ["step", "maxbins"] {
        if let Some(n) = unit.number(key) {
            out.push_str(&format!("_{key}_{n}"));
        }
    }
    out
}

/// The title of a field where none is given: `Mean of price`, `date (year-month)`.
pub(crate) fn default_title(def: &Value, config: &Config) -> String {
    let field = def.text("field").unwrap_or("");
    let aggregate = def.some("aggregate").filter(|a| a.truth());
    let arg = |op: &str| aggregate.and_then(|a| a.text(op));
    let op = aggregate.and_then(|a| a.as_str().or_else(|| a.members().first().map(|m| m.0.as_str())));
    let unit = def.some("timeUnit").filter(|u| !is_binned_unit(u)).map(normal_unit);
    match config.at(&["fieldTitle"]).and_then(Value::as_str) {
        Some("plain") => return field.to_string(),
        Some("functional") => {
            if let Some(by) = arg("argmax") {
                return format!("{field} for argmax({by})");
            }
            if let Some(by) = arg("argmin") {
                return format!("{field} for argmin({by})");
            }
            let function = op.map(str::to_string).or(unit.and_then(|u| u.text("unit").map(str::to_string)));
            let function = function.or(channel::is_binning(def.get("bin")).then(|| "bin".to_string()));
            return function.map_or_else(|| field.to_string(), |f| format!("{}({field})", f.to_uppercase()));
        }
        _ => {}
    }
    if op == Some("count") {
        return config.at(&["countTitle"]).and_then(Value::as_str).unwrap_or("Count of Records").to_string();
    }
    if channel::is_binning(def.get("bin")) {
        return format!("{field} (binned)");
    }
    if let Some(name) = unit.as_ref().and_then(|u| u.text("unit")) {
        return format!("{field} ({})", crate::grammar::compile::units::parts(name).join("-"));
    }
    if let Some(by) = arg("argmax") {
        return format!("{field} for max {by}");
    }
    if let Some(by) = arg("argmin") {
        return format!("{field} for min {by}");
    }
    match op {
        Some(op) => format!("{} of {field}", title_case(op)),
        None => field.to_string(),
    }
}

fn title_case(op: &str) -> String {
    let mut chars = op.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}

/// The guide of a definition: its axis, legend or header.
pub(crate) fn guide(def: &Value) -> Option<&Value> {
    ["axis", "legend", "header"].iter().find_map(|key| def.get(key).filter(|g| g.truth()))
}

/// The title of a definition: its guide's, its own, or the default. `Null` takes the title away; none means there is none.
pub(crate) fn title(def: &Value, config: &Config) -> Option<Value> {
    let given = guide(def).and_then(|g| g.get("title")).or(def.get("title"));
    match given {
        Some(title) => Some(title.clone()),
        None if channel::is_field(def) => Some(Value::String(default_title(def, config))),
        None => None,
    }
}
