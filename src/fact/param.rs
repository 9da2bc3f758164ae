//! What the reader chooses, in facts: `value(ha, 2017) * replant`.

use super::Subject;
use super::evaluate::Context;
use super::term::Term;
use crate::expr::{self, Expr, bind, mentions};
use crate::host::NumberStyle;
use crate::report::Problem;

/// How deep named facts are followed.
const DEPTH: usize = 8;

/// An expression with the params' values in it: those of the chart that is asked, then those of the others.
pub(super) fn tree(text: &str, subject: &Subject) -> Result<Expr, Box<Problem>> {
    let mut tree = expr::tree(text)?;
    bind(&mut tree, subject.params);
    for other in subject.others {
        bind(&mut tree, other.params);
    }
    Ok(tree)
}

/// A number as its param writes it, where it stands for one: `35%`.
pub(super) fn written<'a>(context: Context<'a>, expr: &Expr, literal: Term<'a>) -> Term<'a> {
    let (name, root) = (context.source(expr), context.root);
    let param = [root].into_iter().chain(root.others).flat_map(|subject| subject.params).find(|param| param.name == name);
    match (param, &literal.value) {
        (Some(param), super::Outcome::Number(value)) if param.percent => {
            let style = NumberStyle { percent: true, ..NumberStyle::decimals(super::show::decimals(&[*value * 100.0])) };
            Term { shown: root.host.number(*value, style), ..literal }
        }
        _ => literal,
    }
}

/// Whether an expression rests on a param for which `is` holds, in it or in a fact that it names.
pub fn rests_on(expression: &str, subject: &Subject, is: &dyn Fn(&str) -> bool) -> bool {
    deep(expression, subject, is, 0)
}

fn deep(expression: &str, subject: &Subject, is: &dyn Fn(&str) -> bool, depth: usize) -> bool {
    let Ok(mut tree) = expr::tree(expression) else { return false };
    mentions(&mut tree, &|name| {
        is(name)
            || depth < DEPTH
                && subject.named.iter().find(|fact| fact.name == name).is_some_and(|fact| deep(&fact.expression, subject, is, depth + 1))
    })
}
