//! One script out of ES modules: their texts one after another, in the order in which a browser would run them. A classic script holds
//! them inside one function; a module, which is what bundlers want, exports what its entry exports.
//!
//! Nothing is renamed, as the sources keep their top-level names apart; where they do not, or where a module uses another's
//! name without importing it, that is an error here rather than a surprise on somebody's page.

use super::module::{self, Module};
use crate::report::Problem;

/// What a module is when it is imported as a whole, beyond its exports: here the functions that the Wasm imports, under the
/// names that it imports them by.
pub struct Whole<'a> {
    /// The module: `./wasm.js`.
    pub module: &'a str,
    /// Property names with the exports that they stand for. Those exports have no other property.
    pub renamed: &'a [(String, String)],
}

/// What modules have become.
pub struct Bundle {
    /// One text.
    pub text: String,
    /// The modules in it, as (name, its first line here), from above; a module's lines and columns are its own.
    pub pieces: Vec<(String, u32)>,
}

/// What becomes of the modules.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A classic script.
    Script,
    /// An ES module.
    Module,
}

/// Makes one script of the module `entry` and all that it imports. `modules` are names (`./engine.js`) with their texts; what is
/// not imported is left out.
///
/// # Errors
/// For what cannot be read, is not there, or is not unique, with file and line.
pub fn bundle(form: Form, entry: &str, modules: &[(String, String)], whole: &Whole) -> Result<Bundle, Problem> {
    let mut order = Vec::new();
    visit(entry, modules, &mut Vec::new(), &mut order)?;
    check(&order)?;
    let mut script = String::from(if form == Form::Script { "(()=>{\"use strict\";\n" } else { "" });
    let mut pieces = Vec::new();
    for module in &order {
        pieces.push((module.name.clone(), script.matches('\n').count() as u32));
        script.push_str(&module.body);
        script.push('\n');
        let mut names: Vec<&str> = order.iter().flat_map(|m| &m.namespaces).filter(|n| n.0 == module.name).map(|n| n.1.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        for name in names {
            script.push_str(&format!("const {name} = {};\n", as_object(module, whole)));
        }
    }
    match (form, order.last()) {
        (Form::Module, Some(entry)) => script.push_str(&format!("export {{{}}};\n", entry.exports.join(", "))),
        _ => script.push_str("})();\n"),
    }
    Ok(Bundle { text: script, pieces })
}

/// Appends a module after all that it imports. As in a browser, a module that is under way already is not waited for.
fn visit(name: &str, modules: &[(String, String)], seen: &mut Vec<String>, order: &mut Vec<Module>) -> Result<(), Problem> {
    seen.push(name.to_string());
    let text = modules.iter().find(|m| m.0 == name).map_or("", |m| m.1.as_str());
    let module = module::read(name, text)?;
    for request in &module.requests {
        if !modules.iter().any(|m| m.0 == *request) {
            return Err(module::problem(
                name,
                1,
                &format!("import from '{request}', which is not there"),
                "import a sibling, as './name.js'",
            ));
        }
        if !seen.contains(request) {
            visit(request, modules, seen, order)?;
        }
    }
    order.push(module);
    Ok(())
}

/// Holds the modules together against each other: what is imported is exported, and every top-level name is one module's.
fn check(order: &[Module]) -> Result<(), Problem> {
    let of = |name: &str| order.iter().find(|module| module.name == name);
    for (i, module) in order.iter().enumerate() {
        for (from, name, line) in &module.imports {
            if !of(from).is_some_and(|other| other.exports.contains(name)) {
                return Err(module::problem(&module.name, *line, &format!("'{from}' exports no {name}"), "export it there"));
            }
        }
        let spaces = |m: &Module| m.namespaces.iter().map(|n| n.1.clone()).collect::<Vec<_>>();
        for other in &order[..i] {
            let twice = module.names.iter().find(|n| other.names.contains(n) || spaces(other).contains(n));
            if let Some(name) = twice.or_else(|| other.names.iter().find(|n| spaces(module).contains(n))) {
                let found = format!("{name} is declared by {} too", other.name.trim_start_matches("./"));
                return Err(module::problem(&module.name, 1, &found, "give one of them another name: all modules become one script"));
            }
        }
        for other in order.iter().filter(|other| other.name != module.name) {
            if let Some(name) = module.globals.iter().find(|n| other.names.contains(n)) {
                let found = format!("{name} is used without being imported from {}", other.name);
                return Err(module::problem(&module.name, 1, &found, "import it, or rename it there if the browser's is meant"));
            }
        }
    }
    Ok(())
}

/// A module as an object literal.
fn as_object(module: &Module, whole: &Whole) -> String {
    let renamed: &[(String, String)] = if whole.module == module.name { whole.renamed } else { &[] };
    let members = renamed.iter().map(|(short, name)| format!("{short}: {name}"));
    format!("{{{}}}", members.chain(others(module, renamed)).collect::<Vec<_>>().join(", "))
}

/// The exports that have no other name.
fn others<'a>(module: &'a Module, renamed: &'a [(String, String)]) -> impl Iterator<Item = String> + 'a {
    module.exports.iter().filter(|export| !renamed.iter().any(|r| r.1 == **export)).cloned()
}

/// A whole module that needs no other, as an ES module with the same properties.
///
/// # Errors
/// For what cannot be read.
pub fn as_module(whole: &Whole, text: &str) -> Result<String, Problem> {
    let module = module::read(whole.module, text)?;
    let members = whole.renamed.iter().map(|(short, name)| format!("{name} as {short}"));
    Ok(format!("{}\nexport {{{}}};\n", module.body, members.chain(others(&module, whole.renamed)).collect::<Vec<_>>().join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn together(modules: &[(&str, &str)]) -> Result<String, String> {
        let modules: Vec<_> = modules.iter().map(|(name, text)| (format!("./{name}"), text.to_string())).collect();
        let renamed = [("a".to_string(), "__wbg_now_0123".to_string())];
        let bundle = bundle(Form::Script, "./main.js", &modules, &Whole { module: "./wasm.js", renamed: &renamed });
        bundle.map(|bundle| bundle.text).map_err(|problem| problem.to_string())
    }

    #[track_caller]
    fn refused(modules: &[(&str, &str)], message: &str) {
        assert_eq!(together(modules).unwrap_err(), message);
    }

    #[test]
    fn modules_stand_in_the_order_in_which_they_run() {
        let script = together(&[
            ("main.js", "import {b} from './b.js';\nimport {c} from './c.js';\nb(c);"),
            ("c.js", "export const c = 3;"),
            ("b.js", "import {c} from './c.js';\nexport const b = x => x + c;"),
            ("unused.js", "let b;"),
        ]);
        assert_eq!(
            script.unwrap().split_whitespace().collect::<Vec<_>>().join(" "),
            "(()=>{\"use strict\"; const c = 3; const b = x => x + c; b(c); })();"
        );
    }

    #[test]
    fn a_module_exports_what_its_entry_exports_and_every_line_stays_known() {
        let modules = [("./main.js", "import {b} from './b.js';\nconst a = b;\nexport {a};"), ("./b.js", "\nexport const b = 1;")];
        let modules = modules.map(|(name, text)| (name.to_string(), text.to_string()));
        let made = bundle(Form::Module, "./main.js", &modules, &Whole { module: "./wasm.js", renamed: &[] }).unwrap();
        let lines: Vec<&str> = made.text.lines().map(str::trim).collect();
        assert_eq!(lines, ["", "const b = 1;", "", "const a = b;", "", "export {a};"]);
        assert_eq!(made.pieces, [("./b.js".to_string(), 0), ("./main.js".to_string(), 2)]);
    }

    #[test]
    fn modules_may_import_each_other() {
        let script = together(&[
            ("main.js", "import {b} from './b.js';\nexport function a() { return b }"),
            ("b.js", "import {a} from './main.js';\nexport const b = () => a();"),
        ]);
        let script = script.unwrap();
        assert!(script.find("const b = () => a();") < script.find("function a()"), "{script}");
    }

    #[test]
    fn a_whole_module_is_an_object_of_its_exports() {
        let script = together(&[
            ("main.js", "import * as glue from './wasm.js';\nuse(glue);"),
            ("wasm.js", "export class Graph {}\nexport function __wbg_now_0123() {}\nexport function __wbg_set_wasm() {}\nlet hidden;"),
        ]);
        assert!(script.unwrap().contains("const glue = {a: __wbg_now_0123, Graph, __wbg_set_wasm};\n"));
    }

    #[test]
    fn a_module_of_its_own_has_the_same_properties() {
        let renamed = [("a".to_string(), "__wbg_now_0123".to_string())];
        let text = "export class Graph {}\nexport function __wbg_now_0123() {}\n";
        let module = as_module(&Whole { module: "./wasm.js", renamed: &renamed }, text).unwrap();
        assert_eq!(
            module.split_whitespace().collect::<Vec<_>>().join(" "),
            "class Graph {} function __wbg_now_0123() {} export {__wbg_now_0123 as a, Graph};"
        );
    }

    #[test]
    fn names_that_would_meet_are_refused() {
        let twice = "main.js:1: x is declared by b.js too; give one of them another name: all modules become one script";
        refused(&[("main.js", "import './b.js';\nlet x;"), ("b.js", "let x;")], twice);
        refused(&[("main.js", "import './b.js';\nimport * as x from './c.js'"), ("c.js", ""), ("b.js", "let x;")], twice);
        refused(
            &[("main.js", "import './b.js';\nfetch(1);"), ("b.js", "function fetch() {}")],
            "main.js:1: fetch is used without being imported from ./b.js; import it, or rename it there if the browser's is meant",
        );
    }

    #[test]
    fn what_is_not_there_is_refused() {
        refused(
            &[("main.js", "import {x} from './b.js';"), ("b.js", "let x; export let y;")],
            "main.js:1: './b.js' exports no x; export it there",
        );
        refused(
            &[("main.js", "import {x} from 'lodash';")],
            "main.js:1: import from 'lodash', which is not there; import a sibling, as './name.js'",
        );
    }
}
