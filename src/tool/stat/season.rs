//! The methods of [`crate::stat::season`]. Series keep their places.

use super::{Answer, read};
use crate::stat::season::{self, Components, Composition, Rates, SeasonalWindow, Smoother, State, StlOptions};
use serde_json::{Map, Value, json};

/// The answer of a method of this room.
pub fn answer(method: &str, params: &Value, input: &Value) -> Option<Answer> {
    compute(method, params, input).transpose()
}

/// How a parameter says that components make a series.
const COMPOSITIONS: [(&str, Composition); 2] = [("additive", Composition::Additive), ("multiplicative", Composition::Multiplicative)];

/// The same; none for a method of another room.
fn compute(method: &str, params: &Value, input: &Value) -> Result<Option<Value>, String> {
    let series = || read::places(input, "x");
    Ok(Some(match method {
        "stl" => json!(components(season::stl(&whole_series(input)?, &stl_options(params)?)?)),
        "decompose" => {
            let composition = read::choice(params, "type", &COMPOSITIONS)?;
            let (parts, figure) = season::decompose(&series()?, read::whole(params, "period")?, composition)?;
            let mut fields = components(parts);
            fields.insert("figure".to_owned(), json!(figure));
            json!(fields)
        }
        "holt_winters" => {
            let composition = read::choice(params, "seasonal", &COMPOSITIONS)?;
            let (period, season) = (read::whole(params, "period")?, read::places(params, "season")?);
            if season.len() != period {
                return Err(format!("`season` has {} values, the period is {period}", season.len()));
            }
            smoothed(params, input, season, composition, &["alpha", "beta", "gamma"])?
        }
        "holt" => smoothed(params, input, Vec::new(), Composition::Additive, &["alpha", "beta"])?,
        "ses" => smoothed(params, input, Vec::new(), Composition::Additive, &["alpha"])?,
        "seasonal_means_adjustment" => json!(season::seasonal_means_adjustment(&series()?, read::whole(params, "period")?)?),
        _ => return Ok(None),
    }))
}

fn components(parts: Components) -> Map<String, Value> {
    let fields = [("trend", parts.trend), ("seasonal", parts.seasonal), ("remainder", parts.remainder)];
    fields.into_iter().map(|(name, values)| (name.to_owned(), json!(values))).collect()
}

/// A series in which no value is missing.
fn whole_series(input: &Value) -> Result<Vec<f64>, String> {
    let series = read::places(input, "x")?;
    match series.iter().position(|value| value.is_nan()) {
        Some(at) => Err(format!("`x[{at}]` is missing, and the method needs every value")),
        None => Ok(series),
    }
}

fn stl_options(params: &Value) -> Result<StlOptions, String> {
    let smoother = |name: &str, degree: usize| -> Result<Smoother, String> {
        Ok(Smoother {
            window: read::whole(params, &format!("{name}_window"))?,
            degree: read::whole_or(params, &format!("{name}_degree"), degree)?,
            jump: read::whole_or(params, &format!("{name}_jump"), 1)?,
        })
    };
    let periodic = params.get("s_window").and_then(Value::as_str) == Some("periodic");
    let robust = read::truth_or(params, "robust", false)?;
    Ok(StlOptions {
        period: read::whole(params, "period")?,
        seasonal: if periodic {
            SeasonalWindow::Periodic { jump: read::whole_or(params, "s_jump", 1)? }
        } else {
            SeasonalWindow::Changing(smoother("s", 0)?)
        },
        trend: smoother("t", 1)?,
        low_pass: smoother("l", 1)?,
        inner: read::whole_or(params, "inner", if robust { 1 } else { 2 })?,
        outer: read::whole_or(params, "outer", if robust { 15 } else { 0 })?,
    })
}

/// What an exponential smoothing with some of the rates finds.
fn smoothed(params: &Value, input: &Value, season: Vec<f64>, composition: Composition, rates: &[&str]) -> Answer {
    let (has_trend, has_season) = (rates.contains(&"beta"), !season.is_empty());
    let rate = |name: &str| if rates.contains(&name) { read::number(params, name) } else { Ok(0.0) };
    let rates = Rates { alpha: rate("alpha")?, beta: rate("beta")?, gamma: rate("gamma")? };
    let start =
        State { level: read::number(params, "level")?, trend: if has_trend { read::number(params, "trend")? } else { 0.0 }, season };
    let (series, start_at) = (whole_series(input)?, read::whole_or(params, "start_at", 0)?);
    let series = series.get(start_at..).ok_or_else(|| format!("`start_at` is {start_at}, but there are {} values", series.len()))?;
    let found = season::holt_winters(series, start, rates, composition)?;
    let mut fields = Map::new();
    let forecast = found.state.forecast(read::whole_or(params, "horizon", 0)?, composition);
    for (name, value) in [
        ("fitted", Some(json!(found.fitted))),
        ("sse", Some(json!(found.sse))),
        ("level", Some(json!(found.state.level))),
        ("trend", has_trend.then(|| json!(found.state.trend))),
        ("season", has_season.then(|| json!(found.state.season))),
        ("forecast", Some(json!(forecast))),
    ] {
        fields.extend(value.map(|value| (name.to_owned(), value)));
    }
    Ok(Value::Object(fields))
}

#[cfg(test)]
mod tests {
    use crate::tool::stat::tests::answer;

    #[test]
    fn smoothing_starts_where_it_is_told() {
        let found = answer("ses", r#"{"alpha":0.5,"start_at":1,"level":4,"horizon":1}"#, r#"{"x":[99,8,0]}"#);
        assert_eq!(found, r#"{"value":{"fitted":[4.0,6.0],"sse":52.0,"level":3.0,"forecast":[3.0]}}"#);
        let beyond = answer("ses", r#"{"alpha":0.5,"start_at":4,"level":4}"#, r#"{"x":[99,8,0]}"#);
        assert_eq!(beyond, r#"{"error":"`start_at` is 4, but there are 3 values"}"#);
    }

    #[test]
    fn a_season_is_as_long_as_the_period() {
        let params = r#"{"period":3,"alpha":0,"beta":0,"gamma":0,"seasonal":"additive","level":1,"trend":0,"season":[1,2]}"#;
        assert_eq!(answer("holt_winters", params, r#"{"x":[1]}"#), r#"{"error":"`season` has 2 values, the period is 3"}"#);
    }

    #[test]
    fn gaps_are_named_where_they_matter() {
        let params = r#"{"period":2,"s_window":7,"t_window":7,"l_window":3}"#;
        assert_eq!(answer("stl", params, r#"{"x":[1,2,1,null,1]}"#), r#"{"error":"`x[3]` is missing, and the method needs every value"}"#);
        assert_eq!(answer("seasonal_means_adjustment", r#"{"period":1}"#, r#"{"x":[1,null,3]}"#), r#"{"value":[1.0,null,3.0]}"#);
    }
}
