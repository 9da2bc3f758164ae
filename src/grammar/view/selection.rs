//! Selections as they are at first: empty, or with the values that the spec gives.

use super::env::Env;
use crate::grammar::compile::tree::Tree;
use crate::grammar::json::{Json, empty};
use crate::grammar::model::channel;
use crate::grammar::model::naming::column;
use crate::spec::Value;
use crate::transform::{Datum, Frame};

/// A selection that holds something.
#[derive(Clone, Debug, Default)]
pub(crate) struct Selection {
    /// What is selected: any of these, each of all of its fields.
    tuples: Vec<Vec<Part>>,
    /// It selects ranges.
    interval: bool,
}

#[derive(Clone, Debug)]
struct Part {
    field: String,
    channel: Option<String>,
    values: Vec<Datum>,
}

/// Reads the parameters of a spec: variables into signals, selections with what they hold.
pub(crate) fn read(tree: &Tree, env: &Env) {
    for node in &tree.nodes {
        for param in node.spec.get("params").map_or(&[][..], Json::list) {
            let Some(name) = param.text("name") else { continue };
            if let Some(select) = param.get("select") {
                let selection = selection(node, param, select, env);
                let object = selection.as_ref().map_or(Datum::Object(Vec::new().into()), |s| s.object());
                env.signals.borrow_mut().insert(name.to_string(), object);
                if let Some(selection) = selection {
                    env.selections.borrow_mut().insert(name.to_string(), selection);
                }
                continue;
            }
            let value = match (param.get("expr"), param.get("value")) {
                (Some(Value::String(expr)), _) => env.eval(expr, None),
                (_, Some(value)) => env.value(value, None),
                _ => Datum::Null,
            };
            env.signals.borrow_mut().insert(name.to_string(), value);
        }
    }
}

fn selection(node: &crate::grammar::compile::tree::Node, param: &Value, select: &Value, env: &Env) -> Option<Selection> {
    let interval = select.as_str().or(select.text("type")) == Some("interval");
    let value = param.some("value")?;
    let none = empty();
    let encoding = node.unit.as_ref().map_or(&none, |u| &u.encoding);
    let wanted: Vec<&str> = select.get("encodings").map_or(&[][..], Json::list).iter().filter_map(Value::as_str).collect();
    let part = |key: &str, value: &Value| {
        let by_channel = encoding.some(key).and_then(channel::field).filter(|_| interval || wanted.contains(&key));
        let time = by_channel.is_some_and(|d| channel::kind(d) == "temporal");
        let unit = by_channel.and_then(|d| d.some("timeUnit")).cloned();
        let read = |v: &Value| env.datum(v, time, unit.as_ref());
        let values = if interval { value.list().iter().map(read).collect() } else { vec![read(value)] };
        Part { field: by_channel.map_or_else(|| key.to_string(), column), channel: by_channel.map(|_| key.to_string()), values }
    };
    let tuples: Vec<Vec<Part>> = value
        .list()
        .iter()
        .filter(|v| matches!(v, Value::Object(_)))
        .map(|tuple| tuple.members().iter().map(|(k, v)| part(k, v)).collect())
        .collect();
    (!tuples.is_empty()).then_some(Selection { tuples, interval })
}

impl Selection {
    /// The values by field, as expressions see them.
    fn object(&self) -> Datum {
        let mut members: Vec<(std::rc::Rc<str>, Datum)> = Vec::new();
        for part in self.tuples.iter().flatten() {
            let value = Datum::from(part.values.clone());
            let names = [Some(part.field.as_str()), part.channel.as_deref()];
            for name in names.into_iter().flatten() {
                if !members.iter().any(|(k, _)| &**k == name) {
                    members.push((name.into(), value.clone()));
                }
            }
        }
        Datum::Object(members.into())
    }

    /// Whether a row of values by field is selected.
    pub fn holds(&self, value_of: &dyn Fn(&str) -> Datum) -> bool {
        self.tuples.iter().any(|tuple| {
            tuple.iter().all(|part| {
                let value = value_of(&part.field);
                if self.interval {
                    let numbers: Vec<f64> = part.values.iter().map(Datum::number).collect();
                    if numbers.len() == 2 && numbers.iter().all(|n| !n.is_nan()) {
                        let (a, b) = (numbers[0].min(numbers[1]), numbers[0].max(numbers[1]));
                        return a <= value.number() && value.number() <= b;
                    }
                    return part.values.iter().any(|v| same(v, &value));
                }
                part.values.iter().any(|v| same(v, &value))
            })
        })
    }
}

fn same(a: &Datum, b: &Datum) -> bool {
    let time = |d: &Datum| matches!(d, Datum::Time(_));
    a.same(b) || ((time(a) || time(b)) && a.number() == b.number())
}

impl Env<'_> {
    /// Whether a row is selected; all are in a selection that is empty, unless that is said to hold none.
    pub fn in_selection(&self, name: &str, empty: bool, value_of: &dyn Fn(&str) -> Datum) -> bool {
        if let Some(selection) = self.selections.borrow().get(name) {
            return selection.holds(value_of);
        }
        match self.signals.borrow().get(name) {
            Some(Datum::Object(members)) if members.is_empty() => empty,
            Some(variable) => variable.truth(),
            None => empty,
        }
    }

    /// The same for a row of a frame.
    pub fn selected_row(&self, name: &str, empty: bool, frame: &Frame, row: usize) -> bool {
        self.in_selection(name, empty, &|field| crate::grammar::data::path(field).of(frame, row))
    }

    fn part(&self, name: &str, wanted: &dyn Fn(&Part) -> bool) -> Option<Vec<Datum>> {
        let selections = self.selections.borrow();
        let selection = selections.get(name)?;
        selection.tuples.iter().flatten().find(|p| wanted(p)).map(|p| p.values.clone())
    }

    /// The ends of a selection on a field or channel.
    pub fn selected_extent(&self, name: &str, key: Option<&str>) -> Option<[f64; 2]> {
        let values = self.part(name, &|p| key.is_none_or(|k| p.field == k || p.channel.as_deref() == Some(k)))?;
        let [a, b] = values.as_slice() else { return None };
        Some([a.number(), b.number()])
    }

    /// The domain that a selection gives a scale.
    pub fn selected_domain(&self, name: &str, key: Option<&str>, c: &str) -> Option<Vec<Datum>> {
        self.part(name, &|p| match key {
            Some(k) => p.field == k || p.channel.as_deref() == Some(k),
            None => p.channel.as_deref() == Some(c),
        })
    }
}
