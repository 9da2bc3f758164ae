//! Numbers written by a d3 specifier: `[[fill]align][sign][symbol][0][width][,][.precision][~][type]`.

use super::decimal;
use super::locale::NumberLocale;
use crate::problem;
use crate::report::{Place, Problem};

/// Characters that a number is padded to at most: more could only fill the memory.
const WIDEST: usize = 1000;

/// A specifier, taken apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Specifier {
    /// What fills the width up.
    pub fill: char,
    /// `<` left, `>` right, `^` middle, `=` right with the fill after the sign.
    pub align: char,
    /// `-` for the minus of negatives only, `+` for both signs, `(` for parentheses, a blank for a blank before positives.
    pub sign: char,
    /// `$` for a currency, `#` for a prefix of other bases.
    pub symbol: Option<char>,
    /// Zeros fill the width up.
    pub zero: bool,
    /// Characters at least.
    pub width: Option<usize>,
    /// Digits are grouped.
    pub comma: bool,
    /// Digits after the point, or digits that count, by the type.
    pub precision: Option<usize>,
    /// Zeros at the end of the fraction go.
    pub trim: bool,
    /// One of `e f g r s % p b o d x X c n`; anything else, and nothing, is a number as short as can be.
    pub kind: Option<char>,
}

impl Default for Specifier {
    fn default() -> Self {
        Specifier {
            fill: ' ',
            align: '>',
            sign: '-',
            symbol: None,
            zero: false,
            width: None,
            comma: false,
            precision: None,
            trim: false,
            kind: None,
        }
    }
}

/// The rest of a specifier while it is read.
struct Rest<'a>(&'a str);

impl Rest<'_> {
    /// The next character, if it is one of these.
    fn one(&mut self, of: &[char]) -> Option<char> {
        let c = self.0.chars().next().filter(|c| of.contains(c))?;
        self.0 = &self.0[c.len_utf8()..];
        Some(c)
    }

    /// A row of digits, as a number of at most 9999.
    fn digits(&mut self) -> Option<usize> {
        let n = self.0.bytes().take_while(u8::is_ascii_digit).count();
        let (digits, rest) = self.0.split_at(n);
        self.0 = rest;
        (n > 0).then(|| digits.bytes().fold(0, |value, b| (value * 10 + usize::from(b - b'0')).min(9999)))
    }
}

impl Specifier {
    /// Takes a specifier apart; a text that is none is an error.
    ///
    /// ```
    /// use nutgraph::format::{locale::NumberLocale, number::Specifier};
    /// let specifier = Specifier::parse("$,.2f").unwrap();
    /// assert_eq!(specifier.format(-1234.5, &NumberLocale::default()), "−$1,234.50");
    /// ```
    pub fn parse(text: &str) -> Result<Specifier, Problem> {
        let mut out = Specifier::default();
        let mut rest = Rest(text);
        const ALIGN: [char; 4] = ['<', '>', '=', '^'];
        let mut chars = text.chars();
        match (chars.next(), chars.next()) {
            (Some(fill), Some(align)) if fill != '\n' && ALIGN.contains(&align) => {
                (out.fill, out.align) = (fill, align);
                rest.0 = chars.as_str();
            }
            _ => out.align = rest.one(&ALIGN).unwrap_or('>'),
        }
        out.sign = rest.one(&['+', '-', '(', ' ']).unwrap_or('-');
        out.symbol = rest.one(&['$', '#']);
        out.zero = rest.one(&['0']).is_some();
        out.width = rest.digits().map(|width| width.min(WIDEST));
        out.comma = rest.one(&[',']).is_some();
        if let Some(after) = rest.0.strip_prefix('.') {
            rest.0 = after;
            out.precision = Some(rest.digits().ok_or_else(|| unreadable(text))?);
        }
        out.trim = rest.one(&['~']).is_some();
        let mut chars = rest.0.chars();
        match (chars.next(), chars.next()) {
            (None, _) => Ok(out),
            (Some(kind), None) if kind.is_ascii_alphabetic() || kind == '%' => Ok(Specifier { kind: Some(kind), ..out }),
            _ => Err(unreadable(text)),
        }
    }

    /// A number written by this specifier. NaN and infinities too, as d3 writes them.
    pub fn format(&self, value: f64, locale: &NumberLocale) -> String {
        self.write(value, locale, "")
    }

