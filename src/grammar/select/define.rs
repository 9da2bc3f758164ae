//! The selections of a spec as they are defined: in which view, on which fields, and by which events they change.

use super::IDENTITY;
use super::store::{Meant, Part, Resolve, Tuple};
use super::stream::{self, Stream};
use crate::grammar::compile::kind::has_continuous_domain;
use crate::grammar::compile::tree::{Kind, Tree, Unit};
use crate::grammar::data::path;
use crate::grammar::json::{Json, empty};
use crate::grammar::model::channel;
use crate::grammar::model::naming::{self, column};
use crate::grammar::view::env::Env;
use crate::spec::Value;
use crate::transform::{Datum, TimeUnit};

/// Where the choice of marks comes from, or goes to.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Bind {
    /// Only from the marks.
    Nothing,
    /// From the entries of legends.
    Legend,
    /// It is the domains of the scales.
    Scales,
    /// Inputs of the page: one for each field, or one for all.
    Inputs(Value),
}

/// A field that a selection looks at.
#[derive(Clone, Debug)]
pub(crate) struct Projection {
    /// The part that its tuples have, still without values.
    pub part: Part,
    /// The column that marks give its value from: where its bin begins, for one.
    pub from: String,
    /// Where the bin ends.
    pub until: Option<String>,
    /// Its values are times.
    time: bool,
    unit: Option<Value>,
}

/// A selection in one view. The same name in several views is one selection.
#[derive(Clone, Debug)]
pub(crate) struct Definition {
    pub name: String,
    /// The view.
    pub node: usize,
    pub interval: bool,
    pub resolve: Resolve,
    pub projections: Vec<Projection>,
    pub bind: Bind,
    /// What selects.
    pub on: Vec<Stream>,
    /// What empties it.
    pub clear: Vec<Stream>,
    /// The condition on an event under which it adds and takes away, instead of choosing anew.
    pub toggle: Option<String>,
    /// The nearest mark is meant, not the one under the pointer.
    pub nearest: bool,
    /// What moves an interval.
    pub translate: Vec<Stream>,
    /// What makes it larger and smaller.
    pub zoom: Vec<Stream>,
    /// It is one on a map.
    pub geo: bool,
    value: Value,
    /// The name of the view that its first value belongs to; none inside of a facet, where Vega shows it nowhere.
    unit: Option<String>,
}

const DRAG: &str = "[pointerdown, window:pointerup] > window:pointermove!";

/// The definitions of a spec, view by view.
pub(crate) fn read(tree: &Tree) -> Vec<Definition> {
    let mut out = Vec::new();
    for (id, node) in tree.nodes.iter().enumerate() {
        for param in node.spec.get("params").map_or(&[][..], Json::list) {
            if let (Some(name), Some(select)) = (param.text("name"), param.get("select")) {
                out.push(definition(tree, id, name, param, select));
            }
        }
    }
    out
}

fn definition(tree: &Tree, id: usize, name: &str, param: &Value, select: &Value) -> Definition {
    let node = &tree.nodes[id];
    let interval = select.as_str().or(select.text("type")) == Some("interval");
    let configured = tree.config.at(&["selection", if interval { "interval" } else { "point" }]);
    // True stands for the default.
    let option = |key: &str| {
        let own = select.get(key).filter(|v| **v != Value::Bool(true) || key == "nearest");
        own.or_else(|| configured.and_then(|c| c.get(key)).filter(|v| **v != Value::Bool(true) || key == "nearest"))
    };
    let streams = |key: &str, default: &str| option(key).map_or_else(|| stream::read(&default.into()), stream::read);
    let bind = match param.get("bind") {
        None | Some(Value::Null) => Bind::Nothing,
        Some(Value::String(word)) if word == "scales" => Bind::Scales,
        Some(Value::String(word)) if word == "legend" => Bind::Legend,
        Some(object) if object.has("legend") => Bind::Legend,
        Some(object) => Bind::Inputs(object.clone()),
    };
    let geo = interval && tree.has_projection(id);
    let none = empty();
    let encodings = select.get("encodings").or_else(|| configured.and_then(|c| c.get("encodings")).filter(|_| !select.has("fields")));
    let fields = select.get("fields").or_else(|| configured.and_then(|c| c.get("fields")).filter(|_| !select.has("encodings")));
    let mut projections: Vec<Projection> = Vec::new();
    if let Some(unit) = &node.unit {
        let words = |list: &Value| list.list().iter().filter_map(Value::as_str).map(str::to_string).collect::<Vec<_>>();
        let mut channels = encodings.map_or_else(Vec::new, words);
        match (fields, interval) {
            (Some(fields), _) => {
                for field in words(fields) {
                    let on = ["x", "y"].into_iter().find(|c| unit.field(c).and_then(|d| d.text("field")) == Some(field.as_str()));
                    match on.filter(|_| interval) {
                        Some(c) => channels.push(c.to_string()),
                        None if !interval => projections.push(of_field(unit, &field)),
                        None => {}
                    }
                }
            }
            (None, true) if encodings.is_none() => {
                let both = if geo { ["longitude", "latitude"] } else { ["x", "y"] };
                channels.extend(both.map(str::to_string));
            }
            _ => {}
        }
        for c in channels {
            let Some(projection) = of_channel(tree, id, unit, &c, interval, geo) else { continue };
            if !projections.iter().any(|p| p.part.field == projection.part.field && !geo) {
                projections.push(projection);
            }
        }
    }
    if projections.is_empty() && !interval {
        projections.push(of_field_alone(IDENTITY));
    }
    let mut inside = node.parent;
    let mut faceted = false;
    while let Some(parent) = inside {
        faceted |= tree.nodes[parent].kind == Kind::Facet;
        inside = tree.nodes[parent].parent;
    }
    Definition {
        name: name.to_string(),
        node: id,
        interval,
        resolve: match option("resolve").and_then(Value::as_str) {
            Some("union") => Resolve::Union,
            Some("intersect") => Resolve::Intersect,
            _ => Resolve::Global,
        },
        // What a legend chooses is chosen there only, unless events are named.
        on: if bind == Bind::Legend && !select.has("on") { Vec::new() } else { streams("on", if interval { DRAG } else { "click" }) },
        clear: streams("clear", "dblclick"),
        toggle: match option("toggle") {
            None => Some("event.shiftKey".into()),
            Some(Value::String(condition)) => Some(condition.clone()),
            Some(_) => None,
        },
        nearest: option("nearest").unwrap_or(&none) == &Value::Bool(true),
        translate: streams("translate", DRAG),
        zoom: streams("zoom", "wheel!"),
        bind,
        geo,
        projections,
        value: param.get("value").cloned().unwrap_or(Value::Null),
        unit: (!faceted).then(|| node.name.clone()),
    }
}

