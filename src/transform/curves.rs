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
const WORK: f64 = 5e8;
/// How many points a density may have.
const STEPS: f64 = 100_000.0;

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
    let values = field.values_in(frame);
    let steps = options.steps.filter(|steps| *steps > 0.0);
    let most = steps.unwrap_or(options.maxsteps);
    let least = steps.unwrap_or(if options.shared { most } else { options.minsteps });
    if frame.rows() as f64 * most.max(least) > WORK || most.max(least) > STEPS {
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
    let values = field.values_in(frame);
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
    let (xs, ys) = (x.values_in(frame), y.values_in(frame));
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
    let (xs, ys) = (x.values_in(frame), y.values_in(frame));
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
    let (xs, ys) = (x.values_in(frame), y.values_in(frame));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transform::testing::frame;
    use proptest::prelude::*;

    const VALUES: &str = r#"[{"v": 1, "g": 0}, {"v": 2, "g": 1}, {"v": 2.5, "g": 0}, {"v": 4, "g": 1}, {"v": 8, "g": 0}]"#;

    #[track_caller]
    fn check(found: &Frame, names: &[&str], expected: &[&[f64]]) {
        assert_eq!(found.rows(), expected.len());
        for (row, values) in expected.iter().enumerate() {
            for (name, value) in names.iter().zip(*values) {
                let found = found.get(name, row).number();
                assert!((found - value).abs() < 1e-9, "row {row}, {name}: {found}, in Vega {value}");
            }
        }
    }

    #[test]
    fn densities_are_vegas() {
        let by = [Field::column("g")];
        let of = |groupby: &[Field], options: DensityOptions| {
            density(&frame(VALUES), &Field::column("v"), groupby, &options, ["x", "y"]).expect("points")
        };
        // Vega 6.4.0, kde
        let found = of(&[], DensityOptions { steps: Some(4.0), extent: Some([0.0, 10.0]), ..DensityOptions::default() });
        check(
            &found,
            &["x", "y"],
            &[
                &[0.0, 0.06939380114621077],
                &[2.5, 0.19200478153855016],
                &[5.0, 0.058733079117933386],
                &[7.5, 0.06393822753125003],
                &[10.0, 0.015202072505406995],
            ],
        );
        assert_eq!(found.sources(4), [0, 1, 2, 3, 4]);
        let own = DensityOptions { bandwidth: 1.0, counts: true, steps: Some(2.0), ..DensityOptions::default() };
        check(
            &of(&by, own),
            &["g", "x", "y"],
            &[
                &[0.0, 1.0, 0.5284598760764592],
                &[0.0, 4.5, 0.055736331903279576],
                &[0.0, 8.0, 0.39894238810816784],
                &[1.0, 2.0, 0.4529332469146208],
                &[1.0, 3.0, 0.48394144903828673],
                &[1.0, 4.0, 0.4529332469146208],
            ],
        );
        let shared = DensityOptions { bandwidth: 1.0, cumulative: true, shared: true, steps: Some(2.0), ..DensityOptions::default() };
        check(
            &of(&by, shared),
            &["g", "x", "y"],
            &[
                &[0.0, 1.0, 0.18893573375671266],
                &[0.0, 4.5, 0.6590832893506069],
                &[0.0, 8.0, 0.8333333270030526],
                &[1.0, 1.0, 0.08000257598154356],
                &[1.0, 4.5, 0.8426263979741184],
                &[1.0, 8.0, 0.9999841638857896],
            ],
        );
    }

    #[test]
    fn a_curve_has_more_points_where_it_bends() {
        let options = DensityOptions { extent: Some([0.0, 10.0]), ..DensityOptions::default() };
        let found = density(&frame(VALUES), &Field::column("v"), &[], &options, ["x", "y"]).expect("points");
        // Vega 6.4.0, kde
        assert_eq!(found.rows(), 95);
        check(
            &found.select(&[10, 57, 94]),
            &["x", "y"],
            &[&[1.6, 0.1850770570834899], &[6.6, 0.03848369808257538], &[10.0, 0.015202072505406995]],
        );
    }

    #[test]
    fn quantiles_are_vegas() {
        let table = frame(r#"[{"v": 1}, {"v": 2}, {"v": 4}, {"v": 8}, {"v": null}]"#);
        let of = |probabilities: Option<&[f64]>, step| {
            quantiles(&table, &Field::column("v"), &[], probabilities, step, ["p", "v"]).expect("points")
        };
        // Vega 6.4.0, quantile
        check(
            &of(Some(&[0.0, 0.25, 0.5, 0.9, 1.0]), 0.0),
            &["p", "v"],
            &[&[0.0, 1.0], &[0.25, 1.75], &[0.5, 3.0], &[0.9, 6.8], &[1.0, 8.0]],
        );
        check(&of(None, 0.25), &["p", "v"], &[&[0.125, 1.375], &[0.375, 2.25], &[0.625, 3.75], &[0.875, 6.5]]);
        assert_eq!(of(None, 0.0).rows(), 100);
        assert!(quantiles(&table, &Field::column("v"), &[], None, 1e-12, ["p", "v"]).is_err());
    }

    const PAIRS: &str = r#"[{"x": 1, "y": 2}, {"x": 2, "y": 3}, {"x": 3, "y": 5}, {"x": 4, "y": 4}, {"x": 5, "y": 8}, {"x": 6, "y": null}, {"x": null, "y": 3}]"#;

    #[test]
    fn regressions_are_vegas() {
        let (x, y) = (Field::column("x"), Field::column("y"));
        // Vega 6.4.0, regression: the number of points, the first, the middle one and the last; the coefficients and r²
        type Case = (RegressionMethod, usize, [[f64; 2]; 3], &'static [f64]);
        let cases: [Case; 3] = [
            (RegressionMethod::Linear, 2, [[1.0, 1.8], [6.0, 8.3], [6.0, 8.3]], &[0.5, 1.3, 0.7971698113207547]),
            (
                RegressionMethod::Quad,
                35,
                [[1.0, 2.228571428571428], [2.7, 3.6007142857142864], [6.0, 9.8]],
                &[2.0, 0.014285714285715345, 0.21428571428571416, 0.8274932614555255],
            ),
            (
                RegressionMethod::Exp,
                26,
                [[1.0, 2.199468688818197], [3.6, 4.901894140173474], [6.0, 10.271580924641015]],
                &[1.616046608669427, 0.308233024433195, 0.8354037069445724],
            ),
        ];
        for (method, points, expected, parameters) in cases {
            let options = RegressionOptions { method, extent: None };
            let found = regression(&frame(PAIRS), &x, &y, &[], &options, ["x", "y"]).expect("points");
            assert_eq!(found.rows(), points, "{method:?}");
            let chosen = found.select(&[0, points as u32 / 2, points as u32 - 1]);
            check(&chosen, &["x", "y"], &expected.each_ref().map(|point| &point[..]));
            let found = regression_parameters(&frame(PAIRS), &x, &y, &[], method).expect("parameters");
            let mut all: Vec<f64> = found.get("coef", 0).as_list().unwrap_or_default().iter().map(Datum::number).collect();
            all.push(found.get("rSquared", 0).number());
            assert!(all.len() == parameters.len() && all.iter().zip(parameters).all(|(a, b)| (a - b).abs() < 1e-9), "{method:?}: {all:?}");
        }
    }

    #[test]
    fn too_few_rows_have_no_curve_and_odd_options_are_errors() {
        let (x, y) = (Field::column("x"), Field::column("y"));
        let options = |method| RegressionOptions { method, extent: None };
        let one = frame(r#"[{"x": 1, "y": 2}]"#);
        assert_eq!(regression(&one, &x, &y, &[], &options(RegressionMethod::Linear), ["x", "y"]).map(|f| f.rows()).ok(), Some(0));
        let high = regression(&one, &x, &y, &[], &options(RegressionMethod::Poly(1000)), ["x", "y"]).map(drop).map_err(|p| p.code);
        assert_eq!(high, Err("high-order"));
        assert_eq!(loess(&one, &x, &y, &[], 5.0, ["x", "y"]).map(drop).map_err(|p| p.code), Err("no-loess"));
        let many = crate::transform::sequence(0.0, 200_000.0, 1.0, "x").expect("rows");
        assert_eq!(loess(&many, &x, &x, &[], 0.3, ["x", "y"]).map(drop).map_err(|p| p.code), Err("large-loess"));
        let steps = DensityOptions { steps: Some(1e6), ..DensityOptions::default() };
        assert_eq!(density(&many, &x, &[], &steps, ["x", "y"]).map(drop).map_err(|p| p.code), Err("large-density"));
    }

    #[test]
    fn a_loess_is_vegas() {
        let found = loess(&frame(PAIRS), &Field::column("x"), &Field::column("y"), &[], 0.7, ["x", "y"]).expect("points");
        // Vega 6.4.0, loess
        check(&found, &["x", "y"], &[&[1.0, 2.0], &[2.0, 3.0], &[3.0, 5.0], &[4.0, 4.0], &[5.0, 8.0]]);
    }

    proptest! {
        #[test]
        fn any_curve_is_sampled_from_end_to_end_in_bounded_points(start in -1e6f64..1e6, span in 0.0f64..1e6, wave in 0.0f64..50.0, least: f64, most in 0.0f64..300.0) {
            let points = sample_curve(&|x| (x * wave).sin() / x, [start, start + span], least.clamp(-5.0, 100.0), most);
            prop_assert_eq!((points[0].0, points[points.len() - 1].0), (start, start + span));
            prop_assert!(points.len() <= 2 * 300 + 2, "{}", points.len());
            prop_assert!(points.is_sorted_by(|a, b| a.0 <= b.0));
        }

        #[test]
        fn any_data_have_curves_or_errors(values in prop::collection::vec((any::<f64>(), -5i32..5), 0..20), bandwidth: f64, step: f64) {
            let data: Vec<Datum> = values.iter().map(|(x, y)| Datum::Object([("x".into(), Datum::Number(*x)), ("y".into(), Datum::Number(f64::from(*y)))].into())).collect();
            let table = Frame::from_data(&data);
            let (x, y) = (Field::column("x"), Field::column("y"));
            let by = [y.clone()];
            let _ = density(&table, &x, &by, &DensityOptions { bandwidth, ..DensityOptions::default() }, ["a", "b"]);
            let _ = loess(&table, &x, &y, &[], bandwidth, ["a", "b"]);
            let _ = quantiles(&table, &x, &by, None, step.abs().max(0.001), ["a", "b"]);
            for method in [RegressionMethod::Linear, RegressionMethod::Log, RegressionMethod::Exp, RegressionMethod::Pow, RegressionMethod::Quad, RegressionMethod::Poly(4)] {
                let _ = regression(&table, &x, &y, &[], &RegressionOptions { method, extent: None }, ["a", "b"]);
            }
        }
    }
}
