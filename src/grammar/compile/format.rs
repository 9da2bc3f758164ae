//! Which format a guide or a text has, as specifier and type; Vega-Lite's `format`.

use crate::grammar::json::{Json, one};
use crate::grammar::model::channel;
use crate::grammar::model::config::Config;
use crate::grammar::model::naming;
use crate::spec::Value;

/// The format and its type that a text's, an axis's or a legend's definition gives.
pub(crate) fn mixins(def: &Value) -> (Option<&Value>, Option<&str>) {
    if def.has("format") || def.has("formatType") {
        return (def.get("format"), def.text("formatType"));
    }
    let guide = naming::guide(def);
    (guide.and_then(|g| g.get("format")), guide.and_then(|g| g.text("formatType")))
}

/// True where values are written as times.
pub(crate) fn is_time(def: &Value) -> bool {
    match mixins(def).1 {
        Some(kind) => kind == "time" || kind == "utc",
        None => channel::kind(def) == "temporal" || (channel::is_field(def) && def.some("timeUnit").is_some()),
    }
}

/// The format of a guide, and whether it is one of times. A format that follows from a time unit is `{"timeUnit": …}`.
pub(crate) fn guide(
    def: &Value,
    given: Option<&Value>,
    given_type: Option<&str>,
    scale: &str,
    config: &Config,
    axis: bool,
) -> (Option<Value>, Option<&'static str>) {
    let utc = channel::is_field(def) && def.at(&["timeUnit", "utc"]).is_some_and(Json::truth);
    let kind = match given_type {
        Some("number") => Some("number"),
        Some("time") => Some("time"),
        Some("utc") => Some("utc"),
        _ if is_time(def) && !matches!(scale, "time" | "utc") => Some(if utc { "utc" } else { "time" }),
        _ => None,
    };
    let position = ["axis", "stack", "impute"].iter().any(|k| def.has(k));
    if position
        && def.text("stack") == Some("normalize")
        && let Some(format) = config.at(&["normalizedNumberFormat"])
    {
        return (Some(format.clone()), kind);
    }
    if is_time(def) {
        if let Some(given) = given.filter(|g| g.truth()) {
            return (Some(given.clone()), kind);
        }
        let unit = def.some("timeUnit").filter(|u| channel::is_field(def) && u.has("unit"));
        return match unit {
            Some(unit) => (Some(one("timeUnit", unit.clone())), kind),
            None if axis => (None, kind),
            None => (config.at(&["timeFormat"]).cloned(), kind),
        };
    }
    let format = match given {
        Some(text @ Value::String(_)) => Some(text.clone()),
        Some(other) if other.truth() => Some(other.clone()),
        _ if channel::kind(def) == "quantitative" => config.at(&["numberFormat"]).cloned(),
        _ => None,
    };
    (format, kind)
}
