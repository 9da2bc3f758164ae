//! What a Vega-Lite spec may say, and the names in it.

pub(crate) mod channel;
pub(crate) mod config;
pub(crate) mod naming;
pub(crate) mod references;
pub(crate) mod schema;
pub(crate) mod table;
