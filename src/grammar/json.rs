//! Working on JSON trees as the normalising phase does: looking inside, copying with a change, and JavaScript's idea of truth.
//!
//! Normalising turns one spec into another, so it stays with [`Value`]; the phases after it have types of their own. The default
//! configuration is written as JSON in the source, which is shorter than the same in Rust, and read with [`parse`].

use crate::spec::Value;

/// What normalising asks of a JSON value beyond [`Value::get`].
pub(crate) trait Json {
    /// The member at the end of a path of keys.
    fn at(&self, path: &[&str]) -> Option<&Value>;
    /// The number of the member `key`.
    fn number(&self, key: &str) -> Option<f64>;
    /// The text of the member `key`.
    fn text(&self, key: &str) -> Option<&str>;
    /// The member `key`, unless it is missing or null.
    fn some(&self, key: &str) -> Option<&Value>;
    /// The elements of an array; of anything else, itself alone.
    fn list(&self) -> &[Value];
    /// Members of an object; none of anything else.
    fn members(&self) -> &[(String, Value)];
    /// True where JavaScript would take the value for true.
    fn truth(&self) -> bool;
    /// True where the member `key` is there, even as null.
    fn has(&self, key: &str) -> bool;
    /// Sets the member `key`.
    fn set(&mut self, key: &str, value: Value);
    /// Takes the member `key` out.
    fn take(&mut self, key: &str) -> Option<Value>;
    /// A copy without some members.
    fn without(&self, keys: &[&str]) -> Value;
    /// A copy over which the members of `other` are laid.
    fn over(&self, other: &Value) -> Value;
    /// A copy with `key` set.
    fn with(&self, key: &str, value: Value) -> Value;
}

impl Json for Value {
    fn at(&self, path: &[&str]) -> Option<&Value> {
        path.iter().try_fold(self, |value, key| value.get(key))
    }

    fn number(&self, key: &str) -> Option<f64> {
        match self.get(key) {
            Some(Value::Number(n)) => Some(*n),
            _ => None,
        }
    }

    fn text(&self, key: &str) -> Option<&str> {
        self.get(key).and_then(Value::as_str)
    }

    fn some(&self, key: &str) -> Option<&Value> {
        self.get(key).filter(|v| **v != Value::Null)
    }

    fn list(&self) -> &[Value] {
        match self {
            Value::Array(items) => items,
            other => std::slice::from_ref(other),
        }
    }

    fn members(&self) -> &[(String, Value)] {
        match self {
            Value::Object(members) => members,
            _ => &[],
        }
    }

    fn truth(&self) -> bool {
        match self {
            Value::Null => false,
            Value::Bool(b) => *b,
            Value::Number(n) => *n != 0.0 && !n.is_nan(),
            Value::String(s) => !s.is_empty(),
            Value::Array(_) | Value::Object(_) => true,
        }
    }

    fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    fn set(&mut self, key: &str, value: Value) {
        if !matches!(self, Value::Object(_)) {
            *self = Value::Object(Vec::new());
        }
        if let Value::Object(members) = self {
            match members.iter_mut().find(|(k, _)| k == key) {
                Some(member) => member.1 = value,
                None => members.push((key.to_string(), value)),
            }
        }
    }

    fn take(&mut self, key: &str) -> Option<Value> {
        match self {
            Value::Object(members) => members.iter().position(|(k, _)| k == key).map(|i| members.remove(i).1),
            _ => None,
        }
    }

    fn without(&self, keys: &[&str]) -> Value {
        Value::Object(self.members().iter().filter(|(k, _)| !keys.contains(&k.as_str())).cloned().collect())
    }

    fn over(&self, other: &Value) -> Value {
        let mut out = Value::Object(self.members().to_vec());
        for (key, value) in other.members() {
            out.set(key, value.clone());
        }
        out
    }

    fn with(&self, key: &str, value: Value) -> Value {
        let mut out = Value::Object(self.members().to_vec());
        out.set(key, value);
        out
    }
}

/// An object without members.
pub(crate) fn empty() -> Value {
    Value::Object(Vec::new())
}

/// An object of one member.
pub(crate) fn one(key: &str, value: impl Into<Value>) -> Value {
    Value::Object(vec![(key.to_string(), value.into())])
}

/// An object from members.
pub(crate) fn object(members: &[(&str, Value)]) -> Value {
    Value::Object(members.iter().map(|(k, v)| (k.to_string(), v.clone())).collect())
}

/// How deep a JSON text may be nested: deeper than any spec, and shallow enough for the stack.
const DEPTH: usize = 128;

/// Reads a JSON text (RFC 8259); none when it is not one or is nested too deeply.
pub(crate) fn parse(text: &str) -> Option<Value> {
    let mut reader = Reader { bytes: text.as_bytes(), text, at: 0 };
    let value = reader.value(0)?;
    reader.space();
    (reader.at == text.len()).then_some(value)
}

