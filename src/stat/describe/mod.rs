//! Describing values by a number or a few. Missing values are left out before, unless a method says that it keeps places.

mod autocorrelation;
mod boxplot;
mod concentration;
mod count;
mod deviations;
mod extent;
mod mean;
mod product;
mod quantile;
mod robust;
mod shape;
mod sum;
mod variance;

pub use autocorrelation::autocorrelation;
pub use boxplot::{BoxplotStats, Hinges, boxplot_stats, fivenum};
pub use concentration::{Lorenz, gini, herfindahl, lorenz};
pub use count::{count, distinct, missing, mode};
pub(in crate::stat) use deviations::power_of_two_below;
pub use deviations::{Deviations, deviations};
pub use extent::{max, min, range};
pub use mean::{geometric_mean, harmonic_mean, mean, weighted_mean};
pub use product::{Product, product};
pub use quantile::{QuantileType, iqr, median, quantile, quantile_of_sorted};
pub use robust::{MAD_TO_STDEV, mad, trimmed_mean, winsorized_mean};
pub use shape::{MomentType, kurtosis, skewness};
pub(in crate::stat) use sum::scaled_sum;
pub use sum::{Sum, sum};
pub use variance::{coefficient_of_variation, stderr, stdev, stdevp, variance, variancep, zscore};
