//! What a reader does with a chart, without a browser in it: pointing, keys, and lighting the evidence of a fact.

pub mod evidence;
pub mod judge;
pub mod tip;
