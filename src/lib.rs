//! Nutgraph: charts for news stories that prove the story's numbers.
#![deny(missing_docs)]

pub mod expr;
pub mod fact;
pub mod host;
pub mod report;
pub mod spec;
pub mod stat;
pub mod table;
pub mod time;
pub mod words;
