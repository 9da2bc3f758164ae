//! A chart at a size: what must stand round its plot, and its scene.
//!
//! Two passes at most: the first, at the height that the chart would like, tells whether a key or a list of numbered notes is
//! needed; the second is drawn at the height that is left beside them.

use super::frame::Frame;
use super::rows::{self, RowFrame};
use super::size::Size;
use super::{Chart, events, guides, labels, marks};
use crate::host::Host;
use crate::layout::Taken;
use crate::scale::color::Ink;
use crate::scene::Scene;
use crate::spec::Mark;

/// How a swatch of the key looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Swatch {
    /// A filled square.
    Fill,
    /// A piece of a line.
    Line,
    /// The pale slot of what is not known.
    Band,
}

/// A line of the key.
#[derive(Clone, Debug, PartialEq)]
pub struct KeyEntry {
    /// Its name.
    pub name: String,
    /// Its colour.
    pub ink: Ink,
    /// Its swatch.
    pub swatch: Swatch,
}

/// What must stand round the plot.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Arrangement {
    /// The height that the plot would like, axis labels included.
    pub height: f64,
    /// The height below which rows of bars would lose their words, and other plots would be crushed by theirs.
    pub least: f64,
    /// The key, if names found no place in the plot.
    pub key: Vec<KeyEntry>,
    /// Texts of numbered events.
    pub notes: Vec<String>,
}

/// Scales of a drawn chart.
#[derive(Clone, Debug, PartialEq)]
pub enum Layout {
    /// Keys along x.
    Columns(Frame),
    /// Keys down y.
    Rows(RowFrame),
    /// Small multiples.
    #[cfg(not(feature = "lean"))]
    Panels(Vec<super::panels::Placed>),
}

/// Height of the plot that a chart would like for a width, and the least that it can do with.
fn natural(chart: &Chart, size: Size, host: &dyn Host) -> (f64, f64) {
    if chart.plan.horizontal {
        let frame = RowFrame::new(chart, size, None, host);
        return (frame.natural.ceil(), frame.least.ceil());
    }
    (size.plot_height() + size.top() + size.bottom(), 120.0 * size.scale)
}

/// What must stand round the plot at a width.
pub fn arrange(chart: &Chart, size: Size, host: &dyn Host) -> Arrangement {
    #[cfg(not(feature = "lean"))]
    if let Some(arrangement) = super::panels::arrange(chart, size, host) {
        return arrangement;
    }
    let (height, least) = natural(chart, size, host);
    // Where points are too many to be labelled one by one, the marks change nothing round the plot; they need not be drawn twice.
    let dense = chart.plan.series.iter().all(|s| marks::line::crowded(s, size.width));
    let (_, _, notes, named) = compose(chart, size, height, !dense, host);
    let key = if named == Named::Plot { Vec::new() } else { key(chart, named) };
    Arrangement { height, least, key, notes }
}

/// The same for a plot of a stated height: in a low one, events that would find room in a higher one are numbered.
#[cfg(not(feature = "lean"))]
pub fn arrange_at(chart: &Chart, size: Size, height: f64, host: &dyn Host) -> Arrangement {
    if let Some(arrangement) = super::panels::arrange(chart, size, host) {
        return arrangement;
    }
    let (_, _, notes, named) = compose(chart, size, height, true, host);
    let key = if named == Named::Plot { Vec::new() } else { key(chart, named) };
    Arrangement { height, least: natural(chart, size, host).1, key, notes }
}

/// The scene at a size, with its scales.
pub fn scene(chart: &Chart, size: Size, height: f64, host: &dyn Host) -> (Scene, Layout) {
    #[cfg(not(feature = "lean"))]
    if let Some(sheet) = super::panels::sheet(chart, size, height, host) {
        return sheet.join();
    }
    let (scene, layout, _, _) = compose(chart, size, height, true, host);
    (scene, layout)
}

/// Where the names are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Named {
    /// All in the plot, or there is nothing to name.
    Plot,
    /// The series need a key; true when the pale slots do too.
    Key(bool),
    /// Only the pale slots need one.
    Slots,
}

fn compose(chart: &Chart, size: Size, height: f64, with_marks: bool, host: &dyn Host) -> (Scene, Layout, Vec<String>, Named) {
    let mut scene = Scene { width: size.width, height, items: Vec::new() };
    if chart.plan.horizontal {
        let frame = RowFrame::new(chart, size, Some(height), host);
        rows::draw(chart, &frame, host, &mut scene);
        let grouped = labels::named(chart).len() > 1 && chart.plan.labels.is_none() && !names_are_keys(chart);
        let named = if grouped { Named::Key(false) } else { Named::Plot };
        return (scene, Layout::Rows(frame), Vec::new(), named);
    }
    let frame = Frame::new(chart, size, height, host);
    let mut taken = Taken::default();
    marks::bar::gaps(chart, &frame, &mut scene);
    guides::grid(&frame, &mut scene);
    if with_marks {
        marks::draw(chart, &frame, &mut scene, &mut taken);
    }
    guides::labels(chart, &frame, host, &mut scene);
    for item in &scene.items {
        if let crate::scene::Shape::Text(text) = &item.shape {
            taken.words.push(crate::layout::text_box(text, host));
        }
    }
    let notes = events::draw(chart, &frame, host, &mut taken, &mut scene);
    let named = labels::draw(chart, &frame, host, &mut taken, &mut scene);
    let slots = labels::gap_words(chart, &frame, chart.ui.no_figure_found, host, &mut taken, &mut scene);
    let named = match (named, slots) {
        (true, true) => Named::Plot,
        (true, false) => Named::Slots,
        (false, slots) => Named::Key(!slots),
    };
    (scene, Layout::Columns(frame), notes, named)
}

/// Bars that are coloured by their own names need no key.
fn names_are_keys(chart: &Chart) -> bool {
    let super::key::Key::Names { names } = &chart.plan.key else { return false };
    chart.plan.series.iter().all(|s| names.contains(&s.name))
}

fn key(chart: &Chart, named: Named) -> Vec<KeyEntry> {
    let mut entries = if named == Named::Slots { Vec::new() } else { entries(chart, &labels::named(chart)) };
    if matches!(named, Named::Slots | Named::Key(true)) {
        entries.push(KeyEntry { name: chart.ui.no_figure_found.to_string(), ink: Ink::Band, swatch: Swatch::Band });
    }
    entries
}

/// The lines of the key for some series, the lit ones first. The others are all of one grey: they share a line, with all their names.
pub(super) fn entries(chart: &Chart, numbers: &[usize]) -> Vec<KeyEntry> {
    let mut entries: Vec<KeyEntry> = Vec::new();
    let all = |lit: bool| numbers.iter().map(|number| &chart.plan.series[*number]).filter(move |series| series.lit == lit);
    for series in all(true).chain(all(false)) {
        match entries.iter_mut().find(|entry| entry.ink == Ink::Rest && !series.lit) {
            Some(grey) => {
                grey.name.push_str(", ");
                grey.name.push_str(&series.name);
            }
            None => {
                let swatch = if series.mark == Mark::Line { Swatch::Line } else { Swatch::Fill };
                entries.push(KeyEntry { name: series.name.clone(), ink: series.ink, swatch });
            }
        }
    }
    entries
}
