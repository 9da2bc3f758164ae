//! Functions of dates: taking them apart and putting them together, in local time and UTC.

use super::functions::{Function, Result, at, function, number};
use super::{Context, MOST};
use crate::time::Zone;
use crate::transform::clock::{self, Parts, Unit};
use crate::transform::{Datum, wrong};

macro_rules! part {
    ($name:literal, $utc:literal, $of:expr) => {
        [
            function($name, 1, 1, |a, context| part(&a[0], context, false, $of)),
            function($utc, 1, 1, |a, context| part(&a[0], context, true, $of)),
        ]
    };
}

const YEAR: [Function; 2] = part!("year", "utcyear", |p| p.year);
const QUARTER: [Function; 2] = part!("quarter", "utcquarter", |p| p.month / 3 + 1);
const MONTH: [Function; 2] = part!("month", "utcmonth", |p| p.month);
const DATE: [Function; 2] = part!("date", "utcdate", |p| p.date);
const DAY: [Function; 2] = part!("day", "utcday", |p| p.day);
const WEEK: [Function; 2] = part!("week", "utcweek", |p| p.week());
const ISO_WEEK: [Function; 2] = part!("isoweek", "utcisoweek", |p| p.iso_week().1);
const DAY_OF_YEAR: [Function; 2] = part!("dayofyear", "utcdayofyear", |p| p.day_of_year);
const HOURS: [Function; 2] = part!("hours", "utchours", |p| p.hours);
const MINUTES: [Function; 2] = part!("minutes", "utcminutes", |p| p.minutes);
const SECONDS: [Function; 2] = part!("seconds", "utcseconds", |p| p.seconds);
const MILLISECONDS: [Function; 2] = part!("milliseconds", "utcmilliseconds", |p| p.milliseconds);

/// Functions of dates.
pub static FUNCTIONS: [Function; 33] = {
    let [year, utc_year] = YEAR;
    let [quarter, utc_quarter] = QUARTER;
    let [month, utc_month] = MONTH;
    let [date, utc_date] = DATE;
    let [day, utc_day] = DAY;
    let [week, utc_week] = WEEK;
    let [iso_week, utc_iso_week] = ISO_WEEK;
    let [day_of_year, utc_day_of_year] = DAY_OF_YEAR;
    let [hours, utc_hours] = HOURS;
    let [minutes, utc_minutes] = MINUTES;
    let [seconds, utc_seconds] = SECONDS;
    let [milliseconds, utc_milliseconds] = MILLISECONDS;
    [
        year,
        utc_year,
        quarter,
        utc_quarter,
        month,
        utc_month,
        date,
        utc_date,
        day,
        utc_day,
        week,
        utc_week,
        iso_week,
        utc_iso_week,
        day_of_year,
        utc_day_of_year,
        hours,
        utc_hours,
        minutes,
        utc_minutes,
        seconds,
        utc_seconds,
        milliseconds,
        utc_milliseconds,
        function("now", 0, 0, |_, context| Ok(Datum::Number(context.scope.now()))),
        function("time", 1, 1, |a, context| Ok(Datum::Number(a[0].date(context.zone())))),
        function("timezoneoffset", 1, 1, |a, context| Ok(Datum::Number(-context.zone().ahead(a[0].date(context.zone())) / 60_000.0))),
        function("datetime", 0, 7, |a, context| {
            Ok(Datum::Time(match a {
                [] => context.scope.now(),
                [one] => one.date(context.zone()),
                _ => from_fields(a, context.zone()),
            }))
        }),
        function("utc", 1, 7, |a, _| Ok(Datum::Number(from_fields(a, Zone::UTC)))),
        function("timeOffset", 2, 3, |a, context| offset(a, context.zone())),
        function("utcOffset", 2, 3, |a, _| offset(a, Zone::UTC)),
        function("timeSequence", 3, 4, |a, context| sequence(a, context.zone())),
        function("utcSequence", 3, 4, |a, _| sequence(a, Zone::UTC)),
    ]
};

fn part(value: &Datum, context: &Context, utc: bool, of: fn(&Parts) -> i32) -> Result {
    let zone = if utc { Zone::UTC } else { context.zone() };
    let ms = value.date(context.zone());
    Ok(Datum::Number(Parts::of(ms, zone).map_or(f64::NAN, |parts| f64::from(of(&parts)))))
}

/// An instant from a year, a month from 0 and so on; a year of two digits is one of the twentieth century.
fn from_fields(a: &[Datum], zone: Zone) -> f64 {
    let mut fields = [f64::NAN, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0];
    for (field, value) in fields.iter_mut().zip(a) {
        *field = value.number();
    }
    if (0.0..100.0).contains(&fields[0].trunc()) {
        fields[0] = fields[0].trunc() + 1900.0;
    }
    clock::instant(fields, zone)
}

fn unit(value: &Datum) -> std::result::Result<Unit, Box<crate::report::Problem>> {
    let named = value.as_text().and_then(Unit::named);
    named.ok_or_else(|| {
        wrong("unknown-time-unit", "a step through time needs the name of a unit", "write 'year', 'month', 'date' and so on")
    })
}

fn offset(a: &[Datum], zone: Zone) -> Result {
    let step = if at(a, 2).is_nothing() { 1.0 } else { number(a, 2) };
    Ok(Datum::Time(clock::offset(a[1].date(zone), unit(&a[0])?, step, zone)))
}

fn sequence(a: &[Datum], zone: Zone) -> Result {
    let step = if at(a, 3).is_nothing() { 1.0 } else { number(a, 3) };
    let times = clock::range(a[1].date(zone), a[2].date(zone), unit(&a[0])?, step, MOST, zone);
    Ok(Datum::from(times.into_iter().map(Datum::Time).collect::<Vec<_>>()))
}
