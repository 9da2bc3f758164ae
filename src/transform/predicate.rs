//! Rows that are kept: by an expression, or by one of Vega-Lite's predicates, such as `{"field": "year", "oneOf": [2000, 2010]}`.

use super::clock::{Parts, Unit, instant};
use super::expression::{Context, Expression, Row};
use super::{Datum, Field, Frame, Scope, TimeUnit, wrong};
use crate::report::Problem;
use crate::spec::Value;
use crate::time::Zone;
use std::rc::Rc;

/// A condition on a row.
#[derive(Clone, Debug)]
pub enum Predicate {
    /// All of them hold.
    All(Vec<Predicate>),
    /// One of them holds.
    Any(Vec<Predicate>),
    /// It does not hold.
    Not(Box<Predicate>),
    /// The expression counts as true.
    Expression(Expression),
    /// The row is in a selection, or a parameter counts as true.
    Parameter {
        /// Its name.
        name: Rc<str>,
        /// Whether all rows are in a selection that is empty.
        empty: bool,
    },
    /// A field passes a test.
    Field {
        /// The field.
        field: Field,
        /// The unit that its times are cut down to before.
        unit: Option<TimeUnit>,
        /// The data are in that unit already.
        binned: bool,
        /// The test.
        test: Test,
    },
}

/// A test of a value.
#[derive(Clone, Debug)]
pub enum Test {
    /// The same value.
    Equal(Operand),
    /// Less.
    Less(Operand),
    /// Less or the same.
    AtMost(Operand),
    /// Greater.
    Greater(Operand),
    /// Greater or the same.
    AtLeast(Operand),
    /// From one value to another; no end where there is nothing.
    Range(Option<Operand>, Option<Operand>),
    /// A list of the two ends of a range.
    RangeOf(Expression),
    /// One of several values.
    OneOf(Vec<Operand>),
    /// A number that is finite, or none.
    Valid(bool),
}

/// What a value is held against.
#[derive(Clone, Debug)]
pub enum Operand {
    /// A value.
    Constant(Datum),
    /// A date and time by its parts.
    Date(DateTime),
    /// What an expression gives.
    Expression(Expression),
}

/// A date and time by its parts, as Vega-Lite writes them: `{"year": 2006, "month": "jan"}`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DateTime {
    fields: [Option<f64>; 7],
    utc: bool,
}

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const DAYS: [&str; 7] = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

impl DateTime {
    /// Reads the object; `None` for one without any part of a date.
    pub fn read(value: &Value) -> Option<Result<DateTime, Box<Problem>>> {
        let Value::Object(members) = value else { return None };
        let known = ["year", "quarter", "month", "week", "day", "dayofyear", "date", "hours", "minutes", "seconds", "milliseconds"];
        if !members.iter().any(|(key, _)| known.contains(&key.as_str())) {
            return None;
        }
        Some(Self::from_members(members))
    }

    fn from_members(members: &[(String, Value)]) -> Result<DateTime, Box<Problem>> {
        let mut date = DateTime::default();
        let alone = members.len() == 1;
        for (key, value) in members {
            let named = |names: &[&str]| -> Option<f64> {
                let text = value.as_str()?.to_lowercase();
                names.iter().position(|name| text.starts_with(name)).map(|i| i as f64)
            };
            let number = Datum::from_value(value).to_number().filter(|number| !number.is_nan());
            let part = match key.as_str() {
                "year" => (0, number),
                "quarter" if date.fields[1].is_some() => continue,
                "quarter" => (1, number.map(|quarter| (quarter - 1.0) * 3.0)),
                "month" => (1, number.map(|month| month - 1.0).or_else(|| named(&MONTHS))),
                "date" => (2, number),
                // A day of the week means something only alone, in the week that 2012 begins with.
                "day" if alone => (2, number.map(|day| day % 7.0).or_else(|| named(&DAYS)).map(|day| day + 1.0)),
                "hours" => (3, number),
                "minutes" => (4, number),
                "seconds" => (5, number),
                "milliseconds" => (6, number),
                "utc" => {
                    date.utc = *value == Value::Bool(true);
                    continue;
                }
                "day" | "week" | "dayofyear" => continue,
                _ => {
                    return Err(wrong(
                        "unknown-member",
                        &format!("a date has no part \"{key}\""),
                        "use year, month, date, hours and so on",
                    ));
                }
            };
            match part {
                (place, Some(number)) => date.fields[place] = Some(number),
                _ => return Err(wrong("wrong-date", &format!("the {key} of a date is no {key}"), "write a number")),
            }
        }
        Ok(date)
    }

