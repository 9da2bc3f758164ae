//! Data as Vega's loader reads them: text with delimiters or JSON, with the types asked for or inferred.
//!
//! The stories' own reader (`table`) understands units, bounds and decimal commas. A Vega-Lite spec means what Vega reads from its
//! data, so this one does only that.

use super::frame::Builder;
use super::{Datum, Field, Frame, Scope, wrong};
use crate::report::Problem;
use crate::spec::Value;
use std::rc::Rc;

/// How data are written, and what types their columns have.
#[derive(Clone, Debug)]
pub struct Format {
    /// What separates cells.
    pub delimiter: char,
    /// The header, where the text has none.
    pub header: Option<Vec<String>>,
    /// What is made of the texts.
    pub parse: Parse,
}

/// What types columns have.
#[derive(Clone, Debug)]
pub enum Parse {
    /// They stay as they are.
    None,
    /// The type that all values of a column can be read as: boolean, integer, number or date, else text.
    Auto,
    /// Columns by path with their types: `boolean`, `number`, `integer`, `date`, `string`, `date:'%Y'`, `utc:'%Y'`; `None` leaves a column as
    /// it is.
    Columns(Vec<(Rc<str>, Option<Rc<str>>)>),
}

/// Reads text with delimiters: rows of cells after a header, in quotes where a cell holds the delimiter, a quote (twice) or a line
/// end. Cells that are left out at the end of a row are empty; what has no header is left out.
pub fn load(text: &str, format: &Format, scope: &dyn Scope) -> Result<Frame, Box<Problem>> {
    let mut rows = split(text.strip_prefix('\u{feff}').unwrap_or(text), format.delimiter).into_iter();
    let names: Vec<String> = match &format.header {
        Some(names) => names.clone(),
        None => rows.next().unwrap_or_default(),
    };
    let mut builder = Builder::default();
    for cells in rows {
        let cells = cells.into_iter().chain(std::iter::repeat(String::new())).map(Datum::from);
        builder.row(names.iter().map(String::as_str).zip(cells));
    }
    let frame = builder.frame();
    match &format.parse {
        Parse::None => Ok(frame),
        Parse::Auto => {
            let types = frame.names().map(|name| (name.clone(), Some(infer(frame.column(name).unwrap_or_default(), scope).into())));
            parse_columns(&frame, &types.collect::<Vec<_>>(), scope)
        }
        Parse::Columns(types) => parse_columns(&frame, types, scope),
    }
}

/// Cells by row, after RFC 4180 as d3-dsv reads it. An empty line is a row with one empty cell, but for one at the end; whatever
/// follows a closing quote counts as the end of the cell.
fn split(text: &str, delimiter: char) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    let mut chars = text.chars().peekable();
    let mut open = false;
    while let Some(c) = chars.next() {
        open = true;
        let quoted = c == '"' && cell.is_empty();
        if quoted {
            while let Some(c) = chars.next() {
                if c == '"' && chars.next_if_eq(&'"').is_none() {
                    break;
                }
                cell.push(c);
            }
        }
        let Some(end) = (if quoted { chars.next() } else { Some(c) }) else { break };
        if matches!(end, '\n' | '\r') {
            if end == '\r' {
                chars.next_if_eq(&'\n');
            }
            row.push(std::mem::take(&mut cell));
            rows.push(std::mem::take(&mut row));
            open = false;
        } else if quoted || end == delimiter {
            row.push(std::mem::take(&mut cell));
        } else {
            cell.push(end);
        }
    }
    if open {
        row.push(cell);
        rows.push(row);
    }
    rows
}

/// The type that all values can be read as; Vega's order is boolean, integer, number, date, and text for what is none of them.
fn infer(values: &[Datum], scope: &dyn Scope) -> &'static str {
    let zone = scope.zone();
    let (mut boolean, mut number, mut date) = (true, true, true);
    for value in values.iter().filter(|value| value.is_valid()) {
        boolean &= matches!(value, Datum::Bool(_)) || matches!(value.as_text(), Some("true" | "false"));
        number &= !matches!(value, Datum::Time(_)) && !value.number().is_nan();
        // Reading dates is the slow part, and only asked for when nothing else is left.
        date &= boolean || number || !value.date(zone).is_nan();
    }
    if !boolean && !number && date {
        date = values.iter().filter(|value| value.is_valid()).all(|value| !value.date(zone).is_nan());
    }
    match (boolean, number, date) {
        (true, ..) => "boolean",
        (_, true, _) => "number",
        (.., true) => "date",
        _ => "string",
    }
}

