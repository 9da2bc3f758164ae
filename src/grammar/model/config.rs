//! The configuration: Vega's defaults, Vega-Lite's over them, a theme's and the spec's own over those.
//!
//! Names and values are those of Vega 6 and Vega-Lite 6, because a spec may change any of them by name.

use crate::grammar::json::{Json, empty, object, one, parse};
use crate::spec::Value;

/// Vega-Lite's own defaults.
const VEGA_LITE: &str = r##"{"background":"white","padding":5,"timeFormat":"%b %d, %Y","countTitle":"Count of Records",
"view":{"continuousWidth":300,"continuousHeight":300,"step":20},"mark":{"color":"#4c78a8","invalid":"break-paths-show-path-domains","timeUnitBandSize":1},
"arc":{},"area":{},"bar":{"binSpacing":1,"continuousBandSize":5,"minBandSize":0.25,"timeUnitBandPosition":0.5},"circle":{},"geoshape":{},"image":{},
"line":{},"point":{},"rect":{"binSpacing":0,"continuousBandSize":5,"minBandSize":0.25,"timeUnitBandPosition":0.5},"rule":{"color":"black"},"square":{},
"text":{"color":"black"},"tick":{"binSpacing":0,"continuousBandSize":5,"minBandSize":0.25,"timeUnitBandPosition":0.5,"thickness":1},"trail":{},
"boxplot":{"size":14,"extent":1.5,"box":{},"median":{"color":"white"},"outliers":{},"rule":{},"ticks":null},
"errorbar":{"center":"mean","rule":true,"ticks":false},"errorband":{"band":{"opacity":0.3},"borders":false},
"scale":{"pointPadding":0.5,"barBandPaddingInner":0.1,"rectBandPaddingInner":0,"tickBandPaddingInner":0.25,"bandWithNestedOffsetPaddingInner":0.2,
"bandWithNestedOffsetPaddingOuter":0.2,"minBandSize":2,"minFontSize":8,"maxFontSize":40,"minOpacity":0.3,"maxOpacity":0.8,"minSize":4,"minStrokeWidth":1,
"maxStrokeWidth":4,"quantileCount":4,"quantizeCount":4,"zero":true},"projection":{},
"legend":{"gradientHorizontalMaxLength":200,"gradientHorizontalMinLength":100,"gradientVerticalMaxLength":200,"gradientVerticalMinLength":64,
"unselectedOpacity":0.35},"header":{"titlePadding":10,"labelPadding":10},"headerColumn":{},"headerRow":{},"headerFacet":{},"style":{},"title":{},
"facet":{"spacing":20},"concat":{"spacing":20},"normalizedNumberFormat":".0%"}"##;

/// The defaults of Vega on which the guides and marks fall back.
const VEGA: &str = r##"{"style":{"guide-label":{"fill":"#000","font":"sans-serif","fontSize":10},
"guide-title":{"fill":"#000","font":"sans-serif","fontSize":11,"fontWeight":"bold"},
"group-title":{"fill":"#000","font":"sans-serif","fontSize":13,"fontWeight":"bold"},"group-subtitle":{"fill":"#000","font":"sans-serif","fontSize":12},
"point":{"size":30,"strokeWidth":2,"shape":"circle"},"circle":{"size":30,"strokeWidth":2},"square":{"size":30,"strokeWidth":2,"shape":"square"},
"cell":{"fill":"transparent","stroke":"#ddd"},"view":{"fill":"transparent"}},
"title":{"orient":"top","anchor":"middle","offset":4,"subtitlePadding":3},
"axis":{"minExtent":0,"maxExtent":200,"bandPosition":0.5,"domain":true,"domainWidth":1,"domainColor":"#888","grid":false,"gridWidth":1,"gridColor":"#ddd",
"labels":true,"labelAngle":0,"labelLimit":180,"labelOffset":0,"labelPadding":2,"ticks":true,"tickColor":"#888","tickOffset":0,"tickRound":true,"tickSize":5,
"tickWidth":1,"titlePadding":4},
"legend":{"orient":"right","padding":0,"gridAlign":"each","columnPadding":10,"rowPadding":2,"symbolDirection":"vertical","gradientDirection":"vertical",
"gradientLength":200,"gradientThickness":16,"gradientStrokeColor":"#ddd","gradientStrokeWidth":0,"gradientLabelOffset":2,"labelAlign":"left",
"labelBaseline":"middle","labelLimit":160,"labelOffset":4,"labelOverlap":true,"symbolLimit":30,"symbolType":"circle","symbolSize":100,"symbolOffset":0,
"symbolStrokeWidth":1.5,"symbolBaseFillColor":"transparent","symbolBaseStrokeColor":"#888","titleLimit":180,"titleOrient":"top","titlePadding":5},
"legendLayout":{"offset":18},
"range":{"category":{"scheme":"tableau10"},"ordinal":{"scheme":"blues"},"heatmap":{"scheme":"yellowgreenblue"},"ramp":{"scheme":"blues"},
"diverging":{"scheme":"blueorange","extent":[1,0]},
"symbol":["circle","square","triangle-up","cross","diamond","triangle-right","triangle-down","triangle-left"]}}"##;

/// The look of a page of news: no box round the plot, fine gridlines, the words a little larger than Vega's.
const PAGE: &str = r##"{"background":"transparent","font":"system-ui, sans-serif","view":{"stroke":null},
"axis":{"labelFontSize":12,"titleFontSize":12,"titleFontWeight":"normal","gridColor":"#e4e4e1","domainColor":"#8a8a85","tickColor":"#8a8a85",
"labelColor":"#555551","titleColor":"#555551"},"legend":{"labelFontSize":12,"titleFontSize":12,"titleFontWeight":"normal"},
"title":{"fontSize":16,"anchor":"start"},"header":{"labelFontSize":12,"titleFontSize":12,"titleFontWeight":"normal"}}"##;

