//! What can be said of one series over time: each measure that [`super::null`] has judged with its sentence, and the plain facts
//! that are true of any series.

use super::draft::{Sentence, Writer};
use super::measures::{self, Measures};
use super::null;
use super::series::{Point, Series, time_key};
use crate::chart::Chart;
use crate::fact::Outcome;
use crate::host::NumberStyle;
use crate::interact::judge;
use crate::time::Unit;

/// Fewer values than this are told, but not judged: almost nothing is unusual among them.
const FEWEST: usize = 8;

/// Something that can be said.
#[derive(Clone, Debug)]
pub struct Finding {
    /// What it is: `jump`, `record`, `streak` …
    pub kind: &'static str,
    /// The series that it is about.
    pub series: String,
    /// The sentence; none where no words would pass their own check.
    pub sentence: Option<Sentence>,
    /// How often series of pure chance do as much; none for what was not judged.
    pub p: Option<f64>,
    /// It is worth telling even where chance does as much: the highest since, the longest way.
    pub plain: bool,
}

impl Finding {
    /// A fact that is not judged.
    pub fn plain(kind: &'static str, series: &Series, sentence: Option<Sentence>) -> Finding {
        Finding { kind, series: series.name.clone(), sentence, p: None, plain: true }
    }
}

/// One series as its sentences need it.
struct Told<'a> {
    writer: &'a Writer<'a>,
    series: &'a Series,
    first: &'a Point,
    last: &'a Point,
}

/// All that can be said of a series; `draws` as for [`null::p_values`].
pub fn of_series(writer: &Writer, series: &Series, draws: usize) -> Vec<Finding> {
    let [first, .., last] = series.points.as_slice() else { return Vec::new() };
    let told = Told { writer, series, first, last };
    let mut out = vec![
        Finding::plain("level", series, told.sentence(writer.phrases.level, last, first, last, &[series.call("value", &[&last.at])])),
        Finding::plain("change", series, told.change(first, last)),
    ];
    if let Some(before) = year_earlier(series) {
        out.push(Finding::plain("year", series, told.year(before)));
    }
    let values = scaled(&adjusted(series));
    let steps = series.steps();
    let judged = (series.points.len() >= FEWEST).then(|| null::p_values(&values, &steps, draws));
    let p = |of: fn(&Measures) -> f64| judged.as_ref().map(of);
    let seasonal = values.len() >= FEWEST && season(series).is_some();
    let mut judge = |kind, p: Option<f64>, plain: bool, sentence: Option<Sentence>| {
        out.push(Finding { kind, series: series.name.clone(), sentence, p, plain });
    };
    // Of a series with seasons, a step between neighbours says nothing: what was judged is the series without them.
    let step = if seasonal { None } else { measures::largest_step(&values, &steps).and_then(|(at, _)| told.largest(at)) };
    judge("jump", p(|m| m.jump), true, step);
    judge("record", p(|m| m.extreme), true, told.extreme());
    judge("streak", p(|m| m.streak), measures::streak(&series.values()).abs() >= 2, told.streak());
    judge("trend", p(|m| m.trend), false, told.trend(measures::correlation_with_time(&values) > 0.0));
    judge("turn", p(|m| m.turn), true, told.turn());
    let spike = if seasonal { None } else { measures::outlier(&values, &steps).and_then(|(at, _)| told.outlier(at)) };
    judge("outlier", p(|m| m.outlier), false, spike);
    judge("break", p(|m| m.shift), false, told.shift(measures::shift(&values).0));
    out
}

/// Values of one sign that span orders of size change by shares, not by amounts: their logarithms are judged.
fn scaled(values: &[f64]) -> Vec<f64> {
    let (low, high) = values.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| (low.min(*v), high.max(*v)));
    if low > 0.0 && high >= 3.0 * low { values.iter().map(|value| libm::log(*value)).collect() } else { values.to_vec() }
}

/// How many values make a year, where that is more than one and there are enough years to tell a season from chance.
fn season(series: &Series) -> Option<usize> {
    let length = match series.time {
        Some(Unit::Month) => 12,
        Some(Unit::Quarter) => 4,
        _ => return None,
    };
    (series.points.len() >= 3 * length).then_some(length)
}

