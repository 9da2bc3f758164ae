//! Source maps: what a debugger, or a service that collects errors, needs to show a line of the published script as it was written.
//!
//! They are not published: no script names its map, and no reader downloads one. `build --source-maps DIR` writes them, and whoever
//! looks for an error gives them to the browser or to the service by hand. The format is version 3 of ECMA-426.

use serde_json::json;

use super::minify::Word;

/// A source that a script was made from.
pub struct Source<'a> {
    /// Its name in the map: `www/js/graph.js`.
    pub name: String,
    /// Its text.
    pub text: &'a str,
    /// The line of the whole at which it began before that was minified.
    pub first: u32,
}

/// The map of a script. `sources` stand in the order of their first lines.
pub fn map(file: &str, words: &[Word], sources: &[Source]) -> String {
    let mut names: Vec<&str> = Vec::new();
    let mut mappings = String::new();
    // Each number is told as its difference from the one before; columns begin anew with each line.
    let (mut line, mut column, mut before) = (0, 0, [0; 4]);
    for word in words {
        let Some((number, source)) = sources.iter().enumerate().rfind(|(_, source)| source.first <= word.from.0) else { continue };
        let own = word.from.0 - source.first;
        // What the bundler wrote itself stands behind a module, and in none of them.
        if own as usize > source.text.matches('\n').count() {
            continue;
        }
        if word.at.0 > line {
            mappings.extend(std::iter::repeat_n(';', (word.at.0 - line) as usize));
            (line, column) = (word.at.0, 0);
        } else if !mappings.is_empty() {
            mappings.push(',');
        }
        let name = word.name.as_deref().map(|name| {
            names.iter().position(|known| *known == name).unwrap_or_else(|| {
                names.push(name);
                names.len() - 1
            })
        });
        let now = [number as i64, i64::from(own), i64::from(word.from.1), name.map_or(before[3], |name| name as i64)];
        digits(&mut mappings, i64::from(word.at.1) - column);
        for i in 0..if name.is_some() { 4 } else { 3 } {
            digits(&mut mappings, now[i] - before[i]);
        }
        (column, before) = (i64::from(word.at.1), now);
    }
    let (sources, texts): (Vec<&str>, Vec<&str>) = sources.iter().map(|source| (source.name.as_str(), source.text)).unzip();
    json!({"version": 3, "file": file, "sources": sources, "sourcesContent": texts, "names": names, "mappings": mappings}).to_string()
}

/// Appends a number in base 64: five bits a digit, the lowest first, the very lowest for the sign; the sixth says that more follow.
fn digits(out: &mut String, number: i64) {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut rest = number.unsigned_abs() << 1 | u64::from(number < 0);
    loop {
        let more = rest > 31;
        out.push(char::from(DIGITS[(rest & 31) as usize | if more { 32 } else { 0 }]));
        rest >>= 5;
        if !more {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    #[test]
    fn numbers_are_written_as_the_format_has_them() {
        for (number, text) in [(0, "A"), (1, "C"), (-1, "D"), (15, "e"), (16, "gB"), (-16, "hB"), (1000, "w+B")] {
            let mut out = String::new();
            digits(&mut out, number);
            assert_eq!(out, text, "{number}");
        }
    }

    #[test]
    fn words_are_found_in_their_own_source_by_its_own_lines() {
        let word = |at, from, name: Option<&str>| Word { at, from, name: name.map(str::to_string) };
        let sources = [
            Source { name: "a.js".into(), text: "\nlet a;\n", first: 1 },
            Source { name: "b.js".into(), text: "let b;\nlet c;", first: 5 },
        ];
        // The line 4 is the bundler's own, and line 0 no source's.
        let words = [
            word((0, 0), (0, 0), None),
            word((0, 3), (2, 4), Some("a")),
            word((0, 8), (4, 0), None),
            word((0, 9), (6, 4), None),
            word((2, 1), (5, 4), Some("a")),
        ];
        let map: Value = serde_json::from_str(&map("x.js", &words, &sources)).unwrap();
        assert_eq!(map["mappings"], "GACIA,MCAA;;CADAA");
        assert_eq!((map["names"].as_array().map(Vec::len), map["sources"][1].as_str()), (Some(1), Some("b.js")));
    }
}
