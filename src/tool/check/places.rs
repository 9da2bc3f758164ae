//! Where a JSON path stands in the text of a spec.

use jsonc_parser::ast::{ObjectProp, Value};
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};
use std::ops::Range;

/// The bytes of the member or item at `path` (`/encoding/x/timeUnit`); of the innermost one of its ancestors that there is.
///
/// The layer of a spec without layers is the spec itself.
pub fn find(text: &str, path: &str) -> Range<usize> {
    let options = ParseOptions { allow_comments: false, allow_loose_object_property_names: false, allow_trailing_commas: false };
    let Ok(parsed) = parse_to_ast(text, &CollectOptions::default(), &options) else { return 0..0 };
    let Some(root) = &parsed.value else { return 0..0 };
    let layered = matches!(root, Value::Object(object) if object.properties.iter().any(|p| p.name.as_str() == "layer"));
    let inner = path.strip_prefix("/layer/").and_then(|rest| rest.find('/').and_then(|at| rest.get(at..)));
    let path = if layered { path } else { inner.unwrap_or(path) };
    let (mut value, mut place) = (root, first_line(text, root.range().start..root.range().end));
    let mut rest = path.strip_prefix('/').unwrap_or_default();
    while !rest.is_empty() {
        match value {
            Value::Object(object) => {
                // A name may hold a slash: the longest one that fits.
                let fits =
                    |p: &&ObjectProp| rest.strip_prefix(p.name.as_str()).is_some_and(|after| after.is_empty() || after.starts_with('/'));
                let Some(member) = object.properties.iter().filter(fits).max_by_key(|p| p.name.as_str().len()) else { break };
                place = match &member.value {
                    Value::Object(_) | Value::Array(_) => member.name.range().start..member.name.range().end,
                    scalar => member.name.range().start..scalar.range().end,
                };
                rest = rest.get(member.name.as_str().len()..).unwrap_or_default();
                value = &member.value;
            }
            Value::Array(array) => {
                let (index, after) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
                let Some(item) = index.parse().ok().and_then(|i: usize| array.elements.get(i)) else { break };
                place = first_line(text, item.range().start..item.range().end);
                rest = after;
                value = item;
            }
            _ => break,
        }
        rest = rest.strip_prefix('/').unwrap_or(rest);
    }
    place
}

/// The bytes of the string at exactly `path`, without its quotation marks, if it is written without escapes.
pub fn string(text: &str, path: &str) -> Option<Range<usize>> {
    let place = find(text, path);
    let name = path.rsplit('/').next().unwrap_or_default();
    let member = text.get(place.clone())?;
    let value = member.strip_prefix('"')?.strip_prefix(name)?.strip_prefix('"')?.trim_start().strip_prefix(':')?.trim_start();
    let inner = value.strip_prefix('"')?.strip_suffix('"').filter(|inner| !inner.contains('\\'))?;
    Some(place.end - 1 - inner.len()..place.end - 1)
}

/// A place cut at the end of its first line.
fn first_line(text: &str, place: Range<usize>) -> Range<usize> {
    let lines = text.get(place.clone()).unwrap_or_default();
    place.start..place.start + lines.find('\n').unwrap_or(lines.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_found_in_the_text() {
        let text = "{\n  \"mark\": \"line\",\n  \"encoding\": {\"x\": {\"timeUnit\": \"year\"}},\n  \"list\": [1, {\"a/b\": \"c\"}]\n}";
        for (path, expected) in [
            ("/encoding/x/timeUnit", "\"timeUnit\": \"year\""),
            ("/encoding/x", "\"x\""),
            ("/encoding/y/field", "\"encoding\""),
            ("/layer/0/encoding/x", "\"x\""),
            ("/list/1/a/b", "\"a/b\": \"c\""),
            ("/list/1", "{\"a/b\": \"c\"}"),
            ("", "{"),
        ] {
            assert_eq!(&text[find(text, path)], expected, "{path}");
        }
        assert_eq!(string(text, "/mark").map(|place| &text[place]), Some("line"));
        assert_eq!(string(text, "/list"), None);
        assert_eq!(find("{", "/a"), 0..0);
    }
}
