//! A fact of a chart, and whether words agree with it: the one way, for the reader's browser and for the newsroom's command.

use crate::chart::Chart;
use crate::fact::{self, Fact, Outcome, Subject};
use crate::host::Host;
use crate::report::Problem;
use crate::table::{self, Bound};
use crate::time;
use crate::words::{self, Answer, Given, Question, Verdict};

/// Computes an expression, or a fact that the chart names, on the chart's table. Errors as those of [`fact::compute`].
pub fn compute(chart: &Chart, expression: &str, host: &dyn Host) -> Result<Fact, Problem> {
    let as_of = time::parse(&chart.spec.as_of).map(|(ms, _)| ms);
    let subject = Subject {
        table: &chart.table,
        x: chart.plan.key_column,
        units: &chart.plan.units,
        as_of,
        period: chart.spec.period,
        named: &chart.spec.facts,
        host,
    };
    fact::compute(expression, &subject)
}

/// Holds words against a fact; a fact without words is its own.
pub fn agree(fact: &Fact, lang: &str, text: &str, before: &str, after: &str) -> Answer {
    let unread = |verdict| Answer { verdict, low: None, high: None, why: String::new() };
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
    };
    words::agree(&Question { lang, text, before, after, kind: fact.kind, unit: &fact.unit, value })
}
