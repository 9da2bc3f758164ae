//! An expression of facts evaluated: arithmetic over calls, and named facts.

use super::call::Call;
use super::functions::FUNCTIONS;
use super::term::{Form, Term, combine, negate};
use super::{Fact, Kind, Outcome, Subject};
use crate::expr::{self, Expr, Node, Unary, Value, call_function, column, column_name, parse, unknown_function};
use crate::report::{Place, Problem, nearest};

/// How deep named facts may rest on each other.
const DEPTH: usize = 8;

/// Where an expression is evaluated.
pub(super) struct Context<'a> {
    pub subject: &'a Subject<'a>,
    text: &'a str,
    depth: usize,
}

impl Context<'_> {
    /// An error at a node.
    pub fn problem(&self, code: &'static str, at: &Expr, found: impl Into<String>, remedy: &str) -> Problem {
        crate::problem!(Error, code, Place::Span { start: at.start, end: at.end }, found, remedy)
    }

    /// A node as it is written.
    pub fn source(&self, expr: &Expr) -> &str {
        self.text.get(expr.start..expr.end).unwrap_or_default()
    }
}

/// Evaluates a whole expression.
pub(super) fn evaluate(text: &str, subject: &Subject, depth: usize) -> Result<Term, Problem> {
    let tree = parse(text)?;
    let context = Context { subject, text, depth };
    let term = term(&context, &tree)?;
    if term.form == Form::Literal {
        return Err(context.problem("no-evidence", &tree, "a number that no data prove", "name a column: value(y, at)"));
    }
    Ok(term)
}

fn term(context: &Context, expr: &Expr) -> Result<Term, Problem> {
    match &expr.node {
        Node::Number(value) => Ok(Term::literal(context, *value)),
        Node::Unary(Unary::Plus, operand) => term(context, operand),
        Node::Unary(Unary::Minus, operand) => negate(context, term(context, operand)?, operand),
        Node::Unary(Unary::Not, operand) => {
            let mut inner = term(context, operand)?;
            let Outcome::Truth(truth) = inner.fact.value else {
                return Err(context.problem("wrong-type", operand, "no condition where one is expected", "write a comparison"));
            };
            let Fact { evidence, .. } = std::mem::replace(&mut inner.fact, Term::literal(context, 0.0).fact);
            let working = context.source(expr).to_string();
            let mut out = Term::new(context, Outcome::Truth(!truth), Kind::YesNo, "", None, 0);
            (out.fact.evidence, out.fact.working, out.form) = (evidence, working, Form::Sentence);
            Ok(out)
        }
        Node::Binary(operator, left, right) => {
            combine(context, *operator, [term(context, left)?, term(context, right)?], expr, [left, right])
        }
        Node::Call(name, args) => call(context, expr, name, args),
        Node::Name(name) => named(context, expr, name),
        _ => Err(context.problem(
            "wrong-type",
            expr,
            [context.source(expr), " is no fact"].concat(),
            "write a function of the data: value(y, at)",
        )),
    }
}

fn call(context: &Context, expr: &Expr, name: &str, args: &[Expr]) -> Result<Term, Problem> {
    // `max(y)` is the largest of a column, `max(value(…), 0)` the larger of two numbers.
    let on_column = args.first().is_some_and(|arg| column_name(arg).is_some() || matches!(arg.node, Node::Text(_)));
    let function = FUNCTIONS.iter().find(|f| f.name == name);
    if (function.is_none() || !on_column) && expr::is_function(name) {
        return mathematics(context, expr, name, args);
    }
    match function {
        Some(function) => (function.run)(&Call::new(context, function, expr, args)?),
        None => Err(unknown_function(expr, name, &mut FUNCTIONS.iter().map(|f| f.name))),
    }
}

/// A function of numbers, such as `abs` or `round`; kind and unit are those of its first argument.
fn mathematics(context: &Context, expr: &Expr, name: &str, args: &[Expr]) -> Result<Term, Problem> {
    let (mut values, mut evidence, mut working) = (Vec::new(), Vec::new(), [name, "("].concat());
    let (mut kind, mut unit) = (Kind::Number, String::new());
    for (i, arg) in args.iter().enumerate() {
        let part = term(context, arg)?;
        if part.fact.bound.is_some() {
            return Err(context.problem("two-bounds", arg, "a bound that the operation leaves open", "take figures that are known"));
        }
        values.push(Value::Number(part.number(context, arg)?));
        working.push_str(if i > 0 { ", " } else { "" });
        working.push_str(&part.operand(0));
        if i == 0 && matches!(name, "abs" | "round" | "floor" | "ceil" | "min" | "max") {
            // A difference without its sign is an amount.
            kind = if name == "abs" && part.fact.kind == Kind::Difference { Kind::Number } else { part.fact.kind };
            unit = part.fact.unit;
        }
        evidence.extend(part.fact.evidence);
    }
    let value = match call_function(expr, name, &values)? {
        Value::Number(value) if value.is_finite() => value,
        _ => return Err(context.problem("not-finite", expr, "a result that is no finite number", "")),
    };
    if evidence.is_empty() {
        return Ok(Term::literal(context, value));
    }
    let mut out = Term::new(context, Outcome::Number(value), kind, &unit, None, super::show::sensible_decimals(value));
    working.push(')');
    (out.fact.evidence, out.fact.working, out.form) = (evidence, working, Form::Joined(u8::MAX));
    Ok(out)
}

/// The fact of a name that the spec gives it.
fn named(context: &Context, expr: &Expr, name: &str) -> Result<Term, Problem> {
    let subject = context.subject;
    let Some(fact) = subject.named.iter().find(|f| f.name == name) else {
        if column(subject.table, name).is_some() {
            let remedy = ["say which of its values: value(", name, ", at), last(", name, ")"].concat();
            return Err(context.problem("not-a-fact", expr, ["\"", name, "\" is a whole column"].concat(), &remedy));
        }
        let near = nearest(name, subject.named.iter().map(|f| f.name.as_str()).chain(FUNCTIONS.iter().map(|f| f.name)));
        let remedy = near.map_or("write a function of the data: value(y, at)".to_string(), |near| ["did you mean ", near, "?"].concat());
        return Err(context.problem("unknown-fact", expr, ["no fact is named \"", name, "\""].concat(), &remedy));
    };
    if context.depth >= DEPTH {
        return Err(context.problem(
            "endless-fact",
            expr,
            ["the fact \"", name, "\" rests on itself"].concat(),
            "give one of them an expression of the data",
        ));
    }
    // What is wrong in the named fact is wrong in the spec, not here.
    evaluate(&fact.expression, subject, context.depth + 1).map_err(|problem| match problem.place {
        Place::Span { .. } if problem.code != "endless-fact" => {
            Problem { place: Place::Path(["/usermeta/nutgraph/facts/", name].concat()), ..problem }
        }
        _ => problem,
    })
}
