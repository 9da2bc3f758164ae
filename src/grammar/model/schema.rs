//! The check that a spec holds only what is known, and of the right type.
//!
//! What is not in the table would be passed over in silence by Vega-Lite; here it is an error that says where it stands and what may
//! have been meant. So is a word that is none of those that can stand there, and what is known but not drawn.

use super::table::{Kind, Rule, Table};
use crate::grammar::compile::units;
use crate::grammar::json::Json;
use crate::report::{Place, Problem, nearest};
use crate::scale::scheme;
use crate::spec::Value;

/// Objects deeper in each other than this are refused.
const DEPTH: usize = 60;

/// More problems than this are not told.
const MOST: usize = 50;

/// What is wrong with the members of a spec.
pub(crate) fn check(spec: &Value) -> Vec<Problem> {
    let table = Table::read();
    let mut check = Check { table: &table, problems: Vec::new() };
    match spec {
        Value::Object(_) => check.member(spec, "View", "", 0),
        _ => {
            check.wrong("undrawable-spec", "", "the spec is no object".into(), "write { \"data\": …, \"mark\": …, \"encoding\": … }".into())
        }
    }
    check.problems
}

struct Check<'t> {
    table: &'t Table,
    problems: Vec<Problem>,
}

impl<'t> Check<'t> {
    fn wrong(&mut self, code: &'static str, path: &str, found: String, remedy: String) {
        if self.problems.len() < MOST {
            let place = if path.is_empty() { Place::Whole } else { Place::Path(path.to_string()) };
            self.problems.push(crate::problem!(Error, code, place, found, remedy));
        }
    }

    fn object(&mut self, value: &Value, kind: &Kind, path: &str, depth: usize) {
        if depth > DEPTH {
            return self.wrong("too-deep", path, "this is nested more than 60 deep".into(), "nest it less".into());
        }
        for name in kind.required().filter(|name| !value.has(name)) {
            self.wrong("missing-member", path, format!("\"{name}\" is missing"), format!("give \"{name}\""));
        }
        for (key, member) in value.members() {
            let place = format!("{path}/{}", key.replace('~', "~0").replace('/', "~1"));
            // What concerns the whole picture stands in the outermost view.
            let rule = kind.rule(key).or_else(|| self.table.kind("Top").filter(|_| path.is_empty()).and_then(|top| top.rule(key)));
            match rule {
                Some(Rule::Types(types)) => self.value(member, types, &place, depth + 1),
                Some(Rule::Refused(instead)) => {
                    self.wrong("unsupported-member", &place, format!("\"{key}\" is not drawn here"), instead.to_string());
                }
                None => {
                    let remedy = match nearest(key, kind.names()) {
                        Some(near) => format!("write \"{near}\" if that is meant, or take it out"),
                        None => "take it out".into(),
                    };
                    self.wrong("unknown-member", &place, format!("\"{key}\" is nothing that Vega-Lite knows here"), remedy);
                }
            }
        }
    }

    /// Holds a value against its types.
    fn value(&mut self, value: &Value, types: &'static str, path: &str, depth: usize) {
        let has = |name: &str| types.split(' ').any(|t| t == name);
        if has("any") {
            return;
        }
        match value {
            Value::Null if has("null") => {}
            Value::Bool(_) if has("flag") => {}
            Value::Number(_) if has("number") => {}
            Value::String(word) => self.word(word, types, path),
            Value::Array(items) if types.contains('[') => self.list(items, types, path, depth),
            Value::Object(_) => self.member(value, types, path, depth),
            _ => self.mistyped(value, types, path),
        }
    }

    fn mistyped(&mut self, value: &Value, types: &'static str, path: &str) {
        let is = match value {
            Value::Null => "null",
            Value::Bool(_) => "true or false",
            Value::Number(_) => "a number",
            Value::String(_) => "a text",
            Value::Array(_) => "a list",
            Value::Object(_) => "an object",
        };
        let wanted = self.told(types);
        self.wrong("wrong-type", path, format!("{is} cannot stand here"), format!("write {wanted}"));
    }

