//! The story's own statements, number by number: what the data give, and whether its words agree.
//!
//! The data are the story's, with events and United States aid added here. Sources: UNODC and ONDCP on coca; the Congressional Research Service
//! (R43813, RS21213), WOLA and DNP on aid; the dates are of official decisions.

use nutgraph::chart::Chart;
use nutgraph::fact::{Fact, Kind, Outcome};
use nutgraph::host::Plain;
use nutgraph::interact::judge;
use nutgraph::report::Problem;
use nutgraph::table::Bound;
use nutgraph::time::Unit;
use nutgraph::words::Verdict::{self, Agrees, CannotTell, Disagrees};
use nutgraph::words::ui;
use nutgraph::{spec, table, time};
use std::path::Path;

const EVENTS: &str = "date,label,n\n2015-05-14,Spraying halt voted,1\n2015-05-29,Spraying halt resolution,1\n2015-09-30,Spraying suspended,1\n\
    2016-11-24,Peace accord signed,1\n2017-09-13,Decertification threat,1\n2017-12-07,Cartagena declaration,1\n";
const AID: &str = "period_start,period_end,usd_millions,publisher,scope\n2000,2003,2556,CRS RS21213,all accounts\n\
    2000,2015,9600,DNP (Colombia),all accounts\n2000,2016,9940,WOLA,all accounts\n2000,2016,7060,WOLA,military and police only\n\
    2000,2016,>10000,CRS R43813,all accounts\n";

/// A chart of points, with the date of the story.
fn chart(csv: &str, x: &str, y: &str, as_of: &str) -> Chart {
    let pairs = [("mark", "point"), ("x", x), ("y", y), ("period", "end"), ("as-of", as_of)];
    let pairs: Vec<(String, String)> = pairs.iter().filter(|p| !p.1.is_empty()).map(|(k, v)| (k.to_string(), v.to_string())).collect();
    let spec = spec::from_attributes(None, &pairs).unwrap_or_else(|problems| panic!("{}", problems[0]));
    let table = table::read(csv, table::Format::Csv, &Plain).0.expect("a table");
    Chart::new(spec, table, ui::of("en")).unwrap_or_else(|problems| panic!("{}", problems[0]))
}

fn file(name: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("www/story/coca").join(name)).expect("the story's data")
}

fn coca() -> Chart {
    chart(&file("coca-cultivation.csv"), "year", "unodc_ha ondcp_ha", "2017-12-07")
}

fn target(as_of: &str) -> Chart {
    chart(&file("target-2017.csv"), "date", "ha", as_of)
}

fn aid() -> Chart {
    chart(AID, "period_end", "usd_millions", "")
}

fn compute(chart: &Chart, expression: &str) -> Result<Fact, Problem> {
    judge::compute(chart, expression, &Plain)
}

/// Computes, and holds a sentence, whose marked words stand between bars, against the result.
#[track_caller]
fn says(chart: &Chart, expression: &str, sentence: &str, verdict: Verdict) -> Fact {
    let fact = compute(chart, expression).unwrap_or_else(|problem| panic!("{expression}: {problem}"));
    let parts: Vec<&str> = sentence.split('|').collect();
    let [before, text, after] = parts[..] else { panic!("{sentence}: mark the words") };
    let answer = judge::agree(&fact, "en-US", text, before, after);
    assert_eq!(answer.verdict, verdict, "{expression} is {} for {sentence}: {}", fact.shown, answer.why);
    fact
}

fn year(year: i32) -> Outcome {
    Outcome::Time(time::from_civil(year, 1, 1), Unit::Year)
}

#[test]
fn statement_1_up_52_percent() {
    let fact = says(&coca(), "change(unodc_ha, 2015, 2016)", "The area rose |52 percent| in a year.", Agrees);
    assert!(matches!(fact.value, Outcome::Number(value) if (value - 0.520_934_6).abs() < 1e-7));
    assert_eq!(fact.kind, Kind::Change);
}

#[test]
fn statement_2_the_biggest_rise_by_the_un() {
    assert_eq!(says(&coca(), "jump(unodc_ha)", "Its biggest rise came in |2016|.", Agrees).value, year(2016));
    let next = |from, to| compute(&coca(), &format!("change(unodc_ha, {from}, {to})")).map(|fact| fact.shown);
    assert_eq!([next(2013, 2014), next(2014, 2015)], [Ok("+43.5%".into()), Ok("+39.0%".into())]);
    says(&coca(), "diff(unodc_ha, 2014, 2015)", "The year before it was |27,000 hectares| more.", Agrees);
}

