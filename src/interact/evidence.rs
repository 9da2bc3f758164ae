//! Lighting a fact: exactly the marks that its number comes from, with their values and the difference; all else turns pale.

use crate::chart::frame::{Frame, KeyScale};
use crate::chart::marks::{bar, line};
use crate::chart::measure::figure;
use crate::chart::series::{Place, Rows};
use crate::chart::size::Size;
use crate::chart::view::{self, Layout};
use crate::chart::{Chart, rows};
use crate::fact::{Evidence, Show};
use crate::host::Host;
use crate::layout::{Taken, text_box};
use crate::scale::color::Ink;
use crate::scene::{Anchor, Item, Point, Rect, Role, Scene, Shape, Stroke, Text, solid};
use crate::spec::Mark;

/// What a fact lights on a chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Lit {
    /// The cells: number of the series and index in its rows, in the order of the evidence.
    pub cells: Vec<(usize, usize)>,
    /// How they are shown.
    pub show: Show,
    /// The result: `+52.1%`.
    pub shown: String,
    /// What is drawn beside the marks: parts of the evidence, with those of their cells that the chart draws.
    #[cfg(not(feature = "lean"))]
    pub guides: Vec<Guide>,
}

/// A part of the evidence that is more than its marks.
#[cfg(not(feature = "lean"))]
#[derive(Clone, Debug, PartialEq)]
pub struct Guide {
    /// How it is drawn.
    pub show: Show,
    /// Number of the series, index in its rows, and place among the rows of the evidence.
    pub cells: Vec<(usize, usize, usize)>,
}

/// How the marks themselves are lit.
#[cfg(not(feature = "lean"))]
fn marks_of(show: &Show) -> Show {
    match show {
        Show::Step => Show::Step,
        Show::Span => Show::Span,
        Show::Run | Show::Line(_) => Show::Run,
        Show::Points | Show::Level(_) | Show::Target(_) | Show::Gap | Show::Share => Show::Points,
    }
}

/// Finds the marks that are drawn from the cells of `evidence`; none for cells that the chart does not draw.
pub fn find(chart: &Chart, evidence: &[Evidence], shown: &str) -> Lit {
    #[cfg(not(feature = "lean"))]
    if let Some(facets) = &chart.facets {
        return super::panels::lit(facets, evidence, shown);
    }
    let mut cells = Vec::new();
    #[cfg(feature = "lean")]
    let show = if let [part] = evidence { part.show.clone() } else { Show::Points };
    #[cfg(not(feature = "lean"))]
    let (show, mut guides) = (shared(evidence), Vec::new());
    for part in evidence {
        #[cfg(not(feature = "lean"))]
        if part.chart != 0 {
            continue;
        }
        #[cfg(not(feature = "lean"))]
        let mut own = Vec::new();
        #[cfg_attr(feature = "lean", allow(unused_variables))]
        for (place, row) in part.rows.iter().enumerate() {
            for (number, series) in chart.plan.series.iter().enumerate() {
                if series.value != Place::Column(part.column) {
                    continue;
                }
                let index = match &series.rows {
                    Rows::All(count) => (*row < *count as u32).then_some(*row as usize),
                    Rows::Some(rows) => rows.iter().position(|r| r == row),
                };
                let Some(index) = index else { continue };
                #[cfg(not(feature = "lean"))]
                own.push((number, index, place));
                if !cells.contains(&(number, index)) {
                    cells.push((number, index));
                }
            }
        }
        #[cfg(not(feature = "lean"))]
        guides.push(Guide { show: part.show.clone(), cells: own });
    }
    Lit {
        cells,
        show,
        shown: shown.to_string(),
        #[cfg(not(feature = "lean"))]
        guides,
    }
}

/// How evidence is lit, before any of its marks is found.
#[cfg(not(feature = "lean"))]
pub(super) fn unlit(evidence: &[Evidence], shown: &str) -> Lit {
    let guides = evidence.iter().map(|part| Guide { show: part.show.clone(), cells: Vec::new() }).collect();
    Lit { cells: Vec::new(), show: shared(evidence), shown: shown.to_string(), guides }
}

/// How all marks are lit: as each part says, if they say the same.
#[cfg(not(feature = "lean"))]
fn shared(evidence: &[Evidence]) -> Show {
    let mut shows = evidence.iter().map(|part| marks_of(&part.show));
    let first = shows.next().unwrap_or(Show::Points);
    // Two steps on brackets, or two filled spans, would hide each other.
    if evidence.len() == 1 || (first == Show::Run && shows.all(|show| show == first)) { first } else { Show::Points }
}

