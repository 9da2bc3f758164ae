//! Reading encodings: which column, or which constant, a channel shows, and on which scale.

use super::filter::decimal;
use super::members::{AXIS, CHANNELS, COLOR, DETAIL, LEGEND, OFFSET, POSITION, SCALE, SCALE_TYPES, SECOND, SORT, SORTS, TYPES};
use super::reader::{Reader, quoted};
use super::{Channel, Encoding, FieldType, Sort, Value};

/// The types of [`TYPES`], in its order.
pub(super) const FIELD_TYPES: [FieldType; 4] = [FieldType::Quantitative, FieldType::Temporal, FieldType::Ordinal, FieldType::Nominal];

impl Encoding {
    /// The channel called `name`.
    fn slot(&mut self, name: &str) -> &mut Option<Channel> {
        match name {
            "x" => &mut self.x,
            "y" => &mut self.y,
            "x2" => &mut self.x2,
            "y2" => &mut self.y2,
            "xOffset" => &mut self.x_offset,
            "yOffset" => &mut self.y_offset,
            "color" => &mut self.color,
            _ => &mut self.detail,
        }
    }
}

impl Reader {
    /// Reads an encoding over the one that its layer inherits: a channel takes over what it does not say itself, and `null`
    /// takes an inherited channel away.
    pub fn encoding(&mut self, value: &Value, parent: &Encoding) -> Encoding {
        let mut encoding = parent.clone();
        for (name, def) in self.members(value, &CHANNELS) {
            let back = self.enter(name);
            match def {
                _ if name == "tooltip" => {
                    if !matches!(def, Value::Null) {
                        self.warn("unused", "the tooltip shows all values at a place", "leave it out");
                    }
                }
                Value::Null => *encoding.slot(name) = None,
                _ => {
                    let other = if name == "x" { "y" } else { "x" };
                    let partner = match value.get(other) {
                        Some(def) => def.get("field").and_then(Value::as_str),
                        None => encoding.slot(other).as_ref().and_then(|c| c.field.as_deref()),
                    };
                    let partner = column(partner.unwrap_or(""));
                    let inherited = encoding.slot(name).take().unwrap_or_default();
                    *encoding.slot(name) = Some(self.channel(name, def, inherited, &partner));
                }
            }
            self.leave(back);
        }
        encoding
    }

    /// Notes what a layer's channels lack.
    pub fn complete(&mut self, encoding: &Encoding) {
        let back = self.enter("encoding");
        if encoding.x.is_none() && encoding.y.is_none() {
            self.error("no-position", "there is neither x nor y", "add \"x\": {\"field\": …} and \"y\": {\"field\": …}");
        }
        let mut encoding = encoding.clone();
        for name in CHANNELS.known.split(' ') {
            if encoding.slot(name).as_ref().is_some_and(|c| c.field.is_none() && c.datum.is_none() && c.value.is_none()) {
                let inner = self.enter(name);
                self.error("no-field", "the channel shows nothing", "add \"field\", the name of a column");
                self.leave(inner);
            }
        }
        self.leave(back);
    }

    /// `tooltip` of a mark: whatever asks for the values at a place is granted.
    pub fn tooltip(&mut self, value: &Value) {
        match value {
            Value::Null | Value::Bool(_) => {}
            Value::Object(_) if value.get("content").is_some() => {}
            _ => self.warn("unused", "the tooltip shows all values at a place", "leave it out"),
        }
    }

