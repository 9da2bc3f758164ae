//! The same signs on the newsroom's machine and in the reader's browser: `tests/locales.json` lists numbers and dates in many languages as
//! this machine writes them; here they are held against what it writes now, in `tests/browser/locales.test.mjs` against the browser's.
//!
//! `NUTGRAPH_ACCEPT_LOCALES=1 cargo test --test it locales` writes the list anew, after a look at what has changed.

use nutgraph::chart::Chart;
use nutgraph::host::{DateStyle, Host, NumberStyle};
use nutgraph::interact::judge;
use nutgraph::spec;
use nutgraph::table;
use nutgraph::tool::host;
use nutgraph::words::ui;
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};

/// The languages of the widget first, then tags whose separators, digits, calendars or percent signs are their own.
const TAGS: [&str; 26] = [
    "en", "es", "pt", "fr", "de", "ar", "en-GB", "en-IN", "en-ZA", "es-CO", "es-MX", "es-PE", "pt-PT", "fr-CA", "fr-CH", "de-CH", "de-AT",
    "ar-EG", "it", "nl", "sv", "pl", "tr", "hi", "ja", "ca",
];

/// Charts by name, x column, data, and what is asked of them.
const CHARTS: [(&str, &str, &str, &[&str]); 4] = [
    (
        "years",
        "year",
        "year,area_ha,share_pct,price_usd\n2014,69132,9.4,0.5\n2015,96085,7.25,-1234.5\n2016,146139,10.125,1234567.891\n2017,1714.5,0,9999.5\n",
        &[
            "value(area_ha, 2015)",
            "value(area_ha, 2017)",
            "change(area_ha, 2015, 2016)",
            "change(area_ha, 2016, 2017)",
            "diff(area_ha, 2016, 2017)",
            "value(share_pct, 2016)",
            "value(price_usd, 2015)",
            "value(price_usd, 2016)",
            "mean(area_ha, 2014, 2016)",
            "peak(area_ha)",
            "highest_since(area_ha, 2017)",
        ],
    ),
    (
        "months",
        "month",
        "month,v\n2015-01,1\n2015-05,12345678.9\n2015-12,0.000125\n",
        &["peak(v)", "value(v, '2015-12')", "change(v, '2015-01', '2015-05')"],
    ),
    (
        "days",
        "day",
        "day,v\n2016-02-29,1000\n2016-03-01,10000\n2017-11-13,-50\n",
        &["peak(v)", "value(v, last)", "diff(v, '2016-02-29', last)"],
    ),
    ("minutes", "time", "time,v\n2016-02-29 00:05,1\n2016-03-01 14:30,3\n2017-11-13 09:07,2\n", &["peak(v)", "value(v, first)"]),
];

/// What no fact writes, but axes and key do.
const STYLES: [(&str, DateStyle); 3] =
    [("ShortMonth", DateStyle::ShortMonth), ("ShortMonthYear", DateStyle::ShortMonthYear), ("DayMonth", DateStyle::DayMonth)];

fn file() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/locales.json")
}

fn chart(x: &str, csv: &str, tag: &str) -> Chart {
    let columns: Vec<&str> = csv.lines().next().unwrap_or_default().split(',').skip(1).collect();
    let pairs = [("mark", "line"), ("x", x), ("y", &columns.join(" "))].map(|(k, v)| (k.to_string(), v.to_string()));
    let spec = spec::from_attributes(None, &pairs).unwrap_or_else(|problems| panic!("{}", problems[0]));
    let table = table::read(csv, table::Format::Csv, &*host::of(tag)).0.expect("a table");
    Chart::new(spec, table, ui::of(tag)).unwrap_or_else(|problems| panic!("{}", problems[0]))
}

fn listed() -> Value {
    let (mut facts, mut dates, mut numbers) = (Vec::new(), Vec::new(), Vec::new());
    for tag in TAGS {
        let host = host::of(tag);
        for (name, x, csv, expressions) in CHARTS {
            let chart = chart(x, csv, tag);
            for expression in expressions {
                let fact = judge::compute(&chart, expression, &*host).unwrap_or_else(|problem| panic!("{expression}: {problem}"));
                facts.push(json!({"locale": tag, "chart": name, "expression": expression, "shown": fact.shown, "working": fact.working}));
            }
        }
        for (name, style) in STYLES {
            for ms in [1_443_657_600_000.0, 951_782_400_000.0, -1_000_000_000_000.0] {
                dates.push(json!({"locale": tag, "style": name, "ms": ms, "text": host.date(ms, style)}));
            }
        }
        for (value, decimals) in [(1.005, 2), (2.5, 0), (0.285, 0), (-0.5, 1), (1e21, 0), (123_456_789.125, 2), (0.0, 1)] {
            for (percent, signed) in [(false, false), (false, true), (true, true)] {
                let text = host.number(value, NumberStyle { decimals, percent, signed });
                numbers
                    .push(json!({"locale": tag, "value": value, "decimals": decimals, "percent": percent, "signed": signed, "text": text}));
            }
        }
    }
    let charts = CHARTS.map(|(name, x, csv, _)| json!({"name": name, "x": x, "csv": csv}));
    json!({"charts": charts, "facts": facts, "dates": dates, "numbers": numbers})
}

#[test]
fn every_language_writes_what_was_written_down() {
    let now = listed();
    if std::env::var_os("NUTGRAPH_ACCEPT_LOCALES").is_some() {
        let lines = |name: &str| now[name].as_array().expect("a list").iter().map(Value::to_string).collect::<Vec<_>>().join(",\n");
        let part = |name: &str| format!("\"{name}\":[\n{}\n]", lines(name));
        fs::write(file(), format!("{{{}}}\n", ["charts", "facts", "dates", "numbers"].map(part).join(",\n"))).expect("the list is written");
        return;
    }
    let known: Value = serde_json::from_str(&fs::read_to_string(file()).expect("tests/locales.json")).expect("JSON");
    for part in ["charts", "facts", "dates", "numbers"] {
        let pairs = now[part].as_array().expect("a list").iter().zip(known[part].as_array().expect("a list"));
        let wrong: Vec<String> = pairs.filter(|(now, known)| now != known).map(|(now, known)| format!("{known}\n  is now {now}")).collect();
        assert_eq!(now[part].as_array().map(Vec::len), known[part].as_array().map(Vec::len), "{part}");
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
