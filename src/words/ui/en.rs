//! The widget's own words in English.

use super::Ui;

/// The words.
pub static WORDS: Ui = Ui {
    language: "en",
    no_figure: "no figure",
    no_figure_found: "No figure found",
    end_of: "End of ",
    kinds: ["Bar chart", "Line chart", "Area chart", "Scatter plot", "Chart"],
    in_period: (" in ", ""),
    for_name: (" for ", ""),
    high: "a high of ",
    low: "a low of ",
    least: "the least ",
    points: " points, from ",
    to: " to ",
    none_for: "; no figure for ",
    none_for_many: "; no figures for ",
    of_them: " of them",
    million: "million",
    billion: "billion",
    large_of: " ",
    units: &[],
    shell: &[
        ("table", "Table"),
        ("chart", "Chart"),
        ("download", "Download"),
        ("share", "Share"),
        ("noFigure", "no figure"),
        ("source", "Source"),
        ("sourceOfLit", "Source of the lit figures"),
        ("revised", "The figures have been revised since this was written"),
        ("showOnChart", "Show on the chart"),
        ("copied", "Link copied"),
        ("listen", "Listen"),
        ("stop", "Stop"),
        ("updated", "Updated"),
        #[cfg(not(feature = "lean"))]
        ("changedOn", "Data changed on {now}, after publication on {then}"),
        #[cfg(not(feature = "lean"))]
        ("changed", "Data changed since publication on {then}"),
        #[cfg(not(feature = "lean"))]
        ("whatChanged", "What changed"),
        #[cfg(not(feature = "lean"))]
        ("added", "added"),
        #[cfg(not(feature = "lean"))]
        ("removed", "removed"),
        #[cfg(not(feature = "lean"))]
        ("atPublication", "at publication"),
    ],
    #[cfg(not(feature = "lean"))]
    controls: &[
        ("show", "Show me"),
        ("compare", "How did I do?"),
        ("again", "Draw again"),
        ("erase", "Start over"),
        (
            "keys",
            "Drag to draw. With the keyboard: right and left arrows move along the axis, up and down arrows set the figure, Enter shows how you did.",
        ),
        ("chosen", "With the values chosen here"),
    ],
    #[cfg(not(feature = "lean"))]
    drawing: super::Drawing {
        prompt: "What happened next?",
        drag: "Drag the dot to {0}",
        hidden: "What follows {0} is hidden until you have drawn it.",
        unfinished: "Draw on to {0} first.",
        you: "You drew",
        end: "You drew {0} for {1}; it was {2}.",
        truth: "{0}: {1}.",
        score: "On average your line was {0} off: {1} points out of 100.",
        right: [
            "Direction and end were right.",
            "The direction was right, the end was not.",
            "The end was right, the direction was not.",
            "Neither the direction nor the end was right.",
        ],
    },
};
