//! Round ticks for a value axis, chosen as in Talbot, Lin and Hanrahan, "An Extension of Wilkinson's Algorithm for Positioning Tick
//! Labels on Axes" (2010): simplicity, coverage and density weighed, over steps of 1, 2, 2.5 and 5 × 10ⁿ.

/// The ticks of a value axis.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ticks {
    /// The ticks, ascending, three to six of them where the data allow.
    pub values: Vec<f64>,
    /// Distance between two.
    pub step: f64,
    /// The domain of the axis: from its first tick or the data's least to its last tick or the data's greatest.
    pub domain: (f64, f64),
    /// Decimals that every label needs.
    pub decimals: u8,
}

/// A tick beyond the data may cost this share of the axis; beyond it the axis ends at the data.
const DEAREST: f64 = 0.25;

/// Chooses ticks for data from `low` to `high` with about `wanted` of them. With `zero` the axis starts (or ends) at zero.
pub fn choose(low: f64, high: f64, wanted: f64, zero: bool) -> Ticks {
    let (mut low, mut high) = (low, high);
    if zero {
        (low, high) = (low.min(0.0), high.max(0.0));
    }
    if low == high {
        (low, high) = if low == 0.0 {
            (0.0, 1.0)
        } else if zero {
            (low.min(0.0), high.max(0.0))
        } else {
            (low - low.abs() / 2.0, high + high.abs() / 2.0)
        };
    }
    let span = high - low;
    let mut best = (f64::NEG_INFINITY, 1.0, 0);
    let magnitude = span.log10().floor() as i32 - 1;
    for power in magnitude..magnitude + 3 {
        for (rank, (mantissa, decimals)) in [(1.0, 0), (5.0, 0), (2.0, 0), (2.5, 1)].into_iter().enumerate() {
            let step = mantissa * ten_to(power);
            let (first, last) = ((low / step + 1e-9).floor(), (high / step - 1e-9).ceil());
            let count = last - first + 1.0;
            if !(2.0..=8.0).contains(&count) {
                continue;
            }
            let simplicity = 1.0 - rank as f64 / 3.0 + if first <= 0.0 && last >= 0.0 { 0.25 } else { 0.0 };
            let reach = (last - first) * step;
            let coverage = 1.0 - ((reach - span) / span).powi(2) / 0.5;
            let density = 2.0 - (count / wanted).max(wanted / count);
            let few = if (3.0..=6.0).contains(&count) { 0.0 } else { 1.0 };
            let score = 0.25 * simplicity + 0.2 * coverage + 0.5 * density - few;
            if score > best.0 {
                best = (score, step, decimals - power.min(decimals));
            }
        }
    }
    let (_, step, decimals) = best;
    let (mut first, mut last) = ((low / step + 1e-9).floor(), (high / step - 1e-9).ceil());
    let reach = (last - first) * step;
    let mut domain = (first * step, last * step);
    if high < last * step && (last * step - high) / reach > DEAREST && last - first > 2.0 {
        last -= 1.0;
        domain.1 = high;
    }
    if low > first * step && (low - first * step) / reach > DEAREST && last - first > 2.0 {
        first += 1.0;
        domain.0 = low;
    }
    let values = (0..=(last - first) as i32).map(|i| (first + f64::from(i)) * step).collect();
    Ticks { values, step, domain, decimals: decimals.clamp(0, 12) as u8 }
}

/// Ticks within a domain that is given, about `wanted` of them.
pub fn within(domain: (f64, f64), wanted: f64) -> Ticks {
    let chosen = choose(domain.0.min(domain.1), domain.0.max(domain.1), wanted, false);
    let (low, high) = (domain.0.min(domain.1), domain.0.max(domain.1));
    let slack = chosen.step * 1e-6;
    Ticks { values: chosen.values.into_iter().filter(|v| *v >= low - slack && *v <= high + slack).collect(), domain, ..chosen }
}

fn ten_to(power: i32) -> f64 {
    10f64.powi(power)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(low: f64, high: f64, wanted: f64, zero: bool, expected: &[f64]) {
        assert_eq!(choose(low, high, wanted, zero).values, expected, "ticks of {low} to {high}, about {wanted}");
    }

    #[test]
    fn ticks_are_round_and_about_as_many_as_wanted() {
        check(47_790.0, 261_386.0, 4.0, true, &[0.0, 100_000.0, 200_000.0, 300_000.0]);
        check(6_234.0, 172_025.0, 5.0, true, &[0.0, 50_000.0, 100_000.0, 150_000.0, 200_000.0]);
        check(0.0, 1.0, 5.0, true, &[0.0, 0.25, 0.5, 0.75, 1.0]);
        check(-30.0, 60.0, 4.0, true, &[-50.0, 0.0, 50.0]);
        check(0.0, 0.0, 4.0, true, &[0.0, 0.5, 1.0]);
    }

    #[test]
    fn decimals_are_those_of_the_step() {
        assert_eq!(choose(0.0, 1.0, 5.0, true).decimals, 2);
        assert_eq!(choose(0.0, 10.0, 5.0, true).decimals, 1);
        assert_eq!(choose(0.0, 300.0, 4.0, true).decimals, 0);
    }

    proptest! {
        #[test]
        fn the_domain_holds_the_data_and_the_ticks_stand_in_it(a in -1e9..1e9f64, span in 1e-6..1e9f64, wanted in 2.0..7.0f64, zero: bool) {
            let ticks = choose(a, a + span, wanted, zero);
            prop_assert!(ticks.domain.0 <= a + span * 1e-6 && ticks.domain.1 >= (a + span) - span * 1e-6, "{ticks:?}");
            prop_assert!(ticks.values.len() >= 2 && ticks.values.len() <= 8, "{ticks:?}");
            let slack = ticks.step * 1e-6;
            prop_assert!(ticks.values.iter().all(|v| *v >= ticks.domain.0 - slack && *v <= ticks.domain.1 + slack), "{ticks:?}");
        }
    }
}
