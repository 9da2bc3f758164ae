//! A value of the full grammar's data: what JavaScript has, because Vega's transforms and expressions mean what JavaScript means.

use super::number;
use super::pattern::Pattern;
use crate::spec::Value;
use crate::time::Zone;
use std::cmp::Ordering;
use std::rc::Rc;

/// How deep lists and objects may lie in each other; what lies deeper is undefined.
const DEPTH: usize = 128;

/// A value. Cloning one copies a pointer at most.
#[derive(Clone, Debug, Default)]
pub enum Datum {
    /// What a row does not have.
    #[default]
    Undefined,
    /// Nothing, said explicitly.
    Null,
    /// A boolean.
    Bool(bool),
    /// A number, NaN and infinities included.
    Number(f64),
    /// A text.
    Text(Rc<str>),
    /// An instant: milliseconds since 1970 UTC; NaN for an invalid date.
    Time(f64),
    /// An array.
    List(Rc<[Datum]>),
    /// An object: its members in order.
    Object(Rc<[(Rc<str>, Datum)]>),
    /// A regular expression, which only expressions make.
    Pattern(Rc<Pattern>),
}

impl Datum {
    /// From JSON.
    pub fn from_value(value: &Value) -> Datum {
        Self::nested(value, DEPTH)
    }

    fn nested(value: &Value, depth: usize) -> Datum {
        if depth == 0 {
            return Datum::Undefined;
        }
        match value {
            Value::Null => Datum::Null,
            Value::Bool(truth) => Datum::Bool(*truth),
            Value::Number(number) => Datum::Number(*number),
            Value::String(text) => Datum::from(text.as_str()),
            Value::Array(items) => Datum::List(items.iter().map(|item| Self::nested(item, depth - 1)).collect()),
            Value::Object(members) => {
                Datum::Object(members.iter().map(|(key, value)| (Rc::from(key.as_str()), Self::nested(value, depth - 1))).collect())
            }
        }
    }

    /// As JSON: undefined and numbers that are not finite become null, times their ISO text, as `JSON.stringify` has them.
    pub fn to_value(&self) -> Value {
        match self {
            Datum::Undefined | Datum::Null => Value::Null,
            Datum::Bool(truth) => Value::Bool(*truth),
            Datum::Number(number) if !number.is_finite() => Value::Null,
            Datum::Number(number) => Value::Number(*number),
            Datum::Text(text) => Value::from(&**text),
            Datum::Time(ms) => super::date_text::iso(*ms).map_or(Value::Null, Value::String),
            Datum::List(items) => Value::Array(items.iter().map(Datum::to_value).collect()),
            Datum::Object(members) => Value::Object(
                members
                    .iter()
                    .filter(|(_, value)| !matches!(value, Datum::Undefined))
                    .map(|(key, value)| (key.to_string(), value.to_value()))
                    .collect(),
            ),
            Datum::Pattern(_) => Value::Object(Vec::new()),
        }
    }

    /// Undefined or null: JavaScript's `== null`.
    pub fn is_nothing(&self) -> bool {
        matches!(self, Datum::Undefined | Datum::Null)
    }

    /// Neither undefined, nor null, nor NaN, nor an invalid date: Vega's `isValid`.
    pub fn is_valid(&self) -> bool {
        match self {
            Datum::Undefined | Datum::Null => false,
            Datum::Number(number) => !number.is_nan(),
            _ => true,
        }
    }

    /// Whether it counts as true.
    pub fn truth(&self) -> bool {
        match self {
            Datum::Undefined | Datum::Null => false,
            Datum::Bool(truth) => *truth,
            Datum::Number(number) => *number != 0.0 && !number.is_nan(),
            Datum::Text(text) => !text.is_empty(),
            _ => true,
        }
    }

    /// As a number: JavaScript's unary plus. A time is its milliseconds; what has no number is NaN.
    pub fn number(&self) -> f64 {
        match self {
            Datum::Undefined | Datum::Object(_) | Datum::Pattern(_) => f64::NAN,
            Datum::Null => 0.0,
            Datum::Bool(truth) => f64::from(u8::from(*truth)),
            Datum::Number(number) => *number,
            Datum::Text(text) => number::parse(text),
            Datum::Time(ms) => *ms,
            Datum::List(_) => number::parse(&self.text(Zone::UTC)),
        }
    }

