//! Describing values by a number or a few. Missing values are left out before, unless a method says that it keeps places.

mod count;
mod deviations;
mod extent;
mod mean;
mod product;
mod quantile;
mod shape;
mod sum;
mod variance;

pub use count::{count, distinct, missing, mode};
pub use deviations::{Deviations, deviations};
pub use extent::{max, min, range};
pub use mean::{geometric_mean, harmonic_mean, mean, weighted_mean};
pub use product::{Product, product};
pub use quantile::{QuantileType, iqr, median, quantile, quantile_of_sorted};
pub use shape::{MomentType, kurtosis, skewness};
pub use sum::{Sum, sum};
pub use variance::{coefficient_of_variation, stderr, stdev, stdevp, variance, variancep, zscore};
