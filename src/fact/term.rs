//! A fact as a part of a larger one, and what arithmetic makes of its value, kind, unit, bound and working.

use super::evaluate::Context;
use super::{Evidence, Kind, Outcome, show};
use crate::expr::{Binary, Expr, Value, arithmetic, holds, problem};
use crate::report::Problem;
use crate::table::Bound;
use crate::time::{self, DAY, Unit};

/// A fact, and how it is written inside a larger one.
pub(super) struct Term<'a> {
    pub value: Outcome,
    pub kind: Kind,
    pub unit: &'a str,
    pub bound: Option<Bound>,
    pub evidence: Vec<Evidence>,
    pub working: String,
    pub shown: String,
    /// Decimals of its number.
    pub decimals: u8,
    pub form: Form,
    #[cfg(not(feature = "lean"))]
    pub interval: Option<super::Interval>,
    pub span: Option<super::Span>,
}

/// How a term is written as an operand.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Form {
    /// A number of the expression itself: `1,000,000`.
    Literal,
    /// The same, of what the reader has chosen, alone or joined with others by an operator that binds so tightly: `1 − 35%`.
    #[cfg(not(feature = "lean"))]
    Chosen(u8),
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

/// The ends between which a number lies, of which a bound may be known, and whether the two ends are out of reach.
fn ends((value, bound): (f64, Option<Bound>)) -> [(f64, bool); 2] {
    match bound {
        None | Some(Bound::About) => [(value, false), (value, false)],
        Some(bound @ (Bound::Above | Bound::AtLeast)) => [(value, bound == Bound::Above), (f64::INFINITY, true)],
        Some(bound) => [(f64::NEG_INFINITY, true), (value, bound == Bound::Below)],
    }
}

/// Whether one number is at least as large as another; none when their bounds leave it open.
pub(super) fn at_least(a: (f64, Option<Bound>), b: (f64, Option<Bound>)) -> Option<bool> {
    let ([a_low, a_high], [b_low, b_high]) = (ends(a), ends(b));
    if a_low.0 >= b_high.0 {
        Some(true)
    } else if a_high.0 < b_low.0 || (a_high.0 == b_low.0 && (a_high.1 || b_low.1)) {
        Some(false)
    } else {
        None
    }
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

impl<'a> Term<'a> {
    /// A term that shows its value; its evidence and working are for the caller to add.
    pub fn new(context: Context<'a>, value: Outcome, kind: Kind, unit: &'a str, bound: Option<Bound>, decimals: u8) -> Self {
        let shown = show::outcome(context.subject, &value, kind, unit, decimals, bound);
        Term {
            value,
            kind,
            unit,
            bound,
            evidence: Vec::new(),
            working: String::new(),
            shown,
            decimals,
            form: Form::Literal,
            #[cfg(not(feature = "lean"))]
            interval: None,
            span: None,
        }
    }

    /// A number of the expression itself.
    pub fn literal(context: Context<'a>, value: f64) -> Self {
        Term::new(context, Outcome::Number(value), Kind::Number, "", None, show::decimals(&[value]))
    }

    /// The term as an operand of an operator that binds so tightly.
    pub fn operand(&self, binding: u8) -> String {
        let (shown, working) = (self.shown.as_str(), self.working.as_str());
        match self.form {
            Form::Literal => shown.to_string(),
            Form::Place => [shown, " ", working].concat(),
            Form::Sentence => [shown, " (", working, ")"].concat(),
            #[cfg(not(feature = "lean"))]
            Form::Chosen(own) if own < binding => ["(", working, ")"].concat(),
            #[cfg(not(feature = "lean"))]
            Form::Chosen(_) => working.to_string(),
            Form::Joined(own) if own < binding => ["(", working, ")"].concat(),
            Form::Joined(_) => working.to_string(),
        }
    }

    /// Writes a number of the expression without grouping.
    #[cfg(not(feature = "lean"))]
    pub fn write_plain(&mut self, context: Context) {
        if let (Form::Literal, Outcome::Number(value)) = (self.form, &self.value) {
            self.shown = context.subject.host.plain(*value);
        }
    }

    /// Its number, or the error that it has none.
    pub fn number(&self, at: &Expr) -> Result<f64, Box<Problem>> {
        match self.value {
            Outcome::Number(value) => Ok(value),
            _ => Err(problem(
                "wrong-type",
                at,
                &["no number where one is expected"],
                &["compute with values, not with dates, texts or conditions"],
            )),
        }
    }

    pub fn value(&self) -> Value<'_> {
        match &self.value {
            Outcome::Number(value) => Value::Number(*value),
            Outcome::Time(ms, unit) => Value::Time(*ms, *unit),
            Outcome::Text(text) => Value::Text(text.into()),
            Outcome::Truth(truth) => Value::Truth(*truth),
            #[cfg(not(feature = "lean"))]
            Outcome::List(_) => Value::Null,
        }
    }

    #[cfg(feature = "lean")]
    fn is_literal(&self) -> bool {
        self.form == Form::Literal
    }

    /// No data prove it.
    #[cfg(not(feature = "lean"))]
    pub fn is_literal(&self) -> bool {
        matches!(self.form, Form::Literal | Form::Chosen(_))
    }
}

