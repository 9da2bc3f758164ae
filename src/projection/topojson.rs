//! TopoJSON to GeoJSON: the arcs that neighbours share are joined to rings and lines again (Mike Bostock, "The TopoJSON Format
//! Specification" 1.0), and the mesh of borders, each drawn once.

use crate::problem;
use crate::report::{Place, Problem, nearest};
use crate::spec::Value;
use std::collections::HashMap;

/// Points that one topology may give: objects can name an arc again and again.
const MOST: usize = 5_000_000;

/// Collections in collections: deeper than this is no map.
const DEEPEST: usize = 20;

/// The problem at a place of TopoJSON.
fn wrong(path: &str, found: String) -> Problem {
    problem!(Error, "unreadable-topojson", Place::Path(path.to_string()), found, "write it as the TopoJSON specification has it")
}

fn list<'a>(value: Option<&'a Value>, path: &str) -> Result<&'a [Value], Problem> {
    match value {
        Some(Value::Array(items)) => Ok(items),
        _ => Err(wrong(path, "a list is due here".into())),
    }
}

/// An arc of a topology as it is named: from 0, or the one's complement for backwards.
fn index(value: &Value) -> Option<i64> {
    match value {
        Value::Number(n) if n.fract() == 0.0 && n.abs() < 1e9 => Some(*n as i64),
        _ => None,
    }
}

/// Without the sign of its direction.
fn own(arc: i64) -> usize {
    (if arc < 0 { !arc } else { arc }) as usize
}

/// A topology with its arcs in degrees.
struct Topology {
    arcs: Vec<Vec<[f64; 2]>>,
    /// Scale and translation of positions.
    transform: Option<([f64; 2], [f64; 2])>,
    left: std::cell::Cell<usize>,
}

/// Two numbers of a list; further ones are heights and are left out.
fn pair(value: &Value) -> Option<[f64; 2]> {
    match value {
        Value::Array(parts) => match parts[..] {
            [Value::Number(x), Value::Number(y), ..] => Some([x, y]),
            _ => None,
        },
        _ => None,
    }
}

impl Topology {
    fn read(value: &Value) -> Result<Topology, Problem> {
        let transform = match value.get("transform") {
            None | Some(Value::Null) => None,
            Some(transform) => {
                let both = |key: &str| transform.get(key).and_then(pair).ok_or_else(|| wrong("/transform", format!("it has no {key}")));
                Some((both("scale")?, both("translate")?))
            }
        };
        let mut topology = Topology { arcs: Vec::new(), transform, left: std::cell::Cell::new(MOST) };
        for (i, arc) in list(value.get("arcs"), "/arcs")?.iter().enumerate() {
            let path = format!("/arcs/{i}");
            let mut sum = [0.0, 0.0];
            let mut points = Vec::new();
            for position in list(Some(arc), &path)? {
                let p = pair(position).ok_or_else(|| wrong(&path, "a position is two numbers".into()))?;
                sum = if topology.transform.is_some() { [sum[0] + p[0], sum[1] + p[1]] } else { p };
                points.push(topology.place(sum));
            }
            topology.arcs.push(points);
        }
        Ok(topology)
    }

    fn place(&self, p: [f64; 2]) -> [f64; 2] {
        match self.transform {
            Some((scale, translate)) => [p[0] * scale[0] + translate[0], p[1] * scale[1] + translate[1]],
            None => p,
        }
    }

    /// Arcs joined to a line.
    fn joined(&self, arcs: &[i64], path: &str) -> Result<Vec<[f64; 2]>, Problem> {
        let mut points: Vec<[f64; 2]> = Vec::new();
        for &arc in arcs {
            let Some(own) = self.arcs.get(own(arc)) else { return Err(wrong(path, format!("there is no arc {arc}"))) };
            let left = self.left.get().checked_sub(own.len());
            self.left.set(left.ok_or_else(|| wrong(path, format!("its objects have more than {MOST} points")))?);
            // The last point is the first of the next arc.
            points.pop();
            if arc < 0 {
                points.extend(own.iter().rev());
            } else {
                points.extend(own);
            }
        }
        if let (1, Some(&only)) = (points.len(), points.first()) {
            points.push(only);
        }
        Ok(points)
    }

    fn line(&self, value: &Value, path: &str) -> Result<Vec<[f64; 2]>, Problem> {
        let arcs = list(Some(value), path)?.iter().map(index).collect::<Option<Vec<_>>>();
        self.joined(&arcs.ok_or_else(|| wrong(path, "an arc is named by a whole number".into()))?, path)
    }

