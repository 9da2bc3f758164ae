//! Words that would be true in the place of words that are not: as near to the author's as can be, and each held against the value
//! by the same reading that refused his.
//!
//! What is tried, in this order: his number without its hedge; another number under his hedge; his number under another hedge;
//! another number without one; other words for a part or a multiple; the opposite direction.

use super::wording::Wording;
use crate::fact::{Fact, Kind, Outcome};
use crate::host::{Host, NumberStyle, Plain};
use crate::interact::judge;
use crate::time;
use crate::tool::host;
use crate::words::unit::{self, UNITS};
use crate::words::{Verdict, decimal_sign};
use std::ops::Range;

/// What could be done.
#[derive(Clone, Debug, PartialEq)]
pub enum Suggestion {
    /// Write these words in the place of the marked ones.
    Words(String),
    /// Write the second word in the place of the first, which stands in the sentence round the marked ones.
    Sentence(String, String),
}

/// Words in their sentence, and the fact that they are about.
struct Claim<'a> {
    fact: &'a Fact,
    lang: &'a str,
    text: &'a str,
    before: &'a str,
    after: &'a str,
    wording: &'static Wording,
}

/// Words that would be true instead of `text`.
pub fn suggest(fact: &Fact, lang: &str, text: &str, before: &str, after: &str) -> Option<Suggestion> {
    let claim = Claim { fact, lang, text, before, after, wording: Wording::of(lang) };
    let own = match fact.kind {
        Kind::YesNo => return None,
        Kind::Date => claim.date(),
        Kind::Rank => claim.rank(),
        _ => claim.number(text),
    };
    own.map(Suggestion::Words).or_else(|| claim.opposite())
}

