//! Numbers in a sentence: digits and words, fractions, multiples, plurals, with their unit and hedge.
//!
//! A [`Reader`] finds every numeral of the sentence, also outside the marked words: those tell which *more than* belongs to another number.

use super::lexicon::{Language, Phrases, cut, ending, find, find_ending, key_of, longest};
use super::token::Token;
use super::unit::{self, Dimension, Unit};

/// What the words do to a number: in the order of a language's rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hedge {
    /// *About.*
    About,
    /// *Nearly.*
    Nearly,
    /// *Just over.*
    JustOver,
    /// *More than.*
    MoreThan,
    /// *Over*: more than, or during.
    Over,
    /// *At least.*
    AtLeast,
    /// *Less than.*
    LessThan,
    /// *Up to.*
    UpTo,
    /// *Well over.*
    WellOver,
    /// *Well under.*
    WellUnder,
    /// *Exactly.*
    Exactly,
    /// Nothing.
    Bare,
}

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

/// Size of a language's groups, and whether they are years.
const GROUPS: [(f64, bool); 5] = [(12.0, false), (10.0, false), (5.0, true), (10.0, true), (100.0, true)];

/// Kinds of numerals that differ in how wide they are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// A plain number.
    Plain,
    /// A fraction: mantissa over divisor.
    Fraction,
    /// A multiple.
    Multiple,
    /// So many dozens, decades or centuries; the mantissa counts things or years.
    Group,
    /// A bare plural; the mantissa is what it is a plural of.
    Plural,
}

/// A number as it is written.
#[derive(Clone, Debug)]
pub struct Numeral {
    /// First token, with a sign of currency.
    pub start: usize,
    /// After the last token, with magnitude and unit.
    pub end: usize,
    /// The number is `mantissa` × 10^`exponent` / `divisor`.
    pub mantissa: f64,
    /// See `mantissa`.
    pub exponent: i32,
    /// See `mantissa`; 1 but for fractions.
    pub divisor: f64,
    /// Decimals were written: they count as they stand.
    pub decimals: bool,
    /// The last power of ten in words, such as 6 for *million*.
    pub power: i32,
    /// See [`Sort`].
    pub sort: Sort,
    /// Size of a group; for *16 of 19* the 19.
    pub one: f64,
    /// For the other reading of a separator: added to the exponent.
    pub shift: i32,
    /// A written sign, or the fall in *halved*.
    pub sign: Option<f64>,
    /// An article read as one: gives way to any other number.
    pub weak: bool,
    /// *Third*.
    pub ordinal: bool,
    /// Looks like a year, stands beside a month or after *per*: gives way to any other number.
    pub aside: bool,
    /// Key of the unit in words, as a language's rows have it; empty for none.
    pub unit: Phrases,
    /// See [`Hedge`].
    pub hedge: Hedge,
    /// First token of the hedge, or of the number.
    pub hedge_start: usize,
    /// Stands after *to* or *from*.
    pub level: bool,
}

impl Numeral {
    /// The number.
    pub fn value(&self) -> f64 {
        scale(self.mantissa, self.exponent) / self.divisor
    }

    /// Whether the words name this dimension.
    pub fn names(&self, dimension: Dimension) -> bool {
        let mut keys = self.unit;
        while !keys.is_empty() {
            let (key, others) = cut(keys, b'&');
            if part(key).is_some_and(|(_, unit)| unit.dimension == dimension) {
                return true;
            }
            keys = others;
        }
        false
    }
}

/// *x* × 10^*n*.
pub fn scale(mut x: f64, n: i32) -> f64 {
    let mut power = 1.0;
    for _ in 0..n.unsigned_abs().min(400) {
        power *= 10.0;
    }
    if n < 0 {
        x /= power
    } else {
        x *= power
    }
    x
}

/// The unit of a key such as `pp/100`, and the part of it.
pub fn part(key: &str) -> Option<(f64, &'static Unit)> {
    let (key, part) = cut(key, b'/');
    unit::key(key).map(|unit| (scale(1.0, 1 - part.len().max(1) as i32), unit))
}

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
        let mut at = number.end;
        while number.hedge == Hedge::Bare && at <= number.end.max(self.to) && i >= self.from {
            let (row, words) = find(language.hedges_after, self.tokens, at);
            if words > 0 {
                number.hedge = HEDGES.get(row).copied().unwrap_or(Hedge::Bare);
            }
            at += 1;
        }
        let joined = longest(language.of, tokens, number.end);
        number.aside |= longest(language.months, tokens, number.end + joined) + ending(language.months, tokens, i) > 0;
        true
    }

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

    fn currency(&self, at: usize) -> bool {
        let sign = self.tokens.get(at).map_or("", |token| &token.text);
        unit::UNITS.iter().any(|unit| unit.symbol == sign && unit.dimension == Dimension::Currency)
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
    fn sum(&self, number: &mut Numeral, tokens: &[Token]) {
        let language = self.language;
        let i = number.end;
        let (mut total, mut part) = (0.0, 0.0);
        // What comes next must be smaller than `room`; `above` is the last magnitude.
        let (mut room, mut above) = (f64::INFINITY, f64::INFINITY);
        if longest(language.one, tokens, i) > 0 {
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
                if !first && !(part == 0.0 && digits.exponent == 0 && digits.mantissa < room) {
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
                } else if tens >= 20 && tens % 10 == 0 {
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
    fn group(&self, number: &mut Numeral, tokens: &[Token]) {
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
    fn share(&self, number: &mut Numeral, tokens: &[Token]) {
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

    fn fraction(&self, number: &mut Numeral, tokens: &[Token]) -> bool {
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

    fn multiple(&self, number: &mut Numeral, tokens: &[Token]) -> bool {
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

    fn plural(&self, number: &mut Numeral, tokens: &[Token]) -> bool {
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
            } else if !self.currency(here) && !(text(here) == "us" && text(p) == "$") {
                break;
            }
            p = here;
        }
        number.start = p;
        number.hedge_start = p;
        for _ in 0..4 {
            let (row, words) = find_ending(language.hedges, tokens, p);
            let fillers = ending(language.fillers, tokens, p);
            if words > 0 && number.hedge == Hedge::Bare {
                p -= words;
                number.hedge = HEDGES.get(row).copied().unwrap_or(Hedge::Bare);
                number.hedge_start = p;
            } else if ending(language.level, tokens, p) > 0 {
                number.level = true;
                return;
            } else {
                number.aside |= ending(language.per, tokens, p) > 0;
                p -= fillers;
            }
        }
    }
}
