//! Markdown as HTML that remembers where it came from; the tags of HTML within it stay as they are.

use super::Mapped;
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

/// The HTML of a Markdown file.
pub fn html(source: &str) -> Mapped {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
    let mut out = Mapped::default();
    // What stands before the article, and what is drawn and not read.
    let mut silent = 0;
    for (event, place) in Parser::new_ext(source, options).into_offset_iter() {
        match event {
            Event::Start(Tag::MetadataBlock(_)) => silent += 1,
            Event::End(TagEnd::MetadataBlock(_)) => silent -= 1,
            Event::Text(text) if silent > 0 => {
                if let Some(lang) = language(&text) {
                    out.written(&format!("<html lang=\"{lang}\">"), place);
                }
            }
            _ if silent > 0 => {}
            Event::Start(tag) => out.written(&opening(&tag), place.start..place.start),
            Event::End(tag) => out.written(&closing(tag), place.end..place.end),
            Event::Text(text) | Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                // A text may be a part of what stands there: `\*` is `*`, a code has its marks.
                let raw = source.get(place.clone()).unwrap_or_default();
                let start = raw.find(&*text).map(|skipped| place.start + skipped);
                let mut at = 0;
                for c in text.chars() {
                    let end = at + c.len_utf8();
                    let own = start.map_or(place.clone(), |start| start + at..start + end);
                    match c {
                        '<' => out.written("&lt;", own),
                        '&' => out.written("&amp;", own),
                        '"' => out.written("&quot;", own),
                        _ if start.is_some() => out.verbatim(c.encode_utf8(&mut [0; 4]), own.start),
                        _ => out.written(c.encode_utf8(&mut [0; 4]), own),
                    }
                    at = end;
                }
            }
            Event::Html(html) | Event::InlineHtml(html) => {
                if source.get(place.clone()) == Some(&*html) {
                    out.verbatim(&html, place.start);
                } else {
                    out.written(&html, place);
                }
            }
            Event::SoftBreak => out.written("\n", place),
            Event::HardBreak => out.written("<br>", place),
            Event::Rule => out.written("<hr>", place),
            Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
    }
    out
}

/// The language that the front matter names: `lang: es`.
fn language(matter: &str) -> Option<&str> {
    matter.lines().find_map(|line| {
        let (name, value) = line.split_once([':', '='])?;
        let value = value.trim().trim_matches(['"', '\'']);
        let is_tag = !value.is_empty() && value.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        (matches!(name.trim(), "lang" | "language" | "locale") && is_tag).then_some(value)
    })
}

fn opening(tag: &Tag) -> String {
    let quoted = |text: &str| text.replace('&', "&amp;").replace('"', "&quot;");
    match tag {
        Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented) => "<pre>".to_string(),
        Tag::Link { dest_url, .. } => format!("<a href=\"{}\">", quoted(dest_url)),
        // What follows up to the end is the alternative.
        Tag::Image { dest_url, .. } => format!("<img src=\"{}\" alt=\"", quoted(dest_url)),
        Tag::HtmlBlock | Tag::MetadataBlock(_) => String::new(),
        _ => format!("<{}>", name(tag.to_end())),
    }
}

fn closing(tag: TagEnd) -> String {
    match tag {
        TagEnd::Image => "\">".to_string(),
        TagEnd::HtmlBlock | TagEnd::MetadataBlock(_) => String::new(),
        tag => format!("</{}>", name(tag)),
    }
}

fn name(tag: TagEnd) -> &'static str {
    match tag {
        TagEnd::Paragraph => "p",
        TagEnd::Heading(level) => ["h1", "h2", "h3", "h4", "h5", "h6"][(level as usize).saturating_sub(1).min(5)],
        TagEnd::BlockQuote(_) => "blockquote",
        TagEnd::CodeBlock => "pre",
        TagEnd::List(true) => "ol",
        TagEnd::List(false) => "ul",
        TagEnd::Item => "li",
        TagEnd::Table => "table",
        TagEnd::TableHead => "thead",
        TagEnd::TableRow => "tr",
        TagEnd::TableCell => "td",
        TagEnd::Emphasis => "em",
        TagEnd::Strong => "strong",
        TagEnd::Strikethrough => "s",
        TagEnd::Link => "a",
        TagEnd::DefinitionList => "dl",
        TagEnd::DefinitionListTitle => "dt",
        TagEnd::DefinitionListDefinition => "dd",
        TagEnd::FootnoteDefinition => "div",
        _ => "span",
    }
}

#[cfg(test)]
mod tests {
    use crate::tool::page::Page;

    #[test]
    fn facts_in_markdown_keep_their_places() {
        let source = "---\ntitle: 7\nlang: es-CO\n---\n# Coca\n\nIt *rose* <nut-fact expr=\"a &lt; 1\">52&nbsp;percent</nut-fact> & [more](#nut-fact=x:last(y)) ![A line](a.svg)\n\n<nut-graph id=\"a\">\n<img alt=\"x\">\n</nut-graph>\n";
        let page = Page::markdown(source);
        let fact = page.all().find(|&n| page.name(n) == "nut-fact").expect("the fact");
        let said = page.said(page.inside(fact));
        assert_eq!((said.text(), &source[said.whole()]), ("52\u{a0}percent", "52&nbsp;percent"));
        let expr = page.attribute(fact, "expr").expect("its expression");
        assert_eq!((expr.value.text(), &source[expr.value.source(2..3)]), ("a < 1", "&lt;"));
        assert_eq!(page.round(fact).map(|n| page.name(n)).nth(1), Some("p"));
        let link = page.all().find(|&n| page.name(n) == "a").expect("the link");
        assert_eq!(page.value(link, "href"), "#nut-fact=x:last(y)");
        assert_eq!(page.value(page.all().find(|&n| page.name(n) == "img").expect("the picture"), "alt"), "A line");
        assert!(page.by_id("a").is_some());
        assert!(page.round(fact).any(|n| page.value(n, "lang") == "es-CO"));
        assert!(!page.said(page.all()).text().contains("title"));
    }
}
