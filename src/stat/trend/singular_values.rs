//! The singular value decomposition of a tall, narrow matrix, for least squares that may be short of information.

/// A matrix as `left` · diagonal(`values`) · `right` transposed.
pub struct SingularValues {
    /// The left vectors, one a column of the matrix, orthogonal and of length 1; zeros where the singular value is 0.
    pub left: Vec<Vec<f64>>,
    /// The singular values, in no order.
    pub values: Vec<f64>,
    /// `right[j][k]`: what column j of the matrix has of the kth vector.
    pub right: Vec<Vec<f64>>,
}

/// Decomposes a matrix that is given by its columns: they are turned in pairs until each is orthogonal to every other
/// (M. R. Hestenes, "Inversion of Matrices by Biorthogonalization and Related Results", 1958). Exact for a few columns, whatever
/// their number of rows.
pub fn singular_values(mut columns: Vec<Vec<f64>>) -> SingularValues {
    let count = columns.len();
    let mut right: Vec<Vec<f64>> = (0..count).map(|j| (0..count).map(|k| if j == k { 1.0 } else { 0.0 }).collect()).collect();
    let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
    // It converges quadratically; a few columns need four or five rounds.
    for _ in 0..30 {
        let mut turned = false;
        for k in 1..count {
            for j in 0..k {
                let (a, b, across) = (dot(&columns[j], &columns[j]), dot(&columns[k], &columns[k]), dot(&columns[j], &columns[k]));
                if across.abs() <= f64::EPSILON * (a * b).sqrt() {
                    continue;
                }
                turned = true;
                let zeta = (b - a) / (2.0 * across);
                let tangent = zeta.signum() / (zeta.abs() + zeta.hypot(1.0));
                let cosine = 1.0 / tangent.hypot(1.0);
                let turn = |a: &mut f64, b: &mut f64| (*a, *b) = (cosine * (*a - tangent * *b), cosine * (*b + tangent * *a));
                let (head, tail) = columns.split_at_mut(k);
                head[j].iter_mut().zip(&mut tail[0]).for_each(|(a, b)| turn(a, b));
                for row in &mut right {
                    let (head, tail) = row.split_at_mut(k);
                    turn(&mut head[j], &mut tail[0]);
                }
            }
        }
        if !turned {
            break;
        }
    }
    let values: Vec<f64> = columns.iter().map(|column| dot(column, column).sqrt()).collect();
    for (column, &value) in columns.iter_mut().zip(&values) {
        column.iter_mut().for_each(|cell| *cell = if value > 0.0 { *cell / value } else { 0.0 });
    }
    SingularValues { left: columns, values, right }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_golden_ratio_is_a_singular_value() {
        let found = singular_values(vec![vec![1.0, 0.0], vec![1.0, 1.0]]);
        let mut values = found.values;
        values.sort_by(f64::total_cmp);
        assert!((values[1] - 1.618_033_988_749_895).abs() < 1e-15 && (values[0] * values[1] - 1.0).abs() < 1e-15, "{values:?}");
    }

    #[test]
    fn columns_that_say_the_same_leave_one_value() {
        let mut values = singular_values(vec![vec![1.0, 2.0, 3.0], vec![2.0, 4.0, 6.0]]).values;
        values.sort_by(f64::total_cmp);
        assert!(values[0] < 1e-15 && (values[1] - 70f64.sqrt()).abs() < 1e-14, "{values:?}");
    }

    proptest! {
        #[test]
        fn the_parts_make_the_matrix(columns in prop::collection::vec(prop::collection::vec(-1e3..1e3f64, 7), 1..4)) {
            let found = singular_values(columns.clone());
            for (j, column) in columns.iter().enumerate() {
                for (i, cell) in column.iter().enumerate() {
                    let made: f64 = (0..columns.len()).map(|k| found.left[k][i] * found.values[k] * found.right[j][k]).sum();
                    prop_assert!((made - cell).abs() < 1e-10, "{} is not {}", made, cell);
                }
            }
        }
    }
}
