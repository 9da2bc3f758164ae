//! Where a row's mark stands along a channel; Vega-Lite's `mark/encode/position-*`.

mod band;
use std::rc::Rc;

use super::draw::Draw;
use super::scale::Scale;
use crate::grammar::compile::kind::{has_continuous_domain, has_discrete_domain};
use crate::grammar::compile::scales::{band_position, requires_range, unit_number};
use crate::grammar::compile::{mark_prop, offsetted};
use crate::grammar::data::path;
use crate::grammar::json::Json;
use crate::grammar::model::channel;
use crate::grammar::model::naming::{Ask, column, column_as, column_with};
use crate::spec::Value;
use crate::transform::{Datum, Field};

/// Where a mark stands when nothing says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Default {
    /// In the middle of the view.
    Mid,
    /// At zero, or at the least of the domain.
    ZeroOrMin,
    /// At zero, or at the greatest of the domain.
    ZeroOrMax,
    /// Nowhere.
    None,
}

/// A rule for a position, worked out once and asked for each row.
pub(crate) enum Place {
    /// The same for all rows.
    At(f64),
    /// A column through a scale (or as pixels), at a share of its band.
    Column(Option<Rc<Scale>>, Field, f64),
    /// Between two columns.
    Between(Option<Rc<Scale>>, Field, Field, f64),
    /// A column and a number to add, through a scale.
    Plus(Rc<Scale>, Field, f64),
    /// A place on a map: the x or y of what the longitude and latitude give.
    Geo(bool, bool),
    /// An expression of the row.
    Expression(String),
    /// Nowhere.
    None,
}

/// A place with what is added to it.
pub(crate) struct Rule {
    place: Place,
    offset: Option<Box<Rule>>,
    shift: f64,
    /// Where rows without a valid value stand, and the field that tells.
    invalid: Option<(Field, f64)>,
}

impl Rule {
    fn new(place: Place) -> Rule {
        Rule { place, offset: None, shift: 0.0, invalid: None }
    }

    /// Whether the mark is told where to stand.
    pub fn is_told(&self) -> bool {
        !matches!(self.place, Place::None)
    }

    /// The place of a row.
    pub fn of(&self, draw: &Draw, row: usize) -> Option<f64> {
        let frame = draw.frame;
        let base = match &self.invalid {
            Some((field, at)) if !is_valid(&field.of(frame, row)) => Some(*at),
            _ => match &self.place {
                Place::At(x) => Some(*x),
                Place::Column(scale, field, band) => {
                    let value = field.of(frame, row);
                    let at = scale.as_ref().map_or_else(|| value.number(), |s| s.position(&value, *band));
                    Some(at).filter(|x| !x.is_nan() || *band != 0.0)
                }
                Place::Between(scale, a, b, share) => {
                    let (a, b) = (a.of(frame, row), b.of(frame, row));
                    let value = Datum::Number((1.0 - share) * a.number() + share * b.number());
                    let value = if *share == 0.0 {
                        a
                    } else if *share == 1.0 {
                        b
                    } else {
                        value
                    };
                    let at = scale.as_ref().map_or_else(|| value.number(), |s| s.position(&value, 0.0));
                    Some(at).filter(|x| !x.is_nan())
                }
                Place::Plus(scale, field, add) => Some(scale.position(&Datum::Number(field.of(frame, row).number() + add), 0.0)),
                Place::Geo(second, y) => draw.geo(row, *second).map(|p| if *y { p.1 } else { p.0 }),
                Place::Expression(text) => Some(draw.eval(text, row).number()).filter(|x| !x.is_nan()),
                Place::None => None,
            },
        };
        let moved = self.offset.is_some() || self.shift != 0.0;
        let offset = self.offset.as_ref().and_then(|o| o.of(draw, row)).unwrap_or(0.0) + self.shift;
        match base {
            Some(base) => Some(base + offset),
            // What is nowhere and moved is no number, as in Vega.
            None if moved && !matches!(self.place, Place::None) => Some(f64::NAN),
            None => None,
        }
    }
}

fn is_valid(value: &Datum) -> bool {
    value.is_valid() && value.number().is_finite()
}

/// How wide a mark is across its band.
pub(crate) enum Extent {
    /// From one place to another.
    Ends(Rule, Rule),
    /// Around a place: where it lies in the width (0 its start, 0.5 its middle, 1 its end), and the width.
    Around(Rule, f64, Width),
    /// Over a bin.
    Binned(Box<Binned>),
}

