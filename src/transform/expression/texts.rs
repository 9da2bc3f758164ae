//! Functions of texts. Places in a text count UTF-16 units, as in JavaScript.

use super::eval::limit;
use super::functions::{Function, Result, at, function, number};
use super::{Context, MOST};
use crate::transform::{Datum, Pattern, wrong};
use std::rc::Rc;

/// Functions of texts and regular expressions.
pub static FUNCTIONS: [Function; 16] = [
    function("parseFloat", 1, 1, |a, context| {
        let text = a[0].text(context.zone());
        Ok(Datum::Number(crate::transform::number::prefix(text.trim_start_matches(crate::transform::number::is_space)).0))
    }),
    function("parseInt", 1, 2, parse_int),
    function("upper", 1, 1, |a, context| Ok(Datum::from(a[0].text(context.zone()).to_uppercase()))),
    function("lower", 1, 1, |a, context| Ok(Datum::from(a[0].text(context.zone()).to_lowercase()))),
    function("trim", 1, 1, |a, context| Ok(Datum::from(a[0].text(context.zone()).trim_matches(crate::transform::number::is_space)))),
    function("substring", 2, 3, |a, context| {
        let text = a[0].text(context.zone());
        let units = Units::of(&text);
        let place = |value: f64| if value.is_nan() { 0 } else { value.clamp(0.0, units.length() as f64) as usize };
        let start = place(number(a, 1));
        let end = if matches!(at(a, 2), Datum::Undefined) { units.length() } else { place(number(a, 2)) };
        Ok(units.cut(start.min(end), start.max(end)))
    }),
    function("split", 1, 3, split),
    function("length", 1, 1, |a, _| match &a[0] {
        nothing if nothing.is_nothing() => {
            Err(wrong("length-of-nothing", "the length of nothing is asked for", "test before whether it is there"))
        }
        other => Ok(other.member("length")),
    }),
    function("pad", 2, 4, pad),
    function("truncate", 2, 4, truncate),
    function("replace", 3, 3, replace),
    function("regexp", 1, 2, |a, context| Ok(Datum::Pattern(pattern(&a[0], a.get(1), context)?))),
    function("test", 1, 2, |a, context| {
        let pattern = pattern(&a[0], None, context)?;
        Ok(Datum::Bool(pattern.find(&at(a, 1).text(context.zone()), 0)?.is_some()))
    }),
    function("btoa", 1, 1, btoa),
    function("atob", 1, 1, atob),
    function("timeUnitSpecifier", 1, 2, specifier),
];

/// A text by its UTF-16 units; one of ASCII needs no second copy.
pub enum Units<'a> {
    Plain(&'a str),
    Wide(Vec<u16>),
}

impl<'a> Units<'a> {
    pub fn of(text: &'a str) -> Self {
        if text.is_ascii() { Units::Plain(text) } else { Units::Wide(text.encode_utf16().collect()) }
    }

    pub fn length(&self) -> usize {
        match self {
            Units::Plain(text) => text.len(),
            Units::Wide(units) => units.len(),
        }
    }

    pub fn cut(&self, start: usize, end: usize) -> Datum {
        match self {
            Units::Plain(text) => Datum::from(text.get(start..end).unwrap_or_default()),
            Units::Wide(units) => Datum::from(String::from_utf16_lossy(units.get(start..end).unwrap_or_default())),
        }
    }

    /// The place of a text in it, from a place on, or before one if `last`.
    pub fn find(&self, part: &str, from: f64, last: bool) -> Option<usize> {
        let units = |text: &Units| match text {
            Units::Plain(text) => text.encode_utf16().collect(),
            Units::Wide(units) => units.clone(),
        };
        let (whole, part) = (units(self), units(&Units::of(part)));
        let room = whole.len().checked_sub(part.len())?;
        let fits = |place: &usize| whole[*place..].starts_with(&part);
        if last {
            let from = if from.is_nan() { room } else { from.clamp(0.0, room as f64) as usize };
            (0..=from).rev().find(fits)
        } else {
            let from = if from.is_nan() { 0.0 } else { from.max(0.0) };
            if from > room as f64 { None } else { (from as usize..=room).find(fits) }
        }
    }
}

