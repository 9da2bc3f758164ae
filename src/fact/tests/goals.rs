//! Two columns, goals, dates and conditions.

use super::*;

#[test]
fn a_gap_and_a_share_hold_two_columns_against_each_other() {
    let coca = coca();
    let fact = coca.says("gap(ondcp_ha, unodc_ha, 2016)", "188,000 ha (ondcp_ha) − 146,139 ha (unodc_ha) in 2016: +41,861 ha");
    assert_eq!((fact.kind, fact.unit.as_str()), (Kind::Difference, "ha"));
    let shows: Vec<&Show> = fact.evidence.iter().map(|part| &part.show).collect();
    assert_eq!(shows, [&Show::Gap, &Show::Points]);
    let fact = coca.says("share(unodc_ha, ondcp_ha, 2016)", "146,139 ha (unodc_ha) of 188,000 ha (ondcp_ha) in 2016: 77.7%");
    assert_eq!(fact.kind, Kind::Ratio);
    let named = Data { names: &[("ondcp_ha", "US estimate")], ..super::coca() };
    named.says("gap(ondcp_ha, unodc_ha, 2016)", "188,000 ha (US estimate) − 146,139 ha (unodc_ha) in 2016: +41,861 ha");
    coca.refuses(
        "gap(ondcp_ha, unodc_ha, 2013)",
        "line 16, column \"ondcp_ha\": there is no figure in 2013; take another x, or add the figure",
    );
    let mixed = Data::new(vec![numbers("year", &[2001.0]), numbers("a", &[5.0]), numbers("b", &[0.0])], &["", "ha", "%"]);
    mixed.refuses("gap(a, b, 2001)", "at character 1: \"ha\" and \"%\" are different units; take columns of one unit");
    let none = Data::new(vec![numbers("year", &[2001.0]), numbers("a", &[5.0]), numbers("b", &[0.0])], &[]);
    none.refuses(
        "share(a, b, 2001)",
        "at character 1: a share of what is not above zero; take a part that is not below zero, and a whole above it",
    );
}

/// R 4.2.2: cor.test().
#[test]
fn a_correlation_needs_every_pair() {
    let coca = coca();
    let fact = coca.says(
        "correlation(unodc_ha, ondcp_ha, 2004, 2012)",
        "9 pairs of unodc_ha and ondcp_ha from 2004 to 2012; 95% interval 0.51 to 0.97: 0.88",
    );
    assert!(matches!(fact.value, Outcome::Number(r) if (r - 0.877_684_7).abs() < 1e-6));
    coca.refuses(
        "correlation(unodc_ha, ondcp_ha)",
        "line 6, column \"ondcp_ha\": there is no figure in 2003, over which correlation cannot go; name a range without it, or add the figure",
    );
    coca.refuses(
        "correlation(unodc_ha, ondcp_ha, 2016, 2016)",
        "at character 1: too few values: 2 are needed, there are 1; take a wider range",
    );
}

/// 11: 31,000 of 50,000 is the last figure of the story's date, 52,571 of the year's end.
#[test]
fn progress_is_measured_against_a_goal() {
    let mut target = target();
    let fact =
        target.says("progress(ha, 50000, last, kind == 'forced_done')", "31,000 ha (forced_done) on 14 September 2017 of 50,000 ha: 62.0%");
    assert_eq!((fact.kind, fact.value), (Kind::Ratio, Outcome::Number(0.62)));
    assert_eq!(fact.evidence, [Evidence { chart: 0, column: 2, rows: vec![4], show: Show::Target(50_000.0) }]);
    // The goal may be a fact of its own.
    let goal = "progress(ha, value(ha, '2017-03-13', kind == 'target_forced'), last, kind == 'forced_done')";
    assert_eq!(target.compute(goal).map(|f| (f.shown, f.evidence.len())), Ok(("62.0%".into(), 2)));
    target.says(
        "pace(ha, 50000, '2017-12-31', kind == 'forced_done')",
        "31,000 ha on 14 September 2017 → 50,000 ha by 31 December 2017, in 108 days (forced_done): +175.9 ha a day",
    );
    target.says(
        "projected(ha, '2017-12-31', kind == 'forced_done')",
        "15,100 ha on 23 May 2017 → 31,000 ha on 14 September 2017, continued in a straight line to 31 December 2017 (forced_done): 46,063 ha",
    );
    target.refuses(
        "pace(ha, 50000, '2017-08', kind == 'forced_done')",
        "at character 17: '2017-08' does not come after the last figure, 14 September 2017; take a later date",
    );
    target.refuses(
        "progress(ha, 0, last, kind == 'forced_done')",
        "at character 14: a goal that is not above zero; write value(y, at) and compare",
    );
    target.as_of = "2018-01-31";
    assert_eq!(target.compute("progress(ha, 50000, last, kind == 'forced_done')").map(|f| f.value), Ok(Outcome::Number(1.05142)));
    assert_eq!(target.compute("progress(ha, 50000, last, kind == 'forced_done') >= 1").map(|f| f.value), Ok(Outcome::Truth(true)));
}

