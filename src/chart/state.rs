//! A chart in a stated state, as a step of a scrolling story wants it: some series or names lit, or the data drawn only so far.
//! The axes stay as they are, so that the state before and after can be compared.

use super::Chart;
use super::key::Key;
use super::plan;
use super::series::{Rows, Series};
use crate::report::Problem;
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
        let until = match &self.plan.key {
            Key::Time { .. } => time::parse(&state.until).map(|(ms, unit)| self.plan.key.at(time::offset(ms, unit, 1) - 1.0)),
            Key::Number { .. } => state.until.parse().ok(),
            _ => None,
        };
        let Some(until) = until else { return self.enter_panels(state, said) };
        for number in 0..self.plan.series.len() {
            let series = &self.plan.series[number];
            let kept: Vec<usize> = (0..series.rows.len()).filter(|&i| self.reaches(series, i, until)).collect();
            let rows = Rows::Some(kept.iter().map(|&i| series.rows.row(i) as u32).collect());
            let stack = series.stack.as_ref().map(|stack| kept.iter().map(|&i| stack[i]).collect());
            let series = &mut self.plan.series[number];
            (series.rows, series.stack) = (rows, stack);
        }
        self.enter_panels(state, said)
    }

    fn reaches(&self, series: &Series, index: usize, until: f64) -> bool {
        series.key(&self.table, &self.plan.key, index).is_none_or(|key| key <= until)
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
