//! The order of values: ranks, and what stands out in a series. Places are kept: NaN stands for a missing value.

mod rank;
mod records;
mod turns;

pub use rank::{PercentileKind, RankOrder, Ties, cume_dist, percent_rank, percentile_rank, rank};
pub use records::{Side, highest_since, lowest_since, peak, records, trough};
pub use turns::{TurningPoints, streak, turning_points};
