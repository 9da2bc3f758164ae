//! `nutgraph new DATA`: a spec and a page from a data file, to begin with.
//!
//! The columns say what is drawn: times become lines, names become bars, a column of words tells the series of a long table apart.
//! The page holds the chart and the first facts that the data offer, each of which passes `nutgraph check`; what only a person can
//! write (the heading, the source) is listed at the end.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};

use super::check::{Address, Site, Store, Wanted};
use super::cli::New;
use super::facts;
use super::talk;
use crate::report::{Place, Problem};
use crate::words::unit;

/// How many facts the page begins with.
const FACTS: usize = 4;

/// Draws of chance that the facts are held against: they are a beginning, not a ranking.
const DRAWS: usize = 499;

/// The command: writes `NAME.vl.json` and `NAME.html` beside the data.
///
/// # Errors
/// Where the data cannot be read or have nothing to draw, a file is there already, or the disk fails.
pub fn command(options: &New) -> Result<(), Problem> {
    let made = make(options)?;
    if let Some((path, _)) = made.files.iter().find(|(path, _)| path.exists() && !options.force) {
        let found = format!("{} is there already", path.display());
        return Err(crate::problem!(Error, "exists", Place::Whole, found, "--force writes over it"));
    }
    for (path, text) in &made.files {
        fs::write(path, text).map_err(|error| talk::disk("write", path.display(), &error))?;
    }
    let [(spec, _), (page, _)] = &made.files;
    let folder = page.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = page.file_name().map(|name| name.to_string_lossy().to_string()).unwrap_or_default();
    talk::result(format_args!("{}\n{}", spec.display(), page.display()))?;
    talk::note("");
    talk::note(format_args!("look:    nutgraph serve {}    and open /{name}", folder.display()));
    for line in &made.open {
        talk::note(format_args!("write:   {line}"));
    }
    talk::note(format_args!("check:   nutgraph check {}", page.display()));
    Ok(())
}

/// What is written, and what is left for a person to write.
struct Made {
    files: [(PathBuf, String); 2],
    open: Vec<String>,
}

fn make(options: &New) -> Result<Made, Problem> {
    let file = &options.data;
    let store = Store::new(Site::default());
    let attributes = facts::suggested(&store, file, options.x.as_deref(), options.y.as_deref())?;
    let stem = file.file_stem().map(|stem| stem.to_string_lossy().to_string()).unwrap_or_default();
    let id: String = stem.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
    let heading = options.heading.clone().unwrap_or_else(|| sentence(&stem));
    let data = file.file_name().map(|name| name.to_string_lossy().to_string()).unwrap_or_default();
    let spec = spec(&attributes, &heading, &data, options);
    let base = file.with_file_name(&stem);
    let named = |end: &str| PathBuf::from(format!("{}{end}", base.display()));

    let mut wanted = Wanted { data: Some(Address::File(file.clone())), attributes: attributes.clone(), ..Wanted::default() };
    for (name, value) in [("as-of", &options.as_of), ("unit", &options.unit)] {
        wanted.attributes.extend(value.iter().map(|value| (name.to_string(), value.clone())));
    }
    let reading = store.chart(wanted);
    let sentences: Vec<String> = match &reading.chart {
        Some(chart) => {
            let found = facts::of_chart(chart, "en", None, DRAWS);
            let all = found.news.iter().map(|(finding, _)| finding).chain(&found.plain);
            all.filter_map(|finding| finding.sentence.as_ref()).take(FACTS).map(|sentence| sentence.html(&id)).collect()
        }
        None => {
            let found = reading.troubles.first().map_or_else(|| "there is nothing to draw".to_string(), |t| t.problem.found.clone());
            return Err(crate::problem!(Error, "nothing-to-draw", Place::Whole, found, "name columns with --x and --y"));
        }
    };
    let page = page(
        &Page { id: &id, heading: &heading, spec: &format!("{stem}.vl.json"), data: &data, as_of: options.as_of.as_deref() },
        &sentences,
    );
    let mut open = Vec::new();
    if options.heading.is_none() {
        open.push(format!("what the chart shows, in \"title\" of {stem}.vl.json: the heading says the news"));
    }
    if options.source.is_none() {
        open.push(format!("who the figures are from, in \"source\" of {stem}.vl.json"));
    }
    open.push(format!("the story round the numbers, in {stem}.html"));
    let spec = serde_json::to_string_pretty(&spec).unwrap_or_default() + "\n";
    Ok(Made { files: [(named(".vl.json"), spec), (named(".html"), page)], open })
}

