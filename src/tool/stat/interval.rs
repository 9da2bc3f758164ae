//! The methods of [`crate::stat::interval`].

use super::{Answer, read};
use crate::stat::Undefined;
use crate::stat::interval::{self, Interval};
use serde_json::{Value, json};

/// The level where none is given.
pub const LEVEL: f64 = 0.95;

type OneProportion = fn(f64, f64, f64) -> Result<Interval, Undefined>;
type TwoProportions = fn([f64; 2], [f64; 2], f64) -> Result<Interval, Undefined>;

/// The answer of a method of this room.
pub fn answer(method: &str, params: &Value, input: &Value) -> Option<Answer> {
    compute(method, params, input).transpose()
}

/// The same; none for a method of another room.
fn compute(method: &str, params: &Value, input: &Value) -> Result<Option<Value>, String> {
    let level = || read::number_or(params, "level", LEVEL);
    let ends = |found: Interval| json!({ "low": found.low, "high": found.high });
    Ok(Some(match method {
        "t_interval" => {
            let found = interval::t(&read::present(input, "x")?, level()?)?;
            let Interval { low, high } = found.interval;
            json!({ "mean": found.mean, "low": low, "high": high, "stderr": found.standard_error, "df": found.df })
        }
        "proportion_interval" => {
            let method: OneProportion = read::choice(
                params,
                "method",
                &[
                    ("wilson", interval::wilson as OneProportion),
                    ("wilson_cc", interval::wilson_corrected),
                    ("clopper_pearson", interval::clopper_pearson),
                    ("agresti_coull", interval::agresti_coull),
                    ("jeffreys", interval::jeffreys),
                ],
            )?;
            ends(method(read::number(input, "successes")?, read::number(input, "n")?, level()?)?)
        }
        "proportion_difference_interval" => {
            let method: TwoProportions = read::choice(
                params,
                "method",
                &[
                    ("newcombe", interval::newcombe as TwoProportions),
                    ("wald", interval::wald),
                    ("wald_cc", interval::wald_corrected),
                    ("agresti_caffo", interval::agresti_caffo),
                ],
            )?;
            ends(method(two(input, "successes")?, two(input, "n")?, level()?)?)
        }
        "two_proportion_test" => {
            let correct = read::truth_or(params, "correct", true)?;
            let found = interval::two_proportion_test(two(input, "successes")?, two(input, "n")?, correct)?;
            json!({ "statistic": found.statistic, "p": found.p })
        }
        "poisson_interval" => {
            let (count, exposure) = (read::number(input, "count")?, read::number_or(input, "exposure", 1.0)?);
            let found = interval::poisson(count, exposure, level()?)?;
            json!({ "rate": count / exposure, "low": found.low, "high": found.high })
        }
        _ => return Ok(None),
    }))
}

/// One number for each of two groups.
fn two(input: &Value, name: &str) -> Result<[f64; 2], String> {
    let found = read::present(input, name)?;
    found.try_into().map_err(|found: Vec<f64>| format!("`{name}` must have 2 numbers, but has {}", found.len()))
}

#[cfg(test)]
mod tests {
    use crate::tool::stat::tests::check;

    #[test]
    fn methods_are_asked_by_name_with_the_parameters_of_r() {
        check("t_interval", "{}", r#"{"x":[3,null]}"#, "too few values: 2 are needed, there are 1");
        check(
            "proportion_interval",
            r#"{"method":"wilson_cc"}"#,
            r#"{"successes":0,"n":0}"#,
            "a parameter is out of range: the successes lie in 0 to n, and n is above 0",
        );
        check(
            "proportion_difference_interval",
            r#"{"method":"wald"}"#,
            r#"{"successes":[1],"n":[2,3]}"#,
            "`successes` must have 2 numbers, but has 1",
        );
        check("proportion_difference_interval", r#"{"method":"wald"}"#, r#"{"successes":[2,0],"n":[2,3]}"#, r#"{"low":1.0,"high":1.0}"#);
        check("two_proportion_test", r#"{"correct":false}"#, r#"{"successes":[1,2],"n":[2,4]}"#, r#"{"statistic":0.0,"p":1.0}"#);
    }
}
