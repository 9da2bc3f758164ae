//! The full grammar of Vega-Lite: any of its specs becomes the picture that Vega draws from it.
//!
//! ```text
//! spec ─▶ normalise ─▶ compile (views with scales, axes, legends) ─▶ data ─▶ view (scales, marks, guides, layout) ─▶ picture · scene
//! ```
//!
//! The phases are those of Vega-Lite's compiler, and their files are called after it, so that who knows one finds the way in the
//! other. Where Vega-Lite writes a program for Vega, this draws at once: data go in, and out come marks at their places.

pub(crate) mod compile;
pub(crate) mod json;
pub mod model;
pub(crate) mod normalise;
