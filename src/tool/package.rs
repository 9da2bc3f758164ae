//! The npm package: the elements for pages that are made with a bundler.
//!
//! Its entry is the script's own sources as an ES module. Bundlers move files about; so the module imports what is loaded when it is used
//! by its path, and names the engines as `new URL('./name', import.meta.url)`: both are understood by bundlers, and they take those
//! files along. Beside it stand the types of the elements, those of React's JSX, an entry for servers, where there are no elements to define, and the
//! classic script, for the networks that serve packages.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::assemble::Built;
use super::folder;
use super::talk;
use crate::report::{Place, Problem};

/// The module that the package's entry is made from.
pub const ENTRY: &str = "./package.js";

/// The package's entry.
const MODULE: &str = "nutgraph.mjs";

/// Files of the sources that are part of the package as they are, with their names there.
const TAKEN: [(&str, &str); 6] = [
    ("www/package/README.md", "README.md"),
    ("www/js/elements.d.ts", "nutgraph.d.ts"),
    ("www/package/react.d.ts", "react.d.ts"),
    ("www/package/server.mjs", "server.mjs"),
    ("LICENSE-MIT", "LICENSE-MIT"),
    ("LICENSE-APACHE", "LICENSE-APACHE"),
];

/// The shell's modules as they are for the package: there is no script element, and so no attribute of one.
///
/// # Errors
/// When the module that knows the script element says so in another way.
pub fn modules(shell: &[(String, String)]) -> Result<Vec<(String, String)>, Problem> {
    const FROM: &str = "export const script = ";
    let mut modules = shell.to_vec();
    for (name, text) in &mut modules {
        if let Some(start) = text.find(FROM).map(|at| at + FROM.len()) {
            let Some(length) = text[start..].find(";\n") else {
                let found = format!("{}: the end of \"{FROM}\" is not found", name.trim_start_matches("./"));
                return Err(crate::problem!(
                    Error,
                    "bundle",
                    Place::Whole,
                    found,
                    "end the declaration with a semicolon at the end of a line"
                ));
            };
            text.replace_range(start..start + length, "/** @type {HTMLScriptElement | null} */ (null)");
        }
    }
    Ok(modules)
}

/// All files of the package.
///
/// # Errors
/// When a file of the sources cannot be read.
pub fn files(sources: &Path, built: &Built) -> Result<Vec<(String, Vec<u8>)>, Problem> {
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for (path, name) in TAKEN {
        let path = sources.join(path);
        let bytes = fs::read(&path).map_err(|error| talk::disk("read", path.display(), &error))?;
        let text = String::from_utf8_lossy(&bytes).replace("__NUTGRAPH_VERSION__", env!("CARGO_PKG_VERSION"));
        files.push((name.to_string(), text.into_bytes()));
    }
    // The script under its own name is enough, frames are for pages without a bundler, and servers of packages compress by themselves.
    let wanted =
        |name: &str| (name.ends_with(".js") || name.ends_with(".wasm")) && name != built.pinned && !name.starts_with("nutgraph-embed-");
    files.extend(built.files.iter().filter(|(name, _)| wanted(name)).cloned());
    files.push((MODULE.to_string(), marked(&built.module).into_bytes()));
    let mut names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    names.sort_unstable();
    let description = json!({
        "name": "nutgraph",
        "version": env!("CARGO_PKG_VERSION"),
        "description": env!("CARGO_PKG_DESCRIPTION"),
        "keywords": ["chart", "custom-elements", "fact-checking", "journalism", "vega-lite", "wasm"],
        "license": env!("CARGO_PKG_LICENSE"),
        "type": "module",
        "sideEffects": true,
        "types": "./nutgraph.d.ts",
        "module": "./nutgraph.mjs",
        "unpkg": "./nutgraph.js",
        "jsdelivr": "./nutgraph.js",
        "exports": {
            ".": {"types": "./nutgraph.d.ts", "node": "./server.mjs", "default": "./nutgraph.mjs"},
            "./react": {"types": "./react.d.ts"},
            "./nutgraph.js": "./nutgraph.js",
            "./package.json": "./package.json"
        },
        "files": names,
    });
    files.push(("package.json".to_string(), format!("{description:#}\n").into_bytes()));
    Ok(files)
}

/// The module with those dynamic imports marked as settled whose addresses are only known when the page runs: no bundler has to guess.
fn marked(module: &str) -> String {
    let mut parts = module.split("import(");
    let first = parts.next().unwrap_or_default().to_string();
    parts.fold(first, |text, rest| {
        let note = if rest.starts_with(['"', '\'', '`']) { "" } else { "/*webpackIgnore:true*//*@vite-ignore*/" };
        text + "import(" + note + rest
    })
}

/// Writes the package into a folder, and removes from it those files of the package that it held before that are no longer part of it.
///
/// # Errors
/// When the disk fails.
pub fn replace(out: &Path, files: &[(String, Vec<u8>)]) -> Result<(), Problem> {
    let before = fs::read(out.join("package.json")).ok().and_then(|text| serde_json::from_slice::<Value>(&text).ok());
    folder::write(out, files)?;
    let names = before.iter().filter(|before| before["name"] == "nutgraph").flat_map(|before| before["files"].as_array()).flatten();
    for old in names.filter_map(Value::as_str).filter(|old| !old.contains('/') && !files.iter().any(|(name, _)| name == old)) {
        let _ = fs::remove_file(out.join(old));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imports_that_are_only_known_later_are_left_alone_by_bundlers() {
        let found = marked("a(import(`./live.js`),import(\"./b.js\"),import(near(x)))");
        assert_eq!(found, "a(import(`./live.js`),import(\"./b.js\"),import(/*webpackIgnore:true*//*@vite-ignore*/near(x)))");
    }

    #[test]
    fn the_package_knows_no_script_element() {
        let shell = |text: &str| vec![("./engine.js".to_string(), text.to_string())];
        let found = modules(&shell("/** It. */\nexport const script = find('script');\nexport const b = 1;\n")).unwrap();
        assert_eq!(found[0].1, "/** It. */\nexport const script = /** @type {HTMLScriptElement | null} */ (null);\nexport const b = 1;\n");
        let refused = modules(&shell("export const script = find(\n")).unwrap_err().to_string();
        assert!(refused.starts_with("engine.js: the end of "), "{refused}");
    }

    #[test]
    fn files_of_the_last_package_go_and_those_of_others_stay() {
        let folder = std::env::temp_dir().join(format!("nutgraph-package-{}", std::process::id()));
        let package = |name: &str| {
            let described = format!("{{\"name\": \"nutgraph\", \"files\": [\"{name}\"]}}");
            vec![(name.to_string(), b"x".to_vec()), ("package.json".to_string(), described.into_bytes())]
        };
        replace(&folder, &package("old.js")).unwrap();
        fs::write(folder.join("notes.txt"), "mine").unwrap();
        replace(&folder, &package("new.js")).unwrap();
        let mut names: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        assert_eq!(names, ["new.js", "notes.txt", "package.json"]);
        fs::remove_dir_all(&folder).unwrap();
    }
}
