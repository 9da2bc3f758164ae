//! `nutgraph build`: the folder to publish.
//!
//! `nutgraph.js` keeps its name, as pages name it, and names the Wasm, whose name is made from its contents; so a new Wasm never
//! meets an old script. Beside each file stand its brotli and gzip forms, for servers that do not compress. The folder is kept
//! in the target directory until its sources change; `-o` copies it.
//!
//! The script holds the glue of the lean module. That of the others, and each module of `www/js/later`, is an ES module of its own, which the script imports only
//! where a chart needs it.

use std::fs;
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use oxc::span::SourceType;
use serde_json::{Value, json};
use sha2::{Digest, Sha256, Sha384};

use super::bundle::{Whole, as_module, bundle};
use super::bytes::{self, Bytes};
use super::cli::Build;
use super::folder;
use super::freeze;
use super::minify::minify;
use super::module;
use super::place;
use super::record;
use super::share;
use super::stamp;
use super::talk::{self, Task};
use super::widget::{self, Widget};
use crate::report::{Place, Problem};

/// The list of what is in the folder.
const MANIFEST: &str = "manifest.json";

/// The script that pages name.
pub const ENTRY: &str = "nutgraph.js";

/// The page of one chart, for frames.
pub const FRAME: &str = "embed.html";

/// The name under which the JavaScript shell imports wasm-bindgen's module.
const GLUE: &str = "./wasm.js";

/// Builds the folder to publish and copies it to where it is wanted.
///
/// # Errors
/// When it cannot be built or written.
pub fn command(options: &Build) -> Result<(), Problem> {
    let built = match &options.widget {
        Some(folder) => folder.clone(),
        None if options.no_build => last()?,
        None => fresh()?.0,
    };
    let mut files = files(&built)?;
    if let Some(page) = &options.freeze {
        return freeze::freeze(page, &options.out, files);
    }
    let mut manifest = manifest(&built)?;
    // What was recorded before stays.
    let before = self::manifest(&options.out).ok();
    let mut stories = before.and_then(|manifest| manifest["stories"].as_array().cloned()).unwrap_or_default();
    let (copies, told) = record::record(&options.record, options.anew, &mut stories)?;
    if !stories.is_empty() {
        manifest["stories"] = Value::Array(stories);
        files.retain(|(name, _)| name != MANIFEST);
        files.insert(0, (MANIFEST.to_string(), format!("{manifest:#}\n").into_bytes()));
        // Before the manifest that names them.
        files.splice(0..0, copies);
    }
    replace(&options.out, &files)?;
    talk::result(bytes::table(&parts(&manifest, "parts"), &parts(&manifest, "later")))?;
    for line in told {
        talk::result(line)?;
    }
    talk::result(format_args!("{} files in {}", files.len(), options.out.display()))?;
    share::command(options)
}

/// The files of a built folder, with the entry last.
fn files(built: &Path) -> Result<Vec<(String, Vec<u8>)>, Problem> {
    let read = |name: String| {
        let bytes = fs::read(built.join(&name)).map_err(|error| talk::disk("read", built.join(&name).display(), &error))?;
        Ok((name, bytes))
    };
    names(&manifest(built)?).into_iter().map(read).collect()
}

/// The folder as it was last built.
///
/// # Errors
/// When it never was.
pub fn last() -> Result<PathBuf, Problem> {
    let kept = place::target().join("nutgraph/publish");
    if kept.join(ENTRY).is_file() {
        return Ok(kept);
    }
    Err(crate::problem!(Error, "not-built", Place::Whole, "no widget has been built here yet", "run it once without --no-build"))
}

/// The folder, and whether it had to be built, as its sources have changed.
///
/// # Errors
/// When it cannot be built.
fn fresh() -> Result<(PathBuf, bool), Problem> {
    let package = place::package()?;
    let kept = place::target().join("nutgraph/publish");
    let widget = widget::compiled(&package)?;
    let wasm: Vec<String> =
        [&widget.lean].into_iter().chain(&widget.later).map(|module| stamp::hex(&Sha256::digest(&module.wasm), 64)).collect();
    let stamp = stamp::of(&package, &["www/js", "src/tool"], &[], &wasm.concat())?;
    let stamp_file = place::target().join("nutgraph/publish.stamp");
    if kept.join(ENTRY).is_file() && fs::read_to_string(&stamp_file).is_ok_and(|old| old == stamp) {
        return Ok((kept, false));
    }
    let _task = Task::begin("bundling the script");
    replace(&kept, &assemble(&shell(&package)?, &widget)?)?;
    fs::write(&stamp_file, stamp).map_err(|error| talk::disk("write", stamp_file.display(), &error))?;
    Ok((kept, true))
}

