//! The charts and facts of a page in all their spellings, found as the widget finds them.
//!
//! `<nut-graph>` and `<nut-fact>`; `data-nut-graph` and `data-nut-fact` on any element; links whose address ends in
//! `#nut-graph` or `#nut-fact=chart:expression`; and a script of Nutgraph's with `data-spec`.

use crate::tool::page::{Attribute, Mapped, Page};
use std::ops::Range;

/// How something is spelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spelling {
    /// An element of its own.
    Element,
    /// Another element with `data-` attributes.
    Plain,
    /// A link.
    Link,
    /// The script itself.
    Script,
}

/// A chart in a page.
#[derive(Debug)]
pub struct Graph {
    /// Its node.
    pub node: usize,
    /// How it is spelled.
    pub spelling: Spelling,
    /// Its attributes under the names of `<nut-graph>`.
    pub attributes: Vec<Attribute>,
}

impl Graph {
    /// An attribute.
    pub fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|attribute| attribute.name == name)
    }

    /// The value of an attribute; empty where there is none.
    pub fn value(&self, name: &str) -> &str {
        self.attribute(name).map_or("", |attribute| attribute.value.text())
    }
}

/// A fact in a page.
#[derive(Debug)]
pub struct Told {
    /// Its node.
    pub node: usize,
    /// How it is spelled.
    pub spelling: Spelling,
    /// The charts that it names.
    pub names: Mapped,
    /// Its expression; empty where there is none.
    pub expression: Mapped,
    /// Its words.
    pub words: Mapped,
    /// The sentence before them.
    pub before: String,
    /// The sentence after them.
    pub after: String,
    /// Its place among the charts.
    pub chart: Option<usize>,
    /// A link whose address cannot be decoded.
    pub broken: bool,
}

/// What a page has.
#[derive(Debug)]
pub struct Article {
    /// Its charts, in their order.
    pub graphs: Vec<Graph>,
    /// Its facts, in their order.
    pub facts: Vec<Told>,
}

/// Elements whose text is read as one.
const BLOCKS: [&str; 16] =
    ["p", "li", "td", "th", "dd", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "figcaption", "div", "section"];

/// The element whose text holds the sentences round a node.
pub fn block(page: &Page, node: usize) -> Option<usize> {
    let is_block = |&node: &usize| BLOCKS.contains(&page.name(node)) || matches!(page.name(node), "article" | "body");
    page.round(node).find(is_block)
}

impl Article {
    /// Finds them.
    pub fn new(page: &Page) -> Article {
        let mut graphs = Vec::new();
        for node in page.all() {
            let href = page.value(node, "href");
            let inside = |graphs: &[Graph]| graphs.iter().any(|graph| page.inside(graph.node).contains(&node));
            let spelling = match page.name(node) {
                "nut-graph" => Spelling::Element,
                "" => continue,
                "script" if page.value(node, "src").contains("nutgraph") && page.attribute(node, "data-spec").is_some() => Spelling::Script,
                "a" if href.contains("#nut-graph") => Spelling::Link,
                _ if page.attribute(node, "data-nut-graph").is_some() => Spelling::Plain,
                _ => continue,
            };
            // The script upgrades what is not in a chart, and holds none, already.
            let has = |name: &str| page.inside(node).any(|inner| page.name(inner) == name);
            if matches!(spelling, Spelling::Plain | Spelling::Link) && (inside(&graphs) || has("nut-graph")) {
                continue;
            }
            let mut attributes = renamed(page, node, spelling);
            if spelling == Spelling::Link
                && let Some(own) = page.attribute(node, "href")
            {
                let end = href.find('#').unwrap_or(href.len());
                attributes.retain(|attribute| attribute.name != "spec");
                attributes.push(Attribute { name: "spec".into(), place: own.place.clone(), value: own.value.part(0..end) });
            }
            graphs.push(Graph { node, spelling, attributes });
        }
        let facts = page.all().filter_map(|node| told(page, node, &graphs)).collect();
        Article { graphs, facts }
    }
}

/// The attributes of an element under the names of Nutgraph's own.
fn renamed(page: &Page, node: usize, spelling: Spelling) -> Vec<Attribute> {
    let own = page.attributes(node).iter();
    if spelling == Spelling::Element {
        return own.cloned().collect();
    }
    let data = own.filter_map(|attribute| {
        let name = attribute.name.strip_prefix("data-").filter(|name| !name.starts_with("nut-"))?;
        Some(Attribute { name: name.to_string(), ..attribute.clone() })
    });
    data.collect()
}

