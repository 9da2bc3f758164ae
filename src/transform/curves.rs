//! Curves through groups of rows: densities, quantiles, regressions and loess, as points of their own.

use super::accumulate::{numbers, quantile};
use super::frame::Sources;
use super::reshape::enough;
use super::{Datum, Field, Frame, wrong};
use crate::report::Problem;
use crate::stat::distribution::normal;
use crate::stat::vega::{RegressionMethod, vega_bandwidth, vega_loess, vega_regression};
use std::rc::Rc;

/// How a density is estimated.
#[derive(Clone, Debug)]
pub struct DensityOptions {
    /// The width of the normal kernel; 0 for Scott's rule.
    pub bandwidth: f64,
    /// The density adds up to the number of values, not to 1.
    pub counts: bool,
    /// The share of values up to a place, not the density at it.
    pub cumulative: bool,
    /// From where to where; the extent of the values without.
    pub extent: Option<[f64; 2]>,
    /// All groups at the same places.
    pub shared: bool,
    /// How many points exactly, less one.
    pub steps: Option<f64>,
    /// How many at least.
    pub minsteps: f64,
    /// How many at most.
    pub maxsteps: f64,
}

impl Default for DensityOptions {
    fn default() -> Self {
        DensityOptions {
            bandwidth: 0.0,
            counts: false,
            cumulative: false,
            extent: None,
            shared: false,
            steps: None,
            minsteps: 25.0,
            maxsteps: 200.0,
        }
    }
}

/// How many terms a density may add up, and how many neighbours a loess may look at.
const WORK: f64 = 1e9;

/// Rows that are made for groups: the groups' fields, and points.
struct Points<'a> {
    frame: &'a Frame,
    groupby: &'a [Field],
    sources: Sources,
    columns: Vec<Vec<Datum>>,
}

impl<'a> Points<'a> {
    fn new(frame: &'a Frame, groupby: &'a [Field]) -> Self {
        Points { frame, groupby, sources: Sources::default(), columns: vec![Vec::new(); groupby.len() + 2] }
    }

    /// Appends points for a group.
    fn extend(&mut self, rows: &[u32], points: impl Iterator<Item = (Datum, Datum)>) -> Result<(), Box<Problem>> {
        let head: Vec<Datum> =
            self.groupby.iter().map(|field| rows.first().map_or(Datum::Undefined, |row| field.of(self.frame, *row as usize))).collect();
        let from = self.frame.sources_of(rows);
        for (i, (x, y)) in points.enumerate() {
            if i == 0 {
                self.sources.push(&from)
            } else {
                self.sources.push_again()
            }
            head.iter().chain([&x, &y]).zip(&mut self.columns).for_each(|(value, column)| column.push(value.clone()));
        }
        enough(self.columns.last().map_or(0, Vec::len))
    }

    fn frame(self, names: [&str; 2]) -> Frame {
        let mut out = Frame::from_sources(self.sources);
        let names = self.groupby.iter().map(Field::name).chain(names.into_iter().map(Rc::from));
        names.zip(self.columns).for_each(|(name, values)| out.set(name, values));
        out
    }
}

/// The least and the greatest valid value, in order.
fn ends(values: &[Datum]) -> Option<(Datum, Datum)> {
    let mut found: Option<(&Datum, &Datum)> = None;
    for value in values.iter().filter(|value| value.is_valid()) {
        found = Some(match found {
            None => (value, value),
            Some((least, greatest)) => (
                if value.order(least).is_some_and(|o| o.is_lt()) { value } else { least },
                if value.order(greatest).is_some_and(|o| o.is_gt()) { value } else { greatest },
            ),
        });
    }
    found.map(|(least, greatest)| (least.clone(), greatest.clone()))
}

/// A share of a curve's turn at which a point more is put in between: half a degree.
const TURN: f64 = std::f64::consts::PI / 360.0;

/// Points of a curve from one place to another: `least` of equal width, and more where it bends, `most` at most (Vega's `sampleCurve`).
fn sample_curve(curve: &dyn Fn(f64) -> f64, [start, stop]: [f64; 2], least: f64, most: f64) -> Vec<(f64, f64)> {
    let least = if least >= 1.0 { least.min(1e6).floor() } else { 25.0 };
    let most = if most >= least { most.min(1e6) } else { least };
    let point = |x: f64| (x, curve(x));
    let span = stop - start;
    let at = |i: f64| point(start + i / least * span);
    let mut done = vec![point(start)];
    if least == most {
        done.extend((1..least as usize).map(|i| at(i as f64)));
        done.push(point(stop));
        return done;
    }
    let mut ahead = vec![point(stop)];
    ahead.extend((1..least as usize).rev().map(|i| at(i as f64)));
    let heights = ahead.iter().chain(&done).map(|p| p.1);
    let (low, high) = heights.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), y| (low.min(y), high.max(y)));
    let (scale_x, scale_y) = (1.0 / span, 1.0 / (high - low));
    let turn = |p: (f64, f64), q: (f64, f64), r: (f64, f64)| {
        let angle = |to: (f64, f64)| (scale_y * (to.1 - p.1)).atan2(scale_x * (to.0 - p.0));
        (angle(r) - angle(q)).abs()
    };
    let mut from = done[0];
    while let Some(to) = ahead.last().copied() {
        let middle = point((from.0 + to.0) / 2.0);
        // At the end of the largest resolution, or where rounding leaves no place between.
        let room = middle.0 - from.0 >= span / most && middle.0 > from.0 && middle.0 < to.0;
        if room && turn(from, middle, to) > TURN {
            ahead.push(middle);
        } else {
            from = to;
            done.push(to);
            ahead.pop();
        }
    }
    done
}

