//! What a hedged number stands for: an interval.

use super::numeral::{Hedge, Numeral, Sort, scale};

/// Numbers between two ends; an open end does not belong.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// Lower end; −∞ for none.
    pub low: f64,
    /// Upper end; ∞ for none.
    pub high: f64,
    /// The lower end does not belong.
    pub open_low: bool,
    /// The upper end does not belong.
    pub open_high: bool,
}

/// Relative tolerance of comparisons.
const TOLERANCE: f64 = 1e-9;

impl Interval {
    /// Both ends belong.
    pub fn closed(low: f64, high: f64) -> Interval {
        Interval { low, high, open_low: false, open_high: false }
    }

    /// Below (−1), within (0) or above (1).
    pub fn side(&self, value: f64) -> i8 {
        let slack = |end: f64, open: bool| TOLERANCE * f64::max(value.abs(), end.abs()) * if open { -1.0 } else { 1.0 };
        if value + slack(self.low, self.open_low) < self.low || self.open_low && value == self.low {
            -1
        } else if value - slack(self.high, self.open_high) > self.high || self.open_high && value == self.high {
            1
        } else {
            0
        }
    }

    /// The interval of *a x* + *b*.
    pub fn map(&self, a: f64, b: f64) -> Interval {
        let (low, high) = (a * self.low + b, a * self.high + b);
        if a < 0.0 {
            Interval { low: high, high: low, open_low: self.open_high, open_high: self.open_low }
        } else {
            Interval { low, high, ..*self }
        }
    }
}

/// What decides the widths of hedges beside the number itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nature {
    /// Things or whole units of time.
    Whole,
    /// Per cent.
    Percent,
    /// Anything else.
    Other,
}

/// Fractions that readers know, for the next and the previous one.
const KNOWN: [f64; 13] = [1.0 / 11.0, 0.1, 0.2, 0.25, 1.0 / 3.0, 0.4, 0.5, 0.6, 2.0 / 3.0, 0.75, 0.8, 0.9, 1.0];

/// The interval of a numeral under its hedge.
pub fn interval(number: &Numeral, hedge: Hedge, nature: Nature) -> Interval {
    let x = number.value();
    if number.sort == Sort::Plural {
        let high = if x == 12.0 { 100.0 } else { 10.0 * x };
        return Interval { open_high: true, ..Interval::closed(2.0 * x, high) };
    }
    let width = Width::of(number, x, nature);
    let (next, previous) = neighbours(number, x, &width);
    let (low, high) = match hedge {
        Hedge::Bare => (x - width.bare, x + width.bare),
        Hedge::About => (x - width.about, x + width.about),
        Hedge::Exactly => {
            let written = number.decimals || number.power > 2 || number.sort != Sort::Plain;
            let half = if written { width.bare } else { f64::min(0.5, width.bare) };
            (x - half, x + half)
        }
        Hedge::Nearly => (x - width.near, x),
        Hedge::JustOver => (x, x + width.near),
        Hedge::MoreThan | Hedge::Over | Hedge::AtLeast => (x, next),
        Hedge::LessThan | Hedge::UpTo => (previous, x),
        Hedge::WellOver => (1.1 * x, next),
        Hedge::WellUnder => (previous, 0.9 * x),
    };
    let open_low = matches!(hedge, Hedge::JustOver | Hedge::MoreThan | Hedge::Over | Hedge::LessThan | Hedge::UpTo | Hedge::WellUnder);
    let open_high = matches!(hedge, Hedge::Nearly | Hedge::MoreThan | Hedge::Over | Hedge::AtLeast | Hedge::LessThan | Hedge::WellOver);
    Interval { low, high, open_low, open_high }
}

/// The interval of a range; under a hedge both ends move as for *about*.
pub fn range(a: &Numeral, b: &Numeral, hedge: Hedge, nature: Nature) -> Interval {
    let hedge = if hedge == Hedge::Bare { hedge } else { Hedge::About };
    Interval::closed(interval(a, hedge, nature).low, interval(b, hedge, nature).high)
}

/// Half-widths, and the place of the last digit that is not zero.
struct Width {
    bare: f64,
    about: f64,
    near: f64,
    place: f64,
    /// The digits without zeros at the end.
    digits: u64,
}

impl Width {
    fn of(number: &Numeral, x: f64, nature: Nature) -> Width {
        let (mut digits, mut exponent) = (number.mantissa as u64, number.exponent);
        while digits > 0 && digits % 10 == 0 {
            digits /= 10;
            exponent += 1;
        }
        let place = scale(1.0, if number.decimals { number.exponent } else { exponent });
        let fixed = |share: f64, most: f64| f64::min(share * x, most);
        match number.sort {
            Sort::Fraction => Width { bare: fixed(0.05, 0.01), about: fixed(0.1, 0.04), near: fixed(0.1, 0.04), place, digits },
            Sort::Multiple if !number.decimals => Width { bare: 0.05 * x, about: 0.1 * x, near: 0.1 * x, place, digits },
            Sort::Group if !number.unit.is_empty() => {
                let wide = fixed(0.15, 0.3 * number.one);
                Width { bare: 0.5, about: wide, near: wide, place, digits }
            }
            _ => {
                let single = digits < 10;
                let step = if number.decimals || !single && (x >= 1000.0 || number.power > 2) {
                    place
                } else if x < 1000.0 && number.power <= 2 {
                    1.0
                } else if digits == 1 {
                    place / 100.0
                } else {
                    place / 10.0
                };
                let bare = step / 2.0;
                let least = if nature == Nature::Whole && x >= 10.0 { 1.0 } else { 0.0 };
                let most = if nature == Nature::Percent { 3.0 } else { f64::INFINITY };
                let about = f64::max(fixed(0.1, if single { place / 2.0 } else { place }), bare);
                let near = f64::max(fixed(0.05, place), f64::min(bare, 0.1 * x));
                Width { bare, about: about.max(least).min(most), near: near.max(least).min(most), place, digits }
            }
        }
    }
}

/// The next and the previous number of the same granularity.
fn neighbours(number: &Numeral, x: f64, width: &Width) -> (f64, f64) {
    if number.sort == Sort::Fraction {
        let position = |above: f64| KNOWN.iter().position(|known| *known > x + above).unwrap_or(KNOWN.len() - 1);
        let (same, next) = (position(-TOLERANCE), position(TOLERANCE));
        if number.mantissa == 1.0 && same == next || x < 0.1 - TOLERANCE {
            let parts = number.divisor / number.mantissa;
            return (1.0 / f64::max(parts - 1.0, 1.0), 1.0 / (parts + 1.0));
        }
        let known = |at: usize| KNOWN.get(at).copied().unwrap_or(x);
        return (known(next), known(same.saturating_sub(1)));
    }
    let step = match number.sort {
        Sort::Multiple if !number.decimals => 1.0,
        Sort::Group if (x as u64).is_multiple_of(number.one as u64) => number.one,
        _ if width.digits >= 10 && width.digits % 10 == 5 => 5.0 * width.place,
        _ => width.place,
    };
    let previous = match number.sort {
        Sort::Multiple => x - step,
        Sort::Group if x == number.one => x / 2.0,
        Sort::Group => x - step,
        _ if width.digits == 1 && x == 1.0 => 0.0,
        _ if width.digits == 1 => x / 2.0,
        _ => x - step,
    };
    (x + step, previous)
}
