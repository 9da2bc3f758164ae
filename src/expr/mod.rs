//! Vega's expression language: the part of it that picks and computes rows, and that facts are written in.
//!
//! [`parse`] turns text into a tree ([`Expr`]) whose nodes know their place in the text; [`Checked::new`] holds the tree against
//! a table, so that unknown columns, unknown functions and unreadable dates are found before the first row; [`Checked::eval`]
//! gives a row's value. [`filter`] does all three. `parse` alone knows no names: `crate::fact` gives calls another meaning.
//!
//! JavaScript's rules hold, but for these, where they would let a wrong number through:
//!
//! * a missing cell is `null`, and stays `null` through arithmetic (JavaScript makes it 0);
//! * `null` equals `null` alone, and is neither less nor greater than anything (in JavaScript `null < 5`);
//! * `==` is as strict as `===`: text is never read as a number;
//! * times are civil and compare at the coarser of their two units: `date == '2017-03'` holds on every day of March;
//! * `-2 ** 2` is −4, as in mathematics (JavaScript refuses it).

#[cfg(not(feature = "lean"))]
mod bind;
mod cells;
mod check;
mod eval;
mod functions;
mod lex;
#[cfg(not(feature = "lean"))]
mod more;
mod parse;
mod tree;
mod value;

#[cfg(not(feature = "lean"))]
pub(crate) use bind::{bind, mentions};
pub(crate) use cells::{as_time, end_of};
pub use check::Checked;
pub(crate) use check::{call_function, column_name, is_condition, is_function, near, problem, unknown, unknown_column, unknown_function};
pub(crate) use eval::{arithmetic, holds};
#[cfg(test)]
pub(crate) use functions::signatures;
pub use parse::parse;
pub(crate) use parse::tree;
pub use tree::{Binary, Expr, Node, Unary};
pub use value::Value;

use crate::report::Problem;
use crate::table::Table;

