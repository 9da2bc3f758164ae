//! Small multiples under a pointer, a key or a fact: each panel answers for itself, and what it says is moved to its place. Series are
//! numbered through all panels; a panel counts its own from zero.

use super::evidence::{Guide, Lit, find, light, unlit};
use super::tip::{self, Cursor, Tip, nearest};
use crate::chart::facet::{Facets, Panel};
use crate::chart::panels::{Placed, sheet};
use crate::chart::size::Size;
use crate::chart::view::Layout;
use crate::chart::{Chart, rows};
use crate::fact::Evidence;
use crate::host::Host;
use crate::scene::Scene;
use crate::spec::Mark;

/// What a panel tells, at its place, under its name.
fn lifted(tip: Tip, panel: &Panel, placed: &Placed) -> Tip {
    let mut tip = tip.moved(placed.at.0, placed.at.1);
    tip.title = [panel.name.as_str(), ", ", &tip.title].concat();
    tip.cursor.series += panel.first;
    tip
}

/// A cursor as its panel counts.
fn within(panel: &Panel, cursor: Cursor) -> Cursor {
    Cursor { series: cursor.series - panel.first, ..cursor }
}

/// The panel of a cursor, with its place.
fn home<'a>(facets: &'a Facets, places: &'a [Placed], cursor: Cursor) -> Option<(&'a Panel, &'a Placed)> {
    let at = facets.panels.iter().position(|panel| panel.numbers().contains(&cursor.series))?;
    Some((&facets.panels[at], places.get(at)?))
}

/// All figures at the key of a cell in its panel.
pub(super) fn at(chart: &Chart, places: &[Placed], cursor: Cursor, host: &dyn Host) -> Option<Tip> {
    let (panel, placed) = home(chart.facets.as_deref()?, places, cursor)?;
    tip::at(&panel.chart, &placed.layout, within(panel, cursor), host).map(|tip| lifted(tip, panel, placed))
}

/// What is under a pointer: in the panel that it is over, or the nearest one.
pub(super) fn hover(chart: &Chart, places: &[Placed], x: f64, y: f64, host: &dyn Host) -> Option<Tip> {
    let beside = |from: f64, length: f64, at: f64| (from - at).max(at - from - length).max(0.0);
    let distance = |placed: &Placed| beside(placed.at.0, placed.size.0, x).hypot(beside(placed.at.1, placed.size.1, y));
    let pairs = chart.facets.as_deref()?.panels.iter().zip(places);
    let (panel, placed) = pairs.min_by(|(_, a), (_, b)| distance(a).total_cmp(&distance(b)))?;
    let (x, y) = (x - placed.at.0, y - placed.at.1);
    tip::hover(&panel.chart, &placed.layout, x, y, host).map(|tip| lifted(tip, panel, placed))
}

/// Moves the cursor: along the axis within its panel, across to the next series, and from a panel's last one to the next panel.
pub(super) fn step(chart: &Chart, places: &[Placed], cursor: Option<Cursor>, pressed: &str, host: &dyn Host) -> Option<Tip> {
    let facets = chart.facets.as_deref()?;
    let first = facets.panels.iter().find(|panel| !panel.chart.plan.series.is_empty())?.first;
    let (panel, placed) = home(facets, places, cursor.unwrap_or(Cursor { series: first, index: 0 }))?;
    let across = match (pressed, &*placed.layout) {
        ("ArrowDown", Layout::Columns(_)) | ("ArrowRight", Layout::Rows(_)) => 1,
        ("ArrowUp", Layout::Columns(_)) | ("ArrowLeft", Layout::Rows(_)) => -1,
        _ => 0,
    };
    let Some(cursor) = cursor.filter(|_| across != 0) else {
        let own = cursor.map(|cursor| within(panel, cursor));
        return tip::step(&panel.chart, &placed.layout, own, pressed, host).map(|tip| lifted(tip, panel, placed));
    };
    let own = panel.chart.plan.series.get(cursor.series - panel.first)?;
    let key = own.key(&panel.chart.table, &panel.chart.plan.key, cursor.index)?;
    let series = |panel: &Panel| {
        let drawn = panel.chart.plan.series.iter().enumerate().filter(|(_, series)| series.mark != Mark::Rule);
        drawn.map(|(number, _)| panel.first + number).collect::<Vec<usize>>()
    };
    let ring: Vec<usize> = facets.panels.iter().flat_map(series).collect();
    let here = ring.iter().position(|number| *number == cursor.series)? as isize;
    (1..=ring.len() as isize).find_map(|jump| {
        let number = ring[(here + across * jump).rem_euclid(ring.len() as isize) as usize];
        let panel = facets.of(number)?;
        let (_, index) = nearest(&panel.chart, &panel.chart.plan.series[number - panel.first], key)?;
        at(chart, places, Cursor { series: number, index }, host)
    })
}

