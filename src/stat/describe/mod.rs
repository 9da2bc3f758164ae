//! Describing values by a number or a few. Missing values are left out before: nothing here keeps places.

mod deviations;
mod mean;
mod sum;

pub use deviations::{Deviations, deviations};
pub use mean::mean;
pub use sum::{Sum, sum};
