//! How unusual a series is: the null models, and the share of series drawn from them that do the same.
//!
//! Most of what looks like news in a short series is what chance does all the time: a random walk has runs, records and turns, and
//! noise has outliers. So every [`Measures`] of a series is held against series drawn from several models at once: noise (values that
//! have nothing to do with each other), a random walk with the series' own drift, three models between the two (autoregressions of
//! order 1), and noise and a walk with heavy tails (Student's t with 4 degrees of freedom). Models that the series plainly does
//! not follow, by von Neumann's ratio (J. von Neumann, "Distribution of the ratio of the mean square successive difference to the
//! variance", 1941), are left out. The p value of a measure is the largest of those of the models that remain: a finding must be
//! rare in all of them. The draws are seeded, so that a series always has the same p values.

use super::measures::{Measures, von_neumann};

/// A model that series are drawn from: an autoregression of order 1.
struct Model {
    /// How much of a value the next one keeps: 0 for noise, 1 for a random walk.
    keeps: f64,
    /// Steps with heavy tails instead of normal ones.
    heavy: bool,
}

const MODELS: [Model; 7] = [
    Model { keeps: 0.0, heavy: false },
    Model { keeps: 0.0, heavy: true },
    Model { keeps: 0.3, heavy: false },
    Model { keeps: 0.6, heavy: false },
    Model { keeps: 0.9, heavy: false },
    Model { keeps: 1.0, heavy: false },
    Model { keeps: 1.0, heavy: true },
];

/// A model is left out where von Neumann's ratio of the series lies in this share of its draws at either end.
const PLAINLY_NOT: f64 = 0.005;

/// Draws for the command: the smallest p value is 1 in 2,000.
pub const DRAWS: usize = 1999;

/// The p values of the measures of `values`, with `draws` series from each model. `steps[i]` says whether the step from value `i` to the
/// next counts as one (it does not where values are missing between them). A long series takes fewer draws.
pub fn p_values(values: &[f64], steps: &[bool], draws: usize) -> Measures {
    let observed = Measures::of(values, steps);
    let ratio = von_neumann(values);
    let drift = drift(values);
    let draws = draws.min(4_000_000 / values.len().max(1)).max(199);
    let mut random = Random(0x6e75_7467_7261_7068);
    let mut models = Vec::new();
    for model in &MODELS {
        let mut at_least = Measures::default();
        let mut below = 0usize;
        for _ in 0..draws {
            let still = model.draw(values.len(), &mut random);
            let mut found = Measures::of(&still, steps);
            let mut moving = still;
            if model.keeps == 1.0 {
                // A walk that drifts has runs and records of its own accord; whether it drifts at all is what the trend asks.
                let scale = if model.heavy { std::f64::consts::SQRT_2 } else { 1.0 };
                moving.iter_mut().enumerate().for_each(|(i, value)| *value += i as f64 * drift * scale);
                let drifting = Measures::of(&moving, steps);
                found = Measures { trend: found.trend, turn: found.turn, ..drifting };
            }
            below += usize::from(von_neumann(&moving) < ratio);
            at_least = at_least.with(&found.with(&observed, |drawn, seen| f64::from(u8::from(drawn >= seen))), |sum, one| sum + one);
        }
        let share = below as f64 / draws as f64;
        let follows = (PLAINLY_NOT..=1.0 - PLAINLY_NOT).contains(&share);
        models.push((follows, at_least.with(&at_least, |count, _| (1.0 + count) / (1.0 + draws as f64))));
    }
    let any = models.iter().any(|(follows, _)| *follows);
    let kept = models.iter().filter(|(follows, _)| *follows || !any);
    kept.fold(Measures::default(), |most, (_, p)| most.with(p, f64::max))
}

/// The mean step over the spread of the steps; 0 where they do not differ.
fn drift(values: &[f64]) -> f64 {
    let steps: Vec<f64> = values.windows(2).map(|pair| pair[1] - pair[0]).collect();
    let count = steps.len() as f64;
    let mean = steps.iter().sum::<f64>() / count;
    let spread = (steps.iter().map(|step| (step - mean).powi(2)).sum::<f64>() / (count - 1.0)).sqrt();
    if spread > 0.0 { mean / spread } else { 0.0 }
}