fn of_field_alone(field: &str) -> Projection {
    let part = Part { field: field.into(), channel: None, path: path(field), unit: None, meant: Meant::OneOf, values: Vec::new() };
    Projection { part, from: field.into(), until: None, time: false, unit: None }
}

/// A field that is named; where it is the field of a channel, its values are read as those of that.
fn of_field(unit: &Unit, field: &str) -> Projection {
    let def = unit.fields().find(|(_, d)| d.text("field") == Some(field) && !d.get("aggregate").is_some_and(Json::truth));
    let channel = def.map(|(c, _)| c.to_string());
    let time = def.is_some_and(|(_, d)| channel::kind(d) == "temporal");
    let alone = of_field_alone(field);
    Projection { time, part: Part { channel, ..alone.part }, ..alone }
}

fn of_channel(tree: &Tree, id: usize, unit: &Unit, c: &str, interval: bool, geo: bool) -> Option<Projection> {
    let def = unit.field(c)?;
    if def.get("aggregate").is_some_and(Json::truth) || (!def.has("field")) {
        return None;
    }
    let field = def.text("field")?.to_string();
    let continuous = interval && (geo || has_continuous_domain(tree.scale_kind(id, c)));
    let binned = channel::is_binning(def.get("bin"));
    let time_unit = def.some("timeUnit").filter(|u| !naming::is_binned_unit(u));
    let name = if time_unit.is_some() { column(def) } else { field.clone() };
    let meant = match (continuous, binned) {
        (true, _) => Meant::Between,
        (false, true) => Meant::Within,
        _ => Meant::OneOf,
    };
    let unit_of = time_unit.and_then(|u| {
        let normal = naming::normal_unit(u);
        let prefix = if normal.get("utc").is_some_and(Json::truth) { "utc" } else { "" };
        let mut unit = TimeUnit::parse(&format!("{prefix}{}", normal.text("unit")?)).ok()?;
        unit.step = normal.number("step").filter(|s| *s >= 1.0).unwrap_or(1.0);
        Some((unit, path(&field)))
    });
    let from = if binned { column(def) } else { name.clone() };
    let until = binned.then(|| naming::column_as(def, naming::Ask { bin_suffix: "end", ..Default::default() }));
    let part = Part { path: path(&name), field: name, channel: Some(c.to_string()), unit: unit_of, meant, values: Vec::new() };
    Some(Projection { part, from, until, time: channel::kind(def) == "temporal" || time_unit.is_some(), unit: time_unit.cloned() })
}

impl Definition {
    /// The part of a field with values.
    pub fn part(&self, index: usize, values: Vec<Datum>) -> Part {
        Part { values, ..self.projections[index].part.clone() }
    }

    /// The projection of a channel.
    pub fn on_channel(&self, c: &str) -> Option<usize> {
        self.projections.iter().position(|p| p.part.channel.as_deref() == Some(c))
    }

    /// Rows are told apart by who they are, not by values.
    pub fn by_identity(&self) -> bool {
        self.geo || self.projections.iter().any(|p| p.part.field == IDENTITY)
    }

    /// A value as the spec or an input of the page gives it.
    pub fn read(&self, index: usize, value: &Value, env: &Env) -> Datum {
        let projection = &self.projections[index];
        env.datum(value, projection.time, projection.unit.as_ref())
    }

    /// What it holds at first.
    pub fn initial(&self, env: &Env) -> Vec<Tuple> {
        if self.value == Value::Null {
            return Vec::new();
        }
        let place = |key: &str| {
            let by_channel = self.projections.iter().position(|p| p.part.channel.as_deref() == Some(key));
            by_channel.or_else(|| self.projections.iter().position(|p| p.part.field == key))
        };
        let part = |(key, value): &(String, Value)| match place(key) {
            Some(index) => {
                let read = |v: &Value| self.read(index, v, env);
                let meant = self.projections[index].part.meant;
                // A bin is named by a value in it or by its ends.
                let values = match value {
                    Value::Array(list) if self.interval || meant == Meant::Within => list.iter().map(read).collect(),
                    one => vec![read(one)],
                };
                let meant = if values.len() == 2 { meant } else { Meant::OneOf };
                Part { meant, ..self.part(index, values) }
            }
            None => Part { values: value.list().iter().map(|v| env.datum(v, false, None)).collect(), ..of_field_alone(key).part },
        };
        let unit = self.unit.clone().unwrap_or_else(|| "\u{0}".into());
        let tuples = self.value.list().iter().filter(|v| matches!(v, Value::Object(_)));
        tuples.map(|tuple| Tuple { unit: unit.clone(), parts: tuple.members().iter().map(part).collect(), place: None }).collect()
    }
}
