//! The glue that wasm-bindgen writes, made smaller: short names, and nothing for browsers that could not run the Wasm anyway.

/// What is cut out of the glue: from here, until before there. The module holds references to objects, and the browsers that know
/// those also know finalisers and `encodeInto`; nobody disposes of a chart but by `free`; and the last is a path that is not taken,
/// since the Wasm exports its reallocation.
const CUTS: [(&str, &str); 4] = [
    ("(typeof FinalizationRegistry === 'undefined')", "new FinalizationRegistry"),
    ("if (Symbol.dispose)", "export function"),
    ("if (!('encodeInto' in", "let WASM_VECTOR_LEN"),
    ("if (realloc === undefined)", "let len = arg.length"),
];

/// How a test for a class of the browser is guarded, which cannot fail for the classes that are there.
const GUARD: (&str, &str) = ("let result;\ntry {\nresult = ", ";\n} catch (_) {\nresult = false;\n}\nconst ret = result;\nreturn ret;");

/// The glue without what no browser needs that can run the Wasm. Where wasm-bindgen writes something else, that stays.
pub fn slim(glue: &str) -> String {
    let mut out = glue.to_string();
    for (from, until) in CUTS {
        if let Some(start) = out.find(from)
            && let Some(length) = out[start..].find(until)
        {
            out.replace_range(start..start + length, "");
        }
    }
    while let Some(start) = out.find(GUARD.0)
        && let Some(length) = out[start..].find(GUARD.1)
    {
        let test = format!("return {};", &out[start + GUARD.0.len()..start + length]);
        out.replace_range(start..start + length + GUARD.1.len(), &test);
    }
    out
}

/// The glue with the members of its variable `wasm` renamed, as (old, new).
pub fn with_members(glue: &str, names: &[(String, String)]) -> String {
    let mut out = String::new();
    let mut rest = glue;
    while let Some(at) = rest.find("wasm.") {
        let inner = rest[..at].ends_with(|c: char| c.is_alphanumeric() || "_$.".contains(c));
        out.push_str(&rest[..at + 5]);
        rest = &rest[at + 5..];
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '$').unwrap_or(rest.len());
        let name = &rest[..end];
        out.push_str(names.iter().find(|pair| !inner && pair.0 == name).map_or(name, |pair| pair.1.as_str()));
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

/// The short name of number `i`: `a` … `z`, `aa`, `ab` …
pub fn letters(mut i: usize) -> String {
    let mut name = Vec::new();
    loop {
        name.insert(0, b'a' + (i % 26) as u8);
        if i < 26 {
            return String::from_utf8_lossy(&name).into_owned();
        }
        i = i / 26 - 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_of_the_wasm_are_renamed_and_nothing_else() {
        let names = [("graph_new".to_string(), "a".to_string())];
        let glue = "let wasm; f(wasm.graph_new(1), wasm.graph_new_2, my_wasm.graph_new, x.wasm.graph_new, wasm.memory)";
        assert_eq!(
            with_members(glue, &names),
            "let wasm; f(wasm.a(1), wasm.graph_new_2, my_wasm.graph_new, x.wasm.graph_new, wasm.memory)"
        );
    }

    #[test]
    fn short_names_are_all_different() {
        let names: Vec<String> = (0..800).map(letters).collect();
        assert_eq!([&names[0], &names[25], &names[26], &names[701], &names[702]], ["a", "z", "aa", "zz", "aaa"]);
        let mut once = names.clone();
        once.sort();
        once.dedup();
        assert_eq!(once.len(), names.len());
    }

    #[test]
    fn what_no_browser_needs_is_cut_and_the_rest_stays() {
        let glue = "if (Symbol.dispose) Graph.prototype[Symbol.dispose] = Graph.prototype.free;\nexport function f(arg0) {\nlet result;\ntry {\n\
                    result = arg0 instanceof Map;\n} catch (_) {\nresult = false;\n}\nconst ret = result;\nreturn ret;\n}\n\
                    const G = (typeof FinalizationRegistry === 'undefined')\n? {}\n: new FinalizationRegistry(free);\nlet wasm;";
        assert_eq!(
            slim(glue),
            "export function f(arg0) {\nreturn arg0 instanceof Map;\n}\nconst G = new FinalizationRegistry(free);\nlet wasm;"
        );
        assert_eq!(slim("let wasm;"), "let wasm;");
    }
}
