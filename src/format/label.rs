//! Labels of ticks and legends as Vega makes them: as many digits as the step between the ticks needs.

use super::locale::NumberLocale;
use super::number::{Specifier, precision_fixed, precision_prefix, precision_round};
use crate::scale::steps;

/// How the labels of an axis or a legend are written.
#[derive(Clone, Debug, PartialEq)]
pub enum NumberLabel {
    /// By a specifier.
    Plain(Specifier),
    /// By a specifier, in the SI power of a number.
    Prefix(Specifier, f64),
    /// By a specifier, zeros at the end of the fraction left out (also where an exponent follows).
    Float(Specifier),
}

impl NumberLabel {
    /// Labels for about `count` ticks from `start` to `stop` on a continuous scale that is not logarithmic (Vega's `formatSpan`).
    /// Without a specifier, grouped digits with as many decimals as the step needs.
    pub fn span(start: f64, stop: f64, count: f64, specifier: Option<Specifier>) -> NumberLabel {
        let mut specifier = specifier.unwrap_or(Specifier { comma: true, kind: Some('f'), ..Specifier::default() });
        let step = steps::step(start, stop, count);
        let value = start.abs().max(stop.abs());
        if specifier.precision.is_none() {
            let less = |digits: Option<usize>, by: usize| digits.map(|d| d.saturating_sub(by));
            match specifier.kind {
                Some('s') => {
                    specifier.precision = precision_prefix(step, value);
                    return NumberLabel::Prefix(specifier, value);
                }
                None | Some('g' | 'p' | 'r') => specifier.precision = precision_round(step, value),
                Some('e') => specifier.precision = less(precision_round(step, value), 1),
                Some('f') => specifier.precision = precision_fixed(step),
                Some('%') => specifier.precision = less(precision_fixed(step), 2),
                _ => {}
            }
        }
        NumberLabel::Plain(specifier)
    }

    /// Labels of a logarithmic scale (Vega's `formatFloat`): twelve digits, less the zeros at the end. Without a specifier, grouped.
    pub fn float(specifier: Option<Specifier>) -> NumberLabel {
        let mut specifier = specifier.unwrap_or(Specifier { comma: true, ..Specifier::default() });
        if specifier.precision.is_some() {
            return NumberLabel::Plain(specifier);
        }
        specifier.precision = Some(match specifier.kind {
            Some('%') => 10,
            Some('e') => 11,
            _ => 12,
        });
        NumberLabel::Float(specifier)
    }

    /// Labels of the classes of a quantile, quantize or threshold scale by their limits (Vega's `thresholdFormat`): quantiles, or
    /// the two ends of the domain of a quantize scale.
    pub fn thresholds(limits: &[f64], specifier: Option<Specifier>) -> NumberLabel {
        let first = limits.first().copied().unwrap_or(f64::NAN);
        let least = limits.windows(2).map(|w| w[1] - w[0]).reduce(f64::min).unwrap_or(first);
        NumberLabel::span(0.0, least, 30.0, specifier)
    }

    /// The label of a value.
    pub fn text(&self, value: f64, locale: &NumberLocale) -> String {
        match self {
            NumberLabel::Plain(specifier) => specifier.format(value, locale),
            NumberLabel::Prefix(specifier, power_of) => specifier.format_prefix(value, *power_of, locale),
            NumberLabel::Float(specifier) => without_zeros(&specifier.format(value, locale), &locale.decimal),
        }
    }
}

/// A number without the zeros at the end of its fraction; what follows the digits stays.
fn without_zeros(text: &str, decimal: &str) -> String {
    let Some(point) = text.find(decimal).filter(|_| !decimal.is_empty()) else { return text.to_string() };
    let fraction = point + decimal.len();
    let end = match text.rfind('e') {
        Some(e) if e > fraction => e,
        _ => text.rfind(|c: char| c.is_ascii_digit()).map_or(text.len(), |i| i + 1),
    };
    let kept = text[..end.max(fraction)].trim_end_matches('0');
    let kept = if kept.len() <= fraction { &text[..point] } else { kept };
    format!("{kept}{}", &text[end.max(fraction)..])
}

/// Vega's words for a class from `low` to `high`: `< 10`, `10 – 20`, `≥ 20`.
pub fn range(low: Option<&str>, high: Option<&str>) -> String {
    match (low, high) {
        (Some(low), Some(high)) => format!("{low} \u{2013} {high}"),
        (None, Some(high)) => format!("< {high}"),
        (low, None) => format!("\u{2265} {}", low.unwrap_or("null")),
    }
}
