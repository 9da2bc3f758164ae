//! The elements of charts and facts themselves: attributes that nobody reads, charts that some readers cannot read, addresses that
//! lead nowhere, colours that cannot be read.

use super::article::{Article, Graph, Spelling, by_name};
use super::finding::{File, Finding, Spot};
use crate::report::nearest;
use crate::scale::color::Rgb;
use crate::tool::page::{Attribute, Page};
use std::ops::Range;
use std::sync::Arc;
use url::Url;

/// The attributes of `<nut-graph>`.
const GRAPH: [&str; 22] = [
    "spec",
    "data",
    "mark",
    "x",
    "y",
    "color",
    "facet",
    "heading",
    "subheading",
    "note",
    "source",
    "source-url",
    "height",
    "aspect",
    "as-of",
    "locale",
    "controls",
    "charset",
    "unit",
    "period",
    "refresh",
    "published",
];

/// The attributes of `<nut-fact>`.
const FACT: [&str; 2] = ["for", "expr"];

/// The contrast that text needs (WCAG 2.2, 1.4.3).
const CONTRAST: f64 = 4.5;

/// A page and its file.
pub struct Subject<'a> {
    /// The file.
    pub file: &'a Arc<File>,
    /// The page.
    pub page: &'a Page,
    /// What is in it.
    pub article: &'a Article,
}

