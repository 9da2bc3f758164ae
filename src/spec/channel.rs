//! Reading encodings: which column, or which constant, a channel shows, and on which scale.

use super::filter::decimal;
use super::grammar::place;
use super::reader::{Reader, joined, lines, text};
use super::{Channel, Encoding, FieldType, Sort, Value};

/// The types of a field, in the grammar's order.
pub(super) const TYPES: [FieldType; 4] = [FieldType::Quantitative, FieldType::Temporal, FieldType::Ordinal, FieldType::Nominal];

/// The types that the scales of the grammar are for, in its order.
const SCALES: [FieldType; 5] = [FieldType::Quantitative, FieldType::Temporal, FieldType::Temporal, FieldType::Nominal, FieldType::Nominal];

impl Encoding {
    /// The channels with their names.
    fn slots(&mut self) -> [(&'static str, &mut Option<Channel>); 8] {
        [
            ("x", &mut self.x),
            ("y", &mut self.y),
            ("x2", &mut self.x2),
            ("y2", &mut self.y2),
            ("xOffset", &mut self.x_offset),
            ("yOffset", &mut self.y_offset),
            ("color", &mut self.color),
            ("detail", &mut self.detail),
        ]
    }
}

impl Reader {
    /// Lays the `encoding` of a layer over the one that it inherits: a channel takes over what it does not say itself, and
    /// `null` takes an inherited channel away.
    pub fn encoding(&mut self, value: &Value, encoding: &mut Encoding) {
        let outer = self.enter("encoding");
        // The column of the other position channel, whose values can order this one's.
        let field = |name: &str, inherited: &Option<Channel>| match value.get(name) {
            Some(def) => column(&text(def, "field")),
            None => inherited.as_ref().and_then(|c| c.field.clone()).unwrap_or_default(),
        };
        let (x, y) = (field("x", &encoding.x), field("y", &encoding.y));
        for (name, slot) in encoding.slots() {
            match value.get(name) {
                None => {}
                Some(Value::Null) => *slot = None,
                Some(def) => {
                    let back = self.enter(name);
                    self.channel(name, def, slot.get_or_insert_default(), if name == "x" { &y } else { &x });
                    self.leave(back);
                }
            }
        }
        self.leave(outer);
    }

    /// Notes what a layer's channels lack.
    pub fn complete(&mut self, encoding: &mut Encoding) {
        let outer = self.enter("encoding");
        if encoding.x.is_none() && encoding.y.is_none() {
            self.error("no-position", &["there is neither x nor y"], "add \"x\": {\"field\": …} and \"y\": {\"field\": …}");
        }
        for (name, slot) in encoding.slots() {
            if slot.as_ref().is_some_and(|c| c.field.is_none() && c.datum.is_none() && c.value.is_none()) {
                self.error_at(name, "no-field", &["the channel shows nothing"], "add \"field\", the name of a column");
            }
        }
        self.leave(outer);
    }

    fn channel(&mut self, channel: &str, def: &Value, out: &mut Channel, partner: &str) {
        let [field, datum, value] = ["field", "datum", "value"].map(|name| def.get(name));
        let shown = [field, datum, value].iter().flatten().count();
        if shown > 0 {
            out.field = field.map(|field| column(&lines(field)));
            out.datum = datum.cloned();
            out.value = value.cloned();
        }
        if shown > 1 {
            self.error("two-values", &["more than one of \"field\", \"datum\" and \"value\""], "keep one of them");
        }
        if def.get("type").is_some() {
            out.kind = TYPES.get(place("types", &text(def, "type"))).copied();
        }
        for holder in [Some(def), def.get("axis"), def.get("legend")].into_iter().flatten() {
            if let Some(title) = holder.get("title") {
                out.title = Some(lines(title));
            }
        }
        if let Some(stack) = def.get("stack") {
            out.stack = Some(!matches!(stack, Value::Null | Value::Bool(false)));
        }
        if let Some(scale) = def.get("scale") {
            self.scale(scale, out);
        }
        if let Some(sort) = def.get("sort") {
            out.sort = self.sort(sort, channel, partner);
        }
    }

    fn scale(&mut self, scale: &Value, out: &mut Channel) {
        if let Some(Value::Bool(zero)) = scale.get("zero") {
            out.zero = Some(*zero);
        }
        if let Some(Value::Array(domain)) = scale.get("domain") {
            out.domain = domain.clone();
        }
        if let Some(&fit) = SCALES.get(place("scales", &text(scale, "type"))) {
            let kind = *out.kind.get_or_insert(fit);
            if kind != fit && !(kind == FieldType::Ordinal && fit == FieldType::Nominal) {
                self.error_at("scale", "wrong-scale", &["the scale does not fit the channel's type"], "leave its \"type\" out");
            }
        }
    }