    fn ring(&self, value: &Value, path: &str) -> Result<Value, Problem> {
        let mut points = self.line(value, path)?;
        // Two arcs of two points each make a ring of three positions, which GeoJSON does not have.
        while let (1..4, Some(&first)) = (points.len(), points.first()) {
            points.push(first);
        }
        Ok(positions(&points))
    }

    /// The geometry of an object as GeoJSON.
    fn geometry(&self, object: &Value, path: &str, depth: usize) -> Result<Value, Problem> {
        if depth > DEEPEST {
            return Err(wrong(path, format!("collections are nested more than {DEEPEST} deep")));
        }
        let kind = object.get("type").and_then(Value::as_str).unwrap_or_default();
        let arcs = format!("{path}/arcs");
        let each = |value: Option<&Value>, read: &dyn Fn(&Value) -> Result<Value, Problem>| {
            list(value, &arcs)?.iter().map(read).collect::<Result<Vec<_>, _>>().map(Value::Array)
        };
        let position = |value: &Value| {
            let at = pair(value).ok_or_else(|| wrong(&format!("{path}/coordinates"), "a position is two numbers".into()))?;
            Ok(positions(&[self.place(at)]))
        };
        let ring = |value: &Value| self.ring(value, &arcs);
        let coordinates = match kind {
            "GeometryCollection" => {
                let parts = list(object.get("geometries"), path)?;
                let read = |(i, part): (usize, &Value)| self.geometry(part, &format!("{path}/geometries/{i}"), depth + 1);
                let parts = parts.iter().enumerate().map(read).collect::<Result<Vec<_>, _>>()?;
                return Ok(Value::object(vec![("type", kind.into()), ("geometries", Value::Array(parts))]));
            }
            "Point" => match position(object.get("coordinates").unwrap_or(&Value::Null))? {
                Value::Array(mut one) if one.len() == 1 => one.remove(0),
                other => other,
            },
            "MultiPoint" => {
                let points = list(object.get("coordinates"), &format!("{path}/coordinates"))?;
                let points = points.iter().map(position).collect::<Result<Vec<_>, _>>()?;
                Value::Array(points.into_iter().flat_map(|p| if let Value::Array(one) = p { one } else { Vec::new() }).collect())
            }
            "LineString" => positions(&self.line(object.get("arcs").unwrap_or(&Value::Null), &arcs)?),
            "MultiLineString" => each(object.get("arcs"), &|line| Ok(positions(&self.line(line, &arcs)?)))?,
            "Polygon" => each(object.get("arcs"), &ring)?,
            "MultiPolygon" => each(object.get("arcs"), &|polygon| each(Some(polygon), &ring))?,
            _ => return Ok(Value::Null),
        };
        Ok(Value::object(vec![("type", kind.into()), ("coordinates", coordinates)]))
    }
}

fn positions(points: &[[f64; 2]]) -> Value {
    Value::Array(points.iter().map(|p| Value::Array(vec![p[0].into(), p[1].into()])).collect())
}

/// An object of a topology by its name.
fn object<'a>(topology: &'a Value, name: &str) -> Result<&'a Value, Problem> {
    let objects = topology.get("objects").unwrap_or(&Value::Null);
    objects.get(name).ok_or_else(|| {
        let names: Vec<&str> =
            if let Value::Object(members) = objects { members.iter().map(|(k, _)| k.as_str()).collect() } else { vec![] };
        let remedy = match nearest(name, names.iter().copied()) {
            Some(near) => format!("did you mean \"{near}\"?"),
            None => format!("it has {}", if names.is_empty() { "none".to_string() } else { names.join(", ") }),
        };
        problem!(Error, "no-such-object", Place::Path("/objects".into()), format!("there is no object \"{name}\""), remedy)
    })
}

