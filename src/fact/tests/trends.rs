//! From one value to the next, where a series turns, and how fast it goes.

use super::*;

#[test]
fn a_streak_counts_rises_or_falls_and_skips_what_is_missing() {
    let coca = coca();
    let fact =
        coca.says("streak(unodc_ha, 2016)", "47,790 ha in 2012 → 146,139 ha in 2016, every value above the one before: 4 rises in a row");
    assert_eq!((fact.kind, fact.unit.as_str(), fact.value), (Kind::Streak, "year", Outcome::Number(4.0)));
    assert_eq!(fact.evidence, [Evidence { chart: 0, column: 1, rows: (13..=17).collect(), show: Show::Run }]);
    let fact =
        coca.says("streak(unodc_ha, 2004)", "163,289 ha in 2000 → 80,350 ha in 2004, every value below the one before: 4 falls in a row");
    assert_eq!(fact.value, Outcome::Number(-4.0));
    coca.says("streak(unodc_ha, 2012)", "63,763 ha in 2011 → 47,790 ha in 2012, every value below the one before: 1 fall");
    // 2013 is missing within the run, 2003 is not.
    coca.says(
        "streak(ondcp_ha, 2016)",
        "78,000 ha in 2012 → 188,000 ha in 2016, every value above the one before (1 missing: 2013): 3 rises in a row",
    );
    let flat = Data::new(vec![numbers("year", &[2001.0, 2002.0]), numbers("n", &[5.0, 5.0])], &[]);
    assert_eq!(flat.says("streak(n, 2002)", "5 in 2001 → 5 in 2002, the same value: no rise or fall").value, Outcome::Number(0.0));
}

/// 2 and 2b: 2016 by the UN, in percent and in hectares; 2015 by the White House.
#[test]
fn a_jump_is_the_largest_rise_from_one_value_to_the_next() {
    let coca = coca();
    let fact = coca.says(
        "jump(unodc_ha)",
        "96,085 ha in 2015 → 146,139 ha in 2016 (+50,054 ha, +52.1%), the largest of 8 rises in 17 steps, in percent too: 2016",
    );
    assert_eq!((fact.kind, fact.value), (Kind::Date, Outcome::Time(from_civil(2016, 1, 1), Unit::Year)));
    coca.says(
        "jump(ondcp_ha)",
        "112,000 ha in 2014 → 159,000 ha in 2015 (+47,000 ha, +42.0%), the largest of 6 rises in 12 steps (5 without both figures left out), in percent too: 2015",
    );
    coca.says(
        "drop(unodc_ha)",
        "144,807 ha in 2001 → 102,071 ha in 2002 (−42,736 ha, −29.5%), the largest of 9 falls in 17 steps, in percent too: 2002",
    );
    let data = Data::new(vec![numbers("year", &[2001.0, 2002.0, 2003.0]), numbers("n", &[1.0, 3.0, 7.0])], &[]);
    data.says("jump(n)", "3 in 2002 → 7 in 2003 (+4, +133.3%), the largest of 2 rises in 2 steps, but in percent 2002 (+200.0%): 2003");
    data.refuses("drop(n)", "at character 1: \"n\" never falls from one value to the next; write jump(y)");
}

/// 3: turned in 2012, stood still in 2013, rises from 2014. The tolerance is the median of the 17 absolute steps, 15,731 ha.
#[test]
fn a_series_turns_at_its_extreme_and_its_rise_begins_with_the_first_step_that_counts() {
    let coca = coca();
    let all_three = "the fall ends with 47,790 ha in 2012; then 48,189 ha in 2013 (+0.8%); the rise begins with 69,132 ha in 2014 (+43.5%); \
        moves of 15,731 ha or less count as none: ";
    assert_eq!(coca.says("turned(unodc_ha, 1999, 2016)", &[all_three, "2012"].concat()).kind, Kind::Date);
    coca.says("rise_begins(unodc_ha, 1999, 2016)", &[all_three, "2014"].concat());
    // The range may begin at the low itself.
    coca.says("rise_begins(unodc_ha, 2012, 2016)", &[all_three, "2014"].concat());
    coca.says(
        "fall_begins(unodc_ha, 1999, 2016)",
        "the rise ends with 98,899 ha in 2007; the fall begins with 80,953 ha in 2008 (−18.1%); moves of 15,731 ha or less count as none: 2008",
    );
    let fact = coca.says(
        "turning_points(unodc_ha)",
        "77,870 ha in 2006 (trough), 98,899 ha in 2007 (peak), 47,790 ha in 2012 (trough); moves of 15,731 ha or less count as none: 2006, 2007, 2012",
    );
    assert!(matches!(fact.value, Outcome::List(ref values) if values.len() == 3));
    coca.says("turning_points(unodc_ha, 25000)", "47,790 ha in 2012 (trough); moves of 25,000 ha or less count as none: 2012");
    coca.refuses(
        "turned(unodc_ha, 2013, 2016)",
        "at character 1: \"unodc_ha\" does not turn there by more than 15,731 ha; give a smaller tolerance, or a wider range",
    );
    coca.refuses(
        "turned(ondcp_ha, 1999, 2016)",
        "line 2, column \"ondcp_ha\": there is no figure in 1999, over which turned cannot go; name a range without it, or add the figure",
    );
    // A rise in small steps.
    let slow = Data::new(vec![numbers("year", &[2001.0, 2002.0, 2003.0, 2004.0, 2005.0]), numbers("n", &[9.0, 2.0, 3.0, 4.0, 5.0])], &[]);
    slow.says(
        "turned(n, first, last, 2)",
        "the fall ends with 2 in 2002; no single step up is larger than what counts as none; moves of 2 or less count as none: 2002",
    );
    slow.refuses("rise_begins(n, first, last, 2)", "at character 1: no step after 2002 is larger than 2; give a smaller tolerance");
}

