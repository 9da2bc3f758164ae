//! Small multiples, drawn: as many panels side by side as the width has room for, a heading over each, the value axis labelled once a
//! row and outside, the same scales in all of them.

use super::events;
use super::facet::{Facets, Panel};
use super::frame::{Frame, KeyLabel, KeyScale, from_zero, tick_labels};
use super::key::Key;
use super::measure::Measure;
use super::rows::{self, RowFrame};
use super::size::{Class, Size};
use super::view::{Arrangement, KeyEntry, Layout, Swatch, entries};
use super::{Chart, guides, labels, marks};
use crate::host::Host;
use crate::layout::{Taken, text_box, wrap};
use crate::scale::band::Band;
use crate::scale::color::Ink;
use crate::scale::linear::Linear;
use crate::scale::ticks::{self, Ticks};
use crate::scene::{Anchor, Rect, Role, Scene, Shape, Text};
use crate::spec::Mark;
use crate::time;

/// Where a panel stands in the picture, and its scales.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed {
    /// Its left and top edge.
    pub at: (f64, f64),
    /// Its width and height, axis labels included.
    pub size: (f64, f64),
    /// Its scales, from its own left and top edge on.
    pub layout: Box<Layout>,
}

/// All panels as scenes of their own, so that each can still be lit.
pub struct Sheet {
    /// Headings, and what is said once for all panels.
    common: Scene,
    /// Each panel's scene and place.
    pub parts: Vec<(Scene, Placed)>,
    /// The texts of numbered events.
    notes: Vec<String>,
    /// Series have found no place for their names in a panel.
    unnamed: bool,
    /// Some panel has slots without a figure.
    slots: bool,
}

/// Sizes of the grid of panels.
struct Grid {
    across: usize,
    /// Room for the labels of the value axis.
    gutter: f64,
    /// Width of a panel.
    width: f64,
    /// Between one panel and the next.
    gap: f64,
    /// Heights of what is said above all panels, of a heading, and of a panel below it.
    caption: f64,
    heading: f64,
    plot: f64,
    /// Lines of each panel's heading.
    headings: Vec<Vec<String>>,
    /// The size that the panels are drawn in.
    size: Size,
    ticks: Ticks,
    ticks_said: Vec<String>,
    /// What is said above all panels: the unit.
    said: String,
}

/// The gap between two rows of panels.
const BETWEEN: f64 = 16.0;

/// How many panels stand side by side: one on the narrowest screens, two on phones, up to four elsewhere, in rows of equal length.
fn across(facets: &Facets, horizontal: bool, size: &Size) -> usize {
    let (width, count) = (size.width / size.scale.max(1.0), facets.panels.len());
    let most = match () {
        () if width < 300.0 => 1,
        () if width < 400.0 => 2,
        () => (((width + 20.0) / if horizontal { 200.0 } else { 165.0 }) as usize).clamp(2, 4),
    };
    let most = most.min(facets.across.unwrap_or(4)).min(count).max(1);
    count.div_ceil(count.div_ceil(most))
}

/// The unit in words, where nothing else says it: neither a sign at the labels nor the subheading.
fn unit_to_say<'a>(chart: &Chart, measure: &'a Measure) -> &'a str {
    let said = chart.spec.subheading.to_lowercase();
    let is_sign = matches!(measure.symbol.as_str(), "%" | "$" | "€" | "£");
    let known = |word: &str| !word.is_empty() && said.split(|c: char| !c.is_alphanumeric()).any(|own| own == word.to_lowercase());
    if is_sign || known(&measure.unit) || known(&measure.symbol) { "" } else { &measure.unit }
}

