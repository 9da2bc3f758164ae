//! Figures of a row among its neighbours: ranks, values before and after, and sums over a frame that moves along.

use super::accumulate::{Accumulator, Operation};
use super::sort::{Comparison, order};
use super::{Datum, Field, Frame, Sort, wrong};
use crate::report::Problem;
use std::rc::Rc;

/// A window operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WindowOperation {
    /// The place, from 1.
    RowNumber,
    /// The place of the first of those that sort alike.
    Rank,
    /// How many different places there are up to here.
    DenseRank,
    /// The rank as a share of the others.
    PercentRank,
    /// The share of rows up to the last of those that sort alike.
    CumeDist,
    /// In which of so many equal parts it lies.
    Ntile,
    /// The value some rows before.
    Lag,
    /// The value some rows after.
    Lead,
    /// The first value of the frame.
    FirstValue,
    /// The last value of the frame.
    LastValue,
    /// The value at a place of the frame, from 1.
    NthValue,
    /// The value, or the last before it if there is none.
    PrevValue,
    /// The value, or the next after it if there is none.
    NextValue,
    /// An aggregate over the frame.
    Aggregate(Operation),
}

/// The operations that only windows have, by the names that Vega gives them.
pub const WINDOW_OPERATIONS: [(&str, WindowOperation); 13] = [
    ("row_number", WindowOperation::RowNumber),
    ("rank", WindowOperation::Rank),
    ("dense_rank", WindowOperation::DenseRank),
    ("percent_rank", WindowOperation::PercentRank),
    ("cume_dist", WindowOperation::CumeDist),
    ("ntile", WindowOperation::Ntile),
    ("lag", WindowOperation::Lag),
    ("lead", WindowOperation::Lead),
    ("first_value", WindowOperation::FirstValue),
    ("last_value", WindowOperation::LastValue),
    ("nth_value", WindowOperation::NthValue),
    ("prev_value", WindowOperation::PrevValue),
    ("next_value", WindowOperation::NextValue),
];

impl WindowOperation {
    /// An operation by its name, an aggregate's among them.
    pub fn named(name: &str) -> Option<WindowOperation> {
        let own = WINDOW_OPERATIONS.iter().find(|(known, _)| *known == name).map(|(_, operation)| *operation);
        own.or_else(|| Operation::named(name).map(WindowOperation::Aggregate))
    }

    fn needs_field(self) -> bool {
        use WindowOperation::*;
        !matches!(self, RowNumber | Rank | DenseRank | PercentRank | CumeDist | Ntile | Aggregate(Operation::Count))
    }
}

/// A column that a window writes.
#[derive(Clone, Debug)]
pub struct WindowMeasure {
    /// What is computed.
    pub operation: WindowOperation,
    /// From which field, where the operation needs one.
    pub field: Option<Field>,
    /// How many parts (`ntile`), rows before or after (`lag`, `lead`, 1 by default), which place (`nth_value`), which weight
    /// (exponential operations).
    pub parameter: Option<f64>,
    /// The column that it is written to.
    pub name: Rc<str>,
}

/// Which neighbours of a row count, and in what order.
#[derive(Clone, Debug)]
pub struct WindowOptions {
    /// Rows that agree in these are neighbours.
    pub groupby: Vec<Field>,
    /// Their order; that of the data without.
    pub sort: Vec<Sort>,
    /// How many rows before (as a negative number) and after the row its frame reaches; `None` for all.
    pub frame: [Option<f64>; 2],
    /// Frames end between rows that sort alike; without, they take all of those.
    pub ignore_peers: bool,
}

impl Default for WindowOptions {
    /// All rows up to this one, in the order of the data.
    fn default() -> Self {
        WindowOptions { groupby: Vec::new(), sort: Vec::new(), frame: [None, Some(0.0)], ignore_peers: false }
    }
}

/// How many rows all frames together may hold, for operations that look at each.
const WORK: usize = 200_000_000;

