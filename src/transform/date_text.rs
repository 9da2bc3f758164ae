//! Dates as text, read and written as browsers do it.
//!
//! Browsers read more than ISO 8601. Vega takes a column for dates when each of its texts is one to the browser, so this follows
//! the reader of Chrome and Node (V8), which is the most lenient: words before the first number and text in parentheses count for
//! nothing, numbers that no colon follows are parts of the date, and what is left out is 1.

use super::clock::{Parts, instant};
use crate::time::Zone;

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const DAYS: [&str; 7] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

/// `2015-05-29T12:30:00.000Z`; `None` for an invalid date.
pub fn iso(ms: f64) -> Option<String> {
    let p = Parts::of(ms, Zone::UTC)?;
    let year = match p.year {
        0..=9999 => format!("{:04}", p.year),
        year => format!("{}{:06}", if year < 0 { '-' } else { '+' }, year.abs()),
    };
    let (month, date) = (p.month + 1, p.date);
    Some(format!("{year}-{month:02}-{date:02}T{:02}:{:02}:{:02}.{:03}Z", p.hours, p.minutes, p.seconds, p.milliseconds))
}

/// `Fri May 29 2015 12:30:00 GMT+0000 (Coordinated Universal Time)`: what a date is in a text; the name of another zone is left out.
pub fn long(ms: f64, zone: Zone) -> String {
    let Some(p) = Parts::of(ms, zone) else { return "Invalid Date".into() };
    let minutes = (zone.ahead(ms) / 60_000.0) as i32;
    let (sign, ahead) = (if minutes < 0 { '-' } else { '+' }, minutes.abs());
    let name = if minutes == 0 { " (Coordinated Universal Time)" } else { "" };
    format!(
        "{} {} {:02} {:04} {:02}:{:02}:{:02} GMT{sign}{:02}{:02}{name}",
        DAYS[p.day.rem_euclid(7) as usize],
        MONTHS[p.month.rem_euclid(12) as usize],
        p.date,
        p.year,
        p.hours,
        p.minutes,
        p.seconds,
        ahead / 60,
        ahead % 60
    )
}

/// Reads a date as `Date.parse` does: milliseconds since 1970, NaN for what is none. A day alone is a day in UTC if it is written
/// after ISO 8601; everything else without a zone is local time.
pub fn parse(text: &str, zone: Zone) -> f64 {
    let mut reader = Reader { tokens: tokens(text), ..Reader::default() };
    match reader.read() {
        Some(()) => reader.instant(zone).unwrap_or(f64::NAN),
        None => f64::NAN,
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Token {
    /// A number and how many digits write it.
    Number(i32, usize),
    /// One of `:` `-` `+` `.` `)`.
    Symbol(char),
    Month(i32),
    /// Hours to add: 0 for am, 12 for pm.
    HalfDay(i32),
    /// Hours ahead of UTC, and whether it is written `Z`.
    Zone(i32, bool),
    /// `T`
    Separator,
    Word,
    Space,
    Other,
}

/// A word by its first three letters; only months may go on.
fn word(text: &str) -> Token {
    let lower: String = text.chars().take(3).flat_map(char::to_lowercase).collect();
    if let Some(month) = MONTHS.iter().position(|m| m.eq_ignore_ascii_case(&lower)) {
        return Token::Month(month as i32 + 1);
    }
    if text.chars().count() > 3 {
        return Token::Word;
    }
    match lower.as_str() {
        "am" => Token::HalfDay(0),
        "pm" => Token::HalfDay(12),
        "z" => Token::Zone(0, true),
        "ut" | "utc" | "gmt" => Token::Zone(0, false),
        "est" | "cdt" => Token::Zone(-5, false),
        "edt" => Token::Zone(-4, false),
        "cst" | "mdt" => Token::Zone(-6, false),
        "mst" | "pdt" => Token::Zone(-7, false),
        "pst" => Token::Zone(-8, false),
        "t" => Token::Separator,
        _ => Token::Word,
    }
}

fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let run = |test: fn(char) -> bool| rest.find(|c| !test(c)).unwrap_or(rest.len());
        let (token, length) = if c.is_ascii_digit() {
            let length = run(|c| c.is_ascii_digit());
            let significant = rest[..length].trim_start_matches('0');
            let value = significant.bytes().take(9).fold(0, |v, d| v * 10 + i32::from(d - b'0'));
            (Token::Number(value, length), length)
        } else if matches!(c, ':' | '-' | '+' | '.' | ')') {
            (Token::Symbol(c), 1)
        } else if super::number::is_space(c) {
            (Token::Space, run(super::number::is_space))
        } else if c.is_ascii_alphabetic() || c > '\u{7f}' {
            let length = run(|c| (c.is_ascii_alphabetic() || c > '\u{7f}') && !super::number::is_space(c));
            (word(&rest[..length]), length)
        } else if c == '(' {
            (Token::Other, parenthesis(rest))
        } else {
            (Token::Other, 1)
        };
        tokens.push(token);
        rest = &rest[length..];
    }
    tokens
}

