//! What is drawn of a fact's evidence beside its marks, so that a reader sees at a glance why: the line across from a record to the value
//! that is held against it, a goal and how far away it is, a fitted line with its band, the difference of two series, a part within its
//! whole.

use super::evidence::{ACROSS, Guide, Lit, across, bracket, level, point};
use crate::chart::Chart;
use crate::chart::frame::Frame;
use crate::chart::rows::RowFrame;
use crate::fact::Show;
use crate::host::Host;
use crate::layout::Taken;
use crate::scale::color::Ink;
use crate::scene::{Item, Point, Rect, Role, Scene, Shape, solid};

/// Half the width of the bars that a share is drawn as where the marks are no bars.
const HALF: f64 = 8.0;

/// Draws the guides of a chart whose keys run along x, above the lit marks.
pub(super) fn draw(chart: &Chart, frame: &Frame, lit: &Lit, host: &dyn Host, scene: &mut Scene, taken: &mut Taken) {
    for (number, guide) in lit.guides.iter().enumerate() {
        let points: Vec<Point> = guide.cells.iter().filter_map(|(series, index, _)| point(chart, frame, *series, *index)).collect();
        let Some(&first) = points.first() else { continue };
        let after = lit.guides.get(number + 1).and_then(|next| next.cells.first());
        let other = after.and_then(|(series, index, _)| point(chart, frame, *series, *index));
        match &guide.show {
            Show::Level(value) => level(frame, *value, &points, scene, taken),
            Show::Target(value) => {
                let ends = (0.0, frame.size.width);
                if across(frame, *value, ends, solid(Ink::Paper, 5.0), scene, taken) {
                    across(frame, *value, ends, solid(Ink::Ink, 2.0), scene, taken);
                    bracket(frame, &lit.shown, [first, Point { x: first.x, y: frame.value.position(*value) }], host, scene, taken);
                }
            }
            Show::Line(values) => fitted(chart, frame, guide, values, scene, taken),
            Show::Gap => {
                if let Some(other) = other {
                    bracket(frame, &lit.shown, [other, first], host, scene, taken);
                }
            }
            Show::Share => {
                if let Some(other) = other {
                    share(chart, frame, guide, [first, other], scene);
                }
            }
            Show::Points | Show::Step | Show::Span | Show::Run => {}
        }
    }
}

/// A fitted line over its band, at the places of the cells.
fn fitted(chart: &Chart, frame: &Frame, guide: &Guide, values: &[[f64; 3]], scene: &mut Scene, taken: &mut Taken) {
    let (mut line, mut low, mut high) = (Vec::new(), Vec::new(), Vec::new());
    for (series, index, place) in &guide.cells {
        if let (Some(at), Some(value)) = (point(chart, frame, *series, *index), values.get(*place)) {
            let y = |value: f64| frame.value.position(value).clamp(frame.top, frame.bottom);
            line.push(Point { x: at.x, y: y(value[0]) });
            low.push(Point { x: at.x, y: y(value[1]) });
            high.push(Point { x: at.x, y: y(value[2]) });
        }
    }
    if line.len() < 2 {
        return;
    }
    let ink = chart.plan.series[guide.cells[0].0].ink;
    low.reverse();
    high.extend(low);
    scene.items.push(Item { shape: Shape::Polygon(high), fill: Some(ink), stroke: None, opacity: 0.16, role: Role::Evidence });
    taken.segments.extend(line.windows(2).map(|pair| (pair[0], pair[1])));
    scene.stroke(Shape::Path(line), solid(Ink::Ink, 2.0), Role::Evidence);
}

/// A part, filled, within the outline of its whole.
fn share(chart: &Chart, frame: &Frame, guide: &Guide, [part, whole]: [Point; 2], scene: &mut Scene) {
    let series = &chart.plan.series[guide.cells[0].0];
    let zero = frame.zero();
    let bar = |y: f64| Rect { x: part.x - HALF, y: y.min(zero), width: 2.0 * HALF, height: (zero - y).abs() };
    if series.mark != crate::spec::Mark::Bar {
        scene.items.push(Item {
            shape: Shape::Rect(bar(part.y)),
            fill: Some(series.ink),
            stroke: None,
            opacity: 0.5,
            role: Role::Evidence,
        });
    }
    scene.stroke(Shape::Rect(bar(whole.y)), solid(Ink::Ink, 1.5), Role::Evidence);
}

