//! What a reader does with a chart, without a browser in it: pointing, keys, and lighting the evidence of a fact.

pub mod evidence;
#[cfg(not(feature = "lean"))]
mod guides;
pub mod judge;
#[cfg(not(feature = "lean"))]
mod panels;
pub mod tip;
