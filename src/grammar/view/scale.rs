//! A scale that is settled: its domain and range known, values in, positions and colours out, and its ticks and their labels.
//!
//! One type for all of Vega's scales, over the rules of `crate::scale` and `crate::format`.

mod tick;
use std::collections::HashMap;
use std::rc::Rc;

use super::env::Env;
use crate::format::label::{self, NumberLabel};
use crate::format::number::Specifier;
use crate::format::time::MultiFormat;
use crate::grammar::json::Json;
use crate::scale::bands::{Bands, Spacing, space};
use crate::scale::calendar::{self, Interval, Wanted};
use crate::scale::classes::{Classes, bin_ordinal};
use crate::scale::continuous::{Continuous, Transform};
use crate::scale::css::Color;
use crate::scale::interpolate::Space;
use crate::scale::log;
use crate::scale::ramp::Ramp;
use crate::scale::steps;
use crate::spec::Value;
use crate::transform::Datum;

/// A settled scale.
#[derive(Clone, Debug)]
pub(crate) struct Scale {
    /// Vega's name of its type.
    pub kind: String,
    /// Things of a discrete scale, or what a continuous one was made from.
    pub domain: Vec<Datum>,
    index: HashMap<Key, usize>,
    /// What it gives: two places or more, or a list of looks.
    pub range: Vec<Datum>,
    shape: Shape,
    /// The edges of bins, where it shows bins.
    pub bins: Option<Vec<f64>>,
    round: bool,
}

#[derive(Clone, Debug)]
enum Shape {
    Number(Continuous, Vec<f64>),
    Color(Continuous, Ramp),
    Bands(Bands),
    Classes(Classes),
    List,
}

/// What a scale is made of.
pub(crate) struct Recipe<'a> {
    pub kind: &'a str,
    /// Values of the domain: things in order, or numbers from which the ends are taken.
    pub domain: Vec<Datum>,
    /// The range, already as values.
    pub range: Vec<Datum>,
    /// Colours are a ramp from which as many are taken as needed.
    pub ramp: Option<Ramp>,
    /// Properties by name.
    pub get: &'a dyn Fn(&str) -> Option<Value>,
    /// Times are local to this zone.
    pub env: &'a Env<'a>,
    pub bins: Option<Vec<f64>>,
    /// The step of a band or point scale.
    pub step: Option<f64>,
    /// A domain that a selection sets.
    pub raw: bool,
}

/// A key under which equal things are equal.
pub(crate) fn key(datum: &Datum) -> String {
    match datum {
        Datum::Text(text) => format!("s{text}"),
        Datum::Number(n) => format!("n{n}"),
        Datum::Time(ms) => format!("n{ms}"),
        other => format!("o{}", other.text(crate::time::Zone::UTC)),
    }
}

/// The same without writing numbers out.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Key {
    Text(Rc<str>),
    Number(u64),
    Other(String),
}

impl Key {
    fn of(datum: &Datum) -> Key {
        match datum {
            Datum::Text(text) => Key::Text(text.clone()),
            // Zero is the same with either sign.
            Datum::Number(n) | Datum::Time(n) => Key::Number((n + 0.0).to_bits()),
            other => Key::Other(key(other)),
        }
    }
}

fn number(value: Option<Value>) -> Option<f64> {
    match value {
        Some(Value::Number(n)) => Some(n),
        Some(Value::Bool(b)) => Some(f64::from(u8::from(b))),
        _ => None,
    }
}

