//! The scene of the full grammar: groups of marks, axes, legends and titles, with everything at its place, as plain data.
//!
//! It is a tree because a picture of many views is one. Positions are pixels from the top left of the group around.

/// A group: a view, or views beside each other.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Group {
    /// Its name, as Vega-Lite names views; empty for the outermost.
    pub name: String,
    /// From the left of the group around.
    pub x: f64,
    /// From its top.
    pub y: f64,
    /// Width of the plotting area; 0 for a group that only holds others.
    pub width: f64,
    /// Height of the plotting area.
    pub height: f64,
    /// What it has is cut off at its edges.
    pub clip: bool,
    /// Colour of the plotting area.
    pub fill: Option<String>,
    /// Colour of its edge.
    pub stroke: Option<String>,
    /// Width of its edge.
    pub stroke_width: f64,
    /// Opacity of its colour.
    pub fill_opacity: f64,
    /// Radius of its corners.
    pub corner_radius: f64,
    /// Gridlines and axes that lie behind the marks, marks, axes over them, inner groups, titles, from back to front.
    pub items: Vec<Node>,
    /// It is a view of its own in a picture.
    pub is_view: bool,
    /// Of a plotting area in which a reader can select: its number.
    pub area: Option<usize>,
}

/// Something in a group.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// A group inside.
    Group(Group),
    /// Marks of a kind.
    Mark(Mark),
    /// An axis.
    Axis(Axis),
    /// A legend.
    Legend(Legend),
    /// Words over or beside a group: a title, a header of a facet.
    Title(Vec<Item>),
}

/// Kinds of marks, as Vega names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkKind {
    /// A piece of a ring.
    Arc,
    /// A filled path between two lines.
    Area,
    /// A picture.
    Image,
    /// A line through points.
    Line,
    /// The region of a mark that pointing nearby selects; it has no look.
    Path,
    /// A rectangle.
    Rect,
    /// A straight line.
    Rule,
    /// A shape on a map.
    Shape,
    /// A symbol.
    Symbol,
    /// Words.
    Text,
    /// A line of changing width.
    Trail,
}

impl MarkKind {
    /// Vega's name.
    pub fn name(self) -> &'static str {
        match self {
            MarkKind::Arc => "arc",
            MarkKind::Area => "area",
            MarkKind::Image => "image",
            MarkKind::Line => "line",
            MarkKind::Path => "path",
            MarkKind::Rect => "rect",
            MarkKind::Rule => "rule",
            MarkKind::Shape => "shape",
            MarkKind::Symbol => "symbol",
            MarkKind::Text => "text",
            MarkKind::Trail => "trail",
        }
    }
}

/// Marks of a kind; of a line, area or trail, one path.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// What they are.
    pub kind: MarkKind,
    /// The view that they are of.
    pub name: String,
    /// They are cut off at the edges of the plotting area.
    pub clip: bool,
    /// One for each mark; of a path, its points.
    pub items: Vec<Item>,
}

/// A mark, or a point of a path. What a kind does not use stays at its default.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Left edge, start, middle or anchor.
    pub x: f64,
    /// Top edge, start, middle or baseline.
    pub y: f64,
    /// Right edge, end, or the other edge of an area.
    pub x2: f64,
    /// Bottom edge, end, or the other edge of an area.
    pub y2: f64,
    /// False where a path breaks.
    pub defined: bool,
    /// Of an arc: where it begins and ends, in radians clockwise from the top, then inner and outer radius.
    pub arc: [f64; 4],
    /// Area of a symbol in square pixels; width of a trail.
    pub size: f64,
    /// Shape of a symbol, by name or as SVG path.
    pub shape: String,
    /// Clockwise, in degrees.
    pub angle: f64,
    /// Lines of words.
    pub text: Vec<String>,
    /// How words look and stand.
    pub font: Font,
    /// Address of an image.
    pub url: String,
    /// Outline of a shape on a map, as SVG path.
    pub path: String,
    /// Fill, if any.
    pub fill: Option<String>,
    /// Outline, if any.
    pub stroke: Option<String>,
    /// 0 to 1.
    pub opacity: f64,
    /// 0 to 1.
    pub fill_opacity: f64,
    /// 0 to 1.
    pub stroke_opacity: f64,
    /// Width of the outline.
    pub stroke_width: f64,
    /// Lengths of dashes and gaps.
    pub stroke_dash: Vec<f64>,
    /// How lines end: `butt`, `round`, `square`.
    pub stroke_cap: String,
    /// How lines join: `miter`, `round`, `bevel`; empty for the first.
    pub stroke_join: String,
    /// Where in the dashes the outline begins.
    pub dash_offset: f64,
    /// How many times its width the tip of a corner may reach; 0 for 10.
    pub miter_limit: f64,
    /// How it is mixed with what lies below: a mode of CSS; empty for plainly over it.
    pub blend: String,
    /// Angle between an arc and the next.
    pub pad: f64,
    /// The gradients that stand in for fill and outline, whose colours then are the last of the gradients.
    pub gradients: [Option<std::rc::Rc<Gradient>>; 2],
    /// How a path goes through its points, and its tension.
    pub interpolate: (String, f64),
    /// An area whose edges lie left and right.
    pub horizontal: bool,
    /// Radii of the corners: top left, top right, bottom right, bottom left.
    pub corners: [f64; 4],
    /// What a reader is told of it, by title.
    pub tooltip: Vec<(String, String)>,
    /// Where it leads.
    pub href: String,
    /// Its row in the data of its view.
    pub row: u32,
    /// Rows of the loaded data that it stands for.
    pub sources: Vec<u32>,
}

