//! Values in words: texts of marks, tooltips, headers; Vega-Lite's `format`.

use super::draw::Draw;
use super::env::Env;
use crate::grammar::compile::format;
use crate::grammar::data::path;
use crate::grammar::json::Json;
use crate::grammar::model::channel;
use crate::grammar::model::config::Config;
use crate::grammar::model::naming::{Ask, column, column_as, column_with};
use crate::spec::Value;
use crate::transform::{Datum, Field, Frame};

/// How a field is written.
pub(crate) struct Format {
    value: Source,
    rule: Rule,
}

enum Source {
    Fixed(Datum),
    Field(Field),
    /// The height of a stacked part.
    Difference(Field, Field),
    Bin(Field, Field),
}

enum Rule {
    Time(Option<String>, bool),
    Number(String),
    Plain,
}

impl Format {
    /// The format of a definition.
    pub fn of(def: &Value, config: &Config, env: &Env) -> Format {
        let (given, kind) = format::mixins(def);
        let given = given.and_then(Value::as_str);
        let value = if channel::is_datum(def) {
            Source::Fixed(env.datum(def.get("datum").unwrap_or(&Value::Null), channel::kind(def) == "temporal", None))
        } else if channel::is_binning(def.get("bin")) {
            Source::Bin(path(&column(def)), path(&column_as(def, Ask { bin_suffix: "end", ..Ask::default() })))
        } else if def.text("stack") == Some("normalize") {
            Source::Difference(path(&column_with(def, "end")), path(&column_with(def, "start")))
        } else {
            Source::Field(path(&column(def)))
        };
        let rule = if format::is_time(def) && kind != Some("number") {
            let unit = def.some("timeUnit").filter(|u| u.has("unit"));
            let utc = unit.is_some_and(|u| u.get("utc").is_some_and(Json::truth))
                || def.at(&["scale", "type"]).and_then(Value::as_str) == Some("utc");
            let text = match (given, unit) {
                (Some(given), _) => Some(given.to_string()),
                (None, Some(unit)) => Some(unit_format(unit)),
                (None, None) => config.at(&["timeFormat"]).and_then(Value::as_str).map(str::to_string),
            };
            Rule::Time(text, utc)
        } else {
            let configured = config.at(&["numberFormat"]).and_then(Value::as_str);
            let quantitative = channel::kind(def) == "quantitative";
            match given.or(configured.filter(|_| quantitative)) {
                Some(text) => Rule::Number(text.to_string()),
                None if quantitative => Rule::Number(String::new()),
                None => Rule::Plain,
            }
        };
        Format { value, rule }
    }

    /// The lines of a row of a mark.
    pub fn lines(&self, draw: &Draw, row: usize) -> Vec<String> {
        self.of_row(draw.frame, row, draw.env)
    }

    /// The lines of a row of a frame.
    pub fn of_row(&self, frame: &Frame, row: usize, env: &Env) -> Vec<String> {
        let value = match &self.value {
            Source::Fixed(value) => value.clone(),
            Source::Field(field) => field.of(frame, row),
            Source::Difference(a, b) => Datum::Number(a.of(frame, row).number() - b.of(frame, row).number()),
            Source::Bin(a, b) => {
                let (a, b) = (a.of(frame, row), b.of(frame, row));
                if !a.is_valid() || !a.number().is_finite() {
                    return vec!["null".into()];
                }
                let format = if let Rule::Number(format) = &self.rule { format.as_str() } else { "" };
                return vec![format!("{} \u{2013} {}", env.number_text(&a, format), env.number_text(&b, format))];
            }
        };
        self.text(&value, env)
    }

    /// A value in lines.
    pub fn text(&self, value: &Datum, env: &Env) -> Vec<String> {
        let zone = env.time_zone();
        match &self.rule {
            Rule::Time(format, utc) => vec![env.time_text(value, format.as_deref(), *utc)],
            Rule::Number(format) => vec![env.number_text(value, format)],
            Rule::Plain => match value {
                Datum::List(items) => items.iter().map(|i| i.text(zone).to_string()).collect(),
                other => vec![other.text(zone).to_string()],
            },
        }
    }
}

/// The format of a time unit.
pub(crate) fn unit_format(unit: &Value) -> String {
    let parts = crate::grammar::compile::units::parts(unit.text("unit").unwrap_or(""));
    // Vega-Lite writes months of years by their names.
    let overrides = [("year-month", Some("%b %Y ")), ("year-month-date", Some("%b %d, %Y "))];
    crate::format::unit::specifier(&parts, &overrides)
}
