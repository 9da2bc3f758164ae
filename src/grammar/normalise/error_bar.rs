//! Error bars and error bands as layers over their lower and upper ends.

use super::composite::{Axis, aggregate_title, datum, orient};
use super::encoding::{extract_transforms, normalize_encoding};
use super::{Normal, mark_def, refuse};
use crate::grammar::json::{Json, empty, object, one};
use crate::grammar::model::channel;
use crate::grammar::model::config::Config;
use crate::report::Problem;
use crate::spec::Value;

/// Where the ends come from.
#[derive(Clone, Copy, PartialEq)]
enum Input {
    /// From the rows.
    Raw,
    /// The data have both ends.
    UpperLower,
    /// The data have a middle and an error.
    Error,
}

struct Parts {
    transform: Vec<Value>,
    channel: &'static str,
    def: Value,
    encoding: Value,
    summary: Vec<(String, String)>,
    name_field: bool,
    vertical: bool,
}

fn input(mark: &Value, encoding: &Value, name: &str) -> Result<(&'static str, Input), Problem> {
    let has = |c: &str| encoding.some(c).is_some_and(channel::is_field_or_datum);
    let continuous = |c: &str| encoding.some(c).is_some_and(channel::is_continuous);
    let upper_lower = has("x2") || has("y2");
    let error = ["xError", "xError2", "yError", "yError2"].iter().any(|c| has(c));
    if !upper_lower && !error {
        return Ok((orient(mark, encoding, name)?, Input::Raw));
    }
    if upper_lower && error {
        return Err(refuse(format!("a {name} has both a second end and an error"), "give one of them"));
    }
    let kind = if upper_lower { Input::UpperLower } else { Input::Error };
    let (in_x, in_y) = if upper_lower { (has("x2"), has("y2")) } else { (has("xError"), has("yError")) };
    match (in_x, in_y) {
        (true, true) => Err(refuse(format!("a {name} goes both ways"), "give ends or errors for one of x and y")),
        (true, false) if continuous("x") => Ok(("horizontal", kind)),
        (false, true) if continuous("y") => Ok(("vertical", kind)),
        _ => Err(refuse(format!("the ends of a {name} are no quantities"), "give the main channel a quantitative field")),
    }
}

fn parts(spec: &Value, mark: &Value, name: &str, config: &Config) -> Result<Parts, Problem> {
    let encoding = normalize_encoding(spec.get("encoding").unwrap_or(&empty()));
    let (orient, input) = input(mark, &encoding, name)?;
    let channel = if orient == "vertical" { "y" } else { "x" };
    let [second, error, error2] = if channel == "x" { ["x2", "xError", "xError2"] } else { ["y2", "yError", "yError2"] };
    let def = encoding.get(channel).map(|d| d.without(&["aggregate"])).unwrap_or_else(empty);
    let field = def.text("field").unwrap_or("").to_string();
    let ends = |lower: String, upper: String| {
        let calculate = |expression: String, name: &str| {
            object(&[("calculate", Value::String(expression)), ("as", Value::String(format!("{name}_{field}")))])
        };
        vec![calculate(upper, "upper"), calculate(lower, "lower")]
    };
    let measure = |op: &str, name: &str| {
        object(&[("op", Value::from(op)), ("field", Value::from(field.as_str())), ("as", Value::String(format!("{name}_{field}")))])
    };
    let other = |c: &str| encoding.get(c).and_then(|d| d.text("field")).map(datum).unwrap_or_else(|| "0".into());
    let (mut aggregate, mut after, mut summary, mut name_field) = (Vec::new(), Vec::new(), Vec::new(), false);
    match input {
        Input::Raw => {
            let extent = mark.text("extent");
            let center = mark.text("center").unwrap_or(match extent {
                Some("iqr") => "median",
                Some(_) => "mean",
                None => config.at(&["errorbar", "center"]).and_then(Value::as_str).unwrap_or("mean"),
            });
            let extent = extent.unwrap_or(if center == "mean" { "stderr" } else { "iqr" });
            if matches!(extent, "stderr" | "stdev") {
                aggregate = vec![measure(extent, "extent"), measure(center, "center")];
                let (middle, reach) = (datum(&format!("center_{field}")), datum(&format!("extent_{field}")));
                after = ends(format!("{middle} - {reach}"), format!("{middle} + {reach}"));
                let title = if center == "mean" { "Mean" } else { "Median" };
                summary = vec![
                    ("center_".into(), title.to_string()),
                    ("upper_".into(), format!("{title} + {extent}")),
                    ("lower_".into(), format!("{title} - {extent}")),
                ];
                name_field = true;
            } else {
                let [middle, low, high] = if extent == "ci" { ["mean", "ci0", "ci1"] } else { ["median", "q1", "q3"] };
                aggregate = vec![measure(low, "lower"), measure(high, "upper"), measure(middle, "center")];
                summary = [("upper_", high), ("lower_", low), ("center_", middle)]
                    .iter()
                    .map(|(prefix, op)| (prefix.to_string(), aggregate_title(op, &field, config)))
                    .collect();
            }
        }
        Input::UpperLower => after = ends(datum(&field), other(second)),
        Input::Error => {
            let middle = datum(&field);
            let upper = format!("{middle} + {}", other(error));
            let lower = match encoding.get(error2) {
                Some(_) => format!("{middle} + {}", other(error2)),
                None => format!("{middle} - {}", other(error)),
            };
            after = ends(lower, upper);
            summary.push((String::new(), field.clone()));
        }
    }
    if input != Input::Raw {
        for step in &after {
            let prefix: String = step.text("as").unwrap_or("").chars().take(6).collect();
            let words = step.text("calculate").unwrap_or("").replace("datum[\"", "").replace("\"]", "");
            summary.push((prefix, words));
        }
    }
    let found = extract_transforms(&encoding.without(&[channel, second, error, error2]), config);
    let mut all = found.aggregate;
    all.extend(aggregate);
    let mut transform = spec.get("transform").map_or(Vec::new(), |t| t.list().to_vec());
    transform.extend(found.bins);
    transform.extend(found.time_units);
    if !all.is_empty() {
        let groupby = if input == Input::Raw { found.groupby } else { Vec::new() };
        transform.push(object(&[("aggregate", Value::Array(all)), ("groupby", Value::Array(groupby))]));
    }
    transform.extend(after);
    Ok(Parts { transform, channel, def, encoding: found.encoding, summary, name_field, vertical: orient == "vertical" })
}

