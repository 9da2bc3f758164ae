//! The check that what a spec says in words of its own can be understood: expressions, formats, colours, shapes, and the names of
//! parameters.
//!
//! The table of members knows types only; a text that is no expression, or names a parameter that is not there, would pass it, and
//! Vega-Lite would draw something else than was meant.

use crate::format::number::Specifier;
use crate::grammar::json::Json;
use crate::grammar::view::env::FUNCTIONS;
use crate::path::symbol;
use crate::report::{Place, Problem, nearest};
use crate::scale::css::Color;
use crate::spec::Value;
use crate::transform::Expression;
use crate::transform::expression::functions;

/// What is wrong with the references of a spec whose members are all known.
pub(crate) fn check(spec: &Value) -> Vec<Problem> {
    let mut check = Check { params: Vec::new(), problems: Vec::new() };
    params(spec, &mut check.params);
    check.walk(spec, "", "", "");
    check.problems
}

/// Members that hold data, which are no part of the grammar, or words for channels, which are no colours.
const ELSEWHERE: [&str; 5] = ["datasets", "values", "usermeta", "resolve", "invalid"];

fn params<'v>(value: &'v Value, out: &mut Vec<&'v str>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| params(item, out)),
        Value::Object(members) => {
            for (key, member) in members.iter().filter(|(key, _)| !ELSEWHERE.contains(&key.as_str())) {
                match key.as_str() {
                    "params" => out.extend(member.list().iter().filter_map(|p| p.text("name"))),
                    // A transform that finds an extent names it as a parameter.
                    "extent" => out.extend(value.text("param")),
                    _ => {}
                }
                params(member, out);
            }
        }
        _ => {}
    }
}

struct Check<'v> {
    params: Vec<&'v str>,
    problems: Vec<Problem>,
}

