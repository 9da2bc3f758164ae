//! Probability distributions: distribution functions, upper tails and quantiles, all to about thirteen digits, tails included.
//!
//! Everything stands on two incomplete functions, [`gamma`] and [`beta`], whose leading factor is `saddle`; quantiles are found
//! by `newton`. A probability outside 0 to 1 gives NaN, and so does NaN; nothing here panics.

pub mod beta;
pub mod chi_squared;
mod counts;
pub mod f;
pub mod gamma;
mod newton;
pub mod normal;
mod saddle;
pub mod student;

pub use counts::{binomial, hypergeometric, poisson};

/// Asserts that `found` is `expected` up to a relative deviation.
#[cfg(test)]
pub(crate) fn close(found: f64, expected: f64, relative: f64) {
    let off = (found - expected).abs();
    assert!(off <= relative * expected.abs(), "found {found:e}, expected {expected:e}, off by {:e} of it", off / expected.abs());
}
