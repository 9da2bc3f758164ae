//! Intervals of the calendar on a clock in a time zone, by the rules of d3-time and vega-time: every so many minutes, weeks or
//! months, where they begin, and stepping from one to the next.
//!
//! A time here is an instant in milliseconds since 1970 UTC; civil dates without a zone step in the room's own way.

use super::clock::Clock;
use super::{DAY, Zone, from_civil};

/// Beginnings that a range gives at most. Nobody can tell more apart, and a slip in a step may not fill the memory.
pub const MOST: usize = 10_000;

/// A unit of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A thousandth of a second.
    Millisecond,
    /// A second.
    Second,
    /// A minute.
    Minute,
    /// An hour.
    Hour,
    /// A day; steps count from the first of the month.
    Day,
    /// A day; steps count from 1 January 1970, as the ticks of d3's UTC scale do.
    UnixDay,
    /// A week from Sunday.
    Week,
    /// A week from Monday.
    Monday,
    /// A month.
    Month,
    /// Three months.
    Quarter,
    /// A year.
    Year,
}

impl Unit {
    /// The unit of a Vega time unit: `year quarter month week isoweek date day dayofyear hours minutes seconds milliseconds`.
    pub fn named(name: &str) -> Option<Unit> {
        Some(match name {
            "year" => Unit::Year,
            "quarter" => Unit::Quarter,
            "month" => Unit::Month,
            "week" => Unit::Week,
            "isoweek" => Unit::Monday,
            "date" | "day" | "dayofyear" => Unit::Day,
            "hours" => Unit::Hour,
            "minutes" => Unit::Minute,
            "seconds" => Unit::Second,
            "milliseconds" => Unit::Millisecond,
            _ => return None,
        })
    }

    /// The next smaller unit in which this one's steps are counted, and how many of them it has; months for what months make up.
    fn months(self) -> Option<i64> {
        match self {
            Unit::Month => Some(1),
            Unit::Quarter => Some(3),
            Unit::Year => Some(12),
            _ => None,
        }
    }
}

/// Every so many units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    /// The unit.
    pub unit: Unit,
    /// How many of them; at least one. Steps start over where the next larger unit does (minutes with the hour, days with the
    /// month, months with the year), so that ticks fall on the same places in each.
    pub step: u32,
}

/// Milliseconds in a second.
pub const SECOND: f64 = 1000.0;
/// Milliseconds in a minute.
pub const MINUTE: f64 = 60.0 * SECOND;
/// Milliseconds in an hour.
pub const HOUR: f64 = 60.0 * MINUTE;

impl Interval {
    /// One unit.
    pub const fn one(unit: Unit) -> Interval {
        Interval { unit, step: 1 }
    }

    fn every(self) -> f64 {
        f64::from(self.step.max(1))
    }

    /// The last beginning of an interval at or before an instant.
    pub fn floor(self, ms: f64, zone: Zone) -> f64 {
        let every = self.every();
        // Whole units that have begun since the count of the steps did.
        let back = |count: i32| f64::from(count).rem_euclid(every);
        let clock = Clock::of(ms, zone);
        let midnight = |day: f64| zone.instant(day * DAY);
        let today = (zone.local(ms) / DAY).floor();
        match self.unit {
            Unit::Millisecond => (ms / every).floor() * every,
            Unit::Second => (ms / SECOND).floor() * SECOND - back(clock.second) * SECOND,
            Unit::Minute => ms - f64::from(clock.millisecond) - f64::from(clock.second) * SECOND - back(clock.minute) * MINUTE,
            Unit::Hour if every == 1.0 => {
                ms - f64::from(clock.millisecond) - f64::from(clock.second) * SECOND - f64::from(clock.minute) * MINUTE
            }
            Unit::Hour => zone.instant(today * DAY + (f64::from(clock.hour) - back(clock.hour)) * HOUR),
            Unit::Day => midnight(today - back(clock.day - 1)),
            Unit::UnixDay => midnight((today / every).floor() * every),
            // Sundays are counted from that of the week of 1 January 1970, which was a Thursday; Mondays likewise.
            Unit::Week => midnight((((today + 4.0) / 7.0).floor() / every).floor() * every * 7.0 - 4.0),
            Unit::Monday => midnight((((today + 3.0) / 7.0).floor() / every).floor() * every * 7.0 - 3.0),
            Unit::Month | Unit::Quarter => {
                let months = (self.unit.months().unwrap_or(1) * i64::from(self.step.max(1))).min(12) as i32;
                zone.instant(from_civil(clock.year, (clock.month - 1) / months * months + 1, 1))
            }
            Unit::Year => {
                let step = self.step.clamp(1, 1_000_000) as i32;
                zone.instant(from_civil(clock.year.div_euclid(step) * step, 1, 1))
            }
        }
    }

    /// The first beginning of an interval at or after an instant.
    pub fn ceil(self, ms: f64, zone: Zone) -> f64 {
        let floor = self.floor(ms - 1.0, zone);
        self.next(floor, zone)
    }

