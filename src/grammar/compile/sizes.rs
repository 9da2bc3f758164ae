//! Widths and heights before the scales are known; Vega-Lite's `layoutsize/parse`.

use super::kind::has_discrete_domain;
use super::scales::{Explicit, Range};
use super::tree::{Kind, Size, Tree};
use crate::grammar::json::Json;
use crate::spec::Value;

impl Tree {
    /// Parses the sizes of a view and all below.
    pub(super) fn parse_sizes(&mut self, id: usize) {
        for child in self.nodes[id].children.clone() {
            self.parse_sizes(child);
        }
        for (direction, name) in ["width", "height"].into_iter().enumerate() {
            let size = match self.nodes[id].kind {
                Kind::Unit => self.unit_size(id, direction, name),
                Kind::Facet => None,
                Kind::Layer | Kind::Concat => self.merged_size(id, direction),
            };
            // A concatenation has no size of its own; sizes that its views share are handed down.
            if let (Kind::Concat, Some(size)) = (self.nodes[id].kind, &size) {
                let c = if direction == 0 { "x" } else { "y" };
                if !self.is_independent(id, c) {
                    for child in self.nodes[id].children.clone() {
                        if matches!(self.nodes[child].kind, Kind::Unit | Kind::Layer) {
                            self.nodes[child].size[direction] = Some(size.clone());
                        }
                    }
                }
                continue;
            }
            self.nodes[id].size[direction] = size;
        }
    }

    fn unit_size(&self, id: usize, direction: usize, name: &str) -> Option<Explicit<Size>> {
        let unit = self.nodes[id].unit.as_ref()?;
        let c = if direction == 0 { "x" } else { "y" };
        let scale = self.scale_parts(id, c);
        let of = |size: &Value| match size {
            Value::Number(n) => Some(Size::Pixels(*n)),
            Value::String(_) => Some(Size::Container),
            step if step.has("step") => match scale {
                Some(_) => Some(Size::Step),
                None => step.number("step").map(Size::Pixels),
            },
            _ => None,
        };
        if let Some(size) = unit.size.some(name).and_then(of) {
            return Some((size, true));
        }
        let continuous = || Some((Size::Pixels(self.config.continuous_size(name)), false));
        let Some(scale) = scale else {
            if self.has_projection(id) || unit.mark_type() == "arc" {
                return continuous();
            }
            let size = self.config.discrete_size(name);
            let pixels = size.number("step").or(if let Value::Number(n) = size { Some(n) } else { None });
            return Some((Size::Pixels(pixels.unwrap_or(20.0)), false));
        };
        if !has_discrete_domain(&scale.kind.0) {
            return continuous();
        }
        let size = self.config.discrete_size(name);
        let stepped = matches!(scale.range, Some((Range::Step(_) | Range::OffsetSteps { .. }, _)));
        match (&size, stepped || size.has("step")) {
            (_, true) => Some((Size::Step, false)),
            (Value::Number(n), false) => Some((Size::Pixels(*n), false)),
            _ => continuous(),
        }
    }

    fn merged_size(&self, id: usize, direction: usize) -> Option<Explicit<Size>> {
        let independent = self.is_independent(id, if direction == 0 { "x" } else { "y" });
        let mut merged: Option<Explicit<Size>> = None;
        for &child in &self.nodes[id].children {
            let size = self.nodes[child].size[direction].clone();
            let Some(size) = size else { continue };
            if independent && size.0 == Size::Step && self.nodes[id].kind == Kind::Concat {
                return None;
            }
            merged = Some(match merged {
                None => size,
                Some(so_far) if independent && so_far.0 != size.0 && self.nodes[id].kind == Kind::Concat => return None,
                Some(so_far) if so_far.1 || !size.1 => so_far,
                Some(_) => size,
            });
        }
        merged
    }

    /// True for a unit that is drawn on a map.
    pub fn has_projection(&self, id: usize) -> bool {
        let Some(unit) = &self.nodes[id].unit else { return false };
        unit.mark_type() == "geoshape"
            || ["longitude", "longitude2", "latitude", "latitude2"]
                .iter()
                .any(|c| unit.def(c).is_some_and(crate::grammar::model::channel::is_field_or_datum))
    }
}
