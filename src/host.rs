//! What comes from outside, behind one trait: measuring text, and numbers and dates in the reader's language.
//!
//! The browser answers with its canvas and `Intl` (`widget::host`); tests and, until it reads articles in every language, the
//! command answer with [`Plain`], whose widths are fixed, so that every machine lays a chart out alike.

use crate::time;

/// How a date is written. The words are the language's own; the names say what stands in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateStyle {
    /// `2015`
    Year,
    /// `Oct`
    ShortMonth,
    /// `October 2015`
    MonthYear,
    /// `Oct 2015`
    ShortMonthYear,
    /// `1 Oct`
    DayMonth,
    /// `1 October 2015`
    Date,
    /// `Q3 2015`
    Quarter,
    /// `1 October 2015, 14:30`
    DateTime,
}

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NumberStyle {
    /// Digits after the decimal separator, always written.
    pub decimals: u8,
    /// The number is a fraction, written as a percentage: 0.521 as `52.1%`.
    pub percent: bool,
    /// A plus sign stands before what is above zero.
    pub signed: bool,
}

impl NumberStyle {
    /// So many decimals, nothing else.
    pub const fn decimals(decimals: u8) -> Self {
        NumberStyle { decimals, percent: false, signed: false }
    }
}

/// What the middle of the house asks of the outside.
pub trait Host {
    /// Width of `text` in CSS pixels at `size` CSS pixels and a CSS weight (400, 600, 700).
    fn measure(&self, text: &str, size: f64, weight: u16) -> f64;
    /// A number in the reader's language, grouped, with U+2212 for minus.
    fn number(&self, value: f64, style: NumberStyle) -> String;
    /// A date (milliseconds since 1970, civil, no zone) in the reader's language.
    fn date(&self, ms: f64, style: DateStyle) -> String;
    /// Reads a number beyond the fifteen digits that the table's own reader is exact for.
    fn parse_float(&self, text: &str) -> f64;
    /// The shortest decimal digits that read back as the same number, not grouped.
    fn plain(&self, value: f64) -> String;
}

/// English, with every character 0.55 of the font size wide (0.58 from weight 600).
pub struct Plain;

const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

impl Host for Plain {
    fn measure(&self, text: &str, size: f64, weight: u16) -> f64 {
        text.chars().count() as f64 * size * if weight >= 600 { 0.58 } else { 0.55 }
    }

    fn number(&self, value: f64, style: NumberStyle) -> String {
        let value = if style.percent { value * 100.0 } else { value };
        let digits = format!("{:.*}", style.decimals.into(), value.abs());
        let (whole, fraction) = digits.split_once('.').map_or((digits.as_str(), ""), |(w, f)| (w, f));
        let zero = !digits.contains(|c: char| ('1'..='9').contains(&c));
        let mut out = String::new();
        if value < 0.0 && !zero {
            out.push('\u{2212}');
        } else if style.signed && !zero {
            out.push('+');
        }
        for (i, c) in whole.chars().enumerate() {
            if i > 0 && (whole.len() - i).is_multiple_of(3) {
                out.push(',');
            }
            out.push(c);
        }
        if !fraction.is_empty() {
            out.push('.');
            out.push_str(fraction);
        }
        if style.percent {
            out.push('%');
        }
        out
    }

    fn date(&self, ms: f64, style: DateStyle) -> String {
        let (year, month, day) = time::civil(ms);
        let name = MONTHS[(month as usize - 1).min(11)];
        match style {
            DateStyle::Year => format!("{year}"),
            DateStyle::ShortMonth => name[..3].to_string(),
            DateStyle::MonthYear => format!("{name} {year}"),
            DateStyle::ShortMonthYear => format!("{} {year}", &name[..3]),
            DateStyle::DayMonth => format!("{day} {}", &name[..3]),
            DateStyle::Date => format!("{day} {name} {year}"),
            DateStyle::Quarter => format!("Q{} {year}", (month - 1) / 3 + 1),
            DateStyle::DateTime => {
                let minutes = ms.rem_euclid(86_400_000.0) as u32 / 60_000;
                format!("{day} {name} {year}, {:02}:{:02}", minutes / 60, minutes % 60)
            }
        }
    }

    fn parse_float(&self, text: &str) -> f64 {
        text.parse().unwrap_or(f64::NAN)
    }

    fn plain(&self, value: f64) -> String {
        format!("{value}")
    }
}
