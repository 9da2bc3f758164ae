//! Reading dates as tables write them: ISO 8601, quarters, and English month names.
//!
//! Only spellings with one meaning are read: `03/04/2015` is the third of April or the fourth of March, so it is nothing here.

use super::{Unit, civil, from_civil};

const MONTHS: [&str; 12] =
    ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

/// Reads a civil date: milliseconds since 1970-01-01T00:00 and the unit in which it is known.
///
/// * a year `2015`, a quarter `2015-Q3` `2015Q3` `2015 Q3` `Q3 2015`, a month `2016-05` `2016/05`;
/// * a day `2015-05-29` `2015/05/29`, with a time `2015-05-29T14:30[:ss[.fff]]`, a space for the `T` and a zone (`Z`, `+05:00`)
///   allowed: the zone is dropped, because what stands before it is what the author's clock showed;
/// * `29 May 2015`, `May 29, 2015`, `May 2015`, the month in full or cut to three letters or more;
/// * `29.05.2015`, which is always day first.
///
/// What the calendar does not have, such as `2015-02-30`, is nothing.
pub fn parse(text: &str) -> Option<(f64, Unit)> {
    let b = text.trim().as_bytes();
    let Some(year) = digits(b, 0, 4) else { return quarter_first(b).or_else(|| words(text)) };
    match &b[4..] {
        [] => Some((from_civil(year, 1, 1), Unit::Year)),
        [b'-' | b' ', b'Q' | b'q', q] | [b'Q' | b'q', q] => quarter(year, *q),
        [b'-' | b'/', _, _] => date(year, digits(b, 5, 2)?, 1).map(|ms| (ms, Unit::Month)),
        [s @ (b'-' | b'/'), _, _, t, _, _, rest @ ..] if s == t => {
            let day = date(year, digits(b, 5, 2)?, digits(b, 8, 2)?)?;
            if rest.is_empty() { Some((day, Unit::Day)) } else { Some((day + clock(rest)?, Unit::Minute)) }
        }
        _ => words(text),
    }
}

/// The number that `n` digits from `start` on write.
fn digits(b: &[u8], start: usize, n: usize) -> Option<i32> {
    let mut value = 0;
    for c in b.get(start..start + n)? {
        if !c.is_ascii_digit() {
            return None;
        }
        value = value * 10 + i32::from(c - b'0');
    }
    Some(value)
}

/// A date that the calendar has.
fn date(year: i32, month: i32, day: i32) -> Option<f64> {
    let ms = from_civil(year, month, day);
    (civil(ms) == (year, month, day)).then_some(ms)
}

fn quarter(year: i32, digit: u8) -> Option<(f64, Unit)> {
    let q = i32::from(digit) - i32::from(b'1');
    (0..4).contains(&q).then(|| (from_civil(year, q * 3 + 1, 1), Unit::Quarter))
}

/// `Q3 2015`.
fn quarter_first(b: &[u8]) -> Option<(f64, Unit)> {
    match b {
        [b'Q' | b'q', q, b' ' | b'-', ..] if b.len() == 7 => quarter(digits(b, 3, 4)?, *q),
        _ => None,
    }
}

/// Milliseconds of `T14:30[:ss[.fff]]` with a zone or without.
fn clock(b: &[u8]) -> Option<f64> {
    let (hour, minute) = (digits(b, 1, 2)?, digits(b, 4, 2)?);
    if !matches!(b[0], b'T' | b't' | b' ') || b[3] != b':' || hour > 23 || minute > 59 {
        return None;
    }
    let mut ms = (hour * 60 + minute) * 60_000;
    let mut rest = &b[6..];
    if let [b':', after @ ..] = rest {
        let second = digits(after, 0, 2)?;
        if second > 59 {
            return None;
        }
        ms += second * 1000;
        rest = &after[2..];
        if let [b'.' | b',', after @ ..] = rest {
            let n = after.iter().take_while(|c| c.is_ascii_digit()).count();
            let mut scale = 100;
            for c in after.iter().take(n) {
                ms += scale * i32::from(c - b'0');
                scale /= 10;
            }
            rest = if n > 0 { after.get(n..)? } else { return None };
        }
    }
    let zone = match rest {
        [] | [b'Z' | b'z'] => true,
        [b'+' | b'-', hours @ ..] => match hours {
            [_, _] => digits(hours, 0, 2).is_some(),
            [_, _, _, _] => digits(hours, 0, 4).is_some(),
            [_, _, b':', _, _] => digits(hours, 0, 2).is_some() && digits(hours, 3, 2).is_some(),
            _ => false,
        },
        _ => false,
    };
    zone.then(|| f64::from(ms))
}

