//! What an encoding computes: bins, time units, sorts by lists, aggregates, imputed values, stacks, and which rows are valid.

use super::transforms::{operation, operation_of};
use super::{Done, Down, UnitData, path};
use crate::grammar::compile::kind::has_continuous_domain;
use crate::grammar::compile::scales::{band_position, has_band_end, requires_range, sort_index};
use crate::grammar::compile::tree::{Tree, Unit};
use crate::grammar::compile::{mark_prop, offsetted, units};
use crate::grammar::json::Json;
use crate::grammar::model::channel;
use crate::grammar::model::naming::{self, Ask, column, column_as, column_with};
use crate::grammar::view::env::Env;
use crate::spec::Value;
use crate::transform::clock;
use crate::transform::{self, BinOptions, Bins, Datum, Field, Filling, Frame, Measure, Offset, Operation, Order, Sort, TimeUnit};

/// The name of a column as it stands in a frame.
fn plain(column: &str) -> std::rc::Rc<str> {
    path(column).name()
}

/// Options of bins.
pub(super) fn bin_options(bin: &Value, env: &Env) -> (BinOptions, Option<[f64; 2]>, Option<f64>) {
    let mut options = BinOptions::default();
    let number = |key: &str| bin.get(key).map(|v| env.value(v, None).number()).filter(|n| n.is_finite());
    let list = |key: &str| {
        bin.get(key).filter(|v| matches!(v, Value::Array(_))).map(|v| v.list().iter().filter_map(as_number).collect::<Vec<f64>>())
    };
    options.maxbins = number("maxbins").unwrap_or(options.maxbins);
    options.base = number("base").unwrap_or(options.base);
    options.divide = list("divide").unwrap_or(options.divide);
    options.step = number("step").or(options.step);
    options.steps = list("steps").unwrap_or(options.steps);
    options.minstep = number("minstep").unwrap_or(options.minstep);
    if let Some(nice) = bin.get("nice") {
        options.nice = nice.truth();
    }
    let extent = bin.get("extent").map(|e| {
        if let Some(param) = e.text("param") {
            let key = e.text("encoding").or(e.text("field"));
            return env.selected_extent(param, key);
        }
        let ends = env.value(e, None);
        ends.as_list().and_then(|l| Some([l.first()?.number(), l.get(1)?.number()]))
    });
    (options, extent.flatten(), number("anchor"))
}

fn as_number(value: &Value) -> Option<f64> {
    match value {
        Value::Number(n) => Some(*n),
        _ => None,
    }
}

/// The bins of a field in a frame.
pub(super) fn bins_of(frame: &Frame, field: &Field, bin: &Value, env: &Env) -> Done<Option<Bins>> {
    let (mut options, given, anchor) = bin_options(bin, env);
    let whole = transform::extent(frame, field);
    // A selection gives the span that the width is chosen for; the bins go on over all values.
    let by_selection = bin.at(&["extent", "param"]).is_some();
    if by_selection {
        options.span = given.map(|[a, b]| (b - a).abs()).filter(|s| *s > 0.0);
    }
    let extent = if by_selection { whole } else { given.or(whole) };
    match extent {
        Some(extent) => Bins::new(extent, &options, anchor).map(Some),
        None => Ok(None),
    }
}

/// Adds the columns of bins.
pub(super) fn bins<'a>(
    tree: &Tree,
    id: usize,
    fields: impl Iterator<Item = (&'a str, &'a Value)>,
    frame: Frame,
    env: &Env,
    found: &mut Vec<(Value, Bins)>,
) -> Done<Frame> {
    let mut out = frame;
    for (c, def) in fields {
        let Some(bin) = def.get("bin").filter(|b| channel::is_binning(Some(b)) && def.has("type")) else { continue };
        let field = path(def.text("field").unwrap_or(""));
        let start = plain(&column(def));
        let end = plain(&column_as(def, Ask { bin_suffix: "end", ..Ask::default() }));
        if out.column(&start).is_none() {
            let Some(computed) = bins_of(&out, &field, bin, env)? else {
                let nothing = vec![Datum::Null; out.rows()];
                out.set(start.clone(), nothing.clone());
                out.set(end.clone(), nothing);
                continue;
            };
            out = transform::bin(&out, &field, &computed, &start, Some(&end));
            found.push((def.clone(), computed));
        }
        if requires_range(def, c) {
            let guide = tree.nodes[id].unit.as_ref().and_then(|u| u.def(c)).and_then(naming::guide);
            let format = guide.and_then(|g| g.text("format")).or(tree.config.at(&["numberFormat"]).and_then(Value::as_str)).unwrap_or("");
            let label = |row: usize| {
                let (a, b) = (out.get(&start, row), out.get(&end, row));
                if !a.is_valid() || !a.number().is_finite() {
                    return Datum::from("null");
                }
                Datum::from(format!("{} \u{2013} {}", env.number_text(a, format), env.number_text(b, format)))
            };
            let labels = (0..out.rows()).map(label).collect();
            let range = plain(&column_as(def, Ask { bin_suffix: "range", ..Ask::default() }));
            out.set(range, labels);
        }
    }
    Ok(out)
}

