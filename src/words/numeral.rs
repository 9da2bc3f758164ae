//! Numbers in a sentence: digits and words, fractions, multiples, plurals, with their unit and hedge.
//!
//! A [`Reader`] finds every numeral of the sentence, also outside the marked words: those tell which *more than* belongs to another number.

use super::lexicon::{Language, Phrases, ending, longest, row, row_ending};
use super::token::Token;
use super::unit::{self, Dimension};

/// What the words do to a number.
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
    /// A bare plural: the mantissa is what it is a plural of.
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
    /// Factor and keys of the unit in words.
    pub unit: Option<(f64, Phrases)>,
    /// See [`Hedge`].
    pub hedge: Hedge,
    /// First token of the hedge, or of the number.
    pub hedge_start: usize,
    /// Stands after *to* or *from*.
    pub level: bool,
}

impl Numeral {
    fn new(start: usize, end: usize, mantissa: f64) -> Numeral {
        Numeral {
            start,
            end,
            mantissa,
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
            unit: None,
            hedge: Hedge::Bare,
            hedge_start: start,
            level: false,
        }
    }

    /// The number.
    pub fn value(&self) -> f64 {
        scale(self.mantissa, self.exponent) / self.divisor
    }

    fn add_half(&mut self) {
        self.mantissa = self.mantissa * 10.0 + 5.0;
        self.exponent -= 1;
        self.decimals = true;
    }

    /// Whether the words name this dimension.
    pub fn names(&self, dimension: Dimension) -> bool {
        self.unit.is_some_and(|(_, keys)| keys.split('|').any(|key| unit::key(key).is_some_and(|unit| unit.dimension == dimension)))
    }
}

