//! What a column holds, decided once for all of its cells.
//!
//! * **Number style.** Each cell that only a decimal point, or only a decimal comma, can explain is a vote (`0.673`, `1,234,567`
//!   for the point; `32,56` for the comma); the majority holds for the whole column. A column without votes, such as one of
//!   `1,234` throughout, follows the majority of the file, and where the file has none, its separator: a semicolon means a
//!   decimal comma, anything else a decimal point. Where a decimal comma is in play and the unclear cells are more than four
//!   times the majority, the reading is reported.
//! * **Type.** Numbers or times when at least 60 % of the cells that are not missing can be read so, whichever reads more;
//!   otherwise text. The others are missing then, and reported by line. Codes with leading zeros (`05001`) and seasons
//!   (`2010/11`) are text. A column in which nothing stands is numbers, all missing.
//! * **Missing.** The words for missing (`NA`, `n/a`, `-`, `..`) are that in numbers and times. In text only the empty cell is
//!   missing: `NA` may be Namibia.
//! * **Unit.** The finest of a column of times; `2015-05-29T00:00` counts as a day.

use super::cells::line;
use super::input::{Cell, Reporter, clip};
use super::number::{self, Peeled, is_missing, peel};
use super::tally::{Tally, tally};
use super::{Column, MISSING, Values, Words};
use crate::host::Host;
use crate::report::{Place, Problem};
use crate::time::{self, DAY, Unit};

/// Makes columns of cells that stand row by row, as many in each row as there are names. `semicolons`: they separate the cells.
pub(super) fn columns(
    names: Vec<String>,
    cells: &[Cell],
    lines: &[u32],
    semicolons: bool,
    host: &dyn Host,
    problems: &mut Vec<Problem>,
) -> Vec<Column> {
    let width = names.len().max(1);
    let tallies: Vec<Tally> = (0..names.len()).map(|c| tally(cells.iter().skip(c).step_by(width))).collect();
    let (mut points, mut commas) = (0, 0);
    for t in &tallies {
        points += t.point;
        commas += t.comma;
    }
    let mut columns = Vec::new();
    for (c, (name, t)) in names.into_iter().zip(&tallies).enumerate() {
        let (points, commas) = (points - t.point, commas - t.comma);
        let others = if points == commas { semicolons } else { commas > points };
        let comma = if t.point == t.comma { others } else { t.comma > t.point };
        let doubt = (comma || others) && t.unclear > 4 * t.comma.abs_diff(t.point);
        let reporter = Reporter { problems: &mut *problems, code: "unreadable-cell", seen: 0 };
        let cells = cells.get(c..).unwrap_or_default();
        let source = Source { name, cells, width, lines, comma, doubt, host, reporter };
        columns.push(source.column(t));
    }
    columns
}

/// The cells of one column and what is decided about them.
struct Source<'a> {
    name: String,
    cells: &'a [Cell<'a>],
    width: usize,
    lines: &'a [u32],
    /// Numbers have a decimal comma, not a point.
    comma: bool,
    /// Most cells could be read in the other style too.
    doubt: bool,
    host: &'a dyn Host,
    reporter: Reporter<'a>,
}

impl<'a> Source<'a> {
    fn iter(&self) -> std::iter::StepBy<std::slice::Iter<'a, Cell<'a>>> {
        self.cells.iter().step_by(self.width)
    }

    fn column(self, t: &Tally) -> Column {
        let numbers = t.alike + t.unclear + if self.comma { t.comma } else { t.point };
        let enough = |n: usize| n * 10 >= t.present * 6;
        if t.zero && t.digits == numbers {
            return self.texts();
        }
        let (times, unit) = if numbers < t.present { self.count_times() } else { (0, Unit::Year) };
        if enough(numbers) && numbers >= times {
            self.numbers(t)
        } else if enough(times) {
            self.times(unit)
        } else {
            self.texts()
        }
    }