/// The folder as `serve` wants it: fresh, with the table of its bytes on stderr when it had to be built.
///
/// # Errors
/// When it cannot be built.
pub fn for_serving() -> Result<PathBuf, Problem> {
    let (kept, anew) = fresh()?;
    if anew {
        let manifest = manifest(&kept)?;
        talk::note(bytes::table(&parts(&manifest, "parts"), &parts(&manifest, "later")));
    }
    Ok(kept)
}

/// Writes the files, and then removes those of the folder's last build that are not among them.
fn replace(out: &Path, files: &[(String, Vec<u8>)]) -> Result<(), Problem> {
    let before = manifest(out).map(|manifest| names(&manifest)).unwrap_or_default();
    folder::write(out, files)?;
    for name in before.iter().filter(|name| !files.iter().any(|file| file.0 == **name)) {
        let _ = fs::remove_file(out.join(name));
    }
    Ok(())
}

/// The modules of the JavaScript shell and the page for frames, by name.
fn shell(package: &Path) -> Result<Vec<(String, String)>, Problem> {
    let base = package.join("www/js");
    let wrong = |path: &Path, error| talk::disk("read", path.display(), &error);
    let mut modules = Vec::new();
    for path in stamp::files(&base, &["."], &[]).map_err(|error| wrong(&base, error))? {
        if path.extension().is_some_and(|end| end == "js" || end == "html") {
            let text = fs::read_to_string(&path).map_err(|error| wrong(&path, error))?;
            modules.push((format!("./{}", path.strip_prefix(&base).unwrap_or(&path).to_string_lossy().replace("./", "")), text));
        }
    }
    Ok(modules)
}

/// All files of the folder, with the entry last.
fn assemble(shell: &[(String, String)], widget: &Widget) -> Result<Vec<(String, Vec<u8>)>, Problem> {
    let named = |form: &str, bytes: &[u8], end: &str| format!("nutgraph-{form}{}.{end}", stamp::hex(&Sha256::digest(bytes), 10));
    let lean = &widget.lean;
    let forms = || widget::LATER.iter().map(|(form, ..)| *form).zip(&widget.later);
    let alone = |text: &str, renamed| minify(&as_module(&Whole { module: GLUE, renamed }, text)?, SourceType::mjs());
    let lean_name = named("", &lean.wasm, "wasm");
    let engines: Vec<(&str, String, &[u8])> =
        forms().map(|(form, module)| (form, named(&format!("{form}-"), &module.wasm, "wasm"), module.wasm.as_slice())).collect();
    // What is loaded when a page or a reader asks for it: name of the file, part, text. The glue comes first, as the others name it.
    let mut later: Vec<(String, String, String)> = Vec::new();
    let put = |later: &mut Vec<_>, part: &str, text: String| {
        later.push((named(&format!("{part}-"), text.as_bytes(), "js"), part.to_string(), text))
    };
    for (form, module) in forms() {
        put(&mut later, form, alone(&module.glue, &module.imports)?);
    }
    // Files by the marks that stand for them in the sources.
    let filled = |text: &str, later: &[(String, String, String)]| {
        let mut text = text.to_string();
        for (form, name, wasm) in &engines {
            let form = form.to_uppercase();
            text = text
                .replace(&format!("__NUTGRAPH_{form}_WASM__"), name)
                .replace(&format!("__NUTGRAPH_{form}_INTEGRITY__"), &integrity(wasm));
        }
        for (name, part, _) in later {
            text = text.replace(&[module::LATER, &part.to_uppercase(), "__"].concat(), name);
        }
        text
    };
    let stem = |name: &str| name.strip_prefix("./later/").and_then(|name| name.strip_suffix(".js")).map(str::to_string);
    let mut waiting: Vec<(String, &str)> = shell.iter().filter_map(|(name, text)| Some((stem(name)?, text.as_str()))).collect();
    // One that names another comes after it, as it has to know the other's file.
    while !waiting.is_empty() {
        let names = |text: &str, other: &str| text.contains(&[module::LATER, &other.to_uppercase(), "__"].concat());
        let is_next = |(own, text): &(String, &str)| !waiting.iter().any(|(other, _)| other != own && names(text, other));
        let (part, text) = waiting.remove(waiting.iter().position(is_next).unwrap_or(0));
        let text = filled(&alone(text, &[])?, &later);
        put(&mut later, &part, text);
    }
    let whole = Whole { module: GLUE, renamed: &lean.imports };
    let script = |glue: &str| -> Result<String, Problem> {
        let modules: Vec<_> = shell.iter().cloned().chain([(GLUE.to_string(), glue.to_string())]).collect();
        let text = bundle(&format!("./{ENTRY}"), &modules, &whole)?
            .replace("__NUTGRAPH_WASM__", &lean_name)
            .replace("__NUTGRAPH_INTEGRITY__", &integrity(&lean.wasm))
            .replace("__NUTGRAPH_VERSION__", env!("CARGO_PKG_VERSION"));
        let text = filled(&text, &later);
        minify(&text, SourceType::script())
    };
    let frame = frame(shell, &whole)?;
    let whole_script = script(&lean.glue)?;
    let all = Bytes::of(whole_script.as_bytes())?;
    let bare = Bytes::of(script(&hollow(&lean.glue)?)?.as_bytes())?;
    let parts =
        [("wasm", Bytes::of(&lean.wasm)?), ("js shell", bare), ("js glue", all.without(bare))].map(|(part, b)| (part.to_string(), b));
    let mut on_demand: Vec<(String, Bytes)> = Vec::new();
    for (form, _, wasm) in &engines {
        on_demand.push((format!("{form} wasm"), Bytes::of(wasm)?));
    }
    for (_, part, text) in &later {
        let glue = engines.iter().any(|(form, ..)| form == part);
        on_demand.push((if glue { format!("{part} glue") } else { part.clone() }, Bytes::of(text.as_bytes())?));
    }
    if let Some((_, text)) = frame.first() {
        on_demand.push(("embed".to_string(), Bytes::of(text.as_bytes())?));
    }

    let mut files = Vec::new();
    let mut listed = Vec::new();
    let hashed = named("", whole_script.as_bytes(), "js");
    let mut contents = vec![(lean_name.as_str(), lean.wasm.as_slice())];
    contents.extend(engines.iter().map(|(_, name, wasm)| (name.as_str(), *wasm)));
    contents.extend(later.iter().map(|(name, _, text)| (name.as_str(), text.as_bytes())));
    contents.extend(frame.iter().map(|(name, text)| (name.as_str(), text.as_bytes())));
    contents.extend([(hashed.as_str(), whole_script.as_bytes()), (ENTRY, whole_script.as_bytes())]);
    for (name, bytes) in contents {
        let (brotli, gzip) = (bytes::brotli(bytes)?, bytes::gzip(bytes)?);
        listed.push(json!({"file": name, "bytes": bytes.len(), "brotli": brotli.len(), "gzip": gzip.len(), "sha384": integrity(bytes)}));
        files.extend([(format!("{name}.br"), brotli), (format!("{name}.gz"), gzip), (name.to_string(), bytes.to_vec())]);
    }
    let list = |parts: &[(String, Bytes)]| -> Vec<Value> {
        parts.iter().map(|(part, b)| json!({"part": part, "bytes": b.raw, "brotli": b.brotli, "gzip": b.gzip})).collect()
    };
    let manifest = json!({
        "version": env!("CARGO_PKG_VERSION"), "entry": ENTRY, "budget": bytes::BUDGET, "files": listed, "parts": list(&parts), "later": list(&on_demand)
    });
    files.insert(0, (MANIFEST.to_string(), format!("{manifest:#}\n").into_bytes()));
    Ok(files)
}

