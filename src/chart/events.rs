//! Annotations: events as dashed rules with their words at the top, targets as rules with a name, remarks at a point.
//!
//! On compact widths, or where an event's words find no room, events are numbered discs and their words a list under the plot.

use super::Chart;
use super::frame::{Frame, KeyScale};
use super::key::Key;
use super::plan::Plan;
use crate::host::{DateStyle, Host};
use crate::layout::{Taken, text_box, wrap};
use crate::scale::color::Ink;
use crate::scene::{Anchor, Point, Role, Scene, Shape, Stroke, Text, solid};
use crate::spec::{Annotation, Value};
use crate::time::{self, Unit};

/// Most characters in a line of an annotation.
const LINE: usize = 24;

const DOTS: Stroke = Stroke { ink: Ink::Ink3, width: 1.0, dash: &[2.0, 3.0] };

/// When an event was, in the words of its axis: a day on an axis of days, a month and year on one of years.
fn when(value: &Value, plan: &Plan, host: &dyn Host) -> String {
    let Some((ms, known)) = value.as_str().and_then(time::parse) else { return String::new() };
    let axis = match &plan.key {
        Key::Time { unit, .. } | Key::Steps { unit, .. } => *unit,
        _ => return String::new(),
    };
    let style = match (known, axis) {
        (Unit::Year, _) => DateStyle::Year,
        (_, Unit::Day | Unit::Minute) => DateStyle::Date,
        _ => DateStyle::MonthYear,
    };
    host.date(ms, style)
}

/// Pixels of a value of the key axis. A date stands where it is in its year, wherever the axis puts the year's own figure.
fn key_position(value: &Value, chart: &Chart, frame: &Frame) -> Option<f64> {
    let key = &chart.plan.key;
    let at = match (value, key) {
        (Value::String(name), Key::Names { names }) => names.iter().position(|n| n == name)? as f64,
        (Value::Number(n), Key::Time { .. } | Key::Steps { .. }) => key.at(time::from_civil(*n as i32, 1, 1)),
        (Value::Number(n), _) => *n,
        (Value::String(text), _) => {
            let (ms, unit) = time::parse(text)?;
            match key {
                Key::Time { unit: axis, .. } if unit <= *axis => key.at(ms),
                Key::Steps { unit: axis, .. } => {
                    let start = time::floor(ms, *axis);
                    let whole = time::offset(start, *axis, 1) - start;
                    // Bands are reckoned from their middle.
                    return match (frame.key, unit <= *axis) {
                        (KeyScale::Band(band), false) => Some(band.middle(0) + (key.at(ms) - 0.5 + (ms - start) / whole) * band.step()),
                        _ => Some(frame.key.position(key.at(ms))),
                    };
                }
                _ => ms,
            }
        }
        _ => return None,
    };
    let x = frame.key.position(at);
    (x >= 0.0 && x <= frame.size.width).then_some(x)
}

/// An event with its place.
struct Event<'a> {
    x: f64,
    note: &'a Annotation,
    when: String,
}

/// The events (annotations at an x alone) that are on the axis, from left to right.
fn events<'a>(chart: &'a Chart, frame: &Frame, host: &dyn Host) -> Vec<Event<'a>> {
    let mut events: Vec<Event> = Vec::new();
    for note in chart.spec.annotations.iter().filter(|n| n.y.is_none()) {
        if let Some(value) = &note.x
            && let Some(x) = key_position(value, chart, frame)
        {
            events.push(Event { x, note, when: when(value, &chart.plan, host) });
        }
    }
    crate::stat::sort::by(&mut events, &|event| event.x);
    events
}

