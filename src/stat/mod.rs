//! Statistics over slices of `f64`: a room a family of methods, a method (or a few close ones) a file, under its textbook name.
//!
//! Values that are missing are the caller's to leave out, except where a method keeps places (`change`, most of `order`): there
//! NaN stands for a missing value, in what is given and in what comes back. What a method cannot say of the values that it was
//! given it answers with an [`Undefined`], never with NaN or infinity. Methods take linear or n log n
//! time, but for those that say otherwise: the exact tests, which count cases, repeated medians, break points, and PELT where nothing breaks.

pub mod breaks;
pub mod change;
pub mod density;
pub mod describe;
pub mod distribution;
mod double_double;
pub mod interval;
pub mod multiple;
pub mod order;
mod portable;
pub mod relate;
pub mod season;
pub mod smooth;
pub mod sort;
#[cfg(test)]
mod speed;
pub mod trend;
mod undefined;
pub mod vega;

pub use undefined::Undefined;
