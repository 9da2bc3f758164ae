//! What an expression gives on a row, with JavaScript's rules but for those that the room's comment names.

use crate::time::floor;
use crate::time::{self, Unit};
use std::borrow::Cow;
use std::cmp::Ordering;

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'a> {
    /// Nothing: a missing cell.
    Null,
    /// Yes or no.
    Truth(bool),
    /// A number; NaN for an impossible one.
    Number(f64),
    /// A civil time in milliseconds since 1970, and the unit in which it is known.
    Time(f64, Unit),
    /// A text.
    Text(Cow<'a, str>),
    /// A list.
    List(Vec<Value<'a>>),
}

impl Value<'_> {
    /// The same with its own copy of a text.
    #[cfg(not(feature = "lean"))]
    pub fn own(self) -> Value<'static> {
        match self {
            Value::Null => Value::Null,
            Value::Truth(truth) => Value::Truth(truth),
            Value::Number(value) => Value::Number(value),
            Value::Time(ms, unit) => Value::Time(ms, unit),
            Value::Text(text) => Value::Text(Cow::Owned(text.into_owned())),
            Value::List(list) => Value::List(list.into_iter().map(Value::own).collect()),
        }
    }

    /// Whether it counts as yes: not null, false, 0, NaN or an empty text.
    pub fn truth(&self) -> bool {
        match self {
            Value::Null => false,
            Value::Truth(truth) => *truth,
            Value::Number(value) => *value != 0.0 && !value.is_nan(),
            Value::Text(text) => !text.is_empty(),
            Value::Time(..) | Value::List(_) => true,
        }
    }

    /// As a number: a year for a time known by the year, else milliseconds; `None` for what is no number.
    pub fn number(&self) -> Option<f64> {
        match *self {
            Value::Number(value) => Some(value),
            Value::Truth(truth) => Some(f64::from(u8::from(truth))),
            Value::Time(ms, Unit::Year) => Some(f64::from(time::civil(ms).0)),
            Value::Time(ms, _) => Some(ms),
            _ => None,
        }
    }

    /// How it compares; `None` when the two are equal in no sense and have no order. Text is ordered by code points.
    pub fn compare(&self, other: &Value) -> Option<Ordering> {
        match (self, other) {
            (Value::Null, Value::Null) => Some(Ordering::Equal),
            (Value::Text(a), Value::Text(b)) => Some(a.cmp(b)),
            (Value::Time(a, unit), Value::Time(b, other)) => {
                let unit = *unit.min(other);
                floor(*a, unit).partial_cmp(&floor(*b, unit))
            }
            (Value::List(_), _) | (_, Value::List(_)) => None,
            _ => self.number()?.partial_cmp(&other.number()?),
        }
    }
}
