//! The order of values: ranks, and what stands out in a series. Places are kept: NaN stands for a missing value.

mod rank;

pub use rank::{PercentileKind, RankOrder, Ties, cume_dist, percent_rank, percentile_rank, rank};
