//! Discretizing scales: numbers into classes by thresholds that are given, that share a domain evenly (quantize), that share the
//! data evenly (quantile), or that are the edges of bins.

/// Classes of numbers, from least to greatest, parted by thresholds. What each class looks like is the caller's list.
#[derive(Clone, Debug, PartialEq)]
pub struct Classes {
    /// Ascending; a value at a threshold is of the class above it.
    pub thresholds: Vec<f64>,
    /// Least and greatest value, where they are known.
    pub domain: Option<(f64, f64)>,
}

impl Classes {
    /// A threshold scale with `count` classes at most: thresholds beyond them are not used.
    pub fn threshold(domain: &[f64], count: usize) -> Classes {
        Classes { thresholds: domain.iter().copied().take(count.saturating_sub(1)).collect(), domain: None }
    }

    /// `count` classes of the same width.
    pub fn quantize(domain: (f64, f64), count: usize) -> Classes {
        let n = count.max(1) as f64;
        let at = |i: usize| (i as f64 * domain.1 - (i as f64 - n) * domain.0) / n;
        Classes { thresholds: (1..count).map(at).collect(), domain: Some(domain) }
    }

    /// `count` classes of as many of the values each, by linear interpolation of the sorted values (Hyndman and Fan 1996, type 7).
    /// Values that are no number are left out.
    pub fn quantile(values: &[f64], count: usize) -> Classes {
        let mut sorted: Vec<f64> = values.iter().copied().filter(|v| !v.is_nan()).collect();
        sorted.sort_by(f64::total_cmp);
        let (Some(&least), Some(&greatest)) = (sorted.first(), sorted.last()) else {
            return Classes { thresholds: Vec::new(), domain: None };
        };
        let at = |i: usize| {
            let h = (sorted.len() - 1) as f64 * i as f64 / count as f64;
            let low = h.floor() as usize;
            let a = sorted[low];
            a + (sorted[(low + 1).min(sorted.len() - 1)] - a) * (h - low as f64)
        };
        Classes { thresholds: (1..count).map(at).collect(), domain: Some((least, greatest)) }
    }

    /// The number of classes.
    pub fn count(&self) -> usize {
        self.thresholds.len() + 1
    }

    /// The class of a value, from 0; nothing for NaN.
    pub fn index(&self, value: f64) -> Option<usize> {
        (!value.is_nan()).then(|| self.thresholds.partition_point(|t| *t <= value))
    }

    /// Where a class begins and ends; nothing for an open end.
    pub fn extent(&self, index: usize) -> (Option<f64>, Option<f64>) {
        let low = if index == 0 { self.domain.map(|d| d.0) } else { self.thresholds.get(index - 1).copied() };
        let high = if index >= self.thresholds.len() { self.domain.map(|d| d.1) } else { Some(self.thresholds[index]) };
        (low, high)
    }
}

/// The place in a list of `count` looks of a value on a bin-ordinal scale with these edges: the bin's number, starting over where
/// there are more bins than looks. Nothing for NaN and for what lies before the first edge.
pub fn bin_ordinal(edges: &[f64], count: usize, value: f64) -> Option<usize> {
    if value.is_nan() || count == 0 {
        return None;
    }
    edges.partition_point(|e| *e <= value).checked_sub(1).map(|i| i % count)
}

/// The edges of bins from `start` to `stop` at a step, where a scale has bins by their step (Vega's `scale.bins`): starts and
/// stops beyond the domain are moved to the first and last edge within it.
pub fn bin_edges(domain: (f64, f64), start: Option<f64>, stop: Option<f64>, step: f64) -> Vec<f64> {
    let mut first = start.unwrap_or(domain.0);
    let mut last = stop.unwrap_or(domain.1);
    if first < domain.0 {
        first = step * (domain.0 / step).ceil();
    }
    if last > domain.1 {
        last = step * (domain.1 / step).floor();
    }
    let count = ((last + step / 2.0 - first) / step).ceil();
    let count = if count > 0.0 { count.min(super::steps::MOST as f64) as usize } else { 0 };
    (0..count).map(|i| first + i as f64 * step).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// d3-scale 4.0.3 `scaleQuantile`, `scaleQuantize`, `scaleThreshold`.
    #[test]
    fn thresholds_are_those_of_d3() {
        let data = [3.0, 6.0, 7.0, 8.0, 8.0, 10.0, 13.0, 15.0, 16.0, 20.0];
        assert_eq!(Classes::quantile(&data, 4).thresholds, [7.25, 9.0, 14.5]);
        assert_eq!(Classes::quantize((0.0, 10.0), 4).thresholds, [2.5, 5.0, 7.5]);
        let threshold = Classes::threshold(&[0.0, 1.0, 5.0], 3);
        assert_eq!(threshold.thresholds, [0.0, 1.0], "three looks have two thresholds");
        assert_eq!([-1.0, 0.0, 0.5, 1.0, 9.0].map(|v| threshold.index(v)), [Some(0), Some(1), Some(1), Some(2), Some(2)]);
        assert_eq!(threshold.extent(0), (None, Some(0.0)));
        assert_eq!(Classes::quantize((0.0, 10.0), 4).extent(3), (Some(7.5), Some(10.0)));
        assert_eq!(Classes::quantile(&[], 4).index(1.0), Some(0));
        assert_eq!(threshold.index(f64::NAN), None);
    }

    #[test]
    fn bins_are_numbered_from_the_first_edge_and_start_over() {
        let edges = [0.0, 10.0, 20.0, 30.0];
        assert_eq!([-1.0, 0.0, 15.0, 29.0, 99.0].map(|v| bin_ordinal(&edges, 3, v)), [None, Some(0), Some(1), Some(2), Some(0)]);
        assert_eq!(bin_edges((3.0, 31.0), Some(0.0), Some(40.0), 10.0), [10.0, 20.0, 30.0]);
        assert_eq!(bin_edges((0.0, 1.0), None, None, f64::NAN), Vec::<f64>::new());
    }

    proptest! {
        #[test]
        fn a_value_lies_within_its_class(mut values in prop::collection::vec(-1e6..1e6f64, 1..60), count in 1usize..9, pick in 0usize..60) {
            let value = values[pick % values.len()];
            let classes = Classes::quantile(&values, count);
            let index = classes.index(value).unwrap();
            let (low, high) = classes.extent(index);
            prop_assert!(low.is_none_or(|l| l <= value) && high.is_none_or(|h| value <= h), "{value} in class {index} of {classes:?}");
            values.sort_by(f64::total_cmp);
            prop_assert!(classes.thresholds.is_sorted());
        }
    }
}
