//! The analysis of variance of one factor: whether several groups differ in their means.

use super::groups::groups;
use crate::stat::Undefined;
use crate::stat::distribution::f;

/// The table of the analysis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Anova {
    /// The ratio of the mean squares between and within the groups.
    pub f: f64,
    /// Degrees of freedom between the groups: one less than there are.
    pub df_between: f64,
    /// Degrees of freedom within the groups: so many less than there are values.
    pub df_within: f64,
    /// The sum of squares between the groups.
    pub between: f64,
    /// The sum of squares within the groups.
    pub within: f64,
    /// The p value.
    pub p: f64,
}

/// The analysis of variance (R. A. Fisher, "Statistical Methods for Research Workers", 1925).
///
/// # Errors
/// Fewer than 2 groups, an empty group, no more values than groups, no variance within any group.
pub fn anova(samples: &[&[f64]]) -> Result<Anova, Undefined> {
    Undefined::unless_at_least(2, samples.len())?;
    let all = groups(samples)?;
    let n: f64 = all.groups.iter().map(|group| group.n).sum();
    let (df_between, df_within) = (samples.len() as f64 - 1.0, n - samples.len() as f64);
    // The means are already less the mean of all.
    let between: f64 = all.groups.iter().map(|group| group.n * group.mean * group.mean).sum();
    let within: f64 = all.groups.iter().map(|group| group.squares).sum();
    let ratio = between / df_between / (within / df_within);
    let square = all.scale * all.scale;
    Ok(Anova {
        f: ratio,
        df_between,
        df_within,
        between: Undefined::unless_finite(between * square)?,
        within: Undefined::unless_finite(within * square)?,
        p: f::upper_tail(ratio, df_between, df_within),
    })
}

#[cfg(test)]
mod tests {
    use super::super::student_t;
    use super::*;
    use crate::stat::distribution::close;
    use proptest::prelude::*;

    #[test]
    fn a_large_offset_costs_only_what_the_doubles_have_lost() {
        // After NIST StRD SmLs04t and SmLs07t (public domain): F is 21 for the decimal values.
        let group = |k: usize, offset: f64| -> Vec<f64> {
            let mean = offset + [0.4, 0.3, 0.2, 0.5, 0.6, 0.2, 0.4, 0.5, 0.6][k] + 0.1 * 0.0;
            (0..21).map(|i| if i == 0 { mean } else { mean + if i % 2 == 0 { 0.1 } else { -0.1 } }).collect()
        };
        let f = |offset: f64| {
            let samples: Vec<Vec<f64>> = (0..9).map(|k| group(k, offset)).collect();
            anova(&samples.iter().map(Vec::as_slice).collect::<Vec<_>>()).unwrap()
        };
        close(f(1e6).f, f(0.0).f, 1e-8);
        close(f(1e12).f, f(0.0).f, 1e-2);
        assert_eq!((f(0.0).df_between, f(0.0).df_within), (8.0, 180.0));
    }

    #[test]
    fn groups_without_spread_are_refused() {
        assert_eq!(anova(&[&[1.0, 1.0], &[2.0]]), Err(Undefined::NoVariance));
        assert_eq!(anova(&[&[1.0, 2.0]]), Err(Undefined::TooFew { need: 2, have: 1 }));
        assert_eq!(anova(&[&[1.0], &[2.0]]), Err(Undefined::NoVariance));
    }

    proptest! {
        #[test]
        fn two_groups_are_students_test(a in prop::collection::vec(-1e3f64..1e3, 2..9), b in prop::collection::vec(-1e3f64..1e3, 2..9)) {
            let (f, t) = (anova(&[&a, &b]).unwrap(), student_t(&a, &b, 0.95).unwrap());
            prop_assert!((f.f - t.t * t.t).abs() <= 1e-9 * f.f + 1e-12 && (f.p - t.p).abs() < 1e-9, "{f:?} {t:?}");
        }
    }
}
