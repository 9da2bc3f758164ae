//! Filters: a predicate object becomes an expression, so that one engine decides which rows are drawn.

use super::channel::column;
use super::reader::{Reader, items, text};
use super::value::Value;

/// The tests that compare with one value, and their signs.
const SIGNS: [(&str, &str); 5] = [("equal", " == "), ("lt", " < "), ("lte", " <= "), ("gt", " > "), ("gte", " >= ")];

impl Reader {
    /// Appends the expression of a filter: its own, or that of a predicate.
    pub fn filter(&mut self, filter: &Value, out: &mut String) {
        if let Value::String(text) = filter {
            if text.trim().is_empty() {
                self.error("no-test", &["the filter is empty"], "write a condition such as datum.year >= 2010");
            }
            return out.push_str(text);
        }
        // Editors of articles write expressions; predicates come from programs, whose specs go on in the full module.
        crate::report::only_in_full();
        let Value::Object(members) = filter else { return };
        if self.is_refused() {
            return;
        }
        let mut tests = members.iter().filter(|(name, _)| name != "field");
        let (test, None) = (tests.next(), tests.next()) else {
            return self.error("no-test", &["a predicate makes one test"], "keep one, or join several with \"and\"");
        };
        let Some((test, value)) = test else {
            return self.error("no-test", &["the predicate makes no test"], "add one, such as \"equal\"");
        };
        let is_logical = matches!(test.as_str(), "and" | "or" | "not");
        if is_logical == filter.get("field").is_some() {
            let remedy = if is_logical { "move \"field\" into its predicates" } else { "add \"field\", the name of a column" };
            self.error("no-test", &["only a test of a column has a field"], remedy);
        }
        let mut field = String::from("datum[");
        quote(&column(&text(filter, "field")), &mut field);
        field.push(']');
        let back = self.enter(test);
        match test.as_str() {
            "not" => {
                out.push_str("!(");
                self.filter(value, out);
                out.push(')');
            }
            "valid" => {
                out.push_str(if *value == Value::Bool(false) { "!isValid(" } else { "isValid(" });
                out.push_str(&field);
                out.push(')');
            }
            "and" | "or" | "oneOf" | "range" => {
                let is_all = matches!(test.as_str(), "and" | "range");
                let before = out.len();
                for (i, item) in items(Some(value)).iter().enumerate() {
                    if test == "range" && *item == Value::Null {
                        continue;
                    }
                    if out.len() > before {
                        out.push_str(if is_all { " && " } else { " || " });
                    }
                    let back = self.enter_item(i);
                    if is_logical {
                        out.push('(');
                        self.filter(item, out);
                        out.push(')');
                    } else {
                        let sign = if test == "oneOf" { 0 } else { 4 - i.min(1) * 2 };
                        self.compare(&field, SIGNS[sign].1, item, out);
                    }
                    self.leave(back);
                }
                if out.len() == before {
                    out.push_str(if is_all { "true" } else { "false" });
                }
                if test == "range" && items(Some(value)).len() != 2 {
                    self.error("no-test", &["a range has two bounds"], "write null for none");
                }
            }
            _ => {
                let sign = SIGNS.iter().find(|(name, _)| name == test).map_or("", |(_, sign)| sign);
                self.compare(&field, sign, value, out);
            }
        }
        self.leave(back);
    }

    /// Appends a comparison with a value as the expression language writes it.
    fn compare(&mut self, field: &str, sign: &str, value: &Value, out: &mut String) {
        out.push_str(field);
        out.push_str(sign);
        match value {
            Value::Bool(true) => out.push_str("true"),
            Value::Bool(false) => out.push_str("false"),
            Value::String(text) => quote(text, out),
            Value::Number(number) => match decimal(*number) {
                Some(digits) => out.push_str(&digits),
                None => self.error("too-long", &["the number has too many digits"], "write the filter as an expression"),
            },
            _ => out.push_str("null"),
        }
    }
}

/// Appends a string as the expression language writes it.
fn quote(text: &str, out: &mut String) {
    out.push('\'');
    for c in text.chars() {
        if matches!(c, '\'' | '\\' | '\n') {
            out.push('\\');
        }
        out.push(if c == '\n' { 'n' } else { c });
    }
    out.push('\'');
}

/// A number in decimal digits that read back as the same number; `None` when it takes more than fifteen places.
/// (The formatter of the standard library is thousands of bytes.)
pub(super) fn decimal(number: f64) -> Option<String> {
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
            if number < 0.0 {
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
        for (filter, message) in [
            ("3", ": found a number; expected a string or an object"),
            (r#"" ""#, ": the filter is empty; write a condition such as datum.year >= 2010"),
            (r#"{"field": "a"}"#, ": the predicate makes no test; add one, such as \"equal\""),
            (r#"{"field": "a", "lt": 1, "gt": 0}"#, ": a predicate makes one test; keep one, or join several with \"and\""),
            (r#"{"equal": 1}"#, ": only a test of a column has a field; add \"field\", the name of a column"),
            (r#"{"field": "a", "not": "datum.b"}"#, ": only a test of a column has a field; move \"field\" into its predicates"),
            (r#"{"field": "a", "range": [1]}"#, "/range: a range has two bounds; write null for none"),
            (
                r#"{"and": [{"field": "a", "equal": {"year": 2015}}]}"#,
                "/and/0/equal: found an object; expected null or true or false or a number or a string",
            ),
            (r#"{"field": "a", "lt": 1e300}"#, "/lt: the number has too many digits; write the filter as an expression"),
            (
                r#"{"param": "brush"}"#,
                "/param: Vega-Lite has \"param\", Nutgraph does not yet; supported: field, equal, lt, lte, gt, gte, range, oneOf, valid, and, or, not",
            ),
        ] {
            check(&document(filter), &format!("/transform/0/filter{message}"));
        }
    }

    proptest! {
        #[test]
        fn a_number_in_decimals_is_the_same_number(whole in -1_000_000_000i64..1_000_000_000, places in 0i32..6) {
            let number = whole as f64 / 10f64.powi(places);
            let text = decimal(number).expect("so few digits");
            prop_assert_eq!(text.parse::<f64>(), Ok(number));
        }

        #[test]
        fn any_number_in_decimals_is_the_same_number_or_refused(number in any::<f64>()) {
            if let Some(text) = decimal(number) {
                prop_assert_eq!(text.parse::<f64>(), Ok(number));
            }
        }
    }
}
