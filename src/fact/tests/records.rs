//! Statistics that skip missing cells, and what a value is among the others.

use super::*;

fn years(values: &[f64]) -> Data {
    let years: Vec<f64> = (0..values.len()).map(|i| 2001.0 + i as f64).collect();
    Data::new(vec![numbers("year", &years), numbers("n", values)], &["", "ha"])
}

#[test]
fn descriptive_statistics_skip_what_is_missing_and_say_which() {
    let coca = coca();
    coca.says("median(ondcp_ha)", "the median of 15 values from 2000 to 2016 (3 missing: 1999, 2003, 2013): 136,200 ha");
    let count = coca.says("count(ondcp_ha)", "15 values from 2000 to 2016 (3 missing: 1999, 2003, 2013): 15");
    assert_eq!((count.kind, count.unit.as_str(), &count.value), (Kind::Count, "", &Outcome::Number(15.0)));
    coca.says("count(unodc_ha, 2000, 2009)", "10 values from 2000 to 2009: 10");
    // R 4.2.2: sd(), quantile(type = 7), IQR() of the UN's values, 2000 to 2013.
    coca.says("stdev(unodc_ha, 2000, 2013)", "the standard deviation of 14 values from 2000 to 2013: 32,940.7 ha");
    coca.says("q1(unodc_ha)", "the lower quartile of 18 values from 1999 to 2016: 70,133.8 ha");
    coca.says("quantile(unodc_ha, 0.9, 1999, 2016)", "the 0.9 quantile of 18 values from 1999 to 2016: 150,333 ha");
    let variance = coca.says("variance(unodc_ha)", "the variance of 18 values from 1999 to 2016: 1,326,219,772");
    assert_eq!(variance.unit, "", "hectares by hectares are nothing to say");
    coca.says("range(unodc_ha)", "the distance between the smallest and the largest of 18 values from 1999 to 2016: 115,499 ha");
    let jobless = Data::new(vec![numbers("year", &[2015.0, 2016.0]), numbers("rate", &[4.2, 3.9])], &["", "%"]);
    assert_eq!(
        jobless.says("range(rate)", "the distance between the smallest and the largest of 2 values from 2015 to 2016: 0.3 points").unit,
        "pp"
    );
    coca.refuses("stdev(unodc_ha, 2016, 2016)", "at character 1: too few values: 2 are needed, there are 1; take a wider range");
    coca.refuses("quantile(unodc_ha, 90)", "at character 20: no share where one is expected; write a number from 0 to 1");
    coca.refuses("medin(unodc_ha)", "at character 1: no function is named \"medin\"; did you mean median?");
}

#[test]
fn a_rank_is_shared_by_equals() {
    let data = years(&[5.0, 9.0, NONE, 5.0, 2.0]);
    let check = |expression: &str, unit: &str, rank: f64, shown: &str| {
        let fact = data.compute(expression).unwrap();
        assert_eq!((fact.kind, fact.unit.as_str(), fact.value, fact.shown.as_str()), (Kind::Rank, unit, Outcome::Number(rank), shown));
    };
    check("rank(n, 2002)", "high", 1.0, "1st");
    check("rank(n, 2001)", "high", 2.0, "2nd");
    check("rank(n, 2004)", "high", 2.0, "2nd");
    check("rank(n, 2005)", "high", 4.0, "4th");
    check("rank(n, 2005, 'low')", "low", 1.0, "1st");
    check("rank(n, 2001, 'low')", "low", 2.0, "2nd");
    data.says(
        "rank(n, 2001)",
        "5 ha in 2001, counted from the largest of 4 values from 2001 to 2005 (1 missing: 2003), level with 2004: 2nd",
    );
    data.refuses("rank(n, 2003)", "line 4, column \"n\": there is no figure in 2003; take another x, or add the figure");
    data.refuses("rank(n, 2001, 'last')", "at character 15: 'last' is no end; write 'low', or leave it out");
    let ten: Vec<f64> = (1..=13).rev().map(f64::from).collect();
    let shown = |at: i32| years(&ten).compute(&format!("rank(n, {at})")).unwrap().shown;
    assert_eq!([2003, 2011, 2012, 2013].map(shown), ["3rd", "11th", "12th", "13th"]);
    // Categories have ranks, though no order on x.
    let regions = Data::new(vec![texts("region", &["Pacific", "Central", "Orinoco"]), numbers("ha", &[65.0, 52.0, 7.0])], &["", "ha"]);
    regions.says("rank(ha, 'Central')", "52 ha for Central, counted from the largest of 3 values: 2nd");
    let no_order =
        "the categories of the x axis come neither before nor after each other; draw dates or numbers on x, or write rank(y, at)";
    regions.refuses("record(ha, 'Central')", &["at character 1: ", no_order].concat());
}

/// 6 and 6b: third of 18 by the UN, a record by the White House among 15 known years.
#[test]
fn a_record_lies_above_every_earlier_value() {
    let coca = coca();
    let un = "146,139 ha in 2016, below the record of 163,289 ha in 2000, the largest of 18 values from 1999 to 2016: no";
    assert_eq!(coca.says("record(unodc_ha, 2016)", un).value, Outcome::Truth(false));
    assert_eq!(coca.compute("rank(unodc_ha, 2016)").unwrap().value, Outcome::Number(3.0));
    let us = "188,000 ha in 2016, the largest of 15 values from 2000 to 2016 (3 missing: 1999, 2003, 2013); the record before was \
        169,800 ha in 2001: yes";
    let fact = coca.says("record(ondcp_ha, 2016)", us);
    assert_eq!((fact.kind, fact.value), (Kind::YesNo, Outcome::Truth(true)));
    assert_eq!(fact.evidence, [Evidence { chart: 0, column: 2, rows: vec![2, 17], show: Show::Level(169_800.0) }]);
}

