//! The files to publish, out of the shell's sources and the compiled engines, in memory: scripts, Wasm, maps, the package's module.
//!
//! The script holds the glue of the lean module. That of the others, and each module of `www/js/later`, is an ES module of its own, which the
//! script imports only where a chart needs it. Names are made from contents; where a source names a file, a mark stands until the
//! build knows the name.

use oxc::span::SourceType;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::build::{ENTRY, FRAME, MANIFEST, integrity};
use super::bundle::{Bundle, Form, Whole, as_module, bundle};
use super::bytes::{self, Bytes};
use super::map::{self, Source};
use super::minify::{Small, minify};
use super::module;
use super::package;
use super::stamp;
use super::widget::{self, Widget};
use crate::report::Problem;

/// The name under which the JavaScript shell imports wasm-bindgen's module.
const GLUE: &str = "./wasm.js";

/// What is built.
pub struct Built {
    /// All files of the folder to publish, with the entry last.
    pub files: Vec<(String, Vec<u8>)>,
    /// The source maps of its scripts, under their names with `.map`.
    pub maps: Vec<(String, Vec<u8>)>,
    /// Of these files, the entry under the name that is made from its content.
    pub pinned: String,
    /// The entry as an ES module, which names the other files as bundlers understand it.
    pub module: String,
}

