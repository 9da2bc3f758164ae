//! The methods of [`crate::stat::trend`]. Pairs with a missing member are left out.

use super::{Answer, read};
use crate::stat::Undefined;
use crate::stat::trend::{self, Coefficient, LinearRegression, LoessOptions, SiegelIntercept, TheilSen, TheilSenIntercept};
use serde_json::{Map, Value, json};

/// The answer of a method of this room.
pub fn answer(method: &str, params: &Value, input: &Value) -> Option<Answer> {
    compute(method, params, input).transpose()
}

/// The same; none for a method of another room.
fn compute(method: &str, params: &Value, input: &Value) -> Result<Option<Value>, String> {
    let x = || read::present(input, "x");
    let pairs = || read::pairs(input, "x", "y");
    let level = || match read::number_or(params, "level", 0.95)? {
        level if level > 0.0 && level < 1.0 => Ok(level),
        level => Err(format!("`level` must lie between 0 and 1, but is {level}")),
    };
    let at = || read::places(params, "at");
    Ok(Some(match method {
        "linear_regression" => {
            let (x, y) = pairs()?;
            let through_origin = !read::truth_or(params, "intercept", true)?;
            linear(&if through_origin { trend::regression_through_origin(&x, &y) } else { trend::linear_regression(&x, &y) }?, level()?)
        }
        "linear_prediction" => {
            let (x, y) = pairs()?;
            prediction(&trend::linear_regression(&x, &y)?, &at()?, level()?)
        }
        "weighted_linear_regression" => {
            let (x, y, w) = (read::places(input, "x")?, read::places(input, "y")?, read::places(input, "w")?);
            let whole = |row: usize| ![&x, &y, &w].iter().any(|column| column.get(row).is_some_and(|value| value.is_nan()));
            let of = |column: &[f64]| (0..column.len()).filter(|&row| whole(row)).map(|row| column[row]).collect::<Vec<f64>>();
            let line = trend::weighted_linear_regression(&of(&x), &of(&y), &of(&w))?;
            json!({
                "slope": line.slope.value, "slope_se": line.slope.standard_error,
                "intercept": line.intercept.value, "intercept_se": line.intercept.standard_error,
                "r_squared": line.r_squared, "residual_sd": line.residual_sd,
            })
        }
        "polynomial_regression" => {
            let (x, y) = pairs()?;
            let fit = trend::polynomial_regression(&x, &y, read::whole(params, "degree")?)?;
            json!({
                "coefficients": fit.coefficients(), "standard_errors": fit.standard_errors(),
                "r_squared": fit.r_squared, "residual_sd": fit.residual_sd,
            })
        }
        "polynomial_prediction" => {
            let ((x, y), level) = (pairs()?, level()?);
            let fit = trend::polynomial_regression(&x, &y, read::whole(params, "degree")?)?;
            let (values, bounds): (Vec<f64>, Vec<Option<(f64, f64)>>) = at()?.iter().map(|&x| fit.predict(x, level)).unzip();
            let (low, high) = halves(&bounds);
            json!({ "fit": values, "confidence_low": low, "confidence_high": high })
        }
        "exponential_regression" | "power_regression" | "logarithmic_regression" => {
            let (x, y) = pairs()?;
            let (fit, r_squared) = match method {
                "exponential_regression" => (trend::exponential_regression(&x, &y), "r_squared_log"),
                "power_regression" => (trend::power_regression(&x, &y), "r_squared_log"),
                _ => (trend::logarithmic_regression(&x, &y), "r_squared"),
            };
            let fit = fit?;
            json!({ "a": fit.a, "b": fit.b, "b_se": fit.line.slope.standard_error, r_squared: fit.line.r_squared })
        }
        "logistic_growth" => {
            let (x, y) = pairs()?;
            let fit = trend::logistic_growth(&x, &y)?;
            json!({
                "asymptote": fit.asymptote.value, "midpoint": fit.midpoint.value, "scale": fit.scale.value,
                "asymptote_se": fit.asymptote.standard_error, "midpoint_se": fit.midpoint.standard_error,
                "scale_se": fit.scale.standard_error, "residual_sd": fit.residual_sd,
            })
        }
        "theil_sen" => {
            let (x, y) = pairs()?;
            let intercepts = [("separate", TheilSenIntercept::Separate), ("joint", TheilSenIntercept::Joint)];
            let fit = TheilSen::new(&x, &y)?;
            let line = fit.line(read::choice(params, "intercept", &intercepts)?)?;
            let (low, high) = fit.interval(level()?);
            json!({ "slope": line.slope, "intercept": line.intercept, "slope_low": low, "slope_high": high })
        }
        "siegel_slope" => {
            let (x, y) = pairs()?;
            let intercepts = [("hierarchical", SiegelIntercept::Hierarchical), ("separate", SiegelIntercept::Separate)];
            let line = trend::siegel_slope(&x, &y, read::choice(params, "intercept", &intercepts)?)?;
            json!({ "slope": line.slope, "intercept": line.intercept })
        }
        "mann_kendall" => {
            let x = x()?;
            let found = trend::mann_kendall(&x)?;
            let exact = read::choice(params, "p", &[("normal", false), ("exact", true)])?;
            let p = if exact { trend::mann_kendall_exact(&x)? } else { found.test.p };
            let test = found.test;
            json!({ "s": test.s, "var_s": test.variance, "z": test.z, "p": p, "tau_a": found.tau_a, "tau_b": found.tau_b })
        }
        "seasonal_mann_kendall" => {
            let (period, continuity) = (read::whole(params, "period")?, read::truth_or(params, "continuity", true)?);
            let test = trend::seasonal_mann_kendall(&read::places(input, "x")?, period, continuity)?;
            json!({ "s": test.s, "var_s": test.variance, "z": test.z, "p": test.p })
        }
        "loess" => {
            let (x, y) = pairs()?;
            loess(&x, &y, params)?
        }
        "lowess" => {
            let (x, y) = pairs()?;
            json!(trend::lowess(&x, &y, read::number(params, "f")?, read::whole(params, "iterations")?)?)
        }
        _ => return Ok(None),
    }))
}

