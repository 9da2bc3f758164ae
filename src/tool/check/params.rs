//! Controls in the text of an article (`<input data-nut-param="replanted" data-for="cultivation">`): each has to mean a param that a chart
//! of the page has, or nothing happens when a reader moves it.

use super::article::by_name;
use super::elements::Subject;
use super::finding::Finding;
use super::store::Reading;
use crate::report::nearest;
use std::sync::Arc;

/// The controls that mean no param.
pub fn check(subject: &Subject, readings: &[Arc<Reading>]) -> Vec<Finding> {
    let page = subject.page;
    let mut found = Vec::new();
    for node in page.all() {
        let Some(own) = page.attribute(node, "data-nut-param") else { continue };
        let (name, spot) = (own.value.text(), subject.spot(own.value.whole()));
        let chart = match page.attribute(node, "data-for") {
            None => None,
            Some(chart) => match by_name(page, chart.value.text(), &subject.article.graphs) {
                Some(chart) => Some(chart),
                None => {
                    found.extend(subject.unknown_charts(chart));
                    continue;
                }
            },
        };
        let charts = readings.iter().enumerate().filter(|(number, _)| chart.is_none_or(|chart| chart == *number));
        let charts: Vec<_> = charts.filter_map(|(_, reading)| reading.chart.as_ref()).collect();
        let known: Vec<&str> = charts.iter().flat_map(|chart| &chart.spec.params).map(|param| param.name.as_str()).collect();
        // What is wrong with a chart that cannot be read has been said.
        if known.contains(&name) || charts.is_empty() {
            continue;
        }
        let help = match nearest(name, known.iter().copied()) {
            Some(near) => format!("did you mean \"{near}\"?"),
            None if known.is_empty() => "add it to usermeta.nutgraph.params of the spec".to_string(),
            None => format!("the params are {}", known.join(", ")),
        };
        found.push(Finding::error("unknown-param", spot, format!("no chart has a param \"{name}\"")).help(help));
    }
    found
}
