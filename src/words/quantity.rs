//! Numbers, counts, differences, changes, ratios and streaks: which numeral is meant, and what it says in the kind and unit of the value.

use super::interval::{Interval, Nature, interval, range};
use super::lexicon::{ending, longest, row_ending};
use super::numeral::{Hedge, Numeral, Reader, Sort};
use super::unit::{self, Dimension};
use super::{Answer, Given, Question, Verdict};
use crate::fact::Kind;

const NO_NUMBER: &str = "there is no number in the words";
const SIGN_OPEN: &str = "the words do not say whether it rose or fell";
const OTHER_KIND: &str = "the words are of another kind or unit than the value";

/// Holds the words against the value.
pub fn judge(question: &Question, reader: &Reader) -> Answer {
    let (value, bound) = match question.value {
        Given::Number(value) => (value, false),
        // Just above a bound that the value exceeds: far enough to be told from it.
        Given::Bound(value, above) => (if above { value + value.abs() * 1e-7 } else { value }, true),
        _ => return Answer::cannot_tell(OTHER_KIND),
    };
    let numerals = reader.numerals();
    let meaning = Meaning { question, reader, numerals: &numerals, value };
    match meaning.readings() {
        Ok(readings) => compare(&readings, value, bound),
        Err(answer) => answer,
    }
}

/// The first reading decides; where only another one fits, nobody can tell.
fn compare(readings: &[Interval], value: f64, bound: bool) -> Answer {
    let Some(first) = readings.first() else { return Answer::cannot_tell(OTHER_KIND) };
    let side = first.side(value);
    let (verdict, why) = if side == 0 {
        (Verdict::Agrees, "the value is what the words stand for")
    } else if bound && side < 0 {
        (Verdict::CannotTell, "the value is known only as a lower bound")
    } else if readings.iter().any(|reading| reading.side(value) == 0) {
        (Verdict::CannotTell, "the words have two readings, and only the less usual one fits")
    } else if side < 0 {
        (Verdict::Disagrees, "the value is below what the words stand for")
    } else {
        (Verdict::Disagrees, "the value is above what the words stand for")
    };
    let end = |x: f64| x.is_finite().then_some(x);
    Answer { low: end(first.low), high: end(first.high), ..Answer::new(verdict, why) }
}

struct Meaning<'a> {
    question: &'a Question<'a>,
    reader: &'a Reader<'a>,
    numerals: &'a [Numeral],
    value: f64,
}

