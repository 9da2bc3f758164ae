//! The methods of [`crate::stat::order`]. They keep places, and places count from 0.

use super::{Answer, read};
use crate::stat::order::{self, PercentileKind, RankOrder, Side, Ties};
use serde_json::{Value, json};

/// The answer of a method of this room.
pub fn answer(method: &str, params: &Value, input: &Value) -> Option<Answer> {
    compute(method, params, input).transpose()
}

/// The same; none for a method of another room.
fn compute(method: &str, params: &Value, input: &Value) -> Result<Option<Value>, String> {
    let x = || read::places(input, "x");
    let at = || read::whole(params, "at");
    Ok(Some(match method {
        "rank" => {
            let ties = [
                ("average", Ties::Average),
                ("min", Ties::Min),
                ("max", Ties::Max),
                ("dense", Ties::Dense),
                ("first", Ties::First),
                ("last", Ties::Last),
            ];
            let orders = [("ascending", RankOrder::Ascending), ("descending", RankOrder::Descending)];
            json!(order::rank(&x()?, read::choice(params, "ties", &ties)?, read::choice(params, "order", &orders)?))
        }
        "percent_rank" => json!(order::percent_rank(&x()?)?),
        "cume_dist" => json!(order::cume_dist(&x()?)),
        "percentile_rank" => {
            let kinds = [
                ("rank", PercentileKind::Rank),
                ("weak", PercentileKind::Weak),
                ("strict", PercentileKind::Strict),
                ("mean", PercentileKind::Mean),
            ];
            let (score, kind) = (read::number(params, "score")?, read::choice(params, "kind", &kinds)?);
            json!(order::percentile_rank(&read::present(input, "x")?, score, kind)?)
        }
        "records" => json!(order::records(&x()?, read::choice(params, "side", &[("high", Side::High), ("low", Side::Low)])?)),
        "highest_since" => json!(order::highest_since(&x()?, at()?)?),
        "lowest_since" => json!(order::lowest_since(&x()?, at()?)?),
        "streak" => json!(order::streak(&x()?)),
        "peak" => json!(order::peak(&x()?)?),
        "trough" => json!(order::trough(&x()?)?),
        "turning_points" => {
            let points = order::turning_points(&x()?);
            json!({ "peaks": points.peaks, "troughs": points.troughs })
        }
        _ => return Ok(None),
    }))
}

#[cfg(test)]
mod tests {
    use crate::tool::stat::tests::check;

    #[test]
    fn places_are_kept_and_count_from_0() {
        check("rank", r#"{"ties":"min","order":"descending"}"#, r#"{"x":[1,null,3]}"#, "[2.0,null,1.0]");
        check("percentile_rank", r#"{"score":3,"kind":"weak"}"#, r#"{"x":[1,null,3]}"#, "100.0");
        check("records", r#"{"side":"low"}"#, r#"{"x":[2,3,null,1]}"#, "[0,3]");
        check("highest_since", r#"{"at":2}"#, r#"{"x":[5,4,4,6]}"#, "1");
        check("highest_since", r#"{"at":3}"#, r#"{"x":[5,4,4,6]}"#, "null");
        check("streak", "{}", r#"{"x":[1,2,null]}"#, "[0,1,0]");
        check("turning_points", "{}", r#"{"x":[1,2,1]}"#, r#"{"peaks":[1],"troughs":[]}"#);
    }

    #[test]
    fn a_place_without_a_value_is_an_error() {
        check("lowest_since", r#"{"at":4}"#, r#"{"x":[5,4,4,6]}"#, "a parameter is out of range: there is a value at the place");
        check("lowest_since", r#"{"at":-1}"#, r#"{"x":[5]}"#, "`at` must be a whole number from 0, but is -1");
        check("peak", "{}", r#"{"x":[null]}"#, "there are no values");
    }
}
