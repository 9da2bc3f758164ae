//! `nutgraph stat --json-lines`: the statistics for other programs, one JSON object a line.
//!
//! A line is `{"method","params","input"}`, the answer `{"value"}` or `{"error"}`. A method and its parameters carry the names
//! of R and the literature; in the input, null is a missing value. Each room of [`crate::stat`] has a file here that reads what
//! its methods take and writes what they return; [`read`] is what they read with.

mod breaks;
mod change;
mod density;
mod describe;
mod interval;
mod order;
mod read;
mod relate;
mod season;
mod smooth;
mod trend;
mod vega;

use std::io;

use crate::report::Problem;
use crate::tool::talk;
use serde_json::{Value, json};

/// A method's value, or what is wrong with what it was given.
type Answer = Result<Value, String>;

/// What a room knows: the answer of a method to its parameters and input, none for a method of another room.
type Room = fn(method: &str, params: &Value, input: &Value) -> Option<Answer>;

/// Every room of statistics.
const ROOMS: &[Room] = &[
    describe::answer,
    change::answer,
    order::answer,
    trend::answer,
    smooth::answer,
    season::answer,
    interval::answer,
    relate::answer,
    density::answer,
    breaks::answer,
    vega::answer,
];

/// Answers every line of standard input on standard output, in its order.
pub fn command() -> Result<(), Problem> {
    for line in io::stdin().lines() {
        let line = line.map_err(|error| talk::disk("read", "standard input", &error))?;
        talk::result(answer_line(&line))?;
    }
    Ok(())
}

/// The answer line to a line, without a line end.
fn answer_line(line: &str) -> String {
    let answer = match ask(line) {
        Ok(value) => json!({ "value": value }),
        Err(error) => json!({ "error": error }),
    };
    answer.to_string()
}

fn ask(line: &str) -> Answer {
    let question: Value = serde_json::from_str(line).map_err(|error| format!("the line is no JSON: {error}"))?;
    let method = question.get("method").and_then(Value::as_str).ok_or("the line names no `method`")?;
    let part = |name: &str| question.get(name).unwrap_or(&Value::Null);
    ROOMS
        .iter()
        .find_map(|room| room(method, part("params"), part("input")))
        .unwrap_or_else(|| Err(format!("there is no method `{method}`")))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Holds the value of a method, or its error, against the text expected; for the tests of every room here.
    #[track_caller]
    pub fn check(method: &str, params: &str, input: &str, expected: &str) {
        let line = format!(r#"{{"method":"{method}","params":{params},"input":{input}}}"#);
        let found = match ask(&line) {
            Ok(value) => value.to_string(),
            Err(error) => error,
        };
        assert_eq!(found, expected, "{line}");
    }

    /// The answer to a line, for tests that look at a part of it.
    pub fn answer(method: &str, params: &str, input: &str) -> String {
        answer_line(&format!(r#"{{"method":"{method}","params":{params},"input":{input}}}"#))
    }

    #[test]
    fn a_line_is_answered_with_a_line() {
        let question = |method: &str, x: &str| answer_line(&format!(r#"{{"method":"{method}","params":{{}},"input":{{"x":{x}}}}}"#));
        assert_eq!(question("sum", "[1,null,2.5]"), r#"{"value":3.5}"#);
        assert_eq!(question("mean", "[null]"), r#"{"error":"there are no values"}"#);
        assert_eq!(question("sums", "[]"), r#"{"error":"there is no method `sums`"}"#);
        assert_eq!(answer_line(r#"{"method":"sum"}"#), r#"{"error":"`x` is missing"}"#);
        assert_eq!(answer_line("[1]"), r#"{"error":"the line names no `method`"}"#);
        assert!(answer_line("{").starts_with(r#"{"error":"the line is no JSON: "#));
    }
}
