//! Functions of a row that only the full module has: texts, kinds of values, parts of dates, and mathematics whose digits are the same
//! on every machine, which is why it is not the machine's own.

use super::functions::{Function, function, number};
use super::lex::{Token, token};
use super::value::Value;
use crate::table::iso;
use crate::time::{self, DAY, Unit};
use std::borrow::Cow;

/// All of them.
pub(super) static MORE: [Function; 30] = [
    function("exp", "exp(x)", 1, 1, |a| number(a, libm::exp)),
    function("log", "log(x)", 1, 1, |a| number(a, libm::log)),
    function("trunc", "trunc(x)", 1, 1, |a| number(a, f64::trunc)),
    function("hypot", "hypot(x, y)", 2, 2, |a| match (a[0].number(), a[1].number()) {
        (Some(x), Some(y)) => Value::Number(libm::hypot(x, y)),
        _ => Value::Null,
    }),
    function("clamp", "clamp(x, least, most)", 3, 3, |a| match (a[0].number(), a[1].number(), a[2].number()) {
        (Some(x), Some(least), Some(most)) => Value::Number(x.min(most).max(least)),
        _ => Value::Null,
    }),
    function("isFinite", "isFinite(x)", 1, 1, |a| Value::Truth(a[0].number().is_some_and(f64::is_finite))),
    function("isNumber", "isNumber(x)", 1, 1, |a| Value::Truth(matches!(a[0], Value::Number(_)))),
    function("isString", "isString(x)", 1, 1, |a| Value::Truth(matches!(a[0], Value::Text(_)))),
    function("isBoolean", "isBoolean(x)", 1, 1, |a| Value::Truth(matches!(a[0], Value::Truth(_)))),
    function("isDate", "isDate(x)", 1, 1, |a| Value::Truth(matches!(a[0], Value::Time(..)))),
    function("toNumber", "toNumber(x)", 1, 1, |a| match &a[0] {
        Value::Text(text) => read(text).map_or(Value::Null, Value::Number),
        other => other.number().map_or(Value::Null, Value::Number),
    }),
    function("toBoolean", "toBoolean(x)", 1, 1, |a| if a[0] == Value::Null { Value::Null } else { Value::Truth(a[0].truth()) }),
    function("toString", "toString(x)", 1, 1, |a| match &a[0] {
        Value::Text(text) => owned(text.to_string()),
        Value::Number(value) => owned(value.to_string()),
        Value::Truth(truth) => owned(truth.to_string()),
        Value::Time(ms, unit) => owned(iso(*ms, *unit)),
        _ => Value::Null,
    }),
    function("toDate", "toDate(text)", 1, 1, |a| match &a[0] {
        Value::Text(text) => time::parse(text).map_or(Value::Null, |(ms, unit)| Value::Time(ms, unit)),
        Value::Time(ms, unit) => Value::Time(*ms, *unit),
        Value::Number(ms) if ms.is_finite() => Value::Time(*ms, Unit::Minute),
        _ => Value::Null,
    }),
    function("parseFloat", "parseFloat(text)", 1, 1, |a| text(a, |text| beginning(text).map_or(Value::Null, Value::Number))),
    function("parseInt", "parseInt(text)", 1, 1, |a| text(a, |text| beginning(text).map_or(Value::Null, |x| Value::Number(x.trunc())))),
    function("lower", "lower(text)", 1, 1, |a| text(a, |text| owned(text.to_lowercase()))),
    function("upper", "upper(text)", 1, 1, |a| text(a, |text| owned(text.to_uppercase()))),
    function("trim", "trim(text)", 1, 1, |a| text(a, |text| owned(text.trim().to_string()))),
    function("substring", "substring(text, from, to)", 2, 3, |a| {
        // A negative end is 0, and ends in the wrong order change places.
        text(a, |text| part(text, a, |end, _| end.max(0.0), true))
    }),
    function("slice", "slice(text, from, to)", 2, 3, |a| {
        // A negative end counts from the end of the text.
        text(a, |text| part(text, a, |end, length| if end < 0.0 { (length + end).max(0.0) } else { end }, false))
    }),
    function("lastindexof", "lastindexof(text, part)", 2, 2, |a| text(a, |text| place_of(text, &a[1], |text, part| text.rfind(part)))),
    function("replace", "replace(text, part, by)", 3, 3, |a| match (&a[0], &a[1], &a[2]) {
        (Value::Text(text), Value::Text(part), Value::Text(by)) => owned(text.replacen(part.as_ref(), by, 1)),
        _ => Value::Null,
    }),
    // Vega's months begin at 0, as JavaScript's do.
    function("datetime", "datetime(year, month, day, hour, minute)", 1, 5, datetime),
    function("time", "time(date)", 1, 1, |a| moment(a, |ms| ms)),
    // Sunday is 0. 1 January 1970 was a Thursday.
    function("day", "day(date)", 1, 1, |a| moment(a, |ms| ((ms / DAY).floor() + 4.0).rem_euclid(7.0))),
    function("dayofyear", "dayofyear(date)", 1, 1, |a| moment(a, |ms| ((ms - time::floor(ms, Unit::Year)) / DAY).floor() + 1.0)),
    function("hours", "hours(date)", 1, 1, |a| moment(a, |ms| (ms.rem_euclid(DAY) / 3_600_000.0).floor())),
    function("minutes", "minutes(date)", 1, 1, |a| moment(a, |ms| (ms.rem_euclid(3_600_000.0) / 60_000.0).floor())),
    function("seconds", "seconds(date)", 1, 1, |a| moment(a, |ms| (ms.rem_euclid(60_000.0) / 1000.0).floor())),
];