const GUIDE: Stroke = Stroke { ink: Ink::Ink, width: 1.0, dash: &[2.0, 2.0] };

/// The scene of a chart at a size, with the evidence of a fact lit if there is one to light.
pub fn scene(chart: &Chart, size: Size, height: f64, lit: Option<&Lit>, host: &dyn Host) -> (Scene, Layout) {
    #[cfg(not(feature = "lean"))]
    if let Some(lit) = lit.filter(|lit| !lit.cells.is_empty())
        && let Some(parted) = super::panels::scene(chart, size, height, lit, host)
    {
        return parted;
    }
    let (mut scene, layout) = view::scene(chart, size, height, host);
    if let Some(lit) = lit.filter(|l| !l.cells.is_empty()) {
        match &layout {
            Layout::Columns(frame) => light(chart, frame, lit, host, &mut scene),
            Layout::Rows(frame) => {
                rows::light(chart, frame, &lit.cells, host, &mut scene);
                #[cfg(not(feature = "lean"))]
                super::guides::draw_across(frame, lit, &mut scene);
            }
            #[cfg(not(feature = "lean"))]
            Layout::Panels(_) => {}
        }
    }
    (scene, layout)
}

/// Lights the evidence in a scene of a chart whose keys run along x.
pub(super) fn light(chart: &Chart, frame: &Frame, lit: &Lit, host: &dyn Host, scene: &mut Scene) {
    let numbers: Vec<u16> = lit.cells.iter().map(|(number, _)| *number as u16).collect();
    scene.items.retain(|item| item.role != Role::Annotation);
    for item in &mut scene.items {
        match item.role {
            Role::Mark(_) | Role::Gap => item.opacity *= 0.3,
            Role::Label(number) if !numbers.contains(&number) => item.fill = item.fill.and(Some(Ink::Ink2)),
            _ => {}
        }
    }
    let mut taken = Taken::default();
    // Words give way to the evidence where they would cross it, so they are put in last.
    let mut points: Vec<(Point, usize, usize)> = Vec::new();
    for (number, index) in &lit.cells {
        if let Some(point) = point(chart, frame, *number, *index) {
            points.push((point, *number, *index));
        }
    }
    if points.is_empty() {
        return;
    }
    band(chart, frame, &points, scene);
    marks(chart, frame, lit, &points, scene, &mut taken);
    if lit.show == Show::Step && points.len() == 2 {
        bracket(frame, &lit.shown, [points[0].0, points[1].0], host, scene, &mut taken);
    }
    #[cfg(feature = "lean")]
    if let Show::Level(value) = lit.show {
        level(frame, value, &points.iter().map(|point| point.0).collect::<Vec<_>>(), scene, &mut taken);
    }
    #[cfg(not(feature = "lean"))]
    super::guides::draw(chart, frame, lit, host, scene, &mut taken);
    values(chart, frame, lit, &points, host, scene, &mut taken);
    let crossed = |item: &Item| match (&item.shape, item.role) {
        (Shape::Text(text), Role::Label(_)) => !taken.free(&text_box(text, host)),
        _ => false,
    };
    scene.items.retain(|item| !crossed(item));
}

/// Where the mark of a cell has its value.
pub(super) fn point(chart: &Chart, frame: &Frame, number: usize, index: usize) -> Option<Point> {
    let series = &chart.plan.series[number];
    let (_, value) = series.span(&chart.table, index)?;
    match series.mark {
        Mark::Bar => bar::rect(chart, frame, series, index).map(|r| Point { x: r.x + r.width / 2.0, y: r.y }),
        _ => series.key(&chart.table, &chart.plan.key, index).map(|k| Point { x: frame.key.position(k), y: frame.value.position(value) }),
    }
}

/// The line across at a value.
pub(super) const ACROSS: Stroke = Stroke { ink: Ink::Ink, width: 1.5, dash: &[6.0, 4.0] };
/// The line across at a value, from the first to the last of some points.
pub(super) fn level(frame: &Frame, value: f64, points: &[Point], scene: &mut Scene, taken: &mut Taken) {
    let (left, right) = points.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(l, r), p| (l.min(p.x), r.max(p.x)));
    across(frame, value, (left, right), ACROSS, scene, taken);
}

