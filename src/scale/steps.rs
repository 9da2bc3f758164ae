//! Evenly stepped ticks as d3 and Vega choose them: steps of 1, 2 and 5 × 10ⁿ, the one that comes nearest to the wanted count on a
//! logarithmic scale (Mike Bostock, d3-array `ticks`). The look of the house chooses its own ([`super::ticks`]); the full grammar
//! draws what Vega draws.

/// Ticks that a drawing can ask for. Nobody can tell more apart, and a slip in a count may not fill the memory.
pub const MOST: usize = 10_000;

/// First and last tick in units of the step, and the step: a negative one is the reciprocal of what it says, so that 0.1 is
/// counted as tenths and no tick carries a rounding error.
fn spec(start: f64, stop: f64, count: f64) -> (f64, f64, f64) {
    let step = (stop - start) / count.max(0.0);
    let power = step.log10().floor();
    let error = step / 10f64.powf(power);
    let factor = if error >= 50f64.sqrt() {
        10.0
    } else if error >= 10f64.sqrt() {
        5.0
    } else if error >= 2f64.sqrt() {
        2.0
    } else {
        1.0
    };
    let (mut first, mut last, increment);
    if power < 0.0 {
        let per = 10f64.powf(-power) / factor;
        (first, last) = (round(start * per), round(stop * per));
        first += f64::from(u8::from(first / per < start));
        last -= f64::from(u8::from(last / per > stop));
        increment = -per;
    } else {
        let step = 10f64.powf(power) * factor;
        (first, last) = (round(start / step), round(stop / step));
        first += f64::from(u8::from(first * step < start));
        last -= f64::from(u8::from(last * step > stop));
        increment = step;
    }
    if last < first && (0.5..2.0).contains(&count) { spec(start, stop, count * 2.0) } else { (first, last, increment) }
}

/// The nearest whole number, halves upwards, as JavaScript rounds.
pub fn round(x: f64) -> f64 {
    let floor = x.floor();
    if x - floor >= 0.5 { floor + 1.0 } else { floor }
}

/// About `count` round values from `start` to `stop`, both included where they are round; descending where `stop` is the smaller.
/// Empty where `count` is not positive or an end is no number.
pub fn ticks(start: f64, stop: f64, count: f64) -> Vec<f64> {
    if count.is_nan() || count <= 0.0 {
        return Vec::new();
    }
    if start == stop {
        return vec![start];
    }
    let count = count.min(MOST as f64 / 4.0);
    let (first, last, increment) = spec(start.min(stop), start.max(stop), count);
    let steps = last - first;
    if !(0.0..MOST as f64).contains(&steps) {
        return Vec::new();
    }
    let at = |i: f64| if increment < 0.0 { i / -increment } else { i * increment };
    let mut values: Vec<f64> = (0..=steps as usize).map(|i| at(first + i as f64)).collect();
    if stop < start {
        values.reverse();
    }
    values
}

/// The step of the ticks from `start` up to `stop`; negative for its reciprocal, as in d3's `tickIncrement`.
pub fn increment(start: f64, stop: f64, count: f64) -> f64 {
    spec(start, stop, count).2
}

/// The distance between two ticks; negative where `stop` is less than `start`.
pub fn step(start: f64, stop: f64, count: f64) -> f64 {
    let increment = increment(start.min(stop), start.max(stop), count);
    let step = if increment < 0.0 { -1.0 / increment } else { increment };
    if stop < start { -step } else { step }
}

/// A domain whose ends are moved outwards to the ticks that `count` of them would have.
pub fn nice(start: f64, stop: f64, count: f64) -> (f64, f64) {
    let (mut low, mut high) = (start.min(stop), start.max(stop));
    let mut before = f64::NAN;
    // Moving an end may change the step; d3 tries ten times.
    for _ in 0..10 {
        let step = increment(low, high, count);
        if step == before {
            return if stop < start { (high, low) } else { (low, high) };
        } else if step > 0.0 {
            (low, high) = ((low / step).floor() * step, (high / step).ceil() * step);
        } else if step < 0.0 {
            (low, high) = ((low * step).ceil() / step, (high * step).floor() / step);
        } else {
            break;
        }
        before = step;
    }
    (start, stop)
}