    fn numbers(mut self, t: &Tally) -> Column {
        let mut column = Column::new("", Values::Numbers(Vec::new()));
        let mut values = Vec::new();
        let mut signs = Signs::default();
        if self.doubt {
            let style = if self.comma { "\" is read with a decimal comma" } else { "\" is read with a decimal point" };
            crate::report::only_in_full();
            let found = ["\"", &self.shown(t.unclear_row), style, ", but could be read either way"];
            self.mixed("unclear-numbers", t.unclear_row, &found, "write the column without thousands separators");
        }
        for (row, cell) in self.iter().enumerate() {
            let text = match cell {
                Cell::Number(v) => {
                    signs.add(None);
                    values.push(*v);
                    continue;
                }
                _ => cell.text(),
            };
            let mut number = f64::NAN;
            if !is_missing(text) {
                let peeled = peel(text);
                match number::value(&peeled, self.comma, self.host) {
                    Some((value, grouped)) => {
                        number = value;
                        column.grouped |= grouped;
                        column.bounds.extend(peeled.bound.map(|bound| (row as u32, bound)));
                        signs.add(peeled.sign);
                    }
                    None => self.no_number(row, text, &peeled),
                }
            }
            values.push(number);
        }
        if signs.mixed {
            let sign = signs.first.unwrap_or_default().to_string();
            self.mixed("mixed-signs", 0, &["some numbers of the column have \"", &sign, "\", others have not"], "split the column in two");
        }
        column.sign = signs.common();
        column.values = Values::Numbers(values);
        self.done(column)
    }

    fn no_number(&mut self, row: usize, text: &str, peeled: &Peeled) {
        let line = line(self.lines, row);
        if number::scan(peeled.body, !self.comma).is_some() {
            let style =
                if self.comma { "\" does not fit the column's decimal comma" } else { "\" does not fit the column's decimal point" };
            self.reporter.report(line, &self.name, &["\"", clip(text), style], "write all numbers of the column in one style");
        } else {
            self.reporter.report(line, &self.name, &["\"", clip(text), "\" is no number"], "write a number, or leave the cell empty");
        }
    }

    /// How many cells are times, and the finest unit among them; none when the column is one of seasons.
    fn count_times(&self) -> (usize, Unit) {
        let (mut times, mut unit) = (0, Unit::Year);
        let (mut pairs, mut seasons) = (0, 0);
        for cell in self.iter() {
            if let Some((ms, of_cell)) = time(cell) {
                times += 1;
                unit = unit.max(if of_cell == Unit::Minute && ms % DAY == 0.0 { Unit::Day } else { of_cell });
            }
            let season = season(cell.text());
            pairs += usize::from(season.is_some());
            seasons += usize::from(season == Some(true));
        }
        if pairs > 1 && seasons == pairs { (0, unit) } else { (times, unit) }
    }

    fn times(mut self, unit: Unit) -> Column {
        let mut values = Vec::new();
        let mut coarse = None;
        for (row, cell) in self.iter().enumerate() {
            let time = time(cell);
            values.push(time.map_or(f64::NAN, |(ms, _)| ms));
            let missing = match cell {
                Cell::Number(_) => false,
                _ => is_missing(cell.text()),
            };
            match time {
                Some((_, of_cell)) if of_cell < unit => coarse = coarse.or(Some(row)),
                None if !missing => {
                    crate::report::only_in_full();
                    let found = ["\"", &self.shown(row), "\" is no date"];
                    let line = line(self.lines, row);
                    self.reporter.report(line, &self.name, &found, "write dates as 2015-05-29, or leave the cell empty");
                }
                _ => {}
            }
        }
        if let Some(row) = coarse {
            crate::report::only_in_full();
            let found = ["\"", &self.shown(row), "\" is coarser than other dates of the column, and taken as its first day"];
            self.mixed("mixed-dates", row, &found, "write all dates of the column in one way");
        }
        self.done(Column::new("", Values::Times(values, unit)))
    }

    fn texts(self) -> Column {
        let mut words = Words::default();
        let mut codes = Vec::new();
        for cell in self.iter() {
            codes.push(match cell {
                Cell::Number(v) => words.code(&self.host.plain(*v)),
                _ if cell.text().is_empty() => MISSING,
                _ => words.code(cell.text()),
            });
        }
        self.done(Column::new("", words.into_values(codes)))
    }

    /// A cell for a message.
    fn shown(&self, row: usize) -> String {
        match self.cells.get(row * self.width) {
            Some(Cell::Number(v)) => self.host.plain(*v),
            Some(cell) => clip(cell.text()).to_string(),
            None => String::new(),
        }
    }

    /// A problem of the column as a whole, shown at one of its cells.
    fn mixed(&mut self, code: &'static str, row: usize, found: &[&str], remedy: &str) {
        let place = Place::Cell { line: line(self.lines, row), column: self.name.clone() };
        let problem = crate::problem!(Warning, code, place, found.concat(), remedy);
        self.reporter.insert(problem);
    }

    fn done(self, mut column: Column) -> Column {
        self.reporter.close();
        column.name = self.name;
        column
    }
}

