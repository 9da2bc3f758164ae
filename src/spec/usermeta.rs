//! Reading `usermeta.nutgraph`: what Vega-Lite has no place for. Other members of `usermeta` are other people's.

use super::grammar::place;
use super::reader::{Reader, items, lines, text, texts};
use super::{Annotation, NamedFact, Period, Source, Spec, Value};

/// The periods, in the grammar's order.
pub(super) const PERIODS: [Period; 3] = [Period::Start, Period::Mid, Period::End];

impl Reader {
    /// Reads the members of `usermeta.nutgraph` into `spec`.
    pub fn usermeta(&mut self, own: &Value, spec: &mut Spec) {
        let texts_of = [("note", &mut spec.note), ("unit", &mut spec.unit), ("labels", &mut spec.labels), ("asOf", &mut spec.as_of)];
        for (name, slot) in texts_of {
            *slot = text(own, name);
        }
        spec.period = PERIODS.get(place("periods", &text(own, "period"))).copied().unwrap_or_default();
        spec.highlight = texts(own.get("highlight"));
        spec.names = pairs(own.get("names"));
        spec.facts = pairs(own.get("facts")).into_iter().map(|(name, expression)| NamedFact { name, expression }).collect();
        match own.get("source") {
            Some(Value::Array(items)) => spec.sources = items.iter().map(source).collect(),
            Some(one) => spec.sources.push(source(one)),
            None => {}
        }
        for (i, item) in items(own.get("annotations")).iter().enumerate() {
            let annotation = Annotation { x: item.get("x").cloned(), y: item.get("y").cloned(), text: text(item, "text") };
            if annotation.x.is_none() && annotation.y.is_none() {
                self.path.push_str("/usermeta/nutgraph/annotations");
                self.error_at(&i.to_string(), "no-position", &["the annotation has no place"], "add \"x\", \"y\" or both");
                self.path.clear();
            }
            spec.annotations.push(annotation);
        }
        #[cfg(not(feature = "lean"))]
        self.controls(own, spec);
    }
}

/// The members of an object of texts.
fn pairs(value: Option<&Value>) -> Vec<(String, String)> {
    match value {
        Some(Value::Object(members)) => members.iter().map(|(name, value)| (name.clone(), lines(value))).collect(),
        _ => Vec::new(),
    }
}

/// A source: its name, or an object.
fn source(value: &Value) -> Source {
    let name = if let Value::String(name) = value { name.clone() } else { text(value, "name") };
    Source { name, url: text(value, "url"), columns: texts(value.get("columns")) }
}

#[cfg(test)]
mod tests {
    use super::super::reader::testing::{check, good, line};
    use super::*;

    fn document(members: &str) -> String {
        line(&format!(r#""usermeta": {{"nutgraph": {{{members}}}}}"#))
    }

    #[test]
    fn all_members_are_read() {
        let spec = good(&document(
            r#""source": ["UNODC", {"name": "ONDCP", "url": "https://o.example", "columns": ["ondcp_ha"]}], "note": ["Two", "lines"],
            "period": "end", "unit": "ha", "names": {"unodc_ha": "UN survey"}, "labels": "label", "highlight": ["Nariño"],
            "annotations": [{"x": "2015-10-01", "text": "Spraying ends"}, {"y": 50000, "text": "Target"}],
            "facts": {"jump": "change(unodc_ha, 2015, 2016)"}, "asOf": "2017-12-07""#,
        ));
        assert_eq!(spec.sources[0], Source { name: "UNODC".into(), ..Source::default() });
        assert_eq!(spec.sources[1], Source { name: "ONDCP".into(), url: "https://o.example".into(), columns: vec!["ondcp_ha".into()] });
        assert_eq!([&spec.note, &spec.unit, &spec.labels, &spec.as_of], ["Two lines", "ha", "label", "2017-12-07"]);
        assert_eq!(spec.period, Period::End);
        assert_eq!(spec.names, [("unodc_ha".to_string(), "UN survey".to_string())]);
        assert_eq!(spec.highlight, ["Nariño"]);
        assert_eq!(spec.annotations[0], Annotation { x: Some("2015-10-01".into()), y: None, text: "Spraying ends".into() });
        assert_eq!(spec.annotations[1].y, Some(50000.0.into()));
        assert_eq!(spec.facts, [NamedFact { name: "jump".into(), expression: "change(unodc_ha, 2015, 2016)".into() }]);
    }

    #[test]
    fn one_source_needs_no_list_and_others_members_are_theirs() {
        assert_eq!(good(&document(r#""source": "UNODC""#)).sources[0].name, "UNODC");
        assert_eq!(good(&document(r#""source": {"name": "UNODC"}"#)).sources[0].name, "UNODC");
        good(&line(r#""usermeta": {"embedOptions": {"anything": [1]}}"#));
    }

    #[test]
    fn what_is_wrong_is_said_with_its_path() {
        for (members, message) in [
            (r#""period": "late""#, "/period: \"late\" is not known here; supported: start, mid, end"),
            (r#""period": 3"#, "/period: found a number; expected a string"),
            (r#""source": [{"url": "https://u.example"}]"#, "/source/0/name: this is missing; add it"),
            (r#""source": 3"#, "/source: found a number; expected a string or an array or an object"),
            (r#""source": {"name": "U", "link": "u"}"#, "/source/link: \"link\" is not known here; supported: name, url, columns"),
            (r#""highlight": "Nariño""#, "/highlight: found a string; expected an array"),
            (r#""facts": {"a/b~c": 3}"#, "/facts/a~1b~0c: found a number; expected a string"),
            (r#""annotations": [{"text": "Event"}]"#, "/annotations/0: the annotation has no place; add \"x\", \"y\" or both"),
            (r#""annotations": [{"x": 2015}]"#, "/annotations/0/text: this is missing; add it"),
            (
                r#""annotations": [{"x": 2015, "test": "…", "text": ""}]"#,
                "/annotations/0/test: \"test\" is not known here; did you mean \"text\"? supported: text, x, y",
            ),
        ] {
            check(&document(members), &format!("/usermeta/nutgraph{message}"));
        }
        check(&line(r#""usermeta": 3"#), "/usermeta: found a number; expected an object");
    }
}
