//! The methods of [`crate::stat::relate`]. Pairs of which a member is missing are left out, and missing values of groups.

use super::interval::LEVEL;
use super::{Answer, read};
use crate::stat::relate::{self, TTest};
use serde_json::{Value, json};

/// The answer of a method of this room.
pub fn answer(method: &str, params: &Value, input: &Value) -> Option<Answer> {
    compute(method, params, input).transpose()
}

/// The same; none for a method of another room.
fn compute(method: &str, params: &Value, input: &Value) -> Result<Option<Value>, String> {
    let level = || read::number_or(params, "level", LEVEL);
    let correct = || read::truth_or(params, "correct", true);
    let pairs = || read::pairs(input, "x", "y");
    let t_test =
        |found: TTest| json!({ "t": found.t, "df": found.df, "p": found.p, "low": found.interval.low, "high": found.interval.high });
    Ok(Some(match method {
        "pearson" => {
            let (x, y) = pairs()?;
            let found = relate::pearson(&x, &y, level()?)?;
            json!({
                "r": found.r,
                "t": found.test.and_then(|test| test.t),
                "df": found.test.map(|test| test.df),
                "p": found.test.map(|test| test.p),
                "low": found.interval.map(|interval| interval.low),
                "high": found.interval.map(|interval| interval.high),
            })
        }
        "covariance" => {
            let (x, y) = pairs()?;
            json!(relate::covariance(&x, &y)?)
        }
        "spearman" => {
            let exact = read::choice(params, "p", &[("t", false), ("exact", true)])?;
            let (x, y) = pairs()?;
            let found = if exact { relate::spearman_exact(&x, &y)? } else { relate::spearman_t(&x, &y)? };
            json!({ "rho": found.rho, "p": found.p })
        }
        "kendall" => {
            let exact = read::choice(params, "p", &[("asymptotic", false), ("exact", true)])?;
            let (x, y) = pairs()?;
            let found = if exact { relate::kendall_exact(&x, &y)? } else { relate::kendall_asymptotic(&x, &y)? };
            json!({ "tau_b": found.tau_b, "p": found.p })
        }
        "chi_squared" => {
            let found = relate::chi_squared(&slices(&read::rows(input, "table")?), correct()?)?;
            json!({ "statistic": found.statistic, "df": found.df, "p": found.p, "expected": found.expected })
        }
        "fisher_exact" => json!({ "p": relate::fisher_exact(&slices(&read::rows(input, "table")?))? }),
        "cramers_v" => json!(relate::cramers_v(&slices(&read::rows(input, "table")?))?),
        "welch_t" => {
            let [a, b] = two_groups(input)?;
            t_test(relate::welch_t(&a, &b, level()?)?)
        }
        "student_t" => {
            let [a, b] = two_groups(input)?;
            t_test(relate::student_t(&a, &b, level()?)?)
        }
        "paired_t" => {
            let (a, b) = paired(input)?;
            t_test(relate::paired_t(&a, &b, level()?)?)
        }
        "mann_whitney" => {
            let [a, b] = two_groups(input)?;
            let exact = read::truth_or(params, "exact", false)?;
            let found = if exact { relate::mann_whitney_exact(&a, &b)? } else { relate::mann_whitney_asymptotic(&a, &b, correct()?)? };
            json!({ "u": found.u, "p": found.p })
        }
        "wilcoxon_signed_rank" => {
            let (a, b) = paired(input)?;
            let differences: Vec<f64> = a.iter().zip(&b).map(|(a, b)| a - b).collect();
            let exact = read::truth_or(params, "exact", false)?;
            let found = if exact { relate::wilcoxon_exact(&differences)? } else { relate::wilcoxon_asymptotic(&differences, correct()?)? };
            json!({ "v": found.v, "p": found.p })
        }
        "anova" => {
            let found = relate::anova(&slices(&groups(input)?))?;
            json!({
                "f": found.f,
                "df_between": found.df_between,
                "df_within": found.df_within,
                "ss_between": found.between,
                "ss_within": found.within,
                "p": found.p,
            })
        }
        "kruskal_wallis" => {
            let found = relate::kruskal_wallis(&slices(&groups(input)?))?;
            json!({ "h": found.h, "df": found.df, "p": found.p })
        }
        _ => return Ok(None),
    }))
}

fn slices(rows: &[Vec<f64>]) -> Vec<&[f64]> {
    rows.iter().map(Vec::as_slice).collect()
}

/// The groups without their missing values.
fn groups(input: &Value) -> Result<Vec<Vec<f64>>, String> {
    let mut groups = read::rows(input, "groups")?;
    groups.iter_mut().for_each(|group| group.retain(|value| !value.is_nan()));
    Ok(groups)
}

fn two_groups(input: &Value) -> Result<[Vec<f64>; 2], String> {
    groups(input)?.try_into().map_err(|found: Vec<Vec<f64>>| format!("`groups` must have 2 groups, but has {}", found.len()))
}

/// Two groups as columns of pairs, those with a missing member left out.
fn paired(input: &Value) -> Result<(Vec<f64>, Vec<f64>), String> {
    let cells = |k: usize| input.get("groups").and_then(|groups| groups.get(k)).unwrap_or(&Value::Null);
    read::rows(input, "groups")?;
    read::pairs(&json!({ "groups[0]": cells(0), "groups[1]": cells(1) }), "groups[0]", "groups[1]")
}

#[cfg(test)]
mod tests {
    use crate::tool::stat::tests::check;

    #[test]
    fn methods_are_asked_by_name_with_the_parameters_of_r() {
        check("covariance", "{}", r#"{"x":[1,2,null,3],"y":[2,4,9,6]}"#, "2.0");
        check("pearson", "{}", r#"{"x":[1,2,3],"y":[4,4,4]}"#, "all values are equal");
        check("pearson", "{}", r#"{"x":[1,2],"y":[4,5]}"#, r#"{"r":1.0,"t":null,"df":null,"p":null,"low":null,"high":null}"#);
        check("fisher_exact", "{}", r#"{"table":[[0,0],[3,4]]}"#, r#"{"p":1.0}"#);
        check("mann_whitney", r#"{"exact":true}"#, r#"{"groups":[[1,null],[2,3]]}"#, r#"{"u":0.0,"p":0.6666666666666666}"#);
        check("wilcoxon_signed_rank", r#"{"exact":true}"#, r#"{"groups":[[1,null,5],[2,3,3]]}"#, r#"{"v":2.0,"p":1.0}"#);
        check("paired_t", "{}", r#"{"groups":[[1,2],[3]]}"#, "`groups[0]` has 2 values, `groups[1]` has 1");
        check("welch_t", "{}", r#"{"groups":[[1,2]]}"#, "`groups` must have 2 groups, but has 1");
    }
}
