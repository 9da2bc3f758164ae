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
    /// Rows of powers of ten, from the zeroth, that multiply what stands before them.
    pub magnitudes: Rows,
    /// Magnitudes that count when nothing stands before them.
    pub lone_magnitudes: Phrases,
    /// Abbreviated magnitudes that might be units: only after digits or beside a currency sign.
    pub short_magnitudes: Rows,
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
    /// Rows of groups: 12, 10 things; 5, 10, 100 years.
    pub groups: Rows,
    /// Rows of bare plurals: of 12, and of powers of ten from the first.
    pub plurals: Rows,
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
    /// Rows of directions: up, down.
    pub directions: Rows,
    /// The same, of words that are directions only after the number.
    pub directions_after: Rows,
    /// No change.
    pub unchanged: Phrases,
    /// Softens *unchanged*.
    pub softeners: Phrases,
    /// Units: rows of `key=words`; of several keys, joined by `&`, the first that fits; `/10` or `/100` after the key for a part of it.
    pub units: Rows,
    /// Words that tell the period of a streak, as rows of `key=words`.
    pub periods: Rows,
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
    magnitudes: "",
    lone_magnitudes: "",
    short_magnitudes: "",
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
    groups: "",
    plurals: "",
    hedges: "",
    hedges_after: "",
    fillers: "",
    level: "",
    from: "",
    between: "",
    to: "-",
    vague: "",
    per: "",
    directions: "",
    directions_after: "",
    unchanged: "",
    softeners: "",
    units: "",
    periods: "",
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

/// The words for a language tag; the lean module, which pages in other languages do not use, has English alone.
pub fn language(tag: &str) -> &'static Language {
    let primary = cut(tag, b'-').0;
    if primary.eq_ignore_ascii_case("en") {
        &super::en::ENGLISH
    } else if !cfg!(feature = "lean") && primary.eq_ignore_ascii_case("es") {
        &super::es::SPANISH
    } else {
        &DIGITS_ONLY
    }
}

/// The text before the first `sign`, and the text after it.
pub fn cut(text: &str, sign: u8) -> (&str, &str) {
    match text.bytes().position(|byte| byte == sign) {
        Some(at) => (text.get(..at).unwrap_or_default(), text.get(at + 1..).unwrap_or_default()),
        None => (text, ""),
    }
}

/// Languages that write a decimal point, and those of Spanish's and German's regions that do (CLDR).
const POINT: &str = "en zh ja ko th he hi bn ta te mr gu kn ml pa ur si my ms fil tl sw ga cy mt \
    es-419 es-MX es-PE es-US es-PR es-GT es-HN es-NI es-SV es-PA es-DO es-CU es-BZ de-CH de-LI it-CH";

/// The decimal sign of a language tag.
pub fn decimal_sign(tag: &str) -> char {
    let mut known = POINT;
    while !known.is_empty() {
        let (begins, others) = cut(known, b' ');
        let (head, tail) = tag.as_bytes().split_at_checked(begins.len()).unwrap_or_default();
        if head.eq_ignore_ascii_case(begins.as_bytes()) && matches!(tail, [] | [b'-', ..]) {
            return '.';
        }
        known = others;
    }
    ','
}

fn like(pattern: &[u8], word: &[u8]) -> bool {
    match pattern {
        [stem @ .., b'*'] => word.starts_with(stem),
        [b'*', tail @ ..] => word.ends_with(tail),
        _ => pattern == word,
    }
}

/// Whether some phrase of the rows may begin with the token at `at`: a quick no for nearly all, without which checking a whole
/// site takes several times as long. The reader's module, which judges a few facts, goes without.
#[cfg(not(target_arch = "wasm32"))]
fn may_begin(rows: &str, tokens: &[Token], at: usize) -> bool {
    let Some(token) = tokens.get(at) else { return false };
    let start = token.text.get(..STEM.min(token.text.len())).unwrap_or_default();
    rows.contains(start) || rows.contains("*est")
}

