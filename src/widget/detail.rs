//! What crosses the boundary, as plain objects: problems, outlines, tips, facts and tables.

use crate::chart::Chart;
#[cfg(not(feature = "lean"))]
use crate::chart::choose::written;
use crate::chart::view::{Arrangement, Swatch};
use crate::fact::{Evidence, Fact, Kind, Outcome};
use crate::host::Host;
use crate::interact::tip::Tip;
use crate::report::Problem;
#[cfg(not(feature = "lean"))]
use crate::report::{Place, Severity};
use crate::scale::color::Page;
#[cfg(not(feature = "lean"))]
use crate::spec::{Control, Param};
use crate::spec::{Source, Value};
#[cfg(not(feature = "lean"))]
use crate::table::Bound;
use crate::words::{Answer, Verdict};
use std::ops::Deref;

/// A list of anything as an array.
pub fn array<T>(items: &[T], each: impl Fn(&T) -> Value) -> Value {
    Value::Array(items.iter().map(each).collect())
}

/// A problem with its one-line message.
#[cfg(feature = "lean")]
pub fn problem(problem: &Problem) -> Value {
    problem.never()
}

/// A problem with its one-line message.
#[cfg(not(feature = "lean"))]
pub fn problem(problem: &Problem) -> Value {
    let place = problem.place.to_string();
    let severity = if problem.severity == Severity::Error { "error" } else { "warning" };
    let place = if problem.place == Place::Whole { "" } else { place.trim_end_matches(": ") };
    Value::object(vec![
        ("code", problem.code.into()),
        ("message", problem.to_string().into()),
        ("severity", severity.into()),
        ("place", place.into()),
        ("found", problem.found.as_str().into()),
        ("remedy", problem.remedy.as_str().into()),
    ])
}

fn sources(sources: &[&Source]) -> Value {
    array(sources, |s| Value::object(vec![("name", s.name.as_str().into()), ("url", s.url.as_str().into())]))
}

/// What the shell writes round the plot.
pub fn outline(chart: &Chart, problems: &[Problem], host: &dyn Host) -> Value {
    let spec = &chart.spec;
    Value::object(vec![
        ("heading", spec.heading.as_str().into()),
        ("subheading", spec.subheading.as_str().into()),
        ("note", spec.note.as_str().into()),
        ("sources", sources(&spec.sources.iter().collect::<Vec<_>>())),
        ("summary", crate::chart::describe::summary(chart, host).into()),
        ("label", crate::chart::describe::label(chart).into()),
        ("problems", array(problems, problem)),
        ("rows", Value::Number(chart.table.rows as f64)),
        #[cfg(feature = "lean")]
        ("words", Value::object_of(chart.ui.shell)),
        #[cfg(not(feature = "lean"))]
        ("words", Value::object_of(&[chart.ui.shell, chart.ui.controls].concat())),
        #[cfg(not(feature = "lean"))]
        ("draw", crate::interact::sketch::Sketch::new(chart).map_or(Value::Null, |sketch| drawing(chart, &sketch, host))),
        #[cfg(not(feature = "lean"))]
        ("params", array(&chart.spec.params, |param| choice(param, host))),
    ])
}

/// What is to be drawn: the question, and a verdict as long as any, for which room is kept.
#[cfg(not(feature = "lean"))]
fn drawing(chart: &Chart, sketch: &crate::interact::sketch::Sketch, host: &dyn Host) -> Value {
    let asked = chart.spec.draw.as_ref().map(|draw| draw.prompt.as_str()).filter(|prompt| !prompt.is_empty());
    Value::object(vec![
        ("prompt", asked.unwrap_or(chart.ui.drawing.prompt).into()),
        ("hidden", chart.veil.as_ref().is_some_and(|veil| veil.down).into()),
        ("longest", sketch.longest(chart, host).into()),
    ])
}

/// A param: what it is, what it may be, and how that is written.
#[cfg(not(feature = "lean"))]
fn choice(param: &Param, host: &dyn Host) -> Value {
    let mut members = vec![
        ("name", param.name.as_str().into()),
        ("label", param.label.as_str().into()),
        ("value", param.value.clone()),
        ("written", written(param, &param.value, host).into()),
    ];
    match &param.control {
        Control::Range { min, max, step } => members.extend([("min", (*min).into()), ("max", (*max).into()), ("step", (*step).into())]),
        Control::Choice(options) => {
            let option = |(value, label): &(Value, String)| {
                let label = if label.is_empty() { written(param, value, host) } else { label.clone() };
                Value::object(vec![("value", value.clone()), ("label", label.into())])
            };
            members.push(("options", array(options, option)));
        }
    }
    Value::object(members)
}

