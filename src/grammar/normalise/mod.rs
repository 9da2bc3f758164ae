//! From what an author writes to what the compiler knows: units, layers, facets and concatenations.
//!
//! Shorthands are spelled out: composite marks become layers, `row` and `column` in an encoding become facets, `repeat` becomes a
//! concatenation, points on a line become a layer of their own, what a layer shares is handed down to its units. It goes from JSON
//! to JSON, so that one can look at what came of a spec, and follows Vega-Lite's `normalize` phase.

mod composite;
mod encoding;
mod error_bar;
mod overlay;
mod repeat;

pub(crate) use encoding::{init_encoding, init_field};

use crate::grammar::json::{Json, empty, object};
use crate::grammar::model::channel;
use crate::grammar::model::config::Config;
use crate::report::{Place, Problem};
use crate::spec::Value;

/// Views inside views beyond this are refused: no spec needs them and the stack is finite.
const DEPTH: usize = 24;

/// More views than this are refused.
pub(super) const VIEWS: usize = 4000;

/// What is handed down from view to view.
#[derive(Clone, Default)]
pub(super) struct Down {
    /// The encoding that a layer shares.
    encoding: Option<Value>,
    /// The projection that a layer shares.
    projection: Option<Value>,
    /// What `{"repeat": …}` stands for here.
    repeater: Option<Value>,
    /// The first part of the names of repeated views.
    prefix: String,
    depth: usize,
}

pub(super) type Normal = Result<Value, Problem>;

/// Spells a spec out.
pub(crate) fn normalise(spec: &Value, config: &Config) -> Normal {
    let mut out = map(spec, config, &Down::default())?;
    selections(&mut out);
    Ok(out)
}

pub(super) fn refuse(found: impl Into<String>, remedy: &str) -> Problem {
    let found = found.into();
    crate::problem!(Error, "unsupported-spec", Place::Whole, found, remedy)
}

fn map(spec: &Value, config: &Config, down: &Down) -> Normal {
    if down.depth > DEPTH {
        return Err(refuse("views are nested too deeply", "nest them less"));
    }
    let down = Down { depth: down.depth + 1, ..down.clone() };
    if spec.has("mark") {
        let encoding = spec.get("encoding");
        let facets = channel::FACET.iter().any(|c| encoding.and_then(|e| e.some(c)).is_some_and(|d| channel::field(d).is_some()));
        return if facets { faceted_unit(spec, config, &down) } else { unit(spec, config, &down) };
    }
    if spec.has("layer") {
        return layer(spec, config, &down);
    }
    if spec.has("repeat") {
        return repeat::repeat(spec, config, &down);
    }
    if spec.has("facet") {
        let mut out = spec.clone();
        if spec.get("facet").is_some_and(|f| f.has("row") || f.has("column")) {
            out.take("columns");
        }
        let inner = spec.get("spec").ok_or_else(|| refuse("a facet has no \"spec\"", "give the view that is repeated in \"spec\""))?;
        out.set("spec", map(inner, config, &down)?);
        return Ok(out);
    }
    for key in ["concat", "hconcat", "vconcat"] {
        if let Some(Value::Array(views)) = spec.get(key) {
            let mut mapped = Vec::with_capacity(views.len());
            for view in views {
                mapped.push(map(view, config, &down)?);
            }
            return Ok(spec.with(key, Value::Array(mapped)));
        }
    }
    Err(refuse("the spec has no view", "give \"mark\", \"layer\", \"facet\", \"repeat\", \"concat\", \"hconcat\" or \"vconcat\""))
}

/// A unit or a layer, as inner views of normalised views are.
pub(super) fn map_layer_or_unit(spec: &Value, config: &Config, down: &Down) -> Normal {
    map(spec, config, down)
}

