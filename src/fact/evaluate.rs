//! An expression of facts evaluated: arithmetic over calls, and named facts.

use super::call::Call;
#[cfg(not(feature = "lean"))]
use super::choice::{choice, side};
use super::functions;
use super::term::{Form, Term, combine, negate};
use super::{Kind, Outcome, Subject};
use crate::expr::{self, Expr, Node, Unary, Value, call_function, problem, unknown, unknown_function};
#[cfg(feature = "lean")]
use crate::expr::{column_name, tree};
use crate::report::{Place, Problem};

/// How deep named facts may rest on each other.
const DEPTH: usize = 8;

/// Where an expression is evaluated.
#[derive(Clone, Copy)]
pub(super) struct Context<'a> {
    /// The chart that bare names mean.
    pub subject: &'a Subject<'a>,
    /// Which of the charts that is: 0 for the one that was asked, else one more than its index among the others.
    #[cfg(not(feature = "lean"))]
    pub chart: usize,
    /// The chart that was asked, which knows the others.
    #[cfg(not(feature = "lean"))]
    pub root: &'a Subject<'a>,
    pub text: &'a str,
    pub depth: usize,
}

impl<'a> Context<'a> {
    /// A node as it is written.
    pub fn source(&self, expr: &Expr) -> &'a str {
        self.text.get(expr.start..expr.end).unwrap_or_default()
    }
}

/// What names mean where there is one chart, as in the lean module; `charts` has the same for several.
#[cfg(feature = "lean")]
impl<'a> Context<'a> {
    /// The column that a node names.
    pub fn column_name<'e>(&self, expr: &'e Expr) -> Option<&'e str> {
        column_name(expr)
    }

    /// The chart whose column a node names.
    pub fn home(&self, _: &Expr) -> Result<Context<'a>, Box<Problem>> {
        Ok(*self)
    }

    /// A condition as its chart alone has it.
    pub fn without_name(&self, condition: &Expr) -> Expr {
        condition.clone()
    }
}

/// Evaluates a whole expression.
pub(super) fn evaluate<'a>(text: &'a str, subject: &'a Subject<'a>, depth: usize) -> Result<Term<'a>, Box<Problem>> {
    #[cfg(feature = "lean")]
    let tree = tree(text)?;
    #[cfg(not(feature = "lean"))]
    let tree = super::param::tree(text, subject)?;
    let context = Context {
        subject,
        #[cfg(not(feature = "lean"))]
        chart: 0,
        #[cfg(not(feature = "lean"))]
        root: subject,
        text,
        depth,
    };
    whole(context, &tree)
}

/// Evaluates an expression that is a fact of its own.
fn whole<'a>(context: Context<'a>, tree: &Expr) -> Result<Term<'a>, Box<Problem>> {
    let term = term(context, tree)?;
    #[cfg(feature = "lean")]
    let proves_nothing = term.form == Form::Literal;
    #[cfg(not(feature = "lean"))]
    let proves_nothing = term.is_literal();
    if proves_nothing {
        return Err(problem("no-evidence", tree, &["a number that no data prove"], &["name a column: value(y, at)"]));
    }
    Ok(term)
}

pub(super) fn term<'a>(context: Context<'a>, expr: &Expr) -> Result<Term<'a>, Box<Problem>> {
    match &expr.node {
        Node::Number(value) => {
            let literal = Term::literal(context, *value);
            #[cfg(not(feature = "lean"))]
            let literal = super::param::written(context, expr, literal);
            Ok(literal)
        }
        Node::Unary(Unary::Plus, operand) => term(context, operand),
        Node::Unary(Unary::Minus, operand) => negate(context, term(context, operand)?, operand),
        Node::Unary(Unary::Not, operand) => {
            let inner = term(context, operand)?;
            let Outcome::Truth(truth) = inner.value else {
                return Err(problem("wrong-type", operand, &["no condition where one is expected"], &["write a comparison"]));
            };
            let mut out = Term::new(context, Outcome::Truth(!truth), Kind::YesNo, "", None, 0);
            (out.evidence, out.working, out.form) = (inner.evidence, context.source(expr).to_string(), Form::Sentence);
            Ok(out)
        }
        #[cfg(not(feature = "lean"))]
        Node::Binary(operator, left, right) if operator.is_comparison() => {
            let mut sides = [side(context, left)?, side(context, right)?];
            if sides.iter().any(|side| side.kind == Kind::Date) {
                // A year beside a date is written as one.
                sides.iter_mut().for_each(|side| side.write_plain(context));
            }
            combine(context, *operator, sides, expr, [left, right])
        }
        Node::Binary(operator, left, right) => {
            combine(context, *operator, [term(context, left)?, term(context, right)?], expr, [left, right])
        }
        #[cfg(not(feature = "lean"))]
        Node::Choice(parts) => choice(context, expr, [&parts[0], &parts[1], &parts[2]]),
        #[cfg(not(feature = "lean"))]
        Node::Member(object, key) if context.chart_of(object).is_some() => match (context.chart_of(object), &key.node) {
            (Some(home), Node::Text(name)) => named(home, expr, name),
            _ => Err(problem("wrong-type", expr, &[context.source(expr), " is no fact"], &["write chart.name"])),
        },
        Node::Call(name, args) => call(context, expr, name, args),
        Node::Name(name) => named(context, expr, name),
        _ => Err(problem("wrong-type", expr, &[context.source(expr), " is no fact"], &["write a function of the data: value(y, at)"])),
    }
}

