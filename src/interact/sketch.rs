//! "You draw it": the reader's line, by pointer and by keys, and what becomes of it. `chart::veil` hides what is to be drawn; here is
//! the state of the drawing, without a browser in it; `sketched` puts it into the picture.

use super::score::{Score, score};
use crate::chart::Chart;
use crate::chart::describe::key_words;
use crate::chart::frame::Frame;
use crate::chart::measure::figure_with_unit;
use crate::host::{Host, NumberStyle};
use crate::scene::{Point, Rect};

/// Half of what a finger can hit.
const TOUCH: f64 = 22.0;

/// A line that a reader draws, from left to right: it has no gaps.
#[derive(Clone, Debug, PartialEq)]
pub struct Sketch {
    /// The number of the series that it is about.
    pub series: usize,
    /// Where it starts: key and value of the last shown point.
    pub anchor: (f64, f64),
    /// The keys of its points.
    pub keys: Vec<f64>,
    /// The true values there.
    pub actual: Vec<f64>,
    /// What is drawn, from the first key on.
    pub values: Vec<f64>,
    /// The point at which the reader is.
    pub at: Option<usize>,
}

impl Sketch {
    /// An empty line on a chart that asks for one.
    pub fn new(chart: &Chart) -> Option<Sketch> {
        let veil = chart.veil.as_ref()?;
        let (keys, actual) = veil.stops.iter().filter_map(|stop| Some((stop.key, stop.value?))).unzip();
        Some(Sketch { series: veil.series, anchor: veil.anchor, keys, actual, values: Vec::new(), at: None })
    }

    /// What was drawn before the chart was read again, if it is about the same points.
    pub fn resume(mut self, before: Option<Sketch>) -> Sketch {
        if let Some(before) = before.filter(|before| before.keys == self.keys && before.series == self.series) {
            (self.values, self.at) = (before.values, before.at);
        }
        self
    }

    /// Forgets what was drawn.
    pub fn erase(&mut self) {
        self.values.clear();
        self.at = None;
    }

    /// Whether it reaches the last point.
    pub fn complete(&self) -> bool {
        self.values.len() == self.keys.len()
    }

    /// How well it was drawn; `None` before it is complete.
    pub fn score(&self) -> Option<Score> {
        score(self.anchor.1, &self.values, &self.actual)
    }

    /// The value of a point, or of where the line starts.
    fn value(&self, index: Option<usize>) -> f64 {
        index.and_then(|index| self.values.get(index).copied()).unwrap_or(self.anchor.1)
    }

    /// Sets the value of a point; those on the way from another lie on the straight line between the two.
    fn set(&mut self, from: Option<usize>, to: usize, value: f64) {
        let (key, start) = (from.map_or(self.anchor.0, |index| self.keys[index]), self.value(from));
        let (low, high) = match from {
            Some(from) if from > to => (to, from),
            from => (from.map_or(0, |from| from + 1), to + 1),
        };
        for index in low..high {
            let share = (self.keys[index] - key) / (self.keys[to] - key);
            let value = if index == to { value } else { start + share * (value - start) };
            match self.values.get_mut(index) {
                Some(old) => *old = value,
                None => self.values.push(value),
            }
        }
        self.at = Some(to);
    }

    /// Draws to a place of the plot. A press `begins` anew: what lies between it and the line's end is filled in; a move goes on from the
    /// point that it was at.
    pub fn stroke(&mut self, frame: &Frame, x: f64, y: f64, begins: bool) {
        let distance = |key: &f64| (frame.key.position(*key) - x).abs();
        let nearest = (0..self.keys.len()).min_by(|a, b| distance(&self.keys[*a]).total_cmp(&distance(&self.keys[*b])));
        let Some(to) = nearest else { return };
        let value = rounded(frame, frame.value.invert(y.clamp(frame.top, frame.bottom)), 100.0);
        let end = self.values.len().checked_sub(1);
        let from = match self.at.filter(|_| !begins) {
            Some(at) => Some(at),
            // Only what is not drawn yet is filled in.
            None if end.is_some_and(|end| to <= end) => to.checked_sub(1),
            None => end,
        };
        if from == Some(to) {
            self.values[to] = value;
            return;
        }
        self.set(from, to, value);
    }

    /// Moves along the line, or moves its point, by a key of the keyboard; false where the key means nothing here. A point that is
    /// come to is at first as high as the one before.
    pub fn key(&mut self, frame: &Frame, name: &str) -> bool {
        let last = self.keys.len() - 1;
        let by = match name {
            "ArrowUp" => 1.0,
            "ArrowDown" => -1.0,
            "PageUp" => 5.0,
            "PageDown" => -5.0,
            _ => 0.0,
        };
        let to = match name {
            "ArrowRight" => self.at.map_or(0, |at| (at + 1).min(last)),
            "ArrowLeft" => self.at.map_or(0, |at| at.saturating_sub(1)),
            "Home" => 0,
            "End" => last,
            _ if by != 0.0 => self.at.unwrap_or(0),
            _ => return false,
        };
        if to >= self.values.len() {
            let end = self.values.len().checked_sub(1);
            self.set(end, to, self.value(end));
        }
        self.at = Some(to);
        if by != 0.0 {
            // To the next mark of the ruler, and on from there.
            let (low, high) = frame.value.domain;
            let marks = self.values[to] / (frame.ticks.step / 10.0);
            let mark = if by > 0.0 { (marks + 1e-9).floor() } else { (marks - 1e-9).ceil() };
            let value = (mark + by) * (frame.ticks.step / 10.0);
            self.values[to] = rounded(frame, value, 10.0).clamp(low.min(high), low.max(high));
        }
        true
    }

