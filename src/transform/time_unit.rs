//! Instants cut down to a unit of time, such as the month of the year or the year and the month.
//!
//! Units without the year stand in 2012, a leap year that begins on a Sunday, so that days of the week and of the year follow each
//! other as in Vega.

use super::clock::{Parts, UNITS, Unit, instant, offset};
use super::{Datum, Field, Frame, Scope, wrong};
use crate::report::Problem;
use crate::time::{Zone, from_civil};

/// Units that are kept of a time.
#[derive(Clone, Debug, PartialEq)]
pub struct TimeUnit {
    /// The units, from coarse to fine.
    pub units: Vec<Unit>,
    /// How many of the finest unit make one step.
    pub step: f64,
    /// In UTC, not local time.
    pub utc: bool,
}

/// The year of units without a year, and of ISO weeks without one, a year that has 53.
const REFERENCE: i32 = 2012;
const ISO_REFERENCE: i32 = 2015;

impl TimeUnit {
    /// Reads units that are written together, such as `yearmonth` or `utchours`; the prefixes `utc` and `binned` are understood.
    /// Units must go together and stand from coarse to fine.
    pub fn parse(text: &str) -> Result<TimeUnit, Box<Problem>> {
        let local = text.strip_prefix("binned").unwrap_or(text);
        let (utc, mut rest) = local.strip_prefix("utc").map_or((false, local), |rest| (true, rest));
        let mut units = Vec::new();
        while !rest.is_empty() {
            let longest = UNITS.iter().filter(|(name, _)| rest.starts_with(name)).max_by_key(|(name, _)| name.len());
            let Some((name, unit)) = longest else { break };
            units.push(*unit);
            rest = &rest[name.len()..];
        }
        let unit = TimeUnit { units, step: 1.0, utc };
        if rest.is_empty() && unit.is_sound() {
            return Ok(unit);
        }
        let remedy = "join year, quarter, month, date, week, day, dayofyear, hours, minutes, seconds and milliseconds, from coarse to fine";
        Err(wrong("unknown-time-unit", &format!("\"{text}\" is no time unit"), remedy))
    }

    /// Whether there are units, in order, each once, that do not contradict each other.
    fn is_sound(&self) -> bool {
        let has = |units: &[Unit]| units.iter().any(|unit| self.units.contains(unit));
        let kinds = [&[Unit::Week, Unit::IsoWeek, Unit::Day][..], &[Unit::Quarter, Unit::Month, Unit::Date], &[Unit::DayOfYear]];
        !self.units.is_empty()
            && self.units.is_sorted_by(|a, b| a < b)
            && kinds.iter().filter(|kind| has(kind)).count() <= 1
            && !(has(&[Unit::Week]) && has(&[Unit::IsoWeek]))
    }

    /// The units and the step that cut an extent into at most so many pieces.
    pub fn fit(extent: [f64; 2], maxbins: f64, utc: bool) -> TimeUnit {
        let [start, stop] = extent;
        let maxbins = if maxbins > 0.0 { maxbins } else { 40.0 };
        let target = (stop - start).abs() / maxbins;
        // The units down to the one that counts, how many, and their length in seconds.
        const DAY: f64 = 86_400.0;
        const INTERVALS: [(usize, f64, f64); 17] = [
            (6, 1.0, 1.0),
            (6, 5.0, 5.0),
            (6, 15.0, 15.0),
            (6, 30.0, 30.0),
            (5, 1.0, 60.0),
            (5, 5.0, 300.0),
            (5, 15.0, 900.0),
            (5, 30.0, 1800.0),
            (4, 1.0, 3600.0),
            (4, 3.0, 10_800.0),
            (4, 6.0, 21_600.0),
            (4, 12.0, 43_200.0),
            (3, 1.0, DAY),
            (0, 1.0, 7.0 * DAY),
            (2, 1.0, 30.0 * DAY),
            (2, 3.0, 90.0 * DAY),
            (1, 1.0, 365.0 * DAY),
        ];
        let all = [Unit::Year, Unit::Month, Unit::Date, Unit::Hours, Unit::Minutes, Unit::Seconds, Unit::Milliseconds];
        let length = |i: usize| INTERVALS[i].2 * 1000.0;
        let after = INTERVALS.iter().take_while(|interval| interval.2 * 1000.0 <= target).count();
        let year = 365.0 * DAY * 1000.0;
        let (depth, step) = if after == INTERVALS.len() {
            (1, tick_step(start / year, stop / year, maxbins))
        } else if after > 0 {
            let nearer = if target / length(after - 1) < length(after) / target { after - 1 } else { after };
            (INTERVALS[nearer].0, INTERVALS[nearer].1)
        } else {
            (7, tick_step(start, stop, maxbins).max(1.0))
        };
        let units = if depth == 0 { vec![Unit::Year, Unit::Week] } else { all[..depth].to_vec() };
        TimeUnit { units, step: if step > 0.0 { step } else { 1.0 }, utc }
    }

    /// The finest unit.
    pub fn finest(&self) -> Unit {
        self.units.last().copied().unwrap_or(Unit::Milliseconds)
    }

