//! How values are spread: histograms and their breaks, kernel densities and their bandwidths, the empirical distribution function.

mod bandwidth;
mod ecdf;
mod histogram;
mod histogram_breaks;
mod kde;
mod pretty;
mod sheather_jones;

pub use bandwidth::{nrd, nrd0};
pub use ecdf::ecdf;
pub use histogram::histogram;
pub use histogram_breaks::{BreaksRule, numpy_breaks, r_breaks};
pub use kde::kde;
pub use pretty::pretty;
pub use sheather_jones::{sheather_jones_direct, sheather_jones_solve};