    /// Types in words.
    fn told(&self, types: &'static str) -> String {
        let mut out: Vec<String> = Vec::new();
        for name in types.split(' ') {
            out.push(match name {
                "text" => "a text".into(),
                "number" => "a number".into(),
                "flag" => "true or false".into(),
                "timeunit" => "a time unit such as \"yearmonth\"".into(),
                "scheme" => "the name of a colour scheme".into(),
                "expr" => "{\"expr\": …}".into(),
                "null" => "null".into(),
                list if list.starts_with('[') => "a list".into(),
                set if set.starts_with('#') => {
                    let words: Vec<String> = self.table.set(&set[1..]).map(|w| format!("\"{w}\"")).collect();
                    words.join(", ")
                }
                word if word.starts_with('"') => word.into(),
                _ => "an object".into(),
            });
        }
        out.dedup();
        match out.split_last() {
            Some((last, [])) => last.clone(),
            Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
            None => "nothing".into(),
        }
    }

    fn word(&mut self, word: &str, types: &'static str, path: &str) {
        let mut known: Vec<&'static str> = Vec::new();
        for name in types.split(' ') {
            match name {
                "text" => return,
                "timeunit" if is_time_unit(word) => return,
                "timeunit" => known.extend(["year", "yearmonth", "yearmonthdate", "month", "date", "day", "hours", "quarter", "week"]),
                "scheme" if is_scheme(word) => return,
                "scheme" => known.extend(scheme::names()),
                set if set.starts_with('#') => known.extend(self.table.set(&set[1..])),
                literal if literal.starts_with('"') => known.push(literal.trim_matches('"')),
                _ => {}
            }
        }
        if known.contains(&word) {
            return;
        }
        if known.is_empty() {
            return self.mistyped(&Value::from(word), types, path);
        }
        let remedy = match nearest(word, known.iter().copied()) {
            Some(near) => format!("write \"{near}\" if that is meant"),
            None => format!("write {}", self.told(types)),
        };
        self.wrong("unknown-word", path, format!("\"{word}\" is none of the words that can stand here"), remedy);
    }

    fn list(&mut self, items: &[Value], types: &'static str, path: &str, depth: usize) {
        // What an item may be: the types in brackets.
        let inner: Vec<&'static str> = types.split(' ').filter_map(|t| t.strip_prefix('[')?.strip_suffix(']')).collect();
        for (i, item) in items.iter().enumerate() {
            let place = format!("{path}/{i}");
            let fits = inner.iter().copied().find(|one| match item {
                Value::Null => *one == "null",
                Value::Bool(_) => *one == "flag",
                Value::Number(_) => *one == "number",
                Value::String(_) => matches!(*one, "text" | "timeunit" | "scheme") || one.starts_with(['"', '#']),
                Value::Array(_) => one.starts_with('['),
                Value::Object(_) => *one == "expr" && is_expression(item),
            });
            let kind = || inner.iter().copied().find(|one| one.starts_with(|c: char| c.is_ascii_uppercase()));
            match fits {
                _ if inner.contains(&"any") => {}
                // A word may be one of several sets or literals: all of them are asked.
                Some(_) if matches!(item, Value::String(_)) && !inner.contains(&"text") => {
                    let word = item.as_str().unwrap_or("");
                    let known = |t: &str| match t.strip_prefix('#') {
                        Some(set) => self.table.set(set).any(|w| w == word),
                        None => t.trim_matches('"') == word || (t == "scheme" && is_scheme(word)),
                    };
                    if !inner.iter().any(|t| known(t)) {
                        self.word(word, inner[0], &place);
                    }
                }
                Some("expr") => {}
                Some(one) => self.value(item, one, &place, depth + 1),
                None => match (item, kind()) {
                    (Value::Object(_), Some(kind)) => self.value(item, kind, &place, depth + 1),
                    _ => self.mistyped(item, types, &place),
                },
            }
        }
    }

    /// Holds an object against the kinds that it may be.
    fn member(&mut self, value: &Value, types: &'static str, path: &str, depth: usize) {
        let table = self.table;
        let expression = types.split(' ').any(|t| t == "expr");
        if expression && is_expression(value) {
            return;
        }
        if let Some(inner) = types.split(' ').find_map(|t| t.strip_prefix('{')?.strip_suffix('}')).and_then(|name| table.kind(name)) {
            for (key, member) in value.members() {
                self.object(member, inner, &format!("{path}/{key}"), depth + 1);
            }
            return;
        }
        // Of several kinds, the one that knows most of what is there.
        let knows = |kind: &&Kind| {
            let known = value.members().iter().filter(|(key, _)| kind.rule(key).is_some()).count();
            (value.has(kind.first()), known)
        };
        match types.split(' ').rev().flat_map(|t| table.kinds(t).into_iter().rev()).max_by_key(knows) {
            Some(kind) => self.object(value, kind, path, depth),
            None => self.mistyped(value, types, path),
        }
    }
}

