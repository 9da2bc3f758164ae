//! Every number in an article with its state, so that what the check says nothing about is not taken for proved.
//!
//! A number is digits, or a word for two or more, a part or a multiple. What is marked as a fact is proved, wrong or open; the rest is
//! quoted from somebody, a date or a name, or claimed by nobody.

use super::article::{Article, Spelling, block};
use super::judge::{Judged, State, squeezed};
use crate::tool::page::{Mapped, Page};
use std::ops::Range;

/// What a number is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// A fact, and what has become of it.
    Fact(State),
    /// Inside quotation marks or an element that quotes.
    Quoted,
    /// A date, a time, a part of a name.
    Name,
    /// None of these.
    NotClaimed,
}

impl Standing {
    /// As people read it.
    pub fn word(self) -> &'static str {
        match self {
            Standing::Fact(State::Proved) => "proved",
            Standing::Fact(State::Wrong) => "wrong",
            Standing::Fact(State::CannotTell) => "cannot tell",
            Standing::Quoted => "quoted",
            Standing::Name => "a date or name",
            Standing::NotClaimed => "not claimed",
        }
    }
}

/// A number in an article.
#[derive(Clone, Debug)]
pub struct Number {
    /// As it is written.
    pub text: String,
    /// Where.
    pub place: Range<usize>,
    /// What it is.
    pub standing: Standing,
}

/// Elements whose text is no part of the article's.
const SILENT: [&str; 9] = ["script", "style", "noscript", "template", "head", "title", "svg", "code", "pre"];

/// All numbers of an article, in the order of the text.
pub fn list(page: &Page, article: &Article, judged: &[Judged]) -> Vec<Number> {
    let mut found: Vec<Number> = judged
        .iter()
        .map(|fact| Number { text: squeezed(&fact.words), place: fact.place.clone(), standing: Standing::Fact(fact.state) })
        .collect();
    for paragraph in paragraphs(page, article) {
        paragraph.numbers(&mut found);
    }
    found.sort_by_key(|number| number.place.start);
    found
}

/// The text of one block, and what each part of it is in.
#[derive(Default)]
struct Paragraph {
    text: Mapped,
    /// Where each part begins in the text, whether it is inside a fact, quoted by an element, or a date by one.
    parts: Vec<(usize, bool, bool, bool)>,
}

/// The blocks of an article without facts' charts and what is not read.
fn paragraphs(page: &Page, article: &Article) -> Vec<Paragraph> {
    let mut all = Vec::new();
    let mut current = None;
    let graphs: Vec<usize> = article.graphs.iter().filter(|g| g.spelling != Spelling::Script).map(|g| g.node).collect();
    for node in page.all() {
        let Some(text) = page.text(node) else { continue };
        let round = || page.round(node).map(|node| page.name(node));
        if round().any(|name| SILENT.contains(&name)) || page.round(node).any(|node| graphs.contains(&node)) {
            continue;
        }
        let block = block(page, node);
        if current != Some(block) || all.is_empty() {
            all.push(Paragraph::default());
            current = Some(block);
        }
        let fact = page.round(node).any(|node| article.facts.iter().any(|fact| fact.node == node));
        let (quoted, dated) = (round().any(|name| matches!(name, "q" | "blockquote")), round().any(|name| name == "time"));
        if let Some(paragraph) = all.last_mut() {
            paragraph.parts.push((paragraph.text.text().len(), fact, quoted, dated));
            paragraph.text.append(text);
        }
    }
    all
}

impl Paragraph {
    fn numbers(&self, found: &mut Vec<Number>) {
        let text = self.text.text();
        let quotes = quotations(text);
        for place in numerals(text) {
            let part = self.parts.partition_point(|part| part.0 <= place.start).checked_sub(1).and_then(|i| self.parts.get(i));
            let Some(&(_, fact, quoted, dated)) = part else { continue };
            if fact {
                continue;
            }
            let standing = if dated || is_name(text, &place) {
                Standing::Name
            } else if quoted || quotes.iter().any(|quote| quote.contains(&place.start)) {
                Standing::Quoted
            } else {
                Standing::NotClaimed
            };
            let written = text.get(place.clone()).unwrap_or_default();
            found.push(Number { text: squeezed(written), place: self.text.source(place), standing });
        }
    }
}