/// Writes the figures of each row among its neighbours. Rows stay where they are.
pub fn window(frame: &Frame, measures: &[WindowMeasure], options: &WindowOptions) -> Result<Frame, Box<Problem>> {
    let comparison = Comparison::new(frame, &options.sort);
    let groups: Vec<Vec<u32>> = frame.groups(&options.groupby).into_iter().map(|rows| order(frame, &options.sort, rows)).collect();
    let sorted = !options.sort.is_empty();
    // Without an order no two rows are alike.
    let alike = |a: u32, b: u32| sorted && comparison.of(a, b).is_eq();
    let frames: Vec<Vec<(usize, usize)>> = groups.iter().map(|rows| frames(rows, options, sorted, &alike)).collect();
    let mut out = frame.clone();
    for measure in measures {
        let values = match &measure.field {
            Some(field) => field.values(frame),
            None if measure.operation.needs_field() => {
                return Err(wrong("missing-field", "a window operation that needs a field has none", "add \"field\""));
            }
            None => Vec::new(),
        };
        let parameter = measure.parameter;
        if matches!(measure.operation, WindowOperation::Ntile | WindowOperation::NthValue)
            && parameter.is_none_or(|p| p.is_nan() || p <= 0.0)
        {
            return Err(wrong("missing-param", "ntile and nth_value need a number above 0", "add \"param\""));
        }
        let mut column = vec![Datum::Undefined; frame.rows()];
        for (rows, frames) in groups.iter().zip(&frames) {
            let part = Part { rows, frames, values: &values, alike: &alike };
            let found = match measure.operation {
                WindowOperation::Aggregate(operation) => part.aggregate(operation, parameter, frame)?,
                operation => part.figures(operation, parameter),
            };
            rows.iter().zip(found).for_each(|(row, value)| column[*row as usize] = value);
        }
        out.set(measure.name.clone(), column);
    }
    Ok(out)
}

/// The frame of each row, as places in the sorted group, the end not included.
fn frames(rows: &[u32], options: &WindowOptions, sorted: bool, alike: &dyn Fn(u32, u32) -> bool) -> Vec<(usize, usize)> {
    let n = rows.len();
    let place = |value: f64| value.clamp(0.0, n as f64) as usize;
    // For each row, the first and one past the last of those that sort alike.
    let mut peers = vec![(0, 0); n];
    let mut first = 0;
    for i in 0..n {
        if i + 1 == n || !alike(rows[i], rows[i + 1]) {
            peers[first..=i].fill((first, i + 1));
            first = i + 1;
        }
    }
    let frame = |i: usize| {
        let start = options.frame[0].map_or(0, |offset| place(i as f64 + offset));
        let end = options.frame[1].map_or(n, |offset| place(i as f64 + offset + 1.0));
        if !sorted || options.ignore_peers {
            return (start, end);
        }
        let start = peers.get(start).map_or(start, |peers| peers.0);
        (start, end.checked_sub(1).and_then(|last| peers.get(last)).map_or(end, |peers| peers.1))
    };
    (0..n).map(frame).collect()
}

/// One group: its rows in order, their frames, and the field's values by row.
struct Part<'a> {
    rows: &'a [u32],
    frames: &'a [(usize, usize)],
    values: &'a [Datum],
    alike: &'a dyn Fn(u32, u32) -> bool,
}

