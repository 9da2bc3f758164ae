//! A chart in a stated state, as a step of a scrolling story wants it: some series or names lit, or the data drawn only so far.
//! The axes stay as they are, so that the state before and after can be compared.

use super::Chart;
use super::key::Key;
use super::plan;
use super::series::{Rows, Series};
use crate::report::Problem;
use crate::spec::Value;
use crate::time;

/// What a state changes. An empty one is the chart as its author wrote it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    /// Series or names that are lit; the rest is grey. Empty: as the spec says.
    pub highlight: Vec<String>,
    /// A date, year or number of the key axis: what lies beyond is not drawn. Empty: all is.
    pub until: String,
}

impl Chart {
    /// Brings the chart into a state. `said` is what the spec itself lights.
    ///
    /// # Errors
    /// Where nothing can be planned, as for a chart that was never drawn.
    pub fn enter(&mut self, state: &State, said: &[String]) -> Result<(), Vec<Problem>> {
        let lit = if state.highlight.is_empty() { said } else { &state.highlight };
        self.spec.highlight = lit.to_vec();
        self.plan = plan::plan(&self.spec, &mut self.table)?;
        let until = place_of(&self.plan.key, &state.until.as_str().into());
        let from = super::veil::from_of(&self.veil);
        self.cut(until.map_or(from, |until| Some(until.min(from.unwrap_or(until)))));
        self.enter_panels(state, said)
    }

    /// Leaves out of the series what lies beyond a place of the key axis.
    pub(super) fn cut(&mut self, until: Option<f64>) {
        let Some(until) = until else { return };
        for number in 0..self.plan.series.len() {
            let series = &self.plan.series[number];
            let kept: Vec<usize> = (0..series.rows.len()).filter(|&i| self.reaches(series, i, until)).collect();
            let rows = Rows::Some(kept.iter().map(|&i| series.rows.row(i) as u32).collect());
            let stack = series.stack.as_ref().map(|stack| kept.iter().map(|&i| stack[i]).collect());
            let series = &mut self.plan.series[number];
            (series.rows, series.stack) = (rows, stack);
        }
    }

    fn reaches(&self, series: &Series, index: usize, until: f64) -> bool {
        series.key(&self.table, &self.plan.key, index).is_none_or(|key| key <= until)
    }
}

/// The last place of the key axis that a date, year or number names: of a year on an axis of months, its December. `None` for what is
/// none, and on axes of bands.
pub(super) fn place_of(key: &Key, value: &Value) -> Option<f64> {
    match (key, value) {
        (Key::Time { .. }, Value::String(text)) => time::parse(text).map(|(ms, unit)| key.at(time::offset(ms, unit, 1) - 1.0)),
        (Key::Time { .. }, Value::Number(year)) if year.fract() == 0.0 && (0.0..10_000.0).contains(year) => {
            Some(key.at(time::from_civil(*year as i32 + 1, 1, 1) - 1.0))
        }
        (Key::Number { .. }, Value::Number(number)) => Some(*number),
        (Key::Number { .. }, Value::String(text)) => text.parse().ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::tests::chart;

    #[test]
    fn a_state_lights_cuts_and_goes_again_while_the_axes_stay() {
        let mut chart = chart("year,a,b\n2012,1,4\n2013,2,2\n2014,3,3\n", &[("mark", "line"), ("x", "year"), ("y", "a b")]);
        let before = chart.plan.clone();
        let state = State { highlight: vec!["a".into()], until: "2013".into() };
        chart.enter(&state, &[]).unwrap();
        assert_eq!(chart.plan.series.iter().map(|s| (s.lit, s.rows.len())).collect::<Vec<_>>(), [(true, 2), (false, 2)]);
        assert_eq!((&chart.plan.key, &chart.plan.measure), (&before.key, &before.measure));
        chart.enter(&State::default(), &[]).unwrap();
        assert_eq!(chart.plan, before);
    }
}