fn owned(text: String) -> Value<'static> {
    Value::Text(Cow::Owned(text))
}

fn text(args: &[Value], f: impl FnOnce(&str) -> Value<'static>) -> Value<'static> {
    match &args[0] {
        Value::Text(text) => f(text),
        _ => Value::Null,
    }
}

/// Something of a date; a number of four digits is a year, as in the other parts of dates.
fn moment(args: &[Value], f: fn(f64) -> f64) -> Value<'static> {
    match args[0] {
        Value::Time(ms, _) => Value::Number(f(ms)),
        Value::Number(year) if (1000.0..3000.0).contains(&year) => Value::Number(f(time::from_civil(year as i32, 1, 1))),
        _ => Value::Null,
    }
}

fn datetime(args: &[Value]) -> Value<'static> {
    let mut parts = [0.0, 0.0, 1.0, 0.0, 0.0];
    for (part, arg) in parts.iter_mut().zip(args) {
        match arg.number() {
            Some(number) if number.abs() < 1e6 => *part = number,
            _ => return Value::Null,
        }
    }
    let unit = match args.len() {
        1 => Unit::Year,
        2 => Unit::Month,
        3 => Unit::Day,
        _ => Unit::Minute,
    };
    let day = time::from_civil(parts[0] as i32, parts[1] as i32 + 1, parts[2] as i32);
    Value::Time(day + parts[3] * 3_600_000.0 + parts[4] * 60_000.0, unit)
}

/// The number that a whole text is.
fn read(text: &str) -> Option<f64> {
    let text = text.trim();
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    match token(digits, 0) {
        Ok((Token::Number(value), 0, end)) if end == digits.len() => Some(if text.starts_with('-') { -value } else { value }),
        _ => None,
    }
}

/// The number that a text begins with.
fn beginning(text: &str) -> Option<f64> {
    let text = text.trim_start();
    let length = text.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | '-' | '+')).unwrap_or(text.len());
    (1..=length).rev().find_map(|end| read(text.get(..end)?))
}

/// The characters from the second argument to the third, or to the end.
fn part(text: &str, args: &[Value], end: fn(f64, f64) -> f64, swap: bool) -> Value<'static> {
    let length = text.chars().count() as f64;
    let at = |index: usize| match args.get(index) {
        Some(value) => value.number().map(|number| end(number.trunc(), length).min(length)),
        None => Some(length),
    };
    let (Some(mut from), Some(mut to)) = (at(1), at(2)) else { return Value::Null };
    if swap && from > to {
        (from, to) = (to, from);
    }
    owned(text.chars().skip(from as usize).take((to - from).max(0.0) as usize).collect())
}

