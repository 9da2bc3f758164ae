//! The reader's half, compiled: the Wasm and the JavaScript that wasm-bindgen writes to go with it.
//!
//! Cargo compiles the library for wasm32 in the profile `widget`; wasm-bindgen, as a library, does the rest. This is done three
//! times: lean, as every reader loads it; full, for where there is something wrong to tell or another language to speak; and with the
//! full chart grammar, for pages whose specs need it. The result is kept in the target directory until the sources change.
//!
//! Where the toolchain has the source of the standard library, that is compiled along, for size and without the machinery of
//! panics: a panic in the browser then is a bare trap, and the module a tenth smaller.

use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;

use wasm_bindgen_cli_support::Bindgen;

use super::child;
use super::folder;
use super::glue::{self, letters};
use super::place;
use super::stamp;
use super::talk::{self, Task};
use super::target::{self, Std, TARGET};
use crate::report::{Place, Problem};

/// The compiled widget, in its forms.
pub struct Widget {
    /// What every reader loads: English, and problems by their code alone.
    pub lean: Module,
    /// What is loaded where it is needed, by the names of the forms: see [`LATER`].
    pub later: Vec<Module>,
}

/// The forms that are loaded where they are needed: name, what is said while it is built, Cargo's features.
pub const LATER: [(&str, &str, &[&str]); 2] = [
    ("full", "building the widget in full, for other languages and the words of problems", &[]),
    ("grammar", "building the full chart grammar", &["--features", "grammar"]),
];

/// One Wasm and its glue.
pub struct Module {
    /// The Wasm.
    pub wasm: Vec<u8>,
    /// The ES module that it imports its functions from, and that wraps its exports.
    pub glue: String,
    /// The names that the Wasm imports functions by, with the names of those functions in `glue`.
    pub imports: Vec<(String, String)>,
}

/// What the widget is made from; the rest of `src` is the command's.
pub const SOURCES: [&str; 3] = ["Cargo.toml", "Cargo.lock", "src"];

/// What of it does not reach the reader.
pub const NOT_SOURCES: [&str; 2] = ["src/tool", "src/main.rs"];

/// The module that wasm-bindgen's Wasm imports everything from.
const MODULE: &str = "./nutgraph_bg.js";

/// Exports of the Wasm that the shell's loader uses by name.
const KEPT: [&str; 2] = ["memory", "__wbindgen_start"];

/// Gives the compiled widget, compiling it when its sources have changed.
///
/// # Errors
/// When it does not compile (the compiler's words are then on stderr), there is no target or network, or the disk fails.
pub fn compiled(package: &Path) -> Result<Widget, Problem> {
    // How it is built counts as a source too; what was built without the standard library's source is built anew once that is there.
    let way = || {
        let asked = env::var("NUTGRAPH_WASM32").unwrap_or_default();
        let way = format!("{asked} {} {}", target::has_source(), include_str!("widget.rs"));
        stamp::of(package, &SOURCES, &NOT_SOURCES, &way)
    };
    let kept = place::target().join("nutgraph/widget");
    if let Some(widget) = load(&kept, &way()?) {
        return Ok(widget);
    }
    let (toolchain, std) = target::ensure()?;
    let build = |what: &str, features: &[&str]| {
        let task = Task::begin(what);
        compile(package, toolchain.as_deref(), std, features, &task)?;
        task.detail("wasm-bindgen");
        bind(&place::target().join(TARGET).join("widget/nutgraph.wasm"))
    };
    let lean = build("building the widget", &["--features", "lean"])?;
    let later = LATER.iter().map(|(_, what, features)| build(what, features)).collect::<Result<_, _>>()?;
    let widget = Widget { lean, later };
    store(&kept, &way()?, &widget)?;
    Ok(widget)
}

