//! GeoJSON (RFC 7946) as geometry: any object that has one, in degrees of longitude and latitude.

use super::sphere::Place;
use crate::report::{Place as Where, Problem};
use crate::spec::Value;

/// A geometry. Positions are in degrees; rings end where they begin.
#[derive(Clone, Debug, PartialEq)]
pub enum Geometry {
    /// All of the globe.
    Sphere,
    /// Points.
    Points(Vec<Place>),
    /// Lines.
    Lines(Vec<Vec<Place>>),
    /// Polygons, each of rings: the outer one first.
    Polygons(Vec<Vec<Vec<Place>>>),
    /// Several of these.
    Collection(Vec<Geometry>),
}

/// Collections in collections in collections: deeper than this is no map.
const DEEPEST: usize = 20;

/// The problem at a place of GeoJSON.
fn wrong(path: &str, found: String) -> Problem {
    crate::problem!(Error, "unreadable-geojson", Where::Path(path.to_string()), found, "write it as RFC 7946 has it")
}

/// A value that may be GeoJSON: JSON itself, or what a table makes of it. Implementing it spares a copy of every position.
pub trait Json: Sized {
    /// The member of an object.
    fn member(&self, key: &str) -> Option<&Self>;
    /// The items of a list.
    fn items(&self) -> Option<&[Self]>;
    /// The words of a string.
    fn words(&self) -> Option<&str>;
    /// A number.
    fn number(&self) -> Option<f64>;
    /// It is nothing.
    fn is_nothing(&self) -> bool;
}

impl Json for Value {
    fn member(&self, key: &str) -> Option<&Self> {
        self.get(key)
    }

    fn items(&self) -> Option<&[Self]> {
        if let Value::Array(items) = self { Some(items) } else { None }
    }

    fn words(&self) -> Option<&str> {
        self.as_str()
    }

    fn number(&self) -> Option<f64> {
        if let Value::Number(number) = self { Some(*number) } else { None }
    }

    fn is_nothing(&self) -> bool {
        *self == Value::Null
    }
}

/// Reads a geometry, a feature or a collection of either; `null` and a feature without a geometry are an empty collection.
///
/// ```
/// use nutgraph::{projection::geojson::{read, Geometry}, spec::Value};
/// let point = Value::object(vec![("type", "Point".into()), ("coordinates", Value::Array(vec![(-3.7).into(), 40.4.into()]))]);
/// assert_eq!(read(&point), Ok(Geometry::Points(vec![[-3.7, 40.4]])));
/// ```
pub fn read<J: Json>(value: &J) -> Result<Geometry, Problem> {
    object(value, "", 0)
}

fn object<J: Json>(value: &J, path: &str, depth: usize) -> Result<Geometry, Problem> {
    if value.is_nothing() {
        return Ok(Geometry::Collection(Vec::new()));
    }
    if depth > DEEPEST {
        return Err(wrong(path, format!("collections are nested more than {DEEPEST} deep")));
    }
    let Some(kind) = value.member("type").and_then(J::words) else {
        return Err(wrong(path, "an object of GeoJSON has a type, this has none".into()));
    };
    let members = |key: &str| -> Result<Geometry, Problem> {
        let path = format!("{path}/{key}");
        let Some(items) = value.member(key).and_then(J::items) else { return Err(wrong(&path, format!("{kind} wants a list here"))) };
        let read = |(i, item): (usize, &J)| object(item, &format!("{path}/{i}"), depth + 1);
        Ok(Geometry::Collection(items.iter().enumerate().map(read).collect::<Result<_, _>>()?))
    };
    let at = format!("{path}/coordinates");
    let coordinates = || value.member("coordinates").ok_or_else(|| wrong(&at, format!("{kind} has no coordinates")));
    match kind {
        "Sphere" => Ok(Geometry::Sphere),
        "Feature" => match value.member("geometry") {
            Some(geometry) => object(geometry, &format!("{path}/geometry"), depth + 1),
            None => Ok(Geometry::Collection(Vec::new())),
        },
        "FeatureCollection" => members("features"),
        "GeometryCollection" => members("geometries"),
        "Point" => Ok(Geometry::Points(vec![position(coordinates()?, &at)?])),
        "MultiPoint" => Ok(Geometry::Points(list(coordinates()?, &at, position)?)),
        "LineString" => Ok(Geometry::Lines(vec![list(coordinates()?, &at, position)?])),
        "MultiLineString" => Ok(Geometry::Lines(list(coordinates()?, &at, line)?)),
        "Polygon" => Ok(Geometry::Polygons(vec![list(coordinates()?, &at, line)?])),
        "MultiPolygon" => Ok(Geometry::Polygons(list(coordinates()?, &at, |v, at| list(v, at, line))?)),
        other => Err(wrong(path, format!("\"{other}\" is no type of GeoJSON"))),
    }
}

