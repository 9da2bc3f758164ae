//! Numbers, counts, differences, changes, ratios and streaks: which numeral is meant, and what it says in the kind and unit of the value.

use super::interval::{Interval, Nature, interval, range};
use super::lexicon::{Phrases, cut, ending, find, find_ending, key_of, longest};
use super::numeral::{Hedge, Numeral, Sort, part, scale};
use super::reader::Reader;
use super::token::Token;
use super::unit::{self, Dimension};
use super::{Answer, Given, Question, Verdict};
use crate::fact::Kind;

/// Why there is no interval: the verdict then, and its reason.
type Refusal = (Verdict, &'static str);
/// A usual reading, and one that is possible.
type Readings<T> = (T, Option<T>);
/// Farther away than any word within the marked ones.
const FAR: usize = 1 << 20;
/// Factor and offset from the words' number to the value.
type Scale = (f64, f64);

const NO_NUMBER: Refusal = (Verdict::CannotTell, "there is no number in the words");
const SEVERAL: Refusal = (Verdict::CannotTell, "there are several numbers in the words, and no range");
const VAGUE: Refusal = (Verdict::CannotTell, "the number is vague");
const SIGN_OPEN: Refusal = (Verdict::CannotTell, "the words do not say whether it rose or fell");
const OTHER_KIND: Refusal = (Verdict::CannotTell, "the words are of another kind or unit than the value");
const NO_POINTS: Refusal = (Verdict::Disagrees, "percent and percentage points are not the same");
const OTHER_PERIOD: Refusal = (Verdict::Disagrees, "the words count another period");

/// Holds the words against the value.
pub fn judge(question: &Question, reader: &Reader) -> Answer {
    let (value, bound) = match question.value {
        Given::Number(value) => (value, false),
        // Just above a bound that the value exceeds: far enough to be told from it.
        Given::Bound(value, above) => (if above { value + value.abs() * 1e-7 } else { value }, true),
        _ => return Answer::new(OTHER_KIND),
    };
    let numerals = reader.numerals();
    let meaning = Meaning { question, reader, numerals: &numerals, value };
    let (first, other) = match meaning.readings() {
        Ok(readings) => readings,
        Err(refusal) => return Answer::new(refusal),
    };
    let side = first.side(value);
    // The usual reading decides; where only the other one fits, nobody can tell.
    let verdict = if side == 0 {
        (Verdict::Agrees, "the value is what the words stand for")
    } else if bound && side < 0 {
        (Verdict::CannotTell, "the value is known only as a lower bound")
    } else if other.is_some_and(|other| other.side(value) == 0) {
        (Verdict::CannotTell, "only a less usual reading of the words fits")
    } else if side < 0 {
        (Verdict::Disagrees, "the value is below what the words stand for")
    } else {
        (Verdict::Disagrees, "the value is above what the words stand for")
    };
    let end = |x: f64| x.is_finite().then_some(x);
    Answer { low: end(first.low), high: end(first.high), ..Answer::new(verdict) }
}

struct Meaning<'a> {
    question: &'a Question<'a>,
    reader: &'a Reader<'a>,
    numerals: &'a [Numeral],
    value: f64,
}

