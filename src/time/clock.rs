//! What a clock and a calendar on the wall show: the parts of a time, on the clock of a zone.
//!
//! A table's dates have no zone (see the room's own words). Vega's time scales and formats do: they take instants and show them
//! on the reader's clock.

use super::{DAY, Zone, civil, from_civil};

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
    pub fn of(ms: f64, zone: Zone) -> Clock {
        Clock::of_local(zone.local(ms))
    }

    /// Days since the first of January, which is 0.
    pub fn day_of_year(&self) -> i32 {
        ((from_civil(self.year, self.month, self.day) - from_civil(self.year, 1, 1)) / DAY) as i32
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

    #[test]
    fn a_clock_is_taken_apart() {
        let clock = Clock::of(at("2015-07-04T22:05:06.789"), Zone::new(&|_| 7_200_000.0));
        let expected = Clock { year: 2015, month: 7, day: 5, hour: 0, minute: 5, second: 6, millisecond: 789, weekday: 0 };
        assert_eq!(clock, expected);
        assert_eq!(clock.day_of_year(), 185);
        assert_eq!(Clock::of(-1.0, Zone::UTC).millisecond, 999);
        assert_eq!(Clock::of(0.0, Zone::UTC).weekday, 4, "1 January 1970 was a Thursday");
    }

    proptest! {
        #[test]
        fn no_time_is_too_wild(ms: f64) {
            Clock::of(ms, Zone::UTC).day_of_year();
        }
    }
}
