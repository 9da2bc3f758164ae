use super::*;
#[test]
fn scratch() {
    let coca = coca();
    for e in [
        "median(unodc_ha)",
        "count(ondcp_ha, first, last)",
        "stdev(unodc_ha,2000,2013)",
        "variance(unodc_ha)",
        "quantile(unodc_ha, 0.9)",
        "iqr(unodc_ha)",
        "q1(ondcp_ha)",
        "range(unodc_ha)",
        "rank(unodc_ha, 2016)",
        "rank(ondcp_ha, 2016)",
        "rank(unodc_ha, 2012, 'low')",
        "record(unodc_ha, 2016)",
        "record(ondcp_ha, 2016)",
        "record(unodc_ha,2000)",
        "highest_since(unodc_ha,2016)",
        "highest_since(ondcp_ha,2016)",
        "lowest_since(unodc_ha,2012)",
        "lowest_since(unodc_ha, 2015)",
        "streak(unodc_ha,2016)",
        "streak(ondcp_ha,2016)",
        "streak(unodc_ha, 2012)",
        "jump(unodc_ha)",
        "jump(ondcp_ha)",
        "drop(unodc_ha)",
        "turning_points(unodc_ha)",
        "turned(unodc_ha,1999,2016)",
        "rise_begins(unodc_ha,1999,2016)",
        "rise_begins(unodc_ha,2012,2016)",
        "fall_begins(unodc_ha,1999,2016)",
        "turned(unodc_ha, 1999, 2016, 30000)",
        "slope(unodc_ha,2000,2013)",
        "trend(unodc_ha)",
        "trend(ondcp_ha)",
        "slope(ondcp_ha,2004,2012)",
        "cagr(unodc_ha,2000,2012)",
        "cagr(unodc_ha,2012,2016)",
        "gap(ondcp_ha,unodc_ha,2016)",
        "share(unodc_ha,ondcp_ha,2016)",
        "correlation(unodc_ha,ondcp_ha)",
        "correlation(unodc_ha,ondcp_ha,2004,2012)",
        "progress(unodc_ha, 50000, last)",
        "pace(unodc_ha, 50000, 2023)",
        "projected(unodc_ha, 2020)",
        "span('2017-09-13','2017-12-07')",
        "span(2000,2016)",
        "span('2016-05','2017-01-03')",
        "since(2000)",
        "since('2017-09-13')",
        "since(trough(unodc_ha))",
        "first_x(unodc_ha > 100000)",
        "last_x(unodc_ha < 50000)",
        "first_x(ondcp_ha > 160000 && unodc_ha > 140000)",
        "jump(unodc_ha) == 2016",
        "trough(unodc_ha) == '2012'",
        "record(ondcp_ha, 2016) && change(unodc_ha,2015,2016) > 0.5",
        "change(unodc_ha,2015,2016) > 0 ? value(unodc_ha,2016) : value(unodc_ha,2015)",
        "year(peak(unodc_ha))",
        "streak(unodc_ha,1999)",
        "highest_since(unodc_ha, 2003)",
    ] {
        match coca.compute(e) {
            Ok(f) => println!(
                "{e}\n   {}: {}   [{:?} {:?} {} {:?} {:?} {:?}]",
                f.working, f.shown, f.value, f.kind, f.unit, f.bound, f.interval, f.span
            ),
            Err(p) => println!("{e}\n   !! {p}"),
        }
    }
    let t = target();
    for e in [
        "progress(ha, 50000, last, kind == 'forced_done')",
        "progress(ha, value(ha, '2017-03-13', kind == 'target_forced'), last, kind == 'forced_done')",
        "pace(ha, 50000, '2017-12-31', kind == 'forced_done')",
        "projected(ha, '2017-12-31', kind == 'forced_done')",
        "first_x(kind == 'forced_done')",
        "rank(ha, '2017-05-23', kind == 'forced_done')",
    ] {
        match t.compute(e) {
            Ok(f) => println!(
                "{e}\n   {}: {}   [{:?} {:?} {} {:?} {:?} {:?}]",
                f.working, f.shown, f.value, f.kind, f.unit, f.bound, f.interval, f.span
            ),
            Err(p) => println!("{e}\n   !! {p}"),
        }
    }
}
