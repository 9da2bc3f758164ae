//! What the charts of an article stand on: which chart, and the texts of its data, wherever they are.
//!
//! `nutgraph build --record` keeps them as they were at publication; the reader's browser finds its chart in the record by the same name.

use super::address::{Address, Site};
use super::article::{Article, Graph};
use super::elements::Subject;
use super::store::{Reading, Store};
use super::{File, base, chart, language};
use crate::report::Problem;
use crate::tool::page::Page;
use serde_json::Value;
use std::path::Path;
use std::sync::Arc;

/// A chart of an article.
#[derive(Clone, Debug, PartialEq)]
pub struct Stand {
    /// The name under which the page's script finds it: its id, else the address of its data or spec as written; empty for none.
    pub name: String,
    /// The texts that it is drawn from: the address as the spec names it, empty for the chart's own data; and the text.
    pub texts: Vec<(String, String)>,
}

/// A chart of an article as its page makes it.
pub struct Drawn {
    /// The element.
    pub graph: Graph,
    /// Its language.
    pub language: String,
    /// The chart, if it can be read.
    pub reading: Arc<Reading>,
}

/// The charts of an article in HTML, in their order.
pub fn drawn(page: &Page, file: &Arc<File>, store: &Store) -> Vec<Drawn> {
    let base = base(page, Path::new(&file.name), &store.site);
    let article = Article::new(page);
    let spoken: Vec<String> = article.graphs.iter().map(|graph| language(page, graph, &store.locale).to_string()).collect();
    let subject = Subject { file, page, article: &article };
    let read = |graph, language: &String| chart::read(&subject, graph, language, &base, store, &mut Vec::new());
    let readings: Vec<_> = article.graphs.iter().zip(&spoken).map(|(graph, language)| read(graph, language)).collect();
    article.graphs.into_iter().zip(spoken).zip(readings).map(|((graph, language), reading)| Drawn { graph, language, reading }).collect()
}

/// What the charts of an article in HTML stand on, where that is on this machine, in the order of the page.
///
/// # Errors
/// When the article cannot be read.
pub fn stands(path: &Path, site: Site) -> Result<Vec<Stand>, Problem> {
    let store = Store::new(site);
    let file = store.file(path, "")?;
    let page = Page::html(&file.text);
    let of = |drawn: &Drawn| {
        let reading = &drawn.reading;
        let own = reading.data.as_ref().map(|file| file.text.clone()).or_else(|| reading.inline.clone());
        let texts = match (own, &reading.spec) {
            // A chart of the full grammar, which reads its own files.
            (_, Some(spec)) if reading.is_beyond && drawn.graph.value("data").is_empty() => named(spec, &store),
            (Some(text), _) => vec![(String::new(), text)],
            (None, _) => Vec::new(),
        };
        Stand { name: name(&drawn.graph).to_string(), texts }
    };
    Ok(drawn(&page, &file, &store).iter().map(of).filter(|stand| !stand.texts.is_empty()).collect())
}

/// What tells a chart from the others of its page.
fn name(graph: &Graph) -> &str {
    ["id", "data", "spec"].iter().map(|name| graph.value(name)).find(|value| !value.is_empty()).unwrap_or_default()
}

/// The texts of all data files that a spec names.
fn named(spec: &File, store: &Store) -> Vec<(String, String)> {
    let mut urls = Vec::new();
    if let Ok(value) = serde_json::from_str::<Value>(&spec.text) {
        addresses(&value, &mut urls);
    }
    let base = Address::File(spec.name.clone().into());
    let text = |url: &String| match store.site.resolve(url, &base) {
        Ok(Address::File(path)) => Some((url.clone(), store.file(&path, "").ok()?.text.clone())),
        _ => None,
    };
    urls.iter().filter_map(text).collect()
}

/// Every address of data in a spec, each once.
fn addresses(value: &Value, found: &mut Vec<String>) {
    if let Some(Value::String(url)) = value.get("data").and_then(|data| data.get("url"))
        && !found.contains(url)
    {
        found.push(url.clone());
    }
    match value {
        Value::Object(members) => members.values().for_each(|member| addresses(member, found)),
        Value::Array(items) => items.iter().for_each(|item| addresses(item, found)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn charts_stand_on_files_on_what_is_inside_them_and_on_what_their_specs_name() {
        let folder = std::env::temp_dir().join(format!("nutgraph-stands-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let page = "<nut-graph id=a mark=line data=a.csv x=year y=n></nut-graph>\
            <nut-graph mark=bar x=n y=name heading=B id=b><table><tr><th>name<th>n<tr><td>x<td>3</table></nut-graph>\
            <nut-graph spec=c.vl.json></nut-graph><nut-graph id=d spec=full.vl.json></nut-graph>\
            <nut-graph id=e data=https://a.example/e.csv mark=line x=year y=n></nut-graph>";
        let files = [
            ("page.html", page),
            ("a.csv", "year,n\n2015,1\n"),
            (
                "c.vl.json",
                r#"{"mark":"bar","data":{"values":[{"k":"x","n":1}]},"encoding":{"x":{"field":"n","type":"quantitative"},"y":{"field":"k","type":"nominal"}}}"#,
            ),
            ("full.vl.json", r#"{"hconcat":[{"data":{"url":"a.csv"},"mark":"tick","encoding":{"x":{"field":"n"}}}]}"#),
        ];
        for (name, text) in files {
            fs::write(folder.join(name), text).unwrap();
        }
        let found = stands(&folder.join("page.html"), Site::default()).unwrap();
        let _ = fs::remove_dir_all(&folder);
        let short: Vec<(&str, &str, &str)> =
            found.iter().flat_map(|s| s.texts.iter().map(|(url, text)| (s.name.as_str(), url.as_str(), text.as_str()))).collect();
        assert_eq!(
            short,
            [
                ("a", "", "year,n\n2015,1\n"),
                ("b", "", "\"name\",\"n\"\n\"x\",\"3\""),
                ("c.vl.json", "", r#"[{"k":"x","n":1.0}]"#),
                ("d", "a.csv", "year,n\n2015,1\n"),
            ]
        );
    }
}
