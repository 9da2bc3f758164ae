//! What Vega's aggregate operations make of values: running sums that values enter and leave, and statistics of a whole list.

use super::random::Random;
use super::{Datum, Frame};
use crate::stat::describe::{QuantileType, quantile_of_sorted};
use std::cmp::Ordering;
use std::collections::HashSet;

/// An aggregate operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// How many rows.
    Count,
    /// How many values that are neither nothing, nor empty text, nor NaN.
    Valid,
    /// How many values that are nothing or empty text.
    Missing,
    /// Valid and missing values.
    Known,
    /// How many different values, missing ones among them.
    Distinct,
    /// Sum.
    Sum,
    /// Product.
    Product,
    /// Arithmetic mean.
    Mean,
    /// Sample variance.
    Variance,
    /// Variance of a population.
    VarianceP,
    /// Standard deviation of a sample.
    Stdev,
    /// Standard deviation of a population.
    StdevP,
    /// Standard error of the mean.
    Stderr,
    /// Median.
    Median,
    /// Lower quartile.
    Q1,
    /// Upper quartile.
    Q3,
    /// Lower end of the bootstrapped 95 % confidence interval of the mean.
    Ci0,
    /// Its upper end.
    Ci1,
    /// Least value.
    Min,
    /// Greatest value.
    Max,
    /// The row with the least value.
    ArgMin,
    /// The row with the greatest value.
    ArgMax,
    /// All rows.
    Values,
    /// Exponentially weighted mean whose weights add up to 1.
    Exponential,
    /// Exponentially weighted mean that starts at 0.
    ExponentialB,
}

/// Operations by the names that Vega gives them.
pub const OPERATIONS: [(&str, Operation); 25] = [
    ("count", Operation::Count),
    ("valid", Operation::Valid),
    ("missing", Operation::Missing),
    ("distinct", Operation::Distinct),
    ("sum", Operation::Sum),
    ("product", Operation::Product),
    ("mean", Operation::Mean),
    ("average", Operation::Mean),
    ("variance", Operation::Variance),
    ("variancep", Operation::VarianceP),
    ("stdev", Operation::Stdev),
    ("stdevp", Operation::StdevP),
    ("stderr", Operation::Stderr),
    ("median", Operation::Median),
    ("q1", Operation::Q1),
    ("q3", Operation::Q3),
    ("ci0", Operation::Ci0),
    ("ci1", Operation::Ci1),
    ("min", Operation::Min),
    ("max", Operation::Max),
    ("argmin", Operation::ArgMin),
    ("argmax", Operation::ArgMax),
    ("values", Operation::Values),
    ("exponential", Operation::Exponential),
    ("exponentialb", Operation::ExponentialB),
];

impl Operation {
    /// An operation by its name.
    pub fn named(name: &str) -> Option<Operation> {
        OPERATIONS.iter().find(|(known, _)| *known == name).map(|(_, operation)| *operation)
    }
}

/// Values of one field that enter and leave one after another. The running formulas are Vega's (Welford's for the mean and the
/// variance), so that the last digits agree too.
#[derive(Clone, Debug, Default)]
pub(super) struct Accumulator {
    pub rows: usize,
    valid: f64,
    missing: f64,
    sum: f64,
    product: f64,
    mean: f64,
    deviation: f64,
    weighted: f64,
    rate: f64,
    least: Datum,
    greatest: Datum,
    /// A value left that was the least or the greatest.
    stale: bool,
}

impl Accumulator {
    /// Nothing yet; `rate` is the weight of exponential operations.
    pub fn new(rate: f64) -> Self {
        Accumulator { product: 1.0, rate, ..Default::default() }
    }

    /// A value enters.
    pub fn add(&mut self, value: &Datum) {
        self.rows += 1;
        let Some(number) = self.count(value, 1.0) else { return };
        self.sum += number;
        self.product *= number;
        let from_mean = number - self.mean;
        self.mean += from_mean / self.valid;
        self.deviation += from_mean * (number - self.mean);
        self.weighted = self.rate * self.weighted + number;
        let first = |extreme: &Datum| matches!(extreme, Datum::Undefined);
        if first(&self.least) || value.order(&self.least) == Some(Ordering::Less) {
            self.least = value.clone();
        }
        if first(&self.greatest) || value.order(&self.greatest) == Some(Ordering::Greater) {
            self.greatest = value.clone();
        }
    }

    /// A value leaves that entered before.
    pub fn remove(&mut self, value: &Datum) {
        self.rows -= 1;
        let Some(number) = self.count(value, -1.0) else { return };
        self.sum -= number;
        self.product /= number;
        let from_mean = number - self.mean;
        self.mean -= if self.valid > 0.0 { from_mean / self.valid } else { self.mean };
        self.deviation -= from_mean * (number - self.mean);
        self.weighted = (self.weighted - number / self.rate.powf(self.valid)) / self.rate;
        self.stale |= value.order(&self.least) != Some(Ordering::Greater) || value.order(&self.greatest) != Some(Ordering::Less);
    }

    /// Counts a value as valid or missing; its number if it is valid.
    fn count(&mut self, value: &Datum, by: f64) -> Option<f64> {
        match value {
            Datum::Undefined | Datum::Null => self.missing += by,
            Datum::Text(text) if text.is_empty() => self.missing += by,
            Datum::Number(number) if number.is_nan() => {}
            _ => {
                self.valid += by;
                return Some(value.number());
            }
        }
        None
    }