fn unit(spec: &Value, config: &Config, down: &Down) -> Normal {
    let mut spec = spec.clone();
    if let (Some(encoding), Some(repeater)) = (spec.some("encoding"), &down.repeater) {
        spec.set("encoding", repeat::in_encoding(encoding, repeater));
    }
    if let Some(name) = spec.text("name") {
        let name = if down.prefix.is_empty() { name.to_string() } else { format!("{}_{name}", down.prefix) };
        spec.set("name", Value::String(name));
    }
    if down.encoding.is_some() || down.projection.is_some() {
        let merged = merge_encoding(down.encoding.as_ref(), spec.some("encoding"), false);
        if let Some(merged) = merged {
            spec.set("encoding", merged);
        }
        if !spec.has("projection")
            && let Some(projection) = &down.projection
        {
            spec.set("projection", projection.clone());
        }
        let inner = Down { depth: down.depth, ..Down::default() };
        return unit(&spec, config, &inner);
    }
    match mark_type(&spec) {
        "" => Err(refuse("a mark has no \"type\"", "give \"type\", such as \"bar\"")),
        "boxplot" => {
            let layered = composite::boxplot(&spec, config)?;
            map(&layered, config, down)
        }
        "errorbar" => {
            let layered = error_bar::error_bar(&spec, config)?;
            map(&layered, config, down)
        }
        "errorband" => {
            let layered = error_bar::error_band(&spec, config)?;
            map(&layered, config, down)
        }
        _ => overlay::overlay(&spec, config, down),
    }
}

/// The type of the mark of a unit.
pub(super) fn mark_type(spec: &Value) -> &str {
    match spec.get("mark") {
        Some(Value::String(name)) => name,
        Some(def) => def.text("type").unwrap_or(""),
        None => "",
    }
}

/// The definition of the mark of a unit, as an object.
pub(super) fn mark_def(spec: &Value) -> Value {
    match spec.get("mark") {
        Some(def @ Value::Object(_)) => def.clone(),
        _ => object(&[("type", Value::from(mark_type(spec)))]),
    }
}

fn layer(spec: &Value, config: &Config, down: &Down) -> Normal {
    let mut out = spec.clone();
    let encoding = out.take("encoding");
    let projection = out.take("projection");
    let inner = Down {
        encoding: merge_encoding(down.encoding.as_ref(), encoding.as_ref(), true),
        projection: projection.or_else(|| down.projection.clone()),
        ..down.clone()
    };
    if let (Some(name), false) = (out.text("name"), down.prefix.is_empty()) {
        let name = format!("{}_{name}", down.prefix);
        out.set("name", Value::String(name));
    }
    let mut layers = Vec::new();
    for child in spec.get("layer").map_or(&[][..], Json::list) {
        if !child.has("layer") && !child.has("mark") {
            return Err(refuse(
                "a layer holds a view that is no mark",
                "layer units and layers only, and put facets and concatenations outside",
            ));
        }
        layers.push(map(child, config, &inner)?);
    }
    out.set("layer", Value::Array(layers));
    Ok(out)
}

/// Lays the encoding of a view over that of its parent, channel by channel.
fn merge_encoding(parent: Option<&Value>, encoding: Option<&Value>, layer: bool) -> Option<Value> {
    let Some(parent) = parent else { return encoding.filter(|e| !e.members().is_empty()).cloned() };
    let none = empty();
    let encoding = encoding.unwrap_or(&none);
    let mut merged = empty();
    let channels = parent.members().iter().map(|m| &m.0).chain(encoding.members().iter().map(|m| &m.0).filter(|k| !parent.has(k)));
    for channel in channels {
        let (own, above) = (encoding.get(channel), parent.get(channel));
        let nothing = empty();
        let value = match own {
            Some(def) if channel::is_field_or_datum(def) => above.unwrap_or(&nothing).over(def),
            Some(def) if channel::conditional_def(def).is_some() => {
                let condition = above.unwrap_or(&nothing).over(def.get("condition").unwrap_or(&nothing));
                def.with("condition", condition)
            }
            Some(def) => def.clone(),
            None => match above {
                Some(above)
                    if layer || channel::is_value(above) || channel::is_field_or_datum(above) || matches!(above, Value::Array(_)) =>
                {
                    above.clone()
                }
                _ => continue,
            },
        };
        merged.set(channel, value);
    }
    (!merged.members().is_empty()).then_some(merged)
}

