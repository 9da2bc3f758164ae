//! Civil dates: reading them, taking them apart, and stepping through the calendar.
//!
//! A time is a number of milliseconds since 1970-01-01T00:00 in the proleptic Gregorian calendar, *without a time zone*: a date
//! in a table is a day on a calendar, not an instant, so it can never show as the day before west of Greenwich.

pub mod clock;
mod parse;
mod step;
mod zone;

pub use parse::parse;
pub use step::{end, floor, mid, offset};
pub use zone::Zone;

/// The unit in which a time is known, from coarse to fine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// A year.
    Year,
    /// A quarter of a year.
    Quarter,
    /// A month.
    Month,
    /// A day.
    Day,
    /// A minute or finer.
    Minute,
}

/// Milliseconds in a day.
pub const DAY: f64 = 86_400_000.0;

/// Days on either side of 1970 that a time may lie: the range of an ECMAScript `Date`.
const REACH: f64 = 1e8;

/// Milliseconds since 1970 of a civil date. Months and days beyond their range carry over, so day 0 is the last of the month
/// before; years beyond ±300 000 are taken as those.
/// Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms" (`days_from_civil`).
pub fn from_civil(year: i32, month: i32, day: i32) -> f64 {
    let months = month.saturating_sub(1);
    let (year, month) = (year.saturating_add(months.div_euclid(12)).clamp(-300_000, 300_000), months.rem_euclid(12) + 1);
    let y = if month <= 2 { year - 1 } else { year };
    let era = y.div_euclid(400);
    let of_era = y.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5;
    let days = era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_469;
    (f64::from(days) + f64::from(day)) * DAY
}

/// Year, month (1 to 12) and day (1 to 31) of a time; one more than a hundred million days from 1970 is taken as that. Same
/// source (`civil_from_days`).
pub fn civil(ms: f64) -> (i32, i32, i32) {
    let z = (ms / DAY).floor().clamp(-REACH, REACH) as i32 + 719_468;
    let era = z.div_euclid(146_097);
    let of_era = z.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let m = (5 * of_year + 2) / 153;
    let month = if m < 10 { m + 3 } else { m - 9 };
    (year_of_era + era * 400 + i32::from(month <= 2), month, of_year - (153 * m + 2) / 5 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn civil_dates_stand_where_the_calendar_has_them() {
        assert_eq!(from_civil(1970, 1, 1), 0.0);
        assert_eq!(from_civil(2000, 3, 1) / DAY, 11_017.0);
        assert_eq!(from_civil(1969, 12, 31), -DAY);
        assert_eq!(from_civil(2015, 13, 1), from_civil(2016, 1, 1));
        assert_eq!(from_civil(2016, 3, 0), from_civil(2016, 2, 29));
    }

    proptest! {
        #[test]
        fn a_day_taken_apart_and_put_together_is_the_same_day(days in -99_000_000i32..99_000_000) {
            let ms = f64::from(days) * DAY;
            let (year, month, day) = civil(ms);
            prop_assert_eq!(from_civil(year, month, day), ms);
        }

        #[test]
        fn no_date_is_too_wild(year: i32, month: i32, day: i32, ms: f64) {
            from_civil(year, month, day);
            civil(ms);
        }
    }
}
