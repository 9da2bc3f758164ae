//! Sentences with marked numbers: each number is written as round as it still agrees with its value, and no sentence leaves this
//! file whose own check would not pass.

use super::phrases::Phrases;
use super::series::unit_words;
use crate::chart::Chart;
use crate::fact::{Fact, Kind, Outcome};
use crate::host::{Host, NumberStyle};
use crate::interact::judge;
use crate::tool::check::Wording;
use crate::words::{Verdict, decimal_sign};

/// A part of a sentence.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// Words as they stand.
    Words(String),
    /// Words that a fact proves.
    Marked {
        /// Its expression.
        expression: String,
        /// The words.
        words: String,
    },
}

/// A sentence with its facts.
#[derive(Clone, Debug, PartialEq)]
pub struct Sentence(pub Vec<Part>);

impl Sentence {
    /// As a reader sees it.
    pub fn text(&self) -> String {
        let words = |part: &Part| match part {
            Part::Words(words) | Part::Marked { words, .. } => words.clone(),
        };
        self.0.iter().map(words).collect()
    }

    /// As HTML to paste; `chart` is the id of the chart, empty where the nearest one is meant.
    pub fn html(&self, chart: &str) -> String {
        let escape = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
        let mut out = String::new();
        for part in &self.0 {
            match part {
                Part::Words(words) => out.push_str(&escape(words)),
                Part::Marked { expression, words } => {
                    let of = if chart.is_empty() { String::new() } else { format!(" for=\"{}\"", escape(chart)) };
                    out.push_str(&format!("<nut-fact{of} expr=\"{}\">{}</nut-fact>", escape(expression), escape(words)));
                }
            }
        }
        out
    }

    /// The expressions of its facts.
    pub fn expressions(&self) -> Vec<&str> {
        let expression = |part: &'_ Part| match part {
            Part::Marked { .. } => true,
            Part::Words(_) => false,
        };
        let marked = self.0.iter().filter(|part| expression(part));
        marked.filter_map(|part| if let Part::Marked { expression, .. } = part { Some(expression.as_str()) } else { None }).collect()
    }
}

/// What sentences are written with.
pub struct Writer<'a> {
    /// The chart whose facts they are.
    pub chart: &'a Chart,
    /// The language, as a BCP 47 tag.
    pub lang: &'a str,
    /// Its sentences.
    pub phrases: &'static Phrases,
    /// Its numbers and dates.
    pub host: &'a dyn Host,
}

