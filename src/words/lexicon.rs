//! What the engine asks of a language: lists of words, and how they are matched.
//!
//! A list is one text: alternatives are divided by `|`, rows (whose position has a meaning) by `,`, words of a phrase by a space; a word that ends in
//! `*` matches any ending, one that begins with it any beginning. One text a list is the smallest form in the reader's download, and a language remains data that a linguist can read.

use super::token::Token;

/// Rows of alternatives; the position of a row is its meaning.
pub type Rows = &'static str;
/// Alternatives.
pub type Phrases = &'static str;

/// The words of one language. A language without words leaves all of them empty: digits and signs are read all the same.
pub struct Language {
    /// Rows of cardinals from 0, then of tens from 0, then of hundreds from 0.
    pub cardinals: [Rows; 3],
    /// Ordinals from "zeroth".
    pub ordinals: Rows,
    /// What makes an ordinal of digits: `th`.
    pub ordinal_endings: Phrases,
    /// Powers of ten that multiply what stands before them.
    pub magnitudes: &'static [(i32, Phrases)],
    /// Magnitudes that count when nothing stands before them.
    pub lone_magnitudes: Phrases,
    /// Abbreviated magnitudes that might be units: only after digits or beside a currency sign.
    pub short_magnitudes: &'static [(i32, Phrases)],
    /// Joins parts of a number: *two hundred and ten*.
    pub and: Phrases,
    /// Articles that mean one before a unit, a magnitude or a fraction.
    pub one: Phrases,
    /// None at all.
    pub none: Phrases,
    /// Adds a half to what stands before.
    pub and_a_half: Phrases,
    /// Denominators from 2.
    pub fractions: Rows,
    /// Fractions that need no numerator, as a row of denominators from 2.
    pub lone_fractions: Rows,
    /// Fractions that need a magnitude or a unit after them, as a row of denominators from 2.
    pub fractions_of_one: Rows,
    /// Between the numbers of *one in five*.
    pub in_every: Phrases,
    /// After a share.
    pub of: Phrases,
    /// Multiples from 2.
    pub multiples: Rows,
    /// After the number of a multiple.
    pub times: Phrases,
    /// Before the number of a multiple.
    pub multiplied: Phrases,
    /// After a multiple: makes *n* and *n* + 1 possible.
    pub times_more: Phrases,
    /// Made half.
    pub halved: Phrases,
    /// Groups: their size, the unit if they are a time, the words.
    pub groups: &'static [(f64, &'static str, Phrases)],
    /// Bare plurals and their size.
    pub plurals: &'static [(f64, Phrases)],
    /// Hedges before the number, in the order of `Hedge`.
    pub hedges: Rows,
    /// Hedges after the number, in the order of `Hedge`.
    pub hedges_after: Rows,
    /// What may stand between a hedge and its number.
    pub fillers: Phrases,
    /// Before a level, which is no change.
    pub level: Phrases,
    /// Before the first of two levels.
    pub from: Phrases,
    /// Before a range.
    pub between: Phrases,
    /// Within a range.
    pub to: Phrases,
    /// Words that make a number vague.
    pub vague: Phrases,
    /// Before a number that belongs to the unit.
    pub per: Phrases,
    /// Directions up and down.
    pub directions: [Phrases; 2],
    /// Directions up and down that stand after the number only.
    pub directions_after: [Phrases; 2],
    /// No change.
    pub unchanged: Phrases,
    /// Softens *unchanged*.
    pub softeners: Phrases,
    /// Units beyond the table's: factor, keys (the first that fits), words.
    pub units: &'static [(f64, Phrases, Phrases)],
    /// The table's names of units are words of this language.
    pub unit_names: bool,
    /// Words that tell the period of a streak: key of the unit, words.
    pub periods: &'static [(&'static str, Phrases)],
    /// Months from January.
    pub months: Rows,
    /// Early, mid, late.
    pub parts: Rows,
    /// Makes a decade of two digits: *años 90*.
    pub decade: Phrases,
    /// Makes a decade of a year: *1990s*.
    pub decade_endings: Phrases,
    /// Words beside a date that keep it from being read.
    pub vague_dates: Phrases,
    /// Superlatives: highest, lowest, others.
    pub superlatives: Rows,
    /// Makes the best *n* of a number.
    pub top: Phrases,
    /// Makes a place of a number: *number 3*.
    pub place: Phrases,
    /// Among several.
    pub one_of: Phrases,
    /// A record.
    pub record: Phrases,
    /// Not quite.
    pub near: Phrases,
    /// Negations.
    pub not: Phrases,
}