/// What stands between quotation marks; a mark that is not closed quotes to the end.
fn quotations(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open: Option<(usize, &[char])> = None;
    for (at, c) in text.char_indices() {
        match open {
            Some((start, closing)) if closing.contains(&c) => {
                found.push(start..at);
                open = None;
            }
            Some(_) => {}
            None => {
                let closing: &[char] = match c {
                    '“' => &['”'],
                    '„' => &['“', '”'],
                    '«' => &['»'],
                    '»' => &['«'],
                    '"' => &['"'],
                    '「' => &['」'],
                    _ => continue,
                };
                open = Some((at, closing));
            }
        }
    }
    if let Some((start, _)) = open {
        found.push(start..text.len());
    }
    found
}

/// Words that are numbers on their own: two or more, parts, multiples. English and Spanish.
const WORDS: [&str; 112] = [
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
    "hundred",
    "hundreds",
    "thousand",
    "thousands",
    "million",
    "millions",
    "billion",
    "billions",
    "trillion",
    "trillions",
    "dozen",
    "dozens",
    "half",
    "halves",
    "thirds",
    "quarter",
    "quarters",
    "fifths",
    "tenths",
    "twice",
    "double",
    "doubled",
    "doubling",
    "triple",
    "tripled",
    "tripling",
    "quadrupled",
    "halved",
    "tenfold",
    "threefold",
    "twofold",
    "decades",
    "third",
    "fifth",
    "tenth",
    "percent",
    "dos",
    "tres",
    "cuatro",
    "cinco",
    "seis",
    "siete",
    "ocho",
    "nueve",
    "diez",
    "once",
    "doce",
    "trece",
    "catorce",
    "quince",
    "dieciséis",
    "diecisiete",
    "dieciocho",
    "diecinueve",
    "veinte",
    "treinta",
    "cuarenta",
    "cincuenta",
    "sesenta",
    "setenta",
    "ochenta",
    "noventa",
    "cien",
    "ciento",
    "cientos",
    "doscientos",
    "quinientos",
    "mil",
    "miles",
    "millón",
    "millones",
    "billón",
    "billones",
    "docena",
    "docenas",
    "mitad",
    "tercio",
    "tercios",
    "cuartas",
    "quinta",
    "décima",
    "duplicó",
    "triplicó",
    "doble",
    "décadas",
    "décimas",
];

/// Words that belong to a number only beside another: *a third*, *two-thirds*, *52 percent*.
const BESIDE: [&str; 9] = ["third", "fifth", "tenth", "quinta", "once", "percent", "quarter", "décima", "hundred"];

/// Articles and the like before *a third*.
const ARTICLES: [&str; 7] = ["a", "an", "one", "una", "un", "la", "el"];

/// Signs before a number.
const CURRENCIES: [char; 5] = ['$', '€', '£', '¥', '₹'];

/// What follows a number and belongs to it.
const AFTER: [&str; 22] = [
    "percent",
    "per",
    "percentage",
    "million",
    "billion",
    "trillion",
    "thousand",
    "hundred",
    "mil",
    "millones",
    "millón",
    "billones",
    "por",
    "mn",
    "bn",
    "tn",
    "dozen",
    "thirds",
    "quarters",
    "fifths",
    "tenths",
    "times",
];

/// The places of all numbers in a text.
fn numerals(text: &str) -> Vec<Range<usize>> {
    let words = words(text);
    let word = |i: usize| words.get(i).and_then(|place| text.get(place.clone())).unwrap_or_default();
    let lower = |i: usize| word(i).to_lowercase();
    let joined = |i: usize| match (words.get(i), words.get(i + 1)) {
        (Some(a), Some(b)) => text.get(a.end..b.start).is_some_and(|gap| matches!(gap.trim(), "" | "-" | "\u{2010}" | "\u{2011}")),
        _ => false,
    };
    let digit = |i: usize| word(i).trim_start_matches(CURRENCIES).starts_with(|c: char| c.is_ascii_digit());
    let is_number = |i: usize| digit(i) || WORDS.contains(&lower(i).as_str());
    let mut found = Vec::new();
    let mut i = 0;
    while i < words.len() {
        let (start, first) = (i, lower(i));
        let article = ARTICLES.contains(&first.as_str()) && joined(i) && BESIDE.contains(&lower(i + 1).as_str()) && lower(i + 1) != "once";
        let alone = WORDS.contains(&first.as_str()) && !BESIDE.contains(&first.as_str());
        if !(digit(i) || alone || article) {
            i += 1;
            continue;
        }
        i += 1 + usize::from(article);
        loop {
            let next = lower(i);
            let and = matches!(next.as_str(), "and" | "y" | "a")
                && joined(i)
                && (is_number(i + 1) || lower(i + 1) == "half" || lower(i + 1) == "a");
            if i > start && joined(i - 1) && (AFTER.contains(&next.as_str()) || !digit(i) && is_number(i) && next != "once") {
                // *per cent*, *por ciento*, *percentage points*; but not *per day*.
                let second = lower(i + 1);
                match next.as_str() {
                    "per" if second == "cent" => i += 2,
                    "por" if second == "ciento" => i += 2,
                    "percentage" if second.starts_with("point") => i += 2,
                    "per" | "por" | "percentage" => break,
                    _ => i += 1,
                }
            } else if and && i > start && joined(i - 1) && !digit(i + 1) && !digit(start) {
                i += 1 + usize::from(lower(i + 1) == "a" && lower(i + 2) == "half") + 1;
                i = i.min(words.len());
            } else {
                break;
            }
        }
        let (Some(first), Some(last)) = (words.get(start), words.get(i - 1)) else { break };
        found.push(first.start..last.end);
    }
    found
}