/// The key and notes that a width needs.
pub fn arrangement(arrangement: &Arrangement, page: &Page) -> Value {
    let entry = |e: &crate::chart::view::KeyEntry| {
        let kind = match e.swatch {
            Swatch::Fill => "fill",
            Swatch::Line => ["line", "line d1", "line d2", "line d3"][page.dash_number(e.ink)],
            Swatch::Band => "band",
        };
        Value::object(vec![("name", e.name.as_str().into()), ("color", page.color(e.ink).css().into()), ("kind", kind.into())])
    };
    Value::object(vec![
        ("height", arrangement.height.into()),
        ("least", arrangement.least.into()),
        ("key", array(&arrangement.key, entry)),
        ("notes", array(&arrangement.notes, |n| n.as_str().into())),
    ])
}

/// The figures under a pointer.
pub fn tip(tip: &Tip, page: &Page) -> Value {
    let rows = array(&tip.figures, |f| {
        Value::object(vec![
            ("name", f.name.as_str().into()),
            ("color", page.color(f.ink).css().into()),
            ("value", f.value.as_str().into()),
            ("missing", f.number.is_none().into()),
        ])
    });
    let number = |f: &crate::interact::tip::Figure| (f.name.clone(), f.number.map_or(Value::Null, Value::Number));
    let values = Value::Object(tip.figures.iter().map(number).collect());
    Value::object(vec![
        ("title", tip.title.as_str().into()),
        ("rows", rows),
        ("x", tip.at.x.into()),
        ("y", tip.at.y.into()),
        ("said", tip.said().into()),
        ("point", Value::object(vec![("x", tip.key.clone()), ("values", values)])),
    ])
}

/// The series as they are listened to: their figures, from left to right, as numbers and in words; panel after panel.
#[cfg(not(feature = "lean"))]
pub fn heard(chart: &Chart, host: &dyn Host) -> Value {
    let Some(facets) = &chart.facets else { return Value::Array(heard_in(chart, 0, "", host)) };
    Value::Array(facets.panels.iter().flat_map(|panel| heard_in(&panel.chart, panel.first, &panel.name, host)).collect())
}

/// The series of a chart, or of a panel whose first one has the number `first`.
#[cfg(not(feature = "lean"))]
fn heard_in(chart: &Chart, first: usize, panel: &str, host: &dyn Host) -> Vec<Value> {
    use crate::chart::{describe::key_words, labels::named, marks::line::each, measure::figure_with_unit};
    let several = named(chart).len() > 1;
    let drawn = chart.plan.series.iter().enumerate().filter(|(_, s)| s.mark != crate::spec::Mark::Rule);
    let one = |(number, series): (usize, &crate::chart::series::Series)| {
        let mut points = Vec::new();
        each(series, &chart.table, &chart.plan.key, &mut |stop| {
            let value = series.value(&chart.table, stop.index);
            points.push(Value::object(vec![
                ("index", (stop.index as f64).into()),
                ("key", key_words(chart, stop.key, host).into()),
                ("value", value.map_or(Value::Null, Value::Number)),
                ("words", value.map_or_else(|| chart.ui.no_figure.to_string(), |v| figure_with_unit(&chart.plan.measure, v, host)).into()),
            ]));
        });
        let name = match (panel, several) {
            ("", _) => series.name.clone(),
            (_, false) => panel.to_string(),
            _ => [panel, ", ", &series.name].concat(),
        };
        Value::object(vec![("series", ((first + number) as f64).into()), ("name", name.into()), ("points", Value::Array(points))])
    };
    drawn.map(one).collect()
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Number => "number",
        Kind::Count => "count",
        Kind::Difference => "difference",
        Kind::Change => "change",
        Kind::Ratio => "ratio",
        Kind::Date => "date",
        Kind::Rank => "rank",
        Kind::Streak => "streak",
        Kind::YesNo => "yesno",
    }
}

