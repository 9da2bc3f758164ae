//! Finds every numeral of a sentence, with its unit and hedge.
//!
//! Also outside the marked words: those tell which *more than* belongs to another number.

use super::lexicon::{Language, Phrases, ending, find, find_ending, key_of, longest};
use super::numeral::{Hedge, Numeral, Sort, part};
use super::token::Token;
use super::unit::{self, Dimension};

const HEDGES: [Hedge; 11] = [
    Hedge::About,
    Hedge::Nearly,
    Hedge::JustOver,
    Hedge::MoreThan,
    Hedge::Over,
    Hedge::AtLeast,
    Hedge::LessThan,
    Hedge::UpTo,
    Hedge::WellOver,
    Hedge::WellUnder,
    Hedge::Exactly,
];

/// A sentence to find numerals in.
pub struct Reader<'a> {
    /// Its language.
    pub language: &'static Language,
    /// Its tokens.
    pub tokens: &'a [Token],
    /// First marked token.
    pub from: usize,
    /// After the last marked token.
    pub to: usize,
    /// *Third* is no fraction here.
    pub ordinals: bool,
    /// The value's dimension, if its unit is known.
    pub dimension: Option<Dimension>,
}

impl Reader<'_> {
    /// All numerals of the sentence.
    pub fn numerals(&self) -> Vec<Numeral> {
        let mut found = Vec::new();
        let mut i = 0;
        while i < self.tokens.len() {
            let limit = if i < self.from { self.from } else { self.tokens.len() };
            let mut number = Numeral {
                start: i,
                end: i,
                mantissa: 0.0,
                exponent: 0,
                divisor: 1.0,
                decimals: false,
                power: 0,
                sort: Sort::Plain,
                one: 0.0,
                shift: 0,
                sign: None,
                weak: false,
                ordinal: false,
                aside: false,
                unit: "",
                hedge: Hedge::Bare,
                hedge_start: i,
                level: false,
            };
            i += 1;
            if self.numeral(&mut number, self.tokens.get(..limit).unwrap_or_default()) {
                i = number.end.max(i);
                found.push(number);
            }
        }
        found
    }

    /// Reads the numeral that begins at `number.start`, if there is one.
    fn numeral(&self, number: &mut Numeral, tokens: &[Token]) -> bool {
        let language = self.language;
        let i = number.start;
        if self.multiple(number, tokens) {
        } else if self.fraction(number, tokens) || self.plural(number, tokens) {
            self.unit_after(number, tokens);
        } else {
            self.sum(number, tokens);
            if number.end == i {
                return false;
            }
            if !number.ordinal {
                self.group(number, tokens);
                self.share(number, tokens);
                let times = longest(language.times, tokens, number.end);
                if number.sort == Sort::Plain && (times > 0 || ending(language.multiplied, tokens, i) > 0) {
                    number.sort = Sort::Multiple;
                    number.end += times;
                }
            }
            self.unit_after(number, tokens);
            // An article is a number only if something countable follows.
            if number.weak && number.mantissa > 0.0 && number.end == i + 1 {
                return false;
            }
        }
        self.before(number);
        // *146,000 hectares (about 361,000 acres)*: the second number only repeats the first.
        number.aside |= number.hedge_start > 0 && self.tokens.get(number.hedge_start - 1).is_some_and(|token| token.text == "(");
        let mut at = number.end;
        while number.hedge == Hedge::Bare && at <= number.end.max(self.to) && i >= self.from {
            let (row, words) = find(language.hedges_after, self.tokens, at);
            if words > 0 {
                number.hedge = HEDGES.get(row).copied().unwrap_or(Hedge::Bare);
            }
            at += 1;
        }
        let joined = longest(language.of, tokens, number.end);
        number.aside &= number.sort != Sort::Multiple && number.unit != "%";
        number.aside |= longest(language.months, tokens, number.end + joined) + ending(language.months, tokens, i) > 0;
        true
    }

    pub(super) fn currency(&self, at: usize) -> bool {
        let sign = self.tokens.get(at).map_or("", |token| &token.text);
        unit::UNITS.iter().any(|unit| unit.symbol == sign && unit.dimension == Dimension::Currency)
    }

    /// A unit at `at`: its key, how many tokens (0 for none), and whether it is one of time. Symbols only directly after the number.
    pub fn unit_at(&self, at: usize, direct: bool, tokens: &[Token]) -> (Phrases, usize, bool) {
        let (row, mut words) = find(self.language.units, tokens, at);
        let mut key = key_of(self.language.units, row);
        let text = tokens.get(at).map_or("", |token| &token.text);
        if words == 0 {
            let symbol = unit::UNITS.iter().find(|unit| direct && (unit.symbol == text || unit.key == text));
            (key, words) = symbol.map_or(("", 0), |unit| (unit.key, 1));
        }
        (key, words, part(key).is_some_and(|(_, unit)| unit.dimension == Dimension::Time))
    }

    /// The unit before the number (a sign of currency) or after it, at most two words away.
    fn unit_after(&self, number: &mut Numeral, tokens: &[Token]) {
        let language = self.language;
        if !number.unit.is_empty() || matches!(number.sort, Sort::Fraction | Sort::Multiple) {
            return;
        }
        let before = number.start.wrapping_sub(1);
        if self.currency(before) || tokens.get(before).is_some_and(|token| token.text == "%") {
            number.unit = self.unit_at(before, true, tokens).0;
        }
        let mut at = number.end;
        if number.power > 2 || number.sort == Sort::Plural {
            at += longest(language.of, tokens, at);
        }
        for skipped in 0..3 {
            let (key, words, time) = self.unit_at(at, skipped == 0, tokens);
            if words > 0 && (skipped == 0 || !time) {
                if number.unit.is_empty() {
                    number.unit = key;
                    number.aside = false;
                    number.end = at + words;
                    let half = longest(language.and_a_half, tokens, number.end);
                    if half > 0 && !number.decimals {
                        number.mantissa = number.mantissa * 10.0 + 5.0;
                        number.exponent -= 1;
                        number.decimals = true;
                        number.end += half;
                    }
                }
                return;
            }
            let stops = [language.of, language.to, language.per, language.and, language.level, language.fillers, language.in_every];
            let word = tokens.get(at).is_some_and(Token::is_word) && at + 1 < self.to && !number.weak;
            if !word || stops.iter().any(|stop| longest(stop, tokens, at) > 0) {
                return;
            }
            at += 1;
        }
    }

    /// What stands before a number: sign, currency, hedge, *to*.
    fn before(&self, number: &mut Numeral) {
        let (language, tokens) = (self.language, self.tokens);
        let text = |at: usize| tokens.get(at).map_or("", |token| &token.text);
        let mut p = number.start;
        for _ in 0..3 {
            let here = p.wrapping_sub(1);
            if matches!(text(here), "−" | "+") {
                number.sign = Some(if text(here) == "+" { 1.0 } else { -1.0 });
            } else if !(self.currency(here) || text(here) == "us" && text(p) == "$") {
                break;
            }
            p = here;
        }
        number.start = p;
        number.hedge_start = p;
        for _ in 0..4 {
            let (row, words) = find_ending(language.hedges, tokens, p);
            let fillers = ending(language.fillers, tokens, p);
            // *Subió hasta 5.000* is a level, *hasta 5.000* a hedge.
            let level = ending(language.level, tokens, p);
            if words > 0 && words >= level && number.hedge == Hedge::Bare {
                p -= words;
                number.hedge = HEDGES.get(row).copied().unwrap_or(Hedge::Bare);
                number.hedge_start = p;
            } else if level > 0 {
                number.level = true;
                return;
            } else {
                number.aside |= ending(language.per, tokens, p) > 0;
                p -= fillers;
            }
        }
    }
}
