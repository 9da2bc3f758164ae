//! What the functions give, say and refuse. This file has the data that the others test on, and the functions of every module.

use super::*;
use crate::host::Plain;
use crate::table::{Column, MISSING, Values};
use crate::time::{Unit, from_civil};
use proptest::prelude::*;

mod charts;
mod goals;
mod records;
mod spanish;
mod trends;

const NONE: f64 = f64::NAN;

fn column(name: &str, values: Values) -> Column {
    Column::new(name, values)
}

fn numbers(name: &str, values: &[f64]) -> Column {
    column(name, Values::Numbers(values.to_vec()))
}

fn days(name: &str, values: &[&str]) -> Column {
    column(name, Values::Times(values.iter().filter_map(|d| crate::time::parse(d)).map(|t| t.0).collect(), Unit::Day))
}

fn texts(name: &str, values: &[&str]) -> Column {
    let mut words: Vec<String> = Vec::new();
    let code = |text: &&str| {
        if text.is_empty() {
            return MISSING;
        }
        words.iter().position(|w| w == text).unwrap_or_else(|| {
            words.push(text.to_string());
            words.len() - 1
        }) as u32
    };
    let codes = values.iter().map(code).collect();
    column(name, Values::Text { words, codes })
}

/// A table with its x column first, unless `x` says otherwise.
struct Data {
    table: Table,
    units: Vec<String>,
    x: Option<usize>,
    as_of: &'static str,
    period: Period,
    named: Vec<NamedFact>,
    language: &'static str,
    host: &'static dyn Host,
    names: &'static [(&'static str, &'static str)],
}

impl Data {
    fn new(columns: Vec<Column>, units: &[&str]) -> Self {
        let rows = match &columns[0].values {
            Values::Numbers(values) | Values::Times(values, _) => values.len(),
            Values::Text { codes, .. } => codes.len(),
        };
        let table = Table { columns, rows, lines: (2..rows as u32 + 2).collect() };
        let units = units.iter().map(|u| u.to_string()).collect();
        Data { table, units, x: Some(0), as_of: "", period: Period::Start, named: Vec::new(), language: "en", host: &Plain, names: &[] }
    }

    fn compute(&self, expression: &str) -> Result<Fact, Problem> {
        let as_of = crate::time::parse(self.as_of).map(|t| t.0);
        let Data { table, units, x, period, named, language, host, .. } = self;
        let names: Vec<(String, String)> = self.names.iter().map(|(a, b)| (a.to_string(), b.to_string())).collect();
        let (name, others, names, language, host) = ("", &[][..], &names[..], *language, *host);
        compute(
            expression,
            &Subject { name, others, table, x: *x, units, as_of, period: *period, names, named, params: &[], language, host },
        )
    }

    /// The reader's line: working and result.
    #[track_caller]
    fn says(&self, expression: &str, expected: &str) -> Fact {
        match self.compute(expression) {
            Ok(fact) => {
                assert_eq!([&fact.working, ": ", &fact.shown].concat(), expected, "{expression}");
                fact
            }
            Err(problem) => panic!("{expression}: {problem}"),
        }
    }

    #[track_caller]
    fn refuses(&self, expression: &str, expected: &str) {
        match self.compute(expression) {
            Ok(fact) => panic!("{expression}: {}: {}", fact.working, fact.shown),
            Err(problem) => assert_eq!(problem.to_string(), expected, "{expression}"),
        }
    }
}

/// Coca under cultivation on 31 December, hectares: UNODC (SIMCI surveys as printed) and ONDCP.
fn coca() -> Data {
    let years: Vec<f64> = (1999..=2017).map(f64::from).collect();
    let unodc = [
        160_119.0, 163_289.0, 144_807.0, 102_071.0, 86_340.0, 80_350.0, 85_750.0, 77_870.0, 98_899.0, 80_953.0, 73_139.0, 61_812.0,
        63_763.0, 47_790.0, 48_189.0, 69_132.0, 96_085.0, 146_139.0, 171_495.0,
    ];
    let ondcp = [
        NONE, 136_200.0, 169_800.0, 144_450.0, NONE, 114_100.0, 144_000.0, 157_200.0, 167_000.0, 119_000.0, 116_000.0, 100_000.0, 83_000.0,
        78_000.0, NONE, 112_000.0, 159_000.0, 188_000.0, 209_000.0,
    ];
    let columns = vec![numbers("year", &years), numbers("unodc_ha", &unodc), numbers("ondcp_ha", &ondcp)];
    Data { as_of: "2017-12-07", period: Period::End, ..Data::new(columns, &["", "ha", "ha"]) }
}