/// The script of the page for frames under a name made from its content, and the page, which names it.
fn frame(shell: &[(String, String)], whole: &Whole) -> Result<Vec<(String, String)>, Problem> {
    let Some((_, page)) = shell.iter().find(|(name, _)| name == "./embed.html") else { return Ok(Vec::new()) };
    let script = minify(&bundle("./embed.js", shell, whole)?, SourceType::script())?;
    let name = format!("nutgraph-embed-{}.js", stamp::hex(&Sha256::digest(script.as_bytes()), 10));
    let page = page.replace("__NUTGRAPH_EMBED__", &name);
    Ok(vec![(name, script), (FRAME.to_string(), page)])
}

/// A module with the same exports and nothing in them: what a bundle weighs with it is not the module's.
fn hollow(glue: &str) -> Result<String, Problem> {
    let exports = module::read(GLUE, glue)?.exports;
    Ok(format!("let {0};\nexport {{{0}}};\n", exports.join(", ")))
}

/// The value of an `integrity` attribute.
pub fn integrity(bytes: &[u8]) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(bytes)))
}

fn manifest(folder: &Path) -> Result<Value, Problem> {
    let path = folder.join(MANIFEST);
    let text = fs::read_to_string(&path).map_err(|error| talk::disk("read", path.display(), &error))?;
    serde_json::from_str(&text)
        .map_err(|error| crate::problem!(Error, "manifest", Place::Whole, format!("{}: {error}", path.display()), "build it anew"))
}

/// The names of all files of a folder, as its manifest has them, with the entry last.
fn names(manifest: &Value) -> Vec<String> {
    let listed = manifest["files"].as_array().into_iter().flatten().filter_map(|file| file["file"].as_str());
    let all = listed.flat_map(|name| [format!("{name}.br"), format!("{name}.gz"), name.to_string()]);
    [MANIFEST.to_string()].into_iter().chain(all).collect()
}

