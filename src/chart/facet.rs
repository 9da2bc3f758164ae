//! Small multiples, planned: one chart a value of the facet's column, all on the same scales and in the same colours, so that panels
//! can be compared at a glance. [`panels`](super::panels) gives them their places.
//!
//! A panel is a [`Chart`] of its own on its own rows: whatever draws, lights or reads a chart does the same with a panel. Its series are
//! numbered on from those of the panels before it, so that a series' number names one line of the whole picture.

use super::key::{Key, plain, steps_between};
use super::plan::{self, Plan};
use super::series::{Place, Series};
use super::state::State;
use super::{Chart, labels};
use crate::report::{self, Problem};
use crate::scale::color::Ink;
use crate::spec::{Mark, Sort};
use crate::table::{Table, Values, iso};

/// More panels than this are no picture any more.
const MOST: usize = 60;

/// One panel.
#[derive(Clone)]
pub struct Panel {
    /// What its heading says.
    pub name: String,
    /// What is drawn in it.
    pub chart: Chart,
    /// Number of its first series among those of all panels.
    pub first: usize,
    /// The rows of the whole table that it is drawn from, in their order.
    rows: Vec<u32>,
}

impl Panel {
    /// The numbers of its series.
    pub fn numbers(&self) -> std::ops::Range<usize> {
        self.first..self.first + self.chart.plan.series.len()
    }

    /// A row of the whole table in this panel's own.
    pub fn row(&self, whole: u32) -> Option<u32> {
        self.rows.binary_search(&whole).ok().map(|row| row as u32)
    }
}

/// The panels of a chart.
#[derive(Clone)]
pub struct Facets {
    /// The column that parts them.
    pub column: usize,
    /// From left to right, and row after row.
    pub panels: Vec<Panel>,
    /// No more than this side by side, if the author says so.
    pub across: Option<usize>,
}

impl Facets {
    /// The panel of a series, by the series' number among those of all.
    pub fn of(&self, series: usize) -> Option<&Panel> {
        self.panels.iter().find(|panel| panel.numbers().contains(&series))
    }
}

/// The value of a row that parts the table, as readers see it; `None` where it is missing.
fn name_of(table: &Table, column: usize, row: usize) -> Option<String> {
    let column = &table.columns[column];
    match (&column.values, column.text(row), column.number(row)) {
        (_, Some(text), _) => Some(text.to_string()),
        (Values::Times(_, unit), _, Some(ms)) => Some(iso(ms, *unit)),
        (_, _, number) => number.map(plain),
    }
}

/// The panels' names with their rows, in their order.
fn parted(table: &Table, column: usize, order: &Sort) -> Vec<(String, Vec<u32>)> {
    let mut parts: Vec<(String, Vec<u32>)> = Vec::new();
    for row in 0..table.rows {
        let Some(name) = name_of(table, column, row) else { continue };
        match parts.iter_mut().find(|(known, _)| *known == name) {
            Some((_, rows)) => rows.push(row as u32),
            None => parts.push((name, vec![row as u32])),
        }
    }
    let number = |rows: &[u32]| table.columns[column].number(rows[0] as usize).unwrap_or(0.0);
    match order {
        Sort::Ascending | Sort::Descending => {
            parts.sort_by(|(a, own), (b, other)| number(own).total_cmp(&number(other)).then_with(|| a.cmp(b)));
            if *order == Sort::Descending {
                parts.reverse();
            }
        }
        Sort::Listed(names) => parts.sort_by_key(|(name, _)| names.iter().position(|n| n == name).unwrap_or(names.len())),
        Sort::Unset | Sort::Data | Sort::Value(_) => {}
    }
    parts
}

