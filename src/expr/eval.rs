//! The value of a checked expression on a row.

use super::check::problem;
use super::functions::get;
use super::tree::{Binary, Expr, Node, Unary};
use super::value::Value;
use crate::report::Problem;
use crate::table::{Table, Values};
use std::borrow::Cow;

/// Evaluates a node whose names the check has resolved.
pub(super) fn eval<'a>(expr: &'a Expr, table: &'a Table, row: usize) -> Result<Value<'a>, Box<Problem>> {
    Ok(match &expr.node {
        Node::Truth(truth) => Value::Truth(*truth),
        Node::Number(value) => Value::Number(*value),
        Node::Text(text) => Value::Text(Cow::Borrowed(text)),
        Node::Time(ms, unit) => Value::Time(*ms, *unit),
        Node::Column(index) => cell(table, *index, row),
        Node::Unary(operator, operand) => {
            let value = eval(operand, table, row)?;
            match operator {
                Unary::Not => Value::Truth(!value.truth()),
                Unary::Minus => Value::Number(-operand_number(operand, &value)?),
                Unary::Plus => Value::Number(operand_number(operand, &value)?),
            }
        }
        Node::Binary(operator, left, right) => {
            let a = eval(left, table, row)?;
            match operator {
                Binary::And if !a.truth() => return Ok(a),
                Binary::Or if a.truth() => return Ok(a),
                _ => {}
            }
            let b = eval(right, table, row)?;
            match (operator, &a, &b) {
                (Binary::And | Binary::Or, ..) => b,
                (Binary::Add, Value::Text(a), Value::Text(b)) => Value::Text(Cow::Owned([a.as_ref(), b.as_ref()].concat())),
                (operator, a, b) if operator.is_comparison() => Value::Truth(holds(*operator, a, b)),
                (_, Value::Null, _) | (_, _, Value::Null) => Value::Null,
                (operator, ..) => Value::Number(arithmetic(*operator, operand_number(left, &a)?, operand_number(right, &b)?)),
            }
        }
        Node::Choice(parts) => eval(&parts[if eval(&parts[0], table, row)?.truth() { 1 } else { 2 }], table, row)?,
        Node::List(items) => Value::List(all(items, table, row)?),
        Node::Apply(index, args) => (get(*index).run)(&all(args, table, row)?),
        Node::Null | Node::Name(_) | Node::Member(..) | Node::Call(..) => Value::Null,
    })
}

/// Whether a comparison holds. What has no order is unequal, and neither less nor greater.
pub(crate) fn holds(operator: Binary, a: &Value, b: &Value) -> bool {
    let order = a.compare(b);
    match operator {
        Binary::NotEqual => order.is_none_or(|o| o.is_ne()),
        // Nothing is as small or as large as a missing cell, not even another.
        _ if order.is_none() || (operator != Binary::Equal && *a == Value::Null) => false,
        Binary::Equal => order.is_some_and(|o| o.is_eq()),
        Binary::Less => order.is_some_and(|o| o.is_lt()),
        Binary::AtMost => order.is_some_and(|o| o.is_le()),
        Binary::Greater => order.is_some_and(|o| o.is_gt()),
        _ => order.is_some_and(|o| o.is_ge()),
    }
}

/// Arithmetic on two numbers, as in JavaScript; a remainder is exact for whole numbers.
pub(crate) fn arithmetic(operator: Binary, a: f64, b: f64) -> f64 {
    match operator {
        Binary::Add => a + b,
        Binary::Subtract => a - b,
        Binary::Multiply => a * b,
        Binary::Divide => a / b,
        // `a % b` would bring in 2 kB for what lies beyond 2^53.
        Binary::Remainder => a - b * (a / b).trunc(),
        _ => power(a, b),
    }
}

/// `a` to the power of `b`. The general method costs 2 kB: the lean module leaves all but whole numbers and halves to the full one.
pub(super) fn power(a: f64, b: f64) -> f64 {
    match b {
        0.5 => a.sqrt(),
        _ if b.fract() == 0.0 && b.abs() < 1024.0 => a.powi(b as i32),
        #[cfg(feature = "lean")]
        _ => crate::report::later(),
        #[cfg(not(feature = "lean"))]
        _ => libm::pow(a, b),
    }
}

/// The number of an operand, or the error that it is none. Null stays null: NaN here.
fn operand_number(expr: &Expr, value: &Value) -> Result<f64, Box<Problem>> {
    match value {
        Value::Null => Ok(f64::NAN),
        value => value
            .number()
            .ok_or_else(|| problem("wrong-type", expr, &["a text where a number is expected"], &["compute with numbers only"])),
    }
}

fn all<'a>(items: &'a [Expr], table: &'a Table, row: usize) -> Result<Vec<Value<'a>>, Box<Problem>> {
    items.iter().map(|item| eval(item, table, row)).collect()
}

fn cell(table: &Table, index: usize, row: usize) -> Value<'_> {
    let column = &table.columns[index];
    if column.is_missing(row) {
        return Value::Null;
    }
    match &column.values {
        Values::Numbers(values) => Value::Number(values[row]),
        Values::Times(values, unit) => Value::Time(values[row], *unit),
        Values::Text { .. } => column.text(row).map_or(Value::Null, |text| Value::Text(Cow::Borrowed(text))),
    }
}
