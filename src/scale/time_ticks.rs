//! Ticks for a time axis: whole years, quarters, months, days or hours, at a regular step of the calendar.

use crate::time::{DAY, Unit, civil, from_civil};

/// A regular step of the calendar.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// The unit of the step.
    pub unit: Unit,
    /// How many units it has (minutes for `Unit::Minute`).
    pub count: i32,
}

const STEPS: [(Unit, i32, f64); 22] = [
    (Unit::Minute, 15, 1.0 / 96.0),
    (Unit::Minute, 60, 1.0 / 24.0),
    (Unit::Minute, 180, 0.125),
    (Unit::Minute, 360, 0.25),
    (Unit::Minute, 720, 0.5),
    (Unit::Day, 1, 1.0),
    (Unit::Day, 2, 2.0),
    (Unit::Day, 7, 7.0),
    (Unit::Day, 14, 14.0),
    (Unit::Month, 1, 30.4),
    (Unit::Month, 2, 60.9),
    (Unit::Month, 3, 91.3),
    (Unit::Month, 6, 182.6),
    (Unit::Year, 1, 365.2),
    (Unit::Year, 2, 730.5),
    (Unit::Year, 5, 1826.2),
    (Unit::Year, 10, 3652.4),
    (Unit::Year, 20, 7304.8),
    (Unit::Year, 50, 18262.1),
    (Unit::Year, 100, 36524.2),
    (Unit::Year, 200, 73048.4),
    (Unit::Year, 500, 182_621.0),
];

/// The finest step, no finer than `unit`, that gives at most `most` ticks from `low` to `high` (milliseconds).
pub fn step(low: f64, high: f64, unit: Unit, most: f64) -> Step {
    let days = (high - low) / DAY;
    let fits = |&&(u, _, length): &&(Unit, i32, f64)| {
        let fine = if u == Unit::Month && unit == Unit::Quarter { length > 91.0 } else { u <= unit };
        fine && days / length <= most
    };
    let (unit, count, _) = STEPS.iter().find(fits).copied().unwrap_or((Unit::Year, 1000, 0.0));
    Step { unit, count }
}

/// The ticks of a step from `low` to `high`, both included: the starts of its units.
pub fn ticks(low: f64, high: f64, step: Step) -> Vec<f64> {
    let mut out = Vec::new();
    let (year, month, _) = civil(low);
    let mut index = match step.unit {
        Unit::Year => year.div_euclid(step.count),
        Unit::Quarter | Unit::Month => (year * 12 + month - 1).div_euclid(step.count),
        Unit::Day => 0,
        Unit::Minute => 0,
    };
    let start = (low / DAY).floor() * DAY;
    while out.len() < 400 {
        let at = match step.unit {
            Unit::Year => from_civil(index * step.count, 1, 1),
            Unit::Quarter | Unit::Month => from_civil(0, index * step.count + 1, 1),
            Unit::Day => start + f64::from(index * step.count) * DAY,
            Unit::Minute => start + f64::from(index * step.count) * 60_000.0,
        };
        if at > high {
            break;
        }
        if at >= low {
            out.push(at);
        }
        index += 1;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(low: f64, high: f64, unit: Unit, most: f64, expected: Step, count: usize) {
        let step = step(low, high, unit, most);
        assert_eq!(step, expected);
        assert_eq!(ticks(low, high, step).len(), count);
    }

    #[test]
    fn steps_follow_the_calendar_and_the_room() {
        let (a, b) = (from_civil(1999, 1, 1), from_civil(2024, 1, 1));
        check(a, b, Unit::Year, 6.0, Step { unit: Unit::Year, count: 5 }, 5);
        check(a, b, Unit::Year, 30.0, Step { unit: Unit::Year, count: 1 }, 26);
        check(from_civil(2016, 1, 1), from_civil(2016, 12, 1), Unit::Month, 6.0, Step { unit: Unit::Month, count: 2 }, 6);
        check(from_civil(2017, 9, 13), from_civil(2017, 9, 20), Unit::Day, 8.0, Step { unit: Unit::Day, count: 1 }, 8);
        check(from_civil(2017, 1, 1), from_civil(2017, 1, 2), Unit::Minute, 6.0, Step { unit: Unit::Minute, count: 360 }, 5);
    }

    #[test]
    fn an_axis_of_years_has_no_ticks_between_years() {
        assert_eq!(step(from_civil(2015, 1, 1), from_civil(2017, 1, 1), Unit::Year, 8.0), Step { unit: Unit::Year, count: 1 });
        assert_eq!(step(from_civil(2015, 1, 1), from_civil(2016, 1, 1), Unit::Quarter, 8.0).count, 3);
    }
}
