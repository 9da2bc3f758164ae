//! What stands where on the key axis: its reach or its bands, the order of names, what is piled up, and which colours are lit.

use super::key::{Key, plain, steps_between};
use super::plan::Planner;
use super::series::{Place, Series};
use crate::report;
use crate::scale::color::Ink;
use crate::spec::{Channel, FieldType, Layer, Mark, Sort, Value};
use crate::stat::sort;
use crate::table::Values;
use crate::time;

impl Planner<'_> {
    pub(super) fn key_axis(
        &mut self,
        channel: Option<&Channel>,
        column: Option<usize>,
        kind: FieldType,
        bars: bool,
        series: &[Series],
    ) -> Option<Key> {
        let Some(column) = column else {
            // Only rules that span the plot: the other axis is all there is.
            return Some(Key::Number { domain: (0.0, 1.0) });
        };
        let cells = &self.table.columns[column];
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        for s in series {
            match s.key {
                Place::Column(column) => {
                    let cells = &self.table.columns[column];
                    for index in 0..s.rows.len() {
                        if let Some(v) = cells.number(s.rows.row(index)) {
                            (low, high) = (low.min(v), high.max(v));
                        }
                    }
                }
                Place::Constant(v) => (low, high) = (low.min(v), high.max(v)),
                Place::Unset => {}
            }
        }
        if matches!(kind, FieldType::Nominal | FieldType::Ordinal) || bars && kind == FieldType::Quantitative {
            let mut names: Vec<String> = Vec::new();
            for value in channel.map(|c| c.domain.as_slice()).unwrap_or_default() {
                if let Value::String(name) = value {
                    names.push(name.clone());
                }
            }
            let mut numbers: Vec<f64> = Vec::new();
            for s in series {
                for index in 0..s.rows.len() {
                    let row = s.rows.row(index);
                    match (cells.text(row), cells.number(row)) {
                        (Some(text), _) if !names.iter().any(|n| n == text) => names.push(text.to_string()),
                        (None, Some(number)) if !numbers.contains(&number) => numbers.push(number),
                        _ => {}
                    }
                }
            }
            sort::by(&mut numbers, &|number| *number);
            names.extend(numbers.into_iter().map(plain));
            if names.is_empty() {
                self.empty(column);
                return None;
            }
            return Some(Key::Names { names });
        }
        if low > high {
            self.empty(column);
            return None;
        }
        if let Values::Times(_, unit) = cells.values {
            if bars {
                let first = time::floor(low, unit);
                let count = steps_between(first, high, unit) as usize + 1;
                return Some(Key::Steps { unit, first, count: count.min(10_000) });
            }
            let key = Key::Time { unit, period: self.spec.period, domain: (low, high) };
            let domain = (key.at(low), key.at(high));
            return Some(Key::Time { unit, period: self.spec.period, domain });
        }
        Some(Key::Number { domain: self.said_domain(channel).unwrap_or((low, high)) })
    }

    fn empty(&mut self, column: usize) {
        crate::report::only_in_full();
        let found = ["column \"", &self.table.columns[column].name, "\" has nothing to draw"].concat();
        self.problems.push(crate::problem!(
            Error,
            "nothing-to-draw",
            report::Place::Whole,
            found,
            "see that the data have rows and that the filters leave some"
        ));
    }

    /// The order of names: as the author says, else bars from left to right by their value.
    pub(super) fn ordered(&self, key: Key, channel: Option<&Channel>, series: &[Series], horizontal: bool) -> Key {
        let Key::Names { mut names } = key else { return key };
        let wanted = channel.map_or(&Sort::Unset, |c| &c.sort);
        let meant = channel.is_some_and(|c| c.kind == Some(FieldType::Ordinal) || !c.domain.is_empty());
        let by_value = |names: &mut Vec<String>, descending: bool| {
            let key = Key::Names { names: names.clone() };
            let mut totals = vec![0.0; names.len()];
            for s in series.iter().filter(|s| s.mark != Mark::Rule) {
                for index in 0..s.rows.len() {
                    if let (Some(at), Some(value)) = (s.key(self.table, &key, index), s.value(self.table, index)) {
                        totals[at as usize] += value;
                    }
                }
            }
            let mut order: Vec<usize> = (0..names.len()).collect();
            sort::by(&mut order, &|name| if descending { -totals[*name] } else { totals[*name] });
            *names = order.into_iter().map(|i| names[i].clone()).collect();
        };
        match wanted {
            Sort::Unset if horizontal && !meant => by_value(&mut names, true),
            Sort::Unset | Sort::Data => {}
            Sort::Ascending | Sort::Descending => {
                crate::report::only_in_full();
                names.sort_unstable();
                if *wanted == Sort::Descending {
                    names.reverse();
                }
            }
            Sort::Value(descending) => by_value(&mut names, *descending),
            Sort::Listed(order) => {
                sort::by(&mut names, &|name| order.iter().position(|o| o == name).unwrap_or(order.len()) as f64);
            }
        }
        Key::Names { names }
    }

    /// Piles up bars and areas of several series that stand in the same place; true when there are such.
    pub(super) fn stack(&mut self, series: &mut [Series], key: &Key, slots: usize) -> bool {
        let spec = self.spec;
        let value = |l: &Layer| [l.encoding.x.as_ref(), l.encoding.y.as_ref()].into_iter().flatten().any(|c| c.stack == Some(false));
        let said_no = spec.layers.iter().any(value);
        let piled = |s: &Series| matches!(s.mark, Mark::Bar | Mark::Area) && s.value2 == Place::Unset;
        if said_no || slots > 1 || series.iter().filter(|s| piled(s)).count() < 2 {
            return false;
        }
        // Ends reached so far at each place: above and below zero apart.
        let mut ends: Vec<(f64, f64, f64)> = Vec::new();
        for s in series.iter_mut().filter(|s| piled(s)) {
            let mut stack = Vec::with_capacity(s.rows.len());
            for index in 0..s.rows.len() {
                let (Some(at), Some(value)) = (s.key(self.table, key, index), s.value(self.table, index)) else {
                    stack.push((f64::NAN, f64::NAN));
                    continue;
                };
                let slot = match ends.binary_search_by(|end| end.0.total_cmp(&at)) {
                    Ok(slot) => slot,
                    Err(slot) => {
                        ends.insert(slot, (at, 0.0, 0.0));
                        slot
                    }
                };
                let end = if value < 0.0 { &mut ends[slot].2 } else { &mut ends[slot].1 };
                stack.push((*end, *end + value));
                *end += value;
            }
            s.stack = Some(stack);
        }
        true
    }

    /// Colours by order of appearance, the same name in the same colour; what is not lit turns grey. Returns which names are dim.
    pub(super) fn colors(&self, series: &mut [Series], key: &Key) -> Vec<bool> {
        let lit = &self.spec.highlight;
        let names: Vec<String> = match key {
            Key::Names { names } => names.clone(),
            _ => Vec::new(),
        };
        let by_key = !lit.is_empty() && names.iter().any(|n| lit.contains(n));
        let mut seen: Vec<String> = Vec::new();
        for s in series {
            if !lit.is_empty() && !by_key && !lit.contains(&s.name) {
                (s.lit, s.ink, s.text_ink) = (false, Ink::Rest, Ink::Ink2);
                continue;
            }
            if s.mark == Mark::Rule && !matches!(s.ink, Ink::Fixed(_)) {
                (s.ink, s.text_ink) = (Ink::Ink, Ink::Ink);
                continue;
            }
            if let Ink::Series(_) = s.ink {
                let index = seen.iter().position(|n| *n == s.name).unwrap_or_else(|| {
                    seen.push(s.name.clone());
                    seen.len() - 1
                });
                (s.ink, s.text_ink) = (Ink::Series(index as u8), Ink::SeriesText(index as u8));
            }
        }
        names.iter().map(|n| by_key && !lit.contains(n)).collect()
    }
}
