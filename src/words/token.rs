//! Prose as tokens: lower-case words, numbers in digits, signs.
//!
//! Knows no language; only which of `.` and `,` is the decimal sign where both readings are possible. Letters are told from signs by blocks of
//! Unicode, which is enough to find words and costs no tables.

/// A number written in digits: `mantissa` × 10^`exponent`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Digits {
    /// All digits as a whole number.
    pub mantissa: f64,
    /// Power of ten: minus the number of decimals.
    pub exponent: i32,
    /// Characters written.
    pub length: usize,
    /// What to add to the exponent for the other reading of a lone separator before three digits; 0 where there is one reading.
    pub shift: i32,
}

/// A word, a number or a sign.
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    /// In lower case; dashes are `-`, a minus sign is `−`, an apostrophe is `'`.
    pub text: String,
    /// No space before it.
    pub glued: bool,
    /// The number, if it is one.
    pub number: Option<Digits>,
}

impl Token {
    /// Whether it is a word.
    pub fn is_word(&self) -> bool {
        self.text.chars().next().is_some_and(letter)
    }
}

fn letter(c: char) -> bool {
    c.is_ascii_alphabetic() || matches!(c, 'ª' | 'º') || (c >= 'À' && c != '×' && c != '÷' && !('\u{2000}'..='\u{2bff}').contains(&c))
}

fn space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{a0}' | '\u{202f}' | '\u{2000}'..='\u{200b}')
}

/// Lower case of Latin letters, and one character for each kind of dash, apostrophe and raised digit.
fn fold(c: char) -> char {
    match c {
        'À'..='Þ' if c != '×' => char::from_u32(c as u32 + 32).unwrap_or(c),
        '’' | '‘' => '\'',
        '‐'..='―' | '−' => '-',
        '²' => '2',
        '³' => '3',
        _ => c.to_ascii_lowercase(),
    }
}

/// Appends the tokens of `text`; `decimal` is the decimal sign of the language.
pub fn tokenise(text: &str, decimal: char, tokens: &mut Vec<Token>) {
    let chars: Vec<char> = text.chars().map(fold).collect();
    let at = |i: usize| chars.get(i).copied().unwrap_or(' ');
    let solid = |c: char| letter(c) || c.is_ascii_digit();
    let mut i = 0;
    while i < chars.len() {
        let (start, c, previous) = (i, at(i), if i > 0 { at(i - 1) } else { ' ' });
        let mut number = None;
        let mut sign = None;
        if space(c) {
            i += 1;
            continue;
        } else if c.is_ascii_digit() {
            number = Some(digits(&chars, &mut i, decimal));
        } else if letter(c) {
            while solid(at(i)) || (at(i) == '\'' && letter(at(i + 1))) {
                i += 1;
            }
        } else {
            i += 1;
            if c == '-' {
                let next = at(i);
                if solid(previous) && solid(next) && (letter(previous) || letter(next)) {
                    continue;
                }
                sign = (!solid(previous) && !space(next) && !letter(next)).then(|| "−".to_string());
            }
        }
        let text = sign.unwrap_or_else(|| chars.get(start..i).unwrap_or(&[]).iter().collect());
        tokens.push(Token { text, glued: !space(previous), number });
    }
}

/// Reads a number. Two separators of one kind group; one that cannot group is decimal; of a lone one before three digits the language decides.
fn digits(chars: &[char], i: &mut usize, decimal: char) -> Digits {
    let start = *i;
    let run = |from: usize| chars.iter().skip(from).take_while(|c| c.is_ascii_digit()).count();
    let first = run(start);
    // The last separator (a space counts as an apostrophe), how often it came in a row, whether another came before.
    let (mut last, mut repeats, mut mixed) = (' ', 0, false);
    let (mut mantissa, mut length) = (0.0, first);
    loop {
        for c in chars.iter().skip(*i).take(length) {
            mantissa = mantissa * 10.0 + f64::from(*c as u32 - '0' as u32);
        }
        *i += length;
        let next = chars.get(*i).copied().unwrap_or('-');
        let next = if space(next) { '\'' } else { next };
        let following = run(*i + 1);
        let groups = next == '\'' && following == 3 && first <= 3 && matches!(last, ' ' | '\'');
        if following == 0 || !(groups || matches!(next, '.' | ',')) {
            break;
        }
        (repeats, mixed) = if next == last { (repeats + 1, mixed) } else { (1, last != ' ') };
        (last, length) = (next, following);
        *i += 1;
    }
    let single = matches!(last, '.' | ',') && repeats == 1;
    let contested = single && !mixed && length == 3 && first <= 3 && chars.get(start) != Some(&'0');
    let decimals = single && (!contested || last == decimal);
    let shift = if !contested { 0 } else { if decimals { 3 } else { -3 } };
    Digits { mantissa, exponent: if decimals { -(length as i32) } else { 0 }, length: *i - start, shift }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, decimal: char) -> Vec<Token> {
        let mut tokens = Vec::new();
        tokenise(text, decimal, &mut tokens);
        tokens
    }

    #[test]
    fn separators_group_or_divide() {
        let check = |text: &str, decimal: char, mantissa: f64, exponent: i32, shift: i32| {
            let tokens = read(text, decimal);
            let number = tokens[0].number.unwrap();
            assert_eq!((number.mantissa, number.exponent, number.shift, tokens.len()), (mantissa, exponent, shift, 1), "{text}");
        };
        check("1,234.5", '.', 12345.0, -1, 0);
        check("1.234,5", '.', 12345.0, -1, 0);
        check("1,234", '.', 1234.0, 0, -3);
        check("1,234", ',', 1234.0, -3, 3);
        check("1.234", ',', 1234.0, 0, -3);
        check("0.125", ',', 125.0, -3, 0);
        check("4,5", '.', 45.0, -1, 0);
        check("1234.567", ',', 1234567.0, -3, 0);
        check("12,34,567", '.', 1234567.0, 0, 0);
        check("1 234 567", '.', 1234567.0, 0, 0);
        check("12\u{202f}400,25", ',', 1240025.0, -2, 0);
        check("12’400.5", '.', 124005.0, -1, 0);
    }

    #[test]
    fn prose_falls_into_words_numbers_and_signs() {
        let check = |text: &str, expected: &str| {
            let texts: Vec<String> = read(text, '.').into_iter().map(|token| token.text).collect();
            assert_eq!(texts.join("/"), expected, "{text}");
        };
        check("The Third-Largest", "the/third/largest");
        check("in 2015, 300", "in/2015/,/300");
        check("−4 % or -$3", "−/4/%/or/−/$/3");
        check("12–16 km² isn’t", "12/-/16/km2/isn't");
        check("$3.4bn 10-fold", "$/3.4/bn/10/fold");
        check("ÁREA, AÑO — 1990s", "área/,/año/-/1990/s");
        check("2015 300", "2015/300");
    }
}