/// The look of a page of news, as a configuration that a spec's own is laid over.
pub fn page() -> Value {
    parse(PAGE).unwrap_or(Value::Null)
}

/// The configuration that everything after normalising asks.
#[derive(Clone, Debug)]
pub(crate) struct Config {
    /// Vega-Lite's, with the theme's and the spec's over it.
    pub all: Value,
    /// Vega's defaults.
    vega: Value,
}

impl Config {
    /// Lays `theme`, then the spec's own configuration, over the defaults.
    pub fn new(theme: Option<&Value>, own: Option<&Value>) -> Self {
        let mut all = parse(VEGA_LITE).unwrap_or_else(empty);
        let mut given = empty();
        for config in [theme, own].into_iter().flatten() {
            merge(&mut given, config);
        }
        if let Some(font) = given.some("font").cloned() {
            let set = one("font", font);
            let style = ["guide-label", "guide-title", "group-title", "group-subtitle"].map(|s| (s, set.clone()));
            merge(&mut all, &object(&[("text", set.clone()), ("style", object(&style))]));
        }
        if let Some(size) = given.some("fontSize").filter(|f| f.truth()) {
            let part = |name: &str, normal: f64| one("fontSize", size.number(name).unwrap_or(normal));
            let style = object(&[
                ("guide-label", part("guideLabel", 10.0)),
                ("guide-title", part("guideTitle", 11.0)),
                ("group-title", part("groupTitle", 13.0)),
                ("group-subtitle", part("groupSubtitle", 12.0)),
            ]);
            merge(&mut all, &object(&[("text", part("text", 11.0)), ("style", style)]));
        }
        merge(&mut all, &given);
        Config { all, vega: parse(VEGA).unwrap_or_else(empty) }
    }

    /// The value at a path, such as `["scale", "zero"]`.
    pub fn at(&self, path: &[&str]) -> Option<&Value> {
        self.all.at(path)
    }

    /// The number at a path.
    pub fn number(&self, path: &[&str]) -> Option<f64> {
        match self.all.at(path) {
            Some(Value::Number(n)) => Some(*n),
            _ => None,
        }
    }

    /// A default of Vega itself.
    pub fn vega(&self, path: &[&str]) -> Option<&Value> {
        self.vega.at(path)
    }

    /// `config.style[style][property]`, without Vega's defaults; later styles win.
    pub fn style(&self, property: &str, styles: &[&str]) -> Option<&Value> {
        styles.iter().rev().find_map(|style| self.all.at(&["style", style, property]))
    }

    /// The size of a view whose channel is continuous.
    pub fn continuous_size(&self, size: &str) -> f64 {
        let view = self.all.get("view").cloned().unwrap_or_else(empty);
        let name = if size == "width" { "continuousWidth" } else { "continuousHeight" };
        view.number(size).or(view.number(name)).unwrap_or(300.0)
    }

    /// The size of a view whose channel is discrete: a number, or `{"step": n}`.
    pub fn discrete_size(&self, size: &str) -> Value {
        let view = self.all.get("view").cloned().unwrap_or_else(empty);
        let name = if size == "width" { "discreteWidth" } else { "discreteHeight" };
        match view.some(size).or(view.some(name)) {
            Some(given) => given.clone(),
            None => one("step", view.number("step").unwrap_or(20.0)),
        }
    }

    /// The step of a discrete view.
    pub fn discrete_step(&self, size: &str) -> f64 {
        self.discrete_size(size).number("step").unwrap_or(20.0)
    }
}

/// Lays one configuration over another, member by member one level down, and two levels for styles.
pub(crate) fn merge(under: &mut Value, over: &Value) {
    for (key, value) in over.members() {
        if !matches!(value, Value::Object(_)) {
            under.set(key, value.clone());
            continue;
        }
        let mut part = match under.get(key) {
            Some(Value::Object(members)) => Value::Object(members.clone()),
            _ => empty(),
        };
        for (name, inner) in value.members() {
            let deeper = key == "style" || (key == "legend" && name == "layout");
            match (deeper, part.get(name), inner) {
                (true, Some(Value::Object(_)), Value::Object(_)) => {
                    let merged = part.get(name).map(|old| old.over(inner)).unwrap_or_else(|| inner.clone());
                    part.set(name, merged);
                }
                _ => part.set(name, inner.clone()),
            }
        }
        under.set(key, part);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_spec_says_lies_over_the_theme_and_that_over_the_defaults() {
        let theme = parse(r#"{"bar": {"binSpacing": 3}, "axis": {"grid": false, "labelAngle": 10}}"#).unwrap();
        let own = parse(r#"{"axis": {"grid": true}, "style": {"bar": {"size": 5}}}"#).unwrap();
        let config = Config::new(Some(&theme), Some(&own));
        assert_eq!(config.number(&["bar", "binSpacing"]), Some(3.0));
        assert_eq!(config.number(&["bar", "minBandSize"]), Some(0.25));
        assert_eq!(config.at(&["axis", "grid"]), Some(&Value::Bool(true)));
        assert_eq!(config.number(&["axis", "labelAngle"]), Some(10.0));
        assert_eq!(config.style("size", &["bar"]), Some(&Value::Number(5.0)));
        assert!(page().get("view").is_some(), "the page's look is JSON");
    }
}
