//! A spec on a page of news: what stands round the plot is the page's (heading, note, sources), the rest is drawn in the page's look
//! at the page's width.

use super::json::{Json, object, one, parse};
use super::model::config;
use crate::scale::color::{Ink, Page};
use crate::spec::Value;

/// What the page writes round the plot.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Furniture {
    /// The title's text.
    pub heading: String,
    /// The title's subtitle.
    pub subheading: String,
    /// `usermeta.nutgraph.note`.
    pub note: String,
    /// `usermeta.nutgraph.source`: names and addresses.
    pub sources: Vec<(String, String)>,
    /// `description`.
    pub description: String,
}

/// Words that may stand in several lines.
fn words(value: Option<&Value>) -> String {
    match value {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Array(lines)) => lines.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" "),
        _ => String::new(),
    }
}

/// Reads what stands round the plot; attributes of the element (`heading`, `note` …) come before the spec.
pub fn furniture(spec: &Value, attributes: &[(String, String)]) -> Furniture {
    let attribute = |name: &str| attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone());
    let title = spec.get("title");
    let own = spec.at(&["usermeta", "nutgraph"]);
    let of = |value: &Value| match value {
        Value::String(name) => Some((name.clone(), String::new())),
        other => other.text("name").map(|name| (name.to_string(), other.text("url").unwrap_or_default().to_string())),
    };
    let sources = match own.and_then(|own| own.get("source")) {
        Some(Value::Array(list)) => list.iter().filter_map(of).collect(),
        Some(one) => of(one).into_iter().collect(),
        None => Vec::new(),
    };
    let text = title.and_then(|title| if matches!(title, Value::Object(_)) { title.get("text") } else { Some(title) });
    Furniture {
        heading: attribute("heading").unwrap_or_else(|| words(text)),
        subheading: attribute("subheading").unwrap_or_else(|| words(title.and_then(|title| title.get("subtitle")))),
        note: attribute("note").unwrap_or_else(|| words(own.and_then(|own| own.get("note")))),
        sources: match attribute("source") {
            Some(name) => vec![(name, attribute("source-url").unwrap_or_default())],
            None => sources,
        },
        description: words(spec.get("description")),
    }
}

/// Whether a spec is one view without a stated height, which takes the height that the page has for it.
pub fn fills(spec: &Value) -> bool {
    is_single(spec) && !spec.has("height")
}

/// One view, or layers of one.
fn is_single(spec: &Value) -> bool {
    (spec.has("mark") || spec.has("layer")) && !["row", "column", "facet"].iter().any(|c| spec.at(&["encoding", c]).is_some())
}

/// The spec as it is drawn on a page: without the title, which the page writes; data that the page hands over are in it; where its size is
/// not stated, it fills the page's width, and its height where that is `tall`.
pub fn fitted(spec: &Value, data: Option<Value>, titled: bool, tall: bool) -> Value {
    let mut out = if titled { spec.clone() } else { spec.without(&["title"]) };
    if let Some(data) = data {
        out.set("data", data);
    }
    if is_single(&out) && !out.has("width") {
        out.set("width", "container".into());
    }
    if tall && fills(&out) {
        out.set("height", "container".into());
    }
    out
}