impl Claim<'_> {
    fn holds(&self, text: &str) -> bool {
        text != self.text && judge::agree(self.fact, self.lang, text, self.before, self.after).verdict == Verdict::Agrees
    }

    /// The first of some texts that would be true.
    fn first(&self, texts: impl IntoIterator<Item = String>) -> Option<String> {
        texts.into_iter().find(|text| self.holds(text))
    }

    fn date(&self) -> Option<String> {
        let Outcome::Time(ms, _) = self.fact.value else { return None };
        let year = time::civil(ms).0.to_string();
        let own = digits(self.text).filter(|own| own.len() == 4);
        let replaced = own.map(|own| replace(self.text, own, &year));
        self.first(replaced.into_iter().chain([self.fact.shown.clone(), year]))
    }

    fn rank(&self) -> Option<String> {
        let Outcome::Number(rank) = self.fact.value else { return None };
        let ordinals = self.wording.ordinals;
        let wanted = *ordinals.get((rank as usize).checked_sub(1)?)?;
        let own = ordinals.iter().find_map(|word| find_word(self.text, word));
        let mut texts = Vec::new();
        if let Some(own) = own {
            texts.push(replace(self.text, own.clone(), wanted));
            texts.push(replace(self.text, own, "").trim_start_matches(['-', ' ']).to_string());
        } else {
            // *the largest*: *the second-largest*.
            let last = self.text.rfind(' ').map_or(0, |at| at + 1);
            texts.push(replace(self.text, last..last, &format!("{wanted}-")));
            texts.push(replace(self.text, last..last, &format!("{wanted} ")));
        }
        self.first(texts)
    }

    /// Another number, hedge, part or multiple.
    fn number(&self, text: &str) -> Option<String> {
        let Outcome::Number(value) = self.fact.value else { return None };
        let hedge = self.wording.known.iter().find_map(|hedge| find_word(text, hedge));
        let bare = hedge.clone().map(|hedge| tidy(&replace(text, hedge, "")));
        let own = digits(text);
        let hedged = |to: &str| match (&hedge, &own) {
            (Some(hedge), _) => tidy(&replace(text, hedge.clone(), to)),
            // Before the number and its sign of currency.
            (None, Some(own)) => {
                let at = text.get(..own.start).map_or(0, |start| start.trim_end_matches(['$', '€', '£', '¥', '₹']).len());
                tidy(&replace(text, at..at, &format!("{to} ")))
            }
            (None, None) => tidy(&format!("{to} {text}")),
        };
        if let Some(bare) = bare.clone().filter(|bare| self.holds(bare)) {
            return Some(bare);
        }
        let others = || self.wording.hedges.iter().map(|to| hedged(to));
        if let Some(own) = own.clone() {
            let numbers = self.numbers(value, text.get(own.clone()).unwrap_or_default());
            let with = |text: &str| digits(text).map(|own| numbers.iter().map(move |n| (own.clone(), n)));
            let write =
                |text: &str| -> Vec<String> { with(text).into_iter().flatten().map(|(own, number)| replace(text, own, number)).collect() };
            let bare = bare.unwrap_or_else(|| text.to_string());
            return self.first(write(text)).or_else(|| self.first(others())).or_else(|| self.first(write(&bare)));
        }
        let words = self.words(text);
        let parts: Vec<String> = match &words {
            Some(own) => {
                // A cardinal for a cardinal, a part for a part.
                let is = |words: &[&str]| words.iter().any(|word| text.get(own.clone()).is_some_and(|own| own.eq_ignore_ascii_case(word)));
                let mut all = [self.wording.multiples, self.wording.parts, self.wording.cardinals];
                all.sort_by_key(|words| !is(words));
                let all = all.concat();
                all.iter().map(|word| tidy(&replace(text, own.clone(), word))).collect()
            }
            None => Vec::new(),
        };
        let digits: Vec<String> = match &words {
            Some(own) => {
                let percent = self.numbers(value, "10").into_iter().map(|n| n + self.wording.percent);
                let times = self.numbers(value, "1.0").into_iter().map(|n| n + self.wording.times);
                percent.chain(times).map(|number| tidy(&replace(text, own.clone(), &number))).collect()
            }
            None => Vec::new(),
        };
        self.first(others()).or_else(|| self.first(parts)).or_else(|| self.first(digits.clone())).or_else(|| {
            let bare = |text: &String| hedge.clone().map(|hedge| tidy(&replace(text, hedge, "")));
            self.first(digits.iter().filter_map(bare))
        })
    }

    /// The words of a part, multiple or cardinal in the text.
    fn words(&self, text: &str) -> Option<Range<usize>> {
        let wording = self.wording;
        let all = wording.parts.iter().chain(wording.multiples).chain(wording.cardinals);
        let found = all.filter_map(|word| find_word(text, word)).max_by_key(|place| place.len());
        let loose =
            ["third", "quarter", "fifth", "tenth", "double", "doubling", "triple", "tripling", "twice", "tercio", "doble", "triple"];
        found.or_else(|| loose.iter().find_map(|word| find_word(text, word)))
    }

    /// The value as it could be written in the place of `own`: in every unit and magnitude that it may be meant in, the nearest to
    /// the author's first, rounded as he rounds and then ever less.
    fn numbers(&self, value: f64, own: &str) -> Vec<String> {
        let decimal = decimal_sign(self.lang);
        let near = plain(own, decimal);
        let mut sizes = vec![value.abs(), value.abs() * 100.0, (1.0 + value).abs() * 100.0, (value - 1.0).abs() * 100.0];
        let mut converted = Vec::new();
        if let Some(from) = unit::key(&self.fact.unit) {
            sizes.truncate(1);
            let others = UNITS.iter().filter(|to| to.dimension == from.dimension && to.key != from.key);
            converted.extend(others.filter_map(|to| unit::conversion(from, to)).map(|(a, b)| (a * value + b).abs()));
        }
        let away = |size: f64| if near > 0.0 { (size / near).ln().abs() } else { size };
        let mut all = Vec::new();
        for sizes in [sizes, converted] {
            let mut scaled: Vec<f64> = sizes.iter().flat_map(|size| [1.0, 1e3, 1e6, 1e9, 1e12].map(|by| size / by)).collect();
            scaled.retain(|size| size.is_finite() && *size > 0.0);
            scaled.sort_by(|a, b| away(*a).total_cmp(&away(*b)));
            all.extend(scaled.into_iter().take(8));
        }
        let decimals = own.rsplit_once(decimal).map_or(0, |(_, decimals)| decimals.len().min(6));
        let zeros = if decimals == 0 { own.chars().rev().filter(char::is_ascii_digit).take_while(|c| *c == '0').count() } else { 0 };
        let separator = own.chars().find(|c| !c.is_ascii_digit() && *c != decimal);
        let mut out: Vec<String> = Vec::new();
        for size in all {
            for finer in 0..5 {
                // A place above the point is a number of zeros, one below it of decimals.
                let place = zeros as i32 - decimals as i32 - finer;
                let step = 10f64.powi(place);
                for rounded in [(size / step).round(), (size / step).floor(), (size / step).ceil()] {
                    let text = self.written(rounded * step, (-place).max(0) as u8, separator, near < 10_000.0);
                    if !out.contains(&text) && rounded > 0.0 {
                        out.push(text);
                    }
                }
                if place <= -2 {
                    break;
                }
            }
        }
        out
    }

    /// A number in the language's signs: grouped by the author's separator where he has one, as the language does where his number is too
    /// `short` to show what he would do, and else not at all.
    fn written(&self, value: f64, decimals: u8, separator: Option<char>, short: bool) -> String {
        let style = NumberStyle::decimals(decimals);
        let local = host::of(self.lang).number(value, style);
        match separator {
            Some(separator) if value < 1000.0 || local.contains(separator) => return local,
            None if short => return local,
            _ => {}
        }
        let sign = |c: char| match c {
            '.' => Some(decimal_sign(self.lang)),
            ',' => separator,
            c => Some(c),
        };
        Plain.number(value, style).chars().filter_map(sign).collect()
    }

    /// The other direction, in the words or in the sentence round them.
    fn opposite(&self) -> Option<Suggestion> {
        for &(up, down) in self.wording.opposites {
            for (from, to) in [(up, down), (down, up)] {
                if let Some(place) = find_word(self.text, from) {
                    let text = replace(self.text, place, to);
                    if self.holds(&text) {
                        return Some(Suggestion::Words(text));
                    }
                }
                for (is_before, side) in [(true, self.before), (false, self.after)] {
                    let Some(place) = find_word(side, from) else { continue };
                    let turned = replace(side, place, to);
                    let (before, after) = if is_before { (turned.as_str(), self.after) } else { (self.before, turned.as_str()) };
                    if judge::agree(self.fact, self.lang, self.text, before, after).verdict == Verdict::Agrees {
                        return Some(Suggestion::Sentence(from.to_string(), to.to_string()));
                    }
                }
            }
        }
        None
    }
}

