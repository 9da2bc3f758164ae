//! Text to tokens.

use super::tree::Binary;
use crate::report::{Place, Problem};

/// What a token is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    /// A number.
    Number(f64),
    /// A text, its escapes resolved.
    Text(String),
    /// A name; its letters are those of the token's place.
    Name,
    /// An operator between two operands (`+` and `-` also before one).
    Operator(Binary),
    /// `( ) [ ] , . ? : !`
    Mark(u8),
    /// The end of the text.
    End,
}

/// The operators, longer ones before those that they begin with.
const OPERATORS: [(&str, Binary); 16] = [
    ("===", Binary::Equal),
    ("!==", Binary::NotEqual),
    ("**", Binary::Power),
    ("==", Binary::Equal),
    ("!=", Binary::NotEqual),
    ("<=", Binary::AtMost),
    (">=", Binary::AtLeast),
    ("&&", Binary::And),
    ("||", Binary::Or),
    ("<", Binary::Less),
    (">", Binary::Greater),
    ("+", Binary::Add),
    ("-", Binary::Subtract),
    ("*", Binary::Multiply),
    ("/", Binary::Divide),
    ("%", Binary::Remainder),
];

/// An error of the text `start..end`, in parts. Boxed inside this room and `fact`: there are many errors, and each would cost
/// bytes. In the lean module, where it only stops, it stops at the place itself, and what leads there goes as well.
#[cfg_attr(feature = "lean", inline(always))]
#[cfg_attr(not(feature = "lean"), inline(never))]
pub(super) fn error(code: &'static str, start: usize, end: usize, found: &[&str], remedy: &[&str]) -> Box<Problem> {
    Box::new(crate::problem!(Error, code, Place::Span { start, end }, found.concat(), remedy.concat()))
}

/// The token that begins at or after byte `at`, with its first byte and the one past its last.
pub(super) fn token(text: &str, at: usize) -> Result<(Token, usize, usize), Box<Problem>> {
    let rest = text.get(at..).unwrap_or_default().trim_start_matches([' ', '\t', '\n', '\r', '\u{a0}']);
    let start = text.len() - rest.len();
    let Some(first) = rest.chars().next() else { return Ok((Token::End, start, start)) };
    if first.is_ascii_digit() || (first == '.' && rest.as_bytes().get(1).is_some_and(u8::is_ascii_digit)) {
        return number(text, start);
    }
    if is_letter(first) {
        return Ok((Token::Name, start, start + name_length(rest)));
    }
    if first == '\'' || first == '"' {
        return quoted(text, start, first);
    }
    for (spelling, operator) in OPERATORS {
        if rest.starts_with(spelling) {
            return Ok((Token::Operator(operator), start, start + spelling.len()));
        }
    }
    if matches!(first, '(' | ')' | '[' | ']' | ',' | '.' | '?' | ':' | '!') {
        return Ok((Token::Mark(first as u8), start, start + 1));
    }
    let remedy = match first {
        '=' => "write == to compare",
        '&' => "write && for \"and\"",
        '|' => "write || for \"or\"",
        '≥' => "write >=",
        '≤' => "write <=",
        '≠' => "write !=",
        '−' | '–' => "write - for minus",
        '×' => "write * for times",
        '‘' | '’' | '“' | '”' | '„' | '«' | '»' => "put text between straight quotes: 'text'",
        _ => "take it out, or put text between quotes: 'text'",
    };
    let end = start + first.len_utf8();
    Err(error(
        "expression-syntax",
        start,
        end,
        &["\"", rest.get(..first.len_utf8()).unwrap_or_default(), "\" has no meaning here"],
        &[remedy],
    ))
}

/// Letters of names: Unicode's, `_` and `$`.
fn is_letter(c: char) -> bool {
    // Beyond ASCII, all but signs, for which tables would cost more than they are worth.
    let sign = matches!(c, '\u{80}'..='\u{bf}' | '×' | '÷' | '\u{2000}'..='\u{2bff}' | '\u{3000}'..='\u{303f}');
    c.is_ascii_alphabetic() || c == '_' || c == '$' || (!c.is_ascii() && !sign)
}

/// Bytes of the name that `text` begins with.
fn name_length(text: &str) -> usize {
    text.chars().take_while(|&c| is_letter(c) || c.is_ascii_digit()).map(char::len_utf8).sum()
}

