//! Ticks and round ends of time scales as d3-time and vega-time choose them: intervals of the calendar on a clock in a time zone.
//!
//! A time is an instant in milliseconds since 1970 UTC. The scale itself is a straight one
//! ([`super::continuous::Transform::Linear`]); only its ticks and its nice ends know the calendar.

use super::steps::{self, MOST};
use crate::time::clock::{Clock, Zone, instant, local};
use crate::time::{DAY, from_civil};

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

const SECOND: f64 = 1000.0;
const MINUTE: f64 = 60.0 * SECOND;
const HOUR: f64 = 60.0 * MINUTE;

impl Interval {
    /// One unit.
    pub const fn one(unit: Unit) -> Interval {
        Interval { unit, step: 1 }
    }

    fn every(self) -> f64 {
        f64::from(self.step.max(1))
    }

    /// The last beginning of an interval at or before an instant.
    pub fn floor(self, ms: f64, zone: &Zone) -> f64 {
        let every = self.every();
        // Whole units that have begun since the count of the steps did.
        let back = |count: i32| f64::from(count).rem_euclid(every);
        let clock = Clock::of(ms, zone);
        let midnight = |day: f64| instant(day * DAY, zone);
        let today = (local(ms, zone) / DAY).floor();
        match self.unit {
            Unit::Millisecond => (ms / every).floor() * every,
            Unit::Second => (ms / SECOND).floor() * SECOND - back(clock.second) * SECOND,
            Unit::Minute => ms - f64::from(clock.millisecond) - f64::from(clock.second) * SECOND - back(clock.minute) * MINUTE,
            Unit::Hour if every == 1.0 => {
                ms - f64::from(clock.millisecond) - f64::from(clock.second) * SECOND - f64::from(clock.minute) * MINUTE
            }
            Unit::Hour => instant(today * DAY + (f64::from(clock.hour) - back(clock.hour)) * HOUR, zone),
            Unit::Day => midnight(today - back(clock.day - 1)),
            Unit::UnixDay => midnight((today / every).floor() * every),
            // Sundays are counted from that of the week of 1 January 1970, which was a Thursday; Mondays likewise.
            Unit::Week => midnight((((today + 4.0) / 7.0).floor() / every).floor() * every * 7.0 - 4.0),
            Unit::Monday => midnight((((today + 3.0) / 7.0).floor() / every).floor() * every * 7.0 - 3.0),
            Unit::Month | Unit::Quarter => {
                let months = (self.unit.months().unwrap_or(1) * i64::from(self.step.max(1))).min(12) as i32;
                instant(from_civil(clock.year, (clock.month - 1) / months * months + 1, 1), zone)
            }
            Unit::Year => {
                let step = self.step.clamp(1, 1_000_000) as i32;
                instant(from_civil(clock.year.div_euclid(step) * step, 1, 1), zone)
            }
        }
    }

    /// The first beginning of an interval at or after an instant.
    pub fn ceil(self, ms: f64, zone: &Zone) -> f64 {
        let floor = self.floor(ms - 1.0, zone);
        self.next(floor, zone)
    }

    /// The beginning of the interval after the one in which an instant lies.
    pub fn next(self, ms: f64, zone: &Zone) -> f64 {
        let floor = self.floor(ms, zone);
        let after = match self.unit {
            // Every third hour is so on the clock, also on the day that the clock is put forward.
            Unit::Hour if self.step > 1 => instant(local(floor, zone) + self.every() * HOUR, zone),
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
    pub fn offset(self, ms: f64, n: f64, zone: &Zone) -> f64 {
        let n = n.floor() * self.every();
        let here = local(ms, zone);
        let days = |days: f64| instant(here + n * days * DAY, zone);
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
                instant(from_civil(clock.year, month, clock.day) + here.rem_euclid(DAY), zone)
            }
        }
    }

    /// The beginnings of intervals from `start` on and before `stop`, at most [`MOST`].
    pub fn range(self, start: f64, stop: f64, zone: &Zone) -> Vec<f64> {
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

const LADDER: [(Unit, u32, f64); 18] = [
    (Unit::Second, 1, SECOND),
    (Unit::Second, 5, 5.0 * SECOND),
    (Unit::Second, 15, 15.0 * SECOND),
    (Unit::Second, 30, 30.0 * SECOND),
    (Unit::Minute, 1, MINUTE),
    (Unit::Minute, 5, 5.0 * MINUTE),
    (Unit::Minute, 15, 15.0 * MINUTE),
    (Unit::Minute, 30, 30.0 * MINUTE),
    (Unit::Hour, 1, HOUR),
    (Unit::Hour, 3, 3.0 * HOUR),
    (Unit::Hour, 6, 6.0 * HOUR),
    (Unit::Hour, 12, 12.0 * HOUR),
    (Unit::Day, 1, DAY),
    (Unit::Day, 2, 2.0 * DAY),
    (Unit::Week, 1, 7.0 * DAY),
    (Unit::Month, 1, 30.0 * DAY),
    (Unit::Month, 3, 90.0 * DAY),
    (Unit::Year, 1, 365.0 * DAY),
];

/// The interval that comes nearest to `count` ticks from `start` to `stop`. `of_utc` says that the scale is Vega's `utc`, whose
/// every second day counts from 1970 and not from the first of the month.
pub fn interval(start: f64, stop: f64, count: f64, of_utc: bool) -> Option<Interval> {
    let target = (stop - start).abs() / count;
    let i = LADDER.partition_point(|(_, _, length)| *length <= target);
    let step = |length: f64| steps::step(start / length, stop / length, count).floor();
    let rung = match i {
        0 => {
            let step = step(1.0).max(1.0);
            return (step.is_finite()).then_some(Interval { unit: Unit::Millisecond, step: step as u32 });
        }
        18 => {
            let step = step(365.0 * DAY);
            return (step.is_finite() && step >= 1.0).then_some(Interval { unit: Unit::Year, step: step as u32 });
        }
        _ if target / LADDER[i - 1].2 < LADDER[i].2 / target => LADDER[i - 1],
        _ => LADDER[i],
    };
    let unit = if of_utc && rung.0 == Unit::Day { Unit::UnixDay } else { rung.0 };
    Some(Interval { unit, step: rung.1 })
}

/// What a time axis is asked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Wanted {
    /// About so many ticks.
    Count(f64),
    /// One tick an interval.
    Every(Interval),
}

/// The ticks of a time scale, both ends included, in the direction of the domain.
pub fn ticks(start: f64, stop: f64, wanted: Wanted, zone: &Zone, of_utc: bool) -> Vec<f64> {
    let (low, high) = (start.min(stop), start.max(stop));
    let every = match wanted {
        Wanted::Count(count) => interval(low, high, count.min(MOST as f64 / 4.0), of_utc),
        Wanted::Every(interval) => Some(interval),
    };
    let mut out = every.map_or(Vec::new(), |every| every.range(low, high + 1.0, zone));
    if stop < start {
        out.reverse();
    }
    out
}

/// The ends moved outwards to beginnings of intervals.
pub fn nice(start: f64, stop: f64, wanted: Wanted, zone: &Zone, of_utc: bool) -> (f64, f64) {
    let (low, high) = (start.min(stop), start.max(stop));
    let every = match wanted {
        Wanted::Count(count) => interval(low, high, count, of_utc),
        Wanted::Every(interval) => Some(interval),
    };
    let Some(every) = every.filter(|_| low.is_finite() && high.is_finite()) else { return (start, stop) };
    let (low, high) = (every.floor(low, zone), every.ceil(high, zone));
    if stop < start { (high, low) } else { (low, high) }
}
