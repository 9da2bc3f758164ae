//! Turning the attributes of a `<nut-graph>` into a [`Spec`], or laying them over one.
//!
//! `mark`, `x`, `y`, `color`, `heading`, `subheading`, `note`, `source`, `source-url`, `as-of`, `unit` and `period` are read
//! here; every other attribute is the element's own or other people's, and is left alone.
//!
//! A column is written as it is (`year`), in quotes when it has spaces (`'net area'`), and with a type when that matters
//! (`year:T`). Several columns stand side by side, parted by spaces, and become a layer each, told apart by colour.
//! Several sources are parted by `;`, or by a comma and a space where there is no `;`; as many addresses, by spaces or `;`.

use super::channel::TYPES;
use super::grammar::place;
use super::read::MARKS;
use super::reader::{Reader, quoted};
use super::usermeta::PERIODS;
use super::{Channel, Encoding, Layer, Mark, Source, Spec, Value};
use crate::report::Problem;

/// Lays `attributes` (name, value) over `spec`, or makes a spec of them alone. Problems stand at `@x` for the attribute `x`.
///
/// A channel's attribute replaces the whole channel of the spec. Attributes that say what is drawn need a spec of one layer.
pub fn from_attributes(spec: Option<Spec>, attributes: &[(String, String)]) -> Result<Spec, Vec<Problem>> {
    let mut reader = Reader::default();
    let mut spec = spec.unwrap_or_default();
    let mut source_url = None;
    let mut picture = Picture::default();
    for (name, value) in attributes {
        reader.path = ["@", name].concat();
        match name.as_str() {
            "heading" => spec.heading = value.clone(),
            "subheading" => spec.subheading = value.clone(),
            "note" => spec.note = value.clone(),
            "unit" => spec.unit = value.clone(),
            "as-of" => spec.as_of = value.clone(),
            "period" => {
                reader.walk(&value.as_str().into(), "periods", "", "");
                spec.period = PERIODS.get(place("periods", value)).copied().unwrap_or_default();
            }
            "source" => {
                let names = value.split(if value.contains(';') { ";" } else { ", " }).map(str::trim).filter(|name| !name.is_empty());
                spec.sources = names.map(|name| Source { name: name.to_string(), ..Source::default() }).collect();
            }
            "source-url" => source_url = Some(value),
            "mark" => {
                reader.walk(&value.as_str().into(), "marks", "", "");
                picture.mark = MARKS.get(place("marks", value)).copied();
            }
            "x" => picture.x = reader.columns(value),
            "y" => picture.y = reader.columns(value),
            "color" => picture.color = reader.columns(value),
            "facet" => reader.error("not-yet", "Nutgraph cannot draw small multiples yet", "make a chart for each"),
            _ => continue,
        }
        if matches!(name.as_str(), "mark" | "x" | "y" | "color") && spec.layers.len() > 1 {
            reader.error("many-layers", "the spec has more than one layer", "say it in the spec");
        }
    }
    if let Some(urls) = source_url {
        reader.path = "@source-url".into();
        let urls: Vec<&str> =
            urls.split([' ', ';', '\n', '\t']).map(|url| url.trim_end_matches(',')).filter(|url| !url.is_empty()).collect();
        if urls.len() == spec.sources.len() {
            for (source, url) in spec.sources.iter_mut().zip(urls) {
                source.url = url.to_string();
            }
        } else {
            reader.error("sources", "there is not one address for each source", "give as many, parted by spaces");
        }
    }
    if reader.problems.is_empty() {
        reader.draw(picture, &mut spec);
    }
    reader.finish(spec).map(|(spec, _)| spec)
}

/// What the attributes say of the picture.
#[derive(Default)]
struct Picture {
    mark: Option<Mark>,
    x: Vec<Channel>,
    y: Vec<Channel>,
    color: Vec<Channel>,
}

