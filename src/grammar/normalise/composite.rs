//! Box plots as layers: whiskers, box, median and outliers; and what composite marks have in common.

use super::encoding::{extract_transforms, normalize_encoding};
use super::{Normal, mark_def, refuse};
use crate::grammar::compile::mark_config;
use crate::grammar::json::{Json, empty, object, one};
use crate::grammar::model::channel;
use crate::grammar::model::config::Config;
use crate::grammar::model::naming;
use crate::report::Problem;
use crate::spec::Value;

/// An expression for a column of the row: `datum["name"]`.
pub(super) fn datum(name: &str) -> String {
    let name = crate::transform::Field::parse(name).map_or(name.to_string(), |f| f.name().to_string());
    format!("datum[\"{}\"]", name.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Which way a composite mark goes: its continuous axis is `y` when it is vertical.
pub(super) fn orient(mark: &Value, encoding: &Value, name: &str) -> Result<&'static str, Problem> {
    match mark.text("orient") {
        Some("vertical") => return Ok("vertical"),
        Some("horizontal") => return Ok("horizontal"),
        _ => {}
    }
    let of = |c: &str| encoding.some(c).filter(|d| channel::is_continuous(d));
    match (of("x"), of("y")) {
        (Some(x), Some(y)) => {
            let (by_x, by_y) = (x.text("aggregate"), y.text("aggregate"));
            if by_x.is_none() && by_y == Some(name) {
                return Ok("vertical");
            }
            if by_y.is_none() && by_x == Some(name) {
                return Ok("horizontal");
            }
            let time = |d: &Value| channel::kind(d) == "temporal" || d.some("timeUnit").is_some();
            Ok(if time(y) && !time(x) { "horizontal" } else { "vertical" })
        }
        (Some(_), None) => Ok("horizontal"),
        (None, Some(_)) => Ok("vertical"),
        (None, None) => Err(refuse(format!("a {name} has no continuous axis"), "give \"x\" or \"y\" a quantitative field")),
    }
}

/// The layer of one part of a composite mark, unless that part is off.
pub(super) fn part(mark: &Value, part: &str, config: &Config, layer: Value) -> Option<Value> {
    let name = mark.text("type").unwrap_or("").to_string();
    let set = config.at(&[&name, part]);
    let own = mark.get(part);
    if !own.map_or_else(|| set.is_some_and(Json::truth), Json::truth) {
        return None;
    }
    let mut def = set.filter(|s| matches!(s, Value::Object(_))).cloned().unwrap_or_else(empty);
    for key in ["clip", "color", "opacity"] {
        if let Some(value) = mark.get(key).filter(|v| v.truth()) {
            def.set(key, value.clone());
        }
    }
    def = def.over(&mark_def(&layer));
    def.set("style", Value::String(format!("{name}-{part}")));
    if let Some(own @ Value::Object(_)) = own {
        def = def.over(own);
    }
    Some(layer.with("mark", def))
}

/// What the parts of a composite mark share.
pub(super) struct Axis<'a> {
    pub mark: &'a Value,
    pub config: &'a Config,
    /// The continuous axis: `x` or `y`.
    pub channel: &'static str,
    /// Its definition.
    pub def: &'a Value,
}

impl Axis<'_> {
    /// The name of the field on the continuous axis.
    pub fn field(&self) -> &str {
        self.def.text("field").unwrap_or("")
    }

    /// The definition of the continuous axis for another column of the same thing.
    pub fn position(&self, field: &str) -> Value {
        let mut out = one("field", field);
        if let Some(kind) = self.def.get("type") {
            out.set("type", kind.clone());
        }
        if let Some(title) = self.def.get("title").or(self.def.get("field")) {
            out.set("title", title.clone());
        }
        for key in ["scale", "axis"] {
            if let Some(value) = self.def.get(key) {
                out.set(key, value.clone());
            }
        }
        out
    }

    /// The layer of a part between two columns, or at one.
    pub fn layer(&self, name: &str, mark: Value, from: &str, to: Option<&str>, shared: &Value, extra: &Value) -> Option<Value> {
        let mut encoding = one(self.channel, self.position(&format!("{from}_{}", self.field())));
        if let Some(to) = to {
            encoding.set(channel::secondary(self.channel), one("field", format!("{to}_{}", self.field())));
        }
        let encoding = encoding.over(shared).over(extra);
        part(self.mark, name, self.config, object(&[("mark", mark), ("encoding", encoding)]))
    }

    /// The tooltip of a part: columns by prefix with their titles, then what else is encoded.
    pub fn tooltip(&self, summary: &[(&str, String)], encoding: &Value, name_field: bool) -> Value {
        if let Some(tooltip) = encoding.get("tooltip") {
            return one("tooltip", tooltip.clone());
        }
        let title = self.def.text("title").unwrap_or_else(|| self.field());
        let mut defs: Vec<Value> = summary
            .iter()
            .map(|(prefix, words)| {
                let words = if name_field { format!("{words} of {title}") } else { words.clone() };
                let kind = self.def.get("type").cloned().unwrap_or(Value::Null);
                object(&[("field", Value::String(format!("{prefix}{}", self.field()))), ("type", kind), ("title", Value::String(words))])
            })
            .collect();
        for (_, def) in encoding.members() {
            for def in def.list() {
                if let Some(field) = channel::field(def) {
                    let plain = field.without(&["legend", "axis", "header", "scale", "condition", "value"]);
                    if !defs.contains(&plain) {
                        defs.push(plain);
                    }
                }
            }
        }
        one("tooltip", Value::Array(defs))
    }
}