impl Subject<'_> {
    /// A place of the file.
    pub fn spot(&self, span: Range<usize>) -> Spot {
        Spot { file: self.file.clone(), span }
    }

    /// Everything that is wrong with the elements.
    pub fn elements(&self) -> Vec<Finding> {
        let mut found = Vec::new();
        for graph in &self.article.graphs {
            self.names(graph.node, graph.spelling, &GRAPH, "chart", &mut found);
            self.alternative(graph, &mut found);
            self.links(graph, &mut found);
            self.contrast(graph, &mut found);
            let id = graph.value("id");
            if let Some(own) = graph.attribute("id").filter(|_| !id.is_empty())
                && self.page.by_id(id).is_some_and(|first| first != graph.node && graph.spelling == Spelling::Element)
            {
                let message = format!("another element before this chart has the id \"{id}\"");
                found.push(
                    Finding::error("same-id", self.spot(own.place.clone()), message).help("give each its own id: facts find the first"),
                );
            }
        }
        for fact in &self.article.facts {
            self.names(fact.node, fact.spelling, &FACT, "fact", &mut found);
        }
        found
    }

    /// Names that are nearly those of attributes.
    fn names(&self, node: usize, spelling: Spelling, known: &[&str], what: &str, found: &mut Vec<Finding>) {
        for attribute in self.page.attributes(node) {
            let name = match spelling {
                Spelling::Element => attribute.name.as_str(),
                _ => match attribute.name.strip_prefix("data-").filter(|name| !name.starts_with("nut-")) {
                    Some(name) => name,
                    None => continue,
                },
            };
            if known.contains(&name) || is_global(name) {
                continue;
            }
            let Some(near) = slip(name, known) else { continue };
            let prefix = attribute.name.strip_suffix(name).unwrap_or_default();
            found.push(
                Finding::warning(
                    "unknown-attribute",
                    self.spot(attribute.place.clone()),
                    format!("a {what} has no attribute \"{}\"", attribute.name),
                )
                .labelled("it has no effect")
                .help(format!("did you mean {prefix}{near}?")),
            );
        }
    }

    /// What readers see where no chart can be drawn, and hear where they cannot see it.
    fn alternative(&self, graph: &Graph, found: &mut Vec<Finding>) {
        if graph.spelling == Spelling::Script {
            return;
        }
        let (page, tag) = (self.page, self.page.tag(graph.node));
        let mut pictures = 0;
        for node in page.inside(graph.node) {
            if page.name(node) == "img" || page.name(node) == "svg" && page.attribute(node, "aria-hidden").is_none() {
                pictures += 1;
                let label = if page.name(node) == "img" { "alt" } else { "aria-label" };
                let titled = page.inside(node).any(|inner| page.name(inner) == "title");
                if page.value(node, label).trim().is_empty() && !titled {
                    let message = format!("the picture has no text alternative ({label})");
                    let help = "say what the chart shows: its subject, its span and its main turn";
                    found.push(Finding::error("no-alternative", self.spot(page.tag(node)), message).help(help));
                }
            }
        }
        let hidden = |node: usize| page.round(node).take_while(|&n| n != graph.node).any(|n| matches!(page.name(n), "script" | "style"));
        let words = page.inside(graph.node).any(|n| page.text(n).is_some_and(|t| !t.text().trim().is_empty()) && !hidden(n));
        if pictures == 0 && !words {
            let message = "the chart has nothing inside for readers who get no script";
            let help = "put a picture with its alt text inside, or a table, or a sentence";
            found.push(Finding::error("no-alternative", self.spot(tag), message).help(help));
        }
    }

    /// Addresses of sources.
    fn links(&self, graph: &Graph, found: &mut Vec<Finding>) {
        let Some(own) = graph.attribute("source-url") else { return };
        for part in own.value.text().split_whitespace().map(|part| part.trim_matches([';', ','])) {
            let at = own.value.text().find(part).unwrap_or(0);
            if let Some(why) = dead(part) {
                let spot = self.spot(own.value.source(at..at + part.len()));
                found
                    .push(Finding::error("bad-link", spot, format!("\"{part}\" is no address: {why}")).help("write it in full: https://…"));
            }
        }
    }

    /// Colours that are set on the element itself.
    fn contrast(&self, graph: &Graph, found: &mut Vec<Finding>) {
        let Some(style) = self.page.attribute(graph.node, "style") else { return };
        let color = |name: &str| declared(style, name).and_then(|(text, place)| Some((hex(text)?, place)));
        let Some((ink, place)) = color("--nut-ink") else { return };
        let Some((paper, _)) = color("--nut-paper") else { return };
        let contrast = ink.contrast(paper);
        if contrast < CONTRAST {
            let message = format!("the text has a contrast of {contrast:.1} to its paper");
            let spot = self.spot(style.value.source(place));
            found.push(Finding::error("low-contrast", spot, message).help("text needs 4.5 (WCAG 2.2, 1.4.3): take a darker --nut-ink"));
        }
    }

    /// The charts that a fact names and the page does not have.
    pub fn unknown_charts(&self, names: &Attribute) -> Vec<Finding> {
        let mut found = Vec::new();
        let text = names.value.text();
        for name in text.split_whitespace().filter(|name| by_name(self.page, name, &self.article.graphs).is_none()) {
            let at = text.find(name).unwrap_or(0);
            let ids: Vec<&str> = self.article.graphs.iter().map(|graph| graph.value("id")).filter(|id| !id.is_empty()).collect();
            let help = match nearest(name, ids.iter().copied()) {
                Some(near) => format!("did you mean \"{near}\"?"),
                None if ids.is_empty() => "give a chart this id".to_string(),
                None => format!("the charts of this page are {}", ids.join(", ")),
            };
            let spot = self.spot(names.value.source(at..at + name.len()));
            found.push(Finding::error("unknown-chart", spot, format!("the page has no chart \"{name}\"")).help(help));
        }
        found
    }
}

/// Attributes that any element may have.
fn is_global(name: &str) -> bool {
    const GLOBAL: [&str; 22] = [
        "id",
        "class",
        "style",
        "lang",
        "dir",
        "title",
        "hidden",
        "slot",
        "part",
        "role",
        "tabindex",
        "is",
        "key",
        "ref",
        "translate",
        "inert",
        "nonce",
        "draggable",
        "itemid",
        "itemprop",
        "width",
        "loading",
    ];
    GLOBAL.contains(&name) || ["data-", "aria-", "on", "v-", "x-", ":", "@"].iter().any(|start| name.starts_with(start))
}

/// The name that another was meant to be: near by its letters, or by how it begins.
fn slip<'a>(name: &str, known: &[&'a str]) -> Option<&'a str> {
    let long = || known.iter().copied().filter(|known| known.len() > 1);
    let begins = |known: &&str| known.len() > 2 && (name.starts_with(*known) || name.len() > 2 && known.starts_with(name));
    nearest(name, long()).or_else(|| long().find(begins))
}

