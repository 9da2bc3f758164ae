//! Sorting: the one sort of the house, for pairs of a key and a row, and for values alone.

/// Sorts by key, then row; NaN has no place here. Heapsort (J. W. J. Williams, "Algorithm 232", 1964): never worse than
/// n log n, nothing allocated, and a tenth of the bytes of the standard library's sort.
pub fn order(pairs: &mut [(f64, u32)]) {
    let before = |a: (f64, u32), b: (f64, u32)| a.0 < b.0 || (a.0 == b.0 && a.1 < b.1);
    // Data mostly come in order.
    if pairs.is_sorted_by(|&a, &b| before(a, b)) {
        return;
    }
    let length = pairs.len();
    let sift = |pairs: &mut [(f64, u32)], mut root: usize, end: usize| {
        loop {
            let mut child = 2 * root + 1;
            if child >= end {
                return;
            }
            if child + 1 < end && before(pairs[child], pairs[child + 1]) {
                child += 1;
            }
            if !before(pairs[root], pairs[child]) {
                return;
            }
            pairs.swap(root, child);
            root = child;
        }
    };
    for step in (0..length + length / 2).rev() {
        // First every inner node of the heap, then one largest pair after the other to the end.
        let (root, end) = if step >= length { (step - length, length) } else { (0, step) };
        if step < length {
            pairs.swap(0, step);
        }
        sift(pairs, root, end);
    }
}

/// The values in ascending order; NaN has no place among them.
pub fn sorted(values: &[f64]) -> Vec<f64> {
    let mut pairs: Vec<(f64, u32)> = values.iter().map(|&value| (value, 0)).collect();
    order(&mut pairs);
    pairs.into_iter().map(|pair| pair.0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn pairs_come_out_as_the_standard_library_sorts_them(keys in prop::collection::vec(-9i32..9, 0..80)) {
            let mut pairs: Vec<(f64, u32)> = keys.iter().enumerate().map(|(i, &k)| (f64::from(k) / 2.0, (i * 7 % 80) as u32)).collect();
            let mut expected = pairs.clone();
            expected.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            order(&mut pairs);
            prop_assert_eq!(pairs, expected);
        }
    }
}
