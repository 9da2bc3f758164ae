//! What facts of a chart of the full grammar are computed on: its figures as a chart of the small grammar, which the fact language
//! knows.
//!
//! There are two such charts. `source` stands on the data as they are loaded, under the filters that come before every other transform;
//! `derived` on the rows that the marks are made from, after the transforms, for columns that exist only there. Either names the key
//! (times, else names, else numbers along x), the measures and what tells series apart, as the spec's first view with a key has them.

use super::Options;
use super::chart::Chart;
use super::compile::tree::{Kind, Tree};
use super::data::{self, Data, Loader, Sources};
use super::json::{Json, empty, object, one};
use super::model::channel;
use super::select::{self, State};
use super::view::env::Env;
use crate::spec::Value;
use crate::time::{Unit, civil};
use crate::transform::{Datum, Frame};

/// The figures of a spec for facts.
#[derive(Debug, Default)]
pub struct Ground {
    /// On the data as loaded.
    pub source: Option<Stand>,
    /// On the rows after the transforms.
    pub derived: Option<Stand>,
    /// The columns that only the transforms make.
    pub only: Vec<String>,
}

/// A spec of the small grammar, with its data.
#[derive(Debug)]
pub struct Stand {
    /// The spec.
    pub spec: Value,
    origin: Origin,
}

/// How a row of the table leads back to the rows that marks are made from.
#[derive(Debug)]
enum Origin {
    /// By the line on which each row of a text begins.
    Lines(Vec<usize>),
    /// By its number.
    Number,
    /// By what each row was made from.
    Made(Frame),
}

impl Stand {
    /// The rows of the loaded data, as marks name them, behind a row of the table by its line.
    pub fn rows(&self, line: usize) -> Vec<u32> {
        let number = line.saturating_sub(1) as u32;
        match &self.origin {
            Origin::Lines(lines) => lines.iter().position(|own| *own == line).map(|row| row as u32).into_iter().collect(),
            Origin::Number => vec![number],
            Origin::Made(frame) => frame.sources(number as usize).to_vec(),
        }
    }
}

/// A field of the chosen view.
struct Role<'a> {
    channel: &'a str,
    field: &'a str,
    kind: &'a str,
    timed: bool,
}

impl Role<'_> {
    fn is_time(&self) -> bool {
        self.timed || self.kind == "temporal"
    }

    fn is_name(&self) -> bool {
        matches!(self.kind, "nominal" | "ordinal")
    }

    fn is_position(&self) -> bool {
        matches!(self.channel, "x" | "y")
    }
}

impl Chart {
    /// What facts are computed on. With `inline`, the text of a file stands in the spec, in the place of its address.
    pub fn ground(&self, state: &State, loader: &Loader, options: &Options, inline: bool) -> Ground {
        let tree = &self.tree;
        let env = Env::new(options.zone, options.locale.clone(), options.measure, &self.definitions);
        select::read(tree, state, &env);
        let sources = Sources::new(tree, self.spec.get("datasets"), loader, None);
        let Ok(all) = data::evaluate(tree, &sources, &env) else { return Ground::default() };
        let mut units = Vec::new();
        collect(tree, 0, &all, &mut units);
        let chosen = units.iter().find(|(id, _)| key(&roles(tree, *id)).is_some()).or(units.first());
        let Some((id, rows)) = chosen else { return Ground::default() };
        let roles = roles(tree, *id);
        let chain = chain(tree, *id);
        let mut ground = Ground::default();
        let owner = chain.iter().position(|&id| tree.nodes[id].spec.has("data"));
        let data = owner.and_then(|at| tree.nodes[chain[at]].spec.some("data"));
        if let (Some(at), Some(data)) = (owner, data)
            && let Ok(loaded) = sources.read(data, &env, 0)
        {
            let has = |name: &str| loaded.column(name).is_some();
            ground.only = rows.names().filter(|name| !has(name)).map(|name| name.to_string()).collect();
            // The chain begins with the view itself.
            let transforms = chain[..=at].iter().rev().flat_map(|&id| tree.nodes[id].spec.get("transform").map_or(&[][..], Json::list));
            let filters: Vec<Value> = transforms.take_while(|t| t.has("filter")).cloned().collect();
            let (data, origin) = self.handed(data, &loaded, loader, inline);
            ground.source = self.stand(&roles, &loaded, data, filters, origin);
        }
        if !ground.only.is_empty() || ground.source.is_none() {
            let records = records(rows, &roles, &env);
            ground.derived = self.stand(&roles, rows, one("values", records), Vec::new(), Origin::Made(rows.clone()));
        }
        ground
    }

