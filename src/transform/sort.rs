//! Rows in order.

use super::{Field, Frame};
use std::cmp::Ordering;

/// The direction of an order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// Small to large; nothing comes first.
    #[default]
    Ascending,
    /// Large to small; nothing comes last.
    Descending,
}

/// A field to sort by.
#[derive(Clone, Debug)]
pub struct Sort {
    /// The field.
    pub field: Field,
    /// The direction.
    pub order: Order,
}

impl Sort {
    /// Ascending by a field.
    pub fn by(field: Field) -> Sort {
        Sort { field, order: Order::Ascending }
    }
}

/// Compares rows by several fields, the values taken out once.
pub(super) struct Comparison(Vec<(Vec<super::Datum>, Order)>);

impl Comparison {
    pub fn new(frame: &Frame, by: &[Sort]) -> Self {
        Comparison(by.iter().map(|sort| (sort.field.values(frame), sort.order)).collect())
    }

    /// The order of two rows; equal when there is nothing to sort by.
    pub fn of(&self, a: u32, b: u32) -> Ordering {
        for (values, order) in &self.0 {
            let (Some(a), Some(b)) = (values.get(a as usize), values.get(b as usize)) else { continue };
            let found = a.ascending(b);
            if found != Ordering::Equal {
                return if *order == Order::Ascending { found } else { found.reverse() };
            }
        }
        Ordering::Equal
    }
}

/// The rows in order; those that are equal keep theirs.
pub fn sort(frame: &Frame, by: &[Sort]) -> Frame {
    frame.select(&order(frame, by, (0..frame.rows() as u32).collect()))
}

/// These rows in order.
pub(super) fn order(frame: &Frame, by: &[Sort], mut rows: Vec<u32>) -> Vec<u32> {
    if !by.is_empty() {
        let comparison = Comparison::new(frame, by);
        merge_sort(&mut rows, &|a, b| comparison.of(a, b));
    }
    rows
}

/// A stable sort that bears an order which is none: values of mixed kinds have circles in JavaScript's order, and the library's
/// sort may refuse those.
pub(super) fn merge_sort<T: Copy>(items: &mut [T], compare: &dyn Fn(T, T) -> Ordering) {
    let n = items.len();
    if n < 2 {
        return;
    }
    let half = n / 2;
    merge_sort(&mut items[..half], compare);
    merge_sort(&mut items[half..], compare);
    if compare(items[half - 1], items[half]) != Ordering::Greater {
        return;
    }
    let left = items[..half].to_vec();
    let (mut i, mut j) = (0, half);
    for k in 0..n {
        let from_left = i < left.len() && (j >= n || compare(left[i], items[j]) != Ordering::Greater);
        if from_left {
            items[k] = left[i];
            i += 1;
        } else if j < n {
            items[k] = items[j];
            j += 1;
        }
    }
}
