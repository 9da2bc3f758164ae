//! Reading separated text: CSV and its relatives with semicolons, tabs or pipes.
//!
//! RFC 4180, and what files do beside it: any line ending, a byte order mark, blank lines (skipped), rows that are too short or
//! too long (reported), spaces before a quotation mark. A cell is a slice of the text unless doubled quotation marks force a
//! copy.

use std::borrow::Cow;

use super::Table;
use super::cells::no_rows;
use super::infer::columns;
use super::input::{Cell, Reporter};
use crate::host::Host;
use crate::report::{Place, Problem};

/// How a text is known to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Separated by comma, semicolon, tab or pipe: whichever the first records agree on best.
    Csv,
    /// Separated by tabs.
    Tsv,
}

/// Separators in the order of preference when the first records agree on two of them: the rarer a character is in prose and
/// numbers, the surer a sign. (`Jahr;Wert, in Euro` over `2015;3,5` has one comma and one semicolon in every record.)
const SEPARATORS: [u8; 4] = [b'\t', b';', b'|', b','];

/// Records that are looked at to find the separator.
const SAMPLE: usize = 20;

/// Reads a table from text whose first record names the columns. There is no table when the text is none.
pub fn read(text: &str, format: Format, host: &dyn Host) -> (Option<Table>, Vec<Problem>) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if let Some(problem) = foreign(text) {
        return (None, vec![problem]);
    }
    let separator = if format == Format::Tsv { b'\t' } else { separator(text) };
    let mut records = Records { text, at: 0, line: 1, separator, unclosed: None, torn: false };
    let mut problems = Vec::new();
    let mut cells = Vec::new();
    let Some(first) = records.next(&mut cells) else { return (None, vec![no_rows()]) };
    let names = header(&cells, first as usize, &mut problems);
    cells.clear();
    let mut lines = Vec::new();
    let mut reporter = Reporter { problems: &mut problems, code: "ragged-row", seen: 0 };
    loop {
        let start = cells.len();
        let Some(line) = records.next(&mut cells) else { break };
        lines.push(line);
        let found = cells.len() - start;
        let extra = cells.get(start + names.len()..).unwrap_or_default();
        if found < names.len() || extra.iter().any(|cell| !cell.text().is_empty()) {
            let short = found < names.len();
            let column = names.get(found).or(names.last()).map_or("", String::as_str);
            crate::report::only_in_full();
            let found = ["the row has ", &found.to_string(), " cells, the header ", &names.len().to_string()];
            let remedy =
                if short { "the missing cells are taken as empty" } else { "put a cell that holds the separator in quotation marks" };
            reporter.report(line as usize, column, &found, remedy);
        }
        cells.resize(start + names.len(), Cell::Missing);
    }
    reporter.close();
    if let Some(line) = records.unclosed {
        let place = Place::Cell { line: line as usize, column: names.first().cloned().unwrap_or_default() };
        problems.push(crate::problem!(
            Warning,
            "unclosed-quote",
            place,
            "a quotation mark is never closed",
            "close it, or double it inside a cell",
        ));
    }
    if lines.is_empty() {
        problems.push(no_rows());
        return (None, problems);
    }
    let columns = columns(names, &cells, &lines, separator == b';', host, &mut problems);
    (Some(Table { columns, rows: lines.len(), lines }), problems)
}

/// What is often found at the address of a table instead of one.
fn foreign(text: &str) -> Option<Problem> {
    let start = text.trim_start();
    let begins = |with: &str| start.get(..with.len()).is_some_and(|s| s.eq_ignore_ascii_case(with));
    let (found, remedy) = if begins("<!doctype") || begins("<html") {
        ("an HTML page, not a table", "check that the address is the data file's own and needs no login")
    } else if begins("PK\u{3}\u{4}") {
        ("a packed file such as an Excel workbook, not text", "save it as CSV")
    } else if begins("{") || begins("[") && start.get(1..).is_some_and(|rest| rest.trim_start().starts_with(['{', '['])) {
        ("JSON, not separated text", "let the file's name end in .json")
    } else {
        return None;
    };
    Some(crate::problem!(Error, "not-a-table", Place::Whole, ["the data are ", found].concat(), remedy))
}