/// A time unit from its normal form.
pub(super) fn read_unit(unit: &Value, frame: &Frame, field: &Field) -> Done<TimeUnit> {
    let utc = unit.get("utc").is_some_and(Json::truth);
    let Some(name) = unit.text("unit") else {
        let extent = transform::extent(frame, field).unwrap_or([0.0, 1.0]);
        return Ok(TimeUnit::fit(extent, unit.number("maxbins").unwrap_or(40.0), utc));
    };
    let mut out = TimeUnit::parse(name)?;
    out.utc = utc;
    out.step = unit.number("step").filter(|s| *s >= 1.0).unwrap_or(1.0);
    Ok(out)
}

/// `from` moved by a date part.
fn moved(part: &str, from: f64, by: f64, utc: bool, env: &Env) -> f64 {
    let unit = match part {
        "year" => clock::Unit::Year,
        "month" => clock::Unit::Month,
        "hours" => clock::Unit::Hours,
        "minutes" => clock::Unit::Minutes,
        "seconds" => clock::Unit::Seconds,
        "milliseconds" => clock::Unit::Milliseconds,
        _ => clock::Unit::Date,
    };
    let zone = if utc { crate::time::Zone::UTC } else { env.time_zone() };
    clock::offset(from, unit, by, zone)
}

/// Adds the columns of time units: beginnings, ends, and where bars begin and end that stand beside their instant.
pub(super) fn time_units<'a>(
    fields: impl Iterator<Item = (&'a str, &'a Value, Option<(&'a Unit, &'a Tree)>)>,
    frame: Frame,
    env: &Env,
) -> Done<Frame> {
    let mut out = frame;
    let mut done: Vec<(Option<Value>, Value)> = Vec::new();
    for (c, def, unit) in fields {
        let Some(time_unit) = def.some("timeUnit") else { continue };
        let fresh = !done.contains(&(def.get("field").cloned(), time_unit.clone()));
        done.push((def.get("field").cloned(), time_unit.clone()));
        let field = path(def.text("field").unwrap_or(""));
        let start = plain(&column(def));
        let end = plain(&column_with(def, "end"));
        let position = unit.and_then(|(u, tree)| band_position_alone(u, def, tree));
        let utc = time_unit.get("utc").is_some_and(Json::truth);
        let (part, step) = units::step(time_unit);
        if naming::is_binned_unit(time_unit) {
            let needed = unit.is_some_and(|(u, _)| u.is_rect()) || position.is_some_and(|p| p != 0.0);
            if needed && out.column(&end).is_none() {
                let ends = field.values(&out).iter().map(|v| Datum::Time(moved(part, v.number(), step, utc, env))).collect();
                out.set(end.clone(), ends);
            }
        } else if fresh {
            let read = read_unit(time_unit, &out, &field)?;
            out = transform::time_unit(&out, &field, &read, &start, Some(&end), env);
        }
        let beside = unit.filter(|(u, _)| u.is_rect() && channel::is_xy(c)).and(position).filter(|p| *p != 0.5);
        if let Some(position) = beside {
            let share = position + 0.5;
            let starts = path(&column(def)).values(&out);
            let ends = out.column(&end).map(<[Datum]>::to_vec).unwrap_or_default();
            let mix = |a: f64, b: f64| Datum::Number((1.0 - share) * a + share * b);
            let first = starts.iter().map(|s| mix(moved(part, s.number(), -step, utc, env), s.number())).collect();
            let last = starts.iter().zip(&ends).map(|(s, e)| mix(s.number(), e.number())).collect();
            let name = |suffix: &str| plain(&column_with(def, suffix));
            out.set(name(offsetted::START), first);
            out.set(name(offsetted::END), last);
        }
    }
    Ok(out)
}

