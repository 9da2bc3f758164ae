//! The specifier that Vega gives a time unit: `year month` is `%Y-%m`, or what a chart says of it.

/// Vega's parts, by unit or by units joined with a dash.
const PARTS: [(&str, &str); 16] = [
    ("year", "%Y "),
    ("quarter", "Q%q "),
    ("month", "%b "),
    ("date", "%d "),
    ("week", "W%U "),
    ("isoweek", "W%V "),
    ("day", "%a "),
    ("dayofyear", "%j "),
    ("hours", "%H:00"),
    ("minutes", "00:%M"),
    ("seconds", ":%S"),
    ("milliseconds", ".%L"),
    ("year-isoweek", "%G W%V "),
    ("year-month", "%Y-%m "),
    ("year-month-date", "%Y-%m-%d "),
    ("hours-minutes", "%H:%M"),
];

/// Units from large to small.
const ORDER: [&str; 12] =
    ["year", "quarter", "month", "week", "isoweek", "date", "day", "dayofyear", "hours", "minutes", "seconds", "milliseconds"];

/// The specifier of time units in any order: the longest runs that have a part, from the largest unit on. `overrides` are pairs of
/// units joined with a dash and a part; a part of nothing (`None`) takes one of Vega's away. Names that are no unit are left out.
///
/// ```
/// use nutgraph::format::unit::specifier;
/// assert_eq!(specifier(&["month", "year"], &[("year-month", Some("%b %Y "))]), "%b %Y");
/// ```
pub fn specifier(units: &[&str], overrides: &[(&str, Option<&str>)]) -> String {
    let units: Vec<&str> = ORDER.into_iter().filter(|unit| units.contains(unit)).collect();
    let part = |key: &str| match overrides.iter().find(|(k, _)| *k == key) {
        Some((_, part)) => *part,
        None => PARTS.iter().find(|(k, _)| *k == key).map(|(_, part)| *part),
    };
    let (mut out, mut start) = (String::new(), 0);
    while start < units.len() {
        let run = (start + 1..=units.len()).rev().find_map(|end| part(&units[start..end].join("-")).map(|part| (end, part)));
        let Some((end, part)) = run else {
            start += 1;
            continue;
        };
        out.push_str(part);
        start = end;
    }
    out.trim().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// vega-time 3.1.0 `timeUnitSpecifier`.
    #[test]
    fn specifiers_are_those_of_vega() {
        assert_eq!(specifier(&["year", "month", "date", "hours", "minutes"], &[]), "%Y-%m-%d %H:%M");
        assert_eq!(specifier(&["quarter"], &[]), "Q%q");
        assert_eq!(specifier(&["hours"], &[]), "%H:00");
        assert_eq!(specifier(&["year", "date"], &[]), "%Y %d");
        let house = [("year-month", Some("%b %Y ")), ("year-month-date", Some("%b %d, %Y "))];
        assert_eq!(specifier(&["date", "month", "year"], &house), "%b %d, %Y");
        assert_eq!(specifier(&["year", "month"], &[("year-month", None)]), "%Y %b");
        assert_eq!(specifier(&["nonsense"], &[]), "");
    }
}