/// `−a`
pub(super) fn negate<'a>(context: Context<'a>, a: Term<'a>, at: &Expr) -> Result<Term<'a>, Box<Problem>> {
    let value = -a.number(at)?;
    let mut term = Term::new(context, Outcome::Number(value), a.kind, a.unit, flip(a.bound), a.decimals);
    if !a.is_literal() {
        term.working = ["\u{2212}", &a.operand(Binary::Power.binding())].concat();
        term.form = Form::Joined(Binary::Multiply.binding());
        term.evidence = a.evidence;
    }
    Ok(term)
}

/// `a operator b`. `at` is the operation, `parts` its operands.
pub(super) fn combine<'a>(
    context: Context<'a>,
    operator: Binary,
    [a, b]: [Term<'a>; 2],
    at: &Expr,
    parts: [&Expr; 2],
) -> Result<Term<'a>, Box<Problem>> {
    let working = [a.operand(operator.binding()).as_str(), sign(operator, context), &b.operand(operator.binding() + 1)].concat();
    let mut term = if operator.is_comparison() {
        if a.bound.is_some() || b.bound.is_some() {
            return Err(problem("two-bounds", at, &["a comparison with a bound"], &["compare figures that are known"]));
        }
        Term::new(context, Outcome::Truth(holds(operator, &a.value(), &b.value())), Kind::YesNo, "", None, 0)
    } else if operator.is_condition() {
        let (x, y) = (a.value().truth(), b.value().truth());
        Term::new(context, Outcome::Truth(if operator == Binary::And { x && y } else { x || y }), Kind::YesNo, "", None, 0)
    } else if let (Binary::Subtract, Outcome::Time(x, unit), Outcome::Time(y, other)) = (operator, &a.value, &b.value) {
        let (value, unit) = span(*y, *x, *unit.min(other));
        Term::new(context, Outcome::Number(value), Kind::Number, unit, None, 0)
    } else {
        compute(context, operator, &a, &b, at, parts)?
    };
    if a.is_literal() && b.is_literal() {
        #[cfg(not(feature = "lean"))]
        if a.form != b.form || a.form != Form::Literal {
            (term.working, term.form) = (working, Form::Chosen(operator.binding()));
        }
        return Ok(term);
    }
    term.working = working;
    term.form = Form::Joined(operator.binding());
    term.evidence = a.evidence;
    term.evidence.extend(b.evidence);
    Ok(term)
}

/// Whole units from one date to another, in the coarser of their units (days for hours).
pub(super) fn span(from: f64, to: f64, unit: Unit) -> (f64, &'static str) {
    let ((y, m, _), (z, n, _)) = (time::civil(from), time::civil(to));
    let months = f64::from((z - y) * 12 + n - m);
    match unit {
        Unit::Year => (f64::from(z - y), "year"),
        Unit::Quarter => ((months / 3.0).round(), "quarter"),
        Unit::Month => (months, "month"),
        Unit::Day | Unit::Minute => (((to - from) / DAY).trunc(), "day"),
    }
}