/// The separator that the first records agree on best.
fn separator(text: &str) -> u8 {
    let (mut best, mut most) = (b',', 0);
    for separator in SEPARATORS {
        let mut records = Records { text, at: 0, line: 1, separator, unclosed: None, torn: false };
        let mut cells = Vec::new();
        let (mut seen, mut alike, mut width) = (0, 0, 0);
        while seen < SAMPLE && records.next(&mut cells).is_some() {
            width = if seen == 0 { cells.len() } else { width };
            alike += usize::from(cells.len() == width && !records.torn && !cells.iter().any(torn));
            records.torn = false;
            seen += 1;
            cells.clear();
        }
        // In rounded tenths, so that one ragged row of many does not outweigh the order of preference.
        let score = if width > 1 { (alike * 10 + seen / 2) / seen.max(1) } else { 0 };
        if score > most {
            (best, most) = (separator, score);
        }
    }
    best
}

/// Whether a cell that does not stand in quotation marks has one inside: the sign of a wrong separator, which cuts a quoted cell.
fn torn(cell: &Cell) -> bool {
    matches!(cell, Cell::Text(Cow::Borrowed(text)) if text.contains('"'))
}

/// The names of the columns, each different and none empty.
fn header(cells: &[Cell], line: usize, problems: &mut Vec<Problem>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for (i, cell) in cells.iter().enumerate() {
        let given = cell.text();
        let stem = if given.is_empty() { "column" } else { given };
        let mut name = given.to_string();
        let mut n = if given.is_empty() { i + 1 } else { 2 };
        while name.is_empty() || names.contains(&name) {
            name = [stem, " ", &n.to_string()].concat();
            n += 1;
        }
        if name != given {
            crate::report::only_in_full();
            let found = if given.is_empty() { "a column has no name" } else { "two columns have the same name" };
            let remedy = ["it is called \"", &name, "\"; give it a name of its own"].concat();
            problems.push(crate::problem!(Warning, "column-name", Place::Cell { line, column: name.clone() }, found, remedy));
        }
        names.push(name);
    }
    names
}

/// The records of a text, one after the other.
struct Records<'a> {
    text: &'a str,
    at: usize,
    line: u32,
    separator: u8,
    /// Line of a quotation mark without an end; it was read as an ordinary character.
    unclosed: Option<u32>,
    /// Something stood between a closing quotation mark and the next separator.
    torn: bool,
}

impl<'a> Records<'a> {
    /// Adds the cells of the next record that is not blank, and gives its line.
    fn next(&mut self, cells: &mut Vec<Cell<'a>>) -> Option<u32> {
        let bytes = self.text.as_bytes();
        while self.at < bytes.len() {
            let (line, start) = (self.line, cells.len());
            let mut quoted = self.cell(cells);
            while bytes.get(self.at) == Some(&self.separator) {
                self.at += 1;
                quoted |= self.cell(cells);
            }
            if self.at < bytes.len() {
                self.at += if bytes.get(self.at..self.at + 2) == Some(b"\r\n") { 2 } else { 1 };
                self.line += 1;
            }
            let blank = cells.len() == start + 1 && !quoted && cells.last().is_some_and(|cell| cell.text().is_empty());
            if !blank {
                return Some(line);
            }
            cells.truncate(start);
        }
        None
    }

    /// Adds the cell that begins here and goes to its end. True if it is quoted.
    fn cell(&mut self, cells: &mut Vec<Cell<'a>>) -> bool {
        let spaces = self.rest(self.at).bytes().take_while(|&b| b == b' ').count();
        let open = self.at + spaces;
        if self.text.as_bytes().get(open) == Some(&b'"') {
            if let Some(cell) = self.quoted(open + 1) {
                cells.push(cell);
                return true;
            }
            self.unclosed = self.unclosed.or(Some(self.line));
        }
        let cell = self.plain();
        cells.push(Cell::Text(Cow::Borrowed(cell)));
        false
    }