impl Reader {
    /// The columns that an attribute names.
    fn columns(&mut self, text: &str) -> Vec<Channel> {
        let mut columns = Vec::new();
        let mut rest = text.trim();
        while let Some(first) = rest.chars().next() {
            let token;
            if matches!(first, '\'' | '"') {
                let inside = rest.trim_start_matches(first);
                let Some((name, after)) = inside.split_once(first) else {
                    self.error("open-quote", &["the quote before ", &quoted(inside), " is not closed"].concat(), "close it");
                    break;
                };
                (token, rest) = split_at_space(after);
                columns.extend(self.column(name, token.strip_prefix(':').unwrap_or(token), true));
            } else {
                (token, rest) = split_at_space(rest);
                let (name, kind) = token.rsplit_once(':').filter(|(_, kind)| kind.len() == 1).unwrap_or((token, ""));
                columns.extend(self.column(name, kind, false));
            }
        }
        if columns.is_empty() && self.problems.is_empty() {
            self.error("no-column", "no column is named", "name one, such as \"year\"");
        }
        columns
    }

    /// One column; `kind` is the letter of its type, or empty.
    fn column(&mut self, name: &str, kind: &str, is_quoted: bool) -> Option<Channel> {
        if !is_quoted && name.contains('(') && name.ends_with(')') {
            self.error(
                "not-yet",
                &["Vega-Lite has ", &quoted(name), ", Nutgraph does not yet"].concat(),
                "put one row for each mark into the data; the name of a column with brackets stands in quotes",
            );
            return None;
        }
        let place = ["Q", "T", "O", "N"].iter().position(|letter| letter.eq_ignore_ascii_case(kind));
        if place.is_none() && !kind.is_empty() {
            self.error("unknown-name", &[&quoted(kind), " is no type"].concat(), "supported: Q, T, O, N");
            return None;
        }
        let kind = place.and_then(|i| TYPES.get(i).copied());
        Some(Channel { field: Some(name.to_string()), kind, ..Channel::default() })
    }

    /// Lays the picture over the only layer of `spec`, or makes it one.
    fn draw(&mut self, picture: Picture, spec: &mut Spec) {
        let Picture { mark, x, y, color } = picture;
        if spec.layers.len() > 1 {
            return;
        }
        let is_new = spec.layers.is_empty();
        let mut layer =
            spec.layers.pop().unwrap_or(Layer { mark: Mark::Line, filled: true, encoding: Encoding::default(), filters: Vec::new() });
        layer.mark = mark.unwrap_or(layer.mark);
        let (many_x, many_y) = (x.len() > 1, y.len() > 1);
        if !many_x {
            layer.encoding.x = x.first().cloned().or(layer.encoding.x);
        }
        if !many_y {
            layer.encoding.y = y.first().cloned().or(layer.encoding.y);
        }
        layer.encoding.color = color.first().cloned().or(layer.encoding.color);
        if is_new {
            self.positions(layer.encoding.x.is_some() || many_x, layer.encoding.y.is_some() || many_y);
        }
        self.series(many_x, many_y, color.len());
        if !many_x && !many_y {
            spec.layers.push(layer);
            return;
        }
        for column in if many_x { x } else { y } {
            let mut layer = layer.clone();
            let name = column.field.clone().map(Value::String);
            let series = Some(Channel { datum: name, ..Channel::default() });
            if layer.mark == Mark::Bar {
                *(if many_x { &mut layer.encoding.y_offset } else { &mut layer.encoding.x_offset }) = series.clone();
            }
            layer.encoding.color = series;
            *(if many_x { &mut layer.encoding.x } else { &mut layer.encoding.y }) = Some(column);
            spec.layers.push(layer);
        }
    }

    /// Notes which of x and y nothing is said of.
    fn positions(&mut self, x: bool, y: bool) {
        for (is_there, path, name) in [(x, "@x", "x"), (y, "@y", "y")] {
            if !is_there {
                self.path = path.into();
                let remedy = ["add ", name, "=\"…\" with the name of a column, or a spec"].concat();
                self.error("no-column", &["nothing says what ", name, " is"].concat(), &remedy);
            }
        }
    }

    /// Notes attributes that are at odds about what the series are.
    fn series(&mut self, many_x: bool, many_y: bool, colors: usize) {
        if many_x && many_y {
            self.path = "@y".into();
            self.error("two-series", "both x and y name several columns", "name one for x or one for y");
        }
        self.path = "@color".into();
        if colors > 0 && (many_x || many_y) {
            self.error("two-series", "the columns of x or y are the series already", "leave color out");
        } else if colors > 1 {
            self.error("two-series", "color names several columns", "name one");
        }
    }
}

