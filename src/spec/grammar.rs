//! The supported part of Vega-Lite, and `usermeta.nutgraph`, as a grammar in one text.
//!
//! A line is a rule: its name, the kinds of JSON value that it takes, and what these may hold.
//!
//! * Kinds: `n` null, `b` boolean, `f` number, `s` string, `a` array, `o` object; a capital is taken too, but has no effect
//!   here, of which the author is warned.
//! * `name:rule` is a member of the object, `*:rule` any other, `!name` one that must be there (`!a|b`: one of them); `[rule` holds for each item of
//!   the array; `=rule` holds for the string; all other words are what the string may say.
//!
//! `any` is whatever it likes. To support one more member, write it here and read it; a text is a few dozen bytes for the
//! reader of an article, where a type with a derived reader is a thousand.

/// What stands in the grammar where readers can draw and choose. The lean module goes without: it stops at such a spec, and so does
/// the page, which loads what that needs.
#[cfg(not(feature = "lean"))]
macro_rules! controls {
    (members) => {
        " draw:draw params:params"
    };
    (steps) => {
        "calculate:text as:text !filter|calculate"
    };
    (rules) => {
        "draw o from:point !from prompt:lines heading:lines series:text
params a [param
param o name:text !name label:lines value:literal min:number max:number step:number options:literals labels:list format:styles
number f
styles s number percent
"
    };
}
#[cfg(feature = "lean")]
macro_rules! controls {
    (members) => {
        ""
    };
    (steps) => {
        "!filter"
    };
    (rules) => {
        ""
    };
}

/// The channels that part a chart into panels, and their rules. The lean module knows none: it stops at them.
#[cfg(not(feature = "lean"))]
macro_rules! facets {
    () => {
        " facet:facet row:panels column:panels
facet no field:text !field type:types title:lines sort:sort columns:count
panels no field:text !field type:types title:lines sort:sort
count f"
    };
}
#[cfg(feature = "lean")]
macro_rules! facets {
    () => {
        ""
    };
}

/// The rules of filters. The lean module has those that are expressions, and stops at predicates.
#[cfg(not(feature = "lean"))]
macro_rules! predicates {
    () => {
        "filter so field:text equal:literal lt:literal lte:literal gt:literal gte:literal range:bounds oneOf:literals valid:truth and:filters \
or:filters not:filter
filters a [filter
literal nbfs
literals a [literal
bounds a [bound
bound nfs"
    };
}
#[cfg(feature = "lean")]
macro_rules! predicates {
    () => {
        "filter s"
    };
}

/// What Nutgraph reads. `width`, `height`, `autosize` and `padding` are the page's affair: legal, and without effect.
const GRAMMAR: &str = concat!(
    "
top o $schema:text title:title description:lines name:any width:size height:size autosize:any padding:any background:background \
config:config data:data datasets:any transform:transforms mark:mark encoding:encoding layer:layers usermeta:usermeta
layers a [layer
layer o mark:mark encoding:encoding layer:layers transform:transforms name:any description:any
title nsao [text text:lines subtitle:lines
text s
lines nsa [text
list a [text
texts o *:text
truth b
constant bfs
point fs
size fso container step:any
background ns transparent
config o view:view
view o continuousWidth:any continuousHeight:any discreteWidth:any discreteHeight:any step:any
data no url:text values:values name:text format:format
values sao [any *:any
format o type:formats parse:parse
formats s csv tsv json
parse o *:parsing
parsing ns number string boolean date
transforms a [transform
transform o filter:filter ",
    controls!(steps),
    "
",
    predicates!(),
    "
mark so =marks type:marks !type filled:truth color:text tooltip:tip
marks s line area bar point rule circle
tip nbo content:any
encoding o x:position y:position x2:second y2:second xOffset:offset yOffset:offset color:color detail:detail tooltip:tooltip",
    facets!(),
    "
position no field:text datum:constant type:types title:lines sort:sort stack:stack scale:scale axis:axis
second no field:text datum:constant title:lines
offset no field:text datum:constant type:types title:lines sort:sort
color no field:text datum:constant value:text type:types title:lines sort:sort scale:scale legend:legend
detail no field:text type:types title:lines
tooltip nAO [any *:any
types s quantitative temporal ordinal nominal
stack nbs zero
sort nsao [point =orders field:text encoding:text order:order
orders s ascending descending x -x y -y
order ns ascending descending
scale o type:scales zero:truth domain:domain
scales s linear time utc band ordinal
domain a [constant
axis o title:lines
legend No title:lines
usermeta o nutgraph:nutgraph *:any
nutgraph o source:sources note:lines period:periods unit:text names:texts labels:text highlight:list annotations:annotations \
facts:texts asOf:text",
    controls!(members),
    "
sources sao [source name:text !name url:text columns:list
source so name:text !name url:text columns:list
periods s start mid end
annotations a [annotation
annotation o text:lines !text x:point y:point
",
    controls!(rules),
);

/// What Vega-Lite (or `interface`) has besides, by rule, so that a feature which is not built yet is told from a slip of the
/// pen; a name that ends in `*` stands for all that begin so. Only authors need it: the reader's Wasm goes without.
const LATER: &str = if cfg!(target_arch = "wasm32") {
    ""
} else {
    "
top params facet repeat concat hconcat vconcat spec columns resolve projection view bounds align spacing center
layer data title width height params resolve projection view
title align anchor angle aria baseline color dx dy font* frame limit line* offset orient style subtitle* zindex
data sequence sphere graticule
format property feature mesh delimiter
formats dsv topojson arrow
transform aggregate bin density extent flatten fold impute joinaggregate loess lookup pivot quantile regression sample stack \
timeUnit window
filter timeUnit param empty
mark align angle aria* aspect background band* baseline bin* blend borders box clip continuousBandSize corner* cursor description dir \
discreteBandSize dx dy ellipsis extent fill fillOpacity font* height href inner* interpolate invalid limit line lineBreak lineHeight \
median minBandSize opacity order orient outer* outliers pad* point radius* rule shape size smooth stroke* style tension text theta* thickness \
ticks time* url width x x2 xOffset x2Offset y y2 yOffset y2Offset
marks arc boxplot errorband errorbar geoshape image rect square text tick trail
encoding angle description fill fillOpacity href key latitude* longitude* opacity order radius* shape size stroke* text \
theta* time url xError* yError*
position aggregate band bandPosition bin impute timeUnit value
second aggregate band bandPosition bin timeUnit value
offset aggregate band bandPosition bin scale timeUnit value
color aggregate band bandPosition bin condition timeUnit
detail aggregate band bandPosition bin timeUnit
types geojson
stack normalize center
sort op
orders color fill stroke size shape fillOpacity strokeOpacity opacity text -color -fill -stroke -size -shape -opacity -text
facet align bandPosition bin bounds center header spacing timeUnit
panels align bandPosition bin center header spacing timeUnit
scale align base bins clamp constant domain* exponent interpolate name nice padding* range* reverse round scheme
scales log pow sqrt symlog identity sequential quantile quantize threshold bin-ordinal point
axis aria band* description domain* encoding format* grid* label* max* min* offset orient position style tick* title* translate values zindex
legend aria clip* column* corner* description direction encoding fill* format* gradient* grid* label* legend* offset orient padding row* \
stroke* symbol* tick* title* type values zindex
config area arc aria autosize axis* background bar boxplot circle concat countTitle customFormatTypes errorband errorbar facet fieldTitle \
font geoshape header* image invalidValues legend line* locale mark normalizedNumberFormat* number* padding params point projection range \
rect rule scale selection square style text tick time* title tooltipFormat trail
view clip cornerRadius cursor fill* opacity stroke*
"
};

/// What to do about a member, where there is more to say than what is supported: its rule, its name (`*`: any), the remedy.
const REMEDIES: &[(&str, &str, &str)] = if cfg!(target_arch = "wasm32") {
    &[]
} else {
    &[
        ("*", "aggregate", "put one row for each mark into the data"),
        ("*", "bin", "put one row for each mark into the data"),
        ("*", "timeUnit", "put one row for each mark into the data"),
        ("*", "op", "put one row for each category into the data"),
        ("*", "resolve", "all layers share one scale for each direction"),
        ("*", "scheme", "set --nut-color-1 and so on in the page's styles"),
        ("scale", "range", "set --nut-color-1 and so on in the page's styles"),
        ("top", "background", "leave it out, and set --nut-paper in the page's styles"),
        ("config", "*", "the look follows the page: set --nut-font, --nut-ink, --nut-paper, --nut-color-1 and so on"),
        ("view", "*", "the look follows the page: set --nut-font, --nut-ink, --nut-paper, --nut-color-1 and so on"),
        ("layer", "data", "put all the data into one table and filter it in the layer"),
        ("mark", "point", "add a layer with the mark \"point\""),
        ("position", "value", "give a value of the axis as \"datum\""),
        ("position", "axis", "leave it out: no axis stands where it is not needed"),
        ("axis", "format", "numbers and dates are written as in the page's language"),
        ("color", "legend", "leave it out: what colours mean is always said"),
        ("encoding", "tooltip", "leave it out: the tooltip shows all values at a place"),
    ]
};

/// What stands after the name of a rule, in one of the two texts; empty when nothing does.
fn line(text: &'static str, rule: &str) -> &'static str {
    let found = text.split('\n').find_map(|line| line.split_once(' ').filter(|(name, _)| *name == rule));
    found.map_or("", |(_, rest)| rest)
}

/// The kinds that a rule takes, and its words.
pub(super) fn rule(name: &str) -> (&'static str, &'static str) {
    let line = line(GRAMMAR, name);
    line.split_once(' ').unwrap_or((line, ""))
}

/// The place of `word` among the words of a rule, which stand in the order of the enum that they mean.
pub(super) fn place(name: &str, word: &str) -> usize {
    rule(name).1.split(' ').position(|known| known == word).unwrap_or(usize::MAX)
}

/// A member that a rule allows.
#[cfg(test)]
pub(crate) struct Member {
    /// Its name.
    pub name: &'static str,
    /// The kinds of JSON value that it may be.
    pub kinds: Vec<&'static str>,
    /// What it may say, where that is one of some words.
    pub words: &'static str,
    /// Whether it must be there.
    pub must: bool,
}

/// The members that a rule allows, in the grammar's order.
#[cfg(test)]
pub(crate) fn members(name: &str) -> Vec<Member> {
    let words = rule(name).1;
    let known = [('n', "null"), ('b', "true or false"), ('f', "a number"), ('s', "a text"), ('a', "a list"), ('o', "an object")];
    let named = words.split(' ').filter_map(|word| word.split_once(':')).filter(|(member, _)| *member != "*");
    named
        .map(|(member, of)| {
            let (kinds, inner) = rule(of);
            let kinds = known.iter().filter(|(letter, _)| kinds.contains(*letter)).map(|(_, kind)| *kind).collect();
            let choices = if inner.contains([':', '[', '=']) { "" } else { inner };
            Member { name: member, kinds, words: choices, must: words.split(' ').any(|word| word.strip_prefix('!') == Some(member)) }
        })
        .collect()
}

/// What Vega-Lite knows under a rule and Nutgraph does not yet.
pub(super) fn later(name: &str) -> impl Iterator<Item = &'static str> {
    let names = if LATER.is_empty() { "" } else { line(LATER, name) };
    names.split(' ').filter(|name| !name.is_empty())
}

/// Whether Vega-Lite knows `name` under a rule, though Nutgraph does not yet.
pub(super) fn is_later(rule: &str, name: &str) -> bool {
    !LATER.is_empty() && later(rule).any(|later| later == name || later.strip_suffix('*').is_some_and(|start| name.starts_with(start)))
}

/// The remedy for a member of a rule.
pub(super) fn remedy(rule: &str, member: &str) -> Option<&'static str> {
    let is = |pattern: &str, name: &str| pattern == "*" || pattern == name;
    REMEDIES.iter().find(|(r, m, _)| is(r, rule) && is(m, member)).map(|(_, _, text)| *text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_that_is_named_is_there() {
        for text in GRAMMAR.split('\n').skip(1).filter(|text| !text.is_empty()) {
            let (_, body) = text.split_once(' ').expect("a rule has kinds");
            for token in body.split(' ').skip(1) {
                let named = token.split_once(':').map(|(_, r)| r).or(token.strip_prefix(['[', '='])).unwrap_or("any");
                assert!(named == "any" || !line(GRAMMAR, named).is_empty(), "{token}");
            }
        }
    }

    #[test]
    fn what_comes_later_is_not_there_already() {
        for text in LATER.split('\n').filter(|text| !text.is_empty()) {
            let (name, names) = text.split_once(' ').expect("a rule has names");
            let (_, words) = rule(name);
            assert!(!words.is_empty(), "{name}");
            for later in names.split(' ') {
                let member = |word: &str| word.split(':').next() == Some(later);
                assert!(!words.split(' ').any(member), "{name}: {later}");
            }
        }
    }
}
