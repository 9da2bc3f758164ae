//! The newsroom's command: host only.

pub mod agree;