/// The first number in digits.
fn digits(text: &str) -> Option<Range<usize>> {
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut end = start;
    while digit(end) {
        end += 1;
        let Some(next) = text.get(end..).and_then(|rest| rest.chars().next()) else { break };
        let after = end + next.len_utf8();
        let three = digit(after) && digit(after + 1) && digit(after + 2) && !digit(after + 3);
        if matches!(next, '.' | ',') && digit(after) || matches!(next, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '’') && three {
            end = after;
        }
    }
    Some(start..end)
}

/// The number that digits stand for.
fn plain(digits: &str, decimal: char) -> f64 {
    let kept: String = digits.chars().filter(|c| c.is_ascii_digit() || *c == decimal).map(|c| if c == decimal { '.' } else { c }).collect();
    kept.parse().unwrap_or(0.0)
}

/// Where a word or phrase stands on its own, whatever its case.
fn find_word(text: &str, word: &str) -> Option<Range<usize>> {
    let lower = text.to_lowercase();
    // Lower case may be longer: then places would not fit.
    if lower.len() != text.len() {
        return None;
    }
    let solid = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    lower.match_indices(word).map(|(at, found)| at..at + found.len()).find(|place| {
        let before = lower.get(..place.start).and_then(|text| text.chars().next_back());
        let after = lower.get(place.end..).and_then(|text| text.chars().next());
        !solid(before) && !solid(after)
    })
}