impl Grid {
    fn new(chart: &Chart, facets: &Facets, size: Size, height: Option<f64>, host: &dyn Host) -> Grid {
        let plan = &chart.plan;
        let across = across(facets, plan.horizontal, &size);
        let rows = facets.panels.len().div_ceil(across) as f64;
        let gap = (14.0 * size.scale).max(if size.compact() { 14.0 } else { 18.0 });
        // Labels in panels are 12 px where they are 13 elsewhere.
        let inner = Size { width: size.width, class: Class::Compact, scale: size.scale * 0.925 };
        let room = |gutter: f64| ((size.width - gutter - (across - 1) as f64 * gap) / across as f64).floor();
        let plot = (0.8 * room(40.0)).clamp(96.0, 180.0).round();
        let (mut ticks, mut ticks_said, mut said) = (Ticks::default(), Vec::new(), unit_to_say(chart, &plan.measure).to_string());
        let mut gutter = 0.0;
        let mut natural = plot + inner.bottom();
        if !plan.horizontal {
            // Ticks for the plot as it is, or would like to be; the labels of the key axis may take a little of it.
            let inside = height.map_or(plot, |height| (height / rows - 2.0 * size.line() - BETWEEN - inner.bottom()).min(plot));
            let wanted = (inside / 45.0 + 1.0).clamp(2.0, 5.0);
            let measure = &plan.measure;
            ticks = match measure.domain {
                Some(domain) => ticks::within(domain, wanted),
                None => ticks::choose(measure.extent.0, measure.extent.1, wanted, from_zero(measure)),
            };
            ticks_said = tick_labels(&ticks, measure, chart.ui, host);
            // The words of the top label are said above all panels.
            if let Some(top) = ticks_said.last_mut()
                && let Some((number, words)) = top.split_once(' ')
            {
                if words != measure.unit || !said.is_empty() {
                    said = words.to_string();
                }
                *top = number.to_string();
            }
            let widest = ticks_said.iter().fold(0.0f64, |widest, label| widest.max(host.measure(label, inner.text(), 400)));
            gutter = if widest > 0.0 { (widest + 8.0).ceil() } else { 0.0 };
        }
        let width = room(gutter);
        let inner = Size { width, ..inner };
        if plan.horizontal {
            let frames = facets.panels.iter().map(|panel| RowFrame::new(&panel.chart, inner, None, host).natural);
            natural = frames.fold(0.0, f64::max).ceil();
        } else {
            let deepest = key_labels(&facets.panels[0].chart, &key_scale(&facets.panels[0].chart, width), &inner, host);
            let lines = deepest.iter().map(|label| label.lines.len()).max().unwrap_or(1).max(1) - 1;
            natural += lines as f64 * inner.line();
        }
        let headings: Vec<Vec<String>> = facets
            .panels
            .iter()
            .map(|panel| {
                let measure = |words: &str| host.measure(words, size.text(), 600);
                wrap(&panel.name, width, 3, &measure).unwrap_or_else(|| vec![panel.name.clone()])
            })
            .collect();
        let deepest = headings.iter().map(Vec::len).max().unwrap_or(1);
        let heading = deepest as f64 * size.line() + if plan.horizontal { 4.0 } else { 8.0 };
        let caption = if said.is_empty() { 0.0 } else { inner.line() + 4.0 };
        let title = if guides::titled(plan) { inner.line() } else { 0.0 };
        let mut grid = Grid { across, gutter, width, gap, caption, heading, plot: natural, headings, size: inner, ticks, ticks_said, said };
        if let Some(height) = height {
            let left = (height - title - caption - rows * heading - (rows - 1.0) * BETWEEN) / rows;
            grid.plot = left.max(inner.bottom() + 24.0);
        }
        grid
    }

    /// Left and top edge of the panel of a number, below its heading.
    fn place(&self, number: usize) -> (f64, f64) {
        let (row, column) = ((number / self.across) as f64, (number % self.across) as f64);
        let x = self.gutter + column * (self.width + self.gap);
        (x, self.caption + self.heading + row * (self.heading + self.plot + BETWEEN))
    }

    /// Height of the whole.
    fn height(&self, chart: &Chart, count: usize) -> f64 {
        let title = if guides::titled(&chart.plan) { self.size.line() } else { 0.0 };
        (self.place(count.saturating_sub(1)).1 + self.plot + title).ceil()
    }
}