    /// As a number unless it is nothing or an empty text: Vega's `toNumber`.
    pub fn to_number(&self) -> Option<f64> {
        match self {
            Datum::Undefined | Datum::Null => None,
            Datum::Text(text) if text.is_empty() => None,
            _ => Some(self.number()),
        }
    }

    /// As text: JavaScript's `String`. Times are written in the zone.
    pub fn text(&self, zone: Zone) -> Rc<str> {
        match self {
            Datum::Undefined => "undefined".into(),
            Datum::Null => "null".into(),
            Datum::Bool(true) => "true".into(),
            Datum::Bool(false) => "false".into(),
            Datum::Number(value) => number::text(*value).into(),
            Datum::Text(text) => text.clone(),
            Datum::Time(ms) => super::date_text::long(*ms, zone).into(),
            Datum::List(items) => {
                let texts: Vec<Rc<str>> = items.iter().map(|item| if item.is_nothing() { "".into() } else { item.text(zone) }).collect();
                texts.join(",").into()
            }
            Datum::Object(_) => "[object Object]".into(),
            Datum::Pattern(pattern) => pattern.to_string().into(),
        }
    }

    /// The text, where it is one.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Datum::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The items, where it is a list.
    pub fn as_list(&self) -> Option<&[Datum]> {
        match self {
            Datum::List(items) => Some(items),
            _ => None,
        }
    }

    /// A member by name: of an object, an item or the `length` of a list, a character or the `length` of a text. What is not
    /// there is undefined.
    pub fn member(&self, key: &str) -> Datum {
        match self {
            Datum::Object(members) => members.iter().find(|(name, _)| **name == *key).map_or(Datum::Undefined, |(_, v)| v.clone()),
            Datum::List(items) if key == "length" => Datum::Number(items.len() as f64),
            Datum::List(items) => index(key).and_then(|i| items.get(i)).cloned().unwrap_or_default(),
            Datum::Text(text) if key == "length" => Datum::Number(text.encode_utf16().count() as f64),
            Datum::Text(text) => match index(key).and_then(|i| text.encode_utf16().nth(i)) {
                Some(unit) => Datum::from(String::from_utf16_lossy(&[unit])),
                None => Datum::Undefined,
            },
            _ => Datum::Undefined,
        }
    }

