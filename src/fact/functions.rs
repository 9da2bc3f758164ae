//! The functions of facts: one table. Each family is a file.

use super::call::Call;
use super::term::Term;
use super::{compare, describe, level};
use crate::report::Problem;

/// Computes a call.
pub(super) type Run = for<'a> fn(&Call<'a, '_>) -> Result<Term<'a>, Box<Problem>>;

/// A function of facts.
#[derive(Clone, Copy)]
pub(super) struct Function {
    /// Its name.
    pub name: &'static str,
    /// How it is written, for errors.
    pub signature: &'static str,
    /// How many arguments it may have, without the condition that picks rows.
    pub counts: &'static [usize],
    /// What it gives.
    pub run: Run,
}

const fn function(name: &'static str, signature: &'static str, counts: &'static [usize], run: Run) -> Function {
    Function { name, signature, counts, run }
}

/// All of them.
pub(super) const FUNCTIONS: [Function; 12] = [
    function("value", "value(y, at)", &[2], level::value),
    function("first", "first(y)", &[1], level::first),
    function("last", "last(y)", &[1], level::last),
    function("change", "change(y, from, to)", &[3], compare::change),
    function("diff", "diff(y, from, to)", &[3], compare::diff),
    function("times", "times(y, from, to)", &[3], compare::times),
    function("sum", "sum(y) or sum(y, from, to)", &[1, 3], describe::sum),
    function("mean", "mean(y) or mean(y, from, to)", &[1, 3], describe::mean),
    function("min", "min(y) or min(y, from, to)", &[1, 3], describe::min),
    function("max", "max(y) or max(y, from, to)", &[1, 3], describe::max),
    function("peak", "peak(y) or peak(y, from, to)", &[1, 3], describe::peak),
    function("trough", "trough(y) or trough(y, from, to)", &[1, 3], describe::trough),
];
