//! Instants taken apart, put together and stepped through, as JavaScript's `Date` and d3-time do.
//!
//! `time` knows civil dates; this adds hours to milliseconds, weeks, days of the year and the time zone, which only the full
//! grammar asks for.

use crate::time::{DAY, Zone, civil, from_civil};

/// The last instant that a JavaScript date can hold, in milliseconds from 1970.
const REACH: f64 = 8.64e15;
const HOUR: f64 = 3_600_000.0;
const MINUTE: f64 = 60_000.0;
const SECOND: f64 = 1000.0;

/// A unit of time, from coarse to fine in Vega's order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// A year.
    Year,
    /// A quarter of a year.
    Quarter,
    /// A month.
    Month,
    /// A week that begins on Sunday.
    Week,
    /// A week of ISO 8601, from Monday.
    IsoWeek,
    /// A day of the month.
    Date,
    /// A day of the week.
    Day,
    /// A day of the year.
    DayOfYear,
    /// An hour.
    Hours,
    /// A minute.
    Minutes,
    /// A second.
    Seconds,
    /// A millisecond.
    Milliseconds,
}

/// Units by the names that Vega gives them, in its order.
pub const UNITS: [(&str, Unit); 12] = [
    ("year", Unit::Year),
    ("quarter", Unit::Quarter),
    ("month", Unit::Month),
    ("week", Unit::Week),
    ("isoweek", Unit::IsoWeek),
    ("date", Unit::Date),
    ("day", Unit::Day),
    ("dayofyear", Unit::DayOfYear),
    ("hours", Unit::Hours),
    ("minutes", Unit::Minutes),
    ("seconds", Unit::Seconds),
    ("milliseconds", Unit::Milliseconds),
];

impl Unit {
    /// A unit by its name.
    pub fn named(name: &str) -> Option<Unit> {
        UNITS.iter().find(|(known, _)| *known == name).map(|(_, unit)| *unit)
    }
}

/// What a clock and a calendar show.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Parts {
    /// Year.
    pub year: i32,
    /// Month from 0, January, to 11.
    pub month: i32,
    /// Day of the month from 1.
    pub date: i32,
    /// Day of the week from 0, Sunday, to 6.
    pub day: i32,
    /// Day of the year from 1.
    pub day_of_year: i32,
    /// Hours from 0 to 23.
    pub hours: i32,
    /// Minutes.
    pub minutes: i32,
    /// Seconds.
    pub seconds: i32,
    /// Milliseconds.
    pub milliseconds: i32,
}

impl Parts {
    /// What is shown at an instant in a zone; `None` for an invalid time.
    pub fn of(ms: f64, zone: Zone) -> Option<Parts> {
        let local = zone.local(ms);
        if clip(local).is_nan() {
            return None;
        }
        let (year, month, date) = civil(local);
        let of_day = local.rem_euclid(DAY) as i32;
        let days = (local / DAY).floor();
        Some(Parts {
            year,
            month: month - 1,
            date,
            day: (days + 4.0).rem_euclid(7.0) as i32,
            day_of_year: (days - from_civil(year, 1, 1) / DAY) as i32 + 1,
            hours: of_day / 3_600_000,
            minutes: of_day / 60_000 % 60,
            seconds: of_day / 1000 % 60,
            milliseconds: of_day % 1000,
        })
    }

    /// The number of the week in its year, where week 1 begins on the first Sunday: `%U`.
    pub fn week(&self) -> i32 {
        (self.day_of_year + 6 - self.day) / 7
    }

    /// The year and number of the week after ISO 8601: weeks from Monday, week 1 has the year's first Thursday.
    pub fn iso_week(&self) -> (i32, i32) {
        let thursday = from_civil(self.year, self.month + 1, self.date + 3 - (self.day + 6) % 7);
        let year = civil(thursday).0;
        (year, ((thursday - from_civil(year, 1, 1)) / DAY) as i32 / 7 + 1)
    }
}

/// A time that a JavaScript date can hold, whole milliseconds; else NaN.
pub fn clip(ms: f64) -> f64 {
    if ms.abs() <= REACH { ms.trunc() + 0.0 } else { f64::NAN }
}

