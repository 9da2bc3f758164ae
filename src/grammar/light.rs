//! The evidence of a fact in a picture: the marks that stand for its rows stay as they are, and the others step back.

use super::scene::{Group, Item, Mark, MarkKind, Node, Scene};

/// What is left of the opacity of what is no evidence.
const DIM: f64 = 0.25;

/// Area of the dot on a point of a line, in square pixels.
const DOT: f64 = 90.0;

/// The picture with the marks lit that stand for rows of the loaded data; as it is where none does.
pub fn lit(scene: &Scene, rows: &[u32]) -> Scene {
    let mut out = scene.clone();
    let within = |item: &Item| !item.sources.is_empty() && item.sources.iter().all(|row| rows.contains(row));
    let touched = |item: &Item| item.sources.iter().any(|row| rows.contains(row));
    // Marks of these rows alone; else those that they are part of.
    if any(&scene.root, &within) {
        light(&mut out.root, &within);
    } else if any(&scene.root, &touched) {
        light(&mut out.root, &touched);
    }
    out
}

fn any(group: &Group, is: &dyn Fn(&Item) -> bool) -> bool {
    group.items.iter().any(|node| match node {
        Node::Group(inner) => any(inner, is),
        Node::Mark(mark) => mark.items.iter().any(is),
        _ => false,
    })
}

fn light(group: &mut Group, is: &dyn Fn(&Item) -> bool) {
    let mut out = Vec::with_capacity(group.items.len());
    for node in std::mem::take(&mut group.items) {
        match node {
            Node::Group(mut inner) => {
                light(&mut inner, is);
                out.push(Node::Group(inner));
            }
            // Gridlines are no marks of data.
            Node::Mark(mark) if mark.name == "grid" => out.push(Node::Mark(mark)),
            Node::Mark(mut mark) => {
                let is_path = matches!(mark.kind, MarkKind::Line | MarkKind::Area | MarkKind::Trail);
                let extra = if is_path { along(&mark, is) } else { Vec::new() };
                for item in mark.items.iter_mut().filter(|item| is_path || !is(item)) {
                    item.opacity *= DIM;
                }
                out.push(Node::Mark(mark));
                out.extend(extra.into_iter().map(Node::Mark));
            }
            other => out.push(other),
        }
    }
    group.items = out;
}

/// Over a path that steps back: the run from its first lit point to its last, and a dot on each where they are few.
fn along(mark: &Mark, is: &dyn Fn(&Item) -> bool) -> Vec<Mark> {
    let found: Vec<usize> = mark.items.iter().enumerate().filter(|(_, item)| item.defined && is(item)).map(|(i, _)| i).collect();
    let (Some(&first), Some(&last)) = (found.first(), found.last()) else { return Vec::new() };
    let mut out = Vec::new();
    if last > first {
        let mut items = mark.items[first..=last].to_vec();
        items.iter_mut().for_each(|item| item.tooltip.clear());
        out.push(Mark { items, ..mark.clone() });
    }
    if found.len() <= 12 && mark.kind != MarkKind::Trail {
        let look = &mark.items[0];
        let fill = look.stroke.clone().filter(|color| color != "transparent").or_else(|| look.fill.clone());
        let dot = |&i: &usize| Item {
            x: mark.items[i].x,
            y: mark.items[i].y,
            size: DOT,
            shape: "circle".into(),
            fill: fill.clone(),
            ..Item::default()
        };
        out.push(Mark { kind: MarkKind::Symbol, name: String::new(), clip: false, items: found.iter().map(dot).collect() });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scene(kind: MarkKind, sources: &[&[u32]]) -> Scene {
        let item = |(i, rows): (usize, &&[u32])| Item { x: i as f64, sources: rows.to_vec(), fill: Some("#f00".into()), ..Item::default() };
        let mark = Mark { kind, name: String::new(), clip: false, items: sources.iter().enumerate().map(item).collect() };
        Scene { root: Group { items: vec![Node::Mark(mark)], ..Group::default() }, ..Scene::default() }
    }

    fn opacities(scene: &Scene) -> Vec<Vec<f64>> {
        let marks = scene.root.items.iter().filter_map(|node| if let Node::Mark(mark) = node { Some(mark) } else { None });
        marks.map(|mark| mark.items.iter().map(|item| item.opacity).collect()).collect()
    }

    #[test]
    fn the_bars_of_the_rows_stay_and_the_others_step_back() {
        let bars = scene(MarkKind::Rect, &[&[0], &[1], &[2, 3]]);
        assert_eq!(opacities(&lit(&bars, &[1])), [[DIM, 1.0, DIM]]);
        assert_eq!(opacities(&lit(&bars, &[2])), [[DIM, DIM, 1.0]], "a bar of several rows, one of which is meant");
        assert_eq!(opacities(&lit(&bars, &[1, 2])), [[DIM, 1.0, DIM]], "bars of these rows alone come first");
        assert_eq!(opacities(&lit(&bars, &[9])), [[1.0; 3]], "no mark stands for the row");
    }

    #[test]
    fn along_a_line_the_run_is_lit_and_its_points_are_dots() {
        let line = scene(MarkKind::Line, &[&[0], &[1], &[2], &[3]]);
        assert_eq!(opacities(&lit(&line, &[1, 2])), [vec![DIM; 4], vec![1.0; 2], vec![1.0; 2]]);
        assert_eq!(opacities(&lit(&line, &[3])), [vec![DIM; 4], vec![1.0]]);
    }
}