    /// The data of a view as the small grammar takes them; rows where it would not take them as they are.
    fn handed(&self, data: &Value, loaded: &Frame, loader: &Loader, inline: bool) -> (Value, Origin) {
        let rows = || {
            let all = (0..loaded.rows()).map(|row| record(loaded, row, &|datum, _| datum.to_value()));
            (one("values", Value::Array(all.collect())), Origin::Number)
        };
        let format = data.get("format").cloned().unwrap_or_else(empty);
        if ["property", "feature", "mesh"].iter().any(|part| format.has(part)) {
            return rows();
        }
        let named = data.text("name").and_then(|name| self.spec.at(&["datasets", name]));
        if let Some(url) = data.text("url") {
            let ending = url.split(['?', '#']).next().unwrap_or(url).rsplit('.').next().unwrap_or("");
            let kind = format.text("type").unwrap_or(if matches!(ending, "csv" | "tsv" | "dsv") { ending } else { "json" });
            let (Ok(text), true) = (loader(url), matches!(kind, "csv" | "tsv" | "json")) else { return rows() };
            let origin = if kind == "json" { Origin::Number } else { Origin::Lines(lines(&text)) };
            let address = if inline { ("values", text.as_str().into()) } else { ("url", url.into()) };
            return (object(&[address, ("format", one("type", kind))]), origin);
        }
        match data.get("values").or(named) {
            Some(Value::String(text)) if matches!(format.text("type"), Some("csv" | "tsv")) => {
                (object(&[("values", text.as_str().into()), ("format", format.clone())]), Origin::Lines(lines(text)))
            }
            _ => rows(),
        }
    }

    /// A spec of the small grammar for the roles of a view, on columns that are there; none where nothing is measured.
    fn stand(&self, roles: &[Role], frame: &Frame, data: Value, filters: Vec<Value>, origin: Origin) -> Option<Stand> {
        let there: Vec<&Role> = roles.iter().filter(|role| frame.column(role.field).is_some()).collect();
        let key = key_of(&there).map(|role| (role.field.to_string(), role.is_time(), role.is_name()));
        let is_key = |field: &str| key.as_ref().is_some_and(|(name, ..)| name == field);
        let mut measures: Vec<String> = Vec::new();
        for role in there.iter().filter(|role| role.kind == "quantitative" && !is_key(role.field)) {
            if numeric(frame, role.field) && !measures.iter().any(|name| name == role.field) {
                measures.push(role.field.to_string());
            }
        }
        if measures.is_empty() {
            measures.extend(frame.names().find(|name| !is_key(name) && numeric(frame, name)).map(|name| name.to_string()));
        }
        let (key, time, name) =
            key.or_else(|| Some((frame.names().find(|name| !measures.contains(&name.to_string()))?.to_string(), false, true)))?;
        let apart = ["color", "fill", "stroke", "strokeDash", "shape", "detail", "facet", "row", "column"];
        let series = apart.iter().find_map(|channel| there.iter().find(|r| r.channel == *channel && r.is_name() && r.field != key));
        let mark = if time { "line" } else { "point" };
        let mut x = one("field", key.as_str());
        if name && !time {
            x.set("type", "nominal".into());
        }
        let layer = |measure: &String| {
            let y = object(&[("field", measure.as_str().into()), ("type", "quantitative".into())]);
            let mut encoding = object(&[("x", x.clone()), ("y", y)]);
            if let Some(series) = series {
                encoding.set("color", object(&[("field", series.field.into()), ("type", "nominal".into())]));
            }
            object(&[("mark", mark.into()), ("encoding", encoding)])
        };
        if measures.is_empty() {
            return None;
        }
        let layers = Value::Array(measures.iter().map(layer).collect());
        let mut spec = object(&[("data", data), ("layer", layers)]);
        if !filters.is_empty() {
            spec.set("transform", Value::Array(filters));
        }
        if let Some(own) = self.spec.at(&["usermeta", "nutgraph"]) {
            let kept =
                own.members().iter().filter(|(name, _)| matches!(name.as_str(), "source" | "period" | "facts" | "unit" | "asOf" | "names"));
            spec.set("usermeta", one("nutgraph", Value::Object(kept.cloned().collect())));
        }
        Some(Stand { spec, origin })
    }
}