impl Part<'_> {
    /// The value of the row at a place; undefined beyond the group.
    fn value(&self, place: usize) -> Datum {
        self.rows.get(place).and_then(|row| self.values.get(*row as usize)).cloned().unwrap_or_default()
    }

    /// Whether a place begins a new rank.
    fn steps(&self, place: usize) -> bool {
        place > 0 && !(self.alike)(self.rows[place - 1], self.rows[place])
    }

    /// The rank at each place.
    fn ranks(&self, dense: bool) -> Vec<f64> {
        let mut rank = 1.0;
        let next = |place: usize| {
            if self.steps(place) {
                rank = if dense { rank + 1.0 } else { place as f64 + 1.0 };
            }
            rank
        };
        (0..self.rows.len()).map(next).collect()
    }

    /// The share of rows up to the last alike. Vega has it for the first row without those that are alike, and so has this.
    fn shares(&self) -> Vec<f64> {
        let n = self.rows.len();
        let mut last = 0;
        let share = |place: usize| {
            if last < place {
                last = place;
                while last + 1 < n && !self.steps(last + 1) {
                    last += 1;
                }
            }
            (1.0 + last as f64) / n as f64
        };
        (0..n).map(share).collect()
    }

    fn figures(&self, operation: WindowOperation, parameter: Option<f64>) -> Vec<Datum> {
        let n = self.rows.len();
        let given = parameter.unwrap_or(f64::NAN);
        let offset = if given == 0.0 || given.is_nan() { 1.0 } else { given };
        let numbers = |values: Vec<f64>| values.into_iter().map(Datum::Number).collect();
        let each = |of: &dyn Fn(usize) -> Datum| (0..n).map(of).collect();
        let neighbour =
            |place: f64| if place.fract() == 0.0 && (0.0..n as f64).contains(&place) { self.value(place as usize) } else { Datum::Null };
        match operation {
            WindowOperation::RowNumber => each(&|i| Datum::Number(i as f64 + 1.0)),
            WindowOperation::Rank => numbers(self.ranks(false)),
            WindowOperation::DenseRank => numbers(self.ranks(true)),
            WindowOperation::PercentRank => numbers(self.ranks(false).into_iter().map(|rank| (rank - 1.0) / (n as f64 - 1.0)).collect()),
            WindowOperation::CumeDist => numbers(self.shares()),
            WindowOperation::Ntile => numbers(self.shares().into_iter().map(|share| (share * given).ceil()).collect()),
            WindowOperation::Lag => each(&|i| neighbour(i as f64 - offset)),
            WindowOperation::Lead => each(&|i| neighbour(i as f64 + offset)),
            WindowOperation::FirstValue => each(&|i| self.value(self.frames[i].0)),
            WindowOperation::LastValue => each(&|i| self.frames[i].1.checked_sub(1).map_or(Datum::Undefined, |last| self.value(last))),
            WindowOperation::NthValue => each(&|i| {
                let place = self.frames[i].0 as f64 + given - 1.0;
                if place < self.frames[i].1 as f64 { neighbour(place) } else { Datum::Null }
            }),
            WindowOperation::PrevValue => {
                let mut last = Datum::Null;
                let next = |i: usize| {
                    let value = self.value(i);
                    if !value.is_nothing() {
                        last = value;
                    }
                    last.clone()
                };
                (0..n).map(next).collect()
            }
            WindowOperation::NextValue => {
                let mut next = Datum::Null;
                let before = |i: usize| {
                    let value = self.value(i);
                    if !value.is_nothing() {
                        next = value;
                    }
                    next.clone()
                };
                let mut found: Vec<Datum> = (0..n).rev().map(before).collect();
                found.reverse();
                found
            }
            WindowOperation::Aggregate(_) => Vec::new(),
        }
    }

    /// An aggregate over each frame. Values enter and leave as the frame moves; what cannot be kept that way is computed anew.
    fn aggregate(&self, operation: Operation, parameter: Option<f64>, frame: &Frame) -> Result<Vec<Datum>, Box<Problem>> {
        use Operation::*;
        let anew = matches!(operation, Distinct | Median | Q1 | Q3 | Ci0 | Ci1 | ArgMin | ArgMax | Values);
        let work: usize = self.frames.iter().map(|(start, end)| end.saturating_sub(*start)).sum();
        let heavy = if matches!(operation, Ci0 | Ci1) { 1000 } else { 1 };
        if anew && work.saturating_mul(heavy) > WORK {
            return Err(wrong("large-window", "the frames of a window hold too many rows for this operation", "give a smaller frame"));
        }
        let rate = parameter.unwrap_or(0.0);
        let mut accumulator = Accumulator::new(rate);
        let (mut start, mut end) = (0, 0);
        let mut found = Vec::with_capacity(self.rows.len());
        for &(from, to) in self.frames {
            let to = to.max(from);
            if from < start || from > end || to < end {
                accumulator = Accumulator::new(rate);
                (start, end) = (from, from);
            }
            (start..from).for_each(|place| accumulator.remove(&self.value(place)));
            (end..to).for_each(|place| accumulator.add(&self.value(place)));
            (start, end) = (from, to);
            found.push(accumulator.value(operation, frame, self.values, self.rows.get(from..to).unwrap_or_default()));
        }
        Ok(found)
    }
}