fn list<J: Json, T>(value: &J, path: &str, read: impl Fn(&J, &str) -> Result<T, Problem>) -> Result<Vec<T>, Problem> {
    let Some(items) = value.items() else { return Err(wrong(path, "a list is due here".into())) };
    items.iter().map(|item| read(item, path)).collect()
}

fn line<J: Json>(value: &J, path: &str) -> Result<Vec<Place>, Problem> {
    list(value, path, position)
}

fn position<J: Json>(value: &J, path: &str) -> Result<Place, Problem> {
    let found = match value.items() {
        Some([x, y, ..]) => x.number().zip(y.number()),
        _ => None,
    };
    match found {
        Some((x, y)) if x.is_finite() && y.is_finite() => Ok([x, y]),
        _ => Err(wrong(path, "a position is a list of two numbers".into())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::projection::{Kind, Projection, Settings, topojson};
    use proptest::prelude::*;

    fn json(text: &str) -> Value {
        serde_json::from_str(text).expect("JSON")
    }

    #[test]
    fn features_and_geometries_are_read() {
        let collection = json(
            r#"{"type": "FeatureCollection", "features": [
                {"type": "Feature", "geometry": null, "properties": {}},
                {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [[[0, 0], [0, 1], [1, 1], [0, 0]]]}},
                {"type": "LineString", "coordinates": [[0, 0, 7], [1, 1, 7]]}]}"#,
        );
        let Ok(Geometry::Collection(found)) = read(&collection) else { panic!("it is a collection") };
        assert_eq!(found[0], Geometry::Collection(Vec::new()));
        assert_eq!(found[1], Geometry::Polygons(vec![vec![vec![[0.0, 0.0], [0.0, 1.0], [1.0, 1.0], [0.0, 0.0]]]]));
        assert_eq!(found[2], Geometry::Lines(vec![vec![[0.0, 0.0], [1.0, 1.0]]]), "a height is left out");
    }

    #[test]
    fn what_is_no_geojson_is_an_error_with_its_path() {
        let place = |text: &str| read(&json(text)).expect_err(text).place;
        assert_eq!(place(r#"{"type": "Circle"}"#), Where::Path(String::new()));
        assert_eq!(place(r#"{"type": "Point", "coordinates": ["a", 1]}"#), Where::Path("/coordinates".into()));
        assert_eq!(
            place(r#"{"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": {"type": "Polygon"}}]}"#),
            Where::Path("/features/0/geometry/coordinates".into())
        );
        assert_eq!(place("[1]"), Where::Path(String::new()));
    }

    /// Any JSON, with the words of GeoJSON, TopoJSON and projections in it.
    fn any_json() -> impl Strategy<Value = Value> {
        let words = [
            "type",
            "Feature",
            "FeatureCollection",
            "Polygon",
            "MultiPolygon",
            "LineString",
            "Point",
            "MultiPoint",
            "GeometryCollection",
            "Sphere",
            "Topology",
            "coordinates",
            "geometry",
            "features",
            "geometries",
            "arcs",
            "objects",
            "transform",
            "scale",
            "translate",
            "id",
            "a",
            "rotate",
            "clipExtent",
        ];
        let word = prop::sample::select(words.to_vec());
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::Bool),
            (-9i32..9).prop_map(|n| Value::Number(n.into())),
            any::<f64>().prop_map(Value::Number),
            word.clone().prop_map(Value::from)
        ];
        leaf.prop_recursive(6, 60, 6, move |inner| {
            let member = (word.clone().prop_map(String::from), inner.clone());
            prop_oneof![
                prop::collection::vec(inner, 0..6).prop_map(Value::Array),
                prop::collection::vec(member, 0..6).prop_map(Value::Object)
            ]
        })
    }

    proptest! {
        #[test]
        fn any_json_is_a_map_or_an_error(a in any_json(), b in any_json(), kind in prop::sample::select(vec!["Polygon", "Feature", "GeometryCollection", "LineString"])) {
            let geometry = Value::object(vec![("type", kind.into()), ("coordinates", a.clone()), ("arcs", b.clone()), ("geometry", a.clone()), ("geometries", a.clone())]);
            if let Ok(geometry) = read(&geometry) {
                Projection::fit(&Settings::of(Kind::EqualEarth), [0.0, 0.0, 300.0, 200.0], &[geometry]);
            }
            let objects = Value::object(vec![("a", geometry)]);
            let topology = Value::object(vec![("arcs", b.clone()), ("objects", objects), ("transform", a.clone())]);
            let _ = topojson::features(&topology, "a");
            let _ = topojson::mesh(&topology, "a", topojson::Borders::Interior);
            let _ = Settings::read(&b, "", Kind::Mercator);
            let _ = read(&a);
            let _ = topojson::features(&a, "a");
        }
    }
}
