//! Where a series changes its level. A break is the position, from 0, of the first value after the change.

mod breakpoints;
mod pelt;
mod pettitt;
mod segments;

pub use breakpoints::{Breakpoints, breakpoints};
pub use pelt::pelt;
pub use pettitt::{Pettitt, pettitt};
