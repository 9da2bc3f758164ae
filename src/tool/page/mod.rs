//! An article as the tree that the reader's browser makes of it, with the place in the file of every tag, attribute and text.
//!
//! `build` reads HTML, `markdown` turns Markdown into HTML that remembers where it came from; what stands here answers the
//! questions that a script would ask of the page: what is inside what, what comes before what, what an element says.

mod attributes;
mod build;
mod mapped;
mod markdown;

pub use attributes::Attribute;
pub use mapped::Mapped;

use html5ever::QualName;
use std::ops::Range;

/// A node of the tree.
#[derive(Debug)]
pub struct Node {
    parent: Option<usize>,
    children: Vec<usize>,
    name: QualName,
    data: Data,
}

/// What a node is.
#[derive(Debug)]
enum Data {
    /// An element: its attributes, where its tag stands, and the root of a template's contents, which are no part of the page.
    Element { attributes: Vec<Attribute>, tag: Range<usize>, template: Option<usize> },
    /// A text.
    Text(Mapped),
    /// The document, a comment.
    Other,
}

impl Node {
    fn new(data: Data, name: QualName) -> Node {
        Node { parent: None, children: Vec::new(), name, data }
    }
}

/// A page; its nodes are numbered in the order of the document.
#[derive(Debug)]
pub struct Page {
    nodes: Vec<Node>,
    /// The last node inside each.
    last: Vec<usize>,
}

impl Page {
    /// Reads HTML; whatever the text, it is some page.
    pub fn html(source: &str) -> Page {
        let nodes = build::build(source);
        // Numbered anew in the order of the document; what is in no place of it is left out.
        let mut order = Vec::with_capacity(nodes.len());
        let mut waiting = vec![0];
        let mut number = vec![usize::MAX; nodes.len()];
        while let Some(node) = waiting.pop() {
            number[node] = order.len();
            order.push(node);
            waiting.extend(nodes[node].children.iter().rev());
        }
        let mut old: Vec<Option<Node>> = nodes.into_iter().map(Some).collect();
        let mut nodes: Vec<Node> = order.iter().filter_map(|&node| old[node].take()).collect();
        for node in &mut nodes {
            node.parent = node.parent.map(|parent| number[parent]).filter(|&parent| parent < usize::MAX);
            node.children.iter_mut().for_each(|child| *child = number[*child]);
        }
        let mut last: Vec<usize> = (0..nodes.len()).collect();
        for node in (1..nodes.len()).rev() {
            if let Some(parent) = nodes[node].parent {
                last[parent] = last[parent].max(last[node]);
            }
        }
        Page { nodes, last }
    }

    /// Reads Markdown with the HTML that stands in it.
    pub fn markdown(source: &str) -> Page {
        let html = markdown::html(source);
        let mut page = Page::html(html.text());
        for node in &mut page.nodes {
            match &mut node.data {
                Data::Element { attributes, tag, .. } => {
                    *tag = html.source(tag.clone());
                    for attribute in attributes {
                        attribute.place = html.source(attribute.place.clone());
                        attribute.value = attribute.value.through(&html);
                    }
                }
                Data::Text(text) => *text = text.through(&html),
                Data::Other => {}
            }
        }
        page
    }

    /// All nodes, in the order of the document.
    pub fn all(&self) -> Range<usize> {
        0..self.nodes.len()
    }

    /// The nodes inside one.
    pub fn inside(&self, node: usize) -> Range<usize> {
        node + 1..self.last[node] + 1
    }

    /// The name of an element; empty for anything else.
    pub fn name(&self, node: usize) -> &str {
        match self.nodes[node].data {
            Data::Element { .. } => self.nodes[node].name.local.as_ref(),
            _ => "",
        }
    }

    /// Where an element's first tag stands.
    pub fn tag(&self, node: usize) -> Range<usize> {
        match &self.nodes[node].data {
            Data::Element { tag, .. } => tag.clone(),
            _ => 0..0,
        }
    }

    /// The attributes of an element.
    pub fn attributes(&self, node: usize) -> &[Attribute] {
        match &self.nodes[node].data {
            Data::Element { attributes, .. } => attributes,
            _ => &[],
        }
    }

    /// An attribute of an element.
    pub fn attribute(&self, node: usize, name: &str) -> Option<&Attribute> {
        self.attributes(node).iter().find(|attribute| attribute.name == name)
    }

