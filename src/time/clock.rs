//! Instants and what a clock on the wall shows: the parts of a time in a time zone, and the way back.
//!
//! A table's dates have no zone (see the room's own words). Vega's time scales and formats do: they take instants and show them
//! on the reader's clock. What a zone is comes from outside, as a function, so that nothing here carries a table of zones.

use super::{DAY, civil, from_civil};

/// A time zone: for an instant in milliseconds since 1970 UTC, the milliseconds that its clock is ahead of UTC.
pub type Zone = dyn Fn(f64) -> f64;

/// The zone of Greenwich without summer time.
pub fn utc(_: f64) -> f64 {
    0.0
}

/// What a clock and a calendar on the wall show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    /// The year.
    pub year: i32,
    /// 1 to 12.
    pub month: i32,
    /// 1 to 31.
    pub day: i32,
    /// 0 to 23.
    pub hour: i32,
    /// 0 to 59.
    pub minute: i32,
    /// 0 to 59.
    pub second: i32,
    /// 0 to 999.
    pub millisecond: i32,
    /// 0 for Sunday to 6 for Saturday.
    pub weekday: i32,
}

impl Clock {
    /// The parts of a local time (milliseconds since 1970-01-01T00:00 on that clock).
    pub fn of_local(ms: f64) -> Clock {
        let (year, month, day) = civil(ms);
        let of_day = ms.rem_euclid(DAY) as i32;
        let weekday = ((ms / DAY).floor() + 4.0).rem_euclid(7.0) as i32;
        let (hour, minute, second, millisecond) = (of_day / 3_600_000, of_day / 60_000 % 60, of_day / 1000 % 60, of_day % 1000);
        Clock { year, month, day, hour, minute, second, millisecond, weekday }
    }

    /// The parts of an instant.
    pub fn of(ms: f64, zone: &Zone) -> Clock {
        Clock::of_local(local(ms, zone))
    }

    /// Days since the first of January, which is 0.
    pub fn day_of_year(&self) -> i32 {
        ((from_civil(self.year, self.month, self.day) - from_civil(self.year, 1, 1)) / DAY) as i32
    }
}

/// The local time of an instant, as milliseconds since 1970-01-01T00:00 on that clock.
pub fn local(ms: f64, zone: &Zone) -> f64 {
    ms + zone(ms)
}

/// The instant of a local time. Where the clock was put forward and never showed that time, and where it was put back and showed
/// it twice, the offset from before the change holds, as in an ECMAScript `Date`.
pub fn instant(local: f64, zone: &Zone) -> f64 {
    let (before, after) = (zone(local - DAY), zone(local + DAY));
    let first = local - before;
    if before == after || zone(first) == before {
        return first;
    }
    let second = local - after;
    if zone(second) == after { second } else { first }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::parse;
    use proptest::prelude::*;

    fn at(text: &str) -> f64 {
        parse(text).map_or(f64::NAN, |(ms, _)| ms)
    }

    /// Berlin in 2015: summer time from 29 March 01:00 UTC to 25 October 01:00 UTC.
    fn berlin(ms: f64) -> f64 {
        if (at("2015-03-29T01:00")..at("2015-10-25T01:00")).contains(&ms) { 7_200_000.0 } else { 3_600_000.0 }
    }

    #[test]
    fn a_clock_is_taken_apart() {
        let clock = Clock::of(at("2015-07-04T22:05:06.789"), &berlin);
        let expected = Clock { year: 2015, month: 7, day: 5, hour: 0, minute: 5, second: 6, millisecond: 789, weekday: 0 };
        assert_eq!(clock, expected);
        assert_eq!(clock.day_of_year(), 185);
        assert_eq!(Clock::of(-1.0, &utc).millisecond, 999);
        assert_eq!(Clock::of(0.0, &utc).weekday, 4, "1 January 1970 was a Thursday");
    }

    #[test]
    fn hours_that_are_missing_or_doubled_take_the_offset_from_before() {
        let check = |local: &str, utc: &str| assert_eq!(instant(at(local), &berlin), at(utc), "{local}");
        check("2015-03-29T01:59", "2015-03-29T00:59");
        check("2015-03-29T02:30", "2015-03-29T01:30");
        check("2015-03-29T03:00", "2015-03-29T01:00");
        check("2015-10-25T02:30", "2015-10-25T00:30");
        check("2015-10-25T03:00", "2015-10-25T02:00");
    }

    proptest! {
        #[test]
        fn outside_the_doubled_hour_an_instant_comes_back(minutes in 0i32..525_600) {
            let ms = at("2015-01-01") + f64::from(minutes) * 60_000.0;
            let back = instant(local(ms, &berlin), &berlin);
            let doubled = (at("2015-10-25T01:00")..at("2015-10-25T02:00")).contains(&ms);
            prop_assert_eq!(back, if doubled { ms - 3_600_000.0 } else { ms });
        }

        #[test]
        fn no_time_is_too_wild(ms: f64) {
            Clock::of(ms, &berlin).day_of_year();
            instant(ms, &berlin);
        }
    }
}
