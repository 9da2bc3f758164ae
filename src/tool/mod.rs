//! The command on the newsroom's machine: one file a command (`serve`, `build`), and what they are made of.
//!
//! ```text
//! serve ─┬─▶ build ─┬─▶ widget ─▶ target        the Wasm and its glue: cargo, wasm-bindgen
//!        │          └─▶ bundle ─▶ module        one script; then minify, bytes, folder
//!        └─▶ site ─▶ media    watch             answers to requests; what has changed
//! ```
//!
//! Everything else in the crate is pure; this room talks to disk, network and terminal, and so does `widget` in the browser.
//! Results go to stdout, talk to stderr. Exit code 0: fine; 1: something is wrong with what was looked at; 2: could not run.

mod agree;
mod build;
mod bundle;
mod bytes;
mod child;
mod cli;
mod folder;
mod glue;
mod media;
mod minify;
mod module;
mod place;
mod render;
mod serve;
mod site;
mod stamp;
mod stat;
mod talk;
mod target;
mod watch;
mod widget;
mod wire;

use std::process::ExitCode;

use clap::Parser;
use cli::{Cli, Command};

/// Runs the command that the arguments of the process ask for.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let done = match &cli.command {
        None => serve::command(None, &cli.serving),
        Some(Command::Serve(serve)) => serve::command(serve.dir.as_deref(), &serve.serving),
        Some(Command::Build(options)) => build::command(options),
        Some(Command::Render(options)) => render::command(options),
        Some(Command::Agree(_)) => agree::command(),
        Some(Command::Stat(_)) => stat::command(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            talk::problem(&problem);
            ExitCode::from(2)
        }
    }
}