/// Points of the density of a field in each group, by a normal kernel: the groups' fields, the place and the density.
pub fn density(frame: &Frame, field: &Field, groupby: &[Field], options: &DensityOptions, names: [&str; 2]) -> Result<Frame, Box<Problem>> {
    let values = field.values(frame);
    let steps = options.steps.filter(|steps| *steps > 0.0);
    let most = steps.unwrap_or(options.maxsteps);
    let least = steps.unwrap_or(if options.shared { most } else { options.minsteps });
    if frame.rows() as f64 * most.max(least) > WORK {
        return Err(wrong(
            "large-density",
            "a density of so many rows in so many steps takes too long",
            "take fewer steps, or a sample of the rows",
        ));
    }
    let numbers_of = |ends: (Datum, Datum)| [ends.0.number(), ends.1.number()];
    let shared = options.extent.or_else(|| ends(&values).filter(|_| options.shared).map(numbers_of));
    let mut points = Points::new(frame, groupby);
    for rows in frame.groups(groupby) {
        let own: Vec<Datum> = rows.iter().map(|row| values[*row as usize].clone()).collect();
        let support: Vec<f64> = own.iter().map(Datum::number).collect();
        let Some(domain) = shared.or_else(|| ends(&own).map(numbers_of)) else { continue };
        let bandwidth = match options.bandwidth {
            given if given != 0.0 && !given.is_nan() => given,
            _ => vega_bandwidth(&numbers(own.iter())).unwrap_or(f64::NAN),
        };
        let n = support.len() as f64;
        let scale = if options.counts { n } else { 1.0 };
        let curve = |x: f64| {
            let each = |value: &f64| {
                let z = (x - value) / bandwidth;
                if options.cumulative { normal::distribution(z) } else { normal::density(z) / bandwidth }
            };
            support.iter().map(each).sum::<f64>() / n * scale
        };
        points.extend(&rows, sample_curve(&curve, domain, least, most).into_iter().map(|(x, y)| (Datum::Number(x), Datum::Number(y))))?;
    }
    Ok(points.frame(names))
}

/// The quantiles of a field in each group at probabilities: the groups' fields, the probability and the quantile. Without
/// probabilities, from half a step on in steps.
pub fn quantiles(
    frame: &Frame,
    field: &Field,
    groupby: &[Field],
    probabilities: Option<&[f64]>,
    step: f64,
    names: [&str; 2],
) -> Result<Frame, Box<Problem>> {
    let step = if step > 0.0 { step } else { 0.01 };
    let all: Vec<f64> = match probabilities {
        Some(given) => given.to_vec(),
        None => {
            let count = ((1.0 - 1e-14 - step / 2.0) / step).ceil().max(0.0);
            enough(count.min(1e9) as usize)?;
            (0..count as usize).map(|i| step / 2.0 + i as f64 * step).collect()
        }
    };
    let values = field.values(frame);
    let mut points = Points::new(frame, groupby);
    for rows in frame.groups(groupby) {
        let mut sorted = numbers(rows.iter().map(|row| &values[*row as usize]));
        sorted.sort_unstable_by(f64::total_cmp);
        points.extend(&rows, all.iter().map(|p| (Datum::Number(*p), quantile(&sorted, *p).into())))?;
    }
    Ok(points.frame(names))
}

/// The pairs of a group in which both are numbers.
fn pairs(rows: &[u32], x: &[Datum], y: &[Datum]) -> (Vec<f64>, Vec<f64>) {
    let pair = |row: &u32| {
        let (x, y) = (&x[*row as usize], &y[*row as usize]);
        let there = !x.is_nothing() && !y.is_nothing();
        there.then(|| (x.number(), y.number())).filter(|(x, y)| !x.is_nan() && !y.is_nan())
    };
    rows.iter().filter_map(pair).unzip()
}

/// A regression.
#[derive(Clone, Debug)]
pub struct RegressionOptions {
    /// The method; a polynomial's with its order.
    pub method: RegressionMethod,
    /// From where to where; the extent of the values without.
    pub extent: Option<[f64; 2]>,
}

