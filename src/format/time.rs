//! Times written by a d3 specifier (`%b %d, %Y`), and Vega's choice of one by what a time begins: a year, a month, an hour.

use super::locale::TimeLocale;
use crate::scale::calendar::{Interval, Unit};
use crate::time::clock::{Clock, Zone, local};
use crate::time::{DAY, civil, from_civil};

/// What a directive needs to know.
struct Moment<'a> {
    ms: f64,
    clock: Clock,
    /// Days of the local date since 1970.
    day: f64,
    zone: &'a Zone,
    locale: &'a TimeLocale,
}

/// Writes an instant (milliseconds since 1970 UTC) by a specifier, on the clock of a zone. A directive that does not exist is left
/// as its letter, as in d3; NaN gives `Invalid Date` nowhere but in an empty text.
///
/// ```
/// use nutgraph::{format::{locale::TimeLocale, time::format}, time::clock::utc};
/// assert_eq!(format(0.0, "%a %-d %B %Y, %H:%M", &utc, &TimeLocale::default()), "Thu 1 January 1970, 00:00");
/// ```
pub fn format(ms: f64, specifier: &str, zone: &Zone, locale: &TimeLocale) -> String {
    let mut out = String::new();
    if ms.is_finite() {
        let here = local(ms, zone);
        let moment = Moment { ms, clock: Clock::of_local(here), day: (here / DAY).floor(), zone, locale };
        write(&moment, specifier, &mut out, 0);
    }
    out
}

/// `%x`, `%X` and `%c` stand for specifiers of the locale, which may name each other; deeper than this they would go round.
const DEEPEST: u8 = 4;

fn write(moment: &Moment, specifier: &str, out: &mut String, depth: u8) {
    let mut chars = specifier.chars();
    while let Some(c) = chars.next() {
        if c != '%' {
            out.push(c);
            continue;
        }
        let mut directive = chars.next();
        let mut pad = if directive == Some('e') { Some(' ') } else { Some('0') };
        match directive {
            Some('-') => (pad, directive) = (None, chars.next()),
            Some('_') => (pad, directive) = (Some(' '), chars.next()),
            Some('0') => (pad, directive) = (Some('0'), chars.next()),
            _ => {}
        }
        match directive {
            Some('c') if depth < DEEPEST => write(moment, &moment.locale.date_time, out, depth + 1),
            Some('x') if depth < DEEPEST => write(moment, &moment.locale.date, out, depth + 1),
            Some('X') if depth < DEEPEST => write(moment, &moment.locale.time, out, depth + 1),
            Some(directive) => moment.write(directive, pad, out),
            None => {}
        }
    }
}

/// A number filled up to a width; without a fill as it is.
fn padded(out: &mut String, value: i64, fill: Option<char>, width: usize) {
    let digits = value.unsigned_abs().to_string();
    if value < 0 {
        out.push('-');
    }
    if let Some(fill) = fill {
        out.extend(std::iter::repeat_n(fill, width.saturating_sub(digits.len())));
    }
    out.push_str(&digits);
}

