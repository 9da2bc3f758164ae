//! Maps: where longitudes and latitudes lie in a view, and the outlines of its shapes.

use super::env::Env;
use crate::grammar::compile::tree::{Tree, Unit};
use crate::grammar::data::{Done, UnitData, path};
use crate::grammar::json::{Json, empty};
use crate::grammar::model::channel;
use crate::path::svg;
use crate::projection::geojson::{self, Geometry};
use crate::projection::graticule::Graticule;
use crate::projection::topojson::{Borders, features, mesh};
use crate::projection::{Kind, Projection, Settings};
use crate::spec::Value;
use crate::transform::{Datum, Frame};

/// The projection of a view.
#[derive(Clone, Debug)]
pub(crate) struct Projected {
    projection: Projection,
    /// It fills the view, because the spec gives neither scale nor translation.
    pub fitted: bool,
    point_radius: f64,
}

fn longitude_and_latitude(unit: &Unit, frame: &Frame, row: usize, second: bool) -> Option<[f64; 2]> {
    let of = |c: &str| {
        let def = unit.def(c)?;
        if let Some(datum) = def.get("datum").or(def.get("value")) {
            return Some(Datum::from_value(datum).number());
        }
        def.text("field").map(|f| path(f).of(frame, row)).filter(|d| !d.is_nothing()).map(|d| d.number())
    };
    let names = if second { ["longitude2", "latitude2"] } else { ["longitude", "latitude"] };
    let [a, b] = names.map(|c| of(c).or_else(|| second.then(|| of(channel::main(c))).flatten()));
    Some([a?, b?])
}

fn shape(unit: &Unit, frame: &Frame, row: usize) -> Datum {
    match unit.def("shape").filter(|d| channel::is_field(d) && channel::kind(d) == "geojson").and_then(|d| d.text("field")) {
        Some(field) => path(field).of(frame, row),
        None => frame.object(row),
    }
}

impl Projected {
    /// The projection of units that share a map, fitted to what they draw.
    pub fn new(
        tree: &Tree,
        units: &[(usize, &UnitData)],
        specified: &Value,
        default: Kind,
        size: (f64, f64),
        env: &Env,
    ) -> Done<Projected> {
        let configured = tree.config.at(&["projection"]).cloned().unwrap_or_else(empty);
        let mut value = empty();
        for (key, member) in configured.over(specified).members() {
            value.set(key, if member.has("expr") || member.has("signal") { env.value(member, None).to_value() } else { member.clone() });
        }
        let point_radius = value.number("pointRadius").unwrap_or(4.5);
        let mut rest = value.without(&["fit", "size", "extent"]);
        if let Some(list @ Value::Array(_)) = rest.get("rotate").cloned() {
            let read: Vec<Value> = list.list().iter().map(|v| env.value(v, None).to_value()).collect();
            rest.set("rotate", Value::Array(read));
        }
        let settings = Settings::read(&rest, "/projection", default).map_err(Box::new)?;
        let fitted = !settings.placed();
        if !fitted {
            return Ok(Projected { projection: Projection::new(&settings), fitted, point_radius });
        }
        let mut geometries = Vec::new();
        for (id, data) in units {
            let Some(unit) = &tree.nodes[*id].unit else { continue };
            let frame = &data.raw;
            let mut any = false;
            for second in [false, true] {
                let names = if second { ["longitude2", "latitude2"] } else { ["longitude", "latitude"] };
                if names.iter().any(|c| unit.field_or_datum(c).is_some()) {
                    any = true;
                    let places = (0..frame.rows()).filter_map(|row| longitude_and_latitude(unit, frame, row, second)).collect();
                    geometries.push(Geometry::Points(places));
                }
            }
            let by_field = unit.def("shape").is_some_and(|d| channel::is_field(d) && channel::kind(d) == "geojson");
            if !any || by_field {
                for row in 0..data.main.rows() {
                    let object = shape(unit, &data.main, row);
                    if let (true, Ok(geometry)) = (object.is_valid(), geojson::read(&object.to_value())) {
                        geometries.push(geometry);
                    }
                }
            }
        }
        let projection = Projection::fit(&settings, [0.0, 0.0, size.0, size.1], &geometries);
        Ok(Projected { projection, fitted, point_radius })
    }

    /// The place of a row.
    pub fn point(&self, unit: &Unit, frame: &Frame, row: usize, second: bool) -> Option<(f64, f64)> {
        let place = longitude_and_latitude(unit, frame, row, second)?;
        self.projection.project(place).map(|p| (p[0], p[1]))
    }

    /// The outline of a row's shape, as SVG path data; empty where there is none.
    pub fn outline(&self, unit: &Unit, frame: &Frame, row: usize) -> String {
        match geojson::read(&shape(unit, frame, row).to_value()) {
            Ok(geometry) => svg::write(&self.projection.draw(&geometry).path(self.point_radius)),
            Err(_) => String::new(),
        }
    }
}

/// The rows of a graticule: one with all its lines.
pub(crate) fn graticule(options: &Value) -> Frame {
    let pair = |v: &Value| match v.list() {
        [Value::Number(a), Value::Number(b)] => Some([*a, *b]),
        _ => None,
    };
    let corners = |v: &Value| match v.list() {
        [a, b] => pair(a).zip(pair(b)).map(|(a, b)| [a, b]),
        _ => None,
    };
    let mut out = Graticule::default();
    if let Some(step) = options.get("step").and_then(pair) {
        out.step_minor = step;
    }
    out.step_minor = options.get("stepMinor").and_then(pair).unwrap_or(out.step_minor);
    out.step_major = options.get("stepMajor").and_then(pair).unwrap_or(out.step_major);
    if let Some(extent) = options.get("extent").and_then(corners) {
        (out.extent_major, out.extent_minor) = (extent, extent);
    }
    out.extent_major = options.get("extentMajor").and_then(corners).unwrap_or(out.extent_major);
    out.extent_minor = options.get("extentMinor").and_then(corners).unwrap_or(out.extent_minor);
    out.precision = options.number("precision").filter(|p| *p > 0.0).unwrap_or(out.precision);
    let lines = match out.lines() {
        Geometry::Lines(lines) => lines,
        _ => Vec::new(),
    };
    let line =
        |l: &Vec<[f64; 2]>| Datum::from(l.iter().map(|p| Datum::from(vec![Datum::Number(p[0]), Datum::Number(p[1])])).collect::<Vec<_>>());
    let coordinates = Datum::from(lines.iter().map(line).collect::<Vec<_>>());
    Frame::from_data(&[Datum::Object(vec![("type".into(), Datum::from("MultiLineString")), ("coordinates".into(), coordinates)].into())])
}

/// The rows of a topology: the features of an object, or one with its borders.
pub(crate) fn topology(values: &Value, format: &Value) -> Done<Frame> {
    if let Some(name) = format.text("feature") {
        return features(values, name).map(|list| Frame::from_value(&Value::Array(list))).map_err(Box::new);
    }
    let borders = match format.text("filter") {
        Some("interior") => Borders::Interior,
        Some("exterior") => Borders::Exterior,
        _ => Borders::All,
    };
    let lines = mesh(values, format.text("mesh").unwrap_or(""), borders).map_err(Box::new)?;
    Ok(Frame::from_value(&Value::Array(vec![lines])))
}
