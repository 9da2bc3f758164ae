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
/// end. Cells that are left out at the end of a row are undefined, as is what has no header.
pub fn load(text: &str, format: &Format, scope: &dyn Scope) -> Result<Frame, Box<Problem>> {
    let mut rows = split(text.strip_prefix('\u{feff}').unwrap_or(text), format.delimiter).into_iter();
    let names: Vec<String> = match &format.header {
        Some(names) => names.clone(),
        None => rows.next().unwrap_or_default(),
    };
    let mut builder = Builder::default();
    for cells in rows {
        builder.row(names.iter().map(String::as_str).zip(cells.into_iter().map(Datum::from)));
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

/// Cells by row, after RFC 4180. An empty line is a row with one empty cell, but for one at the end.
fn split(text: &str, delimiter: char) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    let mut chars = text.chars().peekable();
    let (mut quoted, mut any, mut fresh) = (false, false, true);
    while let Some(c) = chars.next() {
        any = true;
        match c {
            '"' if quoted => {
                if chars.next_if_eq(&'"').is_some() {
                    cell.push('"');
                } else {
                    quoted = false;
                }
            }
            _ if quoted => cell.push(c),
            '"' if fresh => (quoted, fresh) = (true, false),
            _ if c == delimiter => {
                row.push(std::mem::take(&mut cell));
                fresh = true;
            }
            '\n' | '\r' => {
                if c == '\r' {
                    chars.next_if_eq(&'\n');
                }
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
                (fresh, any) = (true, false);
            }
            _ => {
                cell.push(c);
                fresh = false;
            }
        }
    }
    if any {
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
        let values = field.values(&out).into_iter().map(|value| kind.of(value, scope)).collect::<Vec<_>>();
        if field.members.is_empty() {
            out.set(field.column, values);
        } else {
            let objects = Field::column(field.column.clone()).values(&out);
            out.set(field.column.clone(), objects.iter().zip(values).map(|(object, value)| with(object, &field.members, value)).collect());
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
