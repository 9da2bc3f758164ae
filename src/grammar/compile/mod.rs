//! From a normalised spec to views whose scales, sizes, axes and legends are settled as far as that goes without data.
//!
//! One file a phase, named as Vega-Lite's compiler names them.

pub(crate) mod axes;
pub(crate) mod format;
pub(crate) mod kind;
pub(crate) mod legends;
mod mark_init;
pub(crate) mod offsetted;
pub(crate) mod scales;
mod sizes;
mod stack;
pub(crate) mod tree;
pub(crate) mod units;

pub(crate) use mark_init::{init_mark, mark_config, mark_number, mark_prop, styles};
pub(crate) use stack::{Stack, stack};