/// A language without words.
pub const DIGITS_ONLY: Language = Language {
    cardinals: [""; 3],
    ordinals: "",
    ordinal_endings: "",
    magnitudes: &[],
    lone_magnitudes: "",
    short_magnitudes: &[],
    and: "",
    one: "",
    none: "",
    and_a_half: "",
    fractions: "",
    lone_fractions: "",
    fractions_of_one: "",
    in_every: "",
    of: "",
    multiples: "",
    times: "",
    multiplied: "",
    times_more: "",
    halved: "",
    groups: &[],
    plurals: &[],
    hedges: "",
    hedges_after: "",
    fillers: "",
    level: "",
    from: "",
    between: "",
    to: "-",
    vague: "",
    per: "",
    directions: ["", ""],
    directions_after: ["", ""],
    unchanged: "",
    softeners: "",
    units: &[],
    unit_names: false,
    periods: &[],
    months: "",
    parts: "",
    decade: "",
    decade_endings: "",
    vague_dates: "",
    superlatives: "",
    top: "",
    place: "",
    one_of: "",
    record: "",
    near: "",
    not: "",
};

/// The words for a language tag.
pub fn language(tag: &str) -> &'static Language {
    match subtag(tag, 0) {
        Some(primary) if primary.eq_ignore_ascii_case("en") => &super::en::ENGLISH,
        Some(primary) if primary.eq_ignore_ascii_case("es") => &super::es::SPANISH,
        _ => &DIGITS_ONLY,
    }
}

fn subtag(tag: &str, n: usize) -> Option<&str> {
    tag.split(['-', '_']).nth(n)
}

/// Languages that write a decimal point, and regions of Spanish and German that do (CLDR).
const POINT_LANGUAGES: &str = "en zh ja ko th he hi bn ta te mr gu kn ml pa ur si my ms fil tl sw ga cy mt";
const POINT_REGIONS: &str = "es-419 es-MX es-PE es-US es-PR es-GT es-HN es-NI es-SV es-PA es-DO es-CU es-BZ de-CH de-LI it-CH";

/// The decimal sign of a language tag.
pub fn decimal_sign(tag: &str) -> char {
    let primary = subtag(tag, 0).unwrap_or_default();
    let last = tag.split(['-', '_']).next_back().unwrap_or_default();
    let point = POINT_LANGUAGES.split(' ').any(|known| known.eq_ignore_ascii_case(primary))
        || POINT_REGIONS.split(' ').any(|known| {
            let (language, region) = known.split_once('-').unwrap_or_default();
            language.eq_ignore_ascii_case(primary) && region.eq_ignore_ascii_case(last)
        });
    if point { '.' } else { ',' }
}

fn like(pattern: &str, word: &str) -> bool {
    if let Some(stem) = pattern.strip_suffix('*') {
        word.starts_with(stem)
    } else if let Some(tail) = pattern.strip_prefix('*') {
        word.ends_with(tail)
    } else {
        pattern.eq_ignore_ascii_case(word)
    }
}

/// How many tokens from `at` on the longest of the phrases covers; 0 for none.
pub fn longest(phrases: &str, tokens: &[Token], at: usize) -> usize {
    let mut best = 0;
    for phrase in phrases.split(['|', ',']) {
        let mut words = 0;
        let fits = phrase.split(' ').all(|pattern| {
            words += 1;
            tokens.get(at + words - 1).is_some_and(|token| like(pattern, &token.text))
        });
        if fits && words > best {
            best = words;
        }
    }
    best
}

/// How many tokens before `end` a phrase covers that ends there.
pub fn ending(phrases: &str, tokens: &[Token], end: usize) -> usize {
    (1..=end.min(5)).rev().find(|&words| longest(phrases, tokens.get(..end).unwrap_or(&[]), end - words) == words).unwrap_or(0)
}

/// The row that matches the most tokens from `at` on, and how many.
pub fn row(rows: &str, tokens: &[Token], at: usize) -> Option<(usize, usize)> {
    best(rows, |phrases| longest(phrases, tokens, at))
}

/// The row that matches the most tokens before `end`, and how many.
pub fn row_ending(rows: &str, tokens: &[Token], end: usize) -> Option<(usize, usize)> {
    best(rows, |phrases| ending(phrases, tokens, end))
}

fn best(rows: &str, measure: impl Fn(&str) -> usize) -> Option<(usize, usize)> {
    let mut found = None;
    let mut most = 0;
    for (position, phrases) in rows.split(',').enumerate() {
        let words = measure(phrases);
        if words > most {
            most = words;
            found = Some((position, words));
        }
    }
    found
}
