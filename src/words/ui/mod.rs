//! The widget's own words, a file a language. Every word that a reader sees and that is not the author's comes from here.
//!
//! The lean module speaks English only; a page in another language loads the full one, which has all of them.

mod en;

#[cfg(not(feature = "lean"))]
mod ar;
#[cfg(not(feature = "lean"))]
mod de;
#[cfg(not(feature = "lean"))]
mod es;
#[cfg(not(feature = "lean"))]
mod fr;
#[cfg(not(feature = "lean"))]
mod pt;

/// The words of one language.
pub struct Ui {
    /// The language, as a BCP 47 tag.
    pub language: &'static str,
    /// A cell without a value, in a table or tooltip.
    pub no_figure: &'static str,
    /// The same on the plot and in the key.
    pub no_figure_found: &'static str,
    /// `end of 2016`, before the period.
    pub end_of: &'static str,
    /// Kinds of charts: bars, lines, areas, points, anything.
    pub kinds: [&'static str; 5],
    /// Round the period of a figure: `45 ha in 2016`.
    pub in_period: (&'static str, &'static str),
    /// Round the name that a figure is of: `45 ha for Pacific`.
    pub for_name: (&'static str, &'static str),
    /// Before the largest figure.
    pub high: &'static str,
    /// Before the smallest.
    pub low: &'static str,
    /// Before the smallest of named figures.
    pub least: &'static str,
    /// Between the number of points and the smallest figure.
    pub points: &'static str,
    /// Between the smallest figure and the largest.
    pub to: &'static str,
    /// Before the one place without a figure.
    pub none_for: &'static str,
    /// Before several.
    pub none_for_many: &'static str,
    /// After the number of places without a figure, where they are too many to be told.
    pub of_them: &'static str,
    /// 10⁶ on an axis.
    pub million: &'static str,
    /// 10⁹ on an axis.
    pub billion: &'static str,
    /// Between a million or billion and a unit: `millones de hectáreas`.
    pub large_of: &'static str,
    /// Units, by their English plurals.
    pub units: &'static [(&'static str, &'static str)],
    /// Words of the furniture, by the names under which the page's shell asks for them.
    pub shell: &'static [(&'static str, &'static str)],
    /// The same for what is loaded where readers draw or choose.
    #[cfg(not(feature = "lean"))]
    pub controls: &'static [(&'static str, &'static str)],
    /// What is said of a line that the reader draws.
    #[cfg(not(feature = "lean"))]
    pub drawing: Drawing,
}

/// What is said of a line that the reader draws. `{0}` and so on are figures and places of the axis.
#[cfg(not(feature = "lean"))]
pub struct Drawing {
    /// The question, where the author asks none.
    pub prompt: &'static str,
    /// What to do: drag to a place.
    pub drag: &'static str,
    /// In the text alternative: what follows a place is hidden.
    pub hidden: &'static str,
    /// To one who has finished too early: draw on to a place.
    pub unfinished: &'static str,
    /// The name of the reader's line.
    pub you: &'static str,
    /// The end: what was drawn, for when, and what it was.
    pub end: &'static str,
    /// What it was, where nothing was drawn: for when, and what it was.
    pub truth: &'static str,
    /// How far off the line was on average, and the score.
    pub score: &'static str,
    /// Whether direction and end were right: both, the direction alone, the end alone, neither.
    pub right: [&'static str; 4],
}

/// Every language that the widget speaks, by its subtag; English first.
#[cfg(not(feature = "lean"))]
static LANGUAGES: [(&str, &Ui); 6] =
    [("en", &en::WORDS), ("es", &es::WORDS), ("pt", &pt::WORDS), ("fr", &fr::WORDS), ("de", &de::WORDS), ("ar", &ar::WORDS)];

/// The words of a language, by its tag; English where there are none.
#[cfg(not(feature = "lean"))]
pub fn of(tag: &str) -> &'static Ui {
    let primary = tag.split(['-', '_']).next().unwrap_or_default();
    LANGUAGES.iter().find(|(language, _)| primary.eq_ignore_ascii_case(language)).map_or(&en::WORDS, |(_, words)| words)
}

/// English.
#[cfg(feature = "lean")]
pub fn of(_tag: &str) -> &'static Ui {
    &en::WORDS
}

#[cfg(all(test, not(feature = "lean")))]
mod tests {
    use super::*;

    #[test]
    fn a_tag_finds_its_language_whatever_its_region_or_case() {
        for (tag, table) in
            [("es-CO", "Tabla"), ("PT-br", "Tabela"), ("de", "Tabelle"), ("en-GB", "Table"), ("xx", "Table"), ("", "Table"), ("é", "Table")]
        {
            assert_eq!(of(tag).shell[0].1, table, "{tag}");
        }
    }

    #[test]
    fn every_language_names_the_same_figures() {
        let figures = |text: &str| (0..4).map(|i| text.matches(&format!("{{{i}}}")).count()).collect::<Vec<_>>();
        for (language, ui) in LANGUAGES {
            let (own, english) = (&ui.drawing, &en::WORDS.drawing);
            let parts = |d: &Drawing| [d.prompt, d.drag, d.hidden, d.unfinished, d.you, d.end, d.truth, d.score].map(figures);
            assert_eq!(parts(own), parts(english), "{language}");
        }
    }

    #[test]
    fn every_language_has_every_word() {
        let names = |ui: &Ui| ui.shell.iter().map(|(name, _)| *name).collect::<Vec<_>>();
        for (language, ui) in LANGUAGES {
            assert_eq!(names(ui), names(&en::WORDS), "{language}");
            assert!(ui.shell.iter().chain(ui.controls).all(|(_, word)| !word.trim().is_empty()), "{language}");
            assert!(ui.controls.iter().map(|(name, _)| name).eq(en::WORDS.controls.iter().map(|(name, _)| name)), "{language}");
        }
    }
}
