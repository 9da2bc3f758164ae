//! What a reader can point at in a scene: every mark that says something, with its place in the whole picture, and the text
//! alternative and the table that follow from them.

use super::outline::{self, Outline};
use super::scene::{Axis, Group, Item, Legend, Mark, MarkKind, Node, Scene};
use crate::path::svg;

/// A mark that says something.
#[derive(Clone, Debug, PartialEq)]
pub struct Spot {
    /// What it is.
    pub kind: MarkKind,
    /// Where it is pointed at, from the top left of the picture.
    pub at: (f64, f64),
    /// The box round it: left, top, right, bottom.
    pub bounds: [f64; 4],
    /// What it says, by title.
    pub says: Vec<(String, String)>,
    /// Its colour as CSS; empty for none.
    pub color: String,
    /// Of a slice or a shape on a map: its outline, in the picture.
    pub outline: Option<Outline>,
}

impl Spot {
    /// What it says in one line.
    pub fn said(&self) -> String {
        let part = |(title, text): &(String, String)| if title.is_empty() { text.clone() } else { [title, ": ", text].concat() };
        self.says.iter().map(part).collect::<Vec<_>>().join(", ")
    }
}

/// All that can be pointed at, in the order of the scene.
pub fn spots(scene: &Scene) -> Vec<Spot> {
    let mut out = Vec::new();
    walk(&scene.root, (0.0, 0.0), &mut |group, mark, at| {
        out.extend(
            mark.items.iter().filter(|item| item.defined && !item.tooltip.is_empty()).filter_map(|item| spot(group, mark, item, at)),
        );
    });
    out
}

/// Called with each mark of a scene: the group around it, the mark, and where the group stands in the picture.
type Each<'a> = dyn FnMut(&Group, &Mark, (f64, f64)) + 'a;

fn walk(group: &Group, from: (f64, f64), each: &mut Each) {
    let at = (from.0 + group.x, from.1 + group.y);
    for node in &group.items {
        match node {
            Node::Group(inner) => walk(inner, at, each),
            Node::Mark(mark) => each(group, mark, at),
            _ => {}
        }
    }
}

fn spot(group: &Group, mark: &Mark, item: &Item, from: (f64, f64)) -> Option<Spot> {
    let mut shape = None;
    let [left, top, right, bottom] = match mark.kind {
        MarkKind::Rect | MarkKind::Rule | MarkKind::Image => {
            [item.x.min(item.x2), item.y.min(item.y2), item.x.max(item.x2), item.y.max(item.y2)]
        }
        MarkKind::Symbol => {
            let half = item.size.max(0.0).sqrt() / 2.0;
            [item.x - half, item.y - half, item.x + half, item.y + half]
        }
        MarkKind::Arc | MarkKind::Shape => {
            let Outline { data, at: (x, y, angle) } = outline::of_item(mark.kind, item)?;
            let [x0, y0, x1, y1] = svg::parse(&data).ok()?.bounds()?;
            shape = Some(Outline { data, at: (from.0 + x, from.1 + y, angle) });
            [x + x0, y + y0, x + x1, y + y1]
        }
        _ => [item.x, item.y, item.x, item.y],
    };
    let mut at = ((left + right) / 2.0, (top + bottom) / 2.0);
    if mark.kind == MarkKind::Arc {
        let [start, end, inner, outer] = item.arc;
        let (angle, radius) = ((start + end) / 2.0, (inner + outer) / 2.0);
        at = (item.x + radius * angle.sin(), item.y - radius * angle.cos());
    }
    let inside = !(mark.clip || group.clip) || at.0 >= 0.0 && at.0 <= group.width && at.1 >= 0.0 && at.1 <= group.height;
    let all = [left, top, right, bottom, at.0, at.1];
    if !inside || all.iter().any(|v| !v.is_finite()) {
        return None;
    }
    let says: Vec<_> = item.tooltip.iter().filter(|(_, text)| !text.is_empty()).cloned().collect();
    let color = item.fill.clone().or_else(|| item.stroke.clone()).filter(|color| color != "transparent").unwrap_or_default();
    (!says.is_empty()).then_some(Spot {
        kind: mark.kind,
        at: (from.0 + at.0, from.1 + at.1),
        bounds: [from.0 + left, from.1 + top, from.0 + right, from.1 + bottom],
        says,
        color,
        outline: shape,
    })
}

