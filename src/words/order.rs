//! Ranks, and yes or no.

use super::lexicon::{ending, longest, row};
use super::numeral::Reader;
use super::{Answer, Given, Question, Verdict};

/// Holds words such as *third-largest* or *top five* against a rank.
pub fn rank(question: &Question, reader: &Reader) -> Answer {
    let Given::Number(value) = question.value else { return Answer::cannot_tell("the value is no rank") };
    let (language, tokens) = (reader.language, reader.tokens);
    let marked = || reader.from..reader.to;
    let superlative = |at: usize| row(language.superlatives, tokens, at).map(|(end, _)| end);
    let top = marked().any(|at| longest(language.top, tokens, at).max(longest(language.place, tokens, at)) > 0);
    let near = marked().any(|at| longest(language.near, tokens, at) > 0);
    let among = marked().any(|at| longest(language.one_of, tokens, at) > 0) || ending(language.one_of, tokens, reader.from) > 0;
    let numerals = reader.numerals();
    let mut numbers = numerals.iter().filter(|n| n.end > reader.from && n.start < reader.to && !n.aside && !n.weak);
    let ordinal = numbers.clone().find(|n| n.ordinal);
    let first = numbers.find(|n| n.mantissa > 1.0 || top);
    let ends = (reader.from..reader.to + 2).filter_map(superlative);
    let end = ends.min();
    let counted = first.filter(|n| n.unit.is_none() && n.exponent == 0 && (top || superlative(n.end).is_some()));
    let listed = |n: usize| ending(language.place, tokens, n) > 0;
    let (low, high) = match (ordinal, counted) {
        _ if near => return Answer::cannot_tell("the words only come near the rank"),
        (Some(n), _) => (n.mantissa, n.mantissa),
        (_, Some(n)) if listed(n.start) => (n.mantissa, n.mantissa),
        (_, Some(n)) => (1.0, n.mantissa),
        _ if among || first.is_some() || end.is_none() => return Answer::cannot_tell("the words name no certain rank"),
        _ => (1.0, 1.0),
    };
    let wrong = matches!((end, question.unit), (Some(0), "low") | (Some(1), "high"));
    let (verdict, why) = if wrong {
        (Verdict::Disagrees, "the words count from the other end")
    } else if (low..=high).contains(&value) {
        (Verdict::Agrees, "the rank is what the words name")
    } else {
        (Verdict::Disagrees, "the words name another rank")
    };
    Answer { low: Some(low), high: Some(high), ..Answer::new(verdict, why) }
}

/// Holds words such as *a record* against yes or no.
pub fn yes_or_no(question: &Question, reader: &Reader) -> Answer {
    let Given::Truth(value) = question.value else { return Answer::cannot_tell("the value is no yes or no") };
    let (language, tokens) = (reader.language, reader.tokens);
    let found = (reader.from..reader.to).find(|at| longest(language.record, tokens, *at) > 0);
    let Some(at) = found else { return Answer::cannot_tell("the words claim no record") };
    let start = reader.from.saturating_sub(2);
    let within = |phrases: &str| (start..at).any(|at| longest(phrases, tokens, at) > 0);
    if within(language.near) {
        return Answer::cannot_tell("the words only come near a record");
    }
    if value != within(language.not) {
        Answer::new(Verdict::Agrees, "the words say so")
    } else {
        Answer::new(Verdict::Disagrees, "the words say the opposite")
    }
}
