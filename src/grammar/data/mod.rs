//! The rows of each view: loaded, transformed, and cut up by facets; Vega-Lite's `data/parse`.
//!
//! ```text
//! source ─▶ parse ─▶ transforms ─▶ bins ─▶ time units ─▶ raw ─▶ aggregate ─▶ impute ─▶ stack ─▶ rows of scales ─▶ valid ─▶ rows of marks
//! ```

mod encoding;
mod memo;
mod source;
mod statistics;
mod transforms;

pub(crate) use memo::Memo;
pub use source::Loader;
pub(crate) use source::Sources;

use crate::grammar::compile::scales::sort_index;
use crate::grammar::compile::tree::{Kind, Tree};
use crate::grammar::json::Json;
use crate::grammar::model::channel;
use crate::grammar::model::naming;
use crate::grammar::select::IDENTITY;
use crate::grammar::view::env::Env;
use crate::report::Problem;
use crate::spec::Value;
use crate::transform::{Bins, Datum, Field, Frame};

/// A result of something that reads a spec's data.
pub(crate) type Done<T> = Result<T, Box<Problem>>;

/// More cells of facets than this are refused.
const CELLS: usize = 5000;

/// The rows of a unit.
#[derive(Clone, Debug, Default)]
pub(crate) struct UnitData {
    /// Before the aggregate of the encoding.
    pub raw: Frame,
    /// What marks draw.
    pub main: Frame,
    /// What scales look at.
    pub scale: Frame,
    /// The bins of the encoding by the definition of their field.
    pub bins: Vec<(Value, Bins)>,
}

/// A cell of a facet.
#[derive(Clone, Debug)]
pub(crate) struct Cell {
    /// The fields of the facet, and what the cell is sorted by.
    pub head: Frame,
    /// Its place among the rows of cells.
    pub row: usize,
    /// Its place among the columns of cells.
    pub column: usize,
    pub data: Data,
}

/// The rows of a view and all below.
#[derive(Clone, Debug)]
pub(crate) enum Data {
    /// Of a unit.
    Unit(Box<UnitData>),
    /// Of a layer or concatenation.
    Inner(Vec<Data>),
    /// Of a facet: its cells by row and column, and how many columns there are.
    Cells(Vec<Cell>, usize),
}

/// What is handed down.
#[derive(Clone, Default)]
struct Down {
    /// The fields of the facets around, by which aggregates and stacks are parted too.
    facets: Vec<String>,
    /// Bins have been computed before the transforms of a layer.
    layered: bool,
    /// In a cell of a facet, of which there are many for one view.
    in_cell: bool,
}

/// Rows on their way, and when they were worked out.
type Aged = (Frame, u64);

/// Works out the rows of all views.
pub(crate) fn evaluate(tree: &Tree, sources: &Sources, env: &Env) -> Done<Data> {
    view(tree, 0, None, sources, env, &Down::default())
}

/// A field by its path.
pub(crate) fn path(field: &str) -> Field {
    Field::parse(field).unwrap_or_else(|_| Field::column(field))
}

/// Gives rows a column that tells them apart: by the values that they were put together by, else by their number from `first`.
fn identify(frame: &mut Frame, by: &[Field], first: f64) {
    let text = |field: &Field, row: usize| super::view::scale::key(&field.of(frame, row));
    let identity = |row: usize| match by {
        [] => Datum::Number(first + row as f64),
        fields => Datum::from(fields.iter().map(|f| text(f, row)).collect::<Vec<_>>().join("\u{1f}")),
    };
    let values = (0..frame.rows()).map(identity).collect();
    frame.set(IDENTITY, values);
}

fn view(tree: &Tree, id: usize, parent: Option<&Aged>, sources: &Sources, env: &Env, down: &Down) -> Done<Data> {
    let memo = sources.memo.filter(|_| !down.in_cell);
    let age = parent.map_or(0, |(_, age)| *age);
    let rows = Memo::frame(memo, id, age, env, || prepared(tree, id, parent.map(|(frame, _)| frame), sources, env, down))?;
    let ((frame, bins), age) = rows;
    Memo::data(memo, id, age, env, || below(tree, id, (frame, age), bins, sources, env, down))
}

