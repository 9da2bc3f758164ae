//! How well a reader has drawn a line: defined here once, and said in the sentence that the reader is told.
//!
//! * **Error**: the mean absolute error over the hidden points, in the line's unit.
//! * **Points**: 100 for the line itself, less the error in hundredths of the range of the true line, from its last shown point on: one who
//!   is off by half of that range on average has 50. Never less than 0.
//! * **Direction**: both lines end above, below, or (within 5 % of the range) where the shown part ended.
//! * **End**: the last point is within 10 % of the range.

use crate::stat::relate::mean_absolute_error;

/// Within this share of the range a line has neither risen nor fallen.
const FLAT: f64 = 0.05;
/// Within this share of the range the end is right.
const CLOSE: f64 = 0.1;

/// How well a line was drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Score {
    /// 0 to 100, whole.
    pub points: f64,
    /// The mean absolute error.
    pub error: f64,
    /// The direction was right.
    pub direction: bool,
    /// The end was right.
    pub end: bool,
}

/// Holds a line against the true one; both go on from `anchor`. `None` for lines that are not equally long, or empty.
pub fn score(anchor: f64, drawn: &[f64], actual: &[f64]) -> Option<Score> {
    let error = mean_absolute_error(drawn, actual).ok()?;
    let (low, high) = actual.iter().fold((anchor, anchor), |(low, high), value| (low.min(*value), high.max(*value)));
    // Of a line that never moves, the range is its own height.
    let range = if high > low { high - low } else { high.abs().max(f64::MIN_POSITIVE) };
    let way = |end: f64| if (end - anchor).abs() <= FLAT * range { 0.0 } else { (end - anchor).signum() };
    let (drawn, actual) = (*drawn.last()?, *actual.last()?);
    Some(Score {
        points: (100.0 * (1.0 - error / range)).round().max(0.0),
        error,
        direction: way(drawn) == way(actual),
        end: (drawn - actual).abs() <= CLOSE * range,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The UN's count of coca from 2013, in thousands of hectares, and what followed.
    const FROM: f64 = 48.0;
    const COCA: [f64; 4] = [69.0, 96.0, 146.0, 171.0];

    fn of(drawn: [f64; 4]) -> (f64, bool, bool) {
        let score = score(FROM, &drawn, &COCA).unwrap();
        (score.points, score.direction, score.end)
    }

    #[test]
    fn the_line_itself_has_all_points_and_a_flat_one_few() {
        assert_eq!(of(COCA), (100.0, true, true));
        assert_eq!(of([48.0; 4]), (41.0, false, false));
        assert_eq!(score(FROM, &[48.0; 4], &COCA).map(|score| score.error), Some(72.5));
        assert_eq!(of([60.0, 80.0, 100.0, 120.0]), (75.0, true, false));
        assert_eq!(of([100.0, 150.0, 170.0, 171.0]), (78.0, true, true));
        assert_eq!(of([40.0, 20.0, 0.0, 0.0]), (14.0, false, false));
        assert_eq!(of([300.0, 300.0, 300.0, 300.0]).0, 0.0, "never less than none");
    }

    #[test]
    fn where_nothing_moves_flat_is_right() {
        let still = |drawn: f64| score(10.0, &[drawn], &[10.0]).unwrap();
        assert_eq!((still(10.0).points, still(10.0).direction, still(10.0).end), (100.0, true, true));
        assert_eq!((still(12.0).points, still(12.0).direction, still(12.0).end), (80.0, false, false));
        assert_eq!(score(0.0, &[0.0], &[0.0]).map(|score| score.points), Some(100.0));
    }

    #[test]
    fn nothing_drawn_has_no_score() {
        assert_eq!(score(FROM, &[], &COCA), None);
        assert_eq!(score(FROM, &COCA[..2], &COCA), None);
    }
}