/// The key axis of a panel so many pixels wide.
fn key_scale(chart: &Chart, width: f64) -> KeyScale {
    let points = chart.plan.series.iter().any(|s| s.mark == Mark::Point);
    let range = if chart.plan.key.bands().is_some() { (0.0, width) } else { (if points { 8.0 } else { 4.0 }, width - 8.0) };
    match &chart.plan.key {
        Key::Time { domain, .. } | Key::Number { domain } => KeyScale::Linear(Linear::new(*domain, range)),
        Key::Steps { count, .. } => KeyScale::Band(Band::new(*count, range)),
        Key::Names { names } => KeyScale::Band(Band::new(names.len(), range)),
    }
}

/// The labels of a panel's key axis: along time, the first and the last say enough.
fn key_labels(chart: &Chart, scale: &KeyScale, size: &Size, host: &dyn Host) -> Vec<KeyLabel> {
    let mut labels = guides::key_labels(chart, scale, size, host);
    if labels.len() > 1 && size.width < 220.0 * size.scale {
        match chart.plan.key {
            Key::Time { unit, domain: (first, last), .. } => {
                let label =
                    |at: f64| KeyLabel { x: scale.position(at), lines: vec![guides::date_label(time::floor(at, unit), unit, host)] };
                labels = vec![label(first), label(last)];
            }
            Key::Steps { .. } => {
                labels.drain(1..labels.len() - 1);
            }
            _ => {}
        }
    }
    let wide = |label: &KeyLabel| label.lines.iter().fold(0.0f64, |widest, line| widest.max(host.measure(line, size.text(), 400)));
    // Labels are moved into the box, where two that kept apart may meet.
    if let [first, last] = &labels[..]
        && wide(first) + wide(last) + 8.0 > size.width
    {
        labels.truncate(1);
    }
    labels
}

/// The frame of a panel whose keys run along x. The labels of its value axis stand outside it.
fn frame(chart: &Chart, grid: &Grid, height: f64, host: &dyn Host) -> Frame {
    let (size, key) = (grid.size, key_scale(chart, grid.width));
    let key_labels = key_labels(chart, &key, &size, host);
    let deepest = key_labels.iter().map(|label| label.lines.len()).max().unwrap_or(1).max(1);
    let (top, bottom) = (1.0, height - size.bottom() - (deepest - 1) as f64 * size.line());
    let value = Linear::new(grid.ticks.domain, (bottom, top));
    Frame {
        size,
        height,
        key,
        value,
        top,
        bottom,
        ticks: grid.ticks.clone(),
        tick_labels: Vec::new(),
        key_labels,
        ends: false,
        valued: false,
    }
}

/// What a panel's picture leaves to be said beside it.
struct Left {
    notes: Vec<String>,
    unnamed: bool,
}

/// Draws a panel of columns, lines, areas or points; the first one names the series, if they find room in it.
fn columns(panel: &Panel, frame: &Frame, is_first: bool, host: &dyn Host, scene: &mut Scene) -> Left {
    let chart = &panel.chart;
    let mut taken = Taken::default();
    marks::bar::gaps(chart, frame, scene);
    guides::grid(frame, scene);
    marks::draw(chart, frame, scene, &mut taken);
    let mut bare = Chart { plan: chart.plan.clone(), ..chart.clone() };
    bare.plan.key_title = String::new();
    guides::labels(&bare, frame, host, scene);
    for item in &scene.items {
        if let Shape::Text(text) = &item.shape {
            taken.words.push(text_box(text, host));
        }
    }
    let notes = events::draw(chart, frame, host, &mut taken, scene);
    let unnamed = match is_first {
        true => !labels::draw(chart, frame, host, &mut taken, scene),
        false => {
            if chart.plan.key.bands().is_none() {
                labels::latest(chart, frame, host, &mut taken, scene);
            }
            false
        }
    };
    Left { notes, unnamed }
}