/// The place in its band that a field has, whatever its other end.
fn band_position_alone(unit: &Unit, def: &Value, tree: &Tree) -> Option<f64> {
    if let Some(position) = def.number("bandPosition") {
        return Some(position);
    }
    match crate::grammar::compile::mark_config("timeUnitBandPosition", None, &unit.mark, &tree.config) {
        Some(Value::Number(n)) => Some(n),
        _ => None,
    }
}

/// Adds the columns of places in lists that fields are sorted by.
pub(super) fn sort_indices<'a>(fields: impl Iterator<Item = (&'a str, &'a Value)>, frame: Frame, env: &Env) -> Done<Frame> {
    let mut out = frame;
    for (c, def) in fields {
        let Some(Value::Array(list)) = def.get("sort") else { continue };
        let unit = def.some("timeUnit").filter(|u| !naming::is_binned_unit(u));
        let time = channel::kind(def) == "temporal" || unit.is_some();
        let wanted: Vec<Datum> =
            list.iter().map(|v| env.datum(v, time && !matches!(v, Value::String(_)) || unit.is_some(), unit)).collect();
        let field = path(&column(def));
        let place = |value: &Datum| {
            let found = wanted.iter().position(|w| w.equals(value, env.time_zone()) || (time && w.number() == value.number()));
            Datum::Number(found.unwrap_or(wanted.len()) as f64)
        };
        let places = field.values(&out).iter().map(place).collect();
        out.set(plain(&sort_index(def, c)), places);
    }
    Ok(out)
}

/// One figure of a group of rows.
pub(super) fn figure(op: &str, field: Option<&Field>, frame: &Frame, rows: &[u32]) -> Done<Datum> {
    let measure = Measure::new(operation(op)?, field.cloned(), "figure");
    let out = transform::aggregate(&frame.select(rows), &[], &[measure], false)?;
    Ok(out.get("figure", 0).clone())
}

/// The rows of a unit.
pub(super) fn unit(tree: &Tree, id: usize, unit: &Unit, frame: Frame, known: Vec<(Value, Bins)>, env: &Env, down: &Down) -> Done<UnitData> {
    let mut found = known;
    let mut frame = flat_fields(unit, frame);
    frame = bins(tree, id, unit.fields(), frame, env, &mut found)?;
    frame = time_units(unit.fields().map(|(c, d)| (c, d, Some((unit, tree)))), frame, env)?;
    let position_like = |c: &str| channel::has_scale(c) || matches!(c, "order" | "detail");
    frame = sort_indices(unit.fields().filter(|(c, _)| position_like(c)), frame, env)?;
    let raw = frame.clone();
    let mut frame = aggregate(tree, unit, frame, env, down)?;
    frame = impute(unit, frame, env)?;
    frame = stack(unit, frame, down)?;

    let invalid = mark_prop("invalid", None, &unit.mark, &tree.config);
    let mode = match invalid.as_ref().and_then(Value::as_str) {
        Some("break-paths-show-path-domains") | None if invalid != Some(Value::Null) => {
            if unit.is_path() {
                "break-paths-show-domains"
            } else {
                "filter"
            }
        }
        Some(mode) => mode,
        None => "show",
    };
    let valid = || valid_rows(tree, id, unit, &frame);
    let (main, scale) = match mode {
        "show" => (frame.clone(), frame),
        "break-paths-show-domains" if unit.is_path() => (frame.clone(), frame),
        "break-paths-show-domains" => (valid(), frame),
        "break-paths-filter-domains" if unit.is_path() => (frame.clone(), valid()),
        _ => {
            let kept = valid();
            (kept.clone(), kept)
        }
    };
    Ok(UnitData { raw, main, scale, bins: found })
}

