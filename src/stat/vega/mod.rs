//! What Vega's transforms compute where it differs from the ordinary methods: the chart grammar's transforms stand on these.
//!
//! Vega's quantiles are the ordinary ones of type 7, its densities those of a normal kernel.

mod aggregate;
mod bin;
mod density;
mod loess;
mod regression;
mod window;

pub use aggregate::AggregateOp;
pub use bin::{BinOptions, Bins, vega_bin};
pub use density::vega_bandwidth;
pub use loess::vega_loess;
pub use regression::{RegressionMethod, VegaRegression, vega_regression};
pub use window::{WindowOp, vega_window};
