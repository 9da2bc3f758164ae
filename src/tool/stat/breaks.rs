//! The methods of [`crate::stat::breaks`]. Pettitt's test leaves missing values out; the others take none.

use super::{Answer, read};
use crate::stat::breaks;
use serde_json::{Value, json};

/// The answer of a method of this room.
pub fn answer(method: &str, params: &Value, input: &Value) -> Option<Answer> {
    compute(method, params, input).transpose()
}

/// The same; none for a method of another room.
fn compute(method: &str, params: &Value, input: &Value) -> Result<Option<Value>, String> {
    Ok(Some(match method {
        "pettitt" => {
            let found = breaks::pettitt(&read::present(input, "x")?)?;
            json!({ "statistic": found.statistic, "positions": found.positions, "p": found.p })
        }
        "pelt" => {
            if params.get("cost").is_some() {
                read::choice(params, "cost", &[("mean", ())])?;
            }
            json!(breaks::pelt(&series(input)?, read::number(params, "penalty")?, read::whole_or(params, "min_segment", 1)?)?)
        }
        "breakpoints" => {
            let x = series(input)?;
            // R takes a share of the values as well.
            let h = read::number_or(params, "h", 0.15)?;
            let shortest = if h < 1.0 { (x.len() as f64 * h).floor() as usize } else { read::whole(params, "h")? };
            let breaks =
                if params.get("breaks").is_some_and(|breaks| !breaks.is_null()) { Some(read::whole(params, "breaks")?) } else { None };
            let found = breaks::breakpoints(&x, shortest, breaks)?;
            json!({ "positions": found.positions, "rss": found.squares, "bic": found.bic, "means": found.means })
        }
        _ => return Ok(None),
    }))
}

/// A series without a gap.
fn series(input: &Value) -> Result<Vec<f64>, String> {
    let x = read::places(input, "x")?;
    match x.iter().position(|value| value.is_nan()) {
        Some(gap) => Err(format!("`x[{gap}]` is missing, and a gap has no level")),
        None => Ok(x),
    }
}

#[cfg(test)]
mod tests {
    use crate::tool::stat::tests::check;

    #[test]
    fn methods_are_asked_by_name_with_the_parameters_of_r() {
        check("pettitt", "{}", r#"{"x":[1,null,3,1]}"#, r#"{"statistic":1.0,"positions":[1,2],"p":1.0}"#);
        check("pelt", r#"{"penalty":5,"cost":"mean"}"#, r#"{"x":[1,2,1,9,8,9]}"#, "[3]");
        check("pelt", r#"{"penalty":5}"#, r#"{"x":[1,null]}"#, "`x[1]` is missing, and a gap has no level");
        check(
            "breakpoints",
            r#"{"h":0.4,"breaks":1}"#,
            r#"{"x":[1,1,5,5,5]}"#,
            r#"{"positions":[2],"rss":[19.200000000000003,0.0],"bic":[24.135622989913106,null],"means":[1.0,5.0]}"#,
        );
    }
}