/// The page's look as a configuration for a plot of a width in pixels.
pub fn theme(page: &Page, width: f64) -> Value {
    let css = |ink: Ink| Value::from(page.color(ink).css().as_str());
    let words = one("labelColor", css(Ink::Ink2)).over(&one("titleColor", css(Ink::Ink2)));
    let palette: Vec<Value> = (0..10).map(|i| css(Ink::Series(i))).collect();
    let height = if width < 400.0 { (0.74 * width).max(200.0) } else { (0.5 * width).clamp(240.0, 340.0) };
    let look = object(&[
        ("background", "transparent".into()),
        ("padding", Value::Number(2.0)),
        ("font", page.font.as_str().into()),
        ("axis", words.over(&object(&[("gridColor", css(Ink::Grid)), ("domainColor", css(Ink::Ink3)), ("tickColor", css(Ink::Ink3))]))),
        // No rotated words: the title of a vertical axis stands above it, and its gridlines are line enough.
        (
            "axisY",
            object(&[
                ("titleAngle", Value::Number(0.0)),
                ("titleAlign", "left".into()),
                ("titleBaseline", "bottom".into()),
                ("titleX", Value::Number(0.0)),
                ("titleY", Value::Number(-8.0)),
                ("domain", Value::Bool(false)),
                ("ticks", Value::Bool(false)),
                ("labelPadding", Value::Number(6.0)),
            ]),
        ),
        ("legend", words.over(&object(&[("orient", "top".into()), ("direction", "horizontal".into())]))),
        ("header", words),
        ("title", object(&[("color", css(Ink::Ink)), ("subtitleColor", css(Ink::Ink2))])),
        ("view", object(&[("stroke", Value::Null), ("continuousHeight", Value::Number(height.round()))])),
        ("range", one("category", Value::Array(palette))),
        ("mark", object(&[("color", css(Ink::Series(0))), ("tooltip", Value::Bool(true))])),
        ("text", one("color", css(Ink::Ink))),
        ("rule", one("color", css(Ink::Ink))),
        (
            "selection",
            one("interval", one("mark", object(&[("fill", css(Ink::Ink)), ("fillOpacity", Value::Number(0.1)), ("stroke", css(Ink::Ink2))]))),
        ),
        ("boxplot", one("median", one("color", css(Ink::Paper)))),
    ]);
    merged(&config::page(), &look)
}

/// Members of `over` laid over those of `base`, objects member by member.
fn merged(base: &Value, over: &Value) -> Value {
    let mut out = base.clone();
    for (key, value) in over.members() {
        let value = match (out.get(key), value) {
            (Some(below @ Value::Object(_)), Value::Object(_)) => merged(below, value),
            _ => value.clone(),
        };
        out.set(key, value);
    }
    out
}

/// Data that a page hands over, as a spec names them: text as CSV or JSON, or records, or columns.
pub fn given(data: &Value) -> Option<Value> {
    match data {
        Value::String(text) if text.trim_start().starts_with(['[', '{']) => Some(one("values", parse(text)?)),
        Value::String(text) => Some(object(&[
            ("values", text.as_str().into()),
            ("format", one("type", if text.lines().next()?.contains('\t') { "tsv" } else { "csv" })),
        ])),
        Value::Array(_) => Some(one("values", data.clone())),
        Value::Object(columns) => {
            let rows = columns.iter().map(|(_, cells)| cells.list().len()).max()?;
            let row = |i: usize| {
                Value::Object(columns.iter().filter_map(|(name, cells)| Some((name.clone(), cells.list().get(i)?.clone()))).collect())
            };
            Some(one("values", Value::Array((0..rows).map(row).collect())))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_writes_the_title_and_the_plot_fills_its_width() {
        let spec = parse(r#"{"title": {"text": ["Coca", "is back"], "subtitle": "Hectares"}, "mark": "tick", "usermeta": {"nutgraph": {"source": [{"name": "UN"}], "note": "n"}}}"#).unwrap();
        let found = furniture(&spec, &[("note".into(), "other".into())]);
        assert_eq!((found.heading.as_str(), found.subheading.as_str(), found.note.as_str()), ("Coca is back", "Hectares", "other"));
        assert_eq!(found.sources, [("UN".to_string(), String::new())]);
        let drawn = fitted(&spec, given(&"a,b\n1,2".into()), false, true);
        assert!(!drawn.has("title") && drawn.text("width") == Some("container") && drawn.text("height") == Some("container"));
        assert_eq!(drawn.at(&["data", "format"]).and_then(|f| f.text("type")), Some("csv"));
        let sized = parse(r#"{"mark": "tick", "width": 200}"#).unwrap();
        assert_eq!(fitted(&sized, None, false, false), sized, "a stated size stays");
    }

    #[test]
    fn columns_become_records() {
        let columns = parse(r#"{"a": [1, 2], "b": ["x"]}"#).unwrap();
        assert_eq!(given(&columns), parse(r#"{"values": [{"a": 1, "b": "x"}, {"a": 2}]}"#));
    }
}