/// A unit with `row`, `column` or `facet` in its encoding.
fn faceted_unit(spec: &Value, config: &Config, down: &Down) -> Normal {
    const INNER: [&str; 7] = ["mark", "width", "height", "projection", "view", "params", "encoding"];
    let encoding = spec.get("encoding").cloned().unwrap_or_else(empty);
    let replaced = |def: &Value| down.repeater.as_ref().map_or_else(|| def.clone(), |r| repeat::in_facet(def, r));
    let mut out = spec.without(&INNER);
    let (row, column) = (encoding.some("row"), encoding.some("column"));
    if row.is_some() || column.is_some() {
        let mut mapping = empty();
        for (name, def) in [("row", row), ("column", column)] {
            let Some(def) = def else { continue };
            mapping.set(name, replaced(&def.without(&["align", "center", "spacing", "columns"])));
            for property in ["align", "center", "spacing"] {
                if let Some(value) = def.get(property) {
                    let part = out.get(property).filter(|v| matches!(v, Value::Object(_))).cloned().unwrap_or_else(empty);
                    out.set(property, part.with(name, value.clone()));
                }
            }
        }
        out.set("facet", mapping);
    } else if let Some(facet) = encoding.some("facet") {
        for property in ["align", "center", "spacing", "columns"] {
            if let Some(value) = facet.get(property).filter(|v| v.truth()) {
                out.set(property, value.clone());
            }
        }
        out.set("facet", replaced(&facet.without(&["align", "center", "spacing", "columns"])));
    }
    let mut inner = empty();
    for key in INNER {
        if let Some(value) = spec.get(key) {
            inner.set(key, value.clone());
        }
    }
    let mut own = encoding.without(&channel::FACET);
    if let Some(repeater) = &down.repeater {
        own = repeat::in_encoding(&own, repeater);
    }
    inner.set("encoding", own);
    out.set("spec", inner);
    map(&out, config, down)
}

/// Hands selections that stand at the top, or name the views they belong to, to those units.
fn selections(spec: &mut Value) {
    let is_selection = |p: &Value| p.has("select");
    let Some(Value::Array(params)) = spec.get("params").cloned() else { return };
    if spec.has("mark") {
        return;
    }
    let (chosen, rest): (Vec<Value>, Vec<Value>) = params.into_iter().partition(is_selection);
    spec.set("params", Value::Array(rest));
    hand_down(spec, &chosen, "");
}

fn hand_down(spec: &mut Value, selections: &[Value], path: &str) {
    let name = spec.text("name").unwrap_or("").to_string();
    if spec.has("mark") {
        let mut own = spec.get("params").map_or(Vec::new(), |p| p.list().to_vec());
        for selection in selections {
            let wanted = match selection.get("views") {
                None => true,
                Some(views) => views.list().iter().any(|view| match view {
                    Value::String(view) => *view == name || path == view,
                    Value::Array(steps) => steps.last().and_then(Value::as_str) == Some(name.as_str()),
                    _ => false,
                }),
            };
            if wanted {
                own.push(selection.clone());
            }
        }
        if !own.is_empty() {
            spec.set("params", Value::Array(own));
        }
        return;
    }
    // A selection at a named view that holds others belongs to all of them.
    let inner: Vec<Value> = selections
        .iter()
        .map(|s| {
            let here = s.get("views").is_some_and(|views| views.list().iter().any(|v| v.as_str() == Some(&name) && !name.is_empty()));
            if here { s.without(&["views"]) } else { s.clone() }
        })
        .collect();
    if let Value::Object(members) = spec {
        for (key, value) in members.iter_mut() {
            match (key.as_str(), value) {
                ("spec", inner_spec) => hand_down(inner_spec, &inner, &name),
                ("layer" | "concat" | "hconcat" | "vconcat", Value::Array(views)) => {
                    views.iter_mut().for_each(|view| hand_down(view, &inner, &name));
                }
                _ => {}
            }
        }
    }
}

/// How many views there may be.
pub(crate) fn most_views() -> usize {
    VIEWS
}

/// The problem of too many views.
pub(crate) fn too_many() -> Problem {
    refuse("the spec has more than 4000 views", "split it into several charts")
}