/// The rows of a view after its transforms.
fn prepared(tree: &Tree, id: usize, parent: Option<&Frame>, sources: &Sources, env: &Env, down: &Down) -> Done<memo::Prepared> {
    let node = &tree.nodes[id];
    let mut frame = match (node.spec.get("data"), parent) {
        (Some(data), _) => {
            let mut frame = sources.load(tree, id, data, env)?;
            if env.tells_rows_apart() {
                // The same data have the same numbers in all views.
                let source = tree.nodes.iter().position(|n| n.spec.get("data") == Some(data)).unwrap_or(0);
                identify(&mut frame, &[], source as f64 * 1e9);
            }
            frame
        }
        (None, Some(parent)) => parent.clone(),
        (None, None) => Frame::default(),
    };
    let mut bins = Vec::new();
    if let (Some(unit), true) = (&node.unit, down.layered) {
        frame = encoding::bins(tree, id, unit.fields(), frame, env, &mut bins)?;
    }
    for transform in node.spec.get("transform").map_or(&[][..], Json::list) {
        frame = match transform.at(&["from", "param"]).and_then(Value::as_str) {
            Some(param) => transforms::lookup_selected(transform, &frame, &selected(tree, param, sources, env)?, param),
            None => transforms::apply(transform, frame, sources, env, &down.facets)?,
        };
        if env.tells_rows_apart() && frame.column(IDENTITY).is_none() {
            let by = transform.get("groupby").map_or(&[][..], Json::list).iter().filter_map(Value::as_str).map(path);
            identify(&mut frame, &by.collect::<Vec<_>>(), 0.0);
        }
    }
    Ok((frame, bins))
}

/// The rows of a view and of all below.
fn below(tree: &Tree, id: usize, (frame, age): Aged, bins: Vec<(Value, Bins)>, sources: &Sources, env: &Env, down: &Down) -> Done<Data> {
    let node = &tree.nodes[id];
    match node.kind {
        Kind::Unit => {
            let Some(unit) = &node.unit else { return Ok(Data::Inner(Vec::new())) };
            Ok(Data::Unit(Box::new(encoding::unit(tree, id, unit, frame, bins, env, down)?)))
        }
        Kind::Layer | Kind::Concat => {
            let down = Down { layered: node.kind == Kind::Layer, ..down.clone() };
            let aged = (frame, age);
            let inner = node.children.iter().map(|&child| view(tree, child, Some(&aged), sources, env, &down));
            Ok(Data::Inner(inner.collect::<Done<_>>()?))
        }
        Kind::Facet => facet(tree, id, frame, sources, env, down),
    }
}

/// The rows that a selection holds, of the view that it belongs to.
fn selected(tree: &Tree, param: &str, sources: &Sources, env: &Env) -> Done<Frame> {
    let holds = |id: &usize| {
        let params = tree.nodes[*id].spec.get("params").map_or(&[][..], Json::list);
        params.iter().any(|p| p.text("name") == Some(param) && p.has("select"))
    };
    let Some(owner) = (0..tree.nodes.len()).find(holds) else { return Ok(Frame::default()) };
    let mut chain = vec![owner];
    while let Some(parent) = chain.last().and_then(|&id| tree.nodes[id].parent) {
        chain.push(parent);
    }
    let mut frame = Frame::default();
    for &id in chain.iter().rev() {
        let spec = &tree.nodes[id].spec;
        if let Some(data) = spec.get("data") {
            frame = sources.load(tree, id, data, env)?;
        }
        // What is looked up in a selection itself is left as it is: it could be this one.
        for transform in spec.get("transform").map_or(&[][..], Json::list).iter().filter(|t| t.at(&["from", "param"]).is_none()) {
            frame = transforms::apply(transform, frame, sources, env, &[])?;
        }
    }
    let rows: Vec<u32> = (0..frame.rows()).filter(|&row| env.selected_row(param, true, &frame, row)).map(|row| row as u32).collect();
    Ok(frame.select(&rows))
}