/// Nested fields as columns of their own, under their path as one name.
fn flat_fields(unit: &Unit, frame: Frame) -> Frame {
    let mut out = frame;
    let mut flatten = |field: &str| {
        let nested = path(field);
        if !nested.members.is_empty() && out.column(&nested.name()).is_none() {
            let values = nested.values(&out);
            out.set(nested.name(), values);
        }
    };
    for (_, def) in unit.fields() {
        if let Some(field) = def.text("field") {
            flatten(field);
        }
        if let Some(field) = def.at(&["sort", "field"]).and_then(Value::as_str) {
            flatten(field);
        }
    }
    out
}

/// The columns that a field parts the aggregate by.
fn dimensions(tree: &Tree, unit: &Unit, c: &str, def: &Value, out: &mut Vec<String>) {
    let mut add = |name: String| {
        if !out.contains(&name) {
            out.push(name);
        }
    };
    add(column(def));
    if has_band_end(unit, def, c, &tree.config) {
        add(column_with(def, "end"));
        if unit.is_rect() && channel::is_xy(c) && def.some("timeUnit").is_some() && band_position(unit, def, c, &tree.config) != Some(0.5) {
            add(column_with(def, offsetted::START));
            add(column_with(def, offsetted::END));
        }
    }
    if requires_range(def, c) {
        add(column_as(def, Ask { bin_suffix: "range", ..Ask::default() }));
    }
    if let Some(field) = def.at(&["scale", "range", "field"]).and_then(Value::as_str) {
        add(field.to_string());
    }
}

fn aggregate(tree: &Tree, unit: &Unit, frame: Frame, env: &Env, down: &Down) -> Done<Frame> {
    let is_aggregate = |d: &Value| d.get("aggregate").is_some_and(Json::truth);
    if !unit.fields().any(|(_, d)| is_aggregate(d)) {
        return Ok(frame);
    }
    let mut groups: Vec<String> = Vec::new();
    let mut measures: Vec<Measure> = Vec::new();
    let mut add = |measure: Measure| {
        if !measures.iter().any(|m| m.name == measure.name) {
            measures.push(measure);
        }
    };
    for (c, def) in unit.fields() {
        if !is_aggregate(def) {
            dimensions(tree, unit, c, def, &mut groups);
            continue;
        }
        let Some(op) = def.get("aggregate") else { continue };
        let field = def.text("field").map(path);
        match op {
            Value::String(name) if name == "count" => add(Measure::new(Operation::Count, None, "__count")),
            Value::Object(_) if op.has("argmin") || op.has("argmax") => {
                for name in ["argmin", "argmax"] {
                    if let Some(by) = op.text(name) {
                        add(Measure::new(operation(name)?, Some(path(by)), format!("{name}_{by}")));
                    }
                }
            }
            op => {
                let (operation, parameter) = operation_of(op)?;
                let mut measure = Measure::new(operation, field, plain(&column(def)));
                measure.parameter = parameter;
                add(measure);
            }
        }
    }
    for facet in &down.facets {
        if !groups.contains(facet) {
            groups.push(facet.clone());
        }
    }
    let groups: Vec<Field> = groups.iter().map(|g| path(g)).collect();
    let mut out = transform::aggregate(&frame, &groups, &measures, false)?;
    if env.tells_rows_apart() {
        super::identify(&mut out, &groups, 0.0);
    }
    Ok(out)
}

fn impute(unit: &Unit, frame: Frame, env: &Env) -> Done<Frame> {
    let of = |c: &str| unit.def(c).filter(|d| channel::is_field(d));
    let (Some(x), Some(y)) = (of("x"), of("y")) else { return Ok(frame) };
    let wanted = |d: &Value| d.get("impute").is_some_and(Json::truth);
    let (def, key) = if wanted(x) { (x, y) } else { (y, x) };
    let Some(params) = def.get("impute").filter(|i| i.truth()) else { return Ok(frame) };
    let groups: Vec<Field> = unit.path_groups().iter().map(|g| path(g)).collect();
    let [field, key] = [def, key].map(|d| d.text("field").unwrap_or("").to_string());
    super::transforms::impute(params, &field, &key, &groups, frame, env)
}

