//! Reading an expression into its tree, with the operators and literals that Vega allows.

use super::functions;
use super::lex::{Kind, Lexer, Token, error};
use super::tree::{BINARY, Binary, Node, Unary};
use crate::report::Problem;
use crate::transform::{Datum, Pattern};
use std::rc::Rc;

/// How deep brackets may lie in each other.
const DEPTH: usize = 60;
/// How many parts an expression may have.
const SIZE: usize = 20_000;

/// Named constants.
const CONSTANTS: [(&str, f64); 11] = [
    ("NaN", f64::NAN),
    ("E", std::f64::consts::E),
    ("LN2", std::f64::consts::LN_2),
    ("LN10", std::f64::consts::LN_10),
    ("LOG2E", std::f64::consts::LOG2_E),
    ("LOG10E", std::f64::consts::LOG10_E),
    ("PI", std::f64::consts::PI),
    ("SQRT1_2", std::f64::consts::FRAC_1_SQRT_2),
    ("SQRT2", std::f64::consts::SQRT_2),
    ("MIN_VALUE", 5e-324),
    ("MAX_VALUE", f64::MAX),
];

/// Words that JavaScript keeps for what Vega does not allow.
const RESERVED: [&str; 12] =
    ["this", "new", "delete", "void", "typeof", "instanceof", "function", "var", "return", "for", "while", "class"];

pub fn parse(text: &str) -> Result<Node, Box<Problem>> {
    let mut lexer = Lexer::new(text);
    let token = lexer.next(true)?;
    let mut parser = Parser { lexer, token, depth: 0, size: 0 };
    let node = parser.expression()?;
    if parser.token.kind != Kind::End {
        return Err(parser.unexpected("the expression has ended", "join the two with an operator"));
    }
    Ok(node)
}

struct Parser<'a> {
    lexer: Lexer<'a>,
    token: Token,
    depth: usize,
    size: usize,
}

