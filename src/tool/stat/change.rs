//! The methods of [`crate::stat::change`]. They keep places.

use super::{Answer, read};
use crate::stat::change::{self, Align, RollingOp};
use serde_json::{Value, json};

/// The answer of a method of this room.
pub fn answer(method: &str, params: &Value, input: &Value) -> Option<Answer> {
    compute(method, params, input).transpose()
}

/// The same; none for a method of another room.
fn compute(method: &str, params: &Value, input: &Value) -> Result<Option<Value>, String> {
    let x = || read::places(input, "x");
    let lag = || read::whole_or(params, "lag", 1);
    Ok(Some(match method {
        "lag" => json!(change::lag(&x()?, read::whole_or(params, "k", 1)?)),
        "difference" => json!(change::difference(&x()?, lag()?)),
        "relative_change" => json!(change::relative_change(&x()?, lag()?)),
        "ratio" => json!(change::ratio(&x()?, lag()?)),
        "log_change" => json!(change::log_change(&x()?, lag()?)),
        "cagr" => {
            let x = x()?;
            let (Some(&first), Some(&last)) = (x.first(), x.last()) else { return Err("there are no values".to_owned()) };
            json!(change::cagr(first, last, read::number(params, "periods")?)?)
        }
        "index_to_base" => json!(change::index_to_base(&x()?, read::whole(params, "at")?, read::number_or(params, "base", 100.0)?)?),
        "share" => json!(change::share(&x()?)?),
        "cumulative_sum" => json!(change::cumulative_sum(&x()?)),
        "cumulative_product" => json!(change::cumulative_product(&x()?)),
        "cumulative_max" => json!(change::cumulative_max(&x()?)),
        "cumulative_min" => json!(change::cumulative_min(&x()?)),
        "rolling" => {
            let operations = [
                ("sum", RollingOp::Sum),
                ("mean", RollingOp::Mean),
                ("median", RollingOp::Median),
                ("min", RollingOp::Min),
                ("max", RollingOp::Max),
                ("stdev", RollingOp::Stdev),
            ];
            let operation = read::choice(params, "op", &operations)?;
            let align = read::choice(params, "align", &[("left", Align::Left), ("center", Align::Center), ("right", Align::Right)])?;
            json!(change::rolling(&x()?, read::whole(params, "window")?, operation, align)?)
        }
        _ => return Ok(None),
    }))
}

#[cfg(test)]
mod tests {
    use crate::tool::stat::tests::check;

    #[test]
    fn null_stands_where_there_is_no_change() {
        check("lag", r#"{"k":2}"#, r#"{"x":[1,2,3]}"#, "[null,null,1.0]");
        check("relative_change", r#"{"lag":1}"#, r#"{"x":[4,5,null,0,1]}"#, "[null,0.25,null,null,null]");
        check("rolling", r#"{"window":2,"op":"mean","align":"right"}"#, r#"{"x":[1,2,4]}"#, "[null,1.5,3.0]");
        check("cagr", r#"{"periods":2}"#, r#"{"x":[1,7,1]}"#, "0.0");
        check("index_to_base", r#"{"at":1}"#, r#"{"x":[1,2]}"#, "[50.0,100.0]");
        check("share", "{}", r#"{"x":[]}"#, "[]");
    }

    #[test]
    fn what_is_not_defined_is_an_error() {
        check("cagr", r#"{"periods":2}"#, r#"{"x":[]}"#, "there are no values");
        check("share", "{}", r#"{"x":[1,-1]}"#, "the sum to divide by is 0");
        let rolling = r#"{"window":2,"op":"range","align":"right"}"#;
        let error = r#"`op` must be one of "sum", "mean", "median", "min", "max", "stdev", but is "range""#;
        check("rolling", rolling, r#"{"x":[]}"#, error);
    }
}
