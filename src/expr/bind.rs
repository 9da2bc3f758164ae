//! Names that stand for values that the reader chooses: before anything else is made of an expression, its tree has the values in their
//! place. The places in the text stay, so that errors and workings can still tell what was written there.

use super::tree::{Expr, Node};
use crate::spec::{Param, Value};

/// Puts the values of `params` in the place of their names.
pub(crate) fn bind(expr: &mut Expr, params: &[Param]) {
    if params.is_empty() {
        return;
    }
    if let Node::Name(name) = &expr.node {
        if let Some(param) = params.iter().find(|param| param.name == *name) {
            expr.node = match &param.value {
                Value::Number(number) => Node::Number(*number),
                Value::Bool(truth) => Node::Truth(*truth),
                Value::String(text) => Node::Text(text.clone()),
                _ => Node::Null,
            };
        }
        return;
    }
    parts(expr, &mut |part| bind(part, params));
}

/// Whether a name for which `is` holds stands in an expression.
pub(crate) fn mentions(expr: &mut Expr, is: &dyn Fn(&str) -> bool) -> bool {
    if let Node::Name(name) = &expr.node {
        return is(name);
    }
    let mut found = false;
    parts(expr, &mut |part| found |= mentions(part, is));
    found
}

/// Hands over what an expression is made of. The object of `datum.share` is no value, and its key no name.
fn parts(expr: &mut Expr, each: &mut dyn FnMut(&mut Expr)) {
    match &mut expr.node {
        Node::Unary(_, operand) => each(operand),
        Node::Binary(_, left, right) => [left, right].into_iter().for_each(|part| each(part)),
        Node::Choice(parts) => parts.iter_mut().for_each(each),
        Node::List(parts) | Node::Call(_, parts) | Node::Apply(_, parts) => parts.iter_mut().for_each(each),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expr::Value::{Number, Text};
    use crate::expr::{Checked, parse};
    use crate::spec::Control;
    use crate::table::{Column, Table, Values};

    fn param(name: &str, value: Value) -> Param {
        Param { name: name.into(), label: name.into(), control: Control::Choice(Vec::new()), percent: false, value }
    }

    #[test]
    fn values_stand_where_the_names_stood() {
        let params = [param("p", 0.5.into()), param("who", "UN".into())];
        let table = Table { columns: vec![Column::new("ha", Values::Numbers(vec![8.0]))], rows: 1, lines: vec![] };
        for (expression, value) in [
            ("ha * p", Number(4.0)),
            ("max(-p, 0) + (p > 1 ? 1 : p)", Number(0.5)),
            ("if(p < 1, who, 'none')", Text("UN".into())),
            ("indexof(['US', who], who)", Number(1.0)),
        ] {
            let mut bound = parse(expression).unwrap();
            bind(&mut bound, &params);
            assert_eq!(Checked::new(bound, &table).unwrap().eval(&table, 0), Ok(value), "{expression}");
        }
        let mut place = parse("1 + p").unwrap();
        bind(&mut place, &params);
        let Node::Binary(_, _, right) = &place.node else { panic!("{place:?}") };
        assert_eq!((&right.node, right.start, right.end), (&Node::Number(0.5), 4, 5));
    }

    #[test]
    fn a_column_of_the_same_name_is_meant_by_datum() {
        let mut column = parse("datum.p > 1").unwrap();
        let before = column.clone();
        bind(&mut column, &[param("p", 0.5.into())]);
        assert_eq!(column, before);
        assert!(mentions(&mut parse("1 + abs(p)").unwrap(), &|name| name == "p"));
        assert!(!mentions(&mut parse("1 + datum.p").unwrap(), &|name| name == "p"));
    }
}
