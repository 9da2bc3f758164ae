//! Filters: a predicate object becomes an expression, so that one engine decides which rows are drawn.

use super::channel::column;
use super::reader::{Reader, items, text};
use super::value::Value;

/// The tests that compare with one value, and their signs.
const SIGNS: [(&str, &str); 5] = [("equal", " == "), ("lt", " < "), ("lte", " <= "), ("gt", " > "), ("gte", " >= ")];

impl Reader {
    /// The expression of a filter: its own, or that of a predicate.
    pub fn filter(&mut self, filter: &Value) -> String {
        let members = match filter {
            Value::Object(members) => members.as_slice(),
            Value::String(text) if !text.trim().is_empty() => return text.clone(),
            Value::String(_) => {
                self.error("empty-filter", "the filter is empty", "write a condition such as datum.year >= 2010");
                return String::new();
            }
            _ => return String::new(),
        };
        let mut tests = members.iter().filter(|(name, _)| name != "field");
        let (Some((name, value)), None) = (tests.next(), tests.next()) else {
            if !self.failed() {
                self.error("no-test", "a predicate makes one test", "keep one, such as \"equal\", or join several with \"and\"");
            }
            return String::new();
        };
        let is_logical = matches!(name.as_str(), "and" | "or" | "not");
        if is_logical == filter.get("field").is_some() && !self.failed() {
            let remedy = if is_logical { "move \"field\" into its predicates" } else { "add \"field\", the name of a column" };
            self.error("no-test", "only a test of a column has a field", remedy);
        }
        let field = ["datum[", &quoted(&column(&text(filter, "field"))), "]"].concat();
        let back = self.enter(name);
        let mut parts = Vec::new();
        for (i, item) in items(Some(value)).iter().enumerate() {
            let back = self.enter_item(i);
            match name.as_str() {
                "and" | "or" => parts.push(["(", &self.filter(item), ")"].concat()),
                "oneOf" => parts.push([field.as_str(), " == ", &self.literal(item)].concat()),
                _ if matches!(item, Value::Null) => {}
                _ => parts.push([field.as_str(), if i == 0 { " >= " } else { " <= " }, &self.literal(item)].concat()),
            }
            self.leave(back);
        }
        let expression = match name.as_str() {
            "not" => ["!(", &self.filter(value), ")"].concat(),
            "valid" => [if *value == Value::Bool(false) { "!" } else { "" }, "isValid(", &field, ")"].concat(),
            "and" | "range" => {
                if name == "range" && items(Some(value)).len() != 2 && !self.failed() {
                    self.error("no-test", "a range has two bounds", "write null for none");
                }
                joined(&parts, "true", " && ")
            }
            "or" | "oneOf" => joined(&parts, "false", " || "),
            _ => {
                let sign = SIGNS.iter().find(|(test, _)| test == name).map_or("", |(_, sign)| sign);
                [field.as_str(), sign, &self.literal(value)].concat()
            }
        };
        self.leave(back);
        expression
    }

    /// A value as the expression language writes it.
    fn literal(&mut self, value: &Value) -> String {
        match value {
            Value::Bool(true) => "true".into(),
            Value::Bool(false) => "false".into(),
            Value::String(text) => quoted(text),
            Value::Number(_) => decimal(value).unwrap_or_else(|| {
                self.error("too-long", "the number has too many digits", "write the filter as an expression");
                String::new()
            }),
            _ => "null".into(),
        }
    }
}

/// Conditions with `sign` between them; `none` when there are none.
fn joined(parts: &[String], none: &str, sign: &str) -> String {
    if parts.is_empty() { none.into() } else { parts.join(sign) }
}

/// A string as the expression language writes it.
fn quoted(text: &str) -> String {
    let mut out = String::from("'");
    for c in text.chars() {
        match c {
            '\'' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            '\n' => out.push_str("\\n"),
            c => out.push(c),
        }
    }
    out.push('\'');
    out
}

