//! Reading one cell as a number.
//!
//! A cell is peeled first: a bound before the number, its sign, a currency or a percent sign beside it. What is left is scanned
//! with a decimal point or a decimal comma; which of the two is decided by `infer` for the whole column, never here. Up to
//! 2⁵³ and a decimal exponent within ±22 the value is exact by one multiplication or division (W. D. Clinger, "How to read
//! floating point numbers accurately", PLDI 1990); beyond, the host is asked, since the standard parser would cost every reader
//! 13 kB.

use super::Bound;
use crate::host::Host;

/// The powers of ten that a double holds exactly.
static POWERS: [f64; 23] =
    [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22];

/// Largest number of digits so far to which another can be added without leaving 2⁵³.
const ROOM: u64 = (1 << 53) / 10 - 1;

/// Words for a missing number or date, besides the empty cell.
const MISSING_WORDS: [&str; 11] = ["-", "–", "—", ".", "..", "...", "…", "NA", "N/A", "NaN", "null"];

/// Whether a trimmed cell says that its number or date is missing.
pub(super) fn is_missing(cell: &str) -> bool {
    cell.is_empty() || cell.len() < 5 && MISSING_WORDS.iter().any(|word| word.eq_ignore_ascii_case(cell)) || cell == "#N/A"
}

/// A cell without what stands beside its digits.
pub(super) struct Peeled<'a> {
    pub bound: Option<Bound>,
    /// The percent or currency sign.
    pub sign: Option<char>,
    pub negative: bool,
    /// What is left, digits and separators if the cell is a number.
    pub body: &'a str,
}

/// Takes bound and signs off a trimmed cell.
pub(super) fn peel(cell: &str) -> Peeled<'_> {
    let mut peeled = Peeled { bound: None, sign: None, negative: false, body: cell };
    let mut signed = false;
    loop {
        let mut chars = peeled.body.chars();
        match chars.next() {
            Some(c @ ('>' | '<' | '≥' | '≤' | '~' | '≈')) if peeled.bound.is_none() => {
                let equal = chars.as_str().starts_with('=');
                if equal && matches!(c, '>' | '<') {
                    chars.next();
                }
                peeled.bound = Some(match c {
                    '>' if equal => Bound::AtLeast,
                    '<' if equal => Bound::AtMost,
                    '>' => Bound::Above,
                    '<' => Bound::Below,
                    '≥' => Bound::AtLeast,
                    '≤' => Bound::AtMost,
                    _ => Bound::About,
                });
            }
            Some(c @ ('+' | '-' | '\u{2212}')) if !signed => {
                signed = true;
                peeled.negative = c != '+';
            }
            Some(c @ ('$' | '€' | '£')) if peeled.sign.is_none() => peeled.sign = Some(c),
            _ => break,
        }
        peeled.body = chars.as_str().trim_start();
    }
    let mut chars = peeled.body.chars();
    if let (Some(c @ ('%' | '$' | '€' | '£')), None) = (chars.next_back(), peeled.sign) {
        peeled.sign = Some(c);
        peeled.body = chars.as_str().trim_end();
    }
    peeled
}

/// Digits in order: `mantissa` times ten to the `exponent`.
pub(super) struct Scan {
    mantissa: u64,
    exponent: i32,
    /// The mantissa holds all digits.
    whole: bool,
    /// There were thousands separators.
    pub grouped: bool,
}

