//! How a series changes. All keep places: the answer is as long as the series, and NaN stands for what is missing, in what is
//! given and, where an operand is missing or the operation is not defined, in what comes back.

mod cumulative;
mod lag;
mod relative;
mod rolling;
mod rolling_median;
mod rolling_stdev;

pub use cumulative::{cumulative_max, cumulative_min, cumulative_product, cumulative_sum};
pub use lag::{difference, lag};
pub use relative::{cagr, index_to_base, log_change, ratio, relative_change, share};
pub use rolling::{Align, RollingOp, rolling};

/// Series compared as text, in which NaN equals NaN.
#[cfg(test)]
fn same(found: Vec<f64>, expected: &[f64]) {
    assert_eq!(format!("{found:?}"), format!("{expected:?}"));
}
