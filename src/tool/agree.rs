//! `nutgraph agree --json-lines`: words held against values, one JSON object a line.
//!
//! A line is `{"lang","before","text","after","kind","unit","value"}`; the value is a number, a date, true or false, or a lower bound such as `">=16"`.
//! The answer is `{"verdict","low","high","why"}`.

use crate::fact::Kind;
use crate::report::Problem;
use crate::tool::talk;
use crate::words::{Answer, Given, Question, Verdict, agree};
use serde_json::{Value, json};
use std::io;

/// Answers every line of standard input on standard output, in its order.
pub fn command() -> Result<(), Problem> {
    for line in io::stdin().lines() {
        let line = line.map_err(|error| talk::disk("read", "standard input", &error))?;
        talk::result(answer_line(&line))?;
    }
    Ok(())
}

/// The answer line to a question line, without a line end. A line that is no question is answered with `cannot tell`.
fn answer_line(line: &str) -> String {
    let question = serde_json::from_str(line).unwrap_or(Value::Null);
    let answer = ask(&question);
    let (verdict, low, high, why) = match &answer {
        Some(answer) => (answer.verdict, answer.low, answer.high, answer.why.as_str()),
        None => (Verdict::CannotTell, None, None, "the line is no question"),
    };
    let verdict = match verdict {
        Verdict::Agrees => "agrees",
        Verdict::Disagrees => "disagrees",
        Verdict::CannotTell => "cannot tell",
    };
    json!({ "verdict": verdict, "low": low, "high": high, "why": why }).to_string()
}

fn ask(question: &Value) -> Option<Answer> {
    let text = |name: &str| question.get(name).and_then(Value::as_str);
    let kind = match text("kind")? {
        "number" => Kind::Number,
        "count" => Kind::Count,
        "difference" => Kind::Difference,
        "change" => Kind::Change,
        "ratio" => Kind::Ratio,
        "date" => Kind::Date,
        "rank" => Kind::Rank,
        "streak" => Kind::Streak,
        "yesno" => Kind::YesNo,
        _ => return None,
    };
    let value = match question.get("value")? {
        Value::Number(number) => Given::Number(number.as_f64().filter(|number| number.is_finite())?),
        Value::Bool(truth) => Given::Truth(*truth),
        Value::String(text) => match text.strip_prefix('>') {
            Some(bound) => {
                let least = bound.strip_prefix('=');
                Given::Bound(least.unwrap_or(bound).trim().parse().ok().filter(|number: &f64| number.is_finite())?, least.is_none())
            }
            None => Given::Date(text),
        },
        _ => return None,
    };
    Some(agree(&Question {
        lang: text("lang").unwrap_or_default(),
        text: text("text")?,
        before: text("before").unwrap_or_default(),
        after: text("after").unwrap_or_default(),
        kind,
        unit: text("unit").unwrap_or_default(),
        value,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_answered_with_a_line() {
        let check = |line: &str, verdict: &str| {
            let answer: Value = serde_json::from_str(&answer_line(line)).unwrap();
            assert_eq!(answer["verdict"], verdict, "{line}");
        };
        check(r#"{"lang":"en","text":"31 mills","before":"","after":"","kind":"count","unit":"","value":31}"#, "agrees");
        check(r#"{"lang":"en","text":"31 mills","kind":"count","value":32}"#, "disagrees");
        check(r#"{"lang":"en","text":"more than 30 years","kind":"number","unit":"year","value":">30"}"#, "agrees");
        check(r#"{"lang":"en","text":"in 2003","kind":"date","unit":"","value":"2003-07"}"#, "agrees");
        check(r#"{"lang":"en","text":"a record","kind":"yesno","value":false}"#, "disagrees");
        check(r#"{"lang":"en","text":"a record","kind":"yesno"}"#, "cannot tell");
        check("no question", "cannot tell");
        check("[1]", "cannot tell");
    }
}