impl Chart {
    /// Parts the chart into panels, if its spec says so.
    pub(super) fn part(&mut self) -> Result<(), Vec<Problem>> {
        let Some(facet) = &self.spec.facet else { return Ok(()) };
        let Some(column) = self.table.columns.iter().position(|c| c.name == facet.field) else {
            let known: Vec<&str> = self.table.columns.iter().map(|c| c.name.as_str()).collect();
            let remedy = match report::nearest(&facet.field, known.iter().copied()) {
                Some(near) => format!("did you mean \"{near}\"?"),
                None => format!("the columns are {}", known.join(", ")),
            };
            return Err(vec![wrong("unknown-column", format!("no column \"{}\" in the data", facet.field), remedy)]);
        };
        let parts = parted(&self.table, column, &facet.sort);
        if parts.is_empty() || parts.len() > MOST {
            let found = format!("column \"{}\" parts the data into {} panels", facet.field, parts.len());
            return Err(vec![wrong("panels", found, format!("name a column of 1 to {MOST} different values"))]);
        }
        let across = facet.across;
        let mut panels: Vec<Panel> = Vec::new();
        let mut first = 0;
        for (name, rows) in parts {
            let mut table = self.table.select(&rows);
            let mut spec = self.spec.clone();
            spec.facet = None;
            let plan = plan::plan(&spec, &mut table)?;
            let name = spec.names.iter().find(|(own, _)| *own == name).map_or(name, |(_, given)| given.clone());
            let chart = Chart { spec, table, plan, ui: self.ui, veil: None, facets: None };
            first += chart.plan.series.len();
            panels.push(Panel { name, first: first - chart.plan.series.len(), chart, rows });
        }
        let mut facets = Facets { column, panels, across };
        self.share(&mut facets);
        self.facets = Some(Box::new(facets));
        Ok(())
    }

    /// Brings the panels into a state of the whole chart, whose plan is in it already.
    pub(super) fn enter_panels(&mut self, state: &State, said: &[String]) -> Result<(), Vec<Problem>> {
        let Some(mut facets) = self.facets.take() else { return Ok(()) };
        for panel in &mut facets.panels {
            panel.chart.enter(state, said)?;
        }
        self.share(&mut facets);
        self.facets = Some(facets);
        Ok(())
    }

    /// Puts all panels onto the same scales and into the same colours, and lights those that are highlighted by their names.
    fn share(&mut self, facets: &mut Facets) {
        let extents = facets.panels.iter().map(|panel| panel.chart.plan.measure.extent);
        // What the whole would pile up stands in panels of its own.
        self.plan.measure.extent = extents.fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), (low, high)| (l.min(low), h.max(high)));
        let lit = &self.spec.highlight;
        let by_panel = facets.panels.iter().any(|panel| lit.contains(&panel.name));
        for panel in &mut facets.panels {
            let grey = by_panel && !lit.contains(&panel.name);
            let plan = &mut panel.chart.plan;
            plan.measure = self.plan.measure.clone();
            plan.slots = self.plan.slots;
            plan.dim = vec![grey; self.plan.dim.len()];
            if !by_panel {
                plan.dim.clone_from(&self.plan.dim);
            }
            let shift = match (&plan.key, &self.plan.key) {
                (Key::Steps { first: own, unit, .. }, Key::Steps { first, .. }) => steps_between(*first, *own, *unit),
                _ => 0.0,
            };
            plan.key = self.plan.key.clone();
            for series in &mut plan.series {
                alike(series, &self.plan, by_panel);
                if grey && series.mark != Mark::Rule {
                    (series.lit, series.ink, series.text_ink) = (false, Ink::Rest, Ink::Ink2);
                }
                if let Place::Constant(place) = &mut series.key {
                    *place += shift;
                }
            }
        }
    }

    /// The names of the series that a key of all panels has to tell apart.
    pub(super) fn names_in_panels(&self) -> Vec<usize> {
        let named = labels::named(self);
        // Where each panel is of one series, its heading names it.
        let alone = self.facets.as_ref().is_some_and(|facets| facets.panels.iter().all(|panel| labels::named(&panel.chart).len() < 2));
        if alone { Vec::new() } else { named }
    }
}

/// Gives a panel's series the colour and the slot that its name has in the whole chart.
fn alike(series: &mut Series, whole: &Plan, by_panel: bool) {
    // Rows that stand in the order of their names in one panel need not do so in the order of all names.
    series.sorted &= !matches!(whole.key, Key::Names { .. });
    let Some(at) = whole.series.iter().position(|own| own.name == series.name && own.mark == series.mark) else { return };
    let own = &whole.series[at];
    series.slot = own.slot;
    if !by_panel {
        (series.lit, series.ink, series.text_ink) = (own.lit, own.ink, own.text_ink);
    } else if let Ink::Rest | Ink::Series(_) = series.ink {
        let mut names: Vec<&str> = Vec::new();
        for known in whole.series.iter().filter(|s| s.mark != Mark::Rule) {
            if !names.contains(&known.name.as_str()) {
                names.push(&known.name);
            }
        }
        let index = names.iter().position(|name| *name == series.name).unwrap_or(0) as u8;
        (series.lit, series.ink, series.text_ink) = (true, Ink::Series(index), Ink::SeriesText(index));
    }
}

fn wrong(code: &'static str, found: String, remedy: String) -> Problem {
    crate::problem!(Error, code, report::Place::Path("/encoding/facet".into()), found, remedy)
}
