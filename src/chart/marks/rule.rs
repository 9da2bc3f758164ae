//! Rules: straight lines at a key, at a value, or from one value to another at a key.

use super::super::Chart;
use super::super::frame::{Frame, KeyScale};
use super::super::series::Place;
use crate::scale::color::Ink;
use crate::scene::{Role, Scene, solid};

/// Draws the rules of series `number`, each with a casing of paper that parts it from the marks below.
pub fn draw(chart: &Chart, frame: &Frame, number: usize, scene: &mut Scene) {
    let series = &chart.plan.series[number];
    let role = Role::Mark(number as u16);
    let mut drawn: Vec<[f64; 4]> = Vec::new();
    for index in 0..series.rows.len().max(1) {
        let key = series.key(&chart.table, &chart.plan.key, index);
        let span = series.span(&chart.table, index);
        let line = match (key, series.key, span, series.value) {
            (Some(key), _, _, Place::Unset) => {
                let x = frame.key.position(key);
                [x, frame.top, x, frame.bottom]
            }
            (_, Place::Unset, Some((_, value)), _) => {
                let y = frame.value.position(value);
                [0.0, y, frame.size.width, y]
            }
            (Some(key), _, Some((base, value)), _) => {
                let x = frame.key.position(key);
                if series.value2 != Place::Unset {
                    [x, frame.value.position(base), x, frame.value.position(value)]
                } else {
                    let half = match frame.key {
                        KeyScale::Band(band) => band.step() * 0.45,
                        KeyScale::Linear(_) => 8.0,
                    };
                    let y = frame.value.position(value);
                    [x - half, y, x + half, y]
                }
            }
            _ => continue,
        };
        // The same rule for every row of a table is one rule.
        if drawn.contains(&line) {
            continue;
        }
        drawn.push(line);
        let [x1, y1, x2, y2] = line;
        scene.line((x1, y1), (x2, y2), solid(Ink::Paper, 5.0), role);
        scene.line((x1, y1), (x2, y2), solid(series.ink, 2.0), role);
    }
}
