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
        Some(field) => field.values_in(frame).iter().map(Datum::number).collect(),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transform::Order;
    use crate::transform::testing::frame;
    use proptest::prelude::*;

    #[test]
    fn values_are_stacked_as_vega_stacks_them() {
        let table = frame(
            r#"[{"x": 1, "c": "a", "v": 3}, {"x": 1, "c": "b", "v": -2}, {"x": 2, "c": "b", "v": 5}, {"x": 1, "c": "c", "v": 4}, {"x": 2, "c": "a", "v": null}, {"x": 1, "c": "d", "v": -1}]"#,
        );
        // Vega 6.4.0, stack: the beginning and the end of each row
        let cases = [
            (Offset::Zero, Order::Ascending, "0 3, 0 -2, 0 5, 3 7, 0 0, -2 -3"),
            (Offset::Zero, Order::Descending, "4 7, -1 -3, 0 5, 0 4, 5 5, 0 -1"),
            (Offset::Center, Order::Ascending, "0 3, 3 5, 2.5 7.5, 5 9, 2.5 2.5, 9 10"),
            (Offset::Center, Order::Descending, "7 10, 5 7, 2.5 7.5, 1 5, 7.5 7.5, 0 1"),
            (Offset::Normalize, Order::Ascending, "0 0.30000000000000004, 0.30000000000000004 0.5, 0 1, 0.5 0.9, 0 0, 0.9 1"),
            (Offset::Normalize, Order::Descending, "0.7000000000000001 1, 0.5 0.7000000000000001, 0 1, 0.1 0.5, 1 1, 0 0.1"),
        ];
        for (offset, order, expected) in cases {
            let sort = [Sort { field: Field::column("c"), order }];
            let found = stack(&table, Some(&Field::column("v")), &[Field::column("x")], &sort, offset, ["y0", "y1"]);
            let ends = |row: usize| ["y0", "y1"].map(|name| crate::transform::testing::show(found.get(name, row))).join(" ");
            assert_eq!((0..6).map(ends).collect::<Vec<_>>().join(", "), expected, "{offset:?} {order:?}");
        }
    }

    #[test]
    fn without_a_field_each_row_counts_one() {
        let found = stack(&frame(r#"[{"x": 1}, {"x": 1}]"#), None, &[Field::column("x")], &[], Offset::Zero, ["a", "b"]);
        assert_eq!((found.get("a", 1).number(), found.get("b", 1).number()), (1.0, 2.0));
    }

    proptest! {
        #[test]
        fn each_value_begins_where_one_before_it_ends(values in prop::collection::vec((0u8..3, -20i32..20), 1..30)) {
            let records: Vec<String> = values.iter().map(|(x, v)| format!(r#"{{"x": {x}, "v": {v}}}"#)).collect();
            let table = frame(&format!("[{}]", records.join(",")));
            for offset in [Offset::Zero, Offset::Center] {
                let found = stack(&table, Some(&Field::column("v")), &[Field::column("x")], &[], offset, ["a", "b"]);
                for rows in found.groups(&[Field::column("x")]) {
                    let ends: Vec<(f64, f64)> = rows.iter().map(|&r| (found.get("a", r as usize).number(), found.get("b", r as usize).number())).collect();
                    let base = if offset == Offset::Zero { 0.0 } else { ends[0].0 };
                    for (i, (start, _)) in ends.iter().enumerate() {
                        prop_assert!(*start == base || ends[..i].iter().any(|(_, end)| end == start), "{:?} {:?}", offset, ends);
                    }
                }
            }
        }
    }
}