/// How many bytes a parenthesis has, with those in it.
fn parenthesis(text: &str) -> usize {
    let mut open = 0;
    for (i, c) in text.char_indices() {
        match c {
            '(' => open += 1,
            ')' => open -= 1,
            _ => {}
        }
        if open == 0 {
            return i + 1;
        }
    }
    text.len()
}

#[derive(Default)]
struct Reader {
    tokens: Vec<Token>,
    at: usize,
    day: Vec<i32>,
    month: Option<i32>,
    iso: bool,
    time: Vec<i32>,
    half: Option<i32>,
    sign: Option<i32>,
    zone_hours: Option<i32>,
    zone_minutes: Option<i32>,
}

impl Reader {
    fn peek(&self) -> Option<Token> {
        self.tokens.get(self.at).copied()
    }

    fn next(&mut self) -> Option<Token> {
        let token = self.peek();
        self.at += 1;
        token
    }

    fn skip(&mut self, symbol: char) -> bool {
        let there = self.peek() == Some(Token::Symbol(symbol));
        self.at += usize::from(there);
        there
    }

    /// A number of exactly so many digits, between the two.
    fn fixed(&mut self, digits: usize, least: i32, most: i32) -> Option<i32> {
        match self.peek() {
            Some(Token::Number(n, length)) if length == digits && (least..=most).contains(&n) => {
                self.at += 1;
                Some(n)
            }
            _ => None,
        }
    }

    /// The milliseconds that the digits after a decimal point write.
    fn milliseconds(&mut self) -> Option<i32> {
        match self.next() {
            Some(Token::Number(n, 1)) => Some(n * 100),
            Some(Token::Number(n, 2)) => Some(n * 10),
            Some(Token::Number(n, length)) => Some(n / 10i32.pow(length.min(9) as u32 - 3)),
            _ => None,
        }
    }

    fn expects(&self, n: i32) -> bool {
        matches!((self.time.len(), n), (1 | 2, 0..=59) | (3, 0..=999))
    }

    fn fill(&mut self) {
        self.time.resize(4, 0);
    }

    fn is_utc(&self) -> bool {
        self.zone_hours == Some(0) && self.zone_minutes == Some(0)
    }

    fn read(&mut self) -> Option<()> {
        if self.read_iso()? { Some(()) } else { self.read_rest() }
    }

    /// Reads after ISO 8601; whether that was all of it. What is left is for the lenient reader. `None` for what looks like ISO
    /// and has a time that is none.
    fn read_iso(&mut self) -> Option<bool> {
        let start = self.at;
        if let Some(Token::Symbol(sign @ ('+' | '-'))) = self.peek() {
            self.at += 1;
            match self.fixed(6, 0, i32::MAX) {
                Some(year) if sign == '+' || year > 0 => self.day.push(if sign == '-' { -year } else { year }),
                _ => {
                    self.at = start;
                    return Some(false);
                }
            }
        } else {
            match self.fixed(4, 0, 9999) {
                Some(year) => self.day.push(year),
                None => return Some(false),
            }
        }
        if self.skip('-') {
            let Some(month) = self.fixed(2, 1, 12) else { return Some(false) };
            self.day.push(month);
            if self.skip('-') {
                let Some(day) = self.fixed(2, 1, 31) else { return Some(false) };
                self.day.push(day);
            }
        }
        match self.peek() {
            None => {}
            Some(Token::Separator) => {
                self.at += 1;
                self.read_iso_time()?;
            }
            Some(_) => return Some(false),
        }
        if self.time.is_empty() {
            (self.sign, self.zone_hours, self.zone_minutes) = (Some(1), Some(0), Some(0));
        }
        self.iso = true;
        Some(true)
    }

    fn read_iso_time(&mut self) -> Option<()> {
        let hour = self.fixed(2, 0, 24)?;
        let (sixty, thousand) = if hour == 24 { (0, 0) } else { (59, 999) };
        self.time.push(hour);
        if !self.skip(':') {
            return None;
        }
        let minute = self.fixed(2, 0, sixty)?;
        self.time.push(minute);
        if self.skip(':') {
            let second = self.fixed(2, 0, sixty)?;
            self.time.push(second);
            if self.skip('.') {
                let ms = self.milliseconds().filter(|ms| *ms <= thousand)?;
                self.time.push(ms);
            }
        }
        match self.peek() {
            Some(Token::Zone(0, true)) => {
                self.at += 1;
                (self.sign, self.zone_hours, self.zone_minutes) = (Some(1), Some(0), Some(0));
            }
            Some(Token::Symbol(sign @ ('+' | '-'))) => {
                self.at += 1;
                self.sign = Some(if sign == '-' { -1 } else { 1 });
                let (hours, minutes) = match self.fixed(4, 0, 2359) {
                    Some(both) if both % 100 < 60 => (both / 100, both % 100),
                    _ => {
                        let hours = self.fixed(2, 0, 23)?;
                        if !self.skip(':') {
                            return None;
                        }
                        (hours, self.fixed(2, 0, 59)?)
                    }
                };
                (self.zone_hours, self.zone_minutes) = (Some(hours), Some(minutes));
            }
            _ => {}
        }
        self.peek().is_none().then_some(())
    }

