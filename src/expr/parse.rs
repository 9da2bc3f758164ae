//! Tokens to a tree, by operator precedence (V. R. Pratt, "Top down operator precedence", 1973).

use super::lex::{Token, error, token};
use super::tree::{Binary, Expr, Node, Unary};
use crate::report::Problem;

/// How deep expressions may nest: far beyond what people write, far within the stack.
const DEPTH: usize = 64;
/// How many operators, calls and members an expression may have; it bounds the depth of a chain such as `a + b + …`.
const NODES: usize = 500;

/// Reads an expression. The first error ends it, for what follows one is guesswork in so short a text.
pub fn parse(text: &str) -> Result<Expr, Problem> {
    tree(text).map_err(|problem| *problem)
}

/// The same with a boxed error.
pub(crate) fn tree(text: &str) -> Result<Expr, Box<Problem>> {
    let mut parser = Parser { text, token: Token::End, start: 0, end: 0, before: 0, depth: 0, nodes: 0 };
    parser.advance()?;
    let expr = parser.expression(0)?;
    if parser.token != Token::End {
        let remedy = match parser.token {
            Token::Mark(b')' | b']') => "take it out, or open it before",
            _ => "join the two with an operator, such as + or &&",
        };
        return Err(parser.unexpected(" after a complete expression", remedy));
    }
    Ok(expr)
}

struct Parser<'a> {
    text: &'a str,
    /// The token to come, and its place.
    token: Token,
    start: usize,
    end: usize,
    /// One past the last byte of the token before.
    before: usize,
    depth: usize,
    nodes: usize,
}