/// Draws the annotations; returns the texts of numbered ones, in their order.
pub fn draw(chart: &Chart, frame: &Frame, host: &dyn Host, taken: &mut Taken, scene: &mut Scene) -> Vec<String> {
    for note in &chart.spec.annotations {
        match (&note.x, &note.y) {
            (None, Some(Value::Number(value))) => target(frame, *value, &note.text, host, taken, scene),
            (Some(x), Some(Value::Number(value))) => {
                if let Some(x) = key_position(x, chart, frame) {
                    remark(frame, Point { x, y: frame.value.position(*value) }, &note.text, host, taken, scene);
                }
            }
            _ => {}
        }
    }
    let events = events(chart, frame, host);
    let worded = if frame.size.compact() { None } else { words(frame, &events, host, taken) };
    for event in &events {
        taken.segments.push((Point { x: event.x, y: frame.top }, Point { x: event.x, y: frame.bottom }));
    }
    match worded {
        Some(lines) => {
            for event in &events {
                scene.line((event.x, frame.top + 1.0), (event.x, frame.bottom), DOTS, Role::Annotation);
            }
            for (text, ink) in lines {
                taken.words.push(text_box(&text, host));
                scene.text(text, ink, Role::Annotation);
            }
            Vec::new()
        }
        None => numbered(frame, &events, taken, scene),
    }
}

/// The words of the events, each on the side that has room; `None` when one has none.
fn words(frame: &Frame, events: &[Event], host: &dyn Host, taken: &Taken) -> Option<Vec<(Text, Ink)>> {
    let size = frame.size.text();
    // The margin belongs to the names at the ends of the lines.
    let right = if frame.ends { frame.range().1 + 8.0 } else { frame.size.width };
    let mut out: Vec<(Text, Ink)> = Vec::new();
    let mut taken = taken.clone();
    for (index, event) in events.iter().enumerate() {
        let mut lines: Vec<(String, Ink)> =
            wrap(&event.note.text, LINE as f64, 3, &|w| w.chars().count() as f64)?.into_iter().map(|l| (l, Ink::Ink)).collect();
        if !event.when.is_empty() {
            lines.push((event.when.clone(), Ink::Ink2));
        }
        // The first of two neighbours looks left, so that both stand at the top.
        let crowded = events.get(index + 1).is_some_and(|next| next.x - event.x < 160.0);
        let sides = if crowded { [Anchor::End, Anchor::Start] } else { [Anchor::Start, Anchor::End] };
        let place = |anchor: Anchor, drop: f64| -> Option<Vec<(Text, Ink)>> {
            let x = if anchor == Anchor::Start { event.x + 7.0 } else { event.x - 7.0 };
            let mut block = Vec::new();
            for (row, (line, ink)) in lines.iter().enumerate() {
                let y = frame.top + drop + 16.0 * frame.size.scale + row as f64 * frame.size.line();
                let text = Text { x, y, words: line.clone(), size, weight: 400, anchor, halo: true };
                let rect = text_box(&text, host);
                let crossed = events.iter().any(|e| e.x > rect.x - 3.0 && e.x < rect.x + rect.width + 3.0);
                if rect.x < frame.range().0 || rect.x + rect.width > right || crossed || !taken.free(&rect.grown(2.0)) {
                    return None;
                }
                block.push((text, *ink));
            }
            Some(block)
        };
        let block = [0.0, 40.0].iter().find_map(|drop| sides.iter().find_map(|side| place(*side, *drop)))?;
        taken.words.extend(block.iter().map(|(text, _)| text_box(text, host)));
        out.extend(block);
    }
    Some(out)
}

