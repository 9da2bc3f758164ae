//! The methods of [`crate::stat::density`]. Missing values are left out.

use super::{Answer, read};
use crate::stat::Undefined;
use crate::stat::density::{self, BreaksRule};
use serde_json::{Value, json};

type Breaks = fn(&[f64], BreaksRule) -> Result<Vec<f64>, Undefined>;
type Bandwidth = fn(&[f64]) -> Result<f64, Undefined>;

/// The answer of a method of this room.
pub fn answer(method: &str, params: &Value, input: &Value) -> Option<Answer> {
    compute(method, params, input).transpose()
}

/// The same; none for a method of another room.
fn compute(method: &str, params: &Value, input: &Value) -> Result<Option<Value>, String> {
    let x = || read::present(input, "x");
    Ok(Some(match method {
        "histogram_breaks" => {
            let rules = [("sturges", BreaksRule::Sturges), ("fd", BreaksRule::FreedmanDiaconis), ("scott", BreaksRule::Scott)];
            let conventions = [("R", density::r_breaks as Breaks), ("numpy", density::numpy_breaks)];
            json!(read::choice(params, "convention", &conventions)?(&x()?, read::choice(params, "rule", &rules)?)?)
        }
        "histogram" => json!(density::histogram(&x()?, &read::present(params, "breaks")?, read::truth_or(params, "right", true)?)?),
        "bandwidth" => json!(bandwidth(params, "rule")?(&x()?)?),
        "kde" => {
            let x = x()?;
            let named = params.get("bandwidth").is_some_and(Value::is_string);
            let width = if named { bandwidth(params, "bandwidth")?(&x)? } else { read::number(params, "bandwidth")? };
            json!(density::kde(&x, width, &read::present(params, "at")?)?)
        }
        "ecdf" => json!(density::ecdf(&x()?, &read::present(params, "at")?)?),
        _ => return Ok(None),
    }))
}

/// A rule for the bandwidth, under its name in R.
fn bandwidth(params: &Value, name: &str) -> Result<Bandwidth, String> {
    read::choice(
        params,
        name,
        &[
            ("nrd0", density::nrd0 as Bandwidth),
            ("nrd", density::nrd),
            ("sj_ste", density::sheather_jones_solve),
            ("sj_dpi", density::sheather_jones_direct),
        ],
    )
}

#[cfg(test)]
mod tests {
    use crate::tool::stat::tests::check;

    #[test]
    fn methods_are_asked_by_name_with_the_parameters_of_r() {
        check("histogram", r#"{"breaks":[0,1,2],"right":false}"#, r#"{"x":[0,1,null,2,2]}"#, "[1,3]");
        check("histogram_breaks", r#"{"rule":"sturges","convention":"numpy"}"#, r#"{"x":[1,null,3]}"#, "[1.0,2.0,3.0]");
        check("ecdf", r#"{"at":[0,1]}"#, r#"{"x":[1,null,3]}"#, "[0.0,0.5]");
        check("kde", r#"{"bandwidth":2,"at":[5]}"#, r#"{"x":[5]}"#, "[0.19947114020071635]");
        check("kde", r#"{"bandwidth":"nrd","at":[5]}"#, r#"{"x":[5]}"#, "too few values: 2 are needed, there are 1");
    }
}