#[test]
fn statement_2b_not_the_biggest_by_the_white_house() {
    assert_eq!(says(&coca(), "jump(ondcp_ha)", "Its biggest rise came in |2016|.", Disagrees).value, year(2015));
    says(&coca(), "change(ondcp_ha, 2015, 2016)", "up |18 percent|", Agrees);
    says(&coca(), "change(ondcp_ha, 2014, 2015)", "up |42 percent|", Agrees);
}

#[test]
fn statement_3_the_rise_began_in_2014() {
    says(&coca(), "rise_begins(unodc_ha, 1999, 2016)", "The area began to rise again in |2014|.", Agrees);
    says(&coca(), "turned(unodc_ha, 1999, 2016)", "The area began to rise again in |2014|.", Disagrees);
    says(&coca(), "trough(unodc_ha, 1999, 2016)", "It was lowest in |2012|.", Agrees);
    says(&coca(), "min(unodc_ha, 1999, 2016)", "at |47,790 hectares|", Agrees);
    says(&coca(), "change(unodc_ha, 2012, 2013)", "up |0.8 percent|", Agrees);
}

#[test]
fn statement_4_it_had_fallen_before() {
    let fact = says(&coca(), "slope(unodc_ha, 2000, 2013)", "The area |steadily declined|.", Agrees);
    assert_eq!((fact.kind, fact.shown.as_str()), (Kind::Difference, "−6,834 ha a year"));
    assert!(fact.working.contains("9 of 13 steps fall"), "{}", fact.working);
    says(&coca(), "slope(unodc_ha, 2000, 2013)", "It fell by |6,800 hectares| a year.", Agrees);
    says(&coca(), "slope(unodc_ha, 2000, 2013)", "It |rose|.", Disagrees);
}

#[test]
fn statement_5_long_unseen_by_the_white_house() {
    let fact = says(&coca(), "highest_since(ondcp_ha, 2016)", "the highest in |nearly two decades|", CannotTell);
    assert_eq!((fact.value.clone(), fact.bound, fact.unit.as_str()), (Outcome::Number(16.0), Some(Bound::AtLeast), "year"));
    says(&coca(), "highest_since(ondcp_ha, 2016)", "the highest in |at least 16 years|", Agrees);
}

#[test]
fn statement_5b_long_unseen_by_the_un() {
    let fact = says(&coca(), "highest_since(unodc_ha, 2016)", "the highest in |nearly two decades|", Disagrees);
    assert_eq!((fact.value, fact.kind), (year(2000), Kind::Date));
    says(&coca(), "highest_since(unodc_ha, 2016)", "the highest since |2000|", Agrees);
    says(&coca(), "highest_since(unodc_ha, 2016)", "the highest since |2001|", Disagrees);
    says(&coca(), "highest_since(unodc_ha, 2016)", "the highest in |16 years|", Agrees);
    says(&coca(), "since(highest_since(unodc_ha, 2016))", "the highest in |nearly two decades|", Agrees);
}

#[test]
fn statement_6_a_record_by_the_white_house_alone() {
    let fact = says(&coca(), "record(ondcp_ha, 2016)", "|a record|", Agrees);
    assert!(fact.working.contains("15 values from 2000 to 2016 (3 missing: 1999, 2003, 2013)"), "{}", fact.working);
    says(&coca(), "record(unodc_ha, 2016)", "|a record|", Disagrees);
    says(&coca(), "rank(unodc_ha, 2016)", "the |third-highest| figure", Agrees);
}

#[test]
fn statement_7_more_than_ten_billion_dollars() {
    let known = "value(usd_millions, 2016, publisher == 'CRS R43813') * 1e6";
    let fact = says(&aid(), known, "|more than $10 billion|", Agrees);
    assert_eq!((fact.value, fact.bound), (Outcome::Number(1e10), Some(Bound::Above)));
    let plain = chart(&AID.replace('>', ""), "period_end", "usd_millions", "");
    says(&plain, known, "|more than $10 billion|", Disagrees);
}

