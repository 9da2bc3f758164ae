//! The words of an expression.

use crate::report::{Place, Problem};
use crate::transform::number;

/// A word and where it stands in the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    /// What it is.
    pub kind: Kind,
    /// Its first byte.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
}

/// What a word is.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// A number.
    Number(f64),
    /// A text, without its quotes.
    Text(String),
    /// A name.
    Name(String),
    /// A regular expression: its pattern and its flags.
    Pattern(String, String),
    /// An operator or a bracket.
    Symbol(&'static str),
    /// The end.
    End,
}

/// Symbols, longer ones before those that they begin with.
const SYMBOLS: [&str; 33] = [
    "===", "!==", ">>>", "==", "!=", "<=", ">=", "<<", ">>", "||", "&&", "++", "--", "**", "(", ")", "[", "]", "{", "}", ".", ",", "?",
    ":", "+", "-", "*", "/", "%", "<", ">", "!", "~",
];
const MORE: [&str; 3] = ["|", "^", "&"];

/// An error at a place in the text.
#[inline(never)]
pub fn error(start: usize, end: usize, found: &str, remedy: &str) -> Box<Problem> {
    Box::new(crate::problem!(Error, "expression-syntax", Place::Span { start, end }, found, remedy))
}

/// Takes the words of a text one after another.
pub struct Lexer<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Lexer<'a> {
    pub fn new(text: &'a str) -> Self {
        Lexer { text, at: 0 }
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// The next word. Where a value may stand, a slash begins a regular expression.
    pub fn next(&mut self, value: bool) -> Result<Token, Box<Problem>> {
        self.skip_space()?;
        let start = self.at;
        let rest = self.rest();
        let Some(c) = rest.chars().next() else { return Ok(Token { kind: Kind::End, start, end: start }) };
        let digit_after = rest.as_bytes().get(1).is_some_and(u8::is_ascii_digit);
        let kind = if c == '_' || c == '$' || c.is_alphabetic() {
            let length = rest.find(|c: char| !(c == '_' || c == '$' || c.is_alphanumeric())).unwrap_or(rest.len());
            self.at += length;
            Kind::Name(rest[..length].into())
        } else if c.is_ascii_digit() || c == '.' && digit_after {
            self.number(rest)?
        } else if c == '"' || c == '\'' {
            self.at += 1;
            Kind::Text(self.quoted(c, start)?)
        } else if c == '/' && value {
            self.pattern(start)?
        } else if let Some(symbol) = SYMBOLS.iter().chain(&MORE).find(|symbol| rest.starts_with(**symbol)) {
            self.at += symbol.len();
            Kind::Symbol(symbol)
        } else {
            return Err(error(start, start + c.len_utf8(), &format!("\"{c}\" has no meaning in an expression"), "take it out"));
        };
        Ok(Token { kind, start, end: self.at })
    }

    /// White space and comments.
    fn skip_space(&mut self) -> Result<(), Box<Problem>> {
        loop {
            let rest = self.rest();
            let trimmed = rest.trim_start_matches(number::is_space);
            self.at += rest.len() - trimmed.len();
            if trimmed.starts_with("//") {
                self.at += trimmed.find(['\n', '\r']).unwrap_or(trimmed.len());
            } else if trimmed.starts_with("/*") {
                match trimmed.find("*/") {
                    Some(end) => self.at += end + 2,
                    None => return Err(error(self.at, self.text.len(), "a comment that does not end", "add \"*/\"")),
                }
            } else {
                return Ok(());
            }
        }
    }

    fn number(&mut self, rest: &str) -> Result<Kind, Box<Problem>> {
        let prefixed = rest.len() > 1 && rest.starts_with('0') && matches!(rest.as_bytes()[1] | 32, b'x' | b'o' | b'b');
        let (value, length) = if prefixed {
            let length = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
            (number::parse(&rest[..length]), length)
        } else {
            number::prefix(rest)
        };
        let after = rest.get(length..).and_then(|rest| rest.chars().next());
        if value.is_nan() || after.is_some_and(|c| c == '_' || c == '$' || c.is_alphanumeric()) {
            return Err(error(self.at, self.at + length.max(1), "a number that a letter follows", "write the number alone"));
        }
        self.at += length;
        Ok(Kind::Number(value))
    }

    /// A text up to its closing quote, its escapes resolved.
    fn quoted(&mut self, quote: char, start: usize) -> Result<String, Box<Problem>> {
        // Halves of characters beyond the first 65 536 may be written one by one, so the text is put together as UTF-16.
        let mut units: Vec<u16> = Vec::new();
        let mut chars = self.rest().char_indices();
        while let Some((i, c)) = chars.next() {
            let plain = match c {
                _ if c == quote => {
                    self.at += i + 1;
                    return Ok(String::from_utf16_lossy(&units));
                }
                '\n' | '\r' => break,
                '\\' => {
                    let Some((_, c)) = chars.next() else { break };
                    match c {
                        'n' => '\n',
                        't' => '\t',
                        'r' => '\r',
                        'b' => '\u{8}',
                        'f' => '\u{c}',
                        'v' => '\u{b}',
                        '0' => '\0',
                        '\n' => continue,
                        'u' | 'x' => {
                            let digits = if c == 'u' { 4 } else { 2 };
                            let mut ahead = chars.clone();
                            let code = (0..digits).try_fold(0u32, |v, _| Some(v * 16 + ahead.next()?.1.to_digit(16)?));
                            match code {
                                Some(code) => {
                                    units.push(code as u16);
                                    chars = ahead;
                                    continue;
                                }
                                None => c,
                            }
                        }
                        other => other,
                    }
                }
                other => other,
            };
            units.extend(plain.encode_utf16(&mut [0; 2]).iter());
        }
        Err(error(start, self.text.len(), "a text that does not end", &format!("add {quote}")))
    }

    fn pattern(&mut self, start: usize) -> Result<Kind, Box<Problem>> {
        let rest = self.rest();
        let (mut escaped, mut class) = (false, false);
        for (i, c) in rest.char_indices().skip(1) {
            match c {
                '\n' | '\r' => break,
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                '[' => class = true,
                ']' => class = false,
                '/' if !class => {
                    let after = &rest[i + 1..];
                    let flags = after.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(after.len());
                    self.at += i + 1 + flags;
                    return Ok(Kind::Pattern(rest[1..i].into(), after[..flags].into()));
                }
                _ => {}
            }
        }
        Err(error(start, self.text.len(), "a regular expression that does not end", "add \"/\""))
    }
}