/// A rectangle over a bin or a time unit: a gap to its neighbours, but never thinner than the least width.
pub(crate) struct Binned {
    far: Rule,
    near: Rule,
    offsets: [Option<Rule>; 2],
    spacing: f64,
    reverse: bool,
    translate: f64,
    least: Option<f64>,
    /// The far end lies to the right, as along x.
    right: bool,
    scale: Rc<Scale>,
    span: Option<(Field, Field)>,
}

impl Binned {
    fn of(&self, draw: &Draw, row: usize) -> (Option<f64>, Option<f64>) {
        let span = self.span.as_ref().map_or(f64::INFINITY, |(a, b)| {
            let at = |f: &Field| self.scale.position(&f.of(draw.frame, row), 0.0);
            (at(b) - at(a)).abs()
        });
        let gap = match self.least {
            Some(least) if span < least => -0.5 * (least - span),
            _ => self.spacing / 2.0,
        };
        let sign = if self.reverse { -1.0 } else { 1.0 };
        let outwards = if self.right { -gap } else { gap };
        let end = |rule: &Rule, offset: &Option<Rule>, gap: f64| {
            let offset = offset.as_ref().and_then(|o| o.of(draw, row)).unwrap_or(0.0);
            Some(rule.of(draw, row).unwrap_or(f64::NAN) + self.translate + sign * (offset + gap))
        };
        (end(&self.far, &self.offsets[0], outwards), end(&self.near, &self.offsets[1], -outwards))
    }
}

/// A width.
pub(crate) enum Width {
    /// In pixels.
    Pixels(f64),
    /// By the size channel, or its default: one for each row.
    Size(Vec<f64>),
}

impl Extent {
    /// Start and end for a row.
    pub fn of(&self, draw: &Draw, row: usize) -> (Option<f64>, Option<f64>) {
        match self {
            Extent::Ends(a, b) => (a.of(draw, row), b.of(draw, row)),
            Extent::Binned(binned) => binned.of(draw, row),
            Extent::Around(at, share, width) => {
                let width = match width {
                    Width::Pixels(w) => *w,
                    Width::Size(sizes) => sizes.get(row).copied().unwrap_or(0.0),
                };
                match at.of(draw, row) {
                    Some(x) => (Some(x - share * width), Some(x + (1.0 - share) * width)),
                    // What has no start begins at the edge; what has no middle is nowhere.
                    None if *share == 0.0 => (Some(0.0), Some(width)),
                    None => (Some(f64::NAN), Some(f64::NAN)),
                }
            }
        }
    }
}