/// The text up to the next white space, and what follows it.
fn split_at_space(text: &str) -> (&str, &str) {
    let (token, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    (token, rest.trim_start())
}

#[cfg(test)]
mod tests {
    use super::super::reader::testing::{good, line};
    use super::*;
    use proptest::prelude::*;

    fn read(spec: Option<Spec>, attributes: &[(&str, &str)]) -> Result<Spec, Vec<Problem>> {
        let attributes: Vec<(String, String)> = attributes.iter().map(|(n, v)| (n.to_string(), v.to_string())).collect();
        from_attributes(spec, &attributes)
    }

    #[track_caller]
    fn drawn(attributes: &[(&str, &str)]) -> Spec {
        read(None, attributes).unwrap_or_else(|problems| panic!("{}", problems[0]))
    }

    /// Each layer as mark x y color xOffset yOffset.
    fn layers(spec: &Spec) -> Vec<String> {
        let word = |c: &Option<Channel>| match c {
            Some(Channel { field: Some(field), kind, .. }) => format!("{field}{}", kind.map_or(String::new(), |k| format!(":{k:?}"))),
            Some(Channel { datum: Some(Value::String(datum)), .. }) => format!("={datum}"),
            _ => "-".into(),
        };
        let line = |l: &Layer| {
            let e = &l.encoding;
            let words: Vec<String> = [&e.x, &e.y, &e.color, &e.x_offset, &e.y_offset].map(word).into();
            format!("{:?} {}", l.mark, words.join(" "))
        };
        spec.layers.iter().map(line).collect()
    }

    #[track_caller]
    fn check(attributes: &[(&str, &str)], expected: &[&str]) {
        assert_eq!(layers(&drawn(attributes)), expected);
    }

    #[track_caller]
    fn wrong(attributes: &[(&str, &str)], expected: &[&str]) {
        let problems = read(None, attributes).expect_err("something is wrong");
        assert_eq!(problems.iter().map(ToString::to_string).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn columns_become_layers() {
        check(&[("x", "year"), ("y", "ha")], &["Line year ha - - -"]);
        check(&[("mark", "bar"), ("x", "year:O"), ("y", "ha:q"), ("color", "source")], &["Bar year:Ordinal ha:Quantitative source - -"]);
        check(&[("x", "year"), ("y", "a  b")], &["Line year a =a - -", "Line year b =b - -"]);
        check(&[("mark", "bar"), ("x", "year"), ("y", "a b")], &["Bar year a =a =a -", "Bar year b =b =b -"]);
        check(&[("mark", "bar"), ("x", "a b"), ("y", "region")], &["Bar a region =a - =a", "Bar b region =b - =b"]);
        check(&[("mark", "circle"), ("x", "a"), ("y", "b")], &["Point a b - - -"]);
    }

    #[test]
    fn names_of_columns_can_be_quoted() {
        check(&[("x", "year"), ("y", "'net area' other")], &["Line year net area =net area - -", "Line year other =other - -"]);
        check(&[("x", "\"l'an\":T"), ("y", "'price (usd)'")], &["Line l'an:Temporal price (usd) - - -"]);
        check(&[("x", "l'an"), ("y", "ratio:total")], &["Line l'an ratio:total - - -"]);
        wrong(&[("x", "year"), ("y", "'net area")], &["@y: the quote before \"net area\" is not closed; close it"]);
    }

    #[test]
    fn what_cannot_be_drawn_is_said_with_its_attribute() {
        wrong(
            &[("mark", "lines"), ("x", "a"), ("y", "b")],
            &["@mark: \"lines\" is no mark; did you mean \"line\"? supported: line, area, bar, point, rule, circle"],
        );
        wrong(
            &[("x", "a"), ("y", "mean(price):Q"), ("facet", "c")],
            &[
                "@y: Vega-Lite has \"mean(price)\", Nutgraph does not yet; put one row for each mark into the data; the name of a column \
                 with brackets stands in quotes",
                "@facet: Nutgraph cannot draw small multiples yet; make a chart for each",
            ],
        );
        wrong(&[("x", "a:Z"), ("y", "b")], &["@x: \"Z\" is no type; supported: Q, T, O, N"]);
        wrong(&[("x", " "), ("y", "b")], &["@x: no column is named; name one, such as \"year\""]);
        wrong(
            &[("heading", "News")],
            &[
                "@x: nothing says what x is; add x=\"…\" with the name of a column, or a spec",
                "@y: nothing says what y is; add y=\"…\" with the name of a column, or a spec",
            ],
        );
        wrong(&[("x", "a b"), ("y", "c d")], &["@y: both x and y name several columns; name one for x or one for y"]);
        wrong(&[("x", "a"), ("y", "c d"), ("color", "e")], &["@color: the columns of x or y are the series already; leave color out"]);
        wrong(&[("x", "a"), ("y", "c"), ("color", "d e")], &["@color: color names several columns; name one"]);
        wrong(&[("x", "a"), ("y", "b"), ("period", "late")], &["@period: \"late\" is no period; supported: start, mid, end"]);
    }

    #[test]
    fn the_furniture_is_read() {
        let spec = drawn(&[
            ("x", "a"),
            ("y", "b"),
            ("source-url", "https://u.example https://o.example"),
            ("source", "UNODC, ONDCP"),
            ("heading", "News"),
            ("subheading", "Measure"),
            ("note", "Estimates"),
            ("as-of", "2017-12-07"),
            ("unit", "ha"),
            ("period", "end"),
            ("class", "wide"),
        ]);
        let sources: Vec<&str> = spec.sources.iter().flat_map(|s| [s.name.as_str(), s.url.as_str()]).collect();
        assert_eq!(sources, ["UNODC", "https://u.example", "ONDCP", "https://o.example"]);
        assert_eq!(
            [&spec.heading, &spec.subheading, &spec.note, &spec.as_of, &spec.unit],
            ["News", "Measure", "Estimates", "2017-12-07", "ha"]
        );
        assert_eq!(spec.period, super::super::Period::End);
    }

    #[test]
    fn a_semicolon_keeps_commas_in_the_names_of_sources() {
        let names = |source: &str| -> Vec<String> {
            drawn(&[("x", "a"), ("y", "b"), ("source", source)]).sources.into_iter().map(|s| s.name).collect()
        };
        assert_eq!(names("UNODC"), ["UNODC"]);
        assert_eq!(names("UNODC, Vienna; ONDCP"), ["UNODC, Vienna", "ONDCP"]);
        assert_eq!(names("UNODC, Vienna;"), ["UNODC, Vienna"]);
        wrong(
            &[("x", "a"), ("y", "b"), ("source", "A, B"), ("source-url", "https://a.example")],
            &["@source-url: there is not one address for each source; give as many, parted by spaces"],
        );
    }

    #[test]
    fn attributes_override_a_spec() {
        let spec = good(&line(r#""title": "Old", "usermeta": {"nutgraph": {"source": ["A", "B"], "note": "Kept"}}"#));
        let over =
            read(Some(spec.clone()), &[("heading", "New"), ("mark", "area"), ("source-url", "a.html b.html")]).expect("nothing is wrong");
        assert_eq!((over.heading.as_str(), over.note.as_str(), over.sources[1].url.as_str()), ("New", "Kept", "b.html"));
        assert_eq!(layers(&over), ["Area year ha - - -"]);
        let over = read(Some(spec.clone()), &[("y", "a b")]).expect("nothing is wrong");
        assert_eq!(layers(&over), ["Line year a =a - -", "Line year b =b - -"]);
        let problems = read(Some(over), &[("x", "month"), ("note", "…")]).expect_err("two layers");
        assert_eq!(problems[0].to_string(), "@x: the spec has more than one layer; say it in the spec");
        assert_eq!(read(Some(spec.clone()), &[]), Ok(spec));
    }

    proptest! {
        #[test]
        fn no_text_of_an_attribute_panics(x in ".{0,20}", y in "[a-c'\": ()QTé]{0,12}", source in "[a;, ]{0,8}", url in "[a;, ]{0,8}") {
            let attributes = [("x", x.as_str()), ("y", &y), ("source", &source), ("source-url", &url)];
            match read(None, &attributes) {
                Ok(spec) => prop_assert!(!spec.layers.is_empty()),
                Err(problems) => prop_assert!(!problems.is_empty()),
            }
        }
    }
}