/// US aid since 2000, millions of dollars: CRS R43813 ("more than"), WOLA, and the State Department's figure for fiscal 2017.
fn aid() -> Data {
    let mut usd = numbers("usd_millions", &[2556.0, 9600.0, 9940.0, 7060.0, 10_000.0]);
    usd.bounds = vec![(4, Bound::Above)];
    let columns = vec![
        numbers("period_end", &[2003.0, 2015.0, 2016.0, 2016.0, 2016.0]),
        numbers("period_start", &[2000.0; 5]),
        usd,
        texts("publisher", &["CRS RS21213", "DNP (Colombia)", "WOLA", "WOLA", "CRS R43813"]),
        texts("scope", &["all accounts", "all accounts", "all accounts", "military and police only", "all accounts"]),
    ];
    Data::new(columns, &["", "", "usd", "", ""])
}

/// Colombia's goal for 2017 and what was reported of it, hectares.
fn target() -> Data {
    let columns = vec![
        days("date", &["2017-01-27", "2017-03-13", "2017-03-13", "2017-05-23", "2017-09-14", "2017-12-31"]),
        texts("kind", &["target_voluntary", "target_forced", "target_voluntary", "forced_done", "forced_done", "forced_done"]),
        numbers("ha", &[50_000.0, 50_000.0, 50_000.0, 15_100.0, 31_000.0, 52_571.0]),
    ];
    Data { as_of: "2017-12-07", period: Period::End, ..Data::new(columns, &["", "", "ha"]) }
}

#[test]
fn statement_1_the_un_count_rose_by_half() {
    let fact = coca().says("change(unodc_ha, 2015, 2016)", "96,085 ha in 2015 → 146,139 ha in 2016: +52.1%");
    assert!(matches!(fact.value, Outcome::Number(v) if (v - 0.520_934_6).abs() < 1e-6));
    assert_eq!((fact.kind, fact.unit.as_str(), fact.bound), (Kind::Change, "", None));
    assert_eq!(fact.evidence, [Evidence { chart: 0, column: 1, rows: vec![16, 17], show: Show::Step }]);
}

#[test]
fn statement_2_the_rises_of_both_series() {
    let coca = coca();
    coca.says("change(unodc_ha, 2013, 2014)", "48,189 ha in 2013 → 69,132 ha in 2014: +43.5%");
    coca.says("change(unodc_ha, 2014, 2015)", "69,132 ha in 2014 → 96,085 ha in 2015: +39.0%");
    let fact = coca.says("diff(unodc_ha, 2015, 2016)", "96,085 ha in 2015 → 146,139 ha in 2016: +50,054 ha");
    assert_eq!((fact.kind, fact.unit.as_str()), (Kind::Difference, "ha"));
    coca.says("change(ondcp_ha, 2015, 2016)", "159,000 ha in 2015 → 188,000 ha in 2016: +18.2%");
    coca.says("change(ondcp_ha, 2014, 2015)", "112,000 ha in 2014 → 159,000 ha in 2015: +42.0%");
    coca.says("times(unodc_ha, 2015, 2016)", "96,085 ha in 2015 → 146,139 ha in 2016: × 1.52");
}

#[test]
fn statement_3_the_trough() {
    let fact = coca().says("trough(unodc_ha)", "47,790 ha, the smallest of 18 values from 1999 to 2016: 2012");
    assert_eq!((fact.value, fact.kind), (Outcome::Time(from_civil(2012, 1, 1), Unit::Year), Kind::Date));
    assert_eq!(fact.evidence, [Evidence { chart: 0, column: 1, rows: vec![13], show: Show::Points }]);
}

#[test]
fn statement_7_ten_billion_dollars() {
    let fact = aid().says(
        "value(usd_millions, 2016, publisher == 'CRS R43813') * 1e6",
        "more than $10,000 in 2016 (CRS R43813) × 1,000,000: more than $10,000,000,000",
    );
    assert_eq!((fact.value, fact.bound, fact.unit.as_str()), (Outcome::Number(1e10), Some(Bound::Above), "usd"));
    let condition = "publisher == 'WOLA' && scope == 'all accounts'";
    let fact =
        aid().says(&format!("value(usd_millions, 2016, {condition}) + 449.6"), "$9,940 in 2016 (WOLA, all accounts) + 449.6: $10,389.6");
    assert_eq!((fact.kind, fact.bound), (Kind::Number, None));
}

