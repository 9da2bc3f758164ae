//! The methods of [`crate::stat::describe`]. Missing values are left out, except where places are kept.

use super::{Answer, read};
use crate::stat::describe::{self, Hinges, MomentType, QuantileType};
use serde_json::{Value, json};

/// The answer of a method of this room.
pub fn answer(method: &str, params: &Value, input: &Value) -> Option<Answer> {
    compute(method, params, input).transpose()
}

/// The same; none for a method of another room.
fn compute(method: &str, params: &Value, input: &Value) -> Result<Option<Value>, String> {
    let places = || read::places(input, "x");
    let x = || read::present(input, "x");
    Ok(Some(match method {
        "count" => json!(describe::count(&places()?)),
        "missing" => json!(describe::missing(&places()?)),
        "distinct" => json!(describe::distinct(&x()?)),
        "sum" => json!(describe::sum(&x()?)),
        "product" => json!(describe::product(&x()?)?),
        "mean" => json!(describe::mean(&x()?)?),
        "geometric_mean" => json!(describe::geometric_mean(&x()?)?),
        "harmonic_mean" => json!(describe::harmonic_mean(&x()?)?),
        "weighted_mean" => {
            let (x, w) = read::pairs(input, "x", "w")?;
            json!(describe::weighted_mean(&x, &w)?)
        }
        "median" => json!(describe::median(&x()?)?),
        "mode" => json!(describe::mode(&x()?)),
        "min" => json!(describe::min(&x()?)?),
        "max" => json!(describe::max(&x()?)?),
        "range" => json!(describe::range(&x()?)?),
        "variance" => json!(describe::variance(&x()?)?),
        "variancep" => json!(describe::variancep(&x()?)?),
        "stdev" => json!(describe::stdev(&x()?)?),
        "stdevp" => json!(describe::stdevp(&x()?)?),
        "stderr" => json!(describe::stderr(&x()?)?),
        "mad" => json!(describe::mad(&x()?, read::number_or(params, "constant", describe::MAD_TO_STDEV)?)?),
        "coefficient_of_variation" => json!(describe::coefficient_of_variation(&x()?)?),
        "skewness" => json!(describe::skewness(&x()?, moment_type(params)?)?),
        "kurtosis" => json!(describe::kurtosis(&x()?, moment_type(params)?)?),
        "quantile" => {
            let (sorted, definition) = (crate::stat::sort::sorted(&x()?), quantile_type(params)?);
            let shares = read::places(params, "p")?;
            json!(shares.into_iter().map(|p| describe::quantile_of_sorted(&sorted, p, definition)).collect::<Result<Vec<f64>, _>>()?)
        }
        "iqr" => json!(describe::iqr(&x()?, quantile_type(params)?)?),
        "fivenum" => json!(describe::fivenum(&x()?)?),
        "boxplot_stats" => {
            let hinges = read::choice(params, "hinges", &[("tukey", Hinges::Tukey), ("quartiles", Hinges::Quartiles)])?;
            let drawn = describe::boxplot_stats(&x()?, hinges, read::number_or(params, "coef", 1.5)?)?;
            json!({
                "lower_whisker": drawn.lower_whisker,
                "lower_hinge": drawn.lower_hinge,
                "median": drawn.median,
                "upper_hinge": drawn.upper_hinge,
                "upper_whisker": drawn.upper_whisker,
                "outliers": drawn.outliers,
            })
        }
        "trimmed_mean" => json!(describe::trimmed_mean(&x()?, read::number(params, "trim")?)?),
        "winsorized_mean" => json!(describe::winsorized_mean(&x()?, read::number(params, "trim")?)?),
        "gini" => json!(describe::gini(&x()?, read::truth_or(params, "corrected", false)?)?),
        "herfindahl" => json!(describe::herfindahl(&x()?)?),
        "lorenz" => {
            let curve = describe::lorenz(&x()?)?;
            json!({ "p": curve.p, "l": curve.l })
        }
        "zscore" => json!(describe::zscore(&places()?)?),
        "autocorrelation" => json!(describe::autocorrelation(&x()?, read::whole(params, "lag")?)?),
        _ => return Ok(None),
    }))
}

/// The definition of quantiles by its number, 7 as a rule.
pub fn quantile_type(params: &Value) -> Result<QuantileType, String> {
    let number = read::whole_or(params, "type", 7)?;
    let definition = number.checked_sub(1).and_then(|k| QuantileType::ALL.get(k));
    definition.copied().ok_or_else(|| format!("`type` must be 1 to 9, but is {number}"))
}

/// The definition of skewness and kurtosis by its number.
fn moment_type(params: &Value) -> Result<MomentType, String> {
    match read::whole(params, "type")? {
        1 => Ok(MomentType::Sample),
        2 => Ok(MomentType::Unbiased),
        3 => Ok(MomentType::Variance),
        number => Err(format!("`type` must be 1 to 3, but is {number}")),
    }
}

#[cfg(test)]
mod tests {
    use crate::tool::stat::tests::check;

    #[test]
    fn methods_are_asked_by_name_with_the_parameters_of_r() {
        check("count", "{}", r#"{"x":[1,null,3]}"#, "2");
        check("missing", "{}", r#"{"x":[1,null,3]}"#, "1");
        check("weighted_mean", "{}", r#"{"x":[1,null,3],"w":[1,2,3]}"#, "2.5");
        check("quantile", r#"{"p":[0,0.5,1],"type":6}"#, r#"{"x":[4,1,3]}"#, "[1.0,3.0,4.0]");
        check("mad", "{}", r#"{"x":[1,2,3]}"#, "1.4826");
        check("zscore", "{}", r#"{"x":[1,null,3]}"#, "[-0.7071067811865475,null,0.7071067811865475]");
        check("gini", r#"{"corrected":true}"#, r#"{"x":[0,5]}"#, "1.0");
    }

    #[test]
    fn parameters_out_of_range_are_named() {
        check("quantile", r#"{"p":[0.5],"type":10}"#, r#"{"x":[1]}"#, "`type` must be 1 to 9, but is 10");
        check("skewness", r#"{"type":0}"#, r#"{"x":[1]}"#, "`type` must be 1 to 3, but is 0");
        check("quantile", r#"{"p":[1.5]}"#, r#"{"x":[1]}"#, "a parameter is out of range: a quantile's share lies in 0 to 1");
        check("skewness", "{}", r#"{"x":[1]}"#, "`type` is missing");
    }
}
