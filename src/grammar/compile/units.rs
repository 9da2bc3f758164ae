//! Time units by name: their parts, lengths and default formats.

use crate::grammar::json::Json;
use crate::spec::Value;

/// Parts of a time unit from coarse to fine.
const PARTS: [&str; 11] = ["year", "quarter", "month", "week", "day", "dayofyear", "date", "hours", "minutes", "seconds", "milliseconds"];

/// True for a name that can stand in a date object.
pub(crate) fn is_part(name: &str) -> bool {
    PARTS.contains(&name) || name == "utc"
}

/// The parts of a unit such as `yearmonthdate`, from coarse to fine.
pub(crate) fn parts(unit: &str) -> Vec<&'static str> {
    let mut out = Vec::new();
    let mut rest = unit;
    'next: while !rest.is_empty() {
        // `dayofyear` before `day`.
        for part in ["year", "quarter", "month", "week", "dayofyear", "day", "date", "hours", "minutes", "seconds", "milliseconds"] {
            if let Some(after) = rest.strip_prefix(part) {
                out.push(part);
                rest = after;
                continue 'next;
            }
        }
        break;
    }
    out.sort_by_key(|p| PARTS.iter().position(|q| q == p));
    out
}

/// A unit with its parts in order.
pub(crate) fn canonical(unit: &str) -> String {
    let known = parts(unit);
    if known.is_empty() { unit.to_string() } else { known.concat() }
}

/// The smallest step of a unit, as one date part and a count of it; `week` is seven days and `quarter` three months.
pub(crate) fn step(unit: &Value) -> (&'static str, f64) {
    let step = unit.number("step").unwrap_or(1.0);
    match parts(unit.text("unit").unwrap_or("")).last().copied() {
        Some("quarter") => ("month", 3.0 * step),
        Some("week") => ("date", 7.0 * step),
        Some("day" | "dayofyear" | "date") => ("date", step),
        Some(part) => (part, step),
        None => ("date", step),
    }
}
