//! Specs: the members of `usermeta.nutgraph`, from the grammar that specs are held against.

use super::{code, row, source, table};
use crate::spec::members;

/// What the members mean, by rule and name.
const MEANINGS: &[(&str, &str, &str)] = &[
    ("nutgraph", "source", "who the figures are from: a name, an object, or a list of either"),
    ("nutgraph", "note", "a remark under the plot"),
    ("nutgraph", "period", "when in its year or month a value stands"),
    ("nutgraph", "unit", "the unit of the values, such as `hectares` or `%`"),
    ("nutgraph", "names", "what readers call the columns, by their names in the data"),
    ("nutgraph", "labels", "the column with words for the ends of bars"),
    ("nutgraph", "highlight", "the series or bars that stand out; the others step back"),
    ("nutgraph", "annotations", "events and levels: what happened when, and goals"),
    ("nutgraph", "facts", "expressions by name: a `<nut-fact>` may use the name"),
    ("nutgraph", "asOf", "the story's date: what is later is drawn, if at all, as later, and facts stop there"),
    ("nutgraph", "draw", "lets readers draw a line before they see it"),
    ("nutgraph", "params", "values that readers can choose"),
    ("draw", "from", "the last x that is shown; what is later is hidden"),
    ("draw", "prompt", "the question beside the line"),
    ("draw", "heading", "what stands in the heading's place until the line is shown"),
    ("draw", "series", "which line is drawn, by the name that readers see"),
    ("param", "name", "what expressions call it"),
    ("param", "label", "what readers call it"),
    ("param", "value", "what it begins with, and what facts are checked with"),
    ("param", "min", "the least of a slider"),
    ("param", "max", "the most of a slider"),
    ("param", "step", "the step of a slider"),
    ("param", "options", "what can be chosen instead"),
    ("param", "labels", "what the options are called"),
    ("param", "format", "how the value is written"),
    ("source", "name", "the name"),
    ("source", "url", "its address"),
    ("source", "columns", "the columns that are from it, where not all are"),
    ("annotation", "text", "what is said"),
    ("annotation", "x", "where it stands along x: an event"),
    ("annotation", "y", "where it stands along y: a level"),
];

pub fn document() -> String {
    let mut out = String::from(
        "## Specs

A spec is a [Vega-Lite](https://vega.github.io/vega-lite/) document; [which parts of Vega-Lite are drawn](vega-lite.md). What Vega-Lite has no place for stands in
`usermeta.nutgraph`, so that every spec stays valid Vega-Lite for everybody else. [What readers can do](reader.md) tells `draw` and `params` at length.
",
    );
    let rules = [
        ("nutgraph", "`usermeta.nutgraph`"),
        ("source", "a source"),
        ("annotation", "an annotation"),
        ("draw", "`draw`"),
        ("param", "a param"),
    ];
    for (rule, title) in rules {
        out += &format!("\n### Members of {title}\n\n{}", table(&["member", "what it may be", "meaning"]));
        for member in members(rule) {
            let meaning = MEANINGS.iter().find(|(of, name, _)| (*of, *name) == (rule, member.name));
            let (.., meaning) =
                meaning.unwrap_or_else(|| panic!("the member {} of {rule} has no meaning in src/tool/reference/specs.rs", member.name));
            let must = if member.must { " (must be there)" } else { "" };
            let words = if member.words.is_empty() {
                String::new()
            } else {
                format!(": {}", member.words.split(' ').map(code).collect::<Vec<_>>().join(" "))
            };
            out += &row(&[&code(member.name), &format!("{}{words}{must}", member.kinds.join(", ")), meaning]);
        }
    }
    let story: serde_json::Value = serde_json::from_str(&source("www/story/coca/cultivation.vl.json")).expect("the story's spec");
    out += &format!("\nThe example story's first chart says:\n\n```json\n{:#}\n```\n\n", story["usermeta"]);
    out
}