impl Parser<'_> {
    /// Goes on to the next word; `value` if a value may stand there.
    fn advance(&mut self, value: bool) -> Result<Token, Box<Problem>> {
        let next = self.lexer.next(value)?;
        Ok(std::mem::replace(&mut self.token, next))
    }

    fn is(&self, symbol: &str) -> bool {
        matches!(self.token.kind, Kind::Symbol(s) if s == symbol)
    }

    fn expect(&mut self, symbol: &str, value: bool) -> Result<(), Box<Problem>> {
        if self.is(symbol) {
            return self.advance(value).map(drop);
        }
        Err(self.unexpected(&format!("\"{symbol}\" is expected"), &format!("add \"{symbol}\"")))
    }

    fn unexpected(&self, instead: &str, remedy: &str) -> Box<Problem> {
        let found = match &self.token.kind {
            Kind::End => "the end".into(),
            Kind::Name(name) => format!("\"{name}\""),
            Kind::Symbol(symbol) => format!("\"{symbol}\""),
            Kind::Number(_) => "a number".into(),
            Kind::Text(_) => "a text".into(),
            Kind::Pattern(..) => "a regular expression".into(),
        };
        error(self.token.start, self.token.end, &format!("{found} where {instead}"), remedy)
    }

    /// A part one bracket deeper.
    fn deeper(&mut self, read: fn(&mut Self) -> Result<Node, Box<Problem>>) -> Result<Node, Box<Problem>> {
        self.depth += 1;
        self.size += 1;
        if self.depth > DEPTH || self.size > SIZE {
            let remedy = "compute part of it as a field of its own";
            return Err(error(self.token.start, self.token.end, "an expression that is too large", remedy));
        }
        let node = read(self)?;
        self.depth -= 1;
        Ok(node)
    }

    fn expression(&mut self) -> Result<Node, Box<Problem>> {
        self.deeper(Self::choice)
    }

    fn choice(&mut self) -> Result<Node, Box<Problem>> {
        let mut choices = Vec::new();
        loop {
            let condition = self.chain(0)?;
            if !self.is("?") {
                return Ok(if choices.is_empty() { condition } else { Node::Choice(choices, Box::new(condition)) });
            }
            self.advance(true)?;
            let value = self.expression()?;
            self.expect(":", true)?;
            choices.push((condition, value));
        }
    }

    fn operator(&self) -> Option<(Binary, u8)> {
        let word = match &self.token.kind {
            Kind::Symbol(symbol) => symbol,
            Kind::Name(name) if name == "in" => "in",
            _ => return None,
        };
        BINARY.iter().find(|(known, ..)| *known == word).map(|(_, operator, binding)| (*operator, *binding))
    }

    /// Operands with operators between them that bind more tightly than `least`.
    fn chain(&mut self, least: u8) -> Result<Node, Box<Problem>> {
        let first = self.unary()?;
        let mut rest = Vec::new();
        while let Some((operator, binding)) = self.operator().filter(|(_, binding)| *binding > least) {
            self.advance(true)?;
            rest.push((operator, self.chain(binding)?));
        }
        Ok(if rest.is_empty() { first } else { Node::Chain(Box::new(first), rest) })
    }

    fn unary(&mut self) -> Result<Node, Box<Problem>> {
        let mut operators = Vec::new();
        loop {
            operators.push(match self.token.kind {
                Kind::Symbol("+") => Unary::Plus,
                Kind::Symbol("-") => Unary::Minus,
                Kind::Symbol("!") => Unary::Not,
                Kind::Symbol("~") => Unary::Invert,
                _ => break,
            });
            self.advance(true)?;
        }
        let operand = self.members()?;
        Ok(if operators.is_empty() { operand } else { Node::Unary(operators, Box::new(operand)) })
    }

    /// A value and the members taken of it.
    fn members(&mut self) -> Result<Node, Box<Problem>> {
        let object = self.primary()?;
        let mut keys = Vec::new();
        loop {
            if self.is(".") {
                self.advance(true)?;
                let Kind::Name(name) = &self.token.kind else {
                    return Err(self.unexpected("a name is expected", "write other names as ['…']"));
                };
                keys.push(Node::Constant(Datum::from(name.as_str())));
                self.advance(false)?;
            } else if self.is("[") {
                self.advance(true)?;
                keys.push(self.expression()?);
                self.expect("]", false)?;
            } else if self.is("(") {
                return Err(self.unexpected("only a function's name may be called", "write name(…)"));
            } else {
                break;
            }
            self.size += 1;
        }
        if keys.is_empty() {
            return Ok(object);
        }
        if let (Node::Datum, Some(Node::Constant(Datum::Text(name)))) = (&object, keys.first()) {
            let field = Node::Field(name.clone());
            keys.remove(0);
            return Ok(if keys.is_empty() { field } else { Node::Member(Box::new(field), keys) });
        }
        Ok(Node::Member(Box::new(object), keys))
    }

    fn primary(&mut self) -> Result<Node, Box<Problem>> {
        self.size += 1;
        if self.is("(") {
            self.advance(true)?;
            let node = self.expression()?;
            self.expect(")", false)?;
            return Ok(node);
        }
        if self.is("[") {
            self.advance(true)?;
            return Ok(Node::List(self.list("]")?));
        }
        if self.is("{") {
            self.advance(true)?;
            return self.object();
        }
        if let Kind::Pattern(pattern, flags) = &self.token.kind {
            let pattern = Pattern::new(pattern, flags).map_err(|why| error(self.token.start, self.token.end, &why, "mend the pattern"))?;
            self.advance(false)?;
            return Ok(Node::Constant(Datum::Pattern(Rc::new(pattern))));
        }
        if !matches!(self.token.kind, Kind::Number(_) | Kind::Text(_) | Kind::Name(_)) {
            return Err(self.unexpected("a value is expected", "a value is a number, a 'text', a list, a name or a function"));
        }
        let token = self.advance(false)?;
        match token.kind {
            Kind::Number(number) => Ok(Node::Constant(Datum::Number(number))),
            Kind::Text(text) => Ok(Node::Constant(Datum::from(text))),
            Kind::Name(name) => self.name(name, token.start, token.end),
            _ => Ok(Node::Constant(Datum::Undefined)),
        }
    }

    fn name(&mut self, name: String, start: usize, end: usize) -> Result<Node, Box<Problem>> {
        if RESERVED.contains(&name.as_str()) || name == "in" {
            return Err(error(start, end, &format!("\"{name}\" is a word that expressions do not have"), "take it out"));
        }
        if self.is("(") {
            self.advance(true)?;
            let mut arguments = self.list(")")?;
            if name == "if" {
                let [condition, yes, no] = <[Node; 3]>::try_from(arguments)
                    .map_err(|_| error(start, end, "the wrong number of arguments", "write if(condition, yes, no)"))?;
                return Ok(Node::Choice(vec![(condition, yes)], Box::new(no)));
            }
            let Some(function) = functions::named(&name) else { return Ok(Node::Outside(name.into(), arguments)) };
            if arguments.len() < function.least {
                let found = format!("{name} needs {} arguments or more", function.least);
                return Err(error(start, end, &found, "add what is missing"));
            }
            if function.most < arguments.len() {
                // JavaScript takes no notice of arguments that a function does not have.
                arguments.truncate(function.most);
            }
            return Ok(Node::Call(function, arguments));
        }
        Ok(match name.as_str() {
            "true" => Node::Constant(Datum::Bool(true)),
            "false" => Node::Constant(Datum::Bool(false)),
            "null" => Node::Constant(Datum::Null),
            "datum" => Node::Datum,
            _ => match CONSTANTS.iter().find(|(known, _)| *known == name) {
                Some((_, value)) => Node::Constant(Datum::Number(*value)),
                None => Node::Signal(name.into()),
            },
        })
    }

    /// Values with commas between them, up to a closing bracket; in a list of items, a comma without a value leaves an item out.
    fn list(&mut self, close: &'static str) -> Result<Vec<Node>, Box<Problem>> {
        let mut items = Vec::new();
        while !self.is(close) {
            if close == "]" && self.is(",") {
                self.advance(true)?;
                items.push(Node::Constant(Datum::Undefined));
                continue;
            }
            items.push(self.expression()?);
            if !self.is(close) {
                self.expect(",", true)?;
                if close == ")" && self.is(close) {
                    return Err(self.unexpected("a value is expected", "take the last comma out"));
                }
            }
        }
        self.advance(false)?;
        Ok(items)
    }

    fn object(&mut self) -> Result<Node, Box<Problem>> {
        let mut members: Vec<(Rc<str>, Node)> = Vec::new();
        while !self.is("}") {
            let key: Rc<str> = match &self.token.kind {
                Kind::Name(name) => name.as_str().into(),
                Kind::Text(text) => text.as_str().into(),
                Kind::Number(number) => crate::transform::number::text(*number).into(),
                _ => return Err(self.unexpected("the name of a member is expected", "write {name: value}")),
            };
            if members.iter().any(|(known, _)| *known == key) {
                return Err(error(self.token.start, self.token.end, &format!("a second member \"{key}\""), "take one of them out"));
            }
            self.advance(false)?;
            self.expect(":", true)?;
            members.push((key, self.expression()?));
            if !self.is("}") {
                self.expect(",", true)?;
            }
        }
        self.advance(false)?;
        Ok(Node::Object(members))
    }
}
