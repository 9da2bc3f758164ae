//! The suffixes of columns for bars that stand beside the instant that they are for.

/// Where such a bar begins.
pub(crate) const START: &str = "offsetted_rect_start";
/// Where it ends.
pub(crate) const END: &str = "offsetted_rect_end";