fn stack(unit: &Unit, frame: Frame, down: &Down) -> Done<Frame> {
    let Some(stack) = &unit.stack else { return Ok(frame) };
    let Some(def) = unit.def(stack.channel) else { return Ok(frame) };
    let mut frame = frame;
    let field = path(&column(def));
    let mut by: Vec<String> = stack.by.iter().map(|(_, d)| column(d)).collect();
    by.dedup();
    let mut groups: Vec<Field> = Vec::new();
    for c in &stack.groupby {
        let Some(dimension) = unit.field(c) else { continue };
        let binned = dimension.get("bin").is_some_and(Json::truth);
        let binning = channel::is_binning(dimension.get("bin"));
        if stack.impute {
            let mut key = column(dimension);
            if binning {
                let position = dimension.number("bandPosition").unwrap_or(0.5);
                let (a, b) = (path(&key), path(&column_as(dimension, Ask { bin_suffix: "end", ..Ask::default() })));
                let mid = |row: usize| {
                    let start = a.of(&frame, row);
                    if start.is_valid() && start.number().is_finite() {
                        Datum::Number(position * start.number() + (1.0 - position) * b.of(&frame, row).number())
                    } else {
                        start
                    }
                };
                let values = (0..frame.rows()).map(mid).collect();
                key = column_as(dimension, Ask { bin_suffix: "mid", ..Ask::default() });
                frame.set(plain(&key), values);
            }
            let parts: Vec<Field> = by.iter().chain(&down.facets).map(|f| path(f)).collect();
            frame = transform::impute(&frame, &field, &path(&key), &[], &parts, &Filling::Value(Datum::Number(0.0)))?;
            groups.push(path(&key));
        } else {
            groups.push(path(&column(dimension)));
            if binned && binning {
                groups.push(path(&column_as(dimension, Ask { bin_suffix: "end", ..Ask::default() })));
            }
        }
    }
    groups.extend(down.facets.iter().map(|f| path(f)));
    let order = unit.def("order");
    let sorts: Vec<Sort> = match order {
        Some(Value::Array(defs)) => {
            defs.iter().map(|d| Sort { field: path(&column(d)), order: direction(d.text("sort") == Some("descending")) }).collect()
        }
        other => {
            let descending = match other.and_then(|o| o.text("sort")) {
                Some(sort) => sort == "descending",
                None => stack.channel == "y",
            };
            let mut seen: Vec<String> = Vec::new();
            by.iter()
                .filter(|f| {
                    let fresh = !seen.contains(f);
                    seen.push((*f).clone());
                    fresh
                })
                .map(|f| Sort { field: path(f), order: direction(descending) })
                .collect()
        }
    };
    let offset = match stack.offset {
        "center" => Offset::Center,
        "normalize" => Offset::Normalize,
        _ => Offset::Zero,
    };
    let [start, end] = ["start", "end"].map(|s| plain(&column_with(def, s)));
    Ok(transform::stack(&frame, Some(&field), &groups, &sorts, offset, [&start, &end]))
}

pub(super) fn direction(descending: bool) -> Order {
    if descending { Order::Descending } else { Order::Ascending }
}

/// The rows whose fields on continuous scales are numbers or times.
fn valid_rows(tree: &Tree, id: usize, unit: &Unit, frame: &Frame) -> Frame {
    let mut tests: Vec<(Field, bool)> = Vec::new();
    for (c, def) in unit.fields() {
        let kind = if channel::has_scale(c) { tree.scale_kind(id, c) } else { "" };
        let counts = matches!(def.text("aggregate"), Some("count" | "valid" | "missing" | "distinct"));
        if kind.is_empty() || !has_continuous_domain(kind) || counts || tree.config.at(&["scale", "invalid", c]).is_some() {
            continue;
        }
        match channel::kind(def) {
            "temporal" => tests.push((path(&column(def)), true)),
            "quantitative" => tests.push((path(&column(def)), false)),
            _ => {}
        }
    }
    let columns: Vec<(Vec<Datum>, bool)> = tests.iter().map(|(f, time)| (f.values(frame), *time)).collect();
    let keep = |row: &u32| {
        columns.iter().all(|(values, time)| {
            let v = &values[*row as usize];
            (*time && matches!(v, Datum::Time(_))) || (v.is_valid() && v.number().is_finite())
        })
    };
    let rows: Vec<u32> = (0..frame.rows() as u32).filter(keep).collect();
    if rows.len() == frame.rows() { frame.clone() } else { frame.select(&rows) }
}