    fn read_rest(&mut self) -> Option<()> {
        let mut numbers = !self.day.is_empty();
        while let Some(token) = self.next() {
            match token {
                Token::Number(n, _) => {
                    numbers = true;
                    self.read_number(n)?;
                }
                Token::HalfDay(hours) if !self.time.is_empty() => self.half = Some(hours),
                Token::Month(month) => {
                    self.month = Some(month);
                    self.skip('-');
                }
                Token::Zone(hours, _) if numbers => {
                    self.sign = Some(if hours < 0 { -1 } else { 1 });
                    (self.zone_hours, self.zone_minutes) = (Some(hours.abs()), Some(0));
                }
                Token::Symbol(sign @ ('+' | '-')) if self.is_utc() || !self.time.is_empty() => {
                    numbers = true;
                    self.sign = Some(if sign == '-' { -1 } else { 1 });
                    self.read_offset()?;
                }
                Token::Symbol('+' | '-' | ')') if numbers => return None,
                Token::Word | Token::Separator | Token::HalfDay(_) | Token::Zone(..) => {
                    if numbers || matches!(self.peek(), Some(Token::Number(..))) {
                        return None;
                    }
                }
                Token::Symbol(_) | Token::Space | Token::Other => {}
            }
        }
        Some(())
    }

    /// A number that is part of a time if a colon follows or a time is under way, else part of a date.
    fn read_number(&mut self, n: i32) -> Option<()> {
        if self.skip(':') {
            if self.skip(':') {
                if !self.time.is_empty() {
                    return None;
                }
                self.time.extend([n, 0]);
            } else {
                if self.time.len() == 4 {
                    return None;
                }
                self.time.push(n);
                self.skip('.');
            }
        } else if self.skip('.') && self.expects(n) {
            self.time.push(n);
            let ms = self.milliseconds()?;
            if self.time.len() < 4 {
                self.time.push(ms);
            }
            self.fill();
        } else if self.zone_hours.is_some() && self.zone_minutes.is_none() && (0..60).contains(&n) {
            self.zone_minutes = Some(n);
        } else if self.expects(n) {
            self.time.push(n);
            self.fill();
            match self.peek() {
                None | Some(Token::Space | Token::Zone(0, true) | Token::Symbol('+' | '-')) => {}
                Some(_) => return None,
            }
        } else {
            if self.day.len() == 3 {
                return None;
            }
            self.day.push(n);
            self.skip('-');
        }
        Some(())
    }

    /// What follows the sign of an offset from UTC: `1`, `01`, `0100` or `01:00`.
    fn read_offset(&mut self) -> Option<()> {
        let (n, length) = match self.peek() {
            Some(Token::Number(n, length)) => {
                self.at += 1;
                (n, length)
            }
            _ => (0, 0),
        };
        (self.zone_hours, self.zone_minutes) = match length {
            _ if self.peek() == Some(Token::Symbol(':')) => (Some(n), None),
            1 | 2 => (Some(n), Some(0)),
            3 | 4 => (Some(n / 100), Some(n % 100)),
            _ => return None,
        };
        Some(())
    }

