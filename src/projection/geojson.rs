//! GeoJSON (RFC 7946) as geometry: any object that has one, in degrees of longitude and latitude.

use super::sphere::Place;
use crate::problem;
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
    problem!(Error, "unreadable-geojson", Where::Path(path.to_string()), found, "write it as RFC 7946 has it")
}

/// Reads a geometry, a feature or a collection of either; `null` and a feature without a geometry are an empty collection.
///
/// ```
/// use nutgraph::{projection::geojson::{read, Geometry}, spec::Value};
/// let point = Value::object(vec![("type", "Point".into()), ("coordinates", Value::Array(vec![(-3.7).into(), 40.4.into()]))]);
/// assert_eq!(read(&point), Ok(Geometry::Points(vec![[-3.7, 40.4]])));
/// ```
pub fn read(value: &Value) -> Result<Geometry, Problem> {
    object(value, "", 0)
}

fn object(value: &Value, path: &str, depth: usize) -> Result<Geometry, Problem> {
    if *value == Value::Null {
        return Ok(Geometry::Collection(Vec::new()));
    }
    if depth > DEEPEST {
        return Err(wrong(path, format!("collections are nested more than {DEEPEST} deep")));
    }
    let Some(kind) = value.get("type").and_then(Value::as_str) else {
        return Err(wrong(path, "an object of GeoJSON has a type, this has none".into()));
    };
    let members = |key: &str| -> Result<Geometry, Problem> {
        let path = format!("{path}/{key}");
        let Some(Value::Array(items)) = value.get(key) else { return Err(wrong(&path, format!("{kind} wants a list here"))) };
        let read = |(i, item): (usize, &Value)| object(item, &format!("{path}/{i}"), depth + 1);
        Ok(Geometry::Collection(items.iter().enumerate().map(read).collect::<Result<_, _>>()?))
    };
    let at = format!("{path}/coordinates");
    let coordinates = || value.get("coordinates").ok_or_else(|| wrong(&at, format!("{kind} has no coordinates")));
    match kind {
        "Sphere" => Ok(Geometry::Sphere),
        "Feature" => object(value.get("geometry").unwrap_or(&Value::Null), &format!("{path}/geometry"), depth + 1),
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

fn list<T>(value: &Value, path: &str, read: impl Fn(&Value, &str) -> Result<T, Problem>) -> Result<Vec<T>, Problem> {
    let Value::Array(items) = value else { return Err(wrong(path, "a list is due here".into())) };
    items.iter().map(|item| read(item, path)).collect()
}

fn line(value: &Value, path: &str) -> Result<Vec<Place>, Problem> {
    list(value, path, position)
}

fn position(value: &Value, path: &str) -> Result<Place, Problem> {
    match value {
        Value::Array(parts) => match parts[..] {
            [Value::Number(x), Value::Number(y), ..] if x.is_finite() && y.is_finite() => Ok([x, y]),
            _ => Err(wrong(path, "a position is two numbers".into())),
        },
        _ => Err(wrong(path, "a position is a list of two numbers".into())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
