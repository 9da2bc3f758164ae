//! Parameters: variables, and selections with what they hold; Vega-Lite's `selection/*` as far as data are concerned.
//!
//! A spec says what there is (`define`), a reader changes it ([`super::play`]), and what came of it is a [`State`], which goes in
//! whenever the picture is drawn anew. A selection is a store of tuples (`store`): which rows it holds is asked of those alone, so that
//! a picture of a state is the same however the state came about.

pub(crate) mod define;
pub(crate) mod store;
pub(crate) mod stream;

use super::compile::tree::Tree;
use super::json::Json;
use super::view::env::Env;
use crate::spec::Value;
use crate::transform::Datum;
use store::{Selection, Tuple};

/// The column by which a selection without fields tells rows apart; its name is Vega's.
pub(crate) const IDENTITY: &str = "_vgsid_";

/// What a reader has set. What is not in it is as the spec has it at first.
#[derive(Clone, Debug, Default)]
pub struct State {
    variables: Vec<(String, Datum)>,
    selections: Vec<(String, Vec<Tuple>)>,
}

fn put<T>(all: &mut Vec<(String, T)>, name: &str, value: T) {
    match all.iter_mut().find(|(n, _)| n == name) {
        Some(slot) => slot.1 = value,
        None => all.push((name.to_string(), value)),
    }
}

impl State {
    /// Gives a variable a value.
    pub(crate) fn set(&mut self, name: &str, value: Datum) {
        put(&mut self.variables, name, value);
    }

    /// Gives a selection what it holds from now on.
    pub(crate) fn hold(&mut self, name: &str, tuples: Vec<Tuple>) {
        put(&mut self.selections, name, tuples);
    }

    /// What a selection holds, where a reader has changed it.
    pub(crate) fn held(&self, name: &str) -> Option<&[Tuple]> {
        self.selections.iter().find(|(n, _)| n == name).map(|(_, tuples)| tuples.as_slice())
    }

    fn variable(&self, name: &str) -> Option<&Datum> {
        self.variables.iter().find(|(n, _)| n == name).map(|(_, value)| value)
    }
}

/// Reads the parameters of a spec in a state: variables into signals, selections with what they hold.
pub(crate) fn read(tree: &Tree, state: &State, env: &Env) {
    for node in &tree.nodes {
        for param in node.spec.get("params").map_or(&[][..], Json::list).iter().filter(|p| !p.has("select")) {
            let Some(name) = param.text("name") else { continue };
            let value = match (state.variable(name), param.get("expr"), param.get("value")) {
                (Some(value), ..) => value.clone(),
                (_, Some(Value::String(expr)), _) => env.eval(expr, None),
                (.., Some(value)) => env.value(value, None),
                _ => Datum::Null,
            };
            env.signals.borrow_mut().insert(name.to_string(), value);
        }
    }
    for definition in env.definitions {
        let name = &definition.name;
        if env.selections.borrow().contains_key(name) {
            continue;
        }
        let tuples = match state.held(name) {
            Some(tuples) => tuples.to_vec(),
            None => definition.initial(env),
        };
        let selection = Selection { tuples, resolve: definition.resolve };
        env.signals.borrow_mut().insert(name.clone(), selection.object());
        if !selection.tuples.is_empty() {
            env.selections.borrow_mut().insert(name.clone(), selection);
        }
    }
}