/// No stem of a phrase is shorter, in bytes.
#[cfg(not(target_arch = "wasm32"))]
const STEM: usize = 3;

/// The row that matches the most tokens from `at` on, and how many: 0 for none.
pub fn find(rows: &str, tokens: &[Token], at: usize) -> (usize, usize) {
    #[cfg(not(target_arch = "wasm32"))]
    if !may_begin(rows, tokens, at) {
        return (0, 0);
    }
    let rows = rows.as_bytes();
    let (mut best, mut row, mut from, mut words, mut fits) = ((0, 0), 0, 0, 0, true);
    for i in 0..=rows.len() {
        let sign = rows.get(i).copied().unwrap_or(b',');
        if sign == b'=' {
            from = i + 1;
        }
        if !matches!(sign, b' ' | b'|' | b',') {
            continue;
        }
        let pattern = rows.get(from..i).unwrap_or_default();
        fits = fits && tokens.get(at + words).is_some_and(|token| like(pattern, token.text.as_bytes()));
        words += 1;
        from = i + 1;
        if sign != b' ' {
            if fits && words > best.1 {
                best = (row, words);
            }
            (words, fits) = (0, true);
        }
        if sign == b',' {
            row += 1;
        }
    }
    best
}

/// The row that matches the most tokens just before `end`, and how many: 0 for none.
pub fn find_ending(rows: &str, tokens: &[Token], end: usize) -> (usize, usize) {
    let tokens = tokens.get(..end).unwrap_or_default();
    for words in (1..=end.min(5)).rev() {
        let found = find(rows, tokens, end - words);
        if found.1 == words {
            return found;
        }
    }
    (0, 0)
}

/// How many tokens from `at` on the longest of the phrases covers; 0 for none.
pub fn longest(phrases: &str, tokens: &[Token], at: usize) -> usize {
    find(phrases, tokens, at).1
}

/// How many tokens before `end` a phrase covers that ends there.
pub fn ending(phrases: &str, tokens: &[Token], end: usize) -> usize {
    find_ending(phrases, tokens, end).1
}

/// The key of a row of `key=words`.
pub fn key_of(mut rows: &'static str, row: usize) -> &'static str {
    for _ in 0..row {
        rows = cut(rows, b',').1;
    }
    cut(rows, b'=').0
}

#[cfg(test)]
mod tests {
    use super::super::token::tokenise;
    use super::*;

    #[test]
    fn no_phrase_begins_with_a_shorter_stem_than_the_quick_look_expects() {
        let check = |rows: &str| {
            for pattern in rows.split(['|', ',', '=']) {
                let first = cut(pattern, b' ').0;
                let fits = first.strip_suffix('*').is_none_or(|stem| stem.len() >= STEM) && (!first.starts_with('*') || first == "*est");
                assert!(fits, "{first}");
            }
        };
        for language in [&super::super::en::ENGLISH, &super::super::es::SPANISH] {
            let Language { units, hedges, directions, directions_after, superlatives, vague_dates, near, .. } = language;
            for rows in [units, hedges, directions, directions_after, superlatives, vague_dates, near, &language.multiples] {
                check(rows);
            }
            for rows in [language.unchanged, language.halved, language.times_more, language.softeners, language.one_of, language.record] {
                check(rows);
            }
        }
    }

    #[test]
    fn phrases_are_found_with_and_without_stems() {
        let mut tokens = Vec::new();
        tokenise("it increased by more than the tallest 5 ° c", '.', &mut tokens);
        let found = |rows: &str, at: usize| find(rows, &tokens, at);
        assert_eq!(found("fell,rose|increas*", 1), (1, 1));
        assert_eq!(found("more,more than", 3), (1, 2));
        assert_eq!(found("high,*est", 6), (1, 1));
        assert_eq!(found("degC=° c", 8), (0, 2));
        assert_eq!(found("more,more than", 4), (0, 0));
        assert_eq!(found("", 1), (0, 0));
    }
}
