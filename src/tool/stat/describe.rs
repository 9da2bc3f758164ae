//! The methods of [`crate::stat::describe`]. Missing values are left out.

use super::{Answer, read};
use crate::stat::describe;
use serde_json::{Value, json};

/// The answer of a method of this room.
pub fn answer(method: &str, params: &Value, input: &Value) -> Option<Answer> {
    compute(method, params, input).transpose()
}

/// The same; none for a method of another room.
fn compute(method: &str, _params: &Value, input: &Value) -> Result<Option<Value>, String> {
    let x = || read::present(input, "x");
    Ok(Some(match method {
        "sum" => json!(describe::sum(&x()?)),
        "mean" => json!(describe::mean(&x()?)?),
        _ => return Ok(None),
    }))
}
