//! A fact of a chart, and whether words agree with it: the one way, for the reader's browser and for the newsroom's command.

use crate::chart::Chart;
use crate::fact::{self, Fact, Kind, Outcome, Subject};
use crate::host::Host;
use crate::report::Problem;
use crate::table::{self, Bound};
use crate::time;
use crate::words::{self, Answer, Given, Question, Verdict};

/// Computes an expression, or a fact that the chart names, on the chart's table. Errors as those of [`fact::compute`].
pub fn compute(chart: &Chart, expression: &str, host: &dyn Host) -> Result<Fact, Problem> {
    fact::compute(expression, &subject("", chart, &[], host))
}

/// The same on several charts by their names, of which the first is the one that is asked: `for="cultivation eradication"`.
///
/// # Errors
/// As those of [`fact::compute`].
#[cfg(not(feature = "lean"))]
pub fn compute_on(charts: &[(&str, &Chart)], expression: &str, host: &dyn Host) -> Result<Fact, Problem> {
    let mut subjects = charts.iter().map(|(name, chart)| subject(name, chart, &[], host));
    let Some(first) = subjects.next() else {
        let remedy = "name a chart in for=\"…\"";
        return Err(crate::problem!(Error, "no-chart", crate::report::Place::Whole, "a fact without a chart", remedy));
    };
    let others: Vec<Subject> = subjects.collect();
    fact::compute(expression, &Subject { others: &others, ..first })
}

/// Whether an expression of a chart rests on what the reader has chosen otherwise than its author: a param of `changed`.
#[cfg(not(feature = "lean"))]
pub fn rests_on(chart: &Chart, expression: &str, changed: &[String], host: &dyn Host) -> bool {
    !changed.is_empty() && fact::rests_on(expression, &subject("", chart, &[], host), &|name| changed.iter().any(|other| other == name))
}

/// Whether a fact of charts, the first of which is the one that is asked, rests on figures that the reader is still to draw.
#[cfg(not(feature = "lean"))]
pub fn is_hidden(fact: &Fact, charts: &[impl std::ops::Deref<Target = Chart>]) -> bool {
    fact.evidence.iter().any(|part| charts.get(part.chart).is_some_and(|chart| part.rows.iter().any(|row| chart.hides(*row as usize))))
}

/// What a chart knows that facts ask for.
fn subject<'a>(name: &'a str, chart: &'a Chart, others: &'a [Subject<'a>], host: &'a dyn Host) -> Subject<'a> {
    Subject {
        name,
        others,
        table: &chart.table,
        x: chart.plan.key_column,
        units: &chart.plan.units,
        as_of: time::parse(&chart.spec.as_of).map(|(ms, _)| ms),
        period: chart.spec.period,
        names: &chart.spec.names,
        named: &chart.spec.facts,
        #[cfg(not(feature = "lean"))]
        params: &chart.spec.params,
        language: chart.ui.language,
        host,
    }
}

/// Holds words against a fact; a fact without words is its own.
pub fn agree(fact: &Fact, lang: &str, text: &str, before: &str, after: &str) -> Answer {
    let unread = |verdict| Answer { verdict, low: None, high: None, why: String::new() };
    if let Some(answer) = agree_otherwise(fact, lang, text, before, after) {
        return answer;
    }
    if text.trim().is_empty() {
        return unread(Verdict::Agrees);
    }
    let date;
    let value = match (&fact.value, fact.bound) {
        (Outcome::Number(n), Some(Bound::Above)) => Given::Bound(*n, true),
        (Outcome::Number(n), Some(Bound::AtLeast)) => Given::Bound(*n, false),
        (Outcome::Number(n), None) => Given::Number(*n),
        (Outcome::Number(_), Some(_)) => return unread(Verdict::CannotTell),
        (Outcome::Time(ms, unit), _) => {
            date = table::iso(*ms, *unit);
            Given::Date(&date)
        }
        (Outcome::Truth(truth), _) => Given::Truth(*truth),
        (Outcome::Text(name), _) => {
            let same = text.trim().eq_ignore_ascii_case(name);
            return unread(if same { Verdict::Agrees } else { Verdict::CannotTell });
        }
        #[cfg(not(feature = "lean"))]
        (Outcome::List(_), _) => return unread(Verdict::CannotTell),
    };
    words::agree(&Question { lang, text, before, after, kind: fact.kind, unit: &fact.unit, value })
}

/// What only some functions give: one of several dates, and a date that is also a time before another.
fn agree_otherwise(fact: &Fact, lang: &str, text: &str, before: &str, after: &str) -> Option<Answer> {
    #[cfg(not(feature = "lean"))]
    if let Outcome::List(values) = &fact.value {
        let one = |value: &Outcome| agree(&Fact { value: value.clone(), ..fact.clone() }, lang, text, before, after);
        let answers: Vec<Answer> = values.iter().map(one).collect();
        let found = answers.iter().position(|answer| answer.verdict == Verdict::Agrees);
        return answers.into_iter().nth(found.unwrap_or(0));
    }
    let span = fact.span?;
    // Words that name a date are held against the date, words that name a time against the time.
    let date = agree(&Fact { span: None, ..fact.clone() }, lang, text, before, after);
    if date.verdict != Verdict::CannotTell {
        return Some(date);
    }
    let value = Given::Number(span.length);
    let time = words::agree(&Question { lang, text, before, after, kind: Kind::Number, unit: span.unit, value });
    Some(if time.verdict == Verdict::CannotTell { date } else { time })
}