    /// The zone that it counts in: UTC or the one given.
    fn zone<'a>(&self, zone: Zone<'a>) -> Zone<'a> {
        if self.utc { Zone::UTC } else { zone }
    }

    /// The beginning of the unit that an instant lies in; NaN for an invalid one.
    pub fn floor(&self, ms: f64, zone: Zone) -> f64 {
        let zone = self.zone(zone);
        let Some(p) = Parts::of(ms, zone) else { return f64::NAN };
        let has = |unit: Unit| self.units.contains(&unit);
        let stepped = |unit: Unit, value: i32, first: i32| self.stepped(unit, f64::from(value), f64::from(first));
        let iso = has(Unit::IsoWeek);
        let year = match (has(Unit::Year), iso) {
            (true, true) => stepped(Unit::Year, p.iso_week().0, 0),
            (true, false) => stepped(Unit::Year, p.year, 0),
            (false, true) => f64::from(ISO_REFERENCE),
            (false, false) => f64::from(REFERENCE),
        };
        let month = if has(Unit::Month) {
            stepped(Unit::Month, p.month, 0)
        } else if has(Unit::Quarter) {
            3.0 * stepped(Unit::Quarter, p.month / 3, 0)
        } else {
            0.0
        };
        let whole_year = year.clamp(-300_000.0, 300_000.0) as i32;
        let first_day = (from_civil(whole_year, 1, 1) / crate::time::DAY + 4.0).rem_euclid(7.0);
        let weekday = |week: f64, day: f64| day + week * 7.0 - (first_day + 6.0) % 7.0;
        // The day of January on which the first ISO week begins.
        let first_week = 1.0 + (3.0 - (first_day + 6.0) % 7.0 + 7.0) % 7.0 - 3.0;
        let date = match (has(Unit::Week), iso, has(Unit::Day)) {
            (true, _, true) => self.stepped(Unit::Day, weekday(f64::from(p.week()), f64::from(p.day)), 1.0),
            (_, true, true) => {
                let day = first_week + f64::from((p.iso_week().1 - 1) * 7 + (p.day + 6) % 7);
                self.stepped(Unit::Day, day, 1.0)
            }
            (true, ..) => weekday(stepped(Unit::Week, p.week(), 1), 0.0),
            (_, true, _) => first_week + (stepped(Unit::IsoWeek, p.iso_week().1, 1) - 1.0) * 7.0,
            (.., true) => self.stepped(Unit::Day, weekday(1.0, f64::from(p.day)), 1.0),
            _ if has(Unit::Date) => stepped(Unit::Date, p.date, 1),
            _ if has(Unit::DayOfYear) => stepped(Unit::DayOfYear, p.day_of_year, 1),
            _ => 1.0,
        };
        let or_zero = |unit: Unit, value: i32| if has(unit) { stepped(unit, value, 0) } else { 0.0 };
        let clock = [
            or_zero(Unit::Hours, p.hours),
            or_zero(Unit::Minutes, p.minutes),
            or_zero(Unit::Seconds, p.seconds),
            or_zero(Unit::Milliseconds, p.milliseconds),
        ];
        instant([year, month, date, clock[0], clock[1], clock[2], clock[3]], zone)
    }

    /// A value of a unit, cut down to a whole number of steps from the first if it is the finest.
    fn stepped(&self, unit: Unit, value: f64, first: f64) -> f64 {
        let coarse = unit == self.finest() && self.step > 1.0;
        if coarse { first + self.step * ((value - first) / self.step).floor() } else { value }
    }

    /// The end of the unit that begins at `start`: the beginning of the next.
    pub fn end(&self, start: f64, zone: Zone) -> f64 {
        offset(start, self.finest(), self.step, self.zone(zone))
    }
}

/// A round step between ticks, 1, 2 or 5 times a power of ten, so that there are about `count` (d3-array, `tickStep`).
fn tick_step(start: f64, stop: f64, count: f64) -> f64 {
    let rough = (stop - start).abs() / count.max(1.0);
    let power = 10f64.powf(rough.log10().floor());
    let error = rough / power;
    power
        * match error {
            e if e >= 50f64.sqrt() => 10.0,
            e if e >= 10f64.sqrt() => 5.0,
            e if e >= 2f64.sqrt() => 2.0,
            _ => 1.0,
        }
}

/// Writes the beginning and the end of the time unit of each row's time, the end only where a name is given for it. Nothing stays
/// null, and what is no time is an invalid one.
pub fn time_unit(frame: &Frame, field: &Field, unit: &TimeUnit, start: &str, end: Option<&str>, scope: &dyn Scope) -> Frame {
    let zone = scope.zone();
    let values = field.values(frame);
    let cut = |value: &Datum| if value.is_nothing() { None } else { Some(unit.floor(value.number(), zone)) };
    let starts: Vec<Option<f64>> = values.iter().map(cut).collect();
    let column = |time: Option<f64>| time.map_or(Datum::Null, Datum::Time);
    let mut out = frame.clone();
    out.set(start, starts.iter().map(|time| column(*time)).collect());
    if let Some(end) = end {
        out.set(end, starts.iter().map(|time| column(time.map(|start| unit.end(start, zone)))).collect());
    }
    out
}