/// A number in decimal digits that read back as the same number; `None` when it takes more than fifteen places or is no
/// number. (The formatter of the standard library is thousands of bytes.)
pub(super) fn decimal(value: &Value) -> Option<String> {
    let Value::Number(number) = value else { return None };
    let size = number.abs();
    let mut scale = 1.0;
    for places in 0..=15 {
        let digits = (size * scale + 0.5).floor();
        if digits.is_nan() || digits >= 9e15 {
            return None;
        }
        if digits / scale == size {
            let mut text = (digits as u64).to_string();
            while text.len() <= places {
                text.insert(0, '0');
            }
            if places > 0 {
                text.insert(text.len() - places, '.');
            }
            if *number < 0.0 {
                text.insert(0, '-');
            }
            return Some(text);
        }
        scale *= 10.0;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::reader::testing::{check, good, line};
    use super::*;
    use proptest::prelude::*;

    fn document(filter: &str) -> String {
        line(&format!(r#""transform": [{{"filter": {filter}}}]"#))
    }

    #[track_caller]
    fn reads(filter: &str, expected: &str) {
        assert_eq!(good(&document(filter)).filters, [expected], "{filter}");
    }

    #[test]
    fn a_predicate_becomes_an_expression() {
        reads(r#""datum.year > 2000""#, "datum.year > 2000");
        reads(r#"{"field": "kind", "equal": "done"}"#, "datum['kind'] == 'done'");
        reads(r#"{"field": "l'an", "equal": "a\\b\nc"}"#, r"datum['l\'an'] == 'a\\b\nc'");
        reads(r#"{"field": "ha", "lt": 0.1}"#, "datum['ha'] < 0.1");
        reads(r#"{"field": "ha", "lte": -12.75}"#, "datum['ha'] <= -12.75");
        reads(r#"{"field": "year", "gt": "2015-10"}"#, "datum['year'] > '2015-10'");
        reads(r#"{"field": "ha", "gte": 300000}"#, "datum['ha'] >= 300000");
        reads(r#"{"field": "ha", "range": [1, 2]}"#, "datum['ha'] >= 1 && datum['ha'] <= 2");
        reads(r#"{"field": "ha", "range": [null, 2]}"#, "datum['ha'] <= 2");
        reads(r#"{"field": "ha", "range": [null, null]}"#, "true");
        reads(r#"{"field": "kind", "oneOf": ["a", true, null]}"#, "datum['kind'] == 'a' || datum['kind'] == true || datum['kind'] == null");
        reads(r#"{"field": "kind", "oneOf": []}"#, "false");
        reads(r#"{"field": "ha", "valid": true}"#, "isValid(datum['ha'])");
        reads(r#"{"field": "ha", "valid": false}"#, "!isValid(datum['ha'])");
        reads(
            r#"{"and": ["datum.a", {"or": [{"field": "b", "equal": 1}, {"not": "datum.c"}]}]}"#,
            "(datum.a) && ((datum['b'] == 1) || (!(datum.c)))",
        );
    }

    #[test]
    fn a_wrong_predicate_is_said_with_its_path() {
        let path = "/transform/0/filter";
        let tests = "keep one of equal, lt, lte, gt, gte, range, oneOf, valid, and, or, not";
        check(&document("3"), &format!("{path}: found a number; expected an expression or a predicate object"));
        check(&document(r#"" ""#), &format!("{path}: the filter is empty; write a condition such as datum.year >= 2010"));
        check(&document(r#"{"field": "a"}"#), &format!("{path}: a predicate makes one test; {tests}"));
        check(&document(r#"{"field": "a", "lt": 1, "gt": 0}"#), &format!("{path}: a predicate makes one test; {tests}"));
        check(&document(r#"{"equal": 1}"#), &format!("{path}: only a test has a field, and needs it; add \"field\", the name of a column"));
        check(
            &document(r#"{"field": "a", "not": "datum.b"}"#),
            &format!("{path}: only a test has a field, and needs it; move \"field\" into its predicates"),
        );
        check(&document(r#"{"field": "a", "range": [1]}"#), &format!("{path}/range: found an array; expected two bounds, null for none"));
        check(
            &document(r#"{"and": [{"field": "a", "equal": {"year": 2015}}]}"#),
            &format!("{path}/and/0/equal: found an object; expected a number or a string, dates as \"2015-10-01\""),
        );
        check(
            &document(r#"{"param": "brush"}"#),
            &format!(
                "{path}/param: Vega-Lite has \"param\", Nutgraph does not yet; supported: field, equal, lt, lte, gt, gte, range, oneOf, valid, and, or, not"
            ),
        );
        check(
            &document(r#"{"field": "a", "lt": 1e300}"#),
            &format!("{path}/lt: the number has too many digits; write the filter as an expression"),
        );
    }

    proptest! {
        #[test]
        fn a_number_in_decimals_is_the_same_number(whole in -1_000_000_000i64..1_000_000_000, places in 0i32..6) {
            let number = whole as f64 / 10f64.powi(places);
            let text = decimal(&Value::Number(number)).expect("so few digits");
            prop_assert_eq!(text.parse::<f64>(), Ok(number));
        }

        #[test]
        fn any_number_in_decimals_is_the_same_number_or_refused(number in any::<f64>()) {
            if let Some(text) = decimal(&Value::Number(number)) {
                prop_assert_eq!(text.parse::<f64>(), Ok(number));
            }
        }
    }
}