/// Words and numbers in digits with their signs: `$10.5bn`, `52%`, `1,234`, `COVID-19`.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let at = |i: usize| chars.get(i).map_or(' ', |c| c.1);
    let byte = |i: usize| chars.get(i).map_or(text.len(), |c| c.0);
    let digit = |i: usize| at(i).is_ascii_digit();
    let mut i = 0;
    while i < chars.len() {
        let start = i;
        let signed = CURRENCIES.contains(&at(i)) && digit(i + 1);
        if digit(i) || signed {
            i += 1;
            loop {
                let three = digit(i + 1) && digit(i + 2) && digit(i + 3) && !digit(i + 4);
                if at(i).is_alphanumeric() || matches!(at(i), '%' | '‰' | '°' | '½' | '¼' | '¾') {
                    i += 1;
                    continue;
                }
                let joins = matches!(at(i), '.' | ',' | ':' | '/') && digit(i + 1)
                    || matches!(at(i), '\u{a0}' | '\u{202f}' | '\u{2009}') && three
                    || matches!(at(i), '\'' | '’') && at(i + 1).is_alphanumeric();
                if joins {
                    i += 2;
                } else {
                    break;
                }
            }
            // `52 %`
            if matches!(at(i), ' ' | '\u{a0}' | '\u{202f}') && at(i + 1) == '%' {
                i += 2;
            }
        } else if at(i).is_alphanumeric() {
            while at(i).is_alphanumeric() || matches!(at(i), '\'' | '’') && at(i + 1).is_alphanumeric() {
                i += 1;
            }
        } else {
            i += 1;
            continue;
        }
        found.push(byte(start)..byte(i));
    }
    found
}

const MONTHS: [&str; 24] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
];

/// Whether a number is a date, a time of day or a part of a name.
fn is_name(text: &str, place: &Range<usize>) -> bool {
    let own = text.get(place.clone()).unwrap_or_default();
    let before = text.get(..place.start).unwrap_or_default();
    let after = text.get(place.end..).unwrap_or_default();
    let word_before = before.trim_end_matches([' ', '\u{a0}', '.', ',']);
    let start =
        word_before.rfind(|c: char| !c.is_alphanumeric()).map_or(0, |at| at + word_before[at..].chars().next().map_or(1, char::len_utf8));
    let previous = word_before.get(start..).unwrap_or_default();
    let next: String = after.trim_start_matches([' ', '\u{a0}', '.', ',']).chars().take_while(|c| c.is_alphanumeric()).collect();
    let month = |word: &str| {
        let word = word.to_lowercase();
        word.len() >= 3 && MONTHS.iter().any(|month| *month == word || word == "sept" || word.len() <= 4 && month.starts_with(&word))
    };
    let digits = !own.is_empty() && own.bytes().all(|b| b.is_ascii_digit());
    let value: u32 = if digits { own.parse().unwrap_or(u32::MAX) } else { u32::MAX };
    let year = own.len() == 4 && (1500..=2100).contains(&value);
    let day = |text: &str| {
        text.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == 'º').parse().is_ok_and(|day: u32| (1..=31).contains(&day))
    };
    let touches = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || matches!(c, '-' | '‑' | '_' | '#' | '/' | '@'));
    if !own.starts_with(|c: char| c.is_ascii_digit() || CURRENCIES.contains(&c)) {
        // *two o'clock*
        return next == "o" && after.contains("clock");
    }
    let spanish = next == "de"
        && after
            .trim_start()
            .strip_prefix("de ")
            .is_some_and(|rest| month(rest.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default()));
    year
        || day(own) && (month(previous) || month(&next) || spanish)
        // *1990s*, *’90s*
        || own.trim_end_matches(['\'', '’', 's']).parse().is_ok_and(|n: u32| n.is_multiple_of(10)) && own.ends_with('s')
        // 14:30, 12/31/2017
        || own.contains([':', '/']) && own.chars().all(|c| c.is_ascii_digit() || c == ':' || c == '/')
        || matches!(next.to_lowercase().as_str(), "am" | "pm") || matches!(next.as_str(), "a" | "p") && after.trim_start().get(1..3) == Some(".m")
        || next.eq_ignore_ascii_case("century") || previous.eq_ignore_ascii_case("siglo")
        // COVID-19, 2015-05-29, F-35, #1
        || touches(before.chars().next_back())
        || after.strip_prefix('-').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit())) && year
        // *Article 5*, *Highway 61*: after a name that does not begin the sentence.
        || digits && named(before, previous) && !matches!(next.to_lowercase().as_str(), "percent" | "per" | "million" | "billion")
}