fn entry(op: &str, field: &str, name: &str) -> Value {
    object(&[("op", Value::from(op)), ("field", Value::from(field)), ("as", Value::from(name))])
}

/// A box plot as layers.
pub(super) fn boxplot(spec: &Value, config: &Config) -> Normal {
    let mark = mark_def(spec);
    let encoding = normalize_encoding(spec.get("encoding").unwrap_or(&empty()));
    let vertical = orient(&mark, &encoding, "boxplot")? == "vertical";
    let channel = if vertical { "y" } else { "x" };
    let def = encoding.get(channel).map(|d| d.without(&["aggregate"])).unwrap_or_else(empty);
    let axis = Axis { mark: &mark, config, channel, def: &def };
    let field = axis.field().to_string();
    let extent = mark.get("extent").or(config.at(&["boxplot", "extent"])).cloned().unwrap_or(Value::Number(1.5));
    let min_max = !matches!(extent, Value::Number(_));
    let size = mark.get("size").cloned().or_else(|| mark_config("size", None, &mark, config));
    let outer = spec.without(&["mark", "encoding", "params", "projection"]);

    let (rest, custom_tooltip) = split_tooltip(&encoding.without(&[channel]));
    let found = extract_transforms(&rest, config);
    let shared = found.encoding.without(&["color", "size"]);
    let [low, high] = if min_max { ["lower_whisker_", "upper_whisker_"] } else { ["min_", "max_"] };
    let mut aggregate = found.aggregate.clone();
    for (op, prefix) in [("q1", "lower_box_"), ("q3", "upper_box_"), ("median", "mid_box_"), ("min", low), ("max", high)] {
        aggregate.push(entry(op, &field, &format!("{prefix}{field}")));
    }
    let groupby = Value::Array(found.groupby.clone());
    let mut before: Vec<Value> = found.bins.clone();
    before.extend(found.time_units.iter().cloned());
    let mut summary = before.clone();
    summary.push(object(&[("aggregate", Value::Array(aggregate)), ("groupby", groupby.clone())]));

    let (ticks_orient, box_orient) = if vertical { ("horizontal", "vertical") } else { ("vertical", "horizontal") };
    let with_invalid = |mut def: Value| {
        if let Some(invalid) = mark.get("invalid") {
            def.set("invalid", invalid.clone());
        }
        def
    };
    let words = |s: &str| s.to_string();
    let five = axis.tooltip(
        &[
            (if min_max { "upper_whisker_" } else { "max_" }, words("Max")),
            ("upper_box_", words("Q3")),
            ("mid_box_", words("Median")),
            ("lower_box_", words("Q1")),
            (if min_max { "lower_whisker_" } else { "min_" }, words("Min")),
        ],
        &found.encoding,
        true,
    );
    let whisker_tip = if min_max {
        five.clone()
    } else {
        axis.tooltip(&[("upper_whisker_", words("Upper Whisker")), ("lower_whisker_", words("Lower Whisker"))], &found.encoding, true)
    };
    let rule = || with_invalid(object(&[("type", Value::from("rule")), ("aria", Value::Bool(false))]));
    let tick = || {
        with_invalid(object(&[
            ("type", Value::from("tick")),
            ("color", Value::from("black")),
            ("opacity", Value::Number(1.0)),
            ("orient", Value::from(ticks_orient)),
            ("aria", Value::Bool(false)),
        ]))
    };
    let whiskers: Vec<Value> = [
        axis.layer("rule", rule(), "lower_whisker", Some("lower_box"), &shared, &whisker_tip),
        axis.layer("rule", rule(), "upper_box", Some("upper_whisker"), &shared, &whisker_tip),
        axis.layer("ticks", tick(), "lower_whisker", None, &shared, &whisker_tip),
        axis.layer("ticks", tick(), "upper_whisker", None, &shared, &whisker_tip),
    ]
    .into_iter()
    .flatten()
    .collect();

    let sized = |mut def: Value| {
        if let Some(size) = size.clone().filter(|s| s.truth()) {
            def.set("size", size);
        }
        with_invalid(def)
    };
    let bar = sized(object(&[("type", Value::from("bar")), ("orient", Value::from(box_orient))]));
    let mut median = sized(object(&[("type", Value::from("tick")), ("orient", Value::from(ticks_orient))]));
    if let Some(color) = config.at(&["boxplot", "median", "color"]) {
        median.set("color", color.clone());
    }
    // A box without height shows its median in the colour of the box.
    let plain = config.at(&["boxplot", "box", "color"]).or(config.at(&["mark", "color"])).cloned().unwrap_or(Value::from("#4c78a8"));
    let flat = one("test", format!("{} >= {}", datum(&format!("lower_box_{field}")), datum(&format!("upper_box_{field}"))));
    let condition = flat.over(found.encoding.get("color").unwrap_or(&one("value", plain)));
    let mut median_encoding = shared.clone();
    if let Some(size) = found.encoding.get("size") {
        median_encoding.set("size", size.clone());
    }
    median_encoding.set("color", one("condition", condition));
    let mut boxes = if min_max { whiskers.clone() } else { Vec::new() };
    boxes.extend(axis.layer("box", bar, "lower_box", Some("upper_box"), &found.encoding, &five));
    boxes.extend(axis.layer("median", median, "mid_box", None, &median_encoding, &five));

    let given = spec.get("transform").map_or(Vec::new(), |t| t.list().to_vec());
    if min_max {
        let transform: Vec<Value> = given.into_iter().chain(summary).collect();
        return Ok(outer.with("transform", Value::Array(transform)).with("layer", Value::Array(boxes)));
    }

    let Value::Number(reach) = extent else { return Ok(outer) };
    let (lower, upper, value) = (datum(&format!("lower_box_{field}")), datum(&format!("upper_box_{field}")), datum(&field));
    let bottom = format!("{lower} - {reach} * ({upper} - {lower})");
    let top = format!("{upper} + {reach} * ({upper} - {lower})");
    let mut inside = vec![
        entry("min", &field, &format!("lower_whisker_{field}")),
        entry("max", &field, &format!("upper_whisker_{field}")),
        entry("min", &format!("lower_box_{field}"), &format!("lower_box_{field}")),
        entry("max", &format!("upper_box_{field}"), &format!("upper_box_{field}")),
    ];
    inside.extend(found.aggregate.iter().cloned());
    let within = object(&[
        (
            "transform",
            Value::Array(vec![
                one("filter", format!("({bottom} <= {value}) && ({value} <= {top})")),
                object(&[("aggregate", Value::Array(inside)), ("groupby", groupby.clone())]),
            ]),
        ),
        ("layer", Value::Array(whiskers)),
    ]);
    let quartiles =
        Value::Array(vec![entry("q1", &field, &format!("lower_box_{field}")), entry("q3", &field, &format!("upper_box_{field}"))]);
    before.push(object(&[("joinaggregate", quartiles), ("groupby", groupby)]));
    let mut outlier = one(channel, axis.position(&field)).over(&shared.without(&["tooltip"]));
    if let Some(color) = found.encoding.get("color") {
        outlier.set("color", color.clone());
    }
    if let Some(tooltip) = custom_tooltip {
        outlier.set("tooltip", tooltip);
    }
    let outliers = part(
        &mark,
        "outliers",
        config,
        object(&[
            ("transform", Value::Array(vec![one("filter", format!("({value} < {bottom}) || ({value} > {top})"))])),
            ("mark", Value::from("point")),
            ("encoding", outlier),
        ]),
    );
    let whole = match outliers {
        Some(outliers) => object(&[("transform", Value::Array(before)), ("layer", Value::Array(vec![outliers, within]))]),
        None => {
            before.extend(within.get("transform").map_or(&[][..], Json::list).iter().cloned());
            within.with("transform", Value::Array(before))
        }
    };
    let boxed = object(&[("transform", Value::Array(summary)), ("layer", Value::Array(boxes))]);
    Ok(outer.with("layer", Value::Array(vec![whole, boxed])))
}

/// An encoding with only the aggregates of its tooltip, and the rest of the tooltip.
fn split_tooltip(encoding: &Value) -> (Value, Option<Value>) {
    let mut out = encoding.clone();
    let Some(tooltip) = out.take("tooltip").filter(|t| t.truth()) else { return (out, None) };
    if let Value::Array(defs) = &tooltip {
        let (with, without): (Vec<Value>, Vec<Value>) = defs.iter().cloned().partition(|d| d.get("aggregate").is_some_and(Json::truth));
        if !with.is_empty() {
            out.set("tooltip", Value::Array(with));
        }
        return (out, (!without.is_empty()).then_some(Value::Array(without)));
    }
    if tooltip.get("aggregate").is_some_and(Json::truth) {
        out.set("tooltip", tooltip);
        return (out, None);
    }
    (out, Some(tooltip))
}

/// A field's aggregate in words, for a tooltip.
pub(super) fn aggregate_title(op: &str, field: &str, config: &Config) -> String {
    naming::default_title(&object(&[("aggregate", Value::from(op)), ("field", Value::from(field))]), config)
}