fn outcome(value: &Outcome) -> Value {
    match value {
        Outcome::Number(n) => Value::Number(*n),
        Outcome::Time(ms, unit) => crate::table::iso(*ms, *unit).into(),
        Outcome::Text(text) => text.as_str().into(),
        Outcome::Truth(truth) => (*truth).into(),
        #[cfg(not(feature = "lean"))]
        Outcome::List(values) => array(values, outcome),
    }
}

/// A fact that rests on figures which the reader is still to draw: nobody is told anything of it.
#[cfg(not(feature = "lean"))]
pub fn hidden(fact: &Fact) -> Value {
    Value::object(vec![
        ("verdict", "cannot tell".into()),
        ("value", Value::Null),
        ("kind", kind(fact.kind).into()),
        ("unit", fact.unit.as_str().into()),
        ("shown", "…".into()),
        ("working", "".into()),
        ("result", "".into()),
        ("low", Value::Null),
        ("high", Value::Null),
        ("why", "it rests on figures that are hidden until the reader has drawn them".into()),
        ("sources", Value::Array(Vec::new())),
    ])
}

/// A fact with the verdict on its words.
pub fn fact(fact: &Fact, answer: &Answer, charts: &[impl Deref<Target = Chart>]) -> Value {
    let value = outcome(&fact.value);
    let verdict = match answer.verdict {
        Verdict::Agrees => "agrees",
        Verdict::Disagrees => "disagrees",
        Verdict::CannotTell => "cannot tell",
    };
    #[cfg(feature = "lean")]
    let lit: Vec<&Source> = proving(fact.evidence.iter(), &charts[0]);
    #[cfg(not(feature = "lean"))]
    let lit: Vec<&Source> = charts
        .iter()
        .enumerate()
        .filter(|(number, _)| *number == 0 || fact.evidence.iter().any(|e| e.chart == *number))
        .flat_map(|(number, chart)| proving(fact.evidence.iter().filter(move |e| e.chart == number), chart))
        .collect();
    let bound = |b: Option<f64>| b.map_or(Value::Null, Value::Number);
    Value::object(vec![
        ("verdict", verdict.into()),
        ("value", value),
        ("kind", kind(fact.kind).into()),
        ("unit", fact.unit.as_str().into()),
        ("shown", fact.shown.as_str().into()),
        ("working", fact.working.as_str().into()),
        ("result", fact.shown.as_str().into()),
        ("low", bound(answer.low)),
        ("high", bound(answer.high)),
        ("why", answer.why.as_str().into()),
        ("sources", sources(&lit)),
        #[cfg(not(feature = "lean"))]
        ("bound", bound_sign(fact.bound).into()),
        #[cfg(not(feature = "lean"))]
        (
            "interval",
            fact.interval
                .map_or(Value::Null, |i| Value::object(vec![("low", i.low.into()), ("high", i.high.into()), ("level", i.level.into())])),
        ),
        #[cfg(not(feature = "lean"))]
        ("evidence", array(&fact.evidence, |e| cells(e, charts))),
    ])
}

/// The sources of the columns that prove a fact, and those of all columns.
fn proving<'a>(evidence: impl Iterator<Item = &'a Evidence>, chart: &'a Chart) -> Vec<&'a Source> {
    let names: Vec<&String> = evidence.filter_map(|e| chart.table.columns.get(e.column)).map(|c| &c.name).collect();
    chart.spec.sources.iter().filter(|s| s.columns.is_empty() || names.iter().any(|n| s.columns.contains(n))).collect()
}

/// Evidence by the name of its column and the lines of the data.
#[cfg(not(feature = "lean"))]
fn cells(evidence: &Evidence, charts: &[impl Deref<Target = Chart>]) -> Value {
    let Some(chart) = charts.get(evidence.chart) else { return Value::Null };
    let column = chart.table.columns.get(evidence.column).map_or("", |c| c.name.as_str());
    let lines = array(&evidence.rows, |row| Value::Number(chart.table.line(*row as usize) as f64));
    Value::object(vec![("chart", Value::Number(evidence.chart as f64)), ("column", column.into()), ("lines", lines)])
}

/// What a number is known to be, as data write it.
#[cfg(not(feature = "lean"))]
fn bound_sign(bound: Option<Bound>) -> &'static str {
    match bound {
        Some(Bound::Above) => ">",
        Some(Bound::AtLeast) => ">=",
        Some(Bound::Below) => "<",
        Some(Bound::AtMost) => "<=",
        Some(Bound::About) => "~",
        None => "",
    }
}