fn outer(spec: &Value, transform: Vec<Value>, layers: Vec<Value>) -> Value {
    let out = spec.without(&["mark", "encoding", "params", "projection"]).with("transform", Value::Array(transform));
    match layers.len() {
        1 => out.over(&layers[0]),
        _ => out.with("layer", Value::Array(layers)),
    }
}

/// An error bar as layers.
pub(super) fn error_bar(spec: &Value, config: &Config) -> Normal {
    let mark = mark_def(spec);
    let parts = parts(spec, &mark, "errorbar", config)?;
    let axis = Axis { mark: &mark, config, channel: parts.channel, def: &parts.def };
    let summary: Vec<(&str, String)> = parts.summary.iter().map(|(p, t)| (p.as_str(), t.clone())).collect();
    let tooltip = axis.tooltip(&summary, &parts.encoding, parts.name_field);
    let shared = parts.encoding.without(&["size"]);
    let mut tick = object(&[
        ("type", Value::from("tick")),
        ("orient", Value::from(if parts.vertical { "horizontal" } else { "vertical" })),
        ("aria", Value::Bool(false)),
    ]);
    for key in ["thickness", "size"] {
        if let Some(value) = mark.get(key) {
            tick.set(key, value.clone());
        }
    }
    let mut rule = one("type", "rule");
    if let Some(thickness) = mark.get("thickness") {
        rule.set("size", thickness.clone());
    }
    let layers = [
        axis.layer("ticks", tick.clone(), "lower", None, &shared, &tooltip),
        axis.layer("ticks", tick, "upper", None, &shared, &tooltip),
        axis.layer("rule", rule, "lower", Some("upper"), &shared, &tooltip),
    ];
    Ok(outer(spec, parts.transform, layers.into_iter().flatten().collect()))
}

/// An error band as layers.
pub(super) fn error_band(spec: &Value, config: &Config) -> Normal {
    let mark = mark_def(spec);
    let both = ["x", "y"].iter().all(|c| spec.at(&["encoding", c]).is_some());
    let parts = parts(spec, &mark, "errorband", config)?;
    let axis = Axis { mark: &mark, config, channel: parts.channel, def: &parts.def };
    let summary: Vec<(&str, String)> = parts.summary.iter().map(|(p, t)| (p.as_str(), t.clone())).collect();
    let tooltip = axis.tooltip(&summary, &parts.encoding, parts.name_field);
    let (mut band, mut border) = if both { (one("type", "area"), one("type", "line")) } else { (one("type", "rect"), one("type", "rule")) };
    if let (true, Some(interpolate)) = (both, mark.get("interpolate")) {
        for def in [&mut band, &mut border] {
            def.set("interpolate", interpolate.clone());
            if let Some(tension) = mark.get("tension").filter(|t| t.truth()) {
                def.set("tension", tension.clone());
            }
        }
    }
    let shared = &parts.encoding;
    let layers = [
        axis.layer("band", band, "lower", Some("upper"), shared, &tooltip),
        axis.layer("borders", border.clone(), "lower", None, shared, &tooltip),
        axis.layer("borders", border, "upper", None, shared, &tooltip),
    ];
    let layers: Vec<Value> = layers.into_iter().flatten().collect();
    Ok(spec
        .without(&["mark", "encoding", "params", "projection"])
        .with("transform", Value::Array(parts.transform))
        .with("layer", Value::Array(layers)))
}