/// 8, 12 and 13.
#[test]
fn time_is_counted_in_the_coarser_of_two_units() {
    let coca = coca();
    let check = |expression: &str, value: f64, unit: &str, says: &str| {
        let fact = coca.says(expression, says);
        assert_eq!((fact.kind, fact.value, fact.unit.as_str()), (Kind::Number, Outcome::Number(value), unit), "{expression}");
    };
    check("span('2017-09-13', '2017-12-07')", 85.0, "day", "from 13 September 2017 to 7 December 2017: 85 days");
    check("span('2016-05', '2017-01-03')", 8.0, "month", "from May 2016 to 3 January 2017: 8 months");
    check("span(2000, 2016)", 16.0, "year", "from 2000 to 2016: 16 years");
    check("span(first, last)", 17.0, "year", "from 1999 to 2016: 17 years");
    check("span(trough(unodc_ha), last)", 4.0, "year", "from 2012 to 2016: 4 years");
    check("since(2000)", 17.0, "year", "from 2000 to the story\u{2019}s date, 7 December 2017: 17 years");
    check("since('2017-09-13')", 85.0, "day", "from 13 September 2017 to the story\u{2019}s date, 7 December 2017: 85 days");
    coca.refuses(
        "span('2017-12-07', '2017-09-13')",
        "at character 1: 7 December 2017 comes after 13 September 2017; write the earlier date first",
    );
    coca.refuses(
        "span('May', 2016)",
        "at character 6: 'May' is no date; write it as 2016, '2016-05' or '2016-05-29', or as a fact that gives a date",
    );
    let undated = Data { as_of: "", ..super::coca() };
    undated.says("since(2000)", "from 2000 to 2017: 17 years");
}

#[test]
fn the_first_and_the_last_x_of_a_condition() {
    let coca = coca();
    let fact = coca.says("first_x(unodc_ha < 50000)", "the first of 2 rows (unodc_ha < 50000): 2012");
    assert_eq!(fact.kind, Kind::Date);
    assert_eq!(fact.evidence, [Evidence { chart: 0, column: 1, rows: vec![13], show: Show::Points }]);
    coca.says("last_x(unodc_ha > 150000 || ondcp_ha > 169000)", "the last of 4 rows (unodc_ha > 150000 || ondcp_ha > 169000): 2016");
    target().says("last_x(kind == 'forced_done')", "the last of 2 rows (forced_done): 14 September 2017");
    coca.refuses("first_x(unodc_ha > 500000)", "at character 9: no row meets the condition");
    coca.refuses("first_x()", "at character 1: first_x without a condition; write a condition, such as first_x(kind == 'done')");
}

#[test]
fn conditions_choose_and_compare() {
    let coca = coca();
    let yes = |expression: &str| {
        assert_eq!(coca.compute(expression).map(|f| (f.kind, f.value)), Ok((Kind::YesNo, Outcome::Truth(true))), "{expression}")
    };
    yes("jump(unodc_ha) == 2016");
    yes("trough(unodc_ha) == '2012'");
    yes("record(ondcp_ha, 2016) && change(unodc_ha, 2015, 2016) > 0.5");
    yes("isValid(value(unodc_ha, 2016))");
    yes("year(peak(unodc_ha)) == 2000");
    coca.says("trough(unodc_ha) == 2012", "2012 (47,790 ha, the smallest of 18 values from 1999 to 2016) = 2012: yes");
    let fact = coca.says("record(unodc_ha, 2016) ? value(unodc_ha, 2016) : value(unodc_ha, 2000)", "in 2000: 163,289 ha");
    assert_eq!(fact.evidence.len(), 2, "what the choice rests on, and what was chosen");
    coca.says(
        "if(value(unodc_ha, 2016) > 1, max(unodc_ha), min(unodc_ha))",
        "in 2000, the largest of 18 values from 1999 to 2016: 163,289 ha",
    );
    coca.says("round(log(value(unodc_ha, 2016)))", "round(log(146,139 ha in 2016)): 12");
    coca.refuses(
        "value(unodc_ha, 2016) ? 1 : 2",
        "at character 1: value(unodc_ha, 2016) where a condition is expected; write a comparison",
    );
}