impl Meaning<'_> {
    fn longest(&self, phrases: Phrases, at: usize) -> usize {
        longest(phrases, self.reader.tokens, at)
    }

    fn ending(&self, phrases: Phrases, end: usize) -> usize {
        ending(phrases, self.reader.tokens, end)
    }

    fn readings(&self) -> Result<Readings<Interval>, Refusal> {
        let (reader, language, kind) = (self.reader, self.reader.language, self.question.kind);
        let (streak, relative) = (kind == Kind::Streak, matches!(kind, Kind::Change | Kind::Ratio));
        // What looks like a year, an article or an ordinal gives way to any other number; in a streak the ordinal is the number.
        let rank = |n: &Numeral| {
            if n.aside {
                3
            } else if n.weak {
                2
            } else {
                u8::from(n.ordinal != streak)
            }
        };
        let marked = || self.numerals.iter().filter(|n| n.end > reader.from && n.start < reader.to);
        let best = marked().map(rank).min().unwrap_or(3);
        let mut chosen = marked().filter(|n| rank(n) == best && !(relative && best == 3));
        let (first, second, third) = (chosen.next(), chosen.next(), chosen.next());
        if (best == 2 || first.is_none())
            && let Some(interval) = self.without_number()
        {
            return Ok((interval, None));
        }
        let mut number = second.or(first).ok_or(NO_NUMBER)?.clone();
        if third.is_some() {
            return Err(SEVERAL);
        }
        if !number.value().is_finite() || self.ending(language.vague, number.start) > 0 {
            return Err(VAGUE);
        }
        if kind == Kind::Count && number.sort == Sort::Fraction && number.one > 0.0 {
            // A count of *16 of 19* is 16.
            (number.sort, number.divisor) = (Sort::Plain, 1.0);
        }
        let nature = self.nature(&number);
        let mut plain = interval(&number, number.hedge, nature);
        if second.is_some() {
            let (low, hedge) = first.and_then(|first| self.range(first, &number)).ok_or(SEVERAL)?;
            plain = range(&low, &number, hedge, nature);
            (number.level, number.hedge_start) = (low.level, low.hedge_start);
        } else if streak && number.hedge == Hedge::Bare {
            plain = Interval::closed(number.value(), number.value());
        }
        let ((a, b), other) = self.scales(&number)?;
        let reading = plain.map(a, b);
        if let Some((a, b)) = other {
            return Ok((reading, Some(plain.map(a, b))));
        }
        let mut other = number.clone();
        if number.shift != 0 {
            other.exponent += number.shift;
            other.decimals = other.exponent < 0;
        } else if number.hedge == Hedge::Over && number.names(Dimension::Time) {
            other.hedge = Hedge::Bare;
        } else if number.sort == Sort::Multiple && self.longest(language.times_more, number.end) > 0 {
            other.mantissa += scale(1.0, -number.exponent);
        }
        Ok((reading, second.is_none().then(|| interval(&other, other.hedge, nature).map(a, b))))
    }

    /// *Unchanged*, *rose*.
    fn without_number(&self) -> Option<Interval> {
        let (reader, language, kind) = (self.reader, self.reader.language, self.question.kind);
        let middle = match kind {
            Kind::Change | Kind::Difference => 0.0,
            Kind::Ratio => 1.0,
            _ => return None,
        };
        let difference = kind == Kind::Difference;
        let (mut negated, mut sign) = (false, None);
        for at in reader.from..reader.to {
            if self.longest(language.unchanged, at) > 0 {
                let soft = self.ending(language.softeners, at) + self.longest(language.softeners, at) > 0;
                let width = if difference {
                    if matches!(self.question.unit, "pp" | "%") { 0.05 } else { 0.0 }
                } else if soft {
                    0.02
                } else {
                    0.005
                };
                return Some(Interval::closed(middle - width, middle + width));
            }
            negated |= self.longest(language.not, at) + self.longest(language.vague, at) > 0;
            sign = sign.or(self.direction_at(at, 0));
        }
        let up = Interval { low: if difference { 0.0 } else { 0.005 }, high: f64::INFINITY, open_low: difference, open_high: false };
        sign.filter(|_| !negated).map(|sign| up.map(sign, middle))
    }

    /// Both numbers as a range: the first, completed by the second, and the hedge.
    fn range(&self, first: &Numeral, second: &Numeral) -> Option<(Numeral, Hedge)> {
        let language = self.reader.language;
        let between = self.reader.between(first.hedge_start);
        let mut joined = self.longest(language.to, first.end);
        if joined == 0 && between > 0 {
            joined = self.longest(language.and, first.end);
        }
        let after = first.end + joined;
        let start = first.hedge_start;
        let apart = self.ending(language.from, start) + self.ending(language.from, start - self.ending(language.fillers, start)) > 0;
        let touching = after == second.start || after + self.longest(language.fillers, after) == second.start;
        let mut low = first.clone();
        if low.unit.is_empty() {
            low.unit = second.unit;
        }
        if low.power < second.power && scale(low.value(), second.power) < second.value() {
            low.exponent += second.power;
            low.power = second.power;
        }
        let hedged =
            between > 0 && find_ending(language.hedges, self.reader.tokens, between - self.ending(language.between, between)).1 > 0;
        let hedge = if hedged { Hedge::About } else { first.hedge };
        let fits = joined > 0 && touching && !apart && low.sort == second.sort && low.value() < second.value();
        fits.then_some((low, hedge))
    }

    fn nature(&self, number: &Numeral) -> Nature {
        let named = |dimension| number.names(dimension) || number.unit.is_empty() && self.reader.dimension == Some(dimension);
        if named(Dimension::Percent) {
            Nature::Percent
        } else if !number.decimals && (matches!(self.question.kind, Kind::Count | Kind::Streak) || named(Dimension::Time)) {
            Nature::Whole
        } else {
            Nature::Other
        }
    }

    /// From the words' number to the value.
    fn scales(&self, number: &Numeral) -> Result<Readings<Scale>, Refusal> {
        let dimension = self.reader.dimension;
        let fraction = number.sort == Sort::Fraction;
        let other = fraction || number.sort == Sort::Multiple;
        match self.question.kind {
            Kind::Change | Kind::Ratio => self.relative(number),
            Kind::Difference => {
                if number.level || number.aside || other {
                    return Err(OTHER_KIND);
                }
                if number.names(Dimension::Percent) && dimension == Some(Dimension::Points) {
                    return Err(NO_POINTS);
                }
                let sign = self.sign(number)?;
                let points = dimension == Some(Dimension::Percent) && number.names(Dimension::Points);
                let (first, second) =
                    if points { ((part(number.unit).map_or(1.0, |(part, _)| part), 0.0), None) } else { self.convert(number)? };
                let signed = |(a, _): Scale| (sign * a, 0.0);
                Ok((signed(first), second.map(signed)))
            }
            Kind::Streak if self.other_period() => Err(OTHER_PERIOD),
            Kind::Streak => Ok(((self.sign(number)?, 0.0), None)),
            _ if fraction && dimension == Some(Dimension::Percent) => Ok(((100.0, 0.0), None)),
            // A year is no number of years.
            _ if other || number.aside && number.unit.is_empty() && dimension == Some(Dimension::Time) => Err(OTHER_KIND),
            _ => {
                let sign = number.sign.unwrap_or(1.0);
                let (first, second) = self.convert(number)?;
                let signed = |(a, b): Scale| (sign * a, b);
                Ok((signed(first), second.map(signed)))
            }
        }
    }

    /// From the unit of the words to that of the value.
    fn convert(&self, number: &Numeral) -> Result<Readings<Scale>, Refusal> {
        let target = unit::key(self.question.unit);
        let unnamed = self.question.unit.is_empty();
        let mut keys = number.unit;
        let (mut first, mut second) = (keys.is_empty().then_some((1.0, 0.0)), None);
        while !keys.is_empty() {
            let (key, others) = cut(keys, b'&');
            keys = others;
            let Some((part, from)) = part(key) else { continue };
            let scale = match (target, from.dimension) {
                (Some(target), _) => unit::conversion(from, target),
                (None, Dimension::Points) => Some((1.0, 0.0)),
                // Years can be counted; what the data do not name may be hectares, but not percent.
                (None, Dimension::Time) => unnamed.then_some((1.0, 0.0)),
                (None, other) => (unnamed && self.question.kind == Kind::Number && other != Dimension::Percent).then_some((1.0, 0.0)),
            };
            if let Some((a, b)) = scale {
                let scale = Some((a * part, b));
                (first, second) = if first.is_none() { (scale, None) } else { (first, scale) };
            }
        }
        first.map(|first| (first, second)).ok_or(OTHER_KIND)
    }

    /// For changes and ratios: ratio = 1 + change.
    fn relative(&self, number: &Numeral) -> Result<Readings<Scale>, Refusal> {
        let language = self.reader.language;
        let ratio = self.question.kind == Kind::Ratio;
        let only = |a: f64, b: f64| Ok(((a, b), None));
        if !ratio && number.names(Dimension::Points) {
            return Err(NO_POINTS);
        }
        let base = if ratio { 0.0 } else { -1.0 };
        let size = match number.sort {
            Sort::Multiple if self.direction_at(number.end, number.end) == Some(-1.0) => return Err(OTHER_KIND),
            Sort::Multiple => return only(1.0, base),
            Sort::Fraction => 1.0,
            _ if number.names(Dimension::Percent) => 0.01,
            Sort::Plain if ratio && number.unit.is_empty() => return only(1.0, 0.0),
            _ => return Err(OTHER_KIND),
        };
        let of = self.longest(language.of, number.end);
        let of = of > 0 && self.direction_at(number.end + of, number.end).is_none();
        let beside = number.sign.or_else(|| self.beside(number));
        if ratio {
            return match beside {
                Some(sign) if !of || number.sign.is_some() => only(sign * size, 1.0),
                _ => only(size, 0.0),
            };
        }
        if number.level {
            return Err(OTHER_KIND);
        }
        let share = (size, base);
        if !of {
            return only(self.sign(number)? * size, 0.0);
        }
        let change = beside.or_else(|| self.direction(number)).map(|sign| (sign * size, 0.0));
        Ok(match change {
            Some(change) if beside.is_some() => (change, Some(share)),
            _ => (share, change),
        })
    }

    /// The sign of a signed value: as written, else the nearest direction, else open if the value is negative.
    fn sign(&self, number: &Numeral) -> Result<f64, Refusal> {
        match number.sign.or_else(|| self.direction(number)) {
            Some(sign) => Ok(sign),
            None if self.value < 0.0 => Err(SIGN_OPEN),
            None => Ok(1.0),
        }
    }

    /// The direction word at `at`, unless it is part of a hedge; some count only after the number, which ends at `end`.
    fn direction_at(&self, at: usize, end: usize) -> Option<f64> {
        let language = self.reader.language;
        if self.numerals.iter().any(|n| n.hedge_start <= at && at < n.start) {
            return None;
        }
        let (mut row, mut words) = find(language.directions, self.reader.tokens, at);
        if words == 0 && end > 0 && at >= end {
            (row, words) = find(language.directions_after, self.reader.tokens, at);
        }
        (words > 0).then_some(if row == 0 { 1.0 } else { -1.0 })
    }

    /// The direction word in the marked words, else the one fewest words away.
    fn direction(&self, number: &Numeral) -> Option<f64> {
        let reader = self.reader;
        let joined = usize::from(self.longest(reader.language.of, reader.to) > 0);
        let (mut nearest, mut sign) = (usize::MAX, None);
        // Words on either side are farther away than any of the marked ones; after a tie the side before wins, unless *of* joins.
        let mut words = 0;
        let solid = |token: &Token| token.is_word() || token.number.is_some();
        let before = reader.tokens.iter().take(reader.from).filter(|token| solid(token)).count();
        for (at, token) in reader.tokens.iter().enumerate() {
            if at == reader.to {
                words = 0;
            }
            let away = if at < reader.from {
                FAR + 2 * before.saturating_sub(words) - 1
            } else if at < reader.to {
                usize::max(number.start.saturating_sub(at), (at + 1).saturating_sub(number.end))
            } else {
                FAR + 2 * words + 2 - 2 * joined
            };
            words += usize::from(solid(token));
            if away < nearest
                && let found @ Some(_) = self.direction_at(at, number.end)
            {
                (nearest, sign) = (away, found);
            }
        }
        sign
    }

    /// The direction word that touches the number: *rose by*, *a fall of* before it, *fewer* after it (but not *, up from*).
    fn beside(&self, number: &Numeral) -> Option<f64> {
        let language = self.reader.language;
        let after = self.direction_at(number.end, number.end).filter(|_| self.longest(language.level, number.end + 1) == 0);
        if after.is_some() || number.level {
            return after;
        }
        let mut at = number.hedge_start;
        for _ in 0..3 {
            let direction = at.checked_sub(1).and_then(|at| self.direction_at(at, 0));
            if direction.is_some() {
                return direction;
            }
            match self.ending(language.fillers, at).max(self.ending(language.of, at)) {
                0 => return None,
                words => at -= words,
            }
        }
        None
    }

    /// Whether the words count another period than the value.
    fn other_period(&self) -> bool {
        let reader = self.reader;
        let periods = reader.language.periods;
        for at in reader.from..reader.to + 2 {
            let (row, words) = find(periods, reader.tokens, at);
            let (key, named, time) = reader.unit_at(at, false, reader.tokens);
            let key = if words > 0 { key_of(periods, row) } else { key };
            if words > 0 || named > 0 && time && unit::key(key).is_some_and(|unit| unit.factor >= 1.0) {
                return reader.dimension == Some(Dimension::Time) && key != self.question.unit;
            }
        }
        false
    }
}
