//! The whole sheet of a chart as one scene, from the heading to the source: what a download, a fallback picture and a social card
//! show. On the page the same words are HTML round the canvas; here they are drawn, in the same sizes.

use super::Chart;
use super::size::{Class, Size};
use super::view::{Arrangement, KeyEntry, Swatch};
use crate::host::Host;
use crate::layout::wrap;
use crate::scale::color::Ink;
use crate::scene::{Anchor, Point, Rect, Role, Scene, Shape, Text};

/// What stands round a plot, in reading order. What is empty is left out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Furniture {
    /// What the chart says.
    pub heading: String,
    /// What it measures.
    pub subheading: String,
    /// Names of series that found no place in the plot.
    pub key: Vec<KeyEntry>,
    /// Texts of numbered events.
    pub notes: Vec<String>,
    /// Where a lit number comes from, in a sentence.
    pub working: String,
    /// The author's note.
    pub note: String,
    /// `Source: UNODC; ONDCP`
    pub source: String,
}

impl Furniture {
    /// All that `chart` says round its plot where it is arranged so.
    pub fn of(chart: &Chart, arrangement: Arrangement) -> Furniture {
        let spec = &chart.spec;
        let names: Vec<&str> = spec.sources.iter().map(|source| source.name.as_str()).collect();
        let word = chart.ui.shell.iter().find(|(name, _)| *name == "source").map_or("", |(_, word)| word);
        Furniture {
            heading: spec.heading.clone(),
            subheading: spec.subheading.clone(),
            key: arrangement.key,
            notes: arrangement.notes,
            working: String::new(),
            note: spec.note.clone(),
            source: if names.is_empty() { String::new() } else { [word, ": ", &names.join("; ")].concat() },
        }
    }
}

/// Words are drawn in this style.
#[derive(Clone, Copy)]
struct Style {
    size: f64,
    line: f64,
    weight: u16,
    ink: Ink,
}

/// A sheet in the making, written from the top.
struct Writer<'a> {
    scene: Scene,
    y: f64,
    host: &'a dyn Host,
}

impl Writer<'_> {
    /// One line whose middle is at `middle`, from x on.
    fn run(&mut self, words: &str, x: f64, middle: f64, style: Style) {
        let text = Text {
            x,
            y: middle + 0.35 * style.size,
            words: words.to_string(),
            size: style.size,
            weight: style.weight,
            anchor: Anchor::Start,
            halo: false,
        };
        self.scene.text(text, style.ink, Role::AxisLabel);
    }

    /// A paragraph `gap` below what is there, from x to the right edge; nothing for no words.
    fn paragraph(&mut self, words: &str, gap: f64, x: f64, style: Style) {
        if words.is_empty() {
            return;
        }
        self.y += gap;
        let measure = |w: &str| self.host.measure(w, style.size, style.weight);
        let lines = wrap(words, self.scene.width - x, usize::MAX, &measure).unwrap_or_else(|| vec![words.to_string()]);
        for line in lines {
            self.run(&line, x, self.y + style.line / 2.0, style);
            self.y += style.line;
        }
    }

    /// Swatches with their names, in as many rows as they need.
    fn key(&mut self, entries: &[KeyEntry], style: Style) {
        if entries.is_empty() {
            return;
        }
        self.y += 14.0;
        let mut x = 0.0;
        for entry in entries {
            let width = 18.0 + self.host.measure(&entry.name, style.size, style.weight);
            if x > 0.0 && x + width > self.scene.width {
                x = 0.0;
                self.y += style.line + 4.0;
            }
            let middle = self.y + style.line / 2.0;
            let (y, height) = if entry.swatch == Swatch::Line { (middle - 1.5, 3.0) } else { (middle - 6.0, 12.0) };
            self.scene.fill(Shape::Rect(Rect { x, y, width: 12.0, height }), entry.ink, Role::AxisLabel);
            self.run(&entry.name, x + 18.0, middle, style);
            x += width + 16.0;
        }
        self.y += style.line;
    }
}

