//! The tree of views, and what is parsed onto it: scales, sizes, axes and legends, each merged where views share them.

use super::axes::AxisParts;
use super::legends::LegendParts;
use super::scales::ScaleParts;
use super::stack::{Stack, stack};
use super::{init_mark, mark_config};
use crate::grammar::json::{Json, empty, object, one};
use crate::grammar::model::channel;
use crate::grammar::model::config::Config;
use crate::grammar::normalise::{init_encoding, init_field};
use crate::report::Problem;
use crate::spec::Value;

/// What a view is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// One mark.
    Unit,
    /// Views over each other.
    Layer,
    /// One view for each value of a field.
    Facet,
    /// Views beside each other.
    Concat,
}

/// A mark and its encoding, explicit.
#[derive(Clone, Debug)]
pub(crate) struct Unit {
    pub mark: Value,
    pub encoding: Value,
    pub stack: Option<Stack>,
    /// `width` and `height` as asked for: numbers, `"container"`, or `{"step": n}`.
    pub size: Value,
}

impl Unit {
    /// The type of the mark.
    pub fn mark_type(&self) -> &str {
        self.mark.text("type").unwrap_or("")
    }

    /// The definition of a channel, unless it is missing.
    pub fn def(&self, channel: &str) -> Option<&Value> {
        self.encoding.some(channel)
    }

    /// The field or datum of a channel, itself or in its condition.
    pub fn field_or_datum(&self, channel: &str) -> Option<&Value> {
        self.def(channel).and_then(channel::field_or_datum)
    }

    /// The field of a channel, itself or in its condition.
    pub fn field(&self, channel: &str) -> Option<&Value> {
        self.def(channel).and_then(channel::field)
    }

    /// All field definitions with their channels.
    pub fn fields(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.encoding
            .members()
            .iter()
            .flat_map(|(c, defs)| defs.list().iter().filter_map(move |d| channel::field(d).map(|f| (c.as_str(), f))))
    }

    /// True for marks that connect their rows.
    pub fn is_path(&self) -> bool {
        matches!(self.mark_type(), "line" | "area" | "trail")
    }

    /// True for marks that fill a rectangle, also in polar coordinates.
    pub fn is_rect(&self) -> bool {
        matches!(self.mark_type(), "rect" | "bar" | "image" | "arc" | "tick")
    }

    /// The fields by which a path is parted into several.
    pub fn path_groups(&self) -> Vec<String> {
        use crate::grammar::model::naming::column;
        let mark = self.mark_type();
        let mut out = Vec::new();
        for (channel, def) in self.encoding.members() {
            match channel.as_str() {
                "order" if mark != "area" => {}
                "order" | "detail" | "key" => {
                    let fields = def.list().iter().filter(|d| channel::is_field(d) && !d.get("aggregate").is_some_and(Json::truth));
                    out.extend(fields.map(column));
                }
                // Within the band of each position, a path goes through the offsets.
                "xOffset" | "yOffset" if self.is_path() => {
                    let main = self.encoding.get(&channel[..1]).filter(|d| channel::is_field(d));
                    let plain = |d: &Value| channel::is_field(d) && !d.get("aggregate").is_some_and(Json::truth);
                    out.extend(main.filter(|d| plain(d) && plain(def) && column(d) != column(def)).map(column));
                }
                "size" if mark == "trail" => {}
                "color" | "fill" | "stroke" | "opacity" | "fillOpacity" | "strokeOpacity" | "strokeDash" | "strokeWidth" | "size" => {
                    out.extend(channel::field(def).filter(|f| !f.get("aggregate").is_some_and(Json::truth)).map(column));
                }
                _ => {}
            }
        }
        out
    }
}

/// The size of a view along one direction, before the scales are known.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Size {
    /// So many steps of a scale.
    Step,
    /// Pixels.
    Pixels(f64),
    /// As wide as the page allows.
    Container,
}

