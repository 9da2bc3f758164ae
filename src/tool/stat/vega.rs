//! The methods of [`crate::stat::vega`], and the ordinary ones under the names that Vega has for them.

use super::{Answer, read};
use crate::stat::density;
use crate::stat::describe::{self, QuantileType};
use crate::stat::vega::{self, AggregateOp, BinOptions, RegressionMethod, WindowOp};
use serde_json::{Map, Value, json};

/// The answer of a method of this room.
pub fn answer(method: &str, params: &Value, input: &Value) -> Option<Answer> {
    compute(method, params, input).transpose()
}

/// The same; none for a method of another room.
fn compute(method: &str, params: &Value, input: &Value) -> Result<Option<Value>, String> {
    let places = || read::places(input, "x");
    let x = || read::present(input, "x");
    let pairs = || read::pairs(input, "x", "y");
    Ok(Some(match method {
        "vega_aggregate" => aggregate(&places()?, params)?,
        "vega_window" => json!(vega::vega_window(&places()?, window_op(params)?)?),
        "vega_bin" => {
            let x = x()?;
            let bins = vega::vega_bin(describe::min(&x)?, describe::max(&x)?, &bin_options(params)?)?;
            json!({ "start": bins.start, "stop": bins.stop, "step": bins.step })
        }
        "vega_regression" => {
            let ((x, y), order) = (pairs()?, read::whole_or(params, "order", 3)?);
            let methods = [
                ("constant", RegressionMethod::Poly(0)),
                ("linear", RegressionMethod::Linear),
                ("log", RegressionMethod::Log),
                ("exp", RegressionMethod::Exp),
                ("pow", RegressionMethod::Pow),
                ("quad", RegressionMethod::Quad),
                ("poly", RegressionMethod::Poly(order)),
            ];
            let fit = vega::vega_regression(&x, &y, read::choice(params, "method", &methods)?)?;
            json!({ "coefficients": fit.coefficients, "r_squared": fit.r_squared })
        }
        "vega_loess" => {
            let (x, y) = pairs()?;
            let (x, y) = vega::vega_loess(&x, &y, read::number_or(params, "bandwidth", 0.3)?)?;
            json!({ "x": x, "y": y })
        }
        "vega_bandwidth" => json!(vega::vega_bandwidth(&x()?)?),
        "vega_kde" => {
            let x = x()?;
            // Vega's 0 asks it to choose.
            let bandwidth = match read::number_or(params, "bandwidth", 0.0)? {
                0.0 => vega::vega_bandwidth(&x)?,
                bandwidth => bandwidth,
            };
            json!(density::kde(&x, bandwidth, &read::places(params, "at")?)?)
        }
        "vega_quantiles" => {
            let x = x()?;
            let quantile = |&p: &f64| Ok(describe::quantile(&x, p, QuantileType::Linear)?);
            json!(read::places(params, "p")?.iter().map(quantile).collect::<Result<Vec<f64>, String>>()?)
        }
        _ => return Ok(None),
    }))
}

/// Each operation's value, null where it has none.
fn aggregate(places: &[f64], params: &Value) -> Answer {
    let ops = params.get("ops").and_then(Value::as_array).ok_or("`ops` must be an array of operations")?;
    let mut fields = Map::new();
    for op in ops {
        let name = op.as_str().unwrap_or_default();
        let op = AggregateOp::named(name).ok_or_else(|| format!("there is no operation {op}"))?;
        fields.insert(name.to_owned(), json!(op.of(places).ok()));
    }
    Ok(Value::Object(fields))
}

fn window_op(params: &Value) -> Result<WindowOp, String> {
    // Vega takes an offset of 0 as 1.
    let offset = || Ok::<usize, String>(read::whole_or(params, "param", 1)?.max(1));
    let op = params.get("op").and_then(Value::as_str).unwrap_or_default();
    Ok(match op {
        "row_number" => WindowOp::RowNumber,
        "rank" => WindowOp::Rank,
        "dense_rank" => WindowOp::DenseRank,
        "percent_rank" => WindowOp::PercentRank,
        "cume_dist" => WindowOp::CumeDist,
        "ntile" => WindowOp::Ntile(read::number(params, "param")?),
        "lag" => WindowOp::Lag(offset()?),
        "lead" => WindowOp::Lead(offset()?),
        _ => return Err(format!("there is no window operation `{op}`")),
    })
}

fn bin_options(params: &Value) -> Result<BinOptions, String> {
    let otherwise = BinOptions::default();
    let list = |name: &str| if params.get(name).is_some() { read::present(params, name).map(Some) } else { Ok(None) };
    let number = |name: &str| read::number_or(params, name, 0.0).map(|number| (number != 0.0).then_some(number));
    Ok(BinOptions {
        maxbins: read::number_or(params, "maxbins", otherwise.maxbins)?,
        base: read::number_or(params, "base", otherwise.base)?,
        divide: list("divide")?.unwrap_or(otherwise.divide),
        step: number("step")?,
        steps: list("steps")?.unwrap_or(otherwise.steps),
        minstep: read::number_or(params, "minstep", otherwise.minstep)?,
        span: number("span")?,
        nice: read::truth_or(params, "nice", otherwise.nice)?,
    })
}

#[cfg(test)]
mod tests {
    use crate::tool::stat::tests::answer;

    #[test]
    fn what_vega_has_nothing_for_is_null() {
        let found = answer("vega_aggregate", r#"{"ops":["count","distinct","mean","variance"]}"#, r#"{"x":[5,null]}"#);
        assert_eq!(found, r#"{"value":{"count":2.0,"distinct":2.0,"mean":5.0,"variance":null}}"#);
        assert_eq!(answer("vega_aggregate", r#"{"ops":["total"]}"#, r#"{"x":[5]}"#), r#"{"error":"there is no operation \"total\""}"#);
    }

    #[test]
    fn windows_and_bins_have_vegas_defaults() {
        assert_eq!(answer("vega_window", r#"{"op":"lag","param":0}"#, r#"{"x":[5,7]}"#), r#"{"value":[null,5.0]}"#);
        assert_eq!(answer("vega_window", r#"{"op":"first"}"#, r#"{"x":[5]}"#), r#"{"error":"there is no window operation `first`"}"#);
        assert_eq!(answer("vega_bin", "{}", r#"{"x":[0,10]}"#), r#"{"value":{"start":0.0,"stop":10.0,"step":0.5}}"#);
    }
}