/// The instant at which a zone's calendar and clock show these: year, month from 0, day of the month from 1, hours, minutes,
/// seconds, milliseconds. Each may lie beyond its range and carries over, and is cut to a whole number; NaN where any is not finite.
pub fn instant(fields: [f64; 7], zone: Zone) -> f64 {
    if fields.iter().any(|field| !field.is_finite()) {
        return f64::NAN;
    }
    let [year, month, date, hours, minutes, seconds, milliseconds] = fields.map(f64::trunc);
    let months = year * 12.0 + month;
    if months.abs() > 3_600_000.0 {
        return f64::NAN;
    }
    let first = from_civil(months.div_euclid(12.0) as i32, months.rem_euclid(12.0) as i32 + 1, 1);
    let local = first + (date - 1.0) * DAY + hours * HOUR + minutes * MINUTE + seconds * SECOND + milliseconds;
    clip(zone.instant(local))
}

/// The beginning of the unit that an instant lies in.
pub fn floor(ms: f64, unit: Unit, zone: Zone) -> f64 {
    let Some(p) = Parts::of(ms, zone) else { return f64::NAN };
    let date = |month: i32, day: i32| instant([f64::from(p.year), f64::from(month), f64::from(day), 0.0, 0.0, 0.0, 0.0], zone);
    let within = |length: f64| ms - zone.local(ms).rem_euclid(length);
    match unit {
        Unit::Year => date(0, 1),
        Unit::Quarter => date(p.month / 3 * 3, 1),
        Unit::Month => date(p.month, 1),
        Unit::Week => date(p.month, p.date - p.day),
        Unit::IsoWeek => date(p.month, p.date - (p.day + 6) % 7),
        Unit::Date | Unit::Day | Unit::DayOfYear => date(p.month, p.date),
        Unit::Hours => within(HOUR),
        Unit::Minutes => within(MINUTE),
        Unit::Seconds => within(SECOND),
        Unit::Milliseconds => ms,
    }
}

/// The instant `step` units on, with the same hour on the clock for units of a day and more; a fraction of a step is cut off
/// downwards. A day of the month that the new month lacks carries over into the next.
pub fn offset(ms: f64, unit: Unit, step: f64, zone: Zone) -> f64 {
    let Some(p) = Parts::of(ms, zone) else { return f64::NAN };
    let step = step.floor();
    let shifted = |years: f64, months: f64, days: f64| {
        let clock = zone.local(ms).rem_euclid(DAY);
        instant([f64::from(p.year) + years, f64::from(p.month) + months, f64::from(p.date) + days, 0.0, 0.0, 0.0, clock], zone)
    };
    match unit {
        Unit::Year => shifted(step, 0.0, 0.0),
        // Always on to a month in which a quarter begins.
        Unit::Quarter if step > 0.0 => shifted(0.0, 3.0 * step - f64::from(p.month % 3), 0.0),
        Unit::Quarter if step < 0.0 => shifted(0.0, 3.0 * (step + 1.0) - f64::from((p.month + 2) % 3 + 1), 0.0),
        Unit::Quarter => clip(ms),
        Unit::Month => shifted(0.0, step, 0.0),
        Unit::Week | Unit::IsoWeek => shifted(0.0, 0.0, step * 7.0),
        Unit::Date | Unit::Day | Unit::DayOfYear => shifted(0.0, 0.0, step),
        Unit::Hours => clip(ms + step * HOUR),
        Unit::Minutes => clip(ms + step * MINUTE),
        Unit::Seconds => clip(ms + step * SECOND),
        Unit::Milliseconds => clip(ms + step),
    }
}