    /// `partner` is the column of the other position channel.
    pub(super) fn sort(&mut self, sort: &Value, channel: &str, partner: &str) -> Sort {
        let word = match sort {
            Value::Array(items) => {
                let text = |item: &Value| if let Value::Number(number) = item { decimal(*number) } else { None };
                return Sort::Listed(items.iter().map(|item| text(item).unwrap_or_else(|| lines(item))).collect());
            }
            Value::String(word) => word.clone(),
            Value::Object(_) if sort.get("order") != Some(&Value::Null) => {
                let by = match sort.get("field") {
                    Some(field) if column(&lines(field)) == partner => if channel == "x" { "y" } else { "x" }.to_string(),
                    Some(_) => "field".to_string(),
                    None if sort.get("encoding").is_some() => text(sort, "encoding"),
                    None => channel.to_string(),
                };
                joined(&[if text(sort, "order") == "descending" { "-" } else { "" }, &by], "")
            }
            _ => return Sort::Data,
        };
        let by = word.trim_start_matches('-');
        let is_descending = by.len() < word.len();
        let is_own = by == channel;
        match by {
            "ascending" => Sort::Ascending,
            "descending" => Sort::Descending,
            _ if is_own && is_descending => Sort::Descending,
            _ if is_own => Sort::Ascending,
            "x" | "y" if channel == "x" || channel == "y" => Sort::Value(is_descending),
            _ => {
                self.error_at("sort", "not-yet", &["Nutgraph cannot sort by that yet"], "sort x by y, y by x, or list the categories");
                Sort::Unset
            }
        }
    }
}

/// The column that a field names: in Vega-Lite, `\.` and `\[` are plain characters of a name.
pub(super) fn column(field: &str) -> String {
    field.chars().filter(|&c| c != '\\').collect()
}

#[cfg(test)]
mod tests {
    use super::super::reader::testing::{check, good};
    use super::*;

