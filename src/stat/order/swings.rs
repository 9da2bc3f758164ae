//! Where a series turns for good: its turning points when moves up to a tolerance count as none.

/// A turning point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Swing {
    /// Its place: the first of the extreme values.
    pub place: usize,
    /// Whether the series has risen to it and then falls; else it has fallen and then rises.
    pub peak: bool,
}

/// The places between which a series moves by more than `tolerance` in one direction without moving back by more than that, the ends
/// of the series aside: what chartists call a zigzag, here with an absolute threshold. `first` is where the first such move begins,
/// and is no turning point, for nothing is known of what was before; its `peak` says that this move is a fall.
pub fn swings(values: &[f64], tolerance: f64) -> (Option<Swing>, Vec<Swing>) {
    let (mut first, mut turns) = (None, Vec::new());
    let (mut low, mut high) = (0, 0);
    for (place, &value) in values.iter().enumerate() {
        if value < values[low] {
            low = place;
        }
        if value > values[high] {
            high = place;
        }
        let last = turns.last().copied().or(first);
        let up = value - values[low] > tolerance && last.is_none_or(|swing: Swing| swing.peak);
        let down = values[high] - value > tolerance && last.is_none_or(|swing| !swing.peak);
        if !up && !down {
            continue;
        }
        let swing = Swing { place: if up { low } else { high }, peak: down };
        match first {
            None => first = Some(swing),
            Some(_) => turns.push(swing),
        }
        // What follows is held against the extremes from here on.
        (low, high) = (place, place);
    }
    (first, turns)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn places(values: &[f64], tolerance: f64) -> Vec<(usize, bool)> {
        swings(values, tolerance).1.iter().map(|swing| (swing.place, swing.peak)).collect()
    }

    /// UNODC, coca in Colombia, hectares, 1999 to 2016.
    #[test]
    fn small_moves_do_not_turn_a_series() {
        let coca = [
            160_119.0, 163_289.0, 144_807.0, 102_071.0, 86_340.0, 80_350.0, 85_750.0, 77_870.0, 98_899.0, 80_953.0, 73_139.0, 61_812.0,
            63_763.0, 47_790.0, 48_189.0, 69_132.0, 96_085.0, 146_139.0,
        ];
        // 2006, 2007 and 2012; the move of 2004 and 2005 is smaller.
        assert_eq!(places(&coca, 15_731.0), [(7, false), (8, true), (13, false)]);
        assert_eq!(places(&coca, 25_000.0), [(13, false)]);
        assert_eq!(swings(&coca, 25_000.0).0, Some(Swing { place: 1, peak: true }));
        assert_eq!(places(&coca, 200_000.0), []);
    }

    #[test]
    fn the_ends_are_no_turning_points_and_of_a_flat_top_the_first_is() {
        assert_eq!(places(&[1.0, 3.0, 3.0, 1.0], 0.5), [(1, true)]);
        assert_eq!(places(&[3.0, 2.0, 1.0], 0.0), []);
        assert_eq!(places(&[], 0.0), []);
        // A move of exactly the tolerance counts as none.
        assert_eq!(places(&[0.0, 5.0, 4.0, 9.0], 1.0), []);
    }

    proptest! {
        #[test]
        fn peaks_and_troughs_take_turns_and_every_move_between_them_is_larger_than_the_tolerance(
            values in prop::collection::vec(-9i32..9, 0..60), tolerance in 0i32..6
        ) {
            let (values, tolerance): (Vec<f64>, f64) = (values.into_iter().map(f64::from).collect(), tolerance.into());
            let (first, turns) = swings(&values, tolerance);
            let all: Vec<Swing> = first.into_iter().chain(turns).collect();
            for pair in all.windows(2) {
                let (a, b) = (pair[0], pair[1]);
                prop_assert!(a.place < b.place && a.peak != b.peak);
                let sign = if b.peak { 1.0 } else { -1.0 };
                prop_assert!(sign * (values[b.place] - values[a.place]) > tolerance);
            }
        }

        #[test]
        fn without_a_tolerance_the_turns_are_those_of_the_plain_method(mut values in prop::collection::vec(-9i32..9, 0..40)) {
            values.dedup();
            let values: Vec<f64> = values.into_iter().map(f64::from).collect();
            let plain = super::super::turning_points(&values);
            let found = places(&values, 0.0);
            let of = |peak: bool| found.iter().filter(|turn| turn.1 == peak).map(|turn| turn.0).collect::<Vec<_>>();
            prop_assert_eq!((of(true), of(false)), (plain.peaks, plain.troughs));
        }
    }
}