fn sign(operator: Binary, context: Context) -> &'static str {
    match operator {
        Binary::Or => context.subject.words().junctions[0],
        Binary::And => context.subject.words().junctions[1],
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
fn compute<'a>(
    context: Context<'a>,
    operator: Binary,
    a: &Term<'a>,
    b: &Term<'a>,
    at: &Expr,
    parts: [&Expr; 2],
) -> Result<Term<'a>, Box<Problem>> {
    let (x, y) = (a.number(parts[0])?, b.number(parts[1])?);
    let (kind, unit) = measure(operator, a, b, at)?;
    // The difference of two changes, which are fractions, is in percentage points.
    let points = if a.kind == Kind::Change && b.kind == Kind::Change && unit == "pp" { 100.0 } else { 1.0 };
    let value = arithmetic(operator, x, y) * points;
    if !value.is_finite() {
        return Err(problem(
            "not-finite",
            at,
            &["a result that is no finite number"],
            &[if y == 0.0 { "nothing can be divided by 0" } else { "" }],
        ));
    }
    let bound = bound(operator, (x, a.bound), (y, b.bound))
        .map_err(|found| problem("two-bounds", at, &[found], &["take figures that are known"]))?;
    let decimals = match operator {
        _ if kind == Kind::Ratio => 2,
        Binary::Add | Binary::Subtract if points == 1.0 => a.decimals.max(b.decimals),
        Binary::Add | Binary::Subtract => 1,
        _ if unit == "%" => 1,
        _ => show::sensible_decimals(value),
    };
    Ok(Term::new(context, Outcome::Number(value), kind, unit, bound, decimals))
}

/// The kind and the unit of a result, or the error that there is none.
fn measure<'a>(operator: Binary, a: &Term<'a>, b: &Term<'a>, at: &Expr) -> Result<(Kind, &'a str), Box<Problem>> {
    let is = |term: &Term, number: f64| term.is_literal() && term.value == Outcome::Number(number);
    let relative = |term: &Term| matches!(term.kind, Kind::Change | Kind::Ratio);
    let (x, y) = (a.unit, b.unit);
    let (points, percent) = ([x, y].contains(&"pp"), [x, y].contains(&"%"));
    let known = if x.is_empty() { y } else { x };
    let free = x.is_empty() || y.is_empty();
    Ok(match operator {
        Binary::Add | Binary::Subtract if !free && x != y && !(points && percent) => {
            return Err(problem("different-units", at, &[x, " and ", y, " do not add up"], &["convert one of them"]));
        }
        // A ratio is 1 + a change.
        Binary::Add if (is(a, 1.0) && b.kind == Kind::Change) || (is(b, 1.0) && a.kind == Kind::Change) => (Kind::Ratio, ""),
        Binary::Subtract if is(b, 1.0) && a.kind == Kind::Ratio => (Kind::Change, ""),
        Binary::Subtract if is(a, 1.0) && b.kind == Kind::Ratio => (Kind::Ratio, ""),
        Binary::Subtract if a.kind == Kind::Change && b.kind == Kind::Change => (Kind::Difference, "pp"),
        Binary::Add | Binary::Subtract if points && percent => (Kind::Number, "%"),
        Binary::Subtract if a.is_literal() && b.is_literal() => (Kind::Number, ""),
        Binary::Subtract => (Kind::Difference, if percent { "pp" } else { known }),
        Binary::Add if a.is_literal() => (b.kind, y),
        Binary::Add if b.is_literal() || a.kind == b.kind => (a.kind, known),
        Binary::Add => (Kind::Number, known),
        // A fraction in percent.
        Binary::Multiply if (is(b, 100.0) && relative(a)) || (is(a, 100.0) && relative(b)) => (Kind::Number, "%"),
        Binary::Multiply if b.is_literal() || b.kind == Kind::Ratio => (a.kind, x),
        Binary::Multiply if a.is_literal() || a.kind == Kind::Ratio => (b.kind, y),
        Binary::Multiply if free => (Kind::Number, known),
        Binary::Divide if b.is_literal() && !a.is_literal() => (a.kind, x),
        Binary::Divide if !a.is_literal() && x == y => (Kind::Ratio, ""),
        Binary::Divide if y.is_empty() => (Kind::Number, x),
        _ => (Kind::Number, ""),
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
