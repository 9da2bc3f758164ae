//! One ES module, taken apart as far as `bundle` needs it: what it asks of others, what it offers, and its text without either.
//!
//! Only what the page's own sources use is read: named imports and exports under their own names, and a whole module imported
//! under a name. The rest of the module syntax is refused, with file and line, so that nothing is bundled wrongly in silence; but
//! for dynamic imports of what the build knows to be loaded later.

use oxc::allocator::Allocator;
use oxc::ast::ast::{ImportDeclaration, ImportDeclarationSpecifier, Statement};
use oxc::parser::Parser;
use oxc::semantic::SemanticBuilder;
use oxc::span::{GetSpan, SourceType, Span};

use crate::report::{Place, Problem};

/// What the names begin with of what is imported while the page runs: the full module's glue, and the modules in `later/`.
pub const LATER: &str = "__NUTGRAPH_LATER_";

/// A module, read.
#[derive(Debug, Default)]
pub struct Module {
    /// How others import it: `./engine.js`.
    pub name: String,
    /// The text without import declarations and the word `export`: blanks stand in their places, so that every line and column is still
    /// the source's.
    pub body: String,
    /// Names that it imports, as (module, name, line).
    pub imports: Vec<(String, String, usize)>,
    /// Whole modules that it imports, as (module, name).
    pub namespaces: Vec<(String, String)>,
    /// The modules that it imports anything from, in order.
    pub requests: Vec<String>,
    /// Names that it exports.
    pub exports: Vec<String>,
    /// All names that it declares at its top level.
    pub names: Vec<String>,
    /// Names that it uses and neither declares nor imports: the browser's.
    pub globals: Vec<String>,
}

/// A problem of a module: `engine.js:12: found; remedy`.
pub fn problem(module: &str, line: usize, found: &str, remedy: &str) -> Problem {
    crate::problem!(Error, "bundle", Place::Whole, format!("{}:{line}: {found}", module.trim_start_matches("./")), remedy)
}

/// Reads the module `name` from its text.
///
/// # Errors
/// For text that is no JavaScript, and for module syntax that is not read.
pub fn read(name: &str, text: &str) -> Result<Module, Problem> {
    let allocator = Allocator::default();
    let parsed = Parser::new(&allocator, text, SourceType::mjs()).parse();
    let line = |at: u32| 1 + text.bytes().take(at as usize).filter(|&byte| byte == b'\n').count();
    if let Some(error) = parsed.diagnostics.errors().next() {
        let at = error.labels.first().map_or(0, |label| label.offset());
        return Err(problem(name, line(at), &error.message, "mend the syntax"));
    }
    let refuse = |at: u32, found: &str, remedy: &str| Err(problem(name, line(at), found, remedy));
    let asks_later = |span: Span| text.get(span.start as usize..span.end as usize).is_some_and(|what| what.contains(LATER));
    if let Some(import) = parsed.module_record.dynamic_imports.iter().find(|import| !asks_later(import.module_request)) {
        return refuse(import.span.start, "a dynamic import", "import it at the top: everything becomes one script");
    }
    if let Some(meta) = parsed.module_record.import_metas.first() {
        return refuse(meta.start, "import.meta", "use document.currentScript: the bundle is a classic script");
    }

    let mut module = Module { name: name.to_string(), ..Module::default() };
    let mut kept = 0;
    for statement in &parsed.program.body {
        let span = statement.span();
        let resume = match statement {
            Statement::ImportDeclaration(import) => {
                take_imports(&mut module, import, line(span.start))?;
                span.end
            }
            Statement::ExportDeclaration(export) => export.declaration.span().start,
            Statement::ExportNamedDeclaration(export) => {
                if let Some(renamed) = export.specifiers.iter().find(|s| s.local.name() != s.exported.name()) {
                    return refuse(renamed.span.start, "an export under another name", "export it under its own name");
                }
                span.end
            }
            Statement::ExportDefaultDeclaration(_) => return refuse(span.start, "a default export", "export it by name"),
            Statement::ExportAllDeclaration(_) | Statement::ExportFromDeclaration(_) => {
                return refuse(span.start, "an export of another module's names", "import them from where they are declared");
            }
            _ => continue,
        };
        module.body.push_str(&text[kept..span.start as usize]);
        kept = resume as usize;
        module.body.extend(text[span.start as usize..kept].chars().map(|c| if c == '\n' { c } else { ' ' }));
    }
    module.body.push_str(&text[kept..]);
    module.exports = parsed.module_record.exported_bindings.keys().map(|name| name.to_string()).collect();
    module.exports.sort_unstable();

    let checked = SemanticBuilder::new().with_check_syntax_error(true).build(&parsed.program);
    if let Some(error) = checked.diagnostics.errors().next() {
        let at = error.labels.first().map_or(0, |label| label.offset());
        return Err(problem(name, line(at), &error.message, "mend the syntax"));
    }
    let scoping = checked.semantic.scoping();
    for (name, &symbol) in scoping.get_bindings(scoping.root_scope_id()) {
        if !scoping.symbol_flags(symbol).is_import() {
            module.names.push(name.to_string());
        }
    }
    module.names.sort_unstable();
    module.globals = scoping.root_unresolved_references().keys().map(|name| name.to_string()).collect();
    module.globals.sort_unstable();
    Ok(module)
}

