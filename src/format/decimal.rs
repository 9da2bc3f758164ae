//! Numbers in decimal digits as JavaScript writes them: `String(x)`, `toFixed`, `toExponential`, `toPrecision` (ECMA-262, 21.1.3).
//!
//! Rust rounds exact halves to even, JavaScript upwards in the size of the number; the rest is the same.

/// The shortest digits that read back as the same number, with an exponent from 10²¹ on and below 10⁻⁶.
pub fn shortest(x: f64) -> String {
    if x.is_nan() {
        return "NaN".into();
    }
    if x.is_infinite() {
        return if x > 0.0 { "Infinity".into() } else { "-Infinity".into() };
    }
    if x == 0.0 {
        return "0".into();
    }
    if (1e-6..1e21).contains(&x.abs()) { format!("{x}") } else { signed_exponent(&format!("{x:e}")) }
}

/// `1.5e21` as `1.5e+21`.
fn signed_exponent(text: &str) -> String {
    match text.split_once('e') {
        Some((digits, exponent)) if !exponent.starts_with('-') => format!("{digits}e+{exponent}"),
        _ => text.to_string(),
    }
}

/// One added to the last digit of a row of digits that may have a point.
fn increment(digits: &str) -> String {
    let mut out: Vec<u8> = digits.bytes().collect();
    for digit in out.iter_mut().rev().filter(|b| b.is_ascii_digit()) {
        if *digit < b'9' {
            *digit += 1;
            return String::from_utf8(out).unwrap_or_default();
        }
        *digit = b'0';
    }
    format!("1{}", String::from_utf8(out).unwrap_or_default())
}

/// `decimals` digits after the point (0 to 100); as [`shortest`] from 10²¹ on.
pub fn fixed(x: f64, decimals: usize) -> String {
    if x.is_nan() || x.abs() >= 1e21 {
        return shortest(x);
    }
    let sign = if x < 0.0 { "-" } else { "" };
    let x = x.abs();
    let longer = format!("{x:.*}", decimals + 1);
    // A half is exact where the number has that one binary digit more: then all decimal digits of it are in `longer`.
    let exact_half = longer.ends_with('5') && longer.parse() == Ok(x) && fraction_bits(x) == decimals as i32 + 1;
    if exact_half {
        let cut = &longer[..longer.len() - 1];
        return format!("{sign}{}", increment(cut.strip_suffix('.').unwrap_or(cut)));
    }
    format!("{sign}{x:.decimals$}")
}

/// Binary digits after the point.
fn fraction_bits(x: f64) -> i32 {
    let bits = x.to_bits();
    let exponent = (bits >> 52 & 0x7ff) as i32;
    let mantissa = if exponent == 0 { (bits & ((1 << 52) - 1)) << 1 } else { bits & ((1 << 52) - 1) | 1 << 52 };
    if mantissa == 0 { 0 } else { 1075 - exponent - mantissa.trailing_zeros() as i32 }
}

/// Digits (one before the point and `decimals` after it) and exponent of a positive number.
fn scientific(x: f64, decimals: usize) -> (String, i32) {
    let split = |text: String| {
        let (digits, exponent) = text.split_once('e').unwrap_or((&text, "0"));
        (digits.to_string(), exponent.parse::<i32>().unwrap_or(0))
    };
    let (longer, exponent) = split(format!("{x:.*e}", decimals + 1));
    // No number has more than 767 digits that count.
    if longer.ends_with('5') && split(format!("{x:.780e}")).0.trim_end_matches('0') == longer {
        let cut = &longer[..longer.len() - 1];
        let up = increment(cut.strip_suffix('.').unwrap_or(cut));
        // 9.95 to one decimal is 10.0, which is 1.0 of the next power.
        return if up.starts_with("10") {
            let zeros = "0".repeat(decimals);
            (if decimals == 0 { "1".into() } else { format!("1.{zeros}") }, exponent + 1)
        } else {
            (up, exponent)
        };
    }
    split(format!("{x:.decimals$e}"))
}

/// `decimals` digits after the first (0 to 100) and an exponent: `1.50e+3`; as many as needed where nothing is said.
pub fn exponential(x: f64, decimals: Option<usize>) -> String {
    if !x.is_finite() {
        return shortest(x);
    }
    let sign = if x < 0.0 { "-" } else { "" };
    let Some(decimals) = decimals else { return signed_exponent(&format!("{x:e}")) };
    let (digits, exponent) = scientific(x.abs(), decimals);
    format!("{sign}{digits}e{exponent:+}")
}

