//! Regular expressions of JavaScript, which Vega's `regexp`, `test`, `replace` and `split` take.
//!
//! A pattern becomes a small program that is run with a list of the choices not yet tried, so that neither long texts nor nested
//! repetition can exhaust the stack, and a bound on the steps ends patterns that would try for ever. Characters are code points.

mod compile;
mod run;

use super::wrong;
use crate::report::Problem;
use std::fmt;

/// A regular expression.
#[derive(Clone, Debug)]
pub struct Pattern {
    source: Box<str>,
    flags: Box<str>,
    program: compile::Program,
}

/// Where a pattern and its groups were found: byte ranges in the text, the whole first.
pub type Found = Vec<Option<(usize, usize)>>;

impl Pattern {
    /// Reads a pattern and its flags, of `gimsuy`. What is none is an error in words.
    pub fn new(source: &str, flags: &str) -> Result<Pattern, String> {
        if let Some(flag) = flags.chars().find(|flag| !"gimsuy".contains(*flag)) {
            return Err(format!("\"{flag}\" is no flag of a regular expression"));
        }
        let program = compile::compile(source, flags.contains('i'), flags.contains('m'), flags.contains('s'))?;
        Ok(Pattern { source: source.into(), flags: flags.into(), program })
    }

    /// The pattern as it was written.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The first place at or after a byte where the pattern fits.
    pub fn find(&self, text: &str, from: usize) -> Result<Option<Found>, Box<Problem>> {
        let starts = text.char_indices().map(|(i, _)| i).chain([text.len()]).filter(|i| *i >= from);
        let starts: &mut dyn Iterator<Item = usize> = if self.flags.contains('y') { &mut starts.take(1) } else { &mut { starts } };
        let mut steps = run::STEPS;
        for start in starts {
            match run::run(&self.program, text, start, &mut steps) {
                Ok(Some(found)) => return Ok(Some(found)),
                Ok(None) => {}
                Err(()) => {
                    let found = format!("the regular expression {self} takes too long");
                    return Err(wrong("slow-pattern", &found, "write it so that its repetitions cannot be divided in many ways"));
                }
            }
        }
        Ok(None)
    }

    /// The text with the first place replaced, or all with the flag `g`; `$1`, `$&`, `$<name>` and so on stand for what was found.
    pub fn replace(&self, text: &str, by: &str) -> Result<String, Box<Problem>> {
        let (mut out, mut at, mut from) = (String::new(), 0, 0);
        while let Some(found) = self.find(text, from)? {
            let Some(Some((start, end))) = found.first().copied() else { break };
            out.push_str(&text[at..start]);
            let groups: Vec<Option<&str>> = found.iter().map(|group| group.and_then(|(start, end)| text.get(start..end))).collect();
            out.push_str(&fill_named(by, text, start, &groups, &self.program.names));
            at = end;
            from = if end > start { end } else { end + text[end..].chars().next().map_or(1, char::len_utf8) };
            if out.len() > super::expression::MOST {
                return Err(wrong("too-long", "a replacement makes a text of more than four million characters", "make it shorter"));
            }
            if !self.flags.contains('g') || from > text.len() {
                break;
            }
        }
        out.push_str(&text[at..]);
        Ok(out)
    }

    /// The parts of a text between the places where the pattern fits; what its groups found stands between them.
    pub fn split(&self, text: &str) -> Result<Vec<String>, Box<Problem>> {
        let (mut parts, mut at, mut from) = (Vec::new(), 0, 0);
        while from < text.len() {
            let Some(found) = self.find(text, from)? else { break };
            let Some(Some((start, end))) = found.first().copied() else { break };
            if start >= text.len() {
                break;
            }
            if end == at || start == end && start == at {
                from += text[from..].chars().next().map_or(1, char::len_utf8);
                continue;
            }
            parts.push(text[at..start].into());
            parts.extend(found.iter().skip(1).map(|group| group.and_then(|(s, e)| text.get(s..e)).unwrap_or_default().into()));
            at = end;
            from = end.max(start + usize::from(end == start));
            while !text.is_char_boundary(from.min(text.len())) {
                from += 1;
            }
        }
        parts.push(text[at..].into());
        Ok(parts)
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "/{}/{}", self.source, self.flags)
    }
}

/// A replacement with its references filled in: what was found in `text` at a byte, the whole first, then the groups.
pub(super) fn fill(by: &str, text: &str, start: usize, groups: &[Option<&str>]) -> String {
    fill_named(by, text, start, groups, &[])
}

