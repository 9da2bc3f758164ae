//! Values on top of each other, in groups.

use super::sort::order;
use super::{Datum, Field, Frame, Sort};

/// Where stacks begin.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Offset {
    /// At zero; what is negative goes down from there.
    #[default]
    Zero,
    /// Each in the middle of the highest.
    Center,
    /// At zero, and all end at 1.
    Normalize,
}

/// Writes where each row's value begins and ends in the stack of its group, in the order of `sort`. Without a field each row
/// counts 1. Rows stay where they are.
pub fn stack(frame: &Frame, field: Option<&Field>, groupby: &[Field], sort: &[Sort], offset: Offset, names: [&str; 2]) -> Frame {
    let values: Vec<f64> = match field {
        Some(field) => field.values(frame).iter().map(Datum::number).collect(),
        None => vec![1.0; frame.rows()],
    };
    let value = |row: u32| values.get(row as usize).copied().unwrap_or(f64::NAN);
    let groups = frame.grouped(groupby, true);
    let sums: Vec<f64> = groups.iter().map(|rows| rows.iter().map(|&row| value(row).abs()).sum()).collect();
    let highest = sums.iter().fold(0.0, |most: f64, sum| if *sum > most { *sum } else { most });
    let mut ends = [vec![Datum::Undefined; frame.rows()], vec![Datum::Undefined; frame.rows()]];
    for (rows, sum) in groups.into_iter().zip(sums) {
        let (mut up, mut down) = (if offset == Offset::Center { (highest - sum) / 2.0 } else { 0.0 }, 0.0);
        let mut total = 0.0;
        for row in order(frame, sort, rows) {
            let v = value(row);
            let side = if offset == Offset::Zero && v < 0.0 { &mut down } else { &mut up };
            let start = *side;
            total += v.abs();
            *side = match offset {
                Offset::Zero => start + v,
                Offset::Center => start + v.abs(),
                Offset::Normalize => 1.0 / sum * total,
            };
            ends[0][row as usize] = Datum::Number(start);
            ends[1][row as usize] = Datum::Number(*side);
        }
    }
    let mut out = frame.clone();
    for (name, values) in names.into_iter().zip(ends) {
        out.set(name, values);
    }
    out
}
