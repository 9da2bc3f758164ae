//! A chart's specification: Vega-Lite v6 as types, with Nutgraph's own part in `usermeta.nutgraph`.
//!
//! A spec comes from a JSON document or from the attributes of a `<nut-graph>`, or from both, the attributes winning. Either
//! way it becomes the same [`Spec`]; what the supported part of the grammar does not hold is an error with its JSON path.

mod attributes;
mod channel;
#[cfg(not(feature = "lean"))]
mod controls;
#[cfg(not(feature = "lean"))]
mod facet;
mod filter;
mod grammar;
mod read;
mod reader;
mod usermeta;
mod value;

pub use attributes::from_attributes;
#[cfg(not(feature = "lean"))]
pub use controls::{Calculation, Control, Draw, Param};
#[cfg(not(feature = "lean"))]
pub use facet::Facet;
#[cfg(test)]
pub(crate) use grammar::members;
pub use read::read;
pub use value::Value;

/// What is drawn for a row or a series.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// A line through the points of a series.
    Line,
    /// A filled area under a series.
    Area,
    /// A bar from zero.
    Bar,
    /// A dot.
    Point,
    /// A straight rule over the plot, or from one place to another.
    Rule,
}

/// The type of a field, as Vega-Lite has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldType {
    /// Numbers on a continuous scale.
    Quantitative,
    /// Times.
    Temporal,
    /// Names in an order.
    Ordinal,
    /// Names.
    Nominal,
}

/// How the categories of a channel are ordered.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Sort {
    /// Not said: bars by value, unless the order means something.
    #[default]
    Unset,
    /// As in the data (`null`).
    Data,
    /// By the category itself.
    Ascending,
    /// By the category itself, reversed.
    Descending,
    /// By the value of the other position channel: `x`, `-x`, `y`, `-y`; true when descending.
    Value(bool),
    /// As listed.
    Listed(Vec<String>),
}

/// One encoding channel.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Channel {
    /// The column; `None` with a `datum` or `value`.
    pub field: Option<String>,
    /// A constant in the data's terms: `{"datum": "UN survey"}`; for a position, a value of the axis.
    pub datum: Option<Value>,
    /// A constant in the picture's terms: a colour.
    pub value: Option<Value>,
    /// The type, if said.
    pub kind: Option<FieldType>,
    /// The title, if said: `Some("")` for `null` (no title).
    pub title: Option<String>,
    /// The order of categories.
    pub sort: Sort,
    /// `scale.zero`, if said.
    pub zero: Option<bool>,
    /// `scale.domain`, if said: two numbers or times, or the categories.
    pub domain: Vec<Value>,
    /// `stack`: `None` unsaid, `Some(false)` for null or false, `Some(true)` for zero or true.
    pub stack: Option<bool>,
}

/// The encoding of a layer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Encoding {
    /// Horizontal position.
    pub x: Option<Channel>,
    /// Vertical position.
    pub y: Option<Channel>,
    /// The other end, horizontally.
    pub x2: Option<Channel>,
    /// The other end, vertically.
    pub y2: Option<Channel>,
    /// Place within a horizontal band.
    pub x_offset: Option<Channel>,
    /// Place within a vertical band.
    pub y_offset: Option<Channel>,
    /// Colour, and with it the series.
    pub color: Option<Channel>,
    /// Series without a colour of their own.
    pub detail: Option<Channel>,
}

/// A mark with its encoding; the top level's encoding is merged into each layer by the reader.
#[derive(Clone, Debug, PartialEq)]
pub struct Layer {
    /// What is drawn.
    pub mark: Mark,
    /// `mark.filled`: false draws a bar or point as an outline ("not done yet").
    pub filled: bool,
    /// Where and how.
    pub encoding: Encoding,
    /// Conditions (`transform: [{"filter": …}]`) that a row must meet to be drawn in this layer.
    pub filters: Vec<String>,
}

/// Where the data come from.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Data {
    /// Not said in the spec.
    #[default]
    Unset,
    /// An address, relative to the spec.
    Url(String),
    /// Records, or text, in the spec itself.
    Values(Value),
}

/// When in its year (or month, or quarter) a value stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Period {
    /// At the beginning, as Vega-Lite has it.
    #[default]
    Start,
    /// In the middle.
    Mid,
    /// On the last day.
    End,
}

/// A note on the chart: an event at an x, a target at a y, or a remark at a point.
#[derive(Clone, Debug, PartialEq)]
pub struct Annotation {
    /// Value of the x axis.
    pub x: Option<Value>,
    /// Value of the y axis.
    pub y: Option<Value>,
    /// What it says.
    pub text: String,
}

/// Who the figures are from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Source {
    /// Name, as readers see it.
    pub name: String,
    /// Address; empty for none.
    pub url: String,
    /// The columns that are from this source; empty when all are.
    pub columns: Vec<String>,
}

/// A named fact: `"facts": {"jump": "change(unodc_ha, 2015, 2016)"}`.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedFact {
    /// The name.
    pub name: String,
    /// The expression.
    pub expression: String,
}

/// A chart, as its author described it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Spec {
    /// `title` or `heading`.
    pub heading: String,
    /// `title.subtitle` or `subheading`.
    pub subheading: String,
    /// `description`: the author's own text alternative; empty when the chart describes itself.
    pub description: String,
    /// The data.
    pub data: Data,
    /// `data.format.type`: csv, tsv, json; empty when unsaid.
    pub format: String,
    /// Conditions that a row of the table must meet.
    pub filters: Vec<String>,
    /// What is drawn, from back to front. Never empty.
    pub layers: Vec<Layer>,
    /// `usermeta.nutgraph.source`, or `source` and `source-url`.
    pub sources: Vec<Source>,
    /// `usermeta.nutgraph.note` or `note`.
    pub note: String,
    /// `usermeta.nutgraph.period`.
    pub period: Period,
    /// `usermeta.nutgraph.unit`: the values' unit, as a word (`hectares`) or symbol (`ha`); empty when unsaid.
    pub unit: String,
    /// `usermeta.nutgraph.names`: what columns are called, as (column, name).
    pub names: Vec<(String, String)>,
    /// `usermeta.nutgraph.labels`: a column whose text follows the value at the end of a bar.
    pub labels: String,
    /// `usermeta.nutgraph.highlight`: the categories or series that are lit; the rest is grey. Empty: all are lit.
    pub highlight: Vec<String>,
    /// `usermeta.nutgraph.annotations`.
    pub annotations: Vec<Annotation>,
    /// What parts the chart into panels: `encoding.facet`, `row` or `column`, or the attribute `facet`.
    #[cfg(not(feature = "lean"))]
    pub facet: Option<Facet>,
    /// `usermeta.nutgraph.facts`.
    pub facts: Vec<NamedFact>,
    /// `as-of` or `usermeta.nutgraph.asOf`: the story's date; empty when unsaid.
    pub as_of: String,
    /// Columns that are computed from others and from `params`.
    #[cfg(not(feature = "lean"))]
    pub calculations: Vec<Calculation>,
    /// `usermeta.nutgraph.draw`.
    #[cfg(not(feature = "lean"))]
    pub draw: Option<Draw>,
    /// `usermeta.nutgraph.params`.
    #[cfg(not(feature = "lean"))]
    pub params: Vec<Param>,
}

impl Spec {
    /// The address of the data, relative to the spec, if the spec names one.
    pub fn data_url(&self) -> Option<&str> {
        match &self.data {
            Data::Url(url) => Some(url),
            _ => None,
        }
    }
}