/// The values without their seasons: each less the median of its month's distances from the year around it.
fn adjusted(series: &Series) -> Vec<f64> {
    let values = series.values();
    let Some(length) = season(series) else { return values };
    let logs = values.iter().all(|value| *value > 0.0);
    let scale = |v: f64| if logs { libm::log(v) } else { v };
    let scaled: Vec<f64> = values.iter().map(|v| scale(*v)).collect();
    let around = |i: usize| {
        let (from, to) = (i.saturating_sub(length / 2), (i + length / 2 + 1).min(scaled.len()));
        scaled[from..to].iter().sum::<f64>() / (to - from) as f64
    };
    let phase = |point: &Point| (point.position as i64).rem_euclid(12) / (12 / length as i64);
    let mut own: Vec<Vec<f64>> = vec![Vec::new(); length];
    for (i, point) in series.points.iter().enumerate() {
        own[phase(point) as usize].push(scaled[i] - around(i));
    }
    let typical: Vec<f64> = own
        .iter_mut()
        .map(|all| {
            all.sort_by(f64::total_cmp);
            all.get(all.len() / 2).copied().unwrap_or(0.0)
        })
        .collect();
    let out = series.points.iter().zip(&scaled).map(|(point, value)| value - typical[phase(point) as usize]);
    if logs { out.map(libm::exp).collect() } else { out.collect() }
}

/// The value a year before the last.
fn year_earlier(series: &Series) -> Option<&Point> {
    if !matches!(series.time, Some(Unit::Month | Unit::Quarter)) {
        return None;
    }
    let last = series.points.last()?;
    series.points.iter().find(|point| point.position == last.position - 12.0)
}

impl Told<'_> {
    fn sentence(&self, template: &str, at: &Point, from: &Point, to: &Point, expressions: &[String]) -> Option<Sentence> {
        let phrases = self.writer.phrases;
        let unit = phrases.units.iter().find(|(key, _)| *key == time_key(self.series.time)).map(|(_, word)| *word);
        if template.contains("{unit}") && unit.is_none() {
            return None;
        }
        let words = [
            ("name", self.series.name.as_str()),
            ("at", &at.words),
            ("from", &from.words),
            ("to", &to.words),
            ("first", &self.first.words),
            ("last", &self.last.words),
            ("unit", unit.unwrap_or_default()),
        ];
        let days = if self.series.time == Some(Unit::Day) { phrases.days } else { &[] };
        let template = days.iter().fold(template.to_string(), |template, (from, to)| template.replace(from, to));
        self.writer.sentence(&template, &words, expressions)
    }

    fn value(&self, point: &Point) -> String {
        self.series.call("value", &[&point.at])
    }

    /// From one value to another: by its share of the first, or by its amount where the first is not above zero.
    fn change(&self, from: &Point, to: &Point) -> Option<Sentence> {
        let template = self.writer.phrases.change[usize::from(to.value < from.value)];
        let by = if from.value > 0.0 && to.value >= 0.0 { "change" } else { "diff" };
        if from.value == to.value {
            return None;
        }
        self.sentence(template, to, from, to, &[self.series.call(by, &[&from.at, &to.at]), self.value(from), self.value(to)])
    }

    fn year(&self, before: &Point) -> Option<Sentence> {
        if before.value <= 0.0 || before.value == self.last.value {
            return None;
        }
        let template = self.writer.phrases.year[usize::from(self.last.value < before.value)];
        self.sentence(template, self.last, before, self.last, &[self.series.call("change", &[&before.at, &self.last.at])])
    }

    /// The step to the value at an index; as the largest of all, where the fact language says so too.
    fn largest(&self, at: usize) -> Option<Sentence> {
        let (from, to) = (self.series.points.get(at.checked_sub(1)?)?, self.series.points.get(at)?);
        let falls = to.value < from.value;
        let most = self.series.call(if falls { "drop" } else { "jump" }, &[]);
        let by = if from.value > 0.0 && to.value >= 0.0 { "change" } else { "diff" };
        let step = self.series.call(by, &[&from.at, &to.at]);
        let is_most = judge::compute(self.writer.chart, &most, self.writer.host).is_ok_and(|fact| fact.shown == to.words);
        if is_most {
            let template = self.writer.phrases.largest[usize::from(falls)];
            let found = self.sentence(template, to, from, to, &[most, step, self.value(from), self.value(to)]);
            if found.is_some() {
                return found;
            }
        }
        self.change(from, to)
    }

    fn extreme(&self) -> Option<Sentence> {
        let (high, back) = measures::extreme(&self.series.values());
        if back < 2 {
            return None;
        }
        let (chart, host) = (self.writer.chart, self.writer.host);
        let since = self.series.call(if high { "highest_since" } else { "lowest_since" }, &[&self.last.at]);
        let value = self.value(self.last);
        let earlier = judge::compute(chart, &since, host).is_ok_and(|fact| matches!(fact.value, Outcome::Time(..)) && fact.bound.is_none());
        let index = usize::from(!high);
        if earlier {
            let template = self.writer.phrases.since[index];
            return self.sentence(template, self.last, self.first, self.last, &[value, since]);
        }
        if back < self.series.points.len() - 1 {
            return None;
        }
        let mut expressions = vec![value];
        if high {
            expressions.push(self.series.call("record", &[&self.last.at]));
        } else {
            // That nothing lower is in the data is what the least of them says.
            expressions[0] = self.series.call("min", &[]);
        }
        self.sentence(self.writer.phrases.record[index], self.last, self.first, self.last, &expressions)
    }

    fn streak(&self) -> Option<Sentence> {
        let run = measures::streak(&self.series.values());
        let template = self.writer.phrases.streak[usize::from(run < 0)];
        let expressions = [self.series.call("streak", &[&self.last.at]), self.value(self.last)];
        self.sentence(template, self.last, self.first, self.last, &expressions)
    }

    fn trend(&self, rises: bool) -> Option<Sentence> {
        // Rates are by the year: of other axes there is none to tell.
        self.series.time?;
        let all_above = self.series.points.iter().all(|point| point.value > 0.0);
        let rate = self.series.call(if all_above { "cagr" } else { "slope" }, &[&self.first.at, &self.last.at]);
        let template = self.writer.phrases.trend[usize::from(!rises)];
        self.sentence(template, self.last, self.first, self.last, &[rate])
    }

    fn turn(&self) -> Option<Sentence> {
        let turn = measures::turn(&self.series.values())?;
        let (template, value, place) = if turn.trough { (0, "min", "trough") } else { (1, "max", "peak") };
        let expressions = [self.series.call(value, &[]), self.series.call(place, &[]), self.value(self.last)];
        self.sentence(self.writer.phrases.turn[template], self.last, self.first, self.last, &expressions)
    }

    fn outlier(&self, at: usize) -> Option<Sentence> {
        let [before, own, after] = self.series.points.get(at.checked_sub(1)?..at + 2)? else { return None };
        // Out and back again; what goes on is a jump.
        if (own.value > before.value) != (own.value > after.value) {
            return None;
        }
        let template = self.writer.phrases.outlier[usize::from(own.value < before.value)];
        self.sentence(template, own, before, after, &[self.value(own), self.value(before), self.value(after)])
    }

    fn shift(&self, at: usize) -> Option<Sentence> {
        let (from, to) = (self.series.points.get(at.checked_sub(1)?)?, self.series.points.get(at)?);
        let mean = |from: &Point, to: &Point| self.series.call("mean", &[&from.at, &to.at]);
        self.sentence(self.writer.phrases.shift, self.last, from, to, &[mean(self.first, from), mean(to, self.last)])
    }
}