fn parse_int(a: &[Datum], context: &Context) -> Result {
    let text = a[0].text(context.zone());
    let text = text.trim_matches(crate::transform::number::is_space);
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => (-1.0, rest),
        None => (1.0, text.strip_prefix('+').unwrap_or(text)),
    };
    let radix = number(a, 1);
    let radix = if radix.is_finite() { radix.trunc() } else { 0.0 };
    let hexadecimal = digits.strip_prefix("0x").or(digits.strip_prefix("0X")).filter(|_| radix == 0.0 || radix == 16.0);
    let (radix, digits) = match hexadecimal {
        Some(digits) => (16, digits),
        None if radix == 0.0 => (10, digits),
        None if (2.0..=36.0).contains(&radix) => (radix as u32, digits),
        None => return Ok(Datum::Number(f64::NAN)),
    };
    let digits: Vec<f64> = digits.chars().map_while(|c| c.to_digit(radix)).map(f64::from).collect();
    let value = digits.iter().fold(0.0, |value, digit| value * f64::from(radix) + digit);
    Ok(Datum::Number(if digits.is_empty() { f64::NAN } else { sign * value }))
}

fn split(a: &[Datum], context: &Context) -> Result {
    let zone = context.zone();
    let text = a[0].text(zone);
    let most = if matches!(at(a, 2), Datum::Undefined) { MOST } else { super::eval::to_int(number(a, 2)) as u32 as usize };
    let mut parts: Vec<Datum> = match at(a, 1) {
        Datum::Undefined => vec![Datum::Text(text)],
        Datum::Pattern(pattern) => pattern.split(&text)?.into_iter().map(Datum::from).collect(),
        separator => {
            let separator = separator.text(zone);
            if separator.is_empty() {
                text.encode_utf16().map(|unit| Datum::from(String::from_utf16_lossy(&[unit]))).collect()
            } else {
                text.split(&*separator).map(Datum::from).collect()
            }
        }
    };
    parts.truncate(most);
    Ok(Datum::from(parts))
}

fn pad(a: &[Datum], context: &Context) -> Result {
    let zone = context.zone();
    let text = a[0].text(zone);
    let fill = if at(a, 2).truth() { at(a, 2).text(zone) } else { " ".into() };
    let missing = a[1].number() - Units::of(&text).length() as f64;
    if missing.is_nan() || missing <= 0.0 {
        return Ok(Datum::Text(text));
    }
    limit((missing.min(1e9) as usize).saturating_mul(fill.len().max(1)))?;
    let times = |n: f64| fill.repeat(n as usize);
    Ok(Datum::from(match at(a, 3).as_text() {
        Some("left") => times(missing) + &text,
        Some("center") => times((missing / 2.0).trunc()) + &text + &times((missing / 2.0).ceil()),
        _ => text.to_string() + &times(missing),
    }))
}

fn truncate(a: &[Datum], context: &Context) -> Result {
    let zone = context.zone();
    let (text, length) = (a[0].text(zone), a[1].number());
    let dots = if at(a, 3).is_nothing() { "\u{2026}".into() } else { at(a, 3).text(zone) };
    let units = Units::of(&text);
    let n = units.length();
    if n as f64 <= length {
        return Ok(Datum::Text(text));
    }
    let keep = (length - Units::of(&dots).length() as f64).max(0.0).min(n as f64);
    let cut = |start: usize, end: usize| units.cut(start, end).text(zone);
    Ok(Datum::from(match at(a, 2).as_text() {
        Some("left") => [&*dots, &*cut(n - keep as usize, n)].concat(),
        Some("center") => {
            let (before, after) = ((keep / 2.0).ceil() as usize, (keep / 2.0) as usize);
            [&*cut(0, before), &*dots, &*cut(n - after, n)].concat()
        }
        _ => [&*cut(0, keep as usize), &*dots].concat(),
    }))
}

/// A regular expression as it is, or one made of a text.
fn pattern(source: &Datum, flags: Option<&Datum>, context: &Context) -> std::result::Result<Rc<Pattern>, Box<crate::report::Problem>> {
    let zone = context.zone();
    match source {
        Datum::Pattern(pattern) if flags.is_none() => Ok(pattern.clone()),
        other => {
            let text = match other {
                Datum::Pattern(pattern) => pattern.source().into(),
                Datum::Undefined => "".into(),
                other => other.text(zone),
            };
            let flags = flags.filter(|f| !matches!(f, Datum::Undefined)).map_or("".into(), |f| f.text(zone));
            Pattern::new(&text, &flags).map(Rc::new).map_err(|why| wrong("regular-expression", &why, "mend the pattern"))
        }
    }
}

