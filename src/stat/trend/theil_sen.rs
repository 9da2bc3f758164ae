//! The Theil–Sen line: the median of the slopes between all pairs of points, which a fifth of wild values cannot move.
//!
//! A thousand points have half a million slopes; they are never all there at once. How many slopes lie below one can be counted
//! in n log n (it is how many points change places when the plane is sheared by it), so the slope sought is narrowed down by
//! halves until few are left, and these are listed and sorted.

use super::inversions::inversions;
use crate::stat::Undefined;
use crate::stat::describe::median;
use crate::stat::distribution::normal;
use crate::stat::sort::{order, sorted};

/// A line through pairs that wild values do not move.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RobustLine {
    /// The slope.
    pub slope: f64,
    /// y where x is 0.
    pub intercept: f64,
}

/// How the intercept of a Theil–Sen line is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TheilSenIntercept {
    /// So that the line passes through the medians of x and y (W. J. Conover, "Practical Nonparametric Statistics", 1980).
    Separate,
    /// The median of what y has over the line through 0: half of the points lie above the line, half below.
    Joint,
}

/// The points in order of x, then y, and how often a value stands more than once: what all slopes are taken of.
pub struct TheilSen {
    x: Vec<f64>,
    y: Vec<f64>,
    /// How many pairs of points have a slope.
    slopes: u64,
    /// The number of pairs less the sum over all pairs of what their order varies by: n(n − 1)(2n + 5) less the same for each set
    /// of equal x and of equal y.
    variation: f64,
}

/// As many slopes are listed at once.
const FEW: u64 = 1 << 14;

impl TheilSen {
    /// Takes pairs of `x` and `y` in any order.
    ///
    /// # Errors
    /// For fewer than two pairs, or one x alone.
    pub fn new(x: &[f64], y: &[f64]) -> Result<Self, Undefined> {
        if x.len() != y.len() {
            return Err(Undefined::Lengths);
        }
        let n = x.len();
        Undefined::unless_at_least(2, n)?;
        let mut by_y: Vec<(f64, u32)> = (0..).zip(y).map(|(row, &y)| (y, row)).collect();
        order(&mut by_y);
        // Where each point comes by y decides between equal x.
        let mut by_x: Vec<(f64, u32)> = (0..).zip(&by_y).map(|(place, &(_, row))| (x[row as usize], place)).collect();
        order(&mut by_x);
        let mut slopes = (n as u64) * (n as u64 - 1) / 2;
        let weight = |k: f64| k * (k - 1.0) * (2.0 * k + 5.0);
        let mut variation = weight(n as f64);
        for set in by_x.chunk_by(|a, b| a.0 == b.0) {
            slopes -= (set.len() as u64) * (set.len() as u64 - 1) / 2;
            variation -= weight(set.len() as f64);
        }
        by_y.chunk_by(|a, b| a.0 == b.0).for_each(|set| variation -= weight(set.len() as f64));
        if slopes == 0 {
            return Err(Undefined::NoVariance);
        }
        let y = by_x.iter().map(|&(_, place)| by_y[place as usize].0).collect();
        Ok(TheilSen { x: by_x.iter().map(|pair| pair.0).collect(), y, slopes, variation })
    }

    /// The median of all slopes.
    pub fn slope(&self) -> f64 {
        let (lower, upper) = ((self.slopes - 1) / 2, self.slopes / 2);
        let below = self.slope_of_rank(lower);
        if lower == upper { below } else { below + (self.slope_of_rank(upper) - below) / 2.0 }
    }

    /// The line.
    ///
    /// # Errors
    /// Where the intercept is beyond a double.
    pub fn line(&self, intercept: TheilSenIntercept) -> Result<RobustLine, Undefined> {
        let slope = self.slope();
        let intercept = match intercept {
            TheilSenIntercept::Separate => median(&self.y)? - slope * median(&self.x)?,
            TheilSenIntercept::Joint => median(&self.x.iter().zip(&self.y).map(|(x, y)| y - slope * x).collect::<Vec<f64>>())?,
        };
        Ok(RobustLine { slope, intercept: Undefined::unless_finite(intercept)? })
    }