/// Where a part stands in a text, in characters; −1 for nowhere.
pub(super) fn place_of(text: &str, part: &Value, find: fn(&str, &str) -> Option<usize>) -> Value<'static> {
    match part {
        Value::Text(part) => Value::Number(find(text, part).map_or(-1.0, |at| text.get(..at).map_or(0, |t| t.chars().count()) as f64)),
        _ => Value::Null,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expr::{Checked, parse};
    use crate::table::{Column, Table, Values};

    /// The value of an expression on one row: `day` is 14 September 2017, `name` "Nariño".
    fn eval(expression: &str) -> String {
        let day = time::from_civil(2017, 9, 14) + 61_000.0;
        let columns = vec![
            Column::new("day", Values::Times(vec![day], Unit::Minute)),
            Column::new("name", Values::Text { words: vec![" Nariño ".into()], codes: vec![0] }),
        ];
        let table = Table { columns, rows: 1, lines: vec![] };
        let checked = parse(expression).and_then(|tree| Checked::new(tree, &table));
        match checked.map(|checked| checked.eval(&table, 0).map(Value::own)) {
            Ok(Ok(Value::Number(value))) => value.to_string(),
            Ok(Ok(Value::Text(text))) => text.to_string(),
            Ok(Ok(Value::Truth(truth))) => truth.to_string(),
            Ok(Ok(Value::Time(ms, unit))) => iso(ms, unit),
            Ok(Ok(other)) => format!("{other:?}"),
            Ok(Err(problem)) | Err(problem) => problem.to_string(),
        }
    }

    #[test]
    fn functions_give_what_vegas_give() {
        for (expression, expected) in [
            ("exp(0.5)", "1.6487212707001282"),
            ("log(10)", "2.302585092994046"),
            ("log(-1)", "NaN"),
            ("2 ** 0.3", "1.2311444133449163"),
            ("trunc(-2.7)", "-2"),
            ("hypot(3, 4)", "5"),
            ("clamp(12, 0, 10)", "10"),
            ("isFinite(1 / 0)", "false"),
            ("isNumber('1')", "false"),
            ("isDate(day) && isString(name) && isBoolean(true)", "true"),
            ("toNumber(' -12.5e1 ')", "-125"),
            ("toNumber('12 ha')", "Null"),
            ("toBoolean('')", "false"),
            ("toString(0.1 + 0.2)", "0.30000000000000004"),
            ("toString(day)", "2017-09-14T00:01:01"),
            ("toDate('2017-05')", "2017-05"),
            ("parseFloat('12.5 ha')", "12.5"),
            ("parseInt('-12.5 ha')", "-12"),
            ("parseFloat('ha')", "Null"),
            ("upper(trim(name))", "NARIÑO"),
            ("lower('ÑÜ')", "ñü"),
            ("substring(trim(name), 4)", "ño"),
            ("substring('abcdef', 4, -1)", "abcd"),
            ("slice('abcdef', -3, -1)", "de"),
            ("slice('abc', 2, 1)", ""),
            ("indexof(name, 'ño')", "5"),
            ("indexof('abab', 'x')", "-1"),
            ("lastindexof('abab', 'ab')", "2"),
            ("replace('a-b-c', '-', '+')", "a+b-c"),
            ("datetime(2015, 8, 30)", "2015-09-30"),
            ("datetime(2015, 12)", "2016-01"),
            ("datetime(2015)", "2015"),
            ("datetime(2015, 0, 1, 25, 30)", "2015-01-02T01:30"),
            ("time(datetime(1970, 0, 2))", "86400000"),
            ("day(day)", "4"),
            ("dayofyear(day)", "257"),
            ("hours(day) * 60 + minutes(day) + seconds(day)", "2"),
            ("now()", "at character 1: no function is named \"now\"; did you mean pow?"),
        ] {
            assert_eq!(eval(expression), expected, "{expression}");
        }
    }
}
