//! An expression held against a table: names become columns and functions, dates are read, and what cannot be is refused.

use super::eval::eval;
use super::functions::{find, get, names};
use super::lex::error;
use super::tree::{Expr, Node, Unary};
use super::value::Value;
use crate::report::{Problem, nearest, only_in_full};
use crate::table::{Table, Values};
use crate::time::{self, Unit};

/// An expression whose every name is known in a table.
#[derive(Clone, Debug)]
pub struct Checked(Expr);

impl Checked {
    /// Checks an expression against the table that it will be evaluated on.
    pub fn new(mut expr: Expr, table: &Table) -> Result<Self, Problem> {
        check(&mut expr, table, false).map_err(|problem| *problem)?;
        Ok(Checked(expr))
    }

    /// Also refuses to compare a column with a text that none of its cells holds: a filter may well find nothing, but the
    /// condition of a fact means to find something.
    pub(crate) fn strict(mut expr: Expr, table: &Table) -> Result<Self, Box<Problem>> {
        check(&mut expr, table, true)?;
        Ok(Checked(expr))
    }

    /// Its value on a row.
    pub fn eval<'a>(&'a self, table: &'a Table, row: usize) -> Result<Value<'a>, Problem> {
        eval(&self.0, table, row).map_err(|problem| *problem)
    }

    /// The rows on which it holds, in ascending order.
    pub fn rows(&self, table: &Table) -> Result<Vec<u32>, Problem> {
        let mut rows = Vec::new();
        for row in 0..table.rows {
            if self.eval(table, row)?.truth() {
                rows.push(row as u32);
            }
        }
        Ok(rows)
    }
}

/// An error at a node, in parts.
#[cfg_attr(feature = "lean", inline(always))]
#[cfg_attr(not(feature = "lean"), inline(never))]
pub(crate) fn problem(code: &'static str, at: &Expr, found: &[&str], remedy: &[&str]) -> Box<Problem> {
    error(code, at.start, at.end, found, remedy)
}

/// The column that a node names, bare or as `datum.name` or `datum['name']`.
pub(crate) fn column_name(expr: &Expr) -> Option<&str> {
    match &expr.node {
        Node::Name(name) => Some(name),
        Node::Member(object, key) => match (&object.node, &key.node) {
            (Node::Name(object), Node::Text(name)) if object == "datum" => Some(name),
            _ => None,
        },
        _ => None,
    }
}

/// Whether an expression gives yes or no.
pub(crate) fn is_condition(expr: &Expr) -> bool {
    match &expr.node {
        Node::Binary(operator, ..) => operator.is_condition(),
        Node::Unary(operator, _) => *operator == Unary::Not,
        Node::Call(name, _) => {
            matches!(name.as_str(), "isValid" | "isNaN" | "inrange")
                || (cfg!(not(feature = "lean"))
                    && matches!(name.as_str(), "isFinite" | "isNumber" | "isString" | "isBoolean" | "isDate" | "toBoolean"))
        }
        Node::Truth(_) | Node::Choice(_) => true,
        _ => false,
    }
}

/// The nearest of the known names: one copy of `nearest` for every kind of iterator.
#[inline(never)]
pub(crate) fn near<'a>(name: &str, known: &mut dyn Iterator<Item = &'a str>) -> Option<&'a str> {
    only_in_full();
    nearest(name, known)
}

/// The error of a name that no column has, with the nearest that one has.
pub(crate) fn unknown_column(at: &Expr, name: &str, table: &Table) -> Box<Problem> {
    only_in_full();
    unknown("unknown-column", at, "column", name, &table.columns.iter().map(|c| c.name.as_str()).collect::<Vec<_>>())
}

/// The error of a name that no function has, with the nearest of the names that there are.
pub(crate) fn unknown_function(at: &Expr, name: &str, known: &[&str]) -> Box<Problem> {
    unknown("unknown-function", at, "function", name, known)
}

/// The error of a name that is not among the known ones of its sort: the nearest of them, else the first few.
pub(crate) fn unknown(code: &'static str, at: &Expr, sort: &str, name: &str, known: &[&str]) -> Box<Problem> {
    only_in_full();
    let found = ["no ", sort, " is named \"", name, "\""];
    match near(name, &mut known.iter().copied()) {
        Some(near) => problem(code, at, &found, &["did you mean ", near, "?"]),
        None => problem(code, at, &found, &["the ", sort, "s are ", &known[..known.len().min(12)].join(", ")]),
    }
}

/// Whether rows have a function of that name.
pub(crate) fn is_function(name: &str) -> bool {
    find(name).is_some()
}

