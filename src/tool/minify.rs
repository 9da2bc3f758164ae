//! The smallest script that does the same: dead code dropped, expressions shortened, local names and white space squeezed.

use oxc::allocator::Allocator;
use oxc::codegen::{Codegen, CodegenOptions};
use oxc::minifier::{Minifier, MinifierOptions};
use oxc::parser::Parser;
use oxc::span::SourceType;

use crate::report::{Place, Problem};

/// Minifies a classic script or an ES module; the names that a module does not export are squeezed too.
///
/// # Errors
/// When the text is no such thing, as with an `await` outside of a function of a script.
pub fn minify(script: &str, kind: SourceType) -> Result<String, Problem> {
    let allocator = Allocator::default();
    let parsed = Parser::new(&allocator, script, kind).parse();
    if let Some(error) = parsed.diagnostics.errors().next() {
        let at = error.labels.first().map_or(0, |label| label.offset() as usize);
        let line = script[..at].lines().next_back().unwrap_or_default().trim();
        let found = format!("the bundled script cannot be read: {} at \"{line}\"", error.message);
        return Err(crate::problem!(Error, "bundle", Place::Whole, found, "mend the module that this stands in"));
    }
    let mut program = parsed.program;
    let minified = Minifier::new(MinifierOptions::default()).minify(&allocator, &mut program);
    let printer = Codegen::new().with_options(CodegenOptions::minify()).with_scoping(minified.scoping);
    Ok(printer.with_private_member_mappings(minified.class_private_mappings).build(&program).code.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn local_names_and_dead_code_go_and_what_is_seen_stays() {
        let script = "(()=>{\"use strict\";\nconst here = document.currentScript;\nconst unused = () => 'dead';\nfunction longName(argument) { return argument.property + 1 }\n\
                      class Element extends HTMLElement { #secret = 1; get shown() { return longName(this) + longName(here) + this.#secret } }\ncustomElements.define('nut-graph', Element);\n})();";
        let small = minify(script, SourceType::script()).unwrap();
        for word in ["longName", "argument", "dead", "\n", "secret"] {
            assert!(!small.contains(word), "{word} in {small}");
        }
        for word in ["document.currentScript", "nut-graph", ".property", "use strict", "get shown"] {
            assert!(small.contains(word), "no {word} in {small}");
        }
    }

    #[test]
    fn what_is_no_classic_script_is_refused() {
        assert!(minify("(()=>{\nawait fetch('x')\n})()", SourceType::script()).is_err());
    }

    #[test]
    fn a_module_keeps_the_names_that_it_exports_and_no_others() {
        let module = "let exports; function setExports(given) { exports = given }\nclass Graph { free() { exports.a() } }\n\
                      export { setExports as b, Graph };";
        let small = minify(module, SourceType::mjs()).unwrap();
        assert!(small.contains("as b") && small.contains("as Graph") && !small.contains("setExports"), "{small}");
    }
}
