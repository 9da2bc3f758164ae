//! The median of a moving window.

use crate::stat::sort;

/// The median of every window of `window` values, in n log n time: the values of the window are marked at their ranks among all,
/// in a tree of counts (P. M. Fenwick, "A New Data Structure for Cumulative Frequency Tables", 1994).
pub(super) fn rolling_median(values: &[f64], window: usize) -> Vec<f64> {
    let mut sorted: Vec<(f64, u32)> = values.iter().copied().zip(0..).collect();
    sort::order(&mut sorted);
    let mut ranks = vec![0; values.len()];
    for (rank, &(_, place)) in sorted.iter().enumerate() {
        ranks[place as usize] = rank;
    }
    let mut counts = Counts { tree: vec![0; values.len() + 1] };
    let mut medians = Vec::with_capacity(values.len() + 1 - window);
    for place in 0..values.len() {
        counts.add(ranks[place], 1);
        if let Some(first) = (place + 1).checked_sub(window) {
            let [low, high] = [(window - 1) / 2, window / 2].map(|number| sorted[counts.find(number)].0);
            medians.push(f64::midpoint(low, high));
            counts.add(ranks[first], u32::MAX);
        }
    }
    medians
}

/// How many are marked, by rank: `tree[k]` counts the ranks below k of which as many as the lowest bit of k says end there.
struct Counts {
    tree: Vec<u32>,
}

impl Counts {
    /// Adds to the count at a rank; `u32::MAX` takes one away.
    fn add(&mut self, rank: usize, count: u32) {
        let mut node = rank + 1;
        while node < self.tree.len() {
            self.tree[node] = self.tree[node].wrapping_add(count);
            node += node & node.wrapping_neg();
        }
    }

    /// The rank of the marked one before which `number` are marked.
    fn find(&self, number: usize) -> usize {
        let (mut node, mut left) = (0, number as u32);
        for bit in (0..usize::BITS - self.tree.len().leading_zeros()).rev() {
            let next = node + (1 << bit);
            if next < self.tree.len() && self.tree[next] <= left {
                left -= self.tree[next];
                node = next;
            }
        }
        node
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_of_each_window() {
        let values = [5.0, 1.0, 5.0, 2.0, 9.0, 5.0, 5.0];
        assert_eq!(rolling_median(&values, 1), values);
        assert_eq!(rolling_median(&values, 3), [5.0, 2.0, 5.0, 5.0, 5.0]);
        assert_eq!(rolling_median(&values, 4), [3.5, 3.5, 5.0, 5.0]);
        assert_eq!(rolling_median(&values, 7), [5.0]);
    }
}
