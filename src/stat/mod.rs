//! Statistics over slices of `f64`: one method a file, under its textbook name.
//!
//! The callers leave missing values out; a NaN that reaches a method comes out as NaN. An empty slice gives what the method's
//! own comment says.

pub mod distribution;
mod mean;
mod order;
mod sum;

pub use mean::mean;
pub use order::order;
pub use sum::sum;