/// A file's name as words.
fn sentence(stem: &str) -> String {
    let words = stem.replace(['-', '_'], " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A column's name for readers: without its unit.
fn called(column: &str) -> String {
    let stem = column.rsplit_once('_').filter(|(_, end)| unit::find(end).is_some()).map_or(column, |(stem, _)| stem);
    sentence(stem)
}

/// The chart as Vega-Lite.
fn spec(attributes: &[(String, String)], heading: &str, data: &str, options: &New) -> Value {
    let of = |name: &str| attributes.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.as_str());
    let columns = facts::columns_of(of("y"));
    let first = |name: &str| facts::columns_of(of(name)).into_iter().next().unwrap_or_default();
    let bars = of("mark") == "bar";
    // Bars lie, so that names can be read.
    let (key, value) = if bars { ("y", "x") } else { ("x", "y") };
    let mut shared = Map::new();
    let mut place = json!({"field": first("x")});
    if bars && columns.len() == 1 {
        place["sort"] = json!("-x");
    }
    shared.insert(key.to_string(), place);
    if !of("color").is_empty() {
        shared.insert("color".to_string(), json!({"field": first("color")}));
    }
    let mut out = json!({
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "title": options.subheading.as_ref().map_or_else(|| json!({"text": heading}), |second| json!({"text": heading, "subtitle": second})),
        "data": {"url": data},
    });
    match columns.as_slice() {
        [one] => {
            out["mark"] = json!(of("mark"));
            shared.insert(value.to_string(), json!({"field": one}));
            out["encoding"] = Value::Object(shared);
        }
        several => {
            out["encoding"] = Value::Object(shared);
            let layer =
                |column: &String| json!({"mark": of("mark"), "encoding": {value: {"field": column}, "color": {"datum": called(column)}}});
            out["layer"] = Value::Array(several.iter().map(layer).collect());
        }
    }
    let mut own = Map::new();
    own.extend(options.unit.iter().map(|unit| ("unit".to_string(), json!(unit))));
    own.extend(options.source.iter().map(|name| ("source".to_string(), json!([{"name": name}]))));
    if !own.is_empty() {
        out["usermeta"] = json!({"nutgraph": own});
    }
    out
}

struct Page<'a> {
    id: &'a str,
    heading: &'a str,
    spec: &'a str,
    data: &'a str,
    as_of: Option<&'a str>,
}