    /// Appends what tells this value from others that Vega groups apart: values with the same text are the same. Dates agree to
    /// the second, as their texts do, or to the millisecond if `exact`.
    pub(super) fn key(&self, out: &mut Vec<u8>, exact: bool) {
        let mut text = |text: &str| {
            out.push(b't');
            out.extend((text.len() as u32).to_le_bytes());
            out.extend(text.as_bytes());
        };
        let number = match self {
            Datum::Number(number) => *number,
            Datum::Text(t) => {
                let like_a_number = t.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | 'I' | 'N'));
                let number = if like_a_number { number::parse(t) } else { f64::NAN };
                if !like_a_number || number::text(number) != **t {
                    return text(t);
                }
                number
            }
            Datum::Time(ms) => {
                out.push(b'd');
                out.extend(if exact { *ms } else { (ms / 1000.0).floor() }.to_le_bytes());
                return;
            }
            other => return text(&other.text(Zone::UTC)),
        };
        out.push(b'n');
        let number = if number.is_nan() { f64::NAN } else { number + 0.0 };
        out.extend(number.to_le_bytes());
    }

    /// The instant that JavaScript's `new Date` makes of it: a number is milliseconds, a text is read, nothing is 1970 if it is
    /// null; NaN for what is no date.
    pub fn date(&self, zone: Zone) -> f64 {
        match self {
            Datum::Text(text) => super::date_text::parse(text, zone),
            Datum::List(_) => super::date_text::parse(&self.text(zone), zone),
            other => super::clock::clip(other.number()),
        }
    }

    /// JavaScript's `===`.
    pub fn same(&self, other: &Datum) -> bool {
        match (self, other) {
            (Datum::Undefined, Datum::Undefined) | (Datum::Null, Datum::Null) => true,
            (Datum::Bool(a), Datum::Bool(b)) => a == b,
            (Datum::Number(a), Datum::Number(b)) => a == b,
            (Datum::Text(a), Datum::Text(b)) => a == b,
            (Datum::List(a), Datum::List(b)) => Rc::ptr_eq(a, b),
            (Datum::Object(a), Datum::Object(b)) => Rc::ptr_eq(a, b),
            (Datum::Pattern(a), Datum::Pattern(b)) => Rc::ptr_eq(a, b),
            // Two dates are two objects, and so never the same.
            _ => false,
        }
    }

    /// `===`, but that two dates are the same when their instants are.
    pub(super) fn same_or_date(&self, other: &Datum) -> bool {
        match (self, other) {
            (Datum::Time(a), Datum::Time(b)) => a == b,
            _ => self.same(other),
        }
    }

    /// JavaScript's `==`, but that what lies on either side as the same instant is equal.
    pub fn equals(&self, other: &Datum, zone: Zone) -> bool {
        match (self, other) {
            (Datum::Undefined | Datum::Null, b) => b.is_nothing(),
            (a, Datum::Undefined | Datum::Null) => a.is_nothing(),
            (Datum::Text(a), Datum::Text(b)) => a == b,
            (Datum::Bool(_) | Datum::Number(_) | Datum::Text(_), Datum::Bool(_) | Datum::Number(_) | Datum::Text(_)) => {
                self.number() == other.number()
            }
            (Datum::Bool(_) | Datum::Number(_) | Datum::Text(_), _) => self.equals(&Datum::Text(other.text(zone)), zone),
            (_, Datum::Bool(_) | Datum::Number(_) | Datum::Text(_)) => Datum::Text(self.text(zone)).equals(other, zone),
            _ => self.same(other),
        }
    }

    /// JavaScript's order of `<` and `>`; `None` where both are false.
    pub fn order(&self, other: &Datum) -> Option<Ordering> {
        match (self, other) {
            (Datum::Text(a), Datum::Text(b)) => Some(utf16_order(a, b)),
            (Datum::List(_) | Datum::Object(_) | Datum::Pattern(_), _) | (_, Datum::List(_) | Datum::Object(_) | Datum::Pattern(_)) => {
                let primitive = |datum: &Datum| match datum {
                    Datum::List(_) | Datum::Object(_) | Datum::Pattern(_) => Datum::Text(datum.text(Zone::UTC)),
                    other => other.clone(),
                };
                primitive(self).order(&primitive(other))
            }
            (Datum::Undefined, _) | (_, Datum::Undefined) => None,
            _ => self.number().partial_cmp(&other.number()),
        }
    }

    /// Vega's ascending order for sorting: nothing first, then NaN, then the rest by `<`.
    pub fn ascending(&self, other: &Datum) -> Ordering {
        match (self.is_nothing(), other.is_nothing()) {
            (true, true) => return Ordering::Equal,
            (true, false) => return Ordering::Less,
            (false, true) => return Ordering::Greater,
            _ => {}
        }
        let nan = |datum: &Datum| matches!(datum, Datum::Number(v) | Datum::Time(v) if v.is_nan());
        match self.order(other) {
            Some(order) => order,
            None => nan(other).cmp(&nan(self)),
        }
    }
}

/// An index into a list, as JavaScript writes one.
fn index(key: &str) -> Option<usize> {
    let plain = key == "0" || !key.starts_with(['0', '+']);
    key.parse().ok().filter(|_| plain)
}

/// The order of two texts by their UTF-16 units, which is JavaScript's.
fn utf16_order(a: &str, b: &str) -> Ordering {
    if a.is_ascii() && b.is_ascii() { a.cmp(b) } else { a.encode_utf16().cmp(b.encode_utf16()) }
}

impl From<&str> for Datum {
    fn from(text: &str) -> Self {
        Datum::Text(text.into())
    }
}

impl From<String> for Datum {
    fn from(text: String) -> Self {
        Datum::Text(text.into())
    }
}

impl From<f64> for Datum {
    fn from(number: f64) -> Self {
        Datum::Number(number)
    }
}

impl From<bool> for Datum {
    fn from(truth: bool) -> Self {
        Datum::Bool(truth)
    }
}

impl From<Option<f64>> for Datum {
    fn from(number: Option<f64>) -> Self {
        number.map_or(Datum::Undefined, Datum::Number)
    }
}

impl From<Vec<Datum>> for Datum {
    fn from(items: Vec<Datum>) -> Self {
        Datum::List(items.into())
    }
}

/// Equal in kind and content; NaN equals NaN, so that results can be held against expectations.
impl PartialEq for Datum {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Datum::Number(a), Datum::Number(b)) | (Datum::Time(a), Datum::Time(b)) => a == b || a.is_nan() && b.is_nan(),
            (Datum::List(a), Datum::List(b)) => a == b,
            (Datum::Object(a), Datum::Object(b)) => a == b,
            _ => self.same(other),
        }
    }
}
