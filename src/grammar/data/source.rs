//! Where data come from: values in the spec, named data sets, files, and generators; and the types that their fields are read as.

use std::cell::RefCell;
use std::collections::HashMap;

use super::Done;
use crate::grammar::compile::format;
use crate::grammar::compile::tree::{Kind, Tree};
use crate::grammar::json::{Json, empty, parse};
use crate::grammar::model::channel;
use crate::grammar::view::env::Env;
use crate::report::{Place, Problem};
use crate::spec::Value;
use crate::transform::{Datum, Field, Format, Frame, Parse, load, parse_columns, property, sequence};

/// Fetches what a URL names as text.
pub type Loader<'a> = dyn Fn(&str) -> Result<String, Problem> + 'a;

/// The data that a spec can name.
pub(crate) struct Sources<'a> {
    loader: &'a Loader<'a>,
    datasets: Value,
    /// Data that views name and give, to be named again.
    named: Vec<(String, Value)>,
    texts: RefCell<HashMap<String, std::rc::Rc<String>>>,
    /// What was worked out before, where it is kept.
    pub memo: Option<&'a super::Memo>,
}

fn wrong(found: String, remedy: &str) -> Box<Problem> {
    Box::new(crate::problem!(Error, "unreadable-data", Place::Whole, found, remedy))
}

impl<'a> Sources<'a> {
    /// The data of a spec.
    pub fn new(tree: &Tree, datasets: Option<&Value>, loader: &'a Loader<'a>, memo: Option<&'a super::Memo>) -> Self {
        let named = tree.nodes.iter().filter_map(|node| {
            let data = node.spec.some("data")?;
            let given = data.has("values") || data.has("url") || data.has("sequence");
            data.text("name").filter(|_| given).map(|name| (name.to_string(), data.clone()))
        });
        Sources { loader, datasets: datasets.cloned().unwrap_or_else(empty), named: named.collect(), texts: RefCell::default(), memo }
    }

    fn text(&self, url: &str) -> Done<std::rc::Rc<String>> {
        if let Some(text) = self.texts.borrow().get(url) {
            return Ok(text.clone());
        }
        let text = std::rc::Rc::new((self.loader)(url).map_err(Box::new)?);
        self.texts.borrow_mut().insert(url.to_string(), text.clone());
        Ok(text)
    }

    /// The rows of a view's data, with the types that the views below need.
    pub fn load(&self, tree: &Tree, id: usize, data: &Value, env: &Env) -> Done<Frame> {
        if *data == Value::Null {
            return Ok(Frame::default());
        }
        let generated = ["sequence", "graticule", "sphere"].iter().any(|k| data.has(k));
        let raw = self.read(data, env, 0)?;
        if generated || data.at(&["format", "parse"]) == Some(&Value::Null) {
            return Ok(raw);
        }
        let mut types = empty();
        implicit(tree, id, &mut Vec::new(), &mut types);
        let mut all: Vec<(std::rc::Rc<str>, Option<std::rc::Rc<str>>)> = Vec::new();
        if let Some(explicit @ Value::Object(_)) = data.at(&["format", "parse"]) {
            types = types.over(explicit);
        }
        for (field, kind) in types.members() {
            let Some(kind) = kind.as_str() else { continue };
            all.push((field.as_str().into(), Some(kind.into())));
        }
        parse_columns(&raw, &all, env)
    }

