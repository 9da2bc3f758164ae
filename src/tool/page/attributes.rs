//! The attributes of one tag with their places; the parser gives their names and values only.
//!
//! The tag is known to be well formed: the parser has read it. So this follows the states of the HTML standard (13.2.5.32 and
//! on) without their errors; values have their character references decoded by the parser, piece by piece.

use super::mapped::Mapped;
use std::ops::Range;

/// An attribute as it stands in the file.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribute {
    /// Its name, in lower case.
    pub name: String,
    /// Where the name stands.
    pub place: Range<usize>,
    /// Its value.
    pub value: Mapped,
}

/// Names and raw values of the attributes of the tag at `tag` of the file, in their order.
pub fn scan(source: &str, tag: Range<usize>) -> Vec<(Range<usize>, Range<usize>)> {
    let bytes = source.as_bytes();
    let end = tag.end.min(bytes.len());
    let space = |at: usize| matches!(bytes.get(at), Some(b' ' | b'\t' | b'\n' | b'\r' | 0x0c));
    let is = |at: usize, c: u8| bytes.get(at) == Some(&c);
    let mut at = tag.start + 1;
    while at < end && !space(at) && !is(at, b'/') && !is(at, b'>') {
        at += 1;
    }
    let mut found = Vec::new();
    loop {
        while at < end && (space(at) || is(at, b'/')) {
            at += 1;
        }
        if at >= end || is(at, b'>') {
            return found;
        }
        let start = at;
        at += 1;
        while at < end && !space(at) && !is(at, b'/') && !is(at, b'>') && !is(at, b'=') {
            at += 1;
        }
        let name = start..at;
        while at < end && space(at) {
            at += 1;
        }
        if !is(at, b'=') {
            found.push((name.clone(), name.end..name.end));
            continue;
        }
        at += 1;
        while at < end && space(at) {
            at += 1;
        }
        let quote = bytes.get(at).copied().filter(|c| matches!(c, b'"' | b'\''));
        at += usize::from(quote.is_some());
        let start = at;
        while at < end && !quote.map_or(space(at) || is(at, b'>'), |quote| is(at, quote)) {
            at += 1;
        }
        found.push((name, start..at));
        at += usize::from(quote.is_some());
    }
}

/// A decoded value mapped onto its raw form, in which only character references and line ends differ.
pub fn value(decoded: &str, source: &str, raw: Range<usize>) -> Mapped {
    let mut out = Mapped::default();
    let (mut at, mut rest) = (raw.start, decoded);
    while !rest.is_empty() {
        let left = source.get(at..raw.end).unwrap_or_default();
        let plain = left.find(['&', '\r', '\0']).unwrap_or(left.len());
        let plain = left.get(..plain).unwrap_or_default();
        if !plain.is_empty() && rest.starts_with(plain) {
            out.verbatim(plain, at);
            at += plain.len();
            rest = rest.get(plain.len()..).unwrap_or_default();
            continue;
        }
        let (length, decoded) = reference(left, rest);
        let Some(text) = rest.get(..decoded).filter(|text| !text.is_empty() && length > 0) else { break };
        out.written(text, at..at + length);
        at += length;
        rest = rest.get(decoded..).unwrap_or_default();
    }
    out.written(rest, at.min(raw.end)..raw.end);
    out
}

/// How many bytes of the file make how many of the text, where the two differ: a character reference or a line end.
pub fn reference(source: &str, decoded: &str) -> (usize, usize) {
    let first = decoded.chars().next().map_or(0, char::len_utf8);
    if source.starts_with("\r\n") {
        return (2, first);
    }
    let name = source.strip_prefix('&').unwrap_or_default();
    let length = name.find(|c: char| !c.is_ascii_alphanumeric() && c != '#').unwrap_or(name.len());
    let closed = name.get(length..).is_some_and(|rest| rest.starts_with(';'));
    let name = name.get(..length).unwrap_or_default();
    // A bare ampersand, or a name that nothing has.
    if length == 0 || decoded.starts_with('&') && !name.starts_with("amp") && !name.starts_with("AMP") && !name.starts_with('#') {
        return (source.chars().next().map_or(0, char::len_utf8), first);
    }
    // An old name without its semicolon may be followed by letters: the text after it tells where it ends.
    let after = decoded.get(first..).unwrap_or_default();
    let follows = |end: usize| {
        let tail = source.get(end..).unwrap_or_default();
        let common = tail.len().min(after.len()).min(4);
        tail.as_bytes().get(..common) == after.as_bytes().get(..common)
    };
    let whole = length + 1 + usize::from(closed);
    if !follows(whole)
        && let Some(end) = (2..=length).find(|&end| follows(end))
    {
        return (end, first);
    }
    // A few references stand for two characters.
    let two = decoded.chars().nth(1).filter(|c| matches!(c, '\u{338}' | '\u{20d2}' | '\u{fe00}' | '\u{333}' | '\u{20e5}'));
    (whole, first + two.map_or(0, char::len_utf8))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_values_are_found_in_every_way_of_writing() {
        let tag = r#"<a b="1 > 2" c='x' d = y e F=/z/ >"#;
        let found: Vec<(&str, &str)> = scan(tag, 0..tag.len()).into_iter().map(|(n, v)| (&tag[n], &tag[v])).collect();
        assert_eq!(found, [("b", "1 > 2"), ("c", "x"), ("d", "y"), ("e", ""), ("F", "/z/")]);
    }

    #[test]
    fn references_lead_back_to_where_they_are_written() {
        for (raw, decoded, part, place) in [
            ("a &gt; 1", "a > 1", 4..5, 7..8),
            ("a&amp;&amp;b", "a&&b", 3..4, 11..12),
            ("&lt 1", "< 1", 2..3, 4..5),
            ("R&D 1", "R&D 1", 4..5, 4..5),
            ("&#39;x", "'x", 1..2, 5..6),
            ("a\r\nb", "a\nb", 2..3, 3..4),
            ("&notit; x", "¬it; x", 6..7, 8..9),
        ] {
            assert_eq!(value(decoded, raw, 0..raw.len()).source(part), place, "{raw}");
        }
    }
}
