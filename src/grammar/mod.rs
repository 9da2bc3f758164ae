//! The full grammar of Vega-Lite: any of its specs becomes the picture that Vega draws from it.
//!
//! ```text
//! spec ─▶ normalise ─▶ compile (views with scales, axes, legends) ─▶ data ─▶ view (scales, marks, guides, layout) ─▶ picture · scene
//! ```
//!
//! The phases are those of Vega-Lite's compiler, and their files are called after it, so that who knows one finds the way in the
//! other. Where Vega-Lite writes a program for Vega, this draws at once: data go in, and out come marks at their places.

mod chart;
mod compile;
mod data;
pub mod ground;
mod json;
pub mod light;
mod model;
mod normalise;
pub mod outline;
pub mod page;
pub mod picture;
pub mod play;
pub mod scene;
pub mod select;
pub mod spots;
pub mod svg;
mod view;

pub use chart::{Chart, Composed};
pub use data::Loader;
pub use view::env::{Measure, ZoneFunction};

use crate::format::locale::Locale;
use crate::report::{Place, Problem};
use crate::spec::Value;
use scene::Scene;
use select::State;

/// What a picture depends on besides its spec and data.
pub struct Options<'a> {
    /// Laid over Vega-Lite's defaults and under the spec's own configuration: the look of the page, or nothing.
    pub theme: Option<&'a Value>,
    /// The size of the box for views that fill it, in pixels.
    pub container: [Option<f64>; 2],
    /// How wide words are.
    pub measure: &'a Measure,
    /// The time zone of local times.
    pub zone: &'a ZoneFunction,
    /// How numbers and times are written.
    pub locale: Locale,
}

/// The width of words as Vega takes it where it has no canvas: 0.8 of the font size for each character, whole pixels.
pub fn estimated_width(words: &str, size: f64, _weight: u16) -> f64 {
    (0.8 * words.encode_utf16().count() as f64 * size).trunc()
}

/// Draws a spec. Problems are errors when there is no scene, and warnings beside one.
pub fn scene(spec: &Value, loader: &Loader, options: &Options) -> Result<(Scene, Vec<Problem>), Vec<Problem>> {
    let chart = Chart::new(spec, options.theme)?;
    chart.compose(&State::default(), loader, options).map(|composed| (composed.scene, composed.problems))
}

/// The problem of a spec that cannot be drawn, where nothing more is known.
pub fn undrawable(found: &str) -> Problem {
    crate::problem!(Error, "undrawable-spec", Place::Whole, found, "see what Vega-Lite's documentation says of it")
}

#[cfg(test)]
mod tests {
    use super::*;
    use json::Json;
    use proptest::prelude::*;

    fn drawn(spec: &Value) -> Result<Value, Vec<Problem>> {
        let loader = |url: &str| Err(undrawable(url));
        let zone = |_: f64| 0.0;
        let options = Options { theme: None, container: [None, None], measure: &estimated_width, zone: &zone, locale: Locale::default() };
        scene(spec, &loader, &options).map(|(scene, _)| {
            svg::svg(&scene);
            picture::picture(&scene)
        })
    }

    fn json(text: &str) -> Value {
        json::parse(text).unwrap_or(Value::Null)
    }

