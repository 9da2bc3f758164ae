//! Numbers, units and hedges in prose: what they stand for, and whether they agree with a value.

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
    pub kind: crate::fact::Kind,
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

/// Holds words against a value, by the contract in the crate's documentation.
pub fn agree(_question: &Question) -> Answer {
    Answer { verdict: Verdict::CannotTell, low: None, high: None, why: String::new() }
}
