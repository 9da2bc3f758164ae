//! Gradients as a spec gives them: `{"gradient": "linear", "stops": [{"offset": 0, "color": "white"}, …]}`.

use crate::grammar::scene::Gradient;
use crate::transform::Datum;

/// More stops than this are not drawn.
const STOPS: usize = 1000;

/// Reads a gradient; none without stops.
pub(crate) fn read(gradient: &Datum) -> Option<Gradient> {
    let stops: Vec<(f64, String)> = gradient
        .member("stops")
        .as_list()?
        .iter()
        .take(STOPS)
        .filter_map(|stop| Some((stop.member("offset").number(), stop.member("color").as_text()?.to_string())))
        .filter(|(offset, _)| offset.is_finite())
        .collect();
    if stops.is_empty() {
        return None;
    }
    let radial = gradient.member("gradient").as_text() == Some("radial");
    let number = |name: &str, default: f64| {
        let value = gradient.member(name);
        Some(value.number()).filter(|n| !value.is_nothing() && n.is_finite()).unwrap_or(default)
    };
    let middle = |name: &str, plain: f64| number(name, if radial { 0.5 } else { plain });
    Some(Gradient {
        radial,
        from: [middle("x1", 0.0), middle("y1", 0.0)],
        to: [middle("x2", 1.0), middle("y2", 0.0)],
        radii: [number("r1", 0.0), number("r2", 0.5)],
        stops,
    })
}
