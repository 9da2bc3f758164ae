//! The command as a reporter uses it: on the story's own data, and on data of every kind; every sentence passes the check of articles.

use super::*;
use crate::host::Plain;
use crate::spec;
use crate::table;
use crate::words::ui;

fn chart(csv: &str, attributes: &[(&str, &str)]) -> Chart {
    let pairs: Vec<(String, String)> = attributes.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect();
    let spec = spec::from_attributes(None, &pairs).expect("attributes");
    let table = table::read(csv, table::Format::Csv, &Plain).0.expect("a table");
    Chart::new(spec, table, ui::of("en")).unwrap_or_else(|problems| panic!("{}", problems[0]))
}

fn coca(lang: &str) -> Facts {
    let csv = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("www/story/coca/coca-cultivation.csv")).expect("data");
    let attributes = [("mark", "line"), ("x", "year"), ("y", "unodc_ha ondcp_ha"), ("period", "end"), ("as-of", "2017-12-07")];
    of_chart(&chart(&csv, &attributes), lang, None, 199)
}

fn sentences(facts: &Facts) -> Vec<String> {
    let all = facts.news.iter().map(|(finding, _)| finding).chain(&facts.plain);
    all.filter_map(|finding| finding.sentence.as_ref().map(draft::Sentence::text)).collect()
}

#[track_caller]
fn says(facts: &Facts, sentence: &str) {
    let all = sentences(facts);
    assert!(all.iter().any(|one| one == sentence), "nobody says \"{sentence}\", but:\n{}", all.join("\n"));
}

#[test]
fn the_story_s_own_facts_are_found() {
    let facts = coca("en");
    says(&facts, "At 146,000 hectares in 2016, unodc was the highest since 2000.");
    says(&facts, "Unodc rose more in 2016 than in any other year in the data: by 52 percent, from 96,100 hectares to 146,000 hectares.");
    says(&facts, "Unodc was at its lowest in 2012, at 47,800 hectares, and stood at 146,000 hectares in 2016.");
    says(&facts, "Ondcp reached 188,000 hectares in 2016, a record in data that begin in 2000.");
    says(&facts, "In 2016, ondcp was 41,900 hectares above unodc.");
    assert_eq!(facts.tried, 14, "seven measures of each of two series");
}

#[test]
fn in_spanish_too() {
    says(&coca("es"), "Con 146.000 hectáreas en 2016, unodc alcanzó su nivel más alto desde 2000.");
}

#[test]
fn days_are_told_as_days() {
    let csv = "date,patients\n2024-03-01,40\n2024-03-02,55\n2024-03-03,71\n";
    let facts = of_chart(&chart(csv, &[("mark", "line"), ("x", "date"), ("y", "patients")]), "en", None, 199);
    says(&facts, "Patients stood at 71 on March 3, 2024.");
}

/// Every sentence, pasted beside its chart, is proved by `nutgraph check`.
#[test]
fn every_sentence_passes_its_own_check() {
    let months: String = (0..60).map(|i| format!("20{}-{:02},{}\n", 10 + i / 12, 1 + i % 12, 100 + i * 2 + (i % 12) * 5)).collect();
    let steps: String =
        (0..30).map(|i| format!("{},{},{}\n", 1990 + i, if i < 15 { 10.0 } else { 40.0 } + f64::from(i * 7 % 5), 90 - i * 2)).collect();
    let spike: String = (0..24).map(|i| format!("{},{}\n", 2000 + i, if i == 11 { 95.0 } else { 20.0 + f64::from(i * 7 % 5) })).collect();
    let rivals: String = (0..12).map(|i| format!("{},{},{}\n", 2000 + i, 3_400_000 + i * 310_000, 5_900_000 - i * 40_000)).collect();
    let days: String = (0..20).map(|i| format!("2024-03-{:02},{}\n", 1 + i, 40 + i * i)).collect();
    let cases = [
        (format!("date,patients\n{days}"), "date", "patients", "line", "en"),
        (format!("date,patients\n{days}"), "date", "patients", "line", "es"),
        (format!("year,solar_usd,coal_usd\n{rivals}"), "year", "solar_usd coal_usd", "line", "en"),
        (format!("year,solar_ha,coal_ha\n{rivals}"), "year", "solar_ha coal_ha", "line", "es"),
        (format!("month,sales\n{months}"), "month", "sales", "line", "en"),
        (format!("year,level,share_pct\n{steps}"), "year", "level share_pct", "line", "en"),
        (format!("year,level,share_pct\n{steps}"), "year", "level share_pct", "line", "es"),
        (format!("year,cases\n{spike}"), "year", "cases", "line", "en"),
        ("region,area_ha\nPacific,65567\nCentral,52960\nOrinoco,774\nAmazon,302\n".to_string(), "region", "area_ha", "bar", "en"),
        ("region,area_ha\nPacific,65567\nCentral,52960\nOrinoco,774\nAmazon,302\n".to_string(), "region", "area_ha", "bar", "es"),
        ("year,balance\n2001,-5\n2002,3\n2003,-8\n2004,12\n2005,6\n".to_string(), "year", "balance", "line", "en"),
    ];
    let folder = std::env::temp_dir().join(format!("nutgraph-facts-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let mut kinds: Vec<&str> = Vec::new();
    for (number, (csv, x, y, mark, lang)) in cases.iter().enumerate() {
        let facts = of_chart(&chart(csv, &[("mark", mark), ("x", x), ("y", y)]), lang, Some(200.0), 199);
        let all: Vec<&Finding> = facts.news.iter().map(|(finding, _)| finding).chain(&facts.plain).collect();
        kinds.extend(all.iter().map(|finding| finding.kind));
        let paragraphs: String =
            all.iter().filter_map(|finding| finding.sentence.as_ref()).map(|s| format!("<p>{}</p>\n", s.html(""))).collect();
        std::fs::write(folder.join(format!("{number}.csv")), csv).expect("data");
        let graph =
            format!("<nut-graph mark=\"{mark}\" data=\"{number}.csv\" x=\"{x}\" y=\"{y}\" heading=\"h\"><p>The figures</p></nut-graph>");
        let page = format!("<!doctype html><html lang=\"{lang}\"><title>t</title>{graph}\n{paragraphs}");
        let path = folder.join(format!("{number}.html"));
        std::fs::write(&path, &page).expect("a page");
        let report = crate::tool::check::check(&[path.display().to_string()], None, Vec::new(), "en").expect("a report");
        let wrong: Vec<String> = report.findings.iter().map(|finding| finding.message.clone()).collect();
        assert!(!report.is_wrong(), "{wrong:?}\n{page}");
        let facts = &report.articles[0].facts;
        assert!(facts.len() >= all.len(), "{} facts in {} sentences", facts.len(), all.len());
        for fact in facts {
            assert_eq!(fact.state, crate::tool::check::State::Proved, "{}\n{page}", fact.expression);
        }
    }
    let _ = std::fs::remove_dir_all(&folder);
    for kind in [
        "level", "change", "year", "jump", "record", "streak", "trend", "turn", "outlier", "break", "gap", "crossing", "largest", "share",
        "progress",
    ] {
        assert!(kinds.contains(&kind), "no case shows a {kind}; there are {kinds:?}");
    }
}
