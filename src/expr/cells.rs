//! What expressions and facts ask of a cell beyond what a table says of itself: a time out of years, and where a unit ends.

use crate::table::{Column, Values};
use crate::time::{self, Unit};

/// The time of a row, where the column holds times or years.
pub(crate) fn as_time(column: &Column, row: usize) -> Option<(f64, Unit)> {
    match &column.values {
        Values::Times(_, unit) => column.number(row).map(|ms| (ms, *unit)),
        _ => column.number(row).map(|year| (time::from_civil(year as i32, 1, 1), Unit::Year)),
    }
}

/// The last millisecond of the unit that a time lies in; a time known to the minute is its own end.
pub(crate) fn end_of(ms: f64, unit: Unit) -> f64 {
    if unit == Unit::Minute { ms } else { time::offset(time::floor(ms, unit), unit, 1) - 1.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_years_are_read_as_tables_read_them() {
        let check = |csv: &str, filter: &str, expected: &[u32]| {
            let (table, _) = crate::table::read(csv, crate::table::Format::Csv, &crate::host::Plain);
            let rows = crate::expr::filter(filter, &table.expect("a table")).unwrap_or_default();
            assert_eq!(rows, expected, "{filter} on {csv:?}");
        };
        check("day\n2015-05-28\n2015-05-29\n", "day == '29 May 2015'", &[1]);
        check("year\n2015\n2016\n", "year == '2016'", &[1]);
        check("n\n\"2,015\"\n\"2,016\"\n", "n == '2016'", &[]);
    }

    #[test]
    fn a_unit_ends_where_the_next_begins() {
        let noon = time::from_civil(2016, 2, 10) + 43_200_000.0;
        for (unit, next) in
            [(Unit::Year, (2017, 1, 1)), (Unit::Quarter, (2016, 4, 1)), (Unit::Month, (2016, 3, 1)), (Unit::Day, (2016, 2, 11))]
        {
            assert_eq!(end_of(noon, unit) + 1.0, time::from_civil(next.0, next.1, next.2));
        }
    }
}