/// Scans the body of a number with a decimal comma or a decimal point.
///
/// Thousands separators are the other of comma and point, spaces (also U+00A0, U+2009 and U+202F) and apostrophes; one kind in
/// one number, and groups of three after one to three digits that do not begin with 0, so that `0,673` and `32,56` never pass
/// for whole numbers. With commas, the Indian groups of two before the last three are read too.
pub(super) fn scan(body: &str, comma: bool) -> Option<Scan> {
    let decimal = if comma { ',' } else { '.' };
    let (mut mantissa, mut exponent, mut whole) = (0u64, 0i32, true);
    let (mut any, mut fraction, mut group) = (false, false, None);
    let mut run = 0u32;
    let mut chars = body.chars();
    while let Some(c) = chars.next() {
        if let Some(digit) = c.to_digit(10) {
            any = true;
            run += 1;
            exponent -= i32::from(fraction);
            if mantissa <= ROOM {
                mantissa = mantissa * 10 + u64::from(digit);
            } else {
                whole = false;
            }
        } else if c == decimal && !fraction && (group.is_none() || run == 3) {
            fraction = true;
        } else if matches!(c, 'e' | 'E') && any {
            exponent = exponent.saturating_add(power(chars.as_str())?);
            break;
        } else {
            let separator = matches!(c, ',' | '.' | ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}' | '\'' | '’');
            let fits = match group {
                None => (1..=3).contains(&run) && !body.starts_with('0'),
                Some(g) => g == c && (run == 3 || run == 2 && c == ','),
            };
            if !separator || !fits || fraction {
                return None;
            }
            group = Some(c);
            run = 0;
        }
    }
    (any && (fraction || group.is_none() || run == 3)).then_some(Scan { mantissa, exponent, whole, grouped: group.is_some() })
}

/// The exponent after an `e`.
fn power(text: &str) -> Option<i32> {
    let digits = text.strip_prefix(['+', '-', '\u{2212}']).unwrap_or(text);
    if digits.is_empty() || digits.len() > 4 {
        return None;
    }
    let mut value = 0;
    for c in digits.chars() {
        value = value * 10 + c.to_digit(10)? as i32;
    }
    Some(if digits.len() == text.len() || text.starts_with('+') { value } else { -value })
}

/// The value of a peeled cell, if it is a number in the style and a double can hold it; whether it was grouped.
pub(super) fn value(peeled: &Peeled, comma: bool, host: &dyn Host) -> Option<(f64, bool)> {
    let scan = scan(peeled.body, comma)?;
    let power = POWERS.get(scan.exponent.unsigned_abs() as usize);
    let value = match power {
        Some(power) if scan.whole && scan.exponent < 0 => scan.mantissa as f64 / power,
        Some(power) if scan.whole => scan.mantissa as f64 * power,
        _ => host.parse_float(&plain(peeled.body, comma)),
    };
    value.is_finite().then_some((if peeled.negative { -value } else { value }, scan.grouped))
}

