//! A picture that comes forth from left to right, as a line that is drawn: how what was hidden is shown.

use super::{Item, Point, Role, Scene, Shape};

/// The picture at `t` of the way, 0 to 1, from one scene to another whose marks are already there as far as `x`, in pixels. Other things
/// that only one of the two has fade in or out.
pub fn sweep(from: &Scene, to: &Scene, x: f64, t: f64) -> Scene {
    let mut items: Vec<Item> = Vec::with_capacity(to.items.len());
    let leaving = |item: &&Item| !matches!(item.role, Role::Mark(_)) && !to.items.contains(item);
    items.extend(from.items.iter().filter(leaving).map(|item| Item { opacity: item.opacity * (1.0 - t), ..item.clone() }));
    for item in &to.items {
        match item.role {
            Role::Mark(_) => items.extend(left_of(&item.shape, x).map(|shape| Item { shape, ..item.clone() })),
            _ if from.items.contains(item) => items.push(item.clone()),
            _ => items.push(Item { opacity: item.opacity * t, ..item.clone() }),
        }
    }
    Scene { width: to.width, height: to.height, items }
}

/// As much of a shape as stands left of `x`: a part of a line, else all or nothing.
fn left_of(shape: &Shape, x: f64) -> Option<Shape> {
    let within = |point: &Point| point.x <= x;
    match shape {
        Shape::Path(points) => {
            let mut kept: Vec<Point> = points.iter().copied().take_while(within).collect();
            if let (Some(&a), Some(&b)) = (kept.last(), points.get(kept.len())) {
                let share = (x - a.x) / (b.x - a.x);
                kept.push(Point { x, y: a.y + share * (b.y - a.y) });
            }
            (kept.len() > 1).then_some(Shape::Path(kept))
        }
        Shape::Circle(center, _) => within(center).then(|| shape.clone()),
        _ => Some(shape.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scale::color::Ink;
    use crate::scene::{Rect, solid};

    #[test]
    fn a_line_grows_and_what_hid_it_fades() {
        let path = |points: &[(f64, f64)]| Shape::Path(points.iter().map(|&(x, y)| Point { x, y }).collect());
        let mut from = Scene { width: 100.0, height: 100.0, items: Vec::new() };
        from.line((0.0, 90.0), (100.0, 90.0), solid(Ink::Ink, 1.0), Role::Axis);
        let mut to = from.clone();
        from.fill(Shape::Rect(Rect { x: 10.0, y: 0.0, width: 40.0, height: 90.0 }), Ink::Band, Role::Gap);
        to.stroke(path(&[(0.0, 0.0), (10.0, 0.0), (50.0, 40.0)]), solid(Ink::Series(0), 2.0), Role::Mark(0));
        to.fill(Shape::Circle(Point { x: 50.0, y: 40.0 }, 4.0), Ink::Series(0), Role::Mark(0));
        to.fill(Shape::Rect(Rect { x: 60.0, y: 40.0, width: 9.0, height: 9.0 }), Ink::Ink, Role::Label(0));

        let half = sweep(&from, &to, 30.0, 0.5);
        let seen: Vec<(Shape, f64)> = half.items.into_iter().map(|item| (item.shape, item.opacity)).collect();
        let whole = |shape: &Shape| shape.clone();
        assert_eq!(
            seen,
            [
                (whole(&from.items[1].shape), 0.5),
                (whole(&from.items[0].shape), 1.0),
                (path(&[(0.0, 0.0), (10.0, 0.0), (30.0, 20.0)]), 1.0),
                (whole(&to.items[3].shape), 0.5),
            ]
        );
        assert_eq!(sweep(&from, &to, 50.0, 1.0).items[1..], to.items, "at its end it is the picture itself, over what has faded");
    }
}
