//! Any number of changes of level, each of which must be worth a penalty.

use super::segments::Segments;
use crate::stat::Undefined;

/// The breaks for which the squared deviations from the means of the stretches between them, and a `penalty` for each break, add up to
/// the least. No stretch is shorter than `shortest`. The optimum is exact: PELT (R. Killick, P. Fearnhead and I. A. Eckley, "Optimal
/// detection of changepoints with a linear computational cost", 2012) leaves out only what cannot lead to it. The time grows with the
/// number of values times the length of the stretches.
///
/// # Errors
/// No values, a penalty below 0, a shortest stretch of 0.
pub fn pelt(values: &[f64], penalty: f64, shortest: usize) -> Result<Vec<usize>, Undefined> {
    Undefined::unless_at_least(1, values.len())?;
    if !(penalty >= 0.0 && shortest > 0) {
        return Err(Undefined::Parameter("the penalty is not below 0, and the shortest stretch is above 0"));
    }
    let segments = Segments::new(values);
    let (n, penalty) = (values.len(), penalty / segments.unit);
    // For the first t values: the least cost, and where the last stretch starts. The first stretch pays no penalty.
    let mut least = vec![f64::INFINITY; n + 1];
    let mut start = vec![0; n + 1];
    least[0] = -penalty;
    // Where the last stretch may start, and from what end on it no longer can.
    let mut candidates: Vec<(usize, usize)> = Vec::new();
    for end in shortest..=n {
        let newest = end - shortest;
        if least[newest].is_finite() {
            candidates.push((newest, usize::MAX));
        }
        candidates.retain(|candidate| candidate.1 > end);
        for &(from, _) in &candidates {
            let cost = least[from] + segments.cost(from, end) + penalty;
            if cost < least[end] {
                (least[end], start[end]) = (cost, from);
            }
        }
        // What is already worse without a further break stays worse, from where a stretch that starts here is long enough.
        for candidate in candidates.iter_mut().filter(|candidate| candidate.1 == usize::MAX) {
            if least[candidate.0] + segments.cost(candidate.0, end) > least[end] {
                candidate.1 = end + shortest;
            }
        }
    }
    let (mut breaks, mut end) = (Vec::new(), n);
    while start[end] > 0 {
        end = start[end];
        breaks.push(end);
    }
    breaks.reverse();
    Ok(breaks)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn steps_worth_the_penalty_are_found() {
        let series = [1.0, 2.0, 1.0, 2.0, 9.0, 8.0, 9.0, 1.0, 1.0, 2.0];
        assert_eq!(pelt(&series, 5.0, 1), Ok(vec![4, 7]));
        assert_eq!(pelt(&series, 1000.0, 1), Ok(vec![]));
        assert_eq!(pelt(&series, 5.0, 6), Ok(vec![]));
        assert_eq!(pelt(&[4.0; 9], 1.0, 1), Ok(vec![]));
        assert_eq!(pelt(&[4.0], 1.0, 5), Ok(vec![]));
        assert!(pelt(&[], 1.0, 1).is_err() && pelt(&series, -1.0, 1).is_err() && pelt(&series, 1.0, 0).is_err());
    }

    /// The definition: of all partitions the cheapest one, and what it costs.
    fn by_trying_all(values: &[f64], penalty: f64, shortest: usize) -> f64 {
        let cost = |stretch: &[f64]| {
            let mean = stretch.iter().sum::<f64>() / stretch.len() as f64;
            stretch.iter().map(|v| (v - mean).powi(2)).sum::<f64>()
        };
        let mut best = cost(values);
        for split in shortest..values.len().saturating_sub(shortest - 1) {
            best = best.min(cost(&values[..split]) + penalty + by_trying_all(&values[split..], penalty, shortest));
        }
        best
    }

    proptest! {
        #[test]
        fn it_is_the_cheapest_of_all_partitions(series in prop::collection::vec(-9i32..9, 1..13), penalty in 0.5f64..60.0, shortest in 1usize..5) {
            let values: Vec<f64> = series.into_iter().map(f64::from).collect();
            let mut bounds = pelt(&values, penalty, shortest).unwrap();
            let breaks = bounds.len() as f64;
            bounds.insert(0, 0);
            bounds.push(values.len());
            prop_assert!(breaks == 0.0 || bounds.windows(2).all(|pair| pair[1] - pair[0] >= shortest));
            let segments = Segments::new(&values);
            let cost = bounds.windows(2).map(|pair| segments.cost(pair[0], pair[1])).sum::<f64>() * segments.unit + penalty * breaks;
            let best = by_trying_all(&values, penalty, shortest);
            prop_assert!((cost - best).abs() < 1e-9, "{cost}, but {best} can be had");
        }
    }
}