/// A scanned body as every float parser reads it.
fn plain(body: &str, comma: bool) -> String {
    let mut out = String::new();
    for c in body.chars() {
        match c {
            '\u{2212}' => out.push('-'),
            ',' | '.' if (c == ',') == comma => out.push('.'),
            '0'..='9' | 'e' | 'E' | '+' | '-' => out.push(c),
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host::Plain;
    use proptest::prelude::*;

    fn read(cell: &str, comma: bool) -> Option<f64> {
        value(&peel(cell), comma, &Plain).map(|(v, _)| v)
    }

    #[test]
    fn numbers_with_a_decimal_point() {
        let check = |cell: &str, expected: f64| assert_eq!(read(cell, false), Some(expected), "{cell}");
        check("0", 0.0);
        check("146139", 146_139.0);
        check("0.673", 0.673);
        check(".5", 0.5);
        check("5.", 5.0);
        check("-3.25", -3.25);
        check("\u{2212}3.25", -3.25);
        check("- 3", -3.0);
        check("+3", 3.0);
        check("540,000", 540_000.0);
        check("1,234,567.5", 1_234_567.5);
        check("12,34,567", 1_234_567.0);
        check("1 234 567", 1_234_567.0);
        check("1\u{a0}234", 1234.0);
        check("1\u{202f}234", 1234.0);
        check("1'234'567.25", 1_234_567.25);
        check("1’234", 1234.0);
        check("1e6", 1e6);
        check("1.5E-3", 0.0015);
        check("1e+22", 1e22);
        check("$6,530", 6530.0);
        check("-$6,530.10", -6530.1);
        check("$-6", -6.0);
        check("12 €", 12.0);
        check("52.1%", 52.1);
        check("52.1 %", 52.1);
    }

    #[test]
    fn numbers_with_a_decimal_comma() {
        let check = |cell: &str, expected: f64| assert_eq!(read(cell, true), Some(expected), "{cell}");
        check("32,56", 32.56);
        check("0,673", 0.673);
        check("1.234.567,5", 1_234_567.5);
        check("1 234,5", 1234.5);
        check("1.234", 1234.0);
        check("£1,5", 1.5);
        check("1,5e3", 1500.0);
        check("0,12345678901234567890", 0.123_456_789_012_345_68);
    }

    #[test]
    fn what_is_no_number_is_nothing() {
        for cell in [
            "32,56",
            "0,673",
            "1234,567",
            "1,23",
            "1,234.5.6",
            "1.2.3",
            "1,234 567",
            "1 23",
            "a",
            "12a",
            "",
            "-",
            "--5",
            "1e",
            "1e5.5",
            "e5",
            "1e99999",
            "1e999",
            "1.5,000",
            ",500",
            "1,,000",
            "$",
            "$5$",
            "5%%",
            "(5)",
            "0x10",
            "Infinity",
            "NaN",
            "٣",
            "1,234,5",
            "1 234 56",
        ] {
            assert_eq!(read(cell, false), None, "{cell}");
        }
        for cell in ["0.673", "32.56", "1,2,3", "1.23", "1.234.56"] {
            assert_eq!(read(cell, true), None, "{cell}");
        }
    }

    #[test]
    fn a_bound_stands_before_its_number() {
        let check = |cell: &str, expected| {
            let peeled = peel(cell);
            assert_eq!((peeled.bound, read(cell, false)), (Some(expected), Some(-10_000.0)), "{cell}");
        };
        check("> -10,000", Bound::Above);
        check(">=-10,000", Bound::AtLeast);
        check("≥-10,000", Bound::AtLeast);
        check("<-10000", Bound::Below);
        check("<= -10000", Bound::AtMost);
        check("≤-10000", Bound::AtMost);
        check("~ -1e4", Bound::About);
        check("≥ $-10,000", Bound::AtLeast);
        assert_eq!(read("~=5", false), None);
        assert_eq!(read(">>5", false), None);
    }

    #[test]
    fn numbers_beyond_the_fast_path_are_exact_too() {
        let check = |cell: &str, expected: f64| assert_eq!(read(cell, false), Some(expected), "{cell}");
        check("9007199254740993", 9_007_199_254_740_993.0);
        check("0.30000000000000004", 0.300_000_000_000_000_04);
        check("1e-300", 1e-300);
        check("123,456,789,012,345,678", 123_456_789_012_345_678.0);
        check("1.7976931348623157e308", f64::MAX);
        check("0e-400", 0.0);
    }

    #[test]
    fn words_for_missing_are_known() {
        for word in ["", "NA", "na", "n/a", "N/A", "#N/A", "null", "NaN", "-", "–", "—", "..", "…"] {
            assert!(is_missing(word), "{word}");
        }
        for word in ["0", "none", "x", "n.a.x", "--x"] {
            assert!(!is_missing(word), "{word}");
        }
    }

    proptest! {
        #[test]
        fn every_double_reads_as_itself(v: f64) {
            if v.is_finite() {
                prop_assert_eq!(read(&format!("{v}"), false), Some(v));
                prop_assert_eq!(read(&format!("{v:e}"), false), Some(v));
                prop_assert_eq!(read(&format!("{v}").replace('.', ","), true), Some(v));
            }
        }

        #[test]
        fn decimals_read_as_the_standard_parser_reads_them(digits in "[0-9]{1,18}", fraction in "[0-9]{1,18}", e in -30i32..30) {
            let text = format!("{digits}.{fraction}e{e}");
            prop_assert_eq!(read(&text, false), text.parse().ok());
        }

        #[test]
        fn no_cell_is_too_wild(cell in "[-+−0-9.,' e%$€£<>=~≥\u{a0}]{0,16}|.*", comma: bool) {
            read(&cell, comma);
        }
    }
}
