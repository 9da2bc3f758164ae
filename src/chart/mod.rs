//! A spec and a table become a picture, by phases that can be looked at one by one:
//!
//! ```text
//! spec + table ─▶ plan (series, key axis, value axis) ─▶ frame (scales in pixels) ─▶ guides · marks · labels · events ─▶ scene
//!                  └▶ describe (the text alternative)     └▶ tip (what is under a pointer)   evidence lights a fact ──────┘
//! ```
//!
//! Every chart here has a *key* axis (years, dates, numbers or names; what a row is about) and a *value* axis (the number that
//! is read off). Lines and columns have their keys on x; horizontal bars have them on y.

pub mod cells;
#[cfg(not(feature = "lean"))]
pub mod choose;
pub mod describe;
pub mod events;
#[cfg(not(feature = "lean"))]
pub mod facet;
pub mod frame;
pub mod guides;
pub mod key;
pub mod labels;
pub mod marks;
pub mod measure;
mod order;
#[cfg(not(feature = "lean"))]
pub mod panels;
pub mod plan;
pub mod rows;
pub mod series;
#[cfg(not(feature = "lean"))]
pub mod sheet;
pub mod size;
#[cfg(not(feature = "lean"))]
pub mod state;
#[cfg(not(feature = "lean"))]
pub mod veil;
pub mod view;

#[cfg(test)]
pub(crate) mod tests;

use crate::report::Problem;
use crate::spec::Spec;
use crate::table::Table;
use crate::words::ui::Ui;
pub use plan::Plan;

/// A chart that can be drawn at any size.
#[derive(Clone)]
pub struct Chart {
    /// What its author said.
    pub spec: Spec,
    /// Its table, after the filters of the top level.
    pub table: Table,
    /// What is to be drawn.
    pub plan: Plan,
    /// The words that it says of its own.
    pub ui: &'static Ui,
    /// What the reader draws before it is shown.
    #[cfg(not(feature = "lean"))]
    pub veil: Option<veil::Veil>,
    /// Its panels, where it is parted into small multiples.
    #[cfg(not(feature = "lean"))]
    pub facets: Option<Box<facet::Facets>>,
}

impl Chart {
    /// Plans a chart of `spec` on `table`, in the words of a language; all that is wrong at once, or the chart.
    pub fn new(spec: Spec, table: Table, ui: &'static Ui) -> Result<Chart, Vec<Problem>> {
        let mut table = table;
        #[cfg(not(feature = "lean"))]
        {
            table = choose::transformed(&spec, table)?;
        }
        #[cfg(feature = "lean")]
        for filter in &spec.filters {
            let rows = crate::expr::filter(filter, &table).map_err(|problem| vec![problem])?;
            table = table.select(&rows);
        }
        #[cfg_attr(feature = "lean", allow(unused_mut))]
        let mut plan = plan::plan(&spec, &mut table)?;
        // A unit that was read off a column's name is an English word.
        #[cfg(not(feature = "lean"))]
        if let Some((_, word)) = ui.units.iter().find(|(english, _)| *english == plan.measure.unit) {
            plan.measure.unit = word.to_string();
        }
        #[cfg(not(feature = "lean"))]
        let veil = veil::veil(&spec, &table, &plan).map_err(|problem| vec![problem])?;
        #[cfg_attr(feature = "lean", allow(unused_mut))]
        let mut chart = Chart {
            spec,
            table,
            plan,
            ui,
            #[cfg(not(feature = "lean"))]
            veil,
            #[cfg(not(feature = "lean"))]
            facets: None,
        };
        #[cfg(not(feature = "lean"))]
        chart.part()?;
        Ok(chart)
    }

    /// On pages from right to left this chart is drawn mirrored: bars, and columns under names. Time runs from left to right there as well.
    #[cfg(not(feature = "lean"))]
    pub fn turns(&self) -> bool {
        self.plan.horizontal || matches!(self.plan.key, key::Key::Names { .. })
    }

    /// The newest key of a time axis that has a value: what stands there is the latest figure. `None` on other axes.
    pub fn newest(&self) -> Option<f64> {
        match &self.plan.key {
            key::Key::Time { domain, .. } => Some(domain.1),
            _ => None,
        }
    }
}
