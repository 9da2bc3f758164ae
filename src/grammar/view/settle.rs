//! Scales with their data: domains from the rows of all units that share them, ranges from the sizes of views.

use std::rc::Rc;

use super::env::Env;
use super::scale::{Recipe, Scale, extent, interpolation, key};
use crate::grammar::compile::axes::duration;
use crate::grammar::compile::kind::has_discrete_domain;
use crate::grammar::compile::scales::{Domain, Range, Rows, ScaleParts, Sorted, band_position, size_range};
use crate::grammar::compile::tree::{Kind, Size, Tree};
use crate::grammar::data::{Data, UnitData, path};
use crate::grammar::json::{Json, empty};
use crate::grammar::model::channel;
use crate::grammar::select::define::Bind;
use crate::scale::bands::space;
use crate::scale::css::Color;
use crate::scale::ramp::Ramp;
use crate::scale::scheme::{Scheme, scheme};
use crate::spec::Value;
use crate::transform::{self, Datum, Frame, Measure, Operation};

/// Scales that are settled, by the view that owns them.
#[derive(Clone, Default)]
pub(crate) struct Scope {
    scales: Vec<(usize, &'static str, Rc<Scale>)>,
    /// Sizes in pixels that views were given from above: the view, the direction, pixels.
    pub sizes: Vec<(usize, usize, f64)>,
    /// Which cells of facets this is in, as part of the names of units.
    pub cell: String,
}

impl Scope {
    /// The name of a unit here: that of its view, and of the cells around it.
    pub fn unit_name(&self, tree: &Tree, id: usize) -> String {
        [tree.nodes[id].name.as_str(), &self.cell].concat()
    }

    /// The scale of a channel for a view.
    pub fn scale(&self, tree: &Tree, id: usize, c: &str) -> Option<Rc<Scale>> {
        let owner = tree.scale_owner(id, c)?;
        self.scales.iter().rev().find(|(o, k, _)| *o == owner && *k == c).map(|(_, _, s)| s.clone())
    }
}

/// The units at and below a view with their rows.
pub(crate) fn units<'d>(tree: &Tree, id: usize, data: &'d Data, out: &mut Vec<(usize, &'d UnitData)>) {
    match data {
        Data::Unit(unit) => out.push((id, unit)),
        Data::Inner(inner) => {
            for (&child, data) in tree.nodes[id].children.iter().zip(inner) {
                units(tree, child, data, out);
            }
        }
        Data::Cells(cells, _) => {
            if let Some(&child) = tree.nodes[id].children.first() {
                cells.iter().for_each(|cell| units(tree, child, &cell.data, out));
            }
        }
    }
}

/// What settling looks at.
pub(crate) struct Settle<'a> {
    pub tree: &'a Tree,
    pub env: &'a Env<'a>,
    /// The size of the page's box, for views that fill it.
    pub container: [Option<f64>; 2],
}

