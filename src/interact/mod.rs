//! What a reader does with a chart, without a browser in it: pointing, keys, drawing a line before it is shown, and lighting the evidence of a fact.

pub mod evidence;
#[cfg(not(feature = "lean"))]
mod guides;
pub mod judge;
#[cfg(not(feature = "lean"))]
mod panels;
#[cfg(not(feature = "lean"))]
pub mod score;
#[cfg(not(feature = "lean"))]
pub mod sketch;
#[cfg(not(feature = "lean"))]
mod sketched;
pub mod tip;
