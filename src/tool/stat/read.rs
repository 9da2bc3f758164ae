//! Reading parameters and inputs, with errors that name what is wrong; and writing values.
//!
//! A name is looked up in `params` or `input` alike. `params` or `input` that are no object have no names.

use crate::stat::Undefined;
use serde_json::Value;

/// What is not defined is an error of the line.
impl From<Undefined> for String {
    fn from(reason: Undefined) -> String {
        reason.to_string()
    }
}

/// What is under a name; null as if it were not there.
fn given<'a>(from: &'a Value, name: &str) -> Option<&'a Value> {
    from.get(name).filter(|value| !value.is_null())
}

fn needed<'a>(from: &'a Value, name: &str) -> Result<&'a Value, String> {
    given(from, name).ok_or_else(|| format!("`{name}` is missing"))
}

fn not(value: &Value, name: &str, what: &str) -> String {
    let mut found = value.to_string();
    if let Some((end, _)) = found.char_indices().nth(40) {
        found.truncate(end);
        found.push('…');
    }
    format!("`{name}` must be {what}, but is {found}")
}

/// One number.
pub fn number(from: &Value, name: &str) -> Result<f64, String> {
    let value = needed(from, name)?;
    value.as_f64().ok_or_else(|| not(value, name, "a number"))
}

/// One number, or `otherwise` when there is none.
pub fn number_or(from: &Value, name: &str, otherwise: f64) -> Result<f64, String> {
    if given(from, name).is_some() { number(from, name) } else { Ok(otherwise) }
}

/// A whole number from 0: a count, a lag, a position, a window.
pub fn whole(from: &Value, name: &str) -> Result<usize, String> {
    let number = number(from, name)?;
    // Beyond 2^53 doubles leave out whole numbers.
    if number.fract() == 0.0 && (0.0..=9_007_199_254_740_992.0).contains(&number) {
        Ok(number as usize)
    } else {
        Err(not(needed(from, name)?, name, "a whole number from 0"))
    }
}

/// A whole number from 0, or `otherwise` when there is none.
pub fn whole_or(from: &Value, name: &str, otherwise: usize) -> Result<usize, String> {
    if given(from, name).is_some() { whole(from, name) } else { Ok(otherwise) }
}

/// True or false, `otherwise` when there is neither.
pub fn truth_or(from: &Value, name: &str, otherwise: bool) -> Result<bool, String> {
    match given(from, name) {
        None => Ok(otherwise),
        Some(value) => value.as_bool().ok_or_else(|| not(value, name, "true or false")),
    }
}

/// What one of some words stands for.
pub fn choice<T: Copy>(from: &Value, name: &str, choices: &[(&str, T)]) -> Result<T, String> {
    let value = needed(from, name)?;
    let found = choices.iter().find(|choice| value.as_str() == Some(choice.0));
    found.map(|choice| choice.1).ok_or_else(|| {
        let words: Vec<String> = choices.iter().map(|choice| format!("\"{}\"", choice.0)).collect();
        not(value, name, &format!("one of {}", words.join(", ")))
    })
}

/// Numbers in their places, NaN where one is missing.
pub fn places(from: &Value, name: &str) -> Result<Vec<f64>, String> {
    numbers(needed(from, name)?, name)
}

/// Numbers without the missing ones.
pub fn present(from: &Value, name: &str) -> Result<Vec<f64>, String> {
    let mut values = places(from, name)?;
    values.retain(|value| !value.is_nan());
    Ok(values)
}

/// Two columns of numbers without the rows in which one is missing.
pub fn pairs(from: &Value, x: &str, y: &str) -> Result<(Vec<f64>, Vec<f64>), String> {
    let (xs, ys) = (places(from, x)?, places(from, y)?);
    if xs.len() != ys.len() {
        return Err(format!("`{x}` has {} values, `{y}` has {}", xs.len(), ys.len()));
    }
    Ok(xs.into_iter().zip(ys).filter(|(x, y)| !x.is_nan() && !y.is_nan()).unzip())
}

/// An array of arrays of numbers: groups, or the rows of a table. NaN where one is missing.
pub fn rows(from: &Value, name: &str) -> Result<Vec<Vec<f64>>, String> {
    let value = needed(from, name)?;
    let rows = value.as_array().ok_or_else(|| not(value, name, "an array of arrays"))?;
    rows.iter().enumerate().map(|(k, row)| numbers(row, &format!("{name}[{k}]"))).collect()
}

fn numbers(value: &Value, name: &str) -> Result<Vec<f64>, String> {
    let cells = value.as_array().ok_or_else(|| not(value, name, "an array of numbers"))?;
    let number = |(k, cell): (usize, &Value)| {
        if cell.is_null() { Ok(f64::NAN) } else { cell.as_f64().ok_or_else(|| not(cell, &format!("{name}[{k}]"), "a number or null")) }
    };
    cells.iter().enumerate().map(number).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn missing_values_keep_their_places_or_go() {
        let input = json!({ "x": [1, null, 3], "y": [4.5, 5, null], "groups": [[1, 2], [3]] });
        assert_eq!(present(&input, "x"), Ok(vec![1.0, 3.0]));
        assert!(places(&input, "x").unwrap()[1].is_nan());
        assert_eq!(pairs(&input, "x", "y"), Ok((vec![1.0], vec![4.5])));
        assert_eq!(rows(&input, "groups"), Ok(vec![vec![1.0, 2.0], vec![3.0]]));
    }

    #[test]
    fn parameters_are_read_as_what_they_must_be() {
        let params = json!({ "level": 0.9, "lag": 2.0, "order": "descending", "exact": true });
        assert_eq!(number(&params, "level"), Ok(0.9));
        assert_eq!(number_or(&params, "span", 0.75), Ok(0.75));
        assert_eq!(whole(&params, "lag"), Ok(2));
        assert_eq!(whole_or(&params, "k", 1), Ok(1));
        assert_eq!(truth_or(&params, "exact", false), Ok(true));
        assert_eq!(choice(&params, "order", &[("ascending", 1), ("descending", 2)]), Ok(2));
    }

    #[test]
    fn errors_name_what_was_found_and_what_should_be_there() {
        let params = json!({ "lag": 1.5, "x": [1, "two"], "y": [1], "order": "up", "wide": "x".repeat(99), "groups": [[1], 2] });
        assert_eq!(whole(&params, "lag").unwrap_err(), "`lag` must be a whole number from 0, but is 1.5");
        assert_eq!(number(&params, "k").unwrap_err(), "`k` is missing");
        assert_eq!(places(&params, "x").unwrap_err(), "`x[1]` must be a number or null, but is \"two\"");
        assert_eq!(places(&params, "lag").unwrap_err(), "`lag` must be an array of numbers, but is 1.5");
        assert_eq!(rows(&params, "groups").unwrap_err(), "`groups[1]` must be an array of numbers, but is 2");
        assert_eq!(
            choice(&params, "order", &[("ascending", 1), ("descending", 2)]).unwrap_err(),
            "`order` must be one of \"ascending\", \"descending\", but is \"up\""
        );
        assert_eq!(number(&params, "wide").unwrap_err(), format!("`wide` must be a number, but is \"{}…", "x".repeat(39)));
        assert_eq!(pairs(&json!({ "x": [1], "y": [] }), "x", "y").unwrap_err(), "`x` has 1 values, `y` has 0");
    }
}
