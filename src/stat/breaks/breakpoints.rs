//! The best places for each number of changes of level, and the number that the values speak for.

use super::segments::Segments;
use crate::stat::Undefined;
use crate::stat::describe::{deviations, mean};

/// The breaks and what each number of them leaves over.
#[derive(Clone, Debug, PartialEq)]
pub struct Breakpoints {
    /// The breaks, for the number asked for or else for the least `bic`.
    pub positions: Vec<usize>,
    /// By the number of breaks from 0: the squared deviations from the means of the best stretches.
    pub squares: Vec<f64>,
    /// By the number of breaks: Schwarz' information criterion, minus infinity where nothing is left over.
    pub bic: Vec<f64>,
    /// The means between the breaks.
    pub means: Vec<f64>,
}

/// Breaks in the mean by least squares, for every number of them that stretches of `shortest` values leave room for and one spare (J.
/// Bai and P. Perron, "Computation and analysis of multiple structural change models", 2003; R's strucchange). The time grows with the
/// square of the number of values, times the number of breaks.
///
/// # Errors
/// A shortest stretch below 2 or above half of the values, more breaks asked for than there is room for, all values equal.
pub fn breakpoints(values: &[f64], shortest: usize, breaks: Option<usize>) -> Result<Breakpoints, Undefined> {
    let n = values.len();
    Undefined::unless_at_least(4, n)?;
    if shortest < 2 || shortest > n / 2 {
        return Err(Undefined::Parameter("the shortest stretch has 2 values and up to half of them"));
    }
    let most = n.div_ceil(shortest) - 2;
    if breaks.is_some_and(|breaks| breaks > most) {
        return Err(Undefined::Parameter("there is room for so many breaks"));
    }
    let segments = Segments::new(values);
    if segments.cost(0, n) == 0.0 {
        return Err(Undefined::NoVariance);
    }
    let starts = last_starts(&segments, n, shortest, most);
    let positions: Vec<Vec<usize>> = (0..=most).map(|breaks| trace(&starts, breaks, n)).collect();
    let squares: Vec<f64> = positions.iter().map(|positions| stretches(values, positions).iter().map(|s| left_over(s)).sum()).collect();
    let size = n as f64;
    let bic: Vec<f64> = squares
        .iter()
        .zip(1..)
        .map(|(squares, stretches)| {
            // One mean a stretch, and a break or, once, the variance.
            size * ((squares / size).ln() + 1.0 + std::f64::consts::TAU.ln()) + size.ln() * f64::from(2 * stretches)
        })
        .collect();
    let least = (0..=most).fold(0, |best, breaks| if bic[breaks] < bic[best] { breaks } else { best });
    let positions = positions[breaks.unwrap_or(least)].clone();
    let means = stretches(values, &positions).into_iter().map(mean).collect::<Result<_, _>>()?;
    Ok(Breakpoints { positions, squares, bic, means })
}

/// By the number of breaks and the number of first values: where the last stretch of the best partition starts.
fn last_starts(segments: &Segments, n: usize, shortest: usize, most: usize) -> Vec<Vec<usize>> {
    let mut least: Vec<f64> = (0..=n).map(|end| if end < shortest { f64::INFINITY } else { segments.cost(0, end) }).collect();
    let mut starts = vec![vec![0; n + 1]];
    for breaks in 1..=most {
        let (mut next, mut start) = (vec![f64::INFINITY; n + 1], vec![0; n + 1]);
        for end in (breaks + 1) * shortest..=n {
            for from in breaks * shortest..=end - shortest {
                let cost = least[from] + segments.cost(from, end);
                if cost < next[end] {
                    (next[end], start[end]) = (cost, from);
                }
            }
        }
        least = next;
        starts.push(start);
    }
    starts
}

fn trace(starts: &[Vec<usize>], breaks: usize, n: usize) -> Vec<usize> {
    let (mut positions, mut end) = (vec![0; breaks], n);
    for k in (1..=breaks).rev() {
        end = starts[k][end];
        positions[k - 1] = end;
    }
    positions
}

fn stretches<'a>(values: &'a [f64], positions: &[usize]) -> Vec<&'a [f64]> {
    let ends = positions.iter().copied().chain([values.len()]);
    ends.scan(0, |start, end| Some(&values[std::mem::replace(start, end)..end])).collect()
}

/// The squared deviations of a stretch from its mean, with all their digits.
fn left_over(stretch: &[f64]) -> f64 {
    let around = deviations(stretch);
    around.squares() * around.scale * around.scale
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stat::distribution::close;
    use proptest::prelude::*;

    const SERIES: [f64; 14] = [5.0, 6.0, 5.5, 4.5, 5.0, 9.0, 9.5, 8.5, 9.0, 2.0, 2.5, 1.5, 2.0, 2.5];

    #[test]
    fn the_number_of_breaks_follows_from_the_values() {
        // R 4.2.2, strucchange 1.5.3: breakpoints(x ~ 1, h = 3).
        let found = breakpoints(&SERIES, 3, None).unwrap();
        assert_eq!((found.positions, found.means), (vec![5, 9], vec![5.2, 9.0, 2.1]));
        close(found.squares[0], 108.303571428571445, 1e-13);
        close(found.squares[2], 2.5, 1e-13);
        close(found.bic[0], 73.650724803349746, 1e-13);
        close(found.bic[2], 31.445890539046939, 1e-13);
        assert_eq!(found.bic.len(), 4);
        assert_eq!(breakpoints(&SERIES, 3, Some(1)).unwrap().positions, [9]);
    }

    #[test]
    fn there_must_be_room() {
        assert!(breakpoints(&SERIES, 8, None).is_err() && breakpoints(&SERIES, 1, None).is_err());
        assert!(breakpoints(&SERIES, 3, Some(4)).is_err());
        assert_eq!(breakpoints(&[3.0; 10], 3, None), Err(Undefined::NoVariance));
        assert!(breakpoints(&[3.0], 3, None).is_err());
    }

    proptest! {
        #[test]
        fn two_breaks_are_the_best_two(series in prop::collection::vec(-20i32..20, 12)) {
            let values: Vec<f64> = series.into_iter().map(f64::from).collect();
            if let Ok(found) = breakpoints(&values, 3, Some(2)) {
                let rest = |from: usize, to: usize| left_over(&values[from..to]);
                let mut best = f64::INFINITY;
                for a in 3..=6 {
                    for b in a + 3..=9 {
                        best = best.min(rest(0, a) + rest(a, b) + rest(b, 12));
                    }
                }
                prop_assert!((found.squares[2] - best).abs() < 1e-9, "{found:?}, but {best}");
                prop_assert_eq!(found.means.len(), 3);
            }
        }
    }
}
