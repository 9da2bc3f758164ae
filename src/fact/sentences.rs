//! The English of workings: every word that a reader sees is here, so that another language is another file.
//!
//! A working stands before its result, as `working: result`, or inside the working of a larger one.

use crate::host::{DateStyle, Host};
use crate::table::Bound;
use crate::time::Unit;

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

/// Where on the x axis: `in 2016`, `on 13 March 2017`; `for Pacific` when it is no date.
pub(super) fn at(x: &str, unit: Option<Unit>) -> String {
    let word = match unit {
        Some(Unit::Day) => "on ",
        Some(Unit::Minute) => "at ",
        Some(_) => "in ",
        None => "for ",
    };
    [word, x].concat()
}

/// The place of a row in data without an x axis.
pub(super) fn line(number: &str) -> String {
    ["in line ", number].concat()
}

/// An end of a column of dates: `the latest period_end`.
pub(super) fn end(earliest: bool, column: &str) -> String {
    [if earliest { "the earliest " } else { "the latest " }, column].concat()
}

/// `96,085 ha in 2015 → 146,139 ha in 2016`
pub(super) fn step(from: &str, from_at: &str, to: &str, to_at: &str) -> String {
    [from, " ", from_at, " \u{2192} ", to, " ", to_at].concat()
}

/// What a statistic is of.
#[derive(Clone, Copy)]
pub(super) enum Of {
    Sum,
    Mean,
    Largest,
    Smallest,
}

/// `the sum of 7 values from 1999 to 2005`; `span` holds the first and the last x, the same for one value, none without an axis.
pub(super) fn of(what: Of, number: &str, span: Option<(&str, &str)>) -> String {
    let what = match what {
        Of::Sum => "the sum of ",
        Of::Mean => "the mean of ",
        Of::Largest => "the largest of ",
        Of::Smallest => "the smallest of ",
    };
    let mut out = [what, number, if number == "1" { " value" } else { " values" }].concat();
    if let Some((from, to)) = span {
        for part in if from == to { ["", "", ", ", from] } else { [" from ", from, " to ", to] } {
            out.push_str(part);
        }
    }
    out
}

/// `(2 missing: 2003, 2013)`; `which` may hold fewer than there are.
pub(super) fn missing(number: &str, which: &str, more: bool) -> String {
    [" (", number, " missing", if which.is_empty() { "" } else { ": " }, which, if more { " \u{2026})" } else { ")" }].concat()
}

/// Other places with the same value: `, as in 2003`.
pub(super) fn also(places: &str) -> String {
    [", as ", places].concat()
}

/// The rows that a condition picked, by the names it compares with: ` (WOLA, all accounts)`.
pub(super) fn picked(names: &str) -> String {
    if names.is_empty() { String::new() } else { [" (", names, ")"].concat() }
}

/// A bound before its number.
pub(super) fn bound(bound: Bound, number: &str) -> String {
    let word = match bound {
        Bound::Above => "more than ",
        Bound::AtLeast => "at least ",
        Bound::Below => "less than ",
        Bound::AtMost => "at most ",
        Bound::About => "about ",
    };
    [word, number].concat()
}

/// Yes or no.
pub(super) fn truth(truth: bool) -> &'static str {
    if truth { "yes" } else { "no" }
}

/// A ratio of two values: `× 1.52`.
pub(super) fn times(number: &str) -> String {
    ["\u{d7} ", number].concat()
}

/// A number with its unit: `5 ha`, `3.9%`, `−$5`, `1 year`, `2 points`.
pub(super) fn with_unit(number: &str, unit: &str) -> String {
    let before = match unit {
        "usd" => "$",
        "eur" => "\u{20ac}",
        "gbp" => "\u{a3}",
        "inr" => "\u{20b9}",
        _ => "",
    };
    if !before.is_empty() {
        let digits = number.trim_start_matches(['+', '\u{2212}']);
        return [number.strip_suffix(digits).unwrap_or_default(), before, digits].concat();
    }
    let one = matches!(number, "1" | "+1" | "\u{2212}1");
    match unit {
        "" => number.to_string(),
        "%" => [number, "%"].concat(),
        "pp" => [number, if one { " point" } else { " points" }].concat(),
        "hour" | "day" | "week" | "month" | "quarter" | "year" => [number, " ", unit, if one { "" } else { "s" }].concat(),
        "km2" => [number, " km\u{b2}"].concat(),
        "mi2" => [number, if one { " square mile" } else { " square miles" }].concat(),
        "hm3" => [number, " hm\u{b3}"].concat(),
        "degC" => [number, " \u{b0}C"].concat(),
        "degF" => [number, " \u{b0}F"].concat(),
        _ => [number, " ", unit].concat(),
    }
}