impl Meaning<'_> {
    fn longest(&self, phrases: &str, at: usize) -> usize {
        longest(phrases, self.reader.tokens, at)
    }

    fn ending(&self, phrases: &str, end: usize) -> usize {
        ending(phrases, self.reader.tokens, end)
    }

    fn readings(&self) -> Result<Vec<Interval>, Answer> {
        let (reader, language) = (self.reader, self.reader.language);
        let relative = matches!(self.question.kind, Kind::Change | Kind::Ratio | Kind::Difference);
        let mut marked: Vec<&Numeral> = self.numerals.iter().filter(|n| n.end > reader.from && n.start < reader.to).collect();
        // What looks like a year, an article or an ordinal gives way to any other number.
        let streak = self.question.kind == Kind::Streak;
        let weaker: [fn(&Numeral) -> bool; 3] = [|n| n.aside, |n| n.weak, |n| n.ordinal];
        for (position, weak) in weaker.iter().enumerate() {
            if streak && position == 2 {
                if marked.iter().any(|n| n.ordinal) {
                    marked.retain(|n| n.ordinal);
                }
            } else if relative && position == 0 || marked.iter().any(|n| !weak(n)) {
                marked.retain(|n| !weak(n));
            }
        }
        if marked.iter().all(|n| n.weak)
            && let Some(interval) = self.without_number()
        {
            return Ok(vec![interval]);
        }
        let (number, second) = match marked.as_slice() {
            [] => return Err(Answer::cannot_tell(NO_NUMBER)),
            [number] => (*number, None),
            [first, second] => (*second, Some(*first)),
            _ => return Err(Answer::cannot_tell("there are several numbers in the words")),
        };
        if !number.value().is_finite() || self.ending(language.vague, number.start) > 0 {
            return Err(Answer::cannot_tell("the number is vague"));
        }
        let mut number = number.clone();
        if self.question.kind == Kind::Count && number.sort == Sort::Fraction && number.one > 0.0 {
            // A count of *16 of 19* is 16.
            (number.sort, number.divisor) = (Sort::Plain, 1.0);
        }
        let number = &number;
        let nature = self.nature(number);
        if let Some(first) = second {
            let (first, hedge) =
                self.range(first, number).ok_or_else(|| Answer::cannot_tell("there are two numbers in the words, and no range"))?;
            let scales = self.scales(&Numeral { level: first.level, hedge_start: first.hedge_start, ..number.clone() })?;
            let interval = range(&first, number, hedge, nature);
            return Ok(scales.iter().map(|(a, b)| interval.map(*a, *b)).collect());
        }
        let scales = self.scales(number)?;
        let plain = if streak && number.hedge == Hedge::Bare {
            Interval::closed(number.value(), number.value())
        } else {
            interval(number, number.hedge, nature)
        };
        let mut readings: Vec<Interval> = scales.iter().map(|(a, b)| plain.map(*a, *b)).collect();
        let Some((a, b)) = scales.first() else { return Ok(readings) };
        let mut other = number.clone();
        if number.shift != 0 {
            other.exponent += number.shift;
            other.decimals = other.exponent < 0;
        } else if number.hedge == Hedge::Over && number.names(Dimension::Time) {
            other.hedge = Hedge::Bare;
        } else if number.sort == Sort::Multiple && self.longest(language.times_more, number.end) > 0 {
            other.mantissa += if number.decimals { 10.0 } else { 1.0 };
        } else {
            return Ok(readings);
        }
        readings.push(interval(&other, other.hedge, nature).map(*a, *b));
        Ok(readings)
    }

    /// *Unchanged*, *rose*.
    fn without_number(&self) -> Option<Interval> {
        let (reader, language) = (self.reader, self.reader.language);
        let mut marked = reader.from..reader.to;
        let middle = match self.question.kind {
            Kind::Change | Kind::Difference => 0.0,
            Kind::Ratio => 1.0,
            _ => return None,
        };
        let difference = self.question.kind == Kind::Difference;
        if let Some(at) = marked.clone().find(|at| self.longest(language.unchanged, *at) > 0) {
            let soft = self.ending(language.softeners, at) > 0 || self.longest(language.softeners, at) > 0;
            let width = match (difference, matches!(self.question.unit, "pp" | "%"), soft) {
                (true, points, _) => 0.05 * f64::from(u8::from(points)),
                (_, _, soft) => {
                    if soft {
                        0.02
                    } else {
                        0.005
                    }
                }
            };
            return Some(Interval::closed(middle - width, middle + width));
        }
        if marked.clone().any(|at| self.longest(language.not, at) > 0) {
            return None;
        }
        let sign = marked.find_map(|at| self.direction_at(at, 0))?;
        let least = if difference { 0.0 } else { 0.005 };
        let up = Interval { low: least, high: f64::INFINITY, open_low: difference, open_high: false };
        Some(up.map(sign, middle))
    }

    /// Both numbers as a range, the first completed by the second.
    fn range(&self, first: &Numeral, second: &Numeral) -> Option<(Numeral, Hedge)> {
        let language = self.reader.language;
        let start = first.hedge_start - self.ending(language.fillers, first.hedge_start);
        let between = self.ending(language.between, start);
        let joined = if between > 0 { self.longest(language.and, first.end) } else { 0 }.max(self.longest(language.to, first.end));
        let after = first.end + joined;
        let apart = self.ending(language.from, start) > 0 || self.ending(language.from, first.hedge_start) > 0;
        let touching = after == second.start || after + self.longest(language.fillers, after) == second.start;
        let mut low = first.clone();
        low.unit = low.unit.or(second.unit);
        if low.power < second.power && super::numeral::scale(low.value(), second.power) < second.value() {
            low.exponent += second.power;
            low.power = second.power;
        }
        let hedge = row_ending(language.hedges, self.reader.tokens, start - between).map_or(first.hedge, |_| Hedge::About);
        let fits = joined > 0 && touching && !apart && low.sort == second.sort && low.value() < second.value();
        fits.then_some((low, hedge))
    }

    fn nature(&self, number: &Numeral) -> Nature {
        let target = unit::key(self.question.unit).map(|unit| unit.dimension);
        let named = |dimension| number.names(dimension) || number.unit.is_none() && target == Some(dimension);
        if named(Dimension::Percent) {
            Nature::Percent
        } else if !number.decimals && (matches!(self.question.kind, Kind::Count | Kind::Streak) || named(Dimension::Time)) {
            Nature::Whole
        } else {
            Nature::Other
        }
    }

    /// Factors and offsets from the words' number to the value, the usual reading first.
    fn scales(&self, number: &Numeral) -> Result<Vec<(f64, f64)>, Answer> {
        let target = unit::key(self.question.unit);
        let dimension = target.map(|unit| unit.dimension);
        let (percent, points) = (number.names(Dimension::Percent), number.names(Dimension::Points));
        let fraction = number.sort == Sort::Fraction;
        let other_kind = || Answer::cannot_tell(OTHER_KIND);
        match self.question.kind {
            Kind::Change | Kind::Ratio => self.relative_scales(number, percent, points),
            Kind::Difference => {
                if number.level || fraction || number.sort == Sort::Multiple {
                    return Err(other_kind());
                }
                if percent && dimension == Some(Dimension::Points) {
                    return Err(Answer::new(Verdict::Disagrees, "percent is not percentage points"));
                }
                let sign = self.sign(number)?;
                let scales = match dimension {
                    Some(Dimension::Percent) if points || percent => vec![(number.unit.map_or(1.0, |(factor, _)| factor), 0.0)],
                    _ => self.conversions(number)?,
                };
                Ok(scales.iter().map(|(a, _)| (sign * a, 0.0)).collect())
            }
            Kind::Streak => {
                if self.other_period() {
                    return Err(Answer::new(Verdict::Disagrees, "the words count another period"));
                }
                Ok(vec![(self.sign(number)?, 0.0)])
            }
            _ => {
                let year = number.aside && number.unit.is_none() && dimension == Some(Dimension::Time);
                let sign = number.sign.unwrap_or(1.0);
                if fraction && dimension == Some(Dimension::Percent) {
                    return Ok(vec![(100.0, 0.0)]);
                }
                if fraction || number.sort == Sort::Multiple || year {
                    return Err(other_kind());
                }
                if self.question.kind == Kind::Count && number.names(Dimension::Time) && target.is_none() {
                    return Ok(vec![(sign, 0.0)]);
                }
                Ok(self.conversions(number)?.iter().map(|(a, b)| (sign * a, *b)).collect())
            }
        }
    }

    /// From the unit of the words to that of the value.
    fn conversions(&self, number: &Numeral) -> Result<Vec<(f64, f64)>, Answer> {
        let Some((factor, keys)) = number.unit else { return Ok(vec![(1.0, 0.0)]) };
        let target = unit::key(self.question.unit);
        let mut scales = Vec::new();
        for from in keys.split('|').filter_map(unit::key) {
            let scale = match target {
                Some(target) => unit::conversion(from, target),
                None if from.dimension == Dimension::Points => Some((1.0, 0.0)),
                None => (self.question.unit.is_empty() && self.question.kind == Kind::Number && from.dimension != Dimension::Percent)
                    .then_some((1.0, 0.0)),
            };
            if let Some((a, b)) = scale {
                scales.push((a * factor, b));
            }
        }
        if scales.is_empty() { Err(Answer::cannot_tell(OTHER_KIND)) } else { Ok(scales) }
    }

    /// For changes and ratios: ratio = 1 + change.
    fn relative_scales(&self, number: &Numeral, percent: bool, points: bool) -> Result<Vec<(f64, f64)>, Answer> {
        let language = self.reader.language;
        let ratio = self.question.kind == Kind::Ratio;
        if points && !ratio {
            return Err(Answer::new(Verdict::Disagrees, "points are not a relative change"));
        }
        let other_kind = Err(Answer::cannot_tell(OTHER_KIND));
        let one = if ratio { 0.0 } else { -1.0 };
        if number.sort == Sort::Multiple {
            let fewer = self.direction_at(number.end, number.end) == Some(-1.0);
            return if fewer { other_kind } else { Ok(vec![(1.0, one)]) };
        }
        let fraction = number.sort == Sort::Fraction;
        if !(percent || fraction) {
            let plain = ratio && number.unit.is_none() && matches!(number.sort, Sort::Plain);
            return if plain { Ok(vec![(1.0, 0.0)]) } else { other_kind };
        }
        let size = if percent { 0.01 } else { 1.0 };
        let of = self.longest(language.of, number.end);
        let of = of > 0 && self.direction_at(number.end + of, number.end).is_none();
        let beside = number.sign.or_else(|| self.beside(number));
        let share = (size, one);
        if ratio {
            let change = beside.filter(|_| !of || number.sign.is_some());
            return Ok(vec![change.map_or(share, |sign| (sign * size, 1.0))]);
        }
        if number.level {
            return other_kind;
        }
        match (of, beside) {
            (true, Some(sign)) => Ok(vec![(sign * size, 0.0), share]),
            (true, None) => Ok(match self.direction(number) {
                Some(sign) => vec![share, (sign * size, 0.0)],
                None => vec![share],
            }),
            _ => Ok(vec![(self.sign(number)? * size, 0.0)]),
        }
    }

    /// The sign of a signed value: as written, else the nearest direction, else open if the value is negative.
    fn sign(&self, number: &Numeral) -> Result<f64, Answer> {
        match number.sign.or_else(|| self.direction(number)) {
            Some(sign) => Ok(sign),
            None if self.value < 0.0 => Err(Answer::cannot_tell(SIGN_OPEN)),
            None => Ok(1.0),
        }
    }

    /// The direction word at `at`, unless it is part of a hedge; some count only after the number, which ends at `end`.
    fn direction_at(&self, at: usize, end: usize) -> Option<f64> {
        let language = self.reader.language;
        if self.numerals.iter().any(|n| (n.hedge_start..n.start).contains(&at)) {
            return None;
        }
        let lists = [language.directions, language.directions_after];
        for list in lists.iter().take(if end > 0 && at >= end { 2 } else { 1 }) {
            for (phrases, sign) in list.iter().zip([1.0, -1.0]) {
                if self.longest(phrases, at) > 0 {
                    return Some(sign);
                }
            }
        }
        None
    }

    /// The direction word in the marked words, else the one fewest words away.
    fn direction(&self, number: &Numeral) -> Option<f64> {
        let reader = self.reader;
        let marked = (reader.from..reader.to).filter_map(|at| {
            let away = if at < number.start { number.start - at } else { (at + 1).saturating_sub(number.end) };
            self.direction_at(at, number.end).map(|sign| (away, sign))
        });
        if let Some((_, sign)) = marked.min_by_key(|(away, _)| *away) {
            return Some(sign);
        }
        let words = |from: usize, to: usize| {
            reader.tokens.iter().take(to).skip(from).filter(|token| token.is_word() || token.number.is_some()).count()
        };
        let before = (0..reader.from).rev().find_map(|at| self.direction_at(at, number.end).map(|sign| (words(at + 1, reader.from), sign)));
        let after =
            (reader.to..reader.tokens.len()).find_map(|at| self.direction_at(at, number.end).map(|sign| (words(reader.to, at), sign)));
        match (before, after) {
            (Some((near, first)), Some((far, second))) => {
                let joined = self.longest(reader.language.of, reader.to) > 0;
                Some(if far < near || far == near && joined { second } else { first })
            }
            (one, other) => one.or(other).map(|(_, sign)| sign),
        }
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
        let period = |at: usize| {
            let named = reader
                .unit_at(at, false, reader.tokens)
                .and_then(|((_, keys), _, time)| unit::key(keys).filter(|unit| time && unit.factor >= 1.0));
            let adjective = || reader.language.periods.iter().find(|(_, words)| self.longest(words, at) > 0);
            named.map(|unit| unit.key).or_else(|| adjective().map(|(key, _)| *key))
        };
        let known = matches!(unit::key(self.question.unit), Some(unit) if unit.dimension == Dimension::Time);
        known && (reader.from..reader.to + 2).find_map(period).is_some_and(|key| key != self.question.unit)
    }
}
