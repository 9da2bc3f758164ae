//! Turning the attributes of a `<nut-graph>` into a [`Spec`], or laying them over one.
//!
//! `mark`, `x`, `y`, `color`, `facet`, `heading`, `subheading`, `note`, `source`, `source-url`, `as-of`, `unit` and `period` are read
//! here; every other attribute is the element's own or other people's, and is left alone.
//!
//! A column is written as it is (`year`), in quotes when it has spaces (`'net area'`), and with a type when that matters
//! (`year:T`). Several columns stand side by side, parted by spaces, and become a layer each, told apart by colour.
//! Several sources are parted by `;`, or by commas where there is no `;`; as many addresses, by spaces.

#[cfg(not(feature = "lean"))]
use super::Facet;
use super::channel::TYPES;
use super::grammar::place;
use super::read::MARKS;
use super::reader::{Reader, joined};
use super::usermeta::PERIODS;
use super::{Channel, Encoding, Layer, Mark, Source, Spec, Value};
use crate::report::Problem;

/// Lays `attributes` (name, value) over `spec`, or makes a spec of them alone. Problems stand at `@x` for the attribute `x`.
///
/// A channel's attribute replaces the whole channel of the spec. Attributes that say what is drawn need a spec of one layer.
pub fn from_attributes(spec: Option<Spec>, attributes: &[(String, String)]) -> Result<Spec, Vec<Problem>> {
    let mut reader = Reader::default();
    let mut spec = spec.unwrap_or_default();
    let mut urls = None;
    let mut picture = Picture::default();
    for (name, value) in attributes {
        reader.path = joined(&["@", name], "");
        let is_picture = matches!(name.as_str(), "mark" | "x" | "y" | "color");
        if is_picture && spec.layers.len() > 1 {
            reader.error("many-layers", &["the spec has more than one layer"], "say it in the spec");
            continue;
        }
        let text = match name.as_str() {
            "heading" => &mut spec.heading,
            "subheading" => &mut spec.subheading,
            "note" => &mut spec.note,
            "unit" => &mut spec.unit,
            "as-of" => &mut spec.as_of,
            "source" => {
                let names = parts(value, if value.contains(';') { |c| c == ';' } else { |c| c == ',' });
                spec.sources = names.into_iter().map(|name| Source { name, ..Source::default() }).collect();
                continue;
            }
            "source-url" => {
                urls = Some(parts(value, char::is_whitespace));
                continue;
            }
            "period" => {
                spec.period = PERIODS.get(reader.choice(value, "periods")).copied().unwrap_or_default();
                continue;
            }
            "mark" => {
                picture.mark = MARKS.get(reader.choice(value, "marks")).copied();
                continue;
            }
            #[cfg(feature = "lean")]
            "facet" => crate::report::later(),
            #[cfg(not(feature = "lean"))]
            "facet" => {
                let mut columns = reader.columns(value);
                if columns.len() > 1 {
                    reader.error("columns", &["facet names several columns"], "name one");
                }
                spec.facet = columns.pop().map(Facet::of);
                continue;
            }
            _ if is_picture => {
                let columns = reader.columns(value);
                *(match name.as_str() {
                    "x" => &mut picture.x,
                    "y" => &mut picture.y,
                    _ => &mut picture.color,
                }) = columns;
                continue;
            }
            _ => continue,
        };
        text.clone_from(value);
    }
    if let Some(urls) = urls {
        if urls.len() == 1 && spec.sources.len() > 1 {
            // One address for all of them: they are told as one.
            let names: Vec<String> = spec.sources.drain(..).map(|source| source.name).collect();
            spec.sources.push(Source { name: names.join(", "), ..Source::default() });
        }
        if urls.len() != spec.sources.len() {
            reader.path = "@source-url".into();
            reader.error("sources", &["there is not one address for each source"], "give as many, parted by spaces");
        }
        for (source, url) in spec.sources.iter_mut().zip(urls) {
            source.url = url;
        }
    }
    if !reader.failed() && spec.layers.len() < 2 {
        reader.draw(picture, &mut spec);
    }
    if reader.failed() { Err(reader.problems) } else { Ok(spec) }
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
    /// The place among the words of a rule of the one that an attribute says.
    fn choice(&mut self, word: &str, rule: &str) -> usize {
        self.walk(&word.into(), rule, "", "");
        place(rule, word)
    }

    /// The columns that an attribute names.
    fn columns(&mut self, text: &str) -> Vec<Channel> {
        let mut columns = Vec::new();
        let mut rest = text.trim();
        while let Some(first) = rest.chars().next() {
            let mut name = "";
            if matches!(first, '\'' | '"') {
                let inside = rest.trim_start_matches(first);
                let Some((inner, after)) = inside.split_once(first) else {
                    self.error("open-quote", &["the quote before ", inside, " is not closed"], "close it");
                    break;
                };
                (name, rest) = (inner, after);
            }
            let is_quoted = !name.is_empty();
            let (token, after) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
            rest = after.trim_start();
            let (mut before, mut kind) = token.rsplit_once(':').unwrap_or((token, ""));
            if kind.len() != 1 {
                (before, kind) = (token, "");
            }
            if !is_quoted {
                name = before;
                if name.ends_with(')') {
                    self.error(
                        "not-yet",
                        &["Vega-Lite has ", name, ", Nutgraph does not yet"],
                        "put one row for each mark into the data; the name of a column with brackets stands in quotes",
                    );
                }
            } else if !before.is_empty() {
                self.error("open-quote", &[token, " follows a quoted name"], "put a space between");
            }
            let place = TYPE_LETTERS.iter().position(|letter| letter.eq_ignore_ascii_case(kind));
            if place.is_none() && !kind.is_empty() {
                self.error("unknown-name", &[kind, " is no type"], "supported: Q, T, O, N");
            }
            let kind = place.and_then(|i| TYPES.get(i).copied());
            columns.push(Channel { field: Some(name.to_string()), kind, ..Channel::default() });
        }
        if columns.is_empty() && !self.failed() {
            self.error("no-column", &["no column is named"], "name one, such as year");
        }
        columns
    }

    /// Lays the picture over the only layer of `spec`, or makes it one.
    fn draw(&mut self, picture: Picture, spec: &mut Spec) {
        let Picture { mark, mut x, mut y, mut color } = picture;
        let (is_turned, has_two) = (x.len() > 1, x.len() > 1 && y.len() > 1);
        let is_many = is_turned || y.len() > 1;
        let is_new = spec.layers.is_empty();
        for (is_wrong, at, found, remedy) in [
            (is_new && x.is_empty(), "@x", "nothing says what x is", "name a column, or a spec"),
            (is_new && y.is_empty(), "@y", "nothing says what y is", "name a column, or a spec"),
            (has_two, "@y", "both x and y name several columns", "name one for x or one for y"),
            (is_many && !color.is_empty(), "@color", "the columns of x or y are the series already", "leave color out"),
            (color.len() > 1, "@color", "color names several columns", "name one"),
        ] {
            if is_wrong {
                self.path = at.into();
                self.error("columns", &[found], remedy);
            }
        }
        let mut layer =
            spec.layers.pop().unwrap_or(Layer { mark: Mark::Line, filled: true, encoding: Encoding::default(), filters: Vec::new() });
        layer.mark = mark.unwrap_or(layer.mark);
        layer.encoding.color = color.pop().or(layer.encoding.color);
        // One of the two has one column at most; the other has one for each layer.
        if is_turned {
            core::mem::swap(&mut x, &mut y);
        }
        let one = x.pop();
        let slot = if is_turned { &mut layer.encoding.y } else { &mut layer.encoding.x };
        if one.is_some() {
            *slot = one;
        }
        if y.is_empty() {
            spec.layers.push(layer);
            return;
        }
        for column in y {
            let mut layer = layer.clone();
            let encoding = &mut layer.encoding;
            if is_many {
                let series = Some(Channel { datum: column.field.clone().map(Value::String), ..Channel::default() });
                if layer.mark == Mark::Bar {
                    *(if is_turned { &mut encoding.y_offset } else { &mut encoding.x_offset }) = series.clone();
                }
                encoding.color = series;
            }
            *(if is_turned { &mut encoding.x } else { &mut encoding.y }) = Some(column);
            spec.layers.push(layer);
        }
    }
}