/// True for an object that stands for the value of an expression.
fn is_expression(value: &Value) -> bool {
    matches!(value.members(), [(key, Value::String(_))] if key == "expr" || key == "signal")
}

fn is_time_unit(word: &str) -> bool {
    let unit = word.strip_prefix("binned").unwrap_or(word);
    let unit = unit.strip_prefix("utc").unwrap_or(unit);
    !unit.is_empty() && units::parts(unit).iter().map(|part| part.len()).sum::<usize>() == unit.len()
}

/// A scheme by its name, which may end in how many colours are taken.
fn is_scheme(word: &str) -> bool {
    let plain = word.rsplit_once('-').filter(|(_, count)| count.parse::<u8>().is_ok()).map_or(word, |(name, _)| name);
    scheme::scheme(word).is_some() || scheme::scheme(plain).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grammar::json::parse;

    fn first(spec: &str) -> String {
        check(&parse(spec).unwrap()).first().map(ToString::to_string).unwrap_or_default()
    }

    #[test]
    fn what_nobody_knows_is_named_with_its_place_and_a_likely_name() {
        let spec = r#"{"layer": [{"mark": "bar", "encoding": {"x": {"field": "a", "agregate": "mean"}}}], "width": 5}"#;
        let text = first(spec);
        assert!(text.starts_with("/layer/0/encoding/x/agregate: ") && text.contains("\"aggregate\""), "{text}");
    }

    #[test]
    fn words_and_types_are_held_against_what_can_stand_there() {
        for (spec, place, remedy) in [
            (r#"{"mark": "barr"}"#, "/mark: ", "\"bar\""),
            (r#"{"mark": {"type": "line", "interpolate": "monoton"}}"#, "/mark/interpolate: ", "\"monotone\""),
            (r#"{"mark": "bar", "encoding": {"x": {"field": "a", "type": "quantative"}}}"#, "/encoding/x/type: ", "\"quantitative\""),
            (r#"{"mark": "bar", "encoding": {"x": {"field": "a", "aggregate": "average_"}}}"#, "/encoding/x/aggregate: ", "\"average\""),
            (r#"{"mark": "bar", "encoding": {"x": {"field": "a", "sort": "-z"}}}"#, "/encoding/x/sort: ", "\"-x\""),
            (r#"{"mark": "bar", "encoding": {"x": {"field": "a", "timeUnit": "yearmonht"}}}"#, "/encoding/x/timeUnit: ", "\"yearmonth\""),
            (
                r#"{"mark": "bar", "encoding": {"color": {"field": "a", "scale": {"scheme": "virdis"}}}}"#,
                "/encoding/color/scale/scheme: ",
                "\"viridis\"",
            ),
            (r#"{"mark": "bar", "encoding": {"color": {"field": "a", "axis": {}}}}"#, "/encoding/color/axis: ", "take it out"),
            (
                r#"{"mark": "bar", "encoding": {"x": {"field": "a", "axis": {"labelAngle": "45"}}}}"#,
                "/encoding/x/axis/labelAngle: ",
                "a number",
            ),
            (r#"{"mark": "bar", "transform": [{"filter": {"field": "a", "greater": 3}}]}"#, "/transform/0/filter/greater: ", "take it out"),
            (r#"{"mark": "bar", "transform": [{"window": [{"op": "rnak", "as": "r"}]}]}"#, "/transform/0/window/0/op: ", "\"rank\""),
            (r#"{"mark": "bar", "config": {"style": {"mine": {"colour": "red"}}}}"#, "/config/style/mine/colour: ", "\"color\""),
            (r#"{"mark": {"type": "bar", "color": {"gradient": "conic", "stops": []}}}"#, "/mark/color/gradient: ", "\"linear\""),
            (r#"{"mark": "point", "encoding": {"time": {"field": "t"}}}"#, "/encoding/time: ", "filter to the moment"),
            (
                r#"{"mark": "point", "params": [{"name": "p", "select": {"type": "interval", "encoding": ["x"]}}]}"#,
                "/params/0/select/encoding: ",
                "\"encodings\"",
            ),
            (r#"[1]"#, "the spec is no object", "write"),
        ] {
            let text = first(spec);
            assert!(text.contains(place) && text.contains(remedy), "{spec}\n  says: {text}");
        }
    }
}