    /// The beginning of the interval after the one in which an instant lies.
    pub fn next(self, ms: f64, zone: Zone) -> f64 {
        let floor = self.floor(ms, zone);
        let after = match self.unit {
            // Every third hour is so on the clock, also on the day that the clock is put forward.
            Unit::Hour if self.step > 1 => zone.instant(zone.local(floor) + self.every() * HOUR),
            _ => Interval::one(self.unit).offset(floor, self.every(), zone),
        };
        // A step that crosses the end of the month, the hour or the year starts over there: it may have been passed.
        let over = match self.unit {
            Unit::Second => Unit::Minute,
            Unit::Minute => Unit::Hour,
            Unit::Hour => Unit::Day,
            Unit::Day => Unit::Month,
            Unit::Month | Unit::Quarter => Unit::Year,
            _ => return after,
        };
        if self.step <= 1 {
            return after;
        }
        after.min(Interval::one(over).offset(Interval::one(over).floor(floor, zone), 1.0, zone))
    }

    /// The instant `n` units on (or back), at the same place in its unit: a month after 31 January is 3 March, as in an ECMAScript
    /// `Date`.
    pub fn offset(self, ms: f64, n: f64, zone: Zone) -> f64 {
        let n = n.floor() * self.every();
        let here = zone.local(ms);
        let days = |days: f64| zone.instant(here + n * days * DAY);
        match self.unit {
            Unit::Millisecond => ms + n,
            Unit::Second => ms + n * SECOND,
            Unit::Minute => ms + n * MINUTE,
            Unit::Hour => ms + n * HOUR,
            Unit::Day | Unit::UnixDay => days(1.0),
            Unit::Week | Unit::Monday => days(7.0),
            Unit::Month | Unit::Quarter | Unit::Year => {
                let clock = Clock::of_local(here);
                let months = n * self.unit.months().unwrap_or(1) as f64;
                let month = (f64::from(clock.month) + months).clamp(-4e6, 4e6) as i32;
                zone.instant(from_civil(clock.year, month, clock.day) + here.rem_euclid(DAY))
            }
        }
    }

    /// The beginnings of intervals from `start` on and before `stop`, at most [`MOST`].
    pub fn range(self, start: f64, stop: f64, zone: Zone) -> Vec<f64> {
        let mut out = Vec::new();
        let mut at = self.ceil(start, zone);
        while at < stop && out.len() < MOST {
            out.push(at);
            let next = self.next(at, zone);
            if next.is_nan() || next <= at {
                break;
            }
            at = next;
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::parse;
    use proptest::prelude::*;

    fn at(text: &str) -> f64 {
        parse(text).map_or(f64::NAN, |(ms, _)| ms)
    }

    /// Berlin in 2021: summer time from 28 March 01:00 UTC to 31 October 01:00 UTC.
    fn berlin(ms: f64) -> f64 {
        if (at("2021-03-28T01:00")..at("2021-10-31T01:00")).contains(&ms) { 7_200_000.0 } else { 3_600_000.0 }
    }

    /// d3-time 3.1.1, `TZ=Europe/Berlin`: steps start over with the next larger unit, weeks count from 1970.
    #[test]
    fn every_so_many_units() {
        let zone = Zone::new(&berlin);
        let every = |unit, step| Interval { unit, step };
        let june = 1623708000e3;
        assert_eq!(every(Unit::Week, 2).floor(june, zone), 1622930400e3);
        assert_eq!(every(Unit::Week, 2).ceil(june, zone), 1624140000e3);
        let months = [1609455600e3, 1622498400e3, 1635721200e3, 1640991600e3];
        assert_eq!(every(Unit::Month, 5).range(1609455600e3, 1654034400e3, zone), months);
        let days = [1611183600e3, 1612047600e3, 1612134000e3, 1612998000e3, 1613862000e3, 1614553200e3, 1615417200e3];
        assert_eq!(every(Unit::Day, 10).range(1610665200e3, 1615762800e3, zone), days);
        assert_eq!(Unit::named("isoweek"), Some(Unit::Monday));
    }

    const UNITS: [Unit; 11] = [
        Unit::Millisecond,
        Unit::Second,
        Unit::Minute,
        Unit::Hour,
        Unit::Day,
        Unit::UnixDay,
        Unit::Week,
        Unit::Monday,
        Unit::Month,
        Unit::Quarter,
        Unit::Year,
    ];

    proptest! {
        #[test]
        fn a_time_lies_between_floor_and_ceil(which in 0usize..11, step in 1u32..30, hours in -200_000i32..200_000, zoned: bool) {
            let interval = Interval { unit: UNITS[which], step };
            let zone = if zoned { Zone::new(&berlin) } else { Zone::UTC };
            let ms = at("2021-01-01") + f64::from(hours) * 3_600_000.0;
            let (floor, ceil) = (interval.floor(ms, zone), interval.ceil(ms, zone));
            prop_assert!(floor <= ms && ms <= ceil, "{floor} {ms} {ceil}");
            prop_assert_eq!(interval.floor(floor, zone), floor, "the beginning of an interval is its own");
            prop_assert!(interval.next(ms, zone) > ms);
        }

        #[test]
        fn nothing_is_too_wild(a: f64, b: f64, n: f64, which in 0usize..11, step: u32) {
            let interval = Interval { unit: UNITS[which], step };
            interval.offset(a, n, Zone::UTC);
            prop_assert!(interval.range(a, b, Zone::UTC).len() <= MOST);
        }
    }
}
