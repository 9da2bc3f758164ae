//! Instants cut down to a unit of time, such as the month of the year or the year and the month.
//!
//! Units without the year stand in 2012, a leap year that begins on a Sunday, so that days of the week and of the year follow each
//! other as in Vega.

use super::clock::{UNITS, Unit, instant, iso_week, offset, shown, week};
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
        let Some(p) = shown(ms, zone) else { return f64::NAN };
        let has = |unit: Unit| self.units.contains(&unit);
        let stepped = |unit: Unit, value: i32, first: i32| self.stepped(unit, f64::from(value), f64::from(first));
        let iso = has(Unit::IsoWeek);
        let year = match (has(Unit::Year), iso) {
            (true, true) => stepped(Unit::Year, iso_week(&p).0, 0),
            (true, false) => stepped(Unit::Year, p.year, 0),
            (false, true) => f64::from(ISO_REFERENCE),
            (false, false) => f64::from(REFERENCE),
        };
        let month = if has(Unit::Month) {
            stepped(Unit::Month, p.month - 1, 0)
        } else if has(Unit::Quarter) {
            3.0 * stepped(Unit::Quarter, (p.month - 1) / 3, 0)
        } else {
            0.0
        };
        let whole_year = year.clamp(-300_000.0, 300_000.0) as i32;
        let first_day = (from_civil(whole_year, 1, 1) / crate::time::DAY + 4.0).rem_euclid(7.0);
        let weekday = |week: f64, day: f64| day + week * 7.0 - (first_day + 6.0) % 7.0;
        // The day of January on which the first ISO week begins.
        let first_week = 1.0 + (3.0 - (first_day + 6.0) % 7.0 + 7.0) % 7.0 - 3.0;
        let date = match (has(Unit::Week), iso, has(Unit::Day)) {
            (true, _, true) => self.stepped(Unit::Day, weekday(f64::from(week(&p)), f64::from(p.weekday)), 1.0),
            (_, true, true) => {
                let day = first_week + f64::from((iso_week(&p).1 - 1) * 7 + (p.weekday + 6) % 7);
                self.stepped(Unit::Day, day, 1.0)
            }
            (true, ..) => weekday(stepped(Unit::Week, week(&p), 1), 0.0),
            (_, true, _) => first_week + (stepped(Unit::IsoWeek, iso_week(&p).1, 1) - 1.0) * 7.0,
            (.., true) => self.stepped(Unit::Day, weekday(1.0, f64::from(p.weekday)), 1.0),
            _ if has(Unit::Date) => stepped(Unit::Date, p.day, 1),
            _ if has(Unit::DayOfYear) => stepped(Unit::DayOfYear, p.day_of_year() + 1, 1),
            _ => 1.0,
        };
        let or_zero = |unit: Unit, value: i32| if has(unit) { stepped(unit, value, 0) } else { 0.0 };
        let clock = [
            or_zero(Unit::Hours, p.hour),
            or_zero(Unit::Minutes, p.minute),
            or_zero(Unit::Seconds, p.second),
            or_zero(Unit::Milliseconds, p.millisecond),
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
    let values = field.values_in(frame);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::DAY;
    use crate::transform::Plain;
    use crate::transform::testing::{frame, show};
    use proptest::prelude::*;

    #[test]
    fn times_are_cut_down_as_vega_cuts_them() {
        // 2015-05-29T13:47:31.123, 2012-01-01, 2016-02-29T23:59:59, 2021-01-03T05:00, 2020-12-31T05:00
        let table =
            frame(r#"[{"t": 1432907251123}, {"t": 1325376000000}, {"t": 1456790399000}, {"t": 1609650000000}, {"t": 1609390800000}]"#);
        for (units, step, expected) in CASES {
            let unit = TimeUnit { step: *step, utc: true, ..TimeUnit::parse(units).expect("a time unit") };
            let found = time_unit(&table, &Field::column("t"), &unit, "a", Some("b"), &Plain);
            let ends = |row: usize| ["a", "b"].map(|name| show(found.get(name, row)).replace('@', "")).join(" ");
            assert_eq!((0..5).map(ends).collect::<Vec<_>>().join(", "), *expected, "{units} by {step}");
        }
    }

    /// Vega 6.4.0, timeunit in UTC: units, step, and the beginning and the end for each time.
    const CASES: &[(&str, f64, &str)] = &[
        (
            "year",
            1.0,
            "1420070400000 1451606400000, 1325376000000 1356998400000, 1451606400000 1483228800000, 1609459200000 1640995200000, 1577836800000 1609459200000",
        ),
        (
            "quarter",
            1.0,
            "1333238400000 1341100800000, 1325376000000 1333238400000, 1325376000000 1333238400000, 1325376000000 1333238400000, 1349049600000 1356998400000",
        ),
        (
            "month",
            1.0,
            "1335830400000 1338508800000, 1325376000000 1328054400000, 1328054400000 1330560000000, 1325376000000 1328054400000, 1354320000000 1356998400000",
        ),
        (
            "week",
            1.0,
            "1337472000000 1338076800000, 1325376000000 1325980800000, 1330214400000 1330819200000, 1325376000000 1325980800000, 1356220800000 1356825600000",
        ),
        (
            "isoweek",
            1.0,
            "1432512000000 1433116800000, 1450656000000 1451260800000, 1424649600000 1425254400000, 1451260800000 1451865600000, 1451260800000 1451865600000",
        ),
        (
            "date",
            1.0,
            "1327795200000 1327881600000, 1325376000000 1325462400000, 1327795200000 1327881600000, 1325548800000 1325635200000, 1327968000000 1328054400000",
        ),
        (
            "day",
            1.0,
            "1325808000000 1325894400000, 1325376000000 1325462400000, 1325462400000 1325548800000, 1325376000000 1325462400000, 1325721600000 1325808000000",
        ),
        (
            "dayofyear",
            1.0,
            "1338163200000 1338249600000, 1325376000000 1325462400000, 1330473600000 1330560000000, 1325548800000 1325635200000, 1356912000000 1356998400000",
        ),
        (
            "hours",
            1.0,
            "1325422800000 1325426400000, 1325376000000 1325379600000, 1325458800000 1325462400000, 1325394000000 1325397600000, 1325394000000 1325397600000",
        ),
        (
            "minutes",
            1.0,
            "1325378820000 1325378880000, 1325376000000 1325376060000, 1325379540000 1325379600000, 1325376000000 1325376060000, 1325376000000 1325376060000",
        ),
        (
            "seconds",
            1.0,
            "1325376031000 1325376032000, 1325376000000 1325376001000, 1325376059000 1325376060000, 1325376000000 1325376001000, 1325376000000 1325376001000",
        ),
        (
            "milliseconds",
            1.0,
            "1325376000123 1325376000124, 1325376000000 1325376000001, 1325376000000 1325376000001, 1325376000000 1325376000001, 1325376000000 1325376000001",
        ),
        (
            "yearmonth",
            1.0,
            "1430438400000 1433116800000, 1325376000000 1328054400000, 1454284800000 1456790400000, 1609459200000 1612137600000, 1606780800000 1609459200000",
        ),
        (
            "yearquarter",
            1.0,
            "1427846400000 1435708800000, 1325376000000 1333238400000, 1451606400000 1459468800000, 1609459200000 1617235200000, 1601510400000 1609459200000",
        ),
        (
            "yearweek",
            1.0,
            "1432425600000 1433030400000, 1325376000000 1325980800000, 1456617600000 1457222400000, 1609632000000 1610236800000, 1609027200000 1609632000000",
        ),
        (
            "yearweekday",
            1.0,
            "1432857600000 1432944000000, 1325376000000 1325462400000, 1456704000000 1456790400000, 1609632000000 1609718400000, 1609372800000 1609459200000",
        ),
        (
            "weekday",
            1.0,
            "1337904000000 1337990400000, 1325376000000 1325462400000, 1330300800000 1330387200000, 1325376000000 1325462400000, 1356566400000 1356652800000",
        ),
        (
            "yearisoweek",
            1.0,
            "1432512000000 1433116800000, 1324857600000 1325462400000, 1456704000000 1457308800000, 1609113600000 1609718400000, 1609113600000 1609718400000",
        ),
        (
            "yearisoweekday",
            1.0,
            "1432857600000 1432944000000, 1325376000000 1325462400000, 1456704000000 1456790400000, 1609632000000 1609718400000, 1609372800000 1609459200000",
        ),
        (
            "yeardayofyear",
            1.0,
            "1432857600000 1432944000000, 1325376000000 1325462400000, 1456704000000 1456790400000, 1609632000000 1609718400000, 1609372800000 1609459200000",
        ),
        (
            "monthdate",
            1.0,
            "1338249600000 1338336000000, 1325376000000 1325462400000, 1330473600000 1330560000000, 1325548800000 1325635200000, 1356912000000 1356998400000",
        ),
        (
            "dayhours",
            1.0,
            "1325854800000 1325858400000, 1325376000000 1325379600000, 1325545200000 1325548800000, 1325394000000 1325397600000, 1325739600000 1325743200000",
        ),
        (
            "yearmonthdatehoursminutes",
            1.0,
            "1432907220000 1432907280000, 1325376000000 1325376060000, 1456790340000 1456790400000, 1609650000000 1609650060000, 1609390800000 1609390860000",
        ),
        (
            "year",
            5.0,
            "1420070400000 1577836800000, 1262304000000 1420070400000, 1420070400000 1577836800000, 1577836800000 1735689600000, 1577836800000 1735689600000",
        ),
        (
            "month",
            3.0,
            "1333238400000 1341100800000, 1325376000000 1333238400000, 1325376000000 1333238400000, 1325376000000 1333238400000, 1349049600000 1356998400000",
        ),
        (
            "hours",
            6.0,
            "1325419200000 1325440800000, 1325376000000 1325397600000, 1325440800000 1325462400000, 1325376000000 1325397600000, 1325376000000 1325397600000",
        ),
        (
            "dayofyear",
            10.0,
            "1337472000000 1338336000000, 1325376000000 1326240000000, 1329696000000 1330560000000, 1325376000000 1326240000000, 1356480000000 1357344000000",
        ),
        (
            "yearweek",
            2.0,
            "1432425600000 1433635200000, 1325376000000 1326585600000, 1456617600000 1457827200000, 1609632000000 1610841600000, 1608422400000 1609632000000",
        ),
        (
            "minutes",
            15.0,
            "1325378700000 1325379600000, 1325376000000 1325376900000, 1325378700000 1325379600000, 1325376000000 1325376900000, 1325376000000 1325376900000",
        ),
    ];

    #[test]
    fn an_extent_is_cut_into_about_as_many_pieces_as_asked_for() {
        // Vega 6.4.0, timeunit with maxbins
        for (span, maxbins, units, step) in [
            (1000.0, 40.0, "yearmonthdatehoursminutessecondsmilliseconds", 20.0),
            (60000.0, 40.0, "yearmonthdatehoursminutesseconds", 1.0),
            (3600000.0, 40.0, "yearmonthdatehoursminutes", 1.0),
            (86400000.0, 10.0, "yearmonthdatehours", 3.0),
            (604800000.0, 40.0, "yearmonthdatehours", 3.0),
            (2592000000.0, 40.0, "yearmonthdate", 1.0),
            (31536000000.0, 40.0, "yearweek", 1.0),
            (31536000000.0, 5.0, "yearmonth", 3.0),
            (315360000000.0, 40.0, "yearmonth", 3.0),
            (3153600000000.0, 40.0, "year", 2.0),
            (8640000000.0, 10.0, "yearweek", 1.0),
        ] {
            let unit = TimeUnit::fit([0.0, span], maxbins, true);
            assert_eq!(unit, TimeUnit { step, utc: true, ..TimeUnit::parse(units).expect("a time unit") }, "{span} {maxbins}");
        }
    }

    #[test]
    fn units_are_read_or_refused() {
        let utc = TimeUnit::parse("utcyearmonth").expect("a time unit");
        assert_eq!((utc.utc, utc.units), (true, vec![Unit::Year, Unit::Month]));
        assert_eq!(TimeUnit::parse("binnedyearmonth").expect("a time unit").units, [Unit::Year, Unit::Month]);
        for text in ["", "utc", "monthyear", "years", "yearyear", "weekmonth", "datedayofyear", "weekisoweek", "day of year"] {
            assert_eq!(TimeUnit::parse(text).map_err(|p| p.code), Err("unknown-time-unit"), "{text}");
        }
    }

    #[test]
    fn what_is_nothing_stays_null_and_what_is_no_time_is_invalid() {
        let found = time_unit(
            &frame(r#"[{"t": null}, {}, {"t": "x"}]"#),
            &Field::column("t"),
            &TimeUnit::fit([0.0, DAY], 5.0, true),
            "a",
            Some("b"),
            &Plain,
        );
        let column = |name: &str| found.column(name).unwrap_or_default().iter().map(show).collect::<Vec<_>>();
        assert_eq!(
            (column("a"), column("b")),
            (vec!["null".into(), "null".into(), "@NaN".to_string()], vec!["null".into(), "null".into(), "@NaN".into()])
        );
    }

    struct East;

    impl Scope for East {
        fn zone(&self) -> Zone<'_> {
            Zone::new(&|_| 5.5 * 3_600_000.0)
        }
    }

    #[test]
    fn local_units_begin_by_the_local_clock() {
        let table = frame(r#"[{"t": "2015-05-31T20:00Z"}]"#);
        let table = crate::transform::parse_columns(&table, &[("t".into(), Some("date".into()))], &Plain).expect("a date");
        let begin = |unit: &str| {
            let unit = TimeUnit::parse(unit).expect("a time unit");
            time_unit(&table, &Field::column("t"), &unit, "a", None, &East).get("a", 0).number()
        };
        assert_eq!(begin("yearmonth"), from_civil(2015, 6, 1) - 5.5 * 3_600_000.0);
        assert_eq!(begin("utcyearmonth"), from_civil(2015, 5, 1));
    }

    proptest! {
        #[test]
        fn a_unit_with_its_year_begins_before_and_ends_after_its_times(ms in -1e13f64..1e13, units in 0usize..7, step in 1u8..30) {
            let names = ["year", "yearquarter", "yearmonth", "yearmonthdate", "yeardayofyear", "yearmonthdatehours", "yearmonthdatehoursminutes"];
            let unit = TimeUnit { step: f64::from(step), utc: true, ..TimeUnit::parse(names[units]).expect("a time unit") };
            let ms = ms.trunc();
            let start = unit.floor(ms, Zone::UTC);
            prop_assert!(start <= ms && ms < unit.end(start, Zone::UTC), "{} {}", start, unit.end(start, Zone::UTC));
        }

        #[test]
        fn no_time_or_extent_is_too_wild(ms: f64, extent: [f64; 2], maxbins: f64, step: f64) {
            let unit = TimeUnit { step, ..TimeUnit::fit(extent, maxbins, false) };
            unit.end(unit.floor(ms, Zone::UTC), Zone::UTC);
        }
    }
}