    fn channel(&mut self, channel: &str, def: &Value, mut out: Channel, partner: &str) -> Channel {
        let names = match channel {
            "x" | "y" => &POSITION,
            "x2" | "y2" => &SECOND,
            "color" => &COLOR,
            "detail" => &DETAIL,
            _ => &OFFSET,
        };
        let (mut what, mut scale_type) = (0, None);
        for (name, value) in self.members(def, names) {
            let back = self.enter(name);
            if matches!(name, "field" | "datum" | "value") {
                what += 1;
                (out.field, out.datum, out.value) = (None, None, None);
            }
            match name {
                "field" => out.field = Some(column(&self.text(value))),
                "datum" => out.datum = self.scalar(value),
                "value" => out.value = Some(Value::String(self.text(value))),
                "type" => out.kind = self.choice(value, &TYPES).and_then(|i| FIELD_TYPES.get(i).copied()),
                "title" => out.title = Some(self.lines(value)),
                "sort" => out.sort = self.sort(value, channel, partner),
                "stack" => out.stack = self.stack(value),
                "scale" => scale_type = self.scale(value, &mut out),
                "axis" => {
                    if matches!(value, Value::Null | Value::Bool(_)) {
                        self.error("not-yet", "an axis cannot be taken away", "leave \"axis\" out: no axis stands where it is not needed");
                    } else {
                        for (_, title) in self.members(value, &AXIS) {
                            out.title = Some(self.lines(title));
                        }
                    }
                }
                _ => {
                    if matches!(value, Value::Null) {
                        self.warn("unused", "what colours mean is always said", "leave \"legend\" out");
                    } else {
                        for (_, title) in self.members(value, &LEGEND) {
                            out.title = Some(self.lines(title));
                        }
                    }
                }
            }
            self.leave(back);
        }
        let kind = if out.kind == Some(FieldType::Ordinal) { Some(FieldType::Nominal) } else { out.kind };
        match scale_type {
            Some(_) if kind.is_none() => out.kind = scale_type,
            Some(_) if kind != scale_type => {
                let back = self.enter("scale");
                self.error("wrong-scale", "the type of the scale does not fit the channel's type", "leave \"type\" out of the scale");
                self.leave(back);
            }
            _ => {}
        }
        if what > 1 {
            self.error("two-values", "more than one of \"field\", \"datum\" and \"value\"", "keep one of them");
        }
        out
    }

    fn stack(&mut self, value: &Value) -> Option<bool> {
        match value {
            Value::Null => Some(false),
            Value::Bool(truth) => Some(*truth),
            Value::String(word) if word == "zero" => Some(true),
            Value::String(word) if word == "normalize" || word == "center" => {
                self.error(
                    "not-yet",
                    &["Vega-Lite has ", &quoted(word), ", Nutgraph does not yet"].concat(),
                    "supported: zero, true, false, null",
                );
                None
            }
            _ => {
                self.wrong(value, "\"zero\", true, false or null");
                None
            }
        }
    }

    /// Reads a scale; gives the type of field that its own type is for.
    fn scale(&mut self, value: &Value, out: &mut Channel) -> Option<FieldType> {
        let mut scale_type = None;
        for (name, value) in self.members(value, &SCALE) {
            let back = self.enter(name);
            match name {
                "type" => {
                    scale_type = self.choice(value, &SCALE_TYPES).map(|i| match i {
                        0 => FieldType::Quantitative,
                        1 | 2 => FieldType::Temporal,
                        _ => FieldType::Nominal,
                    });
                }
                "zero" => out.zero = self.truth(value),
                _ => {
                    out.domain.clear();
                    for (i, item) in self.items(value).iter().enumerate() {
                        let back = self.enter_item(i);
                        out.domain.extend(self.scalar(item));
                        self.leave(back);
                    }
                }
            }
            self.leave(back);
        }
        scale_type
    }

    /// `partner` is the column of the other position channel, whose values can order this one's.
    fn sort(&mut self, value: &Value, channel: &str, partner: &str) -> Sort {
        match value {
            Value::Null => Sort::Data,
            Value::Array(items) => {
                let mut listed = Vec::new();
                for (i, item) in items.iter().enumerate() {
                    let back = self.enter_item(i);
                    match (item, decimal(item)) {
                        (_, Some(number)) => listed.push(number),
                        _ => listed.push(self.text(item)),
                    }
                    self.leave(back);
                }
                Sort::Listed(listed)
            }
            Value::Object(_) => self.sort_by(value, channel, partner),
            _ => match self.choice(value, &SORTS) {
                Some(0) => Sort::Ascending,
                Some(1) => Sort::Descending,
                Some(i) => {
                    let by = if i < 4 { "x" } else { "y" };
                    self.by(by, channel, i % 2 == 1)
                }
                None => Sort::Unset,
            },
        }
    }

    /// `sort` as an object.
    fn sort_by(&mut self, value: &Value, channel: &str, partner: &str) -> Sort {
        let (mut by, mut descending, mut order) = (None, false, true);
        for (name, value) in self.members(value, &SORT) {
            let back = self.enter(name);
            match (name, value) {
                ("order", Value::Null) => order = false,
                ("order", _) => descending = self.choice(value, &super::members::ORDERS) == Some(1),
                ("encoding", _) => by = Some(self.text(value)),
                _ => {
                    let field = column(&self.text(value));
                    if field == partner && matches!(channel, "x" | "y") {
                        by = Some(if channel == "x" { "y" } else { "x" }.to_string());
                    } else {
                        self.error(
                            "not-yet",
                            &["Nutgraph cannot sort by ", &quoted(&field), " yet"].concat(),
                            "sort by \"x\", \"y\" or a list of categories",
                        );
                        order = false;
                    }
                }
            }
            self.leave(back);
        }
        match by {
            _ if !order => Sort::Data,
            Some(by) => self.by(&by, channel, descending),
            None if descending => Sort::Descending,
            None => Sort::Ascending,
        }
    }

