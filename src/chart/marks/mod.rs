//! The marks of a chart whose keys run along x, one file a mark, drawn from back to front.

pub mod area;
pub mod bar;
pub mod line;
pub mod point;
pub mod rule;

use super::Chart;
use super::frame::Frame;
use crate::layout::Taken;
use crate::scene::Scene;
use crate::spec::Mark;

/// Draws every series; what words must not cross is added to `taken`.
pub fn draw(chart: &Chart, frame: &Frame, scene: &mut Scene, taken: &mut Taken) {
    for (index, series) in chart.plan.series.iter().enumerate() {
        match series.mark {
            Mark::Area => area::draw(chart, frame, index, scene, taken),
            Mark::Bar => bar::draw(chart, frame, index, scene, taken),
            Mark::Line => line::draw(chart, frame, index, scene, taken),
            Mark::Point => point::draw(chart, frame, index, scene, taken),
            Mark::Rule => rule::draw(chart, frame, index, scene),
        }
    }
}