#[test]
fn statement_8_over_sixteen_years() {
    let fact =
        aid().says("last(period_end) - first(period_start)", "2016 (the latest period_end) − 2000 (the earliest period_start): 16 years");
    assert_eq!((fact.value, fact.unit.as_str()), (Outcome::Number(16.0), "year"));
}

#[test]
fn statements_9_and_10_the_goal() {
    let target = target();
    target.says("value(ha, '2017-03-13', kind == 'target_forced')", "on 13 March 2017 (target_forced): 50,000 ha");
    let both = "value(ha, '2017-03-13', kind == 'target_forced') + value(ha, '2017-03-13', kind == 'target_voluntary')";
    let fact = target.says(both, "50,000 ha on 13 March 2017 (target_forced) + 50,000 ha on 13 March 2017 (target_voluntary): 100,000 ha");
    assert_eq!(fact.evidence.iter().flat_map(|e| e.rows.clone()).collect::<Vec<_>>(), [1, 2]);
    target.says(
        "sum(ha, kind == 'target_forced' || kind == 'target_voluntary')",
        "the sum of 3 values from 27 January 2017 to 13 March 2017: 150,000 ha",
    );
}

#[test]
fn statement_11_the_last_known_figure_of_the_story_s_date() {
    let mut target = target();
    target.says("last(ha, kind == 'forced_done')", "on 14 September 2017 (forced_done): 31,000 ha");
    let share = target.says("last(ha, kind == 'forced_done') / 50000", "31,000 ha on 14 September 2017 (forced_done) ÷ 50,000: 0.62 ha");
    assert_eq!(share.kind, Kind::Number);
    target.refuses(
        "value(ha, '2017-12-31')",
        "at character 11: '2017-12-31' is later than the story's date, 7 December 2017; move the story's date, or take an earlier x",
    );
    target.as_of = "2018-01-31";
    target.says("last(ha, kind == 'forced_done')", "on 31 December 2017 (forced_done): 52,571 ha");
    target.as_of = "2016-12-31";
    target.refuses("last(ha)", "at character 1: every row is later than the story's date, 31 December 2016; move the story's date");
}

#[test]
fn a_yearly_figure_stands_where_the_period_says() {
    let mut coca = coca();
    coca.says("last(unodc_ha)", "in 2016: 146,139 ha");
    coca.says("value(unodc_ha, last)", "in 2016: 146,139 ha");
    coca.says("first(unodc_ha)", "in 1999: 160,119 ha");
    coca.period = Period::Start;
    coca.says("last(unodc_ha)", "in 2017: 171,495 ha");
}

#[test]
fn statistics_skip_what_is_missing_and_say_so() {
    let coca = coca();
    let fact = coca.says("sum(unodc_ha, 1999, 2005)", "the sum of 7 values from 1999 to 2005: 822,726 ha");
    assert_eq!(fact.evidence, [Evidence { chart: 0, column: 1, rows: (0..7).collect(), show: Show::Span }]);
    coca.says("mean(ondcp_ha, 2002, 2005)", "the mean of 3 values from 2002 to 2005 (1 missing: 2003): 134,183.3 ha");
    coca.says("peak(ondcp_ha)", "188,000 ha, the largest of 15 values from 2000 to 2016 (3 missing: 1999, 2003, 2013): 2016");
    coca.says("max(unodc_ha)", "in 2000, the largest of 18 values from 1999 to 2016: 163,289 ha");
    coca.says("min(unodc_ha, 2013, last)", "in 2013, the smallest of 4 values from 2013 to 2016: 48,189 ha");
    coca.says("sum(unodc_ha, 2016, 2016)", "the sum of 1 value, 2016: 146,139 ha");
    coca.refuses("mean(ondcp_ha, 2003, 2003)", "at character 1: \"ondcp_ha\" has no figure there; take a wider range");
    let ties = Data::new(vec![numbers("year", &[2001.0, 2002.0, 2003.0]), numbers("n", &[5.0, 1.0, 5.0])], &[]);
    ties.says("peak(n)", "5, the largest of 3 values from 2001 to 2003, as in 2003: 2001");
}

