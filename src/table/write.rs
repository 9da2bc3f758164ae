//! Writing a table as CSV (RFC 4180, lines ending in LF), so that reading it gives the same table.

use super::{Bound, Column, Table, Values};
use crate::host::Host;
use crate::time::{DAY, Unit, civil};

/// A table as CSV text. Numbers are written in full and not grouped, times as ISO 8601 to their unit, with the bound and the
/// sign that they had; a missing cell is empty.
pub fn write(table: &Table, host: &dyn Host) -> String {
    let mut out = String::new();
    for (i, column) in table.columns.iter().enumerate() {
        separate(&mut out, i);
        push_text(&mut out, &column.name);
    }
    out.push('\n');
    for row in 0..table.rows {
        for (i, column) in table.columns.iter().enumerate() {
            separate(&mut out, i);
            if column.is_missing(row) && table.columns.len() == 1 {
                // An empty line would be no row.
                out.push_str("\"\"");
            }
            push_cell(&mut out, column, row, host);
        }
        out.push('\n');
    }
    out
}

fn separate(out: &mut String, i: usize) {
    if i > 0 {
        out.push(',');
    }
}

fn push_cell(out: &mut String, column: &Column, row: usize, host: &dyn Host) {
    if let Some(text) = column.text(row) {
        return push_text(out, text);
    }
    let Some(number) = column.number(row) else { return };
    out.push_str(match column.bound(row) {
        None => "",
        Some(Bound::Above) => ">",
        Some(Bound::AtLeast) => "≥",
        Some(Bound::Below) => "<",
        Some(Bound::AtMost) => "≤",
        Some(Bound::About) => "~",
    });
    match &column.values {
        Values::Times(_, unit) => push_time(out, number, *unit),
        _ => {
            if number < 0.0 {
                out.push('-');
            }
            out.extend(column.sign.filter(|&sign| sign != '%'));
            push_number(out, number.abs(), host);
            out.extend(column.sign.filter(|&sign| sign == '%'));
        }
    }
}

/// A number that is not negative.
fn push_number(out: &mut String, number: f64, host: &dyn Host) {
    if number.floor() == number && number < 9_007_199_254_740_992.0 {
        push_digits(out, number as u64, 1);
    } else {
        out.push_str(&host.plain(number));
    }
}

/// The digits of a whole number, with zeros before them up to the width.
fn push_digits(out: &mut String, number: u64, width: usize) {
    let digits = number.to_string();
    for _ in digits.len()..width {
        out.push('0');
    }
    out.push_str(&digits);
}

/// A time as text, to its unit: `2015`, `2015-Q3`, `2015-05`, `2015-05-29`, `2015-05-29T14:30`.
pub fn iso(ms: f64, unit: Unit) -> String {
    let mut out = String::new();
    push_time(&mut out, ms, unit);
    out
}

/// A time to its unit: `2015`, `2015-Q3`, `2015-05`, `2015-05-29`, `2015-05-29T14:30`, and seconds where there are any.
fn push_time(out: &mut String, ms: f64, unit: Unit) {
    let (year, month, day) = civil(ms);
    let mut part = |before: &str, number: i32, width: usize| {
        out.push_str(before);
        push_digits(out, u64::from(number.unsigned_abs()), width);
    };
    part(if year < 0 { "-" } else { "" }, year, 4);
    match unit {
        Unit::Year => {}
        Unit::Quarter => part("-Q", (month + 2) / 3, 1),
        Unit::Month => part("-", month, 2),
        Unit::Day | Unit::Minute => {
            part("-", month, 2);
            part("-", day, 2);
        }
    }
    if unit == Unit::Minute {
        let of_day = ms.rem_euclid(DAY) as i32;
        part("T", of_day / 3_600_000, 2);
        part(":", of_day / 60_000 % 60, 2);
        if of_day % 60_000 > 0 {
            part(":", of_day / 1000 % 60, 2);
        }
        if of_day % 1000 > 0 {
            part(".", of_day % 1000, 3);
        }
    }
}

