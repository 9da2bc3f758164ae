//! Where a series rises and falls: streaks, and the points where it turns. NaN stands for a missing value, across which nothing
//! rises or falls.

/// How many times running the series has risen up to each place; negative where it has fallen; 0 where it has done neither.
pub fn streak(places: &[f64]) -> Vec<i32> {
    let mut streak = 0;
    let mut streaks = vec![0; places.len()];
    for place in 1..places.len() {
        let (before, now) = (places[place - 1], places[place]);
        streak = if now > before {
            i32::max(streak, 0) + 1
        } else if now < before {
            i32::min(streak, 0) - 1
        } else {
            0
        };
        streaks[place] = streak;
    }
    streaks
}

/// Where a series turns, by places from 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TurningPoints {
    /// Where it has risen and then falls; of several equal values the middle one, the left of two.
    pub peaks: Vec<usize>,
    /// Where it has fallen and then rises; likewise.
    pub troughs: Vec<usize>,
}

/// The points between the first and the last where the series turns. What only pauses does not turn.
pub fn turning_points(places: &[f64]) -> TurningPoints {
    let mut points = TurningPoints::default();
    // The first place of the values that equal the one looked at, and whether the series rose to them; none where it cannot tell.
    let (mut first, mut rose) = (0, None);
    for place in 1..places.len() {
        let (before, now) = (places[place - 1], places[place]);
        if now == before {
            continue;
        }
        let rises = now > before;
        let turns = if rises { &mut points.troughs } else { &mut points.peaks };
        // NaN neither rises nor falls.
        let known = rises || now < before;
        if known && rose == Some(!rises) {
            turns.push(usize::midpoint(first, place - 1));
        }
        rose = known.then_some(rises);
        first = place;
    }
    points
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NAN: f64 = f64::NAN;

    #[test]
    fn a_streak_ends_where_the_series_pauses_turns_or_has_a_gap() {
        assert_eq!(streak(&[1.0, 2.0, 3.0, 3.0, 4.0, 2.0, 1.0, NAN, 5.0, 6.0]), [0, 1, 2, 0, 1, -1, -2, 0, 0, 1]);
        assert_eq!(streak(&[1.0]), [0]);
        assert!(streak(&[]).is_empty());
    }

    #[test]
    fn a_flat_top_turns_in_its_middle_and_a_step_does_not_turn() {
        let points = |series: &[f64]| turning_points(series);
        let found = points(&[1.0, 3.0, 3.0, 2.0, 2.0, 5.0, 5.0, 5.0, 4.0, 6.0, 1.0, 1.0, 2.0, 2.0, 2.0, 0.0, 3.0]);
        assert_eq!(found, TurningPoints { peaks: vec![1, 6, 9, 13], troughs: vec![3, 8, 10, 15] });
        assert_eq!(points(&[1.0, 2.0, 2.0, 3.0]), TurningPoints::default());
        assert_eq!(points(&[2.0, 2.0, 1.0, 1.0]), TurningPoints::default());
    }

    #[test]
    fn nothing_turns_beside_a_gap() {
        assert_eq!(turning_points(&[1.0, 2.0, NAN, 1.0, 2.0, 1.0]), TurningPoints { peaks: vec![4], troughs: vec![] });
        assert_eq!(turning_points(&[NAN, 2.0, 1.0, NAN]), TurningPoints::default());
        assert_eq!(turning_points(&[]), TurningPoints::default());
    }

    proptest! {
        #[test]
        fn peaks_and_troughs_take_turns_and_change_places_in_the_mirror(values in prop::collection::vec(-4i32..4, 0..60)) {
            let values: Vec<f64> = values.into_iter().map(f64::from).collect();
            let points = turning_points(&values);
            let mut both: Vec<(usize, bool)> = points.peaks.iter().map(|&place| (place, true)).collect();
            both.extend(points.troughs.iter().map(|&place| (place, false)));
            both.sort_unstable();
            prop_assert!(both.windows(2).all(|pair| pair[0].1 != pair[1].1), "{:?}", both);
            let mirror: Vec<f64> = values.iter().map(|value| -value).collect();
            prop_assert_eq!(turning_points(&mirror), TurningPoints { peaks: points.troughs, troughs: points.peaks });
        }
    }
}