fn linear(line: &LinearRegression, level: f64) -> Value {
    let mut fields = Map::new();
    let mut coefficient = |name: &str, found: &Coefficient| {
        let interval = found.interval(level);
        let parts = [
            ("", Some(found.value)),
            ("_se", found.standard_error),
            ("_t", found.t()),
            ("_p", found.p()),
            ("_low", interval.map(|interval| interval.0)),
            ("_high", interval.map(|interval| interval.1)),
        ];
        fields.extend(parts.map(|(part, value)| (format!("{name}{part}"), json!(value))));
    };
    coefficient("slope", &line.slope);
    if let Some(intercept) = &line.intercept {
        coefficient("intercept", intercept);
    }
    let whole = [
        ("r_squared", line.r_squared),
        ("adjusted_r_squared", line.adjusted_r_squared()),
        ("residual_sd", line.residual_sd),
        ("df", Some(line.slope.df)),
        ("f", line.f()),
    ];
    fields.extend(whole.map(|(name, value)| (name.to_owned(), json!(value))));
    Value::Object(fields)
}

fn prediction(line: &LinearRegression, at: &[f64], level: f64) -> Value {
    let fit: Vec<f64> = at.iter().map(|&x| line.at(x)).collect();
    let bounds = |which: fn((f64, f64)) -> f64| {
        let interval = |(&x, &value): (&f64, &f64)| {
            Coefficient { value, standard_error: line.standard_errors_at(x).map(which), df: line.slope.df }.interval(level)
        };
        halves(&at.iter().zip(&fit).map(interval).collect::<Vec<_>>())
    };
    let (confidence, prediction) = (bounds(|errors| errors.0), bounds(|errors| errors.1));
    json!({
        "fit": fit, "confidence_low": confidence.0, "confidence_high": confidence.1,
        "prediction_low": prediction.0, "prediction_high": prediction.1,
    })
}

/// The lower and the upper bounds.
fn halves(bounds: &[Option<(f64, f64)>]) -> (Vec<Option<f64>>, Vec<Option<f64>>) {
    bounds.iter().map(|bounds| (bounds.map(|bounds| bounds.0), bounds.map(|bounds| bounds.1))).unzip()
}

fn loess(x: &[f64], y: &[f64], params: &Value) -> Answer {
    let robust = read::choice(params, "family", &[("gaussian", false), ("symmetric", true)])?;
    let options = LoessOptions {
        span: read::number(params, "span")?,
        degree: read::whole(params, "degree")?,
        iterations: if robust { read::whole_or(params, "iterations", 4)? } else { 1 },
        direct: read::choice(params, "surface", &[("direct", true), ("interpolate", false)])?,
    };
    let (curve, at) = (trend::loess(x, y, options)?, read::places(params, "at")?);
    let fit = at.iter().map(|&x| curve.at(x)).collect::<Result<Vec<Option<f64>>, Undefined>>()?;
    if !read::truth_or(params, "se", false)? {
        return Ok(json!({ "fit": fit }));
    }
    let errors = curve.errors(&at)?;
    Ok(json!({ "fit": fit, "se": errors.standard_errors, "residual_scale": errors.residual_scale, "df": errors.df }))
}

#[cfg(test)]
mod tests {
    use crate::tool::stat::tests::answer;

    #[test]
    fn pairs_with_a_missing_member_are_left_out() {
        let input = r#"{"x":[1,null,2,3,4],"y":[2,9,4,null,8]}"#;
        assert_eq!(answer("linear_regression", r#"{"level":0.9}"#, input).split(',').next(), Some(r#"{"value":{"slope":2.0"#));
        assert_eq!(answer("linear_regression", "{}", r#"{"x":[1,1],"y":[2,3]}"#), r#"{"error":"all values are equal"}"#);
    }

    #[test]
    fn what_is_not_defined_is_null_in_its_field() {
        let two = answer("linear_prediction", r#"{"at":[2],"level":0.95}"#, r#"{"x":[1,3],"y":[2,8]}"#);
        assert_eq!(
            two,
            r#"{"value":{"fit":[5.0],"confidence_low":[null],"confidence_high":[null],"prediction_low":[null],"prediction_high":[null]}}"#
        );
        let at = r#"{"span":1,"degree":1,"family":"gaussian","surface":"interpolate","at":[0,2]}"#;
        assert_eq!(answer("loess", at, r#"{"x":[1,2,3,4],"y":[0,0,0,0]}"#), r#"{"value":{"fit":[null,0.0]}}"#);
    }
}