/// The signs beside the numbers of a column.
#[derive(Default)]
struct Signs {
    first: Option<char>,
    bare: bool,
    different: bool,
    /// Two signs, or percentages among plain numbers. A currency sign at the first number only is how accounts are written.
    mixed: bool,
}

impl Signs {
    fn add(&mut self, sign: Option<char>) {
        match sign {
            None => self.bare = true,
            Some(_) if self.first.is_none() => self.first = sign,
            Some(_) => self.different |= self.first != sign,
        }
        self.mixed = self.different || self.bare && self.first == Some('%');
    }

    fn common(&self) -> Option<char> {
        self.first.filter(|_| !self.bare && !self.different)
    }
}

/// A cell as a time. A number is a year if it can be.
fn time(cell: &Cell) -> Option<(f64, Unit)> {
    match cell {
        Cell::Text(text) => time::parse(text),
        Cell::Number(v) if v.floor() == *v && (1000.0..3000.0).contains(v) => Some((time::from_civil(*v as i32, 1, 1), Unit::Year)),
        _ => None,
    }
}

/// Whether `2010/11` or `2010-11` may be the season from one year to the next; `None` for what is not written so.
fn season(text: &str) -> Option<bool> {
    let [a, b, c, d, b'/' | b'-', e, f] = text.as_bytes() else { return None };
    let digits = [a, b, c, d, e, f].iter().all(|digit| digit.is_ascii_digit());
    let two = |tens: &u8, ones: &u8| i32::from(*tens) * 10 + i32::from(*ones) - 528;
    digits.then(|| (two(c, d) + 1) % 100 == two(e, f))
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::*;
    use crate::host::Plain;
    use crate::table::Bound;

    fn read(cells: &str, semicolons: bool) -> (Column, Vec<Problem>) {
        let cells: Vec<Cell> = cells.split('|').map(|text| Cell::Text(Cow::Borrowed(text))).collect();
        let mut problems = Vec::new();
        let columns = columns(vec!["x".into()], &cells, &[], semicolons, &Plain, &mut problems);
        (columns.into_iter().next().unwrap(), problems)
    }

    fn numbers(cells: &str, expected: &[f64]) {
        let (column, problems) = read(cells, false);
        let found: Vec<f64> = (0..expected.len()).filter_map(|row| column.number(row)).collect();
        assert_eq!((column.text(0), &found[..], problems), (None, expected, vec![]), "{cells}");
    }

    /// `None` where a cell is missing; the problems as text.
    fn losers(cells: &str, semicolons: bool, expected: &[Option<f64>], problems: &[&str]) {
        let (column, found) = read(cells, semicolons);
        assert_eq!((0..expected.len()).map(|row| column.number(row)).collect::<Vec<_>>(), expected, "{cells}");
        assert_eq!(found.iter().map(|p| p.to_string()).collect::<Vec<_>>(), problems, "{cells}");
    }

    fn codes(cells: &str, semicolons: bool) -> Vec<&'static str> {
        read(cells, semicolons).1.iter().map(|p| p.code).collect()
    }

    #[test]
    fn the_number_style_is_the_columns() {
        numbers("32,56|1,5", &[32.56, 1.5]);
        numbers("540,000|12,000", &[540_000.0, 12_000.0]);
        numbers("0.673|1.234|12.500", &[0.673, 1.234, 12.5]);
        numbers("32,56|1,234", &[32.56, 1.234]);
        numbers("0.5|1,234", &[0.5, 1234.0]);
        numbers("1.234|1.234.567", &[1234.0, 1_234_567.0]);
        numbers("$6,530|$1,000", &[6530.0, 1000.0]);
        numbers("1 234|12", &[1234.0, 12.0]);
    }

    #[test]
    fn an_unclear_column_follows_the_semicolons_and_says_so() {
        let unclear = "line 1, column \"x\": \"1,234\" is read with a decimal comma, but could be read either way; \
                       write the column without thousands separators";
        losers("1,234|2,345", true, &[Some(1.234), Some(2.345)], &[unclear]);
        losers("1,234|2,345", false, &[Some(1234.0), Some(2345.0)], &[]);
        losers("1.234|2.345", false, &[Some(1.234), Some(2.345)], &[]);
        losers("0.5|2.345", true, &[Some(0.5), Some(2.345)], &[]);
        assert_eq!(codes("1,234|1,234|1,234|1,234|1,234|12,5", false), ["unclear-numbers"]);
        assert_eq!(codes("1.234|1.234|1.234|1.234|1.234|12.5", true), ["unclear-numbers"]);
        assert_eq!(codes("1.234|1.234|1.234|1.234|1.234|12.5", false), [""; 0]);
    }

    #[test]
    fn an_unclear_column_follows_the_other_columns_first() {
        let cells: Vec<Cell> = ["1,234", "0.5", "2,345", "1.5"].map(|text| Cell::Text(Cow::Borrowed(text))).to_vec();
        let columns = columns(vec!["a".into(), "b".into()], &cells, &[], true, &Plain, &mut Vec::new());
        assert_eq!(columns[0].values, Values::Numbers(vec![1234.0, 2345.0]));
    }

    #[test]
    fn a_cell_that_does_not_fit_its_column_is_missing_and_reported() {
        let style = "line 2, column \"x\": \"32,56\" does not fit the column's decimal point; write all numbers of the column in one style";
        losers("0.5|32,56|0.7", false, &[Some(0.5), None, Some(0.7)], &[style]);
        let odd = "line 3, column \"x\": \"twelve\" is no number; write a number, or leave the cell empty";
        losers("1|NA|twelve|4|-|6", false, &[Some(1.0), None, None, Some(4.0), None, Some(6.0)], &[odd]);
        let date = "line 2, column \"x\": \"2015-02-30\" is no date; write dates as 2015-05-29, or leave the cell empty";
        losers("1970-01-02|2015-02-30|1970-01-03", false, &[Some(DAY), None, Some(2.0 * DAY)], &[date]);
    }

    #[test]
    fn a_column_is_of_the_type_that_most_of_its_cells_are() {
        let check = |cells: &str, expected: &str| {
            let (column, _) = read(cells, false);
            let found = match column.values {
                Values::Numbers(_) => "numbers".to_string(),
                Values::Times(_, unit) => format!("{unit:?}"),
                Values::Text { .. } => "text".to_string(),
            };
            assert_eq!(found, expected, "{cells}");
        };
        check("1|2|3|a|b", "numbers");
        check("1|2|a|b", "text");
        check("2015|2016", "numbers");
        check("2015|2016|2016-05", "Month");
        check("2015-05|2015-06-01", "Day");
        check("2015-Q3|2015-Q4", "Quarter");
        check("2015-05-29T00:00:00|2015-05-30T00:00:00.000Z", "Day");
        check("2015-05-29T00:00|2015-05-30T14:30", "Minute");
        check("2010/11|2011/12|2012/13", "text");
        check("2010-11|2011-12|Total", "text");
        check("2010-11|2010-12", "Month");
        check("2011-12", "Month");
        check("05001|11001", "text");
        check("05001|1.5", "numbers");
        check("0|1", "numbers");
        check("true|false", "text");
        check("NA||-", "numbers");
        check("", "numbers");
        check("NA|BW|ZA", "text");
        check("29.05.2015|30.05.2015", "Day");
    }

    #[test]
    fn in_text_only_the_empty_cell_is_missing() {
        let (column, problems) = read("NA| BW |||-", false);
        assert_eq!([0, 1, 2, 4].map(|row| column.text(row)), [Some("NA"), Some("BW"), None, Some("-")]);
        assert!(problems.is_empty());
    }

    #[test]
    fn bounds_signs_and_grouping_are_kept() {
        let (column, problems) = read("> 10,000 %|5%|≤7%|NA", false);
        assert_eq!((column.bounds, column.sign, column.grouped), (vec![(0, Bound::Above), (2, Bound::AtMost)], Some('%'), true));
        assert!(problems.is_empty());
        let sign = |cells: &str| (read(cells, false).0.sign, read(cells, false).1.len());
        assert_eq!(sign("$5|6"), (None, 0));
        assert_eq!(sign("5%|6"), (None, 1));
        assert_eq!(sign("$5|€6"), (None, 1));
    }

    #[test]
    fn coarser_dates_among_finer_ones_are_reported_once() {
        let (_, problems) = read("2016-05|2015|2014", false);
        let found: Vec<String> = problems.iter().map(|p| p.to_string()).collect();
        let expected = "line 2, column \"x\": \"2015\" is coarser than other dates of the column, and taken as its first day; write all \
                        dates of the column in one way";
        assert_eq!(found, [expected]);
    }

    #[test]
    fn twenty_problems_are_told_and_the_rest_counted() {
        let cells = ["1|".repeat(100), "x|".repeat(50), "5%".into()].concat();
        let (_, problems) = read(&cells, false);
        assert_eq!((problems.len(), problems[0].code), (22, "mixed-signs"));
        let last = "line 121, column \"x\": 30 more like these from here on";
        assert_eq!(problems[21].to_string(), last);
    }
}