fn fill_named(by: &str, text: &str, start: usize, groups: &[Option<&str>], names: &[(String, usize)]) -> String {
    let whole = groups.first().copied().flatten().unwrap_or_default();
    let group = |i: usize| groups.get(i).copied().flatten().unwrap_or_default();
    let (mut out, mut rest) = (String::new(), by);
    while let Some(dollar) = rest.find('$') {
        out.push_str(&rest[..dollar]);
        let after = &rest[dollar + 1..];
        let b = after.as_bytes();
        let digit = |i: usize| b.get(i).filter(|c| c.is_ascii_digit()).map(|c| usize::from(c - b'0'));
        let (value, used) = match b.first() {
            Some(b'$') => ("$", 1),
            Some(b'&') => (whole, 1),
            Some(b'`') => (&text[..start], 1),
            Some(b'\'') => (&text[start + whole.len()..], 1),
            Some(b'<') if !names.is_empty() && after.contains('>') => {
                let end = after.find('>').unwrap_or(0);
                let place = names.iter().find(|(name, _)| *name == after[1..end]).map(|(_, i)| *i);
                (place.map(group).unwrap_or_default(), end + 1)
            }
            _ => match (digit(0), digit(1)) {
                (Some(tens), Some(ones)) if (1..groups.len()).contains(&(tens * 10 + ones)) => (group(tens * 10 + ones), 2),
                (Some(one), _) if (1..groups.len()).contains(&one) => (group(one), 1),
                _ => ("$", 0),
            },
        };
        out.push_str(value);
        rest = &after[used..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn groups(pattern: &str, flags: &str, text: &str) -> Option<Vec<String>> {
        let found = Pattern::new(pattern, flags).ok()?.find(text, 0).ok()??;
        Some(found.into_iter().map(|g| g.map_or("-".into(), |(s, e)| text[s..e].to_string())).collect())
    }

    #[test]
    fn patterns_find_what_node_finds() {
        // Node 20.20.2, RegExp.prototype.exec
        for (pattern, flags, text, expected) in [
            ("a", "", "cab", "a"),
            ("(a+)(b*)", "", "xaab", "aab aa b"),
            ("a|ab", "", "ab", "a"),
            ("(?:a|ab)c", "", "abc", "abc"),
            ("^\\d{2,3}$", "", "123", "123"),
            ("^\\d{2,3}$", "", "1234", "none"),
            ("a.c", "", "a\nc", "none"),
            ("a.c", "s", "a\nc", "a\nc"),
            ("^b", "m", "a\nb", "b"),
            ("[^a-c]+", "", "abcdefabc", "def"),
            ("[\\w-]+", "", "!a-b_1!", "a-b_1"),
            ("HELLO", "i", "say hello", "hello"),
            ("a*?b", "", "aab", "aab"),
            ("<.+?>", "", "<a><b>", "<a>"),
            ("(\\w)\\1", "", "hello", "ll l"),
            ("(?<x>o)\\k<x>", "", "foo", "oo o"),
            ("a(?=b)", "", "acab", "a"),
            ("a(?!c)", "", "acab", "a"),
            ("(?<=\\$)\\d+", "", "€1 $22", "22"),
            ("(?<!\\$)\\b\\d+", "", "$1 22", "22"),
            ("\\bfoo\\b", "", "a foo.", "foo"),
            ("(a)|(b)", "", "b", "b - b"),
            ("(a*)*", "", "aa", "aa aa"),
            ("(?:)*x", "", "x", "x"),
            ("x{0}y", "", "xy", "y"),
            ("\\u00e9", "", "caf\u{e9}", "é"),
            ("[\\]x]+", "", "]x", "]x"),
            ("a{,2}", "", "a{,2}", "a{,2}"),
            ("", "", "abc", ""),
            ("\\/", "", "a/b", "/"),
            ("[]", "", "a", "none"),
            ("[^]", "", "\n", "\n"),
        ] {
            let found = groups(pattern, flags, text).map_or("none".into(), |g| g.join(" "));
            assert_eq!(found, expected, "/{pattern}/{flags} on {text:?}");
        }
    }

    #[test]
    fn replacements_and_parts_are_those_of_node() {
        // Node 20.20.2, String.prototype.replace and split
        let replace = |pattern: &str, flags: &str, text: &str, by: &str| {
            Pattern::new(pattern, flags).ok().and_then(|p| p.replace(text, by).ok()).unwrap_or_default()
        };
        assert_eq!(replace("(\\w+) (\\w+)", "", "John Smith", "$2, $1"), "Smith, John");
        assert_eq!(replace("o", "g", "foo", "[$&]"), "f[o][o]");
        assert_eq!(replace("x*", "g", "abc", "-"), "-a-b-c-");
        assert_eq!(replace("b", "", "abc", "$`|$'|$$|$9"), "aa|c|$|$9c");
        assert_eq!(replace("(?<y>\\d{4})", "", "in 2015", "<$<y>>"), "in <2015>");
        let split = |pattern: &str, text: &str| Pattern::new(pattern, "").ok().and_then(|p| p.split(text).ok()).unwrap_or_default();
        assert_eq!(split("[,;]", "a,b;c"), ["a", "b", "c"]);
        assert_eq!(split("(-)", "a-b"), ["a", "-", "b"]);
        assert_eq!(split("", "abc"), ["a", "b", "c"]);
        assert_eq!(split("x", ""), [""]);
        assert_eq!(split("\\s*", "a b"), ["a", "b"]);
    }

    #[test]
    fn what_is_no_pattern_is_refused_and_what_would_take_for_ever_ends() {
        for pattern in ["(", ")", "[a", "a**", "*a", "a{2,1}", "(?<x", "\\k<y>(?<x>a)", "(?", "[b-a]", "(?<1>a)"] {
            assert!(Pattern::new(pattern, "").is_err(), "{pattern}");
        }
        assert!(Pattern::new("a", "q").is_err());
        assert!(Pattern::new(&"(".repeat(10_000), "").is_err());
        assert!(Pattern::new("((a{1000}){1000}){1000}", "").is_err());
        let slow = Pattern::new("(a+)+$", "").unwrap_or_else(|why| panic!("{why}"));
        let problem = slow.find(&("a".repeat(40) + "b"), 0).map(drop).expect_err("too many ways");
        assert_eq!(problem.code, "slow-pattern");
    }

    proptest! {
        #[test]
        fn any_pattern_on_any_text_finds_or_refuses(pattern in "([a-c]|[*+?|()\\[\\]{}^$.,0-3\\\\-]|\\(\\?[:=!]|é){0,16}", text in "[a-cé]{0,12}") {
            if let Ok(pattern) = Pattern::new(&pattern, "g") {
                if let Ok(Some(found)) = pattern.find(&text, 0) {
                    for (start, end) in found.into_iter().flatten() {
                        prop_assert!(text.get(start..end).is_some());
                    }
                }
                let _ = pattern.replace(&text, "$1$&");
                let _ = pattern.split(&text);
            }
        }
    }
}