    /// The order of `channel` by the position channel `by`.
    fn by(&mut self, by: &str, channel: &str, descending: bool) -> Sort {
        match (by, channel) {
            ("x", "y") | ("y", "x") => Sort::Value(descending),
            ("x", "x") | ("y", "y") if descending => Sort::Descending,
            ("x", "x") | ("y", "y") => Sort::Ascending,
            _ => {
                let found = ["Nutgraph cannot sort ", channel, " by ", &quoted(by), " yet"].concat();
                self.error("not-yet", &found, "list the categories");
                Sort::Unset
            }
        }
    }
}

/// The column that a field names: in Vega-Lite, `\.` and `\[` are plain characters of a name.
pub(super) fn column(field: &str) -> String {
    field.replace('\\', "")
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
            "/encoding/y/scale: the type of the scale does not fit the channel's type; leave \"type\" out of the scale",
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
            (r#""axis": null"#, "/axis", "an axis cannot be taken away; leave \"axis\" out: no axis stands where it is not needed".into()),
            (r#""scale": {"type": "log"}"#, "/scale/type", not_yet("log", "supported: linear, time, utc, band, ordinal")),
            (r#""scale": null"#, "/scale", "found null; expected an object".into()),
            (
                r#""scale": {"domain": [0, {"year": 2015}]}"#,
                "/scale/domain/1",
                "found an object; expected a number or a string, dates as \"2015-10-01\"".into(),
            ),
            (r#""stack": "normalize""#, "/stack", not_yet("normalize", "supported: zero, true, false, null")),
            (
                r#""sort": {"field": "other"}"#,
                "/sort/field",
                "Nutgraph cannot sort by \"other\" yet; sort by \"x\", \"y\" or a list of categories".into(),
            ),
            (r#""sort": "color""#, "/sort", not_yet("color", "supported: ascending, descending, x, -x, y, -y")),
            (r#""type": "number""#, "/type", "\"number\" is no type; supported: quantitative, temporal, ordinal, nominal".into()),
            (
                r#""titel": "Region""#,
                "/titel",
                "\"titel\" is no member; did you mean \"title\"? supported: field, datum, type, title, sort, stack, scale, axis".into(),
            ),
            (r#""datum": 3"#, "", "more than one of \"field\", \"datum\" and \"value\"; keep one of them".into()),
            (
                r#""legend": null"#,
                "/legend",
                "\"legend\" is no member; supported: field, datum, type, title, sort, stack, scale, axis".into(),
            ),
        ] {
            check(&y(members), &format!("/encoding/y{path}: {message}"));
        }
        check(
            &color(r#"{"field": "a", "sort": "x"}"#),
            "/encoding/color/sort: Nutgraph cannot sort color by \"x\" yet; list the categories",
        );
        check(
            &color(r#"{"field": "a", "legend": null}"#),
            "/encoding/color/legend: what colours mean is always said; leave \"legend\" out",
        );
        check(&color(r#"{"field": {"repeat": "layer"}}"#), "/encoding/color/field: found an object; expected a string");
        check(&color("{}"), "/encoding/color: the channel shows nothing; add \"field\", the name of a column");
        check(&color("[]"), "/encoding/color: found an array; expected an object");
    }

    #[test]
    fn an_unknown_channel_names_the_nearest() {
        let supported = "supported: x, y, x2, y2, xOffset, yOffset, color, detail, tooltip";
        let with = |name: &str| format!(r#"{{"mark": "bar", "encoding": {{"x": {{"field": "ha"}}, "{name}": {{"field": "a"}}}}}}"#);
        check(&with("colour"), &format!("/encoding/colour: \"colour\" is no channel; did you mean \"color\"? {supported}"));
        check(&with("size"), &format!("/encoding/size: Vega-Lite has \"size\", Nutgraph does not yet; {supported}"));
        check(&with("tooltip"), "/encoding/tooltip: the tooltip shows all values at a place; leave it out");
    }
}