fn replace(text: &str, place: Range<usize>, by: &str) -> String {
    let (before, after) = (text.get(..place.start).unwrap_or_default(), text.get(place.end..).unwrap_or_default());
    [before, by, after].concat()
}

/// Without spaces that a word has left behind.
fn tidy(text: &str) -> String {
    let mut out = String::new();
    for c in text.trim().chars() {
        if c != ' ' || !out.ends_with(' ') {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fact(value: Outcome, kind: Kind, unit: &str) -> Fact {
        let shown = "shown".to_string();
        Fact {
            value,
            kind,
            unit: unit.into(),
            bound: None,
            evidence: Vec::new(),
            working: String::new(),
            shown,
            interval: None,
            span: None,
        }
    }

    #[track_caller]
    fn check(kind: Kind, unit: &str, value: f64, before: &str, text: &str, after: &str, expected: &str) {
        let fact = fact(Outcome::Number(value), kind, unit);
        assert_ne!(judge::agree(&fact, "en", text, before, after).verdict, Verdict::Agrees, "{text} is no wrong claim");
        let found = match suggest(&fact, "en", text, before, after) {
            Some(Suggestion::Words(words)) => words,
            Some(Suggestion::Sentence(from, to)) => format!("{from} -> {to}"),
            None => "nothing".into(),
        };
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn a_suggestion_keeps_to_the_words_of_the_author() {
        check(Kind::Change, "", 0.5209, "rose ", "54 percent", "", "52 percent");
        check(Kind::Change, "", 0.5209, "rose ", "more than 54 percent", "", "more than 52 percent");
        check(Kind::Change, "", -0.5209, "", "fell 47%", "", "fell 52%");
        check(Kind::Number, "ha", 146_139.0, "", "145,000 hectares", "", "146,000 hectares");
        check(Kind::Number, "ha", 146_139.0, "", "300,000 acres", "", "360,000 acres");
        check(Kind::Number, "usd", 5_360_000_000.0, "", "$5.1 billion", "", "$5.4 billion");
        check(Kind::Number, "ha", 95_731.0, "", "nearly 94,000 hectares", "", "nearly 96,000 hectares");
        check(Kind::Ratio, "", 3.06, "it ", "doubled", "", "tripled");
        check(Kind::Ratio, "", 0.335, "", "a quarter", " of it", "a third");
        check(Kind::Streak, "year", 4.0, "it rose for ", "three years in a row", "", "four years in a row");
    }

    #[test]
    fn a_hedge_is_dropped_or_changed_where_it_is_what_is_wrong() {
        check(Kind::Number, "ha", 10_000.0, "", "more than 10,000 hectares", "", "10,000 hectares");
        check(Kind::Change, "", 0.5209, "rose ", "less than 52 percent", "", "52 percent");
        check(Kind::Ratio, "", 1.8, "it ", "more than doubled", "", "nearly doubled");
        check(Kind::Number, "", 9.4, "", "10", "", "9");
    }

    #[test]
    fn a_wrong_direction_is_turned() {
        check(Kind::Change, "", 0.52, "The area fell ", "52 percent", " in a year", "fell -> rose");
        check(Kind::Change, "", -0.52, "", "a rise of 52 percent", "", "a fall of 52 percent");
    }

    #[test]
    fn numbers_are_written_as_the_language_does() {
        let fact = fact(Outcome::Number(146_139.0), Kind::Number, "ha");
        assert_eq!(suggest(&fact, "es-CO", "145.000 hectáreas", "", ""), Some(Suggestion::Words("146.000 hectáreas".into())));
        let date = Fact { kind: Kind::Date, value: Outcome::Time(time::from_civil(2012, 1, 1), time::Unit::Year), ..fact };
        assert_eq!(suggest(&date, "en", "in 2013", "", ""), Some(Suggestion::Words("in 2012".into())));
    }
}
