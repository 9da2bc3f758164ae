//! How unequally a total is divided: the Lorenz curve, the Gini coefficient, the Herfindahl index.

use super::Sum;
use super::sum::scaled_sum;
use crate::stat::{Undefined, sort};

/// The Gini coefficient: 0 where all have the same, near 1 where one has everything (C. Gini, "Variabilità e mutabilità", 1912).
/// `corrected`: times n / (n - 1), so that 1 can be reached. With negative values, debts for instance, it may lie above 1.
///
/// # Errors
/// For no values, fewer than two when corrected, and a total that is not positive.
pub fn gini(values: &[f64], corrected: bool) -> Result<f64, Undefined> {
    let n = values.len();
    Undefined::unless_at_least(1 + usize::from(corrected), n)?;
    let mut gini = Sum::new();
    for (number, share) in (1..).zip(sorted_shares(values)?) {
        gini.add((2.0 * f64::from(number) - n as f64 - 1.0) * share);
    }
    Ok(gini.value() / (n - usize::from(corrected)) as f64)
}

/// The Herfindahl index: the sum of the squares of the shares, from 1 / n where all are equal to 1 where one has everything
/// (O. C. Herfindahl, "Concentration in the Steel Industry", 1950).
///
/// # Errors
/// For no values, a negative one, and a total of 0.
pub fn herfindahl(values: &[f64]) -> Result<f64, Undefined> {
    if values.iter().any(|&value| value < 0.0) {
        return Err(Undefined::Domain("0 or more"));
    }
    let mut squares = Sum::new();
    sorted_shares(values)?.into_iter().for_each(|share| squares.add(share * share));
    Ok(squares.value())
}

/// The Lorenz curve: points from (0, 0) to (1, 1) (M. O. Lorenz, "Methods of Measuring the Concentration of Wealth", 1905).
#[derive(Clone, Debug, PartialEq)]
pub struct Lorenz {
    /// The share of those who have anything, from those with the least on.
    pub p: Vec<f64>,
    /// The share of the total that they have between them.
    pub l: Vec<f64>,
}

/// The Lorenz curve of `values`: one point more than there are values.
///
/// # Errors
/// For no values, and a total that is not positive.
pub fn lorenz(values: &[f64]) -> Result<Lorenz, Undefined> {
    let (mut so_far, n) = (Sum::new(), values.len() as f64);
    let mut curve = Lorenz { p: vec![0.0], l: vec![0.0] };
    for (number, share) in (1..).zip(sorted_shares(values)?) {
        so_far.add(share);
        curve.p.push(f64::from(number) / n);
        curve.l.push(so_far.value());
    }
    Ok(curve)
}

/// The share of each value in the total, in ascending order.
fn sorted_shares(values: &[f64]) -> Result<Vec<f64>, Undefined> {
    Undefined::unless_at_least(1, values.len())?;
    let (total, scale) = scaled_sum(values);
    if total == 0.0 {
        return Err(Undefined::ZeroSum);
    }
    if total < 0.0 {
        return Err(Undefined::Domain("a part of a positive total"));
    }
    Ok(sort::sorted(values).into_iter().map(|value| value / scale / total).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn equal_parts_are_no_concentration_and_one_part_is_all_of_it() {
        assert_eq!((gini(&[7.5; 12], false), gini(&[7.5; 12], true)), (Ok(0.0), Ok(0.0)));
        assert_eq!((gini(&[0.0, 0.0, 0.0, 8.0], false), gini(&[0.0, 0.0, 0.0, 8.0], true)), (Ok(0.75), Ok(1.0)));
        assert_eq!((herfindahl(&[3.0; 4]), herfindahl(&[0.0, 8.0])), (Ok(0.25), Ok(1.0)));
        assert_eq!(gini(&[1e308, 1e308, 1e308], false), Ok(0.0));
    }

    /// By hand: shares of 0.1, 0.2, 0.7.
    #[test]
    fn shares_add_up_along_the_curve() {
        let values = [70.0, 10.0, 20.0];
        let curve = lorenz(&values).unwrap();
        assert_eq!(curve.p, [0.0, 1.0 / 3.0, 2.0 / 3.0, 1.0]);
        assert!(curve.l.iter().zip([0.0, 0.1, 0.3, 1.0]).all(|(a, b)| (a - b).abs() < 1e-15), "{:?}", curve.l);
        assert!((herfindahl(&values).unwrap() - 0.54).abs() < 1e-15);
        assert!((gini(&values, false).unwrap() - 0.4).abs() < 1e-15);
    }

    #[test]
    fn what_has_no_total_has_no_shares() {
        assert_eq!(gini(&[], false), Err(Undefined::TooFew { need: 1, have: 0 }));
        assert_eq!(gini(&[5.0], true), Err(Undefined::TooFew { need: 2, have: 1 }));
        assert_eq!(lorenz(&[1.0, -1.0]), Err(Undefined::ZeroSum));
        assert_eq!(gini(&[1.0, -3.0], false), Err(Undefined::Domain("a part of a positive total")));
        assert_eq!(herfindahl(&[3.0, -1.0]), Err(Undefined::Domain("0 or more")));
    }

    proptest! {
        /// The coefficient is one less twice the area under the curve.
        #[test]
        fn gini_is_what_lorenz_draws(values in prop::collection::vec(0.0..1e3, 1..40), factor in 1e-3..1e3) {
            let curve = lorenz(&values).unwrap();
            let area: f64 = curve.l.windows(2).map(|pair| (pair[0] + pair[1]) / 2.0 / values.len() as f64).sum();
            let found = gini(&values, false).unwrap();
            prop_assert!((found - (1.0 - 2.0 * area)).abs() < 1e-13, "{} {}", found, area);
            let larger: Vec<f64> = values.iter().map(|value| value * factor).collect();
            prop_assert!((gini(&larger, false).unwrap() - found).abs() < 1e-13);
        }
    }
}
