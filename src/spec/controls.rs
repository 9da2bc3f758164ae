//! What readers can do with a chart, beyond looking: draw a line before they see it (`usermeta.nutgraph.draw`), and choose a value that
//! its filters, calculations and facts rest on (`usermeta.nutgraph.params`). The lean module goes without both.

use super::reader::{Reader, items, text, texts};
use super::{Spec, Value};

/// "You draw it": what lies beyond a place of the axis is hidden until the reader has drawn it.
#[derive(Clone, Debug, PartialEq)]
pub struct Draw {
    /// The last x that is shown.
    pub from: Value,
    /// The question, beside the place where the line breaks off; empty where the widget asks in its own words.
    pub prompt: String,
    /// What stands in the heading's place until the line is shown, as the heading tells what comes; empty: the heading itself.
    pub heading: String,
    /// The series that is drawn, by the name that readers see; empty: the first line that is lit.
    pub series: String,
}

/// A value that the reader may change.
#[derive(Clone, Debug, PartialEq)]
pub struct Param {
    /// Its name in expressions.
    pub name: String,
    /// What readers call it.
    pub label: String,
    /// What it may be.
    pub control: Control,
    /// Written as a percentage: 0.35 is `35%`.
    pub percent: bool,
    /// What it is.
    pub value: Value,
}

/// How a value is chosen.
#[derive(Clone, Debug, PartialEq)]
pub enum Control {
    /// On a slider.
    Range {
        /// The least.
        min: f64,
        /// The greatest.
        max: f64,
        /// The way from one to the next.
        step: f64,
    },
    /// Among several, each with what it is called; empty: as the value itself is written.
    Choice(Vec<(Value, String)>),
}

/// A column that is computed: `{"calculate": "datum.ha * share", "as": "replanted"}`.
#[derive(Clone, Debug, PartialEq)]
pub struct Calculation {
    /// How many filters of the chart come before it.
    pub after: usize,
    /// The expression.
    pub expression: String,
    /// The column's name.
    pub name: String,
}

/// A number of a member; `None` where it is not there.
fn number(value: &Value, name: &str) -> Option<f64> {
    match value.get(name) {
        Some(Value::Number(number)) => Some(*number),
        _ => None,
    }
}

/// Whether an expression can name it.
fn is_name(name: &str) -> bool {
    name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        && !name.starts_with(|c: char| c.is_ascii_digit())
        && !["", "datum", "first", "last", "true", "false", "null"].contains(&name)
}

impl Reader {
    /// Reads `draw` and `params` of `usermeta.nutgraph`.
    pub fn controls(&mut self, own: &Value, spec: &mut Spec) {
        spec.draw = own.get("draw").map(|draw| Draw {
            from: draw.get("from").cloned().unwrap_or(Value::Null),
            prompt: text(draw, "prompt"),
            heading: text(draw, "heading"),
            series: text(draw, "series"),
        });
        self.path.push_str("/usermeta/nutgraph/params");
        for (i, item) in items(own.get("params")).iter().enumerate() {
            let back = self.enter_item(i);
            if !self.is_refused() {
                self.param(item, spec);
            }
            self.leave(back);
        }
        self.path.clear();
    }

    /// Reads one param, which the walker has found well-formed.
    fn param(&mut self, item: &Value, spec: &mut Spec) {
        let name = text(item, "name");
        let Some(value) = item.get("value").cloned() else {
            return self.error_at("value", "missing", &["this is missing"], "add what it begins with");
        };
        if !is_name(&name) {
            return self.error_at("name", "bad-name", &["\"", &name, "\" is no name for expressions"], "write letters, digits and _ only");
        }
        if spec.params.iter().any(|other| other.name == name) {
            return self.error_at("name", "same-name", &["another param is named \"", &name, "\""], "give it a name of its own");
        }
        if spec.facts.iter().any(|fact| fact.name == name) {
            return self.error_at("name", "same-name", &["a fact is named \"", &name, "\""], "give one of them another name");
        }
        let Some(control) = self.control(item, &value) else { return };
        let label = Some(text(item, "label")).filter(|label| !label.is_empty()).unwrap_or_else(|| name.clone());
        spec.params.push(Param { name, label, control, percent: text(item, "format") == "percent", value });
    }

