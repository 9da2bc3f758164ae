//! What every object of a spec may hold, and what every choice may say: the supported part of Vega-Lite, as tables.
//!
//! A table has two lists: what Nutgraph reads, and what Vega-Lite has besides, so that a feature which is not built yet is
//! told from a slip of the pen. To support one more member, move its name from the second list to the first and read it.
//! A name that ends in `*` stands for all names that begin so.

/// The names that one object or one choice knows, each list parted by single spaces.
pub(super) struct Names {
    /// What a name is called in a message: `member`, `mark`, `channel`.
    pub noun: &'static str,
    /// What is read.
    pub known: &'static str,
    /// What Vega-Lite has besides.
    pub later: &'static str,
}

impl Names {
    /// The place of `name` among those that are read.
    pub fn find(&self, name: &str) -> Option<usize> {
        self.known.split(' ').position(|known| known == name)
    }

    /// Whether Vega-Lite has `name`, though Nutgraph does not.
    pub fn is_later(&self, name: &str) -> bool {
        self.later.split(' ').any(|later| match later.strip_suffix('*') {
            Some(start) => name.starts_with(start),
            None => later == name,
        })
    }
}

/// A table of an object's members.
const fn object(known: &'static str, later: &'static str) -> Names {
    Names { noun: "member", known, later }
}

/// The document. The size and the space round the chart are the page's, so these four are legal and have no effect:
/// `width`, `height`, `autosize`, `padding`. `name` has none in Vega-Lite either.
pub(super) const TOP: Names = object(
    "$schema title description name width height autosize padding background config data datasets transform mark encoding layer usermeta",
    "params facet repeat concat hconcat vconcat spec columns resolve projection view bounds align spacing center",
);
/// A layer, or a group of layers.
pub(super) const LAYER: Names =
    object("mark encoding layer transform name description data", "title width height params resolve projection view");
/// `title`.
pub(super) const TITLE: Names =
    object("text subtitle", "align anchor angle aria baseline color dx dy font* frame limit line* offset orient style subtitle* zindex");
/// `data`. `name` is legal beside an address or values, or names a member of `datasets`.
pub(super) const DATA: Names = object("url values name format", "sequence sphere graticule");
/// `data.format`.
pub(super) const FORMAT: Names = object("type parse", "property feature mesh delimiter");
/// `data.format.type`.
pub(super) const FORMAT_TYPE: Names = Names { noun: "format", known: "csv tsv json", later: "dsv topojson arrow" };
/// An item of `transform`.
pub(super) const TRANSFORM: Names = object(
    "filter",
    "aggregate bin calculate density extent flatten fold impute joinaggregate loess lookup pivot quantile regression sample stack \
     timeUnit window",
);
/// A predicate of `filter`.
pub(super) const PREDICATE: Names = object("field equal lt lte gt gte range oneOf valid and or not", "timeUnit param empty");
/// `mark`, when it is an object.
pub(super) const MARK: Names = object(
    "type filled color point tooltip",
    "align angle aria* aspect background band* baseline bin* blend borders box clip continuousBandSize corner* cursor description dir \
     discreteBandSize dx dy ellipsis extent fill fillOpacity font* height href inner* interpolate invalid limit line lineBreak lineHeight \
     median minBandSize opacity order orient outer* outliers pad* radius* rule shape size smooth stroke* style tension text theta* \
     thickness ticks time* url width x x2 xOffset x2Offset y y2 yOffset y2Offset",
);
/// Marks, in the order of [`super::Mark`]; `circle` is Vega-Lite's word for a filled point, which Nutgraph's points are.
pub(super) const MARKS: Names = Names {
    noun: "mark",
    known: "line area bar point rule circle",
    later: "arc boxplot errorband errorbar geoshape image rect square text tick trail",
};
/// `encoding`.
pub(super) const CHANNELS: Names = Names {
    noun: "channel",
    known: "x y x2 y2 xOffset yOffset color detail tooltip",
    later: "angle column description facet fill fillOpacity href key latitude* longitude* opacity order radius* row shape size stroke* \
            text theta* time url xError* yError*",
};
/// `x` and `y`.
pub(super) const POSITION: Names =
    object("field datum type title sort stack scale axis", "aggregate band bandPosition bin impute timeUnit value");
