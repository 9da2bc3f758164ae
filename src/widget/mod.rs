//! The reader's end of the house, in the browser only: a class for the page's shell, the canvas as a surface, and the browser as host.
//!
//! `boundary` (with what readers draw and choose, in a file of its own) and, in the module of the full grammar, `grammar` and `player` are the
//! only files with `#[wasm_bindgen]`; the class of both has the same
//! name and methods, so that the shell draws with either. Nothing here decides anything about charts or facts.

#[cfg(not(feature = "grammar"))]
mod boundary;
mod canvas;
#[cfg(not(feature = "grammar"))]
mod detail;
#[cfg(feature = "grammar")]
mod drawn;
#[cfg(feature = "grammar")]
mod easel;
#[cfg(feature = "grammar")]
mod grammar;
#[cfg(feature = "grammar")]
mod ground;
mod host;
mod input;
#[cfg(feature = "grammar")]
mod player;