/// The count of ticks that Vega asks a linear, power or symlog scale for, where steps under `least` are not wanted and `count`
/// would be. With `stepped` the step itself is tried (every scale but logarithms, times and bins); else only the span is divided.
pub fn count_for_step(start: f64, stop: f64, count: f64, least: f64, stepped: bool) -> f64 {
    let (low, high) = (start.min(stop), start.max(stop));
    let most = ((high - low) / least).floor();
    let mut count = count.min(if most.is_nan() || (high - low) / least == 0.0 { 1.0 } else { most } + 1.0);
    if stepped && low < high {
        count = count.min(MOST as f64);
        while count > 1.0 && step(low, high, count) < least {
            count -= 1.0;
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// d3-array 3.2.4 `ticks`.
    #[test]
    fn ticks_are_those_of_d3() {
        let check = |start, stop, count, expected: &[f64]| assert_eq!(ticks(start, stop, count), expected, "{start} to {stop}, {count}");
        check(0.0, 1.0, 10.0, &[0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0]);
        check(0.0, 50.0, 10.0, &[0.0, 5.0, 10.0, 15.0, 20.0, 25.0, 30.0, 35.0, 40.0, 45.0, 50.0]);
        check(-100.0, 300.0, 4.0, &[-100.0, 0.0, 100.0, 200.0, 300.0]);
        check(300.0, -100.0, 4.0, &[300.0, 200.0, 100.0, 0.0, -100.0]);
        check(0.0, 2.2, 3.0, &[0.0, 1.0, 2.0]);
        check(1.0, 1.0, 10.0, &[1.0]);
        check(0.0, 1.0, 0.0, &[]);
        check(f64::NAN, 1.0, 10.0, &[]);
        check(1.2, 1.8, 1.0, &[1.5]);
    }

    #[test]
    fn nice_ends_are_those_of_d3() {
        let check = |start, stop, count, expected| assert_eq!(nice(start, stop, count), expected, "{start} to {stop}, {count}");
        check(0.5, 10.7, 10.0, (0.0, 11.0));
        check(10.7, 0.5, 10.0, (11.0, 0.0));
        check(-0.12, 0.96, 5.0, (-0.2, 1.0));
        check(132.0, 876.0, 2.0, (0.0, 1000.0));
        check(5.0, 5.0, 10.0, (5.0, 5.0));
    }

    #[test]
    fn a_count_respects_the_least_step() {
        assert_eq!(ticks(0.0, 3.0, count_for_step(0.0, 3.0, 10.0, 1.0, true)), [0.0, 1.0, 2.0, 3.0]);
        assert_eq!(count_for_step(0.0, 0.0, 10.0, 1.0, true), 2.0, "a span of nothing counts as one step, as in Vega");
    }

    proptest! {
        #[test]
        fn ticks_lie_in_the_nice_domain_and_are_evenly_spaced(a in -1e9..1e9f64, span in 1e-6..1e9f64, count in 1.0..40.0f64) {
            let (low, high) = nice(a, a + span, count);
            prop_assert!(low <= a && high >= a + span);
            let found = ticks(low, high, count);
            prop_assert!(found.iter().all(|t| (low..=high).contains(t)), "{found:?} in {low} to {high}");
            let step = step(low, high, count);
            prop_assert!(found.windows(2).all(|w| ((w[1] - w[0]) - step).abs() < step * 1e-6));
        }

        #[test]
        fn nothing_is_too_wild(a: f64, b: f64, count: f64, least: f64) {
            prop_assert!(ticks(a, b, count).len() <= MOST);
            nice(a, b, count);
            step(a, b, count);
            count_for_step(a, b, count.min(1e6), least, true);
        }
    }
}
