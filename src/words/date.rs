//! Dates: compared at the coarser precision.
//!
//! Words and value are spans of days, in a calendar of 12 months of 31 days (only order and inclusion matter): the value within the words' span agrees,
//! apart from it disagrees; a span that overlaps otherwise is finer than the value, and nobody can tell.

use super::lexicon::{ending, longest, row, row_ending};
use super::numeral::{Hedge, Reader};
use super::{Answer, Given, Question, Verdict};

/// First and last day.
type Span = (i32, i32);

fn span(year: i32, month: Option<i32>, day: Option<i32>) -> Span {
    let start = year * 372 + month.unwrap_or(0) * 31 + day.unwrap_or(0);
    let length = match (month, day) {
        (None, _) => 372,
        (_, None) => 31,
        _ => 1,
    };
    (start, start + length - 1)
}

/// Year and span of `2014`, `2015-05` or `2015-05-29`.
fn value(text: &str) -> Option<(i32, Span)> {
    let mut parts = text.split('-').map(|part| part.parse::<i32>().ok());
    let year = parts.next()??;
    let month = parts.next().flatten().map(|month| month - 1);
    let day = parts.next().flatten().map(|day| day - 1);
    (0..=9999).contains(&year).then(|| (year, span(year, month, day)))
}

/// Holds words against a date.
pub fn judge(question: &Question, reader: &Reader) -> Answer {
    let known = if let Given::Date(text) = question.value { value(text) } else { None };
    let Some((year, (first, last))) = known else { return Answer::cannot_tell("the value is no date") };
    let Some((low, high)) = read(reader, year) else { return Answer::cannot_tell("the words name no certain date") };
    if last < low || first > high {
        Answer::new(Verdict::Disagrees, "the words name another date")
    } else if low <= first && last <= high {
        Answer::new(Verdict::Agrees, "the date is what the words name")
    } else {
        Answer::cannot_tell("the words are finer than the date that is known")
    }
}

/// The span that the marked words name; a day or month without a year is taken in the value's year.
fn read(reader: &Reader, assumed: i32) -> Option<Span> {
    let (language, tokens) = (reader.language, reader.tokens.get(..reader.to)?);
    let (mut years, mut month, mut day, mut part) = (Vec::new(), None, None, None);
    let (mut decade, mut vague, mut start) = (false, false, reader.to);
    let mut at = reader.from;
    while let Some(token) = tokens.get(at) {
        let mut used = 1;
        if let Some(number) = token.number {
            start = start.min(at);
            let whole = number.exponent == 0 && number.shift == 0;
            let ending = longest(language.decade_endings, tokens, at + 1) + usize::from(tokens.get(at + 1).is_some_and(|t| t.text == "'"));
            let after = longest(language.ordinal_endings, tokens, at + 1);
            let n = number.mantissa as i32;
            let dash = |at: usize| {
                tokens.get(at).filter(|t| t.text == "-").and(tokens.get(at + 1)).and_then(|t| t.number).filter(|t| t.length == 2)
            };
            if whole && number.length == 4 && (1000..3000).contains(&n) {
                years.push(n);
                decade |= ending > 0;
                used += ending;
                if let (Some(m), Some(d)) = (dash(at + 1), dash(at + 3)) {
                    (month, day, used) = (Some(m.mantissa as i32 - 1), Some(d.mantissa as i32 - 1), 5);
                }
            } else if whole && number.length == 2 && n % 10 == 0 && (ending > 0 || ending_of(reader, at)) {
                years.push(1900 + n);
                decade = true;
                used += ending;
            } else if whole && (1..=31).contains(&n) && day.is_none() {
                day = Some(n - 1);
                used += after;
            } else {
                return None;
            }
        } else if let Some((position, words)) = row(language.months, tokens, at) {
            vague |= month.is_some();
            start = start.min(at);
            (month, used) = (Some(position as i32), words);
        } else if let Some((position, words)) = row(language.parts, tokens, at) {
            start = start.min(at);
            (part, used) = (Some(position as i32), words);
        } else {
            vague |= longest(language.vague_dates, tokens, at) > 0;
        }
        at += used;
    }
    let mut before = start;
    before -= ending(language.fillers, tokens, before);
    if let Some((position, words)) = row_ending(language.parts, tokens, before).filter(|_| part.is_none()) {
        part = Some(position as i32);
        before -= words;
    }
    before -= ending(language.fillers, tokens, before);
    let around = row_ending(language.hedges, tokens, before);
    let between = ending(language.between, tokens, before) > 0;
    let (low, high) = match years.as_slice() {
        [] if month.is_some() => span(assumed, month, day),
        [year] if decade && month.is_none() && day.is_none() => (year / 10 * 3720, (year / 10 + 1) * 3720 - 1),
        [year] if !decade && (month.is_some() || day.is_none()) => span(*year, month, day),
        [from, to] if between && month.is_none() && from < to => (span(*from, None, None).0, span(*to, None, None).1),
        _ => return None,
    };
    let (low, high) = match part {
        // Thirds, cut at whole months or at the 10th and 20th.
        Some(third) if day.is_none() && years.len() < 2 => {
            let length = if month.is_some() { 10 } else { (high - low + 1) / 3 };
            let end = if third == 2 { high } else { low + (third + 1) * length - 1 };
            (low + third * length, end)
        }
        _ => (low, high),
    };
    match around {
        _ if vague => None,
        None => Some((low, high)),
        Some((position, _)) if position == Hedge::About as usize => {
            let step = if years.len() == 1 && month.is_none() && !decade { 372 } else { high - low + 1 };
            Some((low - step, high + step))
        }
        _ => None,
    }
}

/// Whether a word such as *años* makes two digits a decade.
fn ending_of(reader: &Reader, at: usize) -> bool {
    ending(reader.language.decade, reader.tokens, at) > 0
}
