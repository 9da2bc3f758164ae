//! An HTML file as the tree that a browser makes of it, by `html5ever`, with the place of every tag and text.
//!
//! The parser tells no places. But it does all that can be done with what it has been given, so a file that is handed over in
//! pieces which end at every `<`, `>`, `&` and `;` tells them by when a token comes out.

use super::attributes::{self, Attribute};
use super::mapped::Mapped;
use super::{Data, Node};
use html5ever::interface::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, Token, TokenSink, TokenSinkResult, Tokenizer};
use html5ever::tree_builder::TreeBuilder;
use html5ever::{LocalName, Namespace, QualName, TokenizerResult};
use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::ops::Range;

/// The nodes of a file's tree; the first is the document.
pub fn build(source: &str) -> Vec<Node> {
    let sink = Sink {
        source,
        nodes: RefCell::new(vec![Node::new(Data::Other, QualName::new(None, Namespace::from(""), LocalName::from("")))]),
        done: Cell::new(0),
        piece: RefCell::new(0..0),
        token: RefCell::new(0..0),
        run: RefCell::default(),
    };
    let places = Places { builder: TreeBuilder::new(sink, Default::default()) };
    let tokenizer = Tokenizer::new(places, Default::default());
    let queue = BufferQueue::default();
    let mut at = 0;
    while at < source.len() {
        let rest = source.get(at..).unwrap_or_default();
        let end = match rest.find(['<', '>', '&', ';', '\r']) {
            Some(0) => 1,
            Some(end) => end,
            None => rest.len(),
        };
        let piece = rest.get(..end).unwrap_or(rest);
        tokenizer.sink.builder.sink.piece.replace(at..at + piece.len());
        queue.push_back(StrTendril::from_slice(piece));
        // The parser stops after a script for whoever runs it.
        while let TokenizerResult::Script(_) = tokenizer.feed(&queue) {}
        at += piece.len();
    }
    tokenizer.end();
    tokenizer.sink.builder.sink.finish()
}

/// Notes the place of each token before the tree is built with it.
struct Places<'a> {
    builder: TreeBuilder<usize, Sink<'a>>,
}

impl TokenSink for Places<'_> {
    type Handle = usize;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<usize> {
        let sink = &self.builder.sink;
        match &token {
            Token::ParseError(_) => {}
            Token::CharacterTokens(text) => sink.text(text),
            _ => {
                let end = sink.piece.borrow().end.max(sink.done.get());
                sink.token.replace(sink.done.get()..end);
                sink.done.set(end);
            }
        }
        self.builder.process_token(token, line)
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// The tree in the making.
struct Sink<'a> {
    source: &'a str,
    nodes: RefCell<Vec<Node>>,
    /// Where the last token ended.
    done: Cell<usize>,
    /// What the parser is at.
    piece: RefCell<Range<usize>>,
    /// Where the last token that is no text stands.
    token: RefCell<Range<usize>>,
    /// The last text, and how much of it has gone into the tree.
    run: RefCell<(Mapped, usize)>,
}

impl Sink<'_> {
    /// Finds the place of a text token.
    fn text(&self, text: &str) {
        let (mut start, end) = (self.done.get(), self.piece.borrow().end);
        let left = self.source.get(start..end.max(start)).unwrap_or_default();
        // What a token left unread is what the parser dropped.
        if !left.starts_with('&')
            && let Some(skipped) = left.find(text)
        {
            start += skipped;
        }
        let left = self.source.get(start..end.max(start)).unwrap_or_default();
        let mut mapped = Mapped::default();
        if left.starts_with(text) && !text.starts_with('&') {
            mapped.verbatim(text, start);
            self.done.set(start + text.len());
        } else {
            let (length, _) = attributes::reference(self.source.get(start..).unwrap_or_default(), text);
            mapped.written(text, start..start + length);
            self.done.set(start + length);
        }
        self.run.replace((mapped, 0));
    }

    /// The part of the last text that goes into the tree now.
    fn placed(&self, text: &str) -> Mapped {
        let mut run = self.run.borrow_mut();
        let (mapped, used) = &mut *run;
        if let Some(skipped) = mapped.text().get(*used..).and_then(|left| left.find(text)) {
            let start = *used + skipped;
            *used = start + text.len();
            return mapped.part(start..*used);
        }
        // Text within a table that was put before it.
        let mut out = Mapped::default();
        let place = self.token.borrow().start;
        out.written(text, place..place);
        out
    }

    fn push(&self, node: Node) -> usize {
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(node);
        nodes.len() - 1
    }

    fn insert(&self, parent: usize, place: Option<usize>, child: NodeOrText<usize>) {
        let child = match child {
            NodeOrText::AppendNode(child) => {
                self.remove_from_parent(&child);
                child
            }
            NodeOrText::AppendText(text) => {
                let text = self.placed(&text);
                let mut nodes = self.nodes.borrow_mut();
                let before = place.unwrap_or(nodes[parent].children.len()).checked_sub(1);
                if let Some(before) = before.and_then(|i| nodes[parent].children.get(i).copied())
                    && let Data::Text(own) = &mut nodes[before].data
                {
                    own.append(&text);
                    return;
                }
                drop(nodes);
                self.push(Node::new(Data::Text(text), empty()))
            }
        };
        let mut nodes = self.nodes.borrow_mut();
        nodes[child].parent = Some(parent);
        let place = place.unwrap_or(nodes[parent].children.len()).min(nodes[parent].children.len());
        nodes[parent].children.insert(place, child);
    }
}

