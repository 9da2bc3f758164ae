//! Channels, and what JSON definitions of them are: field, datum, value, or only a condition.

use crate::grammar::json::Json;
use crate::spec::Value;

/// Channels of a unit, in the order in which Vega-Lite goes through them.
pub(crate) const UNIT: [&str; 36] = [
    "x",
    "y",
    "x2",
    "y2",
    "theta",
    "theta2",
    "radius",
    "radius2",
    "longitude",
    "longitude2",
    "latitude",
    "latitude2",
    "xOffset",
    "yOffset",
    "color",
    "fill",
    "stroke",
    "time",
    "opacity",
    "fillOpacity",
    "strokeOpacity",
    "strokeWidth",
    "strokeDash",
    "size",
    "angle",
    "shape",
    "order",
    "text",
    "detail",
    "key",
    "tooltip",
    "href",
    "url",
    "description",
    "xError",
    "yError",
];

/// Channels with a scale, in Vega-Lite's order.
pub(crate) const SCALE: [&str; 17] = [
    "x",
    "y",
    "theta",
    "radius",
    "xOffset",
    "yOffset",
    "color",
    "fill",
    "stroke",
    "opacity",
    "fillOpacity",
    "strokeOpacity",
    "strokeWidth",
    "strokeDash",
    "size",
    "angle",
    "shape",
];

/// Channels that split a view.
pub(crate) const FACET: [&str; 3] = ["row", "column", "facet"];

/// True for a channel with a scale.
pub(crate) fn has_scale(channel: &str) -> bool {
    SCALE.contains(&channel)
}

/// True for `x` and `y`.
pub(crate) fn is_xy(channel: &str) -> bool {
    matches!(channel, "x" | "y")
}

/// True for the offsets of `x` and `y`.
pub(crate) fn is_offset(channel: &str) -> bool {
    matches!(channel, "xOffset" | "yOffset")
}

/// True for colours.
pub(crate) fn is_color(channel: &str) -> bool {
    matches!(channel, "color" | "fill" | "stroke")
}

/// The other end of a range: `x2` for `x`.
pub(crate) fn secondary(channel: &str) -> &'static str {
    match channel {
        "x" => "x2",
        "y" => "y2",
        "theta" => "theta2",
        "radius" => "radius2",
        "longitude" => "longitude2",
        "latitude" => "latitude2",
        _ => "",
    }
}

/// The channel of which this is the other end; itself otherwise.
pub(crate) fn main(channel: &str) -> &str {
    match channel {
        "x2" => "x",
        "y2" => "y",
        "theta2" => "theta",
        "radius2" => "radius",
        "longitude2" => "longitude",
        "latitude2" => "latitude",
        other => other,
    }
}

/// The offset of a position.
pub(crate) fn offset(channel: &str) -> &'static str {
    match channel {
        "x" => "xOffset",
        "y" => "yOffset",
        _ => "",
    }
}

/// The size along a position: `width` for `x`.
pub(crate) fn size(channel: &str) -> &'static str {
    match channel {
        "x" | "x2" | "xOffset" => "width",
        "y" | "y2" | "yOffset" => "height",
        _ => "",
    }
}

/// True for a channel whose range is a set of things rather than a length or a number.
pub(crate) fn is_discrete_range(channel: &str) -> bool {
    matches!(channel, "shape" | "strokeDash")
}

/// True where a mark can have a channel; `binned` channels only over binned data.
pub(crate) fn supports(channel: &str, mark: &str) -> Support {
    let yes = |marks: &[&str]| if marks.contains(&mark) { Support::Always } else { Support::Never };
    match channel {
        "x" | "y" | "xOffset" | "yOffset" | "latitude" | "longitude" | "time" if mark == "geoshape" => Support::Never,
        "x2" | "y2" | "latitude2" | "longitude2" => match mark {
            "area" | "bar" | "image" | "rect" | "rule" => Support::Always,
            "circle" | "point" | "square" | "tick" | "line" | "trail" => Support::Binned,
            _ => Support::Never,
        },
        "size" => yes(&["point", "tick", "rule", "circle", "square", "bar", "text", "line", "trail"]),
        "strokeDash" => yes(&["line", "point", "tick", "rule", "circle", "square", "bar", "geoshape"]),
        "shape" => yes(&["point", "geoshape"]),
        "text" => yes(&["text"]),
        "angle" => yes(&["point", "square", "text"]),
        "url" => yes(&["image"]),
        "theta" | "radius" => yes(&["text", "arc"]),
        "theta2" | "radius2" => yes(&["arc"]),
        _ => Support::Always,
    }
}

/// Whether a mark can have a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Support {
    /// It can.
    Always,
    /// Only where the main channel is already binned.
    Binned,
    /// It cannot.
    Never,
}

/// A definition by a field, or a count.
pub(crate) fn is_field(def: &Value) -> bool {
    def.has("field") || def.text("aggregate") == Some("count")
}

/// A definition by a datum.
pub(crate) fn is_datum(def: &Value) -> bool {
    def.has("datum")
}

/// A definition by either.
pub(crate) fn is_field_or_datum(def: &Value) -> bool {
    is_field(def) || is_datum(def)
}

/// A definition by a value.
pub(crate) fn is_value(def: &Value) -> bool {
    def.has("value")
}

/// A definition whose one condition is a field or a datum.
pub(crate) fn conditional_def(def: &Value) -> Option<&Value> {
    def.some("condition").filter(|c| is_field_or_datum(c))
}

/// The field or datum of a definition, itself or in its condition.
pub(crate) fn field_or_datum(def: &Value) -> Option<&Value> {
    if is_field_or_datum(def) { Some(def) } else { conditional_def(def) }
}

/// The field of a definition, itself or in its condition.
pub(crate) fn field(def: &Value) -> Option<&Value> {
    field_or_datum(def).filter(|d| is_field(d))
}

/// The type of a definition.
pub(crate) fn kind(def: &Value) -> &str {
    def.text("type").unwrap_or("")
}

/// `bin` that Vega-Lite computes.
pub(crate) fn is_binning(bin: Option<&Value>) -> bool {
    match bin {
        Some(Value::Bool(b)) => *b,
        Some(object @ Value::Object(_)) => !object.get("binned").is_some_and(Json::truth),
        _ => false,
    }
}

/// `bin` over data that are already binned.
pub(crate) fn is_binned(bin: Option<&Value>) -> bool {
    match bin {
        Some(Value::String(s)) => s == "binned",
        Some(object @ Value::Object(_)) => object.get("binned") == Some(&Value::Bool(true)),
        _ => false,
    }
}

/// A field that stands for separate things.
pub(crate) fn is_discrete(def: &Value) -> bool {
    match kind(def) {
        "nominal" | "ordinal" | "geojson" => true,
        "quantitative" => is_field(def) && def.get("bin").is_some_and(Json::truth),
        _ => false,
    }
}

/// A number as a datum.
pub(crate) fn is_numeric_datum(def: &Value) -> bool {
    matches!(def.get("datum"), Some(Value::Number(_)))
}

/// A measure: a quantity that is not binned.
pub(crate) fn is_measure(def: &Value) -> bool {
    (is_field(def) && kind(def) == "quantitative" && !def.get("bin").is_some_and(Json::truth)) || is_numeric_datum(def)
}

/// A continuous field or datum.
pub(crate) fn is_continuous(def: &Value) -> bool {
    (is_field(def) && def.has("type") && !is_discrete(def)) || is_numeric_datum(def)
}
