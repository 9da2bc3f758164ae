//! A drawing in the picture: the span that is hidden with its question, the reader's line with its handle, and afterwards both lines.

use super::sketch::{Sketch, say};
use crate::chart::Chart;
use crate::chart::frame::Frame;
use crate::host::Host;
use crate::layout::{Taken, text_box, wrap};
use crate::scale::color::Ink;
use crate::scene::{Anchor, Item, Point, Rect, Role, Scene, Shape, Stroke, Text, solid};

/// Radius of the handle.
const HANDLE: f64 = 14.0;
/// The reader's line.
const LINE: Stroke = Stroke { ink: Ink::Ink, width: 2.5, dash: &[2.0, 4.0] };
/// The true line, once it is shown.
const TRUTH: f64 = 3.5;

impl Sketch {
    /// Adds to the picture of a chart what belongs to the drawing: while something is hidden, the span and the question; afterwards the
    /// true line, stronger, and the reader's.
    pub fn picture(&self, chart: &Chart, frame: &Frame, host: &dyn Host, scene: &mut Scene) {
        let mut taken = taken(scene, host);
        if chart.veil.as_ref().is_some_and(|veil| veil.down) {
            self.span(frame, scene);
            // Where the reader has begun, the question is understood, and its place wanted.
            if self.values.is_empty() {
                self.question(chart, frame, host, &mut taken, scene);
            }
        } else {
            let ink = chart.plan.series.get(self.series).map_or(Ink::Ink, |series| series.ink);
            let truth = self.keys.iter().zip(&self.actual).map(|(key, value)| (*key, *value));
            let points = [self.anchor].into_iter().chain(truth).map(|place| at(frame, place)).collect();
            let above = scene.items.iter().rposition(|item| matches!(item.role, Role::Mark(_))).map_or(0, |place| place + 1);
            let item = Item {
                shape: Shape::Path(points),
                fill: None,
                stroke: Some(solid(ink, TRUTH)),
                opacity: 1.0,
                role: Role::Mark(self.series as u16),
            };
            scene.items.insert(above, item);
            self.line(frame, scene);
            self.name(chart, frame, host, &mut taken, scene);
        }
    }

    /// What lies over the picture while the reader draws: the line so far, and the handle at its point.
    pub fn overlay(&self, chart: &Chart, frame: &Frame, host: &dyn Host) -> Scene {
        let mut scene = Scene { width: frame.size.width, height: frame.height, items: Vec::new() };
        self.line(frame, &mut scene);
        let handle = self.point(frame, self.at);
        let ink = chart.plan.series.get(self.series).map_or(Ink::Ink, |series| series.ink);
        scene.fill(Shape::Circle(handle, HANDLE), Ink::Paper, Role::Evidence);
        scene.stroke(Shape::Circle(handle, HANDLE), solid(Ink::Ink, 2.0), Role::Evidence);
        scene.fill(Shape::Circle(handle, 5.0), ink, Role::Evidence);
        if self.at.is_some() {
            let (size, words) = (frame.size.text(), self.said(chart, frame, host));
            let half = host.measure(&words, size, 600) / 2.0;
            let x = handle.x.clamp(half.min(frame.size.width / 2.0), (frame.size.width - half).max(frame.size.width / 2.0));
            let above = handle.y - HANDLE - 8.0;
            let y = if above > frame.top { above } else { handle.y + HANDLE + 8.0 + size };
            scene.text(Text { x, y, words, size, weight: 600, anchor: Anchor::Middle, halo: true }, Ink::Ink, Role::Evidence);
        }
        if self.values.is_empty() {
            let (tail, tip) = (handle.x + HANDLE + 6.0, handle.x + HANDLE + 24.0);
            let arrow = solid(Ink::Ink, 2.0);
            scene.line((tail, handle.y), (tip, handle.y), arrow, Role::Evidence);
            for side in [-5.0, 5.0] {
                scene.line((tip, handle.y), (tip - 5.0, handle.y + side), arrow, Role::Evidence);
            }
        }
        scene
    }

    /// The hidden span, behind everything, with a tick for each point that is to be drawn.
    fn span(&self, frame: &Frame, scene: &mut Scene) {
        let left = frame.key.position(self.anchor.0);
        let rect = Rect { x: left, y: frame.top, width: frame.range().1 - left, height: frame.bottom - frame.top };
        let item = Item { shape: Shape::Rect(rect), fill: Some(Ink::Band), stroke: None, opacity: 1.0, role: Role::Gap };
        scene.items.insert(0, item);
        let apart = rect.width / self.keys.len() as f64;
        for key in self.keys.iter().filter(|_| apart >= 4.0) {
            let x = frame.key.position(*key);
            scene.line((x, frame.bottom), (x, frame.bottom - 6.0), solid(Ink::Ink3, 1.0), Role::Axis);
        }
    }