    /// The confidence interval of the slope at a level: the slopes as far from the middle as Kendall's statistic may be, with the
    /// variance that it has where values are equal (P. K. Sen, "Estimates of the Regression Coefficient Based on Kendall's Tau",
    /// 1968).
    pub fn interval(&self, level: f64) -> (f64, f64) {
        let reach = -normal::quantile((1.0 - level) / 2.0) * (f64::max(self.variation, 0.0) / 18.0).sqrt();
        let (count, last) = (self.slopes as f64, self.slopes - 1);
        // Ranks from 0; halves go to the even one. What is negative becomes 0.
        let low = (((count - reach) / 2.0).round_ties_even() - 1.0) as u64;
        let high = ((count + reach) / 2.0).round_ties_even() as u64;
        (self.slope_of_rank(low.min(last)), self.slope_of_rank(high.min(last)))
    }

    /// The slope that has `rank` others below it.
    fn slope_of_rank(&self, rank: u64) -> f64 {
        // The bounds of all slopes; and how many of them lie below each.
        let (n, gap) = (self.x.len(), self.x.windows(2).map(|pair| pair[1] - pair[0]).filter(|&gap| gap > 0.0).fold(f64::MAX, f64::min));
        let heights = sorted(&self.y);
        let steepest = f64::min((heights[n - 1] - heights[0]) / gap * 2.0, f64::MAX);
        let (mut low, mut high, mut below_low, mut below_high) = (-steepest, steepest, 0, self.slopes);
        while below_high - below_low > FEW {
            let middle = from_rank(to_rank(low).midpoint(to_rank(high)));
            if middle == low {
                return low;
            }
            let below = inversions(&mut self.sheared(middle));
            if below <= rank { (low, below_low) = (middle, below) } else { (high, below_high) = (middle, below) }
        }
        // Sorted as they stand after one shear, the points that then change places under the other have their slope between.
        let (before, after) = (self.sheared(low), self.sheared(high));
        let mut rows: Vec<(f64, u32)> = (0..).zip(before).map(|(row, value)| (value, row)).collect();
        order(&mut rows);
        let mut slopes = Vec::new();
        for place in 1..n {
            let row = rows[place];
            let at = row.1 as usize;
            let mut to = place;
            while to > 0 && after[rows[to - 1].1 as usize] > after[at] {
                let other = rows[to - 1].1 as usize;
                if self.x[other] != self.x[at] {
                    slopes.push((self.y[at] - self.y[other]) / (self.x[at] - self.x[other]));
                }
                rows[to] = rows[to - 1];
                to -= 1;
            }
            rows[to] = row;
        }
        let slopes = sorted(&slopes);
        slopes.get((rank - below_low) as usize).or(slopes.last()).copied().unwrap_or(low)
    }

    /// What y has over a line of some slope.
    fn sheared(&self, slope: f64) -> Vec<f64> {
        self.x.iter().zip(&self.y).map(|(x, y)| y - slope * (x - self.x[0])).collect()
    }
}

/// A double's rank among all doubles.
fn to_rank(value: f64) -> i64 {
    let bits = value.to_bits() as i64;
    if bits < 0 { i64::MIN.wrapping_sub(bits) } else { bits }
}