impl Check<'_> {
    fn wrong(&mut self, code: &'static str, path: &str, found: String, remedy: String) {
        self.problems.push(crate::problem!(Error, code, Place::Path(path.to_string()), found, remedy));
    }

    /// Looks at a member `key` of an object that is itself the member `of` of another.
    fn walk(&mut self, value: &Value, path: &str, key: &str, of: &str) {
        match value {
            Value::String(text) => self.text(text, path, key, of),
            Value::Array(items) => {
                for (i, item) in items.iter().enumerate() {
                    self.walk(item, &format!("{path}/{i}"), key, of);
                }
            }
            Value::Object(members) => {
                let transform = value.has("extent") && value.has("param") && !value.has("density");
                for (name, member) in members.iter().filter(|(name, _)| !ELSEWHERE.contains(&name.as_str())) {
                    // What a selection holds at first are data, by field or channel.
                    if !(transform && name == "param") && !(name == "value" && value.has("select")) {
                        self.walk(member, &format!("{path}/{name}"), name, key);
                    }
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str, path: &str, key: &str, of: &str) {
        let paint = |name: &str| matches!(name, "color" | "fill" | "stroke" | "background") || name.ends_with("Color");
        match key {
            "expr" | "signal" | "calculate" | "filter" | "test" | "labelExpr" | "and" | "or" | "not" => self.expression(text, path, key),
            "param" => self.param(text, path),
            "format" if of != "data" => self.format(text, path),
            "shape" | "symbolType" if symbol::symbol(text, 1.0).is_err() => {
                let found = format!("\"{text}\" is no shape");
                self.wrong("unknown-shape", path, found, "write circle, square, cross, diamond, a triangle, or an SVG path".into());
            }
            key if paint(key) || (key == "value" && paint(of)) => self.color(text, path),
            _ => {}
        }
    }

    fn expression(&mut self, text: &str, path: &str, key: &str) {
        let expression = match Expression::parse(text) {
            Ok(expression) => expression,
            Err(problem) => {
                let mut problem = *problem;
                problem.place = Place::Path(path.to_string());
                return self.problems.push(problem);
            }
        };
        for name in expression.outside().iter().filter(|name| !FUNCTIONS.contains(&&***name)) {
            let remedy = match nearest(name, functions::names().chain(FUNCTIONS)) {
                Some(near) => format!("write {near} if that is meant"),
                None => "use a function of Vega's expression language".into(),
            };
            self.wrong("unknown-function", path, format!("no function is called \"{name}\""), remedy);
        }
        let mut unknown = expression.signals();
        // The property of a mark may be overruled by a channel; whether its names are missed shows when it is drawn.
        unknown.retain(|name| key != "expr" && !self.knows(name));
        for name in unknown {
            let found = format!("nothing is called \"{name}\"");
            self.wrong("unknown-name", path, found, format!("write datum.{name} for a field, or define a parameter of that name"));
        }
    }

    /// A parameter, what belongs to one (`brush_x`), or a size of a view.
    fn knows(&self, name: &str) -> bool {
        let size = ["width", "height", "event", "item", "parent"].contains(&name) || name.ends_with("_width") || name.ends_with("_height");
        size || self.params.iter().any(|param| name.strip_prefix(param).is_some_and(|rest| rest.is_empty() || rest.starts_with('_')))
    }

    fn param(&mut self, name: &str, path: &str) {
        if self.params.contains(&name) {
            return;
        }
        let remedy = match nearest(name, self.params.iter().copied()) {
            Some(near) => format!("write \"{near}\" if that is meant"),
            None => "give it in \"params\"".into(),
        };
        self.wrong("unknown-parameter", path, format!("no parameter is called \"{name}\""), remedy);
    }

    /// Formats of times have percent signs; all others are those of numbers.
    fn format(&mut self, text: &str, path: &str) {
        if !text.contains('%') && Specifier::parse(text).is_err() {
            let found = format!("\"{text}\" is no format of d3");
            self.wrong("unknown-format", path, found, "write one such as \",.1f\" or \"%B %Y\"".into());
        }
    }

    /// A word that is no colour; what has other signs than letters is left to whoever paints it.
    fn color(&mut self, text: &str, path: &str) {
        let word = text.chars().all(|c| c.is_ascii_alphabetic()) && !text.is_empty();
        let known = ["transparent", "none", "currentcolor", "inherit"].contains(&text.to_ascii_lowercase().as_str());
        if word && !known && Color::parse(text).is_none() {
            self.wrong("unknown-color", path, format!("\"{text}\" is no colour"), "write a name of CSS, or \"#\" and six digits".into());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grammar::json::parse;

    #[test]
    fn what_cannot_be_understood_is_told_with_its_place() {
        for (spec, place, word) in [
            (r#"{"mark": "bar", "transform": [{"calculate": "datum.a +", "as": "b"}]}"#, "/transform/0/calculate: ", "value"),
            (r#"{"mark": "bar", "transform": [{"filter": {"and": ["datum.a > 1", "foo(1)"]}}]}"#, "/transform/0/filter/and/1: ", "foo"),
            (
                r#"{"mark": "bar", "params": [{"name": "brush"}], "transform": [{"filter": {"param": "brus"}}]}"#,
                "/transform/0/filter/param: ",
                "\"brush\"",
            ),
            (r#"{"mark": "bar", "encoding": {"x": {"field": "a", "axis": {"format": "zz9"}}}}"#, "/encoding/x/axis/format: ", "d3"),
            (r#"{"mark": "bar", "encoding": {"color": {"value": "stelblue"}}}"#, "/encoding/color/value: ", "stelblue"),
            (r#"{"mark": {"type": "point", "shape": "blob"}}"#, "/mark/shape: ", "blob"),
        ] {
            let text = check(&parse(spec).unwrap()).first().map(ToString::to_string).unwrap_or_default();
            assert!(text.contains(place) && text.contains(word), "{spec}\n  says: {text}");
        }
    }

    #[test]
    fn sound_references_pass() {
        let spec = r##"{"params": [{"name": "p", "value": 2}, {"name": "q", "select": {"type": "point", "encodings": ["color"]}, "value": [{"color": "odd"}]}], "mark": {"type": "point", "shape": "M0,0L1,1", "color": "#123", "fill": "transparent"},
            "transform": [{"extent": "a", "param": "reach"}, {"filter": {"param": "p"}}, {"calculate": "reach[0] + p", "as": "c"}],
            "encoding": {"x": {"field": "format", "axis": {"format": ".1~s"}}, "y": {"field": "t", "axis": {"format": "%Y"}}}}"##;
        assert_eq!(check(&parse(spec).unwrap()), []);
    }
}
