//! Reading a table from a JSON tree: an array of records, or an object of columns.
//!
//! Whoever parsed the text (the browser, or a library on the host) hands over the tree. Texts in it are read like the cells of a
//! CSV file, so `"52.1%"` is a number and `"2015-05-29"` a time.

use std::borrow::Cow;

use super::Table;
use super::cells::{check_lengths, no_rows};
use super::infer::columns;
use super::input::{Cell, Reporter};
use crate::host::Host;
use crate::report::{Place, Problem};
use crate::spec::Value;

/// Reads a table. There is none when the tree is of another shape, has no rows, or has columns of different lengths. The columns
/// stand in order of appearance; a member that a record lacks is a missing cell.
pub fn read(value: &Value, host: &dyn Host) -> (Option<Table>, Vec<Problem>) {
    let mut problems = Vec::new();
    let table = match value {
        Value::Array(records) => of_records(records, host, &mut problems),
        Value::Object(members) => of_columns(members, host, &mut problems),
        _ => Err(shape()),
    };
    (table.map_err(|problem| problems.push(problem)).ok(), problems)
}

fn shape() -> Problem {
    let remedy = "give an array of records, [{\"year\": 2015}], or an object of columns, {\"year\": [2015]}";
    crate::problem!(Error, "not-a-table", Place::Whole, "the data are not a table", remedy)
}

fn of_records(records: &[Value], host: &dyn Host, problems: &mut Vec<Problem>) -> Result<Table, Problem> {
    let mut names: Vec<String> = Vec::new();
    for record in records {
        let Value::Object(members) = record else { return Err(shape()) };
        for (i, (key, _)) in members.iter().enumerate() {
            // Records mostly have the same members in the same order.
            if names.get(i) != Some(key) && !names.contains(key) {
                names.push(key.clone());
            }
        }
    }
    if names.is_empty() {
        return Err(no_rows());
    }
    let mut reporter = Reporter { problems, code: "nested-cell", seen: 0 };
    let mut cells = Vec::new();
    for (row, record) in records.iter().enumerate() {
        let start = cells.len();
        cells.resize(start + names.len(), Cell::Missing);
        let Value::Object(members) = record else { continue };
        for (i, (key, value)) in members.iter().enumerate() {
            let column = if names.get(i) == Some(key) { Some(i) } else { names.iter().position(|name| name == key) };
            if let Some(place) = column.and_then(|column| cells.get_mut(start + column)) {
                *place = cell(value, row, key, &mut reporter);
            }
        }
    }
    reporter.close();
    Ok(Table { columns: columns(names, &cells, &[], false, host, problems), rows: records.len(), lines: Vec::new() })
}

fn of_columns(members: &[(String, Value)], host: &dyn Host, problems: &mut Vec<Problem>) -> Result<Table, Problem> {
    let mut arrays = Vec::new();
    for (name, value) in members {
        let Value::Array(values) = value else { return Err(shape()) };
        arrays.push((name.as_str(), values));
    }
    check_lengths(arrays.iter().map(|(name, values)| (*name, values.len())))?;
    let rows = arrays.first().map_or(0, |(_, values)| values.len());
    let mut reporter = Reporter { problems, code: "nested-cell", seen: 0 };
    let mut cells = Vec::new();
    for row in 0..rows {
        for (name, values) in &arrays {
            cells.push(values.get(row).map_or(Cell::Missing, |value| cell(value, row, name, &mut reporter)));
        }
    }
    reporter.close();
    let names = arrays.iter().map(|(name, _)| name.to_string()).collect();
    Ok(Table { columns: columns(names, &cells, &[], false, host, problems), rows, lines: Vec::new() })
}

fn cell<'a>(value: &'a Value, row: usize, column: &str, reporter: &mut Reporter) -> Cell<'a> {
    match value {
        Value::Number(v) if v.is_finite() => Cell::Number(*v),
        Value::Null | Value::Number(_) => Cell::Missing,
        Value::Bool(truth) => Cell::Text(Cow::Borrowed(if *truth { "true" } else { "false" })),
        Value::String(text) => Cell::Text(Cow::Borrowed(text)),
        Value::Array(_) | Value::Object(_) => {
            reporter.report(row + 1, column, &["an array or object instead of a cell"], "give a number, a text or null");
            Cell::Missing
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host::Plain;
    use crate::table::write;

    fn tree(text: &str) -> Value {
        serde_json::from_str(text).unwrap()
    }

    fn check(json: &str, csv: &str, problems: &[&str]) {
        let (table, found) = read(&tree(json), &Plain);
        assert_eq!(table.map_or(String::new(), |t| write(&t, &Plain)), csv, "{json}");
        assert_eq!(found.iter().map(|p| p.to_string()).collect::<Vec<_>>(), problems, "{json}");
    }

    #[test]
    fn records_and_columns_give_the_same_table() {
        let csv = "year,who\n2015,UN\n2016,\n";
        check(r#"[{"year": 2015, "who": "UN"}, {"year": 2016, "who": null}]"#, csv, &[]);
        check(r#"{"year": [2015, 2016], "who": ["UN", ""]}"#, csv, &[]);
    }

    #[test]
    fn members_that_come_late_or_in_another_order_find_their_column() {
        check(r#"[{"b": 1}, {"a": 2, "b": 3}, {}]"#, "b,a\n1,\n3,2\n,\n", &[]);
    }

    #[test]
    fn texts_are_read_like_csv_cells() {
        check(r#"{"a": ["1,234.5", 7], "b": ["2015-05-29", "NA"]}"#, "a,b\n1234.5,2015-05-29\n7,\n", &[]);
        check(r#"{"a": [true, false], "b": ["x", 0.1]}"#, "a,b\ntrue,x\nfalse,0.1\n", &[]);
        check(
            r#"{"a": ["2016-05", 2015]}"#,
            "a\n2016-05\n2015-01\n",
            &[
                "line 2, column \"a\": \"2015\" is coarser than other dates of the column, and taken as its first day; write all dates of the column in one way",
            ],
        );
    }

    #[test]
    fn what_is_no_table_is_said_with_its_remedy() {
        let shape = "the data are not a table; give an array of records, [{\"year\": 2015}], or an object of columns, {\"year\": [2015]}";
        for json in ["3", "null", "[1, 2]", "[[1]]", r#"{"a": 1}"#, r#"[{"a": 1}, 2]"#] {
            check(json, "", &[shape]);
        }
        let none = "the data have no rows; give a header with the names of the columns and at least one row";
        for json in ["[]", "{}", "[{}]", r#"{"a": []}"#] {
            check(json, "", &[none]);
        }
        check(r#"{"a": [1], "b": [1, 2]}"#, "", &["column \"b\" has 2 rows, \"a\" has 1; give all columns the same length"]);
        let nested = "line 1, column \"a\": an array or object instead of a cell; give a number, a text or null";
        check(r#"[{"a": [1]}, {"a": 2}]"#, "a\n\"\"\n2\n", &[nested]);
    }
}