#[test]
fn statement_7b_other_counts_of_the_dollars() {
    let wola = |scope: &str| format!("value(usd_millions, 2016, publisher == 'WOLA' && scope == '{scope}')");
    says(&aid(), &format!("{} * 1e6", wola("all accounts")), "|more than $10 billion|", Disagrees);
    says(&aid(), &format!("({} + 449.6) * 1e6", wola("all accounts")), "|more than $10 billion|", Agrees);
    says(&aid(), &format!("{} * 1e6", wola("military and police only")), "|more than $10 billion|", Disagrees);
}

#[test]
fn statement_8_over_nearly_two_decades() {
    let fact = says(&aid(), "last(period_end) - first(period_start)", "over |nearly two decades|", Disagrees);
    assert_eq!((fact.value, fact.unit.as_str()), (Outcome::Number(16.0), "year"));
    says(&aid(), "span(2000, 2017)", "over |nearly two decades|", Agrees);
}

#[test]
fn statements_9_and_10_the_goal() {
    let target = target("2017-12-07");
    let value = |kind: &str| format!("value(ha, '2017-03-13', kind == '{kind}')");
    let both = format!("{} + {}", value("target_forced"), value("target_voluntary"));
    assert_eq!(says(&target, &both, "|100,000 hectares|", Agrees).value, Outcome::Number(100_000.0));
    says(&target, &value("target_forced"), "|50,000 hectares| by force", Agrees);
    let twice = "sum(ha, kind == 'target_forced' || kind == 'target_voluntary')";
    assert_eq!(says(&target, twice, "|100,000 hectares|", Disagrees).value, Outcome::Number(150_000.0));
}

#[test]
fn statement_11_the_goal_was_met_at_the_years_end() {
    let expression = "progress(ha, 50000, last, kind == 'forced_done')";
    let then = says(&target("2017-12-07"), expression, "|62 percent| of the goal", Agrees);
    assert_eq!((then.value, then.kind), (Outcome::Number(0.62), Kind::Ratio));
    let later = says(&target("2018-02-01"), expression, "|105 percent| of the goal", Agrees);
    assert_eq!(later.value, Outcome::Number(1.05142));
    let met = |as_of: &str| compute(&target(as_of), &format!("{expression} >= 1")).map(|fact| fact.value);
    assert_eq!([met("2017-12-07"), met("2018-02-01")], [Ok(Outcome::Truth(false)), Ok(Outcome::Truth(true))]);
}

#[test]
fn the_voluntary_half_at_a_straight_pace() {
    // 10,000 hectares by 13 August lead to 16,250 at the year's end, the 1,300 of two days before to 2,132.
    let at_end = |date: &str| {
        let pace =
            format!("value(ha, '{date}', kind == 'voluntary_done') * span('2017-01-01', '2017-12-31') / span('2017-01-01', '{date}')");
        compute(&target("2017-12-07"), &pace).map(|fact| fact.value)
    };
    assert_eq!(at_end("2017-08-13"), Ok(Outcome::Number(16_250.0)));
    assert!(matches!(at_end("2017-08-11"), Ok(Outcome::Number(value)) if value.round() == 2132.0));
}

#[test]
fn statement_12_spraying_stopped_in_2015() {
    let events = chart(EVENTS, "date", "n", "");
    let fact = says(&events, "first_x(label == 'Spraying suspended')", "Spraying was stopped in |2015|.", Agrees);
    assert_eq!(fact.value, Outcome::Time(time::from_civil(2015, 9, 30), Unit::Day));
}

#[test]
fn statement_13_three_months() {
    let fact = says(&coca(), "span('2017-09-13', '2017-12-07')", "|three months| before the meeting", Agrees);
    assert_eq!((fact.value, fact.unit.as_str()), (Outcome::Number(85.0), "day"));
}

#[test]
fn facts_that_the_data_have_not_are_refused() {
    assert!(compute(&coca(), "value(ondcp_ha, 2013)").is_err(), "a missing cell");
    assert!(compute(&coca(), "value(unodc_ha, 2017)").is_err(), "later than the story");
    assert!(compute(&coca(), "trend(ondcp_ha)").is_err(), "a line over a missing cell");
    assert!(compute(&coca(), "production(unodc_ha)").is_err(), "the files hold cultivation only");
}

#[test]
fn one_of_several_dates_is_enough() {
    says(&coca(), "turning_points(unodc_ha)", "The trend turned in |2012|.", Agrees);
    says(&coca(), "turning_points(unodc_ha)", "The trend turned in |2007|.", Agrees);
    says(&coca(), "turning_points(unodc_ha)", "The trend turned in |2014|.", Disagrees);
}
