//! Dates: compared at the coarser precision.
//!
//! Words and value are spans of days, in a calendar of 12 months of 31 days (only order and inclusion matter): the value within the words' span agrees,
//! apart from it disagrees; a span that overlaps otherwise is finer than the value, and nobody can tell.

use super::lexicon::{ending, find, find_ending, longest};
use super::numeral::Hedge;
use super::reader::Reader;
use super::{Answer, Given, Question, Verdict};

/// First day of a month or year (`month` and `day` from 1, 0 for none), and the number of days.
fn span(year: i32, month: i32, day: i32) -> (i32, i32) {
    let length = match (month, day) {
        (0, _) => 372,
        (_, 0) => 31,
        _ => 1,
    };
    (year * 372 + (month - 1).max(0) * 31 + (day - 1).max(0), length)
}

/// Year, month and day of `2014`, `2015-05` or `2015-05-29`; 0 for what is missing.
fn value(text: &str) -> Option<[i32; 3]> {
    let mut parts = [0; 3];
    let mut at = 0;
    for byte in text.bytes() {
        if byte == b'-' {
            at += 1;
        } else {
            let part = parts.get_mut(at).filter(|part| byte.is_ascii_digit() && **part < 1000)?;
            *part = *part * 10 + i32::from(byte - b'0');
        }
    }
    (parts[0] > 0).then_some(parts)
}

/// Holds words against a date.
pub fn judge(question: &Question, reader: &Reader) -> Answer {
    let known = if let Given::Date(text) = question.value { value(text) } else { None };
    let Some([year, month, day]) = known else { return Answer::new((Verdict::CannotTell, "the value is no date")) };
    let Some((low, length)) = read(reader, year) else { return Answer::new((Verdict::CannotTell, "the words name no certain date")) };
    let (first, known) = span(year, month, day);
    Answer::new(if first + known <= low || first >= low + length {
        (Verdict::Disagrees, "the words name another date")
    } else if low <= first && first + known <= low + length {
        (Verdict::Agrees, "the date is what the words name")
    } else {
        (Verdict::CannotTell, "the words are finer than the known date")
    })
}

/// The span that the marked words name; a day or month without a year is taken in the value's year.
fn read(reader: &Reader, assumed: i32) -> Option<(i32, i32)> {
    let language = reader.language;
    let tokens = reader.tokens.get(..reader.to)?;
    let (mut year, mut month, mut day, mut part, mut decade) = (0, 0, 0, 0, 0);
    // Where the date begins.
    let mut start = reader.to;
    let mut at = reader.from;
    while let Some(token) = tokens.get(at) {
        let (row, month_words) = find(language.months, tokens, at);
        let (third, part_words) = find(language.parts, tokens, at);
        if longest(language.vague_dates, tokens, at) > 0 {
            return None;
        }
        if let Some(number) = token.number {
            if number.exponent != 0 || number.shift != 0 {
                return None;
            }
            let n = number.mantissa as i32;
            let ending_words = longest(language.decade_endings, tokens, at + 1);
            let short = number.length == 2 && n % 10 == 0 && (ending_words > 0 || ending(language.decade, tokens, at) > 0);
            if year == 0 && (short || number.length == 4 && (1000..3000).contains(&n)) {
                year = if short { 1900 + n } else { n };
                decade = ending_words + usize::from(short);
                at += ending_words;
            } else if day == 0 && (1..=31).contains(&n) {
                day = n;
                at += longest(language.ordinal_endings, tokens, at + 1);
            } else {
                return None;
            }
        } else if month_words > 0 && month == 0 {
            month = row as i32 + 1;
        } else if part_words > 0 {
            part = third as i32 + 1;
        }
        if token.number.is_some() || month_words + part_words > 0 {
            start = start.min(at);
        }
        at += part_words.max(1);
    }
    if month == 0 && (year == 0 || day > 0) || decade > 0 && month > 0 {
        return None;
    }
    let filled = |start: usize| start - ending(language.fillers, tokens, start);
    start = filled(start);
    let (third, words) = find_ending(language.parts, tokens, start);
    if words > 0 && part == 0 {
        part = third as i32 + 1;
        start = filled(start - words);
    }
    let (hedge, hedged) = find_ending(language.hedges, tokens, start);
    let (mut low, mut length) = span(if year == 0 { assumed } else { year }, month, day);
    if decade > 0 {
        (low, length) = (year / 10 * 3720, 3720);
    }
    if part > 0 && day == 0 {
        // Thirds, of a month cut at the 10th and 20th.
        let third = length / 3;
        low += (part - 1) * third;
        length = if part == 3 { length - 2 * third } else { third };
    }
    if hedged > 0 {
        if hedge != Hedge::About as usize {
            return None;
        }
        (low, length) = (low - length, 3 * length);
    }
    Some((low, length))
}