impl Draw<'_> {
    fn offset_rule(&self, c: &str, band: Option<f64>) -> (bool, Option<Rule>) {
        let name = format!("{c}Offset");
        if matches!(c, "x" | "y")
            && let Some(def) = self.unit.def(&name)
        {
            let default = self.unit.mark.number(&name).map_or(Place::None, Place::At);
            return (true, Some(self.mid_point(&name, Some(def), None, band, false, default)));
        }
        match self.unit.mark.get(&name) {
            Some(Value::Number(n)) if *n != 0.0 => (false, Some(Rule::new(Place::At(*n)))),
            Some(value) if value.has("expr") => (false, Some(Rule::new(Place::At(self.env.value(value, None).number())))),
            _ => (false, None),
        }
    }

    /// The value of a definition in the middle of its band, through its scale.
    fn mid_point(&self, c: &str, def: Option<&Value>, second: Option<&Value>, band: Option<f64>, stack: bool, default: Place) -> Rule {
        let main = channel::main(c);
        let scale = self.scale(main);
        let kind = scale.as_ref().map_or("", |s| s.kind.as_str());
        let mut rule = Rule::new(default);
        let Some(def) = def else { return rule };
        if channel::is_datum(def) {
            let band = if kind == "band" { band.or(def.number("bandPosition")).unwrap_or(0.5) } else { 0.0 };
            let time = channel::kind(def) == "temporal" || matches!(kind, "time" | "utc");
            let value = self.env.datum(def.get("datum").unwrap_or(&Value::Null), time, None);
            let at = scale.map_or_else(|| value.number(), |s| s.position(&value, band));
            rule.place = Place::At(at);
            return rule;
        }
        if channel::is_field(def) {
            let mut band = band;
            if def.has("type") {
                let own = if second.is_some() {
                    def.number("bandPosition").or_else(|| channel::is_binning(def.get("bin")).then_some(0.5))
                } else {
                    band_position(self.unit, def, c, self.config())
                };
                band = band.or(own);
                let unit = def.some("timeUnit").is_some() && channel::kind(def) == "temporal";
                if channel::is_binning(def.get("bin")) || (band.is_some_and(|b| b != 0.0) && unit) {
                    rule.place = if stack && self.unit.stack.as_ref().is_some_and(|s| s.impute) && channel::is_binning(def.get("bin")) {
                        Place::Column(scale, path(&column_as(def, Ask { bin_suffix: "mid", ..Ask::default() })), 0.0)
                    } else if stack && self.unit.stack.as_ref().is_some_and(|s| s.impute) {
                        Place::Column(scale, path(&column(def)), 0.0)
                    } else if let Some(band) = band.filter(|b| *b != 0.0 && !has_discrete_domain(kind)) {
                        Place::Between(scale, path(&column(def)), path(&column_with(def, "end")), band)
                    } else {
                        let suffix = if requires_range(def, c) { "range" } else { "" };
                        let at = if kind == "band" { band.unwrap_or(0.0) } else { 0.0 };
                        Place::Column(scale, path(&column_as(def, Ask { bin_suffix: suffix, ..Ask::default() })), at)
                    };
                    return rule;
                }
                if let (true, Some(second)) = (channel::is_binned(def.get("bin")), second.filter(|s| channel::is_field(s))) {
                    rule.place = Place::Between(scale, path(&column(def)), path(&column(second)), band.unwrap_or(0.5));
                    return rule;
                }
            }
            let suffix = if has_discrete_domain(kind) { "range" } else { "" };
            let suffix = if channel::is_binning(def.get("bin")) { suffix } else { "" };
            let at = if kind == "band" { band.or(def.number("bandPosition")).unwrap_or(0.5) } else { 0.0 };
            rule.place = Place::Column(scale, path(&column_as(def, Ask { bin_suffix: suffix, ..Ask::default() })), at);
            return rule;
        }
        if let Some(value) = def.get("value") {
            rule.place = self.pixels(c, value);
        }
        rule
    }

    /// A value as pixels: a number, an expression, or the size of the view.
    fn pixels(&self, c: &str, value: &Value) -> Place {
        match value {
            Value::String(s) if s == "width" && matches!(c, "x" | "x2") => Place::At(self.width),
            Value::String(s) if s == "height" && matches!(c, "y" | "y2") => Place::At(self.height),
            object if object.has("expr") || object.has("signal") => {
                Place::Expression(object.text("expr").or(object.text("signal")).unwrap_or("").to_string())
            }
            other => Place::At(Datum::from_value(other).number()),
        }
    }

    /// The default place of a channel.
    fn default_place(&self, c: &str, default: Default) -> Place {
        let main = channel::main(c);
        let vega = match c {
            "theta" => Some("startAngle"),
            "theta2" => Some("endAngle"),
            "radius" => Some("outerRadius"),
            "radius2" => Some("innerRadius"),
            _ => None,
        };
        if let Some(value) = mark_prop(c, vega, &self.unit.mark, self.config()).filter(|v| *v != Value::Null) {
            return self.pixels(c, &value);
        }
        match default {
            Default::None => Place::None,
            Default::Mid => Place::At(if main == "x" { self.width / 2.0 } else { self.height / 2.0 }),
            Default::ZeroOrMin | Default::ZeroOrMax => {
                if let Some(scale) = self.scale(main) {
                    return Place::At(self.zero_or_end(main, &scale, default == Default::ZeroOrMax));
                }
                let max = default == Default::ZeroOrMax;
                Place::At(match (main, max) {
                    ("radius", true) => self.width.min(self.height) / 2.0,
                    ("theta", true) => std::f64::consts::TAU,
                    ("radius" | "theta", false) => 0.0,
                    ("x", true) => self.width,
                    ("x", false) => 0.0,
                    (_, true) => 0.0,
                    (_, false) => self.height,
                })
            }
        }
    }

    /// Zero on a scale where it lies in the domain, else one end of it.
    fn zero_or_end(&self, c: &str, scale: &Scale, greatest: bool) -> f64 {
        let zero = self.tree.scale_parts(self.id, c).and_then(|p| p.get("zero")).is_none_or(Json::truth);
        let linear = matches!(scale.kind.as_str(), "linear" | "sqrt" | "pow" | "symlog");
        let numbers: Vec<f64> = scale.domain.iter().map(Datum::number).collect();
        let end = if greatest { scale.domain.last() } else { scale.domain.first() };
        let inside = numbers.first().zip(numbers.last()).is_some_and(|(a, b)| a.min(*b) <= 0.0 && 0.0 <= a.max(*b));
        let at = if linear && (zero || inside) { Some(Datum::Number(0.0)) } else { end.cloned() };
        at.map_or(0.0, |v| scale.position(&v, 0.0))
    }

    fn geo_place(&self, c: &str) -> Option<Place> {
        let geo = self.unit.def("latitude").is_some() || self.unit.def("longitude").is_some();
        (geo && matches!(c, "x" | "y" | "x2" | "y2")).then_some(Place::Geo(matches!(c, "x2" | "y2"), matches!(c, "y" | "y2")))
    }

    /// Rows without a valid value stand at zero where the spec wants them shown.
    fn show_invalid(&self, c: &str, def: Option<&Value>, rule: &mut Rule) {
        let Some(def) = def.filter(|d| channel::is_field(d)) else { return };
        let main = channel::main(c);
        let Some(scale) = self.scale(main).filter(|s| has_continuous_domain(&s.kind)) else { return };
        if let Some(include) = self.invalid_shown(main, def) {
            let at = match include {
                Value::Object(_) if include.has("value") => self.env.value(include.get("value").unwrap_or(&Value::Null), None).number(),
                _ => self.zero_or_end(main, &scale, false),
            };
            rule.invalid = Some((path(&column(def)), at));
        }
    }

    /// A position channel.
    pub fn point(&self, c: &str, default: Default) -> Rule {
        self.point_at(c, default, None)
    }

    fn point_at(&self, c: &str, default: Default, band: Option<f64>) -> Rule {
        let (encoded, offset) = self.offset_rule(c, Some(0.5));
        let def = self.unit.def(c);
        if def.is_none()
            && let Some(place) = self.geo_place(c)
        {
            return Rule { offset: offset.map(Box::new), ..Rule::new(place) };
        }
        let band = if encoded { Some(0.0) } else { band };
        let mut rule = self.position(c, def, self.unit.def(channel::secondary(c)), band, default);
        rule.offset = offset.map(Box::new);
        self.show_invalid(c, def, &mut rule);
        rule
    }

    fn position(&self, c: &str, def: Option<&Value>, second: Option<&Value>, band: Option<f64>, default: Default) -> Rule {
        if let (Some(stack), Some(def)) = (&self.unit.stack, def)
            && stack.channel == c
            && channel::is_field(def)
        {
            let polar_text = self.unit.mark_type() == "text" && matches!(c, "theta" | "radius");
            let share = def.number("bandPosition").or(polar_text.then_some(0.5));
            let (start, end) = (path(&column_with(def, "start")), path(&column_with(def, "end")));
            let scale = self.scale(c);
            return Rule::new(match share {
                Some(share) => Place::Between(scale, start, end, share),
                None => Place::Column(scale, end, 0.0),
            });
        }
        self.mid_point(c, def, second, band, true, self.default_place(c, default))
    }

    /// A range: from the main channel to its other end.
    pub fn range(&self, c: &str, default: Default, default2: Default) -> Extent {
        let second = channel::secondary(c);
        let main = self.point(c, default);
        let def = self.unit.def(c);
        let named = self.unit.def(second).is_some() || self.unit.mark.has(second);
        let (_, offset) = self.offset_rule(if named { second } else { c }, None);
        let offset = offset.map(Box::new);
        let with = |place: Place| Rule { offset, ..Rule::new(place) };
        if def.is_none()
            && let (Some(place), true) = (self.geo_place(second), channel::is_xy(c))
        {
            return Extent::Ends(main, with(place));
        }
        if let (Some(stack), Some(def)) = (&self.unit.stack, def)
            && stack.channel == c
            && channel::is_field_or_datum(def)
        {
            return Extent::Ends(main, with(Place::Column(self.scale(c), path(&column_with(def, "start")), 0.0)));
        }
        if let Some(def2) = self.unit.def(second).filter(|d| channel::is_field_or_datum(d) || channel::is_value(d)) {
            let mut rule = self.mid_point(second, Some(def2), None, None, false, Place::None);
            rule.offset = match rule.offset {
                Some(own) => Some(own),
                None => with(Place::None).offset,
            };
            self.show_invalid(second, Some(def2), &mut rule);
            return Extent::Ends(main, rule);
        }
        // No other end is encoded: the mark's own, or its width.
        let size = channel::size(c);
        let vega = match second {
            "theta2" => "endAngle",
            "radius2" => "innerRadius",
            other => other,
        };
        for source in [Some(&self.unit.mark), self.config().at(&[self.unit.mark_type()]), self.config().at(&["mark"])].into_iter().flatten()
        {
            if let Some(value) = source.get(vega).or(source.get(second)) {
                return Extent::Ends(main, Rule::new(self.pixels(second, value)));
            }
            if let Some(value) = source.get(size).filter(|v| v.truth() && !v.has("band")) {
                let width = self.env.value(value, None).number();
                return Extent::Around(main, self.alignment(c, 0.5), Width::Pixels(width));
            }
        }
        Extent::Ends(main, Rule::new(self.default_place(second, default2)))
    }
}