/// Discs with numbers at the tops of the rules, and the list that belongs to them.
fn numbered(frame: &Frame, events: &[Event], taken: &mut Taken, scene: &mut Scene) -> Vec<String> {
    let radius = 9.0 * frame.size.scale;
    let size = 12.0 * frame.size.scale;
    let y = frame.top + radius + 1.0;
    let mut list = Vec::new();
    let mut edge = f64::NEG_INFINITY;
    for (index, event) in events.iter().enumerate() {
        let close = |other: Option<&Event>| other.is_some_and(|o| (o.x - event.x).abs() < 2.0 * radius + 4.0);
        let mut x = match (close(index.checked_sub(1).and_then(|i| events.get(i))), close(events.get(index + 1))) {
            (false, true) => event.x - radius,
            (true, false) => event.x + radius,
            _ => event.x,
        };
        x = x.max(edge + radius + 2.0).min(frame.size.width - radius);
        edge = x + radius;
        scene.line((event.x, y + radius - 1.0), (event.x, frame.bottom), DOTS, Role::Annotation);
        scene.fill(Shape::Circle(Point { x, y }, radius), Ink::Ink, Role::Annotation);
        let words = (index + 1).to_string();
        let text = Text { x, y: y + 0.36 * size, words, size, weight: 600, anchor: Anchor::Middle, halo: false };
        scene.text(text, Ink::Paper, Role::Annotation);
        taken.words.push(crate::scene::Rect { x: x - radius, y: y - radius, width: 2.0 * radius, height: 2.0 * radius });
        let mut words = event.note.text.clone();
        if !event.when.is_empty() {
            words.push_str(", ");
            words.push_str(&event.when);
        }
        list.push(words);
    }
    list
}

/// A target: a rule over the whole width, named above its right end.
fn target(frame: &Frame, value: f64, name: &str, host: &dyn Host, taken: &mut Taken, scene: &mut Scene) {
    let y = frame.value.position(value);
    scene.line((0.0, y), (frame.size.width, y), solid(Ink::Paper, 5.0), Role::Annotation);
    scene.line((0.0, y), (frame.size.width, y), solid(Ink::Ink, 2.0), Role::Annotation);
    let size = frame.size.text();
    let text = |y: f64| Text { x: frame.size.width, y, words: name.to_string(), size, weight: 600, anchor: Anchor::End, halo: true };
    let text =
        [y - 7.0, y + 6.0 + 0.8 * size].into_iter().map(text).find(|t| taken.free(&text_box(t, host))).unwrap_or_else(|| text(y - 7.0));
    taken.words.push(text_box(&text, host));
    scene.text(text, Ink::Ink, Role::Annotation);
}

/// A remark at a point, where there is room round it, with a leader.
fn remark(frame: &Frame, point: Point, words: &str, host: &dyn Host, taken: &mut Taken, scene: &mut Scene) {
    let size = frame.size.text();
    let Some(lines) = wrap(words, LINE as f64, 4, &|w| w.chars().count() as f64) else { return };
    let tall = lines.len() as f64 * frame.size.line();
    for (dx, dy) in [(16.0, -16.0), (-16.0, -16.0), (16.0, 16.0), (-16.0, 16.0), (28.0, -34.0), (-28.0, -34.0), (28.0, 34.0), (-28.0, 34.0)]
    {
        let anchor = if dx > 0.0 { Anchor::Start } else { Anchor::End };
        let first = point.y + dy + if dy < 0.0 { 0.8 * size - tall } else { 0.8 * size };
        let block: Vec<Text> = lines
            .iter()
            .enumerate()
            .map(|(row, line)| Text {
                x: point.x + dx,
                y: first + row as f64 * frame.size.line(),
                words: line.clone(),
                size,
                weight: 400,
                anchor,
                halo: true,
            })
            .collect();
        let fits = |t: &Text| {
            let rect = text_box(t, host);
            rect.x >= frame.range().0
                && rect.x + rect.width <= frame.size.width
                && rect.y >= 0.0
                && rect.y + rect.height <= frame.bottom
                && taken.free(&rect)
        };
        if block.iter().all(fits) {
            scene.line(
                (point.x + dx * 0.35, point.y + dy * 0.35),
                (point.x + dx * 0.9, point.y + dy * 0.9),
                solid(Ink::Ink3, 1.0),
                Role::Annotation,
            );
            for text in block {
                taken.words.push(text_box(&text, host));
                scene.text(text, Ink::Ink, Role::Annotation);
            }
            return;
        }
    }
}
