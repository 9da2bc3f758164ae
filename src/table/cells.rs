//! Asking a table for its cells.

use super::{Bound, Column, MISSING, Table, Values, Words};
use crate::report::{Place, Problem};
use crate::time::{Unit, from_civil};

impl Column {
    /// A column without bounds or a sign.
    pub fn new(name: impl Into<String>, values: Values) -> Column {
        Column { name: name.into(), values, bounds: Vec::new(), sign: None, grouped: false }
    }

    /// The number of a row, or its time in milliseconds; `None` where the cell is missing or a text.
    pub fn number(&self, row: usize) -> Option<f64> {
        match &self.values {
            Values::Numbers(v) | Values::Times(v, _) => v.get(row).copied().filter(|v| !v.is_nan()),
            Values::Text { .. } => None,
        }
    }

    /// The text of a row; `None` where the cell is missing or not a text.
    pub fn text(&self, row: usize) -> Option<&str> {
        match &self.values {
            Values::Text { words, codes } => words.get(*codes.get(row)? as usize).map(String::as_str),
            _ => None,
        }
    }

    /// Whether nothing is known of a row.
    pub fn is_missing(&self, row: usize) -> bool {
        self.number(row).is_none() && self.text(row).is_none()
    }

    /// What the number of a row is known to be, where it is not the number itself.
    pub fn bound(&self, row: usize) -> Option<Bound> {
        let i = self.bounds.binary_search_by_key(&row, |&(r, _)| r as usize).ok()?;
        Some(self.bounds.get(i)?.1)
    }

    /// Whether the column may be years: whole numbers from 1000 to 2999 throughout, none with a sign or thousands separators.
    pub fn years(&self) -> bool {
        let Values::Numbers(v) = &self.values else { return false };
        let mut present = v.iter().filter(|v| !v.is_nan()).peekable();
        !self.grouped
            && self.sign.is_none()
            && present.peek().is_some()
            && present.all(|&v| (1000.0..3000.0).contains(&v) && v.floor() == v)
    }

    /// The column with its numbers taken as years.
    pub fn as_years(&self) -> Column {
        let mut column = self.clone();
        if let Values::Numbers(v) = &self.values {
            let years = v.iter().map(|&v| if v.is_nan() { v } else { from_civil(v as i32, 1, 1) });
            column.values = Values::Times(years.collect(), Unit::Year);
        }
        column
    }

    /// The column with the rows picked, in the order asked for; a row that does not exist is missing.
    pub fn select(&self, rows: &[u32]) -> Column {
        let pick = |v: &[f64]| rows.iter().map(|&r| v.get(r as usize).copied().unwrap_or(f64::NAN)).collect();
        let values = match &self.values {
            Values::Numbers(v) => Values::Numbers(pick(v)),
            Values::Times(v, unit) => Values::Times(pick(v), *unit),
            Values::Text { .. } => {
                let mut words = Words::default();
                let codes = rows.iter().map(|&r| self.text(r as usize).map_or(MISSING, |text| words.code(text))).collect();
                words.into_values(codes)
            }
        };
        let mut bounds = Vec::new();
        if !self.bounds.is_empty() {
            for (i, &row) in rows.iter().enumerate() {
                bounds.extend(self.bound(row as usize).map(|bound| (i as u32, bound)));
            }
        }
        Column { name: self.name.clone(), values, bounds, sign: self.sign, grouped: self.grouped }
    }
}

impl Table {
    /// A table of numbers from outside, such as typed arrays; what is not finite is missing. An error when the columns are not
    /// of one length, or there is none.
    pub fn from_columns(columns: Vec<(String, Vec<f64>)>) -> Result<Table, Problem> {
        let rows = columns.first().map_or(0, |(_, values)| values.len());
        check_lengths(columns.iter().map(|(name, values)| (name.as_str(), values.len())))?;
        let column = |(name, mut values): (String, Vec<f64>)| {
            for v in values.iter_mut().filter(|v| !v.is_finite()) {
                *v = f64::NAN;
            }
            Column::new(name, Values::Numbers(values))
        };
        Ok(Table { columns: columns.into_iter().map(column).collect(), rows, lines: Vec::new() })
    }

    /// Where the column of that name stands.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|c| c.name == name)
    }

    /// The line of the file on which a row begins; without a file, the row counted from 1.
    pub fn line(&self, row: usize) -> usize {
        line(&self.lines, row)
    }

    /// The table with the rows picked, in the order asked for; each keeps its line.
    pub fn select(&self, rows: &[u32]) -> Table {
        Table {
            columns: self.columns.iter().map(|c| c.select(rows)).collect(),
            rows: rows.len(),
            lines: rows.iter().map(|&r| self.line(r as usize) as u32).collect(),
        }
    }
}