/// Everything, out of the shell's sources and the engines.
///
/// # Errors
/// When a source cannot be read as what it should be.
pub fn assemble(shell: &[(String, String)], widget: &Widget) -> Result<Built, Problem> {
    let lean = &widget.lean;
    let forms = || widget::LATER.iter().map(|(form, ..)| *form).zip(&widget.later);
    let lean_name = named("", &lean.wasm, "wasm");
    let engines: Vec<(&str, String, &[u8])> =
        forms().map(|(form, module)| (form, named(&format!("{form}-"), &module.wasm, "wasm"), module.wasm.as_slice())).collect();
    let mut marks = vec![
        Mark { mark: "__NUTGRAPH_WASM__".into(), value: lean_name.clone(), is_file: true },
        Mark { mark: "__NUTGRAPH_INTEGRITY__".into(), value: integrity(&lean.wasm), is_file: false },
        Mark { mark: "__NUTGRAPH_VERSION__".into(), value: env!("CARGO_PKG_VERSION").into(), is_file: false },
    ];
    for (form, name, wasm) in &engines {
        let form = form.to_uppercase();
        marks.push(Mark { mark: format!("__NUTGRAPH_{form}_WASM__"), value: name.clone(), is_file: true });
        marks.push(Mark { mark: format!("__NUTGRAPH_{form}_INTEGRITY__"), value: integrity(wasm), is_file: false });
    }
    let mut maps = Vec::new();
    // What is loaded when a page or a reader asks for it: name of the file, part, text. The glue comes first, as the others name it.
    let mut later: Vec<(String, String, String)> = Vec::new();
    let mut put = |part: &str, source: Source, renamed: &[(String, String)], marks: &mut Vec<Mark>| -> Result<(), Problem> {
        let text = as_module(&Whole { module: GLUE, renamed }, source.text)?;
        let small = minify(&plain(&addresses(&text, marks), marks), SourceType::mjs())?;
        let name = named(&format!("{part}-"), small.code.as_bytes(), "js");
        maps.push((format!("{name}.map"), map::map(&name, &small.words, &[source]).into_bytes()));
        marks.push(Mark { mark: [module::LATER, &part.to_uppercase(), "__"].concat(), value: name.clone(), is_file: true });
        later.push((name, part.to_string(), small.code));
        Ok(())
    };
    for (form, module) in forms() {
        let source = Source { name: format!("wasm-bindgen/{form}.js"), text: &module.glue, first: 0 };
        put(form, source, &module.imports, &mut marks)?;
    }
    let stem = |name: &str| name.strip_prefix("./later/").and_then(|name| name.strip_suffix(".js")).map(str::to_string);
    let mut waiting: Vec<(String, &str)> = shell.iter().filter_map(|(name, text)| Some((stem(name)?, text.as_str()))).collect();
    // One that names another comes after it, as it has to know the other's file.
    while !waiting.is_empty() {
        let names = |text: &str, other: &str| text.contains(&[module::LATER, &other.to_uppercase(), "__"].concat());
        let is_next = |(own, text): &(String, &str)| !waiting.iter().any(|(other, _)| other != own && names(text, other));
        let (part, text) = waiting.remove(waiting.iter().position(is_next).unwrap_or(0));
        put(&part, Source { name: format!("www/js/later/{part}.js"), text, first: 0 }, &[], &mut marks)?;
    }
    let whole = Whole { module: GLUE, renamed: &lean.imports };
    let together = |form: Form, entry: &str, glue: &str, modules: &[(String, String)]| -> Result<Bundle, Problem> {
        let modules: Vec<_> = modules.iter().cloned().chain([(GLUE.to_string(), glue.to_string())]).collect();
        bundle(form, entry, &modules, &whole)
    };
    let script = |glue: &str| -> Result<(Small, Bundle), Problem> {
        let bundle = together(Form::Script, &format!("./{ENTRY}"), glue, shell)?;
        Ok((minify(&plain(&bundle.text, &marks), SourceType::script())?, bundle))
    };
    let frame = frame(shell, &whole, &mut maps)?;
    let (whole_script, bundled) = script(&lean.glue)?;
    let all = Bytes::of(whole_script.code.as_bytes())?;
    let bare = Bytes::of(script(&hollow(&lean.glue)?)?.0.code.as_bytes())?;
    let sources: Vec<Source> = bundled.pieces.iter().map(|(name, first)| source(name, *first, shell, &lean.glue)).collect();
    let hashed = named("", whole_script.code.as_bytes(), "js");
    maps.extend([&hashed, ENTRY].map(|name| (format!("{name}.map"), map::map(name, &whole_script.words, &sources).into_bytes())));
    let module = together(Form::Module, package::ENTRY, &lean.glue, &package::modules(shell)?)?;
    let module = minify(&plain(&addresses(&module.text, &marks), &marks), SourceType::mjs())?.code;

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
    let script = whole_script.code.as_bytes();
    let mut contents = vec![(lean_name.as_str(), lean.wasm.as_slice())];
    contents.extend(engines.iter().map(|(_, name, wasm)| (name.as_str(), *wasm)));
    contents.extend(later.iter().map(|(name, _, text)| (name.as_str(), text.as_bytes())));
    contents.extend(frame.iter().map(|(name, text)| (name.as_str(), text.as_bytes())));
    contents.extend([(hashed.as_str(), script), (ENTRY, script)]);
    for (name, bytes) in contents {
        let (brotli, gzip) = (bytes::brotli(bytes)?, bytes::gzip(bytes)?);
        listed.push(json!({"file": name, "bytes": bytes.len(), "brotli": brotli.len(), "gzip": gzip.len(), "sha384": integrity(bytes)}));
        files.extend([(format!("{name}.br"), brotli), (format!("{name}.gz"), gzip), (name.to_string(), bytes.to_vec())]);
    }
    let list = |parts: &[(String, Bytes)]| -> Vec<Value> {
        parts.iter().map(|(part, b)| json!({"part": part, "bytes": b.raw, "brotli": b.brotli, "gzip": b.gzip})).collect()
    };
    let manifest = json!({
        "version": env!("CARGO_PKG_VERSION"), "entry": ENTRY, "pinned": {"file": hashed, "integrity": integrity(script)}, "budget": bytes::BUDGET, "files": listed, "parts": list(&parts), "later": list(&on_demand)
    });
    files.insert(0, (MANIFEST.to_string(), format!("{manifest:#}\n").into_bytes()));
    Ok(Built { files, maps, pinned: hashed, module })
}

/// A file's name, made from its contents.
fn named(form: &str, bytes: &[u8], end: &str) -> String {
    format!("nutgraph-{form}{}.{end}", stamp::hex(&Sha256::digest(bytes), 10))
}