    /// The rows of data as they are written.
    pub fn read(&self, data: &Value, env: &Env, depth: usize) -> Done<Frame> {
        let none = empty();
        let format = data.get("format").unwrap_or(&none);
        if let Some(sequence_of) = data.get("sequence") {
            let number = |key: &str, default: f64| match sequence_of.get(key) {
                Some(value) => env.value(value, None).number(),
                None => default,
            };
            let name = sequence_of.text("as").or(data.text("as")).unwrap_or("data");
            return sequence(number("start", 0.0), number("stop", 0.0), number("step", 1.0), name);
        }
        if let Some(graticule) = data.get("graticule") {
            return Ok(crate::grammar::view::geo::graticule(graticule));
        }
        if data.get("sphere").is_some_and(Json::truth) {
            return Ok(Frame::from_data(&[Datum::from_value(&parse(r#"{"type":"Sphere"}"#).unwrap_or(Value::Null))]));
        }
        if let Some(values) = data.get("values") {
            return match values {
                Value::String(text) => self.of_text(text, format.text("type").unwrap_or("json"), format, env),
                values => of_json(values, format),
            };
        }
        if let Some(url) = data.get("url") {
            let url = env.value(url, None);
            let url = url.as_text().ok_or_else(|| wrong("the URL of the data is no text".into(), "give the address as a text"))?;
            let text = self.text(url)?;
            let ending = url.split(['?', '#']).next().unwrap_or(url).rsplit('.').next().unwrap_or("");
            let kind = format.text("type").unwrap_or(match ending {
                "csv" => "csv",
                "tsv" => "tsv",
                "dsv" => "dsv",
                _ => "json",
            });
            return self.of_text(&text, kind, format, env);
        }
        if let Some(name) = data.text("name") {
            if let Some(values) = self.datasets.get(name) {
                return match values {
                    Value::String(text) => self.of_text(text, format.text("type").unwrap_or("json"), format, env),
                    values => of_json(values, format),
                };
            }
            if let Some((_, data)) = self.named.iter().find(|(n, _)| n == name).filter(|_| depth < 4) {
                return self.read(data, env, depth + 1);
            }
            // Data that a page hands in later.
            return Ok(Frame::default());
        }
        Ok(Frame::default())
    }

    fn of_text(&self, text: &str, kind: &str, format: &Value, env: &Env) -> Done<Frame> {
        let delimiter = match kind {
            "csv" => ',',
            "tsv" => '\t',
            "dsv" => format.text("delimiter").and_then(|d| d.chars().next()).unwrap_or(','),
            "json" | "topojson" => {
                let tree = parse(text).ok_or_else(|| wrong("the data are no JSON".into(), "mend the file, or name its format"))?;
                return of_json(&tree, format);
            }
            other => return Err(wrong(format!("data of the format \"{other}\" cannot be read"), "give csv, tsv, dsv, json or topojson")),
        };
        let header = format.get("header").map(|h| h.list().iter().filter_map(Value::as_str).map(str::to_string).collect());
        let parse = if format.text("parse") == Some("auto") { Parse::Auto } else { Parse::None };
        load(text, &Format { delimiter, header, parse }, env)
    }
}

fn of_json(values: &Value, format: &Value) -> Done<Frame> {
    let values = match format.text("property") {
        Some(path) => property(values, path)?,
        None => values,
    };
    if format.has("feature") || format.has("mesh") {
        return crate::grammar::view::geo::topology(values, format);
    }
    Ok(Frame::from_value(values))
}

/// The types that fields are read as because of what the views below do with them, unless a transform makes the field.
fn implicit(tree: &Tree, id: usize, made: &mut Vec<String>, types: &mut Value) {
    let node = &tree.nodes[id];
    let before = made.len();
    let set = |field: &str, kind: &str, made: &[String], types: &mut Value| {
        let column = Field::parse(field).map_or(field.to_string(), |f| f.column.to_string());
        if !made.contains(&column) && !types.has(field) {
            types.set(field, Value::from(kind));
        }
    };
    for transform in node.spec.get("transform").map_or(&[][..], Json::list) {
        if let Some(filter) = transform.get("filter") {
            of_filter(filter, &mut |field, kind| set(field, kind, made, types));
        }
        if let Some(field) = transform.text("field").filter(|_| transform.has("timeUnit")) {
            set(field, "date", made, types);
        }
        super::transforms::produced(transform, made);
    }
    let field = |def: &Value, kind: &str, types: &mut Value| {
        let Some(name) = def.text("field") else { return };
        if format::is_time(def) || kind == "temporal" {
            set(name, "date", made, types);
        } else if kind == "quantitative" && matches!(def.text("aggregate"), Some("min" | "max")) {
            set(name, "number", made, types);
        }
    };
    if let Some(unit) = &node.unit {
        for (c, def) in unit.fields() {
            let main = unit.field(channel::main(c)).unwrap_or(def);
            field(def, if def.has("type") { channel::kind(def) } else { channel::kind(main) }, types);
        }
        let dimension = if unit.mark.text("orient") == Some("horizontal") { "y" } else { "x" };
        if unit.is_path()
            && !unit.encoding.has("order")
            && let Some(def) = unit.def(dimension).filter(|d| channel::is_field(d) && channel::kind(d) == "quantitative")
            && let Some(name) = def.text("field").filter(|n| !types.has(n))
        {
            set(name, "number", made, types);
        }
    }
    for (_, def) in &node.facet {
        field(def, channel::kind(def), types);
    }
    if node.kind != Kind::Unit {
        for &child in &node.children {
            if !tree.nodes[child].spec.has("data") {
                implicit(tree, child, made, types);
            }
        }
    }
    made.truncate(before);
}

fn of_filter(filter: &Value, set: &mut dyn FnMut(&str, &str)) {
    for key in ["and", "or"] {
        for inner in filter.get(key).map_or(&[][..], Json::list) {
            of_filter(inner, set);
        }
    }
    if let Some(inner) = filter.get("not") {
        of_filter(inner, set);
    }
    let Some(field) = filter.text("field") else { return };
    let value = ["equal", "lte", "lt", "gt", "gte"].iter().find_map(|k| filter.get(k));
    let value = value.or_else(|| ["range", "oneOf", "in"].iter().find_map(|k| filter.get(k)).and_then(|l| l.list().first()));
    if filter.some("timeUnit").is_some() {
        return set(field, "date");
    }
    match value {
        Some(Value::Number(n)) if *n != 0.0 => set(field, "number"),
        Some(Value::String(s)) if !s.is_empty() => set(field, "string"),
        Some(object @ Value::Object(_)) if !object.has("expr") && !object.has("signal") => set(field, "date"),
        _ => {}
    }
}
