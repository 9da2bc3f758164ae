//! The walker that holds a document against the grammar: it knows where it stands and gathers what is wrong.
//!
//! What the grammar cannot say (that a channel shows a column *or* a constant, say) is held by the files that turn the
//! document into types; they note their problems here too. They never stumble over what the walker has refused already.

use super::grammar;
use super::value::Value;
use crate::report::{Place, Problem, Severity, nearest, only_in_full};

/// Values nested deeper than this are refused, before anything recurses into them.
const DEPTH: usize = 40;

/// The kinds of value in the grammar, and in words.
const KINDS: [(char, &str); 6] =
    [('n', "null"), ('b', "true or false"), ('f', "a number"), ('s', "a string"), ('a', "an array"), ('o', "an object")];

/// Where the reader stands, and what it has found wrong so far.
#[derive(Default)]
pub(super) struct Reader {
    /// JSON pointer of the value that is being read; `@x` for the attribute `x`.
    pub path: String,
    /// Errors and warnings.
    pub problems: Vec<Problem>,
}

impl Reader {
    /// Steps into a member or item; gives back what [`Reader::leave`] needs.
    pub fn enter(&mut self, step: &str) -> usize {
        // Where nothing is wrong, nobody asks for the place.
        if cfg!(feature = "lean") {
            return 0;
        }
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
        if cfg!(feature = "lean") { 0 } else { self.enter(&i.to_string()) }
    }

    /// Steps out again.
    pub fn leave(&mut self, back: usize) {
        self.path.truncate(back);
    }

    /// Notes an error at the place where the reader stands, unless there is one already; `found` is what was found there, in
    /// pieces.
    pub fn error(&mut self, code: &'static str, found: &[&str], remedy: &str) {
        only_in_full();
        let place = if self.path.is_empty() { Place::Whole } else { Place::Path(self.path.clone()) };
        if !self.problems.iter().any(|problem| problem.place == place) {
            self.problems.push(crate::problem!(Error, code, place, joined(found, ""), remedy));
        }
    }

    /// Notes an error at a member of the place where the reader stands.
    pub fn error_at(&mut self, member: &str, code: &'static str, found: &[&str], remedy: &str) {
        let back = self.enter(member);
        self.error(code, found, remedy);
        self.leave(back);
    }

    /// Whether an error has been noted.
    pub fn failed(&self) -> bool {
        if cfg!(feature = "lean") {
            return false;
        }
        self.problems.iter().any(|p| p.severity == Severity::Error)
    }

    /// Holds a document against the grammar; false when it is nested too deeply to be looked at.
    pub fn document(&mut self, document: &Value) -> bool {
        let deep = too_deep(document, DEPTH);
        if deep {
            self.error("too-deep", &["values are nested more than 40 deep"], "make the spec flatter");
        } else {
            self.walk(document, "top", "", "");
        }
        !deep
    }

    /// Holds `value` against `rule`; it is the member `name` of an object under the rule `outer`.
    pub fn walk(&mut self, value: &Value, rule: &str, outer: &str, name: &str) {
        if rule == "any" {
            return;
        }
        let (kinds, words) = grammar::rule(rule);
        let kind = match value {
            Value::Null => 0,
            Value::Bool(_) => 1,
            Value::Number(_) => 2,
            Value::String(_) => 3,
            Value::Array(_) => 4,
            Value::Object(_) => 5,
        };
        let (letter, kind) = KINDS[kind];
        let remedy = grammar::remedy(outer, name);
        if kinds.contains(letter.to_ascii_uppercase()) {
            only_in_full();
            self.error("no-effect", &["this has no effect here"], remedy.unwrap_or("leave it out"));
            if let Some(problem) = self.problems.last_mut() {
                problem.severity = Severity::Warning;
            }
        } else if !kinds.contains(letter) {
            only_in_full();
            let mut expected = String::new();
            for (letter, kind) in KINDS {
                if kinds.contains(letter) {
                    expected.push_str(if expected.is_empty() { "expected " } else { " or " });
                    expected.push_str(kind);
                }
            }
            return self.error("wrong-type", &["found ", kind], remedy.unwrap_or(&expected));
        }
        match value {
            Value::String(word) => self.word(word, rule, words, remedy),
            Value::Array(items) => {
                let item_rule = marked(words, '[');
                for (i, item) in items.iter().enumerate() {
                    let back = self.enter_item(i);
                    self.walk(item, item_rule, "", "");
                    self.leave(back);
                }
            }
            Value::Object(members) => self.members(members, rule, words),
            _ => {}
        }
    }

    /// Holds a string against the words that a rule knows, if it knows any.
    fn word(&mut self, word: &str, rule: &str, words: &str, remedy: Option<&str>) {
        let other = marked(words, '=');
        if other != "any" {
            return self.word(word, other, grammar::rule(other).1, remedy);
        }
        let known: Vec<&str> = words.split(' ').filter(|word| is_plain(word)).collect();
        if !known.is_empty() && !known.contains(&word) {
            self.unknown(word, rule, known, remedy);
        }
    }

