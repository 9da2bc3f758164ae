//! The smallest script that does the same: dead code dropped, expressions shortened, local names and white space squeezed; and where
//! each of its words stood before.

use oxc::allocator::Allocator;
use oxc::codegen::{Codegen, CodegenOptions};
use oxc::minifier::{Minifier, MinifierOptions};
use oxc::parser::Parser;
use oxc::span::SourceType;

use crate::report::{Place, Problem};

/// A small script.
#[derive(Debug)]
pub struct Small {
    /// Its text.
    pub code: String,
    /// Where its words come from, in their order.
    pub words: Vec<Word>,
}

/// Where a word of a small script comes from. Lines and columns begin at 0; columns count as JavaScript does, in UTF-16.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Line and column in the small script.
    pub at: (u32, u32),
    /// Line and column in what it was made from.
    pub from: (u32, u32),
    /// What it was called there, if it is called otherwise now.
    pub name: Option<String>,
}

/// Minifies a classic script or an ES module; the names that a module does not export are squeezed too.
///
/// # Errors
/// When the text is no such thing, as with an `await` outside of a function of a script.
pub fn minify(script: &str, kind: SourceType) -> Result<Small, Problem> {
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
    let options = CodegenOptions { source_map_path: Some("bundle".into()), ..CodegenOptions::minify() };
    let printer = Codegen::new().with_options(options).with_scoping(minified.scoping);
    let printed = printer.with_private_member_mappings(minified.class_private_mappings).build(&program);
    let map = printed.map.unwrap_or_default();
    let words = map.get_tokens().filter(|token| token.get_source_id().is_some()).map(|token| Word {
        at: (token.get_dst_line(), token.get_dst_col()),
        from: (token.get_src_line(), token.get_src_col()),
        name: token.get_name_id().and_then(|id| map.get_name(id)).map(str::to_string),
    });
    Ok(Small { code: printed.code.to_string(), words: words.collect() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn local_names_and_dead_code_go_and_what_is_seen_stays() {
        let script = "(()=>{\"use strict\";\nconst here = document.currentScript;\nconst unused = () => 'dead';\nfunction longName(argument) { return argument.property + 1 }\n\
                      class Element extends HTMLElement { #secret = 1; get shown() { return longName(this) + longName(here) + this.#secret } }\ncustomElements.define('nut-graph', Element);\n})();";
        let small = minify(script, SourceType::script()).unwrap().code;
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
        let small = minify(module, SourceType::mjs()).unwrap().code;
        assert!(small.contains("as b") && small.contains("as Graph") && !small.contains("setExports"), "{small}");
    }

    #[test]
    fn every_word_knows_where_it_stood_and_what_it_was_called() {
        let script = "(() => {\n  function shout(words) {\n    console.error(words);\n  }\n  shout('Ah');\n  shout('Oh');\n})();";
        let small = minify(script, SourceType::script()).unwrap();
        let column = small.code.find("error").unwrap() as u32;
        let last = small.words.iter().rfind(|word| word.at <= (0, column)).unwrap();
        assert_eq!(last.from.0, 2, "{small:?}");
        assert!(small.words.iter().any(|word| word.name.as_deref() == Some("words")), "{small:?}");
    }
}