    /// What a param may be, and whether its value is among that.
    fn control(&mut self, item: &Value, value: &Value) -> Option<Control> {
        if let Some(options) = item.get("options") {
            let (options, labels) = (items(Some(options)), texts(item.get("labels")));
            if ["min", "max", "step"].iter().any(|name| item.get(name).is_some()) {
                self.error("two-controls", &["both a choice and a slider"], "leave out \"options\", or \"min\", \"max\" and \"step\"");
            } else if options.is_empty() {
                self.error_at("options", "no-options", &["there is nothing to choose from"], "list the values");
            } else if !labels.is_empty() && labels.len() != options.len() {
                self.error_at("labels", "labels", &["there is not one label for each option"], "give as many, in their order");
            } else if !options.contains(value) {
                self.error_at("value", "not-an-option", &["the value is not among the options"], "take one of them");
            } else {
                let label = |i: usize| labels.get(i).cloned().unwrap_or_default();
                return Some(Control::Choice((0..options.len()).map(|i| (options[i].clone(), label(i))).collect()));
            }
            return None;
        }
        let (Some(min), Some(max)) = (number(item, "min"), number(item, "max")) else {
            self.error("no-control", &["there is neither a slider nor a choice"], "add \"min\" and \"max\", or \"options\"");
            return None;
        };
        let step = number(item, "step").unwrap_or_else(|| tidy((max - min) / 100.0));
        let found = match value {
            _ if min >= max => ("max", "the slider has no length", "make \"max\" greater than \"min\""),
            _ if step <= 0.0 || step > max - min => {
                ("step", "no step fits between \"min\" and \"max\"", "make it smaller, or leave it out")
            }
            Value::Number(value) if *value >= min && *value <= max => return Some(Control::Range { min, max, step }),
            _ => ("value", "the value is not between \"min\" and \"max\"", "take a number between them"),
        };
        self.error_at(found.0, "bad-range", &[found.1], found.2);
        None
    }

    /// Notes the calculations among the transforms of the chart, or of a layer, where there may be none.
    pub fn calculations(&mut self, value: &Value, spec: &mut Spec, is_top: bool) {
        let mut after = 0;
        let back = self.enter("transform");
        for (i, step) in items(value.get("transform")).iter().enumerate() {
            after += usize::from(step.get("filter").is_some());
            let Some(expression) = step.get("calculate").and_then(Value::as_str) else { continue };
            let (back, name) = (self.enter_item(i), text(step, "as"));
            if !is_top || spec.params.is_empty() {
                // Without a param, the column could as well stand in the data, and the full grammar knows more of expressions.
                self.error_at(
                    "calculate",
                    "not-yet",
                    &["Vega-Lite has \"calculate\", Nutgraph does not yet"],
                    "put the column into the data",
                );
            } else if step.get("filter").is_some() {
                self.error("two-transforms", &["both \"filter\" and \"calculate\""], "make them two steps");
            } else if name.is_empty() {
                self.error_at("as", "missing", &["this is missing"], "name the column");
            } else {
                spec.calculations.push(Calculation { after, expression: expression.to_string(), name });
            }
            self.leave(back);
        }
        self.leave(back);
    }
}

/// The number of the form 1, 2 or 5 times a power of ten that is nearest below, at least about a half of it.
fn tidy(step: f64) -> f64 {
    let power = libm::pow(10.0, libm::floor(libm::log10(step)));
    let lead = step / power;
    // A negative power is made by dividing: 1 / 1000 is the double that 0.001 is read as.
    let by = |lead: f64| if power < 1.0 { lead / (1.0 / power).round() } else { lead * power };
    by(if lead >= 5.0 {
        5.0
    } else if lead >= 2.0 {
        2.0
    } else {
        1.0
    })
}

#[cfg(test)]
mod tests {
    use super::super::reader::testing::{check, good, line};
    use super::*;