/// Reads digits, a fraction and an exponent. Exact to 15 digits with powers of ten to 22; beyond, to the last place or two.
fn number(text: &str, start: usize) -> Result<(Token, usize, usize), Box<Problem>> {
    let bytes = text.as_bytes();
    let (mut mantissa, mut scale, mut at, mut point) = (0u64, 0i32, start, false);
    while let Some(&byte) = bytes.get(at) {
        if byte.is_ascii_digit() {
            if mantissa < 1_000_000_000_000_000_000 {
                mantissa = mantissa * 10 + u64::from(byte - b'0');
                scale -= i32::from(point);
            } else {
                scale += i32::from(!point);
            }
        } else if byte == b'.' && !point {
            point = true;
        } else {
            break;
        }
        at += 1;
    }
    if matches!(bytes.get(at), Some(b'e' | b'E')) {
        let negative = bytes.get(at + 1) == Some(&b'-');
        let mut digit = at + 1 + usize::from(negative || bytes.get(at + 1) == Some(&b'+'));
        let mut exponent = 0i32;
        while let Some(byte) = bytes.get(digit).filter(|b| b.is_ascii_digit()) {
            exponent = (exponent * 10 + i32::from(byte - b'0')).min(9999);
            digit += 1;
            at = digit;
        }
        scale += if negative { -exponent } else { exponent };
    }
    let rest = text.get(at..).unwrap_or_default();
    if rest.starts_with(is_letter) {
        let end = at + name_length(rest);
        let found = ["\"", text.get(start..end).unwrap_or_default(), "\" is no number"];
        return Err(error("expression-syntax", start, end, &found, &["names begin with a letter; other names are written datum['…']"]));
    }
    // Beyond these powers a value is 0, or too large for the check below.
    let power = 10f64.powi(scale.clamp(-308, 309).abs());
    let value = if scale < 0 { mantissa as f64 / power } else { mantissa as f64 * power };
    if !value.is_finite() {
        return Err(error("expression-syntax", start, at, &["a number beyond what can be computed with"], &["at most 1.7e308"]));
    }
    Ok((Token::Number(value), start, at))
}

/// Reads a text to its closing quote. After a backslash, `n` and `t` are a new line and a tab, and every other character is itself.
fn quoted(text: &str, start: usize, quote: char) -> Result<(Token, usize, usize), Box<Problem>> {
    let mut out = String::new();
    let mut chars = text.get(start + 1..).unwrap_or_default().char_indices();
    while let Some((at, c)) = chars.next() {
        if c == quote {
            return Ok((Token::Text(out), start, start + at + 2));
        }
        out.push(match c {
            '\\' => match chars.next().map(|(_, c)| c) {
                Some('n') => '\n',
                Some('t') => '\t',
                Some(c) => c,
                None => break,
            },
            c => c,
        });
    }
    Err(error("expression-syntax", start, text.len(), &["a text that does not end"], &["close it with ", quote.encode_utf8(&mut [0; 4])]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Token) {
        assert_eq!(token(text, 0).map(|t| t.0), Ok(expected), "{text}");
    }

    #[test]
    fn numbers_are_read_exactly() {
        for text in ["0", "7", "2016", "0.1", ".5", "3.", "1e6", "1.5e-3", "123456789012345", "1e22", "0.000001", "4.35", "00.30"] {
            check(text, Token::Number(text.parse().unwrap()));
        }
    }

    #[test]
    fn texts_have_either_quote_and_escapes() {
        check("'it\\'s'", Token::Text("it's".into()));
        check("\"a \\\"b\\\" \\\\ ñ\"", Token::Text("a \"b\" \\ ñ".into()));
        check("  'Nariño'", Token::Text("Nariño".into()));
    }

    #[test]
    fn errors_say_what_would_be_right() {
        let text = |s: &str| token(s, 0).unwrap_err().to_string();
        assert_eq!(text("= 5"), "at character 1: \"=\" has no meaning here; write == to compare");
        assert_eq!(text("’a’"), "at character 1: \"’\" has no meaning here; put text between straight quotes: 'text'");
        assert_eq!(text("'abc"), "at character 1: a text that does not end; close it with '");
        assert_eq!(
            text("2017ha"),
            "at character 1: \"2017ha\" is no number; names begin with a letter; other names are written datum['…']"
        );
        assert_eq!(text("1e400"), "at character 1: a number beyond what can be computed with; at most 1.7e308");
    }
}
