//! Facts on a chart of the full grammar: the figures that they are computed on, for the full module, which has the fact language, and the
//! marks that stand for the rows of a fact's evidence.

use super::grammar::{Graph, give};
use crate::grammar::ground::{Ground, Stand};
use crate::scale::color::Page;
use crate::spec::Value;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// What is known of a chart's figures, once a fact has asked for them.
#[derive(Default)]
pub(super) struct Proof {
    ground: Option<Ground>,
    /// The rows that are lit.
    pub lit: Vec<u32>,
}

#[wasm_bindgen]
impl Graph {
    /// The specs of the small grammar on which facts are computed: `{source, derived, only}`; the names in `only` are columns of
    /// `derived` alone.
    pub fn ground(&mut self) -> Result<JsValue, JsValue> {
        let (size, page) = ([680.0, 0.0], Page::default());
        let chart = self.chart(size, &page, false)?;
        let ground = self.within(size, &page, |loader, options| chart.ground(self.player.state(), loader, options, true));
        let spec = |stand: &Option<Stand>| stand.as_ref().map_or(Value::Null, |stand| stand.spec.clone());
        let only = ground.only.iter().map(|name| name.as_str().into()).collect();
        let told = Value::object(vec![("source", spec(&ground.source)), ("derived", spec(&ground.derived)), ("only", Value::Array(only))]);
        self.proof.ground = Some(ground);
        Ok(give(told))
    }

    /// Lights the marks behind rows of those data, by the lines on which they begin; none puts them out.
    pub fn light(&mut self, lines: Vec<u32>, derived: bool) {
        let ground = self.proof.ground.as_ref();
        let stand = ground.and_then(|ground| if derived { ground.derived.as_ref() } else { ground.source.as_ref() });
        let mut rows: Vec<u32> = lines.iter().flat_map(|&line| stand.map_or_else(Vec::new, |stand| stand.rows(line as usize))).collect();
        rows.sort_unstable();
        rows.dedup();
        if rows != self.proof.lit {
            self.proof.lit = rows;
            self.paint();
        }
    }
}
