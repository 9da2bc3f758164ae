//! The walker that holds a document against the grammar: it knows where it stands and gathers what is wrong.
//!
//! What the grammar cannot say (that a channel shows a column *or* a constant, say) is held by the files that turn the
//! document into types; they note their problems here too. They never stumble over what the walker has refused already.

use super::grammar;
use super::value::Value;
use crate::report::{Place, Problem, Severity, nearest};

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
        self.problems.push(Problem::error(code, place, found, remedy));
    }

    /// Whether an error has been noted.
    pub fn failed(&self) -> bool {
        self.problems.iter().any(|p| p.severity == Severity::Error)
    }

    /// Holds a document against the grammar; false when it is nested too deeply to be looked at.
    pub fn document(&mut self, document: &Value) -> bool {
        let deep = too_deep(document, DEPTH);
        if deep {
            self.error("too-deep", "values are nested more than 40 deep", "make the spec flatter");
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
            self.error("no-effect", "this has no effect here", remedy.unwrap_or("leave it out"));
            if let Some(problem) = self.problems.last_mut() {
                problem.severity = Severity::Warning;
            }
        } else if !kinds.contains(letter) {
            let found = if let Value::String(text) = value { quoted(text) } else { ["found ", kind].concat() };
            let expected: Vec<&str> = KINDS.iter().filter(|(letter, _)| kinds.contains(*letter)).map(|(_, kind)| *kind).collect();
            let expected = ["expected ", &expected.join(" or ")].concat();
            return self.error("wrong-type", &found, remedy.unwrap_or(&expected));
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

    fn word(&mut self, word: &str, rule: &str, words: &str, remedy: Option<&str>) {
        match marked(words, '=') {
            "any" => {
                let mut plain = words.split(' ').filter(|word| is_plain(word)).peekable();
                if plain.peek().is_some() && !plain.any(|known| known == word) {
                    self.unknown(word, rule, words, false, remedy);
                }
            }
            other => self.word(word, other, grammar::rule(other).1, remedy),
        }
    }

    fn members(&mut self, members: &[(String, Value)], rule: &str, words: &str) {
        let before = self.problems.len();
        for (name, member) in members {
            let back = self.enter(name);
            let (mut exact, mut other) = (None, None);
            for (known, rule) in words.split(' ').filter_map(|word| word.split_once(':')) {
                if known.trim_end_matches('!') == name {
                    exact = Some(rule);
                } else if known == "*" {
                    other = Some(rule);
                }
            }
            match exact.or(other) {
                Some(inner) => self.walk(member, inner, rule, name),
                None => self.unknown(name, rule, words, true, grammar::remedy(rule, name)),
            }
            self.leave(back);
        }
        for name in words.split(' ').filter_map(|word| word.split_once("!:")).map(|(name, _)| name) {
            if self.problems.len() == before && !members.iter().any(|(member, _)| member == name) {
                self.error("missing", &[&quoted(name), " is missing here"].concat(), "add it");
            }
        }
    }

    /// Notes that `name` is not among the members, or the words, of a rule.
    fn unknown(&mut self, name: &str, rule: &str, words: &str, is_member: bool, remedy: Option<&str>) {
        let known = |word: &&str| if is_member { word.contains(':') } else { is_plain(word) };
        let known: Vec<&str> = words.split(' ').filter(known).map(|w| w.split(['!', ':']).next().unwrap_or(w)).collect();
        let later = grammar::later(rule);
        let is_later = later.split(' ').any(|later| match later.strip_suffix('*') {
            Some(start) => name.starts_with(start),
            None => later == name,
        });
        let supported = ["supported: ", &known.join(", ")].concat();
        if is_later {
            let who = if rule == "nutgraph" {
                ["Nutgraph does not have ", &quoted(name), " yet"]
            } else {
                ["Vega-Lite has ", &quoted(name), ", Nutgraph does not yet"]
            };
            return self.error("not-yet", &who.concat(), remedy.unwrap_or(&supported));
        }
        let near = nearest(name, known.into_iter().chain(later.split(' ')));
        let hint = near.map_or(String::new(), |near| ["did you mean ", &quoted(near), "? "].concat());
        let remedy = remedy.map_or_else(|| [hint, supported].concat(), str::to_string);
        self.error("unknown-name", &[&quoted(name), " is not known here"].concat(), &remedy);
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
    !word.is_empty() && !word.contains(':') && !word.starts_with(['[', '='])
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

/// The member `name` as text: a string, or the lines of an array in one; empty for anything else.
pub(super) fn text(value: &Value, name: &str) -> String {
    value.get(name).map_or(String::new(), lines)
}

/// A string, or the lines of an array in one; empty for anything else.
pub(super) fn lines(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(_) => texts(Some(value)).join(" "),
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
