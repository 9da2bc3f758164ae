//! The reader's end of the house, in the browser only: a class for the page's shell, the canvas as a surface, and the browser as host.
//!
//! `boundary` is the only file with `#[wasm_bindgen]`. Nothing here decides anything about charts or facts.

mod boundary;
mod canvas;
mod detail;
mod host;
mod input;