    /// Where the reader draws: from a finger's breadth left of the last shown point to the end of the axis.
    pub fn pad(&self, frame: &Frame) -> Rect {
        let x = frame.key.position(self.anchor.0) - TOUCH;
        Rect { x, y: frame.top, width: (frame.range().1 + TOUCH).min(frame.size.width) - x, height: frame.bottom - frame.top }
    }

    /// Where a point of it is.
    pub(super) fn point(&self, frame: &Frame, index: Option<usize>) -> Point {
        let key = index.and_then(|index| self.keys.get(index).copied()).unwrap_or(self.anchor.0);
        Point { x: frame.key.position(key), y: frame.value.position(self.value(index)) }
    }

    /// A value in words, no finer than a reader can draw.
    pub fn figure(&self, chart: &Chart, frame: &Frame, value: f64, host: &dyn Host) -> String {
        figure_with_unit(&chart.plan.measure, rounded(frame, value, 100.0), host)
    }

    /// The point at which the reader is: `2014: 62,000 ha`.
    pub fn said(&self, chart: &Chart, frame: &Frame, host: &dyn Host) -> String {
        let Some(at) = self.at else { return String::new() };
        [&key_words(chart, self.keys[at], host), ": ", &self.figure(chart, frame, self.values[at], host)].concat()
    }

    /// What to do before it is complete: `Draw on to 2017 first.`
    pub fn unfinished(&self, chart: &Chart, host: &dyn Host) -> String {
        say(chart.ui.drawing.unfinished, &[&self.last(chart, host)])
    }

    /// The last place that is drawn to, in words.
    pub(super) fn last(&self, chart: &Chart, host: &dyn Host) -> String {
        self.keys.last().map_or_else(String::new, |key| key_words(chart, *key, host))
    }

    /// What has become of it, in the reader's language: the end, the error and the score, and whether direction and end were right; where
    /// it was not drawn to its end, what the end was.
    pub fn verdict(&self, chart: &Chart, frame: &Frame, host: &dyn Host) -> String {
        let words = &chart.ui.drawing;
        let (Some(&actual), last) = (self.actual.last(), self.last(chart, host)) else { return String::new() };
        let was = figure_with_unit(&chart.plan.measure, actual, host);
        let (Some(score), Some(&drawn)) = (self.score(), self.values.last()) else { return say(words.truth, &[&last, &was]) };
        let right = words.right[2 * usize::from(!score.direction) + usize::from(!score.end)];
        [
            say(words.end, &[&self.figure(chart, frame, drawn, host), &last, &was]),
            say(words.score, &[&self.figure(chart, frame, score.error, host), &host.number(score.points, NumberStyle::decimals(0))]),
            right.to_string(),
        ]
        .join(" ")
    }
}

impl Sketch {
    /// A verdict as long as any, for which a page keeps room.
    pub fn longest(&self, chart: &Chart, host: &dyn Host) -> String {
        let (words, last) = (&chart.ui.drawing, self.last(chart, host));
        // As many digits as the axis has, and none of them told.
        let digits = libm::floor(libm::log10(chart.plan.measure.extent.1.abs().max(1.0))) + 1.0;
        let figure = figure_with_unit(&chart.plan.measure, libm::pow(10.0, digits) - 1.0, host);
        let right = words.right.iter().max_by_key(|right| right.chars().count()).copied().unwrap_or_default();
        [say(words.end, &[&figure, &last, &figure]), say(words.score, &[&figure, "100"]), right.to_string()].join(" ")
    }
}

/// A value rounded to a part of the step between ticks: nobody draws finer.
fn rounded(frame: &Frame, value: f64, parts: f64) -> f64 {
    let grain = frame.ticks.step / parts;
    // Dividing by a whole number gives the double that the decimal is read as.
    if grain < 1.0 { (value / grain).round() / (1.0 / grain) } else { (value / grain).round() * grain }
}

