//! Ticks and round ends of time scales as d3-time and d3-scale choose them, at beginnings of intervals of the calendar.
//!
//! A time is an instant in milliseconds since 1970 UTC. The scale itself is a straight one
//! ([`super::continuous::Transform::Linear`]); only its ticks and its nice ends know the calendar.

use super::steps::{self, MOST};
use crate::time::interval::{HOUR, MINUTE, SECOND};
pub use crate::time::interval::{Interval, Unit};
use crate::time::{DAY, Zone};

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
pub fn ticks(start: f64, stop: f64, wanted: Wanted, zone: Zone, of_utc: bool) -> Vec<f64> {
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
pub fn nice(start: f64, stop: f64, wanted: Wanted, zone: Zone, of_utc: bool) -> (f64, f64) {
    let (low, high) = (start.min(stop), start.max(stop));
    let every = match wanted {
        // In the direction of the domain: d3 finds no interval of several years for one that runs backwards, and leaves it.
        Wanted::Count(count) => interval(start, stop, count, of_utc),
        Wanted::Every(interval) => Some(interval),
    };
    let Some(every) = every.filter(|_| low.is_finite() && high.is_finite()) else { return (start, stop) };
    let (low, high) = (every.floor(low, zone), every.ceil(high, zone));
    if stop < start { (high, low) } else { (low, high) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::parse;
    use proptest::prelude::*;

    fn at(text: &str) -> f64 {
        parse(text).map_or(f64::NAN, |(ms, _)| ms)
    }

    fn times(text: &str) -> Vec<f64> {
        text.split(' ').map(at).collect()
    }

    /// d3-scale 4.0.3 with d3-time 3.1.1, `TZ=UTC`: domain, count, whether `scaleUtc` or `scaleTime`, ticks, nice domain.
    #[test]
    #[rustfmt::skip]
    fn ticks_and_nice_ends_are_those_of_d3() {
        let expected = [
            ("2000-01-01 2010-01-01", 5.0, false, "2000-01-01 2002-01-01 2004-01-01 2006-01-01 2008-01-01 2010-01-01", "2000-01-01 2010-01-01"),
            ("2012-01-01 2012-12-31", 6.0, false, "2012-01-01 2012-04-01 2012-07-01 2012-10-01", "2012-01-01 2013-01-01"),
            ("2012-01-01 2012-04-01", 6.0, false, "2012-01-01 2012-02-01 2012-03-01 2012-04-01", "2012-01-01 2012-04-01"),
            ("2012-01-20 2012-02-09", 10.0, false, "2012-01-21 2012-01-23 2012-01-25 2012-01-27 2012-01-29 2012-01-31 2012-02-01 2012-02-03 2012-02-05 2012-02-07 2012-02-09", "2012-01-19 2012-02-09"),
            ("2012-01-20 2012-02-09", 10.0, true, "2012-01-21 2012-01-23 2012-01-25 2012-01-27 2012-01-29 2012-01-31 2012-02-02 2012-02-04 2012-02-06 2012-02-08", "2012-01-19 2012-02-10"),
            ("2012-01-01T07:00 2012-01-02T01:00", 6.0, false, "2012-01-01T09:00 2012-01-01T12:00 2012-01-01T15:00 2012-01-01T18:00 2012-01-01T21:00 2012-01-02", "2012-01-01T06:00 2012-01-02T03:00"),
            ("2012-01-01 2012-01-01T01:00", 4.0, false, "2012-01-01 2012-01-01T00:15 2012-01-01T00:30 2012-01-01T00:45 2012-01-01T01:00", "2012-01-01 2012-01-01T01:00"),
            ("2012-01-01T00:00:01 2012-01-01T00:00:29", 5.0, false, "2012-01-01T00:00:05 2012-01-01T00:00:10 2012-01-01T00:00:15 2012-01-01T00:00:20 2012-01-01T00:00:25", "2012-01-01 2012-01-01T00:00:30"),
            ("1970-01-01 1970-01-01T00:00:00.010", 5.0, false, "1970-01-01 1970-01-01T00:00:00.002 1970-01-01T00:00:00.004 1970-01-01T00:00:00.006 1970-01-01T00:00:00.008 1970-01-01T00:00:00.010", "1970-01-01 1970-01-01T00:00:00.010"),
            ("1700-01-01 2020-01-01", 6.0, false, "1700-01-01 1750-01-01 1800-01-01 1850-01-01 1900-01-01 1950-01-01 2000-01-01", "1700-01-01 2050-01-01"),
            ("2012-06-01 2011-06-01", 4.0, false, "2012-04-01 2012-01-01 2011-10-01 2011-07-01", "2012-07-01 2011-04-01"),
            ("2010-03-01 2015-07-01", 7.0, false, "2011-01-01 2012-01-01 2013-01-01 2014-01-01 2015-01-01", "2010-01-01 2016-01-01"),
        ];
        for (domain, count, of_utc, ticks_, nice_) in expected {
            let (start, stop) = (times(domain)[0], times(domain)[1]);
            assert_eq!(ticks(start, stop, Wanted::Count(count), Zone::UTC, of_utc), times(ticks_), "ticks of {domain}, {count}");
            let (low, high) = nice(start, stop, Wanted::Count(count), Zone::UTC, of_utc);
            assert_eq!([low, high], times(nice_)[..], "nice {domain}, {count}");
        }
    }

    /// Berlin in 2021: summer time from 28 March 01:00 UTC to 31 October 01:00 UTC.
    fn berlin(ms: f64) -> f64 {
        if (at("2021-03-28T01:00")..at("2021-10-31T01:00")).contains(&ms) { 7_200_000.0 } else { 3_600_000.0 }
    }

    /// The same packages, `TZ=Europe/Berlin`.
    #[test]
    fn ticks_stand_on_round_hours_of_the_clock_also_when_it_is_changed() {
        let zone = Zone::new(&berlin);
        let check = |start: f64, stop: f64, expected: &[f64]| {
            assert_eq!(ticks(start, stop, Wanted::Count(6.0), zone, false), expected);
        };
        let spring = [1616875200e3, 1616886000e3, 1616893200e3, 1616904000e3, 1616914800e3, 1616925600e3];
        check(1616871600e3, 1616925600e3, &spring);
        let autumn = [1635609600e3, 1635620400e3, 1635631200e3, 1635645600e3, 1635656400e3, 1635667200e3, 1635678000e3];
        check(1635609600e3, 1635678000e3, &autumn);
        let (low, high) = nice(1612324800e3, 1636066800e3, Wanted::Count(6.0), zone, false);
        assert_eq!((low, high), (1612134000e3, 1638313200e3));
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
        fn nothing_is_too_wild(a: f64, b: f64, count: f64, which in 0usize..11, step: u32, of_utc: bool) {
            let every = Wanted::Every(Interval { unit: UNITS[which], step });
            for wanted in [every, Wanted::Count(count)] {
                prop_assert!(ticks(a, b, wanted, Zone::UTC, of_utc).len() <= MOST);
                nice(a, b, wanted, Zone::UTC, of_utc);
            }
        }
    }
}