    fn rest(&self, from: usize) -> &'a str {
        self.text.get(from..).unwrap_or_default()
    }

    /// The text up to the next separator or line end.
    fn plain(&mut self) -> &'a str {
        let rest = self.rest(self.at);
        let end = rest.bytes().position(|b| b == self.separator || b == b'\n' || b == b'\r').unwrap_or(rest.len());
        self.at += end;
        rest.get(..end).unwrap_or_default()
    }

    /// The cell whose opening quotation mark stands before `start`, if it has a closing one. What follows that up to the next
    /// separator belongs to the cell too.
    fn quoted(&mut self, start: usize) -> Option<Cell<'a>> {
        let rest = self.rest(start);
        let bytes = rest.as_bytes();
        let (mut end, mut doubled) = (0, false);
        loop {
            end += bytes.get(end..)?.iter().position(|&b| b == b'"')?;
            if bytes.get(end + 1) != Some(&b'"') {
                break;
            }
            doubled = true;
            end += 2;
        }
        let inside = rest.get(..end)?;
        let mut last = 0;
        for b in inside.bytes() {
            self.line += u32::from(b == b'\r' || b == b'\n' && last != b'\r');
            last = b;
        }
        self.at = start + end + 1;
        let after = self.plain();
        if !doubled && after.trim().is_empty() {
            return Some(Cell::Text(Cow::Borrowed(inside)));
        }
        self.torn |= !after.trim().is_empty();
        let mut text = String::new();
        let mut second = false;
        for c in inside.chars() {
            second = c == '"' && !second;
            if !second {
                text.push(c);
            }
        }
        text.push_str(after.trim_end());
        Some(Cell::Text(Cow::Owned(text)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host::Plain;
    use crate::table::write;
    use proptest::prelude::*;

    /// What is read, written with commas, and the problems.
    fn both(text: &str) -> (String, Vec<String>) {
        let (table, problems) = read(text, Format::Csv, &Plain);
        (table.map_or(String::new(), |t| write(&t, &Plain)), problems.iter().map(|p| p.to_string()).collect())
    }

    fn check(text: &str, expected: &str) {
        assert_eq!(both(text), (expected.to_string(), vec![]), "{text}");
    }

    fn problem(text: &str, expected: &str) {
        assert_eq!(both(text).1, [expected], "{text}");
    }

    #[test]
    fn the_separator_is_found() {
        check("a,b\n1,2\n", "a,b\n1,2\n");
        check("a\tb\n1\t2\n", "a,b\n1,2\n");
        check("a;b\n1;2\n", "a,b\n1,2\n");
        check("a|b\n1|2\n", "a,b\n1,2\n");
        check("Jahr;Wert, in Euro\n2015;3,5\n2016;4,5\n", "Jahr,\"Wert, in Euro\"\n2015,3.5\n2016,4.5\n");
        check("a;b\n1,5;2,5\n", "a,b\n1.5,2.5\n");
        check("name,note\nx,one; two\ny,three\n", "name,note\nx,\"one; two\"\ny,three\n");
        check("name,\"note; or\"\nx,\"one; two\"\n", "name,\"note; or\"\nx,\"one; two\"\n");
        check("a\n1\n2\n", "a\n1\n2\n");
    }

    #[test]
    fn tabs_are_not_guessed_in_tsv() {
        let (table, _) = read("a;b\tc\n1\t2\n", Format::Tsv, &Plain);
        assert_eq!(table.map(|t| t.columns[0].name.clone()), Some("a;b".to_string()));
    }

    #[test]
    fn quotation_marks_line_ends_and_blank_lines() {
        check("a,b\r\n1,2\r\n", "a,b\n1,2\n");
        check("a,b\r1,2\r3,4", "a,b\n1,2\n3,4\n");
        check("\u{feff}a,b\n1,2", "a,b\n1,2\n");
        check("\n\na,b\n\n1,2\n  \n3,4\n\n", "a,b\n1,2\n3,4\n");
        check("a,b\n\"x, y\",\"he said \"\"no\"\"\"\n", "a,b\n\"x, y\",\"he said \"\"no\"\"\"\n");
        check("a,b\n\"x\ny\",z\n", "a,b\n\"x\ny\",z\n");
        check("a, \"b, c\" \n1, \"2\"\n", "a,\"b, c\"\n1,2\n");
        check("a\n\"x\"y\n", "a\nxy\n");
        check("a\n5\" pipe\n", "a\n\"5\"\" pipe\"\n");
        check("a\n\"\"\nx\n", "a\n\"\"\nx\n");
        check("a,b\n,\n1,2\n", "a,b\n,\n1,2\n");
        check(" a , b \n x , y \n", "a,b\nx,y\n");
        check("a,b\n1,2,\n", "a,b\n1,2\n");
    }

    #[test]
    fn rows_know_their_lines() {
        let (table, _) = read("\na,b\r\n\"x\r\ny\",1\r\n\nz,2\n", Format::Csv, &Plain);
        assert_eq!(table.map(|t| t.lines), Some(vec![3, 6]));
        let (table, _) = read("a\n\"x\r\r\n\n\"\ny", Format::Csv, &Plain);
        assert_eq!(table.map(|t| t.lines), Some(vec![2, 6]));
    }

    #[test]
    fn what_is_wrong_with_a_file_is_said_with_its_line() {
        problem("a,b,c\n1,2,3\n1,2\n", "line 3, column \"c\": the row has 2 cells, the header 3; the missing cells are taken as empty");
        problem(
            "a,b\n1,2\n1,2,3\n",
            "line 3, column \"b\": the row has 3 cells, the header 2; put a cell that holds the separator in quotation marks",
        );
        problem("a,a\n1,2\n", "line 1, column \"a 2\": two columns have the same name; it is called \"a 2\"; give it a name of its own");
        problem("a,\n1,2\n", "line 1, column \"column 2\": a column has no name; it is called \"column 2\"; give it a name of its own");
        problem("a,b\n1,\"2\n", "line 2, column \"a\": a quotation mark is never closed; close it, or double it inside a cell");
        let none = "the data have no rows; give a header with the names of the columns and at least one row";
        problem("", none);
        problem("\u{feff} \n\n", none);
        problem("a,b\n", none);
        problem(
            " <!DOCTYPE html>\n<p>",
            "the data are an HTML page, not a table; check that the address is the data file's own and needs no login",
        );
        problem("[{\"a\": 1}]", "the data are JSON, not separated text; let the file's name end in .json");
        problem("PK\u{3}\u{4}xx", "the data are a packed file such as an Excel workbook, not text; save it as CSV");
    }

    #[test]
    fn a_cell_that_cannot_be_read_is_named_by_line_and_column() {
        let (text, problems) = both("year,ha\n2015,1\n2016,n/k\n2017,3\n");
        assert_eq!(text, "year,ha\n2015,1\n2016,\n2017,3\n");
        assert_eq!(problems, ["line 3, column \"ha\": \"n/k\" is no number; write a number, or leave the cell empty"]);
    }

    proptest! {
        #[test]
        fn no_text_is_too_wild(text in ".*", table in "[ab12.,;|\t\"\r\n %<-]{0,60}") {
            read(&text, Format::Csv, &Plain);
            read(&table, Format::Csv, &Plain);
            read(&table, Format::Tsv, &Plain);
        }

        #[test]
        fn random_bytes_in_a_sound_file_never_panic_and_leave_columns_of_one_length(
            at in 0..120usize, cut in 0..9usize, bytes in proptest::collection::vec(any::<u8>(), 0..12),
        ) {
            let mut file = b"year;\"who \"\"x\"\"\";ha\n2015;UN;\"1.234,5\"\n2016-05;US;> 5\n2017;\"a\nb\";NA\n2018;c;4\n".to_vec();
            let at = at.min(file.len());
            let end = (at + cut).min(file.len());
            file.splice(at..end, bytes);
            let text = String::from_utf8_lossy(&file);
            if let (Some(table), _) = read(&text, Format::Csv, &Plain) {
                prop_assert!(table.rows > 0 && table.lines.len() == table.rows);
                prop_assert!(table.lines.windows(2).all(|pair| pair[0] < pair[1]));
                for column in &table.columns {
                    let n = match &column.values {
                        crate::table::Values::Numbers(v) | crate::table::Values::Times(v, _) => v.len(),
                        crate::table::Values::Text { codes, .. } => codes.len(),
                    };
                    prop_assert_eq!(n, table.rows);
                }
            }
        }

        #[test]
        fn every_separator_gives_the_same_table(cells in proptest::collection::vec("[a-z]{1,3}|[1-9][0-9]{0,2}", 6..30), width in 2..4usize) {
            let rows = |separator: &str| cells.chunks_exact(width).map(|row| row.join(separator)).collect::<Vec<_>>().join("\n");
            let tables: Vec<String> = [",", ";", "\t", "|"].iter().map(|s| both(&rows(s)).0).collect();
            prop_assert!(tables.iter().all(|t| *t == tables[0]));
        }
    }
}