#[test]
fn equal_is_no_record_and_a_record_may_be_overtaken() {
    let data = years(&[5.0, 7.0, 7.0, 9.0]);
    data.says(
        "record(n, 2003)",
        "7 ha in 2003, which equals the record of 7 ha in 2002, the largest of 3 values from 2001 to 2003; higher since in 2004: no",
    );
    data.says(
        "record(n, 2002)",
        "7 ha in 2002, the largest of 2 values from 2001 to 2002; the record before was 5 ha in 2001; higher since in 2004: yes",
    );
    data.refuses("record(n, 2001)", "at character 1: \"n\" has no earlier figure; take a later x");
}

/// 5 and 5b: since 2000 by the UN, at least 16 years by the White House, whose column begins in 2000.
#[test]
fn highest_since_is_a_date_or_how_far_the_data_go_back() {
    let coca = coca();
    let un = "146,139 ha in 2016; the last earlier value at least as high is 163,289 ha in 2000, 16 years before: 2000";
    let fact = coca.says("highest_since(unodc_ha, 2016)", un);
    assert_eq!((fact.kind, fact.span), (Kind::Date, Some(Span { length: 16.0, unit: "year" })));
    let us = "188,000 ha in 2016, above all 14 earlier values (3 missing: 1999, 2003, 2013); the data begin in 2000: at least 16 years";
    let fact = coca.says("highest_since(ondcp_ha, 2016)", us);
    assert_eq!(
        (fact.kind, fact.unit.as_str(), fact.value, fact.bound),
        (Kind::Number, "year", Outcome::Number(16.0), Some(Bound::AtLeast))
    );
    assert_eq!(fact.evidence, [Evidence { chart: 0, column: 2, rows: vec![1, 17], show: Show::Level(188_000.0) }]);
    coca.says("lowest_since(unodc_ha, 2012)", "47,790 ha in 2012, below all 13 earlier values; the data begin in 1999: at least 13 years");
    // Equal is as high.
    years(&[7.0, 5.0, 7.0])
        .says("highest_since(n, 2003)", "7 ha in 2003; the last earlier value at least as high is 7 ha in 2001, 2 years before: 2001");
    coca.refuses("highest_since(unodc_ha, 1999)", "at character 1: \"unodc_ha\" has no earlier figure; take a later x");
    coca.refuses(
        "highest_since(ondcp_ha, 2013)",
        "line 16, column \"ondcp_ha\": there is no figure in 2013; take another x, or add the figure",
    );
    let days = Data::new(vec![days("day", &["2017-01-01", "2017-03-01", "2017-04-15"]), numbers("n", &[9.0, 3.0, 4.0])], &["", ""]);
    let fact = days.compute("highest_since(n, last)").unwrap();
    assert_eq!((fact.shown.as_str(), fact.span), ("1 January 2017", Some(Span { length: 104.0, unit: "day" })));
}

#[test]
fn what_a_bound_leaves_open_is_refused() {
    let mut n = numbers("n", &[5.0, 10.0, 8.0, 30.0]);
    n.bounds = vec![(1, Bound::Above)];
    let data = Data::new(vec![numbers("year", &[2001.0, 2002.0, 2003.0, 2004.0]), n], &[]);
    // More than 10 is surely above 8; whether 30 is above it, nobody knows.
    assert_eq!(data.compute("rank(n, 2003)").map(|f| f.value), Ok(Outcome::Number(3.0)));
    assert_eq!(data.compute("record(n, 2002)").map(|f| f.value), Ok(Outcome::Truth(true)));
    let open = "at character 1: more than 10 in 2002 and 30 in 2004 leave open which is larger; take figures that are known";
    data.refuses("rank(n, 2004)", open);
    data.refuses("record(n, 2004)", open);
    assert_eq!(data.compute("median(n)").map(|f| f.bound), Ok(Some(Bound::AtLeast)));
    data.refuses("stdev(n)", "at character 1: the figure in 2002 is a bound, which leaves the result open; take figures that are known");
    data.refuses(
        "streak(n, 2004)",
        "at character 1: the figure in 2002 is a bound, which leaves the result open; take figures that are known",
    );
}

proptest! {
    #[test]
    fn records_ranks_and_since_agree_with_each_other(values in prop::collection::vec(-5i32..5, 2..20), missing in 0usize..20) {
        let mut values: Vec<f64> = values.into_iter().map(f64::from).collect();
        let last = values.len() - 1;
        if missing < last {
            values[missing] = NONE;
        }
        let data = years(&values);
        let ask = |function: &str| data.compute(&format!("{function}(n, last)"));
        if let (Ok(record), Ok(rank), Ok(since)) = (ask("record"), ask("rank"), ask("highest_since")) {
            let best = rank.value == Outcome::Number(1.0);
            prop_assert_eq!(record.value == Outcome::Truth(true), since.bound == Some(Bound::AtLeast));
            prop_assert!(record.value != Outcome::Truth(true) || best);
            prop_assert_eq!(best, values.iter().all(|value| value.is_nan() || *value <= values[last]));
        }
    }
}