/// `digits` digits that count (1 to 100), with an exponent where the number has more whole digits or lies below 10⁻⁶.
pub fn precision(x: f64, digits: usize) -> String {
    if !x.is_finite() {
        return shortest(x);
    }
    let sign = if x < 0.0 { "-" } else { "" };
    let (text, exponent) = scientific(x.abs(), digits.max(1) - 1);
    let plain = text.replace('.', "");
    if exponent < -6 || exponent >= digits as i32 {
        return format!("{sign}{text}e{exponent:+}");
    }
    if exponent < 0 {
        return format!("{sign}0.{}{plain}", "0".repeat((-exponent - 1) as usize));
    }
    let (whole, fraction) = plain.split_at(exponent as usize + 1);
    if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
}

/// The digits that count and the exponent of the first of them, of a positive number: `digits` of them, or as many as needed.
/// Nothing for zero and for what is not finite.
pub fn parts(x: f64, digits: Option<usize>) -> Option<(String, i32)> {
    if !x.is_finite() || x == 0.0 {
        return None;
    }
    let (text, exponent) = match digits {
        Some(digits) => scientific(x, digits.max(1) - 1),
        None => {
            let text = format!("{x:e}");
            let (digits, exponent) = text.split_once('e')?;
            (digits.to_string(), exponent.parse().ok()?)
        }
    };
    Some((text.replace('.', ""), exponent))
}

/// A whole number from zero up in base 2, 8, 10 or 16, in full.
pub fn whole(x: f64, base: u32) -> String {
    if !x.is_finite() {
        return shortest(x);
    }
    if base == 10 {
        return format!("{x}");
    }
    let (mut rest, mut digits, base_f) = (x, Vec::new(), f64::from(base));
    while rest >= 1.0 {
        // The remainder of a power of two is exact.
        let digit = rest % base_f;
        digits.push(char::from_digit(digit as u32, base).unwrap_or('0'));
        rest = (rest - digit) / base_f;
    }
    if digits.is_empty() { "0".into() } else { digits.iter().rev().collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Node 20.20.2.
    #[test]
    fn digits_are_those_of_javascript() {
        let strings = [0.0, -0.0, 1.0, 0.1 + 0.2, 1e21, 1.5e300, 123456789012345680000.0, 1e-6, 1.5e-7, -2.5, f64::NAN].map(shortest);
        let expected =
            ["0", "0", "1", "0.30000000000000004", "1e+21", "1.5e+300", "123456789012345680000", "0.000001", "1.5e-7", "-2.5", "NaN"];
        assert_eq!(strings, expected);
        assert_eq!([0.5, 1.5, 2.5, 1.005, 8.345, 1e21].map(|x| fixed(x, 0)), ["1", "2", "3", "1", "8", "1e+21"]);
        assert_eq!([0.125, 1.005, 8.345, 10.235, 9.995].map(|x| fixed(x, 2)), ["0.13", "1.00", "8.35", "10.23", "9.99"]);
        assert_eq!([1.25, 12345.0, 9.5, 0.0].map(|x| exponential(x, Some(1))), ["1.3e+0", "1.2e+4", "9.5e+0", "0.0e+0"]);
        assert_eq!([9.5, 2.5, 0.00025].map(|x| exponential(x, Some(0))), ["1e+1", "3e+0", "3e-4"]);
        assert_eq!(exponential(123456.0, None), "1.23456e+5");
        assert_eq!(
            [123.456, 0.000123, 1e21, 1e-7, 0.0, 99.95].map(|x| precision(x, 3)),
            ["123", "0.000123", "1.00e+21", "1.00e-7", "0.00", "100"]
        );
        assert_eq!(whole(255.0, 16), "ff");
        assert_eq!(whole(2f64.powi(60), 2).len(), 61);
    }

    proptest! {
        #[test]
        fn the_shortest_digits_read_back(x: f64) {
            let read: f64 = shortest(x).replace("Infinity", "inf").parse().unwrap();
            prop_assert!(read == x || x.is_nan());
        }

        #[test]
        fn rounding_is_never_off_by_more_than_a_half(x in -1e9..1e9f64, decimals in 0usize..12) {
            let read: f64 = fixed(x, decimals).parse().unwrap();
            prop_assert!((read - x).abs() <= 0.5000001 * 10f64.powi(-(decimals as i32)) + 1e-7 * x.abs() * f64::EPSILON.sqrt());
        }

        #[test]
        fn nothing_is_too_wild(x: f64, n in 0usize..=100) {
            fixed(x, n);
            exponential(x, Some(n));
            precision(x, n);
            parts(x, Some(n));
            whole(x.abs().floor(), 2);
        }
    }
}
