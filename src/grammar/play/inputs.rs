//! Inputs of the page that parameters are bound to: what they are, and what comes of it when a reader sets one.

use super::{Outcome, Player};
use crate::format::locale::Locale;
use crate::grammar::chart::{Chart, Composed, params};
use crate::grammar::json::{Json, one};
use crate::grammar::select::define::Bind;
use crate::grammar::select::store::Tuple;
use crate::grammar::view::env::{Env, ZoneFunction};
use crate::spec::Value;
use crate::transform::Datum;

/// An input.
#[derive(Clone, Debug, PartialEq)]
pub struct Input {
    /// The parameter.
    pub param: String,
    /// The field of a selection that it sets; empty for a variable.
    pub field: String,
    /// What it is called: its own name, else that of the field or parameter.
    pub label: String,
    /// As the spec has it: `input`, `min`, `max`, `step`, `options`, `labels`, `placeholder` …
    pub binding: Value,
    /// What it shows; null for nothing.
    pub value: Value,
}

/// The inputs of a chart, with their values.
pub fn inputs(chart: &Chart, composed: &Composed) -> Vec<Input> {
    let mut out: Vec<Input> = Vec::new();
    let mut add = |input: Input| {
        if !out.iter().any(|known| known.param == input.param && known.field == input.field) {
            out.push(input);
        }
    };
    for param in chart.tree.nodes.iter().flat_map(|node| params(&node.spec)).filter(|p| !p.has("select")) {
        let (Some(name), Some(binding @ Value::Object(_))) = (param.text("name"), param.get("bind")) else { continue };
        let value = composed.params.iter().find(|(n, _)| n == name).map_or(Value::Null, |(_, value)| value.clone());
        add(Input {
            param: name.into(),
            field: String::new(),
            label: binding.text("name").unwrap_or(name).into(),
            binding: binding.clone(),
            value,
        });
    }
    for definition in chart.definitions.iter().filter(|d| !d.interval) {
        let Bind::Inputs(binding) = &definition.bind else { continue };
        for projection in &definition.projections {
            let field = &projection.part.field;
            let own = if binding.has("input") { Some(binding) } else { binding.get(field) };
            let Some(own) = own.filter(|b| b.has("input")) else { continue };
            let tuple = composed.selections.get(&definition.name).and_then(|s| s.tuples.first());
            let part = tuple.and_then(|t| t.parts.iter().find(|p| p.field == *field));
            let value = part.and_then(|p| p.values.first()).map_or(Value::Null, Datum::to_value);
            let label = own.text("name").unwrap_or(if binding.has("input") { &definition.name } else { field });
            add(Input { param: definition.name.clone(), field: field.clone(), label: label.into(), binding: own.clone(), value });
        }
    }
    out
}

impl Player {
    /// Takes what a reader has set an input to; null empties the selection that it sets.
    pub fn set(&mut self, chart: &Chart, composed: &Composed, input: &Input, value: &Value, zone: &ZoneFunction) -> Outcome {
        let mut out = Outcome::default();
        if input.field.is_empty() {
            self.state.set(&input.param, Datum::from_value(value));
            out.changed.push(input.param.clone());
            return out;
        }
        let measure = |_: &str, _: f64, _: u16| 0.0;
        let env = Env::new(zone, Locale::default(), &measure, &[]);
        let Some(definition) = chart.definitions.iter().find(|d| d.name == input.param) else { return out };
        let mut tuple = self
            .tuples(composed, &input.param)
            .into_iter()
            .next()
            .unwrap_or_else(|| Tuple { unit: chart.tree.nodes[definition.node].name.clone(), ..Tuple::default() });
        tuple.parts.retain(|part| part.field != input.field);
        let index = definition.projections.iter().position(|p| p.part.field == input.field);
        if let Some(index) = index.filter(|_| *value != Value::Null) {
            tuple.parts.push(definition.part(index, vec![definition.read(index, value, &env)]));
        }
        // Until every field has a value there is nothing to select by, but an input that is set stays so.
        for other in super::inputs(chart, composed).iter().filter(|i| i.param == input.param && i.field != input.field) {
            if tuple.parts.iter().any(|part| part.field == other.field) {
                continue;
            }
            let first = other.binding.get("min").or(other.binding.at(&["options"]).and_then(|o| o.list().first())).cloned();
            let index = definition.projections.iter().position(|p| p.part.field == other.field);
            if let (Some(first), Some(index)) = (first, index) {
                tuple.parts.push(definition.part(index, vec![definition.read(index, &first, &env)]));
            }
        }
        let whole = *value != Value::Null && tuple.parts.len() == definition.projections.len();
        self.hold(composed, &input.param, if whole { vec![tuple] } else { Vec::new() }, &mut out);
        out
    }
}

impl Input {
    /// As the page takes it.
    pub fn value(&self) -> Value {
        one("param", self.param.as_str())
            .with("field", self.field.as_str().into())
            .with("label", self.label.as_str().into())
            .with("bind", self.binding.clone())
            .with("value", self.value.clone())
    }
}