impl Scale {
    /// Settles a scale.
    pub fn new(recipe: Recipe) -> Scale {
        let Recipe { kind, domain, range, ramp, get, env, bins, step, raw } = recipe;
        let reverse = get("reverse").is_some_and(|v| v.truth());
        let round = get("round").is_some_and(|v| v.truth());
        let mut scale = Scale { kind: kind.to_string(), domain, index: HashMap::new(), range, shape: Shape::List, bins, round };
        let flip = |range: &mut Vec<Datum>| {
            if reverse {
                range.reverse();
            }
        };
        match kind {
            "band" | "point" => {
                let point = kind == "point";
                let padding = number(get("padding"));
                let outer = number(get("paddingOuter")).or(padding).unwrap_or(0.0);
                let inner = if point { 1.0 } else { number(get("paddingInner")).or(padding).unwrap_or(0.0) };
                let spacing = Spacing { inner, outer, align: number(get("align")).unwrap_or(0.5), round };
                let count = scale.domain.len();
                let mut ends = match step {
                    Some(step) => (0.0, step * space(count, inner, outer)),
                    None => (at(&scale.range, 0), at(&scale.range, scale.range.len().saturating_sub(1))),
                };
                if reverse {
                    ends = (ends.1, ends.0);
                }
                scale.range = vec![Datum::Number(ends.0), Datum::Number(ends.1)];
                let bands = if point { Bands::points(count, ends, spacing) } else { Bands::new(count, ends, spacing) };
                scale.shape = Shape::Bands(bands);
            }
            "ordinal" | "bin-ordinal" => {
                let bins = scale.bins.as_ref().map_or(0, |b| b.len().saturating_sub(1));
                let count = if kind == "ordinal" { scale.domain.len() } else { bins };
                if let Some(ramp) = ramp {
                    scale.range = ramp.quantize(count.max(1)).iter().map(|c| Datum::from(c.css())).collect();
                }
                flip(&mut scale.range);
            }
            "quantile" | "quantize" | "threshold" => {
                let count = match kind {
                    "threshold" => scale.domain.len() + 1,
                    _ => 5,
                };
                if let Some(ramp) = ramp {
                    scale.range = ramp.quantize(count).iter().map(|c| Datum::from(c.css())).collect();
                }
                flip(&mut scale.range);
                let numbers: Vec<f64> = scale.domain.iter().filter(|d| !d.is_nothing()).map(Datum::number).collect();
                let n = scale.range.len().max(1);
                scale.shape = Shape::Classes(match kind {
                    "quantile" => Classes::quantile(&numbers, n),
                    "quantize" => {
                        let (mut low, mut high) = extent(&numbers);
                        if get("zero").is_some_and(|v| v.truth()) {
                            (low, high) = (low.min(0.0), high.max(0.0));
                        }
                        if get("nice").is_some_and(|v| v.truth()) {
                            (low, high) = steps::nice(low, high, 10.0);
                        }
                        Classes::quantize((low, high), n)
                    }
                    _ => Classes::threshold(&numbers, n),
                });
            }
            _ => scale.continuous(reverse, ramp, get, env, raw),
        }
        if matches!(kind, "band" | "point" | "ordinal") {
            for (i, datum) in scale.domain.iter().enumerate() {
                scale.index.entry(Key::of(datum)).or_insert(i);
            }
        }
        scale
    }

