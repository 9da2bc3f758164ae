//! Which channel of an encoding stacks, by what, and how; as Vega-Lite's `stack` decides it.

use crate::grammar::json::Json;
use crate::grammar::model::channel;
use crate::grammar::model::naming;
use crate::spec::Value;

/// How an encoding stacks.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Stack {
    /// The channel whose values are stacked: `x`, `y`, `theta` or `radius`.
    pub channel: &'static str,
    /// The channels of the places where stacks stand.
    pub groupby: Vec<&'static str>,
    /// The definitions of the fields that part a stack, with their channels.
    pub by: Vec<(&'static str, Value)>,
    /// `zero`, `center` or `normalize`.
    pub offset: &'static str,
    /// Parts that a stack lacks count as 0, so that areas join.
    pub impute: bool,
}

fn potential(encoding: &Value, x: &'static str, y: &'static str, mark: &Value) -> Option<&'static str> {
    let of = |c: &str| encoding.some(c).filter(|d| channel::is_field(d));
    let (xd, yd) = (of(x), of(y));
    let measure = |d: Option<&Value>| d.is_some_and(|d| channel::kind(d) == "quantitative" && !d.get("bin").is_some_and(Json::truth));
    let orient = mark.text("orient");
    let bar = x == "x" && matches!(mark.text("type"), Some("bar" | "area"));
    match (xd, yd) {
        (Some(a), Some(b)) => match (measure(xd), measure(yd)) {
            (true, true) => {
                let truth = |d: &Value, key: &str| d.get(key).is_some_and(Json::truth);
                if truth(a, "stack") {
                    return Some(x);
                }
                if truth(b, "stack") {
                    return Some(y);
                }
                let (xa, ya) = (truth(a, "aggregate"), truth(b, "aggregate"));
                if xa != ya {
                    return Some(if xa { x } else { y });
                }
                match orient {
                    Some("vertical") if bar => Some(y),
                    Some("horizontal") if bar => Some(x),
                    _ => None,
                }
            }
            (true, false) => Some(x),
            (false, true) => Some(y),
            _ => None,
        },
        (Some(_), None) if measure(xd) => (!(bar && orient == Some("vertical"))).then_some(x),
        (None, Some(_)) if measure(yd) => (!(bar && orient == Some("horizontal"))).then_some(y),
        _ => None,
    }
}

/// How an encoding stacks under a mark, if it does.
pub(crate) fn stack(mark: &Value, encoding: &Value) -> Option<Stack> {
    let kind = mark.text("type").unwrap_or("");
    if !matches!(kind, "arc" | "bar" | "area" | "rule" | "point" | "circle" | "square" | "line" | "text" | "tick") {
        return None;
    }
    let channel = potential(encoding, "x", "y", mark).or_else(|| potential(encoding, "theta", "radius", mark))?;
    let def = encoding.get(channel)?;
    let stacked = channel::is_field(def).then(|| naming::column(def));
    let dimension = match channel {
        "x" => "y",
        "y" => "x",
        "theta" => "radius",
        _ => "theta",
    };
    let mut groupby = Vec::new();
    let mut fields = Vec::new();
    let offset_channel = if dimension == "x" { "xOffset" } else { "yOffset" };
    for c in [dimension, offset_channel] {
        if let Some(field) = encoding.some(c).filter(|d| channel::is_field(d)).map(naming::column)
            && Some(&field) != stacked.as_ref()
        {
            groupby.push(c);
            fields.push(field);
        }
    }
    const BY: [&str; 18] = [
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
        "order",
        "text",
        "detail",
        "key",
        "href",
        "url",
        "description",
    ];
    let mut by = Vec::new();
    for c in BY {
        for def in encoding.get(c).map_or(&[][..], Json::list) {
            let Some(field) = channel::field(def) else { continue };
            if !field.get("aggregate").is_some_and(Json::truth) && !fields.contains(&naming::column(field)) {
                by.push((c, field.clone()));
            }
        }
    }
    let offset = match def.get("stack") {
        Some(Value::Bool(true)) => "zero",
        Some(Value::String(s)) => match s.as_str() {
            "zero" => "zero",
            "center" => "center",
            "normalize" => "normalize",
            _ => return None,
        },
        Some(_) => return None,
        None if matches!(kind, "bar" | "area" | "arc") => "zero",
        None => return None,
    };
    if by.is_empty() && is_aggregate(encoding) {
        return None;
    }
    if encoding.some(channel::secondary(channel)).is_some_and(channel::is_field_or_datum) {
        return None;
    }
    let impute = def.get("impute") != Some(&Value::Null) && matches!(kind, "line" | "area" | "trail");
    Some(Stack { channel, groupby, by, offset, impute })
}

/// True where some field of an encoding is aggregated.
pub(crate) fn is_aggregate(encoding: &Value) -> bool {
    encoding
        .members()
        .iter()
        .any(|(_, defs)| defs.list().iter().any(|d| channel::field(d).is_some_and(|f| f.get("aggregate").is_some_and(Json::truth))))
}