    fn members(&mut self, members: &[(String, Value)], rule: &str, words: &str) {
        let before = self.problems.len();
        let needed = marked(words, '!');
        #[cfg(not(feature = "lean"))]
        let (needed, or) = needed.split_once('|').unwrap_or((needed, needed));
        #[cfg(feature = "lean")]
        let or = needed;
        let is_lacking = needed != "any" && !members.iter().any(|(member, _)| member == needed || member == or);
        // A transform is known by one telling member; about its others there is nothing to say.
        let telling = members.iter().find(|(name, _)| is_lacking && grammar::is_later(rule, name));
        for (name, member) in telling.map_or(members, core::slice::from_ref) {
            let back = self.enter(name);
            let mut known = words.split(' ').filter_map(|word| word.split_once(':'));
            match known.find(|(known, _)| known == name || *known == "*") {
                Some((_, inner)) => self.walk(member, inner, rule, name),
                None => {
                    only_in_full();
                    let known = words.split(' ').filter_map(|word| word.split_once(':')).map(|(known, _)| known).collect();
                    self.unknown(name, rule, known, grammar::remedy(rule, name));
                }
            }
            self.leave(back);
        }
        if is_lacking && self.problems.len() == before {
            self.error_at(needed, "missing", &["this is missing"], "add it");
        }
    }

    /// Notes that `name` is not among the `known` members, or words, of a rule.
    fn unknown(&mut self, name: &str, rule: &str, mut known: Vec<&str>, remedy: Option<&str>) {
        only_in_full();
        let supported = joined(&known, ", ");
        let mut text = String::new();
        let is_later = grammar::is_later(rule, name);
        if !is_later {
            for later in grammar::later(rule) {
                known.push(later);
            }
            if let Some(near) = nearest(name, known) {
                text = joined(&["did you mean \"", near, "\"? "], "");
            }
        }
        text.push_str("supported: ");
        text.push_str(&supported);
        let remedy = remedy.unwrap_or(&text);
        if !is_later {
            self.error("unknown-name", &["\"", name, "\" is not known here"], remedy);
        } else {
            self.error("not-yet", &["Vega-Lite has \"", name, "\", Nutgraph does not yet"], remedy);
        }
    }

    /// Whether a problem has been noted at the place where the reader stands, or below.
    pub fn is_refused(&self) -> bool {
        self.problems.iter().any(|problem| matches!(&problem.place, Place::Path(path) if path.starts_with(&self.path)))
    }

    /// The value with its warnings, or everything that is wrong with it.
    pub fn finish<T>(self, value: T) -> Result<(T, Vec<Problem>), Vec<Problem>> {
        if self.failed() { Err(self.problems) } else { Ok((value, self.problems)) }
    }
}

/// The rule that stands after `mark` among the words of a rule; `any` if none does.
fn marked(words: &str, mark: char) -> &str {
    words.split(' ').find_map(|word| word.strip_prefix(mark)).unwrap_or("any")
}

/// Whether a word of a rule is what a string may say.
fn is_plain(word: &str) -> bool {
    !word.contains(':') && !matches!(word.as_bytes().first(), None | Some(b'[' | b'=' | b'!'))
}

/// Whether `value` has more than `left` levels.
fn too_deep(value: &Value, left: usize) -> bool {
    match value {
        Value::Array(items) => left == 0 || items.iter().any(|item| too_deep(item, left - 1)),
        Value::Object(members) => left == 0 || members.iter().any(|(_, member)| too_deep(member, left - 1)),
        _ => false,
    }
}

/// The pieces with `between` between them.
pub(super) fn joined(pieces: &[&str], between: &str) -> String {
    let mut out = String::new();
    for (i, piece) in pieces.iter().enumerate() {
        if i > 0 {
            out.push_str(between);
        }
        out.push_str(piece);
    }
    out
}

/// The member `name` as text: a string, or the lines of an array in one; empty for anything else.
pub(super) fn text(value: &Value, name: &str) -> String {
    value.get(name).map_or(String::new(), lines)
}

/// A string, or the lines of an array in one; empty for anything else.
pub(super) fn lines(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(lines) => joined(&lines.iter().filter_map(Value::as_str).collect::<Vec<_>>(), " "),
        _ => String::new(),
    }
}

/// The strings of an array.
pub(super) fn texts(value: Option<&Value>) -> Vec<String> {
    items(value).iter().map(lines).collect()
}

/// The items of an array; none for anything else.
pub(super) fn items(value: Option<&Value>) -> &[Value] {
    match value {
        Some(Value::Array(items)) => items,
        _ => &[],
    }
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
