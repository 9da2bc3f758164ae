//! What comes over the boundary from the page: its theme, and data as text, records or columns of numbers.

#[cfg(not(feature = "grammar"))]
use crate::host::Host;
#[cfg(not(feature = "grammar"))]
use crate::report::{Place, Problem};
use crate::scale::color::{Page, Rgb};
use crate::spec::Value;
#[cfg(not(feature = "grammar"))]
use crate::table::{Format, Table};
#[cfg(not(feature = "grammar"))]
use js_sys::{Array, Float64Array, JSON, Object};
#[cfg(not(feature = "grammar"))]
use wasm_bindgen::JsCast;
use wasm_bindgen::JsValue;

/// Plain data as a tree; what has no plain form (functions, cycles) is null.
pub fn value(js: &JsValue) -> Value {
    serde_wasm_bindgen::from_value(js.clone()).unwrap_or(Value::Null)
}

/// The page's looks.
pub fn page(theme: &JsValue) -> Page {
    let theme = value(theme);
    let color = |key: &str| theme.get(key).and_then(Value::as_str).and_then(Rgb::parse);
    let truth = |key: &str| theme.get(key) == Some(&Value::Bool(true));
    let unset = Page::default();
    let colors = match theme.get("colors") {
        Some(Value::Array(colors)) => colors.iter().map(|c| c.as_str().and_then(Rgb::parse)).collect(),
        _ => Vec::new(),
    };
    let base = match theme.get("base") {
        Some(Value::Number(n)) => n.clamp(15.0, 40.0),
        _ => unset.base,
    };
    Page {
        font: theme.get("font").and_then(Value::as_str).unwrap_or(&unset.font).to_string(),
        ink: color("ink").unwrap_or(unset.ink),
        paper: color("paper").unwrap_or(unset.paper),
        grid: color("grid"),
        accent: color("accent"),
        colors,
        base,
        forced: truth("forced"),
        dashed: truth("dashed"),
        rtl: truth("rtl"),
    }
}

/// A state of the chart.
#[cfg(not(any(feature = "lean", feature = "grammar")))]
pub fn state(js: &JsValue) -> crate::chart::state::State {
    let tree = value(js);
    let highlight = match tree.get("highlight") {
        Some(Value::Array(names)) => names.iter().filter_map(|name| name.as_str().map(String::from)).collect(),
        _ => Vec::new(),
    };
    crate::chart::state::State { highlight, until: tree.get("until").and_then(Value::as_str).unwrap_or_default().to_string() }
}

/// A table from what the page handed over.
#[cfg(not(feature = "grammar"))]
pub fn table(data: &JsValue, format: &str, host: &dyn Host) -> (Option<Table>, Vec<Problem>) {
    if let Some(text) = data.as_string() {
        if format == "json" || format.is_empty() && text.trim_start().starts_with(['[', '{']) {
            return match JSON::parse(&text) {
                Ok(parsed) => tree(&parsed, host),
                Err(_) => {
                    let problem = crate::problem!(
                        Error,
                        "bad-json",
                        Place::Whole,
                        "the data are no valid JSON",
                        "see the first and last characters of the file"
                    );
                    (None, vec![problem])
                }
            };
        }
        let format = if format == "tsv" { Format::Tsv } else { Format::Csv };
        return crate::table::read(&text, format, host);
    }
    tree(data, host)
}

#[cfg(not(feature = "grammar"))]
fn tree(data: &JsValue, host: &dyn Host) -> (Option<Table>, Vec<Problem>) {
    if let Some(columns) = numbers(data) {
        return match Table::from_columns(columns) {
            Ok(table) => (Some(table), Vec::new()),
            Err(problem) => (None, vec![problem]),
        };
    }
    crate::table::json::read(&value(data), host)
}

/// An object whose members are all typed arrays: whole columns, copied at once.
#[cfg(not(feature = "grammar"))]
fn numbers(data: &JsValue) -> Option<Vec<(String, Vec<f64>)>> {
    if Array::is_array(data) || !data.is_object() {
        return None;
    }
    let mut columns = Vec::new();
    for entry in Object::entries(data.unchecked_ref()).iter() {
        let entry: Array = entry.unchecked_into();
        let cells = entry.get(1);
        let cells = match cells.dyn_into::<Float64Array>() {
            Ok(cells) => cells,
            Err(other) if js_sys::ArrayBuffer::is_view(&other) => Float64Array::new(&other),
            Err(_) => return None,
        };
        columns.push((entry.get(0).as_string()?, cells.to_vec()));
    }
    (!columns.is_empty()).then_some(columns)
}