impl Model {
    fn draw(&self, count: usize, random: &mut Random) -> Vec<f64> {
        let mut step = || if self.heavy { random.student4() } else { random.normal() };
        // What is no walk begins as it will go on.
        let mut value = step() / (1.0 - self.keeps * self.keeps).max(1e-9).sqrt() * if self.keeps < 1.0 { 1.0 } else { 0.0 };
        let mut out = Vec::with_capacity(count);
        for _ in 0..count {
            out.push(value);
            value = self.keeps * value + step();
        }
        out
    }
}

/// Random numbers from a seed (G. Steele, D. Lea, C. Flood, "Fast splittable pseudorandom number generators", 2014).
pub struct Random(pub u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Above 0, up to 1.
    fn uniform(&mut self) -> f64 {
        ((self.next() >> 11) + 1) as f64 / (1u64 << 53) as f64
    }

    /// From the standard normal distribution (G. Box, M. Muller, 1958).
    pub fn normal(&mut self) -> f64 {
        (-2.0 * libm::log(self.uniform())).sqrt() * libm::cos(std::f64::consts::TAU * self.uniform())
    }

    /// From Student's t distribution with 4 degrees of freedom: a normal number over the root of a mean of four squares.
    pub fn student4(&mut self) -> f64 {
        let squares = -2.0 * (libm::log(self.uniform()) + libm::log(self.uniform()));
        self.normal() / (squares / 4.0).sqrt()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stat::multiple::benjamini_hochberg;

    /// How many of `count` series drawn from a model have any finding at a promised false-discovery rate of 10 %.
    fn found(keeps: f64, heavy: bool, drift: f64, length: usize, count: u64) -> usize {
        let model = Model { keeps, heavy };
        (0..count)
            .filter(|seed| {
                let mut random = Random(0xfac7 + seed * 7919 + length as u64);
                let mut values = model.draw(length, &mut random);
                values.iter_mut().enumerate().for_each(|(i, value)| *value += i as f64 * drift);
                let p = p_values(&values, &vec![true; length - 1], 199).list();
                benjamini_hochberg(&p).unwrap().iter().any(|q| *q <= 0.1)
            })
            .count()
    }

    #[test]
    fn in_pure_walks_and_noise_findings_are_as_rare_as_promised() {
        let mut all = Vec::new();
        for (keeps, heavy, drift) in [(0.0, false, 0.0), (0.0, true, 0.0), (1.0, false, 0.0), (1.0, true, 0.0), (1.0, false, 0.5)] {
            for length in [8, 18, 40] {
                all.push((keeps, heavy, drift, length, found(keeps, heavy, drift, length, 24)));
            }
        }
        let total: usize = all.iter().map(|(.., found)| found).sum();
        // 360 series of chance alone: one in ten may have a finding.
        assert!(total <= 36, "{total} of 360 series of pure chance have a finding: {all:?}");
    }

    #[test]
    fn what_chance_does_not_do_is_found() {
        let mut random = Random(1);
        let mut values: Vec<f64> = (0..30).map(|_| random.normal()).collect();
        values[20] += 12.0;
        assert!(p_values(&values, &[true; 29], 499).outlier < 0.01, "a value 12 standard deviations off");
        let mut walk = vec![0.0];
        for i in 0..40 {
            walk.push(walk[i] + random.normal() * 0.3 + if i == 25 { 6.0 } else { 0.0 });
        }
        assert!(p_values(&walk, &[true; 40], 499).jump < 0.01, "a step 20 times as large as the others");
        let line: Vec<f64> = (0..30).map(|i| f64::from(i) + random.normal()).collect();
        assert!(p_values(&line, &[true; 29], 499).trend < 0.05, "a straight line with a little noise");
    }

    #[test]
    fn the_same_series_has_the_same_p_values() {
        let values = [3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0, 6.0, 5.0, 3.0];
        assert_eq!(p_values(&values, &[true; 9], 199), p_values(&values, &[true; 9], 199));
    }
}
