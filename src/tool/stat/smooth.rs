//! The methods of [`crate::stat::smooth`]. Of pairs, those with a missing member are left out; series keep their places.

use super::{Answer, read};
use crate::stat::smooth::{self, Ends, MonotoneMethod};
use serde_json::{Value, json};

/// The answer of a method of this room.
pub fn answer(method: &str, params: &Value, input: &Value) -> Option<Answer> {
    compute(method, params, input).transpose()
}

/// The same; none for a method of another room.
fn compute(method: &str, params: &Value, input: &Value) -> Result<Option<Value>, String> {
    let pairs = || read::pairs(input, "x", "y");
    let series = || read::places(input, "x");
    let at = || read::places(params, "at");
    Ok(Some(match method {
        "natural_spline" => {
            let (x, y) = pairs()?;
            let spline = smooth::natural_spline(&x, &y)?;
            json!(at()?.iter().map(|&x| spline.at(x)).collect::<Vec<f64>>())
        }
        "monotone_spline" => {
            let (x, y) = pairs()?;
            let methods = [
                ("fritsch_carlson", MonotoneMethod::FritschCarlson),
                ("pchip", MonotoneMethod::Pchip),
                ("steffen_gsl", MonotoneMethod::SteffenGsl),
                ("d3_monotone_x", MonotoneMethod::D3MonotoneX),
            ];
            let spline = smooth::monotone_spline(&x, &y, read::choice(params, "method", &methods)?)?;
            json!(at()?.iter().map(|&x| spline.at(x)).collect::<Vec<Option<f64>>>())
        }
        "linear_interpolation" => {
            let (x, y) = pairs()?;
            json!(smooth::linear_interpolation(&x, &y, &at()?)?)
        }
        "interpolate_missing" => json!(smooth::interpolate_missing(&series()?)),
        "carry_forward" => json!(smooth::carry_forward(&series()?)),
        "savitzky_golay" => {
            let ends = [
                ("interp", Ends::Interpolate),
                ("mirror", Ends::Mirror),
                ("nearest", Ends::Nearest),
                ("wrap", Ends::Wrap),
                ("constant", Ends::Zero),
            ];
            let (window, degree) = (read::whole(params, "window")?, read::whole(params, "degree")?);
            json!(smooth::savitzky_golay(&series()?, window, degree, read::choice(params, "mode", &ends)?)?)
        }
        "ewma" => {
            let (adjust, ignore) = (read::truth_or(params, "adjust", true)?, read::truth_or(params, "ignore_missing", false)?);
            json!(smooth::ewma(&series()?, read::number(params, "alpha")?, adjust, ignore)?)
        }
        "centred_moving_average" => json!(smooth::centred_moving_average(&series()?, read::whole(params, "order")?)?),
        _ => return Ok(None),
    }))
}

#[cfg(test)]
mod tests {
    use crate::tool::stat::tests::answer;

    #[test]
    fn places_beyond_the_points_are_null() {
        let points = r#"{"x":[0,1,null,2],"y":[0,1,9,4]}"#;
        assert_eq!(answer("linear_interpolation", r#"{"at":[-1,0.5,2]}"#, points), r#"{"value":[null,0.5,4.0]}"#);
        assert_eq!(answer("monotone_spline", r#"{"at":[3],"method":"steffen_gsl"}"#, points), r#"{"value":[null]}"#);
        assert_eq!(answer("natural_spline", r#"{"at":[0,2]}"#, points), r#"{"value":[0.0,4.0]}"#);
    }

    #[test]
    fn series_keep_their_places() {
        let series = r#"{"x":[null,1,null,3,null]}"#;
        assert_eq!(answer("interpolate_missing", "{}", series), r#"{"value":[null,1.0,2.0,3.0,null]}"#);
        assert_eq!(answer("carry_forward", "{}", series), r#"{"value":[null,1.0,1.0,3.0,3.0]}"#);
        assert_eq!(answer("ewma", r#"{"alpha":1}"#, series), r#"{"value":[null,1.0,1.0,3.0,3.0]}"#);
        assert_eq!(answer("centred_moving_average", r#"{"order":1}"#, series), r#"{"value":[null,1.0,null,3.0,null]}"#);
    }
}