/// What stands in the sources for something that only the build knows.
struct Mark {
    /// As the sources have it.
    mark: String,
    /// What it stands for.
    value: String,
    /// It is the name of a file that is published beside the script.
    is_file: bool,
}

/// A text with what the marks stand for: files by their bare names.
fn plain(text: &str, marks: &[Mark]) -> String {
    marks.iter().fold(text.to_string(), |text, mark| text.replace(&mark.mark, &mark.value))
}

/// The text of a module in which files are named as bundlers know them, who then take them along: what is imported by its path, and
/// what is fetched, or imported under a name that is only known later, by an address beside the module itself.
fn addresses(text: &str, marks: &[Mark]) -> String {
    // The ways in which the shell and what it loads later make a name into an address.
    let ways = |mark: &str| [format!("beside('{mark}')"), format!("near('{mark}')"), format!("new URL('{mark}', import.meta.url).href")];
    let files = marks.iter().filter(|mark| mark.is_file);
    files.fold(text.to_string(), |text, Mark { mark, value, .. }| {
        let path = format!("import('./{value}')");
        let text = ways(mark).iter().fold(text, |text, way| text.replace(&format!("import({way})"), &path));
        text.replace(&format!("'{mark}'"), &format!("new URL('./{value}', import.meta.url).href"))
    })
}

/// A piece of the bundled script as a source of its map.
fn source<'a>(name: &str, first: u32, shell: &'a [(String, String)], glue: &'a str) -> Source<'a> {
    match shell.iter().find(|module| module.0 == name) {
        Some((name, text)) => Source { name: name.replace("./", "www/js/"), text, first },
        None => Source { name: "wasm-bindgen/lean.js".to_string(), text: glue, first },
    }
}

/// The script of the page for frames under a name made from its content, its map, and the page, which names it.
fn frame(shell: &[(String, String)], whole: &Whole, maps: &mut Vec<(String, Vec<u8>)>) -> Result<Vec<(String, String)>, Problem> {
    let Some((_, page)) = shell.iter().find(|(name, _)| name == "./embed.html") else { return Ok(Vec::new()) };
    let bundled = bundle(Form::Script, "./embed.js", shell, whole)?;
    let script = minify(&bundled.text, SourceType::script())?;
    let name = named("embed-", script.code.as_bytes(), "js");
    let sources: Vec<Source> = bundled.pieces.iter().map(|(name, first)| source(name, *first, shell, "")).collect();
    maps.push((format!("{name}.map"), map::map(&name, &script.words, &sources).into_bytes()));
    let page = page.replace("__NUTGRAPH_EMBED__", &name);
    Ok(vec![(name, script.code), (FRAME.to_string(), page)])
}

