//! Workings in the reader's language: the sentences are here, every word of them in a file a language ([`en`], `es`).
//!
//! A working stands before its result, as `working: result`, or inside the working of a larger one. A word or phrase of a language
//! is a template whose parts are numbered, `{0} from {1} to {2}`, so that a language may put them in another order.

mod en;
#[cfg(not(feature = "lean"))]
mod es;
mod more;

#[cfg(not(feature = "lean"))]
pub(super) use more::More;
pub(super) use more::{Noun, Often};

use crate::host::{DateStyle, Host};
use crate::table::Bound;
use crate::time::Unit;

/// The words of a language.
pub(super) struct Words {
    /// Where a value stands: in a year, quarter or month; on a day; at a minute; for a category or number.
    pub places: [&'static str; 4],
    /// A row of data without an x axis, by its line.
    pub line: &'static str,
    /// The ends of a column of dates, by its name: the earliest, the latest.
    pub ends: [&'static str; 2],
    /// Two values with their places.
    pub step: &'static str,
    /// So many values: one, several.
    pub values: [&'static str; 2],
    /// Values in one place; from one place to another; from one day to another.
    pub spans: [&'static str; 3],
    /// How many are missing; with which; with some of them.
    pub missing: [&'static str; 3],
    /// Other places with the same value.
    pub also: &'static str,
    /// More than, at least, less than, at most, about.
    pub bounds: [&'static str; 5],
    /// No, yes.
    pub truth: [&'static str; 2],
    /// `or`, `and` between conditions.
    pub junctions: [&'static str; 2],
    /// A multiple.
    pub times: &'static str,
    /// Units that are not written as number and key: key, one, several.
    pub units: &'static [(&'static str, &'static str, &'static str)],
    /// Statistics of values: sum, mean, largest, smallest.
    pub of: [&'static str; 4],
    /// What functions such as `record` and `jump` say.
    pub often: Often,
    /// What only the full module says.
    #[cfg(not(feature = "lean"))]
    pub more: More,
}

/// The words of a language by its tag; English where there are none. The lean module speaks English only.
#[cfg_attr(feature = "lean", allow(unused_variables))]
pub(super) fn of_language(tag: &str) -> &'static Words {
    #[cfg(not(feature = "lean"))]
    if tag.split(['-', '_']).next().is_some_and(|language| language.eq_ignore_ascii_case("es")) {
        return &es::WORDS;
    }
    &en::WORDS
}

/// A template with its parts put in.
pub(super) fn say(template: &str, parts: &[&str]) -> String {
    let mut out = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let number = after.as_bytes().first().map_or(0, |digit| usize::from(digit.wrapping_sub(b'0')));
        out.push_str(parts.get(number).copied().unwrap_or_default());
        rest = after.get(2..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

/// A date in its unit: `2016`, `May 2016`, `13 March 2017`.
pub(super) fn date(host: &dyn Host, ms: f64, unit: Unit) -> String {
    host.date(
        ms,
        match unit {
            Unit::Year => DateStyle::Year,
            Unit::Quarter => DateStyle::Quarter,
            Unit::Month => DateStyle::MonthYear,
            Unit::Day => DateStyle::Date,
            Unit::Minute => DateStyle::DateTime,
        },
    )
}

impl Words {
    /// Where on the x axis: `in 2016`, `on 13 March 2017`; `for Pacific` when it is no date.
    pub fn place(&self, x: &str, unit: Option<Unit>) -> String {
        let which = match unit {
            Some(Unit::Day) => 1,
            Some(Unit::Minute) => 2,
            Some(_) => 0,
            None => 3,
        };
        say(self.places[which], &[x])
    }

    /// `7 values from 1999 to 2005`; `span` holds the first and the last x, the same for one value, none without an axis.
    pub fn values(&self, number: &str, span: Option<(&str, &str)>, days: bool) -> String {
        let values = say(self.values[usize::from(number != "1")], &[number]);
        match span {
            Some((from, to)) => say(self.spans[if from == to { 0 } else { 1 + usize::from(days) }], &[&values, from, to]),
            None => values,
        }
    }

    /// ` (2 missing: 2003, 2013)`; `which` may hold fewer than there are.
    pub fn missing(&self, number: &str, which: &str, more: bool) -> String {
        say(self.missing[if which.is_empty() { 0 } else { 1 + usize::from(more) }], &[number, which])
    }

    /// A bound before its number.
    pub fn bound(&self, bound: Bound, number: &str) -> String {
        let which = match bound {
            Bound::Above => 0,
            Bound::AtLeast => 1,
            Bound::Below => 2,
            Bound::AtMost => 3,
            Bound::About => 4,
        };
        say(self.bounds[which], &[number])
    }

    /// A number with its unit: `5 ha`, `3.9%`, `−$5`, `1 year`, `2 points`.
    pub fn with_unit(&self, number: &str, unit: &str) -> String {
        if unit.is_empty() {
            return number.to_string();
        }
        let Some((_, one, many)) = self.units.iter().find(|u| u.0 == unit) else { return [number, " ", unit].concat() };
        let digits = number.trim_start_matches(['+', '\u{2212}']);
        let template = if digits == "1" { one } else { many };
        // A sign stands before the sign of a currency.
        if template.starts_with('{') {
            return say(template, &[number]);
        }
        [number.strip_suffix(digits).unwrap_or_default(), &say(template, &[digits])].concat()
    }
}

/// The rows that a condition picked, by the names it compares with: ` (WOLA, all accounts)`.
pub(super) fn picked(names: &str) -> String {
    if names.is_empty() { String::new() } else { [" (", names, ")"].concat() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_takes_its_parts_in_its_own_order() {
        assert_eq!(say("{1}, not {0}", &["a", "b"]), "b, not a");
        assert_eq!(say("plain", &["a"]), "plain");
        assert_eq!(say("{0}{2}", &["ñ"]), "ñ");
    }

    #[test]
    fn a_language_is_found_by_its_tag() {
        for (tag, yes) in [("en-GB", "yes"), ("es-CO", "sí"), ("ES", "sí"), ("est", "yes"), ("fr", "yes"), ("", "yes")] {
            assert_eq!(of_language(tag).truth[1], yes, "{tag}");
        }
    }
}
