//! Rows in order.

use super::{Field, Frame};
use std::borrow::Cow;
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
pub(super) struct Comparison<'a>(Vec<(Cow<'a, [super::Datum]>, Order)>);

impl<'a> Comparison<'a> {
    pub fn new(frame: &'a Frame, by: &[Sort]) -> Self {
        Comparison(by.iter().map(|sort| (sort.field.values_in(frame), sort.order)).collect())
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transform::testing::{frame, show};
    use proptest::prelude::*;

    fn order_of(json: &str, by: &[Sort]) -> String {
        sort(&frame(json), by).column("i").unwrap_or_default().iter().map(show).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn rows_are_sorted_as_vega_sorts_them() {
        let by = |name: &str, order| Sort { field: Field::column(name), order };
        let table = r#"[{"a": 2, "b": "x", "i": 0}, {"a": null, "i": 1}, {"a": 1, "i": 2}, {"a": "10", "i": 3}, {"i": 5}, {"a": 2, "b": "a", "i": 6}]"#;
        // Vega 6.4.0, collect with sort
        assert_eq!(order_of(table, &[by("a", Order::Ascending)]), "1 5 2 0 6 3");
        assert_eq!(order_of(table, &[by("a", Order::Descending)]), "3 0 6 2 1 5");
        assert_eq!(order_of(table, &[by("a", Order::Ascending), by("b", Order::Ascending)]), "1 5 2 6 0 3");
        assert_eq!(order_of(table, &[]), "0 1 2 3 5 6");
        let texts = r#"[{"a": "b", "i": 0}, {"a": "a", "i": 1}, {"a": "B", "i": 2}, {"a": "é", "i": 3}]"#;
        assert_eq!(order_of(texts, &[by("a", Order::Ascending)]), "2 1 0 3");
    }

    proptest! {
        #[test]
        fn sorting_keeps_all_rows_and_the_order_of_equal_ones(values in prop::collection::vec(0u8..4, 0..40)) {
            let mut items: Vec<(u8, usize)> = values.iter().copied().zip(0..).collect();
            let mut expected = items.clone();
            expected.sort();
            merge_sort(&mut items, &|a, b| a.0.cmp(&b.0));
            prop_assert_eq!(items, expected);
        }

        #[test]
        fn an_order_that_is_none_ends_too(values in prop::collection::vec(0u32..1000, 0..60)) {
            let mut items = values.clone();
            merge_sort(&mut items, &|a, b| if (a ^ b) % 3 == 0 { Ordering::Less } else { Ordering::Greater });
            items.sort_unstable();
            let mut all = values;
            all.sort_unstable();
            prop_assert_eq!(items, all);
        }
    }
}
