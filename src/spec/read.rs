//! Reading a Vega-Lite document into a [`Spec`]: the top level, its data and its layers.
//!
//! Layers inherit encodings and filters as in Vega-Lite, and groups of layers are flattened, so that nothing further right
//! meets a nested one.

use super::grammar::place;
use super::reader::{Reader, items, joined, text};
use super::{Channel, Data, Encoding, Layer, Mark, Spec, Value};
use crate::report::Problem;

/// The marks, in the grammar's order; `circle` is Vega-Lite's word for a filled point, which Nutgraph's points are.
pub(super) const MARKS: [Mark; 6] = [Mark::Line, Mark::Area, Mark::Bar, Mark::Point, Mark::Rule, Mark::Point];

/// Reads a document: the spec with its warnings, or all that is wrong. Problems name their JSON path.
pub fn read(document: &Value) -> Result<(Spec, Vec<Problem>), Vec<Problem>> {
    let mut reader = Reader::default();
    let mut spec = Spec::default();
    if reader.document(document) && matches!(document, Value::Object(_)) {
        reader.top(document, &mut spec);
    }
    reader.finish(spec)
}

/// What a layer has from the groups round it.
#[derive(Clone, Default)]
struct Inherited {
    encoding: Encoding,
    filters: Vec<String>,
}

impl Reader {
    fn top(&mut self, document: &Value, spec: &mut Spec) {
        if let Some(Value::String(address)) = document.get("$schema") {
            let is_known = ["4.", "5.", "6."].iter().any(|version| {
                let start = joined(&["https://vega.github.io/schema/vega-lite/v", version], "");
                address.starts_with(&start)
            });
            if !is_known {
                let remedy = "expected \"https://vega.github.io/schema/vega-lite/v6.json\"";
                self.error_at("$schema", "unknown-schema", &["\"", address, "\" is not known here"], remedy);
            }
        }
        if let Some(title @ Value::Object(_)) = document.get("title") {
            spec.heading = text(title, "text");
            spec.subheading = text(title, "subtitle");
        } else {
            spec.heading = text(document, "title");
        }
        spec.description = text(document, "description");
        if let Some(data) = document.get("data") {
            self.data(data, document, spec);
        }
        if let Some(own) = document.get("usermeta").and_then(|meta| meta.get("nutgraph")) {
            self.usermeta(own, spec);
        }
        #[cfg(not(feature = "lean"))]
        self.calculations(document, spec, true);
        spec.filters = self.transform(document);
        #[cfg(not(feature = "lean"))]
        if let Some(encoding) = document.get("encoding") {
            spec.facet = self.facet(encoding);
        }
        self.layers(document, &Inherited::default(), true, &mut spec.layers);
    }

    fn data(&mut self, data: &Value, document: &Value, spec: &mut Spec) {
        if let Some(format) = data.get("format") {
            spec.format = text(format, "type");
        }
        if data.get("url").is_some() {
            spec.data = Data::Url(text(data, "url"));
        } else if let Some(values) = data.get("values") {
            spec.data = Data::Values(values.clone());
        } else if let Some(Value::String(name)) = data.get("name") {
            match document.get("datasets").and_then(|sets| sets.get(name)) {
                Some(values) => spec.data = Data::Values(values.clone()),
                None => {
                    let remedy = "give \"url\" or \"values\", or leave \"data\" out where the page supplies it";
                    self.error_at("data", "unknown-data", &["there is no \"", name, "\" in /datasets"], remedy);
                }
            }
        }
    }

    /// The conditions of a `transform`.
    fn transform(&mut self, value: &Value) -> Vec<String> {
        let mut filters = Vec::new();
        let back = self.enter("transform");
        for (i, filter) in items(value.get("transform")).iter().enumerate() {
            #[cfg(not(feature = "lean"))]
            if filter.get("calculate").is_some() {
                continue;
            }
            let back = self.enter_item(i);
            self.enter("filter");
            let mut expression = String::new();
            self.filter(filter.get("filter").unwrap_or(&Value::Null), &mut expression);
            filters.push(expression);
            self.leave(back);
        }
        self.leave(back);
        filters
    }

