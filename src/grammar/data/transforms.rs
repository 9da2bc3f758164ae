//! The transforms of a spec, from their JSON to the functions of `crate::transform`.

use std::rc::Rc;

use super::encoding::{bins_of, direction, read_unit};
use super::source::Sources;
use super::{Done, path};
use crate::grammar::json::{Json, empty};
use crate::grammar::model::naming;
use crate::grammar::view::env::Env;
use crate::report::Place;
use crate::spec::Value;
use crate::transform::{
    self, Datum, Expression, Field, Filling, Frame, Lookup, Measure, Offset, Operation, Predicate, Sort, WindowMeasure, WindowOperation,
    WindowOptions,
};

fn wrong(found: &str, remedy: &str) -> Box<crate::report::Problem> {
    Box::new(crate::problem!(Error, "unsupported-transform", Place::Whole, found, remedy))
}

/// An aggregate operation by its name.
pub(super) fn operation(name: &str) -> Done<Operation> {
    Operation::named(name).ok_or_else(|| wrong(&format!("\"{name}\" is no aggregate operation"), "take one such as mean, sum or count"))
}

/// An aggregate operation, by name or with its parameter as `{"exponential": 0.5}`.
pub(super) fn operation_of(op: &Value) -> Done<(Operation, Option<f64>)> {
    if let Some(name) = op.as_str() {
        return Ok((operation(name)?, None));
    }
    match op.members().first() {
        Some((name, Value::Number(n))) => Ok((operation(name)?, Some(*n))),
        _ => Err(wrong("an aggregate operation is no name", "take one such as mean, sum or count")),
    }
}

fn fields(list: Option<&Value>) -> Vec<Field> {
    list.map_or(&[][..], Json::list).iter().filter_map(Value::as_str).map(path).collect()
}

fn names(list: Option<&Value>) -> Vec<Rc<str>> {
    list.map_or(&[][..], Json::list).iter().filter_map(Value::as_str).map(Rc::from).collect()
}

fn sorts(list: Option<&Value>) -> Vec<Sort> {
    let one = |s: &Value| {
        let field = path(s.text("field")?);
        Some(Sort { field, order: direction(s.text("order") == Some("descending")) })
    };
    list.map_or(&[][..], Json::list).iter().filter_map(one).collect()
}

/// Looks up in the rows that a selection holds; without names, the whole row becomes a column called after the selection.
pub(super) fn lookup_selected(t: &Value, frame: &Frame, rows: &Frame, param: &str) -> Frame {
    let from = t.get("from").cloned().unwrap_or_else(empty);
    let table = Lookup::new(rows.clone(), &path(from.text("key").unwrap_or("")));
    let otherwise = t.get("default").map_or(Datum::Null, Datum::from_value);
    let wanted = fields(from.get("fields"));
    let mut given = names(t.get("as"));
    if given.is_empty() && wanted.is_empty() {
        given.push(param.into());
    }
    transform::lookup(frame, &path(t.text("lookup").unwrap_or("")), &table, &wanted, &given, &otherwise)
}

/// The columns that a transform makes.
pub(super) fn produced(transform: &Value, out: &mut Vec<String>) {
    let mut add = |name: &str| out.push(name.to_string());
    let named = ["as"].iter().flat_map(|k| transform.get(k).map_or(&[][..], Json::list)).filter_map(Value::as_str);
    named.for_each(&mut add);
    for key in ["aggregate", "joinaggregate", "window"] {
        for def in transform.get(key).map_or(&[][..], Json::list) {
            match def.text("as") {
                Some(name) => add(name),
                None => add(&default_name(def)),
            }
        }
    }
    if transform.has("fold") && !transform.has("as") {
        add("key");
        add("value");
    }
    for (key, defaults) in [("density", ["value", "density"]), ("quantile", ["prob", "value"])] {
        if transform.has(key) && !transform.has("as") {
            defaults.into_iter().for_each(&mut add);
        }
    }
    for key in ["flatten", "impute"] {
        for field in transform.get(key).map_or(&[][..], Json::list).iter().filter_map(Value::as_str) {
            add(field);
        }
    }
    for field in transform.at(&["from", "fields"]).map_or(&[][..], Json::list).iter().filter_map(Value::as_str) {
        add(field);
    }
}

fn default_name(def: &Value) -> String {
    let op = def.get("op").map_or("", |op| op.as_str().unwrap_or_else(|| op.members().first().map_or("", |m| m.0.as_str())));
    match (op, def.text("field")) {
        ("count", _) => "__count".into(),
        (op, Some(field)) => format!("{op}_{}", path(field).name()),
        (op, None) => op.to_string(),
    }
}

fn measures(list: Option<&Value>) -> Done<Vec<Measure>> {
    let mut out = Vec::new();
    for def in list.map_or(&[][..], Json::list) {
        let (operation, parameter) = operation_of(def.get("op").unwrap_or(&Value::Null))?;
        let name = def.text("as").map_or_else(|| default_name(def), str::to_string);
        let mut measure = Measure::new(operation, def.text("field").map(path), name);
        measure.parameter = parameter;
        out.push(measure);
    }
    Ok(out)
}