fn from_rank(rank: i64) -> f64 {
    f64::from_bits(if rank < 0 { i64::MIN.wrapping_sub(rank) as u64 } else { rank as u64 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// All slopes, in order.
    fn slopes(x: &[f64], y: &[f64]) -> Vec<f64> {
        let mut slopes = Vec::new();
        for j in 0..x.len() {
            for i in 0..j {
                if x[i] != x[j] {
                    slopes.push((y[j] - y[i]) / (x[j] - x[i]));
                }
            }
        }
        slopes.sort_by(f64::total_cmp);
        slopes
    }

    #[test]
    fn one_wild_value_in_five_moves_nothing() {
        let fit = TheilSen::new(&[1.0, 2.0, 3.0, 4.0, 5.0], &[2.0, 4.0, 6.0, 8.0, 99.0]).unwrap();
        assert_eq!(fit.line(TheilSenIntercept::Joint), Ok(RobustLine { slope: 2.0, intercept: 0.0 }));
        assert_eq!(fit.line(TheilSenIntercept::Separate), Ok(RobustLine { slope: 2.0, intercept: 0.0 }));
    }

    #[test]
    fn coca_cultivation_since_2013_has_scipys_interval() {
        let x: Vec<f64> = (2013..2025).map(f64::from).collect();
        let y =
            [48189.0, 69132.0, 96085.0, 146_139.0, 171_495.0, 169_018.0, 154_476.0, 142_784.0, 204_257.0, 230_028.0, 252_572.0, 261_386.0];
        let fit = TheilSen::new(&x, &y).unwrap();
        // scipy 1.17.1, stats.theilslopes(y, x, 0.95).
        let line = fit.line(TheilSenIntercept::Separate).unwrap();
        assert!((line.slope - 19_180.057_142_857_142).abs() < 1e-9 && (line.intercept + 38_553_198.342_857_145).abs() < 1e-6, "{line:?}");
        let (low, high) = fit.interval(0.95);
        assert!((low - 13_513.571_428_571_43).abs() < 1e-9 && (high - 24_165.8).abs() < 1e-9, "{low} to {high}");
    }

    #[test]
    fn a_point_alone_has_no_slope() {
        assert_eq!(TheilSen::new(&[1.0], &[1.0]).err(), Some(Undefined::TooFew { need: 2, have: 1 }));
        assert_eq!(TheilSen::new(&[1.0, 1.0], &[1.0, 2.0]).err(), Some(Undefined::NoVariance));
        let two = TheilSen::new(&[1.0, 3.0], &[1.0, 2.0]).unwrap();
        assert_eq!((two.slope(), two.interval(0.95)), (0.5, (0.5, 0.5)));
    }

    #[test]
    fn many_slopes_are_narrowed_down_and_equal_ones_found_at_once() {
        let mut state = 7u64;
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 40) as f64
        };
        let x: Vec<f64> = (0..400).map(|_| (next() / 1e4).floor()).collect();
        let y: Vec<f64> = (0..400).map(|_| next() / 1e3).collect();
        let (all, fit) = (slopes(&x, &y), TheilSen::new(&x, &y).unwrap());
        assert_eq!(fit.slopes as usize, all.len());
        assert!(fit.slopes > 4 * FEW);
        for rank in [0, 1, 777, all.len() / 2, all.len() - 1] {
            assert_eq!(fit.slope_of_rank(rank as u64), all[rank], "rank {rank}");
        }
        let steps: Vec<f64> = (0..400).map(|k| f64::from(k / 300)).collect();
        let years: Vec<f64> = (0..400).map(f64::from).collect();
        assert_eq!(TheilSen::new(&years, &steps).unwrap().slope(), 0.0);
    }

    proptest! {
        #[test]
        fn every_rank_is_the_slope_of_that_rank(pairs in prop::collection::vec((-20i32..20, -50i32..50), 2..24), share in 0.0..1.0f64) {
            let (x, y): (Vec<f64>, Vec<f64>) = pairs.into_iter().map(|(x, y)| (f64::from(x) / 4.0, f64::from(y) / 8.0)).unzip();
            let all = slopes(&x, &y);
            prop_assume!(!all.is_empty());
            let rank = (share * all.len() as f64) as usize;
            prop_assert_eq!(TheilSen::new(&x, &y).unwrap().slope_of_rank(rank as u64), all[rank]);
        }

        #[test]
        fn doubles_come_back_from_their_ranks(a: f64, b: f64) {
            prop_assume!(!a.is_nan() && !b.is_nan());
            prop_assert_eq!(from_rank(to_rank(a)), a);
            prop_assert_eq!(to_rank(a) < to_rank(b), a < b);
        }
    }
}