/// See [`Table::line`].
pub(super) fn line(lines: &[u32], row: usize) -> usize {
    lines.get(row).map_or(row + 1, |&line| line as usize)
}

/// An error unless there is a column with a row, and all columns have as many rows as the first.
pub(super) fn check_lengths<'a>(mut columns: impl Iterator<Item = (&'a str, usize)>) -> Result<(), Problem> {
    let Some((first, rows)) = columns.next().filter(|&(_, rows)| rows > 0) else { return Err(no_rows()) };
    let Some((other, count)) = columns.find(|&(_, count)| count != rows) else { return Ok(()) };
    crate::report::only_in_full();
    let found = ["column \"", other, "\" has ", &count.to_string(), " rows, \"", first, "\" has ", &rows.to_string()].concat();
    Err(crate::problem!(Error, "unequal-columns", Place::Whole, found, "give all columns the same length"))
}

/// The error of data in which nothing stands.
pub(super) fn no_rows() -> Problem {
    crate::problem!(
        Error,
        "no-rows",
        Place::Whole,
        "the data have no rows",
        "give a header with the names of the columns and at least one row"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host::Plain;
    use crate::table::{Format, read};

    fn table(text: &str) -> Table {
        read(text, Format::Csv, &Plain).0.unwrap()
    }

    #[test]
    fn cells_are_asked_for_by_row() {
        let t = table("year,ha,who\n2015,>10,UN\n2016,,US\n2017,5,\n");
        assert_eq!((t.column("ha"), t.column("Ha")), (Some(1), None));
        let [year, ha, who] = &t.columns[..] else { panic!() };
        assert_eq!((ha.number(0), ha.number(1), ha.number(9)), (Some(10.0), None, None));
        assert_eq!((ha.bound(0), ha.bound(1)), (Some(Bound::Above), None));
        assert_eq!((who.text(1), who.text(2), year.text(0), who.number(0)), (Some("US"), None, None, None));
        assert_eq!([0, 1, 2].map(|r| ha.is_missing(r)), [false, true, false]);
        assert!(who.is_missing(2) && !who.is_missing(1));
        assert_eq!(t.line(2), 4);
    }

    #[test]
    fn selected_rows_keep_their_lines_bounds_and_only_their_words() {
        let t = table("ha,who\n1,a\n>2,b\n3,c\n~4,b\n").select(&[3, 1, 9]);
        assert_eq!((t.rows, &t.lines[..]), (3, &[5, 3, 10][..]));
        assert_eq!(t.columns[0].bounds, [(0, Bound::About), (1, Bound::Above)]);
        assert_eq!(t.columns[0].number(0), Some(4.0));
        assert_eq!(t.columns[1].values, Values::Text { words: vec!["b".into()], codes: vec![0, 0, MISSING] });
        assert!(t.columns[0].is_missing(2));
    }

    #[test]
    fn whole_numbers_from_1000_to_2999_may_be_years() {
        let check = |cells: &str, expected| assert_eq!(table(&["x\n", cells].concat()).columns[0].years(), expected, "{cells}");
        check("2015\n2016", true);
        check("1000\nNA\n2999", true);
        check("999\n2015", false);
        check("2015\n3000", false);
        check("2015.5\n2016", false);
        check("\"2,015\"\n\"2,016\"", false);
        check("$2015\n$2016", false);
        check("NA\nNA", false);
        check("a\nb", false);
    }

    #[test]
    fn years_become_times() {
        let column = table("x,y\n2015,1\n,2\n").columns[0].as_years();
        assert!(matches!(column.values, Values::Times(_, Unit::Year)));
        assert_eq!((column.number(0), column.number(1)), (Some(from_civil(2015, 1, 1)), None));
    }

    #[test]
    fn columns_of_arrays_must_be_of_one_length() {
        let t = Table::from_columns(vec![("x".into(), vec![1.0, f64::INFINITY]), ("y".into(), vec![3.0, 4.0])]).unwrap();
        assert_eq!((t.rows, t.columns[0].number(1), t.line(1)), (2, None, 2));
        let uneven = Table::from_columns(vec![("x".into(), vec![1.0]), ("y".into(), vec![])]).unwrap_err();
        assert_eq!(uneven.to_string(), "column \"y\" has 0 rows, \"x\" has 1; give all columns the same length");
        assert!(Table::from_columns(vec![]).is_err());
    }
}
