//! The walker that every part of a spec is read with: it knows where it stands and gathers what is wrong.
//!
//! One walker and the tables of `members` instead of a type with a derived reader for every object: that gives JSON paths, all
//! problems at once, and costs the reader a fraction of the bytes.

use super::members::{Names, REMEDIES};
use super::value::Value;
use crate::report::{Place, Problem, nearest};

/// Values nested deeper than this are refused, before anything recurses into them.
const DEPTH: usize = 40;

/// Where the reader stands, and what it has found wrong so far.
#[derive(Default)]
pub(super) struct Reader {
    /// JSON pointer of the value that is being read; `@x` for the attribute `x`.
    pub path: String,
    /// Errors and warnings, in the order of the document.
    pub problems: Vec<Problem>,
}

impl Reader {
    /// Steps into a member or item; gives back what [`Reader::leave`] needs.
    pub fn enter(&mut self, step: &str) -> usize {
        let back = self.path.len();
        self.path.push('/');
        for c in step.chars() {
            match c {
                '~' => self.path.push_str("~0"),
                '/' => self.path.push_str("~1"),
                c => self.path.push(c),
            }
        }
        back
    }

    /// Steps into item `i` of an array.
    pub fn enter_item(&mut self, i: usize) -> usize {
        self.enter(&i.to_string())
    }

    /// Steps out again.
    pub fn leave(&mut self, back: usize) {
        self.path.truncate(back);
    }

    /// Notes an error at the place where the reader stands.
    pub fn error(&mut self, code: &'static str, found: &str, remedy: &str) {
        let place = if self.path.is_empty() { Place::Whole } else { Place::Path(self.path.clone()) };
        self.problems.push(crate::problem!(Error, code, place, found, remedy));
    }

    /// Notes a warning at the place where the reader stands.
    pub fn warn(&mut self, code: &'static str, found: &str, remedy: &str) {
        self.problems.push(crate::problem!(Warning, code, Place::Path(self.path.clone()), found, remedy));
    }

    /// Notes that a value is of the wrong type; `expected` is what it should be: `a string`.
    pub fn wrong(&mut self, value: &Value, expected: &str) {
        let kind = match value {
            Value::Null => "null",
            Value::Bool(_) => "a boolean",
            Value::Number(_) => "a number",
            Value::String(text) => return self.error("wrong-type", &quoted(text), &["expected ", expected].concat()),
            Value::Array(_) => "an array",
            Value::Object(_) => "an object",
        };
        self.error("wrong-type", &["found ", kind].concat(), &["expected ", expected].concat());
    }

    /// Notes that `name` is not among `names`.
    pub fn unknown(&mut self, name: &str, names: &Names) {
        let list = names.known.replace(' ', ", ");
        let mut remedy = String::new();
        if names.is_later(name) {
            let found = ["Vega-Lite has ", &quoted(name), ", Nutgraph does not yet"].concat();
            let key = if self.path.starts_with("/config") { "config" } else { name };
            match REMEDIES.iter().find(|(member, _)| *member == key) {
                Some((_, text)) => remedy.push_str(text),
                None => remedy = ["supported: ", &list].concat(),
            }
            return self.error("not-yet", &found, &remedy);
        }
        if let Some(near) = nearest(name, names.known.split(' ').chain(names.later.split(' '))) {
            remedy = ["did you mean ", &quoted(near), "? "].concat();
        }
        remedy.push_str("supported: ");
        remedy.push_str(&list);
        self.error("unknown-name", &[&quoted(name), " is no ", names.noun].concat(), &remedy);
    }