    /// The same with `suffix` after the digits and before a closing parenthesis.
    fn write(&self, value: f64, locale: &NumberLocale, suffix: &str) -> String {
        let mut kind = self.kind.unwrap_or(' ');
        let (mut comma, mut trim, mut precision) = (self.comma, self.trim, self.precision);
        if kind == 'n' {
            (comma, kind) = (true, 'g');
        } else if !"%bcdefgoprsXx".contains(kind) {
            (precision, trim, kind) = (Some(precision.unwrap_or(12)), true, 'g');
        }
        let zero = self.zero || (self.fill == '0' && self.align == '=');
        let (fill, align) = if zero { ('0', '=') } else { (self.fill, self.align) };
        let digits = match precision {
            None => 6,
            Some(p) if "gprs".contains(kind) => p.clamp(1, 21),
            Some(p) => p.min(20),
        };

        let mut before = match self.symbol {
            Some('$') => locale.currency.0.clone(),
            Some('#') if "boxX".contains(kind) => format!("0{}", kind.to_ascii_lowercase()),
            _ => String::new(),
        };
        let mut after = match self.symbol {
            Some('$') => locale.currency.1.clone(),
            _ if kind == '%' || kind == 'p' => locale.percent.clone(),
            _ => String::new(),
        };
        after.push_str(suffix);

        let mut body = String::new();
        if kind == 'c' {
            after = decimal::shortest(value) + &after;
        } else {
            let mut negative = value.is_sign_negative() && !value.is_nan();
            let (mut text, power) = if value.is_nan() { (locale.nan.clone(), "") } else { written(value.abs(), kind, digits) };
            if trim {
                text = trimmed(&text);
            }
            if negative && self.sign != '+' && text.parse() == Ok(0.0) {
                negative = false;
            }
            let sign = match (negative, self.sign) {
                (true, '(') => "(",
                (true, _) => &locale.minus,
                (false, '-' | '(') => "",
                (false, '+') => "+",
                (false, _) => " ",
            };
            before = format!("{sign}{before}");
            after = format!("{power}{after}{}", if negative && self.sign == '(' { ")" } else { "" });
            // Only the whole digits are grouped and padded.
            let whole = if "defgprs%".contains(kind) { text.bytes().take_while(u8::is_ascii_digit).count() } else { text.len() };
            let (digits, rest) = text.split_at(whole);
            after = match rest.strip_prefix('.') {
                Some(fraction) => format!("{}{fraction}{after}", locale.decimal),
                None => format!("{rest}{after}"),
            };
            body.push_str(digits);
        }

        let count = |s: &str| s.encode_utf16().count();
        if comma && !zero {
            body = grouped(&body, usize::MAX, locale);
        }
        let width = self.width.unwrap_or(0);
        let missing = width.saturating_sub(count(&before) + count(&body) + count(&after));
        let padding = |n: usize| std::iter::repeat_n(fill, n).collect::<String>();
        let out = if comma && zero {
            let room = if missing > 0 { width.saturating_sub(count(&after)) } else { usize::MAX };
            let body = grouped(&(padding(missing) + &body), room, locale);
            format!("{before}{body}{after}")
        } else {
            match align {
                '<' => format!("{before}{body}{after}{}", padding(missing)),
                '=' => format!("{before}{}{body}{after}", padding(missing)),
                '^' => format!("{}{before}{body}{after}{}", padding(missing / 2), padding(missing - missing / 2)),
                _ => format!("{}{before}{body}{after}", padding(missing)),
            }
        };
        numerals(out, locale)
    }

    /// A number in the SI power of another: `formatPrefix` of d3. `precision` counts digits after the point.
    pub fn format_prefix(&self, value: f64, power_of: f64, locale: &NumberLocale) -> String {
        let power = decimal::parts(power_of.abs(), None).map_or(0, |(_, exponent)| exponent.div_euclid(3).clamp(-8, 8) * 3);
        let fixed = Specifier { kind: Some('f'), ..self.clone() };
        fixed.write(value * 10f64.powi(-power), locale, prefix(power))
    }
}

/// The problem of a text that is no specifier.
fn unreadable(text: &str) -> Problem {
    problem!(
        Error,
        "unreadable-format",
        Place::Whole,
        format!("\"{text}\" is no number format"),
        "write it as d3-format does: \",.2f\", \"~s\", \".0%\""
    )
}

/// The SI prefix of a power of ten that is a multiple of three within ±24.
fn prefix(power: i32) -> &'static str {
    ["y", "z", "a", "f", "p", "n", "µ", "m", "", "k", "M", "G", "T", "P", "E", "Z", "Y"][((power / 3).clamp(-8, 8) + 8) as usize]
}