    #[test]
    fn a_bar_stands_on_its_axis() {
        let spec = json(
            r#"{"data": {"values": [{"a": "x", "b": 5}, {"a": "y", "b": 10}]}, "mark": "bar",
            "encoding": {"x": {"field": "a", "type": "nominal"}, "y": {"field": "b", "type": "quantitative"}}}"#,
        );
        let picture = drawn(&spec).unwrap_or(Value::Null);
        let view = &picture.get("views").map_or(&[][..], Json::list)[0];
        assert_eq!((view.number("width"), view.number("height")), (Some(40.0), Some(300.0)));
        let bars = view.get("marks").map_or(&[][..], Json::list)[0].get("items").map_or(&[][..], Json::list);
        assert_eq!((bars[0].number("y"), bars[0].number("y2")), (Some(0.5), Some(1.0)));
        assert_eq!((bars[1].number("x"), bars[1].number("x2")), (Some(0.525), Some(0.975)));
    }

    /// Any small tree of JSON, with the words of the grammar among its texts.
    fn any_json() -> impl Strategy<Value = Value> {
        let word = prop::sample::select(vec![
            "a",
            "b",
            "mark",
            "bar",
            "line",
            "point",
            "area",
            "boxplot",
            "errorbar",
            "x",
            "y",
            "color",
            "field",
            "type",
            "quantitative",
            "temporal",
            "nominal",
            "count",
            "mean",
            "aggregate",
            "bin",
            "timeUnit",
            "year",
            "scale",
            "log",
            "domain",
            "layer",
            "facet",
            "row",
            "repeat",
            "stack",
        ]);
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::Bool),
            prop_oneof![-1e3..1e3f64, Just(1e300), Just(0.0), Just(-1.0)].prop_map(Value::Number),
            word.clone().prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 40, 5, move |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::Array),
                prop::collection::vec((word.clone().prop_map(str::to_string), inner), 0..5).prop_map(Value::Object),
            ]
        })
    }

    /// A sound spec in which something is replaced by anything.
    fn broken(spec: &Value, at: usize, by: &Value) -> Value {
        fn walk(value: &Value, at: &mut usize, by: &Value) -> Value {
            if *at == 0 {
                *at = usize::MAX;
                return by.clone();
            }
            *at -= 1;
            match value {
                Value::Array(items) => Value::Array(items.iter().map(|v| walk(v, at, by)).collect()),
                Value::Object(members) => Value::Object(members.iter().map(|(k, v)| (k.clone(), walk(v, at, by))).collect()),
                other => other.clone(),
            }
        }
        walk(spec, &mut { at }, by)
    }

    const SOUND: [&str; 4] = [
        r#"{"data": {"values": [{"a": 1, "b": "u", "t": "2020-01-01"}, {"a": -2, "b": "v", "t": "2021-05-06"}, {"a": null, "b": "u"}]},
        "transform": [{"filter": "datum.a != 0"}, {"window": [{"op": "rank", "as": "r"}], "sort": [{"field": "a"}]}], "mark": {"type": "bar", "tooltip": true},
        "encoding": {"x": {"bin": {"maxbins": 5}, "field": "a"}, "y": {"aggregate": "count", "stack": "zero"}, "color": {"field": "b", "legend": {"orient": "left"}},
        "row": {"field": "b", "sort": "descending"}}, "config": {"axis": {"labelAngle": 30}, "bar": {"size": 4}}}"#,
        r#"{"data": {"values": [{"a": 1, "b": "u", "t": "2020-01-01"}, {"a": 4, "b": "v", "t": "2021-05-06"}]}, "width": 200, "autosize": "fit", "layer": [
        {"mark": {"type": "line", "point": true}, "encoding": {"x": {"timeUnit": "yearmonth", "field": "t"}, "y": {"field": "a", "type": "quantitative", "scale": {"type": "log"}}}},
        {"mark": "boxplot", "encoding": {"x": {"field": "b", "type": "nominal", "sort": "-y"}, "y": {"field": "a", "type": "quantitative", "axis": {"format": ".1f", "values": [1, 2]}}}}],
        "resolve": {"scale": {"x": "independent"}}, "params": [{"name": "p", "value": 3}]}"#,
        r#"{"data": {"sequence": {"start": 0, "stop": 9, "as": "a"}}, "hconcat": [{"mark": "arc", "encoding": {"theta": {"field": "a", "type": "quantitative"}, "color": {"field": "a", "type": "ordinal"}}},
        {"mark": "area", "transform": [{"density": "a"}], "encoding": {"x": {"field": "value", "type": "quantitative"}, "y": {"field": "density", "type": "quantitative"}, "size": {"value": 3}}}]}"#,
        r#"{"data": {"values": [{"lon": 1, "lat": 2}, {"lon": 30, "lat": 40}]}, "repeat": ["lon", "lat"],
        "spec": {"projection": {"type": "mercator"}, "mark": "circle", "encoding": {"longitude": {"field": "lon"}, "latitude": {"field": "lat"}, "size": {"field": {"repeat": "repeat"}, "type": "quantitative"}}}}"#,
    ];

    /// A sound spec in which the numbers that are no data are others.
    fn renumbered(value: &Value, numbers: &mut dyn Iterator<Item = Option<f64>>) -> Value {
        match value {
            Value::Number(n) => Value::Number(numbers.next().flatten().unwrap_or(*n)),
            Value::Array(items) => Value::Array(items.iter().map(|v| renumbered(v, numbers)).collect()),
            Value::Object(members) => {
                let mut member = |k: &String, v: &Value| if k == "values" { v.clone() } else { renumbered(v, numbers) };
                Value::Object(members.iter().map(|(k, v)| (k.clone(), member(k, v))).collect())
            }
            other => other.clone(),
        }
    }

    /// Options by numbers, one of each kind.
    const NUMBERS: [&str; 4] = [
        r#"{"data": {"sequence": {"start": 0, "stop": 9, "step": 2, "as": "a"}}, "width": 90, "height": 50, "mark": {"type": "bar", "cornerRadius": 2, "size": 5},
        "encoding": {"x": {"field": "a", "bin": {"maxbins": 7, "base": 10}, "axis": {"tickCount": 4, "labelAngle": 20, "tickMinStep": 1}, "scale": {"padding": 3, "nice": 5}},
        "y": {"aggregate": "count", "scale": {"type": "log", "base": 3, "domainMin": 1}}, "color": {"field": "a", "type": "ordinal", "scale": {"scheme": {"name": "viridis", "count": 4}},
        "legend": {"columns": 2, "symbolLimit": 3, "padding": 4}}}}"#,
        r#"{"data": {"values": [{"a": 1, "b": 3}, {"a": 2, "b": 5}, {"a": 4, "b": 4}]}, "transform": [{"window": [{"op": "ntile", "param": 3, "as": "n"}], "frame": [-1, 2]},
        {"impute": "b", "key": "a", "keyvals": {"start": 0, "stop": 6, "step": 1}, "value": 2}, {"bin": {"step": 2, "anchor": 1}, "field": "b", "as": "c"}, {"sample": 50}],
        "columns": 2, "facet": {"field": "c", "type": "ordinal"}, "spec": {"mark": "line", "encoding": {"x": {"field": "a", "type": "quantitative"},
        "y": {"field": "b", "type": "quantitative", "scale": {"type": "pow", "exponent": 2}}, "size": {"value": 3}}}}"#,
        r#"{"data": {"values": [{"a": 1, "b": 3}, {"a": 2, "b": 5}, {"a": 4, "b": 4}, {"a": 5, "b": 1}]}, "layer": [{"transform": [{"density": "a", "bandwidth": 1, "steps": 9, "extent": [0, 6]}],
        "mark": "area", "encoding": {"x": {"field": "value", "type": "quantitative"}, "y": {"field": "density", "type": "quantitative"}}}, {"transform": [{"loess": "b", "on": "a", "bandwidth": 0.9}],
        "mark": {"type": "trail", "tension": 0.5}, "encoding": {"x": {"field": "a", "type": "quantitative"}, "y": {"field": "b", "type": "quantitative"}}},
        {"transform": [{"regression": "b", "on": "a", "method": "poly", "order": 2}], "mark": "line", "encoding": {"x": {"field": "a", "type": "quantitative"}, "y": {"field": "b", "type": "quantitative"}}},
        {"transform": [{"quantile": "b", "step": 0.2}], "mark": "point", "encoding": {"x": {"field": "prob", "type": "quantitative"}, "y": {"field": "value", "type": "quantitative"}}}]}"#,
        r#"{"layer": [{"data": {"graticule": {"step": [30, 30], "precision": 5}}, "mark": "geoshape"}, {"data": {"values": [{"x": 3, "y": 9}]}, "mark": {"type": "circle", "size": 5},
        "encoding": {"longitude": {"field": "x"}, "latitude": {"field": "y"}}}], "projection": {"type": "orthographic", "rotate": [10, 20, 3], "scale": 90, "precision": 0.5}, "width": 80, "height": 70}"#,
    ];

    #[test]
    fn the_sound_specs_draw() {
        for text in SOUND.iter().chain(&NUMBERS) {
            let spec = json(text);
            assert_ne!(spec, Value::Null, "this is JSON: {text}");
            let picture = drawn(&spec).map_err(|p| format!("{p:?}"));
            assert!(picture.is_ok(), "{picture:?} from {text}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

        #[test]
        fn any_json_gives_a_picture_or_problems(spec in any_json()) {
            if let Err(problems) = drawn(&spec) {
                prop_assert!(!problems.is_empty());
            }
        }

        #[test]
        fn a_spec_with_anything_in_it_gives_a_picture_or_problems(which in 0usize..4, at in 0usize..120, by in any_json()) {
            let _ = drawn(&broken(&json(SOUND[which]), at, &by));
        }
    }

    proptest! {
        // Fewer: what is wild can take a while.
        #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

        #[test]
        fn a_spec_with_wild_numbers_gives_a_picture_or_problems(
            which in 0usize..4,
            numbers in prop::collection::vec(
                prop::option::weighted(0.2, prop::sample::select(vec![0.0, -1.0, 0.5, 1e-300, 1e5, 1e12, -1e12, 1e300, 9_007_199_254_740_992.0])),
                40,
            ),
        ) {
            let _ = drawn(&renumbered(&json(NUMBERS[which]), &mut numbers.into_iter()));
        }
    }
}
