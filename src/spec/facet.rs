//! Small multiples: the column whose values part a chart into panels, as Vega-Lite's channels `facet`, `row` and `column`, and the
//! attribute `facet`, say it.
//!
//! Panels always share their scales, and how many stand side by side follows from the width; `row` and `columns` set a bound. The lean
//! module knows none of this: it stops at such a chart, and the full one draws it.

use super::channel::column;
use super::reader::{Reader, lines};
use super::{Channel, Sort, Value};

/// What parts a chart into panels.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facet {
    /// The column.
    pub field: String,
    /// The order of the panels; unset, as in the data.
    pub sort: Sort,
    /// No more panels than this side by side, if said.
    pub across: Option<usize>,
}

/// The channels that part a chart.
const CHANNELS: [&str; 3] = ["facet", "row", "column"];

impl Facet {
    /// The facet of the column that an attribute names.
    pub(super) fn of(channel: Channel) -> Facet {
        Facet { field: channel.field.unwrap_or_default(), ..Facet::default() }
    }
}

impl Reader {
    /// The facet of a document's `encoding`, if there is one.
    pub(super) fn facet(&mut self, encoding: &Value) -> Option<Facet> {
        let outer = self.enter("encoding");
        let mut said = CHANNELS.iter().filter_map(|&name| Some((name, encoding.get(name).filter(|def| **def != Value::Null)?)));
        let facet = said.next().map(|(name, def)| {
            let back = self.enter(name);
            let sort = def.get("sort").map_or(Sort::Unset, |sort| self.sort(sort, name, ""));
            let across = match (name, def.get("columns")) {
                ("row", _) => Some(1),
                (_, Some(Value::Number(most))) => Some(most.max(1.0) as usize),
                _ => None,
            };
            self.leave(back);
            Facet { field: def.get("field").map(|field| column(&lines(field))).unwrap_or_default(), sort, across }
        });
        if let Some((other, _)) = said.next() {
            self.error_at(other, "two-facets", &["panels are parted by another column already"], "keep one of facet, row and column");
        }
        self.leave(outer);
        facet
    }

    /// Refuses facets of a layer: it is the whole chart that is parted.
    pub(super) fn no_facet(&mut self, encoding: &Value) {
        let outer = self.enter("encoding");
        for name in CHANNELS.into_iter().filter(|name| encoding.get(name).is_some()) {
            self.error_at(name, "inner-facet", &["a layer has no panels of its own"], "move it into the encoding of the whole");
        }
        self.leave(outer);
    }
}

#[cfg(test)]
mod tests {
    use super::super::reader::testing::{check, good};
    use super::*;

    /// A line chart with more members of its encoding, and more of its own.
    fn line(encoding: &str, more: &str) -> String {
        format!(r#"{{"mark": "line", "encoding": {{"x": {{"field": "year"}}, "y": {{"field": "ha"}}, {encoding}}} {more}}}"#)
    }

    fn facet(encoding: &str) -> Option<Facet> {
        good(&line(encoding, "")).facet
    }

    #[test]
    fn a_column_parts_the_chart() {
        let plain = Facet { field: "station".into(), sort: Sort::Unset, across: None };
        assert_eq!(facet(r#""facet": {"field": "station", "type": "nominal"}"#), Some(plain.clone()));
        assert_eq!(facet(r#""column": {"field": "station"}"#), Some(plain.clone()));
        assert_eq!(facet(r#""row": {"field": "station"}"#), Some(Facet { across: Some(1), ..plain.clone() }));
        assert_eq!(facet(r#""facet": {"field": "station", "columns": 3}"#), Some(Facet { across: Some(3), ..plain.clone() }));
        let sorted = Facet { sort: Sort::Listed(vec!["b".into(), "a".into()]), ..plain };
        assert_eq!(facet(r#""facet": {"field": "station", "sort": ["b", "a"]}"#), Some(sorted));
        assert_eq!(facet(r#""facet": null"#), None);
    }

    #[test]
    fn what_cannot_be_parted_is_said() {
        let both = r#""row": {"field": "a"}, "column": {"field": "b"}"#;
        check(&line(both, ""), "/encoding/column: panels are parted by another column already; keep one of facet, row and column");
        check(&line(r#""facet": {"type": "nominal"}"#, ""), "/encoding/facet/field: this is missing; add it");
        let layer = r#"{"layer": [{"mark": "line", "encoding": {"x": {"field": "a"}, "row": {"field": "b"}}}]}"#;
        check(layer, "/layer/0/encoding/row: a layer has no panels of its own; move it into the encoding of the whole");
    }
}