#[test]
fn x_may_be_categories_numbers_or_nothing() {
    // Coca by region, hectares (UNODC 2017).
    let regions = vec![texts("region", &["Pacific", "Central", "Orinoco"]), numbers("ha_2017", &[65_567.0, 52_960.0, 774.0])];
    let mut regions = Data::new(regions, &["", "ha"]);
    regions.says("value(ha_2017, 'Pacific')", "for Pacific: 65,567 ha");
    let fact = regions.says("peak(ha_2017)", "65,567 ha, the largest of 3 values: Pacific");
    assert_eq!(fact.value, Outcome::Text("Pacific".into()));
    let share = regions.says("value(ha_2017, 'Pacific') / sum(ha_2017)", "65,567 ha for Pacific ÷ 119,301 ha (the sum of 3 values): 0.55");
    assert_eq!((share.kind, share.unit.as_str()), (Kind::Ratio, ""));
    regions.refuses("value(ha_2017, Pacific)", "at character 16: Pacific is no x of the data; write 'Pacific'");
    regions.refuses("value(ha_2017, 'Pacfic')", "at character 16: 'Pacfic' is no x of the data; did you mean 'Pacific'?");
    regions.x = None;
    regions.says("last(ha_2017)", "in line 4: 774 ha");
    regions.refuses("value(ha_2017, 2)", "at character 16: 2 is no x of the data; the chart has no x axis: write first or last");
    regions.refuses("peak(ha_2017)", "at character 1: the chart has no x axis; write max(y)");
    let depth = Data::new(vec![numbers("depth", &[-1.5, 0.0, 2.0]), numbers("t", &[4.0, 5.25, 6.5])], &["m", "degC"]);
    depth.says("value(t, -1.5)", "for −1.5: 4.00 °C");
    depth.refuses("value(t, 1.9)", "at character 10: the data have no 1.9; the nearest x is 2");
}

#[test]
fn dates_may_be_named_by_the_month_that_holds_one_row() {
    let target = target();
    target.says("value(ha, '2017-05')", "on 23 May 2017: 15,100 ha");
    target.says("sum(ha, '2017-05', '2017-09')", "the sum of 2 values from 23 May 2017 to 14 September 2017: 46,100 ha");
    target.refuses("value(ha, 2017)", "at character 11: 5 rows lie in 2017; name one of them, from 27 January 2017 to 14 September 2017");
    let several = "at character 11: 2 rows stand on 13 March 2017; add a condition that picks one, such as kind == 'target_forced'";
    target.refuses("value(ha, '2017-03-13')", several);
    target.refuses("value(ha, 'May')", "at character 11: 'May' is no x of the data; write a date as '2016-05-29', first or last");
    target.refuses("sum(ha, 2016, 2017)", "at character 9: the data have no 2016; the data begin at 27 January 2017");
    target.refuses("sum(ha, '2017-09', '2017-05')", "at character 1: '2017-09' comes after '2017-05'; write the earlier x first");
    target.refuses("last(ha, kind == 'forced_dne')", "at character 18: no cell of kind is 'forced_dne'; did you mean 'forced_done'?");
}