/// *x* × 10^*n*.
pub fn scale(x: f64, n: i32) -> f64 {
    let mut power = 1.0;
    for _ in 0..n.unsigned_abs().min(400) {
        power *= 10.0;
    }
    if n < 0 { x / power } else { x * power }
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
            match self.numeral(i, limit) {
                Some(numeral) => {
                    i = numeral.end.max(i + 1);
                    found.push(numeral);
                }
                None => i += 1,
            }
        }
        found
    }

    fn numeral(&self, i: usize, limit: usize) -> Option<Numeral> {
        let language = self.language;
        let tokens = self.tokens.get(..limit)?;
        let mut numeral = self.fraction(i, tokens).or_else(|| self.multiple(i, tokens)).or_else(|| self.plural(i, tokens));
        if numeral.is_none() {
            let mut sum = self.sum(i, tokens)?;
            if !sum.ordinal {
                self.group(&mut sum, tokens);
                self.share(&mut sum, tokens);
                let times = longest(language.times, tokens, sum.end);
                if sum.sort == Sort::Plain && (times > 0 || ending(language.multiplied, tokens, i) > 0) {
                    sum.sort = Sort::Multiple;
                    sum.end += times;
                }
            }
            numeral = Some(sum);
        }
        let mut numeral = numeral?;
        if matches!(numeral.sort, Sort::Plain | Sort::Plural) && numeral.unit.is_none() {
            self.unit_after(&mut numeral, tokens);
        }
        self.before(&mut numeral);
        // An article or an indefinite pronoun is a number only if something countable follows.
        if numeral.weak && longest(language.one, tokens, i) > 0 && numeral.end == i + 1 && numeral.sort == Sort::Plain {
            return None;
        }
        if numeral.sort == Sort::Plain && !numeral.decimals && numeral.unit.is_some() {
            let half = longest(language.and_a_half, tokens, numeral.end);
            if half > 0 {
                numeral.add_half();
                numeral.end += half;
            }
        }
        for at in numeral.end..=numeral.end.max(self.to) {
            if let Some((position, _)) = row(language.hedges_after, self.tokens, at)
                && numeral.hedge == Hedge::Bare
                && numeral.start >= self.from
            {
                numeral.hedge = HEDGES[position.min(10)];
            }
        }
        let joined = longest(language.of, tokens, numeral.end);
        numeral.aside |= row(language.months, tokens, numeral.end + joined).is_some() || row_ending(language.months, tokens, i).is_some();
        Some(numeral)
    }

    /// The value of a cardinal at `at`, and how many tokens it takes.
    fn cardinal(&self, at: usize, tokens: &[Token]) -> Option<(f64, usize)> {
        let mut step = 1.0;
        for rows in self.language.cardinals {
            if let Some((position, words)) = row(rows, tokens, at) {
                return Some((position as f64 * step, words));
            }
            step *= 10.0;
        }
        None
    }

    /// The exponent of a magnitude at `at`, and how many tokens it takes.
    fn magnitude(&self, at: usize, after_digits: bool, tokens: &[Token]) -> Option<(i32, usize)> {
        let token = tokens.get(at)?;
        let currency = |at: usize| {
            let sign = tokens.get(at).and_then(|token| unit::UNITS.iter().find(|unit| unit.symbol == token.text));
            sign.is_some_and(|unit| unit.dimension == Dimension::Currency)
        };
        let short = after_digits
            && (token.glued && self.dimension != Some(Dimension::Length) && self.dimension != Some(Dimension::Mass)
                || currency(at + 1)
                || at > 1 && currency(at - 2));
        let mut best = None;
        let mut most = 0;
        for (list, allowed) in [(self.language.magnitudes, true), (self.language.short_magnitudes, short)] {
            for (exponent, words) in list {
                let length = longest(words, tokens, at);
                if allowed && length > most {
                    most = length;
                    best = Some((*exponent, length));
                }
            }
        }
        best
    }

    /// Cardinals, digits and magnitudes added up: *5 mil 360 millones*, *two hundred and ten*, *3.4bn*; or an ordinal.
    fn sum(&self, i: usize, tokens: &[Token]) -> Option<Numeral> {
        let language = self.language;
        let mut number = Numeral::new(i, i, 0.0);
        let article = longest(language.one, tokens, i);
        let (mut total, mut part) = (0.0, 0.0);
        // What comes next must be smaller than `room`; `above` is the last magnitude.
        let (mut room, mut above) = (f64::INFINITY, f64::INFINITY);
        if article > 0 {
            number.weak = true;
            number.end += article;
            (part, room) = (1.0, 0.0);
        } else if longest(language.none, tokens, i) > 0 {
            number.end += 1;
            number.weak = true;
            return Some(number);
        }
        while let Some(token) = tokens.get(number.end) {
            let at = number.end;
            let first = at == i;
            if let Some(digits) = token.number.filter(|digits| first || part == 0.0 && digits.exponent == 0 && digits.mantissa < room) {
                (part, room) = (digits.mantissa, 0.0);
                number.exponent = digits.exponent;
                number.decimals = digits.exponent < 0;
                number.shift = digits.shift;
                let plain = digits.length == 4 && digits.exponent == 0 && digits.shift == 0;
                number.aside = first && plain && (1500.0..2100.0).contains(&part);
                number.end += 1;
                let ordinal = longest(language.ordinal_endings, tokens, number.end);
                if ordinal > 0 && tokens.get(number.end).is_some_and(|token| token.glued) {
                    number.end += 1;
                    number.ordinal = true;
                    break;
                }
            } else if let Some((value, words)) = self.cardinal(at, tokens).filter(|(value, _)| first || *value > 0.0 && *value < room) {
                part += value;
                room = if value >= 100.0 {
                    100.0
                } else if value >= 20.0 && value % 10.0 == 0.0 {
                    10.0
                } else {
                    0.0
                };
                number.end += words;
            } else if let Some((position, words)) =
                row(language.ordinals, tokens, at).filter(|(position, _)| *position > 0 && (first || room == 10.0 && *position < 10))
            {
                part += position as f64;
                number.end += words;
                number.ordinal = true;
                break;
            } else if let Some((exponent, words)) = self
                .magnitude(at, at > i && tokens.get(at - 1).is_some_and(|token| token.number.is_some()), tokens)
                .filter(|_| !first || longest(language.lone_magnitudes, tokens, at) > 0)
            {
                let size = scale(1.0, exponent);
                if number.decimals {
                    number.exponent += exponent;
                    room = 0.0;
                } else if exponent == 2 {
                    part = f64::max(part, 1.0) * size;
                    room = size;
                } else {
                    total = if total > 0.0 && size > above { (total + part) * size } else { total + f64::max(part, 1.0) * size };
                    (part, above, room) = (0.0, size, size);
                }
                number.power = exponent;
                number.aside = false;
                number.weak = false;
                number.end += words;
            } else if let half @ 1.. = longest(language.and_a_half, tokens, at).min(if first { 0 } else { 9 }) {
                if number.decimals || total > 0.0 && part > 0.0 {
                    break;
                }
                if total > 0.0 {
                    part = above / 2.0;
                } else {
                    part = part * 10.0 + 5.0;
                    number.exponent = -1;
                    number.decimals = true;
                }
                room = 0.0;
                number.end += half;
            } else {
                let joined = longest(language.and, tokens, at);
                let fits = |(value, _): (f64, usize)| value > 0.0 && value < room && !(room >= 100.0 && self.within_between(i));
                if first || joined == 0 || !self.cardinal(at + joined, tokens).is_some_and(fits) {
                    break;
                }
                number.end += joined;
            }
        }
        number.mantissa = if number.decimals { part } else { total + part };
        (number.end > i).then_some(number)
    }

    /// Whether *between* stands before `i`.
    fn within_between(&self, i: usize) -> bool {
        let fillers = ending(self.language.fillers, self.tokens, i);
        ending(self.language.between, self.tokens, i) > 0 || ending(self.language.between, self.tokens, i - fillers) > 0
    }

    /// *Two dozen*, *a decade*, *a decade and a half*.
    fn group(&self, number: &mut Numeral, tokens: &[Token]) {
        for (one, key, words) in self.language.groups {
            let length = longest(words, tokens, number.end);
            if length > 0 {
                number.end += length;
                let half = longest(self.language.and_a_half, tokens, number.end);
                number.end += half;
                let count = number.value() + if half > 0 { 0.5 } else { 0.0 };
                number.mantissa = count * one;
                number.exponent = 0;
                number.decimals = false;
                number.one = *one;
                number.sort = Sort::Group;
                number.unit = (!key.is_empty()).then_some((1.0, *key));
                return;
            }
        }
    }

    /// *One in five*, *16 of 19*.
    fn share(&self, number: &mut Numeral, tokens: &[Token]) {
        let joiner = longest(self.language.in_every, tokens, number.end);
        if self.ordinals || joiner == 0 || number.sort != Sort::Plain || number.decimals || number.aside {
            return;
        }
        if let Some(whole) = self.sum(number.end + joiner, tokens) {
            let plain = !whole.decimals && !whole.aside && !whole.ordinal && !whole.weak;
            let timed = self.unit_at(whole.end, true, tokens).is_some_and(|(_, _, time)| time);
            if plain && !timed && number.mantissa >= 1.0 && whole.mantissa >= number.mantissa && whole.mantissa > 1.0 {
                number.divisor = whole.mantissa;
                number.one = whole.mantissa;
                number.sort = Sort::Fraction;
                number.end = whole.end;
                number.weak = false;
                number.shift = 0;
            }
        }
    }

    fn fraction(&self, i: usize, tokens: &[Token]) -> Option<Numeral> {
        let language = self.language;
        if self.ordinals || (i > 0 && row_ending(language.ordinals, tokens, i).is_some()) {
            return None;
        }
        let article = longest(language.one, tokens, i);
        let numerator = if article > 0 {
            Some((1.0, article))
        } else if let Some(digits) = tokens.get(i)?.number {
            (digits.exponent == 0).then_some((digits.mantissa, 1))
        } else {
            self.cardinal(i, tokens)
        };
        let mut found = None;
        if let Some((count, words)) = numerator.filter(|(count, _)| *count >= 1.0) {
            let at = i + words;
            let slash = tokens.get(at).is_some_and(|token| token.text == "/" && token.glued);
            let below = tokens.get(at + 1).and_then(|token| token.number).filter(|digits| slash && digits.exponent == 0);
            if let Some(digits) = below {
                found = Some((count, digits.mantissa, at + 2, true));
            } else if let Some((position, words)) = row(language.fractions, tokens, at) {
                found = Some((count, position as f64 + 2.0, at + words, true));
            }
        }
        for (rows, alone) in [(language.lone_fractions, true), (language.fractions_of_one, false)] {
            if let Some((position, words)) = row(rows, tokens, i).filter(|_| found.is_none()) {
                found = Some((1.0, position as f64 + 2.0, i + words, alone));
            }
        }
        let (count, whole, end, alone) = found.filter(|(count, whole, _, _)| count < whole)?;
        let mut number = Numeral::new(i, end, count);
        // *Half a million*, *a quarter of an hour*, *half-century*: a decimal number.
        let of = longest(language.of, tokens, end);
        let one = longest(language.one, tokens, end + of);
        if of == 0 || one > 0 {
            let at = end + of + one;
            let hundredths = f64::floor(count / whole * 100.0 + 0.5);
            let mut part = Numeral::new(i, at, hundredths);
            part.exponent = -2;
            self.group(&mut part, tokens);
            if part.sort == Sort::Group {
                return Some(part);
            }
            if hundredths % 10.0 == 0.0 {
                part.mantissa /= 10.0;
                part.exponent = -1;
            }
            if let Some((exponent, words)) = self.magnitude(at, false, tokens) {
                part.end += words;
                part.exponent += exponent;
                part.power = exponent;
                return Some(part);
            }
            if let Some((named, words, _)) = self.unit_at(at, true, tokens) {
                part.end += words;
                part.unit = Some(named);
                part.decimals = true;
                return Some(part);
            }
        }
        let period = self.dimension == Some(Dimension::Time) && (i..end).any(|at| self.unit_at(at, true, tokens).is_some());
        number.divisor = whole;
        number.sort = Sort::Fraction;
        (alone && !period).then_some(number)
    }

    fn multiple(&self, i: usize, tokens: &[Token]) -> Option<Numeral> {
        let halved = longest(self.language.halved, tokens, i);
        if halved > 0 {
            let mut number = Numeral::new(i, i + halved, 1.0);
            number.divisor = 2.0;
            number.sort = Sort::Fraction;
            number.sign = Some(-1.0);
            return Some(number);
        }
        let (position, words) = row(self.language.multiples, tokens, i)?;
        let mut number = Numeral::new(i, i + words, position as f64 + 2.0);
        number.sort = Sort::Multiple;
        Some(number)
    }

    fn plural(&self, i: usize, tokens: &[Token]) -> Option<Numeral> {
        let size = |at: usize| {
            let plurals = self.language.plurals.iter();
            plurals.map(|(size, words)| (*size, longest(words, tokens, at))).find(|(_, words)| *words > 0)
        };
        let (first, words) = size(i)?;
        let mut number = Numeral::new(i, i + words, first);
        number.sort = Sort::Plural;
        let of = longest(self.language.of, tokens, number.end);
        if let Some((second, words)) = size(number.end + of).filter(|_| of > 0) {
            number.mantissa *= second;
            number.end += of + words;
        }
        Some(number)
    }

    /// A unit at `at`: factor and keys, tokens, and whether it is one of time. Symbols only directly after the number.
    pub fn unit_at(&self, at: usize, direct: bool, tokens: &[Token]) -> Option<((f64, Phrases), usize, bool)> {
        let mut most = 0;
        let mut found = None;
        for (factor, keys, words) in self.language.units {
            let length = longest(words, tokens, at);
            if length > most {
                most = length;
                found = Some((*factor, *keys));
            }
        }
        for unit in unit::UNITS {
            let length = if self.language.unit_names { longest(unit.one, tokens, at).max(longest(unit.many, tokens, at)) } else { 0 };
            let symbol = longest(unit.symbol, tokens, at).max(longest(unit.key, tokens, at));
            let length = length.max(if direct { symbol } else { 0 });
            if length > most {
                most = length;
                found = Some((1.0, unit.key));
            }
        }
        let named = found?;
        let first = named.1.split('|').next().and_then(unit::key);
        Some((named, most, first.is_some_and(|unit| unit.dimension == Dimension::Time)))
    }

    fn unit_after(&self, number: &mut Numeral, tokens: &[Token]) {
        let language = self.language;
        if number.start > 0
            && let Some(sign) = unit::UNITS.iter().find(|unit| tokens.get(number.start - 1).is_some_and(|token| token.text == unit.symbol))
            && matches!(sign.dimension, Dimension::Currency | Dimension::Percent)
        {
            number.unit = self.unit_at(number.start - 1, true, tokens).map(|(named, _, _)| named);
        }
        let mut at = number.end;
        if number.power > 2 || number.sort == Sort::Plural {
            at += longest(language.of, tokens, at);
        }
        for skipped in 0..3 {
            if let Some((named, words, _)) = self.unit_at(at, skipped == 0, tokens).filter(|(_, _, time)| skipped == 0 || !*time) {
                if number.unit.is_none() {
                    number.unit = Some(named);
                    number.aside = false;
                    number.end = at + words;
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
        let text = |at: usize| tokens.get(at).map_or("", |token| token.text.as_str());
        let mut p = number.start;
        for _ in 0..3 {
            let here = p.wrapping_sub(1);
            let currency = unit::UNITS.iter().any(|unit| unit.symbol == text(here) && unit.dimension == Dimension::Currency);
            let sign = match text(here) {
                "−" => Some(-1.0),
                "+" => Some(1.0),
                _ => None,
            };
            if sign.is_some() && number.sign.is_none() {
                number.sign = sign;
            } else if !currency && !(text(here) == "us" && text(p) == "$") {
                break;
            }
            p = here;
        }
        number.start = p;
        number.hedge_start = p;
        for _ in 0..4 {
            let hedge = row_ending(language.hedges, tokens, p).filter(|_| number.hedge == Hedge::Bare);
            if let Some((position, words)) = hedge {
                p -= words;
                number.hedge = HEDGES[position.min(10)];
                number.hedge_start = p;
            } else if ending(language.level, tokens, p) > 0 {
                number.level = true;
                return;
            } else {
                number.aside |= ending(language.per, tokens, p) > 0;
                match ending(language.fillers, tokens, p) {
                    0 => return,
                    words => p -= words,
                }
            }
        }
    }
}