    /// The instant: what is left out is the beginning of 2012.
    pub fn instant(&self, zone: Zone) -> f64 {
        let otherwise = [2012.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0];
        let mut fields = otherwise;
        for (field, given) in fields.iter_mut().zip(self.fields) {
            *field = given.unwrap_or(*field);
        }
        if (0.0..100.0).contains(&fields[0]) {
            fields[0] += 1900.0;
        }
        instant(fields, if self.utc { Zone::UTC } else { zone })
    }
}

impl Predicate {
    /// Reads a predicate of Vega-Lite: an expression as text, `and`, `or`, `not`, `param`, or a test of a field.
    pub fn read(value: &Value) -> Result<Predicate, Box<Problem>> {
        Self::read_nested(value, 60)
    }

    fn read_nested(value: &Value, depth: usize) -> Result<Predicate, Box<Problem>> {
        let unknown = || wrong("unknown-predicate", "this is no condition", "write an expression, or {\"field\": …, \"equal\": …}");
        if depth == 0 {
            return Err(wrong("deep-predicate", "conditions lie too deep in each other", "write them as one expression"));
        }
        let list = |items: &Value| match items {
            Value::Array(items) => items.iter().map(|item| Self::read_nested(item, depth - 1)).collect(),
            _ => Err(unknown()),
        };
        match value {
            Value::String(text) => return Ok(Predicate::Expression(Expression::parse(text)?)),
            Value::Bool(truth) => return Ok(if *truth { Predicate::All(Vec::new()) } else { Predicate::Any(Vec::new()) }),
            _ => {}
        }
        if let Some(items) = value.get("and") {
            return list(items).map(Predicate::All);
        }
        if let Some(items) = value.get("or") {
            return list(items).map(Predicate::Any);
        }
        if let Some(inner) = value.get("not") {
            return Ok(Predicate::Not(Box::new(Self::read_nested(inner, depth - 1)?)));
        }
        if let Some(name) = value.get("param") {
            let name = name.as_str().ok_or_else(unknown)?.into();
            return Ok(Predicate::Parameter { name, empty: value.get("empty") != Some(&Value::Bool(false)) });
        }
        let field = Field::parse(value.get("field").and_then(Value::as_str).ok_or_else(unknown)?)?;
        let (unit, binned) = match value.get("timeUnit") {
            Some(unit) => read_unit(unit)?,
            None => (None, false),
        };
        let operand = |value: &Value| read_operand(value, unit.as_ref());
        let optional = |value: &Value| if *value == Value::Null { Ok(None) } else { operand(value).map(Some) };
        let test = if let Some(value) = value.get("equal") {
            Test::Equal(operand(value)?)
        } else if let Some(value) = value.get("lt") {
            Test::Less(operand(value)?)
        } else if let Some(value) = value.get("gt") {
            Test::Greater(operand(value)?)
        } else if let Some(value) = value.get("lte") {
            Test::AtMost(operand(value)?)
        } else if let Some(value) = value.get("gte") {
            Test::AtLeast(operand(value)?)
        } else if let Some(Value::Array(values)) = value.get("oneOf").or(value.get("in")) {
            Test::OneOf(values.iter().map(operand).collect::<Result<_, _>>()?)
        } else if let Some(valid) = value.get("valid") {
            Test::Valid(*valid != Value::Bool(false))
        } else {
            match value.get("range") {
                Some(Value::Array(ends)) => match ends.as_slice() {
                    [low, high] => Test::Range(optional(low)?, optional(high)?),
                    _ => return Err(wrong("wrong-range", "a range has not two ends", "write [least, greatest]")),
                },
                Some(range) => match range.get("expr").or(range.get("signal")).and_then(Value::as_str) {
                    Some(text) => Test::RangeOf(Expression::parse(text)?),
                    None => return Err(wrong("wrong-range", "a range has not two ends", "write [least, greatest]")),
                },
                None => return Err(unknown()),
            }
        };
        Ok(Predicate::Field { field, unit, binned, test })
    }