#[test]
fn arithmetic_keeps_kind_and_unit() {
    let coca = coca();
    let check = |expression: &str, kind: Kind, unit: &str, shown: &str| {
        let fact = coca.compute(expression).unwrap();
        assert_eq!((fact.kind, fact.unit.as_str(), fact.shown.as_str()), (kind, unit, shown), "{expression}");
    };
    check("value(unodc_ha, 2016) - value(unodc_ha, 2015)", Kind::Difference, "ha", "+50,054 ha");
    check("value(unodc_ha, 2016) / value(unodc_ha, 2015)", Kind::Ratio, "", "1.52");
    check("value(unodc_ha, 2016) / value(unodc_ha, 2015) - 1", Kind::Change, "", "+52.1%");
    check("1 + change(unodc_ha, 2015, 2016)", Kind::Ratio, "", "1.52");
    check("change(unodc_ha, 2015, 2016) * 100", Kind::Number, "%", "52.1%");
    check("change(unodc_ha, 2015, 2016) - change(ondcp_ha, 2015, 2016)", Kind::Difference, "pp", "+33.9 points");
    check("abs(diff(unodc_ha, 2000, 2016))", Kind::Number, "ha", "17,150 ha");
    check("max(value(unodc_ha, 2016), value(ondcp_ha, 2016), 0)", Kind::Number, "ha", "188,000 ha");
    check("value(unodc_ha, 2016) > value(unodc_ha, 2015) && !(1 > value(unodc_ha, 2016))", Kind::YesNo, "", "yes");
    check("-value(unodc_ha, 2016) / 2", Kind::Number, "ha", "−73,069.5 ha");
    coca.says("2 * (value(unodc_ha, 2015) + value(ondcp_ha, 2015))", "2 × (96,085 ha in 2015 + 159,000 ha in 2015): 510,170 ha");
    let jobless = Data::new(vec![numbers("year", &[2015.0, 2016.0]), numbers("rate", &[4.2, 3.9])], &["", "%"]);
    let fact = jobless.says("diff(rate, 2015, 2016)", "4.2% in 2015 → 3.9% in 2016: −0.3 points");
    assert_eq!(fact.unit, "pp");
}

#[test]
fn bounds_are_carried_along() {
    let mut n = numbers("n", &[5.0, 10.0, 8.0]);
    n.bounds = vec![(1, Bound::Above), (2, Bound::AtMost)];
    let data = Data::new(vec![numbers("year", &[2001.0, 2002.0, 2003.0]), n], &[]);
    for (expression, expected) in [
        ("value(n, 2002)", Ok(Some(Bound::Above))),
        ("-value(n, 2002)", Ok(Some(Bound::Below))),
        ("100 - value(n, 2002)", Ok(Some(Bound::Below))),
        ("100 / value(n, 2002)", Ok(Some(Bound::Below))),
        ("value(n, 2002) / value(n, 2001)", Ok(Some(Bound::Above))),
        ("change(n, 2001, 2002)", Ok(Some(Bound::Above))),
        ("change(n, 2002, 2001)", Ok(Some(Bound::Below))),
        ("sum(n, 2001, 2002)", Ok(Some(Bound::Above))),
        ("max(n)", Ok(Some(Bound::Above))),
        ("max(n, 2003, 2003)", Ok(Some(Bound::AtMost))),
        ("value(n, 2002) - value(n, 2003)", Ok(Some(Bound::Above))),
        ("sum(n)", Err("at character 1: a lower and an upper bound, which leave the result open")),
        ("100 / value(n, 2003)", Err("at character 1: a bound that the operation leaves open; take figures that are known")),
        ("value(n, 2002) > 9", Err("at character 1: a comparison with a bound; compare figures that are known")),
    ] {
        assert_eq!(data.compute(expression).map(|f| f.bound).map_err(|p| p.to_string()), expected.map_err(String::from), "{expression}");
    }
    data.says("times(n, 2001, 2002)", "5 in 2001 → more than 10 in 2002: more than × 2.00");
}

#[test]
fn named_facts_are_computed_and_may_rest_on_each_other() {
    let fact = |name: &str, expression: &str| NamedFact { name: name.into(), expression: expression.into() };
    let named = vec![
        fact("jump", "change(unodc_ha, 2015, 2016)"),
        fact("ratio", "jump + 1"),
        fact("a", "b"),
        fact("b", "a"),
        fact("slip", "chnge(unodc_ha, 2015, 2016)"),
    ];
    let coca = Data { named, ..coca() };
    coca.says("jump", "96,085 ha in 2015 → 146,139 ha in 2016: +52.1%");
    coca.says("ratio", "+52.1% (96,085 ha in 2015 → 146,139 ha in 2016) + 1: 1.52");
    coca.refuses("a", "at character 1: the fact \"a\" rests on itself; give one of them an expression of the data");
    coca.refuses("slip", "/usermeta/nutgraph/facts/slip: no function is named \"chnge\"; did you mean change?");
    coca.refuses("jmp", "at character 1: no fact is named \"jmp\"; did you mean jump?");
}