fn call<'a>(context: Context<'a>, expr: &Expr, name: &str, args: &[Expr]) -> Result<Term<'a>, Box<Problem>> {
    // `max(y)` is the largest of a column, `max(value(…), 0)` the larger of two numbers.
    let on_column = args.first().is_some_and(|arg| context.column_name(arg).is_some() || matches!(arg.node, Node::Text(_)));
    let function = functions::find(name);
    #[cfg(not(feature = "lean"))]
    if let ("if", [condition, yes, no]) = (name, args) {
        return choice(context, expr, [condition, yes, no]);
    }
    if (function.is_none() || !on_column) && expr::is_function(name) {
        return mathematics(context, expr, name, args);
    }
    match function {
        Some(function) => (function.run)(&Call::new(context, function, expr, args)?),
        None => Err(unknown_function(expr, name, &functions::names())),
    }
}

/// A function of numbers, such as `abs` or `round`; kind and unit are those of its first argument.
fn mathematics<'a>(context: Context<'a>, expr: &Expr, name: &str, args: &[Expr]) -> Result<Term<'a>, Box<Problem>> {
    let (mut values, mut evidence, mut working) = (Vec::new(), Vec::new(), [name, "("].concat());
    let (mut kind, mut unit) = (Kind::Number, "");
    for (i, arg) in args.iter().enumerate() {
        let part = term(context, arg)?;
        if part.bound.is_some() {
            return Err(problem("two-bounds", arg, &["a bound that the operation leaves open"], &["take figures that are known"]));
        }
        #[cfg(feature = "lean")]
        let value = Value::Number(part.number(arg)?);
        #[cfg(not(feature = "lean"))]
        let value = part.value().own();
        values.push(value);
        working.push_str(if i > 0 { ", " } else { "" });
        working.push_str(&part.operand(0));
        if i == 0 && matches!(name, "abs" | "round" | "floor" | "ceil" | "min" | "max") {
            // A difference without its sign is an amount.
            kind = if name == "abs" && part.kind == Kind::Difference { Kind::Number } else { part.kind };
            unit = part.unit;
        }
        evidence.extend(part.evidence);
    }
    let result = call_function(expr, name, &values)?;
    let mut out = match result {
        Value::Number(value) if value.is_finite() => {
            if evidence.is_empty() {
                return Ok(Term::literal(context, value));
            }
            let out = Term::new(context, Outcome::Number(value), kind, unit, None, super::show::sensible_decimals(value));
            #[cfg(not(feature = "lean"))]
            let out = if name == "year" { Term { shown: context.subject.host.plain(value), ..out } } else { out };
            out
        }
        #[cfg(not(feature = "lean"))]
        Value::Truth(truth) => Term::new(context, Outcome::Truth(truth), Kind::YesNo, "", None, 0),
        #[cfg(not(feature = "lean"))]
        Value::Time(ms, known) => Term::new(context, Outcome::Time(ms, known), Kind::Date, "", None, 0),
        #[cfg(not(feature = "lean"))]
        Value::Text(text) => Term::new(context, Outcome::Text(text.into_owned()), Kind::Number, "", None, 0),
        _ => return Err(problem("not-finite", expr, &["a result that is no finite number"], &[])),
    };
    working.push(')');
    (out.evidence, out.working, out.form) = (evidence, working, Form::Joined(u8::MAX));
    Ok(out)
}

/// The fact of a name that the spec gives it.
fn named<'a>(context: Context<'a>, expr: &Expr, name: &str) -> Result<Term<'a>, Box<Problem>> {
    let subject = context.subject;
    let Some(fact) = subject.named.iter().find(|f| f.name == name) else {
        if subject.table.column(name).is_some() {
            crate::report::only_in_full();
            let remedy = ["say which of its values: value(", name, ", at), last(", name, ")"].concat();
            return Err(problem("not-a-fact", expr, &["\"", name, "\" is a whole column"], &[&remedy]));
        }
        crate::report::only_in_full();
        let known: Vec<&str> = subject.named.iter().map(|f| f.name.as_str()).chain(functions::names()).collect();
        return Err(unknown("unknown-fact", expr, "fact", name, &known));
    };
    if context.depth >= DEPTH {
        return Err(problem(
            "endless-fact",
            expr,
            &["the fact \"", name, "\" rests on itself"],
            &["give one of them an expression of the data"],
        ));
    }
    // What is wrong in the named fact is wrong in the spec, not here.
    let inner = Context { text: &fact.expression, depth: context.depth + 1, ..context };
    #[cfg(feature = "lean")]
    let tree = tree(inner.text);
    #[cfg(not(feature = "lean"))]
    let tree = super::param::tree(inner.text, subject);
    tree.and_then(|tree| whole(inner, &tree)).map_err(|mut problem| {
        if matches!(problem.place, Place::Span { .. }) && problem.code != "endless-fact" {
            problem.place = Place::Path(["/usermeta/nutgraph/facts/", name].concat());
        }
        problem
    })
}