/// The frames of panels of horizontal bars, on one value axis.
fn row_frames(facets: &Facets, grid: &Grid, host: &dyn Host) -> Vec<RowFrame> {
    let mut frames: Vec<RowFrame> =
        facets.panels.iter().map(|panel| RowFrame::new(&panel.chart, grid.size, Some(grid.plot), host)).collect();
    let right = frames.iter().fold(f64::INFINITY, |least, frame| least.min(frame.value.range.1));
    for frame in &mut frames {
        let (before, left) = (frame.value, frame.value.range.0);
        frame.value.range.1 = right;
        let share = (right - left) / (before.range.1 - left);
        for bar in &mut frame.bars {
            bar.rect = Rect { x: left + (bar.rect.x - left) * share, width: (bar.rect.width * share).max(1.0), ..bar.rect };
        }
    }
    frames
}

/// All panels at a size; none for a chart that is not parted.
pub fn sheet(chart: &Chart, size: Size, height: f64, host: &dyn Host) -> Option<Sheet> {
    let facets = chart.facets.as_deref()?;
    let grid = Grid::new(chart, facets, size, Some(height), host);
    let mut common = Scene { width: size.width, height, items: Vec::new() };
    let line = |x: f64, y: f64, words: &str, size: f64, weight: u16, anchor: Anchor| Text {
        x,
        y,
        words: words.to_string(),
        size,
        weight,
        anchor,
        halo: false,
    };
    let small = grid.size.text();
    if !grid.said.is_empty() {
        common.text(line(0.0, 0.85 * small, &grid.said, small, 400, Anchor::Start), Ink::Ink2, Role::AxisLabel);
    }
    if guides::titled(&chart.plan) {
        let title = line(size.width, height - 6.0, &chart.plan.key_title, small, 400, Anchor::End);
        common.text(title, Ink::Ink2, Role::AxisLabel);
    }
    let several = chart.names_in_panels().len() > 1;
    let mut rows = if chart.plan.horizontal { row_frames(facets, &grid, host) } else { Vec::new() }.into_iter();
    let mut sheet = Sheet { common, parts: Vec::new(), notes: Vec::new(), unnamed: false, slots: false };
    for (number, panel) in facets.panels.iter().enumerate() {
        let at = grid.place(number);
        let mut scene = Scene { width: grid.width, height: grid.plot, items: Vec::new() };
        let lines = &grid.headings[number];
        for (row, words) in lines.iter().enumerate() {
            // Headings of fewer lines than others stand on the same last line.
            let up = (lines.len() - row) as f64 * size.line() + if chart.plan.horizontal { 4.0 } else { 8.0 };
            let ink = if panel.chart.plan.series.iter().any(|series| series.lit) { Ink::Ink } else { Ink::Ink2 };
            let text = line(at.0, at.1 - up + 0.8 * size.line(), words, size.text(), 600, Anchor::Start);
            sheet.common.text(text, ink, Role::AxisLabel);
        }
        let layout = match rows.next() {
            Some(frame) => {
                rows::draw(&panel.chart, &frame, host, &mut scene);
                sheet.unnamed |= several && panel.chart.plan.labels.is_none();
                Layout::Rows(frame)
            }
            None => {
                let frame = frame(&panel.chart, &grid, grid.plot, host);
                let left = columns(panel, &frame, number == 0, host, &mut scene);
                if number == 0 {
                    (sheet.notes, sheet.unnamed) = (left.notes, several && left.unnamed);
                }
                // A series that is not in the first panel has no name there.
                sheet.unnamed |= several && labels::named(&facets.panels[0].chart).len() < chart.names_in_panels().len();
                sheet.slots |= !marks::bar::slots(&panel.chart, &frame).is_empty();
                if number % grid.across == 0 {
                    for (value, label) in grid.ticks.values.iter().zip(&grid.ticks_said) {
                        let y = at.1 + frame.value.position(*value) + 0.35 * small;
                        sheet.common.text(line(grid.gutter - 8.0, y, label, small, 400, Anchor::End), Ink::Ink2, Role::AxisLabel);
                    }
                }
                Layout::Columns(frame)
            }
        };
        let placed = Placed { at, size: (grid.width, grid.plot), layout: Box::new(layout) };
        sheet.parts.push((scene, placed));
    }
    Some(sheet)
}