/// The features of an object: one, or those of a collection. Each is GeoJSON with its `id`, its `properties` and its `geometry`.
pub fn features(topology: &Value, name: &str) -> Result<Vec<Value>, Problem> {
    let read = Topology::read(topology)?;
    let object = object(topology, name)?;
    let path = format!("/objects/{name}");
    let feature = |object: &Value, path: &str| {
        let geometry = read.geometry(object, path, 0)?;
        let mut members = vec![("type", Value::from("Feature"))];
        for key in ["id", "bbox"] {
            members.extend(object.get(key).filter(|v| **v != Value::Null).map(|value| (key, value.clone())));
        }
        members.push(("properties", object.get("properties").filter(|v| **v != Value::Null).cloned().unwrap_or(Value::Object(Vec::new()))));
        members.push(("geometry", geometry));
        Ok(Value::object(members))
    };
    if object.get("type").and_then(Value::as_str) != Some("GeometryCollection") {
        return Ok(vec![feature(object, &path)?]);
    }
    let parts = list(object.get("geometries"), &path)?;
    parts.iter().enumerate().map(|(i, part)| feature(part, &format!("{path}/geometries/{i}"))).collect()
}

/// Which borders a mesh has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Borders {
    /// All.
    All,
    /// Those between two objects.
    Interior,
    /// Those of one object.
    Exterior,
}

/// Where an arc is used: under what name it was met first, and the first and the last object that has it.
struct Use {
    arc: i64,
    first: usize,
    last: usize,
}

/// The arcs of an object, in the order in which they are met.
fn collect(object: &Value, depth: usize, objects: &mut usize, found: &mut HashMap<usize, Use>) {
    if depth > DEEPEST {
        return;
    }
    if let (Some("GeometryCollection"), Some(Value::Array(parts))) = (object.get("type").and_then(Value::as_str), object.get("geometries"))
    {
        parts.iter().for_each(|part| collect(part, depth + 1, objects, found));
        return;
    }
    *objects += 1;
    if let Some(arcs) = object.get("arcs") {
        nested(arcs, 0, *objects, found);
    }
}

fn nested(value: &Value, depth: usize, object: usize, found: &mut HashMap<usize, Use>) {
    match value {
        Value::Array(items) if depth < 4 => items.iter().for_each(|item| nested(item, depth + 1, object, found)),
        _ => {
            if let Some(arc) = index(value) {
                found.entry(own(arc)).and_modify(|u| u.last = object).or_insert(Use { arc, first: object, last: object });
            }
        }
    }
}

/// The borders of an object's parts as one GeoJSON `MultiLineString`, each border once.
pub fn mesh(topology: &Value, name: &str, borders: Borders) -> Result<Value, Problem> {
    let read = Topology::read(topology)?;
    let object = object(topology, name)?;
    let mut found = HashMap::new();
    collect(object, 0, &mut 0, &mut found);
    let mut arcs: Vec<(usize, Use)> = found.into_iter().collect();
    arcs.sort_by_key(|(own, _)| *own);
    let wanted = |u: &Use| match borders {
        Borders::All => true,
        Borders::Interior => u.first != u.last,
        Borders::Exterior => u.first == u.last,
    };
    let arcs: Vec<i64> = arcs.into_iter().filter(|(_, u)| wanted(u)).map(|(_, u)| u.arc).collect();
    let path = format!("/objects/{name}");
    let lines = stitched(&read, &arcs).iter().map(|line| Ok(positions(&read.joined(line, &path)?))).collect::<Result<Vec<_>, _>>()?;
    Ok(Value::object(vec![("type", "MultiLineString".into()), ("coordinates", Value::Array(lines))]))
}

