//! Gradients as fills, of which a picture without gradients takes one colour.

use crate::transform::Datum;

/// The last colour of a gradient, which is the one at the end that stands out.
pub(crate) fn first_color(gradient: &Datum) -> String {
    let stops = gradient.member("stops");
    let last = stops.as_list().and_then(<[Datum]>::last).map(|s| s.member("color"));
    last.and_then(|c| c.as_text().map(str::to_string)).unwrap_or_else(|| "#000".into())
}