#[test]
fn what_cannot_be_computed_says_why() {
    let coca = coca();
    for (expression, expected) in [
        ("value(ondcp_ha, 2003)", "line 6, column \"ondcp_ha\": there is no figure in 2003; take another x, or add the figure"),
        ("change(ondcp_ha, first, last)", "line 2, column \"ondcp_ha\": there is no figure in 1999; take another x, or add the figure"),
        ("value(unodc, 2016)", "at character 7: no column is named \"unodc\"; the columns are year, unodc_ha, ondcp_ha"),
        ("value(unodc_h, 2016)", "at character 7: no column is named \"unodc_h\"; did you mean unodc_ha?"),
        ("vaule(unodc_ha, 2016)", "at character 1: no function is named \"vaule\"; did you mean value?"),
        (
            "cultivation(unodc_ha)",
            "at character 1: no function is named \"cultivation\"; the functions are value, first, last, change, diff, times, sum, mean, min, max, peak, trough",
        ),
        ("change(unodc_ha, 2015)", "at character 1: change with too few arguments; write change(y, from, to)"),
        ("last(unodc_ha, 2015)", "at character 1: last with too many arguments; write last(y)"),
        ("sum(unodc_ha, 2015)", "at character 1: sum with too many arguments; write sum(y) or sum(y, from, to)"),
        ("value(unodc_ha, 1990)", "at character 17: the data have no 1990; the nearest x is 1999"),
        ("value(unodc_ha, '2016-05')", "at character 17: '2016-05' is no x of the data; the data go by years: write 2016, first or last"),
        ("value(unodc_ha, 2018)", "at character 17: the data have no 2018; the nearest x is 2016"),
        (
            "value(unodc_ha, 2017)",
            "at character 17: 2017 is later than the story's date, 7 December 2017; move the story's date, or take an earlier x",
        ),
        ("sum(unodc_ha, 2015, 2017)", "at character 21: 2017 is later than the story's date, 7 December 2017; the data end at 2016"),
        ("unodc_ha", "at character 1: \"unodc_ha\" is a whole column; say which of its values: value(unodc_ha, at), last(unodc_ha)"),
        ("2 + 2", "at character 1: a number that no data prove; name a column: value(y, at)"),
        ("'52 percent'", "at character 1: '52 percent' is no fact; write a function of the data: value(y, at)"),
        ("value(2015, unodc_ha)", "at character 7: no column where one is expected; write value(y, at)"),
        ("value(unodc_ha, 2015) / 0", "at character 1: a result that is no finite number; nothing can be divided by 0"),
        ("peak(unodc_ha) + 1", "at character 1: no number where one is expected; compute with values, not with dates, texts or conditions"),
        ("value(unodc_ha, 2015", "at character 6: \"(\" is not closed; add \")\""),
    ] {
        coca.refuses(expression, expected);
    }
    let data = Data::new(vec![texts("k", &["a", "b"]), numbers("n", &[0.0, 4.0]), numbers("p", &[1.0, 2.0])], &["", "ha", "%"]);
    data.refuses("change(n, 'a', 'b')", "at character 1: change from a value that is not above zero; write diff(y, from, to)");
    data.refuses("value(n, 'a') + value(p, 'a')", "at character 1: ha and % do not add up; convert one of them");
    data.refuses("sum(k)", "at character 5: \"k\" holds no numbers; sum needs numbers");
    data.refuses("last(n, p > 5)", "at character 9: no row meets the condition");
}

proptest! {
    #[test]
    fn any_expression_is_computed_or_refused(
        text in "(value|sum|last|change|abs|max|unodc_ha|year|first|last|2015|2016|'x'|[-+*/%!<>=&|?:(),]|==|&&| |\\PC){0,12}"
    ) {
        let _ = coca().compute(&text);
    }

    #[test]
    fn the_order_of_rows_changes_no_value(seed in 0usize..1000) {
        let data = Data { as_of: "", ..coca() };
        let mut table = data.table.clone();
        for column in &mut table.columns {
            if let Values::Numbers(values) = &mut column.values {
                let n = values.len();
                *values = (0..n).map(|i| values[(i * 7 + seed) % n]).collect();
            }
        }
        let shuffled = Data { table, ..coca() };
        let shuffled = Data { as_of: "", ..shuffled };
        for expression in ["sum(unodc_ha, 2001, 2011)", "peak(ondcp_ha)", "last(unodc_ha) - first(unodc_ha)", "mean(ondcp_ha)"] {
            let (a, b) = (data.compute(expression).unwrap(), shuffled.compute(expression).unwrap());
            prop_assert_eq!((a.value, a.working), (b.value, b.working));
        }
    }
}