/// The spot that a pointer means: what lies under it, from the front; else the nearest within reach. For lines and areas, nearness is above
/// all across.
pub fn nearest(spots: &[Spot], x: f64, y: f64, holds: &dyn Fn(usize) -> bool) -> Option<usize> {
    const REACH: f64 = 40.0;
    let under = |spot: &Spot| x >= spot.bounds[0] && x <= spot.bounds[2] && y >= spot.bounds[1] && y <= spot.bounds[3];
    let solid = |i: usize| match spots[i].kind {
        MarkKind::Rect | MarkKind::Image | MarkKind::Symbol => true,
        MarkKind::Arc | MarkKind::Shape => holds(i),
        _ => false,
    };
    if let Some(found) = (0..spots.len()).rev().find(|&i| under(&spots[i]) && solid(i)) {
        return Some(found);
    }
    let far = |spot: &Spot| {
        let across = (spot.at.0 - x).abs();
        match spot.kind {
            MarkKind::Line | MarkKind::Area | MarkKind::Trail => across + 0.2 * (spot.at.1 - y).abs(),
            MarkKind::Arc | MarkKind::Shape | MarkKind::Rect | MarkKind::Image => f64::INFINITY,
            MarkKind::Rule => {
                let beside = |low: f64, high: f64, v: f64| (low - v).max(v - high).max(0.0);
                beside(spot.bounds[0], spot.bounds[2], x).hypot(beside(spot.bounds[1], spot.bounds[3], y))
            }
            _ => across.hypot(spot.at.1 - y),
        }
    };
    let found = (0..spots.len()).min_by(|&a, &b| far(&spots[a]).total_cmp(&far(&spots[b])))?;
    (far(&spots[found]) <= REACH).then_some(found)
}

/// A table of what the marks say: the titles, and a row a mark; the same twice is told once.
pub fn table(spots: &[Spot]) -> (Vec<String>, Vec<Vec<Option<String>>>) {
    let mut columns: Vec<String> = Vec::new();
    for (title, _) in spots.iter().flat_map(|spot| &spot.says) {
        if !columns.contains(title) {
            columns.push(title.clone());
        }
    }
    let mut rows: Vec<Vec<Option<String>>> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for spot in spots {
        let row: Vec<_> = columns.iter().map(|title| spot.says.iter().find(|(t, _)| t == title).map(|(_, text)| text.clone())).collect();
        if seen.insert(row.clone()) {
            rows.push(row);
        }
    }
    (columns, rows)
}

/// The same table as CSV.
pub fn csv(spots: &[Spot]) -> String {
    let (columns, rows) = table(spots);
    let cell = |text: &str| if text.contains([',', '"', '\n']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_string() };
    let line = |cells: Vec<String>| cells.join(",") + "\n";
    let mut out = line(columns.iter().map(|name| cell(name)).collect());
    for row in &rows {
        out.push_str(&line(row.iter().map(|text| cell(text.as_deref().unwrap_or_default())).collect()));
    }
    out
}

/// What the picture shows, in words: its marks, its axes with their ends, its legends.
pub fn describe(scene: &Scene) -> String {
    let (mut marks, mut axes, mut legends) = (Vec::<(&str, usize)>::new(), Vec::<String>::new(), Vec::<String>::new());
    walk(&scene.root, (0.0, 0.0), &mut |_, mark, _| {
        let paths = matches!(mark.kind, MarkKind::Line | MarkKind::Area | MarkKind::Trail);
        let count = if paths { 1 } else { mark.items.len() };
        match marks.iter_mut().find(|(kind, _)| *kind == called(mark.kind)) {
            Some((_, sum)) if mark.name != "grid" => *sum += count,
            Some(_) => {}
            None if mark.kind != MarkKind::Path && mark.name != "grid" => marks.push((called(mark.kind), count)),
            None => {}
        }
    });
    guides(&scene.root, &mut |axis| note(&mut axes, of_axis(axis)), &mut |legend| note(&mut legends, of_legend(legend)));
    let plural = |(kind, count): &(&str, usize)| if *count == 1 { format!("1 {kind}") } else { format!("{count} {kind}s") };
    let mut out = vec![format!("A chart of {}.", marks.iter().map(plural).collect::<Vec<_>>().join(", "))];
    out.extend(axes.into_iter().chain(legends));
    out.join(" ")
}

