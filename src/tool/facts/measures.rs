//! What can be unusual about a series, each as one number that does not depend on the series' level or unit: the larger, the more
//! unusual. How large is large is for [`super::null`] to say, which measures series of pure chance in the same way.

/// The measures of a series, or their p values.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Measures {
    /// The largest step against the usual one: its distance from the median step, in median distances.
    pub jump: f64,
    /// For how many values back the last one is the highest, or the lowest.
    pub extreme: f64,
    /// For how many steps the series has been rising, or falling, at its end.
    pub streak: f64,
    /// How straight it rises or falls: the correlation with time, without its sign.
    pub trend: f64,
    /// How deep its lowest point lies, or how high its highest, below or above what came both before and after.
    pub turn: f64,
    /// How far a value stands from the middle of its neighbours, against the usual distance.
    pub outlier: f64,
    /// How much the level before and after some point differ: the range of the cumulative sums.
    pub shift: f64,
}

impl Measures {
    /// The measures of `values`; `steps[i]` says whether the step from value `i` to the next counts as one.
    pub fn of(values: &[f64], steps: &[bool]) -> Measures {
        let count = values.len() as f64;
        let size = step_size(values);
        let scale = |measure: f64, by: f64| if by > 0.0 { measure / by } else { 0.0 };
        Measures {
            jump: largest_step(values, steps).map_or(0.0, |(_, size)| size),
            extreme: extreme(values).1 as f64,
            streak: streak(values).unsigned_abs() as f64,
            trend: correlation_with_time(values).abs(),
            turn: scale(turn(values).map_or(0.0, |turn| turn.depth), size * count.sqrt()),
            outlier: outlier(values, steps).map_or(0.0, |(_, size)| size),
            shift: scale(shift(values).1, size * count.sqrt()),
        }
    }

    /// Each measure of this with that of another.
    pub fn with(&self, other: &Measures, combine: impl Fn(f64, f64) -> f64) -> Measures {
        Measures {
            jump: combine(self.jump, other.jump),
            extreme: combine(self.extreme, other.extreme),
            streak: combine(self.streak, other.streak),
            trend: combine(self.trend, other.trend),
            turn: combine(self.turn, other.turn),
            outlier: combine(self.outlier, other.outlier),
            shift: combine(self.shift, other.shift),
        }
    }

    /// All of them, in the order of the fields.
    #[cfg(test)]
    pub fn list(&self) -> [f64; 7] {
        [self.jump, self.extreme, self.streak, self.trend, self.turn, self.outlier, self.shift]
    }
}

fn differences(values: &[f64]) -> impl Iterator<Item = f64> {
    values.windows(2).map(|pair| pair[1] - pair[0])
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    if values.len() % 2 == 1 { values[middle] } else { (values[middle - 1] + values[middle]) / 2.0 }
}

/// The root mean square of the steps.
fn step_size(values: &[f64]) -> f64 {
    let steps: Vec<f64> = differences(values).map(|step| step * step).collect();
    mean(&steps).sqrt()
}

/// Von Neumann's ratio: the mean square of the steps over the variance; about 2 in noise, near 0 in a walk.
pub fn von_neumann(values: &[f64]) -> f64 {
    let centre = mean(values);
    let squares: f64 = values.iter().map(|value| (value - centre).powi(2)).sum();
    if squares > 0.0 { differences(values).map(|step| step * step).sum::<f64>() / squares } else { 2.0 }
}

/// The step that is farthest from the median step, by the index of its end, and how far, in median distances.
pub fn largest_step(values: &[f64], steps: &[bool]) -> Option<(usize, f64)> {
    let valid: Vec<(usize, f64)> = differences(values).enumerate().filter(|(i, _)| steps[*i]).collect();
    unusual(valid.into_iter().map(|(i, step)| (i + 1, step)).collect())
}

/// The value that is farthest from the middle of its neighbours, by its index, and how far, in median distances.
pub fn outlier(values: &[f64], steps: &[bool]) -> Option<(usize, f64)> {
    let triples = values.windows(3).enumerate().filter(|(i, _)| steps[*i] && steps[i + 1]);
    unusual(triples.map(|(i, v)| (i + 1, v[1] - (v[0] + v[2]) / 2.0)).collect())
}

/// Of numbers with an index, the one that is farthest from their median, in median distances.
fn unusual(all: Vec<(usize, f64)>) -> Option<(usize, f64)> {
    if all.len() < 3 {
        return None;
    }
    let centre = median(&mut all.iter().map(|(_, value)| *value).collect::<Vec<_>>());
    let spread = median(&mut all.iter().map(|(_, value)| (value - centre).abs()).collect::<Vec<_>>());
    let (index, far) = all.into_iter().map(|(i, value)| (i, (value - centre).abs())).max_by(|a, b| a.1.total_cmp(&b.1))?;
    (spread > 0.0).then_some((index, far / spread))
}