    fn continuous(&mut self, reverse: bool, ramp: Option<Ramp>, get: &dyn Fn(&str) -> Option<Value>, env: &Env, raw: bool) {
        let time = matches!(self.kind.as_str(), "time" | "utc");
        let mut domain: Vec<f64> = self.domain.iter().map(Datum::number).collect();
        if domain.is_empty() || domain.iter().all(|d| d.is_nan()) {
            domain = if time { vec![0.0, 86_400_000.0] } else { vec![0.0, 1.0] };
            if self.kind == "log" {
                domain = vec![1.0, 10.0];
            }
        }
        let single = domain.len() == 1;
        let last = domain.len() - 1;
        let transform = match self.kind.as_str() {
            "log" => Transform::Log { base: number(get("base")).filter(|b| *b > 0.0 && *b != 1.0).unwrap_or(10.0) },
            "pow" => Transform::Pow { exponent: number(get("exponent")).unwrap_or(1.0) },
            "sqrt" => Transform::Pow { exponent: 0.5 },
            "symlog" => Transform::Symlog { constant: number(get("constant")).filter(|c| *c > 0.0).unwrap_or(1.0) },
            _ => Transform::Linear,
        };
        if !raw {
            let zero = match get("zero") {
                Some(zero) => zero.truth(),
                None => self.bins.is_none() && matches!(self.kind.as_str(), "linear" | "pow" | "sqrt"),
            };
            if zero && !time && self.kind != "log" {
                if domain[0] > 0.0 {
                    domain[0] = 0.0;
                }
                if domain[last] < 0.0 {
                    domain[last] = 0.0;
                }
            }
            let end = |name: &str| get(name).map(|v| env.datum(&v, time, None).number()).filter(|n| !n.is_nan());
            if let Some(low) = end("domainMin") {
                domain[0] = low;
            }
            if let Some(high) = end("domainMax") {
                domain[last] = high;
            }
            if let Some(mid) = end("domainMid") {
                let place = if mid > domain[last] {
                    last + 1
                } else if mid < domain[0] {
                    0
                } else {
                    last
                };
                domain.insert(place, mid);
            }
        }
        if single && domain.len() == 1 {
            // One value has no other to be measured against: nothing has a place.
            domain.push(f64::NAN);
        }
        // A scheme has as many colours on a scale of time as the domain has ends, and mixes those.
        let ramp = ramp
            .map(|r| if time { Ramp::new(r.quantize(domain.len()).iter().filter_map(|c| Color::parse(&c.css())).collect()) } else { r });
        let numbers: Option<Vec<f64>> = match ramp {
            Some(_) => None,
            None if self.range.iter().all(|r| matches!(r, Datum::Number(_))) => Some(self.range.iter().map(Datum::number).collect()),
            None => None,
        };
        let mut continuous = Continuous::new(transform, &domain);
        if let (false, Some(range), Some(padding)) = (raw, &numbers, number(get("padding"))) {
            let (Some(a), Some(b)) = (range.first(), range.last()) else { return };
            if padding != 0.0 && domain[0] != domain[domain.len() - 1] {
                continuous.pad(padding, b - a);
            }
        }
        if let (false, Some(nice)) = (raw, get("nice").filter(|n| n.truth())) {
            self.nice(&mut continuous, &nice, env);
        }
        continuous.clamp = get("clamp").is_some_and(|c| c.truth());
        self.domain = continuous.domain.iter().map(|d| if time { Datum::Time(*d) } else { Datum::Number(*d) }).collect();
        match numbers {
            Some(mut range) => {
                if reverse {
                    range.reverse();
                }
                self.range = range.iter().map(|r| Datum::Number(*r)).collect();
                self.shape = Shape::Number(continuous, range);
            }
            None => {
                let mut ramp = ramp.unwrap_or_else(|| {
                    let colors = self.range.iter().map(|r| r.as_text().and_then(Color::parse).unwrap_or(Color::hex(0)));
                    Ramp::new(colors.collect())
                });
                if let Some(space) = interpolation(get("interpolate"))
                    && (!self.range.is_empty() || time)
                {
                    ramp.space = space;
                }
                if reverse {
                    ramp.extent = (ramp.extent.1, ramp.extent.0);
                }
                self.shape = Shape::Color(continuous, ramp);
            }
        }
    }

    fn nice(&self, continuous: &mut Continuous, nice: &Value, env: &Env) {
        let last = continuous.domain.len() - 1;
        if matches!(self.kind.as_str(), "time" | "utc") {
            let utc = self.kind == "utc";
            let wanted = match nice {
                Value::Number(n) => Wanted::Count(*n),
                Value::Bool(_) => Wanted::Count(10.0),
                other => match interval(other) {
                    Some(every) => Wanted::Every(every),
                    None => return,
                },
            };
            let (a, b) = (continuous.domain[0], continuous.domain[last]);
            (continuous.domain[0], continuous.domain[last]) = calendar::nice(a, b, wanted, env.zone_of(utc), utc);
            return;
        }
        let count = match nice {
            Value::Number(n) => *n,
            _ => 10.0,
        };
        continuous.nice(count);
    }

