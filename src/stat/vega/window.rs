//! The operations of Vega's window transform on one column.

use crate::stat::Undefined;
use crate::stat::sort::order;

/// A window operation. The ranks are of values in ascending order, missing ones first, equal ones alike.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum WindowOp {
    /// The place in ascending order from 1, equal values in the order given.
    RowNumber,
    /// The first row number of the values equal to it.
    Rank,
    /// How many different values there are up to it.
    DenseRank,
    /// The rank less 1, by the number of the others.
    PercentRank,
    /// The share of values that are not greater.
    CumeDist,
    /// Into which of so many groups of equal size it falls, from 1.
    Ntile(f64),
    /// The value so many places before, in the order given.
    Lag(usize),
    /// The value so many places after, in the order given.
    Lead(usize),
}

/// What the operation has for every value, in the order given; NaN stands for a missing value, and for what there is none of.
///
/// # Errors
/// For a number of groups that is not above 0.
pub fn vega_window(places: &[f64], op: WindowOp) -> Result<Vec<f64>, Undefined> {
    let n = places.len();
    match op {
        WindowOp::Lag(offset) => {
            return Ok((0..n).map(|at| at.checked_sub(offset).map_or(f64::NAN, |before| places[before])).collect());
        }
        WindowOp::Lead(offset) => return Ok((0..n).map(|at| *places.get(at.saturating_add(offset)).unwrap_or(&f64::NAN)).collect()),
        WindowOp::Ntile(groups) if !(groups > 0.0) => return Err(Undefined::Parameter("there are more than 0 groups")),
        _ => {}
    }
    let mut rows: Vec<(f64, u32)> =
        (0..).zip(places).map(|(row, &value)| (if value.is_nan() { f64::NEG_INFINITY } else { value }, row)).collect();
    order(&mut rows);
    let (mut found, mut before, mut different) = (vec![f64::NAN; n], 0, 0);
    for set in rows.chunk_by(|a, b| a.0 == b.0) {
        different += 1;
        let share = (before + set.len()) as f64 / n as f64;
        for (number, row) in set.iter().enumerate() {
            found[row.1 as usize] = match op {
                WindowOp::RowNumber => (before + number + 1) as f64,
                WindowOp::Rank => (before + 1) as f64,
                WindowOp::DenseRank => f64::from(different),
                WindowOp::PercentRank => before as f64 / (n - 1) as f64,
                WindowOp::CumeDist => share,
                WindowOp::Ntile(groups) => (groups * share).ceil(),
                WindowOp::Lag(_) | WindowOp::Lead(_) => f64::NAN,
            };
        }
        before += set.len();
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn equal_values_rank_alike_and_missing_ones_first() {
        let ranks = |op| vega_window(&[5.0, 2.0, 5.0, f64::NAN, 9.0], op).unwrap();
        assert_eq!(ranks(WindowOp::RowNumber), [3.0, 2.0, 4.0, 1.0, 5.0]);
        assert_eq!(ranks(WindowOp::Rank), [3.0, 2.0, 3.0, 1.0, 5.0]);
        assert_eq!(ranks(WindowOp::DenseRank), [3.0, 2.0, 3.0, 1.0, 4.0]);
        assert_eq!(ranks(WindowOp::PercentRank), [0.5, 0.25, 0.5, 0.0, 1.0]);
        assert_eq!(ranks(WindowOp::CumeDist), [0.8, 0.4, 0.8, 0.2, 1.0]);
        assert_eq!(ranks(WindowOp::Ntile(2.0)), [2.0, 1.0, 2.0, 1.0, 2.0]);
        assert!(matches!(vega_window(&[1.0], WindowOp::Ntile(0.0)), Err(Undefined::Parameter(_))));
        assert!(vega_window(&[1.0], WindowOp::PercentRank).unwrap()[0].is_nan());
    }

    #[test]
    fn neighbours_are_those_in_the_order_given() {
        let found = |op| vega_window(&[5.0, 2.0, 7.0], op).unwrap();
        assert_eq!(found(WindowOp::Lag(1))[1..], [5.0, 2.0]);
        assert_eq!(found(WindowOp::Lead(2))[..1], [7.0]);
        assert!(found(WindowOp::Lag(1))[0].is_nan() && found(WindowOp::Lead(usize::MAX))[0].is_nan());
    }

    proptest! {
        #[test]
        fn row_numbers_are_all_numbers(values in prop::collection::vec(-5i32..5, 0..30)) {
            let places: Vec<f64> = values.into_iter().map(f64::from).collect();
            let mut numbers = vega_window(&places, WindowOp::RowNumber).unwrap();
            numbers.sort_by(f64::total_cmp);
            prop_assert_eq!(numbers, (1..=places.len()).map(|number| number as f64).collect::<Vec<f64>>());
        }
    }
}
