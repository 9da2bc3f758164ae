//! The tree of an expression.

/// A node with its place in the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Expr {
    /// What it is.
    pub node: Node,
    /// Its first byte.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
}

/// What a node is.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// `null`
    Null,
    /// `true`, `false`
    Truth(bool),
    /// `1.5`
    Number(f64),
    /// `'text'`
    Text(String),
    /// A date that stood as text or number beside a column of times; made by the check.
    Time(f64, crate::time::Unit),
    /// A bare name.
    Name(String),
    /// A column of the table by its index; made by the check.
    Column(usize),
    /// `a.b` or `a['b']`: the object and the key.
    Member(Box<Expr>, Box<Expr>),
    /// An operator before its operand.
    Unary(Unary, Box<Expr>),
    /// An operator between its operands.
    Binary(Binary, Box<Expr>, Box<Expr>),
    /// `condition ? yes : no`
    Choice(Box<[Expr; 3]>),
    /// `[a, b]`
    List(Vec<Expr>),
    /// `name(a, b)`
    Call(String, Vec<Expr>),
    /// A call of a function of the table of functions, by its index; made by the check.
    Apply(usize, Vec<Expr>),
}

/// An operator before its operand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unary {
    /// `-`
    Minus,
    /// `+`
    Plus,
    /// `!`
    Not,
}

/// An operator between its operands, in the order of their binding, loosest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Binary {
    /// `||`
    Or,
    /// `&&`
    And,
    /// `==`, `===`
    Equal,
    /// `!=`, `!==`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    Greater,
    /// `>=`
    AtLeast,
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
    /// `**`
    Power,
}

impl Binary {
    /// How tightly it binds: 1 (`||`) to 7 (`**`).
    pub fn binding(self) -> u8 {
        match self {
            Binary::Or => 1,
            Binary::And => 2,
            Binary::Equal | Binary::NotEqual => 3,
            Binary::Less | Binary::AtMost | Binary::Greater | Binary::AtLeast => 4,
            Binary::Add | Binary::Subtract => 5,
            Binary::Multiply | Binary::Divide | Binary::Remainder => 6,
            Binary::Power => 7,
        }
    }

    /// Whether it gives yes or no: a comparison or a junction.
    pub fn is_condition(self) -> bool {
        self < Binary::Add
    }

    /// Whether it compares.
    pub fn is_comparison(self) -> bool {
        self > Binary::And && self < Binary::Add
    }
}