/// How much of a goal the last value is.
pub fn progress(writer: &Writer, series: &Series, goal: f64) -> Option<Finding> {
    let last = series.points.last()?;
    let number = writer.host.plain(goal);
    let goal = writer.with_unit(&writer.host.number(goal, NumberStyle::decimals(0)), &series.unit);
    let words = [("name", series.name.as_str()), ("at", &last.words), ("goal", &goal)];
    let sentence = writer.sentence(writer.phrases.progress, &words, &[series.call("progress", &[&number, &last.at])]);
    Some(Finding::plain("progress", series, sentence))
}

/// What the table of a chart can say beyond its series: which series is above which, since when.
pub fn of_pair(writer: &Writer, a: &Series, b: &Series) -> Vec<Finding> {
    let (mut out, chart): (Vec<Finding>, &Chart) = (Vec::new(), writer.chart);
    let comparable = a.unit == b.unit && a.condition.is_empty() && b.condition.is_empty();
    let Some(last) = a.points.last() else { return out };
    let Some(other) = b.points.iter().find(|point| point.position == last.position).filter(|_| comparable) else { return out };
    let (a, b, top) = if last.value >= other.value { (a, b, last) } else { (b, a, other) };
    let words = [("name", a.name.as_str()), ("other", &b.name), ("at", &top.words)];
    let gap = ["gap(", &a.column, ", ", &b.column, ", ", &top.at, ")"].concat();
    out.push(Finding::plain("gap", a, writer.sentence(writer.phrases.gap, &words, &[gap])));
    let crossing = ["last_x(", &b.cell(), " >= ", &a.cell(), ")"].concat();
    // Both must be known there, or the last place would be one where one of them is missing.
    let at = judge::compute(chart, &crossing, writer.host).ok();
    let known = |series: &Series| at.as_ref().is_some_and(|fact| series.points.iter().any(|point| point.words == fact.shown));
    if known(a) && known(b) {
        out.push(Finding::plain("crossing", a, writer.sentence(writer.phrases.crossing, &words, &[crossing])));
    }
    out
}
