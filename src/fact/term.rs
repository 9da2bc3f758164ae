//! A fact as a part of a larger one, and what arithmetic makes of its value, kind, unit, bound and working.

use super::evaluate::Context;
use super::{Fact, Kind, Outcome, show};
use crate::expr::{Binary, Expr, Value, arithmetic, holds};
use crate::report::Problem;
use crate::table::Bound;
use crate::time::{self, DAY, Unit};

/// A fact, and how it is written inside a larger one.
pub(super) struct Term {
    pub fact: Fact,
    /// Decimals of its number.
    pub decimals: u8,
    pub form: Form,
}

/// How a term is written as an operand.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Form {
    /// A number of the expression itself: `1,000,000`.
    Literal,
    /// A value and its place: `146,139 ha in 2016`.
    Place,
    /// A result and how it came about: `+52.1% (96,085 ha in 2015 → 146,139 ha in 2016)`.
    Sentence,
    /// Operands joined by an operator that binds so tightly.
    Joined(u8),
}

/// The bound of a negated number.
pub(super) fn flip(bound: Option<Bound>) -> Option<Bound> {
    bound.map(|bound| match bound {
        Bound::Above => Bound::Below,
        Bound::AtLeast => Bound::AtMost,
        Bound::Below => Bound::Above,
        Bound::AtMost => Bound::AtLeast,
        Bound::About => Bound::About,
    })
}

/// The bound of a sum; the error when one pulls up and the other down, so that nothing is known.
pub(super) fn join(a: Option<Bound>, b: Option<Bound>) -> Result<Option<Bound>, &'static str> {
    use Bound::{About, Above, AtLeast, AtMost, Below};
    Ok(match (a, b) {
        (None, known) | (known, None) => known,
        (Some(About), _) | (_, Some(About)) => Some(About),
        (Some(AtLeast), Some(AtLeast)) => Some(AtLeast),
        (Some(AtMost), Some(AtMost)) => Some(AtMost),
        (Some(Above | AtLeast), Some(Above | AtLeast)) => Some(Above),
        (Some(Below | AtMost), Some(Below | AtMost)) => Some(Below),
        _ => return Err("a lower and an upper bound, which leave the result open"),
    })
}

impl Term {
    /// A term that shows its value; its evidence and working are for the caller to add.
    pub fn new(context: &Context, value: Outcome, kind: Kind, unit: &str, bound: Option<Bound>, decimals: u8) -> Self {
        let shown = show::outcome(context.subject.host, &value, kind, unit, decimals, bound);
        let fact = Fact { value, kind, unit: unit.to_string(), bound, evidence: Vec::new(), working: String::new(), shown };
        Term { fact, decimals, form: Form::Literal }
    }

    /// A number of the expression itself.
    pub fn literal(context: &Context, value: f64) -> Self {
        Term::new(context, Outcome::Number(value), Kind::Number, "", None, show::decimals(&[value]))
    }

    /// The term as an operand of an operator that binds so tightly.
    pub fn operand(&self, binding: u8) -> String {
        let (shown, working) = (self.fact.shown.as_str(), self.fact.working.as_str());
        match self.form {
            Form::Literal => shown.to_string(),
            Form::Place => [shown, " ", working].concat(),
            Form::Sentence => [shown, " (", working, ")"].concat(),
            Form::Joined(own) if own < binding => ["(", working, ")"].concat(),
            Form::Joined(_) => working.to_string(),
        }
    }

    /// Its number, or the error that it has none.
    pub fn number(&self, context: &Context, at: &Expr) -> Result<f64, Problem> {
        match self.fact.value {
            Outcome::Number(value) => Ok(value),
            _ => Err(context.problem(
                "wrong-type",
                at,
                "no number where one is expected",
                "compute with values, not with dates, texts or conditions",
            )),
        }
    }

    fn value(&self) -> Value<'_> {
        match &self.fact.value {
            Outcome::Number(value) => Value::Number(*value),
            Outcome::Time(ms, unit) => Value::Time(*ms, *unit),
            Outcome::Text(text) => Value::Text(text.into()),
            Outcome::Truth(truth) => Value::Truth(*truth),
        }
    }

    fn is_literal(&self) -> bool {
        self.form == Form::Literal
    }
}