fn facet(tree: &Tree, id: usize, mut frame: Frame, sources: &Sources, env: &Env, down: &Down) -> Done<Data> {
    let node = &tree.nodes[id];
    let mut bins = Vec::new();
    frame = encoding::bins(tree, id, node.facet.iter().map(|(c, d)| (*c, d)), frame, env, &mut bins)?;
    frame = encoding::time_units(node.facet.iter().map(|(c, d)| (*c, d, None)), frame, env)?;
    frame = encoding::sort_indices(node.facet.iter().map(|(c, d)| (*c, d)), frame, env)?;
    let Some(&child) = node.children.first() else { return Ok(Data::Cells(Vec::new(), 0)) };
    let mut by: Vec<String> = Vec::new();
    for (_, def) in &node.facet {
        by.push(naming::column(def));
        if channel::is_binning(def.get("bin")) {
            by.push(naming::column_as(def, naming::Ask { bin_suffix: "end", ..Default::default() }));
        }
    }
    let fields: Vec<Field> = by.iter().map(|f| path(f)).collect();
    // A single unit computes over all cells at once, its aggregates parted by the fields of the facet; so do its bins and windows.
    let whole = match tree.nodes[child].kind {
        Kind::Unit if !tree.nodes[child].spec.has("data") => {
            let mut down = Down { in_cell: true, ..down.clone() };
            down.facets.extend(by.iter().cloned());
            for (c, def) in &node.facet {
                if matches!(def.get("sort"), Some(Value::Array(_))) {
                    down.facets.push(sort_index(def, c));
                }
            }
            match view(tree, child, Some(&(frame.clone(), 0)), sources, env, &down)? {
                Data::Unit(unit) => Some(unit),
                _ => None,
            }
        }
        _ => None,
    };
    let main = whole.as_ref().map_or(&frame, |w| &w.main);
    let (heads, rows, columns) = cells(tree, id, &frame, main, &fields)?;
    let parts = |frame: &Frame| -> Vec<Option<Frame>> { pick(frame, &fields, &heads) };
    let mut out = Vec::new();
    let split = whole.as_ref().map(|w| [parts(&w.raw), parts(&w.main), parts(&w.scale)]);
    let mut raw = match split {
        None => parts(&frame),
        Some(_) => Vec::new(),
    };
    for i in 0..heads.rows() {
        let data = match (&whole, &split) {
            (Some(whole), Some(split)) => {
                let of = |k: usize| split[k].get(i).cloned().flatten().unwrap_or_default();
                Data::Unit(Box::new(UnitData { raw: of(0), main: of(1), scale: of(2), bins: whole.bins.clone() }))
            }
            _ => {
                let part = raw.get_mut(i).and_then(Option::take).unwrap_or_default();
                view(tree, child, Some(&(part, 0)), sources, env, &Down { layered: false, in_cell: true, ..down.clone() })?
            }
        };
        out.push(Cell { head: heads.select(&[i as u32]), row: rows[i], column: columns[i], data });
    }
    let across = columns.iter().map(|c| c + 1).max().unwrap_or(0);
    out.sort_by_key(|cell| (cell.row, cell.column));
    Ok(Data::Cells(out, across))
}

/// The rows of a frame for each cell.
fn pick(frame: &Frame, fields: &[Field], heads: &Frame) -> Vec<Option<Frame>> {
    let groups = frame.groups(fields);
    let names: Vec<String> = fields.iter().map(|f| f.name().to_string()).collect();
    let text = |frame: &Frame, field: &Field, row: usize| super::view::scale::key(&field.of(frame, row));
    let mut by_key = std::collections::HashMap::new();
    for rows in &groups {
        if let Some(&first) = rows.first() {
            let key: Vec<String> = fields.iter().map(|f| text(frame, f, first as usize)).collect();
            by_key.insert(key, rows);
        }
    }
    (0..heads.rows())
        .map(|i| {
            let key: Vec<String> = names.iter().map(|n| super::view::scale::key(heads.get(n, i))).collect();
            by_key.get(&key).map(|rows| frame.select(rows))
        })
        .collect()
}