/// Reads columns as types. A path into objects writes into the objects.
pub fn parse_columns(frame: &Frame, types: &[(Rc<str>, Option<Rc<str>>)], scope: &dyn Scope) -> Result<Frame, Box<Problem>> {
    let mut out = frame.clone();
    for (name, kind) in types {
        let Some(kind) = kind else { continue };
        let kind = Kind::read(kind)?;
        let whole = frame.column(name).is_some();
        let field = if whole { Field::column(name.clone()) } else { Field::parse(name)? };
        let values = field.values_in(&out).iter().map(|value| kind.of(value.clone(), scope)).collect::<Vec<_>>();
        if field.members.is_empty() {
            out.set(field.column, values);
        } else {
            let objects = out.column(&field.column).unwrap_or_default();
            let objects = objects.iter().zip(values).map(|(object, value)| with(object, &field.members, value)).collect();
            out.set(field.column, objects);
        }
    }
    Ok(out)
}

/// An object with a member changed.
fn with(object: &Datum, members: &[Rc<str>], value: Datum) -> Datum {
    let (Datum::Object(own), Some((key, rest))) = (object, members.split_first()) else {
        return if members.is_empty() { value } else { object.clone() };
    };
    let changed = own.iter().map(|(name, old)| (name.clone(), if name == key { with(old, rest, value.clone()) } else { old.clone() }));
    Datum::Object(changed.collect())
}

enum Kind {
    Boolean,
    Number,
    Date,
    Text,
    Same,
    Format(String, bool),
}

impl Kind {
    fn read(text: &str) -> Result<Kind, Box<Problem>> {
        let quoted = |format: &str| {
            let inner = [('\'', '\''), ('"', '"')].iter().find_map(|(a, b)| format.strip_prefix(*a)?.strip_suffix(*b));
            inner.unwrap_or(format).to_string()
        };
        match text {
            "boolean" => Ok(Kind::Boolean),
            "number" | "integer" => Ok(Kind::Number),
            "date" => Ok(Kind::Date),
            "string" => Ok(Kind::Text),
            "unknown" => Ok(Kind::Same),
            _ => match (text.strip_prefix("date:"), text.strip_prefix("utc:")) {
                (Some(format), _) => Ok(Kind::Format(quoted(format), false)),
                (_, Some(format)) => Ok(Kind::Format(quoted(format), true)),
                _ => {
                    let remedy = "use boolean, number, date, string, or a format such as date:'%Y'";
                    Err(wrong("unknown-type", &format!("\"{text}\" is no type of a column"), remedy))
                }
            },
        }
    }

    fn of(&self, value: Datum, scope: &dyn Scope) -> Datum {
        let empty = value.is_nothing() || value.as_text() == Some("");
        match self {
            Kind::Same => value,
            Kind::Format(format, utc) => match &value {
                Datum::Text(text) => scope.parse_time(text, format, *utc).map_or(Datum::Null, Datum::Time),
                other => scope.parse_time(&other.text(scope.zone()), format, *utc).map_or(Datum::Null, Datum::Time),
            },
            _ if empty => Datum::Null,
            Kind::Boolean => match value {
                Datum::Text(text) => Datum::Bool(!matches!(&*text, "false" | "0")),
                other => Datum::Bool(other.truth()),
            },
            Kind::Number => Datum::Number(value.number()),
            Kind::Date => match value {
                // Vega leaves numbers and dates as they are, and makes milliseconds of texts.
                Datum::Number(_) | Datum::Time(_) => value,
                other => Datum::Number(super::date_text::parse(&other.text(scope.zone()), scope.zone())),
            },
            Kind::Text => Datum::Text(value.text(scope.zone())),
        }
    }
}

