//! Relations between two or more columns: correlation, tables of counts, differences between groups; and what they would be by
//! chance. Every p value is two-sided: the probability of something as far out, either way, when nothing is there.

mod absolute_error;
mod anova;
mod chi_squared;
mod covariance;
mod fisher;
mod groups;
mod kendall;
mod kruskal_wallis;
mod mann_whitney;
mod pearson;
mod ranks;
mod spearman;
mod subset_sums;
mod t_test;
mod wilcoxon;

pub use absolute_error::mean_absolute_error;
pub use anova::{Anova, anova};
pub use chi_squared::{ChiSquared, chi_squared, cramers_v};
pub use covariance::covariance;
pub use fisher::fisher_exact;
pub use kendall::{Concordance, Kendall, concordance, kendall_asymptotic, kendall_exact};
pub use kruskal_wallis::{KruskalWallis, kruskal_wallis};
pub use mann_whitney::{MannWhitney, mann_whitney_asymptotic, mann_whitney_exact};
pub use pearson::{CorrelationTest, Pearson, correlation, pearson};
pub use ranks::{Ranks, ranks};
pub use spearman::{Spearman, spearman_exact, spearman_t};
pub use t_test::{TTest, paired_t, student_t, welch_t};
pub use wilcoxon::{SignedRank, wilcoxon_asymptotic, wilcoxon_exact};

/// The normal p value of a statistic that lies `off` from its expectation and has the variance `variance`, brought `half` a step
/// nearer to it when corrected for continuity.
fn normal_p(off: f64, variance: f64, half: f64) -> f64 {
    super::distribution::normal::two_sided((off.abs() - half).max(0.0) / variance.sqrt())
}