/// A line across at a value; not where the axis does not reach it.
pub(super) fn across(frame: &Frame, value: f64, (left, right): (f64, f64), stroke: Stroke, scene: &mut Scene, taken: &mut Taken) -> bool {
    let y = frame.value.position(value);
    if !(frame.top - 0.5..=frame.bottom + 0.5).contains(&y) || right - left < 1.0 {
        return false;
    }
    scene.line((left, y), (right, y), stroke, Role::Evidence);
    taken.segments.push((Point { x: left, y }, Point { x: right, y }));
    true
}

/// The marker pen over the span of the evidence, 0.4 steps beyond it, below the marks.
fn band(chart: &Chart, frame: &Frame, points: &[(Point, usize, usize)], scene: &mut Scene) {
    let (low, high) = points.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), (p, ..)| (l.min(p.x), h.max(p.x)));
    let step = match frame.key {
        KeyScale::Band(band) => band.step() * 1.25,
        KeyScale::Linear(scale) => {
            let rows = chart.plan.series.iter().map(|s| s.rows.len()).max().unwrap_or(1).max(2) - 1;
            ((scale.range.1 - scale.range.0) / rows as f64).clamp(12.0, 60.0)
        }
    };
    let x = (low - 0.4 * step).max(0.0);
    let rect = Rect { x, y: frame.top, width: (high + 0.4 * step).min(frame.size.width) - x, height: frame.bottom - frame.top };
    let above = scene.items.iter().position(|i| matches!(i.role, Role::Mark(_) | Role::Gap)).unwrap_or(scene.items.len());
    let item = Item { shape: Shape::Rect(rect), fill: Some(Ink::Marker), stroke: None, opacity: 1.0, role: Role::Evidence };
    // Gridlines stay visible on the pen's colour.
    let grid: Vec<Item> = scene.items[..above].iter().filter(|i| i.role == Role::Axis).cloned().collect();
    scene.items.splice(above..above, std::iter::once(item).chain(grid));
}

/// The lit marks in their colour: columns whole, lines between the first and last cell with a casing of paper, points with a ring.
fn marks(chart: &Chart, frame: &Frame, lit: &Lit, points: &[(Point, usize, usize)], scene: &mut Scene, taken: &mut Taken) {
    let mut numbers: Vec<usize> = points.iter().map(|(_, number, _)| *number).collect();
    numbers.dedup();
    for number in numbers {
        let series = &chart.plan.series[number];
        let own: Vec<&(Point, usize, usize)> = points.iter().filter(|(_, n, _)| *n == number).collect();
        if series.mark == Mark::Bar {
            for (_, _, index) in own {
                if let Some(rect) = bar::rect(chart, frame, series, *index) {
                    scene.fill(Shape::Rect(rect), series.ink, Role::Evidence);
                    taken.fills.push(rect);
                }
            }
            continue;
        }
        let (low, high) = own.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), (p, ..)| (l.min(p.x), h.max(p.x)));
        if matches!(lit.show, Show::Step | Show::Span | Show::Run) && matches!(series.mark, Mark::Line | Mark::Area) {
            let mut runs = line::Runs::new(frame, series.rows.len());
            line::each(series, &chart.table, &chart.plan.key, &mut |stop| {
                if (low - 0.01..=high + 0.01).contains(&frame.key.position(stop.key)) {
                    runs.add(stop);
                }
            });
            for run in runs.finish() {
                if lit.show == Show::Span && run.len() > 1 {
                    let mut outline = run.clone();
                    outline.extend([Point { x: high.min(run[run.len() - 1].x), y: frame.zero() }, Point { x: run[0].x, y: frame.zero() }]);
                    let shape = Shape::Polygon(outline);
                    scene.items.push(Item { shape, fill: Some(series.ink), stroke: None, opacity: 0.16, role: Role::Evidence });
                }
                taken.segments.extend(run.windows(2).map(|p| (p[0], p[1])));
                scene.stroke(Shape::Path(run.clone()), solid(Ink::Paper, 6.5), Role::Evidence);
                scene.stroke(Shape::Path(run), solid(series.ink, 3.5), Role::Evidence);
            }
        }
        if own.len() <= 12 {
            for (center, ..) in own {
                scene.fill(Shape::Circle(*center, 7.0), Ink::Paper, Role::Evidence);
                scene.fill(Shape::Circle(*center, 5.5), series.ink, Role::Evidence);
                taken.fills.push(Rect { x: center.x - 7.0, y: center.y - 7.0, width: 14.0, height: 14.0 });
            }
        }
    }
}

