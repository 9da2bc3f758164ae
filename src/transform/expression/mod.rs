//! Vega's expression language in full: JavaScript's expressions over `datum`, signals and a fixed set of functions.
//!
//! `crate::expr` reads the same language for conditions in stories, with types checked and units understood; this one gives what
//! JavaScript gives, whatever the types. Names that are no function here (formats, scales, selections) are asked of the [`Scope`].
//!
//! [`Scope`]: super::Scope

mod dates;
mod ease;
mod eval;
pub(crate) mod functions;
mod lex;
mod lists;
mod math;
mod parse;
mod statistics;
mod texts;
mod tree;

use super::random::Random;
use super::{Datum, Frame, Scope};
use crate::report::Problem;
use crate::time::Zone;
use std::cell::RefCell;
use std::rc::Rc;
use tree::Node;

/// How long a text or a list may become that an expression makes.
pub(crate) const MOST: usize = 1_000_000;

/// An expression that was read.
#[derive(Clone, Debug)]
pub struct Expression(Rc<Node>);

/// The row that `datum` means.
#[derive(Clone, Copy)]
pub enum Row<'a> {
    /// A row of a frame.
    Of(&'a Frame, usize),
    /// An object.
    Object(&'a Datum),
}

impl Row<'_> {
    /// A member of the row; undefined where it has none.
    fn member(&self, name: &str) -> Datum {
        match self {
            Row::Of(frame, row) => frame.get(name, *row).clone(),
            Row::Object(datum) => datum.member(name),
        }
    }

    fn object(&self) -> Datum {
        match self {
            Row::Of(frame, row) => frame.object(*row),
            Row::Object(datum) => (*datum).clone(),
        }
    }
}

/// What an evaluation may use: the scope, and random numbers that are the same in every run.
pub struct Context<'a> {
    scope: &'a dyn Scope,
    random: RefCell<Random>,
}

impl<'a> Context<'a> {
    /// A context; one for all rows of a transform, so that random numbers differ between rows.
    pub fn new(scope: &'a dyn Scope) -> Self {
        Context { scope, random: RefCell::default() }
    }

    fn zone(&self) -> Zone<'_> {
        self.scope.zone()
    }

    fn random(&self) -> f64 {
        self.random.try_borrow_mut().map_or(0.5, |mut random| random.next())
    }
}

impl Expression {
    /// Reads an expression. What is no expression is an error with its place in the text.
    pub fn parse(text: &str) -> Result<Expression, Box<Problem>> {
        Ok(Expression(Rc::new(parse::parse(text)?)))
    }

    /// Its value on a row. A signal or function that nobody knows, or a member of nothing, is an error.
    pub fn eval(&self, row: Row, context: &Context) -> Result<Datum, Box<Problem>> {
        eval::eval(&self.0, row, context)
    }

    /// Its value where there is no row: `datum` has no members.
    pub fn value(&self, scope: &dyn Scope) -> Result<Datum, Box<Problem>> {
        self.eval(Row::Object(&Datum::Object([].into())), &Context::new(scope))
    }

    /// The members of `datum` that it names, each once.
    pub fn fields(&self) -> Vec<Rc<str>> {
        self.named(|node| if let Node::Field(name) = node { Some(name) } else { None })
    }

    /// The signals that it names, each once.
    pub fn signals(&self) -> Vec<Rc<str>> {
        self.named(|node| if let Node::Signal(name) = node { Some(name) } else { None })
    }

    /// The functions that it asks of the scope, each once.
    pub fn outside(&self) -> Vec<Rc<str>> {
        self.named(|node| if let Node::Outside(name, _) = node { Some(name) } else { None })
    }

    fn named(&self, pick: fn(&Node) -> Option<&Rc<str>>) -> Vec<Rc<str>> {
        let mut names: Vec<Rc<str>> = Vec::new();
        self.0.visit(&mut |node| {
            if let Some(name) = pick(node).filter(|name| !names.contains(name)) {
                names.push(name.clone());
            }
        });
        names
    }
}

#[cfg(test)]
mod tests;