/// A module with the same exports and nothing in them: what a bundle weighs with it is not the module's.
fn hollow(glue: &str) -> Result<String, Problem> {
    let exports = module::read(GLUE, glue)?.exports;
    Ok(format!("let {0};\nexport {{{0}}};\n", exports.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tool::build::{names, parts, tag};
    use crate::tool::widget::Module;

    fn built() -> Built {
        with(&[("live.js", "export const live = () => fetch('__NUTGRAPH_FULL_WASM__');\n")])
    }

    /// What is built where these modules are loaded later.
    fn with(later: &[(&str, &str)]) -> Built {
        let entry = (
            "./nutgraph.js".to_string(),
            "import * as glue from './wasm.js';\nload('__NUTGRAPH_WASM__', '__NUTGRAPH_INTEGRITY__', glue);\n\
             load('__NUTGRAPH_FULL_WASM__', '__NUTGRAPH_FULL_INTEGRITY__', import('__NUTGRAPH_LATER_FULL__'));\n\
             const beside = name => name;\nimport(beside('__NUTGRAPH_LATER_LIVE__'));\n\
             load('__NUTGRAPH_GRAMMAR_WASM__', '__NUTGRAPH_GRAMMAR_INTEGRITY__', import('__NUTGRAPH_LATER_GRAMMAR__'));"
                .to_string(),
        );
        let package = ("./package.js".to_string(), "import './nutgraph.js';\nexport const version = '__NUTGRAPH_VERSION__';".to_string());
        let mut shell = vec![entry, package];
        shell.extend(later.iter().map(|(name, text)| (format!("./later/{name}"), text.to_string())));
        let module = |wasm: &[u8]| Module {
            wasm: wasm.to_vec(),
            glue: "export function __wbg_now_0123() { return performance.now() }\nexport class Graph {}".to_string(),
            imports: vec![("a".into(), "__wbg_now_0123".into())],
        };
        assemble(&shell, &Widget { lean: module(b"\0asm"), later: vec![module(b"\0asm, in full"), module(b"\0asm, the grammar")] }).unwrap()
    }

    fn assembled() -> Vec<(String, Vec<u8>)> {
        built().files
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
        // Of the lean engine the Wasm; of the others their glue as well; what is loaded later; the script under two names; each thrice, and the manifest.
        assert_eq!(names.len(), 1 + 3 * (1 + 2 * 2 + 1 + 2));
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
        let script = |form: &str| text(&files, &glue_of(&files, form)).len();
        assert_eq!(
            total("later"),
            b"\0asm, in full".len() + b"\0asm, the grammar".len() + script("full") + script("grammar") + script("live")
        );
    }

    #[test]
    fn what_is_loaded_later_may_load_more() {
        let more = ("more.js", "export const one = () => import(near('__NUTGRAPH_LATER_SOUND__'));\nconst near = name => name;");
        let files = with(&[more, ("live.js", ""), ("sound.js", "export const two = 2;")]).files;
        let (more, sound) = (glue_of(&files, "more"), glue_of(&files, "sound"));
        assert!(text(&files, &more).contains(&sound), "{}", text(&files, &more));
    }

    #[test]
    fn the_tag_to_paste_names_this_version_and_its_hash() {
        let files = assembled();
        let manifest: Value = serde_json::from_slice(&files[0].1).unwrap();
        let pinned = manifest["pinned"]["file"].as_str().unwrap();
        let hash = integrity(text(&files, ENTRY).as_bytes());
        assert_eq!(text(&files, pinned), text(&files, ENTRY));
        let wanted = format!("<script async src=\"https://a.example/n/{pinned}\" integrity=\"{hash}\" crossorigin=\"anonymous\"></script>");
        assert_eq!(tag(&manifest, Some("https://a.example/n")), wanted);
        assert_eq!(tag(&manifest, Some("https://a.example/n/")), wanted);
    }

    #[test]
    fn the_module_names_files_as_bundlers_know_them() {
        let built = built();
        let live = glue_of(&built.files, "live");
        let is_there = |words: &[&str]| words.iter().any(|word| built.module.contains(word));
        assert!(is_there(&[&format!("import(`./{live}`)"), &format!("import(\"./{live}\")")]), "{}", built.module);
        assert!(built.module.contains("import.meta.url") && built.module.contains("export{"), "{}", built.module);
        assert!(!built.module.contains("__NUTGRAPH"), "{}", built.module);
        assert!(text(&built.files, &live).contains("import.meta.url"), "what is loaded later names its files itself");
    }

    #[test]
    fn every_script_has_a_map_and_none_names_it() {
        let built = built();
        let scripts: Vec<&(String, Vec<u8>)> = built.files.iter().filter(|(name, _)| name.ends_with(".js")).collect();
        assert_eq!(scripts.len(), built.maps.len());
        for (name, bytes) in scripts {
            assert!(!String::from_utf8_lossy(bytes).contains("sourceMappingURL"), "{name}");
            let map: Value = serde_json::from_str(&text(&built.maps, &format!("{name}.map"))).unwrap();
            assert_eq!((map["version"].as_u64(), map["file"].as_str()), (Some(3), Some(name.as_str())));
            assert!(map["sources"].as_array().is_some_and(|sources| !sources.is_empty()), "{name}");
        }
    }

    #[test]
    fn the_full_glue_is_a_module_that_offers_what_its_wasm_asks_for() {
        let files = assembled();
        let glue = text(&files, &glue_of(&files, "full"));
        assert!(glue.contains(" as Graph") && !glue.contains("__wbg"), "{glue}");
    }
}
