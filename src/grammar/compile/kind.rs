//! Types of scales and what each can do; Vega-Lite's `scale/type`.

use crate::grammar::json::Json;
use crate::grammar::model::channel;
use crate::spec::Value;

/// Numbers to numbers.
pub(crate) fn is_continuous(kind: &str) -> bool {
    matches!(kind, "linear" | "log" | "pow" | "sqrt" | "symlog" | "time" | "utc" | "identity")
}

/// Numbers to things.
pub(crate) fn is_discretizing(kind: &str) -> bool {
    matches!(kind, "quantile" | "quantize" | "threshold")
}

/// Its domain is a range of numbers.
pub(crate) fn has_continuous_domain(kind: &str) -> bool {
    is_continuous(kind) || is_discretizing(kind)
}

/// Its domain is a list of things.
pub(crate) fn has_discrete_domain(kind: &str) -> bool {
    matches!(kind, "ordinal" | "bin-ordinal" | "point" | "band")
}

fn category(kind: &str) -> u8 {
    match kind {
        "time" | "utc" => 1,
        "ordinal" => 2,
        "bin-ordinal" => 3,
        "point" | "band" => 4,
        "quantile" | "quantize" | "threshold" => 5,
        _ => 0,
    }
}

/// True where two scales can be one.
pub(crate) fn compatible(a: &str, b: &str) -> bool {
    let (a, b) = (category(a), category(b));
    a == b || (a == 4 && b == 1) || (a == 1 && b == 4)
}

/// Which of two compatible types wins: the greater.
pub(crate) fn precedence(kind: &str) -> u8 {
    match kind {
        "band" => 11,
        "point" => 10,
        "log" | "pow" | "sqrt" | "symlog" | "identity" => 1,
        _ => 0,
    }
}

/// True where a scale of a type can have a property on a channel.
pub(crate) fn supports(kind: &str, property: &str, channel: &str) -> bool {
    if matches!(property, "interpolate" | "scheme" | "domainMid") && !channel::is_color(channel) {
        return false;
    }
    let position = matches!(kind, "point" | "band");
    match property {
        "type" | "reverse" | "range" => true,
        "scheme" | "interpolate" => !position && kind != "identity",
        "bins" => !position && !matches!(kind, "identity" | "ordinal"),
        "round" | "padding" | "rangeMin" | "rangeMax" => is_continuous(kind) || position,
        "paddingOuter" | "align" => position,
        "paddingInner" => kind == "band",
        "domainMax" | "domainMid" | "domainMin" | "domainRaw" | "clamp" => is_continuous(kind),
        "nice" => is_continuous(kind) || matches!(kind, "quantize" | "threshold"),
        "exponent" => kind == "pow",
        "base" => kind == "log",
        "constant" => kind == "symlog",
        "zero" => has_continuous_domain(kind) && !matches!(kind, "log" | "time" | "utc" | "threshold" | "quantile"),
        _ => false,
    }
}

fn supports_channel(kind: &str, channel: &str) -> bool {
    match channel {
        "x" | "y" | "xOffset" | "yOffset" | "theta" | "radius" => is_continuous(kind) || matches!(kind, "band" | "point"),
        "size" | "strokeWidth" | "opacity" | "fillOpacity" | "strokeOpacity" | "angle" => {
            is_continuous(kind) || is_discretizing(kind) || matches!(kind, "band" | "point" | "ordinal")
        }
        "color" | "fill" | "stroke" => kind != "band",
        _ => kind == "ordinal" || is_discretizing(kind),
    }
}

fn supports_data(kind: &str, data: &str) -> bool {
    match data {
        "ordinal" | "nominal" => has_discrete_domain(kind),
        "temporal" => matches!(kind, "time" | "utc"),
        "quantitative" => {
            matches!(kind, "linear" | "log" | "pow" | "sqrt" | "symlog" | "identity" | "bin-ordinal") || is_discretizing(kind)
        }
        _ => true,
    }
}

/// The type of the scale of a channel; none for what has no scale, such as shapes of a map.
pub(crate) fn scale_type(channel: &str, def: &Value, mark: &Value, nested_offset: bool) -> Option<String> {
    let default = default_type(channel, def, mark, nested_offset)?;
    match def.at(&["scale", "type"]).and_then(Value::as_str) {
        Some(kind) if supports_channel(kind, channel) && (!channel::is_field(def) || supports_data(kind, channel::kind(def))) => {
            Some(if kind == "sequential" { "linear".into() } else { kind.to_string() })
        }
        _ => Some(default.to_string()),
    }
}

fn default_type(channel: &str, def: &Value, mark: &Value, nested_offset: bool) -> Option<&'static str> {
    let kind = mark.text("type").unwrap_or("");
    match channel::kind(def) {
        "nominal" | "ordinal" => {
            if channel::is_color(channel) || channel::is_discrete_range(channel) {
                return Some("ordinal");
            }
            if channel::is_xy(channel) || channel::is_offset(channel) {
                if matches!(kind, "rect" | "bar" | "image" | "rule" | "tick") || nested_offset {
                    return Some("band");
                }
            } else if kind == "arc" && matches!(channel, "theta" | "radius") {
                return Some("band");
            }
            let band = |size: &str| mark.get(size).is_some_and(|s| s.has("band"));
            let size = channel::size(channel);
            if (!size.is_empty() && band(size)) || def.at(&["axis", "tickBand"]).is_some_and(Json::truth) {
                return Some("band");
            }
            Some("point")
        }
        "temporal" => Some(if channel::is_color(channel) {
            "time"
        } else if channel::is_discrete_range(channel) {
            "ordinal"
        } else if channel::is_field(def) && def.at(&["timeUnit", "utc"]).is_some_and(Json::truth) {
            "utc"
        } else {
            "time"
        }),
        "quantitative" => Some(if channel::is_color(channel) {
            if channel::is_field(def) && channel::is_binning(def.get("bin")) { "bin-ordinal" } else { "linear" }
        } else if channel::is_discrete_range(channel) {
            "ordinal"
        } else {
            "linear"
        }),
        "geojson" => None,
        // A datum that is an expression has no type of its own.
        _ => Some("linear"),
    }
}