fn compile(package: &Path, toolchain: Option<&str>, std: Std, features: &[&str], task: &Task) -> Result<(), Problem> {
    // A crate type of its own: a library that could also be an rlib is not optimised as a whole.
    let mut cargo = Command::new("cargo");
    cargo.args(toolchain).args(["rustc", "--lib", "--crate-type", "cdylib", "--profile", "widget", "--target", TARGET]).args(features);
    cargo.arg("--manifest-path").arg(package.join("Cargo.toml")).arg("--target-dir").arg(place::target());
    cargo.args(["--color", if talk::colourful() { "always" } else { "never" }]);
    if std != Std::Stock {
        // Flags of the target alone, so that nothing that is built for this machine is built anew; those of the environment would win.
        cargo.env_remove("RUSTFLAGS").env_remove("CARGO_ENCODED_RUSTFLAGS");
        cargo.env("RUSTC_BOOTSTRAP", "1").env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", target::SMALL);
    }
    if std == Std::Source {
        cargo.args(["-Zbuild-std=std,panic_abort", "-Zbuild-std-features=optimize_for_size"]);
    }
    let ran = child::run(&mut cargo, task, None)?;
    if ran.well() {
        return Ok(());
    }
    talk::note(format_args!("\n{}", ran.errors.trim_end()));
    let network = ["Could not resolve host", "failed to download", "Couldn't connect", "--offline was specified"];
    let offline = network.iter().any(|words| ran.errors.contains(words));
    let (found, remedy) = if offline {
        ("the widget's packages cannot be downloaded", "connect to the network once; after that none is needed")
    } else {
        ("the widget does not compile", "the compiler says why, above")
    };
    Err(crate::problem!(Error, "widget", Place::Whole, found, remedy))
}

/// Runs wasm-bindgen on what cargo has compiled.
fn bind(compiled: &Path) -> Result<Module, Problem> {
    let wrong = |why: String| {
        crate::problem!(Error, "widget", Place::Whole, format!("wasm-bindgen: {why}"), "hold its version in Cargo.toml to the library's")
    };
    let mut bindgen = Bindgen::new();
    bindgen.input_path(compiled).typescript(false).remove_name_section(true).remove_producers_section(true);
    let output = bindgen.bundler(true).and_then(|bindgen| bindgen.browser(true)).and_then(Bindgen::generate_output);
    let mut output = output.map_err(|error| wrong(format!("{error:#}")))?;
    if output.snippets().values().any(|list| !list.is_empty()) || !output.local_modules().is_empty() {
        return Err(crate::problem!(
            Error,
            "widget",
            Place::Whole,
            "a dependency of the widget brings JavaScript of its own",
            "do without it"
        ));
    }
    let mut glue = output.start().ok_or_else(|| wrong("no glue".into()))?.clone();
    let wasm = output.wasm_mut();
    wasm.customs.remove_raw("target_features");
    // The names are long and stand in the Wasm and in the script: one letter does as well.
    let mut imports = Vec::new();
    for (i, import) in wasm.imports.iter_mut().enumerate() {
        if import.module != MODULE {
            return Err(wrong(format!("an import from {}", import.module)));
        }
        let long = std::mem::replace(&mut import.name, letters(i));
        imports.push((import.name.clone(), long));
    }
    let mut exports = Vec::new();
    for (i, export) in wasm.exports.iter_mut().filter(|export| !KEPT.contains(&export.name.as_str())).enumerate() {
        let long = std::mem::replace(&mut export.name, letters(i));
        exports.push((long, export.name.clone()));
    }
    glue = glue::slim(&glue::with_members(&glue, &exports));
    Ok(Module { wasm: wasm.emit_wasm(), glue, imports })
}

fn load(kept: &Path, stamp: &str) -> Option<Widget> {
    if fs::read_to_string(kept.join("stamp")).ok()? != stamp {
        return None;
    }
    let module = |form: &str| {
        let file = |end: &str| kept.join(format!("{form}.{end}"));
        let imports = serde_json::from_slice(&fs::read(file("json")).ok()?).ok()?;
        Some(Module { wasm: fs::read(file("wasm")).ok()?, glue: fs::read_to_string(file("js")).ok()?, imports })
    };
    Some(Widget { lean: module("lean")?, later: LATER.iter().map(|(form, ..)| module(form)).collect::<Option<_>>()? })
}

fn store(kept: &Path, stamp: &str, widget: &Widget) -> Result<(), Problem> {
    let mut files = Vec::new();
    for (form, module) in [("lean", &widget.lean)].into_iter().chain(LATER.map(|(form, ..)| form).into_iter().zip(&widget.later)) {
        files.push((format!("{form}.wasm"), module.wasm.clone()));
        files.push((format!("{form}.js"), module.glue.clone().into_bytes()));
        files.push((format!("{form}.json"), serde_json::json!(module.imports).to_string().into_bytes()));
    }
    files.push(("stamp".to_string(), stamp.as_bytes().to_vec()));
    folder::write(kept, &files)
}