fn page(with: &Page, sentences: &[String]) -> String {
    let escape = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
    let (id, heading, spec, data) = (escape(with.id), escape(with.heading), escape(with.spec), escape(with.data));
    let as_of = with.as_of.map_or_else(String::new, |date| format!(" as-of=\"{}\"", escape(date)));
    let paragraphs: String = sentences.iter().map(|sentence| format!("<p>{sentence}</p>\n")).collect();
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{heading}</title>\n<link rel=\"icon\" href=\"data:,\">\n<style>\n  body {{ max-width: 680px; margin: 24px auto; padding: 0 16px; font: 18px/1.5 system-ui, sans-serif }}\n  h1 {{ line-height: 1.2 }}\n  \
         nut-graph {{ display: block; min-height: 420px; margin: 24px 0 32px }}\n</style>\n<script async src=\"/nutgraph/nutgraph.js\"></script>\n</head>\n<body>\n\
         <h1>{heading}</h1>\n<nut-graph id=\"{id}\" spec=\"{spec}\"{as_of}>\n  <p><a href=\"{data}\">The figures ({data})</a></p>\n</nut-graph>\n{paragraphs}</body>\n</html>\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tool::check::{State, check};

    struct Folder(PathBuf);

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    fn new(name: &str, csv: &str) -> (Folder, New) {
        let folder = std::env::temp_dir().join(format!("nutgraph-new-{}-{name}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let data = folder.join(format!("{name}.csv"));
        fs::write(&data, csv).unwrap();
        (
            Folder(folder),
            New { data, x: None, y: None, as_of: None, heading: None, subheading: None, unit: None, source: None, force: false },
        )
    }

    /// The spec that was written; its page passes the check, with facts that are proved.
    #[track_caller]
    fn made(name: &str, csv: &str) -> Value {
        let (folder, options) = new(name, csv);
        command(&options).unwrap_or_else(|problem| panic!("{problem}"));
        let page = folder.0.join(format!("{name}.html"));
        let report = check(&[page.display().to_string()], None, Vec::new(), "en").unwrap();
        let wrong: Vec<&str> = report.findings.iter().map(|finding| finding.message.as_str()).collect();
        assert!(!report.is_wrong(), "{wrong:?}\n{}", fs::read_to_string(&page).unwrap());
        let proved = report.articles[0].facts.iter().filter(|fact| fact.state == State::Proved).count();
        assert!(proved >= 2, "{proved} facts are proved");
        serde_json::from_str(&fs::read_to_string(folder.0.join(format!("{name}.vl.json"))).unwrap()).unwrap()
    }

    #[test]
    fn times_become_lines_and_columns_become_layers() {
        let rows: String = (0..12).map(|i| format!("{},{},{}\n", 2005 + i, 100 + i * i, 90 - i)).collect();
        let spec = made("coal-and-gas", &format!("year,coal_t,gas_t\n{rows}"));
        assert_eq!(spec["layer"].as_array().map(Vec::len), Some(2));
        assert_eq!(spec["layer"][1]["encoding"]["color"]["datum"], "Gas");
        assert_eq!((spec["title"]["text"].as_str(), spec["encoding"]["x"]["field"].as_str()), (Some("Coal and gas"), Some("year")));
    }

    #[test]
    fn columns_are_called_as_the_table_calls_them() {
        let rows: String = (0..12).map(|i| format!("{},{},{}\n", 2005 + i, 3500 + i * i, 1400 + 90 * i)).collect();
        let spec = made("power", &format!("Reporting year,Coal's share,Wind & sun (GWh)\n{rows}"));
        assert_eq!(
            (&spec["encoding"]["x"]["field"], &spec["layer"][1]["encoding"]["y"]["field"]),
            (&json!("Reporting year"), &json!("Wind & sun (GWh)"))
        );
        let spec = made(
            "stations",
            &format!(
                "Reporting year,Power station,Net output\n{}",
                (0..6).flat_map(|i| ["North", "South"].map(|of| format!("{},{of},{}\n", 2010 + i, 10 + i))).collect::<String>()
            ),
        );
        assert_eq!(spec["encoding"]["color"]["field"], "Power station");
    }

    #[test]
    fn names_become_bars_that_lie() {
        let spec = made("regions", "region,area_ha\nWest,100\nEast,40\nNorth,7\n");
        assert_eq!((spec["mark"].as_str(), spec["encoding"]["y"]["field"].as_str()), (Some("bar"), Some("region")));
    }

    #[test]
    fn a_long_table_is_told_apart_by_its_words() {
        let rows: String = (0..6).flat_map(|i| ["North", "South"].map(|of| format!("{},{of},{}\n", 2010 + i, 10 + i))).collect();
        assert_eq!(made("sales", &format!("year,region,sales\n{rows}"))["encoding"]["color"]["field"], "region");
    }

    #[test]
    fn what_is_known_already_is_written_down() {
        let (folder, mut options) = new("power", "year,wind\n2001,1437\n2002,1963\n2003,2885\n");
        (options.unit, options.subheading) = (Some("GWh".into()), Some("Generated in a year".into()));
        command(&options).unwrap();
        let spec: Value = serde_json::from_str(&fs::read_to_string(folder.0.join("power.vl.json")).unwrap()).unwrap();
        assert_eq!(
            (spec["title"]["subtitle"].as_str(), spec["usermeta"]["nutgraph"]["unit"].as_str()),
            (Some("Generated in a year"), Some("GWh"))
        );
        assert!(fs::read_to_string(folder.0.join("power.html")).unwrap().contains(" GWh</nut-fact>"));
    }

    #[test]
    fn nothing_is_written_over_without_being_told() {
        let (folder, mut options) = new("twice", "year,a\n2001,1\n2002,2\n");
        command(&options).unwrap();
        fs::write(folder.0.join("twice.html"), "mine").unwrap();
        assert!(command(&options).unwrap_err().to_string().contains("--force"));
        assert_eq!(fs::read_to_string(folder.0.join("twice.html")).unwrap(), "mine");
        options.force = true;
        command(&options).unwrap();
        assert!(fs::read_to_string(folder.0.join("twice.html")).unwrap().contains("<nut-graph"));
    }
}
