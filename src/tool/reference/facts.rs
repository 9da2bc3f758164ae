//! The language of facts: what each function says of itself above its code, and what an example of it comes to.

use std::collections::BTreeMap;

use super::{code, row, table};
use crate::chart::Chart;
use crate::host::Plain;
use crate::interact::judge;
use crate::tool::check::{Site, Store, Wanted};

/// An example of every function, on the example story's chart.
const EXAMPLES: &[&str] = &[
    "value(unodc_ha, 2016)",
    "first(unodc_ha)",
    "last(unodc_ha)",
    "change(unodc_ha, 2015, 2016)",
    "diff(unodc_ha, 2015, 2016)",
    "times(unodc_ha, 2012, 2016)",
    "sum(unodc_ha, 2012, 2016)",
    "mean(unodc_ha, 2012, 2016)",
    "average(unodc_ha, 2012, 2016)",
    "min(unodc_ha)",
    "max(unodc_ha)",
    "peak(unodc_ha)",
    "trough(unodc_ha)",
    "record(ondcp_ha, 2016)",
    "highest_since(unodc_ha, 2016)",
    "lowest_since(unodc_ha, 2012)",
    "jump(unodc_ha)",
    "drop(unodc_ha)",
    "median(unodc_ha)",
    "count(ondcp_ha)",
    "stdev(unodc_ha)",
    "stdevp(unodc_ha)",
    "variance(unodc_ha)",
    "variancep(unodc_ha)",
    "stderr(unodc_ha)",
    "quantile(unodc_ha, 0.9)",
    "q1(unodc_ha)",
    "q3(unodc_ha)",
    "iqr(unodc_ha)",
    "range(unodc_ha)",
    "rank(unodc_ha, 2016)",
    "streak(unodc_ha, 2016)",
    "turning_points(unodc_ha)",
    "turned(unodc_ha, 2000, 2016)",
    "slope(unodc_ha, 2012, 2016)",
    "trend(unodc_ha, 2012, 2016)",
    "cagr(unodc_ha, 2012, 2016)",
    "gap(ondcp_ha, unodc_ha, 2016)",
    "share(unodc_ha, ondcp_ha, 2016)",
    "correlation(unodc_ha, ondcp_ha, 2004, 2012)",
    "progress(unodc_ha, 50000, 2016)",
    "pace(unodc_ha, 50000, 2023)",
    "projected(unodc_ha, 2020)",
    "span(2012, 2016)",
    "since('2015-10-01')",
    "first_x(unodc_ha > 100000)",
    "last_x(unodc_ha < 50000)",
    "rise_begins(unodc_ha, 2000, 2016)",
    "fall_begins(unodc_ha, 1999, 2012)",
];

/// The chart of the example story, as of its date.
fn chart() -> Chart {
    let spec = super::root().join("www/story/coca/cultivation.vl.json");
    let wanted = Wanted { spec: Some(spec), attributes: vec![("as-of".into(), "2017-12-07".into())], ..Wanted::default() };
    Store::new(Site::default()).chart(wanted).chart.clone().expect("the story's chart can be read")
}

/// What the functions say of themselves: `name(…)`: what it gives.
fn told() -> BTreeMap<String, String> {
    let mut told = BTreeMap::new();
    let folder = super::root().join("src/fact");
    let files = crate::tool::stamp::files(&folder, &["."], &[folder.join("tests").to_str().unwrap_or_default()]).expect("the sources");
    for text in files.iter().filter_map(|path| std::fs::read_to_string(path).ok()) {
        let mut lines = text.lines().peekable();
        while let Some(line) = lines.next() {
            let Some((call, said)) = line.strip_prefix("/// `").and_then(|line| line.split_once("`: ")) else { continue };
            let mut said = said.to_string();
            while let Some(more) = lines.next_if(|line| line.starts_with("/// ")) {
                said += &more[3..];
            }
            let function = lines.peek().is_some_and(|line| line.starts_with("pub(super) fn "));
            for (name, _) in call.split("`, or `").filter_map(|call| call.split_once('(')).filter(|_| function) {
                told.insert(name.to_string(), said.clone());
            }
        }
    }
    told
}

pub fn document() -> String {
    let (chart, told) = (chart(), told());
    let mut out = String::from(
        "## Facts

A bare name is a column of the chart's data, in quotes where it has spaces. `at`, `from` and `to` are values of its x column: `2016`,
`'2016-05'`, `first`, `last`. A last argument that is a condition picks rows: `value(ha, 2016, region == 'Pacific')`. Calls can be
computed with: `max(unodc_ha) - min(unodc_ha)`.

",
    );
    out += &table(&["function", "gives", "example", "which comes to"]);
    for (name, signature) in crate::fact::vocabulary() {
        let own = format!("{name}(");
        let example = EXAMPLES
            .iter()
            .find(|example| example.starts_with(&own))
            .unwrap_or_else(|| panic!("{name} has no example in src/tool/reference/facts.rs"));
        let said = told
            .get(name)
            .unwrap_or_else(|| panic!("{name} says nothing of itself: write /// `{signature}`: what it gives, above its code in src/fact"));
        let fact = judge::compute(&chart, example, &Plain).unwrap_or_else(|problem| panic!("{example}: {problem}"));
        let signature = signature.split(" or ").map(code).collect::<Vec<_>>().join(" or ");
        out += &row(&[&signature, said, &code(example), &format!("{}: **{}**", fact.working, fact.shown)]);
    }
    out += "\nIn conditions, and wherever a row is computed with, stand Vega's functions: ";
    out += &crate::expr::signatures()
        .iter()
        .map(|signature| signature.split(" or ").map(code).collect::<Vec<_>>().join(" or "))
        .collect::<Vec<_>>()
        .join(", ");
    out + ".\n\n"
}
