//! Stepping through the calendar: where a unit begins, ends and has its middle, and the same time some units on.

use super::{DAY, Unit, civil, from_civil};

/// Milliseconds in a minute.
const MINUTE: f64 = 60_000.0;

/// Months in a unit that is made of months.
fn months(unit: Unit) -> Option<i32> {
    match unit {
        Unit::Year => Some(12),
        Unit::Quarter => Some(3),
        Unit::Month => Some(1),
        Unit::Day | Unit::Minute => None,
    }
}

/// Milliseconds in a day or a minute.
fn length(unit: Unit) -> f64 {
    if unit == Unit::Minute { MINUTE } else { DAY }
}

/// The beginning of the unit in which `ms` lies.
pub fn floor(ms: f64, unit: Unit) -> f64 {
    match months(unit) {
        Some(n) => {
            let (year, month, _) = civil(ms);
            from_civil(year, (month - 1) / n * n + 1, 1)
        }
        None => (ms / length(unit)).floor() * length(unit),
    }
}

/// The time `n` units after `ms`, or before it where `n` is negative. Where the month is too short for the day of the month,
/// its last day: one month after 31 January is 28 February.
pub fn offset(ms: f64, unit: Unit, n: i32) -> f64 {
    match months(unit) {
        Some(each) => {
            let (year, month, day) = civil(ms);
            let month = month.saturating_add(n.saturating_mul(each));
            let last = civil(from_civil(year, month.saturating_add(1), 0)).2;
            from_civil(year, month, day.min(last)) + ms.rem_euclid(DAY)
        }
        None => ms + f64::from(n) * length(unit),
    }
}

/// The last day, at 00:00, of the unit in which `ms` lies: 31 December for a year. A day's end is the day itself, a minute's the
/// minute.
pub fn end(ms: f64, unit: Unit) -> f64 {
    let next = offset(floor(ms, unit), unit, 1);
    next - length(unit)
}

/// The middle of the unit in which `ms` lies: noon of 2 July for a common year.
pub fn mid(ms: f64, unit: Unit) -> f64 {
    let start = floor(ms, unit);
    start + (offset(start, unit, 1) - start) / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::parse;
    use proptest::prelude::*;

    fn at(text: &str) -> f64 {
        parse(text).map_or(f64::NAN, |(ms, _)| ms)
    }

    const UNITS: [Unit; 5] = [Unit::Year, Unit::Quarter, Unit::Month, Unit::Day, Unit::Minute];

    #[test]
    fn floor_is_the_first_of_the_unit() {
        let check = |unit, expected: &str| assert_eq!(floor(at("2015-08-29T14:30:20"), unit), at(expected), "{expected}");
        check(Unit::Year, "2015-01-01");
        check(Unit::Quarter, "2015-07-01");
        check(Unit::Month, "2015-08-01");
        check(Unit::Day, "2015-08-29");
        check(Unit::Minute, "2015-08-29T14:30");
        assert_eq!(floor(at("1969-12-31T23:59"), Unit::Day), at("1969-12-31"));
    }

    #[test]
    fn end_is_the_last_day_of_the_unit() {
        let check = |text: &str, unit, expected: &str| assert_eq!(end(at(text), unit), at(expected), "{text}");
        check("2015", Unit::Year, "2015-12-31");
        check("2015-Q3", Unit::Quarter, "2015-09-30");
        check("2016-02", Unit::Month, "2016-02-29");
        check("2015-12-05", Unit::Month, "2015-12-31");
        check("2015-05-29", Unit::Day, "2015-05-29");
        check("2015-05-29T14:30", Unit::Minute, "2015-05-29T14:30");
    }

    #[test]
    fn mid_is_halfway() {
        assert_eq!(mid(at("2015"), Unit::Year), at("2015-07-02T12:00"));
        assert_eq!(mid(at("2016-09-09"), Unit::Month), at("2016-09-16"));
        assert_eq!(mid(at("2016-09-09"), Unit::Day), at("2016-09-09T12:00"));
    }

    #[test]
    fn offset_keeps_the_day_where_it_can() {
        let check = |text: &str, unit, n, expected: &str| assert_eq!(offset(at(text), unit, n), at(expected), "{text} {n}");
        check("2015", Unit::Year, -16, "1999");
        check("2016-02-29", Unit::Year, 1, "2017-02-28");
        check("2015-01-31", Unit::Month, 1, "2015-02-28");
        check("2015-01-31T14:30", Unit::Month, 2, "2015-03-31T14:30");
        check("2015-11", Unit::Quarter, 1, "2016-02");
        check("2015-12-31", Unit::Day, 1, "2016-01-01");
        check("2015-12-31T23:59", Unit::Minute, 1, "2016-01-01");
    }

    proptest! {
        #[test]
        fn a_time_lies_within_its_unit(minutes in -1e9..1e9f64, unit in 0..5usize) {
            let (ms, unit) = (minutes.floor() * 60_000.0, UNITS[unit]);
            let start = floor(ms, unit);
            prop_assert!(start <= ms && ms < offset(start, unit, 1));
            prop_assert!(start <= mid(ms, unit) && start <= end(ms, unit) && end(ms, unit) < offset(start, unit, 1));
            prop_assert_eq!(floor(start, unit), start);
        }

        #[test]
        fn no_step_is_too_wild(ms: f64, unit in 0..5usize, n: i32) {
            end(offset(ms, UNITS[unit], n), UNITS[unit]);
            mid(ms, UNITS[unit]);
        }
    }
}