    /// A bar chart's document with `members` added to its y.
    fn y(members: &str) -> String {
        format!(r#"{{"mark": "bar", "encoding": {{"x": {{"field": "ha"}}, "y": {{"field": "region", {members}}}}}}}"#)
    }

    /// A bar chart's document with a colour.
    fn color(def: &str) -> String {
        format!(r#"{{"mark": "bar", "encoding": {{"x": {{"field": "ha"}}, "y": {{"field": "region"}}, "color": {def}}}}}"#)
    }

    #[track_caller]
    fn read_y(members: &str) -> Channel {
        good(&y(members)).layers[0].encoding.y.clone().expect("there is a y")
    }

    #[test]
    fn a_channel_is_read() {
        let channel =
            read_y(r#""type": "nominal", "title": "Region", "sort": null, "stack": "zero", "scale": {"zero": false, "domain": ["a", 2]}"#);
        let domain = vec![Value::from("a"), Value::from(2.0)];
        let expected = Channel {
            field: Some("region".into()),
            kind: Some(FieldType::Nominal),
            title: Some("Region".into()),
            sort: Sort::Data,
            zero: Some(false),
            stack: Some(true),
            domain,
            ..Channel::default()
        };
        assert_eq!(channel, expected);
        assert_eq!(read_y(r#""axis": {"title": null}"#).title, Some(String::new()));
        assert_eq!(read_y(r#""axis": {"title": ["Two", "lines"]}"#).title, Some("Two lines".into()));
        assert_eq!(read_y(r#""stack": null"#).stack, Some(false));
        let x = good(r#"{"mark": "point", "encoding": {"x": {"field": "a\\.b"}}}"#).layers[0].encoding.x.clone();
        assert_eq!(x.and_then(|x| x.field), Some("a.b".into()));
        let value = good(&color(r##"{"value": "#c00"}"##)).layers[0].encoding.color.clone().and_then(|c| c.value);
        assert_eq!(value, Some("#c00".into()));
    }

    #[test]
    fn a_sort_is_read_in_all_its_spellings() {
        for (text, expected) in [
            (r#""ascending""#, Sort::Ascending),
            (r#""descending""#, Sort::Descending),
            (r#""x""#, Sort::Value(false)),
            (r#""-x""#, Sort::Value(true)),
            (r#""-y""#, Sort::Descending),
            (r#"["b", "a", 2015]"#, Sort::Listed(vec!["b".into(), "a".into(), "2015".into()])),
            (r#"{"field": "ha", "order": "descending"}"#, Sort::Value(true)),
            (r#"{"encoding": "x"}"#, Sort::Value(false)),
            (r#"{"encoding": "x", "order": null}"#, Sort::Data),
            (r#"{"order": "descending"}"#, Sort::Descending),
        ] {
            assert_eq!(read_y(&format!("\"sort\": {text}")).sort, expected, "{text}");
        }
    }

    #[test]
    fn the_scale_tells_the_type_or_must_fit_it() {
        assert_eq!(read_y(r#""scale": {"type": "utc"}"#).kind, Some(FieldType::Temporal));
        assert_eq!(read_y(r#""scale": {"type": "band"}, "type": "ordinal""#).kind, Some(FieldType::Ordinal));
        check(
            &y(r#""scale": {"type": "linear"}, "type": "temporal""#),
            "/encoding/y/scale: the scale does not fit the channel's type; leave its \"type\" out",
        );
    }

    #[test]
    fn what_a_channel_cannot_do_is_said() {
        let not_yet = |what: &str, remedy: &str| format!("Vega-Lite has \"{what}\", Nutgraph does not yet; {remedy}");
        let rows = "put one row for each mark into the data";
        for (members, path, message) in [
            (r#""timeUnit": "year""#, "/timeUnit", not_yet("timeUnit", rows)),
            (r#""aggregate": "mean""#, "/aggregate", not_yet("aggregate", rows)),
            (r#""bin": true"#, "/bin", not_yet("bin", rows)),
            (r#""axis": {"labelAngle": 45}"#, "/axis/labelAngle", not_yet("labelAngle", "supported: title")),
            (r#""axis": null"#, "/axis", "found null; leave it out: no axis stands where it is not needed".into()),
            (r#""scale": {"type": "log"}"#, "/scale/type", not_yet("log", "supported: linear, time, utc, band, ordinal")),
            (r#""scale": null"#, "/scale", "found null; expected an object".into()),
            (
                r#""scale": {"domain": [0, {"year": 2015}]}"#,
                "/scale/domain/1",
                "found an object; expected true or false or a number or a string".into(),
            ),
            (r#""stack": "normalize""#, "/stack", not_yet("normalize", "supported: zero")),
            (
                r#""sort": {"field": "other"}"#,
                "/sort",
                "Nutgraph cannot sort by that yet; sort x by y, y by x, or list the categories".into(),
            ),
            (r#""sort": "color""#, "/sort", not_yet("color", "supported: ascending, descending, x, -x, y, -y")),
            (r#""type": "number""#, "/type", "\"number\" is not known here; supported: quantitative, temporal, ordinal, nominal".into()),
            (
                r#""titel": "Region""#,
                "/titel",
                "\"titel\" is not known here; did you mean \"title\"? supported: field, datum, type, title, sort, stack, scale, axis"
                    .into(),
            ),
            (r#""datum": 3"#, "", "more than one of \"field\", \"datum\" and \"value\"; keep one of them".into()),
            (
                r#""legend": null"#,
                "/legend",
                "\"legend\" is not known here; supported: field, datum, type, title, sort, stack, scale, axis".into(),
            ),
        ] {
            check(&y(members), &format!("/encoding/y{path}: {message}"));
        }
        check(
            &color(r#"{"field": "a", "sort": "x"}"#),
            "/encoding/color/sort: Nutgraph cannot sort by that yet; sort x by y, y by x, or list the categories",
        );
        check(
            &color(r#"{"field": "a", "legend": null}"#),
            "/encoding/color/legend: this has no effect here; leave it out: what colours mean is always said",
        );
        check(&color(r#"{"field": {"repeat": "layer"}}"#), "/encoding/color/field: found an object; expected a string");
        check(&color("{}"), "/encoding/color: the channel shows nothing; add \"field\", the name of a column");
        check(&color("[]"), "/encoding/color: found an array; expected null or an object");
    }

    #[test]
    fn an_unknown_channel_names_the_nearest() {
        let supported = "supported: x, y, x2, y2, xOffset, yOffset, color, detail, tooltip, facet, row, column";
        let with = |name: &str| format!(r#"{{"mark": "bar", "encoding": {{"x": {{"field": "ha"}}, "{name}": {{"field": "a"}}}}}}"#);
        check(&with("colour"), &format!("/encoding/colour: \"colour\" is not known here; did you mean \"color\"? {supported}"));
        check(&with("size"), &format!("/encoding/size: Vega-Lite has \"size\", Nutgraph does not yet; {supported}"));
        check(&with("tooltip"), "/encoding/tooltip: this has no effect here; leave it out: the tooltip shows all values at a place");
    }
}