/// `29 May 2015`, `May 29, 2015`, `May 2015`, `29.05.2015`.
fn words(text: &str) -> Option<(f64, Unit)> {
    let (mut day, mut month, mut year) = (None, None, None);
    let dotted = text.bytes().filter(|&c| c == b'.').count() == 2;
    for part in text.split([' ', ',', '.', '-']).filter(|part| !part.is_empty()) {
        let b = part.as_bytes();
        let slot = match b.len() {
            4 if b[0].is_ascii_digit() => &mut year,
            1 | 2 if day.is_some() && dotted => &mut month,
            1 | 2 => &mut day,
            _ => &mut month,
        };
        let value = digits(b, 0, b.len()).filter(|_| b.len() <= 4).or_else(|| named(part))?;
        if slot.replace(value).is_some() {
            return None;
        }
    }
    match day {
        Some(day) => date(year?, month?, day).map(|ms| (ms, Unit::Day)),
        None => date(year?, month?, 1).map(|ms| (ms, Unit::Month)),
    }
}

/// The number of a month by its English name, or the first three letters or more of it.
fn named(word: &str) -> Option<i32> {
    let n = word.len();
    let begins = |name: &&str| n >= 3 && name.get(..n).is_some_and(|start| start.eq_ignore_ascii_case(word));
    MONTHS.iter().position(begins).map(|i| i as i32 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::DAY;
    use proptest::prelude::*;

    fn check(text: &str, expected: (i32, i32, i32), unit: Unit) {
        let (ms, found) = parse(text).unwrap_or((f64::NAN, Unit::Minute));
        assert_eq!((civil(ms), found, ms % DAY), (expected, unit, 0.0), "{text}");
    }

    #[test]
    fn dates_are_read_with_their_unit() {
        check("2015", (2015, 1, 1), Unit::Year);
        check(" 2015 ", (2015, 1, 1), Unit::Year);
        check("2016-05", (2016, 5, 1), Unit::Month);
        check("2016/05", (2016, 5, 1), Unit::Month);
        check("2015-Q3", (2015, 7, 1), Unit::Quarter);
        check("2015Q3", (2015, 7, 1), Unit::Quarter);
        check("2015 q3", (2015, 7, 1), Unit::Quarter);
        check("Q3 2015", (2015, 7, 1), Unit::Quarter);
        check("2015-05-29", (2015, 5, 29), Unit::Day);
        check("2015/05/29", (2015, 5, 29), Unit::Day);
        check("2016-02-29", (2016, 2, 29), Unit::Day);
        check("29 May 2015", (2015, 5, 29), Unit::Day);
        check("29-May-2015", (2015, 5, 29), Unit::Day);
        check("May 29, 2015", (2015, 5, 29), Unit::Day);
        check("sept. 9, 2015", (2015, 9, 9), Unit::Day);
        check("May 2015", (2015, 5, 1), Unit::Month);
        check("October 2015", (2015, 10, 1), Unit::Month);
        check("29.05.2015", (2015, 5, 29), Unit::Day);
        check("1.2.2015", (2015, 2, 1), Unit::Day);
    }

    #[test]
    fn what_is_no_date_or_has_two_meanings_is_nothing() {
        for text in [
            "",
            "215",
            "20155",
            "2015-13",
            "2015-00",
            "2015-02-30",
            "2015-2-3",
            "2015-05/29",
            "2015-Q5",
            "2015Q0",
            "Q3",
            "Q3 215",
            "05/06/2015",
            "May",
            "29 May",
            "29 Ma 2015",
            "31 June 2015",
            "May 2015 2016",
            "Mayor 2015",
            "2015-05-29T",
            "12.13.2015",
            "2015-05-29T24:00",
            "2015-05-29T14:60",
            "2015-05-29T14:30:60",
            "2015-05-29T14:30:",
            "2015-05-29T14:30:10.",
            "1.2",
            "2015-05-29T14:30+1",
            "2015-05-29T14:30 PST",
            "2015-05-29x14:30",
            "²015",
            "٢٠١٥",
            "2015-05-2é",
            "15 3 2015",
            "5 May 15",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_time_of_day_is_the_clock_that_is_written_and_its_zone_is_dropped() {
        let check = |text: &str, ms: f64| assert_eq!(parse(text), Some((from_civil(2015, 5, 29) + ms, Unit::Minute)), "{text}");
        let half_past = (14.0 * 60.0 + 30.0) * 60_000.0;
        check("2015-05-29T14:30", half_past);
        check("2015-05-29 14:30", half_past);
        check("2015-05-29T14:30Z", half_past);
        check("2015-05-29T14:30+05:00", half_past);
        check("2015-05-29T14:30-0500", half_past);
        check("2015-05-29T14:30:20", half_past + 20_000.0);
        check("2015-05-29T14:30:20.5", half_past + 20_500.0);
        check("2015-05-29T14:30:20.123456Z", half_past + 20_123.0);
        check("2015-05-29T00:00:00.000Z", 0.0);
    }

    proptest! {
        #[test]
        fn no_text_is_too_wild(text in ".*", dated in "[0-9QTZa-z:.,/ -]{0,24}") {
            parse(&text);
            parse(&dated);
        }
    }
}