/// The letters of Vega-Lite's shorthand, in the order of [`TYPES`].
const TYPE_LETTERS: [&str; 4] = ["Q", "T", "O", "N"];

/// The parts of a list, without white space and marks round them.
fn parts(list: &str, mark: fn(char) -> bool) -> Vec<String> {
    let parts = list.split(mark).map(|part| part.trim_matches(|c: char| c.is_whitespace() || c == ';' || c == ','));
    parts.filter(|part| !part.is_empty()).map(str::to_string).collect()
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
        check(&[("x", "year"), ("y", "a\n  b")], &["Line year a =a - -", "Line year b =b - -"]);
        check(&[("mark", "bar"), ("x", "year"), ("y", "a b")], &["Bar year a =a =a -", "Bar year b =b =b -"]);
        check(&[("mark", "bar"), ("x", "a b"), ("y", "region")], &["Bar a region =a - =a", "Bar b region =b - =b"]);
        check(&[("mark", "circle"), ("x", "a"), ("y", "b")], &["Point a b - - -"]);
    }

    #[test]
    fn names_of_columns_can_be_quoted() {
        check(&[("x", "year"), ("y", "'net area' other")], &["Line year net area =net area - -", "Line year other =other - -"]);
        check(&[("x", "\"l'an\":T"), ("y", "'price (usd)'")], &["Line l'an:Temporal price (usd) - - -"]);
        check(&[("x", "l'an"), ("y", "ratio:total")], &["Line l'an ratio:total - - -"]);
        wrong(&[("x", "year"), ("y", "'net area")], &["@y: the quote before net area is not closed; close it"]);
    }

    #[test]
    fn what_cannot_be_drawn_is_said_with_its_attribute() {
        wrong(
            &[("mark", "lines"), ("x", "a"), ("y", "b")],
            &["@mark: \"lines\" is not known here; did you mean \"line\"? supported: line, area, bar, point, rule, circle"],
        );
        wrong(
            &[("x", "a"), ("y", "mean(price):Q"), ("facet", "c d")],
            &[
                "@y: Vega-Lite has mean(price), Nutgraph does not yet; put one row for each mark into the data; the name of a column \
                 with brackets stands in quotes",
                "@facet: facet names several columns; name one",
            ],
        );
        wrong(&[("x", "a:Z"), ("y", "b")], &["@x: Z is no type; supported: Q, T, O, N"]);
        wrong(&[("x", " "), ("y", "b")], &["@x: no column is named; name one, such as year"]);
        wrong(
            &[("heading", "News")],
            &["@x: nothing says what x is; name a column, or a spec", "@y: nothing says what y is; name a column, or a spec"],
        );
        wrong(&[("x", "a b"), ("y", "c d")], &["@y: both x and y name several columns; name one for x or one for y"]);
        wrong(&[("x", "a"), ("y", "c d"), ("color", "e")], &["@color: the columns of x or y are the series already; leave color out"]);
        wrong(&[("x", "a"), ("y", "c"), ("color", "d e")], &["@color: color names several columns; name one"]);
        wrong(&[("x", "a"), ("y", "b"), ("period", "late")], &["@period: \"late\" is not known here; supported: start, mid, end"]);
    }

    #[test]
    fn the_furniture_is_read() {
        let spec = drawn(&[
            ("x", "a"),
            ("y", "b"),
            ("source-url", "https://u.example;\n https://o.example"),
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
        let one = drawn(&[("x", "a"), ("y", "b"), ("source", "A, B"), ("source-url", "https://a.example")]).sources;
        assert_eq!((one.len(), one[0].name.as_str(), one[0].url.as_str()), (1, "A, B", "https://a.example"), "one address is that of all");
        wrong(
            &[("x", "a"), ("y", "b"), ("source", "A, B, C"), ("source-url", "https://a.example https://b.example")],
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