    /// The value of an attribute; empty where there is none.
    pub fn value(&self, node: usize, name: &str) -> &str {
        self.attribute(node, name).map_or("", |attribute| attribute.value.text())
    }

    /// The text of a text node.
    pub fn text(&self, node: usize) -> Option<&Mapped> {
        match &self.nodes[node].data {
            Data::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The node and all round it, from the inside.
    pub fn round(&self, node: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(Some(node), |&node| self.nodes[node].parent)
    }

    /// All text of some nodes.
    pub fn said(&self, nodes: Range<usize>) -> Mapped {
        let mut out = Mapped::default();
        for text in nodes.filter_map(|node| self.text(node)) {
            out.append(text);
        }
        out
    }

    /// The first element with an id.
    pub fn by_id(&self, id: &str) -> Option<usize> {
        self.all().find(|&node| self.attribute(node, "id").is_some_and(|own| own.value.text() == id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Each element as name, tag and direct text.
    fn outline(source: &str) -> Vec<String> {
        let page = Page::html(source);
        let line = |node: usize| {
            let own: String = page.nodes[node].children.iter().filter_map(|&c| page.text(c)).map(Mapped::text).collect();
            format!("{} {:?} {own:?}", page.name(node), &source[page.tag(node)])
        };
        page.all().filter(|&n| !matches!(page.name(n), "" | "html" | "head" | "body")).map(line).collect()
    }

    #[test]
    fn tags_and_texts_are_those_of_a_browser() {
        assert_eq!(
            outline("<!doctype html><!-- a > b --><p class='a>b'>One <b>two</b><p>Three &amp; four<br>five"),
            ["p \"<p class='a>b'>\" \"One \"", "b \"<b>\" \"two\"", "p \"<p>\" \"Three & fourfive\"", "br \"<br>\" \"\""]
        );
        assert_eq!(outline("<template><p>No</p></template><script>a < b && '<p>'</script>").len(), 2);
    }

    #[test]
    fn every_text_leads_back_to_the_file() {
        let source =
            "<p>A&nbsp;&amp;B &lt; 5&euro;<td>\r\n5 percent</p><textarea>\n1 &gt; 2</textarea> &nosuch; R&D <i title='&quot;x'>end";
        let page = Page::html(source);
        let mut seen = String::new();
        for node in page.all() {
            let Some(text) = page.text(node) else { continue };
            for (at, c) in text.text().char_indices() {
                let raw = &source[text.source(at..at + c.len_utf8())];
                let same = raw == c.to_string() || raw.starts_with('&') && raw.len() > 1 || raw == "\r\n";
                assert!(same, "{c:?} is mapped to {raw:?}");
                seen.push(c);
            }
        }
        assert!(seen.contains("A\u{a0}&B < 5€") && seen.contains("1 > 2") && seen.ends_with("&nosuch; R&D end"), "{seen}");
        let title = page.all().find_map(|n| page.attribute(n, "title")).expect("a title");
        assert_eq!((title.value.text(), &source[title.value.source(1..2)]), ("\"x", "x"));
    }

    #[test]
    fn what_is_round_and_inside_is_known() {
        let page = Page::html("<div id=a><p>1<i id=b>2</i>3</p></div><p>4");
        let (a, b) = (page.by_id("a").unwrap(), page.by_id("b").unwrap());
        assert!(page.inside(a).contains(&b));
        assert_eq!(page.round(b).map(|n| page.name(n)).collect::<Vec<_>>(), ["i", "p", "div", "body", "html", ""]);
        assert_eq!(page.said(page.inside(a)).text(), "123");
    }

    proptest! {
        #[test]
        fn any_text_is_a_page_whose_places_lie_in_the_file(source in "(<|</|>|&|;|=|'|\"|p|table|tr|a |b|template|svg|script|!--|-->|amp|lt|nut-fact|\r|\n|é|\u{0}| ){0,40}") {
            let page = Page::html(&source);
            for node in page.all() {
                prop_assert!(source.get(page.tag(node)).is_some());
                if let Some(text) = page.text(node) {
                    prop_assert!(source.get(text.whole()).is_some(), "{:?} {:?}", text, source);
                }
                for attribute in page.attributes(node) {
                    prop_assert!(source.get(attribute.value.whole()).is_some());
                }
            }
            let _ = Page::markdown(&source);
        }
    }
}