struct Reader<'a> {
    bytes: &'a [u8],
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn space(&mut self) {
        while matches!(self.bytes.get(self.at), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
    }

    fn eat(&mut self, byte: u8) -> bool {
        self.space();
        let there = self.bytes.get(self.at) == Some(&byte);
        self.at += usize::from(there);
        there
    }

    fn value(&mut self, depth: usize) -> Option<Value> {
        self.space();
        if depth > DEPTH {
            return None;
        }
        match self.bytes.get(self.at)? {
            b'{' => {
                self.at += 1;
                let mut members = Vec::new();
                if self.eat(b'}') {
                    return Some(Value::Object(members));
                }
                loop {
                    self.space();
                    let key = self.string()?;
                    if !self.eat(b':') {
                        return None;
                    }
                    members.push((key, self.value(depth + 1)?));
                    if self.eat(b'}') {
                        return Some(Value::Object(members));
                    }
                    if !self.eat(b',') {
                        return None;
                    }
                }
            }
            b'[' => {
                self.at += 1;
                let mut items = Vec::new();
                if self.eat(b']') {
                    return Some(Value::Array(items));
                }
                loop {
                    items.push(self.value(depth + 1)?);
                    if self.eat(b']') {
                        return Some(Value::Array(items));
                    }
                    if !self.eat(b',') {
                        return None;
                    }
                }
            }
            b'"' => self.string().map(Value::String),
            b't' => self.word("true", Value::Bool(true)),
            b'f' => self.word("false", Value::Bool(false)),
            b'n' => self.word("null", Value::Null),
            _ => {
                let start = self.at;
                while matches!(self.bytes.get(self.at), Some(b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E')) {
                    self.at += 1;
                }
                self.text.get(start..self.at)?.parse().ok().map(Value::Number)
            }
        }
    }

    fn word(&mut self, word: &str, value: Value) -> Option<Value> {
        let there = self.text.get(self.at..)?.starts_with(word);
        self.at += word.len();
        there.then_some(value)
    }

    fn string(&mut self) -> Option<String> {
        if self.bytes.get(self.at) != Some(&b'"') {
            return None;
        }
        self.at += 1;
        let mut out = String::new();
        let mut start = self.at;
        loop {
            match self.bytes.get(self.at)? {
                b'"' => {
                    out.push_str(self.text.get(start..self.at)?);
                    self.at += 1;
                    return Some(out);
                }
                b'\\' => {
                    out.push_str(self.text.get(start..self.at)?);
                    let escape = *self.bytes.get(self.at + 1)?;
                    self.at += 2;
                    match escape {
                        b'n' => out.push('\n'),
                        b't' => out.push('\t'),
                        b'r' => out.push('\r'),
                        b'b' => out.push('\u{8}'),
                        b'f' => out.push('\u{c}'),
                        b'u' => {
                            let mut code = self.hex()?;
                            if (0xd800..0xdc00).contains(&code) && self.text.get(self.at..self.at + 2) == Some("\\u") {
                                self.at += 2;
                                let low = self.hex()?;
                                code = 0x10000 + ((code - 0xd800) << 10) + low.wrapping_sub(0xdc00) % 0x400;
                            }
                            out.push(char::from_u32(code).unwrap_or('\u{fffd}'));
                        }
                        other => out.push(char::from(other)),
                    }
                    start = self.at;
                }
                _ => self.at += 1,
            }
        }
    }

    fn hex(&mut self) -> Option<u32> {
        let digits = self.text.get(self.at..self.at + 4)?;
        self.at += 4;
        u32::from_str_radix(digits, 16).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_becomes_a_tree() {
        let tree = parse(r#" {"a": [1, -2.5e1, "x\n\u00e9\ud83d\ude00"], "b": {"c": null, "d": true}} "#).unwrap();
        assert_eq!(tree.get("a").unwrap().list()[1], Value::Number(-25.0));
        assert_eq!(tree.get("a").unwrap().list()[2], Value::from("x\né😀"));
        assert_eq!(tree.at(&["b", "d"]), Some(&Value::Bool(true)));
        for bad in ["{", "[1,]", "{\"a\" 1}", "tru", "\"", "\"\\u12\"", "1 2", &"[".repeat(10_000)] {
            assert_eq!(parse(bad), None, "{bad:.20}");
        }
    }

    #[test]
    fn a_copy_with_a_change_leaves_the_original() {
        let tree = parse(r#"{"a": 1, "b": 2}"#).unwrap();
        assert_eq!(tree.without(&["a"]), parse(r#"{"b": 2}"#).unwrap());
        assert_eq!(tree.over(&one("a", 3.0)), parse(r#"{"a": 3, "b": 2}"#).unwrap());
        assert_eq!(tree.number("a"), Some(1.0));
    }
}