    /// Appends the layers of a unit, a layer or a group of layers.
    fn layers(&mut self, value: &Value, inherited: &Inherited, is_top: bool, layers: &mut Vec<Layer>) {
        let mut own = inherited.clone();
        if let Some(encoding) = value.get("encoding") {
            self.encoding(encoding, &mut own.encoding);
            #[cfg(not(feature = "lean"))]
            if !is_top {
                self.no_facet(encoding);
            }
        }
        // The transforms of the document itself filter the table, and with it every layer.
        if !is_top {
            #[cfg(not(feature = "lean"))]
            self.calculations(value, &mut Spec::default(), false);
            own.filters.extend(self.transform(value));
        }
        match (value.get("mark"), value.get("layer")) {
            (Some(mark), None) => {
                if !self.failed() {
                    self.complete(&mut own.encoding);
                }
                layers.push(unit(mark, own));
            }
            (None, Some(group)) => {
                let back = self.enter("layer");
                let group = items(Some(group));
                if group.is_empty() && !self.failed() {
                    self.error("no-mark", &["there is no layer here"], "add {\"mark\": \"line\"}");
                }
                for (i, item) in group.iter().enumerate() {
                    let back = self.enter_item(i);
                    self.layers(item, &own, false, layers);
                    self.leave(back);
                }
                self.leave(back);
            }
            (Some(_), Some(_)) => self.error("two-marks", &["both \"mark\" and \"layer\""], "move the mark into a layer of its own"),
            // What stands in a mark's place has been refused already.
            (None, None) if ["facet", "repeat", "concat", "hconcat", "vconcat"].iter().any(|name| value.get(name).is_some()) => {}
            (None, None) => self.error("no-mark", &["there is no mark"], "add \"mark\": \"line\", or \"layer\""),
        }
    }
}

/// The layer of one mark.
fn unit(mark: &Value, own: Inherited) -> Layer {
    let mut layer =
        Layer { mark: Mark::Line, filled: mark.get("filled") != Some(&Value::Bool(false)), encoding: own.encoding, filters: own.filters };
    let word = mark.get("type").unwrap_or(mark).as_str().unwrap_or("");
    if let Some(&mark) = MARKS.get(place("marks", word)) {
        layer.mark = mark;
    }
    if let Some(color) = mark.get("color").filter(|_| layer.encoding.color.is_none()) {
        layer.encoding.color = Some(Channel { value: Some(color.clone()), ..Channel::default() });
    }
    layer
}

#[cfg(test)]
mod tests {
    use super::super::reader::testing::{check, good, json, line, problems};
    use super::*;
    use proptest::prelude::*;

    /// Each layer as mark, x, y and filters.
    fn layers(text: &str) -> Vec<String> {
        let word = |c: &Option<Channel>| c.as_ref().and_then(|c| c.field.clone()).unwrap_or("-".into());
        let line = |l: &Layer| format!("{:?} {} {} {}", l.mark, word(&l.encoding.x), word(&l.encoding.y), l.filters.join(" & "));
        good(text).layers.iter().map(line).collect()
    }

