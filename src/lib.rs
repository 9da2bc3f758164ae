//! Nutgraph: charts for news stories that prove the story's numbers.
#![deny(missing_docs)]

pub mod chart;
pub mod expr;
pub mod fact;
pub mod host;
pub mod layout;
pub mod paint;
pub mod report;
pub mod scale;
pub mod scene;
pub mod spec;
pub mod stat;
pub mod table;
pub mod time;
#[cfg(not(target_arch = "wasm32"))]
pub mod tool;
pub mod words;

#[cfg(target_arch = "wasm32")]
mod widget;