impl Moment<'_> {
    fn write(&self, directive: char, pad: Option<char>, out: &mut String) {
        let clock = &self.clock;
        let mut number = |value: i32, width: usize| padded(out, i64::from(value), pad, width);
        match directive {
            'd' | 'e' => number(clock.day, 2),
            'H' => number(clock.hour, 2),
            'I' => number((clock.hour + 11) % 12 + 1, 2),
            'j' => number(clock.day_of_year() + 1, 3),
            'L' => number(clock.millisecond, 3),
            'm' => number(clock.month, 2),
            'M' => number(clock.minute, 2),
            'S' => number(clock.second, 2),
            'U' => number(self.week(0), 2),
            'W' => number(self.week(1), 2),
            'V' => number(self.iso_week().1, 2),
            'y' => number(clock.year % 100, 2),
            'Y' => number(clock.year % 10_000, 4),
            'g' => number(self.iso_week().0 % 100, 2),
            'G' => number(self.iso_week().0 % 10_000, 4),
            'f' => {
                number(clock.millisecond, 3);
                out.push_str("000");
            }
            'q' => padded(out, i64::from((clock.month - 1) / 3 + 1), None, 1),
            'u' => padded(out, i64::from((clock.weekday + 6) % 7 + 1), None, 1),
            'w' => padded(out, i64::from(clock.weekday), None, 1),
            'Q' => out.push_str(&super::decimal::shortest(self.ms)),
            's' => out.push_str(&super::decimal::shortest((self.ms / 1000.0).floor())),
            'a' => out.push_str(&self.locale.short_days[clock.weekday as usize % 7]),
            'A' => out.push_str(&self.locale.days[clock.weekday as usize % 7]),
            'b' => out.push_str(&self.locale.short_months[(clock.month - 1) as usize % 12]),
            'B' => out.push_str(&self.locale.months[(clock.month - 1) as usize % 12]),
            'p' => out.push_str(&self.locale.periods[usize::from(clock.hour >= 12)]),
            'Z' => {
                let ahead = (self.zone)(self.ms) / 60_000.0;
                out.push(if ahead < 0.0 { '-' } else { '+' });
                padded(out, (ahead.abs() / 60.0) as i64, Some('0'), 2);
                padded(out, (ahead.abs() % 60.0) as i64, Some('0'), 2);
            }
            _ => out.push(directive),
        }
    }

    /// Weeks of the year that have begun on a weekday (0 Sunday, 1 Monday) since before the first of January.
    fn week(&self, first_day: i32) -> i32 {
        let into = (self.clock.weekday + 7 - first_day) % 7;
        (self.clock.day_of_year() + 7 - into) / 7
    }

    /// Year and number of the week by ISO 8601: a week is of the year in which its Thursday lies.
    fn iso_week(&self) -> (i32, i32) {
        let thursday = self.day + 3.0 - f64::from((self.clock.weekday + 6) % 7);
        let (year, _, _) = civil(thursday * DAY);
        (year, ((thursday - from_civil(year, 1, 1) / DAY) / 7.0) as i32 + 1)
    }
}

/// Specifiers for what a time begins. `Default` has Vega's.
#[derive(Clone, Debug, PartialEq)]
pub struct MultiFormat {
    /// For a time that begins no second.
    pub milliseconds: String,
    /// For a time that begins a second and no minute.
    pub seconds: String,
    /// For one that begins a minute and no hour.
    pub minutes: String,
    /// For one that begins an hour and no day.
    pub hours: String,
    /// For one that begins a day and neither a month nor a week.
    pub date: String,
    /// For one that begins a week and no month.
    pub week: String,
    /// For one that begins a month and no quarter.
    pub month: String,
    /// For one that begins a quarter and no year.
    pub quarter: String,
    /// For one that begins a year.
    pub year: String,
}

impl Default for MultiFormat {
    fn default() -> Self {
        let [milliseconds, seconds, minutes, hours, date, week, month, quarter, year] =
            [".%L", ":%S", "%I:%M", "%I %p", "%a %d", "%b %d", "%B", "%B", "%Y"].map(String::from);
        MultiFormat { milliseconds, seconds, minutes, hours, date, week, month, quarter, year }
    }
}

impl MultiFormat {
    /// Vega's specifiers with some of them replaced: pairs of a time unit (`year`, `quarter`, `month`, `week`, `date` or `day`,
    /// `hours`, `minutes`, `seconds`, `milliseconds`) and a specifier. Other units are an error that names them.
    pub fn with(overrides: &[(&str, &str)]) -> Result<MultiFormat, String> {
        let mut out = MultiFormat::default();
        for (unit, specifier) in overrides.iter().rev() {
            let place = match *unit {
                "milliseconds" => &mut out.milliseconds,
                "seconds" => &mut out.seconds,
                "minutes" => &mut out.minutes,
                "hours" => &mut out.hours,
                "date" | "day" => &mut out.date,
                "week" => &mut out.week,
                "month" => &mut out.month,
                "quarter" => &mut out.quarter,
                "year" => &mut out.year,
                other => return Err(other.to_string()),
            };
            *place = specifier.to_string();
        }
        Ok(out)
    }

    /// The specifier for an instant.
    pub fn choose(&self, ms: f64, zone: &Zone) -> &str {
        let begins = |unit| Interval::one(unit).floor(ms, zone) >= ms;
        if !begins(Unit::Second) {
            &self.milliseconds
        } else if !begins(Unit::Minute) {
            &self.seconds
        } else if !begins(Unit::Hour) {
            &self.minutes
        } else if !begins(Unit::Day) {
            &self.hours
        } else if !begins(Unit::Month) {
            if begins(Unit::Week) { &self.week } else { &self.date }
        } else if !begins(Unit::Year) {
            if begins(Unit::Quarter) { &self.quarter } else { &self.month }
        } else {
            &self.year
        }
    }

    /// Writes an instant.
    pub fn format(&self, ms: f64, zone: &Zone, locale: &TimeLocale) -> String {
        format(ms, self.choose(ms, zone), zone, locale)
    }
}