impl Writer<'_> {
    /// A sentence from a template: `{name}` and the like are filled from `words`, `{0}` and so on with the values of `expressions`.
    /// `None` where a value is not to be had, or where no words for it would pass.
    pub fn sentence(&self, template: &str, words: &[(&str, &str)], expressions: &[String]) -> Option<Sentence> {
        let facts: Vec<Fact> = expressions.iter().map(|e| judge::compute(self.chart, e, self.host).ok()).collect::<Option<_>>()?;
        let mut parts: Vec<Part> = Vec::new();
        let mut rest = template;
        while let Some((head, tail)) = rest.split_once('{') {
            let (name, tail) = tail.split_once('}')?;
            push(&mut parts, head);
            match name.parse::<usize>() {
                // Marked words come when all round them is known.
                Ok(index) => parts.push(Part::Marked { expression: expressions.get(index)?.clone(), words: index.to_string() }),
                Err(_) => push(&mut parts, words.iter().find(|(key, _)| *key == name)?.1),
            }
            rest = tail;
        }
        push(&mut parts, rest);
        // First in round numbers; what stands round each is then known, and each is held against its value among them.
        let mut wording: Vec<Vec<String>> = Vec::new();
        for part in &parts {
            wording.push(match part {
                Part::Marked { words, .. } => self.wordings(facts.get(words.parse::<usize>().ok()?)?),
                Part::Words(_) => Vec::new(),
            });
        }
        let indices: Vec<usize> =
            parts.iter().map(|part| if let Part::Marked { words, .. } = part { words.parse().unwrap_or(0) } else { 0 }).collect();
        for (part, wordings) in parts.iter_mut().zip(&wording) {
            if let Part::Marked { words, .. } = part {
                *words = wordings.first()?.clone();
            }
        }
        capitalise(&mut parts);
        for i in 0..parts.len() {
            if !matches!(parts[i], Part::Marked { .. }) {
                continue;
            }
            let (before, after) = (text_of(&parts[..i]), text_of(&parts[i + 1..]));
            let fact = facts.get(indices[i])?;
            let agrees = |words: &String| judge::agree(fact, self.lang, words, &before, &after).verdict == Verdict::Agrees;
            let chosen = wording[i].iter().find(|words| agrees(words))?.clone();
            if let Part::Marked { words, .. } = &mut parts[i] {
                *words = chosen;
            }
        }
        // The final words of one stand beside the others': once more, all together.
        let all_agree = (0..parts.len()).all(|i| match &parts[i] {
            Part::Words(_) => true,
            Part::Marked { words, .. } => {
                let (before, after) = (text_of(&parts[..i]), text_of(&parts[i + 1..]));
                judge::agree(&facts[indices[i]], self.lang, words, &before, &after).verdict == Verdict::Agrees
            }
        });
        all_agree.then_some(Sentence(parts))
    }

    /// Words for a value, the roundest first.
    fn wordings(&self, fact: &Fact) -> Vec<String> {
        let decimal = decimal_sign(self.lang);
        let wording = Wording::of(self.lang);
        let number = |value: f64, decimals: u8| self.host.number(value, NumberStyle::decimals(decimals));
        let percent = |value: f64, decimals: u8| number(value.abs() * 100.0, decimals) + wording.percent;
        let mut out = Vec::new();
        match (&fact.value, fact.kind) {
            (Outcome::Number(value), Kind::Change) => out.extend([0, 1, 2].map(|decimals| percent(*value, decimals))),
            (Outcome::Number(value), Kind::Ratio) if fact.unit.is_empty() && *value <= 2.0 => {
                out.extend([0, 1, 2].map(|decimals| percent(*value, decimals)));
            }
            (Outcome::Number(value), Kind::Streak) => {
                let length = value.abs().round() as usize;
                let word = wording.cardinals.get(length.wrapping_sub(1)).map_or(length.to_string(), |word| word.to_string());
                let row = self.phrases.in_a_row.iter().find(|(key, _)| *key == fact.unit);
                out.extend(row.filter(|_| length > 1).map(|(_, row)| row.replace("{0}", &word)));
            }
            (Outcome::Number(value), Kind::Number | Kind::Difference | Kind::Count) => {
                // Three digits, then four, then five; large numbers by their million or billion.
                let size = value.abs();
                let large = self.phrases.large.iter().find(|(by, _)| size >= *by).copied();
                for (by, word) in large.into_iter().chain([(1.0, "")]) {
                    let size = size / by;
                    let magnitude = if size > 0.0 { size.log10().floor() as i32 } else { 0 };
                    for digits in [3, 4, 5] {
                        let place = magnitude - digits + 1;
                        let step = 10f64.powi(place);
                        let rounded = (size / step).round() * step;
                        let mut number = number(rounded, (-place).clamp(0, 6) as u8);
                        if place < 0 && number.contains(decimal) {
                            number = number.trim_end_matches('0').trim_end_matches(decimal).to_string();
                        }
                        out.push(self.with_unit(&[&number, word].concat(), &fact.unit));
                    }
                }
                out.push(fact.shown.trim_start_matches(['+', '\u{2212}']).to_string());
            }
            (Outcome::Truth(true), _) => out.push(self.phrases.a_record.to_string()),
            (Outcome::Time(..) | Outcome::Text(_), _) => out.push(fact.shown.clone()),
            _ => {}
        }
        out
    }

    /// A number with its unit as prose has it.
    pub fn with_unit(&self, number: &str, unit: &str) -> String {
        let own = self.phrases.names.iter().find(|(key, _)| *key == unit).map(|(_, name)| *name);
        let english = self.lang.starts_with("en").then(|| unit_words(unit)).flatten();
        match (unit, own.or(english)) {
            ("", _) => number.to_string(),
            ("%", _) => number.to_string() + Wording::of(self.lang).percent,
            ("usd", _) => ["$", number].concat(),
            (unit, name) => {
                // *Millones de hectáreas*: a million is a noun.
                let of = if number.ends_with(char::is_alphabetic) { self.phrases.of_unit } else { " " };
                [number, of, name.unwrap_or(unit)].concat()
            }
        }
    }
}

fn push(parts: &mut Vec<Part>, words: &str) {
    if words.is_empty() {
        return;
    }
    match parts.last_mut() {
        Some(Part::Words(last)) => last.push_str(words),
        _ => parts.push(Part::Words(words.to_string())),
    }
}

fn text_of(parts: &[Part]) -> String {
    Sentence(parts.to_vec()).text()
}

/// A sentence begins with a capital letter.
fn capitalise(parts: &mut [Part]) {
    if let Some(Part::Words(first)) = parts.first_mut()
        && let Some(letter) = first.chars().next()
    {
        *first = letter.to_uppercase().chain(first.chars().skip(1)).collect();
    }
}
