//! Specs beyond the small grammar of stories: which they are, as the page decides it (`www/js/later/beyond.js`), and the charts that
//! their facts are computed on.

use super::address::Address;
use super::store::{Inline, Of, Reading, Store, Wanted, not_fetched};
use crate::chart::Chart;
use crate::format::locale::Locale;
use crate::grammar::ground::Stand;
use crate::grammar::select::State;
use crate::grammar::{self, Options, page};
use crate::report::{Place, Problem, Severity};
use crate::spec::{self, Value};
use crate::words::ui;

const MARKS: [&str; 6] = ["line", "area", "bar", "point", "rule", "circle"];
const WHOLE: [&str; 17] = [
    "$schema",
    "name",
    "title",
    "description",
    "data",
    "datasets",
    "usermeta",
    "mark",
    "layer",
    "encoding",
    "transform",
    "width",
    "height",
    "autosize",
    "padding",
    "background",
    "config",
];
const CHANNELS: [&str; 10] = ["x", "y", "x2", "y2", "xOffset", "yOffset", "color", "detail", "tooltip", "order"];
const CHANNEL: [&str; 12] =
    ["field", "datum", "value", "type", "title", "sort", "scale", "axis", "legend", "stack", "band", "bandPosition"];
const SCALES: [&str; 5] = ["log", "symlog", "pow", "sqrt", "utc"];

/// Attributes of the element that its facts depend on.
const ATTRIBUTES: [&str; 5] = ["as-of", "unit", "period", "source", "source-url"];

/// Whether a spec uses what only the full grammar has. One that is merely wrong does not.
pub fn is(spec: &Value) -> bool {
    let more = |value: Option<&Value>, known: &[&str]| match value {
        Some(Value::Object(members)) => members.iter().any(|(name, _)| !known.contains(&name.as_str())),
        _ => false,
    };
    let mark = spec.get("mark");
    let kind = mark.and_then(|mark| mark.get("type").or(Some(mark))).and_then(Value::as_str);
    let encoding = spec.get("encoding");
    let channel = |one: &Value| {
        let scale = one.get("scale");
        matches!(one, Value::Array(_))
            || more(Some(one), &CHANNEL)
            || more(scale, &["zero", "domain", "nice", "type"])
            || scale.and_then(|scale| scale.get("type")).and_then(Value::as_str).is_some_and(|kind| SCALES.contains(&kind))
            || more(one.get("axis"), &["title"])
            || more(one.get("legend"), &["title"])
    };
    let members = |value: Option<&Value>, is: &dyn Fn(&Value) -> bool| match value {
        Some(Value::Object(members)) => members.iter().any(|(_, value)| is(value)),
        _ => false,
    };
    let items = |value: Option<&Value>, is: &dyn Fn(&Value) -> bool| match value {
        Some(Value::Array(items)) => items.iter().any(is),
        Some(one) => is(one),
        None => false,
    };
    more(Some(spec), &WHOLE)
        || kind.is_some_and(|kind| !MARKS.contains(&kind))
        || more(mark, &["type", "filled", "color", "tooltip"])
        || spec.get("config").is_some()
        || spec.get("background").is_some()
        || items(spec.get("transform"), &|step| more(Some(step), &["filter"]))
        || more(encoding, &CHANNELS)
        || members(encoding, &channel)
        || items(spec.get("layer"), &is)
}

impl Store {
    /// Reads a spec of the full grammar: what is wrong with it, as drawing it shows, and the charts of its figures.
    pub(super) fn beyond(&self, wanted: &Wanted, inline: &Inline, spec: &Value, of: fn() -> Of, mut reading: Reading) -> Reading {
        reading.is_beyond = true;
        let base = Address::File(wanted.spec.clone().unwrap_or_default());
        let text = |address: Result<Address, Problem>| match address? {
            Address::File(path) => self.file(&path, &wanted.charset).map(|file| file.text.clone()),
            Address::Remote(url) => Err(not_fetched(&url)),
        };
        let loader = |url: &str| text(self.site.resolve(url, &base));
        let handed = match (&wanted.data, &inline.tree, &inline.text) {
            (Some(address), ..) => match text(Ok(address.clone())) {
                Ok(text) => page::given(&text.as_str().into()),
                Err(problem) => {
                    reading.note(Of::Element, vec![Problem { place: Place::Path("@data".into()), ..problem }]);
                    return reading;
                }
            },
            (None, Some(tree), _) => page::given(tree),
            (None, None, Some(text)) => page::given(&text.as_str().into()),
            (None, None, None) => None,
        };
        let zone = |_: f64| 0.0;
        let options = Options {
            theme: None,
            container: [Some(680.0), None],
            measure: &grammar::estimated_width,
            zone: &zone,
            locale: Locale::default(),
        };
        let state = State::default();
        let chart = match grammar::Chart::new(&page::fitted(spec, handed, true, false), None) {
            Ok(chart) => chart,
            Err(problems) => {
                reading.note(of(), problems);
                return reading;
            }
        };
        match chart.compose(&state, &loader, &options) {
            Ok(composed) => reading.note(of(), composed.problems),
            Err(problems) => {
                reading.note(of(), problems);
                return reading;
            }
        }
        let ground = chart.ground(&state, &loader, &options, false);
        let source = ground.source.and_then(|stand| self.figures(wanted, &stand, &mut reading));
        let derived = ground.derived.and_then(|stand| self.figures(wanted, &stand, &mut reading));
        (reading.chart, reading.derived) = if source.is_some() { (source, derived) } else { (derived, None) };
        reading
    }

    /// The chart of figures that facts are computed on; what is wrong with cells is noted.
    fn figures(&self, wanted: &Wanted, stand: &Stand, reading: &mut Reading) -> Option<Chart> {
        let (spec, _) = spec::read(&stand.spec).ok()?;
        let attributes: Vec<_> = wanted.attributes.iter().filter(|(name, _)| ATTRIBUTES.contains(&name.as_str())).cloned().collect();
        let spec = spec::from_attributes(Some(spec), &attributes).ok()?;
        let own = Wanted { data: None, ..wanted.clone() };
        let mut noted = Reading::default();
        let table = self.table(&own, Inline::default(), &spec, &mut noted);
        reading.data = reading.data.take().or(noted.data);
        // A cell that cannot be read may be one that the picture does not need.
        reading.troubles.extend(noted.troubles.into_iter().map(|mut trouble| {
            trouble.problem.severity = Severity::Warning;
            trouble
        }));
        Chart::new(spec, table?, ui::of(self.lang(wanted))).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spec_is_beyond_the_small_grammar_by_what_it_uses() {
        for (spec, expected) in [
            (r#"{"mark": "line", "encoding": {"x": {"field": "a", "type": "temporal"}}}"#, false),
            (r#"{"mark": {"type": "bar", "filled": false}, "transform": [{"filter": "datum.a > 1"}]}"#, false),
            (r#"{"mark": "tick"}"#, true),
            (r#"{"layer": [{"mark": "line"}, {"mark": "boxplot"}]}"#, true),
            (r#"{"mark": "line", "transform": [{"calculate": "1", "as": "b"}]}"#, true),
            (r#"{"mark": "line", "encoding": {"y": {"field": "a", "scale": {"type": "log"}}}}"#, true),
            (r#"{"mark": "line", "encoding": {"y": {"field": "a", "axis": {"grid": false}}}}"#, true),
            (r#"{"hconcat": []}"#, true),
        ] {
            assert_eq!(is(&serde_json::from_str(spec).expect("JSON")), expected, "{spec}");
        }
    }
}