/// Why an address leads nowhere, as far as its letters tell.
pub fn dead(text: &str) -> Option<String> {
    match Url::parse(text) {
        Ok(url) if matches!(url.scheme(), "http" | "https") => {
            let host = url.host_str().unwrap_or_default();
            let local = host == "localhost" || host.starts_with("127.") || host.starts_with("192.168.");
            if local {
                return Some(format!("{host} is a machine that readers do not reach"));
            }
            (!host.contains(['.', ':'])).then(|| format!("\"{host}\" is no name of a server"))
        }
        Ok(url) if url.scheme() == "mailto" => None,
        Ok(url) => Some(format!("{}: is not what a browser follows", url.scheme())),
        Err(url::ParseError::RelativeUrlWithoutBase) if text.starts_with("www.") => Some("it lacks https://".to_string()),
        Err(url::ParseError::RelativeUrlWithoutBase) => None,
        Err(error) => Some(error.to_string()),
    }
}

/// The value of a custom property in a style, and where it stands in it.
fn declared<'a>(style: &'a Attribute, name: &str) -> Option<(&'a str, Range<usize>)> {
    let mut at = 0;
    for part in style.value.text().split_inclusive(';') {
        let start = at;
        at += part.len();
        let Some((own, value)) = part.trim_end_matches(';').split_once(':') else { continue };
        if own.trim() == name {
            return Some((value.trim(), start..start + part.trim_end_matches(';').len()));
        }
    }
    None
}

/// `#rgb` or `#rrggbb`.
fn hex(text: &str) -> Option<Rgb> {
    let digits = text.strip_prefix('#')?;
    let long: String = match digits.len() {
        3 => digits.chars().flat_map(|c| [c, c]).collect(),
        6 => digits.to_string(),
        _ => return None,
    };
    u32::from_str_radix(&long, 16).ok().map(Rgb::hex)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(source: &str) -> Vec<String> {
        let page = Page::html(source);
        let article = Article::new(&page);
        let file = Arc::new(File::new("a.html".into(), source.into()));
        let subject = Subject { file: &file, page: &page, article: &article };
        let line = |f: Finding| {
            let (help, at) = (f.notes.first().map_or("", |note| note.parts().1), &source[f.spot.span.clone()]);
            format!("{at}: {}; {help}", f.message)
        };
        subject.elements().into_iter().map(line).collect()
    }

    #[test]
    fn slips_of_the_pen_are_named() {
        assert_eq!(
            found(
                "<nut-graph sorce=a id=b class=c x-on=d aria-label=e>text</nut-graph><nut-fact expresion=f fro=g>1</nut-fact><b data-nut-fact data-exp=a>"
            ),
            [
                "sorce: a chart has no attribute \"sorce\"; did you mean source?",
                "expresion: a fact has no attribute \"expresion\"; did you mean expr?",
                "fro: a fact has no attribute \"fro\"; did you mean for?",
                "data-exp: a fact has no attribute \"data-exp\"; did you mean data-expr?",
            ]
        );
    }

    #[test]
    fn every_reader_gets_something() {
        let nothing =
            "the chart has nothing inside for readers who get no script; put a picture with its alt text inside, or a table, or a sentence";
        let alt = "the picture has no text alternative (alt); say what the chart shows: its subject, its span and its main turn";
        assert_eq!(found("<nut-graph><script type=text/csv>a,b</script></nut-graph>"), [format!("<nut-graph>: {nothing}")]);
        assert_eq!(found("<figure data-nut-graph><img src=a.svg alt=' '></figure>"), [format!("<img src=a.svg alt=' '>: {alt}")]);
        assert_eq!(found("<nut-graph><img alt='Two lines'></nut-graph><nut-graph><table><td>1</table></nut-graph>"), [""; 0]);
    }

    #[test]
    fn addresses_and_colours_are_looked_at() {
        assert_eq!(
            found(
                "<nut-graph source-url='https://a.example/x htp://b www.c.example https://nowhere d.html' style='--nut-ink:#777;--nut-paper: #888'>a</nut-graph>"
            ),
            [
                "htp://b: \"htp://b\" is no address: htp: is not what a browser follows; write it in full: https://…",
                "www.c.example: \"www.c.example\" is no address: it lacks https://; write it in full: https://…",
                "https://nowhere: \"https://nowhere\" is no address: \"nowhere\" is no name of a server; write it in full: https://…",
                "--nut-ink:#777: the text has a contrast of 1.3 to its paper; text needs 4.5 (WCAG 2.2, 1.4.3): take a darker --nut-ink",
            ]
        );
    }
}