/// A text, in quotation marks where a reader might take a part of it for something else.
fn push_text(out: &mut String, text: &str) {
    if !text.contains([',', ';', '|', '\t', '"', '\n', '\r', '<', '{', '[', '\u{feff}']) {
        return out.push_str(text);
    }
    out.push('"');
    for c in text.chars() {
        if c == '"' {
            out.push('"');
        }
        out.push(c);
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host::Plain;
    use crate::table::{Format, MISSING, Words, read};
    use crate::time::{floor, parse};
    use proptest::prelude::*;

    fn check(values: Values, expected: &str) {
        let rows = match &values {
            Values::Numbers(v) | Values::Times(v, _) => v.len(),
            Values::Text { codes, .. } => codes.len(),
        };
        let table = Table { columns: vec![Column::new("x", values)], rows, lines: vec![] };
        assert_eq!(write(&table, &Plain), expected);
    }

    #[test]
    fn numbers_are_written_in_full() {
        check(Values::Numbers(vec![1.0, -0.0, f64::NAN, -146_139.0, 0.1]), "x\n1\n0\n\"\"\n-146139\n0.1\n");
        check(Values::Numbers(vec![9_007_199_254_740_992.0, -1e21]), "x\n9007199254740992\n-1000000000000000000000\n");
    }

    #[test]
    fn times_are_written_to_their_unit() {
        let at = |text: &str| parse(text).map_or(f64::NAN, |(ms, _)| ms);
        let check = |unit, text: &str, expected: &str| check(Values::Times(vec![at(text)], unit), &["x\n", expected, "\n"].concat());
        check(Unit::Year, "2015", "2015");
        check(Unit::Year, "0987", "0987");
        check(Unit::Quarter, "2015-Q3", "2015-Q3");
        check(Unit::Month, "2015-05", "2015-05");
        check(Unit::Day, "29 May 2015", "2015-05-29");
        check(Unit::Minute, "2015-05-29T04:30", "2015-05-29T04:30");
        check(Unit::Minute, "2015-05-29T04:30:05", "2015-05-29T04:30:05");
        check(Unit::Minute, "2015-05-29T04:30:05.070", "2015-05-29T04:30:05.070");
    }

    #[test]
    fn bounds_and_signs_are_kept() {
        let check = |cells: &str, expected: &str| {
            let (table, _) = read(&["a,b\n", cells].concat(), Format::Csv, &Plain);
            assert_eq!(table.map(|t| write(&t, &Plain)), Some(["a,b\n", expected].concat()), "{cells}");
        };
        check("> 10,~5%\n>=-2,5 %\n", ">10,~5%\n≥-2,5%\n");
        check("< $1,1\n<= -€2,2\n", "<$1,1\n≤-$2,2\n".replace("<$1", "<1").replace("-$2", "-2").as_str());
        check("$-6,1\n$5,1\n", "-$6,1\n$5,1\n");
    }

    /// Equal, with missing numbers equal to each other.
    fn same(a: &Table, b: &Table) -> bool {
        format!("{:?}", (&a.columns, a.rows)) == format!("{:?}", (&b.columns, b.rows))
    }

    fn column(rows: usize) -> impl Strategy<Value = Column> {
        let gap = |p: f64| proptest::collection::vec(proptest::bool::weighted(p), rows);
        let numbers = (proptest::collection::vec(-1e12..1e12f64, rows), gap(0.2), 0..4i32, 0..6usize).prop_map(|(v, gaps, scale, sign)| {
            let scale = 10f64.powi(scale * 3 - 6);
            let round = |v: f64| if scale > 1.0 { v * scale } else { (v * scale).round() + 0.0 };
            let values: Vec<f64> = v.iter().zip(&gaps).map(|(&v, &gap)| if gap { f64::NAN } else { round(v) }).collect();
            let bounds = [Bound::Above, Bound::AtLeast, Bound::Below, Bound::AtMost, Bound::About];
            let bounded = (0..values.len()).filter(|&i| i % 3 == 0 && !values[i].is_nan()).map(|i| (i as u32, bounds[i % 5]));
            let bounds = bounded.collect();
            let sign = [None, None, Some('%'), Some('$'), Some('€'), Some('£')][sign].filter(|_| values.iter().any(|v| !v.is_nan()));
            Column { bounds, sign, ..Column::new("", Values::Numbers(values)) }
        });
        let times = (proptest::collection::vec(-6e13..2.5e14f64, rows), gap(0.2), 1..5usize).prop_map(|(v, gaps, unit)| {
            let unit = [Unit::Year, Unit::Quarter, Unit::Month, Unit::Day, Unit::Minute][unit];
            // The first is always there, at a time that is not midnight, so that a column of times does not become one of days.
            let value = |(i, &v): (usize, &f64)| if i > 0 && gaps[i] { f64::NAN } else { floor(v, unit) };
            let mut values: Vec<f64> = v.iter().enumerate().map(value).collect();
            if unit == Unit::Minute {
                values[0] = floor(values[0], Unit::Day) + 60_001.0;
            }
            if unit == Unit::Month {
                // Nor one of seasons: `2002-03` alone could be the winter between two years.
                values[0] = crate::time::from_civil(1950, 6, 1);
            }
            Column::new("", Values::Times(values, unit))
        });
        let texts = (proptest::collection::vec("x[ -~é\n;,\"|\t]{0,6}x", rows), gap(0.2)).prop_map(|(texts, gaps)| {
            let mut words = Words::default();
            let code = |(i, text): (usize, &String)| if i > 0 && gaps[i] { MISSING } else { words.code(text) };
            let codes = texts.iter().enumerate().map(code).collect();
            Column::new("", words.into_values(codes))
        });
        prop_oneof![numbers, times, texts]
    }

    prop_compose! {
        fn table()(rows in 1..12usize)(
            columns in proptest::collection::vec(column(rows), 1..5),
            names in proptest::collection::vec("[ -~\n]{0,5}", 5),
            rows in Just(rows),
        ) -> Table {
            let mut columns = columns;
            for (i, column) in columns.iter_mut().enumerate() {
                column.name = ["n", &names[i], &i.to_string()].concat();
            }
            Table { columns, rows, lines: vec![] }
        }
    }

    proptest! {
        #[test]
        fn a_table_that_is_written_and_read_is_the_same(table in table()) {
            let text = write(&table, &Plain);
            let (read, problems) = read(&text, Format::Csv, &Plain);
            prop_assert_eq!(&problems, &vec![], "{}", text);
            prop_assert!(same(&read.unwrap_or_default(), &table), "{}", text);
        }

        #[test]
        fn what_is_read_from_anything_is_read_again_the_same(text in "[ab125.,;|\t\"\n %<$-]{0,60}") {
            if let (Some(first), _) = read(&text, Format::Csv, &Plain) {
                let again = write(&first, &Plain);
                let second = read(&again, Format::Csv, &Plain).0.unwrap_or_default();
                prop_assert_eq!(write(&second, &Plain), again);
            }
        }
    }
}
