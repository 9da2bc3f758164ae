//! A million values take linear or n log n time, whatever describes, changes or orders them.
//!
//! The sort is measured on values in no order, everything that stands on it on values in order, which it only looks through: so
//! this takes seconds. Sixteen times as many values may take sixteen times as long, and some more for the logarithm; a method
//! that took the square of that would be stopped by the limit between.

use super::change::{self, Align, RollingOp};
use super::describe::{self, Hinges, MomentType, QuantileType};
use super::order::{self, RankOrder, Side, Ties};
use super::sort;
use std::hint::black_box;
use std::time::Instant;

/// A method under its name.
type Method = (&'static str, fn(&[f64]));

/// One of each kind: what differs by a factor alone is left out.
const METHODS: &[Method] = &[
    ("sum", |x| _ = black_box(describe::sum(x))),
    ("product", |x| _ = black_box(describe::product(x))),
    ("geometric mean", |x| _ = black_box(describe::geometric_mean(x))),
    ("variance", |x| _ = black_box(describe::variance(x))),
    ("skewness", |x| _ = black_box(describe::skewness(x, MomentType::Unbiased))),
    ("autocorrelation", |x| _ = black_box(describe::autocorrelation(x, x.len() / 3))),
    ("mode", |x| _ = black_box(describe::mode(x))),
    ("boxplot", |x| _ = black_box(describe::boxplot_stats(x, Hinges::Tukey, 1.5))),
    ("quantile", |x| _ = black_box(describe::quantile(x, 0.9, QuantileType::Linear))),
    ("trimmed mean", |x| _ = black_box(describe::trimmed_mean(x, 0.2))),
    ("gini", |x| _ = black_box(describe::gini(x, true))),
    ("lorenz", |x| _ = black_box(describe::lorenz(x))),
    ("rank", |x| _ = black_box(order::rank(x, Ties::Average, RankOrder::Ascending))),
    ("records", |x| _ = black_box(order::records(x, Side::High))),
    ("streak", |x| _ = black_box(order::streak(x))),
    ("turning points", |x| _ = black_box(order::turning_points(x))),
    ("cumulative product", |x| _ = black_box(change::cumulative_product(x))),
    ("log change", |x| _ = black_box(change::log_change(x, 7))),
    ("rolling mean", |x| _ = black_box(change::rolling(x, x.len() / 3, RollingOp::Mean, Align::Right))),
    ("rolling min", |x| _ = black_box(change::rolling(x, x.len() / 3, RollingOp::Min, Align::Right))),
    ("rolling stdev", |x| _ = black_box(change::rolling(x, x.len() / 3, RollingOp::Stdev, Align::Right))),
];

/// Runs a method on all values and on the first sixteenth of them.
fn measure((name, method): &Method, values: &[f64]) {
    let seconds = |values: &[f64]| {
        let begun = Instant::now();
        method(values);
        begun.elapsed().as_secs_f64()
    };
    let (few, many) = (seconds(&values[..values.len() / 16]), seconds(values));
    // What takes less than this is lost in what else the machine does.
    let growth = many / few.max(0.001);
    assert!(growth < 100.0, "{name}: {few} s for a sixteenth of the values, {many} s for all");
}

#[test]
fn a_million_values_take_their_time_but_not_its_square() {
    let values: Vec<f64> = (0..1_000_000).map(|k| 0.5 + f64::from(k) / 8.0).collect();
    METHODS.iter().for_each(|method| measure(method, &values));
}

#[test]
fn values_in_no_order_are_sorted_in_n_log_n_time() {
    // Multiples of the golden section, which no two of the first thousands share.
    let values: Vec<f64> = (0..200_000).map(|k| f64::from(k) * 0.618_033_988_749_895 % 1.0).collect();
    measure(&("sort", |x| _ = black_box(sort::sorted(x))), &values);
    measure(&("rolling median", |x| _ = black_box(change::rolling(x, x.len() / 3, RollingOp::Median, Align::Left))), &values);
}
