//! The phrases of those functions whose working is more than a value and its place.

use super::say;

/// A noun after its number.
pub(in crate::fact) struct Noun {
    /// With 1.
    pub one: &'static str,
    /// With every other number.
    pub many: &'static str,
}

impl Noun {
    /// The noun with its number, which is written as `number`.
    pub fn with(&self, count: usize, number: &str) -> String {
        say(if count == 1 { self.one } else { self.many }, &[number])
    }
}

/// Phrases of the functions that every module has beyond the simplest. Pairs are of rises and falls, or of the high and the low end.
pub(in crate::fact) struct Often {
    /// A value, its place, the values, the record before, its place.
    pub record: &'static str,
    /// The same, with the record that stands.
    pub no_record: &'static str,
    /// The same, with the record that it equals.
    pub equals_record: &'static str,
    /// A working, and a later place with a higher value.
    pub since_overtaken: &'static str,
    /// A value, its place, the earlier value, its place, the time between, what is missing.
    pub highest_since: [&'static str; 2],
    /// A value, its place, the number of earlier values, the first place, what is missing.
    pub never: [&'static str; 2],
    /// A step, its size, rises or falls, steps, what is left out, how it compares in percent.
    pub jump: &'static str,
    /// Rises, falls.
    pub moves: [Noun; 2],
    /// Steps, with their span.
    pub steps: Noun,
    /// How many steps are left out.
    pub left_out: &'static str,
    /// The largest in percent as well.
    pub percent_too: &'static str,
    /// The place of the largest in percent, its change.
    pub percent_other: &'static str,
}

/// Phrases of the functions that only the full module has. Pairs likewise.
#[cfg(not(feature = "lean"))]
pub(in crate::fact) struct More {
    /// There is no such step.
    pub not_yet: [&'static str; 2],
    /// Value and place of a step within the tolerance, its change.
    pub flat: &'static str,
    /// Value and place of the first rise or fall after it, its change.
    pub begins: [&'static str; 2],
    /// Value and place of a low or a high, what follows, the tolerance.
    pub turn: [&'static str; 2],
    /// Descriptive statistics by their names, of values.
    pub statistics: &'static [(&'static str, &'static str)],
    /// Of values, a share.
    pub quantile: &'static str,
    /// A value, its place, the values it stands among.
    pub rank: [&'static str; 2],
    /// The same, and the place of an equal value.
    pub level_with: &'static str,
    /// A step from the first to the last value, what is missing.
    pub streak: [&'static str; 2],
    /// A step.
    pub no_streak: &'static str,
    /// The result of a streak.
    pub runs: [Noun; 2],
    /// The same of none.
    pub no_run: &'static str,
    /// Turning points, the tolerance.
    pub turns: &'static str,
    /// Value and place of a low, a high.
    pub turn_names: [&'static str; 2],
    /// The level of an interval in percent, its two ends.
    pub interval: &'static str,
    /// Values, how steady they are, the interval.
    pub line_fit: &'static str,
    /// The same.
    pub trend_fit: &'static str,
    /// How many of how many steps fall.
    pub steps_down: &'static str,
    /// How many of how many steps rise.
    pub steps_up: &'static str,
    /// Amounts in a unit of time, by its key.
    pub per: &'static [(&'static str, &'static str)],
    /// A step, the time between.
    pub over: &'static str,
    /// One value less another.
    pub minus: &'static str,
    /// One value of another.
    pub part_of: &'static str,
    /// Pairs of values.
    pub pairs: Noun,
    /// Pairs, two columns, the interval, from where to where.
    pub correlation: &'static str,
    /// A value, its place, the goal.
    pub progress: &'static str,
    /// A value, its place, the goal, its place, the time between.
    pub pace: &'static str,
    /// A step, a place.
    pub projected: &'static str,
    /// Two dates: years or months, days.
    pub from_to: [&'static str; 2],
    /// A date and the story's: likewise.
    pub to_story: [&'static str; 2],
    /// The first, the last of rows.
    pub first_of: [&'static str; 2],
    /// Rows.
    pub rows: Noun,
    /// The template of an ordinal.
    pub ordinal: fn(u32) -> &'static str,
}
