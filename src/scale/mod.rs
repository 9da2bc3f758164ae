//! Numbers and names to positions and colours, and the ticks of an axis. Knows no spec and no picture.
//!
//! Two families live here. The look of the house has [`linear`], [`band`], [`ticks`], [`time_ticks`] and [`color`], in few bytes.
//! The full grammar draws what Vega draws, by the rules of d3-scale and vega-scale: [`continuous`] (with [`log`] and [`steps`]),
//! [`calendar`], [`bands`], [`classes`], and colours in [`css`], [`interpolate`], [`ramp`] and [`scheme`].

pub mod band;
pub mod bands;
pub mod calendar;
pub mod classes;
pub mod color;
pub mod continuous;
pub mod css;
pub mod interpolate;
pub mod linear;
pub mod log;
pub mod ramp;
pub mod scheme;
pub mod steps;
pub mod ticks;
pub mod time_ticks;