/// Arcs put together to lines that are as long as can be, end to beginning.
fn stitched(topology: &Topology, arcs: &[i64]) -> Vec<Vec<i64>> {
    let key = |p: [f64; 2]| [p[0].to_bits(), p[1].to_bits()];
    let ends = |arc: i64| {
        let points = topology.arcs.get(own(arc))?;
        let (first, last) = (key(*points.first()?), key(*points.last()?));
        Some(if arc < 0 { (last, first) } else { (first, last) })
    };
    let (mut lines, mut begins, mut finishes): (Vec<Option<Vec<i64>>>, HashMap<_, usize>, HashMap<_, usize>) = Default::default();
    for &arc in arcs {
        let Some((start, end)) = ends(arc) else { continue };
        if let Some(i) = finishes.remove(&start) {
            // A line ends where this arc begins; perhaps another begins where it ends.
            let Some(mut line) = lines[i].take() else { continue };
            line.push(arc);
            if let Some(j) = begins.remove(&end).filter(|j| *j != i) {
                let tail = lines[j].take().unwrap_or_default();
                let finish = tail.last().and_then(|a| ends(*a)).map_or(end, |(_, end)| end);
                line.extend(tail);
                finishes.insert(finish, i);
            } else {
                finishes.insert(end, i);
            }
            lines[i] = Some(line);
        } else if let Some(i) = begins.remove(&end) {
            let Some(line) = lines[i].as_mut() else { continue };
            line.insert(0, arc);
            begins.insert(start, i);
        } else {
            lines.push(Some(vec![arc]));
            begins.insert(start, lines.len() - 1);
            finishes.insert(end, lines.len() - 1);
        }
    }
    lines.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::projection::geojson::{self, Geometry};
    use proptest::prelude::*;

    fn json(text: &str) -> Value {
        serde_json::from_str(text).expect("JSON")
    }

    /// Two squares side by side that share the border from 1, 0 to 1, 1.
    fn squares() -> Value {
        json(
            r#"{"type": "Topology", "transform": {"scale": [0.5, 0.5], "translate": [0, 0]},
            "arcs": [[[2, 0], [0, 2]], [[2, 2], [-2, 0], [0, -2], [2, 0]], [[2, 0], [2, 0], [0, 2], [-2, 0]]],
            "objects": {"both": {"type": "GeometryCollection", "geometries": [
                {"type": "Polygon", "arcs": [[0, 1]], "id": "west", "properties": {"name": "West"}},
                {"type": "Polygon", "arcs": [[2, -1]], "id": "east"},
                {"type": "Point", "coordinates": [1, 1]}]}}}"#,
        )
    }

    #[test]
    fn neighbours_get_their_common_border_back() {
        let features = features(&squares(), "both").expect("it is well made");
        assert_eq!(features.len(), 3);
        assert_eq!(features[0].get("id"), Some(&"west".into()));
        let rings = |feature: &Value| geojson::read(feature);
        assert_eq!(
            rings(&features[0]),
            Ok(Geometry::Polygons(vec![vec![vec![[1.0, 0.0], [1.0, 1.0], [0.0, 1.0], [0.0, 0.0], [1.0, 0.0]]]]))
        );
        assert_eq!(
            rings(&features[1]),
            Ok(Geometry::Polygons(vec![vec![vec![[1.0, 0.0], [2.0, 0.0], [2.0, 1.0], [1.0, 1.0], [1.0, 0.0]]]]))
        );
        assert_eq!(rings(&features[2]), Ok(Geometry::Points(vec![[0.5, 0.5]])));
    }

    #[test]
    fn a_mesh_has_each_border_once() {
        let lines = |borders| match geojson::read(&mesh(&squares(), "both", borders).expect("it is well made")) {
            Ok(Geometry::Lines(lines)) => lines,
            other => panic!("{other:?} is no mesh"),
        };
        assert_eq!(lines(Borders::Interior), [vec![[1.0, 0.0], [1.0, 1.0]]]);
        let stretches = |lines: Vec<Vec<[f64; 2]>>| lines.iter().map(|line| line.len() - 1).sum::<usize>();
        assert_eq!(stretches(lines(Borders::All)), 7);
        assert_eq!(stretches(lines(Borders::Exterior)), 6);
    }

    #[test]
    fn slips_are_named() {
        let problem = features(&squares(), "boht").expect_err("it is spelt both");
        assert_eq!(problem.remedy, "did you mean \"both\"?");
        let lost = json(r#"{"arcs": [], "objects": {"a": {"type": "LineString", "arcs": [7]}}}"#);
        assert_eq!(features(&lost, "a").expect_err("no arc").found, "there is no arc 7");
    }

    proptest! {
        #[test]
        fn no_topology_is_too_wild(arcs in prop::collection::vec(prop::collection::vec(prop::array::uniform2(-9i32..9), 0..4), 0..5),
            used in prop::collection::vec(-7i64..7, 0..9), kind in 0usize..6) {
            let kind = ["LineString", "Polygon", "MultiLineString", "Point", "MultiPolygon", "GeometryCollection"][kind];
            let nested = match kind { "LineString" => format!("{used:?}"), "MultiPolygon" => format!("[[{used:?}]]"), _ => format!("[{used:?}]") };
            let text = format!(r#"{{"arcs": {arcs:?}, "objects": {{"a": {{"type": "{kind}", "arcs": {nested}}}}}}}"#);
            let value = json(&text);
            if let Ok(features) = features(&value, "a") {
                for feature in features {
                    let _ = geojson::read(&feature);
                }
            }
            for borders in [Borders::All, Borders::Interior, Borders::Exterior] {
                let _ = mesh(&value, "a", borders);
            }
        }
    }
}
