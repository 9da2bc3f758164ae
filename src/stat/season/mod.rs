//! Series with a season: taken apart, adjusted, carried on.
//!
//! A series stands at even distances in time; the period is the length of its cycle, 12 for months of a year.

mod decompose;
mod evenly_spaced_loess;
mod holt_winters;
mod seasonal_means;
mod stl;

pub use decompose::{Composition, Decomposition, decompose};
pub use evenly_spaced_loess::Smoother;
pub use holt_winters::{Rates, Smoothed, State, holt_winters};
pub use seasonal_means::seasonal_means_adjustment;
pub use stl::{SeasonalWindow, StlOptions, stl};

use crate::stat::describe::mean;

/// What a series is made of, place by place.
#[derive(Clone, Debug, PartialEq)]
pub struct Components {
    /// What changes slowly.
    pub trend: Vec<f64>,
    /// What comes back with every cycle.
    pub seasonal: Vec<f64>,
    /// What is left.
    pub remainder: Vec<f64>,
}

/// The mean of each position of the cycle, missing values (NaN) left out; NaN for a position that has none.
fn cycle_means(series: &[f64], period: usize) -> Vec<f64> {
    let position = |at: usize| series.iter().skip(at).step_by(period).copied().filter(|value| !value.is_nan()).collect::<Vec<f64>>();
    (0..period).map(|at| mean(&position(at)).unwrap_or(f64::NAN)).collect()
}
