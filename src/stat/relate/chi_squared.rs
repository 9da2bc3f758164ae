//! Pearson's chi-squared test of a table of counts, and the strength of the relation as Cramér's V.

use crate::stat::Undefined;
use crate::stat::distribution;

/// What the test finds.
#[derive(Clone, Debug, PartialEq)]
pub struct ChiSquared {
    /// The statistic.
    pub statistic: f64,
    /// Degrees of freedom.
    pub df: f64,
    /// The p value.
    pub p: f64,
    /// The counts expected when rows and columns have nothing to do with each other, row by row.
    pub expected: Vec<Vec<f64>>,
}

/// The sums of the rows and of the columns of a table of counts, and of all.
///
/// # Errors
/// Fewer than 2 rows or columns, rows of different lengths, a count that is not a number from 0.
pub(super) fn margins(table: &[&[f64]]) -> Result<(Vec<f64>, Vec<f64>, f64), Undefined> {
    let width = table.first().map_or(0, |row| row.len());
    Undefined::unless_at_least(2, table.len().min(width))?;
    if table.iter().any(|row| row.len() != width) {
        return Err(Undefined::Lengths);
    }
    if table.iter().any(|row| row.iter().any(|count| !(count.is_finite() && *count >= 0.0))) {
        return Err(Undefined::Domain("a count"));
    }
    let rows: Vec<f64> = table.iter().map(|row| row.iter().sum()).collect();
    let columns = (0..width).map(|k| table.iter().map(|row| row[k]).sum()).collect();
    let total = rows.iter().sum();
    Ok((rows, columns, total))
}

/// Pearson's test of independence ("On the criterion that a given system of deviations ... can be reasonably supposed to have
/// arisen from random sampling", 1900). `correct` brings each count of a table of 2 by 2 half a count nearer to the expected
/// (F. Yates, "Contingency tables involving small numbers and the χ² test", 1934), and changes nothing in larger ones.
///
/// # Errors
/// Fewer than 2 rows or columns, rows of different lengths, a count that is not a number from 0, a row or column that is all 0.
pub fn chi_squared(table: &[&[f64]], correct: bool) -> Result<ChiSquared, Undefined> {
    let (rows, columns, total) = margins(table)?;
    if rows.iter().chain(&columns).any(|&sum| sum == 0.0) {
        return Err(Undefined::NoVariance);
    }
    let expected: Vec<Vec<f64>> = rows.iter().map(|row| columns.iter().map(|column| row * column / total).collect()).collect();
    let cells = || table.iter().zip(&expected).flat_map(|(row, expected)| row.iter().zip(expected));
    let correction = if correct && rows.len() == 2 && columns.len() == 2 {
        // No further than to the expected itself.
        cells().fold(0.5, |least, (count, expected)| f64::min(least, (count - expected).abs()))
    } else {
        0.0
    };
    let statistic = cells().map(|(count, expected)| ((count - expected).abs() - correction).powi(2) / expected).sum();
    let df = (rows.len() as f64 - 1.0) * (columns.len() as f64 - 1.0);
    Ok(ChiSquared { statistic, df, p: distribution::chi_squared::upper_tail(statistic, df), expected })
}

/// Cramér's V ("Mathematical Methods of Statistics", 1946): 0 for no relation, 1 when the column follows from the row or the row
/// from the column.
///
/// # Errors
/// As for [`chi_squared`].
pub fn cramers_v(table: &[&[f64]]) -> Result<f64, Undefined> {
    let (rows, columns, total) = margins(table)?;
    let most = total * (rows.len().min(columns.len()) as f64 - 1.0);
    Ok((chi_squared(table, false)?.statistic / most).sqrt().min(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stat::distribution::close;
    use proptest::prelude::*;

    #[test]
    fn gears_and_engines() {
        let table: [&[f64]; 2] = [&[12.0, 7.0], &[6.0, 7.0]];
        // R 4.2.2: chisq.test(table), correct = TRUE and FALSE.
        let found = chi_squared(&table, true).unwrap();
        close(found.statistic, 0.34753550543024225, 1e-13);
        close(found.p, 0.5555115470131495, 1e-12);
        assert_eq!(found.expected, [[10.6875, 8.3125], [7.3125, 5.6875]]);
        close(chi_squared(&table, false).unwrap().statistic, 0.9068825910931174, 1e-13);
        // scipy 1.17.1: stats.contingency.association(table, method = "cramer").
        close(cramers_v(&table).unwrap(), 0.16834512458535864, 1e-13);
    }

    #[test]
    fn tables_that_are_none_are_refused() {
        assert_eq!(chi_squared(&[&[1.0, 2.0]], false), Err(Undefined::TooFew { need: 2, have: 1 }));
        assert_eq!(chi_squared(&[&[1.0, 2.0], &[3.0]], false), Err(Undefined::Lengths));
        assert_eq!(chi_squared(&[&[1.0, -2.0], &[3.0, 4.0]], false), Err(Undefined::Domain("a count")));
        assert_eq!(chi_squared(&[&[0.0, 0.0], &[3.0, 4.0]], false), Err(Undefined::NoVariance));
    }

    proptest! {
        #[test]
        fn rows_and_columns_may_change_places(counts in prop::collection::vec(1u32..60, 6)) {
            let c: Vec<f64> = counts.into_iter().map(f64::from).collect();
            let found = chi_squared(&[&c[..3], &c[3..]], false).unwrap();
            let turned = chi_squared(&[&[c[0], c[3]], &[c[1], c[4]], &[c[2], c[5]]], false).unwrap();
            prop_assert!((found.statistic - turned.statistic).abs() < 1e-9 && found.df == turned.df);
            prop_assert!((0.0..=1.0).contains(&found.p));
            prop_assert!((0.0..=1.0).contains(&cramers_v(&[&c[..3], &c[3..]]).unwrap()));
        }
    }
}