/// The marks of all panels that are drawn from the cells of `evidence`.
pub(super) fn lit(facets: &Facets, evidence: &[Evidence], shown: &str) -> Lit {
    let own: Vec<&Evidence> = evidence.iter().filter(|part| part.chart == 0).collect();
    let mut all = unlit(&own.iter().copied().cloned().collect::<Vec<Evidence>>(), shown);
    for panel in &facets.panels {
        let part = |part: &&Evidence| Evidence { rows: part.rows.iter().filter_map(|row| panel.row(*row)).collect(), ..(*part).clone() };
        let parts: Vec<Evidence> = own.iter().map(part).collect();
        let found = counted(find(&panel.chart, &parts, shown), &|number| Some(number + panel.first));
        all.cells.extend(found.cells);
        for ((guide, more), part) in all.guides.iter_mut().zip(found.guides).zip(&own) {
            // A cell keeps its place among all rows of the evidence.
            let places: Vec<usize> = (0..part.rows.len()).filter(|place| panel.row(part.rows[*place]).is_some()).collect();
            guide.cells.extend(more.cells.into_iter().filter_map(|(series, index, place)| Some((series, index, *places.get(place)?))));
        }
    }
    all
}

/// The same, with its series counted otherwise; those that have no number there are left out.
fn counted(lit: Lit, number: &dyn Fn(usize) -> Option<usize>) -> Lit {
    let guide = |guide: Guide| Guide {
        cells: guide.cells.into_iter().filter_map(|(series, index, place)| Some((number(series)?, index, place))).collect(),
        ..guide
    };
    Lit {
        cells: lit.cells.into_iter().filter_map(|(series, index)| Some((number(series)?, index))).collect(),
        guides: lit.guides.into_iter().map(guide).collect(),
        ..lit
    }
}

/// The scene of all panels with evidence lit in those that it stands in; the others turn pale.
pub(super) fn scene(chart: &Chart, size: Size, height: f64, lit: &Lit, host: &dyn Host) -> Option<(Scene, Layout)> {
    let facets = chart.facets.as_deref()?;
    let mut sheet = sheet(chart, size, height, host)?;
    for (panel, (scene, placed)) in facets.panels.iter().zip(&mut sheet.parts) {
        let own = counted(lit.clone(), &|number| panel.numbers().contains(&number).then(|| number - panel.first));
        match &*placed.layout {
            Layout::Columns(frame) => light(&panel.chart, frame, &own, host, scene),
            Layout::Rows(frame) => {
                rows::light(&panel.chart, frame, &own.cells, host, scene);
                super::guides::draw_across(frame, &own, scene);
            }
            Layout::Panels(_) => {}
        }
    }
    Some(sheet.join())
}

#[cfg(test)]
mod tests {
    use super::super::{evidence, judge};
    use super::*;
    use crate::host::Plain;
    use crate::scene::Role;
    use crate::{spec, table, words};

