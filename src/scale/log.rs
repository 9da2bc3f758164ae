//! Ticks of a logarithmic scale, and which of them get words, as d3-scale and vega-scale decide it.

use super::steps::{self, MOST};

/// A whole power of a base, exact where the base is ten and the power within ±22.
fn power(base: f64, exponent: f64) -> f64 {
    if base == 10.0 && exponent.fract() == 0.0 && exponent.abs() <= 308.0 {
        let whole = 10f64.powi(exponent.abs() as i32);
        if exponent < 0.0 { 1.0 / whole } else { whole }
    } else {
        base.powf(exponent)
    }
}

fn logarithm(x: f64, base: f64) -> f64 {
    match base {
        10.0 => x.log10(),
        2.0 => x.log2(),
        _ => x.ln() / base.ln(),
    }
}

/// The multiples of powers of the base (1, 2, … 9, 10, 20 … for base ten) from `start` to `stop`, or the powers alone where there
/// are more of these than `count`; round values as on a straight scale where there would be less than half of `count`.
pub fn ticks(start: f64, stop: f64, base: f64, count: f64) -> Vec<f64> {
    let (low, high) = (start.min(stop), start.max(stop));
    // A domain below zero is the mirror image of one above.
    let (u, v) = if low < 0.0 { (-high, -low) } else { (low, high) };
    let (i, j) = (logarithm(u, base), logarithm(v, base));
    let mut values = Vec::new();
    if base.fract() == 0.0 && base > 1.0 && j - i < count {
        // A domain that starts at zero has no power to start from, and d3 gives no tick at all or as few as straight ones.
        let mut exponent = i.floor();
        while exponent <= j.ceil() && exponent.is_finite() && values.len() < MOST {
            let scaled = |k: f64| if exponent < 0.0 { k / power(base, -exponent) } else { k * power(base, exponent) };
            let mut k = (u / scaled(1.0)).floor().clamp(1.0, base);
            // From 2⁵³ on one more is no more.
            while k < base && k + 1.0 > k && values.len() < MOST {
                let value = scaled(k);
                if value > v {
                    break;
                }
                if value >= u {
                    values.push(value);
                }
                k += 1.0;
            }
            exponent += 1.0;
        }
        if ((values.len() * 2) as f64) < count {
            values = steps::ticks(u, v, count);
        }
    } else {
        values = steps::ticks(i, j, (j - i).min(count)).into_iter().map(|e| power(base, e)).collect();
    }
    if low < 0.0 {
        values = values.into_iter().rev().map(|v| -v).collect();
    }
    if stop < start {
        values.reverse();
    }
    values
}

/// The ends moved outwards to whole powers of the base.
pub fn nice(start: f64, stop: f64, base: f64) -> (f64, f64) {
    let (low, high) = (start.min(stop), start.max(stop));
    let (low, high) = if low < 0.0 {
        (-power(base, logarithm(-low, base).ceil()), -power(base, logarithm(-high, base).floor()))
    } else {
        (power(base, logarithm(low, base).floor()), power(base, logarithm(high, base).ceil()))
    };
    if stop < start { (high, low) } else { (low, high) }
}

/// Whether Vega writes a label at a tick: the smaller the leading digit, the sooner. `ticks` is the number of all ticks, `count`
/// the number that was asked for.
pub fn labelled(value: f64, base: f64, count: f64, ticks: usize) -> bool {
    let most = (base * count / ticks as f64).max(1.0);
    let leading = value / base.powf(steps::round(value.ln() / base.ln()));
    let leading = if leading * base < base - 0.5 { leading * base } else { leading };
    leading <= most
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// d3-scale 4.0.3 `scaleLog().base(…).domain(…).ticks(…)`.
    #[test]
    fn ticks_are_those_of_d3() {
        let check = |start, stop, base, count, expected: &[f64]| assert_eq!(ticks(start, stop, base, count), expected, "{start} to {stop}");
        let two_decades = [1., 2., 3., 4., 5., 6., 7., 8., 9., 10., 20., 30., 40., 50., 60., 70., 80., 90., 100.];
        check(1.0, 100.0, 10.0, 10.0, &two_decades);
        check(100.0, 1.0, 10.0, 1.0, &[100.0, 1.0]);
        check(0.15, 0.68, 10.0, 10.0, &[0.2, 0.3, 0.4, 0.5, 0.6]);
        check(1e-3, 1e9, 10.0, 5.0, &[1e-2, 1.0, 1e2, 1e4, 1e6, 1e8]);
        check(-100.0, -1.0, 10.0, 10.0, &two_decades.map(|v| -v).into_iter().rev().collect::<Vec<_>>());
        check(1.0, 256.0, 2.0, 10.0, &[1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0]);
        check(0.0, 100.0, 10.0, 10.0, &[]);
        check(4.0, 4.5, 10.0, 5.0, &[4.0, 4.1, 4.2, 4.3, 4.4, 4.5]);
        check(5.0, 5.0, 10.0, 10.0, &[5.0]);
    }

    #[test]
    fn nice_ends_are_powers() {
        assert_eq!(nice(0.15, 0.68, 10.0), (0.1, 1.0));
        assert_eq!(nice(-1.0, -50.0, 10.0), (-1.0, -100.0));
        assert_eq!(nice(20.0, 1000.0, 10.0), (10.0, 1000.0));
    }

    /// vega-scale 8 `tickFormat` of a log scale from 1 to 100 with a count of 5 leaves 6, 7, 8, 9 and their like without words.
    #[test]
    fn crowded_ticks_go_without_words() {
        let shown: Vec<f64> = ticks(1.0, 100.0, 10.0, 5.0).into_iter().filter(|v| labelled(*v, 10.0, 5.0, 19)).collect();
        assert_eq!(shown, [1.0, 2.0, 10.0, 20.0, 100.0]);
    }

    proptest! {
        #[test]
        fn ticks_lie_in_the_nice_domain(low in 1e-9..1e9f64, factor in 1.0..1e6f64, base in 2u8..17, count in 1.0..30.0f64) {
            let base = f64::from(base);
            let (a, b) = nice(low, low * factor, base);
            prop_assert!(a <= low * (1.0 + 1e-12) && b >= low * factor * (1.0 - 1e-12));
            let ticks = ticks(a, b, base, count);
            prop_assert!(ticks.iter().all(|t| (a..=b).contains(t)), "{ticks:?} in {a} to {b}");
        }

        #[test]
        fn nothing_is_too_wild(a: f64, b: f64, base: f64, count: f64) {
            prop_assert!(ticks(a, b, base, count).len() <= MOST);
            nice(a, b, base);
            labelled(a, base, count, 3);
        }
    }
}
