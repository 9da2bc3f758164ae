//! Times read by a d3 specifier, the way back from [`super::time`]: what Vega's `parse: {"date": "date:'%d/%m/%Y'"}` asks for.

use super::locale::TimeLocale;
use crate::time::clock::{Clock, Zone, instant};
use crate::time::{DAY, from_civil};

/// The parts that were found.
#[derive(Clone, Copy, Debug, Default)]
struct Parts {
    year: Option<f64>,
    /// From 0.
    month: Option<f64>,
    day: Option<f64>,
    hour: f64,
    minute: f64,
    second: f64,
    millisecond: Option<f64>,
    /// From Sunday, 0.
    weekday: Option<f64>,
    /// From Monday, 1.
    monday_weekday: Option<f64>,
    sunday_week: Option<f64>,
    monday_week: Option<f64>,
    iso_week: Option<f64>,
    quarter: Option<f64>,
    afternoon: Option<bool>,
    /// `±hhmm` to add.
    zone: Option<f64>,
    unix: Option<f64>,
    unix_seconds: Option<f64>,
}

/// Reads a text that the specifier describes from its first to its last character: an instant in milliseconds since 1970 UTC.
/// Nothing where it does not fit. What is not said is 1 January 1900, 00:00, on the clock of the zone.
///
/// ```
/// use nutgraph::{format::{locale::TimeLocale, time_parse::parse}, time::clock::utc};
/// assert_eq!(parse("29/05/2015", "%d/%m/%Y", &utc, &TimeLocale::default()), Some(1_432_857_600_000.0));
/// ```
pub fn parse(text: &str, specifier: &str, zone: &Zone, locale: &TimeLocale) -> Option<f64> {
    let mut parts = Parts::default();
    let rest = read(&mut parts, specifier, text, locale, 0)?;
    if rest.is_empty() { parts.instant(zone) } else { None }
}

/// Locales may name each other's specifiers; deeper than this they would go round.
const DEEPEST: u8 = 4;

/// Reads as much as the specifier describes and gives the rest.
fn read<'a>(parts: &mut Parts, specifier: &str, text: &'a str, locale: &TimeLocale, depth: u8) -> Option<&'a str> {
    let mut text = text;
    let mut chars = specifier.chars();
    while let Some(c) = chars.next() {
        // As d3 has it: a text that has ended does not fit, whatever is still to come.
        let first = text.chars().next()?;
        if c != '%' {
            if c != first {
                return None;
            }
            text = &text[c.len_utf8()..];
            continue;
        }
        let mut directive = chars.next()?;
        if matches!(directive, '-' | '_' | '0') {
            directive = chars.next()?;
        }
        text = match directive {
            'c' | 'x' | 'X' if depth >= DEEPEST => return None,
            'c' => read(parts, &locale.date_time, text, locale, depth + 1)?,
            'x' => read(parts, &locale.date, text, locale, depth + 1)?,
            'X' => read(parts, &locale.time, text, locale, depth + 1)?,
            _ => parts.directive(directive, text, locale)?,
        };
    }
    Some(text)
}

/// A number of at most `most` characters, blanks before it included, and the rest.
fn number(text: &str, most: usize) -> Option<(f64, &str)> {
    let window: usize = text.chars().take(most).map(char::len_utf8).sum();
    let blank = text[..window].len() - text[..window].trim_start().len();
    let digits = text[blank..window].bytes().take_while(u8::is_ascii_digit).count();
    let value = text[blank..blank + digits].parse().ok()?;
    Some((value, &text[blank + digits..]))
}

/// The place of the first of these names that the text begins with, in upper or lower case, and the rest.
fn name<'a>(text: &'a str, names: &[String]) -> Option<(usize, &'a str)> {
    names.iter().position(|name| begins(text, name)).and_then(|found| {
        let length: usize = text.chars().take(names[found].chars().count()).map(char::len_utf8).sum();
        Some((found, text.get(length..)?))
    })
}

fn begins(text: &str, name: &str) -> bool {
    let mut chars = text.chars();
    name.chars().all(|c| chars.next().is_some_and(|t| t.to_lowercase().eq(c.to_lowercase())))
}

