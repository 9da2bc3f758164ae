//! Between two pictures: the same mark moves from its old place to its new one, so that the eye can follow it.
//!
//! A mark is the same when it has the same role and kind of shape, counted in painting order; words are the same when they say the
//! same. What has no partner fades.

use super::{Item, Point, Rect, Role, Scene, Shape};
use std::mem::discriminant;

/// The picture at `t` of the way, 0 to 1, from one scene to another.
pub fn tween(from: &Scene, to: &Scene, t: f64) -> Scene {
    let mut left: Vec<Option<&Item>> = from.items.iter().map(Some).collect();
    let mut items = Vec::with_capacity(to.items.len());
    for item in &to.items {
        let partner = left.iter_mut().find(|old| old.is_some_and(|old| same(old, item))).and_then(Option::take);
        match partner {
            Some(old) => {
                let shape = between(&old.shape, &item.shape, t);
                if (old.fill, old.stroke.map(|s| s.ink)) != (item.fill, item.stroke.map(|s| s.ink)) {
                    items.push(Item { shape: shape.clone(), opacity: old.opacity * (1.0 - t), ..old.clone() });
                    items.push(Item { shape, opacity: item.opacity * t, ..item.clone() });
                } else {
                    let mut moved = Item { shape, opacity: mix(old.opacity, item.opacity, t), ..item.clone() };
                    if let (Some(stroke), Some(old)) = (&mut moved.stroke, old.stroke) {
                        stroke.width = mix(old.width, stroke.width, t);
                    }
                    items.push(moved);
                }
            }
            None => items.push(Item { opacity: item.opacity * t, ..item.clone() }),
        }
    }
    items.extend(left.into_iter().flatten().map(|old| Item { opacity: old.opacity * (1.0 - t), ..old.clone() }));
    Scene { width: to.width, height: to.height, items }
}

fn same(old: &Item, new: &Item) -> bool {
    let mark = |role: Role| if role == Role::Evidence { Role::Annotation } else { role };
    mark(old.role) == mark(new.role)
        && discriminant(&old.shape) == discriminant(&new.shape)
        && match (&old.shape, &new.shape) {
            (Shape::Text(a), Shape::Text(b)) => a.words == b.words,
            _ => true,
        }
}

fn mix(a: f64, b: f64, t: f64) -> f64 {
    a + (b - a) * t
}

fn point(a: Point, b: Point, t: f64) -> Point {
    Point { x: mix(a.x, b.x, t), y: mix(a.y, b.y, t) }
}

/// Points on their way; the shorter line waits at its last point, so that a line grows and shrinks at its end.
fn points(a: &[Point], b: &[Point], t: f64) -> Vec<Point> {
    let (Some(&last_a), Some(&last_b)) = (a.last(), b.last()) else { return b.to_vec() };
    (0..a.len().max(b.len())).map(|i| point(*a.get(i).unwrap_or(&last_a), *b.get(i).unwrap_or(&last_b), t)).collect()
}

fn between(from: &Shape, to: &Shape, t: f64) -> Shape {
    match (from, to) {
        (Shape::Rect(a), Shape::Rect(b)) => Shape::Rect(Rect {
            x: mix(a.x, b.x, t),
            y: mix(a.y, b.y, t),
            width: mix(a.width, b.width, t),
            height: mix(a.height, b.height, t),
        }),
        (Shape::Path(a), Shape::Path(b)) => Shape::Path(points(a, b, t)),
        (Shape::Polygon(a), Shape::Polygon(b)) => Shape::Polygon(points(a, b, t)),
        (Shape::Circle(a, r), Shape::Circle(b, s)) => Shape::Circle(point(*a, *b, t), mix(*r, *s, t)),
        (Shape::Text(a), Shape::Text(b)) => {
            let mut text = b.clone();
            (text.x, text.y, text.size) = (mix(a.x, b.x, t), mix(a.y, b.y, t), mix(a.size, b.size, t));
            Shape::Text(text)
        }
        _ => to.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scale::color::Ink;
    use crate::scene::solid;

    fn line(ends: &[(f64, f64)], ink: Ink) -> Scene {
        let points = ends.iter().map(|&(x, y)| Point { x, y }).collect();
        let mut scene = Scene { width: 100.0, height: 100.0, items: Vec::new() };
        scene.stroke(Shape::Path(points), solid(ink, 2.0), Role::Mark(0));
        scene
    }

    #[test]
    fn the_same_line_moves_and_grows_at_its_end() {
        let (a, b) = (line(&[(0.0, 0.0), (10.0, 0.0)], Ink::Ink), line(&[(0.0, 10.0), (10.0, 10.0), (20.0, 10.0)], Ink::Ink));
        let half = tween(&a, &b, 0.5);
        let Shape::Path(points) = &half.items[0].shape else { panic!("{half:?}") };
        assert_eq!(points[..], [(0.0, 5.0), (10.0, 5.0), (15.0, 5.0)].map(|(x, y)| Point { x, y }));
        assert_eq!(half.items.len(), 1, "nothing is drawn twice");
    }

    #[test]
    fn the_ends_are_the_pictures_themselves() {
        let (a, b) = (line(&[(0.0, 0.0), (10.0, 0.0)], Ink::Ink), line(&[(0.0, 10.0), (10.0, 10.0)], Ink::Ink));
        assert_eq!((tween(&a, &b, 0.0).items, tween(&a, &b, 1.0).items), (a.items, b.items));
    }

    #[test]
    fn what_has_no_partner_and_what_changes_colour_fades() {
        let (a, b) = (line(&[(0.0, 0.0)], Ink::Ink), Scene { width: 100.0, height: 100.0, items: Vec::new() });
        assert_eq!(tween(&a, &b, 0.25).items[0].opacity, 0.75);
        assert_eq!(tween(&b, &a, 0.25).items[0].opacity, 0.25);
        let other = line(&[(0.0, 0.0)], Ink::Rest);
        let opacities: Vec<f64> = tween(&a, &other, 0.25).items.iter().map(|i| i.opacity).collect();
        assert_eq!(opacities, [0.75, 0.25]);
    }
}
