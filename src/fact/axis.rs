//! The x axis as facts see it: each row's position, and what an argument such as `2016` or `'2016-05'` means on it.

use super::{Kind, Outcome, Subject, sentences, show};
use crate::expr::{Expr, Node, as_time, end_of};
use crate::spec::Period;
use crate::table::Values;
use crate::time::{self, DAY, Unit};

/// What positions on an axis are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Scale {
    /// Milliseconds since 1970, each the beginning of a unit.
    Time(Unit),
    /// Numbers.
    Numbers,
    /// Categories, by their first appearance.
    Text,
    /// There is no axis: the numbers of the rows.
    Rows,
}

/// An axis: a column that orders the rows.
pub(super) struct Axis<'a> {
    subject: &'a Subject<'a>,
    column: Option<usize>,
    /// What its positions are.
    pub scale: Scale,
}

/// Positions from `low` to `high`, both included: one year, one category.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stretch {
    pub low: f64,
    pub high: f64,
}

impl<'a> Axis<'a> {
    /// The axis that a column gives; without one, the order of the rows.
    pub fn new(subject: &'a Subject<'a>, column: Option<usize>) -> Self {
        let scale = column.map_or(Scale::Rows, |column| {
            let column = &subject.table.columns[column];
            match &column.values {
                Values::Times(_, unit) => Scale::Time(*unit),
                Values::Numbers(_) if column.years() => Scale::Time(Unit::Year),
                Values::Numbers(_) => Scale::Numbers,
                Values::Text { .. } => Scale::Text,
            }
        });
        Axis { subject, column, scale }
    }

    /// The position of a row; `None` when its x is missing.
    pub fn position(&self, row: usize) -> Option<f64> {
        let Some(index) = self.column else { return Some(row as f64) };
        let column = &self.subject.table.columns[index];
        match (&column.values, self.scale) {
            (_, Scale::Time(_)) => as_time(column, row).map(|t| t.0),
            (Values::Text { codes, .. }, _) => (!column.is_missing(row)).then(|| f64::from(codes[row])),
            _ => column.number(row),
        }
    }

    /// Whether a value at `position` stands later than the story's date.
    pub fn is_later(&self, position: f64) -> bool {
        let (Scale::Time(unit), Some(as_of)) = (self.scale, self.subject.as_of) else { return false };
        let end = end_of(position, unit);
        let stands = match self.subject.period {
            Period::Start => position,
            Period::Mid => (position + end) / 2.0,
            Period::End => time::floor(end, Unit::Day.max(unit)),
        };
        stands >= as_of + DAY
    }

    /// A position in words: `2016`, `13 March 2017`, `Pacific`.
    pub fn write(&self, position: f64) -> String {
        let host = self.subject.host;
        match self.scale {
            Scale::Time(unit) => sentences::date(host, position, unit),
            Scale::Numbers => show::number(host, position, show::decimals(&[position]), false),
            Scale::Text => self.word(position).unwrap_or_default().to_string(),
            Scale::Rows => show::number(host, self.subject.table.line(position as usize) as f64, 0, false),
        }
    }

    /// A position with its preposition: `in 2016`.
    pub fn place(&self, position: f64) -> String {
        let (x, words) = (self.write(position), self.subject.words());
        match self.scale {
            Scale::Time(unit) => words.place(&x, Some(unit)),
            Scale::Rows => sentences::say(words.line, &[&x]),
            Scale::Numbers | Scale::Text => words.place(&x, None),
        }
    }

    /// A position as the result of a fact; `None` without an axis.
    pub fn outcome(&self, position: f64) -> Option<(Outcome, Kind)> {
        Some(match self.scale {
            Scale::Time(unit) => (Outcome::Time(position, unit), Kind::Date),
            Scale::Numbers => (Outcome::Number(position), Kind::Number),
            Scale::Text => (Outcome::Text(self.word(position)?.to_string()), Kind::Number),
            Scale::Rows => return None,
        })
    }

    /// Whether its positions are days.
    pub fn in_days(&self) -> bool {
        matches!(self.scale, Scale::Time(Unit::Day | Unit::Minute))
    }

    /// Whether a stretch of it can be named by its ends.
    pub fn is_ordered(&self) -> bool {
        matches!(self.scale, Scale::Time(_) | Scale::Numbers)
    }

    fn word(&self, position: f64) -> Option<&'a str> {
        match &self.subject.table.columns[self.column?].values {
            Values::Text { words, .. } => words.get(position as usize).map(String::as_str),
            _ => None,
        }
    }

    /// The categories of the axis.
    pub fn words(&self) -> &'a [String] {
        match self.column.map(|c| &self.subject.table.columns[c].values) {
            Some(Values::Text { words, .. }) => words,
            _ => &[],
        }
    }

    /// What a literal stands for on this axis; else what would be right. `source` is the literal as it is written.
    pub fn read(&self, literal: &Expr, source: &str) -> Result<Stretch, &'static str> {
        let point = |value| Ok(Stretch { low: value, high: value });
        match (self.scale, &literal.node) {
            (Scale::Time(unit), node) => {
                let parsed = match node {
                    Node::Text(text) => time::parse(text),
                    Node::Number(year) if year.fract() == 0.0 && (0.0..10_000.0).contains(year) => {
                        Some((time::from_civil(*year as i32, 1, 1), Unit::Year))
                    }
                    _ => None,
                };
                match (parsed, unit) {
                    (Some((ms, given)), _) if given <= unit => Ok(Stretch { low: ms, high: end_of(ms, given) }),
                    (_, Unit::Year) => Err("the data go by years: write 2016, first or last"),
                    (_, Unit::Quarter) => Err("the data go by quarters: write '2016-Q2', first or last"),
                    (_, Unit::Month) => Err("the data go by months: write '2016-05', first or last"),
                    _ => Err("write a date as '2016-05-29', first or last"),
                }
            }
            (Scale::Numbers, Node::Number(value)) => point(*value),
            (Scale::Numbers, _) => Err("the x axis has numbers: write one, first or last"),
            (Scale::Text, node) => {
                let text = match node {
                    Node::Text(text) => text,
                    Node::Number(_) => source,
                    _ => "",
                };
                let word = self.words().iter().position(|w| w == text);
                word.map_or(Err("put one of the categories between quotes"), |code| point(code as f64))
            }
            (Scale::Rows, _) => Err("the chart has no x axis: write first or last"),
        }
    }
}
