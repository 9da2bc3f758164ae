//! The key axis: what a row is about, as times, bands of time, numbers or names, and where on the axis it stands.

use crate::spec::Period;
use crate::table::Column;
use crate::time::{self, Unit};

/// What the key axis measures.
#[derive(Clone, Debug, PartialEq)]
pub enum Key {
    /// Times on a continuous axis, from the first to the last (milliseconds), each standing where `period` says.
    Time {
        /// The unit in which the times are known.
        unit: Unit,
        /// When in its unit a value stands.
        period: Period,
        /// First and last position.
        domain: (f64, f64),
    },
    /// Times as bands, one a unit, without leaving any out.
    Steps {
        /// The unit of a band.
        unit: Unit,
        /// The first band's beginning in milliseconds.
        first: f64,
        /// Number of bands.
        count: usize,
    },
    /// Numbers.
    Number {
        /// Least and greatest.
        domain: (f64, f64),
    },
    /// Names, in the order in which they are drawn.
    Names {
        /// The names.
        names: Vec<String>,
    },
}

/// Units from one time to another.
pub(super) fn steps_between(from: f64, to: f64, unit: Unit) -> f64 {
    let ((y0, m0, _), (y1, m1, _)) = (time::civil(from), time::civil(to));
    let months = f64::from((y1 - y0) * 12 + m1 - m0);
    match unit {
        Unit::Year => f64::from(y1 - y0),
        Unit::Quarter => (months / 3.0).floor(),
        Unit::Month => months,
        Unit::Day => ((to - from) / time::DAY).floor(),
        Unit::Minute => ((to - from) / 60_000.0).floor(),
    }
}

impl Key {
    /// True for an axis of bands.
    pub fn bands(&self) -> Option<usize> {
        match self {
            Key::Steps { count, .. } => Some(*count),
            Key::Names { names } => Some(names.len()),
            _ => None,
        }
    }

    /// Where a row stands: a number, a time, or the index of a band.
    pub fn place(&self, column: &Column, row: usize) -> Option<f64> {
        match self {
            Key::Names { names } => {
                let own;
                let name = match column.text(row) {
                    Some(text) => text,
                    None => {
                        own = plain(column.number(row)?);
                        own.as_str()
                    }
                };
                names.iter().position(|n| n == name).map(|index| index as f64)
            }
            _ => column.number(row).map(|value| self.at(value)),
        }
    }

    /// Where a number or a time in milliseconds stands.
    pub fn at(&self, value: f64) -> f64 {
        match self {
            Key::Time { unit, period, .. } => match period {
                Period::Start => value,
                Period::Mid => time::mid(value, *unit),
                Period::End => time::end(value, *unit),
            },
            Key::Steps { unit, first, .. } => steps_between(*first, value, *unit),
            _ => value,
        }
    }
}

/// A number as a name: no grouping, no decimals it does not have.
pub(super) fn plain(value: f64) -> String {
    let whole = value.round();
    if whole == value {
        return (value as i64).to_string();
    }
    // Three decimals name a category well enough, and need no float formatter.
    let scaled = (value.abs() * 1000.0).round() as i64;
    let mut digits = (1000 + scaled % 1000).to_string().split_off(1);
    while digits.ends_with('0') {
        digits.pop();
    }
    let mut out = String::from(if value < 0.0 { "-" } else { "" });
    out.push_str(&(scaled / 1000).to_string());
    out.push('.');
    out.push_str(&digits);
    out
}
