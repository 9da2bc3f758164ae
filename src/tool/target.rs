//! Makes sure of the wasm32-unknown-unknown target, without being asked.
//!
//! In this order: it is there; `rustup target add`; where rustup cannot reach its server and the machine is a Debian, the
//! standard library built from Debian's packages (`wasm32-debian.sh`) into a toolchain of its own that rustup links. The
//! environment variable `NUTGRAPH_WASM32=debian` takes the last way at once, so that it can be tested.
//!
//! Beside it belongs the source of the standard library, of which a smaller one is built; what can be drawn without is not worth
//! failing for, so where the source is not to be had, the stock library serves.

use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use super::child::{self, End, Ran};
use super::place;
use super::talk::{self, Task};
use crate::report::{Place, Problem};

/// The target's name.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// The toolchain that is linked when the target has to be built.
const LINKED: &str = "nutgraph-wasm32-small";

/// What makes code small: a panic is a bare trap, and nothing is kept to tell of it. The standard library must be built with the
/// same. The compiler wants `RUSTC_BOOTSTRAP=1` to take them.
pub const SMALL: &str = "-Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none -Zfmt-debug=none";

/// Which standard library the widget gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Std {
    /// The toolchain's, as it comes.
    Stock,
    /// The toolchain's, which was built with [`SMALL`].
    Small,
    /// One built from the toolchain's source, with [`SMALL`].
    Source,
}

/// How long rustup may take where there is another way: its download takes seconds, a server that does not answer for ever.
const PATIENCE: Duration = Duration::from_secs(60);

/// Finds, fetches or builds the target. Gives the argument that selects the toolchain which has it (`+nutgraph-wasm32-small`), or
/// `None` when the default toolchain does, and the standard library to build with.
///
/// # Errors
/// When there is no Rust, or the target is not to be had; the remedy says what to do.
pub fn ensure() -> Result<(Option<String>, Std), Problem> {
    let debian_only = env::var_os("NUTGRAPH_WASM32").is_some_and(|way| way == "debian");
    if !debian_only && is_there(None) {
        return Ok((None, with_source()));
    }
    let linked = format!("+{LINKED}");
    if is_there(Some(&linked)) {
        return Ok((Some(linked), Std::Small));
    }
    if child::ask(Command::new("rustup").arg("--version")).is_none() {
        let rust = if child::ask(Command::new("rustc").arg("--version")).is_some() { "this Rust" } else { "a machine without Rust" };
        let found = format!("{rust} cannot build for {TARGET}, and there is no rustup that could add it");
        let remedy = "install rustup (https://rustup.rs), or your distribution's package of Rust's standard library for wasm32";
        return Err(crate::problem!(Error, "no-wasm32", Place::Whole, found, remedy));
    }
    let way_out = on_debian();
    let said = if debian_only { "it was not asked".to_string() } else { add_by_rustup(way_out.then_some(PATIENCE))? };
    if !debian_only && is_there(None) {
        return Ok((None, with_source()));
    }
    if !way_out {
        return Err(not_to_be_had(&said, None));
    }
    let ran = build_from_debian(&place::cache()?.join("wasm32-small"))?;
    if ran.well() && is_there(Some(&linked)) {
        return Ok((Some(linked), Std::Small));
    }
    talk::note(ran.errors.trim_end());
    Err(not_to_be_had(&said, Some(ran.last_line())))
}

/// Whether a toolchain (the default one, or by a `+name`) has the target's standard library.
fn is_there(toolchain: Option<&str>) -> bool {
    let mut rustc = Command::new("rustc");
    rustc.args(toolchain).args(["--print", "target-libdir", "--target", TARGET]);
    let Some(folder) = child::ask(&mut rustc) else { return false };
    let files = fs::read_dir(folder).into_iter().flatten().flatten();
    files.map(|file| file.file_name().to_string_lossy().into_owned()).any(|name| name.starts_with("libstd-") && name.ends_with(".rlib"))
}

/// Whether the default toolchain has the source of its standard library.
pub fn has_source() -> bool {
    let sysroot = child::ask(Command::new("rustc").args(["--print", "sysroot"]));
    sysroot.is_some_and(|folder| Path::new(&folder).join("lib/rustlib/src/rust/library/Cargo.lock").is_file())
}

/// The library to build with where the default toolchain has the target: one from source, which rustup is asked for if need be.
fn with_source() -> Std {
    let mut said = String::new();
    if !has_source() {
        let task = Task::begin("adding the source of Rust's standard library");
        match child::run(Command::new("rustup").args(["component", "add", "rust-src"]), &task, Some(PATIENCE)) {
            Ok(ran) => said = ran.complaint().trim_start_matches("error: ").to_string(),
            Err(no_rustup) => said = no_rustup.found,
        }
    }
    if !has_source() {
        talk::note(format_args!("the widget gets a tenth larger, as rust-src is not to be had: {said}"));
        return Std::Stock;
    }
    let mut rustc = Command::new("rustc");
    rustc.env("RUSTC_BOOTSTRAP", "1").args(SMALL.split(' ')).args(["--target", TARGET, "--print", "cfg"]);
    if child::ask(&mut rustc).is_none() {
        talk::note("the widget gets a tenth larger, as this Rust does not know the options that make it small");
        return Std::Stock;
    }
    Std::Source
}

/// Asks rustup, and gives what it said last.
fn add_by_rustup(limit: Option<Duration>) -> Result<String, Problem> {
    let task = Task::begin(format!("adding Rust's target {TARGET}"));
    let ran = child::run(Command::new("rustup").args(["target", "add", TARGET]), &task, limit)?;
    Ok(match ran.end {
        End::Late => format!("it did not finish in {} s", PATIENCE.as_secs()),
        End::Done | End::Failed => ran.complaint().trim_start_matches("error: ").to_string(),
    })
}

/// Whether what the script needs is there: it is a Debian, or a child of Debian.
fn on_debian() -> bool {
    ["apt-get", "apt-cache", "dpkg-deb", "bash", "flock"].iter().all(|program| child::ask(Command::new(program).arg("--version")).is_some())
}

fn build_from_debian(home: &Path) -> Result<Ran, Problem> {
    let task = Task::begin(format!("building {TARGET} from Debian's packages, once (some minutes)"));
    let script = include_str!("wasm32-debian.sh");
    let mut bash = Command::new("bash");
    bash.args(["-c", script, "wasm32-debian.sh"]).arg(home).args([LINKED, env!("CARGO_PKG_RUST_VERSION"), SMALL]);
    child::run(&mut bash, &task, None)
}

fn not_to_be_had(rustup: &str, debian: Option<&str>) -> Problem {
    let mut found = format!("no {TARGET} target is to be had: rustup: {rustup}");
    if let Some(debian) = debian {
        found.push_str(&format!(", Debian's packages: {debian}"));
    }
    let remedy = format!("connect to the network and try again, or run `rustup target add {TARGET}` where it can be reached");
    crate::problem!(Error, "no-wasm32", Place::Whole, found, remedy)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_remedy_names_the_command_that_adds_the_target() {
        let text = not_to_be_had("error: could not download", Some("failed while downloading")).to_string();
        assert!(text.starts_with("no wasm32-unknown-unknown target is to be had: rustup: error: could not download, Debian's"), "{text}");
        assert!(text.contains("`rustup target add wasm32-unknown-unknown`"), "{text}");
    }
}
