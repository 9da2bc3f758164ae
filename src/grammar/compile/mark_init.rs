//! The properties of a mark that follow from its encoding and the configuration; Vega-Lite's `initMarkdef`.

use super::stack::is_aggregate;
use crate::grammar::json::{Json, empty};
use crate::grammar::model::channel;
use crate::grammar::model::config::Config;
use crate::spec::Value;

/// The styles of a mark, in rising precedence.
pub(crate) fn styles(mark: &Value) -> Vec<&str> {
    let mut out = vec![mark.text("type").unwrap_or("")];
    if let Some(style) = mark.some("style") {
        out.extend(style.list().iter().filter_map(Value::as_str));
    }
    out
}

/// A property of marks as the configuration has it; `vega` is its name in Vega where that differs.
pub(crate) fn mark_config(property: &str, vega: Option<&str>, mark: &Value, config: &Config) -> Option<Value> {
    let kind = mark.text("type").unwrap_or("");
    config
        .style(property, &styles(mark))
        .or_else(|| vega.and_then(|v| config.at(&[kind, v])))
        .or_else(|| config.at(&[kind, property]))
        .or_else(|| config.at(&["mark", vega.unwrap_or(property)]))
        .cloned()
}

/// A property of a mark: its own, or as the configuration has it.
pub(crate) fn mark_prop(property: &str, vega: Option<&str>, mark: &Value, config: &Config) -> Option<Value> {
    if let Some(value) = vega.and_then(|v| mark.get(v)) {
        return Some(value.clone());
    }
    mark.get(property).cloned().or_else(|| mark_config(property, vega, mark, config))
}

/// The same as a number.
pub(crate) fn mark_number(property: &str, mark: &Value, config: &Config) -> Option<f64> {
    match mark_prop(property, None, mark, config) {
        Some(Value::Number(n)) => Some(n),
        _ => None,
    }
}

/// A mark with what follows from its encoding: `filled`, `orient`, `opacity`.
pub(crate) fn init_mark(mark: &Value, encoding: &Value, config: &Config) -> Value {
    let mut out = if matches!(mark, Value::Object(_)) { mark.clone() } else { empty() };
    let kind = out.text("type").unwrap_or("").to_string();
    if !out.has("filled") {
        let filled = mark_config("filled", None, mark, config);
        out.set("filled", filled.unwrap_or(Value::Bool(!matches!(kind.as_str(), "point" | "line" | "rule"))));
    }
    let specified = mark_prop("orient", None, mark, config).and_then(|o| o.as_str().map(str::to_string));
    match orient(&kind, encoding, specified.as_deref()) {
        Some(way) => out.set("orient", Value::from(way)),
        None => drop(out.take("orient")),
    }
    let unset = |p: &str| mark_prop(p, None, mark, config).is_none();
    if unset("opacity")
        && unset("fillOpacity")
        && matches!(kind.as_str(), "point" | "tick" | "circle" | "square")
        && !is_aggregate(encoding)
    {
        out.set("opacity", Value::Number(0.7));
    }
    out
}

fn orient(mark: &str, encoding: &Value, specified: Option<&str>) -> Option<&'static str> {
    const V: Option<&str> = Some("vertical");
    const H: Option<&str> = Some("horizontal");
    let specified = match specified {
        Some("vertical") => V,
        Some("horizontal") => H,
        _ => None,
    };
    if matches!(mark, "point" | "circle" | "square" | "rect" | "image") {
        return None;
    }
    let of = |c: &str| encoding.some(c);
    let (x, y, x2, y2) = (of("x"), of("y"), of("x2"), of("y2"));
    let field = |d: Option<&Value>| d.is_some_and(channel::is_field);
    let binned = |d: Option<&Value>| d.is_some_and(|d| channel::is_field(d) && channel::is_binned(d.get("bin")));
    let aggregated = |d: Option<&Value>| d.is_some_and(|d| d.get("aggregate").is_some_and(Json::truth));
    let measure = |d: Option<&Value>| d.is_some_and(channel::is_measure);
    if matches!(mark, "text" | "bar") {
        if field(x) && (binned(x) || (field(y) && aggregated(y) && !aggregated(x))) {
            return V;
        }
        if field(y) && (binned(y) || (field(x) && aggregated(x) && !aggregated(y))) {
            return H;
        }
        if x2.is_some() || y2.is_some() {
            if specified.is_some() {
                return specified;
            }
            let plain = |d: Option<&Value>| {
                d.is_some_and(|d| {
                    (channel::is_field(d) && channel::kind(d) == "quantitative" && !channel::is_binning(d.get("bin")))
                        || channel::is_numeric_datum(d)
                })
            };
            if x2.is_none() {
                return if plain(x) && binned(y) { H } else { V };
            }
            if y2.is_none() {
                return if plain(y) && binned(x) { V } else { H };
            }
        }
    }
    if matches!(mark, "text" | "bar" | "rule") && x2.is_some() && !binned(x) && y2.is_some() && !binned(y) {
        return None;
    }
    if matches!(mark, "text" | "bar" | "rule" | "area") {
        if y2.is_some() {
            return if binned(y) { H } else { V };
        }
        if x2.is_some() {
            return if binned(x) { V } else { H };
        }
        if mark == "rule" {
            match (x.is_some(), y.is_some()) {
                (true, false) => return V,
                (false, true) => return H,
                _ => {}
            }
        }
    }
    if matches!(mark, "text" | "bar" | "rule" | "area" | "line" | "tick") {
        if specified.is_some() {
            return specified;
        }
        return match (measure(x), measure(y)) {
            (true, false) => {
                if mark == "tick" {
                    V
                } else {
                    H
                }
            }
            (false, true) => {
                if mark == "tick" {
                    H
                } else {
                    V
                }
            }
            (true, true) => V,
            _ => {
                let temporal = |d: Option<&Value>| d.is_some_and(|d| channel::is_field(d) && channel::kind(d) == "temporal");
                match (temporal(x), temporal(y)) {
                    (true, false) => V,
                    (false, true) => H,
                    _ => None,
                }
            }
        };
    }
    V
}
