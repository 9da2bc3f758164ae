//! What leads from x to y: lines, curves and smooths through pairs, and tests of whether there is a trend at all.
//!
//! Pairs with a missing member are left out before: nothing here keeps places but [`seasonal_mann_kendall`].

mod inversions;
mod linear;
mod local;
mod loess;
mod logistic;
mod lowess;
mod mann_kendall;
mod polynomial;
mod siegel;
mod singular_values;
mod theil_sen;
mod transformed;
mod weighted;

pub use linear::{Coefficient, LinearRegression, linear_regression, regression_through_origin};
pub(in crate::stat) use local::bisquare;
pub use loess::{Loess, LoessErrors, LoessOptions, loess};
pub use logistic::{LogisticGrowth, logistic_growth};
pub use lowess::lowess;
pub use mann_kendall::{MannKendall, MannKendallSeries, mann_kendall, mann_kendall_exact, seasonal_mann_kendall};
pub use polynomial::{PolynomialRegression, Predicted, polynomial_regression};
pub use siegel::{SiegelIntercept, siegel_slope};
pub use theil_sen::{RobustLine, TheilSen, TheilSenIntercept};
pub(in crate::stat) use transformed::logarithms;
pub use transformed::{Curve, exponential_regression, logarithmic_regression, power_regression};
pub use weighted::{WeightedRegression, weighted_linear_regression};
