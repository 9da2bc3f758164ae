//! Smoothing a series, and curves through points: splines, interpolation, filters, moving averages.

mod exponential;
mod interpolation;
mod knots;
mod monotone_spline;
mod moving_average;
mod natural_spline;
mod savitzky_golay;

pub use exponential::ewma;
pub use interpolation::{carry_forward, interpolate_missing, linear_interpolation};
pub use monotone_spline::{MonotoneMethod, MonotoneSpline, monotone_spline};
pub use moving_average::centred_moving_average;
pub use natural_spline::{NaturalSpline, natural_spline};
pub use savitzky_golay::{Ends, savitzky_golay};