/// Draws the guides of horizontal bars: a value is a line from top to bottom.
pub(super) fn draw_across(frame: &RowFrame, lit: &Lit, scene: &mut Scene) {
    for guide in &lit.guides {
        let (value, stroke) = match guide.show {
            Show::Level(value) => (value, ACROSS),
            Show::Target(value) => (value, solid(Ink::Ink, 2.0)),
            _ => continue,
        };
        let x = frame.value.position(value);
        if !guide.cells.is_empty() && (0.0..=frame.size.width).contains(&x) {
            scene.line((x, frame.extent.0), (x, frame.extent.1), stroke, Role::Evidence);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::evidence::{find, scene};
    use super::*;
    use crate::chart::size::Size;
    use crate::host::Plain;
    use crate::interact::judge;
    use crate::{spec, table, words};

    /// Three columns over six years, drawn as lines or bars, 600 by 350 pixels.
    fn lit(mark: &str, expression: &str) -> (Scene, Lit) {
        let csv = "year,a_ha,b_ha,c_ha\n2000,50,100,10\n2001,90,120,20\n2002,60,140,30\n2003,70,150,40\n2004,80,160,50\n2005,95,190,60\n";
        let pairs = [("mark", mark), ("x", "year"), ("y", "a_ha b_ha")].map(|(k, v)| (k.to_string(), v.to_string()));
        let spec = spec::from_attributes(None, &pairs).expect("a spec");
        let table = table::read(csv, table::Format::Csv, &Plain).0.expect("a table");
        let chart = Chart::new(spec, table, words::ui::of("en")).expect("a chart");
        let fact = judge::compute(&chart, expression, &Plain).unwrap_or_else(|problem| panic!("{expression}: {problem}"));
        let lit = find(&chart, &fact.evidence, &fact.shown);
        (scene(&chart, Size::new(600.0, 16.0), 350.0, Some(&lit), &Plain).0, lit)
    }

    fn evidence(scene: &Scene) -> Vec<&Item> {
        scene.items.iter().filter(|item| item.role == Role::Evidence).collect()
    }

    /// Lines from one place to another that run level.
    fn level_lines(scene: &Scene, width: f64) -> Vec<(f64, f64)> {
        let level = |item: &&Item| match (&item.shape, item.stroke) {
            (Shape::Path(points), Some(stroke)) if points.len() == 2 && stroke.width == width && points[0].y == points[1].y => {
                Some((points[0].x, points[1].x))
            }
            _ => None,
        };
        evidence(scene).iter().filter_map(level).collect()
    }

    #[test]
    fn a_record_is_held_against_the_earlier_peak_by_a_line_across() {
        let (scene, lit) = lit("line", "record(a_ha, 2005)");
        assert_eq!(lit.cells, [(0, 1), (0, 5)], "the earlier peak and the record are lit");
        let lines = level_lines(&scene, 1.5);
        assert_eq!(lines.len(), 1, "one line across");
        assert!(lines[0].1 - lines[0].0 > 200.0, "from the peak of 2001 to 2005");
    }

    #[test]
    fn highest_since_goes_back_to_the_value_that_was_as_high() {
        let (scene, lit) = lit("line", "highest_since(a_ha, 2004)");
        assert_eq!(lit.cells, [(0, 1), (0, 4)]);
        assert_eq!(level_lines(&scene, 1.5).len(), 1);
    }

    #[test]
    fn a_streak_lights_its_run() {
        let (scene, lit) = lit("line", "streak(a_ha, 2005)");
        assert_eq!((lit.cells.len(), &lit.show), (4, &Show::Run));
        let runs = evidence(&scene).iter().filter(|item| matches!(&item.shape, Shape::Path(points) if points.len() == 4)).count();
        assert_eq!(runs, 2, "the run on its casing of paper");
        assert!(evidence(&scene).iter().all(|item| !matches!(item.shape, Shape::Polygon(_))), "nothing is filled");
    }

    #[test]
    fn a_trend_is_a_line_over_its_band() {
        for expression in ["slope(b_ha, 2000, 2005)", "trend(b_ha)"] {
            let (scene, _) = lit("line", expression);
            let bands: Vec<_> = evidence(&scene).into_iter().filter(|item| matches!(item.shape, Shape::Polygon(_))).collect();
            assert_eq!((bands.len(), bands[0].opacity), (1, 0.16), "{expression}");
            let Shape::Polygon(points) = &bands[0].shape else { panic!() };
            assert_eq!(points.len(), 12, "{expression}: six places, above and below");
            let lines = evidence(&scene).iter().filter(|item| item.stroke == Some(solid(Ink::Ink, 2.0))).count();
            assert_eq!(lines, 1, "{expression}");
        }
    }

    #[test]
    fn a_gap_is_on_a_bracket_between_the_two_series() {
        let (scene, lit) = lit("line", "gap(b_ha, a_ha, 2005)");
        assert_eq!(lit.cells, [(1, 5), (0, 5)]);
        assert!(scene.words().any(|words| words == "+95 ha"), "the difference is written beside it");
    }

    #[test]
    fn a_share_is_a_part_within_the_outline_of_its_whole() {
        for mark in ["line", "bar"] {
            let (scene, _) = lit(mark, "share(a_ha, b_ha, 2005)");
            let outline = evidence(&scene).into_iter().find_map(|item| match (&item.shape, item.stroke) {
                (Shape::Rect(rect), Some(_)) => Some(*rect),
                _ => None,
            });
            let filled = evidence(&scene).iter().any(|item| match (&item.shape, item.fill) {
                (Shape::Rect(rect), Some(ink)) => {
                    ink != Ink::Marker && outline.is_some_and(|outline| (rect.height * 2.0 - outline.height).abs() < 0.01)
                }
                _ => false,
            });
            assert!(filled, "{mark}: 95 of 190 is half as high");
        }
    }

    #[test]
    fn a_goal_is_a_line_over_the_whole_plot_with_what_is_missing() {
        let (scene, _) = lit("line", "progress(a_ha, 150, 2005)");
        let lines = level_lines(&scene, 2.0);
        assert_eq!(lines, [(0.0, 600.0)]);
        assert!(scene.words().any(|words| words == "63.3%"));
        // A goal that the axis does not reach is not drawn at its edge.
        assert_eq!(level_lines(&lit("line", "progress(a_ha, 15000, 2005)").0, 2.0), []);
    }

    #[test]
    fn turning_points_are_lit_one_by_one_and_a_jump_as_its_step() {
        assert_eq!(lit("line", "turning_points(a_ha, 5)").1.cells, [(0, 1), (0, 2)]);
        let (_, jump) = lit("line", "jump(a_ha)");
        assert_eq!((jump.cells, jump.show), (vec![(0, 0), (0, 1)], Show::Run));
    }

    #[test]
    fn two_series_that_go_together_are_both_lit() {
        let (_, lit) = lit("line", "correlation(a_ha, b_ha)");
        assert_eq!((lit.cells.len(), lit.show), (12, Show::Run));
    }

    #[test]
    fn every_evidence_is_within_the_picture() {
        for mark in ["line", "bar", "point", "area"] {
            for expression in [
                "record(a_ha, 2005)",
                "trend(a_ha)",
                "gap(a_ha, b_ha, 2003)",
                "progress(b_ha, 40, last)",
                "share(a_ha, b_ha, 2001)",
                "value(c_ha, 2001)",
            ] {
                let (scene, _) = lit(mark, expression);
                for item in evidence(&scene) {
                    if let Shape::Path(points) | Shape::Polygon(points) = &item.shape {
                        assert!(points.iter().all(|p| p.x.is_finite() && (-1.0..=351.0).contains(&p.y)), "{mark}: {expression}");
                    }
                }
            }
        }
    }
}
