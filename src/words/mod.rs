//! Numbers, units and hedges in prose: what they stand for, and whether they agree with a value.
//!
//! Words agree when a careful copy editor, seeing the value, would let them stand: correctly rounded, hedged on the right side, and not so loosely
//! that a reader is misled. The way is one: `token` cuts the sentence up, `reader` finds numbers with unit and hedge, `interval` says what they
//! stand for, `quantity` converts that to the kind and unit of the value and compares; dates, ranks and yes or no have rules of their own. The
//! engine knows no word of any language: those are in one file a language (`en`, `es`) of the form that `lexicon` describes.

mod amount;
mod date;
mod en;
mod es;
mod interval;
mod lexicon;
mod numeral;
mod order;
mod quantity;
mod reader;
#[cfg(test)]
mod tests;
mod token;
pub mod unit;

use crate::fact::Kind;
pub use lexicon::decimal_sign;
use reader::Reader;

pub mod ui;

/// A verdict on words against a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// A careful copy editor would let the words stand.
    Agrees,
    /// The words are wrong.
    Disagrees,
    /// The words cannot be held against this value.
    CannotTell,
}

/// What is asked: marked words in their sentence, and a value.
pub struct Question<'a> {
    /// BCP 47 tag of the prose.
    pub lang: &'a str,
    /// The marked words.
    pub text: &'a str,
    /// The sentence before them.
    pub before: &'a str,
    /// The sentence after them.
    pub after: &'a str,
    /// What the value is.
    pub kind: Kind,
    /// Unit of the value: a key of `unit`, or a counted noun.
    pub unit: &'a str,
    /// The value: finite.
    pub value: Given<'a>,
}

/// A value to hold words against.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Given<'a> {
    /// A number.
    Number(f64),
    /// Known only to be this (`false`) or more, or to be more than this (`true`).
    Bound(f64, bool),
    /// A date: `2014`, `2015-05`, `2015-05-29`.
    Date(&'a str),
    /// Yes or no.
    Truth(bool),
}

/// The answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The verdict.
    pub verdict: Verdict,
    /// Lower end of what the words stand for, in the value's kind and unit; `None` for an open side or unread words.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
    /// One sentence why.
    pub why: String,
}

impl Answer {
    #[inline(never)]
    fn new((verdict, why): (Verdict, &str)) -> Answer {
        Answer { verdict, low: None, high: None, why: why.to_string() }
    }
}

/// Holds words against a value.
pub fn agree(question: &Question) -> Answer {
    let language = lexicon::language(question.lang);
    let decimal = lexicon::decimal_sign(question.lang);
    let mut tokens = Vec::new();
    token::tokenise(question.before, decimal, &mut tokens);
    let from = tokens.len();
    token::tokenise(question.text, decimal, &mut tokens);
    let to = tokens.len();
    token::tokenise(question.after, decimal, &mut tokens);
    let ordinals = matches!(question.kind, Kind::Date | Kind::Rank | Kind::Streak);
    let dimension = unit::key(question.unit).map(|unit| unit.dimension);
    let reader = Reader { language, tokens: &tokens, from, to, ordinals, dimension };
    match question.kind {
        Kind::Date => date::judge(question, &reader),
        Kind::Rank => order::rank(question, &reader),
        Kind::YesNo => order::yes_or_no(question, &reader),
        _ => quantity::judge(question, &reader),
    }
}