/// A function of rows on values that are already there.
pub(crate) fn call_function(at: &Expr, name: &str, args: &[Value]) -> Result<Value<'static>, Box<Problem>> {
    let Some(index) = find(name) else { return Ok(Value::Null) };
    count(at, index, args.len())?;
    Ok((get(index).run)(args))
}

/// The error of a call with more or fewer arguments than its function takes.
fn count(at: &Expr, index: usize, args: usize) -> Result<(), Box<Problem>> {
    let function = get(index);
    if args >= function.count.0 && args <= function.count.1 {
        return Ok(());
    }
    Err(problem("wrong-arguments", at, &["the wrong number of arguments"], &["write ", function.signature]))
}

fn check(expr: &mut Expr, table: &Table, strict: bool) -> Result<(), Box<Problem>> {
    if let Some(name) = column_name(expr) {
        let column = table.column(name).ok_or_else(|| unknown_column(expr, name, table))?;
        expr.node = Node::Column(column);
        return Ok(());
    }
    match &mut expr.node {
        Node::Member(object, _) => {
            return Err(problem("expression-member", object, &["only the row itself has members"], &["write datum.name"]));
        }
        Node::Unary(_, operand) => check(operand, table, strict)?,
        Node::Binary(operator, left, right) => {
            check(left, table, strict)?;
            check(right, table, strict)?;
            if operator.is_comparison() {
                literal(left, right, strict, table)?;
                literal(right, left, strict, table)?;
            }
        }
        Node::Choice(parts) => parts.iter_mut().try_for_each(|part| check(part, table, strict))?,
        Node::List(items) => items.iter_mut().try_for_each(|item| check(item, table, strict))?,
        Node::Call(name, args) => {
            if name == "if" && args.len() == 3 {
                let mut args = std::mem::take(args).into_iter();
                if let (Some(condition), Some(yes), Some(no)) = (args.next(), args.next(), args.next()) {
                    expr.node = Node::Choice(Box::new([condition, yes, no]));
                }
                return check(expr, table, strict);
            }
            let Some(index) = find(name) else {
                let name = std::mem::take(name);
                return Err(unknown_function(expr, &name, &names()));
            };
            let mut args = std::mem::take(args);
            count(expr, index, args.len())?;
            args.iter_mut().try_for_each(|arg| check(arg, table, strict))?;
            if let [list, value] = args.as_mut_slice() {
                // `indexof([…], date)`, `inrange(date, […])`
                let (list, value) = if matches!(list.node, Node::List(_)) { (list, value) } else { (value, list) };
                if let Node::List(items) = &mut list.node {
                    items.iter_mut().try_for_each(|item| literal(value, item, strict, table))?;
                }
            }
            expr.node = Node::Apply(index, args);
        }
        _ => {}
    }
    Ok(())
}

/// Reads the literal `other` as what the column `column` holds; does nothing when the two are something else.
fn literal(column: &Expr, other: &mut Expr, strict: bool, table: &Table) -> Result<(), Box<Problem>> {
    let Node::Column(index) = column.node else { return Ok(()) };
    let column = &table.columns[index];
    let (what, remedy) = match (&column.values, &other.node) {
        (Values::Times(..), Node::Text(text)) => match crate::time::parse(text) {
            Some((ms, unit)) => {
                other.node = Node::Time(ms, unit);
                return Ok(());
            }
            None => ("dates", "write it as '2016', '2016-05' or '2016-05-29'"),
        },
        (Values::Times(..), &Node::Number(year)) if year.fract() == 0.0 && (1000.0..3000.0).contains(&year) => {
            other.node = Node::Time(time::from_civil(year as i32, 1, 1), Unit::Year);
            return Ok(());
        }
        (Values::Numbers(_), Node::Text(text)) => match crate::time::parse(text) {
            Some((ms, Unit::Year)) if column.years() => {
                other.node = Node::Number(f64::from(time::civil(ms).0));
                return Ok(());
            }
            _ => ("numbers", "leave the quotes out"),
        },
        (Values::Text { .. }, Node::Number(_)) => ("text", "put it between quotes"),
        // A slip in a category would pick no row.
        (Values::Text { words, .. }, Node::Text(text)) if strict && !words.contains(text) => {
            let near = near(text, &mut words.iter().map(String::as_str)).or(words.first().map(String::as_str)).unwrap_or_default();
            return Err(problem(
                "unknown-category",
                other,
                &["no cell of ", &column.name, " is '", text, "'"],
                &["did you mean '", near, "'?"],
            ));
        }
        _ => return Ok(()),
    };
    Err(problem("wrong-type", other, &[&column.name, " holds ", what], &[remedy]))
}
