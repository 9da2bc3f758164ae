//! The functions of facts: one table. Each family is a file.

use super::call::Call;
use super::term::Term;
use super::{compare, describe, level, record, step};
#[cfg(not(feature = "lean"))]
use super::{dates, goal, pair, rank, rate, spread, streak, turn, turning};
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

/// Those that every module has.
static COMMON: [Function; 17] = [
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
    function("record", "record(y, at)", &[2], record::record),
    function("highest_since", "highest_since(y, at)", &[2], record::highest_since),
    function("lowest_since", "lowest_since(y, at)", &[2], record::lowest_since),
    function("jump", "jump(y) or jump(y, from, to)", &[1, 3], step::jump),
    function("drop", "drop(y) or drop(y, from, to)", &[1, 3], step::drop),
];

/// Those that the full module has beside them.
#[cfg(not(feature = "lean"))]
static MORE: [Function; 32] = [
    function("median", "median(y) or median(y, from, to)", &[1, 3], spread::median),
    function("count", "count(y) or count(y, from, to)", &[1, 3], spread::count),
    function("average", "average(y) or average(y, from, to)", &[1, 3], describe::mean),
    function("stdev", "stdev(y) or stdev(y, from, to)", &[1, 3], spread::stdev),
    function("stdevp", "stdevp(y) or stdevp(y, from, to)", &[1, 3], spread::stdevp),
    function("variance", "variance(y) or variance(y, from, to)", &[1, 3], spread::variance),
    function("variancep", "variancep(y) or variancep(y, from, to)", &[1, 3], spread::variancep),
    function("stderr", "stderr(y) or stderr(y, from, to)", &[1, 3], spread::stderr),
    function("quantile", "quantile(y, p) or quantile(y, p, from, to)", &[2, 4], spread::quantile),
    function("q1", "q1(y) or q1(y, from, to)", &[1, 3], spread::q1),
    function("q3", "q3(y) or q3(y, from, to)", &[1, 3], spread::q3),
    function("iqr", "iqr(y) or iqr(y, from, to)", &[1, 3], spread::iqr),
    function("range", "range(y) or range(y, from, to)", &[1, 3], spread::range),
    function("rank", "rank(y, at) or rank(y, at, 'low')", &[2, 3], rank::rank),
    function("streak", "streak(y, at)", &[2], streak::streak),
    function("turning_points", "turning_points(y) or turning_points(y, tolerance)", &[1, 2], turning::turning_points),
    function("turned", "turned(y, from, to) or turned(y, from, to, tolerance)", &[3, 4], turning::turned),
    function("slope", "slope(y, from, to)", &[1, 3], rate::slope),
    function("trend", "trend(y) or trend(y, from, to)", &[1, 3], rate::trend),
    function("cagr", "cagr(y, from, to)", &[3], rate::cagr),
    function("gap", "gap(a, b, at)", &[3], pair::gap),
    function("share", "share(part, whole, at)", &[3], pair::share),
    function("correlation", "correlation(a, b) or correlation(a, b, from, to)", &[2, 4], pair::correlation),
    function("progress", "progress(y, target, at)", &[3], goal::progress),
    function("pace", "pace(y, target, by)", &[3], goal::pace),
    function("projected", "projected(y, at)", &[2], goal::projected),
    function("span", "span(from, to)", &[2], dates::span),
    function("since", "since(date)", &[1], dates::since),
    function("first_x", "first_x(condition)", &[0], dates::first_x),
    function("last_x", "last_x(condition)", &[0], dates::last_x),
    function("rise_begins", "rise_begins(y, from, to) or rise_begins(y, from, to, tolerance)", &[3, 4], turn::rise_begins),
    function("fall_begins", "fall_begins(y, from, to) or fall_begins(y, from, to, tolerance)", &[3, 4], turn::fall_begins),
];

/// The function of a name.
pub(super) fn find(name: &str) -> Option<&'static Function> {
    let found = COMMON.iter().find(|f| f.name == name);
    #[cfg(not(feature = "lean"))]
    let found = found.or_else(|| MORE.iter().find(|f| f.name == name));
    found
}

/// The names of all functions.
pub(super) fn names() -> Vec<&'static str> {
    let names = COMMON.iter().map(|f| f.name);
    #[cfg(not(feature = "lean"))]
    let names = names.chain(MORE.iter().map(|f| f.name));
    names.collect()
}

/// The names of all functions, with how they are called.
#[cfg(test)]
pub(crate) fn vocabulary() -> Vec<(&'static str, &'static str)> {
    COMMON.iter().chain(&MORE).map(|function| (function.name, function.signature)).collect()
}