/// `x2` and `y2`.
pub(super) const SECOND: Names = object("field datum title", "aggregate band bandPosition bin timeUnit value");
/// `xOffset` and `yOffset`.
pub(super) const OFFSET: Names = object("field datum type title sort", "aggregate band bandPosition bin scale timeUnit value");
/// `color`.
pub(super) const COLOR: Names =
    object("field datum value type title sort scale legend", "aggregate band bandPosition bin condition timeUnit");
/// `detail`.
pub(super) const DETAIL: Names = object("field type title", "aggregate band bandPosition bin timeUnit");
/// `type` of a channel, in the order of [`super::FieldType`].
pub(super) const TYPES: Names = Names { noun: "type", known: "quantitative temporal ordinal nominal", later: "geojson" };
/// `sort`, when it is a word.
pub(super) const SORTS: Names = Names {
    noun: "order",
    known: "ascending descending x -x y -y",
    later: "color fill stroke size shape fillOpacity strokeOpacity opacity text -color -fill -stroke -size -shape -opacity -text",
};
/// `sort`, when it is an object.
pub(super) const SORT: Names = object("field encoding order", "op");
/// `sort.order`.
pub(super) const ORDERS: Names = Names { noun: "order", known: "ascending descending", later: "" };
/// `scale`.
pub(super) const SCALE: Names = object(
    "type zero domain",
    "align base bins clamp constant domain* exponent interpolate name nice padding* range* reverse round scheme",
);
/// `scale.type`.
pub(super) const SCALE_TYPES: Names = Names {
    noun: "scale type",
    known: "linear time utc band ordinal",
    later: "log pow sqrt symlog identity sequential quantile quantize threshold bin-ordinal point",
};
/// `axis`.
pub(super) const AXIS: Names = object(
    "title",
    "aria band* description domain* encoding format* grid* label* max* min* offset orient position style tick* title* translate values \
     zindex",
);
/// `legend`.
pub(super) const LEGEND: Names = object(
    "title",
    "aria clip* column* corner* description direction encoding fill* format* gradient* grid* label* legend* offset orient padding row* \
     stroke* symbol* tick* title* type values zindex",
);
/// `config`: only what Altair writes into every spec, a size that the page decides here.
pub(super) const CONFIG: Names = object(
    "view",
    "area arc aria autosize axis* background bar boxplot circle concat countTitle customFormatTypes errorband errorbar facet fieldTitle \
     font geoshape header* image invalidValues legend line* locale mark normalizedNumberFormat* number* padding params point projection \
     range rect rule scale selection square style text tick time* title tooltipFormat trail",
);
/// `config.view`.
pub(super) const CONFIG_VIEW: Names =
    object("continuousWidth continuousHeight discreteWidth discreteHeight step", "clip cornerRadius cursor fill* opacity stroke*");
/// `usermeta.nutgraph`.
pub(super) const NUTGRAPH: Names = object("source note period unit names labels highlight annotations facts asOf draw params", "");
/// An item of `usermeta.nutgraph.source`.
pub(super) const SOURCE: Names = object("name url columns", "");
/// An item of `usermeta.nutgraph.annotations`.
pub(super) const ANNOTATION: Names = object("x y text", "");
/// `usermeta.nutgraph.period`, in the order of [`super::Period`].
pub(super) const PERIODS: Names = Names { noun: "period", known: "start mid end", later: "" };

/// What to do instead of a member that is not supported yet, where there is more to say than what is.
pub(super) const REMEDIES: [(&str, &str); 11] = [
    ("aggregate", "put one row for each mark into the data"),
    ("bin", "put one row for each mark into the data"),
    ("timeUnit", "put one row for each mark into the data"),
    ("calculate", "put the column into the data"),
    ("value", "give a value of the axis as \"datum\""),
    ("config", "the look follows the page: set --nut-font, --nut-ink, --nut-paper, --nut-color-1 and so on"),
    ("scheme", "set --nut-color-1 and so on in the page's styles"),
    ("range", "set --nut-color-1 and so on in the page's styles"),
    ("format", "numbers and dates are written as in the page's language"),
    ("resolve", "all layers share one scale for each direction"),
    ("op", "put one row for each category into the data"),
];
