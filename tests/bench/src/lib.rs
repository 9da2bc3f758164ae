//! Every statistic of `src/stat` on many values, to be run by its number: by `main.rs` on this machine, by `run.mjs` as Wasm.

#[path = "../../../src/stat/mod.rs"]
pub mod stat;

use stat::{breaks, change, density, describe, interval, multiple, order, relate, season, smooth, sort, trend, vega};
use std::cell::RefCell;
use std::hint::black_box;

/// What the methods are given.
#[derive(Default)]
pub struct Input {
    /// The places, in order.
    x: Vec<f64>,
    /// A walk with a drift and a season, above zero.
    y: Vec<f64>,
    /// Noise between 0 and 1, in no order.
    u: Vec<f64>,
    /// Few different values, with gaps.
    k: Vec<f64>,
    /// Growth towards a limit, with noise.
    s: Vec<f64>,
}

impl Input {
    /// So many values, the same each time.
    pub fn new(n: usize) -> Input {
        let mut seed = 0x9e37_79b9_7f4a_7c15_u64;
        let mut next = || {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            (seed >> 11) as f64 / (1_u64 << 53) as f64
        };
        let u: Vec<f64> = (0..n).map(|_| next()).collect();
        let mut level = 1000.0;
        let walk = |i: usize| {
            level += next() - 0.499;
            level + 10.0 * (i as f64 * std::f64::consts::TAU / 12.0).sin()
        };
        let y = (0..n).map(walk).collect();
        let k = u.iter().map(|v| if *v < 0.01 { f64::NAN } else { (v * 50.0).floor() }).collect();
        let s = (0..n).map(|i| 900.0 / (1.0 + (-(i as f64 / n as f64 - 0.5) * 12.0).exp()) + u[i]).collect();
        Input { x: (0..n).map(|i| i as f64).collect(), y, u, k, s }
    }
}

