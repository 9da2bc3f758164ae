//! A written date taken apart, where the browser's `Intl` and ICU4X choose differently though they know the same.

use std::fmt;
use writeable::{Part, PartsWrite, Writeable};

/// A date in its pieces: what each is, if it is one of the date's fields, and its text.
#[derive(Default)]
pub struct Pieces {
    all: Vec<(Option<Part>, String)>,
    now: Option<Part>,
}

impl Pieces {
    /// Takes a date apart.
    pub fn of(date: &impl Writeable) -> Pieces {
        let mut pieces = Pieces::default();
        // Nothing that is written into memory fails.
        let _ = date.write_to_parts(&mut pieces);
        pieces
    }

    /// The text of a field; empty where it is not there.
    pub fn field(&self, field: Part) -> &str {
        self.all.iter().find(|(part, _)| *part == Some(field)).map_or("", |(_, text)| text)
    }

    /// The whole.
    pub fn whole(&self) -> String {
        self.all.iter().map(|(_, text)| text.as_str()).collect()
    }

    /// The whole, with a field in other words.
    pub fn with(&self, field: Part, words: &str) -> String {
        self.all.iter().map(|(part, text)| if *part == Some(field) { words } else { text }).collect()
    }
}

impl fmt::Write for Pieces {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        match self.all.last_mut() {
            Some((part, last)) if *part == self.now => last.push_str(text),
            _ => self.all.push((self.now, text.to_string())),
        }
        Ok(())
    }
}

impl PartsWrite for Pieces {
    type SubPartsWrite = Pieces;

    fn with_part(&mut self, part: Part, mut write: impl FnMut(&mut Pieces) -> fmt::Result) -> fmt::Result {
        // The field is what counts, not what its digits are in turn.
        let outer = self.now;
        self.now = outer.or(Some(part));
        let done = write(self);
        self.now = outer;
        done
    }
}