fn empty() -> QualName {
    QualName::new(None, Namespace::from(""), LocalName::from(""))
}

/// The name of an element, on its own.
#[derive(Debug)]
pub struct Name(QualName);

impl ElemName for Name {
    fn ns(&self) -> &Namespace {
        &self.0.ns
    }
    fn local_name(&self) -> &LocalName {
        &self.0.local
    }
}

impl TreeSink for Sink<'_> {
    type Handle = usize;
    type Output = Vec<Node>;
    type ElemName<'b>
        = Name
    where
        Self: 'b;

    fn finish(self) -> Vec<Node> {
        self.nodes.into_inner()
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> usize {
        0
    }

    fn elem_name(&self, target: &usize) -> Name {
        Name(self.nodes.borrow()[*target].name.clone())
    }

    fn create_element(&self, name: QualName, attrs: Vec<html5ever::Attribute>, flags: ElementFlags) -> usize {
        let tag = self.token.borrow().clone();
        let raw = self.source.get(tag.clone()).unwrap_or_default();
        let written =
            raw.strip_prefix('<').and_then(|raw| raw.get(..name.local.len())).is_some_and(|n| n.eq_ignore_ascii_case(&name.local));
        let places = if written { attributes::scan(self.source, tag.clone()) } else { Vec::new() };
        let attributes = attrs
            .iter()
            .map(|attribute| {
                let own = attribute.name.local.as_ref();
                let place = places.iter().find(|(n, _)| self.source.get(n.clone()).is_some_and(|n| n.eq_ignore_ascii_case(own)));
                let (place, value) = match place {
                    Some((name, raw)) => (name.clone(), attributes::value(&attribute.value, self.source, raw.clone())),
                    None => {
                        let mut value = Mapped::default();
                        value.written(&attribute.value, tag.clone());
                        (tag.clone(), value)
                    }
                };
                Attribute { name: own.to_string(), place, value }
            })
            .collect();
        let template = flags.template.then(|| self.push(Node::new(Data::Other, empty())));
        self.push(Node::new(Data::Element { attributes, tag, template }, name))
    }

    fn create_comment(&self, _: StrTendril) -> usize {
        self.push(Node::new(Data::Other, empty()))
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> usize {
        self.push(Node::new(Data::Other, empty()))
    }

    fn append(&self, parent: &usize, child: NodeOrText<usize>) {
        self.insert(*parent, None, child);
    }

    fn append_based_on_parent_node(&self, element: &usize, previous: &usize, child: NodeOrText<usize>) {
        let parent = self.nodes.borrow()[*element].parent;
        match parent {
            Some(_) => self.append_before_sibling(element, child),
            None => self.append(previous, child),
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &usize) -> usize {
        match self.nodes.borrow()[*target].data {
            Data::Element { template: Some(contents), .. } => contents,
            _ => *target,
        }
    }

    fn same_node(&self, a: &usize, b: &usize) -> bool {
        a == b
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &usize, child: NodeOrText<usize>) {
        if let NodeOrText::AppendNode(child) = &child {
            self.remove_from_parent(child);
        }
        let nodes = self.nodes.borrow();
        let Some(parent) = nodes[*sibling].parent else { return };
        let place = nodes[parent].children.iter().position(|child| child == sibling);
        drop(nodes);
        self.insert(parent, place, child);
    }

    fn add_attrs_if_missing(&self, target: &usize, attrs: Vec<html5ever::Attribute>) {
        let tag = self.token.borrow().clone();
        if let Data::Element { attributes, .. } = &mut self.nodes.borrow_mut()[*target].data {
            for attribute in attrs {
                let name = attribute.name.local.to_string();
                if !attributes.iter().any(|known| known.name == name) {
                    let mut value = Mapped::default();
                    value.written(&attribute.value, tag.clone());
                    attributes.push(Attribute { name, place: tag.clone(), value });
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &usize) {
        let mut nodes = self.nodes.borrow_mut();
        if let Some(parent) = nodes[*target].parent.take() {
            nodes[parent].children.retain(|child| child != target);
        }
    }

    fn reparent_children(&self, node: &usize, parent: &usize) {
        let mut nodes = self.nodes.borrow_mut();
        let children = std::mem::take(&mut nodes[*node].children);
        for child in &children {
            nodes[*child].parent = Some(*parent);
        }
        nodes[*parent].children.extend(children);
    }
}