impl Settle<'_> {
    /// Adds the scales that a view owns.
    pub fn settle(&self, id: usize, data: &Data, scope: &mut Scope) {
        let mut below = Vec::new();
        units(self.tree, id, data, &mut below);
        for c in channel::SCALE {
            let Some(parts) = self.tree.nodes[id].scale(c).filter(|s| !s.merged) else { continue };
            let scale = Rc::new(self.scale(id, c, parts, &below, scope));
            scope.scales.push((id, c, scale));
        }
    }

    /// The size of a view in pixels: its own, or that of the views inside.
    pub fn size(&self, id: usize, direction: usize, scope: &Scope) -> f64 {
        if let Some((_, _, pixels)) = scope.sizes.iter().rev().find(|(v, d, _)| *v == id && *d == direction) {
            return *pixels;
        }
        let node = &self.tree.nodes[id];
        let c = if direction == 0 { "x" } else { "y" };
        match &node.size[direction] {
            Some((Size::Pixels(n), _)) => n.max(0.0),
            Some((Size::Container, _)) => self.container[direction]
                .unwrap_or_else(|| self.tree.config.continuous_size(if direction == 0 { "width" } else { "height" })),
            Some((Size::Step, _)) => scope.scale(self.tree, id, c).map_or(0.0, |s| {
                let (a, b) = s.ends();
                (b - a).abs()
            }),
            None => match (node.kind, node.parent) {
                (Kind::Facet | Kind::Concat, _) => node.children.first().map_or(0.0, |&child| self.size(child, direction, scope)),
                _ => 0.0,
            },
        }
    }

    fn scale(&self, id: usize, c: &'static str, parts: &ScaleParts, below: &[(usize, &UnitData)], scope: &Scope) -> Scale {
        let kind = parts.kind.0.as_str();
        let mut domain = self.domain(kind, parts, below);
        let mut raw = false;
        if let Some(selection) = &parts.selection {
            let key = selection.text("encoding").or(selection.text("field"));
            if let Some(selected) = selection.text("param").and_then(|p| self.env.selected_domain(p, key, c)) {
                domain = selected;
                raw = true;
            }
        }
        for definition in self.env.definitions.iter().filter(|d| d.bind == Bind::Scales) {
            let bound = definition.on_channel(c).filter(|_| self.tree.scale_owner(definition.node, c) == Some(id));
            let field = bound.map(|index| definition.projections[index].part.field.as_str());
            if let Some(selected) = field.and_then(|field| self.env.selected_domain(&definition.name, Some(field), c)) {
                domain = selected;
                raw = true;
            }
        }
        if let Some(given) = parts.get("domainRaw")
            && let Some(list) = self.env.value(given, None).as_list()
        {
            domain = list.to_vec();
            raw = true;
        }
        let get = |property: &str| {
            let value = parts.get(property)?;
            let value = if value.has("expr") || value.has("signal") { self.env.value(value, None).to_value() } else { value.clone() };
            (value != Value::Null).then_some(value)
        };
        let count = match kind {
            "threshold" => domain.len() + 1,
            _ => domain.len(),
        };
        let (range, ramp, step) = self.range(id, c, parts, count, below, scope);
        let bins = self.bins(parts, &domain, below);
        Scale::new(Recipe { kind, domain, range, ramp, get: &get, env: self.env, bins, step, raw })
    }

    fn bins(&self, parts: &ScaleParts, domain: &[Datum], below: &[(usize, &UnitData)]) -> Option<Vec<f64>> {
        let given = parts.get("bins").filter(|b| b.truth())?;
        if let Some(def) = given.get("of") {
            let bins = below.iter().flat_map(|(_, d)| &d.bins).find(|(d, _)| same_bins(d, def)).map(|(_, b)| b)?;
            return Some(edges(bins.start, bins.stop, bins.step));
        }
        if let Value::Array(list) = given {
            return Some(list.iter().map(|v| self.env.value(v, None).number()).collect());
        }
        let numbers: Vec<f64> = domain.iter().map(Datum::number).collect();
        let number = |k: &str| given.get(k).map(|v| self.env.value(v, None).number());
        Some(crate::scale::classes::bin_edges(extent(&numbers), number("start"), number("stop"), number("step").filter(|s| *s > 0.0)?))
    }

    /// The domain: things in order, or numbers whose ends count.
    fn domain(&self, kind: &str, parts: &ScaleParts, below: &[(usize, &UnitData)]) -> Vec<Datum> {
        let discrete = has_discrete_domain(kind);
        let mut columns: Vec<(&str, Rows, &Sorted, Vec<&Frame>)> = Vec::new();
        let mut given: Vec<Datum> = Vec::new();
        let mut only_given = true;
        for domain in &parts.domains.0 {
            match domain {
                Domain::Values { values, time, unit } => {
                    for value in values {
                        let datum = self.env.datum(value, *time, unit.as_ref());
                        match datum.as_list().filter(|_| value.has("expr") || value.has("signal")) {
                            Some(items) => given.extend(items.iter().cloned()),
                            None => given.push(datum),
                        }
                    }
                }
                Domain::Bins { unit, def } => {
                    only_given = false;
                    for (_, data) in below.iter().filter(|(id, _)| id == unit) {
                        if let Some((_, bins)) = data.bins.iter().find(|(d, _)| same_bins(d, def)) {
                            given.extend([Datum::Number(bins.start), Datum::Number(bins.stop)]);
                        }
                    }
                }
                Domain::Column { unit, rows, column, sort } => {
                    only_given = false;
                    let frames = below.iter().filter(|(id, _)| id == unit).map(|(_, d)| if *rows == Rows::Raw { &d.raw } else { &d.scale });
                    match columns.iter_mut().find(|(k, r, _, _)| k == column && r == rows) {
                        Some((_, _, so_far, list)) => {
                            list.extend(frames);
                            if matches!(sort, Sorted::By { .. }) && !matches!(so_far, Sorted::By { .. }) {
                                *so_far = sort;
                            }
                        }
                        None => columns.push((column, *rows, sort, frames.collect())),
                    }
                }
            }
        }
        if !discrete {
            return self.numbers(kind, given, only_given, parts.domains.0.len(), &columns);
        }
        let single = columns.len() == 1 && given.is_empty();
        let mut seen = std::collections::HashSet::new();
        let mut out: Vec<Datum> = Vec::new();
        for value in given {
            if seen.insert(key(&value)) {
                out.push(value);
            }
        }
        let explicit = columns.is_empty();
        let mut natural = None;
        for (column, _, sort, frames) in &columns {
            let field = path(column);
            if let (true, Sorted::By { op, field: by, descending }) = (single, sort) {
                out = self.sorted(&field, op, by.as_deref(), *descending, frames);
                return out;
            }
            for frame in frames {
                for value in field.values(frame) {
                    if seen.insert(key(&value)) {
                        out.push(value);
                    }
                }
            }
            match sort {
                Sorted::Natural { descending } => natural = Some(natural.unwrap_or(false) || *descending),
                Sorted::By { descending, .. } if !single => natural = Some(*descending),
                _ => {}
            }
        }
        if let (Some(descending), false) = (natural, explicit) {
            out.sort_by(|a, b| if descending { b.ascending(a) } else { a.ascending(b) });
        }
        out
    }

    fn numbers(
        &self,
        kind: &str,
        given: Vec<Datum>,
        only_given: bool,
        parts: usize,
        columns: &[(&str, Rows, &Sorted, Vec<&Frame>)],
    ) -> Vec<Datum> {
        if only_given && parts == 1 {
            return given;
        }
        let mut values: Vec<f64> = given.iter().map(Datum::number).collect();
        for (column, _, _, frames) in columns {
            let field = path(column);
            for frame in frames {
                for value in field.values(frame) {
                    if let Some(number) = value.to_number() {
                        values.push(number);
                    }
                }
            }
        }
        if kind == "quantile" {
            return values.into_iter().map(Datum::Number).collect();
        }
        let (a, b) = extent(&values);
        if a.is_nan() || !a.is_finite() || !b.is_finite() {
            return Vec::new();
        }
        vec![Datum::Number(a), Datum::Number(b)]
    }

    /// The values of a field, in the order of an aggregate of another.
    fn sorted(&self, field: &transform::Field, op: &str, by: Option<&str>, descending: bool, frames: &[&Frame]) -> Vec<Datum> {
        let mut all = Frame::default();
        for frame in frames {
            all.append(frame);
        }
        let operation = Operation::named(op).unwrap_or(Operation::Min);
        let measure = Measure::new(operation, by.map(path), "order");
        let Ok(groups) = transform::aggregate(&all, std::slice::from_ref(field), &[measure], false) else { return Vec::new() };
        let name = field.name();
        let mut values: Vec<(Datum, Datum)> =
            (0..groups.rows()).map(|i| (groups.get("order", i).clone(), groups.get(&name, i).clone())).collect();
        values.sort_by(|a, b| if descending { b.0.ascending(&a.0) } else { a.0.ascending(&b.0) });
        values.into_iter().map(|(_, v)| v).collect()
    }

    /// The range as values, or a ramp of colours, and the step of bands.
    fn range(
        &self,
        id: usize,
        c: &'static str,
        parts: &ScaleParts,
        count: usize,
        below: &[(usize, &UnitData)],
        scope: &Scope,
    ) -> (Vec<Datum>, Option<Ramp>, Option<f64>) {
        let kind = parts.kind.0.as_str();
        let numbers = |list: &[f64]| (list.iter().map(|n| Datum::Number(*n)).collect(), None, None);
        let Some((range, _)) = &parts.range else { return numbers(&[0.0, 1.0]) };
        match range {
            Range::Given(value) => {
                let (values, ramp) = self.given(id, c, value, kind, count, below, scope);
                if let Some(step) = value.get("step").filter(|_| matches!(kind, "band" | "point")) {
                    return (Vec::new(), None, Some(self.env.value(step, None).number()));
                }
                (values, ramp, None)
            }
            Range::Step(step) => (Vec::new(), None, Some(*step)),
            Range::OffsetSteps { step, unit } => {
                let offset = channel::offset(c);
                let n = self.offset_space(*unit, offset, below, scope);
                let number = |k: &str| parts.number(k);
                let inner = number("paddingInner").or(number("padding")).unwrap_or(0.0);
                (Vec::new(), None, Some(step * n / (1.0 - inner)))
            }
            Range::Size { centered } => {
                let direction = usize::from(matches!(c, "y" | "yOffset"));
                let size = self.size(id, direction, scope);
                let flipped = direction == 1 && !has_discrete_domain(kind);
                match (centered, flipped) {
                    (false, false) => numbers(&[0.0, size]),
                    (false, true) => numbers(&[size, 0.0]),
                    (true, false) => numbers(&[-size / 2.0, size / 2.0]),
                    (true, true) => numbers(&[size / 2.0, -size / 2.0]),
                }
            }
            Range::Radius => {
                let size = self.size(id, 0, scope).min(self.size(id, 1, scope));
                numbers(&[0.0, size / 2.0])
            }
            Range::Band { unit } => numbers(&self.band_range(*unit, c, scope)),
            Range::Area { unit } => {
                let list = match &self.tree.nodes[*unit].unit {
                    Some(u) => {
                        let steps = self.least_step(*unit, below, scope);
                        size_range(self.tree, u, steps, kind, u.field_or_datum(c).unwrap_or(&Value::Null))
                    }
                    None => vec![4.0, 361.0],
                };
                numbers(&list)
            }
            Range::Ends(inner, ends) => {
                let inner = ScaleParts { range: Some(((**inner).clone(), false)), ..parts.clone() };
                let (mut values, ramp, step) = self.range(id, c, &inner, count, below, scope);
                if let (2, Some(low)) = (values.len(), ends.get("rangeMin")) {
                    values[0] = self.env.value(low, None);
                }
                if let (2, Some(high)) = (values.len(), ends.get("rangeMax")) {
                    values[1] = self.env.value(high, None);
                }
                (values, ramp, step)
            }
        }
    }

    #[allow(clippy::too_many_arguments)]
    fn given(
        &self,
        id: usize,
        c: &str,
        value: &Value,
        kind: &str,
        count: usize,
        below: &[(usize, &UnitData)],
        scope: &Scope,
    ) -> (Vec<Datum>, Option<Ramp>) {
        if let Value::String(name) = value {
            let named = self.tree.config.at(&["range", name]).or(self.tree.config.vega(&["range", name]));
            let named = named.cloned().unwrap_or_else(empty);
            return match &named {
                Value::String(_) => (Vec::new(), None),
                _ => self.given(id, c, &named, kind, count, below, scope),
            };
        }
        if let Value::Array(list) = value {
            let size = |name: &str| self.size(id, usize::from(name == "height"), scope);
            let one = |v: &Value| match v.as_str() {
                Some(name @ ("width" | "height")) if channel::is_xy(c) => Datum::Number(size(name)),
                _ => self.env.value(v, None),
            };
            return (list.iter().map(one).collect(), None);
        }
        if value.has("expr") || value.has("signal") {
            return (self.env.value(value, None).as_list().map(<[Datum]>::to_vec).unwrap_or_default(), None);
        }
        if let Some(field) = value.text("field") {
            // Each thing of the domain has its look in the data.
            let def = self.tree.nodes.iter().filter_map(|n| n.unit.as_ref()).find_map(|u| u.field(c).cloned());
            let by = def.map(|d| path(&crate::grammar::model::naming::column(&d)));
            let mut pairs: Vec<(Datum, Datum)> = Vec::new();
            for (_, data) in below {
                let looks = path(field).values(&data.main);
                let things = by.as_ref().map_or_else(|| looks.clone(), |b| b.values(&data.main));
                for (thing, look) in things.into_iter().zip(looks) {
                    if !pairs.iter().any(|(t, l)| key(t) == key(&thing) || key(l) == key(&look)) {
                        pairs.push((thing, look));
                    }
                }
            }
            pairs.sort_by(|a, b| a.0.ascending(&b.0));
            return (pairs.into_iter().map(|(_, look)| look).collect(), None);
        }
        let Some(named) = value.get("scheme") else { return (Vec::new(), None) };
        let named = self.env.value(named, None);
        let extent = value.get("extent").map(|e| self.env.value(e, None)).and_then(|e| {
            let list = e.as_list()?.to_vec();
            Some((list.first()?.number(), list.get(1)?.number()))
        });
        let wanted = value.number("count").map_or(count, |n| n as usize);
        let found = match &named {
            Datum::List(colors) => {
                let colors = colors.iter().filter_map(|c| c.as_text().and_then(Color::parse)).collect();
                let mut ramp = Ramp::new(colors);
                if let Some(space) = interpolation(Some(Value::from("hcl"))) {
                    ramp.space = space;
                }
                Some(Scheme::Ramp(ramp))
            }
            other => other.as_text().and_then(scheme),
        };
        match found {
            Some(Scheme::Categories(colors)) => (colors.iter().map(|c| Datum::from(c.css())).collect(), None),
            Some(Scheme::Ramp(mut ramp)) => {
                if let Some(extent) = extent {
                    ramp.extent = extent;
                }
                if value.has("count") && matches!(kind, "ordinal" | "quantile" | "quantize") {
                    return (ramp.quantize(wanted).iter().map(|c| Datum::from(c.css())).collect(), None);
                }
                (Vec::new(), Some(ramp))
            }
            None => (Vec::new(), None),
        }
    }

    /// How many steps the offset scale of a unit takes up.
    fn offset_space(&self, unit: usize, offset: &str, below: &[(usize, &UnitData)], scope: &Scope) -> f64 {
        let Some(owner) = self.tree.scale_owner(unit, offset) else { return 1.0 };
        let Some(parts) = self.tree.nodes[owner].scale(offset) else { return 1.0 };
        let count = match scope.scale(self.tree, unit, offset) {
            Some(scale) => scale.domain.len(),
            None => self.domain(&parts.kind.0, parts, below).len(),
        };
        if parts.kind.0 != "band" {
            return count as f64;
        }
        let number = |k: &str| parts.number(k).or_else(|| parts.number("padding")).unwrap_or(0.0);
        space(count, number("paddingInner"), number("paddingOuter"))
    }

    fn band_range(&self, unit: usize, c: &str, scope: &Scope) -> [f64; 2] {
        let position = if c == "xOffset" { "x" } else { "y" };
        let Some(scale) = scope.scale(self.tree, unit, position) else { return [0.0, 0.0] };
        if scale.kind == "band" {
            let width = scale.bandwidth();
            return [0.0, width];
        }
        let Some(u) = &self.tree.nodes[unit].unit else { return [0.0, 0.0] };
        let Some(def) = u.field(position).filter(|d| d.some("timeUnit").is_some()) else { return [0.0, scale.bandwidth()] };
        let time_unit = def.get("timeUnit").cloned().unwrap_or(Value::Null);
        let start = self.env.date(&crate::grammar::json::one("year", 2001.0));
        let end = start + duration(&time_unit).unwrap_or(0.0);
        let length = scale.position(&Datum::Time(end), 0.0) - scale.position(&Datum::Time(start), 0.0);
        let padding = self.tree.config.number(&["scale", "bandWithNestedOffsetPaddingInner"]).unwrap_or(0.0);
        if padding == 0.0 {
            return [0.0, length];
        }
        let shift = band_position(u, def, position, &self.tree.config).unwrap_or(0.5) - 0.5;
        [(padding / 2.0 + shift) * length, (1.0 - padding / 2.0 + shift) * length]
    }

    /// The least step of a unit: of its bins, or of its view.
    fn least_step(&self, id: usize, below: &[(usize, &UnitData)], scope: &Scope) -> f64 {
        let Some(unit) = &self.tree.nodes[id].unit else { return 20.0 };
        let mut least = f64::INFINITY;
        for (direction, c, name) in [(0, "x", "width"), (1, "y", "height")] {
            let size = self.size(id, direction, scope);
            let bins = unit.field(c).filter(|d| d.get("bin").is_some_and(Json::truth)).and_then(|def| {
                let bin = def.get("bin")?;
                if let (true, Some(step)) = (channel::is_binned(Some(bin)), bin.number("step")) {
                    let (a, b) = scope.scale(self.tree, id, c).map(|s| {
                        let d: Vec<f64> = s.domain.iter().map(Datum::number).collect();
                        extent(&d)
                    })?;
                    return Some(size / ((b - a) / step));
                }
                let bins = below.iter().find(|(u, _)| *u == id)?.1.bins.iter().find(|(d, _)| same_bins(d, def)).map(|(_, b)| b)?;
                Some(size / ((bins.stop - bins.start) / bins.step))
            });
            let step = unit.size.get(name).and_then(|s| s.number("step")).unwrap_or_else(|| self.tree.config.discrete_step(name));
            least = least.min(bins.unwrap_or(step));
        }
        least
    }
}

/// True for definitions with the same bins.
pub(crate) fn same_bins(a: &Value, b: &Value) -> bool {
    a.get("field") == b.get("field") && a.get("bin") == b.get("bin")
}

fn edges(start: f64, stop: f64, step: f64) -> Vec<f64> {
    let count = (((stop - start) / step).round()).clamp(0.0, 10_000.0) as usize;
    (0..=count).map(|i| start + i as f64 * step).collect()
}