    /// The question and what to do, where nothing else stands: left of the span, or in it where there is more room. Where both find no
    /// place, the question alone; the page says what to do as well.
    fn question(&self, chart: &Chart, frame: &Frame, host: &dyn Host, taken: &mut Taken, scene: &mut Scene) {
        let (size, line) = (frame.size.text(), frame.size.line());
        let left = frame.key.position(self.anchor.0);
        let inside = frame.range().1 - left;
        let mut sides = [(Anchor::End, left - 10.0, left - 10.0), (Anchor::Start, left + 10.0, inside - 20.0)];
        if inside > left.max(100.0) {
            sides.reverse();
        }
        let asked = chart.spec.draw.as_ref().map(|draw| draw.prompt.as_str()).filter(|prompt| !prompt.is_empty());
        let drag = say(chart.ui.drawing.drag, &[&self.last(chart, host)]);
        let both = [(asked.unwrap_or(chart.ui.drawing.prompt), 600, Ink::Ink), (drag.as_str(), 400, Ink::Ink2)];
        let broken = |(words, weight, ink): &(&str, u16, Ink), room: f64| -> Option<Vec<(String, u16, Ink)>> {
            let lines = wrap(words, room, 4, &|part| host.measure(part, size, *weight))?;
            Some(lines.into_iter().map(|words| (words, *weight, *ink)).collect())
        };
        for parts in [&both[..], &both[..1]] {
            for (anchor, x, room) in sides {
                let Some(lines) = parts.iter().map(|part| broken(part, room.min(240.0))).collect::<Option<Vec<_>>>() else { continue };
                let lines = lines.concat();
                let mut top = frame.top + line;
                while top + (lines.len() - 1) as f64 * line < frame.bottom - 6.0 {
                    let text = |(place, (words, weight, ink)): (usize, &(String, u16, Ink))| {
                        let y = top + place as f64 * line;
                        (Text { x, y, words: words.clone(), size, weight: *weight, anchor, halo: true }, *ink)
                    };
                    let block: Vec<(Text, Ink)> = lines.iter().enumerate().map(text).collect();
                    if block.iter().all(|(text, _)| taken.free(&text_box(text, host).grown(2.0))) {
                        for (text, ink) in block {
                            taken.words.push(text_box(&text, host));
                            scene.text(text, ink, Role::Annotation);
                        }
                        return;
                    }
                    top += line / 2.0;
                }
            }
        }
    }

    /// The reader's line with its end.
    fn line(&self, frame: &Frame, scene: &mut Scene) {
        if self.values.is_empty() {
            return;
        }
        let drawn = self.keys.iter().zip(&self.values).map(|(key, value)| (*key, *value));
        let points = [self.anchor].into_iter().chain(drawn).map(|place| at(frame, place)).collect();
        scene.stroke(Shape::Path(points), LINE, Role::Annotation);
        let end = self.point(frame, Some(self.values.len() - 1));
        scene.fill(Shape::Circle(end, 5.0), Ink::Paper, Role::Annotation);
        scene.stroke(Shape::Circle(end, 5.0), solid(Ink::Ink, 2.5), Role::Annotation);
    }

    /// Whose line it is, and its last value: beside its end, where nothing else stands.
    fn name(&self, chart: &Chart, frame: &Frame, host: &dyn Host, taken: &mut Taken, scene: &mut Scene) {
        let Some(&last) = self.values.last() else { return };
        let (size, line) = (frame.size.text(), frame.size.line());
        let end = self.point(frame, Some(self.values.len() - 1));
        let mut before = at(frame, self.anchor);
        for index in 0..self.values.len() {
            let point = self.point(frame, Some(index));
            taken.segments.push((std::mem::replace(&mut before, point), point));
        }
        let figure = self.figure(chart, frame, last, host);
        let words = [(chart.ui.drawing.you, 600), (figure.as_str(), 400)];
        let block = |anchor: Anchor, x: f64, top: f64| -> Vec<Text> {
            let text = |(place, (words, weight)): (usize, &(&str, u16))| {
                let y = top + 0.8 * size + place as f64 * line;
                Text { x, y, words: words.to_string(), size, weight: *weight, anchor, halo: true }
            };
            words.iter().enumerate().map(text).collect()
        };
        let mut places: Vec<Vec<Text>> = Vec::new();
        let height = 2.0 * line;
        for away in 0..8 {
            let away = f64::from(away) * 0.5 * line;
            if frame.ends {
                places.extend([away, -away].map(|away| block(Anchor::Start, end.x + 10.0, end.y - height / 2.0 + away)));
            }
            places.extend([block(Anchor::End, end.x, end.y + 10.0 + away), block(Anchor::End, end.x, end.y - 10.0 - height - away)]);
        }
        let inside = |text: &Text| {
            let rect = text_box(text, host);
            rect.x >= 0.0
                && rect.x + rect.width <= frame.size.width
                && rect.y >= 0.0
                && rect.y + rect.height <= frame.bottom
                && taken.free(&rect)
        };
        if let Some(block) = places.into_iter().find(|block| block.iter().all(inside)) {
            for text in block {
                scene.text(text, Ink::Ink, Role::Annotation);
            }
        }
    }
}

/// The pixel of a key and a value.
fn at(frame: &Frame, (key, value): (f64, f64)) -> Point {
    Point { x: frame.key.position(key), y: frame.value.position(value) }
}

/// What stands in a picture: its words and its lines.
fn taken(scene: &Scene, host: &dyn Host) -> Taken {
    let mut taken = Taken::default();
    for item in &scene.items {
        match (&item.shape, item.role) {
            (Shape::Text(text), _) => taken.words.push(text_box(text, host)),
            (Shape::Path(points), Role::Mark(_)) => taken.segments.extend(points.windows(2).map(|pair| (pair[0], pair[1]))),
            _ => {}
        }
    }
    taken
}