    /// The value of an operation over what is in; `rows` are the rows in question, `values` the field's values by row.
    pub fn value(&mut self, operation: Operation, frame: &Frame, values: &[Datum], rows: &[u32]) -> Datum {
        let (n, any) = (self.valid, self.valid > 0.0);
        let when = |there: bool, value: f64| if there { Datum::Number(value) } else { Datum::Undefined };
        let spread = self.deviation.max(0.0);
        let at = |row: &u32| values.get(*row as usize).unwrap_or(&Datum::Undefined);
        match operation {
            Operation::Count => Datum::Number(self.rows as f64),
            Operation::Valid => Datum::Number(n),
            Operation::Missing => Datum::Number(self.missing),
            Operation::Known => Datum::Number(n + self.missing),
            Operation::Sum => when(any, self.sum),
            Operation::Product => when(any, self.product),
            Operation::Mean => when(any, self.mean),
            Operation::Variance => when(n > 1.0, spread / (n - 1.0)),
            Operation::VarianceP => when(any, spread / n),
            Operation::Stdev => when(n > 1.0, (spread / (n - 1.0)).sqrt()),
            Operation::StdevP => when(any, (spread / n).sqrt()),
            Operation::Stderr => when(n > 1.0, (spread / (n * (n - 1.0))).sqrt()),
            Operation::Exponential => when(any, self.weighted * (1.0 - self.rate) / (1.0 - self.rate.powf(n))),
            Operation::ExponentialB => when(any, self.weighted * (1.0 - self.rate)),
            Operation::Min | Operation::Max => {
                if self.stale {
                    let mut fresh = Accumulator::new(0.0);
                    rows.iter().for_each(|row| fresh.add(at(row)));
                    (self.least, self.greatest, self.stale) = (fresh.least, fresh.greatest, false);
                }
                if operation == Operation::Min { self.least.clone() } else { self.greatest.clone() }
            }
            Operation::ArgMin | Operation::ArgMax => {
                let (side, mut best) = (if operation == Operation::ArgMin { Ordering::Less } else { Ordering::Greater }, None::<&u32>);
                for row in rows.iter().filter(|row| is_valid(at(row))) {
                    if best.is_none_or(|best| at(row).order(at(best)) == Some(side)) {
                        best = Some(row);
                    }
                }
                best.map_or(Datum::Object([].into()), |row| frame.object(*row as usize))
            }
            Operation::Values => Datum::List(rows.iter().map(|row| frame.object(*row as usize)).collect()),
            Operation::Distinct => {
                let mut seen = HashSet::new();
                for row in rows {
                    let mut key = Vec::new();
                    at(row).key(&mut key, false);
                    seen.insert(key);
                }
                Datum::Number(seen.len() as f64)
            }
            Operation::Median | Operation::Q1 | Operation::Q3 => {
                let p = match operation {
                    Operation::Q1 => 0.25,
                    Operation::Q3 => 0.75,
                    _ => 0.5,
                };
                let mut list = numbers(rows.iter().map(at));
                list.sort_unstable_by(f64::total_cmp);
                quantile(&list, p).into()
            }
            Operation::Ci0 | Operation::Ci1 => {
                let ends = confidence(&numbers(rows.iter().map(at)));
                ends.map(|(low, high)| if operation == Operation::Ci0 { low } else { high }).into()
            }
        }
    }
}

/// Whether an aggregate counts a value as valid.
pub(super) fn is_valid(value: &Datum) -> bool {
    match value {
        Datum::Undefined | Datum::Null => false,
        Datum::Text(text) => !text.is_empty(),
        Datum::Number(number) => !number.is_nan(),
        _ => true,
    }
}

/// The numbers among values: nothing, empty text and what is NaN left out.
pub(super) fn numbers<'a>(values: impl Iterator<Item = &'a Datum>) -> Vec<f64> {
    values.filter_map(Datum::to_number).filter(|number| !number.is_nan()).collect()
}

/// The quantile of sorted numbers by linear interpolation between the two nearest; none of no numbers.
pub(super) fn quantile(sorted: &[f64], p: f64) -> Option<f64> {
    if p.is_nan() {
        return None;
    }
    quantile_of_sorted(sorted, p.clamp(0.0, 1.0), QuantileType::Linear).ok()
}

/// How many numbers all resamples of a bootstrap draw at most.
const DRAWS: usize = 20_000_000;

/// The 95 % confidence interval of the mean from 1000 resamples (percentile bootstrap), fewer for very many numbers. The draws are
/// the same every time, where Vega's differ from run to run.
fn confidence(numbers: &[f64]) -> Option<(f64, f64)> {
    let n = numbers.len();
    if n == 0 {
        return None;
    }
    let mut random = Random::default();
    let samples = 1000.min((DRAWS / n).max(50));
    let mut means: Vec<f64> = (0..samples).map(|_| (0..n).map(|_| numbers[random.below(n)]).sum::<f64>() / n as f64).collect();
    means.sort_unstable_by(f64::total_cmp);
    Some((quantile(&means, 0.025)?, quantile(&means, 0.975)?))
}
