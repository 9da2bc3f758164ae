//! What can be said of values by name (regions, parties, causes): which is the largest, and what share of the whole it has.
//!
//! The null model of a share is the broken stick: a whole that is cut at random places. The chance that the largest of `n` parts has a
//! share of at least `x` is known exactly (R. A. Fisher, "Tests of significance in harmonic analysis", 1929):
//! `Σ (−1)^(k−1) C(n,k) (1 − kx)^(n−1)` over all `k` with `kx < 1`.

use super::draft::Writer;
use super::find::Finding;
use super::series::Series;

/// All that can be said of values by name.
pub fn of_names(writer: &Writer, series: &Series) -> Vec<Finding> {
    let Some(top) = series.points.iter().max_by(|a, b| a.value.total_cmp(&b.value)) else { return Vec::new() };
    let words = [("name", series.name.as_str()), ("at", &top.words)];
    let value = series.call("value", &[&top.at]);
    let mut out = vec![Finding::plain(
        "largest",
        series,
        writer.sentence(writer.phrases.largest_of, &words, &[value.clone(), series.call("peak", &[])]),
    )];
    // Only parts of a whole have shares: none is below zero.
    let total: f64 = series.points.iter().map(|point| point.value).sum();
    if series.points.len() >= 3 && total > 0.0 && series.points.iter().all(|point| point.value >= 0.0) && !is_share(series) {
        let expression = [&value, " / ", &series.call("sum", &[])].concat();
        let sentence = writer.sentence(writer.phrases.share, &words, &[expression]);
        let p = largest_share(series.points.len(), top.value / total);
        out.push(Finding { kind: "share", series: series.name.clone(), sentence, p: Some(p), plain: true });
    }
    out
}

/// Shares and rates have no sum that means anything.
fn is_share(series: &Series) -> bool {
    series.unit == "%" || series.unit == "pp"
}

/// The chance that the largest of `count` parts of a randomly broken whole has at least a share.
pub fn largest_share(count: usize, share: f64) -> f64 {
    let n = count as f64;
    let (mut sum, mut choose) = (0.0, 1.0);
    for k in 1..=count {
        let k = k as f64;
        if k * share >= 1.0 {
            break;
        }
        choose *= (n - k + 1.0) / k;
        let term = choose * (1.0 - k * share).powf(n - 1.0);
        sum += if k as usize % 2 == 1 { term } else { -term };
    }
    f64::clamp(sum, 0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tool::facts::null::Random;

    #[test]
    fn the_broken_stick_breaks_as_the_formula_says() {
        // Gaps between sorted uniform numbers are the parts of a broken stick; those of exponential numbers, over their sum, as well.
        let mut random = Random(3);
        let draws = 20_000;
        let hits = (0..draws)
            .filter(|_| {
                let parts: Vec<f64> = (0..6).map(|_| random.normal().powi(2) + random.normal().powi(2)).collect();
                parts.iter().copied().fold(0.0, f64::max) / parts.iter().sum::<f64>() >= 0.5
            })
            .count();
        let expected = largest_share(6, 0.5);
        assert!((hits as f64 / f64::from(draws) - expected).abs() < 0.01, "{hits} of {draws}, {expected} expected");
        assert_eq!(largest_share(2, 0.5), 1.0, "one of two parts always has half");
    }
}
