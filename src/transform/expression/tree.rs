//! The tree of an expression. Operators of one level stand in one list, so that only parentheses make it deep.

use super::functions::Function;
use crate::transform::Datum;
use std::rc::Rc;

/// A part of an expression.
#[derive(Clone, Debug)]
pub enum Node {
    /// A literal or a named constant.
    Constant(Datum),
    /// `datum`
    Datum,
    /// `datum.name`
    Field(Rc<str>),
    /// A signal.
    Signal(Rc<str>),
    /// `a.b[c]`: an object and the keys to follow.
    Member(Box<Node>, Vec<Node>),
    /// Operators before an operand, the inmost last.
    Unary(Vec<Unary>, Box<Node>),
    /// Operators between operands that are applied from the left.
    Chain(Box<Node>, Vec<(Binary, Node)>),
    /// `a ? b : c ? d : e`
    Choice(Vec<(Node, Node)>, Box<Node>),
    /// `[a, b]`
    List(Vec<Node>),
    /// `{a: b}`
    Object(Vec<(Rc<str>, Node)>),
    /// A function from here.
    Call(&'static Function, Vec<Node>),
    /// A function that the scope has to know.
    Outside(Rc<str>, Vec<Node>),
}

impl Node {
    /// Visits this part and all parts of it.
    pub fn visit(&self, see: &mut dyn FnMut(&Node)) {
        see(self);
        match self {
            Node::Constant(_) | Node::Datum | Node::Field(_) | Node::Signal(_) => {}
            Node::Member(object, keys) => {
                object.visit(see);
                keys.iter().for_each(|key| key.visit(see));
            }
            Node::Unary(_, operand) => operand.visit(see),
            Node::Chain(first, rest) => {
                first.visit(see);
                rest.iter().for_each(|(_, operand)| operand.visit(see));
            }
            Node::Choice(choices, otherwise) => {
                for (condition, value) in choices {
                    condition.visit(see);
                    value.visit(see);
                }
                otherwise.visit(see);
            }
            Node::List(items) | Node::Call(_, items) | Node::Outside(_, items) => items.iter().for_each(|item| item.visit(see)),
            Node::Object(members) => members.iter().for_each(|(_, value)| value.visit(see)),
        }
    }
}

/// An operator before its operand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unary {
    /// `+`
    Plus,
    /// `-`
    Minus,
    /// `!`
    Not,
    /// `~`
    Invert,
}

/// An operator between its operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Binary {
    /// `||`
    Or,
    /// `&&`
    And,
    /// `|`
    BitOr,
    /// `^`
    BitXor,
    /// `&`
    BitAnd,
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `===`
    Same,
    /// `!==`
    NotSame,
    /// `<`
    Less,
    /// `>`
    Greater,
    /// `<=`
    AtMost,
    /// `>=`
    AtLeast,
    /// `in`
    In,
    /// `<<`
    ShiftLeft,
    /// `>>`
    ShiftRight,
    /// `>>>`
    ShiftRightUnsigned,
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
    /// `%`
    Remainder,
}

/// Operators between operands as they are written, and how tightly they bind.
pub const BINARY: [(&str, Binary, u8); 22] = [
    ("||", Binary::Or, 1),
    ("&&", Binary::And, 2),
    ("|", Binary::BitOr, 3),
    ("^", Binary::BitXor, 4),
    ("&", Binary::BitAnd, 5),
    ("==", Binary::Equal, 6),
    ("!=", Binary::NotEqual, 6),
    ("===", Binary::Same, 6),
    ("!==", Binary::NotSame, 6),
    ("<", Binary::Less, 7),
    (">", Binary::Greater, 7),
    ("<=", Binary::AtMost, 7),
    (">=", Binary::AtLeast, 7),
    ("in", Binary::In, 7),
    ("<<", Binary::ShiftLeft, 8),
    (">>", Binary::ShiftRight, 8),
    (">>>", Binary::ShiftRightUnsigned, 8),
    ("+", Binary::Add, 9),
    ("-", Binary::Subtract, 9),
    ("*", Binary::Multiply, 10),
    ("/", Binary::Divide, 10),
    ("%", Binary::Remainder, 10),
];