    /// The position, number or colour of a value; undefined where it has none. `band` is the place in a band: 0 its start.
    pub fn apply(&self, value: &Datum, band: f64) -> Datum {
        match &self.shape {
            Shape::Number(continuous, range) => {
                if value.is_nothing() {
                    return Datum::Undefined;
                }
                let x = value.number();
                Datum::Number(if self.round { continuous.position_round(x, range) } else { continuous.position(x, range) })
            }
            Shape::Color(continuous, ramp) => {
                let pieces = ramp.colors.len().saturating_sub(1);
                let t = if continuous.domain.len() > 3 || (continuous.domain.len() == 3 && pieces > 2) {
                    let stops: Vec<f64> = (0..continuous.domain.len()).map(|i| i as f64 / (continuous.domain.len() - 1) as f64).collect();
                    continuous.position(value.number(), &stops)
                } else {
                    continuous.fraction(value.number())
                };
                if t.is_nan() { Datum::Undefined } else { Datum::from(ramp.at(t).css()) }
            }
            Shape::Bands(bands) => match self.index.get(&Key::of(value)) {
                Some(&i) => Datum::Number(bands.position(i) + band * bands.bandwidth),
                None => Datum::Undefined,
            },
            Shape::Classes(classes) => match classes.index(value.number()) {
                Some(i) if !value.is_nothing() => self.range.get(i).cloned().unwrap_or_default(),
                _ => Datum::Undefined,
            },
            Shape::List => {
                if self.range.is_empty() {
                    return Datum::Undefined;
                }
                let i = match &self.bins {
                    Some(_) if self.kind == "bin-ordinal" && value.is_nothing() => None,
                    Some(edges) if self.kind == "bin-ordinal" => bin_ordinal(edges, self.range.len(), value.number()),
                    _ => self.index.get(&Key::of(value)).copied(),
                };
                i.and_then(|i| self.range.get(i % self.range.len())).cloned().unwrap_or_default()
            }
        }
    }

    /// The position of a value as a number; NaN where it has none.
    pub fn position(&self, value: &Datum, band: f64) -> f64 {
        self.apply(value, band).number()
    }

    /// The value at a position.
    pub fn invert(&self, position: f64) -> Datum {
        match &self.shape {
            Shape::Number(continuous, range) => {
                let value = continuous.invert(position, range);
                if matches!(self.kind.as_str(), "time" | "utc") { Datum::Time(value) } else { Datum::Number(value) }
            }
            Shape::Bands(bands) => bands.invert(position).and_then(|i| self.domain.get(i)).cloned().unwrap_or_default(),
            _ => Datum::Undefined,
        }
    }

    /// The width of a band; 0 of other scales.
    pub fn bandwidth(&self) -> f64 {
        match &self.shape {
            Shape::Bands(bands) => bands.bandwidth,
            _ => 0.0,
        }
    }

    /// First and last place of the range.
    pub fn ends(&self) -> (f64, f64) {
        (at(&self.range, 0), at(&self.range, self.range.len().saturating_sub(1)))
    }

    /// True where the domain is a list of things.
    pub fn is_discrete(&self) -> bool {
        matches!(self.kind.as_str(), "band" | "point" | "ordinal" | "bin-ordinal")
    }

    fn is_time(&self) -> bool {
        matches!(self.kind.as_str(), "time" | "utc")
    }

    fn numbers(&self) -> Option<&Continuous> {
        match &self.shape {
            Shape::Number(c, _) | Shape::Color(c, _) => Some(c),
            _ => None,
        }
    }

    fn span(&self) -> (f64, f64) {
        match (self.numbers(), &self.shape) {
            (Some(c), _) => (c.domain[0], c.domain[c.domain.len() - 1]),
            (None, Shape::Classes(classes)) => classes.domain.unwrap_or((f64::NAN, f64::NAN)),
            _ => (f64::NAN, f64::NAN),
        }
    }

    /// True where a legend shows ranges: bins and classes.
    pub fn has_classes(&self) -> bool {
        self.bins.is_some() || matches!(self.shape, Shape::Classes(_))
    }

