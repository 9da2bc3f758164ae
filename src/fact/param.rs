//! What the reader chooses, in facts: `value(ha, 2017) * replant`.

use super::Subject;
use super::evaluate::Context;
use super::term::{Form, Term};
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

/// A number as its param writes it, where it stands for one: `35%`. However it goes on, the working tells what was chosen.
pub(super) fn written<'a>(context: Context<'a>, expr: &Expr, literal: Term<'a>) -> Term<'a> {
    let (name, root) = (context.source(expr), context.root);
    let param = [root].into_iter().chain(root.others).flat_map(|subject| subject.params).find(|param| param.name == name);
    let (Some(param), &super::Outcome::Number(value)) = (param, &literal.value) else { return literal };
    let shown = if param.percent {
        root.host.number(value, NumberStyle { percent: true, ..NumberStyle::decimals(super::show::decimals(&[value * 100.0])) })
    } else {
        literal.shown
    };
    Term { working: shown.clone(), shown, form: Form::Chosen(u8::MAX), ..literal }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::compute;
    use crate::host::Plain;
    use crate::spec::{Control, NamedFact, Param, Period, Value};
    use crate::table::{self, Format};

    fn param(name: &str, value: Value, percent: bool) -> Param {
        Param { name: name.into(), label: name.into(), control: Control::Choice(Vec::new()), percent, value }
    }

    /// Hands over a small table with params: a share, a year, a name, and a factor.
    fn on(check: &dyn Fn(&Subject)) {
        let table = table::read("year,ha,who\n2015,100,UN\n2016,200,UN\n2016,300,US\n", Format::Csv, &Plain).0.unwrap();
        let params = [
            param("share", 0.35.into(), true),
            param("at", 2015.0.into(), false),
            param("source", "US".into(), false),
            param("times", 3.0.into(), false),
        ];
        let named = [NamedFact { name: "left".into(), expression: "value(ha, 2016, who == source) * (1 - share)".into() }];
        let units = ["", "ha", ""].map(String::from);
        let (others, names) = (&[][..], &[][..]);
        check(&Subject {
            name: "",
            others,
            table: &table,
            x: Some(0),
            units: &units,
            as_of: None,
            period: Period::Start,
            names,
            named: &named,
            params: &params,
            language: "en",
            host: &Plain,
        });
    }

    #[test]
    fn names_stand_for_what_the_reader_has_chosen_and_workings_tell_it() {
        on(&|subject| {
            let of = |expression: &str| {
                compute(expression, subject).map(|fact| (fact.shown, fact.working)).map_err(|problem| problem.to_string())
            };
            let told = |shown: &str, working: &str| Ok((shown.to_string(), working.to_string()));
            assert_eq!(of("left"), told("195 ha", "300 ha in 2016 (US) × (1 − 35%)"));
            assert_eq!(of("value(ha, at)"), told("100 ha", "in 2015"));
            assert_eq!(of("value(ha, at) * times * 2"), told("600 ha", "100 ha in 2015 × 3 × 2"));
            assert_eq!(of("share * times"), Err("at character 1: a number that no data prove; name a column: value(y, at)".to_string()));
        });
    }

    #[test]
    fn what_a_fact_rests_on_is_found_in_named_facts_too() {
        on(&|subject| {
            let rests = |expression: &str, name: &str| rests_on(expression, subject, &|other| other == name);
            assert!(rests("left / 2", "share") && rests("left", "source") && rests("value(ha, at)", "at"));
            assert!(!rests("left", "at") && !rests("value(ha, 2015)", "share") && !rests("value(", "share"));
        });
    }
}