/// The fact that a node is, if it is one.
fn told(page: &Page, node: usize, graphs: &[Graph]) -> Option<Told> {
    let href = page.value(node, "href");
    let spelling = match page.name(node) {
        "" => return None,
        "nut-fact" => Spelling::Element,
        "a" if href.contains("#nut-fact") => Spelling::Link,
        _ if page.attribute(node, "data-nut-fact").is_some() => Spelling::Plain,
        _ => return None,
    };
    let in_graph = graphs.iter().any(|graph| graph.spelling != Spelling::Script && page.inside(graph.node).contains(&node));
    if spelling != Spelling::Element && (in_graph || page.inside(node).any(|inner| page.name(inner) == "nut-fact")) {
        return None;
    }
    let attributes = renamed(page, node, spelling);
    let value = |name: &str| attributes.iter().find(|a| a.name == name).map(|a| a.value.clone()).unwrap_or_default();
    let (mut names, mut expression, mut broken) = (value("for"), value("expr"), false);
    if spelling == Spelling::Link
        && let Some(own) = page.attribute(node, "href")
    {
        let hash = own.value.part(href.find('#').unwrap_or(0)..href.len()).percent_decoded();
        broken = hash.text().char_indices().any(|(at, c)| c == '%' && hash.source(at..at + 1).len() == 1);
        (names, expression) = link(&hash);
    }
    let block = block(page, node);
    let words = page.said(page.inside(node));
    let (mut before, mut after) = (String::new(), String::new());
    if let Some(block) = block {
        let inside = page.inside(block);
        before = sentence_before(page.said(inside.start..node.max(inside.start)).text()).to_string();
        after = sentence_after(page.said(page.inside(node).end.max(inside.start)..inside.end).text()).to_string();
    }
    let chart = chart_of(page, node, names.text(), graphs);
    Some(Told { node, spelling, names, expression, words: words.trimmed(), before, after, chart, broken })
}

/// Chart and expression of `#nut-fact=chart:expression`.
fn link(hash: &Mapped) -> (Mapped, Mapped) {
    let text = hash.text();
    let Some(start) = text.find('=').map(|at| at + 1) else { return Default::default() };
    let rest = text.get(start..).unwrap_or_default();
    let name = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '-').unwrap_or(0);
    let named = name > 0 && rest.get(name..).is_some_and(|rest| rest.starts_with(':') && rest.len() > 1);
    let body = if named { start + name + 1 } else { start };
    (hash.part(start..if named { start + name } else { start }), hash.part(body..text.len()))
}

/// The chart that a fact speaks of: the one that its first name names, else the nearest before it, else the first.
fn chart_of(page: &Page, node: usize, names: &str, graphs: &[Graph]) -> Option<usize> {
    match names.split(' ').next().filter(|name| !name.is_empty()) {
        Some(name) => by_name(page, name, graphs),
        None => graphs.iter().rposition(|graph| graph.node < node).or(if graphs.is_empty() { None } else { Some(0) }),
    }
}

/// The chart of that id, or round or inside the element of that id.
pub fn by_name(page: &Page, name: &str, graphs: &[Graph]) -> Option<usize> {
    if let Some(own) = graphs.iter().position(|graph| graph.value("id") == name) {
        return Some(own);
    }
    let Some(named) = page.by_id(name) else {
        // The script names the chart of a link by its file, as editors leave links no ids.
        return graphs.iter().position(|graph| graph.spelling == Spelling::Link && stem(graph.value("spec")) == name);
    };
    let round = page.round(named).find_map(|node| graphs.iter().position(|graph| graph.node == node));
    round.or_else(|| graphs.iter().position(|graph| page.inside(named).contains(&graph.node)))
}

/// The name of a spec's file without its ending.
fn stem(address: &str) -> &str {
    let file = address.split('?').next().unwrap_or_default().rsplit('/').next().unwrap_or_default();
    file.trim_end_matches(".json").trim_end_matches(".vl")
}

/// What stands before the words in their sentence, which begins after a stop and a space; as the widget cuts it.
pub fn sentence_before(text: &str) -> &str {
    for (at, stop) in text.char_indices().rev() {
        if is_stop(stop) {
            let rest = text.get(at + stop.len_utf8()..).unwrap_or_default().trim_start_matches(is_quote);
            if rest.starts_with(char::is_whitespace) {
                return rest.trim_start();
            }
        }
    }
    text
}

/// What stands after the words in their sentence, which ends at a stop before a space.
pub fn sentence_after(text: &str) -> &str {
    for (at, stop) in text.char_indices() {
        if is_stop(stop) {
            let end = at + stop.len_utf8();
            let rest = text.get(end..).unwrap_or_default();
            let left = rest.trim_start_matches(is_quote);
            if left.starts_with(char::is_whitespace) {
                return text.get(..end + rest.len() - left.len()).unwrap_or_default();
            }
        }
    }
    text
}