/// The units below a view with their rows before the aggregate of the encoding; those of a facet's cells together.
fn collect(tree: &Tree, id: usize, data: &Data, out: &mut Vec<(usize, Frame)>) {
    let node = &tree.nodes[id];
    match data {
        Data::Unit(unit) => match out.iter_mut().find(|(own, _)| *own == id) {
            Some((_, rows)) => rows.append(&unit.raw),
            None => out.push((id, unit.raw.clone())),
        },
        Data::Inner(inner) => node.children.iter().zip(inner).for_each(|(&child, data)| collect(tree, child, data, out)),
        Data::Cells(cells, _) => {
            let Some(&child) = node.children.first() else { return };
            cells.iter().for_each(|cell| collect(tree, child, &cell.data, out));
        }
    }
}

/// A view and those around it, from the inside.
fn chain(tree: &Tree, id: usize) -> Vec<usize> {
    let mut out = vec![id];
    while let Some(parent) = out.last().and_then(|&id| tree.nodes[id].parent) {
        out.push(parent);
    }
    out
}

/// The fields of a unit, and of the facets around it.
fn roles(tree: &Tree, id: usize) -> Vec<Role<'_>> {
    let own = tree.nodes[id].unit.iter().flat_map(|unit| unit.fields());
    let around = chain(tree, id).into_iter().filter(|&id| tree.nodes[id].kind == Kind::Facet);
    let facets = around.flat_map(|id| tree.nodes[id].facet.iter().map(|(channel, def)| (*channel, def)));
    own.chain(facets)
        .filter(|(_, def)| !channel::is_binning(def.get("bin")))
        .filter_map(|(channel, def)| {
            Some(Role { channel, field: def.text("field")?, kind: def.text("type").unwrap_or(""), timed: def.has("timeUnit") })
        })
        .collect()
}

fn key<'a>(roles: &'a [Role<'a>]) -> Option<&'a Role<'a>> {
    key_of(&roles.iter().collect::<Vec<_>>())
}

/// What a row is about: a time, else a name, else a number along x.
fn key_of<'a>(roles: &[&'a Role<'a>]) -> Option<&'a Role<'a>> {
    let first = |is: &dyn Fn(&Role) -> bool| roles.iter().copied().find(|role| is(role));
    first(&|r| r.is_position() && r.is_time())
        .or_else(|| first(&|r| r.is_position() && r.is_name()))
        .or_else(|| first(&|r| r.is_time()))
        .or_else(|| first(&|r| r.is_name()))
        .or_else(|| first(&|r| r.channel == "x" && roles.iter().any(|other| other.channel == "y" && other.field != r.field)))
}

/// Whether a column has numbers, and nothing else that says something.
fn numeric(frame: &Frame, name: &str) -> bool {
    let cells = frame.column(name).unwrap_or_default();
    let number = |datum: &Datum| matches!(datum, Datum::Number(n) if n.is_finite());
    // Texts such as `>10` or `1,234` are for the table's own reader to tell.
    let like = |datum: &Datum| datum.as_text().is_some_and(|text| text.chars().any(|c| c.is_ascii_digit()));
    cells.iter().any(|datum| number(datum) || like(datum))
        && cells.iter().all(|datum| number(datum) || datum.is_nothing() || like(datum) || datum.as_text() == Some(""))
}

