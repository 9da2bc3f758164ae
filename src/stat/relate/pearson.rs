//! Pearson's correlation coefficient.

use crate::stat::Undefined;
use crate::stat::describe::{Deviations, Sum, deviations};
use crate::stat::distribution::student;
use crate::stat::interval::{Interval, normal_factor};

/// A correlation, its test and its interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pearson {
    /// The coefficient, from -1 to 1.
    pub r: f64,
    /// That there is none; from 3 pairs.
    pub test: Option<CorrelationTest>,
    /// Where the coefficient of what the pairs were drawn from lies, by Fisher's z transformation ("On the probable error of a
    /// coefficient of correlation deduced from a small sample", 1921); from 4 pairs.
    pub interval: Option<Interval>,
}

/// The t test of a correlation coefficient.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CorrelationTest {
    /// The statistic; none when all points lie on one line, where it has no bound.
    pub t: Option<f64>,
    /// Degrees of freedom: two less than there are pairs.
    pub df: f64,
    /// The two-sided p value.
    pub p: f64,
}

/// Pearson's coefficient alone.
///
/// # Errors
/// Fewer than 2 pairs, columns of different lengths, all x or all y equal.
pub fn correlation(x: &[f64], y: &[f64]) -> Result<f64, Undefined> {
    let (dx, dy) = both(x, y)?;
    Ok(coefficient(&dx, &dy))
}

/// Pearson's coefficient with its t test and an interval of the given level.
///
/// # Errors
/// Fewer than 2 pairs, columns of different lengths, all x or all y equal, a level outside 0 to 1.
pub fn pearson(x: &[f64], y: &[f64], level: f64) -> Result<Pearson, Undefined> {
    let (z, (dx, dy)) = (normal_factor(level)?, both(x, y)?);
    let (r, n) = (coefficient(&dx, &dy), x.len() as f64);
    let interval = (n > 3.0).then(|| {
        let (centre, reach) = (r.atanh(), z / (n - 3.0).sqrt());
        Interval { low: (centre - reach).tanh(), high: (centre + reach).tanh() }
    });
    Ok(Pearson { r, test: test(&dx, &dy, r), interval })
}

/// The t test of the coefficient `r` of two columns; none for two pairs, which always lie on a line.
pub(super) fn test(dx: &Deviations, dy: &Deviations, r: f64) -> Option<CorrelationTest> {
    let df = dx.scaled.len() as f64 - 2.0;
    if df < 1.0 {
        return None;
    }
    // 1 - r² as the share of y that the line leaves over: near a line the difference would have no digits.
    let slope = dx.products(dy, 0) / dx.squares();
    let mut left = Sum::new();
    dx.scaled.iter().zip(&dy.scaled).for_each(|(x, y)| left.add((y - slope * x).powi(2)));
    let t = r / (left.value() / dy.squares() / df).sqrt();
    let t = (r.abs() < 1.0 && t.is_finite()).then_some(t);
    Some(CorrelationTest { t, df, p: t.map_or(0.0, |t| student::two_sided(t, df)) })
}

/// The deviations of both columns, neither of them without variance.
pub(super) fn both(x: &[f64], y: &[f64]) -> Result<(Deviations, Deviations), Undefined> {
    if x.len() != y.len() {
        return Err(Undefined::Lengths);
    }
    Undefined::unless_at_least(2, x.len())?;
    let (dx, dy) = (deviations(x), deviations(y));
    if dx.squares() == 0.0 || dy.squares() == 0.0 { Err(Undefined::NoVariance) } else { Ok((dx, dy)) }
}

pub(super) fn coefficient(dx: &Deviations, dy: &Deviations) -> f64 {
    (dx.products(dy, 0) / (dx.squares() * dy.squares()).sqrt()).clamp(-1.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stat::distribution::close;
    use proptest::prelude::*;

    #[test]
    fn anscombes_first_set() {
        let x = [10.0, 8.0, 13.0, 9.0, 11.0, 14.0, 6.0, 4.0, 12.0, 7.0, 5.0];
        let y = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68];
        // R 4.2.2: cor.test(x, y).
        let found = pearson(&x, &y, 0.95).unwrap();
        close(found.r, 0.8164205163448398, 1e-14);
        let (test, interval) = (found.test.unwrap(), found.interval.unwrap());
        close(test.t.unwrap(), 4.2414552888928325, 1e-13);
        close(test.p, 0.002169628873078792, 1e-12);
        close(interval.low, 0.42439121339321656, 1e-12);
        close(interval.high, 0.9506932537865606, 1e-12);
    }

    #[test]
    fn points_on_a_line_have_no_t() {
        let found = pearson(&[1.0, 2.0, 3.0, 4.0], &[-2.0, -4.0, -6.0, -8.0], 0.95).unwrap();
        assert_eq!((found.r, found.test.unwrap().t, found.test.unwrap().p), (-1.0, None, 0.0));
        let two = pearson(&[1.0, 3.0], &[2.0, 8.0], 0.95).unwrap();
        assert_eq!((two.r, two.test, two.interval), (1.0, None, None));
        assert_eq!(correlation(&[1.0, 2.0, 3.0], &[4.0, 4.0, 4.0]), Err(Undefined::NoVariance));
    }

    proptest! {
        #[test]
        fn it_lies_in_its_interval_and_is_symmetric(pairs in prop::collection::vec((-1e3f64..1e3, -1e3f64..1e3), 4..30)) {
            let (x, y): (Vec<f64>, Vec<f64>) = pairs.into_iter().unzip();
            let found = pearson(&x, &y, 0.9).unwrap();
            let interval = found.interval.unwrap();
            prop_assert!(interval.low <= found.r && found.r <= interval.high);
            prop_assert!((0.0..=1.0).contains(&found.test.unwrap().p));
            prop_assert_eq!(found.r, correlation(&y, &x).unwrap());
        }
    }
}
