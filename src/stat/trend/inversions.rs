//! How many pairs stand in the wrong order: what Kendall's statistics count.

/// How many pairs of `values` stand with the greater first, equal ones not counted. Sorts the values, by merging, so n log n
/// (W. R. Knight, "A Computer Method for Calculating Kendall's Tau with Ungrouped Data", 1966).
pub fn inversions(values: &mut Vec<f64>) -> u64 {
    let (mut count, mut width, n) = (0, 1, values.len());
    let mut merged = Vec::with_capacity(n);
    while width < n {
        merged.clear();
        for start in (0..n).step_by(2 * width) {
            let (middle, end) = ((start + width).min(n), (start + 2 * width).min(n));
            let (mut left, mut right) = (start, middle);
            while left < middle || right < end {
                if right == end || (left < middle && values[left] <= values[right]) {
                    merged.push(values[left]);
                    left += 1;
                } else {
                    // It passes all that are left of the first half.
                    count += (middle - left) as u64;
                    merged.push(values[right]);
                    right += 1;
                }
            }
        }
        std::mem::swap(values, &mut merged);
        width *= 2;
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_falling_row_has_all_its_pairs_inverted() {
        assert_eq!(inversions(&mut vec![5.0, 4.0, 3.0, 2.0, 1.0]), 10);
        assert_eq!(inversions(&mut vec![1.0, 2.0, 2.0, 3.0]), 0);
        assert_eq!(inversions(&mut Vec::new()), 0);
    }

    proptest! {
        #[test]
        fn the_count_is_that_of_comparing_all(values in prop::collection::vec(-20i32..20, 0..60)) {
            let pairs: usize = (0..values.len()).map(|j| values[..j].iter().filter(|&&before| before > values[j]).count()).sum();
            let mut sorted: Vec<f64> = values.iter().map(|&value| f64::from(value)).collect();
            prop_assert_eq!(inversions(&mut sorted), pairs as u64);
            prop_assert!(sorted.is_sorted());
        }
    }
}