/// The line on which each row of separated text begins, the first line being 1; its first row is the header.
fn lines(text: &str) -> Vec<usize> {
    let (mut out, mut line, mut quoted, mut begins) = (Vec::new(), 1, false, true);
    for c in text.chars() {
        if begins {
            out.push(line);
            begins = false;
        }
        match c {
            '"' => quoted = !quoted,
            '\n' => {
                line += 1;
                begins = !quoted;
            }
            _ => {}
        }
    }
    out.into_iter().skip(1).collect()
}

fn record(frame: &Frame, row: usize, write: &dyn Fn(&Datum, &str) -> Value) -> Value {
    let members = frame.names().filter_map(|name| match frame.get(name, row) {
        Datum::Undefined | Datum::List(_) | Datum::Object(_) | Datum::Pattern(_) => None,
        datum => Some((name.to_string(), write(datum, name))),
    });
    Value::Object(members.collect())
}

/// The rows of a frame as records, times as dates of the unit that all of their column have.
fn records(frame: &Frame, roles: &[Role], env: &Env) -> Value {
    let zone = env.time_zone();
    let timed = |name: &str| roles.iter().any(|role| role.kind == "temporal" && role.field == name && !role.timed);
    let mut times: Vec<(String, Unit, bool)> = Vec::new();
    for name in frame.names() {
        let instants: Vec<f64> = frame.column(name).unwrap_or_default().iter().filter_map(|datum| instant(datum, timed(name))).collect();
        if instants.is_empty() {
            continue;
        }
        // Dates without a clock are read in UTC, and else stand in the reader's zone.
        let unit_of = |local: bool| instants.iter().map(|&ms| unit(if local { zone.local(ms) } else { ms })).max().unwrap_or(Unit::Year);
        let (utc, local) = (unit_of(false), unit_of(true));
        times.push((name.to_string(), utc.min(local), local < utc));
    }
    let write = |datum: &Datum, name: &str| {
        let known = times.iter().find(|(own, ..)| own == name).zip(instant(datum, timed(name)));
        match known {
            Some(((_, unit, local), ms)) => written(if *local { zone.local(ms) } else { ms }, *unit).as_str().into(),
            None => datum.to_value(),
        }
    };
    Value::Array((0..frame.rows()).map(|row| record(frame, row, &write)).collect())
}

/// The instant that a datum stands for; numbers do in a column of times, unless they are too small to be anything but years.
fn instant(datum: &Datum, timed: bool) -> Option<f64> {
    match datum {
        Datum::Time(ms) if ms.is_finite() => Some(*ms),
        Datum::Number(ms) if timed && ms.abs() > 10_000.0 => Some(*ms),
        _ => None,
    }
}

/// A time to its unit, as the table's own reader takes it: `2016`, `2016-05`, `2016-05-29`, `2016-05-29T14:30`.
fn written(ms: f64, unit: Unit) -> String {
    let (year, month, day) = civil(ms);
    let minutes = (ms.rem_euclid(86_400_000.0) / 60_000.0) as u32;
    match unit {
        Unit::Year => format!("{year:04}"),
        Unit::Quarter | Unit::Month => format!("{year:04}-{month:02}"),
        Unit::Day => format!("{year:04}-{month:02}-{day:02}"),
        Unit::Minute => format!("{year:04}-{month:02}-{day:02}T{:02}:{:02}", minutes / 60, minutes % 60),
    }
}

