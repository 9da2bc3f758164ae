//! The number itself: digits and words added up, fractions, multiples, groups and plurals.

use super::lexicon::{ending, find, longest};
use super::numeral::{Numeral, Sort, scale};
use super::reader::Reader;
use super::token::Token;
use super::unit::Dimension;

/// Size of a language's groups, and whether they are years.
const GROUPS: [(f64, bool); 5] = [(12.0, false), (10.0, false), (5.0, true), (10.0, true), (100.0, true)];

impl Reader<'_> {
    /// The value of a cardinal at `at`, and how many tokens it takes: 0 for none.
    fn cardinal(&self, at: usize, tokens: &[Token]) -> (f64, usize) {
        let mut step = 1.0;
        for rows in self.language.cardinals {
            let (row, words) = find(rows, tokens, at);
            if words > 0 {
                return (row as f64 * step, words);
            }
            step *= 10.0;
        }
        (0.0, 0)
    }

    /// The exponent of a magnitude at `at`, and how many tokens it takes: 0 for none. Abbreviations need digits before them, and no doubt.
    fn magnitude(&self, at: usize, tokens: &[Token]) -> (usize, usize) {
        let after_digits = at > 0 && tokens.get(at - 1).is_some_and(|token| token.number.is_some());
        let glued = tokens.get(at).is_some_and(|token| token.glued) && !matches!(self.dimension, Some(Dimension::Length | Dimension::Mass));
        let found = find(self.language.magnitudes, tokens, at);
        if found.1 == 0 && after_digits && (glued || self.currency(at + 1) || self.currency(at.wrapping_sub(2))) {
            return find(self.language.short_magnitudes, tokens, at);
        }
        found
    }

    /// Cardinals, digits and magnitudes added up: *5 mil 360 millones*, *two hundred and ten*, *3.4bn*; or an ordinal.
    pub(super) fn sum(&self, number: &mut Numeral, tokens: &[Token]) {
        let language = self.language;
        let i = number.end;
        let (mut total, mut part) = (0.0, 0.0);
        // What comes next must be smaller than `room`; `above` is the last magnitude.
        let (mut room, mut above) = (f64::INFINITY, f64::INFINITY);
        if longest(language.one, tokens, i) > 0 && longest(language.ordinals, tokens, i + 1) == 0 {
            number.weak = true;
            number.end += 1;
            (part, room) = (1.0, 0.0);
        } else if longest(language.none, tokens, i) > 0 {
            number.weak = true;
            number.end += 1;
            return;
        }
        while let Some(token) = tokens.get(number.end) {
            let at = number.end;
            let first = at == i;
            let (value, mut words) = self.cardinal(at, tokens);
            if let Some(digits) = token.number {
                if !(first || part == 0.0 && digits.exponent == 0 && digits.mantissa < room) {
                    break;
                }
                (part, room, words) = (digits.mantissa, 0.0, 1);
                number.exponent = digits.exponent;
                number.decimals = digits.exponent < 0;
                number.shift = digits.shift;
                number.aside = first && digits.length == 4 && (1500.0..2100.0).contains(&part);
                if longest(language.ordinal_endings, tokens, at + 1) > 0 && tokens.get(at + 1).is_some_and(|token| token.glued) {
                    words = 2;
                    number.ordinal = true;
                }
            } else if words > 0 && (first || value > 0.0 && value < room) {
                part += value;
                let tens = value as u32;
                room = if tens >= 100 {
                    100.0
                } else if tens >= 20 && tens.is_multiple_of(10) {
                    10.0
                } else {
                    0.0
                };
            } else {
                let (row, ordinal) = find(language.ordinals, tokens, at);
                let (exponent, magnitude) = self.magnitude(at, tokens);
                let half = longest(language.and_a_half, tokens, at);
                let size = scale(1.0, exponent as i32);
                if ordinal > 0 && (first || room == 10.0 && row < 10) {
                    part += row as f64;
                    words = ordinal;
                    number.ordinal = true;
                } else if magnitude > 0 && (!first || longest(language.lone_magnitudes, tokens, at) > 0) {
                    let times = f64::max(part, 1.0) * size;
                    if number.decimals {
                        number.exponent += exponent as i32;
                        room = 0.0;
                    } else if exponent == 2 {
                        (part, room) = (times, size);
                    } else {
                        total = if total > 0.0 && size > above { (total + part) * size } else { total + times };
                        (part, above, room) = (0.0, size, size);
                    }
                    number.power = exponent as i32;
                    (number.aside, number.weak) = (false, false);
                    words = magnitude;
                } else if half > 0 && !first && !number.decimals && (total == 0.0 || part == 0.0) {
                    if total > 0.0 {
                        part = above / 2.0;
                    } else {
                        part = part * 10.0 + 5.0;
                        number.exponent = -1;
                        number.decimals = true;
                    }
                    (room, words) = (0.0, half);
                } else {
                    words = longest(language.and, tokens, at);
                    let (value, _) = self.cardinal(at + words, tokens);
                    if first || words == 0 || value == 0.0 || value >= room || room >= 100.0 && self.between(i) > 0 {
                        break;
                    }
                }
            }
            number.end += words;
            if number.ordinal {
                break;
            }
        }
        number.mantissa = total + part;
    }

    /// Where *between* ends if it stands before `end` (an article may stand between); else 0.
    pub fn between(&self, end: usize) -> usize {
        let end = end - ending(self.language.fillers, self.tokens, end);
        end * ending(self.language.between, self.tokens, end).min(1)
    }

    /// *Two dozen*, *a decade*, *a decade and a half*.
    pub(super) fn group(&self, number: &mut Numeral, tokens: &[Token]) {
        let (row, words) = find(self.language.groups, tokens, number.end);
        if words > 0
            && let Some((one, years)) = GROUPS.get(row)
        {
            let half = longest(self.language.and_a_half, tokens, number.end + words);
            number.mantissa = (number.value() + if half > 0 { 0.5 } else { 0.0 }) * one;
            (number.exponent, number.decimals) = (0, false);
            number.end += words + half;
            number.one = *one;
            number.sort = Sort::Group;
            number.unit = if *years { "year" } else { "" };
        }
    }

    /// *One in five*, *16 of 19*.
    pub(super) fn share(&self, number: &mut Numeral, tokens: &[Token]) {
        let joiner = longest(self.language.in_every, tokens, number.end);
        if self.ordinals || joiner == 0 || number.sort != Sort::Plain || number.decimals || number.aside {
            return;
        }
        let mut whole = number.clone();
        whole.end += joiner;
        let at = whole.end;
        (whole.mantissa, whole.weak) = (0.0, false);
        self.sum(&mut whole, tokens);
        let plain = whole.end > at && !(whole.decimals || whole.aside || whole.ordinal || whole.weak);
        let timed = self.unit_at(whole.end, true, tokens).2;
        if plain && !timed && number.mantissa >= 1.0 && whole.mantissa >= number.mantissa.max(2.0) {
            number.divisor = whole.mantissa;
            number.one = whole.mantissa;
            number.sort = Sort::Fraction;
            number.end = whole.end;
            (number.weak, number.shift) = (false, 0);
        }
    }

    pub(super) fn fraction(&self, number: &mut Numeral, tokens: &[Token]) -> bool {
        let language = self.language;
        let i = number.start;
        if self.ordinals || i > 0 && ending(language.ordinals, tokens, i) > 0 {
            return false;
        }
        let (mut count, mut words) = self.cardinal(i, tokens);
        if longest(language.one, tokens, i) > 0 {
            (count, words) = (1.0, 1);
        } else if let Some(digits) = tokens.get(i).and_then(|token| token.number).filter(|digits| digits.exponent == 0) {
            (count, words) = (digits.mantissa, 1);
        }
        let mut alone = true;
        let (mut row, mut end) = (0, 0);
        if words > 0 {
            (row, end) = find(language.fractions, tokens, i + words);
            let slash = tokens.get(i + words).is_some_and(|token| token.text == "/" && token.glued);
            if let Some(digits) = tokens.get(i + words + 1).and_then(|token| token.number).filter(|digits| slash && digits.length < 3) {
                (row, end) = ((digits.mantissa as usize).saturating_sub(2), 2);
            }
        }
        if end == 0 {
            (count, words) = (1.0, 0);
            (row, end) = find(language.lone_fractions, tokens, i);
        }
        if end == 0 {
            alone = false;
            (row, end) = find(language.fractions_of_one, tokens, i);
        }
        let divisor = row as f64 + 2.0;
        if end == 0 || count >= divisor || count < 1.0 {
            return false;
        }
        number.end = i + words + end;
        // *Half a million*, *a quarter of an hour*, *half-century*: a decimal number.
        let of = longest(language.of, tokens, number.end);
        let one = longest(language.one, tokens, number.end + of);
        if of == 0 || one > 0 {
            let mut part = number.clone();
            part.end += of + one;
            let at = part.end;
            part.mantissa = f64::floor(count / divisor * 100.0 + 0.5);
            part.exponent = -2;
            self.group(&mut part, tokens);
            let (exponent, words) = self.magnitude(at, tokens);
            let (key, named, _) = self.unit_at(at, true, tokens);
            if part.sort == Sort::Plain {
                if row == 0 {
                    part.mantissa = 5.0;
                    part.exponent = -1;
                }
                if words > 0 {
                    part.exponent += exponent as i32;
                    part.power = exponent as i32;
                } else {
                    part.unit = key;
                    part.decimals = true;
                }
                part.end += if words > 0 { words } else { named };
            }
            if part.end > at {
                *number = part;
                return true;
            }
        }
        // *Three quarters* of a value in months are no fraction.
        let period = self.dimension == Some(Dimension::Time) && (i..number.end).any(|at| self.unit_at(at, true, tokens).1 > 0);
        number.mantissa = count;
        number.divisor = divisor;
        number.sort = Sort::Fraction;
        if !alone || period {
            number.end = i;
            (number.divisor, number.sort) = (1.0, Sort::Plain);
        }
        number.end > i
    }

    pub(super) fn multiple(&self, number: &mut Numeral, tokens: &[Token]) -> bool {
        let halved = longest(self.language.halved, tokens, number.end);
        let (row, words) = find(self.language.multiples, tokens, number.end);
        if halved > 0 {
            (number.mantissa, number.divisor) = (1.0, 2.0);
            number.sort = Sort::Fraction;
            number.sign = Some(-1.0);
        } else if words > 0 {
            number.mantissa = row as f64 + 2.0;
            number.sort = Sort::Multiple;
        }
        number.end += halved.max(words);
        number.end > number.start
    }

    pub(super) fn plural(&self, number: &mut Numeral, tokens: &[Token]) -> bool {
        let size = |row: usize| if row == 0 { 12.0 } else { scale(1.0, row as i32) };
        let (row, words) = find(self.language.plurals, tokens, number.end);
        if words == 0 {
            return false;
        }
        number.mantissa = size(row);
        number.sort = Sort::Plural;
        number.end += words;
        let of = longest(self.language.of, tokens, number.end);
        let (row, words) = find(self.language.plurals, tokens, number.end + of);
        if of > 0 && words > 0 {
            number.mantissa *= size(row);
            number.end += of + words;
        }
        true
    }
}
