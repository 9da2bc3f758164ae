//! The functions of a row, under Vega's names and with Vega's meaning. (`if` is not among them: it computes only the branch that it
//! takes, as `? :` does. The clock and chance are not either: a fact is the same every time.)
//!
//! The lean module has those that most filters need. Any other name is a problem there, and so a question for the full module.

use super::eval::power;
use super::value::Value;
use crate::time;

#[derive(Clone, Copy)]
/// A function. It is given as many arguments as it takes, and null for what it cannot compute.
pub(super) struct Function {
    /// Its name.
    pub name: &'static str,
    /// How it is written, for errors.
    pub signature: &'static str,
    /// The least and the largest number of arguments.
    pub count: (usize, usize),
    /// What it gives.
    pub run: fn(&[Value]) -> Value<'static>,
}

pub(super) const fn function(
    name: &'static str,
    signature: &'static str,
    least: usize,
    most: usize,
    run: fn(&[Value]) -> Value<'static>,
) -> Function {
    Function { name, signature, count: (least, most), run }
}

/// The place of a function in the list of all, by its name.
pub(super) fn find(name: &str) -> Option<usize> {
    let found = COMMON.iter().position(|f| f.name == name);
    #[cfg(not(feature = "lean"))]
    let found = found.or_else(|| Some(COMMON.len() + super::more::MORE.iter().position(|f| f.name == name)?));
    found
}

/// The function at a place that [`find`] has given.
pub(super) fn get(place: usize) -> &'static Function {
    #[cfg(not(feature = "lean"))]
    if let Some(place) = place.checked_sub(COMMON.len()) {
        return &super::more::MORE[place];
    }
    &COMMON[place]
}

/// The names of all.
pub(super) fn names() -> Vec<&'static str> {
    let names = COMMON.iter().map(|f| f.name);
    #[cfg(not(feature = "lean"))]
    let names = names.chain(super::more::MORE.iter().map(|f| f.name));
    names.collect()
}

/// How all are called.
#[cfg(test)]
pub(crate) fn signatures() -> Vec<&'static str> {
    COMMON.iter().chain(&super::more::MORE).map(|function| function.signature).collect()
}

/// Any number of arguments.
const MANY: usize = usize::MAX;

/// Those that every module has.
static COMMON: [Function; 17] = [
    function("abs", "abs(x)", 1, 1, |a| number(a, f64::abs)),
    function("ceil", "ceil(x)", 1, 1, |a| number(a, f64::ceil)),
    function("floor", "floor(x)", 1, 1, |a| number(a, f64::floor)),
    // As JavaScript rounds: halves go up.
    function("round", "round(x)", 1, 1, |a| number(a, |x| (x + 0.5).floor())),
    function("sqrt", "sqrt(x)", 1, 1, |a| number(a, f64::sqrt)),
    function("pow", "pow(x, exponent)", 2, 2, |a| match (a[0].number(), a[1].number()) {
        (Some(x), Some(exponent)) => Value::Number(power(x, exponent)),
        _ => Value::Null,
    }),
    function("min", "min(a, b, …)", 1, MANY, |a| extreme(a, |x, best| x < best)),
    function("max", "max(a, b, …)", 1, MANY, |a| extreme(a, |x, best| x > best)),
    function("isValid", "isValid(x)", 1, 1, |a| Value::Truth(!is_nothing(&a[0]))),
    function("isNaN", "isNaN(x)", 1, 1, |a| Value::Truth(a[0].number().is_none_or(f64::is_nan))),
    function("length", "length(text)", 1, 1, |a| match &a[0] {
        Value::Text(text) => Value::Number(text.chars().count() as f64),
        Value::List(list) => Value::Number(list.len() as f64),
        _ => Value::Null,
    }),
    function("indexof", "indexof([a, b, …], x) or indexof(text, part)", 2, 2, |a| match &a[0] {
        Value::List(list) => {
            Value::Number(list.iter().position(|v| v.compare(&a[1]).is_some_and(|o| o.is_eq())).map_or(-1.0, |at| at as f64))
        }
        #[cfg(not(feature = "lean"))]
        Value::Text(text) => super::more::place_of(text, &a[1], |text, part| text.find(part)),
        _ => Value::Null,
    }),
    function("inrange", "inrange(x, [from, to])", 2, 2, |a| match &a[1] {
        Value::List(ends) if ends.len() == 2 => {
            Value::Truth(a[0].compare(&ends[0]).is_some_and(|o| o.is_ge()) && a[0].compare(&ends[1]).is_some_and(|o| o.is_le()))
        }
        _ => Value::Null,
    }),
    function("year", "year(date)", 1, 1, |a| part(&a[0], |(year, ..)| year)),
    function("quarter", "quarter(date)", 1, 1, |a| part(&a[0], |(_, month, _)| (month + 2) / 3)),
    // Vega's months begin at 0, as JavaScript's do.
    function("month", "month(date)", 1, 1, |a| part(&a[0], |(_, month, _)| month - 1)),
    function("date", "date(date)", 1, 1, |a| part(&a[0], |(.., day)| day)),
];

fn is_nothing(value: &Value) -> bool {
    matches!(value, Value::Null) || matches!(value, Value::Number(x) if x.is_nan())
}

pub(super) fn number(args: &[Value], f: fn(f64) -> f64) -> Value<'static> {
    args[0].number().map_or(Value::Null, |x| Value::Number(f(x)))
}

/// The one that none `beats`; null if any of them is missing, for then it is not known.
fn extreme(args: &[Value], beats: fn(f64, f64) -> bool) -> Value<'static> {
    let mut best = None;
    for arg in args {
        match (arg.number(), best) {
            (None, _) => return Value::Null,
            (Some(x), Some(b)) if !beats(x, b) => {}
            (x, _) => best = x,
        }
    }
    best.map_or(Value::Null, Value::Number)
}

/// A part of a date; a number of four digits is a year.
fn part(value: &Value, f: fn((i32, i32, i32)) -> i32) -> Value<'static> {
    match *value {
        Value::Time(ms, _) => Value::Number(f64::from(f(time::civil(ms)))),
        Value::Number(year) if (1000.0..3000.0).contains(&year) => Value::Number(f64::from(f((year as i32, 1, 1)))),
        _ => Value::Null,
    }
}
