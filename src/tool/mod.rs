//! The command on the newsroom's machine: one file a command (`serve`, `build`), and what they are made of.
//!
//! ```text
//! serve ─┬─▶ build ─┬─▶ widget ─▶ target        the Wasm and its glue: cargo, wasm-bindgen
//!        │          ├─▶ assemble ─▶ bundle ─▶ module    one script; then minify, map, bytes, folder
//!        │          ├─▶ package                 the same as an npm package
//!        │          └─▶ record · freeze ─▶ check   what a story stood on when published; a story for good
//!        └─▶ site ─▶ media    watch             answers to requests; what has changed
//! build ─▶ share ─▶ render                       charts to be passed on: pages, cards, oEmbed
//! check ─▶ page                                 articles and specs against their data
//! facts ─▶ check                                what is newsworthy in data, in sentences that pass the check
//! new ─▶ facts                                  a spec and a page to begin with
//! publish ─▶ check                              the folder that build made, to where readers find it
//! ```
//!
//! Everything else in the crate is pure; this room talks to disk, network and terminal, and so does `widget` in the browser.
//! Results go to stdout, talk to stderr. Exit code 0: fine; 1: something is wrong with what was looked at; 2: could not run.

mod agree;
mod assemble;
mod build;
mod bundle;
mod bytes;
pub mod check;
mod child;
mod cli;
mod facts;
mod folder;
mod freeze;
mod glue;
pub mod host;
mod map;
mod media;
mod minify;
mod module;
mod new;
mod package;
mod page;
mod place;
mod publish;
mod record;
#[cfg(test)]
mod reference;
mod render;
mod serve;
mod share;
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
        None => serve::command(None, &cli.serving).map(|()| ExitCode::SUCCESS),
        Some(Command::Serve(serve)) => serve::command(serve.dir.as_deref(), &serve.serving).map(|()| ExitCode::SUCCESS),
        Some(Command::Build(options)) => build::command(options).map(|()| ExitCode::SUCCESS),
        Some(Command::Publish(options)) => publish::command(options),
        Some(Command::Check(options)) => check::command(options),
        Some(Command::Facts(options)) => facts::command(options),
        Some(Command::New(options)) => new::command(options).map(|()| ExitCode::SUCCESS),
        Some(Command::Agree(_)) => agree::command().map(|()| ExitCode::SUCCESS),
        Some(Command::Stat(_)) => stat::command().map(|()| ExitCode::SUCCESS),
        Some(Command::Render(options)) => render::command(options).map(|()| ExitCode::SUCCESS),
    };
    match done {
        Ok(code) => code,
        Err(problem) => {
            talk::problem(&problem);
            ExitCode::from(2)
        }
    }
}
