//! The functions of the expression language that need nothing from outside, in one table.

use super::{Context, dates, ease, lists, math, statistics, texts};
use crate::report::Problem;
use crate::transform::Datum;
use std::fmt;

/// What a function gives.
pub type Result = std::result::Result<Datum, Box<Problem>>;

/// What computes a function.
pub type Run = fn(&[Datum], &Context) -> Result;

/// A function.
pub struct Function {
    /// Its name.
    pub name: &'static str,
    /// How many arguments it needs.
    pub least: usize,
    /// How many arguments it takes notice of.
    pub most: usize,
    /// What computes it.
    pub run: Run,
}

impl fmt::Debug for Function {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// A row of the table.
pub const fn function(name: &'static str, least: usize, most: usize, run: Run) -> Function {
    Function { name, least, most, run }
}

/// Any number of arguments.
pub const ANY: usize = usize::MAX;

const TABLES: [&[Function]; 7] =
    [&TYPES, &math::FUNCTIONS, &texts::FUNCTIONS, &lists::FUNCTIONS, &dates::FUNCTIONS, &statistics::FUNCTIONS, &ease::FUNCTIONS];

/// A function by its name.
pub fn named(name: &str) -> Option<&'static Function> {
    TABLES.iter().flat_map(|table| table.iter()).find(|function| function.name == name)
}

/// The names of all functions.
pub fn names() -> impl Iterator<Item = &'static str> {
    TABLES.iter().flat_map(|table| table.iter()).map(|function| function.name)
}

/// The argument at a place; undefined where there is none.
pub fn at(arguments: &[Datum], place: usize) -> &Datum {
    const UNDEFINED: &Datum = &Datum::Undefined;
    arguments.get(place).unwrap_or(UNDEFINED)
}

/// The number of the argument at a place; NaN where there is none.
pub fn number(arguments: &[Datum], place: usize) -> f64 {
    at(arguments, place).number()
}

/// Tests of types and conversions between them.
static TYPES: [Function; 18] = [
    function("isArray", 1, 1, |a, _| Ok(Datum::Bool(matches!(a[0], Datum::List(_))))),
    function("isBoolean", 1, 1, |a, _| Ok(Datum::Bool(matches!(a[0], Datum::Bool(_))))),
    function("isDate", 1, 1, |a, _| Ok(Datum::Bool(matches!(a[0], Datum::Time(_))))),
    function("isDefined", 1, 1, |a, _| Ok(Datum::Bool(!matches!(a[0], Datum::Undefined)))),
    function("isNumber", 1, 1, |a, _| Ok(Datum::Bool(matches!(a[0], Datum::Number(_))))),
    function("isObject", 1, 1, |a, _| {
        let object = matches!(a[0], Datum::Object(_) | Datum::List(_) | Datum::Time(_) | Datum::Pattern(_));
        Ok(Datum::Bool(object))
    }),
    function("isTuple", 1, 1, |a, _| Ok(Datum::Bool(matches!(a[0], Datum::Object(_))))),
    function("isRegExp", 1, 1, |a, _| Ok(Datum::Bool(matches!(a[0], Datum::Pattern(_))))),
    function("isString", 1, 1, |a, _| Ok(Datum::Bool(matches!(a[0], Datum::Text(_))))),
    function("isValid", 1, 1, |a, _| Ok(Datum::Bool(a[0].is_valid()))),
    function("isNaN", 1, 1, |a, _| Ok(Datum::Bool(matches!(a[0], Datum::Number(v) if v.is_nan())))),
    function("isFinite", 1, 1, |a, _| Ok(Datum::Bool(matches!(a[0], Datum::Number(v) if v.is_finite())))),
    function("toBoolean", 1, 1, |a, _| Ok(to_boolean(&a[0]))),
    function("toDate", 1, 1, |a, context| Ok(to_date(&a[0], context))),
    function("toNumber", 1, 1, |a, _| Ok(a[0].to_number().map_or(Datum::Null, Datum::Number))),
    function("toString", 1, 1, |a, context| Ok(if is_empty(&a[0]) { Datum::Null } else { Datum::Text(a[0].text(context.zone())) })),
    function("warn", 0, ANY, |a, _| Ok(a.last().cloned().unwrap_or_default())),
    function("info", 0, ANY, |a, _| Ok(a.last().cloned().unwrap_or_default())),
];

/// Nothing or an empty text, which conversions make null.
pub fn is_empty(value: &Datum) -> bool {
    value.is_nothing() || matches!(value, Datum::Text(text) if text.is_empty())
}

fn to_boolean(value: &Datum) -> Datum {
    match value {
        value if is_empty(value) => Datum::Null,
        Datum::Text(text) => Datum::Bool(!matches!(&**text, "false" | "0")),
        other => Datum::Bool(other.truth()),
    }
}

/// A number as it is, a date as it is, a text read as milliseconds.
fn to_date(value: &Datum, context: &Context) -> Datum {
    match value {
        value if is_empty(value) => Datum::Null,
        Datum::Number(_) | Datum::Time(_) => value.clone(),
        other => Datum::Number(crate::transform::date_text::parse(&other.text(context.zone()), context.zone())),
    }
}
