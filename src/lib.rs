//! Nutgraph: charts for news stories that prove the story's numbers.
//!
//! # The map of the house
//!
//! ```text
//!  bytes ─▶ table ─▶ chart (plan ─▶ frame ─▶ guides · marks · labels · events) ─▶ scene ─▶ paint ─▶ canvas (reader) · SVG
//!             │        ▲                                                            ▲
//!             │  spec ─┘                                                            │ evidence: which marks prove the number
//!             └──▶ fact ────────────────────────────────────────────────────────────┘
//!                   ▲ expr · words
//!    underneath: stat · scale · time · layout · report      pure functions and plain data
//! ```
//!
//! A value moves left to right once; nothing further right is known to anything further left. Two thin ends stand on the same
//! middle: `widget` (the reader's browser; the only room with `#[wasm_bindgen]`, built lean, full, and with the full grammar) and `tool` (the command on the newsroom's
//! machine). The middle does no I/O, has no clock, no globals and no browser: what it asks of the outside is [`host::Host`].
//!
//! | room | what lives there |
//! | --- | --- |
//! | [`report`] | a problem as plain data: code, place, what was found, remedy |
//! | [`time`] | civil dates: reading, taking apart, stepping; never an instant, so never a day off |
//! | [`table`] | columns with missing cells and bounds; reading CSV, TSV and JSON; writing CSV |
//! | [`expr`] | Vega's expression language: conditions on rows |
//! | [`stat`] | statistics over slices |
//! | [`fact`] | the newsroom's vocabulary: value, kind, unit, evidence, working |
//! | [`words`] | numbers, hedges, units and directions in prose, and whether they agree with a value |
//! | [`spec`] | Vega-Lite as types, and the attributes of an element turned into one |
//! | [`scale`] | values to positions and colours, ticks, themes |
//! | [`format`](mod@format) | numbers and times written by d3's specifiers |
//! | [`path`] | outlines: lines, areas, arcs, symbols, and SVG path data |
//! | [`projection`] | the globe onto the plane, GeoJSON and TopoJSON |
//! | [`layout`] | boxes of words: measuring, wrapping, collisions |
//! | [`chart`] | a spec and a table become series, axes, labels, annotations and the text alternative |
//! | [`interact`] | pointing, keys, drawing a line before it is shown, lighting the evidence of a fact |
//! | [`scene`] | what is drawn and where, as data |
//! | [`grammar`] | all of Vega-Lite: any of its specs as the picture that Vega draws from it |
//! | [`paint`] | a scene onto a surface |
//! | [`transform`] | data for the full chart grammar: Vega's loader, expressions and transforms |
//!
//! Bytes decide how the middle is written: all of it but `tool` is downloaded by readers. It uses slices before maps, `dyn`
//! before generics, one error type, no float parsing or formatting of its own, and builds the words of problems through
//! [`problem!`], which the module that every reader loads leaves out.
#![deny(missing_docs)]

pub mod chart;
pub mod expr;
pub mod fact;
pub mod format;
pub mod grammar;
pub mod host;
pub mod interact;
pub mod layout;
pub mod paint;
pub mod path;
pub mod projection;
pub mod report;
pub mod scale;
pub mod scene;
pub mod spec;
pub mod stat;
pub mod table;
pub mod time;
#[cfg(not(target_arch = "wasm32"))]
pub mod tool;
pub mod transform;
pub mod words;

#[cfg(target_arch = "wasm32")]
mod widget;
