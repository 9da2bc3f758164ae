//! Numbers and names to positions and colours, and the ticks of an axis. Knows no spec and no picture.

pub mod band;
pub mod color;
pub mod linear;
pub mod ticks;
pub mod time_ticks;