/// 4: the UN's line falls by 6,834 ha a year, though not steadily. R 4.2.2: lm(), confint().
#[test]
fn a_slope_has_an_interval_and_says_how_steady_it_is() {
    let coca = coca();
    let fact = coca.says(
        "slope(unodc_ha, 2000, 2013)",
        "the straight line of least squares through 14 values from 2000 to 2013; 9 of 13 steps fall; 95% interval −9,294 to −4,373: −6,834 ha a year",
    );
    assert_eq!((fact.kind, fact.unit.as_str()), (Kind::Difference, "ha"));
    let interval = fact.interval.unwrap();
    assert!((interval.low + 9294.361).abs() < 1e-3 && (interval.high + 4373.208).abs() < 1e-3, "{interval:?}");
    let [Evidence { show: Show::Line(line), rows, .. }] = &fact.evidence[..] else { panic!("a line") };
    assert_eq!((line.len(), rows.len()), (14, 14));
    assert!(line.iter().all(|[fitted, low, high]| low < fitted && fitted < high));
    coca.says(
        "trend(unodc_ha)",
        "the median slope between any two of 18 values from 1999 to 2016; 9 of 17 steps fall; 95% interval −7,787 to −1,240: −4,252 ha a year",
    );
    let two = coca.compute("slope(unodc_ha, 2015, 2016)").unwrap();
    assert_eq!((two.shown.as_str(), two.interval), ("+50,054 ha a year", None));
    let missing = "there is no figure in 2003, over which slope cannot go; name a range without it, or add the figure";
    coca.refuses("slope(ondcp_ha, 2000, 2013)", &["line 6, column \"ondcp_ha\": ", missing].concat());
    // Without a range a column begins with its first figure.
    let late = Data::new(vec![numbers("year", &[2001.0, 2002.0, 2003.0, 2004.0]), numbers("n", &[NONE, 1.0, 2.0, 3.0])], &["", "%"]);
    assert_eq!(late.compute("trend(n)").map(|f| (f.shown, f.unit)), Ok(("+1 point a year".into(), "pp".into())));
    let days = Data::new(vec![days("day", &["2017-01-01", "2017-01-03", "2017-01-05"]), numbers("n", &[1.0, 5.0, 9.0])], &[]);
    assert_eq!(days.compute("slope(n)").map(|f| f.shown), Ok("+2 a day".into()));
}

#[test]
fn a_growth_rate_is_by_the_year() {
    let coca = coca();
    let fact = coca.says("cagr(unodc_ha, 2000, 2012)", "163,289 ha in 2000 → 47,790 ha in 2012, over 12 years, as a yearly rate: −9.7%");
    assert_eq!(fact.kind, Kind::Change);
    let months = Data::new(vec![days("m", &["2016-01-01", "2017-01-01"]), numbers("n", &[100.0, 121.0])], &[]);
    let rate = months.compute("cagr(n, first, last)").unwrap();
    assert!(matches!(rate.value, Outcome::Number(value) if (value - 0.21).abs() < 2e-3), "{:?}", rate.value);
    coca.refuses(
        "cagr(ondcp_ha, 1999, 2016)",
        "line 2, column \"ondcp_ha\": there is no figure in 1999; take another x, or add the figure",
    );
    let none = Data::new(vec![numbers("year", &[2001.0, 2002.0]), numbers("n", &[0.0, 5.0])], &[]);
    none.refuses("cagr(n, 2001, 2002)", "at character 1: a rate from a value that is not above zero; write diff(y, from, to)");
}

proptest! {
    #[test]
    fn a_jump_is_never_smaller_than_another_rise(values in prop::collection::vec(-9i32..9, 2..20)) {
        let years: Vec<f64> = (0..values.len()).map(|i| 2001.0 + i as f64).collect();
        let values: Vec<f64> = values.into_iter().map(f64::from).collect();
        let data = Data::new(vec![numbers("year", &years), numbers("n", &values)], &[]);
        let largest = values.windows(2).map(|pair| pair[1] - pair[0]).fold(0.0, f64::max);
        match data.compute("jump(n)").map(|fact| fact.value) {
            Ok(Outcome::Time(ms, _)) => {
                let place = (crate::time::civil(ms).0 - 2001) as usize;
                prop_assert_eq!(values[place] - values[place - 1], largest);
            }
            _ => prop_assert_eq!(largest, 0.0),
        }
    }
}
