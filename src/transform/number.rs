//! Numbers as text and back, with the rules of JavaScript (ECMA-262, `Number::toString` and `StringToNumber`).

/// The text of a number: its shortest digits, plain from 1e-6 to 1e21, with an exponent beyond.
pub fn text(value: f64) -> String {
    if value.is_nan() {
        return "NaN".into();
    }
    if value.is_infinite() {
        return if value > 0.0 { "Infinity" } else { "-Infinity" }.into();
    }
    if value == 0.0 {
        return "0".into();
    }
    if value.fract() == 0.0 && value.abs() < 1e15 {
        return (value as i64).to_string();
    }
    let scientific = format!("{value:e}");
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let (sign, mantissa) = mantissa.strip_prefix('-').map_or(("", mantissa), |rest| ("-", rest));
    let digits: String = mantissa.chars().filter(|c| *c != '.').collect();
    let (n, point) = (digits.len() as i32, exponent + 1);
    let body = if n <= point && point <= 21 {
        digits + &"0".repeat((point - n) as usize)
    } else if 0 < point && point <= 21 {
        format!("{}.{}", &digits[..point as usize], &digits[point as usize..])
    } else if -6 < point && point <= 0 {
        format!("0.{}{digits}", "0".repeat(-point as usize))
    } else {
        let (first, rest) = digits.split_at(1);
        let dot = if rest.is_empty() { "" } else { "." };
        format!("{first}{dot}{rest}e{}{}", if exponent < 0 { "-" } else { "+" }, exponent.abs())
    };
    [sign, &body].concat()
}

/// Whether JavaScript takes a character as white space.
pub fn is_space(c: char) -> bool {
    c.is_whitespace() && c != '\u{85}' || c == '\u{feff}'
}

/// The number of a whole text: 0 for an empty one, NaN for what is no number. Hexadecimal, octal and binary prefixes are read.
pub fn parse(text: &str) -> f64 {
    let text = text.trim_matches(is_space);
    let b = text.as_bytes();
    if b.is_empty() {
        return 0.0;
    }
    if let [b'0', kind, ..] = b {
        let radix = match kind | 32 {
            b'x' => 16,
            b'o' => 8,
            b'b' => 2,
            _ => 0,
        };
        if radix > 0 {
            let digits = text.get(2..).unwrap_or_default();
            let value = digits.chars().try_fold(0.0, |v, c| c.to_digit(radix).map(|d| v * f64::from(radix) + f64::from(d)));
            return value.filter(|_| !digits.is_empty()).unwrap_or(f64::NAN);
        }
    }
    let (value, used) = prefix(text);
    if used == text.len() { value } else { f64::NAN }
}

/// The number that a text begins with and how many bytes write it: JavaScript's `parseFloat` after white space; NaN and 0 where
/// there is none.
pub fn prefix(text: &str) -> (f64, usize) {
    let b = text.as_bytes();
    let digits = |from: usize| b.get(from..).map_or(0, |rest| rest.iter().take_while(|c| c.is_ascii_digit()).count());
    let sign = usize::from(matches!(b.first(), Some(b'+' | b'-')));
    if b[sign..].starts_with(b"Infinity") {
        return (if b[0] == b'-' { f64::NEG_INFINITY } else { f64::INFINITY }, sign + 8);
    }
    let whole = digits(sign);
    let mut end = sign + whole;
    if b.get(end) == Some(&b'.') {
        let fraction = digits(end + 1);
        if whole + fraction == 0 {
            return (f64::NAN, 0);
        }
        end += 1 + fraction;
    } else if whole == 0 {
        return (f64::NAN, 0);
    }
    if matches!(b.get(end), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(b.get(end + 1), Some(b'+' | b'-')));
        let exponent = digits(end + 1 + sign);
        if exponent > 0 {
            end += 1 + sign + exponent;
        }
    }
    (text[..end].parse().unwrap_or(f64::NAN), end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_are_written_as_javascript_writes_them() {
        for (value, expected) in [
            (0.0, "0"),
            (-0.0, "0"),
            (1.0, "1"),
            (-1.5, "-1.5"),
            (0.1 + 0.2, "0.30000000000000004"),
            (1e20, "100000000000000000000"),
            (1e21, "1e+21"),
            (1.25e25, "1.25e+25"),
            (1e-6, "0.000001"),
            (1.5e-7, "1.5e-7"),
            (123_456_789_012_345_680.0, "123456789012345680"),
            (f64::NAN, "NaN"),
            (f64::NEG_INFINITY, "-Infinity"),
        ] {
            assert_eq!(text(value), expected);
        }
    }

    #[test]
    fn texts_are_read_as_javascript_reads_them() {
        for (text, expected) in [
            ("", 0.0),
            ("  ", 0.0),
            (" 12 ", 12.0),
            ("1e3", 1000.0),
            (".5", 0.5),
            ("5.", 5.0),
            ("-3", -3.0),
            ("0x1F", 31.0),
            ("0b101", 5.0),
        ] {
            assert_eq!(parse(text), expected, "{text:?}");
        }
        for text in ["1,000", "12px", "1e", "--1", ".", "abc", "0x", "1 2", "inf", "nan", "e5"] {
            assert!(parse(text).is_nan(), "{text:?}");
        }
        assert_eq!(parse("-Infinity"), f64::NEG_INFINITY);
        assert_eq!(prefix("12.5px"), (12.5, 4));
        assert_eq!(prefix("1e"), (1.0, 1));
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(value: f64) {
            prop_assert!(value.is_nan() || parse(&text(value)) == value);
        }

        #[test]
        fn no_text_is_too_wild(any in ".*", near in "[-+0-9.eExInfity ]{0,12}") {
            parse(&any);
            parse(&near);
        }
    }
}