    /// Which rows it holds for, one answer for each.
    pub fn holds(&self, frame: &Frame, scope: &dyn Scope) -> Result<Vec<bool>, Box<Problem>> {
        let rows = frame.rows();
        let combined = |parts: &[Predicate], all: bool| -> Result<Vec<bool>, Box<Problem>> {
            let mut held = vec![all; rows];
            for part in parts {
                held.iter_mut().zip(part.holds(frame, scope)?).for_each(|(held, is)| *held = if all { *held && is } else { *held || is });
            }
            Ok(held)
        };
        match self {
            Predicate::All(parts) => combined(parts, true),
            Predicate::Any(parts) => combined(parts, false),
            Predicate::Not(part) => Ok(part.holds(frame, scope)?.into_iter().map(|held| !held).collect()),
            Predicate::Expression(expression) => {
                let context = Context::new(scope);
                (0..rows).map(|row| Ok(expression.eval(Row::Of(frame, row), &context)?.truth())).collect()
            }
            Predicate::Parameter { name, empty } => (0..rows).map(|row| scope.selected(name, *empty, Row::Of(frame, row))).collect(),
            Predicate::Field { field, unit, binned, test } => {
                let zone = scope.zone();
                let test = test.against(scope)?;
                let value = |value: Datum| match unit {
                    Some(_) if *binned => Datum::Number(value.date(zone)),
                    Some(unit) => Datum::Number(cut(value.date(zone), unit, zone)),
                    None => value,
                };
                Ok(field.values(frame).into_iter().map(|datum| test.passes(&value(datum))).collect())
            }
        }
    }
}

/// A test with its operands as values.
enum Against {
    Equal(Datum),
    Less(Datum),
    AtMost(Datum),
    Greater(Datum),
    AtLeast(Datum),
    Range(Option<Datum>, Option<Datum>),
    OneOf(Vec<Datum>),
    Valid(bool),
}

impl Test {
    fn against(&self, scope: &dyn Scope) -> Result<Against, Box<Problem>> {
        let zone = scope.zone();
        let value = |operand: &Operand| match operand {
            Operand::Constant(value) => Ok(value.clone()),
            Operand::Date(date) => Ok(Datum::Number(date.instant(zone))),
            Operand::Expression(expression) => expression.value(scope),
        };
        let optional = |operand: &Option<Operand>| operand.as_ref().map(value).transpose();
        Ok(match self {
            Test::Equal(operand) => Against::Equal(value(operand)?),
            Test::Less(operand) => Against::Less(value(operand)?),
            Test::AtMost(operand) => Against::AtMost(value(operand)?),
            Test::Greater(operand) => Against::Greater(value(operand)?),
            Test::AtLeast(operand) => Against::AtLeast(value(operand)?),
            Test::Range(Some(low), Some(high)) => {
                let (low, high) = (value(low)?, value(high)?);
                if low.order(&high).is_some_and(|o| o.is_gt()) {
                    Against::Range(Some(high), Some(low))
                } else {
                    Against::Range(Some(low), Some(high))
                }
            }
            Test::Range(low, high) => Against::Range(optional(low)?, optional(high)?),
            Test::RangeOf(expression) => {
                let range = expression.value(scope)?;
                Against::Range(Some(range.member("0")), Some(range.member("1")))
            }
            Test::OneOf(operands) => Against::OneOf(operands.iter().map(value).collect::<Result<_, _>>()?),
            Test::Valid(valid) => Against::Valid(*valid),
        })
    }
}

impl Against {
    fn passes(&self, value: &Datum) -> bool {
        let order = |other: &Datum, yes: fn(std::cmp::Ordering) -> bool| value.order(other).is_some_and(yes);
        match self {
            Against::Equal(other) => value.same(other),
            Against::Less(other) => order(other, |o| o.is_lt()),
            Against::AtMost(other) => order(other, |o| o.is_le()),
            Against::Greater(other) => order(other, |o| o.is_gt()),
            Against::AtLeast(other) => order(other, |o| o.is_ge()),
            Against::Range(low, high) => {
                low.as_ref().is_none_or(|low| order(low, |o| o.is_ge())) && high.as_ref().is_none_or(|high| order(high, |o| o.is_le()))
            }
            Against::OneOf(values) => values.iter().any(|other| value.same(other)),
            Against::Valid(valid) => (value.is_valid() && value.number().is_finite()) == *valid,
        }
    }
}