/// A view.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub parent: Option<usize>,
    pub children: Vec<usize>,
    pub kind: Kind,
    pub name: String,
    /// The JSON of the view without its inner views.
    pub spec: Value,
    pub unit: Option<Unit>,
    /// The fields of a facet, by `row`, `column` or `facet`.
    pub facet: Vec<(&'static str, Value)>,
    pub scales: Vec<(&'static str, ScaleParts)>,
    /// For each channel, whether the scale is independent in each inner view.
    pub independent: Vec<(&'static str, bool)>,
    pub axes: Vec<AxisParts>,
    /// Which axes of a facet moved to its headers: x and y.
    pub shared_axes: [bool; 2],
    pub legends: Vec<(&'static str, LegendParts)>,
    /// Width and height, and whether they were asked for.
    pub size: [Option<(Size, bool)>; 2],
}

impl Node {
    /// The scale that was parsed onto this view for a channel.
    pub fn scale(&self, channel: &str) -> Option<&ScaleParts> {
        self.scales.iter().find(|(c, _)| *c == channel).map(|(_, s)| s)
    }
}

/// The views of a spec; the first is the outermost.
#[derive(Debug)]
pub(crate) struct Tree {
    pub nodes: Vec<Node>,
    pub config: Config,
}

impl Tree {
    /// Builds the views of a normalised spec and parses everything onto them that does not need data.
    pub fn new(spec: &Value, config: Config) -> Result<Tree, Problem> {
        let mut tree = Tree { nodes: Vec::new(), config };
        tree.add(spec, None, "", &empty())?;
        tree.parse_scales(0);
        tree.parse_sizes(0);
        tree.parse_axes(0);
        tree.parse_legends(0);
        Ok(tree)
    }

    fn add(&mut self, spec: &Value, parent: Option<usize>, given: &str, size: &Value) -> Result<usize, Problem> {
        if self.nodes.len() > crate::grammar::normalise::most_views() {
            return Err(crate::grammar::normalise::too_many());
        }
        let name = spec.text("name").unwrap_or(given).to_string();
        let id = self.nodes.len();
        let views = ["layer", "concat", "hconcat", "vconcat"].iter().find(|k| matches!(spec.get(k), Some(Value::Array(_))));
        let kind = match views {
            _ if spec.has("mark") => Kind::Unit,
            Some(&"layer") => Kind::Layer,
            _ if spec.has("facet") => Kind::Facet,
            _ => Kind::Concat,
        };
        let mut own = spec.without(&["layer", "concat", "hconcat", "vconcat", "spec", "facet"]);
        if let Some(columns) = views.and_then(|v| match *v {
            "vconcat" => Some(1.0),
            _ => None,
        }) {
            own.set("columns", Value::Number(columns));
        }
        if views == Some(&"hconcat") {
            own.take("columns");
        }
        self.nodes.push(Node {
            parent,
            children: Vec::new(),
            kind,
            name: name.clone(),
            spec: own,
            unit: None,
            facet: Vec::new(),
            scales: Vec::new(),
            independent: Vec::new(),
            axes: Vec::new(),
            shared_axes: [false; 2],
            legends: Vec::new(),
            size: [None, None],
        });
        let sized = |base: &Value, truthy: bool| {
            let mut out = base.clone();
            for key in ["width", "height"] {
                if let Some(value) = spec.get(key).filter(|v| !truthy || v.truth()) {
                    out.set(key, value.clone());
                }
            }
            out
        };
        let inner_name = |text: String| if name.is_empty() { text } else { format!("{name}_{text}") };
        let mut children = Vec::new();
        match kind {
            Kind::Unit => {
                let unit = self.unit(spec, sized(size, false));
                self.nodes[id].unit = Some(unit);
            }
            Kind::Layer => {
                let size = sized(size, true);
                for (i, child) in spec.get("layer").map_or(&[][..], Json::list).iter().enumerate() {
                    children.push(self.add(child, Some(id), &inner_name(format!("layer_{i}")), &size)?);
                }
            }
            Kind::Facet => {
                let facet = spec.get("facet").cloned().unwrap_or_else(empty);
                let defs: Vec<(&'static str, Value)> = if facet.has("row") || facet.has("column") {
                    ["row", "column"].iter().filter_map(|c| facet.some(c).filter(|d| d.has("field")).map(|d| (*c, d.clone()))).collect()
                } else {
                    vec![("facet", facet)]
                };
                self.nodes[id].facet = defs.into_iter().map(|(c, d)| (c, init_field(&d, c, false))).collect();
                if let Some(child) = spec.get("spec") {
                    children.push(self.add(child, Some(id), &inner_name("child".into()), &empty())?);
                }
            }
            Kind::Concat => {
                for (i, child) in views.and_then(|v| spec.get(v)).map_or(&[][..], Json::list).iter().enumerate() {
                    children.push(self.add(child, Some(id), &inner_name(format!("concat_{i}")), &empty())?);
                }
            }
        }
        self.nodes[id].children = children;
        Ok(id)
    }

    fn unit(&mut self, spec: &Value, size: Value) -> Unit {
        let mut mark = match spec.get("mark") {
            Some(def @ Value::Object(_)) => def.clone(),
            Some(Value::String(name)) => one("type", name.as_str()),
            _ => empty(),
        };
        let kind = mark.text("type").unwrap_or("").to_string();
        if !mark.has("filled") {
            let graticule = spec.at(&["data", "graticule"]).is_some();
            let filled = mark_config("filled", None, &mark, &self.config);
            let default = !matches!(kind.as_str(), "point" | "line" | "rule");
            mark.set("filled", if graticule { Value::Bool(false) } else { filled.unwrap_or(Value::Bool(default)) });
        }
        let filled = mark.get("filled").is_some_and(Json::truth);
        let mut encoding = init_encoding(spec.get("encoding").unwrap_or(&empty()), &kind, filled);
        let mark = init_mark(&mark, &encoding, &self.config);
        let stacked = stack(&mark, &encoding);
        let size = step_sizes(size, &encoding);
        let order = self.align_with_colors(&mark, &mut encoding, stacked.is_some());
        let stacked = if order { stack(&mark, &encoding.without(&["order"])) } else { stacked };
        Unit { mark, encoding, stack: stacked, size }
    }

    /// Where colours have a domain of their own, groups and stacks stand in its order. True when an order was added.
    fn align_with_colors(&mut self, mark: &Value, encoding: &mut Value, stacked: bool) -> bool {
        let Some(color) = encoding.some("fill").or(encoding.some("color")).filter(|d| channel::is_field(d)).cloned() else { return false };
        let Some(domain @ Value::Array(_)) = color.at(&["scale", "domain"]).cloned() else { return false };
        let Some(field) = color.text("field") else { return false };
        if encoding.has("order") || channel::kind(&color) != "nominal" {
            return false;
        }
        for offset in ["xOffset", "yOffset"] {
            if let Some(def) = encoding.some(offset).filter(|d| channel::is_field(d)).cloned() {
                if !def.has("sort") {
                    encoding.set(offset, def.with("sort", domain));
                    return false;
                }
                break;
            }
        }
        if !stacked {
            return false;
        }
        let ascending = mark.text("orient") == Some("horizontal");
        let name = format!("_{field}_sort_index");
        let id = self.nodes.len() - 1;
        let node = &mut self.nodes[id];
        let mut transforms = node.spec.get("transform").map_or(Vec::new(), |t| t.list().to_vec());
        transforms.push(object(&[("index", domain), ("field", Value::from(field)), ("as", Value::from(name.as_str()))]));
        node.spec.set("transform", Value::Array(transforms));
        let sort = Value::from(if ascending { "ascending" } else { "descending" });
        encoding.set(
            "order",
            Value::Array(vec![object(&[("field", Value::String(name)), ("type", Value::from("quantitative")), ("sort", sort)])]),
        );
        true
    }

    /// The view that owns the scale of a channel for a view: itself or the one that it is merged into.
    pub fn scale_owner(&self, id: usize, channel: &str) -> Option<usize> {
        let node = &self.nodes[id];
        match node.scale(channel) {
            Some(scale) if !scale.merged => Some(id),
            _ => node.parent.and_then(|p| self.scale_owner(p, channel)),
        }
    }

    /// The scale of a channel for a view.
    pub fn scale_parts(&self, id: usize, channel: &str) -> Option<&ScaleParts> {
        self.scale_owner(id, channel).and_then(|owner| self.nodes[owner].scale(channel))
    }

    /// The type of the scale of a channel; empty where there is none.
    pub fn scale_kind(&self, id: usize, channel: &str) -> &str {
        self.scale_parts(id, channel).map_or("", |s| s.kind.0.as_str())
    }

    /// All units at and below a view.
    pub fn units(&self, id: usize) -> Vec<usize> {
        if self.nodes[id].unit.is_some() {
            return vec![id];
        }
        self.nodes[id].children.iter().flat_map(|&c| self.units(c)).collect()
    }
}

/// Sizes in steps only where a discrete channel has steps; otherwise the step is dropped, as Vega-Lite does.
fn step_sizes(size: Value, encoding: &Value) -> Value {
    let mut out = size;
    for (c, key) in [("x", "width"), ("y", "height")] {
        if !out.get(key).is_some_and(|s| s.has("step")) {
            continue;
        }
        if encoding.some(c).is_some_and(channel::is_continuous) {
            out.take(key);
        }
    }
    out
}