/// The cells of a facet in order, with their rows and columns.
fn cells(tree: &Tree, id: usize, all: &Frame, main: &Frame, fields: &[Field]) -> Done<(Frame, Vec<usize>, Vec<usize>)> {
    let node = &tree.nodes[id];
    let cross = node.facet.len() > 1;
    let groups = main.groups(fields);
    let found = main.heads(fields, &groups);
    if groups.len() > CELLS {
        let remedy = "facet by a field with fewer values";
        return Err(Box::new(crate::problem!(
            Error,
            "too-many-cells",
            crate::report::Place::Whole,
            "a facet has more than 5000 cells",
            remedy
        )));
    }
    // Each channel's values in its order.
    let mut orders: Vec<Vec<Datum>> = Vec::new();
    for (c, def) in &node.facet {
        let own = path(&naming::column(def));
        let by_field = matches!(def.get("sort"), Some(Value::Object(_)));
        let source = if cross || by_field { all } else { main };
        let groups = source.groups(std::slice::from_ref(&own));
        let first = |rows: &[u32]| rows.first().map_or(Datum::Undefined, |&r| own.of(source, r as usize));
        let mut values: Vec<(Datum, Datum)> = Vec::new();
        let descending = match def.get("sort") {
            Some(Value::Array(_)) => {
                let index = path(&sort_index(def, c));
                values.extend(
                    groups.iter().map(|rows| (rows.first().map_or(Datum::Undefined, |&r| index.of(source, r as usize)), first(rows))),
                );
                false
            }
            Some(sort @ Value::Object(_)) if sort.has("field") || sort.text("op") == Some("count") => {
                let op = sort.text("op").unwrap_or("min");
                let by = sort.text("field").map(path);
                for rows in &groups {
                    values.push((encoding::figure(op, by.as_ref(), source, rows)?, first(rows)));
                }
                sort.text("order") == Some("descending")
            }
            sort => {
                values.extend(groups.iter().map(|rows| (first(rows), first(rows))));
                sort.and_then(Value::as_str) == Some("descending")
            }
        };
        if def.get("sort") != Some(&Value::Null) || cross {
            values.sort_by(|a, b| if descending { b.0.ascending(&a.0) } else { a.0.ascending(&b.0) });
        }
        orders.push(values.into_iter().map(|(_, v)| v).collect());
    }
    let key = super::view::scale::key;
    let place = |k: usize, datum: &Datum| orders[k].iter().position(|v| key(v) == key(datum)).unwrap_or(0);
    if !cross {
        let name = path(&naming::column(&node.facet[0].1)).name();
        let order: Vec<usize> = (0..found.rows()).map(|i| place(0, found.get(&name, i))).collect();
        let mut sorted: Vec<u32> = (0..found.rows() as u32).collect();
        sorted.sort_by_key(|&i| order[i as usize]);
        let heads = found.select(&sorted);
        let n = heads.rows();
        let wrap = node.spec.number("columns").filter(|c| *c >= 1.0).map_or(usize::MAX, |c| c as usize);
        return Ok(match node.facet[0].0 {
            "row" => (heads, (0..n).collect(), vec![0; n]),
            "column" => (heads, vec![0; n], (0..n).collect()),
            _ => (heads, (0..n).map(|i| i / wrap).collect(), (0..n).map(|i| i % wrap).collect()),
        });
    }
    let (rows, columns) = (&orders[0], &orders[1]);
    if rows.len().saturating_mul(columns.len()) > CELLS {
        let remedy = "facet by fields with fewer values";
        return Err(Box::new(crate::problem!(
            Error,
            "too-many-cells",
            crate::report::Place::Whole,
            "a facet has more than 5000 cells",
            remedy
        )));
    }
    // Every combination has a cell, also one without rows.
    let mut heads = Frame::new(rows.len() * columns.len());
    let names: Vec<_> = node.facet.iter().map(|(_, d)| path(&naming::column(d)).name()).collect();
    let grid: Vec<(usize, usize)> = (0..rows.len()).flat_map(|r| (0..columns.len()).map(move |c| (r, c))).collect();
    heads.set(names[0].clone(), grid.iter().map(|(r, _)| rows[*r].clone()).collect());
    heads.set(names[1].clone(), grid.iter().map(|(_, c)| columns[*c].clone()).collect());
    for field in fields {
        if !names.contains(&field.name()) {
            // The ends of bins follow from their beginnings.
            let values = (0..heads.rows()).map(|i| {
                let row = (0..all.rows()).find(|&r| names.iter().any(|n| key(all.get(n, r)) == key(heads.get(n, i))));
                row.map_or(Datum::Undefined, |r| field.of(all, r))
            });
            let values = values.collect();
            heads.set(field.name(), values);
        }
    }
    Ok((heads, grid.iter().map(|g| g.0).collect(), grid.iter().map(|g| g.1).collect()))
}
