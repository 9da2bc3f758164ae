//! Ranks, and yes or no.

use super::lexicon::{ending, find, longest};
use super::reader::Reader;
use super::{Answer, Given, Question, Verdict};

/// Holds words such as *third-largest* or *top five* against a rank.
pub fn rank(question: &Question, reader: &Reader) -> Answer {
    let (language, tokens) = (reader.language, reader.tokens);
    let Given::Number(value) = question.value else { return Answer::new((Verdict::CannotTell, "the value is no rank")) };
    let (mut near, mut among, mut top, mut end) = (false, ending(language.one_of, tokens, reader.from) > 0, false, 3);
    for at in reader.from..reader.to + 2 {
        let (row, words) = find(language.superlatives, tokens, at);
        if words > 0 {
            end = end.min(row);
        }
        if at < reader.to {
            near |= longest(language.near, tokens, at) > 0;
            among |= longest(language.one_of, tokens, at) > 0;
            top |= longest(language.top, tokens, at) > 0;
        }
    }
    // An ordinal, a place, the size of a group of the best; else the first.
    let (mut low, mut high, mut open) = (1.0, 1.0, among || end == 3);
    for number in reader.numerals() {
        let place = number.ordinal || ending(language.place, tokens, number.start) > 0;
        if number.end <= reader.from || number.start >= reader.to || number.weak || number.mantissa == 1.0 && !place {
            continue;
        }
        open = !(place || top || longest(language.superlatives, tokens, number.end) > 0) || !number.unit.is_empty() && !place;
        high = number.mantissa;
        if place {
            low = high;
            break;
        }
    }
    let wrong = matches!((end, question.unit), (0, "low") | (1, "high"));
    let verdict = if near || open {
        return Answer::new((Verdict::CannotTell, "the words name no certain rank"));
    } else if wrong {
        (Verdict::Disagrees, "the words count from the other end")
    } else if low <= value && value <= high {
        (Verdict::Agrees, "the rank is what the words name")
    } else {
        (Verdict::Disagrees, "the words name another rank")
    };
    Answer { low: Some(low), high: Some(high), ..Answer::new(verdict) }
}

/// Holds words such as *a record* against yes or no.
pub fn yes_or_no(question: &Question, reader: &Reader) -> Answer {
    let (language, tokens) = (reader.language, reader.tokens);
    let (mut near, mut negated) = (false, false);
    for at in reader.from.saturating_sub(2)..reader.to {
        if at >= reader.from && longest(language.record, tokens, at) > 0 && !near {
            return Answer::new(match question.value {
                Given::Truth(value) if value != negated => (Verdict::Agrees, "the words say so"),
                Given::Truth(_) => (Verdict::Disagrees, "the words say the opposite"),
                _ => break,
            });
        }
        near |= longest(language.near, tokens, at) > 0;
        negated |= longest(language.not, tokens, at) > 0;
    }
    Answer::new((Verdict::CannotTell, "the words claim no record"))
}