/// The beginnings of units from `start` on and before `stop`, every `step`-th; at most `most` of them.
pub fn range(start: f64, stop: f64, unit: Unit, step: f64, most: usize, zone: Zone) -> Vec<f64> {
    let mut found = Vec::new();
    let mut at = floor(start - 1.0, unit, zone);
    at = floor(offset(at, unit, 1.0, zone), unit, zone);
    let step = step.floor();
    while step > 0.0 && at < stop && found.len() < most {
        found.push(at);
        let next = floor(offset(at, unit, step, zone), unit, zone);
        if next.is_nan() || next <= at {
            break;
        }
        at = next;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn utc(year: i32, month: i32, day: i32, hours: f64) -> f64 {
        from_civil(year, month, day) + hours * HOUR
    }

    #[test]
    fn instants_are_taken_apart_as_the_calendar_has_them() {
        let p = Parts::of(utc(2016, 2, 29, 13.5), Zone::UTC).unwrap_or_else(|| panic!("a valid time"));
        assert_eq!((p.year, p.month, p.date, p.day, p.day_of_year), (2016, 1, 29, 1, 60));
        assert_eq!((p.hours, p.minutes, p.seconds), (13, 30, 0));
        assert_eq!(Parts::of(f64::NAN, Zone::UTC), None);
    }

    #[test]
    fn weeks_are_numbered_as_date_does_with_u_and_v() {
        // GNU date 9.1: date -d 2021-01-03 +'%U %G %V'
        for (date, week, iso) in [
            ((2021, 1, 1), 0, (2020, 53)),
            ((2021, 1, 3), 1, (2020, 53)),
            ((2021, 1, 4), 1, (2021, 1)),
            ((2012, 1, 1), 1, (2011, 52)),
            ((2012, 12, 31), 53, (2013, 1)),
            ((2015, 12, 31), 52, (2015, 53)),
        ] {
            let p = Parts::of(from_civil(date.0, date.1, date.2), Zone::UTC).unwrap_or_else(|| panic!("a valid time"));
            assert_eq!((p.week(), p.iso_week()), (week, iso), "{date:?}");
        }
    }

    #[test]
    fn fields_beyond_their_range_carry_over() {
        assert_eq!(instant([2015.0, 12.0, 1.0, 0.0, 0.0, 0.0, 0.0], Zone::UTC), from_civil(2016, 1, 1));
        assert_eq!(instant([2016.0, 2.0, 0.0, 25.0, 0.0, 0.0, 0.0], Zone::UTC), utc(2016, 3, 1, 1.0));
        assert!(instant([3e5, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0], Zone::UTC).is_nan());
        assert!(instant([2000.0, f64::NAN, 1.0, 0.0, 0.0, 0.0, 0.0], Zone::UTC).is_nan());
    }

    #[test]
    fn steps_keep_the_clock_and_carry_days_over() {
        let check = |unit, step, from, expected| assert_eq!(offset(from, unit, step, Zone::UTC), expected, "{unit:?} {step}");
        check(Unit::Month, 1.0, utc(2015, 1, 31, 6.0), utc(2015, 3, 3, 6.0));
        check(Unit::Year, -1.0, utc(2016, 2, 29, 0.0), utc(2015, 3, 1, 0.0));
        check(Unit::Quarter, 1.0, utc(2015, 1, 1, 0.0), utc(2015, 4, 1, 0.0));
        check(Unit::Quarter, 2.0, utc(2015, 2, 1, 0.0), utc(2015, 7, 1, 0.0));
        check(Unit::Quarter, -1.0, utc(2015, 4, 1, 0.0), utc(2015, 1, 1, 0.0));
        check(Unit::Quarter, -1.0, utc(2015, 5, 1, 0.0), utc(2015, 4, 1, 0.0));
        check(Unit::Week, 1.5, utc(2015, 1, 1, 1.0), utc(2015, 1, 8, 1.0));
        check(Unit::Hours, 1.0, utc(2015, 1, 1, 1.0), utc(2015, 1, 1, 2.0));
    }

    #[test]
    fn a_range_begins_at_or_after_its_start() {
        let months = range(utc(2015, 1, 1, 1.0), utc(2015, 6, 1, 0.0), Unit::Month, 2.0, 100, Zone::UTC);
        assert_eq!(months, [from_civil(2015, 2, 1), from_civil(2015, 4, 1)]);
        let days = range(utc(2015, 1, 1, 0.0), utc(2015, 1, 3, 0.0), Unit::Date, 1.0, 100, Zone::UTC);
        assert_eq!(days, [from_civil(2015, 1, 1), from_civil(2015, 1, 2)]);
        assert_eq!(range(0.0, 1e15, Unit::Milliseconds, 1.0, 1000, Zone::UTC).len(), 1000);
        assert!(range(0.0, 1e9, Unit::Date, 0.5, 1000, Zone::UTC).is_empty());
    }

    proptest! {
        #[test]
        fn the_beginning_of_a_unit_is_its_own_beginning_and_not_after(ms in -1e14f64..1e14, unit in 0usize..12) {
            let (ms, unit) = (ms.trunc(), UNITS[unit].1);
            let start = floor(ms, unit, Zone::UTC);
            prop_assert!(start <= ms && offset(start, unit, 1.0, Zone::UTC) > ms);
            prop_assert_eq!(floor(start, unit, Zone::UTC), start);
        }

        #[test]
        fn no_time_is_too_wild(ms: f64, step: f64, unit in 0usize..12, fields: [f64; 7]) {
            let unit = UNITS[unit].1;
            floor(ms, unit, Zone::UTC);
            offset(ms, unit, step, Zone::UTC);
            range(ms, ms + 1e10, unit, step, 50, Zone::UTC);
            instant(fields, Zone::UTC);
        }
    }
}
