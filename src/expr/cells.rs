//! A table's cells, as expressions and facts see them.

use crate::table::{Bound, Column, MISSING, Table, Values};
use crate::time::{self, Unit};

/// The column of that name.
pub(crate) fn column(table: &Table, name: &str) -> Option<usize> {
    table.columns.iter().position(|c| c.name == name)
}

/// The number of a row; `None` when it is missing or the column holds no numbers.
pub(crate) fn number(column: &Column, row: usize) -> Option<f64> {
    match &column.values {
        Values::Numbers(values) => values.get(row).copied().filter(|v| !v.is_nan()),
        _ => None,
    }
}

/// The text of a row; `None` when it is missing or the column holds no text.
pub(crate) fn text(column: &Column, row: usize) -> Option<&str> {
    match &column.values {
        Values::Text { words, codes } => codes.get(row).and_then(|&code| words.get(code as usize)).map(String::as_str),
        _ => None,
    }
}

/// Whether a cell holds nothing.
pub(crate) fn is_missing(column: &Column, row: usize) -> bool {
    match &column.values {
        Values::Numbers(values) | Values::Times(values, _) => values.get(row).is_none_or(|v| v.is_nan()),
        Values::Text { codes, .. } => codes.get(row).is_none_or(|&code| code == MISSING),
    }
}

/// The bound that a cell's number is.
pub(crate) fn bound(column: &Column, row: usize) -> Option<Bound> {
    column.bounds.iter().find(|b| b.0 as usize == row).map(|b| b.1)
}

/// Whether the numbers of a column are years: whole, of four digits, and no amounts.
pub(crate) fn years(column: &Column) -> bool {
    let Values::Numbers(values) = &column.values else { return false };
    let mut known = values.iter().filter(|v| !v.is_nan()).peekable();
    column.sign.is_none()
        && column.bounds.is_empty()
        && known.peek().is_some()
        && known.all(|v| v.fract() == 0.0 && (1000.0..3000.0).contains(v))
}

/// The time of a row, where the column holds times or years.
pub(crate) fn as_time(column: &Column, row: usize) -> Option<(f64, Unit)> {
    match &column.values {
        Values::Times(values, unit) => values.get(row).filter(|v| !v.is_nan()).map(|&ms| (ms, *unit)),
        _ => number(column, row).map(|year| (time::from_civil(year as i32, 1, 1), Unit::Year)),
    }
}

/// Reads `2016`, `2016-05`, `2016-Q2`, `2016-05-29`, `2016-05-29T14:30`.
pub(crate) fn parse_time(text: &str) -> Option<(f64, Unit)> {
    let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit()).then(|| s.bytes().fold(0, |n, b| n * 10 + i32::from(b - b'0')));
    let (date, clock) = text.trim().split_once(['T', ' ']).map_or((text.trim(), None), |(date, clock)| (date, Some(clock)));
    let mut parts = date.split('-');
    let year = parts.next().filter(|y| y.len() == 4).and_then(digits)?;
    let (Some(second), third) = (parts.next(), parts.next()) else {
        return clock.is_none().then(|| (time::from_civil(year, 1, 1), Unit::Year));
    };
    if let Some(quarter) = second.strip_prefix('Q') {
        let quarter = digits(quarter).filter(|q| (1..=4).contains(q) && third.is_none())?;
        return Some((time::from_civil(year, quarter * 3 - 2, 1), Unit::Quarter));
    }
    let month = digits(second).filter(|m| (1..=12).contains(m))?;
    let Some(third) = third else { return clock.is_none().then(|| (time::from_civil(year, month, 1), Unit::Month)) };
    let day = digits(third).filter(|d| (1..=31).contains(d))?;
    let ms = time::from_civil(year, month, day);
    if time::civil(ms).2 != day || parts.next().is_some() {
        return None;
    }
    let Some(clock) = clock else { return Some((ms, Unit::Day)) };
    let (hour, minute) = clock.trim_end_matches('Z').split_once(':')?;
    let (hour, minute) = (digits(hour).filter(|&h| h < 24)?, digits(minute.get(..2)?).filter(|&m| m < 60)?);
    Some((ms + f64::from(hour * 60 + minute) * 60_000.0, Unit::Minute))
}

/// The beginning of the unit that a time lies in.
pub(crate) fn floor(ms: f64, unit: Unit) -> f64 {
    let (year, month, day) = time::civil(ms);
    match unit {
        Unit::Year => time::from_civil(year, 1, 1),
        Unit::Quarter => time::from_civil(year, (month - 1) / 3 * 3 + 1, 1),
        Unit::Month => time::from_civil(year, month, 1),
        Unit::Day => time::from_civil(year, month, day),
        Unit::Minute => ms,
    }
}

/// The last millisecond of the unit that a time lies in.
pub(crate) fn end_of(ms: f64, unit: Unit) -> f64 {
    let (year, month, day) = time::civil(ms);
    match unit {
        Unit::Year => time::from_civil(year + 1, 1, 1) - 1.0,
        Unit::Quarter => time::from_civil(year, (month - 1) / 3 * 3 + 4, 1) - 1.0,
        Unit::Month => time::from_civil(year, month + 1, 1) - 1.0,
        Unit::Day => time::from_civil(year, month, day + 1) - 1.0,
        Unit::Minute => ms,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_in_their_unit() {
        let day = |y, m, d| time::from_civil(y, m, d);
        for (text, expected) in [
            ("2016", Some((day(2016, 1, 1), Unit::Year))),
            ("2016-Q2", Some((day(2016, 4, 1), Unit::Quarter))),
            ("2016-05", Some((day(2016, 5, 1), Unit::Month))),
            ("2016-02-29", Some((day(2016, 2, 29), Unit::Day))),
            ("2017-02-29", None),
            ("2016-05-29T14:30", Some((day(2016, 5, 29) + 52_200_000.0, Unit::Minute))),
            ("16", None),
            ("2016-13", None),
            ("May 2016", None),
        ] {
            assert_eq!(parse_time(text), expected, "{text}");
        }
    }

    #[test]
    fn a_unit_ends_where_the_next_begins() {
        let noon = time::from_civil(2016, 2, 10) + 43_200_000.0;
        for (unit, next) in
            [(Unit::Year, (2017, 1, 1)), (Unit::Quarter, (2016, 4, 1)), (Unit::Month, (2016, 3, 1)), (Unit::Day, (2016, 2, 11))]
        {
            assert_eq!(end_of(noon, unit) + 1.0, time::from_civil(next.0, next.1, next.2));
            assert_eq!(floor(floor(noon, unit), unit), floor(noon, unit));
        }
    }
}
