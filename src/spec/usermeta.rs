//! Reading `usermeta.nutgraph`: what Vega-Lite has no place for. Other members of `usermeta` are other people's.

use super::members::{ANNOTATION, NUTGRAPH, PERIODS, SOURCE};
use super::reader::{Reader, quoted};
use super::{Annotation, NamedFact, Period, Source, Spec, Value};

/// The periods of [`PERIODS`], in its order.
pub(super) const PERIOD_TYPES: [Period; 3] = [Period::Start, Period::Mid, Period::End];

impl Reader {
    /// Reads the members of `usermeta.nutgraph` into `spec`.
    pub fn usermeta(&mut self, value: &Value, spec: &mut Spec) {
        for (name, value) in self.members(value, &NUTGRAPH) {
            let back = self.enter(name);
            match name {
                "source" => self.sources(value, &mut spec.sources),
                "note" => spec.note = self.lines(value),
                "period" => spec.period = self.choice(value, &PERIODS).and_then(|i| PERIOD_TYPES.get(i).copied()).unwrap_or_default(),
                "unit" => spec.unit = self.text(value),
                "names" => spec.names = self.pairs(value),
                "labels" => spec.labels = self.text(value),
                "highlight" => {
                    let items = self.items(value);
                    spec.highlight = self.texts(items);
                }
                "annotations" => {
                    for (i, item) in self.items(value).iter().enumerate() {
                        let back = self.enter_item(i);
                        self.annotation(item, &mut spec.annotations);
                        self.leave(back);
                    }
                }
                "facts" => {
                    let pairs = self.pairs(value);
                    spec.facts = pairs.into_iter().map(|(name, expression)| NamedFact { name, expression }).collect();
                }
                "asOf" => spec.as_of = self.text(value),
                _ => self.error("not-yet", &["Nutgraph cannot do ", &quoted(name), " yet"].concat(), "leave it out"),
            }
            self.leave(back);
        }
    }

    /// An object of strings under names of the author's own.
    fn pairs(&mut self, value: &Value) -> Vec<(String, String)> {
        let mut pairs = Vec::new();
        for (name, value) in self.entries(value) {
            let back = self.enter(name);
            pairs.push((name.clone(), self.text(value)));
            self.leave(back);
        }
        pairs
    }

    /// One source or several, each a name or an object.
    fn sources(&mut self, value: &Value, sources: &mut Vec<Source>) {
        match value {
            Value::String(name) => sources.push(Source { name: name.clone(), ..Source::default() }),
            Value::Array(items) => {
                for (i, item) in items.iter().enumerate() {
                    let back = self.enter_item(i);
                    match item {
                        Value::Array(_) => self.wrong(item, "a name, or an object with name and url"),
                        _ => self.sources(item, sources),
                    }
                    self.leave(back);
                }
            }
            Value::Object(_) => {
                let mut source = Source::default();
                for (name, value) in self.members(value, &SOURCE) {
                    let back = self.enter(name);
                    match name {
                        "name" => source.name = self.text(value),
                        "url" => source.url = self.text(value),
                        _ => {
                            let items = self.items(value);
                            source.columns = self.texts(items);
                        }
                    }
                    self.leave(back);
                }
                if value.get("name").is_none() {
                    self.error("no-name", "the source has no name", "add \"name\"");
                }
                sources.push(source);
            }
            _ => self.wrong(value, "a name, or an object with name and url"),
        }
    }

    fn annotation(&mut self, value: &Value, annotations: &mut Vec<Annotation>) {
        let mut out = Annotation { x: None, y: None, text: String::new() };
        let members = self.members(value, &ANNOTATION);
        for &(name, value) in &members {
            let back = self.enter(name);
            match name {
                "x" => out.x = self.scalar(value),
                "y" => out.y = self.scalar(value),
                _ => out.text = self.lines(value),
            }
            self.leave(back);
        }
        if matches!(value, Value::Object(_)) {
            if !members.iter().any(|(name, _)| *name == "text") {
                self.error("no-text", "the annotation says nothing", "add \"text\"");
            }
            if !members.iter().any(|(name, _)| *name != "text") {
                self.error("no-position", "the annotation has no place", "add \"x\", \"y\" or both");
            }
        }
        annotations.push(out);
    }
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
            (r#""draw": {"from": 2013}"#, "/draw: Nutgraph cannot do \"draw\" yet; leave it out"),
            (r#""params": []"#, "/params: Nutgraph cannot do \"params\" yet; leave it out"),
            (r#""period": "late""#, "/period: \"late\" is no period; supported: start, mid, end"),
            (r#""period": 3"#, "/period: found a number; expected one of start, mid, end"),
            (r#""source": [{"url": "https://u.example"}]"#, "/source/0: the source has no name; add \"name\""),
            (r#""source": 3"#, "/source: found a number; expected a name, or an object with name and url"),
            (r#""source": {"name": "U", "link": "u"}"#, "/source/link: \"link\" is no member; supported: name, url, columns"),
            (r#""highlight": "Nariño""#, "/highlight: \"Nariño\"; expected an array"),
            (r#""facts": {"a/b~c": 3}"#, "/facts/a~1b~0c: found a number; expected a string"),
            (r#""annotations": [{"text": "Event"}]"#, "/annotations/0: the annotation has no place; add \"x\", \"y\" or both"),
            (r#""annotations": [{"x": 2015}]"#, "/annotations/0: the annotation says nothing; add \"text\""),
            (
                r#""annotations": [{"x": 2015, "test": "…", "text": ""}]"#,
                "/annotations/0/test: \"test\" is no member; did you mean \"text\"? supported: x, y, text",
            ),
        ] {
            check(&document(members), &format!("/usermeta/nutgraph{message}"));
        }
        check(&line(r#""usermeta": 3"#), "/usermeta: found a number; expected an object");
    }
}
