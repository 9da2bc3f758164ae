//! What marks say: text, tooltips, links.

use super::*;

impl Draw<'_> {
    /// How a definition becomes words.
    pub fn words(&self, def: &Value) -> Words {
        let conditions = def.get("condition").map_or(&[][..], Json::list).iter();
        let conditions = conditions.map(|condition| (self.test(condition), self.word(condition))).collect();
        Words { conditions, main: self.word(def) }
    }

    pub(super) fn word(&self, def: &Value) -> Word {
        if def.has("value") {
            return Word::Value(def.get("value").cloned().unwrap_or(Value::Null));
        }
        if channel::is_field_or_datum(def) {
            Word::Formatted(super::super::words::Format::of(def, self.config(), self.env))
        } else {
            Word::Nothing
        }
    }

    pub(super) fn tooltip(&self) -> Vec<(String, Words)> {
        let title = |def: &Value| match naming::title(def, self.config()) {
            Some(Value::String(text)) => text,
            Some(other) => other.list().iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" "),
            None => String::new(),
        };
        match self.unit.encoding.get("tooltip") {
            Some(Value::Array(defs)) => defs.iter().map(|d| (title(d), self.words(d))).collect(),
            Some(Value::Null) => Vec::new(),
            Some(def) if channel::is_field(def) => vec![(String::new(), self.words(def))],
            Some(def) if def.has("value") => vec![(String::new(), self.words(def))],
            _ => {
                let wanted = mark_prop("tooltip", None, &self.unit.mark, self.config());
                match wanted {
                    Some(Value::Bool(true)) | Some(Value::Object(_)) => {
                        let fields = self.unit.fields().filter(|(c, d)| {
                            channel::main(c) == *c && !matches!(*c, "order" | "tooltip") && d.has("field") || d.has("aggregate")
                        });
                        fields.map(|(_, d)| (title(d), self.words(d))).collect()
                    }
                    Some(text @ Value::String(_)) => vec![(String::new(), Words { conditions: Vec::new(), main: Word::Value(text) })],
                    _ => Vec::new(),
                }
            }
        }
    }

    pub(super) fn font(&self) -> Font {
        let number = |name: &str| self.prop(name).map(|v| self.env.value(&v, None).number()).filter(|n| !n.is_nan());
        let text = |name: &str, default: &str| {
            let found = self.text_prop(name);
            if found.is_empty() { default.to_string() } else { found }
        };
        Font {
            family: text("font", "sans-serif"),
            size: number("fontSize").or_else(|| self.prop("size").and_then(|s| num(&s))).unwrap_or(11.0),
            weight: self.text_prop("fontWeight"),
            style: self.text_prop("fontStyle"),
            align: text("align", "center"),
            baseline: text("baseline", "middle"),
            dx: number("dx").unwrap_or(0.0),
            dy: number("dy").unwrap_or(0.0),
            limit: number("limit").unwrap_or(0.0),
            line_height: number("lineHeight").unwrap_or(0.0),
        }
    }
}

pub(super) enum Word {
    Nothing,
    Value(Value),
    Formatted(super::super::words::Format),
}