impl Sheet {
    /// One scene of all panels, and their places.
    pub fn join(self) -> (Scene, Layout) {
        let mut scene = self.common;
        let mut panels = Vec::new();
        for (part, placed) in self.parts {
            scene.items.extend(part.items.into_iter().map(|mut item| {
                item.shape = item.shape.moved(placed.at.0, placed.at.1);
                item
            }));
            panels.push(placed);
        }
        (scene, Layout::Panels(panels))
    }
}

/// What must stand round the panels at a width; none for a chart that is not parted.
pub fn arrange(chart: &Chart, size: Size, host: &dyn Host) -> Option<Arrangement> {
    let facets = chart.facets.as_deref()?;
    let height = Grid::new(chart, facets, size, None, host).height(chart, facets.panels.len());
    let sheet = sheet(chart, size, height, host)?;
    let mut key = if sheet.unnamed { entries(chart, &chart.names_in_panels()) } else { Vec::new() };
    if sheet.slots {
        key.push(KeyEntry { name: chart.ui.no_figure_found.to_string(), ink: Ink::Band, swatch: Swatch::Band });
    }
    let rows = facets.panels.len().div_ceil(across(facets, chart.plan.horizontal, &size)) as f64;
    // Bars that are squeezed would lose their words; other panels can do with a little less than they would like.
    let least = if chart.plan.horizontal { height } else { height - 36.0 * rows };
    Some(Arrangement { height, least, key, notes: sheet.notes })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::tests::chart;
    use crate::host::Plain;

    /// Deaths of 1,000 in Virginia in 1940, by age, sex and place (Molyneaux, Gilliam and Florant 1947; R data set VADeaths).
    const DEATHS: &str = "age,group,deaths\n50,Rural male,11.7\n55,Rural male,18.1\n60,Rural male,26.9\n50,Rural female,8.7\n55,Rural female,11.7\n\
                          60,Rural female,20.3\n50,Urban male,15.4\n55,Urban male,24.3\n60,Urban male,37.0\n";

    fn deaths(more: &[(&str, &str)]) -> Chart {
        let mut attributes = vec![("mark", "bar"), ("x", "age:O"), ("y", "deaths"), ("facet", "group")];
        attributes.extend(more);
        chart(DEATHS, &attributes)
    }

    fn drawn(chart: &Chart, width: f64) -> (Scene, Vec<Placed>) {
        let size = Size::new(width, 16.0);
        let height = arrange(chart, size, &Plain).expect("it is parted").height;
        match crate::chart::view::scene(chart, size, height, &Plain) {
            (scene, Layout::Panels(places)) => (scene, places),
            _ => panic!("panels"),
        }
    }

    #[test]
    fn panels_stand_side_by_side_while_there_is_room() {
        for (width, columns) in [(280.0, 1), (360.0, 2), (680.0, 3), (1200.0, 3)] {
            let (_, places) = drawn(&deaths(&[]), width);
            let mut lefts: Vec<f64> = places.iter().map(|placed| placed.at.0).collect();
            lefts.dedup_by(|a, b| a == b);
            lefts.sort_by(f64::total_cmp);
            lefts.dedup();
            assert_eq!((places.len(), lefts.len()), (3, columns), "at {width}");
            assert!(places.iter().all(|placed| placed.at.0 + placed.size.0 <= width + 0.5), "all panels are in the box at {width}");
        }
    }

    #[test]
    fn all_panels_share_their_scales_and_have_a_heading_each() {
        let (scene, places) = drawn(&deaths(&[]), 680.0);
        let frames: Vec<&Frame> =
            places.iter().map(|placed| if let Layout::Columns(frame) = &*placed.layout { frame } else { panic!() }).collect();
        assert!(frames.windows(2).all(|pair| pair[0].value == pair[1].value && pair[0].key == pair[1].key));
        assert_eq!(frames[0].ticks.domain.0, 0.0);
        assert!(frames[0].ticks.domain.1 >= 37.0, "the largest of all panels is on the axis of each");
        let count = |words: &str| scene.words().filter(|said| *said == words).count();
        assert_eq!(["Rural male", "Rural female", "Urban male", "50", "0"].map(count), [1, 1, 1, 3, 1]);
    }

    #[test]
    fn the_unit_is_said_once_unless_the_subheading_says_it() {
        let words = |more: &[(&str, &str)]| drawn(&deaths(more), 680.0).0.words().filter(|said| *said == "deaths").count();
        assert_eq!(words(&[("unit", "deaths")]), 1);
        assert_eq!(words(&[("unit", "deaths"), ("subheading", "Deaths of 1,000, by age")]), 0);
        let percent = deaths(&[("unit", "%")]);
        assert!(drawn(&percent, 680.0).0.words().any(|said| said.ends_with('%')), "a sign stands at the top label");
    }

    #[test]
    fn series_keep_their_colours_in_all_panels_and_are_named_once() {
        let csv = "year,place,sex,n\n2000,a,m,1\n2001,a,m,2\n2000,a,f,3\n2001,a,f,4\n2000,b,f,5\n2001,b,f,9\n2000,b,m,5\n2001,b,m,2\n";
        let chart = chart(csv, &[("mark", "line"), ("x", "year"), ("y", "n"), ("color", "sex"), ("facet", "place")]);
        let facets = chart.facets.as_ref().expect("it is parted");
        let inks = |panel: &Panel| panel.chart.plan.series.iter().map(|s| (s.name.clone(), s.ink)).collect::<Vec<_>>();
        let mut second = inks(&facets.panels[1]);
        second.reverse();
        assert_eq!(inks(&facets.panels[0]), second);
        let size = Size::new(680.0, 16.0);
        let key = arrange(&chart, size, &Plain).expect("it is parted").key;
        let (scene, _) = drawn(&chart, 680.0);
        let in_plot = scene.words().filter(|said| ["m", "f"].contains(said)).count();
        assert!(key.len() == 2 && in_plot == 0 || key.is_empty() && in_plot == 2, "{key:?} and {in_plot} in the panels");
    }

    #[test]
    fn a_highlighted_panel_is_lit_and_the_others_are_grey() {
        let spec = r#"{"mark": "line", "encoding": {"x": {"field": "age"}, "y": {"field": "deaths"}, "facet": {"field": "group", "sort": "descending"}},
            "usermeta": {"nutgraph": {"highlight": ["Urban male"]}}}"#;
        let document: crate::spec::Value = serde_json::from_str(spec).expect("a spec is JSON");
        let spec = crate::spec::read(&document).expect("a spec").0;
        let table = crate::table::read(DEATHS, crate::table::Format::Csv, &Plain).0.expect("a table");
        let chart = Chart::new(spec, table, crate::words::ui::of("en")).expect("a chart");
        let facets = chart.facets.expect("it is parted");
        let lit: Vec<(&str, Ink)> = facets.panels.iter().map(|p| (p.name.as_str(), p.chart.plan.series[0].ink)).collect();
        assert_eq!(lit, [("Urban male", Ink::Series(0)), ("Rural male", Ink::Rest), ("Rural female", Ink::Rest)]);
    }

    #[test]
    fn bars_of_all_panels_are_in_proportion() {
        let chart = chart(DEATHS, &[("mark", "bar"), ("x", "deaths"), ("y", "age:O"), ("facet", "group")]);
        for width in [280.0, 680.0] {
            let (_, places) = drawn(&chart, width);
            for placed in &places {
                let Layout::Rows(frame) = &*placed.layout else { panic!("rows") };
                for bar in &frame.bars {
                    let expected = frame.value.position(bar.value) - frame.value.position(0.0);
                    assert!((bar.rect.width - expected).abs() < 1e-6, "{} at {width}", bar.value);
                }
            }
            let scales: Vec<Linear> =
                places.iter().map(|p| if let Layout::Rows(frame) = &*p.layout { frame.value } else { panic!() }).collect();
            assert!(scales.windows(2).all(|pair| pair[0] == pair[1]));
        }
    }
}