/// Points of a curve fitted to `y` by `x` in each group: the groups' fields, x and y. A line has its two ends, another curve as many
/// points as its bends ask for. A group with no more rows than the curve has coefficients less one has no points.
pub fn regression(
    frame: &Frame,
    x: &Field,
    y: &Field,
    groupby: &[Field],
    options: &RegressionOptions,
    names: [&str; 2],
) -> Result<Frame, Box<Problem>> {
    let method = options.method;
    check_order(method)?;
    let (xs, ys) = (x.values(frame), y.values(frame));
    let mut points = Points::new(frame, groupby);
    for rows in frame.groups(groupby) {
        let (x, y) = pairs(&rows, &xs, &ys);
        let own: Vec<Datum> = rows.iter().map(|row| xs[*row as usize].clone()).collect();
        let (Ok(fit), Some(ends)) = (vega_regression(&x, &y, method), ends(&own)) else { continue };
        // A logarithm has no curve from zero on.
        let extent = options.extent.filter(|extent| method != RegressionMethod::Log || extent[0] > 0.0);
        let ends = extent.map_or(ends, |[start, stop]| (Datum::Number(start), Datum::Number(stop)));
        if method == RegressionMethod::Linear {
            points.extend(&rows, [ends.0, ends.1].into_iter().map(|x| (x.clone(), Datum::Number(fit.at(x.number())))))?;
        } else {
            let curve = sample_curve(&|x| fit.at(x), [ends.0.number(), ends.1.number()], 25.0, 200.0);
            points.extend(&rows, curve.into_iter().map(|(x, y)| (Datum::Number(x), Datum::Number(y))))?;
        }
    }
    Ok(points.frame(names))
}

/// The highest order of a polynomial.
const ORDER: usize = 30;

fn check_order(method: RegressionMethod) -> Result<(), Box<Problem>> {
    match method {
        RegressionMethod::Poly(order) if order > ORDER => {
            Err(wrong("high-order", "a polynomial of so high an order has no meaning", "use at most order 30"))
        }
        _ => Ok(()),
    }
}

/// The coefficients and r² of the curve in each group, in columns `coef` and `rSquared`, beside the values of the group in `keys`.
pub fn regression_parameters(
    frame: &Frame,
    x: &Field,
    y: &Field,
    groupby: &[Field],
    method: RegressionMethod,
) -> Result<Frame, Box<Problem>> {
    check_order(method)?;
    let (xs, ys) = (x.values(frame), y.values(frame));
    let (mut sources, mut columns) = (Sources::default(), [Vec::new(), Vec::new(), Vec::new()]);
    for rows in frame.groups(groupby) {
        let (x, y) = pairs(&rows, &xs, &ys);
        let Ok(fit) = vega_regression(&x, &y, method) else { continue };
        sources.push(&frame.sources_of(&rows));
        let keys = groupby.iter().map(|field| rows.first().map_or(Datum::Undefined, |row| field.of(frame, *row as usize)));
        columns[0].push(Datum::List(keys.collect()));
        columns[1].push(Datum::List(fit.coefficients.iter().map(|c| Datum::Number(*c)).collect()));
        columns[2].push(Datum::Number(fit.r_squared.unwrap_or(f64::NAN)));
    }
    let mut out = Frame::from_sources(sources);
    ["keys", "coef", "rSquared"].into_iter().zip(columns).for_each(|(name, values)| out.set(name, values));
    Ok(out)
}

/// Points of a loess smooth of `y` by `x` in each group, one for each x: the groups' fields, x and y. `bandwidth` is the share of the
/// points that each line looks at, 0.3 by default.
pub fn loess(frame: &Frame, x: &Field, y: &Field, groupby: &[Field], bandwidth: f64, names: [&str; 2]) -> Result<Frame, Box<Problem>> {
    let bandwidth = if bandwidth == 0.0 || bandwidth.is_nan() { 0.3 } else { bandwidth };
    let (xs, ys) = (x.values(frame), y.values(frame));
    let mut points = Points::new(frame, groupby);
    for rows in frame.groups(groupby) {
        if (rows.len() as f64).powi(2) * bandwidth > WORK {
            return Err(wrong(
                "large-loess",
                "a loess of so many rows takes too long",
                "take a smaller bandwidth, or a sample of the rows",
            ));
        }
        let (x, y) = pairs(&rows, &xs, &ys);
        let smooth = vega_loess(&x, &y, bandwidth).map_err(|why| wrong("no-loess", &why.to_string(), "give a bandwidth from 0 to 1"))?;
        points.extend(&rows, smooth.0.into_iter().zip(smooth.1).map(|(x, y)| (Datum::Number(x), Datum::Number(y))))?;
    }
    Ok(points.frame(names))
}