/// `−a`
pub(super) fn negate(context: &Context, a: Term, at: &Expr) -> Result<Term, Problem> {
    let value = -a.number(context, at)?;
    let mut term = Term::new(context, Outcome::Number(value), a.fact.kind, &a.fact.unit, flip(a.fact.bound), a.decimals);
    if !a.is_literal() {
        term.fact.working = ["\u{2212}", &a.operand(Binary::Power.binding())].concat();
        term.form = Form::Joined(Binary::Multiply.binding());
        term.fact.evidence = a.fact.evidence;
    }
    Ok(term)
}

/// `a operator b`. `at` is the operation, `parts` its operands.
pub(super) fn combine(context: &Context, operator: Binary, [a, b]: [Term; 2], at: &Expr, parts: [&Expr; 2]) -> Result<Term, Problem> {
    let working = [a.operand(operator.binding()).as_str(), sign(operator), &b.operand(operator.binding() + 1)].concat();
    let mut term = if operator.is_comparison() {
        if a.fact.bound.is_some() || b.fact.bound.is_some() {
            return Err(context.problem("two-bounds", at, "a comparison with a bound", "compare figures that are known"));
        }
        Term::new(context, Outcome::Truth(holds(operator, &a.value(), &b.value())), Kind::YesNo, "", None, 0)
    } else if operator.is_condition() {
        let (x, y) = (a.value().truth(), b.value().truth());
        Term::new(context, Outcome::Truth(if operator == Binary::And { x && y } else { x || y }), Kind::YesNo, "", None, 0)
    } else if let (Binary::Subtract, Outcome::Time(x, unit), Outcome::Time(y, other)) = (operator, &a.fact.value, &b.fact.value) {
        let (value, unit) = span(*y, *x, *unit.min(other));
        Term::new(context, Outcome::Number(value), Kind::Number, unit, None, 0)
    } else {
        compute(context, operator, &a, &b, at, parts)?
    };
    if a.is_literal() && b.is_literal() {
        return Ok(term);
    }
    term.fact.working = working;
    term.form = Form::Joined(operator.binding());
    term.fact.evidence = a.fact.evidence;
    term.fact.evidence.extend(b.fact.evidence);
    Ok(term)
}

/// Whole units from one date to another, in the coarser of their units (days for hours).
fn span(from: f64, to: f64, unit: Unit) -> (f64, &'static str) {
    let ((y, m, _), (z, n, _)) = (time::civil(from), time::civil(to));
    let months = f64::from((z - y) * 12 + n - m);
    match unit {
        Unit::Year => (f64::from(z - y), "year"),
        Unit::Quarter => ((months / 3.0).round(), "quarter"),
        Unit::Month => (months, "month"),
        Unit::Day | Unit::Minute => (((to - from) / DAY).trunc(), "day"),
    }
}

fn sign(operator: Binary) -> &'static str {
    match operator {
        Binary::Or => " or ",
        Binary::And => " and ",
        Binary::Equal => " = ",
        Binary::NotEqual => " \u{2260} ",
        Binary::Less => " < ",
        Binary::AtMost => " \u{2264} ",
        Binary::Greater => " > ",
        Binary::AtLeast => " \u{2265} ",
        Binary::Add => " + ",
        Binary::Subtract => " \u{2212} ",
        Binary::Multiply => " \u{d7} ",
        Binary::Divide => " \u{f7} ",
        Binary::Remainder => " % ",
        Binary::Power => " ^ ",
    }
}

/// Arithmetic on two numbers.
fn compute(context: &Context, operator: Binary, a: &Term, b: &Term, at: &Expr, parts: [&Expr; 2]) -> Result<Term, Problem> {
    let (x, y) = (a.number(context, parts[0])?, b.number(context, parts[1])?);
    let (kind, unit) = measure(operator, a, b).map_err(|found| context.problem("different-units", at, found, "convert one of them"))?;
    // The difference of two changes, which are fractions, is in percentage points.
    let points = if a.fact.kind == Kind::Change && b.fact.kind == Kind::Change && unit == "pp" { 100.0 } else { 1.0 };
    let value = arithmetic(operator, x, y) * points;
    if !value.is_finite() {
        return Err(context.problem(
            "not-finite",
            at,
            "a result that is no finite number",
            if y == 0.0 { "nothing can be divided by 0" } else { "" },
        ));
    }
    let bound = bound(operator, (x, a.fact.bound), (y, b.fact.bound))
        .map_err(|found| context.problem("two-bounds", at, found, "take figures that are known"))?;
    let decimals = match operator {
        _ if kind == Kind::Ratio => 2,
        Binary::Add | Binary::Subtract if points == 1.0 => a.decimals.max(b.decimals),
        Binary::Add | Binary::Subtract => 1,
        _ if unit == "%" => 1,
        _ => show::sensible_decimals(value),
    };
    Ok(Term::new(context, Outcome::Number(value), kind, &unit, bound, decimals))
}