/// The coarsest unit that says all of a time.
fn unit(ms: f64) -> Unit {
    let (_, month, day) = civil(ms);
    match (ms.rem_euclid(86_400_000.0) == 0.0, day, month) {
        (true, 1, 1) => Unit::Year,
        (true, 1, _) => Unit::Month,
        (true, ..) => Unit::Day,
        _ => Unit::Minute,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::locale::Locale;
    use crate::grammar::json::parse;
    use crate::grammar::{estimated_width, undrawable};

    const PRICES: &str = "day,firm,price\n2016-01-01,A,10\n2016-01-01,B,7\n2017-01-01,A,15\n2017-01-01,B,\">6\"\n";

    fn ground(spec: &str) -> Ground {
        let zone = |_: f64| 0.0;
        let options = Options { theme: None, container: [None, None], measure: &estimated_width, zone: &zone, locale: Locale::default() };
        let loader = |url: &str| if url == "prices.csv" { Ok(PRICES.to_string()) } else { Err(undrawable(url)) };
        let chart = Chart::new(&parse(spec).expect("JSON"), None).unwrap_or_else(|problems| panic!("{}", problems[0]));
        chart.ground(&State::default(), &loader, &options, false)
    }

    fn encoding<'a>(stand: &'a Option<Stand>, channel: &str) -> Option<&'a str> {
        let layer = stand.as_ref()?.spec.get("layer")?.list().first()?;
        layer.at(&["encoding", channel])?.text("field")
    }

    #[test]
    fn the_source_is_the_file_as_it_is() {
        let found = ground(
            r#"{"data": {"url": "prices.csv"}, "transform": [{"filter": "datum.firm == 'A'"}, {"calculate": "datum.price * 2", "as": "twice"}],
            "mark": "trail", "encoding": {"x": {"field": "day", "type": "temporal"}, "y": {"field": "twice", "type": "quantitative"},
            "color": {"field": "firm"}}, "usermeta": {"nutgraph": {"period": "end", "note": "n"}}}"#,
        );
        let spec = &found.source.as_ref().expect("a source").spec;
        assert_eq!(spec.at(&["data"]).and_then(|d| d.text("url")), Some("prices.csv"));
        assert_eq!([encoding(&found.source, "x"), encoding(&found.source, "y")], [Some("day"), Some("price")]);
        assert_eq!(spec.get("transform").map(|t| t.list().len()), Some(1), "the filter comes before the rest");
        assert_eq!(spec.at(&["usermeta", "nutgraph"]), parse(r#"{"period": "end"}"#).as_ref());
        assert_eq!((found.only, encoding(&found.derived, "y")), (vec!["twice".to_string()], Some("twice")));
        let derived = found.derived.expect("derived");
        let rows = derived.spec.at(&["data", "values"]).map(|v| v.list().to_vec()).expect("rows");
        assert_eq!(rows[1].text("day"), Some("2017"));
        assert_eq!(derived.rows(2), [2], "the second row of two is the third of the file");
    }

    #[test]
    fn rows_of_a_text_are_known_by_the_line_on_which_they_begin() {
        assert_eq!(lines("a,b\n1,\"x\ny\"\n\n2,z\n"), [2, 4, 5]);
        let stand = Stand { spec: Value::Null, origin: Origin::Lines(lines("a,b\n1,\"x\ny\"\n2,z")) };
        assert_eq!((stand.rows(4), stand.rows(3)), (vec![1], vec![]));
    }

    #[test]
    fn a_pie_is_about_its_names_and_a_heap_of_points_about_x() {
        let pie = ground(
            r#"{"data": {"values": [{"k": "u", "n": 3}, {"k": "v", "n": 5}]}, "mark": "arc",
            "encoding": {"theta": {"field": "n", "type": "quantitative"}, "color": {"field": "k", "type": "nominal"}}}"#,
        );
        assert_eq!([encoding(&pie.source, "x"), encoding(&pie.source, "y")], [Some("k"), Some("n")]);
        let points = ground(
            r#"{"data": {"values": [{"a": 1, "b": 3}, {"a": 2, "b": 5}]}, "mark": "square",
            "encoding": {"x": {"field": "a", "type": "quantitative"}, "y": {"field": "b", "type": "quantitative"}}}"#,
        );
        assert_eq!([encoding(&points.source, "x"), encoding(&points.source, "y")], [Some("a"), Some("b")]);
    }
}
