//! The transforms that fit curves: density, quantiles, regression and loess.

use std::rc::Rc;

use super::{Done, path};
use crate::grammar::json::Json;
use crate::grammar::view::env::Env;
use crate::report::Place;
use crate::spec::Value;
use crate::transform::{self, DensityOptions, Field, Frame, RegressionMethod, RegressionOptions};

/// Applies one of them; what is none of them is an error.
pub(super) fn apply(t: &Value, frame: Frame, env: &Env) -> Done<Frame> {
    let groups: Vec<Field> = t.get("groupby").map_or(&[][..], Json::list).iter().filter_map(Value::as_str).map(path).collect();
    let number = |key: &str| t.get(key).map(|v| env.value(v, None).number()).filter(|n| n.is_finite());
    let extent = t.get("extent").map(|e| env.value(e, None)).and_then(|e| {
        let list = e.as_list()?;
        Some([list.first()?.number(), list.get(1)?.number()])
    });
    let given: Vec<Rc<str>> = t.get("as").map_or(&[][..], Json::list).iter().filter_map(Value::as_str).map(Rc::from).collect();
    let name = |i: usize, default: &str| given.get(i).cloned().unwrap_or_else(|| default.into());
    if let Some(field) = t.text("density") {
        let mut options = DensityOptions::default();
        options.bandwidth = number("bandwidth").unwrap_or(options.bandwidth);
        options.counts = t.get("counts").is_some_and(Json::truth);
        options.cumulative = t.get("cumulative").is_some_and(Json::truth);
        options.extent = extent;
        options.shared = t.text("resolve") != Some("independent");
        options.steps = number("steps");
        options.minsteps = number("minsteps").unwrap_or(options.minsteps);
        options.maxsteps = number("maxsteps").unwrap_or(options.maxsteps);
        return transform::density(&frame, &path(field), &groups, &options, [&name(0, "value"), &name(1, "density")]);
    }
    if let Some(field) = t.text("quantile") {
        let probabilities: Option<Vec<f64>> =
            t.get("probs").map(|p| p.list().iter().map(|v| env.value(v, None).number()).filter(|n| n.is_finite()).collect());
        let names = [name(0, "prob"), name(1, "value")];
        let step = number("step").unwrap_or(0.01);
        return transform::quantiles(&frame, &path(field), &groups, probabilities.as_deref(), step, [&names[0], &names[1]]);
    }
    if let (Some(y), Some(x)) = (t.text("regression"), t.text("on")) {
        let order = number("order").unwrap_or(3.0).clamp(0.0, 100.0) as usize;
        let method = match t.text("method") {
            Some("log") => RegressionMethod::Log,
            Some("exp") => RegressionMethod::Exp,
            Some("pow") => RegressionMethod::Pow,
            Some("quad") => RegressionMethod::Quad,
            Some("poly") => RegressionMethod::Poly(order),
            _ => RegressionMethod::Linear,
        };
        if t.get("params").is_some_and(Json::truth) {
            return transform::regression_parameters(&frame, &path(x), &path(y), &groups, method);
        }
        let options = RegressionOptions { method, extent };
        return transform::regression(&frame, &path(x), &path(y), &groups, &options, [&name(0, x), &name(1, y)]);
    }
    if let (Some(y), Some(x)) = (t.text("loess"), t.text("on")) {
        let bandwidth = number("bandwidth").unwrap_or(0.3);
        return transform::loess(&frame, &path(x), &path(y), &groups, bandwidth, [&name(0, x), &name(1, y)]);
    }
    let found = match t.members().first() {
        Some((key, _)) => format!("there is no transform \"{key}\""),
        None => "a transform is no object with members".into(),
    };
    Err(Box::new(crate::problem!(Error, "unknown-transform", Place::Whole, found, "take one of Vega-Lite's transforms")))
}
