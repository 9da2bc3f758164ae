//! Conditions within facts: `condition ? yes : no`, and what a fact may be compared with.

use super::evaluate::{Context, term};
use super::term::Term;
use super::{Kind, Outcome};
use crate::expr::{Expr, Node, problem};
use crate::report::Problem;

/// `condition ? yes : no`: the fact that the condition picks, proved by the condition's evidence as well.
pub(super) fn choice<'a>(context: Context<'a>, expr: &Expr, parts: [&Expr; 3]) -> Result<Term<'a>, Box<Problem>> {
    let condition = term(context, parts[0])?;
    let Outcome::Truth(truth) = condition.value else {
        let remedy = ["write a comparison"];
        return Err(problem("wrong-type", parts[0], &[context.source(parts[0]), " where a condition is expected"], &remedy));
    };
    let mut out = term(context, parts[if truth { 1 } else { 2 }])?;
    let evidence = std::mem::take(&mut out.evidence);
    out.evidence = condition.evidence;
    out.evidence.extend(evidence);
    if out.evidence.is_empty() {
        return Err(problem("no-evidence", expr, &["a choice that no data prove"], &["name a column: value(y, at)"]));
    }
    Ok(out)
}

/// A side of a comparison: a fact, or a text that stands for a category or a date.
pub(super) fn side<'a>(context: Context<'a>, expr: &Expr) -> Result<Term<'a>, Box<Problem>> {
    match &expr.node {
        Node::Text(text) => {
            let mut out = Term::literal(context, 0.0);
            out.shown.clone_from(text);
            match crate::time::parse(text) {
                Some((ms, unit)) => (out.value, out.kind) = (Outcome::Time(ms, unit), Kind::Date),
                None => out.value = Outcome::Text(text.clone()),
            }
            Ok(out)
        }
        Node::Truth(truth) => {
            let mut out = Term::literal(context, 0.0);
            (out.value, out.kind) = (Outcome::Truth(*truth), Kind::YesNo);
            Ok(out)
        }
        _ => term(context, expr),
    }
}