    fn document(members: &str) -> String {
        line(&format!(r#""usermeta": {{"nutgraph": {{{members}}}}}"#))
    }

    #[test]
    fn a_line_to_draw_is_read() {
        let draw = good(&document(r#""draw": {"from": 2013, "prompt": "What next?", "heading": "And then?", "series": "UN survey"}"#)).draw;
        let whole = Draw { from: 2013.0.into(), prompt: "What next?".into(), heading: "And then?".into(), series: "UN survey".into() };
        assert_eq!(draw, Some(whole));
        assert_eq!(good(&document(r#""draw": {"from": "2013-05"}"#)).draw.map(|draw| draw.from), Some("2013-05".into()));
    }

    #[test]
    fn sliders_and_choices_are_read() {
        let params = good(&document(
            r#""params": [{"name": "replant", "label": "Share replanted", "min": 0, "max": 1, "value": 0.35, "format": "percent"},
            {"name": "from", "options": [2000, 2010], "value": 2010}, {"name": "who", "options": ["UN", "US"], "labels": ["UN survey", "US estimate"], "value": "US"}]"#,
        ))
        .params;
        let range = Control::Range { min: 0.0, max: 1.0, step: 0.01 };
        assert_eq!(
            params[0],
            Param { name: "replant".into(), label: "Share replanted".into(), control: range, percent: true, value: 0.35.into() }
        );
        assert_eq!((params[1].label.as_str(), params[1].percent), ("from", false));
        assert_eq!(params[1].control, Control::Choice(vec![(2000.0.into(), "".into()), (2010.0.into(), "".into())]));
        assert_eq!(params[2].control, Control::Choice(vec![("UN".into(), "UN survey".into()), ("US".into(), "US estimate".into())]));
    }

    #[test]
    fn a_step_that_is_not_said_is_a_round_number() {
        for (length, step) in [(1.0, 0.01), (0.5, 0.005), (3.0, 0.02), (100.0, 1.0), (120_000.0, 1000.0), (7.0, 0.05)] {
            assert_eq!(tidy(length / 100.0), step, "{length}");
        }
    }

    #[test]
    fn calculations_know_which_filters_come_before_them() {
        let params = r#""usermeta": {"nutgraph": {"params": [{"name": "p", "min": 0, "max": 1, "value": 1}]}}"#;
        let spec = good(&line(&format!(
            r#""transform": [{{"filter": "datum.year > 2000"}}, {{"calculate": "datum.ha * p", "as": "part"}}, {{"filter": "datum.part > 1"}}], {params}"#
        )));
        assert_eq!(spec.calculations, [Calculation { after: 1, expression: "datum.ha * p".into(), name: "part".into() }]);
        assert_eq!(spec.filters, ["datum.year > 2000", "datum.part > 1"]);
        check(&line(&format!(r#""transform": [{{"calculate": "p"}}], {params}"#)), "/transform/0/as: this is missing; name the column");
    }

    #[test]
    fn what_is_wrong_is_said_with_its_path() {
        for (members, message) in [
            (r#""draw": {"prompt": "?"}"#, "draw/from: this is missing; add it"),
            (
                r#""draw": {"from": 2013, "promt": "?"}"#,
                "draw/promt: \"promt\" is not known here; did you mean \"prompt\"? supported: from, prompt, heading, series",
            ),
            (r#""params": {}"#, "params: found an object; expected an array"),
            (r#""params": [{"name": "p", "min": 0, "max": 1}]"#, "params/0/value: this is missing; add what it begins with"),
            (
                r#""params": [{"name": "p q", "min": 0, "max": 1, "value": 0}]"#,
                "params/0/name: \"p q\" is no name for expressions; write letters, digits and _ only",
            ),
            (
                r#""params": [{"name": "p", "value": 0}]"#,
                "params/0: there is neither a slider nor a choice; add \"min\" and \"max\", or \"options\"",
            ),
            (
                r#""params": [{"name": "p", "min": 0, "max": 1, "value": 2}]"#,
                "params/0/value: the value is not between \"min\" and \"max\"; take a number between them",
            ),
            (
                r#""params": [{"name": "p", "min": 1, "max": 1, "value": 1}]"#,
                "params/0/max: the slider has no length; make \"max\" greater than \"min\"",
            ),
            (
                r#""params": [{"name": "p", "min": 0, "max": 1, "step": 2, "value": 1}]"#,
                "params/0/step: no step fits between \"min\" and \"max\"; make it smaller, or leave it out",
            ),
            (
                r#""params": [{"name": "p", "options": [], "value": 1}]"#,
                "params/0/options: there is nothing to choose from; list the values",
            ),
            (
                r#""params": [{"name": "p", "options": ["a"], "value": "b"}]"#,
                "params/0/value: the value is not among the options; take one of them",
            ),
            (
                r#""params": [{"name": "p", "options": ["a"], "labels": ["A", "B"], "value": "a"}]"#,
                "params/0/labels: there is not one label for each option; give as many, in their order",
            ),
            (
                r#""params": [{"name": "p", "options": [1], "min": 0, "value": 1}]"#,
                "params/0: both a choice and a slider; leave out \"options\", or \"min\", \"max\" and \"step\"",
            ),
            (
                r#""params": [{"name": "p", "options": [1], "value": 1}, {"name": "p", "options": [1], "value": 1}]"#,
                "params/1/name: another param is named \"p\"; give it a name of its own",
            ),
            (
                r#""facts": {"p": "last(ha)"}, "params": [{"name": "p", "options": [1], "value": 1}]"#,
                "params/0/name: a fact is named \"p\"; give one of them another name",
            ),
        ] {
            check(&document(members), &format!("/usermeta/nutgraph/{message}"));
        }
    }
}