impl Parts {
    fn directive<'a>(&mut self, directive: char, text: &'a str, locale: &TimeLocale) -> Option<&'a str> {
        let take = |place: &mut Option<f64>, most: usize| {
            let (value, rest) = number(text, most)?;
            *place = Some(value);
            Some(rest)
        };
        let take_into = |place: &mut f64, most: usize| {
            let (value, rest) = number(text, most)?;
            *place = value;
            Some(rest)
        };
        match directive {
            'Y' | 'G' => take(&mut self.year, 4),
            'y' | 'g' => {
                let (value, rest) = number(text, 2)?;
                self.year = Some(value + if value > 68.0 { 1900.0 } else { 2000.0 });
                Some(rest)
            }
            'm' => {
                let (value, rest) = number(text, 2)?;
                self.month = Some(value - 1.0);
                Some(rest)
            }
            'd' | 'e' => take(&mut self.day, 2),
            'j' => {
                self.month = Some(0.0);
                take(&mut self.day, 3)
            }
            'q' => {
                let (value, rest) = number(text, 1)?;
                self.quarter = Some(value * 3.0 - 3.0);
                Some(rest)
            }
            'H' | 'I' => take_into(&mut self.hour, 2),
            'M' => take_into(&mut self.minute, 2),
            'S' => take_into(&mut self.second, 2),
            'L' => take(&mut self.millisecond, 3),
            'f' => {
                let (value, rest) = number(text, 6)?;
                self.millisecond = Some((value / 1000.0).floor());
                Some(rest)
            }
            'w' => take(&mut self.weekday, 1),
            'u' => take(&mut self.monday_weekday, 1),
            'U' => take(&mut self.sunday_week, 2),
            'W' => take(&mut self.monday_week, 2),
            'V' => take(&mut self.iso_week, 2),
            'Q' => take(&mut self.unix, usize::MAX),
            's' => take(&mut self.unix_seconds, usize::MAX),
            'a' | 'A' | 'b' | 'B' | 'p' => self.named(directive, text, locale),
            'Z' => self.zone(text),
            '%' => text.strip_prefix('%'),
            _ => None,
        }
    }

    fn named<'a>(&mut self, directive: char, text: &'a str, locale: &TimeLocale) -> Option<&'a str> {
        let (index, rest) = match directive {
            'a' => name(text, &locale.short_days),
            'A' => name(text, &locale.days),
            'b' => name(text, &locale.short_months),
            'B' => name(text, &locale.months),
            _ => name(text, &locale.periods),
        }?;
        match directive {
            'a' | 'A' => self.weekday = Some(index as f64),
            'b' | 'B' => self.month = Some(index as f64),
            _ => self.afternoon = Some(index == 1),
        }
        Some(rest)
    }

    /// `Z`, `+05`, `-0530`, `+05:30`.
    fn zone<'a>(&mut self, text: &'a str) -> Option<&'a str> {
        if let Some(rest) = text.strip_prefix('Z') {
            self.zone = Some(0.0);
            return Some(rest);
        }
        let (sign, rest) = match text.as_bytes().first()? {
            b'+' => (-1.0, &text[1..]),
            b'-' => (1.0, &text[1..]),
            _ => return None,
        };
        let two = |text: &'a str| -> Option<(f64, &'a str)> {
            let digits = text.get(..2).filter(|d| d.bytes().all(|b| b.is_ascii_digit()))?;
            Some((digits.parse().ok()?, &text[2..]))
        };
        let (hours, rest) = two(rest)?;
        let minutes = two(rest.strip_prefix(':').unwrap_or(rest));
        self.zone = Some(sign * (hours * 100.0 + minutes.map_or(0.0, |(m, _)| m)));
        Some(minutes.map_or(rest, |(_, rest)| rest))
    }

    fn instant(mut self, zone: &Zone) -> Option<f64> {
        if let Some(ms) = self.unix {
            return Some(ms);
        }
        if let Some(seconds) = self.unix_seconds {
            return Some(seconds * 1000.0 + self.millisecond.unwrap_or(0.0));
        }
        if let Some(afternoon) = self.afternoon {
            self.hour = self.hour % 12.0 + if afternoon { 12.0 } else { 0.0 };
        }
        let year = self.year.unwrap_or(1900.0) as i32;
        let first = from_civil(year, 1, 1);
        let weekday = Clock::of_local(first).weekday;
        let date = if let Some(week) = self.iso_week {
            if !(1.0..=53.0).contains(&week) {
                return None;
            }
            // Week 1 is that of the first Thursday.
            let into = f64::from((weekday + 6) % 7);
            let monday = first / DAY - into + if into > 3.0 { 7.0 } else { 0.0 };
            monday + (week - 1.0) * 7.0 + (self.weekday.unwrap_or(1.0) + 6.0) % 7.0
        } else if self.monday_week.is_some() || self.sunday_week.is_some() {
            let default = if self.monday_week.is_some() { 1.0 } else { 0.0 };
            let day = self.weekday.or(self.monday_weekday.map(|u| u % 7.0)).unwrap_or(default);
            first / DAY - 1.0
                + match self.monday_week {
                    Some(week) => (day + 6.0) % 7.0 + week * 7.0 - f64::from((weekday + 5) % 7),
                    None => day + self.sunday_week.unwrap_or(0.0) * 7.0 - f64::from((weekday + 6) % 7),
                }
        } else {
            let month = self.month.or(self.quarter).unwrap_or(0.0);
            from_civil(year, month as i32 + 1, self.day.unwrap_or(1.0) as i32) / DAY
        };
        let shift = self.zone.unwrap_or(0.0);
        let (hour, minute) = (self.hour + (shift / 100.0).trunc(), self.minute + shift % 100.0);
        let local = date * DAY + ((hour * 60.0 + minute) * 60.0 + self.second) * 1000.0 + self.millisecond.unwrap_or(0.0);
        Some(if self.zone.is_some() { local } else { instant(local, zone) })
    }
}