/// The digits of a number from zero up, and its SI prefix where the type has one.
fn written(value: f64, kind: char, digits: usize) -> (String, &'static str) {
    let whole = |base| decimal::whole(crate::scale::steps::round(value), base);
    let text = match kind {
        '%' => decimal::fixed(value * 100.0, digits),
        'f' => decimal::fixed(value, digits),
        'e' => decimal::exponential(value, Some(digits)),
        'g' => decimal::precision(value, digits),
        'p' => rounded(value * 100.0, digits),
        'r' => rounded(value, digits),
        's' => return in_prefix(value, digits),
        'b' => whole(2),
        'o' => whole(8),
        'd' => whole(10),
        'x' => whole(16),
        _ => whole(16).to_ascii_uppercase(),
    };
    (text, "")
}

/// So many digits that count, without an exponent.
fn rounded(value: f64, digits: usize) -> String {
    let Some((plain, exponent)) = decimal::parts(value, Some(digits)) else { return decimal::shortest(value) };
    let zeros = |n: i32| "0".repeat(n.max(0) as usize);
    if exponent < 0 {
        return format!("0.{}{plain}", zeros(-exponent - 1));
    }
    let whole = exponent as usize + 1;
    if plain.len() > whole {
        format!("{}.{}", &plain[..whole], &plain[whole..])
    } else {
        plain.clone() + &zeros((whole - plain.len()) as i32)
    }
}

/// So many digits that count, in the SI power that leaves one to three digits before the point.
fn in_prefix(value: f64, digits: usize) -> (String, &'static str) {
    let Some((plain, exponent)) = decimal::parts(value, Some(digits)) else { return (decimal::precision(value, digits), "") };
    let power = exponent.div_euclid(3).clamp(-8, 8) * 3;
    let whole = exponent - power + 1;
    let zeros = |n: i32| "0".repeat(n.max(0) as usize);
    let text = if whole > plain.len() as i32 {
        plain.clone() + &zeros(whole - plain.len() as i32)
    } else if whole == plain.len() as i32 {
        plain
    } else if whole > 0 {
        format!("{}.{}", &plain[..whole as usize], &plain[whole as usize..])
    } else {
        // Less than the smallest prefix: fewer digits count. Zero digits mean as many as there are, as in d3.
        let left = digits as i32 + whole - 1;
        let fewer = decimal::parts(value, (left > 0).then_some(left as usize)).map_or(String::new(), |(plain, _)| plain);
        format!("0.{}{fewer}", zeros(-whole))
    };
    (text, prefix(power))
}

/// Without the zeros at the end of the fraction.
fn trimmed(text: &str) -> String {
    let Some(point) = text.find('.') else { return text.to_string() };
    let end = text[point + 1..].find(|c: char| !c.is_ascii_digit()).map_or(text.len(), |i| point + 1 + i);
    let kept = text[..end].trim_end_matches('0').trim_end_matches('.');
    format!("{kept}{}", &text[end..])
}

/// Digits in groups, as many of them as fit into `width` characters.
fn grouped(digits: &str, width: usize, locale: &NumberLocale) -> String {
    let sizes = &locale.grouping;
    if sizes.is_empty() || !digits.is_ascii() {
        return digits.to_string();
    }
    let (mut groups, mut end, mut length, mut turn) = (Vec::new(), digits.len(), 0usize, 0);
    while end > 0 && sizes[turn] > 0 {
        let mut size = sizes[turn];
        if length + size + 1 > width {
            size = width.saturating_sub(length).max(1);
        }
        let start = end.saturating_sub(size);
        groups.push(&digits[start..end]);
        end = start;
        length += size + 1;
        if length > width {
            break;
        }
        turn = (turn + 1) % sizes.len();
    }
    groups.reverse();
    groups.join(&locale.thousands)
}

/// In the digits of the locale.
fn numerals(text: String, locale: &NumberLocale) -> String {
    let Some(numerals) = &locale.numerals else { return text };
    let mut out = String::new();
    for c in text.chars() {
        match c.to_digit(10) {
            Some(digit) => out.push_str(&numerals[digit as usize]),
            None => out.push(c),
        }
    }
    out
}

/// Digits after the point so that values a `step` apart differ (d3's `precisionFixed`); nothing for a step of zero.
pub fn precision_fixed(step: f64) -> Option<usize> {
    exponent(step).map(|e| (-e).max(0) as usize)
}

/// The same in the SI power of `value`.
pub fn precision_prefix(step: f64, value: f64) -> Option<usize> {
    Some((exponent(value)?.div_euclid(3).clamp(-8, 8) * 3 - exponent(step)?).max(0) as usize)
}

/// Digits that count so that values up to `max` a `step` apart differ.
pub fn precision_round(step: f64, max: f64) -> Option<usize> {
    let step = step.abs();
    Some((exponent(max.abs() - step)? - exponent(step)?).max(0) as usize + 1)
}

fn exponent(x: f64) -> Option<i32> {
    decimal::parts(x.abs(), None).map(|(_, exponent)| exponent)
}