/// Whether a number follows a name: a capital that does not begin the sentence.
fn named(before: &str, previous: &str) -> bool {
    let gap = before.get(before.rfind(previous).map_or(0, |at| at + previous.len())..).unwrap_or_default();
    let head = before.trim_end().strip_suffix(previous).unwrap_or_default().trim_end();
    let begins = head.is_empty() || head.ends_with(['.', '!', '?', ':', '“', '"', '«', '—', '(', ';']);
    let capital = previous.chars().next().is_some_and(char::is_uppercase);
    capital && !begins && !previous.is_empty() && matches!(gap, " " | "\u{a0}")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers of a text that no fact marks, each with its standing.
    fn found(html: &str) -> Vec<String> {
        let page = Page::html(html);
        let article = Article::new(&page);
        list(&page, &article, &[]).iter().map(|n| format!("{}: {}", n.text, n.standing.word())).collect()
    }

    #[test]
    fn numbers_are_found_however_they_are_written() {
        let texts =
            |html: &str| found(html).iter().map(|line| line.split(": ").next().unwrap().to_string()).collect::<Vec<_>>().join(" | ");
        assert_eq!(
            texts(
                "<p>About 1,300 of 12.5 million, $10&nbsp;billion, 52 percent, 52&nbsp;%, 3.5pp, two and a half acres, a third, two-thirds, 7 to 1."
            ),
            "1,300 | 12.5 million | $10 billion | 52 percent | 52 % | 3.5pp | two and a half | a third | two-thirds | 7 | 1"
        );
        assert_eq!(
            texts("<p>It <b>tripled</b>, then doubled; half a million fled. The third man, once, in one day, a quarter."),
            "tripled | doubled | half a million | a quarter"
        );
        assert_eq!(
            texts("<p>171 mil hectáreas, 12 por ciento, veinte mil personas, la mitad. Once personas."),
            "171 mil | 12 por ciento | veinte mil | mitad"
        );
        assert_eq!(texts("<script>5</script><nut-graph>6</nut-graph><code>7</code><p>8"), "8");
    }

    #[test]
    fn dates_and_names_are_no_claims() {
        for text in [
            "In 2015, it",
            "On Nov. 30, it",
            "On 30 November it",
            "el 30 de mayo",
            "the 1990s",
            "at 14:30",
            "COVID-19 and",
            "See Article 5 of",
            "at 10 a.m.",
            "<time>7 Dec</time>",
            "the 20th century",
        ] {
            let states = found(&format!("<p>{text}"));
            assert!(!states.is_empty() && states.iter().all(|line| line.ends_with("a date or name")), "{text}: {states:?}");
        }
        for text in ["It has 2015,5 of", "Colombia 52 percent", "some 30 homes", "5 of them", "He said. Then 12 fled"] {
            assert!(
                found(&format!("<p>{text}")).iter().all(|line| line.ends_with("not claimed")),
                "{text}: {:?}",
                found(&format!("<p>{text}"))
            );
        }
    }

    #[test]
    fn what_others_say_is_quoted() {
        assert_eq!(found("<p>“We lost 5 homes,” he said; 6 fled. «Son 7»"), ["5: quoted", "6: not claimed", "7: quoted"]);
        assert_eq!(found("<blockquote><p>8 of us</p></blockquote><p><q>9</q> left"), ["8: quoted", "9: quoted"]);
    }
}