/// Applies one transform.
pub(super) fn apply(t: &Value, frame: Frame, sources: &Sources, env: &Env, facets: &[String]) -> Done<Frame> {
    let groups = || fields(t.get("groupby"));
    let with_facets = || {
        let mut groups = groups();
        groups.extend(facets.iter().map(|f| path(f)));
        groups
    };
    if let (Some(list), Some(field)) = (t.get("index"), t.text("field")) {
        // Of the compiler's own: the place of a value in a list.
        let wanted: Vec<Datum> = list.list().iter().map(Datum::from_value).collect();
        let place = |v: &Datum| wanted.iter().position(|w| w.equals(v, env.time_zone())).map_or(-1.0, |i| i as f64);
        let places = path(field).values(&frame).iter().map(|v| Datum::Number(place(v))).collect();
        let mut out = frame;
        out.set(t.text("as").unwrap_or("index"), places);
        return Ok(out);
    }
    if let Some(filter) = t.get("filter") {
        let predicate = Predicate::read(filter)?;
        return transform::filter(&frame, &predicate, env);
    }
    if let Some(text) = t.text("calculate") {
        return transform::calculate(&frame, &Expression::parse(text)?, t.text("as").unwrap_or("value"), env);
    }
    if let (Some(bin), Some(field)) = (t.get("bin"), t.text("field")) {
        let field = path(field);
        let name = t.get("as").map_or(&[][..], Json::list).first().and_then(Value::as_str).unwrap_or("bin").to_string();
        let end = t.get("as").filter(|a| matches!(a, Value::Array(_))).and_then(|a| a.list().get(1)).and_then(Value::as_str);
        let end = end.map_or_else(|| format!("{name}_end"), str::to_string);
        let mut bin = if matches!(bin, Value::Object(_)) { bin.clone() } else { empty() };
        if !bin.get("maxbins").is_some_and(Json::truth) && !bin.get("step").is_some_and(Json::truth) {
            bin.set("maxbins", Value::Number(10.0));
        }
        return match bins_of(&frame, &field, &bin, env)? {
            Some(bins) => Ok(transform::bin(&frame, &field, &bins, &name, Some(&end))),
            None => Ok(frame),
        };
    }
    if let (Some(unit), Some(field)) = (t.some("timeUnit"), t.text("field")) {
        let field = path(field);
        let unit = read_unit(&naming::normal_unit(unit), &frame, &field)?;
        let name = t.text("as").unwrap_or("unit");
        // What a time unit is taken of is a time.
        let mut frame = frame;
        let dates = transform::parse_columns(&frame, &[(field.name(), Some("date".into()))], env)?;
        if field.members.is_empty() && !matches!(field.values(&frame).first(), Some(Datum::Time(_))) {
            frame = dates;
        }
        return Ok(transform::time_unit(&frame, &field, &unit, name, Some(&format!("{name}_end")), env));
    }
    if t.has("aggregate") {
        return transform::aggregate(&frame, &with_facets(), &measures(t.get("aggregate"))?, false);
    }
    if t.has("joinaggregate") {
        return transform::join_aggregate(&frame, &groups(), &measures(t.get("joinaggregate"))?);
    }
    if t.has("window") {
        let mut list = Vec::new();
        for def in t.get("window").map_or(&[][..], Json::list) {
            let op = def.text("op").unwrap_or("");
            let operation = WindowOperation::named(op)
                .ok_or_else(|| wrong(&format!("\"{op}\" is no window operation"), "take one such as rank or sum"))?;
            let name = def.text("as").map_or_else(|| default_name(def), str::to_string);
            let field = def.text("field").map(path);
            list.push(WindowMeasure { operation, field, parameter: def.number("param"), name: name.into() });
        }
        let end = |v: Option<&Value>, default: Option<f64>| match v {
            Some(Value::Number(n)) => Some(*n),
            Some(_) => None,
            None => default,
        };
        let ends = t.get("frame").map_or(&[][..], Json::list);
        let options = WindowOptions {
            groupby: groups(),
            sort: sorts(t.get("sort")),
            frame: [end(ends.first(), None), end(ends.get(1), Some(0.0))],
            ignore_peers: t.get("ignorePeers").is_some_and(Json::truth),
        };
        return transform::window(&frame, &list, &options);
    }
    if let Some(list) = t.get("fold") {
        let given = names(t.get("as"));
        let key = given.first().cloned().unwrap_or_else(|| "key".into());
        let value = given.get(1).cloned().unwrap_or_else(|| "value".into());
        return transform::fold(&frame, &fields(Some(list)), [&key, &value]);
    }
    if let Some(list) = t.get("flatten") {
        let list = fields(Some(list));
        let given = names(t.get("as"));
        let given: Vec<Rc<str>> = list.iter().enumerate().map(|(i, f)| given.get(i).cloned().unwrap_or_else(|| f.name())).collect();
        return transform::flatten(&frame, &list, &given, t.text("index"));
    }
    if let Some(field) = t.text("lookup") {
        let from = t.get("from").cloned().unwrap_or_else(empty);
        let Some(data) = from.get("data") else {
            return Err(wrong("a lookup says not where", "give \"from\" with \"data\" and \"key\""));
        };
        let table = Lookup::new(sources.read(data, env, 0)?, &path(from.text("key").unwrap_or("")));
        let otherwise = t.get("default").map_or(Datum::Null, Datum::from_value);
        let wanted = fields(from.get("fields"));
        let mut given = names(t.get("as"));
        if given.is_empty() && wanted.is_empty() {
            given.push("_lookup_0".into());
        }
        return Ok(transform::lookup(&frame, &path(field), &table, &wanted, &given, &otherwise));
    }
    if let Some(field) = t.text("impute") {
        let key = t.text("key").unwrap_or("").to_string();
        return impute(t, field, &key, &groups(), frame, env);
    }
    if let Some(field) = t.text("stack") {
        let given = names(t.get("as"));
        let start = given.first().cloned().unwrap_or_else(|| format!("{field}_start").into());
        let end = given
            .get(1)
            .cloned()
            .unwrap_or_else(|| if given.is_empty() { format!("{field}_end").into() } else { format!("{start}_end").into() });
        let offset = match t.text("offset") {
            Some("center") => Offset::Center,
            Some("normalize") => Offset::Normalize,
            _ => Offset::Zero,
        };
        return Ok(transform::stack(&frame, Some(&path(field)), &groups(), &sorts(t.get("sort")), offset, [&start, &end]));
    }
    if let (Some(field), Some(value)) = (t.text("pivot"), t.text("value")) {
        let op = operation(t.text("op").unwrap_or("sum"))?;
        let limit = t.number("limit").unwrap_or(0.0).max(0.0) as usize;
        return transform::pivot(&frame, &path(field), &path(value), &groups(), op, limit);
    }
    if let Some(size) = t.get("sample") {
        let size = if let Value::Number(n) = size { *n } else { 1000.0 };
        return Ok(transform::sample(&frame, size.max(0.0) as usize));
    }
    if let (Some(field), Some(param)) = (t.text("extent"), t.text("param")) {
        let extent = transform::extent(&frame, &path(field));
        let ends = extent.map_or([Datum::Undefined, Datum::Undefined], |e| e.map(Datum::Number));
        env.signals.borrow_mut().insert(param.to_string(), Datum::from(ends.to_vec()));
        return Ok(frame);
    }
    super::statistics::apply(t, frame, env)
}