/// A method under its name, and how many values it is given at most: those that are exact by counting all cases take small samples
/// by their nature.
pub struct Method(pub &'static str, pub usize, pub fn(&Input));

const ALL: usize = usize::MAX;

macro_rules! methods {
    ($($name:literal $most:expr, $d:ident => $run:expr;)*) => {
        /// Every method.
        pub const METHODS: &[Method] = &[$(Method($name, $most, |$d| { _ = black_box($run); }),)*];
    };
}

methods! {
    "sum" ALL, d => describe::sum(&d.u);
    "mean" ALL, d => describe::mean(&d.u);
    "weighted_mean" ALL, d => describe::weighted_mean(&d.y, &d.u);
    "geometric_mean" ALL, d => describe::geometric_mean(&d.y);
    "harmonic_mean" ALL, d => describe::harmonic_mean(&d.y);
    "product" ALL, d => describe::product(&d.u);
    "median" ALL, d => describe::median(&d.u);
    "quantile" ALL, d => describe::quantile(&d.u, 0.9, describe::QuantileType::Linear);
    "iqr" ALL, d => describe::iqr(&d.u, describe::QuantileType::Linear);
    "min" ALL, d => describe::min(&d.u);
    "max" ALL, d => describe::max(&d.u);
    "range" ALL, d => describe::range(&d.u);
    "variance" ALL, d => describe::variance(&d.y);
    "stdev" ALL, d => describe::stdev(&d.y);
    "stderr" ALL, d => describe::stderr(&d.y);
    "coefficient_of_variation" ALL, d => describe::coefficient_of_variation(&d.y);
    "zscore" ALL, d => describe::zscore(&d.y);
    "skewness" ALL, d => describe::skewness(&d.u, describe::MomentType::Unbiased);
    "kurtosis" ALL, d => describe::kurtosis(&d.u, describe::MomentType::Unbiased);
    "mad" ALL, d => describe::mad(&d.u, 1.4826);
    "trimmed_mean" ALL, d => describe::trimmed_mean(&d.u, 0.2);
    "winsorized_mean" ALL, d => describe::winsorized_mean(&d.u, 0.2);
    "count" ALL, d => describe::count(&d.k);
    "missing" ALL, d => describe::missing(&d.k);
    "distinct" ALL, d => describe::distinct(&d.u);
    "mode" ALL, d => describe::mode(&d.u);
    "fivenum" ALL, d => describe::fivenum(&d.u);
    "boxplot_stats" ALL, d => describe::boxplot_stats(&d.u, describe::Hinges::Tukey, 1.5);
    "gini" ALL, d => describe::gini(&d.u, true);
    "herfindahl" ALL, d => describe::herfindahl(&d.u);
    "lorenz" ALL, d => describe::lorenz(&d.u);
    "autocorrelation" ALL, d => describe::autocorrelation(&d.y, d.y.len() / 3);
    "cumulative_sum" ALL, d => change::cumulative_sum(&d.k);
    "cumulative_product" ALL, d => change::cumulative_product(&d.u);
    "cumulative_max" ALL, d => change::cumulative_max(&d.k);
    "cumulative_min" ALL, d => change::cumulative_min(&d.k);
    "lag" ALL, d => change::lag(&d.k, 3);
    "difference" ALL, d => change::difference(&d.k, 3);
    "relative_change" ALL, d => change::relative_change(&d.y, 1);
    "ratio" ALL, d => change::ratio(&d.y, 1);
    "log_change" ALL, d => change::log_change(&d.y, 1);
    "index_to_base" ALL, d => change::index_to_base(&d.y, 0, 100.0);
    "share" ALL, d => change::share(&d.u);
    "rolling mean" ALL, d => change::rolling(&d.u, d.u.len() / 3, change::RollingOp::Mean, change::Align::Right);
    "rolling median" ALL, d => change::rolling(&d.u, d.u.len() / 3, change::RollingOp::Median, change::Align::Right);
    "rolling min" ALL, d => change::rolling(&d.u, d.u.len() / 3, change::RollingOp::Min, change::Align::Right);
    "rolling stdev" ALL, d => change::rolling(&d.u, d.u.len() / 3, change::RollingOp::Stdev, change::Align::Right);
    "rank" ALL, d => order::rank(&d.k, order::Ties::Average, order::RankOrder::Ascending);
    "percent_rank" ALL, d => order::percent_rank(&d.u);
    "cume_dist" ALL, d => order::cume_dist(&d.u);
    "records" ALL, d => order::records(&d.y, order::Side::High);
    "peak" ALL, d => order::peak(&d.y);
    "trough" ALL, d => order::trough(&d.y);
    "highest_since" ALL, d => order::highest_since(&d.y, d.y.len() - 1);
    "streak" ALL, d => order::streak(&d.y);
    "turning_points" ALL, d => order::turning_points(&d.y);
    "swings" ALL, d => order::swings(&d.y, 1.0);
    "linear_regression" ALL, d => trend::linear_regression(&d.x, &d.y);
    "regression_through_origin" ALL, d => trend::regression_through_origin(&d.x, &d.y);
    "weighted_linear_regression" ALL, d => trend::weighted_linear_regression(&d.x, &d.y, &d.u);
    "polynomial_regression" ALL, d => trend::polynomial_regression(&d.x, &d.y, 3);
    "exponential_regression" ALL, d => trend::exponential_regression(&d.x, &d.y);
    "logarithmic_regression" ALL, d => trend::logarithmic_regression(&d.x[1..], &d.y[1..]);
    "power_regression" ALL, d => trend::power_regression(&d.x[1..], &d.y[1..]);
    "logistic_growth" ALL, d => trend::logistic_growth(&d.x, &d.s);
    "theil_sen" ALL, d => trend::TheilSen::new(&d.x, &d.y).map(|fit| fit.slope());
    "siegel_slope" 2000, d => trend::siegel_slope(&d.x, &d.y, trend::SiegelIntercept::Separate);
    "mann_kendall" ALL, d => trend::mann_kendall(&d.y);
    "seasonal_mann_kendall" ALL, d => trend::seasonal_mann_kendall(&d.y, 12, true);
    "lowess" ALL, d => trend::lowess(&d.x, &d.y, 200.0 / d.x.len() as f64, 1);
    "loess" ALL, d => trend::loess(&d.x, &d.y, trend::LoessOptions { span: 0.75, degree: 2, iterations: 1, direct: false }).is_ok();
    "ewma" ALL, d => smooth::ewma(&d.y, 0.3, true, false);
    "centred_moving_average" ALL, d => smooth::centred_moving_average(&d.y, 12);
    "interpolate_missing" ALL, d => smooth::interpolate_missing(&d.k);
    "carry_forward" ALL, d => smooth::carry_forward(&d.k);
    "linear_interpolation" ALL, d => smooth::linear_interpolation(&d.x, &d.y, &d.u);
    "monotone_spline" ALL, d => smooth::monotone_spline(&d.x, &d.y, smooth::MonotoneMethod::FritschCarlson);
    "natural_spline" ALL, d => smooth::natural_spline(&d.x, &d.y);
    "savitzky_golay" ALL, d => smooth::savitzky_golay(&d.y, 11, 3, smooth::Ends::Interpolate);
    "decompose" ALL, d => season::decompose(&d.y, 12, season::Composition::Additive);
    "stl" ALL, d => {
        let smoother = |window, jump| season::Smoother { window, degree: 1, jump };
        let seasonal = season::SeasonalWindow::Changing(smoother(7, 1));
        season::stl(&d.y, &season::StlOptions { period: 12, seasonal, trend: smoother(23, 3), low_pass: smoother(13, 2), inner: 2, outer: 0 })
    };
    "holt_winters" ALL, d => {
        let start = season::State { level: 1000.0, trend: 0.0, season: vec![0.0; 12] };
        season::holt_winters(&d.y, start, season::Rates { alpha: 0.3, beta: 0.1, gamma: 0.1 }, season::Composition::Additive)
    };
    "seasonal_means_adjustment" ALL, d => season::seasonal_means_adjustment(&d.y, 12);
    "covariance" ALL, d => relate::covariance(&d.x, &d.y);
    "correlation" ALL, d => relate::correlation(&d.x, &d.y);
    "pearson" ALL, d => relate::pearson(&d.x, &d.y, 0.95);
    "spearman_t" ALL, d => relate::spearman_t(&d.u, &d.y);
    "kendall_asymptotic" ALL, d => relate::kendall_asymptotic(&d.u, &d.y);
    "welch_t" ALL, d => relate::welch_t(&d.u, &d.y, 0.95);
    "student_t" ALL, d => relate::student_t(&d.u, &d.y, 0.95);
    "paired_t" ALL, d => relate::paired_t(&d.u, &d.y, 0.95);
    "mann_whitney_asymptotic" ALL, d => relate::mann_whitney_asymptotic(&d.u, &d.y, true);
    "wilcoxon_asymptotic" ALL, d => relate::wilcoxon_asymptotic(&d.u, true);
    "anova" ALL, d => relate::anova(&[&d.u, &d.y]);
    "kruskal_wallis" ALL, d => relate::kruskal_wallis(&[&d.u, &d.y]);
    "mean_absolute_error" ALL, d => relate::mean_absolute_error(&d.u, &d.y);
    "mean interval" ALL, d => interval::t(&d.y, 0.95);
    "benjamini_hochberg" ALL, d => multiple::benjamini_hochberg(&d.u);
    "holm" ALL, d => multiple::holm(&d.u);
    "nrd0" ALL, d => density::nrd0(&d.u);
    "sheather_jones_direct" ALL, d => density::sheather_jones_direct(&d.u);
    "ecdf" ALL, d => density::ecdf(&d.u, &d.y);
    "histogram" ALL, d => density::histogram(&d.u, &[0.0, 0.25, 0.5, 0.75, 1.0], true);
    "kde at 100 places" ALL, d => density::kde(&d.u, 0.02, &d.u[..100]);
    "pettitt" ALL, d => breaks::pettitt(&d.y);
    "pelt" 2000, d => breaks::pelt(&d.u, 3.0, 2);
    "breakpoints" 4000, d => breaks::breakpoints(&d.u, d.u.len() / 7, Some(2));
    "sort" ALL, d => sort::sorted(&d.u);
    "vega_bandwidth" ALL, d => vega::vega_bandwidth(&d.u);
    "vega_regression" ALL, d => vega::vega_regression(&d.x, &d.y, vega::RegressionMethod::Linear);
    "vega_window" ALL, d => vega::vega_window(&d.u, vega::WindowOp::Rank);
}

thread_local! {
    static INPUT: RefCell<Input> = RefCell::default();
}

/// How many methods there are.
#[unsafe(no_mangle)]
pub extern "C" fn methods() -> u32 {
    METHODS.len() as u32
}

/// How many values a method is given, of so many that are asked for.
#[unsafe(no_mangle)]
pub extern "C" fn values(method: u32, n: u32) -> u32 {
    METHODS.get(method as usize).map_or(0, |method| (n as usize).min(method.1) as u32)
}

/// Makes so many values ready.
#[unsafe(no_mangle)]
pub extern "C" fn prepare(n: u32) {
    INPUT.set(Input::new(n as usize));
}

/// Runs a method on them.
#[unsafe(no_mangle)]
pub extern "C" fn run(method: u32) {
    INPUT.with_borrow(|input| METHODS[method as usize].2(input));
}