    /// The members of an object that `names` knows; the others are noted as errors.
    pub fn members<'a>(&mut self, value: &'a Value, names: &Names) -> Vec<(&'a str, &'a Value)> {
        let mut known = Vec::new();
        for (name, member) in self.entries(value) {
            if names.find(name).is_some() {
                known.push((name.as_str(), member));
            } else {
                let back = self.enter(name);
                self.unknown(name, names);
                self.leave(back);
            }
        }
        known
    }

    /// All members of an object whose names are the author's.
    pub fn entries<'a>(&mut self, value: &'a Value) -> &'a [(String, Value)] {
        match value {
            Value::Object(members) => members,
            _ => {
                self.wrong(value, "an object");
                &[]
            }
        }
    }

    /// The items of an array.
    pub fn items<'a>(&mut self, value: &'a Value) -> &'a [Value] {
        match value {
            Value::Array(items) => items,
            _ => {
                self.wrong(value, "an array");
                &[]
            }
        }
    }

    /// The place among `names` of the word that a value says.
    pub fn choice(&mut self, value: &Value, names: &Names) -> Option<usize> {
        let Value::String(word) = value else {
            self.wrong(value, &["one of ", &names.known.replace(' ', ", ")].concat());
            return None;
        };
        let found = names.find(word);
        if found.is_none() {
            self.unknown(word, names);
        }
        found
    }

    /// A string.
    pub fn text(&mut self, value: &Value) -> String {
        match value {
            Value::String(text) => text.clone(),
            _ => {
                self.wrong(value, "a string");
                String::new()
            }
        }
    }

    /// A string, or an array of lines, which become one; `null` is an empty one.
    pub fn lines(&mut self, value: &Value) -> String {
        match value {
            Value::Null => String::new(),
            Value::Array(items) => self.texts(items).join(" "),
            _ => self.text(value),
        }
    }

    /// An array of strings.
    pub fn texts(&mut self, items: &[Value]) -> Vec<String> {
        let mut texts = Vec::new();
        for (i, item) in items.iter().enumerate() {
            let back = self.enter_item(i);
            texts.push(self.text(item));
            self.leave(back);
        }
        texts
    }

    /// A boolean.
    pub fn truth(&mut self, value: &Value) -> Option<bool> {
        match value {
            Value::Bool(truth) => Some(*truth),
            _ => {
                self.wrong(value, "true or false");
                None
            }
        }
    }

    /// A number, string or boolean.
    pub fn scalar(&mut self, value: &Value) -> Option<Value> {
        match value {
            Value::Number(_) | Value::String(_) | Value::Bool(_) => Some(value.clone()),
            Value::Object(_) => {
                self.wrong(value, "a number or a string, dates as \"2015-10-01\"");
                None
            }
            _ => {
                self.wrong(value, "a number or a string");
                None
            }
        }
    }

    /// Notes an error, and gives false, when `value` is nested too deeply.
    pub fn is_shallow(&mut self, value: &Value) -> bool {
        if too_deep(value, DEPTH) {
            self.error("too-deep", "values are nested more than 40 deep", "make the spec flatter");
        }
        self.problems.is_empty()
    }

    /// The value with its warnings, or everything that is wrong with it.
    pub fn finish<T>(self, value: T) -> Result<(T, Vec<Problem>), Vec<Problem>> {
        if self.failed() { Err(self.problems) } else { Ok((value, self.problems)) }
    }

    /// Whether an error has been noted.
    pub fn failed(&self) -> bool {
        self.problems.iter().any(|p| p.severity == crate::report::Severity::Error)
    }
}

/// Whether `value` has more than `left` levels.
fn too_deep(value: &Value, left: usize) -> bool {
    match value {
        Value::Array(items) => left == 0 || items.iter().any(|item| too_deep(item, left - 1)),
        Value::Object(members) => left == 0 || members.iter().any(|(_, member)| too_deep(member, left - 1)),
        _ => false,
    }
}

/// The text in double quotes.
pub(super) fn quoted(text: &str) -> String {
    ["\"", text, "\""].concat()
}

/// Helpers for the tests of this room.
#[cfg(test)]
pub(super) mod testing {
    use crate::spec::{Spec, Value, read};

    /// The value tree of a JSON text.
    #[track_caller]
    pub fn json(text: &str) -> Value {
        serde_json::from_str(text).expect("the test's JSON is legal")
    }

    /// The problems of a document, one a line.
    #[track_caller]
    pub fn problems(text: &str) -> Vec<String> {
        let found = match read(&json(text)) {
            Ok((_, warnings)) => warnings,
            Err(problems) => problems,
        };
        found.iter().map(ToString::to_string).collect()
    }

    /// Holds that a document has exactly one problem, and which.
    #[track_caller]
    pub fn check(text: &str, expected: &str) {
        assert_eq!(problems(text), [expected], "{text}");
    }

    /// The spec of a document in which nothing is wrong.
    #[track_caller]
    pub fn good(text: &str) -> Spec {
        match read(&json(text)) {
            Ok((spec, warnings)) if warnings.is_empty() => spec,
            Ok((_, problems)) | Err(problems) => panic!("{text}: {}", problems[0]),
        }
    }

    /// A line chart's document with `members` added.
    pub fn line(members: &str) -> String {
        format!(r#"{{"mark": "line", "encoding": {{"x": {{"field": "year"}}, "y": {{"field": "ha"}}}}, {members}}}"#)
    }
}
