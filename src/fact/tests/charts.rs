//! Facts of several charts.

use super::*;

/// Coca, and what was uprooted by hand (UNODC; Colombia Reports).
fn both(expression: &str) -> Result<Fact, Problem> {
    let (coca, period) = (coca(), Period::End);
    let hand = Data::new(
        vec![
            numbers("year", &[2014.0, 2015.0, 2016.0, 2017.0]),
            numbers("manual_ha", &[NONE, NONE, 17_593.0, 52_571.0]),
            texts("source", &["", "", "press", "UN"]),
        ],
        &["", "ha", ""],
    );
    let named = [NamedFact { name: "uprooted".into(), expression: "value(manual_ha, 2016)".into() }];
    let as_of = crate::time::parse("2017-12-07").map(|t| t.0);
    let (names, x, language, host) = (&[][..], Some(0), "en", &Plain);
    let eradication = Subject {
        name: "eradication",
        others: &[],
        table: &hand.table,
        x,
        units: &hand.units,
        as_of: None,
        period,
        names,
        named: &named,
        params: &[],
        language,
        host,
    };
    let others = [eradication];
    let cultivation =
        Subject { name: "cultivation", others: &others, table: &coca.table, units: &coca.units, as_of, named: &[], ..eradication };
    compute(expression, &cultivation)
}

#[test]
fn a_column_is_named_with_its_chart() {
    let check = |expression: &str, says: &str, charts: &[usize]| {
        let fact = both(expression).unwrap_or_else(|problem| panic!("{expression}: {problem}"));
        assert_eq!([&fact.working, ": ", &fact.shown].concat(), says);
        assert_eq!(fact.evidence.iter().map(|part| part.chart).collect::<Vec<_>>(), charts, "{expression}");
    };
    check("value(cultivation.unodc_ha, 2016)", "in 2016: 146,139 ha", &[0]);
    check("value(eradication.manual_ha, 2016)", "in 2016: 17,593 ha", &[1]);
    // Each chart has its own story's date and its own last row.
    check("last(eradication.manual_ha) / last(cultivation.unodc_ha)", "52,571 ha in 2017 ÷ 146,139 ha in 2016: 0.36", &[1, 0]);
    check(
        "gap(cultivation.unodc_ha, eradication.manual_ha, 2016)",
        "146,139 ha (unodc_ha) − 17,593 ha (manual_ha) in 2016: +128,546 ha",
        &[0, 1],
    );
    check(
        "share(eradication.manual_ha, cultivation.unodc_ha, 2016)",
        "17,593 ha (manual_ha) of 146,139 ha (unodc_ha) in 2016: 12.0%",
        &[1, 0],
    );
    check("max(eradication.manual_ha)", "in 2017, the largest of 2 values from 2016 to 2017 (2 missing: 2014, 2015): 52,571 ha", &[1]);
    // A bare name that only one chart has.
    check("value(manual_ha, 2016)", "in 2016: 17,593 ha", &[1]);
    check("value(manual_ha, last, source == 'UN')", "in 2017 (UN): 52,571 ha", &[1]);
    check("first_x(eradication.manual_ha > 20000)", "the first of 1 row (eradication.manual_ha > 20000): 2017", &[1]);
    check("last(eradication.manual_ha, eradication.source == 'press')", "in 2016 (press): 17,593 ha", &[1]);
    check("eradication.uprooted", "in 2016: 17,593 ha", &[1]);
}

#[test]
fn what_is_not_clear_is_refused() {
    let refuses = |expression: &str, why: &str| {
        assert_eq!(both(expression).map_err(|p| p.to_string()).map(|f| f.working), Err(why.to_string()), "{expression}")
    };
    refuses("first(year)", "at character 7: several charts have a column \"year\"; write cultivation.year");
    refuses(
        "value(cultivation.manual_ha, 2016)",
        "at character 7: no column is named \"manual_ha\"; the columns are year, unodc_ha, ondcp_ha",
    );
    refuses("value(eradicatoin.manual_ha, 2016)", "at character 7: no column where one is expected; write value(y, at)");
    refuses(
        "gap(cultivation.unodc_ha, eradication.manual_ha, 2016, year > 2000)",
        "at character 56: a condition on columns of two charts; leave it out, or compute the two values apart",
    );
}