impl Parser<'_> {
    fn advance(&mut self) -> Result<Token, Box<Problem>> {
        self.before = self.end;
        let (next, start, end) = token(self.text, self.end)?;
        (self.start, self.end) = (start, end);
        Ok(std::mem::replace(&mut self.token, next))
    }

    fn unexpected(&self, tail: &str, remedy: &str) -> Box<Problem> {
        let found = match self.token {
            Token::End if self.before == 0 => ["an empty expression", "", "", ""],
            Token::End => ["the end", tail, "", ""],
            _ => ["\"", self.word(self.start, self.end), "\"", tail],
        };
        error("expression-syntax", self.start, self.end, &found, &[remedy])
    }

    /// A part of the text.
    fn word(&self, start: usize, end: usize) -> &str {
        self.text.get(start..end).unwrap_or_default()
    }

    fn too_large(&self) -> Box<Problem> {
        error(
            "expression-syntax",
            self.start,
            self.end,
            &["an expression that is too large"],
            &["compute part of it as a column of the data"],
        )
    }

    /// A node from `start` to the token before.
    fn node(&mut self, node: Node, start: usize) -> Result<Expr, Box<Problem>> {
        self.nodes += 1;
        if self.nodes > NODES {
            return Err(self.too_large());
        }
        Ok(Expr { node, start, end: self.before })
    }

    /// An expression of operators that bind at least as tightly as `least`; 0 takes in `? :`.
    fn expression(&mut self, least: u8) -> Result<Expr, Box<Problem>> {
        self.depth += 1;
        if self.depth > DEPTH {
            return Err(self.too_large());
        }
        let mut left = self.prefix()?;
        let start = left.start;
        loop {
            let node = match self.token {
                Token::Operator(operator) if operator.binding() >= least => {
                    self.advance()?;
                    // `**` alone groups from the right.
                    let right = self.expression(operator.binding() + u8::from(operator != Binary::Power))?;
                    Node::Binary(operator, Box::new(left), Box::new(right))
                }
                Token::Mark(b'?') if least == 0 => {
                    let opened = self.start;
                    self.advance()?;
                    let yes = self.expression(0)?;
                    self.close(b':', opened)?;
                    let no = self.expression(0)?;
                    Node::Choice(Box::new([left, yes, no]))
                }
                _ => break,
            };
            left = self.node(node, start)?;
        }
        self.depth -= 1;
        Ok(left)
    }

    /// An operand with the operators before it, and the members after it.
    fn prefix(&mut self) -> Result<Expr, Box<Problem>> {
        let start = self.start;
        let unary = match self.token {
            Token::Operator(Binary::Subtract) => Some(Unary::Minus),
            Token::Operator(Binary::Add) => Some(Unary::Plus),
            Token::Mark(b'!') => Some(Unary::Not),
            _ => None,
        };
        if let Some(unary) = unary {
            self.advance()?;
            let operand = self.expression(Binary::Power.binding())?;
            return self.node(Node::Unary(unary, Box::new(operand)), start);
        }
        let mut operand = self.operand()?;
        loop {
            let key = match self.token {
                Token::Mark(b'.') => {
                    self.advance()?;
                    if self.token != Token::Name {
                        return Err(self.unexpected(" where a name is expected", "write other names as datum['…']"));
                    }
                    self.name()?
                }
                Token::Mark(b'[') => {
                    let opened = self.start;
                    self.advance()?;
                    let key = self.expression(0)?;
                    self.close(b']', opened)?;
                    key
                }
                _ => return Ok(operand),
            };
            operand = self.node(Node::Member(Box::new(operand), Box::new(key)), start)?;
        }
    }

    /// The name to come, as a text.
    fn name(&mut self) -> Result<Expr, Box<Problem>> {
        let (start, name) = (self.start, self.word(self.start, self.end).to_string());
        self.advance()?;
        self.node(Node::Text(name), start)
    }

    fn operand(&mut self) -> Result<Expr, Box<Problem>> {
        let start = self.start;
        let node = match self.token {
            Token::Name => {
                let name = self.word(self.start, self.end).to_string();
                self.advance()?;
                match name.as_str() {
                    "true" => Node::Truth(true),
                    "false" => Node::Truth(false),
                    "null" => Node::Null,
                    _ if self.token == Token::Mark(b'(') => Node::Call(name, self.list(b')')?),
                    _ => Node::Name(name),
                }
            }
            Token::Mark(b'(') => {
                self.advance()?;
                let inner = self.expression(0)?;
                self.close(b')', start)?;
                return Ok(Expr { start, end: self.before, ..inner });
            }
            Token::Mark(b'[') => Node::List(self.list(b']')?),
            Token::Number(_) | Token::Text(_) => match self.advance()? {
                Token::Number(value) => Node::Number(value),
                Token::Text(text) => Node::Text(text),
                _ => Node::Null,
            },
            _ => return Err(self.unexpected(" where a value is expected", "a value is a number, a 'text', a column or a function")),
        };
        self.node(node, start)
    }

    /// What stands between the opening mark to come and `closing`, parted by commas.
    fn list(&mut self, closing: u8) -> Result<Vec<Expr>, Box<Problem>> {
        let opened = self.start;
        self.advance()?;
        let mut items = Vec::new();
        while self.token != Token::Mark(closing) {
            if !items.is_empty() {
                if self.token != Token::Mark(b',') {
                    break;
                }
                self.advance()?;
            }
            items.push(self.expression(0)?);
        }
        self.close(closing, opened)?;
        Ok(items)
    }

    /// Takes `closing`, for the mark at byte `opened`.
    fn close(&mut self, closing: u8, opened: usize) -> Result<(), Box<Problem>> {
        if self.token == Token::Mark(closing) {
            return self.advance().map(|_| ());
        }
        let closing = match closing {
            b')' => ")",
            b']' => "]",
            _ => ":",
        };
        let remedy = ["add \"", closing, "\""];
        match self.token {
            Token::End => {
                Err(error("expression-syntax", opened, opened + 1, &["\"", self.word(opened, opened + 1), "\" is not closed"], &remedy))
            }
            _ => Err(self.unexpected(&[" where \"", closing, "\" is expected"].concat(), &remedy.concat())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The tree with every operation in parentheses.
    fn print(e: &Expr) -> String {
        let all = |list: &[Expr]| list.iter().map(print).collect::<Vec<_>>().join(", ");
        match &e.node {
            Node::Number(v) => format!("{v}"),
            Node::Text(t) => format!("'{t}'"),
            Node::Name(n) => n.clone(),
            Node::Truth(b) => format!("{b}"),
            Node::Member(a, b) => format!("{}.{}", print(a), print(b)),
            Node::Unary(op, a) => format!("({op:?} {})", print(a)),
            Node::Binary(op, a, b) => format!("({} {op:?} {})", print(a), print(b)),
            Node::Choice(c) => format!("({} ? {} : {})", print(&c[0]), print(&c[1]), print(&c[2])),
            Node::List(l) => format!("[{}]", all(l)),
            Node::Call(name, l) => format!("{name}({})", all(l)),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn operators_bind_as_in_javascript() {
        for (text, expected) in [
            ("1 + 2 * 3", "(1 Add (2 Multiply 3))"),
            ("a - b - c", "((a Subtract b) Subtract c)"),
            ("2 ** 3 ** 2", "(2 Power (3 Power 2))"),
            ("-2 ** 2", "(Minus (2 Power 2))"),
            ("-a * b", "((Minus a) Multiply b)"),
            ("!a && b || c", "(((Not a) And b) Or c)"),
            ("a < 1 == true", "((a Less 1) Equal true)"),
            ("a ? b : c ? d : e", "(a ? b : (c ? d : e))"),
            ("a || b ? 1 : 2", "((a Or b) ? 1 : 2)"),
            ("(1 + 2) * 3", "((1 Add 2) Multiply 3)"),
            ("datum.ha", "datum.'ha'"),
            ("datum['unodc ha']", "datum.'unodc ha'"),
            ("f(a, [1, 'b'], )", ""),
            ("f()", "f()"),
            ("sum(ha, kind === 'x') / 2", "(sum(ha, (kind Equal 'x')) Divide 2)"),
        ] {
            assert_eq!(parse(text).map(|e| print(&e)).unwrap_or_default(), expected, "{text}");
        }
    }

    #[test]
    fn nodes_know_their_place() {
        let text = " value( a , 2016 ) + (b)";
        let Node::Binary(_, left, right) = parse(text).unwrap().node else { panic!() };
        assert_eq!(&text[left.start..left.end], "value( a , 2016 )");
        assert_eq!(&text[right.start..right.end], "(b)");
    }

    #[test]
    fn errors_say_what_was_found_and_what_would_be_right() {
        for (text, expected) in [
            ("", "at character 1: an empty expression; a value is a number, a 'text', a column or a function"),
            ("1 +", "at character 4: the end where a value is expected; a value is a number, a 'text', a column or a function"),
            ("1 + * 2", "at character 5: \"*\" where a value is expected; a value is a number, a 'text', a column or a function"),
            ("f(a, b", "at character 2: \"(\" is not closed; add \")\""),
            ("f(a b)", "at character 5: \"b\" where \")\" is expected; add \")\""),
            ("a b", "at character 3: \"b\" after a complete expression; join the two with an operator, such as + or &&"),
            ("(a))", "at character 4: \")\" after a complete expression; take it out, or open it before"),
            ("a ? b", "at character 3: \"?\" is not closed; add \":\""),
            ("datum.'x'", "at character 7: \"'x'\" where a name is expected; write other names as datum['…']"),
        ] {
            assert_eq!(parse(text).unwrap_err().to_string(), expected, "{text}");
        }
    }

    #[test]
    fn what_is_too_large_is_refused() {
        let text = "at character 65: an expression that is too large; compute part of it as a column of the data";
        assert_eq!(parse(&"(".repeat(100_000)).unwrap_err().to_string(), text);
        assert!(parse(&["1"; 10_000].join("+")).is_err());
        assert!(parse(&"-".repeat(10_000)).is_err());
        assert!(parse(&["1"; 200].join("+")).is_ok());
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,60}") {
            let _ = parse(&text);
        }

        #[test]
        fn likely_text_is_read_or_refused(text in "([a-c]|[0-9.]{1,3}|'[a-z\\\\]{0,3}'|[-+*/%!<>=&|?:(),\\[\\]]| |datum|é){0,40}") {
            if let Ok(expr) = parse(&text) {
                prop_assert!(text.get(expr.start..expr.end).is_some());
            }
        }
    }
}