/// Fills in the rows that a group lacks, and what value they have.
pub(super) fn impute(t: &Value, field: &str, key: &str, groups: &[Field], frame: Frame, env: &Env) -> Done<Frame> {
    let keys: Vec<Datum> = match t.get("keyvals") {
        Some(Value::Array(values)) => values.iter().map(Datum::from_value).collect(),
        Some(range @ Value::Object(_)) => {
            let number = |k: &str, default: f64| range.get(k).map_or(default, |v| env.value(v, None).number());
            let frame = transform::sequence(number("start", 0.0), number("stop", 0.0), number("step", 1.0), "k")?;
            frame.column("k").map(<[Datum]>::to_vec).unwrap_or_default()
        }
        _ => Vec::new(),
    };
    let method = t.text("method").unwrap_or("value");
    let (target, key) = (path(field), path(key));
    if method == "value" {
        let value = t.get("value").map_or(Datum::Undefined, |v| env.value(v, None));
        return transform::impute(&frame, &target, &key, &keys, groups, &Filling::Value(value));
    }
    let filled = transform::impute(&frame, &target, &key, &keys, groups, &Filling::Value(Datum::Null))?;
    let end = |v: Option<&Value>| if let Some(Value::Number(n)) = v { Some(*n) } else { None };
    let ends = t.get("frame").map_or(&[][..], Json::list);
    let name = format!("imputed_{field}_value");
    let operation = WindowOperation::named(method)
        .ok_or_else(|| wrong(&format!("\"{method}\" is no way to fill in"), "take value, mean, median, min or max"))?;
    let measure = WindowMeasure { operation, field: Some(target.clone()), parameter: None, name: name.as_str().into() };
    let options =
        WindowOptions { groupby: groups.to_vec(), sort: Vec::new(), frame: [end(ends.first()), end(ends.get(1))], ignore_peers: false };
    let mut out = transform::window(&filled, &[measure], &options)?;
    let values = target.values(&out);
    let derived = out.column(&name).map(<[Datum]>::to_vec).unwrap_or_default();
    let merged = values.into_iter().zip(derived).map(|(v, d)| if matches!(v, Datum::Null) { d } else { v }).collect();
    out.set(target.name(), merged);
    Ok(out)
}