    fn instant(&mut self, zone: Zone) -> Option<f64> {
        if self.day.is_empty() {
            return None;
        }
        self.day.resize(3, 1);
        let is_day = |n: i32| (1..=31).contains(&n);
        let [a, b, c] = [self.day[0], self.day[1], self.day[2]];
        let (mut year, month, day) = match self.month {
            None if self.iso || !is_day(a) => (a, b, c),
            None => (c, a, b),
            Some(month) if !is_day(a) => (a, month, b),
            Some(month) => (b, month, a),
        };
        if !self.iso {
            year += match year {
                0..=49 => 2000,
                50..=99 => 1900,
                _ => 0,
            };
        }
        if !(1..=12).contains(&month) || !is_day(day) {
            return None;
        }
        self.fill();
        let [mut hour, minute, second, ms] = [self.time[0], self.time[1], self.time[2], self.time[3]];
        if let Some(half) = self.half {
            if !(0..=12).contains(&hour) {
                return None;
            }
            hour = hour % 12 + half;
        }
        let in_range = (0..24).contains(&hour) && minute < 60 && second < 60 && ms < 1000;
        if !in_range && (hour, minute, second, ms) != (24, 0, 0, 0) {
            return None;
        }
        let fields = [year, month - 1, day, hour, minute, second, ms].map(f64::from);
        Some(match self.sign {
            Some(sign) => {
                let minutes = self.zone_hours.unwrap_or(0) * 60 + self.zone_minutes.unwrap_or(0);
                instant(fields, Zone::UTC) - f64::from(sign * minutes) * 60_000.0
            }
            None => instant(fields, zone),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn hour_ahead(_: f64) -> f64 {
        3_600_000.0
    }

    #[test]
    fn dates_are_read_as_node_reads_them() {
        // Node 20.20.2, TZ=Etc/GMT-1, new Date(Date.parse(text)).toISOString()
        for (text, expected) in [
            ("2015", "2015-01-01T00:00:00.000Z"),
            ("2015-05", "2015-05-01T00:00:00.000Z"),
            ("2015-05-29", "2015-05-29T00:00:00.000Z"),
            ("2015-05-29T12:30", "2015-05-29T11:30:00.000Z"),
            ("2015-05-29T12:30:15.25Z", "2015-05-29T12:30:15.250Z"),
            ("2015-05-29T12:30:15+0200", "2015-05-29T10:30:15.000Z"),
            ("2015-05-29T24:00Z", "2015-05-30T00:00:00.000Z"),
            ("2015-05-29 12:30:15", "2015-05-29T11:30:15.000Z"),
            ("2015-5-9", "2015-05-08T23:00:00.000Z"),
            ("2015/05/29", "2015-05-28T23:00:00.000Z"),
            ("5/29/2015", "2015-05-28T23:00:00.000Z"),
            ("5/29/15 1:05 pm", "2015-05-29T12:05:00.000Z"),
            ("May 29, 2015", "2015-05-28T23:00:00.000Z"),
            ("29 May 2015 10:00:00", "2015-05-29T09:00:00.000Z"),
            ("Fri, 29 May 2015 10:00:00 GMT", "2015-05-29T10:00:00.000Z"),
            ("Fri May 29 2015 10:00:00 GMT+0100 (Central European Standard Time)", "2015-05-29T09:00:00.000Z"),
            ("29-May-15", "2015-05-28T23:00:00.000Z"),
            ("May 2015", "2015-04-30T23:00:00.000Z"),
            ("Sept 9 1999", "1999-09-08T23:00:00.000Z"),
            ("Chapter 7", "2001-06-30T23:00:00.000Z"),
            ("12", "2001-11-30T23:00:00.000Z"),
            ("99", "1998-12-31T23:00:00.000Z"),
            ("2015-05-29T12:30:15 EST", ""),
            ("10:00 29 May 2015 EST", "2015-05-29T15:00:00.000Z"),
            ("+012015-05-29", "+012015-05-29T00:00:00.000Z"),
            ("USA", ""),
            ("", ""),
            ("2015-05-32", ""),
            ("13/13/2015", ""),
            ("2015-13", ""),
            ("29 Mayor 2015", "2015-05-28T23:00:00.000Z"),
            ("room12", ""),
            ("12th", ""),
            ("1,2", "2001-01-01T23:00:00.000Z"),
            ("3.14", "2001-03-13T23:00:00.000Z"),
            ("-5", "2001-04-30T23:00:00.000Z"),
        ] {
            let found = iso(parse(text, Zone::new(&hour_ahead))).unwrap_or_default();
            assert_eq!(found, expected, "{text:?}");
        }
    }

    #[test]
    fn dates_are_written_as_node_writes_them() {
        let ms = parse("2015-05-29T12:30:15.007Z", Zone::UTC);
        assert_eq!(iso(ms).as_deref(), Some("2015-05-29T12:30:15.007Z"));
        assert_eq!(long(ms, Zone::UTC), "Fri May 29 2015 12:30:15 GMT+0000 (Coordinated Universal Time)");
        assert_eq!(long(ms, Zone::new(&hour_ahead)), "Fri May 29 2015 13:30:15 GMT+0100");
        assert_eq!(long(f64::NAN, Zone::UTC), "Invalid Date");
        assert_eq!(iso(-1e14).as_deref(), Some("-001199-02-15T14:13:20.000Z"));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(ms in -8.6e15f64..8.6e15) {
            let ms = ms.trunc();
            prop_assert_eq!(parse(&iso(ms).unwrap_or_default(), Zone::UTC), ms);
        }

        #[test]
        fn no_text_is_too_wild(any in ".*", near in "[-+0-9TZ:./ ()a-z,]{0,30}") {
            parse(&any, Zone::UTC);
            parse(&near, Zone::UTC);
        }
    }
}
