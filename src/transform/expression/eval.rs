//! The value of an expression, by JavaScript's rules.

use super::tree::{Binary, Node, Unary};
use super::{Context, MOST, Row};
use crate::report::{Problem, nearest};
use crate::transform::{Datum, wrong};
use std::cmp::Ordering;

/// Evaluates a part of an expression.
pub fn eval(node: &Node, row: Row, context: &Context) -> Result<Datum, Box<Problem>> {
    Ok(match node {
        Node::Constant(value) => value.clone(),
        Node::Datum => row.object(),
        Node::Field(name) => row.member(name),
        Node::Signal(name) => match context.scope.signal(name) {
            Some(value) => value,
            None => {
                return Err(wrong(
                    "unknown-signal",
                    &format!("nothing is named \"{name}\""),
                    "write datum.name for a field, or define a parameter",
                ));
            }
        },
        Node::Member(object, keys) => {
            let mut value = match &**object {
                Node::Datum => Datum::Undefined,
                other => eval(other, row, context)?,
            };
            for (i, key) in keys.iter().enumerate() {
                let key = match key {
                    Node::Constant(key) => key.text(context.zone()),
                    other => eval(other, row, context)?.text(context.zone()),
                };
                value = match (i, &**object) {
                    (0, Node::Datum) => row.member(&key),
                    _ if value.is_nothing() => {
                        let found = format!("a member \"{key}\" of what is {}", value.text(context.zone()));
                        return Err(wrong("member-of-nothing", &found, "test before whether the value is there"));
                    }
                    _ => value.member(&key),
                };
            }
            value
        }
        Node::Unary(operators, operand) => {
            let mut value = eval(operand, row, context)?;
            for operator in operators.iter().rev() {
                value = match operator {
                    Unary::Not => Datum::Bool(!value.truth()),
                    Unary::Minus => Datum::Number(-value.number()),
                    Unary::Plus => Datum::Number(value.number()),
                    Unary::Invert => Datum::Number(f64::from(!to_int(value.number()))),
                };
            }
            value
        }
        Node::Chain(first, rest) => {
            let mut left = eval(first, row, context)?;
            for (operator, operand) in rest {
                left = match operator {
                    Binary::And if !left.truth() => left,
                    Binary::Or if left.truth() => left,
                    _ => {
                        let right = eval(operand, row, context)?;
                        binary(*operator, left, right, context)?
                    }
                };
            }
            left
        }
        Node::Choice(choices, otherwise) => {
            for (condition, value) in choices {
                if eval(condition, row, context)?.truth() {
                    return eval(value, row, context);
                }
            }
            eval(otherwise, row, context)?
        }
        Node::List(items) => Datum::from(all(items, row, context)?),
        Node::Object(members) => {
            let values = members.iter().map(|(key, value)| Ok((key.clone(), eval(value, row, context)?)));
            Datum::Object(values.collect::<Result<Vec<_>, Box<Problem>>>()?.into())
        }
        Node::Call(function, arguments) => (function.run)(&all(arguments, row, context)?, context)?,
        Node::Outside(name, arguments) => match context.scope.call(name, &all(arguments, row, context)?) {
            Some(result) => result?,
            None => {
                let remedy = match nearest(name, super::functions::names()) {
                    Some(near) => format!("did you mean {near}?"),
                    None => "use a function of Vega's expression language".into(),
                };
                return Err(wrong("unknown-function", &format!("no function is named \"{name}\""), &remedy));
            }
        },
    })
}

fn all(nodes: &[Node], row: Row, context: &Context) -> Result<Vec<Datum>, Box<Problem>> {
    nodes.iter().map(|node| eval(node, row, context)).collect()
}

fn binary(operator: Binary, a: Datum, b: Datum, context: &Context) -> Result<Datum, Box<Problem>> {
    let zone = context.zone();
    let order = |yes: fn(Ordering) -> bool| Datum::Bool(a.order(&b).is_some_and(yes));
    let bits = |of: fn(i32, i32) -> i32| Datum::Number(f64::from(of(to_int(a.number()), to_int(b.number()))));
    let number = |of: fn(f64, f64) -> f64| Datum::Number(of(a.number(), b.number()));
    let shift = |v: i32| (v & 31) as u32;
    Ok(match operator {
        Binary::And | Binary::Or => b,
        Binary::Equal => Datum::Bool(a.equals(&b, zone)),
        Binary::NotEqual => Datum::Bool(!a.equals(&b, zone)),
        Binary::Same => Datum::Bool(a.same(&b)),
        Binary::NotSame => Datum::Bool(!a.same(&b)),
        Binary::Less => order(Ordering::is_lt),
        Binary::Greater => order(Ordering::is_gt),
        Binary::AtMost => order(Ordering::is_le),
        Binary::AtLeast => order(Ordering::is_ge),
        Binary::In => match &b {
            Datum::Object(members) => Datum::Bool(members.iter().any(|(key, _)| *key == a.text(zone))),
            Datum::List(items) => Datum::Bool((0.0..items.len() as f64).contains(&a.number())),
            _ => return Err(wrong("in-nothing", "\"in\" asks for a member of what is no object", "write 'name' in datum")),
        },
        Binary::Add => {
            let joins = |value: &Datum| !matches!(value, Datum::Undefined | Datum::Null | Datum::Bool(_) | Datum::Number(_));
            if joins(&a) || joins(&b) {
                let text = [&*a.text(zone), &*b.text(zone)].concat();
                limit(text.len())?;
                Datum::from(text)
            } else {
                number(|a, b| a + b)
            }
        }
        Binary::Subtract => number(|a, b| a - b),
        Binary::Multiply => number(|a, b| a * b),
        Binary::Divide => number(|a, b| a / b),
        Binary::Remainder => number(|a, b| a % b),
        Binary::BitOr => bits(|a, b| a | b),
        Binary::BitXor => bits(|a, b| a ^ b),
        Binary::BitAnd => bits(|a, b| a & b),
        Binary::ShiftLeft => Datum::Number(f64::from(to_int(a.number()) << shift(to_int(b.number())))),
        Binary::ShiftRight => Datum::Number(f64::from(to_int(a.number()) >> shift(to_int(b.number())))),
        Binary::ShiftRightUnsigned => Datum::Number(f64::from(to_int(a.number()) as u32 >> shift(to_int(b.number())))),
    })
}

/// A number as JavaScript's operators on bits take it: modulo 2^32, with a sign.
pub fn to_int(value: f64) -> i32 {
    if value.is_finite() { value.trunc().rem_euclid(4_294_967_296.0) as u32 as i32 } else { 0 }
}

/// An error for a text or list that would be too long.
pub fn limit(length: usize) -> Result<(), Box<Problem>> {
    if length <= MOST {
        return Ok(());
    }
    Err(wrong("too-long", "an expression makes a text or a list of more than four million parts", "make it shorter"))
}