/// The difference on a bracket: dotted guides from both points, an arrow between their heights, the result beside it.
pub(super) fn bracket(frame: &Frame, shown: &str, [from, to]: [Point; 2], host: &dyn Host, scene: &mut Scene, taken: &mut Taken) {
    let size = 15.0 * frame.size.scale;
    let width = host.measure(shown, size, 700);
    let right = from.x.max(to.x) + 22.0;
    let rightwards = right + 10.0 + width <= frame.size.width;
    let x = if rightwards { right } else { from.x.min(to.x) - 22.0 };
    // Where neither side has room, the working below the chart says it all.
    if !rightwards && x < 9.0 + width {
        return;
    }
    let inward = if rightwards { 4.0 } else { -4.0 };
    for point in [from, to] {
        let start = point.x + if rightwards { 9.0 } else { -9.0 };
        scene.line((start, point.y), (x + inward, point.y), GUIDE, Role::Evidence);
    }
    let arrow = solid(Ink::Ink, 1.5);
    if (from.y - to.y).abs() > 3.0 {
        scene.line((x, from.y), (x, to.y), arrow, Role::Evidence);
        let back = if to.y < from.y { 5.0 } else { -5.0 };
        for side in [-4.0, 4.0] {
            scene.line((x, to.y), (x + side, to.y + back), arrow, Role::Evidence);
        }
    }
    let (anchor, at) = if rightwards { (Anchor::Start, x + 9.0) } else { (Anchor::End, x - 9.0) };
    let y = ((from.y + to.y) / 2.0 + 0.35 * size).clamp(frame.top + size, frame.bottom - 4.0);
    let text = Text { x: at, y, words: shown.to_string(), size, weight: 700, anchor, halo: true };
    taken.words.push(text_box(&text, host));
    taken.fills.push(Rect { x: x.min(x + inward) - 4.0, y: from.y.min(to.y), width: 8.0, height: (from.y - to.y).abs() });
    scene.text(text, Ink::Ink, Role::Evidence);
}

/// The values of the lit cells, where each finds room; of a long span, the first and the last.
fn values(
    chart: &Chart,
    frame: &Frame,
    lit: &Lit,
    points: &[(Point, usize, usize)],
    host: &dyn Host,
    scene: &mut Scene,
    taken: &mut Taken,
) {
    let size = frame.size.text();
    let last = points.len() - 1;
    for (place, (point, number, index)) in points.iter().enumerate() {
        if points.len() > 6 && place != 0 && place != last {
            continue;
        }
        let series = &chart.plan.series[*number];
        let Some((_, value)) = series.span(&chart.table, *index) else { continue };
        let words = figure(&chart.plan.measure, value, host);
        let outward = if place == 0 && last > 0 && lit.show == Show::Step { -1.0 } else { 1.0 };
        let columns = [(Anchor::Middle, 0.0, -8.0), (Anchor::Start, 10.0, 4.0), (Anchor::End, -10.0, 4.0)];
        let lines = [
            (Anchor::End, -10.0, 4.0 - 6.0 * outward),
            (Anchor::End, -10.0, -10.0),
            (Anchor::Middle, 0.0, -13.0),
            (Anchor::Start, 11.0, -10.0),
            (Anchor::Start, 11.0, 4.0),
            (Anchor::Middle, 0.0, 22.0),
            (Anchor::End, -10.0, 18.0),
        ];
        let tries: &[(Anchor, f64, f64)] = if series.mark == Mark::Bar { &columns } else { &lines };
        let text = |(anchor, dx, dy): &(Anchor, f64, f64)| Text {
            x: point.x + dx,
            y: point.y + dy,
            words: words.clone(),
            size,
            weight: 600,
            anchor: *anchor,
            halo: true,
        };
        let fits = |t: &Text| {
            let rect = text_box(t, host);
            rect.x >= 0.0
                && rect.x + rect.width <= frame.size.width
                && rect.y >= 0.0
                && rect.y + rect.height < frame.bottom
                && taken.free(&rect)
        };
        if let Some(text) = tries.iter().map(text).find(fits) {
            taken.words.push(text_box(&text, host));
            scene.text(text, Ink::Ink, Role::Evidence);
        }
    }
}