fn is_stop(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '。')
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '”' | '»' | '’' | ')')
}

impl Told {
    /// Where its words stand; where it has none, its tag.
    pub fn place(&self, page: &Page) -> Range<usize> {
        if self.words.text().is_empty() { page.tag(self.node) } else { self.words.whole() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each fact as chart, expression, words.
    fn facts(source: &str) -> Vec<String> {
        let page = Page::html(source);
        let article = Article::new(&page);
        let line = |f: &Told| {
            let chart = f.chart.map_or("-".into(), |chart| page.tag(article.graphs[chart].node).start.to_string());
            format!("{chart} {} | {} | {} | {}", f.expression.text(), f.before, f.words.text(), f.after)
        };
        article.facts.iter().map(line).collect()
    }

    #[test]
    fn a_fact_has_its_sentence() {
        assert_eq!(
            facts(
                "<nut-graph></nut-graph><p>It fell. “It rose.” The area <b>rose</b> <nut-fact expr=e> 52 <i>percent</i></nut-fact> in <b>a</b> year.” Then"
            ),
            ["0 e | The area rose  | 52 percent |  in a year.”"]
        );
        assert_eq!(facts("<nut-graph></nut-graph><table><td data-nut-fact data-expr=e>5</table>"), ["0 e |  | 5 | "]);
    }

    #[test]
    fn every_spelling_is_found_and_finds_its_chart() {
        let source = "<a href='a.vl.json#nut-graph' id=a>A</a><figure data-nut-graph id=b data-spec=b.vl.json><img></figure>\
            <p><span data-nut-fact data-for=a data-expr='last(y)'>1</span>, <a href='#nut-fact=b:value(y,%202016)'>2</a>, \
            <a href='#nut-fact=last(y)'>3</a>, <nut-fact for=none expr=x>4</nut-fact>";
        let chart = |at: usize| ["<a", "<f"].iter().position(|tag| source[at..].starts_with(tag)).unwrap_or(9);
        let found: Vec<String> = facts(source)
            .iter()
            .map(|line| {
                let (at, rest) = line.split_once(' ').unwrap();
                format!("{} {}", at.parse().map_or("-".into(), |at| chart(at).to_string()), rest.split(" |").next().unwrap())
            })
            .collect();
        assert_eq!(found, ["0 last(y)", "1 value(y, 2016)", "1 last(y)", "- x"]);
        let page = Page::html(source);
        let article = Article::new(&page);
        let spec = |graph: &Graph| (graph.value("spec").to_string(), graph.spelling);
        assert_eq!(
            article.graphs.iter().map(spec).collect::<Vec<_>>(),
            [("a.vl.json".into(), Spelling::Link), ("b.vl.json".into(), Spelling::Plain)]
        );
        let expression = &article.facts[1].expression;
        assert_eq!(&source[expression.source(8..9)], "%20");
    }

    #[test]
    fn the_chart_of_a_link_is_named_by_its_file_where_nothing_has_that_id() {
        let link = "<a href='/charts/a.vl.json?v=2#nut-graph'>A</a>";
        let fact = "<p><nut-fact for=a expr=e>1</nut-fact>";
        assert_eq!(facts(&[link, fact].concat()), ["0 e |  | 1 | "]);
        assert_eq!(facts(&[link, "<div id=a></div>", fact].concat()), ["- e |  | 1 | "]);
    }

    #[test]
    fn what_is_in_a_chart_or_a_template_is_no_other() {
        assert_eq!(facts("<nut-graph><a href='#nut-fact=e'>1</a></nut-graph><template><nut-fact>2</nut-fact></template>").len(), 0);
        let page = Page::html(
            "<figure data-nut-graph><nut-graph></nut-graph></figure><script src=/nutgraph.js data-spec=a></script><script data-spec=b></script>",
        );
        assert_eq!(Article::new(&page).graphs.iter().map(|g| g.spelling).collect::<Vec<_>>(), [Spelling::Element, Spelling::Script]);
    }

    #[test]
    fn sentences_are_cut_as_the_widget_cuts_them() {
        for (text, before, after) in [
            ("One. Two! (Three.) four", "four", "One."),
            ("In the U.S. it rose", "it rose", "In the U.S."),
            ("It is 1.5 now", "It is 1.5 now", "It is 1.5 now"),
            ("He said “no.” She", "She", "He said “no.”"),
            ("End. ", "", "End."),
        ] {
            assert_eq!((sentence_before(text), sentence_after(text)), (before, after), "{text}");
        }
    }
}
