//! Numbers and times as d3 writes them from a specifier (`,.2f`, `%b %Y`), and the labels that Vega makes of them.
//!
//! What the reader's language says of digits, months and orders comes in as a locale, plain data ([`locale`]).

pub mod decimal;
pub mod label;
pub mod locale;
pub mod number;
pub mod time;
pub mod time_parse;
pub mod unit;