/// Whether the last value is higher than those before it, and for how many of them that, or the opposite, is so.
pub fn extreme(values: &[f64]) -> (bool, usize) {
    let Some((last, before)) = values.split_last() else { return (true, 0) };
    let high = before.iter().rev().take_while(|value| *value < last).count();
    let low = before.iter().rev().take_while(|value| *value > last).count();
    (high >= low, high.max(low))
}

/// The run of rises (positive) or falls (negative) that the series ends in.
pub fn streak(values: &[f64]) -> i64 {
    let sign = |pair: &[f64]| if pair[1] > pair[0] { 1 } else { -i64::from(pair[1] < pair[0]) };
    let signs: Vec<i64> = values.windows(2).map(sign).collect();
    let Some(&last) = signs.last() else { return 0 };
    last * signs.iter().rev().take_while(|sign| **sign == last).count() as i64
}

/// The correlation of the values with their place in the series.
pub fn correlation_with_time(values: &[f64]) -> f64 {
    let (centre, middle) = (mean(values), (values.len() as f64 - 1.0) / 2.0);
    let (mut both, mut own, mut time) = (0.0, 0.0, 0.0);
    for (i, value) in values.iter().enumerate() {
        let (v, t) = (value - centre, i as f64 - middle);
        (both, own, time) = (both + v * t, own + v * v, time + t * t);
    }
    if own > 0.0 && time > 0.0 { both / (own * time).sqrt() } else { 0.0 }
}

/// A turn of a series at its lowest point, or its highest.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Turn {
    /// Index of the point.
    pub at: usize,
    /// It is the lowest.
    pub trough: bool,
    /// The lesser of the ways down to it and up from it.
    pub depth: f64,
}

/// The deeper of the turns at the lowest and at the highest point.
pub fn turn(values: &[f64]) -> Option<Turn> {
    let one = |sign: f64| {
        let signed: Vec<f64> = values.iter().map(|value| value * sign).collect();
        let (at, low) = signed.iter().copied().enumerate().min_by(|a, b| a.1.total_cmp(&b.1))?;
        let most = |part: &[f64]| part.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let depth = most(signed.get(..at)?).min(most(signed.get(at + 1..)?)) - low;
        (depth > 0.0).then_some(Turn { at, trough: sign > 0.0, depth })
    };
    [one(1.0), one(-1.0)].into_iter().flatten().max_by(|a, b| a.depth.total_cmp(&b.depth))
}

/// Where the level changes most, as the index of the first value after it, and how far the cumulative sums of the distances from the mean
/// reach there.
pub fn shift(values: &[f64]) -> (usize, f64) {
    let centre = mean(values);
    let (mut sum, mut best) = (0.0f64, (1, 0.0f64));
    for (i, value) in values.iter().enumerate().take(values.len().saturating_sub(1)) {
        sum += value - centre;
        if sum.abs() > best.1 {
            best = (i + 1, sum.abs());
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_measure_finds_its_place() {
        let all = [true; 9];
        let values = [5.0, 4.0, 3.2, 2.1, 1.0, 2.0, 3.0, 4.1, 9.0, 9.5];
        assert_eq!(largest_step(&values, &all).map(|(at, _)| at), Some(8));
        assert_eq!(extreme(&values), (true, 9));
        assert_eq!(streak(&values), 5);
        assert_eq!(turn(&values).map(|turn| (turn.at, turn.trough, turn.depth)), Some((4, true, 4.0)));
        assert_eq!(outlier(&[1.0, 1.1, 1.2, 7.0, 1.3, 1.1, 1.2, 1.0], &[true; 7]).map(|(at, _)| at), Some(3));
        assert_eq!(shift(&[1.0, 1.1, 0.9, 1.0, 4.0, 4.1, 3.9, 4.0]).0, 4);
        assert!((correlation_with_time(&[1.0, 2.0, 3.0]) - 1.0).abs() < 1e-12);
    }

    #[test]
    fn a_step_over_missing_values_is_none() {
        let values = [1.0, 1.1, 1.3, 9.0, 9.1, 9.2];
        assert_eq!(largest_step(&values, &[true, true, false, true, true]).map(|(at, _)| at), Some(2));
    }

    #[test]
    fn a_series_that_never_changes_has_nothing_unusual() {
        let flat = Measures::of(&[2.0; 10], &[true; 9]);
        assert_eq!(flat.list(), [0.0; 7]);
    }

    #[test]
    fn measures_do_not_depend_on_level_or_unit() {
        let values = [3.0, 1.0, 4.0, 1.5, 5.0, 9.0, 2.0, 6.0];
        let other: Vec<f64> = values.iter().map(|value| value * 1000.0 - 7.0).collect();
        let (a, b) = (Measures::of(&values, &[true; 7]), Measures::of(&other, &[true; 7]));
        for (a, b) in a.list().into_iter().zip(b.list()) {
            assert!((a - b).abs() < 1e-9, "{a} {b}");
        }
    }
}