/// The bytes by part, as a manifest has them: `parts` of what every reader downloads, `later` of the rest.
fn parts(manifest: &Value, which: &str) -> Vec<(String, Bytes)> {
    let number = |value: &Value| value.as_u64().unwrap_or(0) as usize;
    let parts = manifest[which].as_array().into_iter().flatten();
    parts
        .map(|part| {
            let bytes = Bytes { raw: number(&part["bytes"]), gzip: number(&part["gzip"]), brotli: number(&part["brotli"]) };
            (part["part"].as_str().unwrap_or_default().to_string(), bytes)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tool::widget::Module;

    fn assembled() -> Vec<(String, Vec<u8>)> {
        let shell = [(
            "./nutgraph.js".to_string(),
            "import * as glue from './wasm.js';\nload('__NUTGRAPH_WASM__', '__NUTGRAPH_INTEGRITY__', glue);\n\
             load('__NUTGRAPH_FULL_WASM__', '__NUTGRAPH_FULL_INTEGRITY__', import('__NUTGRAPH_LATER_FULL__'));\n\
             load('__NUTGRAPH_GRAMMAR_WASM__', '__NUTGRAPH_GRAMMAR_INTEGRITY__', import('__NUTGRAPH_LATER_GRAMMAR__'));"
                .to_string(),
        )];
        let module = |wasm: &[u8]| Module {
            wasm: wasm.to_vec(),
            glue: "export function __wbg_now_0123() { return performance.now() }\nexport class Graph {}".to_string(),
            imports: vec![("a".into(), "__wbg_now_0123".into())],
        };
        assemble(&shell, &Widget { lean: module(b"\0asm"), later: vec![module(b"\0asm, in full"), module(b"\0asm, the grammar")] }).unwrap()
    }

    fn text(files: &[(String, Vec<u8>)], name: &str) -> String {
        let file = files.iter().find(|file| file.0 == name).unwrap_or_else(|| panic!("no {name}"));
        String::from_utf8(file.1.clone()).unwrap()
    }

    fn glue_of(files: &[(String, Vec<u8>)], form: &str) -> String {
        let start = format!("nutgraph-{form}-");
        files.iter().find(|file| file.0.starts_with(&start) && file.0.ends_with(".js")).expect("glue").0.clone()
    }

    #[test]
    fn the_entry_comes_last_and_names_the_others_by_their_contents() {
        let files = assembled();
        let names: Vec<&str> = files.iter().map(|file| file.0.as_str()).collect();
        assert_eq!(names.first(), Some(&"manifest.json"));
        assert_eq!(names.last(), Some(&ENTRY));
        // Of the lean engine the Wasm; of the others their glue as well; the script under two names; each thrice, and the manifest.
        assert_eq!(names.len(), 1 + 3 * (1 + 2 * 2 + 2));
        let script = text(&files, ENTRY);
        let engines = ["nutgraph-full-", "nutgraph-grammar-"].into_iter().flat_map(|start| [(start, ".wasm"), (start, ".js")]);
        for (start, end) in engines {
            let name = names.iter().find(|name| name.starts_with(start) && name.ends_with(end)).copied().unwrap_or_default();
            assert!(!name.is_empty() && script.contains(name), "{start}*{end} is not named in {script}");
        }
        let lean = |name: &&&str| name.ends_with(".wasm") && !name.starts_with("nutgraph-full-") && !name.starts_with("nutgraph-grammar-");
        assert!(names.iter().find(lean).is_some_and(|wasm| script.contains(wasm)), "{script}");
        assert!(script.contains(&integrity(b"\0asm")) && script.contains(&integrity(b"\0asm, in full")), "{script}");
        assert!(!script.contains("__NUTGRAPH") && !script.contains("__wbg"), "{script}");
    }

    #[test]
    fn the_manifest_lists_every_file_and_the_parts_add_up() {
        let files = assembled();
        let manifest: Value = serde_json::from_slice(&files[0].1).unwrap();
        assert_eq!(names(&manifest), files.iter().map(|file| file.0.clone()).collect::<Vec<_>>());
        let total = |which: &str| parts(&manifest, which).iter().fold(0, |sum, part| sum + part.1.raw);
        assert_eq!(total("parts"), b"\0asm".len() + text(&files, ENTRY).len());
        let glue = |form: &str| text(&files, &glue_of(&files, form)).len();
        assert_eq!(total("later"), b"\0asm, in full".len() + b"\0asm, the grammar".len() + glue("full") + glue("grammar"));
    }

    #[test]
    fn the_full_glue_is_a_module_that_offers_what_its_wasm_asks_for() {
        let files = assembled();
        let glue = text(&files, &glue_of(&files, "full"));
        assert!(glue.contains(" as Graph") && !glue.contains("__wbg"), "{glue}");
    }
}