    #[test]
    fn a_document_is_read() {
        let spec = good(
            r#"{"$schema": "https://vega.github.io/schema/vega-lite/v6.json", "name": "coca", "description": "Two lines.",
            "title": {"text": ["Coca", "is back"], "subtitle": "Hectares"}, "width": "container", "height": {"step": 20},
            "autosize": "fit", "padding": 5, "background": null, "config": {"view": {"continuousWidth": 300}},
            "data": {"url": "coca.csv", "format": {"type": "csv"}}, "transform": [{"filter": "datum.year > 2000"}],
            "mark": {"type": "bar", "filled": false, "tooltip": true},
            "encoding": {"x": {"field": "year", "type": "temporal"}, "y": {"field": "ha"}}}"#,
        );
        assert_eq!([&spec.heading, &spec.subheading, &spec.description, &spec.format], ["Coca is back", "Hectares", "Two lines.", "csv"]);
        assert_eq!((spec.data_url(), spec.filters.as_slice()), (Some("coca.csv"), ["datum.year > 2000".to_string()].as_slice()));
        assert_eq!((spec.layers[0].mark, spec.layers[0].filled, spec.layers[0].filters.len()), (Mark::Bar, false, 0));
        assert_eq!(good(&line(r#""title": "Coca""#)).heading, "Coca");
        assert_eq!(good(&line(r#""data": {"values": "a,b\n1,2"}"#)).data, Data::Values("a,b\n1,2".into()));
        assert_eq!(good(&line(r#""data": {"name": "d1"}, "datasets": {"d1": [{"a": 1}]}"#)).data, Data::Values(json(r#"[{"a": 1}]"#)));
        assert_eq!(good(&line(r#""data": null"#)).data, Data::Unset);
    }

    #[test]
    fn layers_inherit_encodings_and_filters() {
        let text = r#"{"transform": [{"filter": "datum.t"}], "encoding": {"x": {"field": "year", "type": "temporal"}, "y": {"title": "Hectares"}}, "layer": [
            {"mark": "line", "encoding": {"y": {"field": "a"}}},
            {"transform": [{"filter": "datum.f"}], "encoding": {"y": {"field": "b"}}, "layer": [
                {"mark": "point", "transform": [{"filter": "datum.g"}]},
                {"mark": "rule", "encoding": {"x": null}},
                {"mark": "rule", "encoding": {"x": {"datum": "2015-10-01"}, "y": null}}]}]}"#;
        assert_eq!(layers(text), ["Line year a ", "Point year b datum.f & datum.g", "Rule - b datum.f", "Rule - - datum.f"]);
        let spec = good(text);
        assert_eq!(spec.filters, ["datum.t"]);
        assert_eq!(spec.layers[0].encoding.y.as_ref().and_then(|y| y.title.as_deref()), Some("Hectares"));
        let x = spec.layers[3].encoding.x.clone().expect("there is an x");
        assert_eq!((x.datum, x.kind), (Some("2015-10-01".into()), Some(super::super::FieldType::Temporal)));
    }

    #[test]
    fn a_marks_colour_gives_way_to_the_channel() {
        let document = |color: &str| {
            let encoding = format!(r#"{{"x": {{"field": "a"}}{color}}}"#);
            good(&format!(r##"{{"mark": {{"type": "bar", "color": "#c00"}}, "encoding": {encoding}}}"##)).layers[0].encoding.color.clone()
        };
        assert_eq!(document("").and_then(|c| c.value), Some("#c00".into()));
        assert_eq!(document(r#", "color": {"field": "b"}"#).and_then(|c| c.field), Some("b".into()));
    }

    #[test]
    fn what_is_not_supported_is_said_with_its_path() {
        let not_yet = |what: &str, remedy: &str| format!("Vega-Lite has \"{what}\", Nutgraph does not yet; {remedy}");
        let look = "the look follows the page: set --nut-font, --nut-ink, --nut-paper, --nut-color-1 and so on";
        for (members, path, message) in [
            (
                r#""$schema": "https://vega.github.io/schema/vega/v6.json""#,
                "/$schema",
                "\"https://vega.github.io/schema/vega/v6.json\" is not known here; expected \"https://vega.github.io/schema/vega-lite/v6.json\"".to_string(),
            ),
            (r#""background": "red""#, "/background", "\"red\" is not known here; leave it out, and set --nut-paper in the page's styles".into()),
            (r#""config": {"bar": {"color": "red"}}"#, "/config/bar", not_yet("bar", look)),
            (r#""config": {"view": {"stroke": null}}"#, "/config/view/stroke", not_yet("stroke", look)),
            (r#""title": {"text": "a", "fontSize": 20}"#, "/title/fontSize", not_yet("fontSize", "supported: text, subtitle")),
            (r#""width": "wide""#, "/width", "\"wide\" is not known here; supported: container".into()),
            (
                r#""data": {"name": "d"}"#,
                "/data",
                "there is no \"d\" in /datasets; give \"url\" or \"values\", or leave \"data\" out where the page supplies it".into(),
            ),
            (
                r#""data": {"url": "a.json", "format": {"type": "topojson"}}"#,
                "/data/format/type",
                not_yet("topojson", "supported: csv, tsv, json"),
            ),
            (
                r#""transform": [{"calculate": "1", "as": "b"}]"#,
                "/transform/0/calculate",
                not_yet("calculate", "put the column into the data"),
            ),
            (r#""transform": {"filter": "true"}"#, "/transform", "found an object; expected an array".into()),
            (
                r#""resolve": {"scale": {"y": "independent"}}"#,
                "/resolve",
                not_yet("resolve", "all layers share one scale for each direction"),
            ),
            (r#""layer": []"#, "", "both \"mark\" and \"layer\"; move the mark into a layer of its own".into()),
        ] {
            let colon = if path.is_empty() { "" } else { ": " };
            check(&line(members), &format!("{path}{colon}{message}"));
        }
    }

    #[test]
    fn a_date_in_a_format_of_its_own_is_an_error() {
        let found = problems(&line(r#""data": {"url": "a.csv", "format": {"parse": {"year": "date:'%d.%m.%Y'"}}}"#));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0], "/data/format/parse/year: \"date:'%d.%m.%Y'\" is not known here; supported: number, string, boolean, date");
    }

    #[test]
    fn a_wrong_mark_is_said() {
        let marks = "supported: line, area, bar, point, rule, circle";
        for (members, message) in [
            (r#""mark": "lines""#, format!("/mark: \"lines\" is not known here; did you mean \"line\"? {marks}")),
            (r#""mark": {"type": "arc"}"#, format!("/mark/type: Vega-Lite has \"arc\", Nutgraph does not yet; {marks}")),
            (r#""mark": {"filled": true}"#, "/mark/type: this is missing; add it".into()),
            (
                r#""mark": {"type": "line", "point": true}"#,
                "/mark/point: Vega-Lite has \"point\", Nutgraph does not yet; add a layer with the mark \"point\"".into(),
            ),
            (
                r#""mark": {"type": "line", "opacity": 0.5}"#,
                "/mark/opacity: Vega-Lite has \"opacity\", Nutgraph does not yet; supported: type, filled, color, tooltip".into(),
            ),
            (r#""name": "none""#, "there is no mark; add \"mark\": \"line\", or \"layer\"".into()),
            (r#""layer": []"#, "/layer: there is no layer here; add {\"mark\": \"line\"}".into()),
            (
                r#""layer": [{"mark": "line", "data": {"url": "b.csv"}}]"#,
                "/layer/0/data: Vega-Lite has \"data\", Nutgraph does not yet; put all the data into one table and filter it in the layer"
                    .into(),
            ),
            (r#""layer": [{}]"#, "/layer/0: there is no mark; add \"mark\": \"line\", or \"layer\"".into()),
        ] {
            check(&format!(r#"{{"encoding": {{"x": {{"field": "a"}}}}, {members}}}"#), &message);
        }
        check(r#"{"mark": "line"}"#, "/encoding: there is neither x nor y; add \"x\": {\"field\": …} and \"y\": {\"field\": …}");
        check("[]", "found an array; expected an object");
    }

    #[test]
    fn all_problems_come_at_once() {
        let found = problems(r#"{"facet": {}, "hconcat": [], "title": 3, "encoding": {"x": {"bin": true}, "color": 3}}"#);
        let paths: Vec<&str> = found.iter().map(|line| line.split(": ").next().unwrap_or("")).collect();
        assert_eq!(paths, ["/facet", "/hconcat", "/title", "/encoding/x/bin", "/encoding/color"]);
    }

    #[test]
    fn deep_nesting_is_refused() {
        let deep = |n: usize| {
            format!("{}{}{}", r#"{"layer": ["#.repeat(n), r#"{"mark": "line", "encoding": {"x": {"field": "a"}}}"#, "]}".repeat(n))
        };
        assert_eq!(good(&deep(18)).layers.len(), 1);
        check(&deep(30), "values are nested more than 40 deep; make the spec flatter");
        let mut value = Value::Null;
        for _ in 0..2000 {
            value = Value::Array(vec![value]);
        }
        let document = Value::object(vec![("mark", "line".into()), ("data", Value::object(vec![("values", value)]))]);
        assert!(read(&document).is_err());
    }

    /// Trees whose names are mostly those that the reader knows.
    fn any_value() -> impl Strategy<Value = Value> {
        let names = prop::sample::select(
            "mark encoding layer data transform title usermeta nutgraph x y color field datum value type sort scale axis domain filter and \
             not range oneOf equal url values name format parse source annotations facts text order tooltip point line bar ascending -x $schema"
                .split(' ')
                .collect::<Vec<_>>(),
        );
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            names.clone().prop_map(Value::from),
            ".{0,4}".prop_map(Value::from),
        ];
        leaf.prop_recursive(6, 60, 6, move |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::Array),
                prop::collection::vec((names.clone().prop_map(str::to_string), inner), 0..6).prop_map(Value::Object),
            ]
        })
    }

    proptest! {
        #[test]
        fn any_tree_is_read_or_refused(value in any_value(), inner in any_value()) {
            let nested = Value::object(vec![("mark", "bar".into()), ("encoding", inner.clone()), ("transform", Value::Array(vec![inner.clone()])), ("usermeta", Value::object(vec![("nutgraph", inner)]))]);
            for document in [value, nested] {
                match read(&document) {
                    Ok((spec, _)) => prop_assert!(!spec.layers.is_empty()),
                    Err(problems) => prop_assert!(!problems.is_empty()),
                }
            }
        }
    }
}
