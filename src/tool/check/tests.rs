//! Articles and specs made for one thing that is wrong each, and any text at all.

use super::*;
use proptest::prelude::*;
use std::fs;

/// A folder of files that goes with the test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str, files: &[(&str, &str)]) -> Folder {
        let base = std::env::temp_dir().join(format!("nutgraph-check-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&base);
        for (file, text) in files {
            let path = base.join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        Folder(base)
    }

    fn check(&self, file: &str) -> Report {
        check(&[self.0.join(file).display().to_string()], None, Vec::new(), "en").unwrap()
    }

    /// Findings as `line:column code: message; what is below`.
    fn lines(&self, file: &str) -> Vec<String> {
        let report = self.check(file);
        let line = |f: &Finding| {
            let (line, column) = f.spot.file.position(f.spot.span.start);
            let name = f.spot.file.name.rsplit(['/', '\\']).next().unwrap_or_default();
            let notes: Vec<&str> = f.notes.iter().map(|note| note.parts().1).collect();
            let text = format!("{name}:{line}:{column} {}: {}; {}", f.code, f.message, notes.join("; "));
            text.replace(&self.0.display().to_string(), "")
        };
        report.findings.iter().map(line).collect()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

const DATA: &str = "year,ha,price\n2014,69132,1.5\n2015,96085,\n2016,146139,2.5\n";
const SPEC: &str = r#"{"data": {"url": "data.csv"}, "mark": "line",
 "encoding": {"x": {"field": "year", "type": "temporal"}, "y": {"field": "ha"}},
 "usermeta": {"nutgraph": {"unit": "ha", "facts": {"jump": "change(ha, 2015, 2016)"}}}}"#;
const GRAPH: &str = "<nut-graph id=a spec=a.vl.json><img alt=coca></nut-graph>\n";

/// What is found in a page that begins with a chart of three years.
fn found(body: &str) -> Vec<String> {
    use std::sync::atomic::{AtomicUsize, Ordering};
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let name = format!("page-{}", COUNT.fetch_add(1, Ordering::Relaxed));
    let page = [GRAPH, body].concat();
    Folder::new(&name, &[("a.html", &page), ("data.csv", DATA), ("a.vl.json", SPEC)]).lines("a.html")
}

#[track_caller]
fn only(body: &str, expected: &str) {
    assert_eq!(found(body), [expected], "{body}");
}

#[test]
fn words_that_agree_pass_in_every_spelling() {
    let body = "<p>It rose <nut-fact for=a expr=jump>52 percent</nut-fact>, <span data-nut-fact data-for=a data-expr='change(ha, 2015, 2016)'>52%</span>, \
        to <a href='#nut-fact=a:value(ha,2016)'>146,000 hectares</a>; <nut-fact expr='peak(ha)'></nut-fact>.";
    assert_eq!(found(body), [""; 0]);
}

#[test]
fn words_that_do_not_agree_are_refused_with_the_working_and_better_words() {
    let working = "96,085 ha in 2015 → 146,139 ha in 2016: +52.1%";
    only(
        "<p>It rose <nut-fact expr=jump>54 percent</nut-fact>.",
        &format!(
            "a.html:2:32 wrong-number: the words say 54 percent; the data say +52.1%; {working}; “54 percent” stands for +53.5% to +54.5%; write \"52 percent\""
        ),
    );
    only(
        "<p>It fell <nut-fact expr=jump>52 percent</nut-fact>.",
        &format!(
            "a.html:2:32 wrong-direction: the sentence says that it fell; the data say +52.1%; {working}; “52 percent” stands for −52.5% to −51.5%; the sentence says \"fell\": write \"rose\""
        ),
    );
    only(
        "<p>Its peak was <nut-fact expr='peak(ha)'>2015</nut-fact>.",
        "a.html:2:43 wrong-date: the words say 2015; the data say 2016; 146,139 ha, the largest of 3 values from 2014 to 2016: 2016; write \"2016\"",
    );
}

#[test]
fn what_cannot_be_told_is_a_warning_with_the_reason() {
    let report = Folder::new(
        "tell",
        &[("a.html", &[GRAPH, "<p><nut-fact expr='last(ha)'>several</nut-fact>"].concat()), ("data.csv", DATA), ("a.vl.json", SPEC)],
    )
    .check("a.html");
    assert!(!report.is_wrong());
    assert_eq!((report.findings[0].code, report.findings[0].label.as_str()), ("cannot-tell", "there is no number in the words"));
    assert_eq!(report.articles[0].facts[0].state, State::CannotTell);
}

#[test]
fn expressions_are_refused_at_their_place() {
    only(
        "<nut-fact expr='last(ha) &gt; lst(ha)'>1</nut-fact>",
        "a.html:2:31 unknown-function: no function is named \"lst\"; did you mean last?",
    );
    only("<a href='#nut-fact=a:value(ha,%202017)'>1</a>", "a.html:2:34 unknown-x: the data have no 2017; the nearest x is 2016");
    only(
        "<nut-fact expr='value(price, 2015)'>1</nut-fact>",
        "a.html:2:17 missing-cell: there is no figure in 2015; take another x, or add the figure",
    );
    only("<nut-fact for='a b' expr='last(ha)'></nut-fact>", "a.html:2:18 unknown-chart: the page has no chart \"b\"; did you mean \"a\"?");
    only("<nut-fact>1</nut-fact>", "a.html:2:1 no-expression: the fact has no expression; add expr=\"value(column, x)\"");
    let lines = found("<a href='#nut-fact=a:last(ha)%'></a>");
    assert_eq!(lines[0], "a.html:2:1 bad-link: the address has a % that stands for nothing; write %25 for a percent sign");
}

#[test]
fn one_fact_with_two_values_points_at_the_other() {
    let body = "<p>It rose <nut-fact expr=jump>52 percent</nut-fact>.</p><p>It rose <nut-fact expr='change(ha,2015,2016)'>54 percent</nut-fact>.</p>";
    let page = [GRAPH, body].concat();
    let report = Folder::new("twice", &[("a.html", &page), ("data.csv", DATA), ("a.vl.json", SPEC)]).check("a.html");
    let (spot, label) = report.findings[0].other.as_ref().expect("the other place");
    assert_eq!((&page[spot.span.clone()], label.as_str()), ("52 percent", "the same fact is told here, and agrees"));
}

/// The chart with a param of the reader's.
const CHOSEN: &str = r#"{"data": {"url": "data.csv"}, "mark": "line",
 "encoding": {"x": {"field": "year", "type": "temporal"}, "y": {"field": "ha"}},
 "usermeta": {"nutgraph": {"unit": "ha", "params": [{"name": "replanted", "min": 0, "max": 1, "value": 0.5}],
 "facts": {"left": "value(ha, 2016) * (1 - replanted)"}}}}"#;

#[test]
fn facts_are_held_against_the_values_that_params_begin_with() {
    let check = |name: &str, body: &str, spec: &str| {
        let page = [GRAPH, body].concat();
        Folder::new(name, &[("a.html", &page), ("data.csv", DATA), ("a.vl.json", spec)]).lines("a.html")
    };
    let input = "<input type=range data-nut-param=replanted data-for=a>";
    let fact = "<p><nut-fact expr=left>73,000 hectares</nut-fact> would be left: <nut-fact expr='value(ha, 2016) * replanted'></nut-fact>.";
    assert_eq!(check("params", &[input, fact].concat(), CHOSEN), [""; 0]);
    let wrong = check("params-words", "<p><nut-fact expr=left>80,000 hectares</nut-fact>", CHOSEN);
    assert!(wrong[0].contains("wrong-number") && wrong[0].contains("146,139 ha in 2016 × (1 − 0.5)"), "{wrong:?}");
    assert_eq!(
        check("params-slip", "<input data-nut-param=replantd data-for=a><select data-nut-param=x data-for=b></select>", CHOSEN),
        [
            "a.html:2:23 unknown-param: no chart has a param \"replantd\"; did you mean \"replanted\"?",
            "a.html:2:77 unknown-chart: the page has no chart \"b\"; did you mean \"a\"?",
        ]
    );
    let bad = check("params-bad", "", &CHOSEN.replace("\"max\": 1", "\"max\": 0.25"));
    assert!(bad[0].contains("bad-range: the value is not between \"min\" and \"max\""), "{bad:?}");
    let hidden = SPEC.replace("\"facts\"", "\"draw\": {\"from\": 2030}, \"facts\"");
    assert!(check("draw-bad", "", &hidden)[0].contains("bad-draw: the line has no figure after it"));
}

#[test]
fn charts_are_read_from_wherever_the_browser_reads_them() {
    let fact = "<nut-fact expr='last(ha)'>146,139</nut-fact>";
    let attributes = "<nut-graph data=data.csv x=year y=ha><img alt=a></nut-graph>";
    let table =
        "<nut-graph x=year y=ha><table><tr><th>year<th>ha<tr><td>2015<td>1<tr><td>2016<td>146139<tfoot><tr><td>x<td>y</table></nut-graph>";
    let csv = "<nut-graph x=year y=ha>Coca<script type=text/csv>\nyear,ha\n2015,1\n2016,146139\n</script></nut-graph>";
    let json = "<nut-graph x=year y=ha>Coca<script type=application/json>[{\"year\": 2015, \"ha\": 1}, {\"year\": 2016, \"ha\": 146139}]</script></nut-graph>";
    let link = "<a href='a.vl.json?v=2#nut-graph'>Coca</a>";
    for graph in [attributes, table, csv, json, link] {
        let page = [graph, fact].concat();
        let folder = Folder::new("charts", &[("a.html", &page), ("data.csv", DATA), ("a.vl.json", SPEC)]);
        assert_eq!(folder.lines("a.html"), [""; 0], "{graph}");
        assert_eq!(folder.check("a.html").articles[0].facts[0].state, State::Proved, "{graph}");
    }
}

#[test]
fn charts_that_cannot_be_read_are_told_once_and_their_facts_are_open() {
    let page = "<nut-graph spec=a.vl.json>A</nut-graph><nut-graph id=b data=dat.csv x=year y=ha>B</nut-graph><nut-graph id=c data=data.csv x=year y=hectar>C</nut-graph>\
        <nut-graph id=d data=https://x.example/d.csv x=year y=ha>D</nut-graph><nut-graph id=e x=year y=ha>E</nut-graph><nut-graph id=f data=/f.csv x=a y=b>F</nut-graph>\
        <nut-fact for=d expr='last(ha)'>1</nut-fact>";
    let spec = SPEC.replace("\"mark\": \"line\"", "\"mark\": \"line\", \"width\": \"continer\"");
    let folder = Folder::new("broken", &[("a.html", page), ("data.csv", DATA), ("a.vl.json", &spec)]);
    let lines = folder.lines("a.html");
    let has = |text: &str| assert!(lines.iter().any(|line| line.contains(text)), "no {text} in {lines:#?}");
    has("a.vl.json:1:");
    has("missing-file: there is no file /dat.csv; did you mean data.csv?");
    has("unknown-column: no column \"hectar\" in the data");
    has(
        "not-fetched: https://x.example/d.csv is not on this machine, and nothing is fetched; name a file that holds it: --data https://x.example/d.csv=FILE",
    );
    has("no-data: the chart has no data");
    has("no-root: \"/f.csv\" starts from the root of the site, which is not known here; name its folder: --root DIR");
    assert_eq!(lines.len(), 6, "{lines:#?}");
    let page = folder.0.join("a.html").display().to_string();
    let mapped = vec![("https://x.example/d.csv".to_string(), folder.0.join("data.csv"))];
    let report = check(&[page], Some(&folder.0), mapped, "en").unwrap();
    assert_eq!(report.articles[0].facts[0].state, State::Wrong, "1 is not 146,139");
}

#[test]
fn specs_are_checked_on_their_own_and_told_once() {
    let spec = "{\n \"data\": {\"url\": \"data.csv\"},\n \"mark\": \"line\",\n \"encoding\": {\"x\": {\"field\": \"year\"}, \"y\": {\"field\": \"haa\"}}\n}";
    let good =
        SPEC.replace("2015, 2016", "2015, 2061").replace("\"unit\"", "\"source\": {\"name\": \"A\", \"url\": \"htp://a\"}, \"unit\"");
    let page = "<nut-graph spec=b.vl.json>B</nut-graph><nut-graph id=a spec=good.vl.json>A</nut-graph><nut-fact expr=jump>1</nut-fact>";
    let folder = Folder::new(
        "specs",
        &[("a.html", page), ("b.vl.json", spec), ("good.vl.json", &good), ("c.vl.json", "{\n \"mark\" 1}"), ("data.csv", DATA)],
    );
    assert_eq!(
        folder.lines(""),
        [
            "b.vl.json:4:39 unknown-column: no column \"haa\" in the data; did you mean \"ha\"?",
            "good.vl.json:3:121 unknown-x: the data have no 2061; the nearest x is 2016",
            "c.vl.json:2:9 bad-json: this is no JSON: expected `:`; mend it",
            "good.vl.json:3:59 bad-link: \"htp://a\" is no address: htp: is not what a browser follows; write it in full: https://…",
        ]
    );
}

#[test]
fn texts_in_another_character_set_are_read_where_it_is_declared() {
    let folder = Folder::new(
        "charset",
        &[(
            "a.html",
            "<nut-graph data=data.csv charset=windows-1252 x=year y=ha>A</nut-graph><nut-fact expr=\"last(ha, who == 'Caquetá')\">2</nut-fact>",
        )],
    );
    fs::write(folder.0.join("data.csv"), b"year,ha,who\n2015,1,x\n2016,2,Caquet\xe1\n").unwrap();
    assert_eq!(folder.lines("a.html"), [""; 0]);
    fs::write(folder.0.join("b.html"), b"<p>Caquet\xe1").unwrap();
    assert_eq!(
        folder.lines("b.html"),
        ["b.html:1:1 not-utf-8: line 1 is not UTF-8; save the file as UTF-8, or declare charset=windows-1252"]
    );
}

/// The report of a page in memory, beside a data file.
fn in_memory(text: &str, markdown: bool, folder: &Folder) -> Report {
    let file = Arc::new(File::new("a.html".into(), text.into()));
    let page = if markdown { Page::markdown(text) } else { Page::html(text) };
    let store = Store::new(Site::default());
    let mut findings = Vec::new();
    let article = article(&file, &page, &Address::File(folder.0.join("a.html")), &store, &mut findings);
    Report { findings, articles: vec![article] }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if cfg!(debug_assertions) { 200 } else { 2000 }))]
    #[test]
    fn any_text_gives_a_report_in_every_format(
        text in "(<nut-fact |for=a |expr=|'|\"|last\\(ha\\)|change\\(ha,2015,2016\\)|jump|>|</nut-fact>|<p>|rose |fell |more than |half|52|[0-9]{1,7}|%| percent|[.,]|&nbsp;|&gt|é|—|\r\n|\n|\t|<a href='#nut-fact=|</a>|“|”|<nut-graph |id=a |spec=a.vl.json |data=data.csv |x=year |y=ha |\u{0}|年|<table>|<script type=text/csv>|</script>){0,30}",
        markdown in any::<bool>(),
    ) {
        use std::sync::OnceLock;
        static FOLDER: OnceLock<Folder> = OnceLock::new();
        let folder = FOLDER.get_or_init(|| Folder::new("any", &[("data.csv", DATA), ("a.vl.json", SPEC)]));
        let text = if markdown { text } else { [GRAPH, &text].concat() };
        let report = in_memory(&text, markdown, folder);
        for finding in &report.findings {
            prop_assert!(finding.spot.file.text.get(finding.spot.span.clone()).is_some(), "{finding:?}");
        }
        prop_assert!(!terminal::write(&report, true, true).is_empty());
        let written = [json::write(&report), sarif::write(&report), github::write(&report)];
        prop_assert!(written.iter().all(|text| !text.is_empty()));
    }
}