/// The rows of `table` that meet the condition `expression`, in ascending order.
pub fn filter(expression: &str, table: &Table) -> Result<Vec<u32>, Problem> {
    Checked::new(parse(expression)?, table)?.rows(table)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{Bound, Column, MISSING, Values};
    use crate::time::{Unit, from_civil};
    use proptest::prelude::*;

    fn column(name: &str, values: Values) -> Column {
        Column::new(name, values)
    }

    /// Four rows: numbers with a gap, dates, years in both forms, and text with a gap.
    fn table() -> Table {
        let days = [(2016, 12, 31), (2017, 3, 1), (2017, 3, 31), (2018, 1, 1)].map(|(y, m, d)| from_civil(y, m, d));
        let years = [2014, 2015, 2016, 2017].map(|y| from_civil(y, 1, 1));
        Table {
            columns: vec![
                column("ha", Values::Numbers(vec![10.0, 20.5, f64::NAN, -3.0])),
                column("day", Values::Times(days.to_vec(), Unit::Day)),
                column("year", Values::Numbers(vec![2014.0, 2015.0, 2016.0, 2017.0])),
                column("season", Values::Times(years.to_vec(), Unit::Year)),
                column("kind", Values::Text { words: vec!["target".into(), "done, at last".into()], codes: vec![0, 1, 1, MISSING] }),
                Column { bounds: vec![(1, Bound::Above)], ..column("share of all", Values::Numbers(vec![1.0, 2.0, 3.0, 4.0])) },
            ],
            rows: 4,
            lines: vec![],
        }
    }

    #[test]
    fn a_condition_picks_rows() {
        for (expression, expected) in [
            ("ha > 10", &[1][..]),
            ("datum.ha >= 10 && kind == 'target'", &[0]),
            ("datum['share of all'] != 2", &[0, 2, 3]),
            ("!(ha > 0)", &[2, 3]),
            // A missing cell: unequal to everything, neither less nor more, and it stays missing.
            ("ha < 100", &[0, 1, 3]),
            ("ha >= null || ha <= null", &[]),
            ("ha == null", &[2]),
            ("ha != 10", &[1, 2, 3]),
            ("isValid(kind) && !isValid(ha)", &[2]),
            ("ha * 0 == 0", &[0, 1, 3]),
            ("kind != 'target'", &[1, 2, 3]),
            // Dates compare at the coarser unit.
            ("day == '2017-03'", &[1, 2]),
            ("day > '2017-03'", &[3]),
            ("day <= '2017-03-01'", &[0, 1]),
            ("day >= 2017", &[1, 2, 3]),
            ("inrange(day, ['2017-01', 2017])", &[1, 2]),
            ("season == 2016", &[2]),
            ("season < '2016'", &[0, 1]),
            ("season - 2 == 2014", &[2]),
            ("year == '2016'", &[2]),
            ("year(day) == 2017 && month(day) == 2", &[1, 2]),
            ("indexof(['target', 'x'], kind) >= 0", &[0]),
            ("if(ha > 15, true, year == 2017)", &[1, 3]),
            ("length(kind) == 6", &[0]),
            ("kind + '!' == 'target!'", &[0]),
            ("kind == 'not there'", &[]),
            ("true", &[0, 1, 2, 3]),
        ] {
            assert_eq!(filter(expression, &table()), Ok(expected.to_vec()), "{expression}");
        }
    }

    #[test]
    fn numbers_come_out_as_in_javascript() {
        for (expression, expected) in [
            ("1 + 2 * 3 - 4 / 8", 6.5),
            ("-7 % 3", -1.0),
            ("2 ** 10 + pow(9, 0.5)", 1027.0),
            ("round(-2.5) + round(2.5) + ceil(0.2) + floor(-0.2)", 1.0),
            ("max(1, ha, 3) + min(4, 2)", 12.0),
            ("abs(-1) + sqrt(16) + 4 ** -1", 5.25),
            ("true + 1", 2.0),
            ("ha > 5 ? 1 : 2", 1.0),
            ("+'x' == 1 ? 1 : 0.5", f64::NAN),
        ] {
            let table = table();
            let checked = Checked::new(parse(expression).unwrap(), &table).unwrap();
            match checked.eval(&table, 0) {
                Ok(value) => assert_eq!(value, Value::Number(expected), "{expression}"),
                Err(problem) => {
                    assert_eq!(problem.to_string(), "at character 2: a text where a number is expected; compute with numbers only")
                }
            }
        }
    }

    #[test]
    fn what_cannot_be_is_refused_before_the_first_row() {
        for (expression, expected) in [
            ("hectares > 1", "at character 1: no column is named \"hectares\"; the columns are ha, day, year, season, kind, share of all"),
            ("false && seasn == 1", "at character 10: no column is named \"seasn\"; did you mean season?"),
            ("datum.yaer == 1", "at character 1: no column is named \"yaer\"; did you mean year?"),
            ("isvalid(ha)", "at character 1: no function is named \"isvalid\"; did you mean isValid?"),
            ("sqrt(ha, 2)", "at character 1: the wrong number of arguments; write sqrt(x)"),
            ("day > 'May'", "at character 7: day holds dates; write it as '2016', '2016-05' or '2016-05-29'"),
            ("ha == '10'", "at character 7: ha holds numbers; leave the quotes out"),
            ("5 == kind", "at character 1: kind holds text; put it between quotes"),
            ("ha.size > 1", "at character 1: only the row itself has members; write datum.name"),
        ] {
            assert_eq!(filter(expression, &table()).unwrap_err().to_string(), expected, "{expression}");
        }
    }

    proptest! {
        #[test]
        fn any_expression_is_evaluated_or_refused(text in "(ha|day|kind|'target'|'2017'|[0-9.]{1,3}|[-+*/%!<>=&|?:(),]|==|>=|&&| |abs\\(|max\\(|year\\(){0,14}") {
            let _ = filter(&text, &table());
        }
    }
}