    /// The share of a value of the domain from its first to its last.
    pub fn share(&self, value: &Datum) -> f64 {
        let Some(continuous) = self.numbers() else {
            let (a, b) = match (self.bins.as_ref().and_then(|b| Some((*b.first()?, *b.last()?))), &self.shape) {
                (Some(ends), _) => ends,
                (None, Shape::Classes(classes)) => classes.domain.unwrap_or_else(|| extent(&classes.thresholds)),
                _ => (0.0, 1.0),
            };
            return (value.number() - a) / (b - a);
        };
        let (a, b) = (continuous.domain[0], continuous.domain[continuous.domain.len() - 1]);
        let mut straight = continuous.clone();
        straight.domain = vec![a, b];
        straight.position(value.number(), &[0.0, 1.0])
    }

    /// Colours at equal distances along a ramp, for a gradient; the looks of a list otherwise.
    pub fn colors(&self, count: usize) -> Vec<String> {
        match &self.shape {
            Shape::Color(continuous, _) => {
                let (a, b) = (continuous.domain[0], continuous.domain[continuous.domain.len() - 1]);
                let straight = Continuous::new(continuous.transform, &[a, b]);
                let at = |i: usize| straight.invert(i as f64 / (count.max(2) - 1) as f64, &[0.0, 1.0]);
                (0..count).filter_map(|i| self.apply(&Datum::Number(at(i)), 0.0).as_text().map(str::to_string)).collect()
            }
            _ => self.range.iter().filter_map(|r| r.as_text().map(str::to_string)).collect(),
        }
    }
}

fn at(range: &[Datum], i: usize) -> f64 {
    range.get(i).map_or(0.0, Datum::number)
}

/// Least and greatest of numbers that are numbers.
pub(crate) fn extent(values: &[f64]) -> (f64, f64) {
    let mut out = (f64::NAN, f64::NAN);
    for &v in values.iter().filter(|v| !v.is_nan()) {
        out = (if out.0 <= v { out.0 } else { v }, if out.1 >= v { out.1 } else { v });
    }
    out
}

/// The space in which colours are mixed.
pub(crate) fn interpolation(value: Option<Value>) -> Option<Space> {
    let value = value?;
    let name = value.as_str().or(value.text("type"))?;
    Space::named(name, value.number("gamma").unwrap_or(1.0))
}

/// An interval by name or by `{"interval": …, "step": …}`.
pub(crate) fn interval(value: &Value) -> Option<Interval> {
    let name = value.as_str().or(value.text("interval"))?;
    let unit = calendar::Unit::named(name)?;
    let step = value.number("step").filter(|s| *s >= 1.0 && *s <= 1e6).unwrap_or(1.0);
    Some(Interval { unit, step: step as u32 })
}

/// How the values of a guide are written.
pub(crate) struct Formatter<'a> {
    rule: Rule,
    env: &'a Env<'a>,
}

enum Rule {
    Text,
    Number(NumberLabel),
    Log(NumberLabel, f64, f64, usize),
    Time(String, bool),
    Multi(Box<MultiFormat>, bool),
}

impl Formatter<'_> {
    /// A value in words.
    pub fn text(&self, value: &Datum) -> String {
        let locale = &self.env.locale;
        match &self.rule {
            Rule::Text => match value {
                Datum::List(items) => items.iter().map(|i| i.text(self.env.time_zone()).to_string()).collect::<Vec<_>>().join(","),
                other => other.text(self.env.time_zone()).to_string(),
            },
            Rule::Number(label) => label.text(value.number(), &locale.number),
            Rule::Log(label, base, count, ticks) => {
                let v = value.number();
                if log::labelled(v, *base, *count, *ticks) { label.text(v, &locale.number) } else { String::new() }
            }
            Rule::Time(format, utc) => crate::format::time::format(value.number(), format, self.env.zone_of(*utc), &locale.time),
            Rule::Multi(multi, utc) => multi.format(value.number(), self.env.zone_of(*utc), &locale.time),
        }
    }

    /// A class from `value` to the next limit in words.
    pub fn range(&self, value: &Datum, limit: f64) -> String {
        let part = |v: f64| v.is_finite().then(|| self.text(&Datum::Number(v)));
        label::range(part(value.number()).as_deref(), part(limit).as_deref())
    }
}