/// The part of a JSON document that a path such as `hits.hits` names.
pub fn property<'a>(document: &'a Value, path: &str) -> Result<&'a Value, Box<Problem>> {
    let field = Field::parse(path)?;
    let mut value = document;
    for key in std::iter::once(&field.column).chain(&field.members) {
        let inner = match value {
            Value::Array(items) => key.parse::<usize>().ok().and_then(|i| items.get(i)),
            other => other.get(key),
        };
        value = inner.ok_or_else(|| wrong("no-property", &format!("the data have nothing at \"{path}\""), "name a part that they have"))?;
    }
    Ok(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transform::Plain;
    use crate::transform::testing::{frame, json, rows};
    use proptest::prelude::*;

    /// Reads times written as month and year.
    struct Months;

    impl Scope for Months {
        fn parse_time(&self, text: &str, format: &str, _: bool) -> Option<f64> {
            let (month, year) = text.split_once('/').filter(|_| format == "%m/%Y")?;
            Some(crate::time::from_civil(year.parse().ok()?, month.parse().ok()?, 1))
        }
    }

    fn read(text: &str, delimiter: char, parse: Parse) -> String {
        rows(&load(text, &Format { delimiter, header: None, parse }, &Months).expect("rows")).join(" ")
    }

    fn columns(types: &[(&str, &str)]) -> Parse {
        Parse::Columns(types.iter().map(|(name, kind)| (Rc::from(*name), Some(Rc::from(*kind)))).collect())
    }

    #[test]
    fn text_is_read_as_vega_reads_it() {
        // Vega 6.4.0, vega.read in Node 20.20.2 with TZ=UTC
        let cases = [
            ("a,b\n1,x\n2,y\n", ',', Parse::Auto, r#"{"a":1,"b":"x"} {"a":2,"b":"y"}"#),
            ("a,b\r\n\"1,5\",\"say \"\"hi\"\"\"\r\n,\r\n", ',', Parse::None, r#"{"a":"1,5","b":"say \"hi\""} {"a":"","b":""}"#),
            ("a\tb\n1\t2", '\t', Parse::Auto, r#"{"a":1,"b":2}"#),
            ("a|b\n1|2\n3", '|', columns(&[("a", "number")]), r#"{"a":1,"b":"2"} {"a":3,"b":""}"#),
            (
                "d,n,t,f,m\n2015-05-29,1.5,true,1,\n2016-01-01,,false,x,\n",
                ',',
                Parse::Auto,
                r#"{"d":1432857600000,"n":1.5,"t":true,"f":"1","m":null} {"d":1451606400000,"n":null,"t":false,"f":"x","m":null}"#,
            ),
            ("d\nJan 5 2015\n2/3/2016\n", ',', Parse::Auto, r#"{"d":1420416000000} {"d":1454457600000}"#),
            ("d,e\n2015,5\n", ',', columns(&[("d", "date"), ("e", "boolean")]), r#"{"d":1420070400000,"e":true}"#),
            ("d,e\n05/2015,0\n", ',', columns(&[("d", "date:'%m/%Y'"), ("e", "boolean")]), r#"{"d":@1430438400000,"e":false}"#),
            ("d,e\n05/2015,\n", ',', columns(&[("d", "utc:\"%m/%Y\""), ("e", "string")]), r#"{"d":@1430438400000,"e":null}"#),
            ("a,b\n\n1,2\n", ',', Parse::None, r#"{"a":"","b":""} {"a":"1","b":"2"}"#),
            ("a,a\n1,2\n", ',', Parse::None, r#"{"a":"2"}"#),
            ("a\n\"x\ny\"\nz\"q\n", ',', Parse::None, r#"{"a":"x\ny"} {"a":"z\"q"}"#),
            ("", ',', Parse::Auto, ""),
            ("a,b", ',', Parse::Auto, ""),
            ("a\n0x10\n1e3\n", ',', Parse::Auto, r#"{"a":16} {"a":1000}"#),
            ("a\n\"x\"y,\nb", ',', Parse::None, r#"{"a":"x"} {"a":"b"}"#),
        ];
        for (text, delimiter, parse, expected) in cases {
            assert_eq!(read(text, delimiter, parse), expected, "{text:?}");
        }
    }

    #[test]
    fn a_header_may_be_given_and_a_byte_order_mark_is_no_part_of_it() {
        let format = Format { delimiter: ',', header: Some(vec!["x".into(), "y".into()]), parse: Parse::Auto };
        assert_eq!(rows(&load("1,2\n3,4", &format, &Plain).expect("rows")), [r#"{"x":1,"y":2}"#, r#"{"x":3,"y":4}"#]);
        assert_eq!(read("\u{feff}a\n1", ',', Parse::Auto), r#"{"a":1}"#);
    }

    #[test]
    fn columns_of_json_are_read_inside_objects_too() {
        let table = frame(r#"[{"a": {"b": "5", "c": 1}, "d": "x"}, {"a": null}]"#);
        let types = [("a.b".into(), Some("number".into())), ("d".into(), None)];
        let found = parse_columns(&table, &types, &Plain).expect("numbers");
        assert_eq!(rows(&found), [r#"{"a":{"b":5,"c":1},"d":"x"}"#, r#"{"a":null}"#]);
        let wrong = parse_columns(&table, &[("d".into(), Some("dates".into()))], &Plain).map(drop).map_err(|p| p.code);
        assert_eq!(wrong, Err("unknown-type"));
    }

    #[test]
    fn a_part_of_a_document_is_found_by_its_path() {
        let document = json(r#"{"hits": {"hits": [{"a": 1}]}}"#);
        assert_eq!(property(&document, "hits.hits[0].a"), Ok(&Value::Number(1.0)));
        assert_eq!(property(&document, "hits.none").map_err(|p| p.code), Err("no-property"));
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "([a-c,\"|\n\r]|é){0,40}") {
            for parse in [Parse::None, Parse::Auto] {
                read(&text, ',', parse);
            }
        }

        #[test]
        fn what_is_written_with_quotes_is_read_back(cells in prop::collection::vec("[a-c,\"\n\r ]{0,6}", 1..12)) {
            let quoted: Vec<String> = cells.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect();
            prop_assert_eq!(split(&quoted.join(","), ','), vec![cells]);
        }
    }
}
