//! What goes into a scale; Vega-Lite's `scale/domain`.

use super::*;

impl Tree {
    pub(super) fn parse_domains(&mut self, id: usize) {
        if let Some(unit) = self.nodes[id].unit.clone() {
            let channels: Vec<&'static str> = self.nodes[id].scales.iter().map(|(c, _)| *c).collect();
            for c in channels {
                let mut domains = match unit.field_or_datum(c) {
                    Some(_) => self.domain(id, &unit, c),
                    None => (Vec::new(), false),
                };
                let second = channel::secondary(c);
                if channel::is_xy(c) && unit.field_or_datum(second).is_some() {
                    let other = self.domain(id, &unit, second);
                    domains = merge_domains(domains, other);
                }
                if let Some((_, scale)) = self.nodes[id].scales.iter_mut().find(|(k, _)| *k == c) {
                    scale.domains = domains;
                }
            }
            return;
        }
        for child in self.nodes[id].children.clone() {
            self.parse_domains(child);
        }
        let channels: Vec<&'static str> = self.nodes[id].scales.iter().map(|(c, _)| *c).collect();
        for c in channels {
            let mut domains: Option<Explicit<Vec<Domain>>> = None;
            for &child in &self.nodes[id].children {
                if let Some(scale) = self.nodes[child].scale(c).filter(|s| s.merged) {
                    domains = Some(match domains {
                        None => scale.domains.clone(),
                        Some(so_far) => merge_domains(so_far, scale.domains.clone()),
                    });
                }
            }
            if let (Some(domains), Some((_, scale))) = (domains, self.nodes[id].scales.iter_mut().find(|(k, _)| *k == c)) {
                scale.domains = domains;
            }
        }
    }

    pub(super) fn domain(&self, id: usize, unit: &Unit, c: &str) -> Explicit<Vec<Domain>> {
        let Some(def) = unit.field_or_datum(c) else { return (Vec::new(), false) };
        let main = unit.field_or_datum(channel::main(c)).unwrap_or(def);
        let kind = self.scale_kind(id, channel::main(c)).to_string();
        let data_kind = if def.has("type") { channel::kind(def) } else { channel::kind(main) };
        let time_unit = def.some("timeUnit").filter(|u| !naming::is_binned_unit(u) || u.has("unit")).cloned();
        let values = |values: &[Value]| Domain::Values {
            values: values.to_vec(),
            time: data_kind == "temporal" || time_unit.is_some(),
            unit: time_unit.clone(),
        };
        let specified = def.at(&["scale", "domain"]);
        match specified {
            Some(Value::Array(given)) => return (vec![values(given)], true),
            Some(object @ Value::Object(_)) if object.has("unionWith") => {
                let mut all = vec![values(object.get("unionWith").map_or(&[][..], Json::list))];
                all.extend(self.default_domain(id, unit, c, def, &kind, &values));
                return (all, true);
            }
            Some(object @ Value::Object(_)) if object.has("expr") => return (vec![values(std::slice::from_ref(object))], true),
            _ => {}
        }
        let unaggregated = specified.and_then(Value::as_str) == Some("unaggregated")
            || (specified.is_none() && self.config.at(&["scale", "useUnaggregatedDomain"]).is_some_and(Json::truth));
        if unaggregated {
            let shared = ["mean", "average", "median", "q1", "q3", "min", "max"];
            if def.text("aggregate").is_some_and(|op| shared.contains(&op)) && !(data_kind == "quantitative" && kind == "log") {
                let column = def.text("field").unwrap_or("").to_string();
                return (vec![Domain::Column { unit: id, rows: Rows::Raw, column, sort: Sorted::No }], false);
            }
        }
        (self.default_domain(id, unit, c, def, &kind, &values), false)
    }

    pub(super) fn default_domain(
        &self,
        id: usize,
        unit: &Unit,
        c: &str,
        def: &Value,
        kind: &str,
        values: &dyn Fn(&[Value]) -> Domain,
    ) -> Vec<Domain> {
        let column_of = |column: String| Domain::Column { unit: id, rows: Rows::Scale, column, sort: Sorted::No };
        if let Some(stack) = unit.stack.as_ref().filter(|s| s.channel == c) {
            if stack.offset == "normalize" {
                return vec![Domain::Values { values: vec![Value::Number(0.0), Value::Number(1.0)], time: false, unit: None }];
            }
            return vec![column_of(column_with(def, "start")), column_of(column_with(def, "end"))];
        }
        if channel::is_datum(def) {
            return vec![values(&[def.get("datum").cloned().unwrap_or(Value::Null)])];
        }
        let sort = if channel::has_scale(c) && has_discrete_domain(kind) { domain_sort(unit, def, c) } else { Sorted::No };
        let rows = if matches!(sort, Sorted::By { .. }) { Rows::Raw } else { Rows::Scale };
        if channel::is_binning(def.get("bin")) {
            if kind == "bin-ordinal" || !has_discrete_domain(kind) {
                return vec![Domain::Bins { unit: id, def: def.clone() }];
            }
            let range = Ask { bin_suffix: if requires_range(def, c) { "range" } else { "" }, ..Ask::default() };
            let sort = match sort {
                Sorted::By { .. } => sort,
                other => Sorted::By {
                    op: "min".into(),
                    field: Some(column(def)),
                    descending: matches!(other, Sorted::Natural { descending: true }),
                },
            };
            return vec![Domain::Column { unit: id, rows, column: column_as(def, range), sort }];
        }
        if def.some("timeUnit").is_some() && matches!(kind, "time" | "utc") && has_band_end(unit, def, c, &self.config) {
            let ends = if unit.is_rect() && channel::is_xy(c) && band_position(unit, def, c, &self.config) != Some(0.5) {
                [offsetted::START, offsetted::END]
            } else {
                ["", "end"]
            };
            return ends.iter().map(|suffix| column_of(column_with(def, suffix))).collect();
        }
        vec![Domain::Column { unit: id, rows, column: column(def), sort }]
    }
}

pub(super) fn merge_domains(a: Explicit<Vec<Domain>>, b: Explicit<Vec<Domain>>) -> Explicit<Vec<Domain>> {
    match (a.1, b.1) {
        _ if a.0.is_empty() => b,
        (true, false) => a,
        (false, true) => b,
        _ => {
            let mut all = a.0;
            all.extend(b.0);
            (all, a.1)
        }
    }
}