fn replace(a: &[Datum], context: &Context) -> Result {
    let zone = context.zone();
    let (text, by) = (a[0].text(zone), a[2].text(zone));
    match &a[1] {
        Datum::Pattern(pattern) => Ok(Datum::from(pattern.replace(&text, &by)?)),
        Datum::Text(part) => Ok(match text.find(&**part) {
            Some(start) => {
                let (before, after) = (&text[..start], &text[start + part.len()..]);
                Datum::from([before, &crate::transform::pattern::fill(&by, &text, start, &[Some(part)]), after].concat())
            }
            None => Datum::Text(text),
        }),
        _ => {
            Err(wrong("replace-what", "replace looks for what is neither a text nor a regular expression", "write replace(text, 'a', 'b')"))
        }
    }
}

const BASE64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

fn btoa(a: &[Datum], context: &Context) -> Result {
    let text = a[0].text(context.zone());
    let bytes: Option<Vec<u8>> = text.chars().map(|c| u8::try_from(u32::from(c)).ok()).collect();
    let Some(bytes) = bytes else {
        return Err(wrong("not-latin", "btoa of a text with characters beyond Latin-1", "encode such characters first"));
    };
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let word = chunk.iter().chain([0, 0].iter()).take(3).fold(0usize, |word, byte| word << 8 | usize::from(*byte));
        for i in 0..4 {
            out.push(if i > chunk.len() { '=' } else { char::from(BASE64[word >> (18 - 6 * i) & 63]) });
        }
    }
    Ok(Datum::from(out))
}

fn atob(a: &[Datum], context: &Context) -> Result {
    let text = a[0].text(context.zone());
    let bad = || wrong("not-base64", "atob of a text that is not base64", "give what btoa has made");
    let (mut word, mut bits, mut out) = (0usize, 0, String::new());
    for byte in text.trim_end_matches('=').bytes().filter(|b| !b.is_ascii_whitespace()) {
        let value = BASE64.iter().position(|known| *known == byte).ok_or_else(bad)?;
        word = (word << 6 | value) & 0xffff;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            out.push(char::from((word >> bits & 255) as u8));
        }
    }
    Ok(Datum::from(out))
}

/// What Vega's time formats write for units and their combinations.
const SPECIFIERS: [(&str, &str); 16] = [
    ("year-month-date", "%Y-%m-%d "),
    ("year-isoweek", "%G W%V "),
    ("year-month", "%Y-%m "),
    ("hours-minutes", "%H:%M"),
    ("year", "%Y "),
    ("quarter", "Q%q "),
    ("month", "%b "),
    ("date", "%d "),
    ("week", "W%U "),
    ("isoweek", "W%V "),
    ("day", "%a "),
    ("dayofyear", "%j "),
    ("hours", "%H:00"),
    ("minutes", "00:%M"),
    ("seconds", ":%S"),
    ("milliseconds", ".%L"),
];

/// A format of d3-time-format for units, the longest known combinations first; a second argument changes what is written for some.
fn specifier(a: &[Datum], context: &Context) -> Result {
    let own = [a[0].clone()];
    let units = a[0].as_list().unwrap_or(&own);
    let mut known: Vec<(&str, crate::transform::clock::Unit)> = Vec::new();
    for unit in units {
        let name = unit.text(context.zone());
        match crate::transform::clock::UNITS.iter().find(|(known, _)| **known == *name) {
            Some(unit) => known.push(*unit),
            None => return Err(wrong("unknown-time-unit", &format!("\"{name}\" is no time unit"), "write year, month, date and so on")),
        }
    }
    known.sort_by_key(|(_, unit)| *unit);
    let (mut out, mut start) = (String::new(), 0);
    while start < known.len() {
        let mut end = known.len();
        while end > start {
            let key = known[start..end].iter().map(|(name, _)| *name).collect::<Vec<_>>().join("-");
            let format = match at(a, 1).member(&key) {
                Datum::Undefined => SPECIFIERS.iter().find(|(known, _)| *known == key).map(|(_, format)| Rc::from(*format)),
                other => (!other.is_nothing()).then(|| other.text(context.zone())),
            };
            if let Some(format) = format {
                out.push_str(&format);
                break;
            }
            end -= 1;
        }
        start = end.max(start + 1);
    }
    Ok(Datum::from(out.trim()))
}