/// The kind and the unit of a result, or why there is none.
fn measure(operator: Binary, a: &Term, b: &Term) -> Result<(Kind, String), String> {
    let (f, g) = (&a.fact, &b.fact);
    let one = |term: &Term| term.is_literal() && term.fact.value == Outcome::Number(1.0);
    let hundred = |term: &Term| term.is_literal() && term.fact.value == Outcome::Number(100.0);
    let relative = |fact: &Fact| matches!(fact.kind, Kind::Change | Kind::Ratio);
    let unit = |of: &Fact| of.unit.clone();
    let known = if f.unit.is_empty() || (f.unit == "pp" && g.unit == "%") { g } else { f };
    Ok(match operator {
        Binary::Add | Binary::Subtract => {
            let points = |x: &str, y: &str| x == "%" && y == "pp";
            if !f.unit.is_empty() && !g.unit.is_empty() && f.unit != g.unit && !points(&f.unit, &g.unit) && !points(&g.unit, &f.unit) {
                return Err([&f.unit, " and ", &g.unit, " do not add up"].concat());
            }
            match operator {
                // A ratio is 1 + a change.
                Binary::Add if (one(a) && g.kind == Kind::Change) || (one(b) && f.kind == Kind::Change) => (Kind::Ratio, String::new()),
                Binary::Subtract if one(b) && f.kind == Kind::Ratio => (Kind::Change, String::new()),
                Binary::Subtract if one(a) && g.kind == Kind::Ratio => (Kind::Ratio, String::new()),
                Binary::Subtract if f.kind == Kind::Change && g.kind == Kind::Change => (Kind::Difference, "pp".into()),
                Binary::Subtract if f.unit == "%" && g.unit == "%" => (Kind::Difference, "pp".into()),
                Binary::Subtract if f.unit == "%" && g.unit == "pp" => (Kind::Number, "%".into()),
                Binary::Subtract if a.is_literal() && b.is_literal() => (Kind::Number, String::new()),
                Binary::Subtract => (Kind::Difference, unit(known)),
                _ if a.is_literal() => (g.kind, unit(g)),
                _ if b.is_literal() || f.kind == g.kind => (f.kind, unit(known)),
                _ => (Kind::Number, unit(known)),
            }
        }
        // A fraction in percent.
        Binary::Multiply if (hundred(b) && relative(f)) || (hundred(a) && relative(g)) => (Kind::Number, "%".into()),
        Binary::Multiply if b.is_literal() || g.kind == Kind::Ratio => (f.kind, unit(f)),
        Binary::Multiply if a.is_literal() || f.kind == Kind::Ratio => (g.kind, unit(g)),
        Binary::Divide if b.is_literal() && !a.is_literal() => (f.kind, unit(f)),
        Binary::Divide if !a.is_literal() && f.unit == g.unit => (Kind::Ratio, String::new()),
        Binary::Multiply if g.unit.is_empty() || f.unit.is_empty() => (Kind::Number, unit(known)),
        Binary::Divide if g.unit.is_empty() => (Kind::Number, unit(f)),
        _ => (Kind::Number, String::new()),
    })
}

/// The bound of a result.
fn bound(operator: Binary, (x, a): (f64, Option<Bound>), (y, b): (f64, Option<Bound>)) -> Result<Option<Bound>, &'static str> {
    let scaled = |bound, by: f64| if by < 0.0 { flip(bound) } else { bound };
    match (operator, a, b) {
        (_, None, None) => Ok(None),
        (Binary::Add, ..) => join(a, b),
        (Binary::Subtract, ..) => join(a, flip(b)),
        (Binary::Multiply | Binary::Divide, _, None) => Ok(scaled(a, y)),
        (Binary::Multiply, None, _) => Ok(scaled(b, x)),
        // Only on one side of zero does a larger divisor make a smaller quotient.
        (Binary::Divide, None, Some(bound)) if matches!(bound, Bound::Above | Bound::AtLeast) == (y > 0.0) || bound == Bound::About => {
            Ok(scaled(flip(b), x))
        }
        _ => Err("a bound that the operation leaves open"),
    }
}
