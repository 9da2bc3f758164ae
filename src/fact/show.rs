//! Values as readers see them.

use super::{Kind, Outcome, Subject, sentences};
use crate::host::{Host, NumberStyle};
use crate::table::{Bound, Column, Values};

/// The most decimals that are written.
const MOST: u8 = 6;

/// How many decimals it takes to write all `values`, at most 6.
pub(super) fn decimals(values: &[f64]) -> u8 {
    let mut most = 0;
    for value in values.iter().filter(|v| v.is_finite()) {
        let exact = |decimals: u8| {
            let scaled = value * 10f64.powi(decimals.into());
            (scaled - scaled.round()).abs() <= 1e-9 * scaled.abs().max(1.0)
        };
        while most < MOST && !exact(most) {
            most += 1;
        }
    }
    most
}

/// How many decimals a column's numbers have.
pub(super) fn column_decimals(column: &Column) -> u8 {
    if let Values::Numbers(values) = &column.values { decimals(values) } else { 0 }
}

/// How many decimals a computed number is given: what it needs, but no more than its size makes worth reading.
pub(super) fn sensible_decimals(value: f64) -> u8 {
    let worth = match value.abs() {
        100.0.. => 1,
        1.0..100.0 => 2,
        _ => 4,
    };
    decimals(&[value]).min(worth)
}

/// A number in the reader's language.
pub(super) fn number(host: &dyn Host, value: f64, decimals: u8, signed: bool) -> String {
    host.number(value, NumberStyle { decimals, percent: false, signed })
}

/// A result by its kind: `146,139 ha`, `+50,054 ha`, `+52.1%`, `2016`, `yes`.
pub(super) fn outcome(subject: &Subject, value: &Outcome, kind: Kind, unit: &str, decimals: u8, bound: Option<Bound>) -> String {
    let (host, words) = (subject.host, subject.words());
    let written = match value {
        Outcome::Number(value) if kind == Kind::Change => host.number(*value, NumberStyle { decimals: 1, percent: true, signed: true }),
        Outcome::Number(value) => words.with_unit(&number(host, *value, decimals, kind == Kind::Difference), unit),
        Outcome::Time(ms, unit) => sentences::date(host, *ms, *unit),
        Outcome::Text(text) => text.clone(),
        Outcome::Truth(truth) => words.truth[usize::from(*truth)].to_string(),
        #[cfg(not(feature = "lean"))]
        Outcome::List(values) => {
            values.iter().map(|value| outcome(subject, value, kind, unit, decimals, None)).collect::<Vec<_>>().join(", ")
        }
    };
    bound.map_or_else(|| written.clone(), |bound| words.bound(bound, &written))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host::Plain;
    use crate::spec::Period;
    use crate::table::Table;

    #[test]
    fn decimals_are_those_that_the_numbers_need() {
        for (values, expected) in
            [(&[][..], 0), (&[1.0, 96_085.0], 0), (&[690.1, 666.31, f64::NAN], 2), (&[0.1 + 0.2], 1), (&[1.0 / 3.0], 6), (&[1e15], 0)]
        {
            assert_eq!(decimals(values), expected, "{values:?}");
        }
    }

    #[test]
    fn results_are_written_by_their_kind() {
        let (table, period) = (Table::default(), Period::Start);
        let (units, others, names, named) = (&[][..], &[][..], &[][..], &[][..]);
        let subject = Subject {
            name: "",
            others,
            table: &table,
            x: None,
            units,
            as_of: None,
            period,
            names,
            named,
            params: &[],
            language: "en",
            host: &Plain,
        };
        let check = |value: f64, kind, unit: &str, decimals, bound, expected: &str| {
            assert_eq!(outcome(&subject, &Outcome::Number(value), kind, unit, decimals, bound), expected);
        };
        check(146_139.0, Kind::Number, "ha", 0, None, "146,139 ha");
        check(50_054.0, Kind::Difference, "ha", 0, None, "+50,054 ha");
        check(-0.3, Kind::Difference, "pp", 1, None, "−0.3 points");
        check(-0.12, Kind::Change, "", 0, None, "−12.0%");
        check(-5.0, Kind::Difference, "usd", 0, None, "−$5");
        check(1e10, Kind::Number, "usd", 0, Some(Bound::Above), "more than $10,000,000,000");
        check(1.0, Kind::Number, "year", 0, None, "1 year");
        check(16.0, Kind::Number, "year", 0, Some(Bound::AtLeast), "at least 16 years");
    }
}
