//! A picture mirrored, as pages from right to left want their bars: what stood at the left stands at the right, and words still read.

use super::{Anchor, Point, Rect, Scene, Shape};

impl Rect {
    /// The same box in a picture of this width, mirrored.
    pub fn mirrored(self, width: f64) -> Rect {
        Rect { x: width - self.x - self.width, ..self }
    }
}

impl Shape {
    /// The same shape in a picture of this width, mirrored; words are anchored at their other end.
    pub fn mirrored(mut self, width: f64) -> Shape {
        let turn = |p: &mut Point| p.x = width - p.x;
        match &mut self {
            Shape::Rect(rect) => *rect = rect.mirrored(width),
            Shape::Path(points) | Shape::Polygon(points) | Shape::Cloud(points, _) => points.iter_mut().for_each(turn),
            Shape::Circle(center, _) => turn(center),
            Shape::Text(text) => {
                text.x = width - text.x;
                text.anchor = match text.anchor {
                    Anchor::Start => Anchor::End,
                    Anchor::Middle => Anchor::Middle,
                    Anchor::End => Anchor::Start,
                };
            }
        }
        self
    }
}

impl Scene {
    /// The whole picture, mirrored.
    pub fn mirrored(mut self) -> Scene {
        let width = self.width;
        self.items = self
            .items
            .into_iter()
            .map(|mut item| {
                item.shape = item.shape.mirrored(width);
                item
            })
            .collect();
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::size::Size;
    use crate::chart::{tests::chart, view};
    use crate::host::Plain;
    use crate::layout::text_box;
    use crate::scene::Role;

    /// Passengers and crew of the Titanic who survived, percent (R data set Titanic).
    const TITANIC: &str = "class,survived\nFirst class,62.5\nSecond class,41.4\nThird class,25.2\n";

    #[test]
    fn bars_grow_to_the_left_from_names_at_the_right() {
        for width in [280.0, 680.0] {
            let chart = chart(TITANIC, &[("mark", "bar"), ("x", "survived"), ("y", "class"), ("unit", "%")]);
            let size = Size::new(width, 16.0);
            let (scene, _) = view::scene(&chart, size, view::arrange(&chart, size, &Plain).height, &Plain);
            let mirrored = scene.clone().mirrored();
            let bars: Vec<Rect> = (mirrored.items.iter())
                .filter_map(|item| if let (Role::Mark(_), Shape::Rect(rect)) = (item.role, &item.shape) { Some(*rect) } else { None })
                .collect();
            assert!(
                bars.len() == 3 && bars.iter().all(|bar| (bar.x + bar.width - bars[0].x - bars[0].width).abs() < 1e-9),
                "one base: {bars:?}"
            );
            let words = |part: &str| {
                let found = mirrored.items.iter().find_map(|item| match &item.shape {
                    Shape::Text(text) if text.words.contains(part) => Some(text_box(text, &Plain)),
                    _ => None,
                });
                found.unwrap_or_else(|| panic!("{part}"))
            };
            let (name, value) = (words("First"), words("62.5"));
            assert!(value.x + value.width <= bars[0].x, "the value is left of its bar at {width}");
            assert!(name.x + name.width <= width + 0.5 && name.x + name.width > width - 60.0, "the name is at the right at {width}");
            assert_eq!(mirrored.mirrored(), scene, "twice is once too many");
        }
    }
}