fn take_imports(module: &mut Module, import: &ImportDeclaration, line: usize) -> Result<(), Problem> {
    let from = import.source.value.to_string();
    for specifier in import.specifiers.iter().flatten() {
        match specifier {
            ImportDeclarationSpecifier::ImportSpecifier(named) if named.imported.name() == named.local.name => {
                module.imports.push((from.clone(), named.local.name.to_string(), line));
            }
            ImportDeclarationSpecifier::ImportSpecifier(_) => {
                return Err(problem(&module.name, line, "an import under another name", "import it under its own name"));
            }
            ImportDeclarationSpecifier::ImportNamespaceSpecifier(all) => {
                module.namespaces.push((from.clone(), all.local.name.to_string()));
            }
            ImportDeclarationSpecifier::ImportDefaultSpecifier(_) => {
                return Err(problem(&module.name, line, "a default import", "import it by name"));
            }
        }
    }
    module.requests.push(from);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn refused(text: &str, message: &str) {
        assert_eq!(read("./a.js", text).unwrap_err().to_string(), message);
    }

    #[test]
    fn a_module_is_taken_apart() {
        let text = "import {b, c} from './b.js';\nimport * as glue from './wasm.js';\nimport './d.js';\n\
                    export const x = b(1), [y] = c;\nexport function f() { return document.title + g }\nlet g = glue;\nexport {g};\n";
        let module = read("./a.js", text).unwrap();
        let lines: Vec<&str> = module.body.lines().map(str::trim).collect();
        assert_eq!(lines, ["", "", "", "const x = b(1), [y] = c;", "function f() { return document.title + g }", "let g = glue;", ""]);
        assert_eq!(module.body.find("document"), text.find("document"), "what is left stands where it stood");
        assert_eq!(module.requests, ["./b.js", "./wasm.js", "./d.js"]);
        assert_eq!(module.imports, [("./b.js".into(), "b".into(), 1), ("./b.js".into(), "c".into(), 1)]);
        assert_eq!(module.namespaces, [("./wasm.js".into(), "glue".into())]);
        assert_eq!(module.exports, ["f", "g", "x", "y"]);
        assert_eq!(module.names, ["f", "g", "x", "y"]);
        assert_eq!(module.globals, ["document"]);
        assert_eq!(read("./a.js", "import(near('__NUTGRAPH_LATER_FULL__'))").unwrap().globals, ["near"]);
    }

    #[test]
    fn what_is_not_read_is_refused_with_its_line() {
        refused("\nimport {a as b} from './b.js'", "a.js:2: an import under another name; import it under its own name");
        refused("import a from './b.js'", "a.js:1: a default import; import it by name");
        refused("export default 1", "a.js:1: a default export; export it by name");
        refused("const a = 1;\nexport {a as b}", "a.js:2: an export under another name; export it under its own name");
        refused("export * from './b.js'", "a.js:1: an export of another module's names; import them from where they are declared");
        refused("export {a} from './b.js'", "a.js:1: an export of another module's names; import them from where they are declared");
        refused("\n\nimport('./b.js')", "a.js:3: a dynamic import; import it at the top: everything becomes one script");
        refused("f(import.meta.url)", "a.js:1: import.meta; use document.currentScript: the bundle is a classic script");
    }

    #[test]
    fn a_slip_of_the_pen_is_told_with_its_line() {
        let message = read("./a.js", "let a = 1;\nlet b = ;\n").unwrap_err().to_string();
        assert!(message.starts_with("a.js:2: "), "{message}");
        let message = read("./a.js", "let a = 1;\n\nlet a = 2;\n").unwrap_err().to_string();
        assert!(message.starts_with("a.js:1: ") || message.starts_with("a.js:3: "), "{message}");
    }
}