/// The sheet around `plot`, a scene as wide as `size`. As high as it needs to be, on paper.
pub fn sheet(furniture: &Furniture, plot: Scene, size: Size, host: &dyn Host) -> Scene {
    let base = 16.0 * size.scale;
    let (heading, heading_line) = match size.class {
        Class::Compact => (1.25, 25.0),
        Class::Medium => (1.375, 28.0),
        Class::Wide => (1.5, 30.0),
    };
    let style = |size: f64, line: f64, weight: u16, ink: Ink| Style { size: size * base, line: line * base / 16.0, weight, ink };
    let small = Style { size: (0.75 * base).max(12.0), line: base, weight: 400, ink: Ink::Ink2 };
    let label = Style { size: size.text(), line: size.line(), weight: 400, ink: Ink::Ink };

    let scene = Scene { width: size.width, height: 0.0, items: Vec::new() };
    let mut out = Writer { scene, y: 1.0, host };
    out.scene.fill(Shape::Rect(Rect { x: 0.0, y: 0.0, width: size.width, height: 1.0 }), Ink::Ink, Role::Axis);
    out.paragraph(&furniture.heading, 10.0, 0.0, style(heading, heading_line, 700, Ink::Ink));
    out.paragraph(&furniture.subheading, 4.0, 0.0, style(0.9375, 20.0, 400, Ink::Ink2));
    out.key(&furniture.key, label);
    out.y += 12.0;
    let (top, height) = (out.y, plot.height);
    out.scene.items.extend(plot.items.into_iter().map(|mut item| {
        item.shape = item.shape.moved(0.0, top);
        item
    }));
    out.y += height;
    for (number, note) in furniture.notes.iter().enumerate() {
        let disc = Point { x: 9.0, y: out.y + if number == 0 { 10.0 } else { 6.0 } + label.line / 2.0 };
        out.scene.fill(Shape::Circle(disc, 9.0), Ink::Ink, Role::Annotation);
        let text = Text {
            x: disc.x,
            y: disc.y + 4.2,
            words: (number + 1).to_string(),
            size: 12.0,
            weight: 600,
            anchor: Anchor::Middle,
            halo: false,
        };
        out.scene.text(text, Ink::Paper, Role::Annotation);
        out.paragraph(note, if number == 0 { 10.0 } else { 6.0 }, 26.0, label);
    }
    out.paragraph(&furniture.working, 10.0, 0.0, style(0.875, 19.0, 400, Ink::Ink));
    out.paragraph(&furniture.note, 12.0, 0.0, small);
    out.paragraph(&furniture.source, if furniture.note.is_empty() { 12.0 } else { 3.0 }, 0.0, small);
    let mut scene = out.scene;
    scene.height = (out.y + 8.0).ceil();
    let paper = Shape::Rect(Rect { x: 0.0, y: 0.0, width: scene.width, height: scene.height });
    let mut ground = Scene::default();
    ground.fill(paper, Ink::Paper, Role::Axis);
    scene.items.splice(0..0, ground.items);
    scene
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::{tests::chart, view};
    use crate::host::Plain;
    use crate::layout::text_box;

    #[test]
    fn all_words_stand_in_the_sheet_in_reading_order() {
        let attributes = [
            ("mark", "line"),
            ("x", "year"),
            ("y", "a b"),
            ("heading", "A heading that is long enough to need a second line on a phone"),
            ("subheading", "Measured in tonnes"),
            ("note", "Nothing was measured in 2013."),
            ("source", "Office A, Office B"),
        ];
        let chart = chart("year,a,b\n2012,1,4\n2013,,2\n2014,3,3\n", &attributes);
        for width in [320.0, 680.0] {
            let size = Size::new(width, 16.0);
            let arrangement = view::arrange(&chart, size, &Plain);
            let (plot, _) = view::scene(&chart, size, 240.0, &Plain);
            let sheet = sheet(&Furniture::of(&chart, arrangement), plot, size, &Plain);
            let words: Vec<&str> = sheet.words().collect();
            let at = |part: &str| words.iter().position(|w| w.contains(part)).unwrap_or_else(|| panic!("{part} in {words:?}"));
            assert!(
                at("A heading") < at("tonnes") && at("tonnes") < at("Nothing was") && at("Nothing was") < at("Source: Office A; Office B")
            );
            for item in &sheet.items {
                if let Shape::Text(text) = &item.shape {
                    let rect = text_box(text, &Plain);
                    assert!(
                        rect.x > -0.5 && rect.x + rect.width < width + 0.5 && rect.y >= 0.0 && rect.y + rect.height <= sheet.height,
                        "{text:?}"
                    );
                }
            }
        }
    }
}