/// A sentence with its figures in it.
pub(super) fn say(template: &str, parts: &[&str]) -> String {
    let mut out = template.to_string();
    for (place, part) in parts.iter().enumerate() {
        out = out.replace(["{", &place.to_string(), "}"].concat().as_str(), part);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::size::Size;
    use crate::chart::view::{self, Layout};
    use crate::host::Plain;
    use crate::spec::Value;
    use crate::words::ui;
    use crate::{spec, table};

    const COCA: &str = "year,un_ha\n2011,64000\n2012,48000\n2013,48200\n2014,69100\n2015,96085\n2016,146139\n";

    fn hidden(language: &str) -> (Chart, Frame, Sketch) {
        let text = r#"{"mark": "line", "encoding": {"x": {"field": "year"}, "y": {"field": "un_ha"}}, "usermeta": {"nutgraph": {"draw": {"from": 2013}}}}"#;
        let (spec, _) = spec::read(&serde_json::from_str::<Value>(text).unwrap()).unwrap();
        let (table, _) = table::read(COCA, table::Format::Csv, &Plain);
        let mut chart = Chart::new(spec, table.unwrap(), ui::of(language)).unwrap();
        chart.hide();
        let (_, layout) = view::scene(&chart, Size::new(680.0, 16.0), 390.0, &Plain);
        let Layout::Columns(frame) = layout else { panic!("{layout:?}") };
        let sketch = Sketch::new(&chart).unwrap();
        (chart, frame, sketch)
    }

    /// The place of a year's value on the plot.
    fn place(frame: &Frame, sketch: &Sketch, index: usize, value: f64) -> (f64, f64) {
        (frame.key.position(sketch.keys[index]), frame.value.position(value))
    }

    #[test]
    fn a_drag_draws_and_what_it_jumps_over_lies_between() {
        let (_, frame, mut sketch) = hidden("en");
        let (x, y) = place(&frame, &sketch, 1, 88_200.0);
        sketch.stroke(&frame, x + 3.0, y, true);
        assert_eq!(sketch.values.len(), 2, "from the last shown point to where the reader presses");
        assert!((sketch.values[0] - 68_200.0).abs() < 600.0, "{:?}", sketch.values);
        let (x, y) = place(&frame, &sketch, 2, 120_000.0);
        sketch.stroke(&frame, x, y, false);
        assert_eq!(sketch.values[2], 120_000.0);
        assert!(sketch.complete());
        let (x, y) = place(&frame, &sketch, 0, 0.0);
        sketch.stroke(&frame, x, y + 500.0, false);
        assert_eq!((sketch.values[0], sketch.values[2]), (0.0, 120_000.0), "back over what was drawn, and never below the axis");
        assert!((sketch.values[1] - 60_000.0).abs() < 600.0, "{:?}", sketch.values);
        let (x, y) = place(&frame, &sketch, 1, 50_000.0);
        sketch.stroke(&frame, x, y, true);
        assert_eq!(sketch.values, [0.0, 50_000.0, 120_000.0], "a press on what is drawn moves that point alone");
    }

    #[test]
    fn keys_draw_as_well() {
        let (chart, frame, mut sketch) = hidden("en");
        assert!(!sketch.key(&frame, "p") && !sketch.key(&frame, "Enter"));
        assert!(sketch.key(&frame, "ArrowRight"));
        assert_eq!(sketch.values, [48_200.0], "as high as the point before");
        assert!(sketch.key(&frame, "ArrowUp") && sketch.key(&frame, "ArrowUp"));
        assert_eq!(sketch.said(&chart, &frame, &Plain), "2014: 60,000\u{a0}ha");
        for _ in 0..9 {
            sketch.key(&frame, "ArrowRight");
        }
        assert_eq!((sketch.at, sketch.values.clone()), (Some(2), vec![60_000.0; 3]));
        sketch.key(&frame, "Home");
        for _ in 0..99 {
            sketch.key(&frame, "PageDown");
        }
        assert_eq!((sketch.at, sketch.values[0]), (Some(0), 0.0));
        sketch.erase();
        assert_eq!((sketch.values.len(), sketch.complete(), sketch.score()), (0, false, None));
        assert_eq!(sketch.unfinished(&chart, &Plain), "Draw on to 2016 first.");
    }

    #[test]
    fn the_verdict_tells_end_error_score_and_what_was_right() {
        let (chart, frame, mut sketch) = hidden("en");
        assert_eq!(sketch.verdict(&chart, &frame, &Plain), "2016: 146,139\u{a0}ha.");
        sketch.values = vec![60_000.0, 70_000.0, 80_000.0];
        assert_eq!(
            sketch.verdict(&chart, &frame, &Plain),
            "You drew 80,000\u{a0}ha for 2016; it was 146,139\u{a0}ha. On average your line was 34,000\u{a0}ha off: 66 points out of 100. The direction was right, the end was not."
        );
        sketch.values.clone_from(&sketch.actual);
        assert!(sketch.verdict(&chart, &frame, &Plain).ends_with("100 points out of 100. Direction and end were right."));
        let (chart, frame, mut sketch) = hidden("de");
        sketch.values = vec![40_000.0, 30_000.0, 20_000.0];
        assert!(sketch.verdict(&chart, &frame, &Plain).ends_with("Weder Richtung noch Ende stimmten."));
    }

    #[test]
    fn what_was_drawn_outlasts_new_figures_for_the_same_points() {
        let (chart, _, mut sketch) = hidden("en");
        sketch.values = vec![1.0, 2.0, 3.0];
        let again = Sketch::new(&chart).unwrap();
        assert_eq!(again.clone().resume(Some(sketch.clone())).values, [1.0, 2.0, 3.0]);
        sketch.keys.pop();
        assert_eq!(again.resume(Some(sketch)).values, [0.0; 0]);
    }
}
