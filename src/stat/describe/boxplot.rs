//! Tukey's five numbers, and the box, whiskers and outliers drawn from them.

use super::{QuantileType, quantile_of_sorted};
use crate::stat::{Undefined, sort};

/// What the ends of the box are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hinges {
    /// The medians of the two halves (J. W. Tukey, "Exploratory Data Analysis", 1977), as R draws.
    Tukey,
    /// The quartiles by [`QuantileType::Linear`], as Vega-Lite draws.
    Quartiles,
}

/// A box, its whiskers, and the values beyond them.
#[derive(Clone, Debug, PartialEq)]
pub struct BoxplotStats {
    /// The least value that is no outlier.
    pub lower_whisker: f64,
    /// The lower end of the box.
    pub lower_hinge: f64,
    /// The line in the box.
    pub median: f64,
    /// The upper end of the box.
    pub upper_hinge: f64,
    /// The greatest value that is no outlier.
    pub upper_whisker: f64,
    /// The values beyond the whiskers, in ascending order.
    pub outliers: Vec<f64>,
}

/// The least value, the lower hinge, the median, the upper hinge, the greatest value.
///
/// # Errors
/// For no values.
pub fn fivenum(values: &[f64]) -> Result<[f64; 5], Undefined> {
    fivenum_of_sorted(&sort::sorted(values))
}

fn fivenum_of_sorted(sorted: &[f64]) -> Result<[f64; 5], Undefined> {
    let n = sorted.len();
    Undefined::unless_at_least(1, n)?;
    // In halves, and from 0: the depth of the median is (n - 1) / 2, that of a hinge half the depth of the median rounded down.
    let hinge = n.div_ceil(2) - 1;
    let at = |halves: usize| f64::midpoint(sorted[halves / 2], sorted[halves.div_ceil(2)]);
    Ok([at(0), at(hinge), at(n - 1), at(2 * (n - 1) - hinge), at(2 * (n - 1))])
}

/// The box, and whiskers to the last values within `coef` lengths of the box from its ends; all values for a Tukey `coef` of 0.
///
/// # Errors
/// For no values, and a negative `coef`.
pub fn boxplot_stats(values: &[f64], hinges: Hinges, coef: f64) -> Result<BoxplotStats, Undefined> {
    if coef < 0.0 {
        return Err(Undefined::Parameter("whiskers are 0 or more boxes long"));
    }
    let sorted = sort::sorted(values);
    let [_, mut lower, middle, mut upper, _] = fivenum_of_sorted(&sorted)?;
    if hinges == Hinges::Quartiles {
        lower = quantile_of_sorted(&sorted, 0.25, QuantileType::Linear)?;
        upper = quantile_of_sorted(&sorted, 0.75, QuantileType::Linear)?;
    }
    let reach = coef * (upper - lower);
    let inside = |value: f64| (lower - reach..=upper + reach).contains(&value) || (hinges == Hinges::Tukey && coef == 0.0);
    // Where no value is inside, a box without whiskers.
    let whisker = |value: Option<&f64>, hinge: f64| value.copied().unwrap_or(hinge);
    Ok(BoxplotStats {
        lower_whisker: whisker(sorted.iter().find(|value| inside(**value)), lower),
        lower_hinge: lower,
        median: middle,
        upper_hinge: upper,
        upper_whisker: whisker(sorted.iter().rfind(|value| inside(**value)), upper),
        outliers: sorted.iter().copied().filter(|&value| !inside(value)).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// R 4.2.2: `fivenum(1:n)` for n of 1 to 8.
    #[test]
    fn hinges_are_the_medians_of_the_halves() {
        let expected = [
            [1.0, 1.0, 1.0, 1.0, 1.0],
            [1.0, 1.0, 1.5, 2.0, 2.0],
            [1.0, 1.5, 2.0, 2.5, 3.0],
            [1.0, 1.5, 2.5, 3.5, 4.0],
            [1.0, 2.0, 3.0, 4.0, 5.0],
            [1.0, 2.0, 3.5, 5.0, 6.0],
            [1.0, 2.5, 4.0, 5.5, 7.0],
            [1.0, 2.5, 4.5, 6.5, 8.0],
        ];
        for (n, expected) in (1..=8).zip(expected) {
            let values: Vec<f64> = (1..=n).rev().map(f64::from).collect();
            assert_eq!(fivenum(&values), Ok(expected), "1 to {n}");
        }
        assert_eq!(fivenum(&[]), Err(Undefined::TooFew { need: 1, have: 0 }));
    }

    /// R 4.2.2: `boxplot.stats(c(1, 2, 3, 4, 5, 6, 7, 20, -9), coef = c)`, the outliers sorted.
    #[test]
    fn whiskers_end_at_the_last_values_within_reach() {
        let values = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 20.0, -9.0];
        let drawn = |hinges, coef| boxplot_stats(&values, hinges, coef).unwrap();
        let tukey = BoxplotStats {
            lower_whisker: 1.0,
            lower_hinge: 2.0,
            median: 4.0,
            upper_hinge: 6.0,
            upper_whisker: 7.0,
            outliers: vec![-9.0, 20.0],
        };
        assert_eq!(drawn(Hinges::Tukey, 1.5), tukey);
        assert_eq!(drawn(Hinges::Quartiles, 1.5), tukey);
        let wider = drawn(Hinges::Tukey, 3.0);
        assert_eq!((wider.lower_whisker, wider.upper_whisker, wider.outliers), (-9.0, 7.0, vec![20.0]));
        let all = drawn(Hinges::Tukey, 0.0);
        assert_eq!((all.lower_whisker, all.upper_whisker, all.outliers), (-9.0, 20.0, vec![]));
        assert_eq!(boxplot_stats(&values, Hinges::Tukey, -1.0), Err(Undefined::Parameter("whiskers are 0 or more boxes long")));
    }

    #[test]
    fn a_box_with_nothing_inside_has_no_whiskers() {
        let drawn = boxplot_stats(&[1.0, 2.0], Hinges::Quartiles, 0.0).unwrap();
        assert_eq!((drawn.lower_whisker, drawn.upper_whisker, drawn.outliers), (1.25, 1.75, vec![1.0, 2.0]));
    }

    proptest! {
        #[test]
        fn five_numbers_are_in_order_and_no_value_is_lost(values in prop::collection::vec(-1e3..1e3, 1..40), coef in 0.1..3.0) {
            prop_assert!(fivenum(&values).unwrap().is_sorted());
            let drawn = boxplot_stats(&values, Hinges::Tukey, coef).unwrap();
            let inside = values.iter().filter(|value| (drawn.lower_whisker..=drawn.upper_whisker).contains(*value)).count();
            prop_assert_eq!(inside + drawn.outliers.len(), values.len());
        }
    }
}
