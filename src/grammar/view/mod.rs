//! From views and rows to a scene: scales settled, marks drawn, guides and groups at their places; what Vega does at run time.

pub(crate) mod axis;
pub(crate) mod brush;
pub(crate) mod build;
pub(crate) mod draw;
pub(crate) mod env;
pub(crate) mod extent;
pub(crate) mod geo;
pub(crate) mod gradient;
pub(crate) mod layout;
pub(crate) mod legend;
pub(crate) mod position;
pub(crate) mod scale;
pub(crate) mod settle;
pub(crate) mod words;