    /// Telephones in millions in two of the world's regions (AT&T 1961; R data set WorldPhones).
    const TELEPHONES: &str =
        "year,region,millions\n1956,Europe,29.9\n1956,Asia,3.7\n1958,Europe,34.5\n1958,Asia,4.7\n1961,Europe,43.2\n1961,Asia,6.7\n";

    fn telephones(mark: &str) -> Chart {
        let pairs = [("mark", mark), ("x", "year"), ("y", "millions"), ("facet", "region")].map(|(k, v)| (k.to_string(), v.to_string()));
        let spec = spec::from_attributes(None, &pairs).expect("a spec");
        let table = table::read(TELEPHONES, table::Format::Csv, &Plain).0.expect("a table");
        Chart::new(spec, table, words::ui::of("en")).expect("a chart")
    }

    fn size() -> Size {
        Size::new(680.0, 16.0)
    }

    #[test]
    fn a_panel_tells_its_own_figures_at_its_own_place() {
        let chart = telephones("line");
        let (_, layout) = crate::chart::view::scene(&chart, size(), 240.0, &Plain);
        let Layout::Panels(places) = &layout else { panic!("panels") };
        let right = &places[1];
        let tip = tip::hover(&chart, &layout, right.at.0 + right.size.0, right.at.1 + 20.0, &Plain).expect("the last point of Asia");
        assert_eq!(tip.said(), "Asia, 1961: 6.7");
        assert!(tip.at.x > right.at.0 && tip.at.x <= right.at.0 + right.size.0, "the point is in its panel: {:?}", tip.at);
    }

    #[test]
    fn keys_walk_along_a_panel_and_on_to_the_next() {
        let chart = telephones("line");
        let (_, layout) = crate::chart::view::scene(&chart, size(), 240.0, &Plain);
        let mut cursor = None;
        let mut said = Vec::new();
        for key in ["ArrowRight", "ArrowRight", "ArrowDown", "End", "ArrowDown", "Home"] {
            let tip = tip::step(&chart, &layout, cursor, key, &Plain).unwrap_or_else(|| panic!("{key}"));
            cursor = Some(tip.cursor);
            said.push(tip.said());
        }
        assert_eq!(
            said,
            ["Europe, 1956: 29.9", "Europe, 1958: 34.5", "Asia, 1958: 4.7", "Asia, 1961: 6.7", "Europe, 1961: 43.2", "Europe, 1956: 29.9"]
        );
        assert_eq!(tip::step(&chart, &layout, cursor, "x", &Plain), None);
    }

    #[test]
    fn a_fact_lights_its_panel_and_turns_the_others_pale() {
        for mark in ["line", "bar"] {
            let chart = telephones(mark);
            let fact = judge::compute(&chart, "change(millions, 1956, 1961, region == 'Asia')", &Plain).unwrap_or_else(|p| panic!("{p}"));
            let lit = evidence::find(&chart, &fact.evidence, &fact.shown);
            assert_eq!(lit.cells, [(1, 0), (1, 2)], "{mark}");
            let (scene, layout) = evidence::scene(&chart, size(), 240.0, Some(&lit), &Plain);
            let Layout::Panels(places) = &layout else { panic!("panels") };
            let left = |item: &crate::scene::Item| match &item.shape {
                crate::scene::Shape::Rect(rect) => Some(rect.x),
                crate::scene::Shape::Circle(point, _) => Some(point.x),
                crate::scene::Shape::Path(points) => points.first().map(|p| p.x),
                _ => None,
            };
            let evidence: Vec<f64> = scene.items.iter().filter(|item| item.role == Role::Evidence).filter_map(left).collect();
            assert!(!evidence.is_empty() && evidence.iter().all(|x| *x > places[0].at.0 + places[0].size.0), "{mark}: {evidence:?}");
            assert!(scene.items.iter().filter(|i| matches!(i.role, Role::Mark(_))).all(|i| i.opacity < 0.5), "{mark}");
        }
    }
}