/// What readers call marks of a kind.
fn called(kind: MarkKind) -> &'static str {
    match kind {
        MarkKind::Arc => "slice",
        MarkKind::Rect => "bar",
        MarkKind::Rule => "rule",
        MarkKind::Symbol => "point",
        MarkKind::Text => "label",
        MarkKind::Trail => "line",
        kind => kind.name(),
    }
}

fn note(all: &mut Vec<String>, one: Option<String>) {
    if let Some(one) = one.filter(|one| !all.contains(one)) {
        all.push(one);
    }
}

fn guides(group: &Group, axis: &mut dyn FnMut(&Axis), legend: &mut dyn FnMut(&Legend)) {
    for node in &group.items {
        match node {
            Node::Group(inner) => guides(inner, axis, legend),
            Node::Axis(found) => axis(found),
            Node::Legend(found) => legend(found),
            _ => {}
        }
    }
}

fn of_axis(axis: &Axis) -> Option<String> {
    let labels: Vec<&str> = axis.ticks.iter().map(|tick| tick.label.as_str()).filter(|label| !label.is_empty()).collect();
    let (first, last) = (labels.first()?, labels.last()?);
    let title = if axis.title.is_empty() { format!("The {} axis", axis.orient) } else { axis.title.clone() };
    Some(if labels.len() > 1 { format!("{title}: {first} to {last}.") } else { format!("{title}: {first}.") })
}

fn of_legend(legend: &Legend) -> Option<String> {
    let title = if legend.title.is_empty() { "Key" } else { &legend.title };
    (!legend.labels.is_empty()).then(|| format!("{title}: {}.", legend.labels.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::locale::Locale;
    use crate::grammar::json::parse;
    use crate::grammar::{self, Options};

    fn scene(spec: &str) -> Scene {
        let spec = parse(spec).expect("JSON");
        let zone = |_: f64| 0.0;
        let theme = parse(r#"{"mark": {"tooltip": true}}"#);
        let options = Options {
            theme: theme.as_ref(),
            container: [Some(400.0), None],
            measure: &grammar::estimated_width,
            zone: &zone,
            locale: Locale::default(),
        };
        let loader = |url: &str| Err(crate::problem!(Error, "no-data", crate::report::Place::Whole, url.to_string(), ""));
        grammar::scene(&spec, &loader, &options).unwrap_or_else(|problems| panic!("{}", problems[0])).0
    }

    const BARS: &str = r#"{"data": {"values": [{"a": "x", "b": 3}, {"a": "y", "b": 5}]}, "mark": "bar",
        "encoding": {"x": {"field": "a", "type": "nominal"}, "y": {"field": "b", "type": "quantitative"}}}"#;

    #[test]
    fn a_bar_says_its_fields_and_is_hit_inside() {
        let spots = spots(&scene(BARS));
        assert_eq!(spots.iter().map(Spot::said).collect::<Vec<_>>(), ["a: x, b: 3", "a: y, b: 5"]);
        let (x, y) = spots[1].at;
        assert_eq!(nearest(&spots, x, y, &|_| false), Some(1));
        assert_eq!(nearest(&spots, x, spots[1].bounds[1] - 5.0, &|_| false), None, "above a bar there is nothing");
    }

    #[test]
    fn a_line_is_met_by_its_nearest_point_across() {
        let line = BARS.replace("\"bar\"", "\"line\"");
        let spots = spots(&scene(&line));
        assert_eq!(nearest(&spots, spots[0].at.0 + 5.0, spots[0].at.1 + 60.0, &|_| false), Some(0));
    }

    #[test]
    fn the_table_and_the_words_say_what_the_picture_shows() {
        let scene = scene(BARS);
        let (columns, rows) = table(&spots(&scene));
        assert_eq!(columns, ["a", "b"]);
        assert_eq!(rows[1], [Some("y".to_string()), Some("5".to_string())]);
        assert_eq!(describe(&scene), "A chart of 2 bars. a: x to y. b: 0.0 to 5.0.");
    }
}