impl Default for Item {
    fn default() -> Self {
        Item {
            x: 0.0,
            y: 0.0,
            x2: 0.0,
            y2: 0.0,
            defined: true,
            arc: [0.0; 4],
            size: 0.0,
            shape: String::new(),
            angle: 0.0,
            text: Vec::new(),
            font: Font::default(),
            url: String::new(),
            path: String::new(),
            fill: None,
            stroke: None,
            opacity: 1.0,
            fill_opacity: 1.0,
            stroke_opacity: 1.0,
            stroke_width: 1.0,
            stroke_dash: Vec::new(),
            stroke_cap: String::new(),
            stroke_join: String::new(),
            dash_offset: 0.0,
            miter_limit: 0.0,
            blend: String::new(),
            pad: 0.0,
            gradients: [None, None],
            interpolate: (String::new(), f64::NAN),
            horizontal: false,
            corners: [0.0; 4],
            tooltip: Vec::new(),
            href: String::new(),
            row: 0,
            sources: Vec::new(),
        }
    }
}

/// Colours that run into each other. Places are shares of the mark's own box.
#[derive(Clone, Debug, PartialEq)]
pub struct Gradient {
    /// From circle to circle; along a line otherwise.
    pub radial: bool,
    /// Where it begins: the start of the line, or the middle of the inner circle.
    pub from: [f64; 2],
    /// Where it ends.
    pub to: [f64; 2],
    /// Radii of the inner and the outer circle.
    pub radii: [f64; 2],
    /// Colours with their places, 0 to 1.
    pub stops: Vec<(f64, String)>,
}

/// How words look and stand.
#[derive(Clone, Debug, PartialEq)]
pub struct Font {
    /// CSS family.
    pub family: String,
    /// Size in pixels.
    pub size: f64,
    /// CSS weight.
    pub weight: String,
    /// CSS style.
    pub style: String,
    /// `left`, `center`, `right`.
    pub align: String,
    /// `top`, `middle`, `bottom`, `alphabetic`.
    pub baseline: String,
    /// Moved to the right.
    pub dx: f64,
    /// Moved down.
    pub dy: f64,
    /// Greatest width; 0 for none.
    pub limit: f64,
    /// Distance between lines; 0 for two pixels more than the size.
    pub line_height: f64,
}

impl Default for Font {
    fn default() -> Self {
        Font {
            family: "sans-serif".into(),
            size: 11.0,
            weight: String::new(),
            style: String::new(),
            align: "left".into(),
            baseline: "alphabetic".into(),
            dx: 0.0,
            dy: 0.0,
            limit: 0.0,
            line_height: 0.0,
        }
    }
}

/// An axis.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Axis {
    /// `bottom`, `top`, `left`, `right`.
    pub orient: String,
    /// The title in one line; empty for none.
    pub title: String,
    /// Ticks with their labels.
    pub ticks: Vec<Tick>,
    /// Lines and words at their places in the group around: gridlines, ticks, labels, the line of the axis, the title.
    pub marks: Vec<Mark>,
}

/// A tick.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tick {
    /// Its label; empty where it has none.
    pub label: String,
    /// Along the axis in pixels.
    pub at: f64,
    /// The label is shown, and not hidden because it overlaps others.
    pub shown: bool,
}

/// A legend.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Legend {
    /// The title in one line; empty for none.
    pub title: String,
    /// Labels in order.
    pub labels: Vec<String>,
    /// Where it stands.
    pub orient: String,
    /// From the left of the group around.
    pub x: f64,
    /// From its top.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
    /// Symbols, words and gradient, from the legend's top left.
    pub marks: Vec<Mark>,
    /// Colours of a gradient with where they lie: x, y, width, height, colours from its start, and whether it goes upwards.
    pub gradient: Option<([f64; 4], Vec<String>, bool)>,
    /// Distance from the view; none for the default.
    pub offset: Option<f64>,
    /// The field whose values its entries are.
    pub field: String,
    /// These values, for as many of its symbols.
    pub values: Vec<crate::spec::Value>,
}

/// A whole picture.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scene {
    /// Width with everything around the plotting areas.
    pub width: f64,
    /// Height likewise.
    pub height: f64,
    /// Background, if any.
    pub background: Option<String>,
    /// The outermost group.
    pub root: Group,
    /// The spec's own description of the chart.
    pub description: String,
}

/// Two places in order; both are none where one is, since a rectangle has no width then.
pub(crate) fn ordered(a: f64, b: f64) -> (f64, f64) {
    if a.is_nan() || b.is_nan() { (f64::NAN, f64::NAN) } else { (a.min(b), a.max(b)) }
}
