//! The t tests: whether two groups, or the two members of pairs, differ in their means.

use super::groups::groups;
use crate::stat::Undefined;
use crate::stat::describe::{deviations, mean};
use crate::stat::distribution::student;
use crate::stat::interval::{Interval, tail};

/// What a t test finds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TTest {
    /// The difference of the means, first less second, in standard errors.
    pub t: f64,
    /// Degrees of freedom.
    pub df: f64,
    /// The two-sided p value.
    pub p: f64,
    /// Where the difference of the means lies.
    pub interval: Interval,
}

fn found(difference: f64, standard_error: f64, df: f64, tail: f64) -> Result<TTest, Undefined> {
    let t = difference / standard_error;
    let reach = -student::quantile(tail, df) * standard_error;
    let interval = Interval { low: Undefined::unless_finite(difference - reach)?, high: Undefined::unless_finite(difference + reach)? };
    Ok(TTest { t, df, p: student::two_sided(t, df), interval })
}

/// The test for groups whose variances may differ (B. L. Welch, "The generalization of 'Student's' problem when several different
/// population variances are involved", 1947): the one to use.
///
/// # Errors
/// A group with fewer than 2 values, no variance in either, a level outside 0 to 1.
pub fn welch_t(a: &[f64], b: &[f64], level: f64) -> Result<TTest, Undefined> {
    let tail = tail(level)?;
    Undefined::unless_at_least(2, a.len().min(b.len()))?;
    let both = groups(&[a, b])?;
    let [a, b] = &both.groups[..] else { return Err(Undefined::Lengths) };
    let [va, vb] = [a, b].map(|group| group.squares / (group.n - 1.0) / group.n);
    let df = (va + vb).powi(2) / (va * va / (a.n - 1.0) + vb * vb / (b.n - 1.0));
    found((a.mean - b.mean) * both.scale, (va + vb).sqrt() * both.scale, df, tail)
}

/// Student's test, for groups that share one variance.
///
/// # Errors
/// An empty group, fewer than 3 values, no variance in either group, a level outside 0 to 1.
pub fn student_t(a: &[f64], b: &[f64], level: f64) -> Result<TTest, Undefined> {
    let tail = tail(level)?;
    Undefined::unless_at_least(3, a.len() + b.len())?;
    let both = groups(&[a, b])?;
    let [a, b] = &both.groups[..] else { return Err(Undefined::Lengths) };
    let df = a.n + b.n - 2.0;
    let variance = (a.squares + b.squares) / df;
    found((a.mean - b.mean) * both.scale, (variance * (1.0 / a.n + 1.0 / b.n)).sqrt() * both.scale, df, tail)
}

/// Student's test of the differences within pairs.
///
/// # Errors
/// Fewer than 2 pairs, columns of different lengths, all differences equal, a level outside 0 to 1.
pub fn paired_t(a: &[f64], b: &[f64], level: f64) -> Result<TTest, Undefined> {
    let tail = tail(level)?;
    if a.len() != b.len() {
        return Err(Undefined::Lengths);
    }
    Undefined::unless_at_least(2, a.len())?;
    let differences: Vec<f64> = a.iter().zip(b).map(|(a, b)| a - b).collect();
    let (around, n) = (deviations(&differences), a.len() as f64);
    let squares = around.squares();
    if squares == 0.0 {
        return Err(Undefined::NoVariance);
    }
    found(mean(&differences)?, (squares / (n - 1.0) / n).sqrt() * around.scale, n - 1.0, tail)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stat::distribution::close;
    use proptest::prelude::*;

    // Student's own data, hours of sleep gained with two drugs ("The probable error of a mean", 1908).
    const A: [f64; 10] = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
    const B: [f64; 10] = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];

    #[test]
    fn hours_of_sleep() {
        // R 4.2.2: t.test(a, b), and with paired = TRUE.
        let welch = welch_t(&A, &B, 0.95).unwrap();
        close(welch.t, -1.860813467486853, 1e-13);
        close(welch.df, 17.7764735161785, 1e-13);
        close(welch.p, 0.07939414018735817, 1e-12);
        close(welch.interval.low, -3.3654832307117104, 1e-12);
        close(welch.interval.high, 0.20548323071171018, 1e-11);
        let paired = paired_t(&A, &B, 0.95).unwrap();
        close(paired.t, -4.062127683382037, 1e-13);
        close(paired.p, 0.00283289019738427, 1e-12);
        close(paired.interval.low, -2.4598857632769824, 1e-12);
    }

    #[test]
    fn what_has_no_spread_has_no_test() {
        assert_eq!(welch_t(&[1.0, 1.0], &[2.0, 2.0], 0.95), Err(Undefined::NoVariance));
        assert_eq!(paired_t(&[1.0, 2.0], &[2.0, 3.0], 0.95), Err(Undefined::NoVariance));
        assert_eq!(welch_t(&[1.0], &[2.0, 3.0], 0.95), Err(Undefined::TooFew { need: 2, have: 1 }));
        assert_eq!(student_t(&[], &[1.0, 2.0, 3.0], 0.95), Err(Undefined::TooFew { need: 1, have: 0 }));
        assert_eq!(paired_t(&[1.0], &[2.0, 3.0], 0.95), Err(Undefined::Lengths));
        // One value and three: the three give the variance.
        assert_eq!(student_t(&[1.0], &[2.0, 3.0, 4.0], 0.95).unwrap().df, 2.0);
    }

    proptest! {
        #[test]
        fn an_offset_changes_nothing_and_equal_sizes_agree(a in prop::collection::vec(-64i32..64, 5), b in prop::collection::vec(-64i32..64, 5)) {
            let [x, y] = [&a, &b].map(|values| values.iter().map(|&v| f64::from(v)).collect::<Vec<_>>());
            let [far_x, far_y] = [&x, &y].map(|values| values.iter().map(|v| v + 1e13).collect::<Vec<_>>());
            if let (Ok(near), Ok(far)) = (welch_t(&x, &y, 0.9), welch_t(&far_x, &far_y, 0.9)) {
                prop_assert!((near.t - far.t).abs() <= 1e-12 * (1.0 + near.t.abs()), "{near:?} {far:?}");
                let student = student_t(&x, &y, 0.9).unwrap();
                prop_assert!((near.t - student.t).abs() <= 1e-12 * (1.0 + near.t.abs()) && near.df <= student.df + 1e-9);
                prop_assert!((0.0..=1.0).contains(&near.p));
            }
        }
    }
}