/// A time cut down to units as Vega-Lite's conditions do it: weeks and days of the year play no part.
fn cut(ms: f64, unit: &TimeUnit, zone: Zone) -> f64 {
    let Some(p) = Parts::of(ms, zone) else { return f64::NAN };
    let part = |unit_of: Unit, value: i32, otherwise: f64| if unit.units.contains(&unit_of) { f64::from(value) } else { otherwise };
    let month = part(Unit::Month, p.month, part(Unit::Quarter, p.month / 3 * 3, 0.0));
    let date = part(Unit::Date, p.date, part(Unit::Day, p.day + 1, 1.0));
    let clock = [
        part(Unit::Hours, p.hours, 0.0),
        part(Unit::Minutes, p.minutes, 0.0),
        part(Unit::Seconds, p.seconds, 0.0),
        part(Unit::Milliseconds, p.milliseconds, 0.0),
    ];
    instant([part(Unit::Year, p.year, 2012.0), month, date, clock[0], clock[1], clock[2], clock[3]], zone)
}

/// A time unit as text or as an object with `unit`, and whether the data are in it already.
fn read_unit(value: &Value) -> Result<(Option<TimeUnit>, bool), Box<Problem>> {
    let text = value.as_str().or(value.get("unit").and_then(Value::as_str));
    let binned = value.get("binned") == Some(&Value::Bool(true)) || text.is_some_and(|text| text.starts_with("binned"));
    Ok((text.map(TimeUnit::parse).transpose()?, binned))
}

/// The names of units that a number alone may stand for.
fn single(unit: Option<&TimeUnit>) -> Option<&'static str> {
    let [unit] = unit?.units.as_slice() else { return None };
    super::clock::UNITS.iter().find(|(_, known)| known == unit).map(|(name, _)| *name)
}

fn read_operand(value: &Value, unit: Option<&TimeUnit>) -> Result<Operand, Box<Problem>> {
    if let Some(text) = value.get("expr").or(value.get("signal")).and_then(Value::as_str) {
        let text = if unit.is_some() { ["time(", text, ")"].concat() } else { text.to_string() };
        return Ok(Operand::Expression(Expression::parse(&text)?));
    }
    if let Some(date) = DateTime::read(value) {
        return date.map(Operand::Date);
    }
    if unit.is_some() {
        // A number or a text that is no date of its own is one of the unit: month 1, or "jan".
        let of_unit = match value {
            Value::Number(number) => *number < 10_000.0,
            Value::String(text) => super::date_text::parse(text, Zone::UTC).is_nan(),
            _ => return Ok(Operand::Constant(Datum::from_value(value))),
        };
        if let Some(name) = single(unit).filter(|_| of_unit) {
            return Ok(Operand::Date(DateTime::from_members(&[(name.to_string(), value.clone())])?));
        }
        return Ok(match value {
            Value::String(text) => Operand::Expression(Expression::parse(&format!("time({})", quote(text)))?),
            _ => Operand::Constant(Datum::from_value(value)),
        });
    }
    Ok(Operand::Constant(Datum::from_value(value)))
}

/// A text as a literal of the expression language.
fn quote(text: &str) -> String {
    let mut out = String::from("'");
    for c in text.chars() {
        match c {
            '\'' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            _ => out.push(c),
        }
    }
    out + "'"
}

/// The rows for which a condition holds.
pub fn filter(frame: &Frame, predicate: &Predicate, scope: &dyn Scope) -> Result<Frame, Box<Problem>> {
    let held = predicate.holds(frame, scope)?;
    let rows: Vec<u32> = (0..frame.rows() as u32).zip(held).filter(|(_, held)| *held).map(|(row, _)| row).collect();
    Ok(if rows.len() == frame.rows() { frame.clone() } else { frame.select(&rows) })
}
